//! The checklist in its formats.

mod html;
mod markdown;

pub use html::checklist_html;
pub use markdown::checklist_markdown;

use super::shapes;
use super::words::{area, full_date, month_year, quantity, sentence, towards, who};
use crate::model::ObligationKind;
use crate::plan::{AuditSheet, Checklist, Falls, Reminder, Section, Step, titles};

/// For programs.
#[must_use]
pub fn checklist_json(list: &Checklist) -> String {
    shapes::to_json(&shapes::checklist::checklist(list))
}

/// `Checklist for May 2017`
fn heading(list: &Checklist) -> String {
    format!("Checklist for {}", month_year(list.from))
}

/// What stands at the head of a sheet: a word and what it says.
fn facts(sheet: &AuditSheet) -> Vec<(&'static str, String)> {
    let is_audit = sheet.kind == ObligationKind::Audit;
    let who_does = if is_audit { "Who audits" } else { "Who does it" };
    let mut facts = vec![("Due", falls(&sheet.falls)), (who_does, auditors(sheet))];
    facts.extend((!is_audit).then(|| ("What is done", sheet.action.clone())));
    facts.extend(sheet.for_each.as_ref().map(|each| ("For each", each.title.clone())));
    let count = [
        sheet.quantity.map(|count| quantity(count, sheet.kind)).or_else(|| sheet.how_many.clone()),
        sheet.basis.map(|basis| area(basis).to_owned()),
    ];
    let count: Vec<String> = count.into_iter().flatten().collect();
    facts.extend((!count.is_empty()).then(|| ("How many", count.join(", "))));
    facts.extend(sheet.topic.clone().map(|topic| ("Theme", topic)));
    facts.extend((!sheet.cases.is_empty()).then(|| ("Which cases", sheet.cases.join("; "))));
    let not_by = if is_audit { "Not audited by" } else { "Not done by" };
    facts.extend((!sheet.independent_of.is_empty()).then(|| (not_by, titles(&sheet.independent_of, "or"))));
    facts.extend((!sheet.to.is_empty()).then(|| ("For whom", titles(&sheet.to, "and"))));
    facts.extend(sheet.tool.as_ref().map(|tool| {
        let version = tool.version.as_ref().map(|version| format!("version {version}"));
        let parts = [Some(tool.tool.title.clone()), version, tool.location.clone()];
        ("Form", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }));
    facts.extend(sheet.accountable.as_ref().map(|party| ("Who answers for it", party.title.clone())));
    facts
        .extend((!sheet.coordinated_by.is_empty()).then(|| ("Who organises it", titles(&sheet.coordinated_by, "and"))));
    facts.into_iter().map(|(word, says)| (word, sentence(&says))).collect()
}

fn falls(falls: &Falls) -> String {
    match falls {
        Falls::Due { due, nominal, moved_because: Some(why), .. } => {
            let from = full_date(*nominal);
            // A day that was moved because of the weekday that it is has said so.
            let why = if from.starts_with(why.as_str()) { String::new() } else { format!(", {why}") };
            format!("{}, moved from {from}{why}", full_date(*due))
        }
        Falls::Due { due, moved_because: None, .. } => full_date(*due),
        Falls::Later { next: Some(next) } => format!("not this month; next on {}", full_date(*next)),
        Falls::Later { next: None } => "not this month, and on no day of the next three years".to_owned(),
        Falls::Whenever(event) => format!("whenever this happens: {event}"),
    }
}

fn auditors(sheet: &AuditSheet) -> String {
    let who = who(&sheet.auditors, sheet.join);
    sheet.each.map_or(who.clone(), |each| format!("{who}, {each} each"))
}

/// `by Team Manager, to Service Leader, within 5 working days of completion (Wednesday 7 June 2017)`
pub(super) fn step_details(step: &Step) -> Vec<String> {
    let mut details = Vec::new();
    if !step.who.is_empty() {
        details.push(format!("by {}", who(&step.who, step.join)));
    }
    if !step.to.is_empty() {
        details.push(format!("to {}", titles(&step.to, "and")));
    }
    details.extend(step.instrument.as_ref().map(|instrument| format!("with {}", instrument.title)));
    match (step.due, step.by.is_empty()) {
        (Some(due), true) => details.push(format!("on {}", full_date(due))),
        (Some(due), false) => details.push(format!("{} ({})", step.by, full_date(due))),
        (None, false) => details.push(step.by.clone()),
        (None, true) => {}
    }
    details
}

/// The word for whoever answers the questions of a sheet.
const fn who_fills_it_in(kind: ObligationKind) -> &'static str {
    match kind {
        ObligationKind::Audit => "Auditor",
        ObligationKind::Observation => "Observer",
        ObligationKind::Meeting
        | ObligationKind::Report
        | ObligationKind::Duty
        | ObligationKind::Feedback
        | ObligationKind::Review => "Name",
    }
}

/// `Matron; from patient; within 5 working days`
fn reminder_details(reminder: &Reminder) -> Vec<String> {
    let mut details = Vec::new();
    details.extend((!reminder.who.is_empty()).then(|| who(&reminder.who, reminder.join)));
    details.extend(
        (!reminder.to.is_empty()).then(|| format!("{} {}", towards(reminder.kind), titles(&reminder.to, "and"))),
    );
    details.extend((!reminder.by.is_empty()).then(|| reminder.by.clone()));
    details.extend((!reminder.then.is_empty()).then(|| format!("then: {}", titles(&reminder.then, "and"))));
    details
}

/// What the answers of a sheet's questions mean, each said once.
fn meanings(sheet: &AuditSheet) -> Vec<(String, String)> {
    let mut meanings: Vec<(String, String)> = Vec::new();
    let questions = sheet.sections.iter().flat_map(|section| &section.questions);
    for answer in questions.flat_map(|question| &question.answers) {
        let Some(means) = &answer.means else { continue };
        let meaning = (sentence(&answer.title), means.clone());
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
    meanings
}

/// The answers of a section, where all its questions have the same.
fn shared_answers(section: &Section) -> Option<Vec<String>> {
    let first = &section.questions.first()?.answers;
    let same = section.questions.iter().all(|question| question.answers == *first);
    (same && !first.is_empty()).then(|| first.iter().map(|answer| sentence(&answer.title)).collect())
}

/// `a; b; c`
fn in_a_row(phrases: &[String]) -> String {
    match phrases {
        [] => String::new(),
        [one] => one.clone(),
        many => many.join("; "),
    }
}
