//! `convalida rules` and `convalida explain`: the law as the rulebooks hold it.

use rayon::prelude::*;
use serde::Serialize;

use super::plain::plain;
use super::prose::{Prose, days};
use super::{Format, shipped};
use crate::law::Language;
use crate::program::sources::Source;
use crate::reply::Book;
use crate::reply::catalogue::{self, RuleInfo, RulebookCard, Version};

/// A rulebook with its rules, as JSON.
#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    card: RulebookCard,
    rules: Vec<RuleInfo>,
}

/// The rulebooks with their rules, or one of them (`own`: of one's own) with all that is to be known of it.
pub(super) fn rules(
    name: Option<&str>,
    own: Option<Book>,
    format: Format,
    language: Language,
) -> Result<String, String> {
    let is_one = name.is_some() || own.is_some();
    let books = books(name, own, language)?;
    let books: Vec<Whole> = books
        .into_iter()
        .map(|book| Whole {
            card: catalogue::card(&book),
            rules: catalogue::rules(&book),
        })
        .collect();
    if format == Format::Json {
        return json(&books);
    }
    let mut prose = Prose::new(language);
    for Whole { card, rules } in &books {
        listed(&mut prose, card, rules);
        if is_one {
            unchecked(&mut prose, card);
        }
    }
    Ok(prose.into_text())
}

/// Everything about a rule; about all of this slug, when no rulebook is named. Where there is one of one's own, of it.
pub(super) fn explain(
    rule: &str,
    own: Option<Book>,
    format: Format,
    language: Language,
) -> Result<String, String> {
    let mut found: Vec<(Book, RuleInfo)> = Vec::new();
    let mut known = Vec::new();
    for book in books(None, own, language)? {
        for entry in catalogue::rules(&book) {
            let slug = entry.rule.split_once('/').map(|(_, slug)| slug);
            known.push(entry.rule.clone());
            if entry.rule == rule || slug == Some(rule) {
                found.push((book.clone(), entry));
            }
        }
    }
    if found.is_empty() {
        return Err(unknown(rule, &known));
    }
    if format == Format::Json {
        let entries: Vec<RuleInfo> = found.into_iter().map(|(_, entry)| entry).collect();
        return json(&entries);
    }
    let mut prose = Prose::new(language);
    if found.len() > 1 {
        let names: Vec<&str> = found.iter().map(|(book, _)| book.name()).collect();
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
        let says_the_same = |entry: &RuleInfo| {
            let own = (&entry.title, &entry.paths, &entry.versions);
            own == (&first.title, &first.paths, &first.versions)
        };
        let (same, others): (Vec<_>, Vec<_>) = found
            .into_iter()
            .partition(|(_, entry)| says_the_same(entry));
        found = others;
        prose.heading(&first.rule);
        for (_, entry) in &same {
            prose.heading(&entry.rule);
        }
        described(&mut prose, &book, &first);
    }
    Ok(prose.into_text())
}

fn json(answer: &impl Serialize) -> Result<String, String> {
    let json = serde_json::to_string(answer).map_err(|error| error.to_string())?;
    Ok(format!("{json}\n"))
}

/// One's own rulebook, the one of a name, or all, in a language; several are compiled side by side.
fn books(name: Option<&str>, own: Option<Book>, language: Language) -> Result<Vec<Book>, String> {
    if let Some(own) = own {
        return Ok(vec![own]);
    }
    let names: Vec<&str> = name.map_or_else(|| shipped::names().collect(), |name| vec![name]);
    let book = |name: &&str| {
        let shelf =
            shipped::shelf(name).map_err(|problem| format!("{}: {problem}", plain(name)))?;
        Ok(shelf.book(language, Vec::new()))
    };
    names.par_iter().map(book).collect()
}

/// A rulebook: a line for each rule.
fn listed(prose: &mut Prose, card: &RulebookCard, rules: &[RuleInfo]) {
    prose.heading(&card.name);
    prose.paragraph("", &card.title);
    let count = format!("{} {}", rules.len(), prose.say("regole", "rules"));
    let filed = prose.filed(card.from.as_deref(), card.to.as_deref());
    let said: Vec<String> = [Some(count), filed].into_iter().flatten().collect();
    prose.paragraph("", &said.join(", "));
    prose.blank();
    let widest = rules.iter().map(|rule| rule.rule.chars().count()).max();
    let width = widest.unwrap_or(0);
    for rule in rules {
        let severity = rule.versions.first().map_or("", |version| version.severity);
        let severity = prose.severity(severity);
        let start = format!("  {severity:8} {:width$}  ", rule.rule);
        if prose.has_room_after(&start) {
            prose.paragraph(&start, &rule.title);
        } else {
            prose.paragraph(&format!("  {severity:8} "), &rule.rule);
            prose.paragraph("           ", &rule.title);
        }
    }
    prose.blank();
}

