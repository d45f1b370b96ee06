//! What is kept over all rows, so that an edit of one row need not look at the others.

use std::collections::{HashMap, HashSet};

use crate::calendar::{Day, Month};
use crate::form::Form;
use crate::form::cell::{Cell, Known};
use crate::form::model::{List, Model, field};
use crate::form::rows::{self, NEXT, Row, RowId, Rows};
use crate::ranges::Ranges;
use crate::rule::{AnyEvery, Fact, RowHours, View, folded};
use crate::rulebook::Organico;
use crate::text::{Reading, Value, codice_fiscale};

/// The sums, counts and indexes that rules read.
#[derive(Debug, Default)]
pub struct Totals {
    pub people: People,
    pub earlier: Earlier,
    pub months: Months,
    pub headcount: Option<Headcount>,
    pub hours: Hours,
    pub in_force: InForce,
    facts: Vec<(Fact, i64, usize)>,
}

impl Totals {
    pub fn new(facts: &[Fact]) -> Totals {
        Totals {
            facts: facts.iter().map(|fact| (fact.clone(), 0, 0)).collect(),
            ..Totals::default()
        }
    }

    /// The answer of a fact over all rows.
    pub fn fact(&self, index: usize) -> bool {
        let Some((fact, count, rows)) = self.facts.get(index) else {
            return false;
        };
        match fact.asks {
            AnyEvery::Any => *count > 0,
            AnyEvery::Every => *rows > 0 && *count == *rows as i64,
        }
    }

    pub fn facts(&self) -> usize {
        self.facts.len()
    }

    /// Counts a row in (`1`) or out (`-1`) of the facts of its list.
    pub fn count_facts(&mut self, form: &Form, model: &Model, list: List, row: RowId, sign: i64) {
        for (fact, count, rows) in self.facts.iter_mut().filter(|(fact, ..)| fact.list == list) {
            let value = form.ordinal(model, fact.field, Some(row));
            if value.is_some_and(|n| fact.words.contains(n)) {
                *count += sign;
            }
            *rows = form.rows(list).len();
        }
    }

    /// The number of rows changed: what asks every row needs it.
    pub fn count_rows(&mut self, form: &Form, list: List) {
        for (_, _, rows) in self.facts.iter_mut().filter(|(fact, ..)| fact.list == list) {
            *rows = form.rows(list).len();
        }
    }
}

/// Which rows hold a person; the rows of each in list order.
#[derive(Debug, Default)]
pub struct People {
    rows: HashMap<String, Vec<RowId>>,
    /// Rows whose code is still being typed, and tells nobody yet.
    half_typed: HashSet<RowId>,
}

impl People {
    /// The first row that holds this person.
    pub fn first(&self, person: &str) -> Option<RowId> {
        self.rows.get(person)?.first().copied()
    }

    /// The rows that hold this person.
    pub fn rows(&self, person: &str) -> &[RowId] {
        self.rows.get(person).map_or(&[], |rows| rows)
    }

    /// The persons that stand in more than one row.
    pub fn repeated(&self) -> impl Iterator<Item = &str> {
        let groups = self.rows.iter().filter(|(_, group)| group.len() > 1);
        groups.map(|(person, _)| person.as_str())
    }

    /// The rows whose code may still become somebody's.
    pub fn half_typed(&self) -> impl Iterator<Item = RowId> + '_ {
        self.half_typed.iter().copied()
    }

    pub fn note_half_typed(&mut self, row: RowId, is_half_typed: bool) {
        if is_half_typed {
            self.half_typed.insert(row);
        } else {
            self.half_typed.remove(&row);
        }
    }

    pub fn add(&mut self, person: String, row: RowId, rows: &Rows) {
        let group = self.rows.entry(person).or_default();
        let rank = rows.rank(row);
        let place = group.partition_point(|other| rows.rank(*other) < rank);
        group.insert(place, row);
    }

    pub fn remove(&mut self, person: &str, row: RowId) {
        let Some(group) = self.rows.get_mut(person) else {
            return;
        };
        group.retain(|other| *other != row);
        if group.is_empty() {
            self.rows.remove(person);
        }
    }
}

