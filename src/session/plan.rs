//! What is computed to answer some nodes: the nodes they stand on, in order, each with its place.

use crate::model::Scope;
use crate::program::{NodeId, Op};

use super::wiring::{Nodes, Wiring, arguments, inner};

/// Nodes of the rows of one scope, in an order in which each finds its arguments.
#[derive(Debug)]
pub struct Plan {
    pub scope: Scope,
    pub steps: Vec<Step>,
    /// Per month, of the worker's scope: plans that run below a row, in the order of the steps that need them.
    pub below: Vec<Plan>,
    /// By node: its place; `NONE` where it is not in the plan.
    places: Vec<u16>,
}

#[derive(Debug)]
pub struct Step {
    pub node: NodeId,
    pub input: Input,
    /// The places of its arguments.
    pub arguments: [u16; 3],
    /// Where it adds up months: the place of their plan in [`Plan::below`].
    pub below: usize,
    /// What these months read of the own row.
    pub outside: Vec<NodeId>,
}

/// Where a step has its value from.
#[derive(Debug, PartialEq, Clone, Copy)]
pub enum Input {
    /// It is computed here.
    Here,
    /// It is the value of a single node.
    Single,
    /// It is the value of the worker's row that the month lies in.
    Parent,
}

pub const NONE: u16 = u16::MAX;

impl Plan {
    /// The plan that answers `nodes` for the rows of `scope`. Single nodes have their values already.
    pub fn new(wiring: &Wiring, scope: Scope, nodes: &[NodeId]) -> Plan {
        Plan::with_own(wiring, scope, nodes, &Nodes::default())
    }

    /// The same, with those single nodes computed anew that look at a field whose values are tried.
    pub fn with_own(wiring: &Wiring, scope: Scope, nodes: &[NodeId], own: &Nodes) -> Plan {
        let computed =
            |node| wiring.scope(node) == scope && (scope != Scope::Single || own.has(node));
        let mut needed = vec![false; wiring.program.nodes.len()];
        let mut open: Vec<NodeId> = nodes.to_vec();
        while let Some(node) = open.pop() {
            let Some(seen) = needed.get_mut(usize::from(node)) else {
                continue;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            if !computed(node) {
                continue;
            }
            if let Some(op) = wiring.op(node) {
                open.extend(arguments(op).into_iter().flatten());
                // Months below a row read the row: it is computed before.
                for month in months_of(wiring, scope, op) {
                    let months = wiring.scope(month);
                    open.extend(outside(wiring, months, month));
                }
            }
        }
        let mut plan = Plan {
            scope,
            steps: Vec::new(),
            below: Vec::new(),
            places: vec![NONE; needed.len()],
        };
        for (node, _) in (0..).zip(&needed).filter(|(_, needed)| **needed) {
            plan.add(wiring, node, computed(node));
        }
        plan
    }

    fn add(&mut self, wiring: &Wiring, node: NodeId, computed: bool) {
        let input = if computed {
            Input::Here
        } else if wiring.scope(node) == Scope::Single {
            Input::Single
        } else {
            Input::Parent
        };
        let op = wiring.op(node);
        let mut places = [NONE; 3];
        let mut outside_of = Vec::new();
        let below = self.below.len();
        if let (Some(op), Input::Here) = (op, input) {
            for (place, argument) in places.iter_mut().zip(arguments(op).into_iter().flatten()) {
                *place = self.place(argument);
            }
            if let Op::Aggregate(_, months, of) = op
                && months.parent() == Some(self.scope)
            {
                outside_of = outside(wiring, *months, *of);
                self.below.push(Plan::new(wiring, *months, &[*of]));
            }
        }
        if let Some(place) = self.places.get_mut(usize::from(node)) {
            *place = self.steps.len() as u16;
        }
        self.steps.push(Step {
            node,
            input,
            arguments: places,
            below,
            outside: outside_of,
        });
    }

    /// The place of a node; `NONE` where it is not in the plan.
    pub fn place(&self, node: NodeId) -> u16 {
        self.places.get(usize::from(node)).copied().unwrap_or(NONE)
    }
}

/// The nodes of months that an operation of a row adds up.
fn months_of(wiring: &Wiring, scope: Scope, op: &Op) -> Vec<NodeId> {
    let months = inner(op).into_iter();
    months
        .filter(|node| wiring.scope(*node).parent() == Some(scope))
        .collect()
}

/// What the nodes of months read of the row they lie in.
pub fn outside(wiring: &Wiring, months: Scope, node: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut open = vec![node];
    let mut seen = vec![false; wiring.program.nodes.len()];
    while let Some(node) = open.pop() {
        let Some(seen) = seen.get_mut(usize::from(node)) else {
            continue;
        };
        if std::mem::replace(seen, true) {
            continue;
        }
        if wiring.scope(node) != months {
            found.push(node);
        } else if let Some(op) = wiring.op(node) {
            open.extend(arguments(op).into_iter().flatten());
        }
    }
    found
}
