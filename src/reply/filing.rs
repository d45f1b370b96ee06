//! What the filing day changes: the days on which the verdict would turn, and to what.

use serde::Serialize;

use super::Book;
use super::diagnostic::{diagnostic, part_of, severity_name};
use super::order::{Order, order};
use crate::calendar::Day;
use crate::model::{FieldId, id};
use crate::program::Severity;
use crate::session::{Filed, Finding, Hit, Session};
use crate::sheet::At;
use crate::sorting::{sort, sort_by};
use crate::tell::{Param, Params};

const FILED: FieldId = id("dataPresentazione");

/// The longest stretch of filing days that is looked at.
const MOST_DAYS: i64 = 3700;
/// How far a rulebook without a last filing day is looked at.
const A_YEAR: i64 = 365;

/// Consecutive filing days on which the same errors and warnings are due.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FilingDays {
    /// First and last day, `YYYY-MM-DD`.
    pub from: String,
    pub to: String,
    /// The filing day of the application, or today, is among them.
    pub current: bool,
    /// Errors that hang on the filing day.
    pub errors: usize,
    /// What these days change, against the current ones, in a sentence.
    pub text: String,
    pub appears: Vec<FilingRemark>,
    pub disappears: Vec<FilingRemark>,
}

/// What one rule says on some filing days.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FilingRemark {
    pub rule: String,
    pub title: String,
    #[cfg_attr(test, ts(as = "Severity"))]
    pub severity: &'static str,
    /// In how many places; `path` and `message` are those of the first.
    pub count: usize,
    pub path: String,
    pub message: String,
}

/// Filing days on which one rule says the same at one place.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FilingDaysOf {
    pub from: String,
    pub to: String,
    pub holds: bool,
    pub text: String,
}

/// Where something stands, and how grave it is.
type Standing = (u16, usize, Option<i32>, Severity);

/// Consecutive filing days on which the same is to be said.
struct Stretch {
    from: i64,
    to: i64,
    standings: Vec<Standing>,
    entries: Vec<Entry>,
}

/// What is said of one rule.
struct Entry {
    rule: u16,
    standings: Vec<Standing>,
    remark: FilingRemark,
}

/// Filing day by filing day, what a whole check would say of the application; none where the rulebook names no filing
/// days, or none of its rules looks at them.
pub fn filing_days(book: &Book, session: &Session) -> Vec<FilingDays> {
    let Some((first, last)) = range(book, session) else {
        return Vec::new();
    };
    let mut filed = Filed::of(session);
    let mut stretches: Vec<Stretch> = Vec::new();
    for day in first..=last {
        let moved = filed.on(day);
        if let Some(stretch) = stretches.last_mut() {
            if !moved {
                stretch.to = day;
                continue;
            }
            if stretch.standings == standings(book, &filed) {
                stretch.to = day;
                continue;
            }
        }
        stretches.push(Stretch {
            from: day,
            to: day,
            standings: standings(book, &filed),
            entries: entries(book, &filed),
        });
    }
    let now = given(book, session).or(session.today());
    let is_now =
        |stretch: &Stretch| now.is_some_and(|day| (stretch.from..=stretch.to).contains(&day));
    let base = stretches.iter().find(|stretch| is_now(stretch));
    let base = base.map_or(&[][..], |stretch| &stretch.entries);
    let told = stretches.iter().map(|stretch| {
        let current = is_now(stretch);
        let appears = missing_in(&stretch.entries, base);
        let disappears = missing_in(base, &stretch.entries);
        let errors = stretch.standings.iter();
        FilingDays {
            from: Day::from_number(stretch.from).iso(),
            to: Day::from_number(stretch.to).iso(),
            current,
            errors: errors.filter(|(.., how)| *how == Severity::Error).count(),
            text: text(book, stretch, current, (&appears, &disappears)),
            appears,
            disappears,
        }
    });
    told.collect()
}

/// The same for one rule at one place; `None` where the day makes no difference.
pub fn filing_days_of(
    book: &Book,
    session: &Session,
    (point, row, month): (u16, usize, Option<i32>),
) -> Option<Vec<FilingDaysOf>> {
    let (first, last) = range(book, session)?;
    let mut filed = Filed::at(session, point, row)?;
    let mut stretches: Vec<(i64, i64, Option<String>)> = Vec::new();
    for day in first..=last {
        filed.on(day);
        let hit = filed.hits().find(|hit| hit.month == month).copied();
        let hit = hit.filter(|hit| is_told(book, hit));
        let said = hit.and_then(|hit| diagnostic(book, filed.session(), &Finding::Rule(hit)));
        let message = said.map(|said| said.message);
        match stretches.last_mut() {
            Some((_, to, said)) if *said == message => *to = day,
            _ => stretches.push((day, day, message)),
        }
    }
    // Figures that move with the day (days late) do not make a new stretch of each day.
    let mut merged: Vec<(i64, i64, Option<String>)> = Vec::new();
    for (from, to, message) in stretches {
        match merged.last_mut() {
            Some((_, end, said)) if said.is_some() == message.is_some() && from == to => *end = to,
            _ => merged.push((from, to, message)),
        }
    }
    if merged.len() < 2 {
        return None;
    }
    let told = merged.into_iter().map(|(from, to, message)| {
        let holds = message.is_none();
        let mut params = days(from, to);
        params.extend(message.map(|said| ("messaggio", Param::Text(said))));
        FilingDaysOf {
            from: Day::from_number(from).iso(),
            to: Day::from_number(to).iso(),
            holds,
            text: book.voice().phrase("filing.rule", &params),
        }
    });
    Some(told.collect())
}

