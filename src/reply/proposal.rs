//! Proposals: a need longer than one application allows, split into applications that satisfy every rule.

use serde::Serialize;

use super::Book;
use crate::calendar::Day;
use crate::model::{FieldId, Scope, id};
use crate::ranges::Ranges;
use crate::session::{Limits, Session, Trial, admitted};
use crate::sheet::At;
use crate::tell::{Param, Params};

const START: FieldId = id("periodo.dataInizio");
pub(super) const END: FieldId = id("periodo.dataFine");
const AGREED_UNTIL: FieldId = id("accordo.dataFine");
const EARLIER_START: FieldId = id("domandePrecedenti.*.dataInizio");
const EARLIER_END: FieldId = id("domandePrecedenti.*.dataFine");

/// More applications than this nobody files for one need.
const MOST_PARTS: usize = 12;

/// The applications that together cover the need, as far as it can be covered.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Proposal {
    pub text: String,
    #[cfg_attr(test, ts(inline))]
    pub parts: Vec<Part>,
}

/// One of the applications; dates are ISO.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Part {
    pub data_inizio: String,
    pub data_fine: String,
    pub days: i64,
}

/// The periods, and what they leave open.
#[derive(Debug)]
pub(super) struct Split {
    parts: Vec<(i64, i64)>,
    /// Days of the need that no application can cover.
    left: i64,
    /// The agreement ends before the last part does, on this day.
    agreement_until: Option<i64>,
    /// Where a part ends sooner than it might.
    sooner: Option<Sooner>,
}

/// A part ends sooner than it might, so that the next one is as long as an application must be.
#[derive(Debug)]
struct Sooner {
    end: i64,
    possible: i64,
    shortest: i64,
}

/// The split, where one application is not enough and several are.
pub fn proposal(book: &Book, session: &Session) -> Option<Proposal> {
    let split = Split::of(session)?;
    let count = |n: i64| Param::Count(n);
    let mut params = vec![
        ("domande", count(split.parts.len() as i64)),
        ("parti", list(book, &split.parts)),
    ];
    if split.left > 0 {
        params.push(("restano", count(split.left)));
    }
    if let Some(until) = split.agreement_until {
        params.push(("accordo", Param::Day(until)));
    }
    if let Some(sooner) = &split.sooner {
        params.push(("fermata", Param::Day(sooner.end)));
        params.push(("ultima", Param::Day(sooner.possible)));
        params.push(("minimo", count(sooner.shortest)));
    }
    let parts = split.parts.iter().map(|(start, end)| Part {
        data_inizio: Day::from_number(*start).iso(),
        data_fine: Day::from_number(*end).iso(),
        days: end - start + 1,
    });
    Some(Proposal {
        text: book.voice().phrase("proposal.split", &params),
        parts: parts.collect(),
    })
}

fn list(book: &Book, parts: &[(i64, i64)]) -> Param {
    let written = parts.iter().map(|(start, end)| {
        let params: Params = vec![
            ("inizio", Param::Day(*start)),
            ("fine", Param::Day(*end)),
            ("giorni", Param::Count(end - start + 1)),
        ];
        book.voice().phrase("proposal.part", &params)
    });
    Param::Text(written.collect::<Vec<_>>().join("; "))
}

impl Split {
    /// Of the period of an application, where one is not enough and several are.
    pub fn of(session: &Session) -> Option<Split> {
        let (start, end) = (day(session, START)?, day(session, END)?);
        let field = session.wiring().model.get(END)?;
        let world = session.world();
        let at = At::single(END);
        let limits = session.limits(&Limits::new(&world, &at, &field.kind));
        if start > end || admitted(&limits).contains(end) {
            return None;
        }
        let mut trial = session.trial();
        let mut parts: Vec<(i64, i64)> = Vec::new();
        let mut sooner = None;
        let mut next = start;
        while next <= end && parts.len() < MOST_PARTS {
            let admitted = admitted_ends(&trial);
            let Some(mut last) = latest(&admitted, next, end) else {
                break;
            };
            // What remains may be shorter than an application can be: then this one leaves it some days.
            let shortest = admitted.min().map_or(1, |min| min - next + 1);
            if (1..shortest).contains(&(end - last)) {
                let possible = last;
                last = latest(&admitted, next, end - shortest)?;
                sooner = Some(Sooner {
                    end: last,
                    possible,
                    shortest,
                });
            }
            trial.put(&At::single(END), last);
            if [START, END].iter().any(|field| trial.refuses(*field)) {
                return None;
            }
            let earlier = trial.session().sheet().rows(Scope::DomandePrecedenti);
            let first = parts.is_empty();
            parts.push((next, last));
            trial.put(&At::single(START), last + 1);
            let alone = first.then(|| admitted_ends(&trial));
            trial.put(&At::row(EARLIER_START, earlier), next);
            trial.put(&At::row(EARLIER_END, earlier), last);
            // Rules that do not see an application before this one can not tell whether a second one is due.
            if alone.is_some_and(|alone| alone == admitted_ends(&trial)) {
                return None;
            }
            next = last + 1;
        }
        let covered = parts.last().map(|(_, last)| *last)?;
        let agreement = day(session, AGREED_UNTIL).filter(|until| *until < covered);
        (parts.len() > 1).then_some(Split {
            left: end - covered,
            agreement_until: agreement.map(|_| covered),
            sooner,
            parts,
        })
    }

    /// The label of a fix that ends the application on the first part's last day: it names the others too.
    pub fn label(&self, book: &Book, last: i64) -> Option<String> {
        let ((_, end), others) = self.parts.split_first()?;
        if *end != last {
            return None;
        }
        let params = vec![
            ("ultima", Param::Day(last)),
            ("domande", Param::Count(others.len() as i64)),
            ("parti", list(book, others)),
        ];
        Some(book.voice().phrase("proposal.fix", &params))
    }
}

/// What a date field holds.
fn day(session: &Session, field: FieldId) -> Option<i64> {
    let model = &session.wiring().model;
    let cell = session.sheet().cell(model, &At::single(field));
    cell.seen()
}

/// The ends of the period that the rules shown there admit.
fn admitted_ends(trial: &Trial) -> Ranges {
    let session = trial.session();
    let Some(field) = session.wiring().model.get(END) else {
        return Ranges::none();
    };
    let (world, at) = (session.world(), At::single(END));
    admitted(&Limits::new(&world, &at, &field.kind).all())
}

/// The greatest admitted day from `from` to `to`.
fn latest(admitted: &Ranges, from: i64, to: i64) -> Option<i64> {
    admitted.intersect(&Ranges::between(from, to)).max()
}
