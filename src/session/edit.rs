//! Edits: a field set or left, a row inserted or removed; and what changes by it.

use crate::model::{FieldId, Scope};
use crate::pairs::Pairs;
use crate::sheet::{
    Address, At, Below, CODICE_FISCALE, CONSUNTIVO, Cell, ELENCATI, Given, Key, Listed, Typing,
    parse,
};
use crate::sorting::{sort, sort_by, sort_by_key};

use crate::text::Kind;

use super::Session;
use super::judge::{Hit, Judging};
use super::kernel::EMPTY;
use super::many::Later;
use super::open::{Spoken, Touch};
use super::settle::{Added, Touched};
use super::shown::Spot;
use super::typed::{State, TextNote};
use super::whole::Finding;
use super::wiring::Nodes;

/// A call that makes no sense, said so that it can be mended.
#[derive(Debug, Clone, PartialEq)]
pub struct WrongCall(pub String);

/// What became of a field: its path, its state, its canonical text.
pub type Became = (String, State, Option<String>);

/// What became of a field, of others because of it, and of rows.
#[derive(Debug, Default)]
pub struct Changed {
    /// The field that was touched.
    pub field: Option<Became>,
    pub added: Vec<Finding>,
    /// What is no longer said; rows by where they are now.
    pub removed: Vec<Finding>,
    /// The first of the rows, where an edit makes several.
    pub rows: Option<RowsChanged>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RowsChanged {
    Inserted(Scope, usize),
    Removed(Scope, usize),
}

/// How often a half-typed field is read again after an edit.
const TWICE: usize = 2;

/// What was said before an edit, of what it touches.
#[derive(Default)]
pub(super) struct Before {
    /// With what fires there now.
    pub(super) spots: Vec<(Spot, u64, Option<Hit>)>,
    /// What was said of texts, where that was something or is now.
    pub(super) notes: Vec<(At, Spoken)>,
    /// What stood in the place of an object or a list, and is gone.
    pub(super) misfits: Vec<String>,
    /// Some of it went just now: what rows add to totals may be something else by that alone.
    pub(super) mended: bool,
    /// Other half-typed fields whose limits may have moved.
    pub(super) touched: Vec<At>,
    /// What is judged once, when all of several edits stand.
    pub(super) later: Option<Later>,
}

impl Session {
    /// Sets a field as the user types: its text is read as a prefix. `path` has dots.
    ///
    /// # Errors
    /// A path that names a list or an object, or a row that is not there. A row right after the last one comes
    /// into being.
    pub fn set(&mut self, path: &str, given: Given) -> Result<Changed, WrongCall> {
        let address = parse(&self.wiring.model, path);
        self.expect_free(&address, path)?;
        let mut before = Before::default();
        let rows = self.new_row(&address, path)?;
        if rows.is_none() {
            self.place(&address, path)?; // a call that makes no sense changes nothing
        }
        self.mend(path, &address, &mut before);
        if let Some((list, row)) = rows {
            self.insert_row(list, row, &mut before);
        }
        let rows = rows.map(|(list, row)| RowsChanged::Inserted(list, row));
        let Some(at) = self.place(&address, path)? else {
            let json = json_of(given);
            self.sheet.keep_unknown(&self.wiring.model, path, &json);
            let mut changed = self.changed(before, rows);
            changed.field = Some((path.to_string(), State::Unknown, None));
            return Ok(changed);
        };
        self.put(&at, Some(given), Typing::Fine, &mut before);
        self.retype(Some(&at), &mut before);
        let mut changed = self.changed(before, rows);
        changed.field = Some((path.to_string(), self.state(&at), self.canonical(&at)));
        Ok(changed)
    }

    /// What stood in the place of an object or a list that a path goes through gives way.
    pub(super) fn mend(&mut self, path: &str, address: &Address, before: &mut Before) {
        let mended = self.sheet.mend(path, address);
        if !mended.is_empty() {
            self.row.get_mut().forget();
            before.mended = true;
        }
        before.misfits.extend(mended);
    }

