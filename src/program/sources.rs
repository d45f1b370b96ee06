//! On whose word a rulebook stands, and how its limits are worked out, in one language: loaded only when somebody asks,
//! aligned with its [`Program`](super::Program).

use serde::{Deserialize, Serialize};

use super::{NodeId, Unit};

/// The sources and the formulas of a rulebook.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Sources {
    pub documents: Vec<Document>,
    /// One for each of `Program.rules`.
    pub rules: Vec<RuleSources>,
    /// One for each of `Program.readers`.
    pub readers: Vec<RuleSources>,
    /// The named formulas that the steps use.
    pub definitions: Vec<Definition>,
    /// What raises no message, though people ask about it.
    pub admitted: Vec<Admitted>,
    /// On whose word the amount that is paid is told.
    pub amount: Vec<Citation>,
}

/// A text that rules quote.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Document {
    pub title: String,
    pub date: Option<String>,
    /// How certain it is where the text is not at hand: `O`, `P`, `C`.
    pub grade: Option<String>,
}

/// On whose word a rule stands.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct RuleSources {
    pub sources: Vec<Citation>,
    pub note: Option<String>,
    /// It is our reading of its sources.
    pub reading: bool,
    /// One for each part.
    pub parts: Vec<PartSources>,
}

/// How a part is worked out.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct PartSources {
    /// This part is our reading.
    pub reading: bool,
    pub steps: Vec<Step>,
}

/// A place in a document, and its words.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Citation {
    /// Its place in [`Sources::documents`].
    pub document: u16,
    pub point: Option<String>,
    pub quote: Option<String>,
}

/// What raises no message.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Admitted {
    pub says: String,
    pub sources: Vec<Citation>,
}

/// What a formula of a part is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Limit {
    When,
    Unless,
    Min,
    Max,
    Forbidden,
    Fires,
}

/// A formula of a part, to be printed with its values: `23/02/2020 + 35 giorni - 1 = 28/03/2020`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Step {
    pub limit: Limit,
    pub formula: Formula,
}

/// A named formula.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Definition {
    pub name: String,
    pub formula: Formula,
}

/// A formula, piece by piece.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Formula {
    pub tokens: Vec<Token>,
    /// What it comes to; none where the program does not compute it by itself.
    pub result: Option<(Value, Unit)>,
    /// The definitions that it names, as places in [`Sources::definitions`], in its order.
    pub uses: Vec<u16>,
}

/// A piece of a formula.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Token {
    Text(String),
    /// A name as it is written, and its value.
    Named(String, Value, Unit),
}

/// Where a value is to be had.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Value {
    Node(NodeId),
    Known(i64),
}

/// A citation as it is shown.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Source {
    pub document: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
}

impl Sources {
    /// Citations with the documents they name.
    pub fn shown(&self, citations: &[Citation]) -> Vec<Source> {
        let shown = |citation: &Citation| {
            let document = self.documents.get(usize::from(citation.document))?;
            Some(Source {
                document: document.title.clone(),
                point: citation.point.clone(),
                date: document.date.clone(),
                quote: citation.quote.clone(),
                grade: document.grade.clone(),
            })
        };
        citations.iter().filter_map(shown).collect()
    }
}

impl Formula {
    /// As it is written.
    pub fn text(&self) -> String {
        let text = |token: &Token| match token {
            Token::Text(text) | Token::Named(text, ..) => text.clone(),
        };
        self.tokens.iter().map(text).collect()
    }
}
