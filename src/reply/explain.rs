//! The explanation of a rule: the computation with this form's own figures, and its sources.

#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::sync::Arc;

use serde::Serialize;

use super::Book;
use super::diagnostic::{by_name, path_of, severity_name, speaker};
use super::filing::{FilingDaysOf, filing_days_of};
use super::steps::{Step, StepKind, Worked};
use crate::law::Severity;
use crate::model::Scope;
use crate::program::sources::Source;
use crate::program::{Part, Place};
use crate::session::{Finding, Hit, Point, Session, TextNote, VALUE, Whole, WrongCall};
use crate::sheet::{Address, At, Below, Key, parse};
use crate::tell::shortened;

/// How a rule came to its verdict on an application.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// `rulebook/slug`
    pub rule: String,
    pub title: String,
    #[cfg_attr(test, ts(as = "Severity"))]
    pub severity: &'static str,
    /// Who enforces the rule: `portale`, `legge`, `inps`, or `consiglio` where it is advice.
    pub enforced_by: &'static str,
    /// Whether the rule is satisfied; `null` where it does not look (yet).
    #[cfg_attr(test, ts(optional = false))]
    pub holds: Option<bool>,
    /// The computation, step by step.
    #[cfg_attr(test, ts(inline))]
    pub steps: Vec<Step>,
    pub sources: Arc<[Source]>,
    /// The rule, or a part of it, is our reading of its sources.
    pub reading: bool,
    /// Conflicts between sources, what the office does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where the filing day makes a difference: what the rule says on which days.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(inline))]
    pub filing_days: Option<Vec<FilingDaysOf>>,
}

/// What a path names.
enum Asked {
    /// Nothing that is judged.
    Nowhere,
    Field(At),
    List(Scope),
    Object(String),
}

/// How one place of a rule stands.
struct Stand {
    hit: Hit,
    holds: Option<bool>,
    /// It looks: the part applies.
    in_force: bool,
    /// It speaks in a whole check alone.
    at_last: bool,
}

impl Stand {
    /// What is explained first.
    fn rank(&self) -> u8 {
        match (self.holds, self.in_force) {
            (Some(false), _) => 0,
            (Some(true), true) => 1,
            (None, true) => 2,
            (Some(true), false) => 3,
            (None, false) => 4,
        }
    }
}

/// Explains a rule, at a path (with dots) or wherever it is shown first. `rule` is its name, with or without that of the
/// rulebook.
///
/// # Errors
/// A rule that the rulebook does not have; a row that is not there.
pub fn explain(
    book: &Book,
    session: &Session,
    rule: &str,
    path: Option<&str>,
) -> Result<Explanation, WrongCall> {
    let own = rule.strip_prefix(book.name());
    let slug = own.and_then(|rest| rest.strip_prefix('/')).unwrap_or(rule);
    let asked = path.map_or(Ok(Asked::Nowhere), |path| asked(session, path))?;
    let program = &book.wiring.program;
    let explainer = Explainer { book, session };
    if let Some(index) = program.rules.iter().position(|rule| rule.slug == slug)
        && let Some(explained) = explainer.rule(index, &asked)
    {
        return Ok(explained);
    }
    if let Some(index) = program.readers.iter().position(|rule| rule.slug == slug)
        && let Some(explained) = explainer.reader(index, path, &asked)
    {
        return Ok(explained);
    }
    let readers = program.readers.iter().map(|rule| rule.slug.as_str());
    let rules = program.rules.iter().map(|rule| rule.slug.as_str());
    let known: Vec<&str> = readers.chain(rules).collect();
    let what = [
        "«",
        &shortened(rule),
        "» is no rule of ",
        book.name(),
        ". Its rules are: ",
        &known.join(", "),
        ".",
    ];
    Err(WrongCall(what.concat()))
}

fn asked(session: &Session, path: &str) -> Result<Asked, WrongCall> {
    Ok(match parse(&session.wiring().model, path) {
        Address::List(list) => Asked::List(list),
        Address::Object => Asked::Object(path.to_string()),
        _ => session
            .looked_at(path)?
            .map_or(Asked::Nowhere, Asked::Field),
    })
}

impl Asked {
    /// Whether a point is shown there.
    fn shows(&self, point: &Point) -> bool {
        match (self, &point.place) {
            (Asked::Field(at), Place::Field(field)) => at.field == *field,
            (Asked::List(list), Place::List(of)) => list == of,
            (Asked::Object(path), Place::Object(of)) => path == of,
            _ => false,
        }
    }
}

/// Explains a session.
struct Explainer<'a> {
    book: &'a Book,
    session: &'a Session,
}

