//! Where values are while a plan runs; benches are lent, used and given back, so that running takes no new room.

use std::cell::RefCell;

use crate::program::NodeId;

use super::kernel::{EMPTY, Known};
use super::plan::{Input, Plan};

/// Where a plan's values are: one vector for each step.
#[derive(Default)]
pub struct Bench {
    pub(super) width: usize,
    pub(super) values: Vec<i64>,
    pub(super) states: Vec<u8>,
    /// What is the same for all rows is computed once.
    pub(super) same: Vec<bool>,
    /// How much of a vector is filled.
    filled: Vec<u32>,
    pub(super) below: Vec<Bench>,
    /// By step a bit: whether it is computed. Without any all are.
    live: Vec<u64>,
    /// Values of rows of `domandePrecedenti`, by node, kept for one run.
    pub(super) earlier: Vec<(NodeId, Vec<Known>)>,
}

thread_local! {
    static SPARE: RefCell<Vec<Bench>> = const { RefCell::new(Vec::new()) };
}

#[cfg(debug_assertions)]
thread_local! {
    static LOOKS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// How many values this thread has worked out in rows: what an edit costs, in numbers that do not hang on a clock.
#[cfg(debug_assertions)]
pub fn looks() -> u64 {
    LOOKS.get()
}

#[cfg(debug_assertions)]
pub(super) fn count(values: usize) {
    LOOKS.set(LOOKS.get() + values as u64);
}

/// As many as are ever in use at a time; more would only take room.
const SPARES: usize = 6;

/// Lends a bench.
pub fn lent<T>(work: impl FnOnce(&mut Bench) -> T) -> T {
    let mut bench = taken();
    let done = work(&mut bench);
    given_back(bench);
    done
}

/// A bench to keep for a while; it should be given back.
pub fn taken() -> Bench {
    let spare = SPARE.try_with(|spare| spare.try_borrow_mut().ok().and_then(|mut all| all.pop()));
    spare.ok().flatten().unwrap_or_default()
}

/// What was taken is there for the next.
pub fn given_back(bench: Bench) {
    // A thread that ends needs no spare.
    let _ = SPARE.try_with(|spare| {
        if let Ok(mut all) = spare.try_borrow_mut()
            && all.len() < SPARES
        {
            all.push(bench);
        }
    });
}

impl Bench {
    /// Makes room for a plan over at most `width` rows at a time.
    pub fn prepare(&mut self, plan: &Plan, width: usize) {
        let length = plan.steps.len() * width;
        self.width = width;
        if self.values.len() < length {
            self.values.resize(length, 0);
            self.states.resize(length, 0);
        }
        self.same.clear();
        self.same.resize(plan.steps.len(), false);
        self.filled.clear();
        self.filled.resize(plan.steps.len(), 0);
        self.earlier.clear();
        self.live.clear();
        if self.below.len() < plan.below.len() {
            self.below.resize_with(plan.below.len(), Bench::default);
        }
    }

    /// Computes from now on what these need; called again, what those need besides.
    pub fn need(&mut self, steps: &[u64]) {
        if self.live.len() < steps.len() {
            self.live.resize(steps.len(), 0);
        }
        for (word, more) in self.live.iter_mut().zip(steps) {
            *word |= more;
        }
    }

    pub fn is_live(&self, place: usize) -> bool {
        self.live.is_empty()
            || self
                .live
                .get(place / 64)
                .is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    /// The value of a place for the n-th row.
    pub fn at(&self, place: u16, n: usize) -> Known {
        let place = usize::from(place);
        let n = if self.same.get(place) == Some(&true) {
            0
        } else {
            n
        };
        let at = place * self.width + n;
        match (self.values.get(at), self.states.get(at)) {
            (Some(value), Some(state)) if place < self.same.len() => (*value, *state),
            _ => (0, EMPTY),
        }
    }

    /// Whether a place has one value for all rows.
    pub fn is_same(&self, place: u16) -> bool {
        self.same.get(usize::from(place)) == Some(&true)
    }

    /// Whether a place is yes for none of some rows, whatever is known of it.
    pub fn is_never(&self, place: u16, length: usize) -> bool {
        if !self.is_live(usize::from(place)) {
            return true;
        }
        let length = if self.is_same(place) { 1 } else { length };
        let from = usize::from(place) * self.width;
        let values = self.values.get(from..from + length);
        values.is_none_or(|values| values.iter().all(|value| *value == 0))
    }

    pub(super) fn write(&mut self, place: usize, n: usize, (value, state): Known) {
        let at = place * self.width + n;
        if let (Some(v), Some(s)) = (self.values.get_mut(at), self.states.get_mut(at)) {
            *v = value;
            *s = state;
        }
    }

    pub(super) fn set_same(&mut self, place: usize, known: Known) {
        self.write(place, 0, known);
        if let (Some(same), Some(filled)) = (self.same.get_mut(place), self.filled.get_mut(place)) {
            *same = true;
            *filled = 1;
        }
    }

    /// Fills a vector that is the same for all rows as far as it is read.
    pub(super) fn fill(&mut self, place: u16, length: usize) {
        let at = usize::from(place);
        let filled = self
            .filled
            .get(at)
            .map_or(length, |filled| *filled as usize);
        if self.same.get(at) != Some(&true) || filled >= length {
            return;
        }
        let (value, state) = self.at(place, 0);
        let from = at * self.width;
        if let Some(values) = self.values.get_mut(from..from + length) {
            values.fill(value);
        }
        if let Some(states) = self.states.get_mut(from..from + length) {
            states.fill(state);
        }
        if let Some(filled) = self.filled.get_mut(at) {
            *filled = length as u32;
        }
    }
}

impl Plan {
    /// The steps that a place stands on, itself included, as bits.
    pub fn needs(&self, places: impl Iterator<Item = u16>) -> Vec<u64> {
        let mut needed = vec![0u64; self.steps.len().div_ceil(64)];
        let mark = |needed: &mut Vec<u64>, place: u16| {
            if let Some(word) = needed.get_mut(usize::from(place) / 64) {
                *word |= 1 << (place % 64);
            }
        };
        for place in places {
            mark(&mut needed, place);
        }
        for (place, step) in self.steps.iter().enumerate().rev() {
            let word = needed.get(place / 64).copied().unwrap_or(0);
            if word >> (place % 64) & 1 == 0 || step.input != Input::Here {
                continue;
            }
            for argument in step.arguments {
                mark(&mut needed, argument);
            }
            for node in &step.outside {
                mark(&mut needed, self.place(*node));
            }
        }
        needed
    }
}
