//! What an edit changes: what was shown where it touched, compared with what is shown there after it.

use std::collections::HashMap;

use super::{Active, Engine, Place};
use crate::form::model::{List, field};
use crate::form::rows::RowId;
use crate::rulebook::Target;

/// Where diagnostics are kept together: a row, or all that stands outside rows.
pub(crate) type Slot = Option<(List, RowId)>;

/// What an edit touched so far.
#[derive(Default)]
pub(crate) struct Delta {
    touched: HashMap<Slot, Touched>,
    /// Half-typed fields whose limits may have moved.
    pub unsettled: Vec<Place>,
}

/// A slot before the edit, and where in it something may be said otherwise now.
struct Touched {
    before: Vec<Active>,
    targets: Vec<Target>,
}

impl Delta {
    /// Notes that something at a target of a slot is about to change, or to be shown with another mend.
    pub(crate) fn touch(&mut self, slot: Slot, target: &Target, now: &[Active]) {
        let touched = self.touched.entry(slot).or_insert_with(|| Touched {
            before: now.to_vec(),
            targets: Vec::new(),
        });
        if !touched.targets.contains(target) {
            touched.targets.push(target.clone());
        }
    }
}

impl Active {
    /// Whether what mends it depends on the rules shown at a target: its own field's; and the end of a period
    /// that is too long is mended by a split, which tries other starts.
    pub(crate) fn is_mended_by(&self, target: &Target) -> bool {
        self.spot.target == *target
            || (self.spot.target == Target::Field(field::FINE)
                && *target == Target::Field(field::INIZIO))
    }
}

impl Engine {
    /// Ends an edit: renews what is shown beside the verdicts it touched, and answers with what is new and
    /// what is gone. A diagnostic that went and came back is neither; one that says something else is new.
    pub(crate) fn finish(&mut self, delta: Delta) -> (Vec<Active>, Vec<Active>) {
        let (mut added, mut removed) = (Vec::new(), Vec::new());
        // In a trial nobody is told.
        let delta = if self.is_trial {
            Delta::default()
        } else {
            delta
        };
        for (slot, touched) in delta.touched {
            self.renew_beside(slot, &touched.targets);
            let after = self.active_of(slot);
            let same = |a: &Active, b: &Active| {
                a.spot == b.spot && self.rule_of(&a.cause) == self.rule_of(&b.cause)
            };
            added.extend(
                after
                    .iter()
                    .filter(|a| !touched.before.contains(a))
                    .cloned(),
            );
            let before = touched.before.into_iter();
            removed.extend(before.filter(|b| !after.iter().any(|a| same(a, b))));
        }
        (added, removed)
    }

    fn renew_beside(&mut self, slot: Slot, targets: &[Target]) {
        for at in 0..self.active_of(slot).len() {
            let Some(active) = self.active_of(slot).get(at) else {
                continue;
            };
            if targets.iter().any(|target| active.is_mended_by(target)) {
                let beside = self.beside(active);
                if let Some(active) = self.slot(slot).get_mut(at) {
                    active.beside = beside;
                }
            }
        }
    }
}
