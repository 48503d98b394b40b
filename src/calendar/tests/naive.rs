//! A second implementation of rhythms, with no cleverness at all: it looks at every day, one after the other, and
//! shares nothing with the first but [`Calendar::day_off`].

use chrono::Datelike;

use super::*;

pub(super) mod compound;

/// The nominal and effective dates of a rhythm in `from..=to`.
pub(super) fn dates(every: &Every, calendar: &Calendar, from: Date, to: Date) -> Vec<(Date, Date)> {
    let anchor = match every.anchor {
        Anchor::From(date) => Some(date),
        Anchor::FromMonth { year, month } => Date::from_ymd_opt(year, u32::from(month.number()), 1),
        Anchor::Unsaid | Anchor::Completion | Anchor::Event(_) => None,
    };
    if anchor.is_none() && every.step > 1 {
        return Vec::new();
    }
    let by_day = matches!(every.anchor, Anchor::From(_)) && every.unit != PeriodUnit::Term;
    let daily = matches!(every.unit, PeriodUnit::Day | PeriodUnit::WorkingDay);
    let found = match anchor {
        Some(anchor) if every.distance && every.unit != PeriodUnit::Term => {
            let in_range = |(day, _): &(Date, Date)| (from..=to).contains(day);
            return no_further(every, calendar, anchor, to).into_iter().filter(in_range).collect();
        }
        Some(anchor) if every.place.is_none() && (by_day || daily) => {
            by_days(every, calendar, anchor, to).into_iter().map(|day| (day, None)).collect()
        }
        _ => by_periods(every, calendar, anchor, from, to),
    };
    let moved = every.moved.unwrap_or(calendar.rules().moved);
    let in_range = found.into_iter().filter(|(day, _)| (from..=to).contains(day));
    in_range.map(|(day, bounds)| (day, effective(calendar, day, moved, bounds))).collect()
}

type Bounded = (Date, Option<(Date, Date)>);

fn by_days(every: &Every, calendar: &Calendar, anchor: Date, to: Date) -> Vec<Date> {
    let mut passed = Passed::since(anchor);
    let mut found = Vec::new();
    for day in anchor.iter_days().take_while(|day| *day <= to) {
        passed.one(every, calendar, day);
        if passed.is_turn(every, calendar, day) && named(every.months, day) {
            found.push(day);
        }
    }
    found
}

/// What has gone by since a day.
struct Passed {
    anchor: Date,
    days: u32,
    working: u32,
    months: u32,
}

impl Passed {
    fn since(anchor: Date) -> Passed {
        Passed { anchor, days: 0, working: 0, months: 0 }
    }

    fn one(&mut self, every: &Every, calendar: &Calendar, day: Date) {
        if day > self.anchor {
            self.days += 1;
            self.working += u32::from(every.unit == PeriodUnit::WorkingDay && works(calendar, day));
            self.months += u32::from(day.day() == 1);
        }
    }

    fn is_turn(&self, every: &Every, calendar: &Calendar, day: Date) -> bool {
        let Passed { anchor, days, working, months } = *self;
        let last_of_shorter = day.succ_opt().unwrap().day() == 1 && day.day() < anchor.day();
        let monthly = day.day() == anchor.day() || (every.short == ShortMonth::LastDay && last_of_shorter);
        match every.unit {
            PeriodUnit::Day => days % every.step == 0,
            PeriodUnit::Week => days % (7 * every.step) == 0,
            PeriodUnit::WorkingDay => day == anchor || (works(calendar, day) && working % every.step == 0),
            PeriodUnit::Month => monthly && months % every.step == 0,
            PeriodUnit::Quarter => monthly && months % (3 * every.step) == 0,
            PeriodUnit::HalfYear => monthly && months % (6 * every.step) == 0,
            PeriodUnit::Year | PeriodUnit::FinancialYear | PeriodUnit::AcademicYear => {
                monthly && months % (12 * every.step) == 0
            }
            PeriodUnit::Term => unreachable!("terms count by periods"),
        }
    }
}

