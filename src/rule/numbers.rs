//! Limits of numbers: `number-limit`, `number-window`.

use super::condition::number;
use super::{Builder, Check, Judgement, Param, Params, Read, View};
use crate::ranges::Ranges;
use crate::rulebook::keys::Mistake;
use crate::text::{Kind, Value};

struct Bounds {
    min: Option<i64>,
    max: Option<i64>,
    /// Fires inside the bounds, not outside.
    inside: bool,
    whole: bool,
}

pub fn limit(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    bounds(builder, ["min", "max"], false)
}

pub fn window(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    bounds(builder, ["from", "to"], true)
}

fn bounds(
    builder: &mut Builder,
    names: [&'static str; 2],
    inside: bool,
) -> Result<Box<dyn Check>, Mistake> {
    let kind = builder
        .field
        .and_then(|id| builder.model.get(id))
        .map(|f| f.kind.clone());
    let Some(kind @ (Kind::Integer { .. } | Kind::Number | Kind::Hours)) = kind else {
        return Err(builder
            .keys
            .mistake("where", "must be a field that holds a number."));
    };
    let whole = matches!(kind, Kind::Integer { .. });
    let mut ends = [None, None];
    for (end, name) in ends.iter_mut().zip(names) {
        if let Some(json) = builder.keys.take(name) {
            *end = Some(
                number(json, &kind)
                    .ok_or_else(|| builder.keys.mistake(name, "is no number of this field."))?,
            );
        }
    }
    let [min, max] = ends;
    if min.is_none() && max.is_none() {
        return Err(builder.keys.mistake(names[0], "is missing: a number."));
    }
    Ok(Box::new(Bounds {
        min,
        max,
        inside,
        whole,
    }))
}

impl Check for Bounds {
    fn reads(&self, _: &mut Vec<Read>) {}

    fn judge(&self, _: &View, _: Option<&Value>) -> Option<Judgement> {
        let ranges = Ranges::between(self.min.unwrap_or(i64::MIN), self.max.unwrap_or(i64::MAX));
        let param = |n| {
            if self.whole {
                Param::Count(n)
            } else {
                Param::Hundredths(n)
            }
        };
        let mut params = Params::new();
        let [low, high] = if self.inside {
            ["dal", "al"]
        } else {
            ["minimo", "massimo"]
        };
        if let Some(min) = self.min {
            params.push((low, param(min)));
        }
        if let Some(max) = self.max {
            params.push((high, param(max)));
        }
        Judgement::allowed(
            if self.inside {
                ranges.complement()
            } else {
                ranges
            },
            params,
        )
    }

    fn params(&self) -> &'static [&'static str] {
        if self.inside {
            &["dal", "al"]
        } else {
            &["minimo", "massimo"]
        }
    }
}
