//! How fields, words, months and the sentences of answers are called: `regolamenti/campi.json`.

use std::collections::HashMap;

use serde::Deserialize;

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

/// The labels that all rulebooks share.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Labels {
    /// By path, with `*` for rows.
    pub fields: HashMap<String, Said>,
    /// By word.
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

    pub(super) fn word<'l>(&'l self, word: &'l str, language: Language) -> &'l str {
        self.words.get(word).map_or(word, |said| said.get(language))
    }
}
