//! The rounds of a rhythm that is each person's own, for every day it may start on.
//!
//! Which round falls when hangs on the start alone: on its day of the month for a rhythm of months, on its month and day
//! for one of a year, on how many days it lies from another for one of weeks. So a short list says it for all starts, and
//! no database reckons with months. The days themselves are those of the date engine, from one start of each kind.
//!
//! In a leap year, a look between two rounds that falls six months behind the 29th to 31st of August falls on 29 February
//! for all, as it does for those who started in the August before a leap year.

use chrono::{Datelike, Days};

use super::draft::Scene;
use crate::calendar::{
    Cadence, Count, Date, Duration, DurationUnit, Every, PeriodUnit, Quantity, Situation, counted_from, due,
    occurrences,
};
use crate::model::{Obligation, Timing};
use crate::query::Unsayable;

/// One round of all who started on days of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// The kind of day: `03-14`, `14`, or how many days it lies from the first of a round.
    pub(super) start: String,
    /// The day that the rhythm gives.
    pub(super) falls: Date,
    /// The first day that counts for it: the one after the round before was due.
    pub(super) opens: Date,
    /// The last day in time.
    pub(super) due: Date,
}

/// How the day of a start is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StartBy {
    /// By its month and day, of which all that lie so many months apart are alike.
    Months(u32),
    /// By its month and day and its year, of which all that lie so many years apart are alike.
    Years(u32),
    /// By how many days it lies from others.
    Days(u32),
}

/// The rounds of a rhythm.
pub(super) struct Turns {
    pub(super) by: StartBy,
    /// How many in each round.
    pub(super) quantity: Quantity,
    pub(super) all: Vec<Turn>,
}

/// Nor is one made for rounds of more years.
const MOST_YEARS: u32 = 20;

/// No rhythm of days that is longer has a list.
const MOST_DAYS: u32 = 400;

/// The most rounds in a year of which a list for every start is made, where its year counts too.
const MOST_IN_A_YEAR: u32 = 4;

/// So many days around the window hold the round before the first, and the one that is open at its end, with moves.
const AROUND: u64 = 100;

/// The one rhythm that a rule has, which is each person's own, and how many it asks for.
pub(super) fn own_rhythm(obligation: &Obligation) -> Result<(&Every, Quantity), Unsayable> {
    let cadence = match &obligation.timing {
        Timing::Own(cadence) => &cadence.value,
        Timing::With(_) | Timing::Unresolved => return Err(Unsayable::because("it has no rhythm of its own")),
    };
    match cadence {
        Cadence::Every(every) => Ok((every, obligation.quantity.unwrap_or(Quantity::at_least(1)))),
        Cadence::Count(Count { quantity, every, .. }) => Ok((every, *quantity)),
        Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_)
        | Cadence::All(_)
        | Cadence::First(_)
        | Cadence::AsRequired { .. } => {
            Err(Unsayable::because("its rhythm is put together from several that are each person's own"))
        }
    }
}

/// The rounds that are open on some day of the window.
pub(super) fn turns(scene: &Scene<'_>, obligation: &Obligation) -> Result<Turns, Unsayable> {
    let (every, quantity) = own_rhythm(obligation)?;
    let by = start_by(every)?;
    let mut all = Vec::new();
    for (start, day) in starts(by, scene.window.from)? {
        all.extend(of_start(scene, obligation, every, &start, day)?);
    }
    Ok(Turns { by, quantity, all })
}

