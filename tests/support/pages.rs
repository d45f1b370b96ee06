//! Rulebooks of `regolamenti/`, compiled for a test; each once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use convalida::formula;
use convalida::law::layers::read_page;
use convalida::reply::diagnostic::head;
use convalida::session::{Finding, Wiring};

/// The rulebook of this name, as its page and the layers of it say.
pub fn wiring(name: &str) -> Arc<Wiring> {
    static COMPILED: Mutex<BTreeMap<String, Arc<Wiring>>> = Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    compiled
        .entry(name.to_string())
        .or_insert_with(|| compile(name))
        .clone()
}

fn compile(name: &str) -> Arc<Wiring> {
    let load = |file: &str| std::fs::read_to_string(format!("regolamenti/{file}")).ok();
    let pages = read_page(&format!("{name}.md"), &load);
    assert!(pages.mistakes.is_empty(), "{name}: {:?}", pages.mistakes);
    let compiled = formula::compile(&pages.book.expect("a rulebook"));
    Arc::new(Wiring::new(compiled.expect("no mistake").program))
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
