//! Everything that is not an audit: what is due, what follows it, and what waits for an event.

use chrono::Months;
use indexmap::IndexMap;

use crate::calendar::{Cadence, Date, Deadline, Moment, is_scheduled};
use crate::model::value::{Join, Strength};
use crate::model::{ClauseNumber, Construct, DeclId, Model, Obligation, ObligationKind, Ref, Timing};
use crate::plan::naming::{Named, belongs, named_all};
use crate::plan::occurrences::Occurrence;
use crate::plan::rounds::{Planner, without_persons};
use crate::plan::words::{deadline_words, waits_for};

/// How far what follows may lie from what it follows.
const A_YEAR: Months = Months::new(12);

/// What one party has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyTasks {
    /// A role, team, body or organisation.
    pub party: Named,
    /// In the order of the due dates.
    pub tasks: Vec<Task>,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What, when, for whom.
    pub occurrence: Occurrence,
    /// What follows it without a date of its own.
    pub steps: Vec<Step>,
}

/// What follows something done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The id of the obligation.
    pub id: String,
    /// What is done.
    pub action: String,
    /// Who does it.
    pub who: Vec<Named>,
    /// Whether all of them do, or any one.
    pub join: Join,
    /// To whom it goes.
    pub to: Vec<Named>,
    /// What is filed, handed over or filled in.
    pub instrument: Option<Named>,
    /// By when, in words; empty where that is not said.
    pub by: String,
    /// The day, where it is known without records.
    pub due: Option<Date>,
    /// Whether that day rests on bank holidays that are not proclaimed yet.
    pub projected: bool,
    /// How strongly it binds.
    pub strength: Strength,
    /// The clauses it comes from.
    pub clauses: Vec<ClauseNumber>,
}

/// Something that has no date before something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// The id of the obligation.
    pub id: String,
    /// What it waits for, in words.
    pub whenever: String,
    /// What sort of work it is.
    pub kind: ObligationKind,
    /// Its title.
    pub title: String,
    /// What is done.
    pub action: String,
    /// Who does it.
    pub who: Vec<Named>,
    /// Whether all of them do, or any one.
    pub join: Join,
    /// To whom it goes, or who is told.
    pub to: Vec<Named>,
    /// What follows of itself, where nobody in particular has anything to do.
    pub then: Vec<Named>,
    /// By when, in words; empty where that is not said.
    pub by: String,
    /// How strongly it binds.
    pub strength: Strength,
    /// The clauses it comes from.
    pub clauses: Vec<ClauseNumber>,
    /// What follows it.
    pub steps: Vec<Step>,
}

/// What is due, under each party that does it; all of it under `only`, where one is asked for.
pub(super) fn by_party(planner: &Planner<'_>, due: &[Occurrence], only: Option<&Named>) -> Vec<PartyTasks> {
    let mut parties: IndexMap<Named, Vec<Task>> = IndexMap::new();
    for one in due {
        let task = Task { occurrence: one.clone(), steps: undated(planner, one) };
        for party in only.map_or(one.bearers.as_slice(), std::slice::from_ref) {
            parties.entry(party.clone()).or_default().push(task.clone());
        }
    }
    let mut all: Vec<PartyTasks> = parties.into_iter().map(|(party, tasks)| PartyTasks { party, tasks }).collect();
    all.sort_by_key(|one| planner.model.names.get_index_of(&one.party.id));
    all
}

/// What follows a round and is on no schedule, because it waits for what only records tell.
pub(super) fn undated(planner: &Planner<'_>, one: &Occurrence) -> Vec<Step> {
    let Some(obligation) = planner.model.obligation(&one.obligation) else { return Vec::new() };
    let mut steps = following(planner, obligation, Some(one));
    steps.retain(|step| step.due.is_none() && !step.by.is_empty());
    steps
}

/// What follows an obligation, part by part, with the dates that follow from one of its rounds.
pub(super) fn following(planner: &Planner<'_>, whole: &Obligation, round: Option<&Occurrence>) -> Vec<Step> {
    let parts = planner.model.obligations.iter();
    let parts = parts.filter(|part| matches!(&part.timing, Timing::With(of) if *of == whole.id));
    parts.map(|part| step(planner.model, part, round.and_then(|round| date_of(planner, part, whole, round)))).collect()
}

