//! `qac schedule`: all that falls in a period.

use std::io;
use std::path::{Path, PathBuf};

use chrono::Months;
use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::write::{self, Existing};
use super::{Outcome, choose, dates, feed, framework};
use crate::calendar::Date;
use crate::emit;
use crate::model::Model;
use crate::plan::{Filter, Schedule, WallPlanner};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  qac schedule framework.qac.md --from 2026-01-01 --to 2026-12-31\n  qac schedule framework.qac.md --from 2026-01-01 --to 2026-03-31 --for team-manager --format csv\n  qac schedule framework.qac.md --from 2026-01-01 --to 2026-12-31 --format html > planner.html\n  qac schedule framework.qac.md --from 2026-01-01 --to 2026-12-31 --format csv,ics -o year\n  qac schedule framework.qac.md --from 2026-01-01 --to 2026-12-31 --format ics --per-role -o calendars"
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
    /// How it is told; several, with commas between them, into a folder
    #[arg(long = "format", value_name = "FORMAT", value_enum, value_delimiter = ',', default_value = "table")]
    formats: Vec<Format>,
    /// The folder to write to, instead of standard output: a file for each format
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Replace a file that qac did not write, and a table of comma-separated values
    #[arg(long, requires = "output")]
    force: bool,
    #[command(flatten)]
    pub(super) feed: feed::Options,
}

/// How a schedule is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns, for reading
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

impl Format {
    /// The longest period that is listed, in years. What is held as a whole has to have an end that is sooner.
    const fn longest(self) -> (u32, &'static str) {
        match self {
            Self::Csv | Self::Json => (1000, "a thousand"),
            Self::Table | Self::Md | Self::Ics | Self::Html => (100, "a hundred"),
        }
    }

    /// What the name of a file ends in.
    const fn extension(self) -> &'static str {
        match self {
            Self::Table => "txt",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Md => "md",
            Self::Ics => "ics",
            Self::Html => "html",
        }
    }
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    for format in &arguments.formats {
        check_period(arguments.from, arguments.to, format.longest())?;
    }
    arguments.check_formats()?;
    if !arguments.formats.contains(&Format::Ics) {
        arguments.feed.refuse()?;
    }
    let Some(older) = arguments.feed.older(screen)? else { return Ok(Outcome::Findings) };
    framework::with_sound(&arguments.file, screen, |analysis| {
        let filter = arguments.filter(&analysis.model)?;
        let feeds = feed::Asked::new(arguments, &analysis.model, older.as_ref())?;
        let asked = Asked { arguments, model: &analysis.model, filter, feeds };
        match (&arguments.output, arguments.formats.as_slice()) {
            (Some(folder), _) => asked.save(folder),
            (None, formats) => output::stream(|output| formats.iter().try_for_each(|one| asked.write(*one, output))),
        }
    })
}

/// What a schedule is told from.
struct Asked<'run> {
    arguments: &'run Arguments,
    model: &'run Model,
    filter: Filter,
    feeds: feed::Asked<'run>,
}

impl Asked<'_> {
    /// Comma-separated values and JSON are written as the occurrences come.
    fn write(&self, format: Format, output: &mut dyn io::Write) -> io::Result<()> {
        let (from, to) = (self.arguments.from, self.arguments.to);
        let stretches = || Schedule::in_stretches(self.model, from, to, &self.filter);
        let whole = || Schedule::of(self.model, from, to, &self.filter);
        let text = match format {
            Format::Csv => return emit::write_schedule_csv(stretches(), output),
            Format::Json => return emit::write_schedule_json(stretches(), output),
            Format::Table => emit::schedule_table(&whole(), output::width()),
            Format::Md => emit::schedule_markdown(&whole()),
            Format::Html => emit::schedule_html(&WallPlanner::of(self.model, whole(), &self.filter)),
            Format::Ics => self.feeds.text(&self.filter),
        };
        output.write_all(text.as_bytes())
    }

    /// A file of each format, all of them or none.
    fn save(&self, folder: &Path) -> Result<(), Failure> {
        let mut files = Vec::new();
        for format in &self.arguments.formats {
            if *format == Format::Ics && self.arguments.feed.per_role {
                files.extend(self.feeds.of_each(folder, &self.filter));
            } else {
                files.push(self.file(folder, *format)?);
            }
        }
        write::folder(folder)?;
        write::files(&files, if self.arguments.force { Existing::Replace } else { Existing::ReplaceOurs })?;
        files.iter().try_for_each(|(path, _)| output::print(&format!("wrote {}\n", path.display())))
    }

    fn file(&self, folder: &Path, format: Format) -> Result<(PathBuf, String), Failure> {
        let mut bytes = Vec::new();
        let whole = self.write(format, &mut bytes).map_err(io::Error::other);
        let text = whole.and_then(|()| String::from_utf8(bytes).map_err(io::Error::other));
        let path = self.arguments.path(folder, self.arguments.role.as_deref(), format.extension());
        // Writing to memory does not fail.
        let text = text.map_err(|error| Failure::new(format!("cannot write `{}`: {error}", path.display())))?;
        // A spreadsheet would show a remark as a row.
        Ok((path, if format == Format::Csv { text } else { write::marked(&text) }))
    }
}

impl Arguments {
    /// Several formats need a folder, and each is written once.
    fn check_formats(&self) -> Result<(), Failure> {
        if self.output.is_none() && self.formats.len() > 1 {
            return Err(Failure::new("several formats cannot all go to standard output")
                .help("name the folder to write them to: add `-o DIR`"));
        }
        let twice = |(place, one): (usize, &Format)| self.formats.iter().take(place).any(|other| other == one);
        if self.formats.iter().enumerate().any(twice) {
            return Err(Failure::new("a format is named twice").help("name each once"));
        }
        Ok(())
    }

    /// `schedule.ics` in `folder`, or `schedule-team-manager.ics`: a name without days, because calendars go on reading
    /// the same place year after year.
    pub(super) fn path(&self, folder: &Path, role: Option<&str>, extension: &str) -> PathBuf {
        let parts = [Some("schedule"), role, self.unit.as_deref()];
        folder.join(format!("{}.{extension}", parts.into_iter().flatten().collect::<Vec<_>>().join("-")))
    }

    /// What is asked for of all that falls due.
    fn filter(&self, model: &Model) -> Result<Filter, Failure> {
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
