//! How fields, words, months and the sentences of answers are called: `regolamenti/campi.json`.

use serde::{Deserialize, Serialize};

use super::Language;
use crate::pairs::Pairs;

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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

/// An answer that a field waits for: one of three kinds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Awaited {
    /// By path; a `*` is the same row.
    pub field: String,
    #[serde(default)]
    pub one_of: Option<Vec<String>>,
    /// Any text, or none.
    #[serde(default)]
    pub filled: Option<bool>,
    /// A day not after today.
    #[serde(default)]
    pub past: Option<bool>,
}

/// The labels that all rulebooks share.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Labels {
    /// By path, with `*` for rows.
    pub fields: Pairs<String, Said>,
    /// Names for the head of a column, by path.
    pub short: Pairs<String, Said>,
    /// A line for whoever does not know what a field is about, by path.
    pub help: Pairs<String, Said>,
    /// Which answers a field waits for, by path.
    pub when: Pairs<String, Vec<Awaited>>,
    /// By word; by `path=word` where it means something else in a field.
    pub words: Pairs<String, Said>,
    /// By the name of a figure.
    pub params: Pairs<String, Said>,
    pub months: Vec<Said>,
    pub weekdays: Vec<Said>,
    /// By key.
    pub phrases: Pairs<String, Said>,
}

impl Labels {
    /// Reads them.
    ///
    /// # Errors
    /// What is not as it should be, with its place.
    pub fn read(json: &str) -> Result<Labels, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    /// The bytes in which they ship.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Nothing in these types can refuse to be written to memory.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// The labels of some bytes; none where they are not ones of this version of the format.
    pub fn from_bytes(bytes: &[u8]) -> Option<Labels> {
        match postcard::take_from_bytes(bytes) {
            Ok((labels, [])) => Some(labels),
            _ => None,
        }
    }

    /// A sentence of the answers, to be filled; empty where there is none.
    pub fn template(&self, key: &str, language: Language) -> &str {
        let phrase = self.phrases.get(key);
        phrase.map_or("", |said| said.get(language))
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