/// The person in a worker's row, when his code can be read.
pub fn person(form: &Form, model: &Model, row: RowId) -> Option<String> {
    match form.known(model, field::CODICE_FISCALE, Some(row)) {
        Known::Value(Value::Text(code)) => Some(codice_fiscale::person(code)),
        _ => None,
    }
}

/// The earlier applications.
#[derive(Debug, Default, PartialEq)]
pub struct Earlier {
    /// Whether one counts can not be told: nothing is known of all together.
    unknown: bool,
    /// One that counts has no usable period.
    unusable: bool,
    /// What was used of one that counts can not be read.
    unreadable_use: bool,
    /// How many count.
    count: i64,
    /// How many stand: neither rejected nor cancelled, of whatever unit.
    standing: i64,
    /// All their days, plainly summed.
    pub days: i64,
    /// The days that at least one of them covers.
    pub covered_days: i64,
    covered: Vec<(i64, i64)>,
    rows: Vec<EarlierRow>,
    listings: Vec<Listing>,
    /// By person: the places of the listings.
    listed: HashMap<String, Vec<u32>>,
}

/// An earlier application that counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarlierRow {
    pub period: (i64, i64),
    /// Months and left-over days that were used, where they are told.
    pub used: Option<(i64, i64)>,
}

/// A person in an earlier application that stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Listing {
    pub index: usize,
    pub start: i64,
    pub end: i64,
    /// The application says that it is of another unit.
    pub elsewhere: bool,
}

/// The outcomes after which an application does not stand: the places of `respinta` and `annullata`.
const FALLEN: [i64; 2] = [2, 3];

impl Earlier {
    /// `by_unit`: only those of this application's unit count.
    pub fn of(form: &Form, model: &Model, by_unit: bool) -> Earlier {
        let mut earlier = Earlier::default();
        let rows = form.rows(List::DomandePrecedenti);
        for (index, id) in rows.ids().iter().enumerate() {
            let known = |field| form.known(model, field, Some(*id));
            let stands = match known(field::PRECEDENTE_ESITO) {
                Known::Unusable => None,
                Known::Value(Value::Ordinal(outcome)) => Some(!FALLEN.contains(outcome)),
                _ => Some(true),
            };
            let other_unit = other_unit(form, model, known(field::PRECEDENTE_UNITA));
            let counts = match stands {
                Some(true) if by_unit => other_unit.map(|other| !other),
                stands => stands,
            };
            let date = |field| form.ordinal(model, field, Some(*id));
            let period = date(field::PRECEDENTE_INIZIO)
                .zip(date(field::PRECEDENTE_FINE))
                .filter(|(start, end)| start <= end);
            match counts {
                Some(true) => earlier.add(period, used(form, model, *id)),
                Some(false) => {}
                None => earlier.unknown = true,
            }
            if stands == Some(true) {
                earlier.standing += 1;
                if let Some(period) = period {
                    let row = rows.get(*id).map_or(&[][..], |row| &row.listed);
                    let elsewhere = other_unit == Some(true);
                    earlier.list(index, period, elsewhere, row);
                }
            }
        }
        let union = earlier.rows.iter().fold(Ranges::none(), |all, row| {
            all.union(&Ranges::between(row.period.0, row.period.1))
        });
        earlier.covered = union.intervals().to_vec();
        earlier.covered_days = earlier
            .covered
            .iter()
            .map(|(start, end)| end - start + 1)
            .sum();
        earlier
    }

    /// Adds one that counts.
    fn add(&mut self, period: Option<(i64, i64)>, used: Option<Option<(i64, i64)>>) {
        self.count += 1;
        let Some((start, end)) = period else {
            self.unusable = true;
            return;
        };
        self.unreadable_use |= used.is_none();
        self.days += end - start + 1;
        let used = used.flatten();
        self.rows.push(EarlierRow {
            period: (start, end),
            used,
        });
    }

