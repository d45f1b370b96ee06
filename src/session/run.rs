//! Plans over rows: in chunks for many, the same for one.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::model::{FieldId, Scope};
use crate::program::{Aggregate, NodeId, Op};
use crate::sheet::{Listed, People, Sheet};

use super::bench::Bench;
use super::kernel::{self, EMPTY, Known, VALUE, Vector};
use super::one::Row;
use super::plan::{Input, NONE, Plan, Step};
use super::rows::{is_of_months, is_of_rows};
use super::single::cover;
use super::totals::{MonthFacts, Total};
use super::wiring::Wiring;

/// How many rows are computed at a time: few enough for all nodes to stay near the processor.
pub const CHUNK: usize = 128;

/// What plans look at, besides their own rows.
pub struct World<'a> {
    pub wiring: &'a Wiring,
    pub sheet: &'a Sheet,
    pub people: &'a People,
    pub listed: &'a Listed,
    pub months: &'a MonthFacts,
    /// The values of the single nodes, by node.
    pub singles: &'a [Known],
    /// What was found to mend what, by all that it was found from.
    pub offers: &'a RefCell<HashMap<u64, Option<i64>>>,
    /// The values of the row that was asked last.
    pub row: &'a RefCell<Row>,
}

/// The rows that months lie in: computed by a plan, or the one that they all lie in.
#[derive(Clone, Copy)]
pub enum Parent<'a> {
    Bench(&'a Bench, &'a Plan),
    Row(&'a Row),
}

impl Parent<'_> {
    /// The value of a node in the n-th of the rows.
    fn at(self, node: NodeId, n: usize) -> Known {
        match self {
            Parent::Bench(bench, plan) => bench.at(plan.place(node), n),
            Parent::Row(row) => row.known(node).unwrap_or((0, EMPTY)),
        }
    }
}

/// Which rows are computed.
#[derive(Clone, Debug)]
pub enum Rows {
    /// Rows of a list (or the application itself): the first, and how many.
    From(usize, usize),
    /// Months of workers.
    Months(Vec<OfMonth>),
    /// One row, with many values tried in one of its fields.
    Trial(Trial),
}

/// Values tried one after the other in a field of a row: the first, and how many.
#[derive(Clone, Copy, Debug)]
pub struct Trial {
    pub field: FieldId,
    pub row: usize,
    pub month: Option<OfMonth>,
    pub first: i64,
    pub length: usize,
}

/// A month of a worker: his row, where that is in the chunk of rows, and the month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfMonth {
    pub row: usize,
    pub place: usize,
    pub month: i32,
}

impl Rows {
    pub fn len(&self) -> usize {
        match self {
            Rows::From(_, length) => *length,
            Rows::Months(months) => months.len(),
            Rows::Trial(trial) => trial.length,
        }
    }
}

