//! The application: typed columns with states, and what was typed beside them, unknown fields included.
//!
//! A sheet reads texts and keeps them; it judges nothing. Rows are places in columns: where a row goes in or out,
//! everything behind it moves.

mod address;
mod column;
pub mod domanda;
mod json;
mod kept;
mod months;
mod people;
mod scan;
mod texts;
mod write;

use std::collections::BTreeMap;

use crate::model::{FieldId, Model, Scope, id};
use crate::pairs::Pairs;
use crate::program::State;
use crate::text::Kind;

pub(crate) use address::row_of;
pub use address::{Address, dotted, parse};
pub use column::{Cell, Column, Given, Shown, Typing};
pub(crate) use column::{pack, unpack};
pub use months::{Key, Months};
pub use people::{Listed, People};
pub(crate) use people::{births, is_numeric, person};
pub use texts::{Texts, folded};

/// The place of a cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    pub field: FieldId,
    /// The row of its list; 0 outside rows.
    pub row: usize,
    pub below: Below,
}

/// What stands below a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Below {
    Nothing,
    Month(Key),
    /// The place among the codes that an earlier application lists.
    Listed(usize),
}

impl At {
    pub fn single(field: FieldId) -> At {
        At::row(field, 0)
    }

    pub fn row(field: FieldId, row: usize) -> At {
        At {
            field,
            row,
            below: Below::Nothing,
        }
    }

    pub fn month(field: FieldId, row: usize, key: Key) -> At {
        At {
            field,
            row,
            below: Below::Month(key),
        }
    }
}

pub(crate) const MENSILE: FieldId = id("organico.mensile.<aaaa-mm>");
pub(crate) const CONSUNTIVO: FieldId = id("lavoratori.*.consuntivo.<aaaa-mm>");
pub(crate) const SR41: FieldId = id("lavoratori.*.sr41.<aaaa-mm>");
pub(crate) const ELENCATI: FieldId = id("domandePrecedenti.*.lavoratori.*");
pub(crate) const CODICE_FISCALE: FieldId = id("lavoratori.*.codiceFiscale");

/// The rows of a list.
#[derive(Clone, Default, Debug)]
struct Table {
    length: usize,
    /// By the place of the field in its scope; none while the column is empty everywhere.
    columns: Vec<Option<Column>>,
    /// Rows that are no object, by index, as JSON text.
    misfits: Pairs<usize, Box<str>>,
    /// In the place of the list stands something else.
    misfit: Option<Box<str>>,
    /// Whether the key is there at all.
    given: bool,
}

/// An application as it stands.
#[derive(Clone, Debug)]
pub struct Sheet {
    single: Table,
    lists: [Table; Scope::LISTS.len()],
    mensile: Months,
    consuntivo: Vec<Option<Box<Months>>>,
    sr41: Vec<Option<Box<Months>>>,
    elencati: Vec<Column>,
    /// What the model does not know, by the keys that lead to it, as JSON text.
    unknown: BTreeMap<Vec<String>, Box<str>>,
    /// What stands in the place of an object, by path, as JSON text.
    objects: Pairs<String, Box<str>>,
    texts: Texts,
    /// By field: whether formulas compare its text.
    compared: Vec<bool>,
}

impl Sheet {
    /// An empty application; `texts` are those that formulas compare with, `compared` the fields whose texts they look at.
    pub fn new(model: &Model, texts: Texts, compared: &[FieldId]) -> Sheet {
        let table = |scope: Scope| Table {
            columns: vec![None; model.columns(scope).len()],
            ..Table::default()
        };
        let mut flags = vec![false; model.fields().len()];
        for field in compared {
            if let Some(flag) = flags.get_mut(usize::from(*field)) {
                *flag = true;
            }
        }
        Sheet {
            single: Table {
                length: 1,
                ..table(Scope::Single)
            },
            lists: Scope::LISTS.map(table),
            mensile: Months::default(),
            consuntivo: Vec::new(),
            sr41: Vec::new(),
            elencati: Vec::new(),
            unknown: BTreeMap::new(),
            objects: Pairs::default(),
            texts,
            compared: flags,
        }
    }

