//! A rulebook in memory: the law of one portal, read from data and checked.

mod about;
pub mod keys;
mod reader;
mod rules;
#[cfg(not(target_arch = "wasm32"))]
pub mod shipped;
mod words;

use crate::calendar::Day;
use crate::form::cell::Known;
use crate::form::model::{FieldId, List, Model};
use crate::json::Json;
use crate::message::Texts;
use crate::ranges::Ranges;
use crate::rule::{Check, Condition, Fact, OwnField, Read, Term};

pub use reader::read;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    Error,
    Warning,
    Info,
}

impl Severity {
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// Where a rule stands in the law.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub document: String,
    pub date: Option<String>,
    pub point: Option<String>,
    pub quote: Option<String>,
    /// The file of `fonti/` where the quotation stands.
    pub file: Option<String>,
    /// Where the text is not in `fonti/`: how it is known.
    pub grade: Option<String>,
}

/// What a rule says and who says so: everything but the check.
#[derive(Clone, Debug)]
pub struct Words {
    pub title: Texts,
    pub severity: Severity,
    pub enforced_by: String,
    pub sources: Vec<Source>,
    /// The rule, or a part of it, is our reading.
    pub reading: bool,
    pub message: Texts,
    pub message_empty: Option<Texts>,
    pub fix: Option<Texts>,
    /// The fix exchanges the field with the one that limits it.
    pub swap: bool,
    pub note: Option<Texts>,
}

/// A version or part of a rule.
pub struct Variant {
    pub words: Words,
    /// The filing days it is for.
    pub window: Option<Window>,
    /// The kinds of application it is for.
    pub tipi: Vec<usize>,
    /// It judges how its field is read: also where the kind of application can not be read.
    pub is_reading: bool,
    pub when: Vec<Condition>,
    pub unless: Vec<Condition>,
    pub check: Box<dyn Check>,
    /// In a whole check an empty field fires too.
    pub empty_fires: bool,
    /// It runs only in a whole check.
    pub whole: bool,
}

impl Variant {
    pub fn whole_only(&self) -> bool {
        self.whole || self.check.whole_only()
    }

    /// Whether it is to be asked, by what its own field holds.
    pub fn is_asked_of(&self, own: Known, whole: bool) -> bool {
        match own {
            Known::Value(_) => true,
            Known::Empty => whole && self.empty_fires || self.check.own_field() != OwnField::Value,
            Known::Unusable => self.check.own_field() == OwnField::Ignored,
        }
    }
}

/// Filing days, both included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    pub from: Option<Day>,
    pub to: Option<Day>,
}

