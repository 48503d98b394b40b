//! `qac year`: the programme of a year, its totals and its workload.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::{Outcome, dates, framework};
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
    /// Comma-separated values, a line for each audit of each month
    Csv,
    /// A workbook; send it to a file with `>`
    Xlsx,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    if arguments.format == Format::Xlsx {
        return workbook(arguments, screen);
    }
    framework::print_if_sound(&arguments.file, screen, |analysis| {
        Ok(told(arguments.format, &plan::year(&analysis.model, arguments.year)))
    })
}

/// Writes the workbook to standard output, where that is no terminal.
fn workbook(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    if std::io::stdout().is_terminal() {
        return Err(Failure::new("a workbook cannot be shown on a terminal").help("add `> year.xlsx`"));
    }
    framework::with_sound(&arguments.file, screen, |analysis| {
        let year = plan::year(&analysis.model, arguments.year);
        let bytes = emit::year_xlsx(&year).map_err(|_| Failure::ours())?;
        output::stream(|output| output.write_all(&bytes))
    })
}

fn told(format: Format, year: &Year) -> String {
    match format {
        Format::Table | Format::Xlsx => emit::year_table(year, output::width()),
        Format::Json => emit::year_json(year),
        Format::Md => emit::year_markdown(year),
        Format::Html => emit::year_html(year),
        Format::Csv => emit::year_csv(year),
    }
}
