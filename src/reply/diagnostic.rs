//! The diagnostic: what is wrong, where, why, who says so, and how it is mended.

mod fix;

use std::cell::{OnceCell, RefCell};

use std::sync::Arc;

use serde::Serialize;

use super::Book;
use super::figures::{Figures, month_name, ordinal, prefix_key};
use super::order::{Order, order};
use super::proposal::Split;
use crate::law::Reader;
use crate::model::{FieldId, Scope};
use crate::program::sources::Source;
use crate::program::{By, Part, Place, ReaderRule, Severity, Unit};
use crate::ranges::Ranges;
use crate::session::{EMPTY, Finding, Hit, Session, TextNote, VALUE, Wiring};
use crate::sheet::{At, Key};
use crate::sorting::sort_by;
use crate::tell::{Param, Params, needs, placeholders, shortened};
use crate::text::Kind;

/// What is wrong, or worth knowing, at one field.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// Stable name, `rulebook/slug`.
    pub rule: String,
    #[cfg_attr(test, ts(as = "Severity"))]
    pub severity: &'static str,
    /// The field where it is to be shown: `lavoratori.3.dataAssunzione`.
    pub path: String,
    /// Other filled fields that took part.
    pub related: Vec<String>,
    /// In the form's language. It may quote what the user typed: show it as text, never as markup.
    pub message: String,
    /// The figures of the message: dates `YYYY-MM-DD`, numbers as numbers.
    #[cfg_attr(test, ts(type = "Record<string, string | number | boolean | null>"))]
    pub params: Figures,
    /// Who enforces the rule: `portale`, `legge`, `inps`, or `consiglio` where it is advice.
    pub enforced_by: &'static str,
    pub sources: Arc<[Source]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// A mend that one click applies: each of its edits is a `set(path, value)`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Fix {
    pub label: String,
    #[cfg_attr(test, ts(inline))]
    pub edits: Vec<Edit>,
}

/// A field to change, and its new text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Edit {
    pub path: String,
    pub value: String,
}

/// What is no longer said.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Gone {
    pub rule: String,
    pub path: String,
}

/// The diagnostics of some findings, in order.
pub fn diagnostics(book: &Book, session: &Session, findings: &[Finding]) -> Vec<Diagnostic> {
    let said = Said::new(book, session);
    let rendered = in_order(book, findings).into_iter();
    rendered
        .filter_map(|(_, finding)| said.diagnostic(finding))
        .collect()
}

/// What is no longer said, in order.
pub fn gone(book: &Book, findings: &[Finding]) -> Vec<Gone> {
    let gone = in_order(book, findings).into_iter();
    gone.filter_map(|(order, finding)| {
        Some(Gone {
            rule: book.rule_name(order.5),
            path: path_of(&book.wiring, finding)?,
        })
    })
    .collect()
}

fn in_order<'f>(book: &'f Book, findings: &'f [Finding]) -> Vec<(Order<'f>, &'f Finding)> {
    let mut ordered: Vec<(Order, &Finding)> = findings
        .iter()
        .filter_map(|finding| Some((order(&book.wiring, finding)?, finding)))
        .collect();
    sort_by(&mut ordered, |(a, _), (b, _)| a.cmp(b));
    ordered
}

/// Rule, severity and path of a finding: all that a verdict is.
pub fn head(wiring: &Wiring, finding: &Finding) -> Option<(String, String, String)> {
    let (slug, severity, _) = speaker(wiring, finding)?;
    Some((
        [&wiring.program.name, "/", slug].concat(),
        severity_name(severity).to_string(),
        path_of(wiring, finding)?,
    ))
}

