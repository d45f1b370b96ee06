//! The rows of a list. A row keeps its identity when others come and go.

use super::cell::Cell;

/// A row's identity: its slot, whatever its index becomes.
pub type RowId = u32;

/// A row that is not there yet: it comes after all others and holds nothing. Only questions may name it.
pub const NEXT: RowId = RowId::MAX;

/// Values by month: the key and its cell, sorted. A key may be no month at all.
pub type Monthly = Vec<(String, Cell)>;

/// The cell of a month, where it was ever filled.
pub fn month<'a>(months: &'a [(String, Cell)], key: &str) -> Option<&'a Cell> {
    let at = months.binary_search_by(|(k, _)| k.as_str().cmp(key)).ok()?;
    months.get(at).map(|(_, cell)| cell)
}

/// A row: its cells by column, and what only some lists have.
#[derive(Debug, Default)]
pub struct Row {
    /// Grows along the list; the index follows from it.
    rank: u64,
    pub cells: Vec<Option<Box<Cell>>>,
    /// Hours reported month by month.
    pub consuntivo: Monthly,
    /// Hours of the SR41 month by month.
    pub sr41: Monthly,
    /// Listed codici fiscali.
    pub listed: Vec<Option<Cell>>,
    /// Keys that the model does not know.
    pub unknown: Vec<String>,
    /// Objects and lists of the model where something else stands.
    pub faults: Vec<String>,
}

impl Row {
    pub fn cell(&self, column: u16) -> Option<&Cell> {
        self.cells
            .get(usize::from(column))
            .and_then(|c| c.as_deref())
    }
}

/// The space between the ranks of neighbours: so many insertions in one place before a renumbering.
const GAP: u64 = 1 << 20;

#[derive(Debug, Default)]
pub struct Rows {
    slots: Vec<Row>,
    free: Vec<RowId>,
    order: Vec<RowId>,
}

impl Rows {
    pub fn len(&self) -> usize {
        self.order.len()
    }

    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The rows in their order.
    pub fn ids(&self) -> &[RowId] {
        &self.order
    }

    /// The row at this index.
    pub fn at(&self, index: usize) -> Option<RowId> {
        self.order.get(index).copied()
    }

    pub fn get(&self, id: RowId) -> Option<&Row> {
        self.slots.get(id as usize)
    }

    pub fn get_mut(&mut self, id: RowId) -> Option<&mut Row> {
        self.slots.get_mut(id as usize)
    }

    /// Grows along the list: tells which of two rows comes first.
    pub fn rank(&self, id: RowId) -> u64 {
        self.get(id).map_or(u64::MAX, |row| row.rank)
    }

    /// Where the row stands now.
    pub fn index_of(&self, id: RowId) -> usize {
        let rank = self.rank(id);
        self.order.partition_point(|other| self.rank(*other) < rank)
    }

    /// Inserts an empty row before the one at `index` (at the end when there is none).
    pub fn insert(&mut self, index: usize) -> RowId {
        let index = index.min(self.order.len());
        if self.rank_between(index).is_none() {
            for (i, id) in self.order.clone().into_iter().enumerate() {
                if let Some(row) = self.get_mut(id) {
                    row.rank = (i as u64 + 1) * GAP;
                }
            }
        }
        let row = Row {
            rank: self.rank_between(index).unwrap_or(0),
            ..Row::default()
        };
        let id = match self.free.pop() {
            Some(id) => id,
            None => {
                self.slots.push(Row::default());
                (self.slots.len() - 1) as RowId
            }
        };
        if let Some(slot) = self.get_mut(id) {
            *slot = row;
        }
        self.order.insert(index, id);
        id
    }

    fn rank_between(&self, index: usize) -> Option<u64> {
        let before = match index.checked_sub(1).and_then(|i| self.at(i)) {
            Some(id) => self.rank(id),
            None => 0,
        };
        match self.at(index) {
            None => Some(before + GAP),
            Some(after) => {
                let middle = before + (self.rank(after) - before) / 2;
                (middle > before).then_some(middle)
            }
        }
    }

    /// Takes the row at `index` away.
    pub fn remove(&mut self, index: usize) -> Option<RowId> {
        if index >= self.order.len() {
            return None;
        }
        let id = self.order.remove(index);
        if let Some(row) = self.get_mut(id) {
            *row = Row::default();
        }
        self.free.push(id);
        Some(id)
    }
}
