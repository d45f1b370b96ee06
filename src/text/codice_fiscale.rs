//! The codice fiscale: sixteen characters of a person, or eleven digits of a company or of a provisional code.

use super::Unreadable;
use super::code::{check_letter, compact, has_right_digit, is_digits, is_of_nobody};
use crate::calendar::{Day, push_padded};

const LENGTH: usize = 16;
const NUMERIC_LENGTH: usize = 11;
/// The characters that tell sex and date of birth.
const BIRTH_START: usize = 6;
const BIRTH_END: usize = 11;
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Digits, and the letters that stand for them where two persons would have the same code (omocodia).
const DIGITS: &[u8] = b"0123456789LMNPQRSTUV";
const MONTHS: &[u8] = b"ABCDEHLMPRST";

/// How many complete codes a search offers before it gives up looking for one that is accepted:
/// more than a list of workers can exhaust, few enough never to hang.
const SEARCH: u32 = 1 << 18;

/// A code in upper case without separators, with everything in it right.
pub(super) fn read(text: &str) -> Result<String, Unreadable> {
    let code = compact(text);
    match fault(&code) {
        None => Ok(code),
        Some(why) => Err(why),
    }
}

/// Whether a text is a right code as it stands.
pub(super) fn is_right(code: &str) -> bool {
    let bytes = code.as_bytes();
    match bytes.len() {
        LENGTH => {
            let mut places = bytes.iter().enumerate();
            places.all(|(place, c)| fits(place, *c)) && is_born(code) && has_right_letter(code)
        }
        NUMERIC_LENGTH => has_right_digit(code) && !is_of_nobody(code),
        _ => false,
    }
}

/// Who a canonical code speaks of: with omocodia undone and without its check character, so that two
/// spellings of one person are equal; the eleven digits of a numeric code as they are.
pub fn person(code: &str) -> String {
    if code.len() != LENGTH {
        return code.into();
    }
    let plain = |(place, c): (usize, u8)| match digit_of(c) {
        Some(n) if choices(place) == DIGITS => char::from(b'0' + n),
        _ => char::from(c),
    };
    code.bytes()
        .take(LENGTH - 1)
        .enumerate()
        .map(plain)
        .collect()
}

/// The day of birth, read as 19YY and as 20YY; none where that year has no such day, or the code tells none.
pub fn births(code: &str) -> [Option<Day>; 2] {
    let telling = code.as_bytes().get(BIRTH_START..BIRTH_END);
    telling.map_or([None; 2], births_told)
}

/// Whether a code tells a day of birth that there is.
fn is_born(code: &str) -> bool {
    let telling = code.as_bytes().get(BIRTH_START..BIRTH_END);
    // Every month has 28 days.
    matches!(telling.and_then(birth), Some((_, _, 1..=28)))
        || births(code).iter().any(Option::is_some)
}

/// The days of birth that five characters of a code tell.
pub(crate) fn births_told(telling: &[u8]) -> [Option<Day>; 2] {
    let told = birth(telling);
    [1900, 2000].map(|century| {
        told.and_then(|(year, month, day)| Day::new(century + year as i32, month, day))
    })
}

/// Year of the century, month and day of birth that five characters tell, real or not.
fn birth(telling: &[u8]) -> Option<(u32, u32, u32)> {
    let &[a, b, letter, c, d] = telling else {
        return None;
    };
    let number = |a: u8, b: u8| Some(u32::from(digit_of(a)? * 10 + digit_of(b)?));
    let month = MONTHS.iter().zip(1..).find(|(known, _)| **known == letter);
    let (year, (_, month), day) = (number(a, b)?, month?, number(c, d)?);
    // Women: 40 more.
    Some((year, month, if day > 40 { day - 40 } else { day }))
}

/// Whether a canonical code is one of eleven digits.
pub fn is_numeric(code: &str) -> bool {
    code.len() == NUMERIC_LENGTH && is_digits(code)
}

/// Whether some continuation of `text` is a right code that `accept` takes; codes of eleven digits only where `numeric`.
/// `accept` is given canonical codes, and no more after the first that it takes.
pub fn can_become(text: &str, numeric: bool, accept: &mut dyn FnMut(&str) -> bool) -> bool {
    let typed = compact(text);
    let mut left = SEARCH;
    let mut search = |alphabet: Alphabet| {
        let stands = typed.len() <= alphabet.length() && alphabet.stands(&typed);
        stands && extend(alphabet, &mut typed.clone(), &mut left, accept)
    };
    search(Alphabet::Person) || (numeric && search(Alphabet::Numeric))
}

