//! What others say of the calendar, of terms and of codes: packages of PyPI and npm (`outside/`), asked while the test
//! runs. A test run takes a sample by `CONVALIDA_SEED`; with `CONVALIDA_RUNS` one ten times as large.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

use convalida::calendar::{Day, Month, days_in_month, months_and_days};
use convalida::ranges::Ranges;
use convalida::text::{Kind, Raw, Reading, Value, can_become, codice_fiscale, read};

/// Where others say something else, and why. What is not here fails, and so does what no longer occurs.
const DISAGREEMENTS: &[Disagreement] = &[
    Disagreement {
        who: "holidays",
        of: "holiday",
        here: false,
        why: "Easter is a Sunday, which is free as such",
        is: |day, said| said == "Easter Sunday" && Day::from_iso(day).is_some_and(is_sunday),
    },
    Disagreement {
        who: "holidays",
        of: "holiday",
        here: false,
        why: "the day of national unity, moved in 1977 to the first Sunday of November: free as a Sunday",
        is: |day, said| {
            said == "National Unity Day"
                && from(2001, day)
                && Day::from_iso(day).is_some_and(is_sunday)
        },
    },
    Disagreement {
        who: "holidays",
        of: "holiday",
        here: false,
        why: "before 2001 other days were kept, which no term that is checked here meets",
        is: |day, said| said != "Easter Sunday" && !from(2001, day),
    },
    Disagreement {
        who: "holidays",
        of: "holiday",
        here: true,
        why: "before 2001 the days of today are taken, which no term that is checked here meets",
        is: |day, _| !from(2001, day),
    },
    Disagreement {
        who: "dateutil",
        of: "period",
        here: false,
        why: "a month from the 31st ends on the last day of a shorter month, and not before (art. 2963 c.c.)",
        is: |period, _| ends_in_shorter_month(period),
    },
    Disagreement {
        who: "schwifty",
        of: "country of SEPA",
        here: false,
        why: "territories whose accounts really begin with FI, FR or GB, by the register of IBANs",
        is: |country, _| TERRITORIES.contains(country),
    },
    Disagreement {
        who: "schwifty",
        of: "country of SEPA",
        here: false,
        why: "Gibraltar is not among the countries that the catalogue of rules lists with their lengths",
        is: |country, _| country == "GI",
    },
    Disagreement {
        who: "schwifty",
        of: "iban",
        here: false,
        why: "the same territories, and Gibraltar",
        is: |iban, _| is_not_listed(iban),
    },
    Disagreement {
        who: "python-stdnum",
        of: "iban",
        here: false,
        why: "the same",
        is: |iban, _| is_not_listed(iban),
    },
    Disagreement {
        who: "schwifty",
        of: "iban",
        here: true,
        why: "the national part of foreign accounts is not checked here, as the catalogue of rules says",
        is: |iban, _| !iban.starts_with("IT"),
    },
    Disagreement {
        who: "python-stdnum",
        of: "iban",
        here: true,
        why: "the same",
        is: |iban, _| !iban.starts_with("IT"),
    },
    Disagreement {
        who: "python-stdnum",
        of: "iban",
        here: false,
        why: "takes letters for check digits",
        is: |iban, _| iban[2..4].contains(char::is_alphabetic),
    },
    Disagreement {
        who: "python-stdnum",
        of: "iban",
        here: false,
        why: "does not compute the Italian check letter (CIN)",
        is: |iban, _| iban.starts_with("IT") && !iban[2..4].contains(char::is_alphabetic),
    },
    Disagreement {
        who: "python-stdnum",
        of: "codice-fiscale",
        here: false,
        why: "takes the day of birth modulo 40, so that 81 passes for 1; women have 41 to 71",
        is: |code, _| plain(code)[9..11] > *"80",
    },
    Disagreement {
        who: "codice-fiscale-js",
        of: "codice-fiscale",
        here: false,
        why: "looks at no day of birth",
        is: |code, _| codice_fiscale::births(code).iter().all(Option::is_none),
    },
    Disagreement {
        who: "python-codicefiscale",
        of: "codice-fiscale",
        here: true,
        why: "knows the places of birth and since when there are any: a matter of registers that change",
        is: |_, said| said == "place",
    },
    Disagreement {
        who: "python-stdnum",
        of: "codice-fiscale of a company",
        here: true,
        why: "refuses offices that never gave codes; the sample of applications that this program was handed is full of them",
        is: |code, _| is_of_no_office(code),
    },
    Disagreement {
        who: "python-stdnum",
        of: "partita-iva of a company",
        here: true,
        why: "the same",
        is: |code, _| is_of_no_office(code),
    },
];

