//! What runs: a rulebook compiled to a flat list of nodes and the rules that stand on them. Made once, shipped as bytes.
//!
//! A node computes a value and a [`State`] from nodes before it. Its scope says how often: once an application
//! (`Scope::Single`), once a row of a list, once a month of a worker. A node may use nodes of its own scope, of the
//! scope its rows lie in (a month may use its worker), and single nodes. Nodes that are equal by construction are one.

mod edition;
mod reads;
pub mod sources;
mod tipi;
pub mod words;

use serde::{Deserialize, Serialize};

use crate::model::{FieldId, Scope};

pub use crate::law::{By, Grade, Reader, Severity};
pub use edition::{About, Edition, Said};
pub use tipi::Kinds;

/// The place of a node in [`Program::nodes`].
pub type NodeId = u16;

/// What is known of a value. Every operator joins the states of what it reads: the worst wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum State {
    Value = 0,
    /// Nothing was entered, or nothing is there.
    Empty = 1,
    /// It can not be read, is half typed, or makes no sense (a division by zero, a period that ends before it starts).
    Unusable = 2,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Node {
    pub op: Op,
    pub scope: Scope,
}

/// What a node computes. Days are day numbers, months `year * 12 + month - 1`, hours and decimal numbers hundredths,
/// yes and no 1 and 0, words their place in the field's list, texts the number the sheet gives to equal texts.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Op {
    Const(i64),
    /// `ignoto`: unusable.
    Unknown,
    /// `vuoto`: empty.
    Nothing,
    /// `oggi`: the caller's day; empty without one.
    Today,
    /// The day whose law holds: `dataPresentazione`; where that is empty, today; without either the last day of all.
    FilingDay,
    /// `intera`: whether the whole application is checked.
    Whole,
    /// The kind of application: its place in [`Program::tipi`]; the first where the field is empty.
    Tipo,
    /// A cell of the own row. Of a field of codes only the state counts.
    Cell(FieldId),

    /// Yes where there is a value, no where it is empty, unusable where it is unusable.
    Given(NodeId),
    /// Whether it is unusable. Always a value.
    Unreadable(NodeId),
    /// Whether it is yes and known. Always a value.
    Certain(NodeId),
    /// The first; where that is empty, the second.
    Default(NodeId, NodeId),
    /// Only the chosen branch counts.
    If(NodeId, NodeId, NodeId),

    And(NodeId, NodeId),
    Or(NodeId, NodeId),
    Not(NodeId),
    Equal(NodeId, NodeId),
    Different(NodeId, NodeId),
    Less(NodeId, NodeId),
    LessOrEqual(NodeId, NodeId),
    /// Whether the word's bit is set.
    OneOf(NodeId, u64),

    Add(NodeId, NodeId),
    Subtract(NodeId, NodeId),
    Multiply(NodeId, NodeId),
    /// The quotient rounded up; unusable by zero.
    DivideUp(NodeId, NodeId),
    /// The quotient rounded down; unusable by zero.
    DivideDown(NodeId, NodeId),
    Remainder(NodeId, NodeId),
    Min(NodeId, NodeId),
    Max(NodeId, NodeId),

    /// A day some months later (or earlier): the same day of the month, or its last one.
    AddMonths(NodeId, NodeId),
    /// `ultimo-di-mesi`: the last day of a period of so many months that starts on the day.
    LastOfMonths(NodeId, NodeId),
    /// `fine-mese`: the last day of the n-th month following.
    MonthEnd(NodeId, NodeId),
    /// `sposta`: past Sundays and national holidays.
    Moved(NodeId),
    /// `lunedì`: the Monday of its week.
    Monday(NodeId),
    /// `giorno-settimana`: 0 is Monday.
    Weekday(NodeId),
    /// `mese`: the month of a day.
    MonthOf(NodeId),
    /// `primo-del-mese`: the first day of a month.
    FirstOfMonth(NodeId),
    /// `mesi-e-giorni`: from the first day to the second, whole months times 30 plus the days left over.
    MonthsAndDays(NodeId, NodeId),
    /// `giorni-feriali(da; a; G)`: the days from Monday to Friday (5), Saturday (6) or Sunday (7); unusable with another G.
    Weekdays(NodeId, NodeId, NodeId),
    /// `giorni-lavorativi(da; a; G)`: of these the ones that are no national holiday.
    WorkingDays(NodeId, NodeId, NodeId),

    /// A question about the text of a field of the own row.
    Text(FieldId, TextTest),
    /// A text of [`Program::texts`], to be compared.
    Literal(u16),
    /// `numerico`: whether a codice fiscale is the one of eleven digits.
    Numeric(FieldId),
    /// `nascita`: the birth that a codice fiscale tells, in 19YY or in 20YY; empty where there is none.
    Birth(FieldId, Century),

    /// Over the rows of a scope. The node has the scope those rows lie in, or is single.
    Aggregate(Aggregate, Scope, NodeId),
    /// `diversi`: how many different values a field has; empty rows do not count.
    Distinct(FieldId),
    /// `riga`: the own row's index, from 0.
    Row,
    /// `stessa-persona-prima`: the index of the first row with the same person; empty where that is the own row.
    SamePersonBefore,
    /// `elencato(vale; da; a)`: the index of the first row of `domandePrecedenti` that lists this worker, for which
    /// the first node is certain and whose own period shares a day with the one from the second to the third.
    Listed(NodeId, NodeId, NodeId),
    /// `primo-elencato(giorno)`: the smallest of a day over the rows of `domandePrecedenti` that list this worker
    /// and have one; empty without.
    FirstListed(NodeId),
    /// `giorni-coperti(vale; da; a; inizio; fine)`: days covered by the rows of `domandePrecedenti` for which the first
    /// node is yes (from the second to the third), or by the period from the fourth to the fifth; a day counts once.
    /// Without a fourth (empty), by the rows alone.
    Covered(NodeId, NodeId, NodeId, NodeId, NodeId),
    /// `organico-calcolato(escluso)`: the headcount over `organico.addetti` (hundredths) but the rows for which the
    /// node is yes; empty without rows.
    Headcount(NodeId),
    /// `media-mensile`: the average of `organico.mensile` over the six months before the filing month (hundredths,
    /// rounded up); empty where none of them has anything.
    MonthlyMean,
    /// `c'è qualcosa in`: whether anything stands there, readable or not.
    Anything(Scope),

    /// Of a month: `primo`, its first day.
    MonthFirst,
    /// `ultimo`, its last day.
    MonthLast,
    /// `dati-nel-mese`: how many workers have a readable value for this month.
    GivenInMonth,
    /// `vuoti-nel-mese-prima`: how many workers have an empty value for the month before.
    EmptyInMonthBefore,
    /// The cell of the same worker and month in the other scope.
    Sibling(Scope),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Century {
    Nineteen,
    Twenty,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum TextTest {
    /// Case and outer blanks do not count.
    StartsWith(String),
    EndsWith(String),
    /// One of its blank-separated codes.
    HasCode(String),
    /// The code itself, dots ignored.
    IsCode(String),
}

/// How rows are put together.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Aggregate {
    /// Empty or unusable in a row: so is the sum.
    Sum,
    /// How many rows are yes. An empty row is no; an unusable one makes the count unusable.
    Count,
    /// The smallest, the greatest: empty without rows; a row that is empty or unusable makes it so.
    Min,
    Max,
}

