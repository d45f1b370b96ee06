//! Hours against days, days against the calendar: the worker's row.
//!
//! Hours are hundredths; a cap is rounded up to the next hundredth.

use super::{Builder, Check, Judgement, Param, Params, Read, Summary, View, view};
use crate::form::model::{FieldId, field};
use crate::ranges::Ranges;
use crate::rulebook::keys::Mistake;
use crate::text::Value;

fn at(builder: &Builder, wanted: FieldId) -> Result<(), Mistake> {
    if builder.field == Some(wanted) {
        return Ok(());
    }
    let path = builder.model.get(wanted).map_or("", |f| f.path);
    Err(builder
        .keys
        .mistake("where", &["must be ", path, "."].concat()))
}

/// `a * b / c`, rounded up; nothing here is negative.
fn scaled_up(a: i64, b: i64, c: i64) -> i64 {
    let (a, b, c) = (i128::from(a), i128::from(b), i128::from(c.max(1)));
    i64::try_from((a * b + c - 1) / c).unwrap_or(i64::MAX)
}

/// The weeks that a period of this many days touches, started ones included.
fn weeks(days: i64) -> i64 {
    (days + 6) / 7
}

macro_rules! row_check {
    ($name:ident, $build:ident, $where:expr) => {
        struct $name;

        pub fn $build(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
            at(builder, $where)?;
            Ok(Box::new($name))
        }
    };
}

row_check!(HoursNeedDays, hours_need_days, field::GIORNI);

impl Check for HoursNeedDays {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Field(field::ORE));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let hours = view.need(field::ORE)?;
        let allowed = if hours > 0 {
            Ranges::at_least(1)
        } else {
            Ranges::all()
        };
        Judgement::allowed(allowed, vec![("ore", Param::Hundredths(hours))])
    }

    fn params(&self) -> &'static [&'static str] {
        &["ore"]
    }
}

row_check!(DaysNeedHours, days_need_hours, field::ORE);

impl Check for DaysNeedHours {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Field(field::GIORNI));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let days = view.need(field::GIORNI)?;
        let allowed = if days > 0 {
            Ranges::at_least(1)
        } else {
            Ranges::all()
        };
        Judgement::allowed(allowed, vec![("giorni", Param::Count(days))])
    }

    fn params(&self) -> &'static [&'static str] {
        &["giorni"]
    }
}

row_check!(NoHours, no_hours, field::ORE);

impl Check for NoHours {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Field(field::GIORNI));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let days = view.need(field::GIORNI)?;
        let allowed = if days == 0 {
            Ranges::at_least(1)
        } else {
            Ranges::all()
        };
        Judgement::allowed(allowed, Params::new())
    }

    fn params(&self) -> &'static [&'static str] {
        &[]
    }
}

row_check!(DaysInPeriod, days_in_period, field::GIORNI);

impl Check for DaysInPeriod {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::WORKER_PERIOD, reads);
        reads.push(Read::Field(field::GIORNI_SETTIMANA));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let (start, end) = view.worker_period()?;
        let week = view.or(field::GIORNI_SETTIMANA, 5)?;
        let days = end - start + 1;
        let max = days / 7 * week + (days % 7).min(week);
        let params = vec![
            ("giorni", Param::Count(days)),
            ("settimana", Param::Count(week)),
            ("massimo", Param::Count(max)),
        ];
        Judgement::allowed(Ranges::at_most(max), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["giorni", "settimana", "massimo"]
    }
}

row_check!(HoursPerDays, hours_per_days, field::ORE);

impl Check for HoursPerDays {
    fn reads(&self, reads: &mut Vec<Read>) {
        let fields = [
            field::GIORNI,
            field::ORE_GIORNALIERE,
            field::ORARIO_SETTIMANALE,
            field::GIORNI_SETTIMANA,
        ];
        Read::fields(&fields, reads);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let days = view.need(field::GIORNI)?;
        let mut params = vec![("giorni", Param::Count(days))];
        let max = match view.excuse(field::ORE_GIORNALIERE)? {
            Some(daily) => {
                params.push(("oreGiorno", Param::Hundredths(daily)));
                scaled_up(days, daily, 1)
            }
            None => {
                let (weekly, week) = (
                    view.need(field::ORARIO_SETTIMANALE)?,
                    view.or(field::GIORNI_SETTIMANA, 5)?,
                );
                params.push(("orario", Param::Hundredths(weekly)));
                params.push(("settimana", Param::Count(week)));
                params.push(("oreGiorno", Param::Hundredths(scaled_up(weekly, 1, week))));
                scaled_up(days, weekly, week)
            }
        };
        params.push(("massimo", Param::Hundredths(max)));
        Judgement::allowed(
            if days > 0 {
                Ranges::at_most(max)
            } else {
                Ranges::all()
            },
            params,
        )
    }

    fn params(&self) -> &'static [&'static str] {
        &["giorni", "oreGiorno", "orario", "settimana", "massimo"]
    }

    fn summary(&self) -> Summary<'_> {
        Summary::Hours
    }
}

row_check!(HoursPerWeeks, hours_per_weeks, field::ORE);

impl Check for HoursPerWeeks {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::WORKER_PERIOD, reads);
        reads.push(Read::Field(field::ORARIO_SETTIMANALE));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let weekly = view.need(field::ORARIO_SETTIMANALE)?;
        let (start, end) = view.worker_period()?;
        let weeks = weeks(end - start + 1);
        let max = scaled_up(weekly, weeks, 1);
        let params = vec![
            ("settimane", Param::Count(weeks)),
            ("orario", Param::Hundredths(weekly)),
            ("massimo", Param::Hundredths(max)),
        ];
        Judgement::allowed(Ranges::at_most(max), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["settimane", "orario", "massimo"]
    }

    fn summary(&self) -> Summary<'_> {
        Summary::Hours
    }
}

/// The days of an intermittent worker: his monthly average, rounded up, brought to the whole period and
/// rounded up again.
struct OnCallDays {
    cap: i64,
    month: i64,
}

pub fn on_call_days(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    at(builder, field::GIORNI)?;
    let (cap, month) = (
        builder.keys.needed_integer("cap")?,
        builder.keys.needed_integer("month")?,
    );
    if cap < 0 || month < 1 {
        return Err(builder.keys.mistake("month", "must be at least 1."));
    }
    Ok(Box::new(OnCallDays { cap, month }))
}

impl Check for OnCallDays {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(
            &[field::GIORNATE_12_MESI, field::GIORNATE_PRECEDENTI],
            reads,
        );
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let year = view.need(field::GIORNATE_12_MESI)?;
        let used = view.or(field::GIORNATE_PRECEDENTI, 0)?;
        let month = scaled_up(year, 1, 12);
        let max = scaled_up(month, self.cap, self.month);
        let params = vec![
            ("anno", Param::Count(year)),
            ("mese", Param::Count(month)),
            ("massimo", Param::Count(max)),
            ("usati", Param::Count(used)),
            ("restano", Param::Count((max - used).max(0))),
        ];
        Judgement::allowed(Ranges::at_most(max - used), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["anno", "mese", "massimo", "usati", "restano"]
    }

    fn summary(&self) -> Summary<'_> {
        Summary::OnCall
    }
}
