//! Explanations as people read them.

use serde_json::{Value, json};

use crate::calendar::Day;
use crate::reply::Form;
use crate::reply::tests::{book, form_of, italian, long};
use crate::tell::Language;

fn texts(form: &Form, rule: &str, path: Option<&str>) -> Vec<String> {
    let explained = form.explain(rule, path).unwrap();
    explained.steps.into_iter().map(|step| step.text).collect()
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
            { "text": "data di fine del periodo: 10/05/2020", "kind": "field", "label": "data di fine del periodo", "shown": "10/05/2020" },
            { "text": "data di inizio del periodo: 01/03/2020", "kind": "field", "label": "data di inizio del periodo",
              "shown": "01/03/2020", "name": "inizio", "value": "2020-03-01" },
            { "text": "Massimo: 01/03/2020 + 35 giorni - 1 = 04/04/2020.", "kind": "max", "formula": "01/03/2020 + 35 giorni - 1",
              "shown": "04/04/2020", "name": "ultima", "value": "2020-04-04" },
            { "text": "giorni: 71", "kind": "figure", "label": "giorni", "shown": "71", "name": "giorni", "value": 71 },
            { "text": "massimo: 35", "kind": "figure", "label": "massimo", "shown": "35", "name": "massimo", "value": 35 },
            { "text": "giorni in più: 36", "kind": "figure", "label": "giorni in più", "shown": "36", "name": "oltre", "value": 36 },
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
fn what_is_reckoned_over_rows_is_told_in_english_too() {
    let mut long = long();
    long["domandePrecedenti"] = json!([{ "dataInizio": "25/01/2020", "dataFine": "29/02/2020" }]);
    let form = form_of("piemonte-2020", Language::English, &long);
    let steps = texts(&form, "piemonte-2020/durata-complessiva", None);
    let earlier = steps.iter().find(|text| text.starts_with("precedenti: "));
    assert!(
        earlier.is_some_and(|text| text.starts_with("precedenti: sum(earlier-applications: if ")),
        "{steps:?}"
    );
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
fn what_is_satisfied_is_explained_too_and_what_can_not_look_says_nothing() {
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
    // Enough days are left, as its condition tells: the rule on the rest is satisfied.
    assert_eq!(holds("residuo-insufficiente"), Some(true));
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
        form.load(domanda.to_string()).unwrap();
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
fn what_is_half_typed_is_explained_by_the_version_of_the_filing_day() {
    let mut form = italian(
        "piemonte-2020",
        json!({
            "dataPresentazione": "20/05/2020",
            "periodo": { "dataInizio": "23/02/2020" },
            "lavoratori": [{}],
        }),
    );
    let path = "lavoratori.0.dataAssunzione";
    let change = form
        .set(path, crate::sheet::Given::Text("24/02/203"))
        .unwrap();
    let message = &change.added[0].message;
    assert!(message.contains("al massimo 25/03/2020"), "{message}");
    let explained = form.explain("data-assunzione", Some(path)).unwrap();
    let most = explained.steps.iter().find_map(|step| match step.kind {
        crate::reply::steps::StepKind::Max => step.shown.clone(),
        _ => None,
    });
    assert_eq!(most.as_deref(), Some("25/03/2020"));
}
