//! The rounds of one obligation: every time it falls, with its due date.
//!
//! Follow-ups take their rounds from what they follow. A due date that waits for something only records can tell (a
//! completion, an event) makes no round.

use chrono::Days;

use super::known::{Known, Near};
use super::meetings::{Sitting, has_begun, taken_by};
use crate::calendar::{
    self, Cadence, Calendar, Count, Date, Deadline, Duration, DurationUnit, Every, Individual, Move, Period, Quantity,
    Situation, Union,
};
use crate::model::{DeclId, Model, Obligation, ObligationKind, Timing};

/// One time that an obligation falls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Round {
    /// What tells it from the obligation's other rounds: `2017-05`, or `2017-05-2` where several share a period.
    pub(super) label: String,
    pub(super) period: Period,
    /// The day that the rhythm itself gives; of what follows something else, that of what it follows.
    pub(super) falls: Date,
    /// The day before any move off a day that is not worked.
    pub(super) nominal: Date,
    pub(super) due: Date,
    pub(super) moved_because: Option<String>,
    pub(super) open_until: Option<Date>,
    /// How many, where the rhythm itself counts them.
    pub(super) quantity: Option<Quantity>,
    /// The day of the meeting that takes it.
    pub(super) meeting: Option<Date>,
    /// Set for a point inside a round: how long after its start.
    pub(super) review_at: Option<Duration>,
}

/// Follow-ups may follow follow-ups, but not for ever.
const DEEPEST: u32 = 8;

/// Enough days to see whole years, so that what shares a period is numbered the same whatever days are asked for.
const WHOLE_YEARS: u64 = 800;

/// What rounds are computed with.
pub(super) struct Planner<'model> {
    pub(super) model: &'model Model,
    /// The same calendar without moves, for nominal days.
    unmoved: Calendar,
    /// Rounds that others hang on.
    known: Known<'model>,
}

impl<'model> Planner<'model> {
    pub(super) fn new(model: &'model Model) -> Self {
        Self { model, unmoved: model.calendar.moving(Move::Stay), known: Known::default() }
    }

    /// Every round due in `from..=to`, or still open then.
    pub(super) fn rounds(&self, obligation: &Obligation, from: Date, to: Date) -> Vec<Round> {
        let mut rounds = self.around(obligation, from, to, DEEPEST);
        rounds.retain(|round| round.due <= to && round.open_until.unwrap_or(round.due).max(round.due) >= from);
        rounds
    }

    /// The rounds due in `from..=to`, and others near them, in the order of the days on which they fall.
    fn around(&self, obligation: &Obligation, from: Date, to: Date, depth: u32) -> Vec<Round> {
        let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
        let reach = obligation.due.as_ref().map_or(0, |deadline| reach(&deadline.value));
        match &obligation.timing {
            Timing::Own(cadence) => {
                let (from, to) = widened(from, to, reach.saturating_add(WHOLE_YEARS));
                self.own(obligation, &cadence.value, from, to, depth)
            }
            Timing::With(whole) => {
                let (from, to) = widened(from, to, reach);
                let Some(whole) = self.model.obligation(whole) else { return Vec::new() };
                let rounds = self.near(whole, from, to, depth);
                let mains = rounds.all().iter().filter(|round| round.review_at.is_none());
                mains.filter_map(|round| self.following(obligation, whole, round, depth)).collect()
            }
            Timing::Unresolved => Vec::new(),
        }
    }

    /// The same of something that others hang on, found once for all of them.
    fn near(&self, obligation: &'model Obligation, from: Date, to: Date, depth: u32) -> Near {
        let (first, last) = widened(from, to, self.reach_of(obligation, depth));
        let around = |from, to| self.around(obligation, from, to, depth);
        self.known.near((&obligation.id, depth), (from, to), around).between(first, last)
    }

    /// How many days from those asked for its rounds are looked for.
    fn reach_of(&self, obligation: &Obligation, depth: u32) -> u64 {
        let own = obligation.due.as_ref().map_or(0, |deadline| reach(&deadline.value));
        let Some(depth) = depth.checked_sub(1) else { return own };
        let further = match &obligation.timing {
            Timing::Own(_) => WHOLE_YEARS,
            Timing::With(whole) => self.model.obligation(whole).map_or(0, |whole| self.reach_of(whole, depth)),
            Timing::Unresolved => 0,
        };
        own.saturating_add(further)
    }

    fn own(&self, obligation: &Obligation, cadence: &Cadence, from: Date, to: Date, depth: u32) -> Vec<Round> {
        let for_all = without_persons(cadence);
        let sittings = obligation.through.and_then(|meeting| self.sittings(meeting, from, to, depth));
        let found = calendar::occurrences(&for_all, &self.model.calendar, from, to);
        let labels = labels(&found);
        let mut rounds = Vec::with_capacity(found.len());
        let taken = found.into_iter().zip(labels).filter(|(one, _)| has_begun(sittings.as_deref(), one.nominal));
        for (one, label) in taken {
            let reviews = self.reviews(cadence, &one, &label);
            let sittings = sittings.as_deref().unwrap_or_default();
            rounds.push(self.round(obligation, one, label, (sittings, &for_all), depth));
            rounds.extend(reviews);
        }
        rounds
    }

