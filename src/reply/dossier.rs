//! A dossier: all applications of one employer, checked together.
//!
//! An application that lists no earlier one is checked as if it listed those of the dossier that come before it, and
//! nobody may stand in two of them for the same days.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::Book;
use super::diagnostic::{Diagnostic, by_name, diagnostic, path_of, severity_name, speaker};
use super::figures::Figures;
use super::order::{Order, order};
use super::unasked::{Unasked, unasked};
use crate::calendar::Day;
use crate::law::Reader;
use crate::model::{FieldId, Model, Scope, id};
use crate::session::{EMPTY, Finding, VALUE, Whole, WrongCall};
use crate::sheet::{At, Below, CODICE_FISCALE, Cell, ELENCATI, Given, Sheet, person, unpack};
use crate::sorting::{sort, sort_by, sort_by_key};
use crate::tell::{Param, Params};

const TIPO: FieldId = id("tipo");
const EMPLOYER: FieldId = id("datoreLavoro.codiceFiscale");
const START: FieldId = id("periodo.dataInizio");
const END: FieldId = id("periodo.dataFine");
const UNIT: FieldId = id("unitaProduttiva.nome");
const UNIT_TOWN: FieldId = id("unitaProduttiva.comune");
const WORKER_START: FieldId = id("lavoratori.*.dataInizio");
const WORKER_END: FieldId = id("lavoratori.*.dataFine");
const EARLIER_START: FieldId = id("domandePrecedenti.*.dataInizio");
const EARLIER_END: FieldId = id("domandePrecedenti.*.dataFine");
const EARLIER_UNIT: FieldId = id("domandePrecedenti.*.unita");

/// The path below which supposed rows stand.
const SUPPOSED: &str = "domandePrecedenti.";
/// The kind of application that makes a dossier.
const TOGETHER: &str = "cig";
/// What is not said where [`Reader::DomandeSovrapposte`] speaks.
const LISTED: &str = "lavoratore-gia-autorizzato";

/// What is said of one application of a dossier.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DossierAnswer {
    pub diagnostics: Vec<Diagnostic>,
    pub unasked: Vec<Unasked>,
}

/// Checks applications together, each under its rulebook; one answer for each, in their order. `today` is the day that
/// rules take for today, as its number.
///
/// # Errors
/// What is no JSON, or no object, is no application.
pub fn check(
    domande: &[(Book, &str)],
    today: Option<i64>,
) -> Result<Vec<DossierAnswer>, WrongCall> {
    let dossier = Dossier::of(domande, today)?;
    (0..domande.len()).map(|n| dossier.answer(n)).collect()
}

/// Applications that are checked together.
pub struct Dossier<'d> {
    domande: &'d [(Book, &'d str)],
    today: Option<i64>,
    cards: Vec<Card>,
    groups: Vec<Group>,
}

/// What the others need to know of an application.
struct Card {
    /// Its place in [`Dossier::groups`]; none where it stands by itself.
    group: Option<usize>,
    start: Option<i64>,
    period: Option<(i64, i64)>,
    lists_earlier: bool,
    unit: Option<String>,
    workers: Vec<Worker>,
}

/// A row with a readable code.
struct Worker {
    row: usize,
    code: u128,
    period: Option<(i64, i64)>,
}

/// The applications of one employer under one rulebook.
#[derive(Default)]
struct Group {
    /// Those with a usable period, by start and then as they stand.
    members: Vec<usize>,
    /// By person: the members that list him, in their order.
    people: HashMap<u128, Vec<Listed>>,
}

/// Where a person stands in a group.
#[derive(Clone, Copy)]
struct Listed {
    /// The place among the members.
    member: usize,
    code: u128,
    period: Option<(i64, i64)>,
}

/// A worker who stands for the same days in an application before this one.
struct Overlap {
    at: At,
    domanda: usize,
    period: (i64, i64),
}

