//! The cases and the rules: every rule is broken and kept by a case about it, in each of its versions
//! and parts; and a fix mends what it says it mends.

#[path = "support/checks.rs"]
mod checks;
#[path = "support/pages.rs"]
mod pages;

use std::collections::{BTreeMap, BTreeSet};

use checks::Case;
use convalida::calendar::Day;
use convalida::law::Reader;
use convalida::program::{Part, Place};
use convalida::reply::diagnostic::{Diagnostic, head, misfit_reason};
use convalida::reply::{Book, Form};
use convalida::session::{Finding, TextNote};
use convalida::sheet::Given;
use convalida::tell::Language;
use pages::book;

/// A case that has been checked.
struct Checked {
    about: String,
    /// The day that chooses the version of a rule; without one, the latest applies.
    filed: Option<i64>,
    /// The rules that speak, and which part of each: by slug, part and path.
    parts: BTreeSet<(String, u16)>,
    heads: Vec<[String; 3]>,
    /// Why texts can not be read: the reader's slug, the reason.
    reasons: BTreeSet<(String, String)>,
}

impl Checked {
    fn new(case: &Case) -> Checked {
        let whole = case.whole();
        let wiring = book(case.book_name(), Language::Italian).wiring;
        let session = whole.session();
        let at = session.looked_at("dataPresentazione").expect("a field");
        let filed = session.canonical(&at.expect("a field"));
        let filed = filed.as_deref().and_then(Day::from_iso);
        let mut checked = Checked {
            about: case.about.clone(),
            filed: filed.map(Day::number).or(case.today()),
            parts: BTreeSet::new(),
            heads: Vec::new(),
            reasons: BTreeSet::new(),
        };
        for finding in whole.findings() {
            let Some((rule, severity, path)) = head(&wiring, &finding) else {
                continue;
            };
            let slug = slug(&rule).to_string();
            match &finding {
                Finding::Rule(hit) => {
                    checked.parts.insert((slug, hit.part));
                }
                Finding::Text(_, TextNote::Unreadable(why)) => {
                    checked.reasons.insert((slug, why.reason.to_string()));
                }
                Finding::Misfit(path) => {
                    checked
                        .reasons
                        .insert((slug, misfit_reason(&wiring, path).to_string()));
                }
                Finding::Missing(at) => {
                    let field = wiring.model.get(at.field).expect("a field").path;
                    checked.reasons.insert((slug, field.to_string()));
                }
                _ => {}
            }
            checked.heads.push([rule, severity, path]);
        }
        checked
    }

    fn in_version(&self, part: &Part) -> bool {
        let (from, to) = (part.from.map(i64::from), part.to.map(i64::from));
        match self.filed {
            Some(day) => from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to),
            None => to.is_none(),
        }
    }

    fn breaks(&self, rule: &str) -> bool {
        self.heads.iter().any(|[known, ..]| known == rule)
    }
}

fn slug(rule: &str) -> &str {
    rule.rsplit('/').next().unwrap_or("")
}

/// Rules that a dossier alone or a draft of another version can show: their cases are elsewhere.
const ELSEWHERE: [Reader; 2] = [Reader::DomandeSovrapposte, Reader::RegolamentoAggiornato];

#[test]
fn every_rule_is_broken_and_kept_in_every_version_and_part() {
    let checked: Vec<Checked> = checks::all().iter().map(Checked::new).collect();
    let mut missing = Vec::new();
    for name in checks::shipped() {
        let book = book(&name, Language::Italian);
        let about = |rule: &str| -> Vec<&Checked> {
            let rule = book.rule_name(rule);
            checked.iter().filter(|case| case.about == rule).collect()
        };
        for (n, rule) in book.wiring.program.rules.iter().enumerate() {
            missing.extend(wanting(&book, n, &about(&rule.slug)));
        }
        for reader in &book.wiring.program.readers {
            if ELSEWHERE.contains(&reader.reader) {
                continue;
            }
            let (rule, about) = (book.rule_name(&reader.slug), about(&reader.slug));
            if !about.iter().any(|case| case.breaks(&rule)) {
                missing.push(format!("{rule} is broken"));
            }
            if about.iter().all(|case| case.breaks(&rule)) {
                missing.push(format!("{rule} is kept"));
            }
        }
    }
    assert!(missing.is_empty(), "no case:\n{}", missing.join("\n"));
}

/// What no case about a rule shows. Parts that say the same at several places are one.
fn wanting(book: &Book, n: usize, about: &[&Checked]) -> Vec<String> {
    let rule = &book.wiring.program.rules[n];
    let words = &book.said.words.rules[n].parts;
    let name = book.rule_name(&rule.slug);
    let mut groups: BTreeMap<_, Vec<u16>> = BTreeMap::new();
    for (at, part) in (0u16..).zip(&rule.parts) {
        let says = words[usize::from(at)].says.as_str();
        let group = groups.entry((part.severity, says, part.from, part.to));
        group.or_default().push(at);
    }
    let mut wanting = Vec::new();
    for ((_, says, ..), parts) in groups {
        let part = &rule.parts[usize::from(parts[0])];
        if !book.wiring.program.can_speak(part) {
            continue;
        }
        let shown = |at: &u16| {
            let part = (rule.slug.clone(), *at);
            about.iter().any(|case| case.parts.contains(&part))
        };
        if !parts.iter().any(shown) {
            wanting.push(format!("{name} {} says: {says}", version(part)));
        }
        let keeps = |case: &&&Checked| case.in_version(part) && !case.breaks(&name);
        if !about.iter().any(|case| keeps(&case)) {
            wanting.push(format!("{name} {} is kept", version(part)));
        }
    }
    wanting
}

