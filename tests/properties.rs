//! What must hold for every input: edits end where a whole check ends, a change tells what changed and nothing else,
//! bounds agree with the verdicts, and nothing panics.

#[path = "support/agree.rs"]
mod agree;
#[path = "support/checks.rs"]
mod checks;
#[path = "support/edits.rs"]
mod edits;
#[path = "support/pages.rs"]
mod pages;
#[path = "support/random.rs"]
mod random;

use checks::Case;
use convalida::reply::Form;
use convalida::sheet::Given;
use convalida::tell::Language;
use edits::{Edit, Page};
use pages::book;
use random::Random;
use serde_json::{Value, json};

/// How much is tried; more with `CONVALIDA_RUNS`, from another seed with `CONVALIDA_SEED`.
fn setting(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Applications that no portal would send, but a program may.
const ODD: [&str; 6] = [
    "{}",
    r#"{"lavoratori":"molti","domandePrecedenti":[7,{"lavoratori":"Anna"}],"periodo":7,"ignoto":{"a":1}}"#,
    r#"{"lavoratori":[5,{"consuntivo":"tanto","ore":[8],"ignoto":1},null],"organico":true,"organico.dipendenti":3}"#,
    r#"{"lavoratori":[{"consuntivo":{"2020-13":"8","2020-03":{"ore":8},"marzo":null}}],"periodo":{"dataInizio":{},"mese":3}}"#,
    r#"{"datoreLavoro":"","organico":{"addetti":{"0":{}}},"allegati":[[]],"domandePrecedenti":[{"lavoratori":[null,5,{}]}]}"#,
    r#"{"lavoratori":[{"ore":true}],"lavoratori":[{"ore":"4"},{"ore":false}],"periodo":1,"periodo":{"dataFine":"1"}}"#,
];

/// Rules as the language allows them and no shipped page has them: `tests/rulebooks/prove.md`.
const OWN: &str = "prove";

/// Applications that such rules look at.
const OF_OWN: [&str; 3] = [
    r#"{"regolamento":"prove","periodo":{"dataInizio":"02/03/2020","dataFine":"29/03/2020"},"sr41":{"dataInvio":"10/04/2020"},
        "lavoratori":[{"codiceFiscale":"FPDGDV76E58B634X","ore":"40","giorni":"5"},{"codiceFiscale":"MBGPNM72D12E992W","ore":"1","consuntivo":"abc"}]}"#,
    r#"{"regolamento":"prove","sr41":{"dataInvio":"10/04/2020"},"lavoratori":[
        {"codiceFiscale":"MBGPNM72D12E992W","consuntivo":{"2020-03":"8","2020-04":"40"}},{"codiceFiscale":"MBGPNM72D12E992W","consuntivo":{"2020-04":"30"}}]}"#,
    r#"{"regolamento":"prove","periodo":{"dataInizio":"02/03/2020","dataFine":"29/03/2020"},
        "domandePrecedenti":[{"dataInizio":"24/02/2020","dataFine":"08/03/2020","lavoratori":["MBGPNM72D12E992W"]}],
        "lavoratori":[{"codiceFiscale":"MBGPNM72D12E992W","dataInizio":"09/03/2020"}]}"#,
];

/// Every case, and of every rulebook the odd applications.
fn all() -> Vec<Case> {
    let mut cases = checks::all();
    for own in OF_OWN {
        cases.push(odd(own, OWN));
    }
    for name in checks::shipped().into_iter().chain([OWN.to_string()]) {
        cases.extend(ODD.map(|json| odd(json, &name)));
    }
    cases
}

fn odd(json: &str, name: &str) -> Case {
    Case {
        place: json.to_string(),
        about: String::new(),
        today: None,
        rulebook: Some(name.to_string()),
        // Of a key that comes twice the last stays.
        domanda: serde_json::from_str(json).expect("JSON"),
        expected: Vec::new(),
        unasked: None,
    }
}

/// Plays edits on a case; the first thing that does not hold.
fn play(case: &Case, edits: &[Edit]) -> Result<(), String> {
    let mut page = Page::new(case);
    for edit in edits {
        page.edit(edit)
            .map_err(|problem| format!("after {edit:?}: {problem}"))?;
    }
    page.compare_whole()?;
    page.compare_left()
}

/// The fewest of these edits after which something still does not hold.
fn shrunk(case: &Case, mut edits: Vec<Edit>) -> Vec<Edit> {
    loop {
        let fewer = (0..edits.len()).find_map(|at| {
            let mut fewer = edits.clone();
            fewer.remove(at);
            play(case, &fewer).is_err().then_some(fewer)
        });
        match fewer {
            Some(fewer) => edits = fewer,
            None => return edits,
        }
    }
}

/// Plays edits at random; those after which something did not hold.
fn played(random: &mut Random, cases: &[Case], case: &Case) -> Option<(Vec<Edit>, String)> {
    let mut page = Page::new(case);
    let mut edits = Vec::new();
    for _ in 0..40 {
        let edit = if random.one_in(80) {
            Edit::Load(random.pick(cases).domanda.to_string())
        } else {
            edits::any(random, &page)
        };
        edits.push(edit.clone());
        let whole = random.one_in(4);
        let held = page.edit(&edit);
        let held = held.and_then(|()| if whole { page.compare_whole() } else { Ok(()) });
        if let Err(problem) = held {
            return Some((edits, problem));
        }
    }
    let held = page.compare_whole().and_then(|()| page.compare_left());
    held.err().map(|problem| (edits, problem))
}

