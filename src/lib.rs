//! Checks applications for Cassa Integrazione Guadagni in deroga as the user types.
//!
//! A tour in two minutes. A [`form`] keeps what was typed, read by [`text`]. A [`rulebook`] is the law of
//! one portal, read from data; its rules are of a few [`rule`] kinds, each a pure function that says what
//! a field may hold. The [`engine`] runs the rules that read what an edit touched, and keeps the
//! [`diagnostic`]s. An [`answer`] tells more: bounds, a summary, an explanation. The command lives in
//! `cli`, the browser module in `wasm`.

// No input may panic: what could is said by `expect` with its reason.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::unwrap_used
    )
)]

pub mod answer;
pub mod calendar;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod diagnostic;
pub mod engine;
pub mod form;
pub mod formula;
pub mod json;
pub mod law;
pub mod message;
pub mod model;
mod pairs;
pub mod program;
pub mod ranges;
pub mod reply;
pub mod rule;
pub mod rulebook;
pub mod session;
pub mod sheet;
mod sorting;
pub mod tell;
pub mod text;
#[cfg(target_arch = "wasm32")]
mod wasm;