const TERRITORIES: &str = "AX BL GF GG GP IM JE MF MQ NC PF PM RE TF WF YT";

struct Disagreement {
    who: &'static str,
    of: &'static str,
    /// What the core says.
    here: bool,
    why: &'static str,
    /// Whether this is the reason, for what was asked and what was said beside yes or no.
    is: fn(&str, &str) -> bool,
}

/// Holds verdicts against each other.
#[derive(Default)]
struct Comparison {
    seen: RefCell<BTreeSet<usize>>,
    asked: RefCell<BTreeMap<(String, String), usize>>,
    unexplained: RefCell<Vec<String>>,
}

impl Comparison {
    /// One verdict: `there` is that of `who`, `said` what it said beside.
    fn note(&self, [who, of, what, said]: [&str; 4], there: bool, here: bool) {
        let mut asked = self.asked.borrow_mut();
        *asked.entry((who.into(), of.into())).or_insert(0) += 1;
        if there == here {
            return;
        }
        let reason = DISAGREEMENTS
            .iter()
            .position(|d| (d.who, d.of, d.here) == (who, of, here) && (d.is)(what, said));
        match reason {
            Some(reason) => drop(self.seen.borrow_mut().insert(reason)),
            None => {
                let line = format!("{of} {what}: {there} for {who} ({said}), {here} here");
                self.unexplained.borrow_mut().push(line);
            }
        }
    }

    /// Fails where a disagreement has no reason, or a reason no disagreement; tells how much was asked.
    fn end(self) {
        let (asked, unexplained) = (self.asked.into_inner(), self.unexplained.into_inner());
        assert!(!asked.is_empty());
        for ((who, of), times) in &asked {
            eprintln!("{who}, {of}: {times}");
        }
        let (all, some) = (unexplained.len(), unexplained.iter().take(20));
        let some: Vec<_> = some.cloned().collect();
        assert!(all == 0, "{all} without a reason:\n{}", some.join("\n"));
        for (n, d) in DISAGREEMENTS.iter().enumerate() {
            let concerns = asked.contains_key(&(d.who.into(), d.of.into()));
            let occurs = !concerns || self.seen.borrow().contains(&n);
            assert!(occurs, "{} ({}) no longer occurs: {}", d.who, d.of, d.why);
        }
    }
}

const PYTHON: &str = ".tools/outside/bin/python";
const MISSING: &str = "what others say is missing here: pkg-config/setup/test-tools.sh installs it";

/// The answers to a question of `outside/ask.py`, each with so many columns.
fn asked<const N: usize>(question: &str) -> Vec<[String; N]> {
    let seed = std::env::var("CONVALIDA_SEED").unwrap_or("1".into());
    let times = if std::env::var_os("CONVALIDA_RUNS").is_some() {
        "10"
    } else {
        "1"
    };
    let mut command = Command::new(PYTHON);
    command.args(["tests/outside/ask.py", question, &seed, times]);
    rows(command.output().expect(MISSING), question)
}

fn rows<const N: usize>(output: std::process::Output, question: &str) -> Vec<[String; N]> {
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{question}: {MISSING}\n{complaint}"
    );
    let text = String::from_utf8(output.stdout).expect("text");
    let columns = |row: &str| row.split('\t').map(String::from).collect::<Vec<_>>();
    text.lines()
        .map(|row| columns(row).try_into().expect("its columns"))
        .collect()
}

fn day(iso: &str) -> Day {
    Day::from_iso(iso).expect("a day")
}

fn days() -> impl Iterator<Item = Day> {
    (Day::FIRST.number()..=Day::LAST.number()).map(Day::from_number)
}

fn is_sunday(day: Day) -> bool {
    day.weekday() == 6
}

/// Whether the last whole month of a period (`START END`), or the one that is not whole, has no such day as the start.
fn ends_in_shorter_month(period: &str) -> bool {
    let (start, end) = period.split_once(' ').expect("two days");
    let (start, end) = (day(start), day(end));
    let (months, _) = months_and_days(start, end);
    [months, months + 1]
        .iter()
        .any(|n| start.plus_months(*n).ymd().2 < start.ymd().2)
}

fn from(year: i32, iso: &str) -> bool {
    day(iso).ymd().0 >= year
}

