//! What a form can be asked: proposals, and what another filing day would change.

#[path = "support/cases.rs"]
mod cases;

use std::collections::BTreeMap;

use cases::{Books, Case};
use convalida::calendar::Day;
use convalida::engine::Engine;
use convalida::form::cell::Given;
use convalida::json::Json;
use convalida::message::Language;
use convalida::rulebook::Severity;

fn engine(books: &Books, rulebook: &str, domanda: &str) -> Engine {
    let case = Case {
        place: String::new(),
        about: String::new(),
        today: None,
        rulebook: rulebook.to_string(),
        domanda: cases::parsed(domanda),
        expected: Vec::new(),
        unasked: None,
    };
    books.load(&case, Language::Italian)
}

fn parts(summary: &Json) -> Vec<(String, String)> {
    let parts = summary.get("proposal").and_then(|p| p.get("parts"));
    let text = |part: &Json, key| part.get(key).and_then(Json::text).unwrap_or("").to_string();
    parts
        .map_or(&[][..], Json::items)
        .iter()
        .map(|part| (text(part, "dataInizio"), text(part, "dataFine")))
        .collect()
}

#[test]
fn a_long_need_is_split_into_applications_that_satisfy_every_rule() {
    let books = Books::shipped();
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
        let mut engine = engine(&books, "piemonte-2020", &domanda);
        let found = parts(&engine.summary());
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(found, wanted, "{period:?}");
    }
}

#[test]
fn the_split_is_offered_as_a_fix_and_tells_of_the_agreement() {
    let domanda = r#"{"dataPresentazione":"15/04/2020","periodo":{"dataInizio":"23/02/2020","dataFine":"25/04/2020"},
        "accordo":{"dataInizio":"23/02/2020","dataFine":"28/03/2020"}}"#;
    let mut engine = engine(&Books::shipped(), "piemonte-2020", domanda);
    let found = engine.diagnostics(Some("periodo.dataFine"));
    let fix = found
        .iter()
        .find(|d| d.rule == "piemonte-2020/durata-domanda")
        .and_then(|d| d.fix.clone())
        .expect("a fix");
    assert_eq!(
        fix.label,
        "Termina il 28/03/2020 e chiedi il resto con un'altra domanda: dal 29/03/2020 al 25/04/2020 (28 giorni)"
    );
    assert_eq!(
        fix.edits,
        [("periodo.dataFine".to_string(), "28/03/2020".to_string())]
    );
    let summary = engine.summary();
    let text = summary
        .get("proposal")
        .and_then(|p| p.get("text"))
        .and_then(Json::text);
    assert!(text.is_some_and(|text| text.contains("L'accordo deve coprirle tutte, fino al 25/04/2020.")), "{text:?}");
}

/// Messages by rule and path.
type Said = BTreeMap<(String, String), String>;

/// What is said when this is the filing day.
fn said_on(engine: &mut Engine, day: &str) -> Said {
    engine
        .set("dataPresentazione", Some(Given::Text(day.to_string())))
        .expect("a field");
    engine.commit("dataPresentazione").expect("a field");
    engine
        .validate()
        .into_iter()
        .filter(|d| d.severity != Severity::Info)
        .map(|d| ((d.rule, d.path), d.message))
        .collect()
}

