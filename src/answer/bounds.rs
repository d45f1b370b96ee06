//! Bounds: what may be entered in a field now.

use crate::calendar::Day;
use crate::engine::{Admits, Engine, WrongCall};
use crate::json::Json;
use crate::json::make::{list, object, text};
use crate::ranges::Ranges;
use crate::text::Kind;

/// The smallest and greatest acceptable value, as ordinals, and the rules that set them.
pub struct Bounds {
    kind: Kind,
    pub min: Option<i64>,
    pub max: Option<i64>,
    /// Nothing at all is acceptable.
    pub impossible: bool,
    pub because: Vec<String>,
}

impl Engine {
    /// What may be entered at a path, as the other fields stand.
    ///
    /// # Errors
    /// A path that names a list or an object, or a row that is not there.
    pub fn bounds(&self, path: &str) -> Result<Bounds, WrongCall> {
        let place = self.place_to_ask(path)?;
        let Some(place) = place else {
            return Ok(Bounds {
                kind: Kind::Text,
                min: None,
                max: None,
                impossible: false,
                because: Vec::new(),
            });
        };
        let kind = self.kind(&place);
        let limits = self.limits(&place);
        // The kind's own range: dates exist from 1900 to 2100, numbers are not negative.
        let (domain, shown) = match kind {
            Kind::Date => (
                Ranges::between(Day::FIRST.number(), Day::LAST.number()),
                false,
            ),
            Kind::Integer { min, max } => (Ranges::between(min, max), min > 0),
            Kind::Number | Kind::Hours => (Ranges::between(0, 99_999_999_999), false),
            _ => (Ranges::all(), false),
        };
        let admitted = Engine::admitted(&limits);
        let inside = admitted.intersect(&domain);
        let ordered = matches!(
            kind,
            Kind::Date | Kind::Integer { .. } | Kind::Number | Kind::Hours
        );
        // A bound is a bound where a rule sets it: the kind's own end is none, unless it is narrower.
        let end = |of_domain: Option<i64>, of_inside: Option<i64>| {
            of_inside.filter(|end| ordered && (shown || Some(*end) != of_domain))
        };
        let (min, max) = (
            end(domain.min(), inside.min()),
            end(domain.max(), inside.max()),
        );
        let impossible = inside.is_empty();
        let mut because = Vec::new();
        for limit in &limits {
            let Admits::Ordinals(ranges) = &limit.verdict else {
                continue;
            };
            // The rules that forbid the value next to an end: the rule of the end, also where it alone would let
            // values far beyond pass.
            let binds = impossible
                || min.is_some_and(|min| !ranges.contains(min.saturating_sub(1)))
                || max.is_some_and(|max| !ranges.contains(max.saturating_add(1)));
            let name = self.book.rule_name(self.book.point(limit.point).rule);
            if binds && !because.contains(&name) {
                because.push(name);
            }
        }
        Ok(Bounds {
            kind,
            min,
            max,
            impossible,
            because,
        })
    }
}

impl Bounds {
    pub fn to_json(&self) -> Json {
        let mut entries = Vec::new();
        if self.impossible {
            entries.push(("impossible", Json::Bool(true)));
        } else {
            for (name, end) in [("min", self.min), ("max", self.max)] {
                if let Some(end) = end {
                    entries.push((
                        name,
                        crate::diagnostic::param_json(&crate::engine::param(&self.kind, end)),
                    ));
                }
            }
        }
        let because = self.because.iter();
        let because = because.map(|rule| object([("rule", text(rule))]));
        entries.push(("because", list(because)));
        object(entries)
    }
}
