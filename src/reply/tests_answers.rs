//! Explanations, filing days, splits and drafts, as people read them.

use serde_json::{Value, json};

use super::Form;
use super::tests::book;
use crate::calendar::Day;
use crate::sheet::Given;
use crate::tell::Language;

fn form_of(name: &str, language: Language, domanda: &Value) -> Form {
    let mut form = Form::new(book(name, language), None);
    form.load(&domanda.to_string()).unwrap();
    form
}

fn italian(name: &str, domanda: Value) -> Form {
    form_of(name, Language::Italian, &domanda)
}

fn texts(form: &Form, rule: &str, path: Option<&str>) -> Vec<String> {
    let explained = form.explain(rule, path).unwrap();
    explained.steps.into_iter().map(|step| step.text).collect()
}

/// Seventy-one days, and a worker hired late whose contract ends early.
fn long() -> Value {
    json!({
        "dataPresentazione": "15/04/2020",
        "periodo": { "dataInizio": "01/03/2020", "dataFine": "10/05/2020" },
        "lavoratori": [{
            "dataAssunzione": "24/03/2020", "tipoContratto": "determinato", "dataFineContratto": "30/04/2020",
            "orarioSettimanale": "40", "giorniSettimana": 5, "giorni": 30, "ore": "400",
        }],
    })
}

#[test]
fn a_rule_is_worked_out_with_the_values_at_hand() {
    let form = italian("piemonte-2020", long());
    let explained = form
        .explain("durata-domanda", Some("periodo.dataFine"))
        .unwrap();
    let told = serde_json::to_value(&explained).unwrap();
    assert_eq!(told["rule"], "piemonte-2020/durata-domanda");
    assert_eq!(told["title"], "Durata massima di una domanda");
    assert_eq!(told["severity"], "error");
    assert_eq!(told["enforcedBy"], "portale");
    assert_eq!(told["holds"], false);
    assert_eq!(told["reading"], false);
    assert_eq!(
        told["steps"],
        json!([
            { "text": "data di fine del periodo: 10/05/2020" },
            { "text": "data di inizio del periodo: 01/03/2020", "name": "inizio", "value": "2020-03-01" },
            { "text": "Massimo: 01/03/2020 + 35 giorni - 1 = 04/04/2020.", "name": "ultima", "value": "2020-04-04" },
            { "text": "giorni: 71", "name": "giorni", "value": 71 },
            { "text": "massimo: 35", "name": "massimo", "value": 35 },
            { "text": "giorni in più: 36", "name": "oltre", "value": 36 },
        ])
    );
    assert_eq!(
        told["sources"][0]["quote"],
        "durata massima di ogni domanda è stabilita in 5 settimane, pari a 35 giorni di calendario"
    );
    let english = form_of("piemonte-2020", Language::English, &long());
    let steps = texts(&english, "piemonte-2020/durata-domanda", None);
    assert_eq!(steps[2], "Maximum: 01/03/2020 + 35 days - 1 = 04/04/2020.");
    assert_eq!(steps[0], "end date of the period: 10/05/2020");
}

#[test]
fn named_formulas_come_before_what_uses_them_and_a_lone_name_tells_its_formula() {
    let form = italian("piemonte-2020", long());
    assert_eq!(
        texts(&form, "ore-oltre-giorni", Some("lavoratori.0.ore")),
        [
            "ore di CIG: 400",
            "orario settimanale: 40",
            "giorni di lavoro a settimana: 5",
            "giorni di sospensione o riduzione: 30",
            "Vale quando 30 > 0 e ore di lavoro al giorno è vuoto e giorni di lavoro a settimana (5) è dato: sì.",
            "ore-medie: arrotonda-su(30 * 40 / 5) = 240.",
            "Massimo: max(240; arrotonda-giù(30 / 5) * 40 + min(40; 30 resto 5 * 13 ore)) = 240.",
        ]
    );
}

