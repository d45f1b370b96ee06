//! Where diagnostics stand: form order, then severity, then rule.

use super::diagnostic::{at_of, part_of, speaker};
use crate::law::Severity;
use crate::model::{FieldId, Scope};
use crate::program::Place;
use crate::session::{Finding, Wiring};
use crate::sheet::{At, Below, Key};

/// Where a diagnostic stands among others: form order, then severity, then rule.
pub(super) type Order<'w> = (FieldId, usize, FieldId, usize, Severity, &'w str);

pub(super) fn order<'w>(wiring: &'w Wiring, finding: &Finding) -> Option<Order<'w>> {
    let (slug, severity, _) = speaker(wiring, finding)?;
    let (a, b, c, d) = match finding {
        Finding::Rule(hit) => match &part_of(wiring, hit)?.1.place {
            Place::Field(field) => place_order(wiring, &at_of(hit, *field)),
            Place::List(list) => (first_of(wiring, *list), 0, 0, 0),
            Place::Object(path) => (first_field(wiring, path), 0, 0, 0),
        },
        Finding::Text(at, _) | Finding::Missing(at) => place_order(wiring, at),
        Finding::Misfit(path) => path_order(wiring, path),
        Finding::Unknown(keys) => path_order(wiring, &keys.join(".")),
    };
    Some((a, b, c, d, severity, slug))
}

/// Where a path that is no field stands in form order: before the fields below it, one that nobody knows after those
/// beside it.
fn path_order(wiring: &Wiring, path: &str) -> (FieldId, usize, FieldId, usize) {
    if let Some((list, row, column)) = crate::sheet::row_of(&[path, "."].concat()) {
        let inside = match column.trim_end_matches('.') {
            "" => 0,
            column => first_field(wiring, &[list.path(), ".*.", column].concat()),
        };
        return (first_of(wiring, list), row + 1, inside, 0);
    }
    let first = first_field(wiring, path);
    if first != FieldId::MAX {
        return (first, 0, 0, 0);
    }
    let mut beside = path;
    while let Some((above, _)) = beside.rsplit_once('.') {
        beside = above;
        let fields = wiring.model.fields();
        let Some(last) = fields
            .iter()
            .rposition(|field| is_below(field.path, beside))
        else {
            continue;
        };
        let scope = fields.get(last).map_or(Scope::Single, |field| field.scope);
        let list = scope.parent().unwrap_or(scope);
        return if Scope::LISTS.contains(&list) {
            (first_of(wiring, list), usize::MAX, FieldId::MAX, 0)
        } else {
            (last as FieldId, 0, FieldId::MAX, 0)
        };
    }
    (FieldId::MAX, 0, 0, 0)
}

fn place_order(wiring: &Wiring, at: &At) -> (FieldId, usize, FieldId, usize) {
    let Some(field) = wiring.model.get(at.field) else {
        return (FieldId::MAX, 0, 0, 0);
    };
    let below = match &at.below {
        Below::Nothing => 0,
        Below::Month(Key::Month(month)) => usize::try_from(*month).unwrap_or(0),
        Below::Month(Key::Odd(_)) => usize::MAX,
        Below::Listed(position) => *position,
    };
    let list = field.scope.parent().unwrap_or(field.scope);
    if Scope::LISTS.contains(&list) {
        (first_of(wiring, list), at.row + 1, at.field, below)
    } else {
        // After the object that begins with it.
        (at.field, 0, 1, below)
    }
}

/// The first field of a list.
fn first_of(wiring: &Wiring, list: Scope) -> FieldId {
    let first = wiring.model.columns(list).first();
    first.copied().unwrap_or(FieldId::MAX)
}

/// The first field at or below a path; the last of all, where there is none.
fn first_field(wiring: &Wiring, path: &str) -> FieldId {
    let mut fields = wiring.model.fields().iter();
    let found = fields.position(|field| is_below(field.path, path));
    found.map_or(FieldId::MAX, |at| at as FieldId)
}

/// Whether a field is the one of a path, or below it.
fn is_below(field: &str, path: &str) -> bool {
    let rest = field.strip_prefix(path);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
