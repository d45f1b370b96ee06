//! What must hold for every input: edits end where a whole check ends, a change tells what changed and nothing else, and
//! nothing panics.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/pages.rs"]
mod pages;
#[path = "support/random.rs"]
mod random;

use std::collections::BTreeMap;

use cases::Case;
use convalida::calendar::Day;
use convalida::model::Scope;
use convalida::reply::Form;
use convalida::reply::form::Change;
use convalida::sheet::Given;
use convalida::tell::Language;
use pages::book;
use random::Random;
use serde_json::Value;

/// How much is tried; more with `CONVALIDA_RUNS`, from another seed with `CONVALIDA_SEED`.
fn setting(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Applications that no portal would send, but a program may.
const ODD: [&str; 6] = [
    "{}",
    r#"{"lavoratori":"molti","domandePrecedenti":[7,{"lavoratori":"Anna"}],"periodo":7,"ignoto":{"a":1}}"#,
    r#"{"lavoratori":[5,{"consuntivo":"tanto","ore":[8],"ignoto":1},null],"organico":true,"organico.dipendenti":3}"#,
    r#"{"lavoratori":[{"consuntivo":{"2020-13":"8","2020-03":{"ore":8},"marzo":null}}],"periodo":{"dataInizio":{},"mese":3}}"#,
    r#"{"datoreLavoro":"","organico":{"addetti":{"0":{}}},"allegati":[[]],"domandePrecedenti":[{"lavoratori":[null,5,{}]}]}"#,
    r#"{"lavoratori":[{"ore":true}],"lavoratori":[{"ore":"4"},{"ore":false}],"periodo":1,"periodo":{"dataFine":"1"}}"#,
];

#[derive(Clone, Debug)]
enum Edit {
    Type(String, String),
    Set(String, String),
    Commit(String),
    Insert(Scope, usize),
    Remove(Scope, usize),
}

type Key = (String, String);

/// A form, and the diagnostics that a page keeps from the changes it is sent.
struct Page {
    form: Form,
    kept: BTreeMap<Key, Value>,
}

fn listed(form: &Form) -> Result<BTreeMap<Key, Value>, String> {
    let mut kept = BTreeMap::new();
    for said in form.diagnostics(None) {
        let key = (said.rule.clone(), said.path.clone());
        if kept
            .insert(key.clone(), serde_json::to_value(&said).unwrap())
            .is_some()
        {
            return Err(format!("two diagnostics of one rule on a path: {key:?}"));
        }
    }
    Ok(kept)
}

impl Page {
    fn new(case: &Case) -> Page {
        let today = case.today.map(Day::number);
        let mut form = Form::new(book(&case.rulebook, Language::Italian), today);
        form.load(&case.domanda.to_string()).unwrap();
        let kept = listed(&form).unwrap();
        Page { form, kept }
    }

    fn play(&mut self, edit: &Edit) -> Result<(), String> {
        match edit {
            Edit::Type(path, text) => {
                for (end, _) in text.char_indices().skip(1) {
                    let _ = self.set(path, Given::Text(&text[..end]))?;
                }
                let there = self.set(path, Given::Text(text))?;
                if let (true, Ok(again)) = (there, self.form.set(path, Given::Text(text)))
                    && !(again.added.is_empty() && again.removed.is_empty())
                {
                    return Err(format!("typed again: {again:?}"));
                }
            }
            Edit::Set(path, json) => {
                let given = match json.as_str() {
                    "null" => Given::Null,
                    "true" | "false" => Given::Bool(json == "true"),
                    json if json.starts_with(['{', '[']) => Given::Structure(json),
                    json => Given::Number(json),
                };
                self.set(path, given)?;
            }
            Edit::Commit(path) => {
                if let Ok(change) = self.form.commit(path) {
                    self.receive(&change)?;
                }
            }
            Edit::Insert(list, at) => {
                if let Ok(change) = self.form.insert(list.path(), Some(*at)) {
                    self.receive(&change)?;
                }
            }
            Edit::Remove(list, at) => {
                if let Ok(change) = self.form.remove(list.path(), *at) {
                    self.receive(&change)?;
                }
            }
        }
        self.compare()
    }

    fn set(&mut self, path: &str, given: Given) -> Result<bool, String> {
        let Ok(change) = self.form.set(path, given) else {
            return Ok(false);
        };
        self.receive(&change)?;
        self.compare()?;
        Ok(true)
    }

    /// What a page does with a change.
    fn receive(&mut self, change: &Change) -> Result<(), String> {
        if let Some(rows) = &change.rows {
            let kept = std::mem::take(&mut self.kept).into_iter();
            let moved = |path: &str| moved(path, rows.list, rows.inserted, rows.removed);
            self.kept = kept
                .filter_map(|((rule, path), said)| {
                    Some(((rule, moved(&path)?), shifted(said, &moved)))
                })
                .collect();
        }
        for gone in &change.removed {
            let key = (gone.rule.clone(), gone.path.clone());
            if self.kept.remove(&key).is_none() {
                return Err(format!("removed what was not there: {key:?}"));
            }
        }
        for new in &change.added {
            let key = (new.rule.clone(), new.path.clone());
            let said = serde_json::to_value(new).unwrap();
            if self.kept.get(&key) == Some(&said) {
                return Err(format!("sent again what was there: {key:?}"));
            }
            self.kept.insert(key, said);
        }
        Ok(())
    }

    /// What the page keeps is what the form says when asked.
    fn compare(&self) -> Result<(), String> {
        let now = listed(&self.form)?;
        for (key, said) in &now {
            match self.kept.get(key) {
                None => return Err(format!("the changes never brought {key:?}")),
                Some(kept) if kept != said => {
                    return Err(format!("{key:?}: sent {kept}\n   now {said}"));
                }
                Some(_) => {}
            }
        }
        let left = self.kept.keys().find(|key| !now.contains_key(*key));
        left.map_or(Ok(()), |key| Err(format!("the changes never took {key:?}")))
    }

    /// The whole check is that of the same data loaded anew.
    fn compare_whole(&self, case: &Case) -> Result<(), String> {
        let mut fresh = Form::new(self.form.book().clone(), case.today.map(Day::number));
        let json = self.form.to_json();
        fresh.load(&json).map_err(|error| error.message)?;
        let (own, other) = (self.form.validate(), fresh.validate());
        if own != other {
            let more = own.iter().find(|said| !other.contains(said));
            let less = other.iter().find(|said| !own.contains(said));
            return Err(format!("edited {more:?}\n   loaded {less:?}\n   {json}"));
        }
        (fresh.to_json() == json)
            .then_some(())
            .ok_or_else(|| format!("{json}\n   written again {}", fresh.to_json()))
    }
}

fn moved(
    path: &str,
    list: &str,
    inserted: Option<usize>,
    removed: Option<usize>,
) -> Option<String> {
    let rest = path
        .strip_prefix(list)
        .and_then(|rest| rest.strip_prefix('.'));
    let Some(rest) = rest else {
        return Some(path.to_string());
    };
    let (index, below) = rest.split_once('.').unwrap_or((rest, ""));
    let Ok(index) = index.parse::<usize>() else {
        return Some(path.to_string());
    };
    let index = match (inserted, removed) {
        (Some(at), _) if index >= at => index + 1,
        (_, Some(at)) if index == at => return None,
        (_, Some(at)) if index > at => index - 1,
        _ => index,
    };
    let dot = if below.is_empty() { "" } else { "." };
    Some(format!("{list}.{index}{dot}{below}"))
}

fn shifted(json: Value, moved: &dyn Fn(&str) -> Option<String>) -> Value {
    match json {
        Value::String(text) => Value::String(moved(&text).unwrap_or(text)),
        Value::Array(items) => items.into_iter().map(|item| shifted(item, moved)).collect(),
        Value::Object(entries) => {
            let entries = entries.into_iter();
            entries
                .map(|(key, value)| (key, shifted(value, moved)))
                .collect()
        }
        other => other,
    }
}

fn any_edit(random: &mut Random, page: &Page) -> Edit {
    let model = &page.form.book().wiring.model;
    let sheet = page.form.session().sheet();
    if random.one_in(8) {
        let list = *random.pick(&Scope::LISTS);
        let rows = sheet.rows(list);
        return if random.one_in(2) {
            Edit::Insert(list, random.below(rows + 1))
        } else {
            Edit::Remove(list, random.below(rows.max(1)))
        };
    }
    let field = random.pick(model.fields());
    let list = field.scope.parent().unwrap_or(field.scope);
    let row = random.below((sheet.rows(list) + 1).min(4)).to_string();
    let path = field.path.replacen('*', &row, 1);
    let path = path
        .replace("<aaaa-mm>", &random::month(random))
        .replace('*', "0");
    match random.below(12) {
        0 => Edit::Commit(path),
        1 => {
            let odd = [
                "null",
                "true",
                "false",
                "40",
                "4e1",
                "1e999",
                "-1",
                "{\"a\":[1]}",
                "[]",
            ];
            Edit::Set(path, random.of(&odd).to_string())
        }
        _ => Edit::Type(path, random::text(random, &field.kind)),
    }
}

#[test]
fn any_edits_end_where_a_whole_check_ends() {
    let mut cases = cases::all();
    for odd in ODD {
        for name in ["piemonte-2020", "toscana-2014", "rapporto"] {
            cases.push(Case {
                place: format!("{name} {odd}"),
                about: String::new(),
                today: None,
                rulebook: name.to_string(),
                domanda: cases::parsed(odd),
                expected: Vec::new(),
                unasked: None,
            });
        }
    }
    let (runs, seed) = (setting("CONVALIDA_RUNS", 120), setting("CONVALIDA_SEED", 1));
    let mut failures: Vec<String> = Vec::new();
    for run in 0..runs {
        let mut random = Random::new(seed << 32 | run);
        let case = random.pick(&cases);
        let mut page = Page::new(case);
        let mut edits = Vec::new();
        let mut failed = None;
        for _ in 0..25 {
            let edit = any_edit(&mut random, &page);
            edits.push(edit.clone());
            failed = page.play(&edit).err();
            if failed.is_none() && random.one_in(4) {
                failed = page.compare_whole(case).err();
            }
            if failed.is_some() {
                break;
            }
        }
        if let Some(problem) = failed.or_else(|| page.compare_whole(case).err()) {
            let last = edits.iter().rev().take(3).rev();
            let steps: Vec<String> = last.map(|edit| format!("{edit:?}")).collect();
            let steps = steps.join("\n  ");
            failures.push(format!(
                "run {run}, {}:\n  {steps}\n  {problem}",
                case.place
            ));
        }
    }
    let shown = &failures[..failures.len().min(10)];
    assert!(
        failures.is_empty(),
        "{} of {runs} runs fail:\n{}",
        failures.len(),
        shown.join("\n")
    );
}

/// What a program may give that no parser of texts reads comes back as it was given.
#[test]
fn odd_values_come_back_as_given() {
    for json in [
        r#"{"periodo":{"dataInizio":true},"lavoratori":[{"ore":false,"codiceFiscale":4e1,"giorni":1e999}]}"#,
        r#"{"datoreLavoro":{"denominazione":"\ud800"}}"#,
        r#"{"organico":{"dipendenti":4e1}}"#,
    ] {
        let mut form = Form::new(book("piemonte-2020", Language::Italian), None);
        form.load(json).unwrap();
        let again = form.to_json();
        for value in ["true", "false", "4e1", "1e999"] {
            assert_eq!(
                json.contains(value),
                again.contains(value),
                "{json}\n{again}"
            );
        }
        form.validate();
    }
    let deep = |n: usize| format!(r#"{{"ignoto":{}{}}}"#, "[".repeat(n), "]".repeat(n));
    let mut form = Form::new(book("piemonte-2020", Language::Italian), None);
    for n in [60, 200, 20_000] {
        if form.load(&deep(n)).is_ok() {
            assert_eq!(form.to_json(), deep(n));
        }
        let _ = form.set("ignoto.0.0", Given::Text("x"));
        form.validate();
    }
    let _ = form.load(r#"{"periodo":{"\ud800":1},"\udfff":2,"lavoratori":1e999}"#);
    form.validate();
}

/// Of a key that comes twice the last counts, as with every parser.
#[test]
fn of_a_key_that_comes_twice_the_last_counts() {
    let mut form = Form::new(book("piemonte-2020", Language::Italian), None);
    form.load(r#"{"lavoratori":[{"ore":"1"},{"ore":"2"}],"periodo":{"dataInizio":"01/03/2020","x":1},
        "lavoratori":[{"ore":"3","consuntivo":{"2020-03":"1"},"consuntivo":{"2020-04":"2"}}],"periodo":{"dataFine":"05/04/2020"}}"#)
        .unwrap();
    assert_eq!(
        form.to_json(),
        r#"{"periodo":{"dataFine":"05/04/2020"},"lavoratori":[{"ore":"3","consuntivo":{"2020-04":"2"}}]}"#
    );
}
