//! What follows other work: filings, findings, notices, attendance.
//!
//! A deadline counted from completion is asked of each thing that was done; one that a period sets, of the period; and
//! what has no deadline of its own falls with what it follows.

use super::answer::{self, Answered};
use super::deadline::{CountedFrom, counted_from};
use super::done::Shown;
use super::draft::{Draft, Scene, column, day, key, linked};
use super::each::{Base, By, ShownOn, ask, of_event};
use super::period::{self, by_day, dues, in_sum, inside, list, near, sum_where};
use super::rhythm::is_individual;
use crate::calendar::{Cadence, Deadline};
use crate::model::evidence::EvidenceKind;
use crate::model::{Obligation, Timing};
use crate::query::{Comparison, Predicate, Select, Step, Unsayable, Value};

/// A chain of follow-ups is not longer.
const DEEPEST: u32 = 8;

/// Asks about what follows `whole`.
pub(super) fn following(
    scene: &Scene<'_>,
    draft: &mut Draft,
    obligation: &Obligation,
    whole: &Obligation,
) -> Result<Answered, Unsayable> {
    let shown = Shown::of(scene, obligation)?;
    let root = root(scene, whole)?;
    let deadline = obligation.due.as_ref().or(whole.due.as_ref()).map(|due| &due.value);
    let event = event_of(root);
    let from = deadline.map(|deadline| counted_from(scene.model, deadline, event)).transpose()?.unwrap_or_default();
    if is_individual(root) {
        return Err(Unsayable::because(
            "it follows a rhythm that is each person's own, and no record ties the two together",
        ));
    }
    let attends = shown.kind.record.shows.iter().any(|shown| shown.value == EvidenceKind::Attendance);
    if attends || from.contains(&CountedFrom::Completion) {
        let by = if attends {
            By::Given("there on the day".to_owned())
        } else {
            deadline.map_or(By::Whenever, By::Deadline)
        };
        return of_each_done(scene, draft, (obligation, whole), &shown, (&by, event));
    }
    if let Some(event) = event {
        return of_event(scene, draft, obligation, (event, deadline), &shown);
    }
    let own = dues(scene, obligation);
    let dues = if obligation.due.is_some() { own } else { dues(scene, whole) };
    if shown.evidence.whole_done.is_some() {
        return of_what_was_done(scene, draft, &shown, dues);
    }
    period::counted(scene, draft, obligation, dues)
}

/// The rule at the start of a chain of follow-ups.
fn root<'a>(scene: &Scene<'a>, whole: &'a Obligation) -> Result<&'a Obligation, Unsayable> {
    let mut one = whole;
    for _ in 0..DEEPEST {
        let Timing::With(before) = &one.timing else { return Ok(one) };
        one = scene.model.obligation(before).ok_or_else(|| Unsayable::because("what it follows is not known"))?;
    }
    Err(Unsayable::because("what it follows goes round in a circle"))
}

/// The event that a rule waits for.
pub(super) fn event_of(obligation: &Obligation) -> Option<&str> {
    let Timing::Own(cadence) = &obligation.timing else { return None };
    match &cadence.value {
        Cadence::Event(event) | Cadence::Within { of: Some(event), .. } => Some(event),
        Cadence::Every(_)
        | Cadence::Count(_)
        | Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Within { of: None, .. }
        | Cadence::Phases(_)
        | Cadence::All(_)
        | Cadence::First(_)
        | Cadence::AsRequired { .. } => None,
    }
}

