//! Reads a page: headings that name rules, block quotes that are their sources, fenced blocks of keys and formulas.

use serde_json::Value;

use super::mistake::perhaps;
use super::place::{Place, Places};
use super::tree::{Holds, Tree, mistake};
use super::{Mistake, Texts};

const BLOCKS: [&str; 9] = [
    "regolamento",
    "documenti",
    "definizioni",
    "regola",
    "obbligatori",
    "non-verificato",
    "riepilogo",
    "ufficio",
    "ammesso",
];

/// What a page holds.
pub(super) struct Page {
    pub title: Option<Tree>,
    /// The blocks but definitions and rules, by their word, in their order.
    pub blocks: Vec<(&'static str, Tree)>,
    /// By list; `domanda` for the application's own.
    pub definitions: Vec<(String, Tree)>,
    pub sections: Vec<Section>,
    /// A block can not be read: what it would have said is missing everywhere.
    pub is_torn: bool,
}

/// What stands under the heading of a rule.
pub(super) struct Section {
    pub slug: String,
    pub title: Tree,
    pub sources: Vec<Tree>,
    pub keys: Option<Tree>,
}

struct Reader<'a> {
    file: usize,
    places: &'a mut Places,
    mistakes: &'a mut Vec<Mistake>,
    page: Page,
    /// Whether the last heading named a rule.
    in_rule: bool,
    /// The quoted lines that have no source yet.
    quoted: String,
    quoted_at: Place,
}

/// Reads the page with this number.
pub(super) fn read(file: usize, places: &mut Places, mistakes: &mut Vec<Mistake>) -> Page {
    let text = places
        .files
        .get(file)
        .map_or(String::new(), |(_, text)| text.clone());
    let mut reader = Reader {
        file,
        places,
        mistakes,
        page: Page {
            title: None,
            blocks: Vec::new(),
            definitions: Vec::new(),
            sections: Vec::new(),
            is_torn: false,
        },
        in_rule: false,
        quoted: String::new(),
        quoted_at: Place::default(),
    };
    let mut fence: Option<(&str, usize, usize)> = None;
    let mut at = 0;
    for raw in text.split_inclusive('\n') {
        let line = raw.trim_end();
        match fence {
            Some((word, opened, start)) if line.trim() == "```" => {
                let body = text.get(start..at).unwrap_or("");
                reader.block(word, body, start, opened);
                fence = None;
            }
            Some(_) => {}
            None if line.trim_start().starts_with("```") => {
                let word = line.trim_start().trim_start_matches('`').trim();
                fence = Some((word, at, at + raw.len()));
            }
            None => reader.line(line, at),
        }
        at += raw.len();
    }
    if let Some((word, opened, _)) = fence {
        let says = Texts::new(
            format!("Il blocco «{word}» non è chiuso da tre apici inversi."),
            format!("The block “{word}” is not closed by three backticks."),
        );
        reader.torn(opened..opened + 3, says);
    }
    reader.unsourced();
    reader.page
}

