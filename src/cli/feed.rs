//! `qac schedule --format ics`: calendar files, one for all or one for each role.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::output::Screen;
use super::{framework, schedule};
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
    /// One file for each role, team, body and organisation that has something to do
    #[arg(long, requires = "output", conflicts_with = "role")]
    pub(super) per_role: bool,
}

/// A number of days.
fn reminder(words: &str) -> Result<u16, String> {
    let days = words.trim().parse().ok().filter(|days| *days <= EARLIEST_REMINDER);
    days.ok_or_else(|| format!("write a number of days from 0 to {EARLIEST_REMINDER}"))
}

impl Options {
    /// Says of an option that is for calendar files that no calendar file is asked for.
    pub(super) fn refuse(&self) -> Result<(), Failure> {
        let given =
            [("--since", self.since.is_some()), ("--remind", self.remind.is_some()), ("--per-role", self.per_role)];
        match given.iter().find(|(_, is_given)| *is_given) {
            Some((option, _)) => {
                Err(Failure::new(format!("`{option}` is for calendar files")).help("add `--format ics`"))
            }
            None => Ok(()),
        }
    }

    /// The older edition where one is named; `None` where that has errors, which are shown.
    pub(super) fn older(&self, screen: Screen) -> Result<Option<Option<Model>>, Failure> {
        let Some(path) = &self.since else { return Ok(Some(None)) };
        Ok(framework::sound(path, screen)?.map(|older| Some(older.model)))
    }
}

/// What feeds are made from.
pub(super) struct Asked<'run> {
    arguments: &'run schedule::Arguments,
    model: &'run Model,
    older: Option<&'run Model>,
}

impl<'run> Asked<'run> {
    /// Of the framework `model`, after the edition `older` where one is named.
    pub(super) fn new(
        arguments: &'run schedule::Arguments,
        model: &'run Model,
        older: Option<&'run Model>,
    ) -> Result<Self, Failure> {
        let asked = Self { arguments, model, older };
        asked.check_succession()?;
        Ok(asked)
    }

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

    /// The calendar file of what `filter` lets through.
    pub(super) fn text(&self, filter: &Filter) -> String {
        self.written(&self.feed(filter))
    }

    fn written(&self, feed: &Feed) -> String {
        emit::schedule_ics(feed, self.arguments.feed.remind)
    }

    /// A file for each party with something to do, and for each that the older edition had and this one has no more.
    pub(super) fn of_each(&self, folder: &Path, filter: &Filter) -> Vec<(PathBuf, String)> {
        let parties = self.model.declarations.iter().filter(|one| PARTIES.contains(&one.construct.kind()));
        let mut files: Vec<_> = parties
            .filter_map(|party| {
                let feed = self.feed(&Filter { role: Some(party.id), ..*filter });
                self.unless_idle(folder, &party.name.value, &feed)
            })
            .collect();
        let Some(older) = self.older else { return files };
        let (from, to) = (self.arguments.from, self.arguments.to);
        let retired = retired(self.model, older, filter).into_iter();
        files.extend(retired.filter_map(|(party, filter_then)| {
            let feed = Feed::withdrawn(self.model, older, from, to, &filter_then);
            self.unless_idle(folder, &party, &feed)
        }));
        files
    }

    /// A party with nothing to do has no file; one that is there already is emptied, because calendars go on reading it.
    fn unless_idle(&self, folder: &Path, party: &str, feed: &Feed) -> Option<(PathBuf, String)> {
        let path = self.arguments.path(folder, Some(party), "ics");
        (!feed.entries.is_empty() || path.exists()).then(|| (path, self.written(feed)))
    }
}
