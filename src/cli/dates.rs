//! Days, months and years of the command line, and today.

use std::ops::RangeInclusive;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::Datelike;

use crate::calendar::Date;

/// The first and the last year that the command line takes.
const YEARS: RangeInclusive<i32> = 1900..=2199;
/// The ways of writing a day, the ISO one first.
const WRITTEN: [&str; 3] = ["%Y-%m-%d", "%d %B %Y", "%d %b %Y"];

/// `2017-05-31` or `31 May 2017`.
pub(super) fn day(words: &str) -> Result<Date, String> {
    day_within(words, YEARS)
}

/// The last day of a period that may last a thousand years.
pub(super) fn last_day(words: &str) -> Result<Date, String> {
    day_within(words, *YEARS.start()..=YEARS.end() + 1000)
}

fn day_within(words: &str, years: RangeInclusive<i32>) -> Result<Date, String> {
    let found = WRITTEN.iter().find_map(|written| Date::parse_from_str(words.trim(), written).ok());
    let date = found.ok_or("write a day as `2017-05-31` or `31 May 2017`")?;
    within(date.year(), &years)?;
    Ok(date)
}

/// The first day of a month that is written `2017-05`.
pub(super) fn month(words: &str) -> Result<Date, String> {
    let date = Date::parse_from_str(&format!("{}-01", words.trim()), "%Y-%m-%d");
    let date = date.map_err(|_| "write a month as `2017-05`")?;
    within(date.year(), &YEARS)?;
    Ok(date)
}

/// `2017`.
pub(super) fn year(words: &str) -> Result<i32, String> {
    let year = words.trim().parse().map_err(|_| "write a year as `2017`")?;
    within(year, &YEARS)?;
    Ok(year)
}

fn within(year: i32, years: &RangeInclusive<i32>) -> Result<(), String> {
    let (first, last) = (years.start(), years.end());
    if years.contains(&year) { Ok(()) } else { Err(format!("name a year from {first} to {last}")) }
}

/// Today in universal time, so that one moment is one day on every machine. A clock that stands before 1970 is no
/// clock; its day is the first of 1970.
pub(super) fn today() -> Date {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(passed.as_secs()).unwrap_or_default();
    chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default().date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_in_two_ways() {
        let may = Date::from_ymd_opt(2017, 5, 31);
        assert_eq!(day("2017-05-31").ok(), may);
        assert_eq!(day(" 31 May 2017 ").ok(), may);
        assert_eq!(day("31/05/2017").ok(), None);
        assert_eq!(day("2017-02-30").ok(), None);
        assert_eq!(day("99999-01-01").ok(), None);
        assert_eq!((day("2200-01-01").ok(), last_day("3200-01-01").ok()), (None, None));
        assert_eq!(last_day("3199-12-31").ok(), Date::from_ymd_opt(3199, 12, 31));
    }

    #[test]
    fn months_and_years_are_plain() {
        assert_eq!(month("2017-05").ok(), Date::from_ymd_opt(2017, 5, 1));
        assert_eq!(month("2017-13").ok(), None);
        assert_eq!(month("2017-05-01").ok(), None);
        assert_eq!(year("2017"), Ok(2017));
        assert_eq!(year("17"), Err("name a year from 1900 to 2199".to_owned()));
    }
}
