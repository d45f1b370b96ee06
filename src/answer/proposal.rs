//! Proposals: a need longer than one application allows, split into applications that satisfy every rule.

use crate::calendar::Day;
use crate::engine::{Engine, Place};
use crate::form::address::path;
use crate::form::cell::Given;
use crate::form::model::{FieldId, List, field};
use crate::form::rows::RowId;
use crate::json::Json;
use crate::json::make::{list, number, object, text};
use crate::ranges::Ranges;
use crate::rule::{Param, Params};
use crate::rulebook::{Severity, Target};

/// More applications than this nobody files for one need.
const MOST_PARTS: usize = 12;

/// The periods of the applications that together cover the need, as far as it can be covered.
pub(super) struct Proposal {
    parts: Vec<(i64, i64)>,
    /// Days of the need that no application can cover.
    left: i64,
    /// The agreement ends before the last part does.
    agreement_until: Option<i64>,
}

impl Engine {
    /// The split, where one application is not enough and several are.
    pub(super) fn proposal(&self) -> Option<Proposal> {
        let (start, end) = self.view(None).period()?;
        if self.admitted_ends().contains(end) {
            return None;
        }
        let mut trial = self.trial();
        let mut parts: Vec<(i64, i64)> = Vec::new();
        let mut next = start;
        while next <= end && parts.len() < MOST_PARTS {
            trial.type_day("periodo.dataInizio", next)?;
            let admitted = trial.admitted_ends();
            let Some(mut last) = latest(&admitted, next, end) else {
                break;
            };
            // What remains may be shorter than an application can be: then this one leaves it some days.
            let shortest = admitted.min().map_or(1, |min| min - next + 1);
            if (1..shortest).contains(&(end - last)) {
                last = latest(&admitted, next, end - shortest)?;
            }
            trial.type_day("periodo.dataFine", last)?;
            if trial.refuses_period() {
                return None;
            }
            let earlier = trial.form.rows(List::DomandePrecedenti).len();
            for (column, day) in [
                (field::PRECEDENTE_INIZIO, next),
                (field::PRECEDENTE_FINE, last),
            ] {
                trial.type_day(&path(&self.book.model, column, Some(earlier), None), day)?;
            }
            parts.push((next, last));
            next = last + 1;
        }
        if parts.len() < 2 {
            return None;
        }
        let covered = parts.last().map_or(start, |(_, last)| *last);
        let agreement = self.book.model.field("accordo.dataFine");
        let agreement = agreement.and_then(|id| self.form.ordinal(&self.book.model, id, None));
        Some(Proposal {
            left: end - covered,
            agreement_until: agreement.filter(|until| *until < covered).map(|_| covered),
            parts,
        })
    }

    /// `{ text, parts: [{ dataInizio, dataFine, days }] }`
    pub(super) fn proposal_json(&self) -> Option<Json> {
        let proposal = self.proposal()?;
        let parts = proposal.parts.iter().map(|(start, end)| {
            object([
                ("dataInizio", text(Day::from_number(*start).iso())),
                ("dataFine", text(Day::from_number(*end).iso())),
                ("days", number(end - start + 1)),
            ])
        });
        let mut params = vec![
            ("domande", Param::Count(proposal.parts.len() as i64)),
            ("parti", Param::Text(self.list_of_parts(&proposal.parts))),
        ];
        if proposal.left > 0 {
            params.push(("restano", Param::Count(proposal.left)));
        }
        if let Some(until) = proposal.agreement_until {
            params.push(("accordo", Param::Day(Day::from_number(until))));
        }
        Some(object([
            ("text", text(self.voice().phrase("proposal.split", &params))),
            ("parts", list(parts)),
        ]))
    }

    /// The label of a fix that ends this application on the first part's last day: it names the others too.
    pub(super) fn split_label(&self, last: &str) -> Option<String> {
        let proposal = self.proposal()?;
        let ((_, end), others) = proposal.parts.split_first()?;
        let end = Day::from_number(*end);
        if end.italian() != last {
            return None;
        }
        let params = vec![
            ("ultima", Param::Day(end)),
            ("domande", Param::Count(others.len() as i64)),
            ("parti", Param::Text(self.list_of_parts(others))),
        ];
        Some(self.voice().phrase("proposal.fix", &params))
    }

    fn list_of_parts(&self, parts: &[(i64, i64)]) -> String {
        let written: Vec<String> = parts
            .iter()
            .map(|(start, end)| {
                let params: Params = vec![
                    ("inizio", Param::Day(Day::from_number(*start))),
                    ("fine", Param::Day(Day::from_number(*end))),
                    ("giorni", Param::Count(end - start + 1)),
                ];
                self.voice().phrase("proposal.part", &params)
            })
            .collect();
        written.join("; ")
    }

    /// The ends of the period that its rules admit.
    fn admitted_ends(&self) -> Ranges {
        let place = Place::of(field::FINE, None);
        Engine::admitted(&self.limits(&place))
    }

    /// Whether an error stands at the period.
    fn refuses_period(&self) -> bool {
        let ends = [field::INIZIO, field::FINE].map(Target::Field);
        self.all_active().any(|active| {
            ends.contains(&active.spot.target)
                && self.words_of(&active.cause).severity == Severity::Error
        })
    }

    /// A copy of what stands outside rows, and of the earlier applications: to try other values in.
    pub(super) fn trial(&self) -> Engine {
        let mut trial = Engine::new(self.book.clone(), self.language, self.today);
        trial.is_trial = true;
        let model = &self.book.model;
        for &single in model.singles() {
            trial.copy(self, single, None);
        }
        for (index, row) in self
            .form
            .rows(List::DomandePrecedenti)
            .ids()
            .iter()
            .enumerate()
        {
            // An empty row counts too: it is an earlier application whose period is not known.
            let _ = trial.insert(List::DomandePrecedenti.path(), Some(index));
            for column in [field::PRECEDENTE_INIZIO, field::PRECEDENTE_FINE] {
                trial.copy(self, column, Some((index, *row)));
            }
        }
        trial
    }

    fn copy(&mut self, from: &Engine, field: FieldId, row: Option<(usize, RowId)>) {
        let model = &from.book.model;
        if let Some(cell) = from.form.cell(model, field, row.map(|(_, id)| id)) {
            let path = path(model, field, row.map(|(index, _)| index), None);
            // The path is one of the model's own: nothing can be wrong with it.
            let _ = self.set(&path, Some(cell.given.clone()));
            let _ = self.commit(&path);
        }
    }

    /// Types a day and leaves the field.
    fn type_day(&mut self, path: &str, day: i64) -> Option<()> {
        let day = Day::from_number(day).italian();
        self.set(path, Some(Given::Text(day))).ok()?;
        self.commit(path).ok().map(|_| ())
    }
}

/// The greatest admitted day from `from` to `to`.
fn latest(admitted: &Ranges, from: i64, to: i64) -> Option<i64> {
    admitted.intersect(&Ranges::between(from, to)).max()
}
