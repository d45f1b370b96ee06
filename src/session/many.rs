//! Several edits as one, as a paste makes them: all are put first, and what they touch is judged once.

use std::collections::HashSet;

use crate::model::{FieldId, Scope};
use crate::sheet::{At, Given, Typing, parse};
use crate::sorting::sort;

use super::Session;
use super::edit::{Became, Before, Changed, RowsChanged, WrongCall, json_of};
use super::typed::State;
use super::wiring::Nodes;

/// What several edits touched.
#[derive(Default)]
pub(super) struct Later {
    /// By list.
    pub cells: Vec<(Scope, usize, FieldId)>,
    pub everywhere: Vec<u16>,
    /// Who came to stand in a row, or stood there.
    pub persons: Vec<u128>,
    /// Fields that are filled now and were not, or the other way round.
    pub turned: Vec<At>,
    /// Single values that are others now.
    pub changed: Nodes,
    /// Whether a fact over the months of all workers turned.
    pub months_turned: bool,
}

/// Several edits that were put.
struct Put<'p> {
    touched: Vec<(&'p str, Option<At>)>,
    /// The first row that came into being.
    rows: Option<RowsChanged>,
}

impl Session {
    /// Sets several fields as one edit: half-typed ones are read when all of them stand. What became of each is told
    /// with its path.
    ///
    /// # Errors
    /// As [`Session::set`], of the first that makes no sense; those before it are done.
    pub fn set_many(
        &mut self,
        edits: &[(&str, Given)],
    ) -> Result<(Changed, Vec<Became>), WrongCall> {
        let mut before = Before {
            later: Some(Later::default()),
            ..Before::default()
        };
        let done = self.put_many(edits, &mut before);
        self.judge_later(&mut before);
        let Put { mut touched, rows } = done?;
        self.retype(None, &mut before);
        let changed = self.changed(before, rows);
        let mut seen: HashSet<&str> = HashSet::new();
        touched.retain(|(path, _)| seen.insert(path));
        let told = touched.into_iter().map(|(path, at)| match at {
            Some(at) => (path.to_string(), self.state(&at), self.canonical(&at)),
            None => (path.to_string(), State::Unknown, None),
        });
        Ok((changed, told.collect()))
    }

    fn put_many<'p>(
        &mut self,
        edits: &[(&'p str, Given)],
        before: &mut Before,
    ) -> Result<Put<'p>, WrongCall> {
        let mut rows = None;
        let mut touched = Vec::with_capacity(edits.len());
        for (path, given) in edits {
            let address = parse(&self.wiring.model, path);
            self.expect_free(&address, path)?;
            let next = self.new_row(&address, path)?;
            self.mend(path, &address, before);
            if let Some((list, row)) = next {
                self.insert_row(list, row, before);
                rows.get_or_insert(RowsChanged::Inserted(list, row));
            }
            let at = self.place(&address, path)?;
            match &at {
                Some(at) => {
                    self.put(at, Some(*given), Typing::Fine, before);
                    before.touched.push(at.clone());
                }
                None => {
                    self.sheet
                        .keep_unknown(&self.wiring.model, path, &json_of(*given));
                }
            }
            touched.push((*path, at));
        }
        Ok(Put { touched, rows })
    }

    /// Judges what several edits touched: the points that read one of their fields, over all of their rows at once.
    fn judge_later(&mut self, before: &mut Before) {
        let Some(mut later) = before.later.take() else {
            return;
        };
        let wiring = self.wiring.clone();
        sort(&mut later.persons);
        later.persons.dedup();
        let people = self.rows_of_persons(&later.persons);
        self.touched_by_many(&later, &people, &mut before.touched);
        sort(&mut later.everywhere);
        later.everywhere.dedup();
        sort(&mut later.cells);
        for cells in later.cells.chunk_by(|(a, ..), (b, ..)| a == b) {
            let mut rows: Vec<usize> = cells.iter().map(|(_, row, _)| *row).collect();
            rows.dedup();
            let mut fields: Vec<FieldId> = cells.iter().map(|(.., field)| *field).collect();
            sort(&mut fields);
            fields.dedup();
            let readers = fields.iter().flat_map(|field| wiring.readers(*field));
            let points = readers.flat_map(|judging| &judging.points).copied();
            let mut points: Vec<u16> = points
                .filter(|point| !later.everywhere.contains(point))
                .collect();
            sort(&mut points);
            points.dedup();
            for judging in wiring.together(&points).iter() {
                for run in rows.chunk_by(|a, b| a + 1 == *b) {
                    let first = run.first().copied().unwrap_or(0);
                    self.judge_rows(judging, (first, run.len()), before);
                }
            }
        }
        for judging in wiring.together(&later.everywhere).iter() {
            self.judge_all(judging, before);
        }
        for row in people {
            for judging in wiring.people_readers() {
                self.judge_row(judging, row, before);
            }
        }
        for at in later.turned {
            self.tell_again(&at, before);
        }
    }
}
