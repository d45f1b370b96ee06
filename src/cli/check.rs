//! `convalida check`: many applications on all cores, answers in the order of the input.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::input::{self, Item};
use super::{Format, Outcome, complain, report, shipped};
use crate::calendar::Day;
use crate::diagnostic::Diagnostic;
use crate::engine::Engine;
use crate::json::Json;
use crate::json::make::{number, object, text};
use crate::message::Language;
use crate::rulebook::{Rulebook, Severity};

pub(super) struct Options {
    /// The rulebook for all; else each application names its own.
    pub book: Option<Arc<Rulebook>>,
    pub format: Format,
    pub today: Option<Day>,
    pub language: Language,
}

/// So many applications are answered at once before their answers are printed.
const BATCH: usize = 1024;

pub(super) fn check(options: &Options, files: &[PathBuf]) -> Outcome {
    let mut outcome = Outcome::NoErrors;
    let mut run = report::Run::default();
    for file in files {
        match input::read(file) {
            Ok(items) => outcome = outcome.max(check_file(options, file, &items, &mut run)),
            Err(problem) => outcome = outcome.max(complain(&problem)),
        }
    }
    if options.format == Format::Text {
        say(&report::closing(&run, options.language));
    }
    outcome
}

fn check_file(options: &Options, file: &Path, items: &[Item], run: &mut report::Run) -> Outcome {
    let name = input::name(file);
    let bar = progress(items.len());
    let mut outcome = Outcome::NoErrors;
    for batch in items.chunks(BATCH) {
        let answers: Vec<Result<Answer, String>> = batch
            .par_iter()
            .map(|item| {
                let answer = item
                    .domanda
                    .as_ref()
                    .map_err(Clone::clone)
                    .and_then(|d| one(options, d, item.line));
                bar.inc(1);
                answer
            })
            .collect();
        for (item, answer) in batch.iter().zip(answers) {
            let answer = match answer {
                Ok(answer) => answer,
                Err(problem) => {
                    bar.suspend(|| complain(&format!("{name}: {problem}")));
                    outcome = Outcome::Unusable;
                    continue;
                }
            };
            if answer
                .diagnostics
                .iter()
                .any(|d| d.severity == Severity::Error)
            {
                outcome = outcome.max(Outcome::Errors);
            }
            run.add(&answer.book, &answer.diagnostics);
            bar.suspend(|| match options.format {
                Format::Json => {
                    let diagnostics = answer.diagnostics.iter().map(Diagnostic::to_json).collect();
                    let line = object([
                        ("file", text(&name)),
                        ("line", number(item.line as i64)),
                        ("diagnostics", Json::List(diagnostics)),
                    ]);
                    say(&format!("{line}\n"));
                }
                Format::Text => {
                    let place = if items.len() > 1 {
                        format!("{name}:{}", item.line)
                    } else {
                        name.clone()
                    };
                    say(&report::application(
                        &place,
                        answer.book.title.get(options.language),
                        &answer.diagnostics,
                        options.language,
                    ));
                }
            });
        }
    }
    bar.finish_and_clear();
    outcome
}

struct Answer {
    book: Arc<Rulebook>,
    diagnostics: Vec<Diagnostic>,
}

/// The whole check of one application.
fn one(options: &Options, domanda: &Json, line: usize) -> Result<Answer, String> {
    let book = match &options.book {
        Some(book) => book.clone(),
        None => match domanda.get("regolamento").and_then(Json::text) {
            Some(name) => shipped::cached(name.trim()).map_err(|problem| {
                format!("line {line}, column 1: «regolamento»: {name}: {problem}")
            })?,
            None => {
                return Err(format!(
                    "line {line}, column 1: the application names no rulebook: add \"regolamento\", or use --rulebook"
                ));
            }
        },
    };
    let mut engine = Engine::new(book.clone(), options.language, options.today);
    engine.load(domanda).map_err(|call| call.0)?;
    Ok(Answer {
        book,
        diagnostics: engine.validate(),
    })
}

fn progress(items: usize) -> ProgressBar {
    if items < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} ({eta})");
    ProgressBar::new(items as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn say(text: &str) {
    // A closed pipe (`| head`) is no fault of the command.
    let _ = std::io::stdout().write_all(text.as_bytes());
}
