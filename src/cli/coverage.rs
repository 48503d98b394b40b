//! `qac coverage`: every clause, and what executes it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::{Outcome, framework, output};
use crate::{emit, plan};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  qac coverage framework.qac.md")]
pub(super) struct Arguments {
    /// The framework
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How it is told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How the coverage is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table, then the open gaps and the assumptions
    #[default]
    Human,
    /// One JSON document
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    framework::print_anyhow(&arguments.file, None, |analysis| {
        let coverage = plan::coverage(&analysis.model, &analysis.outlines);
        Ok(match arguments.format {
            Format::Human => emit::coverage_table(&coverage, output::width()),
            Format::Json => emit::coverage_json(&coverage),
        })
    })
}
