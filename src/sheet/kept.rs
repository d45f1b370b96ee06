//! Texts that are kept as they were typed, by row: one behind the other, so that a row takes no memory of its own.

use std::sync::Arc;

/// The kept texts of a column.
#[derive(Clone, Default, Debug)]
pub(super) struct Kept {
    text: String,
    /// By row: where its text begins, and how long it is. Rows behind the last have none.
    places: Vec<(usize, usize)>,
    /// How many bytes belong to no row any more.
    loose: usize,
    /// The row whose text was put last, with it: while it is typed it is asked for again and again.
    last: Option<(usize, Arc<str>)>,
}

/// Fewer loose bytes are not worth the work.
const FEW: usize = 64;

impl Kept {
    /// The text of a row.
    pub fn shared(&self, row: usize) -> Arc<str> {
        match &self.last {
            Some((at, text)) if *at == row => text.clone(),
            _ => self.get(row).into(),
        }
    }

    /// The same, where it stands; empty where none is kept.
    fn get(&self, row: usize) -> &str {
        let (start, length) = self.places.get(row).copied().unwrap_or_default();
        self.text.get(start..start + length).unwrap_or_default()
    }

    /// Keeps a text, or none, in the place of the one that stood there.
    pub fn put(&mut self, row: usize, text: Option<Arc<str>>) {
        let kept = text.as_deref().unwrap_or_default();
        if self.places.len() <= row && !kept.is_empty() {
            self.places.resize(row + 1, (0, 0));
        }
        if let Some(known) = self.places.get_mut(row) {
            self.loose += known.1;
            *known = (self.text.len(), kept.len());
            self.text.push_str(kept);
        }
        if self.loose > FEW && self.loose > self.text.len() / 2 {
            self.tighten();
        }
        self.last = text.map(|text| (row, text));
    }

    /// Keeps the text of a row behind all that have one. There will be so many rows.
    pub fn push(&mut self, row: usize, rows: usize, text: &str) {
        if self.places.len() == self.places.capacity() {
            let more = rows.saturating_sub(self.places.len());
            self.places.reserve_exact(more);
        }
        if self.places.len() < row {
            self.places.resize(row, (0, 0));
        }
        self.places.push((self.text.len(), text.len()));
        self.text.push_str(text);
    }

    /// A row goes in.
    pub fn insert(&mut self, row: usize) {
        self.last = None;
        if row < self.places.len() {
            self.places.insert(row, (0, 0));
        }
    }

    /// A row goes out.
    pub fn remove(&mut self, row: usize) {
        self.last = None;
        if row < self.places.len() {
            let (_, length) = self.places.remove(row);
            self.loose += length;
        }
    }

    /// Gives back the room that is not used.
    pub fn shrink(&mut self) {
        self.places.shrink_to_fit();
        self.text.shrink_to_fit();
    }

    /// Takes out what belongs to no row. The room stays as it is, so that typing on and on asks for no more.
    fn tighten(&mut self) {
        let mut text = String::with_capacity(self.text.capacity());
        for (start, length) in &mut self.places {
            let begins = text.len();
            text.push_str(self.text.get(*start..*start + *length).unwrap_or_default());
            *start = begins;
        }
        self.text = text;
        self.loose = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_own_text() {
        let mut kept = Kept::default();
        let mut wanted: Vec<String> = vec![String::new(); 7];
        for turn in 0..2_000_usize {
            let row = turn * 5 % wanted.len();
            match turn % 11 {
                3 => {
                    kept.insert(row);
                    wanted.insert(row, String::new());
                }
                7 if wanted.len() > 2 => {
                    kept.remove(row);
                    wanted.remove(row);
                }
                _ => {
                    let text = "è".repeat(turn % 13);
                    kept.put(row, (!text.is_empty()).then(|| text.as_str().into()));
                    wanted[row] = text;
                }
            }
            for (row, text) in wanted.iter().enumerate() {
                assert_eq!(&*kept.shared(row), text, "row {row} after turn {turn}");
                assert_eq!(kept.get(row), text, "row {row} after turn {turn}");
            }
        }
        let live: usize = wanted.iter().map(String::len).sum();
        assert!(
            kept.text.len() <= 2 * live + FEW + 26,
            "{} bytes",
            kept.text.len()
        );
    }
}
