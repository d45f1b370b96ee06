//! Yes, no, and the words of a list.

use super::Unreadable;
use crate::ranges::Ranges;

const YES_NO: [(&str, i64); 12] = [
    ("sì", 1),
    ("si\u{300}", 1),
    ("si", 1),
    ("si'", 1),
    ("s", 1),
    ("true", 1),
    ("1", 1),
    ("x", 1),
    ("no", 0),
    ("n", 0),
    ("false", 0),
    ("0", 0),
];

/// 1 for yes, 0 for no.
pub(super) fn read_yes_no(text: &str) -> Result<i64, Unreadable> {
    find(text, YES_NO).ok_or_else(|| Unreadable::new("yes-no", []))
}

/// The same of the canonical texts alone.
pub(super) fn read_plain_yes_no(text: &str) -> Option<i64> {
    match text {
        "sì" => Some(1),
        "no" => Some(0),
        _ => None,
    }
}

/// Whether the beginning of a yes or no can become one that is allowed.
pub(super) fn can_become_yes_no(prefix: &str, allowed: &Ranges) -> bool {
    begins(prefix, YES_NO, allowed)
}

/// The place of a word in its list.
pub(super) fn read(text: &str, words: &[String]) -> Result<i64, Unreadable> {
    find(text, numbered(words))
        .ok_or_else(|| Unreadable::new("words", [("words", words.join(", "))]))
}

/// The same where it is written as in the list.
pub(super) fn read_plain(text: &str, words: &[String]) -> Option<i64> {
    words.iter().position(|word| word == text).map(|n| n as i64)
}

/// Whether the beginning of a word can become one that is allowed.
pub(super) fn can_become(prefix: &str, words: &[String], allowed: &Ranges) -> bool {
    begins(prefix, numbered(words), allowed)
}

fn numbered(words: &[String]) -> impl Iterator<Item = (&str, i64)> {
    words.iter().map(String::as_str).zip(0..)
}

fn find<'a>(text: &str, words: impl IntoIterator<Item = (&'a str, i64)>) -> Option<i64> {
    words
        .into_iter()
        .find(|(word, _)| *word == text || rest(word, text) == Some(""))
        .map(|(_, n)| n)
}

fn begins<'a>(
    prefix: &str,
    words: impl IntoIterator<Item = (&'a str, i64)>,
    allowed: &Ranges,
) -> bool {
    words
        .into_iter()
        .any(|(word, n)| rest(word, prefix).is_some() && allowed.contains(n))
}

/// What remains of `word` after `prefix`, where it begins so.
fn rest<'a>(word: &'a str, prefix: &str) -> Option<&'a str> {
    let mut word = word.chars();
    prefix
        .chars()
        .all(|c| word.next().map(fold) == Some(fold(c)))
        .then_some(word.as_str())
}

/// Lower case of the letters that Italian uses, accents included, without the tables of all Unicode.
fn fold(c: char) -> char {
    match c {
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(c as u32 + 32).unwrap_or(c),
        _ => c.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_have_many_forms() {
        for text in [
            "sì",
            "SÌ",
            "Sì",
            "si\u{300}",
            "SI\u{300}",
            "si",
            "si'",
            "S",
            "TRUE",
            "1",
            "X",
        ] {
            assert_eq!(read_yes_no(text), Ok(1), "{text}");
        }
        for text in ["no", "NO", "n", "False", "0"] {
            assert_eq!(read_yes_no(text), Ok(0), "{text}");
        }
        for text in [
            "", "sí", "si’", "sì'", "yes", "on", "00", "10", "s i", "not", "\u{300}",
        ] {
            assert_eq!(
                read_yes_no(text).map_err(|why| why.reason),
                Err("yes-no"),
                "{text}"
            );
        }
    }

    #[test]
    fn words_grow_as_they_are_typed() {
        for (prefix, yes, no) in [
            ("", true, true),
            ("t", true, false),
            ("trU", true, false),
            ("true", true, false),
            ("truea", false, false),
            ("fals", false, true),
            ("s", true, false),
            ("si", true, false),
            ("s0", false, false),
            ("SI\u{300}", true, false),
            ("n", false, true),
            ("noa", false, false),
            ("0", false, true),
            ("1", true, false),
            ("00", false, false),
        ] {
            assert_eq!(can_become_yes_no(prefix, &Ranges::only(1)), yes, "{prefix}");
            assert_eq!(can_become_yes_no(prefix, &Ranges::only(0)), no, "{prefix}");
        }
        let words = ["mercato", "Mancato-accordo", "città"].map(String::from);
        assert_eq!(read("MERCATO", &words), Ok(0));
        assert_eq!(read("CITTÀ", &words), Ok(2));
        assert_eq!(
            read("mancato", &words).map_err(|why| why.reason),
            Err("words")
        );
        assert!(can_become("mANCATO-", &words, &Ranges::only(1)));
        assert!(!can_become("m", &words, &Ranges::only(2)));
        assert!(!can_become("mercatoo", &words, &Ranges::all()));
    }
}
