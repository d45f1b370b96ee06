//! Edits: a field set or left, a row inserted or removed.

use super::run::{Delta, For};
use super::totals::{Earlier, Headcount, Hours, person};
use super::{Active, Below, Engine, Place, Spot, WrongCall};
use crate::form::address::{self, Address};
use crate::form::cell::{Cell, Given, State};
use crate::form::model::{FieldId, List, field};
use crate::form::rows::RowId;
use crate::rule::Read;
use crate::text::{Kind, Reading, Unreadable};

/// What became of a field, of others because of it, and of rows.
pub struct Changed {
    /// The field that was touched, its path and its state.
    pub field: Option<(String, State, Option<String>)>,
    pub(crate) delta: Delta,
    pub rows: Option<RowsChanged>,
}

pub enum RowsChanged {
    Inserted(List, usize),
    Removed(List, usize),
}

/// How a field is touched.
#[derive(Clone, Copy, PartialEq)]
enum Touch {
    Typing,
    Leaving,
}

impl Engine {
    /// Sets a field as the user types: its text is read as a prefix.
    ///
    /// # Errors
    /// A path that names a list or an object, or a row that is not there. A row right after the last one
    /// comes into being.
    pub fn set(&mut self, path: &str, given: Option<Given>) -> Result<Changed, WrongCall> {
        let address = address::parse(&self.book.model, path);
        let new_row = self.new_row(&address)?;
        let rows = new_row.map(|(list, index)| RowsChanged::Inserted(list, index));
        let mut delta = match new_row {
            Some((list, index)) => self.insert(list.path(), Some(index))?.delta,
            None => Delta::default(),
        };
        let Some(place) = self.place(&address, path)? else {
            return Ok(self.keep_unknown(path, given));
        };
        self.clear_faults(path);
        let kind = self.kind(&place);
        let cell = given.map(|given| new_cell(&kind, given, &place));
        self.put(&place, cell, Touch::Typing, &mut delta);
        self.settle(&place, &mut delta);
        Ok(Changed {
            rows,
            ..self.changed(place, path, delta)
        })
    }

    /// The user leaves the field: what is not a value is now unreadable, what is one is judged.
    ///
    /// # Errors
    /// As [`Engine::set`].
    pub fn commit(&mut self, path: &str) -> Result<Changed, WrongCall> {
        let address = address::parse(&self.book.model, path);
        let Some(place) = self.place(&address, path)? else {
            return Ok(Changed {
                field: Some((path.to_string(), State::Valid, None)),
                delta: Delta::default(),
                rows: None,
            });
        };
        let mut delta = Delta::default();
        if let Some(cell) = self.cell(&place).cloned()
            && cell.typing.is_some()
        {
            self.put(&place, Some(cell), Touch::Leaving, &mut delta);
            self.settle(&place, &mut delta);
        }
        Ok(self.changed(place, path, delta))
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
        let row = self.form.rows_mut(list).insert(index);
        self.active_slot(Some(list), Some(row)).clear();
        self.totals
            .count_facts(&self.form, &self.book.model, list, row, 1);
        self.rows_changed(list, Some(row), None, &mut delta);
        self.resettle(&mut delta, None);
        Ok(Changed {
            field: None,
            delta,
            rows: Some(RowsChanged::Inserted(list, index)),
        })
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
        self.totals
            .count_facts(&self.form, &self.book.model, list, row, -1);
        let mut heir = None;
        if list == List::Lavoratori {
            let gone = person(&self.form, &self.book.model, row);
            if let Some(gone) = &gone {
                self.totals.people.remove(gone, row);
            }
            heir = gone.and_then(|gone| self.totals.people.first(&gone));
            if let Some(row) = self.form.rows(list).get(row) {
                self.totals.months.count(row, -1);
            }
        }
        self.active_slot(Some(list), Some(row)).clear();
        self.open.retain(|place| {
            !(place.row == Some(row)
                && self.book.model.get(place.field).and_then(|f| f.list) == Some(list))
        });
        self.form.rows_mut(list).remove(index);
        self.rows_changed(list, None, heir, &mut delta);
        self.resettle(&mut delta, None);
        Ok(Changed {
            field: None,
            delta,
            rows: Some(RowsChanged::Removed(list, index)),
        })
    }

