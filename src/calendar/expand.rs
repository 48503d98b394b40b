//! From a cadence to the dates it plans.
//!
//! An occurrence belongs to the days asked for if its nominal date is among them; one with a window also if it is
//! still open on any of them. What waits for an event, for a completion or for a person's own start has no date here.

use super::arithmetic::add_days;
use super::distance;
use super::period::Stretch;
use super::rhythm::{Round, Rounds, has_dates, rounds, start_day};
use super::{
    Anchor, Cadence, Calendar, Count, Date, Duration, DurationUnit, Every, Lasts, Move, Period, PeriodUnit, Phase,
    Quantity, ShortMonth, Union,
};

/// One date that a cadence plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its number, the same whatever days are asked for: counted from the anchor, which is 0, or the number of its
    /// period. In a union it is interleaved: `ordinal × parts + part`.
    pub ordinal: i64,
    /// The period it belongs to.
    pub period: Period,
    /// The date the rule gives.
    pub nominal: Date,
    /// The date after any move off a day that is not worked.
    pub effective: Date,
    /// Why it was moved: `Saturday`, `Christmas Day (bank holiday)`, or the name of a closure.
    pub moved_because: Option<String>,
    /// The last day it is open, where it has a window.
    pub open_until: Option<Date>,
    /// How many are due in the period, where it says so.
    pub quantity: Option<Quantity>,
}

/// A day that a cadence plans, with nothing told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedDay {
    /// The date the rule gives.
    pub nominal: Date,
    /// The date after any move off a day that is not worked.
    pub effective: Date,
}

/// Gaps are planned from a fixed day, a Monday and the first of a year, so that the dates never depend on the days
/// asked for.
const GAPS_FROM: Option<Date> = Date::from_ymd_opt(1900, 1, 1);

/// The occurrences in `from..=to`, in the order of their nominal dates.
///
/// - A count gives one occurrence for each period, with its quantity, on the period's last day.
/// - A gap gives the latest dates that keep it, counted from 1 January 1900: each from the date before, wherever that was
///   moved to.
/// - Phases need a start written in the first (`every week from 9 January 2025 for 4 weeks, then …`); each leg starts
///   where the one before ends.
/// - A union gives a date once, for its first part that has it.
/// - Of several that race, the first that has dates gives the plan: the others can only bring it forward.
pub fn occurrences(cadence: &Cadence, calendar: &Calendar, from: Date, to: Date) -> Vec<Occurrence> {
    let planned = planned(cadence, calendar, from, to).into_iter();
    planned.filter_map(|one| one.told(calendar)).collect()
}

/// The days of [`occurrences`] alone. Of a single rhythm each is found when it is asked for, so that a long time takes
/// no more room than a short one.
#[inline]
pub fn dates<'a>(cadence: &'a Cadence, calendar: &'a Calendar, from: Date, to: Date) -> Dates<'a> {
    Dates(match single_rhythm(cadence) {
        Some((every, _)) if every.window.is_none() && !every.distance => {
            Source::Rhythm(rounds(every, calendar, from, to))
        }
        Some(_) | None => Source::Listed(planned(cadence, calendar, from, to).into_iter()),
    })
}

/// See [`dates()`].
pub struct Dates<'a>(Source<'a>);

enum Source<'a> {
    Rhythm(Rounds<'a>),
    Listed(std::vec::IntoIter<Planned>),
}

