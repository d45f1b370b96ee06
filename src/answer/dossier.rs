//! A dossier: all applications of one employer, checked together.
//!
//! An application that lists no earlier one is checked as if it listed those of the dossier that come before it, and
//! nobody may stand in two of them for the same days.

use std::collections::HashMap;
use std::sync::Arc;

use super::unasked::Unasked;
use crate::calendar::Day;
use crate::diagnostic::Diagnostic;
use crate::engine::{Active, Cause, Engine, OwnMessages, Place, WrongCall};
use crate::form::cell::Known;
use crate::form::model::{List, field};
use crate::json::Json;
use crate::json::make::{list, object, text};
use crate::message::Language;
use crate::rule::Param;
use crate::rulebook::{Duty, Rulebook};
use crate::text::{Value, codice_fiscale};

/// What is said of one application of a dossier.
pub struct Answer {
    pub diagnostics: Vec<Diagnostic>,
    pub unasked: Vec<Unasked>,
}

impl Answer {
    pub fn to_json(&self) -> Json {
        object([
            (
                "diagnostics",
                list(self.diagnostics.iter().map(Diagnostic::to_json)),
            ),
            ("unasked", list(self.unasked.iter().map(Unasked::to_json))),
        ])
    }
}

/// How the applications are checked.
#[derive(Clone)]
pub struct Options {
    pub language: Language,
    pub today: Option<Day>,
    pub messages: OwnMessages,
}

/// What the others need to know of an application.
struct Card {
    /// Rulebook and employer; none where it stands by itself.
    group: Option<(String, String)>,
    start: Option<i64>,
    period: Option<(i64, i64)>,
    lists_earlier: bool,
    unit: Option<String>,
    workers: Vec<Worker>,
    /// By person: the periods for which he stands here.
    people: HashMap<String, Vec<(i64, i64)>>,
}

struct Worker {
    row: u32,
    code: String,
    period: Option<(i64, i64)>,
}

/// The path below which supposed rows stand.
const SUPPOSED: &str = "domandePrecedenti.";

/// Checks applications together, each under its rulebook; one answer for each, in their order.
///
/// # Errors
/// What is no object can not be an application.
pub fn check(
    domande: &[(Arc<Rulebook>, &Json)],
    options: &Options,
) -> Result<Vec<Answer>, WrongCall> {
    let engine = |book: &Arc<Rulebook>, domanda: &Json| {
        let mut engine = Engine::new(book.clone(), options.language, options.today)
            .with_messages(options.messages.clone());
        engine.load(domanda).map(|()| engine)
    };
    let mut cards = Vec::new();
    for (index, (book, domanda)) in domande.iter().enumerate() {
        let card = engine(book, domanda).map_err(|call| {
            let place = ["domande.", &index.to_string(), ": "].concat();
            WrongCall([place, call.0].concat())
        })?;
        cards.push(card.card());
    }
    let mut answers = Vec::new();
    for (index, (book, domanda)) in domande.iter().enumerate() {
        let before = before(&cards, index);
        let own = cards.get(index).is_none_or(|card| card.lists_earlier);
        let supposed = !own && !before.is_empty();
        let mut engine = if supposed {
            let rows = before.iter().map(|(_, card)| card.as_earlier());
            let rows = Json::List(rows.collect());
            engine(
                book,
                &domanda.overlaid(&object([("domandePrecedenti", rows)])),
            )?
        } else {
            engine(book, domanda)?
        };
        let overlaps = match cards.get(index) {
            Some(card) => engine.overlaps(card, &before),
            None => Vec::new(),
        };
        let mut diagnostics = engine.validate_with(overlaps);
        if supposed {
            for diagnostic in &mut diagnostics {
                diagnostic
                    .related
                    .retain(|path| !path.starts_with(SUPPOSED));
                let edits = diagnostic.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
                if edits.iter().any(|(path, _)| path.starts_with(SUPPOSED)) {
                    diagnostic.fix = None;
                }
            }
            diagnostics.retain(|diagnostic| !diagnostic.path.starts_with(SUPPOSED));
        }
        answers.push(Answer {
            diagnostics,
            unasked: engine.unasked(),
        });
    }
    Ok(answers)
}

