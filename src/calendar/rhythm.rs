//! The rounds of one rhythm: which periods it happens in and on which nominal day, found by jumping to the days asked
//! for. Round `k` is computed from the anchor, never from round `k - 1`.

use chrono::Datelike;

use super::arithmetic::{add_days, day_or_last, month_end, month_number, month_start};
use super::period::Stretch;
use super::place::Placement;
use super::{Anchor, Calendar, Date, Every, Month, PeriodUnit, Place};

/// One turn of a rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Round {
    /// Counted from the anchor, which is 0; without one, the number of the period.
    pub(super) ordinal: i64,
    /// The period it belongs to.
    pub(super) period: Stretch,
    /// The day before any move.
    pub(super) nominal: Date,
    /// The days it may be moved in, where it belongs to a stretch of days and not to a day.
    pub(super) bounds: Option<(Date, Date)>,
}

/// How a rhythm counts.
#[derive(Clone, Copy)]
enum Counting {
    /// Day by day from the anchor: `every 6 weeks from 9 January 2025`.
    Points { anchor: Date },
    /// By whole periods, each with its place: `every 2 months on the first Monday from January 2017`.
    Periods { first: Option<i64>, not_before: Option<Date> },
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

/// The rounds whose nominal day is in `from..=to`.
pub(super) fn rounds<'a>(
    every: &'a Every,
    calendar: &'a Calendar,
    from: Date,
    to: Date,
) -> impl Iterator<Item = Round> + 'a {
    let in_range = move |round: &Round| (from..=to).contains(&round.nominal);
    turns(every, calendar, from, to).filter_map(|turn| turn.round(every, calendar)).filter(in_range)
}

/// One turn before it is known whether its period has the day.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    ordinal: i64,
    /// The period, where the rhythm counts by periods.
    pub(super) period: Option<Stretch>,
    pub(super) placement: Placement,
    not_before: Option<Date>,
}

impl Turn {
    fn round(self, every: &Every, calendar: &Calendar) -> Option<Round> {
        let nominal = self.placement.day(every.short)?;
        if self.not_before.is_some_and(|first| nominal < first) {
            return None;
        }
        let period = match self.period {
            Some(period) => period,
            None => calendar.stretch(every.unit, calendar.period_index(every.unit, nominal)?)?,
        };
        let bounds = self.period.and_then(|period| bounds(every, period, nominal));
        Some(Round { ordinal: self.ordinal, period, nominal, bounds })
    }
}

/// A rhythm without a place, or with only a month, leaves the whole stretch to act in: its last day does not move out.
fn bounds(every: &Every, period: Stretch, nominal: Date) -> Option<(Date, Date)> {
    match every.place {
        None | Some(Place::End) => Some((period.from, period.to)),
        Some(Place::In(_)) => Some((nominal.with_day(1)?.max(period.from), nominal)),
        Some(Place::Nth(..) | Place::NthIn(..) | Place::DayOf { .. } | Place::Start) => None,
    }
}

/// Every turn that could have its day in `from..=to`, in order, with or without the day.
pub(super) fn turns<'a>(
    every: &'a Every,
    calendar: &'a Calendar,
    from: Date,
    to: Date,
) -> impl Iterator<Item = Turn> + 'a {
    let counting = counting(every, calendar).filter(|_| from <= to);
    let (anchor, periods) = match counting {
        Some(Counting::Points { anchor }) => (Some(anchor), None),
        Some(Counting::Periods { first, not_before }) => (None, Some((first, not_before))),
        None => (None, None),
    };
    let points = anchor.into_iter().flat_map(move |anchor| points(every, calendar, anchor, from, to));
    let periods = periods
        .into_iter()
        .flat_map(move |(first, not_before)| by_period(every, calendar, first, not_before, from, to));
    points.chain(periods)
}

fn counting(every: &Every, calendar: &Calendar) -> Option<Counting> {
    if !has_dates(every) {
        return None;
    }
    let (anchor, by_days) = match every.anchor {
        Anchor::From(date) => (date, every.unit != PeriodUnit::Term),
        Anchor::FromMonth { year, month } => (first_of_month(year, month)?, is_day(every.unit)),
        Anchor::Unsaid => return Some(Counting::Periods { first: None, not_before: None }),
        Anchor::Completion | Anchor::Event(_) => return None,
    };
    if by_days && every.place.is_none() {
        return Some(Counting::Points { anchor });
    }
    let first = calendar.period_index(every.unit, anchor)?;
    Some(Counting::Periods { first: Some(first), not_before: Some(anchor) })
}

