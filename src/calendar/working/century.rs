//! The working days of one century as a bitmap, with counts.

use chrono::Datelike;

use super::{CalendarRules, works_on};
use crate::calendar::arithmetic::add_days;
use crate::calendar::holidays::kept;
use crate::calendar::{Date, Weekday};

/// Bit `n` is the `n`-th day of the century, counted from 0; set where the day is worked.
#[derive(Clone, Debug)]
pub(super) struct Century {
    /// The first day, in days from the common era.
    first: i32,
    words: Vec<u64>,
    /// How many working days lie before each word, and behind the last one how many there are.
    before: Vec<u32>,
}

impl Century {
    /// The years from `100 × number` on.
    pub(super) fn build(rules: &CalendarRules, number: usize) -> Century {
        let year = i32::try_from(number).unwrap_or_default() * 100;
        let first = Date::from_ymd_opt(year, 1, 1).unwrap_or(Date::MIN);
        let last = Date::from_ymd_opt(year + 99, 12, 31).unwrap_or(Date::MAX);
        let mut century = Century { first: first.num_days_from_ce(), words: Vec::new(), before: Vec::new() };
        century.words = weeks(rules, first.weekday(), century.position(last) + 1);
        for nation in &rules.holidays {
            for year in year..year + 100 {
                kept(*nation, year).into_iter().for_each(|(date, _)| century.clear(date));
            }
        }
        rules.extra_holidays.iter().for_each(|holiday| century.clear(holiday.date));
        for closure in &rules.closures {
            let (from, to) = (closure.from.max(first), closure.to.min(last));
            from.iter_days().take_while(|day| *day <= to).for_each(|day| century.clear(day));
        }
        century.count();
        century
    }

    /// Whether the day is worked.
    pub(super) fn contains(&self, date: Date) -> bool {
        let position = self.position(date);
        self.words.get(position / 64).is_some_and(|word| word >> (position % 64) & 1 == 1)
    }

    /// How many days are worked.
    pub(super) fn worked(&self) -> i64 {
        self.before.last().copied().map_or(0, i64::from)
    }

    /// How many working days lie before a date of the century.
    pub(super) fn before(&self, date: Date) -> i64 {
        let position = self.position(date);
        let inside = self.words.get(position / 64).map_or(0, |word| word & !(u64::MAX << (position % 64)));
        i64::from(self.before.get(position / 64).copied().unwrap_or_default() + inside.count_ones())
    }

    /// How many working days lie before a date of the century or on it.
    pub(super) fn until(&self, date: Date) -> i64 {
        self.before(date) + i64::from(self.contains(date))
    }

    /// The working day that has so many others of the century before it.
    pub(super) fn nth(&self, rank: i64) -> Option<Date> {
        let rank = u32::try_from(rank).ok().filter(|rank| i64::from(*rank) < self.worked())?;
        let word = self.before.partition_point(|before| *before <= rank).checked_sub(1)?;
        let mut bits = *self.words.get(word)?;
        for _ in 0..rank - self.before.get(word)? {
            bits &= bits.wrapping_sub(1);
        }
        self.date(word, bits.trailing_zeros())
    }

    /// The first working day of the century on or after a date of it.
    #[inline]
    pub(super) fn first_from(&self, date: Date) -> Option<Date> {
        let position = self.position(date);
        add_days(date, self.worked_from(position)? - i64::try_from(position).ok()?)
    }

    /// The last working day of the century on or before a date of it.
    #[inline]
    pub(super) fn last_until(&self, date: Date) -> Option<Date> {
        let position = self.position(date);
        add_days(date, self.worked_until(position)? - i64::try_from(position).ok()?)
    }

    /// The first day on or after that one which is worked, both by their numbers in the century.
    #[inline]
    pub(super) fn worked_from(&self, position: usize) -> Option<i64> {
        let inside = self.words.get(position / 64)? >> (position % 64);
        if inside != 0 {
            return i64::try_from(position).ok()?.checked_add(i64::from(inside.trailing_zeros()));
        }
        let later = self.words.iter().enumerate().skip(position / 64 + 1);
        let (word, bits) = later.into_iter().find(|(_, bits)| **bits != 0)?;
        i64::try_from(word * 64).ok()?.checked_add(i64::from(bits.trailing_zeros()))
    }

    /// The last day on or before that one which is worked, both by their numbers in the century.
    #[inline]
    pub(super) fn worked_until(&self, position: usize) -> Option<i64> {
        let inside = self.words.get(position / 64)? << (63 - position % 64);
        if inside != 0 {
            return i64::try_from(position).ok()?.checked_sub(i64::from(inside.leading_zeros()));
        }
        let earlier = self.words.iter().enumerate().take(position / 64);
        let (word, bits) = earlier.rev().find(|(_, bits)| **bits != 0)?;
        i64::try_from(word * 64).ok()?.checked_add(i64::from(bits.ilog2()))
    }

    /// The date of a bit in a word.
    fn date(&self, word: usize, bit: u32) -> Option<Date> {
        let position = i32::try_from(word * 64).ok()?.checked_add(i32::try_from(bit).ok()?)?;
        Date::from_num_days_from_ce_opt(self.first.checked_add(position)?)
    }

    /// Where the date's bit stands: behind all others where the date is not of the century.
    pub(super) fn position(&self, date: Date) -> usize {
        usize::try_from(date.num_days_from_ce() - self.first).unwrap_or(usize::MAX)
    }

    fn clear(&mut self, date: Date) {
        let position = self.position(date);
        if let Some(word) = self.words.get_mut(position / 64) {
            *word &= !(1 << (position % 64));
        }
    }

    fn count(&mut self) {
        let mut total = 0;
        let counted = self.words.iter().map(|word| {
            total += word.count_ones();
            total
        });
        self.before = std::iter::once(0).chain(counted).collect();
    }
}

/// The bare working week over so many days.
fn weeks(rules: &CalendarRules, first: Weekday, days: usize) -> Vec<u64> {
    let mut weekdays = std::iter::successors(Some(first), |day| Some(day.succ()));
    // A word is nine weeks and a day: after seven of them the days of the week return.
    let mut word =
        || (0..64).fold(0, |word, bit| word | u64::from(works_on(rules, weekdays.next().unwrap_or(first))) << bit);
    let returning: Vec<u64> = (0..7).map(|_| word()).collect();
    let mut words: Vec<u64> = returning.into_iter().cycle().take(days.div_ceil(64)).collect();
    if let Some(last) = words.last_mut().filter(|_| !days.is_multiple_of(64)) {
        *last &= !(u64::MAX << (days % 64));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Calendar, Nation};

    #[test]
    fn the_bitmap_agrees_with_the_rules_on_every_day() {
        let rules = CalendarRules { holidays: vec![Nation::EnglandAndWales], ..CalendarRules::default() };
        let century = Century::build(&rules, 20);
        let calendar = Calendar::new(rules);
        let mut rank = 0;
        let mut last = None;
        for day in Date::from_ymd_opt(2000, 1, 1).unwrap().iter_days().take_while(|day| day.year() < 2100) {
            let worked = calendar.day_off(day).is_none();
            assert_eq!(century.contains(day), worked, "{day}");
            assert_eq!(century.before(day), rank);
            if worked {
                assert_eq!(century.nth(rank), Some(day));
                rank += 1;
                last = Some(day);
            }
            assert_eq!(century.last_until(day), last);
            assert_eq!(century.first_from(day), century.nth(century.before(day)));
        }
        assert_eq!((century.worked(), century.nth(rank)), (rank, None));
    }
}
