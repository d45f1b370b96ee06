//! A rulebook from its pages: what all share, what is national, the portal's own, each over those before it.

use std::collections::BTreeSet;

use super::mistake::perhaps;
use super::page::{self, Page, Section};
use super::place::{Place, Places};
use super::shape::{fits, kinds, shaped};
use super::tree::{Holds, Tree, mistake};
use super::{Mistake, Rulebook, Texts, read};

/// More layers than this are a mistake.
const MAX_LAYERS: usize = 16;
/// Who gives one of these gives all that a layer said of the same: limits are replaced together, with their words.
const LIMITS: [&str; 5] = ["minimo", "massimo", "vietato", "scatta", "parti"];
const WITH_LIMITS: [&str; 6] = ["quando", "salvo", "cifre", "dice", "rimedio", "correzione"];

/// The version of a page that names none: a layer, not a rulebook by itself.
pub const NO_VERSION: &str = "0";
/// The text of a page by its name beside the first one (`comune.md`, `en/comune.toml`).
pub type Loader<'l> = &'l dyn Fn(&str) -> Option<String>;

/// What some pages come to.
pub struct Pages {
    pub places: Places,
    /// None where they can not be read at all.
    pub book: Option<Rulebook>,
    pub mistakes: Vec<Mistake>,
}

/// Reads a page (`rapporto.md`) with its layers.
pub fn read_page(file: &str, load: Loader) -> Pages {
    let mut places = Places::default();
    let mut reader = Reader {
        places: &mut places,
        mistakes: Vec::new(),
        torn: Vec::new(),
        load,
        seen: BTreeSet::new(),
        english: English::There,
        book: Tree::table(Place::default()),
        rules: Vec::new(),
    };
    reader.layer(file.strip_suffix(".md").unwrap_or(file), Place::default());
    if !reader.torn.is_empty() {
        // What else is missing, or does not fit, may follow from it.
        let mistakes = reader.torn;
        return Pages {
            places,
            book: None,
            mistakes,
        };
    }
    let (mut book, rules, mut mistakes) = (reader.book, reader.rules, reader.mistakes);
    let tipi = kinds(&book, &rules);
    if book.get("tipi").is_none() {
        // A layer by itself is read for every kind that its rules name.
        let list = tipi.iter().map(|tipo| Tree::text(tipo, Place::default()));
        let list = Tree::list(list.collect(), Place::default());
        book.set("tipi", list);
    }
    for (key, default) in [("nome", file), ("versione", NO_VERSION)] {
        if book.get(key).is_none() {
            book.set(key, Tree::text(default, Place::default()));
        }
    }
    for rule in rules
        .iter()
        .filter(|rule| rule.place.file == 0 && !fits(rule, &tipi))
    {
        let says = Texts::new(
            "La regola è di tipi di domanda che questa pagina non ha.",
            "The rule is for kinds of application that this page does not have.",
        );
        mistakes.push(mistake(&mut places, rule.place.clone(), says));
    }
    let rules = rules
        .into_iter()
        .filter_map(|rule| shaped(rule, &tipi))
        .collect();
    book.set("regole", Tree::list(rules, Place::default()));
    for key in ["obbligatori", "non-verificato"] {
        let kept = book.take(key).map(Tree::into_items).unwrap_or_default();
        let kept = kept.into_iter().filter(|item| fits(item, &tipi)).collect();
        book.set(key, Tree::list(kept, Place::default()));
    }
    let value = book.into_value("", &mut places);
    let read = read::from_value(value);
    let book = read.map_err(|mistake| mistakes.insert(0, mistake)).ok();
    Pages {
        places,
        book,
        mistakes,
    }
}

struct Reader<'a> {
    places: &'a mut Places,
    mistakes: Vec<Mistake>,
    /// Those of the pages of which a block can not be read.
    torn: Vec<Mistake>,
    load: Loader<'a>,
    seen: BTreeSet<String>,
    /// Of the layer that is read.
    english: English,
    book: Tree,
    /// With the keys of rule and parts side by side, sentences in both languages.
    rules: Vec<Tree>,
}

/// The file of English sentences of a layer.
enum English {
    There,
    /// It is not there, which is told at the first sentence.
    Missing(String),
    Told,
}

