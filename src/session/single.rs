//! What is computed once an application: the single nodes, the totals over rows among them.

use crate::model::Scope;
use crate::program::{NodeId, Op};
use crate::sheet::{At, CODICE_FISCALE, Key, MENSILE};
use crate::sorting::sort;

use super::bench::lent;
use super::kernel::{self, EMPTY, Known, UNUSABLE, VALUE};
use super::plans::Totals;
use super::run::{CHUNK, Rows, World};
use super::totals::Total;
use super::wiring::{ADDETTI, DATA_PRESENTAZIONE, TIPO};

/// What the caller says of the day and of how much is asked.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Asked {
    pub today: Option<i64>,
    /// The whole application is checked, everything required.
    pub whole: bool,
}

/// The day that stands for "the latest law".
const LAST_OF_ALL: i64 = 47_846; // 31/12/2100

impl World<'_> {
    /// The value of a single node whose arguments are known; of a total over rows, it is given.
    pub(super) fn single(
        &self,
        node: NodeId,
        op: &Op,
        asked: Asked,
        total: Option<Known>,
    ) -> Known {
        let at = |node: NodeId| {
            let known = self.singles.get(usize::from(node));
            known.copied().unwrap_or((0, EMPTY))
        };
        match op {
            Op::Today => asked.today.map_or((0, EMPTY), |day| (day, VALUE)),
            Op::Whole => (i64::from(asked.whole), VALUE),
            Op::FilingDay => {
                match self.of_row(&Op::Cell(DATA_PRESENTAZIONE), 0, [(0, 0); 3], &[]) {
                    (_, EMPTY) => (asked.today.unwrap_or(LAST_OF_ALL), VALUE),
                    known => known,
                }
            }
            Op::Tipo => match self.of_row(&Op::Cell(TIPO), 0, [(0, 0); 3], &[]) {
                (_, EMPTY) => (0, VALUE),
                known => known,
            },
            Op::Cell(_) | Op::Text(..) | Op::Numeric(_) | Op::Birth(..) | Op::Anything(_) => {
                if let Op::Anything(Scope::Mensile) = op {
                    let anything = self.sheet.months(Scope::Mensile, 0);
                    return (i64::from(anything.is_some_and(|m| m.has_anything())), VALUE);
                }
                self.of_row(op, 0, [(0, 0); 3], &[])
            }
            Op::Aggregate(..) => total.unwrap_or((0, EMPTY)),
            Op::Distinct(field) => self.distinct(*field),
            Op::Covered(.., from, to) => self.covered(op, at(*from), at(*to)),
            Op::Headcount(excluded) => self.headcount(*excluded),
            Op::MonthlyMean => self.monthly_mean(),
            op => {
                let lookup = self.wiring.lookups.get(usize::from(node));
                let of = lookup.map(|lookup| lookup.arguments.map(at));
                let known = of.and_then(|of| kernel::one(op, of));
                known.unwrap_or(at(node)) // what never turns
            }
        }
    }

    /// What the rows of a list add up to, for several totals at once.
    pub(super) fn totals(&self, of: &Totals, mut sum: impl FnMut(NodeId, Total)) {
        let mut totals = vec![Total::default(); of.nodes.len()];
        let length = self.sheet.rows(of.scope);
        lent(|bench| {
            bench.prepare(&of.plan, length.clamp(1, CHUNK));
            self.chunks(length, |first, length| {
                self.run(&of.plan, &Rows::From(first, length), bench, None);
                for (total, (_, inside)) in totals.iter_mut().zip(&of.nodes) {
                    let place = of.plan.place(*inside);
                    if bench.is_same(place) {
                        total.add_many(bench.at(place, 0), length);
                    } else {
                        (0..length).for_each(|n| total.add(bench.at(place, n)));
                    }
                }
            });
        });
        for ((node, _), total) in of.nodes.iter().zip(totals) {
            sum(*node, total);
        }
    }

    /// How many different values a field has; empty rows do not count.
    fn distinct(&self, field: crate::model::FieldId) -> Known {
        let info = self.wiring.model.get(field);
        let column = info.and_then(|info| self.sheet.column(info.scope, info.column));
        let Some(column) = column else {
            return (0, VALUE);
        };
        if column.unusable > 0 {
            return (0, UNUSABLE);
        }
        let filled = column.values.iter().zip(&column.states);
        let mut values: Vec<i64> = filled
            .filter(|(_, state)| **state == VALUE)
            .map(|(value, _)| *value)
            .collect();
        sort(&mut values);
        values.dedup();
        (values.len() as i64, VALUE)
    }

    /// The days covered by earlier applications, or by a period besides them.
    pub(super) fn covered(&self, op: &Op, from: Known, to: Known) -> Known {
        cover(&self.covered_before(op), from, to)
    }

    /// The periods of the earlier applications that count, in order; where they can not be told, what is then known.
    pub(super) fn covered_before(&self, op: &Op) -> EarlierPeriods {
        let Op::Covered(counts, first, last, ..) = op else {
            return Err((0, EMPTY));
        };
        let rows = |node: &NodeId| self.all(Scope::DomandePrecedenti, *node);
        let mut periods = Vec::new();
        let of_rows = rows(counts).into_iter().zip(rows(first)).zip(rows(last));
        for ((counts, first), last) in of_rows {
            match counts {
                (_, state) if state != VALUE => return Err((0, UNUSABLE)),
                (0, _) => {}
                _ if first.1 | last.1 != VALUE => return Err((0, first.1 | last.1)),
                _ => periods.push((first.0, last.0)),
            }
        }
        sort(&mut periods);
        Ok(periods)
    }

    /// The headcount over `organico.addetti`, in hundredths: full-timers one each, the sum of the others' shares
    /// rounded to the nearest whole number, one half down.
    fn headcount(&self, excluded: NodeId) -> Known {
        let length = self.sheet.rows(Scope::Addetti);
        if length == 0 {
            return (0, EMPTY);
        }
        let out = if self.wiring.scope(excluded) == Scope::Addetti {
            self.all(Scope::Addetti, excluded)
        } else {
            let known = self.singles.get(usize::from(excluded)).copied();
            vec![known.unwrap_or((0, EMPTY)); length]
        };
        let [category, hours, full, replaced] = ADDETTI;
        let mut whole = 0;
        let mut shares = Share::default();
        for (row, out) in out.into_iter().enumerate() {
            let cell = |field| self.of_row(&Op::Cell(field), row, [(0, 0); 3], &[]);
            let (hours, full) = (cell(hours), cell(full));
            let states = [cell(category).1, hours.1, full.1, cell(replaced).1, out.1];
            if states.iter().any(|state| *state >= UNUSABLE) {
                return (0, UNUSABLE);
            }
            match (hours, full) {
                ((_, VALUE), (0, VALUE)) => return (0, UNUSABLE),
                _ if out == (1, VALUE) => {}
                ((hours, VALUE), (full, VALUE)) if hours < full => shares.add(hours, full),
                _ => whole += 1,
            }
        }
        ((whole + shares.rounded_half_down()) * 100, VALUE)
    }

    /// The average of the six months before the filing month, in hundredths rounded up: over a number of people it is
    /// exactly where the exact average is.
    fn monthly_mean(&self) -> Known {
        let Some(months) = self.sheet.months(Scope::Mensile, 0) else {
            return (0, EMPTY);
        };
        if months.is_misfit() {
            return (0, UNUSABLE);
        }
        let filing = self.of_row(&Op::Cell(DATA_PRESENTAZIONE), 0, [(0, 0); 3], &[]);
        let (day, VALUE) = filing else {
            let any = months.real().any(|(_, cell)| !cell.is_empty());
            return (0, if any { UNUSABLE } else { EMPTY });
        };
        let filed = crate::calendar::Month::of(crate::calendar::Day::from_number(day)).number();
        let cells = (filed - 6..filed).map(|month| {
            let at = At::month(MENSILE, 0, Key::Month(month));
            self.sheet.cell(&self.wiring.model, &at)
        });
        let cells: Vec<_> = cells.collect();
        if cells.iter().all(|cell| cell.is_empty()) {
            return (0, EMPTY);
        }
        if cells.iter().any(|cell| cell.state_seen() != VALUE) {
            return (0, UNUSABLE);
        }
        let sum: i64 = cells.iter().map(|cell| cell.value()).sum();
        ((sum + 5) / 6, VALUE)
    }

    /// The person that stands in a row; 0 for nobody.
    pub(super) fn person(&self, row: usize) -> u128 {
        let at = At::row(CODICE_FISCALE, row);
        let cell = self.sheet.cell(&self.wiring.model, &at);
        if cell.state_seen() == VALUE {
            crate::sheet::person(cell.code())
        } else {
            0
        }
    }
}