    /// Leaves a field, without asking what changes by it.
    pub(super) fn leave(&mut self, place: &Place) {
        if let Some(cell) = self.cell(place).cloned() {
            self.put(place, Some(cell), Touch::Leaving, &mut Delta::default());
        }
    }

    /// Puts a field back to being typed.
    pub(super) fn type_again(&mut self, place: &Place, cell: Cell) {
        let mut delta = Delta::default();
        self.put(place, Some(cell), Touch::Typing, &mut delta);
        self.settle(place, &mut delta);
    }

    /// Everything that reads how many rows there are, and the rules of a new row.
    fn rows_changed(
        &mut self,
        list: List,
        new: Option<RowId>,
        heir: Option<RowId>,
        delta: &mut Delta,
    ) {
        let facts: Vec<bool> = (0..self.totals.facts())
            .map(|f| self.totals.fact(f))
            .collect();
        self.totals.count_rows(&self.form, list);
        let book = self.book.clone();
        if let Some(row) = new {
            for (i, _) in book
                .points
                .iter()
                .enumerate()
                .filter(|(_, p)| p.list == Some(list))
            {
                self.run(i, For::One(Some(row)), delta);
            }
        }
        let mut queue: Vec<(usize, For)> = book
            .readers_of(Read::Rows(list))
            .map(|p| (p, For::AllRows))
            .collect();
        self.queue_facts(&facts, &mut queue);
        match list {
            List::Lavoratori => {
                self.renew_hours(field::ORE, &mut queue);
                // One worker more or less: months may be complete or not any more.
                queue.extend(book.readers_of(Read::Months).map(|p| (p, For::AllRows)));
                if let Some(heir) = heir {
                    queue.extend(
                        book.readers_of(Read::People)
                            .map(|p| (p, For::One(Some(heir)))),
                    );
                }
            }
            List::DomandePrecedenti => self.renew_earlier(&mut queue),
            List::Addetti => self.renew_headcount(&mut queue),
            _ => {}
        }
        self.run_all(queue, delta);
    }

    fn run_all(&mut self, mut queue: Vec<(usize, For)>, delta: &mut Delta) {
        let all: Vec<usize> = queue
            .iter()
            .filter(|(_, rows)| *rows == For::AllRows)
            .map(|(p, _)| *p)
            .collect();
        queue.retain(|(p, rows)| *rows == For::AllRows || !all.contains(p));
        let mut done: Vec<(usize, For)> = Vec::with_capacity(queue.len());
        for (point, rows) in queue {
            if !done.contains(&(point, rows)) {
                done.push((point, rows));
                self.run(point, rows, delta);
            }
        }
    }

    /// Puts a cell in its place and re-checks what reads it.
    fn put(&mut self, place: &Place, cell: Option<Cell>, touch: Touch, delta: &mut Delta) {
        let mut queue: Vec<(usize, For)> = Vec::new();
        let list = self.list_of(place.field);
        let facts: Vec<bool> = (0..self.totals.facts())
            .map(|f| self.totals.fact(f))
            .collect();
        let months = (place.field == field::CONSUNTIVO).then(|| self.totals.months.clone());
        let old_person = self.count(place, -1);
        // First as a value that stands, so that limits and totals see the other fields only.
        let cell = cell.map(|mut cell| {
            cell.typing = None;
            if touch == Touch::Typing {
                cell.typing = Some(self.typing_state(place, &cell).0);
            }
            cell
        });
        self.open.retain(|other| other != place);
        if cell.as_ref().is_some_and(|cell| cell.typing.is_some()) {
            self.open.push(place.clone());
        }
        self.write(place, cell);
        let new_person = self.count(place, 1);
        if old_person != new_person {
            self.queue_people(place, old_person, new_person, &mut queue);
        }
        self.queue_facts(&facts, &mut queue);
        if let Some(before) = months {
            self.queue_months(&before, &mut queue);
        }
        if list == Some(List::DomandePrecedenti) {
            self.renew_earlier(&mut queue);
        }
        if list == Some(List::Addetti) || place.field == field::DIPENDENTI {
            self.renew_headcount(&mut queue);
        }
        self.renew_hours(place.field, &mut queue);
        self.queue_readers(place.field, place.row, &mut queue);
        self.note_text(place, delta);
        self.run_all(queue, delta);
    }

