//! Single values: which of them change by an edit.

use crate::model::{FieldId, Scope};
use crate::program::{Aggregate, NodeId, Op};

use super::Session;
use super::plan::Plan;
use super::run::{Bench, Known, Rows};
use super::single::summed;
use super::wiring::Nodes;

/// What an edit touches.
#[derive(Clone, Copy, Debug)]
pub(super) enum Touched {
    /// A field; of a row, where it is one's.
    Field(FieldId),
    /// Rows of a list were inserted or removed.
    Rows,
    /// Everything.
    All,
}

/// What a row adds to totals: by node.
pub(super) type Added = Vec<(NodeId, Known)>;

impl Session {
    pub(super) fn settle_all(&mut self) {
        self.totals.fill(None);
        self.settle(Touched::All, &[], &[]);
    }

    /// Computes anew the single values that hang on what was touched; says which are different now. What the touched row
    /// added to totals `before`, and adds `after`, moves them; the other totals are summed anew.
    pub(super) fn settle(
        &mut self,
        touched: Touched,
        before: &[(NodeId, Known)],
        after: &[(NodeId, Known)],
    ) -> Nodes {
        let wiring = self.wiring.clone();
        let mut changed = Nodes::default();
        let mut summed_now: Vec<bool> = vec![false; wiring.program.nodes.len()];
        for (n, node) in (0..).zip(&wiring.program.nodes) {
            if node.scope != Scope::Single || !self.is_due(n, touched, &changed) {
                continue;
            }
            let mut total = None;
            if let (Some((scope, _)), Op::Aggregate(how, ..)) = (summed(&node.op), &node.op) {
                let known = summed_now.get(usize::from(n)) == Some(&true);
                if !known && !self.moved(n, *how, before, after, &changed) {
                    self.sum(scope, n, touched, &changed, &mut summed_now);
                }
                let of = self.totals.get(usize::from(n)).and_then(Option::as_ref);
                total = of.map(|total| total.get(*how));
            }
            let value = self.world().single(n, &node.op, self.asked, total);
            if let Some(place) = self.singles.get_mut(usize::from(n))
                && *place != value
            {
                *place = value;
                changed.add(n);
            }
        }
        changed
    }

    fn is_due(&self, node: NodeId, touched: Touched, changed: &Nodes) -> bool {
        let Some(hangs) = self.wiring.hangs.get(usize::from(node)) else {
            return false;
        };
        hangs.singles.meets(changed)
            || match touched {
                Touched::All => true,
                Touched::Rows => hangs.rows,
                Touched::Field(field) => hangs.own.has(field) || hangs.foreign.has(field),
            }
    }

    /// Moves a total by what one row adds; not where that is not all that changed.
    fn moved(
        &mut self,
        node: NodeId,
        how: Aggregate,
        before: &[(NodeId, Known)],
        after: &[(NodeId, Known)],
        changed: &Nodes,
    ) -> bool {
        let waits = self.wiring.hangs.get(usize::from(node));
        if waits.is_some_and(|hangs| hangs.singles.meets(changed))
            || matches!(how, Aggregate::Min | Aggregate::Max)
        {
            return false;
        }
        let of = |added: &[(NodeId, Known)]| {
            let found = added.iter().find(|(known, _)| *known == node);
            found.map(|(_, value)| *value)
        };
        let total = self
            .totals
            .get_mut(usize::from(node))
            .and_then(Option::as_mut);
        match (of(before), of(after), total) {
            (None, None, _) | (_, _, None) => false,
            (before, after, Some(total)) => {
                if let Some(before) = before {
                    total.take(before);
                }
                if let Some(after) = after {
                    total.add(after);
                }
                true
            }
        }
    }

    /// Sums a total anew, and with it those of the same rows that wait for nothing more.
    fn sum(
        &mut self,
        scope: Scope,
        node: NodeId,
        touched: Touched,
        changed: &Nodes,
        done: &mut [bool],
    ) {
        let wiring = self.wiring.clone();
        let mut nodes = Vec::new();
        for (n, other) in (0..).zip(&wiring.program.nodes).skip(usize::from(node)) {
            let Some((of_scope, inside)) = summed(&other.op) else {
                continue;
            };
            let waits = |hangs: &super::wiring::Hangs| {
                (node..wiring.program.nodes.len() as NodeId).any(|later| hangs.singles.has(later))
            };
            let ready = wiring
                .hangs
                .get(usize::from(n))
                .is_some_and(|hangs| !waits(hangs));
            if of_scope == scope
                && other.scope == Scope::Single
                && (n == node
                    || (ready
                        && matches!(touched, Touched::All)
                        && self.is_due(n, touched, changed)))
            {
                nodes.push((n, inside));
            }
        }
        let inside: Vec<NodeId> = nodes.iter().map(|(_, inside)| *inside).collect();
        let totals = self.world().totals(scope, &inside);
        for ((n, _), total) in nodes.into_iter().zip(totals) {
            if let Some(place) = self.totals.get_mut(usize::from(n)) {
                *place = Some(total);
            }
            if let Some(done) = done.get_mut(usize::from(n)) {
                *done = true;
            }
        }
    }

    /// What a row adds to the totals that hang on a field (on any, without one).
    pub(super) fn added(&self, list: Scope, row: usize, field: Option<FieldId>) -> Added {
        let mut nodes: Vec<(NodeId, NodeId)> = Vec::new();
        for (n, node) in (0..).zip(&self.wiring.program.nodes) {
            if let Some((scope, inside)) = summed(&node.op)
                && scope == list
                && node.scope == Scope::Single
            {
                let hangs = self.wiring.hangs.get(usize::from(n));
                let reads = |field| hangs.is_some_and(|hangs| hangs.foreign.has(field));
                if field.is_none_or(reads) {
                    nodes.push((n, inside));
                }
            }
        }
        if nodes.is_empty() {
            return Added::new();
        }
        let inside: Vec<NodeId> = nodes.iter().map(|(_, inside)| *inside).collect();
        let plan = Plan::new(&self.wiring, list, &inside);
        let mut bench = Bench::default();
        bench.prepare(&plan, 1);
        self.world()
            .run(&plan, &Rows::From(row, 1), &mut bench, None);
        let added = nodes.into_iter();
        added
            .map(|(n, inside)| (n, bench.at(plan.place(inside), 0)))
            .collect()
    }
}
