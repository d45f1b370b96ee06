//! Pages, layers, keys: what is read, and what is refused by name.

use super::layers::{Pages, read_page};
use super::*;
use crate::law::Language;

const HEAD: &str = "# Prova\n\n```regolamento\nnome = \"prova\"\nversione = \"1\"\ntipi = [\"cig\"]\nstrati = [\"sotto\"]\n```\n\n```documenti\n[A]\ntitolo = \"Atto\"\nfile = \"a.txt\"\n```\n\n";
const RULE: &str = "### Una {una}\n\n> parole\n> sue\n> — A, par. 1\n\n```regola\ncampo = \"periodo.dataFine\"\ngravità = \"errore\"\nchi = \"legge\"\nmassimo = \"oggi\"\ndice = \"No.\"\n```\n\n";
const ENGLISH: &str = "titolo = \"Test\"\n[regole.una]\ntitolo = \"One\"\ndice = \"No!\"\n";

/// Reads `prova.md` among some files.
fn read(files: &[(&str, &str)]) -> Pages {
    let load = |name: &str| {
        let found = files.iter().find(|(known, _)| *known == name);
        found.map(|(_, text)| text.to_string())
    };
    read_page("prova.md", &load)
}

/// A page of one layer, with its English.
fn alone(page: &str, english: &str) -> Pages {
    let page = page.replace("strati = [\"sotto\"]\n", "");
    read(&[("prova.md", &page), ("en/prova.toml", english)])
}

/// File, line, column, marked text and sentence of each mistake, also of formulas.
fn told(pages: &Pages) -> Vec<(String, usize, usize, String, String)> {
    let found = pages.book.as_ref().map(crate::formula::compile);
    let found = found.and_then(Result::err).unwrap_or_default();
    let told = pages.mistakes.iter().chain(&found).map(|mistake| {
        let at = pages
            .places
            .locate(mistake)
            .unwrap_or_else(|| panic!("{mistake:?}"));
        let (file, text) = &pages.places.files[at.file];
        let said = mistake.says.get(Language::Italian).to_string();
        assert!(
            !mistake.says.en.is_empty() && mistake.says.en != said,
            "{said}"
        );
        (
            file.clone(),
            at.line,
            at.column,
            text[at.span].to_string(),
            said,
        )
    });
    told.collect()
}

#[test]
fn a_page_is_read_whole() {
    let page = format!(
        "{HEAD}{RULE}```definizioni\n# commento\ninizio = periodo.dataInizio\nlungo = inizio\n  + 1 giorno # e poi\n```\n\
         ```definizioni lavoratori\nG = giorniSettimana\n```\n```ufficio\nfrasi = [\"Chissà.\"]\n```\n\
         ```riepilogo\ngiorni = {{ propri = \"1\" }}\n[[termini]]\nnome = \"T\"\ncampo = \"dataPresentazione\"\nmensile = 25\n```\n\
         ```non-verificato\n[[voci]]\nregola = \"una\"\ncampi = [\"causale\"]\ndice = \"Boh.\"\n```\n\
         ```obbligatori\n[[campi]]\ncampi = [\"causale\"]\n```\n```ammesso\n[[voci]]\ndice = \"Sì.\"\n```\n```\nper chi legge\n```\n"
    );
    let english = format!(
        "ufficio = [\"Who knows.\"]\ntermini = [\"T!\"]\nnon-verificato = [\"Dunno.\"]\nammesso = [\"Yes.\"]\n{ENGLISH}"
    );
    let pages = alone(&page, &english);
    assert_eq!(told(&pages), []);
    let book = pages.book.unwrap();
    assert_eq!(book.titolo, Texts::new("Prova", "Test"));
    let rule = &book.regole[0];
    assert_eq!(
        (rule.slug.as_str(), &rule.titolo),
        ("una", &Texts::new("Una", "One"))
    );
    assert_eq!(rule.fonti[0].citazione.as_deref(), Some("parole sue"));
    assert_eq!(
        (
            rule.fonti[0].documento.as_str(),
            rule.fonti[0].punto.as_str()
        ),
        ("A", "par. 1")
    );
    assert_eq!(rule.parti[0].dice, Some(Texts::new("No.", "No!")));
    assert_eq!(
        book.definizioni["domanda"]["lungo"],
        "inizio\n  + 1 giorno # e poi"
    );
    assert_eq!(book.definizioni["lavoratori"]["G"], "giorniSettimana");
    assert_eq!(book.ufficio, [Texts::new("Chissà.", "Who knows.")]);
    assert_eq!(book.riepilogo.termini[0].nome, Texts::new("T", "T!"));
    assert_eq!(book.non_verificato[0].dice, Texts::new("Boh.", "Dunno."));
    assert_eq!(book.ammesso[0].dice, Texts::new("Sì.", "Yes."));
    assert_eq!(book.obbligatori[0].campi, ["causale"]);
    // What is written as JSON is read back the same.
    let json = serde_json::to_string(&book).unwrap();
    assert_eq!(from_json(&json).unwrap(), book);
}

