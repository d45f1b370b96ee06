//! What typed text means: a value, nothing, or why not; and whether it can still become one while it is typed.

pub mod code;
pub mod codice_fiscale;
pub mod date;
pub mod iban;
pub mod number;
pub mod word;

use crate::calendar::Day;
use crate::ranges::Ranges;

/// What a field's text is read as.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A day from 1900 to 2100.
    Date,
    /// A whole number; outside `min` to `max` it is unreadable.
    Integer { min: i64, max: i64 },
    /// A number with at most two decimals.
    Number,
    /// The same, or hours and minutes (`7:30`).
    Hours,
    /// Yes or no.
    YesNo,
    /// One of a list of words.
    Words(Vec<String>),
    /// Sixteen characters, or eleven digits.
    CodiceFiscale,
    /// Eleven digits.
    PartitaIva,
    /// Ten digits.
    Matricola,
    /// The IBAN of a SEPA country.
    Iban,
    /// Anything.
    Text,
}

/// A value as the form holds it, before it is read.
pub enum Raw<'a> {
    /// What a person typed.
    Text(&'a str),
    /// A JSON number, as JavaScript or `serde_json` print it.
    Number(&'a str),
    /// A JSON boolean.
    Bool(bool),
    /// An object or a list.
    Other,
}

/// What a text was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A day's number, an integer, hundredths of a number or of an hour, 0 or 1 for no or yes, the place of a word in its list.
    Ordinal(i64),
    /// A code in upper case without separators, or free text without outer blanks.
    Text(String),
}

/// The outcome of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing but blanks.
    Empty,
    /// A value of the field's kind.
    Value(Value),
    /// Not a value, and why.
    Unreadable(Unreadable),
}

/// Figures of unreadable texts that no shipped sentence names, and one of a caller's own may.
pub const FIGURES: [&str; 2] = ["day", "year"];

/// Why a text is not a value: the stable key of a message, and what the message may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub reason: &'static str,
    pub params: Vec<(&'static str, String)>,
}