impl<'d> Dossier<'d> {
    /// Reads applications, and who comes before whom.
    ///
    /// # Errors
    /// As [`check`].
    pub fn of(
        domande: &'d [(Book, &'d str)],
        today: Option<i64>,
    ) -> Result<Dossier<'d>, WrongCall> {
        let mut cards = Vec::with_capacity(domande.len());
        let mut groups: Vec<Group> = Vec::new();
        let mut known: HashMap<(&str, u128), usize> = HashMap::new();
        for (index, (book, json)) in domande.iter().enumerate() {
            let sheet = sheet_of(book, json).map_err(|problem| at_domanda(index, &problem))?;
            let mut card = Card::of(book, &sheet);
            if let Some(employer) = employer(book, &sheet) {
                let group = *known.entry((book.name(), employer)).or_insert(groups.len());
                if group == groups.len() {
                    groups.push(Group::default());
                }
                card.group = Some(group);
                if let (Some(_), Some(group)) = (card.period, groups.get_mut(group)) {
                    group.members.push(index);
                }
            }
            cards.push(card);
        }
        for group in &mut groups {
            group.settle(&cards);
        }
        Ok(Dossier {
            domande,
            today,
            cards,
            groups,
        })
    }

    /// What is said of one of them.
    ///
    /// # Errors
    /// As [`check`]; and there is no such application.
    pub fn answer(&self, index: usize) -> Result<DossierAnswer, WrongCall> {
        let (Some((book, json)), Some(card)) = (self.domande.get(index), self.cards.get(index))
        else {
            let problem = ["no application ", &index.to_string()].concat();
            return Err(WrongCall(problem));
        };
        let problem = |problem: String| at_domanda(index, &problem);
        let rows = self.supposed(index, card);
        let whole = match &rows {
            None => whole_of(book, self.today, json).map_err(problem)?,
            Some(rows) => {
                let mut sheet = sheet_of(book, json).map_err(problem)?;
                suppose(&mut sheet, &book.wiring.model, rows);
                let json = sheet.to_json(&book.wiring.model);
                whole_of(book, self.today, &json).map_err(problem)?
            }
        };
        let overlaps = self.overlaps(index, card);
        let mut diagnostics = told(book, &whole, &overlaps);
        let mut unasked = unasked(book, whole.session());
        if rows.is_some() {
            let is_supposed = |path: &String| path.starts_with(SUPPOSED);
            diagnostics.retain(|diagnostic| !is_supposed(&diagnostic.path));
            for diagnostic in &mut diagnostics {
                diagnostic.related.retain(|path| !is_supposed(path));
                let fix = diagnostic.fix.take();
                diagnostic.fix = fix.filter(|fix| !fix.edits.iter().any(|e| is_supposed(&e.path)));
            }
            unasked.retain_mut(|one| {
                one.fields.retain(|path| !is_supposed(path));
                !one.fields.is_empty()
            });
        }
        Ok(DossierAnswer {
            diagnostics,
            unasked,
        })
    }

    /// The group of an application, and how many of its members come before it.
    fn before(&self, index: usize, card: &Card) -> Option<(&Group, usize)> {
        let group = self.groups.get(card.group?)?;
        let own = (card.start?, index);
        let comes_before = |other: &usize| {
            let start = self.cards.get(*other).and_then(|card| card.start);
            start.is_some_and(|start| (start, *other) < own)
        };
        Some((group, group.members.partition_point(comes_before)))
    }

    /// The rows that an application is checked with as if it listed them; none where it lists its own, or has none
    /// before it. Of those who stand in the others only those are named who stand in this one too: no rule looks at
    /// anybody else.
    fn supposed(&self, index: usize, card: &Card) -> Option<Vec<(&Card, Vec<u128>)>> {
        let (group, count) = self.before(index, card)?;
        if card.lists_earlier || count == 0 {
            return None;
        }
        let members = group.members.iter().take(count);
        let cards = members.filter_map(|member| self.cards.get(*member));
        let mut rows: Vec<(&Card, Vec<u128>)> = cards.map(|card| (card, Vec::new())).collect();
        let mut own: Vec<u128> = card.workers.iter().map(|w| person(w.code)).collect();
        sort(&mut own);
        own.dedup();
        for person in own {
            for listed in group.people.get(&person).into_iter().flatten() {
                if let Some((_, codes)) = rows.get_mut(listed.member) {
                    codes.push(listed.code);
                }
            }
        }
        Some(rows)
    }

    /// The workers who stand for the same days in an application before this one.
    fn overlaps(&self, index: usize, card: &Card) -> Vec<Overlap> {
        let Some((group, count)) = self.before(index, card) else {
            return Vec::new();
        };
        let found = card.workers.iter().filter_map(|worker| {
            let (start, end) = worker.period?;
            let listed = group.people.get(&person(worker.code))?.iter();
            let mut before = listed.take_while(|listed| listed.member < count);
            let (member, period) = before.find_map(|listed| {
                let (from, to) = listed.period?;
                (from <= end && start <= to).then_some((listed.member, (from, to)))
            })?;
            Some(Overlap {
                at: At::row(CODICE_FISCALE, worker.row),
                domanda: *group.members.get(member)?,
                period,
            })
        });
        found.collect()
    }
}

