//! The summary: the application at one glance, from the same values as the verdicts.

#[cfg(test)]
mod tests;

use serde::Serialize;
use serde_json::Value;

use super::Book;
use super::diagnostic::{part_of, path_of};
use super::figures::json_of;
use super::order::order;
use super::proposal::{Proposal, proposal};
use super::unasked::{Unasked, unasked};
use crate::calendar::{Day, Month};
use crate::model::{FieldId, Scope, id};
use crate::program::{self, NodeId, Place};
use crate::ranges::Ranges;
use crate::session::{EMPTY, Finding, Limits, Session, VALUE, Whole, admitted};
use crate::sheet::At;
use crate::sorting::{sort, sort_by_key};
use crate::tell::Param;

const START: FieldId = id("periodo.dataInizio");
const END: FieldId = id("periodo.dataFine");
const FILED: FieldId = id("dataPresentazione");
const HOURS: FieldId = id("lavoratori.*.ore");
const DAYS: FieldId = id("lavoratori.*.giorni");
const REPORTED: FieldId = id("lavoratori.*.consuntivo.<aaaa-mm>");

/// What a rulebook calls the ceilings of a year.
const CEILING: &str = "massimale-";

/// The application at one glance, from the same values as the verdicts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Days used and left of the total over all applications.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(inline))]
    pub days: Option<Days>,
    /// The latest end that all rules admit, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_end: Option<String>,
    pub terms: Vec<TermInfo>,
    /// Hours asked over all workers.
    #[cfg_attr(test, ts(inline))]
    pub hours: Hours,
    /// The caps of the intermittent workers, in days.
    #[cfg_attr(test, ts(inline))]
    pub on_call: Vec<OnCall>,
    /// The headcount, and whether it calls for an agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(inline))]
    pub headcount: Option<Headcount>,
    /// What is paid, and the monthly ceiling of each worker whose pay is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(inline))]
    pub benefit: Option<Benefit>,
    /// The months of the period, and how many workers still lack their hours; none where the rulebook asks for no monthly
    /// values.
    #[cfg_attr(test, ts(inline))]
    pub months: Vec<ToFill>,
    /// By which day's law the application is judged: the filing day, else today, else the latest.
    #[cfg_attr(test, ts(inline))]
    pub assumed: Vec<Assumed>,
    /// The rules that did not look because a declaration is empty.
    pub unasked: Vec<Unasked>,
    /// Paths of required fields that are still empty.
    pub missing: Vec<String>,
    /// Where one application is not enough: the periods of several that satisfy every rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(inline))]
    pub proposal: Option<Proposal>,
    /// What nobody can decide without the office.
    pub offline: Vec<String>,
}

/// Days used and left of the total over all applications.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Days {
    pub earlier: i64,
    pub own: i64,
    pub total: i64,
    pub max: i64,
    pub left: i64,
    /// The last end that the rule on the total admits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_end: Option<String>,
}

/// A day by which, or from which, something is to be done.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct TermInfo {
    pub label: String,
    /// `YYYY-MM-DD`
    pub day: String,
    /// Name of the day of the week, in the form's language.
    pub weekday: String,
    /// The field that the term is about.
    pub path: String,
    /// From the filing day, where it is given; negative when it is past.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i64>,
    /// The day before a later law moved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinary: Option<String>,
    /// The rule that says so, where it is one's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// `YYYY-MM`, of a term that every month has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<String>,
}

/// Hours over all workers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Hours {
    #[cfg_attr(test, ts(type = "number"))]
    pub asked: Value,
    /// The most that the rules admit; absent where they set some worker no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(type = "number", optional))]
    pub most: Option<Value>,
}

/// The days of an intermittent worker.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OnCall {
    pub row: usize,
    pub path: String,
    pub max: i64,
    pub used: i64,
    pub left: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Headcount {
    /// As people write it.
    pub value: String,
    pub agreement_needed: bool,
}

/// What is paid.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Benefit {
    pub label: String,
    /// The share of the pay, where the rulebook names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<i64>,
    #[cfg_attr(test, ts(inline))]
    pub ceilings: Vec<Ceiling>,
}

/// The most that a worker whose pay is known may get in a month of a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Ceiling {
    pub row: usize,
    pub year: i32,
    /// In euro.
    #[cfg_attr(test, ts(type = "number"))]
    pub monthly: Value,
}

