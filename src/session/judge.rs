//! Rules over rows: which fire where.

use crate::model::Scope;
use crate::program::{NodeId, Op};
use crate::sorting::sort_by_key;

use super::bench::{Bench, lent};
use super::kernel::{EMPTY, Known, VALUE};
use super::plan::{Plan, outside};
use super::run::{CHUNK, OfMonth, Parent, Rows, World};
use super::wiring::{Nodes, Wiring};

/// Points of one scope, ready to be run together.
#[derive(Debug)]
pub struct Judging {
    pub scope: Scope,
    pub points: Vec<u16>,
    /// Over the rows of the scope, or those that its months lie in.
    rows: Plan,
    months: Option<Plan>,
    /// In the order in which parts speak.
    pub(super) verdicts: Vec<Verdict>,
}

/// A part that may fire.
#[derive(Debug)]
pub(super) struct Verdict {
    pub point: u16,
    pub part: u16,
    pub place: u16,
    /// Single nodes that must all be yes; without one of them it fires nowhere, and its steps need not run.
    pub guards: Vec<NodeId>,
    /// What must be yes in the row besides, in the order of the formula.
    pub conditions: Vec<NodeId>,
    needs: Vec<u64>,
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
        let mut parts = Vec::new();
        for point in &points {
            let Some(of_point) = wiring.points.get(usize::from(*point)) else {
                continue;
            };
            for part in &of_point.parts {
                if let Some(of_part) = wiring.part(of_point.rule, *part) {
                    parts.push((*point, *part, of_part));
                }
            }
        }
        let nodes: Vec<NodeId> = parts.iter().map(|(.., part)| part.verdict).collect();
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
        let plan = months.as_ref().unwrap_or(&rows);
        let verdicts = parts.iter().map(|(point, part, of_part)| {
            let place = plan.place(of_part.verdict);
            let (mut guards, mut conditions) = (Vec::new(), Vec::new());
            split(wiring, of_part.verdict, |node, is_single| {
                if is_single {
                    guards.push(node);
                } else {
                    conditions.push(node);
                }
            });
            Verdict {
                point: *point,
                part: *part,
                place,
                guards,
                conditions,
                needs: plan.needs([place].into_iter()),
            }
        });
        Judging {
            scope,
            verdicts: verdicts.collect(),
            points,
            rows,
            months,
        }
    }
}

/// Takes a condition apart into those that must all be yes for it to be: each once, and whether it is a single node.
fn split(wiring: &Wiring, condition: NodeId, mut each: impl FnMut(NodeId, bool)) {
    let (mut open, mut seen) = (vec![condition], Nodes::default());
    while let Some(node) = open.pop() {
        if seen.has(node) {
            continue;
        }
        seen.add(node);
        match wiring.op(node) {
            _ if wiring.scope(node) == Scope::Single => each(node, true),
            Some(Op::Certain(a)) => open.push(*a),
            // The first is asked first.
            Some(Op::And(a, b)) => open.extend([*b, *a]),
            _ => each(node, false),
        }
    }
}

