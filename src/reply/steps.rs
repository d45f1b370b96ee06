//! The computation behind a verdict, step by step: what was read, the formulas with their values, the figures.

use std::collections::HashMap;

use serde::Serialize;

use super::Book;
use super::diagnostic::{Said, at_of, part_of};
use super::figures::json_of;
use crate::model::{FieldId, Scope};
use crate::program::sources::{Definition, Formula, Limit, Step as Source, Token, Value};
use crate::program::{NodeId, Op, Part, Place, Unit};
use crate::session::{Hit, Session, VALUE};
use crate::sorting::sort;
use crate::tell::{Param, Params};
use crate::text::Kind;

/// What a step is: a field that was read; when the rule applies, and what it leaves out; a named formula; the least, the
/// most, what is wrong or told; a figure of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum StepKind {
    Field,
    When,
    Unless,
    Definition,
    Min,
    Max,
    Forbidden,
    Fires,
    Figure,
}

/// A step of the computation: as people read it, and what that says, apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Step {
    pub text: String,
    #[cfg_attr(test, ts(inline))]
    pub kind: StepKind,
    /// What a field or a figure is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// A formula with the values of this form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// What stands there, or the formula comes to, as people write it; absent where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
    /// Where the step is one of the rule's figures: its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its value, for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(type = "string | number | boolean | null", optional))]
    pub value: Option<serde_json::Value>,
}

impl Step {
    /// A field that was read, or a figure.
    pub fn of(kind: StepKind, label: &str, shown: String) -> Step {
        Step {
            text: [label, ": ", &shown].concat(),
            kind,
            label: Some(label.to_string()),
            formula: None,
            shown: Some(shown),
            name: None,
            value: None,
        }
    }
}

/// A step, and what its formula comes to.
type Worth = (Option<(Value, Unit)>, Step);

/// How a part is worked out where it stands.
pub(super) struct Worked<'a> {
    book: &'a Book,
    session: &'a Session,
    said: Said<'a>,
    hit: Hit,
    part: &'a Part,
    sources: &'a [Source],
    values: HashMap<NodeId, i64>,
}

