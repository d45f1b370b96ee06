//! Reads the cases: every file of `tests/casi` but `testi.jsonl` holds whole checks, a line each.

#![allow(dead_code)] // each test file uses its part of it

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use convalida::calendar::Day;
use convalida::engine::Engine;
use convalida::json::Json;
use convalida::message::Language;
use convalida::rulebook::{Rulebook, shipped};

/// Files of `tests/casi` that hold something else than whole checks.
const OTHER: [&str; 2] = ["testi.jsonl", "dossier.jsonl"];

/// A whole check: a domanda and what is to be said of it.
pub struct Case {
    /// File and line, for failures.
    pub place: String,
    /// The rule it is about.
    pub about: String,
    pub today: Option<Day>,
    pub rulebook: String,
    pub domanda: Json,
    /// Rule, severity and path of each diagnostic.
    pub expected: Vec<Vec<String>>,
    /// Rule and empty fields of each question left open, where the case says so.
    pub unasked: Option<Vec<(String, Vec<String>)>>,
}

/// The lines of a `.jsonl` file.
pub fn lines(file: &str) -> Vec<Json> {
    let text = std::fs::read_to_string(file).expect("the cases are there");
    text.lines().map(parsed).collect()
}

pub fn parsed(text: &str) -> Json {
    serde_json::from_str::<serde_json::Value>(text)
        .expect("a case is JSON")
        .into()
}

/// Every whole check: the sample from outside and our own, a file for each rulebook.
pub fn all() -> Vec<Case> {
    let entries = std::fs::read_dir("tests/casi").expect("the cases are there");
    let mut files: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.path().to_str().map(str::to_string))
        .filter(|file| file.ends_with(".jsonl") && !OTHER.iter().any(|other| file.ends_with(other)))
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        for (n, line) in lines(&file).iter().enumerate() {
            cases.push(read(line, &file, n + 1));
        }
    }
    cases
}

pub fn read(line: &Json, file: &str, number: usize) -> Case {
    let text = |key: &str| line.get(key).and_then(Json::text).unwrap_or("").to_string();
    let domanda = line.get("domanda").expect("a domanda").clone();
    let unasked = line.get("unasked").map(|unasked| {
        let texts = |json: &Json| {
            json.items()
                .iter()
                .filter_map(Json::text)
                .map(str::to_string)
                .collect()
        };
        let entry = |entry: &Json| {
            let rule = entry.items().first().and_then(Json::text).unwrap_or("");
            let fields = entry.items().get(1).map_or(Vec::new(), texts);
            (rule.to_string(), fields)
        };
        unasked.items().iter().map(entry).collect()
    });
    let rulebook = domanda.get("regolamento").and_then(Json::text);
    let name = Path::new(file)
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or(file);
    Case {
        place: format!("{name}:{number}"),
        about: text("about"),
        today: line
            .get("today")
            .and_then(Json::text)
            .and_then(Day::from_iso),
        rulebook: rulebook
            .or(line.get("rulebook").and_then(Json::text))
            .unwrap_or("")
            .to_string(),
        expected: line.get("expected").map_or(Vec::new(), triples),
        unasked,
        domanda,
    }
}

/// Rule, severity and path of each diagnostic.
pub fn triples(expected: &Json) -> Vec<Vec<String>> {
    let texts = |json: &Json| {
        json.items()
            .iter()
            .map(|x| x.text().unwrap_or("").to_string())
            .collect()
    };
    expected.items().iter().map(texts).collect()
}

/// The shipped rulebooks, each read once.
pub struct Books(BTreeMap<String, Arc<Rulebook>>);

impl Books {
    pub fn shipped() -> Books {
        let read =
            |name: &str| shipped::rulebook(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        Books(
            shipped::names()
                .map(|name| (name.to_string(), read(name)))
                .collect(),
        )
    }

    pub fn get(&self, name: &str) -> Arc<Rulebook> {
        self.0
            .get(name)
            .unwrap_or_else(|| panic!("no rulebook {name}"))
            .clone()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&String, &Arc<Rulebook>)> {
        self.0.iter()
    }

    /// The domanda of a case, taken in as left.
    pub fn load(&self, case: &Case, language: Language) -> Engine {
        let mut engine = Engine::new(self.get(&case.rulebook), language, case.today);
        engine.load(&case.domanda).expect("a domanda is an object");
        engine
    }
}
