//! Rulebooks that try to be expensive, and rulebooks and names that try to act on a terminal.

#[path = "support/checks.rs"]
mod checks;
#[path = "support/memory.rs"]
mod memory;
#[path = "support/pages.rs"]
mod pages;

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use convalida::formula::compile;
use convalida::law::{self, Rulebook};
use convalida::model::Scope;
use convalida::program::{Edition, Node, Op};
use convalida::reply::{Form, Shelf};
use convalida::sheet::Given;
use convalida::tell::{Labels, Language};
use serde_json::{Value, json};

fn labels() -> Arc<Labels> {
    let text = std::fs::read_to_string("regolamenti/campi.json").expect("the labels");
    Arc::new(Labels::read(&text).expect("labels"))
}

/// A rulebook of rules that all stand on one field, each with a formula of its own.
fn of_formulas(count: usize, formula: impl Fn(usize) -> String) -> Value {
    let rules = (0..count).map(|n| {
        json!({ "slug": format!("r{n}"), "titolo": { "it": "a", "en": "b" }, "parti": [{
            "campo": "lavoratori.*.ore", "gravità": "errore", "chi": "legge", "scatta": formula(n),
            "dice": { "it": "No.", "en": "No!" },
        }], "fonti": [{ "documento": "A", "punto": "1" }], "lettura": true })
    });
    json!({
        "nome": "caro", "versione": "1", "titolo": { "it": "Caro", "en": "Dear" }, "tipi": ["cig"],
        "documenti": { "A": { "titolo": "Atto", "data": "2020-01-01", "grado": "O" } },
        "regole": rules.collect::<Vec<_>>(),
    })
}

fn read(book: &Value) -> Rulebook {
    law::from_json(&book.to_string()).unwrap_or_else(|mistake| panic!("{mistake:?}"))
}

/// A form under it is filled in, checked and explained.
fn used(edition: Edition) {
    let shelf = Shelf::new(edition, labels());
    let mut form = Form::new(shelf.book(Language::Italian, Vec::new()), None);
    let row = json!({ "ore": "9", "giorni": 3, "codiceFiscale": "MBGPNM72D12E992W" });
    let domanda = json!({ "lavoratori": vec![row; 100], "datoreLavoro": { "denominazione": "a" } });
    form.load(domanda.to_string()).expect("an application");
    for path in ["lavoratori.5.ore", "datoreLavoro.denominazione"] {
        let _ = (
            form.set(path, Given::Text("8")),
            form.bounds(path),
            form.commit(path),
        );
    }
    let _ = (form.validate(), form.summary());
    if let Some(rule) = form.book().wiring.program.rules.last() {
        let _ = form.explain(&rule.slug.clone(), Some("lavoratori.5.ore"));
    }
}

/// As big as a rulebook may be, of formulas that have nothing in common: it takes seconds and megabytes, no more.
#[test]
fn a_rulebook_at_its_bounds_takes_seconds() {
    let begun = Instant::now();
    let wide = |n: usize| {
        let terms = (0..15).map(|k| format!("min(ore; {} ore)", n * 15 + k + 1));
        format!("{} > 1 ora", terms.collect::<Vec<_>>().join(" + "))
    };
    let book = read(&of_formulas(990, wide));
    let edition = compile(&book).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let nodes = edition.program.nodes.len();
    used(edition);
    let (seconds, memory) = (begun.elapsed().as_secs_f32(), memory::most_memory());
    eprintln!("{nodes} nodes: {seconds} s, {memory:?} bytes");
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "{nodes} nodes: {seconds} s"
    );
    assert!(memory.is_none_or(|bytes| bytes < 1 << 30), "{memory:?}");
    let wider = |n: usize| wide(n).replace("ore;", "ore * 2;");
    assert!(compile(&read(&of_formulas(2500, wider))).is_err());
}

/// Conditions that name the one before twice have as many ways through as a power of two: each is gone once.
#[test]
fn conditions_that_share_what_they_stand_on_are_asked_once() {
    for (table, campo, own) in [
        ("lavoratori", "lavoratori.*.ore", "ore < PIÙ ore"),
        (
            "domanda",
            "organico.dipendenti",
            "organico.dipendenti < PIÙ",
        ),
    ] {
        let mut book = of_formulas(1, |_| "d40".to_string());
        book["regole"][0]["parti"][0]["campo"] = json!(campo);
        for n in 0..=40_usize {
            let more = own.replace("PIÙ", &(n + 100).to_string());
            let formula = match n.checked_sub(1) {
                Some(before) => format!("d{before} e (d{before} e {more})"),
                None => more,
            };
            book["definizioni"][table][format!("d{n}")] = json!(formula);
        }
        let edition = compile(&read(&book)).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
        let shelf = Shelf::new(edition, labels());
        let mut form = Form::new(shelf.book(Language::Italian, Vec::new()), None);
        let domanda = json!({ "lavoratori": [{ "ore": "9" }, { "ore": "300" }], "organico": { "dipendenti": "9" } });
        form.load(domanda.to_string()).expect("an application");
        let path = campo.replace('*', "0");
        assert_eq!(form.diagnostics(Some(&path)).len(), 1, "{path}");
        form.set(&path, Given::Text("200")).expect("a field");
        assert_eq!(form.diagnostics(Some(&path)).len(), 0, "{path}");
        form.set(&path, Given::Text("8")).expect("a field");
        let _ = (form.bounds(&path), form.validate(), form.field(&path));
        let explained = form.explain("r0", Some(&path));
        assert!(explained.is_ok(), "{path}");
    }
}

