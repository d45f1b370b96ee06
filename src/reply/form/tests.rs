//! Filing days, splits, drafts and pastes, as a form tells them.

use serde_json::json;

use crate::model::Scope;
use crate::reply::Form;
use crate::reply::tests::{book, form_of, italian, long};
use crate::sheet::Given;
use crate::tell::Language;

#[test]
fn other_filing_days_are_told_and_the_form_stays_as_it_is() {
    let form = italian("piemonte-2020", long());
    let (json, said) = (form.to_json(), form.diagnostics(None));
    let days = form.filing_days();
    let told: Vec<_> = days
        .iter()
        .map(|days| (days.text.as_str(), days.current, days.errors))
        .collect();
    assert_eq!(
        told,
        [
            (
                "Presentata dal 17/03/2020 al 18/05/2020: come ora.",
                true,
                1
            ),
            (
                "Presentata dal 19/05/2020 al 01/06/2020. Cade il rilievo «In forza alla data di riferimento».",
                false,
                0
            ),
            (
                "Presentata dal 02/06/2020 al 16/06/2020. Cade il rilievo «In forza alla data di riferimento». C'è il rilievo «Termine per presentare la domanda».",
                false,
                0
            ),
            (
                "Presentata dal 17/06/2020 al 31/10/2020. Cade il rilievo «In forza alla data di riferimento».",
                false,
                0
            ),
        ]
    );
    let late = serde_json::to_value(&days[2]).unwrap();
    assert_eq!(late["from"], "2020-06-02");
    assert_eq!(
        late["appears"][0]["rule"],
        "piemonte-2020/termine-presentazione"
    );
    assert_eq!(late["appears"][0]["count"], 1);
    assert_eq!(late["appears"][0]["path"], "dataPresentazione");
    let explained = form
        .explain("data-assunzione", Some("lavoratori.0.dataAssunzione"))
        .unwrap();
    let holds: Vec<_> = explained
        .filing_days
        .iter()
        .flatten()
        .map(|days| (days.from.as_str(), days.holds))
        .collect();
    assert_eq!(
        holds,
        [
            ("2020-03-17", false),
            ("2020-04-09", false),
            ("2020-05-19", true)
        ]
    );
    assert_eq!(form.to_json(), json);
    assert_eq!(form.diagnostics(None), said);
    let none = italian("rapporto", json!({}));
    assert_eq!(none.filing_days(), []);
}

#[test]
fn a_need_too_long_is_split_and_the_fix_says_so() {
    let form = italian("piemonte-2020", long());
    let proposal = serde_json::to_value(form.summary().proposal).unwrap();
    assert_eq!(
        proposal,
        json!({
            "text": "Il periodo si può chiedere con 2 domande: dal 01/03/2020 al 04/04/2020 (35 giorni); dal 05/04/2020 al 02/05/2020 (28 giorni). Restano fuori 8 giorni.",
            "parts": [
                { "dataInizio": "2020-03-01", "dataFine": "2020-04-04", "days": 35 },
                { "dataInizio": "2020-04-05", "dataFine": "2020-05-02", "days": 28 },
            ],
        })
    );
    let said = form.diagnostics(Some("periodo.dataFine"));
    let long = said
        .iter()
        .find(|said| said.rule.ends_with("/durata-domanda"))
        .unwrap();
    let fix = long.fix.as_ref().unwrap();
    assert_eq!(
        fix.label,
        "Termina il 04/04/2020 e chiedi il resto con un'altra domanda: dal 05/04/2020 al 02/05/2020 (28 giorni)"
    );
    assert_eq!(fix.edits[0].value, "04/04/2020");
    let short = italian(
        "piemonte-2020",
        json!({ "periodo": { "dataInizio": "01/03/2020", "dataFine": "04/04/2020" } }),
    );
    assert_eq!(short.summary().proposal, None);
}

#[test]
fn a_draft_of_another_version_says_so_and_only_that() {
    let name = "piemonte-2020";
    let draft = |version: &str| json!({ "regolamento": name, "versioneRegolamento": version });
    let version = book(name, Language::Italian).about.version.clone();
    let rules = |form: &Form| {
        form.diagnostics(None)
            .into_iter()
            .map(|said| said.rule)
            .collect::<Vec<_>>()
    };
    assert_eq!(rules(&italian(name, draft(&version))), Vec::<String>::new());
    let old = italian(name, draft(" 1 "));
    let [said] = &old.diagnostics(Some("versioneRegolamento"))[..] else {
        panic!("one diagnostic");
    };
    assert_eq!(
        said.message,
        format!(
            "Questa bozza fu salvata con la versione 1 del regolamento: ora è controllata con la versione {version}. Rileggi gli avvisi prima di inviarla."
        )
    );
    assert_eq!(
        (said.rule.as_str(), said.severity),
        ("piemonte-2020/regolamento-aggiornato", "info")
    );
    assert_eq!(
        json!(said.params),
        json!({ "salvata": "1", "attuale": version })
    );
    assert_eq!(old.diagnostics(None), std::slice::from_ref(said));
    assert_eq!(old.validate()[0], *said);
    assert_eq!(old.diagnostics(Some("periodo.dataFine")), []);
    let english = form_of(name, Language::English, &draft("1")).diagnostics(None);
    assert_eq!(
        english[0].message,
        format!(
            "This draft was saved with version 1 of the rulebook: it is now checked with version {version}. Read the messages again before sending it."
        )
    );
    // Of another rulebook nothing is known.
    let other = json!({ "regolamento": "toscana-2020", "versioneRegolamento": "1" });
    assert_eq!(rules(&italian(name, other)), Vec::<String>::new());
}

