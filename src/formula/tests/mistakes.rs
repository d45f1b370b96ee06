//! What is wrong is told, with its place, in both languages.

use super::*;

#[test]
fn what_does_not_fit_is_told_with_its_place() {
    let period = "periodo.dataFine";
    for (campo, formula, marked, it, en) in [
        (
            period,
            "valore > 35 ore",
            "35 ore",
            "Non vanno insieme: prima c'è un giorno, qui un numero di ore.",
            "These do not fit: first there is a day, here a number of hours.",
        ),
        (
            period,
            "valore + oggi > oggi",
            "valore + oggi",
            "Non si sommano né si sottraggono un giorno e un giorno.",
            "A day and a day are not added or subtracted.",
        ),
        (
            period,
            "valore",
            "valore",
            "Qui serve un sì o no, e questo è un giorno.",
            "Here a yes or no is needed, and this is a day.",
        ),
        (
            period,
            "valore - oggi / 2 > 3",
            "oggi / 2",
            "Una divisione sta solo dentro",
            "A division stands only inside",
        ),
        (
            period,
            "inizioo > valore",
            "inizioo",
            "«inizioo» non è un campo, una definizione",
            "“inizioo” is no field, definition",
        ),
        // It is told to be no subtraction where a part of it is a name.
        (
            period,
            "a-caso > valore",
            "a-caso",
            "«a-caso» non è un campo, una definizione o una parola che qui si aspetta.",
            "“a-caso” is no field, definition or word expected here.",
        ),
        (
            period,
            "periodo.dataInzio > valore",
            "periodo.dataInzio",
            "Forse «periodo.dataInizio»?",
            "Did you mean “periodo.dataInizio”?",
        ),
        (
            period,
            "datoreLavoro.settore = pesce",
            "pesce",
            "Forse «pesca»?",
            "Did you mean “pesca”?",
        ),
        (
            period,
            "lavoratori.*.ore > 3",
            "lavoratori.*.ore",
            "è di «lavoratori» e qui non si legge",
            "is of “lavoratori” and can not be read here",
        ),
        (
            period,
            "sposto(valore) > oggi",
            "sposto",
            "Forse «sposta»?",
            "Did you mean “sposta”?",
        ),
        (
            period,
            "sposta(valore; 2) > oggi",
            "sposta(valore; 2)",
            "sposta prende un valore, qui sono 2.",
            "sposta takes one value, here there are 2.",
        ),
        (
            period,
            "fine-mese(valore) > oggi",
            "fine-mese(valore)",
            "fine-mese prende 2 valori separati da «;», qui ce n'è uno.",
            "fine-mese takes 2 values separated by “;”, here there is one.",
        ),
        (
            period,
            "sposta(3) > oggi",
            "3",
            "Qui serve un giorno, e questo è un numero intero.",
            "Here a day is needed, and this is a whole number.",
        ),
        (
            period,
            "valore < 2021-01-31",
            "2021-01-31",
            "Un giorno si scrive gg/mm/aaaa",
            "A day is written gg/mm/aaaa",
        ),
        (
            period,
            "valore < 31.1.2021 + 1",
            "31.1.2021",
            "Un giorno si scrive gg/mm/aaaa",
            "A day is written gg/mm/aaaa",
        ),
        (
            period,
            "valore + 35 gg > oggi",
            "gg",
            "«gg» non è un'unità; ci sono: giorni, settimane, mesi, anni, ore.",
            "“gg” is no unit; there are: giorni, settimane, mesi, anni, ore.",
        ),
        (
            period,
            "valore + 35 gioni > oggi",
            "gioni",
            "Forse «giorni»?",
            "Did you mean “giorni”?",
        ),
        (
            period,
            "somma(operai: ore) > 3",
            "operai",
            "Qui serve un elenco",
            "Here a list is needed",
        ),
        (
            period,
            "somma(lavoratori: tipoContratto) > 3",
            "tipoContratto",
            "Qui serve un numero intero",
            "Here a whole number is needed",
        ),
        (
            period,
            "riga > 0",
            "riga",
            "solo nelle formule di una riga",
            "for formulas of a row only",
        ),
        (
            period,
            "stessa-persona-prima > 0",
            "stessa-persona-prima",
            "solo nelle formule di un lavoratore",
            "for formulas of a worker only",
        ),
        (
            period,
            "primo > oggi",
            "primo",
            "solo nelle formule di un mese",
            "for formulas of a month only",
        ),
        (
            period,
            "valore > 31/02/2020",
            "31/02/2020",
            "Questo giorno non esiste",
            "There is no such day",
        ),
        (
            period,
            "valore > oggi e",
            "",
            "la formula finisce: serve un valore",
            "the formula ends: a value is needed",
        ),
        (
            period,
            "valore > oggi oggi",
            "oggi",
            "manca un operatore",
            "an operator is missing",
        ),
        (
            period,
            "se valore > oggi allora sì",
            "",
            "serve «altrimenti»",
            "“altrimenti” is needed",
        ),
        (period, "valore tra oggi", "", "serve «e»", "“e” is needed"),
        (
            period,
            "valore è buono",
            "buono",
            "dopo «è» serve dato, vuoto, illeggibile o codice",
            "after “è” dato",
        ),
        (
            period,
            "valore > oggi ? no",
            "?",
            "Il segno «?» non è della lingua",
            "The sign “?” is not of the language",
        ),
        (
            period,
            "causale = \"mercato",
            "\"mercato",
            "Il testo tra virgolette non finisce.",
            "The text in quotes does not end.",
        ),
        (
            period,
            "organico.dipendenti > 5,123",
            "5,123",
            "due decimali",
            "two decimals",
        ),
        (
            period,
            "valore + 1,5 giorni > oggi",
            "giorni",
            "Di «giorni» ce n'è un numero intero.",
            "Of “giorni” there is a whole number.",
        ),
        (
            period,
            "causale > \"a\"",
            "causale",
            "Un testo non è più grande",
            "A text is not greater",
        ),
        (
            period,
            "datoreLavoro.codiceFiscale = \"a\"",
            "\"a\"",
            "Non vanno insieme",
            "These do not fit",
        ),
        (
            period,
            "cessazioneAttivita inizia con \"a\"",
            "cessazioneAttivita",
            "Qui serve un testo",
            "Here a text is needed",
        ),
        (
            period,
            "3 è codice \"a\"",
            "3",
            "Qui serve un campo.",
            "Here a field is needed.",
        ),
        (
            period,
            "diversi(unitaProduttiva.comune) > 1",
            "unitaProduttiva.comune",
            "Qui serve un campo di righe",
            "Here a field of rows is needed",
        ),
        (
            period,
            "numerico(causale)",
            "causale",
            "Qui serve un codice fiscale.",
            "Here a codice fiscale is needed.",
        ),
        (
            period,
            "elencato(sì; oggi; oggi) è dato",
            "elencato(sì; oggi; oggi)",
            "solo nelle formule di un lavoratore",
            "for formulas of a worker only",
        ),
        (
            period,
            "arrotonda-su(valore) > oggi",
            "valore",
            "Da arrotondare c'è una divisione",
            "What is rounded is a division",
        ),
        (
            period,
            "arrotonda-su(valore / 2) > 3",
            "valore / 2",
            "Non si divide",
            "This is not divided",
        ),
        (
            period,
            "min(oggi; 3) > oggi",
            "3",
            "Qui serve un giorno",
            "Here a day is needed",
        ),
        (
            period,
            "organico.dipendenti * organico.quadri > 3",
            "organico.dipendenti * organico.quadri",
            "Non si moltiplicano",
            "are not multiplied",
        ),
        (
            period,
            "altro(sr41) > 3 ore",
            "sr41",
            "altro(consuntivo) si usa in un mese",
            "altro(consuntivo) is for a month",
        ),
        (
            "lavoratori.*.ore",
            "valore > giorni",
            "giorni",
            "Un numero diventa ore con «* 1 ora».",
            "A number becomes hours with",
        ),
        (
            "lavoratori.*.ore",
            "ore-giorni > 3",
            "ore-giorni",
            "uno spazio prima e dopo il meno",
            "a blank before and after the minus",
        ),
        (
            "lavoratori",
            "valore > 3",
            "valore",
            "solo nelle formule della regola di un campo",
            "for formulas of a field's rule",
        ),
    ] {
        let found = wrong(campo, formula);
        assert_eq!(found.0, marked, "{formula}");
        assert!(found.1.contains(it), "{formula}: {}", found.1);
        assert!(found.2.contains(en), "{formula}: {}", found.2);
    }
}

