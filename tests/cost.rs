//! An edit of one worker costs the same among ten workers and among a thousand: counted in cells looked at,
//! which only debug builds count.
#![cfg(debug_assertions)]

#[path = "support/cases.rs"]
mod cases;

use cases::{Books, Case};
use convalida::engine::{Changed, Engine, WrongCall};
use convalida::form::cell::Given;
use convalida::form::model::List;
use convalida::json::Json;
use convalida::json::make::{object, text};
use convalida::message::Language;
use convalida::rulebook::Rulebook;
use convalida::text::Kind;

const FEW: usize = 10;
const MANY: usize = 1000;

/// The case with so many workers, each another person, all with hours of March but one; with an agreement of
/// type B, that weighs the hours of all. (Type C compares each with the mean: every edit may turn every row.)
fn with_workers(case: &Case, count: usize) -> Json {
    let workers = case.domanda.get("lavoratori").map_or(&[][..], Json::items);
    let worker = workers.first().expect("a worker");
    let rows = (0..count).map(|index| {
        let hours = if index == 0 {
            Json::Null
        } else {
            object([("2020-03", text("8"))])
        };
        worker.overlaid(&object([
            ("codiceFiscale", text(provisional(index))),
            ("consuntivo", hours),
        ]))
    });
    let list = Json::List(rows.collect());
    let own = case.domanda.get("accordo").unwrap_or(&Json::Null);
    let agreement = own.overlaid(&object([("tipo", text("B"))]));
    case.domanda
        .overlaid(&object([("lavoratori", list), ("accordo", agreement)]))
}

/// Eleven digits with the right check digit.
fn provisional(index: usize) -> String {
    let digits = format!("{:010}", 7_000_000_000 + index);
    let sum: u32 = digits
        .chars()
        .zip([1, 2].into_iter().cycle())
        .map(|(c, times)| {
            let n = c.to_digit(10).expect("a digit") * times;
            n / 10 + n % 10
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

/// What a person types in a worker's row, field by field.
fn edits(book: &Rulebook) -> Vec<(String, String)> {
    let columns = book.model.columns(List::Lavoratori);
    let mut edits = Vec::new();
    for field in columns.iter().filter_map(|id| book.model.get(*id)) {
        let typed = match &field.kind {
            Kind::Date => vec!["12/03/2020".to_string(), "12/03/20".to_string()],
            Kind::Integer { .. } => vec!["4".to_string(), "400".to_string()],
            Kind::Number | Kind::Hours => {
                vec!["7,".to_string(), "12,5".to_string(), "900".to_string()]
            }
            Kind::YesNo => vec!["no".to_string(), "sì".to_string()],
            Kind::Words(words) => words.clone(),
            Kind::CodiceFiscale => vec![provisional(5_000), provisional(1), "MBGPNM7".to_string()],
            _ => vec!["IT6".to_string()],
        };
        let path = field.path.replace("<aaaa-mm>", "2020-03");
        edits.extend(typed.into_iter().map(|text| (path.clone(), text)));
    }
    edits
}

/// How many cells each of these edits looks at.
fn looks(engine: &mut Engine, row: usize, edits: &[(String, String)]) -> Vec<(String, u64)> {
    let mut counted = Vec::new();
    let mut count = |engine: &mut Engine,
                     what: String,
                     edit: &dyn Fn(&mut Engine) -> Result<Changed, WrongCall>| {
        let before = engine.looks();
        let changed = edit(engine).expect("a field of a row that is there");
        engine.change_json(&changed);
        counted.push((what, engine.looks() - before));
    };
    for (path, text) in edits {
        let path = path.replacen('*', &row.to_string(), 1);
        let given = || Some(Given::Text(text.clone()));
        count(engine, format!("set {path} {text:?}"), &|engine| {
            engine.set(&path, given())
        });
        count(engine, format!("commit {path}"), &|engine| {
            engine.commit(&path)
        });
        count(engine, format!("empty {path}"), &|engine| {
            engine.set(&path, None)
        });
    }
    count(engine, "insert".to_string(), &|engine| {
        engine.insert("lavoratori", Some(row))
    });
    count(engine, "remove".to_string(), &|engine| {
        engine.remove("lavoratori", row)
    });
    counted
}

#[test]
fn an_edit_of_one_worker_looks_at_no_other() {
    let books = Books::shipped();
    let cases = cases::all();
    let mut tried = 0;
    for (name, book) in books.iter() {
        let with_rows = cases.iter().find(|case| {
            let workers = case.domanda.get("lavoratori").map_or(&[][..], Json::items);
            case.rulebook == *name && matches!(workers.first(), Some(Json::Object(_)))
        });
        let Some(case) = with_rows else {
            continue;
        };
        tried += 1;
        let edits = edits(book);
        let [few, many] = [FEW, MANY].map(|count| {
            let mut engine = Engine::new(book.clone(), Language::Italian, case.today);
            let domanda = with_workers(case, count);
            engine.load(&domanda).expect("an object");
            looks(&mut engine, 0, &edits)
        });
        for ((what, few), (_, many)) in few.iter().zip(&many) {
            assert_eq!(few, many, "{name}, {}: {what}", case.place);
        }
    }
    assert!(tried > 5, "every rulebook with workers is tried");
}
