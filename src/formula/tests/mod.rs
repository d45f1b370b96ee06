//! The language by its examples.

mod mistakes;
mod programs;
mod reference;

use super::*;

/// A rulebook with these definitions, of the application and of workers, and one rule.
fn book(own: &[(&str, &str)], workers: &[(&str, &str)], part: serde_json::Value) -> Rulebook {
    let table = |list: &[(&str, &str)]| {
        let pairs = list
            .iter()
            .map(|(name, formula)| (name.to_string(), serde_json::json!(formula)));
        serde_json::Value::Object(pairs.collect())
    };
    let json = serde_json::json!({
        "nome": "prova", "versione": "1", "titolo": { "it": "Prova", "en": "Test" },
        "tipi": ["cig", "mobilita"],
        "documenti": { "A": { "titolo": "Atto", "file": "a.txt" } },
        "definizioni": { "domanda": table(own), "lavoratori": table(workers) },
        "regole": [{
            "slug": "una", "titolo": { "it": "Una", "en": "One" },
            "fonti": [{ "documento": "A", "punto": "1" }],
            "comune": { "gravità": "errore", "chi": "legge", "dice": { "it": "No.", "en": "No." } },
            "parti": [part],
        }],
    });
    crate::law::from_json(&json.to_string()).unwrap()
}

fn condition(campo: &str, scatta: &str) -> Rulebook {
    book(
        &[],
        &[],
        serde_json::json!({ "campo": campo, "scatta": scatta }),
    )
}

/// The nodes of a condition of a rule on a field.
fn nodes(campo: &str, scatta: &str) -> Vec<String> {
    let compiled = compile(&condition(campo, scatta))
        .unwrap_or_else(|mistakes| panic!("{scatta}: {mistakes:?}"));
    compiled
        .program
        .nodes
        .iter()
        .map(|node| format!("{:?}", node.op))
        .collect()
}

/// The marked text and the sentences of the one mistake in a condition.
fn wrong(campo: &str, scatta: &str) -> (String, String, String) {
    let mistakes = compile(&condition(campo, scatta)).expect_err(scatta);
    let [mistake] = mistakes.as_slice() else {
        panic!("{scatta}: {mistakes:?}")
    };
    assert_eq!(mistake.path, "regole.una.parti.0.scatta");
    let marked = mistake.text.get(mistake.span.clone()).unwrap().to_string();
    (marked, mistake.says.it.clone(), mistake.says.en.clone())
}
