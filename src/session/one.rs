//! One row: its values are worked out when somebody asks for them, and kept until something turns that they hang on.
//! Keys in one field of a row find there what the field does not touch.

use crate::model::{FieldId, Scope};
use crate::program::{NodeId, Op};
use crate::sheet::{At, Below, CODICE_FISCALE, ELENCATI};

use super::Session;
use super::bench::lent;
use super::judge::{Hit, Judging, Verdict};
use super::kernel::{self, EMPTY, Known, VALUE};
use super::plan::Input;
use super::rows::is_of_rows;
use super::run::{Parent, Rows, World};
use super::single::cover;
use super::totals::Total;
use super::wiring::{Wiring, arguments};

/// The values of one row. Of the application itself, those that look at a value that is tried.
#[derive(Clone, Debug)]
pub struct Row {
    scope: Scope,
    row: usize,
    /// The value that is tried in a field of the row: what looks at it stands here as if the field had it.
    tried: Option<(FieldId, i64)>,
    /// By node.
    values: Vec<Slot>,
    /// Values with another number were worked out before something turned.
    turn: u32,
    /// Values of rows of `domandePrecedenti`, by node.
    earlier: Vec<(NodeId, Vec<Known>)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    value: i64,
    state: u8,
    turn: u32,
}

/// How a node is computed in one row.
#[derive(Debug, PartialEq, Clone, Copy)]
pub enum How {
    /// From a cell of numbers, in this column.
    Cell(FieldId, u16),
    /// From the filing day or the kind of application, which are cells that stand for another where they are empty.
    Tried,
    /// Only the chosen branch is.
    If,
    /// The second only where the first is empty.
    Default,
    /// By what the row itself answers.
    OfRow,
    Aggregate,
    Covered,
    /// From its arguments alone.
    Pure,
}

/// A node as one row computes it.
#[derive(Debug)]
pub struct Lookup {
    pub scope: Scope,
    pub how: How,
    pub arguments: [NodeId; 3],
    /// How many nodes hang on each other below it.
    pub depth: u16,
}

/// No node.
const NONE: NodeId = NodeId::MAX;

/// Nodes of rows that hang on a field of them.
#[derive(Debug)]
pub struct Turning {
    /// Through the cells of rows.
    cells: Vec<NodeId>,
    /// Through single values.
    singles: Vec<NodeId>,
}

impl Turning {
    pub(super) const fn nothing() -> Turning {
        Turning {
            cells: Vec::new(),
            singles: Vec::new(),
        }
    }
}

/// What goes deeper is computed from below: the stack ends.
const DEEP: u16 = 200;

impl Wiring {
    /// How one row computes the nodes.
    pub(super) fn lookups(&self) -> Vec<Lookup> {
        let mut lookups: Vec<Lookup> = Vec::with_capacity(self.program.nodes.len());
        for node in &self.program.nodes {
            let mut of = [NONE; 3];
            for (place, argument) in of.iter_mut().zip(arguments(&node.op).into_iter().flatten()) {
                *place = argument;
            }
            let below = of.iter().filter_map(|a| lookups.get(usize::from(*a)));
            let depth = below.map(|lookup| lookup.depth).max().unwrap_or(0);
            lookups.push(Lookup {
                scope: node.scope,
                how: self.how(&node.op),
                arguments: of,
                depth: depth.saturating_add(1),
            });
        }
        lookups
    }

    fn how(&self, op: &Op) -> How {
        match op {
            Op::Cell(field) => self
                .model
                .get(*field)
                .map_or(How::OfRow, |info| How::Cell(*field, info.column)),
            Op::FilingDay | Op::Tipo => How::Tried,
            Op::If(..) => How::If,
            Op::Default(..) => How::Default,
            Op::Aggregate(..) => How::Aggregate,
            Op::Covered(..) => How::Covered,
            op if is_of_rows(op) => How::OfRow,
            _ => How::Pure,
        }
    }

    /// What hangs on a field of rows, in its own row.
    pub(super) fn turning(&self, field: FieldId) -> Turning {
        let Some(scope) = self.model.get(field).map(|info| info.scope) else {
            return Turning::nothing();
        };
        let due = self.due_set(field);
        let mut turning = Turning::nothing();
        for (n, (node, hangs)) in (0..).zip(self.program.nodes.iter().zip(&self.hangs)) {
            if node.scope != scope {
                continue;
            }
            if hangs.own.has(field) || hangs.foreign.has(field) {
                turning.cells.push(n);
            }
            if hangs.singles.meets(&due) {
                turning.singles.push(n);
            }
        }
        turning
    }
}

