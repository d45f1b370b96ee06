//! The cases that stand in the pages, beside the rule they are of: just inside it is silent, just outside it speaks.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use convalida::formula;
use convalida::law::layers::read_page;
use convalida::reply::diagnostic::diagnostics;
use convalida::reply::{Book, Shelf};
use convalida::session::Whole;
use convalida::tell::{Labels, Language};
use serde_json::{Map, Value};

const FOLDER: &str = "regolamenti";

fn page(name: &str) -> String {
    std::fs::read_to_string(Path::new(FOLDER).join(name)).unwrap()
}

/// A page that stands for a portal; `None` for a layer of others.
fn book(name: &str) -> Option<Book> {
    if !page(name).contains("\ntipi = [") {
        return None;
    }
    let pages = read_page(name, &|name| {
        std::fs::read_to_string(Path::new(FOLDER).join(name)).ok()
    });
    let edition = formula::compile(&pages.book.unwrap()).unwrap();
    let labels = Labels::read(&page("campi.json")).unwrap();
    let shelf = Shelf::new(edition, Arc::new(labels));
    Some(shelf.book(Language::Italian, Vec::new()))
}

/// A row of a table of cases: its rule, what is inside, what makes it be outside, what is then said.
struct Example {
    slug: String,
    inside: Vec<(String, String)>,
    outside: Vec<(String, String)>,
    says: String,
}

/// The fields of a cell: `` `path` value, `path` value ``.
fn fields(cell: &str) -> Vec<(String, String)> {
    let pieces: Vec<&str> = cell.split('`').collect();
    let pairs = pieces.get(1..).unwrap_or_default().chunks(2);
    pairs
        .map(|pair| {
            let value = pair
                .get(1)
                .map_or("", |value| value.trim().trim_end_matches(','));
            (pair[0].to_string(), value.to_string())
        })
        .collect()
}

fn examples(page: &str) -> Vec<Example> {
    let mut slug = "";
    let mut found = Vec::new();
    for line in page.lines() {
        if line.starts_with('#') {
            let named = line
                .strip_suffix('}')
                .and_then(|line| line.rsplit_once('{'));
            slug = named.map_or("", |(_, slug)| slug);
        }
        let row = line.strip_prefix("| `").filter(|_| !slug.is_empty());
        let Some((inside, outside)) =
            row.and_then(|row| row.trim_end_matches(" |").split_once(" | "))
        else {
            continue;
        };
        let (outside, says) = outside.split_once(" → ").unwrap_or((outside, ""));
        found.push(Example {
            slug: slug.to_string(),
            inside: fields(&format!("`{inside}")),
            outside: fields(outside),
            says: says.to_string(),
        });
    }
    found
}

/// Puts a value at a path, lists and objects made on the way; `vuoto` is no value.
fn put(at: &mut Value, path: &[&str], value: &str) {
    let [key, rest @ ..] = path else {
        *at = if value == "vuoto" {
            Value::Null
        } else {
            value.into()
        };
        return;
    };
    if let Ok(index) = key.parse::<usize>() {
        if !at.is_array() {
            *at = Value::Array(Vec::new());
        }
        let rows = at.as_array_mut().unwrap();
        while rows.len() <= index {
            rows.push(Value::Object(Map::new()));
        }
        return put(&mut rows[index], rest, value);
    }
    if !at.is_object() {
        *at = Value::Object(Map::new());
    }
    put(&mut at[*key], rest, value);
}

/// What a rule says of an application.
fn said(book: &Book, domanda: &Value, slug: &str) -> Vec<String> {
    let whole = Whole::of(book.wiring.clone(), None, &domanda.to_string()).unwrap();
    let all = diagnostics(book, whole.session(), &whole.findings());
    let name = book.rule_name(slug);
    all.into_iter()
        .filter(|found| found.rule == name)
        .map(|found| found.message)
        .collect()
}

/// The layers that a page stands on, and the page itself: its cases, but those of rules that it has for itself.
fn cases(name: &str) -> Vec<(String, Example)> {
    let own = page(name);
    let strati = own
        .lines()
        .find_map(|line| line.strip_prefix("strati = "))
        .unwrap_or("[]");
    let strati: Vec<String> = serde_json::from_str(strati).unwrap();
    let layers = strati.iter().map(|layer| format!("{layer}.md"));
    let below = layers.flat_map(|layer| {
        let inherited = |example: &Example| !own.contains(&format!("{{{}}}", example.slug));
        let found: Vec<Example> = examples(&page(&layer))
            .into_iter()
            .filter(inherited)
            .collect();
        found
            .into_iter()
            .map(move |example| (layer.clone(), example))
    });
    let own = examples(&own)
        .into_iter()
        .map(|example| (name.to_string(), example));
    below.chain(own).collect()
}

/// What is wrong with a case under a rulebook.
fn fault(book: &Book, example: &Example) -> Option<String> {
    let mut domanda = Value::Object(Map::new());
    let mut fill = |fields: &[(String, String)]| {
        for (path, value) in fields {
            put(&mut domanda, &path.split('.').collect::<Vec<_>>(), value);
        }
        said(book, &domanda, &example.slug)
    };
    let inside = fill(&example.inside);
    if !inside.is_empty() {
        return Some(format!(
            "inside, of {:?}, it says {inside:?}",
            example.inside
        ));
    }
    let outside = fill(&example.outside);
    let speaks = outside
        .iter()
        .any(|message| message.contains(&example.says));
    (!speaks).then(|| {
        format!(
            "outside, of {:?}, it says {outside:?}, not “{}”",
            example.outside, example.says
        )
    })
}

#[test]
fn cases_of_the_pages_are_inside_and_outside() {
    // A layer's case is right where one of the pages on it agrees: another may have its own figures.
    let mut tried: BTreeMap<String, Vec<Option<String>>> = BTreeMap::new();
    for entry in std::fs::read_dir(FOLDER).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(book) = name.ends_with(".md").then(|| book(&name)).flatten() else {
            continue;
        };
        for (from, example) in cases(&name) {
            let case = format!(
                "{from}, {}, {:?}, {:?}",
                example.slug, example.inside, example.outside
            );
            let fault =
                fault(&book, &example).map(|fault| format!("{name}, {}: {fault}", example.slug));
            tried.entry(case).or_default().push(fault);
        }
    }
    assert!(tried.len() > 80, "only {} cases were found", tried.len());
    let wrong: Vec<String> = tried
        .into_values()
        .filter_map(|faults| faults.into_iter().min()?)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
