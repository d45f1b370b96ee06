//! The cases and the rules: every rule is broken and kept by a case about it, in each of its versions
//! and parts; and a fix mends what it says it mends.

#[path = "support/cases.rs"]
mod cases;

use std::collections::BTreeSet;

use cases::{Books, Case};
use convalida::calendar::Day;
use convalida::diagnostic::Diagnostic;
use convalida::engine::Engine;
use convalida::form::cell::Given;
use convalida::message::{Language, Texts};
use convalida::rulebook::{Duty, Rulebook, Severity, Target, Window};

/// A case that has been checked.
struct Checked {
    about: String,
    /// The day that chooses the version of a rule; without one, the latest applies.
    filed: Option<Day>,
    found: Vec<Diagnostic>,
}

impl Checked {
    fn new(books: &Books, case: &Case) -> Checked {
        let mut engine = books.load(case, Language::Italian);
        let filed = engine.field("dataPresentazione").expect("a field").value;
        let filed = filed.as_deref().and_then(Day::from_iso);
        Checked {
            about: case.about.clone(),
            filed: filed.or(case.today),
            found: engine.validate(),
        }
    }

    fn in_version(&self, window: Option<Window>) -> bool {
        match (window, self.filed) {
            (None, _) => true,
            (Some(window), Some(day)) => window.contains(day),
            (Some(window), None) => window.to.is_none(),
        }
    }
}

#[test]
fn every_rule_is_broken_and_kept_in_every_version_and_part() {
    let books = Books::shipped();
    let checked: Vec<Checked> = cases::all()
        .iter()
        .map(|case| Checked::new(&books, case))
        .collect();
    let mut missing = BTreeSet::new();
    for (_, book) in books.iter() {
        for index in 0..book.rules.len() {
            // Shown in dossiers alone, whose cases are checked with the others.
            let overlap = book
                .built_in(&Duty::Overlap)
                .map(|b| &book.built_in_rules[b]);
            if overlap.is_some_and(|overlap| overlap.rule == index) {
                continue;
            }
            let rule = book.rule_name(index);
            let about: Vec<&Checked> = checked.iter().filter(|case| case.about == rule).collect();
            missing.extend(wanting(book, index, &about));
        }
    }
    let missing: Vec<String> = missing.into_iter().collect();
    assert!(missing.is_empty(), "no case:\n{}", missing.join("\n"));
}

#[test]
fn every_reason_why_a_text_cannot_be_read_is_spoken() {
    let books = Books::shipped();
    let mut spoken = BTreeSet::new();
    for case in cases::all() {
        let book = books.get(&case.rulebook);
        for diagnostic in books.load(&case, Language::Italian).validate() {
            let rule = book.rule(&diagnostic.rule);
            let built_in = book.built_in_rules.iter().find(|b| Some(b.rule) == rule);
            let reasons = built_in.map_or(&[][..], |built_in| &built_in.reasons);
            let said = reasons.iter().filter(|(_, t)| says(&diagnostic.message, t));
            let slug = diagnostic.rule.rsplit('/').next().unwrap_or("");
            spoken.extend(said.map(|(key, _)| format!("{slug} {key}")));
        }
    }
    let mut missing = BTreeSet::new();
    for (_, book) in books.iter() {
        for built_in in &book.built_in_rules {
            let slug = &book.rules[built_in.rule].slug;
            // While typing only; and what is said of a reason without words of its own.
            let whole =
                |key: &&String| !["prefix", "prefix-admitted", "default"].contains(&key.as_str());
            let keys = built_in.reasons.iter().map(|(key, _)| key).filter(whole);
            missing.extend(keys.map(|key| format!("{slug} {key}")));
        }
    }
    missing.retain(|reason| !spoken.contains(reason));
    assert!(missing.is_empty(), "no case: {missing:#?}");
}

#[test]
fn every_rule_is_broken_at_each_of_its_places() {
    let books = Books::shipped();
    // A rule that all rulebooks share needs a place shown in one of them only.
    let mut shown = BTreeSet::new();
    for case in cases::all() {
        for diagnostic in books.load(&case, Language::Italian).validate() {
            let slug = diagnostic.rule.rsplit('/').next().unwrap_or("").to_string();
            shown.insert((slug, pattern(&diagnostic.path)));
        }
    }
    let mut missing = BTreeSet::new();
    for (_, book) in books.iter() {
        for point in &book.points {
            let at = (
                book.rules[point.rule].slug.clone(),
                place(book, &point.target),
            );
            if !shown.contains(&at) {
                missing.insert(at);
            }
        }
    }
    assert!(missing.is_empty(), "no case: {missing:?}");
}

