//! What a formula is once it is read: a tree.

use std::ops::Range;

/// A formula or a piece of one.
#[derive(Clone, Debug)]
pub(super) struct Expr {
    pub span: Range<usize>,
    pub is: Is,
}

#[derive(Clone, Debug)]
pub(super) enum Is {
    /// Hundredths, and as it was written.
    Number(i64, String),
    /// So many days, months or hundredths of hours.
    Days(i64),
    Months(i64),
    Hours(i64),
    Day(i64),
    Text(String),
    YesNo(bool),
    Nothing,
    Unknown,
    /// A field, a definition, a word of a field, or a value that the language names.
    Name(String),
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    Binary(Binary, Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Vec<Expr>),
    Given(Box<Expr>),
    Empty(Box<Expr>),
    Unreadable(Box<Expr>),
    Test(Test, Box<Expr>, String),
    Default(Box<Expr>, Box<Expr>),
    Call(String, Vec<Expr>),
    /// Over the rows of a list.
    Over(Over, Box<Expr>, Option<Box<Expr>>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Binary {
    And,
    Or,
    Equal,
    Different,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Test {
    StartsWith,
    EndsWith,
    HasCode,
    IsCode,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Over {
    Sum,
    Count,
    Some,
    None,
    Every,
    Min,
    Max,
}

/// The words that no definition may be named by: those of the grammar.
pub(super) const RESERVED: [&str; 36] = [
    "se",
    "allora",
    "altrimenti",
    "e",
    "o",
    "non",
    "tra",
    "in",
    "è",
    "dato",
    "vuoto",
    "illeggibile",
    "inizia",
    "finisce",
    "contiene",
    "con",
    "codice",
    "resto",
    "mancando",
    "sì",
    "no",
    "ignoto",
    "giorni",
    "giorno",
    "mesi",
    "settimane",
    "ore",
    "ora",
    "somma",
    "conta",
    "qualcuno",
    "nessuno",
    "ogni",
    "minimo-di",
    "massimo-di",
    "anni",
];
