//! Adding lengths of time to dates; every function gives `None` instead of leaving the dates there are.

use chrono::{Datelike, TimeDelta};

use super::{Calendar, Date, Duration, DurationUnit, PeriodUnit};

/// So many days later, or earlier where negative.
#[inline(always)]
pub(super) fn add_days(date: Date, days: i64) -> Option<Date> {
    // Most often the year is the same, and the day is found by its number in it.
    match i64::from(date.ordinal()).checked_add(days).map(u32::try_from) {
        Some(Ok(ordinal @ 1..=365)) => date.with_ordinal(ordinal),
        Some(_) | None => over_years(date, days),
    }
}

fn over_years(date: Date, days: i64) -> Option<Date> {
    date.checked_add_signed(TimeDelta::try_days(days)?)
}

/// So many months later, or earlier; the last day of a month that is too short.
#[inline]
pub(super) fn add_months(date: Date, months: i64) -> Option<Date> {
    let number = month_number(date).checked_add(months)?;
    let (year, month) = (i32::try_from(number.div_euclid(12)).ok()?, u32::try_from(number.rem_euclid(12)).ok()? + 1);
    day_or_last(year, month, date.day())
}

/// The number of a month counted through the years; [`month_start`] turns it back.
pub(super) fn month_number(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

/// The first day of the month of that number.
pub(super) fn month_start(number: i64) -> Option<Date> {
    let month = u32::try_from(number.rem_euclid(12)).ok()? + 1;
    Date::from_ymd_opt(i32::try_from(number.div_euclid(12)).ok()?, month, 1)
}

/// The last day of the date's month.
#[inline(always)]
pub(super) fn month_end(date: Date) -> Date {
    add_days(date, i64::from(date.num_days_in_month()) - i64::from(date.day())).unwrap_or(date)
}

/// That day of a month, or the month's last day where it is shorter.
pub(super) fn day_or_last(year: i32, month: u32, day: u32) -> Option<Date> {
    Date::from_ymd_opt(year, month, day).or_else(|| Date::from_ymd_opt(year, month, 1).map(month_end))
}

impl Calendar {
    /// A length of time later. The day itself is day 0; months, quarters and years end on the same day of the month,
    /// or on the last day of a shorter one (the corresponding date rule); hours are rounded up to whole days; terms
    /// keep the place in the term.
    pub fn add(&self, date: Date, duration: Duration) -> Option<Date> {
        self.shift(date, duration, 1)
    }

    /// A length of time earlier, by the same rules.
    pub fn subtract(&self, date: Date, duration: Duration) -> Option<Date> {
        self.shift(date, duration, -1)
    }

    fn shift(&self, date: Date, duration: Duration, sign: i64) -> Option<Date> {
        let count = i64::from(duration.count) * sign;
        match duration.unit {
            DurationUnit::Hour => add_days(date, i64::from(duration.count.div_ceil(24)) * sign),
            DurationUnit::Day => add_days(date, count),
            DurationUnit::WorkingDay => self.add_working_days(date, count),
            DurationUnit::Week => add_days(date, count * 7),
            DurationUnit::Month => add_months(date, count),
            DurationUnit::Quarter => add_months(date, count * 3),
            DurationUnit::Term => self.add_terms(date, count),
            DurationUnit::Year => add_months(date, count * 12),
        }
    }

    fn add_terms(&self, date: Date, count: i64) -> Option<Date> {
        let index = self.period_index(PeriodUnit::Term, date)?;
        let (term, target) = (self.stretch(PeriodUnit::Term, index)?, self.stretch(PeriodUnit::Term, index + count)?);
        let into = (date - term.from).num_days().max(0);
        add_days(target.from, into).map(|day| day.min(target.to))
    }
}
