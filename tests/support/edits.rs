//! Edits of a form, carried out on three things at once: the engine, the document beside it, and the
//! list of diagnostics that a page keeps from the changes it is sent.

#![allow(dead_code)] // each test file uses its part of it

use std::collections::BTreeMap;
use std::sync::Arc;

use convalida::calendar::Day;
use convalida::engine::Engine;
use convalida::form::cell::{Given, State};
use convalida::form::model::List;
use convalida::json::Json;
use convalida::message::Language;
use convalida::rulebook::Rulebook;

use super::agree;
use super::cases::parsed;
use super::random::{self, Random};

#[derive(Clone, Debug)]
pub enum Edit {
    /// A text key by key.
    Type(String, String),
    /// A value at once.
    Set(String, Json),
    Commit(String),
    Insert(List, usize),
    Remove(List, usize),
    /// Another application takes the place of this one.
    Load(Json),
}

impl std::fmt::Display for Edit {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Edit::Type(path, text) => write!(out, "type {path} {text:?} key by key"),
            Edit::Set(path, value) => write!(out, "set {path} {value}"),
            Edit::Commit(path) => write!(out, "commit {path}"),
            Edit::Insert(list, index) => write!(out, "insert {} {index}", list.path()),
            Edit::Remove(list, index) => write!(out, "remove {} {index}", list.path()),
            Edit::Load(document) => write!(out, "load {document}"),
        }
    }
}

/// A diagnostic as a page keeps it: rule and path, and the rest.
type Kept = BTreeMap<(String, String), Json>;

/// The engine, and what stands beside it.
pub struct Page {
    pub engine: Engine,
    pub document: Json,
    kept: Kept,
    book: Arc<Rulebook>,
    today: Option<Day>,
}

impl Page {
    pub fn new(book: &Arc<Rulebook>, today: Option<Day>, document: &Json) -> Page {
        let mut engine = Engine::new(book.clone(), Language::Italian, today);
        engine.load(document).expect("an object");
        let kept = listed(&engine).expect("one diagnostic of a rule on a path");
        Page {
            engine,
            document: document.clone(),
            kept,
            book: book.clone(),
            today,
        }
    }

    /// Carries out an edit; says what is wrong with the answer.
    pub fn edit(&mut self, edit: &Edit) -> Result<(), String> {
        match edit {
            Edit::Type(path, text) => {
                let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
                let emptied = text.is_empty().then_some(0);
                for end in emptied.into_iter().chain(ends) {
                    self.put(path, &Json::Text(text[..end].to_string()))?;
                }
                self.put_again(path, &Json::Text(text.clone()))?;
            }
            Edit::Set(path, value) => {
                self.put(path, value)?;
                self.put_again(path, value)?;
            }
            Edit::Commit(path) => {
                if let Ok(changed) = self.engine.commit(path) {
                    self.receive(&changed)?;
                    agree::after_leaving(&self.engine, path)?;
                }
            }
            Edit::Insert(list, index) => {
                if let Ok(changed) = self.engine.insert(list.path(), Some(*index)) {
                    let rows = list_at(&mut self.document, list.path());
                    rows.insert(*index, Json::Object(Vec::new()));
                    self.receive(&changed)?;
                }
            }
            Edit::Remove(list, index) => {
                if let Ok(changed) = self.engine.remove(list.path(), *index) {
                    list_at(&mut self.document, list.path()).remove(*index);
                    self.receive(&changed)?;
                }
            }
            Edit::Load(document) => {
                self.engine.load(document).map_err(|call| call.0)?;
                self.document = document.clone();
                self.kept = listed(&self.engine)?;
            }
        }
        self.compare_kept()
    }

    fn put(&mut self, path: &str, value: &Json) -> Result<(), String> {
        let bounds = self.engine.bounds(path).ok();
        let Ok(changed) = self.engine.set(path, Given::from_json(value)) else {
            return Ok(());
        };
        write(&mut self.document, path, value.clone());
        self.receive(&changed)?;
        self.compare_kept()?;
        agree::state(&self.engine, path)?;
        bounds.map_or(Ok(()), |bounds| agree::bounds(&self.engine, path, &bounds))
    }

