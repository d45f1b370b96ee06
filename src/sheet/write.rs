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
        for (keys, json) in &self.unknown {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            root.put(&keys, Tree::Json(json.to_string()));
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

impl Tree {
    /// Puts a value below some keys, each of an object, or an index of a list.
    fn put(&mut self, keys: &[&str], value: Tree) {
        let Some((key, rest)) = keys.split_first() else {
            *self = value;
            return;
        };
        if let Tree::Json(_) = self {
            *self = Tree::Object(Vec::new());
        }
        match self {
            Tree::List(items) => {
                let item = index_of(key).and_then(|index| items.get_mut(index));
                if let Some(item) = item {
                    item.put(rest, value);
                }
            }
            Tree::Object(entries) => {
                if let Some((_, entry)) = entries.iter_mut().find(|(known, _)| known == key) {
                    return entry.put(rest, value);
                }
                let mut entry = Tree::Object(Vec::new());
                entry.put(rest, value);
                entries.push((key.to_string(), entry));
            }
            Tree::Json(_) => {}
        }
    }

    fn put_at(&mut self, path: &str, value: Tree) {
        let keys: Vec<&str> = path.split('.').collect();
        self.put(&keys, value);
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