impl Unreadable {
    fn new<const N: usize>(
        reason: &'static str,
        params: [(&'static str, String); N],
    ) -> Unreadable {
        Unreadable {
            reason,
            params: params.into(),
        }
    }
}

/// Reads a value as one of `kind`.
pub fn read(kind: &Kind, raw: &Raw) -> Reading {
    let outcome = match raw {
        Raw::Text(text) => match trim(text) {
            "" => return Reading::Empty,
            text => read_text(kind, text),
        },
        Raw::Number(text) => read_json_number(kind, text),
        Raw::Bool(yes) if *kind == Kind::YesNo => Ok(Value::Ordinal((*yes).into())),
        Raw::Bool(_) => Err(Unreadable::new("boolean", [])),
        Raw::Other => Err(Unreadable::new("not-a-value", [])),
    };
    match outcome {
        Ok(value) => Reading::Value(value),
        Err(why) => Reading::Unreadable(why),
    }
}

/// What most texts are: written as the value's canonical text is, or as a day in Italy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// The ordinal of a canonical text.
    Ordinal(i64),
    /// The number of a day that is written `dd/mm/yyyy`.
    Italian(i64),
    /// The text is the code.
    Code,
}

/// Reads a text that is plain, without asking for memory; `None` says nothing of it.
pub fn read_plain(kind: &Kind, text: &str) -> Option<Plain> {
    let hundredths = |n: i64| Plain::Ordinal(n * 100);
    match kind {
        Kind::Date => date::read_plain(text),
        Kind::Integer { min, max } => {
            let n = number::read_plain(text)?;
            (*min..=*max).contains(&n).then_some(Plain::Ordinal(n))
        }
        Kind::Number | Kind::Hours => number::read_plain(text).map(hundredths),
        Kind::YesNo => word::read_plain_yes_no(text).map(Plain::Ordinal),
        Kind::Words(words) => word::read_plain(text, words).map(Plain::Ordinal),
        Kind::CodiceFiscale => codice_fiscale::is_right(text).then_some(Plain::Code),
        Kind::PartitaIva => code::is_partita_iva(text).then_some(Plain::Code),
        Kind::Matricola => code::is_matricola(text).then_some(Plain::Code),
        Kind::Iban | Kind::Text => None,
    }
}

/// Reads text that has no outer blanks and is not empty.
fn read_text(kind: &Kind, text: &str) -> Result<Value, Unreadable> {
    match kind {
        Kind::Date => date::read(text).map(|day| Value::Ordinal(day.number())),
        Kind::Integer { min, max } => number::read_integer(text, *min, *max).map(Value::Ordinal),
        Kind::Number => number::read(text, false).map(Value::Ordinal),
        Kind::Hours => number::read(text, true).map(Value::Ordinal),
        Kind::YesNo => word::read_yes_no(text).map(Value::Ordinal),
        Kind::Words(words) => word::read(text, words).map(Value::Ordinal),
        Kind::CodiceFiscale => codice_fiscale::read(text).map(Value::Text),
        Kind::PartitaIva => code::read_partita_iva(text).map(Value::Text),
        Kind::Matricola => code::read_matricola(text).map(Value::Text),
        Kind::Iban => iban::read(text).map(Value::Text),
        Kind::Text => Ok(Value::Text(text.into())),
    }
}

/// Reads the digits of a JSON number: where text is expected they are text, but a sign,
/// a decimal point or an exponent never passes for the separators of a code.
fn read_json_number(kind: &Kind, text: &str) -> Result<Value, Unreadable> {
    let digits = number::plain(text);
    // A point in JSON never groups thousands, as it may where a person types.
    let typed = digits.replace('.', ",");
    match kind {
        Kind::Text if number::is_finite(digits) => Ok(Value::Text(digits.into())),
        Kind::Integer { .. } | Kind::Number | Kind::Hours => read_text(kind, &typed),
        _ if *kind != Kind::Text && code::is_digits(digits) => read_text(kind, digits),
        _ => Err(Unreadable::new("number-as-text", [])),
    }
}

/// All values of a kind; none where they are texts. Dates exist from 1900 to 2100, numbers are not negative.
pub fn domain(kind: &Kind) -> Option<Ranges> {
    Some(match kind {
        Kind::Date => Ranges::between(Day::FIRST.number(), Day::LAST.number()),
        Kind::Integer { min, max } => Ranges::between(*min, *max),
        Kind::Number | Kind::Hours => Ranges::between(0, 99_999_999_999),
        Kind::Words(words) => Ranges::between(0, words.len() as i64 - 1),
        Kind::YesNo => Ranges::between(0, 1),
        _ => return None,
    })
}

/// Whether some continuation of `text`, the empty one included, is a value of `kind`;
/// of the kinds with ordinals, one whose ordinal is in `allowed`.
pub fn can_become(kind: &Kind, text: &str, allowed: &Ranges) -> bool {
    // Blanks at both ends do not count, as when the whole text is read.
    let prefix = trim(text);
    match kind {
        Kind::Text => true,
        Kind::CodiceFiscale => codice_fiscale::can_become(text, true, &mut |_| true),
        Kind::PartitaIva => code::can_become_partita_iva(text),
        Kind::Matricola => code::can_become_matricola(text),
        Kind::Iban => iban::can_become(text),
        Kind::Date => date::can_become(prefix, allowed),
        Kind::Integer { min, max } => {
            number::can_become_integer(prefix, &allowed.intersect(&Ranges::between(*min, *max)))
        }
        Kind::Number => number::can_become(prefix, false, allowed),
        Kind::Hours => number::can_become(prefix, true, allowed),
        Kind::YesNo => word::can_become_yes_no(prefix, allowed),
        Kind::Words(words) => word::can_become(prefix, words, allowed),
    }
}

/// The canonical text of a value: dates ISO, numbers with a dot and no needless zeros, `sì` or `no`, words as listed.
pub fn canonical(kind: &Kind, value: &Value) -> String {
    match (kind, value) {
        (_, Value::Text(text)) => text.clone(),
        (Kind::Date, Value::Ordinal(n)) => Day::from_number(*n).iso(),
        (Kind::Number | Kind::Hours, Value::Ordinal(n)) => number::canonical(*n),
        (Kind::YesNo, Value::Ordinal(n)) => if *n == 0 { "no" } else { "sì" }.into(),
        (Kind::Words(words), Value::Ordinal(n)) => usize::try_from(*n)
            .ok()
            .and_then(|n| words.get(n))
            .cloned()
            .unwrap_or_default(),
        (_, Value::Ordinal(n)) => n.to_string(),
    }
}

/// The text that an unreadable `text` was most likely meant to be, as a fix to offer; always readable itself.
pub fn suggest(kind: &Kind, text: &str) -> Option<String> {
    let text = trim(text);
    if text.is_empty() || read_text(kind, text).is_ok() {
        return None;
    }
    let meant = match kind {
        Kind::Date => date::suggest(text),
        Kind::Integer { .. } => number::suggest_integer(text),
        Kind::Number | Kind::Hours => number::suggest(text),
        Kind::CodiceFiscale => codice_fiscale::suggest(text),
        Kind::PartitaIva => code::suggest_partita_iva(text),
        _ => None,
    };
    meant.filter(|meant| read_text(kind, meant).is_ok())
}

/// Whether there is nothing but blanks.
pub fn is_blank(text: &str) -> bool {
    trim(text).is_empty()
}

/// Blanks, and the invisible marks that a paste brings along.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

fn trim(text: &str) -> &str {
    let ends = [text.as_bytes().first(), text.as_bytes().last()];
    // Most texts begin and end with a letter or a digit.
    if ends.into_iter().flatten().all(u8::is_ascii_graphic) {
        return text;
    }
    text.trim_matches(is_space)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds() -> Vec<Kind> {
        vec![
            Kind::Date,
            Kind::Integer {
                min: 0,
                max: 999_999_999,
            },
            Kind::Number,
            Kind::Hours,
            Kind::YesNo,
            Kind::Words(vec!["accordo".into(), "mancato-accordo".into()]),
            Kind::CodiceFiscale,
            Kind::PartitaIva,
            Kind::Matricola,
            Kind::Iban,
            Kind::Text,
        ]
    }

    fn number(kind: &Kind, text: &str) -> Result<String, &'static str> {
        match read(kind, &Raw::Number(text)) {
            Reading::Value(value) => Ok(canonical(kind, &value)),
            Reading::Unreadable(why) => Err(why.reason),
            Reading::Empty => Err("empty"),
        }
    }

