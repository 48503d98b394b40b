//! The checklist as one page of HTML that stands alone: no script, no file beside it, ready for paper.

use serde::Serialize;

use super::{facts, heading, in_a_row, meanings, reminder_details, shared_answers, step_details, who_fills_it_in};
use crate::emit::escape::plain;
use crate::emit::page;
use crate::emit::words::{clauses, details, full_date, not_proclaimed_yet, sentence, short_date, stamped, weaker};
use crate::plan::{AuditSheet, Checklist, Ladder, PartyTasks, Reminder, Section, Step, Task, titles};

const KIND: page::Kind =
    page::Kind { body: include_str!("checklist.html"), style: include_str!("checklist.css"), script: "" };

/// For handing out: reads on a screen and prints on A4.
#[must_use]
pub fn checklist_html(list: &Checklist) -> String {
    let shown = page(list);
    let whose = shown.party.as_ref().map(|party| format!(": {party}")).unwrap_or_default();
    page::page(&KIND, &format!("{}{whose}", shown.heading), &shown)
}

/// What the template shows: every phrase ready, nothing to decide.
#[derive(Serialize)]
struct Page {
    heading: String,
    framework: String,
    party: Option<String>,
    /// What is said of dates that may still move.
    caution: Option<String>,
    audits: Vec<Audit>,
    parties: Vec<Party>,
    reminders: Vec<Event>,
    ladders: Vec<Steps>,
}

#[derive(Serialize)]
struct Audit {
    title: String,
    clauses: String,
    facts: Vec<(&'static str, String)>,
    concern: Option<Steps>,
    /// The word for whoever answers the questions.
    auditor: &'static str,
    /// What the answers mean.
    meanings: Vec<(String, String)>,
    sections: Vec<Questions>,
    overall: Vec<(String, String)>,
    steps: Vec<Line>,
}

#[derive(Serialize)]
struct Questions {
    title: String,
    clauses: String,
    purpose: String,
    /// The answers, where every question has the same: then they head the columns.
    answers: Vec<String>,
    questions: Vec<Question>,
}

#[derive(Serialize)]
struct Question {
    text: String,
    evidence: String,
    /// The answers, where the section's questions differ in them.
    answers: Vec<String>,
}

#[derive(Serialize)]
struct Steps {
    title: String,
    clauses: String,
    starts: String,
    rungs: Vec<Rung>,
    outside: String,
}

#[derive(Serialize)]
struct Rung {
    title: String,
    tell: String,
    by: String,
    within: String,
    weaker: &'static str,
    action: String,
    unanswered: String,
}

#[derive(Serialize)]
struct Party {
    title: String,
    tasks: Vec<Line>,
}

/// One thing to do.
#[derive(Serialize)]
struct Line {
    day: String,
    full_day: String,
    title: String,
    details: String,
    clauses: String,
    steps: Vec<Line>,
}

#[derive(Serialize)]
struct Event {
    whenever: String,
    lines: Vec<Line>,
}

fn page(list: &Checklist) -> Page {
    Page {
        heading: heading(list),
        framework: plain(&stamped(&list.stamp)),
        party: list.party.as_ref().map(|party| sentence(&plain(&party.title))),
        caution: list.has_projected_dates().then(not_proclaimed_yet),
        audits: list.audits.iter().map(audit).collect(),
        parties: list.tasks.iter().map(party).collect(),
        reminders: events(&list.reminders),
        ladders: list.ladders.iter().map(ladder).collect(),
    }
}

fn audit(sheet: &AuditSheet) -> Audit {
    let overall = sheet.tool.iter().flat_map(|tool| &tool.overall);
    Audit {
        title: plain(&sheet.audit.title),
        clauses: clauses(&sheet.clauses),
        facts: facts(sheet).into_iter().map(|(word, says)| (word, plain(&says))).collect(),
        concern: sheet.concern.as_ref().map(ladder),
        auditor: who_fills_it_in(sheet.kind),
        meanings: meanings(sheet),
        sections: sheet.sections.iter().map(questions).collect(),
        overall: overall.map(|answer| (sentence(&answer.title), answer.means.clone().unwrap_or_default())).collect(),
        steps: sheet.steps.iter().map(step).collect(),
    }
}

fn questions(section: &Section) -> Questions {
    let shared = shared_answers(section);
    let questions = section.questions.iter().map(|question| Question {
        text: plain(&question.text),
        evidence: question.evidence.as_deref().map(plain).unwrap_or_default(),
        answers: match shared {
            Some(_) => Vec::new(),
            None => question.answers.iter().map(|answer| sentence(&answer.title)).collect(),
        },
    });
    Questions {
        title: plain(&section.source.title),
        clauses: clauses(&section.clauses),
        purpose: section.purpose.as_deref().map(plain).unwrap_or_default(),
        questions: questions.collect(),
        answers: shared.unwrap_or_default(),
    }
}

fn ladder(ladder: &Ladder) -> Steps {
    let rungs = ladder.rungs.iter().map(|rung| Rung {
        title: plain(&rung.title),
        tell: plain(&titles(&rung.tell, "and")),
        by: plain(&titles(&rung.by, "and")),
        within: plain(&rung.within),
        weaker: weaker(rung.strength).unwrap_or_default(),
        action: plain(&rung.action),
        unanswered: plain(&rung.unanswered),
    });
    Steps {
        title: plain(&ladder.ladder.title),
        clauses: clauses(&ladder.clauses),
        starts: plain(&ladder.starts),
        rungs: rungs.collect(),
        outside: plain(&titles(&ladder.outside, "or")),
    }
}

fn party(party: &PartyTasks) -> Party {
    Party { title: sentence(&plain(&party.party.title)), tasks: party.tasks.iter().map(task).collect() }
}

fn task(task: &Task) -> Line {
    let one = &task.occurrence;
    Line {
        day: short_date(one.due),
        full_day: full_date(one.due),
        title: plain(&one.title),
        details: plain(&in_a_row(&details(one))),
        clauses: clauses(&one.clauses),
        steps: task.steps.iter().map(step).collect(),
    }
}

fn step(step: &Step) -> Line {
    let strength = weaker(step.strength).map(|word| format!("({word})"));
    let details: Vec<String> = strength.into_iter().chain(step_details(step)).collect();
    Line {
        day: String::new(),
        full_day: String::new(),
        title: plain(&sentence(&step.action)),
        details: plain(&in_a_row(&details)),
        clauses: clauses(&step.clauses),
        steps: Vec::new(),
    }
}

/// Reminders under what they wait for.
fn events(reminders: &[Reminder]) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for reminder in reminders {
        let line = reminded(reminder);
        let whenever = sentence(&plain(&reminder.whenever));
        match events.last_mut() {
            Some(event) if event.whenever == whenever => event.lines.push(line),
            Some(_) | None => events.push(Event { whenever, lines: vec![line] }),
        }
    }
    events
}

fn reminded(reminder: &Reminder) -> Line {
    let mut details: Vec<String> = weaker(reminder.strength).map(|word| format!("({word})")).into_iter().collect();
    details.extend(reminder_details(reminder));
    Line {
        day: String::new(),
        full_day: String::new(),
        title: plain(&reminder.title),
        details: plain(&in_a_row(&details)),
        clauses: clauses(&reminder.clauses),
        steps: reminder.steps.iter().map(step).collect(),
    }
}
