//! What a part says besides its verdict: figures, sentences, the fix.

use super::names::Env;
use super::rules::own_or_common;
use super::types::of_field;
use super::{Compiler, sentence};
use crate::law::{Fix, Mistake, Part as Said, Texts};
use crate::model::FieldId;
use crate::program::{Figure, Remedy};

impl Compiler<'_> {
    /// How a part is mended.
    pub fn remedy(&mut self, at: (&str, &Said), common: (&str, &Said), env: Env) -> Option<Remedy> {
        let label = own_or_common(at, common, "rimedio", |part| part.rimedio.as_ref());
        let fix = own_or_common(at, common, "correzione", |part| part.correzione.as_ref());
        let Some((path, fix)) = fix else {
            return label.map(|_| Remedy::Nearest);
        };
        if label.is_none() {
            let says = Texts::new(
                "«correzione» vuole un «rimedio», la sua etichetta.",
                "“correzione” needs a “rimedio”, its label.",
            );
            self.mistake(&path, says);
        }
        match fix {
            Fix {
                scambia: Some(other),
                campo: None,
                valore: None,
                quando: None,
            } => self
                .readable(&format!("{path}.scambia"), other, env)
                .map(Remedy::Swap),
            Fix {
                campo: Some(field),
                valore: Some(value),
                quando,
                scambia: None,
            } => {
                let field = self.readable(&format!("{path}.campo"), field, env)?;
                let is = of_field(field, &self.model.get(field)?.kind);
                let value = self
                    .formula(&format!("{path}.valore"), value, env, Some(is))?
                    .node;
                let when = match quando {
                    Some(when) => Some(self.condition_at(&format!("{path}.quando"), when, env)?),
                    None => None,
                };
                Some(Remedy::Other(field, value, when))
            }
            _ => {
                let says = Texts::new(
                    "«correzione» ha «campo» e «valore» (e «quando»), oppure «scambia».",
                    "“correzione” has “campo” and “valore” (and “quando”), or “scambia”.",
                );
                self.mistake(&path, says);
                None
            }
        }
    }

    /// A field by its path that rules of `env` can write.
    fn readable(&mut self, at: &str, path: &str, env: Env) -> Option<FieldId> {
        let field = self.field_at(at, path)?;
        let scope = self.model.get(field)?.scope;
        if env.scopes().any(|readable| readable == scope) {
            return Some(field);
        }
        let says = Texts::new(
            format!("«{path}» è di altre righe: da qui non si corregge."),
            format!("“{path}” is of other rows: it is not mended from here."),
        );
        self.mistake(at, says);
        None
    }

    /// The named figures of a part: its own and those of all parts.
    pub fn figures(
        &mut self,
        path: &str,
        said: &Said,
        common_path: &str,
        common: &Said,
        env: Env,
    ) -> Vec<Figure> {
        let inherited = common
            .cifre
            .iter()
            .filter(|(name, _)| !said.cifre.contains_key(*name));
        let inherited = inherited.map(|figure| (common_path, figure));
        let own = said.cifre.iter().map(|figure| (path, figure));
        let mut figures = Vec::new();
        for (path, (name, text)) in own.chain(inherited) {
            let path = format!("{path}.cifre.{name}");
            figures.extend(self.figure(&path, name, text, env));
        }
        figures
    }

    /// A named figure, with the way it is written.
    pub fn figure(&mut self, path: &str, name: &str, text: &str, env: Env) -> Option<Figure> {
        let typed = self.formula(path, text, env, None)?;
        let Some(unit) = self.unit(typed) else {
            let says = Texts::new(
                "Un testo in una frase è quello di un campo.",
                "A text in a sentence is that of a field.",
            );
            self.mistakes.push(Mistake {
                path: path.to_string(),
                text: text.to_string(),
                span: 0..text.len(),
                says,
            });
            return None;
        };
        Some(Figure {
            name: name.to_string(),
            node: typed.node,
            unit,
        })
    }

    /// The sentences of a part.
    pub fn check_sentences(
        &mut self,
        at: (&str, &Said),
        common: (&str, &Said),
        figures: &[Figure],
    ) {
        let dice = own_or_common(at, common, "dice", |part| part.dice.as_ref());
        if dice.is_none() {
            self.needed_key::<()>(at.0, "dice", None);
        }
        let remedy = own_or_common(at, common, "rimedio", |part| part.rimedio.as_ref());
        let mut names: Vec<&str> = figures.iter().map(|figure| figure.name.as_str()).collect();
        names.push(sentence::OWN);
        let said = dice.into_iter().map(|dice| (dice, None));
        for ((path, texts), also) in said.chain(remedy.map(|remedy| (remedy, Some(sentence::MEND))))
        {
            names.extend(also);
            self.check_texts(&path, Some(texts));
            for (language, text) in [("it", &texts.it), ("en", &texts.en)] {
                for (span, says) in sentence::mistakes(text, &names) {
                    self.mistakes.push(Mistake {
                        path: format!("{path}.{language}"),
                        text: text.clone(),
                        span,
                        says,
                    });
                }
            }
        }
    }

    /// Titles and the like: nothing to fill in, but something to read.
    pub fn check_texts(&mut self, path: &str, texts: Option<&Texts>) {
        let Some(texts) = texts else { return };
        for (language, text) in [("it", &texts.it), ("en", &texts.en)] {
            if text.trim().is_empty() {
                let says = Texts::new("La frase è vuota.", "The sentence is empty.");
                self.mistake(&format!("{path}.{language}"), says);
            }
        }
    }
}
