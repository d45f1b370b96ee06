//! The cases against the compiled pages: whole checks, typed texts, what is not looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use convalida::session::{Session, Whole, Wiring};
use serde_json::Value;

#[path = "support/pages.rs"]
mod pages;

#[test]
fn whole_checks() {
    let folder = std::env::var("CASI").unwrap_or("tests/casi".into());
    let only = std::env::var("ONLY").unwrap_or_default();
    let text = std::fs::read_to_string(format!("{folder}/domande.jsonl")).unwrap();
    let mut books: BTreeMap<String, Option<Arc<Wiring>>> = BTreeMap::new();
    let mut wrong: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let (mut right, mut all, mut unasked_wrong) = (0, 0, 0);
    for (n, line) in text.lines().enumerate() {
        let case: Value = serde_json::from_str(line).unwrap();
        let name = case["domanda"]["regolamento"].as_str().unwrap_or("").to_string();
        if !name.contains(&only) { continue; }
        let wiring = books.entry(name.clone()).or_insert_with(|| pages::wiring(&name)).clone();
        let Some(wiring) = wiring else { continue };
        all += 1;
        let today = case["today"].as_str().and_then(convalida::calendar::Day::from_iso).map(|d| d.number());
        let json = case["domanda"].to_string();
        let whole = Whole::of(wiring.clone(), today, &json).unwrap();
        let found: BTreeSet<(String, String, String)> = whole.findings().iter().filter_map(|f| pages::said(&wiring, f)).collect();
        let expected: BTreeSet<(String, String, String)> = case["expected"].as_array().unwrap().iter().map(|e| {
            let t = |k: usize| e[k].as_str().unwrap().to_string();
            (t(0), t(1), t(2))
        }).collect();
        let mut ok = true;
        for missing in expected.difference(&found) {
            ok = false;
            let e = wrong.entry(format!("- {} {}", missing.0, missing.1)).or_default();
            e.0 += 1; if e.1.len() < 80 { e.1 += &format!(" {}@{}", n + 1, missing.2); }
        }
        for extra in found.difference(&expected) {
            ok = false;
            let e = wrong.entry(format!("+ {} {}", extra.0, extra.1)).or_default();
            e.0 += 1; if e.1.len() < 80 { e.1 += &format!(" {}@{}", n + 1, extra.2); }
        }
        right += usize::from(ok);
        let unasked: Vec<Value> = whole.session().unasked().iter().map(|(at, fields)| {
            let slug = &wiring.program.unasked[*at].slug;
            let fields: Vec<String> = fields.iter().map(|at| at.path(&wiring.model)).collect();
            serde_json::json!([format!("{name}/{slug}"), fields])
        }).collect();
        if Value::Array(unasked.clone()) != case["unasked"] {
            unasked_wrong += 1;
            if unasked_wrong < 4 {
                println!("unasked {}: {} != {}", n + 1, Value::Array(unasked), case["unasked"]);
            }
        }
    }
    for (what, (count, where_)) in &wrong {
        println!("{count:5} {what} {where_}");
    }
    println!("{right} of {all} applications agree; unasked differ in {unasked_wrong}");
    assert!(wrong.is_empty() && unasked_wrong == 0);
}

#[test]
fn typed_texts() {
    let folder = std::env::var("CASI").unwrap_or("tests/casi".into());
    let text = std::fs::read_to_string(format!("{folder}/testi.jsonl")).unwrap();
    let (mut wrong, mut all) = (0, 0);
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let Some(wiring) = pages::wiring(case["rulebook"].as_str().unwrap()) else { continue };
        let today = case["today"].as_str().and_then(convalida::calendar::Day::from_iso).map(|d| d.number());
        let mut session = Session::new(wiring.clone(), today);
        session.load(&case["domanda"].to_string()).unwrap();
        let path = case["path"].as_str().unwrap();
        for pair in case["texts"].as_array().unwrap() {
            all += 1;
            let text = pair[0].as_str().unwrap();
            let changed = session.set(path, convalida::sheet::Given::Text(text)).unwrap();
            let state = format!("{:?}", changed.field.unwrap().1).to_lowercase();
            if state != pair[1].as_str().unwrap() {
                wrong += 1;
                if wrong < 30 {
                    println!("{} {path} {text:?}: {state}, expected {}", case["about"], pair[1]);
                }
            }
        }
    }
    println!("{wrong} of {all} texts differ");
    assert_eq!(wrong, 0);
}
