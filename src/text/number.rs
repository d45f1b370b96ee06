//! Integers, and numbers and hours in hundredths.

use super::Unreadable;
use crate::ranges::Ranges;

/// Digits that may stand before the decimals.
const WHOLE_DIGITS: usize = 9;

/// Hundredths of a number or, where `hours`, also of `h:mm`, rounded half up.
pub(super) fn read(text: &str, hours: bool) -> Result<i64, Unreadable> {
    hundredths(text, hours).ok_or_else(|| unreadable(text, hours))
}

/// An integer from `min` to `max`.
pub(super) fn read_integer(text: &str, min: i64, max: i64) -> Result<i64, Unreadable> {
    match whole(text) {
        Some(n) if (min..=max).contains(&n) => Ok(n),
        Some(_) => Err(Unreadable::new(
            "integer-range",
            [("min", min.to_string()), ("max", max.to_string())],
        )),
        None => {
            let why = unreadable(text, false);
            Err(match why.reason {
                "number-decimals" | "number-incomplete" | "number-leading" => {
                    Unreadable::new("integer-decimals", [])
                }
                _ if hundredths(text, false).is_some() => Unreadable::new("integer-decimals", []),
                "number-shape" => Unreadable::new("integer-shape", []),
                _ => why,
            })
        }
    }
}

/// A whole number that is written without needless zeros.
pub(super) fn read_plain(text: &str) -> Option<i64> {
    if text.len() > 1 && text.as_bytes().first() == Some(&b'0') {
        return None;
    }
    whole(text)
}

/// Whether the beginning of a number can become one whose hundredths are allowed.
pub(super) fn can_become(prefix: &str, hours: bool, allowed: &Ranges) -> bool {
    let (digits, mark, rest) = split(prefix);
    if mark.is_none() {
        // Every hundredth can follow; minutes only give some of them again.
        return grown(digits).any(|(a, b)| allowed.overlaps(a * 100, b * 100 + 99));
    }
    let Some(n) = whole(digits).map(|n| n * 100) else {
        return false;
    };
    match (mark, two_places(rest)) {
        (Some(',' | '.'), Some((a, b))) => allowed.overlaps(n + a, n + b),
        (Some(':'), Some((a, b))) if hours => {
            (a..=b.min(59)).any(|m| allowed.contains(n + of_minutes(m)))
        }
        _ => false,
    }
}

/// Whether the beginning of an integer can become one that is allowed.
pub(super) fn can_become_integer(prefix: &str, allowed: &Ranges) -> bool {
    split(prefix).1.is_none() && grown(prefix).any(|(a, b)| allowed.overlaps(a, b))
}

/// A number with a dot and no needless zeros, from hundredths.
pub(super) fn canonical(hundredths: i64) -> String {
    let mut text = (hundredths / 100).to_string();
    let decimals = (hundredths % 100).unsigned_abs();
    if decimals != 0 {
        text.push('.');
        text.push(digit(decimals / 10));
        if !decimals.is_multiple_of(10) {
            text.push(digit(decimals));
        }
    }
    text
}

/// A half-typed or half-right number as it was meant: `7,` is 7, `,5` is 0,5, `1.250,00` is 1250,00.
pub(super) fn suggest(text: &str) -> Option<String> {
    if let Some(number) = text.strip_suffix([',', '.']) {
        return Some(number.into());
    }
    if text.starts_with([',', '.']) {
        return Some(["0", text].concat());
    }
    // "1.250" alone may be a number with three decimals.
    let ambiguous = !text.bytes().any(|b| b == b',') && text.matches('.').count() == 1;
    if ambiguous { None } else { ungrouped(text) }
}

fn ungrouped(text: &str) -> Option<String> {
    let (number, decimals) = text.split_at_checked(text.find(',').unwrap_or(text.len()))?;
    is_grouped(number).then(|| [&number.replace(is_thousands_mark, ""), decimals].concat())
}

/// An integer written with needless decimals or thousands: `7,` and `7,0` are 7, `1.250` is 1250.
pub(super) fn suggest_integer(text: &str) -> Option<String> {
    let (number, decimals) = text.split_once([',', '.']).unwrap_or((text, ""));
    let needless = decimals.len() <= 2 && decimals.bytes().all(|c| c == b'0');
    ungrouped(text).or_else(|| needless.then(|| number.into()))
}

