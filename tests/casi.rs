//! The cases as data: whole checks, and texts as they are typed.

#[path = "support/cases.rs"]
mod cases;

use std::collections::BTreeSet;

use cases::{Books, Case};
use convalida::answer::dossier;
use convalida::calendar::Day;
use convalida::diagnostic::Diagnostic;
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
    let mut engine = books.load(case, Language::Italian);
    let verdicts = differing(&engine.validate(), &case.expected);
    let open: Vec<(String, Vec<String>)> = engine
        .unasked()
        .into_iter()
        .map(|u| (u.rule, u.fields))
        .collect();
    let unasked = case.unasked.as_ref().filter(|wanted| **wanted != open);
    let unasked = unasked.map(|wanted| format!("unasked is {open:?}, not {wanted:?}"));
    let found: Vec<String> = [verdicts, unasked].into_iter().flatten().collect();
    (!found.is_empty()).then(|| format!("{} ({}): {}", case.place, case.about, found.join("; ")))
}

fn differing(diagnostics: &[Diagnostic], expected: &[Vec<String>]) -> Option<String> {
    let triple = |d: &Diagnostic| {
        vec![
            d.rule.clone(),
            d.severity.name().to_string(),
            d.path.clone(),
        ]
    };
    let found: BTreeSet<Vec<String>> = diagnostics.iter().map(triple).collect();
    let expected: BTreeSet<Vec<String>> = expected.iter().cloned().collect();
    let missing: Vec<_> = expected.difference(&found).collect();
    let unexpected: Vec<_> = found.difference(&expected).collect();
    (!missing.is_empty() || !unexpected.is_empty())
        .then(|| format!("missing {missing:?}, unexpected {unexpected:?}"))
}

#[test]
fn dossiers() {
    let books = Books::shipped();
    let mut failures = Vec::new();
    for (n, case) in cases::lines("tests/casi/dossier.jsonl").iter().enumerate() {
        let about = case.get("about").and_then(Json::text).unwrap_or("");
        let today = case.get("today").and_then(Json::text);
        let options = dossier::Options {
            language: Language::Italian,
            today: today.and_then(Day::from_iso),
            messages: Vec::new(),
        };
        let domande: Vec<_> = case
            .get("domande")
            .map_or(&[][..], Json::items)
            .iter()
            .map(|domanda| {
                let name = domanda.get("regolamento").and_then(Json::text);
                (books.get(name.unwrap_or("")), domanda)
            })
            .collect();
        let answers = dossier::check(&domande, &options).expect("applications are objects");
        let expected = case.get("expected").map_or(&[][..], Json::items);
        assert_eq!(answers.len(), expected.len());
        for (index, (answer, expected)) in answers.iter().zip(expected).enumerate() {
            let found = differing(&answer.diagnostics, &cases::triples(expected));
            failures.extend(
                found.map(|found| format!("dossier.jsonl:{} ({about}), {index}: {found}", n + 1)),
            );
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A number without decimals that say nothing.
fn number(json: Option<&Json>) -> Option<String> {
    let text = json?.to_string();
    Some(text.strip_suffix(".0").map_or(text.clone(), str::to_string))
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
                if number(bounds.get(key)) != number(wanted.get(key)) {
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
