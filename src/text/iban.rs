//! The IBAN of a SEPA country: two letters, two check digits, then letters or digits to the length of that
//! country; the Italian one also has a check letter (CIN), bank and branch of five digits, an account of twelve.

use super::Unreadable;
use super::code::{check_letter, compact, weight};

/// The SEPA countries and the length of their IBAN.
const COUNTRIES: &[([u8; 2], usize)] = &[
    (*b"AD", 24),
    (*b"AT", 20),
    (*b"BE", 16),
    (*b"BG", 22),
    (*b"CH", 21),
    (*b"CY", 28),
    (*b"CZ", 24),
    (*b"DE", 22),
    (*b"DK", 18),
    (*b"EE", 20),
    (*b"ES", 24),
    (*b"FI", 18),
    (*b"FR", 27),
    (*b"GB", 22),
    (*b"GR", 27),
    (*b"HR", 21),
    (*b"HU", 28),
    (*b"IE", 22),
    (*b"IS", 26),
    (*b"IT", 27),
    (*b"LI", 21),
    (*b"LT", 20),
    (*b"LU", 20),
    (*b"LV", 21),
    (*b"MC", 27),
    (*b"MT", 31),
    (*b"NL", 18),
    (*b"NO", 15),
    (*b"PL", 28),
    (*b"PT", 25),
    (*b"RO", 24),
    (*b"SE", 24),
    (*b"SI", 19),
    (*b"SK", 24),
    (*b"SM", 27),
    (*b"VA", 22),
];
const ITALY: [u8; 2] = *b"IT";
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

/// Whether the (canonical) IBAN is of an Italian account.
pub fn is_italian(code: &str) -> bool {
    code.as_bytes().starts_with(&ITALY)
}

/// Whether the beginning of an IBAN can become one of some country, with all its checks right.
pub(super) fn can_become(text: &str) -> bool {
    let code = compact(text);
    let code = code.as_bytes();
    let mut countries = COUNTRIES.iter().filter(|(country, _)| {
        let typed = code.iter().zip(country);
        typed.clone().all(|(typed, letter)| typed == letter)
    });
    match (countries.next(), code.len()) {
        (None, _) => false,
        (Some(_), 0 | 1) => true,
        (Some((country, length)), typed) => {
            let mut places = code.iter().enumerate();
            typed <= *length
                && places.all(|(place, c)| choices(*country, place).contains(c))
                && reaches(*country, *length, code)
        }
    }
}

fn fault(code: &str) -> Option<Unreadable> {
    let found = code.chars().count();
    let country: String = code.chars().take(2).collect();
    let known = COUNTRIES
        .iter()
        .find(|(letters, _)| letters == country.as_bytes());
    let Some((letters, length)) = known else {
        return Some(Unreadable::new("iban-country", [("country", country)]));
    };
    for (place, c) in code.chars().enumerate().take(*length) {
        if !choices(*letters, place).iter().any(|e| char::from(*e) == c) {
            let position = (place + 1).to_string();
            return Some(Unreadable::new(
                "iban-shape",
                [("position", position), ("character", c.to_string())],
            ));
        }
    }
    if found != *length {
        return Some(Unreadable::new(
            "iban-length",
            [
                ("length", found.to_string()),
                ("country", country),
                ("expected", length.to_string()),
            ],
        ));
    }
    if reaches(*letters, *length, code.as_bytes()) {
        return None;
    }
    let cin = code.as_bytes().get(4).copied();
    let account = code.as_bytes().get(5..).unwrap_or_default();
    if *letters == ITALY && Some(check_letter(account)) != cin {
        return Some(Unreadable::new("iban-cin", []));
    }
    Some(Unreadable::new("iban-check", [("country", country)]))
}

/// The characters that may stand at a place, counted from 0.
fn choices(country: [u8; 2], place: usize) -> &'static [u8] {
    match place {
        0 | 1 => LETTERS,
        2 | 3 => DIGITS,
        4 if country == ITALY => LETTERS,
        5..=14 if country == ITALY => DIGITS,
        _ => BOTH,
    }
}

