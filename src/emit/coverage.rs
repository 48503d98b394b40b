//! The coverage in its formats.

use super::escape::plain;
use super::shapes;
use super::table::{Group, Shape, column, table};
use super::words::{counted, sentence, stamped};
use crate::plan::{Accepted, Coverage, Status, long_date, titles};

/// For reading on a terminal.
#[must_use]
pub fn coverage_table(coverage: &Coverage, width: usize) -> String {
    let mut text = format!("{}\n{}\n\n", plain(&stamped(&coverage.stamp)), summary(coverage));
    text.push_str(&clauses(coverage, width));
    text.push_str(&assumptions(coverage, width));
    text.push_str(&gaps(coverage, width));
    text.push_str(&accepted(coverage, width));
    text
}

/// For programs.
#[must_use]
pub fn coverage_json(coverage: &Coverage) -> String {
    shapes::to_json(&shapes::coverage::coverage(coverage))
}

fn summary(coverage: &Coverage) -> String {
    let count = |status| coverage.count(status);
    let mut text = format!(
        "{}: {} executed, {} narrative, {}, {} unaccounted.",
        counted(coverage.clauses.len(), "clause", "clauses"),
        count(Status::Executed),
        count(Status::Narrative),
        counted(count(Status::Gap), "gap", "gaps"),
        count(Status::Unaccounted),
    );
    if !coverage.missing.is_empty() {
        text.push_str(&format!(" The numbering leaves out {}.", coverage.missing.join(", ")));
    }
    text
}

/// Clauses under the headings of the document.
fn clauses(coverage: &Coverage, width: usize) -> String {
    let mut groups: Vec<Group> = Vec::new();
    for clause in &coverage.clauses {
        let row = vec![clause.number.clone(), clause.status.word().to_owned(), clause.declarations.join(", ")];
        match groups.last_mut() {
            Some(group) if group.heading == clause.heading => group.rows.push(row),
            _ => groups.push(Group { heading: clause.heading.clone(), rows: vec![row] }),
        }
    }
    let columns =
        [column("Clause", Shape::Fixed), column("Status", Shape::Fixed), column("From it come", Shape::Wrapping(1))];
    table(&columns, &groups, width)
}

fn assumptions(coverage: &Coverage, width: usize) -> String {
    let rows: Vec<Vec<String>> = coverage
        .assumptions
        .iter()
        .map(|one| {
            let reason = one.because.as_ref().map(|because| format!("\nbecause {}", plain(because)));
            let text = format!("{}{}", plain(&one.text), reason.unwrap_or_default());
            vec![one.clause.as_ref().map(ToString::to_string).unwrap_or_default(), text, one.declaration.clone()]
        })
        .collect();
    let heading = counted(rows.len(), "decision recorded", "decisions recorded");
    let columns =
        [column("Clause", Shape::Fixed), column("Decision", Shape::Wrapping(3)), column("In", Shape::Wrapping(1))];
    section(&heading, &columns, rows, width)
}

fn gaps(coverage: &Coverage, width: usize) -> String {
    let rows: Vec<Vec<String>> = coverage
        .gaps
        .iter()
        .map(|gap| {
            vec![
                gap.clause.as_ref().map(ToString::to_string).unwrap_or_default(),
                gap.text.clone(),
                sentence(&titles(&gap.owner, "and")),
                gap.due.map(long_date).unwrap_or_default(),
            ]
        })
        .collect();
    let heading = counted(rows.len(), "open question", "open questions");
    let columns = [
        column("Clause", Shape::Fixed),
        column("Question", Shape::Wrapping(2)),
        column("Owner", Shape::Wrapping(1)),
        column("Due", Shape::Fixed),
    ];
    section(&heading, &columns, rows, width)
}

fn accepted(coverage: &Coverage, width: usize) -> String {
    let row = |one: &Accepted| {
        let clause = one.clause.as_ref().map(ToString::to_string).unwrap_or_default();
        let finding = format!("{} {}", one.code, one.code.slug());
        vec![clause, finding, plain(&one.reason), one.declaration.clone()]
    };
    let rows: Vec<Vec<String>> = coverage.accepted.iter().map(row).collect();
    let heading = counted(rows.len(), "finding let stand", "findings let stand");
    let columns = [
        column("Clause", Shape::Fixed),
        column("Finding", Shape::Wrapping(1)),
        column("Because", Shape::Wrapping(2)),
        column("In", Shape::Wrapping(1)),
    ];
    section(&heading, &columns, rows, width)
}

fn section(heading: &str, columns: &[super::table::Column], rows: Vec<Vec<String>>, width: usize) -> String {
    if rows.is_empty() {
        return String::new();
    }
    format!("\n{heading}\n\n{}", table(columns, &[Group { heading: String::new(), rows }], width))
}