/// The day on which a part of one round is due; `None` where it waits for what only records tell.
fn date_of(planner: &Planner<'_>, part: &Obligation, whole: &Obligation, round: &Occurrence) -> Option<Date> {
    let label = round.id.strip_prefix(&whole.id)?.strip_prefix('/')?;
    let from = round.due.checked_sub_months(A_YEAR)?;
    let to = round.due.checked_add_months(A_YEAR)?;
    planner.rounds(part, from, to).into_iter().find(|one| one.label == label).map(|one| one.due)
}

fn step(model: &Model, part: &Obligation, due: Option<Date>) -> Step {
    Step {
        id: part.id.clone(),
        action: part.action.clone(),
        who: named_all(model, &part.bearers),
        join: part.join,
        to: named_all(model, &part.recipients),
        instrument: part.instrument.and_then(|instrument| Named::at(model, instrument)),
        by: part.due.as_ref().map(|due| deadline_words(model, &due.value)).unwrap_or_default(),
        due,
        projected: due.is_some_and(|due| model.calendar.is_projected(due)),
        strength: part.strength,
        clauses: part.clauses.clone(),
    }
}

/// Whether those who are told are the very ones who act on it.
fn told_themselves(obligation: &Obligation) -> bool {
    let own = |party: &Ref| obligation.bearers.iter().any(|bearer| bearer.name == party.name);
    obligation.recipients.iter().all(own)
}

/// What is set off when it is done.
fn follows(model: &Model, obligation: &Obligation) -> Vec<Named> {
    obligation.on_success.iter().filter_map(|id| Named::at(model, *id)).collect()
}

/// What waits for an event, a completion or a judgement. Ladders are told apart.
pub(super) fn reminders(planner: &Planner<'_>, role: Option<DeclId>) -> Vec<Reminder> {
    let model = planner.model;
    let waiting = model.obligations.iter().filter_map(|obligation| {
        let Timing::Own(cadence) = &obligation.timing else { return None };
        let on_ladder =
            matches!(model.get(obligation.declaration).map(|one| &one.construct), Some(Construct::Escalation(_)));
        let dated = is_scheduled(&without_persons(&cadence.value));
        (!dated && !on_ladder).then(|| reminder(planner, obligation, &cadence.value))
    });
    let concerns = |reminder: &Reminder| {
        let obligation = model.obligation(&reminder.id);
        role.is_none_or(|role| obligation.is_some_and(|one| belongs(model, role, &one.bearers)))
    };
    together(waiting.filter(concerns).collect())
}

/// What waits for the same thing side by side, in the order in which each is first waited for.
fn together(reminders: Vec<Reminder>) -> Vec<Reminder> {
    let mut groups: IndexMap<String, Vec<Reminder>> = IndexMap::new();
    for reminder in reminders {
        groups.entry(reminder.whenever.clone()).or_default().push(reminder);
    }
    groups.into_values().flatten().collect()
}

fn reminder(planner: &Planner<'_>, obligation: &Obligation, waits: &Cadence) -> Reminder {
    let model = planner.model;
    let by = obligation.due.as_ref().map(|due| deadline_words(model, &after_it(&due.value, waits)));
    Reminder {
        id: obligation.id.clone(),
        whenever: waits_for(model, waits),
        kind: obligation.kind,
        title: obligation.title.clone(),
        action: obligation.action.clone(),
        who: named_all(model, &obligation.bearers),
        join: obligation.join,
        to: if told_themselves(obligation) { Vec::new() } else { named_all(model, &obligation.recipients) },
        then: if obligation.bearers.is_empty() { follows(model, obligation) } else { Vec::new() },
        by: by.unwrap_or_default(),
        strength: obligation.strength,
        clauses: obligation.clauses.clone(),
        steps: following(planner, obligation, None),
    }
}

/// A deadline counted from the very event that is waited for need not name it again.
fn after_it(deadline: &Deadline, waits: &Cadence) -> Deadline {
    if let (Deadline::Within { duration, after: Some(Moment::Named(name)) }, Cadence::Event(event)) = (deadline, waits)
        && name == event
    {
        return Deadline::Within { duration: *duration, after: None };
    }
    if let Deadline::CountingThatDay(inner) = deadline {
        return Deadline::CountingThatDay(Box::new(after_it(inner, waits)));
    }
    deadline.clone()
}
