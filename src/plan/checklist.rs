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

use super::filter::Filter;
use super::naming::{Named, Stamp, belongs};
use super::occurrences::{Occurrence, schedule};
use super::rounds::Planner;
use crate::calendar::{Date, Month};
use crate::model::{Construct, DeclId, Model, ObligationKind};

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
    /// The audits due, then the other duties with questions, each in the order of the due dates.
    pub audits: Vec<AuditSheet>,
    /// Everything else that is due, party by party in the order of the framework.
    pub tasks: Vec<PartyTasks>,
    /// What has no date before something happens.
    pub reminders: Vec<Reminder>,
    /// Who is told when something is wrong.
    pub ladders: Vec<Ladder>,
}

impl Checklist {
    /// Whether a date on it rests on bank holidays that are not proclaimed yet.
    #[must_use]
    pub fn has_projected_dates(&self) -> bool {
        let tasks = self.tasks.iter().flat_map(|party| &party.tasks);
        let steps = self.audits.iter().flat_map(|sheet| &sheet.steps).chain(tasks.clone().flat_map(|task| &task.steps));
        self.audits.iter().any(|sheet| matches!(sheet.falls, Falls::Due { projected: true, .. }))
            || tasks.into_iter().any(|task| task.occurrence.projected)
            || steps.into_iter().any(|step| step.projected)
    }
}

/// What a checklist is asked for; everything by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChecklistFilter {
    /// This audit, or this duty with questions, and nothing else, whether or not it is due that month.
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
    let (mut audits, others): (Vec<Occurrence>, Vec<Occurrence>) =
        due.into_iter().partition(|one| has_sheet(model, one));
    if let Some(role) = filter.role {
        audits.extend(taken_part_in(&planner, role, &audits, from, to));
    }
    audits.sort_by_key(|one| (one.kind != ObligationKind::Audit, one.due));
    list.audits = audits.iter().filter_map(|audit| sheet::of_occurrence(&planner, audit)).collect();
    list.tasks = tasks::by_party(&planner, &others, list.party.as_ref());
    list.reminders = tasks::reminders(&planner, filter.role);
    list.ladders = ladder::all(model, filter.role);
    Some(list)
}

/// The sheet of an audit, whenever it falls: its questions and its form. `None` where there is no such audit.
#[must_use]
pub fn sheet_of(model: &Model, audit: &str) -> Option<AuditSheet> {
    let planner = Planner::new(model);
    let declaration = model.named(audit)?;
    sheet::of_audit(&planner, declaration.id, &[], Date::MAX).into_iter().next()
}

/// Whether it is a round of an audit itself or of a duty with questions, which is told on a sheet of its own.
fn has_sheet(model: &Model, one: &Occurrence) -> bool {
    one.obligation == one.declaration && (one.kind == ObligationKind::Audit || asks(model, &one.obligation))
}

/// Whether it is a duty that has questions.
fn asks(model: &Model, name: &str) -> bool {
    let is_duty = matches!(model.named(name).map(|declaration| &declaration.construct), Some(Construct::Duty(_)));
    is_duty && model.obligation(name).is_some_and(|duty| !questions::sections(model, duty).is_empty())
}

/// The rounds of audits in which others audit and a party has a part without a date of its own, such as looking again
/// at some: the part is on no schedule, and is done with the audit's own sheet.
fn taken_part_in(planner: &Planner<'_>, role: DeclId, own: &[Occurrence], from: Date, to: Date) -> Vec<Occurrence> {
    let mut all = schedule(planner.model, from, to, &Filter::default());
    all.retain(|one| {
        one.kind == ObligationKind::Audit
            && has_sheet(planner.model, one)
            && !own.iter().any(|other| other.id == one.id)
            && tasks::undated(planner, one).iter().any(|step| has_part(planner.model, role, step))
    });
    all
}

/// Whether a party does that step.
fn has_part(model: &Model, role: DeclId, step: &Step) -> bool {
    model.obligation(&step.id).is_some_and(|part| belongs(model, role, &part.bearers))
}

#[cfg(test)]
mod tests {
    use super::super::testing::model;
    use super::*;

    const WARD: &str = r#"
        role matron "Matron"
        role nurse "Nurse"
        role patient "Patient"
        record stay "Stays" { columns: stay-id text, cases number  key: stay-id }
        population stays "Stays" { records: stay }
        scale yes-no "Yes or no" {
          grade yes "Yes"
          grade no "No"
        }
        standard clean "Clean hands" {
          scale: yes-no
          criterion washed "Are hands washed?"
        }
        unit ward "Ward"
        audit notes "Notes audits" {
          unit: ward  when: every month  draw: 10% at random from stays, at least 5  auditors: nurse  tests: clean
          moderation: 10% by matron, within 10 working days of completion
        }
        duty watching "Watching hands" {
          who: nurse  must: "watch hands"  when: every month  kind: observation  tests: clean
        }
        clock without-delay { within: within 1 working day }
        event left "A patient has left" { happens-to: stay }
        feedback survey "Survey" { respondents: patient  by: nurse  when: at each left  due: without-delay }
    "#;

    fn titles(list: &Checklist) -> Vec<&str> {
        list.audits.iter().map(|sheet| sheet.audit.title.as_str()).collect()
    }

    #[test]
    fn a_duty_with_questions_has_a_sheet_and_whoever_looks_again_has_the_audits() {
        let model = model(WARD);
        let of = |audit: Option<&str>, role: Option<&str>| {
            let id = |name: &str| model.names.get(name).copied();
            let filter = ChecklistFilter { audit: audit.and_then(id), role: role.and_then(id) };
            checklist(&model, 2026, Month::new(5).unwrap(), &filter).unwrap()
        };
        let all = of(None, None);
        assert_eq!(titles(&all), ["Notes audits", "Watching hands"]);
        assert!(all.audits.iter().all(|sheet| sheet.sections.len() == 1));
        assert_eq!(all.audits.first().unwrap().how_many.as_deref(), Some("10%, at least 5"));
        assert_eq!(all.reminders.first().unwrap().by, "without delay (within 1 working day)");
        assert_eq!(titles(&of(Some("watching"), None)), ["Watching hands"]);
        assert_eq!(titles(&of(None, Some("matron"))), ["Notes audits"]);
    }
}
