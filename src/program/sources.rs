//! On whose word a rulebook stands: loaded only when somebody asks, aligned with its [`Program`](super::Program).

use serde::{Deserialize, Serialize};

/// The sources of a rulebook.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Sources {
    /// One for each of `Program.rules`.
    pub rules: Vec<RuleSources>,
    /// One for each of `Program.readers`.
    pub readers: Vec<Vec<Source>>,
}

/// On whose word a rule stands.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct RuleSources {
    /// One for each part.
    pub parts: Vec<PartSources>,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct PartSources {
    pub sources: Vec<Source>,
}

/// Where a rule stands, in the words of its document.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Source {
    pub document: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}
