//! `qac schedule --format ics`: calendar files, one for all or one for each role.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::output::{self, Screen};
use super::write::{self, Existing};
use super::{Outcome, framework, schedule};
use crate::emit;
use crate::model::{Model, PARTIES};
use crate::plan::{Feed, Filter, Succession, retired, succession};

/// The longest that a reminder may come before its event, in days.
const EARLIEST_REMINDER: u16 = 365;

#[derive(Debug, Args)]
#[command(next_help_heading = "Calendar files (--format ics)")]
pub(super) struct Options {
    /// The file of the older edition: what that planned and this one does not is cancelled
    #[arg(long, value_name = "OLD")]
    since: Option<PathBuf>,
    /// Remind so many days before, at nine in the morning
    #[arg(long, value_name = "DAYS", value_parser = reminder)]
    remind: Option<u16>,
    /// The folder to write to, instead of standard output
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// One file for each role, team, body and organisation that has something to do
    #[arg(long, requires = "output", conflicts_with = "role")]
    per_role: bool,
    /// Replace a file that qac did not write
    #[arg(long, requires = "output")]
    force: bool,
}

/// A number of days.
fn reminder(words: &str) -> Result<u16, String> {
    let days = words.trim().parse().ok().filter(|days| *days <= EARLIEST_REMINDER);
    days.ok_or_else(|| format!("write a number of days from 0 to {EARLIEST_REMINDER}"))
}

impl Options {
    /// Says of an option that is for calendar files that no calendar file is asked for.
    pub(super) fn refuse(&self) -> Result<(), Failure> {
        let given = [
            ("--since", self.since.is_some()),
            ("--remind", self.remind.is_some()),
            ("--per-role", self.per_role),
            ("--output", self.output.is_some()),
        ];
        match given.iter().find(|(_, is_given)| *is_given) {
            Some((option, _)) => {
                Err(Failure::new(format!("`{option}` is for calendar files")).help("add `--format ics`"))
            }
            None => Ok(()),
        }
    }
}

pub(super) fn run(arguments: &schedule::Arguments, screen: Screen) -> Result<Outcome, Failure> {
    let older = match &arguments.feed.since {
        Some(path) => match framework::sound(path, screen)? {
            Some(older) => Some(older.model),
            None => return Ok(Outcome::Findings),
        },
        None => None,
    };
    framework::with_sound(&arguments.file, screen, |analysis| {
        let asked = Asked { arguments, model: &analysis.model, older: older.as_ref() };
        asked.check_succession()?;
        let filter = arguments.filter(asked.model)?;
        match &arguments.feed.output {
            None => output::print(&asked.text(&asked.feed(&filter))),
            Some(folder) if arguments.feed.per_role => asked.save_each(folder, &filter),
            Some(folder) => asked.save(&asked.path(folder, arguments.role.as_deref()), &asked.feed(&filter)),
        }
    })
}

/// What feeds are made from.
struct Asked<'run> {
    arguments: &'run schedule::Arguments,
    model: &'run Model,
    older: Option<&'run Model>,
}

impl Asked<'_> {
    /// Calendars take the newer of two readings, so that there has to be one.
    fn check_succession(&self) -> Result<(), Failure> {
        let (Some(older), Some(path)) = (self.older, &self.arguments.feed.since) else { return Ok(()) };
        let (new, old) = (self.arguments.file.display(), path.display());
        match succession(self.model, older) {
            Succession::Newer => Ok(()),
            Succession::NoNewer => Err(Failure::new(format!("`{new}` has no edition that `{old}` does not have"))
                .help("write an `edition` for it, so that calendars know which of the two is newer")),
            Succession::Unrelated => Err(Failure::new(format!("`{old}` is not an older edition of `{new}`"))
                .help("the two have different ids; a framework that was renamed says so with `was`")),
        }
    }

    fn feed(&self, filter: &Filter) -> Feed {
        let (from, to) = (self.arguments.from, self.arguments.to);
        match self.older {
            Some(older) => Feed::since(self.model, older, from, to, filter),
            None => Feed::of(self.model, from, to, filter),
        }
    }

    fn text(&self, feed: &Feed) -> String {
        emit::schedule_ics(feed, self.arguments.feed.remind)
    }

    /// A file for each party with something to do, and for each that the older edition had and this one has no more.
    fn save_each(&self, folder: &Path, filter: &Filter) -> Result<(), Failure> {
        let parties = self.model.declarations.iter().filter(|one| PARTIES.contains(&one.construct.kind()));
        for party in parties {
            let feed = self.feed(&Filter { role: Some(party.id), ..*filter });
            self.save_unless_idle(&self.path(folder, Some(&party.name.value)), &feed)?;
        }
        let Some(older) = self.older else { return Ok(()) };
        let (from, to) = (self.arguments.from, self.arguments.to);
        for (party, filter_then) in retired(self.model, older, filter) {
            let feed = Feed::withdrawn(self.model, older, from, to, &filter_then);
            self.save_unless_idle(&self.path(folder, Some(&party)), &feed)?;
        }
        Ok(())
    }

    /// A party with nothing to do has no file; one that is there already is emptied, because calendars go on reading it.
    fn save_unless_idle(&self, path: &Path, feed: &Feed) -> Result<(), Failure> {
        if feed.entries.is_empty() && !path.exists() { Ok(()) } else { self.save(path, feed) }
    }

    /// `schedule.ics` in `folder`, or `schedule-team-manager.ics`: a name without days, because calendars go on reading
    /// the same place year after year.
    fn path(&self, folder: &Path, role: Option<&str>) -> PathBuf {
        let parts = [Some("schedule"), role, self.arguments.unit.as_deref()];
        folder.join(format!("{}.ics", parts.into_iter().flatten().collect::<Vec<_>>().join("-")))
    }

    fn save(&self, path: &Path, feed: &Feed) -> Result<(), Failure> {
        let existing = if self.arguments.feed.force { Existing::Replace } else { Existing::ReplaceOurs };
        if let Some(folder) = path.parent() {
            write::folder(folder)?;
        }
        write::file(path, &write::marked(&self.text(feed)), existing)?;
        output::print(&format!("wrote {}\n", path.display()))
    }
}
