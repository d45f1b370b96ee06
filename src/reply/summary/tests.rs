//! What the summary says, to the letter.

use std::sync::Arc;

use serde_json::{Value, json};

use super::summary;
use crate::formula::compile;
use crate::law::layers::read_page;
use crate::reply::{Book, Shelf};
use crate::session::Session;
use crate::tell::{Labels, Language};

macro_rules! page {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../regolamenti/", $name)))
    };
}

fn book(name: &str) -> Book {
    let pages = [
        page!("comune.md"),
        page!("en/comune.toml"),
        page!("covid-2020.md"),
        page!("en/covid-2020.toml"),
        page!("lombardia-2009.md"),
        page!("en/lombardia-2009.toml"),
        page!("piemonte-2020.md"),
        page!("en/piemonte-2020.toml"),
    ];
    let load = |file: &str| {
        let page = pages.iter().find(|(name, _)| *name == file);
        page.map(|(_, text)| text.to_string())
    };
    let read = read_page(&format!("{name}.md"), &load);
    let edition = compile(&read.book.unwrap()).unwrap();
    let labels = Labels::read(include_str!("../../../regolamenti/campi.json")).unwrap();
    Shelf::new(edition, Arc::new(labels)).book(Language::Italian, Vec::new())
}

fn loaded(book: &Book, domanda: Value) -> Session {
    let mut session = book.session(None);
    session.load(domanda.to_string()).unwrap();
    session
}

#[test]
fn the_summary_counts_days_terms_hours_and_people() {
    let book = book("piemonte-2020");
    let session = loaded(
        &book,
        json!({
            "dataPresentazione": "20/06/2020",
            "periodo": { "dataInizio": "29/03/2020", "dataFine": "25/04/2020" },
            "organico": { "dipendenti": "6" },
            "domandePrecedenti": [{ "dataInizio": "23/02/2020", "dataFine": "28/03/2020" }],
            "lavoratori": [
                { "tipoContratto": "indeterminato", "orarioSettimanale": "40", "ore": "7,5" },
                { "tipoContratto": "intermittente", "giornateUltimi12Mesi": "120", "giornatePrecedenti": "4" },
            ],
        }),
    );
    let told = serde_json::to_value(summary(&book, &session)).unwrap();
    let days = json!({ "earlier": 35, "own": 28, "total": 63, "max": 63, "left": 0, "lastEnd": "2020-04-25" });
    assert_eq!(told["days"], days);
    assert_eq!(told["lastEnd"], "2020-04-25");
    assert_eq!(
        told["terms"][0],
        json!({
            "label": "Termine per presentare la domanda",
            "day": "2020-10-31",
            "weekday": "sabato",
            "path": "dataPresentazione",
            "daysLeft": 133,
            "ordinary": "2020-07-15",
            "rule": "piemonte-2020/termine-presentazione",
        })
    );
    assert_eq!(told["hours"]["asked"], json!(7.5));
    let cap = json!({ "row": 1, "path": "lavoratori.1.giorni", "max": 21, "used": 4, "left": 17 });
    assert_eq!(told["onCall"], json!([cap]));
    let headcount = json!({ "value": "6", "agreementNeeded": true });
    assert_eq!(told["headcount"], headcount);
    let months =
        json!([{ "month": "2020-03", "missing": 2 }, { "month": "2020-04", "missing": 2 }]);
    assert_eq!(told["months"], months);
    assert_eq!(
        told["assumed"],
        json!([{
            "by": "dataPresentazione",
            "text": "Si giudica con le regole per le domande presentate il 20/06/2020.",
            "day": "2020-06-20",
        }])
    );
    let missing = told["missing"].as_array().unwrap();
    assert!(missing.contains(&json!("accordo.esito")), "{missing:?}");
    assert!(
        missing.contains(&json!("lavoratori.0.codiceFiscale")),
        "{missing:?}"
    );
    assert_eq!(told.get("benefit"), None);
}

#[test]
fn what_a_worker_is_paid_has_a_ceiling_in_each_year_of_the_period() {
    let book = book("lombardia-2009");
    let session = loaded(
        &book,
        json!({
            "periodo": { "dataInizio": "01/12/2009", "dataFine": "31/01/2010" },
            "lavoratori": [{}, { "retribuzioneMensile": "1917,48" }, { "retribuzioneMensile": "2000" }],
        }),
    );
    let told = serde_json::to_value(summary(&book, &session)).unwrap();
    let ceiling = |row: usize, year: i32, monthly: f64| json!({ "row": row, "year": year, "monthly": monthly });
    assert_eq!(
        told["benefit"],
        json!({
            "label": "L'80 % della retribuzione per le ore non lavorate, entro il massimale di ogni mese.",
            "percent": 80,
            "ceilings": [
                ceiling(1, 2009, 886.31),
                ceiling(1, 2010, 892.96),
                ceiling(2, 2009, 1065.26),
                ceiling(2, 2010, 1073.25),
            ],
        })
    );
    let monthly: Vec<&Value> = told["terms"].as_array().unwrap().iter().collect();
    let monthly: Vec<_> = monthly
        .iter()
        .filter(|term| term.get("month").is_some())
        .map(|term| (&term["month"], &term["day"], &term["weekday"]))
        .collect();
    assert_eq!(
        monthly,
        [
            (&json!("2009-12"), &json!("2010-01-25"), &json!("lunedì")),
            (&json!("2010-01"), &json!("2010-02-25"), &json!("giovedì")),
        ]
    );
}
