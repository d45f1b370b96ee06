//! How fields, words, months and the sentences of answers are called: `regolamenti/campi.json`.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::Language;

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    pub it: String,
    pub en: String,
}

impl Said {
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Italian => &self.it,
            Language::English => &self.en,
        }
    }
}

/// An answer that a field waits for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Awaited {
    /// By path; a `*` is the same row.
    pub field: String,
    #[serde(flatten)]
    pub answer: Answer,
}

/// What the answer is to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    OneOf(Vec<String>),
    /// Any text, or none.
    Filled(bool),
    /// A day not after today.
    Past(bool),
}

/// The labels that all rulebooks share.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Labels {
    /// By path, with `*` for rows.
    pub fields: HashMap<String, Said>,
    /// Names for the head of a column, by path.
    pub short: HashMap<String, Said>,
    /// A line for whoever does not know what a field is about, by path.
    pub help: HashMap<String, Said>,
    /// Which answers a field waits for, by path.
    pub when: HashMap<String, Vec<Awaited>>,
    /// By word; by `path=word` where it means something else in a field.
    pub words: HashMap<String, Said>,
    /// By the name of a figure.
    pub params: HashMap<String, Said>,
    pub months: Vec<Said>,
    pub weekdays: Vec<Said>,
    /// By key.
    pub phrases: HashMap<String, Said>,
}

impl Labels {
    /// Reads them.
    ///
    /// # Errors
    /// What is not as it should be, with its place.
    pub fn read(json: &str) -> Result<Labels, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    /// A sentence of the answers, to be filled; empty where there is none.
    pub fn template(&self, key: &str, language: Language) -> String {
        let phrase = self.phrases.get(key);
        phrase.map_or("", |said| said.get(language)).to_string()
    }

    /// What a word means in this field, else what it means anywhere.
    pub fn word_of<'l>(&'l self, path: &str, word: &'l str, language: Language) -> &'l str {
        let own = self.words.get(&[path, "=", word].concat());
        own.map_or_else(|| self.word(word, language), |said| said.get(language))
    }

    pub(super) fn word<'l>(&'l self, word: &'l str, language: Language) -> &'l str {
        self.words.get(word).map_or(word, |said| said.get(language))
    }
}