/// The filing days worth a look: those the rulebook was made for, and the one in the application.
fn range(book: &Book, session: &Session) -> Option<(i64, i64)> {
    let from = i64::from(book.about.from?);
    let to = book.about.to.map_or(from + A_YEAR, i64::from);
    let (first, last) = match given(book, session) {
        Some(day) if (day - from).abs() < A_YEAR || (from..=to).contains(&day) => {
            (from.min(day), to.max(day))
        }
        _ => (from, to),
    };
    (last - first < MOST_DAYS).then_some((first, last))
}

/// The filing day of the application.
fn given(book: &Book, session: &Session) -> Option<i64> {
    let cell = session.sheet().cell(&book.wiring.model, &At::single(FILED));
    cell.seen()
}

/// Errors and warnings only: what is worth knowing does not decide a day.
fn is_told(book: &Book, hit: &Hit) -> bool {
    part_of(&book.wiring, hit).is_some_and(|(_, part)| part.severity != Severity::Info)
}

fn standings(book: &Book, filed: &Filed) -> Vec<Standing> {
    let told = filed.hits().filter(|hit| is_told(book, hit));
    let standing = |hit: &Hit| {
        let (_, part) = part_of(&book.wiring, hit)?;
        Some((hit.point, hit.row, hit.month, part.severity))
    };
    told.filter_map(standing).collect()
}

/// One entry for each rule, in the order of what it says first.
fn entries(book: &Book, filed: &Filed) -> Vec<Entry> {
    let mut rules: Vec<(u16, Vec<&Hit>)> = Vec::new();
    for hit in filed.hits().filter(|hit| is_told(book, hit)) {
        let Some(point) = book.wiring.points.get(usize::from(hit.point)) else {
            continue;
        };
        match rules.last_mut() {
            // The points of a rule stand side by side.
            Some((rule, hits)) if *rule == point.rule => hits.push(hit),
            _ => rules.push((point.rule, vec![hit])),
        }
    }
    let mut found: Vec<(Order, Entry)> = Vec::new();
    for (rule, hits) in rules {
        // Of a point the first row comes first: only the points of a rule are to be compared.
        let firsts = hits.chunk_by(|a, b| a.point == b.point);
        let firsts = firsts.filter_map(|of_point| of_point.first());
        let ordered = firsts.filter_map(|hit| {
            let finding = Finding::Rule(**hit);
            Some((order(&book.wiring, &finding)?, finding))
        });
        let Some((order, finding)) = ordered.min_by(|(a, _), (b, _)| a.cmp(b)) else {
            continue;
        };
        let Some(said) = diagnostic(book, filed.session(), &finding) else {
            continue;
        };
        let title = book.said.words.rules.get(usize::from(rule));
        let mut standings: Vec<Standing> = hits
            .iter()
            .map(|hit| (hit.point, hit.row, hit.month, order.4))
            .collect();
        sort(&mut standings);
        let remark = FilingRemark {
            rule: said.rule,
            title: title.map_or(String::new(), |words| words.title.clone()),
            severity: severity_name(order.4),
            count: hits.len(),
            path: said.path,
            message: said.message,
        };
        found.push((
            order,
            Entry {
                rule,
                standings,
                remark,
            },
        ));
    }
    sort_by(&mut found, |(a, _), (b, _)| a.cmp(b));
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// What the rules of `these` say that `others` do not.
fn missing_in(these: &[Entry], others: &[Entry]) -> Vec<FilingRemark> {
    let is_new = |entry: &&Entry| {
        let same = others.iter().find(|other| other.rule == entry.rule);
        let place = |(point, row, month, _): &Standing| (*point, *row, *month);
        same.is_none_or(|other| {
            let known = |standing: &Standing| {
                let found = other
                    .standings
                    .binary_search_by_key(&place(standing), place);
                found.is_ok()
            };
            entry.standings.iter().any(|standing| !known(standing))
        })
    };
    let new = these.iter().filter(is_new);
    new.map(|entry| entry.remark.clone()).collect()
}

fn text(
    book: &Book,
    stretch: &Stretch,
    current: bool,
    (appears, disappears): (&[FilingRemark], &[FilingRemark]),
) -> String {
    let mut params = days(stretch.from, stretch.to);
    for (name, remarks) in [("compare", appears), ("sparisce", disappears)] {
        if !remarks.is_empty() {
            let titles: Vec<&str> = remarks.iter().map(|of| of.title.as_str()).collect();
            params.push((name, Param::Text(titles.join("», «"))));
        }
    }
    let same = current || appears.is_empty() && disappears.is_empty();
    let key = if same { "filing.same" } else { "filing.other" };
    book.voice().phrase(key, &params)
}

/// The ends of a stretch; a single day has one.
fn days(from: i64, to: i64) -> Params<'static> {
    let mut days = vec![("dal", Param::Day(from))];
    if to > from {
        days.push(("al", Param::Day(to)));
    }
    days
}