    /// Adds whom an application that stands lists.
    fn list(
        &mut self,
        index: usize,
        (start, end): (i64, i64),
        elsewhere: bool,
        listed: &[Option<Cell>],
    ) {
        for cell in listed.iter().flatten() {
            if let Known::Value(Value::Text(code)) = cell.known() {
                let place = self.listings.len() as u32;
                self.listings.push(Listing {
                    index,
                    start,
                    end,
                    elsewhere,
                });
                let person = codice_fiscale::person(code);
                self.listed.entry(person).or_default().push(place);
            }
        }
    }

    /// Themselves, when every one that counts has a usable period.
    pub fn usable(&self) -> Option<&Earlier> {
        (!self.unknown && !self.unusable).then_some(self)
    }

    /// How many count, usable period or not; `None` when that can not be told.
    pub fn count(&self) -> Option<i64> {
        (!self.unknown).then_some(self.count)
    }

    /// Whether one stands: neither rejected nor cancelled.
    pub fn any_stands(&self) -> bool {
        self.standing > 0
    }

    /// The period of each.
    pub fn periods(&self) -> impl Iterator<Item = (i64, i64)> + '_ {
        self.rows.iter().map(|row| row.period)
    }

    /// Each with what was used of it; `None` where that can not be read.
    pub fn rows(&self) -> Option<&[EarlierRow]> {
        (!self.unreadable_use).then_some(&self.rows)
    }

    pub fn last_day(&self) -> Option<i64> {
        self.covered.last().map(|(_, end)| *end)
    }

    /// How many days between the two (included) are covered.
    pub fn covered_between(&self, start: i64, end: i64) -> i64 {
        self.covered
            .iter()
            .map(|(a, b)| ((*b).min(end) - (*a).max(start) + 1).max(0))
            .sum()
    }

    /// The last end of a period from `start` that adds at most `days` uncovered days; before `start` when
    /// its first day is already too much.
    pub fn last_with_new_days(&self, start: i64, days: i64) -> i64 {
        let mut end = start - 1;
        let mut left = days;
        for (a, b) in self.covered.iter().filter(|(_, b)| *b >= start) {
            let gap = (a - 1 - end).max(0);
            if gap > left {
                return end + left;
            }
            left -= gap;
            end = (*b).max(end);
        }
        end + left
    }

    /// The applications that list a person.
    pub fn listings(&self, person: &str) -> impl Iterator<Item = &Listing> {
        let places = self.listed.get(person).into_iter().flatten();
        places.filter_map(|place| self.listings.get(*place as usize))
    }

    /// The first earlier application that lists the person for a day of this period.
    pub fn listing(&self, person: &str, start: i64, end: i64) -> Option<Listing> {
        self.listings(person)
            .find(|l| l.start <= end && start <= l.end)
            .copied()
    }
}

/// Whether an earlier application of this `unita` is of another unit than this one; `None` when that can not be told.
fn other_unit(form: &Form, model: &Model, unita: Known) -> Option<bool> {
    let unita = match unita {
        Known::Empty => return Some(false),
        Known::Value(Value::Text(unita)) => unita,
        _ => return None,
    };
    let own = match form.known(model, field::UNITA_NOME, None) {
        Known::Empty => form.known(model, field::UNITA_COMUNE, None),
        own => own,
    };
    match own {
        Known::Empty => Some(true),
        Known::Value(Value::Text(own)) => Some(folded(own, "") != folded(unita, "")),
        _ => None,
    }
}

/// What was used of an earlier application: `Some(None)` where nothing says it, `None` where it can not be read.
fn used(form: &Form, model: &Model, row: RowId) -> Option<Option<(i64, i64)>> {
    let number = |field| match form.known(model, field, Some(row)) {
        Known::Empty => Some(None),
        Known::Value(Value::Ordinal(n)) => Some(Some(*n)),
        _ => None,
    };
    let (months, days) = (
        number(field::PRECEDENTE_MESI)?,
        number(field::PRECEDENTE_GIORNI)?,
    );
    let told = months.is_some() || days.is_some();
    Some(told.then_some((months.unwrap_or(0), days.unwrap_or(0))))
}

