//! `convalida check`: applications in a stream, on all cores, answered in the order of the input.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::domanda::{self, Unusable};
use super::input::{self, Input, Item};
use super::judge::{Judge, Read, Report};
use super::output::Output;
use super::plain::{plain, plain_json};
use super::report::{self, Run};
use super::{Format, Outcome, complain};
use crate::answer::unasked::Unasked;
use crate::json::Json;
use crate::json::make::{number, object, text};

pub(super) struct Options {
    pub judge: Judge,
    pub format: Format,
    /// Only what an archive needs.
    pub brief: bool,
    /// All applications of all files together.
    pub dossier: bool,
}

/// Applications that are judged once all are read, and where each stands.
#[derive(Default)]
struct Dossier {
    places: Vec<(String, usize, bool)>,
    domande: Vec<Read>,
}

/// What one application comes to.
struct Answer {
    /// What is written for it.
    shown: String,
    /// What it adds to the run; or why it can not be used.
    tally: Result<Run, String>,
}

/// Checks files one after the other; what can not be read is told, and the rest goes on.
///
/// # Errors
/// Nobody takes the answers, or they can not be written.
pub(super) fn check(options: &Options, files: &[PathBuf]) -> io::Result<Outcome> {
    let mut output = Output::standard();
    let mut run = Run::default();
    let mut outcome = Outcome::NoErrors;
    let mut dossier = Dossier::default();
    for file in files {
        outcome = outcome.max(checked_file(
            options,
            file,
            &mut output,
            &mut run,
            &mut dossier,
        )?);
    }
    if options.dossier {
        outcome = outcome.max(together(options, dossier, &mut output, &mut run)?);
    }
    if options.format == Format::Text {
        output.write(&report::closing(&run, options.judge.language))?;
    }
    output.flush()?;
    Ok(outcome.max(run.outcome()))
}

fn checked_file(
    options: &Options,
    file: &Path,
    output: &mut Output,
    run: &mut Run,
    dossier: &mut Dossier,
) -> io::Result<Outcome> {
    let name = input::name(file);
    let mut outcome = Outcome::NoErrors;
    let mut found = false;
    let mut input = match Input::open(file) {
        Ok(input) => input,
        Err(error) => return refused(options, &name, &error.to_string(), output),
    };
    let bar = progress(input.length);
    loop {
        let items = match input.next_items() {
            Ok(items) => items,
            Err(error) => return refused(options, &name, &error.to_string(), output),
        };
        if items.is_empty() {
            break;
        }
        found = true;
        let by_line = input.is_by_line();
        let answers: Vec<Answer> = if options.dossier {
            let kept = items
                .iter()
                .map(|item| kept(options, &name, item, by_line, dossier));
            kept.filter_map(Result::err).collect()
        } else {
            items
                .par_iter()
                .map(|item| answered(options, &name, item, by_line))
                .collect()
        };
        bar.set_position(input.consumed);
        for answer in answers {
            match answer.tally {
                Ok(tally) => run.add(tally),
                Err(problem) => outcome = bar.suspend(|| complain(&plain(&problem))),
            }
            bar.suspend(|| output.write(&answer.shown))?;
        }
        output.flush()?;
    }
    bar.finish_and_clear();
    // A stream may be empty, as any part of a greater one; a file that holds nothing is a mistake.
    if !found && !input::is_standard(file) {
        return refused(options, &name, "no application in it", output);
    }
    Ok(outcome)
}

/// A file that can not be used at all.
fn refused(
    options: &Options,
    name: &str,
    message: &str,
    output: &mut Output,
) -> io::Result<Outcome> {
    if options.format == Format::Json {
        output.write(&error_line(name, 1, &Unusable::whole(message)))?;
    }
    Ok(complain(&plain(&format!("{name}: {message}"))))
}

fn answered(options: &Options, name: &str, item: &Item, by_line: bool) -> Answer {
    let judged = if item.cut {
        Err(domanda::too_long())
    } else {
        options.judge.judge(&item.text)
    };
    match judged {
        Ok(report) => reported(options, name, item.line, by_line, &report),
        Err(problem) => unusable(options, name, item.line, &problem),
    }
}