/// Of a distance from a day: the latest days that keep it. Whenever one goes to another day, all is counted from there.
fn no_further(every: &Every, calendar: &Calendar, anchor: Date, to: Date) -> Vec<(Date, Date)> {
    let moved = every.moved.unwrap_or(calendar.rules().moved);
    let mut found: Vec<(Date, Date)> = Vec::new();
    let mut passed = Passed::since(anchor);
    for day in anchor.iter_days().take_while(|day| *day <= to) {
        passed.one(every, calendar, day);
        if !passed.is_turn(every, calendar, day) {
            continue;
        }
        let last = found.last().map(|(_, last)| *last);
        // A first day that was moved forwards is a turn of its own count again.
        if last.is_some_and(|last| day <= last) {
            continue;
        }
        let done = match (shift(calendar, day, moved), last) {
            (other, None) => other,
            (other, Some(_)) if other <= day => other,
            (_, Some(_)) => shift(calendar, day, Move::Before),
        };
        let done = if last.is_some_and(|last| done <= last) { day } else { done };
        found.push((day, done));
        if done != day {
            passed = Passed::since(done);
            done.iter_days().take_while(|other| *other <= day).for_each(|other| passed.one(every, calendar, other));
        }
    }
    found
}

fn by_periods(every: &Every, calendar: &Calendar, anchor: Option<Date>, from: Date, to: Date) -> Vec<Bounded> {
    let early = anchor.map_or(from, |anchor| anchor.min(from)) - chrono::TimeDelta::days(800);
    let late = anchor.map_or(to, |anchor| anchor.max(to)) + chrono::TimeDelta::days(800);
    let periods = periods(every.unit, calendar, early, late);
    let first =
        anchor.map_or(0, |anchor| periods.iter().position(|days| days.last() >= Some(&anchor)).unwrap_or(usize::MAX));
    let mut found = Vec::new();
    for (position, days) in periods.iter().enumerate() {
        let turn = position >= first && (position - first).is_multiple_of(every.step as usize);
        let idle = every.unit == PeriodUnit::WorkingDay && !works(calendar, days[0]);
        if !turn || idle || !named(every.months, days[0]) {
            continue;
        }
        if let Some(day) = placed(every, calendar, days).filter(|day| anchor.is_none_or(|anchor| *day >= anchor)) {
            let of_month: Vec<Date> = days.iter().copied().filter(|other| same_month(*other, day)).collect();
            let bounds = match every.place {
                None | Some(Place::End) => Some((days[0], days[days.len() - 1])),
                Some(Place::In(_)) => Some((of_month[0], of_month[of_month.len() - 1])),
                Some(Place::Nth(..) | Place::NthIn(..) | Place::DayOf { .. } | Place::Start) => None,
            };
            found.push((day, bounds));
        }
    }
    found
}

/// Every whole period, as its days.
fn periods(unit: PeriodUnit, calendar: &Calendar, early: Date, late: Date) -> Vec<Vec<Date>> {
    let rules = calendar.rules();
    if unit == PeriodUnit::Term {
        let days = |term: &Term| term.from.iter_days().take_while(|day| *day <= term.to).collect();
        return rules.terms.iter().map(days).collect();
    }
    let quarter_month = |day: Date| (day.month() + 12 - u32::from(rules.quarter_start.number())) % 12;
    let begins = |day: Date, (month, first): (Month, u8)| {
        day.month() == u32::from(month.number()) && day.day() == u32::from(first)
    };
    let starts = |day: Date| match unit {
        PeriodUnit::Day | PeriodUnit::WorkingDay | PeriodUnit::Term => true,
        PeriodUnit::Week => day.weekday() == Weekday::Mon,
        PeriodUnit::Month => day.day() == 1,
        PeriodUnit::Quarter => day.day() == 1 && quarter_month(day) % 3 == 0,
        PeriodUnit::HalfYear => day.day() == 1 && quarter_month(day) % 6 == 0,
        PeriodUnit::Year => begins(day, (Month::JANUARY, 1)),
        PeriodUnit::FinancialYear => begins(day, rules.financial_year_start),
        PeriodUnit::AcademicYear => begins(day, rules.academic_year_start),
    };
    let mut whole: Vec<Vec<Date>> = Vec::new();
    for day in early.iter_days().take_while(|day| *day <= late) {
        if starts(day) {
            whole.push(vec![day]);
        } else if let Some(days) = whole.last_mut() {
            days.push(day);
        }
    }
    whole.pop();
    whole
}

