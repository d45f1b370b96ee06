//! What a field may hold as the others stand: the answer behind half-typed texts, bounds and fixes.
//!
//! A part's verdict is a condition on the field's own value. Where that is made of comparisons, the set follows from
//! the formula; where not, every value is tried.

use std::cell::RefCell;
use std::sync::OnceLock;

use crate::model::{FieldId, Scope};
use crate::pairs::Pairs;
use crate::program::{NodeId, Op, Severity};
use crate::ranges::Ranges;
use crate::sheet::{At, Below, Key, pack};
use crate::text::{self, Kind};

use super::bench::{Bench, given_back, lent, taken};
use super::kernel::{self, EMPTY, Known, VALUE};
use super::plan::{Plan, outside};
use super::run::{OfMonth, Parent, Rows, Trial, World};
use super::wiring::{DATA_PRESENTAZIONE, Hangs, Nodes, TIPO, Wiring, arguments};

/// What the errors of one rule leave to a field.
#[derive(Clone, Debug)]
pub struct Limit {
    pub point: u16,
    pub admits: Ranges,
}

/// What limits a field, worked out once.
#[derive(Debug)]
pub struct Limiting {
    /// The conditions that errors fire on: by point.
    parts: Vec<(u16, NodeId)>,
    /// What else is said there: by rule, whether it is an error (of a whole check).
    others: Vec<(u16, bool, NodeId)>,
    /// The own field's nodes, and what is computed from them.
    pub(super) own: Nodes,
    plan: Plan,
    /// Of months: what they read of their worker.
    above: Plan,
    /// What the conditions read that is not computed from the own value.
    inputs: Vec<NodeId>,
    /// Nodes that hold the own value against earlier applications.
    earlier: Vec<NodeId>,
    /// The conditions that errors fire on, whatever the point.
    errors: Vec<NodeId>,
    /// What answers these where a value of a month is tried.
    trial: OnceLock<Plan>,
    /// What these conditions hang on besides the own value.
    hangs: Hangs,
    /// By own node: what answers it where values are tried.
    trials: Vec<(NodeId, OnceLock<Plan>)>,
}

impl Limiting {
    pub(super) fn new(wiring: &Wiring, field: FieldId) -> Limiting {
        let scope = wiring.model.get(field).map_or(Scope::Single, |f| f.scope);
        let mut parts = Vec::new();
        let mut others = Vec::new();
        let points = (0..).zip(&wiring.points);
        for (n, point) in points.filter(|(_, point)| point.field() == Some(field)) {
            for part in &point.parts {
                let Some(part) = wiring.part(point.rule, *part) else {
                    continue;
                };
                match part.severity {
                    Severity::Error if !part.whole => parts.push((n, part.verdict)),
                    severity => {
                        others.push((point.rule, severity == Severity::Error, part.verdict));
                    }
                }
            }
        }
        let all = parts.iter().map(|(_, verdict)| *verdict);
        let nodes: Vec<NodeId> = all.chain(others.iter().map(|(.., v)| *v)).collect();
        let mut outer: Vec<NodeId> = Vec::new();
        if scope.parent().is_some() {
            for node in &nodes {
                outer.extend(outside(wiring, scope, *node));
            }
        }
        let own = own_nodes(wiring, field);
        let inputs = inputs(wiring, &own, &nodes);
        let plan = Plan::new(wiring, scope, &inputs);
        let of_own = (0..wiring.program.nodes.len() as NodeId).filter(|node| own.has(*node));
        let mut earlier = Vec::new();
        let mut trials = Vec::new();
        for node in of_own {
            if matches!(wiring.op(node), Some(Op::Covered(..) | Op::Listed(..))) {
                earlier.push(node);
            }
            trials.push((node, OnceLock::new()));
        }
        let errors: Vec<NodeId> = parts.iter().map(|(_, verdict)| *verdict).collect();
        Limiting {
            trial: OnceLock::new(),
            hangs: hangs(wiring, &own, errors.clone()),
            errors,
            inputs,
            own,
            plan,
            above: Plan::new(wiring, scope.parent().unwrap_or(scope), &outer),
            parts,
            others,
            earlier,
            trials,
        }
    }

    /// Nodes that hold the own value against earlier applications.
    pub(super) fn earlier(&self) -> &[NodeId] {
        &self.earlier
    }

    /// What an error of the field hangs on besides the own value.
    pub(super) fn hangs(&self) -> &Hangs {
        &self.hangs
    }

    /// The plan that answers an own node where values are tried.
    pub(super) fn trial(&self, wiring: &Wiring, scope: Scope, node: NodeId) -> Option<&Plan> {
        let at = self.trials.binary_search_by_key(&node, |(node, _)| *node);
        let (_, plan) = self.trials.get(at.ok()?)?;
        Some(plan.get_or_init(|| Plan::with_own(wiring, scope, &[node], &self.own)))
    }
}

