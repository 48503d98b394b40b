//! One rule in the three forms that are compared: a cadence, an iCalendar rule, and a bare loop.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use qac::calendar::{Anchor, Cadence, DayKind, Every, Month, MonthSet, Ordinal, PeriodUnit, Place};

/// A rhythm, simple enough for all three.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    /// `every 10 days from …`
    EveryDays(u32, NaiveDate),
    /// `every 2 weeks from …`
    EveryWeeks(u32, NaiveDate),
    /// `every week on Friday`
    Weekly(Weekday),
    /// `every month on the 15th`
    Monthly(u32),
    /// `every month on the second Wednesday`
    NthWeekday(u8, Weekday),
    /// `every month on the last Friday`
    LastWeekday(Weekday),
    /// `every month on the last working day`
    LastWorkingDay,
    /// `every month except April and August on the first working day`
    FirstWorkingDayBut([u8; 2]),
    /// `every 2 months on the first Monday from January 2026`, of a year that starts with the days asked for
    EveryOtherMonth(u8, Weekday, i32),
    /// `every quarter`, without a day: on its last
    Quarterly,
    /// `every year on 31 May`
    Yearly(u32, u32),
    /// `every year on the first Monday in October`
    YearlyWeekday(u8, Weekday, u32),
}

/// How many kinds [`mixed`] goes through.
const KINDS: u32 = 12;

/// The `n`-th of a mix in which every kind is as frequent as any other; the days asked for start with `start`.
pub(crate) fn mixed(n: u32, start: NaiveDate) -> Rule {
    let (turn, kind) = (n / KINDS, n % KINDS);
    let weekday = Weekday::try_from((turn % 5) as u8).expect("one of five");
    let nth = (turn % 4) as u8 + 1;
    let first = start + Days::new(u64::from(turn % 28));
    match kind {
        0 => Rule::EveryDays(7 + turn % 30, first),
        1 => Rule::EveryWeeks(1 + turn % 8, first),
        2 => Rule::Weekly(weekday),
        3 => Rule::Monthly(1 + turn % 28),
        4 => Rule::NthWeekday(nth, weekday),
        5 => Rule::LastWeekday(weekday),
        6 => Rule::LastWorkingDay,
        7 => Rule::FirstWorkingDayBut([1 + (turn % 6) as u8, 7 + (turn % 6) as u8]),
        8 => Rule::EveryOtherMonth(nth, weekday, start.year()),
        9 => Rule::Quarterly,
        10 => Rule::Yearly(1 + turn % 12, 1 + turn % 28),
        _ => Rule::YearlyWeekday(nth, weekday, 1 + turn % 12),
    }
}

// ── As qac has it ────────────────────────────────────────────────────────────────────────────────────────────────────

pub(crate) fn cadence(rule: Rule) -> Cadence {
    let every = Every::plain;
    let month = |number: u32| Month::new(number as u8).expect("a month");
    let nth = |nth, day| Some(Place::Nth(Ordinal::Nth(nth), DayKind::Weekday(day)));
    let months = every(PeriodUnit::Month);
    Cadence::Every(match rule {
        Rule::EveryDays(step, from) => Every { step, anchor: Anchor::From(from), ..every(PeriodUnit::Day) },
        Rule::EveryWeeks(step, from) => Every { step, anchor: Anchor::From(from), ..every(PeriodUnit::Week) },
        Rule::Weekly(day) => Every { place: nth(1, day), ..every(PeriodUnit::Week) },
        Rule::Monthly(day) => Every { place: Some(Place::Nth(Ordinal::Nth(day as u8), DayKind::Any)), ..months },
        Rule::NthWeekday(number, day) => Every { place: nth(number, day), ..months },
        Rule::LastWeekday(day) => Every { place: Some(Place::Nth(Ordinal::Last(1), DayKind::Weekday(day))), ..months },
        Rule::LastWorkingDay => Every { place: Some(Place::Nth(Ordinal::Last(1), DayKind::Working)), ..months },
        Rule::FirstWorkingDayBut(not) => Every {
            months: MonthSet::ALL.without(MonthSet::of(not.into_iter().filter_map(Month::new))),
            place: Some(Place::Nth(Ordinal::Nth(1), DayKind::Working)),
            ..months
        },
        Rule::EveryOtherMonth(number, day, year) => Every {
            step: 2,
            place: nth(number, day),
            anchor: Anchor::FromMonth { year, month: Month::JANUARY },
            ..months
        },
        Rule::Quarterly => every(PeriodUnit::Quarter),
        Rule::Yearly(of, day) => {
            Every { place: Some(Place::DayOf { month: month(of), day: day as u8 }), ..every(PeriodUnit::Year) }
        }
        Rule::YearlyWeekday(number, day, of) => Every {
            place: Some(Place::NthIn(Ordinal::Nth(number), DayKind::Weekday(day), month(of))),
            ..every(PeriodUnit::Year)
        },
    })
}

// ── As iCalendar has it (RFC 5545) ───────────────────────────────────────────────────────────────────────────────────

