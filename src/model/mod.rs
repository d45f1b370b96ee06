//! The one table of fields: what an application holds, of which kind, in form order; and the scopes its cells live in.

mod fields;
mod set;

use crate::sorting::sort;
use crate::text::Kind;
use fields::{FIELDS, Is};

pub use fields::FieldId;
pub use fields::id;
pub use set::Fields;

/// Where cells repeat: once an application, or once a row of a list, or once a month of something.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize,
)]
#[repr(u8)]
pub enum Scope {
    /// The application itself: one cell a field.
    Single,
    /// `organico.mensile.<aaaa-mm>`
    Mensile,
    /// `organico.addetti.*`
    Addetti,
    /// `unitaProduttive.*`
    UnitaProduttive,
    /// `domandePrecedenti.*`
    DomandePrecedenti,
    /// `domandePrecedenti.*.lavoratori.*`
    Elencati,
    /// `allegati.*`
    Allegati,
    /// `lavoratori.*`
    Lavoratori,
    /// `lavoratori.*.consuntivo.<aaaa-mm>`
    Consuntivo,
    /// `lavoratori.*.sr41.<aaaa-mm>`
    Sr41,
}

impl Scope {
    pub const ALL: [Scope; 10] = [
        Scope::Single,
        Scope::Mensile,
        Scope::Addetti,
        Scope::UnitaProduttive,
        Scope::DomandePrecedenti,
        Scope::Elencati,
        Scope::Allegati,
        Scope::Lavoratori,
        Scope::Consuntivo,
        Scope::Sr41,
    ];

    /// The lists whose rows a user adds and takes away.
    pub const LISTS: [Scope; 5] = [
        Scope::Addetti,
        Scope::UnitaProduttive,
        Scope::DomandePrecedenti,
        Scope::Allegati,
        Scope::Lavoratori,
    ];

    /// Where its cells stand: `lavoratori` for rows, `consuntivo` below a row for months; empty for single cells.
    pub fn path(self) -> &'static str {
        match self {
            Scope::Single => "",
            Scope::Mensile => "organico.mensile",
            Scope::Addetti => "organico.addetti",
            Scope::UnitaProduttive => "unitaProduttive",
            Scope::DomandePrecedenti => "domandePrecedenti",
            Scope::Elencati => "domandePrecedenti.*.lavoratori",
            Scope::Allegati => "allegati",
            Scope::Lavoratori => "lavoratori",
            Scope::Consuntivo => "lavoratori.*.consuntivo",
            Scope::Sr41 => "lavoratori.*.sr41",
        }
    }

    /// The scope in whose rows its cells lie, if they lie in rows of another one.
    pub fn parent(self) -> Option<Scope> {
        match self {
            Scope::Elencati => Some(Scope::DomandePrecedenti),
            Scope::Consuntivo | Scope::Sr41 => Some(Scope::Lavoratori),
            _ => None,
        }
    }

    /// Whether its cells are keyed by a month.
    pub fn is_monthly(self) -> bool {
        matches!(self, Scope::Mensile | Scope::Consuntivo | Scope::Sr41)
    }

    /// What a field of this scope is called in a row of it.
    pub fn name_in(self, path: &'static str) -> &'static str {
        let rest = path.strip_prefix(self.path()).unwrap_or(path);
        rest.strip_prefix(".*.").unwrap_or(rest)
    }

    /// The list with this path (`organico.addetti`).
    pub fn list(path: &str) -> Option<Scope> {
        Scope::LISTS.into_iter().find(|list| list.path() == path)
    }
}

/// One field.
#[derive(Debug)]
pub struct Field {
    /// With `*` for the index of a row and `<aaaa-mm>` for a month.
    pub path: &'static str,
    pub kind: Kind,
    pub scope: Scope,
    /// Its place among the fields of its scope.
    pub column: u16,
}