impl Group {
    /// Puts the members in order, and finds who stands where.
    fn settle(&mut self, cards: &[Card]) {
        let start = |index: &usize| cards.get(*index).and_then(|card| card.start);
        sort_by_key(&mut self.members, |index| (start(index), *index));
        for (member, index) in self.members.iter().enumerate() {
            for worker in cards.get(*index).into_iter().flat_map(|card| &card.workers) {
                let listed = self.people.entry(person(worker.code)).or_default();
                listed.push(Listed {
                    member,
                    code: worker.code,
                    period: worker.period,
                });
            }
        }
    }
}

impl Card {
    /// Without its group.
    fn of(book: &Book, sheet: &Sheet) -> Card {
        let model = &book.wiring.model;
        let day = |field, row| {
            let cell = sheet.cell(model, &At::row(field, row));
            (cell.value(), cell.state_seen())
        };
        let (start, end) = (day(START, 0), day(END, 0));
        // A worker's own day; the application's where that is empty.
        let own = |field, row, of_all| match day(field, row) {
            (_, EMPTY) => of_all,
            known => known,
        };
        let workers = (0..sheet.rows(Scope::Lavoratori)).filter_map(|row| {
            Some(Worker {
                row,
                code: code_at(model, sheet, CODICE_FISCALE, row)?,
                period: period(own(WORKER_START, row, start), own(WORKER_END, row, end)),
            })
        });
        let readable = |field| {
            let kind = &model.get(field)?.kind;
            sheet.cell(model, &At::single(field)).canonical(kind)
        };
        let unit = match readable(UNIT) {
            None if day(UNIT, 0).1 == EMPTY => readable(UNIT_TOWN),
            known => known,
        };
        let list = Scope::DomandePrecedenti;
        let is_other = || sheet.misfits().iter().any(|path| path == list.path());
        Card {
            group: None,
            start: (start.1 == VALUE).then_some(start.0),
            period: period(start, end),
            lists_earlier: sheet.rows(list) > 0 || is_other(),
            unit,
            workers: workers.collect(),
        }
    }
}

/// A period, where its end does not precede its start.
fn period(start: (i64, u8), end: (i64, u8)) -> Option<(i64, i64)> {
    let known = start.1 == VALUE && end.1 == VALUE && start.0 <= end.0;
    known.then_some((start.0, end.0))
}

/// The readable code of a cell.
fn code_at(model: &Model, sheet: &Sheet, field: FieldId, row: usize) -> Option<u128> {
    let cell = sheet.cell(model, &At::row(field, row));
    cell.is_value().then(|| cell.code())
}

/// The employer whose applications are one dossier.
fn employer(book: &Book, sheet: &Sheet) -> Option<u128> {
    let model = &book.wiring.model;
    let tipo = sheet.cell(model, &At::single(TIPO));
    let tipo = match tipo.state_seen() {
        EMPTY => 0,
        VALUE => usize::try_from(tipo.value()).ok()?,
        _ => return None,
    };
    let tipo = book.wiring.program.tipi.get(tipo)?;
    let code = code_at(model, sheet, EMPLOYER, 0).filter(|_| tipo == TOGETHER);
    code.map(person)
}

/// Adds the rows that an application does not list itself.
fn suppose(sheet: &mut Sheet, model: &Model, rows: &[(&Card, Vec<u128>)]) {
    let read = |sheet: &mut Sheet, at: &At, text: &str| {
        let kind = &model.get(at.field)?.kind;
        Some(sheet.read(kind, at, Given::Text(text)))
    };
    // Who stands in many rows is read once.
    let mut codes: HashMap<u128, Cell> = HashMap::new();
    for (row, (card, listed)) in rows.iter().enumerate() {
        sheet.insert(Scope::DomandePrecedenti, row);
        let (start, end) = card.period.unwrap_or_default();
        let day = |day| Some(Day::from_number(day).iso());
        for (field, text) in [
            (EARLIER_START, day(start)),
            (EARLIER_END, day(end)),
            (EARLIER_UNIT, card.unit.clone()),
        ] {
            let at = At::row(field, row);
            if let Some(cell) = text.and_then(|text| read(sheet, &at, &text)) {
                sheet.put(model, &at, cell);
            }
        }
        for (position, code) in listed.iter().enumerate() {
            let at = At {
                field: ELENCATI,
                row,
                below: Below::Listed(position),
            };
            let known = codes.get(code).cloned();
            if let Some(cell) = known.or_else(|| read(sheet, &at, &unpack(*code))) {
                codes.entry(*code).or_insert_with(|| cell.clone());
                sheet.put(model, &at, cell);
            }
        }
    }
}

