//! The rulebooks of `regolamenti/*.json`, as the tests of the engine that reads them ask for them.

use std::sync::Arc;

use crate::json::Json;
use crate::rulebook::keys::Mistake;
use crate::rulebook::{self, Rulebook};

const COMUNI: &str = include_str!("../../regolamenti/comuni.json");
const CAMPI: &str = include_str!("../../regolamenti/campi.json");

/// Name and text of each, as `build.rs` found them in `regolamenti/`; sorted.
const BOOKS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rulebooks.rs"));

/// The names of the rulebooks.
pub fn names() -> impl Iterator<Item = &'static str> {
    BOOKS.iter().map(|(name, _)| *name)
}

/// Why a rulebook cannot be used.
#[derive(Debug)]
pub enum Unusable {
    /// There is none of this name.
    Unknown,
    /// Its text is no JSON.
    Syntax {
        line: usize,
        column: usize,
        found: String,
    },
    Mistaken(Mistake),
}

impl std::fmt::Display for Unusable {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unusable::Unknown => {
                write!(
                    out,
                    "no such rulebook. There are: {}.",
                    names().collect::<Vec<_>>().join(", ")
                )
            }
            Unusable::Syntax {
                line,
                column,
                found,
            } => {
                write!(out, "line {line}, column {column}: not JSON: {found}.")
            }
            Unusable::Mistaken(mistake) => write!(out, "{mistake}"),
        }
    }
}

/// A rulebook by its name.
pub fn rulebook(name: &str) -> Result<Arc<Rulebook>, Unusable> {
    let (_, text) = BOOKS
        .iter()
        .find(|(known, _)| *known == name)
        .ok_or(Unusable::Unknown)?;
    read(text)
}

/// A rulebook from the text of its file; shipped and foreign ones pass the same door.
pub fn read(text: &str) -> Result<Arc<Rulebook>, Unusable> {
    let parse = |text: &str| {
        serde_json::from_str::<serde_json::Value>(text)
            .map(Json::from)
            .map_err(|error| Unusable::Syntax {
                line: error.line(),
                column: error.column(),
                found: said(&error),
            })
    };
    rulebook::read(&parse(text)?, &parse(COMUNI)?, &parse(CAMPI)?)
        .map(Arc::new)
        .map_err(Unusable::Mistaken)
}

/// What the parser found, without the place that it adds.
fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((found, _)) => found.to_string(),
        None => text,
    }
}
