//! The checklist: what is to be done in a month, complete enough to be handed to whoever does it.
//!
//! Audits come with their questions, and with what follows them; everything else as a list for each party; what waits
//! for an event as a list of reminders; and the ladders to climb when something is wrong.

mod ladder;
mod questions;
mod sheet;
mod tasks;

pub use ladder::{Ladder, Rung};
pub use questions::{Answer, Asked, Section, Tool};
pub use sheet::{AuditSheet, Falls};
pub use tasks::{PartyTasks, Reminder, Step, Task};

use super::naming::{Named, Stamp};
use super::occurrences::{Filter, Occurrence, schedule};
use super::rounds::Planner;
use crate::calendar::{Date, Month};
use crate::model::{DeclId, Model, ObligationKind};

/// What is to be done in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// Whose it is.
    pub stamp: Stamp,
    /// The year.
    pub year: i32,
    /// The month.
    pub month: Month,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Whom it is for; `None` is everyone.
    pub party: Option<Named>,
    /// The audits due, in the order of the due dates.
    pub audits: Vec<AuditSheet>,
    /// Everything else that is due, party by party in the order of the framework.
    pub tasks: Vec<PartyTasks>,
    /// What has no date before something happens.
    pub reminders: Vec<Reminder>,
    /// Who is told when something is wrong.
    pub ladders: Vec<Ladder>,
}

/// What a checklist is asked for; everything by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChecklistFilter {
    /// This audit and nothing else, whether or not it is due that month.
    pub audit: Option<DeclId>,
    /// Only what this party does, itself or as one of a team or body.
    pub role: Option<DeclId>,
}

/// The checklist of a month; `None` for a year beyond the calendar's dates.
#[must_use]
pub fn checklist(model: &Model, year: i32, month: Month, filter: &ChecklistFilter) -> Option<Checklist> {
    let from = Date::from_ymd_opt(year, u32::from(month.number()), 1)?;
    let to = from.checked_add_months(chrono::Months::new(1))?.pred_opt()?;
    let planner = Planner::new(model);
    let due = schedule(model, from, to, &Filter { role: filter.role, unit: None });
    let mut list = Checklist {
        stamp: Stamp::of(model),
        year,
        month,
        from,
        to,
        party: filter.role.and_then(|role| Named::at(model, role)),
        audits: Vec::new(),
        tasks: Vec::new(),
        reminders: Vec::new(),
        ladders: Vec::new(),
    };
    if let Some(audit) = filter.audit {
        list.audits = sheet::of_audit(&planner, audit, &due, to);
        return Some(list);
    }
    let (audits, others): (Vec<Occurrence>, Vec<Occurrence>) = due.into_iter().partition(has_sheet);
    list.audits = audits.iter().filter_map(|audit| sheet::of_occurrence(&planner, audit)).collect();
    list.tasks = tasks::by_party(&planner, &others, list.party.as_ref());
    list.reminders = tasks::reminders(&planner, filter.role);
    list.ladders = ladder::all(model, filter.role);
    Some(list)
}

/// Whether it is a round of an audit itself, which is told on a sheet of its own.
fn has_sheet(one: &Occurrence) -> bool {
    one.kind == ObligationKind::Audit && one.obligation == one.declaration
}
