//! The operations over vectors: values and states in, values and states out, all of one length.

use crate::calendar::{Day, Month, months_and_days, weekdays, working_days};
use crate::program::Op;

/// Values with their states.
#[derive(Clone, Copy)]
pub struct Vector<'a> {
    pub values: &'a [i64],
    pub states: &'a [u8],
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

/// Runs a pure operation. What is no pure one leaves the output as it is.
pub fn run(op: &Op, [a, b, c]: [Vector; 3], values: &mut [i64], states: &mut [u8]) {
    let mut one = |f: fn(i64) -> i64| {
        for (((v, s), x), sx) in values
            .iter_mut()
            .zip(states.iter_mut())
            .zip(a.values)
            .zip(a.states)
        {
            *v = f(*x);
            *s = *sx;
        }
    };
    match op {
        Op::Not(_) => return one(|x| i64::from(x == 0)),
        Op::Moved(_) => return one(|x| day(x).moved().number()),
        Op::Monday(_) => return one(|x| x - i64::from(day(x).weekday())),
        Op::Weekday(_) => return one(|x| i64::from(day(x).weekday())),
        Op::MonthOf(_) => return one(|x| i64::from(Month::of(day(x)).number())),
        Op::FirstOfMonth(_) => return one(|x| Month::from_number(months(x)).first().number()),
        _ => {}
    }
    let mut two = |f: fn(i64, i64) -> i64| {
        let left = a.values.iter().zip(a.states);
        let right = b.values.iter().zip(b.states);
        for (((v, s), (x, sx)), (y, sy)) in values
            .iter_mut()
            .zip(states.iter_mut())
            .zip(left)
            .zip(right)
        {
            *v = f(*x, *y);
            *s = sx | sy;
        }
    };
    match op {
        Op::And(..) => return two(|x, y| i64::from(x != 0 && y != 0)),
        Op::Or(..) => return two(|x, y| i64::from(x != 0 || y != 0)),
        Op::Equal(..) => return two(|x, y| i64::from(x == y)),
        Op::Different(..) => return two(|x, y| i64::from(x != y)),
        Op::Less(..) => return two(|x, y| i64::from(x < y)),
        Op::LessOrEqual(..) => return two(|x, y| i64::from(x <= y)),
        Op::Add(..) => return two(i64::saturating_add),
        Op::Subtract(..) => return two(i64::saturating_sub),
        Op::Multiply(..) => return two(i64::saturating_mul),
        Op::Min(..) => return two(i64::min),
        Op::Max(..) => return two(i64::max),
        Op::AddMonths(..) => return two(|x, y| day(x).plus_months(months(y)).number()),
        Op::LastOfMonths(..) => return two(|x, y| day(x).last_of_months(months(y)).number()),
        Op::MonthEnd(..) => return two(|x, y| day(x).month_end_after(months(y)).number()),
        Op::MonthsAndDays(..) => {
            return two(|x, y| {
                if x > y {
                    return 0;
                }
                let (months, days) = months_and_days(day(x), day(y));
                i64::from(months) * 30 + days
            });
        }
        _ => {}
    }
    for (n, (v, s)) in values.iter_mut().zip(states.iter_mut()).enumerate() {
        let at = |vector: Vector| {
            let value = vector.values.get(n).copied().unwrap_or(0);
            (value, vector.states.get(n).copied().unwrap_or(EMPTY))
        };
        (*v, *s) = mixed(op, at(a), at(b), at(c)).unwrap_or((*v, *s));
    }
}

/// The operations that look at states.
fn mixed(op: &Op, (x, sx): (i64, u8), (y, sy): (i64, u8), (z, sz): (i64, u8)) -> Option<(i64, u8)> {
    let known = |yes: bool| (i64::from(yes), VALUE);
    Some(match op {
        Op::Given(_) if sx >= UNUSABLE => (0, UNUSABLE),
        Op::Given(_) => known(sx == VALUE),
        Op::Unreadable(_) => known(sx >= UNUSABLE),
        Op::Certain(_) => known(sx == VALUE && x != 0),
        Op::Default(..) if sx == EMPTY => (y, sy),
        Op::Default(..) => (x, sx),
        Op::If(..) if sx != VALUE => (0, sx),
        Op::If(..) if x != 0 => (y, sy),
        Op::If(..) => (z, sz),
        Op::OneOf(_, words) => (i64::from((0..64).contains(&x) && words >> x & 1 == 1), sx),
        Op::DivideUp(..) | Op::DivideDown(..) | Op::Remainder(..) if y == 0 => {
            (0, sx | sy | UNUSABLE)
        }
        Op::DivideUp(..) => (x.div_euclid(y) + i64::from(x.rem_euclid(y) != 0), sx | sy),
        Op::DivideDown(..) => (x.div_euclid(y), sx | sy),
        Op::Remainder(..) => (x.rem_euclid(y), sx | sy),
        Op::Weekdays(..) | Op::WorkingDays(..) => {
            let state = sx | sy | sz;
            if state != VALUE {
                (0, state)
            } else if !(5..=7).contains(&z) {
                (0, UNUSABLE)
            } else {
                let count = match op {
                    Op::WorkingDays(..) => working_days,
                    _ => weekdays,
                };
                (count(day(x), day(y), z), VALUE)
            }
        }
        _ => return None,
    })
}
