//! An application as JSON text, read straight into columns.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::column::Read;
use super::domanda::{self, Unusable, plainly};
use super::scan::Scan;
use super::{
    Address, At, CONSUNTIVO, Column, ELENCATI, Given, Key, MENSILE, Months, SR41, Sheet, parse,
};
use crate::model::{Field, FieldId, Fields, Model, Scope};

impl Sheet {
    /// Takes in an application as JSON text, every field as left. The sheet is empty before.
    ///
    /// # Errors
    /// It is no JSON, no object, or goes beyond a limit.
    pub fn load(&mut self, model: &Model, json: &str) -> Result<(), Unusable> {
        if self.take(model, json).is_some() {
            return Ok(());
        }
        // A key comes twice, or it is no application at all.
        self.empty(model);
        let plain = domanda::read(json.as_bytes())?;
        let taken = self.take(model, &plain.text);
        taken.ok_or_else(|| Unusable::whole("an application is JSON text"))
    }

    /// Reads the text in one go; `None` where it must be made plain first.
    fn take(&mut self, model: &Model, json: &str) -> Option<()> {
        let mut reader = Reader {
            sheet: self,
            model,
            scan: Scan::new(json),
        };
        reader.object("", 1)?;
        reader.scan.next().is_none().then_some(())
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

/// A text that is being read into a sheet.
struct Reader<'t, 's> {
    sheet: &'s mut Sheet,
    model: &'t Model,
    scan: Scan<'t>,
}

/// The value of a field: a text, or other JSON text.
enum Got<'t> {
    Text(Cow<'t, str>),
    Json(Cow<'t, str>),
}

impl Got<'_> {
    fn given(&self) -> Given<'_> {
        match self {
            Got::Text(text) => Given::Text(text),
            Got::Json(json) => given_of(json),
        }
    }
}

/// What a key of a row names, and how the key is written behind an entry. Rows are mostly written alike.
struct Named<'t> {
    key: String,
    written: String,
    known: Option<Known<'t>>,
}

/// A field that a key names; `compared` where formulas compare its text.
#[derive(Clone, Copy)]
struct Known<'t> {
    id: FieldId,
    field: &'t Field,
    compared: bool,
}

/// The rows of a list that is being read.
struct Rows<'t> {
    list: Scope,
    /// How many objects and lists stand around a field.
    level: usize,
    names: Vec<Named<'t>>,
    columns: Vec<Option<Column>>,
    /// As many rows as there is room for.
    expected: usize,
}

/// More keys than any row has.
const KEYS: usize = 128;

