//! An application as JSON text, read straight into columns.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::domanda::{self, Unusable, plainly};
use super::{
    Address, At, Below, CONSUNTIVO, Column, ELENCATI, Given, Key, MENSILE, Months, SR41, Sheet,
    parse,
};
use crate::model::{Field, FieldId, Fields, Model, Scope};

impl Sheet {
    /// Takes in an application as JSON text, every field as left. The sheet is empty before.
    ///
    /// # Errors
    /// It is no JSON, no object, or goes beyond a limit.
    pub fn load(&mut self, model: &Model, json: &str) -> Result<(), Unusable> {
        if self.take(model, json, false).is_ok() {
            return Ok(());
        }
        // A key comes twice, something else stands in the place of a row or a list, or it is no application at all.
        self.empty(model);
        let plain = domanda::read(json.as_bytes())?;
        let taken = self.take(model, &plain.text, true);
        taken.map_err(|error| Unusable {
            line: error.line(),
            column: Some(error.column()),
            message: error.to_string(),
        })
    }

    /// Reads the text in one go. `verbatim`: it is plain, and rows are looked at as texts first, so that what stands
    /// in their place comes back as it was written.
    fn take(&mut self, model: &Model, json: &str, verbatim: bool) -> Result<(), serde_json::Error> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let inside = Inside {
            sheet: self,
            model,
            path: "",
            verbatim,
        };
        reader.deserialize_map(inside).and_then(|()| reader.end())
    }

    fn fill(&mut self, model: &Model, at: &At, raw: &str) {
        let Some(field) = model.get(at.field) else {
            return;
        };
        let text;
        let given = match unquoted(raw) {
            Some(unquoted) => {
                text = unquoted;
                Given::Text(&text)
            }
            None => given_of(raw),
        };
        let cell = self.read(&field.kind, at, given);
        self.put(model, at, cell);
    }
}

/// Puts a value below some keys, inside of what the first of them that are unknown lead to: `topmost` of them.
pub(super) fn keep(
    kept: &mut BTreeMap<Vec<String>, Box<str>>,
    topmost: usize,
    keys: Vec<String>,
    json: &str,
) {
    let above = keys.get(..topmost).filter(|above| above.len() < keys.len());
    let above = above.map(|above| {
        let whole = kept.get(above).cloned();
        (above.to_vec(), whole.unwrap_or_else(|| "{}".into()))
    });
    let Some((above, whole)) = above else {
        kept.retain(|known, _| !(known.len() > keys.len() && known.starts_with(&keys)));
        kept.insert(keys, json.into());
        return;
    };
    let mut tree: serde_json::Value = serde_json::from_str(&whole).unwrap_or_default();
    let mut here = &mut tree;
    for key in keys.iter().skip(above.len()) {
        let index = super::address::index_of(key);
        if let Some(index) = index.filter(|_| here.is_array()) {
            let Some(items) = here.as_array_mut() else {
                return;
            };
            if index >= items.len() {
                items.resize(index.min(items.len()) + 1, serde_json::Value::Null);
            }
            let last = items.len() - 1;
            let Some(item) = items.get_mut(index.min(last)) else {
                return;
            };
            here = item;
            continue;
        }
        if !here.is_object() {
            *here = serde_json::Value::Object(serde_json::Map::new());
        }
        let Some(entries) = here.as_object_mut() else {
            return;
        };
        here = entries
            .entry(key.clone())
            .or_insert(serde_json::Value::Null);
    }
    *here = serde_json::from_str(json).unwrap_or_default();
    kept.insert(above, tree.to_string().into());
}

/// The text of a single value that some keys lead to within JSON text; nothing of an object or a list.
pub(super) fn text_in(json: &str, keys: &[&str]) -> String {
    let tree: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    let found = keys.iter().try_fold(&tree, |here, key| match here {
        serde_json::Value::Array(items) => items.get(super::address::index_of(key)?),
        here => here.get(key),
    });
    match found {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(serde_json::Value::Number(number)) => number.to_string(),
        Some(serde_json::Value::Bool(yes)) => yes.to_string(),
        _ => String::new(),
    }
}

/// The text of a JSON string; `None` for other values.
fn unquoted(raw: &str) -> Option<Cow<'_, str>> {
    let inside = raw.strip_prefix('"')?.strip_suffix('"')?;
    if !inside.bytes().any(|b| b == b'\\') {
        return Some(Cow::Borrowed(inside));
    }
    serde_json::from_str(raw).ok().map(Cow::Owned)
}

fn given_of(raw: &str) -> Given<'_> {
    match raw {
        "null" => Given::Null,
        "true" => Given::Bool(true),
        "false" => Given::Bool(false),
        raw if raw.starts_with(['{', '[']) => Given::Structure(raw),
        raw => Given::Number(raw),
    }
}

