//! Hours against the ordinary hours of the period: `zero-hours`, `hours-share`, `rotation`; and the
//! headcount by category: `sum-differs`.
//!
//! The ordinary hours of a worker are O = H * D / 7, with H his weekly hours and D the days of his calendar, and
//! never less than those of its weekdays where he works 5, 6 or 7 days a week. They are kept as parts of a
//! hundredth, so that nothing is rounded.

use super::{Builder, Check, Judgement, Param, Params, Read, View, view};
use crate::calendar::{Day, weekdays, working_days};
use crate::form::model::{FieldId, List, field};
use crate::ranges::Ranges;
use crate::rulebook::keys::Mistake;
use crate::text::{Kind, Value};

/// A worker's hours, in parts of a hundredth: as many as weeks of 5, 6 and 7 days divide evenly.
pub struct RowHours {
    pub ordinary: i128,
    pub asked: i128,
}

const PARTS: i64 = 5 * 6 * 7;

impl RowHours {
    /// Of the view's row, when it is usable.
    pub fn of(view: &View) -> Option<RowHours> {
        let weekly = i128::from(view.need(field::ORARIO_SETTIMANALE)?);
        let calendar = view.calendar()?;
        let by_days = weekly * i128::from(calendar.days() * (PARTS / 7));
        let by_weekdays = match view.excuse(field::GIORNI_SETTIMANA)? {
            Some(week @ 5..=7) => {
                let days = [calendar.start, calendar.end].map(Day::from_number);
                let [start, end] = days;
                weekly * i128::from(weekdays(start, end, week) * (PARTS / week))
            }
            _ => 0,
        };
        Some(RowHours {
            ordinary: by_days.max(by_weekdays),
            asked: i128::from(PARTS) * i128::from(view.need(field::ORE)?),
        })
    }

    /// What is worked beside the hours asked.
    pub fn worked(&self) -> i128 {
        (self.ordinary - self.asked).max(0)
    }
}

fn reads_row(reads: &mut Vec<Read>) {
    Read::fields(&view::CALENDAR, reads);
    Read::fields(&[field::ORARIO_SETTIMANALE, field::GIORNI_SETTIMANA], reads);
}

/// Parts of a hundredth as a figure.
fn figure(parts: i128) -> Param {
    Param::Hundredths(i64::try_from(parts / i128::from(PARTS)).unwrap_or(i64::MAX))
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
        let weekly = view.need(field::ORARIO_SETTIMANALE)?;
        let calendar = view.calendar()?;
        let week = view.need(field::GIORNI_SETTIMANA)?;
        if week < 5 {
            return None;
        }
        let [start, end] = [calendar.start, calendar.end].map(Day::from_number);
        let days = working_days(start, end, week);
        // Rounded down to the hour.
        let least = weekly.saturating_mul(days) / week / 100 * 100;
        let mut params = vec![
            ("giorni", Param::Count(days)),
            ("minimo", Param::Hundredths(least)),
        ];
        calendar.tell(&mut params);
        Judgement::allowed(Ranges::at_least(least), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["giorni", "minimo", "assunto", "scade", "cessa"]
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
        let own = RowHours::of(view)?;
        let all = view.totals.hours.all()?;
        // |worked - ordinary * share| > percent of it, where share is what all work of all ordinary hours.
        let worked = own.worked().checked_mul(all.ordinary)?;
        let common = own.ordinary.checked_mul(all.worked)?;
        let apart = (worked - common).abs().checked_mul(100)?
            > common.checked_mul(i128::from(self.percent))?;
        let params = vec![
            ("percento", Param::Count(self.percent)),
            ("lavorate", figure(own.worked())),
            ("media", figure(common / all.ordinary.max(1))),
        ];
        Judgement::fires(apart, params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["percento", "lavorate", "media"]
    }
}

/// More workers in force on the first day than the headcount stated.
struct MoreInForce;

pub fn more_in_force(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    if builder.field != Some(field::DIPENDENTI) {
        return Err(builder
            .keys
            .mistake("where", "must be organico.dipendenti."));
    }
    Ok(Box::new(MoreInForce))
}

impl Check for MoreInForce {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Field(field::INIZIO));
        reads.push(Read::InForce);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        view.declared(Read::InForce);
        let start = view.need(field::INIZIO)?;
        let (exact, rounded) = view.totals.in_force.all()?;
        let params = vec![
            ("lavoratori", Param::Hundredths(rounded)),
            ("dal", Param::Day(Day::from_number(start))),
        ];
        Judgement::allowed(Ranges::at_least(exact.min(rounded)), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["lavoratori", "dal"]
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