impl World<'_> {
    /// Runs a plan over some rows, at most as many as the bench is wide. `parent` is where the row of a month is.
    pub fn run(&self, plan: &Plan, rows: &Rows, bench: &mut Bench, parent: Option<Parent>) {
        #[cfg(debug_assertions)]
        super::bench::count(plan.steps.len() * rows.len());
        for (place, step) in plan.steps.iter().enumerate() {
            if bench.same.get(place) == Some(&true) || !bench.is_live(place) {
                continue;
            }
            match step.input {
                Input::Single => {
                    let known = self.singles.get(usize::from(step.node));
                    bench.set_same(place, known.copied().unwrap_or((0, EMPTY)));
                }
                Input::Parent => {
                    let Some(above) = parent else {
                        continue;
                    };
                    match rows {
                        Rows::Months(months) => {
                            for (n, month) in months.iter().enumerate() {
                                bench.write(place, n, above.at(step.node, month.place));
                            }
                        }
                        _ => bench.set_same(place, above.at(step.node, 0)),
                    }
                }
                Input::Here => self.step(plan, step, place, rows, bench),
            }
        }
    }

    fn step(&self, plan: &Plan, step: &Step, place: usize, rows: &Rows, bench: &mut Bench) {
        let Some(op) = self.wiring.op(step.node) else {
            return;
        };
        match rows {
            Rows::From(first, length) => match op {
                Op::Cell(_) if self.column(op, place, *first, *length, bench) => {}
                Op::Aggregate(..) => {
                    self.aggregate(op, plan, step, place, (*first, *length), bench);
                }
                _ if is_of_rows(op) => {
                    self.prepare_earlier(op, &mut bench.earlier);
                    for n in 0..*length {
                        let arguments = step.arguments.map(|place| bench.at(place, n));
                        let known = self.of_row(op, first + n, arguments, &bench.earlier);
                        bench.write(place, n, known);
                    }
                }
                _ => pure(op, step, place, *length, bench),
            },
            Rows::Months(months) if is_of_months(op) => {
                for (n, month) in months.iter().enumerate() {
                    bench.write(place, n, self.of_month(op, plan.scope, month));
                }
            }
            Rows::Months(months) => pure(op, step, place, months.len(), bench),
            Rows::Trial(trial) => self.trial(op, plan, step, place, trial, bench),
        }
    }

    /// Adds up the months of some rows.
    pub(super) fn aggregate(
        &self,
        op: &Op,
        plan: &Plan,
        step: &Step,
        place: usize,
        (first, length): (usize, usize),
        bench: &mut Bench,
    ) {
        let (Op::Aggregate(how, months, of), Some(inside)) = (op, plan.below.get(step.below))
        else {
            return;
        };
        let months = self.months_of(*months, first, length);
        if months.is_empty() {
            let nothing = Total::default().get(*how);
            return (0..length).for_each(|n| bench.write(place, n, nothing));
        }
        let kept = bench.below.get_mut(step.below);
        let mut room = kept.map(std::mem::take).unwrap_or_default();
        room.prepare(inside, months.len());
        let sums = totals(*how, &months, length, |rows| {
            self.run(inside, rows, &mut room, Some(Parent::Bench(bench, plan)));
            (0..months.len())
                .map(|n| room.at(inside.place(*of), n))
                .collect()
        });
        for (n, sum) in sums.into_iter().enumerate() {
            bench.write(place, n, sum);
        }
        if let Some(kept) = bench.below.get_mut(step.below) {
            *kept = room;
        }
    }

    /// A step where values are tried: what the tried field does not touch is the same for all of them.
    fn trial(
        &self,
        op: &Op,
        plan: &Plan,
        step: &Step,
        place: usize,
        trial: &Trial,
        bench: &mut Bench,
    ) {
        let scope = plan.scope;
        match op {
            Op::Cell(_) | Op::FilingDay | Op::Tipo
                if scope == Scope::Single || *op == Op::Cell(trial.field) =>
            {
                for n in 0..trial.length {
                    bench.write(place, n, (trial.first + n as i64, VALUE));
                }
            }
            _ if trial.month.is_some() && is_of_months(op) => {
                if let Some(month) = &trial.month {
                    bench.set_same(place, self.of_month(op, scope, month));
                }
            }
            _ if trial.month.is_none() && is_of_rows(op) => {
                self.prepare_earlier(op, &mut bench.earlier);
                let one = |bench: &Bench, n: usize| {
                    let arguments = step.arguments.map(|place| bench.at(place, n));
                    self.of_row(op, trial.row, arguments, &bench.earlier)
                };
                if let Op::Listed(..) = op {
                    for n in 0..trial.length {
                        bench.write(place, n, one(bench, n));
                    }
                } else {
                    bench.set_same(place, one(bench, 0));
                }
            }
            // Months stand below rows only, and the tried value is none of theirs.
            Op::Aggregate(..) => {
                self.aggregate(op, plan, step, place, (trial.row, 1), bench);
                let sum = bench.at(place as u16, 0);
                bench.set_same(place, sum);
            }
            Op::Covered(..) => {
                let before = self.covered_before(op);
                for n in 0..trial.length {
                    let [from, to, _] = step.arguments.map(|place| bench.at(place, n));
                    bench.write(place, n, cover(&before, from, to));
                }
            }
            _ => pure(op, step, place, trial.length, bench),
        }
    }

    /// A column as it stands; `false` where its values are codes.
    fn column(
        &self,
        op: &Op,
        place: usize,
        first: usize,
        length: usize,
        bench: &mut Bench,
    ) -> bool {
        let Op::Cell(field) = op else {
            return false;
        };
        let info = self.wiring.model.get(*field);
        let column = info.and_then(|info| self.sheet.column(info.scope, info.column));
        let Some(column) = column else {
            bench.set_same(place, (0, EMPTY));
            return true;
        };
        let from = place * bench.width;
        let states = column.states.get(first..first + length);
        let values = column.values.get(first..first + length);
        let (Some(states), Some(values)) = (states, values) else {
            // A row that is still to come is empty.
            bench.set_same(place, (0, EMPTY));
            return true;
        };
        if let Some(out) = bench.states.get_mut(from..from + length) {
            out.copy_from_slice(states);
        }
        if let Some(out) = bench.values.get_mut(from..from + length) {
            out.copy_from_slice(values);
        }
        true
    }

    /// The months that have a cell, of some rows.
    pub fn months_of(&self, scope: Scope, first: usize, length: usize) -> Vec<OfMonth> {
        let mut found = Vec::new();
        for place in 0..length {
            let row = first + place;
            if let Some(months) = self.sheet.months(scope, row) {
                found.extend(
                    months
                        .real()
                        .map(|(month, _)| OfMonth { row, place, month }),
                );
            }
        }
        found
    }
}

/// An operation over vectors that are there already.
fn pure(op: &Op, step: &Step, place: usize, length: usize, bench: &mut Bench) {
    let used = step.arguments.iter().filter(|place| **place != NONE);
    let same = used.clone().all(|place| bench.is_same(*place));
    if same || length == 1 {
        let [a, b, c] = step.arguments;
        let arguments = [bench.at(a, 0), bench.at(b, 0), bench.at(c, 0)];
        let known = kernel::one(op, arguments).unwrap_or((0, EMPTY));
        return if same {
            bench.set_same(place, known);
        } else {
            bench.write(place, 0, known);
        };
    }
    for argument in used {
        bench.fill(*argument, length);
    }
    let from = place * bench.width;
    let (before, values) = bench.values.split_at_mut(from);
    let (states_before, states) = bench.states.split_at_mut(from);
    let vector = |argument: u16| {
        let start = usize::from(argument) * bench.width;
        let values = before.get(start..start + length);
        let states = states_before.get(start..start + length);
        match (values, states) {
            (Some(values), Some(states)) => Vector { values, states },
            _ => kernel::NOTHING,
        }
    };
    let arguments = step.arguments.map(vector);
    if let (Some(values), Some(states)) = (values.get_mut(..length), states.get_mut(..length)) {
        kernel::run(op, arguments, values, states);
    }
}

/// Adds up months by the row that they lie in.
fn totals(
    how: Aggregate,
    months: &[OfMonth],
    length: usize,
    run: impl FnOnce(&Rows) -> Vec<Known>,
) -> Vec<Known> {
    let mut sums: Vec<Total> = vec![Total::default(); length];
    let values = run(&Rows::Months(months.to_vec()));
    for (month, known) in months.iter().zip(values) {
        if let Some(sum) = sums.get_mut(month.place) {
            sum.add(known);
        }
    }
    sums.iter().map(|sum| sum.get(how)).collect()
}
