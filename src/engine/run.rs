//! Running rules, and what changes by it.

use super::change::{Delta, Slot};
use super::limits::declaring;
use super::{Active, Below, Beside, Cause, Engine, Place, Spot};
use crate::calendar::Month;
use crate::form::cell::{Cell, Known};
use crate::form::model::{FieldId, List, field};
use crate::form::rows::RowId;
use crate::rule::{Params, Verdict, View};
use crate::rulebook::{Point, Target, Variant};
use crate::text::Value;

/// Which rows a rule is to run for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum For {
    /// The row, or the application itself.
    One(Option<RowId>),
    AllRows,
}

impl Engine {
    /// Runs everything from scratch.
    pub(crate) fn recheck(&mut self) {
        let mut delta = Delta::default();
        let book = self.book.clone();
        let points = || {
            book.points
                .iter()
                .enumerate()
                .filter(|(_, p)| !p.whole_only)
        };
        for (index, point) in points().filter(|(_, p)| p.list.is_none()) {
            self.run_one(index, point, None, &mut delta);
        }
        // Row by row, so that what one row holds is looked at while it is at hand.
        for list in List::ALL {
            let mut awake = points()
                .filter(|(_, p)| p.list == Some(list))
                .collect::<Vec<_>>();
            awake.retain(|(index, point)| !self.stays_asleep(*index, point));
            for row in self.form.rows(list).ids().to_vec() {
                for (index, point) in &awake {
                    self.run_one(*index, point, Some((list, row)), &mut delta);
                }
            }
        }
        self.finish(delta);
    }

    /// Runs a point for the rows asked, and notes what it touches.
    pub(crate) fn run(&mut self, point: usize, rows: For, delta: &mut Delta) {
        let book = self.book.clone();
        let Some(p) = book.points.get(point) else {
            return;
        };
        if p.whole_only {
            return;
        }
        match (p.list, rows) {
            (None, _) => self.run_one(point, p, None, delta),
            (Some(list), For::One(Some(row))) => self.run_one(point, p, Some((list, row)), delta),
            (Some(list), _) => {
                if self.stays_asleep(point, p) {
                    return;
                }
                for row in self.form.rows(list).ids().to_vec() {
                    self.run_one(point, p, Some((list, row)), delta);
                }
            }
        }
    }

    /// What was asleep and still is has nothing to say in any row, and limits nothing.
    fn stays_asleep(&mut self, index: usize, point: &Point) -> bool {
        let asleep = self.is_asleep(point);
        self.asleep
            .get_mut(index)
            .is_some_and(|slept| std::mem::replace(slept, asleep) && asleep)
    }

    /// Whether a point that looks at rows can not fire in any of them, for reasons outside the rows.
    fn is_asleep(&self, point: &Point) -> bool {
        let view = self.view(None);
        !point
            .variants
            .iter()
            .any(|variant| self.in_force_in_some_row(variant, &view))
    }

    fn run_one(&mut self, index: usize, point: &Point, slot: Slot, delta: &mut Delta) {
        let row = slot.map(|(_, row)| row);
        let mut found: Vec<Active> = Vec::new();
        match self.places_below(point, row) {
            None => self.run_at(index, point, (row, Below::Nothing), &mut found, delta),
            Some(places) => {
                for below in places {
                    self.run_at(index, point, (row, below), &mut found, delta);
                }
            }
        }
        // What is shown there may be mended otherwise now, even where nothing came or went.
        let now = self.active_of(slot);
        if found.is_empty() && !now.iter().any(|active| active.is_mended_by(&point.target)) {
            return;
        }
        delta.touch(slot, &point.target, now);
        let now = self.slot(slot);
        now.retain(|active| !matches!(active.cause, Cause::Rule { point, .. } if point == index));
        now.extend(found);
    }

    fn run_at(
        &self,
        index: usize,
        point: &Point,
        (row, below): (Option<RowId>, Below),
        found: &mut Vec<Active>,
        delta: &mut Delta,
    ) {
        let spot = Spot {
            target: point.target.clone(),
            row,
            below,
        };
        if let Target::Field(field) = point.target {
            let place = Place {
                field,
                row,
                below: spot.below.clone(),
            };
            if self.cell(&place).is_some_and(|cell| cell.typing.is_some()) {
                delta.unsettled.push(place);
            }
        }
        if let Some((cause, params)) = self.evaluate(index, point, &spot, false) {
            found.push(Active {
                spot,
                cause,
                params,
                beside: Beside::default(),
            });
        }
    }

