//! Whole grids of inputs against an oracle that counts them out by hand (`support/oracle.rs`). A test run tries a sample
//! of each grid, by `CONVALIDA_SEED`; with `CONVALIDA_RUNS` the whole of it.

#[path = "support/oracle.rs"]
mod oracle;
#[path = "support/pages.rs"]
mod pages;
#[path = "support/random.rs"]
mod random;

use std::collections::{BTreeSet, HashSet};
use std::time::Instant;

use convalida::calendar::{self, Day, Month};
use convalida::ranges::Ranges;
use convalida::session::Session;
use convalida::sheet::Given;
use convalida::text::codice_fiscale::{births, person};
use convalida::text::{Kind, Raw, Reading, Value, can_become, canonical, read};
use oracle::{Date, Days, iso, italian, month_days, months_later, spellings};
use random::Random;

/// Which of a grid's places are tried.
struct Sample {
    random: Random,
    one_in: usize,
    tried: usize,
    begun: Instant,
}

impl Sample {
    fn one_in(one_in: usize) -> Sample {
        let whole = std::env::var_os("CONVALIDA_RUNS").is_some();
        let seed = std::env::var("CONVALIDA_SEED").ok();
        let seed = seed.and_then(|text| text.parse().ok()).unwrap_or(1);
        Sample {
            random: Random::new(seed),
            one_in: if whole { 1 } else { one_in },
            tried: 0,
            begun: Instant::now(),
        }
    }

    fn takes(&mut self) -> bool {
        let takes = self.random.one_in(self.one_in);
        self.tried += usize::from(takes);
        takes
    }

    /// Says how much was tried; fails where that is nothing.
    fn end(self, what: &str) {
        let seconds = self.begun.elapsed().as_secs();
        eprintln!("{what}: {} in {seconds} s", self.tried);
        assert!(self.tried > 0, "{what}");
    }
}

/// An application under a rulebook, asked for the rules that it breaks at a path.
struct Page(Session);

impl Page {
    fn of(rulebook: &str, json: &str) -> Page {
        let mut session = Session::new(pages::wiring(rulebook), None);
        session.load(json).expect("an application");
        Page(session)
    }

    fn set(&mut self, path: &str, text: &str) {
        self.0.set(path, Given::Text(text)).expect("a field");
    }

    /// Of these rules, those that speak at a path, each with its severity.
    fn said(&self, path: &str, rules: &[&str]) -> BTreeSet<String> {
        let heads = pages::heads(self.0.wiring(), &self.0.findings_at(path));
        let here = heads.into_iter().filter(|head| head[2] == path);
        let named = here.filter_map(|head| {
            let slug = head[0].rsplit('/').next()?;
            rules.contains(&slug).then(|| format!("{slug} {}", head[1]))
        });
        named.collect()
    }
}

fn expected(rules: &[(bool, &str)]) -> BTreeSet<String> {
    let fire = rules.iter().filter(|(fires, _)| *fires);
    fire.map(|(_, rule)| rule.to_string()).collect()
}

#[test]
fn every_day_is_read_in_every_form_and_no_other() {
    let days = Days::counted();
    let mut sample = Sample::one_in(7);
    for date in days.all() {
        if !sample.takes() {
            continue;
        }
        for text in spellings(*date) {
            let value = Value::Ordinal(days.number(*date));
            assert_eq!(canonical(&Kind::Date, &value), iso(*date), "{text}");
            assert_eq!(
                read(&Kind::Date, &Raw::Text(&text)),
                Reading::Value(value),
                "{text}"
            );
        }
    }
    for year in 1895..=2105 {
        for month in 0..=13 {
            for day in 0..=32 {
                let real = (1900..=2100).contains(&year)
                    && (1..=12).contains(&month)
                    && (1..=month_days(year, month)).contains(&day);
                if real || !sample.takes() {
                    continue;
                }
                for text in spellings((year, month, day)) {
                    let reading = read(&Kind::Date, &Raw::Text(&text));
                    assert!(
                        matches!(reading, Reading::Unreadable(_)),
                        "{text}: {reading:?}"
                    );
                    assert!(!can_become(&Kind::Date, &text, &Ranges::all()), "{text}");
                }
            }
        }
    }
    sample.end("days");
}