/// The rule with its start, as the `rrule` crate reads it.
pub(crate) fn icalendar(rule: Rule, start: NaiveDate) -> String {
    let of = |day: Weekday| {
        match day {
            Weekday::Mon => "MO",
            Weekday::Tue => "TU",
            Weekday::Wed => "WE",
            Weekday::Thu => "TH",
            Weekday::Fri => "FR",
            Weekday::Sat => "SA",
            Weekday::Sun => "SU",
        }
        .to_owned()
    };
    let (first, rule) = match rule {
        Rule::EveryDays(step, from) => (from, format!("FREQ=DAILY;INTERVAL={step}")),
        Rule::EveryWeeks(step, from) => (from, format!("FREQ=WEEKLY;INTERVAL={step}")),
        Rule::Weekly(day) => (start, format!("FREQ=WEEKLY;BYDAY={}", of(day))),
        Rule::Monthly(day) => (start, format!("FREQ=MONTHLY;BYMONTHDAY={day}")),
        Rule::NthWeekday(nth, day) => (start, format!("FREQ=MONTHLY;BYDAY={nth}{}", of(day))),
        Rule::LastWeekday(day) => (start, format!("FREQ=MONTHLY;BYDAY=-1{}", of(day))),
        Rule::LastWorkingDay => (start, "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1".to_owned()),
        Rule::FirstWorkingDayBut(not) => {
            let months = (1..=12).filter(|month| !not.contains(month)).map(|month| month.to_string());
            let months = months.collect::<Vec<_>>().join(",");
            (start, format!("FREQ=MONTHLY;BYMONTH={months};BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1"))
        }
        Rule::EveryOtherMonth(nth, day, _) => (start, format!("FREQ=MONTHLY;INTERVAL=2;BYDAY={nth}{}", of(day))),
        Rule::Quarterly => (start, "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1".to_owned()),
        Rule::Yearly(month, day) => (start, format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}")),
        Rule::YearlyWeekday(nth, day, month) => (start, format!("FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{}", of(day))),
    };
    format!("DTSTART:{}T000000Z\nRRULE:{rule}", first.format("%Y%m%d"))
}

// ── As one writes it by hand ─────────────────────────────────────────────────────────────────────────────────────────

/// Calls `found` with each day of the rule in `from..=to`; both are a year's first and last day.
pub(crate) fn bare(rule: Rule, from: NaiveDate, to: NaiveDate, found: impl FnMut(NaiveDate)) {
    match rule {
        Rule::EveryDays(step, first) => by_days(u64::from(step), first, to, found),
        Rule::EveryWeeks(step, first) => by_days(u64::from(step) * 7, first, to, found),
        Rule::Weekly(day) => by_days(7, from + Days::new(u64::from(day.days_since(from.weekday()))), to, found),
        Rule::Monthly(day) => by_months(1, from, to, |year, month| NaiveDate::from_ymd_opt(year, month, day), found),
        Rule::NthWeekday(nth, day) => {
            by_months(1, from, to, |year, month| NaiveDate::from_weekday_of_month_opt(year, month, day, nth), found)
        }
        Rule::LastWeekday(day) => {
            let on = |year, month| {
                let last = last_of(year, month)?;
                last.checked_sub_days(Days::new(u64::from(last.weekday().days_since(day))))
            };
            by_months(1, from, to, on, found)
        }
        Rule::LastWorkingDay => by_months(1, from, to, |year, month| last_working_day(last_of(year, month)?), found),
        Rule::FirstWorkingDayBut(not) => {
            let on = |year, month| {
                if not.contains(&(month as u8)) {
                    return None;
                }
                first_working_day(NaiveDate::from_ymd_opt(year, month, 1)?)
            };
            by_months(1, from, to, on, found)
        }
        Rule::EveryOtherMonth(nth, day, _) => {
            by_months(2, from, to, |year, month| NaiveDate::from_weekday_of_month_opt(year, month, day, nth), found)
        }
        Rule::Quarterly => by_months(3, from, to, |year, month| last_of(year, month + 2), found),
        Rule::Yearly(month, day) => {
            (from.year()..=to.year()).filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).for_each(found)
        }
        Rule::YearlyWeekday(nth, day, month) => (from.year()..=to.year())
            .filter_map(|year| NaiveDate::from_weekday_of_month_opt(year, month, day, nth))
            .for_each(found),
    }
}

fn by_days(step: u64, first: NaiveDate, to: NaiveDate, mut found: impl FnMut(NaiveDate)) {
    let mut day = first;
    while day <= to {
        found(day);
        day = day + Days::new(step);
    }
}

fn by_months(
    step: usize,
    from: NaiveDate,
    to: NaiveDate,
    on: impl Fn(i32, u32) -> Option<NaiveDate>,
    mut found: impl FnMut(NaiveDate),
) {
    for year in from.year()..=to.year() {
        for month in (1..=12).step_by(step) {
            if let Some(day) = on(year, month) {
                found(day);
            }
        }
    }
}

fn last_of(year: i32, month: u32) -> Option<NaiveDate> {
    (NaiveDate::from_ymd_opt(year, month, 1)? + Months::new(1)).pred_opt()
}

fn last_working_day(last: NaiveDate) -> Option<NaiveDate> {
    let mut day = last;
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        day = day.pred_opt()?;
    }
    Some(day)
}

fn first_working_day(first: NaiveDate) -> Option<NaiveDate> {
    let mut day = first;
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        day = day.succ_opt()?;
    }
    Some(day)
}
