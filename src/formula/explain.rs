//! How limits are worked out, for people: formulas in pieces, names with the values they stand for.

use std::collections::HashMap;
use std::ops::Range;

use super::lexer::{Token as Lexed, tokens};
use super::types::{Type, Typed};
use super::{Compiler, DefinitionKey};
use crate::law::{self, Language, Texts};
use crate::model::Scope;
use crate::program::sources::{
    Admitted, Citation, Definition, Document, Formula, Limit, PartSources, RuleSources, Sources,
    Step, Token, Translation, Value,
};
use crate::program::{NodeId, Op, Unit};

/// A piece of a formula that has a value of its own.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub span: Range<usize>,
    pub value: Typed,
    pub definition: Option<(DefinitionKey, Scope)>,
}

/// A formula as it was lowered.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    pub text: String,
    pub scope: Scope,
    pub result: Typed,
    pub pieces: Vec<Piece>,
}

/// Turns the traces of a compiled rulebook into what is shipped.
struct Teller<'c, 'b> {
    compiler: &'c Compiler<'b>,
    /// The place of a node in the program; none where it is not there.
    place: &'c dyn Fn(NodeId) -> Option<NodeId>,
    definitions: Vec<Definition>,
    known: HashMap<(DefinitionKey, Scope), u16>,
    documents: Vec<(String, Document)>,
    english: Translation,
}

impl Compiler<'_> {
    /// The way a value is written; none for a text that is no field's.
    pub fn unit(&self, value: Typed) -> Option<Unit> {
        Some(match (value.is, self.builder.get(value.node)) {
            (Type::Integer, Op::Weekday(_)) => Unit::Weekday,
            (Type::Day, _) => Unit::Day,
            (Type::Integer | Type::Months | Type::Any, _) => Unit::Count,
            (Type::Hours | Type::Decimal, _) => Unit::Hundredths,
            (Type::Month, _) => Unit::Month,
            (Type::YesNo, _) => Unit::YesNo,
            (Type::Word(field), _) => Unit::Word(field),
            (Type::Text | Type::Code, Op::Cell(field)) => Unit::Text(*field),
            (Type::Text | Type::Code, _) => return None,
        })
    }

    /// Notes that a piece of the formula being lowered has a value.
    pub fn note(
        &mut self,
        span: &Range<usize>,
        value: Typed,
        definition: Option<(DefinitionKey, Scope)>,
    ) {
        self.pieces.push(Piece {
            span: span.clone(),
            value,
            definition,
        });
    }

    /// The sources, and what of them is other in English.
    pub fn sources(&self, place: &dyn Fn(NodeId) -> Option<NodeId>) -> (Sources, Translation) {
        let mut teller = Teller {
            compiler: self,
            place,
            definitions: Vec::new(),
            known: HashMap::new(),
            documents: Vec::new(),
            english: Translation::default(),
        };
        let book = self.book;
        let (mut rules, mut readers) = (Vec::new(), Vec::new());
        for rule in &book.regole {
            let told = teller.rule(rule);
            let note = rule.nota.as_ref();
            let note = note.map(|note: &Texts| note.get(Language::English).to_string());
            let english = &mut teller.english;
            let (told_of, notes) = match rule.lettore {
                Some(_) => (&mut readers, &mut english.readers),
                None => (&mut rules, &mut english.rules),
            };
            told_of.push(told);
            notes.push(note);
        }
        let mut admitted = Vec::new();
        for of_book in &book.ammesso {
            admitted.push(Admitted {
                says: of_book.dice.get(Language::Italian).to_string(),
                sources: teller.citations(&of_book.fonti),
            });
            let english = of_book.dice.get(Language::English).to_string();
            teller.english.admitted.push(english);
        }
        let amount = book.riepilogo.importo.as_ref();
        let amount = amount.map_or(Vec::new(), |amount| teller.citations(&amount.fonti));
        let documents = teller.documents.into_iter();
        let sources = Sources {
            documents: documents.map(|(_, document)| document).collect(),
            rules,
            readers,
            definitions: teller.definitions,
            admitted,
            amount,
        };
        (sources, teller.english)
    }
}

impl Teller<'_, '_> {
    fn rule(&mut self, rule: &law::Rule) -> RuleSources {
        let parts = rule.parti.iter().enumerate().map(|(n, part)| PartSources {
            reading: part.lettura || rule.comune.lettura,
            steps: self.steps(rule, n),
        });
        let parts = parts.collect();
        RuleSources {
            sources: self.citations(&rule.fonti),
            note: rule
                .nota
                .as_ref()
                .map(|nota: &Texts| nota.get(Language::Italian).to_string()),
            reading: rule.lettura,
            parts,
        }
    }

    fn citations(&mut self, sources: &[law::Source]) -> Vec<Citation> {
        let given = |text: &str| Some(text.to_string()).filter(|text| !text.is_empty());
        let cite = |source: &law::Source| Citation {
            document: self.document(&source.documento),
            point: given(&source.punto),
            quote: source.citazione.clone(),
        };
        sources.iter().map(cite).collect()
    }

