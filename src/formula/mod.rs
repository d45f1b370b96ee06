//! The language of limits: a rulebook becomes a program, or a list of mistakes with their places.
//!
//! A formula is split into words ([`lexer`]), read into a tree ([`parser`]), and lowered to nodes with a type each
//! ([`lower`], [`names`], [`calls`]); a rule's limits become one verdict ([`rules`]).

mod builder;
mod calls;
mod definitions;
mod explain;
mod fault;
mod lexer;
mod lower;
mod names;
mod parser;
mod rest;
mod rows;
mod rules;
mod sentence;
mod syntax;
#[cfg(test)]
mod tests;
mod told;
mod types;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::law::Language;
use crate::law::{Mistake, Rulebook, Texts};
use crate::model::{FieldId, Model, Scope, id};
use crate::program::{About, DEEPEST, Edition, NodeId, Program, Said};

use builder::Builder;
use explain::{Piece, Trace};
use fault::Fault;
use names::Env;
use syntax::Expr;
use types::{Type, Typed};

/// Formulas and definitions in one another are not deeper than this.
const MAX_NESTING: usize = 120;
/// A formula of more bytes is refused.
const MAX_FORMULA: usize = 4000;
/// More rules, or parts of all rules together, are refused.
const MAX_PARTS: usize = 2000;
const MAX_DEFINITIONS: usize = 1000;

/// A list and a name: `("lavoratori", "G")`.
type DefinitionKey = (String, String);

/// A definition as it was read.
struct Definition {
    path: String,
    /// `None`: it can not be read, which is told already.
    tree: Option<Expr>,
}

/// A definition while it is lowered, and after.
#[derive(Clone, Copy)]
enum Lowered {
    Now,
    Mistaken,
    To(Typed),
}

struct Compiler<'b> {
    book: &'b Rulebook,
    model: Model,
    builder: Builder,
    texts: Vec<String>,
    definitions: BTreeMap<DefinitionKey, Definition>,
    lowered: HashMap<(DefinitionKey, Scope), Lowered>,
    mistakes: Vec<Mistake>,
    nesting: usize,
    /// The pieces with a value of the formula that is lowered now.
    pieces: Vec<Piece>,
    /// The formulas that were lowered, by their path and the part they were lowered for: what all parts of a rule share
    /// means another field in each.
    traces: HashMap<(String, usize), Trace>,
    /// Which part of a rule is compiled.
    part: usize,
    /// What its figures may name.
    limits: Bounds,
    definition_traces: HashMap<(DefinitionKey, Scope), Trace>,
}

/// The least and the most that a part of a rule admits.
#[derive(Default)]
struct Bounds {
    min: Option<Typed>,
    max: Option<Typed>,
}

/// Compiles a rulebook, or says everything that is wrong with it.
pub fn compile(book: &Rulebook) -> Result<Edition, Vec<Mistake>> {
    let mut compiler = Compiler {
        book,
        model: Model::new(&[]),
        builder: Builder::default(),
        texts: Vec::new(),
        definitions: BTreeMap::new(),
        lowered: HashMap::new(),
        mistakes: Vec::new(),
        nesting: 0,
        pieces: Vec::new(),
        traces: HashMap::new(),
        part: 0,
        limits: Bounds::default(),
        definition_traces: HashMap::new(),
    };
    if !compiler.fits() {
        return Err(compiler.mistakes);
    }
    compiler.check_addresses();
    let words = compiler.words();
    compiler.model = Model::new(&words);
    compiler.read_definitions();
    let rules = compiler.rules();
    let readers = compiler.readers();
    let required = compiler.required();
    let unasked = compiler.unasked();
    let summary = compiler.summary();
    compiler.check_definitions();
    compiler.check_sources();
    if compiler.builder.is_full {
        compiler.mistake(
            "",
            Texts::new(
                "Il regolamento ha troppe formule diverse.",
                "The rulebook has too many different formulas.",
            ),
        );
    }
    if !compiler.mistakes.is_empty() {
        return Err(compiler.mistakes);
    }
    let mut program = Program {
        name: book.nome.clone(),
        tipi: book.tipi.clone(),
        words,
        nodes: compiler.builder.nodes.clone(),
        texts: std::mem::take(&mut compiler.texts),
        rules,
        readers,
        required,
        unasked,
        summary,
    };
    let places = rest::prune(&mut program);
    if program.is_too_deep() {
        let says = Texts::new(
            format!(
                "Le formule stanno una sull'altra in una fila troppo lunga: al massimo {DEEPEST} passaggi."
            ),
            format!("Formulas stand on each other in too long a line: {DEEPEST} steps at most."),
        );
        return Err(vec![Mistake::at("definizioni", says)]);
    }
    let place = |node: NodeId| places.get(usize::from(node)).copied().flatten();
    let (sources, translation) = compiler.sources(&place);
    let english = Said {
        words: compiler.said(Language::English),
        sources: sources.in_english(&translation),
    };
    let italian = Said {
        words: compiler.said(Language::Italian),
        sources,
    };
    let day = |day: &Option<String>| day.as_deref().and_then(rules::day_number);
    let about = About {
        version: book.versione.clone(),
        region: book.regione.clone(),
        from: day(&book.dal),
        to: day(&book.al),
        hash: String::new(),
    };
    Ok(Edition::new(about, program, italian, english))
}

