//! What a rule may see: the fields of its row and of the application, and the totals kept over all rows.

use super::{Param, Params};
use crate::calendar::{Day, Month};
use crate::engine::totals::Totals;
use crate::form::Form;
use crate::form::cell::{Cell, Known};
use crate::form::model::{FieldId, List, Model, field};
use crate::form::rows::RowId;
use crate::text::Value;

/// The day that chooses the version of a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Filing {
    On(Day),
    /// No filing day and no today: the latest version.
    Latest,
    /// The filing day cannot be read: rules with versions do not run.
    Unknown,
}

#[derive(Clone, Copy)]
pub struct View<'a> {
    pub form: &'a Form,
    pub model: &'a Model,
    pub totals: &'a Totals,
    pub today: Option<Day>,
    /// The row that the rule looks at.
    pub row: Option<(List, RowId)>,
    /// The month of a monthly rule.
    pub month: Option<Month>,
    /// The whole application is checked: what is absent counts.
    pub whole: bool,
    /// What the field itself holds does not count: the rules are asked what they admit there.
    pub own_ignored: bool,
    /// A field outside rows, seen as if it held this.
    pub as_if: Option<(FieldId, &'a Value)>,
    /// In debug builds: what the rule declared to read, so that an undeclared read fails the tests.
    #[cfg(debug_assertions)]
    pub declared: Option<&'a [super::Read]>,
}

impl<'a> View<'a> {
    pub fn known(&self, id: FieldId) -> Known<'a> {
        self.declared(super::Read::Field(id));
        if let Some((field, value)) = self.as_if
            && field == id
        {
            return Known::Value(value);
        }
        let row = self.row.map(|(_, id)| id);
        self.form.known(self.model, id, row)
    }

    /// The months of a field that holds a value for each.
    pub fn months(&self, id: FieldId) -> &'a [(String, Cell)] {
        self.declared(super::Read::Field(id));
        self.form.months(id, self.row.map(|(_, row)| row))
    }

    /// Fails a test when a rule reads what it did not declare.
    pub fn declared(&self, _read: super::Read) {
        #[cfg(debug_assertions)]
        if let Some(declared) = self.declared {
            assert!(
                declared.contains(&_read),
                "a rule reads {_read:?}, which it does not declare"
            );
        }
    }

    /// The ordinal of a field that the rule cannot do without.
    pub fn need(&self, id: FieldId) -> Option<i64> {
        match self.known(id) {
            Known::Value(Value::Ordinal(n)) => Some(*n),
            _ => None,
        }
    }

    /// The ordinal of a field that, left empty, claims nothing. `None` when it cannot be read.
    pub fn excuse(&self, id: FieldId) -> Option<Option<i64>> {
        match self.known(id) {
            Known::Value(Value::Ordinal(n)) => Some(Some(*n)),
            Known::Empty => Some(None),
            _ => None,
        }
    }

    /// The ordinal of a field with a default.
    pub fn or(&self, id: FieldId, default: i64) -> Option<i64> {
        Some(self.excuse(id)?.unwrap_or(default))
    }

    /// The application's period, where its end does not precede its start.
    pub fn period(&self) -> Option<(i64, i64)> {
        let (start, end) = (self.need(field::INIZIO)?, self.need(field::FINE)?);
        (start <= end).then_some((start, end))
    }

    /// The first day of the worker's period: his own, or the application's.
    pub fn worker_start(&self) -> Option<i64> {
        match self.excuse(field::LAVORATORE_INIZIO)? {
            Some(own) => Some(own),
            None => self.need(field::INIZIO),
        }
    }

    /// The last day of the worker's period: his own, or the application's.
    pub fn worker_end(&self) -> Option<i64> {
        match self.excuse(field::LAVORATORE_FINE)? {
            Some(own) => Some(own),
            None => self.need(field::FINE),
        }
    }

    /// The worker's period, where its end does not precede its start.
    pub fn worker_period(&self) -> Option<(i64, i64)> {
        let (start, end) = (self.worker_start()?, self.worker_end()?);
        (start <= end).then_some((start, end))
    }

    /// The end of the worker's contract: extended where it is, none where there is none or it was made permanent
    /// in time. `None` when it is unknown.
    pub fn contract_end(&self) -> Option<Option<i64>> {
        match self.excuse(field::DATA_FINE_CONTRATTO)? {
            None => Some(None),
            Some(end) => super::contract::last_day(self, end),
        }
    }

    /// Where the worker's relation comes from: the place of the word, `nuova` where nothing is said.
    fn origin(&self) -> Option<i64> {
        self.or(field::ORIGINE, NEW)
    }

    /// The first day of an earlier relation that goes on; `None` when there is none, or it is unknown. While the
    /// field itself is being typed what it held before does not count.
    pub fn original_hire(&self) -> Option<i64> {
        let hired = self.excuse(field::DATA_ASSUNZIONE)?;
        if self.origin()? == NEW {
            return None;
        }
        if self.own_ignored {
            return Some(Day::FIRST.number());
        }
        let original = self.need(field::DATA_ORIGINARIA)?;
        hired
            .is_none_or(|hired| original < hired)
            .then_some(original)
    }

    /// The first day with this employer: `Some(None)` where nothing says it, `None` when it is unknown.
    pub fn first_day(&self) -> Option<Option<i64>> {
        let hired = self.excuse(field::DATA_ASSUNZIONE)?;
        if self.origin()? == RENEWED {
            return self.original_hire().map(Some);
        }
        Some(hired)
    }

    /// The worker's calendar: his period cut to the days of his employment. `None` when it is unknown or has no day.
    pub fn calendar(&self) -> Option<Calendar> {
        let (start, end) = self.worker_period()?;
        let hired = self.first_day()?.filter(|hired| *hired > start);
        let ends = self.contract_end()?.filter(|ends| *ends < end);
        let leaves = self.excuse(field::DATA_CESSAZIONE)?;
        let leaves = leaves.filter(|leaves| *leaves < end);
        let calendar = Calendar {
            start: hired.unwrap_or(start),
            end: end.min(ends.unwrap_or(end)).min(leaves.unwrap_or(end)),
            hired,
            ends,
            leaves,
        };
        (calendar.start <= calendar.end).then_some(calendar)
    }

    /// The day that chooses versions: the filing day, else today, else the latest.
    pub fn filing(&self) -> Filing {
        match self.known(field::DATA_PRESENTAZIONE) {
            Known::Value(Value::Ordinal(day)) => Filing::On(Day::from_number(*day)),
            Known::Empty => self.today.map_or(Filing::Latest, Filing::On),
            _ => Filing::Unknown,
        }
    }
}

