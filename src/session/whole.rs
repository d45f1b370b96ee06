//! What there is to say of an application: on the way, or of the whole of it, everything required.

use std::cell::RefCell;
use std::collections::HashSet;

use crate::model::{FieldId, Scope};
use crate::program::Required;
use crate::sheet::domanda::Unusable;
use crate::sheet::{Address, At, Below, Key, Sheet, Typing, parse};
use crate::sorting::{sort, sort_by_key};

use super::bench::lent;
use super::judge::Hit;
use super::kernel::{EMPTY, VALUE};
use super::run::{CHUNK, Rows, World};
use super::shown::Spot;
use super::typed::TextNote;
use super::{Session, Wiring};

/// Something to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// A rule fires.
    Rule(Hit),
    /// A text can not be read, or nothing can come of it.
    Text(At, TextNote),
    /// Something else stands in the place of an object, a list or a row: its path.
    Misfit(String),
    /// A required field is empty.
    Missing(At),
    /// The model does not know this: the keys that lead to it.
    Unknown(Vec<String>),
}

/// A session in which every field is as left, and all is judged as before sending.
pub struct Whole(Session);

impl Whole {
    /// An application as JSON text.
    ///
    /// # Errors
    /// It is no JSON, no object, or goes beyond a limit.
    pub fn of(
        wiring: std::sync::Arc<Wiring>,
        today: Option<i64>,
        json: &str,
    ) -> Result<Whole, Unusable> {
        let mut session = Session::blank(wiring, today);
        session.asked.whole = true;
        session.take(json)?;
        Ok(Whole(session))
    }

    /// The application of a session, as it stands.
    pub fn from(session: &Session) -> Whole {
        let mut session = session.clone();
        session.asked.whole = true;
        for at in session.open.take() {
            let mut cell = session.sheet.cell(&session.wiring.model, &at);
            cell.typing = Typing::Left;
            session.sheet.put(&session.wiring.clone().model, &at, cell);
        }
        session.recount();
        Whole(session)
    }

    pub(super) fn into_session(self) -> Session {
        self.0
    }

    /// The session, to ask it more.
    pub fn session(&self) -> &Session {
        &self.0
    }

    /// Everything there is to say.
    pub fn findings(&self) -> Vec<Finding> {
        let session = &self.0;
        let mut found = session.text_findings();
        let mut spoken: HashSet<At> = HashSet::new();
        let world = session.world();
        for judging in session.wiring.all_whole() {
            let rows = session.rows_of(judging.scope);
            world.judge(judging, (0, rows), true, |hit| {
                if let Some(at) = world.at(&hit)
                    && session.sheet.cell(&session.wiring.model, &at).is_empty()
                {
                    spoken.insert(at);
                }
                found.push(Finding::Rule(hit));
            });
        }
        let missing = session.missing().into_iter();
        found.extend(
            missing
                .filter(|at| !spoken.contains(at))
                .map(Finding::Missing),
        );
        let unknown = session.sheet.unknown();
        found.extend(unknown.map(|(keys, _)| Finding::Unknown(keys.to_vec())));
        found
    }
}

impl Session {
    /// Everything there is to say on the way.
    pub fn findings(&self) -> Vec<Finding> {
        let mut found = self.text_findings();
        for point in 0..self.wiring.points.len() as u16 {
            for spot in self.shown.of_point(point) {
                found.extend(self.hit_at(spot).map(Finding::Rule));
            }
        }
        found
    }

    /// What there is to say on the way at a path; of a list, an object or a row, beside what is said elsewhere.
    pub fn findings_at(&self, path: &str) -> Vec<Finding> {
        let Address::Field(at) = parse(&self.wiring.model, path) else {
            return self.findings();
        };
        let mut found: Vec<Finding> = Vec::new();
        found.extend(
            self.note_at(&at)
                .map(|note| Finding::Text(at.clone(), note)),
        );
        let month = match at.below {
            Below::Month(Key::Month(month)) => Some(month),
            _ => None,
        };
        for (n, point) in (0..).zip(&self.wiring.points) {
            let spot = Spot {
                point: n,
                row: at.row,
                month,
            };
            if point.field() == Some(at.field) && self.shown.get(spot) != 0 {
                found.extend(self.hit_at(spot).map(Finding::Rule));
            }
        }
        found
    }

