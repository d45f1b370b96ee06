//! The one door to the engine: the text of an application in, a report out.

use rayon::prelude::*;
use serde_json::value::RawValue;

use super::shipped::Library;
use crate::calendar::Day;
use crate::reply::Book;
use crate::reply::diagnostic::{Diagnostic, diagnostics};
use crate::reply::dossier::Dossier;
use crate::reply::unasked::{Unasked, unasked};
use crate::session::Whole;
use crate::sheet::domanda::{self, Domanda, Unusable};

/// Judges applications, each by itself.
pub(super) struct Judge {
    /// The rulebook for all; else each application names its own.
    pub book: Option<Book>,
    pub library: Library,
    pub today: Option<Day>,
    /// The keys that lead to what tells an application from the others.
    pub id: Option<Vec<String>>,
}

/// The whole check of one application.
pub(super) struct Report<'j> {
    pub book: &'j Book,
    pub id: Option<Box<RawValue>>,
    pub diagnostics: Vec<Diagnostic>,
    pub unasked: Vec<Unasked>,
}

/// Why an application can not be used, and what tells it from the others where it can be read.
pub(super) struct Refused {
    pub id: Option<Box<RawValue>>,
    pub problem: Unusable,
}

impl From<Unusable> for Refused {
    fn from(problem: Unusable) -> Refused {
        Refused { id: None, problem }
    }
}

/// An application that waits for the others of its dossier.
pub(super) struct Waiting<'j> {
    book: &'j Book,
    id: Option<Box<RawValue>>,
    text: String,
}

impl Judge {
    pub(super) fn judge(&self, text: &[u8]) -> Result<Report<'_>, Refused> {
        let domanda = domanda::read(text)?;
        let (book, id) = self.known(&domanda)?;
        let whole = Whole::of(book.wiring.clone(), self.today(), &domanda.text)?;
        Ok(Report {
            book,
            id,
            diagnostics: diagnostics(book, whole.session(), &whole.findings()),
            unasked: unasked(book, whole.session()),
        })
    }

    pub(super) fn read(&self, text: &[u8]) -> Result<Waiting<'_>, Refused> {
        let domanda = domanda::read(text)?;
        let (book, id) = self.known(&domanda)?;
        Ok(Waiting {
            book,
            id,
            text: domanda.text.into_owned(),
        })
    }

    /// The rulebook of an application, and what tells it from the others.
    fn known(&self, domanda: &Domanda) -> Result<(&Book, Option<Box<RawValue>>), Refused> {
        let keys = self.id.as_deref();
        let id = keys.and_then(|keys| domanda.value_at(keys));
        match self.book_of(domanda) {
            Ok(book) => Ok((book, id)),
            Err(problem) => Err(Refused { id, problem }),
        }
    }

    /// Judges applications together, each under its rulebook; a report for each, in their order.
    pub(super) fn together<'j>(
        &self,
        domande: Vec<Waiting<'j>>,
    ) -> Result<Vec<Report<'j>>, Unusable> {
        let given: Vec<(Book, &str)> = domande
            .iter()
            .map(|waiting| (waiting.book.clone(), waiting.text.as_str()))
            .collect();
        let problem = |call: crate::session::WrongCall| Unusable::whole(call.0);
        let dossier = Dossier::of(&given, self.today()).map_err(problem)?;
        let answers: Result<Vec<_>, _> = (0..given.len())
            .into_par_iter()
            .map(|n| dossier.answer(n))
            .collect();
        let answers = answers.map_err(problem)?;
        drop(dossier);
        drop(given);
        let reports = domande
            .into_iter()
            .zip(answers)
            .map(|(waiting, answer)| Report {
                book: waiting.book,
                id: waiting.id,
                diagnostics: answer.diagnostics,
                unasked: answer.unasked,
            });
        Ok(reports.collect())
    }

    fn today(&self) -> Option<i64> {
        self.today.map(Day::number)
    }

    fn book_of(&self, domanda: &Domanda) -> Result<&Book, Unusable> {
        if let Some(book) = &self.book {
            return Ok(book);
        }
        let Some(name) = &domanda.regolamento else {
            return Err(Unusable::whole(
                "the application names no rulebook: add \"regolamento\", or use --rulebook",
            ));
        };
        let book = self.library.named(name.trim());
        book.map_err(|problem| Unusable::whole(format!("«regolamento»: {name}: {problem}")))
    }
}
