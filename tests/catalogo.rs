//! The catalogue page shows what the rulebooks say: `www/catalogo/` is made from them and from the cases.
//!
//! `CONVALIDA_UPDATE=1 cargo test --test catalogo` writes it anew.

#[path = "support/cases.rs"]
mod cases;

use std::fs;
use std::path::Path;

use cases::{Books, Case};
use convalida::answer::catalogue::{card, catalogue};
use convalida::json::Json;
use convalida::message::Language;
use convalida::rule::Read;
use convalida::rulebook::{Rulebook, shipped};

const FOLDER: &str = "www/catalogo";
/// So many values can be tried out in an example; the rest of the application is shown as text.
const MOST_FIELDS: usize = 6;

#[test]
fn the_catalogue_is_current() {
    let books = Books::shipped();
    let cases = cases::all();
    let mut files: Vec<(String, String)> = vec![(
        "index.json".to_string(),
        Json::List(shipped::names().map(text).collect()).to_string() + "\n",
    )];
    for (name, book) in books.iter() {
        files.push((format!("{name}.json"), page(&books, book, &cases)));
    }
    let update = std::env::var_os("CONVALIDA_UPDATE").is_some();
    let mut stale = Vec::new();
    for (file, wanted) in &files {
        let path = Path::new(FOLDER).join(file);
        if fs::read_to_string(&path).unwrap_or_default() == *wanted {
            continue;
        }
        if update {
            fs::create_dir_all(FOLDER).expect("the folder");
            fs::write(&path, wanted).expect("written");
        }
        stale.push(file.clone());
    }
    for entry in fs::read_dir(FOLDER).expect("the folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name");
        if name.ends_with(".json") && files.iter().all(|(file, _)| *file != name) {
            if update {
                fs::remove_file(entry.path()).expect("removed");
            }
            stale.push(name);
        }
    }
    assert!(
        stale.is_empty() || update,
        "not current: {}; write it anew with CONVALIDA_UPDATE=1 cargo test --test catalogo",
        stale.join(", ")
    );
}

fn text(text: impl AsRef<str>) -> Json {
    Json::Text(text.as_ref().to_string())
}

fn object(entries: Vec<(&str, Json)>) -> Json {
    let entries = entries
        .into_iter()
        .map(|(key, value)| (key.to_string(), value));
    Json::Object(entries.collect())
}

/// A rulebook as the page reads it: the card, then a line for each rule with its examples.
fn page(books: &Books, book: &Rulebook, cases: &[Case]) -> String {
    let [italian, english] = [Language::Italian, Language::English];
    let card = both(&card(book, italian), &card(book, english));
    let rules = both(&catalogue(book, italian), &catalogue(book, english));
    let lines: Vec<String> = rules
        .items()
        .iter()
        .map(|rule| {
            let name = rule.get("rule").and_then(Json::text).expect("a name");
            let examples = examples(books, book, cases, name);
            rule.overlaid(&object(vec![
                ("versions", said(books, cases, rule, name)),
                ("examples", examples),
            ]))
            .to_string()
        })
        .collect();
    format!(
        "{{\"card\":{card},\n\"rules\":[\n{}\n]}}\n",
        lines.join(",\n")
    )
}

/// What is the same in both languages once, what differs as `{ it, en }`.
fn both(italian: &Json, english: &Json) -> Json {
    match (italian, english) {
        (it, en) if it == en => it.clone(),
        (Json::Object(entries), Json::Object(_)) => {
            let merged = entries.iter().map(|(key, it)| {
                (
                    key.clone(),
                    both(it, english.get(key).expect("the same keys")),
                )
            });
            Json::Object(merged.collect())
        }
        (Json::List(its), Json::List(ens)) if its.len() == ens.len() => {
            Json::List(its.iter().zip(ens).map(|(it, en)| both(it, en)).collect())
        }
        (it, en) => object(vec![("it", it.clone()), ("en", en.clone())]),
    }
}

/// The versions of a rule, each with the message of a case in which it speaks: the sentence with its values.
fn said(books: &Books, cases: &[Case], rule: &Json, name: &str) -> Json {
    let speaks = |case: &&Case| case.about == name && case.expected.iter().any(|s| s[0] == name);
    let message = |case: &Case, language| {
        let found = books.load(case, language).validate();
        let own = found.into_iter().find(|said| said.rule == name)?;
        Some((own.severity.name().to_string(), own.message))
    };
    let versions = rule.get("versions").expect("versions").items();
    let mut found: Vec<Option<Json>> = versions.iter().map(|_| None).collect();
    for case in cases.iter().filter(speaks) {
        if found.iter().all(Option::is_some) {
            break;
        }
        let filed = at(&case.domanda, "dataPresentazione").and_then(Json::text);
        let filed = filed.and_then(iso);
        let Some((severity, it)) = message(case, Language::Italian) else {
            continue;
        };
        let fits = |version: &Json| says(version, &severity, filed.as_deref(), &it);
        let open = versions.iter().zip(&mut found);
        for (version, place) in open.filter(|(version, place)| place.is_none() && fits(version)) {
            let en = message(case, Language::English).map_or_else(String::new, |(_, en)| en);
            *place = Some(version.overlaid(&object(vec![(
                "said",
                object(vec![("it", text(&it)), ("en", text(en))]),
            )])));
        }
    }
    let versions = versions.iter().zip(found);
    Json::List(
        versions
            .map(|(version, found)| found.unwrap_or_else(|| version.clone()))
            .collect(),
    )
}

