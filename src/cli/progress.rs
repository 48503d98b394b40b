//! How far a long run has come: one line on standard error, only on a terminal, only after a second.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use super::failure::one_line;
use super::output;

/// A line that is written over and over, and gone at the end.
pub(super) struct Progress {
    started: Instant,
    /// How many columns it may take; `None` where nobody looks.
    width: Option<usize>,
    /// Whether there is something to be wiped away.
    shown: bool,
}

/// How long nothing is said.
const PATIENCE: Duration = Duration::from_secs(1);
/// Back to the start of the line, and nothing on it.
const WIPE: &str = "\r\u{1b}[2K";

impl Progress {
    pub(super) fn new() -> Self {
        let width = io::stderr().is_terminal().then(output::width);
        Self { started: Instant::now(), width, shown: false }
    }

    /// Says what is being done.
    pub(super) fn say(&mut self, words: &str) {
        let Some(width) = self.width.filter(|_| self.started.elapsed() >= PATIENCE) else { return };
        let line: String = one_line(words).chars().take(width.saturating_sub(1)).collect();
        output::remark(&format!("{WIPE}{line}"));
        self.shown = true;
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            output::remark(WIPE);
        }
    }
}
