//! Dates in their three shapes: `D/M/YYYY`, `YYYY-MM-DD`, `DDMMYYYY`.

use super::{Plain, Unreadable, is_space};
use crate::calendar::{Day, days_in_month, push_padded};
use crate::ranges::Ranges;

const SEPARATORS: [char; 3] = ['/', '-', '.'];
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;

/// The day that a text names.
pub(super) fn read(text: &str) -> Result<Day, Unreadable> {
    let Some((year, month, day)) = shape(text) else {
        return Err(misshapen(text));
    };
    match Day::new(year as i32, month, day) {
        Some(found) if YEARS.contains(&year) => Ok(found),
        _ => Err(missing(year, month, day)),
    }
}

/// A day that is written with all its digits: `dd/mm/yyyy` or `yyyy-mm-dd`.
pub(super) fn read_plain(text: &str) -> Option<Plain> {
    let bytes: [u8; 10] = text.as_bytes().try_into().ok()?;
    let (is_italian, digits) = match bytes {
        [x, y, b'/', m, n, b'/', a, b, c, d] => (true, [a, b, c, d, m, n, x, y]),
        [a, b, c, d, b'-', m, n, b'-', x, y] => (false, [a, b, c, d, m, n, x, y]),
        _ => return None,
    };
    let digits = digits.map(|digit| u32::from(digit.wrapping_sub(b'0')));
    if digits.iter().any(|digit| *digit > 9) {
        return None;
    }
    let [a, b, c, d, m, n, x, y] = digits;
    let year = a * 1000 + b * 100 + c * 10 + d;
    if !YEARS.contains(&year) {
        return None;
    }
    let number = Day::new(year as i32, m * 10 + n, x * 10 + y)?.number();
    Some(if is_italian {
        Plain::Italian(number)
    } else {
        Plain::Ordinal(number)
    })
}

/// Whether the beginning of a date can become a day that is allowed.
pub(super) fn can_become(prefix: &str, allowed: &Ranges) -> bool {
    let begun = [
        Begun::day_first(prefix),
        Begun::year_first(prefix),
        Begun::digits(prefix),
    ];
    begun
        .into_iter()
        .flatten()
        .any(|begun| begun.meets(allowed))
}

/// A date with two digits for the year, other separators or another order, as `dd/mm/yyyy`.
pub(super) fn suggest(text: &str) -> Option<String> {
    let (year, month, day) = loose(text)?;
    let year = if year < 100 { 2000 + year } else { year };
    let found = Day::new(year as i32, month, day);
    // The American order, where it can only be that one.
    let found = found.or_else(|| Day::new(year as i32, day, month).filter(|_| month > 12));
    found.map(Day::italian)
}

/// Year, month and day of a text in one of the three shapes, real or not.
fn shape(text: &str) -> Option<(u32, u32, u32)> {
    if text.len() == 8 && text.bytes().all(|c| c.is_ascii_digit()) {
        let (day, rest) = text.split_at_checked(2)?;
        let (month, year) = rest.split_at_checked(2)?;
        return Some((value(year)?, value(month)?, value(day)?));
    }
    let separator = text.chars().find(|c| SEPARATORS.contains(c))?;
    let (first, rest) = text.split_once(separator)?;
    let (month, last) = rest.split_once(separator)?;
    match (first.len(), month.len(), last.len()) {
        (1..=2, 1..=2, 4) => Some((value(last)?, value(month)?, value(first)?)),
        (4, 2, 2) if separator == '-' => Some((value(first)?, value(month)?, value(last)?)),
        _ => None,
    }
}

/// Year, month and day of a text that a person would understand; a year below 100 was written with two digits.
fn loose(text: &str) -> Option<(u32, u32, u32)> {
    if text.bytes().all(|c| c.is_ascii_digit()) {
        let (first, rest) = text.split_at_checked(if text.len() == 8 { 4 } else { 2 })?;
        let (month, last) = rest.split_at_checked(2)?;
        return match text.len() {
            6 => Some((value(last)?, value(month)?, value(first)?)),
            8 => Some((value(first)?, value(month)?, value(last)?)),
            _ => None,
        };
    }
    let mut parts = text
        .split(|c| SEPARATORS.contains(&c) || is_space(c))
        .filter(|part| !part.is_empty());
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    match (first.len(), month.len(), last.len()) {
        (1..=2, 1..=2, 2 | 4) => Some((value(last)?, value(month)?, value(first)?)),
        (4, 1..=2, 1..=2) => Some((value(first)?, value(month)?, value(last)?)),
        _ => None,
    }
}

