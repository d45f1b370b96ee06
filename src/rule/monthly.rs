//! Month-by-month reporting (consuntivo): `month-outside`, `month-early`, `month-order`,
//! `month-missing`, `month-hours`, `months-differ`, `months-total`.
//!
//! All but the first look only at months that the application's period touches.

use super::{Builder, Check, Judgement, OwnField, Param, Params, Read, View, view};
use crate::calendar::{Day, Month};
use crate::form::cell::Known;
use crate::form::model::{FieldId, List, field};
use crate::form::rows;
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

/// The first and the last month of a period.
fn months(period: (i64, i64)) -> (Month, Month) {
    (
        Month::of(Day::from_number(period.0)),
        Month::of(Day::from_number(period.1)),
    )
}

/// The view's month, with the application's period, when the period touches it.
fn month_of_period(view: &View) -> Option<(Month, (i64, i64))> {
    let period = view.period()?;
    let (first, last) = months(period);
    let month = view.month?;
    (first <= month && month <= last).then_some((month, period))
}

macro_rules! monthly_check {
    ($name:ident, $build:ident, $where:expr) => {
        struct $name;

        pub fn $build(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
            at(builder, $where)?;
            Ok(Box::new($name))
        }
    };
}

monthly_check!(Outside, outside, field::CONSUNTIVO);

impl Check for Outside {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::PERIOD, reads);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let (start, end) = view.period()?;
        let (first, last) = months((start, end));
        let month = view.month?;
        let allowed = if first <= month && month <= last {
            Ranges::all()
        } else {
            Ranges::none()
        };
        let params = vec![
            ("mese", Param::Month(month)),
            ("dal", Param::Day(Day::from_number(start))),
            ("al", Param::Day(Day::from_number(end))),
        ];
        Judgement::allowed(allowed, params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["mese", "dal", "al"]
    }
}

monthly_check!(Early, early, field::CONSUNTIVO);

impl Check for Early {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::PERIOD, reads);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let today = view.today?;
        let (month, (_, end)) = month_of_period(view)?;
        let opens = month
            .last()
            .plus_days(1)
            .min(Day::from_number(end).plus_days(1));
        let allowed = if today < opens {
            Ranges::none()
        } else {
            Ranges::all()
        };
        Judgement::allowed(
            allowed,
            vec![("mese", Param::Month(month)), ("dal", Param::Day(opens))],
        )
    }

    fn params(&self) -> &'static [&'static str] {
        &["mese", "dal"]
    }
}

monthly_check!(Order, order, field::CONSUNTIVO);

impl Check for Order {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::PERIOD, reads);
        reads.push(Read::Months);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        view.declared(Read::Months);
        let (month, period) = month_of_period(view)?;
        let previous = month.previous();
        let blocked = previous >= months(period).0 && view.totals.months.empty(previous, view) > 0;
        let params = vec![
            ("mese", Param::Month(month)),
            ("precedente", Param::Month(previous)),
        ];
        Judgement::allowed(
            if blocked {
                Ranges::none()
            } else {
                Ranges::all()
            },
            params,
        )
    }

    fn params(&self) -> &'static [&'static str] {
        &["mese", "precedente"]
    }
}

monthly_check!(Missing, missing, field::CONSUNTIVO);

impl Check for Missing {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::PERIOD, reads);
        reads.push(Read::Months);
    }

    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement> {
        view.declared(Read::Months);
        let (month, _) = month_of_period(view)?;
        let given = view.totals.months.given(month) > 0;
        Judgement::fires(
            given && value.is_none(),
            vec![("mese", Param::Month(month))],
        )
    }

    fn params(&self) -> &'static [&'static str] {
        &["mese"]
    }

    fn whole_only(&self) -> bool {
        true
    }

    fn own_field(&self) -> OwnField {
        OwnField::MayBeEmpty
    }
}

monthly_check!(Hours, hours, field::CONSUNTIVO);

impl Check for Hours {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::CALENDAR, reads);
        reads.push(Read::Field(field::ORARIO_SETTIMANALE));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let (month, _) = month_of_period(view)?;
        let weekly = view.need(field::ORARIO_SETTIMANALE)?;
        let calendar = view.calendar()?;
        let (start, end) = (calendar.start, calendar.end);
        let days = (end.min(month.last().number()) - start.max(month.first().number()) + 1).max(0);
        let weeks = (days + 6) / 7;
        let max = weekly.saturating_mul(weeks);
        let mut params = vec![
            ("mese", Param::Month(month)),
            ("giorni", Param::Count(days)),
            ("settimane", Param::Count(weeks)),
            ("orario", Param::Hundredths(weekly)),
            ("massimo", Param::Hundredths(max)),
        ];
        calendar.tell(&mut params);
        Judgement::allowed(Ranges::at_most(max), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &[
            "mese",
            "giorni",
            "settimane",
            "orario",
            "massimo",
            "assunto",
            "scade",
            "cessa",
        ]
    }
}

