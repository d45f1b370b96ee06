//! What a rule says: severity, who enforces it, messages, and the sources with their quotations.

use super::keys::{Keys, Mistake};
use super::*;
use crate::json::Json;
use crate::message::placeholders;

pub(super) fn words(
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

pub(super) fn sources(
    keys: &mut Keys,
    documents: &[(String, Json)],
) -> Result<Vec<Source>, Mistake> {
    let mut sources = Vec::new();
    for (place, item) in keys.list("sources")? {
        let mut source = Keys::object(item, place)?;
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
                &["documents.", key, ".title"].concat(),
                "is missing.",
            ));
        };
        let point = source.text("point")?.map(str::to_string);
        let quote = source.text("quote")?.map(str::to_string);
        source.done()?;
        sources.push(Source {
            document: title,
            date: field("date"),
            point,
            quote,
            file: field("file"),
            grade: field("grade"),
        });
    }
    Ok(sources)
}

/// Every placeholder has a value that the kind gives.
pub(super) fn check_placeholders(
    keys: &Keys,
    words: &Words,
    params: &[&str],
) -> Result<(), Mistake> {
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