/// A month, and how many workers still lack their hours.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ToFill {
    /// `YYYY-MM`
    pub month: String,
    pub missing: usize,
}

/// By which day's law the application is judged.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Assumed {
    #[cfg_attr(test, ts(inline))]
    pub by: AssumedBy,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
}

/// Whose day it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum AssumedBy {
    DataPresentazione,
    Today,
    Latest,
    /// The filing day can not be read.
    Unreadable,
}

/// The summary of an application as it stands.
pub fn summary(book: &Book, session: &Session) -> Summary {
    let summarizer = Summarizer { book, session };
    Summary {
        days: summarizer.days(),
        last_end: summarizer.last_end(),
        terms: summarizer.terms(),
        hours: summarizer.hours(),
        on_call: summarizer.on_call(),
        headcount: summarizer.headcount(),
        benefit: summarizer.benefit(),
        months: summarizer.months(),
        assumed: vec![summarizer.assumed()],
        unasked: unasked(book, session),
        missing: summarizer.missing(),
        proposal: proposal(book, session),
        offline: book.said.words.offline.clone(),
    }
}

/// Sums a session up.
struct Summarizer<'a> {
    book: &'a Book,
    session: &'a Session,
}

impl Summarizer<'_> {
    fn summary(&self) -> &program::Summary {
        &self.book.wiring.program.summary
    }

    /// The value of a single node.
    fn value(&self, node: NodeId) -> Option<i64> {
        match self.session.single(node) {
            (value, VALUE) => Some(value),
            _ => None,
        }
    }

    fn is_certain(&self, node: Option<NodeId>) -> bool {
        node.is_none_or(|node| self.value(node).is_some_and(|yes| yes != 0))
    }

    fn figure(&self, name: &str) -> Option<&program::Figure> {
        let mut figures = self.summary().figures.iter();
        figures.find(|figure| figure.name == name)
    }

    fn named(&self, name: &str) -> Option<i64> {
        self.value(self.figure(name)?.node)
    }

    /// What a date field holds.
    fn day(&self, field: FieldId) -> Option<i64> {
        let cell = self
            .session
            .sheet()
            .cell(&self.book.wiring.model, &At::single(field));
        cell.seen()
    }

    /// The highest value that the error rules of a place admit; none where they set no limit.
    fn most(&self, at: &At) -> Option<i64> {
        let kind = &self.book.wiring.model.get(at.field)?.kind;
        let world = self.session.world();
        admitted(&Limits::new(&world, at, kind).all()).max()
    }

    /// The last end that the rules of some points admit, in the days that can be written; none where they set no limit.
    fn last_end_of(&self, admitted: &Ranges) -> Option<i64> {
        let days = Ranges::between(Day::FIRST.number(), Day::LAST.number());
        let last = admitted.intersect(&days).max()?;
        (last < Day::LAST.number()).then_some(last)
    }

    fn days(&self) -> Option<Days> {
        let earlier = self.named("precedenti")?;
        let max = self.named("massimo")?;
        let own = self.named("propri").unwrap_or(0);
        let total = earlier.saturating_add(own);
        Some(Days {
            earlier,
            own,
            total,
            max,
            left: max.saturating_sub(total).max(0),
            last_end: self.last_end_of_total(),
        })
    }

    /// The last end that the rule on the total alone admits.
    fn last_end_of_total(&self) -> Option<String> {
        let slug = self.summary().total.as_deref()?;
        let start = self.day(START)?;
        let wiring = &self.book.wiring;
        let at = At::single(END);
        let kind = &wiring.model.get(END)?.kind;
        let world = self.session.world();
        let limits = Limits::new(&world, &at, kind);
        let mut points = limits.points();
        let point = points.find(|point| {
            let point = wiring.points.get(usize::from(*point));
            let rule = point.and_then(|point| wiring.program.rules.get(usize::from(point.rule)));
            rule.is_some_and(|rule| rule.slug == slug)
        })?;
        let last = self.last_end_of(&admitted(&limits.only(point).all()));
        last.filter(|last| *last >= start).map(iso)
    }

    fn last_end(&self) -> Option<String> {
        self.day(START)?;
        let at = At::single(END);
        let kind = &self.book.wiring.model.get(END)?.kind;
        let world = self.session.world();
        let admitted = admitted(&Limits::new(&world, &at, kind).all());
        self.last_end_of(&admitted).map(iso)
    }

    /// Every term in force, each once; those of each month of the period after the others.
    fn terms(&self) -> Vec<TermInfo> {
        let labels = &self.book.said.words.terms;
        let in_force = || {
            let terms = self.summary().terms.iter();
            terms.filter(|term| self.is_certain(term.when))
        };
        let label = |term: &program::Term| labels.get(usize::from(term.label)).cloned();
        let mut terms: Vec<TermInfo> = Vec::new();
        for of in in_force().filter(|term| term.monthly.is_none()) {
            let Some(day) = self.value(of.day) else {
                continue;
            };
            let ordinary = of.ordinary.and_then(|node| self.value(node));
            let ordinary = ordinary.filter(|ordinary| *ordinary != day);
            let term = TermInfo {
                ordinary: ordinary.map(iso),
                rule: of.slug.as_deref().map(|slug| self.book.rule_name(slug)),
                ..self.term(label(of).unwrap_or_default(), day, of.field)
            };
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        for of in in_force() {
            let Some(day) = of.monthly else {
                continue;
            };
            for month in self.months_of_period() {
                let due = month.next().first().plus_days(i64::from(day) - 1).moved();
                terms.push(TermInfo {
                    rule: of.slug.as_deref().map(|slug| self.book.rule_name(slug)),
                    month: Some(month.key()),
                    ..self.term(label(of).unwrap_or_default(), due.number(), of.field)
                });
            }
        }
        terms
    }

    fn term(&self, label: String, day: i64, field: FieldId) -> TermInfo {
        let weekday = i64::from(Day::from_number(day).weekday());
        let path = self.book.wiring.model.get(field).map_or("", |f| f.path);
        TermInfo {
            label,
            day: iso(day),
            weekday: self.book.voice().print(&Param::Weekday(weekday)),
            path: path.to_string(),
            days_left: self.day(FILED).map(|filed| day - filed),
            ordinary: None,
            rule: None,
            month: None,
        }
    }

    /// The months that the period touches.
    fn months_of_period(&self) -> impl Iterator<Item = Month> {
        let month = |field| Some(Month::of(Day::from_number(self.day(field)?)).number());
        let period = self.day(START) <= self.day(END);
        let months = month(START)
            .zip(month(END))
            .filter(|_| period)
            .map(|(first, last)| first..=last);
        months.into_iter().flatten().map(Month::from_number)
    }

    fn hours(&self) -> Hours {
        let wiring = &self.book.wiring;
        let sheet = self.session.sheet();
        let (mut asked, mut most) = (0i64, Some(0i64));
        for row in 0..sheet.rows(Scope::Lavoratori) {
            let at = At::row(HOURS, row);
            let cell = sheet.cell(&wiring.model, &at);
            if cell.state_seen() == VALUE {
                asked = asked.saturating_add(cell.value());
            }
            // One without a limit is enough.
            most = most.and_then(|most| Some(most.saturating_add(self.most(&at)?)));
        }
        let most = most.filter(|_| sheet.rows(Scope::Lavoratori) > 0);
        Hours {
            asked: hundredths(asked),
            most: most.map(hundredths),
        }
    }

    /// What the rulebook tells of each worker, by name.
    fn of_workers(&self, name: &str) -> Option<Vec<Option<i64>>> {
        let mut figures = self.summary().rows.iter();
        let figure = figures.find(|figure| figure.name == name)?;
        let values = self.session.world().all(Scope::Lavoratori, figure.node);
        let known = values.into_iter();
        Some(
            known
                .map(|(value, state)| (state == VALUE).then_some(value))
                .collect(),
        )
    }

    fn on_call(&self) -> Vec<OnCall> {
        let (Some(most), Some(used)) = (self.of_workers("tetto"), self.of_workers("usati")) else {
            return Vec::new();
        };
        let rows = most.into_iter().zip(used).enumerate();
        rows.filter_map(|(row, (max, used))| {
            let (max, used) = (max?, used?);
            Some(OnCall {
                row,
                path: At::row(DAYS, row).path(&self.book.wiring.model),
                max,
                used,
                left: (max - used).max(0),
            })
        })
        .collect()
    }

    fn headcount(&self) -> Option<Headcount> {
        let figure = self.figure("organico")?;
        let value = self.value(figure.node)?;
        let agreement = self.figure("accordo").map(|figure| figure.node);
        let param = match figure.unit {
            program::Unit::Hundredths => Param::Hundredths(value),
            _ => Param::Count(value),
        };
        Some(Headcount {
            value: self.book.voice().print(&param),
            agreement_needed: agreement.is_some() && self.is_certain(agreement),
        })
    }

    fn benefit(&self) -> Option<Benefit> {
        let amount = self.summary().amount?;
        if !self.is_certain(Some(amount)) {
            return None;
        }
        let mut ceilings: Vec<Ceiling> = Vec::new();
        for figure in &self.summary().rows {
            let year = figure.name.strip_prefix(CEILING).map(str::parse);
            let Some(Ok(year)) = year else {
                continue;
            };
            let rows = self.of_workers(&figure.name).into_iter().flatten();
            ceilings.extend(rows.enumerate().filter_map(|(row, value)| {
                Some(Ceiling {
                    row,
                    year,
                    monthly: hundredths(value?),
                })
            }));
        }
        sort_by_key(&mut ceilings, |ceiling| (ceiling.row, ceiling.year));
        Some(Benefit {
            label: self.book.said.words.amount.clone().unwrap_or_default(),
            percent: self.named("percentuale"),
            ceilings,
        })
    }

    fn months(&self) -> Vec<ToFill> {
        let mut points = self.book.wiring.points.iter();
        if !points.any(|point| point.field() == Some(REPORTED)) {
            return Vec::new();
        }
        let world = self.session.world();
        self.months_of_period()
            .map(|month| ToFill {
                month: month.key(),
                missing: world.months.empty(month.number()),
            })
            .collect()
    }

    fn assumed(&self) -> Assumed {
        let model = &self.book.wiring.model;
        let filed = self.session.sheet().cell(model, &At::single(FILED));
        let (by, day) = match (filed.state_seen(), self.session.today()) {
            (VALUE, _) => (AssumedBy::DataPresentazione, Some(filed.value())),
            (EMPTY, Some(today)) => (AssumedBy::Today, Some(today)),
            (EMPTY, None) => (AssumedBy::Latest, None),
            _ => (AssumedBy::Unreadable, None),
        };
        let figures = day.map(|day| ("dal", Param::Day(day)));
        let phrase = match by {
            AssumedBy::DataPresentazione => "assumed.dataPresentazione",
            AssumedBy::Today => "assumed.today",
            AssumedBy::Latest => "assumed.latest",
            AssumedBy::Unreadable => "assumed.unreadable",
        };
        Assumed {
            by,
            text: self.book.voice().phrase(phrase, &Vec::from_iter(figures)),
            day: day.map(iso),
        }
    }

    /// The required fields that are empty, and those that a rule misses before the application is sent.
    fn missing(&self) -> Vec<String> {
        let wiring = &self.book.wiring;
        let findings = Whole::from(self.session).findings();
        let mut missing: Vec<_> = findings
            .iter()
            .filter(|finding| self.is_missing(finding))
            .filter_map(|finding| Some((order(wiring, finding)?, path_of(wiring, finding)?)))
            .collect();
        sort(&mut missing);
        let mut paths: Vec<String> = missing.into_iter().map(|(_, path)| path).collect();
        // Several rules may miss the same field.
        paths.dedup();
        paths
    }

    fn is_missing(&self, finding: &Finding) -> bool {
        let Finding::Rule(hit) = finding else {
            return matches!(finding, Finding::Missing(_));
        };
        let of_whole = part_of(&self.book.wiring, hit).filter(|(_, part)| part.whole);
        of_whole.is_some_and(|(_, part)| match part.place {
            Place::Field(_) => self.session.world().at(hit).is_some_and(|at| {
                let sheet = self.session.sheet();
                sheet.cell(&self.book.wiring.model, &at).is_empty()
            }),
            Place::List(_) | Place::Object(_) => true,
        })
    }
}

fn iso(day: i64) -> String {
    Day::from_number(day).iso()
}

/// Hundredths as programs receive them.
fn hundredths(value: i64) -> Value {
    json_of(&Param::Hundredths(value))
}
