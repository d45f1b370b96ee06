use super::*;
use crate::program::{Op, Remedy, Unit};
use crate::program::Shipped;
use crate::program::sources::{Sources, Token, Value};

/// A rulebook with these definitions, of the application and of workers, and one rule.
fn book(own: &[(&str, &str)], workers: &[(&str, &str)], part: serde_json::Value) -> Rulebook {
    let table = |list: &[(&str, &str)]| {
        let pairs = list.iter().map(|(name, formula)| (name.to_string(), serde_json::json!(formula)));
        serde_json::Value::Object(pairs.collect())
    };
    let json = serde_json::json!({
        "nome": "prova", "versione": "1", "titolo": { "it": "Prova", "en": "Test" },
        "tipi": ["cig", "mobilita"],
        "documenti": { "A": { "titolo": "Atto", "file": "a.txt" } },
        "definizioni": { "domanda": table(own), "lavoratori": table(workers) },
        "regole": [{
            "slug": "una", "titolo": { "it": "Una", "en": "One" },
            "fonti": [{ "documento": "A", "punto": "1" }],
            "comune": { "gravità": "errore", "chi": "legge", "dice": { "it": "No.", "en": "No." } },
            "parti": [part],
        }],
    });
    crate::law::from_json(&json.to_string()).unwrap()
}

fn condition(campo: &str, scatta: &str) -> Rulebook {
    book(&[], &[], serde_json::json!({ "campo": campo, "scatta": scatta }))
}

/// The nodes of a condition of a rule on a field.
fn nodes(campo: &str, scatta: &str) -> Vec<String> {
    let compiled = compile(&condition(campo, scatta)).unwrap_or_else(|mistakes| panic!("{scatta}: {mistakes:?}"));
    compiled.program.nodes.iter().map(|node| format!("{:?}", node.op)).collect()
}

/// The marked text and the sentences of the one mistake in a condition.
fn wrong(campo: &str, scatta: &str) -> (String, String, String) {
    let mistakes = compile(&condition(campo, scatta)).expect_err(scatta);
    let [mistake] = mistakes.as_slice() else {
        panic!("{scatta}: {mistakes:?}")
    };
    assert_eq!(mistake.path, "regole.una.parti.0.scatta");
    let marked = mistake.text.get(mistake.span.clone()).unwrap().to_string();
    (marked, mistake.says.it.clone(), mistake.says.en.clone())
}

