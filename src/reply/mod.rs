//! What can be asked of a session, as the contract writes it: free functions over it, answers as serde types.

pub mod diagnostic;
pub mod figures;
mod order;

use std::sync::Arc;

use crate::program::sources::Sources;
use crate::program::words::Words;
use crate::session::{Session, Wiring};
use crate::tell::{Labels, Language, Voice};

/// A rulebook with all that speaks of it, in one language.
#[derive(Clone, Debug)]
pub struct Book {
    pub wiring: Arc<Wiring>,
    pub words: Arc<Words>,
    pub sources: Arc<Sources>,
    pub labels: Arc<Labels>,
    pub language: Language,
    /// A caller's own sentences, by rule (with or without the rulebook's name).
    pub own: Arc<Vec<(String, String)>>,
}

impl Book {
    /// The name of a rule in answers.
    pub fn rule_name(&self, slug: &str) -> String {
        [&self.wiring.program.name, "/", slug].concat()
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
