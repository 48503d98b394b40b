//! `qac schedule`: all that falls in a period.

use std::io;
use std::path::PathBuf;

use chrono::Months;
use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::{Outcome, choose, dates, feed, framework};
use crate::calendar::Date;
use crate::emit;
use crate::model::Model;
use crate::plan::{Filter, Schedule, Stretches, WallPlanner};

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
    /// The last day: at most a hundred years on, or a thousand as csv or json
    #[arg(long, value_name = "DATE", value_parser = dates::last_day)]
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
    let write = writer(arguments.format);
    check_period(arguments.from, arguments.to, write.longest())?;
    if !matches!(write, Writer::Feed) {
        arguments.feed.refuse()?;
    }
    let (from, to) = (arguments.from, arguments.to);
    match write {
        Writer::Feed => feed::run(arguments, screen),
        Writer::Whole(write) => framework::print_if_sound(&arguments.file, screen, |analysis| {
            let model = &analysis.model;
            let filter = arguments.filter(model)?;
            Ok(write(model, Schedule::of(model, from, to, &filter), &filter))
        }),
        Writer::AsItComes(write) => framework::with_sound(&arguments.file, screen, |analysis| {
            let model = &analysis.model;
            let filter = arguments.filter(model)?;
            output::stream(|output| write(Schedule::in_stretches(model, from, to, &filter), output))
        }),
    }
}

/// What writes a schedule.
enum Writer {
    /// When all of it is known, and what it was narrowed by.
    Whole(fn(&Model, Schedule, &Filter) -> String),
    /// Occurrence by occurrence.
    AsItComes(fn(Schedule<Stretches<'_>>, &mut dyn io::Write) -> io::Result<()>),
    /// As calendar files, which need more than a schedule.
    Feed,
}

impl Writer {
    /// The longest period that is listed, in years. What is held as a whole has to have an end that is sooner.
    const fn longest(&self) -> (u32, &'static str) {
        match self {
            Self::Whole(_) | Self::Feed => (100, "a hundred"),
            Self::AsItComes(_) => (1000, "a thousand"),
        }
    }
}

fn writer(format: Format) -> Writer {
    match format {
        Format::Table => Writer::Whole(|_, schedule, _| emit::schedule_table(&schedule, output::width())),
        Format::Csv => Writer::AsItComes(|schedule, output| emit::write_schedule_csv(schedule, output)),
        Format::Json => Writer::AsItComes(|schedule, output| emit::write_schedule_json(schedule, output)),
        Format::Md => Writer::Whole(|_, schedule, _| emit::schedule_markdown(&schedule)),
        Format::Html => {
            Writer::Whole(|model, schedule, filter| emit::schedule_html(&WallPlanner::of(model, schedule, filter)))
        }
        Format::Ics => Writer::Feed,
    }
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

fn check_period(from: Date, to: Date, (longest, in_words): (u32, &str)) -> Result<(), Failure> {
    if to < from {
        return Err(
            Failure::new(format!("the last day, {to}, is before the first, {from}")).help("swap `--from` and `--to`")
        );
    }
    if from.checked_add_months(Months::new(longest * 12)).is_some_and(|end| to > end) {
        return Err(Failure::new(format!("the period is longer than {in_words} years")).help("name a shorter one"));
    }
    Ok(())
}