/// Who fills a column with one code by mistake is told at every row but the first, within seconds.
#[test]
fn one_person_pasted_into_all_rows_is_told_in_each() {
    const ROWS: usize = 8000;
    let begun = Instant::now();
    let rows: Vec<Value> = (0..ROWS).map(|_| json!({ "cognome": "Rossi" })).collect();
    let mut form = pages::form(
        "piemonte-2020",
        None,
        &json!({ "lavoratori": rows }).to_string(),
    );
    let paths: Vec<String> = (0..ROWS)
        .map(|n| format!("lavoratori.{n}.codiceFiscale"))
        .collect();
    let one = Given::Text("MBGPNM72D12E992W");
    let edits: Vec<(&str, Given)> = paths.iter().map(|path| (path.as_str(), one)).collect();
    let change = form.set_many(&edits).expect("fields");
    let told = change
        .added
        .iter()
        .filter(|said| said.rule == "piemonte-2020/codice-fiscale-duplicato");
    assert_eq!(told.count(), ROWS - 1);
    let seconds = begun.elapsed().as_secs_f32();
    assert!(seconds < 60.0, "{seconds} s");
}

/// A program whose nodes hang on each other like a chain, as no formula may: bytes can say so.
#[test]
fn a_chain_of_nodes_does_not_exhaust_the_stack() {
    let book = read(&of_formulas(1, |_| "ore > 1 ora".to_string()));
    let text = json!({ "slug": "t", "titolo": { "it": "a", "en": "b" }, "parti": [{
        "campo": "datoreLavoro.denominazione", "gravità": "errore", "chi": "legge", "vietato": "valore = \"b\"",
        "dice": { "it": "No.", "en": "No!" },
    }], "fonti": [{ "documento": "A", "punto": "1" }], "lettura": true });
    let mut both = serde_json::to_value(book).expect("JSON");
    both["regole"].as_array_mut().expect("rules").push(text);
    let mut edition = compile(&read(&both)).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    for (rule, scope) in [(0, Scope::Lavoratori), (1, Scope::Single)] {
        let part = &mut edition.program.rules[rule].parts[0];
        let verdicts = [&mut part.verdict];
        for verdict in verdicts {
            for _ in 0..30_000 {
                edition.program.nodes.push(Node {
                    op: Op::Not(*verdict),
                    scope,
                });
                *verdict = (edition.program.nodes.len() - 1) as u16;
            }
        }
    }
    assert_eq!(Edition::from_bytes(&edition.to_bytes()), None);
    // The longest formula that there may be is asked everything.
    let mut terms = |n: usize| {
        let all: Vec<String> = (0..n).map(|n| format!("valore = \"{n}\"")).collect();
        both["regole"][1]["parti"][0]["vietato"] = json!(all.join(" o "));
        compile(&read(&both)).ok()
    };
    let longest = (1..200).rev().find_map(&mut terms).expect("a formula");
    let again = Edition::from_bytes(&longest.to_bytes()).expect("it comes back");
    used(again);
}

/// What a terminal would act on, or forge a line with.
fn acting(text: &str) -> Option<char> {
    let hidden =
        |c: char| ('\u{200e}'..='\u{202e}').contains(&c) && !matches!(c, '\u{2010}'..='\u{2027}');
    text.chars()
        .find(|c| c.is_control() && *c != '\n' || hidden(*c))
}

const NASTY: &str = "\u{1b}]0;titolo\u{7}\u{1b}[2J\nfalso: tutto bene\u{202e}\u{9b}31m\r<b>&lt;|`";

/// Whatever the command is asked, with names that are commands to a terminal.
#[test]
fn names_and_rulebooks_do_not_act_on_a_terminal() {
    let folder = std::env::temp_dir().join(format!("convalida-hostile-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let written = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("it is written");
        path.to_str().expect("a name").to_string()
    };
    let broken = format!("# T{NASTY}\n\n```regolamento\nnome = \"{NASTY}\"\nch{NASTY} = 1\n```\n");
    let page = written("a\u{1b}[31m\u{202e}b.md", &broken);
    let page_of_one = std::fs::read_to_string("tests/fuzz/prova.md").expect("the corpus");
    let formula = written(
        "b.md",
        &page_of_one.replace("D < 5", "D < «\u{1b}[2J\u{202e}» + \u{9b}"),
    );
    for arguments in [
        vec!["check", NASTY],
        vec!["check", "--rulebook", NASTY, "-"],
        vec!["check", "--rulebook-file", &page, "-"],
        vec!["check", "--rulebook-file", NASTY, "-"],
        vec!["check", "--id", NASTY, "-"],
        vec!["rules", NASTY],
        vec!["explain", NASTY],
        vec!["compila", &page],
        vec!["compila", &formula],
        vec!["compila", NASTY],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_convalida"));
        command.args(&arguments).stdin(std::process::Stdio::null());
        let output = command.output().expect("the command runs");
        let all = [output.stdout, output.stderr].concat();
        let all = String::from_utf8(all).expect("text");
        assert_eq!(acting(&all), None, "{arguments:?}: {all:?}");
        assert!(!all.lines().any(|line| line.starts_with("falso")), "{all}");
    }
    std::fs::remove_dir_all(&folder).expect("it is taken away");
}
