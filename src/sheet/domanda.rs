//! An application's JSON text, made plain before it is read: the same limits and numbers for the command and in JavaScript.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::sorting::{sort, sort_by_key};

/// Why a text is no application; where in it, counted in characters from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Unusable {
    pub message: String,
    /// The line within the text, counted from 1.
    pub line: usize,
    pub column: Option<usize>,
}

impl Unusable {
    pub fn whole(message: impl Into<String>) -> Unusable {
        Unusable {
            message: message.into(),
            line: 1,
            column: None,
        }
    }
}

/// An application whose text is JSON within the limits: every key once in its object, every number as JavaScript
/// writes it.
pub struct Domanda<'t> {
    pub text: Cow<'t, str>,
    /// The name of its rulebook.
    pub regolamento: Option<String>,
}

/// As many bytes as an application may have.
pub const LONGEST: usize = 64_000_000;
/// Far beyond any real application: the same as in the npm package.
pub const DEEPEST: usize = 64;
/// Greater numbers are not exact in JavaScript.
const EXACT: u64 = 1 << 53;

/// Reads an application.
///
/// # Errors
/// It is no UTF-8 text, no JSON, no object, or goes beyond a limit.
pub fn read(bytes: &[u8]) -> Result<Domanda<'_>, Unusable> {
    let text = text(bytes)?;
    if let Some(regolamento) = plain(text) {
        return Ok(Domanda {
            text: Cow::Borrowed(text),
            regolamento,
        });
    }
    let mut written = String::with_capacity(text.len());
    write(text, text, 0, &mut written)?;
    if !written.starts_with('{') {
        return Err(at(
            text,
            text.len() - text.trim_start().len(),
            "an application is an object: { \"periodo\": { … }, … }",
        ));
    }
    let name = entries(&written).ok();
    let name = name.and_then(|mut entries| entries.remove("regolamento"));
    Ok(Domanda {
        regolamento: name.and_then(|name| serde_json::from_str(name.get()).ok()),
        text: Cow::Owned(written),
    })
}

/// The text of an application.
///
/// # Errors
/// It is no UTF-8 text.
pub fn text(bytes: &[u8]) -> Result<&str, Unusable> {
    str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        at(
            &String::from_utf8_lossy(before),
            before.len(),
            "no UTF-8 text here: save the file as UTF-8",
        )
    })
}

/// What is said of an application that is too long.
pub fn too_long() -> Unusable {
    Unusable::whole(format!("an application has at most {LONGEST} bytes"))
}

impl Domanda<'_> {
    /// The value that some keys lead to.
    pub fn value_at(&self, keys: &[String]) -> Option<Box<RawValue>> {
        let mut here: &str = &self.text;
        for key in keys {
            here = match here.trim_start().bytes().next()? {
                b'{' => entries(here).ok()?.remove(key)?.get(),
                b'[' => {
                    let items: Vec<&RawValue> = serde_json::from_str(here).ok()?;
                    items.get(key.parse::<usize>().ok()?)?.get()
                }
                _ => return None,
            };
        }
        let mut written = String::new();
        write(here, here, 0, &mut written).ok()?;
        RawValue::from_string(written).ok()
    }
}

/// Whether a text can be taken as it stands; then the name of its rulebook. What is no object, or is not plain, says
/// nothing: [`write`] tells why, or writes it plainly.
fn plain(text: &str) -> Option<Option<String>> {
    let mut name = None;
    let is_object = text.trim_start().starts_with('{');
    (is_plain(text, 0, &mut name) && is_object).then_some(name)
}

fn is_plain(text: &str, level: usize, name: &mut Option<String>) -> bool {
    let mut reader = serde_json::Deserializer::from_str(text);
    let whole = Plain {
        level,
        name,
        is_name: false,
    };
    let read = whole.deserialize(&mut reader);
    read.and_then(|()| reader.end()).is_ok()
}

