//! Fixes: an edit that removes the diagnostic, from the same values as the verdict.

use crate::engine::{Active, Cause, Engine, Mend, Place, param};
use crate::form::cell::Known;
use crate::form::model::field;
use crate::rule::{Param, Params, Read, Verdict};
use crate::rulebook::{Severity, Target};
use crate::text::{self, Kind, Reading, Value};

impl Engine {
    /// What mends a diagnostic, where it can be computed; `params` are the figures of its text.
    pub(crate) fn mend(&self, active: &Active, params: &Params) -> Option<Mend> {
        let Target::Field(field) = active.spot.target else {
            return None;
        };
        let template = self.words_of(&active.cause).fix.as_ref()?;
        let place = Place {
            field,
            row: active.spot.row,
            below: active.spot.below.clone(),
        };
        let mut params = params.clone();
        let edits = match active.cause {
            Cause::Unreadable { .. } => {
                let text = text::suggest(&self.kind(&place), self.cell(&place)?.given.text())?;
                params.push(("proposta", Param::Text(text.clone())));
                vec![(place, text)]
            }
            Cause::Rule {
                point,
                variant,
                empty: false,
            } => {
                let variant = self.book.variant(point, variant);
                if field == field::DATA_PRESENTAZIONE {
                    // A filing day is a fact: no fix makes it earlier, but another field may follow from it.
                    self.repaired(&place, point, variant.check.as_ref())?
                } else if variant.words.swap {
                    self.swapped(&place, variant.check.as_ref())?
                } else {
                    let text = self.nearest(&place, variant, &mut params)?;
                    // Ends this application where the first part of a split ends, and says what the others would ask.
                    if field == field::FINE
                        && let Some(label) = self.split_label(&text)
                    {
                        let edits = vec![(place, text)];
                        return Some(Mend { label, edits });
                    }
                    vec![(place, text)]
                }
            }
            _ => return None,
        };
        let label = self.voice().fill(template.get(self.language), &params);
        Some(Mend { label, edits })
    }

    /// The nearest value that the rule admits and every other rule of the field that blocks, and where there is
    /// one, those that warn too. The figures of the label then name that value.
    fn nearest(
        &self,
        place: &Place,
        variant: &crate::rulebook::Variant,
        params: &mut Params,
    ) -> Option<String> {
        let value = match &self.cell(place)?.reading {
            Reading::Value(value) => value,
            _ => return None,
        };
        let Value::Ordinal(now) = value else {
            return None;
        };
        let view = self.view_at(place);
        let Verdict::Allowed(ranges) = variant.check.judge(&view, Some(value))?.verdict else {
            return None;
        };
        let own = nearest(&ranges, *now)?;
        let admitted = ranges.intersect(&Engine::admitted(&self.limits(place)));
        let warnings = self.limits_of(place, Severity::Warning);
        let quiet = admitted.intersect(&Engine::admitted(&warnings));
        let best = nearest(&quiet, *now).or_else(|| nearest(&admitted, *now))?;
        let kind = self.kind(place);
        for (_, figure) in params.iter_mut() {
            if *figure == param(&kind, own) {
                *figure = param(&kind, best);
            }
        }
        (kind != Kind::YesNo).then(|| self.voice().print(&param(&kind, best)))
    }

    /// The edit of another field that the check itself proposes, where it really silences the rule.
    fn repaired(
        &self,
        place: &Place,
        point: usize,
        check: &dyn crate::rule::Check,
    ) -> Option<Vec<(Place, String)>> {
        let (other, ordinal) = check.repair(&self.view_at(place), &self.has_value(place)?)?;
        if !self.is_silent_if(point, place, other, &Value::Ordinal(ordinal)) {
            return None;
        }
        let kind = &self.book.model.get(other)?.kind;
        let text = self.voice().print(&param(kind, ordinal));
        let other = Place::of(other, None);
        Some(vec![(other, text)])
    }

    /// The two dates that a rule compares, exchanged.
    fn swapped(
        &self,
        place: &Place,
        check: &dyn crate::rule::Check,
    ) -> Option<Vec<(Place, String)>> {
        let mut reads = Vec::new();
        check.reads(&mut reads);
        let other = reads.iter().find_map(|read| match read {
            Read::Field(id) if *id != place.field => Some(*id),
            _ => None,
        })?;
        let row = self.list_of(other).and(place.row);
        let Known::Value(Value::Ordinal(theirs)) = self.form.known(&self.book.model, other, row)
        else {
            return None;
        };
        let Known::Value(Value::Ordinal(ours)) =
            self.form.known(&self.book.model, place.field, place.row)
        else {
            return None;
        };
        let other = Place::of(other, row);
        let print = |n: i64| crate::calendar::Day::from_number(n).italian();
        Some(vec![(other, print(*ours)), (place.clone(), print(*theirs))])
    }
}

/// The admitted ordinal nearest to `now`.
fn nearest(ranges: &crate::ranges::Ranges, now: i64) -> Option<i64> {
    let candidates = ranges
        .intervals()
        .iter()
        .map(|(from, to)| now.max(*from).min(*to));
    candidates.min_by_key(|candidate| candidate.abs_diff(now))
}
