//! What a program's nodes and rules hang on, worked out once: which fields they read, in which rows, through what.

use std::sync::OnceLock;

use crate::model::{FieldId, Fields, Model, Scope, id};
use crate::program::{NodeId, Op, Part, Place, Program, Remedy, Severity};
use crate::sheet::{CODICE_FISCALE, ELENCATI, MENSILE, Texts};

use super::judge::{Hit, Judging};
use super::kernel::{EMPTY, Known, UNUSABLE, VALUE};
use super::limits::{Limiting, own_nodes};
use super::one::Lookup;
use super::plans::Plans;
use super::shown::Figures;

/// A set of nodes.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Nodes(Vec<u64>);

impl Nodes {
    pub fn add(&mut self, node: NodeId) {
        let word = usize::from(node) / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << (node % 64);
        }
    }

    pub fn has(&self, node: NodeId) -> bool {
        self.0
            .get(usize::from(node) / 64)
            .is_some_and(|word| word >> (node % 64) & 1 == 1)
    }

    pub fn join(&mut self, other: &Nodes) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    pub fn meets(&self, other: &Nodes) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }
}

/// What a node's value hangs on.
#[derive(Clone, Default, Debug)]
pub struct Hangs {
    /// Fields of the own row, of the row its month lies in, and of that row's months.
    pub own: Fields,
    /// Fields that any row may be read for.
    pub foreign: Fields,
    /// Single nodes that it reads.
    pub singles: Nodes,
    /// It looks at which person stands where.
    pub people: bool,
    /// It looks at how many rows there are, or at the own index.
    pub rows: bool,
    /// It looks at the own index.
    pub index: bool,
}

impl Hangs {
    pub(super) fn join(&mut self, other: &Hangs) {
        self.own.join(&other.own);
        self.foreign.join(&other.foreign);
        self.singles.join(&other.singles);
        self.people |= other.people;
        self.rows |= other.rows;
        self.index |= other.index;
    }
}

/// A rule at one place: what is judged for each row.
#[derive(Debug)]
pub struct Point {
    pub rule: u16,
    pub place: Place,
    pub scope: Scope,
    /// Of the rule's parts those that are shown here, in order.
    pub parts: Vec<u16>,
    pub hangs: Hangs,
    /// Fields of rows that what is offered as a fix hangs on, whatever the values are now.
    pub tried: Fields,
    /// It can only fire in a whole check.
    pub whole: bool,
}

impl Point {
    pub fn field(&self) -> Option<FieldId> {
        match self.place {
            Place::Field(field) => Some(field),
            _ => None,
        }
    }
}

/// A program with what it takes to run it.
#[derive(Debug)]
pub struct Wiring {
    pub program: Program,
    pub model: Model,
    pub points: Vec<Point>,
    /// By node.
    pub hangs: Vec<Hangs>,
    /// By field: the points shown there whose errors limit what it may hold.
    pub limiting: Vec<Vec<u16>>,
    /// Fields whose texts are compared.
    pub compared: Vec<FieldId>,
    /// The texts of the program; and by their place in it their numbers.
    pub texts: Texts,
    pub literals: Vec<i64>,
    /// The values of single nodes before anything is known: of those that never turn, theirs.
    pub(super) constants: Vec<Known>,
    /// By node: how one row computes it.
    pub(super) lookups: Vec<Lookup>,
    pub(super) plans: Plans,
    lazy: Lazy,
}

/// What is worked out when it is first needed.
#[derive(Debug, Default)]
struct Lazy {
    on_the_way: OnceLock<Vec<Judging>>,
    whole: OnceLock<Vec<Judging>>,
    /// By point.
    figures: Vec<OnceLock<Figures>>,
    /// By field: the points that read it in its own row.
    readers: Vec<OnceLock<Vec<Judging>>>,
    /// By field: what limits it.
    limiting: Vec<OnceLock<Limiting>>,
    /// By point: it alone, ready to be run.
    alone: Vec<OnceLock<Judging>>,
    /// For a field that is none.
    nothing: OnceLock<Limiting>,
}

