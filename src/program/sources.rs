//! On whose word a rulebook stands, and how its limits are worked out, in one language: loaded only when somebody asks,
//! aligned with its [`Program`](super::Program).

use serde::{Deserialize, Serialize};

use super::{Grade, NodeId, Unit};

/// The words of the language in English; names of the law stay as they are.
const ENGLISH: [(&str, &str); 64] = [
    ("se", "if"),
    ("allora", "then"),
    ("altrimenti", "else"),
    ("e", "and"),
    ("o", "or"),
    ("non", "not"),
    ("tra", "between"),
    ("è", "is"),
    ("dato", "given"),
    ("vuoto", "empty"),
    ("illeggibile", "unreadable"),
    ("inizia", "starts"),
    ("finisce", "ends"),
    ("contiene", "contains"),
    ("con", "with"),
    ("codice", "code"),
    ("resto", "modulo"),
    ("mancando", "or else"),
    ("sì", "yes"),
    ("ignoto", "unknown"),
    ("giorni", "days"),
    ("giorno", "day"),
    ("mesi", "months"),
    ("mese", "month"),
    ("anni", "years"),
    ("anno", "year"),
    ("settimane", "weeks"),
    ("settimana", "week"),
    ("ore", "hours"),
    ("ora", "hour"),
    ("somma", "sum"),
    ("conta", "count"),
    ("qualcuno", "some"),
    ("nessuno", "none"),
    ("ogni", "every"),
    ("minimo-di", "least"),
    ("massimo-di", "greatest"),
    ("fine-mese", "month-end"),
    ("sposta", "moved"),
    ("lunedì", "monday"),
    ("giorno-settimana", "weekday"),
    ("ultimo-di-mesi", "last-of-months"),
    ("primo-del-mese", "first-of-month"),
    ("mesi-e-giorni", "months-and-days"),
    ("giorni-feriali", "weekdays"),
    ("giorni-lavorativi", "working-days"),
    ("certo", "certain"),
    ("arrotonda-su", "round-up"),
    ("arrotonda-giù", "round-down"),
    ("numerico", "numeric"),
    ("nascita-1900", "birth-1900"),
    ("nascita-2000", "birth-2000"),
    ("elencato", "listed"),
    ("primo-elencato", "first-listed"),
    ("giorni-coperti", "days-covered"),
    ("diversi", "different"),
    ("organico-calcolato", "computed-headcount"),
    ("qualcosa", "anything"),
    ("altro", "other"),
    ("valore", "value"),
    ("oggi", "today"),
    ("lavoratori", "workers"),
    ("domandePrecedenti", "earlier-applications"),
    ("consuntivo", "monthly-report"),
];

/// What of the [`Sources`] is other in English; aligned with them. The formulas follow from their words.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Translation {
    /// Of documents, where it is another one.
    pub titles: Vec<Option<String>>,
    /// The notes of rules, and of readers.
    pub rules: Vec<Option<String>>,
    pub readers: Vec<Option<String>>,
    pub admitted: Vec<String>,
}

/// The sources and the formulas of a rulebook.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Sources {
    pub documents: Vec<Document>,
    /// One for each of `Program.rules`.
    pub rules: Vec<RuleSources>,
    /// One for each of `Program.readers`.
    pub readers: Vec<RuleSources>,
    /// The named formulas that the steps use.
    pub definitions: Vec<Definition>,
    /// What raises no message, though people ask about it.
    pub admitted: Vec<Admitted>,
    /// On whose word the amount that is paid is told.
    pub amount: Vec<Citation>,
}

/// A text that rules quote.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Document {
    pub title: String,
    pub date: Option<String>,
    /// How certain it is where the text is not at hand.
    pub grade: Option<Grade>,
}

/// On whose word a rule stands.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct RuleSources {
    pub sources: Vec<Citation>,
    pub note: Option<String>,
    /// It is our reading of its sources.
    pub reading: bool,
    /// One for each part.
    pub parts: Vec<PartSources>,
}

/// How a part is worked out.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct PartSources {
    /// This part is our reading.
    pub reading: bool,
    pub steps: Vec<Step>,
}

/// A place in a document, and its words.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Citation {
    /// Its place in [`Sources::documents`].
    pub document: u16,
    pub point: Option<String>,
    pub quote: Option<String>,
}

