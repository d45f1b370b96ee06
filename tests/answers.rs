//! What a form can be asked: proposals, and what another filing day would change.

#[path = "support/checks.rs"]
mod checks;
#[path = "support/pages.rs"]
mod pages;

use std::collections::BTreeMap;

use convalida::calendar::Day;
use convalida::reply::Form;
use convalida::reply::summary::AssumedBy;
use convalida::sheet::Given;
use convalida::tell::Language;
use pages::form;
use serde_json::json;

fn parts(form: &Form) -> Vec<(String, String)> {
    let parts = form
        .summary()
        .proposal
        .map_or(Vec::new(), |split| split.parts);
    let ends = parts
        .into_iter()
        .map(|part| (part.data_inizio, part.data_fine));
    ends.collect()
}

#[test]
fn a_long_need_is_split_into_applications_that_satisfy_every_rule() {
    for (period, earlier, wanted) in [
        // Nine weeks: 35 and 28 days.
        (
            ("23/02/2020", "25/04/2020"),
            "",
            vec![("2020-02-23", "2020-03-28"), ("2020-03-29", "2020-04-25")],
        ),
        // A day more than one application holds: the second may not be shorter than five.
        (
            ("23/02/2020", "29/03/2020"),
            "",
            vec![("2020-02-23", "2020-03-24"), ("2020-03-25", "2020-03-29")],
        ),
        // More than nine weeks: what cannot be covered stays outside.
        (
            ("23/02/2020", "30/04/2020"),
            "",
            vec![("2020-02-23", "2020-03-28"), ("2020-03-29", "2020-04-25")],
        ),
        // With 28 days asked before, 35 are left: one application is all.
        (
            ("29/03/2020", "30/05/2020"),
            r#"{"dataInizio":"01/03/2020","dataFine":"28/03/2020"}"#,
            vec![],
        ),
        (("23/02/2020", "28/03/2020"), "", vec![]),
    ] {
        let domanda = format!(
            r#"{{"dataPresentazione":"15/04/2020","periodo":{{"dataInizio":"{}","dataFine":"{}"}},"domandePrecedenti":[{earlier}]}}"#,
            period.0, period.1
        );
        let found = parts(&form("piemonte-2020", None, &domanda));
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(found, wanted, "{period:?}");
    }
}

#[test]
fn no_split_is_promised_where_no_rule_sees_an_application_before_this_one() {
    // Seven months "not to be extended any more", twelve months "in all": a second application would be refused.
    for (name, domanda, ends) in [
        (
            "toscana-2014",
            r#"{"tipo":"mobilita","periodo":{"dataInizio":"01/03/2014","dataFine":"23/10/2014"},"mobilita":{"mesiFruiti":0,"mesiDecreto2014":3}}"#,
            "30/06/2014",
        ),
        (
            "lombardia-2009",
            r#"{"tipo":"trattamento-equivalente","periodo":{"dataInizio":"18/09/2009","dataFine":"30/11/2010"}}"#,
            "17/09/2010",
        ),
    ] {
        let form = form(name, None, domanda);
        assert_eq!(parts(&form), [], "{name}");
        let found = form.diagnostics(Some("periodo.dataFine"));
        let labels = found.into_iter().filter_map(|d| Some(d.fix?.label));
        assert_eq!(
            Vec::from_iter(labels),
            [format!("Termina il {ends}")],
            "{name}"
        );
    }
}

#[test]
fn the_split_is_offered_as_a_fix_and_tells_of_the_agreement() {
    let domanda = r#"{"dataPresentazione":"15/04/2020","periodo":{"dataInizio":"23/02/2020","dataFine":"25/04/2020"},
        "accordo":{"dataInizio":"23/02/2020","dataFine":"28/03/2020"}}"#;
    let form = form("piemonte-2020", None, domanda);
    let found = form.diagnostics(Some("periodo.dataFine"));
    let fix = found
        .iter()
        .find(|d| d.rule == "piemonte-2020/durata-domanda")
        .and_then(|d| d.fix.clone())
        .expect("a fix");
    assert_eq!(
        fix.label,
        "Termina il 28/03/2020 e chiedi il resto con un'altra domanda: dal 29/03/2020 al 25/04/2020 (28 giorni)"
    );
    let edits = fix.edits.iter().map(|edit| (&*edit.path, &*edit.value));
    assert_eq!(Vec::from_iter(edits), [("periodo.dataFine", "28/03/2020")]);
    let text = form.summary().proposal.map(|split| split.text);
    assert!(text.as_deref().is_some_and(|text| text.contains("L'accordo deve coprirle tutte, fino al 25/04/2020.")), "{text:?}");
}