    /// What can not be read.
    fn text_findings(&self) -> Vec<Finding> {
        let misfits = self.sheet.misfits().into_iter().map(Finding::Misfit);
        let mut found: Vec<Finding> = misfits.collect();
        for at in self.sheet.unusable(&self.wiring.model) {
            found.extend(self.note_at(&at).map(|note| Finding::Text(at, note)));
        }
        found
    }

    /// The required fields that are empty.
    pub fn missing(&self) -> Vec<At> {
        let wiring = &self.wiring;
        let world = self.world();
        let mut missing = Vec::new();
        for asking in wiring.asking() {
            lent(|bench| {
                bench.prepare(&asking.plan, CHUNK);
                world.chunks(self.sheet.rows(asking.scope), |first, length| {
                    world.run(&asking.plan, &Rows::From(first, length), bench, None);
                    for (field, column, place) in &asking.fields {
                        if bench.is_never(*place, length) {
                            continue;
                        }
                        let column = self.sheet.column(asking.scope, *column);
                        for n in 0..length {
                            let state = column.and_then(|column| column.states.get(first + n));
                            let (asked, known) = bench.at(*place, n);
                            if state.copied().unwrap_or(EMPTY) == EMPTY
                                && known == VALUE
                                && asked != 0
                            {
                                missing.push(At::row(*field, first + n));
                            }
                        }
                    }
                });
            });
        }
        sort(&mut missing);
        missing.dedup();
        missing
    }

    /// The fields that a whole check asks for as the application stands, in form order; of rows, those that it asks for
    /// in an empty one.
    pub fn required(&self) -> Vec<FieldId> {
        let wiring = &self.wiring;
        let mut rows = Sheet::new(&wiring.model, wiring.texts.clone(), &wiring.compared);
        for list in Scope::LISTS {
            rows.insert(list, 0);
        }
        let row = RefCell::default();
        let world = World {
            sheet: &rows,
            row: &row,
            ..self.world()
        };
        let asks = |required: &&Required| {
            if wiring.scope(required.when) == Scope::Single {
                return Some(self.single(required.when) == (1, VALUE));
            }
            let plan = wiring.plan_of(required.when)?;
            Some(lent(|bench| {
                bench.prepare(plan, 1);
                world.run(plan, &Rows::From(0, 1), bench, None);
                bench.at(plan.place(required.when), 0) == (1, VALUE)
            }))
        };
        let required = wiring.program.required.iter();
        let mut asked: Vec<FieldId> = required
            .filter(|required| asks(required) == Some(true))
            .map(|required| required.field)
            .collect();
        sort(&mut asked);
        asked.dedup();
        asked
    }

    /// Rules that did not look because a declaration is empty: each with the empty fields, in form order.
    pub fn unasked(&self) -> Vec<(usize, Vec<At>)> {
        let world = self.world();
        let mut unasked = Vec::new();
        for (n, entry) in self.wiring.program.unasked.iter().enumerate() {
            let mut empty = Vec::new();
            let scope = self.wiring.scope(entry.when);
            for field in &entry.fields {
                let Some(info) = self.wiring.model.get(*field) else {
                    continue;
                };
                let answers = match scope {
                    Scope::Single => vec![self.single(entry.when); self.sheet.rows(info.scope)],
                    scope => world.all(scope, entry.when),
                };
                let column = self.sheet.column(info.scope, info.column);
                for (row, (value, state)) in answers.into_iter().enumerate() {
                    let cell = column.and_then(|column| column.states.get(row));
                    if state == VALUE && value != 0 && cell.copied().unwrap_or(EMPTY) == EMPTY {
                        empty.push(At {
                            field: *field,
                            row,
                            below: Below::Nothing,
                        });
                    }
                }
            }
            if !empty.is_empty() {
                sort_by_key(&mut empty, |at| (at.row, at.field));
                unasked.push((n, empty));
            }
        }
        unasked
    }
}
