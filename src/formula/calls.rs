//! The functions of the language: what they take, what they give.

use std::ops::Range;

use super::Compiler;
use super::fault::Fault;
use super::names::Env;
use super::syntax::{Binary, Expr, Is};
use super::types::{Type, Typed};
use crate::law::{Texts, perhaps};
use crate::model::{FieldId, Scope};
use crate::program::{Century, NodeId, Op};
use crate::text::Kind;

/// A function of values alone: its name, what it takes, what it gives, its node.
type Simple = (
    &'static str,
    &'static [Type],
    Type,
    fn(&[NodeId]) -> Option<Op>,
);

const SIMPLE: [Simple; 11] = [
    ("fine-mese", &[Type::Day, Type::Integer], Type::Day, |n| {
        Some(Op::MonthEnd(*n.first()?, *n.get(1)?))
    }),
    ("sposta", &[Type::Day], Type::Day, |n| {
        Some(Op::Moved(*n.first()?))
    }),
    ("lunedì", &[Type::Day], Type::Day, |n| {
        Some(Op::Monday(*n.first()?))
    }),
    ("giorno-settimana", &[Type::Day], Type::Integer, |n| {
        Some(Op::Weekday(*n.first()?))
    }),
    (
        "ultimo-di-mesi",
        &[Type::Day, Type::Integer],
        Type::Day,
        |n| Some(Op::LastOfMonths(*n.first()?, *n.get(1)?)),
    ),
    ("mese", &[Type::Day], Type::Month, |n| {
        Some(Op::MonthOf(*n.first()?))
    }),
    ("primo-del-mese", &[Type::Month], Type::Day, |n| {
        Some(Op::FirstOfMonth(*n.first()?))
    }),
    (
        "mesi-e-giorni",
        &[Type::Day, Type::Day],
        Type::Integer,
        |n| Some(Op::MonthsAndDays(*n.first()?, *n.get(1)?)),
    ),
    (
        "giorni-feriali",
        &[Type::Day, Type::Day, Type::Integer],
        Type::Integer,
        |n| Some(Op::Weekdays(*n.first()?, *n.get(1)?, *n.get(2)?)),
    ),
    (
        "giorni-lavorativi",
        &[Type::Day, Type::Day, Type::Integer],
        Type::Integer,
        |n| Some(Op::WorkingDays(*n.first()?, *n.get(1)?, *n.get(2)?)),
    ),
    ("certo", &[Type::YesNo], Type::YesNo, |n| {
        Some(Op::Certain(*n.first()?))
    }),
];

/// The functions that are more than a node of their arguments, and how many they take at least and at most.
const OTHERS: [(&str, usize, usize); 17] = [
    ("min", 2, 100),
    ("max", 2, 100),
    ("anno", 1, 1),
    ("mesi", 1, 1),
    ("settimane", 1, 1),
    ("arrotonda-su", 1, 2),
    ("arrotonda-giù", 1, 2),
    ("numerico", 1, 1),
    ("nascita-1900", 1, 1),
    ("nascita-2000", 1, 1),
    ("elencato", 3, 3),
    ("primo-elencato", 1, 1),
    ("giorni-coperti", 5, 5),
    ("diversi", 1, 1),
    ("organico-calcolato", 1, 1),
    ("qualcosa", 1, 1),
    ("altro", 1, 1),
];

/// Every function's name.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let simple = SIMPLE.iter().map(|(name, ..)| *name);
    let others = OTHERS.iter().map(|(name, ..)| *name);
    simple.chain(others)
}

