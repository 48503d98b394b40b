//! Calendars: which days are worked, and counting in working days.
//!
//! [`CalendarRules`] is what an author declares, plain data; [`Calendar`] is made from it once, cannot change, and so
//! may keep an index of its working days.

use chrono::Datelike;

use super::holidays::{Nation, bank_holidays};
use super::{Date, Month, Move, Weekday};
use index::WorkingDays;

pub(super) use index::WorkingYear;

mod century;
mod index;

/// What a calendar declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarRules {
    /// The calendar's id.
    pub id: String,
    /// Monday to Sunday: true for the days of the working week.
    pub week: [bool; 7],
    /// The nations whose bank holidays are kept; a day is off if any of them keeps it.
    pub holidays: Vec<Nation>,
    /// Single days off that no nation's list has.
    pub extra_holidays: Vec<ExtraHoliday>,
    /// Stretches in which the service is closed.
    pub closures: Vec<Closure>,
    /// School terms.
    pub terms: Vec<Term>,
    /// The month the first quarter starts in.
    pub quarter_start: Month,
    /// The month and day (1 to 31) the financial year starts on.
    pub financial_year_start: (Month, u8),
    /// The month and day (1 to 31) the academic year starts on.
    pub academic_year_start: (Month, u8),
    /// What happens to a date that is no working day, unless its own rule says so.
    pub moved: Move,
}

/// A day off of the calendar's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraHoliday {
    /// The day.
    pub date: Date,
    /// What it is called.
    pub name: String,
}

/// A stretch of days off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// What it is called.
    pub name: String,
    /// The first day off.
    pub from: Date,
    /// The last day off.
    pub to: Date,
}

/// A school term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The id, which is its label: `autumn-2017`.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The first and last day of the break inside it.
    pub half_term: Option<(Date, Date)>,
}

impl Default for CalendarRules {
    /// Monday to Friday, no holidays, no terms; quarters from January, financial years from 1 April, academic years
    /// from 1 September; dates move to the next working day.
    fn default() -> Self {
        CalendarRules {
            id: String::new(),
            week: [true, true, true, true, true, false, false],
            holidays: Vec::new(),
            extra_holidays: Vec::new(),
            closures: Vec::new(),
            terms: Vec::new(),
            quarter_start: Month::JANUARY,
            financial_year_start: (Month::APRIL, 1),
            academic_year_start: (Month::SEPTEMBER, 1),
            moved: Move::Next,
        }
    }
}

/// A calendar that answers for every date.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    rules: CalendarRules,
    /// INVARIANT: of these `rules`, whose days off never change after [`Calendar::new`].
    index: WorkingDays,
}

impl Calendar {
    /// The calendar of these rules. The terms are put in the order of their first days.
    pub fn new(mut rules: CalendarRules) -> Calendar {
        rules.terms.sort_by_key(|term| (term.from, term.to));
        Calendar { rules, index: WorkingDays::default() }
    }

    /// The same days off with another rule for dates that fall on them.
    #[must_use]
    pub fn moving(&self, moved: Move) -> Calendar {
        Calendar { rules: CalendarRules { moved, ..self.rules.clone() }, index: self.index.clone() }
    }

    /// What it was made from, the terms in order.
    pub fn rules(&self) -> &CalendarRules {
        &self.rules
    }

