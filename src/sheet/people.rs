//! Who stands where: the workers by person, and who is listed in which earlier application.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use super::column::unpacked;
use super::{CODICE_FISCALE, Column, Sheet};
use crate::model::{Model, Scope};
use crate::program::State;
use crate::text::codice_fiscale;

/// For keys that are well spread already, once multiplied.
#[derive(Default)]
pub struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.write_u64(u64::from(*b));
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(5) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

type Map<V> = HashMap<Who, V, BuildHasherDefault<Spread>>;

/// A person, in three words of 32 bits: with a row it takes half of what it would as one number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Who([u32; 3]);

impl Who {
    /// Nobody where there is none, or the code is longer than any person's.
    fn of(person: u128) -> Option<Who> {
        let is_one = person != 0 && person >> 96 == 0;
        is_one.then(|| Who([0, 32, 64].map(|shift| (person >> shift) as u32)))
    }
}

impl Hash for Who {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let [low, middle, high] = self.0.map(u64::from);
        hasher.write_u64(low | middle << 32);
        hasher.write_u64(high);
    }
}

/// The workers by person.
#[derive(Clone, Default, Debug)]
pub struct People {
    /// The first row of each.
    first: Map<u32>,
    /// The other rows, in order, of those who have more than one.
    others: Map<Vec<u32>>,
}

/// Whom a packed code speaks of: omocodia undone, without the check character.
pub fn person(code: u128) -> u128 {
    match code {
        0 => 0,
        code if is_numeric(code) => code,
        code => person_of_letters(code),
    }
}

fn person_of_letters(code: u128) -> u128 {
    // The seven places of digits, counted from the last of the sixteen characters.
    const PLACES: [u32; 7] = [9, 8, 6, 5, 3, 2, 1];
    const LETTERS: &[u8; 10] = b"LMNPQRSTUV";
    let mut code = code;
    for place in PLACES {
        let shift = place * 6;
        let digit = (code >> shift & 0x3f) as u8;
        if digit > 10 {
            let letter = digit - 11 + b'A';
            if let Some(n) = LETTERS.iter().position(|known| *known == letter) {
                code = code & !(0x3f << shift) | (n as u128 + 1) << shift;
            }
        }
    }
    code >> 6
}

impl People {
    /// Reads who stands in the list of workers.
    pub fn of(sheet: &Sheet, model: &Model) -> People {
        let mut people = People::default();
        if let Some(column) = codes(sheet, model) {
            people.first.reserve(column.codes.len());
            for (row, (code, state)) in column.codes.iter().zip(&column.states).enumerate() {
                if *state == State::Value as u8 {
                    people.add(person(*code), row);
                }
            }
        }
        people
    }

    /// The row now holds this person (0: nobody).
    pub fn add(&mut self, person: u128, row: usize) {
        let Some(who) = Who::of(person) else {
            return;
        };
        let row = row as u32;
        match self.first.entry(who) {
            Entry::Vacant(place) => {
                place.insert(row);
            }
            Entry::Occupied(mut place) => {
                let first = place.get_mut();
                let later = if row < *first {
                    std::mem::replace(first, row)
                } else {
                    row
                };
                let others = self.others.entry(who).or_default();
                let at = others.partition_point(|other| *other < later);
                others.insert(at, later);
            }
        }
    }

    /// The row no longer holds this person.
    pub fn take(&mut self, person: u128, row: usize) {
        let who = Who::of(person);
        let Some((who, first)) = who.and_then(|who| Some((who, self.first.get_mut(&who)?))) else {
            return;
        };
        let row = row as u32;
        let Some(others) = self.others.get_mut(&who) else {
            if *first == row {
                self.first.remove(&who);
            }
            return;
        };
        if *first == row {
            *first = others.remove(0);
        } else {
            others.retain(|other| *other != row);
        }
        if others.is_empty() {
            self.others.remove(&who);
        }
    }

    /// The first row of this person.
    pub fn first(&self, person: u128) -> Option<usize> {
        let first = self.first.get(&Who::of(person)?)?;
        Some(*first as usize)
    }

    /// The rows of persons who stand in more than one.
    pub fn repeated(&self) -> Vec<usize> {
        let firsts = self.others.keys().filter_map(|who| self.first.get(who));
        let rows = firsts.chain(self.others.values().flatten());
        rows.map(|row| *row as usize).collect()
    }

