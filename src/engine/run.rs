//! Running rules, and what changes by it.

use std::collections::HashMap;

use super::limits::declaring;
use super::{Active, Below, Cause, Engine, Place, Spot};
use crate::calendar::Month;
use crate::form::cell::Known;
use crate::form::model::{List, field};
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

/// What an edit does, in the order in which it happens.
#[derive(Default, Debug)]
pub(crate) struct Delta {
    log: Vec<(Event, Active)>,
    /// Half-typed fields whose limits may have moved.
    pub unsettled: Vec<Place>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Event {
    Came,
    Went,
}

impl Delta {
    /// One diagnostic gives way to another at the same spot, or comes, or goes.
    pub(crate) fn replace(&mut self, before: Option<Active>, after: Option<Active>) {
        if before != after {
            self.log.extend(before.map(|active| (Event::Went, active)));
            self.log.extend(after.map(|active| (Event::Came, active)));
        }
    }
}

impl Engine {
    /// Runs everything from scratch.
    pub(crate) fn recheck(&mut self) {
        let mut delta = Delta::default();
        for point in 0..self.book.points.len() {
            self.run(point, For::AllRows, &mut delta);
        }
    }

    /// Runs a point for the rows asked, and notes what is new and what is gone.
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
            (Some(_), For::One(Some(row))) => self.run_one(point, p, Some(row), delta),
            (Some(list), _) => {
                for row in self.form.rows(list).ids().to_vec() {
                    self.run_one(point, p, Some(row), delta);
                }
            }
        }
    }

    fn run_one(&mut self, index: usize, point: &Point, row: Option<RowId>, delta: &mut Delta) {
        let mut found: Vec<Active> = Vec::new();
        for below in self.places_below(point, row) {
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
                });
            }
        }
        let same_point =
            |active: &Active| matches!(active.cause, Cause::Rule { point, .. } if point == index);
        let slot = self.active_slot(point.list, row);
        if found.is_empty() && !slot.iter().any(same_point) {
            return;
        }
        let before: Vec<Active> = slot.extract_if(.., |active| same_point(active)).collect();
        slot.extend(found.iter().cloned());
        for gone in before {
            let successor = found
                .iter()
                .position(|new| new.spot == gone.spot)
                .map(|at| found.swap_remove(at));
            delta.replace(Some(gone), successor);
        }
        for new in found {
            delta.replace(None, Some(new));
        }
    }

    /// The list that holds the diagnostics of a row, or of what stands outside rows.
    pub(crate) fn active_slot(
        &mut self,
        list: Option<List>,
        row: Option<RowId>,
    ) -> &mut Vec<Active> {
        match (list, row) {
            (Some(list), Some(row)) => {
                let rows = &mut self.row_active[list as usize];
                let row = row as usize;
                if rows.len() <= row {
                    rows.resize_with(row + 1, Vec::new);
                }
                &mut rows[row]
            }
            _ => &mut self.active,
        }
    }

    /// What a point looks at in a row: the field itself, or each of its monthly or listed values.
    fn places_below(&self, point: &Point, row: Option<RowId>) -> Vec<Below> {
        let (Target::Field(id), Some(row)) = (&point.target, row) else {
            return vec![Below::Nothing];
        };
        if *id == field::CONSUNTIVO {
            let row = self.form.rows(List::Lavoratori).get(row);
            return row.map_or(Vec::new(), |row| {
                row.months
                    .iter()
                    .map(|(key, _)| Below::Month(key.clone()))
                    .collect()
            });
        }
        if *id == field::PRECEDENTE_LAVORATORI {
            let listed = self
                .form
                .rows(List::DomandePrecedenti)
                .get(row)
                .map_or(0, |row| row.listed.len());
            return (0..listed).map(Below::Listed).collect();
        }
        vec![Below::Nothing]
    }

    /// What is new after an edit, and what is gone: a diagnostic that went and came back is neither; one
    /// whose figures changed is new.
    pub(crate) fn net(&self, delta: &Delta) -> (Vec<Active>, Vec<Active>) {
        type Story<'a> = (Option<&'a Active>, Option<&'a Active>);
        let mut stories: HashMap<(usize, String), Story> = HashMap::new();
        for (event, active) in &delta.log {
            let key = (self.rule_of(&active.cause), self.path(&active.spot));
            let at_first = (*event == Event::Went).then_some(active);
            let story = stories.entry(key).or_insert((at_first, None));
            story.1 = (*event == Event::Came).then_some(active);
        }
        let (mut added, mut removed) = (Vec::new(), Vec::new());
        for (before, after) in stories.into_values() {
            match (before, after) {
                (Some(before), None) => removed.push(before.clone()),
                (before, Some(after)) if before != Some(after) => added.push(after.clone()),
                _ => {}
            }
        }
        (added, removed)
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
        let value = match point.target {
            Target::Field(field) => {
                let place = Place {
                    field,
                    row: spot.row,
                    below: spot.below.clone(),
                };
                match self.cell(&place).map(|cell| cell.known()) {
                    None | Some(Known::Empty) => None,
                    Some(Known::Unusable) => return None,
                    Some(Known::Value(value)) => Some(value),
                }
            }
            _ => None,
        };
        for (v, variant) in point.variants.iter().enumerate() {
            if variant.whole_only() && !whole || !self.in_force(variant, &view, false) {
                continue;
            }
            if let Some((empty, params)) = fires(variant, &declaring(view, point), value, whole) {
                return Some((
                    Cause::Rule {
                        point: index,
                        variant: v,
                        empty,
                    },
                    params,
                ));
            }
        }
        None
    }
}

/// Whether a variant in force fires for this value; and whether for want of one.
fn fires(
    variant: &Variant,
    view: &View,
    value: Option<&Value>,
    whole: bool,
) -> Option<(bool, Params)> {
    let judgement = variant.check.judge(view, value)?;
    let broken = match (&judgement.verdict, value) {
        (Verdict::Fires(fires), _) => *fires,
        (Verdict::Allowed(ranges), Some(Value::Ordinal(n))) => !ranges.contains(*n),
        (Verdict::Texts(limit), Some(Value::Text(text))) => !limit.accepts(text, view),
        _ => false,
    };
    let for_want = whole && value.is_none() && variant.empty_fires;
    (broken || for_want).then_some((
        value.is_none() && (for_want || variant.whole_only()),
        judgement.params,
    ))
}
