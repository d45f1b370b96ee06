//! The summary: the application at one glance, from the same values as the verdicts.

use super::unasked::Unasked;
use crate::calendar::Day;
use crate::engine::{Engine, Place};
use crate::form::cell::Known;
use crate::form::model::{List, field};
use crate::json::Json;
use crate::json::make::{Entries, list, number, object, text};
use crate::message::decimal;
use crate::rule::{Filing, Param, Summary, Verdict};
use crate::rulebook::{Point, Severity, Target, Variant, When};
use crate::text::Value;

fn put(entries: &mut Entries, key: &'static str, value: Option<Json>) {
    if let Some(value) = value {
        entries.push((key, value));
    }
}

impl Engine {
    /// The summary: `{ days?, lastEnd?, proposal?, terms, hours, onCall, headcount?, benefit?, months, assumed,
    /// unasked, missing, offline }`; dates ISO, weekdays in the language of the form.
    pub fn summary(&mut self) -> Json {
        let missing = self.missing();
        let missing = self.in_order(&missing).into_iter();
        let mut missing: Vec<String> = missing.map(|active| self.path(&active.spot)).collect();
        // Several rules may miss the same field.
        missing.dedup();
        let missing = list(missing.into_iter().map(text));
        let mut entries = Entries::new();
        put(&mut entries, "days", self.days());
        put(
            &mut entries,
            "lastEnd",
            self.last_end().map(|day| text(Day::from_number(day).iso())),
        );
        put(&mut entries, "proposal", self.proposal_json());
        entries.push(("terms", self.terms()));
        entries.push(("hours", self.hours()));
        entries.push(("onCall", self.on_call()));
        put(&mut entries, "headcount", self.headcount());
        put(&mut entries, "benefit", self.benefit());
        entries.push(("months", self.months()));
        entries.push(("assumed", list([self.assumed()])));
        let unasked = self.unasked();
        entries.push(("unasked", list(unasked.iter().map(Unasked::to_json))));
        entries.push(("missing", missing));
        let offline = self.book.offline.iter();
        let offline = offline.map(|texts| text(texts.get(self.language)));
        entries.push(("offline", list(offline)));
        object(entries)
    }

    /// By which day's law the application is judged: the filing day, else today, else the latest.
    fn assumed(&self) -> Json {
        let (by, day) = match (
            self.view(None).filing(),
            self.view(None).need(field::DATA_PRESENTAZIONE),
        ) {
            (Filing::On(day), Some(_)) => ("dataPresentazione", Some(day)),
            (Filing::On(day), None) => ("today", Some(day)),
            (Filing::Latest, _) => ("latest", None),
            (Filing::Unknown, _) => ("unreadable", None),
        };
        let figures = day.map(|day| ("dal", Param::Day(day)));
        let sentence = self
            .voice()
            .phrase(&["assumed.", by].concat(), &Vec::from_iter(figures));
        let mut entries = vec![("by", text(by)), ("text", text(sentence))];
        put(&mut entries, "day", day.map(|day| text(day.iso())));
        object(entries)
    }

    /// The variants in force of the rules outside rows.
    fn single_variants(&self) -> impl Iterator<Item = (&Point, &Variant)> {
        let points = self.book.points.iter().filter(|point| point.list.is_none());
        points.flat_map(|point| point.variants.iter().map(move |variant| (point, variant)))
    }

    /// The days of the limit over all applications.
    fn days(&self) -> Option<Json> {
        let view = self.view(None);
        let usage =
            self.single_variants()
                .find_map(|(_, variant)| match variant.check.summary() {
                    Summary::Days(length) if self.in_force(variant, &view, false) => {
                        length.usage(&view)
                    }
                    _ => None,
                })?;
        let total = usage.earlier + usage.own.unwrap_or(0);
        let mut entries = vec![
            ("earlier", number(usage.earlier)),
            ("own", number(usage.own.unwrap_or(0))),
            ("total", number(total)),
            ("max", number(usage.max)),
            ("left", number((usage.max - total).max(0))),
        ];
        let last = usage.last.map(|day| text(Day::from_number(day).iso()));
        put(&mut entries, "lastEnd", last);
        Some(object(entries))
    }

