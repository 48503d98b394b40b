//! The ways in which rhythms go from one turn to the next, each as simple as it can be.

use chrono::Datelike;

use super::arithmetic::add_days;
use super::period::Stretch;
use super::place::Placement;
use super::rhythm::{Round, Turn, month_of, step};
use super::working::WorkingYear;
use super::{Calendar, Date, DayKind, Every, MonthSet, Ordinal, PeriodUnit};

/// In days from an anchor: `every 6 weeks from 9 January 2025`. All days are alike, so that so many after the last one
/// is as far as from the anchor on.
pub(super) struct Days {
    pub(super) step: i64,
    pub(super) ordinal: i64,
    pub(super) next: Option<Date>,
    pub(super) to: Date,
}

impl Days {
    /// A step further, most often in the same year.
    #[inline(always)]
    fn after(&self, day: Date) -> Option<Date> {
        let number = i64::from(day.ordinal()) + self.step;
        if number <= 365 { day.with_ordinal(number as u32) } else { add_days(day, self.step) }
    }

    /// The same days as rounds, from one day on.
    #[inline]
    pub(super) fn rounds_since(mut self, from: Date, months: MonthSet) -> impl Iterator<Item = Round> {
        std::iter::from_fn(move || {
            let nominal = self.next.filter(|day| *day <= self.to)?;
            let round = Round { ordinal: self.ordinal, period: None, nominal };
            (self.ordinal, self.next) = (self.ordinal + 1, self.after(nominal));
            Some(round)
        })
        .filter(move |round| round.nominal >= from && (months.is_all() || months.contains(month_of(round.nominal))))
    }
}

impl Iterator for Days {
    type Item = Turn;

    #[inline(always)]
    fn next(&mut self) -> Option<Turn> {
        let day = self.next.filter(|day| *day <= self.to)?;
        let turn = Turn::point(self.ordinal, Placement::On(day));
        (self.ordinal, self.next) = (self.ordinal + 1, self.after(day));
        Some(turn)
    }
}

/// A year whose days are found by their number in it, from 1 on, so that a date is made for what is found alone.
#[derive(Clone, Copy)]
struct Year {
    new_year: Date,
    /// The number of days before each month, and in all of them.
    days_before: &'static [u32; 13],
}

const DAYS_BEFORE: [u32; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
const DAYS_BEFORE_LEAPING: [u32; 13] = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366];

impl Year {
    fn of(year: i32) -> Option<Year> {
        let new_year = Date::from_ymd_opt(year, 1, 1)?;
        Some(Year { new_year, days_before: if new_year.leap_year() { &DAYS_BEFORE_LEAPING } else { &DAYS_BEFORE } })
    }

    /// So many years later.
    fn after(&self, years: u32) -> Option<Year> {
        Year::of(self.new_year.year().checked_add_unsigned(years)?)
    }

    /// The first and the last day of a month, January being 0.
    #[inline(always)]
    fn month(&self, month0: u32) -> Option<(u32, u32)> {
        let month0 = month0 as usize;
        Some((self.days_before.get(month0)? + 1, *self.days_before.get(month0 + 1)?))
    }

    #[inline(always)]
    fn date(&self, day: u32) -> Option<Date> {
        self.new_year.with_ordinal(day)
    }
}

/// In months from an anchor, on its day of the month where there is one: `every month from 31 January 2026`.
pub(super) struct Months {
    step: u32,
    ordinal: i64,
    year: Year,
    /// January of that year is 0; past December it is a month of a later year.
    month0: u32,
    day: u32,
    to: Date,
}

impl Months {
    /// Months on from a day, after so many steps, numbered from that ordinal on; none where that is beyond all dates.
    pub(super) fn from(anchor: Date, (step, steps): (i64, i64), ordinal: i64, to: Date) -> Option<Months> {
        let month0 = steps.checked_mul(step)?.checked_add(i64::from(anchor.month0()))?;
        Some(Months {
            // A longer step leads beyond all dates as well.
            step: u32::try_from(step).unwrap_or(u32::MAX),
            ordinal,
            year: Year::of(anchor.year().checked_add(i32::try_from(month0.div_euclid(12)).ok()?)?)?,
            month0: u32::try_from(month0.rem_euclid(12)).ok()?,
            day: anchor.day(),
            to,
        })
    }
}

impl Iterator for Months {
    type Item = Turn;

    #[inline(always)]
    fn next(&mut self) -> Option<Turn> {
        if self.month0 >= 12 {
            self.year = self.year.after(self.month0 / 12)?;
            self.month0 %= 12;
        }
        let (first, last) = self.year.month(self.month0)?;
        let day = first + self.day - 1;
        let (placement, near) = if day <= last {
            let date = self.year.date(day)?;
            (Placement::On(date), date)
        } else {
            let from = self.year.date(first)?;
            (Placement::Lacking { from, last: self.year.date(last) }, from)
        };
        let turn = Turn::point(self.ordinal, placement);
        (self.ordinal, self.month0) = (self.ordinal + 1, self.month0.saturating_add(self.step));
        (near <= self.to).then_some(turn)
    }
}

