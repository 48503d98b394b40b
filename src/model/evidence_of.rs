//! Which record shows that an obligation was kept, and in which of its columns.
//!
//! In this order: what its declaration is `shown-in`; for a part of one, the `parts-in` of the record that shows the
//! whole; the record that `shows` work of its kind. Whoever asks the records asks here first where to look.

use super::evidence::{EvidenceKind, Record, ShownIn};
use super::value::Condition;
use super::{Construct, DeclId, Declaration, Model, Obligation, ObligationKind};
use crate::text::Spanned;

/// Where the records show that an obligation was kept. Columns are given by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The record whose rows show it.
    pub record: DeclId,
    /// Which of its rows are about the rule; `None` where every row is that meets `filter`.
    pub rule: Option<RuleColumn>,
    /// The day it was done; a row in which it is empty is not done yet.
    pub done: String,
    /// For a part that is shown on the rows of its whole: the day the whole was done.
    pub whole_done: Option<String>,
    /// A day inside the period that a row is for. Without it, or where it is empty, the day it was done decides.
    pub planned: Option<String>,
    /// What a row is about: the key of a row of another record.
    pub about: Option<String>,
    /// Who did it.
    pub who: Option<String>,
    /// The party it went to, by its id.
    pub to: Option<String>,
    /// `own` or `peer`.
    pub basis: Option<String>,
    /// The column whose different values are counted, where rows are not.
    pub counted: Option<String>,
    /// What a row must meet besides.
    pub filter: Option<Condition>,
}

/// The column that tells which rule a row is about, and what it holds for this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleColumn {
    /// The column.
    pub column: String,
    /// The id of the obligation; for a part that is shown on the rows of its whole, the whole's.
    pub value: String,
}

/// Why nothing shows that an obligation was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEvidence {
    /// No record shows work of that kind.
    Unshown(EvidenceKind),
    /// Where it is shown could not be understood; that has its finding.
    Unresolved,
}

/// The record of who holds which post. Columns are given by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    /// The record.
    pub record: DeclId,
    /// The role, by its id.
    pub role: String,
    /// Who holds it.
    pub who: String,
    /// The first day.
    pub began: String,
    /// The last day; empty while it lasts.
    pub ended: Option<String>,
    /// The area the holder works in.
    pub area: Option<String>,
}

/// Where the records show that an obligation was kept.
///
/// # Errors
/// [`NoEvidence`] where they do not.
pub fn evidence_of(model: &Model, obligation: &Obligation) -> Result<Evidence, NoEvidence> {
    let declaration = model.get(obligation.declaration).ok_or(NoEvidence::Unresolved)?;
    match part_of(declaration, obligation) {
        None => match shown_in(&declaration.construct) {
            Some(shown) => declared(model, shown, &obligation.id),
            None => by_kind(model, kind(obligation.kind), &obligation.id),
        },
        Some(part) => match with_whole(model, declaration, part) {
            Some(evidence) => Ok(evidence),
            None => by_kind(model, kind_of_part(declaration, part, obligation.kind), &obligation.id),
        },
    }
}

/// The record of who holds which post; `None` where no record shows posts, or the one that does lacks a column.
#[must_use]
pub fn roster(model: &Model) -> Option<Roster> {
    let (declaration, record) = showing(model, EvidenceKind::Posts)?;
    let uses = &record.uses;
    Some(Roster {
        record: declaration.id,
        role: named(uses.rule.as_ref())?,
        who: named(uses.who.as_ref())?,
        began: named(uses.began.as_ref())?,
        ended: named(uses.ended.as_ref()),
        area: named(uses.area.as_ref()),
    })
}

/// The name of a part behind its declaration's id: `findings`, `told-at-once/act`.
fn part_of<'id>(declaration: &Declaration, obligation: &'id Obligation) -> Option<&'id str> {
    obligation.id.strip_prefix(&declaration.name.value)?.strip_prefix('/')
}

/// What the declaration itself says it is shown in.
const fn shown_in(construct: &Construct) -> Option<&ShownIn> {
    match construct {
        Construct::Audit(audit) => audit.shown_in.as_ref(),
        Construct::Meeting(meeting) => meeting.shown_in.as_ref(),
        Construct::Report(report) => report.shown_in.as_ref(),
        Construct::Duty(duty) => duty.shown_in.as_ref(),
        Construct::Feedback(feedback) => feedback.shown_in.as_ref(),
        Construct::Framework(_)
        | Construct::Calendar(_)
        | Construct::Clock(_)
        | Construct::Unit(_)
        | Construct::Area(_)
        | Construct::Role(_)
        | Construct::Team(_)
        | Construct::Body(_)
        | Construct::Organisation(_)
        | Construct::Glossary(_)
        | Construct::Reference(_)
        | Construct::Scale(_)
        | Construct::Standard(_)
        | Construct::Instrument(_)
        | Construct::Population(_)
        | Construct::Sample(_)
        | Construct::Programme(_)
        | Construct::Event(_)
        | Construct::Escalation(_)
        | Construct::Measure(_)
        | Construct::Threshold(_)
        | Construct::Record(_)
        | Construct::Scenario(_)
        | Construct::Site(_)
        | Construct::Narrative
        | Construct::Gap(_)
        | Construct::Assume(_)
        | Construct::Amendment(_) => None,
    }
}

