//! What a field may hold as the others stand: the answer behind half-typed texts, bounds and fixes.
//!
//! A part's verdict is a condition on the field's own value. Where that is made of comparisons, the set follows from
//! the formula; where not, every value is tried.

use crate::calendar::Day;
use crate::model::Scope;
use crate::program::{NodeId, Op};
use crate::ranges::Ranges;
use crate::sheet::{At, Below, Key, pack};
use crate::text::{self, Kind};

use super::kernel::{self, EMPTY, VALUE, Vector};
use super::limiting::Limiting;
use super::plan::Plan;
use super::run::{Bench, CHUNK, Known, OfMonth, Rows, Trial, World};
use super::wiring::arguments;

/// What the errors of one rule leave to a field.
#[derive(Clone, Debug)]
pub struct Limit {
    pub point: u16,
    pub admits: Ranges,
}

/// All values of a kind; none where they are texts. Dates exist from 1900 to 2100, numbers are not negative.
pub fn domain(kind: &Kind) -> Option<Ranges> {
    Some(match kind {
        Kind::Date => Ranges::between(Day::FIRST.number(), Day::LAST.number()),
        Kind::Integer { min, max } => Ranges::between(*min, *max),
        Kind::Number | Kind::Hours => Ranges::between(0, 99_999_999_999),
        Kind::Words(words) => Ranges::between(0, words.len() as i64 - 1),
        Kind::YesNo => Ranges::between(0, 1),
        _ => return None,
    })
}

/// All that limits a place.
pub struct Limits<'a> {
    world: &'a World<'a>,
    at: &'a At,
    kind: &'a Kind,
    scope: Scope,
    of: &'a Limiting,
    bench: Bench,
    /// The one point that counts; all, without.
    only: Option<u16>,
}

