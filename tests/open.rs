//! Fields that are being typed and were never left cost the other edits nothing; what stands in the place of a row or a
//! list comes back as it was written.
#![cfg(debug_assertions)] // only debug builds count what they work out

#[path = "support/pages.rs"]
mod pages;

use convalida::session::{Session, looks};
use convalida::sheet::Given;
use pages::wiring;

/// How many values a keystroke works out among so many rows in which hours are being typed.
fn counted(rows: usize) -> u64 {
    let worker = r#"{"dataAssunzione":"01/09/2018","orarioSettimanale":"40","giorniSettimana":"5","giorni":"20"}"#;
    let workers = vec![worker; rows].join(",");
    let period = r#""periodo":{"dataInizio":"02/03/2020","dataFine":"29/03/2020"}"#;
    let mut session = Session::new(wiring("piemonte-2020"), None);
    let json = format!(r#"{{{period},"lavoratori":[{workers}]}}"#);
    session.load(&json).expect("an object");
    for row in 0..rows {
        let path = format!("lavoratori.{row}.ore");
        session.set(&path, Given::Text("7,")).expect("a field");
    }
    let before = looks();
    for text in ["1", "15", "152", "900"] {
        let path = "lavoratori.1.ore";
        session.set(path, Given::Text(text)).expect("a field");
    }
    looks() - before
}

#[test]
fn fields_that_are_never_left_cost_the_others_nothing() {
    assert_eq!(counted(10), counted(300));
}

#[test]
fn what_is_no_row_comes_back_as_it_was_written() {
    for json in [
        r#"{"domandePrecedenti":1e+21,"lavoratori":40}"#,
        r#"{"lavoratori":[40,1.5,null,"Anna",[1,2],{"ore":"4"}]}"#,
        r#"{"organico":{"addetti":1.5},"lavoratori":{"0":{"ore":4}}}"#,
    ] {
        let mut session = Session::new(wiring("piemonte-2020"), None);
        session.load(json).expect("an object");
        assert_eq!(session.to_json(), json);
    }
}