/// The digits of a JSON number, without what a printer adds: `40.0` is `40`, `-0.0` is `0`.
pub(super) fn plain(text: &str) -> &str {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let text = if decimals.bytes().all(|c| c == b'0') {
        whole
    } else {
        text
    };
    if text == "-0" { "0" } else { text }
}

/// Whether the text of a JSON number is digits, at most with a sign and a dot.
pub(super) fn is_finite(text: &str) -> bool {
    text.bytes()
        .all(|c| c.is_ascii_digit() || matches!(c, b'-' | b'.'))
}

/// Why a text is not a number.
pub(super) fn unreadable(text: &str, hours: bool) -> Unreadable {
    let (digits, mark, rest) = split(text);
    let only_digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    let (number, decimals) = text.split_once(',').unwrap_or((text, "0"));
    let reason = match mark {
        Some('-' | '\u{2212}') if digits.is_empty() => "number-negative",
        Some(',' | '.') if digits.is_empty() && only_digits(rest) => "number-leading",
        _ if digits.is_empty() => "number-shape",
        // Nobody groups hours: there a dot begins decimals.
        _ if is_grouped(number) && only_digits(decimals) && !(hours && mark == Some('.')) => {
            "number-thousands"
        }
        None => "number-too-long",
        Some(',' | '.') if rest.is_empty() => "number-incomplete",
        Some(',' | '.') if only_digits(rest) && rest.len() > 2 => "number-decimals",
        Some(',' | '.') if only_digits(rest) => "number-too-long",
        Some(':') if hours && only_digits(rest) && digits.len() <= WHOLE_DIGITS => "hours-minutes",
        Some(':') if hours && only_digits(rest) => "number-too-long",
        _ => "number-shape",
    };
    match reason {
        "number-too-long" => Unreadable::new(reason, [("digits", WHOLE_DIGITS.to_string())]),
        _ => Unreadable::new(reason, []),
    }
}

fn hundredths(text: &str, hours: bool) -> Option<i64> {
    let (digits, mark, rest) = split(text);
    let n = whole(digits)? * 100;
    let (a, b) = two_places(rest)?;
    match mark {
        None => Some(n),
        Some(',' | '.') if !rest.is_empty() => Some(n + a),
        Some(':') if hours && a == b && a < 60 => Some(n + of_minutes(a)),
        _ => None,
    }
}

/// The digits at the beginning, the character after them, and the rest.
fn split(text: &str) -> (&str, Option<char>, &str) {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let (digits, tail) = text
        .split_at_checked(text.len() - digits.len())
        .unwrap_or((text, ""));
    let mut rest = tail.chars();
    let mark = rest.next();
    (digits, mark, rest.as_str())
}

/// The value of one to nine digits.
fn whole(digits: &str) -> Option<i64> {
    if digits.is_empty() || digits.len() > WHOLE_DIGITS {
        return None;
    }
    let mut n = 0;
    for c in digits.bytes() {
        let digit = c.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        n = n * 10 + i64::from(digit);
    }
    Some(n)
}

/// What up to two digits after a mark can become, from the least to the greatest.
fn two_places(digits: &str) -> Option<(i64, i64)> {
    match digits.len() {
        0 => Some((0, 99)),
        1 => whole(digits).map(|n| (n * 10, n * 10 + 9)),
        2 => whole(digits).map(|n| (n, n)),
        _ => None,
    }
}

/// The whole numbers that digits become when more digits follow, as intervals by how many.
fn grown(digits: &str) -> impl Iterator<Item = (i64, i64)> {
    let n = whole(digits);
    let room = WHOLE_DIGITS.saturating_sub(digits.len());
    let (start, count) = match n {
        Some(n) => (n, room + 1),
        None if digits.is_empty() => (0, room + 1),
        None => (0, 0),
    };
    // Nothing typed is not yet a number: at least one digit follows.
    let skipped = usize::from(n.is_none());
    let scales = std::iter::successors(Some(1), |scale| Some(scale * 10));
    scales
        .take(count)
        .skip(skipped)
        .map(move |scale| (start * scale, start * scale + scale - 1))
}

/// Minutes as hundredths of an hour, rounded half up.
fn of_minutes(minutes: i64) -> i64 {
    (minutes * 10 + 3) / 6
}

/// Whether digits stand in groups of three, like `1.250` or `1 250 000`.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split(is_thousands_mark);
    let is_group = |group: &str| group.bytes().all(|c| c.is_ascii_digit());
    let first = groups
        .next()
        .is_some_and(|group| (1..=3).contains(&group.len()) && is_group(group));
    let mut others = groups.peekable();
    first && others.peek().is_some() && others.all(|group| group.len() == 3 && is_group(group))
}

