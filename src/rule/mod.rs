//! What a rule can be: the kinds of check, each a pure function of the fields it declares.
//!
//! A kind answers with what its field *may* hold ([`Verdict`]); whether the rule fires, the bound that a
//! page shows, what a half-typed text can still become and the figures of the message all follow from
//! that one answer.

mod codes;
mod condition;
mod contract;
mod dates;
mod hours;
mod late;
mod lists;
mod monthly;
mod months;
mod numbers;
mod people;
mod period;
mod term;
mod texts;
mod view;
mod words;
mod workforce;

pub use condition::{AnyEvery, Condition, Fact, number};
pub use term::Term;
pub use view::{Filing, View};
pub use workforce::RowHours;

use crate::calendar::{Day, Month};
use crate::form::model::{FieldId, List, Model};
use crate::ranges::Ranges;
use crate::rulebook::keys::{Keys, Mistake};
use crate::text::Value;
pub use texts::{TextLimit, can_become, folded};

/// Something a rule reads. An edit re-checks the rules that read what it touched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Read {
    Field(FieldId),
    /// How many rows a list has.
    Rows(List),
    /// The headcount.
    Headcount,
    /// The earlier applications: their periods, and whom they list.
    Earlier,
    /// Who stands in the list of workers, and where.
    People,
    /// The monthly values of all workers together.
    Months,
    /// The hours of all workers against their ordinary hours.
    Hours,
    /// The workers in force on the first day of the application's period.
    InForce,
    /// A fact over all rows of a list: its place in the rulebook.
    Fact(usize),
}

impl Read {
    pub fn fields(fields: &[FieldId], reads: &mut Vec<Read>) {
        for field in fields {
            reads.push(Read::Field(*field));
        }
    }
}

/// A figure of a rule, as messages and programs receive it.
#[derive(Clone, PartialEq, Debug)]
pub enum Param {
    Day(Day),
    Count(i64),
    /// Hundredths: hours, or a number with decimals.
    Hundredths(i64),
    Month(Month),
    /// 0 is Monday.
    Weekday(u32),
    Text(String),
    Field(FieldId),
}

/// The figures of a verdict, by name.
pub type Params = Vec<(&'static str, Param)>;

/// What a kind of check says.
pub enum Verdict {
    /// The ordinals that its field may hold.
    Allowed(Ranges),
    /// The texts that its field may hold.
    Texts(TextLimit),
    /// Whether it fires, whatever its field holds.
    Fires(bool),
}

/// A verdict with its figures.
pub struct Judgement {
    pub verdict: Verdict,
    pub params: Params,
}

impl Judgement {
    fn allowed(ranges: Ranges, params: Params) -> Option<Judgement> {
        Some(Judgement {
            verdict: Verdict::Allowed(ranges),
            params,
        })
    }

    fn texts(limit: TextLimit, params: Params) -> Option<Judgement> {
        Some(Judgement {
            verdict: Verdict::Texts(limit),
            params,
        })
    }

    fn fires(fires: bool, params: Params) -> Option<Judgement> {
        Some(Judgement {
            verdict: Verdict::Fires(fires),
            params,
        })
    }
}

/// A kind of check with its parameters.
pub trait Check: Send + Sync {
    /// Everything it reads, besides the field where it is shown.
    fn reads(&self, reads: &mut Vec<Read>);

    /// The verdict for the view's row (and month); `None` when something it needs has no usable value.
    /// `value` is what its field holds, for figures that depend on it.
    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement>;

    /// The names of the figures it gives.
    fn params(&self) -> &'static [&'static str];

    /// Another field whose change would mend what it found, and to what.
    fn repair(&self, _view: &View, _value: &Value) -> Option<(FieldId, i64)> {
        None
    }

    /// What the summary can learn from this check.
    fn summary(&self) -> Summary<'_> {
        Summary::Nothing
    }

    /// What it needs of the field where it is shown.
    fn own_field(&self) -> OwnField {
        OwnField::Value
    }

    /// Runs only when the whole application is checked.
    fn whole_only(&self) -> bool {
        false
    }
}