impl<'a> Limits<'a> {
    /// What limits a place.
    pub fn new(world: &'a World<'a>, at: &'a At, kind: &'a Kind) -> Limits<'a> {
        Limits::by(world, at, kind, world.wiring.limiting_of(at.field))
    }

    pub(super) fn by(
        world: &'a World<'a>,
        at: &'a At,
        kind: &'a Kind,
        of: &'a Limiting,
    ) -> Limits<'a> {
        let scope = world
            .wiring
            .model
            .get(at.field)
            .map_or(Scope::Single, |f| f.scope);
        let mut limits = Limits {
            world,
            at,
            kind,
            scope,
            of,
            bench: Bench::default(),
            only: None,
        };
        limits.bench = limits.computed();
        limits
    }

    /// The points and conditions that count.
    fn parts(&self) -> impl Iterator<Item = (u16, NodeId)> {
        let parts = self.of.parts.iter().copied();
        parts.filter(|(point, _)| self.only.is_none_or(|only| only == *point))
    }

    /// The plan's values as they stand.
    fn computed(&self) -> Bench {
        let mut bench = Bench::default();
        bench.prepare(&self.of.plan, 1);
        match self.month() {
            Some(month) => self.with_parent(|parent| {
                let rows = Rows::Months(vec![OfMonth { place: 0, ..month }]);
                self.world
                    .run(&self.of.plan, &rows, &mut bench, Some(parent));
            }),
            None => self
                .world
                .run(&self.of.plan, &Rows::From(self.at.row, 1), &mut bench, None),
        }
        bench
    }

    fn month(&self) -> Option<OfMonth> {
        match &self.at.below {
            Below::Month(Key::Month(month)) => Some(OfMonth {
                row: self.at.row,
                place: 0,
                month: *month,
            }),
            _ => None,
        }
    }

    /// The worker's row that a month lies in, computed.
    fn with_parent(&self, then: impl FnOnce((&Bench, &Plan))) {
        let mut bench = Bench::default();
        bench.prepare(&self.of.above, 1);
        self.world.run(
            &self.of.above,
            &Rows::From(self.at.row, 1),
            &mut bench,
            None,
        );
        then((&bench, &self.of.above));
    }

    /// What each rule's errors leave to the field, of kinds whose values are ordinals.
    pub fn all(&self) -> Vec<Limit> {
        let mut limits: Vec<Limit> = Vec::new();
        for (point, verdict) in self.parts() {
            let admits = self.holds(verdict).complement();
            match limits.last_mut() {
                Some(last) if last.point == point => last.admits = last.admits.intersect(&admits),
                _ => limits.push(Limit { point, admits }),
            }
        }
        limits.retain(|limit| !limit.admits.is_all());
        limits
    }

    /// Whether texts of this kind are tried as texts, and not as ordinals.
    pub fn of_texts(&self, kind: &Kind) -> bool {
        matches!(
            kind,
            Kind::Text | Kind::CodiceFiscale | Kind::PartitaIva | Kind::Matricola | Kind::Iban
        )
    }

    /// The points that limit the place.
    pub fn points(&self) -> impl Iterator<Item = u16> {
        let mut points: Vec<u16> = self.parts().map(|(point, _)| point).collect();
        points.dedup();
        points.into_iter()
    }

    /// What one point alone leaves.
    pub fn only(&self, point: u16) -> Limits<'a> {
        let mut limits = Limits::new(self.world, self.at, self.kind);
        limits.only = Some(point);
        limits
    }

    /// What the sets are made from: while these are the same, and no row of another list changed, so are they.
    pub fn inputs(&self) -> Vec<Known> {
        self.of
            .inputs
            .iter()
            .map(|node| self.known_at(*node))
            .collect()
    }

    fn known_at(&self, node: NodeId) -> Known {
        if self.world.wiring.scope(node) == Scope::Single {
            let known = self.world.singles.get(usize::from(node));
            return known.copied().unwrap_or((0, EMPTY));
        }
        self.bench.at(self.of.plan.place(node), 0)
    }

    fn is_own(&self, node: NodeId) -> bool {
        self.of.own.has(node)
    }

    /// The own values for which a condition is yes and known.
    fn holds(&self, node: NodeId) -> Ranges {
        if !self.is_own(node) {
            let (value, state) = self.known_at(node);
            return all_if(state == VALUE && value != 0);
        }
        let tried = || self.try_all(node);
        match self.world.wiring.op(node) {
            Some(Op::Certain(a)) => self.holds(*a),
            Some(Op::And(a, b)) => self.holds(*a).intersect(&self.holds(*b)),
            Some(Op::Or(a, b)) => match (self.knows(*a), self.knows(*b)) {
                (Some(a_known), Some(b_known)) => {
                    let either = self.holds(*a).union(&self.holds(*b));
                    either.intersect(&a_known).intersect(&b_known)
                }
                _ => tried(),
            },
            Some(Op::Not(a)) => match self.knows(*a) {
                Some(known) => known.intersect(&self.holds(*a).complement()),
                None => tried(),
            },
            Some(Op::If(condition, yes, no)) => match self.knows(*condition) {
                Some(known) => {
                    let holds = self.holds(*condition);
                    let not = known.intersect(&holds.complement());
                    let first = holds.intersect(&self.holds(*yes));
                    first.union(&not.intersect(&self.holds(*no)))
                }
                None => tried(),
            },
            Some(Op::Less(a, b)) => self.compared(*a, *b, 1).unwrap_or_else(tried),
            Some(Op::LessOrEqual(a, b)) => self.compared(*a, *b, 0).unwrap_or_else(tried),
            Some(Op::Equal(a, b)) => self.equal(*a, *b).unwrap_or_else(tried),
            Some(Op::Different(a, b)) => match (self.equal(*a, *b), self.knows(node)) {
                (Some(equal), Some(known)) => known.intersect(&equal.complement()),
                _ => tried(),
            },
            Some(Op::OneOf(a, words)) => match self.linear(*a) {
                Some((true, 0)) => (0..64)
                    .filter(|word| words >> word & 1 == 1)
                    .fold(Ranges::none(), |set, word| set.union(&Ranges::only(word))),
                _ => tried(),
            },
            Some(Op::Given(a) | Op::Unreadable(a)) => match self.knows(*a) {
                Some(known) if known.is_all() => {
                    all_if(matches!(self.world.wiring.op(node), Some(Op::Given(_))))
                }
                _ => tried(),
            },
            Some(Op::Cell(_)) => Ranges::only(0).complement(),
            _ => tried(),
        }
    }

    /// The own values for which a node has a value; `None` where that takes trying.
    fn knows(&self, node: NodeId) -> Option<Ranges> {
        if !self.is_own(node) {
            return Some(all_if(self.known_at(node).1 == VALUE));
        }
        let op = self.world.wiring.op(node)?;
        match op {
            Op::Cell(_) | Op::FilingDay | Op::Tipo | Op::Certain(_) | Op::Unreadable(_) => {
                Some(Ranges::all())
            }
            Op::Default(a, b) => {
                let first = self.knows(*a)?;
                if first.is_all() {
                    Some(first)
                } else if !self.is_own(*a) {
                    match self.known_at(*a).1 {
                        EMPTY => self.knows(*b),
                        _ => Some(Ranges::none()),
                    }
                } else {
                    None
                }
            }
            Op::If(condition, yes, no) => {
                let known = self.knows(*condition)?;
                let holds = self.holds(*condition);
                let not = known.intersect(&holds.complement());
                let first = holds.intersect(&self.knows(*yes)?);
                Some(first.union(&not.intersect(&self.knows(*no)?)))
            }
            Op::And(..)
            | Op::Or(..)
            | Op::Not(_)
            | Op::Equal(..)
            | Op::Different(..)
            | Op::Less(..)
            | Op::LessOrEqual(..)
            | Op::OneOf(..)
            | Op::Add(..)
            | Op::Subtract(..)
            | Op::Multiply(..)
            | Op::Min(..)
            | Op::Max(..)
            | Op::AddMonths(..)
            | Op::LastOfMonths(..)
            | Op::MonthEnd(..)
            | Op::Moved(_)
            | Op::Monday(_)
            | Op::Weekday(_)
            | Op::MonthOf(_)
            | Op::FirstOfMonth(_)
            | Op::MonthsAndDays(..) => {
                let mut all = Ranges::all();
                for argument in arguments(op).into_iter().flatten() {
                    all = all.intersect(&self.knows(argument)?);
                }
                Some(all)
            }
            _ => None,
        }
    }

    /// A node as the own value plus something, or as something alone.
    fn linear(&self, node: NodeId) -> Option<(bool, i64)> {
        if !self.is_own(node) {
            let (value, state) = self.known_at(node);
            return (state == VALUE).then_some((false, value));
        }
        match self.world.wiring.op(node)? {
            Op::Cell(_) | Op::FilingDay | Op::Tipo => Some((true, 0)),
            Op::Add(a, b) => match (self.linear(*a)?, self.linear(*b)?) {
                ((true, _), (true, _)) => None,
                ((a_own, a), (b_own, b)) => Some((a_own || b_own, a.checked_add(b)?)),
            },
            Op::Subtract(a, b) => match (self.linear(*a)?, self.linear(*b)?) {
                (_, (true, _)) => None,
                ((own, a), (false, b)) => Some((own, a.checked_sub(b)?)),
            },
            Op::Default(a, _) if self.knows(*a)?.is_all() => self.linear(*a),
            _ => None,
        }
    }

    /// Where `a + by <= b`.
    fn compared(&self, a: NodeId, b: NodeId, by: i64) -> Option<Ranges> {
        if let Some(known) = self.unknown_side(a, b) {
            return Some(known);
        }
        Some(match (self.linear(a)?, self.linear(b)?) {
            ((true, x), (false, y)) => Ranges::at_most(y.saturating_sub(x).saturating_sub(by)),
            ((false, x), (true, y)) => Ranges::at_least(x.saturating_sub(y).saturating_add(by)),
            ((_, x), (_, y)) => all_if(x.saturating_add(by) <= y),
        })
    }

    fn equal(&self, a: NodeId, b: NodeId) -> Option<Ranges> {
        if let Some(known) = self.unknown_side(a, b) {
            return Some(known);
        }
        Some(match (self.linear(a)?, self.linear(b)?) {
            ((true, x), (false, y)) | ((false, y), (true, x)) => Ranges::only(y.saturating_sub(x)),
            ((_, x), (_, y)) => all_if(x == y),
        })
    }

    /// A comparison with what is not known holds for no value.
    fn unknown_side(&self, a: NodeId, b: NodeId) -> Option<Ranges> {
        let unknown = |node: NodeId| !self.is_own(node) && self.known_at(node).1 != VALUE;
        (unknown(a) || unknown(b)).then(Ranges::none)
    }

    /// Every value of the field, tried.
    fn try_all(&self, node: NodeId) -> Ranges {
        let (first, last) = match self.kind {
            Kind::Date => (Day::FIRST.number(), Day::LAST.number()),
            Kind::Words(words) => (0, words.len() as i64 - 1),
            Kind::YesNo => (0, 1),
            Kind::Integer { min, max } if max - min < 1000 => (*min, *max),
            // Of numbers without end nothing is known but what stands there.
            _ => {
                let (value, state) = self.known_at(node);
                return all_if(state == VALUE && value != 0);
            }
        };
        let mut found = Ranges::none();
        let plan = Plan::with_own(self.world.wiring, self.scope, &[node], &self.of.own);
        let mut bench = Bench::default();
        let mut run = |parent: Option<(&Bench, &Plan)>| {
            bench.prepare(&plan, CHUNK);
            let mut from = first;
            while from <= last {
                let length = (last - from + 1).min(CHUNK as i64) as usize;
                self.try_some(&plan, &mut bench, from, length, parent);
                for n in 0..length {
                    let (value, state) = bench.at(plan.place(node), n);
                    if value != 0 && state == VALUE {
                        found.push(from + n as i64);
                    }
                }
                from += length as i64;
            }
        };
        match self.month() {
            Some(_) => self.with_parent(|parent| run(Some(parent))),
            None => run(None),
        }
        found
    }

    fn try_some(
        &self,
        plan: &Plan,
        bench: &mut Bench,
        first: i64,
        length: usize,
        parent: Option<(&Bench, &Plan)>,
    ) {
        let trial = Trial {
            field: self.at.field,
            row: self.at.row,
            month: self.month(),
            first,
            length,
        };
        self.world.run(plan, &Rows::Trial(trial), bench, parent);
    }

    /// Whether all limits take a text: a canonical code, or what was typed.
    pub fn takes(&self, candidate: &str) -> bool {
        let mut values = Vec::new();
        self.parts().all(|(_, verdict)| {
            let (value, _) = self.with_text(verdict, candidate, &mut values);
            value == 0
        })
    }

    /// A node with another text in the own field.
    fn with_text(&self, node: NodeId, text: &str, values: &mut Vec<(NodeId, Known)>) -> Known {
        if !self.is_own(node) {
            return self.known_at(node);
        }
        if let Some((_, known)) = values.iter().find(|(known, _)| *known == node) {
            return *known;
        }
        let Some(op) = self.world.wiring.op(node) else {
            return (0, EMPTY);
        };
        let known = match op {
            Op::Cell(_) => (self.world.sheet.text_number(text), VALUE),
            Op::Text(_, test) => (i64::from(super::rows::passes(text, test)), VALUE),
            op => {
                let mut of = [(0, EMPTY); 3];
                for (place, argument) in of.iter_mut().zip(arguments(op).into_iter().flatten()) {
                    *place = self.with_text(argument, text, values);
                }
                if super::rows::is_of_rows(op) {
                    let mut earlier = Vec::new();
                    self.world.prepare_earlier(op, &mut earlier);
                    self.world
                        .of_code(op, pack(text), self.at.row, of, &earlier)
                } else {
                    self.world.with_arguments(node, op, of)
                }
            }
        };
        values.push((node, known));
        known
    }

    /// Whether some continuation of a text (the empty one included) is readable and passes all limits.
    pub fn can_become(&self, text: &str, limits: &[Limit]) -> bool {
        match self.kind {
            Kind::CodiceFiscale => {
                // Either every code of digits is refused, or only some persons are.
                let numeric = self.takes("00000000000");
                text::codice_fiscale::can_become(text, numeric, &mut |code| self.takes(code))
            }
            Kind::Text => {
                let grown = [text, "x"].concat();
                let start = crate::sheet::folded(text);
                let open = !text.ends_with(char::is_whitespace);
                let mut known = self.world.wiring.program.texts.iter();
                self.takes(text)
                    || self.takes(&grown)
                    || known.any(|known| {
                        open && crate::sheet::folded(known).starts_with(&start) && self.takes(known)
                    })
            }
            _ => text::can_become(self.kind, text, &admitted(limits)),
        }
    }
}

/// What all limits together leave.
pub fn admitted(limits: &[Limit]) -> Ranges {
    limits
        .iter()
        .fold(Ranges::all(), |all, limit| all.intersect(&limit.admits))
}

fn all_if(yes: bool) -> Ranges {
    if yes { Ranges::all() } else { Ranges::none() }
}

impl World<'_> {
    /// A pure operation over some values; what is none keeps its value.
    pub(super) fn with_arguments(&self, node: NodeId, op: &Op, of: [Known; 3]) -> Known {
        let vector = |known: &'_ Known| ([known.0], [known.1]);
        let [(a, sa), (b, sb), (c, sc)] = of.each_ref().map(vector);
        if let Op::Covered(..) = op {
            return self.covered(op, of[0], of[1]);
        }
        let kept = self.singles.get(usize::from(node)).copied();
        let (value, state) = kept.unwrap_or((0, EMPTY));
        let (mut values, mut states) = ([value], [state]);
        let arguments = [
            Vector {
                values: &a,
                states: &sa,
            },
            Vector {
                values: &b,
                states: &sb,
            },
            Vector {
                values: &c,
                states: &sc,
            },
        ];
        kernel::run(op, arguments, &mut values, &mut states);
        (values[0], states[0])
    }
}
