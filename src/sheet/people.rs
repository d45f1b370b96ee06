//! Who stands where: the workers by person, and who is listed in which earlier application.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

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

    fn write_u128(&mut self, n: u128) {
        self.write_u64(n as u64);
        self.write_u64((n >> 64) as u64);
    }
}

type Map<V> = HashMap<u128, V, BuildHasherDefault<Spread>>;

/// The rows of one person: the first, and the others in order.
#[derive(Clone, Default, Debug)]
struct Rows {
    first: u32,
    others: Vec<u32>,
}

/// The workers by person.
#[derive(Clone, Default, Debug)]
pub struct People {
    rows: Map<Rows>,
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
            people.rows.reserve(column.codes.len());
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
        if person == 0 {
            return;
        }
        let row = row as u32;
        match self.rows.entry(person) {
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(Rows {
                    first: row,
                    others: Vec::new(),
                });
            }
            std::collections::hash_map::Entry::Occupied(mut place) => {
                let rows = place.get_mut();
                let later = if row < rows.first {
                    std::mem::replace(&mut rows.first, row)
                } else {
                    row
                };
                let at = rows.others.partition_point(|other| *other < later);
                rows.others.insert(at, later);
            }
        }
    }

    /// The row no longer holds this person.
    pub fn take(&mut self, person: u128, row: usize) {
        let Some(rows) = self.rows.get_mut(&person) else {
            return;
        };
        let row = row as u32;
        if rows.first != row {
            rows.others.retain(|other| *other != row);
        } else if rows.others.is_empty() {
            self.rows.remove(&person);
        } else {
            rows.first = rows.others.remove(0);
        }
    }

    /// The first row of this person.
    pub fn first(&self, person: u128) -> Option<usize> {
        self.rows.get(&person).map(|rows| rows.first as usize)
    }

    /// The rows of persons who stand in more than one.
    pub fn repeated(&self) -> Vec<usize> {
        let twice = self.rows.values().filter(|rows| !rows.others.is_empty());
        let rows = twice.flat_map(|rows| std::iter::once(&rows.first).chain(&rows.others));
        rows.map(|row| *row as usize).collect()
    }

    /// All rows of this person, in order.
    pub fn all(&self, person: u128) -> Vec<usize> {
        self.rows.get(&person).map_or(Vec::new(), |rows| {
            let others = rows.others.iter().map(|row| *row as usize);
            std::iter::once(rows.first as usize).chain(others).collect()
        })
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
                if *state == State::Value as u8 {
                    let rows = listed.rows.entry(person(*code)).or_default();
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
        self.rows.get(&person).map_or(&[], |rows| rows)
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