/// The fields, with the words that a rulebook gives to some of them.
#[derive(Debug)]
pub struct Model {
    fields: Vec<Field>,
    by_path: Vec<(&'static str, FieldId)>,
    /// By scope: the fields' own names, sorted.
    names: [Vec<(&'static str, FieldId)>; Scope::ALL.len()],
    columns: [Vec<FieldId>; Scope::ALL.len()],
}

impl Model {
    /// The model; `words` gives the admitted words of a field that has none of its own (`tipo`, `causale`).
    pub fn new(words: &[(FieldId, Vec<String>)]) -> Model {
        let mut columns: [Vec<FieldId>; Scope::ALL.len()] = Default::default();
        let mut names: [Vec<(&str, FieldId)>; Scope::ALL.len()] = Default::default();
        let mut fields = Vec::with_capacity(FIELDS.len());
        let mut by_path: Vec<(&str, FieldId)> = Vec::with_capacity(FIELDS.len());
        for (id, &(path, is)) in (0..).zip(FIELDS) {
            let scope = fields::scope_of(path);
            let column = columns.get_mut(scope as usize).map_or(0, |columns| {
                columns.push(id);
                columns.len() as u16 - 1
            });
            let own = words.iter().find(|(field, _)| *field == id);
            let kind = match own {
                Some((_, words)) => Kind::Words(words.clone()),
                None => kind_of(is),
            };
            by_path.push((path, id));
            if let Some(names) = names.get_mut(scope as usize) {
                names.push((scope.name_in(path), id));
            }
            fields.push(Field {
                path,
                kind,
                scope,
                column,
            });
        }
        sort(&mut by_path);
        names.iter_mut().for_each(sort);
        Model {
            fields,
            by_path,
            names,
            columns,
        }
    }

    /// The field with this path (`lavoratori.*.ore`).
    pub fn field(&self, path: &str) -> Option<FieldId> {
        let found = self
            .by_path
            .binary_search_by(|(known, _)| (*known).cmp(path));
        self.by_path.get(found.ok()?).map(|(_, id)| *id)
    }

    /// The field of a scope with this name in its rows (`ore`, in `lavoratori`).
    pub fn named(&self, scope: Scope, name: &str) -> Option<FieldId> {
        let names = self.names.get(scope as usize)?;
        let found = names.binary_search_by(|(known, _)| (*known).cmp(name));
        names.get(found.ok()?).map(|(_, id)| *id)
    }

    /// Whether fields lie below this path outside lists (`periodo`), or it is where the months of `organico.mensile` are.
    pub fn is_object(&self, path: &str) -> bool {
        let at = self.by_path.partition_point(|(known, _)| *known < path);
        let below = |(known, _): &(&str, FieldId)| {
            let rest = known.strip_prefix(path).unwrap_or("");
            rest.starts_with('.') && !rest.starts_with(".*")
        };
        let mut candidates = self.by_path.iter().skip(at);
        candidates.any(below)
    }

    pub fn get(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(usize::from(id))
    }

    /// Every field, in form order: a field's id is its place here.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The fields of a scope, in form order.
    pub fn columns(&self, scope: Scope) -> &[FieldId] {
        self.columns.get(scope as usize).map_or(&[], |c| c)
    }
}

fn kind_of(is: Is) -> Kind {
    match is {
        Is::Text => Kind::Text,
        Is::Date => Kind::Date,
        Is::Number => Kind::Number,
        Is::Hours => Kind::Hours,
        Is::Integer => Kind::Integer {
            min: 0,
            max: 999_999_999,
        },
        Is::DaysOfWeek => Kind::Integer { min: 1, max: 7 },
        Is::YesNo => Kind::YesNo,
        Is::Words(words) => Kind::Words(words.iter().map(|word| word.to_string()).collect()),
        Is::CodiceFiscale => Kind::CodiceFiscale,
        Is::PartitaIva => Kind::PartitaIva,
        Is::Matricola => Kind::Matricola,
        Is::Iban => Kind::Iban,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_by_its_path_and_stands_in_its_scope() {
        let model = Model::new(&[]);
        for (id, field) in (0..).zip(model.fields()) {
            assert_eq!(model.field(field.path), Some(id));
            let columns = model.columns(field.scope);
            assert_eq!(columns.get(usize::from(field.column)), Some(&id));
            assert!(field.path.starts_with(field.scope.path()));
        }
        assert_eq!(model.field("lavoratori.*.orre"), None);
        assert_eq!(
            id("periodo.dataInizio"),
            model.field("periodo.dataInizio").unwrap()
        );
    }
}
