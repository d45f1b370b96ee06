//! JavaScript values as data: own properties only, to a limited depth.

use wasm_bindgen::prelude::*;

use crate::json::Json;

// What is needed of JavaScript's own functions, named here: a crate that names them all brings in much that is not.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn parse(text: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = String)]
    fn digits(number: &JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> bool;
    #[wasm_bindgen(catch, js_namespace = Object)]
    fn keys(object: &JsValue) -> Result<Vec<JsValue>, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = get)]
    fn property(object: &JsValue, key: &JsValue) -> Result<JsValue, JsValue>;
}

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
    parse(&json.to_string()).map_err(|_| "The answer could not be handed over.".to_string())
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
    if value.as_f64().is_some() {
        return Ok(Json::Number(digits(value).unwrap_or_default()));
    }
    if depth == 0 {
        return Err("The data are nested too deeply, or contain themselves.".to_string());
    }
    // A function, a symbol and a bigint have no keys.
    let names = keys(value).unwrap_or_default();
    let is_list = is_array(value);
    let (mut items, mut entries) = (Vec::new(), Vec::new());
    for key in names {
        let Some(name) = key.as_string() else {
            continue;
        };
        let item = property(value, &key);
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
