//! The reference tables of the docs hold what the code knows, and nothing else. Those of the language are held by its own
//! unit tests, those of the package and of the command by tests/package/.

use std::collections::BTreeSet;

use convalida::cli::shipped;
use convalida::law::Rulebook;
use serde_json::{Value, json};

/// The names in the first column of a table, by its head.
fn first_column(file: &str, head: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(file).expect("the page");
    let (_, table) = text.split_once(head).expect("the table");
    let lines = table.lines().skip(2);
    let cells = lines
        .take_while(|line| line.starts_with('|'))
        .filter_map(|line| line.split('|').nth(1));
    let names = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_string));
    names.collect()
}

fn keys(of: &Value) -> BTreeSet<String> {
    let keys = of["properties"].as_object().expect("an object").keys();
    keys.cloned().collect()
}

#[test]
fn the_readme_lists_the_rulebooks_that_ship() {
    let shipped: BTreeSet<String> = shipped::names().map(str::to_string).collect();
    assert_eq!(first_column("README.md", "| rulebook | portal |"), shipped);
}

#[test]
fn every_key_of_a_rule_has_its_line() {
    let schema = json!(schemars::schema_for!(Rulebook));
    let mut of_rules = keys(&schema["$defs"]["Part"]);
    of_rules.insert("parti".to_string());
    assert_eq!(
        first_column("docs/rulebook-pages.md", "### A rule's keys\n\n| key | |"),
        of_rules
    );
}

/// The other blocks are shown as examples: each key stands in one.
#[test]
fn every_key_of_a_rulebook_is_in_its_page() {
    let schema = json!(schemars::schema_for!(Rulebook));
    let page = std::fs::read_to_string("docs/rulebook-pages.md").expect("the page");
    let is_of_key = |c: char| c.is_alphanumeric() || c == '-';
    let words: BTreeSet<&str> = page.split(|c| !is_of_key(c)).collect();
    let definitions = schema["$defs"].as_object().expect("definitions").values();
    let of_definitions = definitions.filter(|of| of["properties"].is_object());
    for key in of_definitions.chain([&schema]).flat_map(keys) {
        assert!(words.contains(key.as_str()), "{key}");
    }
}
