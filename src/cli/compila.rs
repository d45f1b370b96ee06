//! `convalida compila`: a page of `regolamenti/` checked, and written as JSON; or the files of the package.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use super::plain::plain;
use super::shipped;
use crate::calendar::Day;
use crate::formula;
use crate::law::layers::{Loader, NO_VERSION, Pages, read_page};
use crate::law::place::Places;
use crate::law::{Language, Mistake, Rulebook, Texts};
use crate::program::Edition;

/// The JSON of a page; its mistakes with their lines.
pub(super) fn compila(file: &Path, language: Language) -> Result<String, String> {
    let (book, _) = compiled(file, language)?;
    let json = serde_json::to_string_pretty(&book).map_err(|error| error.to_string())?;
    Ok(format!("{json}\n"))
}

/// Writes the files of the package: a rulebook each (`rapporto.bin`: an [`Edition`] as bytes), `index.json`, which tells
/// of all of them, and `campi.bin`, the labels that they share. Without a page, all that ship with the command.
pub(super) fn package(
    file: Option<&Path>,
    folder: &Path,
    language: Language,
) -> Result<String, String> {
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
        let (_, edition) = match file {
            Some(_) => compiled(&path, language)?,
            None => of_pages(&path, &shipped::page, language)?,
        };
        if edition.about.version == NO_VERSION {
            match file {
                // A layer is nobody's rulebook.
                None => continue,
                Some(_) => return Err(no_version(&path, language)),
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
pub(super) fn compiled(file: &Path, language: Language) -> Result<(Rulebook, Edition), String> {
    let folder = file.parent().unwrap_or(Path::new(""));
    // Layers stand beside the page; those that ship with the command need not.
    let load = |name: &str| {
        let beside = std::fs::read_to_string(folder.join(name)).ok();
        beside.or_else(|| shipped::page(name))
    };
    of_pages(file, &load, language)
}

/// A page with what it and its layers compile to.
pub(super) fn of_pages(
    file: &Path,
    load: Loader,
    language: Language,
) -> Result<(Rulebook, Edition), String> {
    let name = file
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("");
    let folder = file.parent().unwrap_or(Path::new(""));
    let Pages {
        places,
        book,
        mut mistakes,
    } = read_page(name, load);
    match book.map(|book| formula::compile(&book).map(|edition| (book, edition))) {
        Some(Ok(compiled)) if mistakes.is_empty() => return Ok(compiled),
        // What is wrong in formulas comes before what lacks its English.
        Some(Err(found)) => drop(mistakes.splice(0..0, found)),
        _ => {}
    }
    let mut out = String::new();
    for mistake in &mistakes {
        let _ = writeln!(out, "{}\n", shown(&places, mistake, language, folder));
    }
    let (name, count) = (plain(name), mistakes.len());
    let _ = match language {
        Language::Italian => write!(out, "{name}: errori: {count}"),
        Language::English => write!(out, "{name}: mistakes: {count}"),
    };
    Err(out)
}

/// A mistake with its line and the place marked.
fn shown(places: &Places, mistake: &Mistake, language: Language, folder: &Path) -> String {
    let said = plain(mistake.says.get(language));
    let Some(at) = places.locate(mistake) else {
        return plain(&mistake.told(language));
    };
    let Some((name, text)) = places.files.get(at.file) else {
        return plain(&mistake.told(language));
    };
    let path = plain(&folder.join(name).display().to_string());
    let snippet = Snippet::source(text.as_str())
        .path(path)
        .annotation(AnnotationKind::Primary.span(at.span));
    let level = match language {
        Language::Italian => Level::ERROR.with_name("errore"),
        Language::English => Level::ERROR,
    };
    let report = [level.primary_title(said).element(snippet)];
    Renderer::plain().render(&report).to_string()
}
