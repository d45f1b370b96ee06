//! Named formulas: read once, lowered where they are used.

use super::explain::Trace;
use super::fault::Fault;
use super::names::{Env, MONTHS, NAMED};
use super::syntax::RESERVED;
use super::types::Typed;
use super::{Compiler, Definition, DefinitionKey, Lowered, calls};
use crate::law::Texts;
use crate::model::Scope;

/// The list under which the application's own definitions stand.
const SINGLE: &str = "domanda";

/// The list under which definitions of a scope stand.
pub(super) fn list_of(scope: Scope) -> &'static str {
    match scope {
        Scope::Single => SINGLE,
        scope => scope.path(),
    }
}

fn scope_of(list: &str) -> Option<Scope> {
    Scope::ALL.into_iter().find(|scope| list_of(*scope) == list)
}

impl Compiler<'_> {
    /// Reads all definitions of the rulebook.
    pub fn read_definitions(&mut self) {
        let book = self.book;
        for (list, table) in &book.definizioni {
            if list != MONTHS && scope_of(list).is_none() {
                let lists = Scope::ALL.map(list_of);
                let all = format!("{}, {MONTHS}", lists.join(", "));
                let says = Texts::new(
                    format!("«{list}» non è un elenco; ci sono: {all}."),
                    format!("“{list}” is no list; there are: {all}."),
                );
                self.mistake(&format!("definizioni.{list}"), says);
                continue;
            }
            for (name, text) in table {
                let path = format!("definizioni.{list}.{name}");
                self.check_name(&path, list, name);
                let tree = match self.tree(text) {
                    Ok(tree) => Some(tree),
                    Err(fault) => {
                        self.fault(&path, text, fault);
                        None
                    }
                };
                let key = (list.clone(), name.clone());
                self.definitions.insert(key, Definition { path, tree });
            }
        }
    }

    fn check_name(&mut self, path: &str, list: &str, name: &str) {
        let is_name = name.starts_with(char::is_alphabetic)
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        if !is_name {
            let says = Texts::new(
                format!("«{name}» non è un nome: una lettera, poi lettere, cifre, trattini."),
                format!("“{name}” is no name: a letter, then letters, digits, hyphens."),
            );
            self.mistake(path, says);
        }
        if RESERVED.contains(&name)
            || NAMED.contains(&name)
            || calls::names().any(|known| known == name)
        {
            let says = Texts::new(
                format!("«{name}» è una parola della lingua: serve un altro nome."),
                format!("“{name}” is a word of the language: another name is needed."),
            );
            self.mistake(path, says);
        }
        let field = match list {
            SINGLE => name.to_string(),
            list => format!("{list}.*.{name}"),
        };
        if self.model.field(&field).is_some() {
            let says = Texts::new(
                format!("«{name}» è già un campo: serve un altro nome."),
                format!("“{name}” is a field already: another name is needed."),
            );
            self.mistake(path, says);
        }
    }

    /// The scope in which a definition used from `env` stands.
    pub fn scope_of_definition(&self, key: &DefinitionKey, env: Env) -> Scope {
        match key.0.as_str() {
            MONTHS => env.scope,
            list => scope_of(list).unwrap_or(Scope::Single),
        }
    }

    /// What a definition computes, used from `env`.
    pub fn defined(&mut self, key: &DefinitionKey, env: Env) -> Result<Typed, Fault> {
        let scope = self.scope_of_definition(key, env);
        let place = (key.clone(), scope);
        match self.lowered.get(&place) {
            Some(Lowered::To(typed)) => return Ok(*typed),
            Some(Lowered::Mistaken) => return Err(Fault::follows()),
            Some(Lowered::Now) => {
                let path = format!("definizioni.{}.{}", key.0, key.1);
                let says = Texts::new(
                    format!("«{}» è definito per mezzo di sé stesso.", key.1),
                    format!("“{}” is defined by means of itself.", key.1),
                );
                self.mistake(&path, says);
                return Err(Fault::follows());
            }
            None => {}
        }
        let Some(definition) = self.definitions.get(key) else {
            return Err(Fault::follows());
        };
        let (path, tree) = (definition.path.clone(), definition.tree.clone());
        self.lowered.insert(place.clone(), Lowered::Now);
        let outside = std::mem::take(&mut self.pieces);
        let limits = std::mem::take(&mut self.limits);
        let lowered = match &tree {
            Some(tree) => self.lower(tree, Env::rows(scope, self.monthly(scope)), None),
            None => Err(Fault::follows()),
        };
        self.limits = limits;
        let pieces = std::mem::replace(&mut self.pieces, outside);
        match lowered {
            Ok(typed) => {
                // Its name stands for a value, not for the number that is written there.
                let typed = Typed {
                    is_loose: false,
                    ..typed
                };
                let text = self
                    .book
                    .definizioni
                    .get(&key.0)
                    .and_then(|table| table.get(&key.1));
                let trace = Trace {
                    text: text.cloned().unwrap_or_default(),
                    scope,
                    result: typed,
                    pieces,
                };
                self.definition_traces.insert(place.clone(), trace);
                self.lowered.insert(place, Lowered::To(typed));
                Ok(typed)
            }
            Err(fault) => {
                self.lowered.insert(place, Lowered::Mistaken);
                let text = self
                    .book
                    .definizioni
                    .get(&key.0)
                    .and_then(|table| table.get(&key.1));
                self.fault(&path, text.map_or("", String::as_str), fault);
                Err(Fault::follows())
            }
        }
    }

    /// Looks also at the definitions that nothing uses.
    pub fn check_definitions(&mut self) {
        let keys: Vec<DefinitionKey> = self.definitions.keys().cloned().collect();
        for key in keys {
            let scope = match key.0.as_str() {
                MONTHS => Scope::Consuntivo,
                list => scope_of(list).unwrap_or(Scope::Single),
            };
            // What is wrong is told at its own place.
            let _ = self.defined(&key, Env::rows(scope, self.monthly(scope)));
        }
    }
}
