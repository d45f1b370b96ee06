//! Limits of dates: `date-limit`, `date-window`, `within`, `saturday-term`.

use super::{Builder, Check, Judgement, OwnField, Param, Params, Read, Summary, Term, View, view};
use crate::calendar::Day;
use crate::form::model::field;
use crate::json::Json;
use crate::ranges::Ranges;
use crate::rulebook::keys::Mistake;
use crate::text::{Kind, Value};

fn needs_date(builder: &Builder) -> Result<(), Mistake> {
    let kind = builder
        .field
        .and_then(|id| builder.model.get(id))
        .map(|f| &f.kind);
    if kind == Some(&Kind::Date) {
        Ok(())
    } else {
        Err(builder
            .keys
            .mistake("where", "must be a field that holds a date."))
    }
}

fn ordinal(value: Option<&Value>) -> Option<i64> {
    match value {
        Some(Value::Ordinal(n)) => Some(*n),
        _ => None,
    }
}

struct Limit {
    min: Option<Term>,
    max: Option<Term>,
    /// What ran out by the first of these days may still be done by the second.
    grace: Option<(Day, Day)>,
}

pub fn limit(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    needs_date(builder)?;
    let (min, max) = (Term::read(builder, "min")?, Term::read(builder, "max")?);
    if min.is_none() && max.is_none() {
        return Err(builder.keys.mistake(
            "min",
            "or max is missing: a day, or { \"of\": a field, … }.",
        ));
    }
    let grace = match builder.keys.take("grace") {
        None => None,
        Some(grace) => {
            let day = |key| grace.get(key).and_then(Json::text).and_then(Day::from_iso);
            match (day("to"), day("day")) {
                (Some(to), Some(day)) => Some((to, day)),
                _ => {
                    let problem = "must give the days to and day, as 2020-02-23.";
                    return Err(builder.keys.mistake("grace", problem));
                }
            }
        }
    };
    Ok(Box::new(Limit { min, max, grace }))
}

impl Check for Limit {
    fn reads(&self, reads: &mut Vec<Read>) {
        for term in self.min.iter().chain(&self.max) {
            term.reads(reads);
        }
    }

    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement> {
        let min = self.min.as_ref().and_then(|term| term.day(view));
        let max = self.max.as_ref().and_then(|term| term.day(view));
        if min.is_none() && max.is_none() {
            return None;
        }
        let mut allowed = Ranges::all();
        let mut params: Params = Vec::new();
        let value = ordinal(value);
        let mut broken = None;
        if let Some(min) = min {
            allowed = allowed.intersect(&Ranges::at_least(min.number()));
            params.push(("minimo", Param::Day(min)));
            if max.is_none() || value.is_some_and(|v| v < min.number()) {
                broken = Some(min);
            }
        }
        if let Some(max) = max {
            let ordinary = self.max.as_ref().and_then(|term| term.ordinary(view));
            let last = match self.grace {
                Some((to, day)) if ordinary.is_some_and(|ordinary| ordinary <= to) => max.max(day),
                _ => max,
            };
            allowed = allowed.intersect(&Ranges::at_most(last.number()));
            params.push(("massimo", Param::Day(max)));
            if let Some(ordinary) = ordinary.filter(|ordinary| *ordinary < max) {
                params.push(("ordinario", Param::Day(ordinary)));
            }
            broken = broken.or(Some(max));
        }
        if let Some(limit) = broken {
            params.push(("limite", Param::Day(limit)));
            params.push(("giornoSettimana", Param::Weekday(limit.weekday())));
            if let Some(value) = value {
                params.push(("giorni", Param::Count((value - limit.number()).abs())));
            }
        }
        Judgement::allowed(allowed, params)
    }

    fn params(&self) -> &'static [&'static str] {
        &[
            "minimo",
            "massimo",
            "ordinario",
            "limite",
            "giornoSettimana",
            "giorni",
        ]
    }

    fn summary(&self) -> Summary<'_> {
        self.max.as_ref().map_or(Summary::Nothing, Summary::Term)
    }
}

struct Window {
    from: Option<Term>,
    to: Option<Term>,
}

pub fn window(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    needs_date(builder)?;
    let (from, to) = (Term::read(builder, "from")?, Term::read(builder, "to")?);
    if from.is_none() && to.is_none() {
        return Err(builder.keys.mistake("from", "or to is missing."));
    }
    Ok(Box::new(Window { from, to }))
}

impl Check for Window {
    fn reads(&self, reads: &mut Vec<Read>) {
        for term in self.from.iter().chain(&self.to) {
            term.reads(reads);
        }
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let (mut from, mut to, mut params) = (i64::MIN, i64::MAX, Params::new());
        if let Some(term) = &self.from {
            let day = term.day(view)?;
            from = day.number();
            params.push(("dal", Param::Day(day)));
        }
        if let Some(term) = &self.to {
            let day = term.day(view)?;
            to = day.number();
            params.push(("al", Param::Day(day)));
        }
        Judgement::allowed(Ranges::between(from, to).complement(), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["dal", "al"]
    }
}

/// Inside the application's period.
struct Within;

pub fn within(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    needs_date(builder)?;
    Ok(Box::new(Within))
}

impl Check for Within {
    fn reads(&self, reads: &mut Vec<Read>) {
        Read::fields(&view::PERIOD, reads);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let (start, end) = view.period()?;
        let params = vec![
            ("dal", Param::Day(Day::from_number(start))),
            ("al", Param::Day(Day::from_number(end))),
        ];
        Judgement::allowed(Ranges::between(start, end), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["dal", "al"]
    }
}

/// A term that falls on a Saturday, which does not move.
struct Saturday {
    term: Term,
}

pub fn saturday(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    match Term::read(builder, "max")? {
        Some(term) => Ok(Box::new(Saturday { term })),
        None => Err(builder.keys.mistake(
            "of",
            "names no rule with a term: a limit (date-limit) with a max.",
        )),
    }
}

impl Check for Saturday {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Field(field::DATA_PRESENTAZIONE));
        self.term.reads(reads);
    }

    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement> {
        let filed = ordinal(Some(value?))?;
        let ordinary = self.term.ordinary(view)?;
        let term = if filed <= ordinary.number() {
            ordinary
        } else {
            self.term.day(view)?
        };
        Judgement::fires(term.weekday() == 5, vec![("termine", Param::Day(term))])
    }

    fn params(&self) -> &'static [&'static str] {
        &["termine"]
    }

    fn own_field(&self) -> OwnField {
        OwnField::MayBeEmpty
    }
}
