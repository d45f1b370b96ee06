//! The pages of `regolamenti/`: each is without a mistake, and as JSON gives the same program, byte for byte.

use convalida::formula::compile;
use convalida::law::layers::read_page;
use convalida::law::{Language, from_json};
use convalida::program::sources::{Sources, Token};
use convalida::program::{Edition, Program, Said};

/// The names of the pages.
fn pages() -> Vec<String> {
    let files = std::fs::read_dir("regolamenti").expect("the rulebooks");
    let names = files.map(|file| {
        file.expect("a file")
            .file_name()
            .into_string()
            .expect("a name")
    });
    let mut pages: Vec<String> = names.filter(|name| name.ends_with(".md")).collect();
    pages.sort();
    assert!(!pages.is_empty());
    pages
}

/// A page compiled; from its JSON too.
fn compiled(page: &str) -> (Edition, Edition) {
    let load = |name: &str| std::fs::read_to_string(format!("regolamenti/{name}")).ok();
    let read = read_page(page, &load);
    let told: Vec<String> = read
        .mistakes
        .iter()
        .map(|mistake| mistake.told(Language::English))
        .collect();
    assert!(told.is_empty(), "{page}: {}", told.join("\n"));
    let book = read.book.expect("a rulebook");
    let json = serde_json::to_string(&book).expect("JSON");
    let again = from_json(&json).expect("a rulebook");
    assert!(
        again == book,
        "{page}: its JSON is read as another rulebook"
    );
    let made = |book| match compile(book) {
        Ok(compiled) => compiled,
        Err(mistakes) => {
            let told: Vec<String> = mistakes.iter().map(|m| m.told(Language::English)).collect();
            panic!("{page}: {}", told.join("\n"))
        }
    };
    (made(&book), made(&again))
}

#[test]
fn every_page_compiles_and_its_json_gives_the_same_bytes() {
    for page in pages() {
        let (read, again) = compiled(&page);
        let bytes = read.to_bytes();
        assert!(bytes == again.to_bytes(), "{page}");
        assert_eq!(Edition::from_bytes(&bytes), Some(read), "{page}");
    }
}

#[test]
fn words_and_sources_stand_beside_each_rule_and_part() {
    for page in pages() {
        let (read, _) = compiled(&page);
        for Said { words, sources } in [&read.italian, &read.english] {
            assert_eq!(words.rules.len(), read.program.rules.len());
            assert_eq!(sources.rules.len(), read.program.rules.len());
            assert_eq!(words.readers.len(), read.program.readers.len());
            assert_eq!(sources.readers.len(), read.program.readers.len());
            assert_eq!(words.unasked.len(), read.program.unasked.len());
            for (n, rule) in read.program.rules.iter().enumerate() {
                assert_eq!(
                    words.rules[n].parts.len(),
                    rule.parts.len(),
                    "{page} {}",
                    rule.slug
                );
                assert_eq!(
                    sources.rules[n].parts.len(),
                    rule.parts.len(),
                    "{page} {}",
                    rule.slug
                );
                assert!(!sources.rules[n].sources.is_empty(), "{page} {}", rule.slug);
                for part in &sources.rules[n].parts {
                    assert!(!part.steps.is_empty(), "{page} {}", rule.slug);
                }
            }
            every_step_can_be_printed(&page, sources, &read.program);
        }
    }
}

/// Every place that a step names is there.
fn every_step_can_be_printed(page: &str, sources: &Sources, program: &Program) {
    use convalida::program::sources::Value;
    let steps = sources
        .rules
        .iter()
        .flat_map(|rule| &rule.parts)
        .flat_map(|part| &part.steps);
    let formulas = steps.map(|step| &step.formula);
    let formulas = formulas.chain(
        sources
            .definitions
            .iter()
            .map(|definition| &definition.formula),
    );
    for formula in formulas {
        let named = formula.tokens.iter().filter_map(|token| match token {
            Token::Named(_, value, _) => Some(*value),
            Token::Text(_) => None,
        });
        for value in named.chain(formula.result.map(|(value, _)| value)) {
            if let Value::Node(node) = value {
                assert!(
                    usize::from(node) < program.nodes.len(),
                    "{page}: {}",
                    formula.text()
                );
            }
        }
        for place in &formula.uses {
            assert!(usize::from(*place) < sources.definitions.len(), "{page}");
        }
    }
}
