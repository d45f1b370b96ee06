//! docs/rulebook-pages.md says what the language has: every function, and no other; every bound.

use std::collections::BTreeSet;

use super::super::lexer::MAX_TOKENS;
use super::super::parser::{MAX_DEPTH, over};
use super::super::syntax::RESERVED;
use super::*;

fn page() -> String {
    std::fs::read_to_string("docs/rulebook-pages.md").unwrap()
}

#[test]
fn the_page_names_every_function_and_no_other() {
    let page = page();
    let (_, said) = page.split_once("**Functions.**").unwrap();
    let (said, _) = said.split_once("**Bounds.**").unwrap();
    let is_of_name = |c: char| c.is_alphanumeric() || c == '-';
    let called = said.match_indices('(').map(|(at, _)| {
        let before = said[..at].trim_end_matches(is_of_name).len();
        &said[before..at]
    });
    let called: BTreeSet<&str> = called.filter(|name| !name.is_empty()).collect();
    let aggregates = RESERVED.into_iter().filter(|word| over(word).is_some());
    let known: BTreeSet<&str> = calls::names().chain(aggregates).collect();
    assert_eq!(called, known);
}

#[test]
fn the_page_names_the_bounds_of_formulas() {
    let bounds = format!(
        "at most {MAX_FORMULA} characters, {MAX_TOKENS} words and signs, {MAX_DEPTH} levels of brackets, and with the \
         definitions in it {MAX_NESTING} levels in all; a rulebook at most {MAX_PARTS} parts, {MAX_DEFINITIONS} definitions"
    );
    assert!(page().contains(&bounds), "{bounds}");
}
