//! A rulebook from its JSON: every key that is not known is refused by name, with the nearest that is.

use serde_json::Value;

use super::mistake::perhaps;
use super::{Mistake, Rulebook, Texts};

/// A longer rulebook is refused: it is read by hand nowhere, and its cost is bounded.
pub const MAX_JSON: usize = 4 << 20;

/// Reads a rulebook from its JSON.
pub fn from_json(text: &str) -> Result<Rulebook, Mistake> {
    if text.len() > MAX_JSON {
        return Err(Mistake::at(
            "",
            Texts::new(
                "Il regolamento è troppo lungo: al massimo 4 MB.",
                "The rulebook is too long: 4 MB at most.",
            ),
        ));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let found = error.to_string();
        let found = found.split(" at line ").next().unwrap_or("").to_string();
        let (line, column) = (error.line(), error.column());
        Mistake::at(
            "",
            Texts::new(
                format!("Riga {line}, colonna {column}: non è JSON ({found})."),
                format!("Line {line}, column {column}: not JSON ({found})."),
            ),
        )
    })?;
    from_value(value)
}

/// Reads a rulebook from a JSON value.
pub(super) fn from_value(value: Value) -> Result<Rulebook, Mistake> {
    let slugs: Vec<String> = slugs(&value);
    serde_path_to_error::deserialize(value).map_err(|error| {
        let mut path: Vec<String> = error
            .path()
            .iter()
            .map(|segment| segment.to_string().trim_matches(['[', ']']).to_string())
            .collect();
        // Rules are told by name, not by their place.
        if let [first, place, ..] = path.as_mut_slice()
            && first == "regole"
            && let Some(slug) = place.parse().ok().and_then(|n: usize| slugs.get(n))
        {
            *place = slug.clone();
        }
        Mistake::at(path.join("."), said(&error.inner().to_string()))
    })
}

fn slugs(value: &Value) -> Vec<String> {
    let rules = value.get("regole").and_then(Value::as_array);
    rules
        .into_iter()
        .flatten()
        .map(|rule| rule.get("slug").and_then(Value::as_str).unwrap_or("?"))
        .map(str::to_string)
        .collect()
}

/// What serde found, as a sentence.
fn said(found: &str) -> Texts {
    let quoted: Vec<&str> = found.split('`').skip(1).step_by(2).collect();
    let (name, known) = quoted.split_first().unwrap_or((&"", &[]));
    let near = perhaps(name, known.iter().copied());
    let list = known.join(", ");
    if found.starts_with("unknown field") {
        return Texts::new(
            format!("La chiave «{name}» non esiste; ci sono: {list}.{}", near.it),
            format!("There is no key “{name}”; there are: {list}.{}", near.en),
        );
    }
    if found.starts_with("unknown variant") {
        return Texts::new(
            format!("«{name}» non è tra le scelte: {list}.{}", near.it),
            format!("“{name}” is not among the choices: {list}.{}", near.en),
        );
    }
    if found.starts_with("missing field") {
        return Texts::new(
            format!("Manca la chiave «{name}»."),
            format!("The key “{name}” is missing."),
        );
    }
    let kinds = [
        ("a string", "un testo"),
        ("a sequence", "un elenco"),
        ("a map", "un oggetto"),
        ("struct Texts", "un testo in «it» e uno in «en»"),
        ("struct", "un oggetto"),
        ("a boolean", "true o false"),
        ("u8", "un numero da 0 a 255"),
    ];
    let expected = found.rsplit("expected ").next().unwrap_or("");
    let kind = kinds
        .iter()
        .find(|(english, _)| expected.starts_with(english));
    let (en, it) = kind.copied().unwrap_or((expected, expected));
    let en = match en {
        "struct Texts" => "a text in “it” and one in “en”",
        "a string" => "a text",
        "a sequence" => "a list",
        "a map" | "struct" => "an object",
        "u8" => "a number from 0 to 255",
        en => en,
    };
    Texts::new(format!("Qui serve {it}."), format!("Here {en} is needed."))
}
