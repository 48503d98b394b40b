//! How many working days lie between two days of a row.
//!
//! No database knows which days are worked. What it reckons is the number of working weekdays up to a day, which is the
//! number of whole weeks and a few days more; the days of those that are not worked, holidays and closures, come as a list
//! from the date engine, each with how many there were up to it.

use super::draft::{Draft, Scene};
use crate::calendar::Date;
use crate::query::{Comparison, Field, Kind, Literal, Predicate, Select, Source, Step, Unsayable, Value};

/// Holidays and closures before 1900 are not counted; that day was a Monday.
const FIRST: (i32, u32, u32) = (1900, 1, 1);

/// Whole weeks to be added, so that no day lies before the first.
const WEEKS: i64 = 200_000;

/// So long after the last day that is looked at, holidays and closures are counted.
const AFTER: u64 = 3653;

/// Joins to `select`, which reads `rows` of a step, what is needed to tell the working days from one of its days to
/// another, and gives their number: those after `from` up to and with `to`, as the date engine counts them. Rows that lack
/// one of the days fall out.
pub(super) fn between(
    scene: &Scene<'_>,
    draft: &mut Draft,
    step: &Step,
    (from, to): (&str, &str),
    select: Select,
    rows: &Source,
) -> Result<(Select, Value), Unsayable> {
    let days = draft.add(days_of(step, [from, to])?);
    let counted = counted(scene, draft, &days)?;
    let counted = draft.add(counted);
    let (start, end) = (counted.source("start_day"), counted.source("end_day"));
    let (from, to) = (rows.column(from)?.to_day()?, rows.column(to)?.to_day()?);
    let select = select
        .join(start.clone(), Predicate::equal(start.column("day")?, from.clone())?)
        .join(end.clone(), Predicate::equal(end.column("day")?, to.clone())?);
    let later = Predicate::compare(to, Comparison::AtLeast, from)?;
    let forward = end.column("up_to_it")?.minus(start.column("up_to_it")?)?;
    let back = end.column("before_it")?.minus(start.column("before_it")?)?;
    Ok((select, Value::case(vec![(later, forward)], back)?))
}

/// Every day that a length of time begins or ends on.
fn days_of(step: &Step, columns: [&str; 2]) -> Result<Step, Unsayable> {
    let rows = step.source("one");
    let selects = columns.map(|name| {
        let day = rows.column(name)?.to_day()?;
        let there = Predicate::is_filled(day.clone());
        Ok(Select::from(rows.clone()).filter(there).group_by(day.clone()).column("day", day))
    });
    let selects = selects.into_iter().collect::<Result<Vec<_>, Unsayable>>()?;
    Ok(Step::union("length_day", "Every day that a length of time begins or ends on.", selects))
}

/// Each of those days with the number of working days up to it and before it, counted from long ago.
fn counted(scene: &Scene<'_>, draft: &mut Draft, days: &Step) -> Result<Step, Unsayable> {
    let week = scene.model.calendar.rules().week;
    let off = draft.add(days_off(scene, week)?).source("off");
    let rows = days.source("one");
    let (day, first, so_many) = (rows.column("day")?, off.column("first_day")?, off.column("so_many")?);
    let since = Predicate::compare(day.clone(), Comparison::AtLeast, first.clone())?;
    let until = Predicate::compare(day.clone(), Comparison::AtMost, off.column("last_day")?)?;
    let number = day.clone().day_number()?.plus(Value::whole(WEEKS * 7))?;
    let (weeks, weekday) = (number.clone().quotient(Value::whole(7))?, number.remainder(Value::whole(7))?);
    let (mut worked, mut arms, mut weekdays) = (0_i64, Vec::new(), Vec::new());
    for (place, works) in (0_i64..).zip(week) {
        if works {
            worked += 1;
            weekdays.push(Literal::whole(place));
        }
        arms.push((Predicate::equal(weekday.clone(), Value::whole(place))?, Value::whole(worked)));
    }
    let of_week = Value::case(arms, Value::whole(0))?;
    let up_to_it = weeks.times(Value::whole(worked))?.plus(of_week)?.minus(so_many.clone())?;
    let is_worked = Predicate::one_of(weekday, weekdays)?.and(Predicate::equal(day.clone(), first.clone())?.negated());
    let itself = Value::case(vec![(is_worked, Value::whole(1))], Value::whole(0))?;
    let select = Select::from(rows)
        .join(off, since.and(until))
        .group_by(day.clone())
        .group_by(first)
        .group_by(so_many)
        .column("day", day)
        .column("up_to_it", up_to_it.clone())
        .column("before_it", up_to_it.minus(itself)?);
    Ok(Step::select("worked_day", "Each of them with how many days were worked up to it, and before it.", select))
}

/// The days of the working week that are not worked, each with the last day before the next and how many there are up to
/// it.
fn days_off(scene: &Scene<'_>, week: [bool; 7]) -> Result<Step, Unsayable> {
    use chrono::Datelike;
    let calendar = &scene.model.calendar;
    let (year, month, day) = FIRST;
    let no_calendar = || Unsayable::because("the window lies outside any calendar");
    let first = Date::from_ymd_opt(year, month, day).ok_or_else(no_calendar)?;
    let last = scene.window.as_of.checked_add_days(chrono::Days::new(AFTER)).ok_or_else(no_calendar)?;
    let of_week = |day: &Date| {
        week.iter().zip(0_u32..).any(|(works, place)| *works && place == day.weekday().num_days_from_monday())
    };
    let off = first.iter_days().take_while(|day| *day <= last).filter(of_week);
    let mut starts = vec![Date::from_ymd_opt(1, 1, 1).ok_or_else(no_calendar)?];
    starts.extend(off.filter(|day| !calendar.is_working_day(*day)));
    let ends = starts.iter().skip(1).map(Date::pred_opt).chain([Date::from_ymd_opt(9999, 12, 31)]);
    let rows = starts.iter().zip(ends).zip(0_i64..).map(|((start, end), so_many)| {
        let end = end.ok_or_else(no_calendar)?;
        Ok(vec![Literal::date(*start)?, Literal::date(end)?, Literal::whole(so_many)])
    });
    let rows = rows.collect::<Result<Vec<_>, Unsayable>>()?;
    let mut fields: Vec<Field> = ["first_day", "last_day"].map(|name| Field::new(name, Kind::Date)).to_vec();
    fields.push(Field::new("so_many", Kind::Whole));
    let meaning =
        "The days of the working week that were not worked, each up to the day before the next, and how many.";
    Ok(Step::rows("day_off", meaning, fields, rows))
}
