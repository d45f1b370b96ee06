//! Which fields a portal asks: those that the rules of a kind of application read or require.

use crate::engine::Engine;
use crate::form::model::{FieldId, List, field};
use crate::json::Json;
use crate::json::make::{list, object, text};

use crate::rule::{Read, TextLimit, Verdict, View};
use crate::rulebook::{Point, Target, When};
use crate::text::Kind;

impl Engine {
    /// The fields of this kind of application, in form order:
    /// `[{ path, kind, label, short?, help?, required, when?, words? }]`. A path holds `*` for the rows of a list.
    ///
    /// `required` says what a whole check asks as the application stands now, `when` which answers the field waits for.
    pub fn fields(&self) -> Json {
        let asked = self.asked();
        let view = self.view(None);
        let tipo = self.tipo().unwrap_or(0);
        let fields = self.book.model.fields.iter().enumerate();
        let fields = fields.filter(|(id, _)| asked.get(*id) == Some(&true));
        let fields = fields.map(|(id, f)| {
            let required = self.book.required.iter().any(|required| {
                required.tipi.contains(&tipo)
                    && required.fields.contains(&(id as FieldId))
                    && required.when.iter().all(|c| c.holds(&view) == Some(true))
                    && !required.unless.iter().any(|c| c.lifts(&view) == Some(true))
            });
            let mut entries = vec![
                ("path", text(f.path)),
                ("kind", text(kind_name(&f.kind))),
                ("label", text(self.voice().label(f.path))),
                ("required", Json::Bool(required)),
            ];
            let labels = &self.book.labels;
            for (key, texts) in [("short", &labels.short), ("help", &labels.help)] {
                if let Some((_, texts)) = texts.iter().find(|(path, _)| path == f.path) {
                    entries.push((key, text(texts.get(self.language))));
                }
            }
            if let Some((_, when)) = labels.when.iter().find(|(path, _)| path == f.path) {
                entries.push(("when", when.clone()));
            }
            let words = self.words_at(id as FieldId, &f.kind, &view);
            if !words.is_empty() {
                let words = words.iter().map(|word| {
                    object([
                        ("value", text(word)),
                        ("label", text(self.word_label(f.path, word))),
                    ])
                });
                entries.push(("words", list(words)));
            }
            object(entries)
        });
        list(fields)
    }

    /// The words to choose from: those of the field's kind, or the texts that a rule admits alone.
    fn words_at(&self, id: FieldId, kind: &Kind, view: &View) -> Vec<String> {
        if let Kind::Words(words) = kind {
            return words.clone();
        }
        let points = self.book.points_at(id).iter();
        let variants = points
            .flat_map(|point| self.book.points.get(*point))
            .flat_map(|point| &point.variants)
            .filter(|variant| self.in_force(variant, view, false));
        let mut judged = variants.filter_map(|variant| variant.check.judge(view, None));
        judged
            .find_map(|judgement| match judgement.verdict {
                Verdict::Texts(TextLimit::Equals { one_of, .. }) if one_of.len() > 1 => {
                    Some(one_of)
                }
                _ => None,
            })
            .unwrap_or_default()
    }

    /// By field: whether the rules of this kind of application read it, or a whole check requires it.
    ///
    /// The rules that all rulebooks share speak of any part of the data model; they ask for fields only in the
    /// parts that the rulebook itself looks at.
    fn asked(&self) -> Vec<bool> {
        let tipo = self.tipo().unwrap_or(0);
        let required = self.book.required.iter();
        let required = required.filter(|required| required.tipi.contains(&tipo));
        let mut reads: Vec<Read> = required
            .flat_map(|required| required.fields.iter().map(|id| Read::Field(*id)))
            .collect();
        Read::fields(&[field::TIPO, field::DATA_PRESENTAZIONE], &mut reads);
        self.reads_of_summary(tipo, &mut reads);
        let shared = |point: &Point| {
            let rule = self.book.rules.get(point.rule);
            rule.is_some_and(|rule| self.book.shared.contains(&rule.slug))
        };
        for point in self.book.points.iter().filter(|point| !shared(point)) {
            self.reads_of(point, tipo, &mut reads);
        }
        let parts = self.parts_of(&self.named(&reads));
        for point in self.book.points.iter().filter(|point| shared(point)) {
            let looked_at = match &point.target {
                Target::Field(id) => self.part_of(*id).is_some_and(|part| parts.contains(&part)),
                Target::List(list) => parts.contains(&list.path()),
                Target::Object(path) => parts.contains(&path.as_str()),
            };
            if looked_at {
                self.reads_of(point, tipo, &mut reads);
            }
        }
        self.named(&reads)
    }