impl Compiler<'_> {
    pub fn call(
        &mut self,
        name: &str,
        arguments: &[Expr],
        env: Env,
        at: &Range<usize>,
    ) -> Result<Typed, Fault> {
        if let Some((_, takes, gives, make)) = SIMPLE.iter().find(|(known, ..)| *known == name) {
            self.count(name, arguments.len(), takes.len(), takes.len(), at)?;
            let mut nodes = Vec::new();
            for (argument, is) in arguments.iter().zip(*takes) {
                nodes.push(self.needed(argument, env, *is)?.node);
            }
            let op = make(&nodes).unwrap_or(Op::Unknown);
            return Ok(Typed::new(self.builder.node(op), *gives));
        }
        let Some((_, least, most)) = OTHERS.iter().find(|(known, ..)| *known == name) else {
            return Err(unknown(name, at));
        };
        self.count(name, arguments.len(), *least, *most, at)?;
        let [first, rest @ ..] = arguments else {
            return Err(Fault::follows());
        };
        match name {
            "min" | "max" => self.extreme(name == "min", first, rest, env),
            "anno" => {
                let day = self.needed(first, env, Type::Day)?;
                let month = self.builder.node(Op::MonthOf(day.node));
                let twelve = self.builder.constant(12);
                Ok(Typed::new(
                    self.builder.node(Op::DivideDown(month, twelve)),
                    Type::Integer,
                ))
            }
            "mesi" => Ok(Typed::new(
                self.needed(first, env, Type::Integer)?.node,
                Type::Months,
            )),
            "settimane" => {
                let days = self.needed(first, env, Type::Integer)?;
                let seven = self.builder.constant(7);
                Ok(Typed::new(
                    self.builder.node(Op::DivideUp(days.node, seven)),
                    Type::Integer,
                ))
            }
            "arrotonda-su" => self.rounded(true, first, rest.first(), env),
            "arrotonda-giù" => self.rounded(false, first, rest.first(), env),
            "numerico" | "nascita-1900" | "nascita-2000" => self.of_code(name, first, env),
            "diversi" => {
                let rows = self.outside_field(first)?;
                Ok(Typed::new(
                    self.builder.leaf(Op::Distinct(rows), Scope::Single),
                    Type::Integer,
                ))
            }
            "qualcosa" => {
                let (scope, place) = self.list(first, env)?;
                Ok(Typed::new(
                    self.builder.leaf(Op::Anything(scope), place),
                    Type::YesNo,
                ))
            }
            "altro" => self.sibling(first, env),
            "organico-calcolato" => {
                let rows = Env::rows(Scope::Addetti, None);
                let left_out = self.condition(first, rows)?;
                Ok(Typed::new(
                    self.builder.leaf(Op::Headcount(left_out), Scope::Single),
                    Type::Decimal,
                ))
            }
            _ => self.of_earlier(name, first, rest, env, at),
        }
    }

    fn count(
        &self,
        name: &str,
        found: usize,
        least: usize,
        most: usize,
        at: &Range<usize>,
    ) -> Result<(), Fault> {
        if (least..=most).contains(&found) {
            return Ok(());
        }
        let needs = match (least, most) {
            (least, most) if least == most => least.to_string(),
            (least, 100) => format!("≥ {least}"),
            (least, most) => format!("{least}-{most}"),
        };
        let (it, en) = match most {
            1 => ("un valore".to_string(), "one value".to_string()),
            _ => (
                format!("{needs} valori separati da «;»"),
                format!("{needs} values separated by “;”"),
            ),
        };
        let (here_it, here_en) = match found {
            1 => ("ce n'è uno".to_string(), "there is one".to_string()),
            _ => (format!("sono {found}"), format!("there are {found}")),
        };
        Err(Fault::new(
            at.clone(),
            Texts::new(
                format!("{name} prende {it}, qui {here_it}."),
                format!("{name} takes {en}, here {here_en}."),
            ),
        ))
    }

    fn extreme(
        &mut self,
        least: bool,
        first: &Expr,
        rest: &[Expr],
        env: Env,
    ) -> Result<Typed, Fault> {
        let mut all = self.lower(first, env, None)?;
        for expr in rest {
            let next = self.lower(expr, env, Some(all.is))?;
            let fitted = self.together(all, next).filter(|(all, _)| {
                !matches!(
                    all.is,
                    Type::YesNo | Type::Word(_) | Type::Text | Type::Code
                )
            });
            let Some((a, b)) = fitted else {
                return Err(self.not_of(&expr.span, all.is, next.is));
            };
            let node = self.builder.node(match least {
                true => Op::Min(a.node, b.node),
                false => Op::Max(a.node, b.node),
            });
            all = Typed {
                node,
                is: if a.is == Type::Any { b.is } else { a.is },
                is_loose: a.is_loose && b.is_loose,
            };
        }
        Ok(all)
    }

    /// A quotient rounded to a whole number, to the hundredth of hours and decimals, or to a step.
    fn rounded(
        &mut self,
        up: bool,
        value: &Expr,
        step: Option<&Expr>,
        env: Env,
    ) -> Result<Typed, Fault> {
        let step = step
            .map(|step| self.lower(step, env, None))
            .transpose()?
            .zip(step);
        let Is::Binary(Binary::Divide, over, under) = &value.is else {
            let x = self.lower(value, env, None)?;
            return match step {
                Some((s, expr)) => {
                    let s = self
                        .fitted(s, x.is)
                        .ok_or_else(|| self.not_of(&expr.span, x.is, s.is))?;
                    let one = self.builder.constant(1);
                    Ok(self.stepped(up, x.node, one, Some(s.node), x.is))
                }
                None if x.is == Type::Decimal => {
                    let hundred = self.builder.constant(100);
                    Ok(self.stepped(up, x.node, hundred, None, Type::Integer))
                }
                None => Err(Fault::new(
                    value.span.clone(),
                    Texts::new(
                        "Da arrotondare c'è una divisione, o un numero con decimali.",
                        "What is rounded is a division, or a number with decimals.",
                    ),
                )),
            };
        };
        let (x, y) = (self.lower(over, env, None)?, self.lower(under, env, None)?);
        let (x, y, is) = match (x.is, y.is) {
            (Type::Integer | Type::Any, Type::Integer | Type::Any) => (x, y, Type::Integer),
            (is @ (Type::Hours | Type::Decimal), Type::Integer) => (x, y, is),
            _ => match self.together(x, y) {
                Some((x, y)) if matches!(x.is, Type::Hours | Type::Decimal) => {
                    (x, y, Type::Integer)
                }
                _ => {
                    let (first, second) = (x.is.named(), y.is.named());
                    return Err(Fault::new(
                        value.span.clone(),
                        Texts::new(
                            format!(
                                "Non si divide: sopra c'è {}, sotto {}.",
                                first.it, second.it
                            ),
                            format!(
                                "This is not divided: above there is {}, below {}.",
                                first.en, second.en
                            ),
                        ),
                    ));
                }
            },
        };
        let step = match step {
            Some((s, expr)) => Some(
                self.fitted(s, is)
                    .ok_or_else(|| self.not_of(&expr.span, is, s.is))?
                    .node,
            ),
            None => None,
        };
        Ok(self.stepped(up, x.node, y.node, step, is))
    }

    fn stepped(&mut self, up: bool, x: NodeId, y: NodeId, step: Option<NodeId>, is: Type) -> Typed {
        let divide = |a, b| {
            if up {
                Op::DivideUp(a, b)
            } else {
                Op::DivideDown(a, b)
            }
        };
        let node = match step {
            None => self.builder.node(divide(x, y)),
            Some(step) => {
                let under = self.builder.node(Op::Multiply(y, step));
                let steps = self.builder.node(divide(x, under));
                self.builder.node(Op::Multiply(steps, step))
            }
        };
        Typed::new(node, is)
    }

    fn of_code(&mut self, name: &str, code: &Expr, env: Env) -> Result<Typed, Fault> {
        let field = self.field_of(code, env)?;
        let known = self.model.get(field);
        if known.is_none_or(|known| known.kind != Kind::CodiceFiscale) {
            return Err(Fault::new(
                code.span.clone(),
                Texts::new(
                    "Qui serve un codice fiscale.",
                    "Here a codice fiscale is needed.",
                ),
            ));
        }
        let scope = known.map_or(Scope::Single, |known| known.scope);
        let (op, is) = match name {
            "numerico" => (Op::Numeric(field), Type::YesNo),
            "nascita-1900" => (Op::Birth(field, Century::Nineteen), Type::Day),
            _ => (Op::Birth(field, Century::Twenty), Type::Day),
        };
        Ok(Typed::new(self.builder.leaf(op, scope), is))
    }

    /// A field of rows named from outside of them.
    fn outside_field(&mut self, expr: &Expr) -> Result<FieldId, Fault> {
        let found = match &expr.is {
            Is::Name(name) => self.model.field(name),
            _ => None,
        };
        let rows = found.filter(|field| {
            self.model
                .get(*field)
                .is_some_and(|field| field.scope != Scope::Single)
        });
        rows.ok_or_else(|| {
            Fault::new(
                expr.span.clone(),
                Texts::new(
                    "Qui serve un campo di righe, con il suo percorso (unitaProduttive.*.comune).",
                    "Here a field of rows is needed, by its path (unitaProduttive.*.comune).",
                ),
            )
        })
    }

    fn sibling(&mut self, list: &Expr, env: Env) -> Result<Typed, Fault> {
        let worker = Env::rows(Scope::Lavoratori, None);
        let (scope, _) = self.list(list, worker)?;
        let fits = scope != env.scope
            && [scope, env.scope]
                .iter()
                .all(|scope| matches!(scope, Scope::Consuntivo | Scope::Sr41));
        if !fits {
            return Err(Fault::new(
                list.span.clone(),
                Texts::new(
                    "altro(consuntivo) si usa in un mese di sr41, altro(sr41) in uno di consuntivo.",
                    "altro(consuntivo) is for a month of sr41, altro(sr41) for one of consuntivo.",
                ),
            ));
        }
        Ok(Typed::new(
            self.builder.leaf(Op::Sibling(scope), env.scope),
            Type::Hours,
        ))
    }

    /// What looks at the rows of `domandePrecedenti`.
    fn of_earlier(
        &mut self,
        name: &str,
        first: &Expr,
        rest: &[Expr],
        env: Env,
        at: &Range<usize>,
    ) -> Result<Typed, Fault> {
        let rows = Env::rows(Scope::DomandePrecedenti, None);
        let in_worker = env.scopes().any(|scope| scope == Scope::Lavoratori);
        if name != "giorni-coperti" && !in_worker {
            return Err(Fault::new(
                at.clone(),
                Texts::new(
                    format!("{name} si usa solo nelle formule di un lavoratore."),
                    format!("{name} is for formulas of a worker only."),
                ),
            ));
        }
        match (name, rest) {
            ("primo-elencato", []) => {
                let day = self.needed(first, rows, Type::Day)?;
                let node = self
                    .builder
                    .leaf(Op::FirstListed(day.node), Scope::Lavoratori);
                Ok(Typed::new(node, Type::Day))
            }
            ("elencato", [from, to]) => {
                let holds = self.condition(first, rows)?;
                let from = self.needed(from, env, Type::Day)?.node;
                let to = self.needed(to, env, Type::Day)?.node;
                let node = self
                    .builder
                    .leaf(Op::Listed(holds, from, to), Scope::Lavoratori);
                Ok(Typed::new(node, Type::Integer))
            }
            ("giorni-coperti", [from, to, start, end]) => {
                let holds = self.condition(first, rows)?;
                let from = self.needed(from, rows, Type::Day)?.node;
                let to = self.needed(to, rows, Type::Day)?.node;
                let start = self.needed(start, env, Type::Day)?.node;
                let end = self.needed(end, env, Type::Day)?.node;
                let place =
                    super::builder::inner(self.builder.scope(start), self.builder.scope(end));
                let node = self
                    .builder
                    .leaf(Op::Covered(holds, from, to, start, end), place);
                Ok(Typed::new(node, Type::Integer))
            }
            _ => Err(unknown(name, at)),
        }
    }
}

fn unknown(name: &str, at: &Range<usize>) -> Fault {
    let near = perhaps(name, names());
    Fault::new(
        at.start..at.start + name.len(),
        Texts::new(
            format!("Non esiste una funzione «{name}».{}", near.it),
            format!("There is no function “{name}”.{}", near.en),
        ),
    )
}
