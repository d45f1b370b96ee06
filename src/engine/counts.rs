//! Keeps the totals in step with the form, and tells which rules an edit concerns.

use super::change::Delta;
use super::earlier::Earlier;
use super::headcount::{Headcount, InForce};
use super::run::For;
use super::totals::{Hours, person};
use super::{Below, Engine, Place};
use crate::calendar::Month;
use crate::form::model::{FieldId, List, field};
use crate::form::rows::RowId;
use crate::rule::Read;

/// Points to run, and for which rows.
pub(super) type Queue = Vec<(usize, For)>;

/// What rules over all rows depend on, as it stands at one moment.
pub(super) struct Counted {
    facts: Vec<bool>,
    months_after_gaps: Vec<Month>,
    hours: Hours,
    in_force: InForce,
}

impl Engine {
    /// Counts everything from scratch.
    pub(super) fn count_all(&mut self) {
        for list in List::ALL {
            for row in self.form.rows(list).ids().to_vec() {
                self.count(list, row, None, 1);
            }
        }
        self.totals.earlier = Earlier::of(&self.form, &self.book.model, self.book.by_unit);
        self.totals.headcount = Headcount::of(&self.form, &self.book.model, &self.book.organico);
    }

    /// Counts a row in (`1`) or out (`-1`), wholly or as far as a field of it matters.
    pub(super) fn count(&mut self, list: List, row: RowId, touched: Option<FieldId>, sign: i64) {
        let model = &self.book.model;
        self.totals.count_facts(&self.form, model, list, row, sign);
        if list != List::Lavoratori {
            return;
        }
        let concerns = |field| touched.is_none_or(|touched| touched == field);
        if concerns(field::CONSUNTIVO)
            && let Some(row) = self.form.rows(list).get(row)
        {
            self.totals.months.count(row, sign);
        }
        if concerns(field::CODICE_FISCALE) {
            let people = &mut self.totals.people;
            let person = person(&self.form, model, row);
            let cell = self.form.cell(model, field::CODICE_FISCALE, Some(row));
            let typed = cell.is_some_and(|cell| cell.typing.is_some());
            people.note_half_typed(row, sign > 0 && typed && person.is_none());
            match person {
                Some(person) if sign < 0 => people.remove(&person, row),
                Some(person) => people.add(person, row, self.form.rows(list)),
                None => {}
            }
        }
        if self.book.readers_of(Read::Hours).next().is_some() {
            let mut hours = self.totals.hours;
            hours.count(&self.view(Some((list, row))), sign.into());
            self.totals.hours = hours;
        }
        if self.book.readers_of(Read::InForce).next().is_some() {
            let mut in_force = self.totals.in_force;
            in_force.count(&self.view(Some((list, row))), sign);
            self.totals.in_force = in_force;
        }
    }

    pub(super) fn counted(&self) -> Counted {
        let workers = self.form.rows(List::Lavoratori).len() as i64;
        Counted {
            facts: (0..self.totals.facts())
                .map(|fact| self.totals.fact(fact))
                .collect(),
            months_after_gaps: self.totals.months.after_gaps(workers),
            hours: self.totals.hours,
            in_force: self.totals.in_force,
        }
    }

    /// The rules that read a total which is not what it was.
    pub(super) fn queue_totals(&self, before: &Counted, queue: &mut Queue) {
        let now = self.counted();
        for (fact, (was, is)) in before.facts.iter().zip(&now.facts).enumerate() {
            if was != is {
                self.queue_readers_of(Read::Fact(fact), queue);
            }
        }
        if before.months_after_gaps != now.months_after_gaps {
            self.queue_readers_of(Read::Months, queue);
        }
        if before.hours != now.hours {
            self.queue_readers_of(Read::Hours, queue);
        }
        if before.in_force != now.in_force {
            self.queue_readers_of(Read::InForce, queue);
        }
    }

