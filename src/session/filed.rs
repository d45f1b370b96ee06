//! The application as if it were filed on another day: a copy that is asked, so that nothing is written to the form.

use crate::sheet::At;

use super::Session;
use super::judge::Hit;
use super::shown::Spot;
use super::whole::Whole;
use super::wiring::{DATA_PRESENTAZIONE, Nodes, Wiring};

/// Some points of a whole check, by filing day.
pub struct Filed {
    session: Session,
    watched: Vec<Watched>,
}

/// A point, where it is judged, and what it says on the day that stands.
struct Watched {
    point: u16,
    rows: (usize, usize),
    hits: Option<Vec<Hit>>,
}

impl Filed {
    /// All that the filing day may turn, in every row.
    pub fn of(session: &Session) -> Filed {
        let points = session.wiring.turned_by_filing_day();
        let watched = points.into_iter().map(|point| {
            let scope = session.wiring.points.get(usize::from(point));
            let rows = scope.map_or(0, |point| session.rows_of(point.scope));
            (point, (0, rows))
        });
        Filed::new(session, watched.collect())
    }

    /// One point, in one row; `None` where the filing day turns nothing there.
    pub fn at(session: &Session, point: u16, row: usize) -> Option<Filed> {
        let turned = session.wiring.turned_by_filing_day().contains(&point);
        turned.then(|| Filed::new(session, vec![(point, (row, 1))]))
    }

    fn new(session: &Session, watched: Vec<(u16, (usize, usize))>) -> Filed {
        let watched = watched.into_iter().map(|(point, rows)| Watched {
            point,
            rows,
            hits: None,
        });
        Filed {
            session: Whole::from(session).into_session(),
            watched: watched.collect(),
        }
    }

    /// Files it on a day; whether anything fires elsewhere than on the day before.
    pub fn on(&mut self, day: i64) -> bool {
        let wiring = self.session.wiring.clone();
        let at = At::single(DATA_PRESENTAZIONE);
        let changed = self.session.put_day(&at, day);
        let mut different = false;
        for watched in &mut self.watched {
            let point = wiring.points.get(usize::from(watched.point));
            let moved = point.is_some_and(|point| {
                point.hangs.singles.meets(&changed) || point.field() == Some(at.field)
            });
            if watched.hits.is_some() && !moved {
                continue;
            }
            let mut hits = Vec::new();
            if let Some(judging) = wiring.alone(watched.point) {
                let world = self.session.world();
                world.judge(judging, watched.rows, true, |hit| hits.push(hit));
            }
            different |= watched.hits.as_ref() != Some(&hits);
            watched.hits = Some(hits);
        }
        different
    }

    /// What fires on the day that stands, by point, each in the order of its rows.
    pub fn hits(&self) -> impl Iterator<Item = &Hit> {
        self.watched.iter().flat_map(|of| of.hits.iter().flatten())
    }

    /// The application on the day that stands.
    pub fn session(&self) -> &Session {
        &self.session
    }
}

impl Wiring {
    /// The points whose verdict may be another on another filing day.
    fn turned_by_filing_day(&self) -> Vec<u16> {
        let mut turned = Nodes::default();
        for (n, node) in (0..).zip(&self.program.nodes) {
            let through = node.op.reads().into_iter().any(|read| turned.has(read));
            if through || node.op.fields().contains(&DATA_PRESENTAZIONE) {
                turned.add(n);
            }
        }
        let points = (0..).zip(&self.points);
        points
            .filter(|(_, point)| {
                let mut parts = point.parts.iter();
                parts.any(|part| {
                    let part = self.part(point.rule, *part);
                    part.is_some_and(|part| turned.has(part.verdict))
                })
            })
            .map(|(n, _)| n)
            .collect()
    }
}

impl Session {
    /// The part of a point that fires in a row or month.
    pub fn hit(&self, point: u16, row: usize, month: Option<i32>) -> Option<Hit> {
        self.hit_at(Spot { point, row, month })
    }
}
