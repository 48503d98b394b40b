//! The forms of one person as Markdown.

use super::shown::{FormShown, LadderShown, PersonForms, SectionShown};
use super::{STILL_TO_DRAW, facts};
use crate::emit::escape::markdown as escape;

/// For wikis and plain text.
#[must_use]
pub fn forms_markdown(forms: &PersonForms) -> String {
    let mut text = format!("# {}: {}\n\n**{}**\n", forms.heading, escape(&forms.person), escape(&forms.stamp));
    text.push_str("\n| | Case | Audit | Due |\n|---:|---|---|---|\n");
    for form in &forms.forms {
        let case = form.case.as_deref().map_or_else(|| BLANK.to_owned(), escape);
        let again = if form.looks_again { " (look again)" } else { "" };
        let due = form.due.map(|due| due.to_string()).unwrap_or_default();
        text.push_str(&format!("| {} | {case} | {}{again} | {due} |\n", form.number, escape(&form.title)));
    }
    forms.forms.iter().for_each(|one| form(&mut text, one));
    text
}

const BLANK: &str = "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_";
const BOX: &str = "☐";

fn form(text: &mut String, form: &FormShown) {
    let again = if form.looks_again { "Look again: " } else { "" };
    text.push_str(&format!("\n## {}. {again}{}\n\n| | |\n|---|---|\n", form.number, escape(&form.title)));
    for (word, says) in facts(form) {
        text.push_str(&format!("| **{}** | {} |\n", escape(&word), escape(&says)));
    }
    if form.case.is_none() {
        text.push_str(&format!("\n{STILL_TO_DRAW} {BLANK}\n"));
    }
    if let Some(ladder) = &form.tell_at_once {
        concern(text, ladder);
    }
    if form.looks_again {
        text.push_str(&format!("\n- Looked at again on: {BLANK}\n"));
    } else {
        form.sections.iter().for_each(|one| section(text, one));
    }
    if !form.overall.is_empty() {
        text.push_str("\n### The whole, judged together\n\n");
        for answer in &form.overall {
            let means = answer.means.as_ref().map(|means| format!(": {}", escape(means))).unwrap_or_default();
            text.push_str(&format!("- {BOX} **{}**{means}\n", escape(&answer.title)));
        }
    }
    if !form.looks_again {
        text.push_str(&format!("\n- Completed on: {BLANK}\n- Filed on: {BLANK}\n"));
    }
    if !form.afterwards.is_empty() {
        text.push_str("\n### Afterwards\n\n");
        form.afterwards.iter().for_each(|line| text.push_str(&format!("- {BOX} {}\n", escape(line))));
    }
}

fn concern(text: &mut String, ladder: &LadderShown) {
    text.push_str(&format!("\n### Tell at once: {}\n", escape(&ladder.title)));
    if !ladder.starts.is_empty() {
        text.push_str(&format!("\nWhen: {}.\n", escape(&ladder.starts)));
    }
    text.push('\n');
    for (number, step) in (1..).zip(&ladder.steps) {
        text.push_str(&format!("{number}. {}\n", escape(step)));
    }
}

fn section(text: &mut String, section: &SectionShown) {
    let clauses = section.clauses.join(", ");
    let clauses = if clauses.is_empty() { clauses } else { format!(" ({})", escape(&clauses)) };
    text.push_str(&format!("\n### {}{clauses}\n", escape(&section.title)));
    if let Some(purpose) = &section.purpose {
        text.push_str(&format!("\n{}\n", escape(purpose)));
    }
    text.push_str("\n| | Question | Answer | Notes |\n|---:|---|---|---|\n");
    for question in &section.questions {
        let evidence =
            question.evidence.as_ref().map(|one| format!("<br>*Look at: {}*", escape(one))).unwrap_or_default();
        let answers: Vec<String> =
            question.answers.iter().map(|answer| format!("{BOX} {}", escape(&answer.title))).collect();
        let answers = if answers.is_empty() { BLANK.to_owned() } else { answers.join("<br>") };
        text.push_str(&format!("| {} | {}{evidence} | {answers} | |\n", question.number, escape(&question.text)));
    }
}