/// What a check needs of its own field.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum OwnField {
    /// A value: at an empty field it is not asked, and in a row most fields are empty.
    Value,
    /// A value or nothing.
    MayBeEmpty,
    /// It looks elsewhere, whatever stands there.
    Ignored,
}

/// What a check tells the summary.
pub enum Summary<'a> {
    Nothing,
    /// A limit of days over all applications.
    Days(&'a period::Length),
    /// A term: the latest day of its field.
    Term(&'a Term),
    /// A cap of days of an intermittent worker.
    OnCall,
    /// The most hours that can be asked.
    Hours,
}

/// What a kind is built from: the keys of the rule, its place, the model.
pub struct Builder<'a, 'k> {
    pub keys: &'a mut Keys<'k>,
    pub model: &'a Model,
    pub field: Option<FieldId>,
    pub list: Option<List>,
    pub facts: &'a mut Vec<Fact>,
}

/// The kinds by name; sorted.
type Build = fn(&mut Builder) -> Result<Box<dyn Check>, Mistake>;
const KINDS: &[(&str, Build)] = &[
    ("already-listed", people::already_listed),
    ("attachment", lists::attachment),
    ("birth-age", people::birth_age),
    ("codes", codes::codes),
    ("consecutive", period::consecutive),
    ("contract-end", contract::contract_end),
    ("contract-ended", contract::contract_ended),
    ("covered-already", period::covered_already),
    ("date-limit", dates::limit),
    ("date-window", dates::window),
    ("days-in-period", hours::days_in_period),
    ("days-need-hours", hours::days_need_hours),
    ("distinct", lists::distinct),
    ("duplicate-person", people::duplicate),
    ("filled", texts::filled),
    ("foreign-iban", texts::foreign_iban),
    ("half-authorised", months::half),
    ("hours-a-day", hours::hours_a_day),
    ("hours-need-days", hours::hours_need_days),
    ("hours-per-days", hours::hours_per_days),
    ("hours-per-weeks", hours::hours_per_weeks),
    ("hours-share", workforce::share),
    ("joined", contract::joined),
    ("late-filing", late::late),
    ("left", contract::left),
    ("list-empty", lists::empty),
    ("listed-elsewhere", people::listed_elsewhere),
    ("missing", lists::missing),
    ("month-early", monthly::early),
    ("month-hours", monthly::hours),
    ("month-missing", monthly::missing),
    ("month-order", monthly::order),
    ("month-outside", monthly::outside),
    ("month-sr41", monthly::sr41),
    ("months-differ", monthly::differ),
    ("months-exceed", monthly::exceed),
    ("months-in-year", months::by_year),
    ("months-total", monthly::total),
    ("months-unreported", monthly::unreported),
    ("months-window", months::window),
    ("more-in-force", workforce::more_in_force),
    ("no-hours", hours::no_hours),
    ("not-allowed", texts::not_allowed),
    ("number-limit", numbers::limit),
    ("number-window", numbers::window),
    ("on-call-days", hours::on_call_days),
    ("period-left", period::left),
    ("period-length", period::length),
    ("period-months", months::length),
    ("period-window", period::window),
    ("present", texts::present),
    ("provisional-code", people::provisional),
    ("rotation", workforce::rotation),
    ("row-count", lists::row_count),
    ("saturday-term", dates::saturday),
    ("seniority", months::seniority),
    ("sum-differs", workforce::sum_differs),
    ("text-equals", texts::equals),
    ("within", dates::within),
    ("words", words::words),
    ("zero-hours", workforce::zero_hours),
];

/// Builds the kind of this name.
pub fn build(kind: &str, builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    match KINDS.binary_search_by(|(name, _)| (*name).cmp(kind)) {
        Ok(found) => match KINDS.get(found) {
            Some((_, build)) => build(builder),
            None => Err(builder.keys.mistake("kind", "is unknown")),
        },
        Err(_) => {
            let names: Vec<_> = KINDS.iter().map(|(name, _)| *name).collect();
            Err(builder.keys.mistake(
                "kind",
                &[
                    "«",
                    kind,
                    "» is no kind of check. There are: ",
                    &names.join(", "),
                    ".",
                ]
                .concat(),
            ))
        }
    }
}
