//! The catalogue: a rulebook's rules with their words, versions and places; and the rulebook at one glance.

use serde::Serialize;

use super::diagnostic::{by_name, severity_name};
use super::{Book, Shelf};
use crate::calendar::Day;
use crate::law::Reader;
use crate::program::sources::{Limit, PartSources, RuleSources, Source};
use crate::program::words::{PartWords, ReaderWords, RuleWords};
use crate::program::{By, Part, Place, ReaderRule, Rule, Severity};
use crate::tell::{Param, Params, placeholders};
use crate::text::FIGURES;

/// A rule of the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RuleInfo {
    /// `rulebook/slug`
    pub rule: String,
    pub title: String,
    /// Where it is shown; a `*` stands for each row. Nowhere in particular for what reads texts.
    pub paths: Vec<String>,
    /// What it said in which filing days.
    #[cfg_attr(test, ts(inline))]
    pub versions: Vec<Version>,
}

/// What a rule said in some filing days.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Version {
    pub title: String,
    #[cfg_attr(test, ts(as = "Severity"))]
    pub severity: &'static str,
    /// Who enforces the rule: `portale`, `legge`, `inps`, or `consiglio` where it is advice.
    pub enforced_by: &'static str,
    /// First filing day, `YYYY-MM-DD`; `null` is open.
    pub from: Option<String>,
    /// Last filing day.
    pub to: Option<String>,
    /// With placeholders.
    pub message: String,
    /// For people to read without an application: each figure is named in its place, `‹massimo›`.
    pub sentence: String,
    /// It is our reading of its sources.
    pub reading: bool,
    /// Conflicts between sources, what the office does.
    pub note: Option<String>,
    pub sources: Vec<Source>,
    /// The formulas, as the page of the rulebook has them.
    #[cfg_attr(test, ts(inline))]
    pub limits: Vec<LimitInfo>,
}

/// A formula of a rule, and what it is there for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LimitInfo {
    #[cfg_attr(test, ts(inline))]
    pub limit: Limit,
    pub formula: String,
}

/// A rulebook with what concerns no rule of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RulebookCard {
    pub name: String,
    pub title: String,
    pub region: Option<String>,
    /// First filing day it was made for, `YYYY-MM-DD`; `null` is open.
    pub from: Option<String>,
    /// Last filing day it was made for.
    pub to: Option<String>,
    /// The kinds of application it knows; the first is the default.
    pub tipi: Vec<String>,
    /// The edition. A draft keeps it as `versioneRegolamento`, beside `regolamento`: loading it later says what changed.
    pub version: String,
    /// Tells whether two rulebooks are the same, to the letter.
    pub hash: String,
    /// What nobody can decide without the office.
    pub offline: Vec<String>,
    /// What raises no message, though people ask about it.
    #[cfg_attr(test, ts(inline))]
    pub admitted: Vec<AdmittedInfo>,
}

/// What raises no message, though people ask about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AdmittedInfo {
    pub text: String,
    pub sources: Vec<Source>,
}

/// The rules: first those that read texts, then those of formulas in the order of the pages.
pub fn rules(book: &Book) -> Vec<RuleInfo> {
    let program = &book.wiring.program;
    let (words, sources) = (&book.said.words, &book.said.sources);
    let readers = program.readers.iter().zip(&words.readers);
    let readers = readers
        .zip(&sources.readers)
        .map(|((rule, words), sources)| of_reader(book, rule, words, sources));
    let rules = program.rules.iter().zip(&words.rules);
    let rules = rules
        .zip(&sources.rules)
        .map(|((rule, words), sources)| of_rule(book, rule, words, sources));
    let spoken = rules.filter(|rule| !rule.versions.is_empty());
    readers.chain(spoken).collect()
}

/// A line for each rule: its name, then the figures that a caller's own sentence may name.
pub fn figures(shelf: &Shelf) -> String {
    let program = &shelf.wiring.program;
    let mut lines = String::new();
    let mut write = |word: &str, end: char| {
        lines.push_str(word);
        lines.push(end);
    };
    for (at, rule) in program.readers.iter().enumerate() {
        write(&rule.slug, ' ');
        for said in [&shelf.italian, &shelf.english] {
            if let Some(words) = said.words.readers.get(at) {
                for (_, says) in &words.reasons {
                    for figure in placeholders(says) {
                        write(figure, ' ');
                    }
                }
            }
        }
        if rule.reader == Reader::ValoreIlleggibile {
            FIGURES.iter().for_each(|figure| write(figure, ' '));
        }
        write("", '\n');
    }
    for rule in &program.rules {
        write(&rule.slug, ' ');
        for part in &rule.parts {
            for figure in &part.figures {
                write(&figure.name, ' ');
            }
        }
        write("", '\n');
    }
    lines
}

