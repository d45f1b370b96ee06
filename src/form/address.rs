//! Paths: `lavoratori.3.dataAssunzione` as a place in the form, and back.

use super::model::{FieldId, List, Model, field};

/// A place in an application, as a path names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A field outside lists.
    Single(FieldId),
    /// A field of the row with this index.
    Cell {
        list: List,
        index: usize,
        field: FieldId,
    },
    /// A value of a month, outside rows or in the worker's row with this index; the key may be no month at all.
    Month {
        field: FieldId,
        index: Option<usize>,
        key: String,
    },
    /// A codice fiscale listed in an earlier application.
    Listed { index: usize, position: usize },
    /// A list, or a row of it, or what would be one if it were numbered.
    List(List),
    /// An object that holds fields, such as `periodo`.
    Object,
    /// Something the model does not know.
    Unknown,
}

/// The list, the index and the column of a path into a row, whether the model knows the column or not.
pub fn row_of(path: &str) -> Option<(List, usize, &str)> {
    List::ALL.into_iter().find_map(|list| {
        let rest = path.strip_prefix(list.path())?.strip_prefix('.')?;
        let (index, column) = rest.split_once('.')?;
        Some((list, index_of(index)?, column))
    })
}

/// The place that a path names.
pub fn parse(model: &Model, path: &str) -> Address {
    for list in List::ALL {
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
        let Some(index) = index_of(index) else {
            return Address::List(list);
        };
        if column.is_empty() {
            return Address::List(list);
        }
        return cell(model, list, index, column);
    }
    if let Some((object, key)) = path.split_once("mensile.")
        && let Some(field) = model.monthly(&[object, "mensile"].concat())
    {
        return Address::Month {
            field,
            index: None,
            key: key.to_string(),
        };
    }
    match model.field(path) {
        Some(id) if model.get(id).is_some_and(|f| f.list.is_none()) => Address::Single(id),
        _ if model.is_object(path) => Address::Object,
        _ => Address::Unknown,
    }
}

fn cell(model: &Model, list: List, index: usize, column: &str) -> Address {
    let object = [list.path(), ".*.", column.split('.').next().unwrap_or("")].concat();
    if let Some(field) = model.monthly(&object) {
        return match column.split_once('.') {
            Some((_, key)) => Address::Month {
                field,
                index: Some(index),
                key: key.to_string(),
            },
            None => Address::Object,
        };
    }
    if let (List::DomandePrecedenti, Some(position)) = (list, column.strip_prefix("lavoratori.")) {
        return match index_of(position) {
            Some(position) => Address::Listed { index, position },
            None => Address::Object,
        };
    }
    let mut pattern = String::from(list.path());
    pattern.push_str(".*.");
    pattern.push_str(column);
    match model.field(&pattern) {
        Some(field) if field != field::PRECEDENTE_LAVORATORI => {
            Address::Cell { list, index, field }
        }
        _ if column == "lavoratori" => Address::Object,
        _ => Address::Unknown,
    }
}

/// An index as paths write it: digits, without a sign or leading zeros.
pub fn index_of(text: &str) -> Option<usize> {
    let plain = text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
    if !plain || (text.len() > 1 && text.starts_with('0')) {
        None
    } else {
        text.parse::<i64>().ok().map(|index| index as usize)
    }
}

/// The path of a field in the row with this index (`None` for a field outside lists); `below` fills
/// the month or the position of a listed codice fiscale.
pub fn path(model: &Model, id: FieldId, index: Option<usize>, below: Option<&str>) -> String {
    let Some(field) = model.get(id) else {
        return String::new();
    };
    let (Some(index), Some(list)) = (index, field.list) else {
        return match (field.path.rsplit_once('.'), below) {
            (Some((object, _)), Some(below)) => [object, ".", below].concat(),
            _ => field.path.to_string(),
        };
    };
    let column = list.column(field.path).unwrap_or("");
    let mut path = String::from(list.path());
    path.push('.');
    path.push_str(&index.to_string());
    path.push('.');
    match below {
        None => path.push_str(column),
        Some(below) => {
            let (column, _) = column.rsplit_once('.').unwrap_or((column, ""));
            path.push_str(column);
            path.push('.');
            path.push_str(below);
        }
    }
    path
}