    #[test]
    fn blanks_are_empty_and_do_not_count_at_the_ends() {
        for kind in kinds() {
            for blank in ["", " ", "\t\n", "\u{a0}", "\u{feff}", "\u{200b} \u{3000}"] {
                assert_eq!(read(&kind, &Raw::Text(blank)), Reading::Empty);
                assert!(can_become(&kind, blank, &Ranges::all()));
                assert_eq!(suggest(&kind, blank), None);
            }
        }
        for (kind, text, canonical_text) in [
            (Kind::Date, "\u{feff}23/02/2020\u{a0}", "2020-02-23"),
            (Kind::Hours, " 7,5\u{200b}", "7.5"),
            (Kind::YesNo, "\tSÌ ", "sì"),
            (Kind::Text, "  Rossi & figli ", "Rossi & figli"),
        ] {
            let Reading::Value(value) = read(&kind, &Raw::Text(text)) else {
                panic!("{text}")
            };
            assert_eq!(canonical(&kind, &value), canonical_text);
            assert!(can_become(&kind, text, &Ranges::all()));
        }
    }

    #[test]
    fn blanks_after_a_beginning_do_not_count_either() {
        let kinds = kinds();
        for (place, text) in [
            (0, "24/0 "),
            (0, " 1 "),
            (2, "7, "),
            (3, "8:3\u{a0}"),
            (4, "t "),
            (5, "acc "),
        ] {
            assert!(can_become(&kinds[place], text, &Ranges::all()), "{text}");
        }
        for (place, text) in [(0, "24 /0"), (1, "- "), (3, "8 :3"), (5, "acc ordo")] {
            assert!(!can_become(&kinds[place], text, &Ranges::all()), "{text}");
        }
        assert!(can_become(&Kind::Hours, "4 ", &Ranges::only(4000)));
        assert!(can_become(&Kind::Hours, " 4", &Ranges::only(4000)));
        assert!(can_become(&Kind::CodiceFiscale, "RSS MRA ", &Ranges::all()));
    }

