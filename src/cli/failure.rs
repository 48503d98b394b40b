//! "Could not run": why, and what to do, in one line.

use std::fmt;

use miette::Diagnostic;

use crate::engine::Fault;

/// Why a command could not run. Findings in a source are never failures.
#[derive(Clone, Debug, PartialEq, Eq, Diagnostic)]
pub(super) struct Failure {
    message: String,
    #[help]
    help: Option<String>,
}

impl Failure {
    /// `message` is lowercase, without a final stop, with the words of the user in backticks.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// Adds what to do.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says of what it is, where several things are done.
    pub(super) fn of(mut self, what: &str) -> Self {
        self.message = format!("{what}: {}", self.message);
        self
    }

    /// Data that cannot be read, or an engine that cannot run.
    pub(super) fn of_data(fault: Fault) -> Self {
        let failure = Self::new(fault.message);
        if fault.help.is_empty() { failure } else { failure.help(fault.help) }
    }

    /// A fault of qac itself.
    pub(super) fn ours() -> Self {
        Self::new("qac has made a mistake of its own and stopped; nothing was written")
            .help("please report it with the file that brought it up")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// The failure as the one line that is printed of it.
pub(super) fn line(failure: &Failure) -> String {
    let help = failure.help().map_or(String::new(), |help| format!("; {help}"));
    one_line(&format!("qac: {failure}{help}"))
}

/// `words` on one line, without characters that could steer a terminal.
pub(super) fn one_line(words: &str) -> String {
    words.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_one_line_with_its_remedy() {
        let failure = Failure::new("cannot read `a\nb\u{1b}[31m`: it is a folder").help("name a file");
        assert_eq!(line(&failure), "qac: cannot read `a b [31m`: it is a folder; name a file");
        assert_eq!(line(&Failure::new("no")), "qac: no");
    }
}