/// The code that was meant, where exactly one exchange of one character that looks like another gives a right one.
pub(super) fn suggest(text: &str) -> Option<String> {
    const ALIKE: [(char, char); 4] = [('O', '0'), ('I', '1'), ('S', '5'), ('B', '8')];
    let code = compact(text);
    if code.len() != LENGTH && code.len() != NUMERIC_LENGTH {
        return None;
    }
    let exchanged = code.char_indices().filter_map(|(place, c)| {
        let other = ALIKE.iter().find_map(|(a, b)| match c {
            c if c == *a => Some(*b),
            c if c == *b => Some(*a),
            _ => None,
        })?;
        let mut exchanged = String::with_capacity(code.len());
        for (at, c) in code.char_indices() {
            exchanged.push(if at == place { other } else { c });
        }
        fault(&exchanged).is_none().then_some(exchanged)
    });
    let mut right = exchanged.take(2);
    right.next().filter(|_| right.next().is_none())
}

#[derive(Clone, Copy)]
enum Alphabet {
    Person,
    Numeric,
}

impl Alphabet {
    fn length(self) -> usize {
        match self {
            Alphabet::Person => LENGTH,
            Alphabet::Numeric => NUMERIC_LENGTH,
        }
    }

    fn choices(self, place: usize) -> &'static [u8] {
        match self {
            Alphabet::Person => choices(place),
            Alphabet::Numeric => b"0123456789",
        }
    }

    /// Whether a beginning can stand: its characters, its day of birth, its check character, as far as it has them.
    fn stands(self, code: &str) -> bool {
        let fits = code
            .bytes()
            .enumerate()
            .all(|(place, c)| self.choices(place).contains(&c));
        let born = || code.len() < BIRTH_END || is_born(code);
        fits && match self {
            Alphabet::Person => born() && (code.len() < LENGTH || has_right_letter(code)),
            Alphabet::Numeric => {
                !is_of_nobody(code) && (code.len() < NUMERIC_LENGTH || has_right_digit(code))
            }
        }
    }
}

/// Tries the continuations depth first. The day of birth and the check character decide where they are
/// completed, so that the search only wanders where codes are refused.
fn extend(
    alphabet: Alphabet,
    code: &mut String,
    left: &mut u32,
    accept: &mut dyn FnMut(&str) -> bool,
) -> bool {
    let place = code.len();
    if place == alphabet.length() {
        *left = left.saturating_sub(1);
        return *left == 0 || accept(code);
    }
    let (decides, letter) = match alphabet {
        Alphabet::Person if place + 1 == LENGTH => (false, Some(check_letter(code.as_bytes()))),
        Alphabet::Person => (place + 1 == BIRTH_END, None),
        Alphabet::Numeric => (place + 1 == NUMERIC_LENGTH, None),
    };
    let choices = alphabet.choices(place).iter();
    choices
        .filter(|c| letter.is_none_or(|letter| letter == **c))
        .any(|c| {
            code.push(char::from(*c));
            let found = (!decides || alphabet.stands(code)) && extend(alphabet, code, left, accept);
            code.pop();
            found
        })
}

/// Characters that may stand at some places.
struct Class {
    characters: &'static [u8],
    /// The same as bits, counted from the digit 0.
    set: u64,
}

impl Class {
    const fn of(characters: &'static [u8]) -> Class {
        let mut set = 0;
        let mut left = characters;
        while let [c, others @ ..] = left {
            set |= 1 << (*c - b'0');
            left = others;
        }
        Class { characters, set }
    }
}

static LETTER: Class = Class::of(LETTERS);
static DIGIT: Class = Class::of(DIGITS);
static MONTH: Class = Class::of(MONTHS);

/// What may stand at a place of a person's code, counted from 0.
fn class(place: usize) -> &'static Class {
    match place {
        6 | 7 | 9 | 10 | 12..=14 => &DIGIT,
        8 => &MONTH,
        _ => &LETTER,
    }
}