fn version(part: &Part) -> String {
    let day =
        |day: Option<i32>| day.map_or(String::new(), |day| Day::from_number(i64::from(day)).iso());
    format!("({}…{})", day(part.from), day(part.to))
}

#[test]
fn every_reason_why_a_text_cannot_be_read_is_spoken() {
    let spoken: BTreeSet<(String, String)> = checks::all()
        .iter()
        .flat_map(|case| Checked::new(case).reasons)
        .collect();
    let mut missing = BTreeSet::new();
    for name in checks::shipped() {
        let book = book(&name, Language::Italian);
        let readers = book.wiring.program.readers.iter();
        for (reader, words) in readers.zip(&book.said.words.readers) {
            // While typing only, on a button, and what is said of a reason without words of its own.
            let other = ["prefix", "prefix-admitted", "default", "rimedio"];
            let reasons = words.reasons.iter().map(|(reason, _)| reason);
            for reason in reasons.filter(|reason| !other.contains(&reason.as_str())) {
                missing.insert((reader.slug.clone(), reason.clone()));
            }
        }
    }
    let missing: Vec<_> = missing.difference(&spoken).collect();
    assert!(missing.is_empty(), "no case: {missing:#?}");
}

#[test]
fn every_rule_is_broken_at_each_of_its_places() {
    // A rule that all rulebooks share needs a place shown in one of them only.
    let mut shown = BTreeSet::new();
    for case in checks::all() {
        for [rule, _, path] in Checked::new(&case).heads {
            shown.insert((slug(&rule).to_string(), pattern(&path)));
        }
    }
    let mut missing = BTreeSet::new();
    for name in checks::shipped() {
        let book = book(&name, Language::Italian);
        for rule in &book.wiring.program.rules {
            let parts = rule.parts.iter();
            let parts = parts.filter(|part| book.wiring.program.can_speak(part));
            let places = parts.map(|part| place(&book, &part.place));
            missing.extend(places.map(|place| (rule.slug.clone(), place)));
        }
    }
    let missing: Vec<_> = missing.difference(&shown).collect();
    assert!(missing.is_empty(), "no case: {missing:?}");
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

fn place(book: &Book, place: &Place) -> String {
    match place {
        Place::Field(field) => {
            let field = book.wiring.model.get(*field);
            field.map_or("", |field| field.path).to_string()
        }
        Place::List(list) => list.path().to_string(),
        Place::Object(path) => path.clone(),
    }
}

#[test]
fn a_fix_silences_its_diagnostic_and_breaks_nothing_at_its_field() {
    let mut failures = Vec::new();
    let mut fixes: BTreeMap<String, usize> = BTreeMap::new();
    for case in checks::all() {
        let before = case.said(Language::Italian);
        for diagnostic in before.iter().filter(|d| d.fix.is_some()) {
            *fixes.entry(slug(&diagnostic.rule).to_string()).or_default() += 1;
            if let Err(what) = mended(&case, &before, diagnostic) {
                failures.push(format!("{} {}: {what}", case.place, diagnostic.rule));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} fixes:\n{}",
        failures.len(),
        fixes.values().sum::<usize>(),
        failures.join("\n")
    );
    assert!(fixes.len() > 20, "rules whose fixes are shown: {fixes:?}");
}

/// Applies the fix of a diagnostic to the form of its case.
fn mended(case: &Case, before: &[Diagnostic], broken: &Diagnostic) -> Result<(), String> {
    let fix = broken.fix.as_ref().ok_or("no fix")?;
    let mut form = Form::new(book(case.book_name(), Language::Italian), case.today());
    form.load(case.domanda.to_string())
        .map_err(|error| format!("{error:?}"))?;
    let held_value = form
        .field(&broken.path)
        .is_ok_and(|field| field.value.is_some());
    for edit in &fix.edits {
        form.set(&edit.path, Given::Text(&edit.value))
            .map_err(|call| call.0)?;
        form.commit(&edit.path).map_err(|call| call.0)?;
    }
    // Where no rule could use what stood there, mending it lets the rules speak.
    let unusable = fix.edits.len() > 1 || !held_value;
    for after in form.validate() {
        let same = after.rule == broken.rule && after.path == broken.path;
        let edited = fix.edits.iter().any(|edit| edit.path == after.path);
        let known = |d: &Diagnostic| d.rule == after.rule && d.path == after.path;
        let new = after.severity == "error" && edited && !unusable && !before.iter().any(known);
        if same || new {
            return Err(format!("«{}» leaves {}", fix.label, after.message));
        }
    }
    Ok(())
}
