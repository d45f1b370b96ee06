//! The application that stays in memory and is re-checked where it was touched.
//!
//! A change of a field runs the rules that read it, for its row alone where they look at rows, and hands
//! back only what is new and what is gone.

mod change;
mod counts;
pub mod earlier;
mod edit;
mod headcount;
mod limits;
mod load;
mod place;
mod run;
pub mod totals;
mod whole;

use std::sync::Arc;

pub use edit::{Changed, RowsChanged};
pub(crate) use limits::{Admits, param};

use crate::calendar::{Day, Month};
use crate::form::Form;
use crate::form::address;
use crate::form::cell::{Cell, State};
use crate::form::model::{FieldId, List, field};
use crate::form::rows::{RowId, month};
use crate::message::{Language, Texts, Voice};
use crate::rule::{Param, Params, View};
use crate::rulebook::{Rulebook, Target};
use change::Slot;
use totals::Totals;

/// A call that makes no sense, said so that it can be mended.
#[derive(Debug, Clone, PartialEq)]
pub struct WrongCall(pub String);

/// The place of one value: a field, its row, and below it a month or the position in a list of codes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub field: FieldId,
    pub row: Option<RowId>,
    pub below: Below,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Below {
    Nothing,
    Month(String),
    Listed(usize),
}

/// Where a diagnostic is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot {
    pub target: Target,
    pub row: Option<RowId>,
    pub below: Below,
}

impl Place {
    /// Of a field itself: outside lists, or in a row.
    pub(crate) const fn of(field: FieldId, row: Option<RowId>) -> Place {
        Place {
            field,
            row,
            below: Below::Nothing,
        }
    }

    /// The month of a monthly value; none where the key is no month. A headcount is of a month of the calendar.
    pub(crate) fn month(&self) -> Option<Month> {
        let Below::Month(key) = &self.below else {
            return None;
        };
        Month::from_key(key).filter(|month| self.field != field::MENSILE || month.is_of_calendar())
    }
}

impl From<Place> for Spot {
    fn from(place: Place) -> Spot {
        Spot {
            target: Target::Field(place.field),
            row: place.row,
            below: place.below,
        }
    }
}

/// Why there is a diagnostic.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cause {
    /// A rule that fires; `empty` when it is the absence that does.
    Rule {
        point: usize,
        variant: usize,
        empty: bool,
    },
    /// What is typed can no longer satisfy the rule.
    Prefix { point: usize, variant: usize },
    /// The text cannot be read; the rule that says so, and why.
    Unreadable { rule: usize, reason: &'static str },
    /// A built-in rule of the whole check.
    BuiltIn { rule: usize },
}

/// What is shown beside a verdict, from other fields too: it is kept so that a change of it is told.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Beside {
    /// What the user typed.
    pub typed: Option<Param>,
    /// The other filled fields that took part.
    pub related: Vec<Spot>,
    pub mend: Option<Mend>,
}

/// What would mend it, as a click offers it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mend {
    pub label: String,
    /// Place and new text.
    pub edits: Vec<(Place, String)>,
}

/// A diagnostic as the engine keeps it: rendered only when somebody asks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Active {
    pub spot: Spot,
    pub cause: Cause,
    pub params: Params,
    pub beside: Beside,
}

impl Active {
    /// A value stands in the place of an object or list.
    fn is_fault(&self) -> bool {
        matches!(
            (&self.spot.target, &self.cause),
            (Target::Object(_), Cause::Unreadable { .. })
        )
    }

    /// It speaks of the text of its own field, not of a rule's verdict.
    fn is_about_text(&self) -> bool {
        matches!(self.cause, Cause::Prefix { .. } | Cause::Unreadable { .. })
    }
}

/// A caller's own sentences, by rule.
pub type OwnMessages = Vec<(String, Texts)>;

/// One application under one rulebook.
pub struct Engine {
    pub(crate) book: Arc<Rulebook>,
    pub(crate) form: Form,
    pub(crate) totals: Totals,
    pub(crate) today: Option<Day>,
    pub(crate) language: Language,
    pub(crate) messages: OwnMessages,
    active: Vec<Active>,
    /// By list and slot.
    row_active: [Vec<Vec<Active>>; 5],
    /// Values are tried in it: nobody is shown what stands beside its verdicts.
    pub(crate) is_trial: bool,
    /// By point: it looks at rows, and could not fire in any when it last ran over all of them.
    asleep: Vec<bool>,
}

impl Engine {
    /// An empty application. `today` chooses the version of the rules where no filing day is given, and
    /// opens months to reporting; nothing else looks at it.
    pub fn new(book: Arc<Rulebook>, language: Language, today: Option<Day>) -> Engine {
        let totals = Totals::new(&book.facts);
        let asleep = vec![true; book.points.len()];
        let mut engine = Engine {
            book,
            form: Form::default(),
            totals,
            today,
            language,
            messages: Vec::new(),
            active: Vec::new(),
            row_active: Default::default(),
            is_trial: false,
            asleep,
        };
        engine.recheck();
        engine
    }

