//! What follows from what happens: duties that wait for an event, their follow-ups, ladders level by level, and what a
//! missed deadline or a crossed bound starts.

use chrono::Days;

use super::crossed::crossed;
use super::facts::{Facts, meets};
use crate::calendar::{
    self, Anchor, Cadence, Count, Date, Deadline, Every, PeriodUnit, Situation, Union, counted_from,
};
use crate::model::ladder::Escalation;
use crate::model::scenario::{Gravity, Happening, Happens};
use crate::model::value::Condition;
use crate::model::{Construct, DeclId, Declaration, Model, Obligation, Timing, climb};

/// Something that is owed because of what happened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Consequence<'model> {
    /// What is owed.
    pub(super) obligation: &'model Obligation,
    /// The level of a ladder.
    pub(super) level: Option<&'model str>,
    /// The day it began: of the event, or of what it follows.
    pub(super) began: Date,
    /// The last day in time; `None` where it has no time or waits for a day that is not known.
    pub(super) due: Option<Date>,
    /// The day the scenario says it was done.
    pub(super) done: Option<Date>,
}

impl Consequence<'_> {
    /// Whether it is a declaration's own work, and not a part or a follow-up.
    pub(super) fn is_main(&self) -> bool {
        !matches!(self.obligation.timing, Timing::With(_))
    }

    /// Whether it is overdue on that day and not done.
    pub(super) fn is_missed_on(&self, day: Date) -> bool {
        self.due.is_some_and(|due| due < day) && self.done.is_none_or(|done| done > day)
    }
}

/// How many days of a rhythm that an event starts are looked at: rather more than two years.
const FARTHEST: u64 = 800;
/// Follow-ups may follow follow-ups, and a missed duty may start another, but not for ever.
const DEEPEST: u32 = 8;

/// Everything that is owed because of what happens, in the order of the happenings and, for one, of the source.
pub(super) fn follows<'model>(model: &'model Model, happenings: &'model [Happening]) -> Vec<Consequence<'model>> {
    let mut world = World { model, happenings, owed: Vec::new() };
    for happening in happenings {
        if let Happens::Event { event, gravity, facts } = &happening.what {
            let date = happening.date.value;
            world.set_off(Trigger { name: &event.name, date, gravity: *gravity, facts }, DEEPEST);
        }
    }
    for (threshold, date) in crossed(model, happenings) {
        world.set_off(Trigger { name: threshold, date, gravity: Gravity::Ordinary, facts: &[] }, DEEPEST);
    }
    world.owed
}

struct World<'model> {
    model: &'model Model,
    happenings: &'model [Happening],
    owed: Vec<Consequence<'model>>,
}

/// What sets something off: an event or threshold by name, its day, and what is known of it.
#[derive(Clone, Copy)]
struct Trigger<'a> {
    name: &'a str,
    date: Date,
    gravity: Gravity,
    facts: &'a Facts,
}

impl<'model> World<'model> {
    fn set_off(&mut self, trigger: Trigger<'_>, depth: u32) {
        for declaration in self.in_force() {
            self.rule(declaration, trigger, depth);
        }
        for then in self.threshold_starts(trigger.name) {
            self.start(then, trigger, depth);
        }
    }

    fn in_force(&self) -> impl Iterator<Item = &'model Declaration> + use<'model> {
        self.model.declarations.iter().filter(|declaration| declaration.added_by.is_none())
    }

    /// What a rule that waits for the trigger owes.
    fn rule(&mut self, declaration: &'model Declaration, trigger: Trigger<'_>, depth: u32) {
        if let Construct::Escalation(escalation) = &declaration.construct {
            let begins = escalation.when.as_ref().is_some_and(|when| waits_for(&when.value, trigger.name));
            if begins && self.is_for(escalation.filter.as_ref(), trigger) {
                self.ladder(declaration, escalation, trigger);
            }
            return;
        }
        let own: Vec<&Obligation> =
            self.of(declaration.id).filter(|own| !matches!(own.timing, Timing::With(_))).collect();
        for obligation in own {
            let Timing::Own(cadence) = &obligation.timing else { continue };
            if !self.is_for(obligation.filter.as_ref(), trigger) {
                continue;
            }
            for day in self.days(&cadence.value, trigger) {
                self.owe(obligation, day, trigger, depth);
            }
        }
    }

