//! The calendar of a year: its days off, closures, terms and quarters, and how many days are worked.

use super::naming::{Named, Stamp};
use crate::calendar::{Date, Entry, Nation, almanac};
use crate::model::{DeclId, Model};

/// A calendar in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarYear {
    /// The framework it was read with.
    pub stamp: Stamp,
    /// The calendar.
    pub calendar: Named,
    /// The calendar year.
    pub year: i32,
    /// The nations whose bank holidays it keeps.
    pub nations: Vec<Nation>,
    /// How many days of the year are worked.
    pub working_days: i64,
    /// What it has, in the order of the days.
    pub entries: Vec<Entry>,
}

impl CalendarYear {
    /// What a declared calendar has in a year.
    #[must_use]
    pub fn of(model: &Model, calendar: DeclId, year: i32) -> Self {
        let working = model.calendar_of(calendar);
        let day = |year, month, day| Date::from_ymd_opt(year, month, day);
        let days = day(year.saturating_sub(1), 12, 31).zip(day(year, 12, 31));
        Self {
            stamp: Stamp::of(model),
            calendar: Named::at(model, calendar).unwrap_or_else(|| Named { id: String::new(), title: String::new() }),
            year,
            nations: working.rules().holidays.clone(),
            working_days: days.map_or(0, |(before, last)| working.working_days_between(before, last)),
            entries: almanac(&working, year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::model;
    use super::*;

    fn of(text: &str, calendar: &str, year: i32) -> CalendarYear {
        let model = model(text);
        CalendarYear::of(&model, model.named(calendar).unwrap().id, year)
    }

    #[test]
    fn any_calendar_can_be_asked_for_with_what_it_starts_from() {
        let school = r#"calendar school "School" {
            extends: days
            closure winter { dates: 24 December 2026 to 31 December 2026 }
        }"#;
        let (days, school) = (of(school, "days", 2026), of(school, "school", 2026));
        assert_eq!(days.nations, school.nations);
        // Of 261 weekdays 8 are bank holidays; of the closure's weekdays two are bank holidays already.
        assert_eq!((days.working_days, school.working_days), (253, 249));
        assert_eq!(school.entries.len(), days.entries.len() + 1);
    }

    #[test]
    fn what_is_no_calendar_is_an_empty_one() {
        let model = model("");
        let none = CalendarYear::of(&model, DeclId(999), 2026);
        assert_eq!((none.calendar.id.as_str(), none.nations.len()), ("", 0));
        assert_eq!(CalendarYear::of(&model, DeclId(999), i32::MIN).working_days, 0);
    }
}
