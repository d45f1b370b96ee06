//! One field over the rows of its scope: values with states side by side, and the text as typed beside them.

use std::borrow::Cow;
use std::sync::Arc;

use crate::program::State;
use crate::text::{self, Kind, Raw, Reading, Value};

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

/// The cells of a field. Values of codes are in `codes`; of texts, what compares equal has equal values.
#[derive(Clone, Default, Debug)]
pub struct Column {
    pub(crate) values: Vec<i64>,
    pub(crate) states: Vec<u8>,
    marks: Vec<u8>,
    pub(crate) codes: Vec<u128>,
    kept: Vec<Option<Arc<str>>>,
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

    /// Reads what was given to a field of this kind; `compared` where formulas compare its text.
    pub fn read(kind: &Kind, given: Given, texts: Option<&mut Texts>) -> Cell {
        let mut cell = Cell {
            form: Form::Kept,
            ..Cell::ABSENT
        };
        if let (Kind::Text, Given::Text(typed), None) = (kind, given, &texts) {
            // Nothing is asked of it but whether it is there.
            if !text::is_blank(typed) {
                cell.state = State::Value;
            }
            cell.kept = Some(typed.into());
            return cell;
        }
        match text::read(kind, &given.raw()) {
            Reading::Empty => {}
            Reading::Unreadable(_) => cell.state = State::Unusable,
            Reading::Value(Value::Ordinal(n)) => {
                cell.value = n;
                cell.state = State::Value;
            }
            Reading::Value(Value::Text(text)) => {
                cell.state = State::Value;
                if is_code(kind) {
                    cell.code = pack(&text);
                } else if let Some(texts) = texts {
                    cell.value = texts.number(&text);
                }
            }
        }
        cell.form = cell.form_of(kind, given);
        cell.kept = match (cell.form, given) {
            (Form::Kept, given) | (Form::KeptJson, given @ Given::Bool(_)) => {
                Some(given.text().into())
            }
            (Form::KeptJson, Given::Number(json) | Given::Structure(json)) => Some(json.into()),
            _ => None,
        };
        cell
    }

    /// The shortest way back to what was given, tried out.
    fn form_of(&self, kind: &Kind, given: Given) -> Form {
        let shown = |form| written(kind, form, self.value, self.code, None);
        match given {
            Given::Null => Form::Null,
            Given::Text(typed) if self.state == State::Value => {
                if let Some(form) = plain_form(kind, typed, self.value) {
                    return form;
                }
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

    /// The state as rules see it: what is half typed is unusable.
    pub fn state_seen(&self) -> u8 {
        self.state_for_rules()
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

    pub(super) fn state_for_rules(&self) -> u8 {
        match self.typing {
            Typing::Incomplete => State::Unusable as u8,
            _ => self.state as u8,
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
            written(kind, Form::Canonical, value, code, None).unwrap_or_default(),
        )),
        Form::Canonical | Form::Italian => Shown::Text(Cow::Owned(
            written(kind, form, value, code, kept).unwrap_or_default(),
        )),
    }
}

/// The form of a readable text that is told from the text alone, as most can be.
fn plain_form(kind: &Kind, typed: &str, value: i64) -> Option<Form> {
    let bytes = typed.as_bytes();
    let at = |n: usize| bytes.get(n).copied();
    let found = match kind {
        Kind::Date
            if bytes.len() == 10 && bytes.iter().filter(|b| b.is_ascii_digit()).count() == 8 =>
        {
            match (at(2), at(4), at(5), at(7)) {
                (Some(b'/'), _, Some(b'/'), _) => Form::Italian,
                (_, Some(b'-'), _, Some(b'-')) => Form::Canonical,
                _ => return None,
            }
        }
        Kind::Integer { .. } | Kind::Number | Kind::Hours => {
            let digits = bytes.iter().all(u8::is_ascii_digit);
            if !digits || bytes.len() > 1 && at(0) == Some(b'0') {
                return None;
            }
            Form::Canonical
        }
        Kind::Words(words) => {
            let word = usize::try_from(value).ok().and_then(|n| words.get(n));
            if word.is_none_or(|word| word != typed) {
                return None;
            }
            Form::Canonical
        }
        Kind::Text | Kind::Iban => Form::Kept,
        kind if is_code(kind) => {
            let bare = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
            if !bytes.iter().all(bare) {
                return None;
            }
            Form::Canonical
        }
        _ => return None,
    };
    Some(found)
}

/// The text of a value in one of the forms; `None` where the kind does not have that form.
fn written(kind: &Kind, form: Form, value: i64, code: u128, _: Option<&str>) -> Option<String> {
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
        Cell {
            value: self.values.get(row).copied().unwrap_or(0),
            code: self.codes.get(row).copied().unwrap_or(0),
            state,
            form: FORMS
                .get(usize::from(mark & 0x7))
                .copied()
                .unwrap_or(Form::Absent),
            typing,
            kept: self.kept.get(row).cloned().flatten(),
        }
    }

    pub(super) fn put(&mut self, row: usize, cell: Cell) {
        let state = cell.state_for_rules();
        let (Some(states), Some(marks)) = (self.states.get_mut(row), self.marks.get_mut(row))
        else {
            return;
        };
        self.unusable -= u32::from(*states == State::Unusable as u8);
        self.unusable += u32::from(state == State::Unusable as u8);
        *states = state;
        let read = if cell.state == State::Value { READ } else { 0 };
        *marks = cell.form as u8 | (cell.typing as u8) << 4 | read;
        if let Some(value) = self.values.get_mut(row) {
            *value = cell.value;
        }
        if let Some(code) = self.codes.get_mut(row) {
            *code = cell.code;
        }
        if cell.kept.is_some() && self.kept.is_empty() {
            self.kept.resize(self.states.len(), None);
        }
        if let Some(kept) = self.kept.get_mut(row) {
            *kept = cell.kept;
        }
    }

    /// An empty cell at the end.
    pub(super) fn grow(&mut self) {
        if self.coded {
            self.codes.push(0);
        } else {
            self.values.push(0);
        }
        self.states.push(State::Empty as u8);
        self.marks.push(0);
        if !self.kept.is_empty() {
            self.kept.push(None);
        }
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
        if !self.kept.is_empty() {
            self.kept.insert(row, None);
        }
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
        for_each_filled(&mut self.kept, row);
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

fn for_each_filled<T>(cells: &mut Vec<T>, row: usize) {
    if row < cells.len() {
        cells.remove(row);
    }
}

/// A code of digits and capitals as one number; equal codes are equal numbers, no code is 0.
pub(crate) fn pack(code: &str) -> u128 {
    code.bytes().fold(0, |packed, c| {
        let digit = match c {
            b'0'..=b'9' => c - b'0' + 1,
            b'A'..=b'Z' => c - b'A' + 11,
            _ => 0,
        };
        packed << 6 | u128::from(digit)
    })
}

pub(crate) fn unpack(mut packed: u128) -> String {
    let mut out = [0u8; 22];
    let mut at = out.len();
    while packed != 0 && at > 0 {
        at -= 1;
        let digit = (packed & 0x3f) as u8;
        if let Some(place) = out.get_mut(at) {
            *place = match digit {
                1..=10 => b'0' + digit - 1,
                _ => b'A' + digit.saturating_sub(11),
            };
        }
        packed >>= 6;
    }
    out.get(at..)
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .unwrap_or_default()
}
