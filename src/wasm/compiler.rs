//! A portal's own rulebook: JSON text in, compiled bytes out.

use wasm_bindgen::prelude::*;

use super::error;
use crate::formula;
use crate::law::{Language, Mistake, from_json};

/// Compiles a rulebook. What is wrong with it is said in one sentence a mistake, which names rule, key and column.
#[wasm_bindgen]
pub fn compile(json: &str, language: &str) -> Result<Vec<u8>, JsError> {
    let language = Language::from_code(language).unwrap_or(Language::Italian);
    let said = |mistakes: &[Mistake]| {
        let told: Vec<String> = mistakes
            .iter()
            .map(|mistake| mistake.told(language))
            .collect();
        error(told.join("\n"))
    };
    let book = from_json(json).map_err(|mistake| said(&[mistake]))?;
    let edition = formula::compile(&book).map_err(|mistakes| said(&mistakes))?;
    Ok(edition.to_bytes())
}
