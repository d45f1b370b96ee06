//! What is shown now: for each rule and row whether it fires, and a signature of all that is said there.

use crate::model::{FieldId, Scope};
use crate::pairs::Pairs;
use crate::program::{NodeId, Op, Part, Place, Remedy};
use crate::sheet::{At, Key};
use crate::text::Kind;

use super::judge::Hit;
use super::kernel::{EMPTY, Known, UNUSABLE};
use super::limits::Limits;
use super::plan::{Plan, outside};
use super::run::World;
use super::wiring::{DATA_PRESENTAZIONE, Wiring};
use super::{Session, VALUE};

/// As many mends as are remembered.
const OFFERS: usize = 4096;

/// By point what is shown where: a signature, 0 for nothing.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    points: Vec<OfPoint>,
}

#[derive(Clone, Debug, Default)]
struct OfPoint {
    /// By row; empty while nothing is shown in any.
    rows: Vec<u64>,
    months: Pairs<(usize, i32), u64>,
}

/// A rule at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub point: u16,
    pub row: usize,
    pub month: Option<i32>,
}

impl Shown {
    pub fn new(wiring: &Wiring) -> Shown {
        Shown {
            points: vec![OfPoint::default(); wiring.points.len()],
        }
    }

    pub fn get(&self, spot: Spot) -> u64 {
        let Some(of_point) = self.points.get(usize::from(spot.point)) else {
            return 0;
        };
        match spot.month {
            Some(month) => of_point.months.get(&(spot.row, month)).copied(),
            None => of_point.rows.get(spot.row).copied(),
        }
        .unwrap_or(0)
    }

    pub fn put(&mut self, spot: Spot, signature: u64, rows: usize) {
        let Some(of_point) = self.points.get_mut(usize::from(spot.point)) else {
            return;
        };
        match spot.month {
            Some(month) if signature == 0 => {
                of_point.months.remove(&(spot.row, month));
            }
            Some(month) => {
                of_point.months.insert((spot.row, month), signature);
            }
            None => {
                if signature != 0 && of_point.rows.is_empty() {
                    of_point.rows.resize(rows.max(spot.row + 1), 0);
                }
                if let Some(place) = of_point.rows.get_mut(spot.row) {
                    *place = signature;
                }
            }
        }
    }

    /// Where a point is shown, in order.
    pub fn of_point(&self, point: u16) -> Vec<Spot> {
        let Some(of_point) = self.points.get(usize::from(point)) else {
            return Vec::new();
        };
        let rows = of_point.rows.iter().enumerate();
        let rows = rows.filter(|(_, signature)| **signature != 0);
        let months = of_point.months.keys();
        rows.map(|(row, _)| Spot {
            point,
            row,
            month: None,
        })
        .chain(months.map(|(row, month)| Spot {
            point,
            row: *row,
            month: Some(*month),
        }))
        .collect()
    }

    /// Where a point is shown in a row.
    pub fn in_row(&self, point: u16, row: usize, spots: &mut Vec<Spot>) {
        let Some(of_point) = self.points.get(usize::from(point)) else {
            return;
        };
        if of_point.rows.get(row).is_some_and(|shown| *shown != 0) {
            spots.push(Spot {
                point,
                row,
                month: None,
            });
        }
        let first = (row, i32::MIN);
        let months = of_point.months.from(&first);
        let months = months.take_while(|((of_row, _), _)| *of_row == row);
        spots.extend(months.map(|((row, month), _)| Spot {
            point,
            row: *row,
            month: Some(*month),
        }));
    }

    /// A row of a list goes in or out.
    pub fn move_rows(&mut self, wiring: &Wiring, list: Scope, row: usize, inserted: bool) {
        for (of_point, point) in self.points.iter_mut().zip(&wiring.points) {
            if point.scope == list && row < of_point.rows.len() {
                if inserted {
                    of_point.rows.insert(row, 0);
                } else {
                    of_point.rows.remove(row);
                }
            } else if point.scope == list && inserted && !of_point.rows.is_empty() {
                of_point.rows.push(0);
            }
            if point.scope.parent() == Some(list) && !of_point.months.is_empty() {
                let moved = of_point.months.take().into_iter();
                of_point.months = moved
                    .filter(|((at, _), _)| inserted || *at != row)
                    .map(|((at, month), signature)| match (inserted, at) {
                        (true, at) if at >= row => ((at + 1, month), signature),
                        (false, at) if at > row => ((at - 1, month), signature),
                        _ => ((at, month), signature),
                    })
                    .collect();
            }
        }
    }
}

/// The plans that answer the figures of a point: over its own scope, and over the rows that its months lie in.
#[derive(Debug)]
pub struct Figures {
    plan: Plan,
    above: Plan,
}

