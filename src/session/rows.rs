//! What is asked of a row by itself: its texts, its person, its months, the earlier applications that list it.

use crate::calendar::Month;
use crate::model::{FieldId, Scope};
use crate::program::{Century, NodeId, Op, TextTest};
use crate::sheet::{At, CODICE_FISCALE, Key};

use super::bench::lent;
use super::kernel::{EMPTY, Known, VALUE};
use super::run::{CHUNK, OfMonth, Rows, World};
use super::wiring::{PRECEDENTE_FINE, PRECEDENTE_INIZIO};

/// Whether an operation is asked row by row.
pub fn is_of_rows(op: &Op) -> bool {
    matches!(
        op,
        Op::Cell(_)
            | Op::Text(..)
            | Op::Numeric(_)
            | Op::Birth(..)
            | Op::Row
            | Op::SamePersonBefore
            | Op::Listed(..)
            | Op::FirstListed(_)
            | Op::Anything(_)
    )
}

/// Whether an operation is asked month by month.
pub fn is_of_months(op: &Op) -> bool {
    matches!(
        op,
        Op::Cell(_)
            | Op::MonthFirst
            | Op::MonthLast
            | Op::GivenInMonth
            | Op::EmptyInMonthBefore
            | Op::Sibling(_)
    )
}

