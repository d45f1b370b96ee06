//! The headcount, and the workers in force that it is compared with.

use crate::calendar::{Day, Month};
use crate::form::Form;
use crate::form::cell::{Cell, Known};
use crate::form::model::{List, Model, field};
use crate::form::rows::{self, RowId};
use crate::ranges::Ranges;
use crate::rule::View;
use crate::rulebook::Organico;
use crate::text::{Reading, Value};

/// The workers in force on the first day of the application's period.
#[derive(Debug, Default, PartialEq, Clone, Copy)]
pub struct InForce {
    /// Rows that do not tell whether they count.
    unusable: i64,
    full_time: i64,
    /// The weekly hours of those who work less, in hundredths.
    part_time: i64,
}

/// The weekly hours of full time, in hundredths.
const FULL_TIME: i64 = 4000;
/// The places of `intermittente` and `somministrazione`: these workers are not compared.
const NOT_COMPARED: [i64; 2] = [3, 4];

impl InForce {
    /// Counts the view's worker in (`1`) or out (`-1`).
    pub fn count(&mut self, view: &View, sign: i64) {
        let Some(start) = view.need(field::INIZIO) else {
            return;
        };
        match InForce::hours(view, start) {
            None => self.unusable += sign,
            Some(None) => {}
            Some(Some(hours)) if hours >= FULL_TIME => self.full_time += sign,
            Some(Some(hours)) => self.part_time += sign * hours,
        }
    }

    /// The weekly hours of the view's worker if he counts; `None` where his row does not tell.
    fn hours(view: &View, start: i64) -> Option<Option<i64>> {
        let contract = view.excuse(field::TIPO_CONTRATTO)?;
        if contract.is_some_and(|contract| NOT_COMPARED.contains(&contract)) {
            return Some(None);
        }
        let hired = view.need(field::DATA_ASSUNZIONE)?;
        let hours = view.need(field::ORARIO_SETTIMANALE)?;
        let left = view.excuse(field::DATA_CESSAZIONE)?;
        let ends = view.contract_end()?;
        let gone = [left, ends].into_iter().flatten().any(|day| day < start);
        Some((hired <= start && !gone).then_some(hours))
    }

    /// How many there are, exactly and with the part-timers rounded, in hundredths.
    pub fn all(&self) -> Option<(i64, i64)> {
        let part = Headcount {
            numerator: self.part_time.into(),
            denominator: FULL_TIME.into(),
        };
        let full = self.full_time * 100;
        (self.unusable == 0).then(|| {
            // Rounded up: what lies above a number of hundredths still does.
            let exact = (self.part_time * 100 + FULL_TIME - 1) / FULL_TIME;
            (full + exact, full + part.rounded() * 100)
        })
    }
}

/// The headcount as an exact fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Headcount {
    numerator: i128,
    denominator: i128,
}

impl Headcount {
    /// The declared headcount, else the sum over the rows; `None` when unknown.
    pub fn of(form: &Form, model: &Model, who: &Organico) -> Option<Headcount> {
        match form
            .cell(model, field::DIPENDENTI, None)
            .map(|cell| (&cell.reading, cell.known()))
        {
            None | Some((Reading::Empty, _)) => {}
            Some((_, Known::Value(Value::Ordinal(hundredths)))) => {
                return Some(Headcount {
                    numerator: i128::from(*hundredths),
                    denominator: 100,
                });
            }
            Some(_) => return None,
        }
        if who.monthly && (form.faults.iter().any(|fault| fault == MENSILE) || is_monthly(form)) {
            return Headcount::average(form, model);
        }
        let rows = form.rows(List::Addetti);
        if rows.is_empty() {
            return None;
        }
        let mut full_time = 0i64;
        let mut part_time = Headcount {
            numerator: 0,
            denominator: 1,
        };
        for id in rows.ids() {
            match share(form, model, *id, who)? {
                Share::Nothing => {}
                Share::One => full_time += 1,
                Share::Part(hours, of) => part_time = part_time.plus((hours, of))?,
            }
        }
        Some(Headcount {
            numerator: i128::from(full_time) + i128::from(part_time.rounded()),
            denominator: 1,
        })
    }

