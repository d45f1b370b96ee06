//! The diagnostic: what is wrong, where, why, who says so, and how it is mended.

use std::collections::BinaryHeap;

use crate::engine::totals::person;
use crate::engine::{Active, Below, Beside, Cause, Engine, Mend, Place, Spot};
use crate::form::cell::Known;
use crate::form::model::{FieldId, List, field};
use crate::json::Json;
use crate::json::make::{list, number, object, text};
use crate::rule::{Param, Params, Read};
use crate::rulebook::{Severity, Source, Target};

/// A diagnostic as callers receive it (the contract's part 3).
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// `rulebook/slug`, stable for ever.
    pub rule: String,
    pub severity: Severity,
    /// The field where it is to be shown.
    pub path: String,
    /// Other filled fields that took part.
    pub related: Vec<String>,
    pub message: String,
    pub params: Vec<(String, Json)>,
    pub enforced_by: String,
    pub sources: Vec<Source>,
    pub fix: Option<Fix>,
}

/// A mend that a click applies.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    pub label: String,
    /// Path and new text of each field to change.
    pub edits: Vec<(String, String)>,
}

impl Diagnostic {
    pub fn to_json(&self) -> Json {
        let mut entries = vec![
            ("rule", text(&self.rule)),
            ("severity", text(self.severity.name())),
            ("path", text(&self.path)),
            ("related", list(self.related.iter().map(text))),
            ("message", text(&self.message)),
            ("params", Json::Object(self.params.clone())),
            ("enforcedBy", text(&self.enforced_by)),
            ("sources", list(self.sources.iter().map(source_json))),
        ];
        if let Some(fix) = &self.fix {
            let edit = |(path, value): &(String, String)| {
                object([("path", text(path)), ("value", text(value))])
            };
            let edits = list(fix.edits.iter().map(edit));
            entries.push((
                "fix",
                object([("label", text(&fix.label)), ("edits", edits)]),
            ));
        }
        object(entries)
    }
}

/// A source, with only what it has.
pub(crate) fn source_json(source: &Source) -> Json {
    let optional = [
        ("point", &source.point),
        ("date", &source.date),
        ("quote", &source.quote),
    ];
    let mut entries = vec![("document", text(&source.document))];
    for (key, value) in optional {
        if let Some(value) = value {
            entries.push((key, text(value)));
        }
    }
    object(entries)
}

/// A figure as programs receive it: dates ISO, numbers as numbers.
pub(crate) fn param_json(param: &Param) -> Json {
    match param {
        Param::Day(day) => text(day.iso()),
        Param::Count(n) => number(*n),
        Param::Weekday(n) => number(i64::from(*n)),
        Param::Hundredths(n) => Json::Number(crate::message::decimal(*n, '.')),
        Param::Month(month) => text(month.key()),
        Param::Text(t) => text(t),
        Param::Field(_) => Json::Null,
    }
}

impl Engine {
    /// Renders the diagnostics in form order, then by severity, then by rule.
    pub(crate) fn rendered(&self, actives: &[Active]) -> Vec<Diagnostic> {
        self.in_order(actives)
            .into_iter()
            .map(|active| self.render(active))
            .collect()
    }

