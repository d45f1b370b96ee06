//! Lists the rulebooks of `regolamenti/` for the command, so that a new file there is all that a new rulebook takes.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("regolamenti");
    println!("cargo::rerun-if-changed={}", folder.display());
    let pages = files(&folder, ".md").into_iter();
    let english = files(&folder.join("en"), ".toml").into_iter();
    let english = english.map(|file| format!("en/{file}"));
    embed(
        "pages.rs",
        &folder,
        pages.chain(english).map(|file| (file.clone(), file)),
    );
}

/// The names of the files in a folder that end so; sorted.
fn files(folder: &Path, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter(|file| file.ends_with(ending))
        .collect();
    names.sort();
    names
}

/// Writes a list of names and texts for `include!`.
fn embed(list: &str, folder: &Path, files: impl Iterator<Item = (String, String)>) {
    let mut text = String::from("&[");
    for (name, file) in files {
        let file = folder.join(file);
        write!(text, "({name:?}, include_str!({file:?})),").unwrap();
    }
    text.push(']');
    let out = env::var("OUT_DIR").unwrap();
    fs::write(Path::new(&out).join(list), text).unwrap();
}
