//! The diagnostics: as the form stands, after an edit, and of the whole check.

use crate::diagnostic::Diagnostic;
use crate::engine::{Active, Below, Beside, Cause, Changed, Engine, RowsChanged, Spot, WrongCall};
use crate::form::cell::State;
use crate::json::Json;
use crate::json::make::{list, number, object, text};
use crate::rule::Param;
use crate::rulebook::{Duty, Target};

/// A field as it stands.
pub struct FieldAnswer {
    pub path: String,
    /// What was typed.
    pub text: String,
    pub state: State,
    /// The canonical text: dates ISO, codes in capitals without separators.
    pub value: Option<String>,
}

impl Engine {
    /// The diagnostics of the form as it stands, on the way; with a path, of that field alone.
    pub fn diagnostics(&self, path: Option<&str>) -> Vec<Diagnostic> {
        let mut actives: Vec<Active> = self.all_active().cloned().collect();
        if let Some(path) = path {
            actives.retain(|active| self.path(&active.spot) == path);
        }
        self.rendered(&actives)
    }

    /// The whole check: everything required, every field as left.
    pub fn validate(&mut self) -> Vec<Diagnostic> {
        self.validate_with(Vec::new())
    }

    /// The same beside what other applications say of this one: who stands in two of them is told once.
    pub(crate) fn validate_with(&mut self, overlaps: Vec<Active>) -> Vec<Diagnostic> {
        let mut actives = self.whole();
        let listed = self.book.rule("lavoratore-gia-autorizzato");
        actives.retain(|active| {
            Some(self.rule_of(&active.cause)) != listed
                || !overlaps.iter().any(|overlap| overlap.spot == active.spot)
        });
        actives.extend(overlaps);
        if let Some(rule) = self.book.built_in(&Duty::UnknownField) {
            actives.extend(self.unknown().into_iter().map(|path| Active {
                params: vec![("campo", Param::Text(path.clone()))],
                spot: raw(path),
                cause: Cause::BuiltIn { rule },
                beside: Beside::default(),
            }));
        }
        self.rendered(&actives)
    }

    /// A field: what was typed, what it is worth.
    ///
    /// # Errors
    /// A path that names a list or an object, or a row that is not there.
    pub fn field(&self, path: &str) -> Result<FieldAnswer, WrongCall> {
        let place = self.place_to_ask(path)?;
        let Some(place) = place else {
            return Ok(FieldAnswer {
                path: path.to_string(),
                text: String::new(),
                state: State::Valid,
                value: None,
            });
        };
        let text = self
            .cell(&place)
            .map_or("", |cell| cell.given.text())
            .to_string();
        Ok(FieldAnswer {
            path: path.to_string(),
            text,
            state: self.state(&place),
            value: self.canonical(&place),
        })
    }

    /// A change as callers receive it: `{ field?, added, removed, rows? }`.
    pub fn change_json(&self, changed: &Changed) -> Json {
        let mut entries = Vec::new();
        if let Some((path, state, value)) = &changed.field {
            entries.push(("field", field_json(path, *state, value.as_deref(), None)));
        }
        let added = self.rendered(&changed.added);
        entries.push(("added", list(added.iter().map(Diagnostic::to_json))));
        let removed = self.in_order(&changed.removed).into_iter().map(|active| {
            let rule = self.book.rule_name(self.rule_of(&active.cause));
            object([
                ("rule", text(rule)),
                ("path", text(self.path(&active.spot))),
            ])
        });
        entries.push(("removed", list(removed)));
        if let Some(rows) = &changed.rows {
            let (list, key, index) = match rows {
                RowsChanged::Inserted(list, index) => (list, "inserted", *index),
                RowsChanged::Removed(list, index) => (list, "removed", *index),
            };
            let rows = object([("list", text(list.path())), (key, number(index as i64))]);
            entries.push(("rows", rows));
        }
        object(entries)
    }
}

impl FieldAnswer {
    pub fn to_json(&self) -> Json {
        field_json(
            &self.path,
            self.state,
            self.value.as_deref(),
            Some(&self.text),
        )
    }
}

fn field_json(path: &str, state: State, value: Option<&str>, typed: Option<&str>) -> Json {
    let mut entries = vec![("path", text(path)), ("state", text(state.name()))];
    entries.extend(typed.map(|typed| ("text", text(typed))));
    entries.extend(value.map(|value| ("value", text(value))));
    object(entries)
}

/// A spot that is known by its path alone.
fn raw(path: String) -> Spot {
    Spot {
        target: Target::Object(path),
        row: None,
        below: Below::Nothing,
    }
}
