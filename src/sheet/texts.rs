//! Texts that formulas compare: equal ones (case, accents and outer blanks do not count) have equal numbers.

use std::collections::HashMap;

#[derive(Clone, Default, Debug)]
pub struct Texts {
    numbers: HashMap<String, i64>,
}

impl Texts {
    /// With the texts of a program at their own places.
    pub fn new(known: &[String]) -> Texts {
        let mut texts = Texts::default();
        for text in known {
            texts.number(text);
        }
        texts
    }

    /// The number of a text; -1 where none like it was seen.
    pub fn known(&self, text: &str) -> i64 {
        self.numbers.get(&folded(text)).copied().unwrap_or(-1)
    }

    /// The number of a text; a new one, where none like it was seen.
    pub fn number(&mut self, text: &str) -> i64 {
        let next = self.numbers.len() as i64;
        *self.numbers.entry(folded(text)).or_insert(next)
    }
}

/// A text as comparisons see it: small letters without accents, no blanks around.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' | 'À' | 'Á' | 'Â' | 'Ä' | 'Ã' | 'Å' => {
                out.push('a')
            }
            'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => out.push('i'),
            'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'Ò' | 'Ó' | 'Ô' | 'Ö' | 'Õ' => out.push('o'),
            'ù' | 'ú' | 'û' | 'ü' | 'Ù' | 'Ú' | 'Û' | 'Ü' => out.push('u'),
            'ç' | 'Ç' => out.push('c'),
            'ñ' | 'Ñ' => out.push('n'),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}