    /// Whether a rule with that condition answers to what happened.
    fn is_for(&self, filter: Option<&Condition>, trigger: Trigger<'_>) -> bool {
        filter.is_none_or(|filter| meets(self.model, filter, trigger.facts, trigger.date))
    }

    fn of(&self, declaration: DeclId) -> impl Iterator<Item = &'model Obligation> + use<'model> {
        self.model.obligations.iter().filter(move |obligation| obligation.declaration == declaration)
    }

    /// The days on which a rhythm falls that the trigger starts.
    fn days(&self, cadence: &Cadence, trigger: Trigger<'_>) -> Vec<Date> {
        if let Cadence::Event(name) = cadence {
            return if name == trigger.name { vec![trigger.date] } else { Vec::new() };
        }
        if !waits_for(cadence, trigger.name) {
            return Vec::new();
        }
        let calendar = &self.model.calendar;
        let counted = counted_from(cadence, trigger.date, calendar);
        let first = trigger.date.succ_opt().unwrap_or(trigger.date);
        let last = trigger.date.checked_add_days(Days::new(FARTHEST)).unwrap_or(Date::MAX);
        let found = calendar::occurrences(&counted, calendar, first, last);
        found.into_iter().map(|one| one.effective).collect()
    }

    /// One thing that is owed, with what follows it and what its being missed starts.
    fn owe(&mut self, obligation: &'model Obligation, day: Date, trigger: Trigger<'_>, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let due = match &obligation.due {
            Some(deadline) => self.due(&deadline.value, day, None, trigger),
            None => Some(day),
        };
        let done = self.done(obligation.declaration, trigger.date);
        let owed = Consequence { obligation, level: None, began: trigger.date, due, done };
        self.owed.push(owed);
        self.follow_ups(&owed, trigger, depth);
        if let Some(due) = due.filter(|due| done.is_none_or(|done| done > *due)) {
            for then in &obligation.on_breach {
                self.start(*then, Trigger { date: due, ..trigger }, depth);
            }
        }
    }

    fn follow_ups(&mut self, whole: &Consequence<'model>, trigger: Trigger<'_>, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let follows = |other: &&Obligation| matches!(&other.timing, Timing::With(id) if *id == whole.obligation.id);
        let following: Vec<&Obligation> = self.of(whole.obligation.declaration).filter(follows).collect();
        for obligation in following {
            let day = whole.done.or(whole.due).unwrap_or(whole.began);
            let due = match &obligation.due {
                Some(deadline) => self.due(&deadline.value, day, whole.done, trigger),
                None => whole.due,
            };
            let owed = Consequence { obligation, level: None, began: day, due, done: None };
            self.owed.push(owed);
            self.follow_ups(&owed, trigger, depth);
        }
    }

    /// What another rule starts: a ladder, or a piece of work from that day on.
    fn start(&mut self, id: DeclId, trigger: Trigger<'_>, depth: u32) {
        let Some(declaration) = self.model.get(id) else { return };
        if let Construct::Escalation(escalation) = &declaration.construct {
            self.ladder(declaration, escalation, trigger);
            return;
        }
        if let Some(whole) = self.of(id).next() {
            self.owe(whole, trigger.date, trigger, depth);
        }
    }

