//! The cases as data: whole checks, and texts as they are typed.

use std::collections::BTreeSet;
use std::sync::Arc;

use convalida::calendar::Day;
use convalida::cli::shipped;
use convalida::engine::Engine;
use convalida::form::cell::Given;
use convalida::json::Json;
use convalida::message::Language;
use convalida::rulebook::Rulebook;

fn lines(file: &str) -> Vec<Json> {
    let text = std::fs::read_to_string(file).expect("the cases are there");
    text.lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line)
                .expect("a case")
                .into()
        })
        .collect()
}

fn book(name: &str) -> Option<Arc<Rulebook>> {
    match shipped::rulebook(name) {
        Ok(book) => Some(book),
        Err(shipped::Unusable::Unknown) => None,
        Err(error) => panic!("{name}: {error}"),
    }
}

fn engine(case: &Json, book: Arc<Rulebook>) -> Engine {
    let today = case
        .get("today")
        .and_then(Json::text)
        .and_then(Day::from_iso);
    let mut engine = Engine::new(book, Language::Italian, today);
    engine
        .load(case.get("domanda").expect("a domanda"))
        .expect("an object");
    engine
}

fn triples(items: &[Json]) -> BTreeSet<Vec<String>> {
    items
        .iter()
        .map(|t| {
            t.items()
                .iter()
                .map(|x| x.text().unwrap_or("").to_string())
                .collect()
        })
        .collect()
}

#[test]
fn whole_checks() {
    let mut books: Vec<(String, Option<Arc<Rulebook>>)> = Vec::new();
    let (mut run, mut failures) = (0, Vec::new());
    for (n, case) in lines("tests/casi/domande.jsonl").iter().enumerate() {
        let name = case
            .get("domanda")
            .and_then(|d| d.get("regolamento"))
            .and_then(Json::text)
            .unwrap_or("");
        if !books.iter().any(|(known, _)| known == name) {
            books.push((name.to_string(), book(name)));
        }
        let Some(book) = books
            .iter()
            .find(|(known, _)| known == name)
            .and_then(|(_, book)| book.clone())
        else {
            continue;
        };
        run += 1;
        let mut engine = engine(case, book);
        let found: BTreeSet<Vec<String>> = engine
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
        let expected = triples(case.get("expected").map_or(&[][..], Json::items));
        if found != expected {
            let missing: Vec<_> = expected.difference(&found).collect();
            let unexpected: Vec<_> = found.difference(&expected).collect();
            failures.push(format!(
                "line {}: missing {missing:?}, unexpected {unexpected:?}",
                n + 1
            ));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {run} cases differ:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(run > 0);
}

#[test]
fn typed_texts() {
    let mut failures = Vec::new();
    for case in lines("tests/casi/testi.jsonl") {
        let name = case.get("rulebook").and_then(Json::text).unwrap_or("");
        let Some(book) = book(name) else { continue };
        let mut engine = engine(&case, book);
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
