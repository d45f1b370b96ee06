//! Which fields a portal asks: those that the rules of a kind of application read or require.

use serde::Serialize;

use super::Book;
use crate::model::{Field, FieldId, Fields, Scope, id};
use crate::program::{Kinds, NodeId, Op, Part, Place, Program};
use crate::session::{Session, VALUE};
use crate::sheet::At;
use crate::sorting::sort;
use crate::tell::{Awaited, Said};
use crate::text::Kind;

/// A field that the portal asks.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct FieldInfo {
    /// `lavoratori.*.ore`: a `*` stands for each row, `<aaaa-mm>` for each month.
    pub path: &'static str,
    #[cfg_attr(test, ts(inline))]
    pub kind: FieldKind,
    /// Name of the field, in the form's language.
    pub label: String,
    /// A whole check asks it, as the application stands now; of rows, in an empty one.
    pub required: bool,
    /// A shorter name, for the head of a column, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// One line for whoever does not know what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The answers that it waits for, all of them; a `*` is the same row.
    pub when: Vec<AwaitedAnswer>,
    /// The admitted words of a list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", inline))]
    pub words: Vec<WordInfo>,
}

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    Date,
    Integer,
    Number,
    Hours,
    YesNo,
    Word,
    Text,
    CodiceFiscale,
    PartitaIva,
    Matricola,
    Iban,
}

/// An answer that a field waits for: one of these words, any text or none, or a day not after today.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged, rename_all_fields = "camelCase")]
pub enum AwaitedAnswer {
    OneOf {
        field: String,
        one_of: Vec<String>,
    },
    Filled {
        field: String,
        filled: bool,
    },
    Past {
        field: String,
        #[cfg_attr(test, ts(type = "true"))]
        past: bool,
    },
}

impl AwaitedAnswer {
    fn of(awaited: &Awaited) -> AwaitedAnswer {
        let field = awaited.field.clone();
        match (&awaited.one_of, awaited.filled) {
            (Some(words), _) => AwaitedAnswer::OneOf {
                field,
                one_of: words.clone(),
            },
            (None, Some(filled)) => AwaitedAnswer::Filled { field, filled },
            (None, None) => AwaitedAnswer::Past { field, past: true },
        }
    }
}

/// A word, and what it means in its field.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct WordInfo {
    pub value: String,
    pub label: String,
}

/// The fields of this kind of application, in form order.
pub fn fields(book: &Book, session: &Session) -> Vec<FieldInfo> {
    let asked = asked(book, session);
    let required = session.required();
    let texts = texts(book, session);
    let fields = (0..).zip(book.wiring.model.fields());
    fields
        .filter(|(id, _)| asked.has(*id))
        .map(|(id, field)| {
            let texts = texts.iter().find(|(known, _)| *known == id);
            let texts = texts.map_or(&[][..], |(_, texts)| texts);
            info(book, field, texts, required.contains(&id))
        })
        .collect()
}

fn info(book: &Book, field: &Field, texts: &[String], required: bool) -> FieldInfo {
    let (labels, language) = (&book.labels, book.language);
    let said = |said: &Said| said.get(language).to_string();
    let word = |word: &String| WordInfo {
        value: word.clone(),
        label: labels.word_of(field.path, word, language).to_string(),
    };
    let words = match &field.kind {
        Kind::Words(words) => words.iter().map(word).collect(),
        _ => texts.iter().map(word).collect(),
    };
    FieldInfo {
        path: field.path,
        kind: FieldKind::of(&field.kind),
        label: book.voice().label(field.path).to_string(),
        required,
        short: labels.short.get(field.path).map(said),
        help: labels.help.get(field.path).map(said),
        when: labels.when.get(field.path).map_or(Vec::new(), |when| {
            when.iter().map(AwaitedAnswer::of).collect()
        }),
        words,
    }
}

/// The texts that a rule admits alone, by field, where there are some to choose from.
fn texts(book: &Book, session: &Session) -> Vec<(FieldId, Vec<String>)> {
    let program = &book.wiring.program;
    let parts = program.rules.iter().flat_map(|rule| &rule.parts);
    let in_force = |part: &&Part| {
        let (applies, state) = session.single(part.applies);
        part.scope == Scope::Single && state == VALUE && applies != 0
    };
    let admitted = parts.filter(in_force).filter_map(|part| match part.place {
        Place::Field(field) => Some((field, admitted_texts(program, part.forbidden?, field)?)),
        _ => None,
    });
    admitted.filter(|(_, texts)| texts.len() > 1).collect()
}

