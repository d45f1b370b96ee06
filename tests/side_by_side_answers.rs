//! Explanations, filing days and splits beside those of the engine they replace: the same days and figures.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/pages.rs"]
mod pages;

use std::collections::BTreeMap;

use cases::{Books, Case};
use convalida::calendar::Day;
use convalida::engine::Engine;
use convalida::message::Language;
use convalida::reply::Form;
use convalida::tell;
use serde_json::{Value, json};

/// Differences by what they are of: how many, and the first of them.
#[derive(Default)]
struct Wrong(BTreeMap<String, Vec<String>>);

impl Wrong {
    fn note(&mut self, of: String, case: &Case, old: &Value, new: &Value) {
        let told = self.0.entry(of).or_default();
        told.push(format!(
            "{} {}:\n    old {old}\n    new {new}",
            case.place, case.about
        ));
    }

    fn none(&self) {
        let told = self.0.iter();
        let told: Vec<String> = told
            .map(|(key, told)| format!("{key}: {} differ\n  {}", told.len(), told[0]))
            .collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
    }
}

/// Every so many cases of the rulebooks that are the same in both editions, in both engines.
fn each(step: usize, mut look: impl FnMut(&Case, Engine, Form)) -> usize {
    let books = Books::shipped();
    let mut all = 0;
    for case in cases::all().into_iter().step_by(step) {
        let name = &case.rulebook;
        if !std::path::Path::new(&format!("regolamenti/{name}.md")).exists()
            || ["puglia-2020", "friuli-2020"].contains(&name.as_str())
        {
            continue;
        }
        all += 1;
        let engine = books.load(&case, Language::Italian);
        let book = pages::book(name, tell::Language::Italian);
        let mut form = Form::new(book, case.today.map(Day::number));
        form.load(&case.domanda.to_string()).unwrap();
        look(&case, engine, form);
    }
    all
}

fn parsed(json: convalida::json::Json) -> Value {
    serde_json::from_str(&json.to_string()).unwrap()
}

#[test]
fn explanations_agree() {
    let mut wrong = Wrong::default();
    let mut asked = 0;
    each(11, |case, mut engine, form| {
        for shown in form.diagnostics(None) {
            let name = &shown.rule;
            let Ok(old) = engine.explain(name, Some(&shown.path)) else {
                continue;
            };
            let old = parsed(old);
            let new = form.explain(name, Some(&shown.path)).unwrap();
            let new = serde_json::to_value(new).unwrap();
            asked += 1;
            for key in ["severity", "holds"] {
                if old[key] != new[key] {
                    wrong.note(format!("{name} {key}"), case, &old[key], &new[key]);
                }
            }
            let days = |answer: &Value| {
                let days = answer["filingDays"].as_array().cloned().unwrap_or_default();
                // A new sentence for the same verdict is no other verdict.
                let mut turns: Vec<Value> = Vec::new();
                for day in days {
                    if turns
                        .last()
                        .is_none_or(|last| last["holds"] != day["holds"])
                    {
                        turns.push(json!({ "from": day["from"], "holds": day["holds"] }));
                    }
                }
                json!(turns)
            };
            let (old_days, new_days) = (days(&old), days(&new));
            let turns = |days: &Value| days.as_array().unwrap().len() > 1;
            if (turns(&old_days) || turns(&new_days)) && old_days != new_days {
                wrong.note(format!("{name} filingDays"), case, &old_days, &new_days);
            }
        }
    });
    assert!(asked > 100, "{asked}");
    wrong.none();
}

#[test]
fn rules_that_are_not_shown_stand_the_same() {
    let mut wrong = Wrong::default();
    let mut asked = 0;
    each(97, |case, mut engine, form| {
        for rule in form.rules() {
            let Ok(old) = engine.explain(&rule.rule, None) else {
                continue;
            };
            let old = parsed(old);
            let new = serde_json::to_value(form.explain(&rule.rule, None).unwrap()).unwrap();
            asked += 1;
            // Which conditions come first is another matter: whether it looks is not told alike. A month without hours
            // sent is no wrong one.
            let wrongly = |answer: &Value| answer["holds"] == json!(false);
            if wrongly(&old) != wrongly(&new) && !rule.rule.ends_with("/sr41-senza-consuntivo") {
                let of = format!("{} holds {} {}", rule.rule, old["holds"], new["holds"]);
                wrong.note(of, case, &old["steps"], &new["steps"]);
            }
        }
    });
    assert!(asked > 100, "{asked}");
    wrong.none();
}

#[test]
fn filing_days_are_the_same() {
    let mut wrong = Wrong::default();
    let mut turning = 0;
    let bare = |days: &Value| {
        let remarks = |list: &Value| {
            let remarks = list.as_array().unwrap().iter();
            let bare = remarks.map(|r| json!([r["rule"], r["severity"], r["count"], r["path"]]));
            bare.collect::<Vec<_>>()
        };
        let days = days.as_array().unwrap().iter();
        let bare = days.map(|day| {
            json!([
                day["from"],
                day["to"],
                day["current"],
                day["errors"],
                remarks(&day["appears"]),
                remarks(&day["disappears"])
            ])
        });
        json!(bare.collect::<Vec<_>>())
    };
    each(61, |case, mut engine, form| {
        let old = bare(&parsed(engine.filing_days()));
        let new = bare(&serde_json::to_value(form.filing_days()).unwrap());
        turning += new.as_array().unwrap().len();
        if old != new {
            wrong.note(case.rulebook.clone(), case, &old, &new);
        }
    });
    assert!(turning > 100, "{turning}");
    wrong.none();
}

#[test]
fn splits_are_the_same() {
    let mut wrong = Wrong::default();
    let mut split = 0;
    each(3, |case, mut engine, form| {
        let old = parsed(engine.summary());
        let new = serde_json::to_value(form.summary()).unwrap();
        split += usize::from(!new["proposal"].is_null());
        if old["proposal"] != new["proposal"] {
            let name = case.rulebook.clone();
            wrong.note(name, case, &old["proposal"], &new["proposal"]);
        }
    });
    assert!(split > 3, "{split}");
    wrong.none();
}
