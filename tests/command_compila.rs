//! `convalida compila`: a page becomes JSON, or its mistakes are shown with their lines; the files of the package.

use std::path::PathBuf;
use std::process::{Command, Output};

use convalida::program::Edition;

const PAGE: &str = r#"# Prova

```regolamento
nome = "prova"
versione = "1"
tipi = ["cig"]
strati = ["comune"]
```

### Una regola {una-regola}

> — nostra, per prova

```regola
campo = "periodo.dataFine"
gravità = "errore"
chi = "consiglio"
massimo = "periodo.dataInizio + 35 giorni"
dice = "Troppo tardi."
```
"#;

const ENGLISH: &str = r#"titolo = "Test"
[regole.una-regola]
titolo = "A rule"
dice = "Too late."
"#;

/// Runs the command on a page in a folder of its own.
fn compila(name: &str, page: &str, language: &str) -> Output {
    compila_with(name, page, Some(ENGLISH), language)
}

fn compila_with(name: &str, page: &str, english: Option<&str>, language: &str) -> Output {
    let folder: PathBuf =
        std::env::temp_dir().join(format!("convalida-{}-{name}", std::process::id()));
    std::fs::create_dir_all(folder.join("en")).expect("a folder");
    std::fs::write(folder.join("prova.md"), page).expect("a page");
    if let Some(english) = english {
        std::fs::write(folder.join("en/prova.toml"), english).expect("its English");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_convalida"))
        .args(["compila", "--language", language])
        .arg(folder.join("prova.md"))
        .output()
        .expect("the command runs");
    std::fs::remove_dir_all(&folder).expect("the folder goes");
    output
}

#[test]
fn a_page_becomes_json_with_the_layers_that_ship_with_the_command() {
    let output = compila("buona", PAGE, "it");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let json = String::from_utf8(output.stdout).expect("text");
    let book = convalida::law::from_json(&json).expect("a rulebook");
    assert!(book.regole.iter().any(|rule| rule.slug == "una-regola"));
    assert!(
        book.regole
            .iter()
            .any(|rule| rule.slug == "campo-obbligatorio")
    );
    assert!(convalida::formula::compile(&book).is_ok());
}

#[test]
fn mistakes_are_shown_with_their_line_and_the_place_marked() {
    let page = PAGE.replace("periodo.dataInizio +", "periodo.dataInizo +");
    for (language, said, counted) in [
        (
            "it",
            "errore: «periodo.dataInizo» non è un campo",
            "prova.md: errori: 1",
        ),
        (
            "en",
            "error: “periodo.dataInizo” is no field",
            "prova.md: mistakes: 1",
        ),
    ] {
        let output = compila(language, &page, language);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let shown = String::from_utf8(output.stderr).expect("text");
        for piece in [
            said,
            "prova.md:18:12",
            "18 | massimo = \"periodo.dataInizo + 35 giorni\"",
            "   |            ^^^^^^^^^^^^^^^^^\n",
            counted,
        ] {
            assert!(shown.contains(piece), "{piece}\n{shown}");
        }
    }
}

#[test]
fn a_page_without_any_english_is_told_once() {
    let output = compila_with("sola", PAGE, None, "it");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).expect("text");
    let missing = "Manca il file con le frasi inglesi, «en/prova.toml».";
    assert!(said.contains(missing), "{said}");
    assert!(said.ends_with("prova.md: errori: 1\n"), "{said}");
}

#[test]
fn a_page_that_is_not_there_is_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_convalida"))
        .args(["compila", "nessuna.md"])
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(2));
    let shown = String::from_utf8(output.stderr).expect("text");
    assert!(
        shown.contains("Non trovo la pagina «nessuna.md»."),
        "{shown}"
    );
}

/// What the command writes to a folder of its own: names and bytes, sorted.
fn package(name: &str, page: Option<&str>) -> (Output, Vec<(String, Vec<u8>)>) {
    let folder = std::env::temp_dir().join(format!("convalida-{}-{name}", std::process::id()));
    std::fs::create_dir_all(folder.join("pagine/en")).expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_convalida"));
    command
        .args(["compila", "--pacchetto"])
        .arg(folder.join("pacchetto"));
    if let Some(page) = page {
        let file = folder.join("pagine/prova.md");
        std::fs::write(&file, page).expect("a page");
        std::fs::write(folder.join("pagine/en/prova.toml"), ENGLISH).expect("its English");
        command.arg(file);
    }
    let output = command.output().expect("the command runs");
    let written = std::fs::read_dir(folder.join("pacchetto")).expect("the folder");
    let mut files: Vec<(String, Vec<u8>)> = written
        .map(|entry| {
            let entry = entry.expect("an entry");
            let bytes = std::fs::read(entry.path()).expect("bytes");
            (entry.file_name().into_string().expect("a name"), bytes)
        })
        .collect();
    files.sort();
    std::fs::remove_dir_all(&folder).expect("the folder goes");
    (output, files)
}

#[test]
fn the_package_has_a_file_for_each_rulebook_and_a_list() {
    let (output, files) = package("tutti", None);
    assert!(output.status.success() && output.stdout.is_empty());
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let (_, index) = files
        .iter()
        .find(|(name, _)| name == "index.json")
        .expect("the list");
    let index: serde_json::Value = serde_json::from_slice(index).expect("JSON");
    let index = index.as_array().expect("a list");
    // And the labels that all of them share.
    assert_eq!(index.len() + 2, files.len());
    assert!(names.contains(&"campi.bin"));
    // Layers are nobody's rulebook.
    assert!(!names.contains(&"comune.bin"));
    for listed in index {
        let name = [listed["name"].as_str().expect("a name"), ".bin"].concat();
        let (_, bytes) = files
            .iter()
            .find(|(known, _)| *known == name)
            .expect("its file");
        let edition = Edition::from_bytes(bytes).expect("an edition");
        assert_eq!(listed["hash"], edition.about.hash);
        assert_eq!(listed["version"], edition.about.version);
    }
    assert_eq!(
        index[0],
        serde_json::json!({
            "name": "friuli-2020",
            "title": {
                "it": index[0]["title"]["it"],
                "en": "Friuli-Venezia Giulia 2020: CIG in deroga for Covid-19",
            },
            "region": "Friuli-Venezia Giulia",
            "from": "2020-03-17",
            "to": "2020-11-16",
            "tipi": ["cig"],
            "version": "2",
            "hash": index[0]["hash"],
        })
    );
}

#[test]
fn a_page_of_ones_own_ships_alone_where_it_has_a_version() {
    let (output, files) = package("una", Some(PAGE));
    assert!(output.status.success());
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["campi.bin", "index.json", "prova.bin"]);
    let (output, files) = package("strato", Some(&PAGE.replace("versione = \"1\"\n", "")));
    assert_eq!(output.status.code(), Some(2));
    assert!(files.is_empty());
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(said.contains("ha una «versione»"), "{said}");
}
