//! The fields that are being typed, with what is said of their texts; and which of them an edit may have touched.

use crate::model::{FieldId, Model, Scope};
use crate::pairs::Pairs;
use crate::sheet::{At, Below, CONSUNTIVO};
use crate::sorting::sort;

use super::Session;
use super::kernel::VALUE;
use super::many::Later;
use super::typed::TextNote;
use super::wiring::{Hangs, Nodes};

/// What is said of a text, and the text.
pub(super) type Spoken = Option<(TextNote, String)>;

/// The fields that are being typed: by field and place what is said there.
#[derive(Clone, Debug, Default)]
pub(super) struct Open(Pairs<FieldId, Pairs<(usize, Below), Spoken>>);

impl Open {
    /// What is said of a field that is being typed.
    pub fn get(&self, at: &At) -> Option<&Spoken> {
        self.0.get(&at.field)?.get(&(at.row, at.below.clone()))
    }

    pub fn put(&mut self, at: &At, spoken: Spoken) {
        if let Some(places) = self.0.at_or(at.field, Pairs::default) {
            places.insert((at.row, at.below.clone()), spoken);
        }
    }

    pub fn remove(&mut self, at: &At) {
        if let Some(places) = self.0.get_mut(&at.field) {
            places.remove(&(at.row, at.below.clone()));
        }
    }

    /// Every field that is being typed.
    pub fn take(&mut self) -> Vec<At> {
        let mut found = Vec::new();
        for (field, places) in self.0.iter() {
            found.extend(places.keys().map(|(row, below)| At {
                field: *field,
                row: *row,
                below: below.clone(),
            }));
        }
        self.0.take();
        found
    }

    /// Rows of a list go in (`by` 1) or out (-1) at an index: who stands in the one that goes is no longer typed.
    pub fn move_rows(&mut self, model: &Model, list: Scope, index: usize, by: i64) {
        let fields: Vec<FieldId> = self.0.keys().copied().collect();
        for field in fields {
            let scope = model.get(field).map_or(Scope::Single, |field| field.scope);
            if scope.parent().unwrap_or(scope) != list {
                continue;
            }
            let Some(places) = self.0.get_mut(&field) else {
                continue;
            };
            if !places.keys().any(|(row, _)| *row >= index) {
                continue;
            }
            let moved = places.take().into_iter();
            *places = moved
                .filter(|((row, _), _)| by > 0 || *row != index)
                .map(|((row, below), spoken)| ((moved_row(row, index, by), below), spoken))
                .collect();
        }
    }
}

/// Where a row is once one at an index went in or out.
pub(super) fn moved_row(row: usize, index: usize, by: i64) -> usize {
    if row >= index {
        (row as i64 + by).max(0) as usize
    } else {
        row
    }
}

/// What an edit touched, as far as other fields hang on it.
pub(super) enum Touch<'a> {
    /// A field; whether a fact over the months of all workers turned; where its person is another, the rows of
    /// both, in order.
    Field(&'a At, bool, &'a [usize]),
    /// Rows of a list; whether only one at the end.
    Rows(Scope, bool),
}

impl Session {
    /// Adds the other fields that are being typed whose limits may be others after an edit.
    pub(super) fn touched_open(&self, touch: &Touch, changed: &Nodes, touched: &mut Vec<At>) {
        let own = match touch {
            Touch::Field(own, ..) => Some(*own),
            Touch::Rows(..) => None,
        };
        let is_other = |at: &At| own != Some(at);
        for (field, places) in self.open.0.iter() {
            if places.is_empty() {
                continue;
            }
            let hangs = self.wiring.limiting_of(*field).hangs();
            let at = |(row, below): &(usize, Below)| At {
                field: *field,
                row: *row,
                below: below.clone(),
            };
            let all = hangs.singles.meets(changed) || self.hang_all(*field, hangs, touch);
            match touch {
                _ if all => touched.extend(places.keys().map(at).filter(is_other)),
                Touch::Field(own, _, people) => {
                    if hangs.own.has(own.field) {
                        let first = (own.row, Below::Nothing);
                        let from = places.from(&first).map(|(key, _)| key);
                        let of_row = from.take_while(|(row, _)| *row == own.row);
                        touched.extend(of_row.map(at).filter(is_other));
                    }
                    if hangs.people && !people.is_empty() {
                        let meets = |(row, _): &&(usize, Below)| {
                            people.binary_search(row).is_ok() || self.is_half_typed(*field, *row)
                        };
                        touched.extend(places.keys().filter(meets).map(at).filter(is_other));
                    }
                }
                Touch::Rows(..) => {}
            }
        }
    }

    /// The same after several edits, of which `people` are the rows of the persons that moved.
    pub(super) fn touched_by_many(&self, later: &Later, people: &[usize], touched: &mut Vec<At>) {
        let mut fields: Vec<FieldId> = later.cells.iter().map(|(.., field)| *field).collect();
        sort(&mut fields);
        fields.dedup();
        for (field, places) in self.open.0.iter() {
            let hangs = self.wiring.limiting_of(*field).hangs();
            let foreign =
                |of: &FieldId| hangs.foreign.has(*of) && (*of != CONSUNTIVO || later.months_turned);
            let all = hangs.singles.meets(&later.changed) || fields.iter().any(foreign);
            let own = later.cells.iter().filter(|(.., of)| hangs.own.has(*of));
            let mut rows: Vec<usize> = own.map(|(_, row, _)| *row).collect();
            sort(&mut rows);
            let meets = |row: &usize| {
                all || rows.binary_search(row).is_ok()
                    || hangs.people
                        && !people.is_empty()
                        && (people.binary_search(row).is_ok() || self.is_half_typed(*field, *row))
            };
            touched.extend(
                places
                    .keys()
                    .filter(|(row, _)| meets(row))
                    .map(|(row, below)| At {
                        field: *field,
                        row: *row,
                        below: below.clone(),
                    }),
            );
        }
    }

    /// Whether what stands in a row is no whole value yet: then it may become whatever begins like it.
    fn is_half_typed(&self, field: FieldId, row: usize) -> bool {
        let info = self.wiring.model.get(field);
        let column = info.and_then(|info| self.sheet.column(info.scope, info.column));
        let state = column.and_then(|column| column.states.get(row));
        state.is_some_and(|state| *state != VALUE)
    }

    fn hang_all(&self, field: FieldId, hangs: &Hangs, touch: &Touch) -> bool {
        match touch {
            Touch::Field(at, months_turned, _) => {
                hangs.foreign.has(at.field) && (at.field != CONSUNTIVO || *months_turned)
            }
            Touch::Rows(list, at_end) => {
                let own_list = self.wiring_scope(field) == Some(*list);
                let columns = self.wiring.model.columns(*list);
                hangs.rows && !(own_list && *at_end)
                    || columns.iter().any(|column| hangs.foreign.has(*column))
            }
        }
    }
}