/// The rule of a finding that speaks by itself: its slug, severity and enforcer.
pub(super) fn speaker<'w>(
    wiring: &'w Wiring,
    finding: &Finding,
) -> Option<(&'w str, Severity, By)> {
    let program = &wiring.program;
    let reader = |reader: Option<&'w ReaderRule>| {
        reader.map(|reader| (reader.slug.as_str(), reader.severity, reader.enforced_by))
    };
    match finding {
        Finding::Rule(hit) => {
            let (slug, part) = part_of(wiring, hit)?;
            Some((slug, part.severity, part.enforced_by))
        }
        Finding::Text(_, TextNote::Prefix(point, _)) => {
            let point = wiring.points.get(usize::from(*point))?;
            let rule = program.rules.get(usize::from(point.rule))?;
            let errors = point
                .parts
                .iter()
                .filter_map(|part| rule.parts.get(usize::from(*part)));
            let part = errors.clone().find(|part| part.severity == Severity::Error);
            Some((&rule.slug, Severity::Error, part?.enforced_by))
        }
        Finding::Text(at, note) => reader(reader_of(wiring, at, note)),
        Finding::Misfit(_) => reader(reader_rule(wiring, Reader::ValoreIlleggibile, None)),
        Finding::Missing(_) => reader(reader_rule(wiring, Reader::CampoObbligatorio, None)),
        Finding::Unknown(_) => reader(reader_rule(wiring, Reader::CampoSconosciuto, None)),
    }
}

pub(super) fn reader_rule(
    wiring: &Wiring,
    reader: Reader,
    field: Option<FieldId>,
) -> Option<&ReaderRule> {
    let readers = &wiring.program.readers;
    let mut of_reader = readers.iter().filter(|rule| rule.reader == reader);
    let of_field = of_reader
        .clone()
        .find(|rule| rule.field.is_some() && rule.field == field);
    of_field.or_else(|| of_reader.find(|rule| rule.field.is_none()))
}

/// The reader that speaks of a text.
fn reader_of<'b>(wiring: &'b Wiring, at: &At, note: &TextNote) -> Option<&'b ReaderRule> {
    let kind = &wiring.model.get(at.field)?.kind;
    let reason = match note {
        TextNote::Unreadable(why) => why.reason,
        _ => "prefix",
    };
    // A structure or a boolean in the place of a value is no attempt at a code.
    let reader = match kind {
        _ if ["not-a-value", "boolean"].contains(&reason) => Reader::ValoreIlleggibile,
        Kind::CodiceFiscale => Reader::CodiceFiscale,
        Kind::PartitaIva => Reader::PartitaIva,
        Kind::Matricola => Reader::MatricolaInps,
        Kind::Iban => Reader::Iban,
        _ => Reader::ValoreIlleggibile,
    };
    reader_rule(wiring, reader, Some(at.field))
}

pub(super) fn part_of<'b>(wiring: &'b Wiring, hit: &Hit) -> Option<(&'b str, &'b Part)> {
    let (rule, part) = wiring.part_of(hit)?;
    let rule = wiring.program.rules.get(usize::from(rule))?;
    Some((&rule.slug, part))
}

/// Why what stands in the place of an object or of a list is no such thing, as the rulebook's sentences call it.
pub fn misfit_reason(wiring: &Wiring, path: &str) -> &'static str {
    let rows = [&pattern_of(path), ".*"].concat();
    let mut fields = wiring.model.fields().iter();
    if fields.any(|field| field.path.starts_with(&rows)) {
        "not-a-list"
    } else {
        "not-a-group"
    }
}

/// A path with a `*` in the place of its row.
fn pattern_of(path: &str) -> String {
    match crate::sheet::row_of(&[path, "."].concat()) {
        Some((list, _, "")) => [list.path(), ".*"].concat(),
        Some((list, _, column)) => [list.path(), ".*.", column.trim_end_matches('.')].concat(),
        None => path.to_string(),
    }
}

/// The path where a finding is shown.
pub(super) fn path_of(wiring: &Wiring, finding: &Finding) -> Option<String> {
    let model = &wiring.model;
    Some(match finding {
        Finding::Rule(hit) => {
            let (_, part) = part_of(wiring, hit)?;
            match &part.place {
                Place::Field(field) => at_of(hit, *field).path(model),
                Place::List(list) => list.path().to_string(),
                Place::Object(path) => path.clone(),
            }
        }
        Finding::Text(at, _) | Finding::Missing(at) => at.path(model),
        Finding::Misfit(path) => path.clone(),
        Finding::Unknown(keys) => keys.join("."),
    })
}

pub(super) fn at_of(hit: &Hit, field: FieldId) -> At {
    match hit.month {
        Some(month) => At::month(field, hit.row, Key::Month(month)),
        None => At::row(field, hit.row),
    }
}

