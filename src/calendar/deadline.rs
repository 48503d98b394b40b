//! What a `due:` or `within:` says.

use super::{Date, DayKind, Duration, Month, Ordinal, PeriodUnit};

/// By when something must be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// `within 10 working days of completion`: the day of the moment is day 0.
    Within {
        /// How long.
        duration: Duration,
        /// Counted from; `None` is the thing itself (its event, or its nominal date).
        after: Option<Moment>,
    },
    /// `at least 5 working days before the meeting`, `before completion` (no duration).
    Before {
        /// How long before; `None` is any time before.
        duration: Option<Duration>,
        /// Counted back from.
        moment: Moment,
    },
    /// `by the last working day of the month`: of the period the occurrence belongs to.
    By {
        /// Which day.
        ordinal: Ordinal,
        /// Counted in these.
        kind: DayKind,
        /// Of the month, quarter, term or year of the occurrence.
        of: PeriodUnit,
        /// True for `of the next month`: the period after the occurrence's own.
        next: bool,
    },
    /// `by 31 May`: the first such date on or after the occurrence's period ends.
    OnDay {
        /// Month of the date.
        month: Month,
        /// 1 to 31.
        day: u8,
    },
    /// `by 30 June 2017`
    On(Date),
    /// `15 working days after decision-issued`, `the day of appeal-decided` (no duration): that day itself.
    At {
        /// How long after; `None` is the moment's own day.
        after: Option<Duration>,
        /// Counted from.
        moment: Moment,
    },
    /// `in the next month without one`: by the end of the next period that has none of them yet.
    NextWithout(PeriodUnit),
    /// `within 5 working days of completion, counting that day`: the day of the moment is day 1, or the next working day
    /// where working days are counted and it is none. Of a length of time in days, working days or weeks.
    CountingThatDay(Box<Deadline>),
    /// `within 28 days of admission, not moved`: it may fall on a day that is not worked.
    NotMoved(Box<Deadline>),
    /// `on the same day`
    SameDay,
    /// `on the same working day`: the day itself, or the next working day if it is none.
    SameWorkingDay,
    /// `immediately`: a word whose clock the framework declares.
    Clock(String),
    /// `by the sooner of … and …`
    SoonerOf(Vec<Deadline>),
    /// `by the later of … and …`
    LaterOf(Vec<Deadline>),
}

/// What a deadline is counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// `completion`: the day the thing itself is completed.
    Completion,
    /// `the meeting`: of the report's own meeting.
    Meeting,
    /// `the start of the month`
    Start(PeriodUnit),
    /// `the end of the month`
    End(PeriodUnit),
    /// The id of a declared event, or of another declaration's occurrence.
    Named(String),
}
