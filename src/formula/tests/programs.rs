//! What a rulebook becomes.

use super::*;
use crate::program::sources::{Sources, Token, Value};
use crate::program::{Edition, Op, Remedy, Unit};

#[test]
fn each_function_has_its_node() {
    let worker = "lavoratori.*.ore";
    let month = "lavoratori.*.consuntivo.<aaaa-mm>";
    for (campo, formula, node) in [
        (
            "periodo.dataFine",
            "fine-mese(valore; 2) < oggi",
            "MonthEnd(",
        ),
        (
            "periodo.dataFine",
            "sposta(valore) < giorno-legge",
            "Moved(",
        ),
        ("periodo.dataFine", "lunedì(valore) < oggi", "Monday("),
        (
            "periodo.dataFine",
            "giorno-settimana(valore) = 5",
            "Weekday(",
        ),
        (
            "periodo.dataFine",
            "ultimo-di-mesi(valore; 8) < oggi",
            "LastOfMonths(",
        ),
        (
            "periodo.dataFine",
            "mese(valore) - mese(oggi) > 1",
            "MonthOf(",
        ),
        (
            "periodo.dataFine",
            "primo-del-mese(mese(valore)) < oggi",
            "FirstOfMonth(",
        ),
        ("periodo.dataFine", "anno(valore) = 2014", "DivideDown("),
        (
            "periodo.dataFine",
            "valore + mesi(mobilita.mesiFruiti) < oggi",
            "AddMonths(",
        ),
        (
            "periodo.dataFine",
            "mesi-e-giorni(oggi; valore) > 30",
            "MonthsAndDays(",
        ),
        (
            "periodo.dataFine",
            "giorni-feriali(oggi; valore; 5) > 3",
            "Weekdays(",
        ),
        (
            "periodo.dataFine",
            "giorni-lavorativi(oggi; valore; 5) > 3",
            "WorkingDays(",
        ),
        (
            "periodo.dataFine",
            "settimane(valore - oggi) > 3",
            "DivideUp(",
        ),
        (
            "periodo.dataFine",
            "min(valore; oggi) = max(oggi; 01/01/2020)",
            "Min(",
        ),
        (
            "periodo.dataFine",
            "giorni-coperti(sì; dataInizio; dataFine; oggi; valore) > 63",
            "Covered(",
        ),
        (
            "periodo.dataFine",
            "diversi(unitaProduttive.*.comune) > 1",
            "Distinct(",
        ),
        (
            "periodo.dataFine",
            "organico-calcolato(categoria = lsu) > 5",
            "Headcount(",
        ),
        ("periodo.dataFine", "media-mensile > 5", "MonthlyMean"),
        (
            "periodo.dataFine",
            "qualcosa(organico.mensile)",
            "Anything(Mensile)",
        ),
        ("periodo.dataFine", "intera e valore è vuoto", "Whole"),
        ("periodo.dataFine", "valore è illeggibile", "Unreadable("),
        // A field of months is one name, to its end.
        (month, "lavoratori.*.consuntivo.<aaaa-mm> > 3 ore", "Less("),
        (
            "periodo.dataFine",
            "certo(cessazioneAttivita) o certo(valore > oggi)",
            "Certain(",
        ),
        (
            "periodo.dataFine",
            "vuoto è dato e ignoto è illeggibile o tipo = cig",
            "Tipo",
        ),
        (
            "periodo.dataFine",
            "datoreLavoro.csc inizia con \"4\"",
            "StartsWith(\"4\")",
        ),
        (
            "periodo.dataFine",
            "datoreLavoro.csc finisce con \"4\"",
            "EndsWith(\"4\")",
        ),
        (
            "periodo.dataFine",
            "datoreLavoro.ca contiene codice «7B»",
            "HasCode(\"7B\")",
        ),
        (
            "periodo.dataFine",
            "datoreLavoro.csc è codice \"50102\"",
            "IsCode(\"50102\")",
        ),
        (
            "periodo.dataFine",
            "unitaProduttiva.regione ≠ \"Umbria\"",
            "Literal(0)",
        ),
        (
            "periodo.dataFine",
            "datoreLavoro.settore in (pesca, turismo)",
            "OneOf(",
        ),
        (
            "periodo.dataFine",
            "conta(lavoratori) > 3",
            "Aggregate(Count, Lavoratori",
        ),
        (
            "periodo.dataFine",
            "somma(lavoratori: ore) > 40",
            "Aggregate(Sum, Lavoratori",
        ),
        (
            "periodo.dataFine",
            "minimo-di(lavoratori: dataInizio) < valore",
            "Aggregate(Min, Lavoratori",
        ),
        (
            "periodo.dataFine",
            "massimo-di(domandePrecedenti: dataFine) < valore",
            "Aggregate(Max, DomandePrecedenti",
        ),
        (
            "periodo.dataFine",
            "qualcuno(allegati: tipo = accordo)",
            "Aggregate(Count, Allegati",
        ),
        (
            "periodo.dataFine",
            "ogni(lavoratori: tipoContratto = domicilio)",
            "Default(",
        ),
        (worker, "riga > 0", "Row"),
        (worker, "stessa-persona-prima è dato", "SamePersonBefore"),
        (
            worker,
            "elencato(esito ≠ respinta; dataInizio; dataFine) è dato",
            "Listed(",
        ),
        (worker, "primo-elencato(dataInizio) < oggi", "FirstListed("),
        (worker, "numerico(codiceFiscale)", "Numeric("),
        (worker, "nascita-1900(codiceFiscale) < oggi", "Nineteen"),
        (worker, "nascita-2000(codiceFiscale) < oggi", "Twenty"),
        (worker, "iban inizia con \"IT\"", "StartsWith(\"IT\")"),
        (
            worker,
            "somma(consuntivo: valore) ≠ valore",
            "Aggregate(Sum, Consuntivo",
        ),
        (worker, "qualcosa(lavoratori.*.sr41)", "Anything(Sr41)"),
        (
            worker,
            "valore > arrotonda-su(giorni * orarioSettimanale / giorniSettimana)",
            "DivideUp(",
        ),
        (
            worker,
            "valore > arrotonda-giù(orarioSettimanale * giorni / 7; 1 ora)",
            "DivideDown(",
        ),
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
        assert!(
            found.iter().any(|op| op.contains(node)),
            "{formula}: {found:?}"
        );
    }
}