    /// Whether the day is worked.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.index.contains(&self.rules, date).unwrap_or_else(|| self.day_off(date).is_none())
    }

    /// The working days from the first day of a year on; `None` outside the years 0 to 9999.
    pub(super) fn working_year(&self, new_year: Date) -> Option<WorkingYear<'_>> {
        self.index.year(&self.rules, new_year)
    }

    /// Why the day is not worked: its weekday (`Saturday`), its holiday (`Christmas Day (bank holiday)`) or the name
    /// of the closure; `None` for a working day.
    pub fn day_off(&self, date: Date) -> Option<String> {
        if !works_on(&self.rules, date.weekday()) {
            return Some(weekday_name(date.weekday()).to_owned());
        }
        let bank_holiday =
            |nation: &Nation| bank_holidays(*nation, date.year()).into_iter().find(|day| day.date == date);
        if let Some(holiday) = self.rules.holidays.iter().find_map(bank_holiday) {
            let says_so = holiday.name.contains("bank holiday");
            return Some(if says_so { holiday.name.to_owned() } else { format!("{} (bank holiday)", holiday.name) });
        }
        if let Some(holiday) = self.rules.extra_holidays.iter().find(|holiday| holiday.date == date) {
            return Some(holiday.name.clone());
        }
        let closure = self.rules.closures.iter().find(|closure| (closure.from..=closure.to).contains(&date));
        closure.map(|closure| closure.name.clone())
    }

    /// The first working day after that date; `None` where the calendar never works again, or not before the year
    /// 10000, the first that cannot be written.
    pub fn next_working_day(&self, date: Date) -> Option<Date> {
        self.working_day_from(date.succ_opt()?)
    }

    /// The last working day before that date.
    pub fn previous_working_day(&self, date: Date) -> Option<Date> {
        self.working_day_until(date.pred_opt()?)
    }

    /// The date itself if it is worked, else the first working day after it.
    pub fn working_day_from(&self, date: Date) -> Option<Date> {
        self.index.first_from(&self.rules, date)
    }

    /// The date itself if it is worked, else the last working day before it.
    pub fn working_day_until(&self, date: Date) -> Option<Date> {
        self.index.last_until(&self.rules, date)
    }

    /// Counts working days on from a date, or back where `count` is negative. The date itself is day 0 and never
    /// counts, worked or not: day 1 is the next working day. A count of 0 gives the date itself.
    pub fn add_working_days(&self, date: Date, count: i64) -> Option<Date> {
        if count == 0 {
            return Some(date);
        }
        self.index.nth_from(&self.rules, date, count)
    }

    /// How many working days one counts from a date, which is day 0, to reach another: those after `from` up to and
    /// with `to`; negative where `to` is the earlier, then those before `from` down to and with `to`. Days outside the
    /// years 0 to 9999, which cannot be written, are not counted.
    pub fn working_days_between(&self, from: Date, to: Date) -> i64 {
        self.index.between(&self.rules, from, to)
    }

    /// Moves a date that is no working day. A date that cannot be moved, because no day near it is worked, stays.
    pub fn adjust(&self, date: Date, moved: Move) -> Date {
        if moved == Move::Stay || self.is_working_day(date) {
            return date;
        }
        let in_month = |day: &Date| (day.year(), day.month()) == (date.year(), date.month());
        let (after, before) = (|| self.next_working_day(date), || self.previous_working_day(date));
        let target = match moved {
            Move::Stay => None,
            Move::Next => after(),
            Move::Before => before(),
            Move::NextInMonth => after().filter(in_month).or_else(|| before().filter(in_month)),
            Move::BeforeInMonth => before().filter(in_month).or_else(|| after().filter(in_month)),
            Move::Nearest => nearest(date, before(), after()),
        };
        target.unwrap_or(date)
    }

    /// Moves a date without leaving a stretch of days: the other way round where it would, and not at all where no
    /// day of the stretch is worked.
    pub(super) fn adjust_within(&self, date: Date, moved: Move, (from, to): (Date, Date)) -> Date {
        let inside = |day: &Date| (from..=to).contains(day);
        let target = self.adjust(date, moved);
        if inside(&target) {
            return target;
        }
        let other_way = if target > date { Move::Before } else { Move::Next };
        Some(self.adjust(date, other_way)).filter(inside).unwrap_or(date)
    }
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Self) -> bool {
        self.rules == other.rules
    }
}

impl Eq for Calendar {}

fn nearest(date: Date, before: Option<Date>, after: Option<Date>) -> Option<Date> {
    match (before, after) {
        (Some(before), Some(after)) if date - before < after - date => Some(before),
        (_, Some(after)) => Some(after),
        (before, None) => before,
    }
}

fn works_on(rules: &CalendarRules, weekday: Weekday) -> bool {
    let days = rules.week.iter().enumerate();
    days.into_iter().any(|(day, works)| *works && Some(day) == usize::try_from(weekday.num_days_from_monday()).ok())
}

/// The English name of a day of the week.
pub(super) const fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