/// How the starts of a rhythm are told apart.
fn start_by(every: &Every) -> Result<StartBy, Unsayable> {
    if every.place.is_some() || every.distance {
        return Err(Unsayable::because("each person's rhythm falls on days that their start does not tell alone"));
    }
    let reviews = every.individual.iter().flat_map(|individual| &individual.review_at);
    if let Some(other) = reviews.copied().find(|review| months_of(*review).is_none()) {
        return Err(Unsayable::because(format!(
            "a look {other} behind each person's own start is not the same day each year, so that no list of days can hold it"
        )));
    }
    let step = every.step.max(1);
    let months = match every.unit {
        PeriodUnit::Day => return days(every, step),
        PeriodUnit::Week => return days(every, step.saturating_mul(7)),
        PeriodUnit::Month => step,
        PeriodUnit::Quarter => step.saturating_mul(3),
        PeriodUnit::HalfYear => step.saturating_mul(6),
        PeriodUnit::Year | PeriodUnit::FinancialYear | PeriodUnit::AcademicYear => step.saturating_mul(12),
        PeriodUnit::WorkingDay | PeriodUnit::Term => {
            return Err(Unsayable::because(format!(
                "each person's rhythm is counted in {unit}s, which no list of days can hold for every start",
                unit = every.unit
            )));
        }
    };
    // After so many years, rounds fall on the same days of a year again.
    let years = (1..=months).find(|years| years.saturating_mul(12).checked_rem(months) == Some(0)).unwrap_or(1);
    match years.saturating_mul(12).checked_div(months) {
        _ if years == 1 => Ok(StartBy::Months(months)),
        Some(rounds) if rounds <= MOST_IN_A_YEAR && years <= MOST_YEARS => Ok(StartBy::Years(years)),
        _ => Err(Unsayable::because(format!(
            "each person's rhythm has a round of {months} months, for which a list for every start would be too long"
        ))),
    }
}

fn days(every: &Every, days: u32) -> Result<StartBy, Unsayable> {
    let reviewed = every.individual.as_ref().is_some_and(|individual| !individual.review_at.is_empty());
    if days > MOST_DAYS || reviewed {
        return Err(Unsayable::because(
            "each person's rhythm is counted in days that no list can hold for every start",
        ));
    }
    Ok(StartBy::Days(days))
}

const fn months_of(review: Duration) -> Option<u32> {
    match review.unit {
        DurationUnit::Month => Some(review.count),
        DurationUnit::Quarter => Some(review.count.saturating_mul(3)),
        DurationUnit::Year => Some(review.count.saturating_mul(12)),
        DurationUnit::Hour | DurationUnit::Day | DurationUnit::WorkingDay | DurationUnit::Week | DurationUnit::Term => {
            None
        }
    }
}

/// A start of each kind, before the window.
fn starts(by: StartBy, from: Date) -> Result<Vec<(String, Date)>, Unsayable> {
    let early = || Unsayable::because("the window begins before any calendar");
    match by {
        StartBy::Months(months) => {
            let mut all: Vec<(String, Date)> = Vec::new();
            for (month_day, day) in days_of_the_year(from).ok_or_else(early)? {
                let start = start_of(months, &month_day, day);
                if !all.iter().any(|(known, _)| *known == start) {
                    all.push((start, day));
                }
            }
            Ok(all)
        }
        StartBy::Years(years) => {
            let mut all = Vec::new();
            for (month_day, day) in days_of_the_year(from).ok_or_else(early)? {
                // Nobody starts on 29 February in a year without one.
                let of_turn = |turn: u32| Some((format!("{turn}-{month_day}"), in_turn(day, turn, years)?));
                all.extend((0..years).filter_map(of_turn));
            }
            Ok(all)
        }
        StartBy::Days(days) => {
            let first = Date::from_ymd_opt(1900, 1, 1).ok_or_else(early)?;
            let day = |number: u32| first.checked_add_days(Days::new(number.into()));
            (0..days).map(|number| Ok((number.to_string(), day(number).ok_or_else(early)?))).collect()
        }
    }
}

/// The year's place among so many years.
pub(super) fn turn_of(year: i32, years: u32) -> Option<u32> {
    u32::try_from(year).ok()?.checked_rem(years)
}

