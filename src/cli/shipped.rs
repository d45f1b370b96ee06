//! The rulebooks that the command carries with it.

use std::sync::{Arc, LazyLock, Mutex};

use crate::json::Json;
use crate::rulebook::keys::Mistake;
use crate::rulebook::{self, Rulebook};

const COMUNI: &str = include_str!("../../regolamenti/comuni.json");
const CAMPI: &str = include_str!("../../regolamenti/campi.json");

/// Name and text of each, as `build.rs` found them in `regolamenti/`; sorted.
const BOOKS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rulebooks.rs"));

/// Name and text of each page of rulebooks, and of its English (`rapporto.md`, `en/rapporto.toml`).
const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The text of a page that ships with the command.
pub fn page(name: &str) -> Option<String> {
    let found = PAGES.iter().find(|(known, _)| *known == name);
    found.map(|(_, text)| text.to_string())
}

/// The names of the pages (`rapporto.md`), sorted.
pub fn pages() -> impl Iterator<Item = &'static str> {
    let names = PAGES.iter().map(|(name, _)| *name);
    names.filter(|name| name.ends_with(".md"))
}

/// The names of the rulebooks.
pub fn names() -> impl Iterator<Item = &'static str> {
    BOOKS.iter().map(|(name, _)| *name)
}

/// Which edition of a rulebook it is: the same words as in the npm package.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// The rulebook's own version; where it names none, the program's.
    pub version: String,
    /// Tells whether two rulebooks are the same; it is no protection.
    pub hash: String,
}

impl Edition {
    /// That of a rulebook of one's own.
    pub fn of(text: &str) -> Edition {
        Edition::within(&[text])
    }

    /// That of the first of some JSON texts; what it shares with others counts too.
    fn within(texts: &[&str]) -> Edition {
        let read = |text: &&str| serde_json::from_str(text).unwrap_or_default();
        let parsed: Vec<serde_json::Value> = texts.iter().map(read).collect();
        let without_blanks: Vec<String> = parsed.iter().map(ToString::to_string).collect();
        let own = parsed
            .first()
            .and_then(|book| book.get("version")?.as_str());
        Edition {
            version: own.unwrap_or(env!("CARGO_PKG_VERSION")).to_string(),
            hash: format!("{:016x}", fnv(&without_blanks.join("\n"))),
        }
    }
}

/// FNV-1a, 64 bits: pkg-config/js/hash.js gives the same.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The edition of a rulebook by its name.
pub fn edition(name: &str) -> Option<&'static Edition> {
    static EDITIONS: LazyLock<Vec<(&str, Edition)>> = LazyLock::new(|| {
        let each =
            |(name, text): &(&'static str, &str)| (*name, Edition::within(&[text, COMUNI, CAMPI]));
        BOOKS.iter().map(each).collect()
    });
    let mut editions = EDITIONS.iter();
    editions
        .find(|(known, _)| *known == name)
        .map(|(_, edition)| edition)
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

/// As [`rulebook`]; each is read once in a run.
pub fn cached(name: &str) -> Result<Arc<Rulebook>, Unusable> {
    static READ: Mutex<Vec<(&str, Arc<Rulebook>)>> = Mutex::new(Vec::new());
    let (known, _) = BOOKS
        .iter()
        .find(|(known, _)| *known == name)
        .ok_or(Unusable::Unknown)?;
    let mut read = READ.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some((_, book)) = read.iter().find(|(name, _)| name == known) {
        return Ok(book.clone());
    }
    let book = rulebook(name)?;
    read.push((known, book.clone()));
    Ok(book)
}

/// As [`cached`], with its edition.
pub(super) fn named(name: &str) -> Result<(Arc<Rulebook>, Edition), Unusable> {
    let edition = edition(name).ok_or(Unusable::Unknown)?;
    Ok((cached(name)?, edition.clone()))
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
