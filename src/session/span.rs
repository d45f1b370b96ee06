//! What a node may come to while the own value runs from one end to the other: enough to leave out at once the values
//! for which a condition surely holds, or surely does not.

use crate::program::{NodeId, Op};

use super::kernel::{self, EMPTY, Known, UNUSABLE, VALUE};
use super::limits::Limits;
use super::single::cover;
use super::wiring::arguments;

/// All values lie between the ends; `may` has a bit for each state that some may have.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Span {
    low: i64,
    high: i64,
    may: u8,
}

const A_VALUE: u8 = 1;
const AN_EMPTY: u8 = 2;
const AN_UNUSABLE: u8 = 4;

impl Span {
    const ANYTHING: Span = Span {
        low: i64::MIN,
        high: i64::MAX,
        may: A_VALUE | AN_EMPTY | AN_UNUSABLE,
    };

    pub(super) fn between(low: i64, high: i64) -> Span {
        Span {
            low: low.min(high),
            high: low.max(high),
            may: A_VALUE,
        }
    }

    fn of((value, state): Known) -> Span {
        let may = match state {
            VALUE => A_VALUE,
            EMPTY => AN_EMPTY,
            _ => AN_UNUSABLE,
        };
        Span {
            low: value,
            high: value,
            may,
        }
    }

    fn one(self) -> Option<i64> {
        (self.low == self.high).then_some(self.low)
    }

    /// Yes or no, where that is the same for all.
    fn truth(self) -> Option<bool> {
        if self.low > 0 || self.high < 0 {
            return Some(true);
        }
        (self.low == 0 && self.high == 0).then_some(false)
    }

    fn answer(truth: Option<bool>, may: u8) -> Span {
        let (low, high) = truth.map_or((0, 1), |yes| (i64::from(yes), i64::from(yes)));
        Span { low, high, may }
    }

    fn hull(self, other: Span) -> Span {
        Span {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
            may: self.may | other.may,
        }
    }

    /// Whether a condition holds: for all values, for none, or that is not known.
    pub(super) fn holds(self) -> Option<bool> {
        match self.truth() {
            _ if self.may & A_VALUE == 0 => Some(false),
            Some(true) if self.may == A_VALUE => Some(true),
            Some(false) => Some(false),
            _ => None,
        }
    }
}

/// What two states come to together: the worst wins.
fn joined(a: u8, b: u8) -> u8 {
    let mut may = (a | b) & AN_UNUSABLE;
    if a & AN_EMPTY != 0 && b & (A_VALUE | AN_EMPTY) != 0
        || b & AN_EMPTY != 0 && a & (A_VALUE | AN_EMPTY) != 0
    {
        may |= AN_EMPTY;
    }
    may | (a & b & A_VALUE)
}

impl Limits<'_> {
    /// What a node may come to while the own value is between two ends.
    pub(super) fn span(&self, node: NodeId, own: Span, seen: &mut Vec<(NodeId, Span)>) -> Span {
        if !self.is_own(node) {
            return Span::of(self.known_at(node));
        }
        if let Some((_, span)) = seen.iter().find(|(known, _)| *known == node) {
            return *span;
        }
        let Some(op) = self.world.wiring.op(node) else {
            return Span::ANYTHING;
        };
        let mut of = [Span::of((0, EMPTY)); 3];
        for (place, argument) in of.iter_mut().zip(arguments(op).into_iter().flatten()) {
            *place = self.span(argument, own, seen);
        }
        let span = match op {
            Op::Cell(_) | Op::FilingDay | Op::Tipo => own,
            Op::Covered(..) => self.covered_span(op, of[0], of[1]),
            op => of_op(op, of),
        };
        seen.push((node, span));
        span
    }

    fn covered_span(&self, op: &Op, from: Span, to: Span) -> Span {
        let before = self.world.covered_before(op);
        if let Err(known) = before {
            return Span::of(known);
        }
        if from.may == AN_EMPTY {
            return Span::of(cover(&before, (0, EMPTY), (0, EMPTY)));
        }
        if from.may == AN_UNUSABLE || from.may & AN_EMPTY == 0 && to.may & A_VALUE == 0 {
            return Span::of((0, UNUSABLE));
        }
        if (from.may | to.may) != A_VALUE {
            return Span::ANYTHING;
        }
        let days = |from: i64, to: i64| {
            let from = if from <= to {
                (from, VALUE)
            } else {
                (0, EMPTY)
            };
            cover(&before, from, (to, VALUE))
        };
        let (least, most) = (days(from.high, to.low), days(from.low, to.high));
        if least.1 != VALUE || most.1 != VALUE {
            return Span::of(least).hull(Span::of(most));
        }
        let mut span = Span::between(least.0, most.0);
        if from.high > to.low {
            span.may |= AN_UNUSABLE;
        }
        span
    }
}

