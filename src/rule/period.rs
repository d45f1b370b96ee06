//! The length of a period, alone or with the earlier applications: `period-length`, `period-window`,
//! `period-left`, `covered-already`, `consecutive`.

use super::{Builder, Check, Judgement, Param, Params, Read, Summary, View};
use crate::calendar::Day;
use crate::form::model::{FieldId, field};
use crate::ranges::Ranges;
use crate::rulebook::keys::Mistake;
use crate::text::Value;

/// What counts beside the period's own days.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Total {
    Own,
    /// The days of the earlier applications are added.
    Sum,
    /// A day requested twice counts once.
    Covered,
}

/// A limit of days.
pub struct Length {
    start: FieldId,
    total: Total,
    min: i64,
    max: i64,
    /// Fires between the two, not outside.
    inside: bool,
    /// The days that would be a full use: those between the total and this are lost.
    full: Option<i64>,
}

pub fn length(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    read(builder, ["min", "max"], false)
}

pub fn window(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    read(builder, ["from", "to"], true)
}

fn read(
    builder: &mut Builder,
    names: [&'static str; 2],
    inside: bool,
) -> Result<Box<dyn Check>, Mistake> {
    if builder.field != Some(field::FINE) {
        return Err(builder.keys.mistake("where", "must be periodo.dataFine."));
    }
    let total = match builder.keys.text("total")?.unwrap_or("own") {
        "own" => Total::Own,
        "sum" => Total::Sum,
        "covered" => Total::Covered,
        _ => {
            return Err(builder
                .keys
                .mistake("total", "must be own, sum or covered."));
        }
    };
    let [low, high] = names;
    let (min, max) = (builder.keys.integer(low)?, builder.keys.integer(high)?);
    if min.is_none() && max.is_none() {
        return Err(builder.keys.mistake(high, "is missing: a number of days."));
    }
    Ok(Box::new(Length {
        start: field::INIZIO,
        total,
        min: min.unwrap_or(0),
        max: max.unwrap_or(i64::from(u32::MAX)),
        inside,
        full: if inside {
            builder.keys.integer("full")?
        } else {
            None
        },
    }))
}

impl Length {
    /// The days of the earlier applications as this limit counts them; `None` when one has no usable
    /// period.
    fn earlier(&self, view: &View) -> Option<i64> {
        match self.total {
            Total::Own => Some(0),
            Total::Sum => view.totals.earlier.usable().map(|earlier| earlier.days),
            Total::Covered => view
                .totals
                .earlier
                .usable()
                .map(|earlier| earlier.covered_days),
        }
    }

    /// The days that a period adds to those of the earlier applications.
    fn added(&self, view: &View, start: i64, end: i64) -> i64 {
        let own = end - start + 1;
        match self.total {
            Total::Covered => own - view.totals.earlier.covered_between(start, end),
            _ => own,
        }
    }

    /// The last end for which the period adds at most so many days; `None` when even one day is too many.
    fn last_end(&self, view: &View, start: i64, days: i64) -> Option<i64> {
        if days < 0 {
            return None;
        }
        let end = match self.total {
            Total::Covered => view.totals.earlier.last_with_new_days(start, days),
            _ => start + days - 1,
        };
        (end >= start).then_some(end)
    }

    /// What the summary shows: earlier days, own days, the limit, the last end.
    pub fn usage(&self, view: &View) -> Option<Usage> {
        if self.inside || self.total == Total::Own {
            return None;
        }
        let earlier = self.earlier(view)?;
        let start = view.need(self.start);
        let own = view
            .period()
            .map(|(start, end)| self.added(view, start, end));
        let last = start.and_then(|start| self.last_end(view, start, self.max - earlier));
        Some(Usage {
            earlier,
            own,
            max: self.max,
            last,
        })
    }

    /// The last end that this limit admits for the period's start.
    pub fn latest(&self, view: &View) -> Option<i64> {
        if self.inside {
            return None;
        }
        self.last_end(view, view.need(self.start)?, self.max - self.earlier(view)?)
    }
}

/// Days used of a limit over all applications.
pub struct Usage {
    pub earlier: i64,
    pub own: Option<i64>,
    pub max: i64,
    pub last: Option<i64>,
}

impl Check for Length {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Field(self.start));
        reads.push(Read::Field(field::FINE));
        if self.total != Total::Own {
            reads.push(Read::Earlier);
        }
    }

    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement> {
        let start = view.need(self.start)?;
        let earlier = self.earlier(view)?;
        let mut params: Params = Vec::new();
        if let Some(Value::Ordinal(end)) = value
            && *end >= start
        {
            let added = self.added(view, start, *end);
            params.push(("giorni", Param::Count(end - start + 1)));
            params.push(("totale", Param::Count(earlier + added)));
            if let Some(full) = self.full {
                params.push(("persi", Param::Count(full - earlier - added)));
            }
        }
        params.push(("precedenti", Param::Count(earlier)));
        if self.inside {
            params.push(("dal", Param::Count(self.min)));
        } else if self.min > 0 {
            params.push(("minimo", Param::Count(self.min)));
        }
        params.push((
            if self.inside { "al" } else { "massimo" },
            Param::Count(self.max),
        ));
        // The ends that reach a number of days form a tail: a longer period never adds fewer.
        let last = self.last_end(view, start, self.max - earlier);
        let before_min = self.last_end(view, start, self.min - 1 - earlier);
        if let Some(last) = last {
            params.push(("ultima", Param::Day(Day::from_number(last))));
        }
        let first = before_min.map_or(start, |end| end + 1);
        params.push(("prima", Param::Day(Day::from_number(first))));
        let reached = Ranges::between(first, last.unwrap_or(start - 1));
        // Before its start there is no period: another rule speaks.
        let no_period = Ranges::at_most(start - 1);
        let allowed = if self.inside {
            reached.complement()
        } else {
            reached
        };
        Judgement::allowed(allowed.union(&no_period), params)
    }

    fn params(&self) -> &'static [&'static str] {
        if self.inside {
            &[
                "giorni",
                "totale",
                "precedenti",
                "dal",
                "al",
                "persi",
                "ultima",
                "prima",
            ]
        } else {
            &[
                "giorni",
                "totale",
                "precedenti",
                "minimo",
                "massimo",
                "ultima",
                "prima",
            ]
        }
    }

    fn summary(&self) -> Summary<'_> {
        Summary::Days(self)
    }
}

