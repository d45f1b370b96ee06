//! The operations, over one value or over vectors: values and states in, values and states out.

use crate::calendar::{Day, Month, months_and_days, weekdays, working_days};
use crate::program::Op;

/// A value with its state.
pub type Known = (i64, u8);

/// Values with their states.
#[derive(Clone, Copy)]
pub struct Vector<'a> {
    pub values: &'a [i64],
    pub states: &'a [u8],
}

impl Vector<'_> {
    fn pairs(&self) -> impl Iterator<Item = Known> {
        self.values.iter().copied().zip(self.states.iter().copied())
    }
}

/// The states as bytes; joined by or, and what is at least `UNUSABLE` is unusable.
pub const VALUE: u8 = 0;
pub const EMPTY: u8 = 1;
pub const UNUSABLE: u8 = 2;

/// Nothing, one element long.
pub const NOTHING: Vector = Vector {
    values: &[0],
    states: &[EMPTY],
};

/// Days beyond this are no days of any law: arithmetic stops there.
const FAR: i64 = 1_000_000;

fn day(number: i64) -> Day {
    Day::from_number(number.clamp(-FAR, FAR))
}

fn months(n: i64) -> i32 {
    n.clamp(-20_000, 20_000) as i32
}

/// Runs a pure operation; `None` for what is none.
pub fn one(op: &Op, [(x, sx), (y, sy), (z, sz)]: [Known; 3]) -> Option<Known> {
    let both = sx | sy;
    let yes = |yes: bool, state: u8| (i64::from(yes), state);
    Some(match op {
        Op::Not(_) => yes(x == 0, sx),
        Op::And(..) => yes(x != 0 && y != 0, both),
        Op::Or(..) => yes(x != 0 || y != 0, both),
        Op::Equal(..) => yes(x == y, both),
        Op::Different(..) => yes(x != y, both),
        Op::Less(..) => yes(x < y, both),
        Op::LessOrEqual(..) => yes(x <= y, both),
        Op::OneOf(_, words) => yes((0..64).contains(&x) && words >> x & 1 == 1, sx),
        Op::Add(..) => (x.saturating_add(y), both),
        Op::Subtract(..) => (x.saturating_sub(y), both),
        Op::Multiply(..) => (x.saturating_mul(y), both),
        Op::Min(..) => (x.min(y), both),
        Op::Max(..) => (x.max(y), both),
        Op::DivideUp(..) | Op::DivideDown(..) | Op::Remainder(..) if y == 0 => (0, both | UNUSABLE),
        Op::DivideUp(..) => (
            x.wrapping_div_euclid(y)
                .saturating_add(i64::from(x.wrapping_rem_euclid(y) != 0)),
            both,
        ),
        Op::DivideDown(..) => (x.wrapping_div_euclid(y), both),
        Op::Remainder(..) => (x.wrapping_rem_euclid(y), both),
        Op::Given(_) if sx >= UNUSABLE => (0, UNUSABLE),
        Op::Given(_) => yes(sx == VALUE, VALUE),
        Op::Unreadable(_) => yes(sx >= UNUSABLE, VALUE),
        Op::Certain(_) => yes(sx == VALUE && x != 0, VALUE),
        Op::Default(..) if sx == EMPTY => (y, sy),
        Op::Default(..) => (x, sx),
        Op::If(..) if sx != VALUE => (0, sx),
        Op::If(..) if x != 0 => (y, sy),
        Op::If(..) => (z, sz),
        Op::Moved(_) => (day(x).moved().number(), sx),
        Op::Monday(_) => (x.saturating_sub(i64::from(day(x).weekday())), sx),
        Op::Weekday(_) => (i64::from(day(x).weekday()), sx),
        Op::MonthOf(_) => (i64::from(Month::of(day(x)).number()), sx),
        Op::FirstOfMonth(_) => (Month::from_number(months(x)).first().number(), sx),
        Op::AddMonths(..) => (day(x).plus_months(months(y)).number(), both),
        Op::LastOfMonths(..) => (day(x).last_of_months(months(y)).number(), both),
        Op::MonthEnd(..) => (day(x).month_end_after(months(y)).number(), both),
        Op::MonthsAndDays(..) if x > y => (0, both),
        Op::MonthsAndDays(..) => {
            let (months, days) = months_and_days(day(x), day(y));
            (i64::from(months) * 30 + days, both)
        }
        Op::Weekdays(..) | Op::WorkingDays(..) if both | sz != VALUE => (0, both | sz),
        Op::Weekdays(..) | Op::WorkingDays(..) if !(5..=7).contains(&z) => (0, UNUSABLE),
        Op::Weekdays(..) => (weekdays(day(x), day(y), z), VALUE),
        Op::WorkingDays(..) => (working_days(day(x), day(y), z), VALUE),
        _ => return None,
    })
}

