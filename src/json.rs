//! Data as it arrives from outside, before anyone knows what it means: a domanda or a rulebook.
//!
//! The command fills it from `serde_json`, the browser module from JavaScript values.

/// A JSON value. Numbers keep their digits: nothing is rounded on the way in.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value under `key` of an object.
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Json::Object(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The entries of an object; none for anything else.
    pub fn entries(&self) -> &[(String, Json)] {
        match self {
            Json::Object(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Json] {
        match self {
            Json::List(items) => items,
            _ => &[],
        }
    }

    /// A new object with those entries whose key is wanted.
    pub fn only(&self, wanted: &dyn Fn(&str) -> bool) -> Json {
        let mut entries = Vec::new();
        for (key, value) in self.entries() {
            if wanted(key) {
                entries.push((key.clone(), value.clone()));
            }
        }
        Json::Object(entries)
    }

    /// A new object with the entries of `over` replacing those of `self`.
    pub fn overlaid(&self, over: &Json) -> Json {
        let mut entries = self.entries().to_vec();
        for (key, value) in over.entries() {
            match entries.iter_mut().find(|(k, _)| k == key) {
                Some(entry) => entry.1 = value.clone(),
                None => entries.push((key.clone(), value.clone())),
            }
        }
        Json::Object(entries)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Json {
        use serde_json::Value;
        match value {
            Value::Null => Json::Null,
            Value::Bool(b) => Json::Bool(b),
            Value::Number(n) => Json::Number(n.to_string()),
            Value::String(s) => Json::Text(s),
            Value::Array(items) => Json::List(items.into_iter().map(Json::from).collect()),
            Value::Object(map) => {
                Json::Object(map.into_iter().map(|(k, v)| (k, v.into())).collect())
            }
        }
    }
}

/// Writes JSON text: the command prints with it, the browser module hands it to `JSON.parse`.
impl std::fmt::Display for Json {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use std::fmt::Write;
        match self {
            Json::Null => out.write_str("null"),
            Json::Bool(true) => out.write_str("true"),
            Json::Bool(false) => out.write_str("false"),
            Json::Number(digits) => out.write_str(digits),
            Json::Text(text) => quoted(text, out),
            Json::List(items) => {
                out.write_char('[')?;
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.write_char(',')?;
                    }
                    item.fmt(out)?;
                }
                out.write_char(']')
            }
            Json::Object(entries) => {
                out.write_char('{')?;
                for (i, (key, value)) in entries.iter().enumerate() {
                    if i > 0 {
                        out.write_char(',')?;
                    }
                    quoted(key, out)?;
                    out.write_char(':')?;
                    value.fmt(out)?;
                }
                out.write_char('}')
            }
        }
    }
}

/// Writes a text in quotes: stretches of plain characters as they are, the others escaped.
fn quoted(text: &str, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    use std::fmt::Write;
    out.write_char('"')?;
    let is_plain = |byte: &u8| *byte >= 0x20 && *byte != b'"' && *byte != b'\\';
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !is_plain(&byte)) {
        // An ASCII byte is a character of its own: the text can be cut before and after it.
        let (plain, other) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.write_str(plain)?;
        match other.bytes().next() {
            Some(b'"') => out.write_str("\\\"")?,
            Some(b'\\') => out.write_str("\\\\")?,
            Some(b'\n') => out.write_str("\\n")?,
            Some(control) => {
                let hex = b"0123456789abcdef";
                out.write_str("\\u00")?;
                for nibble in [control >> 4, control & 15] {
                    out.write_char(char::from(*hex.get(usize::from(nibble)).unwrap_or(&b'0')))?;
                }
            }
            None => {}
        }
        rest = other.get(1..).unwrap_or("");
    }
    out.write_str(rest)?;
    out.write_char('"')
}

/// Short ways to build a value.
pub mod make {
    use super::Json;

    pub fn text(text: impl Into<String>) -> Json {
        Json::Text(text.into())
    }

    pub fn list(items: impl IntoIterator<Item = Json>) -> Json {
        let mut list = Vec::new();
        // Plainly, one by one: half the size of `collect` in the browser module.
        for item in items {
            list.push(item);
        }
        Json::List(list)
    }

    pub fn number(n: i64) -> Json {
        Json::Number(n.to_string())
    }

    /// The entries of an object to be.
    pub type Entries = Vec<(&'static str, Json)>;

    pub fn object(entries: impl Into<Entries>) -> Json {
        from_entries(entries.into())
    }

    /// Apart from [`object`], so that it is compiled once and not for each number of entries.
    fn from_entries(entries: Entries) -> Json {
        let mut object = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            object.push((key.to_string(), value));
        }
        Json::Object(object)
    }
}
