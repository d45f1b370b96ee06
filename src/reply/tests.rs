//! The answers of rulebooks as they ship, to the letter.

mod types;

use std::sync::Arc;

use serde_json::{Value, json};

use super::catalogue::{card, figures, rules};
use super::fields::fields;
use super::{Book, Form, Shelf};
use crate::law::layers::read_page;
use crate::sheet::Given;
use crate::tell::{Labels, Language};

pub(super) fn book(name: &str, language: Language) -> Book {
    shelf(name).book(language, Vec::new())
}

fn shelf(name: &str) -> Shelf {
    let read = |file: &str| std::fs::read_to_string(["regolamenti/", file].concat()).ok();
    let pages = read_page(&[name, ".md"].concat(), &read);
    let edition = crate::formula::compile(&pages.book.unwrap()).unwrap();
    let labels = Labels::read(&read("campi.json").unwrap()).unwrap();
    Shelf::new(edition, Arc::new(labels))
}

pub(super) fn form_of(name: &str, language: Language, domanda: &Value) -> Form {
    let mut form = Form::new(book(name, language), None);
    form.load(domanda.to_string()).unwrap();
    form
}

pub(super) fn italian(name: &str, domanda: Value) -> Form {
    form_of(name, Language::Italian, &domanda)
}

/// Seventy-one days, and a worker hired late whose contract ends early.
pub(super) fn long() -> Value {
    json!({
        "dataPresentazione": "15/04/2020",
        "periodo": { "dataInizio": "01/03/2020", "dataFine": "10/05/2020" },
        "lavoratori": [{
            "dataAssunzione": "24/03/2020", "tipoContratto": "determinato", "dataFineContratto": "30/04/2020",
            "orarioSettimanale": "40", "giorniSettimana": 5, "giorni": 30, "ore": "400",
        }],
    })
}

/// The fields of an application, by path.
fn asked(name: &str, domanda: Value) -> Vec<Value> {
    let book = book(name, Language::Italian);
    let mut session = book.session(None);
    session.load(domanda.to_string()).unwrap();
    let fields = fields(&book, &session).into_iter();
    fields
        .map(|field| serde_json::to_value(field).unwrap())
        .collect()
}

fn at<'f>(fields: &'f [Value], path: &str) -> Option<&'f Value> {
    fields.iter().find(|field| field["path"] == path)
}

#[test]
fn a_field_tells_what_it_is_and_what_it_waits_for() {
    let fields = asked("rapporto", json!({}));
    assert_eq!(
        at(&fields, "rapporto.dataCessazione"),
        Some(&json!({
            "path": "rapporto.dataCessazione",
            "kind": "date",
            "label": "data di cessazione",
            "required": false,
            "help": "L'ultimo giorno di lavoro.",
            "when": [{ "field": "tipo", "oneOf": ["cessazione"] }],
        }))
    );
    let fields = asked("rapporto", json!({ "tipo": "cessazione" }));
    let dismissed = at(&fields, "rapporto.dataCessazione").unwrap();
    assert_eq!(dismissed["required"], true);
    let tipo = at(&fields, "tipo").unwrap();
    assert_eq!(
        tipo["words"][1],
        json!({ "value": "proroga", "label": "proroga" })
    );
    let parts = fields.iter().map(|field| field["path"].as_str().unwrap());
    assert!(
        parts
            .into_iter()
            .all(|path| !path.starts_with("lavoratori"))
    );
}

#[test]
fn a_kind_of_application_is_asked_for_its_own_fields_alone() {
    let benefit = asked("toscana-2014", json!({ "tipo": "cig" }));
    assert!(at(&benefit, "mobilita.dataCessazione").is_none());
    assert!(at(&benefit, "lavoratori.*.ore").is_some());
    // The day of a term is asked for, too.
    assert!(at(&benefit, "richiestaIntegrazione").is_some());
    let mobility = asked("toscana-2014", json!({ "tipo": "mobilita" }));
    assert!(at(&mobility, "mobilita.dataCessazione").is_some());
    assert!(at(&mobility, "lavoratori.*.ore").is_none());
}

#[test]
fn the_texts_that_a_rule_admits_alone_are_words_to_choose_from() {
    let fields = asked("friuli-2020", json!({}));
    let region = at(&fields, "unitaProduttiva.regione").unwrap();
    assert_eq!(region["kind"], "text");
    let words = region["words"].as_array().unwrap().iter();
    let words: Vec<&str> = words.map(|word| word["value"].as_str().unwrap()).collect();
    let admitted = [
        "Friuli-Venezia Giulia",
        "Friuli Venezia Giulia",
        "Friuli V.G.",
        "FVG",
    ];
    assert_eq!(words, admitted);
}

#[test]
fn of_columns_those_are_required_that_an_empty_row_needs() {
    let fields = asked("piemonte-2020", json!({}));
    assert_eq!(at(&fields, "lavoratori.*.ore").unwrap()["required"], true);
    let calls = at(&fields, "lavoratori.*.giornateUltimi12Mesi").unwrap();
    assert_eq!(calls["required"], false);
}

