//! What typed text means, sentence by sentence of the contract: states, the rule that speaks, what an edit changes.

#[path = "support/pages.rs"]
mod pages;

use State::{Empty, Incomplete, Invalid, Valid};
use convalida::calendar::Day;
use convalida::reply::Form;
use convalida::reply::form::Change;
use convalida::session::State;
use convalida::sheet::Given;
use convalida::tell::Language;

fn opened(rulebook: &str, domanda: &str) -> Form {
    let today = Day::from_iso("2020-04-01").map(Day::number);
    pages::form(rulebook, today, domanda)
}

/// An application under a rulebook whose filing term blocks in each of its versions.
fn blocking_late_filing(name: &str, domanda: &str) -> Form {
    let own = format!("{name}.md");
    let strict = |file: &str| {
        let page = pages::page(file)?;
        if file != own {
            return Some(page);
        }
        let (before, rule) = page.split_once("{termine-presentazione}")?;
        let (rule, after) = rule.split_once("\n### ")?;
        let rule = rule.replace("gravità = \"avviso\"\nchi = \"portale\"\n", "");
        Some([before, "{termine-presentazione}", &rule, "\n### ", after].concat())
    };
    let book = pages::compiled_from(name, &strict).book(Language::Italian, Vec::new());
    let mut form = Form::new(book, None);
    form.load(domanda).expect("an application");
    form
}

fn set(form: &mut Form, path: &str, text: &str) -> Change {
    form.set(path, Given::Text(text)).expect("a field")
}

fn state(form: &mut Form, path: &str, text: &str) -> State {
    set(form, path, text);
    form.field(path).expect("a field").state
}

fn states(form: &mut Form, path: &str, expected: &[(&str, State)]) {
    for (text, wanted) in expected {
        assert_eq!(state(form, path, text), *wanted, "{path} {text:?}");
    }
}

/// Rule and path.
type At = (String, String);

fn at(slug: &str, path: &str) -> At {
    (slug.to_string(), path.to_string())
}

fn head(rule: &str, path: &str) -> At {
    at(rule.split_once('/').map_or("", |(_, slug)| slug), path)
}

fn added(change: &Change) -> Vec<At> {
    change
        .added
        .iter()
        .map(|said| head(&said.rule, &said.path))
        .collect()
}

fn removed(change: &Change) -> Vec<At> {
    change
        .removed
        .iter()
        .map(|gone| head(&gone.rule, &gone.path))
        .collect()
}

/// Rules and messages of what is said at a path.
fn errors(form: &Form, path: &str) -> Vec<(String, String)> {
    let found = form.diagnostics(Some(path));
    found.into_iter().map(|d| (d.rule, d.message)).collect()
}

#[test]
fn dates_as_they_are_typed() {
    let mut form = opened("piemonte-2020", "{}");
    let free = "accordo.dataFine";
    states(
        &mut form,
        free,
        &[
            ("", Empty),
            ("  ", Empty),
            ("\u{feff}\u{a0}", Empty),
            ("0", Incomplete),
            ("3", Incomplete),
            ("00", Invalid),
            ("00/", Invalid),
            ("0/", Invalid),
            ("32", Invalid),
            ("31", Incomplete),
            ("31/04", Invalid),
            ("31/4", Invalid),
            ("31/1", Incomplete),
            ("31/02", Invalid),
            ("23/02-", Invalid),
            ("23-02.", Invalid),
            ("23//", Invalid),
            ("29/02/19", Incomplete),
            ("29/02/19 ", Incomplete),
            ("29/02/20", Incomplete),
            ("29/02/21", Invalid),
            ("29/02/202", Incomplete),
            ("29/02/2021", Invalid),
            ("29/02/2100", Invalid),
            ("31/12/1899", Invalid),
            ("31/12/18", Invalid),
            ("31/12/22", Invalid),
            ("31/12/2100", Valid),
            ("23/02/2020", Valid),
            ("23/02/2020 ", Valid),
            (" 23/02/2020", Valid),
            ("23/02/20 ", Incomplete),
            ("23/02/20201", Invalid),
            ("23/02/2020/", Invalid),
            ("2020-02-23", Valid),
            ("2020-2", Invalid),
            ("2020-", Incomplete),
            ("2020/", Invalid),
            ("23022020", Valid),
            ("2302202", Incomplete),
            ("230220201", Invalid),
            ("2", Incomplete),
            ("２３/02/2020", Invalid),
            ("٢", Invalid),
            ("2\u{0}", Invalid),
            ("a", Invalid),
            ("-", Invalid),
        ],
    );
    assert_eq!(state(&mut form, free, &"2".repeat(100_000)), Invalid);
    // The day, not the rest, is what dies first.
    let hired = "lavoratori.0.dataAssunzione";
    states(
        &mut form,
        hired,
        &[
            ("24/0", Incomplete),
            ("24/02/20", Incomplete),
            ("24/02/202", Invalid),
            ("23/02/202", Incomplete),
            ("29/02/202", Invalid),
            ("29/02/201", Incomplete),
            ("24/02/2020", Invalid),
            ("23/02/2020", Valid),
        ],
    );
}

