//! From a rule's limits to its verdict: one node that says whether a part fires.

use std::collections::BTreeSet;

use super::names::Env;
use super::types::{Type, Typed};
use super::{Bounds, Compiler};
use crate::calendar::Day;
use crate::law::{Part as Said, Rule as SaidRule, Texts};
use crate::model::{FieldId, Scope};
use crate::program::{NodeId, Op, Part, Place, ReaderRule, Rule};

/// A day as rulebooks write it, as its number.
pub(super) fn day_number(text: &str) -> Option<i32> {
    let mut pieces = text.split('/');
    let mut next = || {
        pieces
            .next()
            .filter(|piece| piece.bytes().all(|b| b.is_ascii_digit()))
    };
    let (day, month, year) = (next()?, next()?, next().filter(|year| year.len() == 4)?);
    let day = Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    i32::try_from(day.number())
        .ok()
        .filter(|_| text.matches('/').count() == 2)
}

/// What is said of a text that is no day: how one is written, or that there is no such one.
pub(super) fn no_day(text: &str) -> Texts {
    let pieces: Vec<&str> = text.split('/').collect();
    let is_number = |piece: &&str| !piece.is_empty() && piece.bytes().all(|b| b.is_ascii_digit());
    let is_written = matches!(pieces.as_slice(), [_, _, year] if year.len() == 4);
    if is_written && pieces.iter().all(is_number) {
        return Texts::new(
            format!("Il giorno {text} non esiste, o non è tra il 1900 e il 2100."),
            format!("There is no day {text}, or it is not between 1900 and 2100."),
        );
    }
    Texts::new(
        format!("«{text}» non è un giorno: si scrive gg/mm/aaaa."),
        format!("“{text}” is no day: it is written gg/mm/aaaa."),
    )
}

