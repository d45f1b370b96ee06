//! Diagnostics as a person reads them on a terminal.

use crate::diagnostic::Diagnostic;
use crate::message::Language;
use crate::rulebook::Severity;

/// How many of each over the whole run.
#[derive(Default)]
pub(super) struct Counts {
    applications: usize,
    faulty: usize,
    of: [usize; 3],
}

impl Counts {
    pub fn add(&mut self, diagnostics: &[Diagnostic]) {
        self.applications += 1;
        self.faulty += usize::from(diagnostics.iter().any(|d| d.severity == Severity::Error));
        for diagnostic in diagnostics {
            self.of[diagnostic.severity as usize] += 1;
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

/// The last line of a run.
pub(super) fn total(counts: &Counts, language: Language) -> String {
    let [errors, warnings, infos] = counts.of;
    let count =
        |n: usize, one: &str, more: &str| format!("{n} {}", if n == 1 { one } else { more });
    match language {
        Language::Italian => format!(
            "{}: {} da correggere. {} da correggere, {}, {}.\n",
            count(counts.applications, "domanda", "domande"),
            counts.faulty,
            count(errors, "punto", "punti"),
            count(warnings, "avvertenza", "avvertenze"),
            count(infos, "informazione", "informazioni"),
        ),
        Language::English => format!(
            "{}: {} to correct. {} to correct, {}, {}.\n",
            count(counts.applications, "application", "applications"),
            counts.faulty,
            count(errors, "point", "points"),
            count(warnings, "warning", "warnings"),
            count(infos, "note", "notes"),
        ),
    }
}