/// By months, each with a day of some kind: `every month on the second Wednesday`.
pub(super) struct PlacedMonths<'a> {
    calendar: &'a Calendar,
    nth: Ordinal,
    kind: DayKind,
    step: u32,
    ordinal: i64,
    year: Year,
    of_year: OfYear<'a>,
    /// January of that year is 0; past December it is a month of a later year.
    month0: u32,
    not_before: Option<Date>,
    to: Date,
}

/// What the days of a kind are found by.
#[derive(Clone, Copy)]
enum OfYear<'a> {
    Nothing,
    /// How many days after the first of the year the first such weekday is, and whole weeks that are more than a year:
    /// with them nothing is taken from that is less.
    Weekday(u32),
    Working(WorkingYear<'a>),
}

const WEEKS: u32 = 53 * 7;

impl<'a> OfYear<'a> {
    fn new(calendar: &'a Calendar, kind: DayKind, year: Year) -> Option<OfYear<'a>> {
        Some(match kind {
            DayKind::Any => OfYear::Nothing,
            DayKind::Weekday(weekday) => OfYear::Weekday(weekday.days_since(year.new_year.weekday()) + WEEKS),
            DayKind::Working => OfYear::Working(calendar.working_year(year.new_year)?),
        })
    }

    /// The nth day of its kind from either end of a month, given by its first and its last day; it may lie outside.
    #[inline(always)]
    fn day(self, nth: Ordinal, first: u32, last: u32) -> Option<u32> {
        match (self, nth) {
            (OfYear::Nothing, Ordinal::Nth(nth)) => Some(first + u32::from(nth) - 1),
            (OfYear::Nothing, Ordinal::Last(nth)) => (last + 1).checked_sub(u32::from(nth)),
            (OfYear::Weekday(after), Ordinal::Nth(nth)) => {
                Some(first + (after + 1 - first) % 7 + (u32::from(nth) - 1) * 7)
            }
            (OfYear::Weekday(after), Ordinal::Last(nth)) => {
                (last - (last + 2 * WEEKS - 1 - after) % 7).checked_sub((u32::from(nth) - 1) * 7)
            }
            (OfYear::Working(year), Ordinal::Nth(_)) => year.first_from(first),
            (OfYear::Working(year), Ordinal::Last(_)) => year.last_until(last),
        }
    }
}

impl<'a> PlacedMonths<'a> {
    /// From the period of that number on; none where days of that kind are not found so: of working days the first
    /// and the last alone are.
    pub(super) fn of(periods: &Periods<'a>, nth: Ordinal, kind: DayKind) -> Option<PlacedMonths<'a>> {
        let Periods { every, calendar, index, first, not_before, to, .. } = *periods;
        let (Ordinal::Nth(count) | Ordinal::Last(count)) = nth;
        let found = match kind {
            DayKind::Working => count == 1,
            DayKind::Any | DayKind::Weekday(_) => count >= 1,
        };
        let year = Year::of(i32::try_from(index.div_euclid(12)).ok().filter(|_| found)?)?;
        Some(PlacedMonths {
            calendar,
            nth,
            kind,
            step: u32::try_from(step(every)).unwrap_or(u32::MAX),
            ordinal: first.map_or(index, |first| (index - first) / step(every)),
            year,
            of_year: OfYear::new(calendar, kind, year)?,
            month0: u32::try_from(index.rem_euclid(12)).ok()?,
            not_before,
            to,
        })
    }

    /// Where the day lies in the month of those days of the year, and a day of that month.
    #[inline(always)]
    fn placement(&self, first: u32, last: u32) -> Option<(Placement, Date)> {
        let find = |nth| self.of_year.day(nth, first, last).filter(|day| first <= *day && *day <= last);
        if let Some(day) = find(self.nth) {
            let date = self.year.date(day)?;
            return Some((Placement::On(date), date));
        }
        let from = self.year.date(first)?;
        let last = find(Ordinal::Last(1)).and_then(|day| self.year.date(day));
        Some((Placement::Lacking { from, last }, from))
    }
}

impl Iterator for PlacedMonths<'_> {
    type Item = Turn;

    #[inline(always)]
    fn next(&mut self) -> Option<Turn> {
        if self.month0 >= 12 {
            self.year = self.year.after(self.month0 / 12)?;
            self.of_year = OfYear::new(self.calendar, self.kind, self.year)?;
            self.month0 %= 12;
        }
        let (first, last) = self.year.month(self.month0)?;
        let (placement, near) = self.placement(first, last)?;
        let turn = Turn { ordinal: self.ordinal, period: None, placement, not_before: self.not_before };
        (self.ordinal, self.month0) = (self.ordinal + 1, self.month0.saturating_add(self.step));
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
