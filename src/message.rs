//! Sentences: templates in two languages, filled with the figures of a verdict.

use crate::form::model::Model;
use crate::json::Json;
use crate::rule::{Param, Params};
use crate::rulebook::Labels;
use crate::rulebook::keys::{Keys, Mistake};

/// The languages a sentence exists in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    #[default]
    Italian,
    English,
}

impl Language {
    pub fn from_code(code: &str) -> Option<Language> {
        match code {
            "it" => Some(Language::Italian),
            "en" => Some(Language::English),
            _ => None,
        }
    }
}

/// A sentence in both languages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    pub it: String,
    pub en: String,
}

impl Texts {
    pub fn read(value: &Json, place: &str) -> Result<Texts, Mistake> {
        let mut keys = Keys::object(value, place.to_string())?;
        let texts = Texts::read_keys(&mut keys)?;
        keys.done()?;
        Ok(texts)
    }

    /// The keys `it` and `en` of an object that may have others.
    pub fn read_keys(keys: &mut Keys) -> Result<Texts, Mistake> {
        Ok(Texts {
            it: keys.needed_text("it")?.to_string(),
            en: keys.needed_text("en")?.to_string(),
        })
    }

    /// A list of sentences.
    pub fn list(value: &Json, place: &str) -> Result<Vec<Texts>, Mistake> {
        let mut list = Vec::new();
        for texts in value.items() {
            list.push(Texts::read(texts, place)?);
        }
        Ok(list)
    }

    /// Sentences by name.
    pub fn by_name(value: &Json, place: &str) -> Result<Vec<(String, Texts)>, Mistake> {
        let mut named = Vec::new();
        for (name, texts) in value.entries() {
            named.push((name.clone(), Texts::read(texts, place)?));
        }
        Ok(named)
    }

    pub fn optional(keys: &mut Keys, key: &'static str) -> Result<Option<Texts>, Mistake> {
        let place = keys.place(key);
        keys.take(key)
            .map(|value| Texts::read(value, &place))
            .transpose()
    }

    pub fn needed(keys: &mut Keys, key: &'static str) -> Result<Texts, Mistake> {
        match Texts::optional(keys, key)? {
            Some(texts) => Ok(texts),
            None => Err(keys.mistake(key, "is missing: a text in \"it\" and \"en\".")),
        }
    }

    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Italian => &self.it,
            Language::English => &self.en,
        }
    }
}

/// The names in braces of a template.
pub fn placeholders(template: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        names.push(name.split('|').next().unwrap_or(name));
        rest = after;
    }
    names
}

/// What a renderer needs to know besides the figures.
#[derive(Clone, Copy)]
pub struct Voice<'a> {
    pub language: Language,
    pub labels: &'a Labels,
    pub model: &'a Model,
}

impl Voice<'_> {
    /// Fills a template: `{name}` prints the figure, `{name|one|more}` a word by its number;
    /// `[this|that]` prints `this` where all its figures are known, else `that`.
    pub fn fill(&self, template: &str, params: &Params) -> String {
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('[') {
            let Some((choice, after)) = after.split_once(']') else {
                break;
            };
            self.fill_plain(before, params, &mut out);
            let (this, that) = alternatives(choice);
            let known = |name: &&str| params.iter().any(|(n, _)| n == name);
            let all_known = placeholders(this).iter().all(known);
            self.fill_plain(if all_known { this } else { that }, params, &mut out);
            rest = after;
        }
        self.fill_plain(rest, params, &mut out);
        out
    }

    fn fill_plain(&self, template: &str, params: &Params, out: &mut String) {
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                rest = after;
                continue;
            };
            let (name, forms) = name
                .split_once('|')
                .map_or((name, None), |(name, forms)| (name, Some(forms)));
            if let Some((_, param)) = params.iter().find(|(n, _)| *n == name) {
                match forms.and_then(|forms| forms.split_once('|')) {
                    Some((one, more)) => out.push_str(if is_one(param) { one } else { more }),
                    None => out.push_str(&self.print(param)),
                }
            }
            rest = after;
        }
        out.push_str(rest);
    }

    /// A figure as people read it: dates gg/mm/aaaa, decimals with the language's mark.
    pub fn print(&self, param: &Param) -> String {
        match param {
            Param::Day(day) => day.italian(),
            Param::Count(n) => n.to_string(),
            Param::Hundredths(n) => decimal(
                *n,
                if self.language == Language::Italian {
                    ','
                } else {
                    '.'
                },
            ),
            Param::Month(month) => {
                let name = self.labels.months.get(month.month() as usize - 1);
                [
                    name.map_or("", |name| name.get(self.language)),
                    " ",
                    &month.year().to_string(),
                ]
                .concat()
            }
            Param::Weekday(day) => self
                .labels
                .weekdays
                .get(*day as usize)
                .map_or("", |name| name.get(self.language))
                .to_string(),
            Param::Text(text) => text.clone(),
            Param::Field(id) => self
                .label(self.model.get(*id).map_or("", |f| f.path))
                .to_string(),
        }
    }

    /// A sentence of the answers, filled; empty where the labels have none.
    pub fn phrase(&self, key: &str, params: &Params) -> String {
        let phrases = &self.labels.phrases;
        let template = phrases.iter().find(|(known, _)| known == key);
        template.map_or(String::new(), |(_, texts)| {
            self.fill(texts.get(self.language), params)
        })
    }

    /// The label of a field or list; its path where it has none.
    pub fn label<'l>(&'l self, path: &'l str) -> &'l str {
        match self.labels.fields.iter().find(|(p, _)| p == path) {
            Some((_, texts)) => texts.get(self.language),
            None => path,
        }
    }
}

/// The two sides of `this|that`; a bar inside braces does not part them.
fn alternatives(choice: &str) -> (&str, &str) {
    let mut depth = 0;
    let bar = choice.find(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        c == '|' && depth == 0
    });
    bar.and_then(|at| choice.split_at_checked(at))
        .map_or((choice, ""), |(this, that)| {
            (this, that.strip_prefix('|').unwrap_or(that))
        })
}

fn is_one(param: &Param) -> bool {
    match param {
        Param::Count(n) => *n == 1,
        Param::Hundredths(n) => *n == 100,
        // The figures of a text that cannot be read are texts themselves.
        Param::Text(text) => text == "1",
        _ => false,
    }
}

/// Hundredths without needless zeros: 4000 is `40`, 750 is `7,5`.
pub fn decimal(hundredths: i64, mark: char) -> String {
    let mut out = (hundredths / 100).to_string();
    let rest = (hundredths % 100).abs();
    if rest != 0 {
        out.push(mark);
        if rest < 10 {
            out.push('0');
        }
        let digits = if rest % 10 == 0 { rest / 10 } else { rest };
        out.push_str(&digits.to_string());
    }
    out
}
