//! What a rulebook asks and tells besides its rules, and the program without what nothing needs.

use super::Compiler;
use super::names::Env;
use super::rules::{day_number, no_day};
use super::types::Type;
use crate::law::{Language, Source, Texts, perhaps};
use crate::model::{FieldId, Scope};
use crate::program::words::{PartWords, ReaderWords, RuleWords, Words};
use crate::program::{Figure, NodeId, Op, Program, Remedy, Required, Summary, Term, Unasked};

impl Compiler<'_> {
    /// Where formulas about a field stand: its row.
    fn rows_of(&self, field: FieldId) -> Env {
        let scope = self
            .model
            .get(field)
            .map_or(Scope::Single, |field| field.scope);
        Env {
            scope,
            own: Some(field),
        }
    }

    /// What must hold for something to be asked: kind of application and condition.
    fn when(
        &mut self,
        path: &str,
        tipi: Option<&[String]>,
        quando: Option<&str>,
        env: Env,
    ) -> Option<NodeId> {
        let of_tipi = self.of_tipi(&format!("{path}.tipi"), tipi);
        let Some(quando) = quando else {
            return Some(of_tipi);
        };
        let holds = self.condition_at(&format!("{path}.quando"), quando, env)?;
        Some(self.builder.and(of_tipi, holds))
    }

    pub fn required(&mut self) -> Vec<Required> {
        let book = self.book;
        let mut required = Vec::new();
        for (n, asked) in book.obbligatori.iter().enumerate() {
            let path = format!("obbligatori.{n}");
            for (k, campo) in asked.campi.iter().enumerate() {
                let Some(field) = self.field_at(&format!("{path}.campi.{k}"), campo) else {
                    continue;
                };
                let env = self.rows_of(field);
                if let Some(when) =
                    self.when(&path, asked.tipi.as_deref(), asked.quando.as_deref(), env)
                {
                    required.push(Required { field, when });
                }
            }
        }
        required
    }

    pub fn unasked(&mut self) -> Vec<Unasked> {
        let book = self.book;
        let mut unasked = Vec::new();
        for (n, entry) in book.non_verificato.iter().enumerate() {
            let path = format!("non-verificato.{n}");
            self.check_texts(&format!("{path}.dice"), Some(&entry.dice));
            let mut fields = Vec::new();
            for (k, campo) in entry.campi.iter().enumerate() {
                fields.extend(self.field_at(&format!("{path}.campi.{k}"), campo));
            }
            let scopes: Vec<Scope> = fields
                .iter()
                .map(|field| self.rows_of(*field).scope)
                .collect();
            let inner = scopes
                .iter()
                .copied()
                .find(|scope| *scope != Scope::Single)
                .unwrap_or(Scope::Single);
            if fields.is_empty() || scopes.iter().any(|scope| *scope != inner) {
                let says = Texts::new(
                    "Servono campi tutti della domanda, o tutti delle stesse righe.",
                    "Fields are needed that are all of the application, or all of the same rows.",
                );
                self.mistake(&format!("{path}.campi"), says);
            }
            let env = Env::rows(inner, None);
            if let Some(when) =
                self.when(&path, entry.tipi.as_deref(), entry.quando.as_deref(), env)
            {
                unasked.push(Unasked {
                    slug: entry.regola.clone(),
                    fields,
                    when,
                });
            }
        }
        unasked
    }

    fn check_slug(&mut self, path: &str, slug: &str) {
        let slugs = || self.book.regole.iter().map(|rule| rule.slug.as_str());
        if slugs().any(|known| known == slug) {
            return;
        }
        let near = perhaps(slug, slugs());
        let says = Texts::new(
            format!("Non c'è una regola «{slug}».{}", near.it),
            format!("There is no rule “{slug}”.{}", near.en),
        );
        self.mistake(path, says);
    }

    pub fn summary(&mut self) -> Summary {
        let book = self.book;
        let said = &book.riepilogo;
        let mut figures: Vec<Figure> = Vec::new();
        self.check_names(
            "riepilogo.giorni",
            said.giorni.keys(),
            &["precedenti", "propri", "massimo"],
        );
        for (name, text) in &said.giorni {
            figures.extend(self.figure(
                &format!("riepilogo.giorni.{name}"),
                name,
                text,
                Env::SINGLE,
            ));
        }
        let percent = said.importo.as_ref().and_then(|a| a.percentuale.as_ref());
        for (path, name, text) in [
            ("organico", "organico", said.organico.as_ref()),
            ("accordo", "accordo", said.accordo.as_ref()),
            ("importo.percentuale", "percentuale", percent),
        ] {
            if let Some(text) = text {
                figures.extend(self.figure(&format!("riepilogo.{path}"), name, text, Env::SINGLE));
            }
        }
        if let Some(slug) = &said.limite {
            self.check_slug("riepilogo.limite", slug);
        }
        let of_year = |key: &&String| {
            key.strip_prefix("massimale-")
                .is_some_and(|year| year.parse::<u16>().is_ok())
        };
        let others = said.righe.keys().filter(|key| !of_year(key));
        self.check_names(
            "riepilogo.righe",
            others,
            &["tetto", "usati", "massimale-2020"],
        );
        let worker = Env::rows(Scope::Lavoratori, None);
        let rows = said.righe.iter();
        let rows = rows.filter_map(|(name, text)| {
            self.figure(&format!("riepilogo.righe.{name}"), name, text, worker)
        });
        let rows = rows.collect();
        let terms = (0..said.termini.len())
            .filter_map(|n| self.term(n))
            .collect();
        let amount = said.importo.as_ref().map(|amount| {
            self.check_texts("riepilogo.importo.dice", Some(&amount.dice));
            self.of_tipi("riepilogo.importo.tipi", amount.tipi.as_deref())
        });
        Summary {
            figures,
            total: said.limite.clone(),
            terms,
            rows,
            amount,
        }
    }

    fn check_names<'k>(
        &mut self,
        path: &str,
        keys: impl Iterator<Item = &'k String>,
        known: &[&str],
    ) {
        for key in keys.filter(|key| !known.contains(&key.as_str())) {
            let near = perhaps(key, known.iter().copied());
            let list = known.join(", ");
            let says = Texts::new(
                format!("La chiave «{key}» non esiste; ci sono: {list}.{}", near.it),
                format!("There is no key “{key}”; there are: {list}.{}", near.en),
            );
            self.mistake(&format!("{path}.{key}"), says);
        }
    }

    fn term(&mut self, n: usize) -> Option<Term> {
        let said = self.book.riepilogo.termini.get(n)?;
        let path = format!("riepilogo.termini.{n}");
        self.check_texts(&format!("{path}.nome"), Some(&said.nome));
        if let Some(slug) = &said.regola {
            self.check_slug(&format!("{path}.regola"), slug);
        }
        let field = self.field_at(&format!("{path}.campo"), &said.campo)?;
        let day = match (&said.giorno, said.mensile) {
            (Some(day), None) => {
                self.formula(&format!("{path}.giorno"), day, Env::SINGLE, Some(Type::Day))?
                    .node
            }
            (None, Some(1..=31)) => self.builder.leaf(Op::Nothing, Scope::Single),
            _ => {
                let says = Texts::new(
                    "Serve «giorno», oppure «mensile» da 1 a 31.",
                    "“giorno” is needed, or “mensile” from 1 to 31.",
                );
                self.mistake(&path, says);
                return None;
            }
        };
        let ordinary = match &said.ordinario {
            Some(day) => Some(
                self.formula(
                    &format!("{path}.ordinario"),
                    day,
                    Env::SINGLE,
                    Some(Type::Day),
                )?
                .node,
            ),
            None => None,
        };
        let when = Some(self.when(
            &path,
            said.tipi.as_deref(),
            said.quando.as_deref(),
            Env::SINGLE,
        )?);
        Some(Term {
            slug: said.regola.clone(),
            label: u16::try_from(n).ok()?,
            field,
            day,
            ordinary,
            when,
            monthly: said.mensile,
        })
    }

    /// Documents, days and sentences that are no formulas.
    pub fn check_sources(&mut self) {
        let book = self.book;
        for (key, day) in [("dal", &book.dal), ("al", &book.al)] {
            if let Some(day) = day.as_ref().filter(|day| day_number(day).is_none()) {
                self.mistake(key, no_day(day));
            }
        }
        let number = |day: &Option<String>| day.as_deref().and_then(day_number);
        let ends = number(&book.dal).zip(number(&book.al));
        if ends.is_some_and(|(from, to)| from > to) {
            let says = Texts::new(
                "Il regolamento finisce («al») prima di cominciare («dal»).",
                "The rulebook ends (“al”) before it begins (“dal”).",
            );
            self.mistake("al", says);
        }
        self.check_texts("titolo", Some(&book.titolo));
        for rule in &book.regole {
            let path = format!("regole.{}", rule.slug);
            if rule.fonti.is_empty() {
                let says = Texts::new(
                    "La regola non dice su quale fonte sta («> — DOCUMENTO, punto»; «> — nostra, …» se è nostra).",
                    "The rule does not say on which source it stands (“> — DOCUMENT, point”; “> — nostra, …” if it is ours).",
                );
                self.mistake(&path, says);
            }
            for (n, source) in rule.fonti.iter().enumerate() {
                self.check_source(&format!("{path}.fonti.{n}"), source);
            }
        }
        for (n, source) in book
            .riepilogo
            .importo
            .iter()
            .flat_map(|amount| &amount.fonti)
            .enumerate()
        {
            self.check_source(&format!("riepilogo.importo.fonti.{n}"), source);
        }
        for (n, admitted) in book.ammesso.iter().enumerate() {
            self.check_texts(&format!("ammesso.{n}.dice"), Some(&admitted.dice));
            for (k, source) in admitted.fonti.iter().enumerate() {
                self.check_source(&format!("ammesso.{n}.fonti.{k}"), source);
            }
        }
        for (n, sentence) in book.ufficio.iter().enumerate() {
            self.check_texts(&format!("ufficio.{n}"), Some(sentence));
        }
    }

    fn check_source(&mut self, path: &str, source: &Source) {
        let book = self.book;
        let name = source.documento.as_str();
        let says = match book.documenti.get(name) {
            _ if name == "nostra" && source.citazione.is_none() => return,
            None if name == "nostra" => Texts::new(
                "Una regola nostra non cita parole di nessuno.",
                "A rule of ours quotes nobody's words.",
            ),
            None => {
                let near = perhaps(name, book.documenti.keys().map(String::as_str));
                Texts::new(
                    format!("Non c'è un documento «{name}».{}", near.it),
                    format!("There is no document “{name}”.{}", near.en),
                )
            }
            Some(document) if source.citazione.is_some() && document.file.is_none() => Texts::new(
                format!("«{name}» non è a disposizione (non ha «file»): non si cita alla lettera."),
                format!(
                    "“{name}” is not at hand (it has no “file”): it is not quoted word for word."
                ),
            ),
            Some(_) => return,
        };
        self.mistake(path, says);
    }

    /// What the rulebook says in one language.
    pub fn said(&self, language: Language) -> Words {
        let book = self.book;
        let of = |texts: &Texts| texts.get(language).to_string();
        let mut words = Words {
            title: of(&book.titolo),
            terms: book
                .riepilogo
                .termini
                .iter()
                .map(|term| of(&term.nome))
                .collect(),
            unasked: book
                .non_verificato
                .iter()
                .map(|entry| of(&entry.dice))
                .collect(),
            amount: book
                .riepilogo
                .importo
                .as_ref()
                .map(|amount| of(&amount.dice)),
            offline: book.ufficio.iter().map(of).collect(),
            ..Words::default()
        };
        for rule in &book.regole {
            let title = of(&rule.titolo);
            let common = &rule.comune;
            if let Some(reader) = rule.lettore {
                let mut reasons: Vec<(String, String)> = rule
                    .frasi
                    .iter()
                    .map(|(reason, said)| (reason.clone(), of(said)))
                    .collect();
                if let Some(said) = &common.dice {
                    reasons.push(("default".to_string(), of(said)));
                }
                if let Some(remedy) = &common.rimedio {
                    reasons.push(("rimedio".to_string(), of(remedy)));
                }
                words.readers.push(ReaderWords {
                    reader,
                    title,
                    reasons,
                });
                continue;
            }
            let parts = rule.parti.iter().map(|part| PartWords {
                says: part
                    .dice
                    .as_ref()
                    .or(common.dice.as_ref())
                    .map_or(String::new(), of),
                remedy: part.rimedio.as_ref().or(common.rimedio.as_ref()).map(of),
            });
            words.rules.push(RuleWords {
                title,
                parts: parts.collect(),
            });
        }
        words
    }
}