/// Why a text of a right shape is not a day.
fn missing(year: u32, month: u32, day: u32) -> Unreadable {
    let mut date = String::new();
    for (n, width, separator) in [(day, 2, "/"), (month, 2, "/"), (year, 4, "")] {
        push_padded(&mut date, n, width);
        date.push_str(separator);
    }
    let days = days_in_month(year as i32, month);
    let date = ("date", date);
    let year_text = ("year", year.to_string());
    let month_text = ("month", month.to_string());
    match days {
        0 => Unreadable::new("date-month", [date, month_text]),
        _ if !YEARS.contains(&year) => {
            let (min, max) = (YEARS.start().to_string(), YEARS.end().to_string());
            Unreadable::new(
                "date-year-range",
                [date, year_text, ("min", min), ("max", max)],
            )
        }
        _ => {
            let (day, days) = (("day", day.to_string()), ("days", days.to_string()));
            Unreadable::new("date-no-such-day", [date, day, month_text, year_text, days])
        }
    }
}

/// Why a text has none of the three shapes.
fn misshapen(text: &str) -> Unreadable {
    match loose(text) {
        Some((year @ 0..=99, 1..=12, _)) => {
            let mut short = String::new();
            push_padded(&mut short, year, 2);
            Unreadable::new("date-two-digit-year", [("year", short)])
        }
        _ if can_become(text, &Ranges::all()) => Unreadable::new("date-incomplete", []),
        _ => Unreadable::new("date-shape", []),
    }
}

/// The value of one to four digits.
fn value(digits: &str) -> Option<u32> {
    let fits = (1..=4).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit());
    fits.then(|| digits.bytes().fold(0, |n, c| n * 10 + u32::from(c - b'0')))
}

/// What a beginning leaves open: years from first to last; days and months as sets of bits.
struct Begun {
    years: (u32, u32),
    months: u32,
    days: u32,
}

impl Begun {
    /// `D/M/YYYY`.
    fn day_first(prefix: &str) -> Option<Begun> {
        let separator = prefix.chars().find(|c| SEPARATORS.contains(c));
        let mut parts = prefix.splitn(3, |c| Some(c) == separator);
        let (day, month, year) = (parts.next(), parts.next(), parts.next());
        Some(Begun {
            days: places(day, month.is_some(), 1)?,
            months: places(month, year.is_some(), 1)?,
            years: years(year, false)?,
        })
    }

    /// `YYYY-MM-DD`.
    fn year_first(prefix: &str) -> Option<Begun> {
        let mut parts = prefix.splitn(3, '-');
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        Some(Begun {
            years: years(year, month.is_some())?,
            months: places(month, day.is_some(), 2)?,
            days: places(day, false, 2)?,
        })
    }

    /// `DDMMYYYY`.
    fn digits(prefix: &str) -> Option<Begun> {
        let (day, rest) = prefix
            .split_at_checked(2)
            .map_or((prefix, None), |(a, b)| (a, Some(b)));
        let (month, year) = match rest.and_then(|rest| rest.split_at_checked(2)) {
            Some((month, year)) => (Some(month), Some(year)),
            None => (rest, None),
        };
        Some(Begun {
            days: places(Some(day), rest.is_some(), 2)?,
            months: places(month, year.is_some(), 2)?,
            years: years(year, false)?,
        })
    }

    /// Whether an allowed day is among those left open. Only years that an interval touches are looked at,
    /// and a whole leap cycle has every day that can exist.
    fn meets(&self, allowed: &Ranges) -> bool {
        let within = |&(a, b): &(i64, i64)| {
            let (from, to) = (a.max(Day::FIRST.number()), b.min(Day::LAST.number()));
            if from > to {
                return false;
            }
            let of = |n| Day::from_number(n).ymd().0 as u32;
            (self.years.0.max(of(from))..=self.years.1.min(of(to)))
                .any(|year| self.numbers(year).any(|n| (from..=to).contains(&n)))
        };
        allowed.intervals().iter().any(within)
    }

    /// The numbers of the days left open in a year.
    fn numbers(&self, year: u32) -> impl Iterator<Item = i64> {
        let months = (1..=12).filter(|month| self.months >> month & 1 == 1);
        months.flat_map(move |month| {
            let days = (1..=31).filter(|day| self.days >> day & 1 == 1);
            days.filter_map(move |day| Day::new(year as i32, month, day))
                .map(Day::number)
        })
    }
}