impl Window {
    pub fn contains(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    pub fn ranges(self) -> Ranges {
        Ranges::between(
            self.from.map_or(i64::MIN, Day::number),
            self.to.map_or(i64::MAX, Day::number),
        )
    }
}

/// Where a rule is shown.
#[derive(Clone, PartialEq, Debug)]
pub enum Target {
    Field(FieldId),
    List(List),
    /// An object, such as `organico`; in a row, such as `lavoratori.*.consuntivo`.
    Object(String),
}

/// A rule at one place: its variants in order, and everything they read.
pub struct Point {
    pub rule: usize,
    pub target: Target,
    /// The list whose rows it looks at, one by one.
    pub list: Option<List>,
    pub variants: Vec<Variant>,
    pub reads: Vec<Read>,
    /// Nothing of it runs before the whole application is checked.
    pub whole_only: bool,
    pub versioned: bool,
}

/// A rule of the catalogue.
#[derive(Debug)]
pub struct Rule {
    pub slug: String,
    pub title: Texts,
}

/// Rules that the machinery itself carries out; only their words are data.
#[derive(Debug)]
pub struct BuiltIn {
    pub rule: usize,
    pub duty: Duty,
    pub words: Words,
    /// For unreadable texts: a sentence for each reason.
    pub reasons: Vec<(String, Texts)>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Duty {
    Required,
    UnknownField,
    /// The same days of a person in two applications of a dossier.
    Overlap,
    /// Texts that cannot be read; for the fields of one kind of code, or for all that have no rule of
    /// their own.
    Unreadable(Option<CodeKind>),
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum CodeKind {
    CodiceFiscale,
    PartitaIva,
    Matricola,
    Iban,
}

/// Fields that a whole check requires.
pub struct Required {
    pub fields: Vec<FieldId>,
    pub tipi: Vec<usize>,
    pub when: Vec<Condition>,
    pub unless: Vec<Condition>,
}

/// A rule that does not look while one of these fields is empty, though it matters.
pub struct Question {
    /// Its slug.
    pub rule: String,
    /// In form order.
    pub fields: Vec<FieldId>,
    pub tipi: Vec<usize>,
    /// Asked only where some worker has one of these contracts, or none is stated.
    pub some_worker: Option<Vec<i64>>,
    pub when: Vec<Condition>,
    pub unless: Vec<Condition>,
    /// What it would have looked at.
    pub message: Texts,
}

/// Who does not count in the headcount.
#[derive(Debug)]
pub struct Organico {
    pub excluded: Ranges,
    pub replaced_excluded: bool,
    /// The average of the half-year before the filing day, where it is given month by month.
    pub monthly: bool,
}

/// What is said of a text that can no longer become acceptable, by what the field holds.
#[derive(Debug, Default)]
pub struct PrefixWords {
    pub variants: Vec<(String, Texts)>,
}

impl PrefixWords {
    pub fn get(&self, key: &str) -> Option<&Texts> {
        self.variants
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, texts)| texts)
    }
}

/// Labels of fields, words and figures.
#[derive(Debug, Default)]
pub struct Labels {
    pub fields: Vec<(String, Texts)>,
    /// Names for places with little room, where the field's own is long.
    pub short: Vec<(String, Texts)>,
    /// One line for whoever does not know what a field is about.
    pub help: Vec<(String, Texts)>,
    /// The answers that a field waits for: handed on as they are.
    pub when: Vec<(String, Json)>,
    /// By word, or by `path=word` where a word means something else in one field.
    pub words: Vec<(String, Texts)>,
    pub params: Vec<(String, Texts)>,
    pub months: Vec<Texts>,
    pub weekdays: Vec<Texts>,
    /// Sentences of the answers, with placeholders.
    pub phrases: Vec<(String, Texts)>,
}

/// A term that no rule checks but that people must keep: shown in the summary.
#[derive(Debug)]
pub struct Reminder {
    pub label: Texts,
    pub tipi: Vec<usize>,
    pub only: Vec<Condition>,
    pub when: When,
    pub sources: Vec<Source>,
}

#[derive(Debug)]
pub enum When {
    /// A term, for the field it is about.
    Once { path: String, term: Term },
    /// A day of the month after each month used.
    Monthly { day: i64, moves: bool },
}

/// A monthly ceiling for a monthly pay up to a figure; the last has none.
pub type Cap = (Option<i64>, i64);

/// What is paid: a share of the pay for the hours not worked, up to a monthly ceiling.
#[derive(Debug)]
pub struct Benefit {
    pub label: Texts,
    pub tipi: Vec<usize>,
    pub percent: i64,
    /// By year, in hundredths of a euro.
    pub years: Vec<(i32, Vec<Cap>)>,
    pub sources: Vec<Source>,
}

/// Something admitted, that people ask about: said where they would look for it.
#[derive(Debug)]
pub struct Admitted {
    pub text: Texts,
    pub sources: Vec<Source>,
}

pub struct Rulebook {
    pub name: String,
    pub title: Texts,
    pub region: Option<String>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub tipi: Vec<String>,
    pub model: Model,
    pub organico: Organico,
    /// Of the earlier applications only those of the same unit count.
    pub by_unit: bool,
    /// What stays unasked while a declaration is empty.
    pub unasked: Vec<Question>,
    pub offline: Vec<Texts>,
    pub admitted: Vec<Admitted>,
    pub reminders: Vec<Reminder>,
    pub benefit: Option<Benefit>,
    pub rules: Vec<Rule>,
    /// The slugs of the rules that every rulebook has.
    pub shared: Vec<String>,
    pub points: Vec<Point>,
    pub built_in_rules: Vec<BuiltIn>,
    pub required: Vec<Required>,
    pub facts: Vec<Fact>,
    pub prefix: PrefixWords,
    pub labels: Labels,
    /// The points that read each field.
    pub readers: Vec<Vec<usize>>,
    /// The points shown at each field.
    pub shown_at: Vec<Vec<usize>>,
}

impl Rulebook {
    /// The points that read something other than a field.
    pub fn readers_of(&self, read: Read) -> impl Iterator<Item = usize> + '_ {
        self.points
            .iter()
            .enumerate()
            .filter(move |(_, p)| p.reads.contains(&read))
            .map(|(i, _)| i)
    }

    pub fn points_reading(&self, field: FieldId) -> &[usize] {
        self.readers
            .get(usize::from(field))
            .map_or(&[], |points| points)
    }

    pub fn points_at(&self, field: FieldId) -> &[usize] {
        self.shown_at
            .get(usize::from(field))
            .map_or(&[], |points| points)
    }

    /// A point by the number that this rulebook gave out.
    #[expect(
        clippy::indexing_slicing,
        reason = "numbers of points come from the rulebook itself"
    )]
    pub fn point(&self, index: usize) -> &Point {
        &self.points[index]
    }

    /// A variant by the numbers that this rulebook gave out.
    #[expect(
        clippy::indexing_slicing,
        reason = "numbers of variants come from the rulebook itself"
    )]
    pub fn variant(&self, point: usize, variant: usize) -> &Variant {
        &self.point(point).variants[variant]
    }

    /// A built-in rule by the number that this rulebook gave out.
    #[expect(
        clippy::indexing_slicing,
        reason = "numbers of rules come from the rulebook itself"
    )]
    pub fn built_in_rule(&self, index: usize) -> &BuiltIn {
        &self.built_in_rules[index]
    }

    /// The rule with this name, with or without the rulebook's own name before it.
    pub fn rule(&self, name: &str) -> Option<usize> {
        let slug = name
            .strip_prefix(&self.name)
            .and_then(|rest| rest.strip_prefix('/'))
            .unwrap_or(name);
        self.rules.iter().position(|rule| rule.slug == slug)
    }

    pub fn rule_name(&self, rule: usize) -> String {
        let slug = self.rules.get(rule).map_or("", |rule| &rule.slug);
        [&self.name, "/", slug].concat()
    }

    /// The place of the built-in rule with this duty.
    pub fn built_in(&self, duty: &Duty) -> Option<usize> {
        self.built_in_rules
            .iter()
            .position(|built_in| built_in.duty == *duty)
    }
}