#[test]
fn a_layer_is_changed_key_by_key_its_limits_together() {
    let below = RULE.replace(
        "massimo = \"oggi\"",
        "massimo = \"oggi\"\nquando = \"intera\"\nrimedio = \"Fai\"\ncifre = { n = \"1\" }",
    );
    let english = format!("{ENGLISH}rimedio = \"Do\"\n");
    let layered = |section: &str, own: &str| {
        let page = format!("{HEAD}{section}");
        let own = format!("titolo = \"Test\"\n{own}");
        let layer = format!(
            "# Sotto\n\n{below}### Altra {{altra}}\n\n> — nostra, così\n\n```regola\ntipi = [\"mobilita\"]\nscatta = \"sì\"\ndice = \"x\"\n```\n"
        );
        let below = format!("{english}[regole.altra]\ntitolo = \"Other\"\ndice = \"x!\"\n");
        let pages = read(&[
            ("prova.md", &page),
            ("en/prova.toml", &own),
            ("sotto.md", &layer),
            ("en/sotto.toml", &below),
        ]);
        assert_eq!(told(&pages), []);
        pages.book.unwrap()
    };

    // A layer's rule for kinds that the page does not have is not there.
    let same = layered("", "");
    assert_eq!(
        same.regole
            .iter()
            .map(|rule| rule.slug.as_str())
            .collect::<Vec<_>>(),
        ["una"]
    );

    let graver = layered("### Una {una}\n\n```regola\ngravità = \"nota\"\n```\n", "");
    let part = &graver.regole[0].parti[0];
    assert_eq!(part.gravita, Some(Severity::Info));
    assert_eq!(
        (part.massimo.as_deref(), part.quando.as_deref()),
        (Some("oggi"), Some("intera"))
    );

    let other = layered(
        "### Una {una}\n\n```regola\nminimo = \"oggi\"\ndice = \"Prima.\"\n```\n",
        "[regole.una]\ndice = \"Before.\"\n",
    );
    let part = &other.regole[0].parti[0];
    assert_eq!(
        (
            part.minimo.as_deref(),
            &part.massimo,
            &part.quando,
            &part.rimedio
        ),
        (Some("oggi"), &None, &None, &None)
    );
    assert!(part.cifre.is_empty());
    assert_eq!(
        (part.chi, part.dice.as_ref().unwrap().en.as_str()),
        (Some(By::Legge), "Before.")
    );

    let renamed = layered(
        "### Nuovo {una}\n\n> altro\n> — A\n\n",
        "[regole.una]\ntitolo = \"New\"\n",
    );
    assert_eq!(renamed.regole[0].titolo, Texts::new("Nuovo", "New"));
    assert_eq!(
        renamed.regole[0].fonti[0].citazione.as_deref(),
        Some("altro")
    );

    let gone = layered("### Una {una}\n\n```regola\nassente = true\n```\n", "");
    assert!(gone.regole.is_empty());
}

