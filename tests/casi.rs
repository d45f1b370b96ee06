//! The cases as data: whole checks, and texts as they are typed.

#[path = "support/cases.rs"]
mod cases;

use std::collections::BTreeSet;

use cases::{Books, Case};
use convalida::form::cell::Given;
use convalida::json::Json;
use convalida::message::Language;

#[test]
fn whole_checks() {
    let books = Books::shipped();
    let cases = cases::all();
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|case| difference(&books, case))
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {} cases differ:\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
}

/// What is missing and what is unexpected in the whole check of a case.
fn difference(books: &Books, case: &Case) -> Option<String> {
    let found: BTreeSet<Vec<String>> = books
        .load(case, Language::Italian)
        .validate()
        .iter()
        .map(|d| {
            vec![
                d.rule.clone(),
                d.severity.name().to_string(),
                d.path.clone(),
            ]
        })
        .collect();
    let expected: BTreeSet<Vec<String>> = case.expected.iter().cloned().collect();
    let missing: Vec<_> = expected.difference(&found).collect();
    let unexpected: Vec<_> = found.difference(&expected).collect();
    (!missing.is_empty() || !unexpected.is_empty()).then(|| {
        format!(
            "{} ({}): missing {missing:?}, unexpected {unexpected:?}",
            case.place, case.about
        )
    })
}

#[test]
fn typed_texts() {
    let books = Books::shipped();
    let mut failures = Vec::new();
    for (n, case) in cases::lines("tests/casi/testi.jsonl").iter().enumerate() {
        let mut engine = books.load(&cases::read(case, "testi.jsonl", n + 1), Language::Italian);
        let about = case.get("about").and_then(Json::text).unwrap_or("");
        let path = case.get("path").and_then(Json::text).unwrap_or("");
        if let Some(wanted) = case.get("bounds").filter(|b| **b != Json::Null) {
            let bounds = engine.bounds(path).expect("bounds").to_json();
            for key in ["min", "max", "impossible"] {
                if bounds.get(key) != wanted.get(key) {
                    failures.push(format!(
                        "{about}: {key} is {:?}, not {:?}",
                        bounds.get(key),
                        wanted.get(key)
                    ));
                }
            }
        }
        for pair in case.get("texts").map_or(&[][..], Json::items) {
            let (Some(text), Some(state)) = (pair.items()[0].text(), pair.items()[1].text()) else {
                continue;
            };
            engine
                .set(path, Some(Given::Text(text.to_string())))
                .expect("a field");
            let found = engine.field(path).expect("a field").state.name();
            if found != state {
                failures.push(format!("{about}: «{text}» is {found}, not {state}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