    /// Counts what a place holds into the totals (`1`) or out of them (`-1`); answers with the person.
    fn count(&mut self, place: &Place, sign: i64) -> Option<String> {
        let (Some(list), Some(row)) = (self.list_of(place.field), place.row) else {
            return None;
        };
        self.totals
            .count_facts(&self.form, &self.book.model, list, row, sign);
        if place.field == field::CONSUNTIVO
            && let Some(row) = self.form.rows(list).get(row)
        {
            self.totals.months.count(row, sign);
        }
        if place.field != field::CODICE_FISCALE {
            return None;
        }
        let person = person(&self.form, &self.book.model, row)?;
        if sign < 0 {
            self.totals.people.remove(&person, row);
        } else {
            self.totals
                .people
                .add(person.clone(), row, self.form.rows(list));
        }
        Some(person)
    }

    fn queue_readers(&self, field: FieldId, row: Option<RowId>, queue: &mut Vec<(usize, For)>) {
        let list = self.list_of(field);
        if field == field::TIPO {
            queue.extend((0..self.book.points.len()).map(|p| (p, For::AllRows)));
        }
        for &p in self.book.points_reading(field) {
            let same_list = list.is_some() && self.book.points[p].list == list;
            queue.push((
                p,
                if same_list {
                    For::One(row)
                } else {
                    For::AllRows
                },
            ));
        }
    }

    /// The rows whose neighbours in a group of equal persons changed: the first one decides.
    fn queue_people(
        &self,
        place: &Place,
        old: Option<String>,
        new: Option<String>,
        queue: &mut Vec<(usize, For)>,
    ) {
        let mut rows = vec![place.row];
        for person in [old, new].into_iter().flatten() {
            rows.extend(self.totals.people.firsts(&person).map(Some));
        }
        for point in self.book.readers_of(Read::People) {
            queue.extend(rows.iter().map(|row| (point, For::One(*row))));
        }
    }

    fn queue_facts(&self, before: &[bool], queue: &mut Vec<(usize, For)>) {
        for (fact, was) in before.iter().enumerate() {
            if self.totals.fact(fact) != *was {
                queue.extend(
                    self.book
                        .readers_of(Read::Fact(fact))
                        .map(|p| (p, For::AllRows)),
                );
            }
        }
    }

    /// Rules over rows depend on which months have gaps; single rules on the sums too.
    fn queue_months(&self, before: &super::totals::Months, queue: &mut Vec<(usize, For)>) {
        let workers = self.form.rows(List::Lavoratori).len() as i64;
        let same_gaps = self.totals.months.same_gaps(before, workers);
        for point in self.book.readers_of(Read::Months) {
            if !same_gaps || self.book.points[point].list.is_none() {
                queue.push((point, For::AllRows));
            }
        }
    }

    fn renew_earlier(&mut self, queue: &mut Vec<(usize, For)>) {
        let earlier = Earlier::of(&self.form, &self.book.model);
        if earlier != self.totals.earlier {
            self.totals.earlier = earlier;
            queue.extend(
                self.book
                    .readers_of(Read::Earlier)
                    .map(|p| (p, For::AllRows)),
            );
        }
    }

    fn renew_hours(&mut self, touched: FieldId, queue: &mut Vec<(usize, For)>) {
        let of_hours = [
            field::ORE,
            field::ORARIO_SETTIMANALE,
            field::LAVORATORE_INIZIO,
            field::LAVORATORE_FINE,
        ];
        let of_period = [field::INIZIO, field::FINE];
        if !of_hours.contains(&touched) && !of_period.contains(&touched) {
            return;
        }
        let readers: Vec<usize> = self.book.readers_of(Read::Hours).collect();
        if readers.is_empty() {
            return;
        }
        let hours = Hours::of(&self.view(None));
        if hours != self.totals.hours {
            self.totals.hours = hours;
            queue.extend(readers.into_iter().map(|p| (p, For::AllRows)));
        }
    }

