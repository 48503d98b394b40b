//! The working days of a run of years as a bitmap, with counts, so that any question about them is answered at once.

use chrono::Datelike;

use super::{CalendarRules, works_on};
use crate::calendar::holidays::bank_holidays;
use crate::calendar::{Date, Weekday};

/// The first year every calendar's index covers.
pub(super) const FIRST_YEAR: i32 = 1900;
/// The last year every calendar's index covers.
pub(super) const LAST_YEAR: i32 = 2899;

/// Bit `n` is the `n`-th day from `first`, counted from 0; set where the day is worked.
#[derive(Clone, Debug)]
pub(super) struct WorkingDays {
    /// As days from the common era.
    first: i32,
    /// How many days are covered.
    days: usize,
    words: Vec<u64>,
    /// How many working days lie before each word.
    before: Vec<i64>,
}

impl WorkingDays {
    /// The index of those years, both whole; empty where they are beyond the dates there are.
    pub(super) fn build(rules: &CalendarRules, first_year: i32, last_year: i32) -> WorkingDays {
        let first = Date::from_ymd_opt(first_year, 1, 1).unwrap_or(Date::MIN);
        let last = Date::from_ymd_opt(last_year, 12, 31).unwrap_or(Date::MAX);
        let days = usize::try_from((last - first).num_days() + 1).unwrap_or_default();
        let mut index = WorkingDays { first: first.num_days_from_ce(), days, words: Vec::new(), before: Vec::new() };
        index.words = weeks(rules, first.weekday(), days);
        for year in first_year..=last_year {
            let holidays = rules.holidays.iter().flat_map(|nation| bank_holidays(*nation, year));
            holidays.for_each(|holiday| index.clear(holiday.date));
        }
        rules.extra_holidays.iter().for_each(|holiday| index.clear(holiday.date));
        for closure in &rules.closures {
            let (from, to) = (closure.from.max(first), closure.to.min(last));
            from.iter_days().take_while(|day| *day <= to).for_each(|day| index.clear(day));
        }
        index.count_words();
        index
    }

    /// Whether the day is worked; `None` outside the years covered.
    pub(super) fn contains(&self, date: Date) -> Option<bool> {
        let position = self.position(date)?;
        Some(self.words.get(position / 64)? >> (position % 64) & 1 == 1)
    }

    /// The working days in `from..end`; `None` where either is outside the years covered.
    pub(super) fn count(&self, from: Date, end: Date) -> Option<i64> {
        Some(self.rank(self.position(end)?)? - self.rank(self.position(from)?)?)
    }

    /// The `count`-th working day after the date (before it where negative); `None` outside the years covered.
    pub(super) fn nth_from(&self, date: Date, count: i64) -> Option<Date> {
        let position = self.position(date)?;
        let rank = match count.signum() {
            1 => self.rank(position + 1)?.checked_add(count - 1)?,
            _ => self.rank(position)?.checked_add(count)?,
        };
        self.select(rank)
    }

    fn position(&self, date: Date) -> Option<usize> {
        let position = usize::try_from(i64::from(date.num_days_from_ce()) - i64::from(self.first)).ok()?;
        (position < self.days).then_some(position)
    }

    /// How many working days lie before a position.
    fn rank(&self, position: usize) -> Option<i64> {
        let (word, bit) = (position / 64, position % 64);
        let inside = self.words.get(word)? & !(u64::MAX << bit);
        Some(self.before.get(word)? + i64::from(inside.count_ones()))
    }

    /// The working day that has `rank` others before it.
    fn select(&self, rank: i64) -> Option<Date> {
        let word = self.before.partition_point(|before| *before <= rank).checked_sub(1)?;
        let mut bits = *self.words.get(word)?;
        for _ in 0..rank - self.before.get(word)? {
            bits &= bits.checked_sub(1)?;
        }
        let position = (bits != 0).then(|| word * 64 + bits.trailing_zeros() as usize)?;
        Date::from_num_days_from_ce_opt(self.first.checked_add(i32::try_from(position).ok()?)?)
    }

    fn clear(&mut self, date: Date) {
        if let Some(position) = self.position(date)
            && let Some(word) = self.words.get_mut(position / 64)
        {
            *word &= !(1 << (position % 64));
        }
    }

    fn count_words(&mut self) {
        let mut total = 0;
        for word in &self.words {
            self.before.push(total);
            total += i64::from(word.count_ones());
        }
    }
}

/// The bare working week over so many days.
fn weeks(rules: &CalendarRules, first: Weekday, days: usize) -> Vec<u64> {
    let mut weekday = first;
    let bits = std::iter::from_fn(|| {
        let works = works_on(rules, weekday);
        weekday = weekday.succ();
        Some(works)
    });
    // 64 is one more than nine weeks: after seven words the pattern of bits returns.
    let pattern: Vec<bool> = bits.take(7 * 64).collect();
    let words = pattern.chunks(64).map(|chunk| chunk.iter().rev().fold(0, |word, bit| word << 1 | u64::from(*bit)));
    let words: Vec<u64> = words.collect();
    // One word more than the days need, so that the count up to the very end has a place.
    let mut filled: Vec<u64> = words.iter().copied().cycle().take(days / 64 + 1).collect();
    if let Some(last) = filled.last_mut() {
        *last &= !(u64::MAX << (days % 64));
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Calendar, Nation};

    #[test]
    fn the_bitmap_agrees_with_the_rules_on_every_day() {
        let rules = CalendarRules { holidays: vec![Nation::EnglandAndWales], ..CalendarRules::default() };
        let index = WorkingDays::build(&rules, 2015, 2032);
        let calendar = Calendar::new(rules);
        let mut day = Date::from_ymd_opt(2015, 1, 1).unwrap();
        let mut rank = 0;
        while day.year() <= 2032 {
            let worked = calendar.day_off(day).is_none();
            assert_eq!(index.contains(day), Some(worked), "{day}");
            assert_eq!(index.rank(index.position(day).unwrap()), Some(rank));
            if worked {
                assert_eq!(index.select(rank), Some(day));
                rank += 1;
            }
            day = day.succ_opt().unwrap();
        }
        assert_eq!(index.select(rank), None);
        assert_eq!(index.contains(day), None);
    }
}
