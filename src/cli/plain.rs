//! Text for a terminal: what somebody typed may not colour it, move its cursor, forge a line or turn its direction.

use std::fmt::Write;

/// Whether a character acts instead of showing: control characters, and the marks of Unicode that turn text or hide.
#[inline]
fn acts(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_control(); // nearly all of an answer
    }
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A text on one line: a character that acts stands as its number, `⟨U+202E⟩`.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if acts(character) {
            let _ = write!(out, "⟨U+{:04X}⟩", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}

/// JSON that says the same, and shows nothing to a terminal that acts.
pub(super) fn plain_json(json: String) -> String {
    if !json.chars().any(acts) {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if acts(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{plain, plain_json};

    #[test]
    fn what_acts_shows_as_its_number() {
        assert_eq!(plain("D'Angelo è qui, 5 €"), "D'Angelo è qui, 5 €");
        assert_eq!(
            plain("\u{1b}[31mrosso\r\n"),
            "⟨U+001B⟩[31mrosso⟨U+000D⟩⟨U+000A⟩"
        );
        assert_eq!(plain("a\u{202e}b\u{9b}c"), "a⟨U+202E⟩b⟨U+009B⟩c");
    }

    #[test]
    fn json_says_the_same() {
        let text = "\u{7f}\u{202e}\u{e0041}è";
        let json = serde_json::to_string(text).expect("text");
        let shown = plain_json(json);
        assert!(!shown.contains('\u{202e}'));
        assert_eq!(
            serde_json::from_str::<String>(&shown).expect("the same"),
            text
        );
    }
}
