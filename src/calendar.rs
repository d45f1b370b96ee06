//! Days, months, terms and national holidays: the arithmetic that every rule shares, without clock or time zone.
//! The civil calendar is chrono's; Easter, the holidays and the terms of the law are ours.

use chrono::{Datelike, Months, NaiveDate};

/// A calendar day, counted from 1970-01-01; always within the years 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(i32);

const EARLIEST: Day = Day::of_calendar(1, 1, 1);
const LATEST: Day = Day::of_calendar(9999, 12, 31);

/// How many days a month has; 0 for a month that is not 1 to 12.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    let first = NaiveDate::from_ymd_opt(year, month, 1);
    first.map_or(0, |first| first.num_days_in_month().into())
}

impl Day {
    /// 1900-01-01, the first day that a form may name.
    pub const FIRST: Day = Day::of_calendar(1900, 1, 1);
    /// 2100-12-31, the last day that a form may name.
    pub const LAST: Day = Day::of_calendar(2100, 12, 31);

    /// A day that the calendar is known to have.
    const fn of_calendar(year: i32, month: u32, day: u32) -> Day {
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => Day(date.to_epoch_days()),
            None => Day(0),
        }
    }

    /// The day of a year (1 to 9999), month and day of the month, where the calendar has it.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        (1..=9999).contains(&year).then(|| Day::of(date))
    }

    fn of(date: NaiveDate) -> Day {
        Day::from_number(date.to_epoch_days().into())
    }

    /// Its date; chrono has one for each day of the years 1 to 9999.
    fn date(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0).unwrap_or_default()
    }

    /// The day that is `n` days after 1970-01-01, or the nearest of the years 1 to 9999.
    pub fn from_number(n: i64) -> Day {
        Day(n.clamp(EARLIEST.number(), LATEST.number()) as i32)
    }

    /// Days from 1970-01-01, negative before.
    pub fn number(self) -> i64 {
        self.0.into()
    }

    /// Year, month (1 to 12), day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// The day `n` days later (earlier when negative), this day not counted.
    pub fn plus_days(self, n: i64) -> Day {
        Day::from_number(self.number().saturating_add(n))
    }

    /// The same day `n` months later (earlier when negative); where that month has no such day, its last.
    pub fn plus_months(self, n: i32) -> Day {
        let months = Months::new(n.unsigned_abs());
        let (moved, nearest) = if n < 0 {
            (self.date().checked_sub_months(months), EARLIEST)
        } else {
            (self.date().checked_add_months(months), LATEST)
        };
        moved.map_or(nearest, Day::of)
    }

    /// The last admissible day of a period of `n` months that starts on this day.
    pub fn last_of_months(self, n: i32) -> Day {
        let end = self.plus_months(n);
        if end.ymd().2 == self.ymd().2 {
            end.plus_days(-1)
        } else {
            end
        }
    }

    /// The last day of the `k`-th month following this day's.
    pub fn month_end_after(self, k: i32) -> Day {
        Month::of(self).plus(k).last()
    }

    /// The day of the week, 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u32 {
        // Day 0 was a Thursday.
        (self.0 + 3).rem_euclid(7) as u32
    }

    /// Whether the day is a national holiday other than a Sunday as such.
    pub fn is_holiday(self) -> bool {
        holidays(self.ymd().0).any(|holiday| holiday == self)
    }

    /// This day, or where it is a Sunday or a national holiday the next that is neither (art. 2963 c.c.).
    pub fn moved(self) -> Day {
        let mut day = self;
        while (day.weekday() == 6 || day.is_holiday()) && day < LATEST {
            day = day.plus_days(1);
        }
        day
    }

    /// `YYYY-MM-DD`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.ymd();
        let mut text = String::with_capacity(10);
        push_padded(&mut text, year as u32, 4);
        text.push('-');
        push_padded(&mut text, month, 2);
        text.push('-');
        push_padded(&mut text, day, 2);
        text
    }

    /// `dd/mm/yyyy`.
    pub fn italian(self) -> String {
        let (year, month, day) = self.ymd();
        let mut text = String::with_capacity(10);
        push_padded(&mut text, day, 2);
        text.push('/');
        push_padded(&mut text, month, 2);
        text.push('/');
        push_padded(&mut text, year as u32, 4);
        text
    }

    /// The day that strictly `YYYY-MM-DD` names, where the calendar has it.
    pub fn from_iso(text: &str) -> Option<Day> {
        let (month, day) = text.split_at_checked(7)?;
        let month = Month::from_key(month)?;
        let day = two_digits(day.strip_prefix('-')?)?;
        Day::new(month.year(), month.month(), day)
    }
}

