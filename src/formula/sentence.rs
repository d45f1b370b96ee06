//! The sentences of a rule: every figure that one names must be there.

use std::ops::Range;

use crate::law::{Texts, perhaps};

/// The figure that every sentence may name: the own value as written.
pub(super) const OWN: &str = "valore";

/// The figure that the label of a fix may name besides: what the fix gives. A sentence says the same with or without a
/// fix, so it has figures of its own.
pub(super) const MEND: &str = "rimedio";

/// What is wrong with a sentence: `{name}` prints a figure, `{name|one|more}` a word by its number, `[this|that]` the
/// first where all its figures have a value.
pub(super) fn mistakes(text: &str, figures: &[&str]) -> Vec<(Range<usize>, Texts)> {
    let mut found = Vec::new();
    let mut choice: Option<(usize, bool)> = None;
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at + c.len_utf8()..).unwrap_or("");
        match (c, choice) {
            ('{', _) => {
                let Some(inner) = braced(rest) else {
                    found.push((
                        at..text.len(),
                        Texts::new("La graffa non si chiude.", "The brace is not closed."),
                    ));
                    return found;
                };
                found.extend(figure(inner, at, figures));
                at += inner.len() + 1;
            }
            ('[', None) => choice = Some((at, false)),
            ('|', Some((start, false))) => choice = Some((start, true)),
            (']', Some((_, true))) => choice = None,
            ('[', Some(_)) | (']', _) | ('}', _) => {
                let says = Texts::new(
                    format!("«{c}» qui non ci va: le scelte si scrivono [questo|quello]."),
                    format!("“{c}” does not go here: choices are written [this|that]."),
                );
                found.push((at..at + 1, says));
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    if let Some((start, _)) = choice {
        let says = Texts::new(
            "La scelta non è intera: si scrive [questo|quello].",
            "The choice is not whole: it is written [this|that].",
        );
        found.push((start..text.len(), says));
    }
    found
}

/// What stands before the closing brace, with braces inside it.
fn braced(text: &str) -> Option<&str> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return text.get(..at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// What stands between braces.
fn figure(inner: &str, at: usize, figures: &[&str]) -> Option<(Range<usize>, Texts)> {
    let (name, words) = inner
        .split_once('|')
        .map_or((inner, None), |(name, words)| (name, Some(words)));
    if let Some(words) = words {
        // The words may name figures in turn.
        let start = at + 1 + name.len() + 1;
        let mut nested = mistakes(&words.replacen('|', " ", 1), figures).into_iter();
        if let Some((span, says)) = nested.next() {
            return Some((span.start + start..span.end + start, says));
        }
    }
    if words.is_some_and(|words| !words.contains('|')) {
        let says = Texts::new(
            "Una parola per numero si scrive {cifra|uno|più}.",
            "A word by number is written {figure|one|more}.",
        );
        return Some((at..at + inner.len() + 2, says));
    }
    if figures.contains(&name) {
        return None;
    }
    let near = perhaps(name, figures.iter().copied());
    let list = figures.join(", ");
    let says = Texts::new(
        format!("Non c'è una cifra «{name}»; ci sono: {list}.{}", near.it),
        format!("There is no figure “{name}”; there are: {list}.{}", near.en),
    );
    Some((at + 1..at + 1 + name.len(), says))
}
