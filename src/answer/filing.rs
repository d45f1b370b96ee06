//! What the filing day changes: the days on which the verdict would turn, and to what.

use crate::calendar::Day;
use crate::engine::{Active, Below, Beside, Engine, Place, Spot};
use crate::form::cell::{Cell, Given};
use crate::form::model::field;
use crate::json::Json;
use crate::json::make::{list, number, object, text};
use crate::rule::{Param, Params, Read};
use crate::rulebook::{Point, Severity};
use crate::text::Kind;

/// The longest stretch of filing days that is looked at.
const MOST_DAYS: i64 = 3700;
/// How far a rulebook without a last filing day is looked at.
const A_YEAR: i64 = 365;

/// Consecutive filing days on which the same is to be said.
struct Stretch {
    from: i64,
    to: i64,
    /// Errors and warnings only: what is worth knowing does not decide a day.
    fires: Vec<Active>,
}

/// The diagnostics of one rule, as one entry of the answer.
struct Entry {
    rule: usize,
    severity: Severity,
    paths: Vec<String>,
    json: Json,
}

impl Engine {
    /// Filing day by filing day, what would be said of the application:
    /// `[{ from, to, current, errors, appears, disappears, text }]`, where `appears` and `disappears` compare with the
    /// filing day of the application (or today) and hold `{ rule, title, severity, count, path, message }`.
    ///
    /// Empty where the rulebook names no filing days, or none of its rules looks at them.
    pub fn filing_days(&mut self) -> Json {
        let Some((first, last)) = self.filing_range() else {
            return Json::List(Vec::new());
        };
        let points = self.points_by_filing_day();
        let now = self.filing_now();
        let before = self.cell(&FILING_DAY).cloned();
        let stretches = self.stretches(first, last, &points);
        let mut entries: Vec<Vec<Entry>> = Vec::new();
        for stretch in &stretches {
            self.file_on(stretch.from);
            entries.push(self.entries(&stretch.fires));
        }
        self.put_filing_day(before);
        let current = stretches
            .iter()
            .position(|stretch| now.is_some_and(|day| stretch.from <= day && day <= stretch.to));
        let none = Vec::new();
        let base = current.and_then(|at| entries.get(at)).unwrap_or(&none);
        let answers = stretches.iter().zip(&entries).enumerate();
        let answers = answers.map(|(at, (stretch, entries))| {
            let errors: usize = entries
                .iter()
                .filter(|entry| entry.severity == Severity::Error)
                .map(|entry| entry.paths.len())
                .sum();
            let appears = missing_in(entries, base);
            let disappears = missing_in(base, entries);
            object([
                ("from", text(Day::from_number(stretch.from).iso())),
                ("to", text(Day::from_number(stretch.to).iso())),
                ("current", Json::Bool(current == Some(at))),
                ("errors", number(errors as i64)),
                (
                    "text",
                    text(self.filing_text(stretch, current == Some(at), &appears, &disappears)),
                ),
                ("appears", list(appears.iter().map(|e| e.json.clone()))),
                (
                    "disappears",
                    list(disappears.iter().map(|e| e.json.clone())),
                ),
            ])
        });
        list(answers)
    }

    /// The same for one rule at one spot: `[{ from, to, holds, text }]`; `None` where the day makes no difference.
    pub(super) fn filing_days_of(&mut self, point: usize, spot: &Spot) -> Option<Json> {
        let (first, last) = self.filing_range()?;
        if !self
            .book
            .points
            .get(point)?
            .reads
            .contains(&Read::Field(field::DATA_PRESENTAZIONE))
        {
            return None;
        }
        let before = self.cell(&FILING_DAY).cloned();
        let mut stretches: Vec<(i64, i64, Option<String>)> = Vec::new();
        for day in first..=last {
            self.file_on(day);
            let fires = self.fires_at(point, spot);
            let message = fires.map(|active| self.said(&active));
            match stretches.last_mut() {
                Some((_, to, said)) if *said == message => *to = day,
                _ => stretches.push((day, day, message)),
            }
        }
        self.put_filing_day(before);
        // Figures that move with the day (days late) do not make a new stretch of each day.
        let mut merged: Vec<(i64, i64, Option<String>)> = Vec::new();
        for (from, to, message) in stretches {
            match merged.last_mut() {
                Some((_, end, said))
                    if said.is_some() == message.is_some() && from == *end + 1 && from == to =>
                {
                    *end = to
                }
                _ => merged.push((from, to, message)),
            }
        }
        if merged.len() < 2 {
            return None;
        }
        let answers = merged.iter().map(|(from, to, message)| {
            let mut params = days(*from, *to);
            if let Some(message) = message {
                params.push(("messaggio", Param::Text(message.clone())));
            }
            object([
                ("from", text(Day::from_number(*from).iso())),
                ("to", text(Day::from_number(*to).iso())),
                ("holds", Json::Bool(message.is_none())),
                ("text", text(self.voice().phrase("filing.rule", &params))),
            ])
        });
        Some(list(answers))
    }