impl World<'_> {
    pub(super) fn of_row(
        &self,
        op: &Op,
        row: usize,
        arguments: [Known; 3],
        earlier: &[(NodeId, Vec<Known>)],
    ) -> Known {
        let yes = |yes: bool| (i64::from(yes), VALUE);
        let of_code = |code| self.of_code(op, code, row, arguments, earlier);
        match op {
            Op::Cell(field) => self.cell(*field, row),
            Op::Text(field, test) => self.text(*field, row, |text| yes(passes(text, test))),
            Op::Numeric(field) | Op::Birth(field, _) => self.code(*field, row, of_code),
            Op::SamePersonBefore | Op::Listed(..) | Op::FirstListed(_) => {
                self.code(CODICE_FISCALE, row, of_code)
            }
            Op::Row => (row as i64, VALUE),
            Op::Anything(scope) => yes(self
                .sheet
                .months(*scope, row)
                .is_some_and(|m| m.has_anything())),
            _ => (0, EMPTY),
        }
    }

    /// The row before this one that has the same person.
    pub fn same_person_before(&self, row: usize) -> Option<usize> {
        match self.of_row(&Op::SamePersonBefore, row, [(0, EMPTY); 3], &[]) {
            (first, VALUE) => usize::try_from(first).ok(),
            _ => None,
        }
    }

    /// What is asked of a packed code, as if it stood in the row.
    pub(super) fn of_code(
        &self,
        op: &Op,
        code: u128,
        row: usize,
        [from, to, _]: [Known; 3],
        earlier: &[(NodeId, Vec<Known>)],
    ) -> Known {
        let person = crate::sheet::person(code);
        match op {
            Op::Numeric(_) => (i64::from(crate::sheet::is_numeric(code)), VALUE),
            Op::Birth(_, century) => {
                let [nineteen, twenty] = crate::sheet::births(code);
                let day = match century {
                    Century::Nineteen => nineteen,
                    Century::Twenty => twenty,
                };
                day.map_or((0, EMPTY), |day| (day, VALUE))
            }
            Op::SamePersonBefore => match self.people.first(person) {
                Some(first) if first < row => (first as i64, VALUE),
                _ => (0, EMPTY),
            },
            // The worker's own period must be known: the other states are handed on.
            Op::Listed(..) if from.1 | to.1 != VALUE => (0, from.1 | to.1),
            Op::Listed(counts, ..) => {
                let counts = of_node(earlier, *counts);
                let meets = |row: &&u32| {
                    let counted = counts.get(**row as usize);
                    counted.is_some_and(|(yes, state)| *yes != 0 && *state == VALUE)
                        && self
                            .earlier_period(**row as usize)
                            .is_some_and(|(first, last)| {
                                first <= to.0 && from.0 <= last && from.0 <= to.0
                            })
                };
                let found = self.listed.rows(person).iter().find(meets);
                found.map_or((0, EMPTY), |row| (i64::from(*row), VALUE))
            }
            Op::FirstListed(day) => {
                let days = of_node(earlier, *day);
                let listed = self.listed.rows(person).iter();
                let listed = listed.filter_map(|row| days.get(*row as usize));
                let known = listed.filter(|(_, state)| *state == VALUE);
                let first = known.map(|(day, _)| *day).min();
                first.map_or((0, EMPTY), |day| (day, VALUE))
            }
            _ => (0, EMPTY),
        }
    }

    /// The value of a cell of rows that are no codes; of these the state counts.
    fn cell(&self, field: FieldId, row: usize) -> Known {
        let info = self.wiring.model.get(field);
        info.map_or((0, EMPTY), |info| {
            self.cell_in(info.scope, info.column, row)
        })
    }

    pub(super) fn cell_in(&self, scope: Scope, column: u16, row: usize) -> Known {
        self.sheet
            .column(scope, column)
            .map_or((0, EMPTY), |column| {
                let value = column.values.get(row).copied().unwrap_or(0);
                (value, column.states.get(row).copied().unwrap_or(EMPTY))
            })
    }

    fn code(&self, field: FieldId, row: usize, ask: impl FnOnce(u128) -> Known) -> Known {
        let info = self.wiring.model.get(field);
        let column = info.and_then(|info| self.sheet.column(info.scope, info.column));
        let known =
            column.and_then(|column| Some((column.codes.get(row)?, column.states.get(row)?)));
        match known {
            Some((code, &VALUE)) => ask(*code),
            Some((_, state)) => (0, *state),
            None => (0, EMPTY),
        }
    }

    fn text(&self, field: FieldId, row: usize, ask: impl FnOnce(&str) -> Known) -> Known {
        let (_, state) = self.cell(field, row);
        if state != VALUE {
            return (0, state);
        }
        let Some(info) = self.wiring.model.get(field) else {
            return (0, EMPTY);
        };
        let cell = self.sheet.cell(&self.wiring.model, &At::row(field, row));
        match cell.canonical(&info.kind) {
            Some(text) => ask(&text),
            None => (0, EMPTY),
        }
    }

    pub(super) fn of_month(&self, op: &Op, scope: Scope, at: &OfMonth) -> Known {
        let cell = |scope: Scope| {
            let months = self.sheet.months(scope, at.row);
            let cell = months.map(|months| months.get(&Key::Month(at.month)));
            cell.map_or((0, EMPTY), |cell| (cell.value(), cell.state_seen()))
        };
        match op {
            Op::Cell(_) => cell(scope),
            Op::Sibling(other) => cell(*other),
            Op::MonthFirst => (Month::from_number(at.month).first().number(), VALUE),
            Op::MonthLast => (Month::from_number(at.month).last().number(), VALUE),
            Op::GivenInMonth => (i64::from(self.months.is_given(at.month)), VALUE),
            Op::EmptyInMonthBefore => (i64::from(self.months.empty(at.month - 1) > 0), VALUE),
            _ => (0, EMPTY),
        }
    }

    /// Computes what rows of `domandePrecedenti` answer to an operation, once a run.
    pub(super) fn prepare_earlier(&self, op: &Op, earlier: &mut Vec<(NodeId, Vec<Known>)>) {
        for node in super::wiring::inner(op) {
            if earlier.iter().all(|(known, _)| *known != node) {
                let values = if self.listed.is_empty() {
                    Vec::new()
                } else {
                    self.all(Scope::DomandePrecedenti, node)
                };
                earlier.push((node, values));
            }
        }
    }

    /// A node's value for every row of a scope.
    pub fn all(&self, scope: Scope, node: NodeId) -> Vec<Known> {
        let length = self.sheet.rows(scope);
        let own = self.wiring.scope(node);
        if own != scope {
            // What is the same for all rows.
            let known = self.singles.get(usize::from(node)).copied();
            return vec![known.unwrap_or((0, EMPTY)); length];
        }
        let Some(plan) = self.wiring.plan_of(node) else {
            return Vec::new();
        };
        let mut values = Vec::with_capacity(length);
        lent(|bench| {
            bench.prepare(plan, length.clamp(1, CHUNK));
            self.chunks(length, |first, n| {
                self.run(plan, &Rows::From(first, n), bench, None);
                values.extend((0..n).map(|n| bench.at(plan.place(node), n)));
            });
        });
        values
    }

    /// Rows in chunks.
    pub fn chunks(&self, length: usize, mut each: impl FnMut(usize, usize)) {
        let mut first = 0;
        while first < length {
            let n = (length - first).min(CHUNK);
            each(first, n);
            first += n;
        }
    }

    /// The usable period of an earlier application.
    pub(super) fn earlier_period(&self, row: usize) -> Option<(i64, i64)> {
        match (
            self.cell(PRECEDENTE_INIZIO, row),
            self.cell(PRECEDENTE_FINE, row),
        ) {
            ((from, VALUE), (to, VALUE)) if from <= to => Some((from, to)),
            _ => None,
        }
    }
}

fn of_node(earlier: &[(NodeId, Vec<Known>)], node: NodeId) -> &[Known] {
    let found = earlier.iter().find(|(known, _)| *known == node);
    found.map_or(&[], |(_, values)| values)
}

/// Whether a (canonical) text passes a test.
pub(super) fn passes(text: &str, test: &TextTest) -> bool {
    let small = |text: &str| text.to_lowercase();
    match test {
        TextTest::StartsWith(start) => small(text).starts_with(&small(start)),
        TextTest::EndsWith(end) => small(text).ends_with(&small(end)),
        TextTest::HasCode(code) => text
            .split_whitespace()
            .any(|known| known.eq_ignore_ascii_case(code)),
        TextTest::IsCode(code) => text.replace('.', "").trim().eq_ignore_ascii_case(code),
    }
}
