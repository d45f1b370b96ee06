//! Who the workers are: `provisional-code`, `duplicate-person`, `already-listed`, `birth-age`.

use super::{Builder, Check, Judgement, Param, Params, Read, TextLimit, View, view};
use crate::calendar::Day;
use crate::form::cell::Known;
use crate::form::model::{FieldId, List, field};
use crate::ranges::Ranges;
use crate::rulebook::keys::Mistake;
use crate::text::{Kind, Value, codice_fiscale};

/// Why a person cannot stand in this row.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Refused {
    /// An earlier row holds him.
    EarlierRow,
    /// An earlier application lists him for days of this period.
    EarlierApplication { start: i64, end: i64 },
}

impl Refused {
    pub fn refuses(&self, view: &View, code: &str) -> bool {
        let person = codice_fiscale::person(code);
        match *self {
            Refused::EarlierRow => earlier_row(view, &person).is_some(),
            Refused::EarlierApplication { start, end } => {
                view.totals.earlier.listing(&person, start, end).is_some()
            }
        }
    }
}

/// The index of the first row before the view's own that holds this person.
fn earlier_row(view: &View, person: &str) -> Option<usize> {
    view.declared(Read::People);
    let (list, own) = view.row?;
    let rows = view.form.rows(list);
    let first = view.totals.people.first(person)?;
    (rows.rank(first) < rows.rank(own)).then(|| rows.index_of(first))
}

fn needs_code(builder: &Builder) -> Result<FieldId, Mistake> {
    match builder
        .field
        .and_then(|id| builder.model.get(id).map(|f| (id, &f.kind)))
    {
        Some((id, Kind::CodiceFiscale)) => Ok(id),
        _ => Err(builder
            .keys
            .mistake("where", "must be a field that holds a codice fiscale.")),
    }
}

struct Provisional;

pub fn provisional(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    needs_code(builder)?;
    Ok(Box::new(Provisional))
}

impl Check for Provisional {
    fn reads(&self, _: &mut Vec<Read>) {}

    fn judge(&self, _: &View, _: Option<&Value>) -> Option<Judgement> {
        Judgement::texts(TextLimit::NotNumeric, Params::new())
    }

    fn params(&self) -> &'static [&'static str] {
        &[]
    }
}

struct Duplicate;

pub fn duplicate(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    if needs_code(builder)? != field::CODICE_FISCALE {
        return Err(builder
            .keys
            .mistake("where", "must be lavoratori.*.codiceFiscale."));
    }
    Ok(Box::new(Duplicate))
}

impl Check for Duplicate {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::People);
    }

    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement> {
        let mut params = Params::new();
        if let Some(Value::Text(code)) = value
            && let Some(index) = earlier_row(view, &codice_fiscale::person(code))
        {
            params.push(("riga", Param::Count(index as i64 + 1)));
        }
        Judgement::texts(TextLimit::Person(Refused::EarlierRow), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["riga"]
    }
}

struct AlreadyListed;

pub fn already_listed(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    if builder.model.get(needs_code(builder)?).and_then(|f| f.list) != Some(List::Lavoratori) {
        return Err(builder
            .keys
            .mistake("where", "must be lavoratori.*.codiceFiscale."));
    }
    Ok(Box::new(AlreadyListed))
}

impl Check for AlreadyListed {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Earlier);
        Read::fields(&view::WORKER_PERIOD, reads);
    }

    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement> {
        view.declared(Read::Earlier);
        let (start, end) = view.worker_period()?;
        let mut params = Params::new();
        if let Some(Value::Text(code)) = value
            && let Some(found) =
                view.totals
                    .earlier
                    .listing(&codice_fiscale::person(code), start, end)
        {
            params.push(("riga", Param::Count(found.index as i64 + 1)));
            params.push(("dal", Param::Day(Day::from_number(found.start))));
            params.push(("al", Param::Day(Day::from_number(found.end))));
        }
        Judgement::texts(
            TextLimit::Person(Refused::EarlierApplication { start, end }),
            params,
        )
    }

    fn params(&self) -> &'static [&'static str] {
        &["riga", "dal", "al"]
    }
}

/// Months run out that were counted from the first start of the applications of other units that list him.
struct ListedElsewhere {
    months: i64,
    from: Day,
}

pub fn listed_elsewhere(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    needs_code(builder)?;
    let months = builder.keys.needed_integer("months")?;
    match builder.keys.text("from")?.and_then(Day::from_iso) {
        Some(from) => Ok(Box::new(ListedElsewhere { months, from })),
        None => Err(builder.keys.mistake(
            "from",
            "is missing: the day from which starts count, as 2020-02-23.",
        )),
    }
}

impl Check for ListedElsewhere {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Earlier);
        Read::fields(&view::WORKER_PERIOD, reads);
    }

    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement> {
        view.declared(Read::Earlier);
        let Some(Value::Text(code)) = value else {
            return None;
        };
        let end = view.worker_end()?;
        let person = codice_fiscale::person(code);
        let elsewhere = view.totals.earlier.listings(&person);
        let starts = elsewhere.filter(|l| l.elsewhere && l.start >= self.from.number());
        let first = Day::from_number(starts.map(|l| l.start).min()?);
        let last = first.last_of_months(self.months as i32);
        let params = vec![
            ("prima", Param::Day(first)),
            ("massimo", Param::Count(self.months)),
            ("ultima", Param::Day(last)),
            ("al", Param::Day(Day::from_number(end))),
        ];
        Judgement::fires(end > last.number(), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["prima", "massimo", "ultima", "al"]
    }
}

/// The age at which work may begin, counted from the codice fiscale beside the date.
struct BirthAge {
    code: FieldId,
    years: i64,
}

pub fn birth_age(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    let years = builder.keys.needed_integer("years")?;
    let path = builder
        .field
        .and_then(|id| builder.model.get(id))
        .map_or("", |f| f.path);
    let owner = path.rsplit_once('.').map_or("", |(owner, _)| owner);
    match builder.model.field(&[owner, ".codiceFiscale"].concat()) {
        Some(code) => Ok(Box::new(BirthAge { code, years })),
        None => Err(builder
            .keys
            .mistake("where", "must stand beside a codiceFiscale.")),
    }
}

impl Check for BirthAge {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Field(self.code));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let Known::Value(Value::Text(code)) = view.known(self.code) else {
            return None;
        };
        let births = codice_fiscale::births(code);
        let first = births
            .into_iter()
            .flatten()
            .map(|birth| birth.plus_months(self.years as i32 * 12))
            .min()?;
        let params = vec![
            ("anni", Param::Count(self.years)),
            ("minimo", Param::Day(first)),
        ];
        Judgement::allowed(Ranges::at_least(first.number()), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["anni", "minimo"]
    }
}
