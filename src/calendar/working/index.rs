//! The working days of the years 0 to 9999, so that any question about them is answered at once.
//!
//! A century is looked at when it is first asked about, and kept. Nothing is asked twice, and nobody pays for the years
//! that no rule reaches.

use std::sync::{Arc, OnceLock};

use chrono::Datelike;

use super::CalendarRules;
use super::century::Century;
use crate::calendar::Date;

/// The years that can be written hold so many centuries.
const CENTURIES: usize = 100;

/// What is known of a calendar's working days so far; copies of a calendar share it.
#[derive(Clone, Debug)]
pub(super) struct WorkingDays(Arc<[OnceLock<Century>]>);

/// The working days of one year, by their numbers in it, which start with 1.
#[derive(Clone, Copy, Debug)]
pub(in crate::calendar) struct WorkingYear<'a> {
    century: &'a Century,
    /// Where the day before its first stands in the century; in the first year of one, before it.
    before: i64,
}

impl WorkingYear<'_> {
    /// The first working day of the century on or after a day; it may lie beyond the year.
    #[inline(always)]
    pub(in crate::calendar) fn first_from(&self, day: u32) -> Option<u32> {
        self.day(self.century.worked_from(self.position(day)?)?)
    }

    /// The last working day of the century on or before a day; none where that is before the year.
    #[inline(always)]
    pub(in crate::calendar) fn last_until(&self, day: u32) -> Option<u32> {
        self.day(self.century.worked_until(self.position(day)?)?)
    }

    fn position(&self, day: u32) -> Option<usize> {
        usize::try_from(self.before + i64::from(day)).ok()
    }

    fn day(&self, position: i64) -> Option<u32> {
        u32::try_from(position - self.before).ok()
    }
}

impl Default for WorkingDays {
    fn default() -> Self {
        WorkingDays((0..CENTURIES).map(|_| OnceLock::new()).collect())
    }
}

impl WorkingDays {
    /// Whether the day is worked; `None` outside the years covered.
    pub(super) fn contains(&self, rules: &CalendarRules, date: Date) -> Option<bool> {
        Some(self.century(rules, number(date)?)?.contains(date))
    }

    /// The working days of the year that starts with the date; `None` outside the years covered.
    pub(super) fn year(&self, rules: &CalendarRules, new_year: Date) -> Option<WorkingYear<'_>> {
        let century = self.century(rules, number(new_year)?)?;
        Some(WorkingYear { century, before: i64::try_from(century.position(new_year)).ok()? - 1 })
    }

    /// The first working day on or after the date.
    pub(super) fn first_from(&self, rules: &CalendarRules, date: Date) -> Option<Date> {
        let number = number(date)?;
        let later = || (number + 1..CENTURIES).find_map(|later| self.century(rules, later)?.nth(0));
        self.century(rules, number)?.first_from(date).or_else(later)
    }

    /// The last working day on or before the date.
    pub(super) fn last_until(&self, rules: &CalendarRules, date: Date) -> Option<Date> {
        let number = number(date)?;
        let earlier = |earlier| {
            let century = self.century(rules, earlier)?;
            century.nth(century.worked() - 1)
        };
        self.century(rules, number)?.last_until(date).or_else(|| (0..number).rev().find_map(earlier))
    }

    /// The `count`-th working day after the date (before it where negative); none where that is 0.
    pub(super) fn nth_from(&self, rules: &CalendarRules, date: Date, count: i64) -> Option<Date> {
        let mut number = number(date)?;
        let mut century = self.century(rules, number)?;
        // How many working days of the century lie before the one that is looked for.
        let mut rank = match count.signum() {
            1 => century.until(date).checked_add(count - 1)?,
            _ => century.before(date).checked_add(count)?,
        };
        while rank < 0 {
            number = number.checked_sub(1)?;
            century = self.century(rules, number)?;
            rank += century.worked();
        }
        while rank >= century.worked() {
            rank -= century.worked();
            number += 1;
            century = self.century(rules, number)?;
        }
        century.nth(rank)
    }

    /// How many working days lie after `from`, up to and with `to`; negative where `to` is the earlier, then those
    /// before `from`, down to and with `to`.
    pub(super) fn between(&self, rules: &CalendarRules, from: Date, to: Date) -> i64 {
        if to < from {
            -self.span(rules, to, from, Century::before)
        } else {
            self.span(rules, from, to, Century::until)
        }
    }

    /// What `count` says of the later date less what it says of the earlier, the centuries between them counted in.
    fn span(&self, rules: &CalendarRules, from: Date, to: Date, count: fn(&Century, Date) -> i64) -> i64 {
        let (Some((first, from)), Some((last, to))) = (covered(from), covered(to)) else { return 0 };
        let of = |number, date| self.century(rules, number).map_or(0, |century| count(century, date));
        let whole = (first..last).filter_map(|number| self.century(rules, number)).map(Century::worked);
        whole.sum::<i64>() + of(last, to) - of(first, from)
    }

    fn century(&self, rules: &CalendarRules, number: usize) -> Option<&Century> {
        Some(self.0.get(number)?.get_or_init(|| Century::build(rules, number)))
    }
}

/// The number of the date's century, where it is covered.
fn number(date: Date) -> Option<usize> {
    usize::try_from(date.year().div_euclid(100)).ok().filter(|number| *number < CENTURIES)
}

/// The date, or the nearest that is covered, with the number of its century.
fn covered(date: Date) -> Option<(usize, Date)> {
    let (first, last) = (Date::from_ymd_opt(0, 1, 1)?, Date::from_ymd_opt(9999, 12, 31)?);
    let date = date.clamp(first, last);
    Some((number(date)?, date))
}
