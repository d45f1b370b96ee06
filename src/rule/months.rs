//! Lengths in months: `period-months`, `months-window`, `months-in-year`, `half-authorised`, `seniority`.

use super::{Builder, Check, Judgement, Param, Params, Read, Term, View};
use crate::calendar::{Day, months_and_days};
use crate::engine::earlier::EarlierRow;
use crate::form::model::{FieldId, field};
use crate::ranges::Ranges;
use crate::rulebook::keys::{Keys, Mistake};
use crate::text::{Kind, Value};

fn at_end(builder: &Builder) -> Result<(), Mistake> {
    if builder.field == Some(field::FINE) {
        return Ok(());
    }
    Err(builder.keys.mistake("where", "must be periodo.dataFine."))
}

/// Months and left-over days; thirty of these make a month.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    months: i64,
    days: i64,
}

impl Span {
    /// The whole months of each period, and their left-over days, summed.
    fn of(periods: impl Iterator<Item = (i64, i64)>) -> Span {
        let (mut months, mut days) = (0, 0);
        for (start, end) in periods {
            let (m, d) = months_and_days(Day::from_number(start), Day::from_number(end));
            months += i64::from(m);
            days += d;
        }
        Span {
            months: months + days / 30,
            days: days % 30,
        }
    }

    fn plus(self, other: Span) -> Span {
        let days = self.days + other.days;
        Span {
            months: self.months + other.months + days / 30,
            days: days % 30,
        }
    }

    /// The months, and the days where there are any.
    fn tell(self, params: &mut Params) {
        params.push(("mesi", Param::Count(self.months)));
        if self.days > 0 {
            params.push(("giorni", Param::Count(self.days)));
        }
    }

    fn exceeds(self, max: i64) -> bool {
        self.months > max || (self.months == max && self.days > 0)
    }
}

/// The last end from `start` on that `fits`; a longer period never fits where a shorter one does not.
/// `None` when not even one day does.
fn last_fitting(start: i64, fits: impl Fn(i64) -> bool) -> Option<i64> {
    let limit = Day::LAST.number();
    if start > limit || !fits(start) {
        return None;
    }
    let (mut good, mut bad) = (start, limit + 1);
    while bad - good > 1 {
        let middle = good + (bad - good) / 2;
        if fits(middle) {
            good = middle
        } else {
            bad = middle
        }
    }
    Some(good)
}

/// What the end may be: up to the last day, or before the start, where another rule speaks.
fn up_to(start: i64, last: Option<i64>) -> Ranges {
    Ranges::at_most(start - 1).union(&Ranges::between(start, last.unwrap_or(start - 1)))
}

struct Length {
    max: i64,
    /// The earlier applications count too.
    with_earlier: bool,
    /// Months had before, in a field; empty counts as none.
    plus: Option<FieldId>,
}

pub fn length(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    at_end(builder)?;
    let max = builder.keys.needed_integer("max")?;
    let with_earlier = match builder.keys.text("total")?.unwrap_or("own") {
        "own" => false,
        "sum" => true,
        _ => return Err(builder.keys.mistake("total", "must be own or sum.")),
    };
    let plus = builder.keys.fields("plus", builder.model)?.first().copied();
    if let Some(id) = plus
        && !builder
            .model
            .get(id)
            .is_some_and(|f| matches!(f.kind, Kind::Integer { .. }))
    {
        return Err(builder.keys.mistake(
            "plus",
            "must be a field that holds a whole number of months.",
        ));
    }
    Ok(Box::new(Length {
        max,
        with_earlier,
        plus,
    }))
}

