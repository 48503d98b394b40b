//! What a `when:` says: a typed value, not yet any date.

use super::{Date, Duration, Month, MonthSet, Weekday};

/// When something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// `every month except April and August on the last working day`
    Every(Every),
    /// `at least 2 every quarter`, `exactly 1 every term, at least 2 weeks apart`
    Count(Count),
    /// `never more than 6 months apart`
    Gap(Duration),
    /// `on 1 September 2017`
    Once(Date),
    /// `at each case-closed`: one occurrence for each event of that name; no date before it happens.
    Event(String),
    /// `within 28 days of admission`; in a sequence also `within 3 months of the last one` (no event).
    Within {
        /// How long.
        duration: Duration,
        /// The event; `None` is the occurrence before.
        of: Option<String>,
    },
    /// `every week for 4 weeks, then every 4 weeks for 1 year, then every 6 weeks`
    Phases(Vec<Phase>),
    /// `in April and August, and on the last Friday of every term`: the union, a date once.
    All(Union),
    /// `every 2 years from May 2017, or within 30 days of law-changed, whichever comes first`
    First(Vec<Cadence>),
    /// `as required because "the committee decides case by case"`
    AsRequired {
        /// The author's reason.
        because: String,
    },
}

/// A rhythm: one occurrence in each period (or each `step`-th period).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Every {
    /// 1 or more: `every 2 months` is 2.
    pub step: u32,
    /// The period that is stepped by.
    pub unit: PeriodUnit,
    /// The months it happens in; all twelve unless named. A period counts by the month it starts in.
    pub months: MonthSet,
    /// Where in the period the nominal date lies; `None` is the period's last day.
    pub place: Option<Place>,
    /// What the rhythm is counted from.
    pub anchor: Anchor,
    /// `open for 3 weeks`: how long the occurrence stays open from its nominal date.
    pub window: Option<Duration>,
    /// `moved to the next working day`; `None` leaves it to the calendar's own rule.
    pub moved: Option<Move>,
    /// `or the last day of a shorter month`: for a day that some months lack.
    pub short: ShortMonth,
    /// `for each teacher from their start`: one rhythm for each holder, no date without records.
    pub individual: Option<Individual>,
    /// `with 2 weeks either way`
    pub tolerance: Option<Duration>,
    /// Whether the step is the most that may lie between two dates: `never more than 4 weeks apart from 5 January 2026`.
    /// After a date that was moved, the next ones are counted from where it was moved to.
    pub distance: bool,
}

/// `for each education-practitioner from their appointment, with a review at 6 months`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Individual {
    /// Role, population or record whose members each have their own rhythm.
    pub each: String,
    /// The event of the member that starts it; `None` where only planning by period is meant.
    pub from: Option<String>,
    /// Extra points inside each round, measured from its start.
    pub review_at: Vec<Duration>,
}

/// A number of occurrences in each period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Fewest and most.
    pub quantity: Quantity,
    /// The rhythm of the periods counted over.
    pub every: Every,
    /// `at least 2 weeks apart`
    pub apart: Option<Duration>,
}

/// How many: `exactly 2` is both bounds 2, `at least 2` has no `max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// Fewest; `None` where only a most is given.
    pub min: Option<u32>,
    /// Most; `None` where only a fewest is given.
    pub max: Option<u32>,
}

/// One leg of a changing rhythm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    /// The rhythm of this leg.
    pub cadence: Cadence,
    /// How long the leg lasts; `None` for the last one.
    pub lasts: Option<Lasts>,
}

/// How long a leg of a changing rhythm lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lasts {
    /// `for 4 weeks`: from its own start.
    For(Duration),
    /// `until 1 year after the start`: from the start of the first leg.
    Until(Duration),
}

/// Several rhythms together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Union {
    /// The rhythms, in the order written.
    pub parts: Vec<Cadence>,
    /// `once where both fall in one week`: of the dates of different rhythms in one such period, the first alone.
    pub once_in: Option<PeriodUnit>,
}

impl Union {
    /// All dates of all of them.
    pub const fn of(parts: Vec<Cadence>) -> Union {
        Union { parts, once_in: None }
    }
}

