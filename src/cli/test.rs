//! `qac test`: the author's scenarios, expected against found.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::{Outcome, framework};
use crate::{emit, plan};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  qac test framework.qac.md")]
pub(super) struct Arguments {
    /// The frameworks whose scenarios are tried
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How it is told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How scenarios are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// What happens, what was expected and what came
    #[default]
    Human,
    /// One JSON document for each file
    Json,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Done;
    for file in &arguments.files {
        let mut holds = true;
        let read = framework::print_if_sound(file, screen, |analysis| {
            let trial = plan::trial(&analysis.model);
            holds = trial.holds();
            Ok(match arguments.format {
                Format::Human => emit::trial_table(&trial, &analysis.sources, output::width()),
                Format::Json => emit::trial_json(&trial),
            })
        })?;
        if read == Outcome::Findings || !holds {
            outcome = Outcome::Findings;
        }
    }
    Ok(outcome)
}
