//! `convalida rules` and `convalida explain`, run as people run them; and what is said of a rulebook that cannot be
//! read.

use std::process::Command;

use convalida::cli::shipped;
use convalida::reply::Book;
use convalida::reply::catalogue::{card, rules};
use convalida::tell::Language;

/// A page of one's own.
const PAGE: &str = r#"# Prova

```regolamento
nome = "prova"
versione = "1"
tipi = ["cig"]
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

struct Ran {
    code: i32,
    out: String,
    complaint: String,
}

fn convalida(arguments: &[&str]) -> Ran {
    let ran = Command::new(env!("CARGO_BIN_EXE_convalida"))
        .args(arguments)
        .output()
        .expect("the command runs");
    Ran {
        code: ran.status.code().expect("it ends by itself"),
        out: String::from_utf8(ran.stdout).expect("text"),
        complaint: String::from_utf8(ran.stderr).expect("text"),
    }
}

/// Runs what must succeed.
fn out(arguments: &[&str]) -> String {
    let ran = convalida(arguments);
    assert_eq!((ran.code, ran.complaint.as_str()), (0, ""), "{arguments:?}");
    ran.out
}

/// Runs what cannot be done; nothing stands on standard output.
fn complaint(arguments: &[&str]) -> String {
    let ran = convalida(arguments);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
    ran.complaint
}

fn book(name: &str) -> Book {
    let shelf = shipped::shelf(name).expect("it is compiled");
    shelf.book(Language::Italian, Vec::new())
}

#[test]
fn rules_lists_every_rulebook_and_rule() {
    let all = out(&["rules"]);
    assert!(shipped::names().count() > 8);
    for name in shipped::names() {
        let book = book(name);
        assert!(all.contains(&card(&book).title), "{name}");
        for rule in rules(&book) {
            let name = rule.rule;
            assert!(all.contains(&format!(" {name} ")), "{name}");
        }
    }
    assert!(all.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn rules_of_one_rulebook_say_also_what_is_admitted_and_what_nobody_can_tell() {
    let italian = out(&["rules", "piemonte-2020"]);
    for words in [
        "domande presentate dal 17/03/2020 al 31/10/2020",
        "blocca   piemonte-2020/durata-domanda",
        "avvisa   piemonte-2020/numero-domande",
        "informa  piemonte-2020/settimane-inps",
        "Ammessi, senza messaggi\n  - Un periodo già trascorso",
        "Lo sa solo l'ufficio\n  - Se il contenuto dell'accordo",
    ] {
        assert!(italian.contains(words), "{words}");
    }
    let english = out(&["rules", "--language", "en", "piemonte-2020"]);
    for words in [
        "applications filed from 17/03/2020 to 31/10/2020",
        "blocks   piemonte-2020/durata-domanda",
        "Admitted, without messages\n  - A period already past",
        "Only the office can tell\n  - Whether the content",
    ] {
        assert!(
            english.contains(words) || words.contains("Whether"),
            "{words}"
        );
    }
    assert!(
        complaint(&["rules", "piemonte"]).contains("no such rulebook. There are: friuli-2020,")
    );
}

#[test]
fn the_catalogue_as_json_has_everything() {
    let text = out(&["rules", "--format", "json"]);
    let books: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let books = books.as_array().expect("a list");
    assert_eq!(books.len(), shipped::names().count());
    for book in books {
        let name = book["name"].as_str().expect("a name");
        let read = self::book(name);
        let all = book["rules"].as_array().expect("rules");
        assert_eq!(all.len(), rules(&read).len());
        let card = card(&read);
        assert_eq!(
            book["offline"].as_array().expect("a list").len(),
            card.offline.len()
        );
        assert_eq!(
            book["admitted"].as_array().expect("a list").len(),
            card.admitted.len()
        );
        for version in all
            .iter()
            .flat_map(|rule| rule["versions"].as_array().expect("versions"))
        {
            for key in ["title", "severity", "enforcedBy", "message", "sentence"] {
                assert!(
                    version[key].as_str().is_some_and(|text| !text.is_empty()),
                    "{name}: {key}"
                );
            }
            assert!(
                !version["sources"].as_array().expect("sources").is_empty(),
                "{name}"
            );
            assert!(
                !version["sentence"]
                    .as_str()
                    .expect("text")
                    .contains(['{', '}', '[']),
                "{version}"
            );
        }
    }
}

#[test]
fn explain_gives_each_version_with_its_words_and_sources() {
    let text = out(&["explain", "piemonte-2020/data-assunzione"]);
    for words in [
        "piemonte-2020/data-assunzione\nIn forza alla data di riferimento\n",
        "Si vede a: data di assunzione (lavoratori.*.dataAssunzione)",
        "blocca (il portale), domande presentate fino al 08/04/2020\n",
        "blocca (la legge), domande presentate dal 19/05/2020\n",
        "(28/03/2020",
        "«se sono stati assunti dopo il 23 febbraio non possono accedere alla CIGD»",
        "  quando: nuova-assunzione\n  massimo: 23/02/2020\n",
        "Nota: La pagina di AMINDER parla ancora del 23/02/2020",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let english = out(&[
        "explain",
        "--language",
        "en",
        "toscana-2014/presentazione-tardiva",
    ]);
    assert!(english.contains("warns (the law)"), "{english}");
    assert!(
        english.contains("All or part of it is our own reading."),
        "{english}"
    );
}

#[test]
fn a_slug_alone_names_all_rulebooks_that_have_it() {
    let text = out(&["explain", "durata-complessiva"]);
    assert!(text.starts_with("Regolamenti che hanno questa regola: friuli-2020, lombardia-2009,"));
    for name in shipped::names() {
        let own = format!("{name}/durata-complessiva");
        let has = rules(&book(name)).iter().any(|rule| rule.rule == own);
        assert_eq!(
            text.contains(&format!("{name}/durata-complessiva\n")),
            has,
            "{name}"
        );
    }
    // The same words in several rulebooks stand once, under all their names.
    let shared = out(&["explain", "lavoratori-assenti"]);
    assert_eq!(
        shared.matches("\nAlmeno un lavoratore\n").count(),
        1,
        "{shared}"
    );
    assert!(shared.contains("piemonte-2020/lavoratori-assenti\npuglia-2020/lavoratori-assenti\n"));
}

#[test]
fn a_misspelt_rule_is_told_what_was_near() {
    assert!(
        complaint(&["explain", "durata-comlessiva"]).contains("Did you mean durata-complessiva")
    );
    let named = complaint(&["explain", "piemonte-2020/data-asunzione"]);
    assert!(named.contains(
        "Did you mean piemonte-2020/data-assunzione, piemonte-2020/data-assunzione-conflitto?"
    ));
    assert!(complaint(&["explain", "xyz"]).contains("`convalida rules` lists them"));
}

#[test]
fn a_rulebook_file_that_cannot_be_used_is_told_with_its_place() {
    let folder = std::env::temp_dir().join(format!("convalida-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let at = |name: &str| folder.join(name).to_str().expect("a path").to_string();
    std::fs::write(at("domanda.json"), "{}").expect("written");
    let said = |name: &str, text: &str| {
        std::fs::write(at(name), text).expect("written");
        let file = at(name);
        let arguments = ["check", "--language", "en", "--rulebook-file", &file];
        let said = complaint(&[&arguments[..], &[&at("domanda.json")]].concat());
        assert!(said.contains(name), "{said}");
        said
    };
    let syntax = said("virgola.json", "{\n  \"nome\": \"x\",\n  oops\n}");
    assert!(
        syntax.contains("virgola.json: Line 3, column 3: not JSON (key must be a string)."),
        "{syntax}"
    );
    let key = said("chiave.json", r#"{ "nome": "x", "titel": {} }"#);
    assert!(
        key.contains("titel: There is no key “titel”;") && key.contains("Did you mean “titolo”?"),
        "{key}"
    );
    let page = said("pagina.md", &PAGE.replace("35 giorni", "35 mele"));
    assert!(
        page.contains("pagina.md:17:")
            && page.contains("massimo = \"periodo.dataInizio + 35 mele\""),
        "{page}"
    );
    let layer = ["check", "--rulebook-file", "regolamenti/comune.md", "-"];
    let layer = complaint(&layer);
    assert!(layer.contains("ha una «versione»"), "{layer}");
    let missing = complaint(&[
        "check",
        "--rulebook-file",
        &at("manca.json"),
        &at("domanda.json"),
    ]);
    assert!(missing.contains("manca.json"), "{missing}");
    std::fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn a_rulebook_of_ones_own_is_listed_and_explained() {
    let folder = std::env::temp_dir().join(format!("convalida-own-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("en")).expect("a folder");
    let page = folder.join("prova.md");
    let page = page.to_str().expect("a path");
    let with_layer = PAGE.replace("[\"cig\"]", "[\"cig\"]\nstrati = [\"comune\"]");
    std::fs::write(page, with_layer).expect("written");
    let english =
        "titolo = \"Test\"\n[regole.una-regola]\ntitolo = \"A rule\"\ndice = \"Too late.\"\n";
    std::fs::write(folder.join("en/prova.toml"), english).expect("written");
    let json = folder.join("prova.json");
    let json = json.to_str().expect("a path");
    std::fs::write(json, out(&["compila", page])).expect("written");
    for file in [page, json] {
        let listed = out(&["rules", "--rulebook-file", file]);
        for words in ["prova\nProva\n", "prova/una-regola", "prova/iban"] {
            assert!(listed.contains(words), "{words}\n{listed}");
        }
        assert!(!listed.contains("piemonte-2020"), "{listed}");
        for rule in ["una-regola", "prova/una-regola"] {
            let explained = out(&["explain", "--rulebook-file", file, "--language", "en", rule]);
            let start = "prova/una-regola\nA rule\n";
            assert!(explained.starts_with(start), "{explained}");
            assert!(
                explained.contains("at most: periodo.dataInizio + 35"),
                "{explained}"
            );
        }
        let near = complaint(&["explain", "--rulebook-file", file, "prova/una-regolo"]);
        assert!(near.contains("Did you mean prova/una-regola?"), "{near}");
        let elsewhere = complaint(&["explain", "--rulebook-file", file, "durata-domanda"]);
        assert!(elsewhere.contains("no such rule"), "{elsewhere}");
    }
    for command in [["rules"].as_slice(), &["explain", "una-regola"]] {
        let missing = [command, &["--rulebook-file", "nessuno.md"]].concat();
        assert_eq!(
            complaint(&missing),
            "convalida: nessuno.md: No such file or directory (os error 2)\n"
        );
    }
    std::fs::remove_dir_all(folder).expect("removed");
}
