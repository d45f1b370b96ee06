//! Values that are tried on a copy of the application.

use crate::model::Scope;
use crate::sheet::{At, Cell, Given};
use crate::text::{self, Value};

use super::Session;
use super::kernel::VALUE;
use super::limits::Limits;
use super::settle::Touched;

impl Session {
    /// The values of two fields changed for each other, where no error is shown for either then: each place with what it
    /// is to hold. Tried on a copy, as in [`Session::takes`].
    pub fn swapped(
        &self,
        copy: &mut Option<Box<Session>>,
        at: &At,
        other: &At,
    ) -> Option<[(At, i64); 2]> {
        let cell = |at: &At| self.sheet.cell(&self.wiring.model, at);
        let (ours, theirs) = (cell(at), cell(other));
        let values = [(other.clone(), ours.value()), (at.clone(), theirs.value())];
        (theirs.state_seen() == VALUE && self.takes(copy, &values)).then_some(values)
    }

    /// Whether no error is shown on some fields of ordinals once they hold these values. Tried on a copy, that is made
    /// where there is none yet and is left as it was.
    fn takes(&self, copy: &mut Option<Box<Session>>, values: &[(At, i64)]) -> bool {
        let copy = copy.get_or_insert_with(|| Box::new(self.clone()));
        let mut before: Vec<(&At, Cell)> = Vec::new();
        for (at, value) in values {
            let Some(field) = self.wiring.model.get(at.field) else {
                continue;
            };
            let typed = text::canonical(&field.kind, &Value::Ordinal(*value));
            let cell = copy.sheet.read(&field.kind, at, Given::Text(&typed));
            before.push((at, copy.replaced(at, cell)));
        }
        let world = copy.world();
        let taken = values.iter().all(|(at, value)| {
            let field = self.wiring.model.get(at.field);
            field.is_some_and(|field| Limits::new(&world, at, &field.kind).allows(*value))
        });
        for (at, cell) in before.into_iter().rev() {
            copy.replaced(at, cell);
        }
        taken
    }

    /// Puts a cell in its place and works out what hangs on it; the one that stood there.
    fn replaced(&mut self, at: &At, cell: Cell) -> Cell {
        let wiring = self.wiring.clone();
        let old = self.sheet.cell(&wiring.model, at);
        let list = self.wiring_scope(at.field);
        let list = list.filter(|list| *list != Scope::Single);
        let added = |session: &Session| {
            list.map_or(Vec::new(), |list| {
                session.added(list, at.row, Some(at.field))
            })
        };
        let gone = added(self);
        self.put_cell(at, cell);
        let come = added(self);
        self.settle(Touched::Field(at.field), &gone, &come);
        old
    }
}
