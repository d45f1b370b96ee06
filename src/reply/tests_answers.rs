//! Explanations, filing days, splits and drafts, as people read them.

use serde_json::{Value, json};

use super::Form;
use super::tests::book;
use crate::sheet::Given;
use crate::tell::Language;

fn form(name: &str, language: Language, domanda: &Value) -> Form {
    let mut form = Form::new(book(name, language), None);
    form.load(&domanda.to_string()).unwrap();
    form
}

#[test]
fn look() {
    let d = json!({"dataPresentazione":"15/04/2020","periodo":{"dataInizio":"01/03/2020","dataFine":"10/05/2020"},
        "lavoratori":[{"dataAssunzione":"24/03/2020","orarioSettimanale":"40","giorniSettimana":5,"ore":"400","giorni":30,"tipoContratto":"determinato","dataFineContratto":"30/04/2020"}]});
    for language in [Language::Italian] {
        let f = form("piemonte-2020", language, &d);
        for diagnostic in f.validate() {
            let e = f.explain(&diagnostic.rule, Some(&diagnostic.path)).unwrap();
            println!(
                "== {} {} {:?} {}",
                e.rule, diagnostic.path, e.holds, diagnostic.message
            );
            for s in &e.steps {
                println!(
                    "   {} {:?} {:?}",
                    s.text,
                    s.name,
                    s.value.as_ref().map(|v| v.to_string())
                );
            }
        }
        for r in [
            "sr41-termine",
            "termine-presentazione",
            "durata-minima",
            "in-forza",
        ] {
            match f.explain(r, None) {
                Ok(e) => {
                    println!("== {} {:?}", e.rule, e.holds);
                    for s in &e.steps {
                        println!("   {}", s.text);
                    }
                }
                Err(e) => println!("{}", e.0),
            }
        }
    }
    for rows in [10usize, 1000, 10000] {
        let row = |n: usize| json!({"codiceFiscale": format!("RSSMRA80A01L2{:02}{}", n % 100, "X"),"dataAssunzione":"24/03/2020","orarioSettimanale":"40","giorniSettimana":5,"ore":"400","giorni":30,"tipoContratto":"determinato","dataFineContratto":"30/04/2020","consuntivo":{"2020-03":40}});
        let d = json!({"dataPresentazione":"15/04/2020","periodo":{"dataInizio":"01/03/2020","dataFine":"10/05/2020"}, "lavoratori": (0..rows).map(row).collect::<Vec<_>>()});
        let mut f = form("piemonte-2020", Language::Italian, &d);
        let time = |what: &str, act: &mut dyn FnMut()| {
            let t = std::time::Instant::now();
            act();
            println!("{rows} {what} {:?}", t.elapsed());
        };
        time("filing", &mut || {
            f.filing_days();
        });
        time("explain", &mut || {
            f.explain("data-assunzione", Some("lavoratori.3.dataAssunzione"))
                .unwrap();
        });
        time("explain", &mut || {
            f.explain("durata-domanda", None).unwrap();
        });
        time("explain reader", &mut || {
            f.explain("campo-obbligatorio", Some("lavoratori.3.nome"))
                .unwrap();
        });
        time("split", &mut || {
            super::proposal::proposal(&f.book, &f.session);
        });
        time("split", &mut || {
            super::proposal::proposal(&f.book, &f.session);
        });
        time("without", &mut || {
            f.session.without_workers();
        });
        time("fixes of dataFine", &mut || {
            f.diagnostics(Some("periodo.dataFine"));
        });
        let edits: Vec<(String, String)> = (0..rows.min(1000))
            .map(|n| (format!("lavoratori.{n}.ore"), "200".to_string()))
            .collect();
        let edits: Vec<(&str, Given)> = edits
            .iter()
            .map(|(p, t)| (p.as_str(), Given::Text(t)))
            .collect();
        time("set_many", &mut || {
            f.set_many(&edits).unwrap();
        });
    }
}
