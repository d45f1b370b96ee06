//! Sorting, written once for all kinds of things. The library's sort is compiled anew for each of them, some 4 kB every
//! time, and a page downloads it.

use std::cmp::Ordering;

/// Puts things in order; equal ones stay as they are.
pub fn sort_by<T>(things: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut is_after = |a: usize, b: usize| {
        let (a, b) = (things.get(a), things.get(b));
        a.zip(b)
            .is_some_and(|(a, b)| compare(b, a) == Ordering::Less)
    };
    // What is in order already is left so: most lists are.
    if !(1..things.len()).any(|n| is_after(n - 1, n)) {
        return;
    }
    let places = places(things.len(), &mut is_after);
    let mut taken: Vec<Option<T>> = std::mem::take(things).into_iter().map(Some).collect();
    let ordered = places.into_iter();
    *things = ordered
        .filter_map(|place| taken.get_mut(place as usize)?.take())
        .collect();
}

/// Puts things in the order of a key.
pub fn sort_by_key<T, K: Ord>(things: &mut Vec<T>, mut key: impl FnMut(&T) -> K) {
    sort_by(things, |a, b| key(a).cmp(&key(b)));
}

/// Puts things in their own order.
pub fn sort<T: Ord>(things: &mut Vec<T>) {
    sort_by(things, T::cmp);
}

/// The places of things in order: runs of one thing, of two, of four … are merged. `is_after` says whether the first of
/// two belongs behind the second.
fn places(length: usize, is_after: &mut dyn FnMut(usize, usize) -> bool) -> Vec<u32> {
    let mut from: Vec<u32> = (0..length as u32).collect();
    let mut into: Vec<u32> = Vec::with_capacity(length);
    let mut width = 1;
    while width < length {
        for run in from.chunks(2 * width) {
            let (mut left, mut right) = run.split_at_checked(width).unwrap_or((run, &[]));
            while let ([a, more_left @ ..], [b, more_right @ ..]) = (left, right) {
                if is_after(*a as usize, *b as usize) {
                    into.push(*b);
                    right = more_right;
                } else {
                    into.push(*a);
                    left = more_left;
                }
            }
            into.extend_from_slice(left);
            into.extend_from_slice(right);
        }
        std::mem::swap(&mut from, &mut into);
        into.clear();
        width *= 2;
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_in_order_and_equal_ones_stay() {
        for length in 0..70u64 {
            for seed in 1..20u64 {
                let number = |n: u64| ((n * 2_654_435_761 * seed) >> 7) % 11;
                let given: Vec<(u64, u64)> = (0..length).map(|n| (number(n), n)).collect();
                let mut ours = given.clone();
                sort_by_key(&mut ours, |(key, _)| *key);
                let mut theirs = given;
                theirs.sort_by_key(|(key, _)| *key);
                assert_eq!(ours, theirs);
            }
        }
    }
}
