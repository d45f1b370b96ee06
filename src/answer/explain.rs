//! The explanation of a rule: the computation with this form's own figures, and its sources.

use crate::diagnostic::{param_json, shortened, source_json};
use crate::engine::{Below, Cause, Engine, Place, Spot, WrongCall, param};
use crate::form::address::{self, Address};
use crate::form::model::FieldId;
use crate::json::Json;
use crate::json::make::{list, object, text};
use crate::rule::{Param, Read, Verdict};
use crate::rulebook::{Point, Target, Variant, Words};
use crate::text::Value;

/// One part of a rule, as it stands at a spot.
struct Part<'a> {
    number: usize,
    spot: Spot,
    variant: &'a Variant,
    in_force: bool,
    /// It has nothing to say on the way, but will in a whole check.
    speaks_at_last: bool,
    holds: Option<bool>,
    steps: Vec<Json>,
}

impl Part<'_> {
    /// What is explained first.
    fn rank(&self) -> u8 {
        match (self.holds, self.in_force) {
            (Some(false), _) => 0,
            _ if self.speaks_at_last => 1,
            (Some(true), _) => 2,
            (None, true) => 3,
            (None, false) => 4,
        }
    }
}

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
        let points = || {
            let all = self.book.points.iter().enumerate();
            all.filter(|(_, point)| point.rule == index)
        };
        if points().next().is_none() {
            let mut built_in = self.book.built_in_rules.iter();
            let Some(built_in) = built_in.find(|built_in| built_in.rule == index) else {
                return Err(WrongCall(["«", rule, "» has no check."].concat()));
            };
            let (holds, steps) = self.reading(index, path, spot.as_ref());
            return Ok(self.explained(index, &built_in.words, holds, steps));
        }
        // Where the rule is not shown at the path, it is explained as without one.
        let asked = spot.filter(|spot| points().any(|(_, point)| point.target == spot.target));
        // A rule may look at one place in several parts: the part that speaks is explained, else one that is satisfied,
        // else one that is in force.
        let explained = points()
            .filter(|(_, point)| {
                asked
                    .as_ref()
                    .is_none_or(|spot| point.target == spot.target)
            })
            .filter_map(|(number, point)| self.part(number, point, asked.as_ref()))
            .min_by_key(Part::rank);
        let Some(Part {
            number,
            spot,
            variant,
            holds,
            steps,
            ..
        }) = explained
        else {
            return Err(WrongCall(["«", rule, "» has no check."].concat()));
        };
        let explained = self.explained(index, &variant.words, holds, steps);
        let other_days = self.filing_days_of(number, &spot);
        let other_days = other_days.map(|days| object([("filingDays", days)]));
        Ok(match other_days {
            Some(days) => explained.overlaid(&days),
            None => explained,
        })
    }

    /// How one part of a rule stands at the spot asked, or wherever it is shown.
    fn part<'a>(
        &'a self,
        number: usize,
        point: &'a Point,
        asked: Option<&Spot>,
    ) -> Option<Part<'a>> {
        let row = asked.and_then(|spot| spot.row).or_else(|| {
            // Without a path: the first row.
            point.list.and_then(|list| self.form.rows(list).at(0))
        });
        let spot = Spot {
            target: point.target.clone(),
            row,
            below: asked.map_or(Below::Nothing, |spot| spot.below.clone()),
        };
        let view = match &point.target {
            Target::Field(field) => self.view_at(&Place {
                field: *field,
                row,
                below: spot.below.clone(),
            }),
            _ => self.view(None),
        };
        let speaks = |whole| match self.evaluate(number, point, &spot, whole) {
            Some((Cause::Rule { variant, .. }, _)) => point.variants.get(variant),
            _ => None,
        };
        let fires = speaks(false);
        let speaks_at_last = fires.is_none().then(|| speaks(true)).flatten();
        let in_force = fires.or(speaks_at_last).or_else(|| {
            let mut variants = point.variants.iter();
            variants.find(|variant| self.in_force(variant, &view, false))
        });
        let variant = in_force.or_else(|| point.variants.last())?;
        let (holds, steps) = self.computation(point, variant, &spot, in_force.is_some());
        Some(Part {
            number,
            spot,
            variant,
            in_force: in_force.is_some(),
            speaks_at_last: speaks_at_last.is_some(),
            holds: if fires.is_some() { Some(false) } else { holds },
            steps,
        })
    }

    /// How a rule on reading stands at a path: whether it is shown there, and the text as it was given.
    fn reading(
        &self,
        rule: usize,
        path: Option<&str>,
        spot: Option<&Spot>,
    ) -> (Option<bool>, Vec<Json>) {
        let mut shown = self
            .all_active()
            .filter(|active| self.rule_of(&active.cause) == rule);
        let speaks = shown.any(|active| path == Some(self.path(&active.spot).as_str()));
        let mut steps = Vec::new();
        if let Some((spot, Target::Field(field))) = spot.map(|spot| (spot, &spot.target)) {
            let place = Place {
                field: *field,
                row: spot.row,
                below: spot.below.clone(),
            };
            let given = self
                .cell(&place)
                .map_or("", |cell| cell.given.text().trim());
            if !given.is_empty() {
                let label = self.book.model.get(*field).map_or("", |f| f.path);
                let label = self.voice().label(label).to_string();
                steps.push(self.step(&label, &shortened(given), None));
            }
        }
        (speaks.then_some(false), steps)
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
