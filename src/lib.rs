//! Checks applications for Cassa Integrazione Guadagni in deroga as the user types.
//!
//! A tour in two minutes. The law of a portal is a rulebook: pages that [`law`] reads and [`formula`] compiles to a
//! [`program`], once and ahead of time. An application is a [`sheet`]: typed columns, read by [`text`]. A [`session`]
//! runs the program over the rows that an edit touches, and knows what flips. A [`reply`] is what can be asked:
//! diagnostics, bounds, fixes, a summary, an explanation; [`tell`] makes its sentences. The command lives in `cli`, the
//! browser modules in `wasm`.

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

pub mod calendar;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod formula;
pub mod law;
pub mod model;
pub mod pairs;
pub mod program;
pub mod ranges;
pub mod reply;
pub mod session;
pub mod sheet;
mod sorting;
pub mod tell;
pub mod text;
#[cfg(target_arch = "wasm32")]
mod wasm;
