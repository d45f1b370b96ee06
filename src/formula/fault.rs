//! What is wrong in one formula.

use std::ops::Range;

use crate::law::Texts;

/// A mistake in a formula: which of its bytes, and why. Without words where something it uses is mistaken itself.
#[derive(Debug)]
pub(super) struct Fault {
    pub span: Range<usize>,
    pub says: Option<Texts>,
}

impl Fault {
    pub fn new(span: Range<usize>, says: Texts) -> Fault {
        Fault {
            span,
            says: Some(says),
        }
    }

    /// It follows from another mistake that is told at its own place.
    pub fn follows() -> Fault {
        Fault {
            span: 0..0,
            says: None,
        }
    }
}
