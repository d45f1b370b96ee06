//! What the codes share: separators that do not count, check characters; and the codes that are only digits.

use super::{Unreadable, is_space};

const PARTITA_IVA: usize = 11;
const MATRICOLA: usize = 10;

/// A code as it counts: upper case, without blanks, dots, slashes and hyphens.
pub(super) fn compact(text: &str) -> String {
    if text.bytes().all(|c| c.is_ascii_alphanumeric()) {
        return text.to_ascii_uppercase();
    }
    let counts =
        |c: &char| !(is_space(*c) || matches!(c, '.' | '/' | '-' | '\u{2010}' | '\u{2011}'));
    text.chars()
        .filter(counts)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Eleven digits, the last of which checks the others.
pub(super) fn read_partita_iva(text: &str) -> Result<String, Unreadable> {
    let code = read_digits(text, PARTITA_IVA, "iva-shape", "iva-length")?;
    if is_of_nobody(&code) {
        return Err(Unreadable::new("iva-nobody", []));
    }
    if has_right_digit(&code) {
        Ok(code)
    } else {
        Err(Unreadable::new("iva-check", []))
    }
}

/// Whether a text is a right partita IVA as it stands.
pub(super) fn is_partita_iva(code: &str) -> bool {
    has_right_digit(code) && !is_of_nobody(code)
}

/// A partita IVA without the country that invoices put before it.
pub(super) fn suggest_partita_iva(text: &str) -> Option<String> {
    compact(text).strip_prefix("IT").map(String::from)
}

/// Ten digits, not all of them zero.
pub(super) fn read_matricola(text: &str) -> Result<String, Unreadable> {
    let code = read_digits(text, MATRICOLA, "matricola-shape", "matricola-length")?;
    if code.bytes().all(|c| c == b'0') {
        return Err(Unreadable::new("matricola-nobody", []));
    }
    Ok(code)
}

/// Whether a text is a right matricola as it stands.
pub(super) fn is_matricola(code: &str) -> bool {
    code.len() == MATRICOLA && is_digits(code) && code.bytes().any(|c| c != b'0')
}

/// Whether the beginning of a partita IVA can become one.
pub(super) fn can_become_partita_iva(text: &str) -> bool {
    let code = compact(text);
    is_digits(&code) && !is_of_nobody(&code) && (code.len() < PARTITA_IVA || has_right_digit(&code))
}

/// Whether the beginning of a matricola can become one.
pub(super) fn can_become_matricola(text: &str) -> bool {
    let code = compact(text);
    let zeros = code.len() == MATRICOLA && code.bytes().all(|c| c == b'0');
    is_digits(&code) && code.len() <= MATRICOLA && !zeros
}

/// Whether every character is an ASCII digit; so is no character at all.
pub(super) fn is_digits(text: &str) -> bool {
    text.bytes().all(|c| c.is_ascii_digit())
}

/// Whether a text is eleven digits, the last of which checks the others (the Luhn way).
pub(super) fn has_right_digit(code: &str) -> bool {
    if code.len() != PARTITA_IVA {
        return false;
    }
    let mut sum = 0;
    for (place, c) in code.bytes().enumerate() {
        let digit = u32::from(c.wrapping_sub(b'0'));
        sum += match (place % 2, digit) {
            (_, 10..) => return false,
            (1, 5..) => digit * 2 - 9,
            (1, _) => digit * 2,
            _ => digit,
        };
    }
    sum.is_multiple_of(10)
}

/// Whether the number of the holder, the first seven of the eleven digits, is zero: it is counted from one.
pub(super) fn is_of_nobody(code: &str) -> bool {
    code.starts_with("0000000")
}

/// What a letter or digit counts in the check characters of codice fiscale and IBAN, at an odd place (the first is odd) or an even one.
pub(super) fn weight(c: u8, odd: bool) -> u8 {
    const ODD: [u8; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let n = if c.is_ascii_digit() {
        c - b'0'
    } else {
        c.wrapping_sub(b'A')
    };
    let n = n % 26;
    if odd {
        ODD.get(usize::from(n)).copied().unwrap_or(0)
    } else {
        n
    }
}

/// The letter that checks a run of letters and digits.
pub(super) fn check_letter(code: &[u8]) -> u8 {
    let weights = code.iter().enumerate();
    let sum: u32 = weights
        .map(|(place, c)| u32::from(weight(*c, place % 2 == 0)))
        .sum();
    b'A' + (sum % 26) as u8
}

fn read_digits(
    text: &str,
    length: usize,
    shape: &'static str,
    wrong_length: &'static str,
) -> Result<String, Unreadable> {
    let code = compact(text);
    if let Some(c) = code.chars().find(|c| !c.is_ascii_digit()) {
        return Err(Unreadable::new(shape, [("character", c.to_string())]));
    }
    if code.len() != length {
        return Err(Unreadable::new(
            wrong_length,
            [("length", code.len().to_string())],
        ));
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLISHED: [&str; 4] = ["86334519757", "02342520158", "03472640170", "02877740213"];

    #[test]
    fn published_partite_iva_are_right() {
        for code in PUBLISHED {
            assert_eq!(read_partita_iva(code), Ok(code.into()));
            for end in 0..=code.len() {
                assert!(can_become_partita_iva(&code[..end]));
            }
            assert!(!can_become_partita_iva(&format!("{code}0")));
            let right = (0..10)
                .filter(|n| can_become_partita_iva(&format!("{}{n}", &code[..10])))
                .count();
            assert_eq!(right, 1);
        }
        assert_eq!(
            read_partita_iva(" 0234.2520-158/"),
            Ok("02342520158".into())
        );
        assert_eq!(
            suggest_partita_iva("it 02342520158").as_deref(),
            Some("02342520158")
        );
    }

    #[test]
    fn what_is_wrong_has_a_name() {
        for (text, reason) in [
            ("02342520159", "iva-check"),
            ("0234252015", "iva-length"),
            ("--", "iva-length"),
            ("IT02342520158", "iva-shape"),
            ("0234252015٨", "iva-shape"),
            ("00000000000", "iva-nobody"),
            ("00000000158", "iva-nobody"),
        ] {
            assert_eq!(
                read_partita_iva(text).map_err(|why| why.reason),
                Err(reason),
                "{text}"
            );
        }
        for (text, reason) in [
            ("812345678", "matricola-length"),
            ("81234567890", "matricola-length"),
            ("812345678A", "matricola-shape"),
            ("0000000000", "matricola-nobody"),
        ] {
            assert_eq!(
                read_matricola(text).map_err(|why| why.reason),
                Err(reason),
                "{text}"
            );
        }
        assert_eq!(read_matricola("81/2345678-9"), Ok("8123456789".into()));
        assert!(can_become_matricola("81/2345678-9") && can_become_matricola("--"));
        assert!(!can_become_matricola("81234567890") && !can_become_matricola("8a"));
        assert!(can_become_matricola("000000000") && !can_become_matricola("0000000000"));
        assert!(can_become_partita_iva("000000") && !can_become_partita_iva("0000000"));
    }
}
