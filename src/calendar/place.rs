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
    #[inline(always)]
    pub(super) fn day(self, short: ShortMonth) -> Option<Date> {
        match (self, short) {
            (Placement::On(date), _) => Some(date),
            (Placement::Lacking { last, .. }, ShortMonth::LastDay) => last,
            (Placement::Lacking { .. }, ShortMonth::Unsaid | ShortMonth::Skip) | (Placement::Outside, _) => None,
        }
    }

    /// A day of the month it lies in, whether it has the day or not.
    #[inline]
    pub(super) fn near(self) -> Option<Date> {
        match self {
            Placement::On(date) | Placement::Lacking { from: date, .. } => Some(date),
            Placement::Outside => None,
        }
    }
}

impl Calendar {
    /// The place in the days `from..=to`; without one, their last day.
    #[inline(always)]
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

    #[inline(always)]
    fn nth_or_lacking(&self, ordinal: Ordinal, kind: DayKind, from: Date, to: Date) -> Placement {
        match self.nth_day(ordinal, kind, from, to) {
            Some(date) => Placement::On(date),
            None => Placement::Lacking { from, last: self.nth_day(Ordinal::Last(1), kind, from, to) },
        }
    }

    /// The nth day of a kind in the days `from..=to`, counted from either end.
    #[inline(always)]
    pub(super) fn nth_day(&self, ordinal: Ordinal, kind: DayKind, from: Date, to: Date) -> Option<Date> {
        let found = match ordinal {
            Ordinal::Nth(nth) => {
                let others = i64::from(nth).checked_sub(1).filter(|others| *others >= 0)?;
                match kind {
                    DayKind::Any => add_days(from, others),
                    DayKind::Weekday(weekday) => {
                        add_days(from, i64::from(weekday.days_since(from.weekday())) + others * 7)
                    }
                    DayKind::Working => self.further(self.working_day_from(from)?, others),
                }
            }
            Ordinal::Last(nth) => {
                let others = i64::from(nth).checked_sub(1).filter(|others| *others >= 0)?;
                match kind {
                    DayKind::Any => add_days(to, -others),
                    DayKind::Weekday(weekday) => {
                        add_days(to, -i64::from(to.weekday().days_since(weekday)) - others * 7)
                    }
                    DayKind::Working => self.further(self.working_day_until(to)?, -others),
                }
            }
        };
        found.filter(|date| (from..=to).contains(date))
    }

    /// From a working day, so many others further.
    fn further(&self, day: Date, others: i64) -> Option<Date> {
        if others == 0 { Some(day) } else { self.add_working_days(day, others) }
    }
}

/// The first month of that name that starts in the days `from..=to`, cut to them; else the one that is under way at
/// their start.
fn month_within(month: Month, from: Date, to: Date) -> Option<(Date, Date)> {
    let number = u32::from(month.number());
    let first_of = |year| Date::from_ymd_opt(year, number, 1);
    let later = if number > from.month() || (number == from.month() && from.day() == 1) { 0 } else { 1 };
    let first = first_of(from.year() + later).filter(|first| *first <= to);
    let first = first.or_else(|| first_of(from.year()).filter(|first| month_end(*first) >= from && *first <= to))?;
    Some((first.max(from), month_end(first).min(to)))
}

fn day_within(month: Month, day: u8, from: Date, to: Date) -> Placement {
    let (month, day) = (u32::from(month.number()), u32::from(day));
    for year in from.year()..=to.year() {
        let Some(near) = day_or_last(year, month, day).filter(|date| (from..=to).contains(date)) else { continue };
        if near.day() == day {
            return Placement::On(near);
        }
        return Placement::Lacking { from: near.with_day(1).unwrap_or(near), last: Some(near) };
    }
    Placement::Outside
}
