//! What is kept over all rows, so that an edit of one row need not look at the others.

use std::collections::{HashMap, HashSet};

use super::earlier::Earlier;
use super::headcount::{Headcount, InForce};
use crate::calendar::Month;
use crate::form::Form;
use crate::form::cell::Known;
use crate::form::model::{List, Model, field};
use crate::form::rows::{NEXT, Row, RowId, Rows};
use crate::rule::{AnyEvery, Fact, RowHours, View};
use crate::text::{Value, codice_fiscale};

/// The sums, counts and indexes that rules read.
#[derive(Debug, Default)]
pub struct Totals {
    pub people: People,
    pub earlier: Earlier,
    pub months: Months,
    pub headcount: Option<Headcount>,
    pub hours: Hours,
    pub in_force: InForce,
    facts: Vec<(Fact, i64, usize)>,
}

impl Totals {
    pub fn new(facts: &[Fact]) -> Totals {
        Totals {
            facts: facts.iter().map(|fact| (fact.clone(), 0, 0)).collect(),
            ..Totals::default()
        }
    }

    /// The answer of a fact over all rows.
    pub fn fact(&self, index: usize) -> bool {
        let Some((fact, count, rows)) = self.facts.get(index) else {
            return false;
        };
        match fact.asks {
            AnyEvery::Any => *count > 0,
            AnyEvery::Every => *rows > 0 && *count == *rows as i64,
        }
    }

    pub fn facts(&self) -> usize {
        self.facts.len()
    }

    /// Counts a row in (`1`) or out (`-1`) of the facts of its list.
    pub fn count_facts(&mut self, form: &Form, model: &Model, list: List, row: RowId, sign: i64) {
        for (fact, count, rows) in self.facts.iter_mut().filter(|(fact, ..)| fact.list == list) {
            let value = form.ordinal(model, fact.field, Some(row));
            if value.is_some_and(|n| fact.words.contains(n)) {
                *count += sign;
            }
            *rows = form.rows(list).len();
        }
    }

    /// The number of rows changed: what asks every row needs it.
    pub fn count_rows(&mut self, form: &Form, list: List) {
        for (_, _, rows) in self.facts.iter_mut().filter(|(fact, ..)| fact.list == list) {
            *rows = form.rows(list).len();
        }
    }
}

/// Which rows hold a person; the rows of each in list order.
#[derive(Debug, Default)]
pub struct People {
    rows: HashMap<String, Vec<RowId>>,
    /// Rows whose code is still being typed, and tells nobody yet.
    half_typed: HashSet<RowId>,
}

impl People {
    /// The first row that holds this person.
    pub fn first(&self, person: &str) -> Option<RowId> {
        self.rows.get(person)?.first().copied()
    }

    /// The rows that hold this person.
    pub fn rows(&self, person: &str) -> &[RowId] {
        self.rows.get(person).map_or(&[], |rows| rows)
    }

    /// The persons that stand in more than one row.
    pub fn repeated(&self) -> impl Iterator<Item = &str> {
        let groups = self.rows.iter().filter(|(_, group)| group.len() > 1);
        groups.map(|(person, _)| person.as_str())
    }

    /// The rows whose code may still become somebody's.
    pub fn half_typed(&self) -> impl Iterator<Item = RowId> + '_ {
        self.half_typed.iter().copied()
    }

    pub fn note_half_typed(&mut self, row: RowId, is_half_typed: bool) {
        if is_half_typed {
            self.half_typed.insert(row);
        } else {
            self.half_typed.remove(&row);
        }
    }

    pub fn add(&mut self, person: String, row: RowId, rows: &Rows) {
        let group = self.rows.entry(person).or_default();
        let rank = rows.rank(row);
        let place = group.partition_point(|other| rows.rank(*other) < rank);
        group.insert(place, row);
    }

    pub fn remove(&mut self, person: &str, row: RowId) {
        let Some(group) = self.rows.get_mut(person) else {
            return;
        };
        group.retain(|other| *other != row);
        if group.is_empty() {
            self.rows.remove(person);
        }
    }
}

/// The person in a worker's row, when his code can be read.
pub fn person(form: &Form, model: &Model, row: RowId) -> Option<String> {
    match form.known(model, field::CODICE_FISCALE, Some(row)) {
        Known::Value(Value::Text(code)) => Some(codice_fiscale::person(code)),
        _ => None,
    }
}

