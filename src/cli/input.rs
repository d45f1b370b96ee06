//! The applications of a file: one, or one a line; what cannot be read is said with its place.

use std::io::Read;
use std::path::Path;

use crate::json::Json;

/// An application, or why there is none.
pub(super) struct Item {
    /// Counted from 1.
    pub line: usize,
    /// A domanda, or a sentence with line and column.
    pub domanda: Result<Json, String>,
}

/// What to call a file in output.
pub(super) fn name(path: &Path) -> String {
    path.display().to_string()
}

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// A sentence: the file cannot be read.
pub(super) fn read(path: &Path) -> Result<Vec<Item>, String> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.map_err(|error| format!("{}: {error}", name(path)))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        format!(
            "{}: byte {} is no UTF-8 text; save the file as UTF-8",
            name(path),
            error.utf8_error().valid_up_to()
        )
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let by_line = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("jsonl"));
    if by_line {
        return Ok(lines(text));
    }
    let one = parse(text, 1);
    // Standard input has no name that tells: what is no single value may be one a line.
    if path == Path::new("-")
        && one.is_err()
        && text.lines().filter(|line| !line.trim().is_empty()).count() > 1
    {
        let items = lines(text);
        if items.iter().any(|item| item.domanda.is_ok()) {
            return Ok(items);
        }
    }
    Ok(vec![Item {
        line: 1,
        domanda: one,
    }])
}

fn lines(text: &str) -> Vec<Item> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| Item {
            line: index + 1,
            domanda: parse(line, index + 1),
        })
        .collect()
}

fn parse(text: &str, first_line: usize) -> Result<Json, String> {
    let at = |line: usize, column: usize| {
        format!("line {}, column {column}", first_line - 1 + line.max(1))
    };
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value @ serde_json::Value::Object(_)) => Ok(value.into()),
        Ok(_) => Err(format!(
            "{}: an application is an object: {{ \"periodo\": {{ … }}, … }}",
            at(1, 1)
        )),
        Err(error) => {
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or(&said);
            Err(format!("{}: {said}", at(error.line(), error.column())))
        }
    }
}