impl Compiler<'_> {
    fn mistake(&mut self, path: &str, says: Texts) {
        self.mistakes.push(Mistake::at(path, says));
    }

    /// Tells a fault of a formula; nothing where another mistake tells it.
    fn fault(&mut self, path: &str, text: &str, fault: Fault) {
        if let Some(says) = fault.says {
            self.mistakes.push(Mistake {
                path: path.to_string(),
                text: text.to_string(),
                span: fault.span,
                says,
            });
        }
    }

    /// Whether the rulebook is small enough to be looked at.
    fn fits(&mut self) -> bool {
        let parts: usize = self
            .book
            .regole
            .iter()
            .map(|rule| rule.parti.len() + 1)
            .sum();
        let definitions: usize = self.book.definizioni.values().map(BTreeMap::len).sum();
        let says = |what: &str, found: usize, most: usize| {
            Texts::new(
                format!("Il regolamento è troppo grande: {what} {found}, al massimo {most}."),
                format!("The rulebook is too big: {what} {found}, at most {most}."),
            )
        };
        if parts > MAX_PARTS {
            self.mistake("regole", says("parti / parts", parts, MAX_PARTS));
        }
        if definitions > MAX_DEFINITIONS {
            self.mistake(
                "definizioni",
                says("definizioni / definitions", definitions, MAX_DEFINITIONS),
            );
        }
        self.mistakes.is_empty()
    }

    /// `rulebook/slug` is an address: in links, in file names, in answers that others keep.
    fn check_addresses(&mut self) {
        let book = self.book;
        let slugs = book.regole.iter().map(|rule| {
            let path = ["regole.", &rule.slug].concat();
            (path, rule.slug.as_str())
        });
        let all = std::iter::once(("nome".to_string(), book.nome.as_str())).chain(slugs);
        for (path, name) in all {
            let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if name.is_empty() || !name.chars().all(known) {
                let says = Texts::new(
                    format!(
                        "«{name}» non è un nome: lettere minuscole, cifre e trattini, come «durata-domanda»."
                    ),
                    format!(
                        "“{name}” is no name: small letters, digits and hyphens, as “durata-domanda”."
                    ),
                );
                self.mistake(&path, says);
            }
        }
    }

    /// The words that the rulebook gives to fields.
    fn words(&mut self) -> Vec<(FieldId, Vec<String>)> {
        let book = self.book;
        let mut words = vec![(id("tipo"), book.tipi.clone())];
        if book.tipi.is_empty() || book.tipi.len() > 64 {
            let says = Texts::new(
                "Servono da 1 a 64 tipi di domanda.",
                "From 1 to 64 kinds of application are needed.",
            );
            self.mistake("tipi", says);
        }
        for (path, list) in &book.parole {
            let at = format!("parole.{path}");
            let Some(field) = self.model.field(path) else {
                self.unknown_field(&at, path);
                continue;
            };
            let distinct: BTreeSet<&String> = list.iter().collect();
            if list.is_empty() || distinct.len() < list.len() {
                let says = Texts::new(
                    "Qui servono parole, tutte diverse.",
                    "Here words are needed, all different.",
                );
                self.mistake(&at, says);
            }
            words.push((field, list.clone()));
        }
        words
    }

    /// A formula of some type, standing at a path. Its mistakes are told.
    fn formula(&mut self, path: &str, text: &str, env: Env, is: Option<Type>) -> Option<Typed> {
        self.pieces.clear();
        let lowered = self.tree(text).and_then(|tree| match is {
            Some(is) => self.needed(&tree, env, is),
            None => self.lower(&tree, env, None),
        });
        match lowered {
            Ok(result) => {
                let trace = Trace {
                    text: text.to_string(),
                    scope: env.scope,
                    result,
                    pieces: std::mem::take(&mut self.pieces),
                };
                self.traces.insert((path.to_string(), self.part), trace);
                Some(result)
            }
            Err(fault) => {
                self.fault(path, text, fault);
                None
            }
        }
    }

    fn condition_at(&mut self, path: &str, text: &str, env: Env) -> Option<NodeId> {
        self.formula(path, text, env, Some(Type::YesNo))
            .map(|typed| typed.node)
    }

    fn tree(&self, text: &str) -> Result<Expr, Fault> {
        if text.len() > MAX_FORMULA {
            return Err(Fault::new(
                0..0,
                Texts::new(
                    format!("La formula è troppo lunga: al massimo {MAX_FORMULA} caratteri."),
                    format!("The formula is too long: {MAX_FORMULA} characters at most."),
                ),
            ));
        }
        parser::parse(text)
    }

    fn unknown_field(&mut self, at: &str, path: &str) {
        let fields = self.model.fields().iter().map(|field| field.path);
        let near = crate::law::perhaps(path, fields);
        let says = Texts::new(
            format!("Non esiste un campo «{path}».{}", near.it),
            format!("There is no field “{path}”.{}", near.en),
        );
        self.mistake(at, says);
    }

    /// A field named by its path, as a whole; a mistake where there is none.
    fn field_at(&mut self, at: &str, path: &str) -> Option<FieldId> {
        let found = self.model.field(path);
        if found.is_none() {
            self.unknown_field(at, path);
        }
        found
    }
}