    /// The same, with the caller's own sentences for some rules.
    pub fn with_messages(mut self, messages: OwnMessages) -> Engine {
        self.messages = messages;
        self
    }

    pub fn rulebook(&self) -> &Rulebook {
        &self.book
    }

    /// How many cells were looked at so far.
    #[cfg(debug_assertions)]
    pub fn looks(&self) -> u64 {
        self.form.looks()
    }

    pub fn language(&self) -> Language {
        self.language
    }

    pub(crate) fn voice(&self) -> Voice<'_> {
        Voice {
            language: self.language,
            labels: &self.book.labels,
            model: &self.book.model,
        }
    }

    /// What the rules of this row (and month) see.
    pub(crate) fn view(&self, row: Option<(List, RowId)>) -> View<'_> {
        View {
            form: &self.form,
            model: &self.book.model,
            totals: &self.totals,
            today: self.today,
            row,
            month: None,
            whole: false,
            own_ignored: false,
            as_if: None,
            #[cfg(debug_assertions)]
            declared: None,
        }
    }

    pub(crate) fn list_of(&self, field: FieldId) -> Option<List> {
        self.book.model.get(field).and_then(|f| f.list)
    }

    /// The cell of a place, where it was ever filled.
    pub(crate) fn cell(&self, place: &Place) -> Option<&Cell> {
        match (&place.below, place.row) {
            (Below::Nothing, row) => self.form.cell(&self.book.model, place.field, row),
            (Below::Month(key), row) => month(self.form.months(place.field, row), key),
            (Below::Listed(position), Some(row)) => self
                .form
                .rows(List::DomandePrecedenti)
                .get(row)?
                .listed
                .get(*position)?
                .as_ref(),
            _ => None,
        }
    }

    /// What a place is worth now (the contract's states).
    pub(crate) fn state(&self, place: &Place) -> State {
        use crate::text::Reading;
        let Some(cell) = self.cell(place) else {
            return State::Empty;
        };
        if let Some(state) = cell.typing {
            return state;
        }
        match cell.reading {
            Reading::Empty => State::Empty,
            Reading::Unreadable(_) => State::Invalid,
            Reading::Value(_) if self.has_error_at(place) => State::Invalid,
            Reading::Value(_) => State::Valid,
        }
    }

    fn has_error_at(&self, place: &Place) -> bool {
        let spot = Spot::from(place.clone());
        self.active_of(self.slot_of(place)).iter().any(|a| {
            a.spot == spot && self.words_of(&a.cause).severity == crate::rulebook::Severity::Error
        })
    }

    /// Where the diagnostics of a place are kept.
    fn slot_of(&self, place: &Place) -> Slot {
        self.list_of(place.field).zip(place.row)
    }

    /// The diagnostics of a row, or of what stands outside rows.
    pub(crate) fn active_of(&self, slot: Slot) -> &[Active] {
        match slot {
            Some((list, row)) => {
                let rows = self.row_active.get(list as usize);
                let active = rows.and_then(|rows| rows.get(row as usize));
                active.map_or(&[], |active| active)
            }
            None => &self.active,
        }
    }

    pub(crate) fn all_active(&self) -> impl Iterator<Item = &Active> {
        self.active
            .iter()
            .chain(self.row_active.iter().flatten().flatten())
    }

    /// The words of whatever rule stands behind a cause.
    pub(crate) fn words_of(&self, cause: &Cause) -> &crate::rulebook::Words {
        match cause {
            Cause::Rule { point, variant, .. } | Cause::Prefix { point, variant } => {
                &self.book.variant(*point, *variant).words
            }
            Cause::Unreadable { rule, .. } | Cause::BuiltIn { rule } => {
                &self.book.built_in_rule(*rule).words
            }
        }
    }

    pub(crate) fn rule_of(&self, cause: &Cause) -> usize {
        match cause {
            Cause::Rule { point, .. } | Cause::Prefix { point, .. } => self.book.point(*point).rule,
            Cause::Unreadable { rule, .. } | Cause::BuiltIn { rule } => {
                self.book.built_in_rule(*rule).rule
            }
        }
    }

    /// The path of a spot as it stands now.
    pub(crate) fn path(&self, spot: &Spot) -> String {
        match &spot.target {
            Target::List(list) => list.path().to_string(),
            Target::Object(pattern) => {
                let in_row = List::ALL.into_iter().find_map(|list| {
                    let below = pattern.strip_prefix(list.path())?.strip_prefix(".*")?;
                    Some((list, spot.row?, below))
                });
                match in_row {
                    Some((list, row, below)) => {
                        let index = self.form.rows(list).index_of(row);
                        [list.path(), ".", &index.to_string(), below].concat()
                    }
                    None => pattern.clone(),
                }
            }
            Target::Field(field) => {
                let list = self.list_of(*field);
                let index = list
                    .zip(spot.row)
                    .map(|(list, row)| self.form.rows(list).index_of(row));
                let below = match &spot.below {
                    Below::Nothing => None,
                    Below::Month(key) => Some(key.clone()),
                    Below::Listed(position) => Some(position.to_string()),
                };
                address::path(&self.book.model, *field, index, below.as_deref())
            }
        }
    }
}
