//! Edits: a field set or left, a row inserted or removed.

use std::collections::HashSet;

use super::change::Delta;
use super::counts::{Counted, Queue};
use super::place::{known_list, no_row};
use super::run::For;
use super::totals::person;
use super::{Active, Below, Beside, Engine, Place, Spot, WrongCall};
use crate::form::address::{self, Address};
use crate::form::cell::{Cell, Given, State};
use crate::form::model::{FieldId, List, field};
use crate::rule::Read;
use crate::rulebook::Target;
use crate::text::{Reading, Unreadable};

/// What became of a field, of others because of it, and of rows.
pub struct Changed {
    /// The field that was touched, its path and its state.
    pub field: Option<(String, State, Option<String>)>,
    pub(crate) added: Vec<Active>,
    pub(crate) removed: Vec<Active>,
    pub rows: Option<RowsChanged>,
}

pub enum RowsChanged {
    Inserted(List, usize),
    Removed(List, usize),
}

/// The fields outside rows that the headcount hangs on.
const HEADCOUNT: [FieldId; 3] = [field::DIPENDENTI, field::MENSILE, field::DATA_PRESENTAZIONE];

/// How a field is touched.
#[derive(Clone, Copy, PartialEq)]
enum Touch {
    Typing,
    Leaving,
    /// Back to being typed, as it was before it was left.
    Resuming,
}

impl Engine {
    /// Sets a field as the user types: its text is read as a prefix.
    ///
    /// # Errors
    /// A path that names a list or an object, or a row that is not there. A row right after the last one
    /// comes into being.
    pub fn set(&mut self, path: &str, given: Option<Given>) -> Result<Changed, WrongCall> {
        let address = address::parse(&self.book.model, path);
        let new_row = self.new_row(&address, path)?;
        let mut delta = Delta::default();
        let rows = new_row.map(|(list, index)| {
            self.insert_row(list, index, &mut delta);
            RowsChanged::Inserted(list, index)
        });
        let Some(place) = self.place(&address, path)? else {
            return Ok(self.keep_unknown(path, given, delta, rows));
        };
        self.mend_faults(path, &mut delta);
        let cell = self.new_cell(&place, given);
        self.put(&place, cell, Touch::Typing, &mut delta);
        self.settle(Some(&place), &mut delta);
        Ok(self.changed(Some((&place, path)), delta, rows))
    }

    /// The user leaves the field: what is not a value is now unreadable, what is one is judged.
    ///
    /// # Errors
    /// As [`Engine::set`].
    pub fn commit(&mut self, path: &str) -> Result<Changed, WrongCall> {
        let mut delta = Delta::default();
        let Some(place) = self.place_to_ask(path)? else {
            return Ok(Changed {
                field: Some((path.to_string(), State::Valid, None)),
                ..self.changed(None, delta, None)
            });
        };
        if let Some(cell) = self.cell(&place).cloned()
            && cell.typing.is_some()
        {
            self.put(&place, Some(cell), Touch::Leaving, &mut delta);
            self.settle(Some(&place), &mut delta);
        }
        Ok(self.changed(Some((&place, path)), delta, None))
    }

    /// Inserts an empty row before `index`, at the end without one.
    ///
    /// # Errors
    /// An unknown list, or an index beyond the end.
    pub fn insert(&mut self, list: &str, index: Option<usize>) -> Result<Changed, WrongCall> {
        let list = known_list(list)?;
        let length = self.form.rows(list).len();
        let index = index.unwrap_or(length);
        if index > length {
            return Err(no_row(list, index, length));
        }
        let mut delta = Delta::default();
        self.mend_faults(list.path(), &mut delta);
        self.insert_row(list, index, &mut delta);
        self.settle(None, &mut delta);
        Ok(self.changed(None, delta, Some(RowsChanged::Inserted(list, index))))
    }

    fn insert_row(&mut self, list: List, index: usize, delta: &mut Delta) {
        let before = self.counted();
        let row = self.form.rows_mut(list).insert(index);
        self.slot(Some((list, row))).clear();
        self.count(list, row, None, 1);
        let mut queue = Queue::new();
        for (point, _) in self
            .book
            .points
            .iter()
            .enumerate()
            .filter(|(_, p)| p.list == Some(list))
        {
            queue.push((point, For::One(Some(row))));
        }
        self.rows_changed(list, index, &before, queue, delta);
    }