/// The diagnostic of a finding.
pub fn diagnostic(book: &Book, session: &Session, finding: &Finding) -> Option<Diagnostic> {
    Said::new(book, session).diagnostic(finding)
}

impl<'a> Said<'a> {
    /// The diagnostic of a finding.
    fn diagnostic(&self, finding: &Finding) -> Option<Diagnostic> {
        let (said, book) = (self, self.book);
        let (slug, severity, by) = speaker(&book.wiring, finding)?;
        let path = path_of(&book.wiring, finding)?;
        let (mut params, template) = match finding {
            Finding::Rule(hit) => said.of_rule(hit)?,
            Finding::Text(at, note) => said.of_text(at, note)?,
            Finding::Misfit(path) => {
                let params = vec![("campo", Param::Text(said.label(path)))];
                (
                    params,
                    said.reason(
                        Reader::ValoreIlleggibile,
                        None,
                        misfit_reason(&book.wiring, path),
                    ),
                )
            }
            Finding::Missing(at) => {
                let params = vec![("campo", Param::Field(at.field))];
                let path = book
                    .wiring
                    .model
                    .get(at.field)
                    .map_or("", |field| field.path);
                (params, said.reason(Reader::CampoObbligatorio, None, path))
            }
            Finding::Unknown(keys) => {
                let params = vec![("campo", Param::Text(shortened(&keys.join("."))))];
                (
                    params,
                    said.reason(Reader::CampoSconosciuto, None, "default"),
                )
            }
        };
        let fix = match finding {
            Finding::Rule(hit) => said.fix_of_rule(hit, &params),
            Finding::Text(at, TextNote::Unreadable(_)) => said.fix_of_text(at, &params),
            _ => None,
        };
        let own = book.own_sentence(slug);
        let own = own.filter(|own| said.can_say(own, finding, &params));
        let template = own.unwrap_or(template);
        let message = book.voice().fill(template, &params);
        params.retain(|(name, _)| !matches!(*name, "campo" | "titolo"));
        Some(Diagnostic {
            rule: book.rule_name(slug),
            severity: severity_name(severity),
            path,
            related: said.related(finding),
            message,
            params: Figures::of(&params),
            enforced_by: by_name(by),
            sources: said.sources(finding),
            fix,
        })
    }
}

pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

pub fn by_name(by: By) -> &'static str {
    match by {
        By::Portale => "portale",
        By::Legge => "legge",
        By::Inps => "inps",
        By::Consiglio => "consiglio",
    }
}

/// What is said of a session.
pub(super) struct Said<'a> {
    book: &'a Book,
    session: &'a Session,
    /// The split of a period that is too long, once it was looked for.
    split: OnceCell<Option<Split>>,
    /// Where a fix of several fields is tried.
    copy: RefCell<Option<Box<Session>>>,
}

impl<'a> Said<'a> {
    pub fn new(book: &'a Book, session: &'a Session) -> Said<'a> {
        Said {
            book,
            session,
            split: OnceCell::new(),
            copy: RefCell::new(None),
        }
    }
}

impl<'a> Said<'a> {
    fn label(&self, path: &str) -> String {
        self.book.voice().label(&pattern_of(path)).to_string()
    }

    /// The figures of a rule, and its sentence.
    fn of_rule(&self, hit: &Hit) -> Option<(Params<'a>, &'a str)> {
        let (_, part) = part_of(&self.book.wiring, hit)?;
        let point = self.book.wiring.points.get(usize::from(hit.point))?;
        let words = self.book.said.words.rules.get(usize::from(point.rule))?;
        let words = words.parts.get(usize::from(hit.part))?;
        let mut params = self.figures(hit, part);
        if let Place::Field(field) = part.place {
            let at = at_of(hit, field);
            params.extend(self.typed(&at).map(|typed| ("valore", typed)));
            params.push(("campo", Param::Field(field)));
        }
        Some((params, &words.says))
    }

