//! From data to a rulebook. Whatever is wrong is said with the keys that lead there.

use super::about::{admitted, benefit, organico, prefix, read_labels, reminders, texts_list};
use super::keys::{Keys, Mistake, is_slug};
use super::rules::{merged_rules, read_rule};
use super::*;
use crate::form::model::field;
use crate::json::Json;
use crate::message::Texts;
use crate::rule::number;
use crate::text::Kind;

/// Reads a rulebook.
///
/// `common` holds the rules that every rulebook shares (`comuni.json`), `labels` the names of fields
/// (`campi.json`). A mistake names the place: `rules.durata-domanda.max: is missing…`.
pub fn read(book: &Json, common: &Json, labels: &Json) -> Result<Rulebook, Mistake> {
    let mut keys = Keys::object(book, String::new())?;
    let name = keys.needed_text("name")?.to_string();
    if !is_slug(&name) {
        return Err(keys.mistake("name", "must be small letters, digits and hyphens."));
    }
    let title = Texts::needed(&mut keys, "title")?;
    keys.text("version")?; // the package tells it; no rule reads it
    let region = keys.text("region")?.map(str::to_string);
    let from = keys.day("from")?;
    let to = keys.day("to")?;
    let tipi: Vec<String> = keys
        .texts("tipi")?
        .into_iter()
        .map(str::to_string)
        .collect();
    if tipi.is_empty() {
        return Err(keys.mistake(
            "tipi",
            "is missing: the kinds of application, the default first.",
        ));
    }
    let mut words = vec![("tipo".to_string(), tipi.clone())];
    if let Some(own) = keys.take("words") {
        for (field, list) in own.entries() {
            let listed = list.items().iter().filter_map(Json::text);
            let listed: Vec<String> = listed.map(str::to_string).collect();
            if listed.is_empty() || listed.len() < list.items().len() {
                return Err(keys.mistake("words", "must give each field a list of words."));
            }
            words.push((field.clone(), listed));
        }
    }
    let model = Model::new(&words);
    if let Some((field, _)) = words.iter().find(|(field, _)| model.field(field).is_none()) {
        return Err(keys.mistake(
            "words",
            &["«", field, "» is no field of the model."].concat(),
        ));
    }
    let organico = organico(&mut keys, &model)?;
    let mut common_keys = Keys::object(common, "comuni".to_string())?;
    let mut documents: Vec<(String, Json)> = Vec::new();
    for source in [common_keys.take("documents"), keys.take("documents")]
        .into_iter()
        .flatten()
    {
        documents.extend(source.entries().iter().cloned());
    }
    let offline = texts_list(&mut keys, "offline")?;
    let admitted = admitted(&mut keys, &documents)?;
    let benefit = benefit(&mut keys, &tipi, &documents)?;
    let mut facts = Vec::new();
    let reminders = reminders(&mut keys, &model, &tipi, &documents, &mut facts)?;
    let mut book = Rulebook {
        name,
        title,
        region,
        from,
        to,
        organico,
        by_unit: keys.flag("byUnit")?,
        unasked: Vec::new(),
        offline,
        admitted,
        reminders,
        benefit,
        rules: Vec::new(),
        shared: slugs(common),
        points: Vec::new(),
        built_in_rules: Vec::new(),
        required: Vec::new(),
        facts,
        prefix: prefix(&mut common_keys)?,
        labels: read_labels(labels)?,
        readers: Vec::new(),
        shown_at: Vec::new(),
        model,
        tipi,
    };
    for keys in [&mut common_keys, &mut keys] {
        read_required(&mut book, keys)?;
    }
    read_unasked(&mut book, &mut keys)?;
    let rules = merged_rules(&mut common_keys, &mut keys)?;
    for (slug, rule, own) in &rules {
        read_rule(&mut book, slug, rule, *own, &rules, &documents)?;
    }
    common_keys.done()?;
    keys.take("$schema");
    keys.done()?;
    index(&mut book);
    Ok(book)
}

/// The slugs of the rules in a file.
fn slugs(file: &Json) -> Vec<String> {
    let rules = file.get("rules").map_or(&[][..], Json::items);
    let slugs = rules.iter().filter_map(|rule| rule.get("slug")?.text());
    slugs.map(str::to_string).collect()
}

fn read_required(book: &mut Rulebook, keys: &mut Keys) -> Result<(), Mistake> {
    for (place, item) in keys.list("required")? {
        let mut item_keys = Keys::object(item, place)?;
        let fields = item_keys.fields("fields", &book.model)?;
        if fields.is_empty() {
            return Err(item_keys.mistake("fields", "is missing: the required fields."));
        }
        let tipi = item_keys.tipi(&book.tipi)?;
        let when = Condition::read_all(&mut item_keys, "when", &book.model, &mut book.facts)?;
        let unless = Condition::read_all(&mut item_keys, "unless", &book.model, &mut book.facts)?;
        item_keys.done()?;
        if !tipi.is_empty() {
            book.required.push(Required {
                fields,
                tipi,
                when,
                unless,
            });
        }
    }
    Ok(())
}

/// The questions that an empty declaration leaves open.
fn read_unasked(book: &mut Rulebook, keys: &mut Keys) -> Result<(), Mistake> {
    for (place, item) in keys.list("unasked")? {
        let mut item_keys = Keys::object(item, place)?;
        let rule = item_keys.needed_text("rule")?.to_string();
        let mut fields = item_keys.fields("fields", &book.model)?;
        fields.sort_unstable();
        let tipi = item_keys.tipi(&book.tipi)?;
        let some_worker = match item_keys.take("someWorker") {
            Some(Json::List(words)) => {
                let kind = book
                    .model
                    .get(field::TIPO_CONTRATTO)
                    .map(|f| f.kind.clone());
                let kind = kind.unwrap_or(Kind::Text);
                Some(
                    words
                        .iter()
                        .filter_map(|word| number(word, &kind))
                        .collect(),
                )
            }
            _ => None,
        };
        let when = Condition::read_all(&mut item_keys, "when", &book.model, &mut book.facts)?;
        let unless = Condition::read_all(&mut item_keys, "unless", &book.model, &mut book.facts)?;
        let message = Texts::needed(&mut item_keys, "message")?;
        item_keys.done()?;
        book.unasked.push(Question {
            rule,
            fields,
            tipi,
            some_worker,
            when,
            unless,
            message,
        });
    }
    Ok(())
}

/// Which points read and show what.
fn index(book: &mut Rulebook) {
    let mut readers = vec![Vec::new(); book.model.fields.len()];
    let mut shown_at = readers.clone();
    for (i, point) in book.points.iter_mut().enumerate() {
        let mut reads = Vec::new();
        for variant in &point.variants {
            variant.check.reads(&mut reads);
            variant
                .when
                .iter()
                .chain(&variant.unless)
                .for_each(|c| c.reads(&mut reads));
        }
        if let Target::Field(id) = point.target {
            reads.push(Read::Field(id));
            if let Some(points) = shown_at.get_mut(usize::from(id)) {
                points.push(i);
            }
        }
        if point.versioned {
            reads.push(Read::Field(crate::form::model::field::DATA_PRESENTAZIONE));
        }
        for read in reads {
            if point.reads.contains(&read) {
                continue;
            }
            point.reads.push(read);
            if let Read::Field(id) = read
                && let Some(points) = readers.get_mut(usize::from(id))
            {
                points.push(i);
            }
        }
    }
    book.readers = readers;
    book.shown_at = shown_at;
}
