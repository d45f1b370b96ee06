//! Values by month: few to a row, sorted. A key that is no month is kept, and unreadable.

use super::column::Cell;
use crate::calendar::Month;
use crate::sorting::sort_by;

/// A key of a map of months.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// `year * 12 + month - 1`
    Month(i32),
    /// What is no month.
    Odd(Box<str>),
}

impl Key {
    pub fn of(text: &str) -> Key {
        match Month::from_key(text) {
            Some(month) => Key::Month(month.number()),
            None => Key::Odd(text.into()),
        }
    }

    pub fn text(&self) -> String {
        match self {
            Key::Month(number) => Month::from_number(*number).key(),
            Key::Odd(text) => text.to_string(),
        }
    }
}

/// The cells of one map.
#[derive(Clone, Default, Debug)]
pub struct Months {
    cells: Vec<(Key, Cell)>,
    /// In the place of the map stands something else: it can not be read.
    pub(super) misfit: Option<Box<str>>,
}

impl Months {
    pub fn get(&self, key: &Key) -> Cell {
        match self.cells.binary_search_by(|(known, _)| known.cmp(key)) {
            Ok(at) => self.cells.get(at).map_or(Cell::ABSENT, |(_, c)| c.clone()),
            Err(_) => Cell::ABSENT,
        }
    }

    pub(super) fn put(&mut self, key: Key, cell: Cell) {
        let found = self.cells.binary_search_by(|(known, _)| known.cmp(&key));
        match found {
            Ok(at) if !cell.is_there() => {
                self.cells.remove(at);
            }
            Ok(at) => {
                if let Some(place) = self.cells.get_mut(at) {
                    place.1 = cell;
                }
            }
            Err(at) if cell.is_there() => self.cells.insert(at, (key, cell)),
            Err(_) => {}
        }
    }

    /// Puts a cell at the end, whatever its key; [`Months::settle`] comes after.
    pub(super) fn push(&mut self, key: Key, cell: Cell) {
        self.cells.push((key, cell));
    }

    /// Sorts what was pushed; of equal keys the last stays.
    pub(super) fn settle(&mut self) {
        self.cells.shrink_to_fit();
        if self.cells.is_sorted_by(|(a, _), (b, _)| a < b) {
            return;
        }
        sort_by(&mut self.cells, |(a, _), (b, _)| a.cmp(b));
        self.cells.reverse();
        self.cells.dedup_by(|(a, _), (b, _)| a == b);
        self.cells.reverse();
    }

    /// The cells, in the order of their keys.
    pub fn cells(&self) -> &[(Key, Cell)] {
        &self.cells
    }

    /// The cells of real months, in order.
    pub fn real(&self) -> impl Iterator<Item = (i32, &Cell)> {
        self.cells.iter().map_while(|(key, cell)| match key {
            Key::Month(month) => Some((*month, cell)),
            Key::Odd(_) => None,
        })
    }

    /// Whether something else stands in its place (a blank is nothing).
    pub fn is_misfit(&self) -> bool {
        self.misfit
            .as_deref()
            .is_some_and(|json| !super::json::is_blank(json))
    }

    /// Whether anything stands in it, readable or not; a blank is nothing.
    pub fn has_anything(&self) -> bool {
        self.is_misfit()
            || self
                .cells
                .iter()
                .any(|(key, cell)| !cell.is_empty() || matches!(key, Key::Odd(_)))
    }
}
