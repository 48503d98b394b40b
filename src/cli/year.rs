//! `qac year`: the programme of a year, its totals and its workload.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::{Outcome, dates, framework, later};
use crate::plan::Year;
use crate::{emit, plan};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  qac year framework.qac.md 2026")]
pub(super) struct Arguments {
    /// The framework
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The year; of a programme for a financial or academic year, the one in which it starts
    #[arg(value_name = "YEAR", value_parser = dates::year)]
    year: i32,
    /// How it is told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How a year is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns, for reading
    #[default]
    Table,
    /// One JSON document
    Json,
    /// Markdown tables
    Md,
    /// One page to read on a screen or to print
    Html,
    #[value(hide = true)]
    Csv,
    #[value(hide = true)]
    Xlsx,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    let write = writer(arguments.format)?;
    framework::print_if_sound(&arguments.file, screen, |analysis| {
        Ok(write(&plan::year(&analysis.model, arguments.year)))
    })
}

/// What writes a year in `format`; asked before anything is read.
fn writer(format: Format) -> Result<fn(&Year) -> String, Failure> {
    Ok(match format {
        Format::Table => |year| emit::year_table(year, output::width()),
        Format::Json => emit::year_json,
        Format::Md => emit::year_markdown,
        Format::Html => emit::year_html,
        Format::Csv => return Err(later::format("csv", "table, json, md or html")),
        Format::Xlsx => return Err(later::format("xlsx", "table, json, md or html")),
    })
}