/// What conditions on an own value hang on, through whatever nodes.
fn hangs(wiring: &Wiring, own: &Nodes, nodes: Vec<NodeId>) -> Hangs {
    let (mut hangs, mut open, mut seen) = (Hangs::default(), nodes, Nodes::default());
    while let Some(node) = open.pop() {
        if seen.has(node) {
            continue;
        }
        seen.add(node);
        if let Some(of_node) = wiring.hangs.get(usize::from(node)) {
            hangs.join(of_node);
        }
        match wiring.op(node) {
            _ if wiring.scope(node) == Scope::Single && !own.has(node) => hangs.singles.add(node),
            Some(op) if own.has(node) => open.extend(arguments(op).into_iter().flatten()),
            _ => {}
        }
    }
    hangs
}

impl World<'_> {
    /// Whether no error is shown on a field of ordinals for a value, the others as they stand.
    pub(super) fn accepts(&self, at: &At, value: i64) -> bool {
        let of = self.wiring.limiting_of(at.field);
        let scope = self.wiring.model.get(at.field).map(|field| field.scope);
        let Some(scope) = scope.filter(|_| !of.parts.is_empty()) else {
            return true;
        };
        let Some(month) = month_of(at) else {
            return self.none_fires(at, scope, value, &of.errors);
        };
        let plan = of
            .trial
            .get_or_init(|| Plan::with_own(self.wiring, scope, &of.errors, &of.own));
        let trial = Trial {
            field: at.field,
            row: at.row,
            month: Some(month),
            first: value,
            length: 1,
        };
        lent(|above| {
            above.prepare(&of.above, 1);
            self.run(&of.above, &Rows::From(at.row, 1), above, None);
            lent(|bench| {
                bench.prepare(plan, 1);
                let parent = Parent::Bench(above, &of.above);
                self.run(plan, &Rows::Trial(trial), bench, Some(parent));
                of.errors.iter().all(|verdict| {
                    let (yes, state) = bench.at(plan.place(*verdict), 0);
                    yes == 0 || state != VALUE
                })
            })
        })
    }
}

/// The month of a place below a row, as a month of one row by itself.
fn month_of(at: &At) -> Option<OfMonth> {
    match at.below {
        Below::Month(Key::Month(month)) => Some(OfMonth {
            row: at.row,
            place: 0,
            month,
        }),
        _ => None,
    }
}

/// All that limits a place.
pub struct Limits<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) at: &'a At,
    pub(super) kind: &'a Kind,
    pub(super) scope: Scope,
    pub(super) of: &'a Limiting,
    /// Of a month, what was computed of the plan.
    bench: Option<Bench>,
    /// The one point that counts; all, without.
    only: Option<u16>,
    /// What was found for nodes that look at the own value: where they are yes, and where they are known.
    pub(super) held: RefCell<Pairs<NodeId, Ranges>>,
    pub(super) known: RefCell<Pairs<NodeId, Option<Ranges>>>,
}

