//! A keystroke that changes no verdict: of hours it allocates the path and the value of its answer, and nothing else;
//! of what is half typed little more.

#[path = "support/pages.rs"]
mod pages;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use convalida::reply::Form;
use convalida::sheet::Given;
use convalida::tell::Language;
use pages::book;
use serde_json::json;

/// Counts what this thread asks of the memory.
struct Counting;

thread_local! {
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

#[allow(unsafe_code)] // an allocator can not be written without
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ASKED.try_with(|asked| asked.set(asked.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let _ = ASKED.try_with(|asked| asked.set(asked.get() + 1));
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

#[test]
fn a_silent_keystroke() {
    let mut form = Form::new(book("piemonte-2020", Language::Italian), None);
    let worker = json!({
        "cognome": "ROSSI", "nome": "MARIO", "dataAssunzione": "01/09/2018", "tipoContratto": "indeterminato",
        "orarioSettimanale": "40", "giorniSettimana": "5", "giorni": "20", "ore": "150",
    });
    let domanda = json!({
        "dataPresentazione": "01/04/2020",
        "periodo": { "dataInizio": "02/03/2020", "dataFine": "29/03/2020" },
        "lavoratori": vec![worker; 10],
    });
    form.load(domanda.to_string()).unwrap();
    // Numbers move totals, and a day opens a field whose limits are worked out; a text is kept as it was typed.
    for (field, texts, most) in [
        ("ore", &["151", "152"][..], 2),
        ("dataAssunzione", &["0", "01", "01/09/2018"], 12),
        ("cognome", &["R", "Ro"], 6),
    ] {
        let path = format!("lavoratori.5.{field}");
        for turn in 0..3 {
            for text in texts {
                let before = ASKED.get();
                let change = form.set(&path, Given::Text(text)).unwrap();
                let asked = ASKED.get() - before;
                assert!(change.is_quiet(), "{path} {text}: {change:?}");
                // The first turns make the plans and the room that later ones use again.
                assert!(
                    turn < 2 || asked <= most,
                    "{path} {text}: {asked} allocations"
                );
            }
        }
    }
}