pub(crate) const DATA_PRESENTAZIONE: FieldId = id("dataPresentazione");
pub(crate) const TIPO: FieldId = id("tipo");
pub(crate) const PRECEDENTE_INIZIO: FieldId = id("domandePrecedenti.*.dataInizio");
pub(crate) const PRECEDENTE_FINE: FieldId = id("domandePrecedenti.*.dataFine");
/// The cells of a person counted: category, hours, full-time hours, replaced.
pub(crate) const ADDETTI: [FieldId; 4] = [
    id("organico.addetti.*.categoria"),
    id("organico.addetti.*.ore"),
    id("organico.addetti.*.oreTempoPieno"),
    id("organico.addetti.*.sostituito"),
];

impl Wiring {
    pub fn new(program: Program) -> Wiring {
        let model = Model::new(&program.words);
        let mut hangs: Vec<Hangs> = Vec::with_capacity(program.nodes.len());
        for node in &program.nodes {
            let mut of = Hangs::default();
            hang(&node.op, node.scope, &program, &hangs, &mut of);
            hangs.push(of);
        }
        let mut texts = Texts::default();
        let literals = program
            .texts
            .iter()
            .map(|text| texts.number(text))
            .collect();
        let mut compared: Vec<FieldId> = Vec::new();
        for node in &program.nodes {
            if let Op::Cell(field) | Op::Distinct(field) = node.op
                && model
                    .get(field)
                    .is_some_and(|f| f.kind == crate::text::Kind::Text)
                && !compared.contains(&field)
            {
                compared.push(field);
            }
        }
        let mut wiring = Wiring {
            plans: Plans::new(program.nodes.len(), model.fields().len()),
            points: Vec::new(),
            limiting: vec![Vec::new(); model.fields().len()],
            program,
            model,
            hangs,
            compared,
            texts,
            literals,
            constants: Vec::new(),
            lookups: Vec::new(),
            lazy: Lazy::default(),
        };
        wiring.lookups = wiring.lookups();
        let nodes = wiring.program.nodes.iter();
        let known = nodes.map(|node| wiring.constant(&node.op).unwrap_or((0, EMPTY)));
        wiring.constants = known.collect();
        wiring.points = wiring.all_points();
        for (n, point) in (0..).zip(&wiring.points) {
            let errors = |part: &u16| {
                wiring
                    .part(point.rule, *part)
                    .is_some_and(|part| part.severity == Severity::Error && !part.whole)
            };
            if let Some(field) = point.field()
                && point.parts.iter().any(errors)
                && let Some(limiting) = wiring.limiting.get_mut(usize::from(field))
            {
                limiting.push(n);
            }
        }
        // What is offered as a fix hangs on everything that limits the field.
        let limits: Vec<Hangs> = wiring
            .points
            .iter()
            .map(|point| {
                let mut of = point.hangs.clone();
                let parts = point.parts.iter();
                let parts = parts.filter_map(|part| wiring.part(point.rule, *part));
                let mended = parts.filter_map(|part| match part.remedy {
                    Some(Remedy::Other(field, ..) | Remedy::Swap(field)) => Some(field),
                    _ => None,
                });
                let others = point.field().into_iter().chain(mended);
                let others = others.filter_map(|f| wiring.limiting.get(usize::from(f)));
                for other in others.flatten() {
                    if let Some(other) = wiring.points.get(usize::from(*other)) {
                        of.join(&other.hangs);
                    }
                }
                of
            })
            .collect();
        let offers = |point: &Point| {
            let parts = point.parts.iter();
            let mut parts = parts.filter_map(|part| wiring.part(point.rule, *part));
            let nearest = parts.any(|part| part.remedy == Some(Remedy::Nearest));
            point.field().filter(|_| nearest)
        };
        let mut by_field: Vec<(FieldId, Fields)> = Vec::new();
        let mut tried = Vec::with_capacity(wiring.points.len());
        for point in &wiring.points {
            let field = offers(point);
            if let Some(field) = field
                && by_field.iter().all(|(known, _)| *known != field)
            {
                let own = own_nodes(&wiring, field);
                by_field.push((field, wiring.tried_reads(&own)));
            }
            let known = by_field.iter().find(|(known, _)| Some(*known) == field);
            tried.push(known.map_or(Fields::default(), |(_, fields)| *fields));
        }
        for ((point, hangs), tried) in wiring.points.iter_mut().zip(limits).zip(tried) {
            point.hangs = hangs;
            point.tried = tried;
        }
        wiring
            .lazy
            .figures
            .resize_with(wiring.points.len(), OnceLock::new);
        wiring
            .lazy
            .alone
            .resize_with(wiring.points.len(), OnceLock::new);
        wiring
            .lazy
            .readers
            .resize_with(wiring.limiting.len(), OnceLock::new);
        wiring
            .lazy
            .limiting
            .resize_with(wiring.limiting.len(), OnceLock::new);
        wiring
    }

