//! An edit of one worker costs the same among ten workers and among a thousand: counted in values worked out, which
//! only debug builds count.
#![cfg(debug_assertions)]

#[path = "support/checks.rs"]
mod checks;
#[path = "support/pages.rs"]
mod pages;

use checks::Case;
use convalida::model::Scope;
use convalida::session::{Changed, Session, Wiring, WrongCall, looks};
use convalida::sheet::Given;
use convalida::text::Kind;
use pages::wiring;
use serde_json::{Value, json};

const FEW: usize = 10;
const MANY: usize = 1000;

/// The case with so many workers, each another person, all with hours of March but the first; with an agreement of
/// type B, that weighs the hours of all. (Type C compares each with the mean: every edit may turn every row.)
fn with_workers(case: &Case, count: usize) -> String {
    let worker = &case.domanda["lavoratori"][0];
    let rows = (0..count).map(|index| {
        let mut row = worker.clone();
        row["codiceFiscale"] = provisional(index).into();
        row["consuntivo"] = match index {
            0 => Value::Null,
            _ => json!({ "2020-03": "8" }),
        };
        row
    });
    let mut domanda = case.domanda.clone();
    domanda["lavoratori"] = rows.collect();
    if !domanda["accordo"].is_object() {
        domanda["accordo"] = json!({});
    }
    domanda["accordo"]["tipo"] = "B".into();
    domanda.to_string()
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
fn edits(wiring: &Wiring) -> Vec<(String, String)> {
    let columns = [Scope::Lavoratori, Scope::Consuntivo, Scope::Sr41];
    let fields = columns
        .into_iter()
        .flat_map(|scope| wiring.model.columns(scope));
    let mut edits = Vec::new();
    for field in fields.filter_map(|id| wiring.model.get(*id)) {
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

type Call<'a> = &'a dyn Fn(&mut Session) -> Result<Changed, WrongCall>;

/// How many values each of these edits works out.
fn counted(session: &mut Session, row: usize, edits: &[(String, String)]) -> Vec<(String, u64)> {
    let mut counted = Vec::new();
    let mut count = |session: &mut Session, what: String, edit: Call| {
        let before = looks();
        edit(session).expect("a field of a row that is there");
        counted.push((what, looks() - before));
    };
    for (path, text) in edits {
        let path = path.replacen('*', &row.to_string(), 1);
        count(session, format!("set {path} {text:?}"), &|session| {
            session.set(&path, Given::Text(text))
        });
        count(session, format!("commit {path}"), &|session| {
            session.commit(&path)
        });
        count(session, format!("empty {path}"), &|session| {
            session.set(&path, Given::Null)
        });
    }
    count(session, "insert".to_string(), &|session| {
        session.insert("lavoratori", Some(row))
    });
    count(session, "remove".to_string(), &|session| {
        session.remove("lavoratori", row)
    });
    counted
}

#[test]
fn an_edit_of_one_worker_looks_at_no_other() {
    let cases = checks::all();
    let mut tried = 0;
    let mut worked_out = 0;
    let mut wrong = Vec::new();
    for name in checks::shipped() {
        let with_rows = cases
            .iter()
            .find(|case| case.book_name() == name && case.domanda["lavoratori"][0].is_object());
        let Some(case) = with_rows else {
            continue;
        };
        tried += 1;
        let wiring = wiring(&name);
        let edits = edits(&wiring);
        let [few, many] = [FEW, MANY].map(|count| {
            let mut session = Session::new(wiring.clone(), case.today());
            session.load(with_workers(case, count)).expect("an object");
            counted(&mut session, 1, &edits)
        });
        worked_out += few.iter().map(|(_, count)| count).sum::<u64>();
        for ((what, few), (_, many)) in few.iter().zip(&many) {
            if few != many {
                wrong.push(format!("{name}, {}: {what}: {few} and {many}", case.place));
            }
        }
    }
    assert!(tried > 5, "every rulebook with workers is tried");
    assert!(worked_out > 0, "nothing is counted");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
