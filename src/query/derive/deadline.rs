//! Deadlines as small lists of days: for each day that one may be counted from, the last day in time.
//!
//! The days are computed here, with the framework's own calendar. A deadline of several moments becomes a list for each
//! of them, and the query takes the sooner or the later day.

use super::draft::{Draft, Scene};
use crate::calendar::{Date, Deadline, Moment, PeriodUnit, Situation, due};
use crate::model::Model;
use crate::query::{Field, Kind, Literal, Predicate, Select, Step, Unsayable, Value};

/// What a deadline is counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CountedFrom {
    /// The thing itself: its event, or the day it was due.
    Itself,
    /// The day it was done.
    Completion,
    /// Another event.
    Event(String),
}

/// A deadline by what it is counted from.
enum Timed<'a> {
    One(CountedFrom, &'a Deadline),
    Sooner(Vec<Timed<'a>>),
    Later(Vec<Timed<'a>>),
}

/// Words of urgency may stand for one another, but not for ever.
const DEEPEST: u32 = 8;

/// Everything that a deadline is counted from, each once. `own` is the event of the thing itself.
pub(super) fn counted_from(
    model: &Model,
    deadline: &Deadline,
    own: Option<&str>,
) -> Result<Vec<CountedFrom>, Unsayable> {
    let mut all = Vec::new();
    gather(model, deadline, own, DEEPEST, &mut all)?;
    Ok(all)
}

fn gather(
    model: &Model,
    deadline: &Deadline,
    own: Option<&str>,
    depth: u32,
    all: &mut Vec<CountedFrom>,
) -> Result<(), Unsayable> {
    let Some(depth) = depth.checked_sub(1) else {
        return Err(Unsayable::because("the words of urgency stand for one another without end"));
    };
    let found = match deadline {
        Deadline::Within { after: Some(moment), .. }
        | Deadline::Before { moment, .. }
        | Deadline::At { moment, .. } => moment_of(moment, own)?,
        Deadline::CountingThatDay(inner) | Deadline::NotMoved(inner) => return gather(model, inner, own, depth, all),
        Deadline::SoonerOf(several) | Deadline::LaterOf(several) => {
            return several.iter().try_for_each(|one| gather(model, one, own, depth, all));
        }
        Deadline::Clock(word) => match model.clocks.get(word) {
            Some(meant) => return gather(model, meant, own, depth, all),
            None => return Err(Unsayable::because(format!("nothing says what `{word}` means"))),
        },
        Deadline::NextWithout(_) => {
            return Err(Unsayable::because("which period has none of them yet, only a person can tell"));
        }
        Deadline::Within { after: None, .. }
        | Deadline::By { .. }
        | Deadline::OnDay { .. }
        | Deadline::On(_)
        | Deadline::SameDay
        | Deadline::SameWorkingDay => CountedFrom::Itself,
    };
    if !all.contains(&found) {
        all.push(found);
    }
    Ok(())
}

fn moment_of(moment: &Moment, own: Option<&str>) -> Result<CountedFrom, Unsayable> {
    Ok(match moment {
        Moment::Completion => CountedFrom::Completion,
        Moment::Start(_) | Moment::End(_) => CountedFrom::Itself,
        Moment::Named(name) if Some(name.as_str()) == own => CountedFrom::Itself,
        Moment::Named(name) => CountedFrom::Event(name.clone()),
        Moment::Meeting => return Err(Unsayable::because("which meeting takes it, the records do not tell")),
    })
}

/// Adds the lists of a deadline to a query, and to a select the day it falls on. `day_of` gives what each moment's day is
/// in the rows of that select.
pub(super) fn fall_due(
    scene: &Scene<'_>,
    draft: &mut Draft,
    deadline: &Deadline,
    own: Option<&str>,
    select: Select,
    day_of: &dyn Fn(&CountedFrom) -> Result<Value, Unsayable>,
) -> Result<(Select, Value), Unsayable> {
    let timed = timed(scene.model, deadline, own)?;
    let mut select = select;
    let mut lists = 0;
    let day = joined(scene, draft, &timed, own, &mut select, &mut lists, day_of)?;
    Ok((select, day))
}

fn timed<'a>(model: &Model, deadline: &'a Deadline, own: Option<&str>) -> Result<Timed<'a>, Unsayable> {
    let from = counted_from(model, deadline, own)?;
    if let [only] = from.as_slice() {
        return Ok(Timed::One(only.clone(), deadline));
    }
    let each = |several: &'a [Deadline]| -> Result<Vec<Timed<'a>>, Unsayable> {
        several.iter().map(|one| timed(model, one, own)).collect()
    };
    if let Deadline::SoonerOf(several) = deadline {
        return Ok(Timed::Sooner(each(several)?));
    }
    if let Deadline::LaterOf(several) = deadline {
        return Ok(Timed::Later(each(several)?));
    }
    Err(Unsayable::because("its deadline hangs on several moments in a way that no list of days can hold"))
}

