//! Figures of sentences: as people read them, and as programs receive them.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::tell::{Param, Params};
use crate::text::Kind;

/// The figures of a message by name, in the order of the rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures(Vec<(String, Value)>);

impl Figures {
    pub(super) fn of(params: &Params) -> Figures {
        let figures = params.iter();
        let figures = figures.map(|(name, param)| (name.to_string(), json_of(param)));
        Figures(figures.collect())
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, figure)| figure)
    }
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(name, figure)| (name, figure)))
    }
}

/// A figure as programs receive it: dates ISO, numbers as numbers.
pub fn json_of(param: &Param) -> Value {
    match param {
        Param::Day(day) => json!(crate::calendar::Day::from_number(*day).iso()),
        Param::Count(n) | Param::Weekday(n) => json!(n),
        Param::Hundredths(n) if n % 100 == 0 => json!(n / 100),
        Param::Hundredths(n) => json!(*n as f64 / 100.0),
        Param::Month(month) => {
            json!(crate::calendar::Month::from_number(*month as i32).key())
        }
        Param::YesNo(yes) => json!(yes),
        Param::Text(text) => json!(text),
        Param::Field(_) => Value::Null,
    }
}

/// A month that a reading names by number, as people call it.
pub(super) fn month_name(params: &mut Params) {
    let number = |params: &Params, name: &str| {
        params
            .iter()
            .find(|(known, _)| *known == name)
            .and_then(|(_, param)| match param {
                Param::Text(text) => text.parse::<i64>().ok(),
                _ => None,
            })
    };
    if let (Some(month), Some(year)) = (number(params, "month"), number(params, "year")) {
        for (name, param) in params.iter_mut() {
            if *name == "month" {
                *param = Param::Month(year * 12 + month - 1);
            }
        }
    }
}

/// An ordinal as the figure of its kind; texts and yes/no are shown as they were typed.
pub(super) fn ordinal(kind: &Kind, value: i64) -> Option<Param> {
    Some(match kind {
        Kind::Date => Param::Day(value),
        Kind::Number | Kind::Hours => Param::Hundredths(value),
        Kind::Integer { .. } => Param::Count(value),
        _ => return None,
    })
}

/// Which of the sentences for half-typed texts is meant.
pub(super) fn prefix_key(kind: &Kind, params: &Params) -> String {
    let group = match kind {
        Kind::Date => "date",
        Kind::Number | Kind::Hours | Kind::Integer { .. } => "number",
        Kind::Words(_) | Kind::YesNo => return "prefix.word".to_string(),
        _ => return "prefix.code".to_string(),
    };
    let has = |name: &str| params.iter().any(|(known, _)| *known == name);
    let ends = match (has("minimo"), has("massimo")) {
        _ if has("ammessi") => "gaps",
        (true, true) => "between",
        (true, false) => "min",
        (false, true) => "max",
        (false, false) => "none",
    };
    let titled = if has("titolo") { "" } else { ".all" };
    ["prefix.", group, ".", ends, titled].concat()
}
