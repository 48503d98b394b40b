//! From a deadline to the date it falls on.

use chrono::Datelike;

use super::arithmetic::day_or_last;
use super::{
    Calendar, Date, DayKind, Deadline, Duration, DurationUnit, Moment, Month, Move, Ordinal, Period, PeriodUnit,
};

/// What is known of the thing that is due.
#[derive(Clone, Copy)]
pub struct Situation<'a> {
    /// The day of the thing itself: its nominal date, or the day of its event.
    pub nominal: Date,
    /// The period it belongs to.
    pub period: &'a Period,
    /// The day it was completed, if it is.
    pub completion: Option<Date>,
    /// The day of the meeting that takes it, if one does.
    pub meeting: Option<Date>,
    /// The day a named event or occurrence happened, if it did.
    pub events: &'a dyn Fn(&str) -> Option<Date>,
}

/// The last moment at which the thing is in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// The last day.
    pub date: Date,
    /// Where the deadline is counted in hours, how many from its moment on; dates alone cannot say more.
    pub hours: Option<u32>,
}

/// A clock word may stand for a deadline with another clock word, but not for ever.
const DEEPEST_CLOCK: u32 = 16;

/// When a deadline falls, and `None` where it waits for something that has not happened, or a word has no clock.
///
/// A deadline falls on a working day: dates and lengths of time that end on another day move as the calendar says,
/// what must be done *before* a moment moves backwards only, a day of a period does not leave it, and `on the same
/// day` and hours do not move. Of the sooner of several, those that are known bind already; the later of several is
/// known when all are.
#[must_use]
pub fn due(
    deadline: &Deadline,
    at: &Situation<'_>,
    calendar: &Calendar,
    clocks: &dyn Fn(&str) -> Option<Deadline>,
) -> Option<Due> {
    let moved = calendar.rules().moved;
    Reading { at, calendar, clocks, moved, day_one: DayOne::TheNextDay }.due(deadline, DEEPEST_CLOCK)
}

/// What one answer is read from.
struct Reading<'a> {
    at: &'a Situation<'a>,
    calendar: &'a Calendar,
    clocks: &'a dyn Fn(&str) -> Option<Deadline>,
    /// Where a date goes that is no working day.
    moved: Move,
    /// From where lengths of time are counted.
    day_one: DayOne,
}

/// Which day counts first, on from a moment or back from it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DayOne {
    /// The moment's own day is day 0.
    TheNextDay,
    /// The moment's own day is day 1: the day on its other side is day 0.
    ThatDay,
}

impl Reading<'_> {
    fn due(&self, deadline: &Deadline, depth: u32) -> Option<Due> {
        let depth = depth.checked_sub(1)?;
        let date = match deadline {
            Deadline::Within { duration, after } => return self.within(*duration, after.as_ref()),
            Deadline::SoonerOf(several) => return several.iter().filter_map(|one| self.due(one, depth)).min(),
            Deadline::LaterOf(several) => {
                let known: Option<Vec<Due>> = several.iter().map(|one| self.due(one, depth)).collect();
                return known?.into_iter().max();
            }
            Deadline::Clock(word) => return self.due(&(self.clocks)(word)?, depth),
            Deadline::Before { duration, moment } => self.before(*duration, self.moment(moment)?)?,
            Deadline::By { ordinal, kind, of, next } => self.by(*ordinal, *kind, *of, *next)?,
            Deadline::OnDay { month, day } => self.moved(on_day(*month, *day, self.at.period.to)?),
            Deadline::On(date) => self.moved(*date),
            Deadline::At { after: Some(duration), moment } => return self.within(*duration, Some(moment)),
            Deadline::At { after: None, moment } => self.moment(moment)?,
            // Which periods have one already, only records can tell.
            Deadline::NextWithout(_) => return None,
            Deadline::CountingThatDay(inner) => {
                return Reading { day_one: DayOne::ThatDay, ..*self }.due(inner, depth);
            }
            Deadline::NotMoved(inner) => return Reading { moved: Move::Stay, ..*self }.due(inner, depth),
            Deadline::SameDay => self.at.nominal,
            Deadline::SameWorkingDay => self.calendar.working_day_from(self.at.nominal)?,
        };
        Some(Due { date, hours: None })
    }

    fn within(&self, duration: Duration, after: Option<&Moment>) -> Option<Due> {
        let start = match after {
            Some(moment) => self.moment(moment)?,
            None => self.at.nominal,
        };
        let day_0 = match self.day_one {
            DayOne::TheNextDay => start,
            DayOne::ThatDay => start.pred_opt()?,
        };
        let end = self.calendar.add(day_0, duration)?;
        Some(match duration.unit {
            DurationUnit::Hour => Due { date: end, hours: Some(duration.count) },
            DurationUnit::Day
            | DurationUnit::WorkingDay
            | DurationUnit::Week
            | DurationUnit::Month
            | DurationUnit::Quarter
            | DurationUnit::Term
            | DurationUnit::Year => Due { date: self.moved(end), hours: None },
        })
    }

    /// Without a length of time, the last working day before the moment's own day.
    fn before(&self, duration: Option<Duration>, moment: Date) -> Option<Date> {
        let Some(duration) = duration else { return self.calendar.previous_working_day(moment) };
        let day_0 = match self.day_one {
            DayOne::TheNextDay => moment,
            DayOne::ThatDay => moment.succ_opt()?,
        };
        let day = self.calendar.subtract(day_0, duration)?;
        if self.moved == Move::Stay { Some(day) } else { self.calendar.working_day_until(day) }
    }

    /// A period without the day named is over on its last day of that kind.
    fn by(&self, ordinal: Ordinal, kind: DayKind, of: PeriodUnit, next: bool) -> Option<Date> {
        let own = self.period(of)?;
        let period = if next { self.calendar.period_after(&own)? } else { own };
        let day = self.calendar.nth_day(ordinal, kind, period.from, period.to);
        let day = day.or_else(|| self.calendar.nth_day(Ordinal::Last(1), kind, period.from, period.to))?;
        Some(self.calendar.adjust_within(day, self.moved, (period.from, period.to)))
    }

    fn moment(&self, moment: &Moment) -> Option<Date> {
        match moment {
            Moment::Completion => self.at.completion,
            Moment::Meeting => self.at.meeting,
            Moment::Start(unit) => self.period(*unit).map(|period| period.from),
            Moment::End(unit) => self.period(*unit).map(|period| period.to),
            Moment::Named(name) => (self.at.events)(name),
        }
    }

    /// The thing's own period, or the one of another unit that holds its day.
    fn period(&self, unit: PeriodUnit) -> Option<Period> {
        if self.at.period.unit == unit {
            return Some(self.at.period.clone());
        }
        self.calendar.period_containing(unit, self.at.nominal)
    }

    fn moved(&self, date: Date) -> Date {
        self.calendar.adjust(date, self.moved)
    }
}

/// The first such day of the year on or after a date; 29 February is the 28th where there is none.
fn on_day(month: Month, day: u8, since: Date) -> Option<Date> {
    let in_year = |year| day_or_last(year, u32::from(month.number()), u32::from(day));
    in_year(since.year()).filter(|date| *date >= since).or_else(|| in_year(since.year().checked_add(1)?))
}