#[test]
fn each_function_has_its_node() {
    let worker = "lavoratori.*.ore";
    let month = "lavoratori.*.consuntivo.<aaaa-mm>";
    for (campo, formula, node) in [
        ("periodo.dataFine", "fine-mese(valore; 2) < oggi", "MonthEnd("),
        ("periodo.dataFine", "sposta(valore) < giorno-legge", "Moved("),
        ("periodo.dataFine", "lunedì(valore) < oggi", "Monday("),
        ("periodo.dataFine", "giorno-settimana(valore) = 5", "Weekday("),
        ("periodo.dataFine", "ultimo-di-mesi(valore; 8) < oggi", "LastOfMonths("),
        ("periodo.dataFine", "mese(valore) - mese(oggi) > 1", "MonthOf("),
        ("periodo.dataFine", "primo-del-mese(mese(valore)) < oggi", "FirstOfMonth("),
        ("periodo.dataFine", "anno(valore) = 2014", "DivideDown("),
        ("periodo.dataFine", "valore + mesi(mobilita.mesiFruiti) < oggi", "AddMonths("),
        ("periodo.dataFine", "mesi-e-giorni(oggi; valore) > 30", "MonthsAndDays("),
        ("periodo.dataFine", "giorni-feriali(oggi; valore; 5) > 3", "Weekdays("),
        ("periodo.dataFine", "giorni-lavorativi(oggi; valore; 5) > 3", "WorkingDays("),
        ("periodo.dataFine", "settimane(valore - oggi) > 3", "DivideUp("),
        ("periodo.dataFine", "min(valore; oggi) = max(oggi; 01/01/2020)", "Min("),
        ("periodo.dataFine", "giorni-coperti(sì; dataInizio; dataFine; oggi; valore) > 63", "Covered("),
        ("periodo.dataFine", "diversi(unitaProduttive.*.comune) > 1", "Distinct("),
        ("periodo.dataFine", "organico-calcolato(categoria = lsu) > 5", "Headcount("),
        ("periodo.dataFine", "media-mensile > 5", "MonthlyMean"),
        ("periodo.dataFine", "qualcosa(organico.mensile)", "Anything(Mensile)"),
        ("periodo.dataFine", "intera e valore è vuoto", "Whole"),
        ("periodo.dataFine", "valore è illeggibile", "Unreadable("),
        ("periodo.dataFine", "certo(cessazioneAttivita) o certo(valore > oggi)", "Certain("),
        ("periodo.dataFine", "vuoto è dato e ignoto è illeggibile o tipo = cig", "Tipo"),
        ("periodo.dataFine", "datoreLavoro.csc inizia con \"4\"", "StartsWith(\"4\")"),
        ("periodo.dataFine", "datoreLavoro.csc finisce con \"4\"", "EndsWith(\"4\")"),
        ("periodo.dataFine", "datoreLavoro.ca contiene codice «7B»", "HasCode(\"7B\")"),
        ("periodo.dataFine", "datoreLavoro.csc è codice \"50102\"", "IsCode(\"50102\")"),
        ("periodo.dataFine", "unitaProduttiva.regione ≠ \"Piemonte\"", "Literal(0)"),
        ("periodo.dataFine", "datoreLavoro.settore in (pesca, turismo)", "OneOf("),
        ("periodo.dataFine", "conta(lavoratori) > 3", "Aggregate(Count, Lavoratori"),
        ("periodo.dataFine", "somma(lavoratori: ore) > 40", "Aggregate(Sum, Lavoratori"),
        ("periodo.dataFine", "minimo-di(lavoratori: dataInizio) < valore", "Aggregate(Min, Lavoratori"),
        ("periodo.dataFine", "massimo-di(domandePrecedenti: dataFine) < valore", "Aggregate(Max, DomandePrecedenti"),
        ("periodo.dataFine", "qualcuno(allegati: tipo = accordo)", "Aggregate(Count, Allegati"),
        ("periodo.dataFine", "ogni(lavoratori: tipoContratto = domicilio)", "Default("),
        (worker, "riga > 0", "Row"),
        (worker, "stessa-persona-prima è dato", "SamePersonBefore"),
        (worker, "elencato(esito ≠ respinta; dataInizio; dataFine) è dato", "Listed("),
        (worker, "primo-elencato(dataInizio) < oggi", "FirstListed("),
        (worker, "numerico(codiceFiscale)", "Numeric("),
        (worker, "nascita-1900(codiceFiscale) < oggi", "Nineteen"),
        (worker, "nascita-2000(codiceFiscale) < oggi", "Twenty"),
        (worker, "iban inizia con \"IT\"", "StartsWith(\"IT\")"),
        (worker, "somma(consuntivo: valore) ≠ valore", "Aggregate(Sum, Consuntivo"),
        (worker, "qualcosa(lavoratori.*.sr41)", "Anything(Sr41)"),
        (worker, "valore > arrotonda-su(giorni * orarioSettimanale / giorniSettimana)", "DivideUp("),
        (worker, "valore > arrotonda-giù(orarioSettimanale * giorni / 7; 1 ora)", "DivideDown("),
        (worker, "giorni resto 7 > 5", "Remainder("),
        (worker, "(origine mancando nuova) ≠ nuova", "Default("),
        (month, "primo > oggi", "MonthFirst"),
        (month, "ultimo > oggi", "MonthLast"),
        (month, "dati-nel-mese > 0", "GivenInMonth"),
        (month, "vuoti-nel-mese-prima > 0", "EmptyInMonthBefore"),
        (month, "altro(sr41) ≠ valore", "Sibling(Sr41)"),
        (month, "mese < mese(oggi)", "MonthOf("),
    ] {
        let found = nodes(campo, formula);
        assert!(found.iter().any(|op| op.contains(node)), "{formula}: {found:?}");
    }
}

