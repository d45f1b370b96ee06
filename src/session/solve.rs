//! For which values of its own field a condition holds: from the formula where it is made of comparisons of what only
//! grows or only falls with the value, and by trying every value where not.

use crate::program::{NodeId, Op};
use crate::ranges::Ranges;
use crate::text;

use super::bench::lent;
use super::kernel::{self, EMPTY, Known, VALUE};
use super::limits::{Limits, all_if};
use super::rows::is_of_rows;
use super::run::{CHUNK, Parent, Rows, Trial};
use super::single::cover;
use super::span::Span;
use super::wiring::arguments;

/// As many parts of a field's values as are looked at before all of them are tried.
const PARTS: usize = 1000;

/// So few values are tried one by one.
const FEW: i64 = 8;

impl Limits<'_> {
    /// The own values for which a condition is yes and known. Conditions may share what they are made of: what was found
    /// for one is kept.
    pub(super) fn holds(&self, node: NodeId) -> Ranges {
        if !self.is_own(node) {
            let (value, state) = self.known_at(node);
            return all_if(state == VALUE && value != 0);
        }
        if let Some(held) = self.held.borrow().get(&node) {
            return held.clone();
        }
        let held = self.held_by(node);
        self.held.borrow_mut().insert(node, held.clone());
        held
    }

    fn held_by(&self, node: NodeId) -> Ranges {
        let tried = || self.search(node);
        match self.world.wiring.op(node) {
            Some(Op::Certain(a)) => self.holds(*a),
            Some(Op::And(a, b)) => {
                let first = self.holds(*a);
                if first.is_empty() {
                    return first;
                }
                first.intersect(&self.holds(*b))
            }
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
            Some(Op::If(condition, yes, no)) => {
                let found = self.branches(*condition, *yes, *no, |branch| Some(self.holds(branch)));
                found.unwrap_or_else(tried)
            }
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

    /// What a question comes to where only the chosen branch counts.
    fn branches(
        &self,
        condition: NodeId,
        yes: NodeId,
        no: NodeId,
        ask: impl Fn(NodeId) -> Option<Ranges>,
    ) -> Option<Ranges> {
        let known = self.knows(condition)?;
        let holds = self.holds(condition);
        let not = known.intersect(&holds.complement());
        let mut found = Ranges::none();
        for (branch, where_chosen) in [(yes, holds), (no, not)] {
            if !where_chosen.is_empty() {
                found = found.union(&where_chosen.intersect(&ask(branch)?));
            }
        }
        Some(found)
    }

    /// The own values for which a node has a value; `None` where that takes trying.
    fn knows(&self, node: NodeId) -> Option<Ranges> {
        if !self.is_own(node) {
            return Some(all_if(self.known_at(node).1 == VALUE));
        }
        if let Some(known) = self.known.borrow().get(&node) {
            return known.clone();
        }
        let known = self.known_by(node);
        self.known.borrow_mut().insert(node, known.clone());
        known
    }

    fn known_by(&self, node: NodeId) -> Option<Ranges> {
        let op = self.world.wiring.op(node)?;
        match op {
            Op::Cell(_) | Op::FilingDay | Op::Tipo | Op::Certain(_) | Op::Unreadable(_) => {
                Some(Ranges::all())
            }
            Op::Given(a) => self.knows(*a).filter(Ranges::is_all),
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
                self.branches(*condition, *yes, *no, |branch| self.knows(branch))
            }
            Op::DivideUp(a, b) | Op::DivideDown(a, b) | Op::Remainder(a, b) => {
                let by = self.constant(*b)?;
                if by == 0 {
                    return Some(Ranges::none());
                }
                self.knows(*a)
            }
            Op::Weekdays(a, b, c) | Op::WorkingDays(a, b, c) => {
                if !(5..=7).contains(&self.constant(*c)?) {
                    return Some(Ranges::none());
                }
                Some(self.knows(*a)?.intersect(&self.knows(*b)?))
            }
            Op::Covered(.., from, to) => {
                if self.world.covered_before(op).is_err() {
                    return Some(Ranges::none());
                }
                if !self.is_own(*from) && self.known_at(*from).1 == EMPTY {
                    return Some(Ranges::all());
                }
                let both = self.knows(*from)?.intersect(&self.knows(*to)?);
                Some(both.intersect(&self.compared(*from, *to, 0)?))
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

    /// The value of a node that does not look at the own value; of what is not known, none.
    fn constant(&self, node: NodeId) -> Option<i64> {
        let (value, state) = self.known_at(node);
        (!self.is_own(node) && state == VALUE).then_some(value)
    }

    /// A node as the own value plus something, or as something alone.
    fn linear(&self, node: NodeId) -> Option<(bool, i64)> {
        if !self.is_own(node) {
            return self.constant(node).map(|value| (false, value));
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

    /// A node with another value in the own field.
    fn with_value(&self, node: NodeId, own: i64, seen: &mut Vec<(NodeId, Known)>) -> Known {
        if !self.is_own(node) {
            return self.known_at(node);
        }
        if let Some((_, known)) = seen.iter().find(|(known, _)| *known == node) {
            return *known;
        }
        let Some(op) = self.world.wiring.op(node) else {
            return (0, EMPTY);
        };
        let mut of = [(0, EMPTY); 3];
        for (place, argument) in of.iter_mut().zip(arguments(op).into_iter().flatten()) {
            *place = self.with_value(argument, own, seen);
        }
        let known = match op {
            Op::Cell(_) | Op::FilingDay | Op::Tipo => (own, VALUE),
            Op::Covered(..) => cover(&self.world.covered_before(op), of[0], of[1]),
            op if is_of_rows(op) => {
                let mut earlier = Vec::new();
                self.world.prepare_earlier(op, &mut earlier);
                self.world.of_row(op, self.at.row, of, &earlier)
            }
            op => kernel::one(op, of).unwrap_or((0, EMPTY)),
        };
        seen.push((node, known));
        known
    }

    /// The values for which a condition holds, found by halving what is not sure.
    fn search(&self, node: NodeId) -> Ranges {
        let domain = text::domain(self.kind);
        let ends = domain.and_then(|domain| Some((domain.min()?, domain.max()?)));
        let Some((first, last)) = ends else {
            return Ranges::none();
        };
        let (mut found, mut open, mut seen) = (Vec::new(), vec![(first, last)], Vec::new());
        let mut exact: Vec<(NodeId, Known)> = Vec::new();
        let mut parts = 0;
        while let Some((from, to)) = open.pop() {
            parts += 1;
            if parts > PARTS {
                return self.try_all(node, first, last);
            }
            seen.clear();
            match self.span(node, Span::between(from, to), &mut seen).holds() {
                Some(true) => found.push((from, to)),
                Some(false) => {}
                None if to - from < FEW => {
                    for value in from..=to {
                        exact.clear();
                        let (yes, state) = self.with_value(node, value, &mut exact);
                        if yes != 0 && state == VALUE {
                            found.push((value, value));
                        }
                    }
                }
                None => {
                    let middle = from + (to - from) / 2;
                    open.push((middle + 1, to));
                    open.push((from, middle));
                }
            }
        }
        found
            .into_iter()
            .fold(Ranges::none(), |mut all, (from, to)| {
                all.append(from, to);
                all
            })
    }

    /// Every value of the field, tried.
    fn try_all(&self, node: NodeId, first: i64, last: i64) -> Ranges {
        let plan = self.of.trial(self.world.wiring, self.scope, node);
        let Some(plan) = plan.filter(|_| last - first < 100_000) else {
            // Of numbers without end nothing is known but what stands there.
            let own = self.world.sheet.cell(&self.world.wiring.model, self.at);
            let (value, state) = self.with_value(node, own.value(), &mut Vec::new());
            return all_if(state == VALUE && value != 0);
        };
        let mut found = Ranges::none();
        let mut run = |parent: Option<Parent>| {
            lent(|bench| {
                let mut from = first;
                while from <= last {
                    bench.prepare(plan, CHUNK);
                    let length = (last - from + 1).min(CHUNK as i64) as usize;
                    let trial = Trial {
                        field: self.at.field,
                        row: self.at.row,
                        month: self.month(),
                        first: from,
                        length,
                    };
                    self.world.run(plan, &Rows::Trial(trial), bench, parent);
                    for n in 0..length {
                        let (value, state) = bench.at(plan.place(node), n);
                        if value != 0 && state == VALUE {
                            found.push(from + n as i64);
                        }
                    }
                    from += length as i64;
                }
            });
        };
        match self.month() {
            Some(_) => self.with_parent(|parent| run(Some(parent))),
            None => run(None),
        }
        found
    }
}
