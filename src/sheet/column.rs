//! One field over the rows of its scope: values with states side by side, and the text as typed beside them.

use std::borrow::Cow;
use std::sync::Arc;

use crate::program::State;
use crate::text::{self, Kind, Plain, Raw, Reading, Value};

use super::kept::Kept;
use super::texts::Texts;

/// What a caller gives to a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Given<'a> {
    Null,
    Text(&'a str),
    /// A JSON number, as JavaScript writes it.
    Number(&'a str),
    Bool(bool),
    /// An object or a list, as JSON text.
    Structure(&'a str),
}

impl Given<'_> {
    pub(crate) fn raw(&self) -> Raw<'_> {
        match self {
            Given::Null => Raw::Text(""),
            Given::Text(text) => Raw::Text(text),
            Given::Number(digits) => Raw::Number(digits),
            Given::Bool(yes) => Raw::Bool(*yes),
            Given::Structure(_) => Raw::Other,
        }
    }

    /// The characters that a person would see in the field.
    pub fn text(&self) -> &str {
        match self {
            Given::Text(text) | Given::Number(text) => text,
            Given::Bool(true) => "true",
            Given::Bool(false) => "false",
            Given::Null | Given::Structure(_) => "",
        }
    }

    /// Whether more characters may follow, as where a person types: after the digits of a number too, but never
    /// after `true`, and a sign or a point of a number is no separator of a code.
    pub fn may_grow(&self, kind: &Kind) -> bool {
        match self {
            Given::Null | Given::Text(_) => true,
            Given::Number(digits) => {
                matches!(kind, Kind::Integer { .. } | Kind::Number | Kind::Hours)
                    || digits.bytes().all(|b| b.is_ascii_digit())
            }
            Given::Bool(_) | Given::Structure(_) => false,
        }
    }
}

/// What a half-typed text is worth; `Left` once the field is left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Typing {
    Left = 0,
    /// Being typed, and fine (or empty) as it stands.
    Fine = 1,
    /// Something can still come of it.
    Incomplete = 2,
    /// Nothing can.
    Invalid = 3,
}

/// How the text as typed is got back from the value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum Form {
    /// The key is not there.
    Absent = 0,
    Null = 1,
    /// A text that is the value's canonical one.
    Canonical = 2,
    /// A day as dd/mm/yyyy; a number with a comma.
    Italian = 3,
    /// The JSON value: a number, true or false.
    Json = 4,
    /// Kept beside, as it was typed.
    Kept = 5,
    /// Kept beside, as JSON text.
    KeptJson = 6,
}

const FORMS: [Form; 7] = [
    Form::Absent,
    Form::Null,
    Form::Canonical,
    Form::Italian,
    Form::Json,
    Form::Kept,
    Form::KeptJson,
];

/// A cell that is read: what goes into a column.
#[derive(Clone, Debug)]
pub struct Cell {
    pub(super) value: i64,
    pub(super) code: u128,
    pub(super) state: State,
    form: Form,
    pub typing: Typing,
    kept: Option<Arc<str>>,
}

/// The same, as it is read: what is kept of it is still the text that was given.
pub(super) struct Read<'g> {
    value: i64,
    code: u128,
    state: State,
    form: Form,
    kept: Option<&'g str>,
}

/// The cells of a field. Values of codes are in `codes`; of texts, what compares equal has equal values.
#[derive(Clone, Default, Debug)]
pub struct Column {
    pub(crate) values: Vec<i64>,
    pub(crate) states: Vec<u8>,
    marks: Vec<u8>,
    pub(crate) codes: Vec<u128>,
    kept: Kept,
    /// How many cells are unreadable or half typed.
    pub(crate) unusable: u32,
    /// Whether its values are codes.
    coded: bool,
}

/// Whether the kind is one of codes, which are compared as packed characters.
pub(super) fn is_code(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::CodiceFiscale | Kind::PartitaIva | Kind::Matricola
    )
}

