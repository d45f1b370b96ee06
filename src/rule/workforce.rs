//! Hours against the ordinary hours of the period: `zero-hours`, `hours-share`, `rotation`; and the
//! headcount by category: `sum-differs`.
//!
//! The ordinary hours of a worker are O = H * D / 7, with H his weekly hours and D the days of his
//! period. They are kept as sevenths, so that nothing is rounded.

use super::{Builder, Check, Judgement, Param, Params, Read, View, view};
use crate::form::model::{FieldId, List, field};
use crate::ranges::Ranges;
use crate::rulebook::keys::Mistake;
use crate::text::{Kind, Value};

/// Seven times the ordinary hours, in hundredths.
fn ordinary(view: &View) -> Option<i64> {
    let weekly = view.need(field::ORARIO_SETTIMANALE)?;
    let (start, end) = view.worker_period()?;
    Some(weekly.saturating_mul(end - start + 1))
}

fn reads_row(reads: &mut Vec<Read>) {
    reads.extend(view::WORKER_PERIOD.map(Read::Field));
    reads.push(Read::Field(field::ORARIO_SETTIMANALE));
}

/// Ordinary hours (in sevenths) and hours asked of every worker; `None` unless all rows are usable.
fn all_rows(view: &View) -> Option<Vec<(i64, i64)>> {
    let rows = view.form.rows(List::Lavoratori).ids();
    rows.iter()
        .map(|id| {
            let row = View {
                row: Some((List::Lavoratori, *id)),
                ..*view
            };
            Some((ordinary(&row)?, row.need(field::ORE)?))
        })
        .collect()
}

/// What each worker works beside the hours asked, in sevenths; `None` unless all rows are usable.
pub fn worked_rows(view: &View) -> Option<Vec<i128>> {
    Some(all_rows(view)?.into_iter().map(worked).collect())
}

fn worked((ordinary, asked): (i64, i64)) -> i128 {
    (i128::from(ordinary) - 7 * i128::from(asked)).max(0)
}

struct ZeroHours;

pub fn zero_hours(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    if builder.field != Some(field::ORE) {
        return Err(builder.keys.mistake("where", "must be lavoratori.*.ore."));
    }
    Ok(Box::new(ZeroHours))
}

impl Check for ZeroHours {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads_row(reads);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        // Rounded down to the hour.
        let least = ordinary(view)? / 700 * 100;
        Judgement::allowed(
            Ranges::at_least(least),
            vec![("minimo", Param::Hundredths(least))],
        )
    }

    fn params(&self) -> &'static [&'static str] {
        &["minimo"]
    }
}

/// All hours asked, against a share of all ordinary hours.
struct Share {
    percent: i64,
}

pub fn share(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    if builder.list != Some(List::Lavoratori) {
        return Err(builder.keys.mistake("where", "must be lavoratori."));
    }
    Ok(Box::new(Share {
        percent: builder.keys.needed_integer("percent")?,
    }))
}

impl Check for Share {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads_row(reads);
        reads.push(Read::Field(field::ORE));
        reads.push(Read::Rows(List::Lavoratori));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let rows = all_rows(view)?;
        let (mut ordinary, mut asked) = (0i128, 0i128);
        for (o, hours) in rows {
            ordinary += i128::from(o);
            asked += i128::from(hours);
        }
        let most = ordinary * i128::from(self.percent) / 700;
        let figure = |n: i128| Param::Hundredths(i64::try_from(n).unwrap_or(i64::MAX));
        let params = vec![
            ("percento", Param::Count(self.percent)),
            ("ore", figure(asked)),
            ("ordinarie", figure(ordinary / 7)),
            ("massimo", figure(most)),
        ];
        Judgement::fires(asked * 700 > ordinary * i128::from(self.percent), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["percento", "ore", "ordinarie", "massimo"]
    }
}

/// Hours worked that lie too far from everybody's mean.
struct Rotation {
    percent: i64,
}

pub fn rotation(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    if builder.field != Some(field::ORE) {
        return Err(builder.keys.mistake("where", "must be lavoratori.*.ore."));
    }
    Ok(Box::new(Rotation {
        percent: builder.keys.needed_integer("percent")?,
    }))
}

impl Check for Rotation {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads_row(reads);
        reads.push(Read::Field(field::ORE));
        reads.push(Read::Rows(List::Lavoratori));
        reads.push(Read::Hours);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        view.declared(Read::Hours);
        let own = worked((ordinary(view)?, view.need(field::ORE)?));
        let (workers, sum) = view.totals.hours.worked()?;
        // |own - sum / workers| > percent of the mean, without a fraction.
        let apart = (own * workers - sum).abs() * 100 > sum * i128::from(self.percent);
        let figure = |n: i128| Param::Hundredths(i64::try_from(n).unwrap_or(i64::MAX));
        let params = vec![
            ("percento", Param::Count(self.percent)),
            ("lavorate", figure(own / 7)),
            ("media", figure(sum / (7 * workers.max(1)))),
        ];
        Judgement::fires(apart, params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["percento", "lavorate", "media"]
    }
}

/// The parts do not make the whole.
struct SumDiffers {
    parts: Vec<FieldId>,
    equals: FieldId,
}

pub fn sum_differs(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    let parts = builder.keys.fields("fields", builder.model)?;
    let equals = builder.keys.fields("equals", builder.model)?;
    let numbers = parts.iter().chain(&equals).all(|id| {
        builder
            .model
            .get(*id)
            .is_some_and(|f| f.list.is_none() && f.kind == Kind::Number)
    });
    match equals.as_slice() {
        [equals] if numbers && !parts.is_empty() => Ok(Box::new(SumDiffers {
            parts,
            equals: *equals,
        })),
        _ => Err(builder.keys.mistake(
            "fields",
            "and equals must be fields that hold numbers, outside lists.",
        )),
    }
}

impl Check for SumDiffers {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.extend(
            self.parts
                .iter()
                .chain([&self.equals])
                .map(|id| Read::Field(*id)),
        );
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let mut sum = 0i64;
        for id in &self.parts {
            sum = sum.saturating_add(view.need(*id)?);
        }
        let whole = view.need(self.equals)?;
        let params: Params = vec![
            ("somma", Param::Hundredths(sum)),
            ("totale", Param::Hundredths(whole)),
        ];
        Judgement::fires(sum != whole, params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["somma", "totale"]
    }
}
