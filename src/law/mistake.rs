//! A mistake in a rulebook: what is wrong, in both languages, and where it stands.

use std::ops::Range;

use super::{Language, Texts};

/// What is wrong with a rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The keys that lead to it: `regole.durata-domanda.parti.0.massimo`, with the slug for the place of a rule.
    pub path: String,
    /// The text at the path, where it is a formula or a sentence; else empty.
    pub text: String,
    /// The bytes of the text that are meant.
    pub span: Range<usize>,
    pub says: Texts,
}

impl Mistake {
    /// A mistake of a value as a whole.
    pub fn at(path: impl Into<String>, says: Texts) -> Mistake {
        Mistake {
            path: path.into(),
            text: String::new(),
            span: 0..0,
            says,
        }
    }

    /// The sentence with its place, for a rulebook that has no lines of its own: rule, key, column.
    pub fn told(&self, language: Language) -> String {
        let said = self.says.get(language);
        let place = self.place(language);
        if self.text.is_empty() {
            return match place.as_str() {
                "" => said.to_string(),
                place => format!("{place}: {said}"),
            };
        }
        let before = self.text.get(..self.span.start).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = self.text.get(line_start..).unwrap_or("").lines().next();
        let blank = before.get(line_start..).unwrap_or("").chars().count();
        let marked = self.text.get(self.span.clone()).unwrap_or("").chars();
        let column = before.chars().count() + 1;
        let named = match language {
            Language::Italian => "colonna",
            Language::English => "column",
        };
        format!(
            "{place}, {named} {column}: {said}\n  {}\n  {}{}",
            line.unwrap_or(""),
            " ".repeat(blank),
            "^".repeat(marked.count().max(1))
        )
    }

    fn place(&self, language: Language) -> String {
        let rule = self.path.strip_prefix("regole.");
        let Some((slug, key)) = rule.map(|rest| rest.split_once('.').unwrap_or((rest, ""))) else {
            return self.path.clone();
        };
        let named = match language {
            Language::Italian => "regola",
            Language::English => "rule",
        };
        let key = key.strip_prefix("comune.").unwrap_or(key);
        match key {
            "" => format!("{named} {slug}"),
            key => format!("{named} {slug}, {key}"),
        }
    }
}

/// The known name that is most like a misspelt one, if any is.
fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let wanted = name.to_lowercase();
    known
        .into_iter()
        .map(|known| (strsim::jaro_winkler(&wanted, &known.to_lowercase()), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

/// ` (forse «x»?)`, or nothing.
pub(crate) fn perhaps<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Texts {
    match nearest(name, known) {
        Some(near) => Texts::new(
            format!(" Forse «{near}»?"),
            format!(" Did you mean “{near}”?"),
        ),
        None => Texts::default(),
    }
}