/// Fewer days are left of the total than the least that one application asks for.
struct Left {
    total: i64,
    min: i64,
}

pub fn left(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    if builder.field != Some(field::FINE) {
        return Err(builder.keys.mistake("where", "must be periodo.dataFine."));
    }
    Ok(Box::new(Left {
        total: builder.keys.needed_integer("max")?,
        min: builder.keys.needed_integer("min")?,
    }))
}

impl Check for Left {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Field(field::INIZIO));
        reads.push(Read::Earlier);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        view.declared(Read::Earlier);
        let start = view.need(field::INIZIO)?;
        let days = view.totals.earlier.usable()?.days;
        let left = self.total - days;
        let mut params = vec![
            ("precedenti", Param::Count(days)),
            ("massimo", Param::Count(self.total)),
            ("minimo", Param::Count(self.min)),
        ];
        if left > 0 {
            params.push(("restano", Param::Count(left)));
        }
        let allowed = if left < self.min {
            Ranges::at_most(start - 1)
        } else {
            Ranges::all()
        };
        Judgement::allowed(allowed, params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["precedenti", "massimo", "minimo", "restano"]
    }
}

/// The earlier applications have used everything, and this one comes after them.
struct CoveredAlready {
    max: i64,
}

pub fn covered_already(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    if builder.field != Some(field::INIZIO) {
        return Err(builder.keys.mistake("where", "must be periodo.dataInizio."));
    }
    Ok(Box::new(CoveredAlready {
        max: builder.keys.needed_integer("max")?,
    }))
}

impl Check for CoveredAlready {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Earlier);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        view.declared(Read::Earlier);
        let earlier = view.totals.earlier.usable()?;
        let mut params = vec![
            ("precedenti", Param::Count(earlier.covered_days)),
            ("massimo", Param::Count(self.max)),
        ];
        let Some(last) = earlier
            .last_day()
            .filter(|_| earlier.covered_days >= self.max)
        else {
            return Judgement::allowed(Ranges::all(), params);
        };
        params.push(("ultima", Param::Day(Day::from_number(last))));
        Judgement::allowed(Ranges::at_most(last), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["precedenti", "massimo", "ultima"]
    }
}

/// The application takes up where the earlier ones end: no gap, no overlap.
struct Consecutive;

pub fn consecutive(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    if builder.field != Some(field::INIZIO) {
        return Err(builder.keys.mistake("where", "must be periodo.dataInizio."));
    }
    Ok(Box::new(Consecutive))
}

impl Check for Consecutive {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Earlier);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        view.declared(Read::Earlier);
        let Some(last) = view.totals.earlier.usable()?.last_day() else {
            return Judgement::allowed(Ranges::all(), Params::new());
        };
        let params = vec![
            ("ultima", Param::Day(Day::from_number(last))),
            ("prima", Param::Day(Day::from_number(last + 1))),
        ];
        Judgement::allowed(Ranges::only(last + 1), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["ultima", "prima"]
    }
}
