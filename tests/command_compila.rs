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

/// The first lines of what is told of a page: sentences alone.
fn sentences(name: &str, page: &str) -> Vec<String> {
    let output = compila(name, page, "it");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).expect("text");
    let said = said
        .lines()
        .map(|line| line.trim_start_matches("convalida: "));
    let said = said.filter_map(|line| line.strip_prefix("errore: "));
    said.map(str::to_string).collect()
}

#[test]
fn a_block_that_can_not_be_read_is_told_and_not_what_is_missing_for_it() {
    let torn = "un testo sta tra due virgolette, sulla stessa riga.";
    for (name, from, to, said) in [
        (
            "testa",
            "\"prova\"\nversione",
            "\"prova\nversione",
            format!("Il blocco «regolamento» non si legge: {torn}"),
        ),
        (
            "regola",
            "dice = \"Troppo tardi.\"",
            "dice = \"Troppo tardi.",
            format!("Il blocco «regola» non si legge: {torn}"),
        ),
        (
            "chiave",
            "versione = ",
            "versione ",
            "Il blocco «regolamento» non si legge: qui serve «chiave = valore».".to_string(),
        ),
        (
            "doppia",
            "chi = ",
            "campo = \"x\"\nchi = ",
            "Il blocco «regola» non si legge: la stessa chiave c'è due volte.".to_string(),
        ),
        (
            "parola",
            "```regolamento",
            "```regolamenti",
            "Non esiste un blocco «regolamenti»".to_string(),
        ),
    ] {
        assert!(PAGE.contains(from), "{from}");
        let told = sentences(name, &PAGE.replacen(from, to, 1));
        assert_eq!(told.len(), 1, "{name}: {told:?}");
        assert!(told[0].starts_with(&said), "{name}: {told:?}");
    }
}

