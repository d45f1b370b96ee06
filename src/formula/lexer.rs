//! The words, numbers and signs of a formula.

use std::ops::Range;

use super::fault::Fault;
use crate::calendar::Day;
use crate::law::Texts;

/// A formula of more words and signs is refused: its cost is bounded, and nobody could read it.
pub(super) const MAX_TOKENS: usize = 1000;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name, path or word of the language.
    Word(String),
    /// In hundredths; as it was written.
    Number(i64, String),
    Day(i64),
    Text(String),
    /// `=`, `<=`, `(` …
    Sign(&'static str),
    End,
}

pub(super) type Spanned = (Token, Range<usize>);

/// Signs, longer ones first, with how they are known.
const SIGNS: [(&str, &str); 20] = [
    ("<=", "<="),
    (">=", ">="),
    ("!=", "≠"),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "≠"),
    ("=", "="),
    ("<", "<"),
    (">", ">"),
    ("+", "+"),
    ("-", "-"),
    ("−", "-"),
    ("*", "*"),
    ("×", "*"),
    ("/", "/"),
    ("(", "("),
    (")", ")"),
    (";", ";"),
    (",", ","),
    (":", ":"),
];

/// Splits a formula; the last token is `End`.
pub(super) fn tokens(text: &str) -> Result<Vec<Spanned>, Fault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = rest(text, at).chars().next() {
        if tokens.len() >= MAX_TOKENS {
            return Err(Fault::new(
                at..text.len(),
                Texts::new(
                    "La formula è troppo lunga: dividila con una definizione.",
                    "The formula is too long: divide it with a definition.",
                ),
            ));
        }
        if c.is_whitespace() {
            at += c.len_utf8();
        } else if c == '#' {
            at += rest(text, at).find('\n').unwrap_or(text.len() - at);
        } else {
            let (token, length) = token(rest(text, at), at)?;
            tokens.push((token, at..at + length));
            at += length;
        }
    }
    tokens.push((Token::End, text.len()..text.len()));
    Ok(tokens)
}

fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("")
}

fn token(text: &str, at: usize) -> Result<(Token, usize), Fault> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return number(text, at);
    }
    if text.starts_with(|c: char| c.is_alphabetic()) {
        let length = word(text);
        let word = rest(text, 0).get(..length).unwrap_or("");
        return Ok((Token::Word(word.to_string()), length));
    }
    for (open, close) in [("\"", "\""), ("«", "»"), ("“", "”")] {
        if let Some(inner) = text.strip_prefix(open) {
            let Some((said, _)) = inner.split_once(close) else {
                return Err(Fault::new(
                    at..at + text.len(),
                    Texts::new(
                        "Il testo tra virgolette non finisce.",
                        "The text in quotes does not end.",
                    ),
                ));
            };
            let length = open.len() + said.len() + close.len();
            return Ok((Token::Text(said.to_string()), length));
        }
    }
    for (written, sign) in SIGNS {
        if text.starts_with(written) {
            return Ok((Token::Sign(sign), written.len()));
        }
    }
    let c = text.chars().next().unwrap_or(' ');
    Err(Fault::new(
        at..at + c.len_utf8(),
        Texts::new(
            format!("Il segno «{c}» non è della lingua delle formule."),
            format!("The sign “{c}” is not of the language of formulas."),
        ),
    ))
}

/// The length of a name or path: letters, digits, hyphens inside; points before letters, `*`, `<aaaa-mm>`.
fn word(text: &str) -> usize {
    let mut length = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let goes_on = match c {
            c if c.is_alphanumeric() || c == '_' => true,
            '-' => next.is_some_and(char::is_alphanumeric),
            '.' if rest(text, at).starts_with(".<aaaa-mm>") => {
                return at + ".<aaaa-mm>".len();
            }
            '.' => next.is_some_and(|next| next.is_alphabetic() || next == '*'),
            '*' => rest(text, at.saturating_sub(1)).starts_with(".*"),
            _ => false,
        };
        if !goes_on {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn number(text: &str, at: usize) -> Result<(Token, usize), Fault> {
    let whole = digits(text);
    if let Some((token, length)) = day(text) {
        return match token {
            Some(token) => Ok((token, length)),
            None => Err(Fault::new(
                at..at + length,
                Texts::new(
                    "Questo giorno non esiste, o non è tra il 1900 e il 2100.",
                    "There is no such day, or it is not between 1900 and 2100.",
                ),
            )),
        };
    }
    if let Some(length) = other_day(text) {
        return Err(Fault::new(
            at..at + length,
            Texts::new(
                "Un giorno si scrive gg/mm/aaaa, e una sottrazione con uno spazio prima e dopo.",
                "A day is written gg/mm/aaaa, and a subtraction with a blank before and after.",
            ),
        ));
    }
    let after = rest(text, whole);
    let decimals = after.strip_prefix(',').map_or(0, digits);
    let length = if decimals > 0 {
        whole + 1 + decimals
    } else {
        whole
    };
    let written = text.get(..length).unwrap_or("");
    let wrong = |says| Err(Fault::new(at..at + length, says));
    if decimals > 2 {
        return wrong(Texts::new(
            "Un numero ha al massimo due decimali.",
            "A number has two decimals at most.",
        ));
    }
    if whole > 9 {
        return wrong(Texts::new(
            "Un numero ha al massimo nove cifre.",
            "A number has nine digits at most.",
        ));
    }
    let (units, cents) = written.split_once(',').unwrap_or((written, ""));
    let hundredths: i64 = format!("{units}{cents:0<2}").parse().unwrap_or(0);
    Ok((Token::Number(hundredths, written.to_string()), length))
}

/// `gg/mm/aaaa`, and its length; no token where there is no such day.
fn day(text: &str) -> Option<(Option<Token>, usize)> {
    let day = digits(text);
    let month_text = rest(text, day).strip_prefix('/')?;
    let month = digits(month_text);
    let year_text = rest(month_text, month).strip_prefix('/')?;
    let year = digits(year_text);
    if !(1..=2).contains(&day) || !(1..=2).contains(&month) || year != 4 {
        return None;
    }
    let number = |text: &str, length| text.get(..length).and_then(|n| n.parse::<u32>().ok());
    let found = Day::new(
        number(year_text, year)? as i32,
        number(month_text, month)?,
        number(text, day)?,
    );
    let length = day + 1 + month + 1 + year;
    Some((found.map(|day| Token::Day(day.number())), length))
}

/// The length of a day as it is written elsewhere: `2021-01-31`, `31-01-2021`, `31.01.2021`.
fn other_day(text: &str) -> Option<usize> {
    let first = digits(text);
    let sign = rest(text, first).get(..1)?;
    let after = rest(text, first).strip_prefix(['-', '.'])?;
    let second = digits(after);
    let last = digits(rest(after, second).strip_prefix(sign)?);
    let is_one = matches!((first, second, last), (4, 1..=2, 1..=2) | (1..=2, 1..=2, 4));
    is_one.then_some(first + second + last + 2)
}
