//! JavaScript values as data: own properties only, to a limited depth. What comes here is a copy that the package made,
//! plain data in which nothing runs.

use js_sys::{Array, JSON, Number, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::json::Json;

/// Deeper than any application or rulebook; a cycle ends here too.
const DEPTH: u32 = 64;

/// Reads a value. What is no data (a function, a symbol) reads as an empty object, which no field takes.
///
/// # Errors
/// A sentence: too deep, or a property that throws when it is read.
pub(super) fn read(value: &JsValue) -> Result<Json, String> {
    read_to(value, DEPTH)
}

/// Hands a value over: as JSON text, which JavaScript parses.
pub(super) fn write(json: &Json) -> Result<JsValue, String> {
    JSON::parse(&json.to_string()).map_err(|_| "The answer could not be handed over.".to_string())
}

fn read_to(value: &JsValue, depth: u32) -> Result<Json, String> {
    if value.is_null() || value.is_undefined() {
        return Ok(Json::Null);
    }
    if let Some(text) = value.as_string() {
        return Ok(Json::Text(text));
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Json::Bool(flag));
    }
    if let Some(number) = value.as_f64() {
        // As JavaScript writes it.
        let digits = Number::from(number).to_string_with_radix(10);
        return Ok(Json::Number(digits.unwrap_or_default().into()));
    }
    if depth == 0 {
        return Err("The data are nested too deeply, or contain themselves.".to_string());
    }
    // A function, a symbol and a bigint have no keys.
    let names = Object::keys(value.unchecked_ref::<Object>());
    let is_list = Array::is_array(value);
    let (mut items, mut entries) = (Vec::new(), Vec::new());
    for key in names.iter() {
        let Some(name) = key.as_string() else {
            continue;
        };
        let item = Reflect::get(value, &key);
        let item = item.map_err(|_| ["The property «", &name, "» cannot be read."].concat())?;
        let item = read_to(&item, depth - 1)?;
        if is_list {
            items.push(item);
        } else {
            entries.push((name, item));
        }
    }
    Ok(if is_list {
        Json::List(items)
    } else {
        Json::Object(entries)
    })
}