/// An operation on what its arguments may come to.
fn of_op(op: &Op, [a, b, c]: [Span; 3]) -> Span {
    let both = joined(a.may, b.may);
    let ends = |low: i64, high: i64| Span {
        low: low.min(high),
        high: low.max(high),
        may: both,
    };
    // Of what only grows with its arguments, the ends.
    let growing = |slack: i64| {
        let at = |x: i64, y: i64| {
            let known = kernel::one(op, [(x, VALUE), (y, VALUE), (0, VALUE)]);
            known.map_or(0, |(value, _)| value)
        };
        let (low, high) = (at(a.low, b.low), at(a.high, b.high));
        let slack = if low == high && a.low == a.high {
            0
        } else {
            slack
        };
        Span {
            low: low - slack,
            high: high + slack,
            may: both,
        }
    };
    let alone = Span { may: a.may, ..a };
    match op {
        Op::Not(_) => Span::answer(a.truth().map(|yes| !yes), a.may),
        Op::And(..) => Span::answer(
            match (a.truth(), b.truth()) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            both,
        ),
        Op::Or(..) => Span::answer(
            match (a.truth(), b.truth()) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            both,
        ),
        Op::Equal(..) | Op::Different(..) => {
            let equal = match (a.one(), b.one()) {
                _ if a.high < b.low || b.high < a.low => Some(false),
                (Some(a), Some(b)) => Some(a == b),
                _ => None,
            };
            let wanted = matches!(op, Op::Equal(..));
            Span::answer(equal.map(|equal| equal == wanted), both)
        }
        Op::Less(..) if a.high < b.low => Span::answer(Some(true), both),
        Op::Less(..) if a.low >= b.high => Span::answer(Some(false), both),
        Op::LessOrEqual(..) if a.high <= b.low => Span::answer(Some(true), both),
        Op::LessOrEqual(..) if a.low > b.high => Span::answer(Some(false), both),
        Op::Less(..) | Op::LessOrEqual(..) => Span::answer(None, both),
        Op::OneOf(_, words) => Span::answer(
            a.one().map(|x| (0..64).contains(&x) && words >> x & 1 == 1),
            a.may,
        ),
        Op::Add(..) => ends(a.low.saturating_add(b.low), a.high.saturating_add(b.high)),
        Op::Subtract(..) => ends(a.low.saturating_sub(b.high), a.high.saturating_sub(b.low)),
        Op::Min(..) => ends(a.low.min(b.low), a.high.min(b.high)),
        Op::Max(..) => ends(a.low.max(b.low), a.high.max(b.high)),
        Op::Multiply(..) => {
            let products = [
                a.low.saturating_mul(b.low),
                a.low.saturating_mul(b.high),
                a.high.saturating_mul(b.low),
                a.high.saturating_mul(b.high),
            ];
            let low = products.into_iter().fold(i64::MAX, i64::min);
            ends(low, products.into_iter().fold(i64::MIN, i64::max))
        }
        Op::DivideUp(..) | Op::DivideDown(..) | Op::Remainder(..) => divided(op, a, b, both),
        Op::Given(_) => {
            let unusable = a.may & AN_UNUSABLE;
            let truth = match (a.may & A_VALUE != 0, a.may & AN_EMPTY != 0) {
                (true, true) => None,
                (yes, _) => Some(yes),
            };
            let known = if a.may & !AN_UNUSABLE != 0 {
                A_VALUE
            } else {
                0
            };
            Span::answer(truth.filter(|_| unusable == 0), unusable | known)
        }
        Op::Unreadable(_) => {
            let truth = match a.may & AN_UNUSABLE {
                0 => Some(false),
                _ if a.may == AN_UNUSABLE => Some(true),
                _ => None,
            };
            Span::answer(truth, A_VALUE)
        }
        Op::Certain(_) => Span::answer(a.holds(), A_VALUE),
        Op::Default(..) if a.may & AN_EMPTY == 0 => alone,
        Op::Default(..) if a.may == AN_EMPTY => b,
        Op::Default(..) => Span {
            may: (a.may & !AN_EMPTY) | b.may,
            ..a.hull(b)
        },
        Op::If(..) => {
            let chosen = match a.truth() {
                Some(true) => b,
                Some(false) => c,
                None => b.hull(c),
            };
            match a.may {
                A_VALUE => chosen,
                may if may & A_VALUE == 0 => Span {
                    low: 0,
                    high: 0,
                    may,
                },
                may => Span {
                    may: chosen.may | (may & !A_VALUE),
                    ..chosen.hull(Span::between(0, 0))
                },
            }
        }
        Op::Moved(_) | Op::Monday(_) | Op::MonthOf(_) | Op::FirstOfMonth(_) => Span {
            may: a.may,
            ..growing(0)
        },
        Op::Weekday(_) if a.one().is_none() => Span {
            low: 0,
            high: 6,
            may: a.may,
        },
        Op::Weekday(_) => Span {
            may: a.may,
            ..growing(0)
        },
        // A month's end is met from several days: a few days' slack costs nothing.
        Op::AddMonths(..) | Op::LastOfMonths(..) | Op::MonthEnd(..) => growing(3),
        Op::MonthsAndDays(..) => {
            if let (Some(_), Some(_)) = (a.one(), b.one()) {
                return growing(0);
            }
            let days = |from: i64, to: i64| {
                let days = to.saturating_sub(from).saturating_add(1);
                days.clamp(0, 1_000_000)
            };
            let (least, most) = (days(a.high, b.low), days(a.low, b.high));
            // A month counts 30, and has 28 to 31 days.
            ends((least * 30 / 31 - 2).max(0), most * 30 / 28 + 32)
        }
        Op::Weekdays(..) | Op::WorkingDays(..) => {
            let may = joined(both, c.may);
            let Some(week) = c.one().filter(|week| (5..=7).contains(week)) else {
                return Span::ANYTHING;
            };
            let days = |from: i64, to: i64| {
                let known = kernel::one(op, [(from, VALUE), (to, VALUE), (week, VALUE)]);
                known.map_or(0, |(value, _)| value)
            };
            Span {
                may,
                ..ends(days(a.high, b.low), days(a.low, b.high))
            }
        }
        _ => Span::ANYTHING,
    }
}