fn joined(
    scene: &Scene<'_>,
    draft: &mut Draft,
    timed: &Timed<'_>,
    own: Option<&str>,
    select: &mut Select,
    lists: &mut u32,
    day_of: &dyn Fn(&CountedFrom) -> Result<Value, Unsayable>,
) -> Result<Value, Unsayable> {
    let (several, later) = match timed {
        Timed::One(from, deadline) => {
            *lists += 1;
            let name = if *lists == 1 { "deadline".to_owned() } else { format!("deadline_{lists}") };
            let days = days(scene, deadline, from, own)?;
            let step = draft.add(list(&name, deadline, days)?);
            let rows = step.source(&name);
            let same_day = Predicate::equal(rows.column("counted_from")?, day_of(from)?)?;
            let value = rows.column("due")?;
            *select = select.clone().left_join(rows, same_day);
            return Ok(value);
        }
        Timed::Sooner(several) => (several, false),
        Timed::Later(several) => (several, true),
    };
    let mut days = Vec::new();
    for one in several {
        days.push(joined(scene, draft, one, own, select, lists, day_of)?);
    }
    let known = Predicate::all(days.iter().cloned().map(Predicate::is_filled).collect());
    let mut all = days.into_iter();
    let first = all.next().ok_or_else(|| Unsayable::because("its deadline names no day"))?;
    if !later {
        return all.try_fold(first, Value::lesser_of);
    }
    let latest = all.try_fold(first, Value::greater_of)?;
    Value::case(vec![(known, latest)], Value::empty(Kind::Date))
}

/// Each day of the window and the last day in time.
fn days(
    scene: &Scene<'_>,
    deadline: &Deadline,
    from: &CountedFrom,
    own: Option<&str>,
) -> Result<Vec<(Date, Date)>, Unsayable> {
    let window = scene.window;
    let days = window.from.iter_days().take_while(|day| *day <= window.as_of);
    days.map(|day| {
        let due = due_of(scene.model, deadline, from, own, day);
        let due = due.ok_or_else(|| {
            Unsayable::because(format!("the calendar does not tell which day `{deadline}` is, counted from {day}"))
        })?;
        Ok((day, due))
    })
    .collect()
}

fn due_of(model: &Model, deadline: &Deadline, from: &CountedFrom, own: Option<&str>, day: Date) -> Option<Date> {
    let period = model.calendar.period_containing(PeriodUnit::Day, day)?;
    let events = |name: &str| match from {
        CountedFrom::Itself => (Some(name) == own).then_some(day),
        CountedFrom::Event(event) => (name == event).then_some(day),
        CountedFrom::Completion => None,
    };
    let completion = (*from == CountedFrom::Completion).then_some(day);
    let at = Situation { nominal: day, period: &period, completion, meeting: None, events: &events };
    let clocks = |word: &str| model.clocks.get(word).cloned();
    due(deadline, &at, &model.calendar, &clocks).map(|due| due.date)
}

fn list(name: &str, deadline: &Deadline, days: Vec<(Date, Date)>) -> Result<Step, Unsayable> {
    let fields = vec![Field::new("counted_from", Kind::Date), Field::new("due", Kind::Date)];
    let rows = days.into_iter().map(|(day, due)| Ok(vec![Literal::date(day)?, Literal::date(due)?]));
    let rows = rows.collect::<Result<Vec<_>, Unsayable>>()?;
    Ok(Step::rows(name, format!("For each day, the last day that is {deadline}."), fields, rows))
}
