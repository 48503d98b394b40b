//! The checklist as JSON. The HTML page is filled from the same shape.

use schemars::JsonSchema;
use serde::Serialize;

use super::schedule::{OccurrenceShape, occurrence};
use super::{Day, Header, NamedShape, QuantityShape, all_named, basis, clauses, day, header, join, named, quantity};
use crate::plan::{
    Answer, AuditSheet, Checklist, Falls, Ladder, PartyTasks, Reminder, Rung, Section, Step, Task, Tool,
};

/// What is to be done in a month.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "qac checklist")]
pub(in crate::emit) struct ChecklistShape {
    #[serde(flatten)]
    header: Header,
    /// `2017-05`
    month: String,
    /// Its first day.
    from: Day,
    /// Its last day.
    to: Day,
    /// Whom it is for; null is everyone.
    role: Option<NamedShape>,
    /// The audits due.
    audits: Vec<AuditShape>,
    /// Everything else that is due, party by party.
    tasks: Vec<PartyShape>,
    /// What has no date before something happens.
    reminders: Vec<ReminderShape>,
    /// Who is told when something is wrong.
    escalations: Vec<LadderShape>,
}

/// One audit, or another duty with questions.
#[derive(Debug, Serialize, JsonSchema)]
struct AuditShape {
    /// The id of the audit.
    audit: String,
    /// Its title.
    title: String,
    /// `audit`, `duty`, `observation` or `review`.
    kind: &'static str,
    /// What is done.
    action: String,
    /// The clauses it comes from.
    clauses: Vec<String>,
    /// `must`, `should` or `may`.
    strength: &'static str,
    /// Whose work is audited.
    unit: Option<NamedShape>,
    /// What it is about.
    topic: Option<String>,
    /// The day it is due, where that is in this month.
    due: Option<Day>,
    /// That day before any move off a day that is not worked.
    nominal: Option<Day>,
    /// Why it was moved.
    moved_because: Option<String>,
    /// Whether that day rests on bank holidays that are not proclaimed yet.
    projected: bool,
    /// The next day it is due, where that is later.
    next: Option<Day>,
    /// What it waits for, where it has no date.
    whenever: Option<String>,
    /// How many cases.
    quantity: Option<QuantityShape>,
    /// How many, in words, where that depends on the records.
    how_many: Option<String>,
    /// How many each auditor does.
    each: Option<u32>,
    /// `own` or `peer` area.
    basis: Option<&'static str>,
    /// Who audits.
    auditors: Vec<NamedShape>,
    /// `all` of them do, or `any` one.
    join: &'static str,
    /// Who answers for it.
    accountable: Option<NamedShape>,
    /// Who organises it.
    coordinated_by: Vec<NamedShape>,
    /// Whose own work it must not be.
    independent_of: Vec<NamedShape>,
    /// To whom it goes.
    to: Vec<NamedShape>,
    /// Whose members each have their own date in the period.
    for_each: Option<NamedShape>,
    /// How the cases are found, a phrase each.
    cases: Vec<String>,
    /// The form to fill in.
    instrument: Option<ToolShape>,
    /// The questions to answer.
    sections: Vec<SectionShape>,
    /// What follows.
    steps: Vec<StepShape>,
    /// Whom to tell at once.
    concern: Option<LadderShape>,
}

/// A form.
#[derive(Debug, Serialize, JsonSchema)]
struct ToolShape {
    /// Its id.
    id: String,
    /// Its title.
    title: String,
    /// Its version.
    version: Option<String>,
    /// Where it is kept.
    location: Option<String>,
    /// The answers for the whole.
    overall: Vec<AnswerShape>,
}

/// The questions of one standard, or the form's own.
#[derive(Debug, Serialize, JsonSchema)]
struct SectionShape {
    /// The id of the standard or the form.
    id: String,
    /// Its title.
    title: String,
    /// What it is for.
    purpose: Option<String>,
    /// The clauses it comes from.
    clauses: Vec<String>,
    /// The questions.
    questions: Vec<QuestionShape>,
}

/// One question.
#[derive(Debug, Serialize, JsonSchema)]
struct QuestionShape {
    /// Its id.
    id: String,
    /// The question.
    text: String,
    /// The answers to choose from.
    answers: Vec<AnswerShape>,
    /// What to look at.
    evidence: Option<String>,
}

