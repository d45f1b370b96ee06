//! Plans that are made once a program, when they are first needed: no edit and no check makes one.

use std::sync::{Arc, Mutex, OnceLock};

use crate::model::{FieldId, Fields, Scope};
use crate::pairs::Pairs;
use crate::program::{NodeId, Required};

use super::judge::Judging;
use super::one::Turning;
use super::plan::Plan;
use super::single::summed;
use super::wiring::{Nodes, Wiring};

/// What is worked out when it is first needed.
#[derive(Debug, Default)]
pub struct Plans {
    /// By node: it alone.
    alone: Vec<OnceLock<Plan>>,
    groups: OnceLock<Vec<Totals>>,
    /// By field, and by list: the totals that a row moves.
    by_field: Vec<OnceLock<Totals>>,
    by_list: [OnceLock<Totals>; Scope::LISTS.len()],
    required: OnceLock<Vec<Asking>>,
    single: OnceLock<Vec<NodeId>>,
    /// By field: the single nodes that may change with it, in order.
    due: Vec<OnceLock<Vec<NodeId>>>,
    due_rows: OnceLock<Vec<NodeId>>,
    /// By field of rows: what hangs on it in its own row.
    turning: Vec<OnceLock<Turning>>,
    /// By field: the points that hang on a single value that may turn with it.
    waiting: Vec<OnceLock<Vec<u16>>>,
    /// By field: the points that read it in other rows than their own.
    foreign: Vec<OnceLock<Vec<u16>>>,
    people: OnceLock<Vec<Judging>>,
    together: Mutex<Together>,
}

/// Points that were run together over all rows: an edit of the same field mostly asks for the same ones.
type Together = Pairs<Box<[u16]>, Arc<Vec<Judging>>>;

/// As many as the fields of an application that touch everything.
const KEPT: usize = 48;

/// Totals over the rows of one list: each with the node it adds up, and the plan that answers these.
#[derive(Debug)]
pub struct Totals {
    pub scope: Scope,
    pub nodes: Vec<(NodeId, NodeId)>,
    pub plan: Plan,
}

impl Totals {
    fn new(wiring: &Wiring, scope: Scope, nodes: Vec<(NodeId, NodeId)>) -> Totals {
        let inside: Vec<NodeId> = nodes.iter().map(|(_, inside)| *inside).collect();
        Totals {
            plan: Plan::new(wiring, scope, &inside),
            scope,
            nodes,
        }
    }
}

/// Fields of one scope that are asked for, and what answers when.
#[derive(Debug)]
pub struct Asking {
    pub scope: Scope,
    /// Field, column, and the place of the answer.
    pub fields: Vec<(FieldId, u16, u16)>,
    pub plan: Plan,
}

impl Plans {
    pub fn new(nodes: usize, fields: usize) -> Plans {
        let mut plans = Plans::default();
        plans.alone.resize_with(nodes, OnceLock::new);
        plans.by_field.resize_with(fields, OnceLock::new);
        plans.due.resize_with(fields, OnceLock::new);
        plans.turning.resize_with(fields, OnceLock::new);
        plans.waiting.resize_with(fields, OnceLock::new);
        plans.foreign.resize_with(fields, OnceLock::new);
        plans
    }
}

impl Wiring {
    /// The plan that answers one node.
    pub(super) fn plan_of(&self, node: NodeId) -> Option<&Plan> {
        let place = self.plans.alone.get(usize::from(node))?;
        Some(place.get_or_init(|| Plan::new(self, self.scope(node), &[node])))
    }

    /// The totals over rows of lists that the program asks for.
    fn all_totals(&self) -> impl Iterator<Item = (NodeId, Scope, NodeId)> {
        let nodes = (0..).zip(&self.program.nodes);
        nodes.filter_map(|(n, node)| {
            let (scope, inside) = summed(&node.op).filter(|_| node.scope == Scope::Single)?;
            Some((n, scope, inside))
        })
    }

