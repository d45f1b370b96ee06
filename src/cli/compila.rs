//! `convalida compila`: a page of `regolamenti/` checked, and written as JSON; or the files of the package.

use std::fmt::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use super::plain::plain;
use super::{Outcome, Refusal, cases, shipped};
use crate::calendar::Day;
use crate::formula;
use crate::law::cases::Misshapen;
use crate::law::layers::{Loader, NO_VERSION, Pages, read_page};
use crate::law::place::Places;
use crate::law::{Language, Mistake, Rulebook, Texts};
use crate::program::Edition;

/// What a page and its layers come to.
pub(super) struct Compiled {
    places: Places,
    book: Rulebook,
    pub edition: Edition,
}

/// The JSON of a page whose cases hold; its mistakes with their lines.
pub(super) fn compila(file: &Path, language: Language) -> Result<String, Refusal> {
    let compiled = compiled(file, language)?;
    hold(&compiled, file, language)?;
    let json = serde_json::to_string_pretty(&compiled.book).map_err(|error| error.to_string())?;
    Ok(format!("{json}\n"))
}

/// Tries the cases of a page, which is the first of its files. Those of its layers it may change: they are tried where
/// the layers are at home.
fn hold(compiled: &Compiled, file: &Path, language: Language) -> Result<(), Refusal> {
    let edition = compiled.edition.clone();
    let is_layer = edition.about.version == NO_VERSION;
    let book = shipped::shelf_of(edition)?.book(language, Vec::new());
    let text = compiled.places.files.first();
    let text = text.map_or("", |(_, text)| text.as_str());
    let faults = cases::faults(text, &book, is_layer);
    if faults.is_empty() {
        return Ok(());
    }
    let path = plain(&file.display().to_string());
    let shown = |(at, says): &Misshapen| marked(&path, text, at.clone(), says, language) + "\n\n";
    let mut said: String = faults.iter().map(shown).collect();
    let (name, count) = (plain(&name_of(file)), faults.len());
    let _ = match language {
        Language::Italian => write!(said, "{name}: casi che non reggono: {count}"),
        Language::English => write!(said, "{name}: cases that do not hold: {count}"),
    };
    Err(Refusal {
        outcome: Outcome::Errors,
        said,
    })
}

/// Writes the files of the package: a rulebook each (`rapporto.bin`: an [`Edition`] as bytes), `index.json`, which tells
/// of all of them, and `campi.bin`, the labels that they share. Without a page, all that ship with the command.
pub(super) fn package(
    file: Option<&Path>,
    folder: &Path,
    language: Language,
) -> Result<String, Refusal> {
    let files: Vec<PathBuf> = match file {
        Some(file) => vec![file.to_path_buf()],
        None => shipped::pages().map(PathBuf::from).collect(),
    };
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))
    };
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut index = Vec::new();
    for path in files {
        let compiled = match file {
            Some(_) => compiled(&path, language)?,
            None => of_pages(&path, &shipped::page, language)?,
        };
        if file.is_some() {
            hold(&compiled, &path, language)?;
        }
        let edition = compiled.edition;
        if edition.about.version == NO_VERSION {
            match file {
                // A layer is nobody's rulebook.
                None => continue,
                Some(_) => return Err(no_version(&path, language).into()),
            }
        }
        write(
            &format!("{}.bin", edition.program.name),
            &edition.to_bytes(),
        )?;
        index.push(Listed::of(edition));
    }
    let json = serde_json::to_string_pretty(&index).map_err(|error| error.to_string())?;
    write("index.json", format!("{json}\n").as_bytes())?;
    write("campi.bin", &shipped::labels()?.to_bytes())?;
    Ok(String::new())
}

/// A rulebook as `index.json` tells of it.
#[derive(Serialize)]
struct Listed {
    name: String,
    title: Texts,
    region: Option<String>,
    from: Option<String>,
    to: Option<String>,
    tipi: Vec<String>,
    version: String,
    hash: String,
}

impl Listed {
    fn of(edition: Edition) -> Listed {
        let about = edition.about;
        let iso = |day: i32| Day::from_number(i64::from(day)).iso();
        Listed {
            name: edition.program.name,
            title: Texts::new(edition.italian.words.title, edition.english.words.title),
            region: about.region,
            from: about.from.map(iso),
            to: about.to.map(iso),
            tipi: edition.program.tipi,
            version: about.version,
            hash: about.hash,
        }
    }
}