impl Reader<'_> {
    fn place(&self, span: std::ops::Range<usize>) -> Place {
        Place {
            file: self.file,
            span,
        }
    }

    fn mistake(&mut self, span: std::ops::Range<usize>, says: Texts) {
        let place = self.place(span);
        let mistake = mistake(self.places, place, says);
        self.mistakes.push(mistake);
    }

    /// A mistake that hides what a block says.
    fn torn(&mut self, span: std::ops::Range<usize>, says: Texts) {
        self.page.is_torn = true;
        self.mistake(span, says);
    }

    /// A line outside of the blocks.
    fn line(&mut self, line: &str, at: usize) {
        if let Some(quote) = line.strip_prefix('>') {
            if self.in_rule {
                self.quote(quote, at + 1);
            }
            return;
        }
        self.unsourced();
        let level = line.chars().take_while(|c| *c == '#').count();
        let Some(title) = line
            .get(level..)
            .filter(|rest| level > 0 && rest.starts_with(' '))
        else {
            return;
        };
        let start = at + level + 1 + (title.len() - title.trim_start().len()).saturating_sub(1);
        let title = title.trim();
        let slug = title
            .strip_suffix('}')
            .and_then(|title| title.rsplit_once('{'));
        self.in_rule = slug.is_some();
        let Some((title, slug)) = slug else {
            if level == 1 && self.page.title.is_none() {
                let place = self.place(start..start + title.len());
                self.page.title = Some(Tree::text(title, place));
            }
            return;
        };
        let place = self.place(start..start + title.trim_end().len().max(1));
        let slug_at = start + title.len() + 1;
        let is_slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if slug.is_empty() || !slug.chars().all(is_slug) {
            let says = Texts::new(
                format!(
                    "«{slug}» non è un nome di regola: lettere minuscole senza accenti, cifre, trattini."
                ),
                format!(
                    "“{slug}” is no name of a rule: lower-case letters without accents, digits, hyphens."
                ),
            );
            self.mistake(slug_at..slug_at + slug.len(), says);
        }
        if self.page.sections.iter().any(|known| known.slug == slug) {
            let says = Texts::new(
                format!(
                    "La regola «{slug}» c'è già in questa pagina: una regola sta in un solo punto."
                ),
                format!("The rule “{slug}” is in this page already: a rule stands in one place."),
            );
            self.mistake(slug_at..slug_at + slug.len(), says);
        }
        self.page.sections.push(Section {
            slug: slug.to_string(),
            title: Tree::text(title.trim(), place),
            sources: Vec::new(),
            keys: None,
        });
    }

    /// A line of a block quote under a rule: quoted words, or whose they are.
    fn quote(&mut self, line: &str, at: usize) {
        let text = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        let place = self.place(start..start + text.len());
        let source = text.strip_prefix(['—', '–']).map(str::trim);
        let Some(source) = source else {
            if self.quoted.is_empty() {
                self.quoted_at = place;
            } else {
                self.quoted_at.span.end = place.span.end;
                self.quoted.push(' ');
            }
            self.quoted.push_str(text);
            return;
        };
        let (document, point) = source.split_once(',').unwrap_or((source, ""));
        let mut tree = Tree::table(place.clone());
        tree.set("documento", Tree::text(document.trim(), place.clone()));
        if !point.trim().is_empty() {
            tree.set("punto", Tree::text(point.trim(), place));
        }
        if !self.quoted.is_empty() {
            let quoted = std::mem::take(&mut self.quoted);
            tree.set("citazione", Tree::text(quoted, self.quoted_at.clone()));
        }
        if let Some(section) = self.page.sections.last_mut() {
            section.sources.push(tree);
        }
    }

    /// Quoted words that nothing says whose they are.
    fn unsourced(&mut self) {
        if std::mem::take(&mut self.quoted).is_empty() {
            return;
        }
        let says = Texts::new(
            "La citazione non dice di chi è: sotto va una riga «> — DOCUMENTO, punto».",
            "The quotation does not say whose it is: below it goes a line “> — DOCUMENT, point”.",
        );
        self.mistake(self.quoted_at.span.clone(), says);
    }

    fn block(&mut self, word: &str, body: &str, start: usize, opened: usize) {
        let (name, list) = word.split_once(' ').unwrap_or((word, ""));
        if name.is_empty() {
            return;
        }
        let Some(known) = BLOCKS.into_iter().find(|known| *known == name) else {
            let near = perhaps(name, BLOCKS);
            let list = BLOCKS.join(", ");
            let says = Texts::new(
                format!("Non esiste un blocco «{name}»; ci sono: {list}.{}", near.it),
                format!("There is no block “{name}”; there are: {list}.{}", near.en),
            );
            return self.torn(opened + 3..opened + 3 + word.len(), says);
        };
        if known == "definizioni" {
            let mut table = self.definitions(body, start);
            table.place = self.place(opened + 3..opened + 3 + word.len());
            let list = match list.trim() {
                "" => "domanda",
                list => list,
            };
            self.page.definitions.push((list.to_string(), table));
            return;
        }
        let tree = match Tree::toml(body, self.file, start) {
            Ok(tree) => tree,
            Err((place, found)) => {
                let says = Texts::new(
                    format!("Il blocco «{name}» non si legge: {}.", found.it),
                    format!("The block “{name}” can not be read: {}.", found.en),
                );
                return self.torn(place.span, says);
            }
        };
        if known != "regola" {
            self.page.blocks.push((known, tree));
            return;
        }
        match self.page.sections.last_mut() {
            Some(section) if self.in_rule && section.keys.is_none() => section.keys = Some(tree),
            _ => self.mistake(
                opened + 3..opened + 3 + word.len(),
                Texts::new(
                    "Un blocco «regola» sta sotto un titolo con il nome della regola tra graffe, uno per titolo.",
                    "A block “regola” stands under a heading with the rule's name in braces, one a heading.",
                ),
            ),
        }
    }

    /// `name = formula`, on one line or on more, of which the others are indented.
    fn definitions(&mut self, body: &str, start: usize) -> Tree {
        let mut table = Tree::table(self.place(start..start + body.len()));
        let mut found: Vec<(String, Place, Place)> = Vec::new();
        let mut at = start;
        for raw in body.split_inclusive('\n') {
            let line = raw.trim_end();
            let bare = line.split('#').next().unwrap_or("").trim();
            let named = line
                .split_once('=')
                .filter(|_| !line.starts_with([' ', '\t', '#']));
            match (named, found.last_mut()) {
                _ if bare.is_empty() => {}
                (Some((name, formula)), _) => {
                    let end = at + line.len();
                    let from = end - formula.trim_start().len();
                    let name = name.trim();
                    found.push((
                        name.to_string(),
                        self.place(at..at + name.len()),
                        self.place(from..end),
                    ));
                }
                (None, Some((.., formula))) if line.starts_with([' ', '\t']) => {
                    formula.span.end = at + line.len();
                }
                _ => self.mistake(
                    at..at + line.len(),
                    Texts::new(
                        "Qui serve «nome = formula»; una riga che continua va rientrata.",
                        "Here “name = formula” is needed; a line that goes on is indented.",
                    ),
                ),
            }
            at += raw.len();
        }
        for (name, key, formula) in found {
            let known = table.get(&name).is_some();
            if known {
                let says = Texts::new(
                    format!("«{name}» è già definito qui sopra."),
                    format!("“{name}” is defined above already."),
                );
                self.mistake(key.span.clone(), says);
            }
            let text = self.places.files.get(self.file);
            let text = text.and_then(|(_, text)| text.get(formula.span.clone()));
            let tree = Tree {
                holds: Holds::One(Value::String(text.unwrap_or("").to_string())),
                place: formula,
            };
            table.set_at(&name, key, tree);
        }
        table
    }
}