    /// The totals that are summed in one go with this one when all are: those of its list that wait for no later node.
    pub(super) fn summed_with(&self, first: NodeId) -> Option<&Totals> {
        let groups = self.plans.groups.get_or_init(|| self.groups());
        let at = groups.binary_search_by_key(&Some(first), |group| {
            group.nodes.first().map(|(node, _)| *node)
        });
        groups.get(at.ok()?)
    }

    fn groups(&self) -> Vec<Totals> {
        let mut taken = Nodes::default();
        let mut groups = Vec::new();
        for (first, scope, _) in self.all_totals() {
            if taken.has(first) {
                continue;
            }
            let is_ready = |n: NodeId| {
                let hangs = self.hangs.get(usize::from(n));
                hangs.is_some_and(|hangs| {
                    (first..self.program.nodes.len() as NodeId)
                        .all(|later| !hangs.singles.has(later))
                })
            };
            let nodes: Vec<(NodeId, NodeId)> = self
                .all_totals()
                .filter(|(n, of, _)| {
                    *n >= first && *of == scope && !taken.has(*n) && (*n == first || is_ready(*n))
                })
                .map(|(n, _, inside)| (n, inside))
                .collect();
            nodes.iter().for_each(|(n, _)| taken.add(*n));
            groups.push(Totals::new(self, scope, nodes));
        }
        groups
    }

    /// The totals that a row moves where this field of it is another.
    pub(super) fn moved_by(&self, field: FieldId) -> Option<&Totals> {
        let place = self.plans.by_field.get(usize::from(field))?;
        Some(place.get_or_init(|| {
            let scope = self.model.get(field).map_or(Scope::Single, |f| f.scope);
            let list = scope.parent().unwrap_or(scope);
            let reads = |n: NodeId| {
                let hangs = self.hangs.get(usize::from(n));
                hangs.is_some_and(|hangs| hangs.foreign.has(field))
            };
            let nodes = self
                .all_totals()
                .filter(|(n, of, _)| *of == list && reads(*n));
            let nodes = nodes.map(|(n, _, inside)| (n, inside)).collect();
            Totals::new(self, list, nodes)
        }))
    }

    /// The totals that a row moves by coming or going.
    pub(super) fn moved_by_row(&self, list: Scope) -> Option<&Totals> {
        let at = Scope::LISTS.iter().position(|known| *known == list)?;
        let place = self.plans.by_list.get(at)?;
        Some(place.get_or_init(|| {
            let nodes = self.all_totals().filter(|(_, of, _)| *of == list);
            let nodes = nodes.map(|(n, _, inside)| (n, inside)).collect();
            Totals::new(self, list, nodes)
        }))
    }

    /// What is asked for, by scope.
    pub(super) fn asking(&self) -> &[Asking] {
        self.plans.required.get_or_init(|| {
            let scopes = [Scope::Single].into_iter().chain(Scope::LISTS);
            scopes
                .filter_map(|scope| {
                    let field = |required: &Required| {
                        let field = self.model.get(required.field)?;
                        (field.scope == scope).then_some((required.field, field.column))
                    };
                    let all = self.program.required.iter();
                    let of_scope: Vec<_> = all
                        .filter_map(|required| Some((field(required)?, required.when)))
                        .collect();
                    let nodes: Vec<NodeId> = of_scope.iter().map(|(_, when)| *when).collect();
                    let plan = Plan::new(self, scope, &nodes);
                    let fields = of_scope
                        .iter()
                        .map(|((field, column), when)| (*field, *column, plan.place(*when)));
                    let fields: Vec<_> = fields.collect();
                    (!nodes.is_empty()).then_some(Asking {
                        scope,
                        fields,
                        plan,
                    })
                })
                .collect()
        })
    }

    /// The single nodes that may turn, in order.
    pub(super) fn single_nodes(&self) -> &[NodeId] {
        self.plans.single.get_or_init(|| {
            let nodes = (0..).zip(&self.program.nodes);
            let may_turn = nodes.filter(|(_, node)| {
                node.scope == Scope::Single && self.constant(&node.op).is_none()
            });
            may_turn.map(|(n, _)| n).collect()
        })
    }