fn choices(place: usize) -> &'static [u8] {
    class(place).characters
}

fn digit_of(c: u8) -> Option<u8> {
    if c.is_ascii_digit() {
        return Some(c - b'0');
    }
    let place = DIGITS.iter().position(|d| *d == c)?;
    Some((place % 10) as u8)
}

/// Whether a character may stand at a place of a person's code.
fn fits(place: usize, c: u8) -> bool {
    let c = c.wrapping_sub(b'0');
    c < 64 && class(place).set >> c & 1 == 1
}

fn has_right_letter(code: &str) -> bool {
    matches!(code.as_bytes().split_last(), Some((last, rest)) if check_letter(rest) == *last)
}

/// What is wrong in a code without separators; nothing where it is right.
fn fault(code: &str) -> Option<Unreadable> {
    let length = code.chars().count();
    if length > 0 && is_digits(code) {
        return match length {
            NUMERIC_LENGTH if is_of_nobody(code) => Some(Unreadable::new("cf-numeric-nobody", [])),
            NUMERIC_LENGTH if has_right_digit(code) => None,
            NUMERIC_LENGTH => Some(Unreadable::new("cf-numeric-check", [])),
            _ => Some(Unreadable::new(
                "cf-numeric-length",
                [("length", length.to_string())],
            )),
        };
    }
    if length != LENGTH {
        return Some(Unreadable::new(
            "cf-length",
            [("length", length.to_string())],
        ));
    }
    for (place, c) in code.chars().enumerate() {
        if !u8::try_from(c).is_ok_and(|c| fits(place, c)) {
            let reason = match choices(place) {
                MONTHS => "cf-month",
                DIGITS => "cf-digit",
                _ => "cf-letter",
            };
            let position = (place + 1).to_string();
            return Some(Unreadable::new(
                reason,
                [("position", position), ("character", c.to_string())],
            ));
        }
    }
    if !is_born(code) {
        let telling = code.as_bytes().get(BIRTH_START..BIRTH_END);
        let (year, month, day) = telling.and_then(birth).unwrap_or_default();
        let mut date = String::new();
        for (n, separator) in [(day, "/"), (month, "/"), (year, "")] {
            push_padded(&mut date, n, 2);
            date.push_str(separator);
        }
        return Some(Unreadable::new("cf-date", [("date", date)]));
    }
    (!has_right_letter(code)).then(|| Unreadable::new("cf-check", []))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLISHED: [&str; 4] = [
        "RCCMNL83S18D969H",
        "CNTCHR83T41D969D",
        "VRNGNY07D68C351V",
        "RSSMRA85M01H501Q",
    ];

    fn lives(text: &str) -> bool {
        can_become(text, true, &mut |_| true)
    }

    #[test]
    fn published_codes_are_right() {
        for code in PUBLISHED {
            assert_eq!(read(code), Ok(code.into()));
            for end in 0..=code.len() {
                assert!(lives(&code[..end]));
            }
            assert!(!lives(&format!("{code}A")) && lives(&format!("{code} /")));
            let right = LETTERS
                .iter()
                .filter(|c| lives(&format!("{}{}", &code[..15], char::from(**c))))
                .count();
            assert_eq!(right, 1);
        }
        assert_eq!(read("rss-mra 85m01.h501/q"), Ok("RSSMRA85M01H501Q".into()));
        assert_eq!(read("02342520158"), Ok("02342520158".into()));
        assert!(is_numeric("02342520158") && !is_numeric("RSSMRA85M01H501Q"));
    }

    #[test]
    fn omocodia_is_undone() {
        let code = "RSSMRA85M01H501Q";
        let places = [6, 7, 9, 10, 12, 13, 14];
        for variant in 0..128 {
            let mut bytes = code.as_bytes().to_vec();
            for (bit, place) in places
                .iter()
                .enumerate()
                .filter(|(bit, _)| variant >> bit & 1 == 1)
            {
                let _ = bit;
                bytes[*place] = b"LMNPQRSTUV"[usize::from(bytes[*place] - b'0')];
            }
            bytes[15] = check_letter(&bytes[..15]);
            let spelling = String::from_utf8(bytes).unwrap();
            assert_eq!(read(&spelling), Ok(spelling.clone()));
            assert_eq!(person(&spelling), "RSSMRA85M01H501");
            assert_eq!(births(&spelling), births(code));
            assert!((0..=16).all(|end| lives(&spelling[..end])), "{spelling}");
        }
        assert_ne!(person("RSSMRA85M01H501Q"), person("RSSMRA85M02H501Q"));
        assert_eq!(person("02342520158"), "02342520158");
    }

    #[test]
    fn births_are_in_two_centuries() {
        let births = |code| births(code).map(|day| day.map_or(String::new(), Day::iso));
        assert_eq!(births("RSSMRA85M01H501Q"), ["1985-08-01", "2085-08-01"]);
        assert_eq!(births("CNTCHR83T41D969D"), ["1983-12-01", "2083-12-01"]);
        assert_eq!(births("RSSMRA00B29H501"), ["", "2000-02-29"]);
        assert_eq!(births("RSSMRA04B69H501"), ["1904-02-29", "2004-02-29"]);
        for code in [
            "RSSMRA01B29H501",
            "RSSMRA85M00H501",
            "RSSMRA85M40H501",
            "RSSMRA85M72H501",
            "RSSMRA85M32H501",
            "02342520158",
            "",
            "é",
            "ééééééééé",
        ] {
            assert_eq!(births(code), ["", ""], "{code}");
        }
    }

    #[test]
    fn beginnings_are_those_of_a_complete_search() {
        fn search(prefix: &mut String) -> bool {
            if prefix.len() == LENGTH {
                return read(prefix).is_ok();
            }
            choices(prefix.len()).iter().any(|c| {
                prefix.push(char::from(*c));
                let found = search(prefix);
                prefix.pop();
                found
            })
        }
        for base in [
            "RSSMRA85M01H50",
            "RSSMRA00B29H5L",
            "RSSMRA01B29H50",
            "RSSMRA85MLMH50",
            "RSSMRA85M7MH50",
            "RSSMRA85M72H50",
            "RSSMRA85S31H50",
        ] {
            for c in LETTERS.iter().chain(&DIGITS[..10]) {
                let mut prefix = format!("{base}{}", char::from(*c));
                let expected = choices(14).contains(c) && search(&mut prefix.clone());
                assert_eq!(lives(&prefix), expected, "{prefix}");
                prefix.push('A');
                assert_eq!(lives(&prefix), read(&prefix).is_ok(), "{prefix}");
            }
        }
        for (text, expected) in [
            ("RSSMRA85M4", true),
            ("RSSMRA85M8", false),
            ("RSSMRA85M3", true),
            ("RSSMRA85B3", false),
            ("RSSMRA85BP", false),
            ("RSSMRA85B7", false),
            ("RSSMRA01B29", false),
            ("RSSMRA00B29", true),
            ("RSSMRA85F", false),
            ("RSSMRAA", false),
            ("RSSMRAL", true),
            ("R1", false),
            ("É", false),
            ("0234252015", true),
            ("02342520157", false),
            ("023425201580", false),
            ("000000", true),
            ("0000000", false),
            ("0A", false),
            ("-", true),
        ] {
            assert_eq!(lives(text), expected, "{text}");
        }
        assert!(!can_become("0", false, &mut |_| true) && can_become("", false, &mut |_| true));
    }

    #[test]
    fn refused_codes_are_passed_over() {
        let only = |refused: &'static str| move |code: &str| person(code) != person(refused);
        let refused = "FPDGDV76E58B634X";
        for (text, expected) in [
            ("FPDGDV76E58B63", true),
            ("FPDGDV76E58B634", false),
            ("FPDGDV76E58B634X", false),
            ("FPDGDV76E58B63Q", false),
            ("FPDGDV76E58B63QU", false),
            ("FPDGDV76ERUBSPQ", false),
            ("FPDGDV76ERUBSP", true),
            ("FPDGDV76E58B631", true),
            ("FPDGDV76E58B63L", true),
            ("fpdgdv76e58b634x", false),
            ("FPDGDV76ERUBSPQZ", false),
        ] {
            assert_eq!(
                can_become(text, true, &mut only(refused)),
                expected,
                "{text}"
            );
        }
        let mut offered = Vec::new();
        can_become("0234252015", true, &mut |code| {
            offered.push(code.to_string());
            false
        });
        assert_eq!(offered, ["02342520158"]);
        // Nothing is ever accepted: the search ends all the same.
        assert!(can_become("", true, &mut |_| false));
    }

    #[test]
    fn samples_of_the_portal_of_toscana() {
        let texts = "BZ1:i BZRCF:c BZRCF0:i BZRCFS51:c BZRCFS59A1:c BZRCFS59A20:c BZRCFS59A26M51:c BZRCFS59A26M590:c BZRCFS59A26M5975:i BZRCFS59A26M597B:c \
                     BZRCFS59A26M597BA:i BZRCFS59A26M597L:i BZRCFS59A26M59L:c BZRCFS59A26M59Z:i BZRCFS59A26M5T:c BZRCFS59A26T:c BZRCFS59A9:i BZRCFS59AL:c \
                     BZT:c M1:i MSBCZL:c MSBCZP69L115:i MSBCZP69L11B375D:c MSBCZP69L11B375M:i MSBCZP69L5:c MSBCZP6Z:i PFBCMM811:i PFBCMM81B60:c PFBCMM81B619:i \
                     PFBCMM81B61B247P:c PFBCMM81B6A:i PFBCMM81B9:i PFBCMM81BZ:i PFBCMM81Z:i PFBCMMM0:c bzrcfs5:c pfbcmm81b61b247p:c 90:i 9T:i 5:i";
        for (text, state) in texts
            .split_whitespace()
            .filter_map(|sample| sample.split_once(':'))
        {
            assert_eq!(
                can_become(text, false, &mut |_| true),
                state == "c",
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_wrong_has_a_name() {
        for (text, reason) in [
            ("RSSMRA85M01H501X", "cf-check"),
            ("RSSMRA85M01H501", "cf-length"),
            ("--", "cf-length"),
            ("RSSMRA85M01H501QQ", "cf-length"),
            ("R5SMRA85M01H501Q", "cf-letter"),
            ("RSSMRA8SF01H501Q", "cf-month"),
            ("RSSMRA85MA1H501Q", "cf-digit"),
            ("RSSMRA85M01H5O1Q", "cf-digit"),
            ("RSSMRA85B30H501Q", "cf-date"),
            ("02342520159", "cf-numeric-check"),
            ("00000000000", "cf-numeric-nobody"),
            ("0234252015", "cf-numeric-length"),
            ("RSSMRA85M01H50ÉQ", "cf-digit"),
        ] {
            assert_eq!(read(text).map_err(|why| why.reason), Err(reason), "{text}");
        }
    }

    #[test]
    fn an_impossible_birth_is_told_as_a_date() {
        let why = read("RSSMRA85B70H501Q").unwrap_err();
        assert_eq!(why.params, [("date", "30/02/85".to_string())]);
    }

    #[test]
    fn one_exchange_mends_a_code() {
        let mended = |text| suggest(text);
        assert_eq!(
            mended("RSSMRA85M01H5O1Q").as_deref(),
            Some("RSSMRA85M01H501Q")
        );
        assert_eq!(mended("R55MRA85M01H501Q"), None);
        assert_eq!(mended("O2342520158").as_deref(), Some("02342520158"));
        assert_eq!(mended("RSSMRA85M01H501"), None);
        assert_eq!(mended("É2342520158"), None);
        for code in PUBLISHED {
            for (a, b) in [
                ("0", "O"),
                ("1", "I"),
                ("5", "S"),
                ("8", "B"),
                ("S", "5"),
                ("B", "8"),
                ("I", "1"),
                ("O", "0"),
            ] {
                for (place, _) in code.match_indices(a) {
                    let wrong = [&code[..place], b, &code[place + 1..]].concat();
                    if read(&wrong).is_err() {
                        let all = (0..16).filter(|p| {
                            let pairs = ["O0", "0O", "I1", "1I", "S5", "5S", "B8", "8B"];
                            let other = pairs
                                .iter()
                                .find(|pair| wrong[*p..].starts_with(&pair[..1]));
                            other.is_some_and(|pair| {
                                read(&[&wrong[..*p], &pair[1..], &wrong[p + 1..]].concat()).is_ok()
                            })
                        });
                        assert_eq!(suggest(&wrong).is_some(), all.count() == 1, "{wrong}");
                    }
                }
            }
        }
    }
}
