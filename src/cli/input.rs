//! The applications of a file, one after the other, so that its length does not matter: one, or one a line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use serde_json::value::RawValue;

use crate::sheet::domanda::LONGEST;

/// The text of an application and the line it begins at, counted from 1.
pub(super) struct Item {
    pub line: usize,
    pub text: Vec<u8>,
    /// It is longer than [`LONGEST`]; only its beginning is kept.
    pub cut: bool,
}

/// A file is read in pieces of this size; what stands in one is answered together.
const PIECE: usize = 1 << 20;

/// The applications still to come of a file.
pub(super) struct Input {
    source: BufReader<Box<dyn Read>>,
    by_line: bool,
    line: usize,
    /// Bytes in all, where they are known.
    pub length: Option<u64>,
    pub consumed: u64,
}

/// What to call a file in output.
pub(super) fn name(path: &Path) -> String {
    path.display().to_string()
}

/// Whether the path stands for standard input.
pub(super) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

impl Input {
    /// Opens a file, or standard input for `-`.
    pub(super) fn open(path: &Path) -> io::Result<Input> {
        if is_standard(path) {
            let (source, by_line) = told_apart(Box::new(io::stdin()))?;
            return Ok(Input::over(source, by_line, None));
        }
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        let ending = path.extension().unwrap_or_default();
        let by_line = ["jsonl", "ndjson"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known));
        Ok(Input::over(Box::new(file), by_line, Some(length)))
    }

    fn over(source: Box<dyn Read>, by_line: bool, length: Option<u64>) -> Input {
        Input {
            source: BufReader::with_capacity(PIECE, source),
            by_line,
            line: 0,
            length,
            consumed: 0,
        }
    }

    pub(super) fn is_by_line(&self) -> bool {
        self.by_line
    }

    /// The next applications: those that are at hand without waiting for more; none at the end.
    pub(super) fn next_items(&mut self) -> io::Result<Vec<Item>> {
        let mut items = Vec::new();
        loop {
            let Some(item) = self.next_item()? else {
                return Ok(items);
            };
            if !item.text.trim_ascii().is_empty() {
                items.push(item);
            }
            if !items.is_empty() && !self.source.buffer().contains(&b'\n') {
                return Ok(items);
            }
        }
    }

    fn next_item(&mut self) -> io::Result<Option<Item>> {
        let mut text = Vec::new();
        let limit = LONGEST as u64 + 1;
        let mut limited = (&mut self.source).take(limit);
        let read = if self.by_line {
            limited.read_until(b'\n', &mut text)?
        } else {
            limited.read_to_end(&mut text)?
        };
        if read == 0 {
            return Ok(None);
        }
        let cut = read as u64 == limit && (!self.by_line || text.last() != Some(&b'\n'));
        self.consumed += read as u64;
        if cut {
            self.skip()?;
        }
        self.line += 1;
        if self.by_line && text.last() == Some(&b'\n') {
            text.pop(); // a text that breaks off there breaks off in its own line
        }
        if self.line == 1 && text.starts_with("\u{feff}".as_bytes()) {
            text.drain(..3);
        }
        Ok(Some(Item {
            line: self.line,
            text,
            cut,
        }))
    }

    /// Leaves the rest of what is too long.
    fn skip(&mut self) -> io::Result<()> {
        loop {
            let piece = self.source.fill_buf()?;
            let end = piece.iter().position(|byte| *byte == b'\n');
            let (length, is_last) = match end {
                Some(at) if self.by_line => (at + 1, true),
                _ => (piece.len(), piece.is_empty()),
            };
            self.source.consume(length);
            self.consumed += length as u64;
            if is_last {
                return Ok(());
            }
        }
    }
}

/// Standard input has no name that tells: it is one application where its first line alone is none but all of it is,
/// else one a line. What was read to find out is read again.
fn told_apart(mut source: Box<dyn Read>) -> io::Result<(Box<dyn Read>, bool)> {
    let mut first = Vec::new();
    let mut reader = BufReader::with_capacity(PIECE, &mut source);
    while first.trim_ascii().is_empty() {
        let limit = (LONGEST - first.len()) as u64;
        if (&mut reader).take(limit).read_until(b'\n', &mut first)? == 0 {
            break;
        }
    }
    first.extend_from_slice(reader.buffer());
    let line = first.trim_ascii_start().split(|byte| *byte == b'\n').next();
    let line = line.unwrap_or_default();
    if !is_begun(line) {
        return Ok((Box::new(Cursor::new(first).chain(source)), true));
    }
    (&mut source).take(LONGEST as u64).read_to_end(&mut first)?;
    let is_one = serde_json::from_slice::<&RawValue>(&first).is_ok();
    Ok((Box::new(Cursor::new(first).chain(source)), !is_one))
}

/// Whether a text is the beginning of a JSON value that goes on.
fn is_begun(text: &[u8]) -> bool {
    serde_json::from_slice::<&RawValue>(text).is_err_and(|error| error.is_eof())
}
