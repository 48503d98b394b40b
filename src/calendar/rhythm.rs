//! The rounds of one rhythm: which periods it happens in and on which nominal day, found by jumping to the days asked
//! for. Round `k` is computed from the anchor, never from round `k - 1`.

use chrono::Datelike;

use super::arithmetic::{add_days, month_number};
use super::period::Stretch;
use super::place::Placement;
use super::walk::{Days, Months, Periods, PlacedMonths, WorkingDays};
use super::{Anchor, Calendar, Date, DayKind, Every, Month, Move, Ordinal, PeriodUnit, Place};

/// One turn of a rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Round {
    /// Counted from the anchor, which is 0; without one, the number of the period.
    pub(super) ordinal: i64,
    /// The period it belongs to, where the rhythm counts by periods; else it is the one that holds the day.
    pub(super) period: Option<Stretch>,
    /// The day before any move.
    pub(super) nominal: Date,
}

/// Whether the rhythm has dates without any record: its anchor is written or not needed, and it is not counted from a
/// day of each person's or thing's own.
pub(super) fn has_dates(every: &Every) -> bool {
    let own_start = every.individual.as_ref().is_some_and(|individual| individual.from.is_some());
    !own_start
        && match every.anchor {
            Anchor::Unsaid => every.step <= 1,
            Anchor::From(_) | Anchor::FromMonth { .. } => true,
            Anchor::Completion | Anchor::Event(_) => false,
        }
}

/// The day a rhythm is counted from, where it is written.
pub(super) fn start_day(every: &Every) -> Option<Date> {
    match every.anchor {
        Anchor::From(date) => Some(date),
        Anchor::FromMonth { year, month } => first_of_month(year, month),
        Anchor::Unsaid | Anchor::Completion | Anchor::Event(_) => None,
    }
}

/// The rounds whose nominal day is in `from..=to`.
#[inline]
pub(super) fn rounds<'a>(every: &'a Every, calendar: &'a Calendar, from: Date, to: Date) -> Rounds<'a> {
    Rounds { turns: turns(every, calendar, from, to), from }
}

/// See [`rounds`].
pub(super) struct Rounds<'a> {
    turns: Turns<'a>,
    from: Date,
}

impl<'a> Rounds<'a> {
    /// What they are the rounds of.
    pub(super) const fn of(&self) -> (&'a Every, &'a Calendar) {
        (self.turns.every, self.turns.calendar)
    }
}

impl Iterator for Rounds<'_> {
    type Item = Round;

    #[inline]
    fn next(&mut self) -> Option<Round> {
        loop {
            let round = self.turns.next()?.round(self.turns.every);
            let inside = |round: &Round| self.from <= round.nominal && round.nominal <= self.turns.to;
            if let Some(round) = round.filter(inside) {
                return Some(round);
            }
        }
    }

    #[inline]
    fn fold<B, F: FnMut(B, Round) -> B>(self, init: B, mut each: F) -> B {
        let (every, from, to) = (self.turns.every, self.from, self.turns.to);
        // Days and weeks are most of what is asked for: every turn of theirs is a round, and none is too late.
        if let Walk::Days(days) = self.turns.walk {
            return days.rounds_since(from, every.months).fold(init, each);
        }
        self.turns.fold(init, |folded, turn| {
            let round = turn.round(every).filter(|round| from <= round.nominal && round.nominal <= to);
            match round {
                Some(round) => each(folded, round),
                None => folded,
            }
        })
    }
}

impl Round {
    /// The day after any move off a day that is not worked. Where the rhythm leaves a whole stretch to act in, because
    /// it has no place or only a month, the day does not move out of it.
    #[inline]
    pub(super) fn effective(&self, every: &Every, calendar: &Calendar) -> Date {
        let moved = every.moved.unwrap_or(calendar.rules().moved);
        if moved == Move::Stay || calendar.is_working_day(self.nominal) {
            return self.nominal;
        }
        match self.period.and_then(|period| bounds(every, period, self.nominal)) {
            Some(bounds) => calendar.adjust_within(self.nominal, moved, bounds),
            None => calendar.adjust(self.nominal, moved),
        }
    }
}

fn bounds(every: &Every, period: Stretch, nominal: Date) -> Option<(Date, Date)> {
    match every.place {
        None | Some(Place::End) => Some((period.from, period.to)),
        Some(Place::In(_)) => Some((nominal.with_day(1)?.max(period.from), nominal)),
        Some(Place::Nth(..) | Place::NthIn(..) | Place::DayOf { .. } | Place::Start) => None,
    }
}

/// One turn before it is known whether its period has the day.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    pub(super) ordinal: i64,
    /// The period, where the rhythm counts by periods.
    pub(super) period: Option<Stretch>,
    pub(super) placement: Placement,
    pub(super) not_before: Option<Date>,
}

