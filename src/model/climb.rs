//! A ladder as it runs on the calendar, level after level, when nobody answers.

use super::Model;
use super::ladder::{Escalation, Level, Next};
use crate::calendar::{Cadence, Calendar, Date, Deadline, Duration, DurationUnit, PeriodUnit, Situation, due};

/// How far a ladder has come: a day, and hours counted on from it. Dates alone would make a day of every hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reached {
    /// The day.
    pub day: Date,
    /// 0 to 23.
    pub hours: u32,
}

/// One level that is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The level, by place.
    pub level: usize,
    /// When it is reached: the start, or when no answer came to the level before.
    pub reached: Reached,
    /// The last moment at which its people are told in time.
    pub told: Reached,
    /// The last moment at which they answer in time; `None` where they have no time of their own.
    pub answered: Option<Reached>,
}

impl Reached {
    /// The day as a whole.
    #[must_use]
    pub const fn at(day: Date) -> Self {
        Self { day, hours: 0 }
    }

    /// So much later; `None` beyond the dates there are.
    #[must_use]
    pub fn after(self, duration: Duration, calendar: &Calendar) -> Option<Self> {
        match duration.unit {
            DurationUnit::Hour => self.after_hours(duration.count),
            DurationUnit::Day
            | DurationUnit::WorkingDay
            | DurationUnit::Week
            | DurationUnit::Month
            | DurationUnit::Quarter
            | DurationUnit::Term
            | DurationUnit::Year => Some(Self { day: calendar.add(self.day, duration)?, ..self }),
        }
    }

    fn after_hours(self, count: u32) -> Option<Self> {
        let hours = self.hours.checked_add(count)?;
        let day = self.day.checked_add_days(chrono::Days::new(u64::from(hours / 24)))?;
        Some(Self { day, hours: hours % 24 })
    }
}

/// The levels of a ladder that is begun on `start` at level `first` and that nobody answers, in the order they are
/// reached. It ends where a level has no time that can be computed, and has no more steps than levels, even where it goes
/// round.
#[must_use]
pub fn climb(model: &Model, escalation: &Escalation, first: usize, start: Date) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut reached = Reached::at(start);
    let mut next = Some(first);
    while let Some(step) = next.and_then(|level| step(model, escalation, level, start, reached)) {
        steps.push(step);
        if steps.len() == escalation.levels.len() {
            break;
        }
        next = match escalation.levels.get(step.level).and_then(|level| level.next.as_ref()) {
            Some(Next::Level { target, .. }) => *target,
            Some(Next::Ends(_)) | None => None,
        };
        reached = step.answered.unwrap_or(step.told);
    }
    steps
}

fn step(model: &Model, escalation: &Escalation, level: usize, start: Date, reached: Reached) -> Option<Step> {
    let of = escalation.levels.get(level)?;
    let told = told(model, escalation, of, start, reached)?;
    let after = match of.next.as_ref() {
        Some(Next::Level { after, .. }) => *after,
        Some(Next::Ends(end)) => end.after,
        None => None,
    };
    let answered = after.and_then(|after| told.after(after, &model.calendar));
    Some(Step { level, reached, told, answered })
}

/// The last moment for telling a level that is reached then.
fn told(model: &Model, escalation: &Escalation, level: &Level, start: Date, reached: Reached) -> Option<Reached> {
    let own_event = escalation.when.as_ref().and_then(|when| event(&when.value));
    let events = |name: &str| (Some(name) == own_event).then_some(start);
    let period = model.calendar.period_containing(PeriodUnit::Day, reached.day)?;
    let situation =
        Situation { nominal: reached.day, period: &period, completion: None, meeting: None, events: &events };
    let clock = |word: &str| model.clocks.get(word).cloned();
    let within = &level.within.as_ref()?.value;
    let due = due(within, &situation, &model.calendar, &clock)?;
    match (due.hours, is_from_an_event(within)) {
        (Some(hours), true) => Reached::at(start).after_hours(hours),
        (Some(hours), false) => reached.after_hours(hours),
        // Of a day that is no other day, as many hours are gone as before.
        (None, true) if due.date != reached.day => Some(Reached::at(due.date)),
        (None, true | false) => Some(Reached { day: due.date, ..reached }),
    }
}

/// The event that a ladder starts with.
fn event(when: &Cadence) -> Option<&str> {
    match when {
        Cadence::Event(name) => Some(name),
        Cadence::Every(_)
        | Cadence::Count(_)
        | Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_)
        | Cadence::All(_)
        | Cadence::First(_)
        | Cadence::AsRequired { .. } => None,
    }
}

/// Whether a deadline is counted from something other than the moment its level is reached.
fn is_from_an_event(deadline: &Deadline) -> bool {
    match deadline {
        Deadline::Within { after, .. } => after.is_some(),
        Deadline::SoonerOf(several) | Deadline::LaterOf(several) => several.iter().any(is_from_an_event),
        Deadline::NotMoved(inner) | Deadline::CountingThatDay(inner) => is_from_an_event(inner),
        Deadline::SameDay | Deadline::SameWorkingDay | Deadline::Clock(_) => false,
        Deadline::Before { .. }
        | Deadline::By { .. }
        | Deadline::OnDay { .. }
        | Deadline::On(_)
        | Deadline::At { .. }
        | Deadline::NextWithout(_) => true,
    }
}
