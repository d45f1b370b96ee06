//! Text for a person at a terminal: lines as wide as it is, dates as people write them, names in bold.

use console::{Term, measure_text_width, style};

use crate::calendar::Day;
use crate::law::{Grade, Language};
use crate::program::sources::Limit;

/// Longer lines are hard to read, however wide the terminal is.
const WIDEST: usize = 100;

pub(super) struct Prose {
    out: String,
    width: usize,
    pub(super) language: Language,
}

impl Prose {
    pub(super) fn new(language: Language) -> Prose {
        let terminal = Term::stdout();
        let width = match terminal.size_checked() {
            Some((_, columns)) if terminal.is_term() => usize::from(columns).min(WIDEST),
            _ => WIDEST,
        };
        Prose {
            out: String::new(),
            width,
            language,
        }
    }

    pub(super) fn into_text(self) -> String {
        self.out
    }

    /// The Italian words or the English ones.
    pub(super) fn say<'w>(&self, italian: &'w str, english: &'w str) -> &'w str {
        match self.language {
            Language::Italian => italian,
            Language::English => english,
        }
    }

    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.out.push_str(&style(text).bold().to_string());
        self.out.push('\n');
    }

    /// Whether a few words fit into the line after these.
    pub(super) fn has_room_after(&self, first: &str) -> bool {
        measure_text_width(first) + 24 <= self.width
    }

    /// A paragraph: `first` stands before its first line, the others are indented as far.
    pub(super) fn paragraph(&mut self, first: &str, text: &str) {
        let indent = measure_text_width(first);
        self.out.push_str(first);
        let mut column = indent;
        for (n, word) in text.split_whitespace().enumerate() {
            let length = measure_text_width(word);
            if n > 0 && column + 1 + length > self.width {
                self.out.push('\n');
                self.out.push_str(&" ".repeat(indent));
                column = indent;
            } else if n > 0 {
                self.out.push(' ');
                column += 1;
            }
            self.out.push_str(word);
            column += length;
        }
        self.out.push('\n');
    }

    /// The filing days of a rulebook or a version, in words; nothing where they have no end.
    pub(super) fn filed(&self, from: Option<&str>, to: Option<&str>) -> Option<String> {
        let from_on = self.say("domande presentate dal", "applications filed from");
        Some(match (from.map(days), to.map(days)) {
            (None, None) => return None,
            (Some(from), None) => format!("{from_on} {from}"),
            (None, Some(to)) => {
                let up_to = self.say("domande presentate fino al", "applications filed up to");
                format!("{up_to} {to}")
            }
            (Some(from), Some(to)) => {
                let until = self.say("al", "to");
                format!("{from_on} {from} {until} {to}")
            }
        })
    }

    /// What a formula is for.
    pub(super) fn limit(&self, limit: Limit) -> &'static str {
        match (limit, self.language) {
            (Limit::When, Language::Italian) => "quando",
            (Limit::When, Language::English) => "when",
            (Limit::Unless, Language::Italian) => "salvo",
            (Limit::Unless, Language::English) => "unless",
            (Limit::Min, Language::Italian) => "minimo",
            (Limit::Min, Language::English) => "at least",
            (Limit::Max, Language::Italian) => "massimo",
            (Limit::Max, Language::English) => "at most",
            (Limit::Forbidden, Language::Italian) => "vietato",
            (Limit::Forbidden, Language::English) => "not",
            (Limit::Fires, Language::Italian) => "scatta",
            (Limit::Fires, Language::English) => "where",
        }
    }

    /// What a severity does.
    pub(super) fn severity(&self, name: &str) -> &'static str {
        match (name, self.language) {
            ("error", Language::Italian) => "blocca",
            ("error", Language::English) => "blocks",
            ("warning", Language::Italian) => "avvisa",
            ("warning", Language::English) => "warns",
            (_, Language::Italian) => "informa",
            (_, Language::English) => "informs",
        }
    }

    /// How a document is known whose text is not at hand.
    pub(super) fn grade(&self, grade: Grade) -> &'static str {
        match (grade, self.language) {
            (Grade::Official, Language::Italian) => "da una pagina ufficiale, non alla lettera",
            (Grade::Official, Language::English) => "from an official page, not word for word",
            (Grade::Press, Language::Italian) => "dalla stampa o da manuali, non alla lettera",
            (Grade::Press, Language::English) => "from the press or handbooks, not word for word",
            (Grade::Code, Language::Italian) => "da codice pubblico",
            (Grade::Code, Language::English) => "from public code",
        }
    }

    /// Who enforces a rule.
    pub(super) fn enforcer(&self, name: &str) -> &'static str {
        match (name, self.language) {
            ("legge", Language::Italian) => "la legge",
            ("legge", Language::English) => "the law",
            ("inps", Language::Italian) => "l'INPS",
            ("inps", Language::English) => "INPS",
            ("consiglio", Language::Italian) => "un consiglio",
            ("consiglio", Language::English) => "advice",
            (_, Language::Italian) => "il portale",
            (_, Language::English) => "the portal",
        }
    }
}

/// A day or month, or two with a slash between, as people write them; anything else as it is.
pub(super) fn days(iso: &str) -> String {
    let written = |day: &str| match (Day::from_iso(day), day.split_once('-')) {
        (Some(day), _) => day.italian(),
        (None, Some((year, month))) => format!("{month}/{year}"),
        (None, None) => day.to_string(),
    };
    iso.split('/').map(written).collect::<Vec<_>>().join(" – ")
}
