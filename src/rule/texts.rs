//! Limits of texts and codes: `text-equals`, `filled`; and what a half-typed text can still become.

use super::people::Refused;
use super::{Builder, Check, Judgement, OwnField, Params, Read, View};
use crate::form::cell::Known;
use crate::form::model::FieldId;
use crate::rulebook::keys::Mistake;
use crate::text::{Kind, Value, codice_fiscale, iban};

/// What a text must satisfy.
#[derive(Clone, PartialEq, Debug)]
pub enum TextLimit {
    /// Equal to one of these, folded; these characters do not count.
    Equals { one_of: Vec<String>, ignore: String },
    /// A text of blank-separated codes, none of them one of these.
    WithoutCodes(Vec<String>),
    /// A codice fiscale, not of digits alone.
    NotNumeric,
    /// A codice fiscale of nobody who is refused here.
    Person(Refused),
}

impl TextLimit {
    /// Whether a field may hold this (canonical) text.
    pub fn accepts(&self, text: &str, view: &View) -> bool {
        match self {
            TextLimit::Equals { one_of, ignore } => one_of.contains(&folded(text, ignore)),
            TextLimit::WithoutCodes(codes) => !has_code(text, codes),
            TextLimit::NotNumeric => !codice_fiscale::is_numeric(text),
            TextLimit::Person(refused) => !refused.refuses(view, text),
        }
    }
}

/// Whether some continuation of `text` satisfies all limits at once.
pub fn can_become(kind: &Kind, text: &str, limits: &[TextLimit], view: &View) -> bool {
    if *kind == Kind::CodiceFiscale {
        let numeric = !limits.contains(&TextLimit::NotNumeric);
        return codice_fiscale::can_become(text, numeric, &mut |code| {
            limits.iter().all(|l| l.accepts(code, view))
        });
    }
    limits.iter().all(|limit| match limit {
        TextLimit::Equals { one_of, ignore } => {
            let so_far = folded(text, ignore);
            one_of.iter().any(|wanted| wanted.starts_with(&so_far))
        }
        // The last code may still grow into another one.
        TextLimit::WithoutCodes(codes) => match text.rsplit_once(char::is_whitespace) {
            Some((complete, _)) => !has_code(complete, codes),
            None => true,
        },
        TextLimit::NotNumeric | TextLimit::Person(_) => true,
    })
}

pub(super) fn has_code(text: &str, codes: &[String]) -> bool {
    text.split_whitespace()
        .any(|code| codes.iter().any(|c| c.eq_ignore_ascii_case(code)))
}

/// Whether a text holds a character. (`contains` would bring a search for any text into the browser module.)
fn has_char(text: &str, wanted: char) -> bool {
    text.chars().any(|c| c == wanted)
}

/// A text as comparisons see it: small letters without accents, no blanks around, `ignore` left out.
pub fn folded(text: &str, ignore: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars().filter(|c| !has_char(ignore, *c)) {
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

struct Equals {
    limit: TextLimit,
}

pub fn equals(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    let kind = builder
        .field
        .and_then(|id| builder.model.get(id))
        .map(|f| &f.kind);
    if kind != Some(&Kind::Text) {
        return Err(builder
            .keys
            .mistake("where", "must be a field that holds text."));
    }
    let ignore = builder.keys.text("ignore")?.unwrap_or("").to_string();
    let one_of: Vec<String> = builder
        .keys
        .texts("text")?
        .into_iter()
        .map(|text| folded(text, &ignore))
        .collect();
    if one_of.is_empty() {
        return Err(builder
            .keys
            .mistake("text", "is missing: the text, or a list of them."));
    }
    Ok(Box::new(Equals {
        limit: TextLimit::Equals { one_of, ignore },
    }))
}

impl Check for Equals {
    fn reads(&self, _: &mut Vec<Read>) {}

    fn judge(&self, _: &View, _: Option<&Value>) -> Option<Judgement> {
        Judgement::texts(self.limit.clone(), Params::new())
    }

    fn params(&self) -> &'static [&'static str] {
        &[]
    }
}

/// Another field is filled.
struct Filled {
    field: FieldId,
}

pub fn filled(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    match builder.keys.fields("field", builder.model)?.as_slice() {
        [field] => Ok(Box::new(Filled { field: *field })),
        _ => Err(builder.keys.mistake("field", "is missing: one field.")),
    }
}

impl Check for Filled {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Field(self.field));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        match view.known(self.field) {
            Known::Unusable => None,
            known => Judgement::fires(matches!(known, Known::Value(_)), Params::new()),
        }
    }

    fn params(&self) -> &'static [&'static str] {
        &[]
    }

    fn own_field(&self) -> OwnField {
        OwnField::Ignored
    }
}

/// No value at all.
struct NotAllowed;

pub fn not_allowed(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    match builder.field {
        Some(_) => Ok(Box::new(NotAllowed)),
        None => Err(builder.keys.mistake("where", "must be a field.")),
    }
}

impl Check for NotAllowed {
    fn reads(&self, _: &mut Vec<Read>) {}

    fn judge(&self, _: &View, _: Option<&Value>) -> Option<Judgement> {
        Judgement::allowed(crate::ranges::Ranges::none(), Params::new())
    }

    fn params(&self) -> &'static [&'static str] {
        &[]
    }
}

/// An account outside Italy.
struct ForeignIban;

pub fn foreign_iban(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    let kind = builder
        .field
        .and_then(|id| builder.model.get(id))
        .map(|f| &f.kind);
    if kind != Some(&Kind::Iban) {
        return Err(builder
            .keys
            .mistake("where", "must be a field that holds an IBAN."));
    }
    Ok(Box::new(ForeignIban))
}

impl Check for ForeignIban {
    fn reads(&self, _: &mut Vec<Read>) {}

    fn judge(&self, _: &View, value: Option<&Value>) -> Option<Judgement> {
        let foreign = matches!(value, Some(Value::Text(code)) if !iban::is_italian(code));
        Judgement::fires(foreign, Params::new())
    }

    fn params(&self) -> &'static [&'static str] {
        &[]
    }
}

/// A value stands there.
struct Present;

pub fn present(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    match builder.field {
        Some(_) => Ok(Box::new(Present)),
        None => Err(builder.keys.mistake("where", "must be a field.")),
    }
}

impl Check for Present {
    fn reads(&self, _: &mut Vec<Read>) {}

    fn judge(&self, _: &View, _: Option<&Value>) -> Option<Judgement> {
        Judgement::fires(true, Params::new())
    }

    fn params(&self) -> &'static [&'static str] {
        &[]
    }
}
