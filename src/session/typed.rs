//! What a text is worth while it is typed and once it is left, and what is said of it.

use crate::ranges::Ranges;
use crate::sheet::{At, Below, Cell, Key, Typing};
use crate::text::{self, Kind, Reading, Unreadable};

use super::Session;
use super::limits::{Limits, admitted, is_of_texts};
use super::shown::Spot;

/// What a text is on the way: `incomplete` can still become acceptable by typing more, `invalid` no longer can.
/// After `commit` and in a whole check a field is never `incomplete`. `unknown`: the model has no such field; its value
/// is kept and not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum State {
    Empty,
    Incomplete,
    Invalid,
    Valid,
    Unknown,
}

/// What is said of a text that is no value.
#[derive(Clone, Debug, PartialEq)]
pub enum TextNote {
    /// It can not be read, and why.
    Unreadable(Unreadable),
    /// Nothing that a rule admits begins like this: the rule, and what it admits.
    Prefix(u16, Ranges),
    /// Each rule alone would leave a way, all together none: what they admit together.
    Admitted(Ranges),
}

impl Session {
    /// What a text is worth as a prefix.
    pub(super) fn typing(&self, at: &At, cell: &Cell, kind: &Kind) -> Typing {
        if cell.is_empty() {
            return Typing::Fine;
        }
        if matches!(at.below, Below::Month(Key::Odd(_))) {
            return Typing::Invalid;
        }
        let world = self.world();
        let of_texts = is_of_texts(kind);
        if cell.is_value() && !of_texts && world.accepts(at, cell.value()) {
            return Typing::Fine;
        }
        let limits = Limits::new(&world, at, kind);
        let all = if of_texts {
            std::sync::Arc::default()
        } else {
            self.limits(&limits)
        };
        let shown = self.sheet.shown(cell, kind);
        let given = shown.as_given();
        let takes = |text: Option<String>| text.is_some_and(|text| limits.takes(&text));
        if of_texts && cell.is_value() && takes(cell.canonical(kind)) {
            Typing::Fine
        } else if given.may_grow(kind) && limits.can_become(given.text(), &all) {
            Typing::Incomplete
        } else {
            Typing::Invalid
        }
    }

    /// What is said of the text of a field, apart from any rule's verdict.
    pub fn note_at(&self, at: &At) -> Option<TextNote> {
        let kind = &self.wiring.model.get(at.field)?.kind;
        let cell = self.sheet.cell(&self.wiring.model, at);
        if cell.is_value() || cell.is_empty() || cell.typing == Typing::Incomplete {
            return None;
        }
        let shown = self.sheet.shown(&cell, kind);
        let given = shown.as_given();
        let why = if matches!(at.below, Below::Month(Key::Odd(_))) {
            Unreadable {
                reason: "month-key",
                params: Vec::new(),
            }
        } else {
            match text::read(kind, &given.raw()) {
                Reading::Unreadable(why) => why,
                _ => return None,
            }
        };
        if cell.typing == Typing::Left || why.reason == "month-key" {
            return Some(TextNote::Unreadable(why));
        }
        // Nothing of this kind begins like this: the reading says why. Else a rule is to blame.
        let world = self.world();
        let typed = given.text();
        if !given.may_grow(kind) || !readable_start(kind, typed) {
            let reason = if why.reason.ends_with("-incomplete") {
                "prefix"
            } else {
                why.reason
            };
            return Some(TextNote::Unreadable(Unreadable {
                reason,
                params: why.params,
            }));
        }
        let limits = Limits::new(&world, at, kind);
        if is_of_texts(kind) {
            let blamed = limits
                .points()
                .find(|point| !limits.only(*point).can_become(typed, &[]));
            return Some(match blamed {
                Some(point) => TextNote::Prefix(point, Ranges::none()),
                None => TextNote::Unreadable(Unreadable {
                    reason: "prefix",
                    params: Vec::new(),
                }),
            });
        }
        // Of words no ends are told: then what they are is no part of what is said.
        let told = |ranges: Ranges| match kind {
            Kind::Words(_) | Kind::YesNo => Ranges::none(),
            _ => ranges,
        };
        let all = self.limits(&limits);
        for limit in all.iter() {
            if !limits.can_become(typed, std::slice::from_ref(limit)) {
                return Some(TextNote::Prefix(limit.point, told(limit.admits.clone())));
            }
        }
        Some(TextNote::Admitted(told(admitted(&all))))
    }

    /// What a field is worth now.
    pub fn state(&self, at: &At) -> State {
        let cell = self.sheet.cell(&self.wiring.model, at);
        match cell.typing {
            Typing::Incomplete => State::Incomplete,
            Typing::Invalid => State::Invalid,
            _ if cell.is_empty() => State::Empty,
            _ if !cell.is_value() => State::Invalid,
            Typing::Fine => State::Valid,
            Typing::Left if self.has_error(at) => State::Invalid,
            Typing::Left => State::Valid,
        }
    }

    fn has_error(&self, at: &At) -> bool {
        let mut hits = self.limited(at).filter_map(|spot| self.hit_at(spot));
        hits.any(|hit| self.wiring.is_error(&hit))
    }

    /// Where rules that may limit a field show something there.
    pub(super) fn limited(&self, at: &At) -> impl Iterator<Item = Spot> {
        let limiting = self.wiring.limiting.get(usize::from(at.field));
        let month = match at.below {
            Below::Month(Key::Month(month)) => Some(month),
            _ => None,
        };
        let spots = limiting.into_iter().flatten().map(move |point| Spot {
            point: *point,
            row: at.row,
            month,
        });
        spots.filter(|spot| self.shown.get(*spot) != 0)
    }

    /// What a person sees in a field, as it was typed.
    pub fn typed(&self, at: &At) -> String {
        let kind = self.wiring.model.get(at.field).map(|field| &field.kind);
        let cell = self.sheet.cell(&self.wiring.model, at);
        kind.map_or(String::new(), |kind| {
            self.sheet.shown(&cell, kind).as_given().text().to_string()
        })
    }

    /// The canonical text of a field that holds a value.
    pub fn canonical(&self, at: &At) -> Option<String> {
        let kind = &self.wiring.model.get(at.field)?.kind;
        self.sheet.cell(&self.wiring.model, at).canonical(kind)
    }
}

/// Whether any value of a kind begins like a text, whatever rules say.
fn readable_start(kind: &Kind, text: &str) -> bool {
    match kind {
        Kind::CodiceFiscale => text::codice_fiscale::can_become(text, true, &mut |_| true),
        _ => text::can_become(kind, text, &Ranges::all()),
    }
}
