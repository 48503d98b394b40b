//! The calendar of a year as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Day, Header, NamedShape, day, header, named};
use crate::calendar::{Entry, EntryKind, Nation};
use crate::plan::CalendarYear;

/// What a calendar has in one year.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "qac calendar")]
pub(in crate::emit) struct CalendarShape {
    #[serde(flatten)]
    header: Header,
    /// The calendar year.
    year: i32,
    /// The calendar.
    calendar: NamedShape,
    /// The nations whose bank holidays it keeps.
    nations: Vec<&'static str>,
    /// How many days of the year are worked.
    working_days: i64,
    /// In the order of the days.
    days: Vec<EntryShape>,
}

/// A day, or several on end.
#[derive(Debug, Serialize, JsonSchema)]
struct EntryShape {
    /// The day, or the first of several; it may lie before the year.
    date: Day,
    /// `holiday`, `closure`, `term` or `quarter`.
    kind: &'static str,
    /// What it is called.
    name: String,
    /// The last of several days; it may lie after the year.
    until: Option<Day>,
    /// Of a bank holiday, whether it was published when qac was made; false is projected by rule.
    proclaimed: Option<bool>,
    /// Of a term, the break inside it.
    half_term: Option<BreakShape>,
}

/// Days on end, both included.
#[derive(Debug, Serialize, JsonSchema)]
struct BreakShape {
    /// The first day.
    from: Day,
    /// The last day.
    to: Day,
}

pub(in crate::emit) fn calendar(year: &CalendarYear) -> CalendarShape {
    CalendarShape {
        header: header(&year.stamp),
        year: year.year,
        calendar: named(&year.calendar),
        nations: year.nations.iter().map(|nation| Nation::name(*nation)).collect(),
        working_days: year.working_days,
        days: year.entries.iter().map(entry).collect(),
    }
}

fn entry(entry: &Entry) -> EntryShape {
    EntryShape {
        date: day(entry.date),
        kind: kind(entry.kind),
        name: entry.name.clone(),
        until: entry.until.map(day),
        proclaimed: entry.proclaimed,
        half_term: entry.half_term.map(|(from, to)| BreakShape { from: day(from), to: day(to) }),
    }
}

pub(in crate::emit) const fn kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Quarter => "quarter",
        EntryKind::Term => "term",
        EntryKind::Closure => "closure",
        EntryKind::Holiday => "holiday",
    }
}
