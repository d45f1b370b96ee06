//! What is shipped: programs, words and sources as bytes.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::sources::Sources;
use super::words::Words;
use super::{Node, NodeId, Program};

/// What can be shipped as bytes.
pub trait Shipped: Serialize + DeserializeOwned {
    /// The bytes; equal values have equal bytes.
    fn to_bytes(&self) -> Vec<u8> {
        // Nothing in these types can refuse to be written to memory.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// The value of some bytes; none where they are not ones of this version of the format.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        match postcard::take_from_bytes(bytes) {
            Ok((value, [])) => Some(value),
            _ => None,
        }
    }
}

impl Shipped for Program {
    fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(&self.backwards()).unwrap_or_default()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Program> {
        let Ok((shipped, [])) = postcard::take_from_bytes::<Program>(bytes) else {
            return None;
        };
        let program = shipped.backwards();
        let reads_what_is_there = |(n, node): (usize, &Node)| {
            let reads = node.op.reads();
            reads.into_iter().all(|read| usize::from(read) < n)
        };
        let is_sound = program.nodes.iter().enumerate().all(reads_what_is_there);
        is_sound.then_some(program)
    }
}
impl Shipped for Words {}
impl Shipped for Sources {}

impl Program {
    /// With each node naming those that it reads by how far back they stand, which is a small number more often; twice
    /// is as it was.
    fn backwards(&self) -> Program {
        let node = |(n, node): (NodeId, &Node)| Node {
            op: node.op.renumbered(&|read| n.wrapping_sub(read)),
            scope: node.scope,
        };
        Program {
            nodes: (0..).zip(&self.nodes).map(node).collect(),
            ..self.clone()
        }
    }

    /// Changes with the law that the program holds: the version by which a saved draft knows its rulebook.
    pub fn hash(&self) -> String {
        let start: u64 = 0xcbf2_9ce4_8422_2325;
        let mixed = self.to_bytes().iter().fold(start, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{mixed:016x}")
    }
}