/// Whether characters that stand where they may can be continued to right checks: which remainders are
/// reachable, place by place. Each character maps remainders one to one, so that once all are reachable they stay so.
fn reaches(country: [u8; 2], length: usize, typed: &[u8]) -> bool {
    let mut reached = [false; STATES];
    let start = typed
        .iter()
        .enumerate()
        .skip(4)
        .fold(0, |state, (place, c)| step(country, state, place, *c));
    mark(&mut reached, start);
    let all = if country == ITALY { STATES } else { 97 };
    for place in typed.len().max(4)..length {
        let mut next = [false; STATES];
        for (state, _) in reached.iter().enumerate().filter(|(_, reached)| **reached) {
            for c in choices(country, place) {
                mark(&mut next, step(country, state, place, *c));
            }
        }
        reached = next;
        if reached.iter().filter(|reached| **reached).count() == all {
            break;
        }
    }
    let digits = typed.get(2..).unwrap_or_default();
    let [first, second] = country.map(|letter| usize::from(letter - b'A') + 10);
    let letters = first * 100 + second;
    (2..=98)
        .filter(|check| begins(*check, digits))
        .any(|check| {
            (0..97).any(|n| {
                (n * 1_000_000 + letters * 100 + check) % 97 == 1 && reached.get(n) == Some(&true)
            })
        })
}

fn mark(states: &mut [bool; STATES], state: usize) {
    if let Some(slot) = states.get_mut(state) {
        *slot = true;
    }
}

/// The state after one more character: the remainder of the Italian check letter (what it must be taken off
/// first, so that it ends at 0) and that of the account read as a number, letters counting 10 to 35.
fn step(country: [u8; 2], state: usize, place: usize, c: u8) -> usize {
    let (sum, n) = (state / 97, state % 97);
    let sum = match place {
        _ if country != ITALY => 0,
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

    const LENGTH: usize = 27;
    const PUBLISHED: [&str; 2] = ["IT96R0123454321000000012345", "IT60X0542811101000000123456"];
    /// Examples of the registry of IBAN formats, and one of each length beside.
    const FOREIGN: [&str; 8] = [
        "DE89370400440532013000",
        "FR1420041010050500013M02606",
        "GB29NWBK60161331926819",
        "MT84MALT011000012345MTLCAST001S",
        "NO9386011117947",
        "SM86U0322509800000000270100",
        "VA59001123000012345678",
        "CH9300762011623852957",
    ];

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
        choices(ITALY, prefix.len())
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
                for c in choices(ITALY, end).iter().step_by(3) {
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
    fn ibans_of_other_countries_are_right() {
        for code in FOREIGN {
            assert_eq!(read(code), Ok(code.into()));
            assert!(!is_italian(code));
            for end in 0..=code.len() {
                assert!(can_become(&code[..end]), "{}", &code[..end]);
            }
            assert!(!can_become(&format!("{code}0")));
            let dead = DIGITS.iter().filter(|c| {
                let other = format!("{}{}", &code[..code.len() - 1], char::from(**c));
                assert_eq!(can_become(&other), read(&other).is_ok(), "{other}");
                !can_become(&other)
            });
            assert!(dead.count() > 8);
        }
        for (country, length) in COUNTRIES {
            let country = String::from_utf8_lossy(country).to_string();
            let codes = (2..=98).map(|check| format!("{country}{check:02}{:0>1$}", 7, length - 4));
            let right = codes.filter(|code| read(code).is_ok()).count();
            assert_eq!(right, usize::from(country != "IT"), "{country}");
        }
        assert!(COUNTRIES.is_sorted());
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
            ("D", true),
            ("M", true),
            ("T", false),
            ("FR", true),
            ("TR", false),
            ("FR0", true),
            ("FR00", false),
            ("FR01", false),
            ("FR99", false),
            ("FR9É", false),
            ("NO9386011117948", false),
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
            ("TR89370400440532013000", "iban-country"),
            ("DE8937040044053201300", "iban-length"),
            ("DE8A370400440532013000", "iban-shape"),
            ("DE89370400440532013001", "iban-check"),
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