impl<'a> Worked<'a> {
    /// The part of a rule at a place, whether it fires there or not.
    pub fn new(book: &'a Book, session: &'a Session, hit: Hit) -> Option<Worked<'a>> {
        let (_, part) = part_of(&book.wiring, &hit)?;
        let point = book.wiring.points.get(usize::from(hit.point))?;
        let of_rule = book.said.sources.rules.get(usize::from(point.rule));
        let of_part = of_rule.and_then(|rule| rule.parts.get(usize::from(hit.part)));
        let mut worked = Worked {
            book,
            session,
            said: Said::new(book, session),
            hit,
            part,
            sources: of_part.map_or(&[], |part| &part.steps),
            values: HashMap::new(),
        };
        let nodes = worked.nodes();
        let known = session.world().known_at(hit.row, hit.month, &nodes);
        let known = nodes.into_iter().zip(known);
        let known = known.filter(|(_, (_, state))| *state == VALUE);
        worked.values = known.map(|(node, (value, _))| (node, value)).collect();
        Some(worked)
    }

    /// Whether the part looks, and found nothing wrong; none where it can not tell yet.
    pub fn holds(&self) -> Option<bool> {
        let own = match self.part.place {
            Place::Field(field) => {
                let model = &self.book.wiring.model;
                let cell = self.session.sheet().cell(model, &at_of(&self.hit, field));
                cell.state_seen() == VALUE
            }
            _ => false,
        };
        let known = |step: &Source| match step.limit {
            Limit::Min | Limit::Max => own && self.result(&step.formula).is_some(),
            Limit::Forbidden | Limit::Fires => self.result(&step.formula).is_some(),
            Limit::When | Limit::Unless => false,
        };
        self.sources.iter().any(known).then_some(true)
    }

    /// Whether all is known that a condition of the part reads, and it is not met: then there is nothing to find.
    pub fn is_excluded(&self) -> bool {
        self.sources.iter().any(|step| {
            let met = match self.result(&step.formula) {
                Some(Param::YesNo(yes)) => yes,
                _ => return false,
            };
            match step.limit {
                Limit::When => !met,
                Limit::Unless => met,
                _ => false,
            }
        })
    }

    /// What was read; where the part is in force also how its limits come about, and its figures.
    pub fn steps(&self, in_force: bool) -> Vec<Step> {
        let mut fields = self.fields();
        let decides = |step: &&Source| !matches!(step.limit, Limit::When | Limit::Unless);
        let conditions = self.sources.iter().filter(|step| !decides(step));
        let mut worked: Vec<Worth> = Vec::new();
        for of in conditions {
            let worth = (None, self.limit(of));
            if !worked.contains(&worth) {
                worked.push(worth);
            }
        }
        let mut figures = Vec::new();
        if in_force {
            let deciding: Vec<&Source> = self.sources.iter().filter(decides).collect();
            let formulas = deciding.iter().map(|step| self.unnamed(&step.formula));
            for of in self.definitions(formulas) {
                let step = self.definition(of).map(|step| (of.formula.result, step));
                worked.extend(step);
            }
            let limits = deciding.into_iter();
            worked.extend(limits.map(|of| (of.formula.result, self.limit(of))));
            figures.extend(self.figures());
        }
        // A figure that a step comes to is told by that step.
        figures.retain(|figure| {
            let of_field = fields
                .iter_mut()
                .find(|(field, step)| step.name.is_none() && self.is_field(figure, *field));
            let of_formula = worked.iter_mut().find(|(result, step)| {
                step.name.is_none() && result.is_some_and(|result| self.is_result(figure, result))
            });
            let same = of_field.map(|(_, step)| step);
            let same = same.or(of_formula.map(|(_, step)| step));
            match same {
                Some(step) => {
                    step.name.clone_from(&figure.name);
                    step.value.clone_from(&figure.value);
                    false
                }
                None => true,
            }
        });
        let fields = fields.into_iter().map(|(_, step)| step);
        let worked = worked.into_iter().map(|(_, step)| step);
        fields.chain(worked).chain(figures).collect()
    }

    /// Whether a figure is what a field holds.
    fn is_field(&self, figure: &Step, field: FieldId) -> bool {
        let op = self
            .node_of(figure)
            .and_then(|node| self.book.wiring.op(node));
        op == Some(&Op::Cell(field))
    }

    /// Whether a figure is what a formula comes to.
    fn is_result(&self, figure: &Step, (result, unit): (Value, Unit)) -> bool {
        let same = self.node_of(figure).is_some_and(|node| match result {
            Value::Node(result) => result == node,
            // A limit that is written out: the figure of that name repeats it.
            Value::Known(_) => {
                let limits = ["minimo", "massimo"].map(Some);
                limits.contains(&figure.name.as_deref())
            }
        });
        let value = || Some(json_of(&self.param(result, unit)?));
        same && value() == figure.value
    }

    /// A formula that is nothing but a name, as what it names.
    fn unnamed<'f>(&'f self, formula: &'f Formula) -> &'f Formula {
        let all = &self.book.said.sources.definitions;
        let mut formula = formula;
        for _ in all {
            formula = match (&formula.tokens[..], &formula.uses[..]) {
                ([Token::Named(..)], [place]) => match all.get(usize::from(*place)) {
                    Some(definition) => &definition.formula,
                    None => break,
                },
                _ => break,
            };
        }
        formula
    }

    /// The fields that were read and hold a value, the own one first.
    fn fields(&self) -> Vec<(FieldId, Step)> {
        let model = &self.book.wiring.model;
        let own = match self.part.place {
            Place::Field(field) => Some(field),
            _ => None,
        };
        let others = self.part.reads.iter().copied();
        let others = others.filter(|field| Some(*field) != own);
        let here = |field: &FieldId| {
            let scope = model.get(*field).map(|field| field.scope);
            scope.is_some_and(|scope| {
                [Scope::Single, self.part.scope].contains(&scope)
                    || self.part.scope.parent() == Some(scope)
            })
        };
        let fields = own.into_iter().chain(others.filter(here));
        fields
            .filter_map(|field| Some((field, self.field(field)?)))
            .collect()
    }

    fn field(&self, field: FieldId) -> Option<Step> {
        let (book, session) = (self.book, self.session);
        let info = book.wiring.model.get(field)?;
        let hit = Hit {
            row: if info.scope == Scope::Single {
                0
            } else {
                self.hit.row
            },
            month: self.hit.month.filter(|_| info.scope.parent().is_some()),
            ..self.hit
        };
        let at = at_of(&hit, field);
        let cell = session.sheet().cell(&book.wiring.model, &at);
        if cell.state_seen() != VALUE {
            return None;
        }
        let voice = book.voice();
        let shown = match &info.kind {
            Kind::YesNo => voice.print(&Param::YesNo(cell.value() != 0)),
            Kind::Words(words) => {
                let word = usize::try_from(cell.value())
                    .ok()
                    .and_then(|n| words.get(n))?;
                book.labels
                    .word_of(info.path, word, book.language)
                    .to_string()
            }
            _ => voice.print(&self.said.typed(&at)?),
        };
        Some(Step::of(StepKind::Field, voice.label(info.path), shown))
    }

    /// A limit or condition, with the values at hand.
    fn limit(&self, step: &Source) -> Step {
        let (kind, key) = match step.limit {
            Limit::When => (StepKind::When, "step.when"),
            Limit::Unless => (StepKind::Unless, "step.unless"),
            Limit::Min => (StepKind::Min, "step.min"),
            Limit::Max => (StepKind::Max, "step.max"),
            Limit::Forbidden => (StepKind::Forbidden, "step.forbidden"),
            Limit::Fires => (StepKind::Fires, "step.fires"),
        };
        self.worked(kind, key, self.unnamed(&step.formula), Params::new())
    }

    /// A named formula that has a value; not one that only takes over a field's.
    fn definition(&self, of: &Definition) -> Option<Step> {
        let result = self.result(&of.formula)?;
        let is_call = |token: &Token| matches!(token, Token::Text(text) if text.contains('('));
        let is_field = |token: &Token| match token {
            Token::Named(name, value, unit) => {
                self.field_of(name).is_some() && self.param(*value, *unit).as_ref() == Some(&result)
            }
            Token::Text(_) => false,
        };
        let tokens = &of.formula.tokens;
        if tokens.iter().any(is_field) && !tokens.iter().any(is_call) {
            return None;
        }
        let key = match result {
            Param::YesNo(_) => "step.question",
            _ => "step.definition",
        };
        let name = vec![("nome", Param::Text(of.name.clone()))];
        Some(self.worked(StepKind::Definition, key, &of.formula, name))
    }

    /// The figures of the sentence; one below nothing says that nothing is amiss.
    fn figures(&self) -> impl Iterator<Item = Step> {
        let book = self.book;
        let figures = self.said.figures(&self.hit, self.part).into_iter();
        let figures = figures.filter(
            |(_, param)| !matches!(param, Param::Count(n) | Param::Hundredths(n) if *n < 0),
        );
        figures.map(|(name, param)| {
            let called = match param {
                Param::Weekday(_) => "giornoSettimana",
                _ => name,
            };
            let label = book.labels.params.get(called);
            let label = label.map_or(called, |label| label.get(book.language));
            Step {
                value: Some(json_of(&param)),
                name: Some(name.to_string()),
                ..Step::of(StepKind::Figure, label, book.voice().print(&param))
            }
        })
    }

    /// The node of a figure.
    fn node_of(&self, figure: &Step) -> Option<NodeId> {
        let mut named = self.part.figures.iter();
        let of = named.find(|of| Some(&of.name) == figure.name.as_ref());
        of.map(|of| of.node)
    }

    /// The formula with its values, and what it comes to, in the words of `key`.
    fn worked(
        &self,
        kind: StepKind,
        key: &str,
        formula: &Formula,
        mut params: Params<'static>,
    ) -> Step {
        let voice = self.book.voice();
        let mut written = String::new();
        let mut tokens = formula.tokens.iter().peekable();
        while let Some(token) = tokens.next() {
            let (name, value, unit) = match token {
                Token::Text(text) => {
                    written.push_str(text);
                    continue;
                }
                Token::Named(name, value, unit) => (self.named(name), *value, *unit),
            };
            // What is asked of a field by name says little with its value alone.
            let asked = match tokens.peek() {
                Some(Token::Text(next)) => next.starts_with(" è ") || next.starts_with(" is "),
                _ => false,
            };
            let spoken = asked || matches!(unit, Unit::YesNo | Unit::Word(_) | Unit::Text(_));
            let printed = self.param(value, unit).map(|param| voice.print(&param));
            match printed.filter(|_| formula.tokens.len() > 1) {
                Some(value) if spoken => written.push_str(&[&name, " (", &value, ")"].concat()),
                Some(value) => written.push_str(&value),
                None => written.push_str(&name),
            }
        }
        let result = self.result(formula).map(|param| voice.print(&param));
        params.push(("formula", Param::Text(written.clone())));
        let other = result.clone().filter(|result| *result != written);
        params.extend(other.map(|result| ("esito", Param::Text(result))));
        Step {
            text: voice.phrase(key, &params),
            kind,
            label: None,
            formula: Some(written),
            shown: result,
            name: None,
            value: None,
        }
    }

    /// What people call a name of a formula: the field it is, or as it is written.
    fn named(&self, name: &str) -> String {
        let voice = self.book.voice();
        match (self.field_of(name), name) {
            (Some(path), _) => voice.label(path).to_string(),
            (None, "intera") => voice.phrase("step.whole", &Params::new()),
            _ => name.to_string(),
        }
    }

    /// The field that a name of a formula stands for.
    fn field_of(&self, name: &str) -> Option<&'static str> {
        let model = &self.book.wiring.model;
        if let ("valore", Place::Field(own)) = (name, &self.part.place) {
            return model.get(*own).map(|field| field.path);
        }
        let of_row = [Some(self.part.scope), self.part.scope.parent()];
        let of_row = of_row.into_iter().flatten().map(Scope::path);
        let mut paths: Vec<String> = of_row.map(|list| [list, ".*.", name].concat()).collect();
        paths.push(name.to_string());
        let mut fields = model.fields().iter();
        let field = fields.find(|field| paths.iter().any(|path| path == field.path));
        field.map(|field| field.path)
    }

    fn param(&self, value: Value, unit: Unit) -> Option<Param> {
        let value = match value {
            Value::Known(value) => value,
            Value::Node(node) => *self.values.get(&node)?,
        };
        Some(self.said.param(unit, value, self.hit.row))
    }

    fn result(&self, formula: &Formula) -> Option<Param> {
        let (value, unit) = formula.result?;
        self.param(value, unit)
    }

    /// The named formulas that some formulas stand on, each after those that it uses itself.
    fn definitions<'f>(&self, formulas: impl Iterator<Item = &'f Formula>) -> Vec<&'a Definition> {
        let all = &self.book.said.sources.definitions;
        let mut found: Vec<u16> = Vec::new();
        let mut seen: Vec<u16> = Vec::new();
        // A definition is told when it is met again, all that it uses being told by then.
        let mut open: Vec<(u16, bool)> = Vec::new();
        for formula in formulas {
            open.extend(formula.uses.iter().rev().map(|place| (*place, false)));
            while let Some((place, done)) = open.pop() {
                if done {
                    found.push(place);
                } else if !seen.contains(&place) {
                    seen.push(place);
                    open.push((place, true));
                    let of = all.get(usize::from(place));
                    let uses = of.map_or(&[][..], |of| &of.formula.uses).iter();
                    open.extend(uses.rev().map(|place| (*place, false)));
                }
            }
        }
        let found = found.into_iter();
        found
            .filter_map(|place| all.get(usize::from(place)))
            .collect()
    }

    /// Every node that the steps may print.
    fn nodes(&self) -> Vec<NodeId> {
        let formulas = self.sources.iter();
        let formulas = formulas.flat_map(|step| [&step.formula, self.unnamed(&step.formula)]);
        let definitions = self.definitions(formulas.clone()).into_iter();
        let mut nodes = Vec::new();
        for formula in formulas.chain(definitions.map(|of| &of.formula)) {
            let named = formula.tokens.iter().filter_map(|token| match token {
                Token::Named(_, value, _) => Some(*value),
                Token::Text(_) => None,
            });
            let result = formula.result.map(|(value, _)| value);
            nodes.extend(named.chain(result).filter_map(|value| match value {
                Value::Node(node) => Some(node),
                Value::Known(_) => None,
            }));
        }
        sort(&mut nodes);
        nodes.dedup();
        nodes
    }
}
