//! Bounds: what may be entered in a field now.

use serde::Serialize;
use serde_json::Value;

use super::Book;
use super::figures::{json_of, ordinal};
use crate::session::{Limits, Session, WrongCall, admitted};
use crate::text::{self, Kind};

/// What may be entered in a field now. There may be gaps between the ends: `set` knows them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Bounds {
    /// Nothing at all is acceptable, as the other fields stand: then there are no ends.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, ts(type = "true", optional))]
    pub impossible: bool,
    /// Smallest acceptable value: dates `YYYY-MM-DD`, numbers as numbers. Absent where no rule sets one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(type = "string | number", optional))]
    pub min: Option<Value>,
    /// Greatest acceptable value.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(type = "string | number", optional))]
    pub max: Option<Value>,
    /// The rules that set these ends.
    #[cfg_attr(test, ts(inline))]
    pub because: Vec<Because>,
}

/// A rule that sets a bound.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Because {
    pub rule: String,
}

/// What may be entered at a path, as the other fields stand. `path` has dots.
///
/// # Errors
/// A path that names a list or an object, or a row that is not there.
pub fn bounds(book: &Book, session: &Session, path: &str) -> Result<Bounds, WrongCall> {
    let wiring = &book.wiring;
    let next = session.with_next_row(path)?;
    let session = next.as_ref().unwrap_or(session);
    let Some(at) = session.looked_at(path)? else {
        return Ok(Bounds::default());
    };
    let kind = match wiring.model.get(at.field) {
        Some(field) => &field.kind,
        None => return Ok(Bounds::default()),
    };
    let Some(domain) = text::domain(kind) else {
        return Ok(Bounds::default());
    };
    let world = session.world();
    let limits = Limits::new(&world, &at, kind).all();
    let inside = admitted(&limits).intersect(&domain);
    // A bound is a bound where a rule sets it: the kind's own end is none, unless it is narrower than what can be typed.
    let narrow = matches!(kind, Kind::Integer { min, .. } if *min > 0);
    let is_ordered = !matches!(kind, Kind::Words(_) | Kind::YesNo);
    let end = |of_domain: Option<i64>, of_inside: Option<i64>| {
        of_inside.filter(|end| is_ordered && (narrow || Some(*end) != of_domain))
    };
    let min = end(domain.min(), inside.min());
    let max = end(domain.max(), inside.max());
    let impossible = inside.is_empty();
    let mut because: Vec<Because> = Vec::new();
    for limit in &limits {
        // The rules that forbid the value next to an end: the rule of the end, also where it alone would let values far
        // beyond pass.
        let binds = impossible
            || min.is_some_and(|min| !limit.admits.contains(min.saturating_sub(1)))
            || max.is_some_and(|max| !limit.admits.contains(max.saturating_add(1)));
        let point = wiring.points.get(usize::from(limit.point));
        let rule = point.and_then(|point| wiring.program.rules.get(usize::from(point.rule)));
        if let Some(rule) = rule.filter(|_| binds) {
            let rule = book.rule_name(&rule.slug);
            if !because.iter().any(|known| known.rule == rule) {
                because.push(Because { rule });
            }
        }
    }
    let shown = |end: Option<i64>| Some(json_of(&ordinal(kind, end?)?));
    Ok(Bounds {
        impossible,
        min: shown(min),
        max: shown(max),
        because,
    })
}