#[test]
fn a_bare_number_is_what_it_stands_beside() {
    let hours = nodes("lavoratori.*.ore", "valore > 40");
    assert!(hours.contains(&"Const(4000)".to_string()), "{hours:?}");
    let chosen = nodes(
        "lavoratori.*.ore",
        "valore < (se giorni > 0 allora 0,01 altrimenti 0)",
    );
    assert!(
        chosen.contains(&"Const(1)".to_string()) && chosen.contains(&"Const(0)".to_string()),
        "{chosen:?}"
    );
    let decimal = nodes(
        "periodo.dataFine",
        "organico.dipendenti > accordo.lavoratori",
    );
    assert!(decimal.contains(&"Const(100)".to_string()), "{decimal:?}");
    let weeks = nodes("periodo.dataFine", "valore - oggi > 5 settimane");
    assert!(weeks.contains(&"Const(35)".to_string()), "{weeks:?}");
}

#[test]
fn what_is_known_is_computed_and_what_is_equal_is_one() {
    let folded = nodes(
        "periodo.dataFine",
        "valore > oggi + 35 giorni - 1 o valore > oggi + (30 giorni + 4)",
    );
    assert_eq!(
        folded.iter().filter(|op| op.starts_with("Less")).count(),
        1,
        "{folded:?}"
    );
    assert!(folded.contains(&"Const(34)".to_string()));
    let chosen = nodes(
        "periodo.dataFine",
        "se sì allora valore > oggi altrimenti valore = oggi + 7",
    );
    assert_eq!(chosen, nodes("periodo.dataFine", "valore > oggi"));
    let compiled = compile(&book(
        &[
            ("a", "oggi + 1"),
            ("b", "1 + oggi"),
            ("inutile", "oggi + 7"),
        ],
        &[],
        serde_json::json!({ "campo": "periodo.dataFine", "scatta": "a = b" }),
    ))
    .unwrap();
    // Both sides are one node, and the definition that nothing uses is not there.
    assert!(
        !compiled
            .program
            .nodes
            .iter()
            .any(|node| format!("{:?}", node.op) == "Const(7)")
    );
}

