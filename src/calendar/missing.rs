//! Dates that a rule asks for and the calendar does not have: 31 April, 29 February, a fifth Friday.

use std::fmt;

use chrono::Datelike;

use super::phrase::{day_kind, ordinal};
use super::place::Placement;
use super::rhythm::{Turn, turns};
use super::{Anchor, Cadence, Calendar, Date, DayKind, Every, Month, Ordinal, PeriodUnit, Place, ShortMonth, Union};

/// A date that does not exist, and so has to be decided by the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingDay {
    /// The year of the month or period that lacks it.
    pub year: i32,
    /// The month that lacks it, or the first of the period.
    pub month: Month,
    /// `31 April 2017`, `fifth Friday of April 2017`.
    pub words: String,
}

impl fmt::Display for MissingDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

/// How many years are looked through, after which the calendar repeats.
const YEARS: i32 = 400;

/// How many turns are looked at: all the months of those years.
const TURNS: usize = 4_800;

/// The first date from that year on which the cadence asks for and which does not exist, where the rule does not say
/// what happens in a shorter month.
pub fn first_missing_day(cadence: &Cadence, calendar: &Calendar, from_year: i32) -> Option<MissingDay> {
    match cadence {
        Cadence::Every(every) => of_rhythm(every, calendar, from_year),
        Cadence::Count(count) => of_rhythm(&count.every, calendar, from_year),
        Cadence::Phases(phases) => phases.iter().find_map(|leg| first_missing_day(&leg.cadence, calendar, from_year)),
        Cadence::All(Union { parts, .. }) | Cadence::First(parts) => {
            parts.iter().find_map(|part| first_missing_day(part, calendar, from_year))
        }
        Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::AsRequired { .. } => None,
    }
}

fn of_rhythm(every: &Every, calendar: &Calendar, from_year: i32) -> Option<MissingDay> {
    if every.short != ShortMonth::Unsaid || always_exists(every, calendar) {
        return None;
    }
    let from = Date::from_ymd_opt(from_year, 1, 1)?;
    let to = from_year.checked_add(YEARS).and_then(|year| Date::from_ymd_opt(year, 1, 1)).unwrap_or(Date::MAX);
    // A rhythm counted from something not yet known still asks for its day in some month.
    let planned = planned(every);
    turns(&planned, calendar, from, to).take(TURNS).find_map(|turn| lacking(every, calendar, turn))
}

fn planned(every: &Every) -> Every {
    let mut planned = every.clone();
    planned.individual = None;
    planned.anchor = match every.anchor {
        Anchor::Unsaid | Anchor::Completion | Anchor::Event(_) => {
            planned.step = 1;
            Anchor::Unsaid
        }
        Anchor::From(date) => Anchor::From(date),
        Anchor::FromMonth { year, month } => Anchor::FromMonth { year, month },
    };
    planned
}

/// Spares the search where every period has the day.
fn always_exists(every: &Every, calendar: &Calendar) -> bool {
    let whole_months = is_of_whole_months(every.unit, calendar);
    match every.place {
        None => match every.anchor {
            Anchor::From(date) => date.day() <= 28,
            Anchor::Unsaid | Anchor::FromMonth { .. } | Anchor::Completion | Anchor::Event(_) => true,
        },
        Some(Place::Start | Place::End | Place::In(_)) => true,
        Some(Place::DayOf { day, .. }) => day <= 28,
        Some(Place::Nth(ordinal, kind) | Place::NthIn(ordinal, kind, _)) => whole_months && in_any_month(ordinal, kind),
    }
}

/// A term, or a year that starts inside a month, may hold a part of a month only.
fn is_of_whole_months(unit: PeriodUnit, calendar: &Calendar) -> bool {
    match unit {
        PeriodUnit::Month | PeriodUnit::Quarter | PeriodUnit::HalfYear | PeriodUnit::Year => true,
        PeriodUnit::FinancialYear => calendar.rules().financial_year_start.1 == 1,
        PeriodUnit::AcademicYear => calendar.rules().academic_year_start.1 == 1,
        PeriodUnit::Day | PeriodUnit::WorkingDay | PeriodUnit::Week | PeriodUnit::Term => false,
    }
}

fn in_any_month(ordinal: Ordinal, kind: DayKind) -> bool {
    let (Ordinal::Nth(nth) | Ordinal::Last(nth)) = ordinal;
    match kind {
        DayKind::Any => nth <= 28,
        DayKind::Weekday(_) => nth <= 4,
        DayKind::Working => nth <= 1,
    }
}

fn lacking(every: &Every, calendar: &Calendar, turn: Turn) -> Option<MissingDay> {
    let Placement::Lacking { from, .. } = turn.placement else { return None };
    let month = u8::try_from(from.month()).ok().and_then(Month::new)?;
    let (year, in_month) = (from.year(), format!("{month} {}", from.year()));
    let words = match every.place {
        Some(Place::DayOf { day, .. }) => format!("{day} {in_month}"),
        Some(Place::Nth(Ordinal::Nth(day), DayKind::Any)) if every.unit == PeriodUnit::Month => {
            format!("{day} {in_month}")
        }
        Some(Place::NthIn(Ordinal::Nth(day), DayKind::Any, _)) => format!("{day} {in_month}"),
        Some(Place::NthIn(nth, kind, _)) => format!("{} {} of {in_month}", ordinal(nth), day_kind(kind)),
        Some(Place::Nth(nth, kind)) => {
            let label = turn.period.map(|period| calendar.labelled(every.unit, period).label);
            let of = label.filter(|_| every.unit != PeriodUnit::Month).unwrap_or(in_month);
            format!("{} {} of {of}", ordinal(nth), day_kind(kind))
        }
        None | Some(Place::Start | Place::End | Place::In(_)) => match every.anchor {
            Anchor::From(date) => format!("{} {in_month}", date.day()),
            Anchor::Unsaid | Anchor::FromMonth { .. } | Anchor::Completion | Anchor::Event(_) => return None,
        },
    };
    Some(MissingDay { year, month, words })
}
