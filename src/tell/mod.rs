//! Sentences: templates filled with figures, made when they are read.

mod labels;

pub use crate::law::Language;
pub use labels::{Awaited, Labels, Said};

use crate::calendar::{Day, Month};
use crate::model::{FieldId, Model};

/// A figure of a sentence.
#[derive(Clone, PartialEq, Debug)]
pub enum Param {
    Day(i64),
    Count(i64),
    Hundredths(i64),
    /// `year * 12 + month - 1`
    Month(i64),
    /// 0 is Monday.
    Weekday(i64),
    YesNo(bool),
    Text(String),
    /// The name of a field.
    Field(FieldId),
}

/// The figures of a sentence, by name.
pub type Params<'n> = Vec<(&'n str, Param)>;

/// Who fills a sentence.
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
        while let Some((before, after)) = split(rest, b'[') {
            let Some((choice, after)) = split(after, b']') else {
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
        while let Some((before, after)) = split(rest, b'{') {
            out.push_str(before);
            let Some((name, after)) = split(after, b'}') else {
                out.push('{');
                rest = after;
                continue;
            };
            let (name, forms) =
                split(name, b'|').map_or((name, None), |(name, forms)| (name, Some(forms)));
            if let Some((_, param)) = params.iter().find(|(n, _)| *n == name) {
                match forms.and_then(|forms| split(forms, b'|')) {
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
            Param::Day(day) => Day::from_number(*day).italian(),
            Param::Count(n) => n.to_string(),
            Param::Hundredths(n) => decimal(*n, self.mark()),
            Param::Month(month) => {
                let month = Month::from_number(i32::try_from(*month).unwrap_or_default());
                let name = self.labels.months.get(month.month() as usize - 1);
                let name = name.map_or("", |name| name.get(self.language));
                [name, " ", &month.year().to_string()].concat()
            }
            Param::Weekday(day) => {
                let name = usize::try_from(*day)
                    .ok()
                    .and_then(|day| self.labels.weekdays.get(day));
                name.map_or("", |name| name.get(self.language)).to_string()
            }
            Param::YesNo(yes) => match (yes, self.language) {
                (true, Language::Italian) => "sì",
                (true, Language::English) => "yes",
                (false, _) => "no",
            }
            .to_string(),
            Param::Text(text) => text.clone(),
            Param::Field(id) => self
                .label(self.model.get(*id).map_or("", |field| field.path))
                .to_string(),
        }
    }

    fn mark(&self) -> char {
        match self.language {
            Language::Italian => ',',
            Language::English => '.',
        }
    }

    /// A sentence of the answers, filled; empty where the labels have none.
    pub fn phrase(&self, key: &str, params: &Params) -> String {
        let template = self.labels.phrases.get(key);
        template.map_or(String::new(), |texts| {
            self.fill(texts.get(self.language), params)
        })
    }

    /// The label of a field or list; its path where it has none.
    pub fn label<'l>(&'l self, path: &'l str) -> &'l str {
        let label = self.labels.fields.get(path);
        label.map_or(path, |label| label.get(self.language))
    }

    /// The label of a word of a list.
    pub fn word<'l>(&'l self, word: &'l str) -> &'l str {
        self.labels.word(word, self.language)
    }
}

/// What stands before and after the first such mark, an ASCII one. Sentences are short: to look at each byte is quicker
/// than what searches long texts.
fn split(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == mark)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
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

/// The figures that a sentence can not do without: those outside of `[this|that]`.
pub fn needs(template: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = split(rest, b'[') {
        names.extend(placeholders(before));
        rest = split(after, b']').map_or(after, |(_, after)| after); // one that nothing closes is no bracket
    }
    names.extend(placeholders(rest));
    names
}

/// The two sides of `[this|that]`; bars inside braces do not part them.
fn alternatives(choice: &str) -> (&str, &str) {
    let mut inside = false;
    for (at, c) in choice.char_indices() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            '|' if !inside => {
                let (this, that) = choice.split_at_checked(at).unwrap_or((choice, ""));
                return (this, that.strip_prefix('|').unwrap_or(that));
            }
            _ => {}
        }
    }
    (choice, "")
}

fn is_one(param: &Param) -> bool {
    match param {
        Param::Count(n) => *n == 1,
        Param::Hundredths(n) => *n == 100,
        // The figures of a text that can not be read are texts themselves.
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

/// The most characters of a text that a message repeats; the field itself keeps all of them.
const MOST_REPEATED: usize = 80;

/// A text as a message repeats it.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_REPEATED) {
        Some((end, _)) => [text.split_at_checked(end).map_or("", |(head, _)| head), "…"].concat(),
        None => text.to_string(),
    }
}
