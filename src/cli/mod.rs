//! The command line: arguments, files, the clock, the terminal.
//!
//! It owns whatever touches the machine, and decides nothing about rules, dates or layout: each subcommand reads, calls
//! one function of the library, prints and ends. Only this folder knows of `clap`, `std::fs`, today's date and colour.

mod arguments;
mod calendar;
mod check;
mod checklist;
mod choose;
mod compile;
mod completions;
mod comply;
mod coverage;
mod dates;
mod disk;
mod explain;
mod failure;
mod feed;
mod findings;
mod fmt;
mod framework;
mod mend;
mod new;
mod output;
mod progress;
mod query;
mod read;
mod returned;
mod sample;
mod schedule;
mod schema;
mod sheets;
mod test;
mod usage;
mod write;
mod year;

use std::ffi::OsString;
use std::panic::catch_unwind;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::Failure;
use output::Screen;

/// How a command that could run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing at or above the failing level.
    Done,
    /// Findings that the author has to look at.
    Findings,
}

/// Runs `qac` with `arguments`, the program's own name first. The exit code is 0 when done, 1 with findings, and 2 when
/// it could not run.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // A fault of ours is told in one line like any other, and the drawing of the panic is left out.
    std::panic::set_hook(Box::new(|_| {}));
    let ended = catch_unwind(|| parse_and_run(arguments)).unwrap_or_else(|_| Err(Failure::ours()));
    match ended {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            output::complain(&failure);
            ExitCode::from(2)
        }
    }
}

fn parse_and_run(arguments: Vec<OsString>) -> Result<Outcome, Failure> {
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => dispatch(&arguments.command, Screen::new(arguments.color)),
        Err(error) => usage::answer(&error),
    }
}

fn dispatch(command: &Command, screen: Screen) -> Result<Outcome, Failure> {
    match command {
        Command::Check(arguments) => check::run(arguments, screen),
        Command::Fmt(arguments) => fmt::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Coverage(arguments) => coverage::run(arguments),
        Command::Schedule(arguments) => schedule::run(arguments, screen),
        Command::Year(arguments) => year::run(arguments, screen),
        Command::Checklist(arguments) => checklist::run(arguments, screen),
        Command::Calendar(arguments) => calendar::run(arguments, screen),
        Command::Test(arguments) => test::run(arguments, screen),
        Command::Comply(arguments) => comply::run(arguments, screen),
        Command::Compile(arguments) => compile::run(arguments, screen),
        Command::Schema(arguments) => schema::run(arguments),
        Command::New(arguments) => new::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Sample(arguments) => sample::run(arguments, screen),
        Command::Query(arguments) => query::run(arguments, screen),
        Command::Return(arguments) => returned::run(arguments, screen),
    }
}