#[test]
fn every_day_from_1900_to_2100_is_that_of_the_calendar() {
    let mut next = day("1900-01-01");
    for [month, weekday, length] in asked::<3>("months") {
        let key = Month::from_key(&month).expect("a month");
        let (first, length): (u32, u32) = (weekday.parse().unwrap(), length.parse().unwrap());
        assert_eq!(days_in_month(key.year(), key.month()), length, "{month}");
        assert_eq!((key.first(), key.key()), (next, month.clone()));
        for n in 1..=length {
            let iso = format!("{month}-{n:02}");
            assert_eq!(next.iso(), iso);
            assert_eq!(Day::from_iso(&iso), Some(next));
            assert_eq!(next.ymd(), (key.year(), key.month(), n));
            assert_eq!(Day::new(key.year(), key.month(), n), Some(next), "{iso}");
            assert_eq!(next.weekday(), (first + n - 1) % 7, "{iso}");
            assert_eq!(Month::of(next), key);
            if n == length {
                assert_eq!(key.last(), next);
            }
            next = Day::from_number(next.number() + 1);
        }
        let after = format!("{month}-{:02}", length + 1);
        assert_eq!(Day::from_iso(&after), None, "{after}");
    }
    assert_eq!(next, day("2101-01-01"));
    // Days are counted from 1970-01-01 (POSIX: 86400 seconds each; 1 January 2000 is second 946684800).
    assert_eq!(day("1970-01-01").number(), 0);
    assert_eq!(day("2000-01-01").number() * 86_400, 946_684_800);
}

#[test]
fn months_are_added_as_dateutil_does() {
    let rows = asked::<3>("added");
    assert!(rows.len() > 300_000);
    for [start, months, end] in rows {
        let reached = day(&start).plus_months(months.parse().unwrap());
        assert_eq!(reached.iso(), end, "{start} {months}");
    }
}

#[test]
fn periods_have_the_months_and_days_of_dateutil() {
    let comparison = Comparison::default();
    let rows = asked::<4>("periods");
    assert!(rows.len() >= 50_000);
    for [start, end, months, left] in rows {
        let (ours, days) = months_and_days(day(&start), day(&end));
        let told = (months.parse().unwrap(), left.parse().unwrap());
        let said = format!("{told:?} there, {:?} here", (ours, days));
        let what = format!("{start} {end}");
        comparison.note(
            ["dateutil", "period", &what, &said],
            true,
            told == (ours, days),
        );
    }
    comparison.end();
}

#[test]
fn holidays_and_terms_are_the_national_ones() {
    let comparison = Comparison::default();
    let rows = asked::<3>("free_days");
    let of = |package: &str| {
        let rows = rows.iter().filter(|[who, ..]| who == package);
        rows.map(|[_, iso, name]| (day(iso), name.as_str()))
            .collect::<BTreeMap<_, _>>()
    };
    let (listed, easters) = (of("holidays"), of("dateutil"));
    for day in days() {
        let name = listed.get(&day).copied();
        let what = ["holidays", "holiday", &day.iso(), name.unwrap_or_default()];
        comparison.note(what, name.is_some(), day.is_holiday());
    }
    comparison.end();
    assert_eq!(easters.len(), 201);
    for easter in easters.keys() {
        assert!(
            is_sunday(*easter) && easter.plus_days(1).is_holiday(),
            "{}",
            easter.iso()
        );
    }
    // Before 2001 the days of today are taken, and no other.
    let usual = "01-01 01-06 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26";
    for day in days().filter(|day| day.ymd().0 < 2001) {
        let expected = easters.contains_key(&day.plus_days(-1)) || usual.contains(&day.iso()[5..]);
        assert_eq!(day.is_holiday(), expected, "{}", day.iso());
    }
    // Terms end on no Sunday and on no day of the list; the first day after it is a holiday too.
    let after = day("2101-01-01");
    for start in days().filter(|day| day.ymd().0 >= 2001) {
        let free = |day: Day| is_sunday(day) || listed.contains_key(&day) || day == after;
        let expected = (0..).map(|n| start.plus_days(n)).find(|day| !free(*day));
        assert_eq!(Some(start.moved()), expected, "{}", start.iso());
    }
}

/// Whether a text is a value.
fn is_right(kind: &Kind, code: &str) -> bool {
    match read(kind, &Raw::Text(code)) {
        Reading::Value(Value::Text(found)) => {
            assert_eq!(found, code);
            true
        }
        _ => false,
    }
}

/// The same, typed: all beginnings of a right code live.
fn is_right_when_typed(kind: &Kind, code: &str) -> bool {
    let right = is_right(kind, code);
    let lives = |end: usize| can_become(kind, &code[..end], &Ranges::all());
    assert!(!right || (0..=code.len()).all(lives), "{code}");
    right
}