#[test]
fn mistakes_of_pages_have_their_line_and_column() {
    for (from, to, file, line, column, marked, said) in [
        (
            "massimo = \"oggi\"",
            "massimo = \"oggii\"",
            "prova.md",
            26,
            12,
            "oggii",
            "«oggii» non è un campo",
        ),
        (
            "massimo = \"oggi\"",
            "massimo = \"\"\"\n  \\\"a\\\"\"\"\"",
            "prova.md",
            27,
            3,
            "\\\"a\\\"",
            "Qui serve un giorno",
        ),
        (
            "massimo = \"oggi\"",
            "massimo = 'oggi + «a»'",
            "prova.md",
            26,
            12,
            "oggi + «a»",
            "Non si sommano",
        ),
        (
            "massimo",
            "masimo",
            "prova.md",
            26,
            1,
            "masimo",
            "La chiave «masimo» non esiste",
        ),
        (
            "\"errore\"",
            "\"erore\"",
            "prova.md",
            24,
            1,
            "gravità",
            "«erore» non è tra le scelte",
        ),
        (
            "massimo = \"oggi\"",
            "massimo = oggi",
            "prova.md",
            26,
            11,
            "oggi",
            "non si legge: un testo sta tra due virgolette",
        ),
        (
            "campo = \"periodo.dataFine\"",
            "campo = 7",
            "prova.md",
            23,
            1,
            "campo",
            "Qui serve un testo.",
        ),
        (
            "campo = \"periodo.dataFine\"",
            "campo = \"periodo.fine\"",
            "prova.md",
            23,
            1,
            "campo",
            "Non esiste un campo «periodo.fine».",
        ),
        (
            "```regola\n",
            "```regole\n",
            "prova.md",
            22,
            4,
            "regole",
            "Forse «regola»?",
        ),
        (
            "{una}",
            "{Una}",
            "prova.md",
            16,
            10,
            "Una",
            "non è un nome di regola",
        ),
        (
            "> — A, par. 1",
            "> — B, par. 1",
            "prova.md",
            20,
            3,
            "— B, par. 1",
            "Non c'è un documento «B».",
        ),
        (
            "> — A, par. 1",
            "> — nostra, così",
            "prova.md",
            20,
            3,
            "— nostra, così",
            "non cita parole",
        ),
        (
            "> — A, par. 1\n",
            "",
            "prova.md",
            18,
            3,
            "parole\n> sue",
            "non dice di chi è",
        ),
        (
            "chi = \"legge\"\n",
            "",
            "prova.md",
            16,
            5,
            "Una",
            "Manca la chiave «chi».",
        ),
        (
            "dice = \"No.\"",
            "dice = \"No {n}.\"",
            "prova.md",
            27,
            13,
            "n",
            "Non c'è una cifra «n»",
        ),
        (
            "file = \"a.txt\"",
            "grado = \"P\"",
            "prova.md",
            20,
            3,
            "— A, par. 1",
            "non è a disposizione",
        ),
        (
            "dice = \"No.\"",
            "dice = \"No.\"\nrimedio = \"Fai\"",
            "prova.md",
            28,
            11,
            "\"Fai\"",
            "Manca la frase inglese",
        ),
        (
            "tipi = [\"cig\"]",
            "tipi = [\"cig\"]\nal = \"31/02/2020\"",
            "prova.md",
            7,
            1,
            "al",
            "Il giorno 31/02/2020 non esiste",
        ),
        (
            "strati = [\"sotto\"]",
            "strati = [\"nessuno\"]",
            "prova.md",
            7,
            11,
            "\"nessuno\"",
            "Non trovo la pagina «nessuno.md».",
        ),
        (
            "massimo = \"oggi\"",
            "massimo = \"oggi\"\ntipi = [\"cigg\"]",
            "prova.md",
            16,
            5,
            "Una",
            "di tipi di domanda",
        ),
        (
            "### Una",
            "```definizioni\n2 + 2\n```\n### Una",
            "prova.md",
            17,
            1,
            "2 + 2",
            "Qui serve «nome = formula»",
        ),
        (
            "### Una",
            "```definizioni\na = oggi - b\n```\n### Una",
            "prova.md",
            17,
            12,
            "b",
            "«b» non è un campo",
        ),
        (
            "### Una",
            "```definizioni\na = 1\na = 2\n```\n### Una",
            "prova.md",
            18,
            1,
            "a",
            "già definito",
        ),
        (
            "### Una",
            "```definizioni operai\na = 1\n```\n### Una",
            "prova.md",
            16,
            4,
            "definizioni operai",
            "non è un elenco",
        ),
    ] {
        let page = format!("{HEAD}{RULE}");
        assert!(page.contains(from), "{from}");
        let page = page.replacen(from, to, 1);
        let pages = match to {
            to if to.starts_with("strati") => {
                read(&[("prova.md", &page), ("en/prova.toml", ENGLISH)])
            }
            _ => read(&[
                ("prova.md", &page),
                ("en/prova.toml", ENGLISH),
                ("sotto.md", ""),
            ]),
        };
        let told = told(&pages);
        let first = told.first().unwrap_or_else(|| panic!("{to}: no mistake"));
        assert_eq!(
            (first.0.as_str(), first.1, first.2, first.3.as_str()),
            (file, line, column, marked),
            "{to}: {told:?}"
        );
        assert!(first.4.contains(said), "{to}: {}", first.4);
    }
}

