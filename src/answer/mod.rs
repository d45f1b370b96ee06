//! What an application can be asked: diagnostics, bounds, fixes, a summary, an explanation, what another
//! filing day would change, which fields a portal asks; and a rulebook its catalogue.

pub mod bounds;
pub mod catalogue;
pub mod dossier;
pub mod explain;
mod fields;
mod filing;
mod fix;
mod proposal;
pub mod report;
mod summary;
pub mod unasked;
