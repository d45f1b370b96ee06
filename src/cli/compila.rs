//! `convalida compila`: a page of `regolamenti/` checked, and written as JSON.

use std::fmt::Write;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::shipped;
use crate::formula;
use crate::law::Language;
use crate::law::Mistake;
use crate::law::layers::{Pages, read_page};
use crate::law::place::Places;

/// The JSON of a page; its mistakes with their lines.
pub(super) fn compila(file: &Path, language: Language) -> Result<String, String> {
    let name = file
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("");
    let folder = file.parent().unwrap_or(Path::new(""));
    // Layers stand beside the page; those that ship with the command need not.
    let load = |name: &str| {
        std::fs::read_to_string(folder.join(name))
            .ok()
            .or_else(|| shipped::page(name))
    };
    let Pages {
        places,
        book,
        mut mistakes,
    } = read_page(name, &load);
    let told = |mistakes: &[Mistake]| {
        let mut out = String::new();
        for mistake in mistakes {
            let _ = writeln!(out, "{}\n", shown(&places, mistake, language, folder));
        }
        let count = mistakes.len();
        let _ = match language {
            Language::Italian => write!(out, "{name}: errori: {count}"),
            Language::English => write!(out, "{name}: mistakes: {count}"),
        };
        out
    };
    let compiled = book.as_ref().map(formula::compile);
    // What is wrong in formulas comes before what lacks its English.
    if let Some(Err(found)) = compiled {
        mistakes.splice(0..0, found);
    }
    match book {
        Some(book) if mistakes.is_empty() => {
            let json = serde_json::to_string_pretty(&book).map_err(|error| error.to_string())?;
            Ok(format!("{json}\n"))
        }
        _ => Err(told(&mistakes)),
    }
}

/// A mistake with its line and the place marked.
fn shown(places: &Places, mistake: &Mistake, language: Language, folder: &Path) -> String {
    let said = mistake.says.get(language);
    let Some(at) = places.locate(mistake) else {
        return mistake.told(language);
    };
    let Some((name, text)) = places.files.get(at.file) else {
        return mistake.told(language);
    };
    let path = folder.join(name).display().to_string();
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
