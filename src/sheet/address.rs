//! Paths: `lavoratori.3.dataAssunzione` (or `lavoratori[3].dataAssunzione`) as a place in a sheet, and back.

use std::borrow::Cow;

use super::{At, Below, ELENCATI, Key, MENSILE};
use crate::model::{Model, Scope};

/// What a path names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A field: of the application, of a row, of a month, or a listed code.
    Field(At),
    /// A list, a row of it, or what would be one if it were numbered.
    List(Scope),
    /// An object that holds fields, such as `periodo`.
    Object,
    /// Something the model does not know.
    Unknown,
}

/// The list, the index and the column of a path into a row, whether the model knows the column or not.
pub(crate) fn row_of(path: &str) -> Option<(Scope, usize, &str)> {
    Scope::LISTS.into_iter().find_map(|list| {
        let rest = path.strip_prefix(list.path())?.strip_prefix('.')?;
        let (index, column) = rest.split_once('.')?;
        Some((list, index_of(index)?, column))
    })
}

/// A path with dots where it had brackets.
pub fn dotted(path: &str) -> Cow<'_, str> {
    if path.bytes().any(|b| b == b'[') {
        Cow::Owned(path.replace("].", ".").replace(']', "").replace('[', "."))
    } else {
        Cow::Borrowed(path)
    }
}

/// The place that a path (with dots) names.
pub fn parse(model: &Model, path: &str) -> Address {
    for list in Scope::LISTS {
        let Some(rest) = path.strip_prefix(list.path()) else {
            continue;
        };
        if rest.is_empty() {
            return Address::List(list);
        }
        let Some(rest) = rest.strip_prefix('.') else {
            continue;
        };
        let (index, column) = rest.split_once('.').unwrap_or((rest, ""));
        return match index_of(index) {
            Some(row) if !column.is_empty() => in_row(model, list, row, column),
            _ => Address::List(list),
        };
    }
    if let Some(rest) = path.strip_prefix(Scope::Mensile.path()) {
        return match rest.strip_prefix('.') {
            Some(key) => Address::Field(At::month(MENSILE, 0, Key::of(key))),
            None if rest.is_empty() => Address::Object,
            None => Address::Unknown,
        };
    }
    match model.named(Scope::Single, path) {
        Some(field) => Address::Field(At::single(field)),
        None if model.is_object(path) => Address::Object,
        None => Address::Unknown,
    }
}

/// How many keys of a path to something unknown stand before the first that is.
pub(super) fn known_keys(model: &Model, path: &str) -> usize {
    let ends = path.match_indices('.').map(|(at, _)| at);
    let is_known = |end: &usize| {
        let above = path.get(..*end).unwrap_or(path);
        parse(model, above) != Address::Unknown
    };
    ends.take_while(is_known).count()
}

fn in_row(model: &Model, list: Scope, row: usize, column: &str) -> Address {
    if let Some(field) = model.named(list, column) {
        return Address::Field(At::row(field, row));
    }
    let (object, below) = column.split_once('.').unwrap_or((column, ""));
    match (list, object) {
        (Scope::Lavoratori, "consuntivo" | "sr41") if below.is_empty() => Address::Object,
        (Scope::Lavoratori, "consuntivo" | "sr41") => {
            let field = if object == "sr41" {
                super::SR41
            } else {
                super::CONSUNTIVO
            };
            Address::Field(At::month(field, row, Key::of(below)))
        }
        (Scope::DomandePrecedenti, "lavoratori") => match index_of(below) {
            Some(position) => Address::Field(At {
                field: ELENCATI,
                row,
                below: Below::Listed(position),
            }),
            None => Address::Object,
        },
        _ => Address::Unknown,
    }
}

/// An index as paths write it: digits, without a sign or leading zeros.
pub(crate) fn index_of(text: &str) -> Option<usize> {
    let plain = text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
    if !plain || (text.len() > 1 && text.starts_with('0')) {
        return None;
    }
    text.parse().ok()
}

impl At {
    /// Its path, with dots.
    pub fn path(&self, model: &Model) -> String {
        let Some(field) = model.get(self.field) else {
            return String::new();
        };
        if field.scope == Scope::Single {
            return field.path.to_string();
        }
        let mut path = String::with_capacity(field.path.len() + 8);
        let mut rest = field.path;
        if let Some((list, column)) = rest.split_once('*') {
            path.push_str(list);
            path.push_str(&self.row.to_string());
            rest = column;
        }
        // A month, or the place of a listed code, stands at the end.
        let last = match &self.below {
            Below::Nothing => None,
            Below::Month(key) => Some(key.text()),
            Below::Listed(position) => Some(position.to_string()),
        };
        match (last, rest.rsplit_once('.')) {
            (Some(last), Some((above, _))) => {
                path.push_str(above);
                path.push('.');
                path.push_str(&last);
            }
            _ => path.push_str(rest),
        }
        path
    }
}
