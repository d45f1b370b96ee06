//! The tables of cases under the rules of a page: what is inside a limit, what is outside, what is then said.

use std::ops::Range;

use super::Texts;

/// A row of a table of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The rule under which it stands.
    pub slug: String,
    pub inside: Vec<Given>,
    /// What makes it be outside.
    pub outside: Vec<Given>,
    /// A piece of the sentence that is then said.
    pub says: String,
    /// The bytes of the page.
    pub inside_at: Range<usize>,
    pub outside_at: Range<usize>,
}

/// A field with what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub path: String,
    pub value: String,
    pub path_at: Range<usize>,
    pub value_at: Range<usize>,
}

/// What is wrong with a page's cases: the bytes that are meant, and why.
pub type Misshapen = (Range<usize>, Texts);

/// Where the reader of a page stands.
enum Table {
    Outside,
    /// In one whose header is none of cases; where that stands.
    Other(Range<usize>),
    OfCases,
}

/// The cases of a page, and the rows that are none though they stand where a case belongs.
pub fn read(page: &str) -> (Vec<Case>, Vec<Misshapen>) {
    let (mut cases, mut wrong) = (Vec::new(), Vec::new());
    let (mut slug, mut table, mut fenced) = ("", Table::Outside, false);
    let mut at = 0;
    for raw in page.split_inclusive('\n') {
        let line = raw.trim_end();
        let span = at..at + line.len();
        at += raw.len();
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        let Some(row) = line.strip_prefix('|').filter(|_| !fenced) else {
            table = Table::Outside;
            if !fenced && line.starts_with('#') {
                let named = line.strip_suffix('}');
                let named = named.and_then(|line| line.rsplit_once('{'));
                slug = named.map_or("", |(_, slug)| slug);
            }
            continue;
        };
        if slug.is_empty() {
            continue;
        }
        let row = row.strip_suffix('|').unwrap_or(row);
        let cells = cells(row, span.start + 1);
        match table {
            Table::Outside => {
                let words = cells.iter().map(|(cell, _)| cell.trim());
                table = match words.collect::<Vec<_>>().as_slice() {
                    ["dentro", "fuori"] => Table::OfCases,
                    _ => Table::Other(span),
                };
            }
            Table::Other(header) if row.trim_start().starts_with('`') => {
                wrong.push((header, no_header()));
                table = Table::OfCases; // told once
            }
            Table::OfCases if !is_rule(row) => match case(slug, &cells, span) {
                Ok(case) => cases.push(case),
                Err(found) => wrong.push(found),
            },
            _ => {}
        }
    }
    (cases, wrong)
}

fn no_header() -> Texts {
    Texts::new(
        "Una tabella di casi comincia con «| dentro | fuori |».",
        "A table of cases begins with “| dentro | fuori |”.",
    )
}

/// Whether a row is the line under a header.
fn is_rule(row: &str) -> bool {
    row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The cells of a row that starts at `at`, each with its place.
fn cells(row: &str, at: usize) -> Vec<(&str, usize)> {
    let mut from = at;
    let cells = row.split('|').map(|cell| {
        let start = from;
        from += cell.len() + 1;
        (cell, start)
    });
    cells.collect()
}

fn case(slug: &str, cells: &[(&str, usize)], row: Range<usize>) -> Result<Case, Misshapen> {
    let [(inside, inside_at), (outside, outside_at)] = cells else {
        let says = Texts::new(
            "Un caso ha due celle: dentro e fuori.",
            "A case has two cells: inside (dentro) and outside (fuori).",
        );
        return Err((row, says));
    };
    let (outside, says) = outside.split_once(" → ").unwrap_or((outside, ""));
    Ok(Case {
        slug: slug.to_string(),
        inside: fields(inside, *inside_at)?,
        outside: fields(outside, *outside_at)?,
        says: says.trim().to_string(),
        inside_at: trimmed(inside, *inside_at),
        outside_at: trimmed(outside, *outside_at),
    })
}

/// Where the words of a text that starts at `at` stand, without the blanks around.
fn trimmed(text: &str, at: usize) -> Range<usize> {
    let start = at + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

/// The fields of a cell that starts at `at`: `` `path` value, `path` value ``.
fn fields(cell: &str, at: usize) -> Result<Vec<Given>, Misshapen> {
    let misshapen = || {
        let says = Texts::new(
            "Qui servono campi con il loro valore: «`periodo.dataInizio` 02/03/2020, `lavoratori.0.ore` vuoto».",
            "Here fields with their values are needed: “`periodo.dataInizio` 02/03/2020, `lavoratori.0.ore` vuoto”.",
        );
        (trimmed(cell, at), says)
    };
    let mut found = Vec::new();
    let mut from = at;
    let mut pieces = cell.split('`').map(|piece| {
        let start = from;
        from += piece.len() + 1;
        (piece, start)
    });
    let before = pieces.next().map_or("", |(piece, _)| piece);
    while let Some((path, path_at)) = pieces.next() {
        let (value, value_at) = pieces.next().ok_or_else(misshapen)?;
        let value = value.trim_end().trim_end_matches(',');
        if path.trim().is_empty() || value.trim().is_empty() {
            return Err(misshapen());
        }
        found.push(Given {
            path: path.to_string(),
            value: value.trim().to_string(),
            path_at: path_at..path_at + path.len(),
            value_at: trimmed(value, value_at),
        });
    }
    if !before.trim().is_empty() || found.is_empty() {
        return Err(misshapen());
    }
    Ok(found)
}