#[test]
fn numbers_as_they_are_typed() {
    let mut form = opened("piemonte-2020", r#"{"lavoratori":[{}]}"#);
    let long = "1".repeat(100_000);
    for path in ["organico.quadri", "sr41.ore", "accordo.lavoratori"] {
        let whole = path == "accordo.lavoratori";
        let decimals = |state| if whole { Invalid } else { state };
        states(
            &mut form,
            path,
            &[
                ("0", Valid),
                ("00", Valid),
                (" 2", Valid),
                ("2 ", Valid),
                ("2 0", Invalid),
                ("1e3", Invalid),
                ("+5", Invalid),
                ("-", Invalid),
                ("-1", Invalid),
                (",5", Invalid),
                (",", Invalid),
                ("40,", decimals(Incomplete)),
                ("40, ", decimals(Incomplete)),
                ("40,5", decimals(Valid)),
                ("40.55", decimals(Valid)),
                ("40,555", Invalid),
                ("1.000", Invalid),
                ("999999999", Valid),
                ("1000000000", Invalid),
                ("0000000001", Invalid),
                ("４", Invalid),
                ("٤", Invalid),
                ("4\u{0}", Invalid),
                (long.as_str(), Invalid),
            ],
        );
    }
    let minutes = [
        ("8:", Incomplete),
        ("8:3", Incomplete),
        ("8:30", Valid),
        ("8:6", Invalid),
        ("8:60", Invalid),
        ("8:300", Invalid),
        (":3", Invalid),
    ];
    states(&mut form, "sr41.ore", &minutes);
    states(
        &mut form,
        "organico.quadri",
        &[("8:", Invalid), ("8:30", Invalid)],
    );
    // A number only grows by more digits.
    let week = "lavoratori.0.giorniSettimana";
    states(
        &mut form,
        week,
        &[
            ("0", Incomplete),
            ("7", Valid),
            ("8", Invalid),
            ("07", Valid),
        ],
    );
    let weekly = "lavoratori.0.orarioSettimanale";
    states(
        &mut form,
        weekly,
        &[
            ("0", Incomplete),
            ("0,0", Incomplete),
            ("0,00", Invalid),
            ("48", Valid),
            ("48,0", Valid),
            ("48,01", Invalid),
            ("49", Invalid),
        ],
    );
}

#[test]
fn words_and_yes_or_no_as_they_are_typed() {
    let mut form = opened("piemonte-2020", r#"{"lavoratori":[{}]}"#);
    let yes_no = [
        ("s", Valid),
        ("si\u{300}", Valid),
        ("SÌ", Valid),
        ("SI'", Valid),
        ("si''", Invalid),
        ("t", Incomplete),
        ("tru", Incomplete),
        ("t ", Incomplete),
        ("TRUE", Valid),
        ("1", Valid),
        ("0", Valid),
        ("2", Invalid),
        ("no ", Valid),
        ("nO", Valid),
        ("non", Invalid),
        ("f", Incomplete),
        ("x", Valid),
        ("\u{0}", Invalid),
    ];
    states(&mut form, "cessazioneAttivita", &yes_no);
    // A word that is not admitted dies where no admitted one begins so any more.
    let sector = [
        ("i", Incomplete),
        ("a", Incomplete),
        ("ar", Invalid),
        ("artigianato", Invalid),
        ("ag", Incomplete),
        ("Agricoltura", Valid),
        ("agricoltura ", Valid),
        ("agr ", Incomplete),
        ("altro", Valid),
        ("do", Invalid),
        ("somm", Invalid),
    ];
    states(&mut form, "datoreLavoro.settore", &sector);
    let region = [
        ("Piem", Incomplete),
        ("Piem ", Incomplete),
        (" PIÉM", Incomplete),
        ("Piemonte ", Valid),
        ("piemo\u{300}nte", Valid),
        ("Piemontese", Invalid),
        ("L", Invalid),
    ];
    states(&mut form, "unitaProduttiva.regione", &region);
}

#[test]
fn json_values_as_they_are_set() {
    let mut form = opened("piemonte-2020", r#"{"lavoratori":[{}]}"#);
    for (path, given, wanted) in [
        ("accordo.lavoratori", Given::Number("40.0"), Valid),
        ("accordo.lavoratori", Given::Number("-1"), Invalid),
        ("accordo.lavoratori", Given::Number("NaN"), Invalid),
        ("organico.quadri", Given::Number("7.125"), Invalid),
        ("organico.quadri", Given::Bool(true), Invalid),
        ("cessazioneAttivita", Given::Bool(false), Valid),
        ("cessazioneAttivita", Given::Number("1"), Valid),
        (
            "datoreLavoro.matricolaInps",
            Given::Number("8123456789"),
            Valid,
        ),
        (
            "datoreLavoro.matricolaInps",
            Given::Number("812345678"),
            Incomplete,
        ),
        (
            "datoreLavoro.matricolaInps",
            Given::Number("-812345678"),
            Invalid,
        ),
        ("datoreLavoro.denominazione", Given::Number("NaN"), Invalid),
        ("periodo.dataInizio", Given::Structure("{}"), Invalid),
        ("datoreLavoro.denominazione", Given::Number("40.5"), Valid),
        ("datoreLavoro.denominazione", Given::Bool(true), Invalid),
        ("periodo.dataInizio", Given::Bool(true), Invalid),
    ] {
        form.set(path, given).expect("a field");
        let field = form.field(path).expect("a field");
        assert_eq!(field.state, wanted, "{path} {given:?}");
    }
}

#[test]
fn the_rule_that_every_continuation_breaks_speaks() {
    // A rule in two parts: before the hire, or after the end of the contract.
    let relation = r#"{"tipo":"trasformazione","rapporto":{"dataAssunzione":"15/01/2020","dataFineContratto":"31/12/2020"}}"#;
    let mut form = opened("rapporto", relation);
    set(&mut form, "rapporto.dataTrasformazione", "09/01/20");
    let found = errors(&form, "rapporto.dataTrasformazione");
    assert_eq!(found[0].0, "rapporto/trasformazione-fuori-rapporto");
    assert!(
        found[0].1.contains("dal 15/01/2020 al 31/12/2020"),
        "{}",
        found[0].1
    );
    // A gap, where the office blocks a late filing: a start in March is filed up to 01/06/2020, or from 17/06 on.
    let domanda = r#"{"periodo":{"dataInizio":"02/03/2020"}}"#;
    let mut form = blocking_late_filing("piemonte-2020", domanda);
    set(&mut form, "dataPresentazione", "05/06/202");
    let found = errors(&form, "dataPresentazione");
    assert_eq!(found[0].0, "piemonte-2020/termine-presentazione");
    assert!(
        found[0]
            .1
            .contains("fino al 01/06/2020; dal 17/06/2020 al 31/03/2021"),
        "{}",
        found[0].1
    );
    // No day begins so: the reading speaks.
    set(&mut form, "dataPresentazione", "32");
    let found = errors(&form, "dataPresentazione");
    assert_eq!(found[0].0, "piemonte-2020/valore-illeggibile");
}

#[test]
fn a_duplicate_is_told_at_the_later_row() {
    let two = r#"{"lavoratori":[{},{"codiceFiscale":"MBGPNM72D12E992W"}]}"#;
    let mut form = opened("piemonte-2020", two);
    let (first, second) = ("lavoratori.0.codiceFiscale", "lavoratori.1.codiceFiscale");
    let changed = set(&mut form, first, "MBGPNM72D12E992W");
    assert_eq!(form.field(first).expect("a field").state, Valid);
    assert_eq!(added(&changed), [at("codice-fiscale-duplicato", second)]);
    let changed = set(&mut form, first, "MBGPNM72D12E992");
    assert_eq!(removed(&changed), [at("codice-fiscale-duplicato", second)]);
    // A row before them: who repeats the first names its new place.
    set(&mut form, first, "MBGPNM72D12E992W");
    let changed = form.insert("lavoratori", Some(0)).expect("a list");
    let moved = at("codice-fiscale-duplicato", "lavoratori.2.codiceFiscale");
    assert_eq!(added(&changed), [moved]);
    assert!(
        errors(&form, "lavoratori.2.codiceFiscale")[0]
            .1
            .contains('2')
    );
}

#[test]
fn a_half_typed_code_dies_and_lives_with_the_others() {
    let one = r#"{"lavoratori":[{"codiceFiscale":"MBGPNM72D12E992W"},{}]}"#;
    let mut form = opened("piemonte-2020", one);
    let half = "lavoratori.1.codiceFiscale";
    // Only the check character is missing: it would be the person of the first row.
    assert_eq!(state(&mut form, half, "MBGPNM72D12E992"), Invalid);
    let changed = form.remove("lavoratori", 0).expect("a row");
    let gone = at("codice-fiscale-duplicato", "lavoratori.0.codiceFiscale");
    assert_eq!(removed(&changed), [gone]);
    assert_eq!(
        form.field("lavoratori.0.codiceFiscale")
            .expect("a field")
            .state,
        Incomplete
    );
}

#[test]
fn the_last_worker_of_a_month_may_go_on_to_the_next() {
    let reported = r#"{"periodo":{"dataInizio":"02/03/2020","dataFine":"05/04/2020"},
        "lavoratori":[{"consuntivo":{"2020-03":"8"}},{"consuntivo":{"2020-03":"8"}}]}"#;
    let mut form = pages::form("piemonte-2020", None, reported);
    assert_eq!(
        state(&mut form, "lavoratori.1.consuntivo.2020-04", "5"),
        Valid
    );
    assert_eq!(
        state(&mut form, "lavoratori.1.consuntivo.2020-03", ""),
        Empty
    );
    assert_eq!(
        form.field("lavoratori.1.consuntivo.2020-04")
            .expect("a field")
            .state,
        Invalid
    );
}

#[test]
fn a_value_in_the_place_of_a_list_goes_with_the_first_row() {
    let path = "lavoratori.0.ore";
    let mut form = opened("piemonte-2020", r#"{"lavoratori":"molti","periodo":7}"#);
    let changed = set(&mut form, path, "4");
    assert_eq!(removed(&changed), [at("valore-illeggibile", "lavoratori")]);
    let changed = set(&mut form, "periodo.dataInizio", "2");
    assert_eq!(removed(&changed), [at("valore-illeggibile", "periodo")]);
    let mut form = opened(
        "piemonte-2020",
        r#"{"lavoratori":[5,{"consuntivo":"tanto"}]}"#,
    );
    let changed = set(&mut form, path, "4");
    assert_eq!(
        removed(&changed),
        [at("valore-illeggibile", "lavoratori.0")]
    );
    let changed = set(&mut form, "lavoratori.1.consuntivo.2020-03", "4");
    let gone = at("valore-illeggibile", "lavoratori.1.consuntivo");
    assert_eq!(removed(&changed), [gone]);
}

#[test]
fn a_fix_gives_what_the_other_rules_of_the_field_admit_too() {
    let asked = r#"{"periodo":{"dataInizio":"02/03/2020","dataFine":"29/03/2020"},
        "lavoratori":[{"orarioSettimanale":"40","giorniSettimana":"5","giorni":"20","ore":"170"}]}"#;
    let mut form = opened("piemonte-2020", asked);
    let hours = "lavoratori.0.ore";
    let fix = |form: &Form| form.diagnostics(Some(hours))[0].fix.clone();
    let given = |form: &Form| fix(form).map(|fix| fix.edits[0].value.clone());
    assert_eq!(given(&form).as_deref(), Some("160"));
    // In three weeks even the hours of these days are too many: those of three weeks mend.
    let changed = set(&mut form, "periodo.dataFine", "22/03/2020");
    let added = added(&changed);
    assert!(added.contains(&at("ore-oltre-giorni", hours)), "{added:?}");
    assert_eq!(given(&form).as_deref(), Some("120"));
}

#[test]
fn the_row_that_typing_would_make_can_be_asked_about() {
    let mut form = opened("piemonte-2020", r#"{"dataPresentazione":"01/04/2020"}"#);
    let bounds = |path: &str| {
        form.bounds(path)
            .map(|bounds| serde_json::to_string(&bounds).expect("JSON"))
    };
    let latest = bounds("lavoratori.0.dataAssunzione").expect("the next row");
    assert!(latest.contains(r#""max":"2020-02-23""#), "{latest}");
    let field = form
        .field("lavoratori.0.dataAssunzione")
        .expect("the next row");
    assert_eq!((field.text.as_str(), field.state), ("", Empty));
    assert!(bounds("lavoratori.1.dataAssunzione").is_err());
    // Leaving it empty makes no row.
    let left = form.commit("lavoratori.0.nome").expect("the next row");
    assert!(left.rows.is_none());
    // Who is not there yet lacks the month before.
    let reported = r#"{"periodo":{"dataInizio":"02/03/2020","dataFine":"05/04/2020"},
        "lavoratori":[{"consuntivo":{"2020-03":"8"}}]}"#;
    form.load(reported).expect("an object");
    let april = form
        .bounds("lavoratori.1.consuntivo.2020-04")
        .expect("the next row");
    assert!(april.impossible);
}

#[test]
fn a_date_that_no_single_rule_excludes_is_told_what_all_admit() {
    let mut form = opened(
        "piemonte-2020",
        r#"{"dataPresentazione":"01/04/2020","periodo":{"dataInizio":"23/02/2020"}}"#,
    );
    // In 2019 before the start, in 2020 too long: no rule alone is to blame.
    assert_eq!(state(&mut form, "periodo.dataFine", "29/03"), Invalid);
    let said = form.diagnostics(Some("periodo.dataFine"));
    let messages: Vec<&str> = said.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(
        messages,
        ["«29/03» non va bene: si può andare dal 27/02/2020 al 28/03/2020."]
    );
}

#[test]
fn a_person_twice_points_to_the_row_that_has_him_first() {
    let form = opened(
        "piemonte-2020",
        r#"{"lavoratori":[{},{"codiceFiscale":"MBGPNM72D12E992W"},{"codiceFiscale":"MBGPNM72D12E992W"}]}"#,
    );
    let said = form.diagnostics(Some("lavoratori.2.codiceFiscale"));
    let related: Vec<_> = said.iter().map(|d| d.related.clone()).collect();
    assert_eq!(related, [["lavoratori.1.codiceFiscale"]]);
}
