//! JavaScript values as data: own properties only, to a limited depth.

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
    if let Some(number) = value.dyn_ref::<js_sys::Number>()
        && value.as_f64().is_some()
    {
        let digits = number.to_string_with_radix(10).map(String::from);
        return Ok(Json::Number(digits.unwrap_or_default()));
    }
    if value.is_bigint() || value.is_symbol() || value.is_function() {
        return Ok(Json::Object(Vec::new()));
    }
    if depth == 0 {
        return Err("The data are nested too deeply, or contain themselves.".to_string());
    }
    if js_sys::Array::is_array(value) {
        let items = js_sys::Array::from(value);
        return items
            .iter()
            .map(|item| read_to(&item, depth - 1))
            .collect::<Result<_, _>>()
            .map(Json::List);
    }
    let object: &js_sys::Object = value.unchecked_ref();
    let mut entries = Vec::new();
    for key in js_sys::Object::keys(object).iter() {
        let Some(name) = key.as_string() else {
            continue;
        };
        let item = js_sys::Reflect::get(value, &key);
        let item = item.map_err(|_| ["The property «", &name, "» cannot be read."].concat())?;
        entries.push((name, read_to(&item, depth - 1)?));
    }
    Ok(Json::Object(entries))
}