/// The days or months, as bits 0 to 31, that up to two digits can be: all where nothing is typed yet (`None`),
/// one where the part is closed by what follows. `shortest` is how few digits the shape takes.
fn places(digits: Option<&str>, closed: bool, shortest: usize) -> Option<u32> {
    let digits = digits.unwrap_or("");
    if digits.is_empty() {
        return (!closed).then_some(u32::MAX);
    }
    let n = value(digits)?;
    let itself = 1u32.checked_shl(n).unwrap_or(0);
    match (digits.len(), closed) {
        (1, true) => (shortest == 1).then_some(itself),
        (1, false) => {
            let grown = 0x3ff_u32.checked_shl(n * 10).unwrap_or(0);
            Some(if shortest == 1 { grown | itself } else { grown })
        }
        (2, _) => Some(itself),
        _ => None,
    }
}

/// The years that up to four digits can be.
fn years(digits: Option<&str>, closed: bool) -> Option<(u32, u32)> {
    let digits = digits.unwrap_or("");
    if closed && digits.len() != 4 {
        return None;
    }
    let n = if digits.is_empty() { 0 } else { value(digits)? };
    let scale = 10u32.pow(4u32.saturating_sub(digits.len() as u32));
    Some((
        (n * scale).max(*YEARS.start()),
        (n * scale + scale - 1).min(*YEARS.end()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// Every way to write a day that the contract names.
    fn spellings(day: Day) -> Vec<String> {
        let (y, m, d) = day.ymd();
        let mut all = vec![
            format!("{y:04}-{m:02}-{d:02}"),
            format!("{d:02}{m:02}{y:04}"),
        ];
        let forms = |n: u32| {
            if n < 10 {
                vec![format!("{n}"), format!("0{n}")]
            } else {
                vec![format!("{n}")]
            }
        };
        for separator in SEPARATORS {
            for d in forms(d) {
                all.extend(
                    forms(m)
                        .iter()
                        .map(|m| format!("{d}{separator}{m}{separator}{y:04}")),
                );
            }
        }
        all
    }

    fn day(text: &str) -> i64 {
        Day::from_iso(text).unwrap().number()
    }

    #[test]
    fn all_days_are_read_in_all_spellings() {
        let (first, last) = (Day::FIRST.number(), Day::LAST.number());
        for day in (first..=last).map(Day::from_number) {
            for text in spellings(day) {
                assert_eq!(read(&text), Ok(day), "{text}");
            }
        }
        for (year, month, day) in (1899..=2101)
            .step_by(1)
            .flat_map(|y| (0..=13).flat_map(move |m| [0, 28, 29, 30, 31, 32].map(|d| (y, m, d))))
        {
            let expected = Day::new(year, month, day).filter(|_| (1900..=2100).contains(&year));
            for text in [
                format!("{day}/{month}/{year}"),
                format!("{year}-{month:02}-{day:02}"),
                format!("{day:02}{month:02}{year}"),
            ] {
                assert_eq!(read(&text).ok(), expected, "{text}");
                assert_eq!(
                    can_become(&text, &Ranges::all()),
                    expected.is_some(),
                    "{text}"
                );
            }
        }
    }

    /// Beginnings packed in a number, so that a set of all of them is quick.
    fn packed(text: &[u8]) -> u64 {
        text.iter().fold(1, |n, c| n << 5 | u64::from(c - b'-'))
    }

    fn beginnings(allowed: &Ranges) -> HashSet<u64> {
        let mut all = HashSet::new();
        let days = (Day::FIRST.number()..=Day::LAST.number()).filter(|n| allowed.contains(*n));
        for text in days.flat_map(|n| spellings(Day::from_number(n))) {
            // Once a beginning is known so are the shorter ones.
            (0..=text.len())
                .rev()
                .all(|end| all.insert(packed(&text.as_bytes()[..end])));
        }
        all
    }

    fn samples() -> Vec<Ranges> {
        vec![
            Ranges::between(day("2020-04-02"), day("2020-04-25")),
            Ranges::at_most(day("2020-02-23")),
            Ranges::between(day("1996-02-29"), day("2020-06-01"))
                .union(&Ranges::between(day("2020-06-17"), day("2020-07-15"))),
            Ranges::only(day("2000-02-29")).union(&Ranges::only(day("2100-12-31"))),
            Ranges::except(day("1900-01-02"), day("2100-11-30")),
            Ranges::between(i64::MIN, day("1899-12-31")),
            Ranges::none(),
            Ranges::all(),
        ]
    }

    #[test]
    fn beginnings_are_those_of_a_complete_search() {
        let alphabet = b"0123/-.";
        for allowed in samples() {
            let expected = beginnings(&allowed);
            let mut texts: Vec<Vec<u8>> = vec![Vec::new()];
            while let Some(text) = texts.pop() {
                let prefix = std::str::from_utf8(&text).unwrap();
                let lives = can_become(prefix, &allowed);
                assert_eq!(
                    lives,
                    expected.contains(&packed(&text)),
                    "{prefix} {:?}",
                    allowed.intervals()
                );
                // Past the first dead character everything is dead; two more of them show it.
                let dead = text.len() >= 2 && !expected.contains(&packed(&text[..text.len() - 2]));
                if text.len() < 6 && !dead {
                    texts.extend(alphabet.iter().map(|c| [text.as_slice(), &[*c]].concat()));
                }
            }
        }
    }

    #[test]
    fn real_dates_live_up_to_the_right_keystroke() {
        for allowed in samples().into_iter().filter(|set| set.max().is_some()) {
            let expected = beginnings(&allowed);
            let days = [
                "2020-02-23",
                "2020-04-19",
                "2020-06-09",
                "2000-02-29",
                "1999-12-31",
                "2100-12-01",
                "1900-01-01",
                "2012-10-30",
            ];
            for text in days
                .iter()
                .flat_map(|iso| spellings(Day::from_iso(iso).unwrap()))
            {
                for end in 0..=text.len() {
                    for c in b"0123456789/-." {
                        let text = [&text.as_bytes()[..end], &[*c]].concat();
                        let prefix = std::str::from_utf8(&text).unwrap();
                        assert_eq!(
                            can_become(prefix, &allowed),
                            expected.contains(&packed(&text)),
                            "{prefix}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn the_contract_s_own_examples() {
        let before = Ranges::at_most(day("2020-02-23"));
        for (text, lives) in [
            ("24/0", true),
            ("24/02/20", true),
            ("24/02/202", false),
            ("23/02/202", true),
            ("29/02/202", false),
            ("29/02/201", true),
            ("24/0a", false),
            ("２４", false),
        ] {
            assert_eq!(can_become(text, &before), lives, "{text}");
        }
        for (text, lives) in [
            ("29/02/202", true),
            ("29/02/2021", false),
            ("31/02", false),
            ("1/2-", false),
            ("00", false),
            ("0", true),
            ("200", true),
            ("2101", true),
            ("2101-", false),
            ("21011", true),
        ] {
            assert_eq!(can_become(text, &Ranges::all()), lives, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_has_a_name() {
        for (text, reason) in [
            ("30/02/2020", "date-no-such-day"),
            ("31042020", "date-no-such-day"),
            ("2020-02-00", "date-no-such-day"),
            ("02/23/2020", "date-month"),
            ("23/00/2020", "date-month"),
            ("23/02/1899", "date-year-range"),
            ("2101-01-01", "date-year-range"),
            ("23/02/20", "date-two-digit-year"),
            ("230220", "date-two-digit-year"),
            ("23/02", "date-incomplete"),
            ("23/02/202", "date-incomplete"),
            ("2020-02", "date-incomplete"),
            ("2020/02/23", "date-shape"),
            ("23/02-2020", "date-shape"),
            ("domani", "date-shape"),
            ("23/02/20201", "date-shape"),
            ("2020-2-3", "date-shape"),
            ("202002", "date-shape"),
        ] {
            assert_eq!(read(text).map_err(|why| why.reason), Err(reason), "{text}");
        }
        let why = read("30/2/2020").unwrap_err();
        let params: Vec<_> = why
            .params
            .iter()
            .map(|(name, text)| format!("{name}={text}"))
            .collect();
        assert_eq!(
            params.join(" "),
            "date=30/02/2020 day=30 month=2 year=2020 days=29"
        );
    }

    #[test]
    fn fixes_are_what_was_meant() {
        for (text, meant) in [
            ("23/02/20", Some("23/02/2020")),
            ("3-2-99", Some("03/02/2099")),
            ("230220", Some("23/02/2020")),
            ("29/02/21", None),
            ("2020/02/23", Some("23/02/2020")),
            ("20200223", Some("23/02/2020")),
            ("23 02 2020", Some("23/02/2020")),
            ("02/23/2020", Some("23/02/2020")),
            ("30/02/2020", None),
            ("23/02/202", None),
            ("23/02", None),
            ("1/2/3/4", None),
        ] {
            assert_eq!(suggest(text).as_deref(), meant, "{text}");
        }
    }
}