    /// The rules outside rows that read the sums of all months: they change with every value.
    pub(super) fn queue_month_sums(&self, queue: &mut Queue) {
        let readers = self.book.readers_of(Read::Months);
        let single = readers.filter(|p| {
            let point = self.book.points.get(*p);
            point.is_some_and(|point| point.list.is_none())
        });
        queue.extend(single.map(|p| (p, For::AllRows)));
    }

    pub(super) fn queue_readers_of(&self, read: Read, queue: &mut Queue) {
        queue.extend(self.book.readers_of(read).map(|p| (p, For::AllRows)));
    }

    /// The rules that read a field: for its row alone where they look at rows of the same list.
    pub(super) fn queue_readers(&self, field: FieldId, row: Option<RowId>, queue: &mut Queue) {
        if field == field::TIPO {
            queue.extend((0..self.book.points.len()).map(|p| (p, For::AllRows)));
        }
        let list = self.list_of(field);
        for &p in self.book.points_reading(field) {
            let reader = self.book.points.get(p).and_then(|point| point.list);
            let same_row = list.is_some() && reader == list;
            queue.push((
                p,
                if same_row {
                    For::One(row)
                } else {
                    For::AllRows
                },
            ));
        }
    }

    /// A person came to a row or left it: who else has him is another first, and a half-typed code may be his.
    pub(super) fn queue_person(&self, person: &str, queue: &mut Queue, delta: &mut Delta) {
        self.queue_rows_of(person, queue);
        let half_typed = self.totals.people.half_typed();
        delta.unsettled.extend(half_typed.map(|row| Place {
            field: field::CODICE_FISCALE,
            row: Some(row),
            below: Below::Nothing,
        }));
    }

    /// The rows that hold a person: all of them name the first.
    fn queue_rows_of(&self, person: &str, queue: &mut Queue) {
        for point in self.book.readers_of(Read::People) {
            let rows = self.totals.people.rows(person);
            queue.extend(rows.iter().map(|row| (point, For::One(Some(*row)))));
        }
    }

    /// Rows from `index` on have moved: who repeats one of them names its place.
    pub(super) fn queue_moved_people(&self, index: usize, queue: &mut Queue) {
        let rows = self.form.rows(List::Lavoratori);
        for person in self.totals.people.repeated() {
            let first = self.totals.people.first(person);
            if first.is_some_and(|row| rows.index_of(row) >= index) {
                self.queue_rows_of(person, queue);
            }
        }
    }

    /// What follows from the rows of a list as a whole.
    pub(super) fn renew_list(&mut self, list: List, queue: &mut Queue) {
        match list {
            List::DomandePrecedenti => self.renew_earlier(queue),
            List::Addetti => self.renew_headcount(queue),
            _ => {}
        }
    }

    pub(super) fn renew_earlier(&mut self, queue: &mut Queue) {
        let earlier = Earlier::of(&self.form, &self.book.model, self.book.by_unit);
        if earlier != self.totals.earlier {
            self.totals.earlier = earlier;
            self.queue_readers_of(Read::Earlier, queue);
        }
    }

    pub(super) fn renew_headcount(&mut self, queue: &mut Queue) {
        let headcount = Headcount::of(&self.form, &self.book.model, &self.book.organico);
        if headcount != self.totals.headcount {
            self.totals.headcount = headcount;
            self.queue_readers_of(Read::Headcount, queue);
        }
    }

    /// The application's period moved: it is the period of every worker without his own.
    pub(super) fn renew_hours(&mut self) {
        let mut hours = Hours::default();
        if self.book.readers_of(Read::Hours).next().is_some() {
            for &row in self.form.rows(List::Lavoratori).ids() {
                hours.count(&self.view(Some((List::Lavoratori, row))), 1);
            }
        }
        self.totals.hours = hours;
        let mut in_force = InForce::default();
        if self.book.readers_of(Read::InForce).next().is_some() {
            for &row in self.form.rows(List::Lavoratori).ids() {
                in_force.count(&self.view(Some((List::Lavoratori, row))), 1);
            }
        }
        self.totals.in_force = in_force;
    }
}