/// A rulebook that runs.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Program {
    pub name: String,
    /// The kinds of application; the first is the default.
    pub tipi: Vec<String>,
    /// The words that the rulebook gives to fields that have none of their own; `tipo` among them.
    pub words: Vec<(FieldId, Vec<String>)>,
    pub nodes: Vec<Node>,
    /// The texts that formulas compare with.
    pub texts: Vec<String>,
    /// In the order of the catalogue.
    pub rules: Vec<Rule>,
    /// The rules that read texts, not formulas.
    pub readers: Vec<ReaderRule>,
    pub required: Vec<Required>,
    pub unasked: Vec<Unasked>,
    pub summary: Summary,
}

/// As many nodes as may hang on each other in one line: those who follow them step by step have a stack that ends.
/// Formulas, which have 120 levels, stay far below; definitions that stand on each other may go beyond.
pub(crate) const DEEPEST: usize = 600;

/// How many of these nodes hang on each other in one line, where each reads only such as stand before it.
fn depth(nodes: &[Node]) -> usize {
    let mut depths: Vec<usize> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let reads = node.op.reads().into_iter();
        let below = reads.filter_map(|read| depths.get(usize::from(read)));
        depths.push(below.max().map_or(1, |below| below + 1));
    }
    depths.into_iter().max().unwrap_or(0)
}

impl Program {
    /// Whether too many nodes hang on each other.
    pub(crate) fn is_too_deep(&self) -> bool {
        depth(&self.nodes) > DEEPEST
    }

    /// Whether a part can fire at all: not where its only limits are days that a layer leaves to the pages on it, and
    /// this rulebook has none (`vuoto`).
    pub fn can_speak(&self, part: &Part) -> bool {
        let is_there = |limit: &Option<NodeId>| {
            let node = limit.and_then(|node| self.nodes.get(usize::from(node)));
            node.is_some_and(|node| node.op != Op::Nothing)
        };
        let limits = [part.min, part.max];
        let only_ends = part.forbidden.is_none() && limits.iter().any(Option::is_some);
        !only_ends || limits.iter().any(is_there)
    }
}

/// A rule: its parts, in the order in which they speak. Of those that fire on one path the first is said.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Rule {
    pub slug: String,
    /// It speaks of any part of the data: by itself it makes no portal ask for one that no other rule looks at.
    pub general: bool,
    pub parts: Vec<Part>,
}

