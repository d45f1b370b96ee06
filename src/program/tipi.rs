//! What a formula comes to, and reads, for one kind of application.

use super::{NodeId, Op, Program};
use crate::model::FieldId;

/// For which kinds of application a condition can be yes, and for which no: a bit for each place in [`Program::tipi`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds {
    pub yes: u64,
    pub no: u64,
}

const ANY: Kinds = Kinds {
    yes: u64::MAX,
    no: u64::MAX,
};

impl Program {
    /// By node, what its kinds are. Where a formula names kinds otherwise than by `and`, `or` and `not`, all are taken.
    pub fn kinds(&self) -> Vec<Kinds> {
        let mut kinds: Vec<Kinds> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let of = |node: NodeId| kinds.get(usize::from(node)).copied().unwrap_or(ANY);
            kinds.push(match node.op {
                Op::Const(0) => Kinds { yes: 0, ..ANY },
                Op::OneOf(word, words) if self.op(word) == Some(&Op::Tipo) => Kinds {
                    yes: words,
                    no: !words,
                },
                Op::Certain(a) => Kinds {
                    yes: of(a).yes,
                    ..ANY
                },
                Op::Not(a) => Kinds {
                    yes: of(a).no,
                    no: of(a).yes,
                },
                Op::And(a, b) => Kinds {
                    yes: of(a).yes & of(b).yes,
                    no: of(a).no | of(b).no,
                },
                Op::Or(a, b) => Kinds {
                    yes: of(a).yes | of(b).yes,
                    no: of(a).no & of(b).no,
                },
                Op::Equal(a, b) => self.equal(a, b).or(self.equal(b, a)).unwrap_or(ANY),
                // Where the kind can not be read it is none of them.
                Op::If(condition, _, other) if self.asks_for_no_kind(condition) => of(other),
                _ => ANY,
            });
        }
        kinds
    }

    /// The fields that a node reads for one kind of application, by its place in [`Program::tipi`]; a branch that this
    /// kind never takes is not read. `kinds` is of [`Program::kinds`].
    pub fn fields_of(
        &self,
        node: NodeId,
        tipo: u32,
        kinds: &[Kinds],
        mut read: impl FnMut(FieldId),
    ) {
        let of = |node: NodeId| kinds.get(usize::from(node)).copied().unwrap_or(ANY);
        let can = |bits: u64| bits.checked_shr(tipo).is_some_and(|bits| bits & 1 == 1);
        let mut seen = vec![false; self.nodes.len()];
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            match seen.get_mut(usize::from(node)) {
                Some(seen) if !*seen && can(of(node).yes) && can(of(node).no) => *seen = true,
                _ => continue,
            }
            let Some(op) = self.op(node) else { continue };
            op.fields().into_iter().for_each(&mut read);
            match *op {
                Op::If(condition, _, other) if !can(of(condition).yes) => open.push(other),
                Op::If(condition, then, _) if !can(of(condition).no) => open.push(then),
                _ => open.extend(op.reads()),
            }
        }
    }

    fn op(&self, node: NodeId) -> Option<&Op> {
        self.nodes.get(usize::from(node)).map(|node| &node.op)
    }

    /// The kinds for which `tipo` is a known word.
    fn equal(&self, tipo: NodeId, word: NodeId) -> Option<Kinds> {
        match (self.op(tipo)?, self.op(word)?) {
            (Op::Tipo, Op::Const(word)) => {
                let yes = u32::try_from(*word)
                    .ok()
                    .and_then(|word| 1u64.checked_shl(word))?;
                Some(Kinds { yes, no: !yes })
            }
            _ => None,
        }
    }

    fn asks_for_no_kind(&self, condition: NodeId) -> bool {
        matches!(self.op(condition), Some(Op::Unreadable(word)) if self.op(*word) == Some(&Op::Tipo))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Scope, id};
    use crate::program::Node;

    /// `(tipo = 0 and a) or (tipo = 1 and b)`, and what is read of it if `tipo = 0 then a else b`.
    #[test]
    fn a_kind_reads_what_is_of_it_alone() {
        let [a, b] = [id("bollo"), id("causale")];
        let ops = [
            Op::Tipo,
            Op::OneOf(0, 0b01),
            Op::OneOf(0, 0b10),
            Op::Cell(a),
            Op::Cell(b),
            Op::And(1, 3),
            Op::And(2, 4),
            Op::Or(5, 6),
            Op::If(1, 3, 4),
        ];
        let node = |op| Node {
            op,
            scope: Scope::Single,
        };
        let program = Program {
            nodes: ops.map(node).to_vec(),
            ..Program::default()
        };
        let kinds = program.kinds();
        assert_eq!(kinds[5].yes, 0b01);
        assert_eq!(kinds[7].yes, 0b11);
        let fields = |node: NodeId, tipo: u32| {
            let mut fields = Vec::new();
            program.fields_of(node, tipo, &kinds, |field| fields.push(field));
            fields.sort_unstable();
            fields
        };
        for formula in [7, 8] {
            assert!(fields(formula, 0).contains(&a) && !fields(formula, 0).contains(&b));
            assert!(fields(formula, 1).contains(&b) && !fields(formula, 1).contains(&a));
        }
    }
}