/// One answer.
#[derive(Debug, Serialize, JsonSchema)]
struct AnswerShape {
    /// As it is printed.
    title: String,
    /// When it is given.
    means: Option<String>,
}

/// What follows something done.
#[derive(Debug, Serialize, JsonSchema)]
struct StepShape {
    /// The id of the obligation.
    id: String,
    /// What is done.
    action: String,
    /// Who does it.
    who: Vec<NamedShape>,
    /// `all` of them do, or `any` one.
    join: &'static str,
    /// To whom it goes.
    to: Vec<NamedShape>,
    /// What is filed, handed over or filled in.
    instrument: Option<NamedShape>,
    /// By when, in words.
    by: String,
    /// The day, where it is known without records.
    due: Option<Day>,
    /// Whether that day rests on bank holidays that are not proclaimed yet.
    projected: bool,
    /// `must`, `should` or `may`.
    strength: &'static str,
    /// The clauses it comes from.
    clauses: Vec<String>,
}

/// A ladder.
#[derive(Debug, Serialize, JsonSchema)]
struct LadderShape {
    /// Its id.
    id: String,
    /// Its title.
    title: String,
    /// The clauses it comes from.
    clauses: Vec<String>,
    /// What starts it.
    starts: String,
    /// Its levels.
    levels: Vec<RungShape>,
    /// Outside bodies that anyone may go to at any time.
    outside: Vec<NamedShape>,
}

/// One level of a ladder.
#[derive(Debug, Serialize, JsonSchema)]
struct RungShape {
    /// Its title.
    title: String,
    /// `must`, `should` or `may`.
    strength: &'static str,
    /// Who is told.
    tell: Vec<NamedShape>,
    /// Who tells them.
    by: Vec<NamedShape>,
    /// By when, in words.
    within: String,
    /// What those told do.
    action: String,
    /// What happens when no answer comes.
    unanswered: String,
}

/// What one party has to do.
#[derive(Debug, Serialize, JsonSchema)]
struct PartyShape {
    /// The party.
    party: NamedShape,
    /// What is due.
    tasks: Vec<TaskShape>,
}

/// One thing to do.
#[derive(Debug, Serialize, JsonSchema)]
struct TaskShape {
    #[serde(flatten)]
    occurrence: OccurrenceShape,
    /// What follows it without a date of its own.
    steps: Vec<StepShape>,
}

/// Something that waits for something to happen.
#[derive(Debug, Serialize, JsonSchema)]
struct ReminderShape {
    /// The id of the obligation.
    id: String,
    /// What it waits for.
    whenever: String,
    /// `audit`, `meeting`, `report`, `duty`, `feedback`, `observation` or `review`.
    kind: &'static str,
    /// Its title.
    title: String,
    /// What is done.
    action: String,
    /// Who does it.
    who: Vec<NamedShape>,
    /// `all` of them do, or `any` one.
    join: &'static str,
    /// To whom it goes.
    to: Vec<NamedShape>,
    /// What follows of itself, where nobody in particular has anything to do.
    then: Vec<NamedShape>,
    /// By when, in words.
    by: String,
    /// `must`, `should` or `may`.
    strength: &'static str,
    /// The clauses it comes from.
    clauses: Vec<String>,
    /// What follows it.
    steps: Vec<StepShape>,
}

pub(in crate::emit) fn checklist(list: &Checklist) -> ChecklistShape {
    ChecklistShape {
        header: header(&list.stamp),
        month: format!("{:04}-{:02}", list.year, list.month.number()),
        from: day(list.from),
        to: day(list.to),
        role: list.party.as_ref().map(named),
        audits: list.audits.iter().map(audit).collect(),
        tasks: list.tasks.iter().map(party).collect(),
        reminders: list.reminders.iter().map(reminder).collect(),
        escalations: list.ladders.iter().map(ladder).collect(),
    }
}

