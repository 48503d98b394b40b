//! Rules that are kept once for each of something: for each event, for each thing that was done before.

use super::answer::{self, Answered};
use super::deadline::{CountedFrom, counted_from, fall_due};
use super::done::Shown;
use super::draft::{Draft, Scene, column, day, key, linked};
use super::period::party_list;
use crate::calendar::Deadline;
use crate::model::evidence::Event;
use crate::model::{Construct, Obligation};
use crate::plan::deadline_words;
use crate::query::{Comparison, Kind, Predicate, Select, Source, Step, Unsayable, Value};

/// Rows that each stand for one thing that something must be done about. The step has the columns `subject`, `about`,
/// `evidence_key`, a day for each of `days`, and `done_on` where its own rows show what was done.
pub(super) struct Base {
    pub(super) step: Step,
    /// The real name of its table.
    pub(super) table: String,
    /// What a deadline may be counted from, and the column with the day.
    pub(super) days: Vec<(CountedFrom, String)>,
}

/// By when it must be done.
pub(super) enum By<'a> {
    /// By a deadline.
    Deadline(&'a Deadline),
    /// By the day that the rows hold for the thing itself; with what that day is, in words.
    Given(String),
    /// No time is given.
    Whenever,
}

/// Where it is shown that something was done about a thing.
pub(super) enum ShownOn<'a> {
    /// On the very row that stands for it.
    TheRow,
    /// On rows of a record, by what they are about.
    Rows(&'a Shown<'a>),
}

/// Asks of each thing whether what must be done about it was done in time.
pub(super) fn ask(
    scene: &Scene<'_>,
    draft: &mut Draft,
    base: &Base,
    (by, own): (&By<'_>, Option<&str>),
    shown_on: &ShownOn<'_>,
    parties: &[String],
) -> Result<Answered, Unsayable> {
    let things = base.step.source("thing");
    let mut select = Select::from(things.clone());
    let mut subject = things.column("subject")?;
    let mut party = None;
    if !parties.is_empty() {
        let list = draft.add(party_list(parties)?).source("party");
        let name = list.column("party")?;
        subject = Value::joined(vec![subject, Value::text(": ")?, name.clone()])?;
        party = Some(name);
        select = select.join(list, Predicate::always());
    }
    let (mut select, due) = due_on(scene, draft, base, &things, (by, own), select)?;
    let (done_on, table, evidence_key) = match shown_on {
        ShownOn::TheRow => {
            (things.column("done_on")?, Value::text(base.table.clone())?, things.column("evidence_key")?)
        }
        ShownOn::Rows(shown) => {
            let about = shown.evidence.about.clone().ok_or_else(|| says_nothing(shown))?;
            let done = shown.first_about(scene, draft, &about, parties)?.source("done");
            let mut same = Predicate::equal(done.column("about")?, things.column("about")?)?;
            if let Some(party) = party {
                same = same.and(Predicate::equal(done.column("party")?, party)?);
            }
            let row = done.column("evidence_key")?;
            let table = Value::case(
                vec![(Predicate::is_filled(row.clone()), Value::text(scene.table(shown.kind.name))?)],
                Value::text(base.table.clone())?,
            )?;
            let row = Value::first_filled(vec![row, things.column("evidence_key")?])?;
            let done_on = done.column("done_on")?;
            select = select.left_join(done, same);
            (done_on, table, row)
        }
    };
    let select = select
        .column("period", Value::empty(Kind::Text))
        .column("subject", subject)
        .column("expected", Value::text(words(scene, by))?)
        .column("due", due)
        .column("done_on", done_on)
        .column("evidence_table", table)
        .column("evidence_key", evidence_key);
    let step =
        draft.add(Step::select("asked", "Each of them, with its last day in time and the day it was done.", select));
    answer::one_by_one(scene, &step)
}

fn due_on(
    scene: &Scene<'_>,
    draft: &mut Draft,
    base: &Base,
    things: &Source,
    (by, own): (&By<'_>, Option<&str>),
    select: Select,
) -> Result<(Select, Value), Unsayable> {
    let day_of = |from: &CountedFrom| {
        let column = base.days.iter().find(|(known, _)| known == from).map(|(_, column)| column.as_str());
        things.column(column.ok_or_else(|| unknown_day(from))?)
    };
    match by {
        By::Deadline(deadline) => fall_due(scene, draft, deadline, own, select, &day_of),
        By::Given(_) => Ok((select, day_of(&CountedFrom::Itself)?)),
        By::Whenever => Ok((select, Value::empty(Kind::Date))),
    }
}

fn unknown_day(from: &CountedFrom) -> Unsayable {
    Unsayable::because(match from {
        CountedFrom::Itself => "its deadline is counted from a day that the records do not tell".to_owned(),
        CountedFrom::Completion => "its deadline is counted from its own completion".to_owned(),
        CountedFrom::Event(event) => {
            format!("its deadline is counted from `{event}`, which the same record does not show")
        }
    })
}

fn says_nothing(shown: &Shown<'_>) -> Unsayable {
    Unsayable::because(format!(
        "`{}` has no `about-in`, so that its rows do not tell what they are about",
        shown.kind.name
    ))
}

fn words(scene: &Scene<'_>, by: &By<'_>) -> String {
    match by {
        By::Deadline(deadline) => deadline_words(scene.model, deadline),
        By::Given(words) => words.clone(),
        By::Whenever => "at any time: no deadline is written".to_owned(),
    }
}

/// An event, and the record and column that show it.
pub(super) struct Seen<'a> {
    pub(super) name: &'a str,
    pub(super) event: &'a Event,
    pub(super) kind: super::draft::Kind<'a>,
    pub(super) column: &'a str,
}

/// Where the records show that an event happened.
pub(super) fn seen<'a>(scene: &Scene<'a>, name: &str) -> Result<Seen<'a>, Unsayable> {
    let declaration = scene.model.named(name);
    let found = declaration.and_then(|declaration| {
        let Construct::Event(event) = &declaration.construct else { return None };
        Some((declaration.name.value.as_str(), event))
    });
    let Some((name, event)) = found else {
        return Err(Unsayable::because(format!("it waits for `{name}`, which is no event of a record")));
    };
    let Some(path) = &event.seen_in else {
        return Err(Unsayable::because(format!("no record shows when `{name}` happens: the event has no `seen-in`")));
    };
    let record = path.record.as_ref().or(event.happens_to.as_ref()).and_then(|record| record.target);
    let record = record.ok_or_else(|| Unsayable::because(format!("the record that shows `{name}` is not known")))?;
    Ok(Seen { name, event, kind: scene.record(record)?, column: &path.column.value })
}