    /// The filing days worth a look: those the rulebook was made for, and the one in the application.
    fn filing_range(&self) -> Option<(i64, i64)> {
        let from = self.book.from?.number();
        let to = self.book.to.map_or(from + A_YEAR, Day::number);
        let given = self.view(None).need(field::DATA_PRESENTAZIONE);
        let (first, last) = match given {
            Some(day) if (day - from).abs() < A_YEAR || (from..=to).contains(&day) => {
                (from.min(day), to.max(day))
            }
            _ => (from, to),
        };
        (last - first < MOST_DAYS).then_some((first, last))
    }

    fn filing_now(&self) -> Option<i64> {
        let given = self.view(None).need(field::DATA_PRESENTAZIONE);
        given.or(self.today.map(Day::number))
    }

    /// The points whose verdict may depend on the filing day, and that forbid or warn.
    fn points_by_filing_day(&self) -> Vec<usize> {
        let decides = |point: &Point| {
            point
                .variants
                .iter()
                .any(|v| v.words.severity != Severity::Info)
        };
        let points = self.book.points.iter().enumerate();
        points
            .filter(|(_, p)| {
                p.reads.contains(&Read::Field(field::DATA_PRESENTAZIONE)) && decides(p)
            })
            .map(|(index, _)| index)
            .collect()
    }

    fn stretches(&mut self, first: i64, last: i64, points: &[usize]) -> Vec<Stretch> {
        let (single, of_rows): (Vec<usize>, Vec<usize>) = points.iter().partition(|p| {
            self.book
                .points
                .get(**p)
                .is_some_and(|point| point.list.is_none())
        });
        let turns = self.turns(first, &of_rows);
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut in_rows: Vec<Active> = Vec::new();
        for day in first..=last {
            self.file_on(day);
            if turns.contains(&day) {
                in_rows = of_rows
                    .iter()
                    .flat_map(|point| self.fires_of(*point))
                    .collect();
            }
            let mut fires: Vec<Active> = single
                .iter()
                .flat_map(|point| self.fires_of(*point))
                .collect();
            fires.extend(in_rows.iter().cloned());
            let said = |a: &Active| (self.rule_of(&a.cause), self.words_of(&a.cause).severity);
            let same = |a: &Active, b: &Active| a.spot == b.spot && said(a) == said(b);
            match stretches.last_mut() {
                Some(last)
                    if last.fires.len() == fires.len()
                        && last.fires.iter().zip(&fires).all(|(a, b)| same(a, b)) =>
                {
                    last.to = day;
                }
                _ => stretches.push(Stretch {
                    from: day,
                    to: day,
                    fires,
                }),
            }
        }
        stretches
    }

    /// The days on which rules over rows may turn: where a version begins or has ended, and the days that the
    /// application itself names (a rule of a row that looks at the filing day compares it with one of them).
    fn turns(&self, first: i64, points: &[usize]) -> Vec<i64> {
        let mut turns = vec![first];
        for variant in points
            .iter()
            .filter_map(|p| self.book.points.get(*p))
            .flat_map(|point| &point.variants)
        {
            let Some(window) = variant.window else {
                continue;
            };
            turns.extend(window.from.map(Day::number));
            turns.extend(window.to.map(|to| to.number() + 1));
        }
        for &single in self.book.model.singles() {
            let is_date = self
                .book
                .model
                .get(single)
                .is_some_and(|f| f.kind == Kind::Date);
            if let (true, Some(day)) = (is_date, self.form.ordinal(&self.book.model, single, None))
            {
                turns.extend([day, day + 1]);
            }
        }
        turns
    }

