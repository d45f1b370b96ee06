//! What a caller chooses: `{ language?, today?, messages? }`.

use std::collections::BTreeMap;

use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::error;
use crate::calendar::Day;
use crate::tell::Language;

#[derive(Default)]
pub(super) struct Options {
    pub language: Language,
    pub today: Option<i64>,
    /// A caller's own sentences, by rule.
    pub messages: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Given {
    language: Option<String>,
    today: Option<String>,
    #[serde(default)]
    messages: BTreeMap<String, Message>,
}

/// One sentence for both languages, or one for each.
#[derive(Deserialize)]
#[serde(untagged)]
enum Message {
    Both(String),
    Each { it: String, en: String },
}

impl Options {
    /// # Errors
    /// A sentence that says which option is wrong.
    pub fn read(options: JsValue) -> Result<Options, JsError> {
        let given: Given = serde_wasm_bindgen::from_value(options)
            .map_err(|wrong| error(["The options cannot be read: ", &wrong.to_string()].concat()))?;
        let language = match given.language {
            None => Language::Italian,
            Some(code) => Language::from_code(&code)
                .ok_or_else(|| error("language must be \"it\" or \"en\"."))?,
        };
        let today = match given.today {
            None => None,
            Some(day) => Some(
                Day::from_iso(&day)
                    .ok_or_else(|| error("today must be a day as text: \"2020-05-19\"."))?
                    .number(),
            ),
        };
        let messages = given.messages.into_iter().map(|(rule, message)| {
            let text = match message {
                Message::Both(text) => text,
                Message::Each { it, en } => match language {
                    Language::Italian => it,
                    Language::English => en,
                },
            };
            (rule, text)
        });
        Ok(Options {
            language,
            today,
            messages: messages.collect(),
        })
    }
}
