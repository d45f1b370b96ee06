//! Plans over rows: in chunks for many, the same for one.

use crate::model::{FieldId, Scope};
use crate::program::{Aggregate, NodeId, Op};
use crate::sheet::{Listed, People, Sheet};

use super::kernel::{self, EMPTY, UNUSABLE, VALUE, Vector};
use super::plan::{Input, NONE, Plan, Step};
use super::rows::{is_of_months, is_of_rows};
use super::single::cover;
use super::totals::{MonthFacts, Total};
use super::wiring::Wiring;

/// How many rows are computed at a time: few enough for all nodes to stay near the processor.
pub const CHUNK: usize = 128;

/// A value with its state.
pub type Known = (i64, u8);

/// What plans look at, besides their own rows.
pub struct World<'a> {
    pub wiring: &'a Wiring,
    pub sheet: &'a Sheet,
    pub people: &'a People,
    pub listed: &'a Listed,
    pub months: &'a MonthFacts,
    /// The values of the single nodes, by node.
    pub singles: &'a [Known],
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

/// Where a plan's values are: one vector for each step.
#[derive(Default)]
pub struct Bench {
    width: usize,
    values: Vec<i64>,
    states: Vec<u8>,
    /// How much of a vector is filled; what is the same for all rows is computed once.
    same: Vec<bool>,
    filled: Vec<usize>,
    below: Vec<Bench>,
    /// Values of rows of `domandePrecedenti`, by node, kept for one run.
    pub(super) earlier: Vec<(NodeId, Vec<Known>)>,
}

impl Bench {
    /// Makes room for a plan over at most `width` rows at a time.
    pub fn prepare(&mut self, plan: &Plan, width: usize) {
        let length = plan.steps.len() * width;
        self.width = width;
        if self.values.len() < length {
            self.values.resize(length, 0);
            self.states.resize(length, 0);
        }
        self.same.clear();
        self.same.resize(plan.steps.len(), false);
        self.filled.clear();
        self.filled.resize(plan.steps.len(), 0);
        self.earlier.clear();
        self.below.resize_with(plan.below.len(), Bench::default);
    }

    /// The value of a place for the n-th row.
    pub fn at(&self, place: u16, n: usize) -> Known {
        let place = usize::from(place);
        let n = if self.same.get(place) == Some(&true) {
            0
        } else {
            n
        };
        let at = place * self.width + n;
        match (self.values.get(at), self.states.get(at)) {
            (Some(value), Some(state)) => (*value, *state),
            _ => (0, EMPTY),
        }
    }

    /// Whether a place has one value for all rows.
    pub fn is_same(&self, place: u16) -> bool {
        self.same.get(usize::from(place)) == Some(&true)
    }

    fn write(&mut self, place: usize, n: usize, (value, state): Known) {
        let at = place * self.width + n;
        if let (Some(v), Some(s)) = (self.values.get_mut(at), self.states.get_mut(at)) {
            *v = value;
            *s = state;
        }
    }

    fn set_same(&mut self, place: usize, known: Known) {
        self.write(place, 0, known);
        if let (Some(same), Some(filled)) = (self.same.get_mut(place), self.filled.get_mut(place)) {
            *same = true;
            *filled = 1;
        }
    }

    /// Fills a vector that is the same for all rows as far as it is read.
    fn fill(&mut self, place: u16, length: usize) {
        let at = usize::from(place);
        let filled = self.filled.get(at).copied().unwrap_or(length);
        if self.same.get(at) != Some(&true) || filled >= length {
            return;
        }
        let (value, state) = self.at(place, 0);
        let from = at * self.width;
        if let Some(values) = self.values.get_mut(from..from + length) {
            values.fill(value);
        }
        if let Some(states) = self.states.get_mut(from..from + length) {
            states.fill(state);
        }
        if let Some(filled) = self.filled.get_mut(at) {
            *filled = length;
        }
    }
}

impl World<'_> {
    /// Runs a plan over some rows, at most as many as the bench is wide. `parent` is where the row of a month is.
    pub fn run(
        &self,
        plan: &Plan,
        rows: &Rows,
        bench: &mut Bench,
        parent: Option<(&Bench, &Plan)>,
    ) {
        let mut below = 0;
        for (place, step) in plan.steps.iter().enumerate() {
            if bench.same.get(place) == Some(&true) {
                continue;
            }
            match step.input {
                Input::Single => {
                    let known = self.singles.get(usize::from(step.node));
                    bench.set_same(place, known.copied().unwrap_or((0, EMPTY)));
                }
                Input::Parent => {
                    if let (Some((above, above_plan)), Rows::Months(months)) = (parent, rows) {
                        let from = above_plan.place(step.node);
                        for (n, month) in months.iter().enumerate() {
                            bench.write(place, n, above.at(from, month.place));
                        }
                    }
                }
                Input::Here => self.step(plan, step, place, rows, bench, &mut below),
            }
        }
    }

    fn step(
        &self,
        plan: &Plan,
        step: &Step,
        place: usize,
        rows: &Rows,
        bench: &mut Bench,
        below: &mut usize,
    ) {
        let Some(op) = self.wiring.op(step.node) else {
            return;
        };
        match rows {
            Rows::From(first, length) => match op {
                Op::Cell(_) if self.column(op, place, *first, *length, bench) => {}
                Op::Aggregate(how, months, of) => {
                    if let Some(inside) = plan.below.get(*below) {
                        let mut room = bench
                            .below
                            .get_mut(*below)
                            .map(std::mem::take)
                            .unwrap_or_default();
                        let months = self.months_of(*months, *first, *length);
                        room.prepare(inside, months.len().max(1));
                        let sums = totals(*how, &months, *length, |rows| {
                            self.run(inside, rows, &mut room, Some((bench, plan)));
                            (0..months.len())
                                .map(|n| room.at(inside.place(*of), n))
                                .collect()
                        });
                        for (n, sum) in sums.into_iter().enumerate() {
                            bench.write(place, n, sum);
                        }
                        if let Some(kept) = bench.below.get_mut(*below) {
                            *kept = room;
                        }
                    }
                    *below += 1;
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
            Rows::Trial(trial) => self.trial(op, step, place, plan.scope, trial, bench),
        }
    }

    /// A step where values are tried: what the tried field does not touch is the same for all of them.
    fn trial(
        &self,
        op: &Op,
        step: &Step,
        place: usize,
        scope: Scope,
        trial: &Trial,
        bench: &mut Bench,
    ) {
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
                let arguments = step.arguments.map(|place| bench.at(place, 0));
                let known = self.of_row(op, trial.row, arguments, &bench.earlier);
                bench.set_same(place, known);
            }
            Op::Aggregate(..) => bench.set_same(place, (0, UNUSABLE)),
            Op::Covered(..) => {
                let before = self.covered_before(op);
                for n in 0..trial.length {
                    let [from, to, _] = step.arguments.map(|place| bench.at(place, n));
                    bench.write(place, n, cover(before.clone(), from, to));
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
    let length = if same { 1 } else { length };
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
    if same
        && let (Some(flag), Some(filled)) = (bench.same.get_mut(place), bench.filled.get_mut(place))
    {
        *flag = true;
        *filled = 1;
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
    if !months.is_empty() {
        let values = run(&Rows::Months(months.to_vec()));
        for (month, known) in months.iter().zip(values) {
            if let Some(sum) = sums.get_mut(month.place) {
                sum.add(known);
            }
        }
    }
    sums.iter().map(|sum| sum.get(how)).collect()
}
