//! `convalida rules` and `convalida explain`: the law as the rulebooks hold it.

use std::fmt::Write;

use super::{Format, shipped};
use crate::answer::catalogue::{card, catalogue};
use crate::json::Json;
use crate::message::Language;

/// The rulebooks with their rules, or one of them.
pub(super) fn rules(
    name: Option<&str>,
    format: Format,
    language: Language,
) -> Result<String, String> {
    let names: Vec<&str> = match name {
        Some(name) => vec![name],
        None => shipped::names().collect(),
    };
    let mut out = String::new();
    let mut all = Vec::new();
    for name in names {
        let book = shipped::cached(name).map_err(|problem| format!("{name}: {problem}"))?;
        let rules = catalogue(&book, language);
        if format == Format::Json {
            all.push(
                card(&book, language).overlaid(&Json::Object(vec![("rules".to_string(), rules)])),
            );
            continue;
        }
        let _ = writeln!(out, "{name} — {}", book.title.get(language));
        for rule in rules.items() {
            let of = |key: &str| rule.get(key).and_then(Json::text).unwrap_or("");
            let severity = rule
                .get("versions")
                .and_then(|v| v.items().first()?.get("severity")?.text());
            let _ = writeln!(
                out,
                "  {:8} {:45} {}",
                severity.unwrap_or(""),
                of("rule"),
                of("title")
            );
        }
        out.push('\n');
    }
    Ok(if format == Format::Json {
        format!("{}\n", Json::List(all))
    } else {
        out
    })
}

/// Everything about a rule; about all of this slug, when no rulebook is named.
pub(super) fn explain(rule: &str, format: Format, language: Language) -> Result<String, String> {
    let mut found = Vec::new();
    for name in shipped::names() {
        let book = shipped::cached(name).map_err(|problem| format!("{name}: {problem}"))?;
        for entry in catalogue(&book, language).items() {
            let full = entry.get("rule").and_then(Json::text).unwrap_or("");
            if full == rule
                || full
                    .strip_prefix(name)
                    .and_then(|rest| rest.strip_prefix('/'))
                    == Some(rule)
            {
                found.push(entry.clone());
            }
        }
    }
    if found.is_empty() {
        return Err(format!(
            "{rule}: no such rule; `convalida rules` lists them"
        ));
    }
    if format == Format::Json {
        return Ok(format!("{}\n", Json::List(found)));
    }
    Ok(found
        .iter()
        .map(|entry| described(entry, language))
        .collect())
}

fn described(entry: &Json, language: Language) -> String {
    let of = |json: &Json, key: &str| json.get(key).and_then(Json::text).unwrap_or("").to_string();
    let italian = language == Language::Italian;
    let mut out = format!("{}\n{}\n", of(entry, "rule"), of(entry, "title"));
    for version in entry.get("versions").map_or(&[][..], Json::items) {
        out.push('\n');
        let (from, to) = (of(version, "from"), of(version, "to"));
        let filed = match (from.is_empty(), to.is_empty(), italian) {
            (true, true, _) => String::new(),
            (false, true, true) => format!("domande presentate dal {from}: "),
            (true, false, true) => format!("domande presentate fino al {to}: "),
            (false, false, true) => format!("domande presentate dal {from} al {to}: "),
            (false, true, false) => format!("filed from {from}: "),
            (true, false, false) => format!("filed to {to}: "),
            (false, false, false) => format!("filed from {from} to {to}: "),
        };
        let _ = writeln!(
            out,
            "  {filed}{} ({})",
            of(version, "severity"),
            of(version, "enforcedBy")
        );
        let _ = writeln!(out, "  {}", of(version, "message"));
        for source in version.get("sources").map_or(&[][..], Json::items) {
            let _ = writeln!(
                out,
                "    {}, {}",
                of(source, "document"),
                of(source, "point")
            );
            let quote = of(source, "quote");
            if !quote.is_empty() {
                let _ = writeln!(out, "      «{quote}»");
            }
        }
        if version.get("reading") == Some(&Json::Bool(true)) {
            out.push_str(if italian {
                "    In parte è una nostra lettura.\n"
            } else {
                "    In part our own reading.\n"
            });
        }
        let note = of(version, "note");
        if !note.is_empty() {
            let _ = writeln!(out, "    {note}");
        }
    }
    out.push('\n');
    out
}
