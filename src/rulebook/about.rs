//! What a rulebook says beside its rules: who counts in the headcount, what is admitted, terms to be reminded of, the
//! benefit; and the words that all rulebooks share.

use super::keys::{Keys, Mistake};
use super::words::sources;
use super::*;
use crate::json::Json;
use crate::rule;
use crate::text::Kind;

pub(super) fn organico(keys: &mut Keys, model: &Model) -> Result<Organico, Mistake> {
    let mut organico = Organico {
        excluded: Ranges::none(),
        replaced_excluded: false,
        monthly: false,
    };
    let Some(value) = keys.take("organico") else {
        return Ok(organico);
    };
    let mut keys = Keys::object(value, keys.place("organico"))?;
    let category = model
        .field("organico.addetti.*.categoria")
        .and_then(|id| model.get(id));
    let known: &[String] = match category.map(|f| &f.kind) {
        Some(Kind::Words(words)) => words,
        _ => &[],
    };
    for word in keys.texts("excluded")? {
        match known.iter().position(|k| k == word) {
            Some(n) => organico.excluded = organico.excluded.union(&Ranges::only(n as i64)),
            None => {
                return Err(keys.mistake("excluded", &["«", word, "» is no category."].concat()));
            }
        }
    }
    organico.replaced_excluded = keys.flag("replaced")?;
    organico.monthly = keys.flag("monthly")?;
    keys.done()?;
    Ok(organico)
}

pub(super) fn texts_list(keys: &mut Keys, key: &'static str) -> Result<Vec<Texts>, Mistake> {
    let mut list = Vec::new();
    for (place, item) in keys.list(key)? {
        list.push(Texts::read(item, &place)?);
    }
    Ok(list)
}

pub(super) fn admitted(
    keys: &mut Keys,
    documents: &[(String, Json)],
) -> Result<Vec<Admitted>, Mistake> {
    let mut admitted = Vec::new();
    for (place, item) in keys.list("admitted")? {
        let mut item_keys = Keys::object(item, place)?;
        let sources = sources(&mut item_keys, documents)?;
        let text = Texts::read_keys(&mut item_keys)?;
        item_keys.done()?;
        admitted.push(Admitted { text, sources });
    }
    Ok(admitted)
}

pub(super) fn reminders(
    keys: &mut Keys,
    model: &Model,
    known: &[String],
    documents: &[(String, Json)],
    facts: &mut Vec<Fact>,
) -> Result<Vec<Reminder>, Mistake> {
    let mut reminders = Vec::new();
    for (key, monthly) in [("terms", false), ("monthlyTerms", true)] {
        for (place, item) in keys.list(key)? {
            let mut item_keys = Keys::object(item, place)?;
            let label = Texts::needed(&mut item_keys, "label")?;
            let tipi = item_keys.tipi(known)?;
            let sources = sources(&mut item_keys, documents)?;
            let only = Condition::read_all(&mut item_keys, "when", model, facts)?;
            let when = if monthly {
                When::Monthly {
                    day: item_keys.needed_integer("day")?,
                    moves: item_keys.flag("moves")?,
                }
            } else {
                let path = item_keys.needed_text("path")?.to_string();
                item_keys.fields("path", model)?;
                let Some(term) = item_keys.take("term") else {
                    return Err(
                        item_keys.mistake("term", "is missing: a day counted from a field.")
                    );
                };
                When::Once {
                    path,
                    term: Term::from_json(model, term, item_keys.place("term"))?,
                }
            };
            item_keys.done()?;
            reminders.push(Reminder {
                label,
                tipi,
                only,
                when,
                sources,
            });
        }
    }
    Ok(reminders)
}

pub(super) fn benefit(
    keys: &mut Keys,
    known: &[String],
    documents: &[(String, Json)],
) -> Result<Option<Benefit>, Mistake> {
    let Some(value) = keys.take("benefit") else {
        return Ok(None);
    };
    let mut keys = Keys::object(value, keys.place("benefit"))?;
    let label = Texts::needed(&mut keys, "label")?;
    let tipi = keys.tipi(known)?;
    let percent = keys.needed_integer("percent")?;
    let sources = sources(&mut keys, documents)?;
    let mut years = Vec::new();
    for (place, item) in keys.list("years")? {
        let mut item_keys = Keys::object(item, place)?;
        let year = item_keys.needed_integer("year")? as i32;
        let mut caps = Vec::new();
        for (place, cap) in item_keys.list("caps")? {
            let euro = |key: &str| {
                cap.get(key)
                    .and_then(|json| rule::number(json, &Kind::Number))
            };
            match euro("monthly") {
                Some(monthly) => caps.push((euro("payUpTo"), monthly)),
                None => {
                    return Err(Mistake::new(
                        &place,
                        "must give each ceiling as \"monthly\", in euro.",
                    ));
                }
            }
        }
        item_keys.done()?;
        years.push((year, caps));
    }
    keys.done()?;
    Ok(Some(Benefit {
        label,
        tipi,
        percent,
        years,
        sources,
    }))
}

pub(super) fn prefix(keys: &mut Keys) -> Result<PrefixWords, Mistake> {
    let mut words = PrefixWords::default();
    if let Some(value) = keys.take("prefixMessage") {
        let place = keys.place("prefixMessage");
        for (group, variants) in value.entries() {
            if variants.get("it").is_some() {
                words
                    .variants
                    .push((group.clone(), Texts::read(variants, &place)?));
            }
            for (variant, texts) in variants
                .entries()
                .iter()
                .filter(|(_, v)| v.get("it").is_some())
            {
                words
                    .variants
                    .push(([group, ".", variant].concat(), Texts::read(texts, &place)?));
            }
        }
    }
    Ok(words)
}

pub(super) fn read_labels(value: &Json) -> Result<Labels, Mistake> {
    let mut labels = Labels::default();
    for (key, value) in value.entries() {
        let place = ["campi.", key].concat();
        match key.as_str() {
            "fields" => labels.fields = Texts::by_name(value, &place)?,
            "short" => labels.short = Texts::by_name(value, &place)?,
            "help" => labels.help = Texts::by_name(value, &place)?,
            "when" => labels.when = value.entries().to_vec(),
            "words" => labels.words = Texts::by_name(value, &place)?,
            "params" => labels.params = Texts::by_name(value, &place)?,
            "phrases" => labels.phrases = Texts::by_name(value, &place)?,
            "months" => labels.months = Texts::list(value, &place)?,
            "weekdays" => labels.weekdays = Texts::list(value, &place)?,
            _ => return Err(Mistake::new(&place, "is no key known here.")),
        }
    }
    Ok(labels)
}
