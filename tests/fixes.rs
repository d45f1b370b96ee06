//! A fix mends: after it the rule is silent at that place, and no new error stands on the fields it changed.

#[path = "support/checks.rs"]
mod checks;
#[path = "support/pages.rs"]
mod pages;

use std::collections::BTreeSet;

use convalida::reply::diagnostic::Diagnostic;
use convalida::sheet::Given;

#[test]
fn every_fix_mends_and_leads_into_no_other_error() {
    let (mut wrong, mut all) = (Vec::new(), 0);
    for case in checks::all() {
        let loaded = case.form();
        let found = loaded.validate();
        let errors = |found: &[Diagnostic]| -> BTreeSet<(String, String)> {
            let errors = found.iter().filter(|d| d.severity == "error");
            errors.map(|d| (d.rule.clone(), d.path.clone())).collect()
        };
        let before = errors(&found);
        for said in &found {
            let Some(fix) = &said.fix else {
                continue;
            };
            all += 1;
            let mut form = loaded.clone();
            for edit in &fix.edits {
                form.set(&edit.path, Given::Text(&edit.value)).unwrap();
                form.commit(&edit.path).unwrap();
            }
            let after = form.validate();
            let still = after
                .iter()
                .any(|d| d.rule == said.rule && d.path == said.path);
            let new: Vec<_> = errors(&after)
                .difference(&before)
                .filter(|(_, path)| fix.edits.iter().any(|edit| edit.path == *path))
                .cloned()
                .collect();
            if still || !new.is_empty() || fix.label.contains("2101") {
                wrong.push(format!(
                    "{} {} at {}: «{}»{} {new:?}",
                    case.place,
                    said.rule,
                    said.path,
                    fix.label,
                    if still { " is said again," } else { "" },
                ));
            }
        }
    }
    assert!(all > 800, "{all}");
    let shown = &wrong[..wrong.len().min(60)];
    assert!(
        wrong.is_empty(),
        "{} of {all} fixes do not mend:\n{}",
        wrong.len(),
        shown.join("\n")
    );
}

#[test]
fn a_start_is_not_moved_past_the_end() {
    for (name, domanda, slug, [before, end]) in [
        (
            "piemonte-2020",
            r#""periodo":{"dataInizio":"20/02/2020"}"#,
            "decorrenza-minima",
            ["22/02/2020", "23/02/2020"],
        ),
        (
            "lombardia-2009",
            r#""periodo":{"dataInizio":"20/12/2008"}"#,
            "decorrenza-minima",
            ["31/12/2008", "01/01/2009"],
        ),
        (
            "lombardia-2009",
            r#""periodo":{"dataInizio":"01/07/2009"},"accordo":{"dataFirma":"03/07/2009"}"#,
            "decorrenza-dopo-accordo",
            ["03/07/2009", "04/07/2009"],
        ),
        (
            "toscana-2014",
            r#""periodo":{"dataInizio":"20/12/2013"}"#,
            "decorrenza-minima",
            ["31/12/2013", "01/01/2014"],
        ),
        (
            "toscana-2014",
            r#""tipo":"mobilita","periodo":{"dataInizio":"20/08/2014"},"mobilita":{"finePrestazione":"31/08/2014"}"#,
            "proroga-anticipata",
            ["31/08/2014", "01/09/2014"],
        ),
        (
            "puglia-2020",
            r#""periodo":{"dataInizio":"20/03/2020"},"domandePrecedenti":[{"dataInizio":"02/03/2020","dataFine":"29/03/2020"}]"#,
            "domande-consecutive",
            ["29/03/2020", "30/03/2020"],
        ),
    ] {
        let mut form = pages::form(name, None, &format!("{{{domanda}}}"));
        let mut label = |end: &str| {
            form.set("periodo.dataFine", Given::Text(end)).unwrap();
            form.commit("periodo.dataFine").unwrap();
            let found = form.validate();
            let said = found.iter().find(|d| d.rule == format!("{name}/{slug}"));
            said.expect(slug).fix.clone().map(|fix| fix.label)
        };
        assert_eq!(label(before), None, "{name} {slug}");
        let mended = Some(format!("Inizia il {end}"));
        assert_eq!(label(end), mended, "{name} {slug}");
        assert_eq!(label(""), mended, "{name} {slug}");
    }
}

/// Where values below and above would do, the nearer one is offered; of two that are as near the smaller.
#[test]
fn the_nearer_value_is_offered() {
    for (given, offered) in [
        ("11", "9,99"),
        ("15", "9,99"),
        ("16", "20,01"),
        ("20", "20,01"),
    ] {
        let domanda = format!(r#"{{"organico":{{"quadri":"{given}"}}}}"#);
        let found = pages::form("prove", None, &domanda).validate();
        let said = found.iter().find(|d| d.rule == "prove/in-mezzo");
        let fix = said.and_then(|said| said.fix.as_ref()).expect("a fix");
        assert_eq!(fix.label, format!("Indica {offered}"), "{given}");
    }
}
