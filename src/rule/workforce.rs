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

/// A worker's hours, in sevenths of a hundredth.
pub struct RowHours {
    pub ordinary: i128,
    pub asked: i128,
}

impl RowHours {
    /// Of the view's row, when it is usable.
    pub fn of(view: &View) -> Option<RowHours> {
        Some(RowHours {
            ordinary: ordinary(view)?.into(),
            asked: 7 * i128::from(view.need(field::ORE)?),
        })
    }

    /// What is worked beside the hours asked.
    pub fn worked(&self) -> i128 {
        (self.ordinary - self.asked).max(0)
    }
}

/// Seven times the ordinary hours, in hundredths.
fn ordinary(view: &View) -> Option<i64> {
    let weekly = view.need(field::ORARIO_SETTIMANALE)?;
    let (start, end) = view.worker_period()?;
    Some(weekly.saturating_mul(end - start + 1))
}

fn reads_row(reads: &mut Vec<Read>) {
    Read::fields(&view::WORKER_PERIOD, reads);
    reads.push(Read::Field(field::ORARIO_SETTIMANALE));
}

/// Sevenths of a hundredth as a figure.
fn figure(sevenths: i128) -> Param {
    Param::Hundredths(i64::try_from(sevenths / 7).unwrap_or(i64::MAX))
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
        reads.push(Read::Hours);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        view.declared(Read::Hours);
        let all = view.totals.hours.all()?;
        let most = all.ordinary * i128::from(self.percent);
        let params = vec![
            ("percento", Param::Count(self.percent)),
            ("ore", figure(all.asked)),
            ("ordinarie", figure(all.ordinary)),
            ("massimo", figure(most / 100)),
        ];
        Judgement::fires(all.asked * 100 > most, params)
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
        reads.push(Read::Hours);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        view.declared(Read::Hours);
        let own = RowHours::of(view)?.worked();
        let all = view.totals.hours.all()?;
        // |own - mean| > percent of the mean, without a fraction.
        let apart =
            (own * all.workers - all.worked).abs() * 100 > all.worked * i128::from(self.percent);
        let params = vec![
            ("percento", Param::Count(self.percent)),
            ("lavorate", figure(own)),
            ("media", figure(all.worked / all.workers.max(1))),
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