/// A rule that is kept once for each event.
pub(super) fn of_event(
    scene: &Scene<'_>,
    draft: &mut Draft,
    obligation: &Obligation,
    (event, deadline): (&str, Option<&Deadline>),
    shown: &Shown<'_>,
) -> Result<Answered, Unsayable> {
    if obligation
        .quantity
        .is_some_and(|quantity| quantity.min.is_some_and(|least| least > 1) || quantity.max == Some(0))
    {
        return Err(Unsayable::because(
            "it asks for several at each event, and which of them is which no record tells",
        ));
    }
    let seen = seen(scene, event)?;
    let parties = shown.parties(obligation);
    let same_row = shown.kind.name == seen.kind.name && shown.evidence.rule.is_none();
    let about = if same_row { None } else { Some(about_column(&seen, shown)?) };
    let from = deadline.map(|deadline| counted_from(scene.model, deadline, Some(seen.name))).transpose()?;
    let from = from.unwrap_or_default();

    let to = shown.evidence.to.as_ref().filter(|_| !parties.is_empty());
    let about_of_shown = shown.evidence.about.as_ref().filter(|_| !same_row);
    let whole = shown.evidence.whole_done.as_ref().filter(|_| from.contains(&CountedFrom::Completion));
    shown.needed(draft, &[about_of_shown, to, whole]);
    need_event(draft, &seen, obligation);
    if let Some(Some(column)) = &about {
        draft.need(seen.kind.name, column);
    }
    let others = others(scene, &seen, &from)?;
    for (_, column) in &others {
        draft.need(seen.kind.name, column);
    }
    draft.open(scene)?;

    let rows = draft.rows(seen.kind.name, "event")?;
    let happened = day(&rows, seen.column)?;
    let mut select = Select::from(rows.clone()).filter(happened_now(scene, &seen, obligation, &rows)?);
    let subject = key(seen.kind, &rows)?;
    let join = match &about {
        Some(Some(name)) => column(&rows, name)?.to_text()?,
        Some(None) | None => subject.clone(),
    };
    let mut days = vec![(CountedFrom::Itself, "happened_on".to_owned())];
    select = select.column("subject", subject.clone()).column("about", join).column("evidence_key", subject);
    select = select.column("happened_on", happened);
    for (place, (from, name)) in others.iter().enumerate() {
        let called = format!("other_day_{}", place + 1);
        select = select.column(called.clone(), day(&rows, name)?);
        days.push((from.clone(), called));
    }
    if same_row {
        let done = day(&rows, &shown.evidence.done)?;
        let counts = scene.predicate(shown.evidence.filter.as_ref(), shown.kind, &rows)?;
        let counts = counts.and(scene.by_now(done.clone())?);
        select = select.column("done_on", Value::case(vec![(counts, done)], Value::empty(Kind::Date))?);
    }
    let meaning = format!("Each time that it happened: {}.", scene.model.named(event).map_or(event, |one| &one.title));
    let step = draft.add(Step::select("event", meaning, select));
    let base = Base { step, table: scene.table(seen.kind.name), days };
    let by = deadline.map_or(By::Whenever, By::Deadline);
    let shown_on = if same_row { ShownOn::TheRow } else { ShownOn::Rows(shown) };
    ask(scene, draft, &base, (&by, Some(seen.name)), &shown_on, &parties)
}

