//! Finding a place, such as the second Wednesday or 31 May, in a stretch of days.

use chrono::Datelike;

use super::arithmetic::{add_days, day_or_last, month_end};
use super::{Calendar, Date, DayKind, Month, Ordinal, Place, ShortMonth};

/// Where a place lies in one stretch of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placement {
    /// On that day.
    On(Date),
    /// The stretch is too short: it has no such day.
    Lacking {
        /// The first day of the month or period that lacks it.
        from: Date,
        /// The last day of the kind that was asked for.
        last: Option<Date>,
    },
    /// The month named is not in the stretch at all.
    Outside,
}

impl Placement {
    /// The day it comes to, under what is said of shorter months.
    pub(super) fn day(self, short: ShortMonth) -> Option<Date> {
        match (self, short) {
            (Placement::On(date), _) => Some(date),
            (Placement::Lacking { last, .. }, ShortMonth::LastDay) => last,
            (Placement::Lacking { .. }, ShortMonth::Unsaid | ShortMonth::Skip) | (Placement::Outside, _) => None,
        }
    }

    /// A day of the month it lies in, whether it has the day or not.
    pub(super) fn near(self) -> Option<Date> {
        match self {
            Placement::On(date) | Placement::Lacking { from: date, .. } => Some(date),
            Placement::Outside => None,
        }
    }
}

impl Calendar {
    /// The place in the days `from..=to`; without one, their last day.
    pub(super) fn placement(&self, place: Option<Place>, from: Date, to: Date) -> Placement {
        match place {
            None | Some(Place::End) => Placement::On(to),
            Some(Place::Start) => Placement::On(from),
            Some(Place::Nth(ordinal, kind)) => self.nth_or_lacking(ordinal, kind, from, to),
            Some(Place::NthIn(ordinal, kind, month)) => match month_within(month, from, to) {
                Some((first, last)) => self.nth_or_lacking(ordinal, kind, first, last),
                None => Placement::Outside,
            },
            Some(Place::DayOf { month, day }) => day_within(month, day, from, to),
            Some(Place::In(month)) => {
                month_within(month, from, to).map_or(Placement::Outside, |(_, last)| Placement::On(last))
            }
        }
    }

    fn nth_or_lacking(&self, ordinal: Ordinal, kind: DayKind, from: Date, to: Date) -> Placement {
        match self.nth_day(ordinal, kind, from, to) {
            Some(date) => Placement::On(date),
            None => Placement::Lacking { from, last: self.nth_day(Ordinal::Last(1), kind, from, to) },
        }
    }

    /// The nth day of a kind in the days `from..=to`, counted from either end.
    pub(super) fn nth_day(&self, ordinal: Ordinal, kind: DayKind, from: Date, to: Date) -> Option<Date> {
        let found = match ordinal {
            Ordinal::Nth(nth) => {
                let steps = i64::from(nth).checked_sub(1).filter(|steps| *steps >= 0)?;
                self.count_on(self.first_of_kind(kind, from)?, kind, steps)
            }
            Ordinal::Last(nth) => {
                let steps = i64::from(nth).checked_sub(1).filter(|steps| *steps >= 0)?;
                self.count_on(self.last_of_kind(kind, to)?, kind, -steps)
            }
        };
        found.filter(|date| (from..=to).contains(date))
    }

    fn first_of_kind(&self, kind: DayKind, from: Date) -> Option<Date> {
        match kind {
            DayKind::Any => Some(from),
            DayKind::Working => self.working_day_from(from),
            DayKind::Weekday(weekday) => add_days(from, i64::from(weekday.days_since(from.weekday()))),
        }
    }

    fn last_of_kind(&self, kind: DayKind, to: Date) -> Option<Date> {
        match kind {
            DayKind::Any => Some(to),
            DayKind::Working => self.working_day_until(to),
            DayKind::Weekday(weekday) => add_days(to, -i64::from(to.weekday().days_since(weekday))),
        }
    }

    /// From a day of the kind, so many of the kind further.
    fn count_on(&self, day: Date, kind: DayKind, steps: i64) -> Option<Date> {
        match kind {
            DayKind::Any => add_days(day, steps),
            DayKind::Working => self.add_working_days(day, steps),
            DayKind::Weekday(_) => add_days(day, steps * 7),
        }
    }
}

/// The first month of that name that starts in the days `from..=to`, cut to them; else the one that is under way at
/// their start.
fn month_within(month: Month, from: Date, to: Date) -> Option<(Date, Date)> {
    let number = u32::from(month.number());
    let firsts = (from.year()..=to.year()).filter_map(|year| Date::from_ymd_opt(year, number, 1));
    let first = firsts.clone().find(|first| (from..=to).contains(first)).or_else(|| {
        let mut under_way = firsts;
        under_way.find(|first| *first <= to && month_end(*first) >= from)
    })?;
    Some((first.max(from), month_end(first).min(to)))
}

fn day_within(month: Month, day: u8, from: Date, to: Date) -> Placement {
    let (month, day) = (u32::from(month.number()), u32::from(day));
    for year in from.year()..=to.year() {
        let Some(near) = day_or_last(year, month, day).filter(|date| (from..=to).contains(date)) else { continue };
        return match Date::from_ymd_opt(year, month, day) {
            Some(date) => Placement::On(date),
            None => Placement::Lacking { from: near.with_day(1).unwrap_or(near), last: Some(near) },
        };
    }
    Placement::Outside
}