#[test]
fn ibans_are_right_where_others_say_so() {
    let comparison = Comparison::default();
    for [who, country, verdict, iban] in asked::<4>("countries") {
        let here = can_become(&Kind::Iban, &country, &Ranges::all());
        comparison.note(
            [&who, "country of SEPA", &country, &iban],
            verdict == "right",
            here,
        );
    }
    for (n, [who, code, verdict]) in asked::<3>("ibans").into_iter().enumerate() {
        let right = if n % 10 < 2 {
            is_right_when_typed(&Kind::Iban, &code)
        } else {
            is_right(&Kind::Iban, &code)
        };
        comparison.note([&who, "iban", &code, &verdict], verdict == "right", right);
    }
    comparison.end();
}

#[test]
fn codes_of_companies_are_right_where_others_say_so() {
    let comparison = Comparison::default();
    for [who, kind, code, verdict] in asked::<4>("companies") {
        let read_as = if kind == "partita-iva" {
            Kind::PartitaIva
        } else {
            Kind::CodiceFiscale
        };
        let right = is_right_when_typed(&read_as, &code);
        assert_eq!(can_become(&read_as, &code, &Ranges::all()), right, "{code}");
        comparison.note(
            [&who, &format!("{kind} of a company"), &code, &verdict],
            verdict == "right",
            right,
        );
    }
    comparison.end();
}

#[test]
fn codes_of_persons_are_right_where_others_say_so() {
    let comparison = Comparison::default();
    let kind = Kind::CodiceFiscale;
    let note = |[who, code, verdict, born]: [&String; 4]| {
        let right = is_right(&kind, code);
        comparison.note(
            [who, "codice-fiscale", code, verdict],
            verdict == "right",
            right,
        );
        if right && !born.is_empty() {
            // The year has two digits.
            let told = codice_fiscale::births(code).into_iter().flatten();
            let told: Vec<String> = told.map(Day::iso).collect();
            assert!(
                told.iter().any(|day| day[2..] == born[2..]),
                "{code}: {born} for {who}, {told:?} here"
            );
        }
    };
    let others = |code: &str, spellings: &str| {
        let person = codice_fiscale::person(code);
        if !is_right(&kind, code) {
            return 0;
        }
        for other in spellings.split_whitespace() {
            assert!(is_right(&kind, other), "{other}");
            assert_eq!(codice_fiscale::person(other), person, "{other}");
        }
        spellings.split_whitespace().count()
    };
    let persons = asked::<4>("persons");
    for (n, [who, code, verdict, born]) in persons.iter().enumerate() {
        note([who, code, verdict, born]);
        if n % 10 == 0 {
            let right = is_right_when_typed(&kind, code);
            let lives = can_become(&kind, code, &Ranges::all());
            assert_eq!(lives, right, "{code}");
        }
    }
    let codes: Vec<&str> = persons.iter().map(|[_, code, ..]| code.as_str()).collect();
    let mut told = [0, 0];
    for (package, rows) in [asked::<5>("spellings"), asked_of_npm(&codes)]
        .iter()
        .enumerate()
    {
        for [who, code, verdict, born, spellings] in rows {
            note([who, code, verdict, born]);
            told[package] += others(code, spellings);
        }
    }
    assert!(
        told[0] > 30_000 && told[1] > 30_000,
        "spellings of one person: {told:?}"
    );
    comparison.end();
}

/// What the package of npm says of codes of persons.
fn asked_of_npm(codes: &[&str]) -> Vec<[String; 5]> {
    let mut command = Command::new("node");
    command.arg("tests/outside/ask.mjs").stdin(Stdio::piped());
    let mut node = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect(MISSING);
    // It reads all before it writes anything.
    let mut input = node.stdin.take().expect("its input");
    let _ = input.write_all(codes.join("\n").as_bytes());
    drop(input);
    rows(node.wait_with_output().expect("its answer"), "ask.mjs")
}

fn is_not_listed(iban: &str) -> bool {
    TERRITORIES.contains(&iban[..2]) || iban.starts_with("GI")
}

/// Offices that give codes: 1 to 100, 120, 121, 888, 999.
fn is_of_no_office(code: &str) -> bool {
    let office = code
        .get(7..10)
        .and_then(|office| office.parse::<u32>().ok());
    let gives = |office| matches!(office, 1..=100 | 120 | 121 | 888 | 999);
    code.len() == 11 && office.is_some_and(|office| !gives(office))
}

/// A person's code with digits for the letters that stand for them.
fn plain(code: &str) -> String {
    let digit = |(place, c)| match "LMNPQRSTUV".find(c) {
        Some(n) if [6, 7, 9, 10, 12, 13, 14].contains(&place) => char::from(b'0' + n as u8),
        _ => c,
    };
    code.char_indices().map(digit).collect()
}
