//! The Italian IBAN: country, two check digits, a check letter (CIN), bank and branch of five digits, an account of twelve letters or digits.

use super::Unreadable;
use super::code::{check_letter, compact, weight};

const LENGTH: usize = 27;
const DIGITS: &[u8] = b"0123456789";
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const BOTH: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Remainders of the check letter by those of the check digits.
const STATES: usize = 26 * 97;

/// An IBAN in upper case without separators, with all its checks right.
pub(super) fn read(text: &str) -> Result<String, Unreadable> {
    let code = compact(text);
    match fault(&code) {
        None => Ok(code),
        Some(why) => Err(why),
    }
}

/// Whether the beginning of an IBAN can become one whose check digits and check letter are both right.
pub(super) fn can_become(text: &str) -> bool {
    let code = compact(text);
    let fits = code.len() <= LENGTH
        && code
            .bytes()
            .enumerate()
            .all(|(place, c)| choices(place).contains(&c));
    fits && reaches(code.as_bytes())
}

fn fault(code: &str) -> Option<Unreadable> {
    let length = code.chars().count();
    let country: String = code.chars().take(2).collect();
    if country != "IT" {
        return Some(Unreadable::new("iban-country", [("country", country)]));
    }
    for (place, c) in code.chars().enumerate().take(LENGTH) {
        if !choices(place).iter().any(|e| char::from(*e) == c) {
            let position = (place + 1).to_string();
            return Some(Unreadable::new(
                "iban-shape",
                [("position", position), ("character", c.to_string())],
            ));
        }
    }
    if length != LENGTH {
        return Some(Unreadable::new(
            "iban-length",
            [("length", length.to_string())],
        ));
    }
    if reaches(code.as_bytes()) {
        return None;
    }
    let cin = code.as_bytes().get(4).copied();
    let account = code.as_bytes().get(5..).unwrap_or_default();
    let reason = if Some(check_letter(account)) == cin {
        "iban-check"
    } else {
        "iban-cin"
    };
    Some(Unreadable::new(reason, []))
}

/// The characters that may stand at a place, counted from 0.
fn choices(place: usize) -> &'static [u8] {
    match place {
        0 => b"I",
        1 => b"T",
        2 | 3 | 5..=14 => DIGITS,
        4 => LETTERS,
        _ => BOTH,
    }
}

/// Whether characters that stand where they may can be continued to right checks: which remainders are
/// reachable, place by place. Each character maps remainders one to one, so that once all are reachable they stay so.
fn reaches(typed: &[u8]) -> bool {
    let mut reached = [false; STATES];
    let start = typed
        .iter()
        .enumerate()
        .skip(4)
        .fold(0, |state, (place, c)| step(state, place, *c));
    mark(&mut reached, start);
    for place in typed.len().max(4)..LENGTH {
        let mut next = [false; STATES];
        for (state, _) in reached.iter().enumerate().filter(|(_, reached)| **reached) {
            for c in choices(place) {
                mark(&mut next, step(state, place, *c));
            }
        }
        reached = next;
        if reached.iter().all(|reached| *reached) {
            break;
        }
    }
    let digits = typed.get(2..).unwrap_or_default();
    (2..=98)
        .filter(|check| begins(*check, digits))
        .any(|check| {
            (0..97).any(|n| {
                (n * 1_000_000 + 182_900 + check) % 97 == 1 && reached.get(n) == Some(&true)
            })
        })
}

fn mark(states: &mut [bool; STATES], state: usize) {
    if let Some(slot) = states.get_mut(state) {
        *slot = true;
    }
}

/// The state after one more character: the remainder of the check letter (what it must be taken off first,
/// so that it ends at 0) and that of the account read as a number, letters counting 10 to 35.
fn step(state: usize, place: usize, c: u8) -> usize {
    let (sum, n) = (state / 97, state % 97);
    let sum = match place {
        4 => 26 - usize::from(weight(c, false)),
        _ => sum + usize::from(weight(c, place % 2 == 1)),
    };
    let n = match c {
        b'0'..=b'9' => n * 10 + usize::from(c - b'0'),
        _ => n * 100 + usize::from(c.wrapping_sub(b'A')) + 10,
    };
    sum % 26 * 97 + n % 97
}

