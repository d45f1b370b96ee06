//! Lists the rulebooks of `regolamenti/` for the command, so that a new file there is all that a new rulebook takes.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

/// What stands in the folder beside the rulebooks: the common rules, the labels of the fields.
const SHARED: [&str; 2] = ["comuni", "campi"];

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("regolamenti");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter_map(|file| Some(file.strip_suffix(".json")?.to_string()))
        .filter(|name| !SHARED.contains(&name.as_str()) && !name.ends_with(".schema"))
        .collect();
    names.sort();
    let mut list = String::from("&[");
    for name in names {
        let file = folder.join(format!("{name}.json"));
        write!(list, "({name:?}, include_str!({file:?})),").unwrap();
    }
    list.push(']');
    fs::write(
        Path::new(&env::var("OUT_DIR").unwrap()).join("rulebooks.rs"),
        list,
    )
    .unwrap();
}