    /// The average of the six months before the one of filing.
    fn average(form: &Form, model: &Model) -> Option<Headcount> {
        let filed = form.ordinal(model, field::DATA_PRESENTAZIONE, None)?;
        let months = form.months(field::MENSILE, None);
        let mut month = Month::of(Day::from_number(filed));
        let mut sum = 0i128;
        for _ in 0..6 {
            month = month.previous();
            match rows::month(months, &month.key()).map(Cell::known)? {
                Known::Value(Value::Ordinal(n)) => sum += i128::from(*n),
                _ => return None,
            }
        }
        Some(Headcount {
            numerator: sum,
            denominator: 600,
        })
    }

    /// To the nearest whole number, one half down (art. 9 d.lgs. 81/2015).
    fn rounded(self) -> i64 {
        let twice = 2 * self.denominator;
        let up = self.numerator * 2 + self.denominator - 1;
        i64::try_from(up / twice.max(1)).unwrap_or(i64::MAX)
    }

    fn plus(self, (numerator, denominator): (i64, i64)) -> Option<Headcount> {
        let (n, d) = (i128::from(numerator), i128::from(denominator));
        let numerator = self
            .numerator
            .checked_mul(d)?
            .checked_add(n.checked_mul(self.denominator)?)?;
        let denominator = self.denominator.checked_mul(d)?;
        let divisor = common_divisor(numerator, denominator);
        Some(Headcount {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        })
    }

    /// Whether it lies in a range of hundredths (both ends included).
    pub fn within(self, ranges: &Ranges) -> bool {
        let numerator = self.numerator.saturating_mul(100);
        ranges.intervals().iter().any(|(from, to)| {
            // A bound «above 5» arrives as «from 5.01»: between the two there may be a fraction.
            let above = if *from == i64::MIN {
                i128::MIN
            } else {
                (i128::from(*from) - 1).saturating_mul(self.denominator)
            };
            let below = if *to == i64::MAX {
                i128::MAX
            } else {
                i128::from(*to).saturating_mul(self.denominator)
            };
            (*from == i64::MIN || numerator > above) && numerator <= below
        })
    }

    /// Rounded to hundredths, for people.
    pub fn hundredths(self) -> i64 {
        let twice = self.numerator.saturating_mul(200) / self.denominator.max(1);
        i64::try_from((twice + 1) / 2).unwrap_or(i64::MAX)
    }
}

/// Where the headcount of each month stands.
const MENSILE: &str = "organico.mensile";

/// Whether some month holds something.
fn is_monthly(form: &Form) -> bool {
    let mut months = form.months(field::MENSILE, None).iter();
    months.any(|(key, cell)| {
        let month = Month::from_key(key).filter(|month| month.is_of_calendar());
        month.is_some() && !matches!(cell.known(), Known::Empty)
    })
}

/// What a row counts for.
enum Share {
    Nothing,
    One,
    /// Hours, of those of full time.
    Part(i64, i64),
}

/// `None` when it can not be told.
fn share(form: &Form, model: &Model, row: RowId, who: &Organico) -> Option<Share> {
    let known = |field| match form.known(model, field, Some(row)) {
        Known::Unusable => None,
        Known::Value(Value::Ordinal(n)) => Some(Some(*n)),
        _ => Some(None),
    };
    let category = known(field::ADDETTO_CATEGORIA)?;
    let hours = known(field::ADDETTO_ORE)?;
    let full_time = known(field::ADDETTO_TEMPO_PIENO)?;
    let replaced = known(field::ADDETTO_SOSTITUITO)?;
    if hours.is_some() && full_time == Some(0) {
        return None;
    }
    if category.is_some_and(|c| who.excluded.contains(c))
        || (who.replaced_excluded && replaced == Some(1))
    {
        return Some(Share::Nothing);
    }
    match (hours, full_time) {
        (Some(hours), Some(full_time)) if hours < full_time => Some(Share::Part(hours, full_time)),
        _ => Some(Share::One),
    }
}

fn common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}
