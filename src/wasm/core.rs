//! A form, under a rulebook that was compiled before; the package's `Form` wraps it.

use std::sync::Arc;

use wasm_bindgen::prelude::*;

use super::error;
use super::options::Options;
use super::values::{Value, change, list, out};
use crate::program::Edition;
use crate::reply::catalogue::{card, figures};
use crate::reply::form::{self, Change};
use crate::reply::unasked::unasked;
use crate::reply::{Form, Shelf};
use crate::session::{Whole, WrongCall};
use crate::sheet::domanda::{self, Unusable};
use crate::tell::Language;

pub(super) fn wrong(call: WrongCall) -> JsError {
    error(call.0)
}

/// How fields and words are called, for all rulebooks.
#[wasm_bindgen]
pub struct Labels(Arc<crate::tell::Labels>);

#[wasm_bindgen]
impl Labels {
    /// `bytes` are those of `campi.bin`.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Labels, JsError> {
        let labels = crate::tell::Labels::from_bytes(bytes)
            .ok_or_else(|| error("These bytes are no labels of this version of convalida."))?;
        Ok(Labels(Arc::new(labels)))
    }
}

/// A rulebook, read once for all the forms under it.
#[wasm_bindgen]
pub struct Book(pub(super) Shelf);

#[wasm_bindgen]
impl Book {
    /// `bytes` are those of a compiled rulebook.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8], labels: &Labels) -> Result<Book, JsError> {
        let edition = Edition::from_bytes(bytes).ok_or_else(|| {
            error("These bytes are no rulebook compiled by this version of convalida.")
        })?;
        Ok(Book(Shelf::new(edition, labels.0.clone())))
    }

    /// What it is, in a language.
    pub fn card(&self, language: &str) -> Result<JsValue, JsError> {
        let language = Language::from_code(language).unwrap_or(Language::Italian);
        out(&card(&self.0.book(language, Vec::new())))
    }

    /// The sources of a rule, in a language.
    pub fn sources(&self, rule: &str, language: &str) -> Result<JsValue, JsError> {
        let language = Language::from_code(language).unwrap_or(Language::Italian);
        out(&self.0.book(language, Vec::new()).cited_by_name(rule))
    }

    /// What its rules are called, and which figures a sentence of a caller's own may name: a line for each.
    pub fn figures(&self) -> String {
        figures(&self.0)
    }

    /// The whole check of a domanda, JSON text in UTF-8, in one go.
    pub fn check(&self, domanda: &[u8], options: JsValue) -> Result<JsValue, JsError> {
        let options = Options::read(options)?;
        let book = self.0.book(options.language, options.messages);
        let found = form::check(&book, options.today, text(domanda)?);
        list(found.map_err(unreadable)?)
    }

    /// What a whole check of it did not look at.
    pub fn unasked(&self, domanda: &[u8], options: JsValue) -> Result<JsValue, JsError> {
        let options = Options::read(options)?;
        let book = self.0.book(options.language, options.messages);
        let whole = Whole::of(book.wiring.clone(), options.today, text(domanda)?);
        out(&unasked(&book, whole.map_err(unreadable)?.session()))
    }
}

/// One application under one rulebook.
#[wasm_bindgen]
pub struct Core(Form);

#[wasm_bindgen]
impl Core {
    /// `options` is `{ language, today?, messages }`.
    #[wasm_bindgen(constructor)]
    pub fn new(book: &Book, options: JsValue) -> Result<Core, JsError> {
        let options = Options::read(options)?;
        let book = book.0.book(options.language, options.messages);
        Ok(Core(Form::new(book, options.today)))
    }

    pub fn set(&mut self, path: &str, value: &JsValue) -> Result<JsValue, JsError> {
        let value = Value::of(value);
        let changed = self.0.set(path, value.given());
        change(changed.map_err(wrong)?, Some(&value))
    }

    /// `edits` is a flat list: a path, its value, the next path …
    #[wasm_bindgen(js_name = setMany)]
    pub fn set_many(&mut self, edits: Vec<JsValue>) -> Result<JsValue, JsError> {
        let pairs: Vec<(String, Value)> = edits
            .chunks_exact(2)
            .filter_map(|pair| match pair {
                [path, value] => Some((path.as_string()?, Value::of(value))),
                _ => None,
            })
            .collect();
        let given: Vec<_> = pairs
            .iter()
            .map(|(path, value)| (path.as_str(), value.given()))
            .collect();
        change(self.0.set_many(&given).map_err(wrong)?, None)
    }

    pub fn commit(&mut self, path: &str) -> Result<JsValue, JsError> {
        self.answered(|form| form.commit(path))
    }

    pub fn insert(&mut self, list: &str, index: Option<u32>) -> Result<JsValue, JsError> {
        self.answered(|form| form.insert(list, index.map(|index| index as usize)))
    }

    pub fn remove(&mut self, list: &str, index: u32) -> Result<JsValue, JsError> {
        self.answered(|form| form.remove(list, index as usize))
    }

    fn answered(
        &mut self,
        edit: impl FnOnce(&mut Form) -> Result<Change, WrongCall>,
    ) -> Result<JsValue, JsError> {
        change(edit(&mut self.0).map_err(wrong)?, None)
    }

    /// `domanda` is JSON text in UTF-8.
    pub fn load(&mut self, domanda: Vec<u8>) -> Result<(), JsError> {
        let domanda = String::from_utf8(domanda);
        let domanda = domanda.or_else(|error| text(error.as_bytes()).map(String::from))?;
        self.0.load(domanda).map_err(unreadable)
    }

    #[wasm_bindgen(js_name = toJSON)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    pub fn diagnostics(&self, path: Option<String>) -> Result<JsValue, JsError> {
        list(self.0.diagnostics(path.as_deref()))
    }

    pub fn validate(&self) -> Result<JsValue, JsError> {
        list(self.0.validate())
    }

    pub fn field(&self, path: &str) -> Result<JsValue, JsError> {
        out(&self.0.field(path).map_err(wrong)?)
    }

    pub fn bounds(&self, path: &str) -> Result<JsValue, JsError> {
        out(&self.0.bounds(path).map_err(wrong)?)
    }

    pub fn summary(&self) -> Result<JsValue, JsError> {
        out(&self.0.summary())
    }

    pub fn unasked(&self) -> Result<JsValue, JsError> {
        out(&self.0.unasked())
    }

    pub fn explain(&self, rule: &str, path: Option<String>) -> Result<JsValue, JsError> {
        out(&self.0.explain(rule, path.as_deref()).map_err(wrong)?)
    }

    pub fn fields(&self) -> Result<JsValue, JsError> {
        out(&self.0.fields())
    }

    #[wasm_bindgen(js_name = filingDays)]
    pub fn filing_days(&self) -> Result<JsValue, JsError> {
        out(&self.0.filing_days())
    }

    pub fn rulebook(&self) -> Result<JsValue, JsError> {
        out(&self.0.rulebook())
    }

    pub fn rules(&self) -> Result<JsValue, JsError> {
        out(&self.0.rules())
    }
}

/// The text of a domanda.
pub(super) fn text(domanda: &[u8]) -> Result<&str, JsError> {
    domanda::text(domanda).map_err(unreadable)
}

pub(super) fn unreadable(problem: Unusable) -> JsError {
    let (line, column) = (
        problem.line.to_string(),
        problem.column.unwrap_or(1).to_string(),
    );
    let place = ["line ", &line, ", column ", &column].concat();
    error(
        [
            "the domanda can not be read, ",
            &place,
            ": ",
            &problem.message,
        ]
        .concat(),
    )
}
