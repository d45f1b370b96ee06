//! A calendar and codes counted out by hand, apart from the core: slow, plain, and with no line in common with it.

#![allow(dead_code)] // each test file uses its part of it

/// A day as year, month and day of the month.
pub type Date = (i32, u32, u32);

/// How many days a month has.
pub fn month_days(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The days of 1900 to 2100, one after the other, each with its number from 1970-01-01.
pub struct Days {
    all: Vec<Date>,
    starts: Vec<usize>,
}

/// How many days lie before 1970 from 1900 on: 70 years, 17 of them leap years.
const BEFORE_1970: i64 = 70 * 365 + 17;

impl Days {
    pub fn counted() -> Days {
        let (mut all, mut starts) = (Vec::new(), Vec::new());
        for year in 1900..=2100 {
            for month in 1..=12 {
                starts.push(all.len());
                all.extend((1..=month_days(year, month)).map(|day| (year, month, day)));
            }
        }
        Days { all, starts }
    }

    pub fn all(&self) -> &[Date] {
        &self.all
    }

    pub fn number(&self, (year, month, day): Date) -> i64 {
        let start = self.starts[(year - 1900) as usize * 12 + month as usize - 1];
        (start + day as usize - 1) as i64 - BEFORE_1970
    }

    pub fn date(&self, number: i64) -> Date {
        self.all[(number + BEFORE_1970) as usize]
    }

    /// The days from one to another, both included.
    pub fn between(&self, from: Date, to: Date) -> &[Date] {
        let place = |date| (self.number(date) + BEFORE_1970) as usize;
        &self.all[place(from)..=place(to)]
    }

    /// 0 for Monday: 1900-01-01 was one.
    pub fn weekday(&self, date: Date) -> i64 {
        (self.number(date) + BEFORE_1970) % 7
    }

    /// Whether a day is a national holiday; Easter itself is a Sunday.
    pub fn is_holiday(&self, date: Date) -> bool {
        let fixed = matches!(
            (date.1, date.2),
            (1 | 11, 1) | (1, 6) | (4, 25) | (5, 1) | (6, 2) | (8, 15) | (12, 8 | 25 | 26)
        );
        let (month, day) = easter(date.0);
        let monday = self.date(self.number((date.0, month, day)) + 1);
        fixed
            || date == monday
            || date == (2011, 3, 17)
            || date.0 >= 2026 && (date.1, date.2) == (10, 4)
    }
}

/// Easter Sunday after Gauss, with the two corrections of the 20th century.
fn easter(year: i32) -> (u32, u32) {
    let (a, b, c) = (year % 19, year % 4, year % 7);
    let (m, n) = if year < 2100 {
        (24, if year < 1900 { 4 } else { 5 })
    } else {
        (24, 6)
    };
    let d = (19 * a + m) % 30;
    let e = (2 * b + 4 * c + 6 * d + n) % 7;
    match 22 + d + e {
        day if day <= 31 => (3, day as u32),
        57 => (4, 19),
        56 if d == 28 && e == 6 && a > 10 => (4, 18),
        day => (4, day as u32 - 31),
    }
}

/// The same day some months later or earlier, or that month's last: month by month.
pub fn months_later((mut year, mut month, day): Date, months: i32) -> Date {
    for _ in 0..months.abs() {
        (year, month) = match (month, months > 0) {
            (12, true) => (year + 1, 1),
            (1, false) => (year - 1, 12),
            (_, true) => (year, month + 1),
            (_, false) => (year, month - 1),
        };
    }
    (year, month, day.min(month_days(year, month)))
}

pub fn italian((year, month, day): Date) -> String {
    format!("{day:02}/{month:02}/{year:04}")
}

pub fn iso((year, month, day): Date) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// Every way to write a day that the contract names.
pub fn spellings((year, month, day): Date) -> Vec<String> {
    let short_or_long = |n: u32| {
        let long = format!("{n:02}");
        let short = n.to_string();
        if short == long {
            vec![long]
        } else {
            vec![long, short]
        }
    };
    let mut all = vec![iso((year, month, day)), format!("{day:02}{month:02}{year}")];
    for separator in ['/', '-', '.'] {
        for day in short_or_long(day) {
            for month in short_or_long(month) {
                all.push(format!("{day}{separator}{month}{separator}{year}"));
            }
        }
    }
    all
}

/// What a character at an odd place of a codice fiscale is worth (D.M. 23/12/1976); digits as the letters A to J.
const ODD: [u32; 26] = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/// The check character of the first fifteen.
pub fn check_character(code: &str) -> char {
    let worth = |(place, c): (usize, char)| {
        let plain = c.to_digit(10).unwrap_or_else(|| c as u32 - 'A' as u32);
        if place % 2 == 0 {
            ODD[plain as usize]
        } else {
            plain
        }
    };
    let sum: u32 = code.chars().take(15).enumerate().map(worth).sum();
    char::from(b'A' + (sum % 26) as u8)
}

/// The places of a codice fiscale with digits, and what stands for each of them among persons of one code.
pub const DIGIT_PLACES: [usize; 7] = [6, 7, 9, 10, 12, 13, 14];
pub const OMOCODIA: &[u8] = b"LMNPQRSTUV";

/// The check digit of ten digits, as of a partita IVA.
pub fn check_digit(digits: &[u32]) -> u32 {
    let mut sum = 0;
    for (place, digit) in digits.iter().enumerate() {
        let doubled = if place % 2 == 1 { digit * 2 } else { *digit };
        sum += doubled / 10 + doubled % 10;
    }
    (10 - sum % 10) % 10
}

/// The most days that are worked among so many in a row, when the first days of each week are: every way to begin.
pub fn most_worked(days: i64, week: i64) -> i64 {
    let worked = |begin: i64| (begin..begin + days).filter(|day| day % 7 < week).count() as i64;
    (0..7).map(worked).max().unwrap_or(0)
}
