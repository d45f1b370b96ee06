//! What checking costs: whole checks, loading, keystrokes.
//! `cargo bench --bench check --profile native`

#![allow(clippy::print_stdout)] // it is a program that prints

mod applications;
#[path = "../tests/support/checks.rs"]
mod checks;
#[path = "../tests/support/pages.rs"]
mod pages;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use applications::with_workers;
use convalida::reply::diagnostic::diagnostics;
use convalida::reply::{Book, Form};
use convalida::session::Whole;
use convalida::sheet::{Given, Sheet};
use convalida::tell::Language;
use pages::book;

/// The shortest of some runs, in microseconds a turn.
fn timed(runs: usize, turns: usize, mut run: impl FnMut()) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..runs {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed().as_secs_f64());
    }
    best * 1e6 / turns as f64
}

fn line(what: &str, micros: f64) {
    println!("{what:52} {micros:11.2} µs");
}

fn small() {
    let cases = checks::all();
    let books: BTreeMap<&str, Book> = cases
        .iter()
        .map(|case| (case.book_name(), book(case.book_name(), Language::Italian)))
        .collect();
    let texts = cases.iter().map(|case| {
        (
            case.domanda.to_string(),
            case.today(),
            &books[case.book_name()],
        )
    });
    let some: Vec<_> = texts.step_by(cases.len() / 1000 + 1).collect();
    let check = || {
        for (text, today, book) in &some {
            let whole = Whole::of(book.wiring.clone(), *today, text).expect("an object");
            black_box(diagnostics(book, whole.session(), &whole.findings()));
        }
    };
    let verdicts = || {
        for (text, today, book) in &some {
            let whole = Whole::of(book.wiring.clone(), *today, text).expect("an object");
            black_box(whole.findings());
        }
    };
    let take = || {
        for (text, today, book) in &some {
            black_box(Whole::of(book.wiring.clone(), *today, text).is_ok());
        }
    };
    let each = some.len();
    line("whole check, a small application", timed(3, each, check));
    line(
        "  of it, verdicts without sentences",
        timed(3, each, verdicts),
    );
    line("  of it, taken in", timed(3, each, take));
}

fn large(count: usize, runs: usize) {
    let text = with_workers(count);
    let book = book("piemonte-2020", Language::Italian);
    let wiring = &book.wiring;
    let check = timed(runs, 1, || {
        let whole = Whole::of(wiring.clone(), None, &text).expect("an object");
        black_box(diagnostics(&book, whole.session(), &whole.findings()));
    });
    line(&format!("whole check, {count} workers"), check);
    let verdicts = timed(runs, 1, || {
        let whole = Whole::of(wiring.clone(), None, &text).expect("an object");
        black_box(whole.findings());
    });
    line("  of it, verdicts without sentences", verdicts);
    let taken = timed(runs, 1, || {
        black_box(Whole::of(wiring.clone(), None, &text).is_ok());
    });
    line("  of it, taken in", taken);
    let read = timed(runs, 1, || {
        let mut sheet = Sheet::new(&wiring.model, wiring.texts.clone(), &wiring.compared);
        black_box(sheet.load(&wiring.model, &text).is_ok());
    });
    line("  of it, read", read);

    let mut form = Form::new(book, None);
    let load = timed(runs, 1, || form.load(&text).expect("an object"));
    line(&format!("load, {count} workers"), load);

    let row = count / 2;
    let cell = |name: &str| format!("lavoratori.{row}.{name}");
    let edits: [(&str, String, &[&str]); 7] = [
        ("hours", cell("ore"), &["1", "15", "152"]),
        (
            "hours that change nothing",
            cell("ore"),
            &["152", "151", "150"],
        ),
        ("hours that are too many", cell("ore"), &["1", "170", "171"]),
        (
            "hire date",
            cell("dataAssunzione"),
            &["2", "24", "24/02/20", "24/02/202", "23/02/2020"],
        ),
        (
            "codice fiscale",
            cell("codiceFiscale"),
            &["M", "MBGPNM72D12E992", "MBGPNM72D12E992W"],
        ),
        (
            "dataPresentazione",
            "dataPresentazione".to_string(),
            &["01/04/2020", "02/04/2020", "30/06/2020"],
        ),
        (
            "periodo.dataInizio",
            "periodo.dataInizio".to_string(),
            &["02/03/2020", "03/03/2020", "09/03/2020"],
        ),
    ];
    for (name, path, texts) in edits {
        if !is_asked(name) {
            continue;
        }
        let turns = if path.starts_with('l') { 200 } else { 3 };
        let keystroke = timed(runs * 8, turns * texts.len(), || {
            for _ in 0..turns {
                for text in texts {
                    black_box(form.set(&path, Given::Text(text)).expect("a field"));
                }
            }
        });
        form.load(&text).expect("an object");
        line(&format!("keystroke, {name}, {count} workers"), keystroke);
    }
}

/// Whether what is measured under this name was asked for: everything, where nothing was.
fn is_asked(name: &str) -> bool {
    let mut asked = std::env::args().skip(1).filter(|given| {
        let number = given.bytes().all(|b| b.is_ascii_digit());
        !number && !given.starts_with("--")
    });
    asked.next().is_none_or(|asked| name.contains(&asked))
}

fn main() {
    if is_asked("small") {
        small();
    }
    large(10, 5);
    large(1000, 3);
    if std::env::args().any(|given| given == "10000") {
        large(10_000, 2);
    }
}