#[test]
fn english_that_says_what_the_page_does_not_is_a_mistake() {
    for (more, marked) in [
        ("[regole.dua]\ndice = \"x\"\n", "dua"),
        ("[regole.una]\nnota = \"x\"\n", "nota"),
    ] {
        let english = match more {
            more if more.contains("una") => ENGLISH.replace("[regole.una]\n", more),
            more => format!("{ENGLISH}{more}"),
        };
        let told = told(&alone(&format!("{HEAD}{RULE}"), &english));
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(
            (told[0].0.as_str(), told[0].3.as_str()),
            ("en/prova.toml", marked)
        );
    }
}

#[test]
fn layers_that_name_each_other_end() {
    let pages = read(&[
        ("prova.md", &format!("{HEAD}{RULE}")),
        ("en/prova.toml", ENGLISH),
        ("sotto.md", HEAD),
        ("en/sotto.toml", "titolo = \"Below\""),
    ]);
    assert_eq!(told(&pages), []);
}

/// A rulebook with every key that there is.
const WHOLE: &str = r#"{
  "nome": "prova", "versione": "1", "titolo": TEXTS, "regione": "R", "tipi": ["cig"], "dal": "17/03/2020",
  "al": "31/10/2020", "parole": { "causale": ["a"] },
  "documenti": { "A": { "titolo": "Atto", "data": "2020", "file": "a.txt", "grado": "O" } },
  "definizioni": { "domanda": { "a": "1" } },
  "regole": [{
    "slug": "una", "titolo": TEXTS, "fonti": SOURCE, "nota": TEXTS, "lettura": true,
    "lettore": "iban", "frasi": { "default": TEXTS }, "comune": { "gravità": "errore" },
    "parti": [{
      "campo": "causale", "chi": "legge", "tipi": ["cig"], "anche-senza-tipo": true, "lettura": true,
      "dal": "17/03/2020", "al": "31/10/2020", "quando": "sì", "salvo": "no", "minimo": "1", "massimo": "1",
      "vietato": "no", "scatta": "no", "dice": TEXTS, "rimedio": TEXTS, "cifre": { "n": "1" },
      "correzione": { "campo": "causale", "valore": "causale", "quando": "sì", "scambia": "causale" }
    }]
  }],
  "obbligatori": [{ "campi": ["causale"], "quando": "sì", "tipi": ["cig"] }],
  "non-verificato": [{ "regola": "una", "campi": ["causale"], "quando": "sì", "tipi": ["cig"], "dice": TEXTS }],
  "riepilogo": {
    "giorni": { "propri": "1" }, "limite": "una", "organico": "1", "accordo": "sì", "righe": { "tetto": "1" },
    "termini": [{
      "nome": TEXTS, "regola": "una", "campo": "causale", "giorno": "oggi", "ordinario": "oggi", "quando": "sì",
      "mensile": 1, "tipi": ["cig"]
    }],
    "importo": { "tipi": ["cig"], "percentuale": "80", "dice": TEXTS, "fonti": SOURCE }
  },
  "ufficio": [TEXTS], "ammesso": [{ "dice": TEXTS, "fonti": SOURCE }]
}"#;

