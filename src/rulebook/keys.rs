//! Reading an object key by key: what is missing, mistyped or unknown is said with its place.

use crate::calendar::Day;
use crate::form::model::{FieldId, Model};
use crate::json::Json;

/// What is wrong in a rulebook, where, and what to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake(Box<str>);

impl Mistake {
    /// `place` is the keys that lead there: `rules.durata-domanda.max`.
    pub fn new(place: &str, problem: &str) -> Mistake {
        Mistake([place, ": ", problem].concat().into())
    }
}

impl std::fmt::Display for Mistake {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

/// The keys of one object, each to be taken once.
pub struct Keys<'k> {
    object: &'k Json,
    place: String,
    taken: Vec<&'static str>,
}

impl<'k> Keys<'k> {
    pub fn object(value: &'k Json, place: String) -> Result<Keys<'k>, Mistake> {
        match value {
            Json::Object(_) => Ok(Keys {
                object: value,
                place,
                taken: Vec::new(),
            }),
            _ => Err(Mistake::new(
                &place,
                "must be an object: { \"key\": value, … }.",
            )),
        }
    }

    /// The place of a key, for mistakes further down.
    pub fn place(&self, key: &str) -> String {
        if self.place.is_empty() {
            key.to_string()
        } else {
            [&self.place, ".", key].concat()
        }
    }

    pub fn mistake(&self, key: &str, problem: &str) -> Mistake {
        Mistake::new(&self.place(key), problem)
    }

    /// The value of a key, and that it is known.
    pub fn take(&mut self, key: &'static str) -> Option<&'k Json> {
        self.taken.push(key);
        self.object.get(key).filter(|value| **value != Json::Null)
    }

    pub fn text(&mut self, key: &'static str) -> Result<Option<&'k str>, Mistake> {
        match self.take(key) {
            None => Ok(None),
            Some(Json::Text(text)) => Ok(Some(text)),
            Some(_) => Err(self.mistake(key, "must be a text in quotes.")),
        }
    }

    pub fn needed_text(&mut self, key: &'static str) -> Result<&'k str, Mistake> {
        match self.text(key)? {
            Some(text) if !text.trim().is_empty() => Ok(text),
            _ => Err(self.mistake(key, "is missing.")),
        }
    }

    pub fn flag(&mut self, key: &'static str) -> Result<bool, Mistake> {
        match self.take(key) {
            None => Ok(false),
            Some(Json::Bool(flag)) => Ok(*flag),
            Some(_) => Err(self.mistake(key, "must be true or false.")),
        }
    }

    pub fn integer(&mut self, key: &'static str) -> Result<Option<i64>, Mistake> {
        match self.take(key) {
            None => Ok(None),
            Some(Json::Number(digits)) => match digits.parse() {
                Ok(n) if (-100_000..=1_000_000_000).contains(&n) => Ok(Some(n)),
                _ => Err(self.mistake(key, "must be a whole number.")),
            },
            Some(_) => Err(self.mistake(key, "must be a whole number.")),
        }
    }

    pub fn needed_integer(&mut self, key: &'static str) -> Result<i64, Mistake> {
        match self.integer(key)? {
            Some(n) => Ok(n),
            None => Err(self.mistake(key, "is missing: a whole number.")),
        }
    }

    /// The items of a list, each with its place; none where the key is not there.
    pub fn list(&mut self, key: &'static str) -> Result<Vec<(String, &'k Json)>, Mistake> {
        match self.take(key) {
            None => Ok(Vec::new()),
            Some(Json::List(items)) => Ok(items
                .iter()
                .enumerate()
                .map(|(i, item)| ([&self.place(key), ".", &i.to_string()].concat(), item))
                .collect()),
            Some(_) => Err(self.mistake(key, "must be a list: [ …, … ].")),
        }
    }

    /// One text, or a list of texts.
    pub fn texts(&mut self, key: &'static str) -> Result<Vec<&'k str>, Mistake> {
        let value = self.take(key);
        let items = match value {
            None => return Ok(Vec::new()),
            Some(Json::Text(text)) => return Ok(vec![text]),
            Some(Json::List(items)) => items,
            Some(_) => return Err(self.mistake(key, "must be a text or a list of texts.")),
        };
        let mut texts = Vec::new();
        for item in items {
            match item.text() {
                Some(text) => texts.push(text),
                None => return Err(self.mistake(key, "must hold texts only.")),
            }
        }
        Ok(texts)
    }

    /// A day written as 2020-02-23.
    pub fn day(&mut self, key: &'static str) -> Result<Option<Day>, Mistake> {
        match self.text(key)? {
            None => Ok(None),
            Some(text) => match Day::from_iso(text) {
                Some(day) => Ok(Some(day)),
                None => Err(self.mistake(key, "is no day: write it as 2020-02-23.")),
            },
        }
    }

    /// The kinds of application a rule is for, by their place; empty when this rulebook has none of them.
    pub fn tipi(&mut self, known: &[String]) -> Result<Vec<usize>, Mistake> {
        let wanted = self.texts("tipi")?;
        if wanted.is_empty() {
            return Ok((0..known.len()).collect());
        }
        // A common rule may be for kinds that this rulebook does not have; its own rules may not.
        let unknown = wanted.iter().find(|tipo| !known.iter().any(|k| k == *tipo));
        if let Some(tipo) = unknown
            && !self.place("").starts_with("comuni.")
        {
            let problem = [
                "«",
                tipo,
                "» is no kind of application of this rulebook; there are: ",
                &known.join(", "),
                ".",
            ];
            return Err(self.mistake("tipi", &problem.concat()));
        }
        Ok((0..known.len())
            .filter(|i| {
                known
                    .get(*i)
                    .is_some_and(|tipo| wanted.contains(&tipo.as_str()))
            })
            .collect())
    }

    /// One field of the model, or a list of them.
    pub fn fields(&mut self, key: &'static str, model: &Model) -> Result<Vec<FieldId>, Mistake> {
        let mut fields = Vec::new();
        for path in self.texts(key)? {
            match model.field(path) {
                Some(field) => fields.push(field),
                None => {
                    let problem = ["«", path, "» is no field of the model."].concat();
                    return Err(self.mistake(key, &problem));
                }
            }
        }
        Ok(fields)
    }

    /// Complains of the first key that nobody took.
    pub fn done(self) -> Result<(), Mistake> {
        for (key, _) in self.object.entries() {
            if !self.taken.contains(&key.as_str()) {
                return Err(self.mistake(key, "is no key known here: look for a slip of the pen."));
            }
        }
        Ok(())
    }
}

/// Whether a text can name a rulebook or a rule.
pub(super) fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