    /// What a point says wherever it stands.
    fn fires_of(&self, point: usize) -> Vec<Active> {
        let Some(p) = self.book.points.get(point) else {
            return Vec::new();
        };
        let spots = self.form.places(p.list).into_iter().map(|row| Spot {
            target: p.target.clone(),
            row,
            below: Below::Nothing,
        });
        spots
            .filter_map(|spot| self.fires_at(point, &spot))
            .collect()
    }

    fn fires_at(&self, point: usize, spot: &Spot) -> Option<Active> {
        let (cause, params) = self.evaluate(point, self.book.points.get(point)?, spot, true)?;
        let active = Active {
            spot: spot.clone(),
            cause,
            params,
            beside: Beside::default(),
        };
        (self.words_of(&active.cause).severity != Severity::Info).then_some(active)
    }

    /// One entry for each rule: how often it speaks, and what it says first.
    fn entries(&self, fires: &[Active]) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for active in self.in_order(fires) {
            let rule = self.rule_of(&active.cause);
            let path = self.path(&active.spot);
            match entries.iter_mut().find(|entry| entry.rule == rule) {
                Some(entry) => entry.paths.push(path),
                None => entries.push(Entry {
                    rule,
                    severity: self.words_of(&active.cause).severity,
                    json: self.entry(active, &path),
                    paths: vec![path],
                }),
            }
        }
        for entry in &mut entries {
            let count = object([("count", number(entry.paths.len() as i64))]);
            entry.json = entry.json.overlaid(&count);
        }
        entries
    }

    fn entry(&self, active: &Active, path: &str) -> Json {
        let words = self.words_of(&active.cause);
        object([
            (
                "rule",
                text(self.book.rule_name(self.rule_of(&active.cause))),
            ),
            ("title", text(words.title.get(self.language))),
            ("severity", text(words.severity.name())),
            ("path", text(path)),
            ("message", text(self.said(active))),
        ])
    }

    fn filing_text(
        &self,
        stretch: &Stretch,
        current: bool,
        appears: &[&Entry],
        disappears: &[&Entry],
    ) -> String {
        let mut params = days(stretch.from, stretch.to);
        for (name, entries) in [("compare", appears), ("sparisce", disappears)] {
            if !entries.is_empty() {
                let titles: Vec<&str> = entries
                    .iter()
                    .filter_map(|e| e.json.get("title")?.text())
                    .collect();
                params.push((name, Param::Text(titles.join("», «"))));
            }
        }
        let same = current || appears.is_empty() && disappears.is_empty();
        let key = if same { "filing.same" } else { "filing.other" };
        self.voice().phrase(key, &params)
    }

    /// Puts another filing day in the application, for the rules to look at.
    fn file_on(&mut self, day: i64) {
        let given = Given::Text(Day::from_number(day).italian());
        self.put_filing_day(Some(Cell::new(&Kind::Date, given)));
    }

    fn put_filing_day(&mut self, cell: Option<Cell>) {
        self.write(&FILING_DAY, cell);
    }
}

const FILING_DAY: Place = Place::of(field::DATA_PRESENTAZIONE, None);

/// The ends of a stretch; a single day has one.
fn days(from: i64, to: i64) -> Params {
    let mut days = vec![("dal", Param::Day(Day::from_number(from)))];
    if to > from {
        days.push(("al", Param::Day(Day::from_number(to))));
    }
    days
}

/// The rules of `these` that say something which `others` do not.
fn missing_in<'a>(these: &'a [Entry], others: &[Entry]) -> Vec<&'a Entry> {
    these
        .iter()
        .filter(|entry| {
            let same = others.iter().find(|other| other.rule == entry.rule);
            same.is_none_or(|other| entry.paths.iter().any(|path| !other.paths.contains(path)))
        })
        .collect()
}