impl Check for Length {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&[field::INIZIO, field::FINE], reads);
        Read::fields(self.plus.as_slice(), reads);
        if self.with_earlier {
            reads.push(Read::Earlier);
        }
    }

    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement> {
        let start = view.need(field::INIZIO)?;
        let had = match self.plus {
            Some(id) => view.or(id, 0)?,
            None => 0,
        };
        let earlier: Vec<(i64, i64)> = if self.with_earlier {
            view.totals.earlier.usable()?.periods().collect()
        } else {
            Vec::new()
        };
        let span = |end: i64| {
            let span = Span::of(earlier.iter().copied().chain([(start, end)]));
            Span {
                months: span.months + had,
                ..span
            }
        };
        let last = last_fitting(start, |end| !span(end).exceeds(self.max));
        let mut params = vec![
            ("massimo", Param::Count(self.max)),
            ("usati", Param::Count(had)),
        ];
        if let Some(last) = last {
            params.push(("ultima", Param::Day(Day::from_number(last))));
        }
        if let Some(Value::Ordinal(end)) = value
            && *end >= start
        {
            let span = span(*end);
            span.tell(&mut params);
        }
        Judgement::allowed(up_to(start, last), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["massimo", "usati", "ultima", "mesi", "giorni"]
    }
}

/// So many months from the first start of all applications.
struct Window {
    months: i64,
    from: Day,
}

pub fn window(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    at_end(builder)?;
    let months = builder.keys.needed_integer("months")?;
    match builder.keys.text("from")?.and_then(Day::from_iso) {
        Some(from) => Ok(Box::new(Window { months, from })),
        None => Err(builder.keys.mistake(
            "from",
            "is missing: the day from which starts count, as 2020-02-23.",
        )),
    }
}

impl Check for Window {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Field(field::INIZIO));
        reads.push(Read::Earlier);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let start = view.need(field::INIZIO)?;
        let earlier = view
            .totals
            .earlier
            .usable()?
            .periods()
            .map(|(start, _)| start);
        let first = earlier
            .chain([start])
            .filter(|start| *start >= self.from.number())
            .min()?;
        let last = Day::from_number(first).last_of_months(self.months as i32);
        let params = vec![
            ("prima", Param::Day(Day::from_number(first))),
            ("massimo", Param::Count(self.months)),
            ("ultima", Param::Day(last)),
        ];
        Judgement::allowed(up_to(start, Some(last.number())), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["prima", "massimo", "ultima"]
    }
}

/// So many months in each calendar year, with the earlier applications.
struct ByYear {
    limits: Vec<(i32, i64)>,
}

pub fn by_year(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    at_end(builder)?;
    let place = builder.keys.place("limits");
    let Some(value) = builder.keys.take("limits") else {
        return Err(builder
            .keys
            .mistake("limits", "is missing: { \"2014\": 11, … }, months by year."));
    };
    Keys::object(value, place.clone())?;
    let mut limits = Vec::new();
    for (year, months) in value.entries() {
        match (year.parse(), months.to_string().parse()) {
            (Ok(year), Ok(months)) => limits.push((year, months)),
            _ => {
                return Err(Mistake::new(
                    &place,
                    "must give each year a number of months.",
                ));
            }
        }
    }
    Ok(Box::new(ByYear { limits }))
}

impl ByYear {
    /// The first year of the period in which the limit is exceeded.
    fn exceeded(&self, earlier: &[EarlierRow], start: i64, end: i64) -> Option<(i32, i64, Span)> {
        self.limits.iter().find_map(|&(year, max)| {
            let first = Day::new(year, 1, 1)?.number();
            let last = Day::new(year, 12, 31)?.number();
            let inside = |(a, b): (i64, i64)| (a.max(first), b.min(last));
            let own = Some(inside((start, end))).filter(|(a, b)| a <= b)?;
            let mut used = Span { months: 0, days: 0 };
            let mut periods = vec![own];
            for row in earlier {
                let (start, end) = row.period;
                if end < first || last < start {
                    continue;
                }
                match row.used {
                    // What was used can not be told from one year to the other.
                    Some(_) if start < first || last < end => return None,
                    Some((months, days)) => {
                        used.months += months;
                        used.days += days;
                    }
                    None => periods.push(inside(row.period)),
                }
            }
            let span = Span::of(periods.into_iter()).plus(used);
            span.exceeds(max).then_some((year, max, span))
        })
    }
}

