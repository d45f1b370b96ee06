//! The browser module's boundary: the only place that knows JavaScript.
//!
//! Calls come in as strings, answers go out as JSON text that JavaScript parses: one crossing each.

mod values;

use std::sync::Arc;

use wasm_bindgen::prelude::*;

use crate::answer::catalogue::{card, catalogue};
use crate::answer::dossier;
use crate::calendar::Day;
use crate::diagnostic::Diagnostic;
use crate::engine::{Changed, Engine, OwnMessages, WrongCall};
use crate::form::cell::Given;
use crate::json::{Json, make};
use crate::message::{Language, Texts};
use crate::rulebook::{self, Rulebook};

/// After this instance has trapped: the next call starts a new one.
#[wasm_bindgen]
pub fn restart() {
    wasm_bindgen::handler::schedule_reinit();
}

/// One application under one rulebook; the package's `Form` wraps it.
#[wasm_bindgen]
pub struct Core {
    engine: Engine,
}

fn error(message: impl AsRef<str>) -> JsError {
    JsError::new(message.as_ref())
}

fn wrong(call: WrongCall) -> JsError {
    error(call.0)
}

fn out(json: &Json) -> Result<JsValue, JsError> {
    values::write(json).map_err(error)
}

fn list(diagnostics: &[Diagnostic]) -> Result<JsValue, JsError> {
    out(&make::list(diagnostics.iter().map(Diagnostic::to_json)))
}

/// A rulebook, read once for all the forms under it.
#[wasm_bindgen]
pub struct Book {
    book: Arc<Rulebook>,
}

#[wasm_bindgen]
impl Book {
    /// `rulebook`, `common` and `fields` are the parsed files.
    #[wasm_bindgen(constructor)]
    pub fn new(rulebook: JsValue, common: JsValue, fields: JsValue) -> Result<Book, JsError> {
        let read = |value: &JsValue| values::read(value).map_err(error);
        let book = rulebook::read(&read(&rulebook)?, &read(&common)?, &read(&fields)?);
        let book = book.map_err(|mistake| {
            error(["The rulebook has a mistake at ", &mistake.to_string()].concat())
        })?;
        Ok(Book {
            book: Arc::new(book),
        })
    }
}

/// What `{ language?, today?, messages? }` asks for.
fn read_options(options: JsValue) -> Result<dossier::Options, JsError> {
    let options = values::read(&options).map_err(error)?;
    let language = match options.get("language") {
        None | Some(Json::Null) => Language::Italian,
        Some(code) => code
            .text()
            .and_then(Language::from_code)
            .ok_or_else(|| error("language must be \"it\" or \"en\"."))?,
    };
    let today = match options.get("today") {
        None | Some(Json::Null) => None,
        Some(day) => Some(
            day.text()
                .and_then(Day::from_iso)
                .ok_or_else(|| error("today must be a day as text: \"2020-05-19\"."))?,
        ),
    };
    let mut messages = OwnMessages::new();
    for (rule, texts) in options.get("messages").map_or(&[][..], Json::entries) {
        let texts = match texts {
            Json::Text(text) => Texts {
                it: text.clone(),
                en: text.clone(),
            },
            texts => {
                Texts::read(texts, "messages").map_err(|mistake| error(mistake.to_string()))?
            }
        };
        messages.push((rule.clone(), texts));
    }
    Ok(dossier::Options {
        language,
        today,
        messages,
    })
}

#[wasm_bindgen]
impl Core {
    /// `options` is `{ language?, today?, messages? }`.
    #[wasm_bindgen(constructor)]
    pub fn new(book: &Book, options: JsValue) -> Result<Core, JsError> {
        let options = read_options(options)?;
        let engine = Engine::new(book.book.clone(), options.language, options.today);
        Ok(Core {
            engine: engine.with_messages(options.messages),
        })
    }

    fn change(&self, changed: Result<Changed, WrongCall>) -> Result<JsValue, JsError> {
        out(&self.engine.change_json(&changed.map_err(wrong)?))
    }

    pub fn set(&mut self, path: &str, value: JsValue) -> Result<JsValue, JsError> {
        let given = match value.as_string() {
            Some(text) => Some(Given::Text(text)),
            None => Given::from_json(&values::read(&value).map_err(error)?),
        };
        let changed = self.engine.set(path, given);
        self.change(changed)
    }

    pub fn commit(&mut self, path: &str) -> Result<JsValue, JsError> {
        let changed = self.engine.commit(path);
        self.change(changed)
    }

    pub fn load(&mut self, domanda: JsValue) -> Result<(), JsError> {
        self.engine
            .load(&values::read(&domanda).map_err(error)?)
            .map_err(wrong)
    }

    pub fn insert(&mut self, list: &str, index: Option<u32>) -> Result<JsValue, JsError> {
        let changed = self.engine.insert(list, index.map(|index| index as usize));
        self.change(changed)
    }

    pub fn remove(&mut self, list: &str, index: u32) -> Result<JsValue, JsError> {
        let changed = self.engine.remove(list, index as usize);
        self.change(changed)
    }

    pub fn diagnostics(&self, path: Option<String>) -> Result<JsValue, JsError> {
        list(&self.engine.diagnostics(path.as_deref()))
    }

    pub fn validate(&mut self) -> Result<JsValue, JsError> {
        list(&self.engine.validate())
    }

    pub fn field(&self, path: &str) -> Result<JsValue, JsError> {
        out(&self.engine.field(path).map_err(wrong)?.to_json())
    }

    pub fn bounds(&self, path: &str) -> Result<JsValue, JsError> {
        out(&self.engine.bounds(path).map_err(wrong)?.to_json())
    }

    pub fn summary(&mut self) -> Result<JsValue, JsError> {
        out(&self.engine.summary())
    }

    pub fn explain(&mut self, rule: &str, path: Option<String>) -> Result<JsValue, JsError> {
        out(&self.engine.explain(rule, path.as_deref()).map_err(wrong)?)
    }

    pub fn fields(&self) -> Result<JsValue, JsError> {
        out(&self.engine.fields())
    }

    #[wasm_bindgen(js_name = filingDays)]
    pub fn filing_days(&mut self) -> Result<JsValue, JsError> {
        out(&self.engine.filing_days())
    }

    pub fn rulebook(&self) -> Result<JsValue, JsError> {
        out(&card(self.engine.rulebook(), self.engine.language()))
    }

    pub fn rules(&self) -> Result<JsValue, JsError> {
        out(&catalogue(self.engine.rulebook(), self.engine.language()))
    }
}

/// Applications that are checked together; added one by one.
#[wasm_bindgen]
pub struct Dossier {
    domande: Vec<(Arc<Rulebook>, Json)>,
    options: dossier::Options,
}

#[wasm_bindgen]
impl Dossier {
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<Dossier, JsError> {
        Ok(Dossier {
            domande: Vec::new(),
            options: read_options(options)?,
        })
    }

    pub fn add(&mut self, book: &Book, domanda: JsValue) -> Result<(), JsError> {
        let domanda = values::read(&domanda).map_err(error)?;
        self.domande.push((book.book.clone(), domanda));
        Ok(())
    }

    pub fn check(&self) -> Result<JsValue, JsError> {
        let domande: Vec<_> = self
            .domande
            .iter()
            .map(|(book, domanda)| (book.clone(), domanda))
            .collect();
        let answers = dossier::check(&domande, &self.options).map_err(wrong)?;
        out(&make::list(answers.iter().map(dossier::Answer::to_json)))
    }
}