    /// Where the diagnostics of a row are kept, or of what stands outside rows.
    #[expect(
        clippy::indexing_slicing,
        reason = "every list has its place, and every row is made room for"
    )]
    pub(crate) fn slot(&mut self, slot: Slot) -> &mut Vec<Active> {
        match slot {
            Some((list, row)) => {
                let rows = &mut self.row_active[list as usize];
                let row = row as usize;
                if rows.len() <= row {
                    rows.resize_with(row + 1, Vec::new);
                }
                &mut rows[row]
            }
            None => &mut self.active,
        }
    }

    /// Where a point looks in a row: at each of the monthly or listed values; `None` where at the field itself.
    fn places_below(&self, point: &Point, row: Option<RowId>) -> Option<Vec<Below>> {
        let Target::Field(id) = point.target else {
            return None;
        };
        if self.book.model.get(id).is_some_and(|field| field.monthly) {
            let months = self.form.months(id, row).iter();
            return Some(months.map(|(key, _)| Below::Month(key.clone())).collect());
        }
        if id == field::PRECEDENTE_LAVORATORI {
            let listed = &self.form.rows(List::DomandePrecedenti).get(row?)?.listed;
            return Some((0..listed.len()).map(Below::Listed).collect());
        }
        None
    }

    /// The first variant of a point that fires at a spot.
    pub(crate) fn evaluate(
        &self,
        index: usize,
        point: &Point,
        spot: &Spot,
        whole: bool,
    ) -> Option<(Cause, Params)> {
        let mut view = self.view(point.list.zip(spot.row));
        view.whole = whole;
        if let Below::Month(key) = &spot.below {
            view.month = Some(Month::from_key(key)?);
        }
        let own = match point.target {
            Target::Field(field) => {
                let place = Place {
                    field,
                    row: spot.row,
                    below: spot.below.clone(),
                };
                Some(self.cell(&place).map_or(Known::Empty, Cell::known))
            }
            _ => None,
        };
        self.firing(index, point, &view, own)
    }

    /// The first variant of a point that fires, given what its own field holds, where it stands at one.
    fn firing(
        &self,
        index: usize,
        point: &Point,
        view: &View,
        own: Option<Known>,
    ) -> Option<(Cause, Params)> {
        let value = match own {
            Some(Known::Value(value)) => Some(value),
            _ => None,
        };
        for (v, variant) in point.variants.iter().enumerate() {
            if variant.whole_only() && !view.whole
                || own.is_some_and(|own| !variant.is_asked_of(own, view.whole))
                || !self.in_force(variant, view, false)
            {
                continue;
            }
            if let Some((empty, params)) = fires(variant, &declaring(*view, point), value) {
                let cause = Cause::Rule {
                    point: index,
                    variant: v,
                    empty,
                };
                return Some((cause, params));
            }
        }
        None
    }

    /// Whether a point would be silent at its field if another field held this.
    pub(crate) fn is_silent_if(
        &self,
        index: usize,
        place: &Place,
        other: FieldId,
        value: &Value,
    ) -> bool {
        let Some(point) = self.book.points.get(index) else {
            return false;
        };
        let mut view = self.view_at(place);
        view.as_if = Some((other, value));
        let own = self.has_value(place);
        let own = own.as_ref().map_or(Known::Empty, Known::Value);
        self.firing(index, point, &view, Some(own)).is_none()
    }
}

/// Whether a variant in force fires for this value; and whether for want of one.
fn fires(variant: &Variant, view: &View, value: Option<&Value>) -> Option<(bool, Params)> {
    let judgement = variant.check.judge(view, value)?;
    let broken = match (&judgement.verdict, value) {
        (Verdict::Fires(fires), _) => *fires,
        (Verdict::Allowed(ranges), Some(Value::Ordinal(n))) => !ranges.contains(*n),
        (Verdict::Texts(limit), Some(Value::Text(text))) => !limit.accepts(text, view),
        _ => false,
    };
    let for_want = view.whole && value.is_none() && variant.empty_fires;
    (broken || for_want).then_some((
        value.is_none() && (for_want || variant.whole_only()),
        judgement.params,
    ))
}