#[test]
fn mistakes_come_in_the_order_of_their_lines() {
    let page = PAGE
        .replace("massimo = ", "massimo = \"2021-01-31\" # ")
        .replace("tipi = ", "al = \"32/01/2021\"\ntipi = ")
        .replace(
            "\"consiglio\"",
            "\"consiglio\"\ndal = \"1 marzo\"\nquando = \"D > 35 gg\"",
        );
    let told = sentences("ordine", &page);
    let wanted = [
        "Il giorno 32/01/2021 non esiste, o non è tra il 1900 e il 2100.",
        "«1 marzo» non è un giorno: si scrive gg/mm/aaaa.",
        "«gg» non è un'unità; ci sono: giorni, settimane, mesi, anni, ore.",
    ];
    assert_eq!(told, wanted);
    let page = PAGE.replace("periodo.dataInizio +", "2021-01-31 +");
    let told = sentences("giorno", &page);
    assert!(
        told[0].starts_with("Un giorno si scrive gg/mm/aaaa"),
        "{told:?}"
    );
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
fn a_file_that_is_no_page_is_named_in_one_sentence() {
    for (file, said) in [
        ("nessuna.md", "No such file or directory (os error 2)"),
        ("nessuna.json", "No such file or directory (os error 2)"),
        // A page that ships with the command is no file.
        ("comune.md", "No such file or directory (os error 2)"),
        ("regolamenti", "Is a directory (os error 21)"),
        ("Cargo.toml", "non è una pagina: una pagina finisce in .md"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_convalida"))
            .args(["compila", file])
            .output()
            .expect("the command runs");
        assert_eq!(output.status.code(), Some(2));
        let shown = String::from_utf8(output.stderr).expect("text");
        assert_eq!(shown, format!("convalida: {file}: {said}\n"));
    }
}

const CASES: &str = r#"
| dentro | fuori |
|---|---|
| `periodo.dataInizio` 01/03/2020, `periodo.dataFine` 05/04/2020 | `periodo.dataFine` 06/04/2020 → tardi |
"#;

#[test]
fn the_cases_of_a_page_are_tried() {
    let page = [PAGE, CASES].concat();
    let output = compila("casi", &page, "it");
    assert!(output.status.success(), "{output:?}");
    let limit = ("35 giorni", "42 giorni");
    for (name, (from, to), language, pieces) in [
        (
            "fuori",
            limit,
            "it",
            [
                "errore: Fuori dal limite la regola «una-regola» deve dire «tardi», e tace.",
                "prova.md:24:68",
                "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
                "prova.md: casi che non reggono: 1",
            ],
        ),
        (
            "outside",
            limit,
            "en",
            [
                "error: Outside the limit the rule “una-regola” has to say “tardi”, and is silent.",
                "prova.md:24:68",
                "^",
                "prova.md: cases that do not hold: 1",
            ],
        ),
        (
            "dentro",
            ("35 giorni", "34 giorni"),
            "it",
            [
                "Dentro il limite la regola «una-regola» deve tacere, e dice: «Troppo tardi.»",
                "prova.md:24:3",
                "^^^",
                "casi che non reggono: 1",
            ],
        ),
        (
            "frase",
            ("→ tardi", "→ presto"),
            "it",
            [
                "deve dire «presto», e dice: «Troppo tardi.»",
                "prova.md:24:68",
                "^^^",
                "casi che non reggono: 1",
            ],
        ),
        (
            "campo",
            ("| `periodo.dataFine` 06", "| `periodo.datafine` 06"),
            "it",
            [
                "Non esiste un campo «periodo.datafine». Forse «periodo.dataFine»?",
                "prova.md:24:69",
                "^^^^^^^^^^^^^^^^",
                "casi che non reggono: 1",
            ],
        ),
        (
            "righe",
            ("`periodo.dataInizio` 01", "`lavoratori.100.ore` 01"),
            "it",
            [
                "Non esiste un campo «lavoratori.100.ore».",
                "prova.md:24:4",
                "^^^",
                "casi che non reggono: 1",
            ],
        ),
        (
            "valore",
            ("01/03/2020", "1 marzo"),
            "it",
            [
                "errore: «1 marzo» non può essere una data",
                "prova.md:24:24",
                "^^^^^^^",
                "casi che non reggono: 1",
            ],
        ),
        (
            "celle",
            (" | `periodo.dataFine` 06/04/2020 → tardi", ""),
            "it",
            [
                "Un caso ha due celle: dentro e fuori.",
                "prova.md:24:1",
                "^^^",
                "casi che non reggono: 1",
            ],
        ),
        (
            "niente",
            ("`periodo.dataInizio` 01/03/2020", "boh"),
            "it",
            [
                "Qui servono campi con il loro valore: «`periodo.dataInizio` 02/03/2020",
                "prova.md:24:3",
                "^^^",
                "casi che non reggono: 1",
            ],
        ),
        (
            "intestazione",
            ("| dentro |", "| dento |"),
            "it",
            [
                "Una tabella di casi comincia con «| dentro | fuori |».",
                "prova.md:22:1",
                "^^^",
                "casi che non reggono: 1",
            ],
        ),
    ] {
        assert!(page.contains(from), "{from}");
        let output = compila(name, &page.replacen(from, to, 1), language);
        let said = String::from_utf8(output.stderr).expect("text");
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(output.stdout.is_empty());
        for piece in pieces {
            assert!(said.contains(piece), "{name}: {piece}\n{said}");
        }
    }
}

#[test]
fn cases_of_a_layer_are_read_and_not_tried() {
    let layer = PAGE.replace("versione = \"1\"\n", "");
    let tried = [&layer, CASES].concat().replace("35 giorni", "42 giorni");
    assert!(compila("strato-casi", &tried, "it").status.success());
    let misspelt = tried.replace("`periodo.dataFine`", "`periodo.datafine`");
    let output = compila("strato-campo", &misspelt, "it");
    assert_eq!(output.status.code(), Some(1));
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
