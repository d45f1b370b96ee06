//! The mend of a diagnostic: offered where it leads into no other error.

use super::{Edit, Fix, Said, at_of, part_of, reader_of};
use crate::model::Scope;
use crate::program::{Place, Remedy};
use crate::ranges::Ranges;
use crate::reply::figures::ordinal;
use crate::reply::proposal::{END, Split};
use crate::session::{Hit, Limits, TextNote, VALUE};
use crate::sheet::At;
use crate::tell::{Param, Params};
use crate::text;

impl Said<'_> {
    /// The text that was meant, where a text can not be read.
    pub(super) fn fix_of_text(&self, at: &At, params: &Params) -> Option<Fix> {
        let kind = &self.book.wiring.model.get(at.field)?.kind;
        let cell = self.session.sheet().cell(&self.book.wiring.model, at);
        let shown = self.session.sheet().shown(&cell, kind);
        let text = text::suggest(kind, shown.as_given().text())?;
        let note = TextNote::Admitted(Ranges::none());
        let reader = reader_of(&self.book.wiring, at, &note)?;
        let readers = &self.book.wiring.program.readers;
        let at_reader = readers.iter().position(|known| known == reader)?;
        let words = self.book.said.words.readers.get(at_reader)?;
        let mut params = params.clone();
        params.push(("rimedio", Param::Text(text.clone())));
        let label = words.reasons.iter().find(|(reason, _)| reason == "rimedio");
        Some(Fix {
            label: self.book.voice().fill(&label?.1, &params),
            edits: vec![Edit {
                path: at.path(&self.book.wiring.model),
                value: text,
            }],
        })
    }

    /// What the rulebook offers where a rule fires.
    pub(super) fn fix_of_rule(&self, hit: &Hit, params: &Params) -> Option<Fix> {
        let (_, part) = part_of(&self.book.wiring, hit)?;
        let point = self.book.wiring.points.get(usize::from(hit.point))?;
        let words = self.book.said.words.rules.get(usize::from(point.rule))?;
        let label = words.parts.get(usize::from(hit.part))?.remedy.as_deref()?;
        let Place::Field(field) = part.place else {
            return None;
        };
        let model = &self.book.wiring.model;
        let voice = self.book.voice();
        let world = self.session.world();
        let at = at_of(hit, field);
        let mut params = params.clone();
        let edit = |at: &At, value: i64| {
            let kind = &model.get(at.field)?.kind;
            Some(Edit {
                path: at.path(model),
                value: voice.print(&ordinal(kind, value)?),
            })
        };
        let mut split = None;
        let edits = match part.remedy.as_ref()? {
            Remedy::Nearest => {
                let kind = &model.get(field)?.kind;
                let value = world.nearest(hit)?;
                params.push(("rimedio", ordinal(kind, value)?));
                if field == END {
                    let found = self.split.get_or_init(|| Split::of(self.session));
                    split = found.as_ref().and_then(|of| of.label(self.book, value));
                }
                vec![edit(&at, value)?]
            }
            Remedy::Other(other, value, when) => {
                let mut nodes = vec![*value];
                nodes.extend(when);
                let values = world.figures(hit, &nodes);
                let ((value, VALUE), when) = (*values.first()?, values.get(1)) else {
                    return None;
                };
                if when.is_some_and(|(yes, state)| *state != VALUE || *yes == 0) {
                    return None;
                }
                let single = model.get(*other)?.scope == Scope::Single;
                let other = At::row(*other, if single { 0 } else { hit.row });
                let kind = &model.get(other.field)?.kind;
                if !Limits::new(&world, &other, kind).allows(value) {
                    return None;
                }
                params.push(("rimedio", ordinal(kind, value)?));
                vec![edit(&other, value)?]
            }
            Remedy::Swap(other) => {
                let single = model.get(*other)?.scope == Scope::Single;
                let other = At::row(*other, if single { 0 } else { hit.row });
                let mut copy = self.copy.borrow_mut();
                let swapped = self.session.swapped(&mut copy, &at, &other)?;
                let edits = swapped.iter().map(|(at, value)| edit(at, *value));
                edits.collect::<Option<Vec<Edit>>>()?
            }
        };
        Some(Fix {
            label: split.unwrap_or_else(|| voice.fill(label, &params)),
            edits,
        })
    }
}