impl<'g> Read<'g> {
    /// Reads what was given to a field of this kind; `texts` where formulas compare its text.
    pub fn of(kind: &Kind, given: Given<'g>, texts: Option<&mut Texts>) -> Read<'g> {
        let mut read = Read {
            value: 0,
            code: 0,
            state: State::Empty,
            form: Form::Kept,
            kept: None,
        };
        if let Given::Text(typed) = given {
            if let Some(plain) = text::read_plain(kind, typed) {
                read.state = State::Value;
                read.form = Form::Canonical;
                match plain {
                    Plain::Ordinal(n) => read.value = n,
                    Plain::Italian(n) => (read.value, read.form) = (n, Form::Italian),
                    Plain::Code => read.code = pack(typed),
                }
                return read;
            }
            if let (Kind::Text, None) = (kind, &texts) {
                // Nothing is asked of it but whether it is there.
                if !text::is_blank(typed) {
                    read.state = State::Value;
                }
                read.kept = Some(typed);
                return read;
            }
        }
        match text::read(kind, &given.raw()) {
            Reading::Empty => {}
            Reading::Unreadable(_) => read.state = State::Unusable,
            Reading::Value(Value::Ordinal(n)) => {
                read.value = n;
                read.state = State::Value;
            }
            Reading::Value(Value::Text(text)) => {
                read.state = State::Value;
                if is_code(kind) {
                    read.code = pack(&text);
                } else if let Some(texts) = texts {
                    read.value = texts.number(&text);
                }
            }
        }
        read.form = read.form_of(kind, given);
        read.kept = match (read.form, given) {
            (Form::Kept, Given::Text(text) | Given::Number(text)) => Some(text),
            (Form::KeptJson, Given::Number(json) | Given::Structure(json)) => Some(json),
            (Form::KeptJson, Given::Bool(true)) => Some("true"),
            (Form::KeptJson, Given::Bool(false)) => Some("false"),
            _ => None,
        };
        read
    }

    /// The shortest way back to what was given, tried out.
    fn form_of(&self, kind: &Kind, given: Given) -> Form {
        let shown = |form| written(kind, form, self.value, self.code);
        match given {
            Given::Null => Form::Null,
            Given::Text(typed) if self.state == State::Value => {
                let same = |form: &Form| shown(*form).is_some_and(|text| text == typed);
                [Form::Italian, Form::Canonical]
                    .into_iter()
                    .find(same)
                    .unwrap_or(Form::Kept)
            }
            Given::Text(_) => Form::Kept,
            Given::Number(digits) => {
                let same = shown(Form::Canonical).is_some_and(|text| text == digits);
                if self.state == State::Value && same && *kind != Kind::Date {
                    Form::Json
                } else {
                    Form::KeptJson
                }
            }
            Given::Bool(_) if self.state == State::Value => Form::Json,
            Given::Bool(_) | Given::Structure(_) => Form::KeptJson,
        }
    }

    fn into_cell(self) -> Cell {
        Cell {
            value: self.value,
            code: self.code,
            state: self.state,
            form: self.form,
            typing: Typing::Left,
            kept: self.kept.map(Arc::from),
        }
    }
}

impl Cell {
    /// Nothing there.
    pub(super) const ABSENT: Cell = Cell {
        value: 0,
        code: 0,
        state: State::Empty,
        form: Form::Absent,
        typing: Typing::Left,
        kept: None,
    };

    /// Reads what was given to a field of this kind; `texts` where formulas compare its text.
    pub fn read(kind: &Kind, given: Given, texts: Option<&mut Texts>) -> Cell {
        Read::of(kind, given, texts).into_cell()
    }

    /// The state as rules see it: what is half typed is unusable.
    pub fn state_seen(&self) -> u8 {
        match self.typing {
            Typing::Incomplete => State::Unusable as u8,
            _ => self.state as u8,
        }
    }

    /// The ordinal, where rules see a value.
    pub fn seen(&self) -> Option<i64> {
        (self.state_seen() == State::Value as u8).then_some(self.value)
    }

    /// The canonical text, where there is a value.
    pub fn canonical(&self, kind: &Kind) -> Option<String> {
        if self.state != State::Value {
            return None;
        }
        match kind {
            Kind::Text if self.form == Form::Kept => Some(self.kept.as_deref()?.trim().to_string()),
            Kind::Text | Kind::Iban => match text::read(kind, &self.given(kind).as_given().raw()) {
                Reading::Value(Value::Text(code)) => Some(code),
                _ => None,
            },
            kind if is_code(kind) => Some(unpack(self.code)),
            kind => Some(text::canonical(kind, &Value::Ordinal(self.value))),
        }
    }

    pub fn is_value(&self) -> bool {
        self.state == State::Value
    }

    pub fn is_empty(&self) -> bool {
        self.state == State::Empty
    }

    /// The ordinal, or the number of an equal text.
    pub fn value(&self) -> i64 {
        self.value
    }

    /// The packed code.
    pub fn code(&self) -> u128 {
        self.code
    }

    /// Whether the key is there at all.
    pub(super) fn is_there(&self) -> bool {
        self.form != Form::Absent
    }