    /// The figures of a part that have a value.
    pub fn figures(&self, hit: &Hit, part: &'a Part) -> Params<'a> {
        let world = self.session.world();
        let nodes: Vec<_> = part.figures.iter().map(|figure| figure.node).collect();
        let values = world.figures(hit, &nodes);
        let known = part.figures.iter().zip(values);
        known
            .filter(|(_, (_, state))| *state == VALUE)
            .map(|(figure, (value, _))| {
                let param = self.param(figure.unit, value, hit.row);
                (figure.name.as_str(), param)
            })
            .collect()
    }

    pub fn param(&self, unit: Unit, value: i64, row: usize) -> Param {
        let model = &self.book.wiring.model;
        match unit {
            Unit::Day => Param::Day(value),
            Unit::Count => Param::Count(value),
            Unit::Hundredths => Param::Hundredths(value),
            Unit::Month => Param::Month(value),
            Unit::Weekday => Param::Weekday(value),
            Unit::YesNo => Param::YesNo(value != 0),
            Unit::Word(field) => {
                let kind = model.get(field).map(|field| &field.kind);
                let word = match kind {
                    Some(Kind::Words(words)) => {
                        usize::try_from(value).ok().and_then(|n| words.get(n))
                    }
                    _ => None,
                };
                let word = word.map_or("", |word| word);
                Param::Text(self.book.voice().word(word).to_string())
            }
            Unit::Text(field) => {
                let single = model.get(field).is_some_and(|f| f.scope == Scope::Single);
                let at = At::row(field, if single { 0 } else { row });
                Param::Text(shortened(&self.session.canonical(&at).unwrap_or_default()))
            }
        }
    }

    /// What a person sees in a field: a readable date as gg/mm/aaaa, anything else as typed.
    pub fn typed(&self, at: &At) -> Option<Param> {
        let kind = &self.book.wiring.model.get(at.field)?.kind;
        let cell = self.session.sheet().cell(&self.book.wiring.model, at);
        if cell.is_empty() {
            return None;
        }
        if cell.is_value()
            && let Some(param) = ordinal(kind, cell.value())
        {
            return Some(param);
        }
        let shown = self.session.sheet().shown(&cell, kind);
        Some(Param::Text(shortened(shown.as_given().text().trim())))
    }

    /// The figures of a text that is no value, and the sentence.
    fn of_text(&self, at: &At, note: &TextNote) -> Option<(Params<'a>, &'a str)> {
        let mut params: Params = Vec::new();
        params.extend(self.typed(at).map(|typed| ("valore", typed)));
        params.push(("campo", Param::Field(at.field)));
        match note {
            TextNote::Unreadable(why) => {
                params.extend(
                    why.params
                        .iter()
                        .map(|(name, text)| (*name, Param::Text(text.clone()))),
                );
                month_name(&mut params);
                let reader = reader_of(&self.book.wiring, at, note)?;
                Some((params, self.reason(reader.reader, reader.field, why.reason)))
            }
            TextNote::Admitted(ranges) => {
                let kind = &self.book.wiring.model.get(at.field)?.kind;
                params.extend(self.ends(kind, ranges));
                let key = prefix_key(kind, &params);
                Some((params, self.book.labels.template(&key, self.book.language)))
            }
            TextNote::Prefix(point, ranges) => {
                let kind = &self.book.wiring.model.get(at.field)?.kind;
                let point = self.book.wiring.points.get(usize::from(*point))?;
                let title = &self
                    .book
                    .said
                    .words
                    .rules
                    .get(usize::from(point.rule))?
                    .title;
                params.push(("titolo", Param::Text(title.clone())));
                params.extend(self.ends(kind, ranges));
                let key = prefix_key(kind, &params);
                Some((params, self.book.labels.template(&key, self.book.language)))
            }
        }
    }

    /// Whether a caller's own sentence can be said of a finding: not where it would have a hole, and not while a text is
    /// typed where it names figures of the rule: they have no value yet, and one may be called like an end of what is
    /// admitted.
    fn can_say(&self, own: &str, finding: &Finding, params: &Params) -> bool {
        let known = |name: &&str| params.iter().any(|(known, _)| known == name);
        if !needs(own).iter().all(known) {
            return false;
        }
        let Finding::Text(_, TextNote::Prefix(point, _)) = finding else {
            return true;
        };
        let wiring = &self.book.wiring;
        let point = wiring.points.get(usize::from(*point));
        let rule = point.and_then(|point| wiring.program.rules.get(usize::from(point.rule)));
        let named = placeholders(own);
        let mut figures = rule
            .iter()
            .flat_map(|rule| &rule.parts)
            .flat_map(|part| &part.figures);
        !figures.any(|figure| named.contains(&figure.name.as_str()))
    }

    /// The ends of what is admitted; and where there is a gap, what is on both sides of it.
    fn ends(&self, kind: &Kind, ranges: &Ranges) -> Params<'static> {
        let ends = |min: Option<i64>, max: Option<i64>| -> Params<'static> {
            let ends = [("minimo", min), ("massimo", max)].into_iter();
            ends.filter_map(|(name, end)| Some((name, ordinal(kind, end?)?)))
                .collect()
        };
        let mut params = ends(ranges.min(), ranges.max());
        if ranges.intervals().len() > 1 {
            let of = if *kind == Kind::Date {
                "date"
            } else {
                "number"
            };
            let parts = ranges.intervals().iter().map(|(from, to)| {
                let part = Ranges::between(*from, *to);
                let shape = match (part.min(), part.max()) {
                    (None, _) => "to",
                    (_, None) => "from",
                    _ => "between",
                };
                let key = ["range.", of, ".", shape].concat();
                self.book
                    .voice()
                    .phrase(&key, &ends(part.min(), part.max()))
            });
            let parts: Vec<String> = parts.collect();
            params.push(("ammessi", Param::Text(parts.join("; "))));
        }
        params
    }

    /// What a reader says for a reason.
    fn reason(&self, reader: Reader, field: Option<FieldId>, reason: &str) -> &'a str {
        let readers = &self.book.wiring.program.readers;
        let rule = reader_rule(&self.book.wiring, reader, field);
        let at = readers.iter().position(|known| Some(known) == rule);
        let find = |at: usize, reason: &str| {
            let words = self.book.said.words.readers.get(at)?;
            let found = words.reasons.iter().find(|(known, _)| known == reason);
            found.map(|(_, says)| says.as_str())
        };
        at.and_then(|at| find(at, reason).or_else(|| find(at, "default")))
            .unwrap_or_default()
    }

    /// The other filled fields that a rule read.
    fn related(&self, finding: &Finding) -> Vec<String> {
        let Finding::Rule(hit) = finding else {
            return Vec::new();
        };
        let Some((_, part)) = part_of(&self.book.wiring, hit) else {
            return Vec::new();
        };
        let model = &self.book.wiring.model;
        let mut paths = Vec::new();
        for field in &part.reads {
            let Some(info) = model.get(*field) else {
                continue;
            };
            let row = if info.scope == Scope::Single {
                0
            } else {
                hit.row
            };
            let own = info.scope == part.scope || part.scope.parent() == Some(info.scope);
            if part.place == Place::Field(*field) || !(own || info.scope == Scope::Single) {
                continue;
            }
            let at = At::row(*field, row);
            if self.session.sheet().cell(model, &at).state_seen() != EMPTY {
                paths.push(at.path(model));
            }
        }
        // A part that fires on a person who stands in an earlier row too names that row.
        let hangs = self.book.wiring.hangs.get(usize::from(part.verdict));
        if let Place::Field(field) = part.place
            && hangs.is_some_and(|hangs| hangs.people)
            && let Some(first) = self.session.world().same_person_before(hit.row)
        {
            paths.push(At::row(field, first).path(model));
        }
        paths
    }

    fn sources(&self, finding: &Finding) -> Arc<[Source]> {
        let point = match finding {
            Finding::Rule(hit) => Some(hit.point),
            Finding::Text(_, TextNote::Prefix(point, _)) => Some(*point),
            _ => None,
        };
        if let Some(point) = point {
            let point = self.book.wiring.points.get(usize::from(point));
            return point.map_or_else(Default::default, |point| {
                self.book.cited_by_rule(usize::from(point.rule))
            });
        }
        let Some((slug, ..)) = speaker(&self.book.wiring, finding) else {
            return Arc::default();
        };
        let mut readers = self.book.wiring.program.readers.iter();
        let at = readers.position(|reader| reader.slug == slug);
        at.map_or_else(Default::default, |at| self.book.cited_by_reader(at))
    }
}