impl Default for Row {
    fn default() -> Row {
        Row {
            scope: Scope::Single,
            row: usize::MAX, // none yet
            tried: None,
            values: Vec::new(),
            turn: 1,
            earlier: Vec::new(),
        }
    }
}

impl Row {
    /// Whatever was kept hangs on something that turned.
    pub(super) fn forget(&mut self) {
        if self.turn == u32::MAX {
            self.values.fill(Slot::default());
            self.turn = 0;
        }
        self.turn += 1;
        self.tried = None;
        self.earlier.clear();
    }

    fn forget_these(&mut self, nodes: &[NodeId]) {
        for node in nodes {
            if let Some(kept) = self.values.get_mut(usize::from(*node)) {
                kept.turn = 0;
            }
        }
        self.earlier.clear();
    }

    /// Makes it that of a row, its cells as they stand.
    fn aim(&mut self, wiring: &Wiring, scope: Scope, row: usize) {
        if self.scope != scope || self.row != row {
            self.forget();
            (self.scope, self.row) = (scope, row);
            self.values.resize(wiring.lookups.len(), Slot::default());
        } else if let Some((field, _)) = self.tried.take() {
            self.forget_these(&wiring.turned_by(field).cells);
        }
    }

    /// A cell was put; a value that was tried before stands as it was tried.
    fn put(&mut self, wiring: &Wiring, list: Scope, at: &At, known: Known) {
        let is_own = at.below == Below::Nothing
            && (self.scope, self.row) == (list, at.row)
            && ![CODICE_FISCALE, ELENCATI].contains(&at.field);
        if !is_own || list == Scope::Single {
            self.forget();
        } else if !self
            .tried
            .take()
            .is_some_and(|(field, value)| field == at.field && known == (value, VALUE))
        {
            self.forget_these(&wiring.turned_by(at.field).cells);
        }
    }

    /// Single values are others now because of a field.
    pub(super) fn singles_turned(&mut self, wiring: &Wiring, field: FieldId) {
        let scope = wiring.model.get(field).map(|info| info.scope);
        if scope == Some(self.scope) && self.scope != Scope::Single {
            self.forget_these(&wiring.turned_by(field).singles);
        } else {
            self.forget();
        }
    }

    /// A value that is there.
    pub(super) fn known(&self, node: NodeId) -> Option<Known> {
        let kept = self.values.get(usize::from(node))?;
        (kept.turn == self.turn).then_some((kept.value, kept.state))
    }

    fn keep(&mut self, node: NodeId, (value, state): Known) {
        let turn = self.turn;
        if let Some(kept) = self.values.get_mut(usize::from(node)) {
            *kept = Slot { value, state, turn };
        }
    }
}

impl Session {
    /// Puts a cell in its place, and what hangs on it in its row has to be worked out anew.
    pub(super) fn put_cell(&mut self, at: &At, cell: crate::sheet::Cell) {
        let wiring = self.wiring.clone();
        let known = (cell.value(), cell.state_seen());
        self.sheet.put(&wiring.model, at, cell);
        let list = self.wiring_scope(at.field).unwrap_or(Scope::Single);
        self.row.get_mut().put(&wiring, list, at, known);
    }
}

