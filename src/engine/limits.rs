//! What a field may hold: the answer behind the state of a half-typed text and behind bounds.

use super::{Below, Cause, Engine, Place};
use crate::calendar::Month;
use crate::form::cell::{Cell, State};
use crate::form::model::field;
use crate::ranges::Ranges;
use crate::rule::{Condition, Filing, Param, Params, TextLimit, Verdict, View};
use crate::rulebook::{CodeKind, Duty, Point, Severity, Variant};
use crate::text::{self, Kind, Reading, Value};

/// What one rule admits in a field.
pub(crate) struct Limit {
    pub point: usize,
    pub variant: usize,
    pub verdict: Admits,
}

pub(crate) enum Admits {
    Ordinals(Ranges),
    Texts(TextLimit),
}

impl Engine {
    /// The view of the rules shown at a place.
    pub(crate) fn view_at(&self, place: &Place) -> View<'_> {
        let mut view = self.view(self.list_of(place.field).zip(place.row));
        view.month = place.month();
        view
    }

    /// Whether a variant is in force: kind of application, filing day, conditions.
    pub(crate) fn in_force(&self, variant: &Variant, view: &View, any_version: bool) -> bool {
        self.is_chosen(variant, view, any_version)
            && variant.when.iter().all(|c| c.holds(view) == Some(true))
            && variant.unless.iter().all(|c| c.lifts(view) == Some(false))
    }

    /// Whether it can be in force in some row: what does not ask the row holds.
    pub(crate) fn in_force_in_some_row(&self, variant: &Variant, view: &View) -> bool {
        let outside = |c: &&Condition| !c.asks_a_row(&self.book.model);
        let mut when = variant.when.iter().filter(outside);
        let mut unless = variant.unless.iter().filter(outside);
        self.is_chosen(variant, view, false)
            && when.all(|c| c.holds(view) == Some(true))
            && unless.all(|c| c.lifts(view) == Some(false))
    }

    /// Whether a variant is for this kind of application and this filing day.
    fn is_chosen(&self, variant: &Variant, view: &View, any_version: bool) -> bool {
        let of_its_tipo = match self.tipo() {
            Some(tipo) => variant.tipi.contains(&tipo),
            None => variant.is_reading,
        };
        if !of_its_tipo {
            return false;
        }
        if let (Some(window), false) = (variant.window, any_version) {
            let chosen = match view.filing() {
                Filing::On(day) => window.contains(day),
                Filing::Latest => window.to.is_none(),
                Filing::Unknown => false,
            };
            if !chosen {
                return false;
            }
        }
        true
    }

    /// The kind of application; `None` when it cannot be read.
    pub(crate) fn tipo(&self) -> Option<usize> {
        match self.view(None).excuse(field::TIPO)? {
            None => Some(0),
            Some(n) => usize::try_from(n).ok(),
        }
    }

    /// What the error rules shown at a place admit there, as the other fields stand.
    pub(crate) fn limits(&self, place: &Place) -> Vec<Limit> {
        self.limits_of(place, Severity::Error)
    }

    /// What the rules of a severity shown at a place admit there, as the other fields stand.
    pub(crate) fn limits_of(&self, place: &Place, severity: Severity) -> Vec<Limit> {
        let mut view = self.view_at(place);
        view.own_ignored = true;
        let mut limits = Vec::new();
        for &p in self.book.points_at(place.field) {
            let point = self.book.point(p);
            // The filing day chooses the version: while it is being typed, every version is asked.
            let any_version = place.field == field::DATA_PRESENTAZIONE && point.versioned;
            for (v, variant) in point.variants.iter().enumerate() {
                if variant.words.severity != severity
                    || variant.whole_only()
                    || !self.in_force(variant, &view, any_version)
                {
                    continue;
                }
                let Some(judgement) = variant.check.judge(&declaring(view, point), None) else {
                    continue;
                };
                let verdict = match judgement.verdict {
                    Verdict::Allowed(ranges) => Admits::Ordinals(ranges),
                    Verdict::Texts(limit) => Admits::Texts(limit),
                    Verdict::Fires(true) => Admits::Ordinals(Ranges::none()),
                    Verdict::Fires(false) => continue,
                };
                let verdict = match (verdict, variant.window) {
                    (Admits::Ordinals(ranges), Some(window)) if any_version => {
                        Admits::Ordinals(ranges.union(&window.ranges().complement()))
                    }
                    (verdict, _) => verdict,
                };
                limits.push(Limit {
                    point: p,
                    variant: v,
                    verdict,
                });
            }
        }
        limits
    }

    /// What all limits together admit, as ordinals.
    pub(crate) fn admitted(limits: &[Limit]) -> Ranges {
        limits
            .iter()
            .fold(Ranges::all(), |all, limit| match &limit.verdict {
                Admits::Ordinals(ranges) => all.intersect(ranges),
                Admits::Texts(_) => all,
            })
    }

    /// What a text is worth as a prefix, and what is to be said of it.
    pub(crate) fn typing_state(
        &self,
        place: &Place,
        cell: &Cell,
    ) -> (State, Option<(Cause, Params)>) {
        let Some(kind) = self.book.model.get(place.field).map(|f| &f.kind) else {
            return (State::Valid, None);
        };
        let text = cell.given.text();
        if cell.reading == Reading::Empty {
            return (State::Empty, None);
        }
        if let (Reading::Unreadable(why), Below::Month(_)) = (&cell.reading, &place.below)
            && place.month().is_none()
        {
            return (
                State::Invalid,
                self.unreadable(kind, why.reason, &why.params),
            );
        }
        let limits = self.limits(place);
        let view = self.view_at(place);
        let accepted = match &cell.reading {
            Reading::Value(Value::Ordinal(n)) => limits.iter().all(|limit| match &limit.verdict {
                Admits::Ordinals(ranges) => ranges.contains(*n),
                Admits::Texts(_) => true,
            }),
            Reading::Value(Value::Text(value)) => limits.iter().all(|limit| match &limit.verdict {
                Admits::Ordinals(ranges) => !ranges.is_empty(),
                Admits::Texts(limit) => limit.accepts(value, &view),
            }),
            _ => false,
        };
        if accepted {
            return (State::Valid, None);
        }
        let grows = cell.given.may_grow(kind);
        if grows && can_become(kind, text, &limits, &view) {
            return (State::Incomplete, None);
        }
        let Reading::Unreadable(why) = &cell.reading else {
            return (State::Invalid, None);
        };
        // Nothing of this kind begins like this: the reading says why. Else a rule is to blame.
        if !grows || !can_become(kind, text, &[], &view) {
            let reason = if why.reason.ends_with("-incomplete") {
                "prefix"
            } else {
                why.reason
            };
            return (State::Invalid, self.unreadable(kind, reason, &why.params));
        }
        // The parts of one rule speak together: a date before the hire or after the end is outside the relation.
        for of_rule in limits.chunk_by(|a, b| a.point == b.point) {
            if let [limit, ..] = of_rule
                && !can_become(kind, text, of_rule, &view)
            {
                let cause = Cause::Prefix {
                    point: limit.point,
                    variant: limit.variant,
                };
                return (
                    State::Invalid,
                    Some((cause, self.prefix_params(kind, of_rule))),
                );
            }
        }
        // Each rule alone would leave a way, all together leave none: what they admit together is said.
        let said = match kind {
            Kind::CodiceFiscale | Kind::PartitaIva | Kind::Matricola | Kind::Iban => {
                self.unreadable(kind, "prefix", &[])
            }
            _ => self
                .unreadable(kind, "prefix-admitted", &[])
                .map(|(cause, _)| (cause, self.prefix_params(kind, &limits))),
        };
        (State::Invalid, said)
    }

    /// The ends of what a rule admits; and where it leaves a gap, what is on both sides of it.
    fn prefix_params(&self, kind: &Kind, of_rule: &[Limit]) -> Params {
        let ranges = Engine::admitted(of_rule);
        let ends = |min: Option<i64>, max: Option<i64>| -> Params {
            let ends = [("minimo", min), ("massimo", max)].into_iter();
            ends.filter_map(|(name, end)| Some((name, param(kind, end?))))
                .collect()
        };
        let mut params = ends(ranges.min(), ranges.max());
        if ranges.intervals().len() > 1 {
            let of_dates = if *kind == Kind::Date {
                "date"
            } else {
                "number"
            };
            let parts = ranges.intervals().iter().map(|(from, to)| {
                let part = Ranges::between(*from, *to);
                let (min, max) = (part.min(), part.max());
                let shape = match (min, max) {
                    (None, _) => "to",
                    (_, None) => "from",
                    _ => "between",
                };
                let key = ["range.", of_dates, ".", shape].concat();
                self.voice().phrase(&key, &ends(min, max))
            });
            let parts: Vec<String> = parts.collect();
            params.push(("ammessi", Param::Text(parts.join("; "))));
        }
        params
    }

    /// The rule that speaks of texts of this kind that cannot be read.
    pub(crate) fn unreadable(
        &self,
        kind: &Kind,
        reason: &'static str,
        params: &[(&'static str, String)],
    ) -> Option<(Cause, Params)> {
        let code = match kind {
            Kind::CodiceFiscale => Some(CodeKind::CodiceFiscale),
            Kind::PartitaIva => Some(CodeKind::PartitaIva),
            Kind::Matricola => Some(CodeKind::Matricola),
            Kind::Iban => Some(CodeKind::Iban),
            _ => None,
        };
        // A structure or a boolean in the place of a value is no attempt at a code.
        let code = code.filter(|_| !["not-a-value", "boolean"].contains(&reason));
        let rule = self.book.built_in(&Duty::Unreadable(code))?;
        let figure = |name: &str| {
            params
                .iter()
                .find(|(n, _)| *n == name)
                .and_then(|(_, text)| text.parse::<i64>().ok())
        };
        let month = figure("month")
            .zip(figure("year"))
            .map(|(month, year)| Month::from_number((year * 12 + month - 1) as i32));
        let param = |(name, text): &(&'static str, String)| match month {
            Some(month) if *name == "month" => (*name, Param::Month(month)),
            _ => (*name, Param::Text(text.clone())),
        };
        Some((
            Cause::Unreadable { rule, reason },
            params.iter().map(param).collect(),
        ))
    }
}

/// In debug builds the view then knows what the point declared to read.
pub(crate) fn declaring<'a>(view: View<'a>, _point: &'a Point) -> View<'a> {
    #[cfg(debug_assertions)]
    return View {
        declared: Some(&_point.reads),
        ..view
    };
    #[cfg(not(debug_assertions))]
    view
}

fn can_become(kind: &Kind, text: &str, limits: &[Limit], view: &View) -> bool {
    let ordinals = Engine::admitted(limits);
    match kind {
        Kind::Text | Kind::CodiceFiscale | Kind::PartitaIva | Kind::Matricola | Kind::Iban => {
            let texts: Vec<TextLimit> = limits
                .iter()
                .filter_map(|limit| match &limit.verdict {
                    Admits::Texts(limit) => Some(limit.clone()),
                    Admits::Ordinals(_) => None,
                })
                .collect();
            !ordinals.is_empty()
                && text::can_become(kind, text, &ordinals)
                && crate::rule::can_become(kind, text, &texts, view)
        }
        _ => text::can_become(kind, text, &ordinals),
    }
}

/// An ordinal as the figure of its kind.
pub(crate) fn param(kind: &Kind, ordinal: i64) -> Param {
    match kind {
        Kind::Date => Param::Day(crate::calendar::Day::from_number(ordinal)),
        Kind::Number | Kind::Hours => Param::Hundredths(ordinal),
        Kind::Integer { .. } => Param::Count(ordinal),
        _ => Param::Text(text::canonical(kind, &Value::Ordinal(ordinal))),
    }
}
