//! The command: `check`, `rules`, `explain`, `compila`.

pub mod cases;
mod catalogue;
mod check;
mod compila;
mod input;
mod judge;
mod output;
mod plain;
mod prose;
mod report;
pub mod shipped;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use self::judge::Judge;
use self::output::Output;
use self::plain::plain;
use self::shipped::Library;
use clap::{Parser, Subcommand, ValueEnum};

use crate::calendar::Day;
use crate::law::Language;
use crate::reply::Book;

/// Controlla le domande di CIG in deroga / checks applications for CIG in deroga, offline.
#[derive(Parser)]
#[command(name = "convalida", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Checks applications: .json (one), .jsonl or .ndjson (one a line) or - (standard input, answered as it comes).
    Check {
        /// The rulebook, whatever the applications name.
        #[arg(long, value_name = "NAME", conflicts_with = "rulebook_file")]
        rulebook: Option<String>,
        /// A rulebook of one's own: a page (.md), or the JSON that `compila` makes of one.
        #[arg(long, value_name = "FILE")]
        rulebook_file: Option<PathBuf>,
        /// For people, or a line of JSON for each application.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// The day that counts as today, YYYY-MM-DD.
        #[arg(long, value_name = "DAY", value_parser = day)]
        today: Option<Day>,
        /// For archives: without sources, fixes and what the rule's name tells.
        #[arg(long)]
        brief: bool,
        /// The field whose value is copied into each answer: datoreLavoro.codiceFiscale.
        #[arg(long, value_name = "PATH")]
        id: Option<String>,
        /// All applications together, those of one employer as one dossier.
        #[arg(long)]
        dossier: bool,
        /// Ends with 0 once everything was read, whatever was found.
        #[arg(long)]
        exit_zero: bool,
        #[arg(long, value_enum, default_value_t = Code::It)]
        language: Code,
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Lists the rulebooks and their rules.
    Rules {
        rulebook: Option<String>,
        /// A rulebook of one's own: a page (.md), or the JSON that `compila` makes of one.
        #[arg(long, value_name = "FILE", conflicts_with = "rulebook")]
        rulebook_file: Option<PathBuf>,
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        #[arg(long, value_enum, default_value_t = Code::It)]
        language: Code,
    },
    /// Checks the page of a rulebook (regolamenti/NAME.md), and writes it as JSON for `new Form(object)` and --rulebook-file.
    Compila {
        #[arg(value_name = "FILE.md", required_unless_present = "pacchetto")]
        file: Option<PathBuf>,
        /// Scrive in una cartella i file del pacchetto: NOME.bin e index.json; senza FILE.md, di tutti i regolamenti /
        /// writes the files of the package to a folder: NAME.bin and index.json; without FILE.md, of all rulebooks.
        #[arg(long, value_name = "FOLDER")]
        pacchetto: Option<PathBuf>,
        #[arg(long, value_enum, default_value_t = Code::It)]
        language: Code,
    },
    /// Says what a rule asks, since when, and in which words of which source.
    Explain {
        /// Its whole name (RULEBOOK/durata-domanda), or the slug alone.
        rule: String,
        /// A rulebook of one's own: a page (.md), or the JSON that `compila` makes of one.
        #[arg(long, value_name = "FILE")]
        rulebook_file: Option<PathBuf>,
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

/// Why there is no answer, and what the run ends with.
struct Refusal {
    outcome: Outcome,
    said: String,
}

impl From<String> for Refusal {
    fn from(said: String) -> Refusal {
        Refusal {
            outcome: Outcome::Unusable,
            said,
        }
    }
}

/// Runs the command with the arguments of the process.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check {
            rulebook,
            rulebook_file,
            format,
            today,
            brief,
            id,
            dossier,
            exit_zero,
            language,
            files,
        } => {
            let library = Library::new(language.into(), brief && format == Format::Json);
            match chosen(&library, rulebook.as_deref(), rulebook_file.as_deref()) {
                Ok(book) => {
                    let judge = Judge {
                        book,
                        library,
                        today,
                        id: id.map(|path| keys(&path)),
                    };
                    let options = check::Options {
                        judge,
                        format,
                        brief,
                        dossier,
                    };
                    let checked = check::check(&options, &files);
                    let is_written = checked.is_ok();
                    match output::ended(checked) {
                        _ if exit_zero && is_written => Outcome::NoErrors,
                        outcome => outcome,
                    }
                }
                Err(problem) => complain(&problem),
            }
        }
        Command::Rules {
            rulebook,
            rulebook_file,
            format,
            language,
        } => {
            let language = language.into();
            let own = own(rulebook_file.as_deref(), language);
            print(own.and_then(|own| catalogue::rules(rulebook.as_deref(), own, format, language)))
        }
        Command::Compila {
            file,
            pacchetto,
            language,
        } => print(match (pacchetto, file) {
            (Some(folder), file) => compila::package(file.as_deref(), &folder, language.into()),
            (None, Some(file)) => compila::compila(&file, language.into()),
            (None, None) => Ok(String::new()),
        }),
        Command::Explain {
            rule,
            rulebook_file,
            format,
            language,
        } => {
            let language = language.into();
            let own = own(rulebook_file.as_deref(), language);
            print(own.and_then(|own| catalogue::explain(&rule, own, format, language)))
        }
    };
    ExitCode::from(outcome as u8)
}

/// The rulebook of one's own that an option names, to be looked up.
fn own(file: Option<&Path>, language: Language) -> Result<Option<Book>, String> {
    let shelf = file.map(|file| shipped::own(file, language)).transpose()?;
    Ok(shelf.map(|shelf| shelf.book(language, Vec::new())))
}

/// The rulebook that the options name for all applications.
fn chosen(
    library: &Library,
    name: Option<&str>,
    file: Option<&Path>,
) -> Result<Option<Book>, String> {
    if let Some(file) = file {
        let shelf = shipped::own(file, library.language)?;
        return Ok(Some(library.book(&shelf)));
    }
    name.map(|name| {
        let book = library.named(name).cloned();
        book.map_err(|error| format!("{}: {error}", plain(name)))
    })
    .transpose()
}

/// The keys of a path: `lavoratori.0.ore` and `lavoratori[0].ore` are the same.
fn keys(path: &str) -> Vec<String> {
    let keys = path.split(['.', '[', ']']).filter(|key| !key.is_empty());
    keys.map(str::to_string).collect()
}

fn print(result: Result<String, impl Into<Refusal>>) -> Outcome {
    match result {
        Ok(text) => {
            let mut output = Output::standard();
            let written = output.write(&text).and_then(|()| output.flush());
            output::ended(written.map(|()| Outcome::NoErrors))
        }
        Err(refusal) => {
            let Refusal { outcome, said } = refusal.into();
            complain(&said);
            outcome
        }
    }
}

fn complain(problem: &str) -> Outcome {
    let lines: Vec<String> = problem.lines().map(plain).collect();
    let _ = writeln!(std::io::stderr(), "convalida: {}", lines.join("\n"));
    Outcome::Unusable
}
