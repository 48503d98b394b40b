//! `qac new`: a small framework that checks clean and teaches.

use std::path::PathBuf;

use chrono::{Datelike, Months};
use clap::Args;

use super::failure::Failure;
use super::write::{self, Existing};
use super::{Outcome, dates, output};
use crate::calendar::{Date, Month};

/// The framework that is written, with `THIS-MONTH` and, a year on, `REVIEW-MONTH` where its dates go.
const TEMPLATE: &str = include_str!("new/framework.qac.md");
/// Its name.
const NAME: &str = "framework.qac.md";

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  qac new\n  qac new my-framework")]
pub(super) struct Arguments {
    /// The folder to begin it in; this one unless given
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let folder = arguments.folder.clone().unwrap_or_default();
    if !folder.as_os_str().is_empty() {
        write::folder(&folder)?;
    }
    let path = folder.join(NAME);
    write::file(&path, &framework(dates::today()), Existing::Keep)?;
    output::print(&format!("wrote {0}\nnow try:\n  qac check {0}\n", path.display()))?;
    Ok(Outcome::Done)
}

/// The framework as it is begun on `today`.
fn framework(today: Date) -> String {
    let next_year = today.checked_add_months(Months::new(12)).unwrap_or(today);
    TEMPLATE.replace("THIS-MONTH", &month(today)).replace("REVIEW-MONTH", &month(next_year))
}

/// `May 2026`
fn month(date: Date) -> String {
    let name = u8::try_from(date.month()).ok().and_then(Month::new).map_or("", Month::name);
    format!("{name} {}", date.year())
}