    /// The user leaves the field: what is not a value is now unreadable, what is one is judged.
    ///
    /// # Errors
    /// As [`Session::set`].
    pub fn commit(&mut self, path: &str) -> Result<Changed, WrongCall> {
        let address = parse(&self.wiring.model, path);
        let mut before = Before::default();
        let next = self.new_row(&address, path)?.is_some();
        let Some(at) = (if next {
            None
        } else {
            self.place(&address, path)?
        }) else {
            let mut changed = Changed::default();
            let state = if next { State::Empty } else { State::Unknown };
            changed.field = Some((path.to_string(), state, None));
            return Ok(changed);
        };
        if self.sheet.cell(&self.wiring.model, &at).typing != Typing::Left {
            self.put(&at, None, Typing::Left, &mut before);
            self.retype(Some(&at), &mut before);
        }
        let mut changed = self.changed(before, None);
        changed.field = Some((path.to_string(), self.state(&at), self.canonical(&at)));
        Ok(changed)
    }

    /// The list that the rows of a field lie in.
    pub(super) fn wiring_scope(&self, field: FieldId) -> Option<Scope> {
        let scope = self.wiring.model.get(field)?.scope;
        Some(scope.parent().unwrap_or(scope))
    }

    /// Reads a cell (or takes the one that stands there), puts it in its place and runs what reads it.
    pub(super) fn put(
        &mut self,
        at: &At,
        given: Option<Given>,
        typing: Typing,
        before: &mut Before,
    ) {
        let wiring = self.wiring.clone();
        let Some(field) = wiring.model.get(at.field) else {
            return;
        };
        if self
            .kept
            .get_mut()
            .as_ref()
            .is_some_and(|kept| kept.at != *at)
        {
            self.kept.take();
        }
        let spoken = match self.open.get(at) {
            Some(spoken) => spoken.clone(),
            None => self.spoken_at(at),
        };
        let list = self
            .wiring_scope(at.field)
            .filter(|scope| *scope != Scope::Single);
        let gone: Added = list.map_or(Added::new(), |list| {
            self.added(list, at.row, Some(at.field))
        });
        let old = self.sheet.cell(&wiring.model, at);
        let mut cell = match given {
            Some(given) => self.sheet.read(&field.kind, at, given),
            None => old.clone(),
        };
        cell.typing = match typing {
            Typing::Left => Typing::Left,
            // Of several edits that are put before any is judged, a value is weighed when they are.
            _ if before.later.is_some() && cell.is_value() => Typing::Fine,
            _ => self.typing(at, &cell, &field.kind),
        };
        let is_person = at.field == CODICE_FISCALE;
        let person = is_person.then(|| self.world().person(at.row));
        match cell.typing {
            Typing::Left => self.open.remove(at),
            _ => self.open.put(at, None),
        }
        let silent = cell.is_value() || cell.is_empty() || cell.typing == Typing::Incomplete;
        if spoken.is_some() || !silent {
            before.notes.push((at.clone(), spoken));
        }
        self.put_cell(at, cell);
        let come: Added = list.map_or(Added::new(), |list| {
            self.added(list, at.row, Some(at.field))
        });

        let persons = person.and_then(|old| self.person_moves(at.row, old));
        if at.field == ELENCATI {
            self.listed = Listed::of(&self.sheet);
        }
        let months_turned = at.field == CONSUNTIVO && self.months_turn(&old, at);
        if months_turned || persons.is_some() {
            self.row.get_mut().forget();
        }
        let filled = |cell: &Cell| cell.state_seen() != EMPTY;
        let turned = filled(&old) != filled(&self.sheet.cell(&wiring.model, at));
        let changed = if std::mem::take(&mut before.mended) {
            self.settle_all()
        } else {
            self.settle(Touched::Field(at.field), &gone, &come)
        };
        let everywhere = self.read_everywhere(at, &changed, months_turned);
        if let Some(later) = &mut before.later {
            let list = list.unwrap_or(Scope::Single);
            later.cells.push((list, at.row, at.field));
            later.everywhere.extend(everywhere);
            later.persons.extend(persons.into_iter().flatten());
            later.turned.extend(turned.then(|| at.clone()));
            later.changed.join(&changed);
            later.months_turned |= months_turned;
            return;
        }
        let people = persons.map_or(Vec::new(), |persons| self.rows_of_persons(&persons));
        let moved = Touch::Field(at, months_turned, &people);
        self.touched_open(&moved, &changed, &mut before.touched);
        self.run_readers(at, &everywhere, before);
        if turned {
            self.tell_again(at, before);
        }
        for row in people.into_iter().filter(|row| *row != at.row) {
            for judging in wiring.people_readers() {
                self.judge_row(judging, row, before);
            }
        }
    }