/// Says to a draft that the rows of an event will be read.
pub(super) fn need_event(draft: &mut Draft, seen: &Seen<'_>, obligation: &Obligation) {
    draft.need_key(seen.kind);
    draft.need(seen.kind.name, seen.column);
    draft.need_condition(seen.kind, seen.event.filter.as_ref());
    draft.need_condition(seen.kind, obligation.filter.as_ref());
}

/// Whether a row shows that the event happened in the window, so that the rule binds.
pub(super) fn happened_now(
    scene: &Scene<'_>,
    seen: &Seen<'_>,
    obligation: &Obligation,
    rows: &Source,
) -> Result<Predicate, Unsayable> {
    let happened = day(rows, seen.column)?;
    let since = Predicate::compare(happened.clone(), Comparison::AtLeast, Value::date(scene.window.from)?)?;
    let of_event = scene.predicate(seen.event.filter.as_ref(), seen.kind, rows)?;
    let of_rule = scene.predicate(obligation.filter.as_ref(), seen.kind, rows)?;
    Ok(Predicate::all(vec![since, scene.by_now(happened)?, of_event, of_rule]))
}

/// The column of the event's record that holds what the evidence is about; `None` for its key.
pub(super) fn about_column(seen: &Seen<'_>, shown: &Shown<'_>) -> Result<Option<String>, Unsayable> {
    let about = shown.evidence.about.as_ref().ok_or_else(|| says_nothing(shown))?;
    if shown.kind.name == seen.kind.name {
        return Ok(Some(about.clone()));
    }
    match linked(shown.kind, about) {
        Some(record) if record != seen.kind.name => {
            let mut columns = seen.kind.record.columns.iter().map(|column| column.name.value.as_str());
            let found = columns.find(|column| linked(seen.kind, column) == Some(record));
            found.map(|column| Some(column.to_owned())).ok_or_else(|| {
                Unsayable::because(format!(
                    "`{}` is about rows of `{record}`, and `{}` happens to rows of `{}`",
                    shown.kind.name, seen.name, seen.kind.name
                ))
            })
        }
        Some(_) | None => Ok(None),
    }
}

/// The days of other events that a deadline is counted from: each a column of the same row.
fn others(scene: &Scene<'_>, own: &Seen<'_>, from: &[CountedFrom]) -> Result<Vec<(CountedFrom, String)>, Unsayable> {
    let mut all = Vec::new();
    for one in from {
        let CountedFrom::Event(name) = one else { continue };
        let other = seen(scene, name)?;
        if other.kind.name != own.kind.name {
            return Err(unknown_day(one));
        }
        all.push((one.clone(), other.column.to_owned()));
    }
    Ok(all)
}