/// The national holidays that have the same date every year (L. 260/1949, art. 2), with the years that they are kept.
const FIXED: [(u32, u32, std::ops::RangeInclusive<i32>); 12] = [
    (1, 1, EVER),
    (1, 6, EVER),
    (3, 17, 2011..=2011), // 150 years of the unity of Italy, once (D.L. 5/2011)
    (4, 25, EVER),
    (5, 1, EVER),
    (6, 2, EVER),
    (8, 15, EVER),
    (10, 4, 2026..=9999), // L. 151/2025
    (11, 1, EVER),
    (12, 8, EVER),
    (12, 25, EVER),
    (12, 26, EVER),
];
const EVER: std::ops::RangeInclusive<i32> = 1..=9999;

/// The national holidays of a year, as they are since 2001; each once, also where Easter Monday is one of the others.
fn holidays(year: i32) -> impl Iterator<Item = Day> {
    let kept = FIXED
        .into_iter()
        .filter(move |(.., years)| years.contains(&year));
    let fixed = kept.filter_map(move |(month, day, _)| Day::new(year, month, day));
    let easter_monday = easter(year).plus_days(1);
    let others = fixed.filter(move |day| *day != easter_monday);
    others.chain([easter_monday])
}

/// How many of the days from `start` to `end`, both included, lie in a week of so many days that begins on
/// Monday: 5 to Friday, 6 to Saturday, 7 every day. Holidays count.
pub fn weekdays(start: Day, end: Day, week: i64) -> i64 {
    let days = end.number() - start.number() + 1;
    if days <= 0 {
        return 0;
    }
    let rest = (0..days % 7).filter(|n| i64::from(start.plus_days(*n).weekday()) < week);
    days / 7 * week + rest.count() as i64
}

/// The same without the national holidays: the days that are worked.
pub fn working_days(start: Day, end: Day, week: i64) -> i64 {
    let years = start.ymd().0..=end.ymd().0;
    let free = years.flat_map(holidays);
    let free = free.filter(|day| start <= *day && *day <= end && i64::from(day.weekday()) < week);
    weekdays(start, end, week) - free.count() as i64
}

/// Easter Sunday of a year (the anonymous Gregorian computus).
fn easter(year: i32) -> Day {
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let correction = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let after_22_march = epact + weekday - 7 * late;
    Day::of_calendar(year, 3, 22).plus_days(after_22_march.into())
}

/// Writes a number with zeros before it up to a width.
pub(crate) fn push_padded(text: &mut String, n: u32, width: u32) {
    for place in (0..width).rev() {
        let digit = n / 10u32.pow(place) % 10;
        text.push(char::from(b'0' + digit as u8));
    }
}

fn two_digits(text: &str) -> Option<u32> {
    match *text.as_bytes() {
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some(u32::from(a - b'0') * 10 + u32::from(b - b'0')),
        _ => None,
    }
}

/// A month of a year, from January of the year 0 to December 9999: every key has one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Month(i32);

impl Month {
    /// The month of a key that is exactly `aaaa-mm`.
    pub fn from_key(text: &str) -> Option<Month> {
        let (century, rest) = text.split_at_checked(2)?;
        let (year, month) = rest.split_at_checked(2)?;
        let year = two_digits(century)? * 100 + two_digits(year)?;
        let month = two_digits(month.strip_prefix('-')?)?;
        (1..=12)
            .contains(&month)
            .then(|| Month((year * 12 + month - 1) as i32))
    }

    /// The month in which a day lies.
    pub fn of(day: Day) -> Month {
        let (year, month, _) = day.ymd();
        Month(year * 12 + month as i32 - 1)
    }

    /// Whether it is of the years 1900 to 2100, in which all days lie.
    pub fn is_of_calendar(self) -> bool {
        Month::of(Day::FIRST) <= self && self <= Month::of(Day::LAST)
    }

    /// Its first day, or the nearest of the years 1 to 9999.
    pub fn first(self) -> Day {
        NaiveDate::from_ymd_opt(self.year(), self.month(), 1).map_or(EARLIEST, Day::of)
    }

    /// Its last day, or the nearest of the years 1 to 9999.
    pub fn last(self) -> Day {
        let days = days_in_month(self.year(), self.month());
        NaiveDate::from_ymd_opt(self.year(), self.month(), days).map_or(EARLIEST, Day::of)
    }