    /// Takes everything out; known texts keep their numbers.
    fn empty(&mut self, model: &Model) {
        let texts = std::mem::take(&mut self.texts);
        let compared = std::mem::take(&mut self.compared);
        *self = Sheet {
            compared,
            ..Sheet::new(model, texts, &[])
        };
    }

    /// A copy without the workers and without what is not judged: small, whoever stands in it.
    pub fn without_workers(&self, model: &Model) -> Sheet {
        let list = |scope: Scope| match scope {
            Scope::Lavoratori => Table {
                columns: vec![None; model.columns(scope).len()],
                ..Table::default()
            },
            scope => self.table(scope).clone(),
        };
        Sheet {
            single: self.single.clone(),
            lists: Scope::LISTS.map(list),
            mensile: self.mensile.clone(),
            consuntivo: Vec::new(),
            sr41: Vec::new(),
            elencati: self.elencati.clone(),
            unknown: BTreeMap::new(),
            objects: self.objects.clone(),
            texts: self.texts.clone(),
            compared: self.compared.clone(),
        }
    }

    fn table(&self, scope: Scope) -> &Table {
        match Scope::LISTS.iter().position(|list| *list == scope) {
            Some(at) => self.lists.get(at).unwrap_or(&self.single),
            None => &self.single,
        }
    }

    fn table_mut(&mut self, scope: Scope) -> &mut Table {
        match Scope::LISTS.iter().position(|list| *list == scope) {
            Some(at) => self.lists.get_mut(at).unwrap_or(&mut self.single),
            None => &mut self.single,
        }
    }

    /// How many rows a scope has: 1 outside lists.
    pub fn rows(&self, scope: Scope) -> usize {
        self.table(scope).length
    }

    /// The column of a field of rows or of the application itself; `None` while it is empty everywhere.
    pub fn column(&self, scope: Scope, column: u16) -> Option<&Column> {
        // The cells of other scopes stand elsewhere.
        if scope != Scope::Single && !Scope::LISTS.contains(&scope) {
            return None;
        }
        let table = self.table(scope);
        table.columns.get(usize::from(column))?.as_ref()
    }

    /// The months of a worker's row, or of the application (`organico.mensile`).
    pub fn months(&self, scope: Scope, row: usize) -> Option<&Months> {
        match scope {
            Scope::Mensile => Some(&self.mensile),
            Scope::Consuntivo => self.consuntivo.get(row)?.as_deref(),
            Scope::Sr41 => self.sr41.get(row)?.as_deref(),
            _ => None,
        }
    }

    fn months_mut(&mut self, scope: Scope, row: usize) -> Option<&mut Months> {
        match scope {
            Scope::Mensile => Some(&mut self.mensile),
            Scope::Consuntivo | Scope::Sr41 => {
                let length = self.rows(Scope::Lavoratori);
                let all = if scope == Scope::Sr41 {
                    &mut self.sr41
                } else {
                    &mut self.consuntivo
                };
                if all.len() < length {
                    all.resize(length, None);
                }
                Some(all.get_mut(row)?.get_or_insert_default())
            }
            _ => None,
        }
    }

    /// Whether a map of months can not be read as one.
    pub fn is_misfit(&self, scope: Scope, row: usize) -> bool {
        self.months(scope, row).is_some_and(Months::is_misfit)
    }

    /// The codes that an earlier application lists.
    pub fn listed(&self, row: usize) -> Option<&Column> {
        self.elencati.get(row)
    }

