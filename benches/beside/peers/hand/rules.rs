//! The rules of `benches/beside/rules/rules.mjs`, once more in Rust.

use serde::Deserialize;

use crate::days::{day, filing_term, latest_hire, written};
use crate::read::{self, Read, Text};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Application<'a> {
    #[serde(borrow, default)]
    data_presentazione: Text<'a>,
    #[serde(borrow, default)]
    pub periodo: Period<'a>,
    #[serde(borrow, default)]
    accordo: Agreement<'a>,
    #[serde(borrow, default)]
    domande_precedenti: Vec<Period<'a>>,
    #[serde(borrow)]
    pub lavoratori: Vec<Worker<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct Period<'a> {
    #[serde(borrow, default)]
    data_inizio: Text<'a>,
    #[serde(borrow, default)]
    pub data_fine: Text<'a>,
}

#[derive(Deserialize, Default)]
struct Agreement<'a> {
    #[serde(borrow, default)]
    lavoratori: Text<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Worker<'a> {
    #[serde(borrow, default)]
    codice_fiscale: Text<'a>,
    #[serde(borrow, default)]
    pub data_assunzione: Text<'a>,
    #[serde(borrow, default)]
    orario_settimanale: Text<'a>,
    #[serde(borrow, default)]
    giorni_settimana: Text<'a>,
    #[serde(borrow, default)]
    pub giorni: Text<'a>,
    #[serde(borrow, default)]
    pub ore: Text<'a>,
}

pub struct Diagnostic {
    pub rule: &'static str,
    pub severity: &'static str,
    pub path: String,
    pub message: String,
}

/// Keeps its table of persons from check to check.
#[derive(Default)]
pub struct Checker {
    /// Row and one, 0 where nobody is.
    slots: Vec<u32>,
    persons: Vec<u64>,
}

/// What the rows' rules read of the header.
struct Header {
    latest: i32,
    /// First and last day.
    period: Option<(i32, i32)>,
}

struct List(Vec<Diagnostic>);

impl List {
    fn say(&mut self, rule: &'static str, severity: &'static str, path: String, message: String) {
        self.0.push(Diagnostic {
            rule,
            severity,
            path,
            message,
        });
    }

    fn error(&mut self, rule: &'static str, path: String, message: String) {
        self.say(rule, "error", path, message);
    }

    fn unless_readable<T: Copy + PartialEq>(
        &mut self,
        value: Read<T>,
        path: impl Fn() -> String,
    ) -> Read<T> {
        if value == Read::Unreadable {
            self.error(
                "valore-illeggibile",
                path(),
                "Il valore non si può leggere: riscrivilo.".into(),
            );
        }
        value
    }
}

impl Checker {
    pub fn check(&mut self, application: &Application) -> Vec<Diagnostic> {
        let mut list = List(Vec::new());
        let header = header(application, &mut list);
        let workers = &application.lavoratori;
        self.slots.clear();
        self.slots
            .resize((workers.len() * 2).next_power_of_two().max(16), 0);
        self.persons.resize(workers.len(), 0);
        for (at, worker) in workers.iter().enumerate() {
            self.worker(at, worker, &header, &mut list);
        }
        list.0
    }