impl Reader<'_> {
    fn say(&mut self, place: Place, says: Texts) {
        let mistake = mistake(self.places, place, says);
        self.mistakes.push(mistake);
    }

    fn open(&mut self, name: &str) -> Option<usize> {
        let text = (self.load)(name)?;
        self.places.files.push((name.to_string(), text));
        Some(self.places.files.len() - 1)
    }

    /// Reads a layer and those below it, and lays it over what is there.
    fn layer(&mut self, name: &str, named_at: Place) {
        if self.seen.len() >= MAX_LAYERS || !self.seen.insert(name.to_string()) {
            return;
        }
        let Some(file) = self.open(&format!("{name}.md")) else {
            let says = Texts::new(
                format!("Non trovo la pagina «{name}.md»."),
                format!("The page “{name}.md” is not found."),
            );
            return self.say(named_at, says);
        };
        let before = self.mistakes.len();
        let mut page = page::read(file, self.places, &mut self.mistakes);
        if page.is_torn {
            let found = self.mistakes.get(before..).unwrap_or_default();
            self.torn.extend_from_slice(found);
        }
        let head = page.blocks.iter().find(|(word, _)| *word == "regolamento");
        let layers = head.and_then(|(_, head)| head.get("strati")).cloned();
        for layer in layers.iter().flat_map(Tree::items) {
            if let Some(below) = layer.as_str() {
                self.layer(below, layer.place.clone());
            }
        }
        let english = self.english(name);
        if let Some(general) = head.and_then(|(_, head)| head.get("generale")).cloned() {
            let keys = page.sections.iter_mut();
            for keys in keys.filter_map(|section| section.keys.as_mut()) {
                keys.set("generale", general.clone());
            }
        }
        self.lay(page, english);
    }

    /// The English sentences of a layer.
    fn english(&mut self, name: &str) -> Tree {
        let nothing = Tree::table(Place::default());
        let path = format!("en/{name}.toml");
        self.english = English::There;
        let Some(file) = self.open(&path) else {
            self.english = English::Missing(path);
            return nothing;
        };
        let text = self
            .places
            .files
            .get(file)
            .map_or(String::new(), |(_, text)| text.clone());
        Tree::toml(&text, file, 0).unwrap_or_else(|(place, found)| {
            let says = Texts::new(
                format!("Il file non si legge: {}.", found.it),
                format!("The file can not be read: {}.", found.en),
            );
            self.say(place, says);
            self.english = English::Told;
            nothing
        })
    }

    fn lay(&mut self, page: Page, mut english: Tree) {
        if let Some(title) = page.title {
            let title = self.both(title, english.take("titolo"), "titolo");
            self.book.set("titolo", title);
        }
        for (list, table) in page.definitions {
            let mut all = self
                .book
                .take("definizioni")
                .unwrap_or(Tree::table(table.place.clone()));
            let mut own = all.take(&list).unwrap_or(Tree::table(table.place.clone()));
            for (name, place, formula) in table.into_keys() {
                own.set_at(&name, place, formula);
            }
            all.set(&list, own);
            self.book.set("definizioni", all);
        }
        let mut rules_english = english
            .take("regole")
            .unwrap_or(Tree::table(Place::default()));
        for section in page.sections {
            let own = rules_english.take(&section.slug);
            self.rule(section, own);
        }
        self.untranslated(rules_english);
        let mut lists: Vec<(&str, Vec<Tree>)> = Vec::new();
        for key in ["ufficio", "ammesso", "termini", "non-verificato"] {
            let given = english.take(key).map(Tree::into_items).unwrap_or_default();
            lists.push((key, given));
        }
        lists.push(("importo", english.take("importo").into_iter().collect()));
        self.untranslated(english);
        for (word, block) in page.blocks {
            self.block(word, block, &mut lists);
        }
        for (key, left) in lists {
            if let Some(left) = left.first() {
                let says = Texts::new(
                    format!("In «{key}» ci sono più frasi inglesi che italiane."),
                    format!("In “{key}” there are more English sentences than Italian ones."),
                );
                self.say(left.place.clone(), says);
            }
        }
    }

    fn block(&mut self, word: &str, mut block: Tree, english: &mut [(&str, Vec<Tree>)]) {
        let mut next = |key: &str| {
            let (_, list) = english.iter_mut().find(|(known, _)| *known == key)?;
            (!list.is_empty()).then(|| list.remove(0))
        };
        match word {
            "regolamento" => {
                block.take("strati");
                block.take("generale");
                for (key, place, tree) in block.into_keys() {
                    // What a layer says of itself is not the page's.
                    self.book.set_at(&key, place, tree);
                }
            }
            "documenti" => self.over("documenti", block),
            "obbligatori" => {
                let fields = block.take("campi");
                self.append("obbligatori", fields);
                self.no_other(block, word);
            }
            "non-verificato" => {
                let entries = block.take("voci");
                let entries =
                    entries.map(|entries| self.told(entries, "dice", "non-verificato", &mut next));
                self.append("non-verificato", entries);
                self.no_other(block, word);
            }
            "ammesso" => {
                let entries = block.take("voci");
                let entries =
                    entries.map(|entries| self.told(entries, "dice", "ammesso", &mut next));
                self.append("ammesso", entries);
                self.no_other(block, word);
            }
            "ufficio" => {
                let sentences = block.take("frasi");
                let sentences = sentences.map(|list| {
                    let place = list.place.clone();
                    let both = |sentence| self.both(sentence, next("ufficio"), "ufficio");
                    Tree::list(list.into_items().into_iter().map(both).collect(), place)
                });
                self.append("ufficio", sentences);
                self.no_other(block, word);
            }
            _ => {
                let mut all = self
                    .book
                    .take("riepilogo")
                    .unwrap_or(Tree::table(block.place.clone()));
                if let Some(terms) = block.take("termini") {
                    let mut terms = self.told(terms, "nome", "termini", &mut next);
                    if let Some(mut before) = all.take("termini") {
                        before.extend(terms);
                        terms = before;
                    }
                    all.set("termini", terms);
                }
                for (key, place, mut tree) in block.into_keys() {
                    if let Some(sentence) = tree.get("dice").cloned() {
                        let both = self.both(sentence, next("importo"), "importo");
                        tree.set("dice", both);
                    }
                    all.set_at(&key, place, tree);
                }
                self.book.set("riepilogo", all);
            }
        }
    }

    /// A key of each of some tables becomes a sentence in both languages.
    fn told(
        &mut self,
        entries: Tree,
        key: &str,
        list: &str,
        next: &mut dyn FnMut(&str) -> Option<Tree>,
    ) -> Tree {
        let place = entries.place.clone();
        let mut told = Vec::new();
        for mut entry in entries.into_items() {
            if let Some(sentence) = entry.get(key).cloned() {
                let both = self.both(sentence, next(list), list);
                entry.set(key, both);
            }
            told.push(entry);
        }
        Tree::list(told, place)
    }

    fn append(&mut self, key: &str, list: Option<Tree>) {
        let Some(list) = list else { return };
        let mut all = self
            .book
            .take(key)
            .unwrap_or(Tree::list(Vec::new(), list.place.clone()));
        all.extend(list);
        self.book.set(key, all);
    }

    /// Keys over those of the layers.
    fn over(&mut self, key: &str, table: Tree) {
        let mut all = self
            .book
            .take(key)
            .unwrap_or(Tree::table(table.place.clone()));
        for (name, place, tree) in table.into_keys() {
            all.set_at(&name, place, tree);
        }
        self.book.set(key, all);
    }

    fn no_other(&mut self, block: Tree, word: &str) {
        for (key, place, _) in block.into_keys() {
            let says = Texts::new(
                format!("Il blocco «{word}» non ha una chiave «{key}»."),
                format!("The block “{word}” has no key “{key}”."),
            );
            self.say(place, says);
        }
    }

    /// English for what the page does not say.
    fn untranslated(&mut self, left: Tree) {
        for (key, place, _) in left.into_keys() {
            let slugs = self
                .rules
                .iter()
                .filter_map(|rule| rule.get("slug")?.as_str());
            let near = perhaps(&key, slugs);
            let says = Texts::new(
                format!(
                    "«{key}»: la pagina italiana non ha niente con questo nome.{}",
                    near.it
                ),
                format!(
                    "“{key}”: the Italian page has nothing of this name.{}",
                    near.en
                ),
            );
            self.say(place, says);
        }
    }

    /// An Italian sentence with its English one.
    fn both(&mut self, italian: Tree, english: Option<Tree>, key: &str) -> Tree {
        if italian.as_str().is_none() {
            return italian;
        }
        let place = italian.place.clone();
        let english = english.unwrap_or_else(|| {
            let says = match std::mem::replace(&mut self.english, English::Told) {
                English::There => {
                    self.english = English::There;
                    Some(Texts::new(
                        format!("Manca la frase inglese di «{key}» (in en/)."),
                        format!("The English sentence of “{key}” is missing (in en/)."),
                    ))
                }
                English::Missing(path) => Some(Texts::new(
                    format!("Manca il file con le frasi inglesi, «{path}»."),
                    format!("The file with the English sentences, “{path}”, is missing."),
                )),
                English::Told => None,
            };
            if let Some(says) = says {
                self.say(place.clone(), says);
            }
            italian.clone()
        });
        let mut both = Tree::table(place);
        both.set("it", italian);
        both.set("en", english);
        both
    }

    /// The sentences of a rule or part, each with its English one.
    fn translated(&mut self, keys: &mut Tree, mut english: Tree, slug: &str) {
        for key in ["nota", "dice", "rimedio"] {
            let Some(sentence) = keys.get(key).cloned() else {
                continue;
            };
            let own = english.take(key);
            let named = format!("{slug}: {key}");
            let Holds::Table(reasons) = sentence.holds else {
                let both = self.both(sentence, own, &named);
                keys.set(key, both);
                continue;
            };
            let mut own = own.unwrap_or(Tree::table(sentence.place.clone()));
            let mut told = Tree::table(sentence.place);
            for (reason, place, sentence) in reasons {
                let both = self.both(sentence, own.take(&reason), &format!("{named} {reason}"));
                told.set_at(&reason, place, both);
            }
            self.untranslated(own);
            keys.take(key);
            keys.set("frasi", told);
        }
        let own = english
            .take("parti")
            .map(Tree::into_items)
            .unwrap_or_default();
        if let Some(parts) = keys.get("parti").cloned() {
            let place = parts.place.clone();
            let mut told = Vec::new();
            let mut own = own.into_iter();
            for mut part in parts.into_items() {
                let english = own.next().unwrap_or(Tree::table(part.place.clone()));
                self.translated(&mut part, english, slug);
                told.push(part);
            }
            keys.set("parti", Tree::list(told, place));
        }
        self.untranslated(english);
    }

    /// A rule over the one of the same name in the layers below.
    fn rule(&mut self, section: Section, english: Option<Tree>) {
        let Section {
            slug,
            title,
            sources,
            keys,
        } = section;
        let place = title.place.clone();
        let before = self
            .rules
            .iter()
            .position(|rule| rule.get("slug").and_then(Tree::as_str) == Some(&slug));
        if keys.is_none() && (before.is_none() || sources.is_empty()) {
            let says = Texts::new(
                format!("La regola «{slug}» non ha un blocco «regola»."),
                format!("The rule “{slug}” has no block “regola”."),
            );
            self.say(place.clone(), says);
        }
        let mut keys = keys.unwrap_or(Tree::table(place.clone()));
        let gone = keys.take("assente");
        let mut english = english.unwrap_or(Tree::table(place.clone()));
        let title_before =
            before.and_then(|at| self.rules.get(at)?.get("titolo")?.get("it")?.as_str());
        let own_title = english.take("titolo");
        if before.is_none()
            || title
                .as_str()
                .is_some_and(|new| !new.is_empty() && Some(new) != title_before)
        {
            let title = self.both(title, own_title, &format!("{slug}: titolo"));
            keys.set("titolo", title);
        }
        self.translated(&mut keys, english, &slug);
        if !sources.is_empty() {
            keys.set("fonti", Tree::list(sources, place.clone()));
        }
        let Some(below) = before.and_then(|at| self.rules.get_mut(at)) else {
            if gone.is_some() {
                let says = Texts::new(
                    format!("Nessuno strato ha una regola «{slug}» da togliere."),
                    format!("No layer has a rule “{slug}” to take out."),
                );
                self.say(place, says);
                return;
            }
            keys.place = place.clone();
            keys.set("slug", Tree::text(&slug, place));
            self.rules.push(keys);
            return;
        };
        if gone.is_some() {
            self.rules
                .retain(|rule| rule.get("slug").and_then(Tree::as_str) != Some(&slug));
            return;
        }
        if LIMITS.iter().any(|key| keys.get(key).is_some()) {
            for key in LIMITS.iter().chain(&WITH_LIMITS) {
                below.take(key);
            }
        }
        for (key, place, tree) in keys.into_keys() {
            below.set_at(&key, place, tree);
        }
        below.place = place;
    }
}
