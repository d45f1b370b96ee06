//! The cases that stand in the pages, beside the rule they are of: just inside it is silent, just outside it speaks.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use convalida::cli::cases::fault;
use convalida::formula;
use convalida::law::cases::{self, Case};
use convalida::law::layers::read_page;
use convalida::reply::{Book, Shelf};
use convalida::tell::{Labels, Language};

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

/// The cases of a page, which are all as cases are.
fn examples(name: &str) -> Vec<Case> {
    let (cases, misshapen) = cases::read(&page(name));
    assert_eq!(misshapen, [], "{name}");
    cases
}

/// The layers that a page stands on, and the page itself: its cases, but those of rules that it has for itself.
fn all_cases(name: &str) -> Vec<(String, Case)> {
    let own = page(name);
    let strati = own
        .lines()
        .find_map(|line| line.strip_prefix("strati = "))
        .unwrap_or("[]");
    let strati: Vec<String> = serde_json::from_str(strati).unwrap();
    let layers = strati.iter().map(|layer| format!("{layer}.md"));
    let below = layers.flat_map(|layer| {
        let inherited = |case: &Case| !own.contains(&format!("{{{}}}", case.slug));
        let found: Vec<Case> = examples(&layer).into_iter().filter(inherited).collect();
        found.into_iter().map(move |case| (layer.clone(), case))
    });
    let own = examples(name).into_iter();
    let own = own.map(|case| (name.to_string(), case));
    below.chain(own).collect()
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
        for (from, case) in all_cases(&name) {
            let fault = fault(&book, &case).map(|(_, says)| format!("{name}: {}", says.it));
            let which = format!("{from}, {}", case.inside_at.start);
            tried.entry(which).or_default().push(fault);
        }
    }
    assert!(tried.len() > 80, "only {} cases were found", tried.len());
    let wrong: Vec<String> = tried
        .into_values()
        .filter_map(|faults| faults.into_iter().min()?)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