/// A value of an application, made plain; `level` objects and lists stand around it.
///
/// # Errors
/// It is no JSON, or goes beyond a limit.
pub(super) fn plainly(value: &str, level: usize) -> Result<Cow<'_, str>, Unusable> {
    let is_plain = match value.as_bytes() {
        [b'"', inside @ ..] => !inside.contains(&b'\\') || is_plain(value, level, &mut None),
        [b'n' | b't' | b'f', ..] => true,
        [b'{' | b'[', ..] => is_plain(value, level, &mut None),
        digits => digits.len() < 16 && digits.iter().all(u8::is_ascii_digit),
    };
    if is_plain {
        return Ok(Cow::Borrowed(value));
    }
    let mut written = String::with_capacity(value.len());
    write(value, value, level, &mut written)?;
    Ok(Cow::Owned(written))
}

/// A value that is looked through and not kept.
struct Plain<'n> {
    level: usize,
    name: &'n mut Option<String>,
    /// It is what the application's `regolamento` holds.
    is_name: bool,
}

/// The mark of a key, to find it a second time; now and then two keys have one, and are looked at closer.
struct Mark(u64, bool);

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        struct Key;
        impl Visitor<'_> for Key {
            type Value = Mark;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_str<E>(self, key: &str) -> Result<Mark, E> {
                let mixed = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |mark, byte| {
                    (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
                });
                Ok(Mark(mixed, key == "regolamento"))
            }
        }
        reader.deserialize_str(Key)
    }
}

impl<'de> DeserializeSeed<'de> for Plain<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Plain<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a plain value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        let is_plain = number < EXACT;
        is_plain.then_some(()).ok_or_else(|| E::custom("a number"))
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        if self.is_name {
            *self.name = Some(text.to_string());
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        loop {
            let item = Plain {
                level: deeper(self.level)?,
                name: &mut *self.name,
                is_name: false,
            };
            if items.next_element_seed(item)?.is_none() {
                return Ok(());
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let level = deeper(self.level)?;
        let mut marks = Vec::with_capacity(16);
        while let Some(Mark(mark, is_name)) = entries.next_key()? {
            marks.push(mark);
            entries.next_value_seed(Plain {
                level,
                name: &mut *self.name,
                is_name: is_name && self.level == 0,
            })?;
        }
        sort(&mut marks);
        let differ = marks.is_sorted_by(|a, b| a < b);
        differ
            .then_some(())
            .ok_or_else(|| A::Error::custom("a key"))
    }
}

/// The level inside of a list or an object.
fn deeper<E: Error>(level: usize) -> Result<usize, E> {
    let deeper = (level < DEEPEST).then_some(level + 1);
    deeper.ok_or_else(|| E::custom("a level"))
}

/// The entries of an object; of those with one key the last.
fn entries(part: &str) -> Result<HashMap<String, &RawValue>, serde_json::Error> {
    serde_json::from_str(part)
}

/// Writes a value plainly; `part` lies within `whole`. Numbers are taken as they are written: `serde_json` itself would
/// refuse those that are too great, and the browser does not.
fn write(whole: &str, part: &str, level: usize, out: &mut String) -> Result<(), Unusable> {
    let refused = |error: serde_json::Error| {
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or(&said);
        let lines = part
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1));
        let before: usize = lines.map(str::len).sum();
        let within = before + error.column().saturating_sub(1);
        at(whole, offset(whole, part) + within, said)
    };
    let first = part.trim_start().bytes().next();
    if matches!(first, Some(b'{' | b'[')) && level >= DEEPEST {
        let message = format!("an application has at most {DEEPEST} levels");
        return Err(at(whole, offset(whole, part), &message));
    }
    match first {
        Some(b'{') => {
            let entries = entries(part).map_err(refused)?;
            let mut entries: Vec<(String, &str)> = entries
                .into_iter()
                .map(|(key, value)| (key, value.get()))
                .collect();
            sort_by_key(&mut entries, |(_, value)| value.as_ptr().addr()); // as they are written
            out.push('{');
            for (n, (key, value)) in entries.into_iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                out.push_str(&quoted(&key));
                out.push(':');
                write(whole, value, level + 1, out)?;
            }
            out.push('}');
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(part).map_err(refused)?;
            out.push('[');
            for (n, item) in items.into_iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                write(whole, item.get(), level + 1, out)?;
            }
            out.push(']');
        }
        Some(b'"') => {
            let text: String = serde_json::from_str(part).map_err(refused)?;
            out.push_str(&quoted(&text));
        }
        _ => {
            let other: &RawValue = serde_json::from_str(part).map_err(refused)?;
            match other.get() {
                word @ ("null" | "true" | "false") => out.push_str(word),
                digits => out.push_str(&number(digits)),
            }
        }
    }
    Ok(())
}

