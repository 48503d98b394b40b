//! Scenarios tried, for reading and for programs.

use super::escape::plain;
use super::shapes;
use super::table::{Group, Shape, column, table};
use super::words::{counted, stamped};
use crate::plan::{Named, Trial, Tried, Verdict};
use crate::text::{Sources, Span};

/// For reading on a terminal. A failure says where it stands, by the sources it was read from.
#[must_use]
pub fn trial_table(trial: &Trial, sources: &Sources, width: usize) -> String {
    let groups: Vec<Group> =
        trial.scenarios.iter().map(|tried| Group { heading: heading(tried), rows: rows(tried, sources) }).collect();
    let columns = [column("", Shape::Fixed), column("", Shape::Wrapping(1))];
    let listed = table(&columns, &groups, width);
    format!("{}\n\n{}{}", plain(&stamped(&trial.stamp)), listed, summary(trial, width))
}

/// For programs.
#[must_use]
pub fn trial_json(trial: &Trial) -> String {
    shapes::to_json(&shapes::trial::trial(trial))
}

fn heading(tried: &Tried) -> String {
    format!("{}: {}", tried.scenario.id, tried.scenario.title)
}

fn rows(tried: &Tried, sources: &Sources) -> Vec<Vec<String>> {
    let happens = tried.happens.iter().map(|line| vec!["  on".to_owned(), line.clone()]);
    let verdicts = tried.verdicts.iter().map(|verdict| {
        let word = if verdict.holds { "  holds" } else { "  FAILS" };
        vec![word.to_owned(), told(verdict, sources)]
    });
    happens.chain(verdicts).collect()
}

/// What was expected and, where it did not come, what came.
fn told(verdict: &Verdict, sources: &Sources) -> String {
    if verdict.holds {
        return verdict.expected.clone();
    }
    let place = place(verdict.span, sources).map(|place| format!("\nexpected at {place}")).unwrap_or_default();
    let came = if verdict.came.is_empty() {
        "\ncame: nothing".to_owned()
    } else {
        verdict.came.iter().map(|came| format!("\ncame: {came}")).collect()
    };
    format!("{}{place}{came}", verdict.expected)
}

/// `framework.qac.md:812`
fn place(span: Span, sources: &Sources) -> Option<String> {
    let source = sources.get(span.file)?;
    Some(format!("{}:{}", source.path, source.lines.line(span.start)))
}

fn summary(trial: &Trial, width: usize) -> String {
    let of = trial.scenarios.len();
    let hold = trial.scenarios.iter().filter(|tried| tried.holds()).count();
    let mut text = format!("\n{}: {hold} hold, {} fail.\n", counted(of, "scenario", "scenarios"), of - hold);
    if trial.untouched.is_empty() {
        text.push_str(&format!("Every one of {} is expected by a scenario.\n", counted(trial.rules, "rule", "rules")));
        return text;
    }
    let rows = trial.untouched.iter().map(|rule: &Named| vec![format!("  {}", rule.id), rule.title.clone()]).collect();
    let heading = format!(
        "\n{} of {} are expected by no scenario:",
        trial.untouched.len(),
        counted(trial.rules, "rule", "rules")
    );
    let columns = [column("", Shape::Fixed), column("", Shape::Wrapping(1))];
    text.push_str(&table(&columns, &[Group { heading, rows }], width));
    text
}