#[test]
fn what_is_satisfied_is_explained_too_and_what_does_not_look_says_nothing() {
    let form = italian("piemonte-2020", long());
    let holds = |rule: &str| form.explain(rule, None).unwrap().holds;
    assert_eq!(holds("durata-minima"), Some(true));
    let steps = texts(&form, "durata-minima", None);
    assert!(
        steps.contains(&"D: 10/05/2020 - 01/03/2020 + 1 = 71.".to_string()),
        "{steps:?}"
    );
    assert!(
        steps.contains(&"Non va se 71 < 5: no.".to_string()),
        "{steps:?}"
    );
    // Enough days are left: the rule on the rest does not look.
    assert_eq!(holds("residuo-insufficiente"), None);
    let empty = italian("piemonte-2020", json!({}));
    assert_eq!(empty.explain("durata-domanda", None).unwrap().holds, None);
}

/// A rule may look at several fields with one formula: each part tells of its own.
#[test]
fn a_formula_that_parts_share_speaks_of_the_field_of_each() {
    let form = italian("piemonte-2020", long());
    let steps = texts(&form, "campo-consigliato", Some("datoreLavoro.settore"));
    assert_eq!(
        steps,
        ["Si segnala se controllo completo (sì) e settore è vuoto: sì."]
    );
}

#[test]
fn a_rule_that_reads_texts_tells_what_stands_there() {
    let form = italian(
        "piemonte-2020",
        json!({ "periodo": { "dataFine": "31/02/2020" } }),
    );
    let explained = form
        .explain("valore-illeggibile", Some("periodo.dataFine"))
        .unwrap();
    assert_eq!(explained.holds, Some(false));
    assert_eq!(
        explained.steps[0].text,
        "data di fine del periodo: 31/02/2020"
    );
    let elsewhere = form
        .explain("valore-illeggibile", Some("periodo.dataInizio"))
        .unwrap();
    assert_eq!(elsewhere.holds, None);
    let required = form
        .explain("campo-obbligatorio", Some("periodo.dataInizio"))
        .unwrap();
    assert_eq!(required.holds, Some(false));
}

#[test]
fn a_wrong_question_is_told_so() {
    let form = italian("piemonte-2020", long());
    let wrong = form.explain("durata", None).unwrap_err().0;
    let start = "«durata» is no rule of piemonte-2020. Its rules are: campo-obbligatorio, ";
    assert!(
        wrong.starts_with(start) && wrong.contains(", durata-domanda, "),
        "{wrong}"
    );
    assert!(form.explain("piemonte-2020", None).is_err());
    assert!(form.explain("", None).is_err());
    let wrong = form
        .explain("in-forza", Some("lavoratori.7.ore"))
        .unwrap_err()
        .0;
    assert!(wrong.starts_with("«lavoratori» has no row 7"), "{wrong}");
    // Where it is not shown at the path, it is explained as without one.
    for path in [
        "causale",
        "boh",
        "lavoratori",
        "periodo",
        "lavoratori[0].ore",
    ] {
        let elsewhere = form.explain("durata-domanda", Some(path)).unwrap();
        assert_eq!(elsewhere, form.explain("durata-domanda", None).unwrap());
    }
}

/// In the cases from outside: what a whole check says, its explanation says too.
#[test]
fn what_is_said_does_not_hold() {
    let cases = std::fs::read_to_string("tests/casi/domande.jsonl").unwrap();
    let mut asked = 0;
    for line in cases.lines().step_by(67) {
        let case: Value = serde_json::from_str(line).unwrap();
        let domanda = &case["domanda"];
        let name = domanda["regolamento"].as_str().unwrap_or("piemonte-2020");
        let today = case["today"].as_str().and_then(Day::from_iso);
        let mut form = Form::new(book(name, Language::Italian), today.map(Day::number));
        form.load(&domanda.to_string()).unwrap();
        for said in form.validate() {
            let explained = form.explain(&said.rule, Some(&said.path)).unwrap();
            let place = format!("{} at {} of {domanda}", said.rule, said.path);
            assert_eq!(explained.holds, Some(false), "{place}");
            assert_eq!(explained.severity, said.severity, "{place}");
            assert_eq!(explained.sources, said.sources, "{place}");
            asked += 1;
        }
    }
    assert!(asked > 30, "{asked}");
}

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
    assert_eq!(old.diagnostics(None), [said.clone()]);
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