/// What a rulebook admits without a message, and what it cannot decide.
fn unchecked(prose: &mut Prose, card: &RulebookCard) {
    let admitted: Vec<&str> = card.admitted.iter().map(|one| one.text.as_str()).collect();
    let offline: Vec<&str> = card.offline.iter().map(String::as_str).collect();
    let admits = prose.say("Ammessi, senza messaggi", "Admitted, without messages");
    let cannot = prose.say("Lo sa solo l'ufficio", "Only the office can tell");
    for (heading, items) in [(admits, admitted), (cannot, offline)] {
        if items.is_empty() {
            continue;
        }
        prose.heading(heading);
        for item in items {
            prose.paragraph("  - ", item);
        }
        prose.blank();
    }
}

/// A rule: where it is shown, and what each version says, by which formulas, on whose word.
fn described(prose: &mut Prose, book: &Book, rule: &RuleInfo) {
    prose.paragraph("", &rule.title);
    let label = |path: &String| match book.labels.fields.get(path) {
        Some(label) => format!("{} ({path})", label.get(prose.language)),
        None => path.clone(),
    };
    let places: Vec<String> = rule.paths.iter().map(label).collect();
    if !places.is_empty() {
        let start = prose.say("Si vede a: ", "Shown at: ").to_string();
        prose.paragraph(&start, &places.join("; "));
    }
    // Versions and parts repeat what did not change: it is said once.
    let mut last: Option<(String, &Version)> = None;
    for version in &rule.versions {
        let before = last.as_ref().map(|(_, version)| *version);
        let heading = occasion(prose, version);
        prose.blank();
        if last.as_ref().is_none_or(|(said, _)| *said != heading) {
            prose.heading(&heading);
        }
        prose.paragraph("  ", &version.sentence);
        for limit in &version.limits {
            let start = format!("  {}: ", prose.limit(limit.limit));
            prose.paragraph(&start, &limit.formula);
        }
        if before.is_none_or(|before| before.sources != version.sources) {
            cited(prose, &version.sources);
        }
        if version.reading && before.is_none_or(|before| !before.reading) {
            let ours = prose.say(
                "In tutto o in parte è una nostra lettura.",
                "All or part of it is our own reading.",
            );
            prose.paragraph("  ", ours);
        }
        if let Some(note) = &version.note
            && before.is_none_or(|before| before.note != version.note)
        {
            let start = prose.say("  Nota: ", "  Note: ").to_string();
            prose.paragraph(&start, note);
        }
        last = Some((heading, version));
    }
    prose.blank();
}

/// What a version does, on whose word and for which filing days.
fn occasion(prose: &Prose, version: &Version) -> String {
    let does = prose.severity(version.severity);
    let who = prose.enforcer(version.enforced_by);
    match prose.filed(version.from.as_deref(), version.to.as_deref()) {
        Some(filed) => format!("{does} ({who}), {filed}"),
        None => format!("{does} ({who})"),
    }
}

fn cited(prose: &mut Prose, sources: &[Source]) {
    for source in sources {
        let mut head = source.document.clone();
        if let Some(date) = &source.date {
            head.push_str(&format!(" ({})", days(date)));
        }
        if let Some(point) = source.point.as_ref().filter(|point| !point.is_empty()) {
            head.push_str(", ");
            head.push_str(point);
        }
        if let Some(grade) = source.grade {
            head.push_str(&format!(" [{}]", prose.grade(grade)));
        }
        prose.paragraph("  - ", &head);
        if let Some(quote) = &source.quote {
            prose.paragraph("    ", &format!("«{quote}»"));
        }
    }
}

/// There is no such rule: those whose names are near.
fn unknown(rule: &str, known: &[String]) -> String {
    let wanted = rule.rsplit('/').next().unwrap_or(rule);
    let named = rule.split_once('/').map(|(book, _)| book);
    let mut books = known.iter().filter_map(|name| name.split_once('/'));
    let book = named.filter(|named| books.any(|(book, _)| book == *named));
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
    let rule = plain(rule);
    match near.as_slice() {
        [] => format!("{rule}: no such rule; `convalida rules` lists them"),
        near => format!("{rule}: no such rule. Did you mean {}?", near.join(", ")),
    }
}
