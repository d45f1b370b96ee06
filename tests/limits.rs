//! What may be entered, said literally on a shipped rulebook.

#[path = "support/pages.rs"]
mod pages;

use convalida::reply::Book;
use convalida::reply::bounds::bounds;
use convalida::session::Session;
use convalida::tell::Language;
use pages::book;
use serde_json::json;

fn loaded(book: &Book, application: serde_json::Value) -> Session {
    let mut session = book.session(None);
    session.load(application.to_string()).unwrap();
    session
}

#[test]
fn bounds_name_the_ends_and_their_rules() {
    let book = book("piemonte-2020", Language::Italian);
    let session = loaded(
        &book,
        json!({ "periodo": { "dataInizio": "02/03/2020" }, "lavoratori": [{}] }),
    );
    let said = |path: &str| serde_json::to_value(bounds(&book, &session, path).unwrap()).unwrap();
    assert_eq!(
        said("periodo.dataFine"),
        json!({ "min": "2020-03-06", "max": "2020-04-05", "because": [
            { "rule": "piemonte-2020/durata-minima" },
            { "rule": "piemonte-2020/durata-domanda" },
        ] })
    );
    let hours = json!({ "min": 0.01, "max": 48, "because": [{ "rule": "piemonte-2020/orario-settimanale" }] });
    assert_eq!(said("lavoratori.0.orarioSettimanale"), hours);
    // The row that is still to come, and what no rule bounds.
    assert_eq!(said("lavoratori.1.orarioSettimanale"), hours);
    assert_eq!(said("lavoratori.0.iban"), json!({ "because": [] }));
    assert_eq!(said("altrove"), json!({ "because": [] }));
    let wrong = bounds(&book, &session, "lavoratori").unwrap_err();
    assert_eq!(
        wrong.0,
        "«lavoratori» names no field: «lavoratori» is a list. Name a row of it by its number, counted from 0, and a field in it."
    );
}