#[test]
fn a_part_that_ends_sooner_than_it_might_says_why() {
    let split = |end: &str| {
        let domanda = format!(
            r#"{{"dataPresentazione":"15/04/2020","periodo":{{"dataInizio":"23/02/2020","dataFine":"{end}"}}}}"#
        );
        let form = form("piemonte-2020", None, &domanda);
        form.summary().proposal.map(|split| split.text)
    };
    assert_eq!(
        split("30/03/2020").as_deref(),
        Some(
            "Il periodo si può chiedere con 2 domande: dal 23/02/2020 al 25/03/2020 (32 giorni); dal 26/03/2020 al \
             30/03/2020 (5 giorni). Ci si ferma al 25/03/2020, e non al 28/03/2020, perché una domanda copre almeno 5 giorni."
        )
    );
    assert_eq!(
        split("02/04/2020").as_deref(),
        Some(
            "Il periodo si può chiedere con 2 domande: dal 23/02/2020 al 28/03/2020 (35 giorni); dal 29/03/2020 al \
             02/04/2020 (5 giorni)."
        )
    );
}

/// Messages by rule and path.
type Said = BTreeMap<(String, String), String>;

/// What is said when this is the filing day.
fn said_on(form: &mut Form, day: &str) -> Said {
    form.set("dataPresentazione", Given::Text(day))
        .expect("a field");
    form.commit("dataPresentazione").expect("a field");
    let said = form.validate().into_iter().filter(|d| d.severity != "info");
    said.map(|d| ((d.rule, d.path), d.message)).collect()
}

#[test]
fn the_stretches_of_filing_days_say_what_filing_on_each_of_them_says() {
    let cases = checks::all();
    let (mut compared, mut turning) = (0, 0);
    for case in cases.iter().step_by(43) {
        let mut filed = case.form();
        let mut last: Option<(String, Said)> = None;
        for stretch in case.form().filing_days() {
            let (from, to) = (stretch.from, stretch.to);
            let first = said_on(&mut filed, &from);
            let days = [&from, &to].map(|day| Day::from_iso(day).expect("a day"));
            let (mut day, mut said) = (days[0], first.clone());
            while day < days[1] {
                day = day.plus_days(1);
                said = said_on(&mut filed, &day.iso());
                assert!(
                    first.keys().eq(said.keys()),
                    "{}: {from} and {}: {first:?}, {said:?}",
                    case.place,
                    day.iso()
                );
            }
            if let Some((before, until)) = &last {
                assert_ne!(
                    &first, until,
                    "{}: {before} and {from} need no parting",
                    case.place
                );
                turning += 1;
            }
            last = Some((to, said));
            compared += 1;
        }
    }
    assert!(
        compared > 30 && turning > 10,
        "{compared} compared, {turning} turns"
    );
}

#[test]
fn a_worker_hired_late_is_told_from_which_filing_day_he_is_in() {
    let domanda = r#"{"dataPresentazione":"15/04/2020","periodo":{"dataInizio":"30/03/2020","dataFine":"30/04/2020"},
        "lavoratori":[{"dataAssunzione":"24/03/2020"}]}"#;
    let form = form("piemonte-2020", None, domanda);
    let days = form.filing_days();
    let texts: Vec<&str> = days.iter().map(|days| days.text.as_str()).collect();
    assert!(
        texts
            .iter()
            .any(|text| text.starts_with("Presentata dal 19/05/2020 al")
                && text.contains("Cade il rilievo")),
        "{texts:?}"
    );
    let explained = form
        .explain("data-assunzione", Some("lavoratori.0.dataAssunzione"))
        .expect("a rule");
    let days = explained.filing_days.unwrap_or_default();
    let holds: Vec<_> = days.iter().map(|d| (&*d.from, d.holds)).collect();
    assert_eq!(
        holds,
        [
            ("2020-03-17", false),
            ("2020-04-09", false),
            ("2020-05-19", true)
        ]
    );
}

#[test]
fn the_summary_says_by_which_law_it_judged_and_what_it_did_not_look_at() {
    let by = |domanda: &str, today: Option<&str>| {
        let today = today.and_then(Day::from_iso).map(Day::number);
        let assumed = form("piemonte-2020", today, domanda).summary().assumed;
        assumed.first().map(|one| one.by)
    };
    for (domanda, today, wanted) in [
        (
            r#"{"dataPresentazione":"20/05/2020"}"#,
            None,
            AssumedBy::DataPresentazione,
        ),
        ("{}", Some("2020-05-20"), AssumedBy::Today),
        ("{}", None, AssumedBy::Latest),
        (
            r#"{"dataPresentazione":"boh"}"#,
            None,
            AssumedBy::Unreadable,
        ),
    ] {
        assert_eq!(by(domanda, today), Some(wanted));
    }
    let open = form("piemonte-2020", None, "{}").summary().unasked;
    let first = open.first().expect("questions");
    assert_eq!(first.rule, "piemonte-2020/competenza-ministero");
    assert!(!first.message.is_empty());
}

