//! Conditions: a field compared with a value, and no more.

use super::{Read, View};
use crate::calendar::Day;
use crate::form::cell::Known;
use crate::form::model::{FieldId, List, Model, field};
use crate::json::Json;
use crate::ranges::Ranges;
use crate::rulebook::keys::{Keys, Mistake};
use crate::text::{self, Kind, Raw, Reading, Value};

/// What is compared, and with what.
#[derive(Debug)]
pub struct Condition {
    subject: Subject,
    test: Test,
}

#[derive(Debug)]
enum Subject {
    Field(FieldId),
    Rows(List),
    Headcount,
    Fact(usize),
    /// The application's period: valid, or of so many days.
    Period,
    /// The days that the earlier applications leave of a total.
    DaysLeft(i64),
    /// An earlier application stands: neither rejected nor cancelled.
    Standing,
    /// The worker's relation goes on from an earlier one, whose first day is known.
    Continued,
    /// Headcount unknown.
    HeadcountUnknown,
    /// Some month of the headcount has a value.
    Monthly,
}

#[derive(Debug)]
enum Test {
    Ordinals(Ranges),
    Texts(Vec<String>),
    StartsWith(String),
    StartsOtherThan(String),
    LacksCode(String),
    Filled(bool),
    True,
}

/// A question over all rows of a list, whose answer is kept up to date by counting.
#[derive(Clone, PartialEq, Debug)]
pub struct Fact {
    pub field: FieldId,
    pub list: List,
    pub words: Ranges,
    pub asks: AnyEvery,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum AnyEvery {
    Any,
    Every,
}

impl Condition {
    /// The conditions under `key`, one for each subject.
    pub fn read_all(
        keys: &mut Keys,
        key: &'static str,
        model: &Model,
        facts: &mut Vec<Fact>,
    ) -> Result<Vec<Condition>, Mistake> {
        let Some(value) = keys.take(key) else {
            return Ok(Vec::new());
        };
        let place = keys.place(key);
        Keys::object(value, place.clone())?;
        let mut conditions = Vec::new();
        for (subject, test) in value.entries() {
            let place = [&place, ".", subject].concat();
            conditions.push(Condition::read(subject, test, place, model, facts)?);
        }
        Ok(conditions)
    }

    fn read(
        subject: &str,
        value: &Json,
        place: String,
        model: &Model,
        facts: &mut Vec<Fact>,
    ) -> Result<Condition, Mistake> {
        let asks = [("any ", AnyEvery::Any), ("every ", AnyEvery::Every)]
            .into_iter()
            .find_map(|(word, asks)| subject.strip_prefix(word).map(|path| (asks, path)));
        if let Some((asks, path)) = asks {
            let field = field(model, path, &place)?;
            let Some(list) = model.get(field).and_then(|f| f.list) else {
                return Err(Mistake::new(
                    &place,
                    "asks all rows of a field that stands in no list.",
                ));
            };
            let Test::Ordinals(words) = test(value, field, model, place.clone())? else {
                return Err(Mistake::new(
                    &place,
                    "asks all rows: that goes with words, dates and numbers.",
                ));
            };
            let fact = Fact {
                field,
                list,
                words,
                asks,
            };
            let index = facts.iter().position(|f| *f == fact).unwrap_or_else(|| {
                facts.push(fact);
                facts.len() - 1
            });
            return Ok(Condition {
                subject: Subject::Fact(index),
                test: Test::True,
            });
        }
        if subject == "organico.mensile" {
            return Ok(Condition {
                subject: Subject::Monthly,
                test: Test::True,
            });
        }
        if subject == "organico" && value.get("known").is_some() {
            return Ok(Condition {
                subject: Subject::HeadcountUnknown,
                test: Test::True,
            });
        }
        if subject == "giorniRimasti" {
            let mut keys = Keys::object(value, place)?;
            let of = keys.needed_integer("of")?;
            let below = keys.needed_integer("below")?;
            keys.done()?;
            return Ok(Condition {
                subject: Subject::DaysLeft(of),
                test: Test::Ordinals(Ranges::at_most(below - 1)),
            });
        }
        let shared = [
            ("domandeInPiedi", Subject::Standing),
            ("rapportoContinuato", Subject::Continued),
        ];
        if let Some((_, subject)) = shared.into_iter().find(|(name, _)| *name == subject) {
            return Ok(Condition {
                subject,
                test: Test::True,
            });
        }
        if subject == "organico" {
            let test = Test::Ordinals(interval(value, place, |json| number(json, &Kind::Number))?);
            return Ok(Condition {
                subject: Subject::Headcount,
                test,
            });
        }
        if subject == "periodo" {
            let mut keys = Keys::object(value, place)?;
            keys.flag("valid")?;
            let place = keys.place("days");
            let test = match keys.take("days") {
                Some(days) => Test::Ordinals(interval(days, place, |json| number(json, &WHOLE))?),
                None => Test::True,
            };
            keys.done()?;
            return Ok(Condition {
                subject: Subject::Period,
                test,
            });
        }
        if let Some(list) = List::from_path(subject) {
            let test = Test::Ordinals(interval(value, place, |json| number(json, &WHOLE))?);
            return Ok(Condition {
                subject: Subject::Rows(list),
                test,
            });
        }
        let field = field(model, subject, &place)?;
        Ok(Condition {
            subject: Subject::Field(field),
            test: test(value, field, model, place)?,
        })
    }

