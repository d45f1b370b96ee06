//! The rulebooks that the command carries with it, and those of one's own.

use std::path::Path;
use std::sync::{Arc, LazyLock, OnceLock};

use super::compila;
use super::plain::plain;
use crate::formula;
use crate::law::Language;
use crate::law::layers::NO_VERSION;
use crate::program::Edition;
use crate::reply::{Book, Shelf};
use crate::tell::Labels;

const CAMPI: &str = include_str!("../../regolamenti/campi.json");

/// Name and text of each page of rulebooks, and of its English (`rapporto.md`, `en/rapporto.toml`), as `build.rs` found
/// them in `regolamenti/`; sorted.
const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// A rulebook that ships; compiled when it is first asked for, which is faster than to read all of them at the start.
type Kept = (&'static str, OnceLock<Result<Shelf, String>>);

static SHELVES: LazyLock<Vec<Kept>> = LazyLock::new(|| {
    // A page without a version is a layer, and nobody's rulebook.
    let has_version = |text: &str| text.contains("\nversione = ");
    let pages = PAGES.iter().filter(|(_, text)| has_version(text));
    let names = pages.filter_map(|(page, _)| page.strip_suffix(".md"));
    names.map(|name| (name, OnceLock::new())).collect()
});

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
    SHELVES.iter().map(|(name, _)| *name)
}

/// A rulebook by its name.
///
/// # Errors
/// There is none of this name.
pub fn shelf(name: &str) -> Result<&'static Shelf, String> {
    let found = SHELVES.iter().find(|(known, _)| *known == name);
    let (known, shelf) = found.ok_or_else(unknown)?;
    let compiled = shelf.get_or_init(|| {
        let file = format!("{known}.md");
        let compiled = compila::of_pages(Path::new(&file), &page, Language::English)?;
        shelf_of(compiled.edition)
    });
    compiled.as_ref().map_err(String::clone)
}

fn unknown() -> String {
    let known: Vec<&str> = names().collect();
    format!("no such rulebook. There are: {}.", known.join(", "))
}

/// A rulebook of one's own: a page, or the JSON that `convalida compila` makes of one.
///
/// # Errors
/// What is wrong with it, and where.
pub(super) fn own(file: &Path, language: Language) -> Result<Shelf, String> {
    if compila::is_page(file) {
        let edition = compila::compiled(file, language)?.edition;
        if edition.about.version == NO_VERSION {
            return Err(compila::no_version(file, language));
        }
        return shelf_of(edition);
    }
    let named = |problem: String| format!("{}: {problem}", plain(&file.display().to_string()));
    let text = std::fs::read_to_string(file).map_err(|error| named(error.to_string()))?;
    let told = |mistake: crate::law::Mistake| plain(&mistake.told(language));
    let book = crate::law::from_json(text.trim_start_matches('\u{feff}'));
    let book = book.map_err(|mistake| named(told(mistake)))?;
    let edition = formula::compile(&book).map_err(|mistakes| {
        let told: Vec<String> = mistakes.into_iter().map(told).collect();
        named(told.join("\n"))
    })?;
    shelf_of(edition)
}

pub(super) fn shelf_of(edition: Edition) -> Result<Shelf, String> {
    Ok(Shelf::new(edition, labels()?))
}

/// The labels that all rulebooks share.
pub(super) fn labels() -> Result<Arc<Labels>, String> {
    static LABELS: LazyLock<Result<Arc<Labels>, String>> =
        LazyLock::new(|| Labels::read(CAMPI).map(Arc::new));
    LABELS.clone()
}

/// The rulebooks of a run, in its language.
pub(super) struct Library {
    pub(super) language: Language,
    /// Only what an archive keeps will be said: no sources, no fixes.
    brief: bool,
    books: Vec<(&'static str, OnceLock<Result<Book, String>>)>,
}

impl Library {
    pub(super) fn new(language: Language, brief: bool) -> Library {
        Library {
            language,
            brief,
            books: names().map(|name| (name, OnceLock::new())).collect(),
        }
    }

    /// A rulebook that ships with the command.
    ///
    /// # Errors
    /// There is none of this name.
    pub(super) fn named(&self, name: &str) -> Result<&Book, String> {
        let found = self.books.iter().find(|(known, _)| *known == name);
        let (_, book) = found.ok_or_else(unknown)?;
        let book = book.get_or_init(|| shelf(name).map(|shelf| self.book(shelf)));
        book.as_ref().map_err(String::clone)
    }

    /// A rulebook as this run speaks of it.
    pub(super) fn book(&self, shelf: &Shelf) -> Book {
        let mut book = shelf.book(self.language, Vec::new());
        if self.brief {
            // What is never said is not worked out either.
            let said = Arc::make_mut(&mut book.said);
            said.sources = Default::default();
            for rule in &mut said.words.rules {
                rule.parts.iter_mut().for_each(|part| part.remedy = None);
            }
            for reader in &mut said.words.readers {
                reader.reasons.retain(|(reason, _)| reason != "rimedio");
            }
        }
        book
    }
}