/// Leaves out the nodes that nothing needs; the others keep their order. Where each is now.
pub(super) fn prune(program: &mut Program) -> Vec<Option<NodeId>> {
    let mut needed = vec![false; program.nodes.len()];
    visit(program, &mut |node| {
        if let Some(known) = needed.get_mut(usize::from(*node)) {
            *known = true;
        }
    });
    // A node only reads nodes before it.
    for n in (0..program.nodes.len()).rev() {
        if needed.get(n) == Some(&true) {
            for read in program
                .nodes
                .get(n)
                .map_or(Vec::new(), |node| node.op.reads())
            {
                if let Some(known) = needed.get_mut(usize::from(read)) {
                    *known = true;
                }
            }
        }
    }
    let mut next: NodeId = 0;
    let place = |needed: &bool| {
        let place = needed.then_some(next);
        next = next.wrapping_add(NodeId::from(*needed));
        place
    };
    let places: Vec<Option<NodeId>> = needed.iter().map(place).collect();
    let to = |node: NodeId| {
        places
            .get(usize::from(node))
            .copied()
            .flatten()
            .unwrap_or(0)
    };
    let mut kept = needed.iter();
    program.nodes.retain(|_| kept.next() == Some(&true));
    for node in &mut program.nodes {
        node.op = node.op.renumbered(&to);
    }
    visit(program, &mut |node| *node = to(*node));
    places
}

