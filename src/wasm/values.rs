//! Values that cross: what a field is given, and answers.

use std::sync::Arc;

use js_sys::{JSON, Number};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::error;
use crate::reply::diagnostic::Diagnostic;
use crate::reply::form::Change;
use crate::session::State;
use crate::sheet::Given;

/// A value of a field, as it came.
pub(super) enum Value {
    Null,
    Text(String),
    Number(String),
    Bool(bool),
}

impl Value {
    /// A text, a number, a boolean; all else is empty.
    pub fn of(value: &JsValue) -> Value {
        if let Some(text) = value.as_string() {
            return Value::Text(text);
        }
        if let Some(yes) = value.as_bool() {
            return Value::Bool(yes);
        }
        match value.as_f64() {
            // What JSON does not have becomes the text that names it.
            Some(number) if number.is_nan() => Value::Text("NaN".to_string()),
            Some(number) if number == f64::INFINITY => Value::Text("Infinity".to_string()),
            Some(number) if number == f64::NEG_INFINITY => Value::Text("-Infinity".to_string()),
            // As JavaScript writes it.
            Some(number) => {
                let digits = Number::from(number).to_string_with_radix(10);
                Value::Number(digits.unwrap_or_default().into())
            }
            None => Value::Null,
        }
    }

    pub fn given(&self) -> Given<'_> {
        match self {
            Value::Null => Given::Null,
            Value::Text(text) => Given::Text(text),
            Value::Number(digits) => Given::Number(digits),
            Value::Bool(yes) => Given::Bool(*yes),
        }
    }

    /// Whether a canonical value is the very text that was given.
    fn is(&self, canonical: &str) -> bool {
        matches!(self, Value::Text(text) if text == canonical)
    }
}

/// Hands an answer over.
pub(super) fn out(answer: &impl Serialize) -> Result<JsValue, JsError> {
    let text = serde_json::to_string(answer).map_err(|failure| error(failure.to_string()))?;
    JSON::parse(&text).map_err(|_| error("The answer could not be handed over."))
}

/// Hands diagnostics over, without their sources: `Book::sources` hands those of a rule over once.
pub(super) fn list(mut diagnostics: Vec<Diagnostic>) -> Result<JsValue, JsError> {
    leave_sources(&mut diagnostics);
    out(&diagnostics)
}

fn leave_sources(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        diagnostic.sources = Arc::default();
    }
}

/// Hands a Change over, its diagnostics without their sources; one that touches nothing but the field itself as a
/// number: what the field is worth, plus `SAME` where its value is the very text that was given.
pub(super) fn change(mut change: Change, given: Option<&Value>) -> Result<JsValue, JsError> {
    const SAME: u8 = 8;
    if let (Some(field), true) = (&change.field, change.is_quiet()) {
        let state = match field.state {
            State::Empty => 0,
            State::Incomplete => 1,
            State::Invalid => 2,
            State::Valid => 3,
            State::Unknown => 4,
        };
        match &field.value {
            None => return Ok(JsValue::from(state)),
            Some(value) if given.is_some_and(|given| given.is(value)) => {
                return Ok(JsValue::from(state + SAME));
            }
            Some(_) => {}
        }
    }
    leave_sources(&mut change.added);
    out(&change)
}
