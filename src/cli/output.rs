//! Standard output: what can not be written there is not lost silently.

use std::io::{self, BufWriter, StdoutLock, Write};

use super::{Outcome, complain};

/// Standard output, written in pieces.
pub(super) struct Output(BufWriter<StdoutLock<'static>>);

impl Output {
    pub(super) fn standard() -> Output {
        Output(BufWriter::new(io::stdout().lock()))
    }

    pub(super) fn write(&mut self, text: &str) -> io::Result<()> {
        self.0.write_all(text.as_bytes())
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// How a run ends: a reader that went away (`| head`) has what it wanted; anything else that could not be written is told.
pub(super) fn ended(written: io::Result<Outcome>) -> Outcome {
    match written {
        Ok(outcome) => outcome,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::NoErrors,
        Err(error) => complain(&format!("standard output: {error}")),
    }
}