/// The texts of a condition that holds for all others: `valore ≠ "A" e valore ≠ "B"`.
fn admitted_texts(program: &Program, condition: NodeId, field: FieldId) -> Option<Vec<String>> {
    let op = |node: NodeId| program.nodes.get(usize::from(node)).map(|node| &node.op);
    let mut places: Vec<u16> = Vec::new();
    // With whether the condition holds for the others, or for the texts that it names.
    let mut open = vec![(condition, true)];
    while let Some((node, others)) = open.pop() {
        match (op(node)?, others) {
            (Op::And(a, b), true) | (Op::Or(a, b), false) => {
                open.extend([(*a, others), (*b, others)]);
            }
            (Op::Not(a), _) => open.push((*a, !others)),
            (Op::Different(a, b), true) | (Op::Equal(a, b), false) => match (op(*a)?, op(*b)?) {
                (Op::Cell(own), Op::Literal(text)) | (Op::Literal(text), Op::Cell(own))
                    if *own == field =>
                {
                    places.push(*text);
                }
                _ => return None,
            },
            _ => return None,
        }
    }
    sort(&mut places);
    let text = |place: u16| program.texts.get(usize::from(place)).cloned();
    places.into_iter().map(text).collect()
}

/// The fields that the rules of this kind of application read, or that a whole check requires.
///
/// General rules speak of any part of the data; they ask for fields only in the parts that the others look at.
fn asked(book: &Book, session: &Session) -> Fields {
    let (program, model) = (&book.wiring.program, &book.wiring.model);
    let tipo = session.sheet().cell(model, &At::single(TIPO));
    let tipo = if tipo.is_value() { tipo.value() } else { 0 };
    let mut asking = Asking {
        book,
        tipo: u32::try_from(tipo).unwrap_or(0),
        kinds: program.kinds(),
        asked: Fields::default(),
    };
    for field in [TIPO, DATA_PRESENTAZIONE] {
        asking.asked.add(field);
    }
    for required in &program.required {
        if asking.is_of_kind(required.when) {
            asking.asked.add(required.field);
        }
    }
    for term in &program.summary.terms {
        if term.when.is_none_or(|when| asking.is_of_kind(when)) {
            asking.reads(term.day);
        }
    }
    if program
        .summary
        .amount
        .is_some_and(|amount| asking.is_of_kind(amount))
    {
        asking.asked.add(RETRIBUZIONE);
    }
    let parts = |general: bool| {
        let rules = program.rules.iter();
        let rules = rules.filter(move |rule| rule.general == general);
        rules.flat_map(|rule| &rule.parts)
    };
    parts(false).for_each(|part| asking.part(part));
    let looked_at: Vec<&str> = (0..)
        .zip(model.fields())
        .filter(|(id, _)| asking.asked.has(*id))
        .map(|(_, field)| part_of(field.path))
        .collect();
    for part in parts(true) {
        let path = match &part.place {
            Place::Field(field) => model.get(*field).map_or("", |field| field.path),
            Place::List(list) => list.path(),
            Place::Object(path) => path,
        };
        if looked_at.contains(&part_of(path)) {
            asking.part(part);
        }
    }
    asking.asked
}

/// The fields that are asked, as far as they are found.
struct Asking<'b> {
    book: &'b Book,
    tipo: u32,
    kinds: Vec<Kinds>,
    asked: Fields,
}

impl Asking<'_> {
    fn is_of_kind(&self, condition: NodeId) -> bool {
        let kinds = self.kinds.get(usize::from(condition));
        kinds.is_some_and(|kinds| kinds.yes >> self.tipo.min(63) & 1 == 1)
    }

    fn reads(&mut self, node: NodeId) {
        let program = &self.book.wiring.program;
        program.fields_of(node, self.tipo, &self.kinds, |field| self.asked.add(field));
    }

    /// What a part looks at.
    fn part(&mut self, part: &Part) {
        if !self.is_of_kind(part.applies) {
            return;
        }
        match part.place {
            Place::Field(field) => self.asked.add(field),
            // Of who works there the code alone says that there is a row.
            Place::List(Scope::Lavoratori) => self.asked.add(CODICE_FISCALE),
            Place::List(list) => {
                let columns = self.book.wiring.model.columns(list);
                columns.iter().for_each(|field| self.asked.add(*field));
            }
            Place::Object(_) => {}
        }
        self.reads(part.verdict);
    }
}

/// The part of the data that a path belongs to: `lavoratori`, `mobilita`.
fn part_of(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

const TIPO: FieldId = id("tipo");
const DATA_PRESENTAZIONE: FieldId = id("dataPresentazione");
const CODICE_FISCALE: FieldId = id("lavoratori.*.codiceFiscale");
const RETRIBUZIONE: FieldId = id("lavoratori.*.retribuzioneMensile");

impl FieldKind {
    fn of(kind: &Kind) -> FieldKind {
        match kind {
            Kind::Date => FieldKind::Date,
            Kind::Integer { .. } => FieldKind::Integer,
            Kind::Number => FieldKind::Number,
            Kind::Hours => FieldKind::Hours,
            Kind::YesNo => FieldKind::YesNo,
            Kind::Words(_) => FieldKind::Word,
            Kind::CodiceFiscale => FieldKind::CodiceFiscale,
            Kind::PartitaIva => FieldKind::PartitaIva,
            Kind::Matricola => FieldKind::Matricola,
            Kind::Iban => FieldKind::Iban,
            Kind::Text => FieldKind::Text,
        }
    }
}