/// The monthly values of all workers.
#[derive(Debug, Default, PartialEq, Clone)]
pub struct Months {
    /// By month: how many are given, how many cannot be read, the sum in hundredths.
    months: Vec<(Month, MonthTotal)>,
}

#[derive(Debug, Default, PartialEq, Clone, Copy)]
struct MonthTotal {
    given: i64,
    unreadable: i64,
    sum: i64,
}

impl Months {
    /// Counts a worker's values in (`1`) or out (`-1`).
    pub fn count(&mut self, row: &Row, sign: i64) {
        for (key, cell) in &row.consuntivo {
            let Some(month) = Month::from_key(key) else {
                continue;
            };
            let at = match self.months.binary_search_by_key(&month, |(m, _)| *m) {
                Ok(at) => at,
                Err(at) => {
                    self.months.insert(at, (month, MonthTotal::default()));
                    at
                }
            };
            let Some((_, total)) = self.months.get_mut(at) else {
                continue;
            };
            match cell.known() {
                Known::Empty => {}
                Known::Unusable => total.unreadable += sign,
                Known::Value(Value::Ordinal(hours)) => {
                    total.given += sign;
                    total.sum = total.sum.saturating_add(sign * hours);
                }
                Known::Value(Value::Text(_)) => {}
            }
        }
    }

    fn total(&self, month: Month) -> MonthTotal {
        match self.months.binary_search_by_key(&month, |(m, _)| *m) {
            Ok(at) => self
                .months
                .get(at)
                .map_or(MonthTotal::default(), |(_, total)| *total),
            Err(_) => MonthTotal::default(),
        }
    }

    /// How many workers have a value for the month.
    pub fn given(&self, month: Month) -> i64 {
        self.total(month).given
    }

    /// How many workers have none; the view's own too, where his row is not there yet.
    pub fn empty(&self, month: Month, view: &View) -> i64 {
        let total = self.total(month);
        let next = i64::from(view.row == Some((List::Lavoratori, NEXT)));
        view.form.rows(List::Lavoratori).len() as i64 + next - total.given - total.unreadable
    }

    /// The sum over all workers and months, when all are numbers.
    pub fn sum(&self, first: Month, last: Month, view: &View) -> Option<i64> {
        let workers = view.form.rows(List::Lavoratori).len() as i64;
        let (mut month, mut sum) = (first, 0i64);
        while month <= last {
            let total = self.total(month);
            if total.given != workers {
                return None;
            }
            sum = sum.saturating_add(total.sum);
            month = month.next();
        }
        Some(sum)
    }

    /// The months with values whose verdict turns on a gap in the month before: those that have one.
    pub fn after_gaps(&self, workers: i64) -> Vec<Month> {
        let filled = self
            .months
            .iter()
            .filter(|(_, total)| total.given + total.unreadable > 0);
        let gap = |month: Month| {
            let total = self.total(month.previous());
            total.given + total.unreadable < workers
        };
        filled
            .map(|(month, _)| *month)
            .filter(|month| gap(*month))
            .collect()
    }
}

/// The hours of all workers, in the parts of [`RowHours`]: kept as sums, so that one worker's edit costs the
/// same among ten and among ten thousand.
#[derive(Debug, Default, PartialEq, Clone, Copy)]
pub struct Hours {
    unusable: i128,
    ordinary: i128,
    asked: i128,
    worked: i128,
}

impl Hours {
    /// Counts the view's worker in (`1`) or out (`-1`).
    pub fn count(&mut self, view: &View, sign: i128) {
        let Some(hours) = RowHours::of(view) else {
            self.unusable += sign;
            return;
        };
        self.ordinary += sign * hours.ordinary;
        self.asked += sign * hours.asked;
        self.worked += sign * hours.worked();
    }

    /// How many workers there are, and the sums; `None` unless all rows are usable.
    pub fn all(&self) -> Option<AllHours> {
        (self.unusable == 0).then_some(AllHours {
            ordinary: self.ordinary,
            asked: self.asked,
            worked: self.worked,
        })
    }
}

