//! The one door to the engine: the text of an application in, a report out.

use std::sync::Arc;

use super::domanda::{self, Unusable};
use super::shipped::{self, Edition};
use crate::answer::dossier;
use crate::answer::unasked::Unasked;
use crate::calendar::Day;
use crate::diagnostic::Diagnostic;
use crate::engine::Engine;
use crate::json::Json;
use crate::message::Language;
use crate::rulebook::Rulebook;

/// Judges applications, each by itself.
pub(super) struct Judge {
    /// The rulebook for all; else each application names its own.
    pub book: Option<(Arc<Rulebook>, Edition)>,
    pub today: Option<Day>,
    pub language: Language,
    /// The keys that lead to what tells an application from the others.
    pub id: Option<Vec<String>>,
}

/// The whole check of one application.
pub(super) struct Report {
    pub book: Arc<Rulebook>,
    pub edition: Edition,
    pub id: Option<Json>,
    pub diagnostics: Vec<Diagnostic>,
    pub unasked: Vec<Unasked>,
}

/// An application with the rulebook that judges it.
pub(super) struct Read {
    pub book: Arc<Rulebook>,
    pub edition: Edition,
    pub id: Option<Json>,
    pub domanda: Json,
}

impl Judge {
    pub(super) fn judge(&self, text: &[u8]) -> Result<Report, Unusable> {
        let Read {
            book,
            edition,
            id,
            domanda,
        } = self.read(text)?;
        let mut engine = Engine::new(book.clone(), self.language, self.today);
        engine
            .load(&domanda)
            .map_err(|call| Unusable::whole(call.0))?;
        Ok(Report {
            book,
            edition,
            id,
            diagnostics: engine.validate(),
            unasked: engine.unasked(),
        })
    }

    pub(super) fn read(&self, text: &[u8]) -> Result<Read, Unusable> {
        let domanda = domanda::read(text)?;
        let (book, edition) = self.book_of(&domanda)?;
        Ok(Read {
            book,
            edition,
            id: self
                .id
                .as_deref()
                .and_then(|path| at(&domanda, path))
                .cloned(),
            domanda,
        })
    }

    /// Judges applications together, each under its rulebook; a report for each, in their order.
    pub(super) fn together(&self, domande: Vec<Read>) -> Result<Vec<Report>, Unusable> {
        let given: Vec<_> = domande
            .iter()
            .map(|read| (read.book.clone(), &read.domanda))
            .collect();
        let options = dossier::Options {
            language: self.language,
            today: self.today,
            messages: Vec::new(),
        };
        let answers = dossier::check(&given, &options).map_err(|call| Unusable::whole(call.0))?;
        let reports = domande.iter().zip(answers).map(|(read, answer)| Report {
            book: read.book.clone(),
            edition: read.edition.clone(),
            id: read.id.clone(),
            diagnostics: answer.diagnostics,
            unasked: answer.unasked,
        });
        Ok(reports.collect())
    }

    fn book_of(&self, domanda: &Json) -> Result<(Arc<Rulebook>, Edition), Unusable> {
        if let Some(book) = &self.book {
            return Ok(book.clone());
        }
        let Some(name) = domanda.get("regolamento").and_then(Json::text) else {
            return Err(Unusable::whole(
                "the application names no rulebook: add \"regolamento\", or use --rulebook",
            ));
        };
        shipped::named(name.trim())
            .map_err(|problem| Unusable::whole(format!("«regolamento»: {name}: {problem}")))
    }
}

fn at<'j>(json: &'j Json, path: &[String]) -> Option<&'j Json> {
    path.iter().try_fold(json, |json, key| match json {
        Json::List(items) => items.get(key.parse::<usize>().ok()?),
        object => object.get(key),
    })
}
