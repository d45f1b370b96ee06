//! The cases as data: whole checks, and texts as they are typed.

#[path = "support/checks.rs"]
mod checks;
#[path = "support/pages.rs"]
mod pages;

use std::collections::BTreeSet;

use checks::Case;
use convalida::calendar::Day;
use convalida::reply::bounds::bounds;
use convalida::reply::diagnostic::Diagnostic;
use convalida::sheet::Given;
use convalida::tell::Language;
use pages::book;
use serde_json::Value;

#[test]
fn whole_checks() {
    let cases = checks::all();
    assert!(cases.len() > 1000);
    let failures: Vec<String> = cases.iter().flat_map(differences).collect();
    assert!(
        failures.is_empty(),
        "{} differences in {} cases:\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
}

/// What is missing, unexpected or said otherwise in the whole check of a case.
fn differences(case: &Case) -> Vec<String> {
    let said = case.said(Language::Italian);
    let mut found = heads_that_differ(case, &said);
    for (expected, told) in case
        .expected
        .iter()
        .filter_map(|one| Some((one, one.told()?)))
    {
        let [rule, _, path] = expected.head();
        let Some(own) = said.iter().find(|d| d.rule == rule && d.path == path) else {
            continue;
        };
        for (name, figure) in &told.params {
            if own.params.get(name) != Some(figure) {
                found.push(format!(
                    "{rule}: {name} is {:?}, not {figure}",
                    own.params.get(name)
                ));
            }
        }
        if !own.message.contains(&told.says) {
            found.push(format!(
                "{rule} says «{}», not «{}»",
                own.message, told.says
            ));
        }
    }
    if let Some(wanted) = &case.unasked {
        let open = case.left_open();
        if open != *wanted {
            found.push(format!("unasked is {open:?}, not {wanted:?}"));
        }
    }
    let place = format!("{} ({})", case.place, case.about);
    found
        .into_iter()
        .map(|what| format!("{place}: {what}"))
        .collect()
}

fn heads_that_differ(case: &Case, said: &[Diagnostic]) -> Vec<String> {
    let found: BTreeSet<[&str; 3]> = said
        .iter()
        .map(|d| [d.rule.as_str(), d.severity, d.path.as_str()])
        .collect();
    let wanted: BTreeSet<[&str; 3]> = case.expected.iter().map(|one| one.head()).collect();
    let missing = wanted
        .difference(&found)
        .map(|head| format!("missing {head:?}"));
    let more = found
        .difference(&wanted)
        .map(|head| format!("unexpected {head:?}"));
    missing.chain(more).collect()
}

#[test]
fn typed_texts() {
    let mut failures = Vec::new();
    for (place, line) in checks::lines("testi.jsonl") {
        let case: Value = serde_json::from_str(&line).expect("a case");
        let book = book(
            case["rulebook"].as_str().expect("a name"),
            Language::Italian,
        );
        let today = case["today"].as_str().and_then(Day::from_iso);
        let mut session = book.session(today.map(Day::number));
        session
            .load(case["domanda"].to_string())
            .expect("an application");
        let path = case["path"].as_str().expect("a path");
        if case["bounds"].is_object() {
            let now = bounds(&book, &session, path).expect("bounds");
            let now = serde_json::to_value(now).expect("JSON");
            for key in ["min", "max", "impossible"] {
                if !same(&now[key], &case["bounds"][key]) {
                    failures.push(format!(
                        "{place}: {key} is {}, not {}",
                        now[key], case["bounds"][key]
                    ));
                }
            }
        }
        for pair in case["texts"].as_array().expect("texts") {
            let (text, wanted) = (pair[0].as_str(), pair[1].as_str());
            let (Some(text), Some(wanted)) = (text, wanted) else {
                panic!("{place}: {pair}");
            };
            let changed = session.set(path, Given::Text(text)).expect("a field");
            let (_, state, _) = changed.field.expect("the field");
            let state = serde_json::to_value(state).expect("JSON");
            if state != wanted {
                failures.push(format!("{place}: «{text}» is {state}, not {wanted}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Numbers are the same with and without decimals that say nothing.
fn same(one: &Value, other: &Value) -> bool {
    one == other
        || one
            .as_f64()
            .is_some_and(|number| Some(number) == other.as_f64())
}
