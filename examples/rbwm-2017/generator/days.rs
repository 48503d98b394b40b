//! Days as the authority counts them: Monday to Friday without the bank holidays of England, from 2016 to 2018.
//!
//! Written out by hand, so that the records rest on nothing that qac computes.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The bank holidays in question.
const HOLIDAYS: [(i32, u32, u32); 24] = [
    (2016, 1, 1),
    (2016, 3, 25),
    (2016, 3, 28),
    (2016, 5, 2),
    (2016, 5, 30),
    (2016, 8, 29),
    (2016, 12, 26),
    (2016, 12, 27),
    (2017, 1, 2),
    (2017, 4, 14),
    (2017, 4, 17),
    (2017, 5, 1),
    (2017, 5, 29),
    (2017, 8, 28),
    (2017, 12, 25),
    (2017, 12, 26),
    (2018, 1, 1),
    (2018, 3, 30),
    (2018, 4, 2),
    (2018, 5, 7),
    (2018, 5, 28),
    (2018, 8, 27),
    (2018, 12, 25),
    (2018, 12, 26),
];

/// A day that exists.
pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// Whether the authority works on it.
pub(crate) fn is_working(date: NaiveDate) -> bool {
    let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    !weekend && !HOLIDAYS.contains(&(date.year(), date.month(), date.day()))
}

/// So many days later.
pub(crate) fn later(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}

/// So many days sooner.
pub(crate) fn sooner(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_sub_days(Days::new(days)).unwrap_or(date)
}

/// The working day on or before it.
pub(crate) fn working_until(mut date: NaiveDate) -> NaiveDate {
    while !is_working(date) {
        date = sooner(date, 1);
    }
    date
}

/// The working day on or after it.
pub(crate) fn working_from(mut date: NaiveDate) -> NaiveDate {
    while !is_working(date) {
        date = later(date, 1);
    }
    date
}

/// The day that many working days after it; the day itself is day 0.
pub(crate) fn working_days_after(mut date: NaiveDate, count: u32) -> NaiveDate {
    for _ in 0..count {
        date = working_from(later(date, 1));
    }
    date
}

/// The day that many working days before it.
pub(crate) fn working_days_before(mut date: NaiveDate, count: u32) -> NaiveDate {
    for _ in 0..count {
        date = working_until(sooner(date, 1));
    }
    date
}

/// The last day of a month.
pub(crate) fn month_end(year: i32, month: u32) -> NaiveDate {
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    sooner(day(year, month, 1), 1)
}

/// The last working day of a month.
pub(crate) fn last_working_day(year: i32, month: u32) -> NaiveDate {
    working_until(month_end(year, month))
}

/// The second Wednesday, and the like: counted from 1, with 5 for the last.
pub(crate) fn weekday_of_month(year: i32, month: u32, weekday: Weekday, place: u32) -> NaiveDate {
    if place == 5 {
        let mut date = month_end(year, month);
        while date.weekday() != weekday {
            date = sooner(date, 1);
        }
        return date;
    }
    let mut date = day(year, month, 1);
    while date.weekday() != weekday {
        date = later(date, 1);
    }
    later(date, u64::from(7 * (place - 1)))
}