    /// What was given, as text and as JSON would write it.
    pub(super) fn given(&self, kind: &Kind) -> Shown<'_> {
        shown(kind, self.form, self.value, self.code, self.kept.as_deref())
    }
}

/// What a cell shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown<'a> {
    Absent,
    Null,
    Text(Cow<'a, str>),
    Number(Cow<'a, str>),
    Bool(bool),
    Structure(&'a str),
}

impl Shown<'_> {
    pub fn as_given(&self) -> Given<'_> {
        match self {
            Shown::Absent | Shown::Null => Given::Null,
            Shown::Text(text) => Given::Text(text),
            Shown::Number(text) => Given::Number(text),
            Shown::Bool(yes) => Given::Bool(*yes),
            Shown::Structure(json) => Given::Structure(json),
        }
    }
}

fn shown<'a>(kind: &Kind, form: Form, value: i64, code: u128, kept: Option<&'a str>) -> Shown<'a> {
    match form {
        Form::Absent => Shown::Absent,
        Form::Null => Shown::Null,
        Form::Kept => Shown::Text(Cow::Borrowed(kept.unwrap_or(""))),
        Form::KeptJson => match kept.unwrap_or("null") {
            "true" => Shown::Bool(true),
            "false" => Shown::Bool(false),
            json if json.starts_with(['{', '[']) => Shown::Structure(json),
            json => Shown::Number(Cow::Borrowed(json)),
        },
        Form::Json if *kind == Kind::YesNo => Shown::Bool(value != 0),
        Form::Json => Shown::Number(Cow::Owned(
            written(kind, Form::Canonical, value, code).unwrap_or_default(),
        )),
        Form::Canonical | Form::Italian => Shown::Text(Cow::Owned(
            written(kind, form, value, code).unwrap_or_default(),
        )),
    }
}

/// The text of a value in one of the forms; `None` where the kind does not have that form.
fn written(kind: &Kind, form: Form, value: i64, code: u128) -> Option<String> {
    let ordinal = || text::canonical(kind, &Value::Ordinal(value));
    match (form, kind) {
        (_, Kind::Text | Kind::Iban) => None,
        (Form::Canonical, kind) if is_code(kind) => Some(unpack(code)),
        (Form::Canonical, _) => Some(ordinal()),
        (Form::Italian, Kind::Date) => Some(crate::calendar::Day::from_number(value).italian()),
        (Form::Italian, Kind::Number | Kind::Hours) => Some(ordinal().replace('.', ",")),
        _ => None,
    }
}

impl Column {
    pub(super) fn of_length(kind: &Kind, length: usize) -> Column {
        let mut column = Column {
            states: vec![State::Empty as u8; length],
            marks: vec![0; length],
            coded: is_code(kind),
            ..Column::default()
        };
        if is_code(kind) {
            column.codes = vec![0; length];
        } else {
            column.values = vec![0; length];
        }
        column
    }

    pub(super) fn get(&self, row: usize) -> Cell {
        let (Some(&state), Some(&mark)) = (self.states.get(row), self.marks.get(row)) else {
            return Cell::ABSENT;
        };
        let typing = match mark >> 4 {
            0 => Typing::Left,
            1 => Typing::Fine,
            2 => Typing::Incomplete,
            _ => Typing::Invalid,
        };
        let state = match (state, typing) {
            // Only what rules see of it is unusable: it may well be read.
            (_, Typing::Incomplete) if mark & READ != 0 => State::Value,
            (0, _) => State::Value,
            (1, _) => State::Empty,
            _ => State::Unusable,
        };
        let form = FORMS.get(usize::from(mark & 0x7)).copied();
        let form = form.unwrap_or(Form::Absent);
        let is_kept = matches!(form, Form::Kept | Form::KeptJson);
        Cell {
            value: self.values.get(row).copied().unwrap_or(0),
            code: self.codes.get(row).copied().unwrap_or(0),
            state,
            form,
            typing,
            kept: is_kept.then(|| self.kept.shared(row)),
        }
    }

    pub(super) fn put(&mut self, row: usize, cell: Cell) {
        let (Some(states), Some(marks)) = (self.states.get_mut(row), self.marks.get_mut(row))
        else {
            return;
        };
        let state = cell.state_seen();
        self.unusable -= u32::from(*states == State::Unusable as u8);
        self.unusable += u32::from(state == State::Unusable as u8);
        *states = state;
        *marks = mark(cell.state, cell.form, cell.typing);
        if let Some(value) = self.values.get_mut(row) {
            *value = cell.value;
        }
        if let Some(code) = self.codes.get_mut(row) {
            *code = cell.code;
        }
        self.kept.put(row, cell.kept);
    }

