//! Which period each row is for, told before anything is counted, so that rows are grouped by it and the few groups joined
//! to the list of periods by equality.

use super::draft::Draft;
use super::period::{Due, inside};
use crate::calendar::Date;
use crate::query::{Comparison, Kind, Predicate, Select, Source, Step, Unsayable, Value};

/// With more periods than this, they are looked up in their list: so many cases nobody reads.
const MOST_CASES: usize = 60;

/// What was done, with the period it is for: the last day in time stands for it, where no other period has the same.
pub(super) struct Placed {
    pub(super) step: Step,
    /// The columns that tell the period, and what they are called in the list of periods.
    told_by: &'static [(&'static str, &'static str)],
}

impl Placed {
    /// Adds a step that tells the period of each row of `done`, which has `for_day`: its other columns, and `for_due`, the
    /// last day in time.
    pub(super) fn of(draft: &mut Draft, done: &Step, due: &Step, dues: &[Due]) -> Result<Self, Unsayable> {
        let rows = done.source("done");
        let for_day = rows.column("for_day")?;
        let (mut select, told_by): (Select, &'static [_]) = match last_day(dues, &for_day)? {
            Some(last_day) => (Select::from(rows.clone()).column("for_due", last_day), &[("for_due", "due")]),
            None => {
                let due = due.source("due");
                let select = Select::from(rows.clone())
                    .join(due.clone(), inside(&due, for_day)?)
                    .column("for_period", due.column("period")?)
                    .column("for_due", due.column("due")?);
                (select, &[("for_period", "period"), ("for_due", "due")])
            }
        };
        for field in rows.fields().iter().filter(|field| field.name != "for_day") {
            select = select.column(field.name.clone(), rows.column(&field.name)?);
        }
        let step = draft.add(Step::select("placed", "Each of them with the last day in time of its period.", select));
        Ok(Self { step, told_by })
    }

    /// The columns of its rows, or of a step that was grouped by them, that tell the period.
    pub(super) fn group(&self, select: Select, rows: &Source) -> Result<Select, Unsayable> {
        self.told_by.iter().try_fold(select, |select, (name, _)| {
            let column = rows.column(name)?;
            Ok(select.group_by(column.clone()).column(*name, column))
        })
    }

    /// The same columns, of the list of periods.
    pub(super) fn group_periods(&self, select: Select, due: &Source) -> Result<Select, Unsayable> {
        self.told_by.iter().try_fold(select, |select, (name, of_list)| {
            let column = due.column(of_list)?;
            Ok(select.group_by(column.clone()).column(*name, column))
        })
    }

    /// Whether a group of its rows is for a period of the list.
    pub(super) fn same_period(&self, group: &Source, due: &Source) -> Result<Predicate, Unsayable> {
        self.told_by.iter().try_fold(Predicate::always(), |all, (of_group, of_list)| {
            Ok(all.and(Predicate::equal(group.column(of_group)?, due.column(of_list)?)?))
        })
    }
}

/// The last day in time of the period that a day lies in, case by case; `None` where that does not tell the period: two
/// overlap, or end on the same day.
fn last_day(dues: &[Due], day: &Value) -> Result<Option<Value>, Unsayable> {
    let mut sorted: Vec<&Due> = dues.iter().collect();
    sorted.sort_by_key(|one| (one.opens, one.due));
    let apart = |(one, next): (&&Due, &&Due)| one.closes <= next.opens && one.due < next.due;
    if sorted.len() > MOST_CASES || !sorted.iter().zip(sorted.iter().skip(1)).all(apart) {
        return Ok(None);
    }
    let before = |until: Date| Predicate::compare(day.clone(), Comparison::Less, Value::date(until)?);
    // What lies before the first period or after the last was left out already.
    let (mut cases, mut closed) = (Vec::new(), sorted.first().map(|one| one.opens));
    for one in sorted {
        if closed != Some(one.opens) {
            cases.push((before(one.opens)?, Value::empty(Kind::Date)));
        }
        cases.push((before(one.closes)?, Value::date(one.due)?));
        closed = Some(one.closes);
    }
    Value::case(cases, Value::empty(Kind::Date)).map(Some)
}
