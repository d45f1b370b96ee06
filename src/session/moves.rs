//! Rows that come and go: what is shown moves with them, and what counts rows or looks at who stands where runs.

use crate::model::Scope;
use crate::sheet::{Address, At, CONSUNTIVO, Listed, People, parse};

use super::Session;
use super::edit::{Before, Changed, RowsChanged, WrongCall};
use super::open::{Touch, moved_row};
use super::places::{known_list, no_row};
use super::settle::{Added, Touched};
use super::totals::MonthFacts;

impl Session {
    /// Inserts an empty row before `index`, at the end without one.
    ///
    /// # Errors
    /// An unknown list, or an index beyond the end.
    pub fn insert(&mut self, list: &str, index: Option<usize>) -> Result<Changed, WrongCall> {
        let list = known_list(list)?;
        let length = self.sheet.rows(list);
        let index = index.unwrap_or(length);
        if index > length {
            return Err(no_row(list, index, length));
        }
        let mut before = Before::default();
        self.mend(
            &[list.path(), "."].concat(),
            &Address::List(list),
            &mut before,
        );
        self.insert_row(list, index, &mut before);
        self.retype(None, &mut before);
        Ok(self.changed(before, Some(RowsChanged::Inserted(list, index))))
    }

    /// Removes the row at `index`. Its own diagnostics go with it, unsaid.
    ///
    /// # Errors
    /// An unknown list, or an index that no row has.
    pub fn remove(&mut self, list: &str, index: usize) -> Result<Changed, WrongCall> {
        let list = known_list(list)?;
        let length = self.sheet.rows(list);
        if index >= length {
            return Err(no_row(list, index, length));
        }
        let mut before = Before::default();
        let mut moved = Moved {
            gone: self.added(list, index, None),
            ..Moved::default()
        };
        if list == Scope::Lavoratori {
            moved.person = self.world().person(index);
        }
        self.kept.take();
        self.sheet.remove(list, index);
        self.row.get_mut().forget();
        let wiring = self.wiring.clone();
        self.shown.move_rows(&wiring, list, index, false);
        self.open.move_rows(&wiring.model, list, index, -1);
        self.rows_moved(list, moved, &mut before);
        self.retype(None, &mut before);
        Ok(self.changed(before, Some(RowsChanged::Removed(list, index))))
    }

    /// The application with the row that writing to a path would bring into being; none where there is a row already.
    ///
    /// # Errors
    /// A row that is not there, nor the next one.
    pub fn with_next_row(&self, path: &str) -> Result<Option<Session>, WrongCall> {
        let address = parse(&self.wiring.model, path);
        let next = self.new_row(&address, path)?;
        Ok(next.map(|(list, row)| {
            let (mut with_row, mut before) = (self.clone(), Before::default());
            with_row.mend(path, &address, &mut before);
            with_row.insert_row(list, row, &mut before);
            with_row
        }))
    }

    pub(super) fn insert_row(&mut self, list: Scope, index: usize, before: &mut Before) {
        self.kept.take();
        self.sheet.insert(list, index);
        self.row.get_mut().forget();
        let wiring = self.wiring.clone();
        self.shown.move_rows(&wiring, list, index, true);
        self.open.move_rows(&wiring.model, list, index, 1);
        let of_list = |at: &At| self.wiring_scope(at.field) == Some(list);
        let notes = before.notes.iter_mut().map(|(at, _)| at);
        for at in notes.chain(&mut before.touched).filter(|at| of_list(at)) {
            at.row = moved_row(at.row, index, 1);
        }
        let moved = Moved {
            inserted: Some(index),
            come: self.added(list, index, None),
            ..Moved::default()
        };
        self.rows_moved(list, moved, before);
    }

    /// After a row went in or out: what counts rows, and what looks at who stands where.
    fn rows_moved(&mut self, list: Scope, moved: Moved, before: &mut Before) {
        let at_end = moved.inserted == Some(self.sheet.rows(list).saturating_sub(1));
        let mut months_turned = false;
        let mut people: Vec<usize> = Vec::new();
        if list == Scope::Lavoratori {
            if !at_end {
                self.people = People::of(&self.sheet, &self.wiring.model);
                people = self.people.repeated();
                people.extend(self.people.all(moved.person));
                people.sort_unstable();
                people.dedup();
            }
            let months = MonthFacts::of(&self.sheet);
            months_turned = months.differ(&self.months);
            self.months = months;
        }
        if list == Scope::DomandePrecedenti {
            self.listed = Listed::of(&self.sheet);
        }
        let changed = self.settle(Touched::Rows, &moved.gone, &moved.come);
        let touch = Touch::Rows(list, at_end);
        self.touched_open(&touch, &changed, &mut before.touched);
        let wiring = self.wiring.clone();
        let columns = wiring.model.columns(list);
        let of_months = wiring.foreign_readers(CONSUNTIVO);
        let mut everywhere: Vec<u16> = Vec::new();
        let mut here: Vec<u16> = Vec::new();
        for (n, point) in (0..).zip(&wiring.points) {
            let of_list = point.scope == list;
            let looks = if list == Scope::Lavoratori {
                point.hangs.index && !(of_list && at_end) || months_turned && of_months.contains(&n)
            } else {
                point.hangs.rows && point.scope != Scope::Single && !(of_list && at_end)
            };
            let looks = looks || columns.iter().any(|field| point.tried.has(*field));
            if !point.whole && (point.hangs.singles.meets(&changed) || looks) {
                everywhere.push(n);
            } else if of_list && !point.whole {
                here.push(n);
            }
        }
        if let Some(row) = moved.inserted {
            for judging in wiring.together(&here).iter() {
                self.judge_row(judging, row, before);
            }
        }
        for row in people {
            for judging in wiring.people_readers() {
                self.judge_row(judging, row, before);
            }
        }
        for judging in wiring.together(&everywhere).iter() {
            self.judge_all(judging, before);
        }
    }
}

/// What became of a row.
#[derive(Default)]
struct Moved {
    inserted: Option<usize>,
    /// Who stood in it (0: nobody).
    person: u128,
    /// What it added to totals.
    gone: Added,
    come: Added,
}
