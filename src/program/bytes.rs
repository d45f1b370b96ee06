//! What is shipped: programs, words and sources as bytes.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Program;
use super::sources::Sources;
use super::words::Words;

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

impl Shipped for Program {}
impl Shipped for Words {}
impl Shipped for Sources {}

impl Program {
    /// Changes with the law that the program holds: the version by which a saved draft knows its rulebook.
    pub fn hash(&self) -> String {
        let start: u64 = 0xcbf2_9ce4_8422_2325;
        let mixed = self.to_bytes().iter().fold(start, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{mixed:016x}")
    }
}