/// What no case about a rule shows.
fn wanting(book: &Rulebook, index: usize, about: &[&Checked]) -> Vec<String> {
    let rule = book.rule_name(index);
    let mut wanting = Vec::new();
    let mut windows = Vec::new();
    for point in book.points.iter().filter(|point| point.rule == index) {
        for variant in &point.variants {
            windows.push(variant.window);
            let empty = variant.words.message_empty.as_ref();
            for words in [Some(&variant.words.message), empty].into_iter().flatten() {
                let breaks = |case: &&Checked| {
                    case.in_version(variant.window)
                        && case.found.iter().any(|d| {
                            d.rule == rule
                                && d.severity == variant.words.severity
                                && says(&d.message, words)
                        })
                };
                if !about.iter().any(breaks) {
                    let version = version(variant.window);
                    wanting.push(format!("{rule} {version} says: {}", words.it));
                }
            }
        }
    }
    if windows.is_empty() {
        windows.push(None); // The machinery's own rules have one version.
        if !about.iter().any(|case| breaks(case, &rule)) {
            wanting.push(format!("{rule} is broken"));
        }
    }
    for window in windows {
        let keeps = |case: &&Checked| case.in_version(window) && !breaks(case, &rule);
        if !about.iter().any(keeps) {
            wanting.push(format!("{rule} {} is kept", version(window)));
        }
    }
    wanting
}

fn breaks(case: &Checked, rule: &str) -> bool {
    case.found.iter().any(|d| d.rule == rule)
}

fn version(window: Option<Window>) -> String {
    let day = |day: Option<Day>| day.map_or(String::new(), |day| day.iso());
    window.map_or(String::new(), |w| {
        format!("({}…{})", day(w.from), day(w.to))
    })
}

/// The objects that hold a value for each month.
const MONTHLY: [&str; 3] = [
    "organico.mensile",
    "lavoratori.*.consuntivo",
    "lavoratori.*.sr41",
];

/// A path with `*` for its rows.
fn pattern(path: &str) -> String {
    let key = |part: &str| match part.parse::<usize>() {
        Ok(_) => "*".to_string(),
        Err(_) => part.to_string(),
    };
    let parts: Vec<String> = path.split('.').map(key).collect();
    match parts.join(".").rsplit_once('.') {
        Some((object, _)) if MONTHLY.contains(&object) => format!("{object}.<aaaa-mm>"),
        _ => parts.join("."),
    }
}

fn place(book: &Rulebook, target: &Target) -> String {
    match target {
        Target::Field(field) => book
            .model
            .get(*field)
            .map_or(String::new(), |f| f.path.to_string()),
        Target::List(list) => list.path().to_string(),
        Target::Object(path) => path.clone(),
    }
}

/// The message was made from this template: what stands outside its placeholders and choices is there,
/// in order.
fn says(message: &str, words: &Texts) -> bool {
    let mut rest = message;
    let mut template = words.it.as_str();
    loop {
        let (fixed, after) = match template.find(['{', '[']) {
            Some(at) => (&template[..at], &template[at..]),
            None => (template, ""),
        };
        let Some((_, left)) = rest.split_once(fixed) else {
            return false;
        };
        rest = left;
        let closing = if after.starts_with('[') { ']' } else { '}' };
        match after.split_once(closing) {
            Some((_, next)) => template = next,
            None => return true,
        }
    }
}

#[test]
fn a_fix_silences_its_diagnostic_and_breaks_nothing_at_its_field() {
    let books = Books::shipped();
    let mut failures = Vec::new();
    let mut fixes = 0;
    for case in cases::all() {
        let mut engine = books.load(&case, Language::Italian);
        let before = engine.validate();
        for diagnostic in before.iter().filter(|d| d.fix.is_some()) {
            fixes += 1;
            if let Err(what) = mended(&books, &case, &before, diagnostic) {
                failures.push(format!("{} {}: {what}", case.place, diagnostic.rule));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {fixes} fixes:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(fixes > 0, "no case offers a fix");
}

/// Applies the fix of a diagnostic to the form of its case.
fn mended(
    books: &Books,
    case: &Case,
    before: &[Diagnostic],
    broken: &Diagnostic,
) -> Result<(), String> {
    let fix = broken.fix.as_ref().ok_or("no fix")?;
    let mut engine: Engine = books.load(case, Language::Italian);
    let held_value = engine
        .field(&broken.path)
        .is_ok_and(|field| field.value.is_some());
    for (path, value) in &fix.edits {
        let text = Given::Text(value.clone());
        engine.set(path, Some(text)).map_err(|call| call.0)?;
        engine.commit(path).map_err(|call| call.0)?;
    }
    // Where no rule could use what stood there, mending it lets the rules speak.
    let unusable = fix.edits.len() > 1 || !held_value;
    for after in engine.validate() {
        let same = after.rule == broken.rule && after.path == broken.path;
        let edited = fix.edits.iter().any(|(path, _)| *path == after.path);
        let known = |d: &Diagnostic| d.rule == after.rule && d.path == after.path;
        let new =
            after.severity == Severity::Error && edited && !unusable && !before.iter().any(known);
        if same || new {
            return Err(format!("«{}» leaves {}", fix.label, after.message));
        }
    }
    Ok(())
}
