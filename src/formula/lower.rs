//! From a tree to nodes, with the types that each operator asks for.

use std::ops::Range;

use super::fault::Fault;
use super::names::Env;
use super::syntax::{Binary, Expr, Is, Test};
use super::types::{Type, Typed};
use super::{Compiler, MAX_NESTING};
use crate::law::Texts;
use crate::model::{FieldId, Scope};
use crate::program::{NodeId, Op, TextTest};

impl Compiler<'_> {
    /// The nodes of a formula. `expected`: what the place asks for, by which bare words are known.
    pub fn lower(&mut self, expr: &Expr, env: Env, expected: Option<Type>) -> Result<Typed, Fault> {
        self.nesting += 1;
        let lowered = if self.nesting > MAX_NESTING {
            Err(Fault::new(
                expr.span.clone(),
                Texts::new(
                    "Le definizioni sono troppo annidate l'una nell'altra.",
                    "The definitions are nested too deep in one another.",
                ),
            ))
        } else {
            self.lowered(expr, env, expected)
        };
        self.nesting -= 1;
        lowered
    }

    fn lowered(&mut self, expr: &Expr, env: Env, expected: Option<Type>) -> Result<Typed, Fault> {
        let at = &expr.span;
        Ok(match &expr.is {
            Is::Number(hundredths, written) => self.number(*hundredths, written, expected),
            Is::Days(days) => Typed::new(self.builder.constant(*days), Type::Integer),
            Is::Months(months) => Typed::new(self.builder.constant(*months), Type::Months),
            Is::Hours(hours) => Typed::new(self.builder.constant(*hours), Type::Hours),
            Is::Day(day) => Typed::new(self.builder.constant(*day), Type::Day),
            Is::YesNo(yes) => Typed::new(self.builder.constant((*yes).into()), Type::YesNo),
            Is::Nothing => Typed::new(self.builder.leaf(Op::Nothing, Scope::Single), Type::Any),
            Is::Unknown => Typed::new(self.builder.leaf(Op::Unknown, Scope::Single), Type::Any),
            Is::Text(text) => self.text(text, expected),
            Is::Name(name) => self.name(name, at, env, expected)?,
            Is::If(condition, then, other) => {
                let condition = self.condition(condition, env)?;
                let (a, b) = self.pair(then, other, env, expected)?;
                let node = self.builder.node(Op::If(condition, a.node, b.node));
                Typed {
                    node,
                    is: if a.is == Type::Any { b.is } else { a.is },
                    is_loose: a.is_loose && b.is_loose,
                }
            }
            Is::Default(value, other) => {
                let (a, b) = self.pair(value, other, env, expected)?;
                let node = self.builder.node(Op::Default(a.node, b.node));
                Typed::new(node, if a.is == Type::Any { b.is } else { a.is })
            }
            Is::Not(inner) => {
                let inner = self.condition(inner, env)?;
                self.yes_no(Op::Not(inner))
            }
            Is::Between(value, low, high) => {
                let (a, b) = self.ordered(value, low, env)?;
                let above = self.builder.node(Op::LessOrEqual(b.node, a.node));
                let (a, b) = self.ordered(value, high, env)?;
                let below = self.builder.node(Op::LessOrEqual(a.node, b.node));
                self.yes_no(Op::And(above, below))
            }
            Is::In(value, words) => self.one_of(value, words, env)?,
            Is::Given(value) => {
                let value = self.lower(value, env, None)?;
                self.yes_no(Op::Given(value.node))
            }
            Is::Empty(value) => {
                let value = self.lower(value, env, None)?;
                let given = self.builder.node(Op::Given(value.node));
                self.yes_no(Op::Not(given))
            }
            Is::Unreadable(value) => {
                let value = self.lower(value, env, None)?;
                self.yes_no(Op::Unreadable(value.node))
            }
            Is::Test(test, value, text) => self.test(*test, value, text, env)?,
            Is::Binary(binary, a, b) => self.binary(*binary, a, b, env, at)?,
            Is::Call(name, arguments) => self.call(name, arguments, env, at)?,
            Is::Over(over, list, inner) => {
                let value = self.over(*over, list, inner.as_deref(), env)?;
                self.note(at, value, None);
                value
            }
        })
    }

    /// A formula that must have a type.
    pub fn needed(&mut self, expr: &Expr, env: Env, is: Type) -> Result<Typed, Fault> {
        let value = self.lower(expr, env, Some(is))?;
        self.fitted(value, is)
            .ok_or_else(|| self.not_of(&expr.span, is, value.is))
    }

    pub fn condition(&mut self, expr: &Expr, env: Env) -> Result<NodeId, Fault> {
        self.needed(expr, env, Type::YesNo).map(|value| value.node)
    }

    pub fn not_of(&self, at: &Range<usize>, needed: Type, found: Type) -> Fault {
        let (needed, found) = (needed.named(), found.named());
        Fault::new(
            at.clone(),
            Texts::new(
                format!("Qui serve {}, e questo è {}.", needed.it, found.it),
                format!("Here {} is needed, and this is {}.", needed.en, found.en),
            ),
        )
    }

    pub fn yes_no(&mut self, op: Op) -> Typed {
        Typed::new(self.builder.node(op), Type::YesNo)
    }

    fn number(&mut self, hundredths: i64, written: &str, expected: Option<Type>) -> Typed {
        if let Some(Type::Word(field)) = expected
            && let Some(word) = self.word(field, written)
        {
            return word;
        }
        let (value, is) = match written.contains(',') {
            true => (hundredths, Type::Decimal),
            false => (hundredths / 100, Type::Integer),
        };
        Typed {
            node: self.builder.constant(value),
            is,
            is_loose: true,
        }
    }

    fn text(&mut self, text: &str, expected: Option<Type>) -> Typed {
        if let Some(Type::Word(field)) = expected
            && let Some(word) = self.word(field, text)
        {
            return word;
        }
        let known = self.texts.iter().position(|known| known == text);
        let place = known.unwrap_or_else(|| {
            self.texts.push(text.to_string());
            self.texts.len() - 1
        });
        // More than 65 535 texts do not fit in a rulebook.
        let literal = Op::Literal(u16::try_from(place).unwrap_or(u16::MAX));
        Typed::new(self.builder.leaf(literal, Scope::Single), Type::Text)
    }

    /// Two formulas that must have one type: a bare word on one side is a word of the other's field.
    pub fn pair(
        &mut self,
        a: &Expr,
        b: &Expr,
        env: Env,
        expected: Option<Type>,
    ) -> Result<(Typed, Typed), Fault> {
        let expected = expected.filter(|is| matches!(is, Type::Word(_)));
        let (x, y) = if expected.is_none() && !self.is_known(a, env) {
            let y = self.lower(b, env, None)?;
            (self.lower(a, env, Some(y.is))?, y)
        } else {
            let x = self.lower(a, env, expected)?;
            (x, self.lower(b, env, expected.or(Some(x.is)))?)
        };
        self.together(x, y).ok_or_else(|| {
            let (first, second) = (x.is.named(), y.is.named());
            Fault::new(
                b.span.clone(),
                Texts::new(
                    format!(
                        "Non vanno insieme: prima c'è {}, qui {}.{}",
                        first.it,
                        second.it,
                        hint(x.is, y.is).it
                    ),
                    format!(
                        "These do not fit: first there is {}, here {}.{}",
                        first.en,
                        second.en,
                        hint(x.is, y.is).en
                    ),
                ),
            )
        })
    }

    /// Two formulas of one type that has an order.
    fn ordered(&mut self, a: &Expr, b: &Expr, env: Env) -> Result<(Typed, Typed), Fault> {
        let (x, y) = self.pair(a, b, env, None)?;
        match x.is {
            Type::Day | Type::Integer | Type::Hours | Type::Decimal | Type::Month | Type::Any => {
                Ok((x, y))
            }
            is => Err(Fault::new(
                a.span.clone(),
                Texts::new(
                    format!(
                        "{} non è più grande o più piccolo di un altro.",
                        capital(&is.named().it)
                    ),
                    format!(
                        "{} is not greater or smaller than another.",
                        capital(&is.named().en)
                    ),
                ),
            )),
        }
    }

    fn binary(
        &mut self,
        binary: Binary,
        a: &Expr,
        b: &Expr,
        env: Env,
        at: &Range<usize>,
    ) -> Result<Typed, Fault> {
        use Binary::*;
        Ok(match binary {
            And | Or => {
                let (a, b) = (self.condition(a, env)?, self.condition(b, env)?);
                self.yes_no(if binary == And {
                    Op::And(a, b)
                } else {
                    Op::Or(a, b)
                })
            }
            Equal | Different => {
                let (x, y) = self.pair(a, b, env, None)?;
                if matches!(x.is, Type::Code | Type::Months) {
                    return Err(Fault::new(
                        a.span.clone(),
                        Texts::new(
                            format!("{} non si confronta.", capital(&x.is.named().it)),
                            format!("{} is not compared.", capital(&x.is.named().en)),
                        ),
                    ));
                }
                let (x, y) = (x.node, y.node);
                self.yes_no(if binary == Equal {
                    Op::Equal(x, y)
                } else {
                    Op::Different(x, y)
                })
            }
            Less | LessOrEqual | Greater | GreaterOrEqual => {
                let (x, y) = self.ordered(a, b, env)?;
                self.yes_no(match binary {
                    Less => Op::Less(x.node, y.node),
                    LessOrEqual => Op::LessOrEqual(x.node, y.node),
                    Greater => Op::Less(y.node, x.node),
                    _ => Op::LessOrEqual(y.node, x.node),
                })
            }
            Add | Subtract => self.sum(binary == Add, a, b, env, at)?,
            Multiply | Remainder => self.product(binary == Multiply, a, b, env, at)?,
            Divide => {
                return Err(Fault::new(
                    at.clone(),
                    Texts::new(
                        "Una divisione sta solo dentro arrotonda-su(a / b) o arrotonda-giù(a / b), come ultima operazione.",
                        "A division stands only inside arrotonda-su(a / b) or arrotonda-giù(a / b), as the last operation.",
                    ),
                ));
            }
        })
    }

    fn sum(
        &mut self,
        plus: bool,
        a: &Expr,
        b: &Expr,
        env: Env,
        at: &Range<usize>,
    ) -> Result<Typed, Fault> {
        let (x, y) = (self.lower(a, env, None)?, self.lower(b, env, None)?);
        let op = |x: Typed, y: Typed| match plus {
            true => Op::Add(x.node, y.node),
            false => Op::Subtract(x.node, y.node),
        };
        let is = match (x.is, y.is) {
            (Type::Day, Type::Months) => {
                let zero = self.builder.constant(0);
                let months = match plus {
                    true => y.node,
                    false => self.builder.node(Op::Subtract(zero, y.node)),
                };
                return Ok(Typed::new(
                    self.builder.node(Op::AddMonths(x.node, months)),
                    Type::Day,
                ));
            }
            (Type::Months, Type::Day) if plus => {
                return Ok(Typed::new(
                    self.builder.node(Op::AddMonths(y.node, x.node)),
                    Type::Day,
                ));
            }
            (Type::Day, Type::Integer | Type::Any) => Type::Day,
            (Type::Integer, Type::Day) if plus => Type::Day,
            (Type::Day, Type::Day) if !plus => Type::Integer,
            (Type::Month, Type::Integer | Type::Months) => Type::Month,
            (Type::Month, Type::Month) if !plus => Type::Integer,
            (Type::Months, Type::Months) => Type::Months,
            _ => {
                let fitted = self.together(x, y).filter(|(x, _)| {
                    matches!(
                        x.is,
                        Type::Integer | Type::Hours | Type::Decimal | Type::Any
                    )
                });
                let Some((x, y)) = fitted else {
                    let (first, second) = (x.is.named(), y.is.named());
                    return Err(Fault::new(
                        at.clone(),
                        Texts::new(
                            format!(
                                "Non si sommano né si sottraggono {} e {}.{}",
                                first.it,
                                second.it,
                                hint(x.is, y.is).it
                            ),
                            format!(
                                "{} and {} are not added or subtracted.{}",
                                capital(&first.en),
                                second.en,
                                hint(x.is, y.is).en
                            ),
                        ),
                    ));
                };
                return Ok(Typed {
                    node: self.builder.node(op(x, y)),
                    is: x.is,
                    is_loose: x.is_loose && y.is_loose,
                });
            }
        };
        Ok(Typed::new(self.builder.node(op(x, y)), is))
    }

    fn product(
        &mut self,
        times: bool,
        a: &Expr,
        b: &Expr,
        env: Env,
        at: &Range<usize>,
    ) -> Result<Typed, Fault> {
        let (x, y) = (self.lower(a, env, None)?, self.lower(b, env, None)?);
        let is = match (times, x.is, y.is) {
            (_, Type::Integer | Type::Any, Type::Integer) | (_, Type::Integer, Type::Any) => {
                Some(Type::Integer)
            }
            (true, is @ (Type::Hours | Type::Decimal), Type::Integer | Type::Any) => Some(is),
            (true, Type::Integer | Type::Any, is @ (Type::Hours | Type::Decimal)) => Some(is),
            (false, Type::Hours, Type::Hours) | (false, Type::Decimal, Type::Decimal) => Some(x.is),
            _ => None,
        };
        let Some(is) = is else {
            let (first, second) = (x.is.named(), y.is.named());
            let (it, en) = match times {
                true => ("si moltiplicano", "multiplied"),
                false => ("si dividono con «resto»", "divided with “resto”"),
            };
            return Err(Fault::new(
                at.clone(),
                Texts::new(
                    format!(
                        "Non {it} {} e {}: uno dei due è un numero intero.",
                        first.it, second.it
                    ),
                    format!(
                        "{} and {} are not {en}: one of the two is a whole number.",
                        capital(&first.en),
                        second.en
                    ),
                ),
            ));
        };
        let node = self.builder.node(match times {
            true => Op::Multiply(x.node, y.node),
            false => Op::Remainder(x.node, y.node),
        });
        Ok(Typed {
            node,
            is,
            is_loose: x.is_loose && y.is_loose,
        })
    }

    fn one_of(&mut self, value: &Expr, words: &[Expr], env: Env) -> Result<Typed, Fault> {
        let x = self.lower(value, env, None)?;
        let mut bits = Some(0u64);
        let mut any = self.builder.constant(0);
        for word in words {
            let y = self.needed(word, env, x.is)?;
            let bit = self
                .builder
                .as_const(y.node)
                .filter(|bit| matches!(x.is, Type::Word(_)) && *bit < 64);
            bits = bits.zip(bit).map(|(bits, bit)| bits | 1 << bit);
            let same = self.builder.node(Op::Equal(x.node, y.node));
            any = self.builder.node(Op::Or(any, same));
        }
        let node = match bits {
            Some(bits) => self.builder.node(Op::OneOf(x.node, bits)),
            None => any,
        };
        Ok(Typed::new(node, Type::YesNo))
    }

    fn test(&mut self, test: Test, value: &Expr, text: &str, env: Env) -> Result<Typed, Fault> {
        let field = self.field_of(value, env)?;
        let scope = self
            .model
            .get(field)
            .map_or(Scope::Single, |field| field.scope);
        let is = self.cell(field).is;
        if !matches!(is, Type::Text | Type::Code) {
            return Err(self.not_of(&value.span, Type::Text, is));
        }
        let text = text.to_string();
        let test = match test {
            Test::StartsWith => TextTest::StartsWith(text),
            Test::EndsWith => TextTest::EndsWith(text),
            Test::HasCode => TextTest::HasCode(text),
            Test::IsCode => TextTest::IsCode(text),
        };
        Ok(Typed::new(
            self.builder.leaf(Op::Text(field, test), scope),
            Type::YesNo,
        ))
    }

    /// A field named where only a field can stand.
    pub fn field_of(&mut self, expr: &Expr, env: Env) -> Result<FieldId, Fault> {
        let found = match &expr.is {
            Is::Name(name) if name == "valore" => env.own,
            Is::Name(name) => self.field(name, env),
            _ => None,
        };
        if let Some(found) = found {
            return Ok(found);
        }
        // What is no field may be a misspelt one.
        if matches!(&expr.is, Is::Name(_)) {
            self.lower(expr, env, None)?;
        }
        Err(Fault::new(
            expr.span.clone(),
            Texts::new("Qui serve un campo.", "Here a field is needed."),
        ))
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// How two types are brought together, where it is often meant.
fn hint(a: Type, b: Type) -> Texts {
    match (a, b) {
        (Type::Hours, Type::Integer) | (Type::Integer, Type::Hours) => Texts::new(
            " Un numero diventa ore con «* 1 ora».",
            " A number becomes hours with “* 1 ora”.",
        ),
        (Type::Day, Type::Integer) | (Type::Integer, Type::Day) => Texts::new(
            " Un giorno si scrive gg/mm/aaaa.",
            " A day is written gg/mm/aaaa.",
        ),
        (Type::Integer, Type::Months) | (Type::Months, Type::Integer) => Texts::new(
            " Un intero diventa mesi con mesi(n).",
            " A whole number becomes months with mesi(n).",
        ),
        _ => Texts::default(),
    }
}
