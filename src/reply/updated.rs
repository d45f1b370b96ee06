//! A draft that was saved under another version of its rulebook says so.

use super::Book;
use super::diagnostic::{Diagnostic, by_name, reader_rule, severity_name};
use super::figures::Figures;
use crate::law::Reader;
use crate::model::{FieldId, id};
use crate::session::Session;
use crate::sheet::At;
use crate::tell::{Param, Params, shortened};

const BOOK: FieldId = id("regolamento");
const VERSION: FieldId = id("versioneRegolamento");

/// Where it is shown.
pub(super) const PATH: &str = "versioneRegolamento";

/// What is said where the form holds what was saved with another version of this rulebook.
pub(super) fn updated(book: &Book, session: &Session) -> Option<Diagnostic> {
    let typed = |field| session.typed(&At::single(field)).trim().to_string();
    let (saved, of) = (typed(VERSION), typed(BOOK));
    // Of another rulebook nothing is known.
    let is_other =
        saved.is_empty() || saved == book.about.version || (!of.is_empty() && of != book.name());
    let rule =
        reader_rule(&book.wiring, Reader::RegolamentoAggiornato, None).filter(|_| !is_other)?;
    let readers = &book.wiring.program.readers;
    let at = readers.iter().position(|known| known == rule)?;
    let words = book.said.words.readers.get(at)?;
    let says = words.reasons.iter().find(|(reason, _)| reason == "default");
    let own = book.own_sentence(&rule.slug);
    let says = own.or(says.map(|(_, says)| says.as_str()))?;
    let params: Params = vec![
        ("salvata", Param::Text(shortened(&saved))),
        ("attuale", Param::Text(book.about.version.clone())),
    ];
    Some(Diagnostic {
        message: book.voice().fill(says, &params),
        rule: book.rule_name(&rule.slug),
        severity: severity_name(rule.severity),
        path: PATH.to_string(),
        related: Vec::new(),
        params: Figures::of(&params),
        enforced_by: by_name(rule.enforced_by),
        sources: book.cited_by_reader(at),
        fix: None,
    })
}