    /// The last end that all error rules of the end admit.
    fn last_end(&self) -> Option<i64> {
        self.view(None).need(field::INIZIO)?;
        let place = Place::of(field::FINE, None);
        Engine::admitted(&self.limits(&place)).max()
    }

    /// Every term in force outside rows, and those to be reminded of; each with its weekday and the days
    /// left from the filing day.
    fn terms(&self) -> Json {
        let view = self.view(None);
        let mut terms = Vec::new();
        for (point, variant) in self.single_variants() {
            let Summary::Term(term) = variant.check.summary() else {
                continue;
            };
            let Target::Field(target) = point.target else {
                continue;
            };
            if !term.is_counted() || !self.in_force(variant, &view, false) {
                continue;
            }
            if let Some(day) = term.day(&view) {
                let path = self.book.model.get(target).map_or("", |f| f.path);
                let mut entries = self.term(variant.words.title.get(self.language), day, path);
                let ordinary = term.ordinary(&view).filter(|ordinary| *ordinary != day);
                put(
                    &mut entries,
                    "ordinary",
                    ordinary.map(|day| text(day.iso())),
                );
                entries.push(("rule", text(self.book.rule_name(point.rule))));
                // The parts of a rule, one that blocks and one that warns, share their term.
                let term = object(entries);
                if !terms.contains(&term) {
                    terms.push(term);
                }
            }
        }
        for reminder in self
            .book
            .reminders
            .iter()
            .filter(|r| self.tipo().is_some_and(|tipo| r.tipi.contains(&tipo)))
            .filter(|r| r.only.iter().all(|c| c.holds(&view) == Some(true)))
        {
            let label = reminder.label.get(self.language);
            match &reminder.when {
                When::Once { path, term } => {
                    terms.extend(term.day(&view).map(|day| {
                        let mut entries = self.term(label, day, path);
                        let ordinary = term.ordinary(&view).filter(|ordinary| *ordinary != day);
                        put(
                            &mut entries,
                            "ordinary",
                            ordinary.map(|day| text(day.iso())),
                        );
                        object(entries)
                    }));
                }
                When::Monthly { day, moves } => {
                    for month in self.months_of_period() {
                        let due = month.next().first().plus_days(day - 1);
                        let due = if *moves { due.moved() } else { due };
                        let mut entries = self.term(label, due, "periodo.dataFine");
                        entries.push(("month", text(month.key())));
                        terms.push(object(entries));
                    }
                }
            }
        }
        Json::List(terms)
    }

    fn term(&self, label: &str, day: Day, path: &str) -> Entries {
        let filed = self
            .view(None)
            .need(field::DATA_PRESENTAZIONE)
            .map(Day::from_number);
        let mut entries = vec![
            ("label", text(label)),
            ("day", text(day.iso())),
            (
                "weekday",
                text(self.voice().print(&Param::Weekday(day.weekday()))),
            ),
            ("path", text(path)),
        ];
        put(
            &mut entries,
            "daysLeft",
            filed.map(|filed| number(day.number() - filed.number())),
        );
        entries
    }

    /// The hours asked over all workers, and the most that the rules on hours admit.
    fn hours(&self) -> Json {
        let (mut asked, mut most, mut all_known) = (0i64, 0i64, true);
        for row in self.form.rows(List::Lavoratori).ids() {
            let known = self.form.ordinal(&self.book.model, field::ORE, Some(*row));
            asked = asked.saturating_add(known.unwrap_or(0));
            match self.most(Place::of(field::ORE, Some(*row))) {
                Some(max) => most = most.saturating_add(max),
                None => all_known = false,
            }
        }
        let mut entries = vec![("asked", Json::Number(decimal(asked, '.')))];
        if all_known && !self.form.rows(List::Lavoratori).is_empty() {
            entries.push(("most", Json::Number(decimal(most, '.'))));
        }
        object(entries)
    }

    /// The highest number that the error rules of a field admit.
    fn most(&self, place: Place) -> Option<i64> {
        Engine::admitted(&self.limits(&place)).max()
    }