    /// The row may no longer hold the person it held: then both of them, it and who stands there now.
    fn person_moves(&mut self, row: usize, old: u128) -> Option<[u128; 2]> {
        let new = self.world().person(row);
        if old == new {
            return None;
        }
        self.people.take(old, row);
        self.people.add(new, row);
        Some([old, new])
    }

    /// Where some persons stand, in order.
    pub(super) fn rows_of_persons(&self, persons: &[u128]) -> Vec<usize> {
        let rows = persons.iter().flat_map(|person| self.people.all(*person));
        let mut rows = Vec::from_iter(rows);
        sort(&mut rows);
        rows.dedup();
        rows
    }

    /// A month of a worker has another cell: whether a fact over all workers is another now.
    fn months_turn(&mut self, old: &Cell, at: &At) -> bool {
        let Below::Month(Key::Month(month)) = at.below else {
            return false;
        };
        let new = self.sheet.cell(&self.wiring.model, at);
        self.months
            .replace(month, old.state_seen(), new.state_seen())
    }

    /// The points that are run in all rows where a field changed: they hang on what it changed, or read it in others.
    fn read_everywhere(&self, at: &At, changed: &Nodes, months_turned: bool) -> Vec<u16> {
        let wiring = &self.wiring;
        let mut everywhere: Vec<u16> = Vec::new();
        if !changed.is_empty() {
            let turned = |n: &u16| {
                let point = wiring.points.get(usize::from(*n));
                point.is_some_and(|point| point.hangs.singles.meets(changed))
            };
            everywhere.extend(wiring.waiting_for(at.field).iter().copied().filter(turned));
        }
        if at.field != CONSUNTIVO || months_turned {
            everywhere.extend(wiring.foreign_readers(at.field));
            sort(&mut everywhere);
            everywhere.dedup();
        }
        everywhere
    }

    /// Runs the points that read a field in its own row, and others everywhere.
    fn run_readers(&mut self, at: &At, everywhere: &[u16], before: &mut Before) {
        let wiring = self.wiring.clone();
        for judging in wiring.readers(at.field) {
            if judging
                .points
                .iter()
                .any(|point| !everywhere.contains(point))
            {
                self.judge_row(judging, at.row, before);
            }
        }
        if !everywhere.is_empty() {
            for judging in wiring.together(everywhere).iter() {
                self.judge_all(judging, before);
            }
        }
    }

    /// What is shown names the filled fields that took part: this one is filled now, or no longer.
    pub(super) fn tell_again(&mut self, at: &At, before: &mut Before) {
        let wiring = self.wiring.clone();
        let of_rows = self.wiring_scope(at.field) != Some(Scope::Single);
        for (n, point) in (0..).zip(&wiring.points) {
            let mut parts = point.parts.iter();
            let names = parts.any(|part| {
                let part = wiring.part(point.rule, *part);
                part.is_some_and(|part| part.reads.contains(&at.field))
            });
            if !names {
                continue;
            }
            let mut spots = Vec::new();
            if of_rows {
                self.shown.in_row(n, at.row, &mut spots);
            } else {
                spots = self.shown.of_point(n);
            }
            for spot in spots {
                if let Some(hit) = self.hit_at(spot) {
                    let signature = self.signature(&hit);
                    self.show(spot, signature, Some(hit), before);
                }
            }
        }
    }

