//! The engine of formulas beside the one it replaces: the same verdicts on every case and on applications at random.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/pages.rs"]
mod pages;
#[path = "support/random.rs"]
mod random;

use cases::{Books, Case};
use convalida::calendar::Day;
use convalida::engine::Engine;
use convalida::json::Json;
use convalida::message::Language;
use convalida::session::{Session, Whole};
use convalida::sheet::{Address, Given, parse};
use pages::{heads, wiring};
use random::Random;
use serde_json::Value;

/// The rulebooks that say the same in both forms. (As pages, Puglia and Friuli take over the national law whole; as
/// JSON they repeat a part of its first edition.)
fn is_in_both(name: &str) -> bool {
    let there =
        |ending: &str| std::path::Path::new(&format!("regolamenti/{name}.{ending}")).exists();
    there("md") && there("json") && !["puglia-2020", "friuli-2020"].contains(&name)
}

fn name_of(case: &Case) -> String {
    case.rulebook.clone()
}

fn today_of(case: &Case) -> Option<i64> {
    case.today.map(Day::number)
}

#[test]
fn every_case_has_the_same_verdicts() {
    let mut wrong = Vec::new();
    let mut all = 0;
    for case in cases::all() {
        let name = name_of(&case);
        if !is_in_both(&name) {
            continue;
        }
        all += 1;
        let wiring = wiring(&name);
        let whole = Whole::of(wiring.clone(), today_of(&case), &case.domanda.to_string()).unwrap();
        let found = heads(&wiring, &whole.findings());
        let mut expected = case.expected.clone();
        expected.sort();
        if found != expected {
            wrong.push(format!(
                "{} {}: {found:?}\n  instead of {expected:?}",
                case.place, case.about
            ));
        }
        if let Some(expected) = &case.unasked {
            let found: Vec<(String, Vec<String>)> = whole
                .session()
                .unasked()
                .into_iter()
                .map(|(at, fields)| {
                    let slug = &wiring.program.unasked[at].slug;
                    let paths = fields.iter().map(|at| at.path(&wiring.model));
                    (format!("{name}/{slug}"), paths.collect())
                })
                .collect();
            if found != *expected {
                wrong.push(format!(
                    "{} {}: unasked {found:?}\n  instead of {expected:?}",
                    case.place, case.about
                ));
            }
        }
    }
    assert!(all > 1000);
    assert!(
        wrong.is_empty(),
        "{} of {all} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Some cells of a case, replaced by other values of the same and of any kind.
fn shaken(domanda: &Json, random: &mut Random) -> Value {
    let mut value: Value = serde_json::from_str(&domanda.to_string()).unwrap();
    for _ in 0..1 + random.below(4) {
        let mut here = &mut value;
        loop {
            let length = here
                .as_object()
                .map_or(0, |o| o.len())
                .max(here.as_array().map_or(0, |a| a.len()));
            if length == 0 {
                break;
            }
            let n = random.below(length);
            here = match here {
                Value::Object(entries) => entries.values_mut().nth(n).unwrap(),
                Value::Array(items) => &mut items[n],
                _ => unreachable!(),
            };
        }
        if here.is_string() || here.is_number() {
            let texts = [
                "",
                "x",
                "0",
                "5",
                "31/03/2020",
                "23/02/2020",
                "24/02/2020",
                "18/05/2020",
                "01/06/2020",
                "31/12/2014",
                "01/01/2015",
                "40",
                "200",
                "7:30",
                "no",
                "sì",
                "rinnovo",
                "respinta",
                "intermittente",
                "2",
            ];
            *here = Value::String(random.of(&texts).to_string());
        }
    }
    value
}

#[test]
fn applications_at_random_have_the_same_verdicts() {
    let books = Books::shipped();
    let cases: Vec<Case> = cases::all()
        .into_iter()
        .filter(|case| is_in_both(&name_of(case)))
        .collect();
    let mut random = Random::new(7);
    let mut wrong = Vec::new();
    for _ in 0..400 {
        let case = random.pick(&cases);
        let domanda = shaken(&case.domanda, &mut random);
        let name = domanda["regolamento"].as_str().unwrap_or("").to_string();
        if !is_in_both(&name) {
            continue;
        }
        let mut old = Engine::new(books.get(&name), Language::Italian, case.today);
        old.load(&Json::from(domanda.clone())).unwrap();
        let mut expected: Vec<Vec<String>> = old
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
        expected.sort();
        let wiring = wiring(&name);
        let whole = Whole::of(wiring.clone(), today_of(case), &domanda.to_string()).unwrap();
        let found = heads(&wiring, &whole.findings());
        if found != expected {
            let extra: Vec<_> = found
                .iter()
                .filter(|head| !expected.contains(head))
                .collect();
            let missing: Vec<_> = expected
                .iter()
                .filter(|head| !found.contains(head))
                .collect();
            wrong.push(format!("more {extra:?}, less {missing:?} in {domanda}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn typed_texts_have_the_states_of_the_contract() {
    let (mut wrong, mut all) = (Vec::new(), 0);
    let text = std::fs::read_to_string("tests/casi/testi.jsonl").unwrap();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let wiring = wiring(case["rulebook"].as_str().unwrap());
        let today = case["today"]
            .as_str()
            .and_then(Day::from_iso)
            .map(Day::number);
        let mut session = Session::new(wiring, today);
        session.load(&case["domanda"].to_string()).unwrap();
        let path = case["path"].as_str().unwrap();
        // A sixth of the texts: all of them are typed into the engine that a page uses today.
        for pair in case["texts"].as_array().unwrap().iter().step_by(6) {
            all += 1;
            let text = pair[0].as_str().unwrap();
            let changed = session.set(path, Given::Text(text)).unwrap();
            let state = format!("{:?}", changed.field.unwrap().1).to_lowercase();
            if pair[1] != state.as_str() {
                wrong.push(format!(
                    "{} {path} {text:?}: {state}, not {}",
                    case["about"], pair[1]
                ));
            }
        }
    }
    assert!(all > 500);
    assert!(
        wrong.is_empty(),
        "{} of {all} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Where any sequence of edits ends, a whole check of the same data ends.
#[test]
fn edits_end_where_a_whole_check_ends() {
    let cases: Vec<Case> = cases::all()
        .into_iter()
        .filter(|case| is_in_both(&name_of(case)))
        .collect();
    let mut random = Random::new(11);
    for _ in 0..40 {
        let case = random.pick(&cases);
        let wiring = wiring(&name_of(case));
        let mut edited = Session::new(wiring.clone(), today_of(case));
        edited.load(&case.domanda.to_string()).unwrap();
        let mut paths: Vec<String> = Vec::new();
        leaves(
            &serde_json::from_str(&case.domanda.to_string()).unwrap(),
            String::new(),
            &mut paths,
        );
        for _ in 0..8 {
            let path = random.pick(&paths).clone();
            if !matches!(parse(&wiring.model, &path), Address::Field(_)) || path == "regolamento" {
                continue;
            }
            match random.below(6) {
                0 => drop(edited.insert("lavoratori", None).unwrap()),
                1 if edited.sheet().rows(convalida::model::Scope::Lavoratori) > 2 => {
                    edited.remove("lavoratori", 0).unwrap();
                    paths.retain(|path| !path.starts_with("lavoratori."));
                    paths.push("periodo.dataFine".to_string());
                }
                _ => {
                    let texts = [
                        "",
                        "x",
                        "31/03/2020",
                        "23/02/2020",
                        "24/0",
                        "40",
                        "5",
                        "200",
                        "no",
                        "28/03/2020",
                    ];
                    edited.set(&path, Given::Text(random.of(&texts))).unwrap();
                    edited.commit(&path).unwrap();
                }
            }
        }
        let mut fresh = Session::new(wiring.clone(), today_of(case));
        fresh.load(&edited.to_json()).unwrap();
        let (found, expected) = (
            heads(&wiring, &edited.findings()),
            heads(&wiring, &fresh.findings()),
        );
        assert_eq!(found, expected, "{} {}", case.place, edited.to_json());
    }
}

/// The paths of all single values.
fn leaves(value: &Value, path: String, paths: &mut Vec<String>) {
    let below = |key: &str| {
        if path.is_empty() {
            key.to_string()
        } else {
            format!("{path}.{key}")
        }
    };
    match value {
        Value::Object(entries) => entries
            .iter()
            .for_each(|(key, value)| leaves(value, below(key), paths)),
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(n, value)| leaves(value, below(&n.to_string()), paths));
        }
        _ => paths.push(path),
    }
}
