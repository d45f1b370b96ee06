//! Applications checked together: what the cases say, and that none of it speaks of rows that were only supposed.

#[path = "support/pages.rs"]
mod pages;

use convalida::calendar::Day;
use convalida::reply::dossier::{DossierAnswer, check};
use convalida::tell::Language;
use pages::book;
use serde_json::{Value, json};

/// Checks applications together, each under the rulebook it names.
fn checked(domande: &[Value], today: Option<i64>) -> Vec<DossierAnswer> {
    let texts: Vec<String> = domande.iter().map(Value::to_string).collect();
    let domande: Vec<_> = domande
        .iter()
        .zip(&texts)
        .map(|(domanda, text)| {
            let name = domanda["regolamento"].as_str().expect("its rulebook");
            (book(name, Language::Italian), text.as_str())
        })
        .collect();
    check(&domande, today).expect("applications are objects")
}

#[test]
fn the_cases_have_their_verdicts() {
    let text = std::fs::read_to_string("tests/casi/dossier.jsonl").expect("the cases");
    let mut wrong = Vec::new();
    let mut all = 0;
    for (n, line) in text.lines().enumerate() {
        let case: Value = serde_json::from_str(line).expect("JSON");
        let today = case["today"].as_str().and_then(Day::from_iso);
        let domande = case["domande"].as_array().expect("applications");
        let answers = checked(domande, today.map(Day::number));
        let expected = case["expected"].as_array().expect("verdicts");
        assert_eq!(answers.len(), expected.len());
        all += 1;
        for (index, (answer, expected)) in answers.iter().zip(expected).enumerate() {
            let heads = answer.diagnostics.iter();
            let mut found: Vec<Value> =
                heads.map(|d| json!([d.rule, d.severity, d.path])).collect();
            let mut expected = expected.as_array().expect("a list").clone();
            let by_text = |value: &Value| value.to_string();
            found.sort_by_key(by_text);
            expected.sort_by_key(by_text);
            if found != expected {
                wrong.push(format!(
                    "dossier.jsonl:{} ({}), {index}: {found:?}\n  instead of {expected:?}",
                    n + 1,
                    case["about"]
                ));
            }
            let text = serde_json::to_string(answer).expect("JSON");
            let is_supposed = domande[index].get("domandePrecedenti").is_none()
                && text.contains("\"domandePrecedenti.");
            assert!(!is_supposed, "dossier.jsonl:{}: {text}", n + 1);
        }
    }
    assert!(all >= 31, "{all}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn domanda(start: &str, end: &str, workers: &[Value]) -> Value {
    json!({
        "regolamento": "piemonte-2020",
        "datoreLavoro": { "codiceFiscale": "20186848337" },
        "periodo": { "dataInizio": start, "dataFine": end },
        "lavoratori": workers,
    })
}

fn worker(code: &str) -> Value {
    json!({ "codiceFiscale": code })
}

/// Of an application the diagnostics of one rule.
fn of(answer: &DossierAnswer, slug: &str) -> Vec<Value> {
    let diagnostics = answer.diagnostics.iter();
    let of_rule = diagnostics.filter(|d| d.rule == format!("piemonte-2020/{slug}"));
    of_rule.map(|d| json!(d)).collect()
}

#[test]
fn who_stands_in_two_is_told_in_the_later_one_with_the_days_of_the_other() {
    let code = "MBGPNM72D12E992W";
    let later = domanda("10/03/2020", "20/03/2020", &[worker("X"), worker(code)]);
    let own_days = json!({ "codiceFiscale": code, "dataFine": "12/03/2020" });
    let first = domanda("01/03/2020", "31/03/2020", &[own_days]);
    let answers = checked(&[later, first], None);
    assert_eq!(
        of(&answers[0], "domande-sovrapposte"),
        [json!({
            "rule": "piemonte-2020/domande-sovrapposte",
            "severity": "error",
            "path": "lavoratori.1.codiceFiscale",
            "related": [],
            "message": "Questo lavoratore è già in un'altra domanda dello stesso datore, dal 01/03/2020 al 12/03/2020: togli lui, o i giorni in comune, da una delle due.",
            "params": { "domanda": 1, "numero": 2, "dal": "2020-03-01", "al": "2020-03-12" },
            "enforcedBy": "consiglio",
            "sources": [{ "document": "Regola di convalida", "point": "la stessa persona non sta in due domande dello stesso datore per gli stessi giorni, come in TO14 par. 5" }],
        })]
    );
    assert!(of(&answers[0], "lavoratore-gia-autorizzato").is_empty());
    assert!(of(&answers[1], "domande-sovrapposte").is_empty());
}

#[test]
fn one_that_lists_earlier_ones_itself_keeps_its_own() {
    let first = domanda("23/02/2020", "28/03/2020", &[worker("MBGPNM72D12E992W")]);
    let mut second = domanda("29/03/2020", "02/05/2020", &[worker("MBGPNM72D12E992W")]);
    let together = |second: &Value| {
        let answers = checked(&[first.clone(), second.clone()], None);
        of(&answers[1], "durata-complessiva").len()
    };
    assert_eq!(together(&second), 1);
    // An empty list is none; what is no list is one that nobody can read.
    for (listed, found) in [
        (json!([]), 1),
        (json!(null), 1),
        (json!([{}]), 0),
        (json!(7), 0),
    ] {
        second["domandePrecedenti"] = listed.clone();
        assert_eq!(together(&second), found, "{listed}");
    }
}

#[test]
fn what_is_no_application_is_named() {
    let good = domanda("23/02/2020", "28/03/2020", &[]).to_string();
    let book = book("piemonte-2020", Language::Italian);
    let problem = check(&[(book.clone(), &good), (book, "[]")], None).unwrap_err();
    assert!(problem.0.starts_with("domande.1: "), "{}", problem.0);
}

#[test]
fn who_stands_in_two_is_told_in_the_callers_own_sentence() {
    let first = domanda("01/03/2020", "31/03/2020", &[worker("MBGPNM72D12E992W")]).to_string();
    let second = domanda("10/03/2020", "20/03/2020", &[worker("MBGPNM72D12E992W")]).to_string();
    for name in ["domande-sovrapposte", "piemonte-2020/domande-sovrapposte"] {
        let mut own = book("piemonte-2020", Language::Italian);
        own.own = vec![
            ("durata-domanda".to_string(), "Troppo lunga.".to_string()),
            (name.to_string(), "Già nella domanda {numero}.".to_string()),
        ]
        .into();
        let answers = check(&[(own.clone(), &first), (own, &second)], None).expect("applications");
        let found = of(&answers[1], "domande-sovrapposte");
        assert_eq!(found[0]["message"], "Già nella domanda 1.", "{name}");
    }
}
