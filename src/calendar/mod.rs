//! Dates: cadences, deadlines, working days, holidays and terms.
//!
//! Pure values and functions over `chrono` dates. It knows nothing of files, declarations or findings, and never asks
//! what day it is.

mod almanac;
mod arithmetic;
mod cadence;
mod deadline;
mod distance;
mod due;
mod easter;
mod expand;
mod figures;
mod holidays;
mod missing;
mod month;
mod period;
mod phrase;
mod place;
mod proclaimed;
mod projected;
mod rhythm;
mod walk;
mod working;

#[cfg(test)]
mod tests;

pub use almanac::{Entry, EntryKind, almanac};
pub use cadence::*;
pub use chrono::{NaiveDate as Date, Weekday};
pub use deadline::*;
pub use due::{Due, Situation, due};
pub use easter::easter_sunday;
pub use expand::{Dates, Occurrence, PlannedDay, counted_from, dates, is_scheduled, occurrences};
pub(crate) use figures::push_day;
pub use holidays::{FIRST_HOLIDAY_YEAR, Holiday, LAST_PROCLAIMED_YEAR, Nation, bank_holidays};
pub use missing::{MissingDay, first_missing_day};
pub use month::{Month, MonthSet};
pub use period::Period;
pub use working::{Calendar, CalendarRules, Closure, ExtraHoliday, Term};

/// A length of time in one unit. `month` is never four weeks, and working days are never days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    /// How many; 1 or more.
    pub count: u32,
    /// Of what.
    pub unit: DurationUnit,
}

/// The units a length of time is given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DurationUnit {
    /// Hours; weekends count.
    Hour,
    /// Calendar days.
    Day,
    /// Days on which the calendar works.
    WorkingDay,
    /// Seven days.
    Week,
    /// Calendar months.
    Month,
    /// Three calendar months.
    Quarter,
    /// Terms of the calendar.
    Term,
    /// Calendar years.
    Year,
}

impl Duration {
    /// That many of that unit.
    pub const fn new(count: u32, unit: DurationUnit) -> Duration {
        Duration { count, unit }
    }
}