fn audit(sheet: &AuditSheet) -> AuditShape {
    let mut shape = AuditShape {
        audit: sheet.audit.id.clone(),
        title: sheet.audit.title.clone(),
        kind: sheet.kind.word(),
        action: sheet.action.clone(),
        clauses: clauses(&sheet.clauses),
        strength: sheet.strength.word(),
        unit: sheet.unit.as_ref().map(named),
        topic: sheet.topic.clone(),
        due: None,
        nominal: None,
        moved_because: None,
        projected: false,
        next: None,
        whenever: None,
        quantity: sheet.quantity.map(quantity),
        how_many: sheet.how_many.clone(),
        each: sheet.each,
        basis: sheet.basis.map(basis),
        auditors: all_named(&sheet.auditors),
        join: join(sheet.join),
        accountable: sheet.accountable.as_ref().map(named),
        coordinated_by: all_named(&sheet.coordinated_by),
        independent_of: all_named(&sheet.independent_of),
        to: all_named(&sheet.to),
        for_each: sheet.for_each.as_ref().map(named),
        cases: sheet.cases.clone(),
        instrument: sheet.tool.as_ref().map(tool),
        sections: sheet.sections.iter().map(section).collect(),
        steps: sheet.steps.iter().map(step).collect(),
        concern: sheet.concern.as_ref().map(ladder),
    };
    match &sheet.falls {
        Falls::Due { due, nominal, moved_because, projected } => {
            shape.due = Some(day(*due));
            shape.nominal = Some(day(*nominal));
            shape.moved_because.clone_from(moved_because);
            shape.projected = *projected;
        }
        Falls::Later { next } => shape.next = next.map(day),
        Falls::Whenever(event) => shape.whenever = Some(event.clone()),
    }
    shape
}

fn tool(tool: &Tool) -> ToolShape {
    ToolShape {
        id: tool.tool.id.clone(),
        title: tool.tool.title.clone(),
        version: tool.version.clone(),
        location: tool.location.clone(),
        overall: answers(&tool.overall),
    }
}

fn answers(answers: &[Answer]) -> Vec<AnswerShape> {
    answers.iter().map(|one| AnswerShape { title: one.title.clone(), means: one.means.clone() }).collect()
}

fn section(section: &Section) -> SectionShape {
    let questions = section.questions.iter().map(|question| QuestionShape {
        id: question.id.clone(),
        text: question.text.clone(),
        answers: answers(&question.answers),
        evidence: question.evidence.clone(),
    });
    SectionShape {
        id: section.source.id.clone(),
        title: section.source.title.clone(),
        purpose: section.purpose.clone(),
        clauses: clauses(&section.clauses),
        questions: questions.collect(),
    }
}

fn step(step: &Step) -> StepShape {
    StepShape {
        id: step.id.clone(),
        action: step.action.clone(),
        who: all_named(&step.who),
        join: join(step.join),
        to: all_named(&step.to),
        instrument: step.instrument.as_ref().map(named),
        by: step.by.clone(),
        due: step.due.map(day),
        projected: step.projected,
        strength: step.strength.word(),
        clauses: clauses(&step.clauses),
    }
}

fn ladder(ladder: &Ladder) -> LadderShape {
    LadderShape {
        id: ladder.ladder.id.clone(),
        title: ladder.ladder.title.clone(),
        clauses: clauses(&ladder.clauses),
        starts: ladder.starts.clone(),
        levels: ladder.rungs.iter().map(rung).collect(),
        outside: all_named(&ladder.outside),
    }
}

fn rung(rung: &Rung) -> RungShape {
    RungShape {
        title: rung.title.clone(),
        strength: rung.strength.word(),
        tell: all_named(&rung.tell),
        by: all_named(&rung.by),
        within: rung.within.clone(),
        action: rung.action.clone(),
        unanswered: rung.unanswered.clone(),
    }
}

fn party(party: &PartyTasks) -> PartyShape {
    PartyShape { party: named(&party.party), tasks: party.tasks.iter().map(task).collect() }
}

fn task(task: &Task) -> TaskShape {
    TaskShape { occurrence: occurrence(&task.occurrence), steps: task.steps.iter().map(step).collect() }
}

fn reminder(reminder: &Reminder) -> ReminderShape {
    ReminderShape {
        id: reminder.id.clone(),
        whenever: reminder.whenever.clone(),
        kind: reminder.kind.word(),
        title: reminder.title.clone(),
        action: reminder.action.clone(),
        who: all_named(&reminder.who),
        join: join(reminder.join),
        to: all_named(&reminder.to),
        then: all_named(&reminder.then),
        by: reminder.by.clone(),
        strength: reminder.strength.word(),
        clauses: clauses(&reminder.clauses),
        steps: reminder.steps.iter().map(step).collect(),
    }
}
