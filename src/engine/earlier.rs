//! The earlier applications: which of them count, their days, what was used of them, and whom they list.

use std::collections::HashMap;

use crate::form::Form;
use crate::form::cell::{Cell, Known};
use crate::form::model::{List, Model, field};
use crate::form::rows::RowId;
use crate::ranges::Ranges;
use crate::rule::folded;
use crate::text::{Value, codice_fiscale};

/// The earlier applications.
#[derive(Debug, Default, PartialEq)]
pub struct Earlier {
    /// Whether one counts can not be told: nothing is known of all together.
    unknown: bool,
    /// One that counts has no usable period.
    unusable: bool,
    /// What was used of one that counts can not be read.
    unreadable_use: bool,
    /// How many count.
    count: i64,
    /// How many stand: neither rejected nor cancelled, of whatever unit.
    standing: i64,
    /// All their days, plainly summed.
    pub days: i64,
    /// The days that at least one of them covers.
    pub covered_days: i64,
    covered: Vec<(i64, i64)>,
    rows: Vec<EarlierRow>,
    listings: Vec<Listing>,
    /// By person: the places of the listings.
    listed: HashMap<String, Vec<u32>>,
}

/// An earlier application that counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarlierRow {
    pub period: (i64, i64),
    /// Months and left-over days that were used, where they are told.
    pub used: Option<(i64, i64)>,
}

/// A person in an earlier application that stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Listing {
    pub index: usize,
    pub start: i64,
    pub end: i64,
    /// The application says that it is of another unit.
    pub elsewhere: bool,
}

/// The outcomes after which an application does not stand: the places of `respinta` and `annullata`.
const FALLEN: [i64; 2] = [2, 3];

impl Earlier {
    /// `by_unit`: only those of this application's unit count.
    pub fn of(form: &Form, model: &Model, by_unit: bool) -> Earlier {
        let mut earlier = Earlier::default();
        let rows = form.rows(List::DomandePrecedenti);
        for (index, id) in rows.ids().iter().enumerate() {
            let known = |field| form.known(model, field, Some(*id));
            let stands = match known(field::PRECEDENTE_ESITO) {
                Known::Unusable => None,
                Known::Value(Value::Ordinal(outcome)) => Some(!FALLEN.contains(outcome)),
                _ => Some(true),
            };
            let other_unit = other_unit(form, model, known(field::PRECEDENTE_UNITA));
            let counts = match stands {
                Some(true) if by_unit => other_unit.map(|other| !other),
                stands => stands,
            };
            let date = |field| form.ordinal(model, field, Some(*id));
            let period = date(field::PRECEDENTE_INIZIO)
                .zip(date(field::PRECEDENTE_FINE))
                .filter(|(start, end)| start <= end);
            match counts {
                Some(true) => earlier.add(period, used(form, model, *id)),
                Some(false) => {}
                None => earlier.unknown = true,
            }
            if stands == Some(true) {
                earlier.standing += 1;
                if let Some(period) = period {
                    let row = rows.get(*id).map_or(&[][..], |row| &row.listed);
                    let elsewhere = other_unit == Some(true);
                    earlier.list(index, period, elsewhere, row);
                }
            }
        }
        let union = earlier.rows.iter().fold(Ranges::none(), |all, row| {
            all.union(&Ranges::between(row.period.0, row.period.1))
        });
        earlier.covered = union.intervals().to_vec();
        earlier.covered_days = earlier
            .covered
            .iter()
            .map(|(start, end)| end - start + 1)
            .sum();
        earlier
    }

    /// Adds one that counts.
    fn add(&mut self, period: Option<(i64, i64)>, used: Option<Option<(i64, i64)>>) {
        self.count += 1;
        let Some((start, end)) = period else {
            self.unusable = true;
            return;
        };
        self.unreadable_use |= used.is_none();
        self.days += end - start + 1;
        let used = used.flatten();
        self.rows.push(EarlierRow {
            period: (start, end),
            used,
        });
    }

