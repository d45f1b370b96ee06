//! Other days tried in a copy of an application, so that nothing is written to the form.

use crate::calendar::Day;
use crate::model::FieldId;
use crate::sheet::{At, Given, Typing};

use super::Session;
use super::settle::Touched;
use super::wiring::Nodes;

/// An application without its workers, in which days are tried. It knows what limits a field, and shows nothing.
pub struct Trial(Session);

impl Session {
    /// A copy to try days in.
    pub fn trial(&self) -> Trial {
        Trial(Session {
            sheet: self.sheet.without_workers(&self.wiring.model),
            asked: self.asked,
            singles: self.singles.clone(),
            totals: self.totals.clone(),
            ..Session::blank(self.wiring.clone(), None)
        })
    }

    /// Puts a day in its place, as left, without judging it; the single values that are others now.
    pub(super) fn put_day(&mut self, at: &At, day: i64) -> Nodes {
        let wiring = self.wiring.clone();
        let Some(field) = wiring.model.get(at.field) else {
            return Nodes::default();
        };
        let text = Day::from_number(day).italian();
        let mut cell = self.sheet.read(&field.kind, at, Given::Text(&text));
        cell.typing = Typing::Left;
        self.put_cell(at, cell);
        self.settle(Touched::Field(at.field), &[], &[])
    }
}

impl Trial {
    /// Puts a day in its place; a row right after the last one comes into being.
    pub fn put(&mut self, at: &At, day: i64) {
        let session = &mut self.0;
        if let Some(list) = session.wiring_scope(at.field)
            && at.row == session.sheet.rows(list)
        {
            session.sheet.insert(list, at.row);
            session.row.get_mut().forget();
            session.settle(Touched::Rows, &[], &[]);
        }
        session.put_day(at, day);
    }

    /// Whether an error of a rule stands at a field of the application itself.
    pub fn refuses(&self, field: FieldId) -> bool {
        let session = &self.0;
        let limiting = session.wiring.limiting.get(usize::from(field));
        limiting.into_iter().flatten().any(|point| {
            let hit = session.hit(*point, 0, None);
            hit.is_some_and(|hit| session.wiring.is_error(&hit))
        })
    }

    pub fn session(&self) -> &Session {
        &self.0
    }
}