fn quoted(text: &str) -> String {
    // A text can always be written to memory.
    serde_json::to_string(text).unwrap_or_default()
}

/// A number as JavaScript has and writes it; one beyond all numbers is the text that names it.
fn number(digits: &str) -> String {
    let number = digits.parse::<f64>().unwrap_or(f64::NAN) + 0.0; // -0 is 0
    if !number.is_finite() {
        let sign = if number < 0.0 { "-" } else { "" };
        return quoted(&format!("{sign}Infinity"));
    }
    if number == 0.0 || (1e-6..1e21).contains(&number.abs()) {
        return number.to_string();
    }
    let written = format!("{number:e}");
    if written.contains("e-") {
        written
    } else {
        written.replace('e', "e+")
    }
}

/// Where a part of a text begins in it.
fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(whole.as_ptr().addr())
}

/// A problem at a byte of a text.
fn at(text: &str, byte: usize, message: &str) -> Unusable {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or(before);
    Unusable {
        message: message.to_string(),
        line: before.matches('\n').count() + 1,
        column: Some(line.chars().count() + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_is_taken_as_it_stands() {
        for text in [
            "{}",
            " {\"regolamento\": \"a\", \"x\": [1, {\"y\": null}, true, \"\\u00e8\"]}\n",
            "{\"x\": {\"regolamento\": \"b\", \"x\": 9007199254740991}, \"regolamento\": \"a\"}",
        ] {
            let domanda = read(text.as_bytes()).unwrap();
            assert!(matches!(domanda.text, Cow::Borrowed(_)), "{text}");
            let named = text.contains("\"a\"").then(|| "a".to_string());
            assert_eq!(domanda.regolamento, named, "{text}");
        }
    }

    #[test]
    fn what_is_not_plain_is_written_as_javascript_would() {
        for (text, wanted) in [
            (r#"{"a":1,"b":2,"a":3}"#, r#"{"b":2,"a":3}"#),
            (
                r#"{"l":[{}],"l":[{"c":1,"\u0063":2}]}"#,
                r#"{"l":[{"c":2}]}"#,
            ),
            (
                r#"{"n":[1.50,-0,-1,4e1,1e-7,1e21,40.0]}"#,
                r#"{"n":[1.5,0,-1,40,1e-7,1e+21,40]}"#,
            ),
            (
                r#"{"n":[1e999,-1e999]}"#,
                r#"{"n":["Infinity","-Infinity"]}"#,
            ),
            (r#"{"n":9007199254740993}"#, r#"{"n":9007199254740992}"#),
        ] {
            assert_eq!(read(text.as_bytes()).unwrap().text, wanted);
        }
        let named = br#"{"regolamento":"x","ore":7.5,"regolamento":" a "}"#;
        assert_eq!(read(named).unwrap().regolamento.as_deref(), Some(" a "));
        for unnamed in [&br#"{"regolamento":7,"ore":7.5}"#[..], br#"{"ore":7.5}"#] {
            assert_eq!(read(unnamed).unwrap().regolamento, None);
        }
    }

    #[test]
    fn a_value_is_found_by_its_keys() {
        let domanda = read(br#"{"a":[{"b":"\u00e8"}],"n":7.50}"#).unwrap();
        let found = |path: &[&str]| {
            let keys: Vec<String> = path.iter().map(|key| key.to_string()).collect();
            domanda.value_at(&keys).map(|json| json.get().to_string())
        };
        assert_eq!(found(&["a", "0", "b"]).as_deref(), Some("\"è\""));
        assert_eq!(found(&["a"]).as_deref(), Some("[{\"b\":\"è\"}]"));
        assert_eq!(found(&["n"]).as_deref(), Some("7.5"));
        for nothing in [&["b"][..], &["a", "1"], &["a", "b"], &["n", "0"]] {
            assert_eq!(found(nothing), None, "{nothing:?}");
        }
    }
}
