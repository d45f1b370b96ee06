//! A plan over one row: only what an answer hangs on is computed, in the order in which it is asked for.

use crate::model::FieldId;
use crate::program::{NodeId, Op};

use super::bench::Bench;
use super::judge::{Hit, Judging, Verdict};
use super::kernel::{self, EMPTY, Known, VALUE};
use super::plan::{Input, NONE, Plan};
use super::rows::is_of_rows;
use super::run::{Rows, World};
use super::single::cover;

/// The row that is asked, and where a value is tried in a field of it that value.
#[derive(Clone, Copy, Debug)]
pub struct OneRow {
    pub row: usize,
    pub own: Option<(FieldId, i64)>,
}

/// Formulas that go deeper are computed step by step.
pub(super) const DEEP: u16 = 200;

impl World<'_> {
    /// Makes a bench ready for one row of a plan.
    pub(super) fn prepare_one(&self, plan: &Plan, of: OneRow, bench: &mut Bench) {
        bench.prepare(plan, 1);
        if plan.depth > DEEP && of.own.is_none() {
            self.run(plan, &Rows::From(of.row, 1), bench, None);
            bench.all_done();
        }
    }

    /// Whether a condition is yes, and known.
    pub(super) fn fires(&self, plan: &Plan, place: u16, of: OneRow, bench: &mut Bench) -> bool {
        if let Some(step) = plan.steps.get(usize::from(place))
            && step.input == Input::Here
            && bench.known(place).is_none()
        {
            let [a, b, _] = step.arguments;
            match self.wiring.op(step.node) {
                Some(Op::And(..)) => {
                    return self.fires(plan, a, of, bench) && self.fires(plan, b, of, bench);
                }
                Some(Op::Certain(_)) => return self.fires(plan, a, of, bench),
                _ => {}
            }
        }
        let (yes, state) = self.one(plan, place, of, bench);
        yes != 0 && state == VALUE
    }

    /// The value of a place of a plan.
    pub(super) fn one(&self, plan: &Plan, place: u16, of: OneRow, bench: &mut Bench) -> Known {
        if let Some(known) = bench.known(place) {
            return known;
        }
        let Some(step) = plan.steps.get(usize::from(place)) else {
            return (0, EMPTY);
        };
        if step.input == Input::Single {
            let known = self.singles.get(usize::from(step.node)).copied();
            return known.unwrap_or((0, EMPTY));
        }
        let Some(op) = self.wiring.op(step.node) else {
            return (0, EMPTY);
        };
        #[cfg(debug_assertions)]
        super::bench::count(1);
        let [a, b, c] = step.arguments;
        let known = match op {
            Op::Cell(field) => match of.own {
                Some((own, value)) if own == *field => (value, VALUE),
                _ => self.of_row(op, of.row, [(0, EMPTY); 3], &[]),
            },
            Op::FilingDay | Op::Tipo => (of.own.map_or(0, |(_, value)| value), VALUE),
            Op::If(..) => match self.one(plan, a, of, bench) {
                (yes, VALUE) => self.one(plan, if yes != 0 { b } else { c }, of, bench),
                (_, state) => (0, state),
            },
            Op::Default(..) => match self.one(plan, a, of, bench) {
                (_, EMPTY) => self.one(plan, b, of, bench),
                known => known,
            },
            Op::Aggregate(..) => {
                for node in &step.outside {
                    self.one(plan, plan.place(*node), of, bench);
                }
                self.aggregate(op, plan, step, usize::from(place), (of.row, 1), bench);
                bench.at(place, 0)
            }
            op => {
                let mut ask = |place: u16| match place {
                    NONE => (0, EMPTY),
                    place => self.one(plan, place, of, bench),
                };
                let arguments = [ask(a), ask(b), ask(c)];
                if let Op::Covered(..) = op {
                    cover(&self.covered_before(op), arguments[0], arguments[1])
                } else if is_of_rows(op) {
                    self.prepare_earlier(op, &mut bench.earlier);
                    self.of_row(op, of.row, arguments, &bench.earlier)
                } else {
                    kernel::one(op, arguments).unwrap_or((0, EMPTY))
                }
            }
        };
        bench.done(place, known);
        known
    }

    /// Tells where points fire in one row.
    pub(super) fn judge_one(
        &self,
        judging: &Judging,
        plan: &Plan,
        row: usize,
        bench: &mut Bench,
        hit: &mut impl FnMut(Hit),
    ) {
        let of = OneRow { row, own: None };
        self.prepare_one(plan, of, bench);
        let mut told = None;
        for Verdict {
            point,
            part,
            guards,
            conditions,
            ..
        } in &judging.verdicts
        {
            // Of the parts of a point that fire the first is told.
            if told != Some(*point)
                && guards.iter().all(|node| self.is_yes(*node))
                && conditions
                    .iter()
                    .all(|place| self.one(plan, *place, of, bench) == (1, VALUE))
            {
                told = Some(*point);
                hit(Hit {
                    point: *point,
                    part: *part,
                    row,
                    month: None,
                });
            }
        }
    }

    /// Whether a single node is yes, and known.
    pub(super) fn is_yes(&self, node: NodeId) -> bool {
        let known = self.singles.get(usize::from(node));
        known.is_some_and(|(value, state)| *value != 0 && *state == VALUE)
    }
}
