//! Nodes: equal ones are one, what is known already is computed already.

use std::collections::HashMap;

use crate::model::Scope;
use crate::program::{Node, NodeId, Op};

/// The nodes of a program while it is made.
#[derive(Default)]
pub(super) struct Builder {
    pub nodes: Vec<Node>,
    index: HashMap<Node, NodeId>,
    /// There were more nodes than a program can hold.
    pub is_full: bool,
}

/// The scope of what reads both: the inner one.
pub(super) fn inner(a: Scope, b: Scope) -> Scope {
    match (a, b) {
        (Scope::Single, b) => b,
        (a, Scope::Single) => a,
        (a, b) if b.parent() == Some(a) => b,
        (a, _) => a,
    }
}

impl Builder {
    pub fn get(&self, id: NodeId) -> &Op {
        self.nodes
            .get(usize::from(id))
            .map_or(&Op::Unknown, |node| &node.op)
    }

    pub fn scope(&self, id: NodeId) -> Scope {
        self.nodes
            .get(usize::from(id))
            .map_or(Scope::Single, |node| node.scope)
    }

    pub fn constant(&mut self, value: i64) -> NodeId {
        self.leaf(Op::Const(value), Scope::Single)
    }

    pub fn yes(&mut self) -> NodeId {
        self.constant(1)
    }

    pub fn as_const(&self, id: NodeId) -> Option<i64> {
        match self.get(id) {
            Op::Const(value) => Some(*value),
            _ => None,
        }
    }

    /// A node of a given scope.
    pub fn leaf(&mut self, op: Op, scope: Scope) -> NodeId {
        let node = Node { op, scope };
        if let Some(known) = self.index.get(&node) {
            return *known;
        }
        let Ok(id) = NodeId::try_from(self.nodes.len()) else {
            self.is_full = true;
            return 0;
        };
        self.nodes.push(node.clone());
        self.index.insert(node, id);
        id
    }

    /// A node of the scope of what it reads.
    pub fn node(&mut self, op: Op) -> NodeId {
        let op = ordered(op);
        if let Some(known) = self.known(&op) {
            return known;
        }
        let scope = op.reads().into_iter().map(|read| self.scope(read));
        let scope = scope.fold(Scope::Single, inner);
        self.leaf(op, scope)
    }

    pub fn not(&mut self, a: NodeId) -> NodeId {
        self.node(Op::Not(a))
    }

    pub fn and(&mut self, a: NodeId, b: NodeId) -> NodeId {
        self.node(Op::And(a, b))
    }

    /// Certain where both are.
    pub fn certain(&mut self, a: NodeId, b: NodeId) -> NodeId {
        let both = self.and(a, b);
        self.node(Op::Certain(both))
    }

    /// What a node comes to without running.
    fn known(&mut self, op: &Op) -> Option<NodeId> {
        let value = |id: &NodeId| self.as_const(*id);
        let known = match op {
            Op::And(a, b) => match (value(a), value(b)) {
                (Some(1), _) => return Some(*b),
                (_, Some(1)) => return Some(*a),
                (a, b) => a? & b?,
            },
            Op::Or(a, b) => match (value(a), value(b)) {
                (Some(0), _) => return Some(*b),
                (_, Some(0)) => return Some(*a),
                (a, b) => a? | b?,
            },
            Op::Not(a) => match self.get(*a) {
                Op::Not(inner) => return Some(*inner),
                _ => 1 - value(a)?,
            },
            Op::If(condition, then, other) => match value(condition) {
                Some(0) => return Some(*other),
                Some(_) => return Some(*then),
                None => return None,
            },
            Op::Default(a, b) => match self.get(*a) {
                Op::Const(_) | Op::Unknown => return Some(*a),
                Op::Nothing => return Some(*b),
                _ => return None,
            },
            Op::Certain(a) => match self.get(*a) {
                Op::Unknown | Op::Nothing => 0,
                // Whatever the other side is, both are not certain.
                Op::And(x, y) if value(x) == Some(0) || value(y) == Some(0) => 0,
                Op::Certain(_) | Op::Unreadable(_) => return Some(*a),
                _ => value(a)?,
            },
            Op::Given(a) => match self.get(*a) {
                Op::Const(_) => 1,
                Op::Nothing => 0,
                _ => return None,
            },
            Op::Unreadable(a) => match self.get(*a) {
                Op::Const(_) | Op::Nothing => 0,
                Op::Unknown => 1,
                _ => return None,
            },
            Op::Equal(a, b) => (value(a)? == value(b)?).into(),
            Op::Different(a, b) => (value(a)? != value(b)?).into(),
            Op::Less(a, b) => (value(a)? < value(b)?).into(),
            Op::LessOrEqual(a, b) => (value(a)? <= value(b)?).into(),
            Op::Add(a, b) => match (value(a), value(b)) {
                (Some(0), _) => return Some(*b),
                (_, Some(0)) => return Some(*a),
                (a, b) => a?.saturating_add(b?),
            },
            Op::Subtract(a, b) => match (value(a), value(b)) {
                (_, Some(0)) => return Some(*a),
                (Some(a), Some(b)) => a.saturating_sub(b),
                _ => return self.regrouped(*a, -value(b)?),
            },
            Op::Multiply(a, b) => match (value(a), value(b)) {
                (Some(1), _) => return Some(*b),
                (_, Some(1)) => return Some(*a),
                (a, b) => a?.saturating_mul(b?),
            },
            Op::DivideUp(a, b) => {
                let (a, b) = (value(a)?, value(b).filter(|b| *b != 0)?);
                a.checked_neg()?.checked_div_euclid(b)?.checked_neg()?
            }
            Op::DivideDown(a, b) => value(a)?.checked_div_euclid(value(b).filter(|b| *b > 0)?)?,
            Op::Remainder(a, b) => value(a)?.checked_rem_euclid(value(b).filter(|b| *b > 0)?)?,
            Op::Min(a, b) if a == b => return Some(*a),
            Op::Max(a, b) if a == b => return Some(*a),
            Op::Min(a, b) => value(a)?.min(value(b)?),
            Op::Max(a, b) => value(a)?.max(value(b)?),
            _ => return None,
        };
        Some(self.constant(known))
    }

    /// `(x + 35) - 1` is `x + 34`.
    fn regrouped(&mut self, sum: NodeId, more: i64) -> Option<NodeId> {
        let Op::Add(a, b) = *self.get(sum) else {
            return None;
        };
        let (rest, known) = match (self.as_const(a), self.as_const(b)) {
            (Some(known), None) => (b, known),
            (None, Some(known)) => (a, known),
            _ => return None,
        };
        let known = self.constant(known.checked_add(more)?);
        Some(self.node(Op::Add(rest, known)))
    }
}

/// Operands whose order does not matter, in one order: more nodes are equal.
fn ordered(op: Op) -> Op {
    match op {
        Op::And(a, b) if a > b => Op::And(b, a),
        Op::Or(a, b) if a > b => Op::Or(b, a),
        Op::Equal(a, b) if a > b => Op::Equal(b, a),
        Op::Different(a, b) if a > b => Op::Different(b, a),
        Op::Add(a, b) if a > b => Op::Add(b, a),
        Op::Multiply(a, b) if a > b => Op::Multiply(b, a),
        Op::Min(a, b) if a > b => Op::Min(b, a),
        Op::Max(a, b) if a > b => Op::Max(b, a),
        op => op,
    }
}