    /// The first row of a person, where this is another; else the row is remembered.
    fn first(&mut self, person: u64, row: usize) -> Option<usize> {
        let mask = self.slots.len() - 1;
        let mut slot = (person.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        self.persons[row] = person;
        loop {
            match self.slots[slot] as usize {
                0 => {
                    self.slots[slot] = row as u32 + 1;
                    return None;
                }
                taken if self.persons[taken - 1] == person => return Some(taken - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn worker(&mut self, at: usize, worker: &Worker, header: &Header, list: &mut List) {
        let path = |field: &str| format!("lavoratori.{at}.{field}");
        match read::code(&worker.codice_fiscale) {
            Read::Value(person) => {
                if let Some(first) = self.first(person, at) {
                    let message = format!("Questo lavoratore è già alla riga {}.", first + 1);
                    list.error("codice-fiscale-duplicato", path("codiceFiscale"), message);
                }
            }
            Read::Unreadable => list.error(
                "codice-fiscale",
                path("codiceFiscale"),
                "Non è un codice fiscale: ricopialo dal tesserino.".into(),
            ),
            Read::Empty => {}
        }
        let hired = read::day(&worker.data_assunzione);
        list.unless_readable(hired, || path("dataAssunzione"));
        if let Some(hired) = hired.value().filter(|hired| *hired > header.latest) {
            let message = format!(
                "Assunto il {}: spetta a chi era in forza il {}.",
                written(hired),
                written(header.latest)
            );
            list.error("data-assunzione", path("dataAssunzione"), message);
        }
        let weekly = read::hours(&worker.orario_settimanale);
        list.unless_readable(weekly, || path("orarioSettimanale"));
        if let Some(hours) = weekly.value()
            && (hours == 0 || hours > 4000)
        {
            let severity = if hours == 0 || hours > 4800 {
                "error"
            } else {
                "info"
            };
            let message = format!(
                "L'orario è di {} ore: indica quello del contratto.",
                written_hours(hours)
            );
            list.say(
                "orario-settimanale",
                severity,
                path("orarioSettimanale"),
                message,
            );
        }
        let week = read::week(&worker.giorni_settimana);
        list.unless_readable(week, || path("giorniSettimana"));
        let days = read::integer(&worker.giorni);
        list.unless_readable(days, || path("giorni"));
        let asked = read::hours(&worker.ore);
        list.unless_readable(asked, || path("ore"));

        let (days, asked, weekly) = (days.value(), asked.value(), weekly.value());
        match (days, asked) {
            (Some(0), Some(hours)) if hours > 0 => {
                let message = format!(
                    "Sono chieste {} ore ma nessun giorno.",
                    written_hours(hours)
                );
                list.error("ore-senza-giorni", path("giorni"), message);
            }
            (Some(days), Some(0)) if days > 0 => {
                let message = format!("Sono indicati {days} giorni ma nessuna ora.");
                list.error("giorni-senza-ore", path("ore"), message);
            }
            _ => {}
        }
        let there = days_there(header, hired);
        if let (Some(days), Some(there)) = (days, there) {
            let most = |week: i64| there / 7 * week + (there % 7).min(week);
            let (blocked, warned) = match week {
                Read::Value(week) => (most(week), most(week)),
                Read::Empty => (most(6), most(5)),
                Read::Unreadable => (i64::MAX, i64::MAX),
            };
            if days > warned {
                let severity = if days > blocked { "error" } else { "warning" };
                let message = format!("{days} giorni: al massimo {warned}.");
                list.say("giorni-oltre-periodo", severity, path("giorni"), message);
            }
        }
        let (Some(asked), Some(weekly)) = (asked, weekly) else {
            return;
        };
        if let Some(days) = days.filter(|days| *days > 0)
            && week != Read::Unreadable
        {
            let divisor = week.value().unwrap_or(5);
            let mean = (days * weekly + divisor - 1) / divisor;
            let most = match week.value() {
                None => days * weekly,
                Some(week) => mean.max(days / week * weekly + weekly.min(days % week * 1300)),
            };
            if asked > mean {
                let severity = if asked > most { "error" } else { "warning" };
                let message = format!(
                    "{} ore: {days} giorni ne fanno {}.",
                    written_hours(asked),
                    written_hours(most)
                );
                list.say("ore-oltre-giorni", severity, path("ore"), message);
            }
        }
        if let Some(most) = there.map(|there| weekly * ((there + 6) / 7))
            && asked > most
        {
            let message = format!(
                "{} ore: nel periodo al massimo {}.",
                written_hours(asked),
                written_hours(most)
            );
            list.error("ore-oltre-settimane", path("ore"), message);
        }
    }
}

/// Days of the period that a worker is there, where there is one.
fn days_there(header: &Header, hired: Read<i32>) -> Option<i64> {
    let (start, end) = header.period?;
    let from = match hired {
        Read::Value(hired) => hired.max(start),
        Read::Empty => start,
        Read::Unreadable => return None,
    };
    (from <= end).then(|| i64::from(end - from + 1))
}

fn written_hours(hundredths: i64) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{},{rest:02}", hundredths / 100),
    }
}

fn header(application: &Application, list: &mut List) -> Header {
    let own = |path: &'static str| move || path.to_string();
    let period = &application.periodo;
    let filed = list.unless_readable(
        read::day(&application.data_presentazione),
        own("dataPresentazione"),
    );
    let start = list.unless_readable(read::day(&period.data_inizio), own("periodo.dataInizio"));
    let end = list.unless_readable(read::day(&period.data_fine), own("periodo.dataFine"));
    let agreed = list.unless_readable(
        read::integer(&application.accordo.lavoratori),
        own("accordo.lavoratori"),
    );
    let mut before = Some(0);
    for (at, earlier) in application.domande_precedenti.iter().enumerate() {
        let path = |field: &str| format!("domandePrecedenti.{at}.{field}");
        let from = list.unless_readable(read::day(&earlier.data_inizio), || path("dataInizio"));
        let to = list.unless_readable(read::day(&earlier.data_fine), || path("dataFine"));
        let days = from.value().zip(to.value()).filter(|(from, to)| from <= to);
        before = before
            .zip(days)
            .map(|(sum, (from, to))| sum + to - from + 1);
    }
    let (filed, start) = (filed.value(), start.value());
    if let Some(start) = start.filter(|start| *start < day(2020, 2, 23)) {
        let message = format!(
            "Il periodo inizia il {}, prima del 23/02/2020.",
            written(start)
        );
        list.error("decorrenza-minima", "periodo.dataInizio".into(), message);
    }
    let known = start.zip(end.value()).filter(|(start, end)| start <= end);
    if let Some(days) = known.map(|(start, end)| end - start + 1) {
        let at = || "periodo.dataFine".to_string();
        let remaining = before.map(|before| 63 - before);
        if days < 5 && remaining.is_none_or(|remaining| remaining >= 5) {
            let message = format!("La domanda copre {days} giorni, il minimo è 5.");
            list.error("durata-minima", at(), message);
        }
        if days > 35 {
            let message = format!("Sono {days} giorni; il massimo per una domanda è 35.");
            list.error("durata-domanda", at(), message);
        }
        if remaining.is_some_and(|remaining| remaining >= 5 && days > remaining) {
            let message = format!("Con questi {days} giorni si passano i 63.");
            list.error("durata-complessiva", at(), message);
        }
    }
    let workers = application.lavoratori.len() as i64;
    if let Some(agreed) = agreed.value().filter(|agreed| workers > *agreed) {
        let message = format!("I lavoratori sono {workers}, l'accordo ne prevede {agreed}.");
        list.say(
            "accordo-lavoratori",
            "warning",
            "lavoratori".into(),
            message,
        );
    }
    if let Some((start, filed)) = start.zip(filed) {
        let (term, is_hopeless) = filing_term(start, filed);
        if filed > term {
            let severity = if is_hopeless { "error" } else { "warning" };
            let message = format!("Il termine era il {}.", written(term));
            list.say(
                "termine-presentazione",
                severity,
                "dataPresentazione".into(),
                message,
            );
        }
    }
    Header {
        latest: latest_hire(filed),
        period: known,
    }
}
