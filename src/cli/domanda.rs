//! An application from its JSON text, read as the browser module reads it: the same limits, the same numbers.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::input::LONGEST;
use crate::json::Json;

/// Why a text is no application; where in it, counted in characters from 1.
#[derive(Debug)]
pub(super) struct Unusable {
    pub message: String,
    /// The line within the text, counted from 1.
    pub line: usize,
    pub column: Option<usize>,
}

impl Unusable {
    pub(super) fn whole(message: impl Into<String>) -> Unusable {
        Unusable {
            message: message.into(),
            line: 1,
            column: None,
        }
    }
}

/// Far beyond any real application: the same as in the npm package.
const DEEPEST: usize = 64;

/// Reads an application.
///
/// # Errors
/// It is no UTF-8 text, no JSON, no object, or goes beyond a limit.
pub(super) fn read(bytes: &[u8]) -> Result<Json, Unusable> {
    let text = str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        at(
            &String::from_utf8_lossy(before),
            before.len(),
            "no UTF-8 text here: save the file as UTF-8",
        )
    })?;
    match value(text, text, 0)? {
        domanda @ Json::Object(_) => Ok(domanda),
        _ => Err(at(
            text,
            text.len() - text.trim_start().len(),
            "an application is an object: { \"periodo\": { … }, … }",
        )),
    }
}

/// What is said of an application that is too long.
pub(super) fn too_long() -> Unusable {
    Unusable::whole(format!("an application has at most {LONGEST} bytes"))
}

/// A value; `part` lies within `whole`. Numbers are taken as they are written: `serde_json` itself would refuse those
/// that are too great, and the browser does not.
fn value(whole: &str, part: &str, level: usize) -> Result<Json, Unusable> {
    let refused = |error: serde_json::Error| {
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or(&said);
        let lines = part
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1));
        let before: usize = lines.map(str::len).sum();
        let within = before + error.column().saturating_sub(1);
        at(whole, offset(whole, part) + within, said)
    };
    let first = part.trim_start().bytes().next();
    if matches!(first, Some(b'{' | b'[')) && level >= DEEPEST {
        let message = format!("an application has at most {DEEPEST} levels");
        return Err(at(whole, offset(whole, part), &message));
    }
    match first {
        Some(b'{') => {
            let entries: HashMap<String, &RawValue> =
                serde_json::from_str(part).map_err(refused)?;
            let mut entries: Vec<(String, &str)> = entries
                .into_iter()
                .map(|(key, value)| (key, value.get()))
                .collect();
            entries.sort_by_key(|(_, value)| value.as_ptr()); // as they are written
            let read = |(key, part): (String, &str)| Ok((key, value(whole, part, level + 1)?));
            Ok(Json::Object(
                entries.into_iter().map(read).collect::<Result<_, _>>()?,
            ))
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(part).map_err(refused)?;
            let read = |item: &RawValue| value(whole, item.get(), level + 1);
            Ok(Json::List(
                items.into_iter().map(read).collect::<Result<_, _>>()?,
            ))
        }
        Some(b'"') => serde_json::from_str(part).map(Json::Text).map_err(refused),
        Some(b't' | b'f') => serde_json::from_str(part).map(Json::Bool).map_err(refused),
        _ => {
            let other: &RawValue = serde_json::from_str(part).map_err(refused)?;
            Ok(match other.get() {
                "null" => Json::Null,
                digits => number(digits),
            })
        }
    }
}

/// A number as JavaScript has and writes it; one beyond all numbers is the text that names it.
fn number(digits: &str) -> Json {
    let number = digits.parse::<f64>().unwrap_or(f64::NAN) + 0.0; // -0 is 0
    if !number.is_finite() {
        let sign = if number < 0.0 { "-" } else { "" };
        return Json::Text(format!("{sign}Infinity"));
    }
    if number == 0.0 || (1e-6..1e21).contains(&number.abs()) {
        return Json::Number(number.to_string());
    }
    let written = format!("{number:e}");
    Json::Number(if written.contains("e-") {
        written
    } else {
        written.replace('e', "e+")
    })
}

/// Where a part of a text begins in it.
fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(whole.as_ptr().addr())
}

/// A problem at a byte of a text.
fn at(text: &str, byte: usize, message: &str) -> Unusable {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or(before);
    Unusable {
        message: message.to_string(),
        line: before.matches('\n').count() + 1,
        column: Some(line.chars().count() + 1),
    }
}