/// The sums over all workers, in the parts of [`RowHours`].
pub struct AllHours {
    pub ordinary: i128,
    pub asked: i128,
    pub worked: i128,
}

/// The workers in force on the first day of the application's period.
#[derive(Debug, Default, PartialEq, Clone, Copy)]
pub struct InForce {
    /// Rows that do not tell whether they count.
    unusable: i64,
    full_time: i64,
    /// The weekly hours of those who work less, in hundredths.
    part_time: i64,
}

/// The weekly hours of full time, in hundredths.
const FULL_TIME: i64 = 4000;
/// The places of `intermittente` and `somministrazione`: these workers are not compared.
const NOT_COMPARED: [i64; 2] = [3, 4];

impl InForce {
    /// Counts the view's worker in (`1`) or out (`-1`).
    pub fn count(&mut self, view: &View, sign: i64) {
        let Some(start) = view.need(field::INIZIO) else {
            return;
        };
        match InForce::hours(view, start) {
            None => self.unusable += sign,
            Some(None) => {}
            Some(Some(hours)) if hours >= FULL_TIME => self.full_time += sign,
            Some(Some(hours)) => self.part_time += sign * hours,
        }
    }

    /// The weekly hours of the view's worker if he counts; `None` where his row does not tell.
    fn hours(view: &View, start: i64) -> Option<Option<i64>> {
        let contract = view.excuse(field::TIPO_CONTRATTO)?;
        if contract.is_some_and(|contract| NOT_COMPARED.contains(&contract)) {
            return Some(None);
        }
        let hired = view.need(field::DATA_ASSUNZIONE)?;
        let hours = view.need(field::ORARIO_SETTIMANALE)?;
        let left = view.excuse(field::DATA_CESSAZIONE)?;
        let ends = view.contract_end()?;
        let gone = [left, ends].into_iter().flatten().any(|day| day < start);
        Some((hired <= start && !gone).then_some(hours))
    }

    /// How many there are, exactly and with the part-timers rounded, in hundredths.
    pub fn all(&self) -> Option<(i64, i64)> {
        let part = Headcount {
            numerator: self.part_time.into(),
            denominator: FULL_TIME.into(),
        };
        let full = self.full_time * 100;
        (self.unusable == 0).then(|| {
            // Rounded up: what lies above a number of hundredths still does.
            let exact = (self.part_time * 100 + FULL_TIME - 1) / FULL_TIME;
            (full + exact, full + part.rounded() * 100)
        })
    }
}

/// The headcount as an exact fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Headcount {
    numerator: i128,
    denominator: i128,
}

impl Headcount {
    /// The declared headcount, else the sum over the rows; `None` when unknown.
    pub fn of(form: &Form, model: &Model, who: &Organico) -> Option<Headcount> {
        match form
            .cell(model, field::DIPENDENTI, None)
            .map(|cell| (&cell.reading, cell.known()))
        {
            None | Some((Reading::Empty, _)) => {}
            Some((_, Known::Value(Value::Ordinal(hundredths)))) => {
                return Some(Headcount {
                    numerator: i128::from(*hundredths),
                    denominator: 100,
                });
            }
            Some(_) => return None,
        }
        if who.monthly && (form.faults.iter().any(|fault| fault == MENSILE) || is_monthly(form)) {
            return Headcount::average(form, model);
        }
        let rows = form.rows(List::Addetti);
        if rows.is_empty() {
            return None;
        }
        let mut full_time = 0i64;
        let mut part_time = Headcount {
            numerator: 0,
            denominator: 1,
        };
        for id in rows.ids() {
            match share(form, model, *id, who)? {
                Share::Nothing => {}
                Share::One => full_time += 1,
                Share::Part(hours, of) => part_time = part_time.plus((hours, of))?,
            }
        }
        Some(Headcount {
            numerator: i128::from(full_time) + i128::from(part_time.rounded()),
            denominator: 1,
        })
    }

