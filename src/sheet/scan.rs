//! JSON text, gone through once from front to back: its keys and values are pieces of it.

use std::borrow::Cow;

use serde_json::value::RawValue;

/// A place in JSON text. Where it is no JSON the answer is `None`, and the reading ends.
pub(super) struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    pub fn new(text: &'t str) -> Scan<'t> {
        Scan { text, at: 0 }
    }

    /// How many bytes were read.
    pub fn at(&self) -> usize {
        self.at
    }

    /// How many bytes are still to be read.
    pub fn left(&self) -> usize {
        self.text.len() - self.at
    }

    /// The next byte that is no blank; it is not passed.
    pub fn next(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at)? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(*byte),
            }
        }
    }

    /// Whether this byte is next; then it is passed.
    pub fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.next() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Whether the object or list that ends with `close` has another entry; `first` where none was read yet.
    pub fn goes_on(&mut self, first: bool, close: u8) -> Option<bool> {
        if self.takes(close) {
            return Some(false);
        }
        (first || self.takes(b',')).then_some(true)
    }

    /// Whether exactly this stands here; then it is passed.
    pub fn passes(&mut self, written: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..);
        let is_here = rest.is_some_and(|rest| rest.starts_with(written.as_bytes()));
        if is_here {
            self.at += written.len();
        }
        is_here
    }

    /// A key, with the colon behind it.
    pub fn key(&mut self) -> Option<Cow<'t, str>> {
        let key = match self.text() {
            Some(text) => Cow::Borrowed(text),
            None if self.next()? == b'"' => Cow::Owned(serde_json::from_str(self.value()?).ok()?),
            None => return None,
        };
        self.takes(b':').then_some(key)
    }

    /// What a text says, where one comes next in which every character stands for itself.
    pub fn text(&mut self) -> Option<&'t str> {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) != Some(&b'"') && self.next() != Some(b'"') {
            return None;
        }
        let start = self.at + 1;
        let end = start + plain_length(bytes.get(start..)?)?;
        self.at = end + 1;
        self.text.get(start..end)
    }

    /// Any value, as it is written.
    pub fn value(&mut self) -> Option<&'t str> {
        self.next();
        let start = self.at;
        if self.text().is_some() {
            return self.text.get(start..self.at);
        }
        let rest = self.text.get(start..)?;
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
        let value = values.next()?.ok()?;
        self.at = start + values.byte_offset();
        Some(value.get())
    }
}

/// How many bytes stand before the quote that ends a text; `None` where an escape stands before it, or what no text
/// may hold. Eight bytes are looked at together.
fn plain_length(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    const TOPS: u64 = ONES << 7;
    // The top bit of each byte that is less than `below`; right up to the first that is.
    let less = |word: u64, below: u64| word.wrapping_sub(ONES * below) & !word & TOPS;
    let mut passed = 0;
    while let Some(eight) = bytes.get(passed..passed + 8) {
        let word = u64::from_le_bytes(eight.try_into().ok()?);
        // With its second bit turned the quote follows what no text may hold, and nothing else does.
        let quotes = less(word ^ (ONES * 2), 0x21);
        let stops = quotes | less(word ^ (ONES * u64::from(b'\\')), 1);
        if stops != 0 {
            passed += (stops.trailing_zeros() / 8) as usize;
            return (bytes.get(passed) == Some(&b'"')).then_some(passed);
        }
        passed += 8;
    }
    let rest = bytes.get(passed..)?;
    let stop = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..b' ');
    let end = passed + rest.iter().position(stop)?;
    (bytes.get(end) == Some(&b'"')).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the text at the front of this says, by the library.
    fn told(json: &str) -> Option<String> {
        let mut texts = serde_json::Deserializer::from_str(json).into_iter::<String>();
        texts.next()?.ok()
    }

    #[test]
    fn texts_end_where_the_library_says() {
        for length in 0..20 {
            for odd in [
                "",
                "\"",
                "\\\"",
                "\\u00e8",
                "\\",
                "\n",
                "\u{1f}",
                "\u{7f}",
                "è",
                "€",
                "\u{10ffff}",
                "!",
            ] {
                for place in 0..=length {
                    let mut inside = "#[ ]~0aZé€è!#[ ]~0aZ"
                        .chars()
                        .take(length)
                        .collect::<Vec<_>>();
                    let odd: Vec<char> = odd.chars().collect();
                    inside.splice(place..place, odd);
                    let inside: String = inside.into_iter().collect();
                    for tail in ["", "\"", "\",\"b\":1}"] {
                        let json = ["\"", &inside, tail].concat();
                        let mut scan = Scan::new(&json);
                        let plain = scan.text().map(String::from);
                        let known = told(&json);
                        let is_escaped = known.is_some() && plain.is_none();
                        assert!(
                            plain == known || is_escaped && json.contains('\\'),
                            "{json}"
                        );
                        let value = Scan::new(&json).value().map(String::from);
                        assert_eq!(value.is_some(), known.is_some(), "{json}");
                        let again = value.and_then(|value| told(&value));
                        assert_eq!(again, known, "{json}");
                    }
                }
            }
        }
    }

    #[test]
    fn entries_are_read_one_by_one() {
        let mut scan = Scan::new(" { \"a\" : [1, {}] ,\"b\\u0063\":-1.5e3,\"d\":null } ");
        assert!(scan.takes(b'{'));
        let mut entries = Vec::new();
        while scan.goes_on(entries.is_empty(), b'}') == Some(true) {
            let key = scan.key().unwrap().into_owned();
            entries.push((key, scan.value().unwrap()));
        }
        let wanted = [("a", "[1, {}]"), ("bc", "-1.5e3"), ("d", "null")];
        assert_eq!(entries, wanted.map(|(key, value)| (key.to_string(), value)));
        assert_eq!((scan.next(), scan.left()), (None, 0));
    }
}
