//! What must hold for every input: edits end where a whole check ends, nothing panics, bounds and fixes
//! agree with the verdicts.

#[path = "support/agree.rs"]
mod agree;
#[path = "support/cases.rs"]
mod cases;
#[path = "support/edits.rs"]
mod edits;
#[path = "support/random.rs"]
mod random;

use cases::{Books, Case};
use edits::{Edit, Page};
use random::Random;

/// How much is tried; more with `CONVALIDA_RUNS`, from another seed with `CONVALIDA_SEED`.
fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

/// Applications that no portal would send, but a program may.
const ODD: [&str; 5] = [
    "{}",
    r#"{"lavoratori":"molti","domandePrecedenti":[7,{"lavoratori":"Anna"}],"periodo":7,"ignoto":{"a":1}}"#,
    r#"{"lavoratori":[5,{"consuntivo":"tanto","ore":[8],"ignoto":1},null],"organico":true,"organico.dipendenti":3}"#,
    r#"{"lavoratori":[{"consuntivo":{"2020-13":"8","2020-03":{"ore":8},"marzo":null}}],"periodo":{"dataInizio":{},"mese":3}}"#,
    r#"{"datoreLavoro":"","organico":{"addetti":{"0":{}}},"allegati":[[]],"domandePrecedenti":[{"lavoratori":[null,5,{}]}]}"#,
];

/// Plays edits on the document of a case; the first thing that does not hold.
fn play(books: &Books, case: &Case, edits: &[Edit]) -> Result<(), String> {
    let mut page = Page::new(&books.get(&case.rulebook), case.today, &case.domanda);
    for edit in edits {
        page.edit(edit)
            .map_err(|problem| format!("after «{edit}»: {problem}"))?;
    }
    page.compare_whole()?;
    page.compare_left()
}

/// The fewest of these edits after which something still does not hold.
fn shrunk(books: &Books, case: &Case, mut edits: Vec<Edit>) -> Vec<Edit> {
    loop {
        let fewer = (0..edits.len()).find_map(|at| {
            let mut fewer = edits.clone();
            fewer.remove(at);
            play(books, case, &fewer).is_err().then_some(fewer)
        });
        match fewer {
            Some(fewer) => edits = fewer,
            None => return edits,
        }
    }
}

#[test]
fn any_edits_end_where_a_whole_check_ends() {
    let books = Books::shipped();
    let mut cases = cases::all();
    for (name, _) in books.iter() {
        for odd in ODD {
            cases.push(Case {
                place: format!("{name} {odd}"),
                about: String::new(),
                today: None,
                rulebook: name.clone(),
                domanda: cases::parsed(odd),
                expected: Vec::new(),
                unasked: None,
            });
        }
    }
    let (runs, seed) = (setting("CONVALIDA_RUNS", 120), setting("CONVALIDA_SEED", 1));
    let mut failures: Vec<String> = Vec::new();
    for run in 0..runs {
        let mut random = Random::new(seed << 32 | run);
        let case = random.pick(&cases);
        let mut page = Page::new(&books.get(&case.rulebook), case.today, &case.domanda);
        let mut edits = Vec::new();
        let mut failed = None;
        for _ in 0..40 {
            let edit = if random.one_in(80) {
                Edit::Load(random.pick(&cases).domanda.clone())
            } else {
                edits::any(&mut random, &page)
            };
            edits.push(edit.clone());
            failed = page.edit(&edit).err();
            if failed.is_none() && random.one_in(4) {
                failed = page.compare_whole().err();
            }
            if failed.is_some() {
                break;
            }
        }
        failed = failed
            .or_else(|| page.compare_whole().err())
            .or_else(|| page.compare_left().err());
        if failed.is_some() {
            let few = shrunk(&books, case, edits);
            let problem = play(&books, case, &few)
                .err()
                .or(failed)
                .unwrap_or_default();
            let steps: Vec<String> = few.iter().map(Edit::to_string).collect();
            failures.push(format!(
                "run {run}, {}:\n  {}\n  {problem}",
                case.place,
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
