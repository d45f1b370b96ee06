//! What the answers about one field must have in common, whatever was typed.

use std::cmp::Ordering;

use convalida::reply::Form;
use convalida::reply::bounds::Bounds;
use convalida::session::State;
use serde_json::Value;

/// A field is invalid where an error stands at it, and nowhere else.
pub fn state(form: &Form, path: &str) -> Result<(), String> {
    let Ok(field) = form.field(path) else {
        return Ok(());
    };
    let found = form.diagnostics(Some(path));
    let errors = found.iter().filter(|d| d.severity == "error");
    let errors: Vec<&str> = errors.map(|d| d.rule.as_str()).collect();
    if (field.state == State::Invalid) == errors.is_empty() {
        return Err(format!("{field:?}, its errors: {errors:?}"));
    }
    Ok(())
}

/// A field that was left is empty, invalid or valid.
pub fn after_leaving(form: &Form, path: &str) -> Result<(), String> {
    match form.field(path) {
        Ok(field) if field.state == State::Incomplete => Err(format!("{field:?} was left")),
        _ => state(form, path),
    }
}

/// What was typed does not move the bounds of its own field; a value is valid on them and not beyond them.
pub fn bounds(form: &Form, path: &str, before: &Bounds) -> Result<(), String> {
    let (Ok(bounds), Ok(field)) = (form.bounds(path), form.field(path)) else {
        return Ok(());
    };
    if bounds != *before {
        return Err(format!("bounds of {path}: {before:?}, then {bounds:?}"));
    }
    let Some(value) = &field.value else {
        return Ok(());
    };
    let is = |end: &Option<Value>, order| {
        let end = end.as_ref().map(comparable);
        end.is_some_and(|end| comparable(&value.as_str().into()).partial_cmp(&end) == Some(order))
    };
    let outside =
        bounds.impossible || is(&bounds.min, Ordering::Less) || is(&bounds.max, Ordering::Greater);
    let on_an_end = is(&bounds.min, Ordering::Equal) || is(&bounds.max, Ordering::Equal);
    let valid = field.state == State::Valid;
    if (outside && valid) || (on_an_end && !valid) {
        return Err(format!("{field:?}, {bounds:?}"));
    }
    Ok(())
}

/// A date or a number, to be compared with another of its kind.
fn comparable(json: &Value) -> (f64, String) {
    let text = json.as_str().unwrap_or("");
    match json.as_f64().or_else(|| text.parse().ok()) {
        Some(number) => (number, String::new()),
        None => (0.0, text.to_string()),
    }
}

/// Two forms answer alike about a field.
pub fn same_field(own: &Form, other: &Form, path: &str) -> Result<(), String> {
    let answers = |form: &Form| format!("{:?} {:?}", form.field(path), form.bounds(path));
    let (own, other) = (answers(own), answers(other));
    if own == other {
        return Ok(());
    }
    Err(format!("edited {own}\n   loaded {other}"))
}
