//! `qac calendar`: holidays, closures, terms and quarters of a year.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::{Outcome, choose, dates, framework};
use crate::emit;
use crate::plan::CalendarYear;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  qac calendar framework.qac.md 2026\n  qac calendar framework.qac.md 2026 --calendar scotland --format csv"
)]
pub(super) struct Arguments {
    /// The framework, or a file with calendars
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The calendar year
    #[arg(value_name = "YEAR", value_parser = dates::year)]
    year: i32,
    /// This calendar instead of the framework's own
    #[arg(long, value_name = "CALENDAR")]
    calendar: Option<String>,
    /// How it is told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How a calendar is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns, for reading
    #[default]
    Table,
    /// One JSON document
    Json,
    /// Comma-separated values, for a spreadsheet
    Csv,
    /// Markdown tables
    Md,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    framework::print_if_sound(&arguments.file, screen, |analysis| {
        let calendar = choose::calendar(&analysis.model, arguments.calendar.as_deref())?;
        let year = CalendarYear::of(&analysis.model, calendar, arguments.year);
        Ok(match arguments.format {
            Format::Table => emit::calendar_table(&year, output::width()),
            Format::Json => emit::calendar_json(&year),
            Format::Csv => emit::calendar_csv(&year),
            Format::Md => emit::calendar_markdown(&year),
        })
    })
}
