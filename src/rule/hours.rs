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

/// A parameter `week`: so many working days a week are supposed; without it, those stated count.
fn supposed_week(builder: &mut Builder) -> Result<Option<i64>, Mistake> {
    builder.keys.integer("week")
}

/// The working days a week: those stated, or where none are, those supposed.
fn week_of(view: &View, supposed: Option<i64>) -> Option<i64> {
    match (view.excuse(field::GIORNI_SETTIMANA)?, supposed) {
        (Some(week), None) => Some(week),
        (None, Some(supposed)) => Some(supposed),
        _ => None,
    }
}

struct DaysInPeriod {
    week: Option<i64>,
}

pub fn days_in_period(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    at(builder, field::GIORNI)?;
    let week = supposed_week(builder)?;
    Ok(Box::new(DaysInPeriod { week }))
}

impl Check for DaysInPeriod {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::CALENDAR, reads);
        reads.push(Read::Field(field::GIORNI_SETTIMANA));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let calendar = view.calendar()?;
        let week = week_of(view, self.week)?;
        let days = calendar.days();
        let max = days / 7 * week + (days % 7).min(week);
        let mut params = vec![
            ("giorni", Param::Count(days)),
            ("settimana", Param::Count(week)),
            ("massimo", Param::Count(max)),
        ];
        calendar.tell(&mut params);
        Judgement::allowed(Ranges::at_most(max), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &[
            "giorni",
            "settimana",
            "massimo",
            "assunto",
            "scade",
            "cessa",
        ]
    }
}

/// The most hours of the days stated: at the longest day; at a week as even as it can be; at the most uneven
/// week that rest admits.
struct HoursPerDays {
    week: Option<i64>,
    /// Hours of the longest day that daily rest admits, in hundredths: the week may be that uneven.
    longest: Option<i64>,
}

pub fn hours_per_days(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    at(builder, field::ORE)?;
    Ok(Box::new(HoursPerDays {
        week: supposed_week(builder)?,
        longest: builder.keys.integer("longestDay")?.map(|hours| hours * 100),
    }))
}

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
                let weekly = view.need(field::ORARIO_SETTIMANALE)?;
                let week = week_of(view, self.week)?;
                params.push(("orario", Param::Hundredths(weekly)));
                params.push(("settimana", Param::Count(week)));
                params.push(("oreGiorno", Param::Hundredths(scaled_up(weekly, 1, week))));
                let even = scaled_up(days, weekly, week);
                match self.longest {
                    Some(longest) => {
                        let left = weekly.min(scaled_up(days % week, longest, 1));
                        even.max(scaled_up(days / week, weekly, 1).saturating_add(left))
                    }
                    None => even,
                }
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
        Read::fields(&view::CALENDAR, reads);
        reads.push(Read::Field(field::ORARIO_SETTIMANALE));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let weekly = view.need(field::ORARIO_SETTIMANALE)?;
        let calendar = view.calendar()?;
        let weeks = weeks(calendar.days());
        let max = scaled_up(weekly, weeks, 1);
        let mut params = vec![
            ("giorni", Param::Count(calendar.days())),
            ("settimane", Param::Count(weeks)),
            ("orario", Param::Hundredths(weekly)),
            ("massimo", Param::Hundredths(max)),
        ];
        calendar.tell(&mut params);
        Judgement::allowed(Ranges::at_most(max), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &[
            "giorni",
            "settimane",
            "orario",
            "massimo",
            "assunto",
            "scade",
            "cessa",
        ]
    }

    fn summary(&self) -> Summary<'_> {
        Summary::Hours
    }
}

/// So many hours for each day.
struct HoursADay {
    hours: i64,
}

pub fn hours_a_day(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    at(builder, field::ORE)?;
    let hours = builder.keys.needed_integer("hours")?;
    Ok(Box::new(HoursADay { hours }))
}

impl Check for HoursADay {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Field(field::GIORNI));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let days = view.need(field::GIORNI)?;
        let max = scaled_up(days, self.hours * 100, 1);
        let params = vec![
            ("giorni", Param::Count(days)),
            ("oreGiorno", Param::Count(self.hours)),
            ("massimo", Param::Hundredths(max)),
        ];
        let allowed = if days > 0 {
            Ranges::at_most(max)
        } else {
            Ranges::all()
        };
        Judgement::allowed(allowed, params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["giorni", "oreGiorno", "massimo"]
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
