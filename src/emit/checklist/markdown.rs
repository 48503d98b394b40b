//! The checklist as Markdown, with boxes to tick.

use super::{facts, heading, in_a_row, meanings, reminder_details, shared_answers, step_details, who_fills_it_in};
use crate::emit::escape::markdown as escape;
use crate::emit::words::{clauses, details, full_date, not_proclaimed_yet, sentence, stamped, weaker};
use crate::plan::{Asked, AuditSheet, Checklist, Ladder, PartyTasks, Reminder, Section, Step, Task, titles};

/// For documents and wikis.
#[must_use]
pub fn checklist_markdown(list: &Checklist) -> String {
    let mut page = Page(String::new());
    page.line(&format!("# {}", heading(list)));
    page.line(&format!("**{}**", escape(&stamped(&list.stamp))));
    if let Some(party) = &list.party {
        page.line(&format!("For: **{}**", escape(&sentence(&party.title))));
    }
    if list.has_projected_dates() {
        page.line(&not_proclaimed_yet());
    }
    if list.audits.is_empty() && list.tasks.is_empty() && list.reminders.is_empty() {
        page.line("Nothing is due.");
    }
    list.audits.iter().for_each(|sheet| page.audit(sheet));
    page.tasks(&list.tasks);
    page.reminders(&list.reminders);
    if !list.ladders.is_empty() {
        page.line("## When something is wrong");
        list.ladders.iter().for_each(|ladder| page.ladder(ladder, "###"));
    }
    page.0
}

/// What has been written so far.
struct Page(String);

impl Page {
    /// A paragraph or heading, with an empty line before it.
    fn line(&mut self, text: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.item(text);
    }