    pub fn reads(&self, reads: &mut Vec<Read>) {
        match self.subject {
            Subject::Field(id) => reads.push(Read::Field(id)),
            Subject::Rows(list) => reads.push(Read::Rows(list)),
            Subject::Headcount | Subject::HeadcountUnknown => reads.push(Read::Headcount),
            Subject::DaysLeft(_) | Subject::Standing => reads.push(Read::Earlier),
            Subject::Monthly => reads.push(Read::Field(field::MENSILE)),
            Subject::Continued => Read::fields(&super::view::HIRE, reads),
            Subject::Fact(fact) => reads.push(Read::Fact(fact)),
            Subject::Period => Read::fields(&super::view::PERIOD, reads),
        }
    }

    /// Whether its answer depends on the row that a rule looks at.
    pub fn asks_a_row(&self, model: &Model) -> bool {
        match self.subject {
            Subject::Field(id) => model.get(id).is_some_and(|f| f.list.is_some()),
            Subject::Continued => true,
            _ => false,
        }
    }

    /// Whether it holds; `None` when its field has no usable value.
    pub fn holds(&self, view: &View) -> Option<bool> {
        match self.subject {
            Subject::Field(id) => match (view.known(id), &self.test) {
                (Known::Unusable, _) => None,
                (known, Test::Filled(wanted)) => Some(matches!(known, Known::Value(_)) == *wanted),
                (Known::Empty, _) => None,
                (Known::Value(Value::Ordinal(n)), Test::Ordinals(ranges)) => {
                    Some(ranges.contains(*n))
                }
                (Known::Value(Value::Text(text)), Test::Texts(texts)) => {
                    let text = super::texts::folded(text, "");
                    Some(texts.contains(&text))
                }
                (Known::Value(Value::Text(text)), Test::StartsWith(start)) => {
                    Some(super::texts::folded(text, ". ").starts_with(start.as_str()))
                }
                (Known::Value(Value::Text(text)), Test::StartsOtherThan(start)) => {
                    Some(!super::texts::folded(text, ". ").starts_with(start.as_str()))
                }
                (Known::Value(Value::Text(text)), Test::LacksCode(code)) => {
                    Some(!super::texts::has_code(text, std::slice::from_ref(code)))
                }
                _ => Some(false),
            },
            Subject::Rows(list) => {
                view.declared(Read::Rows(list));
                let Test::Ordinals(ranges) = &self.test else {
                    return Some(false);
                };
                Some(ranges.contains(view.form.rows(list).len() as i64))
            }
            Subject::Headcount => {
                view.declared(Read::Headcount);
                let Test::Ordinals(ranges) = &self.test else {
                    return Some(false);
                };
                view.totals
                    .headcount
                    .map(|headcount| headcount.within(ranges))
            }
            Subject::Monthly => Some(
                view.months(field::MENSILE)
                    .iter()
                    .any(|(_, cell)| !matches!(cell.known(), Known::Empty)),
            ),
            Subject::HeadcountUnknown => {
                view.declared(Read::Headcount);
                Some(view.totals.headcount.is_none())
            }
            Subject::DaysLeft(of) => {
                view.declared(Read::Earlier);
                let left = of - view.totals.earlier.usable()?.days;
                Some(matches!(&self.test, Test::Ordinals(days) if days.contains(left)))
            }
            Subject::Standing => {
                view.declared(Read::Earlier);
                Some(view.totals.earlier.any_stands())
            }
            Subject::Continued => Some(view.original_hire().is_some()),
            Subject::Fact(fact) => {
                view.declared(Read::Fact(fact));
                Some(view.totals.fact(fact))
            }
            Subject::Period => match (view.period(), &self.test) {
                (Some((start, end)), Test::Ordinals(days)) => Some(days.contains(end - start + 1)),
                (period, _) => Some(period.is_some()),
            },
        }
    }

