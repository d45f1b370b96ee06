//! Values that know where they stand: what pages hold before they are one rulebook.

use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::place::{Place, Places};
use super::{Mistake, Texts};

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub place: Place,
    pub holds: Holds,
}

#[derive(Clone, Debug)]
pub(super) enum Holds {
    One(Value),
    List(Vec<Tree>),
    /// Keys in their order, each with its own place.
    Table(Vec<(String, Place, Tree)>),
}

impl Tree {
    pub fn text(text: impl Into<String>, place: Place) -> Tree {
        Tree {
            place,
            holds: Holds::One(Value::String(text.into())),
        }
    }

    pub fn list(items: Vec<Tree>, place: Place) -> Tree {
        Tree {
            place,
            holds: Holds::List(items),
        }
    }

    pub fn table(place: Place) -> Tree {
        Tree {
            place,
            holds: Holds::Table(Vec::new()),
        }
    }

    /// Reads a block of TOML that starts at `start` of its file.
    pub fn toml(text: &str, file: usize, start: usize) -> Result<Tree, (Place, Texts)> {
        // Keys of TOML are ASCII: the one accent of the format takes as many bytes without.
        let text = text.replace("gravità =", "gravita_ =");
        let text = text.replace("gravità=", "gravita_=");
        let at = |span: Range<usize>| Place {
            file,
            span: span.start + start..span.end + start,
        };
        match DeTable::parse(&text) {
            Ok(table) => Ok(Tree {
                place: at(table.span()),
                holds: of_table(table.get_ref(), &at),
            }),
            Err(error) => {
                let span = error.span().unwrap_or(0..text.len());
                Err((at(span), torn(error.message())))
            }
        }
    }

    pub fn get(&self, key: &str) -> Option<&Tree> {
        let Holds::Table(keys) = &self.holds else {
            return None;
        };
        keys.iter()
            .find(|(known, ..)| known == key)
            .map(|(.., tree)| tree)
    }

    pub fn take(&mut self, key: &str) -> Option<Tree> {
        let Holds::Table(keys) = &mut self.holds else {
            return None;
        };
        let at = keys.iter().position(|(known, ..)| known == key)?;
        Some(keys.remove(at).2)
    }

    /// Sets a key, in its old place where it has one.
    pub fn set(&mut self, key: &str, tree: Tree) {
        let place = tree.place.clone();
        self.set_at(key, place, tree);
    }

    pub fn set_at(&mut self, key: &str, place: Place, tree: Tree) {
        let Holds::Table(keys) = &mut self.holds else {
            return;
        };
        match keys.iter_mut().find(|(known, ..)| known == key) {
            Some(known) => *known = (key.to_string(), place, tree),
            None => keys.push((key.to_string(), place, tree)),
        }
    }

    pub fn into_keys(self) -> Vec<(String, Place, Tree)> {
        match self.holds {
            Holds::Table(keys) => keys,
            _ => Vec::new(),
        }
    }

    pub fn items(&self) -> &[Tree] {
        match &self.holds {
            Holds::List(items) => items,
            _ => &[],
        }
    }

    pub fn into_items(self) -> Vec<Tree> {
        match self.holds {
            Holds::List(items) => items,
            _ => Vec::new(),
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match &self.holds {
            Holds::One(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    /// Appends the items of another list.
    pub fn extend(&mut self, other: Tree) {
        if let Holds::List(items) = &mut self.holds {
            items.extend(other.into_items());
        }
    }

    /// The value alone; the places go into `places`, by path.
    pub fn into_value(self, path: &str, places: &mut Places) -> Value {
        let below = |key: &str| match path {
            "" => key.to_string(),
            path => format!("{path}.{key}"),
        };
        places.put(path, self.place);
        match self.holds {
            Holds::One(value) => value,
            Holds::List(items) => Value::Array(
                (0..)
                    .zip(items)
                    .map(|(n, item): (usize, Tree)| {
                        // A rule is told by its name.
                        let slug = item.get("slug").and_then(Tree::as_str);
                        let key = slug.map_or(n.to_string(), str::to_string);
                        item.into_value(&below(&key), places)
                    })
                    .collect(),
            ),
            Holds::Table(keys) => Value::Object(
                keys.into_iter()
                    .map(|(key, place, tree)| {
                        let path = below(&key);
                        let value = tree.into_value(&path, places);
                        places.put_key(&path, place);
                        (key, value)
                    })
                    .collect(),
            ),
        }
    }
}

fn of_table(table: &DeTable, at: &impl Fn(Range<usize>) -> Place) -> Holds {
    let mut keys: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let name = match key.get_ref().as_ref() {
                "gravita_" => "gravità".to_string(),
                name => name.to_string(),
            };
            (name, at(key.span()), of_value(value, at))
        })
        .collect();
    keys.sort_by_key(|(_, place, _)| place.span.start);
    Holds::Table(keys)
}

fn of_value(value: &Spanned<DeValue>, at: &impl Fn(Range<usize>) -> Place) -> Tree {
    let holds = match value.get_ref() {
        DeValue::String(text) => Holds::One(Value::String(text.to_string())),
        DeValue::Integer(number) => Holds::One(
            i64::from_str_radix(number.as_str(), number.radix())
                .map_or(Value::Null, |number| Value::Number(number.into())),
        ),
        DeValue::Boolean(yes) => Holds::One(Value::Bool(*yes)),
        DeValue::Float(number) => Holds::One(Value::String(number.as_str().to_string())),
        DeValue::Datetime(day) => Holds::One(Value::String(day.to_string())),
        DeValue::Array(items) => Holds::List(items.iter().map(|item| of_value(item, at)).collect()),
        DeValue::Table(table) => of_table(table, at),
    };
    Tree {
        place: at(value.span()),
        holds,
    }
}

/// Why some TOML can not be read.
fn torn(found: &str) -> Texts {
    let why = [
        ("duplicate key", "la stessa chiave c'è due volte"),
        ("escape", "dopo «\\» va un altro «\\» o «\"»"),
        (
            "quote",
            "un testo sta tra due virgolette, sulla stessa riga",
        ),
        (
            "string",
            "un testo sta tra due virgolette, sulla stessa riga",
        ),
        (
            "inline table",
            "tra le graffe va «chiave = valore», e poi la virgola o la graffa chiusa",
        ),
        (
            "array",
            "le parentesi quadre non si chiudono, o manca una virgola",
        ),
        ("table", "il titolo tra parentesi quadre non si chiude"),
        (
            "extend",
            "la chiave è già un valore, e non ne può contenere altri",
        ),
    ];
    let known = why.iter().find(|(english, _)| found.contains(english));
    let italian = known.map_or("qui serve «chiave = valore»", |(_, italian)| italian);
    Texts::new(italian, found)
}

/// A mistake of a page, before it has a path in the rulebook: its place is its own.
pub(super) fn mistake(places: &mut Places, place: Place, says: Texts) -> Mistake {
    let path = format!("@{}.{}", place.file, place.span.start);
    places.put(&path, place);
    Mistake::at(path, says)
}
