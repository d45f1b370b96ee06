//! The hot paths, each run once where an instrument can count its instructions: `node benches/instructions.mjs`

#![allow(clippy::print_stdout)] // it is a program that prints

mod applications;
#[path = "../tests/support/pages.rs"]
mod pages;

use std::hint::black_box;

use applications::with_workers;
use convalida::reply::Form;
use convalida::reply::diagnostic::diagnostics;
use convalida::session::Whole;
use convalida::sheet::Given;
use convalida::tell::Language;
use pages::book;

const WORKERS: usize = 1000;

/// The instrument counts what runs in here, under this very name.
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
}

/// Runs something twice, since the first time makes plans that are kept; the second is counted.
fn path(name: &str, turns: usize, mut work: impl FnMut()) {
    work();
    counted(&mut work);
    println!("{name}\t{turns}");
}

/// The text of a field, typed anew with each of these.
fn typed(form: &mut Form, name: &str, at: &str, texts: &[&str]) {
    path(name, texts.len(), || {
        for text in texts {
            black_box(form.set(at, Given::Text(text)).expect("a field"));
        }
    });
}

/// Days and hours of every row.
fn pasted(days: &'static str, hours: &'static str) -> Vec<(String, &'static str)> {
    let cells = |n: usize| {
        [("giorni", days), ("ore", hours)]
            .map(|(field, text)| (format!("lavoratori.{n}.{field}"), text))
    };
    (0..WORKERS).flat_map(cells).collect()
}

fn main() {
    let text = with_workers(WORKERS);
    let mut form = Form::new(book("piemonte-2020", Language::Italian), None);
    form.load(&text).expect("an application");
    let cell = |field: &str| format!("lavoratori.{}.{field}", WORKERS / 2);

    let hours = cell("ore");
    typed(&mut form, "keystroke, hours", &hours, &["1", "170", "152"]);
    typed(
        &mut form,
        "keystroke, hours that change nothing",
        &hours,
        &["151", "150", "152"],
    );
    typed(
        &mut form,
        "keystroke, hire date",
        &cell("dataAssunzione"),
        &["24/02/20", "24/02/202", "23/02/2020"],
    );
    typed(
        &mut form,
        "keystroke, codice fiscale",
        &cell("codiceFiscale"),
        &["MBGPNM72D12E992", "MBGPNM72D12E992W"],
    );
    // A day less changes what every row may hold, and no verdict; a week less makes nearly every row wrong.
    typed(
        &mut form,
        "keystroke, end of the period",
        "periodo.dataFine",
        &["28/03/2020", "29/03/2020"],
    );
    typed(
        &mut form,
        "keystroke, end of the period, every row turns",
        "periodo.dataFine",
        &["22/03/2020", "29/03/2020"],
    );
    // Two columns of the rows, and then again what was there.
    let (other, back) = (pasted("2", "8"), pasted("4", "32"));
    path("paste of two columns", 2, || {
        for cells in [&other, &back] {
            let cells: Vec<_> = cells
                .iter()
                .map(|(at, text)| (at.as_str(), Given::Text(text)))
                .collect();
            black_box(form.set_many(&cells).expect("fields"));
        }
    });
    path("form loaded", 1, || {
        form.load(&text).expect("an application");
    });
    let book = book("piemonte-2020", Language::Italian);
    path("whole check from JSON text", 1, || {
        let whole = Whole::of(book.wiring.clone(), None, &text).expect("an object");
        black_box(diagnostics(&book, whole.session(), &whole.findings()));
    });
}