    /// What the rulebook reminds of and reckons in the summary.
    fn reads_of_summary(&self, tipo: usize, reads: &mut Vec<Read>) {
        let reminders = self.book.reminders.iter();
        for reminder in reminders.filter(|reminder| reminder.tipi.contains(&tipo)) {
            if let When::Once { term, .. } = &reminder.when {
                term.reads(reads);
            }
        }
        let benefit = self.book.benefit.as_ref();
        if benefit.is_some_and(|benefit| benefit.tipi.contains(&tipo)) {
            let pay = self.book.model.field("lavoratori.*.retribuzioneMensile");
            Read::fields(pay.as_slice(), reads);
        }
    }

    /// What the rules at a point look at, for one kind of application.
    fn reads_of(&self, point: &Point, tipo: usize, reads: &mut Vec<Read>) {
        for variant in point.variants.iter().filter(|v| v.tipi.contains(&tipo)) {
            match point.target {
                Target::Field(id) => reads.push(Read::Field(id)),
                Target::List(list) => reads.push(Read::Rows(list)),
                Target::Object(_) => {}
            }
            variant.check.reads(reads);
            let conditions = variant.when.iter().chain(&variant.unless);
            conditions.for_each(|condition| condition.reads(reads));
        }
    }

    /// The part of the data model that a field belongs to: `lavoratori`, `mobilita`.
    fn part_of(&self, id: FieldId) -> Option<&'static str> {
        self.book.model.get(id)?.path.split('.').next()
    }

    fn parts_of(&self, asked: &[bool]) -> Vec<&'static str> {
        let fields = asked.iter().enumerate().filter(|(_, asked)| **asked);
        fields
            .filter_map(|(id, _)| self.part_of(id as FieldId))
            .collect()
    }

    /// By field: whether these reads name it.
    fn named(&self, reads: &[Read]) -> Vec<bool> {
        let model = &self.book.model;
        let mut asked = vec![false; model.fields.len()];
        let mut ask = |id: FieldId| {
            if let Some(slot) = asked.get_mut(usize::from(id)) {
                *slot = true;
            }
        };
        for read in reads {
            match read {
                Read::Field(id) => ask(*id),
                Read::Headcount => {
                    ask(field::DIPENDENTI);
                    model.columns(List::Addetti).iter().for_each(|id| ask(*id));
                }
                Read::Earlier => {
                    let columns = model.columns(List::DomandePrecedenti);
                    columns.iter().for_each(|id| ask(*id));
                }
                Read::Rows(List::Lavoratori) | Read::People => ask(field::CODICE_FISCALE),
                Read::Rows(list) => model.columns(*list).iter().for_each(|id| ask(*id)),
                Read::Months => ask(field::CONSUNTIVO),
                Read::Hours => ask(field::ORE),
                Read::InForce => ask(field::DATA_ASSUNZIONE),
                Read::Fact(fact) => self
                    .book
                    .facts
                    .get(*fact)
                    .map(|f| f.field)
                    .into_iter()
                    .for_each(&mut ask),
            }
        }
        asked
    }

    /// What a word means in this field, else what it means anywhere.
    fn word_label<'a>(&'a self, path: &str, word: &'a str) -> &'a str {
        let words = &self.book.labels.words;
        let named = |name: &str| words.iter().find(|(known, _)| known == name);
        named(&[path, "=", word].concat())
            .or_else(|| named(word))
            .map_or(word, |(_, texts)| texts.get(self.language))
    }
}

fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Date => "date",
        Kind::Integer { .. } => "integer",
        Kind::Number => "number",
        Kind::Hours => "hours",
        Kind::YesNo => "yes-no",
        Kind::Words(_) => "word",
        Kind::CodiceFiscale => "codice-fiscale",
        Kind::PartitaIva => "partita-iva",
        Kind::Matricola => "matricola",
        Kind::Iban => "iban",
        Kind::Text => "text",
    }
}
