//! The rules of a rulebook: laid over the common ones, spread out into versions and parts, built into checks.

use super::keys::{Keys, Mistake, is_slug};
use super::words::{check_placeholders, words};
use super::*;
use crate::json::Json;
use crate::rule::{self, Builder};

pub(super) type Merged = Vec<(String, Json, bool)>;

/// The common rules with what the rulebook changes in them, then the rulebook's own.
pub(super) fn merged_rules<'k>(
    common: &mut Keys<'k>,
    own: &mut Keys<'k>,
) -> Result<Merged, Mistake> {
    let mut merged: Merged = Vec::new();
    for (keys, is_own) in [(common, false), (own, true)] {
        let mut seen: Vec<&str> = Vec::new();
        for (place, rule) in keys.list("rules")? {
            let slug = rule.get("slug").and_then(Json::text).unwrap_or("");
            if !is_slug(slug) {
                return Err(Mistake::new(
                    &place,
                    "needs a slug: small letters, digits and hyphens.",
                ));
            }
            let repeated = seen.contains(&slug) && rule.get("tipi").is_none();
            seen.push(slug);
            if repeated {
                return Err(Mistake::new(
                    &place,
                    &["the slug «", slug, "» stands twice."].concat(),
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
pub(super) fn expanded(rule: &Json, place: &str) -> Result<Vec<(Json, Option<Window>)>, Mistake> {
    for (key, laid) in rule
        .entries()
        .iter()
        .filter(|(k, _)| k == "versions" || k == "parts")
    {
        if laid.items().is_empty() {
            let place = [place, ".", key].concat();
            return Err(Mistake::new(&place, "must be a list: [ { … }, … ]."));
        }
    }
    let mut all = Vec::new();
    let bare = rule.only(&|key| key != "versions" && key != "parts");
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
                        &[place, ".versions"].concat(),
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
                    &[place, ".versions"].concat(),
                    "overlap: each filing day has one version.",
                ));
            }
            windows.push(this);
            window = Some(this);
        }
        let version = version.only(&|key| key != "from" && key != "to");
        let laid = bare.overlaid(&version);
        let parts = version
            .get("parts")
            .or(rule.get("parts"))
            .map_or(&[][..], Json::items);
        let laid = laid.only(&|key| key != "parts");
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
            &[place, ".versions"].concat(),
            "leave a gap: some filing days have no version.",
        ));
    }
    Ok(all)
}

pub(super) fn read_rule(
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
        let reasons = match keys.take("messages") {
            Some(messages) => Texts::by_name(messages, &keys.place("messages"))?,
            None => Vec::new(),
        };
        let tipi = keys.tipi(&book.tipi)?;
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

pub(super) fn duty(rule: &Json) -> Option<Duty> {
    Some(match rule.get("kind").and_then(Json::text)? {
        "required" => Duty::Required,
        "unknown-field" => Duty::UnknownField,
        "overlap" => Duty::Overlap,
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
pub(super) fn read_saturday(
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
            if variant.get("max").is_none() || variant.get("grace").is_some() {
                continue;
            }
            let laid = variant
                .only(&|key| ["when", "unless", "tipi", "max"].contains(&key))
                .overlaid(&rule.only(&|key| key != "of"));
            add(book, slug, &laid, window, place.to_string(), documents)?;
        }
    }
    Ok(())
}

/// Adds a version or part of a rule, at every place where it is shown.
pub(super) fn add(
    book: &mut Rulebook,
    slug: &str,
    variant: &Json,
    window: Option<Window>,
    place: String,
    documents: &[(String, Json)],
) -> Result<(), Mistake> {
    let places = match variant.get("where") {
        Some(Json::List(items)) if !items.is_empty() => items.clone(),
        Some(one) => vec![one.clone()],
        None => {
            return Err(Mistake::new(
                &[&place, ".where"].concat(),
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
        let tipi = keys.tipi(&book.tipi)?;
        let when = Condition::read_all(&mut keys, "when", &book.model, &mut book.facts)?;
        let unless = Condition::read_all(&mut keys, "unless", &book.model, &mut book.facts)?;
        let empty_fires = match keys.text("empty")? {
            None => false,
            Some("fires") => true,
            Some(_) => return Err(keys.mistake("empty", "can only be «fires».")),
        };
        let whole = keys.flag("whole")?;
        let is_reading = keys.flag("judgesReading")?;
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
            is_reading,
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
