//! The end of a contract, and who has left: `contract-ended`, `contract-end`, `left`.

use super::{Builder, Check, Judgement, Param, Read, Term, View, view};
use crate::calendar::Day;
use crate::form::model::{FieldId, field};
use crate::ranges::Ranges;
use crate::rulebook::keys::Mistake;
use crate::text::Value;

const CONTRACT: [FieldId; 3] = [
    field::DATA_FINE_CONTRATTO,
    field::DATA_PROROGA,
    field::DATA_TRASFORMAZIONE,
];

/// The last day of a contract that ends on `end` as first agreed: an extension counts, and a
/// transformation in time leaves it without end (`Some(None)`).
pub(super) fn last_day(view: &View, end: i64) -> Option<Option<i64>> {
    let extended = view.excuse(field::DATA_PROROGA)?;
    let transformed = view.excuse(field::DATA_TRASFORMAZIONE)?;
    let end = extended.map_or(end, |extended| extended.max(end));
    match transformed {
        Some(day) if day <= end + 1 => Some(None),
        _ => Some(Some(end)),
    }
}

/// The first agreed ends for which the contract lasts at least to `wanted`: last day or transformation.
fn lasting(view: &View, wanted: i64) -> Option<Ranges> {
    let extended = view.excuse(field::DATA_PROROGA)?;
    let transformed = view.excuse(field::DATA_TRASFORMAZIONE)?;
    if extended.is_some_and(|e| e >= wanted || transformed.is_some_and(|t| t <= e + 1)) {
        return Some(Ranges::all());
    }
    Some(Ranges::at_least(
        transformed.map_or(wanted, |t| wanted.min(t - 1)),
    ))
}

/// The contract ends before a day: by default the worker's start.
struct Ended {
    min: Option<Term>,
}

pub fn contract_ended(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    if builder.field != Some(field::DATA_FINE_CONTRATTO) {
        return Err(builder
            .keys
            .mistake("where", "must be lavoratori.*.dataFineContratto."));
    }
    let min = Term::read(builder, "min")?;
    Ok(Box::new(Ended { min }))
}

impl Check for Ended {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&CONTRACT, reads);
        match &self.min {
            Some(min) => min.reads(reads),
            None => Read::fields(&[field::LAVORATORE_INIZIO, field::INIZIO], reads),
        }
    }

    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement> {
        let start = match &self.min {
            Some(min) => min.day(view)?.number(),
            None => view.worker_start()?,
        };
        let mut params = vec![("dal", Param::Day(Day::from_number(start)))];
        if let Some(Value::Ordinal(end)) = value
            && let Some(end) = last_day(view, *end)?
        {
            params.push(("fine", Param::Day(Day::from_number(end))));
        }
        Judgement::allowed(lasting(view, start)?, params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["dal", "fine"]
    }
}

/// The worker's end lies beyond the end of his contract: shown at his own end, or at the contract's
/// where the application's end counts for him.
struct End {
    at_own_end: bool,
}

pub fn contract_end(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    let at_own_end = match builder.field {
        Some(field::LAVORATORE_FINE) => true,
        Some(field::DATA_FINE_CONTRATTO) => false,
        _ => {
            let problem = "must be lavoratori.*.dataFine or lavoratori.*.dataFineContratto.";
            return Err(builder.keys.mistake("where", problem));
        }
    };
    Ok(Box::new(End { at_own_end }))
}

impl Check for End {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&CONTRACT, reads);
        Read::fields(&view::WORKER_PERIOD, reads);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let contract = view.need(field::DATA_FINE_CONTRATTO)?;
        let start = view.worker_start()?;
        if self.at_own_end {
            let Some(end) = last_day(view, contract)? else {
                return Judgement::allowed(Ranges::all(), Vec::new());
            };
            // Before the start there is no period: other rules speak.
            let allowed = if end < start {
                Ranges::all()
            } else {
                Ranges::at_most(end)
            };
            return Judgement::allowed(allowed, vec![("fine", Param::Day(Day::from_number(end)))]);
        }
        if view.excuse(field::LAVORATORE_FINE)?.is_some() {
            return Judgement::fires(false, Vec::new());
        }
        let (start, worker_end) = view.worker_period()?;
        match last_day(view, contract)? {
            Some(end) if end >= start => {
                let params = vec![
                    ("fine", Param::Day(Day::from_number(end))),
                    ("al", Param::Day(Day::from_number(worker_end))),
                ];
                Judgement::fires(worker_end > end, params)
            }
            _ => Judgement::fires(false, Vec::new()),
        }
    }

    fn params(&self) -> &'static [&'static str] {
        if self.at_own_end {
            &["fine"]
        } else {
            &["fine", "al"]
        }
    }
}

/// He came after the end of his period, or within it: shown where his first day with the employer is.
struct Joined {
    after_end: bool,
}

pub fn joined(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    match builder.keys.needed_text("of")? {
        "end" => Ok(Box::new(Joined { after_end: true })),
        "start" => Ok(Box::new(Joined { after_end: false })),
        _ => Err(builder.keys.mistake("of", "must be «start» or «end».")),
    }
}

impl Check for Joined {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::WORKER_PERIOD, reads);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let (start, end) = view.worker_period()?;
        let params = vec![
            ("dal", Param::Day(Day::from_number(start))),
            ("al", Param::Day(Day::from_number(end))),
        ];
        let last = if self.after_end { end } else { start };
        Judgement::allowed(Ranges::at_most(last), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["dal", "al"]
    }
}

/// He has left before his period, or within it.
struct Left {
    before_start: bool,
}

pub fn left(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    match builder.keys.needed_text("of")? {
        "start" => Ok(Box::new(Left { before_start: true })),
        "end" => Ok(Box::new(Left {
            before_start: false,
        })),
        _ => Err(builder.keys.mistake("of", "must be «start» or «end».")),
    }
}

impl Check for Left {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::WORKER_PERIOD, reads);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        if self.before_start {
            let start = view.worker_start()?;
            return Judgement::allowed(
                Ranges::at_least(start),
                vec![("dal", Param::Day(Day::from_number(start)))],
            );
        }
        let (start, end) = view.worker_period()?;
        let params = vec![
            ("dal", Param::Day(Day::from_number(start))),
            ("al", Param::Day(Day::from_number(end))),
        ];
        Judgement::allowed(Ranges::between(start, end - 1).complement(), params)
    }

    fn params(&self) -> &'static [&'static str] {
        if self.before_start {
            &["dal"]
        } else {
            &["dal", "al"]
        }
    }
}
