//! The ways in which rhythms go from one turn to the next, each as simple as it can be.

use chrono::Datelike;

use super::arithmetic::{add_days, month_end};
use super::period::Stretch;
use super::place::Placement;
use super::rhythm::{Turn, step};
use super::{Calendar, Date, Every, PeriodUnit};

/// In days from an anchor: `every 6 weeks from 9 January 2025`. All days are alike, so that so many after the last one
/// is as far as from the anchor on.
pub(super) struct Days {
    pub(super) step: i64,
    pub(super) ordinal: i64,
    pub(super) next: Option<Date>,
    pub(super) to: Date,
}

impl Iterator for Days {
    type Item = Turn;

    #[inline]
    fn next(&mut self) -> Option<Turn> {
        let day = self.next.filter(|day| *day <= self.to)?;
        let turn = Turn::point(self.ordinal, Placement::On(day));
        (self.ordinal, self.next) = (self.ordinal.checked_add(1)?, add_days(day, self.step));
        Some(turn)
    }
}

/// In months from an anchor, on its day of the month where there is one: `every month from 31 January 2026`.
pub(super) struct Months {
    step: i64,
    ordinal: i64,
    year: i32,
    /// January of that year is 0; past December it is a month of a later year.
    month0: i64,
    day: u32,
    to: Date,
}

impl Months {
    /// Months on from a day, after so many steps.
    pub(super) fn from(anchor: Date, step: i64, steps: i64, to: Date) -> Months {
        let month0 = i64::from(anchor.month0()) + steps * step;
        Months { step, ordinal: 0, year: anchor.year(), month0, day: anchor.day(), to }
    }

    /// The same, counted from that number on.
    pub(super) const fn numbered(self, ordinal: i64) -> Months {
        Months { ordinal, ..self }
    }
}

impl Iterator for Months {
    type Item = Turn;

    #[inline]
    fn next(&mut self) -> Option<Turn> {
        if self.month0 >= 12 {
            self.year = self.year.checked_add(i32::try_from(self.month0 / 12).ok()?)?;
            self.month0 %= 12;
        }
        let month = u32::try_from(self.month0).ok()? + 1;
        let (placement, near) = match Date::from_ymd_opt(self.year, month, self.day) {
            Some(date) => (Placement::On(date), date),
            None => {
                let first = Date::from_ymd_opt(self.year, month, 1)?;
                (Placement::Lacking { from: first, last: Some(month_end(first)) }, first)
            }
        };
        let turn = Turn::point(self.ordinal, placement);
        (self.ordinal, self.month0) = (self.ordinal.checked_add(1)?, self.month0.checked_add(self.step)?);
        (near <= self.to).then_some(turn)
    }
}

/// In working days from an anchor: `every 10 working days from 9 January 2025`.
pub(super) struct WorkingDays<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) anchor: Date,
    pub(super) step: i64,
    pub(super) ordinal: i64,
    pub(super) to: Date,
}

impl Iterator for WorkingDays<'_> {
    type Item = Turn;

    fn next(&mut self) -> Option<Turn> {
        let day = self.calendar.add_working_days(self.anchor, self.ordinal.checked_mul(self.step)?)?;
        let turn = Turn::point(self.ordinal, Placement::On(day));
        self.ordinal = self.ordinal.checked_add(1)?;
        (day <= self.to).then_some(turn)
    }
}

/// By whole periods, each with its place: `every 2 months on the first Monday from January 2017`.
pub(super) struct Periods<'a> {
    pub(super) every: &'a Every,
    pub(super) calendar: &'a Calendar,
    pub(super) index: i64,
    /// The first day of the period of that number.
    pub(super) start: Option<Date>,
    /// The number of the period that holds the anchor, where there is one.
    pub(super) first: Option<i64>,
    pub(super) not_before: Option<Date>,
    pub(super) to: Date,
}

impl Iterator for Periods<'_> {
    type Item = Turn;

    #[inline]
    fn next(&mut self) -> Option<Turn> {
        let (every, calendar, step) = (self.every, self.calendar, step(self.every));
        loop {
            let (index, from) = (self.index, self.start.filter(|from| *from <= self.to)?);
            let period = Stretch { index, from, to: calendar.period_end(every.unit, index, from) };
            self.index = index.checked_add(step)?;
            self.start = match (step, every.unit) {
                (2.., _) | (_, PeriodUnit::Term) => calendar.period_start(every.unit, self.index),
                _ => period.to.succ_opt(),
            };
            if every.unit != PeriodUnit::WorkingDay || calendar.is_working_day(from) {
                return Some(Turn {
                    ordinal: self.first.map_or(index, |first| (index - first) / step),
                    period: Some(period),
                    placement: calendar.placement(every.place, period.from, period.to),
                    not_before: self.not_before,
                });
            }
        }
    }
}