/// Runs a pure operation over vectors of one length. The commonest have loops of their own.
pub fn run(op: &Op, [a, b, c]: [Vector; 3], values: &mut [i64], states: &mut [u8]) {
    match op {
        // Without a jump in between.
        Op::And(..) => two(a, b, values, states, |x, y| i64::from((x != 0) & (y != 0))),
        Op::Or(..) => two(a, b, values, states, |x, y| i64::from((x != 0) | (y != 0))),
        Op::Equal(..) => two(a, b, values, states, |x, y| i64::from(x == y)),
        Op::Less(..) => two(a, b, values, states, |x, y| i64::from(x < y)),
        Op::LessOrEqual(..) => two(a, b, values, states, |x, y| i64::from(x <= y)),
        Op::Add(..) => two(a, b, values, states, i64::saturating_add),
        Op::Subtract(..) => two(a, b, values, states, i64::saturating_sub),
        Op::Different(..) => two(a, b, values, states, |x, y| i64::from(x != y)),
        Op::Multiply(..) => two(a, b, values, states, i64::saturating_mul),
        Op::Min(..) => two(a, b, values, states, i64::min),
        Op::Max(..) => two(a, b, values, states, i64::max),
        Op::Not(_) => each(a, values, states, |x, sx| (i64::from(x == 0), sx)),
        Op::Certain(_) => each(a, values, states, |x, sx| {
            (i64::from(sx == VALUE && x != 0), VALUE)
        }),
        Op::Given(_) => each(a, values, states, |_, sx| {
            let known = sx < UNUSABLE;
            (i64::from(sx == VALUE), if known { VALUE } else { UNUSABLE })
        }),
        Op::OneOf(_, words) => each(a, values, states, |x, sx| {
            let yes = (0..64).contains(&x) && words >> x & 1 == 1;
            (i64::from(yes), sx)
        }),
        Op::Default(..) => {
            let pairs = a.pairs().zip(b.pairs());
            for ((v, s), (x, y)) in values.iter_mut().zip(states).zip(pairs) {
                (*v, *s) = if x.1 == EMPTY { y } else { x };
            }
        }
        Op::If(..) => {
            let three = a.pairs().zip(b.pairs()).zip(c.pairs());
            for ((v, s), ((x, y), z)) in values.iter_mut().zip(states).zip(three) {
                (*v, *s) = match x {
                    (0, VALUE) => z,
                    (_, VALUE) => y,
                    (_, state) => (0, state),
                };
            }
        }
        _ => {
            let at = |vector: Vector, n: usize| {
                let value = vector.values.get(n).copied().unwrap_or(0);
                (value, vector.states.get(n).copied().unwrap_or(EMPTY))
            };
            for (n, (v, s)) in values.iter_mut().zip(states).enumerate() {
                (*v, *s) = one(op, [at(a, n), at(b, n), at(c, n)]).unwrap_or((0, EMPTY));
            }
        }
    }
}

fn each(a: Vector, values: &mut [i64], states: &mut [u8], f: impl Fn(i64, u8) -> Known) {
    for ((v, s), (x, sx)) in values.iter_mut().zip(states).zip(a.pairs()) {
        (*v, *s) = f(x, sx);
    }
}

fn two(a: Vector, b: Vector, values: &mut [i64], states: &mut [u8], f: impl Fn(i64, i64) -> i64) {
    for ((v, x), y) in values.iter_mut().zip(a.values).zip(b.values) {
        *v = f(*x, *y);
    }
    for ((s, x), y) in states.iter_mut().zip(a.states).zip(b.states) {
        *s = x | y;
    }
}