    /// The caps of the intermittent workers.
    fn on_call(&self) -> Json {
        let mut caps = Vec::new();
        for point in self
            .book
            .points
            .iter()
            .filter(|point| point.target == Target::Field(field::GIORNI))
        {
            for (index, row) in self.form.rows(List::Lavoratori).ids().iter().enumerate() {
                let view = self.view(Some((List::Lavoratori, *row)));
                for variant in &point.variants {
                    if !matches!(variant.check.summary(), Summary::OnCall)
                        || !self.in_force(variant, &view, false)
                    {
                        continue;
                    }
                    let Some(judgement) = variant.check.judge(&view, None) else {
                        continue;
                    };
                    let figure = |name: &str| {
                        judgement
                            .params
                            .iter()
                            .find(|(n, _)| *n == name)
                            .map(|(_, p)| crate::diagnostic::param_json(p))
                    };
                    let mut entries = vec![("row", number(index as i64))];
                    let path = crate::form::address::path(
                        &self.book.model,
                        field::GIORNI,
                        Some(index),
                        None,
                    );
                    entries.push(("path", text(path)));
                    put(&mut entries, "max", figure("massimo"));
                    put(&mut entries, "used", figure("usati"));
                    put(&mut entries, "left", figure("restano"));
                    caps.push(object(entries));
                }
            }
        }
        Json::List(caps)
    }

    /// The headcount, and whether it calls for an agreement: also where without one the office would only send the
    /// application back.
    fn headcount(&self) -> Option<Json> {
        let headcount = self.totals.headcount?;
        let view = self.view(None);
        let slot = self.book.model.field("accordo.esito")?;
        let agreement = self.book.points_at(slot).iter().any(|p| {
            let point = self.book.point(*p);
            let variants = point.variants.iter();
            variants.clone().any(|v| {
                v.words.severity != Severity::Info
                    && self.in_force(v, &view, false)
                    && matches!(
                        v.check.judge(&view, None).map(|j| j.verdict),
                        Some(Verdict::Allowed(_))
                    )
            })
        });
        let value = decimal(
            headcount.hundredths(),
            if self.language == crate::message::Language::Italian {
                ','
            } else {
                '.'
            },
        );
        Some(object([
            ("value", text(value)),
            ("agreementNeeded", Json::Bool(agreement)),
        ]))
    }

    /// The share that is paid, and the monthly ceiling of each worker whose pay is known.
    fn benefit(&self) -> Option<Json> {
        let benefit = self.book.benefit.as_ref()?;
        if !benefit.tipi.contains(&self.tipo()?) {
            return None;
        }
        let pay_field = self.book.model.field("lavoratori.*.retribuzioneMensile")?;
        let period = self.view(None).period();
        let touches = |year: i32| match period {
            Some((start, end)) => {
                let year_of = |day| Day::from_number(day).ymd().0;
                (year_of(start)..=year_of(end)).contains(&year)
            }
            None => true,
        };
        let mut ceilings = Vec::new();
        for (index, row) in self.form.rows(List::Lavoratori).ids().iter().enumerate() {
            let Some(pay) = self.form.ordinal(&self.book.model, pay_field, Some(*row)) else {
                continue;
            };
            for (year, caps) in benefit.years.iter().filter(|(year, _)| touches(*year)) {
                let cap = caps
                    .iter()
                    .find(|(up_to, _)| up_to.is_none_or(|up_to| pay <= up_to));
                if let Some((_, monthly)) = cap {
                    let monthly = Json::Number(decimal(*monthly, '.'));
                    ceilings.push(object([
                        ("row", number(index as i64)),
                        ("year", number(i64::from(*year))),
                        ("monthly", monthly),
                    ]));
                }
            }
        }
        Some(object([
            ("label", text(benefit.label.get(self.language))),
            ("percent", number(benefit.percent)),
            ("ceilings", Json::List(ceilings)),
        ]))
    }

    /// The months of the period, and how many workers still lack a value for each; none where this
    /// rulebook asks for no monthly values.
    fn months(&self) -> Json {
        if self.book.points_at(field::CONSUNTIVO).is_empty() {
            return Json::List(Vec::new());
        }
        let view = self.view(None);
        let months = self.months_of_period().into_iter().map(|month| {
            let missing = self.totals.months.empty(month, &view);
            object([("month", text(month.key())), ("missing", number(missing))])
        });
        list(months)
    }

    /// Whether a place holds a usable value.
    pub(crate) fn has_value(&self, place: &Place) -> Option<Value> {
        match self.cell(place)?.known() {
            Known::Value(value) => Some(value.clone()),
            _ => None,
        }
    }
}