fn of_reader(
    book: &Book,
    rule: &ReaderRule,
    words: &ReaderWords,
    sources: &RuleSources,
) -> RuleInfo {
    let reason = words.reasons.iter().find(|(reason, _)| reason == "default");
    let reason = reason.or(words.reasons.first());
    let message = reason.map_or("", |(_, message)| message);
    let version = Saying {
        title: &words.title,
        severity: rule.severity,
        by: rule.enforced_by,
        days: (None, None),
        message,
        figures: &placeholders(message),
        reading: sources.reading,
    };
    RuleInfo {
        rule: book.rule_name(&rule.slug),
        title: words.title.clone(),
        paths: Vec::new(),
        versions: vec![version.version(book, sources)],
    }
}

fn of_rule(book: &Book, rule: &Rule, words: &RuleWords, sources: &RuleSources) -> RuleInfo {
    let mut info = RuleInfo {
        rule: book.rule_name(&rule.slug),
        title: words.title.clone(),
        paths: Vec::new(),
        versions: Vec::new(),
    };
    let parts = rule.parts.iter().zip(&words.parts).zip(&sources.parts);
    for ((part, words), of_part) in parts {
        if !book.wiring.program.can_speak(part) {
            continue;
        }
        let path = path_of(book, &part.place);
        if !info.paths.contains(&path) {
            info.paths.push(path);
        }
        let version = of_part_version(book, part, words, &info.title, (sources, of_part));
        let limits = limits(of_part);
        let same = |known: &&mut Version| {
            Version {
                limits: Vec::new(),
                ..(**known).clone()
            } == version
        };
        match info.versions.iter_mut().find(same) {
            Some(known) => {
                for limit in limits {
                    if !known.limits.contains(&limit) {
                        known.limits.push(limit);
                    }
                }
            }
            None => info.versions.push(Version { limits, ..version }),
        }
    }
    info
}

fn of_part_version(
    book: &Book,
    part: &Part,
    words: &PartWords,
    title: &str,
    (sources, of_part): (&RuleSources, &PartSources),
) -> Version {
    let figures: Vec<&str> = part.figures.iter().map(|f| f.name.as_str()).collect();
    let saying = Saying {
        title,
        severity: part.severity,
        by: part.enforced_by,
        days: (part.from, part.to),
        message: &words.says,
        figures: &figures,
        reading: sources.reading || of_part.reading,
    };
    saying.version(book, sources)
}

/// What a version is made from.
struct Saying<'a> {
    title: &'a str,
    severity: Severity,
    by: By,
    days: (Option<i32>, Option<i32>),
    message: &'a str,
    figures: &'a [&'a str],
    reading: bool,
}

impl Saying<'_> {
    /// Without its limits.
    fn version(&self, book: &Book, sources: &RuleSources) -> Version {
        Version {
            title: self.title.to_string(),
            severity: severity_name(self.severity),
            enforced_by: by_name(self.by),
            from: self.days.0.map(iso),
            to: self.days.1.map(iso),
            message: self.message.to_string(),
            sentence: sentence(book, self.message, self.figures),
            reading: self.reading,
            note: sources.note.clone(),
            sources: book.said.sources.shown(&sources.sources),
            limits: Vec::new(),
        }
    }
}

/// A message without a form: «Il massimo è ‹massimo›».
fn sentence(book: &Book, message: &str, figures: &[&str]) -> String {
    let named = |figure| {
        let label = book.labels.params.get(figure);
        let label = label.map_or(figure, |label| label.get(book.language));
        let name = Param::Text(["‹", label, "›"].concat());
        (figure, name)
    };
    let params: Params = figures
        .iter()
        .copied()
        .chain(["valore", "campo"])
        .map(named)
        .collect();
    book.voice().fill(message, &params)
}

fn limits(part: &PartSources) -> Vec<LimitInfo> {
    let steps = part.steps.iter().map(|step| LimitInfo {
        limit: step.limit,
        formula: step.formula.text(),
    });
    steps.collect()
}

fn path_of(book: &Book, place: &Place) -> String {
    match place {
        Place::Field(field) => {
            let field = book.wiring.model.get(*field);
            field.map_or("", |field| field.path).to_string()
        }
        Place::List(list) => list.path().to_string(),
        Place::Object(path) => path.clone(),
    }
}

fn iso(day: i32) -> String {
    Day::from_number(i64::from(day)).iso()
}

/// The rulebook at one glance.
pub fn card(book: &Book) -> RulebookCard {
    let program = &book.wiring.program;
    let admitted = book.said.sources.admitted.iter();
    let admitted = admitted.map(|admitted| AdmittedInfo {
        text: admitted.says.clone(),
        sources: book.said.sources.shown(&admitted.sources),
    });
    RulebookCard {
        name: program.name.clone(),
        title: book.said.words.title.clone(),
        region: book.about.region.clone(),
        from: book.about.from.map(iso),
        to: book.about.to.map(iso),
        tipi: program.tipi.clone(),
        version: book.about.version.clone(),
        hash: book.about.hash.clone(),
        offline: book.said.words.offline.clone(),
        admitted: admitted.collect(),
    }
}
