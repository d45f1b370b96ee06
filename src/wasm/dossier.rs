//! Applications that are checked together; added one by one.

use wasm_bindgen::prelude::*;

use super::core::{Book, unreadable, wrong};
use super::options::Options;
use super::values::out;
use crate::reply::{self, dossier};
use crate::sheet::domanda;

#[wasm_bindgen]
pub struct Dossier {
    domande: Vec<(reply::Book, String)>,
    options: Options,
}

#[wasm_bindgen]
impl Dossier {
    /// `options` is `{ language, today?, messages }`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<Dossier, JsError> {
        Ok(Dossier {
            domande: Vec::new(),
            options: Options::read(options)?,
        })
    }

    /// `domanda` is JSON text in UTF-8.
    pub fn add(&mut self, book: &Book, domanda: &[u8]) -> Result<(), JsError> {
        let options = &self.options;
        let book = book.0.book(options.language, options.messages.clone());
        let domanda = domanda::read(domanda).map_err(unreadable)?;
        self.domande.push((book, domanda.text.into_owned()));
        Ok(())
    }

    pub fn check(&self) -> Result<JsValue, JsError> {
        let domande: Vec<(reply::Book, &str)> = self
            .domande
            .iter()
            .map(|(book, domanda)| (book.clone(), domanda.as_str()))
            .collect();
        out(&dossier::check(&domande, self.options.today).map_err(wrong)?)
    }
}
