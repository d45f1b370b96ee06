//! One application under a rulebook, as callers hold it: each call answers with what the contract writes.

mod beside;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use beside::Beside;
use serde::Serialize;

use super::Book;
use super::bounds::{Bounds, bounds};
use super::catalogue::{self, RuleInfo, RulebookCard};
use super::diagnostic::{Diagnostic, Gone, diagnostics, gone, head};
use super::explain::{Explanation, explain};
use super::fields::{FieldInfo, fields};
use super::filing::{FilingDays, filing_days};
use super::summary::{Summary, summary};
use super::unasked::{Unasked, unasked};
use super::updated;
use crate::model::Scope;
use crate::session::{Became, Changed, RowsChanged, Session, State, Whole, WrongCall};
use crate::sheet::domanda::Unusable;
use crate::sheet::{Given, dotted};

/// An application while it is filled in.
#[derive(Clone)]
pub struct Form {
    pub(crate) book: Book,
    pub(crate) session: Session,
}

/// What an edit changed, in this field and in others.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Change {
    /// The edited field; absent when rows were inserted or removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<EditedField>,
    /// The edited fields of several edits in one, `setMany`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>"))]
    pub fields: Vec<EditedField>,
    /// Diagnostics to show from now on.
    pub added: Vec<Diagnostic>,
    /// Diagnostics to take away.
    #[cfg_attr(test, ts(inline))]
    pub removed: Vec<Gone>,
    /// The rows that moved: paths here and in `added` are those after the edit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(inline))]
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
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct EditedField {
    pub path: String,
    pub state: State,
    /// Canonical: dates ISO, codes in capitals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Which row came or went.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Rows {
    pub list: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inserted: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<usize>,
    /// How many, of several edits in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
}

/// A field as it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct FieldState {
    pub path: String,
    pub state: State,
    /// As typed.
    pub text: String,
    /// Canonical, where there is a value: dates ISO, codes in capitals and without separators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// The whole check of an application as JSON text, in one go.
