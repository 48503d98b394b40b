//! The nine columns that every compliance query answers with, and the two ways of judging: one thing with its day, or a
//! number of things in a period.

use super::draft::Scene;
use crate::query::{Comparison, Kind, Order, Predicate, Select, Source, Step, Unsayable, Value};

/// A whole answer and its order.
pub(super) struct Answered {
    pub(super) select: Select,
    pub(super) order: Vec<Order>,
}

/// Judges rows that each stand for one thing. The step has the columns `period`, `subject`, `expected`, `due`, `done_on`,
/// `evidence_table` and `evidence_key`.
pub(super) fn one_by_one(scene: &Scene<'_>, asked: &Step) -> Result<Answered, Unsayable> {
    let rows = asked.source("asked");
    let (due, done) = (rows.column("due")?, rows.column("done_on")?);
    let in_time = Predicate::compare(done.clone(), Comparison::AtMost, due.clone())?
        .or(Predicate::is_filled(done.clone()).and(Predicate::is_empty(due.clone())));
    let still_open = Predicate::is_empty(done.clone()).and(not_over(scene, &due)?);
    let answer = Value::case(
        vec![(in_time, Value::text("met")?), (still_open, Value::text("not-yet-due")?)],
        Value::text("breach")?,
    )?;
    let late = Predicate::compare(done.clone(), Comparison::More, due.clone())?;
    let on = done.clone().to_text()?;
    let found = Value::case(
        vec![
            (Predicate::is_empty(done), Value::text("not done")?),
            (late, Value::joined(vec![Value::text("done late, on ")?, on.clone()])?),
        ],
        Value::joined(vec![Value::text("done on ")?, on])?,
    )?;
    let reason = Value::empty(Kind::Text);
    let mut answered = told(&rows, Told { answer, expected: rows.column("expected")?, found, reason })?;
    if asked.leaves_empty("period") {
        // A database does not see that it sorts by nothing.
        answered.order = vec![Order::ascending(rows.column("subject")?)];
    }
    Ok(answered)
}

/// Judges rows that each count what was done in a period. The step has the columns `period`, `subject`, `expected`,
/// `due`, `least`, `most` (empty for no upper bound), `in_time`, `in_all`, `evidence_table` and `evidence_key`.
pub(super) fn in_numbers(scene: &Scene<'_>, counted: &Step) -> Result<Answered, Unsayable> {
    let rows = counted.source("counted");
    let (due, in_time, in_all) = (rows.column("due")?, rows.column("in_time")?, rows.column("in_all")?);
    let too_many = Predicate::compare(in_all.clone(), Comparison::More, rows.column("most")?)?;
    let enough = Predicate::compare(in_time.clone(), Comparison::AtLeast, rows.column("least")?)?;
    let answer = Value::case(
        vec![
            (too_many, Value::text("breach")?),
            (enough, Value::text("met")?),
            (not_over(scene, &due)?, Value::text("not-yet-due")?),
        ],
        Value::text("breach")?,
    )?;
    let some_late = Predicate::compare(in_all.clone(), Comparison::More, in_time.clone())?;
    let late = in_all.minus(in_time.clone())?.to_text()?;
    let count = in_time.to_text()?;
    let found = Value::case(
        vec![(some_late, Value::joined(vec![count.clone(), Value::text(" in time, ")?, late, Value::text(" late")?])?)],
        Value::joined(vec![count, Value::text(" in time")?])?,
    )?;
    let reason = Value::empty(Kind::Text);
    told(&rows, Told { answer, expected: rows.column("expected")?, found, reason })
}

/// Judges rows that each count what is wrong among what was done. The step has the columns `period`, `subject`,
/// `expected`, `due`, `wrong`, `in_all`, `evidence_table` and `evidence_key`. Where nothing was done there is nothing to
/// judge, and that is never met. What was done already is judged whether its period is over or not.
pub(super) fn none_wrong(scene: &Scene<'_>, counted: &Step) -> Result<Answered, Unsayable> {
    of_what_was_done(scene, counted, Until::Now)
}

/// The same for what follows what was done: it is met only when its day is over, because more may be done till then.
pub(super) fn all_followed(scene: &Scene<'_>, counted: &Step) -> Result<Answered, Unsayable> {
    of_what_was_done(scene, counted, Until::ItsDay)
}

/// Until when there is nothing to judge.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    /// Something was done.
    Now,
    /// The last day in time is over.
    ItsDay,
}

fn of_what_was_done(scene: &Scene<'_>, counted: &Step, until: Until) -> Result<Answered, Unsayable> {
    let rows = counted.source("counted");
    let (wrong, in_all) = (rows.column("wrong")?, rows.column("in_all")?);
    let nothing = Predicate::equal(in_all.clone(), Value::whole(0))?;
    let bad = Predicate::compare(wrong.clone(), Comparison::More, Value::whole(0))?;
    let open = match until {
        Until::Now => nothing.clone().and(not_over(scene, &rows.column("due")?)?),
        Until::ItsDay => not_over(scene, &rows.column("due")?)?,
    };
    let answer = Value::case(
        vec![
            (bad, Value::text("breach")?),
            (open, Value::text("not-yet-due")?),
            (nothing.clone(), Value::text("cannot-evaluate")?),
        ],
        Value::text("met")?,
    )?;
    let right = in_all.clone().minus(wrong)?.to_text()?;
    let found = Value::joined(vec![right, Value::text(" of ")?, in_all.to_text()?])?;
    let reason =
        Value::case(vec![(nothing, Value::text("none of what it asks about was done")?)], Value::empty(Kind::Text))?;
    told(&rows, Told { answer, expected: rows.column("expected")?, found, reason })
}

/// The columns that differ between the ways of judging.
pub(super) struct Told {
    pub(super) answer: Value,
    pub(super) expected: Value,
    pub(super) found: Value,
    pub(super) reason: Value,
}

/// The answer, with what all ways of judging take as it is.
pub(super) fn told(rows: &Source, told: Told) -> Result<Answered, Unsayable> {
    let (period, subject) = (rows.column("period")?, rows.column("subject")?);
    let select = Select::from(rows.clone())
        .column("period", period.clone())
        .column("subject", subject.clone())
        .column("answer", told.answer)
        .column("expected", told.expected)
        .column("found", told.found)
        .column("reason", told.reason)
        .column("evidence_table", rows.column("evidence_table")?)
        .column("evidence_key", rows.column("evidence_key")?)
        .column("due", rows.column("due")?);
    let order = [period, subject].into_iter().map(Order::ascending).collect();
    Ok(Answered { select, order })
}

/// Whether there is still time: the last day is not over, or nothing says which it is.
fn not_over(scene: &Scene<'_>, due: &Value) -> Result<Predicate, Unsayable> {
    let to_come = Predicate::compare(due.clone(), Comparison::AtLeast, Value::date(scene.window.as_of)?)?;
    Ok(to_come.or(Predicate::is_empty(due.clone())))
}