impl<'a> Limits<'a> {
    /// What limits a place.
    pub fn new(world: &'a World<'a>, at: &'a At, kind: &'a Kind) -> Limits<'a> {
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
            of: world.wiring.limiting_of(at.field),
            bench: None,
            only: None,
            held: RefCell::default(),
            known: RefCell::default(),
        };
        limits.compute();
        limits
    }

    /// The points and conditions that count.
    fn parts(&self) -> impl Iterator<Item = (u16, NodeId)> {
        let parts = self.of.parts.iter().copied();
        parts.filter(|(point, _)| self.only.is_none_or(|only| only == *point))
    }

    /// Of a month, computes what it reads; of a row that is worked out when it is asked for.
    fn compute(&mut self) {
        let Some(month) = self.month() else {
            return;
        };
        let mut bench = taken();
        self.with_parent(|parent| {
            bench.prepare(&self.of.plan, 1);
            let rows = Rows::Months(vec![month]);
            self.world
                .run(&self.of.plan, &rows, &mut bench, Some(parent));
        });
        self.bench = Some(bench);
    }

    pub(super) fn month(&self) -> Option<OfMonth> {
        month_of(self.at)
    }

    /// The worker's row that a month lies in, computed.
    pub(super) fn with_parent(&self, then: impl FnOnce(Parent)) {
        lent(|bench| {
            let rows = Rows::From(self.at.row, 1);
            bench.prepare(&self.of.above, 1);
            self.world.run(&self.of.above, &rows, bench, None);
            then(Parent::Bench(bench, &self.of.above));
        });
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

    /// The value nearest to the own one that may be offered for what a rule says: no error is shown for it, and the rule
    /// itself says nothing of it any more.
    pub fn nearest(&self, own: i64, rule: u16) -> Option<i64> {
        let mut set = admitted(&self.all()).intersect(&text::domain(self.kind)?);
        for (of, is_error, verdict) in &self.of.others {
            if *is_error || *of == rule {
                set = set.intersect(&self.holds(*verdict).complement());
            }
        }
        let below = set.intersect(&Ranges::at_most(own)).max();
        let above = set.intersect(&Ranges::at_least(own)).min();
        match (below, above) {
            (Some(below), Some(above)) if own - below <= above - own => Some(below),
            (below, above) => above.or(below),
        }
    }

    /// Whether no error is shown for a value.
    pub fn allows(&self, value: i64) -> bool {
        let inside = text::domain(self.kind).is_some_and(|domain| domain.contains(value));
        let errors = self.of.others.iter().filter(|(_, is_error, _)| *is_error);
        inside
            && admitted(&self.all()).contains(value)
            && !errors
                .into_iter()
                .any(|(.., verdict)| self.holds(*verdict).contains(value))
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
    pub fn inputs(&self) -> impl Iterator<Item = Known> {
        self.of.inputs.iter().map(|node| self.known_at(*node))
    }

    pub(super) fn known_at(&self, node: NodeId) -> Known {
        if self.world.wiring.scope(node) == Scope::Single {
            let known = self.world.singles.get(usize::from(node));
            return known.copied().unwrap_or((0, EMPTY));
        }
        match &self.bench {
            Some(bench) => bench.at(self.of.plan.place(node), 0),
            None => self.world.value(self.scope, self.at.row, node),
        }
    }

    pub(super) fn is_own(&self, node: NodeId) -> bool {
        self.of.own.has(node)
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
                let mut known = self.world.wiring.program.texts.iter();
                self.takes(text)
                    || self.takes(&grown)
                    || known.any(|known| {
                        crate::sheet::folded(known).starts_with(&start) && self.takes(known)
                    })
            }
            _ => text::can_become(self.kind, text, &admitted(limits)),
        }
    }
}

/// Whether texts of this kind are tried as texts, and not as ordinals.
pub(super) fn is_of_texts(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Text | Kind::CodiceFiscale | Kind::PartitaIva | Kind::Matricola | Kind::Iban
    )
}

/// What all limits together leave.
pub fn admitted(limits: &[Limit]) -> Ranges {
    limits
        .iter()
        .fold(Ranges::all(), |all, limit| all.intersect(&limit.admits))
}

pub(super) fn all_if(yes: bool) -> Ranges {
    if yes { Ranges::all() } else { Ranges::none() }
}

/// What conditions read that does not look at the own value.
fn inputs(wiring: &Wiring, own: &Nodes, nodes: &[NodeId]) -> Vec<NodeId> {
    let (mut found, mut open, mut seen) = (Vec::new(), nodes.to_vec(), Nodes::default());
    while let Some(node) = open.pop() {
        if seen.has(node) {
            continue;
        }
        seen.add(node);
        match wiring.op(node) {
            Some(op) if own.has(node) => open.extend(arguments(op).into_iter().flatten()),
            _ => found.push(node),
        }
    }
    found
}

/// The nodes that look at a field of the own row.
pub(super) fn own_nodes(wiring: &Wiring, field: FieldId) -> Nodes {
    let mut own = Nodes::default();
    let scope = wiring.model.get(field).map_or(Scope::Single, |f| f.scope);
    for (n, node) in (0..).zip(&wiring.program.nodes) {
        let reads = match &node.op {
            Op::Cell(of) | Op::Text(of, _) | Op::Numeric(of) | Op::Birth(of, _) => *of == field,
            Op::FilingDay => field == DATA_PRESENTAZIONE,
            Op::Tipo => field == TIPO,
            Op::SamePersonBefore | Op::Listed(..) | Op::FirstListed(_) => {
                field == crate::sheet::CODICE_FISCALE
            }
            _ => false,
        };
        let through = arguments(&node.op)
            .into_iter()
            .flatten()
            .any(|a| own.has(a));
        if node.scope == scope && (reads || through) {
            own.add(n);
        }
    }
    own
}

impl World<'_> {
    /// A pure operation over some values; what is none keeps its value.
    pub(super) fn with_arguments(&self, node: NodeId, op: &Op, of: [Known; 3]) -> Known {
        if let Op::Covered(..) = op {
            return self.covered(op, of[0], of[1]);
        }
        let kept = self.singles.get(usize::from(node)).copied();
        kernel::one(op, of).unwrap_or(kept.unwrap_or((0, EMPTY)))
    }
}

impl Drop for Limits<'_> {
    fn drop(&mut self) {
        if let Some(bench) = self.bench.take() {
            given_back(bench);
        }
    }
}