/// Every object of a rulebook's JSON refuses a key that it does not have, by name and place.
#[test]
fn every_misspelt_key_of_json_is_refused_by_name() {
    let texts = r#"{ "it": "x", "en": "y" }"#;
    let source = r#"[{ "documento": "A", "punto": "1", "citazione": "c" }]"#;
    let book = WHOLE.replace("TEXTS", texts).replace("SOURCE", source);
    let book: serde_json::Value = serde_json::from_str(&book).unwrap();
    assert!(from_json(&book.to_string()).is_ok());
    let mut seen = 0;
    for (path, keys) in objects(&book, String::new()) {
        // Names that the rulebook itself gives are free.
        let free = [
            "parole",
            "documenti",
            "definizioni",
            "definizioni.domanda",
            "riepilogo.giorni",
            "riepilogo.righe",
        ];
        if free.contains(&path.as_str()) || path.ends_with(".cifre") || path.ends_with(".frasi") {
            continue;
        }
        for key in keys {
            let mut changed = book.clone();
            let pointer: String = path
                .split('.')
                .filter(|key| !key.is_empty())
                .map(|key| format!("/{key}"))
                .collect();
            let object = changed
                .pointer_mut(&pointer)
                .and_then(serde_json::Value::as_object_mut)
                .unwrap();
            object.insert(format!("{key}x"), serde_json::Value::Null);
            let mistake = from_json(&changed.to_string()).unwrap_err();
            let named = path.replacen("regole.0", "regole.una", 1);
            let at = [named.as_str(), ".", &key, "x"].concat();
            assert_eq!(mistake.path, at.trim_start_matches('.'));
            assert!(
                mistake
                    .says
                    .it
                    .contains(&format!("La chiave «{key}x» non esiste")),
                "{}",
                mistake.says.it
            );
            assert!(
                mistake
                    .says
                    .en
                    .contains(&format!("There is no key “{key}x”")),
                "{}",
                mistake.says.en
            );
            assert!(mistake.says.it.contains("Forse «"), "{}", mistake.says.it);
            seen += 1;
        }
    }
    assert!(seen > 80, "{seen}");
}

/// The objects inside a value, with the keys of each.
fn objects(value: &serde_json::Value, path: String) -> Vec<(String, Vec<String>)> {
    let below = |key: &str| match path.as_str() {
        "" => key.to_string(),
        path => format!("{path}.{key}"),
    };
    match value {
        serde_json::Value::Object(keys) => {
            let mut all = vec![(path.clone(), keys.keys().cloned().collect())];
            all.extend(
                keys.iter()
                    .flat_map(|(key, value)| objects(value, below(key))),
            );
            all
        }
        serde_json::Value::Array(items) => {
            let items = items.iter().enumerate();
            items
                .flat_map(|(n, item)| objects(item, below(&n.to_string())))
                .collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn json_that_is_none_or_too_long_is_refused() {
    let mistake = from_json("{\n  nome").unwrap_err();
    assert!(
        mistake.says.it.starts_with("Riga 2, colonna 3: non è JSON"),
        "{}",
        mistake.says.it
    );
    let long = format!("\"{}\"", "a".repeat(MAX_JSON));
    assert!(from_json(&long).unwrap_err().says.en.contains("too long"));
    let missing = from_json("{\"nome\": \"a\"}").unwrap_err();
    assert_eq!(missing.says.it, "Manca la chiave «versione».");
    let wrong = from_json("{\"nome\": 7}").unwrap_err();
    assert_eq!(
        (wrong.path.as_str(), wrong.says.en.as_str()),
        ("nome", "Here a text is needed.")
    );
}

/// What a page is cut off at, or where it lacks a piece, is a mistake or a rulebook, never a panic.
#[test]
fn no_broken_page_stops_the_reader() {
    let page = format!("{HEAD}{RULE}```definizioni\nè = «a\n  b\n```\n");
    for (at, c) in page.char_indices() {
        for page in [
            &page[..at],
            &format!("{}{}", &page[..at], &page[at + c.len_utf8()..]),
        ] {
            let pages = read(&[
                ("prova.md", page),
                ("en/prova.toml", ENGLISH),
                ("sotto.md", &page.chars().rev().collect::<String>()),
            ]);
            told(&pages);
        }
    }
}
