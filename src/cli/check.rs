//! `convalida check`: applications in a stream, on all cores, answered in the order of the input.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::value::RawValue;

use super::input::{self, Input, Item};
use super::judge::{Judge, Refused, Report, Waiting};
use super::output::Output;
use super::plain::{plain, plain_json};
use super::report::{self, Run};
use super::{Format, Outcome, complain};
use crate::reply::diagnostic::Diagnostic;
use crate::reply::figures::Figures;
use crate::reply::unasked::Unasked;
use crate::sheet::domanda::{self, Unusable};

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
struct Dossier<'o> {
    places: Vec<(String, usize, bool)>,
    domande: Vec<Waiting<'o>>,
}

/// What one application comes to.
struct Answer<'o> {
    /// What is written for it.
    shown: String,
    /// What it adds to the run; or why it can not be used.
    tally: Result<Run<'o>, String>,
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
        output.write(&report::closing(&run, options.judge.library.language))?;
    }
    output.flush()?;
    Ok(outcome.max(run.outcome()))
}

fn checked_file<'o>(
    options: &'o Options,
    file: &Path,
    output: &mut Output,
    run: &mut Run<'o>,
    dossier: &mut Dossier<'o>,
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
        output.write(&error_line(name, 1, &Unusable::whole(message).into()))?;
    }
    Ok(complain(&plain(&format!("{name}: {message}"))))
}

fn answered<'o>(options: &'o Options, name: &str, item: &Item, by_line: bool) -> Answer<'o> {
    let judged = if item.cut {
        Err(domanda::too_long().into())
    } else {
        options.judge.judge(&item.text)
    };
    match judged {
        Ok(report) => reported(options, name, item.line, by_line, &report),
        Err(refused) => unusable(options, name, item.line, &refused),
    }
}

/// Keeps an application for the dossier; or answers why it can not be used.
fn kept<'o>(
    options: &'o Options,
    name: &str,
    item: &Item,
    by_line: bool,
    dossier: &mut Dossier<'o>,
) -> Result<(), Answer<'o>> {
    let read = if item.cut {
        Err(domanda::too_long().into())
    } else {
        options.judge.read(&item.text)
    };
    let read = read.map_err(|refused| unusable(options, name, item.line, &refused))?;
    dossier.places.push((name.to_string(), item.line, by_line));
    dossier.domande.push(read);
    Ok(())
}

/// Judges the applications of a dossier, in the order of the input.
fn together<'o>(
    options: &'o Options,
    dossier: Dossier<'o>,
    output: &mut Output,
    run: &mut Run<'o>,
) -> io::Result<Outcome> {
    let reports = match options.judge.together(dossier.domande) {
        Ok(reports) => reports,
        Err(problem) => return Ok(complain(&plain(&problem.message))),
    };
    for (report, (name, line, by_line)) in reports.iter().zip(&dossier.places) {
        let answer = reported(options, name, *line, *by_line, report);
        output.write(&answer.shown)?;
        run.add(Run::of(report));
    }
    Ok(Outcome::NoErrors)
}

fn reported<'o>(
    options: &Options,
    name: &str,
    line: usize,
    by_line: bool,
    report: &Report<'o>,
) -> Answer<'o> {
    let shown = match options.format {
        Format::Json => report_line(options, name, line, report),
        Format::Text => report::application(
            &if by_line {
                format!("{name}:{line}")
            } else {
                name.to_string()
            },
            report,
            options.judge.library.language,
        ),
    };
    Answer {
        shown,
        tally: Ok(Run::of(report)),
    }
}

fn unusable(options: &Options, name: &str, line: usize, refused: &Refused) -> Answer<'static> {
    let problem = &refused.problem;
    let line = line + problem.line - 1;
    let shown = match options.format {
        Format::Json => error_line(name, line, refused),
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

/// A line of JSON for an application.
#[derive(Serialize)]
struct Line<'r> {
    file: &'r str,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'r RawValue>,
    rulebook: Edition<'r>,
    diagnostics: Said<'r>,
    unasked: &'r [Unasked],
}

#[derive(Serialize)]
struct Edition<'r> {
    name: &'r str,
    version: &'r str,
    hash: &'r str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Said<'r> {
    Whole(&'r [Diagnostic]),
    Brief(Vec<Brief<'r>>),
}

/// What an archive keeps: the rest follows from the rule's name, or from the application.
#[derive(Serialize)]
struct Brief<'r> {
    rule: &'r str,
    severity: &'r str,
    path: &'r str,
    message: &'r str,
    params: &'r Figures,
}

impl Brief<'_> {
    fn of(diagnostic: &Diagnostic) -> Brief<'_> {
        Brief {
            rule: &diagnostic.rule,
            severity: diagnostic.severity,
            path: &diagnostic.path,
            message: &diagnostic.message,
            params: &diagnostic.params,
        }
    }
}

/// A line of JSON for an application that can not be used.
#[derive(Serialize)]
struct ErrorLine<'p> {
    file: &'p str,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'p RawValue>,
    error: Problem<'p>,
}

#[derive(Serialize)]
struct Problem<'p> {
    message: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

fn report_line(options: &Options, name: &str, line: usize, report: &Report) -> String {
    let diagnostics: Said = if options.brief {
        Said::Brief(report.diagnostics.iter().map(Brief::of).collect())
    } else {
        Said::Whole(&report.diagnostics)
    };
    json_line(&Line {
        file: name,
        line,
        id: report.id.as_deref(),
        rulebook: Edition {
            name: report.book.name(),
            version: &report.book.about.version,
            hash: &report.book.about.hash,
        },
        diagnostics,
        unasked: &report.unasked,
    })
}

fn error_line(name: &str, line: usize, Refused { id, problem }: &Refused) -> String {
    json_line(&ErrorLine {
        file: name,
        line,
        id: id.as_deref(),
        error: Problem {
            message: &problem.message,
            column: problem.column,
        },
    })
}

fn json_line(line: &impl Serialize) -> String {
    // These types can always be written to memory.
    let json = serde_json::to_string(line).unwrap_or_default();
    plain_json(json) + "\n"
}

/// A bar over the bytes of a file, for somebody who waits at a terminal.
fn progress(length: Option<u64>) -> ProgressBar {
    let Some(length) = length.filter(|_| io::stderr().is_terminal()) else {
        return ProgressBar::hidden();
    };
    let style = ProgressStyle::with_template("{bar:40} {percent} % ({eta})");
    ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