/// The days that a kind of bound leaves, and the set that says so.
fn bounds(days: &Days) -> Vec<(&'static str, Vec<Date>, Ranges)> {
    let (first, last) = ((1900, 1, 1), (2100, 12, 31));
    let number = |date| days.number(date);
    let upto = |date| days.between(first, date).to_vec();
    let from = |date| days.between(date, last).to_vec();
    let between = |a, b| days.between(a, b).to_vec();
    let mut gaps = Ranges::none();
    let mut gaps_days = Vec::new();
    for (a, b) in [
        ((1999, 12, 31), (2000, 1, 1)),
        ((2004, 2, 29), (2004, 2, 29)),
        ((2019, 10, 10), (2020, 2, 23)),
        ((2020, 6, 2), (2020, 6, 16)),
        ((2020, 11, 1), (2021, 3, 31)),
    ] {
        gaps.append(number(a), number(b));
        gaps_days.extend(between(a, b));
    }
    let leap = (2096, 2, 29);
    vec![
        ("none at all", Vec::new(), Ranges::none()),
        ("one day", between(leap, leap), Ranges::only(number(leap))),
        (
            "from",
            from((2098, 11, 9)),
            Ranges::at_least(number((2098, 11, 9))),
        ),
        (
            "up to",
            upto((1902, 3, 2)),
            Ranges::at_most(number((1902, 3, 2))),
        ),
        (
            "both sides",
            between((2020, 2, 23), (2020, 8, 31)),
            Ranges::between(number((2020, 2, 23)), number((2020, 8, 31))),
        ),
        ("gaps", gaps_days, gaps),
        (
            "up to 23/02/2020",
            upto((2020, 2, 23)),
            Ranges::at_most(number((2020, 2, 23))),
        ),
        ("without bounds", days.all().to_vec(), Ranges::all()),
    ]
}

#[test]
fn a_beginning_lives_while_a_day_that_is_admitted_begins_so() {
    let days = Days::counted();
    let mut sample = Sample::one_in(900);
    for (bound, admitted, ranges) in bounds(&days) {
        let spelled: Vec<String> = admitted.iter().flat_map(|date| spellings(*date)).collect();
        let beginnings: HashSet<&str> = spelled
            .iter()
            .flat_map(|text| (0..=text.len()).map(|end| &text[..end]))
            .collect();
        // Days beside the bound matter most: every beginning of them, and each with one key more.
        let mut tried: HashSet<String> = HashSet::new();
        for date in days.all() {
            let near = admitted.len() < 400 && (2019..=2021).contains(&date.0);
            if !(sample.takes() || near && sample.random.one_in(8)) {
                continue;
            }
            for text in spellings(*date) {
                for end in 0..=text.len() {
                    if !tried.insert(text[..end].to_string()) {
                        continue;
                    }
                    for more in ["", "0", "1", "2", "3", "5", "9", "/", "-", ".", "x"] {
                        let begun = [&text[..end], more].concat();
                        let lives = can_become(&Kind::Date, &begun, &ranges);
                        assert_eq!(lives, beginnings.contains(&*begun), "{bound}: {begun:?}");
                    }
                }
            }
        }
        if admitted.is_empty() {
            assert!(!can_become(&Kind::Date, "", &ranges));
        }
    }
    sample.end("days whose beginnings were typed");
}

#[test]
fn every_period_of_2020_has_its_length_against_every_earlier_one() {
    const RULES: [&str; 5] = [
        "durata-minima",
        "durata-domanda",
        "durata-complessiva",
        "residuo-insufficiente",
        "data-fine-precede-inizio",
    ];
    let days = Days::counted();
    let (first, last) = ((2020, 2, 23), (2020, 8, 31));
    let mut sample = Sample::one_in(60);
    for earlier in 0..=63 {
        let mut page = Page::of("piemonte-2020", "{}");
        // In one application or in two.
        let split = if sample.random.one_in(2) {
            earlier / 2
        } else {
            0
        };
        let parts = [split, earlier - split]
            .into_iter()
            .filter(|part| *part > 0);
        for (row, part) in parts.enumerate() {
            let end = days.date(days.number(first) + part - 1);
            page.set(
                &format!("domandePrecedenti.{row}.dataInizio"),
                &italian(first),
            );
            page.set(&format!("domandePrecedenti.{row}.dataFine"), &italian(end));
        }
        for start in days.between(first, last) {
            page.set("periodo.dataInizio", &italian(*start));
            for end in days.between(first, last) {
                if !sample.takes() {
                    continue;
                }
                page.set("periodo.dataFine", &italian(*end));
                let long = days.number(*end) - days.number(*start) + 1;
                let (is_period, rest) = (long >= 1, 63 - earlier);
                let said = page.said("periodo.dataFine", &RULES);
                let right = expected(&[
                    (!is_period, "data-fine-precede-inizio error"),
                    (is_period && rest < 5, "residuo-insufficiente error"),
                    (is_period && rest >= 5 && long < 5, "durata-minima error"),
                    (is_period && long > 35, "durata-domanda error"),
                    (
                        is_period && rest >= 5 && long > rest,
                        "durata-complessiva error",
                    ),
                ]);
                assert_eq!(said, right, "{earlier} earlier, {start:?} to {end:?}");
            }
        }
    }
    sample.end("periods with earlier days");
}

