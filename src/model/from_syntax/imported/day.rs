//! Days as files from elsewhere write them.

use chrono::{Datelike, NaiveDateTime, TimeDelta};

use crate::calendar::{Date, Weekday};

/// What to write instead of what is no day.
pub(super) const HOW: &str =
    "write a day as `2026-09-01`, `1 September 2026` or `01/09/2026`, the day before the month";

/// In the order in which they are tried. A weekday that is written must be the right one.
const WRITTEN: [&str; 9] = [
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d %B %Y",
    "%d-%B-%Y",
    "%A %d %B %Y",
    "%A, %d %B %Y",
    "%A %d/%m/%Y",
];

/// A year with two digits could be any century's.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// `2026-09-01`, `01/09/2026`, `1 Sep 2026`, `Tuesday 1 September 2026`: as British councils write days.
pub(super) fn day(words: &str) -> Option<Date> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = WRITTEN.iter().find_map(|written| Date::parse_from_str(&words, written).ok());
    found.filter(|date| YEARS.contains(&date.year()))
}

/// A day of a calendar file, and what of its time matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) date: Date,
    /// Whether nothing of that day has passed yet: as an end it means the day before.
    pub(super) at_its_start: bool,
}

/// `20260901`, `20260901T090000`, `20260831T230000Z`. A time with a `Z` is one of Greenwich; its day is told by British
/// clocks, an hour ahead in summer.
pub(super) fn stamp(words: &str) -> Option<Stamp> {
    if let Some(date) = compact(words) {
        return Some(Stamp { date, at_its_start: true });
    }
    let time = |words: &str| NaiveDateTime::parse_from_str(words, "%Y%m%dT%H%M%S").ok();
    let time = match words.strip_suffix('Z') {
        Some(universal) => british(time(universal)?)?,
        None => time(words)?,
    };
    let at_its_start = time.time() == chrono::NaiveTime::MIN;
    Some(Stamp { date: time.date(), at_its_start }).filter(|stamp| YEARS.contains(&stamp.date.year()))
}

fn compact(words: &str) -> Option<Date> {
    let digits = words.len() == 8 && words.bytes().all(|byte| byte.is_ascii_digit());
    let date = digits.then(|| Date::parse_from_str(words, "%Y%m%d").ok())??;
    YEARS.contains(&date.year()).then_some(date)
}

/// Summer time runs from the last Sunday of March to the last of October, at one in the morning in Greenwich.
fn british(universal: NaiveDateTime) -> Option<NaiveDateTime> {
    let change = |month| last_sunday(universal.year(), month)?.and_hms_opt(1, 0, 0);
    let summer = (change(3)?..change(10)?).contains(&universal);
    universal.checked_add_signed(TimeDelta::hours(i64::from(summer)))
}

/// March and October have 31 days.
fn last_sunday(year: i32, month: u32) -> Option<Date> {
    let last = Date::from_ymd_opt(year, month, 31)?;
    last.checked_sub_days(chrono::Days::new(last.weekday().days_since(Weekday::Sun).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_they_are_written() {
        let first = Date::from_ymd_opt(2026, 9, 1);
        for words in [
            "2026-09-01",
            "01/09/2026",
            "1/9/2026",
            "01.09.2026",
            "01-09-2026",
            "1 September 2026",
            "01  Sep 2026",
            "1-Sep-2026",
            "Tuesday 1 September 2026",
            "Tue, 1 Sep 2026",
            "tuesday 01/09/2026",
        ] {
            assert_eq!(day(words), first, "{words}");
        }
        for words in ["", "1/9/26", "09/25/2026", "31/02/2026", "Monday 1 September 2026", "September 2026", "2026"] {
            assert_eq!(day(words), None, "{words}");
        }
    }

    #[test]
    fn stamps_are_read_by_british_clocks() {
        let of = |words| stamp(words).map(|stamp| (stamp.date.to_string(), stamp.at_its_start));
        let first = |starts| Some(("2026-09-01".to_owned(), starts));
        assert_eq!(of("20260901"), first(true));
        assert_eq!(of("20260901T000000"), first(true));
        assert_eq!(of("20260901T153000"), first(false));
        assert_eq!(of("20260831T230000Z"), first(true));
        assert_eq!(of("20261231T230000Z"), Some(("2026-12-31".to_owned(), false)));
        // Clocks change on 29 March and 25 October 2026.
        assert_eq!(of("20260329T005959Z"), Some(("2026-03-29".to_owned(), false)));
        assert_eq!(of("20260328T233000Z"), Some(("2026-03-28".to_owned(), false)));
        assert_eq!(of("20260329T233000Z"), Some(("2026-03-30".to_owned(), false)));
        assert_eq!(of("20261024T233000Z"), Some(("2026-10-25".to_owned(), false)));
        assert_eq!(of("20261025T233000Z"), Some(("2026-10-25".to_owned(), false)));
        for words in ["", "2026-09-01", "20260931", "20260901T250000", "+2026091", "00260901"] {
            assert_eq!(of(words), None, "{words}");
        }
    }
}
