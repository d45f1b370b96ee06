//! Bounds, filing days and splits of the engine of formulas beside those of the one it replaces, on every case.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/pages.rs"]
mod pages;

use cases::{Books, Case};
use convalida::calendar::Day;
use convalida::message;
use convalida::model::Scope;
use convalida::reply::bounds::bounds;
use convalida::session::Session;
use convalida::tell::Language;
use pages::book;
use serde_json::Value;

/// The rulebooks that say the same in both forms. (As pages, Puglia and Friuli take over the national law whole; as
/// JSON they repeat a part of its first edition.)
fn cases_of_both() -> Vec<Case> {
    let both = |case: &Case| {
        let name = &case.rulebook;
        let there =
            |ending: &str| std::path::Path::new(&format!("regolamenti/{name}.{ending}")).exists();
        there("md") && there("json") && !["puglia-2020", "friuli-2020"].contains(&name.as_str())
    };
    cases::all().into_iter().filter(both).collect()
}

fn loaded(case: &Case) -> Session {
    let mut session = book(&case.rulebook, Language::Italian).session(case.today.map(Day::number));
    session.load(&case.domanda.to_string()).expect("an object");
    session
}

fn told(wrong: &[String], all: usize) {
    assert!(all > 1000);
    assert!(
        wrong.is_empty(),
        "{} of {all} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The fields of the application, and those of the first row of each list, of the one after the last, and of a month.
fn paths(session: &Session) -> Vec<String> {
    let mut paths = Vec::new();
    for field in session.wiring().model.fields() {
        let list = field.scope.parent().unwrap_or(field.scope);
        let path = field.path.replace("<aaaa-mm>", "2020-03");
        if list == Scope::Single || !path.contains('*') {
            paths.push(path);
            continue;
        }
        let rows = session.sheet().rows(list);
        for row in [0, rows] {
            let path = path.replacen('*', &row.to_string(), 1);
            paths.push(path.replace('*', "0"));
        }
    }
    paths
}

#[test]
fn every_field_has_the_same_bounds() {
    let books = Books::shipped();
    let (mut wrong, mut all) = (Vec::new(), 0);
    // A field whose limit is no comparison tries two hundred years of days: some of the cases must do.
    for case in cases_of_both().into_iter().step_by(97) {
        let old = books.load(&case, message::Language::Italian);
        let book = book(&case.rulebook, Language::Italian);
        let session = loaded(&case);
        for path in paths(&session) {
            all += 1;
            let before = old.bounds(&path).map(|bounds| bounds.to_json().to_string());
            let now = bounds(&book, &session, &path);
            let now = now.map(|bounds| serde_json::to_string(&bounds).expect("JSON"));
            let parsed = |text: String| {
                let mut value: Value = serde_json::from_str(&text).expect("JSON");
                // The rules come in the order of the catalogue now.
                if let Some(Value::Array(because)) = value.get_mut("because") {
                    because.sort_by_key(|rule| rule.to_string());
                }
                value
            };
            let (before, now) = (before.map(parsed), now.map(parsed));
            let same = match (&before, &now) {
                (Ok(before), Ok(now)) => before == now,
                (Err(before), Err(now)) => before.0 == now.0,
                _ => false,
            };
            if !same {
                wrong.push(format!(
                    "{} {}: {path} {now:?}\n  instead of {before:?}",
                    case.place, case.about
                ));
            }
        }
    }
    told(&wrong, all);
}
