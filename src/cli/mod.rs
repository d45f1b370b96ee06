//! The command: `check`, `rules`, `explain`.

mod catalogue;
mod check;
mod compila;
mod input;
mod prose;
mod report;
pub mod shipped;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand, ValueEnum};

use crate::calendar::Day;
use crate::message::Language;
use crate::rulebook::Rulebook;

/// Controlla le domande di CIG in deroga / checks applications for CIG in deroga, offline.
#[derive(Parser)]
#[command(name = "convalida", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Checks applications: .json (one), .jsonl (one a line) or - (standard input).
    Check {
        /// The rulebook, whatever the applications name.
        #[arg(long, value_name = "NAME", conflicts_with = "rulebook_file")]
        rulebook: Option<String>,
        /// A rulebook of one's own.
        #[arg(long, value_name = "FILE")]
        rulebook_file: Option<PathBuf>,
        /// For people, or a line of JSON for each application.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// The day that counts as today, YYYY-MM-DD.
        #[arg(long, value_name = "DAY", value_parser = day)]
        today: Option<Day>,
        #[arg(long, value_enum, default_value_t = Code::It)]
        language: Code,
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Lists the rulebooks and their rules.
    Rules {
        rulebook: Option<String>,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        #[arg(long, value_enum, default_value_t = Code::It)]
        language: Code,
    },
    /// Checks the page of a rulebook (regolamenti/NAME.md) and writes it as JSON, for `new Form(object)`.
    Compila {
        #[arg(value_name = "FILE.md")]
        file: PathBuf,
        #[arg(long, value_enum, default_value_t = Code::It)]
        language: Code,
    },
    /// Says what a rule asks, since when, and in which words of which source.
    Explain {
        /// Its whole name (RULEBOOK/durata-domanda), or the slug alone.
        rule: String,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        #[arg(long, value_enum, default_value_t = Code::It)]
        language: Code,
    },
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Code {
    It,
    En,
}

impl From<Code> for crate::law::Language {
    fn from(code: Code) -> crate::law::Language {
        match code {
            Code::It => crate::law::Language::Italian,
            Code::En => crate::law::Language::English,
        }
    }
}

impl From<Code> for Language {
    fn from(code: Code) -> Language {
        match code {
            Code::It => Language::Italian,
            Code::En => Language::English,
        }
    }
}

fn day(text: &str) -> Result<Day, String> {
    Day::from_iso(text).ok_or_else(|| "not a day: write it as 2020-05-19".to_string())
}

/// What a run ends with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    NoErrors = 0,
    Errors = 1,
    Unusable = 2,
}

/// Runs the command with the arguments of the process.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check {
            rulebook,
            rulebook_file,
            format,
            today,
            language,
            files,
        } => match chosen(rulebook, rulebook_file) {
            Ok(book) => check::check(
                &check::Options {
                    book,
                    format,
                    today,
                    language: language.into(),
                },
                &files,
            ),
            Err(problem) => complain(&problem),
        },
        Command::Rules {
            rulebook,
            format,
            language,
        } => print(catalogue::rules(
            rulebook.as_deref(),
            format,
            language.into(),
        )),
        Command::Compila { file, language } => print(compila::compila(&file, language.into())),
        Command::Explain {
            rule,
            format,
            language,
        } => print(catalogue::explain(&rule, format, language.into())),
    };
    ExitCode::from(outcome as u8)
}

/// The rulebook that the options name for all applications.
fn chosen(name: Option<String>, file: Option<PathBuf>) -> Result<Option<Arc<Rulebook>>, String> {
    if let Some(file) = file {
        let text = std::fs::read_to_string(&file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let book = shipped::read(text.trim_start_matches('\u{feff}'));
        return book
            .map(Some)
            .map_err(|error| format!("{}: {error}", file.display()));
    }
    match name {
        Some(name) => shipped::rulebook(&name)
            .map(Some)
            .map_err(|error| format!("{name}: {error}")),
        None => Ok(None),
    }
}

fn print(result: Result<String, String>) -> Outcome {
    match result {
        Ok(text) => {
            // A closed pipe (`| head`) is no fault of the command.
            let _ = std::io::stdout().write_all(text.as_bytes());
            Outcome::NoErrors
        }
        Err(problem) => complain(&problem),
    }
}

fn complain(problem: &str) -> Outcome {
    let _ = writeln!(std::io::stderr(), "convalida: {problem}");
    Outcome::Unusable
}
