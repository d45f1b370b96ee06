//! Terms: days computed from the days of the form, as laws count them.

use super::{Builder, Read, View};
use crate::calendar::Day;
use crate::form::model::{FieldId, Model};
use crate::json::Json;
use crate::rulebook::keys::{Keys, Mistake};
use crate::text::Kind;

/// A day of the law, or a day counted from fields of the form.
#[derive(Debug)]
pub enum Term {
    Day(Day),
    Counted(Counted),
}

#[derive(Debug)]
pub struct Counted {
    /// Where the counting starts.
    of: Vec<FieldId>,
    /// From the first of them that is given; else from the latest.
    first: bool,
    months: i32,
    days: i64,
    /// Then so many days that are neither Saturday, Sunday nor holiday.
    working_days: i64,
    /// To the last day of the k-th following month.
    month_end: Option<i32>,
    /// A Sunday or holiday moves to the next working day.
    moves: bool,
    /// Not before the worker's first day with the employer.
    worker: bool,
    /// A later law moved the days of these windows to the day beside them.
    becomes: Vec<(Day, Day, Day)>,
    /// Days added at the end.
    then_days: i64,
    or_later: Vec<Term>,
    /// `or_later` counts only when this field is given.
    if_given: Option<FieldId>,
}

/// The key `becomes`: `[{ "from": day, "to": day, "day": day }, …]`.
fn windows(keys: &mut Keys) -> Result<Vec<(Day, Day, Day)>, Mistake> {
    let mut windows = Vec::new();
    for (place, window) in keys.list("becomes")? {
        let day = |key| window.get(key).and_then(Json::text).and_then(Day::from_iso);
        match (day("from"), day("to"), day("day")) {
            (Some(from), Some(to), Some(day)) => windows.push((from, to, day)),
            _ => {
                return Err(Mistake::new(
                    &place,
                    "must give the days from, to and day, as 2020-02-23.",
                ));
            }
        }
    }
    Ok(windows)
}

impl Term {
    /// Whether it counts days or months from somewhere: a bare day, or another field's, is no term to keep.
    pub fn is_counted(&self) -> bool {
        match self {
            Term::Day(_) => false,
            Term::Counted(c) => {
                let counts = c.months != 0 || c.days != 0 || c.working_days != 0;
                counts || c.month_end.is_some() || !c.or_later.is_empty()
            }
        }
    }

    /// The parameter `key` of a rule; `None` when it is not there.
    pub fn read(builder: &mut Builder, key: &'static str) -> Result<Option<Term>, Mistake> {
        let Some(value) = builder.keys.take(key) else {
            return Ok(None);
        };
        let place = builder.keys.place(key);
        Term::from_json(builder.model, value, place).map(Some)
    }

    /// A term from its JSON, at a place that mistakes name.
    pub fn from_json(model: &Model, value: &Json, place: String) -> Result<Term, Mistake> {
        if let Json::Text(text) = value {
            return match Day::from_iso(text) {
                Some(day) => Ok(Term::Day(day)),
                None => Err(Mistake::new(&place, "is no day: write it as 2020-02-23.")),
            };
        }
        let mut keys = Keys::object(value, place)?;
        let mut of = keys.fields("of", model)?;
        let first = of.is_empty();
        if first {
            of = keys.fields("first", model)?;
        }
        if of.is_empty() {
            return Err(keys.mistake(
                "of",
                "is missing: the field that the days are counted from.",
            ));
        }
        for id in &of {
            if model.get(*id).is_none_or(|f| f.kind != Kind::Date) {
                return Err(keys.mistake("of", "names a field that holds no date."));
            }
        }
        let months = keys.integer("months")?.unwrap_or(0) as i32;
        let days = keys.integer("days")?.unwrap_or(0);
        let working_days = keys.integer("workingDays")?.unwrap_or(0);
        let month_end = keys.integer("monthEnd")?.map(|k| k as i32);
        let moves = keys.flag("moves")?;
        let worker = keys.flag("worker")?;
        let becomes = windows(&mut keys)?;
        let then_days = keys.integer("thenDays")?.unwrap_or(0);
        let if_given = keys.fields("ifGiven", model)?.first().copied();
        let mut or_later = Vec::new();
        for (place, other) in keys.list("orLater")? {
            or_later.push(Term::from_json(model, other, place)?);
        }
        keys.done()?;
        Ok(Term::Counted(Counted {
            of,
            first,
            months,
            days,
            working_days,
            month_end,
            moves,
            worker,
            becomes,
            then_days,
            or_later,
            if_given,
        }))
    }

    pub fn reads(&self, reads: &mut Vec<Read>) {
        if let Term::Counted(counted) = self {
            reads.extend(
                counted
                    .of
                    .iter()
                    .chain(&counted.if_given)
                    .map(|id| Read::Field(*id)),
            );
            if counted.worker {
                Read::fields(&super::view::HIRE, reads);
            }
            for other in &counted.or_later {
                other.reads(reads);
            }
        }
    }

    /// The day; `None` when a field that it is counted from has no usable value.
    pub fn day(&self, view: &View) -> Option<Day> {
        let ordinary = self.ordinary(view)?;
        let Term::Counted(counted) = self else {
            return Some(ordinary);
        };
        let mut windows = counted.becomes.iter();
        let moved = windows.find(|(from, to, _)| *from <= ordinary && ordinary <= *to);
        Some(
            moved
                .map_or(ordinary, |(.., day)| *day)
                .plus_days(counted.then_days),
        )
    }

    /// The day before a later law moved it.
    pub fn ordinary(&self, view: &View) -> Option<Day> {
        let counted = match self {
            Term::Day(day) => return Some(*day),
            Term::Counted(counted) => counted,
        };
        let mut latest: Option<i64> = None;
        for id in &counted.of {
            latest = latest.max(view.excuse(*id)?);
            if counted.first && latest.is_some() {
                break;
            }
        }
        if counted.worker {
            latest = latest.max(view.first_day()?);
        }
        let mut day = Day::from_number(latest?);
        if counted.months != 0 {
            day = day.plus_months(counted.months);
        }
        day = day.plus_days(counted.days);
        for _ in 0..counted.working_days.clamp(0, 366) {
            day = day.plus_days(1).moved();
            while day.weekday() == 5 {
                day = day.plus_days(1).moved();
            }
        }
        if let Some(k) = counted.month_end {
            day = day.month_end_after(k);
        }
        if counted.moves {
            day = day.moved();
        }
        let given = match counted.if_given {
            Some(id) => view.excuse(id)?.is_some(),
            None => true,
        };
        if given {
            for other in &counted.or_later {
                day = day.max(other.day(view)?);
            }
        }
        Some(day)
    }
}