    fn renew_headcount(&mut self, queue: &mut Vec<(usize, For)>) {
        let headcount = Headcount::of(&self.form, &self.book.model, &self.book.organico);
        if headcount != self.totals.headcount {
            self.totals.headcount = headcount;
            queue.extend(
                self.book
                    .readers_of(Read::Headcount)
                    .map(|p| (p, For::AllRows)),
            );
        }
    }

    /// What is to be said of the text of a field, apart from any rule's verdict.
    pub(super) fn note_text(&mut self, place: &Place, delta: &mut Delta) {
        let note = self
            .cell(place)
            .cloned()
            .and_then(|cell| match (&cell.reading, cell.typing) {
                (_, Some(State::Invalid)) => self.typing_state(place, &cell).1,
                (Reading::Unreadable(why), None) => {
                    self.unreadable(&self.kind(place), why.reason, &why.params)
                }
                _ => None,
            });
        let spot = Spot::from(place.clone());
        let slot = self.active_slot(
            self.book.model.get(place.field).and_then(|f| f.list),
            place.row,
        );
        let before = slot
            .iter()
            .position(|active| active.is_about_text() && active.spot == spot);
        let before = before.map(|at| slot.remove(at));
        let after = note.map(|(cause, params)| Active {
            spot,
            cause,
            params,
        });
        slot.extend(after.clone());
        delta.replace(before, after);
    }

    /// Re-reads the half-typed fields whose limits may have moved, each once.
    fn settle(&mut self, touched: &Place, delta: &mut Delta) {
        self.resettle(delta, Some(touched));
    }

