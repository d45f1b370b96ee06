//! The browser modules' boundary: the only place that knows JavaScript.
//!
//! Two modules are made of it. The core holds forms under compiled rulebooks; the other, with the feature `compiler`,
//! compiles a portal's own. Applications come in as JSON text that is read straight into columns, options by
//! serde-wasm-bindgen. Answers leave as JSON text that `JSON.parse` reads: it defines properties, where assigning them,
//! as serde-wasm-bindgen does, would run a setter that a page has put on `Object.prototype`.

#[cfg(feature = "compiler")]
mod compiler;
#[cfg(not(feature = "compiler"))]
mod core;
#[cfg(not(feature = "compiler"))]
mod dossier;
#[cfg(not(feature = "compiler"))]
mod options;
#[cfg(not(feature = "compiler"))]
mod values;

use wasm_bindgen::prelude::*;

/// After this instance has trapped: the next call starts a new one.
#[wasm_bindgen]
pub fn restart() {
    wasm_bindgen::handler::schedule_reinit();
}

/// Starts that new one. A call that has arguments would write them into the old one first.
#[wasm_bindgen]
pub fn begin() {}

fn error(message: impl AsRef<str>) -> JsError {
    JsError::new(message.as_ref())
}
