//! What a node reads: other nodes, and fields by itself.

use super::{NodeId, Op};
use crate::model::{FieldId, Scope, id};

impl Op {
    /// The nodes it reads.
    pub fn reads(&self) -> Vec<NodeId> {
        use Op::*;
        match *self {
            Given(a)
            | Unreadable(a)
            | Certain(a)
            | Not(a)
            | OneOf(a, _)
            | Moved(a)
            | Monday(a)
            | Weekday(a)
            | MonthOf(a)
            | FirstOfMonth(a)
            | Aggregate(_, _, a)
            | FirstListed(a)
            | Headcount(a) => vec![a],
            Default(a, b)
            | And(a, b)
            | Or(a, b)
            | Equal(a, b)
            | Different(a, b)
            | Less(a, b)
            | LessOrEqual(a, b)
            | Add(a, b)
            | Subtract(a, b)
            | Multiply(a, b)
            | DivideUp(a, b)
            | DivideDown(a, b)
            | Remainder(a, b)
            | Min(a, b)
            | Max(a, b)
            | AddMonths(a, b)
            | LastOfMonths(a, b)
            | MonthEnd(a, b)
            | MonthsAndDays(a, b) => {
                vec![a, b]
            }
            If(a, b, c) | Weekdays(a, b, c) | WorkingDays(a, b, c) | Listed(a, b, c) => {
                vec![a, b, c]
            }
            Covered(a, b, c, d, e) => vec![a, b, c, d, e],
            Const(_) | Unknown | Nothing | Today | FilingDay | Whole | Tipo | Cell(_)
            | Text(..) | Literal(_) | Numeric(_) | Birth(..) | Distinct(_) | Row
            | SamePersonBefore | MonthlyMean | Anything(_) | MonthFirst | MonthLast
            | GivenInMonth | EmptyInMonthBefore | Sibling(_) => Vec::new(),
        }
    }

    /// The same with other nodes in their places.
    pub fn renumbered(&self, to: &impl Fn(NodeId) -> NodeId) -> Op {
        use Op::*;
        match *self {
            Given(a) => Given(to(a)),
            Unreadable(a) => Unreadable(to(a)),
            Certain(a) => Certain(to(a)),
            Not(a) => Not(to(a)),
            OneOf(a, words) => OneOf(to(a), words),
            Moved(a) => Moved(to(a)),
            Monday(a) => Monday(to(a)),
            Weekday(a) => Weekday(to(a)),
            MonthOf(a) => MonthOf(to(a)),
            FirstOfMonth(a) => FirstOfMonth(to(a)),
            Aggregate(how, scope, a) => Aggregate(how, scope, to(a)),
            FirstListed(a) => FirstListed(to(a)),
            Headcount(a) => Headcount(to(a)),
            Default(a, b) => Default(to(a), to(b)),
            And(a, b) => And(to(a), to(b)),
            Or(a, b) => Or(to(a), to(b)),
            Equal(a, b) => Equal(to(a), to(b)),
            Different(a, b) => Different(to(a), to(b)),
            Less(a, b) => Less(to(a), to(b)),
            LessOrEqual(a, b) => LessOrEqual(to(a), to(b)),
            Add(a, b) => Add(to(a), to(b)),
            Subtract(a, b) => Subtract(to(a), to(b)),
            Multiply(a, b) => Multiply(to(a), to(b)),
            DivideUp(a, b) => DivideUp(to(a), to(b)),
            DivideDown(a, b) => DivideDown(to(a), to(b)),
            Remainder(a, b) => Remainder(to(a), to(b)),
            Min(a, b) => Min(to(a), to(b)),
            Max(a, b) => Max(to(a), to(b)),
            AddMonths(a, b) => AddMonths(to(a), to(b)),
            LastOfMonths(a, b) => LastOfMonths(to(a), to(b)),
            MonthEnd(a, b) => MonthEnd(to(a), to(b)),
            MonthsAndDays(a, b) => MonthsAndDays(to(a), to(b)),
            If(a, b, c) => If(to(a), to(b), to(c)),
            Weekdays(a, b, c) => Weekdays(to(a), to(b), to(c)),
            WorkingDays(a, b, c) => WorkingDays(to(a), to(b), to(c)),
            Listed(a, b, c) => Listed(to(a), to(b), to(c)),
            Covered(a, b, c, d, e) => Covered(to(a), to(b), to(c), to(d), to(e)),
            ref leaf => leaf.clone(),
        }
    }

    /// The fields whose cells it reads by itself.
    pub fn fields(&self) -> Vec<FieldId> {
        const PERSON: FieldId = id("lavoratori.*.codiceFiscale");
        const LISTED: FieldId = id("domandePrecedenti.*.lavoratori.*");
        match self {
            Op::Cell(field)
            | Op::Text(field, _)
            | Op::Numeric(field)
            | Op::Birth(field, _)
            | Op::Distinct(field) => {
                vec![*field]
            }
            Op::FilingDay => vec![id("dataPresentazione")],
            Op::Tipo => vec![id("tipo")],
            Op::SamePersonBefore => vec![PERSON],
            Op::Listed(..) | Op::FirstListed(_) => vec![PERSON, LISTED],
            Op::Headcount(_) => vec![
                id("organico.addetti.*.categoria"),
                id("organico.addetti.*.ore"),
                id("organico.addetti.*.oreTempoPieno"),
                id("organico.addetti.*.sostituito"),
            ],
            Op::MonthlyMean => vec![id("dataPresentazione"), id("organico.mensile.<aaaa-mm>")],
            Op::GivenInMonth | Op::EmptyInMonthBefore => {
                vec![id("lavoratori.*.consuntivo.<aaaa-mm>")]
            }
            Op::Anything(scope) | Op::Sibling(scope) => match scope {
                Scope::Mensile => vec![id("organico.mensile.<aaaa-mm>")],
                Scope::Consuntivo => vec![id("lavoratori.*.consuntivo.<aaaa-mm>")],
                Scope::Sr41 => vec![id("lavoratori.*.sr41.<aaaa-mm>")],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
}
