//! The third outcome: rules that did not look because a declaration is empty.

use serde::Serialize;

use super::Book;
use crate::session::Session;

/// A rule that did not look because a declaration is empty. It is no diagnostic.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Unasked {
    /// `rulebook/slug`.
    pub rule: String,
    /// The empty fields that it waits for.
    pub fields: Vec<String>,
    /// What it would have looked at.
    pub message: String,
}

/// The rules that did not look because a declaration is empty, in the order of the rulebook.
pub fn unasked(book: &Book, session: &Session) -> Vec<Unasked> {
    let entries = session.unasked().into_iter();
    entries
        .filter_map(|(n, empty)| {
            let entry = book.wiring.program.unasked.get(n)?;
            let paths = empty.iter().map(|at| at.path(&book.wiring.model));
            Some(Unasked {
                rule: book.rule_name(&entry.slug),
                fields: paths.collect(),
                message: book.said.words.unasked.get(n).cloned().unwrap_or_default(),
            })
        })
        .collect()
}
