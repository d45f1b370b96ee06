//! What a caller chooses: `{ language, today?, messages }`.

use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::error;
use crate::calendar::Day;
use crate::pairs::Pairs;
use crate::tell::Language;

pub(super) struct Options {
    pub language: Language,
    pub today: Option<i64>,
    /// A caller's own sentences, by rule.
    pub messages: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Given {
    language: String,
    today: Option<String>,
    messages: Pairs<String, String>,
}

impl Options {
    /// # Errors
    /// A sentence that says which option is wrong.
    pub fn read(options: JsValue) -> Result<Options, JsError> {
        let mut given: Given = serde_wasm_bindgen::from_value(options).map_err(|wrong| {
            error(["The options cannot be read: ", &wrong.to_string()].concat())
        })?;
        let language = Language::from_code(&given.language)
            .ok_or_else(|| error("language must be \"it\" or \"en\"."))?;
        let today = match given.today {
            None => None,
            Some(day) => Some(
                Day::from_iso(&day)
                    .ok_or_else(|| error("today must be a day as text: \"2020-05-19\"."))?
                    .number(),
            ),
        };
        Ok(Options {
            language,
            today,
            messages: given.messages.take(),
        })
    }
}
