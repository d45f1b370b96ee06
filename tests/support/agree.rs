//! What the answers about one field must have in common, whatever was typed.

#![allow(dead_code)] // each test file uses its part of it

use convalida::answer::bounds::Bounds;
use convalida::engine::Engine;
use convalida::form::cell::State;
use convalida::json::Json;
use convalida::rulebook::Severity;

/// A field is invalid where an error stands at it, and nowhere else.
pub fn state(engine: &Engine, path: &str) -> Result<(), String> {
    let Ok(field) = engine.field(path) else {
        return Ok(());
    };
    let found = engine.diagnostics(Some(path));
    let errors: Vec<&str> = found
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .map(|d| d.rule.as_str())
        .collect();
    if (field.state == State::Invalid) == errors.is_empty() {
        return Err(format!(
            "{path} «{}» is {:?}, its errors: {errors:?}",
            field.text, field.state
        ));
    }
    Ok(())
}

/// A field that was left is empty, invalid or valid.
pub fn after_leaving(engine: &Engine, path: &str) -> Result<(), String> {
    match engine.field(path) {
        Ok(field) if field.state == State::Incomplete => Err(format!(
            "{path} «{}» is incomplete after it was left",
            field.text
        )),
        _ => state(engine, path),
    }
}

/// What was typed does not move the bounds of its own field; a value is valid on them and not beyond them.
pub fn bounds(engine: &Engine, path: &str, before: &Bounds) -> Result<(), String> {
    let Ok(bounds) = engine.bounds(path) else {
        return Ok(());
    };
    let (bounds, before) = (bounds.to_json(), before.to_json());
    if bounds != before {
        return Err(format!("bounds of {path}: {before}, then {bounds}"));
    }
    let Ok(field) = engine.field(path) else {
        return Ok(());
    };
    let (Some(value), valid) = (field.value, field.state == State::Valid) else {
        return Ok(());
    };
    let value = comparable(&Json::Text(value));
    let beyond = |key: &str, order: std::cmp::Ordering| {
        let end = bounds.get(key).map(comparable);
        end.is_some_and(|end| value.partial_cmp(&end) == Some(order))
    };
    let outside = bounds.get("impossible").is_some()
        || beyond("min", std::cmp::Ordering::Less)
        || beyond("max", std::cmp::Ordering::Greater);
    let on_an_end =
        beyond("min", std::cmp::Ordering::Equal) || beyond("max", std::cmp::Ordering::Equal);
    if (outside && valid) || (on_an_end && !valid) {
        return Err(format!(
            "{path} «{}» is {:?}, bounds {bounds}",
            field.text, field.state
        ));
    }
    Ok(())
}

/// A date or a number, to be compared with another of its kind.
fn comparable(json: &Json) -> (f64, String) {
    let text = match json {
        Json::Text(text) | Json::Number(text) => text,
        _ => "",
    };
    match text.parse::<f64>() {
        Ok(number) => (number, String::new()),
        Err(_) => (0.0, text.to_string()),
    }
}

/// Two forms answer alike about a field.
pub fn same_field(own: &Engine, other: &Engine, path: &str) -> Result<(), String> {
    let answers = |engine: &Engine| {
        let field = engine.field(path).map(|field| field.to_json());
        let bounds = engine.bounds(path).map(|bounds| bounds.to_json());
        (field, bounds)
    };
    let (own, other) = (answers(own), answers(other));
    if own == other {
        return Ok(());
    }
    Err(format!("{path}: edited {own:?}\n   loaded {other:?}"))
}