#[test]
fn a_mistake_of_json_is_told_with_rule_key_and_column() {
    let mistakes = compile(&condition("periodo.dataFine", "oggi > valoree")).unwrap_err();
    assert_eq!(
        mistakes[0].told(Language::Italian),
        "regola una, parti.0.scatta, colonna 8: «valoree» non è un campo, una definizione o una parola che qui si \
         aspetta. Forse «valore»?\n  oggi > valoree\n         ^^^^^^^"
    );
    assert!(
        mistakes[0]
            .told(Language::English)
            .starts_with("rule una, parti.0.scatta, column 8: “valoree” is no field")
    );
}

#[test]
fn sentences_name_only_figures_that_there_are() {
    for (said, marked) in [
        ("{giorno}", Some("giorno")),
        ("{n", Some("{n")),
        ("{n|uno}", Some("{n|uno}")),
        ("[{n}", Some("[{n}")),
        ("a]", Some("]")),
        ("{n|uno|più di {m}}", Some("m")),
        ("entro il {rimedio}", Some("rimedio")),
        ("{n|uno|{n} giorni} [{valore}|niente]", None),
    ] {
        let part = serde_json::json!({
            "campo": "periodo.dataFine", "scatta": "valore > oggi", "cifre": { "n": "valore - oggi" },
            "dice": { "it": said, "en": "No." },
        });
        match (compile(&book(&[], &[], part)), marked) {
            (Ok(_), None) => {}
            (Err(mistakes), Some(marked)) => {
                let mistake = &mistakes[0];
                assert_eq!(mistake.path, "regole.una.parti.0.dice.it");
                assert_eq!(&mistake.text[mistake.span.clone()], marked, "{said}");
            }
            (found, _) => panic!("{said}: {found:?}"),
        }
    }
}