impl Iterator for Dates<'_> {
    type Item = PlannedDay;

    #[inline]
    fn next(&mut self) -> Option<PlannedDay> {
        match &mut self.0 {
            Source::Rhythm(rounds) => {
                let (every, calendar) = rounds.of();
                let round = rounds.next()?;
                Some(PlannedDay { nominal: round.nominal, effective: round.effective(every, calendar) })
            }
            Source::Listed(all) => all.next().map(PlannedDay::from),
        }
    }

    /// Which of the two it is need not be asked at each day.
    #[inline]
    fn fold<B, F: FnMut(B, PlannedDay) -> B>(self, init: B, mut each: F) -> B {
        match self.0 {
            Source::Rhythm(rounds) => {
                let (every, calendar) = rounds.of();
                if every.moved.unwrap_or(calendar.rules().moved) == Move::Stay {
                    return rounds.fold(init, |folded, Round { nominal, .. }| {
                        each(folded, PlannedDay { nominal, effective: nominal })
                    });
                }
                rounds.fold(init, |folded, round| {
                    let effective = round.effective(every, calendar);
                    each(folded, PlannedDay { nominal: round.nominal, effective })
                })
            }
            Source::Listed(all) => all.map(PlannedDay::from).fold(init, each),
        }
    }
}

impl From<Planned> for PlannedDay {
    fn from(one: Planned) -> Self {
        PlannedDay { nominal: one.nominal, effective: one.effective }
    }
}

/// The rhythm, and how many in each period, where there is only one.
fn single_rhythm(cadence: &Cadence) -> Option<(&Every, Option<Quantity>)> {
    match cadence {
        Cadence::Every(every) => Some((every, None)),
        Cadence::Count(count) => Some((&count.every, Some(count.quantity))),
        Cadence::First(racers) => single_rhythm(racers.iter().find(|racer| is_scheduled(racer))?),
        Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_)
        | Cadence::All(_)
        | Cadence::AsRequired { .. } => None,
    }
}

/// An occurrence before its period is labelled and its move explained.
#[derive(Clone, Copy)]
struct Planned {
    ordinal: i64,
    /// What its period is one of.
    unit: PeriodUnit,
    /// Its period; `None` where it is the one that holds the day.
    period: Option<Stretch>,
    nominal: Date,
    effective: Date,
    open_until: Option<Date>,
    quantity: Option<Quantity>,
}

impl Planned {
    fn told(self, calendar: &Calendar) -> Option<Occurrence> {
        let period = match self.period {
            Some(period) => period,
            None => calendar.stretch(self.unit, calendar.period_index(self.unit, self.nominal)?)?,
        };
        Some(Occurrence {
            ordinal: self.ordinal,
            period: calendar.labelled(self.unit, period),
            nominal: self.nominal,
            effective: self.effective,
            moved_because: if self.effective == self.nominal { None } else { calendar.day_off(self.nominal) },
            open_until: self.open_until,
            quantity: self.quantity,
        })
    }
}

fn planned(cadence: &Cadence, calendar: &Calendar, from: Date, to: Date) -> Vec<Planned> {
    match cadence {
        Cadence::Every(every) => of_rhythm(every, None, calendar, from, to),
        Cadence::Count(count) => of_rhythm(&count.every, Some(count.quantity), calendar, from, to),
        Cadence::Gap(gap) => match GAPS_FROM {
            Some(start) => of_rhythm(&gap_from(*gap, start), None, calendar, from, to),
            None => Vec::new(),
        },
        Cadence::Once(date) => once(*date, calendar, from, to).into_iter().collect(),
        Cadence::Phases(phases) => of_phases(phases, calendar, from, to),
        Cadence::All(several) => union(several, calendar, from, to),
        Cadence::First(racers) => match racers.iter().find(|racer| is_scheduled(racer)) {
            Some(racer) => planned(racer, calendar, from, to),
            None => Vec::new(),
        },
        Cadence::Event(_) | Cadence::Within { .. } | Cadence::AsRequired { .. } => Vec::new(),
    }
}

/// Whether [`occurrences`] can give dates: false where it waits for an event, a completion or a record, and where a
/// step longer than one has no anchor.
pub fn is_scheduled(cadence: &Cadence) -> bool {
    match cadence {
        Cadence::Every(every) => has_dates(every),
        Cadence::Count(count) => has_dates(&count.every),
        Cadence::Gap(_) | Cadence::Once(_) => true,
        Cadence::Phases(phases) => phases.first().is_some_and(|phase| start_of(&phase.cadence).is_some()),
        Cadence::All(Union { parts, .. }) | Cadence::First(parts) => parts.iter().any(is_scheduled),
        Cadence::Event(_) | Cadence::Within { .. } | Cadence::AsRequired { .. } => false,
    }
}