fn divided(op: &Op, a: Span, b: Span, both: u8) -> Span {
    let Some(by) = b.one() else {
        return Span::ANYTHING;
    };
    if by == 0 {
        return Span::of((0, UNUSABLE));
    }
    let at = |x: i64| {
        let known = kernel::one(op, [(x, VALUE), (by, VALUE), (0, VALUE)]);
        known.map_or(0, |(value, _)| value)
    };
    let within = !matches!(op, Op::Remainder(..))
        || a.low.wrapping_div_euclid(by) == a.high.wrapping_div_euclid(by);
    let (low, high) = if within {
        (at(a.low), at(a.high))
    } else {
        (0, by.saturating_abs() - 1)
    };
    Span {
        low: low.min(high),
        high: low.max(high),
        may: both,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: [NodeId; 3] = [0, 1, 2];

    /// What a span stands for.
    fn all(span: &Span) -> Vec<Known> {
        let states = [(A_VALUE, VALUE), (AN_EMPTY, EMPTY), (AN_UNUSABLE, UNUSABLE)];
        let states = states.into_iter().filter(|(may, _)| span.may & may != 0);
        let known = states.flat_map(|(_, state)| match state {
            VALUE => (span.low..=span.high).map(|value| (value, VALUE)).collect(),
            state => vec![(span.low, state)],
        });
        known.collect()
    }

    /// Spans with these ends, in every state that they may have.
    fn spans(ends: &[(i64, i64)]) -> Vec<Span> {
        let spans = ends.iter().flat_map(|(low, high)| {
            (1..=7).map(|may| Span {
                may,
                ..Span::between(*low, *high)
            })
        });
        spans.collect()
    }

    /// Whatever comes of values within spans lies within the span of the answer.
    fn holds_all(ops: &[Op], arguments: [&[Span]; 3]) {
        for op in ops {
            for a in arguments[0] {
                for b in arguments[1] {
                    for c in arguments[2] {
                        let span = of_op(op, [*a, *b, *c]);
                        for x in all(a) {
                            for y in all(b) {
                                for z in all(c) {
                                    let (value, state) = kernel::one(op, [x, y, z]).unwrap();
                                    let may = 1 << state.min(UNUSABLE);
                                    let inside = (span.low..=span.high).contains(&value);
                                    assert!(
                                        span.may & may != 0 && (state != VALUE || inside),
                                        "{op:?} of {x:?}, {y:?}, {z:?}: {value}, {state}; {span:?}"
                                    );
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn no_answer_lies_outside_its_span() {
        let [a, b, c] = OWN;
        let numbers = spans(&[(-3, 2), (0, 0), (1, 1), (0, 1), (2, 5), (-1, -1)]);
        let few = spans(&[(0, 0), (-1, 1), (2, 2)]);
        let nothing = [Span::of((0, EMPTY))];
        let ops = [
            Op::Not(a),
            Op::And(a, b),
            Op::Or(a, b),
            Op::Equal(a, b),
            Op::Different(a, b),
            Op::Less(a, b),
            Op::LessOrEqual(a, b),
            Op::OneOf(a, 0b10_0110),
            Op::Add(a, b),
            Op::Subtract(a, b),
            Op::Multiply(a, b),
            Op::DivideUp(a, b),
            Op::DivideDown(a, b),
            Op::Remainder(a, b),
            Op::Min(a, b),
            Op::Max(a, b),
            Op::Given(a),
            Op::Unreadable(a),
            Op::Certain(a),
            Op::Default(a, b),
        ];
        holds_all(&ops, [&numbers, &numbers, &nothing]);
        holds_all(&[Op::If(a, b, c)], [&few, &few, &few]);
        // Days around the ends of February and of the year, and a holiday.
        let days = spans(&[(18_318, 18_325), (18_259, 18_263), (18_383, 18_383)]);
        let months = spans(&[(0, 2), (-1, -1)]);
        let weeks = spans(&[(5, 5), (6, 6), (4, 7)]);
        let of_days = [Op::Moved(a), Op::Monday(a), Op::Weekday(a), Op::MonthOf(a)];
        holds_all(&of_days, [&days, &nothing, &nothing]);
        holds_all(
            &[Op::FirstOfMonth(a)],
            [&spans(&[(24_241, 24_244)]), &nothing, &nothing],
        );
        let moved = [
            Op::AddMonths(a, b),
            Op::LastOfMonths(a, b),
            Op::MonthEnd(a, b),
        ];
        holds_all(&moved, [&days, &months, &nothing]);
        holds_all(&[Op::MonthsAndDays(a, b)], [&days, &days, &nothing]);
        let worked = [Op::Weekdays(a, b, c), Op::WorkingDays(a, b, c)];
        holds_all(&worked, [&days, &days, &weeks]);
    }
}
