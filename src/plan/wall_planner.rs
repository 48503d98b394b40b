//! The schedule as a planner for the wall: whom each thing concerns, so that a reader can look for their own, and the
//! days on which nobody works.

use chrono::{Datelike, Months};
use indexmap::IndexMap;

use super::filter::{Filter, parties, units};
use super::naming::Named;
use super::occurrences::Schedule;
use crate::calendar::Date;
use crate::model::{DeclId, Model};

/// A schedule and what a planner shows around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallPlanner {
    /// What falls due.
    pub schedule: Schedule,
    /// The party it was narrowed to.
    pub role: Option<Named>,
    /// The unit it was narrowed to.
    pub unit: Option<Named>,
    /// Each obligation of the schedule by its id, and whom it concerns.
    pub concerns: IndexMap<String, Concern>,
    /// Every day off in the months of the schedule, in order.
    pub days_off: Vec<DayOff>,
}

/// Who has to do with an obligation: those for whom a schedule narrowed to them shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concern {
    /// Who does it, or something that falls with it, themselves or as one of a team or body.
    pub parties: Vec<Named>,
    /// The units it is about, and those that they are part of.
    pub units: Vec<Named>,
}

/// A day on which nobody works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOff {
    /// The day.
    pub date: Date,
    /// The name of the holiday or closure; `None` on a weekday that is never worked.
    pub holiday: Option<String>,
}

impl WallPlanner {
    /// The planner of a schedule that was narrowed by `filter`.
    #[must_use]
    pub fn of(model: &Model, schedule: Schedule, filter: &Filter) -> Self {
        let mut concerns = IndexMap::new();
        for one in &schedule.occurrences {
            concerns.entry(one.obligation.clone()).or_insert_with_key(|id| concern(model, id));
        }
        Self {
            role: filter.role.and_then(|role| Named::at(model, role)),
            unit: filter.unit.and_then(|unit| Named::at(model, unit)),
            concerns,
            days_off: days_off(model, schedule.from, schedule.to),
            schedule,
        }
    }
}

fn concern(model: &Model, obligation: &str) -> Concern {
    let Some(obligation) = model.obligation(obligation) else { return Concern::default() };
    let named = |id: DeclId| Named::at(model, id);
    Concern {
        parties: parties(model, obligation).into_iter().filter_map(named).collect(),
        units: units(model, obligation).into_iter().filter_map(named).collect(),
    }
}

/// Every day off from the first day of the month of `from` to the last of the month of `to`.
fn days_off(model: &Model, from: Date, to: Date) -> Vec<DayOff> {
    let first = from.with_day(1).unwrap_or(from);
    let end = to.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))).unwrap_or(to);
    let off = first.iter_days().take_while(|date| *date < end).filter(|date| !model.calendar.is_working_day(*date));
    off.map(|date| DayOff { date, holiday: holiday(model, date) }).collect()
}

/// Why a day is not worked, unless it is for its weekday: then the reason is that weekday's name.
fn holiday(model: &Model, date: Date) -> Option<String> {
    model.calendar.day_off(date).filter(|why| *why != date.format("%A").to_string())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, model};
    use super::*;

    const TEXT: &str = r#"
        unit service "Service"
        unit team-a "Team A" { part-of: service }
        role worker "Worker" { unit: team-a }
        team pair "Pair" { members: worker, manager }
        body board "Board" { chair: manager  members: pair }
        meeting sitting "Board" { body: board  when: every month on the first Monday  attend: worker }
        duty plain "Plain" { who: worker  must: "write"  when: every month }
        duty shared "Shared" { who: pair  must: "read"  when: every month }
    "#;

    fn planner() -> WallPlanner {
        let model = model(TEXT);
        let schedule = Schedule::of(&model, day("2017-04-10"), day("2017-05-20"), &Filter::default());
        WallPlanner::of(&model, schedule, &Filter::default())
    }

    #[test]
    fn whom_each_thing_concerns() {
        let planner = planner();
        let ids = |named: &[Named]| named.iter().map(|one| one.id.clone()).collect::<Vec<_>>().join(" ");
        let told = |(id, one): (&String, &Concern)| format!("{id} [{}] [{}]", ids(&one.parties), ids(&one.units));
        insta::assert_snapshot!(planner.concerns.iter().map(told).collect::<Vec<_>>().join("\n"), @r"
        sitting [manager worker] []
        plain [worker] [service team-a]
        shared [manager worker pair] []
        ");
    }

    #[test]
    fn days_off_of_whole_months_with_their_holidays() {
        let planner = planner();
        assert_eq!((planner.days_off.len(), planner.days_off[0].date), (10 + 8 + 2 + 2, day("2017-04-01")));
        let holidays =
            planner.days_off.iter().filter_map(|off| Some(format!("{} {}", off.date, off.holiday.as_ref()?)));
        insta::assert_snapshot!(holidays.collect::<Vec<_>>().join("\n"), @r"
        2017-04-14 Good Friday (bank holiday)
        2017-04-17 Easter Monday (bank holiday)
        2017-05-01 Early May bank holiday
        2017-05-29 Spring bank holiday
        ");
    }
}
