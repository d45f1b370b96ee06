//! What kinds of values formulas have, and which fit together.

use super::Compiler;
use crate::law::Texts;
use crate::model::FieldId;
use crate::program::{NodeId, Op};
use crate::text::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Day,
    /// Days, months as a count, numbers without decimals.
    Integer,
    /// What is added to a day: `8 mesi`.
    Months,
    Hours,
    Decimal,
    Month,
    YesNo,
    Word(FieldId),
    Text,
    /// A codice fiscale, an IBAN …: only whether it is there.
    Code,
    /// `ignoto`, `vuoto`: of every kind.
    Any,
}

impl Type {
    pub fn named(self) -> Texts {
        let (it, en) = match self {
            Type::Day => ("un giorno", "a day"),
            Type::Integer => ("un numero intero", "a whole number"),
            Type::Months => ("un numero di mesi", "a number of months"),
            Type::Hours => ("un numero di ore", "a number of hours"),
            Type::Decimal => ("un numero con decimali", "a number with decimals"),
            Type::Month => ("un mese dell'anno", "a month of a year"),
            Type::YesNo => ("un sì o no", "a yes or no"),
            Type::Word(_) => ("una parola di un elenco", "a word of a list"),
            Type::Text => ("un testo", "a text"),
            Type::Code => ("un codice", "a code"),
            Type::Any => ("un valore qualsiasi", "any value"),
        };
        Texts::new(it, en)
    }
}

/// A node and what it computes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Typed {
    pub node: NodeId,
    pub is: Type,
    /// A bare number, or chosen among bare numbers: beside hours it is hours.
    pub is_loose: bool,
}

impl Typed {
    pub fn new(node: NodeId, is: Type) -> Typed {
        Typed {
            node,
            is,
            is_loose: false,
        }
    }
}

/// The type of a field's value.
pub(super) fn of_field(field: FieldId, kind: &Kind) -> Type {
    match kind {
        Kind::Date => Type::Day,
        Kind::Integer { .. } => Type::Integer,
        Kind::Number => Type::Decimal,
        Kind::Hours => Type::Hours,
        Kind::YesNo => Type::YesNo,
        Kind::Words(_) => Type::Word(field),
        Kind::CodiceFiscale | Kind::PartitaIva | Kind::Matricola | Kind::Iban => Type::Code,
        Kind::Text => Type::Text,
    }
}

impl Compiler<'_> {
    /// The value as one of the type, where it fits.
    pub fn fitted(&mut self, value: Typed, is: Type) -> Option<Typed> {
        let same = |node| Some(Typed { node, is, ..value });
        match (value.is, is) {
            (have, need) if have == need => same(value.node),
            (Type::Any, _) => same(value.node),
            (_, Type::Any) => Some(value),
            (Type::Integer, Type::Decimal) => same(self.hundred_times(value.node, value.is_loose)),
            (Type::Integer, Type::Hours) if value.is_loose => {
                same(self.hundred_times(value.node, true))
            }
            (Type::Decimal, Type::Hours) if value.is_loose => same(value.node),
            (Type::Word(a), Type::Word(b)) if self.words_of(a) == self.words_of(b) => {
                same(value.node)
            }
            _ => None,
        }
    }

    fn hundred_times(&mut self, node: NodeId, is_loose: bool) -> NodeId {
        // Into the branches, so that a number written in one stays one.
        if let Op::If(condition, then, other) = *self.builder.get(node)
            && is_loose
        {
            let then = self.hundred_times(then, true);
            let other = self.hundred_times(other, true);
            return self.builder.node(Op::If(condition, then, other));
        }
        let hundred = self.builder.constant(100);
        self.builder.node(Op::Multiply(node, hundred))
    }

    /// Both values as ones of the same type, where there is one.
    pub fn together(&mut self, a: Typed, b: Typed) -> Option<(Typed, Typed)> {
        if let Some(fitted) = self.fitted(a, b.is) {
            return Some((fitted, b));
        }
        self.fitted(b, a.is).map(|fitted| (a, fitted))
    }

    /// The words of a field; empty where it has none.
    pub fn words_of(&self, field: FieldId) -> &[String] {
        match self.model.get(field).map(|field| &field.kind) {
            Some(Kind::Words(words)) => words,
            _ => &[],
        }
    }
}