    /// The average of the six months before the one of filing.
    fn average(form: &Form, model: &Model) -> Option<Headcount> {
        let filed = form.ordinal(model, field::DATA_PRESENTAZIONE, None)?;
        let months = form.months(field::MENSILE, None);
        let mut month = Month::of(Day::from_number(filed));
        let mut sum = 0i128;
        for _ in 0..6 {
            month = month.previous();
            match rows::month(months, &month.key()).map(Cell::known)? {
                Known::Value(Value::Ordinal(n)) => sum += i128::from(*n),
                _ => return None,
            }
        }
        Some(Headcount {
            numerator: sum,
            denominator: 600,
        })
    }

    /// To the nearest whole number, one half down (art. 9 d.lgs. 81/2015).
    fn rounded(self) -> i64 {
        let twice = 2 * self.denominator;
        let up = self.numerator * 2 + self.denominator - 1;
        i64::try_from(up / twice.max(1)).unwrap_or(i64::MAX)
    }

    fn plus(self, (numerator, denominator): (i64, i64)) -> Option<Headcount> {
        let (n, d) = (i128::from(numerator), i128::from(denominator));
        let numerator = self
            .numerator
            .checked_mul(d)?
            .checked_add(n.checked_mul(self.denominator)?)?;
        let denominator = self.denominator.checked_mul(d)?;
        let divisor = common_divisor(numerator, denominator);
        Some(Headcount {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        })
    }

    /// Whether it lies in a range of hundredths (both ends included).
    pub fn within(self, ranges: &Ranges) -> bool {
        let numerator = self.numerator.saturating_mul(100);
        ranges.intervals().iter().any(|(from, to)| {
            // A bound «above 5» arrives as «from 5.01»: between the two there may be a fraction.
            let above = if *from == i64::MIN {
                i128::MIN
            } else {
                (i128::from(*from) - 1).saturating_mul(self.denominator)
            };
            let below = if *to == i64::MAX {
                i128::MAX
            } else {
                i128::from(*to).saturating_mul(self.denominator)
            };
            (*from == i64::MIN || numerator > above) && numerator <= below
        })
    }

    /// Rounded to hundredths, for people.
    pub fn hundredths(self) -> i64 {
        let twice = self.numerator.saturating_mul(200) / self.denominator.max(1);
        i64::try_from((twice + 1) / 2).unwrap_or(i64::MAX)
    }
}

/// Where the headcount of each month stands.
const MENSILE: &str = "organico.mensile";

/// Whether some month holds something.
fn is_monthly(form: &Form) -> bool {
    let mut months = form.months(field::MENSILE, None).iter();
    months.any(|(key, cell)| {
        let month = Month::from_key(key).filter(|month| month.is_of_calendar());
        month.is_some() && !matches!(cell.known(), Known::Empty)
    })
}

/// What a row counts for.
enum Share {
    Nothing,
    One,
    /// Hours, of those of full time.
    Part(i64, i64),
}

/// `None` when it can not be told.
fn share(form: &Form, model: &Model, row: RowId, who: &Organico) -> Option<Share> {
    let known = |field| match form.known(model, field, Some(row)) {
        Known::Unusable => None,
        Known::Value(Value::Ordinal(n)) => Some(Some(*n)),
        _ => Some(None),
    };
    let category = known(field::ADDETTO_CATEGORIA)?;
    let hours = known(field::ADDETTO_ORE)?;
    let full_time = known(field::ADDETTO_TEMPO_PIENO)?;
    let replaced = known(field::ADDETTO_SOSTITUITO)?;
    if hours.is_some() && full_time == Some(0) {
        return None;
    }
    if category.is_some_and(|c| who.excluded.contains(c))
        || (who.replaced_excluded && replaced == Some(1))
    {
        return Some(Share::Nothing);
    }
    match (hours, full_time) {
        (Some(hours), Some(full_time)) if hours < full_time => Some(Share::Part(hours, full_time)),
        _ => Some(Share::One),
    }
}

fn common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}