///
/// # Errors
/// It is no JSON, no object, or goes beyond a limit.
pub fn check(book: &Book, today: Option<i64>, json: &str) -> Result<Vec<Diagnostic>, Unusable> {
    let whole = Whole::of(book.wiring.clone(), today, json)?;
    let updated = updated::updated(book, whole.session());
    let found = diagnostics(book, whole.session(), &whole.findings());
    Ok(updated.into_iter().chain(found).collect())
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
    /// It is no JSON, no object, or goes beyond a limit: then the application stays as it was.
    pub fn load(&mut self, json: impl AsRef<str>) -> Result<(), Unusable> {
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
        let path = dotted(path);
        let before = Beside::of(self, &path);
        let changed = self.session.set(&path, given)?;
        Ok(self.change(changed, before))
    }

    /// Sets several fields, as a paste does, with one Change for all of them.
    ///
    /// # Errors
    /// As [`Form::set`], of the first edit that makes no sense; then none of them is done.
    pub fn set_many(&mut self, edits: &[(&str, Given)]) -> Result<Change, WrongCall> {
        let beside = Beside::of(self, "");
        let mut session = self.session.clone();
        let paths: Vec<Cow<str>> = edits.iter().map(|(path, _)| dotted(path)).collect();
        let edits = paths.iter().zip(edits);
        let edits: Vec<_> = edits
            .map(|(path, (_, given))| (path.as_ref(), *given))
            .collect();
        let (changed, told) = session.set_many(&edits)?;
        let before = std::mem::replace(&mut self.session, session);
        let inserted = changed.rows;
        let mut change = self.change(changed, beside);
        change.fields = told.into_iter().map(edited).collect();
        if let (Some(rows), Some(RowsChanged::Inserted(list, _))) = (&mut change.rows, inserted) {
            let now = self.session.sheet().rows(list);
            rows.count = Some(now.saturating_sub(before.sheet().rows(list)));
        }
        Ok(change)
    }

    /// The user leaves the field: its text is read as it stands.
    ///
    /// # Errors
    /// As [`Form::set`].
    pub fn commit(&mut self, path: &str) -> Result<Change, WrongCall> {
        let path = dotted(path);
        let before = Beside::of(self, &path);
        let changed = self.session.commit(&path)?;
        Ok(self.change(changed, before))
    }

    /// Adds an empty row before `index`, at the end without one.
    ///
    /// # Errors
    /// An unknown list, or an index beyond the end.
    pub fn insert(&mut self, list: &str, index: Option<usize>) -> Result<Change, WrongCall> {
        let before = Beside::of(self, list);
        let changed = self.session.insert(list, index)?;
        Ok(self.change(changed, before))
    }

    /// Removes a row.
    ///
    /// # Errors
    /// An unknown list, or an index that no row has.
    pub fn remove(&mut self, list: &str, index: usize) -> Result<Change, WrongCall> {
        let before = Beside::of(self, list);
        let changed = self.session.remove(list, index)?;
        Ok(self.change(changed, before))
    }

    /// The diagnostics of the form as it stands, on the way; of one field, with a path.
    pub fn diagnostics(&self, path: Option<&str>) -> Vec<Diagnostic> {
        let path = path.map(dotted);
        let of_draft = path.as_deref().is_none_or(|path| path == updated::PATH);
        let findings = match path {
            None => self.session.findings(),
            Some(path) => {
                let mut findings = self.session.findings_at(&path);
                let wiring = self.session.wiring();
                findings.retain(|found| head(wiring, found).is_some_and(|(.., at)| at == path));
                findings
            }
        };
        let draft = self.updated().filter(|_| of_draft).into_iter();
        let found = diagnostics(&self.book, &self.session, &findings);
        draft.chain(found).collect()
    }

    /// The whole check: everything required, every field as left.
    pub fn validate(&self) -> Vec<Diagnostic> {
        let whole = Whole::from(&self.session);
        let found = diagnostics(&self.book, whole.session(), &whole.findings());
        self.updated().into_iter().chain(found).collect()
    }

    /// What a draft says that was saved with another version of the rulebook.
    fn updated(&self) -> Option<Diagnostic> {
        updated::updated(&self.book, &self.session)
    }

    /// What may be entered in a field now.
    ///
    /// # Errors
    /// As [`Form::field`].
    pub fn bounds(&self, path: &str) -> Result<Bounds, WrongCall> {
        bounds(&self.book, &self.session, &dotted(path))
    }

    /// The application at one glance.
    pub fn summary(&self) -> Summary {
        summary(&self.book, &self.session)
    }

    /// A rule's computation with the values at hand, at a path or wherever it is shown.
    ///
    /// # Errors
    /// A rule that the rulebook does not have; a row that is not there.
    pub fn explain(&self, rule: &str, path: Option<&str>) -> Result<Explanation, WrongCall> {
        let path = path.map(dotted);
        explain(&self.book, &self.session, rule, path.as_deref())
    }

    /// The fields that a portal asks for this kind of application.
    pub fn fields(&self) -> Vec<FieldInfo> {
        fields(&self.book, &self.session)
    }

    /// Filing day by filing day, what would be said.
    pub fn filing_days(&self) -> Vec<FilingDays> {
        filing_days(&self.book, &self.session)
    }

    /// The rules that did not look because a declaration is empty.
    pub fn unasked(&self) -> Vec<Unasked> {
        unasked(&self.book, &self.session)
    }

    /// The rulebook at one glance.
    pub fn rulebook(&self) -> RulebookCard {
        catalogue::card(&self.book)
    }

    pub fn rules(&self) -> Vec<RuleInfo> {
        catalogue::rules(&self.book)
    }

    /// A field: what was typed, what it is worth.
    ///
    /// # Errors
    /// A path that names a list or an object, or a row that is not there.
    pub fn field(&self, path: &str) -> Result<FieldState, WrongCall> {
        let path = dotted(path);
        let known = self.session.looked_at(&path)?;
        let Some(at) = known else {
            return Ok(FieldState {
                text: self.session.sheet().unknown_text(&path),
                path: path.into_owned(),
                state: State::Unknown,
                value: None,
            });
        };
        Ok(FieldState {
            text: self.session.typed(&at),
            state: self.session.state(&at),
            value: self.session.canonical(&at),
            path: path.into_owned(),
        })
    }

    fn change(&self, mut changed: Changed, before: Beside) -> Change {
        let (new, old) = before.turned(self, &mut changed);
        let added = diagnostics(&self.book, &self.session, &changed.added);
        let removed = gone(&self.book, &changed.removed);
        Change {
            field: changed.field.map(edited),
            fields: Vec::new(),
            added: new.into_iter().chain(added).collect(),
            removed: old.into_iter().chain(removed).collect(),
            rows: changed.rows.map(rows),
        }
    }
}

fn edited((path, state, value): Became) -> EditedField {
    EditedField { path, state, value }
}

fn rows(rows: RowsChanged) -> Rows {
    let (list, inserted, removed): (Scope, _, _) = match rows {
        RowsChanged::Inserted(list, index) => (list, Some(index), None),
        RowsChanged::Removed(list, index) => (list, None, Some(index)),
    };
    Rows {
        list: list.path(),
        inserted,
        removed,
        count: None,
    }
}
