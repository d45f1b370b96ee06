//! One application under a rulebook, as callers hold it: each call answers with what the contract writes.

use serde::Serialize;

use super::Book;
use super::diagnostic::{Diagnostic, Gone, diagnostics, gone, head};
use crate::model::Scope;
use crate::session::{Changed, RowsChanged, Session, State, Whole, WrongCall};
use crate::sheet::{Given, NotAnApplication, dotted};

/// An application while it is filled in.
#[derive(Clone)]
pub struct Form {
    pub(crate) book: Book,
    pub(crate) session: Session,
}

/// What became of a field, of others because of it, and of rows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Edited>,
    /// Diagnostics to show from now on.
    pub added: Vec<Diagnostic>,
    /// Diagnostics to take away.
    pub removed: Vec<Gone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Rows>,
}

impl Change {
    /// Whether it touches nothing but the field that was edited.
    pub fn is_quiet(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.rows.is_none()
    }
}

/// A field after an edit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edited {
    pub path: String,
    pub state: State,
    /// Canonical: dates ISO, codes in capitals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Which row came or went.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rows {
    pub list: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inserted: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<usize>,
}

/// A field as it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    pub path: String,
    pub state: State,
    /// As typed.
    pub text: String,
    /// Canonical, where there is a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl Form {
    /// An empty application; `today` is the day that rules take for today, as its number.
    pub fn new(book: Book, today: Option<i64>) -> Form {
        let session = book.session(today);
        Form { book, session }
    }

    pub fn book(&self) -> &Book {
        &self.book
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Takes over a whole application as JSON text, every field as left.
    ///
    /// # Errors
    /// What is no JSON, or no object: then the application stays as it was.
    pub fn load(&mut self, json: &str) -> Result<(), NotAnApplication> {
        self.session.load(json)
    }

    /// The application as JSON text, as it was given and typed.
    pub fn to_json(&self) -> String {
        self.session.to_json()
    }

    /// The user types: the text is read as a prefix.
    ///
    /// # Errors
    /// A path that names a list or an object, or a row beyond the next one.
    pub fn set(&mut self, path: &str, given: Given) -> Result<Change, WrongCall> {
        let changed = self.session.set(&dotted(path), given)?;
        Ok(self.change(&changed))
    }

    /// The user leaves the field: its text is read as it stands.
    ///
    /// # Errors
    /// As [`Form::set`].
    pub fn commit(&mut self, path: &str) -> Result<Change, WrongCall> {
        let changed = self.session.commit(&dotted(path))?;
        Ok(self.change(&changed))
    }

    /// Adds an empty row before `index`, at the end without one.
    ///
    /// # Errors
    /// An unknown list, or an index beyond the end.
    pub fn insert(&mut self, list: &str, index: Option<usize>) -> Result<Change, WrongCall> {
        let changed = self.session.insert(list, index)?;
        Ok(self.change(&changed))
    }

    /// Removes a row.
    ///
    /// # Errors
    /// An unknown list, or an index that no row has.
    pub fn remove(&mut self, list: &str, index: usize) -> Result<Change, WrongCall> {
        let changed = self.session.remove(list, index)?;
        Ok(self.change(&changed))
    }

    /// The diagnostics of the form as it stands, on the way; of one field, with a path.
    pub fn diagnostics(&self, path: Option<&str>) -> Vec<Diagnostic> {
        let findings = match path.map(dotted) {
            None => self.session.findings(),
            Some(path) => {
                let mut findings = self.session.findings_at(&path);
                let wiring = self.session.wiring();
                findings.retain(|found| head(wiring, found).is_some_and(|(.., at)| at == path));
                findings
            }
        };
        diagnostics(&self.book, &self.session, &findings)
    }

    /// The whole check: everything required, every field as left.
    pub fn validate(&self) -> Vec<Diagnostic> {
        let whole = Whole::from(&self.session);
        diagnostics(&self.book, whole.session(), &whole.findings())
    }

    /// A field: what was typed, what it is worth.
    ///
    /// # Errors
    /// A path that names a list or an object, or a row that is not there.
    pub fn field(&self, path: &str) -> Result<Field, WrongCall> {
        let path = dotted(path);
        let known = self.session.looked_at(&path)?;
        let Some(at) = known else {
            return Ok(Field {
                text: self.session.sheet().unknown_text(&path),
                path: path.into_owned(),
                state: State::Unknown,
                value: None,
            });
        };
        Ok(Field {
            text: self.session.typed(&at),
            state: self.session.state(&at),
            value: self.session.canonical(&at),
            path: path.into_owned(),
        })
    }

    fn change(&self, changed: &Changed) -> Change {
        let field = changed.field.as_ref().map(|(path, state, value)| Edited {
            path: path.clone(),
            state: *state,
            value: value.clone(),
        });
        let rows = changed.rows.map(|rows| {
            let (list, inserted, removed): (Scope, _, _) = match rows {
                RowsChanged::Inserted(list, index) => (list, Some(index), None),
                RowsChanged::Removed(list, index) => (list, None, Some(index)),
            };
            Rows {
                list: list.path(),
                inserted,
                removed,
            }
        });
        Change {
            field,
            added: diagnostics(&self.book, &self.session, &changed.added),
            removed: gone(&self.book, &changed.removed),
            rows,
        }
    }
}