/// The cadence once its start is known: a person's appointment, the event, the last completion. Occurrence 0 is the
/// start itself; extra reviews inside each round become parts of a union. A day that some months lack is their last
/// day, because nobody could write the rule for it. A start that is already written stays.
pub fn counted_from(cadence: &Cadence, start: Date, calendar: &Calendar) -> Cadence {
    match cadence {
        Cadence::Every(every) => rhythm_from(every, start, calendar),
        Cadence::Count(count) => Cadence::Count(Count { every: anchored(&count.every, start), ..count.clone() }),
        Cadence::Gap(gap) => Cadence::Every(gap_from(*gap, start)),
        Cadence::Phases(phases) => Cadence::Phases(phases_from(phases, start, calendar)),
        Cadence::All(Union { parts, once_in }) => {
            Cadence::All(Union { parts: all_from(parts, start, calendar), once_in: *once_in })
        }
        Cadence::First(racers) => Cadence::First(all_from(racers, start, calendar)),
        Cadence::Within { duration, .. } => calendar.add(start, *duration).map_or(cadence.clone(), Cadence::Once),
        Cadence::Once(_) | Cadence::Event(_) | Cadence::AsRequired { .. } => cadence.clone(),
    }
}

fn all_from(parts: &[Cadence], start: Date, calendar: &Calendar) -> Vec<Cadence> {
    parts.iter().map(|part| counted_from(part, start, calendar)).collect()
}

fn rhythm_from(every: &Every, start: Date, calendar: &Calendar) -> Cadence {
    let main = Cadence::Every(anchored(every, start));
    let reviews = every.individual.iter().flat_map(|individual| &individual.review_at);
    let review_starts = reviews.filter_map(|review| calendar.add(start, *review));
    let mut parts: Vec<Cadence> = review_starts.map(|start| Cadence::Every(anchored(every, start))).collect();
    if parts.is_empty() {
        return main;
    }
    parts.insert(0, main);
    Cadence::All(Union::of(parts))
}

/// Later legs start where the one before ends, whenever that is.
fn phases_from(phases: &[Phase], start: Date, calendar: &Calendar) -> Vec<Phase> {
    let mut legs = phases.to_vec();
    if let Some(first) = legs.first_mut() {
        first.cadence = counted_from(&first.cadence, start, calendar);
    }
    legs
}

/// The rhythm with that start, unless it has one of its own.
fn anchored(every: &Every, start: Date) -> Every {
    let mut own = every.clone();
    own.individual = None;
    own.anchor = match every.anchor {
        Anchor::Unsaid | Anchor::Completion | Anchor::Event(_) => Anchor::From(start),
        Anchor::From(_) | Anchor::FromMonth { .. } => return own,
    };
    if own.short == ShortMonth::Unsaid {
        own.short = ShortMonth::LastDay;
    }
    own
}

fn gap_from(gap: Duration, start: Date) -> Every {
    let (step, unit) = match gap.unit {
        DurationUnit::Hour => ((gap.count / 24).max(1), PeriodUnit::Day),
        DurationUnit::Day => (gap.count, PeriodUnit::Day),
        DurationUnit::WorkingDay => (gap.count, PeriodUnit::WorkingDay),
        DurationUnit::Week => (gap.count, PeriodUnit::Week),
        DurationUnit::Month => (gap.count, PeriodUnit::Month),
        DurationUnit::Quarter => (gap.count, PeriodUnit::Quarter),
        DurationUnit::Term => (gap.count, PeriodUnit::Term),
        DurationUnit::Year => (gap.count, PeriodUnit::Year),
    };
    Every {
        step,
        anchor: Anchor::From(start),
        moved: Some(Move::Before),
        short: ShortMonth::LastDay,
        distance: true,
        ..Every::plain(unit)
    }
}

