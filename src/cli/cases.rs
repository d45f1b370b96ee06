//! The cases of a page, tried under its rulebook: inside its limit a rule is silent, outside it speaks.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::law::cases::{Case, Given, Misshapen, read};
use crate::law::{Reader, Texts, perhaps};
use crate::reply::Book;
use crate::reply::diagnostic::{Diagnostic, diagnostics};
use crate::session::Whole;
use crate::sheet::{Address, parse};

/// Rows of a case are numbered below this.
const MOST_ROWS: usize = 100;

/// What is wrong with the cases of a page, in their order; of a layer, which is no rulebook by itself, only what can be
/// told without trying them.
pub(super) fn faults(page: &str, book: &Book, is_layer: bool) -> Vec<Misshapen> {
    let (cases, mut faults) = read(page);
    let told = cases.iter().filter_map(|case| match is_layer {
        true => unknown_field(book, case),
        false => fault(book, case),
    });
    faults.extend(told);
    faults.sort_by_key(|(at, _)| at.start);
    faults
}

/// The first name of a case that is no field's.
fn unknown_field(book: &Book, case: &Case) -> Option<Misshapen> {
    let model = &book.wiring.model;
    let given = case.inside.iter().chain(&case.outside);
    let mut unknown = given.filter(|given| {
        let is_field = matches!(parse(model, &given.path), Address::Field(_));
        let mut rows = given.path.split('.').filter_map(|key| key.parse().ok());
        !is_field || rows.any(|row: usize| row >= MOST_ROWS)
    });
    let given = unknown.next()?;
    let keys = given.path.split('.');
    let keys = keys.map(|key| key.parse::<usize>().map_or(key, |_| "*"));
    let any_row = keys.collect::<Vec<_>>().join(".");
    let near = perhaps(&any_row, model.fields().iter().map(|field| field.path));
    let path = &given.path;
    let says = Texts::new(
        format!("Non esiste un campo «{path}».{}", near.it),
        format!("There is no field “{path}”.{}", near.en),
    );
    Some((given.path_at.clone(), says))
}

/// Why a case does not hold under a rulebook.
pub fn fault(book: &Book, case: &Case) -> Option<Misshapen> {
    if let Some(unknown) = unknown_field(book, case) {
        return Some(unknown);
    }
    let mut domanda = Value::Object(Map::new());
    let inside = said(book, &mut domanda, &case.inside);
    if let Some(fault) = unreadable(book, case, &case.inside, &inside) {
        return Some(fault);
    }
    let inside = of_rule(book, &case.slug, &inside);
    let (slug, wanted) = (&case.slug, &case.says);
    if let Some(message) = inside.first() {
        let says = Texts::new(
            format!("Dentro il limite la regola «{slug}» deve tacere, e dice: «{message}»"),
            format!("Inside the limit the rule “{slug}” has to be silent, and says: “{message}”"),
        );
        return Some((case.inside_at.clone(), says));
    }
    let outside = said(book, &mut domanda, &case.outside);
    if let Some(fault) = unreadable(book, case, &case.outside, &outside) {
        return Some(fault);
    }
    let outside = of_rule(book, slug, &outside);
    if outside.iter().any(|message| message.contains(wanted)) {
        return None;
    }
    let (must_it, must_en) = match wanted.as_str() {
        "" => ("parlare".to_string(), "to speak".to_string()),
        wanted => (format!("dire «{wanted}»"), format!("to say “{wanted}”")),
    };
    let (does_it, does_en) = match outside.first() {
        None => ("tace.".to_string(), "is silent.".to_string()),
        Some(message) => (format!("dice: «{message}»"), format!("says: “{message}”")),
    };
    let says = Texts::new(
        format!("Fuori dal limite la regola «{slug}» deve {must_it}, e {does_it}"),
        format!("Outside the limit the rule “{slug}” has {must_en}, and {does_en}"),
    );
    Some((case.outside_at.clone(), says))
}

/// A value that can not be read makes a rule silent for no reason of its own.
fn unreadable(book: &Book, case: &Case, given: &[Given], said: &[Diagnostic]) -> Option<Misshapen> {
    let readers = &book.wiring.program.readers;
    if readers.iter().any(|reader| reader.slug == case.slug) {
        return None;
    }
    let mut texts = readers.iter();
    let reader = texts.find(|reader| reader.reader == Reader::ValoreIlleggibile)?;
    let name = book.rule_name(&reader.slug);
    given.iter().find_map(|given| {
        let of_field = |found: &&Diagnostic| found.rule == name && found.path == given.path;
        let message = &said.iter().find(of_field)?.message;
        let at: Range<usize> = given.value_at.clone();
        Some((at, Texts::new(message.clone(), message.clone())))
    })
}

/// What is said of an application with these fields besides.
fn said(book: &Book, domanda: &mut Value, given: &[Given]) -> Vec<Diagnostic> {
    for given in given {
        let keys: Vec<&str> = given.path.split('.').collect();
        put(domanda, &keys, &given.value);
    }
    // What is put together here is an application.
    let whole = Whole::of(book.wiring.clone(), None, &domanda.to_string());
    whole.map_or_else(
        |_| Vec::new(),
        |whole| diagnostics(book, whole.session(), &whole.findings()),
    )
}

/// What a rule says among all that is said.
fn of_rule<'s>(book: &Book, slug: &str, said: &'s [Diagnostic]) -> Vec<&'s str> {
    let name = book.rule_name(slug);
    let own = said.iter().filter(|found| found.rule == name);
    own.map(|found| found.message.as_str()).collect()
}

/// Puts a value at a path, lists and objects made on the way; `vuoto` is no value.
fn put(at: &mut Value, path: &[&str], value: &str) {
    let Some((key, rest)) = path.split_first() else {
        *at = match value {
            "vuoto" => Value::Null,
            value => value.into(),
        };
        return;
    };
    if let Ok(index) = key.parse::<usize>() {
        if !at.is_array() {
            *at = Value::Array(Vec::new());
        }
        if let Value::Array(rows) = at {
            let length = rows.len().max(index + 1);
            rows.resize_with(length, || Value::Object(Map::new()));
            if let Some(row) = rows.get_mut(index) {
                put(row, rest, value);
            }
        }
        return;
    }
    if !at.is_object() {
        *at = Value::Object(Map::new());
    }
    if let Value::Object(fields) = at {
        let inner = fields.entry(key.to_string()).or_insert(Value::Null);
        put(inner, rest, value);
    }
}
