//! Days as numbers, and the terms of the law that the measured rules speak of; written apart from the JavaScript.

/// Days since 01/01/1970 (a Thursday).
pub fn day(year: i32, month: i32, day: i32) -> i32 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month, day.
pub fn civil(number: i32) -> (i32, i32, i32) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (later, month) = if month < 10 {
        (0, month + 3)
    } else {
        (1, month - 9)
    };
    (year + era * 400 + later, month, day)
}

pub fn length(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

pub fn written(number: i32) -> String {
    let (year, month, day) = civil(number);
    format!("{day:02}/{month:02}/{year}")
}

/// Last day of the month that comes so many months after a day's.
fn end_of_month(number: i32, later: i32) -> i32 {
    let (year, month, _) = civil(number);
    let at = year * 12 + month - 1 + later;
    let (year, month) = (at / 12, at % 12 + 1);
    day(year, month, length(year, month))
}

/// Butcher's algorithm.
fn easter_monday(year: i32) -> i32 {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let sum = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
    day(year, sum / 31, sum % 31 + 1) + 1
}

/// A term that ends on a Sunday or a holiday ends on the next day that is neither.
fn moved(mut number: i32) -> i32 {
    loop {
        let (year, month, of_month) = civil(number);
        let is_sunday = number.rem_euclid(7) == 3;
        let is_holiday = matches!(
            (of_month, month),
            (1 | 6, 1) | (25, 4) | (1, 5 | 11) | (2, 6) | (15, 8) | (8 | 25 | 26, 12)
        );
        if !is_sunday && !is_holiday && number != easter_monday(year) {
            return number;
        }
        number += 1;
    }
}

pub fn latest_hire(filed: Option<i32>) -> i32 {
    match filed {
        Some(filed) if filed < day(2020, 4, 9) => day(2020, 2, 23),
        Some(filed) if filed < day(2020, 5, 19) => day(2020, 3, 17),
        _ => day(2020, 3, 25),
    }
}

/// The last day to file, and whether a day after it is too late for anything.
pub fn filing_term(start: i32, filed: i32) -> (i32, bool) {
    if filed < day(2020, 6, 17) {
        return (moved(end_of_month(start, 2)), false);
    }
    let ordinary = if start <= day(2020, 4, 30) {
        day(2020, 7, 15)
    } else {
        moved(end_of_month(start, 1)).max(day(2020, 7, 17))
    };
    let term = if (day(2020, 7, 1)..=day(2020, 8, 31)).contains(&ordinary) {
        day(2020, 10, 31)
    } else if (day(2020, 9, 1)..=day(2020, 9, 30)).contains(&ordinary) {
        day(2020, 11, 16)
    } else {
        ordinary
    };
    let last = if ordinary <= day(2020, 12, 31) {
        day(2021, 3, 31)
    } else {
        term
    };
    (term, filed > last)
}
