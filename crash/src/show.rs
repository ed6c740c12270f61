//! Progress on a terminal, nothing elsewhere.

use std::io::{IsTerminal, Write};

/// A counter that is shown while it grows.
pub(crate) struct Progress {
    what: &'static str,
    done: u64,
    total: u64,
    shown: bool,
}

impl Progress {
    pub(crate) fn new(what: &'static str, total: u64) -> Self {
        Self { what, done: 0, total, shown: std::io::stderr().is_terminal() }
    }

    pub(crate) fn step(&mut self) {
        self.done += 1;
        if self.shown {
            // A terminal that is gone is no reason to stop.
            let _ = write!(std::io::stderr(), "\r{} {} of {}", self.what, self.done, self.total);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
