//! Reads the cases: every file of `tests/casi` but two holds whole checks, a line each.

#![allow(dead_code)] // each test file uses its part of it

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

use convalida::calendar::Day;
use convalida::reply::Form;
use convalida::reply::diagnostic::{Diagnostic, diagnostics};
use convalida::reply::unasked::unasked;
use convalida::session::Whole;
use convalida::tell::Language;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::pages::{book, form};

/// Files of `tests/casi` that hold something else than whole checks.
const OTHER: [&str; 2] = ["testi.jsonl", "dossier.jsonl"];

/// A whole check: a domanda and what is to be said of it.
#[derive(Deserialize)]
pub struct Case {
    /// File and line, for failures.
    #[serde(skip)]
    pub place: String,
    /// The rule it is about.
    pub about: String,
    pub today: Option<String>,
    pub rulebook: Option<String>,
    pub domanda: Value,
    pub expected: Vec<Expected>,
    /// Rule and empty fields of each question left open, where the case says so.
    pub unasked: Option<Vec<(String, Vec<String>)>>,
}

/// A diagnostic that a case expects: `[rule, severity, path]`, and where a fourth stands, what it says.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(untagged)]
pub enum Expected {
    Head([String; 3]),
    Told(String, String, String, Told),
}

/// What a diagnostic says: figures that it has among others, and a piece of its sentence.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Told {
    #[serde(default)]
    pub params: Map<String, Value>,
    #[serde(default)]
    pub says: String,
}

impl Expected {
    pub fn head(&self) -> [&str; 3] {
        match self {
            Expected::Head([rule, severity, path]) => [rule, severity, path],
            Expected::Told(rule, severity, path, _) => [rule, severity, path],
        }
    }

    pub fn rule(&self) -> &str {
        self.head()[0]
    }

    pub fn told(&self) -> Option<&Told> {
        match self {
            Expected::Head(_) => None,
            Expected::Told(.., told) => Some(told),
        }
    }
}

impl Case {
    pub fn book_name(&self) -> &str {
        let named = self.domanda.get("regolamento").and_then(Value::as_str);
        named.or(self.rulebook.as_deref()).unwrap_or("")
    }

    pub fn today(&self) -> Option<i64> {
        let day = self.today.as_deref().and_then(Day::from_iso);
        day.map(Day::number)
    }

    /// The whole check is right that the rule speaks.
    pub fn breaks(&self, rule: &str) -> bool {
        self.expected.iter().any(|said| said.rule() == rule)
    }

    /// The application on the way, every field as left.
    pub fn form(&self) -> Form {
        form(self.book_name(), self.today(), &self.domanda.to_string())
    }

    pub fn whole(&self) -> Whole {
        let wiring = book(self.book_name(), Language::Italian).wiring;
        Whole::of(wiring, self.today(), &self.domanda.to_string()).expect("an application")
    }

    /// What a whole check says of it.
    pub fn said(&self, language: Language) -> Vec<Diagnostic> {
        let whole = self.whole();
        let book = book(self.book_name(), language);
        diagnostics(&book, whole.session(), &whole.findings())
    }

    /// Rule and fields of each question that it leaves open.
    pub fn left_open(&self) -> Vec<(String, Vec<String>)> {
        let book = book(self.book_name(), Language::Italian);
        let open = unasked(&book, self.whole().session()).into_iter();
        open.map(|entry| (entry.rule, entry.fields)).collect()
    }
}

/// The lines of a `.jsonl` file, with file and line.
pub fn lines(file: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(format!("tests/casi/{file}")).expect("the cases");
    let numbered = text.lines().zip(1..);
    numbered
        .map(|(line, n)| (format!("{file}:{n}"), line.to_string()))
        .collect()
}

/// Every whole check: the sample from outside, and a file for each rulebook.
pub fn all() -> Vec<Case> {
    let entries = std::fs::read_dir("tests/casi").expect("the cases are there");
    let names = entries.map(|entry| entry.expect("a file").file_name());
    let mut files: Vec<String> = names
        .filter_map(|name| name.into_string().ok())
        .filter(|name| name.ends_with(".jsonl") && !OTHER.contains(&name.as_str()))
        .collect();
    files.sort();
    let lines = files.iter().flat_map(|file| lines(file));
    lines
        .map(|(place, line)| {
            let case = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{place}: {e}"));
            Case { place, ..case }
        })
        .collect()
}

/// The rulebooks that ship: the pages with a version.
pub fn shipped() -> Vec<String> {
    let entries = std::fs::read_dir("regolamenti").expect("the rulebooks");
    let names = entries.map(|entry| entry.expect("a file").file_name());
    let mut found: Vec<String> = names
        .filter_map(|name| Some(name.to_str()?.strip_suffix(".md")?.to_string()))
        .filter(|name| page(name).contains("\nversione = "))
        .collect();
    found.sort();
    found
}

/// The text of a page.
pub fn page(name: &str) -> String {
    std::fs::read_to_string(format!("regolamenti/{name}.md")).expect("a page")
}

/// A rulebook with its layers, as it is read.
pub fn law(name: &str) -> convalida::law::Rulebook {
    static READ: LazyLock<Mutex<BTreeMap<String, convalida::law::Rulebook>>> =
        LazyLock::new(Mutex::default);
    let mut read = READ.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let load = |file: &str| std::fs::read_to_string(format!("regolamenti/{file}")).ok();
    let book = read.entry(name.to_string()).or_insert_with(|| {
        let pages = convalida::law::layers::read_page(&format!("{name}.md"), &load);
        pages.book.expect("a rulebook")
    });
    book.clone()
}
