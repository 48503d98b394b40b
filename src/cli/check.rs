//! `qac check`: every finding, in source order.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::findings::Findings;
use super::mend::{Mended, mend};
use super::output::{self, Screen};
use super::{Outcome, dates, framework};
use crate::calendar::Date;
use crate::diagnostic::Tally;
use crate::report::{render_github, render_human, render_json, render_plain, render_sarif, render_short};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  qac check framework.qac.md\n  qac check framework.qac.md --format short --deny warnings"
)]
pub(super) struct Arguments {
    /// The frameworks to check
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How findings are told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The day that review dates and open questions are held against; today unless given
    #[arg(long, value_name = "DATE", value_parser = dates::day)]
    as_of: Option<Date>,
    /// What counts as a failure besides errors
    #[arg(long, value_enum, value_name = "LEVEL")]
    deny: Option<Denied>,
    /// Mend in the files what can be mended with certainty, then report the rest
    #[arg(long)]
    fix: bool,
    /// Show what `--fix` would change, and change nothing
    #[arg(long, requires = "fix")]
    diff: bool,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Drawn with the lines they are about
    #[default]
    Human,
    /// One line each
    Short,
    /// Sentences, for reading aloud
    Plain,
    /// One JSON document
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// What counts as a failure besides errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Denied {
    /// Warnings fail too
    Warnings,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    if arguments.fix && arguments.diff {
        let changes = mend(&arguments.files, Mended::Shown)?;
        return Ok(if changes { Outcome::Findings } else { Outcome::Done });
    }
    if arguments.fix {
        mend(&arguments.files, Mended::Written)?;
    }
    let as_of = Some(arguments.as_of.unwrap_or_else(dates::today));
    let mut findings = Findings::default();
    let mut unread = Vec::new();
    for file in &arguments.files {
        match framework::read(file, as_of) {
            Ok(analysis) => findings.add(analysis),
            Err(failure) => unread.push(failure),
        }
    }
    if unread.len() < arguments.files.len() {
        output::print(&rendered(arguments.format, &findings, screen))?;
    }
    // What can be read is checked; each file that cannot be read is told in its own line, the last one by the caller.
    let last = unread.pop();
    unread.iter().for_each(output::complain);
    last.map_or(Ok(outcome(&findings, arguments.deny)), Err)
}

fn rendered(format: Format, found: &Findings, screen: Screen) -> String {
    let (diagnostics, sources) = (&found.diagnostics, &found.sources);
    match format {
        Format::Human => render_human(diagnostics, sources, screen.output),
        Format::Short => render_short(diagnostics, sources),
        Format::Plain => render_plain(diagnostics, sources),
        Format::Json => render_json(diagnostics, sources, found.framework()),
        Format::Sarif => render_sarif(diagnostics, sources, found.framework()),
        Format::Github => render_github(diagnostics, sources),
    }
}

fn outcome(findings: &Findings, deny: Option<Denied>) -> Outcome {
    let Tally { errors, warnings, advice: _ } = Tally::of(&findings.diagnostics);
    let failing = match deny {
        Some(Denied::Warnings) => errors + warnings,
        None => errors,
    };
    if failing == 0 { Outcome::Done } else { Outcome::Findings }
}
