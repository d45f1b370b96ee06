//! From a path to the place of a value, and what is written there.

use super::{Below, Engine, Place, WrongCall};
use crate::form::address::{self, Address};
use crate::form::cell::Cell;
use crate::form::model::{FieldId, List, field};
use crate::form::rows::{NEXT, RowId};
use crate::text::{Kind, Reading};

impl Engine {
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
        self.place_in(address, path, |list, index| {
            let rows = self.form.rows(list);
            rows.at(index)
                .ok_or_else(|| no_row(list, index, rows.len()))
        })
    }

    /// The same, to be asked about: also in the row that writing there would bring into being.
    pub(crate) fn place_to_ask(&self, path: &str) -> Result<Option<Place>, WrongCall> {
        let address = address::parse(&self.book.model, path);
        match self.new_row(&address, path)? {
            Some(_) => self.place_in(&address, path, |_, _| Ok(NEXT)),
            None => self.place(&address, path),
        }
    }

    fn place_in(
        &self,
        address: &Address,
        path: &str,
        row: impl Fn(List, usize) -> Result<RowId, WrongCall>,
    ) -> Result<Option<Place>, WrongCall> {
        let in_row = |list: List, index: usize, field: FieldId, below: Below| {
            Ok(Some(Place {
                field,
                row: Some(row(list, index)?),
                below,
            }))
        };
        match address {
            Address::Single(field) => Ok(Some(Place::of(*field, None))),
            Address::Cell { list, index, field } => in_row(*list, *index, *field, Below::Nothing),
            Address::Month { field, index, key } => {
                let below = Below::Month(key.clone());
                match index {
                    Some(index) => in_row(List::Lavoratori, *index, *field, below),
                    None => Ok(Some(Place {
                        field: *field,
                        row: None,
                        below,
                    })),
                }
            }
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
    pub(super) fn new_row(
        &self,
        address: &Address,
        path: &str,
    ) -> Result<Option<(List, usize)>, WrongCall> {
        let (list, index) = match address {
            Address::Cell { list, index, .. } => (*list, *index),
            Address::Month {
                index: Some(index), ..
            } => (List::Lavoratori, *index),
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
            // A column that the model does not know makes a row as any other.
            Address::Unknown => match address::row_of(path) {
                Some((list, index, _)) => (list, index),
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        Ok((index == self.form.rows(list).len()).then_some((list, index)))
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
            (Below::Month(key), row) => {
                let Some(months) = self.form.months_mut(place.field, row) else {
                    return;
                };
                let found = months.binary_search_by(|(k, _)| k.as_str().cmp(key));
                match (found, cell) {
                    (Ok(at), Some(cell)) => {
                        if let Some(month) = months.get_mut(at) {
                            month.1 = cell;
                        }
                    }
                    (Ok(at), None) => {
                        months.remove(at);
                    }
                    (Err(at), Some(cell)) => months.insert(at, (key.clone(), cell)),
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
                if let Some(slot) = row.listed.get_mut(*position) {
                    *slot = cell;
                }
            }
            _ => {}
        }
    }
}

pub(super) fn known_list(path: &str) -> Result<List, WrongCall> {
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

pub(super) fn no_row(list: List, index: usize, length: usize) -> WrongCall {
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