    fn document(&mut self, name: &str) -> u16 {
        let known = self.documents.iter().position(|(known, _)| known == name);
        let place = known.unwrap_or_else(|| {
            let ours = Texts::new("Regola di convalida", "Rule of convalida");
            let document = match self.compiler.book.documenti.get(name) {
                Some(document) => Document {
                    title: document.titolo.clone(),
                    date: document.data.clone(),
                    grade: document.grado,
                },
                None => Document {
                    title: ours.get(Language::Italian).to_string(),
                    ..Document::default()
                },
            };
            let is_ours = !self.compiler.book.documenti.contains_key(name);
            let english = is_ours.then(|| ours.get(Language::English).to_string());
            self.english.titles.push(english);
            self.documents.push((name.to_string(), document));
            self.documents.len() - 1
        });
        u16::try_from(place).unwrap_or(u16::MAX)
    }

    /// The formulas of a part, its own and those of all parts.
    fn steps(&mut self, rule: &law::Rule, n: usize) -> Vec<Step> {
        let slug = &rule.slug;
        let (common, own) = (
            format!("regole.{slug}.comune"),
            format!("regole.{slug}.parti.{n}"),
        );
        let mut steps = Vec::new();
        for (key, limit) in [("quando", Limit::When), ("salvo", Limit::Unless)] {
            steps.extend(self.step(&format!("{common}.{key}"), n, limit));
            steps.extend(self.step(&format!("{own}.{key}"), n, limit));
        }
        for (key, limit) in [
            ("minimo", Limit::Min),
            ("massimo", Limit::Max),
            ("vietato", Limit::Forbidden),
            ("scatta", Limit::Fires),
        ] {
            let step = self.step(&format!("{own}.{key}"), n, limit);
            steps.extend(step.or_else(|| self.step(&format!("{common}.{key}"), n, limit)));
        }
        steps
    }

    fn step(&mut self, path: &str, part: usize, limit: Limit) -> Option<Step> {
        let trace = self.compiler.traces.get(&(path.to_string(), part))?;
        let formula = self.formula(trace);
        Some(Step { limit, formula })
    }

    fn value(&self, value: Typed) -> Option<(Value, Unit)> {
        let unit = self.compiler.unit(value)?;
        let known = self.compiler.builder.as_const(value.node).map(Value::Known);
        let known = known.or_else(|| (self.place)(value.node).map(Value::Node));
        known.map(|known| (known, unit))
    }

    fn formula(&mut self, trace: &Trace) -> Formula {
        let mut formula = Formula {
            result: self.value(trace.result),
            ..Formula::default()
        };
        let mut at = 0;
        let mut end = 0;
        for (token, span) in tokens(&trace.text).unwrap_or_default() {
            if span.start < end || token == Lexed::End {
                continue;
            }
            if span.start > at && at > 0 {
                formula.push(" ");
            }
            // The widest piece that starts here, of the rows that the formula is of.
            let pieces = trace
                .pieces
                .iter()
                .filter(|piece| piece.span.start == span.start);
            let readable = pieces.filter(|piece| {
                let scope = self.compiler.builder.scope(piece.value.node);
                scope == Scope::Single
                    || scope == trace.scope
                    || trace.scope.parent() == Some(scope)
            });
            let piece = readable.max_by_key(|piece| piece.span.end).cloned();
            let text = |span: &Range<usize>| trace.text.get(span.clone()).unwrap_or("").to_string();
            let Some(piece) = piece else {
                formula.push(&text(&span));
                (at, end) = (span.end, span.end);
                continue;
            };
            let written = text(&piece.span)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            match self.value(piece.value) {
                Some((value, unit)) => formula.tokens.push(Token::Named(written, value, unit)),
                None => formula.push(&written),
            }
            if let Some(definition) = piece.definition
                && let Some(place) = self.definition(&definition)
                && !formula.uses.contains(&place)
            {
                formula.uses.push(place);
            }
            (at, end) = (piece.span.end, piece.span.end);
        }
        formula
    }

    fn definition(&mut self, key: &(DefinitionKey, Scope)) -> Option<u16> {
        if let Some(known) = self.known.get(key) {
            return Some(*known);
        }
        let trace = self.compiler.definition_traces.get(key)?;
        // Its own place comes first, so that what it uses stands after it.
        let place = u16::try_from(self.definitions.len()).ok()?;
        self.known.insert(key.clone(), place);
        self.definitions.push(Definition {
            name: key.0.1.clone(),
            formula: Formula::default(),
        });
        let formula = self.formula(trace);
        if let Some(definition) = self.definitions.get_mut(usize::from(place)) {
            definition.formula = formula;
        }
        Some(place)
    }
}

impl Formula {
    /// Goes on with a text.
    fn push(&mut self, more: &str) {
        match self.tokens.last_mut() {
            Some(Token::Text(text)) => text.push_str(more),
            _ => self.tokens.push(Token::Text(more.to_string())),
        }
    }
}