/// The monthly values of all workers.
#[derive(Debug, Default, PartialEq, Clone)]
pub struct Months {
    /// By month: how many are given, how many cannot be read, the sum in hundredths.
    months: Vec<(Month, MonthTotal)>,
}

#[derive(Debug, Default, PartialEq, Clone, Copy)]
struct MonthTotal {
    given: i64,
    unreadable: i64,
    sum: i64,
}

impl Months {
    /// Counts a worker's values in (`1`) or out (`-1`).
    pub fn count(&mut self, row: &Row, sign: i64) {
        for (key, cell) in &row.consuntivo {
            let Some(month) = Month::from_key(key) else {
                continue;
            };
            let at = match self.months.binary_search_by_key(&month, |(m, _)| *m) {
                Ok(at) => at,
                Err(at) => {
                    self.months.insert(at, (month, MonthTotal::default()));
                    at
                }
            };
            let Some((_, total)) = self.months.get_mut(at) else {
                continue;
            };
            match cell.known() {
                Known::Empty => {}
                Known::Unusable => total.unreadable += sign,
                Known::Value(Value::Ordinal(hours)) => {
                    total.given += sign;
                    total.sum = total.sum.saturating_add(sign * hours);
                }
                Known::Value(Value::Text(_)) => {}
            }
        }
    }

    fn total(&self, month: Month) -> MonthTotal {
        match self.months.binary_search_by_key(&month, |(m, _)| *m) {
            Ok(at) => self
                .months
                .get(at)
                .map_or(MonthTotal::default(), |(_, total)| *total),
            Err(_) => MonthTotal::default(),
        }
    }

    /// How many workers have a value for the month.
    pub fn given(&self, month: Month) -> i64 {
        self.total(month).given
    }

    /// How many workers have none; the view's own too, where his row is not there yet.
    pub fn empty(&self, month: Month, view: &View) -> i64 {
        let total = self.total(month);
        let next = i64::from(view.row == Some((List::Lavoratori, NEXT)));
        view.form.rows(List::Lavoratori).len() as i64 + next - total.given - total.unreadable
    }

    /// The sum over all workers and months, when all are numbers.
    pub fn sum(&self, first: Month, last: Month, view: &View) -> Option<i64> {
        let workers = view.form.rows(List::Lavoratori).len() as i64;
        let (mut month, mut sum) = (first, 0i64);
        while month <= last {
            let total = self.total(month);
            if total.given != workers {
                return None;
            }
            sum = sum.saturating_add(total.sum);
            month = month.next();
        }
        Some(sum)
    }

    /// The months with values whose verdict turns on a gap in the month before: those that have one.
    pub fn after_gaps(&self, workers: i64) -> Vec<Month> {
        let filled = self
            .months
            .iter()
            .filter(|(_, total)| total.given + total.unreadable > 0);
        let gap = |month: Month| {
            let total = self.total(month.previous());
            total.given + total.unreadable < workers
        };
        filled
            .map(|(month, _)| *month)
            .filter(|month| gap(*month))
            .collect()
    }
}

/// The hours of all workers, in the parts of [`RowHours`]: kept as sums, so that one worker's edit costs the
/// same among ten and among ten thousand.
#[derive(Debug, Default, PartialEq, Clone, Copy)]
pub struct Hours {
    unusable: i128,
    ordinary: i128,
    asked: i128,
    worked: i128,
}

impl Hours {
    /// Counts the view's worker in (`1`) or out (`-1`).
    pub fn count(&mut self, view: &View, sign: i128) {
        let Some(hours) = RowHours::of(view) else {
            self.unusable += sign;
            return;
        };
        self.ordinary += sign * hours.ordinary;
        self.asked += sign * hours.asked;
        self.worked += sign * hours.worked();
    }

    /// How many workers there are, and the sums; `None` unless all rows are usable.
    pub fn all(&self) -> Option<AllHours> {
        (self.unusable == 0).then_some(AllHours {
            ordinary: self.ordinary,
            asked: self.asked,
            worked: self.worked,
        })
    }
}

/// The sums over all workers, in the parts of [`RowHours`].
pub struct AllHours {
    pub ordinary: i128,
    pub asked: i128,
    pub worked: i128,
}