    /// The levels of a ladder up to the one that is answered.
    fn ladder(&mut self, declaration: &'model Declaration, escalation: &'model Escalation, trigger: Trigger<'_>) {
        let answered = self.answered(declaration.id, trigger.date);
        let first = match trigger.gravity {
            Gravity::Ordinary => 0,
            Gravity::Serious => bypass(escalation).unwrap_or(0),
        };
        for step in climb(self.model, escalation, first, trigger.date) {
            let Some(level) = escalation.levels.get(step.level) else { continue };
            if answered.is_some_and(|answered| answered < step.reached.day) {
                break;
            }
            let told = format!("{}/{}", declaration.name.value, level.name.value);
            let act = format!("{told}/act");
            for (id, due) in [(told, Some(step.told.day)), (act, step.answered.map(|answered| answered.day))] {
                let Some(obligation) = self.model.obligation(&id) else { continue };
                let level = Some(level.name.value.as_str());
                self.owed.push(Consequence { obligation, level, began: step.reached.day, due, done: answered });
            }
        }
    }

    /// The first day on or after `from` on which the ladder is answered.
    fn answered(&self, ladder: DeclId, from: Date) -> Option<Date> {
        let answers = self.happenings.iter().filter(|one| {
            matches!(&one.what, Happens::Answered(of) if of.target == Some(ladder)) && one.date.value >= from
        });
        answers.map(|one| one.date.value).min()
    }

    /// The first day on or after `from` on which the work is done.
    fn done(&self, work: DeclId, from: Date) -> Option<Date> {
        let done = self
            .happenings
            .iter()
            .filter(|one| matches!(&one.what, Happens::Done(of) if of.target == Some(work)) && one.date.value >= from);
        done.map(|one| one.date.value).min()
    }

    fn due(&self, deadline: &Deadline, day: Date, completion: Option<Date>, trigger: Trigger<'_>) -> Option<Date> {
        let calendar = &self.model.calendar;
        let period = calendar.period_containing(PeriodUnit::Day, day)?;
        let events = |name: &str| {
            if name == trigger.name { Some(trigger.date) } else { self.day_of(name, trigger.date) }
        };
        let at = Situation { nominal: day, period: &period, completion, meeting: None, events: &events };
        let clocks = |word: &str| self.model.clocks.get(word).cloned();
        calendar::due(deadline, &at, calendar, &clocks).map(|due| due.date)
    }

    /// The day of another event: the first on or after `from`, else the last before it.
    fn day_of(&self, name: &str, from: Date) -> Option<Date> {
        let days = self
            .happenings
            .iter()
            .filter(|one| matches!(&one.what, Happens::Event { event, .. } if event.name == name));
        let days: Vec<Date> = days.map(|one| one.date.value).collect();
        days.iter().copied().filter(|day| *day >= from).min().or_else(|| days.into_iter().max())
    }

    /// What a threshold of that name starts, besides those it tells.
    fn threshold_starts(&self, name: &str) -> Vec<DeclId> {
        match self.model.named(name).map(|declaration| &declaration.construct) {
            Some(Construct::Threshold(threshold)) => threshold.then.iter().filter_map(|then| then.target).collect(),
            _ => Vec::new(),
        }
    }
}

/// The level that serious matters go to at once, by place.
fn bypass(escalation: &Escalation) -> Option<usize> {
    let name = escalation.bypass.as_ref()?;
    escalation.levels.iter().position(|level| level.name.value == name.value)
}

/// Whether a rhythm begins with that event.
fn waits_for(cadence: &Cadence, name: &str) -> bool {
    let own = |every: &Every| {
        let anchored = matches!(&every.anchor, Anchor::Event(event) if event == name);
        let individual = every.individual.as_ref().and_then(|individual| individual.from.as_deref());
        anchored || individual == Some(name)
    };
    match cadence {
        Cadence::Event(event) => event == name,
        Cadence::Within { of, .. } => of.as_deref() == Some(name),
        Cadence::Every(every) | Cadence::Count(Count { every, .. }) => own(every),
        Cadence::Phases(phases) => phases.first().is_some_and(|phase| waits_for(&phase.cadence, name)),
        Cadence::All(Union { parts, .. }) | Cadence::First(parts) => parts.iter().any(|part| waits_for(part, name)),
        Cadence::Gap(_) | Cadence::Once(_) | Cadence::AsRequired { .. } => false,
    }
}