/// Whether the two digits of a check begin as typed; what follows them does not count.
fn begins(check: usize, typed: &[u8]) -> bool {
    let digits = [b'0' + (check / 10) as u8, b'0' + (check % 10) as u8];
    digits
        .iter()
        .zip(typed)
        .all(|(digit, typed)| digit == typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLISHED: [&str; 2] = ["IT96R0123454321000000012345", "IT60X0542811101000000123456"];

    /// Remainder by 97 of the number that ISO 13616 makes, digit by digit; check letter by the bank's table of letters.
    fn is_right(code: &str) -> bool {
        let moved = [&code[4..], &code[..4]].concat();
        let digits: String = moved
            .chars()
            .map(|c| c.to_digit(36).unwrap().to_string())
            .collect();
        let remainder = digits
            .bytes()
            .fold(0, |n, c| (n * 10 + u32::from(c - b'0')) % 97);
        let odd = [
            1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25,
            24, 23,
        ];
        let value = |c: char| {
            c.to_digit(10)
                .unwrap_or(c as u32 - 'A' as u32 * u32::from(c.is_ascii_alphabetic()))
        };
        let sum: u32 = code[5..]
            .chars()
            .enumerate()
            .map(|(place, c)| {
                if place % 2 == 0 {
                    odd[value(c) as usize]
                } else {
                    value(c)
                }
            })
            .sum();
        let check = &code[2..4];
        remainder == 1
            && sum % 26 == value(code.as_bytes()[4].into())
            && !["00", "01", "99"].contains(&check)
    }

    fn lives_by_search(prefix: &str) -> bool {
        if prefix.len() == LENGTH {
            return is_right(prefix);
        }
        choices(prefix.len())
            .iter()
            .any(|c| lives_by_search(&format!("{prefix}{}", char::from(*c))))
    }

    #[test]
    fn published_ibans_are_right() {
        for code in PUBLISHED {
            assert!(is_right(code));
            assert_eq!(read(code), Ok(code.into()));
            for end in 0..=code.len() {
                assert!(can_become(&code[..end]), "{}", &code[..end]);
            }
            assert!(!can_become(&format!("{code}0")));
            assert!(can_become(&format!("{code} -")));
        }
        assert_eq!(
            read("it60 x054 2811 1010 0000 0123 456"),
            Ok(PUBLISHED[1].into())
        );
    }

    #[test]
    fn beginnings_are_those_of_a_complete_search() {
        let mut dead = 0;
        for code in PUBLISHED {
            // The last two characters free: what stands before them decides.
            for c in DIGITS {
                let prefix = format!("{}{}", &code[..24], char::from(*c));
                let expected = lives_by_search(&prefix);
                assert_eq!(can_become(&prefix), expected, "{prefix}");
                dead += u32::from(!expected);
            }
            for c in BOTH {
                let prefix = format!("{}{}", &code[..25], char::from(*c));
                assert_eq!(can_become(&prefix), lives_by_search(&prefix), "{prefix}");
                let whole = format!("{}{}", &code[..26], char::from(*c));
                assert_eq!(can_become(&whole), is_right(&whole), "{whole}");
            }
        }
        assert!(dead > 0);
    }

    #[test]
    fn a_beginning_lives_while_one_more_character_lives() {
        for code in PUBLISHED {
            for end in 0..LENGTH - 1 {
                for c in choices(end).iter().step_by(3) {
                    let prefix = format!("{}{}", &code[..end], char::from(*c));
                    let more = BOTH
                        .iter()
                        .any(|c| can_become(&format!("{prefix}{}", char::from(*c))));
                    assert_eq!(can_become(&prefix), more, "{prefix}");
                }
            }
        }
    }

    #[test]
    fn some_check_digits_never_stand() {
        for (text, lives) in [
            ("IT0", true),
            ("IT00", false),
            ("IT01", false),
            ("IT02", true),
            ("IT98", true),
            ("IT99", false),
            ("IT9", true),
            ("", true),
            ("i", true),
            ("D", false),
            ("IT6A", false),
            ("IT600", false),
            ("IT60X0542A", false),
            ("IT60É", false),
        ] {
            assert_eq!(can_become(text), lives, "{text}");
        }
        // A remainder that 98 and 01 share: as a number both are right, but only 98 is ever given.
        let found = (0..10_000)
            .map(|n| format!("IT98A01234543210000000{n:05}"))
            .find_map(|code| {
                let cin = char::from(check_letter(&code.as_bytes()[5..]));
                let code = code.replacen('A', &cin.to_string(), 1);
                is_right(&code).then_some(code)
            });
        let code = found.unwrap();
        assert!(can_become(&code));
        assert!(!can_become(&code.replacen("98", "01", 1)));
    }

    #[test]
    fn what_is_wrong_has_a_name() {
        for (text, reason) in [
            ("DE89370400440532013000", "iban-country"),
            ("--", "iban-country"),
            ("IT96R012345432100000001234", "iban-length"),
            ("IT96R01234543210000000123450", "iban-length"),
            ("IT9RR0123454321000000012345", "iban-shape"),
            ("IT96R0123454321000000O1234é", "iban-shape"),
            ("IT97R0123454321000000012345", "iban-check"),
            ("IT96S0123454321000000012345", "iban-cin"),
        ] {
            assert_eq!(read(text).map_err(|why| why.reason), Err(reason), "{text}");
        }
    }
}