/// Every place of a program that names a node, but the nodes themselves.
fn visit(program: &mut Program, see: &mut impl FnMut(&mut NodeId)) {
    for part in program.rules.iter_mut().flat_map(|rule| &mut rule.parts) {
        see(&mut part.verdict);
        see(&mut part.applies);
        let limits = [&mut part.min, &mut part.max, &mut part.forbidden];
        limits.into_iter().flatten().for_each(&mut *see);
        part.figures
            .iter_mut()
            .for_each(|figure| see(&mut figure.node));
        if let Some(Remedy::Other(_, value, when)) = &mut part.remedy {
            see(value);
            when.iter_mut().for_each(&mut *see);
        }
    }
    program
        .required
        .iter_mut()
        .for_each(|required| see(&mut required.when));
    program
        .unasked
        .iter_mut()
        .for_each(|unasked| see(&mut unasked.when));
    let summary = &mut program.summary;
    summary
        .figures
        .iter_mut()
        .chain(&mut summary.rows)
        .for_each(|figure| see(&mut figure.node));
    summary.amount.iter_mut().for_each(&mut *see);
    for term in &mut summary.terms {
        see(&mut term.day);
        term.ordinary
            .iter_mut()
            .chain(&mut term.when)
            .for_each(&mut *see);
    }
}