    pub(super) fn judge_row(&mut self, judging: &Judging, row: usize, before: &mut Before) {
        self.judge_rows(judging, (row, 1), before);
    }

    /// Judges some rows, the first and how many; of the application itself there is one.
    pub(super) fn judge_rows(
        &mut self,
        judging: &Judging,
        (first, length): (usize, usize),
        before: &mut Before,
    ) {
        let (first, length) = match judging.scope {
            Scope::Single => (0, 1),
            _ => (first, length),
        };
        let mut hits: Vec<Hit> = Vec::new();
        self.world()
            .judge(judging, (first, length), false, |hit| hits.push(hit));
        let mut spots: Vec<Spot> = Vec::new();
        for point in &judging.points {
            for row in first..first + length {
                self.shown.in_row(*point, row, &mut spots);
            }
        }
        self.compare(spots, &hits, before);
    }

    pub(super) fn judge_all(&mut self, judging: &Judging, before: &mut Before) {
        let rows = self.rows_of(judging.scope);
        let mut hits: Vec<Hit> = Vec::new();
        self.world()
            .judge(judging, (0, rows), false, |hit| hits.push(hit));
        let spots = judging
            .points
            .iter()
            .flat_map(|point| self.shown.of_point(*point))
            .collect();
        self.compare(spots, &hits, before);
    }

    /// Shows what fires, and no longer what was shown at `spots` and does not.
    fn compare(&mut self, spots: Vec<Spot>, hits: &[Hit], before: &mut Before) {
        let mut found: Vec<(Spot, u64, Hit)> = Vec::with_capacity(hits.len());
        for hit in hits {
            let spot = Spot {
                point: hit.point,
                row: hit.row,
                month: hit.month,
            };
            found.push((spot, self.signature(hit), *hit));
        }
        sort_by_key(&mut found, |(spot, ..)| *spot);
        for spot in spots {
            if found
                .binary_search_by_key(&spot, |(spot, ..)| *spot)
                .is_err()
            {
                self.show(spot, 0, None, before);
            }
        }
        for (spot, signature, hit) in found {
            self.show(spot, signature, Some(hit), before);
        }
    }

    fn show(&mut self, spot: Spot, signature: u64, hit: Option<Hit>, before: &mut Before) {
        let old = self.shown.get(spot);
        if old != signature {
            let scope = self
                .wiring
                .points
                .get(usize::from(spot.point))
                .map_or(Scope::Single, |p| p.scope);
            let rows = self.rows_of(scope);
            before.spots.push((spot, old, hit));
            self.shown.put(spot, signature, rows);
        }
    }

    /// Re-reads the other half-typed fields whose limits may have moved; never the one that is typed, and each twice at
    /// most: once more where another that it was held against became something else.
    pub(super) fn retype(&mut self, typed: Option<&At>, before: &mut Before) {
        let wiring = self.wiring.clone();
        let mut settled: Pairs<At, usize> = Pairs::default();
        if let Some(typed) = typed.filter(|_| !before.touched.is_empty()) {
            settled.insert(typed.clone(), TWICE);
        }
        while !before.touched.is_empty() {
            let mut touched = std::mem::take(&mut before.touched);
            sort(&mut touched);
            touched.dedup();
            for at in touched {
                let times = settled.get(&at).copied().unwrap_or(0);
                if times == TWICE {
                    continue;
                }
                settled.insert(at.clone(), times + 1);
                let (Some(field), Some(spoken)) = (wiring.model.get(at.field), self.open.get(&at))
                else {
                    continue;
                };
                let spoken = spoken.clone();
                let cell = self.sheet.cell(&wiring.model, &at);
                // A value that no rule speaks of is one that all take.
                let stays = |typing| typing == Typing::Fine && self.limited(&at).next().is_none();
                if cell.is_value() && stays(cell.typing)
                    || self.typing(&at, &cell, &field.kind) == cell.typing
                {
                    if spoken != self.spoken_at(&at) {
                        before.notes.push((at, spoken));
                    }
                } else {
                    self.put(&at, None, Typing::Fine, before);
                }
            }
        }
    }

