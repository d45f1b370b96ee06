//! Which fields a portal asks: those that the rules of a kind of application read or require.

use crate::engine::Engine;
use crate::form::model::{FieldId, List, field};
use crate::json::Json;
use crate::json::make::{object, text};
use crate::rule::Read;
use crate::rulebook::Target;
use crate::text::Kind;

impl Engine {
    /// The fields of this kind of application, in form order:
    /// `[{ path, kind, label, required, words? }]`. A path holds `*` for the rows of a list.
    ///
    /// `required` says what a whole check asks as the application stands now.
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
                ("path".to_string(), text(f.path)),
                ("kind".to_string(), text(kind_name(&f.kind))),
                ("label".to_string(), text(self.voice().label(f.path))),
                ("required".to_string(), Json::Bool(required)),
            ];
            if let Kind::Words(words) = &f.kind {
                let words = words.iter().map(|word| {
                    object([
                        ("value", text(word)),
                        ("label", text(self.word_label(word))),
                    ])
                });
                entries.push(("words".to_string(), Json::List(words.collect())));
            }
            Json::Object(entries)
        });
        Json::List(fields.collect())
    }

    /// By field: whether the rules of this kind of application read it, or a whole check requires it.
    fn asked(&self) -> Vec<bool> {
        let model = &self.book.model;
        let tipo = self.tipo().unwrap_or(0);
        let mut reads: Vec<Read> = vec![
            Read::Field(field::TIPO),
            Read::Field(field::DATA_PRESENTAZIONE),
        ];
        for point in &self.book.points {
            let variants = point.variants.iter().filter(|v| v.tipi.contains(&tipo));
            for variant in variants {
                match point.target {
                    Target::Field(id) => reads.push(Read::Field(id)),
                    Target::List(list) => reads.push(Read::Rows(list)),
                    Target::Object(_) => {}
                }
                variant.check.reads(&mut reads);
                let conditions = variant.when.iter().chain(&variant.unless);
                conditions.for_each(|condition| condition.reads(&mut reads));
            }
        }
        let required = self.book.required.iter();
        for required in required.filter(|required| required.tipi.contains(&tipo)) {
            reads.extend(required.fields.iter().map(|id| Read::Field(*id)));
        }
        let mut asked = vec![false; model.fields.len()];
        let mut ask = |id: FieldId| {
            if let Some(slot) = asked.get_mut(usize::from(id)) {
                *slot = true;
            }
        };
        for read in reads {
            match read {
                Read::Field(id) => ask(id),
                Read::Headcount => {
                    ask(field::DIPENDENTI);
                    model.columns(List::Addetti).iter().for_each(|id| ask(*id));
                }
                Read::Earlier => {
                    let columns = model.columns(List::DomandePrecedenti);
                    columns.iter().for_each(|id| ask(*id));
                }
                Read::Rows(List::Lavoratori) | Read::People => ask(field::CODICE_FISCALE),
                Read::Rows(list) => model.columns(list).iter().for_each(|id| ask(*id)),
                Read::Months => ask(field::CONSUNTIVO),
                Read::Hours => ask(field::ORE),
                Read::Fact(fact) => self
                    .book
                    .facts
                    .get(fact)
                    .map(|f| f.field)
                    .into_iter()
                    .for_each(&mut ask),
            }
        }
        asked
    }

    fn word_label<'a>(&'a self, word: &'a str) -> &'a str {
        let words = &self.book.labels.words;
        words
            .iter()
            .find(|(known, _)| known == word)
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