/// What a rhythm is counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Nothing written: fine for a step of one, an error for a longer step.
    Unsaid,
    /// `from 9 January 2025`: the planned dates are counted from that day, which is the first of them where no place
    /// in the period is said.
    From(Date),
    /// `from January 2017`: the periods are counted from the one that holds the first of that month; without a place
    /// each date is the last day of its period.
    FromMonth {
        /// The calendar year.
        year: i32,
        /// The month.
        month: Month,
    },
    /// `after the last one`: each due date follows the day the one before was completed.
    Completion,
    /// `from case-opened`: counted from the day the event happened.
    Event(String),
}

/// The periods a rhythm can step by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PeriodUnit {
    /// Every calendar day.
    Day,
    /// Every working day of the calendar.
    WorkingDay,
    /// Monday to Sunday.
    Week,
    /// Calendar month.
    Month,
    /// Three months, from the calendar's first quarter month (January unless it says otherwise).
    Quarter,
    /// Two quarters.
    HalfYear,
    /// A school term of the calendar.
    Term,
    /// January to December.
    Year,
    /// From the calendar's financial year start (1 April unless it says otherwise).
    FinancialYear,
    /// From the calendar's academic year start (1 September unless it says otherwise).
    AcademicYear,
}

impl PeriodUnit {
    /// By its name, with a hyphen where it has several words: `month`, `financial-year`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "day" => Self::Day,
            "working-day" => Self::WorkingDay,
            "week" => Self::Week,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "half-year" => Self::HalfYear,
            "term" => Self::Term,
            "year" => Self::Year,
            "financial-year" => Self::FinancialYear,
            "academic-year" => Self::AcademicYear,
            _ => return None,
        })
    }
}

/// Where in a period a date lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// `on the second Wednesday`, `on the last working day`, `on the 15th` (ordinal 15, any day).
    Nth(Ordinal, DayKind),
    /// `on the first Monday in October`: in a year of any kind.
    NthIn(Ordinal, DayKind, Month),
    /// `on 31 May`: in a year of any kind.
    DayOf {
        /// Month of the date.
        month: Month,
        /// 1 to 31.
        day: u8,
    },
    /// `in October`: some time in that month of a year; the nominal date is the month's last day.
    In(Month),
    /// `at the start`
    Start,
    /// `at the end`
    End,
}

/// Which one of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ordinal {
    /// `first` is 1.
    Nth(u8),
    /// `last` is 1, `second last` is 2.
    Last(u8),
}

/// What is counted inside a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// Any day: `the 15th`, `the last day`.
    Any,
    /// A working day of the calendar.
    Working,
    /// That day of the week.
    Weekday(Weekday),
}

/// What happens when a period lacks the day named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShortMonth {
    /// Nothing written: the checker reports the first date that does not exist.
    Unsaid,
    /// `or the last day of a shorter month`
    LastDay,
    /// `or not at all in a shorter month`
    Skip,
}

/// What to do with a nominal date that is no working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Move {
    /// `not moved`
    Stay,
    /// `moved to the next working day`
    Next,
    /// `moved to the working day before`
    Before,
    /// `moved to the next working day within the month`: backwards where forwards leaves the month.
    NextInMonth,
    /// `moved to the working day before within the month`
    BeforeInMonth,
    /// `moved to the nearest working day`: forwards on a tie.
    Nearest,
}

impl Quantity {
    /// `exactly 2`
    pub const fn exactly(count: u32) -> Quantity {
        Quantity { min: Some(count), max: Some(count) }
    }

    /// `at least 2`
    pub const fn at_least(count: u32) -> Quantity {
        Quantity { min: Some(count), max: None }
    }

    /// `at most 2`
    pub const fn at_most(count: u32) -> Quantity {
        Quantity { min: None, max: Some(count) }
    }

    /// Whether so many are enough and not too many.
    pub fn holds(self, count: u32) -> bool {
        self.min.is_none_or(|min| count >= min) && self.max.is_none_or(|max| count <= max)
    }
}

impl Every {
    /// Once in each period, whenever in it: `every month`.
    pub const fn plain(unit: PeriodUnit) -> Every {
        Every {
            step: 1,
            unit,
            months: MonthSet::ALL,
            place: None,
            anchor: Anchor::Unsaid,
            window: None,
            moved: None,
            short: ShortMonth::Unsaid,
            individual: None,
            tolerance: None,
            distance: false,
        }
    }
}