/// The diagnostics of a whole check, beside what other applications say of this one: who stands in two of them is told
/// once.
fn told(book: &Book, whole: &Whole, overlaps: &[Overlap]) -> Vec<Diagnostic> {
    let session = whole.session();
    let wiring = &book.wiring;
    let mut ordered: Vec<(Order, Result<Finding, &Overlap>)> = Vec::new();
    let readers = &wiring.program.readers;
    let reader = readers
        .iter()
        .position(|rule| rule.reader == Reader::DomandeSovrapposte);
    let overlaps = if reader.is_some() { overlaps } else { &[] };
    let told_here: HashSet<String> = overlaps.iter().map(|o| o.at.path(&wiring.model)).collect();
    for finding in whole.findings() {
        let is_listed = speaker(wiring, &finding).is_some_and(|(slug, ..)| slug == LISTED);
        let is_told =
            is_listed && path_of(wiring, &finding).is_some_and(|path| told_here.contains(&path));
        if let (false, Some(order)) = (is_told, order(wiring, &finding)) {
            ordered.push((order, Ok(finding)));
        }
    }
    for overlap in overlaps {
        let rule = reader.and_then(|reader| readers.get(reader));
        // It stands where any finding of its field would.
        let place = order(wiring, &Finding::Missing(overlap.at.clone()));
        if let (Some(rule), Some((a, b, c, d, ..))) = (rule, place) {
            let order = (a, b, c, d, rule.severity, rule.slug.as_str());
            ordered.push((order, Err(overlap)));
        }
    }
    sort_by(&mut ordered, |(a, _), (b, _)| a.cmp(b));
    let told = ordered.iter().filter_map(|(_, said)| match said {
        Ok(finding) => diagnostic(book, session, finding),
        Err(overlap) => overlapping(book, reader?, overlap),
    });
    told.collect()
}

fn overlapping(book: &Book, reader: usize, overlap: &Overlap) -> Option<Diagnostic> {
    let rule = book.wiring.program.readers.get(reader)?;
    let words = book.said.words.readers.get(reader)?;
    let reason = words.reasons.iter().find(|(reason, _)| reason == "default");
    let own = book.own_sentence(&rule.slug);
    let template = own.or(reason.map(|(_, says)| says.as_str()))?;
    let (start, end) = overlap.period;
    let count = overlap.domanda as i64;
    let params: Params = [
        ("domanda", Param::Count(count)),
        ("numero", Param::Count(count + 1)),
        ("dal", Param::Day(start)),
        ("al", Param::Day(end)),
    ]
    .into();
    Some(Diagnostic {
        rule: book.rule_name(&rule.slug),
        severity: severity_name(rule.severity),
        path: overlap.at.path(&book.wiring.model),
        related: Vec::new(),
        message: book.voice().fill(template, &params),
        params: Figures::of(&params),
        enforced_by: by_name(rule.enforced_by),
        sources: book.cited_by_reader(reader),
        fix: None,
    })
}

fn sheet_of(book: &Book, json: &str) -> Result<Sheet, String> {
    let wiring = &book.wiring;
    let mut sheet = Sheet::new(&wiring.model, wiring.texts.clone(), &wiring.compared);
    let loaded = sheet.load(&wiring.model, json);
    loaded.map(|()| sheet).map_err(|problem| problem.message)
}

fn whole_of(book: &Book, today: Option<i64>, json: &str) -> Result<Whole, String> {
    Whole::of(book.wiring.clone(), today, json).map_err(|problem| problem.message)
}

fn at_domanda(index: usize, problem: &str) -> WrongCall {
    WrongCall(["domande.", &index.to_string(), ": ", problem].concat())
}