#[test]
fn a_term_that_a_law_moved_is_told_with_the_ordinary_one() {
    let domanda = r#"{"dataPresentazione":"20/07/2020","periodo":{"dataInizio":"02/03/2020","dataFine":"29/03/2020"}}"#;
    let terms = form("toscana-2020", None, domanda).summary().terms;
    let days = terms
        .into_iter()
        .map(|term| (term.day, term.weekday, term.ordinary));
    let told = |text: &str| text.to_string();
    assert_eq!(
        Vec::from_iter(days),
        [(told("2020-10-31"), told("sabato"), Some(told("2020-07-15")))]
    );
}

#[test]
fn the_ceilings_of_the_benefit_are_those_of_each_year() {
    let domanda = r#"{"periodo":{"dataInizio":"01/11/2009","dataFine":"31/01/2010"},
        "lavoratori":[{"retribuzioneMensile":1920}]}"#;
    let summary = form("lombardia-2009", None, domanda).summary();
    let ceilings = summary.benefit.expect("a benefit").ceilings.into_iter();
    let figures = ceilings.map(|ceiling| ceiling.monthly);
    assert_eq!(Vec::from_iter(figures), [json!(1065.26), json!(892.96)]);
}

/// A rule may look at one place in several parts: what is explained is the part that speaks.
#[test]
fn the_explanation_of_what_is_shown_says_that_it_does_not_hold() {
    let mut asked = 0;
    for case in checks::all() {
        let form = case.form();
        for shown in form.diagnostics(None) {
            let explained = form.explain(&shown.rule, Some(&shown.path));
            let explained = explained.expect("a rule that is shown");
            let place = format!("{} {} at {}", case.place, shown.rule, shown.path);
            assert_eq!(explained.severity, shown.severity, "{place}");
            assert_eq!(explained.holds, Some(false), "{place}");
            asked += 1;
        }
    }
    assert!(asked > 500, "only {asked}");
}

#[test]
fn a_bound_names_the_rule_that_forbids_the_value_next_to_it() {
    let domanda = r#"{"periodo":{"dataInizio":"01/03/2020"}}"#;
    let form = form("piemonte-2020", None, domanda);
    let bounds = form.bounds("periodo.dataFine").expect("a field");
    let because = bounds.because.iter().map(|because| because.rule.as_str());
    assert_eq!(
        Vec::from_iter(because),
        [
            "piemonte-2020/durata-minima",
            "piemonte-2020/durata-domanda"
        ]
    );
}

#[test]
fn what_is_missing_is_named_once() {
    let domanda = r#"{"causale":"altro","accordo":{"esito":"assente"}}"#;
    for name in ["piemonte-2020", "lombardia-2009", "toscana-2014"] {
        let missing = form(name, None, domanda).summary().missing;
        let mut once = missing.clone();
        assert!(!once.is_empty());
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), missing.len(), "{name}");
    }
}

/// What a whole check says, rule and path, in its order.
fn heads(form: &Form) -> Vec<(String, String)> {
    let said = form.validate().into_iter();
    let slug = |rule: &str| rule.split('/').next_back().unwrap_or("").to_string();
    said.map(|d| (slug(&d.rule), d.path)).collect()
}

#[test]
fn what_can_not_be_read_stands_before_its_own_fields_and_an_unknown_key_after_those_beside_it() {
    let domanda = r#"{"organico":{"a":1,"dipendenti":"x","domicilio":"y"},"accordo":7,"unitaProduttiva":{"regione":"Lazio"},
        "lavoratori":[{"ore":"x","b":1},{"ore":"x"},"Anna",{"iban":"x"}],"c":1}"#;
    let form = form("piemonte-2020", None, domanda);
    let heads = heads(&form);
    let told = |slug: &str| -> Vec<&str> {
        let of_rule = heads.iter().filter(|(rule, _)| rule == slug);
        of_rule.map(|(_, path)| path.as_str()).collect()
    };
    let place = |slug: &str, path: &str| {
        let found = heads
            .iter()
            .position(|(rule, at)| rule == slug && at == path);
        found.unwrap_or_else(|| panic!("{slug} at {path} in {heads:?}"))
    };
    assert_eq!(
        told("campo-sconosciuto"),
        ["organico.a", "lavoratori.0.b", "c"]
    );
    let unreadable = "valore-illeggibile";
    assert_eq!(
        told(unreadable),
        [
            "organico.dipendenti",
            "organico.domicilio",
            "accordo",
            "lavoratori.0.ore",
            "lavoratori.1.ore",
            "lavoratori.2"
        ]
    );
    assert!(place(unreadable, "organico.domicilio") < place("campo-sconosciuto", "organico.a"));
    assert!(place("campo-sconosciuto", "organico.a") < place(unreadable, "accordo"));
    assert!(place("campo-sconosciuto", "lavoratori.0.b") < place(unreadable, "lavoratori.1.ore"));
    let required = place("campo-obbligatorio", "lavoratori.2.codiceFiscale");
    assert_eq!(place(unreadable, "lavoratori.2") + 1, required);
}

