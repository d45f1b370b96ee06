//! Rulebooks of `regolamenti/`, compiled for a test; each once.

#![allow(dead_code)] // each test file uses its part of it

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use convalida::formula;
use convalida::law::layers::read_page;
use convalida::reply::diagnostic::head;
use convalida::reply::{Book, Form, Shelf};
use convalida::session::{Finding, Wiring};
use convalida::tell::{Labels, Language};

/// The rulebook of this name, as its page and the layers of it say.
pub fn wiring(name: &str) -> Arc<Wiring> {
    book(name, Language::Italian).wiring
}

/// The same, with all that speaks of it.
pub fn book(name: &str, language: Language) -> Book {
    static COMPILED: Mutex<BTreeMap<String, Shelf>> = Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    let shelf = compiled
        .entry(name.to_string())
        .or_insert_with(|| compile(name));
    shelf.book(language, Vec::new())
}

/// An application under a rulebook, every field as left; `today` as a number.
pub fn form(name: &str, today: Option<i64>, json: &str) -> Form {
    let mut form = Form::new(book(name, Language::Italian), today);
    form.load(json).expect("an application");
    form
}

fn compile(name: &str) -> Shelf {
    compiled_from(name, &page)
}

/// The text of a file of `regolamenti/`, or of `tests/rulebooks/`.
pub fn page(file: &str) -> Option<String> {
    let shipped = std::fs::read_to_string(format!("regolamenti/{file}"));
    let page = shipped.or_else(|_| std::fs::read_to_string(format!("tests/rulebooks/{file}")));
    page.ok()
}

/// The rulebook of this name, its pages as a test has them.
pub fn compiled_from(name: &str, load: &dyn Fn(&str) -> Option<String>) -> Shelf {
    static LABELS: LazyLock<Arc<Labels>> = LazyLock::new(|| {
        let text = std::fs::read_to_string("regolamenti/campi.json").expect("the labels");
        Arc::new(Labels::read(&text).expect("labels"))
    });
    let pages = read_page(&format!("{name}.md"), load);
    assert!(pages.mistakes.is_empty(), "{name}: {:?}", pages.mistakes);
    let edition = formula::compile(&pages.book.expect("a rulebook")).expect("no mistake");
    Shelf::new(edition, LABELS.clone())
}

/// Rule, severity and path of what was found, sorted.
pub fn heads(wiring: &Wiring, findings: &[Finding]) -> Vec<Vec<String>> {
    let heads = findings.iter().filter_map(|finding| head(wiring, finding));
    let mut heads: Vec<Vec<String>> = heads
        .map(|(rule, severity, path)| vec![rule, severity, path])
        .collect();
    heads.sort();
    heads
}