    /// What is said of a text, and the text.
    fn spoken_at(&self, at: &At) -> Option<(TextNote, String)> {
        self.note_at(at)
            .map(|note| (note, self.typed(at).trim().to_string()))
    }

    /// Ends an edit: what is said now and was not, and the other way round.
    pub(super) fn changed(&mut self, mut before: Before, rows: Option<RowsChanged>) -> Changed {
        let mut changed = Changed {
            rows,
            ..Changed::default()
        };
        sort_by_key(&mut before.spots, |(spot, ..)| *spot);
        before.spots.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.2 = later.2;
            }
            same
        });
        for (spot, old, hit) in before.spots {
            let now = self.shown.get(spot);
            if now == old {
                continue;
            }
            if now != 0 {
                changed.added.extend(hit.map(Finding::Rule));
            } else {
                let part = self
                    .wiring
                    .points
                    .get(usize::from(spot.point))
                    .and_then(|p| p.parts.first());
                changed.removed.push(Finding::Rule(Hit {
                    point: spot.point,
                    part: part.copied().unwrap_or(0),
                    row: spot.row,
                    month: spot.month,
                }));
            }
        }
        // What was said of a text before the edit is what was noted first.
        sort_by(&mut before.notes, |(a, _), (b, _)| a.cmp(b));
        before
            .notes
            .dedup_by(|(later, _), (first, _)| later == first);
        for (at, old) in before.notes {
            let now = self.spoken_at(&at);
            if self.open.get(&at).is_some() {
                self.open.put(&at, now.clone());
            }
            if now == old {
                continue;
            }
            let (old, now) = (old.map(|(note, _)| note), now.map(|(note, _)| note));
            if let Some(old) = old
                && !now
                    .as_ref()
                    .is_some_and(|now| self.same_rule(now, &old, &at))
            {
                changed.removed.push(Finding::Text(at.clone(), old));
            }
            changed
                .added
                .extend(now.map(|now| Finding::Text(at.clone(), now)));
        }
        let mended = before.misfits.into_iter();
        changed.removed.extend(mended.map(Finding::Misfit));
        changed
    }

    /// Whether two notes are of one rule: then the new one takes the place of the old.
    fn same_rule(&self, a: &TextNote, b: &TextNote, at: &At) -> bool {
        // What is no attempt at a code is not spoken of by who reads codes.
        let is_other = |note: &TextNote| match note {
            TextNote::Unreadable(why) => ["not-a-value", "boolean"].contains(&why.reason),
            _ => false,
        };
        let kind = self.wiring.model.get(at.field).map(|field| &field.kind);
        let of_code = matches!(
            kind,
            Some(Kind::CodiceFiscale | Kind::PartitaIva | Kind::Matricola | Kind::Iban)
        );
        match (a, b) {
            (TextNote::Prefix(a, _), TextNote::Prefix(b, _)) => a == b,
            (TextNote::Prefix(..), _) | (_, TextNote::Prefix(..)) => false,
            _ => !of_code || is_other(a) == is_other(b),
        }
    }

    /// The part that fires at a spot where something is shown.
    pub(super) fn hit_at(&self, spot: Spot) -> Option<Hit> {
        let judging = self.wiring.alone(spot.point)?;
        let mut found = None;
        self.world()
            .judge(judging, (spot.row, 1), self.asked.whole, |hit| {
                if hit.month == spot.month {
                    found = Some(hit);
                }
            });
        found
    }
}

pub(super) fn json_of(given: Given) -> String {
    match given {
        Given::Null => "null".to_string(),
        Given::Text(text) => serde_json::to_string(text).unwrap_or_default(),
        Given::Number(json) | Given::Structure(json) => json.to_string(),
        Given::Bool(yes) => yes.to_string(),
    }
}