/// What is said of a layer where a rulebook is asked for.
pub(super) fn no_version(path: &Path, language: Language) -> String {
    let path = plain(&path.display().to_string());
    match language {
        Language::Italian => format!(
            "{path}: un regolamento da pubblicare ha una «versione» nel blocco «regolamento»."
        ),
        Language::English => {
            format!("{path}: a rulebook that ships has a “versione” in its block “regolamento”.")
        }
    }
}

/// A page with what it compiles to, its layers from beside it.
///
/// # Errors
/// It is not there, it is no page, or it has mistakes.
pub(super) fn compiled(file: &Path, language: Language) -> Result<Compiled, String> {
    let named = |problem: &str| format!("{}: {problem}", plain(&file.display().to_string()));
    let own = std::fs::read_to_string(file).map_err(|error| named(&error.to_string()))?;
    if !is_page(file) {
        return Err(named(match language {
            Language::Italian => "non è una pagina: una pagina finisce in .md",
            Language::English => "no page: the name of a page ends in .md",
        }));
    }
    let folder = file.parent().unwrap_or(Path::new(""));
    // Layers stand beside the page; those that ship with the command need not.
    let load = |name: &str| {
        if name == name_of(file) {
            return Some(own.clone());
        }
        let beside = std::fs::read_to_string(folder.join(name)).ok();
        beside.or_else(|| shipped::page(name))
    };
    of_pages(file, &load, language)
}

/// Whether a file is a page of a rulebook, by its name.
pub(super) fn is_page(file: &Path) -> bool {
    let ending = file.extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
}

/// The name of a page as layers name theirs.
fn name_of(file: &Path) -> String {
    let stem = file.file_stem().and_then(|stem| stem.to_str());
    [stem.unwrap_or(""), ".md"].concat()
}

/// A page with what it and its layers compile to.
pub(super) fn of_pages(file: &Path, load: Loader, language: Language) -> Result<Compiled, String> {
    let name = name_of(file);
    let folder = file.parent().unwrap_or(Path::new(""));
    let Pages {
        places,
        book,
        mut mistakes,
    } = read_page(&name, load);
    match book.map(|book| formula::compile(&book).map(|edition| (book, edition))) {
        Some(Ok((book, edition))) if mistakes.is_empty() => {
            return Ok(Compiled {
                places,
                book,
                edition,
            });
        }
        Some(Err(found)) => mistakes.extend(found),
        _ => {}
    }
    // As they stand in the page: a cause is nearly always above what follows from it.
    mistakes.sort_by_key(|mistake| {
        let at = places.locate(mistake);
        at.map(|at| (at.file, at.span.start))
    });
    let mut out = String::new();
    for mistake in &mistakes {
        let _ = writeln!(out, "{}\n", shown(&places, mistake, language, folder));
    }
    let (name, count) = (plain(&name), mistakes.len());
    let _ = match language {
        Language::Italian => write!(out, "{name}: errori: {count}"),
        Language::English => write!(out, "{name}: mistakes: {count}"),
    };
    Err(out)
}

/// A mistake with its line and the place marked.
fn shown(places: &Places, mistake: &Mistake, language: Language, folder: &Path) -> String {
    let located = places.locate(mistake);
    let found = located.and_then(|at| Some((places.files.get(at.file)?, at.span)));
    let Some(((name, text), span)) = found else {
        return plain(&mistake.told(language));
    };
    let path = plain(&folder.join(name).display().to_string());
    marked(&path, text, span, &mistake.says, language)
}

/// A sentence with the line that it speaks of, and some bytes of it marked.
fn marked(path: &str, text: &str, at: Range<usize>, says: &Texts, language: Language) -> String {
    let snippet = Snippet::source(text)
        .path(path)
        .annotation(AnnotationKind::Primary.span(at));
    let level = match language {
        Language::Italian => Level::ERROR.with_name("errore"),
        Language::English => Level::ERROR,
    };
    let said = plain(says.get(language));
    let report = [level.primary_title(said).element(snippet)];
    Renderer::plain().render(&report).to_string()
}
