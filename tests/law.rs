//! The law as data: its quotations stand in the sources, and its versions follow each other without a
//! gap.

#[path = "support/cases.rs"]
mod cases;

use std::collections::BTreeMap;

use cases::{Books, parsed};
use convalida::calendar::Day;
use convalida::json::Json;
use convalida::rulebook::{Source, Window, Words};

/// What stands in `regolamenti/`, by file.
fn data() -> Vec<(String, Json)> {
    let entries = std::fs::read_dir("regolamenti").expect("the rulebooks are there");
    let mut files: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.path().to_str().map(str::to_string))
        .filter(|file| file.ends_with(".json") && !file.ends_with("schema.json"))
        .collect();
    files.sort();
    let read = |file: String| {
        let text = std::fs::read_to_string(&file).expect("a file");
        (file, parsed(&text))
    };
    files.into_iter().map(read).collect()
}

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

#[test]
fn every_quotation_stands_in_its_source() {
    let data = data();
    let documents = |json: &Json| -> BTreeMap<String, Option<String>> {
        let entries = json.get("documents").map_or(&[][..], Json::entries).iter();
        entries
            .map(|(name, document)| {
                let file = document.get("file").and_then(Json::text);
                (name.clone(), file.map(str::to_string))
            })
            .collect()
    };
    let shared = data.iter().find(|(file, _)| file.ends_with("comuni.json"));
    let shared = shared.map_or(BTreeMap::new(), |(_, json)| documents(json));
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let (mut checked, mut failures) = (0, Vec::new());
    for (name, json) in &data {
        let mut known = shared.clone();
        known.extend(documents(json));
        let mut quotations = Vec::new();
        collect(json, &mut quotations);
        for (document, quote) in quotations {
            checked += 1;
            let Some(Some(file)) = known.get(&document) else {
                failures.push(format!("{name}: {document} has no file: «{quote}»"));
                continue;
            };
            let text = texts.entry(file.clone()).or_insert_with(|| {
                plain(&std::fs::read_to_string(format!("fonti/{file}")).expect("a source"))
            });
            if !text.contains(&plain(&quote)) {
                failures.push(format!("{name}: not in {file}: «{quote}»"));
            }
            // Two lines of a page, and no more.
            if quote.chars().count() > 220 {
                failures.push(format!("{name}: longer than two lines: «{quote}»"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(checked > 0, "no quotation");
}

/// Document and words of every quotation below a value.
fn collect(json: &Json, found: &mut Vec<(String, String)>) {
    let text = |key: &str| json.get(key).and_then(Json::text).map(str::to_string);
    if let (Some(document), Some(quote)) = (text("document"), text("quote")) {
        found.push((document, quote));
    }
    for (_, value) in json.entries() {
        collect(value, found);
    }
    for item in json.items() {
        collect(item, found);
    }
}

/// A rule quotes a source; or says that it is ours, or our reading; or rests on texts that are named
/// but not kept beside the rulebooks.
#[test]
fn what_no_source_states_does_not_pretend_to_be_law() {
    let ours = |source: &Source| source.document == "Regola di convalida";
    let stands = |words: &Words| {
        let sources = &words.sources;
        let kept_elsewhere = |source: &Source| source.file.is_none() && source.point.is_some();
        sources.iter().any(|source| source.quote.is_some())
            || words.reading
            || sources.iter().any(ours)
            || (!sources.is_empty() && sources.iter().all(kept_elsewhere))
    };
    let mut failures = Vec::new();
    for (_, book) in Books::shipped().iter() {
        let rules = book.points.iter().flat_map(|point| {
            let words = point.variants.iter().map(|variant| &variant.words);
            words.map(|words| (point.rule, words))
        });
        let built_in = book.built_in_rules.iter().map(|b| (b.rule, &b.words));
        for (rule, words) in rules.chain(built_in) {
            if !stands(words) {
                let rule = book.rule_name(rule);
                failures.push(format!("{rule}: {}", words.message.it));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Rules that the law had only for some filing days, from and to; every other rule speaks on all of them.
const FOR_A_TIME: &[(&str, &str, &str)] = &[
    ("friuli-2020/termine-di-sabato", "2020-06-17", ""),
    ("friuli-2020/termine-presentazione", "2020-06-17", ""),
    (
        "piemonte-2020/data-assunzione-conflitto",
        "2020-04-09",
        "2020-05-18",
    ),
    ("piemonte-2020/termine-prorogato", "2020-06-17", ""),
    ("puglia-2020/termine-di-sabato", "2020-06-17", ""),
    ("puglia-2020/termine-presentazione", "2020-06-17", ""),
    ("toscana-2020/bollo-esente", "2020-04-09", ""),
    ("toscana-2020/domanda-integrativa", "2020-05-19", ""),
    ("toscana-2020/termine-di-sabato", "2020-06-17", ""),
    ("toscana-2020/termine-presentazione", "2020-06-17", ""),
    ("toscana-2020/termine-prorogato", "2020-06-17", ""),
];

#[test]
fn versions_follow_each_other_on_every_filing_day() {
    let day = |text: &str| Day::from_iso(text).expect("a day");
    let (first, last) = (day("2020-02-23"), day("2020-12-31"));
    let mut versioned = 0;
    for (_, book) in Books::shipped().iter() {
        for point in book.points.iter().filter(|point| point.versioned) {
            versioned += 1;
            let rule = book.rule_name(point.rule);
            let mut windows: Vec<Window> = Vec::new();
            for window in point.variants.iter().filter_map(|variant| variant.window) {
                if !windows.contains(&window) {
                    windows.push(window);
                }
            }
            let known = known_days(&rule);
            for number in first.number()..=last.number() {
                let filed = Day::from_number(number);
                let in_force = windows.iter().filter(|w| w.contains(filed)).count();
                let wanted = usize::from(known.contains(filed));
                assert_eq!(in_force, wanted, "{rule} on {}", filed.iso());
            }
        }
    }
    assert!(versioned > 0, "no rule has versions");
}

fn known_days(rule: &str) -> Window {
    let found = FOR_A_TIME.iter().find(|(name, ..)| *name == rule);
    let (from, to) = found.map_or(("", ""), |(_, from, to)| (*from, *to));
    Window {
        from: Day::from_iso(from),
        to: Day::from_iso(to),
    }
}