monthly_check!(Differ, differ, field::ORE);

impl Check for Differ {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::PERIOD, reads);
        Read::fields(&[field::DATA_PRESENTAZIONE, field::CONSUNTIVO], reads);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let sum = comparable(view)?;
        Judgement::allowed(Ranges::only(sum), vec![("somma", Param::Hundredths(sum))])
    }

    fn params(&self) -> &'static [&'static str] {
        &["somma"]
    }
}

/// The hours reported for all months of a period that was over when the application was filed.
fn comparable(view: &View) -> Option<i64> {
    let period = view.period()?;
    if period.1 >= view.need(field::DATA_PRESENTAZIONE)? {
        return None;
    }
    let (sum, complete) = reported(view, period);
    complete.then_some(sum)
}

/// The hours reported for the months of a period, and whether each has a number.
fn reported(view: &View, period: (i64, i64)) -> (i64, bool) {
    let values = view.months(field::CONSUNTIVO);
    let (mut month, last) = months(period);
    let (mut sum, mut complete) = (0i64, true);
    while month <= last {
        match rows::month(values, &month.key()).map(|cell| cell.known()) {
            Some(Known::Value(Value::Ordinal(hours))) => sum = sum.saturating_add(*hours),
            _ => complete = false,
        }
        month = month.next();
    }
    (sum, complete)
}

/// More hours reported than asked.
struct Exceed {
    /// Where the sum of a period that is over is compared as a whole, that speaks.
    unless_compared: bool,
}

pub fn exceed(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    at(builder, field::ORE)?;
    let unless_compared = builder.keys.flag("unlessCompared")?;
    Ok(Box::new(Exceed { unless_compared }))
}

impl Check for Exceed {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::PERIOD, reads);
        Read::fields(&[field::DATA_PRESENTAZIONE, field::CONSUNTIVO], reads);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let period = view.period()?;
        if self.unless_compared && comparable(view).is_some() {
            return Judgement::fires(false, Params::new());
        }
        let (sum, _) = reported(view, period);
        let params = vec![("somma", Param::Hundredths(sum))];
        Judgement::allowed(Ranges::at_least(sum), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["somma"]
    }
}

monthly_check!(Sr41, sr41, field::SR41);

impl Check for Sr41 {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::PERIOD, reads);
        reads.push(Read::Field(field::CONSUNTIVO));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let (month, _) = month_of_period(view)?;
        let reported = rows::month(view.months(field::CONSUNTIVO), &month.key())?;
        let Known::Value(Value::Ordinal(hours)) = reported.known() else {
            return None;
        };
        let params = vec![
            ("mese", Param::Month(month)),
            ("somma", Param::Hundredths(*hours)),
        ];
        Judgement::allowed(Ranges::only(*hours), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["mese", "somma"]
    }
}

/// Nobody's hours were reported.
struct Unreported;

pub fn unreported(_: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    Ok(Box::new(Unreported))
}

impl Check for Unreported {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Rows(List::Lavoratori));
        reads.push(Read::Field(field::CONSUNTIVO));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let workers = view.form.rows(List::Lavoratori);
        let reported = workers.ids().iter().any(|id| {
            let fault = workers.get(*id).is_some_and(|row| {
                let mut faults = row.faults.iter();
                faults.any(|fault| fault == "lavoratori.*.consuntivo")
            });
            let months = view.form.months(field::CONSUNTIVO, Some(*id));
            fault
                || months
                    .iter()
                    .any(|(_, cell)| !matches!(cell.known(), Known::Empty))
        });
        Judgement::fires(!workers.is_empty() && !reported, Params::new())
    }

    fn params(&self) -> &'static [&'static str] {
        &[]
    }

    fn whole_only(&self) -> bool {
        true
    }
}

monthly_check!(Total, total, field::SR41_ORE);

impl Check for Total {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::PERIOD, reads);
        reads.push(Read::Months);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        view.declared(Read::Months);
        let (first, last) = months(view.period()?);
        let sum = view.totals.months.sum(first, last, view)?;
        Judgement::allowed(Ranges::only(sum), vec![("somma", Param::Hundredths(sum))])
    }

    fn params(&self) -> &'static [&'static str] {
        &["somma"]
    }
}