impl World<'_> {
    /// The value of a node in a row of its scope; of single nodes it is the same in all.
    pub(super) fn value(&self, scope: Scope, row: usize, node: NodeId) -> Known {
        if self.wiring.scope(node) == Scope::Single {
            let known = self.singles.get(usize::from(node)).copied();
            return known.unwrap_or((0, EMPTY));
        }
        let mut of = self.row.borrow_mut();
        of.aim(self.wiring, scope, row);
        self.ask(node, &mut of)
    }

    /// Whether none of some conditions fires with a value in a field of a row, or of the application.
    pub(super) fn none_fires(&self, at: &At, scope: Scope, value: i64, nodes: &[NodeId]) -> bool {
        let mut of = self.row.borrow_mut();
        let row = if scope == Scope::Single { 0 } else { at.row };
        of.aim(self.wiring, scope, row);
        if scope == Scope::Single {
            of.forget();
        } else {
            of.forget_these(&self.wiring.turned_by(at.field).cells);
        }
        of.tried = Some((at.field, value));
        !nodes.iter().any(|node| self.fires(*node, &mut of))
    }

    /// Whether a condition is yes, and known. One that is not ends all that hang on it; one that is, is kept.
    fn fires(&self, node: NodeId, of: &mut Row) -> bool {
        if of.known(node).is_none() && self.hangs_on(node, of) {
            let fires = match self.wiring.op(node) {
                Some(Op::And(a, b)) => Some(self.fires(*a, of) && self.fires(*b, of)),
                Some(Op::Certain(a)) => Some(self.fires(*a, of)),
                _ => None,
            };
            if fires == Some(true) {
                of.keep(node, (1, VALUE));
            }
            if let Some(fires) = fires {
                return fires;
            }
        }
        let (yes, state) = self.ask(node, of);
        yes != 0 && state == VALUE
    }

    /// Whether a node is one of the row; of single ones, those that look at the value that is tried.
    fn hangs_on(&self, node: NodeId, of: &Row) -> bool {
        let own = |(field, _)| self.wiring.limiting_of(field).own.has(node);
        self.wiring.scope(node) == of.scope
            && (of.scope != Scope::Single || of.tried.is_some_and(own))
    }

    /// The value of a node; nothing of `NONE`.
    fn ask(&self, node: NodeId, of: &mut Row) -> Known {
        if let Some(known) = of.known(node) {
            return known;
        }
        let Some(lookup) = self.wiring.lookups.get(usize::from(node)) else {
            return (0, EMPTY);
        };
        if !self.hangs_on(node, of) {
            let known = self.singles.get(usize::from(node)).copied();
            return known.unwrap_or((0, EMPTY));
        }
        if lookup.depth > DEEP {
            // In their order none waits for another.
            for (below, lookup) in (0..node).zip(&self.wiring.lookups) {
                if of.known(below).is_none() && self.hangs_on(below, of) {
                    self.answer(below, lookup, of);
                }
            }
        }
        self.answer(node, lookup, of)
    }

    fn answer(&self, node: NodeId, lookup: &Lookup, of: &mut Row) -> Known {
        #[cfg(debug_assertions)]
        super::bench::count(1);
        let known = self.worked_out(node, lookup, of);
        of.keep(node, known);
        known
    }

    fn worked_out(&self, node: NodeId, lookup: &Lookup, of: &mut Row) -> Known {
        let [a, b, c] = lookup.arguments;
        match lookup.how {
            How::Cell(field, column) => match of.tried {
                Some((tried, value)) if tried == field => (value, VALUE),
                _ => self.cell_in(lookup.scope, column, of.row),
            },
            How::Tried => (of.tried.map_or(0, |(_, value)| value), VALUE),
            How::If => match self.ask(a, of) {
                (0, VALUE) => self.ask(c, of),
                (_, VALUE) => self.ask(b, of),
                (_, state) => (0, state),
            },
            How::Default => match self.ask(a, of) {
                (_, EMPTY) => self.ask(b, of),
                known => known,
            },
            how => {
                let Some(op) = self.wiring.op(node) else {
                    return (0, EMPTY);
                };
                let x = self.ask(a, of);
                let y = self.ask(b, of);
                let z = self.ask(c, of);
                match how {
                    How::Aggregate => self.total_of_months(op, of),
                    How::Covered => cover(&self.covered_before(op), x, y),
                    How::OfRow => {
                        self.prepare_earlier(op, &mut of.earlier);
                        self.of_row(op, of.row, [x, y, z], &of.earlier)
                    }
                    _ => kernel::one(op, [x, y, z]).unwrap_or((0, EMPTY)),
                }
            }
        }
    }

    /// Adds up the months of the row.
    fn total_of_months(&self, op: &Op, of: &mut Row) -> Known {
        let Op::Aggregate(how, scope, inside) = op else {
            return (0, EMPTY);
        };
        let months = self.months_of(*scope, of.row, 1);
        let mut total = Total::default();
        if let Some(plan) = self.wiring.plan_of(*inside).filter(|_| !months.is_empty()) {
            for step in plan.steps.iter().filter(|step| step.input == Input::Parent) {
                self.ask(step.node, of);
            }
            lent(|bench| {
                bench.prepare(plan, months.len());
                let length = months.len();
                let rows = Rows::Months(months);
                self.run(plan, &rows, bench, Some(Parent::Row(of)));
                (0..length).for_each(|n| total.add(bench.at(plan.place(*inside), n)));
            });
        }
        total.get(*how)
    }

    /// Tells where points fire in one row.
    pub(super) fn judge_one(&self, judging: &Judging, row: usize, hit: &mut impl FnMut(Hit)) {
        let mut of = self.row.borrow_mut();
        if judging.scope != Scope::Single {
            // What is single has no values here.
            of.aim(self.wiring, judging.scope, row);
        }
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
                    .all(|node| self.ask(*node, &mut of) == (1, VALUE))
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
