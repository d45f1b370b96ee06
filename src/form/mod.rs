//! The application in memory: what the user typed, already read.

pub mod address;
pub mod cell;
pub mod model;
pub mod rows;

use crate::text::Value;
use cell::{Cell, Known};
use model::{FieldId, List, Model, field};
use rows::{Monthly, RowId, Rows};

/// Where a field stands: in a row, or outside lists.
pub type Place = Option<RowId>;

#[derive(Debug, Default)]
pub struct Form {
    singles: Vec<Option<Box<Cell>>>,
    lists: [Rows; 5],
    /// The headcount month by month.
    mensile: Monthly,
    /// Keys outside rows that the model does not know, each once.
    pub unknown: Vec<String>,
    /// Objects and lists of the model where something else stands.
    pub faults: Vec<String>,
    /// How many cells were looked at, so that tests can compare the cost of an edit among few and many rows.
    #[cfg(debug_assertions)]
    looks: std::cell::Cell<u64>,
}

impl Form {
    #[expect(clippy::indexing_slicing, reason = "every list has its place")]
    pub fn rows(&self, list: List) -> &Rows {
        &self.lists[list as usize]
    }

    #[expect(clippy::indexing_slicing, reason = "every list has its place")]
    pub fn rows_mut(&mut self, list: List) -> &mut Rows {
        &mut self.lists[list as usize]
    }

    /// The rows of a list; the one place outside rows without a list.
    pub fn places(&self, list: Option<List>) -> Vec<Place> {
        match list {
            Some(list) => self.rows(list).ids().iter().copied().map(Some).collect(),
            None => vec![None],
        }
    }

    /// The cell of a field, where it was ever filled.
    pub fn cell(&self, model: &Model, field: FieldId, row: Place) -> Option<&Cell> {
        #[cfg(debug_assertions)]
        self.looks.set(self.looks.get() + 1);
        let field = model.get(field)?;
        match (field.list, row) {
            (None, _) => self
                .singles
                .get(usize::from(field.column))
                .and_then(|c| c.as_deref()),
            (Some(list), Some(row)) => self.rows(list).get(row)?.cell(field.column),
            (Some(_), None) => None,
        }
    }

    /// How many cells were looked at since the form is there.
    #[cfg(debug_assertions)]
    pub fn looks(&self) -> u64 {
        self.looks.get()
    }

    /// The place of a field's cell, made when it is not there yet.
    pub fn cell_mut(
        &mut self,
        model: &Model,
        field: FieldId,
        row: Place,
    ) -> Option<&mut Option<Box<Cell>>> {
        let field = model.get(field)?;
        let cells = match (field.list, row) {
            (None, _) => &mut self.singles,
            (Some(list), Some(row)) => &mut self.rows_mut(list).get_mut(row)?.cells,
            (Some(_), None) => return None,
        };
        let column = usize::from(field.column);
        if cells.len() <= column {
            cells.resize_with(column + 1, || None);
        }
        cells.get_mut(column)
    }

    /// The months of a field that holds a value for each.
    pub fn months(&self, id: FieldId, row: Place) -> &[(String, Cell)] {
        let worker = row.and_then(|row| self.rows(List::Lavoratori).get(row));
        match (id, worker) {
            (field::MENSILE, _) => &self.mensile,
            (field::CONSUNTIVO, Some(worker)) => &worker.consuntivo,
            (field::SR41, Some(worker)) => &worker.sr41,
            _ => &[],
        }
    }

    /// The same, to be changed.
    pub fn months_mut(&mut self, id: FieldId, row: Place) -> Option<&mut Monthly> {
        if id == field::MENSILE {
            return Some(&mut self.mensile);
        }
        let worker = self.rows_mut(List::Lavoratori).get_mut(row?)?;
        match id {
            field::CONSUNTIVO => Some(&mut worker.consuntivo),
            field::SR41 => Some(&mut worker.sr41),
            _ => None,
        }
    }

    /// What a rule may know of a field.
    pub fn known(&self, model: &Model, field: FieldId, row: Place) -> Known<'_> {
        self.cell(model, field, row)
            .map_or(Known::Empty, Cell::known)
    }

    /// The ordinal of a usable value (see [`Value`]).
    pub fn ordinal(&self, model: &Model, field: FieldId, row: Place) -> Option<i64> {
        match self.known(model, field, row) {
            Known::Value(Value::Ordinal(n)) => Some(*n),
            _ => None,
        }
    }
}