#[test]
fn a_paste_is_one_change() {
    let domanda = json!({ "periodo": { "dataInizio": "01/03/2020", "dataFine": "31/03/2020" } });
    let edits = [
        ("lavoratori[0].dataAssunzione", Given::Text("24/02/2020")),
        ("lavoratori.0.dataAssunzione", Given::Text("24/03/2020")),
        ("lavoratori.1.dataAssunzione", Given::Text("01/02/2020")),
        ("boh", Given::Bool(true)),
    ];
    let mut pasted = italian("piemonte-2020", domanda.clone());
    let change = pasted.set_many(&edits).unwrap();
    let fields: Vec<_> = change
        .fields
        .iter()
        .map(|field| field.path.as_str())
        .collect();
    assert_eq!(
        fields,
        [
            "lavoratori.0.dataAssunzione",
            "lavoratori.1.dataAssunzione",
            "boh"
        ]
    );
    assert_eq!(change.fields[0].value.as_deref(), Some("2020-03-24"));
    assert!(change.field.is_none());
    let rows = serde_json::to_value(change.rows.as_ref().unwrap()).unwrap();
    assert_eq!(
        rows,
        json!({ "list": "lavoratori", "inserted": 0, "count": 2 })
    );
    let added: Vec<_> = change.added.iter().map(|said| said.path.as_str()).collect();
    assert!(
        added
            .iter()
            .all(|path| *path == "lavoratori.0.dataAssunzione")
            && !added.is_empty(),
        "{added:?}"
    );
    let mut typed = italian("piemonte-2020", domanda);
    for (path, given) in edits {
        typed.set(path, given).unwrap();
    }
    assert_eq!(pasted.to_json(), typed.to_json());
    assert_eq!(pasted.diagnostics(None), typed.diagnostics(None));
    // Where one of them makes no sense none is done.
    let before = pasted.to_json();
    let wrong = [
        ("lavoratori.1.ore", Given::Text("4")),
        ("lavoratori.9.ore", Given::Text("4")),
    ];
    assert!(pasted.set_many(&wrong).is_err());
    assert_eq!(pasted.to_json(), before);
}

/// What takes the place of another of the same rule is only told as new.
#[test]
fn another_sentence_about_the_same_text_takes_the_place_of_the_one_before() {
    let mut form = italian("piemonte-2020", json!({}));
    for typed in ["3x", "3xy"] {
        let change = form.set("dataPresentazione", Given::Text(typed)).unwrap();
        let said: Vec<&str> = change.added.iter().map(|d| d.message.as_str()).collect();
        let wanted = format!(
            "«{typed}» non può essere una data: scrivila come 23/02/2020, con un giorno che esiste."
        );
        assert_eq!(said, [wanted]);
        assert!(change.removed.is_empty(), "{:?}", change.removed);
    }
}

#[test]
fn what_stands_in_the_place_of_an_object_is_called_by_its_name() {
    let form = italian(
        "piemonte-2020",
        json!({ "periodo": 7, "domandePrecedenti": 1, "lavoratori": [5] }),
    );
    let said = form.diagnostics(None).into_iter();
    let said: Vec<String> = said.map(|d| d.message).collect();
    let wanted = [
        ("periodo richiesto", "gruppo di campi"),
        ("domande precedenti", "elenco di righe"),
        ("lavoratore", "gruppo di campi"),
    ]
    .map(|(name, wanted)| {
        format!("Per {name} serve un {wanted}, qui c'è un dato di un'altra forma: correggi la struttura.")
    });
    assert_eq!(said, wanted);
}

#[test]
fn a_list_within_a_row_is_a_list() {
    let form = italian(
        "piemonte-2020",
        json!({ "domandePrecedenti": [{ "lavoratori": 5 }] }),
    );
    let said = form.diagnostics(Some("domandePrecedenti.0.lavoratori"));
    assert_eq!(
        said[0].message,
        "Per lavoratori della domanda precedente serve un elenco di righe, qui c'è un dato di un'altra forma: correggi la struttura."
    );
}

#[test]
fn a_row_that_is_not_there_is_told_with_what_to_do() {
    let mut form = italian("piemonte-2020", json!({ "lavoratori": [{}] }));
    let said = "«lavoratori» has no row 9: it has 1 row, counted from 0.";
    let set = form.set("lavoratori.9.ore", Given::Text("4")).unwrap_err();
    assert_eq!(set.0, format!("{said} Insert the row first."));
    assert_eq!(form.remove("lavoratori", 9).unwrap_err().0, said);
    assert_eq!(form.insert("lavoratori", Some(9)).unwrap_err().0, said);
}

