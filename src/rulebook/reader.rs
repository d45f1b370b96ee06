//! From data to a rulebook. Whatever is wrong is said with the keys that lead there.

use super::keys::{Keys, Mistake};
use super::*;
use crate::json::Json;
use crate::message::{Texts, placeholders};
use crate::rule::{self, Builder, Term};
use crate::text::Kind;

/// Reads a rulebook.
///
/// `common` holds the rules that every rulebook shares (`comuni.json`), `labels` the names of fields
/// (`campi.json`). A mistake names the place: `rules.durata-domanda.max: is missing…`.
pub fn read(book: &Json, common: &Json, labels: &Json) -> Result<Rulebook, Mistake> {
    let mut keys = Keys::object(book, "")?;
    let name = keys.needed_text("name")?.to_string();
    if !is_slug(&name) {
        return Err(keys.mistake("name", "must be small letters, digits and hyphens."));
    }
    let title = Texts::needed(&mut keys, "title")?;
    let region = keys.text("region")?.map(str::to_string);
    let from = day(&mut keys, "from")?;
    let to = day(&mut keys, "to")?;
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
            let list: Option<Vec<String>> = list
                .items()
                .iter()
                .map(|w| w.text().map(str::to_string))
                .collect();
            match list {
                Some(list) if !list.is_empty() => words.push((field.clone(), list)),
                _ => return Err(keys.mistake("words", "must give each field a list of words.")),
            }
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
    let mut common_keys = Keys::object(common, "comuni")?;
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
    let reminders = reminders(&mut keys, &model, &tipi, &documents)?;
    let mut book = Rulebook {
        name,
        title,
        region,
        from,
        to,
        organico,
        offline,
        admitted,
        reminders,
        benefit,
        rules: Vec::new(),
        points: Vec::new(),
        built_in_rules: Vec::new(),
        required: Vec::new(),
        facts: Vec::new(),
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

fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn day(keys: &mut Keys, key: &'static str) -> Result<Option<Day>, Mistake> {
    match keys.text(key)? {
        None => Ok(None),
        Some(text) => match Day::from_iso(text) {
            Some(day) => Ok(Some(day)),
            None => Err(keys.mistake(key, "is no day: write it as 2020-02-23.")),
        },
    }
}

fn organico(keys: &mut Keys, model: &Model) -> Result<Organico, Mistake> {
    let mut organico = Organico {
        excluded: Ranges::none(),
        replaced_excluded: false,
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
    keys.done()?;
    Ok(organico)
}

fn texts_list(keys: &mut Keys, key: &'static str) -> Result<Vec<Texts>, Mistake> {
    let Some(value) = keys.take(key) else {
        return Ok(Vec::new());
    };
    let place = keys.place(key);
    value
        .items()
        .iter()
        .map(|item| Texts::read(item, &place))
        .collect()
}

fn admitted(keys: &mut Keys, documents: &[(String, Json)]) -> Result<Vec<Admitted>, Mistake> {
    let Some(value) = keys.take("admitted") else {
        return Ok(Vec::new());
    };
    let mut admitted = Vec::new();
    for item in value.items() {
        let mut item_keys = Keys::object(item, keys.place("admitted"))?;
        let sources = sources(&mut item_keys, documents)?;
        let text = Texts::read_keys(&mut item_keys)?;
        item_keys.done()?;
        admitted.push(Admitted { text, sources });
    }
    Ok(admitted)
}

fn reminders(
    keys: &mut Keys,
    model: &Model,
    known: &[String],
    documents: &[(String, Json)],
) -> Result<Vec<Reminder>, Mistake> {
    let mut reminders = Vec::new();
    for (key, monthly) in [("terms", false), ("monthlyTerms", true)] {
        for item in keys.take(key).map_or(&[][..], Json::items) {
            let mut item_keys = Keys::object(item, keys.place(key))?;
            let label = Texts::needed(&mut item_keys, "label")?;
            let tipi = tipi(&mut item_keys, known)?;
            let sources = sources(&mut item_keys, documents)?;
            let when = if monthly {
                When::Monthly {
                    day: item_keys.needed_integer("day")?,
                    moves: item_keys.flag("moves")?,
                }
            } else {
                let path = item_keys.needed_text("path")?.to_string();
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
                when,
                sources,
            });
        }
    }
    Ok(reminders)
}

fn benefit(
    keys: &mut Keys,
    known: &[String],
    documents: &[(String, Json)],
) -> Result<Option<Benefit>, Mistake> {
    let Some(value) = keys.take("benefit") else {
        return Ok(None);
    };
    let mut keys = Keys::object(value, keys.place("benefit"))?;
    let label = Texts::needed(&mut keys, "label")?;
    let tipi = tipi(&mut keys, known)?;
    let percent = keys.needed_integer("percent")?;
    let sources = sources(&mut keys, documents)?;
    keys.take("year");
    let place = keys.place("caps");
    let mut caps = Vec::new();
    for cap in keys.take("caps").map_or(&[][..], Json::items) {
        let euro = |key: &str| {
            cap.get(key)
                .and_then(|json| rule::number(json, &Kind::Number))
        };
        match euro("monthly") {
            Some(monthly) => caps.push((euro("payUpTo"), monthly)),
            None => {
                return Err(Mistake::new(
                    place,
                    "must give each ceiling as \"monthly\", in euro.",
                ));
            }
        }
    }
    keys.done()?;
    Ok(Some(Benefit {
        label,
        tipi,
        percent,
        caps,
        sources,
    }))
}

fn prefix(keys: &mut Keys) -> Result<PrefixWords, Mistake> {
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

fn read_labels(value: &Json) -> Result<Labels, Mistake> {
    let mut labels = Labels::default();
    for (key, value) in value.entries() {
        let place = ["campi.", key].concat();
        let group = |value: &Json| -> Result<Vec<(String, Texts)>, Mistake> {
            value
                .entries()
                .iter()
                .map(|(k, v)| Ok((k.clone(), Texts::read(v, &place)?)))
                .collect()
        };
        let list = |value: &Json| -> Result<Vec<Texts>, Mistake> {
            value
                .items()
                .iter()
                .map(|v| Texts::read(v, &place))
                .collect()
        };
        match key.as_str() {
            "fields" => labels.fields = group(value)?,
            "words" => labels.words = group(value)?,
            "params" => labels.params = group(value)?,
            "phrases" => labels.phrases = group(value)?,
            "months" => labels.months = list(value)?,
            "weekdays" => labels.weekdays = list(value)?,
            _ => return Err(Mistake::new(place, "is no key known here.")),
        }
    }
    Ok(labels)
}

fn read_required(book: &mut Rulebook, keys: &mut Keys) -> Result<(), Mistake> {
    let Some(value) = keys.take("required") else {
        return Ok(());
    };
    for item in value.items() {
        let mut item_keys = Keys::object(item, keys.place("required"))?;
        let fields = item_keys.fields("fields", &book.model)?;
        let tipi = tipi(&mut item_keys, &book.tipi)?;
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

/// The kinds of application a rule is for, by their place; empty when this rulebook has none of them.
fn tipi(keys: &mut Keys, known: &[String]) -> Result<Vec<usize>, Mistake> {
    let wanted = keys.texts("tipi")?;
    if wanted.is_empty() {
        return Ok((0..known.len()).collect());
    }
    Ok((0..known.len())
        .filter(|i| {
            known
                .get(*i)
                .is_some_and(|tipo| wanted.contains(&tipo.as_str()))
        })
        .collect())
}

type Merged = Vec<(String, Json, bool)>;

/// The common rules with what the rulebook changes in them, then the rulebook's own.
fn merged_rules<'k>(common: &mut Keys<'k>, own: &mut Keys<'k>) -> Result<Merged, Mistake> {
    let mut merged: Merged = Vec::new();
    for (keys, is_own) in [(common, false), (own, true)] {
        let Some(rules) = keys.take("rules") else {
            continue;
        };
        let mut seen: Vec<&str> = Vec::new();
        for (i, rule) in rules.items().iter().enumerate() {
            let place = [&keys.place("rules"), ".", &i.to_string()].concat();
            let slug = rule.get("slug").and_then(Json::text).unwrap_or("");
            if !is_slug(slug) {
                return Err(Mistake::new(
                    place,
                    "needs a slug: small letters, digits and hyphens.",
                ));
            }
            let repeated = seen.contains(&slug) && rule.get("tipi").is_none();
            seen.push(slug);
            if repeated {
                return Err(Mistake::new(
                    place,
                    ["the slug «", slug, "» stands twice."].concat(),
                ));
            }
            match merged.iter_mut().find(|(s, _, own)| s == slug && !*own) {
                Some(entry) => *entry = (slug.to_string(), entry.1.overlaid(rule), is_own),
                None => merged.push((slug.to_string(), rule.clone(), is_own)),
            }
        }
    }
    Ok(merged)
}

/// A rule's versions and parts, each laid over it.
fn expanded(rule: &Json, place: &str) -> Result<Vec<(Json, Option<Window>)>, Mistake> {
    let mut all = Vec::new();
    let bare = Json::Object(
        rule.entries()
            .iter()
            .filter(|(k, _)| k != "versions" && k != "parts")
            .cloned()
            .collect(),
    );
    let versions = rule.get("versions").map_or(&[][..], Json::items);
    let mut windows: Vec<Window> = Vec::new();
    let one = [Json::Object(Vec::new())];
    for version in if versions.is_empty() {
        &one[..]
    } else {
        versions
    } {
        let mut window = None;
        if !versions.is_empty() {
            let end = |key| match version.get(key).and_then(Json::text) {
                None => Ok(None),
                Some(text) => match Day::from_iso(text) {
                    Some(day) => Ok(Some(day)),
                    None => Err(Mistake::new(
                        [place, ".versions"].concat(),
                        "has a day that is none: write 2020-02-23.",
                    )),
                },
            };
            let this = Window {
                from: end("from")?,
                to: end("to")?,
            };
            if windows
                .iter()
                .any(|other| !other.ranges().intersect(&this.ranges()).is_empty())
            {
                return Err(Mistake::new(
                    [place, ".versions"].concat(),
                    "overlap: each filing day has one version.",
                ));
            }
            windows.push(this);
            window = Some(this);
        }
        let version = Json::Object(
            version
                .entries()
                .iter()
                .filter(|(k, _)| k != "from" && k != "to")
                .cloned()
                .collect(),
        );
        let laid = bare.overlaid(&version);
        let parts = version
            .get("parts")
            .or(rule.get("parts"))
            .map_or(&[][..], Json::items);
        let laid = Json::Object(
            laid.entries()
                .iter()
                .filter(|(k, _)| k != "parts")
                .cloned()
                .collect(),
        );
        for part in if parts.is_empty() { &one[..] } else { parts } {
            all.push((laid.overlaid(part), window));
        }
    }
    // Between the first version and the last there is no gap.
    let all_windows = windows
        .iter()
        .fold(Ranges::none(), |sum, w| sum.union(&w.ranges()));
    if all_windows.intervals().len() > 1 {
        return Err(Mistake::new(
            [place, ".versions"].concat(),
            "leave a gap: some filing days have no version.",
        ));
    }
    Ok(all)
}

fn read_rule(
    book: &mut Rulebook,
    slug: &str,
    rule: &Json,
    own: bool,
    rules: &Merged,
    documents: &[(String, Json)],
) -> Result<(), Mistake> {
    let place = [if own { "rules." } else { "comuni.rules." }, slug].concat();
    if rule.get("kind").and_then(Json::text) == Some("saturday-term") {
        return read_saturday(book, rule, &place, rules, documents);
    }
    if let Some(duty) = duty(rule) {
        let mut keys = Keys::object(rule, place)?;
        keys.take("slug");
        keys.take("kind");
        keys.take("fields");
        let mut reasons = Vec::new();
        if let Some(messages) = keys.take("messages") {
            let place = keys.place("messages");
            for (reason, texts) in messages.entries() {
                reasons.push((reason.clone(), Texts::read(texts, &place)?));
            }
        }
        let tipi = tipi(&mut keys, &book.tipi)?;
        keys.take("where");
        let words = words(
            &mut keys,
            documents,
            reasons.first().map(|(_, texts)| texts.clone()),
        )?;
        keys.done()?;
        if !tipi.is_empty() {
            let rule = book.rules.len();
            book.rules.push(Rule {
                slug: slug.to_string(),
                title: words.title.clone(),
            });
            book.built_in_rules.push(BuiltIn {
                rule,
                duty,
                words,
                reasons,
            });
        }
        return Ok(());
    }
    for (variant, window) in expanded(rule, &place)? {
        add(book, slug, &variant, window, place.clone(), documents)?;
    }
    Ok(())
}

fn duty(rule: &Json) -> Option<Duty> {
    Some(match rule.get("kind").and_then(Json::text)? {
        "required" => Duty::Required,
        "unknown-field" => Duty::UnknownField,
        "unreadable" => Duty::Unreadable(match rule.get("fields").and_then(Json::text) {
            Some("codice-fiscale") => Some(CodeKind::CodiceFiscale),
            Some("partita-iva") => Some(CodeKind::PartitaIva),
            Some("matricola") => Some(CodeKind::Matricola),
            Some("iban") => Some(CodeKind::Iban),
            _ => None,
        }),
        _ => return None,
    })
}

/// The rule on terms that fall on a Saturday takes the terms of the rules it names.
fn read_saturday(
    book: &mut Rulebook,
    rule: &Json,
    place: &str,
    rules: &Merged,
    documents: &[(String, Json)],
) -> Result<(), Mistake> {
    let of: Vec<&str> = rule
        .get("of")
        .map_or(&[][..], Json::items)
        .iter()
        .filter_map(Json::text)
        .collect();
    let slug = rule.get("slug").and_then(Json::text).unwrap_or("");
    for (_, named, _) in rules
        .iter()
        .filter(|(slug, ..)| of.contains(&slug.as_str()))
    {
        for (variant, window) in expanded(named, place)? {
            if variant.get("max").is_none() {
                continue;
            }
            let keep = |from: &Json, wanted: &[&str]| {
                Json::Object(
                    from.entries()
                        .iter()
                        .filter(|(k, _)| wanted.contains(&k.as_str()))
                        .cloned()
                        .collect(),
                )
            };
            let rest: Vec<(String, Json)> = rule
                .entries()
                .iter()
                .filter(|(k, _)| k != "of")
                .cloned()
                .collect();
            let laid =
                keep(&variant, &["when", "unless", "tipi", "max"]).overlaid(&Json::Object(rest));
            add(book, slug, &laid, window, place.to_string(), documents)?;
        }
    }
    Ok(())
}

/// Adds a version or part of a rule, at every place where it is shown.
fn add(
    book: &mut Rulebook,
    slug: &str,
    variant: &Json,
    window: Option<Window>,
    place: String,
    documents: &[(String, Json)],
) -> Result<(), Mistake> {
    let places = match variant.get("where") {
        Some(Json::List(items)) => items.clone(),
        Some(one) => vec![one.clone()],
        None => {
            return Err(Mistake::new(
                [&place, ".where"].concat(),
                "is missing: the field where it is shown.",
            ));
        }
    };
    for at in &places {
        let mut keys = Keys::object(variant, place.clone())?;
        keys.take("slug");
        keys.take("where");
        let path = at.text().unwrap_or("");
        let target = match (book.model.field(path), List::from_path(path)) {
            (Some(id), _) => Target::Field(id),
            (_, Some(list)) => Target::List(list),
            _ if book.model.is_object(path) => Target::Object(path.to_string()),
            _ => {
                let problem = ["«", path, "» is no field or list of the model."].concat();
                return Err(keys.mistake("where", &problem));
            }
        };
        let tipi = tipi(&mut keys, &book.tipi)?;
        let when = Condition::read_all(&mut keys, "when", &book.model, &mut book.facts)?;
        let unless = Condition::read_all(&mut keys, "unless", &book.model, &mut book.facts)?;
        let empty_fires = match keys.text("empty")? {
            None => false,
            Some("fires") => true,
            Some(_) => return Err(keys.mistake("empty", "can only be «fires».")),
        };
        let whole = keys.flag("whole")?;
        let words = words(&mut keys, documents, None)?;
        let kind = keys.needed_text("kind")?;
        let (field, list) = match &target {
            Target::Field(id) => (Some(*id), None),
            Target::List(list) => (None, Some(*list)),
            Target::Object(_) => (None, None),
        };
        let model = &book.model;
        let check = rule::build(
            kind,
            &mut Builder {
                keys: &mut keys,
                model,
                field,
                list,
                facts: &mut book.facts,
            },
        )?;
        check_placeholders(&keys, &words, check.params())?;
        keys.done()?;
        if tipi.is_empty() {
            continue;
        }
        let title = words.title.clone();
        let variant = Variant {
            words,
            window,
            tipi,
            when,
            unless,
            check,
            empty_fires,
            whole,
        };
        let rule = book
            .rules
            .iter()
            .position(|rule| rule.slug == slug)
            .unwrap_or_else(|| {
                book.rules.push(Rule {
                    slug: slug.to_string(),
                    title,
                });
                book.rules.len() - 1
            });
        let known = book
            .points
            .iter()
            .position(|p| p.rule == rule && p.target == target);
        let point = known.unwrap_or_else(|| {
            let list = match &target {
                Target::Field(id) => book.model.get(*id).and_then(|f| f.list),
                _ => None,
            };
            book.points.push(Point {
                rule,
                target: target.clone(),
                list,
                variants: Vec::new(),
                reads: Vec::new(),
                whole_only: true,
                versioned: false,
            });
            book.points.len() - 1
        });
        if let Some(point) = book.points.get_mut(point) {
            point.whole_only &= variant.whole_only();
            point.versioned |= variant.window.is_some();
            point.variants.push(variant);
        }
    }
    Ok(())
}

fn words(
    keys: &mut Keys,
    documents: &[(String, Json)],
    message: Option<Texts>,
) -> Result<Words, Mistake> {
    let severity = keys.needed_text("severity")?;
    let Some(severity) = Severity::ALL.into_iter().find(|s| s.name() == severity) else {
        return Err(keys.mistake("severity", "must be error, warning or info."));
    };
    let enforced_by = keys.needed_text("enforcedBy")?;
    if !["portale", "legge", "inps", "consiglio"].contains(&enforced_by) {
        return Err(keys.mistake("enforcedBy", "must be portale, legge, inps or consiglio."));
    }
    let own = Texts::optional(keys, "message")?;
    let Some(message) = own.or(message) else {
        return Err(keys.mistake("message", "is missing: the sentence, in \"it\" and \"en\"."));
    };
    let sources = sources(keys, documents)?;
    if sources.is_empty() {
        return Err(keys.mistake(
            "sources",
            "is missing: where the rule comes from, even when it is our own.",
        ));
    }
    Ok(Words {
        title: Texts::needed(keys, "title")?,
        severity,
        enforced_by: enforced_by.to_string(),
        sources,
        reading: keys.flag("reading")?,
        message,
        message_empty: Texts::optional(keys, "messageEmpty")?,
        fix: Texts::optional(keys, "fix")?,
        swap: keys.flag("swap")?,
        note: Texts::optional(keys, "note")?,
    })
}

fn sources(keys: &mut Keys, documents: &[(String, Json)]) -> Result<Vec<Source>, Mistake> {
    let Some(value) = keys.take("sources") else {
        return Ok(Vec::new());
    };
    let place = keys.place("sources");
    let mut sources = Vec::new();
    for item in value.items() {
        let mut source = Keys::object(item, place.clone())?;
        let key = source.needed_text("document")?;
        let Some((_, document)) = documents.iter().find(|(k, _)| k == key) else {
            return Err(source.mistake(
                "document",
                &["«", key, "» is not among the documents."].concat(),
            ));
        };
        let field = |name: &str| document.get(name).and_then(Json::text).map(str::to_string);
        let Some(title) = field("title") else {
            return Err(Mistake::new(
                ["documents.", key, ".title"].concat(),
                "is missing.",
            ));
        };
        let point = source.text("point")?.map(str::to_string);
        let quote = source.text("quote")?.map(str::to_string);
        source.take("grade");
        source.done()?;
        sources.push(Source {
            document: title,
            date: field("date"),
            point,
            quote,
            file: field("file"),
        });
    }
    Ok(sources)
}

/// Every placeholder has a value that the kind gives.
fn check_placeholders(keys: &Keys, words: &Words, params: &[&str]) -> Result<(), Mistake> {
    let texts = [
        Some(&words.message),
        words.message_empty.as_ref(),
        words.fix.as_ref(),
    ];
    for text in texts.into_iter().flatten() {
        for language in [&text.it, &text.en] {
            for name in placeholders(language) {
                if !params.contains(&name) && !["valore", "campo"].contains(&name) {
                    let problem = [
                        "the placeholder {",
                        name,
                        "} has no value here; there are: ",
                        &params.join(", "),
                    ];
                    return Err(keys.mistake("message", &problem.concat()));
                }
            }
        }
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