    /// The cell at a place; an absent one where there is none.
    pub fn cell(&self, model: &Model, at: &At) -> Cell {
        let Some(field) = model.get(at.field) else {
            return Cell::ABSENT;
        };
        match &at.below {
            Below::Nothing => self
                .column(field.scope, field.column)
                .map_or(Cell::ABSENT, |column| column.get(at.row)),
            Below::Month(key) => self
                .months(field.scope, at.row)
                .map_or(Cell::ABSENT, |months| months.get(key)),
            Below::Listed(position) => self
                .listed(at.row)
                .map_or(Cell::ABSENT, |column| column.get(*position)),
        }
    }

    /// Reads a text for a place, without putting it there.
    pub fn read(&mut self, kind: &Kind, at: &At, given: Given) -> Cell {
        let compared = self.is_compared(at.field);
        let mut cell = Cell::read(kind, given, compared.then_some(&mut self.texts));
        if matches!(at.below, Below::Month(Key::Odd(_))) {
            cell.state = State::Unusable;
        }
        cell
    }

    fn is_compared(&self, field: FieldId) -> bool {
        self.compared.get(usize::from(field)) == Some(&true)
    }

    /// Puts a cell in its place.
    pub fn put(&mut self, model: &Model, at: &At, cell: Cell) {
        let Some(field) = model.get(at.field) else {
            return;
        };
        match &at.below {
            Below::Nothing => {
                let table = self.table_mut(field.scope);
                table.given = true;
                let length = table.length;
                let Some(column) = table.columns.get_mut(usize::from(field.column)) else {
                    return;
                };
                if column.is_none() && !cell.is_there() {
                    return;
                }
                let column = column.get_or_insert_with(|| Column::of_length(&field.kind, length));
                column.put(at.row, cell);
            }
            Below::Month(key) => {
                if let Some(months) = self.months_mut(field.scope, at.row) {
                    months.put(key.clone(), cell);
                }
            }
            Below::Listed(position) => {
                if let Some(column) = self.listed_mut(at.row) {
                    while column.states.len() <= *position {
                        column.insert(column.states.len());
                    }
                    column.put(*position, cell);
                }
            }
        }
    }

    /// The codes that an earlier application lists, to be written: from now on it has such a list.
    fn listed_mut(&mut self, row: usize) -> Option<&mut Column> {
        let length = self.rows(Scope::DomandePrecedenti);
        if self.elencati.len() < length {
            self.elencati.resize(length, Column::default());
        }
        let column = self.elencati.get_mut(row)?;
        if !column.is_coded() {
            *column = Column::of_length(&Kind::CodiceFiscale, 0);
        }
        Some(column)
    }

    /// Inserts an empty row.
    pub fn insert(&mut self, list: Scope, row: usize) {
        let table = self.table_mut(list);
        table.given = true;
        table.misfit = None;
        let row = row.min(table.length);
        table.length += 1;
        for column in table.columns.iter_mut().flatten() {
            column.insert(row);
        }
        let misfits = table.misfits.take().into_iter();
        table.misfits = misfits
            .map(|(at, json)| (at + usize::from(at >= row), json))
            .collect();
        self.move_unknown(list, row, 1);
        let insert = |all: &mut Vec<Option<Box<Months>>>| {
            if row < all.len() {
                all.insert(row, None);
            }
        };
        match list {
            Scope::Lavoratori => {
                insert(&mut self.consuntivo);
                insert(&mut self.sr41);
            }
            Scope::DomandePrecedenti if row < self.elencati.len() => {
                self.elencati.insert(row, Column::default());
            }
            _ => {}
        }
    }

    /// Takes a row out.
    pub fn remove(&mut self, list: Scope, row: usize) {
        let table = self.table_mut(list);
        if row >= table.length {
            return;
        }
        table.length -= 1;
        for column in table.columns.iter_mut().flatten() {
            column.remove(row);
        }
        let misfits = table.misfits.take().into_iter();
        table.misfits = misfits
            .filter(|(at, _)| *at != row)
            .map(|(at, json)| (at - usize::from(at > row), json))
            .collect();
        self.move_unknown(list, row, -1);
        match list {
            Scope::Lavoratori => {
                for all in [&mut self.consuntivo, &mut self.sr41] {
                    if row < all.len() {
                        all.remove(row);
                    }
                }
            }
            Scope::DomandePrecedenti if row < self.elencati.len() => {
                self.elencati.remove(row);
            }
            _ => {}
        }
    }