    /// Removes the row at `index`. Its own diagnostics go with it, unsaid.
    ///
    /// # Errors
    /// An unknown list, or an index that no row has.
    pub fn remove(&mut self, list: &str, index: usize) -> Result<Changed, WrongCall> {
        let list = known_list(list)?;
        let Some(row) = self.form.rows(list).at(index) else {
            return Err(no_row(list, index, self.form.rows(list).len()));
        };
        let mut delta = Delta::default();
        let before = self.counted();
        let mut queue = Queue::new();
        let gone = (list == List::Lavoratori)
            .then(|| person(&self.form, &self.book.model, row))
            .flatten();
        self.count(list, row, None, -1);
        if let Some(gone) = gone {
            self.queue_person(&gone, &mut queue, &mut delta);
        }
        self.slot(Some((list, row))).clear();
        self.form.rows_mut(list).remove(index);
        self.rows_changed(list, index, &before, queue, &mut delta);
        self.settle(None, &mut delta);
        Ok(self.changed(None, delta, Some(RowsChanged::Removed(list, index))))
    }

    /// Leaves a field, without asking what changes by it.
    pub(super) fn leave(&mut self, place: &Place) {
        if let Some(cell) = self.cell(place).cloned() {
            self.quietly(place, cell, Touch::Leaving);
        }
    }

    /// Puts a field back to being typed, as it was.
    pub(super) fn resume(&mut self, place: &Place, cell: Cell) {
        self.quietly(place, cell, Touch::Resuming);
    }

    fn quietly(&mut self, place: &Place, cell: Cell, touch: Touch) {
        let mut delta = Delta::default();
        self.put(place, Some(cell), touch, &mut delta);
        self.finish(delta);
    }

    /// Re-checks what reads how many rows there are, which they are, and what they sum up to.
    fn rows_changed(
        &mut self,
        list: List,
        index: usize,
        before: &Counted,
        mut queue: Queue,
        delta: &mut Delta,
    ) {
        self.totals.count_rows(&self.form, list);
        self.queue_readers_of(Read::Rows(list), &mut queue);
        self.queue_totals(before, &mut queue);
        self.renew_list(list, &mut queue);
        if list == List::Lavoratori {
            self.queue_month_sums(&mut queue);
            self.queue_moved_people(index, &mut queue);
        }
        self.run_all(queue, delta);
    }

    fn run_all(&mut self, mut queue: Queue, delta: &mut Delta) {
        let all: Vec<usize> = queue
            .iter()
            .filter(|(_, rows)| *rows == For::AllRows)
            .map(|(p, _)| *p)
            .collect();
        queue.retain(|(p, rows)| *rows == For::AllRows || !all.contains(p));
        let mut done = Queue::with_capacity(queue.len());
        for (point, rows) in queue {
            if !done.contains(&(point, rows)) {
                done.push((point, rows));
                self.run(point, rows, delta);
            }
        }
    }

    /// Puts a cell in its place and re-checks what reads it.
    fn put(&mut self, place: &Place, cell: Option<Cell>, touch: Touch, delta: &mut Delta) {
        let mut queue = Queue::new();
        let row = self.slot_of(place);
        let person_here = |engine: &Engine| match place.row {
            Some(row) if place.field == field::CODICE_FISCALE => {
                person(&engine.form, &engine.book.model, row)
            }
            _ => None,
        };
        let before = self.counted();
        let old_person = person_here(self);
        let cell = cell.map(|mut cell| {
            let resumed = cell.typing.take();
            cell.typing = match touch {
                Touch::Typing => Some(self.typing_state(place, &cell).0),
                Touch::Leaving => None,
                Touch::Resuming => resumed,
            };
            cell
        });
        if let Some((list, row)) = row {
            self.count(list, row, Some(place.field), -1);
        }
        self.write(place, cell);
        if let Some((list, row)) = row {
            self.count(list, row, Some(place.field), 1);
            self.renew_list(list, &mut queue);
        }
        let new_person = person_here(self);
        if old_person != new_person {
            for person in [old_person, new_person].into_iter().flatten() {
                self.queue_person(&person, &mut queue, delta);
            }
            queue.extend(
                self.book
                    .readers_of(Read::People)
                    .map(|p| (p, For::One(place.row))),
            );
        }
        if HEADCOUNT.contains(&place.field) {
            self.renew_headcount(&mut queue);
        }
        if [field::INIZIO, field::FINE].contains(&place.field) {
            self.renew_hours();
        }
        if [field::UNITA_NOME, field::UNITA_COMUNE].contains(&place.field) {
            self.renew_earlier(&mut queue);
        }
        if place.field == field::CONSUNTIVO {
            self.queue_month_sums(&mut queue);
        }
        self.queue_totals(&before, &mut queue);
        self.queue_readers(place.field, place.row, &mut queue);
        self.note_text(place, delta);
        self.run_all(queue, delta);
    }

