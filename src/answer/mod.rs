//! What an application can be asked: diagnostics, bounds, fixes, a summary, an explanation.

pub mod bounds;
pub mod explain;
mod fix;
pub mod report;
mod summary;