/// The days that a worker can be asked for, and what cut them.
pub struct Calendar {
    pub start: i64,
    pub end: i64,
    hired: Option<i64>,
    ends: Option<i64>,
    leaves: Option<i64>,
}

impl Calendar {
    pub fn days(&self) -> i64 {
        self.end - self.start + 1
    }

    /// Names what cut it.
    pub fn tell(&self, params: &mut Params) {
        let cut =
            |name, day: Option<i64>| day.map(|day: i64| (name, Param::Day(Day::from_number(day))));
        params.extend(cut("assunto", self.hired));
        params.extend(cut("scade", self.ends.filter(|day| *day == self.end)));
        params.extend(cut("cessa", self.leaves.filter(|day| *day == self.end)));
    }
}

/// The places of words of `lavoratori.*.origine`.
const NEW: i64 = 0;
const RENEWED: i64 = 3;

/// What [`View::period`] reads.
pub const PERIOD: [FieldId; 2] = [field::INIZIO, field::FINE];
/// What the worker's period reads.
pub const WORKER_PERIOD: [FieldId; 4] = [
    field::INIZIO,
    field::FINE,
    field::LAVORATORE_INIZIO,
    field::LAVORATORE_FINE,
];
/// What the hire day of a relation reads.
pub const HIRE: [FieldId; 3] = [
    field::DATA_ASSUNZIONE,
    field::ORIGINE,
    field::DATA_ORIGINARIA,
];
/// What [`View::calendar`] reads.
pub const CALENDAR: [FieldId; 11] = [
    field::INIZIO,
    field::FINE,
    field::LAVORATORE_INIZIO,
    field::LAVORATORE_FINE,
    field::DATA_ASSUNZIONE,
    field::ORIGINE,
    field::DATA_ORIGINARIA,
    field::DATA_FINE_CONTRATTO,
    field::DATA_PROROGA,
    field::DATA_TRASFORMAZIONE,
    field::DATA_CESSAZIONE,
];
