//! Fixes: an edit that removes the diagnostic, from the same values as the verdict.

use crate::diagnostic::Fix;
use crate::engine::{Active, Admits, Below, Cause, Engine, Place, param};
use crate::form::cell::{Given, Known};
use crate::form::model::field;
use crate::rule::{Param, Params, Read, Verdict};
use crate::rulebook::Target;
use crate::text::{self, Kind, Reading, Value};

impl Engine {
    pub(crate) fn fix(&self, active: &Active, params: &Params) -> Option<Fix> {
        let Target::Field(field) = active.spot.target else {
            return None;
        };
        let place = Place {
            field,
            row: active.spot.row,
            below: active.spot.below.clone(),
        };
        let path = self.path(&active.spot);
        match active.cause {
            Cause::Unreadable { .. } => {
                let template = self.words_of(&active.cause).fix.as_ref()?;
                let text = text::suggest(&self.kind(&place), self.cell(&place)?.given.text())?;
                let params = vec![("proposta", Param::Text(text.clone()))];
                let label = self.voice().fill(template.get(self.language), &params);
                Some(Fix {
                    label,
                    edits: vec![(path, text)],
                })
            }
            Cause::Rule {
                point,
                variant,
                empty: false,
            } => {
                let variant = &self.book.points[point].variants[variant];
                let template = variant.words.fix.as_ref()?;
                let label = self.voice().fill(template.get(self.language), params);
                if field == field::FINE
                    && let Some(fix) = self.split_fix(&place, &path, variant)
                {
                    return Some(fix);
                }
                let edits = if field == field::DATA_PRESENTAZIONE {
                    // A filing day is a fact: no fix makes it earlier, but another field may follow from it.
                    self.repaired(&place, active, variant.check.as_ref())?
                } else if variant.words.swap {
                    self.swapped(&place, &path, variant.check.as_ref())?
                } else {
                    vec![(path, self.nearest(&place, variant)?)]
                };
                Some(Fix { label, edits })
            }
            _ => None,
        }
    }

    /// Ends this application where the first part of a split ends, and says what the others would ask.
    fn split_fix(
        &self,
        place: &Place,
        path: &str,
        variant: &crate::rulebook::Variant,
    ) -> Option<Fix> {
        let text = self.nearest(place, variant)?;
        let label = self.split_label(&text)?;
        let edits = vec![(path.to_string(), text)];
        Some(Fix { label, edits })
    }

    /// The nearest value that the rule admits, when all other rules of the field admit it too.
    fn nearest(&self, place: &Place, variant: &crate::rulebook::Variant) -> Option<String> {
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
        let best = nearest(&ranges, *now)?;
        let admitted = self.limits(place).iter().all(|limit| match &limit.verdict {
            Admits::Ordinals(ranges) => ranges.contains(best),
            Admits::Texts(_) => true,
        });
        let kind = self.kind(place);
        (admitted && kind != Kind::YesNo).then(|| self.voice().print(&param(&kind, best)))
    }

    /// The edit of another field that the check itself proposes, where it really silences the rule.
    fn repaired(
        &self,
        place: &Place,
        active: &Active,
        check: &dyn crate::rule::Check,
    ) -> Option<Vec<(String, String)>> {
        let (other, ordinal) = check.repair(&self.view_at(place), &self.has_value(place)?)?;
        let path = self.path(
            &Place {
                field: other,
                row: None,
                below: Below::Nothing,
            }
            .into(),
        );
        let text = self
            .voice()
            .print(&param(&self.book.model.get(other)?.kind, ordinal));
        let mut trial = self.trial();
        trial.set(&path, Some(Given::Text(text.clone()))).ok()?;
        let rule = self.rule_of(&active.cause);
        let silent = !trial
            .all_active()
            .any(|a| trial.rule_of(&a.cause) == rule && a.spot == active.spot);
        silent.then(|| vec![(path, text)])
    }

    /// The two dates that a rule compares, exchanged.
    fn swapped(
        &self,
        place: &Place,
        path: &str,
        check: &dyn crate::rule::Check,
    ) -> Option<Vec<(String, String)>> {
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
        let spot = Place {
            field: other,
            row,
            below: crate::engine::Below::Nothing,
        };
        let print = |n: i64| crate::calendar::Day::from_number(n).italian();
        Some(vec![
            (self.path(&spot.into()), print(*ours)),
            (path.to_string(), print(*theirs)),
        ])
    }
}

/// The admitted ordinal nearest to `now`.
fn nearest(ranges: &crate::ranges::Ranges, now: i64) -> Option<i64> {
    let candidates = ranges
        .intervals()
        .iter()
        .map(|(from, to)| now.clamp(*from, *to));
    candidates.min_by_key(|candidate| candidate.abs_diff(now))
}
