//! An escalation as a Mermaid flow chart: a box for each step, an arrow for each silence.

use super::words::{parties, when};
use crate::calendar::Duration;
use crate::model::ladder::{Escalation, Level, Next};
use crate::model::value::Parties;
use crate::model::{Declaration, Model};
use crate::plan::deadline_words;

/// The chart, ready for a Mermaid block; lines, the last one ended.
pub(super) fn chart(model: &Model, declaration: &Declaration, escalation: &Escalation) -> String {
    let start = escalation.when.as_ref().map_or_else(
        || declaration.title.clone(),
        |cadence| format!("{}, {}", declaration.title, when(model, &cadence.value)),
    );
    let first = escalation.levels.first().map(|_| "  start --> step1".to_owned());
    let steps = (1..).zip(&escalation.levels).flat_map(|(number, level)| step(model, number, level));
    let lines = ["flowchart TD".to_owned(), format!("  start([{}])", text(&start))];
    lines.into_iter().chain(first).chain(steps).map(|line| line + "\n").collect()
}

/// The box of a step and the arrow that leaves it.
fn step(model: &Model, number: usize, level: &Level) -> Vec<String> {
    let told = level.tell.as_ref().map(|tell| all(model, tell));
    let by = level.by.as_ref().map(|by| format!("by {}", all(model, by)));
    let within = level.within.as_ref().map(|within| deadline_words(model, &within.value));
    let telling: Vec<String> = told.map(|told| format!("told: {told}")).into_iter().chain(by).chain(within).collect();
    let action = level.action.as_ref().map(|(strength, action)| format!("{} {}", strength.word(), action.value));
    let title = Some(level.title.clone());
    let parts: Vec<String> = title.into_iter().chain(Some(telling.join(", "))).chain(action).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let shape = format!("  step{number}[{}]", text(&parts.join("\n")));
    std::iter::once(shape).chain(level.next.as_ref().and_then(|next| arrow(number, next))).collect()
}

fn arrow(number: usize, next: &Next) -> Option<String> {
    match next {
        Next::Ends(end) => {
            let after = end.after.map_or(String::new(), |after| format!("|{}|", text(&format!("after {after}"))));
            Some(format!("  step{number} -->{after} ends([\"ends here\"])"))
        }
        Next::Level { target, after, .. } => {
            let target = (*target)? + 1;
            Some(format!("  step{number} -->|{}| step{target}", text(&silence(*after))))
        }
    }
}

fn silence(after: Option<Duration>) -> String {
    after.map_or_else(|| "no answer".to_owned(), |after| format!("no answer within {after}"))
}

fn all(model: &Model, who: &Parties) -> String {
    parties(model, &who.names, who.join)
}

/// A label in quotes, with what would end it or begin a tag written as Mermaid's entities.
fn text(words: &str) -> String {
    let escaped: Vec<String> = words
        .lines()
        .map(|line| line.replace('#', "#35;").replace('"', "#quot;").replace('<', "#lt;").replace('>', "#gt;"))
        .collect();
    format!("\"{}\"", escaped.join("<br/>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_cannot_break_out() {
        assert_eq!(text("a \"b\" <c>\nd"), "\"a #quot;b#quot; #lt;c#gt;<br/>d\"");
    }
}
