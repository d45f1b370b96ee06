//! `convalida rules` and `convalida explain`: the law as the rulebooks hold it.

use std::sync::Arc;

use super::prose::{Prose, days};
use super::{Format, shipped};
use crate::answer::catalogue::{card, catalogue};
use crate::json::Json;
use crate::message::Language;
use crate::rulebook::Rulebook;

/// The rulebooks with their rules, or one of them with all that is to be known of it.
pub(super) fn rules(
    name: Option<&str>,
    format: Format,
    language: Language,
) -> Result<String, String> {
    let names: Vec<&str> = name.map_or_else(|| shipped::names().collect(), |name| vec![name]);
    let mut prose = Prose::new(language);
    let mut all = Vec::new();
    for known in names {
        let book = read(known)?;
        let card = card(&book, language);
        let rules = catalogue(&book, language);
        if format == Format::Json {
            all.push(card.overlaid(&Json::Object(vec![("rules".to_string(), rules)])));
            continue;
        }
        listed(&mut prose, &card, &rules);
        if name.is_some() {
            unchecked(&mut prose, &card);
        }
    }
    Ok(match format {
        Format::Json => format!("{}\n", Json::List(all)),
        Format::Text => prose.into_text(),
    })
}

/// Everything about a rule; about all of this slug, when no rulebook is named.
pub(super) fn explain(rule: &str, format: Format, language: Language) -> Result<String, String> {
    let mut found: Vec<(Arc<Rulebook>, Json)> = Vec::new();
    let mut known = Vec::new();
    for name in shipped::names() {
        let book = read(name)?;
        for entry in catalogue(&book, language).items() {
            let full = of(entry, "rule");
            if full == rule || full.split_once('/').is_some_and(|(_, slug)| slug == rule) {
                found.push((book.clone(), entry.clone()));
            }
            known.push(full.to_string());
        }
    }
    if found.is_empty() {
        return Err(unknown(rule, &known));
    }
    if format == Format::Json {
        let entries = found.into_iter().map(|(_, entry)| entry).collect();
        return Ok(format!("{}\n", Json::List(entries)));
    }
    let mut prose = Prose::new(language);
    if found.len() > 1 {
        let names: Vec<&str> = found.iter().map(|(book, _)| book.name.as_str()).collect();
        let intro = prose.say(
            "Regolamenti che hanno questa regola:",
            "Rulebooks that have this rule:",
        );
        prose.paragraph("", &format!("{intro} {}.", names.join(", ")));
        prose.blank();
    }
    // Rulebooks that say the same share one description.
    while !found.is_empty() {
        let (book, first) = found.remove(0);
        let body = without_name(&first);
        let (same, others) = found
            .into_iter()
            .partition(|(_, entry)| without_name(entry) == body);
        found = others;
        prose.heading(of(&first, "rule"));
        for (_, entry) in &same as &Vec<(Arc<Rulebook>, Json)> {
            prose.heading(of(entry, "rule"));
        }
        described(&mut prose, &book, &first);
    }
    Ok(prose.into_text())
}

fn read(name: &str) -> Result<Arc<Rulebook>, String> {
    shipped::cached(name).map_err(|problem| format!("{name}: {problem}"))
}

/// A text of an object; empty where there is none.
fn of<'j>(json: &'j Json, key: &str) -> &'j str {
    json.get(key).and_then(Json::text).unwrap_or("")
}

fn items<'j>(json: &'j Json, key: &str) -> &'j [Json] {
    json.get(key).map_or(&[], Json::items)
}

fn without_name(rule: &Json) -> Json {
    rule.overlaid(&Json::Object(vec![("rule".to_string(), Json::Null)]))
}

/// A rulebook: a line for each rule.
fn listed(prose: &mut Prose, card: &Json, rules: &Json) {
    prose.heading(of(card, "name"));
    prose.paragraph("", of(card, "title"));
    let count = rules.items().len();
    let count = format!("{count} {}", prose.say("regole", "rules"));
    let filed = prose.filed(of(card, "from"), of(card, "to"));
    prose.paragraph(
        "",
        &[Some(count), filed]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", "),
    );
    prose.blank();
    let widest = |key| {
        rules
            .items()
            .iter()
            .map(|rule| of(rule, key).chars().count())
            .max()
    };
    let width = widest("rule").unwrap_or(0);
    for rule in rules.items() {
        let first = items(rule, "versions").first();
        let severity = prose.severity(first.map_or("", |version| of(version, "severity")));
        let start = format!("  {severity:8} {:width$}  ", of(rule, "rule"));
        if prose.has_room_after(&start) {
            prose.paragraph(&start, of(rule, "title"));
        } else {
            prose.paragraph(&format!("  {severity:8} "), of(rule, "rule"));
            prose.paragraph("           ", of(rule, "title"));
        }
    }
    prose.blank();
}

