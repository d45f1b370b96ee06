//! The whole check: everything required, every field as left.

use std::collections::HashSet;

use super::{Active, Below, Beside, Cause, Engine, Place, Spot};
use crate::calendar::{Day, Month};
use crate::form::cell::{Cell, Known};
use crate::form::model::{FieldId, List, field};
use crate::form::rows::RowId;
use crate::rule::Param;
use crate::rulebook::{Duty, Point, Required, Target};

impl Engine {
    /// The diagnostics of the whole check, in no particular order.
    ///
    /// What is still being typed counts as left; afterwards it is being typed again.
    pub(crate) fn whole(&mut self) -> Vec<Active> {
        let open = self.leave_all();
        let mut found: Vec<Active> = self.all_active().cloned().collect();
        let on_the_way = found.len();
        self.whole_rules(&mut found);
        self.required(&mut found);
        for active in found.iter_mut().skip(on_the_way) {
            active.beside = self.beside(active);
        }
        for (place, cell) in open {
            self.resume(&place, cell);
        }
        found
    }

    /// Leaves every field that is being typed; answers with what they were.
    fn leave_all(&mut self) -> Vec<(Place, Cell)> {
        let mut open: Vec<(Place, Cell)> = Vec::new();
        for place in self.filled_places() {
            if let Some(cell) = self.cell(&place)
                && cell.typing.is_some()
            {
                open.push((place.clone(), cell.clone()));
            }
        }
        for (place, _) in &open {
            self.leave(place);
        }
        open
    }

    /// The rules that run only now, or that an empty field breaks only now.
    fn whole_rules(&self, found: &mut Vec<Active>) {
        for (index, point) in self.book.points.iter().enumerate() {
            let asks_now = |v: &crate::rulebook::Variant| v.empty_fires || v.whole_only();
            if !point.variants.iter().any(asks_now) {
                continue;
            }
            for row in self.form.places(point.list) {
                for below in self.whole_places(point) {
                    let spot = Spot {
                        target: point.target.clone(),
                        row,
                        below,
                    };
                    let Some((cause, params)) = self.evaluate(index, point, &spot, true) else {
                        continue;
                    };
                    let rule = |active: &Active| self.rule_of(&active.cause);
                    let active = Active {
                        spot,
                        cause,
                        params,
                        beside: Beside::default(),
                    };
                    let slot = self.active_of(point.list.zip(row));
                    if !slot
                        .iter()
                        .any(|other| other.spot == active.spot && rule(other) == rule(&active))
                    {
                        found.push(active);
                    }
                }
            }
        }
    }

    /// In a whole check monthly rules look at every month of the period, filled or not.
    fn whole_places(&self, point: &Point) -> Vec<Below> {
        if point.target != Target::Field(field::CONSUNTIVO) {
            return vec![Below::Nothing];
        }
        self.months_of_period()
            .into_iter()
            .map(|month| Below::Month(month.key()))
            .collect()
    }

    /// The months that the application's period touches.
    pub(crate) fn months_of_period(&self) -> Vec<Month> {
        let Some((start, end)) = self.view(None).period() else {
            return Vec::new();
        };
        let (mut month, last) = (
            Month::of(Day::from_number(start)),
            Month::of(Day::from_number(end)),
        );
        let mut months = Vec::new();
        while month <= last {
            months.push(month);
            month = month.next();
        }
        months
    }

    /// What is missing, what is unknown, and values in the place of objects and lists.
    fn required(&self, found: &mut Vec<Active>) {
        let book = &self.book;
        // One absence, one diagnostic: a rule that speaks of the empty field speaks alone.
        let mut spoken: HashSet<Place> = HashSet::new();
        for active in found.iter() {
            if let (Cause::Rule { empty: true, .. }, Target::Field(field)) =
                (&active.cause, &active.spot.target)
            {
                spoken.insert(Place::of(*field, active.spot.row));
            }
        }
        if let (Some(rule), Some(tipo)) = (book.built_in(&Duty::Required), self.tipo()) {
            for required in book
                .required
                .iter()
                .filter(|required| required.tipi.contains(&tipo))
            {
                for &field in &required.fields {
                    for row in self.form.places(self.list_of(field)) {
                        let place = Place::of(field, row);
                        if self.lacks(required, field, row) && spoken.insert(place.clone()) {
                            let spot = Spot::from(place);
                            let params = vec![("campo", Param::Field(field))];
                            found.push(Active {
                                spot,
                                cause: Cause::BuiltIn { rule },
                                params,
                                beside: Beside::default(),
                            });
                        }
                    }
                }
            }
        }
    }

    fn lacks(&self, required: &Required, field: FieldId, row: Option<RowId>) -> bool {
        let view = self.view(self.list_of(field).zip(row));
        matches!(self.form.known(&self.book.model, field, row), Known::Empty)
            && required.when.iter().all(|c| c.holds(&view) == Some(true))
            && !required.unless.iter().any(|c| c.lifts(&view) == Some(true))
    }

    /// Keys that the model does not know: the path of each.
    pub(crate) fn unknown(&self) -> Vec<String> {
        let mut paths = self.form.unknown.clone();
        self.in_rows(|path, row| {
            paths.extend(row.unknown.iter().map(|key| [path, ".", key].concat()))
        });
        paths
    }

    fn in_rows(&self, mut visit: impl FnMut(&str, &crate::form::rows::Row)) {
        for list in List::ALL {
            let rows = self.form.rows(list);
            for (index, id) in rows.ids().iter().enumerate() {
                if let Some(row) = rows.get(*id)
                    && !row.unknown.is_empty()
                {
                    visit(&[list.path(), ".", &index.to_string()].concat(), row);
                }
            }
        }
    }

    /// What is still missing: the paths that a whole check would name.
    pub(crate) fn missing(&mut self) -> Vec<Active> {
        let mut found: Vec<Active> = Vec::new();
        self.whole_rules(&mut found);
        self.required(&mut found);
        found.retain(|active| match &active.cause {
            Cause::Rule { empty, .. } => *empty,
            Cause::BuiltIn { .. } => true,
            _ => false,
        });
        found
    }
}
