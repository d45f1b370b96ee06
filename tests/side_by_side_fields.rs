//! Fields and catalogue of the engine of formulas beside those of the engine it replaces.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/pages.rs"]
mod pages;

use std::collections::{BTreeMap, BTreeSet};

use cases::{Books, Case};
use convalida::answer::catalogue as old_catalogue;
use convalida::calendar::Day;
use convalida::message;
use convalida::reply::catalogue::{card, rules};
use convalida::reply::fields::fields;
use convalida::tell::Language;
use serde_json::Value;

/// The fields that differ, and why.
const DIFFERENT: [(&str, &[&str]); 4] = [
    // Of earlier applications those fields are asked that a rule of the rulebook reads, not all of them.
    (
        "",
        &[
            "domandePrecedenti.*.giorniFruiti",
            "domandePrecedenti.*.mesiFruiti",
            "domandePrecedenti.*.unita",
        ],
    ),
    // Which earlier applications are of the same unit is decided by its name, or its municipality.
    ("", &["unitaProduttiva.nome", "unitaProduttiva.comune"]),
    // The months decide the headcount.
    ("toscana-2020", &["organico.mensile.<aaaa-mm>"]),
    // The texts to choose from are as the page writes them, not folded.
    ("friuli-2020", &["unitaProduttiva.regione"]),
];

/// Puglia and Friuli take over the national law whole in their pages, and ask for what it reads.
const OF_ANOTHER_EDITION: [&str; 2] = ["puglia-2020", "friuli-2020"];

/// By path.
fn by_path(fields: &Value) -> BTreeMap<String, Value> {
    let fields = fields.as_array().expect("a list").iter();
    fields
        .map(|field| {
            (
                field["path"].as_str().expect("a path").to_string(),
                field.clone(),
            )
        })
        .collect()
}

/// A kind that is none of the rulebook's: then nothing but the reading of fields is judged, and nothing is required.
fn is_of_no_kind(book: &convalida::reply::Book, case: &Case) -> bool {
    let tipo = case.domanda.get("tipo").and_then(|tipo| tipo.text());
    let tipi = &book.wiring.program.tipi;
    tipo.is_some_and(|tipo| !tipo.is_empty() && tipi.iter().all(|known| known != tipo))
}

#[test]
fn cases_have_the_same_fields() {
    let books = Books::shipped();
    let mut wrong: BTreeSet<String> = BTreeSet::new();
    let mut seen: BTreeSet<(String, Option<String>)> = BTreeSet::new();
    let mut asked = 0;
    for (n, case) in cases::all().iter().enumerate() {
        let name = &case.rulebook;
        if books.iter().all(|(known, _)| known != name) {
            continue;
        }
        // The first of each kind, and some of the others.
        let tipo = case.domanda.get("tipo").map(ToString::to_string);
        if !seen.insert((name.clone(), tipo)) && n % 12 != 0 {
            continue;
        }
        let book = pages::book(name, Language::Italian);
        if is_of_no_kind(&book, case) {
            continue;
        }
        let old = books.load(case, message::Language::Italian).fields();
        let old: Value = serde_json::from_str(&old.to_string()).expect("JSON");
        let mut session = book.session(case.today.map(Day::number));
        session
            .load(&case.domanda.to_string())
            .expect("an application");
        let new = serde_json::to_value(fields(&book, &session)).expect("JSON");
        asked += 1;
        let (old, new) = (by_path(&old), by_path(&new));
        for path in old.keys().chain(new.keys()) {
            let differs = DIFFERENT
                .iter()
                .any(|(of, paths)| (of.is_empty() || of == name) && paths.contains(&path.as_str()));
            let is_more = OF_ANOTHER_EDITION.contains(&name.as_str()) && !old.contains_key(path);
            if old.get(path) != new.get(path) && !differs && !is_more {
                wrong.insert(format!(
                    "{name} {path} {}: {:?}, not {:?}",
                    case.place,
                    new.get(path),
                    old.get(path)
                ));
            }
        }
    }
    assert!(asked > 150);
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Titles, sentences and sources are those of the second edition of the law; the shape is the same, and what is no
/// sentence says the same.
#[test]
fn cards_and_catalogues_have_the_same_shape() {
    let books = Books::shipped();
    let mut wrong = Vec::new();
    for (name, old_book) in books.iter() {
        let book = pages::book(name, Language::Italian);
        let italian = message::Language::Italian;
        let parsed = |json: String| -> Value { serde_json::from_str(&json).expect("JSON") };
        let keys = |json: &Value| -> BTreeSet<String> {
            let entries = json.as_object().expect("an object");
            entries.keys().cloned().collect()
        };
        let old = parsed(old_catalogue::card(old_book, italian).to_string());
        let new = serde_json::to_value(card(&book)).expect("JSON");
        let own = BTreeSet::from(["version".to_string(), "hash".to_string()]);
        assert_eq!(keys(&new), keys(&old).union(&own).cloned().collect());
        for key in ["name", "region", "from", "to", "tipi"] {
            if old[key] != new[key] && !OF_ANOTHER_EDITION.contains(&name.as_str()) {
                wrong.push(format!("{name} {key}: {} not {}", new[key], old[key]));
            }
        }
        let old = parsed(old_catalogue::catalogue(old_book, italian).to_string());
        let new = serde_json::to_value(rules(&book)).expect("JSON");
        for rule in old.as_array().expect("rules") {
            let mut found = new.as_array().expect("rules").iter();
            let Some(found) = found.find(|known| known["rule"] == rule["rule"]) else {
                wrong.push(format!("{} is not there", rule["rule"]));
                continue;
            };
            assert_eq!(keys(found), keys(rule));
            let limits = BTreeSet::from(["limits".to_string()]);
            let old_keys: BTreeSet<String> = keys(&rule["versions"][0]);
            for version in found["versions"].as_array().expect("versions") {
                assert_eq!(keys(version), old_keys.union(&limits).cloned().collect());
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
