//! Edits of a form, and the diagnostics that a page keeps from the changes it is sent.

use std::collections::BTreeMap;

use convalida::calendar::Day;
use convalida::model::Scope;
use convalida::reply::Form;
use convalida::reply::diagnostic::Diagnostic;
use convalida::reply::form::Change;
use convalida::sheet::Given;
use serde_json::Value;

use super::agree;
use super::checks::Case;
use super::random::{self, Random};

#[derive(Clone, Debug)]
pub enum Edit {
    /// A text key by key.
    Type(String, String),
    /// A value at once, as JSON text.
    Set(String, String),
    /// Several of them as one.
    Many(Vec<(String, String)>),
    Commit(String),
    Insert(Scope, usize),
    Remove(Scope, usize),
    /// Another application takes the place of this one.
    Load(String),
}

type Key = (String, String);

/// Diagnostics by rule and path.
type Kept = BTreeMap<Key, Value>;

/// A form, and what a page keeps of it.
pub struct Page {
    pub form: Form,
    kept: Kept,
    today: Option<i64>,
}

fn listed(form: &Form) -> Result<Kept, String> {
    let mut kept = BTreeMap::new();
    for said in form.diagnostics(None) {
        let key = (said.rule.clone(), said.path.clone());
        let json = serde_json::to_value(&said).expect("JSON");
        if kept.insert(key.clone(), json).is_some() {
            return Err(format!("two diagnostics of one rule on a path: {key:?}"));
        }
    }
    Ok(kept)
}

/// What JSON text says a field is given.
fn given(json: &str) -> Given<'_> {
    match json {
        "null" => Given::Null,
        "true" | "false" => Given::Bool(json == "true"),
        json if json.starts_with(['{', '[']) => Given::Structure(json),
        json if json.starts_with('"') => Given::Text(json.trim_matches('"')),
        json => Given::Number(json),
    }
}

impl Page {
    pub fn new(case: &Case) -> Page {
        let form = case.form();
        let kept = listed(&form).expect("one diagnostic of a rule on a path");
        let today = case.today();
        Page { form, kept, today }
    }

