//! `qac schedule`: all that falls in a period.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::{Outcome, choose, dates, feed, framework};
use crate::calendar::Date;
use crate::emit;
use crate::model::Model;
use crate::plan::{Filter, Schedule, WallPlanner};

/// The longest period that is listed, in days: a hundred years.
const LONGEST: i64 = 36_525;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  qac schedule framework.qac.md --from 2026-01-01 --to 2026-12-31\n  qac schedule framework.qac.md --from 2026-01-01 --to 2026-03-31 --for team-manager --format csv\n  qac schedule framework.qac.md --from 2026-01-01 --to 2026-12-31 --format html > planner.html\n  qac schedule framework.qac.md --from 2026-01-01 --to 2026-12-31 --format ics --per-role -o calendars"
)]
pub(super) struct Arguments {
    /// The framework
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// The first day
    #[arg(long, value_name = "DATE", value_parser = dates::day)]
    pub(super) from: Date,
    /// The last day
    #[arg(long, value_name = "DATE", value_parser = dates::day)]
    pub(super) to: Date,
    /// Only what this role, team, body or organisation does
    #[arg(long = "for", value_name = "ROLE")]
    pub(super) role: Option<String>,
    /// Only what is about the work of this unit
    #[arg(long, value_name = "UNIT")]
    pub(super) unit: Option<String>,
    /// How it is told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    pub(super) feed: feed::Options,
}

/// How a schedule is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns, for reading
    #[default]
    Table,
    /// Comma-separated values, for a spreadsheet
    Csv,
    /// One JSON document
    Json,
    /// A Markdown table
    Md,
    /// A calendar file, for Outlook, Google Calendar and others
    Ics,
    /// A year planner: one page to look through on a screen or to print for the wall
    Html,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    check_period(arguments.from, arguments.to)?;
    let Some(write) = writer(arguments.format) else { return feed::run(arguments, screen) };
    arguments.feed.refuse()?;
    framework::print_if_sound(&arguments.file, screen, |analysis| {
        let model = &analysis.model;
        let filter = arguments.filter(model)?;
        Ok(write(model, Schedule::of(model, arguments.from, arguments.to, &filter), &filter))
    })
}

/// What writes a schedule of a model, narrowed by a filter.
type Writer = fn(&Model, Schedule, &Filter) -> String;

/// What writes a schedule in `format`; `None` for calendar files, which need more than a schedule.
fn writer(format: Format) -> Option<Writer> {
    Some(match format {
        Format::Table => |_, schedule, _| emit::schedule_table(&schedule, output::width()),
        Format::Csv => |_, schedule, _| emit::schedule_csv(&schedule),
        Format::Json => |_, schedule, _| emit::schedule_json(&schedule),
        Format::Md => |_, schedule, _| emit::schedule_markdown(&schedule),
        Format::Html => |model, schedule, filter| emit::schedule_html(&WallPlanner::of(model, schedule, filter)),
        Format::Ics => return None,
    })
}

impl Arguments {
    /// What is asked for of all that falls due.
    pub(super) fn filter(&self, model: &Model) -> Result<Filter, Failure> {
        Ok(Filter {
            role: choose::party(model, self.role.as_deref())?,
            unit: choose::unit(model, self.unit.as_deref())?,
        })
    }
}

fn check_period(from: Date, to: Date) -> Result<(), Failure> {
    if to < from {
        return Err(
            Failure::new(format!("the last day, {to}, is before the first, {from}")).help("swap `--from` and `--to`")
        );
    }
    if (to - from).num_days() > LONGEST {
        return Err(Failure::new("the period is longer than a hundred years").help("name a shorter one"));
    }
    Ok(())
}