    #[test]
    fn json_values_are_read_as_the_contract_says() {
        let integer = Kind::Integer {
            min: 0,
            max: 999_999_999,
        };
        assert_eq!(number(&integer, "40.0"), Ok("40".into()));
        assert_eq!(number(&integer, "-0.0"), Ok("0".into()));
        assert_eq!(number(&integer, "40.5"), Err("integer-decimals"));
        assert_eq!(number(&integer, "1e21"), Err("integer-shape"));
        assert_eq!(number(&Kind::Number, "7.25"), Ok("7.25".into()));
        assert_eq!(number(&Kind::Number, "7.125"), Err("number-decimals"));
        assert_eq!(number(&Kind::Number, "-1"), Err("number-negative"));
        for text in ["NaN", "Infinity", "-Infinity", "1e-7"] {
            for kind in kinds() {
                assert!(number(&kind, text).is_err(), "{text}");
            }
        }
        assert_eq!(
            number(&Kind::Matricola, "8123456789"),
            Ok("8123456789".into())
        );
        assert_eq!(
            number(&Kind::Matricola, "8123456789.0"),
            Ok("8123456789".into())
        );
        assert_eq!(
            number(&Kind::Matricola, "812345678.9"),
            Err("number-as-text")
        );
        assert_eq!(
            number(&Kind::Matricola, "-8123456789"),
            Err("number-as-text")
        );
        assert_eq!(
            number(&Kind::CodiceFiscale, "86334519757"),
            Ok("86334519757".into())
        );
        assert_eq!(number(&Kind::Text, "40.5"), Ok("40.5".into()));
        assert_eq!(number(&Kind::Date, "23022020"), Ok("2020-02-23".into()));
        assert_eq!(number(&Kind::YesNo, "1"), Ok("sì".into()));
        assert_eq!(number(&Kind::YesNo, "0.0"), Ok("no".into()));
        assert_eq!(number(&Kind::YesNo, "2"), Err("yes-no"));
        assert_eq!(
            number(&Kind::Words(vec!["1".into(), "2".into()]), "2.0"),
            Ok("2".into())
        );
        for kind in kinds() {
            let outcome = read(&kind, &Raw::Bool(true));
            assert_eq!(
                outcome == Reading::Value(Value::Ordinal(1)),
                kind == Kind::YesNo
            );
            let Reading::Unreadable(why) = read(&kind, &Raw::Other) else {
                panic!("{kind:?}")
            };
            assert_eq!(why.reason, "not-a-value");
        }
    }

    #[test]
    fn no_text_makes_anything_fail() {
        let long = "9".repeat(100_000);
        let odd = [
            "'",
            "-",
            "--/.",
            "é",
            "1é",
            "12é4",
            "١٢/٠٢/٢٠٢٠",
            "1/2/\u{0}",
            "\u{10ffff}",
            "0000-00-00",
            "99/99/9999",
            "18446744073709551616",
            ":",
            "1:",
            ",",
            "1,é",
            "ÌT",
            "IT",
            "\u{300}",
            &long,
        ];
        for kind in kinds() {
            for text in odd {
                let outcome = read(&kind, &Raw::Text(text));
                let _ = (
                    read(&kind, &Raw::Number(text)),
                    can_become(&kind, text, &Ranges::all()),
                );
                if let Some(meant) = suggest(&kind, text) {
                    assert!(matches!(outcome, Reading::Unreadable(_)));
                    assert!(matches!(read(&kind, &Raw::Text(&meant)), Reading::Value(_)));
                }
                let _ = canonical(&kind, &Value::Ordinal(i64::MIN));
            }
        }
    }

