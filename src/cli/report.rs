//! Diagnostics as a person reads them on a terminal.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::message::Language;
use crate::rulebook::{Rulebook, Severity};

/// What a run has seen: how many of each, and under which rulebooks.
#[derive(Default)]
pub(super) struct Run {
    applications: usize,
    faulty: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    books: Vec<Arc<Rulebook>>,
}

impl Run {
    pub fn add(&mut self, book: &Arc<Rulebook>, diagnostics: &[Diagnostic]) {
        self.applications += 1;
        self.faulty += usize::from(diagnostics.iter().any(|d| d.severity == Severity::Error));
        for diagnostic in diagnostics {
            match diagnostic.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Info => self.infos += 1,
            }
        }
        if !self.books.iter().any(|known| known.name == book.name) {
            self.books.push(book.clone());
        }
    }
}

fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✖",
        Severity::Warning => "▲",
        Severity::Info => "·",
    }
}

/// One application: its name, then a block for each diagnostic.
pub(super) fn application(
    place: &str,
    title: &str,
    diagnostics: &[Diagnostic],
    language: Language,
) -> String {
    let mut out = format!("{place} — {title}\n");
    if diagnostics.is_empty() {
        out.push_str(match language {
            Language::Italian => "  ✔ nessun rilievo\n",
            Language::English => "  ✔ nothing to remark\n",
        });
    }
    for d in diagnostics {
        out.push_str(&format!(
            "  {} {}\n    {}\n",
            mark(d.severity),
            d.path,
            d.message
        ));
        if let Some(fix) = &d.fix {
            out.push_str(&format!("    → {}\n", fix.label));
        }
        out.push_str(&format!("    [{}]\n", d.rule));
    }
    out.push('\n');
    out
}

/// The end of a run: what nobody can decide without the office, then the counts.
pub(super) fn closing(run: &Run, language: Language) -> String {
    let mut out = String::new();
    for book in &run.books {
        let head = match language {
            Language::Italian => "Solo l'ufficio può dire, per",
            Language::English => "Only the office can tell, for",
        };
        out.push_str(&format!("{head} {}:\n", book.name));
        for line in &book.offline {
            out.push_str(&format!("  – {}\n", line.get(language)));
        }
        out.push('\n');
    }
    let count =
        |n: usize, one: &str, more: &str| format!("{n} {}", if n == 1 { one } else { more });
    out.push_str(&match language {
        Language::Italian => format!(
            "{}: {} da correggere. {} da correggere, {}, {}.\n",
            count(run.applications, "domanda", "domande"),
            run.faulty,
            count(run.errors, "punto", "punti"),
            count(run.warnings, "avvertenza", "avvertenze"),
            count(run.infos, "informazione", "informazioni"),
        ),
        Language::English => format!(
            "{}: {} to correct. {} to correct, {}, {}.\n",
            count(run.applications, "application", "applications"),
            run.faulty,
            count(run.errors, "point", "points"),
            count(run.warnings, "warning", "warnings"),
            count(run.infos, "note", "notes"),
        ),
    });
    out
}