#[test]
fn a_hostile_rulebook_costs_little_and_breaks_nothing() {
    let deep = format!("{}valore{} > oggi", "(".repeat(500), ")".repeat(500));
    let nots = format!("{} sì", "non ".repeat(900));
    let long = format!("valore > oggi{}", " + 1".repeat(2000));
    let wide = format!("valore > oggi{}", " + 1 giorno".repeat(300));
    for formula in [deep, nots, long, wide] {
        assert!(compile(&condition("periodo.dataFine", &formula)).is_err());
    }
    // Each definition names the one before twice: it is looked at once.
    for (first, next, last) in [
        ("oggi - oggi", "PRIMA + PRIMA", "d50 > 0"),
        ("valore-di > oggi", "PRIMA e PRIMA", "d50"),
        (
            "oggi - oggi",
            "se riga-di allora PRIMA altrimenti PRIMA",
            "d50 > organico.dipendenti",
        ),
    ] {
        let formulas: Vec<String> = (0..=50)
            .map(|n: usize| match n.checked_sub(1) {
                None => first.to_string(),
                Some(before) => next.replace("PRIMA", &format!("d{before}")),
            })
            .collect();
        let names: Vec<String> = (0..=50).map(|n| format!("d{n}")).collect();
        let names = names.iter().map(String::as_str);
        let mut own: Vec<(&str, &str)> = names.zip(formulas.iter().map(String::as_str)).collect();
        own.extend([
            ("valore-di", "periodo.dataFine"),
            ("riga-di", "cessazioneAttivita"),
        ]);
        let part = serde_json::json!({ "campo": "periodo.dataFine", "scatta": last });
        let compiled =
            compile(&book(&own, &[], part)).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
        assert!(compiled.program.nodes.len() < 200);
    }
    // Every prefix and every suffix of formulas ends in a mistake or in nodes.
    for formula in [
        "se arrotonda-su(7,5 ore / 2; 1 ora) > 3 ore allora certo(tipo in (cig, mobilita)) altrimenti non causale = «a»",
        "somma(lavoratori: ore) mancando 3 ore è dato e lavoratori.*.consuntivo.<aaaa-mm> tra 1 e 2",
    ] {
        for (at, _) in formula.char_indices() {
            for piece in [&formula[..at], &formula[at..]] {
                let _ = compile(&condition("periodo.dataFine", piece));
            }
        }
    }
}