    /// All points that can fire on the way, by scope.
    pub(super) fn all_on_the_way(&self) -> &[Judging] {
        self.lazy.on_the_way.get_or_init(|| {
            let points = (0..self.points.len() as u16).collect::<Vec<_>>();
            self.by_scope(points.into_iter().filter(|n| !self.is_whole(*n)))
        })
    }

    /// All points, by scope.
    pub(super) fn all_whole(&self) -> &[Judging] {
        self.lazy
            .whole
            .get_or_init(|| self.by_scope(0..self.points.len() as u16))
    }

    fn is_whole(&self, point: u16) -> bool {
        self.points.get(usize::from(point)).is_some_and(|p| p.whole)
    }

    /// Points, ready to be run, by scope.
    pub(super) fn by_scope(&self, points: impl Iterator<Item = u16>) -> Vec<Judging> {
        let points: Vec<u16> = points.collect();
        Scope::ALL
            .into_iter()
            .filter_map(|scope| {
                let of_scope = |n: &u16| {
                    let point = self.points.get(usize::from(*n));
                    point.is_some_and(|point| point.scope == scope)
                };
                let points: Vec<u16> = points.iter().copied().filter(of_scope).collect();
                (!points.is_empty()).then(|| Judging::new(self, scope, points))
            })
            .collect()
    }

    /// What limits a field.
    pub(super) fn limiting_of(&self, field: FieldId) -> &Limiting {
        let place = self.lazy.limiting.get(usize::from(field));
        let place = place.unwrap_or(&self.lazy.nothing);
        place.get_or_init(|| Limiting::new(self, field))
    }

    /// A point alone, ready to be run.
    pub(super) fn alone(&self, point: u16) -> Option<&Judging> {
        let scope = self.points.get(usize::from(point))?.scope;
        let place = self.lazy.alone.get(usize::from(point))?;
        Some(place.get_or_init(|| Judging::new(self, scope, vec![point])))
    }

    /// What answers the figures of a point.
    pub(super) fn figures(&self, point: u16) -> Option<&Figures> {
        let place = self.lazy.figures.get(usize::from(point))?;
        Some(place.get_or_init(|| Figures::new(self, point)))
    }

    /// The points that read a field in its own row (or in its worker's), or are shown there.
    pub(super) fn readers(&self, field: FieldId) -> &[Judging] {
        let Some(place) = self.lazy.readers.get(usize::from(field)) else {
            return &[];
        };
        place.get_or_init(|| {
            let reads = |n: &u16| {
                let point = self.points.get(usize::from(*n));
                point.is_some_and(|point| {
                    !point.whole
                        && (point.field() == Some(field)
                            || (point.scope != Scope::Single && point.hangs.own.has(field)))
                })
            };
            self.by_scope((0..self.points.len() as u16).filter(reads))
        })
    }