/// What a rulebook admits without a message, and what it cannot decide.
fn unchecked(prose: &mut Prose, card: &Json) {
    if !items(card, "admitted").is_empty() {
        prose.heading(prose.say("Ammessi, senza messaggi", "Admitted, without messages"));
        for admitted in items(card, "admitted") {
            prose.paragraph("  - ", of(admitted, "text"));
        }
        prose.blank();
    }
    if !items(card, "offline").is_empty() {
        prose.heading(prose.say("Lo sa solo l'ufficio", "Only the office can tell"));
        for offline in items(card, "offline") {
            prose.paragraph("  - ", offline.text().unwrap_or(""));
        }
        prose.blank();
    }
}

/// A rule: where it is shown, and what each version says, on whose word.
fn described(prose: &mut Prose, book: &Rulebook, rule: &Json) {
    prose.paragraph("", of(rule, "title"));
    let label = |path: &Json| {
        let path = path.text().unwrap_or("");
        let label = book.labels.fields.iter().find(|(known, _)| known == path);
        label.map_or(path.to_string(), |(_, texts)| {
            format!("{} ({path})", texts.get(prose.language))
        })
    };
    let places: Vec<String> = items(rule, "paths").iter().map(label).collect();
    if !places.is_empty() {
        let start = prose.say("Si vede a: ", "Shown at: ").to_string();
        prose.paragraph(&start, &places.join("; "));
    }
    // Versions and parts repeat what did not change: it is said once.
    let mut last: Option<(String, &Json)> = None;
    for version in items(rule, "versions") {
        let before = |key: &str| last.as_ref().and_then(|(_, version)| version.get(key));
        let is_new = |key: &str| version.get(key) != before(key);
        let heading = occasion(prose, version);
        prose.blank();
        if last.as_ref().is_none_or(|(said, _)| *said != heading) {
            prose.heading(&heading);
        }
        prose.paragraph("  ", of(version, "sentence"));
        if is_new("sources") {
            cited(prose, items(version, "sources"));
        }
        if is_new("reading") && version.get("reading") == Some(&Json::Bool(true)) {
            let ours = prose.say(
                "In tutto o in parte è una nostra lettura.",
                "All or part of it is our own reading.",
            );
            prose.paragraph("  ", ours);
        }
        let note = of(version, "note");
        if is_new("note") && !note.is_empty() {
            let start = prose.say("  Nota: ", "  Note: ").to_string();
            prose.paragraph(&start, note);
        }
        last = Some((heading, version));
    }
    prose.blank();
}

/// What a version does, on whose word and for which filing days.
fn occasion(prose: &Prose, version: &Json) -> String {
    let does = prose.severity(of(version, "severity"));
    let who = prose.enforcer(of(version, "enforcedBy"));
    match prose.filed(of(version, "from"), of(version, "to")) {
        Some(filed) => format!("{does} ({who}), {filed}"),
        None => format!("{does} ({who})"),
    }
}

fn cited(prose: &mut Prose, sources: &[Json]) {
    for source in sources {
        let mut head = of(source, "document").to_string();
        let (date, point) = (of(source, "date"), of(source, "point"));
        if !date.is_empty() {
            head.push_str(&format!(" ({})", days(date)));
        }
        if !point.is_empty() {
            head.push_str(", ");
            head.push_str(point);
        }
        if let Some(known) = prose.grade(of(source, "grade")) {
            head.push_str(&format!(" [{known}]"));
        }
        prose.paragraph("  - ", &head);
        let quote = of(source, "quote");
        if !quote.is_empty() {
            prose.paragraph("    ", &format!("«{quote}»"));
        }
    }
}

/// There is no such rule: those whose names are near.
fn unknown(rule: &str, known: &[String]) -> String {
    let wanted = rule.rsplit('/').next().unwrap_or(rule);
    let named = rule.split_once('/').map(|(book, _)| book);
    let book = named.filter(|book| shipped::names().any(|name| name == *book));
    let mut near: Vec<(f64, &str)> = Vec::new();
    for name in known {
        let (owner, slug) = name.split_once('/').unwrap_or(("", name));
        if book.is_some_and(|book| book != owner) {
            continue;
        }
        let suggestion = if book.is_some() { name } else { slug };
        let likeness = strsim::jaro_winkler(wanted, slug);
        let fits = likeness > 0.85 || (wanted.len() > 3 && slug.contains(wanted));
        if fits && !near.iter().any(|(_, other)| *other == suggestion) {
            near.push((likeness, suggestion));
        }
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let near: Vec<&str> = near.into_iter().take(5).map(|(_, name)| name).collect();
    match near.as_slice() {
        [] => format!("{rule}: no such rule; `convalida rules` lists them"),
        near => format!("{rule}: no such rule. Did you mean {}?", near.join(", ")),
    }
}
