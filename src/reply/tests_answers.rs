//! Explanations, filing days, splits and drafts, as people read them.

use serde_json::{Value, json};

use super::tests::book;
use super::{Form, Shelf};
use crate::calendar::Day;
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
    for language in [Language::Italian, Language::English] {
        let f = form("piemonte-2020", language, &d);
        for diagnostic in f.validate() {
            let e = f.explain(&diagnostic.rule, Some(&diagnostic.path)).unwrap();
            println!("== {} {} {:?} {}", e.rule, diagnostic.path, e.holds, diagnostic.message);
            if let Some(fix) = &diagnostic.fix { println!("   fix {}", fix.label); }
            for s in &e.steps { println!("   {} {:?} {:?}", s.text, s.name, s.value.as_ref().map(|v| v.to_string())); }
            for s in e.filing_days.iter().flatten() { println!("   F {} {} {} {}", s.from, s.to, s.holds, s.text); }
        }
        for r in ["durata-domanda", "data-assunzione", "ore-oltre-giorni", "sr41-termine", "termine-presentazione", "boh"] {
            match f.explain(r, None) { Ok(e) => { println!("== {} {:?}", e.rule, e.holds); for s in &e.steps { println!("   {}", s.text); } } Err(e) => println!("{}", e.0) }
        }
        for s in f.filing_days() { println!("{} {} {} {} {}", s.from, s.to, s.current, s.errors, s.text); }
        println!("{:#?}", f.summary().proposal);
    }
}
