//! The catalogue page shows what the rulebooks say: `www/catalogo/` is made from them and from the cases.
//!
//! `CONVALIDA_UPDATE=1 cargo test --test catalogo` writes it anew.

#[path = "support/checks.rs"]
mod checks;
#[path = "support/pages.rs"]
mod pages;

use std::fs;
use std::path::Path;

use checks::Case;
use convalida::calendar::Day;
use convalida::law::Reader;
use convalida::model::id;
use convalida::program::{Part, Severity};
use convalida::reply::Book;
use convalida::reply::catalogue::{RuleInfo, Version, card, rules};
use convalida::reply::diagnostic::{diagnostics, head};
use convalida::session::Finding;
use convalida::tell::Language;
use pages::book;
use serde::Serialize;
use serde_json::{Value, json};

const FOLDER: &str = "www/catalogo";
/// So many values can be tried out in an example; the rest of the application is shown as text.
const MOST_FIELDS: usize = 6;

#[test]
fn the_catalogue_is_current() {
    let cases = checks::all();
    let names = checks::shipped();
    let index = json!({ "rulebooks": names, "common": common(&names) });
    let mut files: Vec<(String, String)> = vec![("index.json".to_string(), format!("{index}\n"))];
    for name in &names {
        files.push((format!("{name}.json"), page(name, &cases)));
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

/// The slugs of the rules that the layer of all rulebooks has, in the order of its page.
fn common(names: &[String]) -> Vec<String> {
    let mut slugs: Vec<String> = Vec::new();
    for name in names {
        for rule in checks::law(name).regole {
            if (rule.generale || rule.lettore.is_some()) && !slugs.contains(&rule.slug) {
                slugs.push(rule.slug);
            }
        }
    }
    slugs
}

fn value(of: &impl Serialize) -> Value {
    serde_json::to_value(of).expect("JSON")
}

/// A rulebook as the page reads it: the card, then a line for each rule with its examples.
fn page(name: &str, cases: &[Case]) -> String {
    let [italian, english] =
        [Language::Italian, Language::English].map(|language| book(name, language));
    let card = both(&value(&card(&italian)), &value(&card(&english)));
    let infos = rules(&italian);
    let merged = both(&value(&infos), &value(&rules(&english)));
    let merged = merged.as_array().expect("a list").iter();
    let lines: Vec<String> = infos
        .iter()
        .zip(merged)
        .map(|(info, merged)| {
            let about: Vec<&Case> = cases
                .iter()
                .filter(|case| case.about == info.rule)
                .collect();
            let mut line = merged.clone();
            for version in line["versions"].as_array_mut().into_iter().flatten() {
                let version = version.as_object_mut().expect("a version");
                // The page shows sentences, and one title for all versions.
                version.retain(|key, _| !["message", "title"].contains(&key.as_str()));
            }
            for (at, said) in said(&italian, &about, info) {
                line["versions"][at]["said"] = said;
            }
            line["examples"] = examples(&italian, &about, &info.rule);
            if line["examples"]["fails"].is_null() {
                line["examples"]["without"] = json!(without_example(name, &info.rule));
            }
            line.to_string()
        })
        .collect();
    format!(
        "{{\"card\":{card},\n\"rules\":[\n{}\n]}}\n",
        lines.join(",\n")
    )
}

/// What is the same in both languages once, what differs as `{ it, en }`.
fn both(italian: &Value, english: &Value) -> Value {
    match (italian, english) {
        (it, en) if it == en => it.clone(),
        (Value::Object(entries), Value::Object(_)) => {
            let merged = entries
                .iter()
                .map(|(key, it)| (key.clone(), both(it, &english[key])));
            Value::Object(merged.collect())
        }
        (Value::Array(its), Value::Array(ens)) if its.len() == ens.len() => {
            Value::Array(its.iter().zip(ens).map(|(it, en)| both(it, en)).collect())
        }
        (it, en) => json!({ "it": it, "en": en }),
    }
}

/// The versions of a rule that some case shows, each with the message of the first: the sentence with its values.
fn said(book: &Book, about: &[&Case], info: &RuleInfo) -> Vec<(usize, Value)> {
    let mut found: Vec<(usize, Value)> = Vec::new();
    for case in about.iter().filter(|case| case.breaks(&info.rule)) {
        if found.len() == info.versions.len() {
            break;
        }
        let whole = case.whole();
        for finding in whole.findings() {
            let known = head(&book.wiring, &finding).is_some_and(|(rule, ..)| rule == info.rule);
            let versions = (0..).zip(&info.versions);
            let mut of_it =
                versions.filter(|(_, version)| known && speaks(book, &finding, version));
            let Some((at, _)) = of_it.next() else {
                continue;
            };
            if found.iter().any(|(place, _)| *place == at) {
                continue;
            }
            let message = |language| {
                let book = pages::book(book.name(), language);
                let told = diagnostics(&book, whole.session(), std::slice::from_ref(&finding));
                told.into_iter().next().map(|told| told.message)
            };
            let (it, en) = (message(Language::Italian), message(Language::English));
            found.push((at, json!({ "it": it, "en": en })));
        }
    }
    found
}

/// Whether it is this version that a finding speaks with.
fn speaks(book: &Book, finding: &Finding, version: &Version) -> bool {
    let Finding::Rule(hit) = finding else {
        return true; // what reads texts has one version
    };
    let rule = usize::from(book.wiring.points[usize::from(hit.point)].rule);
    let part = &book.wiring.program.rules[rule].parts[usize::from(hit.part)];
    let words = &book.said.words.rules[rule].parts[usize::from(hit.part)];
    let severity = match part.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let day = |day: Option<i32>| day.map(|day| Day::from_number(i64::from(day)).iso());
    words.says == version.message
        && (day(part.from), day(part.to)) == (version.from.clone(), version.to.clone())
        && version.severity == severity
}

/// The clearest case in which the rule speaks, and the one nearest to it in which it does not.
fn examples(book: &Book, about: &[&Case], rule: &str) -> Value {
    let speaks = |case: &Case| case.breaks(rule);
    let size = |case: &Case| case.domanda.to_string().len();
    // Clear: little else is said of it, and it is small.
    let others = |case: &Case| {
        case.expected
            .iter()
            .filter(|said| said.rule() != rule)
            .count()
    };
    let fails = about
        .iter()
        .filter(|case| speaks(case))
        .min_by_key(|case| (others(case), size(case)));
    // Near: nothing else is said of it, and few values differ.
    let distance = |case: &Case| {
        let others = case.expected.iter().filter(|said| {
            let known = |fails: &&&Case| {
                let mut expected = fails.expected.iter();
                expected.any(|other| other.head() == said.head())
            };
            said.rule() == rule || !fails.as_ref().is_some_and(known)
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
    let slug = rule.rsplit('/').next().unwrap_or(rule);
    let of_it = book.wiring.program.rules.iter();
    let mut of_it = of_it.filter(|known| known.slug == slug);
    let parts: &[Part] = of_it.next().map_or(&[], |rule| &rule.parts);
    if parts
        .iter()
        .any(|part| part.from.is_some() || part.to.is_some())
    {
        fields.push("dataPresentazione".to_string());
    }
    let headcount = id("organico.dipendenti");
    if parts.iter().any(|part| part.reads.contains(&headcount)) {
        fields.push("organico.dipendenti".to_string());
    }
    if let Some(fails) = fails {
        let found = fails.said(Language::Italian);
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
        let is_value = [fails, passes].into_iter().flatten().all(|case| {
            !matches!(
                at(&case.domanda, &field),
                Some(Value::Object(_) | Value::Array(_))
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
    let example = |case: &&Case| {
        let expected: Vec<[&str; 3]> = case.expected.iter().map(|said| said.head()).collect();
        json!({ "today": case.today, "domanda": case.domanda, "expected": expected })
    };
    json!({
        "fields": shown,
        "fails": fails.map(example),
        "passes": passes.map(example),
    })
}

/// Why no application alone shows a rule.
fn without_example(book: &str, rule: &str) -> &'static str {
    let law = checks::law(book).regole.into_iter();
    let mut named = law.filter(|known| rule.ends_with(&format!("/{}", known.slug)));
    match named.next().and_then(|rule| rule.lettore) {
        Some(Reader::DomandeSovrapposte) => "together",
        Some(Reader::RegolamentoAggiornato) => "draft",
        _ => panic!("{rule} has no example"),
    }
}

/// The value at a path.
fn at<'j>(json: &'j Value, path: &str) -> Option<&'j Value> {
    path.split('.').try_fold(json, |json, key| match json {
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        _ => json.get(key),
    })
}

/// The paths of the values in which two applications differ.
fn differences(one: &Value, other: &Value) -> Vec<String> {
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

fn leaves(json: &Value, path: &str, found: &mut Vec<(String, Value)>) {
    let below = |key: &str| {
        if path.is_empty() {
            key.to_string()
        } else {
            format!("{path}.{key}")
        }
    };
    match json {
        Value::Object(entries) => {
            for (key, value) in entries {
                leaves(value, &below(key), found);
            }
        }
        Value::Array(items) => {
            for (n, value) in items.iter().enumerate() {
                leaves(value, &below(&n.to_string()), found);
            }
        }
        value => found.push((path.to_string(), value.clone())),
    }
}