    /// What is to be said of the text of a field, apart from any rule's verdict.
    pub(super) fn note_text(&mut self, place: &Place, delta: &mut Delta) {
        let note = self
            .cell(place)
            .and_then(|cell| match (&cell.reading, cell.typing) {
                (_, Some(State::Invalid)) => self.typing_state(place, cell).1,
                (Reading::Unreadable(why), None) => {
                    self.unreadable(&self.kind(place), why.reason, &why.params)
                }
                _ => None,
            });
        let spot = Spot::from(place.clone());
        let slot = self.slot_of(place);
        delta.touch(slot, &spot.target, self.active_of(slot));
        let slot = self.slot(slot);
        slot.retain(|active| !(active.is_about_text() && active.spot == spot));
        slot.extend(note.map(|(cause, params)| Active {
            spot,
            cause,
            params,
            beside: Beside::default(),
        }));
    }

    /// Re-reads the half-typed fields whose limits may have moved, each once.
    fn settle(&mut self, touched: Option<&Place>, delta: &mut Delta) {
        let mut settled: HashSet<Place> = touched.into_iter().cloned().collect();
        while let Some(place) = delta.unsettled.pop() {
            if !settled.insert(place.clone()) {
                continue;
            }
            let Some(cell) = self.cell(&place).cloned() else {
                continue;
            };
            if cell.typing.is_none() {
                continue;
            }
            let state = self.typing_state(&place, &cell).0;
            if Some(state) != cell.typing {
                self.put(&place, Some(cell), Touch::Typing, delta);
            } else {
                self.note_text(&place, delta);
            }
        }
    }

    /// A field is written where a value stood in the place of its object or list: that is mended.
    fn mend_faults(&mut self, path: &str, delta: &mut Delta) {
        let row = match address::parse(&self.book.model, path) {
            Address::Cell { list, index, .. } => Some((list, index)),
            Address::Month {
                index: Some(index), ..
            } => Some((List::Lavoratori, index)),
            Address::Listed { index, .. } => Some((List::DomandePrecedenti, index)),
            _ => None,
        };
        let row = row.and_then(|(list, index)| Some((list, self.form.rows(list).at(index)?)));
        for slot in [None, row] {
            let mended: Vec<Spot> = self
                .active_of(slot)
                .iter()
                .filter(|active| active.is_fault())
                .map(|active| active.spot.clone())
                .filter(|spot| {
                    let rest = path.strip_prefix(&self.path(spot));
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                })
                .collect();
            for spot in mended {
                delta.touch(slot, &spot.target, self.active_of(slot));
                self.slot(slot).retain(|active| active.spot != spot);
                if let (Target::Object(pattern), Some(faults)) = (&spot.target, self.faults(slot)) {
                    faults.retain(|fault| fault != pattern);
                }
            }
        }
    }

    /// Ends an edit: the field touched and what changed.
    fn changed(
        &mut self,
        field: Option<(&Place, &str)>,
        delta: Delta,
        rows: Option<RowsChanged>,
    ) -> Changed {
        let (added, removed) = self.finish(delta);
        let field =
            field.map(|(place, path)| (path.to_string(), self.state(place), self.canonical(place)));
        Changed {
            field,
            added,
            removed,
            rows,
        }
    }

    /// An unknown field is kept and not judged; a whole check names it once.
    fn keep_unknown(
        &mut self,
        path: &str,
        given: Option<Given>,
        mut delta: Delta,
        rows: Option<RowsChanged>,
    ) -> Changed {
        self.mend_faults(path, &mut delta);
        self.note_unknown(path);
        self.settle(None, &mut delta);
        let empty = given.is_none_or(|given| given.text().trim().is_empty());
        let state = if empty { State::Empty } else { State::Valid };
        Changed {
            field: Some((path.to_string(), state, None)),
            ..self.changed(None, delta, rows)
        }
    }

    /// Reads what is given to a place; none for null. Under a month it stays a key all the same, and one that
    /// is no month can not be read at all.
    pub(super) fn new_cell(&self, place: &Place, given: Option<Given>) -> Option<Cell> {
        if !matches!(place.below, Below::Month(_)) {
            return Some(Cell::new(&self.kind(place), given?));
        }
        let empty = Given::Text(String::new());
        let mut cell = Cell::new(&self.kind(place), given.unwrap_or(empty));
        if place.month().is_none() {
            cell.reading = Reading::Unreadable(Unreadable {
                reason: "month-key",
                params: Vec::new(),
            });
        }
        Some(cell)
    }
}