    /// Texts of all kinds, many of them nearly right.
    fn nearly_plain() -> Vec<String> {
        let mut texts: Vec<String> = [
            "",
            "0",
            "00",
            "7",
            "07",
            "7,5",
            "7.5",
            "1234567890",
            "no",
            "NO",
            "sì",
            "si",
            "1",
            "accordo",
        ]
        .map(String::from)
        .into();
        texts.extend(
            (Day::FIRST.number() - 40..=Day::LAST.number() + 40).flat_map(|n| {
                let day = Day::from_number(n);
                [day.iso(), day.italian()]
            }),
        );
        texts.extend((0..2_000).map(|n: u32| n.pow(2).to_string()));
        for right in [
            "23/02/2020",
            "2020-02-29",
            "100",
            "accordo",
            "mancato-accordo",
            "RSSMRA85M01H501Q",
            "RSSMRA00B69HRLMJ",
            "86334519757",
            "8123456789",
        ] {
            for place in 0..right.len() {
                for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZaz /-.:è\u{a0}".chars() {
                    let (before, behind) = (&right[..place], &right[place + 1..]);
                    texts.push(format!("{before}{c}{behind}"));
                    texts.push(format!("{before}{c}{}", &right[place..]));
                }
                texts.push(format!("{}{}", &right[..place], &right[place + 1..]));
            }
        }
        texts
    }

    #[test]
    fn plain_texts_are_read_as_all_others() {
        let texts = nearly_plain();
        for kind in kinds() {
            let mut plain_ones = 0;
            for text in &texts {
                let read = match read(&kind, &Raw::Text(text)) {
                    Reading::Value(value) => Some(value),
                    _ => None,
                };
                let written = read.as_ref().map(|value| canonical(&kind, value));
                let italian = match (&kind, &read) {
                    (Kind::Date, Some(Value::Ordinal(n))) => Some(Day::from_number(*n).italian()),
                    _ => None,
                };
                let is_canonical = written.as_ref() == Some(text);
                let found = read_plain(&kind, text);
                plain_ones += usize::from(found.is_some());
                match found {
                    Some(Plain::Ordinal(n)) => {
                        assert!(
                            read == Some(Value::Ordinal(n)) && is_canonical,
                            "{kind:?} {text}"
                        );
                    }
                    Some(Plain::Italian(n)) => {
                        assert_eq!(read, Some(Value::Ordinal(n)), "{text}");
                        assert_eq!(italian.as_ref(), Some(text));
                    }
                    Some(Plain::Code) => {
                        assert!(read == Some(Value::Text(text.clone())), "{kind:?} {text}");
                    }
                    // A number with decimals goes the longer way.
                    None => {
                        let is_plain =
                            is_canonical && !text.contains('.') || italian.as_ref() == Some(text);
                        assert!(
                            !is_plain || matches!(kind, Kind::Text | Kind::Iban),
                            "{kind:?} {text}"
                        );
                    }
                }
            }
            let never = matches!(kind, Kind::Text | Kind::Iban);
            assert_eq!(plain_ones == 0, never, "{kind:?}");
        }
    }

    #[test]
    fn canonical_texts_read_the_same() {
        let texts = [
            "23/2/2020",
            "7",
            "7,50",
            "8:20",
            "x",
            "ACCORDO",
            "rss mra 85m01 h501q",
            "863345-19757",
            "81/23456789",
            "it96 r012 3454 3210 0000 0012 345",
            "Ditta",
        ];
        for (kind, text) in kinds().iter().zip(texts) {
            let outcome = read(kind, &Raw::Text(text));
            let Reading::Value(value) = &outcome else {
                panic!("{text}: {outcome:?}")
            };
            assert_eq!(read(kind, &Raw::Text(&canonical(kind, value))), outcome);
        }
    }
}
