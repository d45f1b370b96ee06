//! What a name means where it stands: a definition, a field, a word, a value that the language names.

use std::ops::Range;

use super::definitions::list_of;
use super::fault::Fault;
use super::syntax::{Expr, Is};
use super::types::{Type, Typed, of_field};
use super::{Compiler, DefinitionKey};
use crate::law::{Texts, perhaps};
use crate::model::{FieldId, Scope};
use crate::program::Op;

/// Where a formula stands: the rows it is of, and the field that `valore` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Env {
    pub scope: Scope,
    pub own: Option<FieldId>,
}

impl Env {
    pub const SINGLE: Env = Env {
        scope: Scope::Single,
        own: None,
    };

    /// Inside a list's rows; in a month `valore` is its value.
    pub fn rows(scope: Scope, monthly: Option<FieldId>) -> Env {
        Env {
            scope,
            own: monthly.filter(|_| scope.is_monthly()),
        }
    }

    /// The scopes whose cells can be read here, the own one first.
    pub fn scopes(self) -> impl Iterator<Item = Scope> {
        let own = Some(self.scope).filter(|own| *own != Scope::Single);
        let outer = self.scope.parent();
        own.into_iter().chain(outer).chain([Scope::Single])
    }
}

/// Values that the language names.
pub(super) const NAMED: [&str; 14] = [
    "valore",
    "minimo",
    "massimo",
    "oggi",
    "intera",
    "giorno-legge",
    "riga",
    "primo",
    "ultimo",
    "mese",
    "dati-nel-mese",
    "vuoti-nel-mese-prima",
    "stessa-persona-prima",
    "media-mensile",
];

/// What a name leads to.
pub(super) enum Found {
    Definition(DefinitionKey),
    Field(FieldId),
}

/// The list under which definitions of a worker's months stand, whichever months they are.
pub(super) const MONTHS: &str = "mesi";

