//! Diagnostics as a person reads them on a terminal.

use super::Outcome;
use super::judge::Report;
use super::plain::plain;
use crate::law::Language;
use crate::reply::Book;

/// What a run has seen: how many of each, and under which rulebooks.
#[derive(Default)]
pub(super) struct Run<'j> {
    applications: usize,
    faulty: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    books: Vec<&'j Book>,
}

impl<'j> Run<'j> {
    /// One application.
    pub fn of(report: &Report<'j>) -> Run<'j> {
        let count = |severity| {
            let diagnostics = report.diagnostics.iter();
            diagnostics.filter(|d| d.severity == severity).count()
        };
        let errors = count("error");
        Run {
            applications: 1,
            faulty: usize::from(errors > 0),
            errors,
            warnings: count("warning"),
            infos: count("info"),
            books: vec![report.book],
        }
    }

    pub fn add(&mut self, other: Run<'j>) {
        self.applications += other.applications;
        self.faulty += other.faulty;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        for book in other.books {
            if !self.books.iter().any(|known| known.name() == book.name()) {
                self.books.push(book);
            }
        }
    }

    pub fn outcome(&self) -> Outcome {
        if self.errors > 0 {
            Outcome::Errors
        } else {
            Outcome::NoErrors
        }
    }
}

fn mark(severity: &str) -> &'static str {
    match severity {
        "error" => "✖",
        "warning" => "▲",
        _ => "·",
    }
}

/// One application: its name, then a block for each diagnostic.
pub(super) fn application(place: &str, report: &Report, language: Language) -> String {
    let diagnostics = &report.diagnostics;
    let title = &report.book.said.words.title;
    let mut out = format!("{} — {}\n", plain(place), plain(title));
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
            plain(&d.path),
            plain(&d.message)
        ));
        if let Some(fix) = &d.fix {
            out.push_str(&format!("    → {}\n", plain(&fix.label)));
        }
        out.push_str(&format!("    [{}]\n", plain(&d.rule)));
    }
    if !report.unasked.is_empty() {
        out.push_str(match language {
            Language::Italian => "  Non verificato:\n",
            Language::English => "  Not looked at:\n",
        });
    }
    for one in &report.unasked {
        out.push_str(&format!(
            "  ? {}\n    {}\n    [{}]\n",
            plain(&one.fields.join(", ")),
            plain(&one.message),
            plain(&one.rule)
        ));
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
        out.push_str(&format!("{head} {}:\n", plain(book.name())));
        for line in &book.said.words.offline {
            out.push_str(&format!("  – {}\n", plain(line)));
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
