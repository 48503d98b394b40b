//! Standard output and standard error: broken pipes, and whether there is colour.

use std::env;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};

use super::arguments::ColorChoice;
use super::failure::{self, Failure};
use crate::report::Colour;

/// How much is put together before it is written, in bytes.
const BUFFER: usize = 65_536;

/// Whether each stream is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Screen {
    /// Of what goes to standard output.
    pub(super) output: Colour,
    /// Of what goes to standard error.
    pub(super) error: Colour,
}

impl Screen {
    /// What the user's choice comes to here: a stream is coloured unasked only where a terminal shows it, the terminal
    /// can, and `NO_COLOR` is not set.
    pub(super) fn new(choice: ColorChoice) -> Self {
        let allowed = !is_set("NO_COLOR") && env::var_os("TERM").is_none_or(|terminal| terminal != "dumb");
        let decide = |terminal: bool| match choice {
            ColorChoice::Always => Colour::On,
            ColorChoice::Never => Colour::Off,
            ColorChoice::Auto if allowed && terminal => Colour::On,
            ColorChoice::Auto => Colour::Off,
        };
        Self { output: decide(io::stdout().is_terminal()), error: decide(io::stderr().is_terminal()) }
    }
}

/// Set and not empty, as <https://no-color.org> has it.
fn is_set(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// Writes `text` to standard output. A reader who has seen enough and closed the pipe is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    stream(|output| output.write_all(text.as_bytes()))
}

/// Has `write` write to standard output, which then ends as [`print()`] does: a closed pipe ends the writing too.
pub(super) fn stream(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut output = BufWriter::with_capacity(BUFFER, io::stdout().lock());
    match write(&mut output).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let reason = super::read::reason(&error);
            Err(Failure::new(format!("cannot write to standard output: {reason}")).help("is the disk full?"))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Writes `text` to standard error; where even that cannot be written there is nobody to tell.
pub(super) fn remark(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Says on standard error why a command could not run.
pub(super) fn complain(failure: &Failure) {
    remark(&format!("{}\n", failure::line(failure)));
}

/// How many columns a table may take: those of the terminal where it tells them, else a hundred.
pub(super) fn width() -> usize {
    let told = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    told.filter(|columns| (40..=400).contains(columns)).unwrap_or(100)
}