/// Keeps an application for the dossier; or answers why it can not be used.
fn kept(
    options: &Options,
    name: &str,
    item: &Item,
    by_line: bool,
    dossier: &mut Dossier,
) -> Result<(), Answer> {
    let read = if item.cut {
        Err(domanda::too_long())
    } else {
        options.judge.read(&item.text)
    };
    let read = read.map_err(|problem| unusable(options, name, item.line, &problem))?;
    dossier.places.push((name.to_string(), item.line, by_line));
    dossier.domande.push(read);
    Ok(())
}

/// Judges the applications of a dossier, in the order of the input.
fn together(
    options: &Options,
    dossier: Dossier,
    output: &mut Output,
    run: &mut Run,
) -> io::Result<Outcome> {
    let reports = match options.judge.together(dossier.domande) {
        Ok(reports) => reports,
        Err(problem) => return Ok(complain(&plain(&problem.message))),
    };
    for (report, (name, line, by_line)) in reports.iter().zip(&dossier.places) {
        output.write(&reported(options, name, *line, *by_line, report).shown)?;
        run.add(Run::of(report));
    }
    Ok(Outcome::NoErrors)
}

fn reported(options: &Options, name: &str, line: usize, by_line: bool, report: &Report) -> Answer {
    let shown = match options.format {
        Format::Json => report_line(options, name, line, report),
        Format::Text => report::application(
            &if by_line {
                format!("{name}:{line}")
            } else {
                name.to_string()
            },
            report,
            options.judge.language,
        ),
    };
    Answer {
        shown,
        tally: Ok(Run::of(report)),
    }
}

fn unusable(options: &Options, name: &str, line: usize, problem: &Unusable) -> Answer {
    let line = line + problem.line - 1;
    let shown = match options.format {
        Format::Json => error_line(name, line, problem),
        Format::Text => String::new(),
    };
    let column = problem.column.unwrap_or(1);
    Answer {
        shown,
        tally: Err(format!(
            "{name}: line {line}, column {column}: {}",
            problem.message
        )),
    }
}

fn report_line(options: &Options, name: &str, line: usize, report: &Report) -> String {
    let mut entries = vec![("file", text(name)), ("line", number(line as i64))];
    if let Some(id) = &report.id {
        entries.push(("id", id.clone()));
    }
    let edition = object([
        ("name", text(&report.book.name)),
        ("version", text(&report.edition.version)),
        ("hash", text(&report.edition.hash)),
    ]);
    entries.push(("rulebook", edition));
    let diagnostics = report.diagnostics.iter().map(|diagnostic| {
        let whole = diagnostic.to_json();
        if options.brief {
            whole.only(&|key| BRIEF.contains(&key))
        } else {
            whole
        }
    });
    entries.push(("diagnostics", Json::List(diagnostics.collect())));
    let unasked = report.unasked.iter().map(Unasked::to_json);
    entries.push(("unasked", Json::List(unasked.collect())));
    plain_json(&object(entries).to_string()) + "\n"
}

/// What an archive keeps: the rest follows from the rule's name, or from the application.
const BRIEF: [&str; 5] = ["rule", "severity", "path", "message", "params"];

fn error_line(name: &str, line: usize, problem: &Unusable) -> String {
    let mut error = vec![("message", text(&problem.message))];
    if let Some(column) = problem.column {
        error.push(("column", number(column as i64)));
    }
    let line = object([
        ("file", text(name)),
        ("line", number(line as i64)),
        ("error", object(error)),
    ]);
    plain_json(&line.to_string()) + "\n"
}

/// A bar over the bytes of a file, for somebody who waits at a terminal.
fn progress(length: Option<u64>) -> ProgressBar {
    let Some(length) = length.filter(|_| io::stderr().is_terminal()) else {
        return ProgressBar::hidden();
    };
    let style = ProgressStyle::with_template("{bar:40} {percent} % ({eta})");
    ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
