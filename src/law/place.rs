//! Where the values of a rulebook stand in the pages it was read from.

use std::collections::HashMap;
use std::ops::Range;

use super::Mistake;

/// Some bytes of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub file: usize,
    pub span: Range<usize>,
}

/// The pages, and what stands where.
#[derive(Debug, Default)]
pub struct Places {
    /// Name and text of each page.
    pub files: Vec<(String, String)>,
    values: HashMap<String, Place>,
    keys: HashMap<String, Place>,
}

/// A mistake with its place in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    pub file: usize,
    pub span: Range<usize>,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

impl Places {
    pub(super) fn put(&mut self, path: &str, place: Place) {
        self.values.insert(path.to_string(), place);
    }

    pub(super) fn put_key(&mut self, path: &str, place: Place) {
        self.keys.insert(path.to_string(), place);
    }

    /// Where a mistake stands: the marked bytes of its text, or the key, or the nearest thing around it.
    pub fn locate(&self, mistake: &Mistake) -> Option<Located> {
        let place = if mistake.text.is_empty() {
            self.around(&mistake.path)?
        } else {
            let value = self.values.get(&mistake.path)?;
            let (_, file) = self.files.get(value.file)?;
            Place {
                file: value.file,
                span: inside(file, value.span.clone(), &mistake.text, &mistake.span),
            }
        };
        let (_, file) = self.files.get(place.file)?;
        let before = file.get(..place.span.start)?;
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Some(Located {
            file: place.file,
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..)?.chars().count() + 1,
            span: place.span,
        })
    }

    fn around(&self, path: &str) -> Option<Place> {
        let mut path = path;
        loop {
            let place = self.keys.get(path).or_else(|| self.values.get(path));
            if place.is_some() {
                return place.cloned();
            }
            path = path.rsplit_once('.')?.0;
        }
    }
}

/// The bytes of a file that hold some bytes of the text that a value there means: quotes and escapes lie between.
fn inside(file: &str, value: Range<usize>, text: &str, span: &Range<usize>) -> Range<usize> {
    let raw = file.get(value.clone()).unwrap_or("");
    let (quotes, escapes) = match raw {
        raw if raw.starts_with("\"\"\"") => (3, true),
        raw if raw.starts_with("'''") => (3, false),
        raw if raw.starts_with('"') && raw.len() > text.len() => (1, true),
        raw if raw.starts_with('\'') && raw.len() > text.len() => (1, false),
        _ => (0, false),
    };
    let mut at = quotes;
    // A line break right after three quotes is not part of the text.
    if quotes == 3 && raw.get(at..).is_some_and(|rest| rest.starts_with('\n')) {
        at += 1;
    }
    let (mut start, mut end) = (None, None);
    for (offset, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if offset >= span.start && start.is_none() {
            start = Some(at);
        }
        if offset >= span.end && end.is_none() {
            end = Some(at);
        }
        let rest = raw.get(at..).unwrap_or("");
        at += match rest.chars().nth(1) {
            Some('u') if escapes && rest.starts_with('\\') => 6,
            Some('U') if escapes && rest.starts_with('\\') => 10,
            Some(_) if escapes && rest.starts_with('\\') => 2,
            _ => c.len_utf8(),
        };
    }
    let limit = |at: usize| (value.start + at).min(value.end);
    let start = limit(start.unwrap_or(0));
    start..limit(end.unwrap_or(0)).max(start)
}