    /// The unknown fields of rows move with them.
    fn move_unknown(&mut self, list: Scope, row: usize, by: i64) {
        let start: Vec<String> = list.path().split('.').map(String::from).collect();
        let index_in = |keys: &[String]| {
            let index = keys.strip_prefix(start.as_slice())?.first()?;
            address::index_of(index).filter(|index| *index >= row)
        };
        let behind: Vec<Vec<String>> = self
            .unknown
            .keys()
            .filter(|keys| index_in(keys).is_some())
            .cloned()
            .collect();
        let mut moved = Vec::new();
        for mut keys in behind {
            let (Some(index), Some(json)) = (index_in(&keys), self.unknown.remove(&keys)) else {
                continue;
            };
            if by < 0 && index == row {
                continue;
            }
            if let Some(key) = keys.get_mut(start.len()) {
                *key = (index as i64 + by).to_string();
            }
            moved.push((keys, json));
        }
        self.unknown.extend(moved);
        self.move_objects(list, row, by);
    }

    /// What stands in the place of an object of a row moves with it too.
    fn move_objects(&mut self, list: Scope, row: usize, by: i64) {
        let moved = |path: String| match address::row_of(&path) {
            Some((of, index, _)) if of == list && by < 0 && index == row => None,
            Some((of, index, column)) if of == list && index >= row => {
                let index = (index as i64 + by).to_string();
                Some([list.path(), ".", &index, ".", column].concat())
            }
            _ => Some(path),
        };
        let objects = self.objects.take().into_iter();
        self.objects = objects
            .filter_map(|(path, json)| Some((moved(path)?, json)))
            .collect();
    }

    /// Keeps what the model does not know, as JSON text: at its topmost unknown key, as when it is loaded.
    pub fn keep_unknown(&mut self, model: &Model, path: &str, json: &str) {
        let topmost = address::known_keys(model, path) + 1;
        let keys = path.split('.').map(String::from).collect();
        json::keep(&mut self.unknown, topmost, keys, json);
    }

    /// What the model does not know: the keys that lead to it, and JSON text.
    pub fn unknown(&self) -> impl Iterator<Item = (&[String], &str)> {
        self.unknown
            .iter()
            .map(|(keys, json)| (keys.as_slice(), json.as_ref()))
    }

    /// What a person sees of a value that the model does not know; nothing of objects and lists.
    pub fn unknown_text(&self, path: &str) -> String {
        let keys: Vec<&str> = path.split('.').collect();
        let kept = (1..=keys.len()).find_map(|n| {
            let (above, below) = keys.split_at_checked(n)?;
            let above: Vec<String> = above.iter().map(|key| key.to_string()).collect();
            Some((self.unknown.get(&above)?, below))
        });
        let Some((json, below)) = kept else {
            return String::new();
        };
        json::text_in(json, below)
    }