impl Figures {
    pub(super) fn new(wiring: &Wiring, point: u16) -> Figures {
        let mut nodes: Vec<NodeId> = Vec::new();
        let of_point = wiring.points.get(usize::from(point));
        let scope = of_point.map_or(Scope::Single, |point| point.scope);
        for part in of_point.map_or(&[][..], |point| &point.parts) {
            let rule = of_point.map_or(0, |point| point.rule);
            if let Some(part) = wiring.part(rule, *part) {
                nodes.extend(part.figures.iter().map(|figure| figure.node));
                if let Some(Remedy::Other(_, value, when)) = &part.remedy {
                    nodes.push(*value);
                    nodes.extend(when);
                }
            }
        }
        let mut outer: Vec<NodeId> = Vec::new();
        if scope.parent().is_some() {
            for node in &nodes {
                outer.extend(outside(wiring, scope, *node));
            }
        }
        Figures {
            plan: Plan::new(wiring, scope, &nodes),
            above: Plan::new(wiring, scope.parent().unwrap_or(scope), &outer),
        }
    }
}

impl World<'_> {
    /// Values of nodes of a point, at a place where it fires.
    pub fn figures(&self, hit: &Hit, nodes: &[NodeId]) -> Vec<Known> {
        let scope = self.scope_of(hit.point);
        let Some(figures) = self.wiring.figures(hit.point) else {
            return Vec::new();
        };
        let plans = (&figures.plan, &figures.above);
        self.values_at(scope, hit.row, hit.month, plans, |value| {
            nodes.iter().map(|node| value(*node)).collect()
        })
    }

    fn scope_of(&self, point: u16) -> Scope {
        let point = self.wiring.points.get(usize::from(point));
        point.map_or(Scope::Single, |point| point.scope)
    }

    /// The field where a point is shown, in its row.
    pub fn at(&self, hit: &Hit) -> Option<At> {
        let point = self.wiring.points.get(usize::from(hit.point))?;
        let Place::Field(field) = point.place else {
            return None;
        };
        Some(match hit.month {
            Some(month) => At::month(field, hit.row, Key::Month(month)),
            None => At::row(field, hit.row),
        })
    }

    /// The value nearest to the own one that mends what is said at a place; none where there is none. Only days and
    /// numbers have one; and a filing day is a fact: no fix makes it another one.
    pub fn nearest(&self, hit: &Hit) -> Option<i64> {
        let at = self.at(hit)?;
        let rule = self.wiring.points.get(usize::from(hit.point))?.rule;
        let kind = &self.wiring.model.get(at.field)?.kind;
        let cell = self.sheet.cell(&self.wiring.model, &at);
        if !is_counted(kind) || !cell.is_value() || at.field == DATA_PRESENTAZIONE {
            return None;
        }
        let limits = Limits::new(self, &at, kind);
        let mut from = Hash::default();
        from.add(u64::from(hit.point));
        from.add(cell.value() as u64);
        for (value, state) in limits.inputs() {
            from.known((value, state));
        }
        self.tried_rows(&at, &mut from);
        let known = self.offers.borrow().get(&from.0).copied();
        let found = known.unwrap_or_else(|| {
            let found = limits.nearest(cell.value(), rule);
            let mut offers = self.offers.borrow_mut();
            if offers.len() >= OFFERS {
                offers.clear();
            }
            offers.insert(from.0, found);
            found
        });
        found.filter(|found| *found != cell.value())
    }

    /// A number that is another one as soon as anything said of the place is another.
    fn signature(&self, hit: &Hit) -> u64 {
        let mut hash = Hash::default();
        hash.add(u64::from(hit.part) + 1);
        let Some(point) = self.wiring.points.get(usize::from(hit.point)) else {
            return hash.0;
        };
        let Some(part) = self.wiring.part(point.rule, hit.part) else {
            return hash.0;
        };
        if part.remedy == Some(Remedy::Nearest) {
            let nearest = self.nearest(hit);
            hash.add(nearest.map_or(1, |nearest| nearest as u64 ^ 0x5555));
        }
        if let Some(figures) = self.wiring.figures(hit.point) {
            let plans = (&figures.plan, &figures.above);
            self.values_at(point.scope, hit.row, hit.month, plans, |value_of| {
                for figure in &part.figures {
                    // Of what is not known nothing is told.
                    let known = Some(value_of(figure.node)).filter(|(_, state)| *state == VALUE);
                    hash.known(known.unwrap_or((0, EMPTY)));
                }
                if let Some(Remedy::Other(field, value, when)) = &part.remedy {
                    let is_due = when.is_none_or(|when| {
                        let (yes, state) = value_of(when);
                        yes != 0 && state == VALUE
                    });
                    let offered = Some(value_of(*value)).filter(|(value, state)| {
                        is_due && *state == VALUE && self.allows(*field, hit, *value)
                    });
                    hash.known(offered.unwrap_or((0, EMPTY)));
                }
            });
        }
        let model = &self.wiring.model;
        if let Some(at) = self.at(hit) {
            let cell = self.sheet.cell(model, &at);
            hash.add(cell.value() as u64);
            hash.add(u64::from(cell.is_empty()));
            // What is no day and no number, or not yet, is shown as it was typed.
            if let Some(kind) = model.get(at.field).map(|field| &field.kind)
                && !(is_counted(kind) && cell.is_value())
            {
                hash.text(self.sheet.shown(&cell, kind).as_given().text().trim());
            }
        }
        for field in &part.reads {
            let Some(info) = model.get(*field) else {
                continue;
            };
            let own = info.scope == point.scope || point.scope.parent() == Some(info.scope);
            let row = match info.scope {
                Scope::Single => 0,
                _ if own => hit.row,
                _ => continue,
            };
            let filled = self.sheet.cell(model, &At::row(*field, row)).state_seen() != EMPTY;
            hash.add(u64::from(filled));
        }
        hash.0 | 1
    }
}