impl Turn {
    #[inline]
    pub(super) const fn point(ordinal: i64, placement: Placement) -> Turn {
        Turn { ordinal, period: None, placement, not_before: None }
    }

    /// Whether it is in the months of the rhythm: a period counts by the month it starts in.
    #[inline]
    fn happens(&self, every: &Every) -> bool {
        let day = || self.period.map(|period| period.from).or(self.placement.near());
        every.months.is_all() || day().is_some_and(|day| every.months.contains(month_of(day)))
    }

    #[inline]
    fn round(self, every: &Every) -> Option<Round> {
        let nominal = self.placement.day(every.short)?;
        let early = self.not_before.is_some_and(|first| nominal < first);
        (!early).then_some(Round { ordinal: self.ordinal, period: self.period, nominal })
    }
}

/// Every turn that could have its day in `from..=to`, in order, with or without the day.
pub(super) fn turns<'a>(every: &'a Every, calendar: &'a Calendar, from: Date, to: Date) -> Turns<'a> {
    let walk = if from <= to { walk(every, calendar, from, to) } else { Walk::Over };
    Turns { every, calendar, to, walk }
}

/// See [`turns`].
pub(super) struct Turns<'a> {
    every: &'a Every,
    calendar: &'a Calendar,
    to: Date,
    walk: Walk<'a>,
}

/// How a rhythm counts, and how far it has come.
enum Walk<'a> {
    Days(Days),
    Months(Months),
    WorkingDays(WorkingDays<'a>),
    PlacedMonths(PlacedMonths<'a>),
    Periods(Periods<'a>),
    /// Nothing is left.
    Over,
}

/// Where to begin, so that no turn since `from` is missed and hardly any before it is looked at.
fn walk<'a>(every: &'a Every, calendar: &'a Calendar, from: Date, to: Date) -> Walk<'a> {
    if !has_dates(every) {
        return Walk::Over;
    }
    let (anchor, by_days) = match every.anchor {
        Anchor::From(date) => (Some(date), true),
        Anchor::FromMonth { year, month } => (first_of_month(year, month), is_day(every.unit)),
        Anchor::Unsaid => return by_periods(every, calendar, None, (from, to)),
        Anchor::Completion | Anchor::Event(_) => return Walk::Over,
    };
    let Some(anchor) = anchor else { return Walk::Over };
    let points = || points(every, calendar, anchor, (from, to));
    let points = if by_days && every.place.is_none() { points() } else { None };
    points.unwrap_or_else(|| by_periods(every, calendar, Some(anchor), (from, to)))
}

/// From the point on or shortly before `from`. A term has no length of its own, and so counts by periods.
fn points<'a>(every: &Every, calendar: &'a Calendar, anchor: Date, (from, to): (Date, Date)) -> Option<Walk<'a>> {
    let passed = |passed: i64, step: i64| if from <= anchor { 0 } else { passed / step };
    let days = |days: i64| {
        let step = step(every) * days;
        let ordinal = passed((from - anchor).num_days(), step);
        Walk::Days(Days { step, ordinal, next: add_days(anchor, ordinal * step), to })
    };
    let months = |months: i64| {
        let step = step(every) * months;
        let ordinal = passed(month_number(from) - month_number(anchor), step);
        Months::from(anchor, (step, ordinal), ordinal, to).map_or(Walk::Over, Walk::Months)
    };
    Some(match every.unit {
        PeriodUnit::Day => days(1),
        PeriodUnit::Week => days(7),
        PeriodUnit::WorkingDay => {
            let step = step(every);
            let ordinal = passed(calendar.working_days_between(anchor, from), step);
            Walk::WorkingDays(WorkingDays { calendar, anchor, step, ordinal, to })
        }
        PeriodUnit::Month => months(1),
        PeriodUnit::Quarter => months(3),
        PeriodUnit::HalfYear => months(6),
        PeriodUnit::Year | PeriodUnit::FinancialYear | PeriodUnit::AcademicYear => months(12),
        PeriodUnit::Term => return None,
    })
}

fn by_periods<'a>(
    every: &'a Every,
    calendar: &'a Calendar,
    anchor: Option<Date>,
    (from, to): (Date, Date),
) -> Walk<'a> {
    let Some(index) = calendar.period_index(every.unit, from) else { return Walk::Over };
    let first = anchor.and_then(|anchor| calendar.period_index(every.unit, anchor));
    let index = match first {
        Some(first) if index <= first => first,
        Some(first) => index + (first - index).rem_euclid(step(every)),
        // The anchor is after the last term.
        None if anchor.is_some() => return Walk::Over,
        None => index,
    };
    let periods = Periods { every, calendar, index, start: None, first, not_before: anchor, to };
    let quicker = if is_even(every) { even(&periods) } else { placed_months(&periods) };
    let start = || calendar.period_start(every.unit, index);
    quicker.unwrap_or_else(|| Walk::Periods(Periods { start: start(), ..periods }))
}