/// A key of a part, which its own may replace: where it stands, and what it says.
pub(super) fn own_or_common<'s, T>(
    at: (&str, &'s Said),
    common: (&str, &'s Said),
    key: &str,
    get: impl Fn(&'s Said) -> Option<&'s T>,
) -> Option<(String, &'s T)> {
    let own = get(at.1).map(|value| (format!("{}.{key}", at.0), value));
    own.or_else(|| get(common.1).map(|value| (format!("{}.{key}", common.0), value)))
}

impl Compiler<'_> {
    /// The rules that read formulas.
    pub fn rules(&mut self) -> Vec<Rule> {
        let book = self.book;
        let mut rules = Vec::new();
        for (n, rule) in book.regole.iter().enumerate() {
            let path = format!("regole.{}", rule.slug);
            if book
                .regole
                .iter()
                .take(n)
                .any(|known| known.slug == rule.slug)
            {
                let says = Texts::new(
                    format!("La regola «{}» c'è due volte.", rule.slug),
                    format!("The rule “{}” is there twice.", rule.slug),
                );
                self.mistake(&path, says);
            }
            self.check_texts(&format!("{path}.titolo"), Some(&rule.titolo));
            if rule.lettore.is_some() {
                continue;
            }
            if !rule.frasi.is_empty() {
                let says = Texts::new(
                    "Frasi per motivo sono solo di una regola con «lettore».",
                    "Sentences by reason are for a rule with “lettore” only.",
                );
                self.mistake(&format!("{path}.frasi"), says);
            }
            if rule.parti.is_empty() {
                let says = Texts::new("La regola non ha parti.", "The rule has no parts.");
                self.mistake(&path, says);
            }
            let parts: Vec<Option<Part>> =
                (0..rule.parti.len()).map(|n| self.part(rule, n)).collect();
            rules.push(Rule {
                slug: rule.slug.clone(),
                general: rule.generale,
                parts: parts.into_iter().flatten().collect(),
            });
        }
        rules
    }

    /// The rules that read texts.
    pub fn readers(&mut self) -> Vec<ReaderRule> {
        let book = self.book;
        let mut readers = Vec::new();
        for rule in &book.regole {
            let Some(reader) = rule.lettore else { continue };
            let path = format!("regole.{}", rule.slug);
            let said = &rule.comune;
            if rule.frasi.is_empty() && said.dice.is_none() {
                let says = Texts::new("Manca «dice».", "“dice” is missing.");
                self.mistake(&path, says);
            }
            let severity = self.needed_key(&path, "gravità", said.gravita);
            let by = self.needed_key(&path, "chi", said.chi);
            let tipi = self.tipi_bits(&format!("{path}.comune.tipi"), said.tipi.as_deref());
            let field = said.campo.as_ref();
            let field =
                field.and_then(|campo| self.field_at(&format!("{path}.comune.campo"), campo));
            let limits = [
                &said.minimo,
                &said.massimo,
                &said.vietato,
                &said.scatta,
                &said.quando,
                &said.salvo,
            ];
            if !rule.parti.is_empty() || limits.iter().any(|limit| limit.is_some()) {
                let says = Texts::new(
                    "Una regola con «lettore» non ha formule.",
                    "A rule with “lettore” has no formulas.",
                );
                self.mistake(&path, says);
            }
            if let (Some(severity), Some(enforced_by)) = (severity, by) {
                readers.push(ReaderRule {
                    slug: rule.slug.clone(),
                    reader,
                    field,
                    severity,
                    enforced_by,
                    tipi,
                });
            }
        }
        readers
    }

    pub fn needed_key<T>(&mut self, path: &str, key: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            let says = Texts::new(
                format!("Manca la chiave «{key}»."),
                format!("The key “{key}” is missing."),
            );
            self.mistake(path, says);
        }
        value
    }

    /// The kinds of application as bits; all of them without a list.
    fn tipi_bits(&mut self, path: &str, tipi: Option<&[String]>) -> u64 {
        let known = &self.book.tipi;
        let Some(tipi) = tipi else {
            return u64::MAX >> (64 - known.len().clamp(1, 64));
        };
        let mut bits = 0;
        for tipo in tipi {
            match known.iter().position(|known| known == tipo) {
                Some(place) => bits |= 1 << (place % 64),
                None => {
                    let all = known.join(", ");
                    let says = Texts::new(
                        format!("«{tipo}» non è un tipo di domanda; ci sono: {all}."),
                        format!("“{tipo}” is no kind of application; there are: {all}."),
                    );
                    self.mistake(path, says);
                }
            }
        }
        bits
    }

    /// Whether the application is of these kinds; unknown where its kind can not be read, also with all of them.
    pub fn of_tipi(&mut self, path: &str, tipi: Option<&[String]>) -> NodeId {
        let bits = self.tipi_bits(path, tipi);
        let tipo = self.builder.leaf(Op::Tipo, Scope::Single);
        self.builder.node(Op::OneOf(tipo, bits))
    }

    fn day_at(&mut self, key: Option<(String, &String)>) -> Option<i32> {
        let (path, text) = key?;
        let day = day_number(text);
        if day.is_none() {
            self.mistake(&path, no_day(text));
        }
        day
    }

    fn part(&mut self, rule: &SaidRule, n: usize) -> Option<Part> {
        let said = rule.parti.get(n)?;
        self.part = n;
        let rule_path = format!("regole.{}", rule.slug);
        let (path, common_path) = (
            format!("{rule_path}.parti.{n}"),
            format!("{rule_path}.comune"),
        );
        let (at, common) = ((path.as_str(), said), (common_path.as_str(), &rule.comune));
        let before = self.mistakes.len();

        let severity = said.gravita.or(rule.comune.gravita);
        let severity = self.needed_key(&path, "gravità", severity);
        let enforced_by = self.needed_key(&path, "chi", said.chi.or(rule.comune.chi));
        let campo = own_or_common(at, common, "campo", |part| part.campo.as_ref());
        let campo = campo.or_else(|| {
            self.needed_key::<()>(&path, "campo", None);
            None
        });
        let place = campo.and_then(|(path, campo)| self.place(&path, campo));
        let (severity, enforced_by, (place, env)) = (severity?, enforced_by?, place?);

        let tipi = own_or_common(at, common, "tipi", |part| part.tipi.as_ref());
        let mut applies = match &tipi {
            Some((path, tipi)) => self.of_tipi(path, Some(tipi)),
            None => self.of_tipi(&path, None),
        };
        if said.anche_senza_tipo || rule.comune.anche_senza_tipo {
            let tipo = self.builder.leaf(Op::Tipo, Scope::Single);
            let unreadable = self.builder.node(Op::Unreadable(tipo));
            let yes = self.builder.yes();
            applies = self.builder.node(Op::If(unreadable, yes, applies));
        }
        let from = self.day_at(own_or_common(at, common, "dal", |part| part.dal.as_ref()));
        let to = self.day_at(own_or_common(at, common, "al", |part| part.al.as_ref()));
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            let says = Texts::new(
                "La versione finisce («al») prima di cominciare («dal»).",
                "The version ends (“al”) before it begins (“dal”).",
            );
            self.mistake(&path, says);
        }
        let version = self.version(from, to);
        applies = self.builder.and(applies, version);

        // What the part reads, but for the choice of kind and version.
        let mut read = Vec::new();
        for (path, said) in [(&common_path, &rule.comune), (&path, said)] {
            if let Some(quando) = &said.quando {
                let node = self.condition_at(&format!("{path}.quando"), quando, env)?;
                read.push(node);
                applies = self.builder.and(applies, node);
            }
            if let Some(salvo) = &said.salvo {
                let node = self.condition_at(&format!("{path}.salvo"), salvo, env)?;
                read.push(node);
                let no = self.builder.constant(0);
                let claimed = self.builder.node(Op::Default(node, no));
                let not = self.builder.not(claimed);
                applies = self.builder.and(applies, not);
            }
        }

        let mut verdict = self.builder.constant(0);
        let own = env.own.map(|own| self.cell(own));
        let limit = |compiler: &mut Self, key: &str, get: fn(&Said) -> Option<&String>| {
            let (path, text) = own_or_common(at, common, key, get)?;
            Some(compiler.limit(key, &path, text, env, own, rule))
        };
        let min = limit(self, "minimo", |part| part.minimo.as_ref());
        let max = limit(self, "massimo", |part| part.massimo.as_ref());
        let banned = limit(self, "vietato", |part| part.vietato.as_ref());
        let fires = limit(self, "scatta", |part| part.scatta.as_ref());
        if [&min, &max, &banned, &fires]
            .iter()
            .all(|limit| limit.is_none())
        {
            let says = Texts::new(
                "La regola non ha né minimo né massimo né vietato né scatta.",
                "The rule has neither minimo nor massimo nor vietato nor scatta.",
            );
            self.mistake(&path, says);
        }
        let (min, max, banned, fires) = (open(min)?, open(max)?, open(banned)?, open(fires)?);
        let named = |limit: Option<Typed>| {
            limit.map(|limit| Typed {
                is_loose: false,
                ..limit
            })
        };
        self.limits = Bounds {
            min: named(min),
            max: named(max),
        };
        let node = |typed: Option<Typed>| typed.map(|typed| typed.node);
        let (min, max, banned, fires) = (node(min), node(max), node(banned), node(fires));
        if let (Some(own), Some(min)) = (own, min) {
            let below = self.builder.node(Op::Less(own.node, min));
            let below = self.builder.certain(applies, below);
            verdict = self.builder.node(Op::Or(verdict, below));
        }
        if let (Some(own), Some(max)) = (own, max) {
            let above = self.builder.node(Op::Less(max, own.node));
            let above = self.builder.certain(applies, above);
            verdict = self.builder.node(Op::Or(verdict, above));
        }
        for condition in [banned, fires].into_iter().flatten() {
            let holds = self.builder.certain(applies, condition);
            verdict = self.builder.node(Op::Or(verdict, holds));
        }
        read.extend([min, max, banned, fires].into_iter().flatten());
        read.extend(
            own.filter(|_| min.is_some() || max.is_some())
                .map(|own| own.node),
        );

        let remedy = self.remedy(at, common, env);
        let figures = self.figures(&path, said, &common_path, &rule.comune, env);
        self.limits = Bounds::default();
        self.check_sentences(at, common, &figures);
        if self.mistakes.len() > before {
            return None;
        }
        let own_field = env.own;
        Some(Part {
            place,
            scope: env.scope,
            severity,
            enforced_by,
            verdict,
            applies,
            min,
            max,
            forbidden: banned
                .filter(|banned| own_field.is_some_and(|own| self.reads_cell(*banned, own))),
            whole: self.silent_on_the_way(verdict),
            figures,
            remedy,
            reads: self.fields_read(&read),
            from,
            to,
        })
    }

    /// Where a rule is shown, and where its formulas stand.
    fn place(&mut self, path: &str, campo: &str) -> Option<(Place, Env)> {
        if let Some(list) = Scope::list(campo) {
            return Some((Place::List(list), Env::SINGLE));
        }
        let below = format!("{campo}.");
        if self
            .model
            .fields()
            .iter()
            .any(|field| field.path.starts_with(&below) && field.scope == Scope::Single)
        {
            return Some((Place::Object(campo.to_string()), Env::SINGLE));
        }
        let field = self.field_at(path, campo)?;
        let scope = self.model.get(field)?.scope;
        let env = Env {
            scope,
            own: Some(field),
        };
        Some((Place::Field(field), env))
    }

    /// Whether the law of these filing days holds.
    fn version(&mut self, from: Option<i32>, to: Option<i32>) -> NodeId {
        let day = self.builder.leaf(Op::FilingDay, Scope::Single);
        let mut holds = self.builder.yes();
        if let Some(from) = from {
            let from = self.builder.constant(from.into());
            let after = self.builder.node(Op::LessOrEqual(from, day));
            holds = self.builder.and(holds, after);
        }
        if let Some(to) = to {
            let to = self.builder.constant(to.into());
            let before = self.builder.node(Op::LessOrEqual(day, to));
            holds = self.builder.and(holds, before);
        }
        holds
    }

    /// A limit of the own value, or a condition.
    fn limit(
        &mut self,
        key: &str,
        path: &str,
        text: &str,
        env: Env,
        own: Option<Typed>,
        rule: &SaidRule,
    ) -> Option<Typed> {
        if matches!(key, "vietato" | "scatta") {
            let node = self.condition_at(path, text, env)?;
            return Some(Typed::new(node, Type::YesNo));
        }
        let ordered = |is| matches!(is, Type::Day | Type::Integer | Type::Hours | Type::Decimal);
        let Some(own) = own.filter(|own| ordered(own.is)) else {
            let says = Texts::new(
                format!(
                    "«{key}» è di un campo con un giorno o un numero: la regola «{}» non ne ha uno.",
                    rule.slug
                ),
                format!(
                    "“{key}” is for a field with a day or a number: the rule “{}” has none.",
                    rule.slug
                ),
            );
            self.mistake(path, says);
            return None;
        };
        self.formula(path, text, env, Some(own.is))
    }

    /// Every node that some nodes stand on, themselves included.
    fn under(&self, nodes: &[NodeId]) -> Vec<NodeId> {
        let mut seen = vec![false; self.builder.nodes.len()];
        let mut open = nodes.to_vec();
        let mut found = Vec::new();
        while let Some(node) = open.pop() {
            let Some(known) = seen.get_mut(usize::from(node)).filter(|known| !**known) else {
                continue;
            };
            *known = true;
            found.push(node);
            open.extend(self.builder.get(node).reads());
        }
        found
    }

    fn reads_cell(&self, node: NodeId, field: FieldId) -> bool {
        self.under(&[node])
            .iter()
            .any(|node| self.builder.get(*node).fields().contains(&field))
    }

    fn fields_read(&self, nodes: &[NodeId]) -> Vec<FieldId> {
        let under = self.under(nodes);
        let mut fields: Vec<FieldId> = under
            .iter()
            .flat_map(|node| self.builder.get(*node).fields())
            .collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// Whether a condition can be certain only in a whole check.
    fn silent_on_the_way(&self, node: NodeId) -> bool {
        let mut under = self.under(&[node]);
        // A node reads only nodes before it.
        under.sort_unstable();
        let mut silent = BTreeSet::new();
        for node in under {
            let is = |node: &NodeId| silent.contains(node);
            let never = match self.builder.get(node) {
                Op::Whole | Op::Const(0) => true,
                Op::Certain(a) => is(a),
                Op::And(a, b) => is(a) || is(b),
                Op::Or(a, b) | Op::Default(a, b) => is(a) && is(b),
                Op::If(condition, then, other) => (is(condition) || is(then)) && is(other),
                _ => false,
            };
            if never {
                silent.insert(node);
            }
        }
        silent.contains(&node)
    }
}

/// A limit that is there and could be read, or is not there.
fn open(limit: Option<Option<Typed>>) -> Option<Option<Typed>> {
    match limit {
        Some(None) => None,
        Some(known) => Some(known),
        None => Some(None),
    }
}