    fn round(
        &self,
        obligation: &Obligation,
        one: calendar::Occurrence,
        label: String,
        (sittings, cadence): (&[Sitting], &Cadence),
        depth: u32,
    ) -> Round {
        let deadline = obligation.due.as_ref().map(|due| &due.value);
        let events = |name: &str| self.day_of(name, &one.period, depth);
        let alone =
            Situation { nominal: one.nominal, period: &one.period, completion: None, meeting: None, events: &events };
        let fixed = deadline.and_then(|deadline| self.due(deadline, &alone, &self.model.calendar));
        let sitting = taken_by(sittings, cadence, &one, fixed, obligation.side);
        let meeting = sitting.map(|sitting| sitting.date);
        let whole = Situation { meeting, ..alone };
        let due = |deadline| match sitting {
            Some(_) => self.due(deadline, &whole, &self.model.calendar),
            None => fixed,
        };
        let (nominal, due) = deadline
            .and_then(|deadline| Some((self.due(deadline, &whole, &self.unmoved)?, due(deadline)?)))
            .or(sitting.map(|sitting| (sitting.nominal, sitting.date)))
            .unwrap_or((one.nominal, one.effective));
        Round {
            label,
            falls: one.nominal,
            nominal,
            due,
            moved_because: self.why_moved(nominal, due),
            open_until: one.open_until,
            quantity: one.quantity,
            meeting,
            review_at: None,
            period: one.period,
        }
    }

    /// What follows one round of `whole`; nothing where it has no time of its own or waits for what records tell.
    fn following(&self, obligation: &Obligation, whole: &Obligation, round: &Round, depth: u32) -> Option<Round> {
        let deadline = &obligation.due.as_ref()?.value;
        let meeting = if whole.kind == ObligationKind::Meeting { Some(round.due) } else { round.meeting };
        let events = |name: &str| {
            if name == whole.id { Some(round.due) } else { self.day_of(name, &round.period, depth) }
        };
        let at = Situation { nominal: round.due, period: &round.period, completion: None, meeting, events: &events };
        let nominal = self.due(deadline, &at, &self.unmoved)?;
        let due = self.due(deadline, &at, &self.model.calendar)?;
        Some(Round {
            label: round.label.clone(),
            falls: round.falls,
            period: round.period.clone(),
            nominal,
            due,
            moved_because: self.why_moved(nominal, due),
            open_until: None,
            quantity: None,
            meeting,
            review_at: None,
        })
    }

    /// The points inside a round. A round starts on its day where the rule names one, else with its period.
    fn reviews(&self, cadence: &Cadence, one: &calendar::Occurrence, label: &str) -> Vec<Round> {
        let Some((every, individual)) = individual(cadence) else { return Vec::new() };
        let start = if every.place.is_some() { one.nominal } else { one.period.from };
        let several = individual.review_at.len() > 1;
        let points = individual.review_at.iter().zip(1..);
        let reviews = points.filter_map(|(review_at, number): (&Duration, u32)| {
            let nominal = self.model.calendar.add(start, *review_at)?;
            let moved = every.moved.unwrap_or(self.model.calendar.rules().moved);
            let due = self.model.calendar.adjust(nominal, moved);
            Some(Round {
                label: if several { format!("{label}/review-{number}") } else { format!("{label}/review") },
                period: one.period.clone(),
                falls: one.nominal,
                nominal,
                due,
                moved_because: self.why_moved(nominal, due),
                open_until: None,
                quantity: None,
                meeting: None,
                review_at: Some(*review_at),
            })
        });
        reviews.collect()
    }

    /// The days on which a meeting is held; `None` where it has no dates of its own.
    fn sittings(&self, meeting: DeclId, from: Date, to: Date, depth: u32) -> Option<Vec<Sitting>> {
        let mut held = self.model.obligations.iter();
        let held = held.find(|held| held.declaration == meeting && held.kind == ObligationKind::Meeting)?;
        let Timing::Own(cadence) = &held.timing else { return None };
        if !calendar::is_scheduled(&without_persons(&cadence.value)) {
            return None;
        }
        let rounds = self.near(held, from, to, depth);
        let mut sittings: Vec<Sitting> =
            rounds.all().iter().map(|round| Sitting { nominal: round.nominal, date: round.due }).collect();
        sittings.sort_by_key(|sitting| sitting.date);
        Some(sittings)
    }

    /// The day a deadline gives for one round of something, such as the day on which its cases are looked at.
    pub(super) fn day_for(&self, deadline: &Deadline, nominal: Date, period: &Period) -> Option<Date> {
        let events = |name: &str| self.day_of(name, period, DEEPEST);
        let at = Situation { nominal, period, completion: None, meeting: None, events: &events };
        self.due(deadline, &at, &self.model.calendar)
    }