/// Asks of each thing that was done whether what follows it was done too.
fn of_each_done(
    scene: &Scene<'_>,
    draft: &mut Draft,
    (obligation, whole): (&Obligation, &Obligation),
    shown: &Shown<'_>,
    (by, event): (&By<'_>, Option<&str>),
) -> Result<Answered, Unsayable> {
    let before = Shown::of(scene, whole)?;
    let same_row = shown.evidence.whole_done.is_some();
    let parties = if same_row { Vec::new() } else { shown.parties(obligation) };
    let by_event = event.is_some() || !links_to_key(shown, &before);
    let about = before.evidence.about.as_ref().filter(|_| by_event && !same_row);
    if by_event && !same_row && about.is_none() {
        return Err(Unsayable::because(format!("rows of `{}` do not tell what they are about", before.kind.name)));
    }
    before.needed(draft, &[about, Some(&shown.evidence.done).filter(|_| same_row)]);
    if !same_row {
        let to = shown.evidence.to.as_ref().filter(|_| !parties.is_empty());
        shown.needed(draft, &[shown.evidence.about.as_ref(), to]);
    }
    draft.open(scene)?;

    let rows = draft.rows(before.kind.name, "before")?;
    let done = day(&rows, &before.evidence.done)?;
    let since = Predicate::compare(done.clone(), Comparison::AtLeast, Value::date(scene.window.from)?)?;
    let subject = key(before.kind, &rows)?;
    let join = match about {
        Some(name) => column(&rows, name)?.to_text()?,
        None => subject.clone(),
    };
    let mut select = before.rows(scene, &rows)?.filter(since);
    select = select.column("subject", subject.clone()).column("about", join).column("evidence_key", subject);
    select = select.column("finished_on", done);
    if same_row {
        let own = day(&rows, &shown.evidence.done)?;
        let by_now = scene.by_now(own.clone())?;
        select = select.column("done_on", Value::case(vec![(by_now, own)], Value::empty(crate::query::Kind::Date))?);
    }
    let step = draft.add(Step::select("finished", "What was done, which this has to follow.", select));
    let days =
        vec![(CountedFrom::Completion, "finished_on".to_owned()), (CountedFrom::Itself, "finished_on".to_owned())];
    let base = Base { step, table: scene.table(before.kind.name), days };
    let shown_on = if same_row { ShownOn::TheRow } else { ShownOn::Rows(shown) };
    ask(scene, draft, &base, (by, None), &shown_on, &parties)
}

/// Whether what follows names the key of what it follows: its column links there, or to nothing in particular.
fn links_to_key(shown: &Shown<'_>, before: &Shown<'_>) -> bool {
    let about = shown.evidence.about.as_ref();
    about.and_then(|about| linked(shown.kind, about)).is_none_or(|record| record == before.kind.name)
}

/// Asks of each period whether all that was done in it was followed up by the day that the period sets.
fn of_what_was_done(
    scene: &Scene<'_>,
    draft: &mut Draft,
    shown: &Shown<'_>,
    dues: Vec<period::Due>,
) -> Result<Answered, Unsayable> {
    let evidence = &shown.evidence;
    let whole_done = evidence.whole_done.clone().unwrap_or_default();
    shown.needed(draft, &[evidence.planned.as_ref(), Some(&whole_done)]);
    draft.open(scene)?;
    let rows = draft.rows(shown.kind.name, "shown")?;
    let (before, own) = (day(&rows, &whole_done)?, day(&rows, &evidence.done)?);
    let for_day = shown.day_of_period(&rows)?;
    let mut filter = vec![shown.about_the_rule(&rows)?, scene.by_now(before)?, near(&dues, for_day.clone())?];
    filter.push(scene.predicate(evidence.filter.as_ref(), shown.kind, &rows)?);
    let by_now = scene.by_now(own.clone())?;
    let done = Select::from(rows.clone())
        .filter(Predicate::all(filter))
        .column("for_day", for_day)
        .column("done_on", Value::case(vec![(by_now, own)], Value::empty(crate::query::Kind::Date))?)
        .column("evidence_key", key(shown.kind, &rows)?);
    let due = draft.add(list(&dues, &|one| format!("all by {}", crate::plan::long_date(one.due)))?);
    let done = draft.add(Step::select(
        "done",
        "What was done, with the day that decides its period and the day it was followed up.",
        done,
    ));
    let days = by_day(draft, &done, &[])?;
    let (due, days) = (due.source("due"), days.source("days"));
    let select = Select::from(due.clone()).left_join(days.clone(), inside(&due, days.column("for_day")?)?);
    let (done_on, row, number) = (days.column("done_on")?, days.column("first_key")?, days.column("number")?);
    let in_time = Predicate::compare(done_on, Comparison::AtMost, due.column("due")?)?;
    let not_in_time = Predicate::is_filled(days.column("for_day")?).and(in_time.negated());
    // Before the day is over nothing is wrong yet.
    let over = Predicate::compare(due.column("due")?, Comparison::Less, Value::date(scene.window.as_of)?)?;
    let wrong = not_in_time.and(over);
    let first = Value::case(vec![(wrong.clone(), row)], Value::empty(crate::query::Kind::Text))?.least()?;
    let mut select = select;
    for name in ["period", "expected", "due"] {
        select = select.group_by(due.column(name)?);
    }
    let select = select
        .column("period", due.column("period")?)
        .column("subject", Value::empty(crate::query::Kind::Text))
        .column("expected", due.column("expected")?)
        .column("due", due.column("due")?)
        .column("wrong", sum_where(wrong, number.clone())?)
        .column("in_all", in_sum(number)?)
        .column("evidence_table", Value::text(scene.table(shown.kind.name))?)
        .column("evidence_key", first);
    let step =
        draft.add(Step::select("counted", "For each period, how much was done and not followed up in time.", select));
    answer::all_followed(scene, &step)
}

/// The deadline of an obligation, or the length of time that its rhythm gives itself.
pub(super) fn deadline_of(obligation: &Obligation) -> Option<Deadline> {
    if let Some(due) = &obligation.due {
        return Some(due.value.clone());
    }
    let Timing::Own(cadence) = &obligation.timing else { return None };
    let Cadence::Within { duration, of: Some(event) } = &cadence.value else { return None };
    Some(Deadline::Within { duration: *duration, after: Some(crate::calendar::Moment::Named(event.clone())) })
}
