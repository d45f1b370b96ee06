//! A set of fields.

use super::FieldId;

/// A set of fields.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Fields([u64; 3]);

impl Fields {
    pub fn add(&mut self, field: FieldId) {
        if let Some(word) = self.0.get_mut(usize::from(field) / 64) {
            *word |= 1 << (field % 64);
        }
    }

    pub fn has(&self, field: FieldId) -> bool {
        self.0
            .get(usize::from(field) / 64)
            .is_some_and(|word| word >> (field % 64) & 1 == 1)
    }

    pub fn is_empty(&self) -> bool {
        self.0 == [0; 3]
    }

    pub fn join(&mut self, other: &Fields) {
        for (word, other) in self.0.iter_mut().zip(other.0) {
            *word |= other;
        }
    }
}