/// Months with a day of some kind each, where that day needs nothing of its period.
fn placed_months<'a>(periods: &Periods<'a>) -> Option<Walk<'a>> {
    match periods.every.place {
        Some(Place::Nth(nth, kind)) if periods.every.unit == PeriodUnit::Month => {
            PlacedMonths::of(periods, nth, kind).map(Walk::PlacedMonths)
        }
        _ => None,
    }
}

/// Whether the days of all periods are equally far apart, as in `every 2 weeks on Friday` or `every month on the 15th`.
fn is_even(every: &Every) -> bool {
    match (every.unit, every.place) {
        // A period counts by the month it starts in, which need not be that of its day.
        (PeriodUnit::Week, Some(Place::Nth(Ordinal::Nth(1), DayKind::Weekday(_)))) => every.months.is_all(),
        (PeriodUnit::Month, Some(Place::Nth(Ordinal::Nth(1..=28), DayKind::Any))) => true,
        (PeriodUnit::Year, Some(Place::DayOf { day: 1..=28, .. })) => every.months.is_all(),
        _ => false,
    }
}

/// From the day of the first of those periods on, or from the next where that is before the anchor.
fn even<'a>(periods: &Periods<'a>) -> Option<Walk<'a>> {
    let Periods { every, calendar, index, first, not_before, to, .. } = *periods;
    let from = calendar.period_start(every.unit, index)?;
    // Each of these periods has that day, so that its end need not be known.
    let day = match every.place? {
        Place::Nth(Ordinal::Nth(_), DayKind::Weekday(day)) => {
            add_days(from, i64::from(day.days_since(from.weekday())))?
        }
        Place::Nth(Ordinal::Nth(nth), DayKind::Any) => from.with_day(u32::from(nth))?,
        Place::DayOf { month, day } => Date::from_ymd_opt(from.year(), u32::from(month.number()), u32::from(day))?,
        Place::Nth(..) | Place::NthIn(..) | Place::In(_) | Place::Start | Place::End => return None,
    };
    let early = i64::from(not_before.is_some_and(|first| day < first));
    let (step, ordinal) = (step(every), first.map_or(index, |first| (index - first) / step(every)) + early);
    Some(match every.unit {
        PeriodUnit::Week => Walk::Days(Days { step: step * 7, ordinal, next: add_days(day, early * step * 7), to }),
        PeriodUnit::Month => Walk::Months(Months::from(day, (step, early), ordinal, to)?),
        PeriodUnit::Year => Walk::Months(Months::from(day, (step * 12, early), ordinal, to)?),
        PeriodUnit::Day
        | PeriodUnit::WorkingDay
        | PeriodUnit::Quarter
        | PeriodUnit::HalfYear
        | PeriodUnit::Term
        | PeriodUnit::FinancialYear
        | PeriodUnit::AcademicYear => return None,
    })
}

impl Iterator for Turns<'_> {
    type Item = Turn;

    #[inline]
    fn next(&mut self) -> Option<Turn> {
        let every = self.every;
        match &mut self.walk {
            Walk::Days(days) => days.find(|turn| turn.happens(every)),
            Walk::Months(months) => months.find(|turn| turn.happens(every)),
            Walk::WorkingDays(days) => days.find(|turn| turn.happens(every)),
            Walk::PlacedMonths(months) => months.find(|turn| turn.happens(every)),
            Walk::Periods(periods) => periods.find(|turn| turn.happens(every)),
            Walk::Over => None,
        }
    }

    /// How the rhythm counts is asked once here, and not at each turn.
    #[inline]
    fn fold<B, F: FnMut(B, Turn) -> B>(self, init: B, each: F) -> B {
        let every = self.every;
        match self.walk {
            Walk::Days(days) => days.filter(|turn| turn.happens(every)).fold(init, each),
            Walk::Months(months) => months.filter(|turn| turn.happens(every)).fold(init, each),
            Walk::WorkingDays(days) => days.filter(|turn| turn.happens(every)).fold(init, each),
            Walk::PlacedMonths(months) => months.filter(|turn| turn.happens(every)).fold(init, each),
            Walk::Periods(periods) => periods.filter(|turn| turn.happens(every)).fold(init, each),
            Walk::Over => init,
        }
    }
}

pub(super) fn step(every: &Every) -> i64 {
    i64::from(every.step.max(1))
}

/// The first day of a month.
fn first_of_month(year: i32, month: Month) -> Option<Date> {
    Date::from_ymd_opt(year, u32::from(month.number()), 1)
}

const fn is_day(unit: PeriodUnit) -> bool {
    matches!(unit, PeriodUnit::Day | PeriodUnit::WorkingDay)
}

/// The month a date lies in.
#[inline]
pub(super) fn month_of(date: Date) -> Month {
    u8::try_from(date.month()).ok().and_then(Month::new).unwrap_or(Month::JANUARY)
}