    fn resettle(&mut self, delta: &mut Delta, touched: Option<&Place>) {
        let mut settled: Vec<Place> = touched.into_iter().cloned().collect();
        while let Some(place) = delta.unsettled.pop() {
            if settled.contains(&place) {
                continue;
            }
            settled.push(place.clone());
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

    fn changed(&self, place: Place, path: &str, delta: Delta) -> Changed {
        let value = self.canonical(&place);
        Changed {
            field: Some((path.to_string(), self.state(&place), value)),
            delta,
            rows: None,
        }
    }

    /// The canonical text of a place that holds a value.
    pub(crate) fn canonical(&self, place: &Place) -> Option<String> {
        let cell = self.cell(place)?;
        match &cell.reading {
            Reading::Value(value) => Some(crate::text::canonical(&self.kind(place), value)),
            _ => None,
        }
    }

    pub(crate) fn kind(&self, place: &Place) -> Kind {
        self.book
            .model
            .get(place.field)
            .map_or(Kind::Text, |f| f.kind.clone())
    }

    /// The place that an address names; `None` for what the model does not know.
    pub(crate) fn place(&self, address: &Address, path: &str) -> Result<Option<Place>, WrongCall> {
        let in_row = |list: List, index: usize, field: FieldId, below: Below| {
            let rows = self.form.rows(list);
            match rows.at(index) {
                Some(row) => Ok(Some(Place {
                    field,
                    row: Some(row),
                    below,
                })),
                None => Err(no_row(list, index, rows.len())),
            }
        };
        match address {
            Address::Single(field) => Ok(Some(Place {
                field: *field,
                row: None,
                below: Below::Nothing,
            })),
            Address::Cell { list, index, field } => in_row(*list, *index, *field, Below::Nothing),
            Address::Month { index, key } => in_row(
                List::Lavoratori,
                *index,
                field::CONSUNTIVO,
                Below::Month(key.clone()),
            ),
            Address::Listed { index, position } => in_row(
                List::DomandePrecedenti,
                *index,
                field::PRECEDENTE_LAVORATORI,
                Below::Listed(*position),
            ),
            Address::List(_) | Address::Object => Err(WrongCall(
                [
                    "«",
                    path,
                    "» is a list or an object, not a field: name a field in it.",
                ]
                .concat(),
            )),
            Address::Unknown => Ok(None),
        }
    }

    /// The row that writing to an address brings into being: the one right after the last.
    fn new_row(&self, address: &Address) -> Result<Option<(List, usize)>, WrongCall> {
        let (list, index) = match address {
            Address::Cell { list, index, .. } => (*list, *index),
            Address::Month { index, .. } => (List::Lavoratori, *index),
            Address::Listed { index, position } => {
                let rows = self.form.rows(List::DomandePrecedenti);
                let listed = rows
                    .at(*index)
                    .and_then(|id| rows.get(id))
                    .map_or(0, |row| row.listed.len());
                if *position > listed {
                    let problem = [
                        "No worker ",
                        &position.to_string(),
                        " is listed there: fill the one before first.",
                    ];
                    return Err(WrongCall(problem.concat()));
                }
                (List::DomandePrecedenti, *index)
            }
            _ => return Ok(None),
        };
        Ok((index == self.form.rows(list).len()).then_some((list, index)))
    }

    /// An unknown field is kept and not judged; a whole check names it once.
    fn keep_unknown(&mut self, path: &str, given: Option<Given>) -> Changed {
        self.note_unknown(path);
        let empty = given.is_none_or(|given| given.text().trim().is_empty());
        let state = if empty { State::Empty } else { State::Valid };
        Changed {
            field: Some((path.to_string(), state, None)),
            delta: Delta::default(),
            rows: None,
        }
    }

    /// Puts a cell in its place, and no more.
    pub(crate) fn write(&mut self, place: &Place, cell: Option<Cell>) {
        let book = self.book.clone();
        match (&place.below, place.row) {
            (Below::Nothing, row) => {
                if let Some(slot) = self.form.cell_mut(&book.model, place.field, row) {
                    *slot = cell.map(Box::new);
                }
            }
            (Below::Month(key), Some(row)) => {
                let Some(row) = self.form.rows_mut(List::Lavoratori).get_mut(row) else {
                    return;
                };
                let found = row.months.binary_search_by(|(k, _)| k.as_str().cmp(key));
                match (found, cell) {
                    (Ok(at), Some(cell)) => row.months[at].1 = cell,
                    (Ok(at), None) => {
                        row.months.remove(at);
                    }
                    (Err(at), Some(cell)) => row.months.insert(at, (key.clone(), cell)),
                    (Err(_), None) => {}
                }
            }
            (Below::Listed(position), Some(row)) => {
                let Some(row) = self.form.rows_mut(List::DomandePrecedenti).get_mut(row) else {
                    return;
                };
                if row.listed.len() <= *position {
                    row.listed.resize_with(position + 1, || None);
                }
                row.listed[*position] = cell;
            }
            _ => {}
        }
    }
}

/// Reads what is given to a place. A monthly value under a key that is no month cannot be read at all.
pub(super) fn new_cell(kind: &Kind, given: Given, place: &Place) -> Cell {
    let mut cell = Cell::new(kind, given);
    if let Below::Month(key) = &place.below
        && crate::calendar::Month::from_key(key).is_none()
    {
        cell.reading = Reading::Unreadable(Unreadable {
            reason: "month-key",
            params: Vec::new(),
        });
    }
    cell
}

fn known_list(path: &str) -> Result<List, WrongCall> {
    List::from_path(path).ok_or_else(|| {
        let known: Vec<_> = List::ALL.iter().map(|list| list.path()).collect();
        WrongCall(
            [
                "«",
                path,
                "» is no list. The lists are: ",
                &known.join(", "),
                ".",
            ]
            .concat(),
        )
    })
}

fn no_row(list: List, index: usize, length: usize) -> WrongCall {
    WrongCall(
        [
            "«",
            list.path(),
            "» has no row ",
            &index.to_string(),
            ": it has ",
            &length.to_string(),
            if length == 1 { " row" } else { " rows" },
            ", counted from 0. Insert the row first.",
        ]
        .concat(),
    )
}