impl World<'_> {
    /// Whether no error is shown for a value in another field, of the same row where it is one of rows.
    fn allows(&self, field: FieldId, hit: &Hit, value: i64) -> bool {
        let Some(info) = self.wiring.model.get(field) else {
            return false;
        };
        let row = if info.scope == Scope::Single {
            0
        } else {
            hit.row
        };
        Limits::new(self, &At::row(field, row), &info.kind).allows(value)
    }

    /// What the rows say that tried values of a field are held against.
    fn tried_rows(&self, at: &At, hash: &mut Hash) {
        for node in self.wiring.limiting_of(at.field).earlier() {
            let Some(op) = self.wiring.op(*node) else {
                continue;
            };
            if let Op::Listed(counts, ..) = op {
                let counts = self.all(Scope::DomandePrecedenti, *counts);
                for row in self.listed.rows(self.person(at.row)) {
                    let row = *row as usize;
                    hash.add(row as u64);
                    hash.known(counts.get(row).copied().unwrap_or((0, EMPTY)));
                    let (first, last) = self.earlier_period(row).unwrap_or((0, -1));
                    hash.add(first as u64);
                    hash.add(last as u64);
                }
                continue;
            }
            match self.covered_before(op) {
                Ok(periods) => {
                    for (first, last) in periods {
                        hash.add(first as u64);
                        hash.add(last as u64);
                    }
                }
                Err((value, state)) => hash.add(value as u64 ^ u64::from(state)),
            }
        }
    }
}

/// Whether values of a kind are days or numbers.
fn is_counted(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Date | Kind::Number | Kind::Hours | Kind::Integer { .. }
    )
}

#[derive(Default)]
struct Hash(u64);

impl Hash {
    /// A value that is known; of others how they are not.
    fn known(&mut self, (value, state): Known) {
        self.add(if state == VALUE { value as u64 } else { 0 });
        self.add(u64::from(state.min(UNUSABLE)));
    }

    fn text(&mut self, text: &str) {
        text.bytes().for_each(|b| self.add(u64::from(b)));
    }

    fn add(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(5) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Session {
    /// The signature of what is said at a place where a point fires.
    pub(super) fn signature(&self, hit: &Hit) -> u64 {
        let world = self.world();
        let signature = world.signature(hit);
        let point = self.wiring.points.get(usize::from(hit.point));
        let part = point.and_then(|point| self.wiring.part(point.rule, hit.part));
        let (
            Some(Part {
                remedy: Some(Remedy::Swap(other)),
                ..
            }),
            Some(at),
        ) = (part, world.at(hit))
        else {
            return signature;
        };
        let single = self.wiring_scope(*other) == Some(Scope::Single);
        let other = At::row(*other, if single { 0 } else { hit.row });
        let mut hash = Hash(signature);
        for (_, value) in self.swapped(&mut None, &at, &other).iter().flatten() {
            hash.add(*value as u64 ^ 0x5555);
        }
        hash.0 | 1
    }

    /// Judges everything, and shows it.
    pub(super) fn show_all(&mut self) {
        let wiring = self.wiring.clone();
        self.shown = Shown::new(&wiring);
        for judging in wiring.all_on_the_way() {
            let mut hits = Vec::new();
            let rows = self.rows_of(judging.scope);
            self.world()
                .judge(judging, (0, rows), false, |hit| hits.push(hit));
            for hit in hits {
                let spot = Spot {
                    point: hit.point,
                    row: hit.row,
                    month: hit.month,
                };
                let signature = self.signature(&hit);
                self.shown.put(spot, signature, rows);
            }
        }
    }

    /// How many rows the points of a scope are judged over.
    pub(super) fn rows_of(&self, scope: Scope) -> usize {
        self.sheet.rows(scope.parent().unwrap_or(scope))
    }
}