#[test]
fn definitions_are_of_their_rows_and_checked_also_when_unused() {
    let workers = [
        ("H", "orarioSettimanale"),
        ("tetto", "H * G"),
        ("G", "giorniSettimana"),
    ];
    let part = serde_json::json!({ "campo": "lavoratori.*.ore", "massimo": "tetto" });
    let compiled = compile(&book(&[], &workers, part)).unwrap();
    let [rule] = compiled.program.rules.as_slice() else {
        panic!()
    };
    assert_eq!(rule.parts[0].scope, Scope::Lavoratori);
    let names = |fields: &[FieldId]| -> Vec<&str> {
        let model = Model::new(&[]);
        fields
            .iter()
            .map(|field| model.get(*field).unwrap().path)
            .collect()
    };
    assert_eq!(
        names(&rule.parts[0].reads),
        [
            "lavoratori.*.orarioSettimanale",
            "lavoratori.*.giorniSettimana",
            "lavoratori.*.ore"
        ]
    );

    for (own, path, it) in [
        (
            [("a", "b"), ("b", "a")],
            "definizioni.domanda.a",
            "definito per mezzo di sé stesso",
        ),
        (
            [("a", "oggi"), ("b", "orre + 1")],
            "definizioni.domanda.b",
            "«orre»",
        ),
        (
            [("oggi", "1"), ("b", "1")],
            "definizioni.domanda.oggi",
            "è una parola della lingua",
        ),
        (
            [("tipo", "1"), ("b", "1")],
            "definizioni.domanda.tipo",
            "è già un campo",
        ),
        (
            [("1a", "1"), ("b", "1")],
            "definizioni.domanda.1a",
            "non è un nome",
        ),
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
    let Op::Or(a, b) = op(part.verdict) else {
        panic!("{:?}", op(part.verdict))
    };
    assert!(matches!(op(*a), Op::Certain(_)) && matches!(op(*b), Op::Certain(_)));
    assert!(part.min.is_some() && part.max.is_some() && part.forbidden.is_none() && !part.whole);
    assert_eq!(
        part.from,
        crate::calendar::Day::new(2020, 6, 17).map(|day| day.number() as i32)
    );
    assert_eq!(part.remedy, Some(Remedy::Nearest));
    let units: Vec<Unit> = part.figures.iter().map(|figure| figure.unit).collect();
    assert_eq!(units, [Unit::Weekday, Unit::Count]);
}

#[test]
fn figures_name_the_limits_of_their_rule() {
    let part = |limit: &str, figure: &str| {
        let campo = if figure.contains("elenco") {
            "lavoratori.*.ore"
        } else {
            "periodo.dataFine"
        };
        let figure = figure.replace("elenco", "domandePrecedenti");
        serde_json::json!({ "campo": campo, "massimo": limit, "cifre": { "n": figure } })
    };
    let nodes = |part: serde_json::Value| {
        let compiled = compile(&book(&[], &[], part)).unwrap();
        let part = &compiled.program.rules[0].parts[0];
        (
            part.max.unwrap(),
            part.figures[0].node,
            part.figures[0].unit,
        )
    };
    let (limit, figure, unit) = nodes(part("periodo.dataInizio + 35 giorni - 1", "massimo"));
    assert_eq!((figure, unit), (limit, Unit::Day));
    let (_, named, unit) = nodes(part("oggi + 35 giorni", "valore - massimo"));
    let (_, written, _) = nodes(part("oggi + 35 giorni", "valore - (oggi + 35 giorni)"));
    assert_eq!((named, unit), (written, Unit::Count));

    let said = |own: &[(&str, &str)], part: serde_json::Value| {
        let mistakes = compile(&book(own, &[], part)).unwrap_err();
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        (mistakes[0].path.clone(), mistakes[0].says.en.clone())
    };
    let only =
        |name: &str| format!("“{name}” is for formulas of the figures of a rule that has it only.");
    // Of another limit than it has, of rows that are not its own, in a condition, in a definition.
    let figure = "regole.una.parti.0.cifre.n".to_string();
    assert_eq!(
        said(&[], part("oggi", "minimo")),
        (figure.clone(), only("minimo"))
    );
    let of_rows = part("giorni * 8 ore", "conta(elenco: massimo > 1 ora)");
    assert_eq!(said(&[], of_rows), (figure, only("massimo")));
    let (marked, _, en) = wrong("periodo.dataFine", "valore > massimo");
    assert_eq!((marked.as_str(), en), ("massimo", only("massimo")));
    let defined = said(&[("d", "massimo + 1")], part("oggi", "d"));
    assert_eq!(
        defined,
        ("definizioni.domanda.d".to_string(), only("massimo"))
    );
}

#[test]
fn what_looks_at_the_whole_check_is_known_to_be_silent_before() {
    for (formula, whole) in [
        ("intera e valore è vuoto", true),
        ("valore > oggi", false),
        ("intera o valore > oggi", false),
        ("se intera allora valore > oggi altrimenti no", true),
    ] {
        let program = compile(&condition("periodo.dataFine", formula))
            .unwrap()
            .program;
        assert_eq!(program.rules[0].parts[0].whole, whole, "{formula}");
    }
}

#[test]
fn a_forbidden_condition_is_a_limit_of_the_value_only_where_it_reads_it() {
    for (formula, is) in [("valore > oggi", true), ("intera", false)] {
        let part = serde_json::json!({ "campo": "periodo.dataFine", "vietato": formula });
        let program = compile(&book(&[], &[], part)).unwrap().program;
        assert_eq!(
            program.rules[0].parts[0].forbidden.is_some(),
            is,
            "{formula}"
        );
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
    assert_eq!(written(&compiled.italian.sources, 0), "valore è dato");
    assert_eq!(written(&compiled.english.sources, 0), "valore is given");
    assert_eq!(written(&compiled.italian.sources, 1), "inizio + durata - 1");
    let formula = &compiled.italian.sources.rules[0].parts[0].steps[1].formula;
    let part = &compiled.program.rules[0].parts[0];
    assert_eq!(
        formula.result,
        Some((Value::Node(part.max.unwrap()), Unit::Day))
    );
    let values: Vec<Value> = formula
        .tokens
        .iter()
        .filter_map(|token| match token {
            Token::Named(_, value, _) => Some(*value),
            Token::Text(_) => None,
        })
        .collect();
    assert!(
        matches!(values.as_slice(), [Value::Node(_), Value::Known(35)]),
        "{values:?}"
    );
    let names: Vec<&str> = formula
        .uses
        .iter()
        .map(|place| {
            compiled.italian.sources.definitions[usize::from(*place)]
                .name
                .as_str()
        })
        .collect();
    assert_eq!(names, ["inizio", "durata"]);
}

#[test]
fn what_is_shipped_comes_back_from_its_bytes() {
    let of = |formula: &str| compile(&condition("lavoratori.*.ore", formula)).unwrap();
    let edition = of("valore > 40 e tipoContratto = intermittente");
    let bytes = edition.to_bytes();
    assert_eq!(Edition::from_bytes(&bytes).as_ref(), Some(&edition));
    for length in 0..bytes.len() {
        assert_eq!(Edition::from_bytes(&bytes[..length]), None);
    }
    let again = of("valore > 40 e tipoContratto = intermittente");
    assert_eq!(edition.about.hash, again.about.hash);
    let other = of("valore > 41 e tipoContratto = intermittente");
    assert_ne!(edition.about.hash, other.about.hash);
}

#[test]
fn bytes_whose_nodes_read_what_is_not_there_are_refused() {
    let mut edition = compile(&condition("periodo.dataFine", "valore > oggi")).unwrap();
    assert!(Edition::from_bytes(&edition.to_bytes()).is_some());
    edition.program.nodes.remove(0);
    assert_eq!(Edition::from_bytes(&edition.to_bytes()), None);
}

#[test]
fn what_compiles_comes_back_and_a_longer_line_of_definitions_is_told() {
    // Each definition stands on the one before, and the rule names every twentieth: no formula is nested deep.
    let line = |length: usize| {
        let names: Vec<String> = (0..length).map(|n| format!("d{n}")).collect();
        let formulas: Vec<String> = (0..length)
            .map(|n| match n.checked_sub(1) {
                None => "organico.dipendenti".to_string(),
                Some(before) => format!("d{before} + organico.dipendenti"),
            })
            .collect();
        let own: Vec<(&str, &str)> = names
            .iter()
            .map(String::as_str)
            .zip(formulas.iter().map(String::as_str))
            .collect();
        let named: Vec<String> = (0..length)
            .step_by(20)
            .map(|n| format!("d{n} > 0"))
            .collect();
        let part = serde_json::json!({ "campo": "periodo.dataFine", "scatta": named.join(" o ") });
        compile(&book(&own, &[], part))
    };
    let edition = line(500).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    assert_eq!(Edition::from_bytes(&edition.to_bytes()), Some(edition));
    let mistakes = line(620).expect_err("it can not run");
    let told: Vec<&str> = mistakes
        .iter()
        .map(|found| found.says.it.as_str())
        .collect();
    let says =
        "Le formule stanno una sull'altra in una fila troppo lunga: al massimo 600 passaggi.";
    assert_eq!(told, [says]);
}

#[test]
fn a_long_formula_is_not_a_deep_one() {
    let many = vec!["(valore > oggi)"; 50].join(" o ");
    assert!(nodes("periodo.dataFine", &many).contains(&"Today".to_string()));
}

#[test]
fn a_rulebook_has_64_kinds_of_application_at_most() {
    let with_kinds = |count: usize| {
        let mut book = condition("periodo.dataFine", "valore > oggi");
        book.tipi = (0..count).map(|n| format!("tipo-{n}")).collect();
        compile(&book)
    };
    assert_eq!(with_kinds(64).unwrap().program.tipi.len(), 64);
    for count in [0, 65] {
        let mistakes = with_kinds(count).expect_err("too few or too many");
        assert_eq!(mistakes[0].says.it, "Servono da 1 a 64 tipi di domanda.");
    }
}
