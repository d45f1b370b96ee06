//! What a rulebook says to people, in one language: shipped beside its [`Program`](super::Program), aligned with it.

use serde::{Deserialize, Serialize};

use crate::law::Reader;

/// The sentences of a rulebook.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Words {
    pub title: String,
    /// One for each of `Program.rules`.
    pub rules: Vec<RuleWords>,
    /// One for each of `Program.readers`.
    pub readers: Vec<ReaderWords>,
    /// The labels of terms.
    pub terms: Vec<String>,
    /// One for each of `Program.unasked`.
    pub unasked: Vec<String>,
    /// What is paid.
    pub amount: Option<String>,
    /// What only the office can tell.
    pub offline: Vec<String>,
}

/// What a rule says.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct RuleWords {
    pub title: String,
    /// One for each part.
    pub parts: Vec<PartWords>,
}

/// What a part says; figures stand in braces.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct PartWords {
    pub says: String,
    /// The label of the fix.
    pub remedy: Option<String>,
}

/// What a reader of texts says.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReaderWords {
    pub reader: Reader,
    pub title: String,
    /// The sentences by reason; `default` for all others, `rimedio` the label of the fix.
    pub reasons: Vec<(String, String)>,
}