/// The applications of the same group that come before one, by start and then as they stand.
fn before(cards: &[Card], index: usize) -> Vec<(usize, &Card)> {
    let Some(own) = cards.get(index) else {
        return Vec::new();
    };
    let (Some(group), Some(start)) = (&own.group, own.start) else {
        return Vec::new();
    };
    let mut before: Vec<(usize, &Card)> = cards
        .iter()
        .enumerate()
        .filter(|(other, card)| {
            let earlier = card
                .period
                .is_some_and(|(s, _)| (s, *other) < (start, index));
            *other != index && earlier && card.group.as_ref() == Some(group)
        })
        .collect();
    before.sort_by_key(|(other, card)| (card.start, *other));
    before
}

impl Card {
    /// The application as one that lists it would.
    fn as_earlier(&self) -> Json {
        let day = |n: i64| text(Day::from_number(n).iso());
        let (start, end) = self.period.unwrap_or_default();
        let codes = self.workers.iter().map(|worker| text(&worker.code));
        let mut row = vec![
            ("dataInizio", day(start)),
            ("dataFine", day(end)),
            ("lavoratori", list(codes)),
        ];
        row.extend(self.unit.as_ref().map(|unit| ("unita", text(unit))));
        object(row)
    }
}

impl Engine {
    /// What the other applications of a dossier need to know of this one.
    fn card(&self) -> Card {
        let view = self.view(None);
        let readable = |id, row| match self.form.known(&self.book.model, id, row) {
            Known::Value(Value::Text(value)) => Some(value.clone()),
            _ => None,
        };
        let is_cig = self.tipo().and_then(|tipo| self.book.tipi.get(tipo));
        let employer = readable(field::DATORE_CODICE_FISCALE, None);
        let employer = employer.filter(|_| is_cig.is_some_and(|tipo| tipo == "cig"));
        let unit = match self.form.known(&self.book.model, field::UNITA_NOME, None) {
            Known::Empty => readable(field::UNITA_COMUNE, None),
            _ => readable(field::UNITA_NOME, None),
        };
        let workers = self.form.rows(List::Lavoratori).ids().iter();
        let workers = workers.filter_map(|row| {
            let view = self.view(Some((List::Lavoratori, *row)));
            Some(Worker {
                row: *row,
                code: readable(field::CODICE_FISCALE, Some(*row))?,
                period: view.worker_period(),
            })
        });
        let workers: Vec<Worker> = workers.collect();
        let mut people: HashMap<String, Vec<(i64, i64)>> = HashMap::new();
        for worker in &workers {
            if let Some(period) = worker.period {
                let person = codice_fiscale::person(&worker.code);
                people.entry(person).or_default().push(period);
            }
        }
        let earlier = self.form.rows(List::DomandePrecedenti);
        let path = List::DomandePrecedenti.path();
        let mut faults = self.form.faults.iter();
        Card {
            group: employer.map(|code| (self.book.name.clone(), codice_fiscale::person(&code))),
            start: view.need(field::INIZIO),
            period: view.period(),
            lists_earlier: !earlier.is_empty() || faults.any(|fault| fault == path),
            unit,
            workers,
            people,
        }
    }

    /// The workers who stand for the same days in an application before this one.
    fn overlaps(&self, own: &Card, before: &[(usize, &Card)]) -> Vec<Active> {
        let Some(rule) = self.book.built_in(&Duty::Overlap) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for worker in &own.workers {
            let person = codice_fiscale::person(&worker.code);
            let Some((start, end)) = worker.period else {
                continue;
            };
            let shared = before.iter().find_map(|(index, card)| {
                let mut periods = card.people.get(&person).into_iter().flatten();
                periods
                    .find(|(from, to)| *from <= end && start <= *to)
                    .map(|period| (*index, *period))
            });
            if let Some((index, (from, to))) = shared {
                found.push(Active {
                    spot: Place::of(field::CODICE_FISCALE, Some(worker.row)).into(),
                    cause: Cause::BuiltIn { rule },
                    params: vec![
                        ("domanda", Param::Count(index as i64)),
                        ("numero", Param::Count(index as i64 + 1)),
                        ("dal", Param::Day(Day::from_number(from))),
                        ("al", Param::Day(Day::from_number(to))),
                    ],
                    beside: Default::default(),
                });
            }
        }
        found
    }
}