    /// All rows of this person, in order.
    pub fn all(&self, person: u128) -> Vec<usize> {
        let Some(who) = Who::of(person) else {
            return Vec::new();
        };
        let rows = self.first.get(&who).into_iter();
        let rows = rows.chain(self.others.get(&who).into_iter().flatten());
        rows.map(|row| *row as usize).collect()
    }
}

/// The column of the workers' codes.
pub(crate) fn codes<'a>(sheet: &'a Sheet, model: &Model) -> Option<&'a Column> {
    let field = model.get(CODICE_FISCALE)?;
    sheet.column(field.scope, field.column)
}

/// Who is listed in which earlier applications: by person, the rows in order.
#[derive(Clone, Default, Debug)]
pub struct Listed {
    rows: Map<Vec<u32>>,
}

impl Listed {
    pub fn of(sheet: &Sheet) -> Listed {
        let mut listed = Listed::default();
        for row in 0..sheet.rows(Scope::DomandePrecedenti) {
            let Some(column) = sheet.listed(row) else {
                continue;
            };
            for (code, state) in column.codes.iter().zip(&column.states) {
                if let (true, Some(who)) = (*state == State::Value as u8, Who::of(person(*code))) {
                    let rows = listed.rows.entry(who).or_default();
                    if rows.last() != Some(&(row as u32)) {
                        rows.push(row as u32);
                    }
                }
            }
        }
        listed
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows that list this person.
    pub fn rows(&self, person: u128) -> &[u32] {
        let rows = Who::of(person).and_then(|who| self.rows.get(&who));
        rows.map_or(&[], |rows| rows)
    }
}

/// The births that a packed code tells, in 19YY and in 20YY.
pub(crate) fn births(code: u128) -> [Option<i64>; 2] {
    if code == 0 || is_numeric(code) {
        return [None; 2];
    }
    // The sixth to the tenth of the sixteen characters, counted from the last.
    let telling = [9, 8, 7, 6, 5].map(|place| unpacked((code >> (place * 6) & 0x3f) as u8));
    codice_fiscale::births_told(&telling).map(|day| day.map(|day| day.number()))
}

/// Whether a packed code is one of eleven digits.
pub(crate) fn is_numeric(code: u128) -> bool {
    code != 0 && code >> 66 == 0
}

#[cfg(test)]
mod tests {
    use super::super::{pack, unpack};
    use super::*;

    #[test]
    fn people_stand_where_they_were_put() {
        let mut people = People::default();
        let mut rows: Vec<u128> = vec![0; 60];
        for turn in 0..3_000_usize {
            let row = turn * 7 % rows.len();
            people.take(rows[row], row);
            // Nobody now and then, and a code that is longer than any person's.
            rows[row] = match turn * turn % 11 {
                0 => 0,
                1 => u128::MAX,
                n => pack("RSSMRA85M01H50") * 64 + n as u128,
            };
            people.add(rows[row], row);
            for who in &rows {
                let wanted = (0..rows.len()).filter(|row| rows[*row] == *who);
                let is_one = *who != 0 && *who != u128::MAX;
                let wanted: Vec<usize> = wanted.filter(|_| is_one).collect();
                assert_eq!(people.all(*who), wanted);
                assert_eq!(people.first(*who), wanted.first().copied());
            }
            let mut repeated = people.repeated();
            repeated.sort();
            let shared = |row: &usize| people.all(rows[*row]).len() > 1;
            assert_eq!(repeated, (0..rows.len()).filter(shared).collect::<Vec<_>>());
        }
    }

    #[test]
    fn packed_codes_tell_the_same_person_as_written_ones() {
        for code in [
            "RSSMRA85M01H501Q",
            "RSSMRA85M01H50MZ",
            "RSSMRAURM01HRLMX",
            "86334519757",
            "00000000001",
        ] {
            assert_eq!(unpack(pack(code)), code);
            assert_eq!(
                unpack(person(pack(code))),
                codice_fiscale::person(code),
                "{code}"
            );
            assert_eq!(is_numeric(pack(code)), codice_fiscale::is_numeric(code));
            let born = codice_fiscale::births(code).map(|day| day.map(|day| day.number()));
            assert_eq!(births(pack(code)), born, "{code}");
        }
    }
}
