//! Edits and verdicts: what flips where something is typed, and what a whole application breaks.
//!
//! A session holds verdicts as numbers, and no sentence. An edit goes one way: the cell is read and put
//! (`edit`), single values that hang on it are computed anew (`settle`), the rules that read what changed are run
//! (`judge`), and where their signature differs from what is shown, that is told.

mod bench;
mod edit;
mod filed;
mod judge;
mod kernel;
mod limits;
mod many;
mod moves;
mod one;
mod open;
mod places;
mod plan;
mod plans;
mod rows;
mod run;
mod settle;
mod shown;
mod single;
mod solve;
mod span;
mod takes;
mod totals;
mod trial;
mod typed;
mod whole;
mod wiring;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::pairs::Pairs;
use crate::program::NodeId;
use crate::sheet::domanda::Unusable;
use crate::sheet::{At, Listed, People, Sheet};

#[cfg(debug_assertions)]
pub use bench::looks;
pub use edit::{Became, Changed, RowsChanged, WrongCall};
pub use filed::Filed;
pub use judge::Hit;
pub use kernel::{EMPTY, Known, UNUSABLE, VALUE};
pub use limits::{Limit, Limits, admitted};
pub use run::World;
pub use single::Asked;
pub use trial::Trial;
pub use typed::{State, TextNote};
pub use whole::{Finding, Whole};
pub use wiring::{Point, Wiring};

use one::Row;
use open::Open;
use shown::Shown;
use totals::{MonthFacts, Total};

/// One application under one rulebook.
#[derive(Clone)]
pub struct Session {
    wiring: Arc<Wiring>,
    sheet: Sheet,
    people: People,
    listed: Listed,
    months: MonthFacts,
    asked: Asked,
    /// The values of single nodes, by node.
    singles: Vec<Known>,
    /// Of those that are totals over rows, what the rows add up to.
    totals: Pairs<NodeId, Total>,
    shown: Shown,
    /// The fields that are being typed.
    open: Open,
    /// What was found to limit the field that is typed, while nothing else changes.
    kept: RefCell<Option<Kept>>,
    /// What was found to mend what, by all that it was found from.
    offers: RefCell<HashMap<u64, Option<i64>>>,
    /// The values of the row that was asked last, as far as nothing turned that they hang on.
    row: RefCell<Row>,
}

/// What limits a field, and what that was made from.
#[derive(Clone, Debug)]
struct Kept {
    at: At,
    inputs: Vec<Known>,
    limits: Arc<Vec<Limit>>,
}

impl Session {
    /// An empty application; `today` is the day that rules take for today, as its number.
    pub fn new(wiring: Arc<Wiring>, today: Option<i64>) -> Session {
        let mut session = Session::blank(wiring, today);
        session.recount();
        session
    }

    /// One that has counted nothing yet.
    fn blank(wiring: Arc<Wiring>, today: Option<i64>) -> Session {
        Session {
            sheet: Sheet::new(&wiring.model, wiring.texts.clone(), &wiring.compared),
            people: People::default(),
            listed: Listed::default(),
            months: MonthFacts::default(),
            asked: Asked {
                today,
                whole: false,
            },
            singles: wiring.constants.clone(),
            totals: Pairs::default(),
            shown: Shown::new(&wiring),
            open: Open::default(),
            kept: RefCell::new(None),
            offers: RefCell::default(),
            row: RefCell::default(),
            wiring,
        }
    }

    /// Replaces the application by one as JSON text, every field as left, and judges it.
    ///
    /// # Errors
    /// It is no JSON, no object, or goes beyond a limit: then the application stays as it is.
    pub fn load(&mut self, json: impl AsRef<str>) -> Result<(), Unusable> {
        self.take(json.as_ref())?;
        drop(json); // a text that is handed over makes room for what it is judged with
        self.show_all();
        Ok(())
    }

    /// Takes an application in without judging it.
    ///
    /// # Errors
    /// As [`Session::load`].
    pub fn take(&mut self, json: &str) -> Result<(), Unusable> {
        let wiring = &self.wiring;
        let mut sheet = Sheet::new(&wiring.model, wiring.texts.clone(), &wiring.compared);
        sheet.load(&wiring.model, json)?;
        self.sheet = sheet;
        self.row.get_mut().forget();
        self.open.take();
        self.kept.take();
        self.recount();
        Ok(())
    }

    /// Works out all that is kept about the application, from its cells.
    fn recount(&mut self) {
        self.people = People::of(&self.sheet, &self.wiring.model);
        self.listed = Listed::of(&self.sheet);
        self.months = MonthFacts::of(&self.sheet);
        self.settle_all();
    }

    /// The application as JSON text, as it was given and typed.
    pub fn to_json(&self) -> String {
        self.sheet.to_json(&self.wiring.model)
    }

    pub fn wiring(&self) -> &Arc<Wiring> {
        &self.wiring
    }

    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    pub fn today(&self) -> Option<i64> {
        self.asked.today
    }

    /// What is looked at to answer a question.
    pub fn world(&self) -> World<'_> {
        World {
            wiring: &self.wiring,
            sheet: &self.sheet,
            people: &self.people,
            listed: &self.listed,
            months: &self.months,
            singles: &self.singles,
            offers: &self.offers,
            row: &self.row,
        }
    }

    /// What limits a field of ordinals as the others stand.
    pub fn limits(&self, limits: &Limits) -> Arc<Vec<Limit>> {
        if let Some(kept) = self.kept.borrow().as_ref()
            && kept.at == *limits.at
            && kept.inputs.iter().copied().eq(limits.inputs())
        {
            return kept.limits.clone();
        }
        let found = Arc::new(limits.all());
        self.kept.replace(Some(Kept {
            at: limits.at.clone(),
            inputs: limits.inputs().collect(),
            limits: found.clone(),
        }));
        found
    }

    /// The value of a single node.
    pub fn single(&self, node: crate::program::NodeId) -> Known {
        let known = self.singles.get(usize::from(node));
        known.copied().unwrap_or((0, EMPTY))
    }
}