/// What raises no message.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Admitted {
    pub says: String,
    pub sources: Vec<Citation>,
}

/// What a formula of a part is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Limit {
    When,
    Unless,
    Min,
    Max,
    Forbidden,
    Fires,
}

/// A formula of a part, to be printed with its values: `23/02/2020 + 35 giorni - 1 = 28/03/2020`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Step {
    pub limit: Limit,
    pub formula: Formula,
}

/// A named formula.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Definition {
    pub name: String,
    pub formula: Formula,
}

/// A formula, piece by piece.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Formula {
    pub tokens: Vec<Token>,
    /// What it comes to; none where the program does not compute it by itself.
    pub result: Option<(Value, Unit)>,
    /// The definitions that it names, as places in [`Sources::definitions`], in its order.
    pub uses: Vec<u16>,
}

/// A piece of a formula.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Token {
    Text(String),
    /// A name as it is written, and its value.
    Named(String, Value, Unit),
}

/// Where a value is to be had.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Value {
    Node(NodeId),
    Known(i64),
}

/// Where a rule stands, in the words of its document.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Source {
    pub document: String,
    /// Article, paragraph or heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<String>,
    /// Day or days of the document, `YYYY-MM-DD` or `YYYY-MM-DD/YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The literal sentence; absent where the text is not at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Where the text is not at hand: `O` read on an official page, `P` from the press or a handbook, `C` from public code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(inline))]
    pub grade: Option<Grade>,
}

impl Sources {
    /// Citations with the documents they name.
    pub fn shown(&self, citations: &[Citation]) -> Vec<Source> {
        let shown = |citation: &Citation| {
            let document = self.documents.get(usize::from(citation.document))?;
            Some(Source {
                document: document.title.clone(),
                point: citation.point.clone(),
                date: document.date.clone(),
                quote: citation.quote.clone(),
                grade: document.grade,
            })
        };
        citations.iter().filter_map(shown).collect()
    }
}

impl Sources {
    /// The same in English.
    pub fn in_english(&self, words: &Translation) -> Sources {
        let mut english = self.clone();
        for (document, title) in english.documents.iter_mut().zip(&words.titles) {
            if let Some(title) = title {
                document.title.clone_from(title);
            }
        }
        let rules = english.rules.iter_mut().zip(&words.rules);
        let readers = english.readers.iter_mut().zip(&words.readers);
        for (rule, note) in rules.chain(readers) {
            rule.note.clone_from(note);
            let steps = rule.parts.iter_mut().flat_map(|part| &mut part.steps);
            steps.for_each(|step| step.formula.turn_english());
        }
        for definition in &mut english.definitions {
            definition.formula.turn_english();
        }
        for (admitted, says) in english.admitted.iter_mut().zip(&words.admitted) {
            admitted.says.clone_from(says);
        }
        english
    }

    /// What is other in English.
    pub fn translation(&self, english: &Sources) -> Translation {
        let titles = self.documents.iter().zip(&english.documents);
        let notes = |rules: &[RuleSources]| rules.iter().map(|rule| rule.note.clone()).collect();
        Translation {
            titles: titles
                .map(|(ours, other)| (ours.title != other.title).then(|| other.title.clone()))
                .collect(),
            rules: notes(&english.rules),
            readers: notes(&english.readers),
            admitted: english.admitted.iter().map(|a| a.says.clone()).collect(),
        }
    }
}

impl Formula {
    /// Its words of the language in English; names of the law stay as they are.
    fn turn_english(&mut self) {
        for token in &mut self.tokens {
            match token {
                Token::Text(text) => *text = in_english(text),
                // What is reckoned over rows stands in one piece.
                Token::Named(text, ..) if text.contains('(') => *text = in_english(text),
                Token::Named(..) => {}
            }
        }
    }

    /// As it is written.
    pub fn text(&self) -> String {
        let text = |token: &Token| match token {
            Token::Text(text) | Token::Named(text, ..) => text.clone(),
        };
        self.tokens.iter().map(text).collect()
    }
}

/// A text of a formula, its words in English.
fn in_english(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let is_of_word = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let english = ENGLISH.iter().find(|(italian, _)| *italian == word);
        out.push_str(english.map_or(word, |(_, english)| english));
        let mut others = after.chars();
        out.extend(others.next());
        rest = others.as_str();
    }
    out
}