    /// The single nodes that may change with a field, in order.
    pub(super) fn due_by(&self, field: FieldId) -> &[NodeId] {
        let place = self.plans.due.get(usize::from(field));
        place.map_or(&[], |place| {
            place.get_or_init(|| self.due(|hangs| hangs.own.has(field) || hangs.foreign.has(field)))
        })
    }

    /// The points, but those of a whole check, that hang on a single value that may turn with a field.
    pub(super) fn waiting_for(&self, field: FieldId) -> &[u16] {
        let place = self.plans.waiting.get(usize::from(field));
        place.map_or(&[], |place| {
            place.get_or_init(|| {
                let due = self.due_set(field);
                let points = (0..).zip(&self.points);
                let waiting = points.filter(|(_, p)| !p.whole && p.hangs.singles.meets(&due));
                waiting.map(|(n, _)| n).collect()
            })
        })
    }

    /// The single nodes that may change with a field, as a set.
    pub(super) fn due_set(&self, field: FieldId) -> Nodes {
        let mut due = Nodes::default();
        self.due_by(field).iter().for_each(|node| due.add(*node));
        due
    }

    /// What hangs on a field of rows, in its own row; there is one for every field.
    pub(super) fn turned_by(&self, field: FieldId) -> &Turning {
        static NOTHING: Turning = Turning::nothing();
        let place = self.plans.turning.get(usize::from(field));
        place.map_or(&NOTHING, |place| place.get_or_init(|| self.turning(field)))
    }

    /// The single nodes that may change where rows come or go, in order.
    pub(super) fn due_by_rows(&self) -> &[NodeId] {
        self.plans
            .due_rows
            .get_or_init(|| self.due(|hangs| hangs.rows))
    }

    fn due(&self, touched: impl Fn(&super::wiring::Hangs) -> bool) -> Vec<NodeId> {
        let mut due = Nodes::default();
        let mut found = Vec::new();
        for node in self.single_nodes() {
            if let Some(hangs) = self.hangs.get(usize::from(*node))
                && (touched(hangs) || hangs.singles.meets(&due))
            {
                due.add(*node);
                found.push(*node);
            }
        }
        found
    }

    /// The points of rows that read a field in other rows than their own.
    pub(super) fn foreign_readers(&self, field: FieldId) -> &[u16] {
        let place = self.plans.foreign.get(usize::from(field));
        place.map_or(&[], |place| {
            place.get_or_init(|| {
                let points = (0..).zip(&self.points);
                let reads = points.filter(|(_, point)| {
                    !point.whole
                        && (point.tried.has(field)
                            || point.scope != Scope::Single && point.hangs.foreign.has(field))
                });
                reads.map(|(n, _)| n).collect()
            })
        })
    }

    /// The points that look at which person stands where.
    pub(super) fn people_readers(&self) -> &[Judging] {
        self.plans.people.get_or_init(|| {
            let points = (0..).zip(&self.points);
            let looks = points.filter(|(_, point)| point.hangs.people && !point.whole);
            self.by_scope(looks.map(|(n, _)| n))
        })
    }

    /// Points, ready to be run together.
    pub(super) fn together(&self, points: &[u16]) -> Arc<Vec<Judging>> {
        let mut kept = self
            .plans
            .together
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(known) = kept.get(points) {
            return known.clone();
        }
        if kept.len() >= KEPT {
            kept.take();
        }
        let made = Arc::new(self.by_scope(points.iter().copied()));
        kept.insert(points.into(), made.clone());
        made
    }

    /// What the tried values of a field make nodes read in rows: a set may turn though no value does.
    pub(super) fn tried_reads(&self, own: &Nodes) -> Fields {
        let mut fields = Fields::default();
        for (n, node) in (0..).zip(&self.program.nodes) {
            if own.has(n) {
                for inside in super::wiring::inner(&node.op) {
                    if let Some(hangs) = self.hangs.get(usize::from(inside)) {
                        fields.join(&hangs.own);
                        fields.join(&hangs.foreign);
                    }
                }
            }
        }
        fields
    }
}
