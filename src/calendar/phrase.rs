//! Cadences, deadlines and lengths of time in the language's own words, so that a phrase reads back as what it says.

use std::fmt;

use chrono::Datelike;

use super::rhythm::month_of;
use super::working::weekday_name;
use super::{Date, DayKind, Duration, DurationUnit, MonthSet, Ordinal, PeriodUnit, Quantity};

mod cadence;
mod deadline;

impl fmt::Display for Duration {
    /// `10 working days`, `1 month`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "{} {}{plural}", self.count, self.unit)
    }
}

impl fmt::Display for DurationUnit {
    /// One of them: `working day`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DurationUnit::Hour => "hour",
            DurationUnit::Day => "day",
            DurationUnit::WorkingDay => "working day",
            DurationUnit::Week => "week",
            DurationUnit::Month => "month",
            DurationUnit::Quarter => "quarter",
            DurationUnit::Term => "term",
            DurationUnit::Year => "year",
        })
    }
}

impl fmt::Display for PeriodUnit {
    /// One of them: `financial year`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PeriodUnit::Day => "day",
            PeriodUnit::WorkingDay => "working day",
            PeriodUnit::Week => "week",
            PeriodUnit::Month => "month",
            PeriodUnit::Quarter => "quarter",
            PeriodUnit::HalfYear => "half-year",
            PeriodUnit::Term => "term",
            PeriodUnit::Year => "year",
            PeriodUnit::FinancialYear => "financial year",
            PeriodUnit::AcademicYear => "academic year",
        })
    }
}

impl fmt::Display for MonthSet {
    /// `April`, `April and August`, `May, June and July`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(|month| month.name()).collect();
        f.write_str(&listed(&names))
    }
}

impl fmt::Display for Quantity {
    /// `exactly 2`, `at least 2`, `at most 2`, `between 2 and 4`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => write!(f, "exactly {min}"),
            (Some(min), Some(max)) => write!(f, "between {min} and {max}"),
            (Some(min), None) => write!(f, "at least {min}"),
            (None, Some(max)) => write!(f, "at most {max}"),
            (None, None) => f.write_str("any number"),
        }
    }
}

/// `31 May 2017`
pub(super) fn long_date(date: Date) -> String {
    format!("{} {} {:04}", date.day(), month_of(date), date.year())
}

/// `second`, `last`, `second last`, `15th`
pub(super) fn ordinal(ordinal: Ordinal) -> String {
    match ordinal {
        Ordinal::Nth(nth) => nth_word(nth),
        Ordinal::Last(1) => "last".to_owned(),
        Ordinal::Last(nth) => format!("{} last", nth_word(nth)),
    }
}

/// `day`, `working day`, `Friday`
pub(super) const fn day_kind(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Any => "day",
        DayKind::Working => "working day",
        DayKind::Weekday(weekday) => weekday_name(weekday),
    }
}

fn nth_word(nth: u8) -> String {
    let word = match nth {
        1 => "first",
        2 => "second",
        3 => "third",
        4 => "fourth",
        5 => "fifth",
        _ => return format!("{nth}{}", suffix(nth)),
    };
    word.to_owned()
}

const fn suffix(nth: u8) -> &'static str {
    match (nth / 10 % 10, nth % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// `a`, `a and b`, `a, b and c`
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