#[test]
fn every_hire_day_of_2020_meets_the_version_of_its_filing_day() {
    const RULES: [&str; 2] = ["data-assunzione", "data-assunzione-conflitto"];
    let days = Days::counted();
    let path = "lavoratori.0.dataAssunzione";
    let mut page = Page::of("piemonte-2020", r#"{"lavoratori":[{}]}"#);
    let mut sample = Sample::one_in(12);
    let year = days.between((2020, 1, 1), (2020, 12, 31));
    for filed in year {
        page.set("dataPresentazione", &italian(*filed));
        let latest = match *filed {
            filed if filed < (2020, 4, 9) => (2020, 2, 23),
            filed if filed < (2020, 5, 19) => (2020, 3, 17),
            _ => (2020, 3, 25),
        };
        let in_conflict = ((2020, 4, 9)..(2020, 5, 19)).contains(filed);
        for hired in year {
            if !sample.takes() {
                continue;
            }
            page.set(path, &italian(*hired));
            let doubtful = *hired > (2020, 2, 23) && *hired <= (2020, 3, 17);
            let right = expected(&[
                (*hired > latest, "data-assunzione error"),
                (in_conflict && doubtful, "data-assunzione-conflitto warning"),
            ]);
            assert_eq!(
                page.said(path, &RULES),
                right,
                "filed {filed:?}, hired {hired:?}"
            );
        }
    }
    sample.end("filing and hire days");
}

#[test]
fn months_and_terms_are_those_that_are_counted_out() {
    let days = Days::counted();
    let of = |date| Day::from_number(days.number(date));
    let mut sample = Sample::one_in(11);
    for date in days.between((1910, 1, 1), (2090, 12, 31)) {
        let at_an_end = date.2 == 1 || date.2 >= 28;
        if !(at_an_end && sample.random.one_in(4) || sample.takes()) {
            continue;
        }
        assert_eq!(of(*date).ymd(), *date);
        assert_eq!(
            i64::from(of(*date).weekday()),
            days.weekday(*date),
            "{date:?}"
        );
        for months in -40..=40 {
            let later = months_later(*date, months);
            assert_eq!(
                of(*date).plus_months(months),
                of(later),
                "{date:?} {months}"
            );
            // Where the day was cut to the month's end, that day still belongs to the period.
            let ends = if later.2 == date.2 {
                days.number(later) - 1
            } else {
                days.number(later)
            };
            assert_eq!(
                of(*date).last_of_months(months).number(),
                ends,
                "{date:?} {months}"
            );
        }
        for k in 0..=6 {
            let (year, month, _) = months_later((date.0, date.1, 1), k);
            let end = (year, month, month_days(year, month));
            assert_eq!(of(*date).month_end_after(k), of(end), "{date:?} {k}");
        }
        let mut term = *date;
        while days.weekday(term) == 6 || days.is_holiday(term) {
            term = days.date(days.number(term) + 1);
        }
        assert_eq!(of(*date).moved(), of(term), "{date:?}");
        // Periods of up to three years from this day on: whole months, day by day.
        let (mut whole, mut left) = (0, 0);
        let start = days.number(*date);
        for end in start..start + 1100 {
            left += 1;
            let next = of(*date).last_of_months(whole + 1).number();
            if end == next {
                (whole, left) = (whole + 1, 0);
            }
            let told = calendar::months_and_days(of(*date), Day::from_number(end));
            assert_eq!(told, (whole, left), "{date:?} to {end}");
            let months = Month::of(Day::from_number(end)).number() - Month::of(of(*date)).number();
            assert!((months - whole).abs() <= 1);
        }
    }
    sample.end("days with their months and terms");
}

#[test]
fn working_days_are_those_that_are_counted_out() {
    let days = Days::counted();
    let mut sample = Sample::one_in(40);
    for start in days.between((2009, 1, 1), (2029, 12, 31)) {
        if !sample.takes() {
            continue;
        }
        let first = days.number(*start);
        for week in 5..=7 {
            let (mut weekdays, mut worked) = (0, 0);
            for end in first..first + 400 {
                let date = days.date(end);
                if days.weekday(date) < week {
                    weekdays += 1;
                    worked += i64::from(!days.is_holiday(date));
                }
                let (start, end) = (Day::from_number(first), Day::from_number(end));
                assert_eq!(calendar::weekdays(start, end, week), weekdays, "{date:?}");
                assert_eq!(calendar::working_days(start, end, week), worked, "{date:?}");
            }
        }
    }
    sample.end("periods with their working days");
}

#[test]
fn seniority_is_counted_from_every_hire_day_to_every_start() {
    let days = Days::counted();
    let path = "lavoratori.0.dataAssunzione";
    let mut page = Page::of("toscana-2014", r#"{"tipo":"cig","lavoratori":[{}]}"#);
    let mut sample = Sample::one_in(60);
    for start in days.between((2014, 1, 1), (2015, 12, 31)) {
        page.set("periodo.dataInizio", &italian(*start));
        let months = if start.0 == 2014 { 8 } else { 12 };
        for hired in days.between((2012, 12, 1), (2015, 12, 31)) {
            // The days beside the limit are tried more often.
            let reached = days.number(months_later(*hired, months));
            let beside = (reached - days.number(*start)).abs() <= 2;
            if !(beside && sample.random.one_in(4) || sample.takes()) {
                continue;
            }
            page.set(path, &italian(*hired));
            let right = expected(&[(reached > days.number(*start), "anzianita error")]);
            assert_eq!(
                page.said(path, &["anzianita"]),
                right,
                "{hired:?}, {start:?}"
            );
        }
    }
    sample.end("hire days and starts");
}

fn is_right(code: &str) -> bool {
    matches!(
        read(&Kind::CodiceFiscale, &Raw::Text(code)),
        Reading::Value(_)
    )
}

#[test]
fn of_all_check_characters_one_is_right_for_every_variant() {
    let days = Days::counted();
    let mut sample = Sample::one_in(100);
    for _ in 0..4000 {
        if !sample.takes() {
            continue;
        }
        let random = &mut sample.random;
        let letters: String = (0..6)
            .map(|_| char::from(b'A' + random.below(26) as u8))
            .collect();
        let born = *random.pick(days.between((1920, 1, 1), (2019, 12, 31)));
        let day = born.2 + if random.one_in(2) { 40 } else { 0 };
        let month = char::from(b"ABCDEHLMPRST"[born.1 as usize - 1]);
        let (year, place) = (born.0 % 100, 1 + random.below(999));
        let town = char::from(b'A' + random.below(13) as u8);
        let plain = format!("{letters}{year:02}{month}{day:02}{town}{place:03}");
        let mut persons = HashSet::new();
        for variant in 0u32..128 {
            let mut code = plain.clone().into_bytes();
            for (bit, place) in oracle::DIGIT_PLACES.iter().enumerate() {
                if variant >> bit & 1 == 1 {
                    code[*place] = oracle::OMOCODIA[usize::from(code[*place] - b'0')];
                }
            }
            let code = String::from_utf8(code).expect("letters and digits");
            let right = oracle::check_character(&code);
            for check in 'A'..='Z' {
                let whole = format!("{code}{check}");
                assert_eq!(is_right(&whole), check == right, "{whole}");
                let lives = can_become(&Kind::CodiceFiscale, &whole, &Ranges::all());
                assert_eq!(lives, check == right, "{whole}");
            }
            let whole = format!("{code}{right}");
            for end in 0..whole.len() {
                assert!(
                    can_become(&Kind::CodiceFiscale, &whole[..end], &Ranges::all()),
                    "{whole}"
                );
            }
            let told = births(&whole)[usize::from(born.0 >= 2000)];
            assert_eq!(told.map(Day::number), Some(days.number(born)), "{whole}");
            persons.insert(person(&whole));
        }
        assert_eq!(persons.len(), 1, "{plain}");
    }
    sample.end("persons in 128 variants and 26 check characters");
}

#[test]
fn of_all_check_digits_one_is_right() {
    let mut sample = Sample::one_in(40);
    for _ in 0..400_000 {
        if !sample.takes() {
            continue;
        }
        let digits: Vec<u32> = (0..10).map(|_| sample.random.below(10) as u32).collect();
        let text: String = digits.iter().map(u32::to_string).collect();
        // What no office ever gave out is refused beside it: its last places are told by `text/code.rs`.
        let right = oracle::check_digit(&digits);
        for check in (0..10).filter(|check| *check != right) {
            for kind in [Kind::PartitaIva, Kind::CodiceFiscale] {
                let reading = read(&kind, &Raw::Text(&format!("{text}{check}")));
                assert!(matches!(reading, Reading::Unreadable(_)), "{text}{check}");
            }
        }
        assert!(is_right(&format!("{text}{right}")) || digits.iter().all(|digit| *digit == 0));
    }
    sample.end("numbers with ten check digits");
}

/// Hundredths as a person writes them.
fn hours(hundredths: i64) -> String {
    format!("{},{:02}", hundredths / 100, hundredths % 100)
}

fn up(a: i64, b: i64) -> i64 {
    (a + b - 1) / b
}

#[test]
fn days_and_hours_fit_the_workers_calendar() {
    const DAYS: [&str; 1] = ["giorni-oltre-periodo"];
    const HOURS: [&str; 2] = ["ore-oltre-giorni", "ore-oltre-settimane"];
    let days = Days::counted();
    let mut sample = Sample::one_in(150);
    let first = (2020, 2, 24);
    for length in 1..=63 {
        // The worker's days: cut out of a longer period by what he has of his own, by hire, by leaving, by contract.
        let start = days.number(first) + sample.random.below(20) as i64;
        let (start, end) = (days.date(start), days.date(start + length - 1));
        let row = match length % 4 {
            0 => [("dataInizio", start), ("dataFine", end)],
            1 => [("dataAssunzione", start), ("dataCessazione", end)],
            2 => [("dataInizio", start), ("dataCessazione", end)],
            _ => [("dataAssunzione", start), ("dataFineContratto", end)],
        };
        let row = row.map(|(name, date)| format!(r#""{name}":"{}""#, italian(date)));
        let period = r#""periodo":{"dataInizio":"23/02/2020","dataFine":"31/08/2020"}"#;
        let json = format!(r#"{{{period},"lavoratori":[{{{}}}]}}"#, row.join(","));
        let mut page = Page::of("piemonte-2020", &json);
        for week in 0..=7 {
            let text = if week == 0 {
                String::new()
            } else {
                week.to_string()
            };
            page.set("lavoratori.0.giorniSettimana", &text);
            for asked in 0..=length + 1 {
                page.set("lavoratori.0.giorni", &asked.to_string());
                let said = page.said("lavoratori.0.giorni", &DAYS);
                let over = |week| asked > oracle::most_worked(length, week);
                let blocks = over(if week == 0 { 6 } else { week });
                let right = expected(&[
                    (blocks, "giorni-oltre-periodo error"),
                    (
                        !blocks && week == 0 && over(5),
                        "giorni-oltre-periodo warning",
                    ),
                ]);
                assert_eq!(said, right, "{asked} of {length} at {week}");
                for weekly in [
                    1, 33, 667, 1250, 1999, 2000, 2425, 3000, 3601, 3800, 4000, 4799, 4800,
                ] {
                    let of_weeks = weekly * up(length, 7);
                    let even = up(asked * weekly, if week == 0 { 5 } else { week });
                    let uneven = if week == 0 {
                        asked * weekly
                    } else {
                        let left = weekly.min(asked % week * 1300);
                        (asked / week * weekly + left).max(even)
                    };
                    for cap in [of_weeks, even, uneven] {
                        for ore in [cap - 1, cap, cap + 1] {
                            if ore < 0 || !sample.takes() {
                                continue;
                            }
                            page.set("lavoratori.0.orarioSettimanale", &hours(weekly));
                            page.set("lavoratori.0.ore", &hours(ore));
                            let hard = asked > 0 && ore > uneven;
                            let right = expected(&[
                                (hard, "ore-oltre-giorni error"),
                                (asked > 0 && !hard && ore > even, "ore-oltre-giorni warning"),
                                (ore > of_weeks, "ore-oltre-settimane error"),
                            ]);
                            let said = page.said("lavoratori.0.ore", &HOURS);
                            assert_eq!(
                                said, right,
                                "{ore} of {weekly}, {asked} of {length} at {week}"
                            );
                        }
                    }
                }
            }
        }
    }
    sample.end("hours and days of a worker");
}