    /// A text that is being typed, set once more, brings nothing new.
    fn put_again(&mut self, path: &str, value: &Json) -> Result<(), String> {
        let state = self.engine.field(path).map(|field| field.state);
        let Ok(changed) = self.engine.set(path, Given::from_json(value)) else {
            return Ok(());
        };
        let change = self.engine.change_json(&changed);
        let told = |key: &str| change.get(key).is_some_and(|list| !list.items().is_empty());
        if told("added") || told("removed") || self.engine.field(path).map(|f| f.state) != state {
            return Err(format!("{value} typed again at {path} gives {change}"));
        }
        Ok(())
    }

    /// What a page does with a change.
    fn receive(&mut self, changed: &convalida::engine::Changed) -> Result<(), String> {
        let change = self.engine.change_json(changed);
        let text =
            |json: &Json, key: &str| json.get(key).and_then(Json::text).unwrap_or("").to_string();
        if let Some(rows) = change.get("rows") {
            let index = |key: &str| match rows.get(key) {
                Some(Json::Number(n)) => n.parse::<usize>().ok(),
                _ => None,
            };
            let (inserted, removed) = (index("inserted"), index("removed"));
            self.kept = moved(&self.kept, &text(rows, "list"), inserted, removed);
        }
        for gone in change.get("removed").map_or(&[][..], Json::items) {
            let key = (text(gone, "rule"), text(gone, "path"));
            if self.kept.remove(&key).is_none() {
                return Err(format!("removed what was not there: {key:?}"));
            }
        }
        for new in change.get("added").map_or(&[][..], Json::items) {
            let key = (text(new, "rule"), text(new, "path"));
            if self.kept.get(&key) == Some(new) {
                return Err(format!("sent again what was there: {key:?}"));
            }
            self.kept.insert(key, new.clone());
        }
        Ok(())
    }

    /// What the page keeps is what the engine says when asked.
    fn compare_kept(&self) -> Result<(), String> {
        let found = listed(&self.engine)?;
        let keys = |kept: &Kept| kept.keys().cloned().collect::<Vec<_>>();
        if keys(&found) != keys(&self.kept) {
            let missing: Vec<_> = found
                .keys()
                .filter(|key| !self.kept.contains_key(*key))
                .collect();
            let left: Vec<_> = self
                .kept
                .keys()
                .filter(|key| !found.contains_key(*key))
                .collect();
            return Err(format!(
                "the changes never brought {missing:?} and never took {left:?}"
            ));
        }
        for (key, now) in &found {
            let kept = &self.kept[key];
            if now != kept {
                return Err(format!("{key:?}: sent {kept}\n   now {now}"));
            }
        }
        Ok(())
    }

    /// The whole check ends where a whole check of the document ends; and so does leaving every field.
    pub fn compare_whole(&mut self) -> Result<(), String> {
        let mut fresh = Engine::new(self.book.clone(), Language::Italian, self.today);
        fresh.load(&self.document).map_err(|call| call.0)?;
        same("whole check", &self.engine.validate(), &fresh.validate())?;
        // Asked twice, the same.
        let before = self.engine.diagnostics(None);
        self.engine.validate();
        same(
            "after a whole check",
            &self.engine.diagnostics(None),
            &before,
        )
    }

    /// Leaves every field; then nothing tells the form from one that was loaded.
    pub fn compare_left(&mut self) -> Result<(), String> {
        let mut paths = Vec::new();
        leaves("", &self.document, &mut paths);
        for path in &paths {
            self.edit(&Edit::Commit(path.clone()))?;
        }
        let mut fresh = Engine::new(self.book.clone(), Language::Italian, self.today);
        fresh.load(&self.document).map_err(|call| call.0)?;
        for path in &paths {
            agree::same_field(&self.engine, &fresh, path)?;
        }
        same(
            "after leaving every field",
            &self.engine.diagnostics(None),
            &fresh.diagnostics(None),
        )?;
        let (own, other) = (
            self.engine.summary().to_string(),
            fresh.summary().to_string(),
        );
        if own == other {
            Ok(())
        } else {
            Err(format!("summary: {own}\n   of the loaded: {other}"))
        }
    }
}