    /// Something is written below this path, which names this address: what stood there in the place of an object, a list
    /// or a row is gone; says where that was something to speak of.
    pub fn mend(&mut self, path: &str, address: &Address) -> Vec<String> {
        let above = |place: &str| {
            let rest = path.strip_prefix(place);
            rest.is_some_and(|rest| rest.starts_with('.'))
        };
        let mut mended = Vec::new();
        self.objects.retain(|place, json| {
            if above(place) && !json::is_blank(json) {
                mended.push(place.clone());
            }
            !above(place)
        });
        let other = |json: Option<Box<str>>| json.is_some_and(|json| !json::is_blank(&json));
        for list in Scope::LISTS {
            if above(list.path()) {
                let table = self.table_mut(list);
                if other(table.misfit.take()) {
                    mended.push(list.path().to_string());
                }
                if !table.misfits.is_empty()
                    && let Some((_, row, _)) = address::row_of(path)
                    && other(table.misfits.remove(&row))
                {
                    mended.push([list.path(), ".", &row.to_string()].concat());
                }
            }
        }
        if let Address::Field(At {
            field,
            row,
            below: Below::Month(_),
        }) = *address
        {
            let scope = match field {
                MENSILE => Scope::Mensile,
                SR41 => Scope::Sr41,
                _ => Scope::Consuntivo,
            };
            if let Some(months) = self.months_mut(scope, row)
                && other(months.misfit.take())
                && let Some((object, _)) = path.rsplit_once('.')
            {
                mended.push(object.to_string());
            }
        }
        mended
    }

    /// Where something else stands in the place of an object, a list, a row or a map of months.
    pub fn misfits(&self) -> Vec<String> {
        let mut paths = Vec::new();
        let is_other = |json: &str| !json::is_blank(json);
        let objects = self.objects.iter();
        paths.extend(
            objects
                .filter(|(_, json)| is_other(json))
                .map(|(path, _)| path.clone()),
        );
        for (list, table) in Scope::LISTS.iter().zip(&self.lists) {
            if table.misfit.as_deref().is_some_and(is_other) {
                paths.push(list.path().to_string());
            }
            for (row, _) in table.misfits.iter().filter(|(_, json)| is_other(json)) {
                paths.push([list.path(), ".", &row.to_string()].concat());
            }
        }
        if self.mensile.is_misfit() {
            paths.push(Scope::Mensile.path().to_string());
        }
        let workers = [(&self.consuntivo, "consuntivo"), (&self.sr41, "sr41")];
        for (months, name) in workers {
            for (row, _) in months
                .iter()
                .enumerate()
                .filter(|(_, m)| m.as_ref().is_some_and(|m| m.is_misfit()))
            {
                paths.push(["lavoratori.", &row.to_string(), ".", name].concat());
            }
        }
        paths
    }

    /// The number that equal texts have; -1 for one like which no other stands.
    pub fn text_number(&self, text: &str) -> i64 {
        self.texts.known(text)
    }

    /// What was typed or given at a place.
    pub fn shown<'a>(&self, cell: &'a Cell, kind: &Kind) -> Shown<'a> {
        cell.given(kind)
    }

    /// Every place whose cell is unreadable or half typed, in no particular order.
    pub fn unusable(&self, model: &Model) -> Vec<At> {
        let mut found = Vec::new();
        for (field, info) in (0..).zip(model.fields()) {
            match self.column(info.scope, info.column) {
                Some(column) if column.unusable > 0 => {
                    let unusable = State::Unusable as u8;
                    let rows = column.states.iter().enumerate();
                    found.extend(
                        rows.filter(|(_, state)| **state == unusable)
                            .map(|(row, _)| At::row(field, row)),
                    );
                }
                _ => {}
            }
        }
        let mut of_months = |field: FieldId, row: usize, months: &Months| {
            for (key, cell) in months.cells() {
                if cell.state_seen() == State::Unusable as u8 {
                    found.push(At::month(field, row, key.clone()));
                }
            }
        };
        of_months(MENSILE, 0, &self.mensile);
        for (field, all) in [(CONSUNTIVO, &self.consuntivo), (SR41, &self.sr41)] {
            for (row, months) in all.iter().enumerate() {
                if let Some(months) = months {
                    of_months(field, row, months);
                }
            }
        }
        for (row, column) in self.elencati.iter().enumerate() {
            for (position, state) in column.states.iter().enumerate() {
                if *state == State::Unusable as u8 {
                    found.push(At {
                        field: ELENCATI,
                        row,
                        below: Below::Listed(position),
                    });
                }
            }
        }
        found
    }
}
