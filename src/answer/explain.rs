//! The explanation of a rule: the computation with this form's own figures, and its sources.

use crate::diagnostic::{param_json, source_json};
use crate::engine::{Below, Engine, Place, Spot, WrongCall, param};
use crate::form::address::{self, Address};
use crate::form::model::FieldId;
use crate::json::Json;
use crate::json::make::{list, object, text};
use crate::rule::{Param, Read, Verdict};
use crate::rulebook::{Point, Target, Variant, Words};
use crate::text::Value;

impl Engine {
    /// Explains a rule, at a path or wherever it is shown: `{ rule, title, severity, enforcedBy, holds,
    /// steps, sources, reading, note?, filingDays? }`. `holds` is null where the rule cannot run yet.
    ///
    /// # Errors
    /// A rule that the rulebook does not have; a path that names no field.
    pub fn explain(&mut self, rule: &str, path: Option<&str>) -> Result<Json, WrongCall> {
        let Some(index) = self.book.rule(rule) else {
            let known: Vec<&str> = self
                .book
                .rules
                .iter()
                .map(|rule| rule.slug.as_str())
                .collect();
            return Err(WrongCall(
                [
                    "«",
                    rule,
                    "» is no rule of ",
                    &self.book.name,
                    ". Its rules are: ",
                    &known.join(", "),
                    ".",
                ]
                .concat(),
            ));
        };
        let spot = path.map(|path| self.spot(path)).transpose()?.flatten();
        let mut points = self
            .book
            .points
            .iter()
            .enumerate()
            .filter(|(_, point)| point.rule == index);
        let wanted = points
            .clone()
            .find(|(_, p)| spot.as_ref().is_none_or(|spot| spot.target == p.target));
        let Some((number, point)) = wanted.or_else(|| points.next()) else {
            let built_in = self
                .book
                .built_in_rules
                .iter()
                .find(|built_in| built_in.rule == index);
            return match built_in {
                Some(built_in) => Ok(self.explained(index, &built_in.words, None, Vec::new())),
                None => Err(WrongCall(["«", rule, "» has no check."].concat())),
            };
        };
        let row = spot.as_ref().and_then(|spot| spot.row).or_else(|| {
            // Without a path: the first row.
            point.list.and_then(|list| self.form.rows(list).at(0))
        });
        let below = spot.map_or(Below::Nothing, |spot| spot.below);
        let spot = Spot {
            target: point.target.clone(),
            row,
            below,
        };
        let view = match &point.target {
            Target::Field(field) => self.view_at(&Place {
                field: *field,
                row,
                below: spot.below.clone(),
            }),
            _ => self.view(None),
        };
        let in_force = point
            .variants
            .iter()
            .find(|variant| self.in_force(variant, &view, false));
        let chosen = in_force.or_else(|| point.variants.last());
        let Some(variant) = chosen else {
            return Err(WrongCall(["«", rule, "» has no check."].concat()));
        };
        let (holds, steps) = self.computation(point, variant, &spot, in_force.is_some());
        let explained = self.explained(index, &variant.words, holds, steps);
        let other_days = self.filing_days_of(number, &spot);
        let other_days = other_days.map(|days| object([("filingDays", days)]));
        Ok(match other_days {
            Some(days) => explained.overlaid(&days),
            None => explained,
        })
    }

    fn explained(&self, rule: usize, words: &Words, holds: Option<bool>, steps: Vec<Json>) -> Json {
        let mut entries = vec![
            ("rule", text(self.book.rule_name(rule))),
            ("title", text(words.title.get(self.language))),
            ("severity", text(words.severity.name())),
            ("enforcedBy", text(&words.enforced_by)),
            ("holds", holds.map_or(Json::Null, Json::Bool)),
            ("steps", Json::List(steps)),
            ("sources", list(words.sources.iter().map(source_json))),
            ("reading", Json::Bool(words.reading)),
        ];
        if let Some(note) = &words.note {
            entries.push(("note", text(note.get(self.language))));
        }
        object(entries)
    }

    /// The fields that were read, then the figures.
    fn computation(
        &self,
        point: &Point,
        variant: &Variant,
        spot: &Spot,
        in_force: bool,
    ) -> (Option<bool>, Vec<Json>) {
        let mut steps = Vec::new();
        let mut reads: Vec<Read> = Vec::new();
        variant
            .when
            .iter()
            .for_each(|condition| condition.reads(&mut reads));
        variant.check.reads(&mut reads);
        let mut fields: Vec<FieldId> = Vec::new();
        if let Target::Field(field) = point.target {
            fields.push(field);
        }
        for read in reads {
            if let Read::Field(field) = read
                && !fields.contains(&field)
                && (self.list_of(field).is_none() || self.list_of(field) == point.list)
            {
                fields.push(field);
            }
        }
        for field in fields {
            let own = point.target == Target::Field(field);
            let below = if own {
                spot.below.clone()
            } else {
                Below::Nothing
            };
            let place = Place {
                field,
                row: self.list_of(field).and(spot.row),
                below,
            };
            if let Some(value) = self.has_value(&place) {
                let label = self
                    .voice()
                    .label(self.book.model.get(field).map_or("", |f| f.path))
                    .to_string();
                steps.push(self.step(&label, &self.shown(field, &value), None));
            }
        }
        if !in_force {
            return (None, steps);
        }
        let mut view = self.view(point.list.zip(spot.row));
        let mut value = None;
        if let Target::Field(field) = point.target {
            let place = Place {
                field,
                row: spot.row,
                below: spot.below.clone(),
            };
            view = self.view_at(&place);
            value = self.has_value(&place);
        }
        let Some(judgement) = variant.check.judge(&view, value.as_ref()) else {
            return (None, steps);
        };
        for (name, param) in &judgement.params {
            let label = self
                .book
                .labels
                .params
                .iter()
                .find(|(known, _)| known == name);
            let label = label.map_or(*name, |(_, texts)| texts.get(self.language));
            steps.push(self.step(label, &self.voice().print(param), Some((name, param))));
        }
        let holds = match (&judgement.verdict, &value) {
            (Verdict::Fires(fires), _) => Some(!fires),
            (Verdict::Allowed(ranges), Some(Value::Ordinal(n))) => Some(ranges.contains(*n)),
            (Verdict::Texts(limit), Some(Value::Text(text))) => Some(limit.accepts(text, &view)),
            _ => None,
        };
        (holds, steps)
    }

    fn step(&self, label: &str, value: &str, figure: Option<(&str, &Param)>) -> Json {
        let mut entries = vec![("text", text([label, ": ", value].concat()))];
        if let Some((name, param)) = figure {
            entries.push(("name", text(name)));
            entries.push(("value", param_json(param)));
        }
        object(entries)
    }

    /// A value as people read it.
    fn shown(&self, field: FieldId, value: &Value) -> String {
        match (value, self.book.model.get(field)) {
            (Value::Ordinal(n), Some(f)) => self.voice().print(&param(&f.kind, *n)),
            (Value::Text(text), _) => text.clone(),
            _ => String::new(),
        }
    }

    /// The spot that a path names: a field, a list or an object.
    fn spot(&self, path: &str) -> Result<Option<Spot>, WrongCall> {
        match address::parse(&self.book.model, path) {
            Address::List(list) => Ok(Some(Spot {
                target: Target::List(list),
                row: None,
                below: Below::Nothing,
            })),
            Address::Object => Ok(Some(Spot {
                target: Target::Object(path.to_string()),
                row: None,
                below: Below::Nothing,
            })),
            address => Ok(self.place(&address, path)?.map(Spot::from)),
        }
    }
}
