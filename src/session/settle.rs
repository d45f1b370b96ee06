//! Single values: which of them change by an edit.

use crate::model::{FieldId, Scope};
use crate::pairs::Pairs;
use crate::program::{Aggregate, NodeId, Op};
use crate::sheet::CODICE_FISCALE;

use super::Session;
use super::bench::lent;
use super::kernel::Known;
use super::run::{CHUNK, Rows};
use super::totals::Total;
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
    /// Computes every single value anew; says which are different now.
    pub(super) fn settle_all(&mut self) -> Nodes {
        self.totals = Pairs::default();
        self.settle(Touched::All, &[], &[])
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
        let due = match touched {
            Touched::All => wiring.single_nodes(),
            Touched::Rows => wiring.due_by_rows(),
            Touched::Field(field) => wiring.due_by(field),
        };
        for node in due {
            let node = *node;
            let Some(op) = wiring.op(node) else {
                continue;
            };
            if !self.is_due(node, touched, &changed) {
                continue;
            }
            let mut total = None;
            if let Op::Aggregate(how, scope, inside) = op
                && Scope::LISTS.contains(scope)
            {
                let alone = !self.others_turn(*inside, touched);
                match touched {
                    Touched::All => self.sum_all(node),
                    _ if alone && self.moved(node, *how, before, after, &changed) => {}
                    _ => self.sum(*scope, node, *inside),
                }
                let of = self.totals.get(&node);
                total = of.map(|total| total.get(*how));
            }
            let value = self.world().single(node, op, self.asked, total);
            if let Some(place) = self.singles.get_mut(usize::from(node))
                && *place != value
            {
                *place = value;
                changed.add(node);
            }
        }
        match touched {
            Touched::Field(_) if changed.is_empty() => {}
            Touched::Field(field) => self.row.get_mut().singles_turned(&wiring, field),
            _ => self.row.get_mut().forget(),
        }
        changed
    }

    fn is_due(&self, node: NodeId, touched: Touched, changed: &Nodes) -> bool {
        let Some(hangs) = self.wiring.hangs.get(usize::from(node)) else {
            return false;
        };
        let is_touched = match touched {
            Touched::All => true,
            Touched::Rows => hangs.rows,
            Touched::Field(field) => hangs.own.has(field) || hangs.foreign.has(field),
        };
        is_touched || hangs.singles.meets(changed)
    }

    /// Whether other rows than the touched one may add something else to a total now.
    fn others_turn(&self, inside: NodeId, touched: Touched) -> bool {
        let hangs = self.wiring.hangs.get(usize::from(inside));
        hangs.is_some_and(|hangs| match touched {
            Touched::Field(field) => {
                hangs.foreign.has(field) || hangs.people && field == CODICE_FISCALE
            }
            _ => hangs.people || hangs.index || !hangs.foreign.is_empty(),
        })
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
        let total = self.totals.get_mut(&node);
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

    /// Sums a total for the first time, and with it those of the same rows that wait for nothing more.
    fn sum_all(&mut self, node: NodeId) {
        if self.totals.get(&node).is_some() {
            return;
        }
        let wiring = self.wiring.clone();
        let Some(group) = wiring.summed_with(node) else {
            return;
        };
        let mut sums = Vec::with_capacity(group.nodes.len());
        self.world()
            .totals(group, |node, total| sums.push((node, total)));
        for (node, total) in sums {
            self.totals.insert(node, total);
        }
    }

    /// Sums a total anew.
    fn sum(&mut self, scope: Scope, node: NodeId, inside: NodeId) {
        let mut total = Total::default();
        let world = self.world();
        if let Some(plan) = self
            .wiring
            .plan_of(inside)
            .filter(|plan| plan.scope == scope)
        {
            lent(|bench| {
                bench.prepare(plan, CHUNK);
                world.chunks(self.sheet.rows(scope), |first, length| {
                    world.run(plan, &Rows::From(first, length), bench, None);
                    let place = plan.place(inside);
                    (0..length).for_each(|n| total.add(bench.at(place, n)));
                });
            });
        } else {
            total.add_many(self.single(inside), self.sheet.rows(scope));
        }
        self.totals.insert(node, total);
    }

    /// What a row adds to the totals that hang on a field (on any, without one).
    pub(super) fn added(&self, list: Scope, row: usize, field: Option<FieldId>) -> Added {
        let totals = match field {
            Some(field) => self.wiring.moved_by(field),
            None => self.wiring.moved_by_row(list),
        };
        let Some(totals) = totals.filter(|totals| !totals.nodes.is_empty()) else {
            return Added::new();
        };
        let world = self.world();
        let added = totals.nodes.iter();
        added
            .map(|(n, inside)| (*n, world.value(list, row, *inside)))
            .collect()
    }
}
