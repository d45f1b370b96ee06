//! The conditions that limit a field, ready to be asked: those of errors, or the warnings of one rule.

use crate::model::{FieldId, Scope};
use crate::program::{NodeId, Op, Severity};

use super::plan::{Plan, outside};
use super::wiring::{DATA_PRESENTAZIONE, Nodes, TIPO, Wiring, arguments};

/// What limits a field, worked out once.
#[derive(Debug)]
pub struct Limiting {
    /// The conditions that errors fire on: by point.
    pub(super) parts: Vec<(u16, NodeId)>,
    /// The own field's nodes, and what is computed from them.
    pub(super) own: Nodes,
    pub(super) plan: Plan,
    /// Of months: what they read of their worker.
    pub(super) above: Plan,
    /// What the conditions read that is not computed from the own value.
    pub(super) inputs: Vec<NodeId>,
}

impl Limiting {
    pub(super) fn new(wiring: &Wiring, field: FieldId) -> Limiting {
        let mut parts = Vec::new();
        for point in wiring
            .limiting
            .get(usize::from(field))
            .into_iter()
            .flatten()
        {
            let Some(of_point) = wiring.points.get(usize::from(*point)) else {
                continue;
            };
            for part in &of_point.parts {
                if let Some(part) = wiring.part(of_point.rule, *part)
                    && part.severity == Severity::Error
                    && !part.whole
                {
                    parts.push((*point, part.verdict));
                }
            }
        }
        Limiting::of(wiring, field, parts)
    }

    /// What the warnings of one rule fire on: a fix of the rule must silence them too. None where it has none.
    pub(super) fn of_warnings(wiring: &Wiring, point: u16) -> Option<Limiting> {
        let of_point = wiring.points.get(usize::from(point))?;
        let parts = of_point.parts.iter();
        let warnings: Vec<(u16, NodeId)> = parts
            .filter_map(|part| wiring.part(of_point.rule, *part))
            .filter(|part| part.severity == Severity::Warning && !part.whole)
            .map(|part| (point, part.verdict))
            .collect();
        let field = of_point.field()?;
        (!warnings.is_empty()).then(|| Limiting::of(wiring, field, warnings))
    }

    fn of(wiring: &Wiring, field: FieldId, parts: Vec<(u16, NodeId)>) -> Limiting {
        let scope = wiring.model.get(field).map_or(Scope::Single, |f| f.scope);
        let nodes: Vec<NodeId> = parts.iter().map(|(_, verdict)| *verdict).collect();
        let mut outer: Vec<NodeId> = Vec::new();
        if scope.parent().is_some() {
            for node in &nodes {
                outer.extend(outside(wiring, scope, *node));
            }
        }
        let own = own_nodes(wiring, field);
        Limiting {
            inputs: inputs(wiring, &own, &nodes),
            own,
            plan: Plan::new(wiring, scope, &nodes),
            above: Plan::new(wiring, scope.parent().unwrap_or(scope), &outer),
            parts,
        }
    }
}

/// What conditions read that does not look at the own value.
fn inputs(wiring: &Wiring, own: &Nodes, nodes: &[NodeId]) -> Vec<NodeId> {
    let (mut found, mut open, mut seen) = (Vec::new(), nodes.to_vec(), Nodes::default());
    while let Some(node) = open.pop() {
        if seen.has(node) {
            continue;
        }
        seen.add(node);
        match wiring.op(node) {
            Some(op) if own.has(node) => open.extend(arguments(op).into_iter().flatten()),
            _ => found.push(node),
        }
    }
    found
}

/// The nodes that look at a field of the own row.
fn own_nodes(wiring: &Wiring, field: FieldId) -> Nodes {
    let mut own = Nodes::default();
    let scope = wiring.model.get(field).map_or(Scope::Single, |f| f.scope);
    for (n, node) in (0..).zip(&wiring.program.nodes) {
        let reads = match &node.op {
            Op::Cell(of) | Op::Text(of, _) | Op::Numeric(of) | Op::Birth(of, _) => *of == field,
            Op::FilingDay => field == DATA_PRESENTAZIONE,
            Op::Tipo => field == TIPO,
            Op::SamePersonBefore | Op::Listed(..) | Op::FirstListed(_) => {
                field == crate::sheet::CODICE_FISCALE
            }
            _ => false,
        };
        let through = arguments(&node.op)
            .into_iter()
            .flatten()
            .any(|a| own.has(a));
        if node.scope == scope && (reads || through) {
            own.add(n);
        }
    }
    own
}