/// The catalogue excuses those with a contract that it names; of one that nobody can read nothing is known.
#[test]
fn a_timetable_is_required_of_who_has_an_unreadable_contract() {
    for (name, contract, wanted) in [
        ("piemonte-2020", "boh", true),
        ("piemonte-2020", "", true),
        ("piemonte-2020", "indeterminato", true),
        ("piemonte-2020", "intermittente", false),
        ("piemonte-2020", "domicilio", false),
        ("toscana-2014", "boh", true),
        ("toscana-2014", "domicilio", true),
        ("toscana-2014", "intermittente", false),
    ] {
        let domanda = json!({ "lavoratori": [{ "tipoContratto": contract }] }).to_string();
        let required = (
            "campo-obbligatorio".to_string(),
            "lavoratori.0.orarioSettimanale".to_string(),
        );
        let heads = heads(&form(name, None, &domanda));
        assert_eq!(heads.contains(&required), wanted, "{name} {contract}");
    }
}

/// What stands in the place of an object leaves its fields empty, and no more.
#[test]
fn a_workers_own_start_counts_where_the_period_can_not_be_read() {
    let worker = r#"{"dataInizio":"01/09/2009","dataFine":"30/09/2009","dataPip":"17/10/2009"}"#;
    for period in ["false", "7", "{}", "null", "\"marzo\""] {
        let domanda = format!(r#"{{"periodo":{period},"lavoratori":[{worker}]}}"#);
        let heads = heads(&form("lombardia-2009", None, &domanda));
        let late = heads.iter().any(|(slug, _)| slug == "pip-termine");
        assert!(late, "{period}: {heads:?}");
    }
}

#[test]
fn nothing_lies_below_a_field() {
    let mut form = form("rapporto", None, "{}");
    let path = "rapporto.orarioSettimanale";
    form.set(path, Given::Text("40")).expect("a field");
    let below = form.set(&format!("{path}.x"), Given::Text("1"));
    assert_eq!(
        below.expect_err("no field").0,
        "«rapporto.orarioSettimanale» is a field, and holds a value: nothing lies below it."
    );
    assert_eq!(form.to_json(), r#"{"rapporto":{"orarioSettimanale":"40"}}"#);
}

/// A rule that is shown at a field and at a list is worked out where it is asked.
#[test]
fn a_rule_is_explained_at_the_list_that_is_named() {
    let domanda =
        r#"{"lavoratori":[{"consuntivo":{"2020-03":"8"}},{"consuntivo":{"2020-03":"8"}}]}"#;
    let form = pages::form("prove", None, domanda);
    let formulas = |path: &str| {
        let explained = form.explain("mesi-dati", Some(path)).expect("a rule");
        let steps = explained.steps.into_iter().map(|step| step.text);
        steps
            .filter(|text| text.starts_with("Si segnala"))
            .collect::<Vec<_>>()
    };
    assert_eq!(formulas("domandePrecedenti"), ["Si segnala se 2 = 0: no."]);
    assert_eq!(
        formulas("lavoratori.0.giorni"),
        ["Si segnala se 1 > 0: sì."]
    );
}

/// A rulebook without an end looks at the filing days of one year.
#[test]
fn filing_days_of_a_rulebook_without_an_end_are_those_of_a_year() {
    let open = |file: &str| Some(pages::page(file)?.replace("\nal = \"16/11/2020\"", ""));
    let book = pages::compiled_from("prove", &open).book(Language::Italian, Vec::new());
    let form = Form::new(book, None);
    let days = form.filing_days();
    let ends = (
        days.first().map(|d| d.from.as_str()),
        days.last().map(|d| d.to.as_str()),
    );
    assert_eq!(ends, (Some("2020-03-17"), Some("2021-03-17")));
}
