//! One field as it stands: what was typed, what it means, and whether the user is still at it.

use crate::json::Json;
use crate::text::{self, Kind, Raw, Reading, Value};

/// What came in, before reading.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    Text(String),
    Number(String),
    Bool(bool),
    /// An object or a list.
    Structure,
}

impl Given {
    /// A JSON value as it stands in a field; `None` for null.
    pub fn from_json(value: &Json) -> Option<Given> {
        match value {
            Json::Null => None,
            Json::Bool(b) => Some(Given::Bool(*b)),
            Json::Number(digits) => Some(Given::Number(digits.clone())),
            Json::Text(text) => Some(Given::Text(text.clone())),
            Json::List(_) | Json::Object(_) => Some(Given::Structure),
        }
    }

    fn raw(&self) -> Raw<'_> {
        match self {
            Given::Text(text) => Raw::Text(text),
            Given::Number(digits) => Raw::Number(digits),
            Given::Bool(b) => Raw::Bool(*b),
            Given::Structure => Raw::Other,
        }
    }

    /// Whether more characters may follow, as where a person types: after the digits of a number too, but never
    /// after `true`, and a sign or a point of a number is no separator of a code.
    pub fn may_grow(&self, kind: &Kind) -> bool {
        match self {
            Given::Text(_) => true,
            Given::Number(digits) => {
                matches!(kind, Kind::Integer { .. } | Kind::Number | Kind::Hours)
                    || digits.bytes().all(|b| b.is_ascii_digit())
            }
            Given::Bool(_) | Given::Structure => false,
        }
    }

    /// The characters that a person would see in the field.
    pub fn text(&self) -> &str {
        match self {
            Given::Text(text) | Given::Number(text) => text,
            Given::Bool(true) => "true",
            Given::Bool(false) => "false",
            Given::Structure => "",
        }
    }
}

/// What a field's text is worth (the contract's states).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Empty,
    Incomplete,
    Invalid,
    Valid,
}

impl State {
    pub fn name(self) -> &'static str {
        match self {
            State::Empty => "empty",
            State::Incomplete => "incomplete",
            State::Invalid => "invalid",
            State::Valid => "valid",
        }
    }
}

/// A filled field.
#[derive(Clone, Debug)]
pub struct Cell {
    pub given: Given,
    pub reading: Reading,
    /// While the user types: what the text is worth as a prefix. `None` once the field is left.
    pub typing: Option<State>,
}

/// What a rule gets to see of a field.
#[derive(Clone, Copy, Debug)]
pub enum Known<'a> {
    Empty,
    /// Unreadable, or still being typed: no rule uses it, not even as an excuse.
    Unusable,
    Value(&'a Value),
}

impl Cell {
    /// Reads what was given to a field of this kind.
    pub fn new(kind: &Kind, given: Given) -> Cell {
        let reading = text::read(kind, &given.raw());
        Cell {
            given,
            reading,
            typing: None,
        }
    }

    pub fn known(&self) -> Known<'_> {
        match (&self.reading, self.typing) {
            (Reading::Empty, _) => Known::Empty,
            (Reading::Unreadable(_), _) | (_, Some(State::Incomplete)) => Known::Unusable,
            (Reading::Value(value), _) => Known::Value(value),
        }
    }
}