    pub(crate) fn in_order<'a>(&self, actives: &'a [Active]) -> Vec<&'a Active> {
        // Sorted by a heap: in the browser module a twentieth of the size of `sort`, which is several algorithms.
        let mut order = BinaryHeap::with_capacity(actives.len());
        for (index, active) in actives.iter().enumerate() {
            let rule = self.rule_of(&active.cause);
            let slug = self.book.rules.get(rule).map_or("", |rule| &rule.slug);
            let severity = self.words_of(&active.cause).severity;
            order.push((self.order(&active.spot), severity, slug, index));
        }
        let order = order.into_sorted_vec().into_iter();
        order.filter_map(|(.., index)| actives.get(index)).collect()
    }

    /// Where a spot stands in form order.
    fn order(&self, spot: &Spot) -> (FieldId, usize, FieldId, String) {
        let model = &self.book.model;
        let first = |list: List| model.columns(list).first().copied().unwrap_or(FieldId::MAX);
        match &spot.target {
            Target::List(list) => (first(*list), 0, 0, String::new()),
            Target::Object(path) => {
                let row = List::ALL.into_iter().find_map(|list| {
                    let rest = path.strip_prefix(list.path())?.strip_prefix('.')?;
                    let index = match spot.row {
                        Some(row) => self.form.rows(list).index_of(row),
                        None => rest.split('.').next()?.parse().ok()?,
                    };
                    Some((list, index))
                });
                let inside = model
                    .fields
                    .iter()
                    .position(|f| f.path.starts_with(path.as_str()));
                let inside = inside.map_or(FieldId::MAX, |at| at as FieldId);
                match row {
                    Some((list, index)) => (first(list), index + 1, inside, path.clone()),
                    None => (inside, 0, 0, path.clone()),
                }
            }
            Target::Field(field) => match (self.list_of(*field), spot.row) {
                (Some(list), Some(row)) => {
                    let below = match &spot.below {
                        Below::Nothing => String::new(),
                        Below::Month(key) => key.clone(),
                        // Fixed width, so that the tenth comes after the ninth.
                        Below::Listed(n) => {
                            char::from_u32(*n as u32).map_or(String::new(), String::from)
                        }
                    };
                    (
                        first(list),
                        self.form.rows(list).index_of(row) + 1,
                        *field,
                        below,
                    )
                }
                _ => (*field, 0, 0, String::new()),
            },
        }
    }

    fn render(&self, active: &Active) -> Diagnostic {
        let words = self.words_of(&active.cause);
        let rule = self.book.rule_name(self.rule_of(&active.cause));
        let params = self.all_params(active);
        Diagnostic {
            severity: words.severity,
            path: self.path(&active.spot),
            related: self.related_paths(active),
            message: self.message(active, &rule, &params),
            params: params
                .iter()
                .filter(|(name, _)| *name != "campo")
                .map(|(name, param)| (name.to_string(), param_json(param)))
                .collect(),
            enforced_by: words.enforced_by.clone(),
            sources: words.sources.clone(),
            fix: active.beside.mend.as_ref().map(|mend| self.fix(mend)),
            rule,
        }
    }

    fn fix(&self, mend: &Mend) -> Fix {
        let edits = mend.edits.iter();
        Fix {
            label: mend.label.clone(),
            edits: edits
                .map(|(place, text)| (self.path(&place.clone().into()), text.clone()))
                .collect(),
        }
    }

    /// What a diagnostic says, as the form stands.
    pub(crate) fn said(&self, active: &Active) -> String {
        let mut active = active.clone();
        active.beside.typed = self.typed_at(&active);
        let rule = self.book.rule_name(self.rule_of(&active.cause));
        self.message(&active, &rule, &self.all_params(&active))
    }

    /// The rule's figures, with what the user typed and the name of the field.
    fn all_params(&self, active: &Active) -> Params {
        let mut params = active.params.clone();
        params.extend(active.beside.typed.clone().map(|typed| ("valore", typed)));
        match &active.spot.target {
            Target::Field(field) => params.push(("campo", Param::Field(*field))),
            Target::Object(path) if !params.iter().any(|(name, _)| *name == "campo") => {
                params.push(("campo", Param::Text(self.voice().label(path).to_string())));
            }
            _ => {}
        }
        params
    }

    /// What is shown beside a verdict, as the form stands.
    pub(crate) fn beside(&self, active: &Active) -> Beside {
        let mut active = active.clone();
        active.beside = Beside {
            typed: self.typed_at(&active),
            related: self.related(&active),
            mend: None,
        };
        let mend = self.mend(&active, &self.all_params(&active));
        Beside {
            mend,
            ..active.beside
        }
    }

    /// What stands in the field of a diagnostic.
    fn typed_at(&self, active: &Active) -> Option<Param> {
        let Target::Field(field) = active.spot.target else {
            return None;
        };
        let cell = self.cell(&self.place_of(active, field))?;
        (crate::text::Reading::Empty != cell.reading).then(|| self.typed(cell, field))
    }

    fn related_paths(&self, active: &Active) -> Vec<String> {
        let related = active.beside.related.iter();
        related.map(|spot| self.path(spot)).collect()
    }

    /// What a person sees in a field: a readable date as gg/mm/aaaa, anything else as typed.
    fn typed(&self, cell: &crate::form::cell::Cell, field: FieldId) -> Param {
        use crate::text::{Kind, Reading, Value};
        let kind = self.book.model.get(field).map(|f| &f.kind);
        match (&cell.reading, kind) {
            (
                Reading::Value(Value::Ordinal(n)),
                Some(kind @ (Kind::Date | Kind::Hours | Kind::Number | Kind::Integer { .. })),
            ) => crate::engine::param(kind, *n),
            _ => Param::Text(shortened(cell.given.text().trim())),
        }
    }

    fn place_of(&self, active: &Active, field: FieldId) -> Place {
        Place {
            field,
            row: active.spot.row,
            below: active.spot.below.clone(),
        }
    }

    fn message(&self, active: &Active, rule: &str, params: &Params) -> String {
        let voice = self.voice();
        let own = self
            .messages
            .iter()
            .find(|(name, _)| name == rule || rule.ends_with(&["/", name].concat()));
        let template = match &active.cause {
            Cause::Prefix { .. } => return self.prefix_message(active, params),
            Cause::Unreadable { rule, reason } => {
                let reasons = &self.book.built_in_rule(*rule).reasons;
                let find = |key: &str| {
                    reasons
                        .iter()
                        .find(|(k, _)| k == key)
                        .map(|(_, texts)| texts)
                };
                find(reason)
                    .or(find("default"))
                    .unwrap_or(&self.words_of(&active.cause).message)
            }
            Cause::Rule { empty: true, .. } => {
                let words = self.words_of(&active.cause);
                words.message_empty.as_ref().unwrap_or(&words.message)
            }
            _ => &self.words_of(&active.cause).message,
        };
        let template = own.map_or(template, |(_, texts)| texts);
        voice.fill(template.get(self.language), params)
    }

    /// «24/02/202» can no longer become an admitted date: which are, and by which rule.
    fn prefix_message(&self, active: &Active, params: &Params) -> String {
        use crate::text::Kind;
        let Target::Field(field) = active.spot.target else {
            return String::new();
        };
        let group = match self.book.model.get(field).map(|f| &f.kind) {
            Some(Kind::Date) => "date",
            Some(Kind::Number | Kind::Hours | Kind::Integer { .. }) => "number",
            Some(Kind::Words(_) | Kind::YesNo) => "word",
            _ => "code",
        };
        let has = |name: &str| params.iter().any(|(n, _)| *n == name);
        let ends = match (has("minimo"), has("massimo")) {
            _ if has("ammessi") => ".gaps",
            (true, true) => ".between",
            (true, false) => ".min",
            (false, true) => ".max",
            (false, false) => ".none",
        };
        let words = self.words_of(&active.cause);
        let texts = self
            .book
            .prefix
            .get(&[group, ends].concat())
            .or(self.book.prefix.get(group));
        let title = words.title.get(self.language);
        let Some(texts) = texts else {
            return title.to_string();
        };
        let mut params = params.clone();
        params.push(("titolo", Param::Text(title.to_string())));
        self.voice().fill(texts.get(self.language), &params)
    }

    /// The other filled fields that a rule read.
    fn related(&self, active: &Active) -> Vec<Spot> {
        let Cause::Rule { point, variant, .. } = active.cause else {
            return Vec::new();
        };
        let variant = self.book.variant(point, variant);
        let point = self.book.point(point);
        let mut reads = Vec::new();
        variant.check.reads(&mut reads);
        variant.when.iter().for_each(|c| c.reads(&mut reads));
        let mut spots: Vec<Spot> = Vec::new();
        for read in reads {
            let (target, row) = match read {
                Read::Field(field) => {
                    let list = self.list_of(field);
                    // A column read as a whole has no one row to point to.
                    if list.is_some() && list != point.list {
                        continue;
                    }
                    let row = list.and(active.spot.row);
                    if matches!(self.form.known(&self.book.model, field, row), Known::Empty) {
                        continue;
                    }
                    (Target::Field(field), row)
                }
                Read::Rows(list) => (Target::List(list), None),
                Read::Hours => (Target::List(List::Lavoratori), None),
                Read::People => {
                    let row = active.spot.row;
                    let person = row.and_then(|row| person(&self.form, &self.book.model, row));
                    let first = person.and_then(|person| self.totals.people.first(&person));
                    if first.is_none() {
                        continue;
                    }
                    (Target::Field(field::CODICE_FISCALE), first)
                }
                Read::Earlier if !self.form.rows(List::DomandePrecedenti).is_empty() => {
                    (Target::List(List::DomandePrecedenti), None)
                }
                _ => continue,
            };
            let spot = Spot {
                target,
                row,
                below: Below::Nothing,
            };
            if spot != active.spot && !spots.contains(&spot) {
                spots.push(spot);
            }
        }
        spots
    }
}

/// The most characters of a text that a message repeats; the field itself keeps all of them.
const MOST_REPEATED: usize = 80;

pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_REPEATED) {
        Some((end, _)) => [text.split_at_checked(end).map_or("", |(head, _)| head), "…"].concat(),
        None => text.to_string(),
    }
}