impl Compiler<'_> {
    /// A bare name or a path; where a word is expected and this is one, the word.
    pub fn name(
        &mut self,
        name: &str,
        at: &Range<usize>,
        env: Env,
        expected: Option<Type>,
    ) -> Result<Typed, Fault> {
        if let Some(Type::Word(field)) = expected
            && let Some(word) = self.word(field, name)
        {
            return Ok(word);
        }
        let (value, definition) = match self.lookup(name, env) {
            _ if NAMED.contains(&name) => (self.named(name, at, env)?, None),
            Some(Found::Definition(key)) => {
                let value = self.defined(&key, env)?;
                let scope = self.scope_of_definition(&key, env);
                (value, Some((key, scope)))
            }
            Some(Found::Field(field)) => (self.cell(field), None),
            None => return Err(self.unknown(name, at, env, expected)),
        };
        self.note(at, value, definition);
        Ok(value)
    }
    /// Whether a name means something here by itself.
    pub fn is_known(&self, expr: &Expr, env: Env) -> bool {
        match &expr.is {
            Is::Name(name) => NAMED.contains(&name.as_str()) || self.lookup(name, env).is_some(),
            _ => true,
        }
    }

    /// The place of a word among those of a field.
    pub fn word(&mut self, field: FieldId, word: &str) -> Option<Typed> {
        let place = self
            .words_of(field)
            .iter()
            .position(|known| known == word)?;
        let node = self.builder.constant(place as i64);
        Some(Typed::new(node, Type::Word(field)))
    }

    /// A definition or a field of this name: of the own rows, of those around, of the application. Only a field that
    /// can be read here.
    pub fn lookup(&self, name: &str, env: Env) -> Option<Found> {
        let near = env.scopes().find_map(|scope| {
            let lists: &[&str] = match scope {
                Scope::Consuntivo | Scope::Sr41 => &[list_of(scope), MONTHS],
                _ => &[list_of(scope)],
            };
            let mut keys = lists
                .iter()
                .map(|list| (list.to_string(), name.to_string()));
            if let Some(key) = keys.find(|key| self.definitions.contains_key(key)) {
                return Some(Found::Definition(key));
            }
            let path = match scope {
                Scope::Single => name.to_string(),
                _ => format!("{}.*.{name}", scope.path()),
            };
            self.readable_field(&path, env).map(Found::Field)
        });
        near.or_else(|| self.readable_field(name, env).map(Found::Field))
    }

    fn readable_field(&self, path: &str, env: Env) -> Option<FieldId> {
        let field = self.model.field(path)?;
        let scope = self.model.get(field)?.scope;
        env.scopes()
            .any(|readable| readable == scope)
            .then_some(field)
    }

    /// A field by its path, or by its own name where rows hold it.
    pub fn field(&self, name: &str, env: Env) -> Option<FieldId> {
        match self.lookup(name, env) {
            Some(Found::Field(field)) => Some(field),
            _ => None,
        }
    }

    pub fn cell(&mut self, field: FieldId) -> Typed {
        let Some(known) = self.model.get(field) else {
            return Typed::new(0, Type::Any);
        };
        let (scope, is) = (known.scope, of_field(field, &known.kind));
        let op = match field {
            field if field == crate::model::id("tipo") => Op::Tipo,
            field => Op::Cell(field),
        };
        Typed::new(self.builder.leaf(op, scope), is)
    }

    /// The field of a monthly scope.
    pub fn monthly(&self, scope: Scope) -> Option<FieldId> {
        self.model.columns(scope).first().copied()
    }

    fn named(&mut self, name: &str, at: &Range<usize>, env: Env) -> Result<Typed, Fault> {
        let in_month = env.scope.is_monthly();
        let in_worker = env.scopes().any(|scope| scope == Scope::Lavoratori);
        let rows = env
            .scopes()
            .find(|scope| !scope.is_monthly() && *scope != Scope::Single);
        let single = Scope::Single;
        let found = match name {
            "valore" => env.own.map(|own| self.cell(own)),
            "minimo" | "massimo" => {
                let limit = if name == "minimo" {
                    self.limits.min
                } else {
                    self.limits.max
                };
                let scopes = Vec::from_iter(env.scopes());
                limit.filter(|limit| scopes.contains(&self.builder.scope(limit.node)))
            }
            "oggi" => Some((Op::Today, single, Type::Day)).map(|leaf| self.leaf(leaf)),
            "intera" => Some(self.leaf((Op::Whole, single, Type::YesNo))),
            "giorno-legge" => Some(self.leaf((Op::FilingDay, single, Type::Day))),
            "media-mensile" => Some(self.leaf((Op::MonthlyMean, single, Type::Decimal))),
            "riga" => rows.map(|rows| self.leaf((Op::Row, rows, Type::Integer))),
            "stessa-persona-prima" if in_worker => {
                Some(self.leaf((Op::SamePersonBefore, Scope::Lavoratori, Type::Integer)))
            }
            "primo" if in_month => Some(self.leaf((Op::MonthFirst, env.scope, Type::Day))),
            "ultimo" if in_month => Some(self.leaf((Op::MonthLast, env.scope, Type::Day))),
            "mese" if in_month => {
                let first = self.builder.leaf(Op::MonthFirst, env.scope);
                Some(Typed::new(
                    self.builder.node(Op::MonthOf(first)),
                    Type::Month,
                ))
            }
            "dati-nel-mese" if in_month => {
                Some(self.leaf((Op::GivenInMonth, env.scope, Type::Integer)))
            }
            "vuoti-nel-mese-prima" if in_month => {
                Some(self.leaf((Op::EmptyInMonthBefore, env.scope, Type::Integer)))
            }
            _ => None,
        };
        found.ok_or_else(|| {
            let (it, en) = match name {
                "valore" => (
                    "della regola di un campo, o di un mese",
                    "of a field's rule, or of a month",
                ),
                "minimo" | "massimo" => (
                    "delle cifre di una regola che lo ha",
                    "of the figures of a rule that has it",
                ),
                "riga" => ("di una riga", "of a row"),
                "stessa-persona-prima" => ("di un lavoratore", "of a worker"),
                _ => ("di un mese", "of a month"),
            };
            Fault::new(
                at.clone(),
                Texts::new(
                    format!("«{name}» si usa solo nelle formule {it}."),
                    format!("“{name}” is for formulas {en} only."),
                ),
            )
        })
    }

    fn leaf(&mut self, (op, scope, is): (Op, Scope, Type)) -> Typed {
        Typed::new(self.builder.leaf(op, scope), is)
    }

    fn unknown(&self, name: &str, at: &Range<usize>, env: Env, expected: Option<Type>) -> Fault {
        let says = |it: String, en: String| Fault::new(at.clone(), Texts::new(it, en));
        if let Some(elsewhere) = self.elsewhere(name) {
            return says(
                format!(
                    "«{name}» è {} e qui non si legge: si usa dentro somma, conta, qualcuno …",
                    elsewhere.it
                ),
                format!(
                    "“{name}” is {} and can not be read here: use it inside somma, conta, qualcuno …",
                    elsewhere.en
                ),
            );
        }
        let words: Vec<&str> = match expected {
            Some(Type::Word(field)) => self.words_of(field).iter().map(String::as_str).collect(),
            _ => Vec::new(),
        };
        let names = self.readable_names(env);
        let near = perhaps(
            name,
            names
                .iter()
                .map(String::as_str)
                .chain(words.iter().copied()),
        );
        if let Some(Type::Word(field)) = expected {
            let path = self.model.get(field).map_or("", |field| field.path);
            let list = words.join(", ");
            return says(
                format!(
                    "«{name}» non è una parola di {path}; ci sono: {list}.{}",
                    near.it
                ),
                format!(
                    "“{name}” is no word of {path}; there are: {list}.{}",
                    near.en
                ),
            );
        }
        let minus = name
            .split('-')
            .any(|piece| self.lookup(piece, env).is_some());
        if minus && name.contains('-') {
            return says(
                format!("«{name}» è un solo nome: per sottrarre, uno spazio prima e dopo il meno."),
                format!("“{name}” is one name: to subtract, a blank before and after the minus."),
            );
        }
        says(
            format!(
                "«{name}» non è un campo, una definizione o una parola che qui si aspetta.{}",
                near.it
            ),
            format!(
                "“{name}” is no field, definition or word expected here.{}",
                near.en
            ),
        )
    }

    /// Whose it is, where a name is known but can not be read from here.
    fn elsewhere(&self, name: &str) -> Option<Texts> {
        let defined = self.definitions.keys().find(|(_, known)| known == name);
        let list = match (defined, self.model.field(name)) {
            (Some((list, _)), _) => list.clone(),
            (None, Some(field)) => list_of(self.model.get(field)?.scope).to_string(),
            (None, None) => return None,
        };
        Some(Texts::new(format!("di «{list}»"), format!("of “{list}”")))
    }

    /// Every name that can be read here.
    fn readable_names(&self, env: Env) -> Vec<String> {
        let mut names: Vec<String> = NAMED.iter().map(|name| name.to_string()).collect();
        for scope in env.scopes() {
            names.extend(
                self.definitions
                    .keys()
                    .filter(|(list, _)| list == list_of(scope))
                    .map(|(_, name)| name.clone()),
            );
            for field in self.model.columns(scope) {
                let path = self.model.get(*field).map_or("", |field| field.path);
                names.push(path.to_string());
                names.extend(path.rsplit_once(".*.").map(|(_, own)| own.to_string()));
            }
        }
        names
    }
}
