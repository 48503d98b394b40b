//! Calendars and clocks, as declared.

use super::ids::Ref;
use crate::calendar::{Date, Deadline, Month, Move, Weekday};
use crate::text::Spanned;

/// A calendar, as declared; [`super::Model::calendar`] is the working one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDecl {
    /// The calendar it starts from.
    pub extends: Option<Ref>,
    /// First and last day of the working week.
    pub week: Option<(Weekday, Weekday)>,
    /// Whose bank holidays it keeps.
    pub holidays: Vec<Spanned<String>>,
    /// The month the first quarter starts in.
    pub quarters_from: Option<Month>,
    /// The day the financial year starts.
    pub financial_year: Option<(Month, u8)>,
    /// The day the academic year starts.
    pub academic_year: Option<(Month, u8)>,
    /// Where a date goes that falls on a day off.
    pub moved: Option<Move>,
    /// Terms, in the order written.
    pub terms: Vec<Stretch>,
    /// Closures.
    pub closures: Vec<Stretch>,
    /// Single days off.
    pub days_off: Vec<Stretch>,
}

/// Named days from one to another, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its id.
    pub name: Spanned<String>,
    /// Its title, or its id.
    pub title: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The break inside a term.
    pub half_term: Option<(Date, Date)>,
}

/// What a word of urgency means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The time it stands for.
    pub within: Option<Spanned<Deadline>>,
}
