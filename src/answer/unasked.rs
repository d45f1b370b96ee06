//! The third outcome: rules that did not look because a declaration is empty.

use crate::engine::{Engine, Place};
use crate::form::cell::Known;
use crate::form::model::{List, field};
use crate::json::Json;
use crate::json::make::{list, object, text};
use crate::rulebook::Question;

/// A rule that did not look.
#[derive(Clone, Debug, PartialEq)]
pub struct Unasked {
    /// `rulebook/slug`.
    pub rule: String,
    /// The empty fields that it waits for.
    pub fields: Vec<String>,
    /// What it would have looked at.
    pub message: String,
}

impl Unasked {
    pub fn to_json(&self) -> Json {
        object([
            ("rule", text(&self.rule)),
            ("fields", list(self.fields.iter().map(text))),
            ("message", text(&self.message)),
        ])
    }
}

impl Engine {
    /// The rules that did not look because a declaration is empty, in the order of the rulebook.
    pub fn unasked(&self) -> Vec<Unasked> {
        let questions = self.book.unasked.iter();
        questions
            .filter(|question| self.matters(question))
            .filter_map(|question| {
                let fields = self.empty_fields(question);
                (!fields.is_empty()).then(|| Unasked {
                    rule: [&self.book.name, "/", &question.rule].concat(),
                    fields,
                    message: question.message.get(self.language).to_string(),
                })
            })
            .collect()
    }

    /// Whether a question is open as the other fields stand.
    fn matters(&self, question: &Question) -> bool {
        let view = self.view(None);
        let tipo = self.tipo();
        let workers = match &question.some_worker {
            None => true,
            Some(words) => self.form.rows(List::Lavoratori).ids().iter().any(|row| {
                let model = &self.book.model;
                match self.form.known(model, field::TIPO_CONTRATTO, Some(*row)) {
                    Known::Empty => true,
                    _ => self
                        .form
                        .ordinal(model, field::TIPO_CONTRATTO, Some(*row))
                        .is_some_and(|word| words.contains(&word)),
                }
            }),
        };
        tipo.is_some_and(|tipo| question.tipi.contains(&tipo))
            && workers
            && question.when.iter().all(|c| c.holds(&view) == Some(true))
            && question
                .unless
                .iter()
                .all(|c| c.lifts(&view) == Some(false))
    }

    fn empty_fields(&self, question: &Question) -> Vec<String> {
        let mut empty = Vec::new();
        for &field in &question.fields {
            for row in self.form.places(self.list_of(field)) {
                if matches!(self.form.known(&self.book.model, field, row), Known::Empty) {
                    empty.push(self.path(&Place::of(field, row).into()));
                }
            }
        }
        empty
    }
}
