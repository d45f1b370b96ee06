//! A rulebook as JSON: what a portal brings by itself is read, and every mistake is named with its place.
//!
//! `tests/rulebooks/broken.json` holds the mistakes, laid over the page that docs/add-a-rulebook.md tells people to
//! copy; `tests/rulebooks/schema.test.mjs` holds the schema against the same.

use convalida::formula::compile;
use convalida::law::layers::read_page;
use convalida::law::{Language, from_json};
use serde::Deserialize;
use serde_json::{Map, Value};

/// A mistake, and a piece of what is said of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    about: String,
    /// Keys of the rulebook: null takes one away.
    #[serde(default)]
    put: Map<String, Value>,
    /// Keys of its own rule.
    #[serde(default)]
    rule: Map<String, Value>,
    /// Keys of its one part.
    #[serde(default)]
    part: Map<String, Value>,
    /// The rule stands twice.
    #[serde(default)]
    twice: bool,
    /// The schema can not tell.
    #[serde(default, rename = "compilerOnly")]
    _compiler_only: bool,
    says: String,
}

/// The text of a fenced block of the check-list.
fn fenced(open: &str, close: &str) -> String {
    let text = std::fs::read_to_string("docs/add-a-rulebook.md").expect("the check-list");
    let (_, after) = text.split_once(open).expect("the block begins");
    let (block, _) = after.split_once(close).expect("the block ends");
    block.to_string()
}

/// The page of the check-list, as JSON.
fn skeleton() -> Value {
    let page = fenced("````markdown\n", "````");
    let english = fenced("```toml\n", "```");
    let load = |name: &str| match name {
        "marche-2021.md" => Some(page.clone()),
        "en/marche-2021.toml" => Some(english.clone()),
        name => std::fs::read_to_string(format!("regolamenti/{name}")).ok(),
    };
    let read = read_page("marche-2021.md", &load);
    let told: Vec<String> = read
        .mistakes
        .iter()
        .map(|mistake| mistake.told(Language::English))
        .collect();
    assert_eq!(told, [""; 0]);
    serde_json::to_value(read.book.expect("a rulebook")).expect("JSON")
}

/// Everything that is wrong with a rulebook, in English.
fn refusal(book: &Value) -> Vec<String> {
    let mistakes = match from_json(&book.to_string()) {
        Ok(book) => compile(&book).err().unwrap_or_default(),
        Err(mistake) => vec![mistake],
    };
    mistakes
        .iter()
        .map(|mistake| mistake.told(Language::English))
        .collect()
}

fn lay(over: &Map<String, Value>, object: &mut Value) {
    let object = object.as_object_mut().expect("an object");
    for (key, value) in over {
        match value {
            Value::Null => drop(object.remove(key)),
            value => drop(object.insert(key.clone(), value.clone())),
        }
    }
}

fn broken(sample: &Sample) -> Value {
    let mut book = skeleton();
    lay(&sample.put, &mut book);
    if let Some(rules) = book.get_mut("regole").and_then(Value::as_array_mut) {
        let own = rules.iter_mut();
        let mut own = own.filter(|rule| rule["slug"] == "decorrenza-minima");
        let rule = own.next().expect("the rule of the page");
        lay(&sample.part, &mut rule["parti"][0]);
        lay(&sample.rule, rule);
        let again = sample.twice.then(|| rule.clone());
        rules.extend(again);
    }
    book
}

#[test]
fn the_page_of_the_check_list_is_a_rulebook() {
    assert_eq!(refusal(&skeleton()), [""; 0]);
}

#[test]
fn every_mistake_is_named_with_its_place() {
    let text = std::fs::read_to_string("tests/rulebooks/broken.json").expect("the samples");
    let samples: Vec<Sample> = serde_json::from_str(&text).expect("JSON");
    assert!(samples.len() > 30);
    let mut wrong = Vec::new();
    for sample in &samples {
        let said = refusal(&broken(sample));
        if !said.iter().any(|said| said.contains(&sample.says)) {
            wrong.push(format!("{}: {said:?}, not «{}»", sample.about, sample.says));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