fn of_rhythm(every: &Every, quantity: Option<Quantity>, calendar: &Calendar, from: Date, to: Date) -> Vec<Planned> {
    let earliest = every.window.map_or(from, |window| opened_since(window, calendar, from));
    let planned = |round: Round, effective| Planned {
        ordinal: round.ordinal,
        unit: every.unit,
        period: round.period,
        nominal: round.nominal,
        effective,
        open_until: every.window.and_then(|window| open_until(round.nominal, window, calendar)),
        quantity,
    };
    let belongs = |one: &Planned| one.nominal >= from || one.open_until.is_some_and(|last| last >= from);
    if every.distance {
        let all = distance::rounds(every, calendar, earliest, to).into_iter();
        return all.map(|(round, effective)| planned(round, effective)).filter(belongs).collect();
    }
    let all = rounds(every, calendar, earliest, to);
    all.map(|round| planned(round, round.effective(every, calendar))).filter(belongs).collect()
}

/// The last day of a window: three weeks from a Monday end on a Sunday. Working days are counted from the day itself,
/// which is the first of them if it is worked.
fn open_until(nominal: Date, window: Duration, calendar: &Calendar) -> Option<Date> {
    match window.unit {
        DurationUnit::WorkingDay => calendar.add(nominal.pred_opt()?, window),
        DurationUnit::Hour
        | DurationUnit::Day
        | DurationUnit::Week
        | DurationUnit::Month
        | DurationUnit::Quarter
        | DurationUnit::Term
        | DurationUnit::Year => calendar.add(nominal, window)?.pred_opt(),
    }
}

/// A day before which nothing opened that is still open on `from`: a few days early, because months differ in length.
fn opened_since(window: Duration, calendar: &Calendar, from: Date) -> Date {
    let opened = calendar.subtract(from, window).and_then(|day| add_days(day, -4));
    opened.or_else(|| add_days(from, -366 * i64::from(window.count))).unwrap_or(Date::MIN)
}

fn once(date: Date, calendar: &Calendar, from: Date, to: Date) -> Option<Planned> {
    let effective = calendar.adjust(date, calendar.rules().moved);
    let (unit, period) = (PeriodUnit::Day, None);
    let one = Planned { ordinal: 0, unit, period, nominal: date, effective, open_until: None, quantity: None };
    (from..=to).contains(&date).then_some(one)
}

/// The day a rhythm is counted from, where it is written.
fn start_of(cadence: &Cadence) -> Option<Date> {
    match cadence {
        Cadence::Every(every) | Cadence::Count(Count { every, .. }) => start_day(every),
        Cadence::Phases(phases) => phases.first().and_then(|phase| start_of(&phase.cadence)),
        Cadence::All(Union { parts, .. }) | Cadence::First(parts) => parts.first().and_then(start_of),
        Cadence::Once(date) => Some(*date),
        Cadence::Gap(_) | Cadence::Event(_) | Cadence::Within { .. } | Cadence::AsRequired { .. } => None,
    }
}

/// Each leg reaches from its start to the day before the next one's. A leg that is a single day ends with it, and the
/// next one counts from that day without having it again, and a distance from where that day was moved to.
fn of_phases(phases: &[Phase], calendar: &Calendar, from: Date, to: Date) -> Vec<Planned> {
    let mut found = Vec::new();
    let Some(first_start) = phases.first().and_then(|phase| start_of(&phase.cadence)) else { return found };
    let mut start = first_start;
    let mut taken = None;
    for (leg, phase) in phases.iter().enumerate() {
        if taken.is_some() && is_distance(&phase.cadence) {
            start = calendar.adjust(start, calendar.rules().moved);
            taken = Some(start);
        }
        let cadence = counted_from(&phase.cadence, start, calendar);
        let single = single_day(&cadence);
        let next = single.or_else(|| match phase.lasts? {
            Lasts::For(length) => calendar.add(start, length),
            Lasts::Until(length) => calendar.add(first_start, length),
        });
        let end = if single.is_some() { next } else { next.and_then(|next| next.pred_opt()) };
        let (first, last) = (start.max(from), end.unwrap_or(Date::MAX).min(to));
        let of_leg = planned(&cadence, calendar, first, last).into_iter();
        let inside = of_leg.filter(|one| (start..=last).contains(&one.nominal) && Some(one.nominal) != taken);
        found.extend(inside.map(|one| renumbered(one, leg, phases.len())));
        let Some(next) = next else { break };
        (start, taken) = (next, single);
    }
    found
}

