//! The law as data: its quotations stand in the sources, and its versions follow each other without a
//! gap.

#[path = "support/checks.rs"]
mod checks;
#[path = "support/pages.rs"]
mod pages;

use std::collections::BTreeMap;

use checks::law;
use convalida::calendar::Day;
use convalida::law::{Rule, Rulebook, Source};

/// A text without what a quotation may leave out: runs of blanks, line breaks, typographic quotes, the
/// asterisks of the source's markdown.
fn plain(text: &str) -> String {
    let text = text.replace('*', "");
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .replace(['“', '”', '«', '»'], "\"")
        .replace(['‘', '’'], "'")
}

/// Everything that a rulebook cites, each with what it stands under.
fn citations(book: &Rulebook) -> Vec<(String, Source)> {
    let rules = book
        .regole
        .iter()
        .flat_map(|rule| rule.fonti.iter().map(|source| (rule.slug.clone(), source)));
    let admitted = book.ammesso.iter().flat_map(|entry| {
        entry
            .fonti
            .iter()
            .map(|source| (entry.dice.it.clone(), source))
    });
    let amount = book.riepilogo.importo.iter();
    let amount = amount.flat_map(|amount| {
        let sources = amount.fonti.iter();
        sources.map(|source| (amount.dice.it.clone(), source))
    });
    let all = rules.chain(admitted).chain(amount);
    all.map(|(under, source)| (under, source.clone())).collect()
}

#[test]
fn every_quotation_stands_in_its_source() {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let (mut checked, mut failures) = (0, Vec::new());
    for name in checks::shipped() {
        let book = law(&name);
        for (under, source) in citations(&book) {
            let Some(quote) = &source.citazione else {
                continue;
            };
            checked += 1;
            let document = book.documenti.get(&source.documento);
            let Some(file) = document.and_then(|document| document.file.clone()) else {
                failures.push(format!(
                    "{name}/{under}: {} has no file: «{quote}»",
                    source.documento
                ));
                continue;
            };
            let text = texts.entry(file.clone()).or_insert_with(|| {
                plain(&std::fs::read_to_string(format!("fonti/{file}")).expect("a source"))
            });
            if !text.contains(&plain(quote)) {
                failures.push(format!("{name}/{under}: not in {file}: «{quote}»"));
            }
            // Two lines of a page, and no more.
            if quote.chars().count() > 220 {
                failures.push(format!("{name}/{under}: longer than two lines: «{quote}»"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(checked > 300, "only {checked} quotations");
    assert_eq!(texts.len(), 5, "each source is quoted");
}

/// A rule quotes a source; or says that it is ours, or our reading; or rests on texts that are named
/// but not kept beside the rulebooks.
#[test]
fn what_no_source_states_does_not_pretend_to_be_law() {
    let mut failures = Vec::new();
    for name in checks::shipped() {
        let book = law(&name);
        let wrong = book.regole.iter().filter(|rule| !stands(&book, rule));
        failures.extend(wrong.map(|rule| format!("{name}/{}: {:?}", rule.slug, rule.fonti)));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn stands(book: &Rulebook, rule: &Rule) -> bool {
    let kept_elsewhere = |source: &Source| {
        let document = book.documenti.get(&source.documento);
        document.is_some_and(|document| document.file.is_none()) && !source.punto.is_empty()
    };
    let is_reading = rule.lettura || rule.parti.iter().any(|part| part.lettura);
    let mut sources = rule.fonti.iter();
    let stated = sources.any(|source| source.citazione.is_some() || source.documento == "nostra");
    let elsewhere = !rule.fonti.is_empty() && rule.fonti.iter().all(kept_elsewhere);
    stated || is_reading || elsewhere
}

/// A document without its text says how certain it is; one with a text has it.
#[test]
fn documents_have_a_text_or_a_grade() {
    for name in checks::shipped() {
        for (short, document) in &law(&name).documenti {
            let is_graded = document.grado.is_some();
            assert_eq!(document.file.is_none(), is_graded, "{name} {short}");
            if let Some(file) = &document.file {
                let path = format!("fonti/{file}");
                assert!(std::path::Path::new(&path).exists(), "{name} {short}");
            }
        }
    }
}

/// Rules that the law had only for some filing days, from and to; every other rule with versions speaks on all of them.
const FOR_A_TIME: &[(&str, &str, &str)] = &[
    (
        "piemonte-2020/data-assunzione-conflitto",
        "2020-04-09",
        "2020-05-18",
    ),
    // The region's own page had a term before the decree gave one.
    ("piemonte-2020/termine-presentazione", "", ""),
    ("in-forza", "2020-04-09", ""),
    ("termine-presentazione", "2020-06-17", ""),
    ("termine-prorogato", "2020-06-17", ""),
    ("toscana-2020/bollo-esente", "2020-04-09", ""),
    ("toscana-2020/domanda-integrativa", "2020-05-19", ""),
];

#[test]
fn versions_follow_each_other_on_every_filing_day() {
    let iso = |text: &str| Day::from_iso(text).map(Day::number);
    let (first, last) = (
        iso("2020-02-23").expect("a day"),
        iso("2020-12-31").expect("a day"),
    );
    let mut versioned = 0;
    for name in checks::shipped() {
        let book = pages::book(&name, convalida::tell::Language::Italian);
        for rule in &book.wiring.program.rules {
            let mut windows: Vec<(Option<i32>, Option<i32>)> = Vec::new();
            for part in &rule.parts {
                let window = (part.from, part.to);
                if window != (None, None) && !windows.contains(&window) {
                    windows.push(window);
                }
            }
            // In the years before 2020 a version is for good: nothing follows or precedes it within these days.
            let in_2020 =
                |day: &Option<i32>| day.is_none_or(|day| (first..=last).contains(&i64::from(day)));
            windows.retain(|(from, to)| in_2020(from) && in_2020(to));
            if windows.is_empty() {
                continue;
            }
            versioned += 1;
            let full = book.rule_name(&rule.slug);
            let known = FOR_A_TIME.iter();
            let mut known =
                known.filter(|(rule_name, ..)| *rule_name == full || *rule_name == rule.slug);
            let (from, to) = known.next().map_or(("", ""), |(_, from, to)| (*from, *to));
            let (from, to) = (iso(from), iso(to));
            for day in first..=last {
                let holds = |from: Option<i64>, to: Option<i64>| {
                    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
                };
                let in_force = windows.iter();
                let in_force = in_force
                    .filter(|(from, to)| holds(from.map(i64::from), to.map(i64::from)))
                    .count();
                let wanted = usize::from(holds(from, to));
                assert_eq!(
                    in_force,
                    wanted,
                    "{full} on {}",
                    Day::from_number(day).iso()
                );
            }
        }
    }
    assert!(versioned > 10, "only {versioned} rules have versions");
}