#[test]
fn what_does_not_fit_is_told_with_its_place() {
    let period = "periodo.dataFine";
    for (campo, formula, marked, it, en) in [
        (period, "valore > 35 ore", "35 ore", "Non vanno insieme: prima c'è un giorno, qui un numero di ore.", "These do not fit: first there is a day, here a number of hours."),
        (period, "valore + oggi > oggi", "valore + oggi", "Non si sommano né si sottraggono un giorno e un giorno.", "A day and a day are not added or subtracted."),
        (period, "valore", "valore", "Qui serve un sì o no, e questo è un giorno.", "Here a yes or no is needed, and this is a day."),
        (period, "valore - oggi / 2 > 3", "oggi / 2", "Una divisione sta solo dentro", "A division stands only inside"),
        (period, "inizioo > valore", "inizioo", "«inizioo» non è un campo, una definizione", "“inizioo” is no field, definition"),
        (period, "periodo.dataInzio > valore", "periodo.dataInzio", "Forse «periodo.dataInizio»?", "Did you mean “periodo.dataInizio”?"),
        (period, "datoreLavoro.settore = pesce", "pesce", "Forse «pesca»?", "Did you mean “pesca”?"),
        (period, "lavoratori.*.ore > 3", "lavoratori.*.ore", "è di «lavoratori» e qui non si legge", "is of “lavoratori” and can not be read here"),
        (period, "sposto(valore) > oggi", "sposto", "Forse «sposta»?", "Did you mean “sposta”?"),
        (period, "sposta(valore; 2) > oggi", "sposta(valore; 2)", "sposta prende 1 valori", "sposta takes 1 values"),
        (period, "sposta(3) > oggi", "3", "Qui serve un giorno, e questo è un numero intero.", "Here a day is needed, and this is a whole number."),
        (period, "somma(operai: ore) > 3", "operai", "Qui serve un elenco", "Here a list is needed"),
        (period, "somma(lavoratori: tipoContratto) > 3", "tipoContratto", "Qui serve un numero intero", "Here a whole number is needed"),
        (period, "riga > 0", "riga", "solo nelle formule di una riga", "for formulas of a row only"),
        (period, "primo > oggi", "primo", "solo nelle formule di un mese", "for formulas of a month only"),
        (period, "valore > 31/02/2020", "31/02/2020", "Questo giorno non esiste", "There is no such day"),
        (period, "valore > oggi e", "", "la formula finisce: serve un valore", "the formula ends: a value is needed"),
        (period, "valore > oggi oggi", "oggi", "manca un operatore", "an operator is missing"),
        (period, "se valore > oggi allora sì", "", "serve «altrimenti»", "“altrimenti” is needed"),
        (period, "valore tra oggi", "", "serve «e»", "“e” is needed"),
        (period, "valore è buono", "buono", "dopo «è» serve dato, vuoto, illeggibile o codice", "after “è” dato"),
        (period, "valore > oggi ? no", "?", "Il segno «?» non è della lingua", "The sign “?” is not of the language"),
        (period, "causale = \"mercato", "\"mercato", "Il testo tra virgolette non finisce.", "The text in quotes does not end."),
        (period, "organico.dipendenti > 5,123", "5,123", "due decimali", "two decimals"),
        (period, "valore + 1,5 giorni > oggi", "giorni", "Di «giorni» ce n'è un numero intero.", "Of “giorni” there is a whole number."),
        (period, "causale > \"a\"", "causale", "Un testo non è più grande", "A text is not greater"),
        (period, "datoreLavoro.codiceFiscale = \"a\"", "\"a\"", "Non vanno insieme", "These do not fit"),
        (period, "cessazioneAttivita inizia con \"a\"", "cessazioneAttivita", "Qui serve un testo", "Here a text is needed"),
        (period, "3 è codice \"a\"", "3", "Qui serve un campo.", "Here a field is needed."),
        (period, "diversi(unitaProduttiva.comune) > 1", "unitaProduttiva.comune", "Qui serve un campo di righe", "Here a field of rows is needed"),
        (period, "numerico(causale)", "causale", "Qui serve un codice fiscale.", "Here a codice fiscale is needed."),
        (period, "elencato(sì; oggi; oggi) è dato", "elencato(sì; oggi; oggi)", "solo nelle formule di un lavoratore", "for formulas of a worker only"),
        (period, "arrotonda-su(valore) > oggi", "valore", "Da arrotondare c'è una divisione", "What is rounded is a division"),
        (period, "arrotonda-su(valore / 2) > 3", "valore / 2", "Non si divide", "This is not divided"),
        (period, "min(oggi; 3) > oggi", "3", "Qui serve un giorno", "Here a day is needed"),
        (period, "organico.dipendenti * organico.quadri > 3", "organico.dipendenti * organico.quadri", "Non si moltiplicano", "are not multiplied"),
        (period, "altro(sr41) > 3 ore", "sr41", "altro(consuntivo) si usa in un mese", "altro(consuntivo) is for a month"),
        ("lavoratori.*.ore", "valore > giorni", "giorni", "Un numero diventa ore con «* 1 ora».", "A number becomes hours with"),
        ("lavoratori.*.ore", "ore-giorni > 3", "ore-giorni", "uno spazio prima e dopo il meno", "a blank before and after the minus"),
        ("lavoratori", "valore > 3", "valore", "solo nelle formule della regola di un campo", "for formulas of a field's rule"),
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
    assert!(mistakes[0].told(Language::English).starts_with("rule una, parti.0.scatta, column 8: “valoree” is no field"));
}

#[test]
fn a_bare_number_is_what_it_stands_beside() {
    let hours = nodes("lavoratori.*.ore", "valore > 40");
    assert!(hours.contains(&"Const(4000)".to_string()), "{hours:?}");
    let chosen = nodes("lavoratori.*.ore", "valore < (se giorni > 0 allora 0,01 altrimenti 0)");
    assert!(chosen.contains(&"Const(1)".to_string()) && chosen.contains(&"Const(0)".to_string()), "{chosen:?}");
    let decimal = nodes("periodo.dataFine", "organico.dipendenti > accordo.lavoratori");
    assert!(decimal.contains(&"Const(100)".to_string()), "{decimal:?}");
    let weeks = nodes("periodo.dataFine", "valore - oggi > 5 settimane");
    assert!(weeks.contains(&"Const(35)".to_string()), "{weeks:?}");
}

#[test]
fn what_is_known_is_computed_and_what_is_equal_is_one() {
    let folded = nodes("periodo.dataFine", "valore > oggi + 35 giorni - 1 o valore > oggi + (30 giorni + 4)");
    assert_eq!(folded.iter().filter(|op| op.starts_with("Less")).count(), 1, "{folded:?}");
    assert!(folded.contains(&"Const(34)".to_string()));
    let compiled = compile(&book(
        &[("a", "oggi + 1"), ("b", "1 + oggi"), ("inutile", "oggi + 7")],
        &[],
        serde_json::json!({ "campo": "periodo.dataFine", "scatta": "a = b" }),
    ))
    .unwrap();
    // Both sides are one node, and the definition that nothing uses is not there.
    assert!(!compiled.program.nodes.iter().any(|node| format!("{:?}", node.op) == "Const(7)"));
}

#[test]
fn definitions_are_of_their_rows_and_checked_also_when_unused() {
    let workers = [("H", "orarioSettimanale"), ("tetto", "H * G"), ("G", "giorniSettimana")];
    let part = serde_json::json!({ "campo": "lavoratori.*.ore", "massimo": "tetto" });
    let compiled = compile(&book(&[], &workers, part)).unwrap();
    let [rule] = compiled.program.rules.as_slice() else { panic!() };
    assert_eq!(rule.parts[0].scope, Scope::Lavoratori);
    let names = |fields: &[FieldId]| -> Vec<&str> {
        let model = Model::new(&[]);
        fields.iter().map(|field| model.get(*field).unwrap().path).collect()
    };
    assert_eq!(
        names(&rule.parts[0].reads),
        ["lavoratori.*.orarioSettimanale", "lavoratori.*.giorniSettimana", "lavoratori.*.ore"]
    );

    for (own, path, it) in [
        ([("a", "b"), ("b", "a")], "definizioni.domanda.a", "definito per mezzo di sé stesso"),
        ([("a", "oggi"), ("b", "orre + 1")], "definizioni.domanda.b", "«orre»"),
        ([("oggi", "1"), ("b", "1")], "definizioni.domanda.oggi", "è una parola della lingua"),
        ([("tipo", "1"), ("b", "1")], "definizioni.domanda.tipo", "è già un campo"),
        ([("1a", "1"), ("b", "1")], "definizioni.domanda.1a", "non è un nome"),
    ] {
        let part = serde_json::json!({ "campo": "periodo.dataFine", "scatta": "valore > oggi" });
        let mistakes = compile(&book(&own, &[], part)).unwrap_err();
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        assert_eq!(mistakes[0].path, path);
        assert!(mistakes[0].says.it.contains(it), "{}", mistakes[0].says.it);
    }
}

#[test]
fn a_verdict_joins_limits_that_each_have_a_state_of_their_own() {
    let part = serde_json::json!({
        "campo": "periodo.dataFine", "minimo": "periodo.dataInizio", "massimo": "periodo.dataInizio + 35 giorni",
        "quando": "tipo = cig", "salvo": "eccezionalita", "dal": "17/06/2020", "al": "31/10/2020",
        "rimedio": { "it": "Termina il {rimedio}", "en": "End on {rimedio}" },
        "cifre": { "n": "valore - periodo.dataInizio", "giorno": "giorno-settimana(valore)" },
    });
    let program = compile(&book(&[], &[], part)).unwrap().program;
    let part = &program.rules[0].parts[0];
    let op = |id: NodeId| &program.nodes[usize::from(id)].op;
    let Op::Or(a, b) = op(part.verdict) else { panic!("{:?}", op(part.verdict)) };
    assert!(matches!(op(*a), Op::Certain(_)) && matches!(op(*b), Op::Certain(_)));
    assert!(part.min.is_some() && part.max.is_some() && part.forbidden.is_none() && !part.whole);
    assert_eq!(part.from, crate::calendar::Day::new(2020, 6, 17).map(|day| day.number() as i32));
    assert_eq!(part.remedy, Some(Remedy::Nearest));
    let units: Vec<Unit> = part.figures.iter().map(|figure| figure.unit).collect();
    assert_eq!(units, [Unit::Weekday, Unit::Count]);
}

#[test]
fn what_looks_at_the_whole_check_is_known_to_be_silent_before() {
    for (formula, whole) in [
        ("intera e valore è vuoto", true),
        ("valore > oggi", false),
        ("intera o valore > oggi", false),
        ("se intera allora valore > oggi altrimenti no", true),
    ] {
        let program = compile(&condition("periodo.dataFine", formula)).unwrap().program;
        assert_eq!(program.rules[0].parts[0].whole, whole, "{formula}");
    }
}

#[test]
fn a_forbidden_condition_is_a_limit_of_the_value_only_where_it_reads_it() {
    for (formula, is) in [("valore > oggi", true), ("intera", false)] {
        let part = serde_json::json!({ "campo": "periodo.dataFine", "vietato": formula });
        let program = compile(&book(&[], &[], part)).unwrap().program;
        assert_eq!(program.rules[0].parts[0].forbidden.is_some(), is, "{formula}");
    }
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
        ("{n|uno|{n} giorni} [{valore}|niente] {rimedio}", None),
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
fn steps_print_their_names_with_values() {
    let own = [("inizio", "periodo.dataInizio"), ("durata", "35 giorni")];
    let part = serde_json::json!({
        "campo": "periodo.dataFine", "massimo": "inizio + durata  - 1 # l'ultimo", "quando": "valore è dato",
    });
    let compiled = compile(&book(&own, &[], part)).unwrap();
    let written = |sources: &Sources, n: usize| sources.rules[0].parts[0].steps[n].formula.text();
    assert_eq!(written(&compiled.italian_sources, 0), "valore è dato");
    assert_eq!(written(&compiled.english_sources, 0), "valore is given");
    assert_eq!(written(&compiled.italian_sources, 1), "inizio + durata - 1");
    let formula = &compiled.italian_sources.rules[0].parts[0].steps[1].formula;
    let part = &compiled.program.rules[0].parts[0];
    assert_eq!(formula.result, Some((Value::Node(part.max.unwrap()), Unit::Day)));
    let values: Vec<Value> = formula
        .tokens
        .iter()
        .filter_map(|token| match token {
            Token::Named(_, value, _) => Some(*value),
            Token::Text(_) => None,
        })
        .collect();
    assert!(matches!(values.as_slice(), [Value::Node(_), Value::Known(35)]), "{values:?}");
    let names: Vec<&str> = formula
        .uses
        .iter()
        .map(|place| compiled.italian_sources.definitions[usize::from(*place)].name.as_str())
        .collect();
    assert_eq!(names, ["inizio", "durata"]);
}

#[test]
fn what_is_shipped_comes_back_from_its_bytes() {
    let compiled = compile(&condition("lavoratori.*.ore", "valore > 40 e tipoContratto = intermittente")).unwrap();
    let bytes = compiled.program.to_bytes();
    assert_eq!(Program::from_bytes(&bytes).as_ref(), Some(&compiled.program));
    assert_eq!(Words::from_bytes(&compiled.italian.to_bytes()), Some(compiled.italian));
    assert_eq!(Sources::from_bytes(&compiled.english_sources.to_bytes()), Some(compiled.english_sources));
    for length in 0..bytes.len() {
        assert_eq!(Program::from_bytes(&bytes[..length]), None);
    }
    let again = compile(&condition("lavoratori.*.ore", "valore > 40 e tipoContratto = intermittente")).unwrap();
    assert_eq!(compiled.program.hash(), again.program.hash());
    let other = compile(&condition("lavoratori.*.ore", "valore > 41 e tipoContratto = intermittente")).unwrap();
    assert_ne!(compiled.program.hash(), other.program.hash());
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
    let names: Vec<String> = (0..200).map(|n| format!("d{n}")).collect();
    let mut formulas = vec!["oggi - oggi".to_string()];
    formulas.extend((1..200).map(|n| format!("d{} + d{}", n - 1, n - 1)));
    let own: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(formulas.iter().map(String::as_str)).collect();
    let part = serde_json::json!({ "campo": "periodo.dataFine", "scatta": "d199 > 0" });
    let compiled = compile(&book(&own, &[], part));
    assert!(compiled.is_err() || compiled.is_ok_and(|compiled| compiled.program.nodes.len() < 1000));
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