/// That day in an earlier year of that place among so many, in one like its own where there is one.
fn in_turn(day: Date, turn: u32, years: u32) -> Option<Date> {
    let earlier = |step: i32| (0..200).filter_map(move |back| day.with_year(day.year() - back * step));
    let mut found = earlier(4).chain(earlier(1));
    found.find(|one| turn_of(one.year(), years) == Some(turn))
}

/// Each day of a year, as `MM-DD`, with one that lies before the window. From March on it is that of the year before a
/// leap year, so that half a year later there is a 29 February.
pub(super) fn days_of_the_year(from: Date) -> Option<Vec<(String, Date)>> {
    let leap = (0..16).map(|back| from.year() - 4 - back).find(|year| Date::from_ymd_opt(*year, 2, 29).is_some())?;
    let all = Date::from_ymd_opt(leap, 1, 1)?.iter_days().take_while(|day| day.year() == leap);
    let days = all.map(|day| {
        let year = if day.month() < 3 { leap } else { leap - 1 };
        Some((day.format("%m-%d").to_string(), day.with_year(year)?))
    });
    days.collect()
}

/// The kind of start that a day is: `03-14` for a round of a year, `2-14` for one of a quarter, `14` for one of a month.
pub(super) fn start_of(months: u32, month_day: &str, day: Date) -> String {
    match months {
        12 => month_day.to_owned(),
        1 => day.format("%d").to_string(),
        _ => format!("{}-{}", day.month0().checked_rem(months).unwrap_or_default() + 1, day.format("%d")),
    }
}

/// The rounds of those who started on a day like this.
fn of_start(
    scene: &Scene<'_>,
    obligation: &Obligation,
    every: &Every,
    start: &str,
    day: Date,
) -> Result<Vec<Turn>, Unsayable> {
    let (calendar, window) = (&scene.model.calendar, scene.window);
    let counted = counted_from(&Cadence::Every(every.clone()), day, calendar);
    let far = Days::new(AROUND + 2 * length(every));
    let from = window.from.checked_sub_days(far).unwrap_or(window.from);
    let to = window.as_of.checked_add_days(far).unwrap_or(window.as_of);
    let mut all = Vec::new();
    let mut opens = None;
    for one in occurrences(&counted, calendar, from, to) {
        let last = one.open_until.map_or(one.effective, |open| open.max(one.effective));
        let last = every.tolerance.map_or(Some(last), |more| calendar.add(last, more)).unwrap_or(last);
        let last = match &obligation.due {
            Some(deadline) => due_of(scene, &deadline.value, one.effective)?,
            None => last,
        };
        if let Some(opens) = opens {
            all.push(Turn { start: start.to_owned(), falls: one.nominal, opens, due: last });
        }
        opens = last.succ_opt();
    }
    all.retain(|turn| turn.opens <= window.as_of && turn.due >= window.from);
    Ok(all)
}

/// No fewer days than a round has.
fn length(every: &Every) -> u64 {
    let days = match every.unit {
        PeriodUnit::Day | PeriodUnit::WorkingDay | PeriodUnit::Week => 7,
        PeriodUnit::Month => 31,
        PeriodUnit::Quarter => 92,
        PeriodUnit::HalfYear => 184,
        PeriodUnit::Term | PeriodUnit::Year | PeriodUnit::FinancialYear | PeriodUnit::AcademicYear => 366,
    };
    u64::from(every.step).saturating_mul(days)
}

fn due_of(scene: &Scene<'_>, deadline: &crate::calendar::Deadline, day: Date) -> Result<Date, Unsayable> {
    let model = scene.model;
    let clocks = |word: &str| model.clocks.get(word).cloned();
    let found = model.calendar.period_containing(PeriodUnit::Day, day).and_then(|period| {
        let at = Situation { nominal: day, period: &period, completion: None, meeting: None, events: &|_| None };
        due(deadline, &at, &model.calendar, &clocks)
    });
    found.map(|due| due.date).ok_or_else(|| {
        Unsayable::because(format!("the calendar does not tell which day `{deadline}` is, counted from {day}"))
    })
}