    /// Whether it lifts the rule: like [`Condition::holds`], but an empty field claims nothing.
    pub fn lifts(&self, view: &View) -> Option<bool> {
        match (&self.subject, &self.test) {
            // What is not known is not claimed.
            (Subject::DaysLeft(_), _) => Some(self.holds(view) == Some(true)),
            (Subject::Field(id), test) if !matches!(test, Test::Filled(_)) => match view.known(*id)
            {
                Known::Empty => Some(false),
                _ => self.holds(view),
            },
            _ => self.holds(view),
        }
    }
}

/// Row counts are whole numbers.
const WHOLE: Kind = Kind::Integer {
    min: 0,
    max: i64::MAX,
};

fn field(model: &Model, path: &str, place: &str) -> Result<FieldId, Mistake> {
    model.field(path).ok_or_else(|| {
        Mistake::new(
            place,
            "compares what is no field, list or headcount of the model.",
        )
    })
}

fn test(value: &Json, field: FieldId, model: &Model, place: String) -> Result<Test, Mistake> {
    let kind = model.get(field).map_or(&Kind::Text, |f| &f.kind);
    if let Json::Object(entries) = value {
        if let [(key, wanted)] = entries.as_slice() {
            match (key.as_str(), wanted) {
                ("filled", Json::Bool(wanted)) => return Ok(Test::Filled(*wanted)),
                ("startsWith", Json::Text(start)) => {
                    return Ok(Test::StartsWith(super::texts::folded(start, ". ")));
                }
                ("startsOtherThan", Json::Text(start)) => {
                    return Ok(Test::StartsOtherThan(super::texts::folded(start, ". ")));
                }
                ("lacksCode", Json::Text(code)) => return Ok(Test::LacksCode(code.clone())),
                ("not", wanted) => {
                    return match test(wanted, field, model, place.clone())? {
                        Test::Ordinals(ranges) => Ok(Test::Ordinals(ranges.complement())),
                        _ => Err(Mistake::new(
                            &place,
                            "«not» goes with words, dates and numbers.",
                        )),
                    };
                }
                _ => {}
            }
        }
        return Ok(Test::Ordinals(interval(value, place, |json| {
            number(json, kind)
        })?));
    }
    let items = match value {
        Json::List(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    if *kind == Kind::Text {
        let texts: Option<Vec<_>> = items
            .iter()
            .map(|i| i.text().map(|t| super::texts::folded(t, "")))
            .collect();
        return texts
            .map(Test::Texts)
            .ok_or_else(|| Mistake::new(&place, "must be a text or a list of texts."));
    }
    let mut ranges = Ranges::none();
    for item in items {
        match number(item, kind) {
            Some(n) => ranges = ranges.union(&Ranges::only(n)),
            None => {
                return Err(Mistake::new(
                    &place,
                    &["«", &item.to_string(), "» is no value of this field."].concat(),
                ));
            }
        }
    }
    Ok(Test::Ordinals(ranges))
}

/// `{ "from": a, "to": b }`, both ends included; `"above"` excludes its end.
fn interval(
    value: &Json,
    place: String,
    read: impl Fn(&Json) -> Option<i64>,
) -> Result<Ranges, Mistake> {
    let mut keys = Keys::object(value, place)?;
    let mut ranges = Ranges::all();
    for key in ["from", "to", "above"] {
        let Some(end) = keys.take(key) else { continue };
        let Some(n) = read(end) else {
            return Err(keys.mistake(key, "is no value of this field."));
        };
        ranges = ranges.intersect(&match key {
            "from" => Ranges::at_least(n),
            "to" => Ranges::at_most(n),
            _ => Ranges::at_least(n.saturating_add(1)),
        });
    }
    keys.done()?;
    Ok(ranges)
}

/// The ordinal that a JSON value has in a field of this kind.
pub fn number(json: &Json, kind: &Kind) -> Option<i64> {
    let raw = match json {
        Json::Text(text) if *kind == Kind::Date => return Day::from_iso(text).map(Day::number),
        Json::Text(text) => Raw::Text(text),
        Json::Number(digits) => Raw::Number(digits),
        Json::Bool(flag) => Raw::Bool(*flag),
        _ => return None,
    };
    match text::read(kind, &raw) {
        Reading::Value(Value::Ordinal(n)) => Some(n),
        _ => None,
    }
}