    /// Carries out an edit; says what is wrong with the answer.
    pub fn edit(&mut self, edit: &Edit) -> Result<(), String> {
        match edit {
            Edit::Type(path, text) => {
                let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
                let emptied = text.is_empty().then_some(0);
                for end in emptied.into_iter().chain(ends) {
                    self.put(path, Given::Text(&text[..end]))?;
                }
                self.put_again(path, Given::Text(text))?;
            }
            Edit::Set(path, json) => {
                self.put(path, given(json))?;
                self.put_again(path, given(json))?;
            }
            Edit::Many(edits) => {
                let edits = edits.iter();
                let edits: Vec<(&str, Given)> = edits
                    .map(|(path, json)| (path.as_str(), given(json)))
                    .collect();
                if let Ok(change) = self.form.set_many(&edits) {
                    self.receive(&change)?;
                    for (path, _) in edits {
                        agree::state(&self.form, path)?;
                    }
                }
            }
            Edit::Commit(path) => {
                if let Ok(change) = self.form.commit(path) {
                    self.receive(&change)?;
                    agree::after_leaving(&self.form, path)?;
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
            Edit::Load(json) => {
                self.form.load(json).map_err(|error| error.message)?;
                self.kept = listed(&self.form)?;
            }
        }
        self.compare_kept()
    }

    fn put(&mut self, path: &str, given: Given) -> Result<(), String> {
        let bounds = self.form.bounds(path).ok();
        let Ok(change) = self.form.set(path, given) else {
            return Ok(());
        };
        self.receive(&change)?;
        self.compare_kept()?;
        agree::state(&self.form, path)?;
        bounds.map_or(Ok(()), |bounds| agree::bounds(&self.form, path, &bounds))
    }

    /// A text that is being typed, set once more, brings nothing new.
    fn put_again(&mut self, path: &str, given: Given) -> Result<(), String> {
        let state = |form: &Form| form.field(path).map(|field| field.state).ok();
        let before = state(&self.form);
        match self.form.set(path, given) {
            Ok(change) if !change.is_quiet() || state(&self.form) != before => {
                Err(format!("set again at {path}: {change:?}"))
            }
            _ => Ok(()),
        }
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
            let said = serde_json::to_value(new).expect("JSON");
            if self.kept.get(&key) == Some(&said) {
                return Err(format!("sent again what was there: {key:?}"));
            }
            self.kept.insert(key, said);
        }
        Ok(())
    }

    /// What the page keeps is what the form says when asked.
    fn compare_kept(&self) -> Result<(), String> {
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

    /// The application as it stands, loaded anew.
    fn fresh(&self) -> Result<Form, String> {
        let mut fresh = Form::new(self.form.book().clone(), self.today);
        let json = self.form.to_json();
        fresh.load(&json).map_err(|error| error.message)?;
        if fresh.to_json() == json {
            return Ok(fresh);
        }
        Err(format!("{json}\n   written again {}", fresh.to_json()))
    }

    /// The whole check ends where a whole check of the same data ends, and asking for it changes nothing.
    pub fn compare_whole(&self) -> Result<(), String> {
        let before = self.form.diagnostics(None);
        let own = self.form.validate();
        same("whole check", &own, &self.fresh()?.validate())?;
        same("asked again", &self.form.diagnostics(None), &before)
    }

    /// Leaves every field; then nothing tells the form from one that was loaded.
    pub fn compare_left(&mut self) -> Result<(), String> {
        let document = serde_json::from_str(&self.form.to_json()).expect("JSON");
        let mut paths = Vec::new();
        below("", &document, &mut paths);
        for path in &paths {
            self.edit(&Edit::Commit(path.clone()))?;
        }
        let fresh = self.fresh()?;
        for path in &paths {
            agree::same_field(&self.form, &fresh, path)?;
        }
        let own = self.form.diagnostics(None);
        same("every field left", &own, &fresh.diagnostics(None))?;
        let (own, other) = (self.form.summary(), fresh.summary());
        if own == other {
            return Ok(());
        }
        Err(format!("summary: {own:?}\n   of the loaded: {other:?}"))
    }
}

fn same(what: &str, own: &[Diagnostic], other: &[Diagnostic]) -> Result<(), String> {
    if own == other {
        return Ok(());
    }
    let more = own.iter().find(|said| !other.contains(said));
    let less = other.iter().find(|said| !own.contains(said));
    Err(format!("{what}: edited {more:?}\n   loaded {less:?}"))
}

/// Rows came or went: where a path is now.
fn moved(
    path: &str,
    list: &str,
    inserted: Option<usize>,
    removed: Option<usize>,
) -> Option<String> {
    let rest = path.strip_prefix(list);
    let Some(rest) = rest.and_then(|rest| rest.strip_prefix('.')) else {
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

/// The same in everything that a diagnostic names.
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

/// All paths of a document.
fn below(before: &str, json: &Value, paths: &mut Vec<String>) {
    let mut put = |key: &str, value: &Value| {
        let dot = if before.is_empty() { "" } else { "." };
        let path = format!("{before}{dot}{key}");
        paths.push(path.clone());
        below(&path, value, paths);
    };
    match json {
        Value::Object(entries) => entries.iter().for_each(|(key, value)| put(key, value)),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(at, value)| put(&at.to_string(), value));
        }
        _ => {}
    }
}

/// Values that a program may set.
const VALUES: [&str; 14] = [
    "null",
    "true",
    "false",
    "40",
    "0",
    "7.5",
    "6.666",
    "8123456789",
    "-3",
    "1e+21",
    "1e-7",
    "{\"a\":[1]}",
    "[]",
    "[\"MBGPNM72D12E992W\"]",
];

/// An edit that a person or a program may make on this page.
pub fn any(random: &mut Random, page: &Page) -> Edit {
    if !random.one_in(15) {
        return single(random, page);
    }
    let mut edits = Vec::new();
    while edits.len() < 12 {
        match single(random, page) {
            Edit::Set(path, json) => edits.push((path, json)),
            Edit::Type(path, text) => edits.push((path, format!("\"{text}\""))),
            _ => {}
        }
    }
    Edit::Many(edits)
}

fn single(random: &mut Random, page: &Page) -> Edit {
    let model = &page.form.book().wiring.model;
    let sheet = page.form.session().sheet();
    if random.one_in(10) {
        let list = *random.pick(&Scope::LISTS);
        let rows = sheet.rows(list);
        return if random.one_in(2) {
            Edit::Insert(list, random.below(rows + 1))
        } else {
            Edit::Remove(list, random.below(rows))
        };
    }
    let field = random.pick(model.fields());
    let list = field.scope.parent().unwrap_or(field.scope);
    let row = random.below((sheet.rows(list) + 1).min(4)).to_string();
    let path = field.path.replacen('*', &row, 1);
    let path = path.replace("<aaaa-mm>", &random::month(random));
    let path = path.replacen('*', &random.below(3).to_string(), 1);
    if random.one_in(5)
        && let Some(text) = at_an_end(random, page, &path)
    {
        return Edit::Type(path, text);
    }
    match random.below(10) {
        0 => Edit::Commit(path),
        1 => Edit::Set(path, random.of(&VALUES).to_string()),
        2..5 => Edit::Set(path, format!("\"{}\"", random::text(random, &field.kind))),
        _ => Edit::Type(path, random::text(random, &field.kind)),
    }
}

/// A value on one of the bounds of a field, or next to it.
fn at_an_end(random: &mut Random, page: &Page, path: &str) -> Option<String> {
    let bounds = page.form.bounds(path).ok()?;
    let step = [-1, 0, 0, 1][random.below(4)];
    match [bounds.min, bounds.max][random.below(2)].as_ref()? {
        Value::String(day) => Some(Day::from_iso(day)?.plus_days(step).italian()),
        number => {
            let hundredths = (number.as_f64()? * 100.0).round() as i64 + step;
            let decimals = hundredths.max(0) % 100;
            Some(format!("{},{decimals:02}", hundredths / 100))
        }
    }
}