impl<'t> Reader<'t, '_> {
    /// The fields below an object outside lists; of it and what it lies in there are `level`. A key that comes twice
    /// ends the reading: the last counts, as with every parser, and that is seen to where the text is made plain.
    fn object(&mut self, path: &str, level: usize) -> Option<()> {
        if !self.scan.takes(b'{') {
            return None;
        }
        let mut seen = Fields::default();
        let mut others: Vec<String> = Vec::new();
        let mut first = true;
        while self.scan.goes_on(first, b'}')? {
            first = false;
            let key = self.scan.key()?;
            let below = match path {
                "" => key.to_string(),
                above => [above, ".", &key].concat(),
            };
            let address = if key.contains('.') {
                Address::Unknown
            } else {
                parse(self.model, &below)
            };
            match address {
                Address::Field(at) => {
                    once(&mut seen, at.field)?;
                    let kind = &self.model.get(at.field)?.kind;
                    let got = self.got(level)?;
                    let cell = self.sheet.read(kind, &at, got.given());
                    self.sheet.put(self.model, &at, cell);
                    continue;
                }
                Address::List(list) if list.path() == below => self.list(list, level + 1)?,
                Address::Object if below == Scope::Mensile.path() => {
                    self.months(MENSILE, 0, level + 1)?;
                }
                Address::Object if self.scan.next() == Some(b'{') => {
                    self.object(&below, level + 1)?;
                }
                Address::Object => {
                    // A blank is empty, but what was given stays.
                    let json = self.plain(level)?;
                    self.sheet.objects.insert(below.clone(), json.into());
                }
                _ => {
                    let above = path.split('.').filter(|above| !above.is_empty());
                    self.unknown(above.map(String::from).collect(), &key, level)?;
                    continue;
                }
            }
            if others.contains(&below) {
                return None;
            }
            others.push(below);
        }
        Some(())
    }

    /// Any value as JSON text that is plain; `level` objects and lists stand around it.
    fn plain(&mut self, level: usize) -> Option<Cow<'t, str>> {
        plainly(self.scan.value()?, level).ok()
    }

    /// Keeps what the model does not know.
    fn unknown(&mut self, mut keys: Vec<String>, key: &str, level: usize) -> Option<()> {
        let json = self.plain(level)?;
        keys.push(key.to_string());
        let earlier = self.sheet.unknown.insert(keys, json.into());
        earlier.is_none().then_some(())
    }

    /// The value of a field.
    fn got(&mut self, level: usize) -> Option<Got<'t>> {
        if let Some(text) = self.scan.text() {
            return Some(Got::Text(Cow::Borrowed(text)));
        }
        let json = self.plain(level)?;
        let text = unquoted(&json).map(Cow::into_owned);
        Some(text.map_or(Got::Json(json), |text| Got::Text(Cow::Owned(text))))
    }

    /// A list of rows, or what stands in its place.
    fn list(&mut self, list: Scope, level: usize) -> Option<()> {
        if !self.scan.takes(b'[') {
            let json = self.plain(level - 1)?;
            self.sheet.table_mut(list).misfit = Some(json.into());
            return Some(());
        }
        let table = self.sheet.table_mut(list);
        table.given = true;
        let mut rows = Rows {
            list,
            level: level + 1,
            names: Vec::new(),
            columns: std::mem::take(&mut table.columns),
            expected: 0,
        };
        let start = self.scan.at();
        let mut row = 0;
        while self.scan.goes_on(row == 0, b']')? {
            if row >= rows.expected {
                rows.expected = row + self.rows_left(start, row);
            }
            self.sheet.table_mut(list).length = row + 1;
            if self.scan.takes(b'{') {
                self.row(row, &mut rows)?;
            } else {
                let json = self.plain(level)?;
                let table = self.sheet.table_mut(list);
                table.misfits.insert(row, json.into());
            }
            row += 1;
        }
        for column in rows.columns.iter_mut().flatten() {
            column.settle(row);
        }
        self.sheet.table_mut(list).columns = rows.columns;
        Some(())
    }

    /// How many more rows to make room for: as many as stand in what is left of the text, if they are like those
    /// before; few while there are few to go by.
    fn rows_left(&self, start: usize, row: usize) -> usize {
        let each = (self.scan.at() - start).checked_div(row).unwrap_or(0);
        let left = self.scan.left().checked_div(each).unwrap_or(0);
        (left + left / 32 + 1).min(row * 15 + 8)
    }

    /// A row, behind the brace that opens it.
    fn row(&mut self, row: usize, rows: &mut Rows<'t>) -> Option<()> {
        let (list, level) = (rows.list, rows.level);
        let mut seen = Fields::default();
        let mut maps = [false; 2];
        let mut place = 0;
        let mut first = true;
        while let Some((known, key)) = self.entry(list, &mut rows.names, &mut place, first)? {
            first = false;
            if let Some(Known {
                id,
                field,
                compared,
            }) = known
            {
                once(&mut seen, id)?;
                let got = self.got(level)?;
                let texts = compared.then_some(&mut self.sheet.texts);
                let column = rows.columns.get_mut(usize::from(field.column))?;
                let column = column.get_or_insert_with(|| Column::of_length(&field.kind, 0));
                column.push(
                    row,
                    rows.expected,
                    Read::of(&field.kind, got.given(), texts),
                );
                continue;
            }
            let map = match (list, key.as_ref()) {
                (Scope::Lavoratori, "consuntivo") => {
                    self.months(CONSUNTIVO, row, level + 1)?;
                    0
                }
                (Scope::Lavoratori, "sr41") => {
                    self.months(SR41, row, level + 1)?;
                    1
                }
                (Scope::DomandePrecedenti, "lavoratori") => {
                    self.listed(row, level + 1)?;
                    0
                }
                _ => {
                    let mut keys: Vec<String> = list.path().split('.').map(String::from).collect();
                    keys.push(row.to_string());
                    self.unknown(keys, &key, level)?;
                    continue;
                }
            };
            let is_new = maps.get_mut(map).map(|map| !std::mem::replace(map, true));
            is_new.filter(|is_new| *is_new)?;
        }
        Some(())
    }

    /// The next key of a row with the field that it names; nothing where the row ends. `place` is where in `names` it
    /// is expected.
    fn entry<'n>(
        &mut self,
        list: Scope,
        names: &'n mut Vec<Named<'t>>,
        place: &mut usize,
        first: bool,
    ) -> Option<Option<(Option<Known<'t>>, Cow<'n, str>)>>
    where
        't: 'n,
    {
        let expected = names.get(*place);
        let written = expected.and_then(|name| name.written.get(usize::from(first)..));
        if written.is_some_and(|written| self.scan.passes(written)) {
            let name = names.get(*place)?;
            *place += 1;
            return Some(Some((name.known, Cow::Borrowed(&name.key))));
        }
        if !self.scan.goes_on(first, b'}')? {
            return Some(None);
        }
        let key = self.scan.key()?;
        if let Some(at) = names.iter().position(|name| name.key == key) {
            *place = at + 1;
            return Some(Some((names.get(at)?.known, key)));
        }
        let is_one = !key.contains('.');
        let id = is_one.then(|| self.model.named(list, &key)).flatten();
        let known = id.and_then(|id| {
            Some(Known {
                id,
                field: self.model.get(id)?,
                compared: self.sheet.is_compared(id),
            })
        });
        if names.len() < KEYS {
            *place = names.len() + 1;
            names.push(Named {
                key: key.to_string(),
                written: [",", &super::write::quoted(&key), ":"].concat(),
                known,
            });
        }
        Some(Some((known, key)))
    }

    /// A map of months, or what stands in its place.
    fn months(&mut self, field: FieldId, row: usize, level: usize) -> Option<()> {
        let info = self.model.get(field)?;
        let mut found = Months::default();
        if self.scan.takes(b'{') {
            let mut first = true;
            while self.scan.goes_on(first, b'}')? {
                first = false;
                let key = Key::of(&self.scan.key()?);
                let got = self.got(level)?;
                let at = At::month(field, row, key.clone());
                let cell = self.sheet.read(&info.kind, &at, got.given());
                found.push(key, cell);
            }
            found.settle();
        } else {
            found.misfit = Some(self.plain(level - 1)?.into());
        }
        *self.sheet.months_mut(info.scope, row)? = found;
        Some(())
    }

    /// The codes that an earlier application lists, or what stands in their place.
    fn listed(&mut self, row: usize, level: usize) -> Option<()> {
        if !self.scan.takes(b'[') {
            let json = self.plain(level - 1)?;
            let path = ["domandePrecedenti.", &row.to_string(), ".lavoratori"].concat();
            self.sheet.objects.insert(path, json.into());
            return Some(());
        }
        self.sheet.listed_mut(row)?;
        let kind = &self.model.get(ELENCATI)?.kind;
        let mut position = 0;
        while self.scan.goes_on(position == 0, b']')? {
            let got = self.got(level)?;
            let read = Read::of(kind, got.given(), None);
            self.sheet.listed_mut(row)?.push(position, 0, read);
            position += 1;
        }
        self.sheet.listed_mut(row)?.settle(position);
        Some(())
    }
}

/// Whether a field comes for the first time.
fn once(seen: &mut Fields, field: FieldId) -> Option<()> {
    let is_new = !seen.has(field);
    seen.add(field);
    is_new.then_some(())
}
