//! What a rulebook says, as it is read: no behaviour but reading. As JSON it is a portal's own rulebook.

#[cfg(not(target_arch = "wasm32"))]
pub mod cases;
#[cfg(not(target_arch = "wasm32"))]
pub mod layers;
mod mistake;
#[cfg(not(target_arch = "wasm32"))]
mod page;
#[cfg(not(target_arch = "wasm32"))]
pub mod place;
mod read;
#[cfg(not(target_arch = "wasm32"))]
mod shape;
#[cfg(test)]
mod tests;
mod texts;
#[cfg(not(target_arch = "wasm32"))]
mod tree;

use std::collections::BTreeMap;

#[cfg(not(target_arch = "wasm32"))]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use mistake::Mistake;
pub(crate) use mistake::perhaps;
pub use read::{MAX_JSON, from_json};
pub use texts::{Language, Texts};

/// A rulebook with all its layers, in both languages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    /// As `regolamento` names it.
    pub nome: String,
    pub versione: String,
    pub titolo: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regione: Option<String>,
    /// The kinds of application; the first is the default.
    pub tipi: Vec<String>,
    /// The first filing day, `gg/mm/aaaa`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dal: Option<String>,
    /// The last filing day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub al: Option<String>,
    /// The words of fields that have none of their own, by path.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parole: BTreeMap<String, Vec<String>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub documenti: BTreeMap<String, Document>,
    /// Named formulas, by the list of whose rows they are (`domanda`: of the application; `mesi`: of a worker's month).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub definizioni: BTreeMap<String, BTreeMap<String, String>>,
    pub regole: Vec<Rule>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obbligatori: Vec<Required>,
    #[serde(
        default,
        rename = "non-verificato",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub non_verificato: Vec<Unasked>,
    #[serde(default)]
    pub riepilogo: Summary,
    /// What only the office can tell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ufficio: Vec<Texts>,
    /// What raises no message, though people ask about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ammesso: Vec<Admitted>,
}

/// A text that rules quote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub titolo: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// In `fonti/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// How certain it is where the text is not at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grado: Option<Grade>,
}

/// Where a document is known from whose text is not at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Grade {
    /// An official page.
    #[serde(rename = "O")]
    Official,
    /// The press or a handbook.
    #[serde(rename = "P")]
    Press,
    /// Public code.
    #[serde(rename = "C")]
    Code,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub slug: String,
    pub titolo: Texts,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fonti: Vec<Source>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nota: Option<Texts>,
    /// It is our reading of its source.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lettura: bool,
    /// It speaks of any part of the data: by itself it makes no portal ask for one that no other rule looks at.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub generale: bool,
    /// It reads no formula: what a reader of texts says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lettore: Option<Reader>,
    /// A reader's sentences, by reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub frasi: BTreeMap<String, Texts>,
    /// Keys that hold for all parts.
    #[serde(default, skip_serializing_if = "Part::is_empty")]
    pub comune: Part,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parti: Vec<Part>,
}

/// A part of a rule: where it is shown, what it asks, what it says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Part {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campo: Option<String>,
    #[serde(rename = "gravità", skip_serializing_if = "Option::is_none")]
    pub gravita: Option<Severity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chi: Option<By>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tipi: Option<Vec<String>>,
    /// It is judged also where the kind of application can not be read.
    #[serde(
        rename = "anche-senza-tipo",
        skip_serializing_if = "std::ops::Not::not"
    )]
    pub anche_senza_tipo: bool,
    /// This part is our reading of the source.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub lettura: bool,
    /// The version's first filing day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dal: Option<String>,
    /// The version's last filing day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub al: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quando: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salvo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub massimo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vietato: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scatta: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dice: Option<Texts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rimedio: Option<Texts>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub cifre: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correzione: Option<Fix>,
}

impl Part {
    fn is_empty(&self) -> bool {
        *self == Part::default()
    }
}

/// How a value is mended, where it is not by the nearest one admitted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Fix {
    /// The field that gets the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valore: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quando: Option<String>,
    /// The field with which the own value changes places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scambia: Option<String>,
}

/// A rule that reads texts, not formulas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reader {
    ValoreIlleggibile,
    CodiceFiscale,
    PartitaIva,
    MatricolaInps,
    Iban,
    CampoObbligatorio,
    CampoSconosciuto,
    /// A draft of another version of the rulebook was loaded.
    RegolamentoAggiornato,
    /// The same person in two applications of a dossier.
    DomandeSovrapposte,
}

/// How grave a message is: the gravest comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
pub enum Severity {
    #[serde(rename = "errore")]
    Error,
    #[serde(rename = "avviso")]
    Warning,
    #[serde(rename = "nota")]
    Info,
}

/// Who enforces a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum By {
    Portale,
    Legge,
    Inps,
    Consiglio,
}

/// On whose word a rule stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The short name of a document; `nostra`: the rule is ours.
    pub documento: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub punto: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citazione: Option<String>,
}

/// Fields that a whole check asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Required {
    pub campi: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quando: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tipi: Option<Vec<String>>,
}

/// A rule that does not look where one of the fields is empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Unasked {
    pub regola: String,
    pub campi: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quando: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tipi: Option<Vec<String>>,
    pub dice: Texts,
}

/// What the summary tells.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Summary {
    /// Days of all applications: `precedenti`, `propri`, `massimo`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub giorni: BTreeMap<String, String>,
    /// The rule that limits the days of all applications.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limite: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organico: Option<String>,
    /// Whether an agreement is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accordo: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub termini: Vec<Term>,
    /// Of each worker: `tetto`, `usati`, `massimale-AAAA`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub righe: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub importo: Option<Amount>,
}

/// What is paid, in a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Amount {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tipi: Option<Vec<String>>,
    /// How much of the pay, in hundredths of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percentuale: Option<String>,
    pub dice: Texts,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fonti: Vec<Source>,
}

/// A day by which something is to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub nome: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regola: Option<String>,
    pub campo: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub giorno: Option<String>,
    /// The day before a law moved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinario: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quando: Option<String>,
    /// Instead of `giorno`: that day of the month following each month of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mensile: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tipi: Option<Vec<String>>,
}

/// What raises no message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Admitted {
    pub dice: Texts,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fonti: Vec<Source>,
}