/// An exact sum of fractions below one.
#[derive(Default)]
struct Share {
    /// Denominators and numerators.
    parts: Vec<(i64, i128)>,
}

impl Share {
    fn add(&mut self, numerator: i64, denominator: i64) {
        self.parts.push((denominator, i128::from(numerator)));
    }

    /// The nearest whole number; exactly one half goes down.
    fn rounded_half_down(mut self) -> i64 {
        // Of one denominator they are added up first: then nothing is rounded on the way.
        sort(&mut self.parts);
        let parts = self.parts.chunk_by(|(a, _), (b, _)| a == b);
        let parts = parts.filter_map(|same| {
            let (denominator, _) = same.first()?;
            Some((denominator, same.iter().map(|(_, n)| n).sum::<i128>()))
        });
        let (mut numerator, mut denominator) = (0i128, 1i128);
        let mut whole = 0i128;
        for (other, sum) in parts {
            let other = i128::from(*other);
            whole += sum / other;
            let common = gcd(denominator, other);
            let scaled = (denominator / common).checked_mul(other);
            let Some(scaled) = scaled.filter(|scaled| *scaled < 1 << 100) else {
                // Denominators that no workforce has: as near as it gets.
                numerator += (sum % other) * denominator / other;
                continue;
            };
            numerator = numerator * (scaled / denominator) + (sum % other) * (scaled / other);
            denominator = scaled;
            whole += numerator / denominator;
            numerator %= denominator;
        }
        let up = numerator > denominator - numerator;
        (whole + i128::from(up)) as i64
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// What each total adds up, and over which rows.
pub(super) fn summed(op: &Op) -> Option<(Scope, NodeId)> {
    match op {
        Op::Aggregate(_, scope, of) if Scope::LISTS.contains(scope) => Some((*scope, *of)),
        _ => None,
    }
}

/// The periods of earlier applications, in order.
pub(super) type EarlierPeriods = Result<Vec<(i64, i64)>, Known>;

/// How many days some periods and the one from a day to another cover; a day counts once.
pub(super) fn cover(earlier: &EarlierPeriods, from: Known, to: Known) -> Known {
    let periods = match earlier {
        Ok(periods) => periods,
        Err(known) => return *known,
    };
    let own = match (from.1, to.1) {
        (VALUE, VALUE) if from.0 <= to.0 => Some((from.0, to.0)),
        (EMPTY, _) => None,
        (a, b) => return (0, a | b | UNUSABLE),
    };
    let at = periods.partition_point(|period| own.is_some_and(|own| *period < own));
    let (earlier, later) = periods.split_at_checked(at).unwrap_or((periods, &[]));
    let (mut days, mut done) = (0, i64::MIN);
    for (first, last) in earlier
        .iter()
        .copied()
        .chain(own)
        .chain(later.iter().copied())
    {
        let first = first.max(done.saturating_add(1));
        if last >= first {
            days += last - first + 1;
            done = last;
        }
    }
    (days, VALUE)
}
