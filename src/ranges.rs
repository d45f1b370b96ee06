//! Sets of whole numbers as intervals: what a rule admits, with its gaps.

/// A set of numbers: sorted intervals, both ends included, neither overlapping nor touching.
/// `i64::MIN` and `i64::MAX` stand for "without bound".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ranges(Vec<(i64, i64)>);

impl Ranges {
    /// Every number.
    pub fn all() -> Ranges {
        Ranges::between(i64::MIN, i64::MAX)
    }

    /// No number.
    pub fn none() -> Ranges {
        Ranges(Vec::new())
    }

    /// From `min` on.
    pub fn at_least(min: i64) -> Ranges {
        Ranges::between(min, i64::MAX)
    }

    /// Up to `max`.
    pub fn at_most(max: i64) -> Ranges {
        Ranges::between(i64::MIN, max)
    }

    /// From `a` to `b`, both included; nothing when `a > b`.
    pub fn between(a: i64, b: i64) -> Ranges {
        Ranges(if a <= b { vec![(a, b)] } else { Vec::new() })
    }

    /// This number alone.
    pub fn only(n: i64) -> Ranges {
        Ranges::between(n, n)
    }

    /// Adds a number that is greater than all that are there.
    pub fn push(&mut self, n: i64) {
        match self.0.last_mut() {
            Some((_, end)) if end.checked_add(1) == Some(n) => *end = n,
            _ => self.0.push((n, n)),
        }
    }

    /// Adds the numbers from `a` to `b`, greater than all that are there.
    pub fn append(&mut self, a: i64, b: i64) {
        match self.0.last_mut() {
            Some((_, end)) if end.checked_add(1) == Some(a) => *end = b,
            _ => self.0.push((a, b)),
        }
    }

    /// Every number but those from `a` to `b`.
    pub fn except(a: i64, b: i64) -> Ranges {
        Ranges::between(a, b).complement()
    }

    /// Whether the set holds the number.
    pub fn contains(&self, n: i64) -> bool {
        self.overlaps(n, n)
    }

    /// Whether the set holds any number from `a` to `b`.
    pub fn overlaps(&self, a: i64, b: i64) -> bool {
        let first = self.0.partition_point(|(_, end)| *end < a);
        a <= b && self.0.get(first).is_some_and(|(start, _)| *start <= b)
    }

    /// The numbers in both sets.
    pub fn intersect(&self, other: &Ranges) -> Ranges {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut both = Vec::new();
        while let (Some((a, b)), Some((c, d))) = (left.peek(), right.peek()) {
            let (start, end) = (*a.max(c), *b.min(d));
            if start <= end {
                both.push((start, end));
            }
            if b < d {
                left.next();
            } else {
                right.next();
            }
        }
        Ranges(both)
    }

    /// The numbers in either set.
    pub fn union(&self, other: &Ranges) -> Ranges {
        let in_neither = self.complement().intersect(&other.complement());
        in_neither.complement()
    }

    /// The numbers that are not in the set.
    pub fn complement(&self) -> Ranges {
        let mut gaps = Vec::with_capacity(self.0.len() + 1);
        let mut next = Some(i64::MIN);
        for (start, end) in &self.0 {
            if let Some(from) = next.filter(|from| from < start) {
                gaps.push((from, start.saturating_sub(1)));
            }
            next = end.checked_add(1);
        }
        gaps.extend(next.map(|from| (from, i64::MAX)));
        Ranges(gaps)
    }

    /// Whether the set holds no number.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the set holds every number.
    pub fn is_all(&self) -> bool {
        matches!(*self.0, [(i64::MIN, i64::MAX)])
    }

    /// The smallest number; none when the set is empty or has no bound below.
    pub fn min(&self) -> Option<i64> {
        self.0
            .first()
            .map(|(start, _)| *start)
            .filter(|n| *n != i64::MIN)
    }

    /// The greatest number; none when the set is empty or has no bound above.
    pub fn max(&self) -> Option<i64> {
        self.0
            .last()
            .map(|(_, end)| *end)
            .filter(|n| *n != i64::MAX)
    }

    /// The intervals in order, both ends included.
    pub fn intervals(&self) -> &[(i64, i64)] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_order_join_where_they_touch() {
        let mut set = Ranges::none();
        for n in [1, 2, 4, 5, 6, 9] {
            set.push(n);
        }
        assert_eq!(set.intervals(), [(1, 2), (4, 6), (9, 9)]);
        set.append(10, 12);
        set.append(14, i64::MAX);
        assert_eq!(set.intervals(), [(1, 2), (4, 6), (9, 12), (14, i64::MAX)]);
    }

    /// Every set of numbers from 0 to 5, with and without what is below and above.
    fn samples() -> Vec<Ranges> {
        (0..256u32)
            .map(|bits| {
                let parts = [
                    (i64::MIN, -1),
                    (0, 0),
                    (1, 1),
                    (2, 2),
                    (3, 3),
                    (4, 4),
                    (5, 5),
                    (6, i64::MAX),
                ];
                let chosen = parts
                    .iter()
                    .enumerate()
                    .filter(|(place, _)| bits >> place & 1 == 1);
                chosen.fold(Ranges::none(), |set, (_, (a, b))| {
                    set.union(&Ranges::between(*a, *b))
                })
            })
            .collect()
    }

    fn members(set: &Ranges) -> Vec<i64> {
        (-1..=6).filter(|n| set.contains(*n)).collect()
    }

    #[test]
    fn every_set_is_itself() {
        for (bits, set) in samples().iter().enumerate() {
            let expected: Vec<i64> = (0..8)
                .filter(|place| bits >> place & 1 == 1)
                .map(|place| place - 1)
                .collect();
            assert_eq!(members(set), expected);
            assert!(
                set.intervals()
                    .windows(2)
                    .all(|pair| pair[0].1 + 1 < pair[1].0),
                "{set:?}"
            );
            assert_eq!((set.is_empty(), set.is_all()), (bits == 0, bits == 255));
            assert_eq!(set.min(), expected.first().copied().filter(|n| *n >= 0));
            assert_eq!(set.max(), expected.last().copied().filter(|n| *n <= 5));
            for a in -1..=6 {
                for b in -1..=6 {
                    assert_eq!(
                        set.overlaps(a, b),
                        expected.iter().any(|n| (a..=b).contains(n))
                    );
                }
            }
        }
    }

    #[test]
    fn operations_are_those_of_sets() {
        let samples = samples();
        for (i, a) in samples.iter().enumerate() {
            assert_eq!(a.complement(), samples[255 - i]);
            for (j, b) in samples.iter().enumerate() {
                assert_eq!(a.intersect(b), samples[i & j]);
                assert_eq!(a.union(b), samples[i | j]);
            }
        }
    }

    #[test]
    fn makers_give_what_they_say() {
        assert_eq!(
            Ranges::at_least(5).intersect(&Ranges::at_most(7)),
            Ranges::between(5, 7)
        );
        assert_eq!(
            Ranges::except(5, 7),
            Ranges::at_most(4).union(&Ranges::at_least(8))
        );
        assert_eq!(Ranges::between(2, 1), Ranges::none());
        assert_eq!(Ranges::except(2, 1), Ranges::all());
        assert_eq!(
            Ranges::only(i64::MAX).complement(),
            Ranges::at_most(i64::MAX - 1)
        );
        assert_eq!(Ranges::at_least(i64::MIN), Ranges::all());
    }
}