/// The first day of a month.
pub(super) fn first_of_month(year: i32, month: Month) -> Option<Date> {
    Date::from_ymd_opt(year, u32::from(month.number()), 1)
}

const fn is_day(unit: PeriodUnit) -> bool {
    matches!(unit, PeriodUnit::Day | PeriodUnit::WorkingDay)
}

/// The turns of a rhythm that counts by periods.
fn by_period<'a>(
    every: &'a Every,
    calendar: &'a Calendar,
    first: Option<i64>,
    not_before: Option<Date>,
    from: Date,
    to: Date,
) -> impl Iterator<Item = Turn> + 'a {
    let step = i64::from(every.step.max(1));
    let start = calendar.period_index(every.unit, from).map(|index| match first {
        Some(first) if index <= first => first,
        Some(first) => index + (first - index).rem_euclid(step),
        None => index,
    });
    let indices = std::iter::successors(start, move |index| index.checked_add(step));
    let periods = indices.map_while(move |index| calendar.stretch(every.unit, index));
    let in_reach = periods.take_while(move |period| period.from <= to);
    let happens = move |period: &Stretch| {
        every.months.contains(month_of(period.from))
            && (every.unit != PeriodUnit::WorkingDay || calendar.is_working_day(period.from))
    };
    in_reach.filter(happens).map(move |period| Turn {
        ordinal: first.map_or(period.index, |first| (period.index - first) / step),
        period: Some(period),
        placement: calendar.placement(every.place, period.from, period.to),
        not_before,
    })
}

/// The turns of a rhythm that counts in days, weeks or months from its anchor.
fn points<'a>(
    every: &'a Every,
    calendar: &'a Calendar,
    anchor: Date,
    from: Date,
    to: Date,
) -> impl Iterator<Item = Turn> + 'a {
    let start = first_point(every, calendar, anchor, from);
    let counted = (start..i64::MAX).map_while(move |ordinal| {
        let placement = point(every, calendar, anchor, ordinal)?;
        Some(Turn { ordinal, period: None, placement, not_before: None })
    });
    let in_reach = counted.take_while(move |turn| turn.placement.near().is_some_and(|day| day <= to));
    in_reach.filter(|turn| turn.placement.near().is_some_and(|day| every.months.contains(month_of(day))))
}

/// What a rhythm counts its points in.
enum Stride {
    Days(i64),
    WorkingDays(i64),
    Months(i64),
}

/// A term has no length of its own, and so counts by periods; it is never asked for here.
fn stride(every: &Every) -> Option<Stride> {
    let step = i64::from(every.step.max(1));
    Some(match every.unit {
        PeriodUnit::Day => Stride::Days(step),
        PeriodUnit::WorkingDay => Stride::WorkingDays(step),
        PeriodUnit::Week => Stride::Days(step * 7),
        PeriodUnit::Month => Stride::Months(step),
        PeriodUnit::Quarter => Stride::Months(step * 3),
        PeriodUnit::HalfYear => Stride::Months(step * 6),
        PeriodUnit::Year | PeriodUnit::FinancialYear | PeriodUnit::AcademicYear => Stride::Months(step * 12),
        PeriodUnit::Term => return None,
    })
}

/// The ordinal of a point on or shortly before `from`: where to start looking.
fn first_point(every: &Every, calendar: &Calendar, anchor: Date, from: Date) -> i64 {
    if from <= anchor {
        return 0;
    }
    match stride(every) {
        Some(Stride::Days(step)) => (from - anchor).num_days() / step,
        Some(Stride::WorkingDays(step)) => calendar.working_days_between(anchor, from) / step,
        Some(Stride::Months(step)) => (month_number(from) - month_number(anchor)) / step,
        None => 0,
    }
}

fn point(every: &Every, calendar: &Calendar, anchor: Date, ordinal: i64) -> Option<Placement> {
    match stride(every)? {
        Stride::Days(step) => add_days(anchor, ordinal.checked_mul(step)?).map(Placement::On),
        Stride::WorkingDays(step) => calendar.add_working_days(anchor, ordinal.checked_mul(step)?).map(Placement::On),
        Stride::Months(step) => {
            let first = month_start(month_number(anchor).checked_add(ordinal.checked_mul(step)?)?)?;
            let near = day_or_last(first.year(), first.month(), anchor.day())?;
            if near.day() == anchor.day() {
                return Some(Placement::On(near));
            }
            Some(Placement::Lacking { from: first, last: Some(month_end(first)) })
        }
    }
}

/// The month a date lies in.
pub(super) fn month_of(date: Date) -> Month {
    u8::try_from(date.month()).ok().and_then(Month::new).unwrap_or(Month::JANUARY)
}