/// A rule that reads texts, not formulas: what stands in it is who speaks and how loud.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReaderRule {
    pub slug: String,
    pub reader: Reader,
    /// The one field it is for; without, all that the reader reads.
    pub field: Option<FieldId>,
    pub severity: Severity,
    pub enforced_by: By,
    /// The kinds of application it is for: a bit for each place in [`Program::tipi`].
    pub tipi: u64,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Part {
    pub place: Place,
    /// The scope whose rows are judged.
    pub scope: Scope,
    pub severity: Severity,
    pub enforced_by: By,
    /// Whether it fires: always a value.
    pub verdict: NodeId,
    /// Whether it applies (kind of application, version, `quando`, no excuse): it does where this is certain.
    pub applies: NodeId,
    /// What the own field may hold where the part applies: each where it is a value.
    pub min: Option<NodeId>,
    pub max: Option<NodeId>,
    /// What it may not hold; where this does not look at the own value, nothing.
    pub forbidden: Option<NodeId>,
    /// It looks at `intera`: it can only fire in a whole check.
    pub whole: bool,
    pub figures: Vec<Figure>,
    pub remedy: Option<Remedy>,
    /// The fields it reads, in form order.
    pub reads: Vec<FieldId>,
    /// First and last filing day of the version.
    pub from: Option<i32>,
    pub to: Option<i32>,
}

/// Where a part is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Place {
    Field(FieldId),
    /// A list as a whole.
    List(Scope),
    /// An object as a whole (`organico`).
    Object(String),
}

/// A number or text of a sentence.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Figure {
    pub name: String,
    pub node: NodeId,
    pub unit: Unit,
}

/// How a figure is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Unit {
    Day,
    Count,
    Hundredths,
    Month,
    Weekday,
    YesNo,
    /// A word of that field.
    Word(FieldId),
    /// The text of that field, of the own row.
    Text(FieldId),
}

/// How it is mended.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Remedy {
    /// The nearest value that every rule shown on the field admits.
    Nearest,
    /// Another field's value, where it is one: `(field, value, only where)`.
    Other(FieldId, NodeId, Option<NodeId>),
    /// The two dates change places: the own field and the one named.
    Swap(FieldId),
}

/// A field that a whole check asks for where the condition is certain: of every row, for a field of rows.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Required {
    pub field: FieldId,
    pub when: NodeId,
}

/// A rule that did not look because a declaration is empty: where the condition is certain and one of the fields empty.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Unasked {
    pub slug: String,
    pub fields: Vec<FieldId>,
    /// Of the scope of the fields; of rows, asked for each.
    pub when: NodeId,
}

/// What the summary tells; every node is single but those of rows.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Named single values: `precedenti`, `propri`, `massimo` (days of all applications), `organico`, `accordo`
    /// (whether an agreement is needed), `percentuale` (how much of the pay is paid).
    pub figures: Vec<Figure>,
    /// The slug of the rule that limits the days of all applications.
    pub total: Option<String>,
    pub terms: Vec<Term>,
    /// Per worker: `tetto`, `usati` (days of intermittent workers), `massimale-AAAA` (monthly ceiling of a year).
    pub rows: Vec<Figure>,
    /// Where this is certain the sentence on what is paid is told.
    pub amount: Option<NodeId>,
}

/// A day by which something is to be done.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Term {
    /// The rule it belongs to, where it is one's.
    pub slug: Option<String>,
    /// Its place among the rulebook's labels of terms.
    pub label: u16,
    pub field: FieldId,
    pub day: NodeId,
    /// The day before a law moved it.
    pub ordinary: Option<NodeId>,
    /// Only where this is certain.
    pub when: Option<NodeId>,
    /// One for each month of the period, on that day of the month following; `day` is then nothing.
    pub monthly: Option<u8>,
}

impl Program {
    /// With each node naming those that it reads by how far back they stand, which is a small number more often; twice
    /// is as it was.
    fn backwards(&self) -> Program {
        let node = |(n, node): (NodeId, &Node)| Node {
            op: node.op.renumbered(&|read| n.wrapping_sub(read)),
            scope: node.scope,
        };
        Program {
            nodes: (0..).zip(&self.nodes).map(node).collect(),
            ..self.clone()
        }
    }

    /// A program that was written backwards; none where a node reads what does not stand before it, or too many hang on
    /// each other.
    fn forwards(&self) -> Option<Program> {
        let program = self.backwards();
        let reads_what_is_there = |(n, node): (usize, &Node)| {
            let reads = node.op.reads();
            reads.into_iter().all(|read| usize::from(read) < n)
        };
        let is_sound = program.nodes.iter().enumerate().all(reads_what_is_there);
        (is_sound && !program.is_too_deep()).then_some(program)
    }
}