    /// The first day on or after the start of a period on which the obligation of that id falls. Events have none.
    fn day_of(&self, name: &str, period: &Period, depth: u32) -> Option<Date> {
        let named = self.model.obligation(name)?;
        let rounds = self.near(named, period.from, period.to, depth);
        rounds.all().iter().map(|round| round.due).filter(|due| *due >= period.from).min()
    }

    fn due(&self, deadline: &Deadline, at: &Situation<'_>, calendar: &Calendar) -> Option<Date> {
        let clocks = |word: &str| self.model.clocks.get(word).cloned();
        calendar::due(deadline, at, calendar, &clocks).map(|due| due.date)
    }

    fn why_moved(&self, nominal: Date, due: Date) -> Option<String> {
        if nominal == due { None } else { self.model.calendar.day_off(nominal) }
    }
}

/// The label of each: that of its period, numbered where several share it. A `/` would look like a part.
fn labels(found: &[calendar::Occurrence]) -> Vec<String> {
    let plain: Vec<String> = found.iter().map(|one| one.period.label.replace('/', "-")).collect();
    let own_period = |one: &calendar::Occurrence, next: &calendar::Occurrence| {
        one.period.unit == next.period.unit && one.period.from < next.period.from
    };
    if found.iter().zip(found.iter().skip(1)).all(|(one, next)| own_period(one, next)) {
        return plain;
    }
    let mut counts: indexmap::IndexMap<&str, (u32, u32)> = indexmap::IndexMap::new();
    for label in &plain {
        counts.entry(label).or_default().0 += 1;
    }
    let mut labels = Vec::new();
    for label in &plain {
        let Some((of, number)) = counts.get_mut(label.as_str()) else { continue };
        *number += 1;
        labels.push(if *of > 1 { format!("{label}-{number}") } else { label.clone() });
    }
    labels
}

/// The rhythm for all together, where each person has their own: one round in each period.
pub(super) fn without_persons(cadence: &Cadence) -> Cadence {
    let plain = |every: &Every| Every { individual: None, ..every.clone() };
    match cadence {
        Cadence::Every(every) => Cadence::Every(plain(every)),
        Cadence::Count(count) => Cadence::Count(Count { every: plain(&count.every), ..count.clone() }),
        Cadence::All(Union { parts, once_in }) => {
            Cadence::All(Union { parts: parts.iter().map(without_persons).collect(), once_in: *once_in })
        }
        Cadence::First(racers) => Cadence::First(racers.iter().map(without_persons).collect()),
        Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_)
        | Cadence::AsRequired { .. } => cadence.clone(),
    }
}

/// The rhythm of a cadence that is each person's own.
pub(super) fn individual(cadence: &Cadence) -> Option<(&Every, &Individual)> {
    match cadence {
        Cadence::Every(every) | Cadence::Count(Count { every, .. }) => {
            every.individual.as_ref().map(|individual| (every, individual))
        }
        Cadence::All(Union { parts, .. }) | Cadence::First(parts) => parts.iter().find_map(individual),
        Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_)
        | Cadence::AsRequired { .. } => None,
    }
}

/// The days with so many more on either side.
fn widened(from: Date, to: Date, days: u64) -> (Date, Date) {
    let days = Days::new(days);
    (from.checked_sub_days(days).unwrap_or(Date::MIN), to.checked_add_days(days).unwrap_or(Date::MAX))
}

/// A bound on how far a due date lies from its round, in days.
fn reach(deadline: &Deadline) -> u64 {
    match deadline {
        Deadline::Within { duration, .. }
        | Deadline::Before { duration: Some(duration), .. }
        | Deadline::At { after: Some(duration), .. } => WHOLE_YEARS + longest(*duration),
        Deadline::SoonerOf(several) | Deadline::LaterOf(several) => several.iter().map(reach).max().unwrap_or(0),
        Deadline::NotMoved(inner) | Deadline::CountingThatDay(inner) => reach(inner),
        Deadline::Before { duration: None, .. }
        | Deadline::At { after: None, .. }
        | Deadline::NextWithout(_)
        | Deadline::By { .. }
        | Deadline::OnDay { .. }
        | Deadline::On(_)
        | Deadline::SameDay
        | Deadline::SameWorkingDay
        | Deadline::Clock(_) => WHOLE_YEARS,
    }
}

/// A bound on a length of time, in days; working weeks may be short and holidays long.
fn longest(duration: Duration) -> u64 {
    let days = match duration.unit {
        DurationUnit::Hour | DurationUnit::Day => 1,
        DurationUnit::WorkingDay => 8,
        DurationUnit::Week => 7,
        DurationUnit::Month => 31,
        DurationUnit::Quarter => 92,
        DurationUnit::Term => 200,
        DurationUnit::Year => 366,
    };
    days * u64::from(duration.count)
}