/// The evidence that a `shown-in` line names. A condition on the very column that tells the rules apart takes its place.
fn declared(model: &Model, shown: &ShownIn, id: &str) -> Result<Evidence, NoEvidence> {
    let record = shown.column.record.as_ref().and_then(|record| model.target(record));
    let (declaration, record) = record.and_then(as_record).ok_or(NoEvidence::Unresolved)?;
    let rule = record.uses.rule.as_ref().filter(|rule| {
        let filter = shown.filter.as_ref();
        !filter.is_some_and(|filter| names_column(filter, &rule.value))
    });
    let mut evidence = found(declaration, record, rule, id, &shown.column.column.value);
    evidence.filter.clone_from(&shown.filter);
    Ok(evidence)
}

/// The evidence of a part that the record of its whole shows on the same rows.
fn with_whole(model: &Model, declaration: &Declaration, part: &str) -> Option<Evidence> {
    let whole = evidence_of(model, model.obligation(&declaration.name.value)?).ok()?;
    let (_, record) = model.get(whole.record).and_then(as_record)?;
    let shown = record.uses.parts.iter().find(|shown| shown.part.value == part)?;
    // Who does the whole, for whom and where says nothing of who does the part.
    Some(Evidence {
        done: shown.column.value.clone(),
        whole_done: Some(whole.done),
        who: None,
        to: None,
        basis: None,
        ..whole
    })
}

/// The evidence of the record that shows work of that kind.
fn by_kind(model: &Model, kind: EvidenceKind, id: &str) -> Result<Evidence, NoEvidence> {
    let (declaration, record) = showing(model, kind).ok_or(NoEvidence::Unshown(kind))?;
    let done = record.uses.done.as_ref().ok_or(NoEvidence::Unresolved)?;
    let rule = record.uses.rule.as_ref().ok_or(NoEvidence::Unresolved)?;
    Ok(found(declaration, record, Some(rule), id, &done.value))
}

/// The record that shows work of that kind; the first where several do, which has its finding.
fn showing(model: &Model, kind: EvidenceKind) -> Option<(&Declaration, &Record)> {
    let in_force = model.declarations.iter().filter(|declaration| declaration.added_by.is_none());
    let mut records = in_force.filter_map(as_record);
    records.find(|(_, record)| record.shows.iter().any(|shown| shown.value == kind))
}

fn as_record(declaration: &Declaration) -> Option<(&Declaration, &Record)> {
    let Construct::Record(record) = &declaration.construct else { return None };
    Some((declaration, record))
}

fn found(declaration: &Declaration, record: &Record, rule: Option<&Spanned<String>>, id: &str, done: &str) -> Evidence {
    let uses = &record.uses;
    Evidence {
        record: declaration.id,
        rule: rule.map(|rule| RuleColumn { column: rule.value.clone(), value: id.to_owned() }),
        done: done.to_owned(),
        whole_done: None,
        planned: named(uses.planned.as_ref()),
        about: named(uses.about.as_ref()),
        who: named(uses.who.as_ref()),
        to: named(uses.to.as_ref()),
        basis: named(uses.basis.as_ref()),
        counted: named(uses.counted.as_ref()),
        filter: None,
    }
}

fn named(column: Option<&Spanned<String>>) -> Option<String> {
    column.map(|column| column.value.clone())
}

/// Whether a condition asks about that column.
fn names_column(condition: &Condition, column: &str) -> bool {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().any(|part| names_column(part, column)),
        Condition::Not(inner) => names_column(inner, column),
        Condition::Test(test) => test.subject.column.value == column,
        Condition::Unresolved => false,
    }
}

/// What shows the work of a whole declaration.
const fn kind(of: ObligationKind) -> EvidenceKind {
    match of {
        ObligationKind::Audit => EvidenceKind::Audits,
        ObligationKind::Meeting => EvidenceKind::Meetings,
        ObligationKind::Report => EvidenceKind::Reports,
        ObligationKind::Duty => EvidenceKind::Duties,
        ObligationKind::Feedback => EvidenceKind::Feedback,
        ObligationKind::Observation => EvidenceKind::Observations,
        ObligationKind::Review => EvidenceKind::Reviews,
    }
}

/// What shows a part: notices for whatever tells somebody something, attendance for who comes to a meeting.
fn kind_of_part(declaration: &Declaration, part: &str, of: ObligationKind) -> EvidenceKind {
    if of != ObligationKind::Duty {
        return kind(of);
    }
    // A level of a ladder is told, and then acts: `told-at-once`, `told-at-once/act`.
    if matches!(declaration.construct, Construct::Escalation(_)) {
        return if part.contains('/') { EvidenceKind::Duties } else { EvidenceKind::Notices };
    }
    let line = part.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '-');
    match line {
        "attend" => EvidenceKind::Attendance,
        "inform" | "consult" | "tell" | "share" => EvidenceKind::Notices,
        _ => EvidenceKind::Duties,
    }
}