fn same(
    what: &str,
    own: &[convalida::diagnostic::Diagnostic],
    other: &[convalida::diagnostic::Diagnostic],
) -> Result<(), String> {
    for (a, b) in own.iter().zip(other) {
        if a != b {
            return Err(format!(
                "{what}: edited {}\n   loaded {}",
                a.to_json(),
                b.to_json()
            ));
        }
    }
    if own.len() == other.len() {
        return Ok(());
    }
    let more = if own.len() > other.len() {
        own.get(other.len())
    } else {
        other.get(own.len())
    };
    let whose = if own.len() > other.len() {
        "edited"
    } else {
        "loaded"
    };
    Err(format!(
        "{what}: only the {whose} has {}",
        more.map_or(String::new(), |d| d.to_json().to_string())
    ))
}

fn listed(engine: &Engine) -> Result<Kept, String> {
    let mut kept = Kept::new();
    for diagnostic in engine.diagnostics(None) {
        let key = (diagnostic.rule.clone(), diagnostic.path.clone());
        if kept.insert(key.clone(), diagnostic.to_json()).is_some() {
            return Err(format!("two diagnostics of one rule on a path: {key:?}"));
        }
    }
    Ok(kept)
}

/// Rows came or went: the paths of those that follow, wherever they are named.
fn moved(kept: &Kept, list: &str, inserted: Option<usize>, removed: Option<usize>) -> Kept {
    let shift = |path: &str| -> Option<String> {
        let Some(rest) = path
            .strip_prefix(list)
            .and_then(|rest| rest.strip_prefix('.'))
        else {
            return Some(path.to_string());
        };
        let (index, below) = rest
            .split_once('.')
            .map_or((rest, None), |(index, below)| (index, Some(below)));
        let Ok(index) = index.parse::<usize>() else {
            return Some(path.to_string());
        };
        let index = match (inserted, removed) {
            (Some(at), _) if index >= at => index + 1,
            (_, Some(at)) if index == at => return None,
            (_, Some(at)) if index > at => index - 1,
            _ => index,
        };
        Some(below.map_or(format!("{list}.{index}"), |below| {
            format!("{list}.{index}.{below}")
        }))
    };
    let mut new = Kept::new();
    for ((rule, path), diagnostic) in kept {
        if let Some(path) = shift(path) {
            new.insert((rule.clone(), path), shifted(diagnostic, &shift));
        }
    }
    new
}

fn shifted(json: &Json, shift: &dyn Fn(&str) -> Option<String>) -> Json {
    match json {
        Json::Text(text) => Json::Text(shift(text).unwrap_or_else(|| text.clone())),
        Json::List(items) => Json::List(items.iter().map(|item| shifted(item, shift)).collect()),
        Json::Object(entries) => Json::Object(
            entries
                .iter()
                .map(|(key, value)| (key.clone(), shifted(value, shift)))
                .collect(),
        ),
        other => other.clone(),
    }
}

fn is_index(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit())
}

/// Writes a value into a document, making what leads there (as the package does).
pub fn write(document: &mut Json, path: &str, value: Json) {
    let keys: Vec<&str> = path.split('.').collect();
    let mut at = document;
    for (i, key) in keys.iter().enumerate() {
        let last = i + 1 == keys.len();
        let list = keys.get(i + 1).is_some_and(|next| is_index(next));
        let empty = if list {
            Json::List(Vec::new())
        } else {
            Json::Object(Vec::new())
        };
        let slot = child(at, key);
        if last {
            *slot = value;
            return;
        }
        if !matches!(
            (&*slot, list),
            (Json::List(_), true) | (Json::Object(_), false)
        ) {
            *slot = empty;
        }
        at = slot;
    }
}

fn child<'a>(at: &'a mut Json, key: &str) -> &'a mut Json {
    match at {
        Json::List(items) => {
            let index: usize = key.parse().expect("an index");
            while items.len() <= index {
                items.push(Json::Null);
            }
            &mut items[index]
        }
        Json::Object(entries) => {
            let found = entries.iter().position(|(k, _)| k == key);
            let at = found.unwrap_or_else(|| {
                entries.push((key.to_string(), Json::Null));
                entries.len() - 1
            });
            &mut entries[at].1
        }
        _ => unreachable!("only objects and lists have children"),
    }
}

