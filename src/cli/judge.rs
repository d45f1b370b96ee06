//! The one door to the engine: the text of an application in, a report out.

use std::sync::Arc;

use super::domanda::{self, Unusable};
use super::shipped;
use crate::calendar::Day;
use crate::diagnostic::Diagnostic;
use crate::engine::Engine;
use crate::json::Json;
use crate::message::Language;
use crate::rulebook::Rulebook;

/// Judges applications, each by itself.
pub(super) struct Judge {
    /// The rulebook for all; else each application names its own.
    pub book: Option<Arc<Rulebook>>,
    pub today: Option<Day>,
    pub language: Language,
    /// The keys that lead to what tells an application from the others.
    pub id: Option<Vec<String>>,
}

/// The whole check of one application.
pub(super) struct Report {
    pub book: Arc<Rulebook>,
    pub id: Option<Json>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Judge {
    pub(super) fn judge(&self, text: &[u8]) -> Result<Report, Unusable> {
        let domanda = domanda::read(text)?;
        let book = self.book_of(&domanda)?;
        let mut engine = Engine::new(book.clone(), self.language, self.today);
        engine
            .load(&domanda)
            .map_err(|call| Unusable::whole(call.0))?;
        Ok(Report {
            book,
            id: self
                .id
                .as_deref()
                .and_then(|path| at(&domanda, path))
                .cloned(),
            diagnostics: engine.validate(),
        })
    }

    fn book_of(&self, domanda: &Json) -> Result<Arc<Rulebook>, Unusable> {
        if let Some(book) = &self.book {
            return Ok(book.clone());
        }
        let Some(name) = domanda.get("regolamento").and_then(Json::text) else {
            return Err(Unusable::whole(
                "the application names no rulebook: add \"regolamento\", or use --rulebook",
            ));
        };
        shipped::cached(name.trim())
            .map_err(|problem| Unusable::whole(format!("«regolamento»: {name}: {problem}")))
    }
}

fn at<'j>(json: &'j Json, path: &[String]) -> Option<&'j Json> {
    path.iter().try_fold(json, |json, key| match json {
        Json::List(items) => items.get(key.parse::<usize>().ok()?),
        object => object.get(key),
    })
}