impl Check for ByYear {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&[field::INIZIO, field::FINE], reads);
        reads.push(Read::Earlier);
    }

    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement> {
        let start = view.need(field::INIZIO)?;
        let earlier = view.totals.earlier.usable()?.rows()?;
        let last = last_fitting(start, |end| self.exceeded(earlier, start, end).is_none());
        let mut params = Params::new();
        if let Some(last) = last {
            params.push(("ultima", Param::Day(Day::from_number(last))));
        }
        if let Some(Value::Ordinal(end)) = value
            && let Some((year, max, span)) = self.exceeded(earlier, start, *end)
        {
            params.push(("annoSolare", Param::Count(i64::from(year))));
            params.push(("massimo", Param::Count(max)));
            span.tell(&mut params);
        }
        Judgement::allowed(up_to(start, last), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["ultima", "annoSolare", "massimo", "mesi", "giorni"]
    }
}

/// Beyond so many months only half of the days is authorised.
struct Half {
    over: i64,
    most: i64,
    /// Not half: all of the months that are authorised at most.
    whole: bool,
}

pub fn half(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    at_end(builder)?;
    let (over, most) = (
        builder.keys.needed_integer("over")?,
        builder.keys.needed_integer("most")?,
    );
    let whole = builder.keys.flag("full")?;
    Ok(Box::new(Half { over, most, whole }))
}

impl Check for Half {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Field(field::INIZIO));
    }

    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement> {
        let start = Day::from_number(view.need(field::INIZIO)?);
        let last = start.last_of_months(self.over as i32);
        let mut params = vec![("massimo", Param::Count(self.over))];
        if let Some(Value::Ordinal(end)) = value
            && *end >= start.number()
        {
            let days = end - start.number() + 1;
            let most = start.last_of_months(self.most as i32);
            let authorised = if self.whole {
                most
            } else {
                most.min(start.plus_days(days / 2 - 1))
            };
            params.push(("giorni", Param::Count(days)));
            params.push((
                "autorizzati",
                Param::Count(authorised.number() - start.number() + 1),
            ));
            params.push(("ultima", Param::Day(authorised)));
        }
        Judgement::allowed(up_to(start.number(), Some(last.number())), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["massimo", "giorni", "autorizzati", "ultima"]
    }
}

/// A date from which so many months must be complete on a day.
struct Seniority {
    months: i32,
    on: Term,
}

pub fn seniority(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    let kind = builder
        .field
        .and_then(|id| builder.model.get(id))
        .map(|f| &f.kind);
    if kind != Some(&Kind::Date) {
        return Err(builder
            .keys
            .mistake("where", "must be a field that holds a date."));
    }
    let months = builder.keys.needed_integer("months")? as i32;
    match Term::read(builder, "on")? {
        Some(on) => Ok(Box::new(Seniority { months, on })),
        None => Err(builder.keys.mistake(
            "on",
            "is missing: the day on which the months must be complete.",
        )),
    }
}

impl Check for Seniority {
    fn reads(&self, reads: &mut Vec<Read>) {
        self.on.reads(reads);
    }

    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement> {
        let on = self.on.day(view)?;
        // Where months are cut to their end, days after the one counted back may still be complete.
        let mut last = on.plus_months(-self.months);
        while last.plus_days(1).plus_months(self.months) <= on {
            last = last.plus_days(1);
        }
        let mut params = vec![
            ("mesi", Param::Count(i64::from(self.months))),
            ("data", Param::Day(on)),
            ("massimo", Param::Day(last)),
        ];
        if let Some(Value::Ordinal(from)) = value {
            params.push((
                "matura",
                Param::Day(Day::from_number(*from).plus_months(self.months)),
            ));
        }
        Judgement::allowed(Ranges::at_most(last.number()), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["mesi", "data", "massimo", "matura"]
    }
}