/// Plays so many edits at random on some of the cases; tells what does not hold.
fn expect_to_hold(cases: &[Case], some: &[Case], runs: u64) {
    let seed = setting("CONVALIDA_SEED", 1);
    let mut failures: Vec<String> = Vec::new();
    for run in 0..runs {
        let mut random = Random::new(seed << 32 | run);
        let case = random.pick(some);
        if let Some((edits, problem)) = played(&mut random, cases, case) {
            let few = shrunk(case, edits);
            let problem = play(case, &few).err().unwrap_or(problem);
            let steps: Vec<String> = few.iter().map(|edit| format!("{edit:?}")).collect();
            failures.push(format!(
                "run {run}, {} {}:\n  {}\n  {problem}",
                case.place,
                case.book_name(),
                steps.join("\n  ")
            ));
        }
    }
    let shown = &failures[..failures.len().min(12)];
    assert!(
        failures.is_empty(),
        "{} of {runs} runs fail:\n{}",
        failures.len(),
        shown.join("\n")
    );
}

#[test]
fn any_edits_end_where_a_whole_check_ends() {
    let cases = all();
    expect_to_hold(&cases, &cases, setting("CONVALIDA_RUNS", 120));
}

/// The same where facts over rows look at other rows.
#[test]
fn edits_of_rules_that_no_page_has_end_there_too() {
    let own = OF_OWN.map(|json| odd(json, OWN));
    expect_to_hold(&own, &own, setting("CONVALIDA_RUNS", 120));
}

/// A value in the place of an object is told there; what would be below counts as empty.
#[test]
fn a_value_in_the_place_of_an_object_leaves_its_fields_empty() {
    let objects = [
        "periodo",
        "datoreLavoro",
        "organico",
        "unitaProduttiva",
        "accordo",
        "mobilita",
        "rapporto",
        "sr41",
        "inps",
        "firma",
    ];
    for (case, n) in checks::all().iter().step_by(3).zip(0..) {
        let path = objects[n % objects.len()];
        let said = |value: Value| {
            let mut domanda = case.domanda.clone();
            domanda[path] = value;
            let form = pages::form(case.book_name(), case.today(), &domanda.to_string());
            let said = form.validate().into_iter().filter(|d| d.path != path);
            Vec::from_iter(said.map(|d| (d.rule, d.path, d.message)))
        };
        let place = format!("{} {path}", case.place);
        assert_eq!(said(json!(false)), said(json!({})), "{place}");
    }
}

/// What a program may give that no parser of texts reads comes back as it was given.
#[test]
fn odd_values_come_back_as_given() {
    for json in [
        r#"{"periodo":{"dataInizio":true},"lavoratori":[{"ore":false,"codiceFiscale":40,"giorni":1e+21}]}"#,
        r#"{"organico":{"dipendenti":1e-7}}"#,
    ] {
        let mut form = Form::new(book("piemonte-2020", Language::Italian), None);
        form.load(json).unwrap();
        let again = form.to_json();
        for value in ["true", "false", "40", "1e+21", "1e-7"] {
            assert_eq!(
                json.contains(value),
                again.contains(value),
                "{json}\n{again}"
            );
        }
        form.validate();
    }
    let deep = |n: usize| format!(r#"{{"ignoto":{}{}}}"#, "[".repeat(n), "]".repeat(n));
    let mut form = Form::new(book("piemonte-2020", Language::Italian), None);
    for n in [60, 200, 20_000] {
        if form.load(deep(n)).is_ok() {
            assert_eq!(form.to_json(), deep(n));
        }
        let _ = form.set("ignoto.0.0", Given::Text("x"));
        form.validate();
    }
    let _ = form.load(r#"{"periodo":{"\ud800":1},"\udfff":2,"lavoratori":1e999}"#);
    form.validate();
}

/// Of a key that comes twice the last counts, as with every parser.
#[test]
fn of_a_key_that_comes_twice_the_last_counts() {
    let mut form = Form::new(book("piemonte-2020", Language::Italian), None);
    form.load(r#"{"lavoratori":[{"ore":"1"},{"ore":"2"}],"periodo":{"dataInizio":"01/03/2020","x":1},
        "lavoratori":[{"ore":"3","consuntivo":{"2020-03":"1"},"consuntivo":{"2020-04":"2"}}],"periodo":{"dataFine":"05/04/2020"}}"#)
        .unwrap();
    assert_eq!(
        form.to_json(),
        r#"{"periodo":{"dataFine":"05/04/2020"},"lavoratori":[{"ore":"3","consuntivo":{"2020-04":"2"}}]}"#
    );
}

/// What is typed below an unknown key is told where it is told when it is loaded; what no one could load is refused.
#[test]
fn the_unknown_is_told_at_its_topmost_key() {
    let mut form = Form::new(book("piemonte-2020", Language::Italian), None);
    for path in [
        "ignoto.0.a",
        "ignoto.2",
        "periodo.mese.a.b",
        "periodo.mese.c",
    ] {
        form.set(path, Given::Text("x")).unwrap();
    }
    form.set("lavoratori.0.ignoto.a", Given::Text("x")).unwrap();
    let told = |form: &Form| {
        let said = form.validate().into_iter();
        let unknown = said.filter(|said| said.rule.ends_with("/campo-sconosciuto"));
        Vec::from_iter(unknown.map(|said| said.path))
    };
    let topmost = ["periodo.mese", "lavoratori.0.ignoto", "ignoto"];
    assert_eq!(told(&form), topmost);
    let json = form.to_json();
    form.load(&json).unwrap();
    assert_eq!(
        (told(&form).as_slice(), form.to_json()),
        (&topmost.map(String::from)[..], json)
    );
    let deep = |n: usize| [&"a.".repeat(n), "b"].concat();
    assert!(form.set(&deep(63), Given::Text("x")).is_ok());
    let refused = form.set(&deep(64), Given::Text("x")).unwrap_err();
    assert_eq!(refused.0, "A path has at most 64 levels.");
}