    /// A line directly under the one before.
    fn item(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn audit(&mut self, sheet: &AuditSheet) {
        self.line(&format!("## {}{}", escape(&sheet.audit.title), cited(&sheet.clauses)));
        self.line("| | |\n|---|---|");
        for (word, says) in facts(sheet) {
            self.item(&format!("| **{word}** | {} |", escape(&says)));
        }
        if let Some(ladder) = &sheet.concern {
            self.ladder(ladder, "### Tell at once:");
        }
        self.questions(sheet);
        if !sheet.steps.is_empty() {
            self.line("### Afterwards");
            self.0.push('\n');
            sheet.steps.iter().for_each(|step| self.step(step, ""));
        }
    }

    fn questions(&mut self, sheet: &AuditSheet) {
        if sheet.sections.is_empty() {
            return;
        }
        self.line("### Questions");
        let blank = "\\_".repeat(12);
        let auditor = who_fills_it_in(sheet.kind);
        self.line(&format!("Case: {blank} {auditor}: {blank} Date: {blank} (one copy for each case)"));
        let meanings = meanings(sheet);
        if !meanings.is_empty() {
            let said = meanings.iter().map(|(title, means)| format!("**{}**: {}", escape(title), escape(means)));
            self.line(&format!("{}.", said.collect::<Vec<_>>().join("; ")));
        }
        sheet.sections.iter().for_each(|section| self.section(section));
        if let Some(tool) = sheet.tool.as_ref().filter(|tool| !tool.overall.is_empty()) {
            self.line("#### The whole, judged together");
            self.0.push('\n');
            for answer in &tool.overall {
                let means = answer.means.as_ref().map(|means| format!(": {}", escape(means))).unwrap_or_default();
                self.item(&format!("- [ ] **{}**{means}", escape(&sentence(&answer.title))));
            }
        }
    }

    /// A table of questions with a box for each answer.
    fn section(&mut self, section: &Section) {
        self.line(&format!("#### {}{}", escape(&section.source.title), cited(&section.clauses)));
        if let Some(purpose) = &section.purpose {
            self.line(&escape(purpose));
        }
        let shared = shared_answers(section);
        let headings = shared.clone().unwrap_or_else(|| vec!["Answer".to_owned()]);
        let headings: Vec<String> = headings.iter().map(|heading| escape(heading)).collect();
        let rules = ":---:|".repeat(headings.len());
        self.line(&format!("| | Question | {} |\n|---|---|{rules}", headings.join(" | ")));
        for (number, question) in (1..).zip(&section.questions) {
            let evidence = question.evidence.as_ref();
            let evidence = evidence.map(|evidence| format!("<br>*Look at: {}*", escape(evidence))).unwrap_or_default();
            let boxes = match &shared {
                Some(answers) => vec![BOX.to_owned(); answers.len()].join(" | "),
                None => choices(question),
            };
            self.item(&format!("| {number} | **{}**{evidence} | {boxes} |", escape(&question.text)));
        }
    }

    fn step(&mut self, step: &Step, indent: &str) {
        let weaker = weaker(step.strength).map(|word| format!(" ({word})")).unwrap_or_default();
        let details = in_a_row(&step_details(step));
        let details = if details.is_empty() { details } else { format!(": {}", escape(&details)) };
        self.item(&format!(
            "{indent}- [ ] **{}**{weaker}{details}{}",
            escape(&sentence(&step.action)),
            cited(&step.clauses)
        ));
    }

    fn ladder(&mut self, ladder: &Ladder, opening: &str) {
        self.line(&format!("{opening} {}{}", escape(&ladder.ladder.title), cited(&ladder.clauses)));
        if !ladder.starts.is_empty() {
            self.line(&format!("When: {}.", escape(&ladder.starts)));
        }
        self.line(
            "| | Who is told | By whom | By when | What they do | If no answer comes |\n|---|---|---|---|---|---|",
        );
        for (number, rung) in (1..).zip(&ladder.rungs) {
            let weaker = weaker(rung.strength).map(|word| format!("({word}) ")).unwrap_or_default();
            let cells = [
                format!("{number}. {}", escape(&rung.title)),
                escape(&sentence(&titles(&rung.tell, "and"))),
                escape(&sentence(&titles(&rung.by, "and"))),
                escape(&rung.within),
                format!("{weaker}{}", escape(&rung.action)),
                escape(if rung.unanswered.is_empty() { "it ends here" } else { &rung.unanswered }),
            ];
            self.item(&format!("| {} |", cells.join(" | ")));
        }
        if !ladder.outside.is_empty() {
            self.line(&format!("At any time: {}.", escape(&titles(&ladder.outside, "or"))));
        }
    }

    fn tasks(&mut self, parties: &[PartyTasks]) {
        if parties.is_empty() {
            return;
        }
        self.line("## What else is due");
        for party in parties {
            self.line(&format!("### {}", escape(&sentence(&party.party.title))));
            self.0.push('\n');
            party.tasks.iter().for_each(|task| self.task(task));
        }
    }

    fn task(&mut self, task: &Task) {
        let one = &task.occurrence;
        let details = in_a_row(&details(one));
        let details = if details.is_empty() { details } else { format!(": {}", escape(&details)) };
        let title = escape(&one.title);
        self.item(&format!("- [ ] {} – **{title}**{details}{}", full_date(one.due), cited(&one.clauses)));
        task.steps.iter().for_each(|step| self.step(step, "  "));
    }

    fn reminders(&mut self, reminders: &[Reminder]) {
        if reminders.is_empty() {
            return;
        }
        self.line("## Whenever it happens");
        let mut last: Option<&str> = None;
        for reminder in reminders {
            if last != Some(reminder.whenever.as_str()) {
                self.line(&format!("**{}**", escape(&sentence(&reminder.whenever))));
                self.0.push('\n');
                last = Some(&reminder.whenever);
            }
            self.reminder(reminder);
        }
    }

    fn reminder(&mut self, reminder: &Reminder) {
        let weaker = weaker(reminder.strength).map(|word| format!(" ({word})")).unwrap_or_default();
        let title = escape(&reminder.title);
        let details = in_a_row(&reminder_details(reminder));
        let details = if details.is_empty() { details } else { format!(": {}", escape(&details)) };
        self.item(&format!("- **{title}**{weaker}{details}{}", cited(&reminder.clauses)));
        reminder.steps.iter().for_each(|step| self.step(step, "  "));
    }
}

/// A box to tick where a list cannot stand.
const BOX: &str = "☐";

/// The answers of one question in a cell; a line to write on where it is answered in words.
fn choices(question: &Asked) -> String {
    if question.answers.is_empty() {
        return "\\_".repeat(12);
    }
    let answers = question.answers.iter().map(|answer| format!("{BOX} {}", escape(&sentence(&answer.title))));
    answers.collect::<Vec<_>>().join("<br>")
}

/// ` (5.9, Appendix 1)`; nothing in a text without clauses.
fn cited(all: &[crate::model::ClauseNumber]) -> String {
    if all.is_empty() { String::new() } else { format!(" ({})", escape(&clauses(all))) }
}