/// Whether a message is one of this version: as grave, of its filing days, and with its first words.
fn says(version: &Json, severity: &str, filed: Option<&str>, message: &str) -> bool {
    let of = |key: &str| version.get(key).and_then(Json::text);
    let template = version.get("message").expect("a message");
    let template = template.text().or_else(|| template.get("it")?.text());
    let start = template.and_then(|words| words.split(['{', '[']).next());
    Some(severity) == of("severity")
        && start.is_some_and(|start| message.starts_with(start))
        && of("from").is_none_or(|from| filed.is_some_and(|filed| from <= filed))
        && of("to").is_none_or(|to| filed.is_some_and(|filed| filed <= to))
}

/// A day written gg/mm/aaaa.
fn iso(day: &str) -> Option<String> {
    let parts: Vec<&str> = day.split('/').collect();
    let [day, month, year] = parts[..] else {
        return None;
    };
    Some(format!("{year}-{month}-{day}"))
}

/// The clearest case in which the rule speaks, and the one nearest to it in which it does not.
fn examples(books: &Books, book: &Rulebook, cases: &[Case], rule: &str) -> Json {
    let about: Vec<&Case> = cases.iter().filter(|case| case.about == rule).collect();
    let speaks = |case: &Case| case.expected.iter().any(|said| said[0] == rule);
    let size = |case: &Case| case.domanda.to_string().len();
    // Clear: little else is said of it, and it is small.
    let others = |case: &Case| case.expected.iter().filter(|said| said[0] != rule).count();
    let fails = about
        .iter()
        .filter(|case| speaks(case))
        .min_by_key(|case| (others(case), size(case)));
    // Near: nothing else is said of it, and few values differ.
    let distance = |case: &Case| {
        let others = case.expected.iter().filter(|said| {
            fails.is_none_or(|fails| said[0] == rule || !fails.expected.contains(said))
        });
        let differing = fails.map_or(0, |fails| {
            differences(&fails.domanda, &case.domanda).len()
                + usize::from(fails.today != case.today)
        });
        (others.count(), differing, size(case))
    };
    let passes = about
        .iter()
        .filter(|case| !speaks(case))
        .min_by_key(|case| distance(case));
    // What decides beside the fields of the check: the filing day among versions, the headcount; then the fields
    // that took part where it speaks, and those in which the two differ.
    let mut fields: Vec<String> = Vec::new();
    let points = || {
        book.points
            .iter()
            .filter(|point| Some(point.rule) == book.rule(rule))
    };
    if points().any(|point| point.versioned) {
        fields.push("dataPresentazione".to_string());
    }
    if points().any(|point| point.reads.contains(&Read::Headcount)) {
        fields.push("organico.dipendenti".to_string());
    }
    if let Some(fails) = fails {
        let found = books.load(fails, Language::Italian).validate();
        for diagnostic in found.iter().filter(|diagnostic| diagnostic.rule == rule) {
            fields.push(diagnostic.path.clone());
            fields.extend(diagnostic.related.iter().cloned());
        }
    }
    if let (Some(fails), Some(passes)) = (fails, passes) {
        fields.extend(differences(&fails.domanda, &passes.domanda));
    }
    let mut shown: Vec<String> = Vec::new();
    for field in fields {
        let is_value = [fails, passes].iter().flatten().all(|case| {
            !matches!(
                at(&case.domanda, &field),
                Some(Json::Object(_) | Json::List(_))
            )
        });
        if is_value && !shown.contains(&field) && shown.len() < MOST_FIELDS {
            shown.push(field);
        }
    }
    // In the order of the application; what is empty in it comes last.
    if let Some(fails) = fails {
        let mut values = Vec::new();
        leaves(&fails.domanda, "", &mut values);
        shown.sort_by_key(|field| {
            values
                .iter()
                .position(|(path, _)| path == field)
                .unwrap_or(usize::MAX)
        });
    }
    let example = |case: &&&Case| {
        let expected = case
            .expected
            .iter()
            .map(|said| Json::List(said.iter().map(text).collect()));
        object(vec![
            (
                "today",
                case.today.map_or(Json::Null, |day| text(day.iso())),
            ),
            ("domanda", case.domanda.clone()),
            ("expected", Json::List(expected.collect())),
        ])
    };
    object(vec![
        ("fields", Json::List(shown.iter().map(text).collect())),
        ("fails", fails.as_ref().map_or(Json::Null, example)),
        ("passes", passes.as_ref().map_or(Json::Null, example)),
    ])
}

/// The value at a path.
fn at<'j>(json: &'j Json, path: &str) -> Option<&'j Json> {
    path.split('.').try_fold(json, |json, key| match json {
        Json::List(items) => items.get(key.parse::<usize>().ok()?),
        _ => json.get(key),
    })
}

/// The paths of the values in which two applications differ.
fn differences(one: &Json, other: &Json) -> Vec<String> {
    let [mut left, right] = [one, other].map(|json| {
        let mut values = Vec::new();
        leaves(json, "", &mut values);
        values
    });
    let mut paths: Vec<String> = Vec::new();
    left.extend(right.iter().cloned());
    for (path, _) in left {
        if at(one, &path) != at(other, &path) && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

fn leaves(json: &Json, path: &str, found: &mut Vec<(String, Json)>) {
    let below = |key: &str| {
        if path.is_empty() {
            key.to_string()
        } else {
            format!("{path}.{key}")
        }
    };
    match json {
        Json::Object(entries) => {
            for (key, value) in entries {
                leaves(value, &below(key), found);
            }
        }
        Json::List(items) => {
            for (n, value) in items.iter().enumerate() {
                leaves(value, &below(&n.to_string()), found);
            }
        }
        value => found.push((path.to_string(), value.clone())),
    }
}