impl Explainer<'_> {
    fn rule(&self, index: usize, asked: &Asked) -> Option<Explanation> {
        let wiring = &self.book.wiring;
        let points = (0..).zip(&wiring.points);
        let points = points.filter(|(_, point)| usize::from(point.rule) == index);
        // Where the rule is not shown at the path, it is explained as without one.
        let is_there = points.clone().any(|(_, point)| asked.shows(point));
        let whole = OnceCell::new();
        // A rule may look at one place in several parts: the part that speaks is explained, else one that is satisfied,
        // else one that is in force.
        let stand = points
            .filter(|(_, point)| !is_there || asked.shows(point))
            .filter_map(|(n, point)| self.stand(n, point, asked, is_there, &whole))
            .min_by_key(Stand::rank)?;
        let hit = stand.hit;
        let rule = wiring.program.rules.get(index)?;
        let part = rule.parts.get(usize::from(hit.part))?;
        let sources = self.book.said.sources.rules.get(index)?;
        let of_part = sources.parts.get(usize::from(hit.part));
        let session = match whole.get().filter(|_| stand.at_last) {
            Some(whole) => Whole::session(whole),
            None => self.session,
        };
        let worked = Worked::new(self.book, session, hit)?;
        Some(Explanation {
            rule: self.book.rule_name(&rule.slug),
            title: self.book.said.words.rules.get(index)?.title.clone(),
            severity: severity_name(part.severity),
            enforced_by: by_name(part.enforced_by),
            holds: stand.holds,
            steps: worked.steps(stand.in_force),
            sources: self.book.cited_by_rule(index),
            reading: sources.reading || of_part.is_some_and(|part| part.reading),
            note: sources.note.clone(),
            filing_days: filing_days_of(self.book, self.session, (hit.point, hit.row, hit.month)),
        })
    }

    /// How a point stands at the place asked, or in the first row.
    fn stand(
        &self,
        n: u16,
        point: &Point,
        asked: &Asked,
        is_there: bool,
        whole: &OnceCell<Whole>,
    ) -> Option<Stand> {
        let (row, month) = match asked {
            Asked::Field(at) if is_there => match at.below {
                Below::Month(Key::Month(month)) => (at.row, Some(month)),
                _ => (at.row, None),
            },
            _ => (0, None),
        };
        let month = month.or_else(|| self.first_month(point.scope, row));
        let blamed = || match asked {
            Asked::Field(at) => matches!(
                self.session.note_at(at),
                Some(TextNote::Prefix(blamed, _)) if blamed == n
            ),
            _ => false,
        };
        let part_at = |part: u16| Hit {
            point: n,
            part,
            row,
            month,
        };
        let parts = || {
            point
                .parts
                .iter()
                .filter_map(|part| Some((*part, self.book.wiring.part(point.rule, *part)?)))
        };
        let in_force_of = |parts: &[(u16, &Part)]| {
            let nodes: Vec<_> = parts.iter().map(|(_, part)| part.applies).collect();
            let applies = self.session.world().known_at(row, month, &nodes);
            let mut applying = parts.iter().zip(applies);
            let in_force = applying.find(|(_, (value, state))| *state == VALUE && *value != 0);
            in_force.map(|((part, _), _)| *part)
        };
        let fires = self.session.hit(n, row, month).or_else(|| {
            if !blamed() {
                return None;
            }
            let errors = parts().filter(|(_, part)| part.severity == Severity::Error);
            let errors: Vec<_> = errors.collect();
            let first = errors.first().map(|(part, _)| *part);
            in_force_of(&errors).or(first).map(part_at)
        });
        let at_last = fires.is_none();
        let fires = fires.or_else(|| {
            parts().any(|(_, part)| part.whole).then(|| {
                let whole = whole.get_or_init(|| Whole::from(self.session));
                whole.session().hit(n, row, month)
            })?
        });
        if let Some(hit) = fires {
            return Some(Stand {
                hit,
                holds: Some(false),
                in_force: true,
                at_last,
            });
        }
        let part = in_force_of(&parts().collect::<Vec<_>>());
        let hit = part_at(part.or_else(|| point.parts.last().copied())?);
        let worked = Worked::new(self.book, self.session, hit)?;
        let holds = match part {
            Some(_) => worked.holds(),
            None => worked.is_excluded().then_some(true),
        };
        Some(Stand {
            hit,
            holds,
            in_force: part.is_some(),
            at_last: false,
        })
    }

    fn first_month(&self, scope: Scope, row: usize) -> Option<i32> {
        scope.parent()?;
        let months = self.session.sheet().months(scope, row)?;
        months.real().next().map(|(month, _)| month)
    }

    /// A rule that reads texts: whether it speaks at the path, and the text that stands there.
    fn reader(&self, index: usize, path: Option<&str>, asked: &Asked) -> Option<Explanation> {
        let wiring = &self.book.wiring;
        let rule = wiring.program.readers.get(index)?;
        let sources = self.book.said.sources.readers.get(index)?;
        let says = |findings: &[Finding]| {
            let mut said = findings.iter().filter(|finding| {
                speaker(wiring, finding).is_some_and(|(slug, ..)| slug == rule.slug)
            });
            said.any(|finding| path_of(wiring, finding).as_deref() == path)
        };
        let speaks = path.is_some_and(|path| {
            says(&self.session.findings_at(path)) || says(&Whole::from(self.session).findings())
        });
        let mut steps = Vec::new();
        if let Asked::Field(at) = asked {
            let typed = self.session.typed(at);
            let voice = self.book.voice();
            let label = wiring.model.get(at.field).map_or("", |field| field.path);
            if !typed.trim().is_empty() {
                let shown = shortened(typed.trim());
                steps.push(Step::of(StepKind::Field, voice.label(label), shown));
            }
        }
        Some(Explanation {
            rule: self.book.rule_name(&rule.slug),
            title: self.book.said.words.readers.get(index)?.title.clone(),
            severity: severity_name(rule.severity),
            enforced_by: by_name(rule.enforced_by),
            holds: speaks.then_some(false),
            steps,
            sources: self.book.cited_by_reader(index),
            reading: sources.reading,
            note: sources.note.clone(),
            filing_days: None,
        })
    }
}