    /// Puts what was read behind the last cell; rows before it that have none are empty. There will be so many rows:
    /// all get room at once.
    pub(super) fn push(&mut self, row: usize, rows: usize, read: Read) {
        if self.states.len() == self.states.capacity() {
            self.make_room(rows.max(row + 1));
        }
        if self.states.len() < row {
            self.stretch(row);
        }
        self.unusable += u32::from(read.state == State::Unusable);
        self.states.push(read.state as u8);
        self.marks.push(mark(read.state, read.form, Typing::Left));
        if self.coded {
            self.codes.push(read.code);
        } else {
            self.values.push(read.value);
        }
        if let Some(text) = read.kept {
            self.kept.push(row, self.states.capacity(), text);
        }
    }

    fn make_room(&mut self, rows: usize) {
        let more = rows.saturating_sub(self.states.len());
        self.states.reserve_exact(more);
        self.marks.reserve_exact(more);
        if self.coded {
            self.codes.reserve_exact(more);
        } else {
            self.values.reserve_exact(more);
        }
    }

    /// Empty cells at the end, up to this length.
    fn stretch(&mut self, length: usize) {
        self.states.resize(length, State::Empty as u8);
        self.marks.resize(length, 0);
        if self.coded {
            self.codes.resize(length, 0);
        } else {
            self.values.resize(length, 0);
        }
    }

    /// All rows were pushed, so many: those that had no cell are empty, and what room is left is given back.
    pub(super) fn settle(&mut self, length: usize) {
        self.stretch(length);
        self.states.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.values.shrink_to_fit();
        self.codes.shrink_to_fit();
        self.kept.shrink();
    }

    pub(super) fn insert(&mut self, row: usize) {
        let row = row.min(self.states.len());
        if self.coded {
            self.codes.insert(row.min(self.codes.len()), 0);
        } else {
            self.values.insert(row.min(self.values.len()), 0);
        }
        self.states.insert(row, State::Empty as u8);
        self.marks.insert(row, 0);
        self.kept.insert(row);
    }

    pub(super) fn remove(&mut self, row: usize) {
        if row >= self.states.len() {
            return;
        }
        self.unusable -= u32::from(self.states.get(row) == Some(&(State::Unusable as u8)));
        self.states.remove(row);
        self.marks.remove(row);
        for_each_filled(&mut self.values, row);
        for_each_filled(&mut self.codes, row);
        self.kept.remove(row);
    }

    /// Whether it is a column of codes; one that nobody made is none.
    pub(super) fn is_coded(&self) -> bool {
        self.coded
    }

    /// Whether the key is there in this row.
    pub(super) fn is_there(&self, row: usize) -> bool {
        self.marks.get(row).is_some_and(|mark| mark & 0x7 != 0)
    }
}

/// The mark of a cell that has a value, though rules may not use it yet.
const READ: u8 = 0x8;

/// The form of a cell, its typing, and whether it has a value.
fn mark(state: State, form: Form, typing: Typing) -> u8 {
    let read = if state == State::Value { READ } else { 0 };
    form as u8 | (typing as u8) << 4 | read
}

fn for_each_filled<T>(cells: &mut Vec<T>, row: usize) {
    if row < cells.len() {
        cells.remove(row);
    }
}

/// A code of digits and capitals as one number; equal codes are equal numbers, no code is 0.
pub(crate) fn pack(code: &str) -> u128 {
    // Ten characters fit into a word.
    code.as_bytes().chunks(10).fold(0, |packed, part| {
        let digits = part.iter().fold(0, |digits: u64, c| {
            let digit = match c {
                b'0'..=b'9' => c - b'0' + 1,
                b'A'..=b'Z' => c - b'A' + 11,
                _ => 0,
            };
            digits << 6 | u64::from(digit)
        });
        packed << (6 * part.len()) | u128::from(digits)
    })
}

/// The character of a digit of a packed code.
pub(super) fn unpacked(digit: u8) -> u8 {
    match digit {
        1..=10 => b'0' + digit - 1,
        _ => b'A' + digit.saturating_sub(11),
    }
}

pub(crate) fn unpack(mut packed: u128) -> String {
    let mut out = [0u8; 22];
    let mut at = out.len();
    while packed != 0 && at > 0 {
        at -= 1;
        let digit = (packed & 0x3f) as u8;
        if let Some(place) = out.get_mut(at) {
            *place = unpacked(digit);
        }
        packed >>= 6;
    }
    out.get(at..)
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .unwrap_or_default()
}
