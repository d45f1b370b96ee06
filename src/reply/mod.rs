//! What can be asked of a session, as the contract writes it: free functions over it, answers as serde types.

pub mod bounds;
pub mod catalogue;
pub mod diagnostic;
pub mod dossier;
pub mod explain;
pub mod fields;
pub mod figures;
pub mod filing;
pub mod form;
mod order;
pub mod proposal;
mod steps;
pub mod summary;
#[cfg(test)]
mod tests;
pub mod unasked;
mod updated;

use std::sync::{Arc, OnceLock};

pub use form::Form;

use crate::program::sources::{RuleSources, Source, Sources};
use crate::program::{About, Edition, Said};
use crate::session::{Session, Wiring};
use crate::tell::{Labels, Language, Voice};

/// A rulebook, ready for forms in either language.
#[derive(Clone, Debug)]
pub struct Shelf {
    about: Arc<About>,
    wiring: Arc<Wiring>,
    italian: Arc<Said>,
    english: Arc<Said>,
    cited: [Arc<OnceLock<Cited>>; 2],
    labels: Arc<Labels>,
}

/// The sources of each rule as they are shown: made once, and shared by all diagnostics of it.
#[derive(Debug)]
struct Cited {
    rules: Vec<Arc<[Source]>>,
    readers: Vec<Arc<[Source]>>,
}

impl Cited {
    fn of(sources: &Sources) -> Cited {
        let shown = |rules: &[RuleSources]| {
            let shown = rules.iter().map(|rule| sources.shown(&rule.sources).into());
            shown.collect()
        };
        Cited {
            rules: shown(&sources.rules),
            readers: shown(&sources.readers),
        }
    }
}

/// A rulebook with all that speaks of it, in one language.
#[derive(Clone, Debug)]
pub struct Book {
    pub about: Arc<About>,
    pub wiring: Arc<Wiring>,
    pub said: Arc<Said>,
    cited: Arc<OnceLock<Cited>>,
    pub labels: Arc<Labels>,
    pub language: Language,
    /// A caller's own sentences, by rule (with or without the rulebook's name).
    pub own: Arc<Vec<(String, String)>>,
}

impl Shelf {
    pub fn new(edition: Edition, labels: Arc<Labels>) -> Shelf {
        Shelf {
            about: Arc::new(edition.about),
            wiring: Arc::new(Wiring::new(edition.program)),
            italian: Arc::new(edition.italian),
            english: Arc::new(edition.english),
            cited: Default::default(),
            labels,
        }
    }

    /// The rulebook in a language; `own` are a caller's sentences, by rule.
    pub fn book(&self, language: Language, own: Vec<(String, String)>) -> Book {
        let [italian, english] = &self.cited;
        let (said, cited) = match language {
            Language::Italian => (&self.italian, italian),
            Language::English => (&self.english, english),
        };
        Book {
            about: self.about.clone(),
            wiring: self.wiring.clone(),
            said: said.clone(),
            cited: cited.clone(),
            labels: self.labels.clone(),
            language,
            own: Arc::new(own),
        }
    }
}

impl Book {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.wiring.program.name
    }

    /// The name of a rule in answers.
    pub fn rule_name(&self, slug: &str) -> String {
        [self.name(), "/", slug].concat()
    }

    /// A caller's own sentence for a rule: the one for this rulebook before the one for all.
    pub(crate) fn own_sentence(&self, slug: &str) -> Option<&str> {
        let named = |name: &str| self.own.iter().find(|(rule, _)| rule == name);
        let (_, says) = named(&self.rule_name(slug)).or_else(|| named(slug))?;
        Some(says)
    }

    /// The sources of a rule, by its place in `Program.rules`.
    pub(crate) fn cited_by_rule(&self, rule: usize) -> Arc<[Source]> {
        self.cited().rules.get(rule).cloned().unwrap_or_default()
    }

    /// The sources of what reads texts, by its place in `Program.readers`.
    pub(crate) fn cited_by_reader(&self, reader: usize) -> Arc<[Source]> {
        let cited = self.cited().readers.get(reader);
        cited.cloned().unwrap_or_default()
    }

    /// The sources of what has a name in answers.
    pub fn cited_by_name(&self, rule: &str) -> Arc<[Source]> {
        let slug = rule.rsplit('/').next().unwrap_or(rule);
        let program = &self.wiring.program;
        if let Some(at) = program.rules.iter().position(|rule| rule.slug == slug) {
            return self.cited_by_rule(at);
        }
        let at = program
            .readers
            .iter()
            .position(|reader| reader.slug == slug);
        at.map_or_else(Default::default, |at| self.cited_by_reader(at))
    }

    fn cited(&self) -> &Cited {
        self.cited.get_or_init(|| Cited::of(&self.said.sources))
    }

    pub fn voice(&self) -> Voice<'_> {
        Voice {
            language: self.language,
            labels: &self.labels,
            model: &self.wiring.model,
        }
    }

    /// An empty application under it.
    pub fn session(&self, today: Option<i64>) -> Session {
        Session::new(self.wiring.clone(), today)
    }
}
