//! The schedule as JSON.

use std::borrow::Borrow;
use std::cell::Cell;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::{Day, Header, PeriodShape, QuantityShape, basis, clauses, day, header, ids, join, quantity};
use crate::plan::{Occurrence, Schedule};

/// Everything that falls due between two days.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "qac schedule")]
pub(in crate::emit) struct ScheduleShape<All = Vec<OccurrenceShape>> {
    #[serde(flatten)]
    header: Header,
    /// The first day asked for.
    from: Day,
    /// The last day asked for.
    to: Day,
    /// In the order of the due dates.
    occurrences: All,
}

/// Occurrences that take their shape as they come. They can be written once.
pub(in crate::emit) struct Coming<All>(Cell<Option<All>>);

impl<All: IntoIterator<Item: Borrow<Occurrence>>> Serialize for Coming<All> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = self.0.take().into_iter().flatten();
        serializer.collect_seq(all.map(|one| occurrence(one.borrow())))
    }
}

/// One thing that falls due.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::emit) struct OccurrenceShape {
    /// The obligation and its period: `early-help-case-files/2017-05`.
    id: String,
    /// The id of the declaration.
    declaration: String,
    /// The id of the obligation: the declaration's, or with its part.
    obligation: String,
    /// `audit`, `meeting`, `report`, `duty`, `feedback`, `observation` or `review`.
    kind: &'static str,
    /// Its title.
    title: String,
    /// What is done.
    action: String,
    /// The clauses it comes from.
    clauses: Vec<String>,
    /// `must`, `should` or `may`.
    strength: &'static str,
    /// The ids of those who do it.
    bearers: Vec<String>,
    /// Their titles, in the same order.
    bearer_titles: Vec<String>,
    /// `all` of them do it, or `any` one.
    join: &'static str,
    /// The id of the one who answers for it.
    accountable: Option<String>,
    /// The ids of those it goes to, or who take part.
    recipients: Vec<String>,
    /// The id of the unit it is about.
    unit: Option<String>,
    /// The period it belongs to.
    period: PeriodShape,
    /// The day before any move off a day that is not worked.
    nominal: Day,
    /// The day it is due.
    due: Day,
    /// Why it was moved.
    moved_because: Option<String>,
    /// Whether one of its dates rests on bank holidays that are not proclaimed yet, so that it may still move.
    projected: bool,
    /// The last day it is open.
    open_until: Option<Day>,
    /// How many.
    quantity: Option<QuantityShape>,
    /// How many each does.
    each: Option<u32>,
    /// `own` or `peer` area.
    basis: Option<&'static str>,
    /// The id of the role or population each of which has their own date in the period.
    for_each: Option<String>,
    /// The profiles it binds; empty binds all.
    only_for: Vec<String>,
    /// The meeting that takes it.
    through: Option<ThroughShape>,
}

/// A meeting that takes a report.
#[derive(Debug, Serialize, JsonSchema)]
struct ThroughShape {
    /// The id of the meeting.
    meeting: String,
    /// Its day.
    date: Option<Day>,
}

pub(in crate::emit) fn schedule<All>(schedule: Schedule<All>) -> ScheduleShape<Coming<All>>
where
    All: IntoIterator<Item: Borrow<Occurrence>>,
{
    ScheduleShape {
        header: header(&schedule.stamp),
        from: day(schedule.from),
        to: day(schedule.to),
        occurrences: Coming(Cell::new(Some(schedule.occurrences))),
    }
}

pub(super) fn occurrence(one: &Occurrence) -> OccurrenceShape {
    OccurrenceShape {
        id: one.id.clone(),
        declaration: one.declaration.clone(),
        obligation: one.obligation.clone(),
        kind: one.kind.word(),
        title: one.title.clone(),
        action: one.action.clone(),
        clauses: clauses(&one.clauses),
        strength: one.strength.word(),
        bearers: ids(&one.bearers),
        bearer_titles: one.bearers.iter().map(|bearer| bearer.title.clone()).collect(),
        join: join(one.join),
        accountable: one.accountable.as_ref().map(|party| party.id.clone()),
        recipients: ids(&one.recipients),
        unit: one.unit.as_ref().map(|unit| unit.id.clone()),
        period: PeriodShape { label: one.period.label.clone(), from: day(one.period.from), to: day(one.period.to) },
        nominal: day(one.nominal),
        due: day(one.due),
        moved_because: one.moved_because.clone(),
        projected: one.projected,
        open_until: one.open_until.map(day),
        quantity: one.quantity.map(quantity),
        each: one.each,
        basis: one.basis.map(basis),
        for_each: one.for_each.as_ref().map(|each| each.id.clone()),
        only_for: one.only_for.clone(),
        through: one
            .through
            .as_ref()
            .map(|taken| ThroughShape { meeting: taken.meeting.id.clone(), date: taken.date.map(day) }),
    }
}
