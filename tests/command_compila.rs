//! `convalida compila`: a page becomes JSON, or its mistakes are shown with their lines.

use std::path::PathBuf;
use std::process::{Command, Output};

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
    let folder: PathBuf =
        std::env::temp_dir().join(format!("convalida-{}-{name}", std::process::id()));
    std::fs::create_dir_all(folder.join("en")).expect("a folder");
    std::fs::write(folder.join("prova.md"), page).expect("a page");
    std::fs::write(folder.join("en/prova.toml"), ENGLISH).expect("its English");
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