impl World<'_> {
    /// Tells where points fire, in some rows of their scope (or of the rows that its months lie in). In a whole check
    /// months that other workers have told of are looked at too where they are empty.
    pub fn judge(
        &self,
        judging: &Judging,
        rows: (usize, usize),
        whole: bool,
        mut hit: impl FnMut(Hit),
    ) {
        if judging.months.is_none() && rows.1 == 1 {
            return self.judge_one(judging, rows.0, &mut hit);
        }
        lent(|bench| match &judging.months {
            None => {
                bench.prepare(&judging.rows, rows.1.clamp(1, CHUNK));
                if self.need(judging, bench) {
                    self.judge_rows(judging, rows, bench, &mut hit);
                }
            }
            Some(plan) => lent(|inside| {
                inside.prepare(plan, CHUNK);
                if self.need(judging, inside) {
                    bench.prepare(&judging.rows, rows.1.clamp(1, CHUNK));
                    self.judge_months(judging, plan, rows, whole, (bench, inside), &mut hit);
                }
            }),
        });
    }

    /// Marks the steps of the parts that apply somewhere; whether there are any.
    fn need(&self, judging: &Judging, bench: &mut Bench) -> bool {
        let mut any = false;
        for verdict in &judging.verdicts {
            if verdict.guards.iter().all(|node| self.is_yes(*node)) {
                bench.need(&verdict.needs);
                any = true;
            }
        }
        any
    }

    fn judge_rows(
        &self,
        judging: &Judging,
        (first, length): (usize, usize),
        bench: &mut Bench,
        hit: &mut impl FnMut(Hit),
    ) {
        let mut from = first;
        while from < first + length {
            let n = (first + length - from).min(CHUNK);
            self.run(&judging.rows, &Rows::From(from, n), bench, None);
            tell(judging, bench, n, |point, part, n| {
                hit(Hit {
                    point,
                    part,
                    row: from + n,
                    month: None,
                });
            });
            from += n;
        }
    }

    fn judge_months(
        &self,
        judging: &Judging,
        plan: &Plan,
        (first, length): (usize, usize),
        whole: bool,
        (bench, inside): (&mut Bench, &mut Bench),
        hit: &mut impl FnMut(Hit),
    ) {
        let mut from = first;
        while from < first + length {
            let n = (first + length - from).min(CHUNK);
            let months = self.months_to_judge(judging.scope, from, n, whole);
            if !months.is_empty() {
                self.run(&judging.rows, &Rows::From(from, n), bench, None);
            }
            for months in months.chunks(CHUNK) {
                // What hangs on the worker is another value in each chunk of workers.
                inside.prepare(plan, CHUNK);
                self.need(judging, inside);
                let rows = Rows::Months(months.to_vec());
                let above = Parent::Bench(bench, &judging.rows);
                self.run(plan, &rows, inside, Some(above));
                tell(judging, inside, months.len(), |point, part, n| {
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
            sort_by_key(&mut months, |at| (at.row, at.month));
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
            self.values_at(scope, row, month, (&plan, &above), |value| {
                for (place, node) in known.iter_mut().zip(nodes) {
                    if of_scope(node) {
                        *place = value(*node);
                    }
                }
            });
        }
        known
    }

    /// Values of nodes of a plan for one row or month.
    pub fn values_at<T>(
        &self,
        scope: Scope,
        row: usize,
        month: Option<i32>,
        (plan, above): (&Plan, &Plan),
        then: impl FnOnce(&mut dyn FnMut(NodeId) -> Known) -> T,
    ) -> T {
        let (Some(month), Some(_)) = (month, scope.parent()) else {
            return then(&mut |node| self.value(scope, row, node));
        };
        lent(|bench| {
            lent(|parent| {
                bench.prepare(plan, 1);
                parent.prepare(above, 1);
                self.run(above, &Rows::From(row, 1), parent, None);
                let at = OfMonth {
                    row,
                    place: 0,
                    month,
                };
                let above = Parent::Bench(parent, above);
                self.run(plan, &Rows::Months(vec![at]), bench, Some(above));
                then(&mut |node| bench.at(plan.place(node), 0))
            })
        })
    }
}

/// Of the parts of a point that fire in a row the first is told.
fn tell(judging: &Judging, bench: &Bench, length: usize, mut hit: impl FnMut(u16, u16, usize)) {
    let fires = |(value, state): Known| state == VALUE && value != 0;
    for of_point in judging.verdicts.chunk_by(|a, b| a.point == b.point) {
        let never = |verdict: &Verdict| bench.is_never(verdict.place, length);
        if of_point.iter().all(never) {
            continue;
        }
        for n in 0..length {
            let first = of_point.iter().find(|verdict| {
                bench.is_live(usize::from(verdict.place)) && fires(bench.at(verdict.place, n))
            });
            if let Some(verdict) = first {
                hit(verdict.point, verdict.part, n);
            }
        }
    }
}