    /// Adds whom an application that stands lists.
    fn list(
        &mut self,
        index: usize,
        (start, end): (i64, i64),
        elsewhere: bool,
        listed: &[Option<Cell>],
    ) {
        for cell in listed.iter().flatten() {
            if let Known::Value(Value::Text(code)) = cell.known() {
                let place = self.listings.len() as u32;
                self.listings.push(Listing {
                    index,
                    start,
                    end,
                    elsewhere,
                });
                let person = codice_fiscale::person(code);
                self.listed.entry(person).or_default().push(place);
            }
        }
    }

    /// Themselves, when every one that counts has a usable period.
    pub fn usable(&self) -> Option<&Earlier> {
        (!self.unknown && !self.unusable).then_some(self)
    }

    /// How many count, usable period or not; `None` when that can not be told.
    pub fn count(&self) -> Option<i64> {
        (!self.unknown).then_some(self.count)
    }

    /// Whether one stands: neither rejected nor cancelled.
    pub fn any_stands(&self) -> bool {
        self.standing > 0
    }

    /// The period of each.
    pub fn periods(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        self.rows.iter().map(|row| row.period)
    }

    /// Each with what was used of it; `None` where that can not be read.
    pub fn rows(&self) -> Option<&[EarlierRow]> {
        (!self.unreadable_use).then_some(&self.rows)
    }

    pub fn last_day(&self) -> Option<i64> {
        self.covered.last().map(|(_, end)| *end)
    }

    /// How many days between the two (included) are covered.
    pub fn covered_between(&self, start: i64, end: i64) -> i64 {
        self.covered
            .iter()
            .map(|(a, b)| ((*b).min(end) - (*a).max(start) + 1).max(0))
            .sum()
    }

    /// The last end of a period from `start` that adds at most `days` uncovered days; before `start` when
    /// its first day is already too much.
    pub fn last_with_new_days(&self, start: i64, days: i64) -> i64 {
        let mut end = start - 1;
        let mut left = days;
        for (a, b) in self.covered.iter().filter(|(_, b)| *b >= start) {
            let gap = (a - 1 - end).max(0);
            if gap > left {
                return end + left;
            }
            left -= gap;
            end = (*b).max(end);
        }
        end + left
    }

    /// The applications that list a person.
    pub fn listings(&self, person: &str) -> impl Iterator<Item = &Listing> {
        let places = self.listed.get(person).into_iter().flatten();
        places.filter_map(|place| self.listings.get(*place as usize))
    }

    /// The first earlier application that lists the person for a day of this period.
    pub fn listing(&self, person: &str, start: i64, end: i64) -> Option<Listing> {
        self.listings(person)
            .find(|l| l.start <= end && start <= l.end)
            .copied()
    }
}

/// Whether an earlier application of this `unita` is of another unit than this one; `None` when that can not be told.
fn other_unit(form: &Form, model: &Model, unita: Known) -> Option<bool> {
    let unita = match unita {
        Known::Empty => return Some(false),
        Known::Value(Value::Text(unita)) => unita,
        _ => return None,
    };
    let own = match form.known(model, field::UNITA_NOME, None) {
        Known::Empty => form.known(model, field::UNITA_COMUNE, None),
        own => own,
    };
    match own {
        Known::Empty => Some(true),
        Known::Value(Value::Text(own)) => Some(folded(own, "") != folded(unita, "")),
        _ => None,
    }
}

/// What was used of an earlier application: `Some(None)` where nothing says it, `None` where it can not be read.
fn used(form: &Form, model: &Model, row: RowId) -> Option<Option<(i64, i64)>> {
    let number = |field| match form.known(model, field, Some(row)) {
        Known::Empty => Some(None),
        Known::Value(Value::Ordinal(n)) => Some(Some(*n)),
        _ => None,
    };
    let (months, days) = (
        number(field::PRECEDENTE_MESI)?,
        number(field::PRECEDENTE_GIORNI)?,
    );
    let told = months.is_some() || days.is_some();
    Some(told.then_some((months.unwrap_or(0), days.unwrap_or(0))))
}
