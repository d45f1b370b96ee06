//! docs/rulebook-format.md says what the reader takes: every kind, each with its parameters and placeholders,
//! and none that is not there. `tests/rulebooks/kinds.json` shows each kind in use.

use std::collections::{BTreeMap, BTreeSet};

use convalida::form::model::{List, Model};
use convalida::rulebook::shipped;
use convalida::text::Kind;
use serde_json::{Value, json};

/// What every rule may say beside the parameters of its kind.
const COMMON: [&str; 5] = ["where", "when", "unless", "empty", "whole"];

type Names = BTreeSet<String>;

fn names<'a>(list: impl IntoIterator<Item = &'a str>) -> Names {
    list.into_iter().map(str::to_string).collect()
}

/// A rulebook with one rule of this kind, besides the one whose term `saturday-term` takes.
fn book(kind: &str, keys: &Value, message: &str) -> Value {
    let texts = json!({ "it": message, "en": message });
    let mut rule = json!({
        "slug": "prova", "title": texts, "severity": "error", "enforcedBy": "portale", "kind": kind,
        "sources": [{ "document": "ours", "point": "prova" }], "message": texts,
    });
    let mut term = rule.clone();
    for (rule, more) in [
        (&mut rule, keys),
        (
            &mut term,
            &json!({ "slug": "termine", "kind": "date-limit", "where": "dataPresentazione",
                     "max": "2020-07-15", "message": { "it": "x", "en": "x" } }),
        ),
    ] {
        for (key, value) in more.as_object().expect("keys") {
            rule[key] = value.clone();
        }
    }
    json!({ "name": "prova", "title": { "it": "x", "en": "x" }, "tipi": ["cig"], "rules": [term, rule] })
}

fn mistake(book: &Value) -> Option<String> {
    shipped::read(&book.to_string())
        .err()
        .map(|e| e.to_string())
}

fn samples() -> BTreeMap<String, Vec<Value>> {
    let text = std::fs::read_to_string("tests/rulebooks/kinds.json").expect("the samples");
    serde_json::from_str(&text).expect("JSON")
}

/// What stands between `{` and `}`, or between backticks, in a cell of a table.
fn between(cell: &str, open: char, close: char) -> Names {
    let mut found = Names::new();
    let mut rest = cell;
    while let Some((_, after)) = rest.split_once(open) {
        let Some((name, after)) = after.split_once(close) else {
            break;
        };
        found.insert(name.to_string());
        rest = after;
    }
    found
}

/// The rows of the tables of kinds: kind, parameters, placeholders.
fn documented() -> BTreeMap<String, (Names, Names)> {
    let text = std::fs::read_to_string("docs/rulebook-format.md").expect("the document");
    let (_, kinds) = text.split_once("\n## Kinds\n").expect("a chapter on kinds");
    let mut found = BTreeMap::new();
    for line in kinds.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [kind, _, _, parameters, placeholders] = cells[..] else {
            panic!("five columns: {line}");
        };
        let entry = (
            between(parameters, '`', '`'),
            between(placeholders, '{', '}'),
        );
        let again = found.insert(kind.trim_matches('`').to_string(), entry);
        assert!(again.is_none(), "{kind} stands twice");
    }
    found
}

#[test]
fn the_document_names_the_kinds_that_there_are() {
    let answer = mistake(&book("?", &json!({ "where": "bollo" }), "x")).expect("refused");
    let (_, list) = answer.split_once("There are: ").expect("it lists them");
    let known = names(list.trim_end_matches('.').split(", "));
    assert_eq!(known, documented().into_keys().collect::<Names>());
    assert_eq!(known, samples().into_keys().collect::<Names>());
}

#[test]
fn parameters_and_placeholders_are_those_of_the_reader() {
    for (kind, (parameters, placeholders)) in documented() {
        let mut used = Names::new();
        let mut given = Names::new();
        for keys in &samples()[&kind] {
            assert_eq!(mistake(&book(&kind, keys, "x")), None, "{kind}: {keys}");
            let all = keys.as_object().expect("keys").keys().map(String::as_str);
            used.extend(names(all.filter(|key| !COMMON.contains(key))));
            let answer = mistake(&book(&kind, keys, "{questo-non-esiste}")).expect("refused");
            let (_, list) = answer.split_once("there are: ").expect("it lists them");
            given.extend(names(list.split(", ").filter(|name| !name.is_empty())));
        }
        assert_eq!(parameters, used, "the parameters of {kind}");
        assert_eq!(placeholders, given, "the placeholders of {kind}");
    }
}

#[test]
fn the_schema_names_the_fields_of_the_model() {
    let text = std::fs::read_to_string("regolamenti/rulebook.schema.json").expect("the schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    let listed = |place: &Value| -> Names {
        let list = place.as_array().expect("a list");
        names(list.iter().map(|item| item.as_str().expect("a text")))
    };
    let model = Model::new(&[]);
    let fields = &model.fields;
    assert_eq!(
        listed(&schema["$defs"]["field"]["enum"]),
        names(fields.iter().map(|field| field.path))
    );
    let dates = fields.iter().filter(|field| field.kind == Kind::Date);
    assert_eq!(
        listed(&schema["$defs"]["date"]["enum"]),
        names(dates.map(|field| field.path))
    );
    // Lists, and the objects outside rows that hold fields.
    let mut groups = names(List::ALL.map(List::path));
    for field in fields.iter().filter(|field| !field.path.contains('*')) {
        let ends = field.path.match_indices('.').map(|(end, _)| end);
        groups.extend(names(ends.map(|end| &field.path[..end])));
    }
    assert_eq!(
        listed(&schema["$defs"]["place"]["anyOf"][1]["enum"]),
        groups
    );
}