fn placed(every: &Every, calendar: &Calendar, days: &[Date]) -> Option<Date> {
    let of_month = |month: Month| -> Vec<Date> {
        let first = days.iter().position(|day| day.day() == 1 && is(*day, month));
        let start = first.or_else(|| days.iter().position(|day| is(*day, month))).unwrap_or(days.len());
        days[start..].iter().copied().take_while(|day| is(*day, month)).collect()
    };
    match every.place {
        None | Some(Place::End) => days.last().copied(),
        Some(Place::Start) => days.first().copied(),
        Some(Place::In(month)) => of_month(month).last().copied(),
        Some(Place::Nth(nth, kind)) => pick(every, calendar, nth, kind, days),
        Some(Place::NthIn(nth, kind, month)) => pick(every, calendar, nth, kind, &of_month(month)),
        Some(Place::DayOf { month, day }) => {
            let wanted = |other: &&Date| is(**other, month) && other.day() == u32::from(day);
            let last_of_shorter = |other: &&Date| {
                is(**other, month) && other.succ_opt().unwrap().day() == 1 && other.day() < u32::from(day)
            };
            let shorter = || days.iter().find(last_of_shorter).filter(|_| every.short == ShortMonth::LastDay);
            // The first year's February that the days hold decides, whether it has the day or not.
            let first = days.iter().find(|other| wanted(other) || last_of_shorter(other))?;
            if first.day() == u32::from(day) { Some(*first) } else { shorter().copied() }
        }
    }
}

fn pick(every: &Every, calendar: &Calendar, nth: Ordinal, kind: DayKind, days: &[Date]) -> Option<Date> {
    let counts = |day: &Date| match kind {
        DayKind::Any => true,
        DayKind::Working => works(calendar, *day),
        DayKind::Weekday(weekday) => day.weekday() == weekday,
    };
    let of_kind: Vec<Date> = days.iter().copied().filter(counts).collect();
    let found = match nth {
        Ordinal::Nth(nth) => of_kind.get(usize::from(nth) - 1),
        Ordinal::Last(nth) => of_kind.len().checked_sub(usize::from(nth)).and_then(|position| of_kind.get(position)),
    };
    found.or_else(|| of_kind.last().filter(|_| every.short == ShortMonth::LastDay)).copied()
}

fn effective(calendar: &Calendar, day: Date, moved: Move, bounds: Option<(Date, Date)>) -> Date {
    let inside = |other: Date| bounds.is_none_or(|(first, last)| other >= first && other <= last);
    let target = shift(calendar, day, moved);
    if inside(target) {
        return target;
    }
    let back = shift(calendar, day, if target > day { Move::Before } else { Move::Next });
    if inside(back) { back } else { day }
}

fn shift(calendar: &Calendar, day: Date, moved: Move) -> Date {
    if works(calendar, day) {
        return day;
    }
    let after = || day.iter_days().find(|other| works(calendar, *other)).unwrap();
    let before =
        || std::iter::successors(day.pred_opt(), Date::pred_opt).find(|other| works(calendar, *other)).unwrap();
    match moved {
        Move::Stay => day,
        Move::Next => after(),
        Move::Before => before(),
        Move::NextInMonth if same_month(after(), day) => after(),
        Move::NextInMonth => Some(before()).filter(|other| same_month(*other, day)).unwrap_or(day),
        Move::BeforeInMonth if same_month(before(), day) => before(),
        Move::BeforeInMonth => Some(after()).filter(|other| same_month(*other, day)).unwrap_or(day),
        Move::Nearest => {
            if day - before() < after() - day {
                before()
            } else {
                after()
            }
        }
    }
}

/// The day on which a count ends that begins with a day itself, if that counts, on from it or back.
pub(super) fn counted_from_that_day(calendar: &Calendar, from: Date, length: Duration, back: bool) -> Date {
    let counts = |day: &Date| length.unit != DurationUnit::WorkingDay || works(calendar, *day);
    let days_of_one = if length.unit == DurationUnit::Week { 7 } else { 1 };
    let nth = (length.count * days_of_one - 1) as usize;
    let days = std::iter::successors(Some(from), |day| if back { day.pred_opt() } else { day.succ_opt() });
    days.filter(counts).nth(nth).unwrap()
}

pub(super) fn works(calendar: &Calendar, day: Date) -> bool {
    calendar.day_off(day).is_none()
}

fn same_month(one: Date, other: Date) -> bool {
    one.year() == other.year() && one.month() == other.month()
}

fn is(day: Date, month: Month) -> bool {
    day.month() == u32::from(month.number())
}

fn named(months: MonthSet, day: Date) -> bool {
    months.iter().any(|month| is(day, month))
}