#[test]
fn the_stretches_of_filing_days_say_what_filing_on_each_of_them_says() {
    let books = Books::shipped();
    let cases = cases::all();
    let (mut compared, mut turning) = (0, 0);
    for case in cases.iter().step_by(43) {
        let mut asked = books.load(case, Language::Italian);
        let stretches = asked.filing_days();
        let mut filed = books.load(case, Language::Italian);
        let text =
            |json: &Json, key: &str| json.get(key).and_then(Json::text).unwrap_or("").to_string();
        let mut last: Option<(String, Said)> = None;
        for stretch in stretches.items() {
            let (from, to) = (text(stretch, "from"), text(stretch, "to"));
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
    let mut engine = engine(&Books::shipped(), "piemonte-2020", domanda);
    let days = engine.filing_days();
    let texts: Vec<&str> = days
        .items()
        .iter()
        .filter_map(|d| d.get("text")?.text())
        .collect();
    assert!(
        texts
            .iter()
            .any(|text| text.starts_with("Presentata dal 19/05/2020 al")
                && text.contains("Cade il rilievo")),
        "{texts:?}"
    );
    let explained = engine
        .explain("data-assunzione", Some("lavoratori.0.dataAssunzione"))
        .expect("a rule");
    let days = explained.get("filingDays").map_or(&[][..], Json::items);
    let holds: Vec<_> = days
        .iter()
        .map(|d| (d.get("from").and_then(Json::text), d.get("holds")))
        .collect();
    assert_eq!(
        holds,
        [
            (Some("2020-03-17"), Some(&Json::Bool(false))),
            (Some("2020-04-09"), Some(&Json::Bool(false))),
            (Some("2020-05-19"), Some(&Json::Bool(true)))
        ]
    );
}

#[test]
fn the_summary_says_by_which_law_it_judged_and_what_it_did_not_look_at() {
    let books = Books::shipped();
    let by = |domanda: &str, today: Option<&str>| {
        let mut engine = Engine::new(
            books.get("piemonte-2020"),
            Language::Italian,
            today.and_then(Day::from_iso),
        );
        engine.load(&cases::parsed(domanda)).expect("an object");
        let summary = engine.summary();
        let assumed = summary.get("assumed").map_or(&[][..], Json::items);
        let text = assumed.first().and_then(|one| one.get("by")?.text());
        text.map(str::to_string)
    };
    for (domanda, today, wanted) in [
        (
            r#"{"dataPresentazione":"20/05/2020"}"#,
            None,
            "dataPresentazione",
        ),
        ("{}", Some("2020-05-20"), "today"),
        ("{}", None, "latest"),
        (r#"{"dataPresentazione":"boh"}"#, None, "unreadable"),
    ] {
        assert_eq!(by(domanda, today).as_deref(), Some(wanted));
    }
    let summary = engine(&books, "piemonte-2020", "{}").summary();
    let open = summary.get("unasked").map_or(&[][..], Json::items);
    let first = open.first().expect("questions");
    assert_eq!(
        first.get("rule").and_then(Json::text),
        Some("piemonte-2020/competenza-ministero")
    );
    assert!(first.get("message").and_then(Json::text).is_some());
}

#[test]
fn a_term_that_a_law_moved_is_told_with_the_ordinary_one() {
    let domanda = r#"{"dataPresentazione":"20/07/2020","periodo":{"dataInizio":"02/03/2020","dataFine":"29/03/2020"}}"#;
    let summary = engine(&Books::shipped(), "toscana-2020", domanda).summary();
    let terms = summary.get("terms").map_or(&[][..], Json::items).iter();
    let days = terms.map(|term| {
        let text = |key: &str| term.get(key).and_then(Json::text).map(str::to_string);
        (text("day"), text("weekday"), text("ordinary"))
    });
    let told = |text: &str| Some(text.to_string());
    assert_eq!(
        Vec::from_iter(days),
        [(told("2020-10-31"), told("sabato"), told("2020-07-15"))]
    );
}

#[test]
fn the_ceilings_of_the_benefit_are_those_of_each_year() {
    let domanda = r#"{"periodo":{"dataInizio":"01/11/2009","dataFine":"31/01/2010"},
        "lavoratori":[{"retribuzioneMensile":1920}]}"#;
    let summary = engine(&Books::shipped(), "lombardia-2009", domanda).summary();
    let benefit = summary.get("benefit").expect("a benefit");
    let ceilings = benefit.get("ceilings").map_or(&[][..], Json::items).iter();
    let figures = ceilings.map(|c| c.get("monthly").map(Json::to_string));
    let wanted = ["1065.26", "892.96"].map(|monthly| Some(monthly.to_string()));
    assert_eq!(Vec::from_iter(figures), wanted);
}

/// A rule may look at one place in several parts: what is explained is the part that speaks.
#[test]
fn the_explanation_of_what_is_shown_says_that_it_does_not_hold() {
    let books = Books::shipped();
    let mut asked = 0;
    for case in cases::all() {
        let mut engine = books.load(&case, Language::Italian);
        for shown in engine.diagnostics(None) {
            let explained = engine.explain(&shown.rule, Some(&shown.path));
            let explained = explained.expect("a rule that is shown");
            let place = format!("{} {} at {}", case.place, shown.rule, shown.path);
            let severity = explained.get("severity").and_then(Json::text);
            assert_eq!(severity, Some(shown.severity.name()), "{place}");
            assert_eq!(explained.get("holds"), Some(&Json::Bool(false)), "{place}");
            asked += 1;
        }
    }
    assert!(asked > 500, "only {asked}");
}

#[test]
fn a_bound_names_the_rule_that_forbids_the_value_next_to_it() {
    let domanda = r#"{"periodo":{"dataInizio":"01/03/2020"}}"#;
    let engine = engine(&Books::shipped(), "piemonte-2020", domanda);
    let bounds = engine.bounds("periodo.dataFine").expect("a field");
    assert_eq!(
        bounds.because,
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
        let summary = engine(&Books::shipped(), name, domanda).summary();
        let missing = summary.get("missing").map_or(&[][..], Json::items);
        let mut once: Vec<_> = missing.iter().filter_map(Json::text).collect();
        assert!(!once.is_empty());
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), missing.len(), "{name}");
    }
}