#[test]
fn a_rule_tells_its_sentence_its_source_and_its_formula() {
    let rule = |slug: &str, language| {
        let rules = rules(&book("piemonte-2020", language));
        let name = ["piemonte-2020/", slug].concat();
        let rule = rules.iter().find(|rule| rule.rule == name).unwrap();
        serde_json::to_value(rule).unwrap()
    };
    assert_eq!(
        rule("accordo-dopo-presentazione", Language::English),
        json!({
            "rule": "piemonte-2020/accordo-dopo-presentazione",
            "title": "The agreement is signed before the application",
            "paths": ["accordo.dataFirma"],
            "versions": [{
                "title": "The agreement is signed before the application",
                "severity": "warning",
                "enforcedBy": "portale",
                "from": null,
                "to": null,
                "message": "The agreement is signed on {valore}, after the application was filed ({presentata}): the application is filed with the agreement signed. Check the two dates.",
                "sentence": "The agreement is signed on ‹value entered›, after the application was filed (‹filing day›): the application is filed with the agreement signed. Check the two dates.",
                "reading": false,
                "note": null,
                "sources": [{
                    "document": "Regione Piemonte, AMINDER: Cassa integrazione in deroga, le prime informazioni utili",
                    "point": "Aziende con più di 5 dipendenti",
                    "date": "2020-03-28/2020-04-08",
                    "quote": "ad allegare alla domanda l'accordo sindacale",
                }],
                "limits": [{ "limit": "max", "formula": "dataPresentazione" }],
            }],
        })
    );
    let overlap = rule("domande-sovrapposte", Language::Italian);
    assert_eq!(
        overlap["versions"][0]["sentence"],
        "Questo lavoratore è già in un'altra domanda dello stesso datore, dal ‹dal› al ‹al›: togli lui, o i giorni in comune, da una delle due."
    );
    assert_eq!(overlap["paths"], json!([]));
}

#[test]
fn a_card_tells_which_edition_it_is() {
    let card = |language| card(&book("piemonte-2020", language));
    let (italian, english) = (card(Language::Italian), card(Language::English));
    assert_eq!(
        italian.title,
        "Piemonte 2020, AMINDER: CIG in deroga per Covid-19"
    );
    assert_eq!(
        english.title,
        "Piedmont 2020, AMINDER: CIG in deroga for Covid-19"
    );
    assert_eq!(english.region.as_deref(), Some("Piemonte"));
    assert_eq!(english.from.as_deref(), Some("2020-03-17"));
    assert_eq!(english.to.as_deref(), Some("2020-10-31"));
    assert_eq!(english.tipi, ["cig"]);
    assert_eq!(
        english.offline[1],
        "Whether tax codes, VAT number and INPS number exist and belong to those who state them."
    );
    assert_eq!(
        english.admitted[1].text,
        "Holidays and leave not yet used up."
    );
    assert_eq!(
        english.admitted[1].sources[0].point.as_deref(),
        Some("domanda 10")
    );
    assert_eq!(italian.hash, english.hash);
    assert_eq!(italian.hash.len(), 16);
}

#[test]
fn a_rule_says_which_figures_a_sentence_of_a_callers_own_may_name() {
    let told = figures(&shelf("piemonte-2020"));
    let of = |rule: &str| {
        let mut lines = told.lines().map(|line| line.split(' '));
        let line = lines
            .find(|line| line.clone().next() == Some(rule))
            .unwrap();
        line.skip(1)
            .filter(|figure| !figure.is_empty())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of("durata-domanda"),
        ["giorni", "inizio", "massimo", "oltre", "ultima"]
    );
    // Of what reads texts, those of its sentences, of each reason.
    for figure in ["valore", "campo", "date", "min", "max"] {
        assert!(
            of("valore-illeggibile").contains(&figure),
            "{figure}: {told}"
        );
    }
    let book = book("piemonte-2020", Language::Italian);
    for rule in rules(&book) {
        of(rule.rule.strip_prefix("piemonte-2020/").unwrap());
    }
}

#[test]
fn a_sentence_that_names_figures_of_its_rule_waits_for_them() {
    let said = |own: &str, text: &str| {
        let own = vec![("durata-complessiva".to_string(), own.to_string())];
        let book = shelf("piemonte-2020").book(Language::Italian, own);
        let mut form = Form::new(book, None);
        form.load(json!({ "periodo": { "dataInizio": "23/02/2020" } }).to_string())
            .unwrap();
        let change = form.set("periodo.dataFine", Given::Text(text)).unwrap();
        let rule = "piemonte-2020/durata-complessiva";
        change
            .added
            .into_iter()
            .find(|said| said.rule == rule)
            .unwrap()
            .message
    };
    // While it is typed there is the text, and the end of what is admitted.
    assert_eq!(said("{valore}: no.", "31/12/202"), "31/12/202: no.");
    for own in ["{massimo}", "[{massimo}", "[{totale}|{massimo}"] {
        assert!(said(own, "31/12/202").starts_with("«31/12/202» non va bene: "));
    }
    assert_eq!(
        said("Al massimo {massimo} giorni.", "31/12/2020"),
        "Al massimo 63 giorni."
    );
}