    /// The value of a node that never turns.
    pub(super) fn constant(&self, op: &Op) -> Option<Known> {
        match op {
            Op::Const(value) => Some((*value, VALUE)),
            Op::Unknown => Some((0, UNUSABLE)),
            Op::Nothing => Some((0, EMPTY)),
            Op::Literal(n) => {
                let number = self.literals.get(usize::from(*n));
                Some((number.copied().unwrap_or(-1), VALUE))
            }
            _ => None,
        }
    }

    /// A part of a rule.
    pub fn part(&self, rule: u16, part: u16) -> Option<&Part> {
        let rule = self.program.rules.get(usize::from(rule))?;
        rule.parts.get(usize::from(part))
    }

    /// The part that fires somewhere, and its rule's place in the program.
    pub fn part_of(&self, hit: &Hit) -> Option<(u16, &Part)> {
        let rule = self.points.get(usize::from(hit.point))?.rule;
        Some((rule, self.part(rule, hit.part)?))
    }

    /// Whether what fires is an error.
    pub(super) fn is_error(&self, hit: &Hit) -> bool {
        self.part_of(hit)
            .is_some_and(|(_, part)| part.severity == Severity::Error)
    }

    /// The node at a place; every place that a program names is one of its nodes.
    pub fn op(&self, node: NodeId) -> Option<&Op> {
        self.program.nodes.get(usize::from(node)).map(|n| &n.op)
    }

    pub fn scope(&self, node: NodeId) -> Scope {
        let node = self.program.nodes.get(usize::from(node));
        node.map_or(Scope::Single, |n| n.scope)
    }

    fn all_points(&self) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        for (rule, of_rule) in (0..).zip(&self.program.rules) {
            let first = points.len();
            for (part, of_part) in (0..).zip(&of_rule.parts) {
                let mut hangs = Hangs::default();
                let figures = of_part.figures.iter().map(|figure| figure.node);
                let remedy = of_part.remedy.iter().flat_map(|remedy| match remedy {
                    Remedy::Other(_, value, when) => [Some(*value), *when],
                    _ => [None, None],
                });
                for node in figures
                    .chain(remedy.flatten())
                    .chain([of_part.verdict, of_part.applies])
                {
                    if let Some(of_node) = self.hangs.get(usize::from(node)) {
                        hangs.join(of_node);
                    }
                    if self.scope(node) == Scope::Single {
                        hangs.singles.add(node);
                    }
                }
                let known = points.iter_mut().skip(first);
                let same = known.into_iter().find(|p| p.place == of_part.place);
                match same {
                    Some(point) => {
                        point.parts.push(part);
                        point.hangs.join(&hangs);
                        point.whole &= of_part.whole;
                    }
                    None => points.push(Point {
                        rule,
                        place: of_part.place.clone(),
                        scope: of_part.scope,
                        parts: vec![part],
                        hangs,
                        tried: Fields::default(),
                        whole: of_part.whole,
                    }),
                }
            }
        }
        points
    }
}

/// The nodes that an operation reads in its own rows, in order.
pub(crate) fn arguments(op: &Op) -> [Option<NodeId>; 5] {
    let one = |a: NodeId| [Some(a), None, None, None, None];
    let two = |a: NodeId, b: NodeId| [Some(a), Some(b), None, None, None];
    let three = |a: NodeId, b: NodeId, c: NodeId| [Some(a), Some(b), Some(c), None, None];
    match *op {
        Op::Given(a)
        | Op::Unreadable(a)
        | Op::Certain(a)
        | Op::Not(a)
        | Op::OneOf(a, _)
        | Op::Moved(a)
        | Op::Monday(a)
        | Op::Weekday(a)
        | Op::MonthOf(a)
        | Op::FirstOfMonth(a) => one(a),
        Op::Default(a, b)
        | Op::And(a, b)
        | Op::Or(a, b)
        | Op::Equal(a, b)
        | Op::Different(a, b)
        | Op::Less(a, b)
        | Op::LessOrEqual(a, b)
        | Op::Add(a, b)
        | Op::Subtract(a, b)
        | Op::Multiply(a, b)
        | Op::DivideUp(a, b)
        | Op::DivideDown(a, b)
        | Op::Remainder(a, b)
        | Op::Min(a, b)
        | Op::Max(a, b)
        | Op::AddMonths(a, b)
        | Op::LastOfMonths(a, b)
        | Op::MonthEnd(a, b)
        | Op::MonthsAndDays(a, b) => two(a, b),
        Op::If(a, b, c) | Op::Weekdays(a, b, c) | Op::WorkingDays(a, b, c) => three(a, b, c),
        Op::Listed(_, from, to) => two(from, to),
        Op::Covered(_, _, _, from, to) => two(from, to),
        _ => [None; 5],
    }
}

