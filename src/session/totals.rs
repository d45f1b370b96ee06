//! Sums and counts over rows, as they can be moved by what one row adds to them.

use crate::model::Scope;
use crate::pairs::Pairs;
use crate::program::Aggregate;
use crate::sheet::Sheet;

use super::kernel::{EMPTY, Known, UNUSABLE, VALUE};

/// What rows add up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Total {
    sum: i128,
    /// Rows with a value; of these the ones that are yes.
    values: usize,
    yes: usize,
    empty: usize,
    unusable: usize,
    min: Option<i64>,
    max: Option<i64>,
}

impl Total {
    pub fn add(&mut self, known: Known) {
        match known {
            (value, VALUE) => {
                self.sum += i128::from(value);
                self.values += 1;
                self.yes += usize::from(value != 0);
                self.min = Some(self.min.map_or(value, |min| min.min(value)));
                self.max = Some(self.max.map_or(value, |max| max.max(value)));
            }
            (_, EMPTY) => self.empty += 1,
            _ => self.unusable += 1,
        }
    }

    /// Adds the same for some rows.
    pub fn add_many(&mut self, known: Known, rows: usize) {
        let Some(others) = rows.checked_sub(1) else {
            return;
        };
        self.add(known);
        match known {
            (value, VALUE) => {
                self.sum += i128::from(value) * others as i128;
                self.values += others;
                self.yes += if value != 0 { others } else { 0 };
            }
            (_, EMPTY) => self.empty += others,
            _ => self.unusable += others,
        }
    }

    /// Takes back what was added; the smallest and the greatest are not right any more then. Of a program whose bytes
    /// were spoilt a row may give back what it never gave.
    pub fn take(&mut self, known: Known) {
        match known {
            (value, VALUE) => {
                self.sum -= i128::from(value);
                self.values = self.values.saturating_sub(1);
                self.yes = self.yes.saturating_sub(usize::from(value != 0));
            }
            (_, EMPTY) => self.empty = self.empty.saturating_sub(1),
            _ => self.unusable = self.unusable.saturating_sub(1),
        }
    }

    pub fn get(&self, how: Aggregate) -> Known {
        let whole = match (self.unusable, self.empty) {
            (0, 0) => VALUE,
            (0, _) => EMPTY,
            _ => UNUSABLE,
        };
        let of = |end: Option<i64>| match (whole, end) {
            (VALUE, None) => (0, EMPTY),
            (state, end) => (end.unwrap_or(0), state),
        };
        match how {
            Aggregate::Sum => {
                let bounds = (i128::from(i64::MIN), i128::from(i64::MAX));
                (self.sum.max(bounds.0).min(bounds.1) as i64, whole)
            }
            Aggregate::Count if self.unusable > 0 => (0, UNUSABLE),
            Aggregate::Count => (self.yes as i64, VALUE),
            Aggregate::Min => of(self.min),
            Aggregate::Max => of(self.max),
        }
    }
}

/// What all workers together have told of each month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MonthFacts {
    workers: usize,
    /// By month: how many have a value, and how many an unreadable one.
    told: Pairs<i32, (usize, usize)>,
}

impl MonthFacts {
    pub fn of(sheet: &Sheet) -> MonthFacts {
        let mut facts = MonthFacts {
            workers: sheet.rows(Scope::Lavoratori),
            told: Pairs::default(),
        };
        for row in 0..facts.workers {
            let Some(months) = sheet.months(Scope::Consuntivo, row) else {
                continue;
            };
            for (month, cell) in months.real() {
                let Some(told) = facts.told.at_or(month, Default::default) else {
                    continue;
                };
                match cell.state_seen() {
                    VALUE => told.0 += 1,
                    EMPTY => {}
                    _ => told.1 += 1,
                }
            }
        }
        facts
    }

    /// A worker's cell of a month is another one: whether "somebody has a value" or "somebody has nothing" turned.
    pub fn replace(&mut self, month: i32, old: u8, new: u8) -> bool {
        let facts = |facts: &MonthFacts| (facts.is_given(month), facts.empty(month) > 0);
        let before = facts(self);
        let Some(told) = self.told.at_or(month, Default::default) else {
            return false;
        };
        match old {
            VALUE => told.0 -= 1,
            EMPTY => {}
            _ => told.1 -= 1,
        }
        match new {
            VALUE => told.0 += 1,
            EMPTY => {}
            _ => told.1 += 1,
        }
        before != facts(self)
    }

    /// Whether "somebody has a value" or "somebody has nothing" is otherwise in any month.
    pub fn differ(&self, other: &MonthFacts) -> bool {
        let of = |facts: &MonthFacts, month| (facts.is_given(month), facts.empty(month) > 0);
        let mut months = self.told.keys().chain(other.told.keys());
        (self.workers > 0) != (other.workers > 0)
            || months.any(|month| of(self, *month) != of(other, *month))
    }

    /// Whether some worker has a readable value for the month.
    pub fn is_given(&self, month: i32) -> bool {
        self.told.get(&month).is_some_and(|told| told.0 > 0)
    }

    /// How many workers have nothing for the month.
    pub fn empty(&self, month: i32) -> usize {
        let (values, unreadable) = self.told.get(&month).copied().unwrap_or_default();
        self.workers - values - unreadable
    }

    /// The months that some worker has a readable value for.
    pub fn given(&self) -> impl Iterator<Item = i32> {
        self.told
            .iter()
            .filter(|(_, told)| told.0 > 0)
            .map(|(month, _)| *month)
    }
}
