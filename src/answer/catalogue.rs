//! The catalogue: a rulebook's rules with their words, versions and places.

use crate::calendar::Day;
use crate::diagnostic::source_json;
use crate::json::Json;
use crate::json::make::{list, object, text};
use crate::message::{Language, Voice};
use crate::rule::Param;
use crate::rulebook::{Point, Rulebook, Source, Target, Window, Words};

/// The catalogue of a rulebook: every rule with its words, its versions, its places.
pub fn catalogue(book: &Rulebook, language: Language) -> Json {
    let rules = book.rules.iter().enumerate().map(|(index, rule)| {
        let points: Vec<&Point> = book
            .points
            .iter()
            .filter(|point| point.rule == index)
            .collect();
        let built_in = book
            .built_in_rules
            .iter()
            .find(|built_in| built_in.rule == index);
        let variants = points.iter().flat_map(|point| {
            point
                .variants
                .iter()
                .map(|v| (&v.words, v.window, v.check.params()))
        });
        let words: Vec<(&Words, Option<Window>, &[&'static str])> = variants
            .chain(built_in.map(|built_in| (&built_in.words, None, &[][..])))
            .collect();
        let mut versions: Vec<Json> = Vec::new();
        for (words, window, figures) in words {
            let day = |day: Option<Day>| day.map_or(Json::Null, |day| text(day.iso()));
            let version = object([
                ("title", text(words.title.get(language))),
                ("severity", text(words.severity.name())),
                ("enforcedBy", text(&words.enforced_by)),
                ("from", day(window.and_then(|w| w.from))),
                ("to", day(window.and_then(|w| w.to))),
                ("message", text(words.message.get(language))),
                ("sentence", text(sentence(book, words, figures, language))),
                ("reading", Json::Bool(words.reading)),
                (
                    "note",
                    words
                        .note
                        .as_ref()
                        .map_or(Json::Null, |note| text(note.get(language))),
                ),
                ("sources", list(words.sources.iter().map(cited))),
            ]);
            if !versions.contains(&version) {
                versions.push(version);
            }
        }
        let paths = points.iter().map(|point| match &point.target {
            Target::Field(field) => text(book.model.get(*field).map_or("", |f| f.path)),
            Target::List(list) => text(list.path()),
            Target::Object(path) => text(path),
        });
        object([
            ("rule", text(book.rule_name(index))),
            ("title", text(rule.title.get(language))),
            ("paths", list(paths)),
            ("versions", Json::List(versions)),
        ])
    });
    list(rules)
}

/// A source, and how it is known where its text is not at hand.
fn cited(source: &Source) -> Json {
    match &source.grade {
        Some(grade) => source_json(source).overlaid(&object([("grade", text(grade))])),
        None => source_json(source),
    }
}

/// The message without a form: each figure is named in its place, «Il massimo è ‹massimo›».
fn sentence(
    book: &Rulebook,
    words: &Words,
    figures: &[&'static str],
    language: Language,
) -> String {
    let name = |figure: &&'static str| {
        let known = book.labels.params.iter().find(|(name, _)| name == figure);
        let label = known.map_or(*figure, |(_, texts)| texts.get(language));
        (*figure, Param::Text(["‹", label, "›"].concat()))
    };
    let params = figures
        .iter()
        .chain(&["valore", "campo"])
        .map(name)
        .collect();
    let voice = Voice {
        language,
        labels: &book.labels,
        model: &book.model,
    };
    voice.fill(words.message.get(language), &params)
}

/// A rulebook at one glance: `{ name, title, region, from, to, tipi, offline, admitted }`.
pub fn card(book: &Rulebook, language: Language) -> Json {
    let day = |day: Option<Day>| day.map_or(Json::Null, |day| text(day.iso()));
    let offline = book.offline.iter().map(|texts| text(texts.get(language)));
    let admitted = book.admitted.iter().map(|admitted| {
        let sources = admitted.sources.iter().map(cited);
        object([
            ("text", text(admitted.text.get(language))),
            ("sources", list(sources)),
        ])
    });
    object([
        ("name", text(&book.name)),
        ("title", text(book.title.get(language))),
        ("region", book.region.as_ref().map_or(Json::Null, text)),
        ("from", day(book.from)),
        ("to", day(book.to)),
        ("tipi", list(book.tipi.iter().map(text))),
        ("offline", list(offline)),
        ("admitted", list(admitted)),
    ])
}