#[test]
fn a_form_tells_its_rulebook() {
    let form = italian("piemonte-2020", json!({}));
    assert_eq!(form.rulebook().name, "piemonte-2020");
    assert!(
        form.rules()
            .iter()
            .any(|rule| rule.rule == "piemonte-2020/durata-domanda")
    );
    assert!(
        form.fields()
            .iter()
            .any(|field| field.path == "periodo.dataFine")
    );
    assert_eq!(form.unasked()[0].rule, "piemonte-2020/competenza-ministero");
    let bounds = italian("piemonte-2020", long())
        .bounds("periodo[dataFine]")
        .unwrap();
    assert_eq!(bounds.max, Some(json!("2020-04-04")));
}

/// What a field of the row to come may hold is told as if the row stood there: it has no hours of March.
#[test]
fn the_row_to_come_counts_in_the_bounds_of_its_fields() {
    let mut form = italian(
        "piemonte-2020",
        json!({
            "periodo": { "dataInizio": "16/03/2020", "dataFine": "12/04/2020" },
            "lavoratori": [{ "consuntivo": { "2020-03": "40" } }],
        }),
    );
    let path = "lavoratori.1.consuntivo.2020-04";
    let bounds = form.bounds(path).unwrap();
    assert!(bounds.impossible);
    assert_eq!(
        bounds.because[0].rule,
        "piemonte-2020/consuntivo-mese-precedente"
    );
    assert_eq!(form.session().sheet().rows(Scope::Lavoratori), 1);
    form.set(path, Given::Text("8")).unwrap();
    assert_eq!(form.bounds(path).unwrap(), bounds);
}

#[test]
fn what_is_no_attempt_at_a_code_is_said_as_of_any_field() {
    let form = italian(
        "piemonte-2020",
        json!({ "datoreLavoro": { "codiceFiscale": true }, "lavoratori": [{ "codiceFiscale": [1] }] }),
    );
    let said = form.diagnostics(None).into_iter();
    let said: Vec<String> = said
        .filter(|said| said.path.ends_with("codiceFiscale"))
        .map(|said| said.message)
        .collect();
    assert_eq!(
        said,
        [
            "Vero o falso non è un valore di questo campo (codice fiscale del datore di lavoro): scrivilo come testo o numero.",
            "Per codice fiscale del lavoratore serve un solo valore, qui c'è un gruppo o un elenco: scrivi il valore.",
        ]
    );
}

/// What would mend a rule: the label of its fix, and the edits.
fn fix_of(form: &Form, rule: &str) -> Option<(String, Vec<(String, String)>)> {
    let said = form.diagnostics(None).into_iter();
    let fix = said
        .filter(|said| said.rule.ends_with(rule))
        .find_map(|said| said.fix)?;
    let edits = fix.edits.into_iter();
    Some((
        fix.label,
        edits.map(|edit| (edit.path, edit.value)).collect(),
    ))
}

#[test]
fn dates_the_wrong_way_round_are_offered_the_other_way_round() {
    let reversed = json!({ "periodo": { "dataInizio": "10/05/2020", "dataFine": "01/05/2020" } });
    let form = italian("piemonte-2020", reversed);
    let edits = [
        ("periodo.dataInizio", "01/05/2020"),
        ("periodo.dataFine", "10/05/2020"),
    ];
    let edits = edits.map(|(path, value)| (path.to_string(), value.to_string()));
    assert_eq!(
        fix_of(&form, "/data-fine-precede-inizio"),
        Some(("Scambia le date".to_string(), edits.to_vec()))
    );
}

#[test]
fn what_is_offered_follows_the_rows_that_it_is_held_against() {
    // As many days in both, but once they lie in the period asked for.
    let earlier = |start: &str, end: &str| {
        json!({
            "periodo": { "dataInizio": "01/04/2020", "dataFine": "05/05/2020" },
            "domandePrecedenti": [
                { "dataInizio": "23/02/2020", "dataFine": "26/03/2020" },
                { "dataInizio": start, "dataFine": end },
            ],
        })
    };
    let offered = |form: &Form| {
        let (_, edits) = fix_of(form, "/durata-complessiva").unwrap();
        edits.first().unwrap().1.clone()
    };
    let mut form = italian("toscana-2020", earlier("27/03/2020", "31/03/2020"));
    assert_eq!(offered(&form), "25/04/2020");
    form.set_many(&[
        ("domandePrecedenti.1.dataInizio", Given::Text("20/04/2020")),
        ("domandePrecedenti.1.dataFine", Given::Text("24/04/2020")),
    ])
    .unwrap();
    let whole = italian("toscana-2020", earlier("20/04/2020", "24/04/2020"));
    assert_eq!(offered(&whole), "30/04/2020");
    assert_eq!(offered(&form), "30/04/2020");
}
