//! Dates: cadences, deadlines, working days, holidays and terms.
//!
//! Pure values and functions over `chrono` dates. It knows nothing of files, declarations or findings, and never asks
//! what day it is.

mod cadence;
mod deadline;

pub use cadence::*;
pub use chrono::{NaiveDate as Date, Weekday};
pub use deadline::*;

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

/// A month of the year, 1 to 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(u8);

/// A set of months of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MonthSet(u16);