/// The list at a path, made where it is missing.
fn list_at<'a>(document: &'a mut Json, path: &str) -> &'a mut Vec<Json> {
    let mut at = document;
    for key in path.split('.') {
        if !matches!(at, Json::Object(_)) {
            *at = Json::Object(Vec::new());
        }
        at = child(at, key);
    }
    if !matches!(at, Json::List(_)) {
        *at = Json::List(Vec::new());
    }
    match at {
        Json::List(items) => items,
        _ => unreachable!("it was just made a list"),
    }
}

/// The paths of all plain values in a document.
pub fn leaves(before: &str, json: &Json, paths: &mut Vec<String>) {
    let below = |key: &str| {
        if before.is_empty() {
            key.to_string()
        } else {
            format!("{before}.{key}")
        }
    };
    match json {
        Json::Object(entries) => entries
            .iter()
            .for_each(|(key, value)| leaves(&below(key), value, paths)),
        Json::List(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(i, value)| leaves(&below(&i.to_string()), value, paths));
        }
        _ => paths.push(before.to_string()),
    }
}

/// An edit that a person may make on this page.
pub fn any(random: &mut Random, page: &Page) -> Edit {
    let lists = List::ALL;
    let list = *random.pick(&lists);
    let rows = length(&page.document, list);
    match random.below(20) {
        0 => return Edit::Insert(list, random.below(rows + 1)),
        1 if rows > 0 => return Edit::Remove(list, random.below(rows)),
        _ => {}
    }
    let model = &page.book.model;
    let field = random.pick(&model.fields);
    let path = match (field.list, field.path.ends_with(".<aaaa-mm>")) {
        (None, _) => field.path.to_string(),
        (Some(list), month) => {
            let rows = length(&page.document, list);
            let next = usize::from(random.one_in(6) || rows == 0);
            let row = random.below(rows.min(3) + next);
            let path = field.path.replacen('*', &row.to_string(), 1);
            let path = if month {
                path.replace("<aaaa-mm>", &random::month(random))
            } else {
                path
            };
            path.replacen('*', &random.below(3).to_string(), 1)
        }
    };
    if random.one_in(5)
        && let Some(text) = at_an_end(random, page, &path)
    {
        return Edit::Type(path, text);
    }
    match random.below(10) {
        0 => Edit::Commit(path),
        1 => Edit::Set(path, Json::Null),
        2 => Edit::Set(
            path,
            parsed(random.of(&[
                "40",
                "0",
                "7.5",
                "true",
                "false",
                "5",
                "-3",
                "6.666",
                "8123456789",
            ])),
        ),
        3..6 => Edit::Set(path, Json::Text(random::text(random, &field.kind))),
        _ => Edit::Type(path, random::text(random, &field.kind)),
    }
}

/// A value on one of the bounds of a field, or next to it.
fn at_an_end(random: &mut Random, page: &Page, path: &str) -> Option<String> {
    let bounds = page.engine.bounds(path).ok()?.to_json();
    let step = [-1, 0, 0, 1][random.below(4)];
    match bounds.get(random.of(&["min", "max"]))? {
        Json::Text(day) => Some(Day::from_iso(day)?.plus_days(step).italian()),
        Json::Number(number) => {
            let hundredths = (number.parse::<f64>().ok()? * 100.0).round() as i64 + step;
            Some(format!(
                "{},{:02}",
                hundredths / 100,
                hundredths.max(0) % 100
            ))
        }
        _ => None,
    }
}

fn length(document: &Json, list: List) -> usize {
    let found = list
        .path()
        .split('.')
        .try_fold(document, |at, key| at.get(key));
    found.map_or(0, |list| list.items().len())
}

/// The state of a field after its text was typed whole.
pub fn typed(engine: &mut Engine, path: &str, text: &str) -> State {
    engine
        .set(path, Some(Given::Text(text.to_string())))
        .expect("a field");
    engine.field(path).expect("a field").state
}
