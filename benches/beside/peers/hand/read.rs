//! Typed text as numbers.

use std::borrow::Cow;

use crate::days;

pub type Text<'a> = Option<Cow<'a, str>>;

#[derive(Clone, Copy, PartialEq)]
pub enum Read<T> {
    Empty,
    Unreadable,
    Value(T),
}
use Read::{Empty, Unreadable, Value};

impl<T> Read<T> {
    pub fn value(self) -> Option<T> {
        match self {
            Value(value) => Some(value),
            _ => None,
        }
    }
}

/// Reads a text without the blanks around it.
fn read<T>(text: &Text, value: impl Fn(&[u8]) -> Option<T>) -> Read<T> {
    let Some(text) = text else { return Empty };
    if let Some(value) = value(text.as_bytes()) {
        return Value(value);
    }
    let bare = text.trim();
    if bare.is_empty() {
        return Empty;
    }
    if bare.len() == text.len() {
        return Unreadable;
    }
    value(bare.as_bytes()).map_or(Unreadable, Value)
}

fn digits(bytes: &[u8]) -> Option<i64> {
    if bytes.is_empty() || bytes.len() > 8 {
        return None;
    }
    bytes.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i64::from(byte - b'0'))
    })
}

pub fn day(text: &Text) -> Read<i32> {
    read(text, |bytes| {
        let usual = bytes.len() == 10 && bytes[2] == bytes[5] && b"/-.".contains(&bytes[2]);
        let (year, month, day) = if usual {
            (&bytes[6..], &bytes[3..5], &bytes[..2])
        } else {
            unusual(bytes)?
        };
        let [year, month, day] = [digits(year)?, digits(month)?, digits(day)?].map(|n| n as i32);
        let is_day = (1900..=2100).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days::length(year, month)).contains(&day);
        is_day.then(|| days::day(year, month, day))
    })
}

#[cold]
fn unusual(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    if bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit) {
        return Some((&bytes[4..], &bytes[2..4], &bytes[..2]));
    }
    let separator = bytes.iter().copied().find(|byte| b"/-.".contains(byte))?;
    let mut parts = bytes.split(|byte| *byte == separator);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    match (a.len(), b.len(), c.len()) {
        _ if parts.next().is_some() => None,
        (1 | 2, 1 | 2, 4) => Some((c, b, a)),
        (4, 2, 2) if separator == b'-' => Some((a, b, c)),
        _ => None,
    }
}

fn whole(bytes: &[u8]) -> Option<i64> {
    (bytes.len() <= 6).then(|| digits(bytes)).flatten()
}

pub fn integer(text: &Text) -> Read<i64> {
    read(text, whole)
}

pub fn week(text: &Text) -> Read<i64> {
    match integer(text) {
        Value(days) if !(1..=7).contains(&days) => Unreadable,
        days => days,
    }
}

/// Hundredths of an hour.
pub fn hours(text: &Text) -> Read<i64> {
    read(text, |bytes| {
        let Some(at) = bytes.iter().position(|byte| !byte.is_ascii_digit()) else {
            return whole(bytes).map(|hours| hours * 100);
        };
        let hours = whole(&bytes[..at])? * 100;
        let rest = digits(&bytes[at + 1..])?;
        match (bytes[at], bytes.len() - at - 1) {
            (b',' | b'.', 1) => Some(hours + rest * 10),
            (b',' | b'.', 2) => Some(hours + rest),
            (b':', 2) if rest < 60 => Some(hours + (rest * 100 + 30) / 60),
            _ => None,
        }
    })
}

struct Tables {
    digit: [u8; 256],
    month: [u8; 256],
    odd: [u8; 256],
    even: [u8; 256],
}

const NONE: u8 = 99;
static TABLES: Tables = tables();

const fn tables() -> Tables {
    let mut made = Tables {
        digit: [NONE; 256],
        month: [NONE; 256],
        odd: [0; 256],
        even: [0; 256],
    };
    let odd = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let mut at = 0;
    while at < 26 {
        made.odd[b'A' as usize + at] = odd[at];
        made.even[b'A' as usize + at] = at as u8;
        if at < 10 {
            made.odd[b'0' as usize + at] = odd[at];
            made.even[b'0' as usize + at] = at as u8;
            made.digit[b'0' as usize + at] = at as u8;
            made.digit[b"LMNPQRSTUV"[at] as usize] = at as u8;
        }
        if at < 12 {
            made.month[b"ABCDEHLMPRST"[at] as usize] = at as u8;
        }
        at += 1;
    }
    made
}

/// A number that tells the person of a codice fiscale of 16 characters.
pub fn code(text: &Text) -> Read<u64> {
    match read(text, |bytes| person(bytes.try_into().ok()?)) {
        Unreadable => {
            let text = text.as_deref().unwrap_or_default();
            let bare: String = text
                .chars()
                .filter(|c| !c.is_whitespace() && !"./-".contains(*c))
                .map(|c| c.to_ascii_uppercase())
                .collect();
            let bytes: Option<&[u8; 16]> = bare.as_bytes().try_into().ok();
            bytes.and_then(person).map_or(Unreadable, Value)
        }
        read => read,
    }
}

fn person(bytes: &[u8; 16]) -> Option<u64> {
    const LONGEST: [u64; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let digit = |at: usize| u64::from(TABLES.digit[usize::from(bytes[at])]);
    let letters = bytes[..6].iter().try_fold(0_u64, |name, byte| {
        byte.is_ascii_uppercase()
            .then(|| name * 26 + u64::from(byte - b'A'))
    })?;
    let [a, b, c, d, e, f, g] = [6, 7, 9, 10, 12, 13, 14].map(digit);
    let month = TABLES.month[usize::from(bytes[8])];
    if [a, b, c, d, e, f, g].contains(&u64::from(NONE))
        || month == NONE
        || !bytes[11].is_ascii_uppercase()
    {
        return None;
    }
    let day = c * 10 + d;
    let born = if day > 40 { day - 40 } else { day };
    if born < 1 || born > LONGEST[usize::from(month)] {
        return None;
    }
    let sum: u32 = bytes[..15]
        .iter()
        .enumerate()
        .map(|(at, byte)| match at % 2 {
            0 => u32::from(TABLES.odd[usize::from(*byte)]),
            _ => u32::from(TABLES.even[usize::from(*byte)]),
        })
        .sum();
    if u32::from(bytes[15]) != u32::from(b'A') + sum % 26 {
        return None;
    }
    let parts = [
        (100, a * 10 + b),
        (12, u64::from(month)),
        (72, day),
        (26, u64::from(bytes[11] - b'A')),
        (1000, e * 100 + f * 10 + g),
    ];
    Some(
        parts
            .iter()
            .fold(letters, |person, (size, part)| person * size + part),
    )
}