/// Null and blank text are empty wherever they stand.
pub(super) fn is_blank(raw: &str) -> bool {
    raw == "null" || unquoted(raw).is_some_and(|text| text.trim().is_empty())
}

/// A key, borrowed where it can be.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Name<'de>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text.to_string())))
            }
        }
        reader.deserialize_str(Text)
    }
}

/// The value of a key, as JSON text that is plain; `level` objects and lists stand around it.
fn value<'de, A: MapAccess<'de>>(
    entries: &mut A,
    is_plain: bool,
    level: usize,
) -> Result<Cow<'de, str>, A::Error> {
    let json = entries.next_value::<&'de RawValue>()?.get();
    if is_plain {
        return Ok(Cow::Borrowed(json));
    }
    plainly(json, level).map_err(|problem| A::Error::custom(problem.message))
}

/// Of a key that comes twice the last counts, as with every parser; that is seen to where the text is made plain.
fn twice<E: Error>() -> E {
    E::custom("a key that comes twice")
}

/// The fields below an object outside lists.
struct Inside<'a> {
    sheet: &'a mut Sheet,
    model: &'a Model,
    path: &'a str,
    /// Whether rows and lists are looked at as text first.
    verbatim: bool,
}

impl<'de> Visitor<'de> for Inside<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an application, which is an object: { \"periodo\": { … }, … }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut seen: Vec<Cow<str>> = Vec::new();
        while let Some(Name(key)) = entries.next_key::<Name>()? {
            let path = match self.path {
                "" => key.to_string(),
                above => [above, ".", &key].concat(),
            };
            let address = if key.contains('.') {
                Address::Unknown
            } else {
                parse(self.model, &path)
            };
            if seen.contains(&key) {
                return Err(twice());
            }
            seen.push(key.clone());
            match address {
                Address::List(list) if list.path() == path => {
                    entries.next_value_seed(List {
                        sheet: self.sheet,
                        model: self.model,
                        list,
                        verbatim: self.verbatim,
                    })?;
                }
                Address::Field(at) => {
                    let json = value(&mut entries, self.verbatim, 1)?;
                    self.sheet.fill(self.model, &at, &json);
                }
                Address::Object => {
                    let json = value(&mut entries, self.verbatim, 1)?;
                    self.sheet.fill_object(self.model, &path, &json);
                }
                _ => {
                    let json = value(&mut entries, self.verbatim, 1)?;
                    let mut keys: Vec<String> = match self.path {
                        "" => Vec::new(),
                        above => above.split('.').map(String::from).collect(),
                    };
                    keys.push(key.into_owned());
                    self.sheet.unknown.insert(keys, json.into());
                }
            }
        }
        Ok(())
    }
}

impl Sheet {
    fn fill_object(&mut self, model: &Model, path: &str, raw: &str) {
        if path == Scope::Mensile.path() {
            return self.fill_months(model, MENSILE, 0, raw);
        }
        let mut reader = serde_json::Deserializer::from_str(raw);
        let inside = Inside {
            sheet: self,
            model,
            path,
            verbatim: true,
        };
        if !raw.starts_with('{') || reader.deserialize_map(inside).is_err() {
            // A blank is empty, but what was given stays.
            self.objects.insert(path.to_string(), raw.into());
        }
    }

    fn fill_months(&mut self, model: &Model, field: FieldId, row: usize, raw: &str) {
        let entries = serde_json::from_str::<Entries>(raw);
        let Some(Field { scope, kind, .. }) = model.get(field) else {
            return;
        };
        let scope = *scope;
        if let Some(months) = self.months_mut(scope, row) {
            *months = Months::default();
        }
        let Ok(Entries(entries)) = entries else {
            if let Some(months) = self.months_mut(scope, row) {
                months.misfit = Some(raw.into());
            }
            return;
        };
        let mut cells = Vec::with_capacity(entries.len());
        for (key, raw) in entries {
            let at = At::month(field, row, Key::of(&key));
            let text = unquoted(raw);
            let given = text.as_deref().map_or_else(|| given_of(raw), Given::Text);
            let cell = self.read(kind, &at, given);
            cells.push((Key::of(&key), cell));
        }
        if let Some(months) = self.months_mut(scope, row) {
            for (key, cell) in cells {
                months.push(key, cell);
            }
            months.settle();
        }
    }
}

/// The entries of an object, in order, as JSON text.
struct Entries<'de>(Vec<(Cow<'de, str>, &'de str)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(Name(key)) = map.next_key::<Name>()? {
                    entries.push((key, map.next_value::<&RawValue>()?.get()));
                }
                Ok(Entries(entries))
            }
        }
        reader.deserialize_map(All)
    }
}