fn is_thousands_mark(c: char) -> bool {
    matches!(c, '.' | '\'' | '’') || super::is_space(c)
}

fn digit(n: u64) -> char {
    char::from(b'0' + (n % 10) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_are_read_in_hundredths() {
        for (text, hundredths) in [
            ("0", 0),
            ("7", 700),
            ("07", 700),
            ("7,5", 750),
            ("7.5", 750),
            ("7,05", 705),
            ("999999999,99", 99_999_999_999),
        ] {
            assert_eq!(read(text, false), Ok(hundredths));
            assert_eq!(read(text, true), Ok(hundredths));
        }
        for (text, hundredths) in [
            ("8:00", 800),
            ("8:30", 850),
            ("8:20", 833),
            ("8:40", 867),
            ("0:01", 2),
            ("0:59", 98),
            ("000000008:05", 808),
        ] {
            assert_eq!(read(text, true), Ok(hundredths));
            assert_eq!(
                read(text, false).map_err(|why| why.reason),
                Err("number-shape")
            );
        }
    }

    #[test]
    fn what_is_wrong_has_a_name() {
        for (text, reason) in [
            ("7,", "number-incomplete"),
            ("7.", "number-incomplete"),
            (",5", "number-leading"),
            ("-5", "number-negative"),
            ("−5", "number-negative"),
            ("+5", "number-shape"),
            ("abc", "number-shape"),
            ("7h", "number-shape"),
            ("7,5,5", "number-shape"),
            ("7,555", "number-decimals"),
            ("1.250,00", "number-thousands"),
            ("125.250,00", "number-thousands"),
            ("1250.000.000", "number-shape"),
            ("1.250", "number-thousands"),
            ("1 250", "number-thousands"),
            ("1'250,5", "number-thousands"),
            ("1234567890", "number-too-long"),
            ("1234567890,5", "number-too-long"),
            ("1234567890,55", "number-too-long"),
            ("1e5", "number-shape"),
            ("٣", "number-shape"),
        ] {
            assert_eq!(
                read(text, false).map_err(|why| why.reason),
                Err(reason),
                "{text}"
            );
        }
        for (text, reason) in [
            ("8:3", "hours-minutes"),
            ("8:60", "hours-minutes"),
            ("8:", "hours-minutes"),
            ("8:300", "hours-minutes"),
            ("1.250", "number-decimals"),
            ("8:3a", "number-shape"),
        ] {
            assert_eq!(
                read(text, true).map_err(|why| why.reason),
                Err(reason),
                "{text}"
            );
        }
        for (text, reason) in [
            ("8", "integer-range"),
            ("0", "integer-range"),
            ("3,5", "integer-decimals"),
            ("3,", "integer-decimals"),
            ("3,555", "integer-decimals"),
            ("-3", "number-negative"),
            ("1.000", "number-thousands"),
        ] {
            assert_eq!(
                read_integer(text, 1, 7).map_err(|why| why.reason),
                Err(reason),
                "{text}"
            );
        }
        assert_eq!(read_integer("007", 1, 7), Ok(7));
        assert_eq!(
            read_integer("0000000007", 1, 7).map_err(|why| why.reason),
            Err("number-too-long")
        );
    }

    #[test]
    fn fixes_are_what_was_meant() {
        for (text, meant) in [
            ("7,", Some("7")),
            ("7.", Some("7")),
            (",5", Some("0,5")),
            ("1.250,00", Some("1250,00")),
            ("1.250.000", Some("1250000")),
            ("1 250", Some("1250")),
            ("1.250", None),
            ("8:3", None),
            ("", None),
        ] {
            assert_eq!(suggest(text).as_deref(), meant, "{text}");
        }
        assert_eq!(suggest_integer("7,0").as_deref(), Some("7"));
        assert_eq!(suggest_integer("1.250").as_deref(), Some("1250"));
        assert_eq!(suggest_integer("7,5"), None);
    }

    #[test]
    fn canonical_numbers_have_no_needless_zeros() {
        for (hundredths, text) in [
            (0, "0"),
            (5, "0.05"),
            (50, "0.5"),
            (700, "7"),
            (705, "7.05"),
            (750, "7.5"),
            (99_999_999_999, "999999999.99"),
        ] {
            assert_eq!(canonical(hundredths), text);
        }
    }

    /// Every beginning of every text whose value is in `allowed` (hundredths below 130 hours).
    fn beginnings(hours: bool, allowed: &Ranges) -> HashSet<String> {
        let mut texts = HashSet::new();
        for whole in 0..130 {
            let mut tails = vec![(String::new(), 0)];
            for mark in [",", "."] {
                tails.extend((0..10).map(|n| (format!("{mark}{n}"), n * 10)));
                tails.extend((0..100).map(|n| (format!("{mark}{n:02}"), n)));
            }
            if hours {
                let rounded = |minutes: i64| (minutes as f64 / 60.0 * 100.0 + 0.5).floor() as i64;
                tails.extend((0..60).map(|n| (format!(":{n:02}"), rounded(n))));
            }
            for (tail, n) in tails
                .iter()
                .filter(|(_, n)| allowed.contains(whole * 100 + n))
            {
                assert!(*n < 100);
                for width in 1..=9 {
                    let text = format!("{whole:0width$}{tail}");
                    for end in 0..=text.len() {
                        texts.insert(text[..end].to_string());
                    }
                }
            }
        }
        texts
    }

    fn every_text(alphabet: &[char], length: usize) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut from = 0;
        for _ in 0..length {
            let to = all.len();
            for place in from..to {
                for c in alphabet {
                    let text = format!("{}{c}", all[place]);
                    all.push(text);
                }
            }
            from = to;
        }
        all
    }

    #[test]
    fn beginnings_are_those_of_a_complete_search() {
        let few = Ranges::only(0)
            .union(&Ranges::only(733))
            .union(&Ranges::between(1_234, 1_240))
            .union(&Ranges::only(4_000));
        let sets = [
            few,
            Ranges::between(10_150, 10_151),
            Ranges::between(0, 3),
            Ranges::only(867),
            Ranges::none(),
        ];
        let texts = every_text(&['0', '1', '3', '4', '7', ',', ':'], 5);
        for allowed in &sets {
            for hours in [false, true] {
                let expected = beginnings(hours, allowed);
                let longer = expected
                    .iter()
                    .flat_map(|text| "0123456789,.: a".chars().map(move |c| format!("{text}{c}")));
                for text in texts.iter().cloned().chain(longer) {
                    assert_eq!(
                        can_become(&text, hours, allowed),
                        expected.contains(&text),
                        "{text} {allowed:?} {hours}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_beginning_lives_while_it_reads_or_one_more_character_lives() {
        let sets = [
            Ranges::all(),
            Ranges::at_least(500),
            Ranges::at_most(4_000),
            Ranges::between(99_999_999_999, i64::MAX),
            Ranges::at_most(-1),
            Ranges::except(100, 100_000_000),
        ];
        let mut texts = every_text(&['0', '1', '9', '.', ':', '-'], 4);
        for long in [
            "12345678",
            "999999999",
            "999999999,9",
            "000000000",
            "0000000001",
            "999999999:59",
            "12345678:5",
        ] {
            texts.extend((0..=long.len()).map(|end| long[..end].to_string()));
        }
        for allowed in &sets {
            for text in &texts {
                for hours in [false, true] {
                    let itself = hundredths(text, hours).is_some_and(|n| allowed.contains(n));
                    let more = "0123456789,.:-x"
                        .chars()
                        .any(|c| can_become(&format!("{text}{c}"), hours, allowed));
                    assert_eq!(
                        can_become(text, hours, allowed),
                        itself || more,
                        "{text} {allowed:?}"
                    );
                }
                let itself = whole(text).is_some_and(|n| allowed.contains(n));
                let more = "0123456789,.:-x"
                    .chars()
                    .any(|c| can_become_integer(&format!("{text}{c}"), allowed));
                assert_eq!(
                    can_become_integer(text, allowed),
                    itself || more,
                    "{text} {allowed:?}"
                );
            }
        }
    }

    #[test]
    fn a_number_only_grows_by_digits() {
        let day_of_week = Ranges::between(1, 7);
        for (text, lives) in [
            ("0", true),
            ("000", true),
            ("00000000", true),
            ("000000000", false),
            ("001", true),
            ("008", false),
            ("8", false),
            ("7", true),
            ("7,", false),
            ("10", false),
        ] {
            assert_eq!(can_become_integer(text, &day_of_week), lives, "{text}");
        }
        assert!(!can_become("41", true, &Ranges::at_most(4_000)));
        assert!(can_become("3", true, &Ranges::at_least(500)));
    }
}
