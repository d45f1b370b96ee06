//! The application as JSON text again: as it was given and typed, unknown fields included.

use super::address::index_of;
use super::column::{Cell, Shown};
use super::{Column, Months, Sheet};
use crate::model::{Model, Scope};
use crate::text::Kind;

impl Sheet {
    /// The application as JSON text: what was typed and given, unknown fields included.
    pub fn to_json(&self, model: &Model) -> String {
        let mut root = Tree::Object(Vec::new());
        for field in model.columns(Scope::Single) {
            if let Some(info) = model.get(*field)
                && let Some(column) = self.column(Scope::Single, info.column)
                && column.is_there(0)
            {
                root.put_at(info.path, Tree::Json(column_json(column, 0, &info.kind)));
            }
        }
        for list in Scope::LISTS {
            let table = self.table(list);
            if let Some(json) = &table.misfit {
                root.put_at(list.path(), Tree::Json(json.to_string()));
            } else if table.given {
                let rows = (0..table.length).map(|row| self.row(model, list, row));
                root.put_at(list.path(), Tree::List(rows.collect()));
            }
        }
        if let Some(months) = months_tree(Some(&self.mensile), &Kind::Number) {
            root.put_at(Scope::Mensile.path(), months);
        }
        for (path, json) in self.objects.iter() {
            root.put_at(path, Tree::Json(json.to_string()));
        }
        // What lies in the same object comes together, and none of it stands there already.
        let unknown: Vec<(&Vec<String>, &str)> =
            self.unknown.iter().map(|(k, j)| (k, &**j)).collect();
        for together in unknown.chunk_by(|(a, _), (b, _)| above(a) == above(b)) {
            let first = together.first().map_or(&[][..], |(keys, _)| above(keys));
            let keys: Vec<&str> = first.iter().map(String::as_str).collect();
            let Some(entries) = root.object(&keys) else {
                continue;
            };
            let named = together
                .iter()
                .filter_map(|(keys, json)| Some((keys.last()?, json)));
            entries.extend(named.map(|(key, json)| (key.clone(), Tree::Json(json.to_string()))));
        }
        let mut out = String::new();
        root.write(&mut out);
        out
    }

    fn row(&self, model: &Model, list: Scope, row: usize) -> Tree {
        if let Some(json) = self.table(list).misfits.get(&row) {
            return Tree::Json(json.to_string());
        }
        let mut entries = Vec::new();
        for field in model.columns(list) {
            if let Some(info) = model.get(*field)
                && let Some(column) = self.column(list, info.column)
                && column.is_there(row)
            {
                let json = Tree::Json(column_json(column, row, &info.kind));
                entries.push((list.name_in(info.path).to_string(), json));
            }
        }
        if list == Scope::Lavoratori {
            for (scope, name) in [(Scope::Consuntivo, "consuntivo"), (Scope::Sr41, "sr41")] {
                let months = months_tree(self.months(scope, row), &Kind::Hours);
                entries.extend(months.map(|months| (name.to_string(), months)));
            }
        }
        if list == Scope::DomandePrecedenti
            && let Some(column) = self.listed(row).filter(|column| column.is_coded())
        {
            let codes = (0..column.states.len())
                .map(|n| Tree::Json(column_json(column, n, &Kind::CodiceFiscale)));
            entries.push(("lavoratori".to_string(), Tree::List(codes.collect())));
        }
        Tree::Object(entries)
    }
}

fn months_tree(months: Option<&Months>, kind: &Kind) -> Option<Tree> {
    let months = months?;
    if let Some(json) = &months.misfit {
        return Some(Tree::Json(json.to_string()));
    }
    let cells = months.cells().iter();
    let entries: Vec<_> = cells
        .map(|(key, cell)| (key.text(), Tree::Json(cell_json(cell, kind))))
        .collect();
    (!entries.is_empty()).then_some(Tree::Object(entries))
}

fn column_json(column: &Column, row: usize, kind: &Kind) -> String {
    cell_json(&column.get(row), kind)
}

fn cell_json(cell: &Cell, kind: &Kind) -> String {
    match cell.given(kind) {
        Shown::Absent | Shown::Null => "null".to_string(),
        Shown::Text(text) => quoted(&text),
        Shown::Number(digits) => digits.into_owned(),
        Shown::Bool(yes) => yes.to_string(),
        Shown::Structure(json) => json.to_string(),
    }
}

pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// A value of JSON that is being written.
enum Tree {
    Json(String),
    Object(Vec<(String, Tree)>),
    List(Vec<Tree>),
}

/// The keys that lead to where the last one stands.
fn above<K>(keys: &[K]) -> &[K] {
    keys.split_last().map_or(&[], |(_, above)| above)
}

impl Tree {
    /// The entries of the object that some keys lead to.
    fn object(&mut self, keys: &[&str]) -> Option<&mut Vec<(String, Tree)>> {
        if let Tree::Json(_) = self {
            *self = Tree::Object(Vec::new());
        }
        match (self, keys.split_first()) {
            (Tree::Object(entries), None) => Some(entries),
            (Tree::Object(entries), Some((key, rest))) => {
                let place = entries.iter().position(|(known, _)| known == key);
                let place = place.unwrap_or_else(|| {
                    entries.push((key.to_string(), Tree::Object(Vec::new())));
                    entries.len() - 1
                });
                entries.get_mut(place)?.1.object(rest)
            }
            (Tree::List(rows), Some((key, rest))) => rows.get_mut(index_of(key)?)?.object(rest),
            _ => None,
        }
    }

    /// Puts a value where a path leads to, in the place of what stands there.
    fn put_at(&mut self, path: &str, value: Tree) {
        let keys: Vec<&str> = path.split('.').collect();
        let (Some(key), Some(entries)) = (keys.last(), self.object(above(&keys))) else {
            return;
        };
        match entries.iter_mut().find(|(known, _)| known == key) {
            Some((_, entry)) => *entry = value,
            None => entries.push((key.to_string(), value)),
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Tree::Json(json) => out.push_str(json),
            Tree::Object(entries) => {
                out.push('{');
                for (n, (key, value)) in entries.iter().enumerate() {
                    if n > 0 {
                        out.push(',');
                    }
                    out.push_str(&quoted(key));
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
            Tree::List(items) => {
                out.push('[');
                for (n, item) in items.iter().enumerate() {
                    if n > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
        }
    }
}