    /// The month after.
    pub fn next(self) -> Month {
        self.plus(1)
    }

    /// The month before.
    pub fn previous(self) -> Month {
        self.plus(-1)
    }

    /// `aaaa-mm`.
    pub fn key(self) -> String {
        let mut text = String::with_capacity(7);
        push_padded(&mut text, self.year() as u32, 4);
        text.push('-');
        push_padded(&mut text, self.month(), 2);
        text
    }

    /// Months counted from January of the year 0: year * 12 + month - 1.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The month of such a number, or the nearest of the years 0 to 9999.
    pub fn from_number(n: i32) -> Month {
        Month(n.clamp(0, 9999 * 12 + 11))
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.0 / 12
    }

    /// Its place in the year, 1 to 12.
    pub fn month(self) -> u32 {
        (self.0 % 12 + 1) as u32
    }

    fn plus(self, n: i32) -> Month {
        Month::from_number(self.0.saturating_add(n))
    }
}

/// The whole months and the left-over days of a period, both ends counted; nothing where the end precedes the start.
pub fn months_and_days(start: Day, end: Day) -> (i32, i64) {
    if end < start {
        return (0, 0);
    }
    // One month too many at most: the month of the end may not be complete.
    let most = Month::of(end).number() - Month::of(start).number() + 1;
    let whole = (0..=most)
        .rev()
        .find(|n| start.last_of_months(*n) <= end)
        .unwrap_or(0);
    (whole, end.number() - start.last_of_months(whole).number())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::from_iso(text).unwrap()
    }

    fn every_day() -> impl Iterator<Item = Day> {
        (Day::FIRST.number()..=Day::LAST.number()).map(Day::from_number)
    }

    #[test]
    fn impossible_days_are_none_and_far_ones_are_clamped() {
        for (year, month, day) in [
            (0, 1, 1),
            (10_000, 1, 1),
            (2020, 0, 1),
            (2020, 13, 1),
            (2020, 1, 0),
            (2021, 2, 29),
            (i32::MIN, u32::MAX, u32::MAX),
        ] {
            assert_eq!(Day::new(year, month, day), None);
        }
        assert_eq!(Day::from_number(i64::MIN).iso(), "0001-01-01");
        assert_eq!(Day::FIRST.plus_days(i64::MAX).iso(), "9999-12-31");
        assert_eq!(Day::FIRST.plus_months(i32::MIN).iso(), "0001-01-01");
        assert_eq!(Day::from_number(i64::MAX).moved().iso(), "9999-12-31");
        assert_eq!(Month::from_number(i32::MAX).next().key(), "9999-12");
        assert_eq!(Month::from_number(i32::MIN).previous().key(), "0000-01");
    }

    #[test]
    fn weekdays_are_those_of_the_civil_calendar() {
        for day in every_day().chain([EARLIEST, LATEST]) {
            let civil = day.date().weekday().num_days_from_monday();
            assert_eq!(day.weekday(), civil, "{}", day.iso());
        }
    }

    #[test]
    fn only_whole_iso_texts_are_read() {
        for text in [
            "",
            "2020-02-30",
            "2020-2-3",
            "2020/02/03",
            "2020-02-03 ",
            "+020-02-03",
            "2020-02-0é",
            "20é0-02-03",
            "０２０２-02-03",
        ] {
            assert_eq!(Day::from_iso(text), None, "{text}");
        }
        assert_eq!(day("2020-02-29").italian(), "29/02/2020");
        assert_eq!(day("0099-01-01").italian(), "01/01/0099");
    }

    #[test]
    fn periods_of_months_end_as_the_catalogue_says() {
        let last = |start: &str, n| day(start).last_of_months(n).iso();
        assert_eq!(last("2020-01-01", 11), "2020-11-30");
        assert_eq!(last("2019-08-31", 6), "2020-02-29");
        assert_eq!(last("2020-08-31", 6), "2021-02-28");
        assert_eq!(last("2020-01-31", 2), "2020-03-30");
        assert_eq!(last("2020-01-31", 0), "2020-01-30");
        assert_eq!(day("2020-03-10").month_end_after(2).iso(), "2020-05-31");
        assert_eq!(day("2019-12-31").month_end_after(2).iso(), "2020-02-29");
    }

    #[test]
    fn months_and_days_are_the_most_that_fit() {
        let starts = [
            "2019-12-31",
            "2020-01-01",
            "2020-01-30",
            "2020-02-29",
            "2021-08-31",
            "2021-03-15",
        ];
        for start in starts.map(day) {
            assert_eq!(months_and_days(start, start.plus_days(-1)), (0, 0));
            for length in 1..900 {
                let end = start.plus_days(length - 1);
                let (months, days) = months_and_days(start, end);
                assert!(
                    start.last_of_months(months) <= end && start.last_of_months(months + 1) > end
                );
                assert_eq!(start.last_of_months(months).plus_days(days), end);
            }
        }
        assert_eq!(
            months_and_days(day("2020-01-01"), day("2020-11-30")),
            (11, 0)
        );
        assert_eq!(
            months_and_days(day("2020-08-31"), day("2021-02-28")),
            (6, 0)
        );
        assert_eq!(
            months_and_days(day("2020-01-10"), day("2020-02-10")),
            (1, 1)
        );
    }

    #[test]
    fn holidays_are_those_of_their_year() {
        let of = |year: i32| {
            let days = every_day().filter(|day| day.ymd().0 == year && day.is_holiday());
            days.map(|day| day.iso()[5..].to_string())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let usual = "01-01 01-06 04-13 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26";
        assert_eq!(of(2020), usual);
        let once = "01-01 01-06 03-17 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26";
        assert_eq!(of(2011), once, "with Easter Monday on 25 April");
        let from_2026 = "01-01 01-06 04-06 04-25 05-01 06-02 08-15 10-04 11-01 12-08 12-25 12-26";
        assert_eq!(of(2026), from_2026);
        assert!(!day("2025-10-04").is_holiday() && day("2100-10-04").is_holiday());
    }

    #[test]
    fn terms_move_from_sundays_and_holidays_only() {
        for (from, to) in [
            ("2020-04-12", "2020-04-14"), // Easter
            ("2020-05-31", "2020-06-01"),
            ("2020-06-02", "2020-06-03"),
            ("2020-12-25", "2020-12-28"), // Friday, Saturday and Sunday
            ("2020-07-04", "2020-07-04"), // Saturday
            ("2020-07-15", "2020-07-15"),
        ] {
            assert_eq!(day(from).moved(), day(to));
        }
    }

    #[test]
    fn working_days_are_weekdays_without_holidays() {
        for (start, end) in [
            ("2009-03-02", "2009-06-30"),
            ("2011-04-18", "2011-05-01"), // Easter Monday on 25 April
            ("2020-02-23", "2020-02-23"),
            ("2009-12-20", "2010-01-10"),
            ("2020-03-02", "2020-03-01"),
        ] {
            let (start, end) = (day(start), day(end));
            for week in 5..=7 {
                let days = (start.number()..=end.number()).map(Day::from_number);
                let days = days.filter(|day| i64::from(day.weekday()) < week);
                assert_eq!(weekdays(start, end, week), days.clone().count() as i64);
                let worked = days.filter(|day| !day.is_holiday()).count() as i64;
                assert_eq!(working_days(start, end, week), worked);
            }
        }
        // Four months at eight hours a day are 86 days and 688 hours.
        assert_eq!(working_days(day("2009-09-01"), day("2009-12-31"), 5), 86);
    }

    #[test]
    fn months_have_keys() {
        let month = Month::from_key("2020-02").unwrap();
        assert_eq!(
            (month.year(), month.month(), month.key().as_str()),
            (2020, 2, "2020-02")
        );
        assert_eq!(
            (month.first().iso(), month.last().iso()),
            ("2020-02-01".into(), "2020-02-29".into())
        );
        assert_eq!(month.previous().previous().key(), "2019-12");
        assert_eq!(Month::of(day("2020-12-31")).next().key(), "2021-01");
        assert_eq!(Month::from_number(month.number()), month);
        // A month that no period can touch is a month all the same.
        assert_eq!(Month::from_key("0000-01").unwrap().key(), "0000-01");
        let of_calendar = ["1899-12", "1900-01", "2100-12", "2101-01"]
            .map(|key| Month::from_key(key).unwrap().is_of_calendar());
        assert_eq!(of_calendar, [false, true, true, false]);
        for text in [
            "", "2020-2", "2020-00", "2020-13", "2020-021", "2020/02", " 2020-02", "20²0-02",
            "é020-02",
        ] {
            assert_eq!(Month::from_key(text), None, "{text}");
        }
    }
}
