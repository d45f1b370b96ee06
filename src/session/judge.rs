//! Rules over rows: which fire where.

use crate::model::Scope;
use crate::program::NodeId;

use super::kernel::{EMPTY, VALUE};
use super::plan::{Plan, outside};
use super::run::{Bench, CHUNK, Known, OfMonth, Rows, World};
use super::wiring::Wiring;

/// Points of one scope, ready to be run together.
#[derive(Debug)]
pub struct Judging {
    pub scope: Scope,
    pub points: Vec<u16>,
    /// Over the rows of the scope, or those that its months lie in.
    rows: Plan,
    months: Option<Plan>,
    /// Point, part and verdict, in the order in which parts speak.
    verdicts: Vec<(u16, u16, NodeId)>,
}

/// A rule that fires somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    pub point: u16,
    pub part: u16,
    pub row: usize,
    pub month: Option<i32>,
}

impl Judging {
    /// The points must be of this scope.
    pub fn new(wiring: &Wiring, scope: Scope, points: Vec<u16>) -> Judging {
        let mut verdicts = Vec::new();
        for point in &points {
            let Some(of_point) = wiring.points.get(usize::from(*point)) else {
                continue;
            };
            for part in &of_point.parts {
                if let Some(of_part) = wiring.part(of_point.rule, *part) {
                    verdicts.push((*point, *part, of_part.verdict));
                }
            }
        }
        let nodes: Vec<NodeId> = verdicts.iter().map(|(.., verdict)| *verdict).collect();
        let (rows, months) = match scope.parent() {
            Some(parent) => {
                let mut above: Vec<NodeId> = Vec::new();
                for node in &nodes {
                    above.extend(outside(wiring, scope, *node));
                }
                let rows = Plan::new(wiring, parent, &above);
                (rows, Some(Plan::new(wiring, scope, &nodes)))
            }
            None => (Plan::new(wiring, scope, &nodes), None),
        };
        Judging {
            scope,
            points,
            rows,
            months,
            verdicts,
        }
    }
}

impl World<'_> {
    /// Tells where points fire, in some rows of their scope (or of the rows that its months lie in). In a whole check
    /// months that other workers have told of are looked at too where they are empty.
    pub fn judge(
        &self,
        judging: &Judging,
        (first, length): (usize, usize),
        whole: bool,
        mut hit: impl FnMut(Hit),
    ) {
        if judging.verdicts.is_empty() {
            return;
        }
        let mut bench = Bench::default();
        bench.prepare(&judging.rows, length.clamp(1, CHUNK));
        let mut from = first;
        while from < first + length {
            let n = (first + length - from).min(CHUNK);
            self.run(&judging.rows, &Rows::From(from, n), &mut bench, None);
            match &judging.months {
                None => tell(judging, &judging.rows, &bench, n, |point, part, n| {
                    hit(Hit {
                        point,
                        part,
                        row: from + n,
                        month: None,
                    });
                }),
                Some(plan) => {
                    let months = self.months_to_judge(judging.scope, from, n, whole);
                    for months in months.chunks(CHUNK) {
                        let mut inside = Bench::default();
                        inside.prepare(plan, months.len());
                        let rows = Rows::Months(months.to_vec());
                        self.run(plan, &rows, &mut inside, Some((&bench, &judging.rows)));
                        tell(judging, plan, &inside, months.len(), |point, part, n| {
                            if let Some(at) = months.get(n) {
                                hit(Hit {
                                    point,
                                    part,
                                    row: at.row,
                                    month: Some(at.month),
                                });
                            }
                        });
                    }
                }
            }
            from += n;
        }
    }

    fn months_to_judge(
        &self,
        scope: Scope,
        first: usize,
        length: usize,
        whole: bool,
    ) -> Vec<OfMonth> {
        let mut months = self.months_of(scope, first, length);
        if whole && scope == Scope::Consuntivo {
            let given: Vec<i32> = self.months.given().collect();
            for place in 0..length {
                months.extend(given.iter().map(|month| OfMonth {
                    row: first + place,
                    place,
                    month: *month,
                }));
            }
            months.sort_unstable_by_key(|at| (at.row, at.month));
            months.dedup();
        }
        months
    }

    /// The values of single nodes, of those of a row and of those of its month, in the order asked.
    pub fn known_at(&self, row: usize, month: Option<i32>, nodes: &[NodeId]) -> Vec<Known> {
        let mut known = vec![(0, EMPTY); nodes.len()];
        for scope in Scope::ALL {
            let of_scope = |node: &NodeId| self.wiring.scope(*node) == scope;
            let asked: Vec<NodeId> = nodes.iter().copied().filter(of_scope).collect();
            if asked.is_empty() || (scope.parent().is_some() && month.is_none()) {
                continue;
            }
            let mut outer = Vec::new();
            if scope.parent().is_some() {
                for node in &asked {
                    outer.extend(outside(self.wiring, scope, *node));
                }
            }
            let plan = Plan::new(self.wiring, scope, &asked);
            let above = Plan::new(self.wiring, scope.parent().unwrap_or(scope), &outer);
            let row = if scope == Scope::Single { 0 } else { row };
            let bench = self.values_at(scope, row, month, &plan, &above);
            for (place, node) in known.iter_mut().zip(nodes) {
                if of_scope(node) {
                    *place = bench.at(plan.place(*node), 0);
                }
            }
        }
        known
    }

    /// The value of some nodes for one row or month.
    pub fn values_at(
        &self,
        scope: Scope,
        row: usize,
        month: Option<i32>,
        plan: &Plan,
        above: &Plan,
    ) -> Bench {
        let mut bench = Bench::default();
        bench.prepare(plan, 1);
        match (month, scope.parent()) {
            (Some(month), Some(_)) => {
                let mut parent = Bench::default();
                parent.prepare(above, 1);
                self.run(above, &Rows::From(row, 1), &mut parent, None);
                let at = OfMonth {
                    row,
                    place: 0,
                    month,
                };
                let rows = Rows::Months(vec![at]);
                self.run(plan, &rows, &mut bench, Some((&parent, above)));
            }
            _ => self.run(plan, &Rows::From(row, 1), &mut bench, None),
        }
        bench
    }
}

/// Of the parts of a point that fire in a row the first is told.
fn tell(
    judging: &Judging,
    plan: &Plan,
    bench: &Bench,
    length: usize,
    mut hit: impl FnMut(u16, u16, usize),
) {
    let fires = |(value, state): Known| state == VALUE && value != 0;
    for of_point in judging.verdicts.chunk_by(|(a, ..), (b, ..)| a == b) {
        let may: Vec<(u16, u16, u16)> = of_point
            .iter()
            .map(|(point, part, node)| (*point, *part, plan.place(*node)))
            .filter(|(.., place)| !bench.is_same(*place) || fires(bench.at(*place, 0)))
            .collect();
        if may.is_empty() {
            continue;
        }
        for n in 0..length {
            if let Some((point, part, _)) =
                may.iter().find(|(.., place)| fires(bench.at(*place, n)))
            {
                hit(*point, *part, n);
            }
        }
    }
}