/// The nodes that an operation reads in rows of another scope.
pub(crate) fn inner(op: &Op) -> Vec<NodeId> {
    match *op {
        Op::Aggregate(_, _, of) => vec![of],
        Op::Listed(counts, ..) => vec![counts],
        Op::FirstListed(day) => vec![day],
        Op::Covered(counts, from, to, ..) => vec![counts, from, to],
        Op::Headcount(excluded) => vec![excluded],
        _ => Vec::new(),
    }
}

fn hang(op: &Op, scope: Scope, program: &Program, known: &[Hangs], of: &mut Hangs) {
    let node_scope = |node: NodeId| program.nodes.get(usize::from(node)).map(|n| n.scope);
    for argument in arguments(op).into_iter().flatten() {
        if scope != Scope::Single && node_scope(argument) == Some(Scope::Single) {
            of.singles.add(argument);
        } else if let Some(argument_hangs) = known.get(usize::from(argument)) {
            if scope == Scope::Single {
                of.singles.add(argument);
            } else {
                of.join(argument_hangs);
            }
        }
    }
    let months_of_row = scope == Scope::Lavoratori;
    for node in inner(op) {
        let Some(inside) = known.get(usize::from(node)) else {
            continue;
        };
        let below = node_scope(node).and_then(Scope::parent) == Some(Scope::Lavoratori);
        if months_of_row && below {
            of.own.join(&inside.own);
        } else {
            of.foreign.join(&inside.own);
        }
        of.foreign.join(&inside.foreign);
        of.singles.join(&inside.singles);
        if node_scope(node) == Some(Scope::Single) {
            of.singles.add(node);
        }
        of.people |= inside.people;
        of.index |= inside.index;
        of.rows = true;
    }
    match op {
        Op::Cell(field) | Op::Text(field, _) | Op::Numeric(field) | Op::Birth(field, _) => {
            of.own.add(*field);
        }
        Op::FilingDay => of.own.add(DATA_PRESENTAZIONE),
        Op::Tipo => of.own.add(TIPO),
        Op::Aggregate(..) => of.rows = true,
        Op::Distinct(field) => {
            of.foreign.add(*field);
            of.rows = true;
        }
        Op::Row => {
            of.rows = true;
            of.index = true;
        }
        Op::SamePersonBefore => {
            of.own.add(CODICE_FISCALE);
            of.people = true;
            of.rows = true;
        }
        Op::Listed(..) | Op::FirstListed(_) => {
            of.own.add(CODICE_FISCALE);
            of.foreign.add(ELENCATI);
            of.foreign.add(PRECEDENTE_INIZIO);
            of.foreign.add(PRECEDENTE_FINE);
        }
        Op::Headcount(_) => {
            ADDETTI.iter().for_each(|field| of.foreign.add(*field));
        }
        Op::MonthlyMean => {
            of.foreign.add(MENSILE);
            of.own.add(DATA_PRESENTAZIONE);
        }
        Op::Anything(scope) | Op::Sibling(scope) => {
            let field = match scope {
                Scope::Sr41 => crate::sheet::SR41,
                Scope::Mensile => MENSILE,
                _ => crate::sheet::CONSUNTIVO,
            };
            of.own.add(field);
        }
        Op::GivenInMonth | Op::EmptyInMonthBefore => {
            of.foreign.add(crate::sheet::CONSUNTIVO);
            of.rows = true;
        }
        _ => {}
    }
}