const fn is_distance(cadence: &Cadence) -> bool {
    match cadence {
        Cadence::Gap(_) => true,
        Cadence::Every(every) => every.distance,
        Cadence::Count(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_)
        | Cadence::All(_)
        | Cadence::First(_)
        | Cadence::AsRequired { .. } => false,
    }
}

const fn single_day(cadence: &Cadence) -> Option<Date> {
    match cadence {
        Cadence::Once(date) => Some(*date),
        Cadence::Every(_)
        | Cadence::Count(_)
        | Cadence::Gap(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_)
        | Cadence::All(_)
        | Cadence::First(_)
        | Cadence::AsRequired { .. } => None,
    }
}

fn union(several: &Union, calendar: &Calendar, from: Date, to: Date) -> Vec<Planned> {
    // A period is looked at from its start, so that what is left of it never depends on the days asked for.
    let start = several.once_in.map_or(from, |unit| {
        let opened = several.parts.iter().map(|part| earliest_open(part, calendar, from)).min().unwrap_or(from);
        calendar.period_containing(unit, opened).map_or(opened, |period| period.from)
    });
    let mut found: Vec<Planned> = Vec::new();
    for (part, cadence) in several.parts.iter().enumerate() {
        let of_part = planned(cadence, calendar, start, to);
        found.extend(of_part.into_iter().map(|one| renumbered(one, part, several.parts.len())));
    }
    // The sort is stable: of two on one day, the part written first stays.
    found.sort_by_key(|one| one.nominal);
    found.dedup_by_key(|one| one.nominal);
    if let Some(unit) = several.once_in {
        thin_out(&mut found, unit, several.parts.len(), calendar);
        found.retain(|one| one.nominal >= from || one.open_until.is_some_and(|last| last >= from));
    }
    found
}

/// The day from which on something may have opened that is open on `from` or later.
fn earliest_open(cadence: &Cadence, calendar: &Calendar, from: Date) -> Date {
    let of_all = |parts: &mut dyn Iterator<Item = &Cadence>| {
        parts.map(|part| earliest_open(part, calendar, from)).min().unwrap_or(from)
    };
    match cadence {
        Cadence::Every(every) | Cadence::Count(Count { every, .. }) => {
            every.window.map_or(from, |window| opened_since(window, calendar, from))
        }
        Cadence::Phases(phases) => of_all(&mut phases.iter().map(|phase| &phase.cadence)),
        Cadence::All(Union { parts, .. }) | Cadence::First(parts) => of_all(&mut parts.iter()),
        Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::AsRequired { .. } => from,
    }
}

/// Of dates of different parts in one period, the first stays.
fn thin_out(found: &mut Vec<Planned>, unit: PeriodUnit, parts: usize, calendar: &Calendar) {
    let parts = i64::try_from(parts).unwrap_or(i64::MAX).max(1);
    let mut kept: Option<(Option<i64>, i64)> = None;
    found.retain(|one| {
        let (period, part) = (calendar.period_index(unit, one.nominal), one.ordinal.rem_euclid(parts));
        let doubled = kept.is_some_and(|(before, of)| before.is_some() && before == period && of != part);
        if !doubled {
            kept = Some((period, part));
        }
        !doubled
    });
}

fn renumbered(one: Planned, part: usize, parts: usize) -> Planned {
    let (part, parts) = (i64::try_from(part).unwrap_or(i64::MAX), i64::try_from(parts).unwrap_or(i64::MAX));
    Planned { ordinal: one.ordinal.saturating_mul(parts).saturating_add(part), ..one }
}