/// A list of rows, or what stands in its place.
struct List<'a> {
    sheet: &'a mut Sheet,
    model: &'a Model,
    list: Scope,
    verbatim: bool,
}

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        if !self.verbatim {
            return reader.deserialize_any(self);
        }
        let raw = <&RawValue>::deserialize(reader)?.get();
        if raw.starts_with('[') {
            let rows = serde_json::Deserializer::from_str(raw).deserialize_seq(self);
            return rows.map_err(Error::custom);
        }
        self.misfit(raw.to_string());
        Ok(())
    }
}

impl List<'_> {
    fn misfit(self, json: String) {
        self.sheet.table_mut(self.list).misfit = Some(json.into());
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.sheet.table_mut(self.list).given = true;
        let mut order = Vec::new();
        while let Some(()) = items.next_element_seed(Row {
            sheet: self.sheet,
            model: self.model,
            list: self.list,
            order: &mut order,
            verbatim: self.verbatim,
        })? {}
        Ok(())
    }
}

/// What a key of a row names; remembered by its place, since rows are mostly written alike.
type Order = Vec<(String, Option<FieldId>)>;

/// A row, or what stands in its place.
struct Row<'a> {
    sheet: &'a mut Sheet,
    model: &'a Model,
    list: Scope,
    order: &'a mut Order,
    verbatim: bool,
}

impl<'de> DeserializeSeed<'de> for Row<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        if !self.verbatim {
            return reader.deserialize_any(self);
        }
        let raw = <&RawValue>::deserialize(reader)?.get();
        if raw.starts_with('{') {
            let row = serde_json::Deserializer::from_str(raw).deserialize_map(self);
            return row.map_err(Error::custom);
        }
        self.misfit(raw.to_string());
        Ok(())
    }
}

impl Row<'_> {
    fn misfit(self, json: String) {
        let table = self.sheet.table_mut(self.list);
        table.misfits.insert(table.length, json.into());
        self.sheet.grow(self.list);
    }

    fn field(&mut self, place: usize, key: &str) -> Option<FieldId> {
        if let Some((known, field)) = self.order.get(place)
            && known == key
        {
            return *field;
        }
        let field = if key.contains('.') {
            None
        } else {
            self.model.named(self.list, key)
        };
        if self.order.len() <= place {
            self.order.resize(place + 1, (String::new(), None));
        }
        if let Some(entry) = self.order.get_mut(place) {
            *entry = (key.to_string(), field);
        }
        field
    }
}

impl<'de> Visitor<'de> for Row<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let row = self.sheet.rows(self.list);
        self.sheet.grow(self.list);
        let mut place = 0;
        let mut seen = Fields::default();
        let mut others: Vec<Cow<str>> = Vec::new();
        while let Some(Name(key)) = map.next_key::<Name>()? {
            let json = value(&mut map, self.verbatim, 3)?;
            let field = self.field(place, &key);
            place += 1;
            if let Some(field) = field {
                if seen.has(field) {
                    return Err(twice());
                }
                seen.add(field);
                self.sheet.fill(self.model, &At::row(field, row), &json);
                continue;
            }
            if others.contains(&key) {
                return Err(twice());
            }
            match (self.list, key.as_ref()) {
                (Scope::Lavoratori, "consuntivo") => {
                    self.sheet.fill_months(self.model, CONSUNTIVO, row, &json);
                }
                (Scope::Lavoratori, "sr41") => {
                    self.sheet.fill_months(self.model, SR41, row, &json);
                }
                (Scope::DomandePrecedenti, "lavoratori") => {
                    self.sheet.fill_listed(self.model, row, &json);
                }
                _ => {
                    let mut keys: Vec<String> =
                        self.list.path().split('.').map(String::from).collect();
                    keys.extend([row.to_string(), key.to_string()]);
                    self.sheet.unknown.insert(keys, json.into());
                }
            }
            others.push(key);
        }
        Ok(())
    }
}

impl Sheet {
    /// An empty row at the end of a list.
    fn grow(&mut self, list: Scope) {
        let table = self.table_mut(list);
        table.length += 1;
        for column in table.columns.iter_mut().flatten() {
            column.grow();
        }
    }

    fn fill_listed(&mut self, model: &Model, row: usize, raw: &str) {
        let path = ["domandePrecedenti.", &row.to_string(), ".lavoratori"].concat();
        self.objects.remove(&path);
        if let Some(column) = self.elencati.get_mut(row) {
            *column = Column::default();
        }
        match serde_json::from_str::<Vec<&RawValue>>(raw) {
            Ok(codes) => {
                self.listed_mut(row);
                for (position, code) in codes.iter().enumerate() {
                    let at = At {
                        field: ELENCATI,
                        row,
                        below: Below::Listed(position),
                    };
                    self.fill(model, &at, code.get());
                }
            }
            Err(_) => {
                self.objects.insert(path, raw.into());
            }
        }
    }
}
