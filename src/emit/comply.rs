//! Whether a framework is kept, in every format.

mod chart;
mod html;

use indexmap::IndexMap;

use super::escape;
use super::shapes;
use super::table::{Column, Group, Shape, column, table};
use super::words::{counted, days, stamped};
use crate::model::value::{Join, Strength};
use crate::plan::{Named, long_date};
use crate::query::{Answer, AnswerRow, Checked, ComplyReport, Owed};
pub use html::comply_html;

/// For reading on a terminal, at most `width` columns wide where that can be.
#[must_use]
pub fn comply_table(report: &ComplyReport, width: usize) -> String {
    let mut text = format!("{}\n{TITLE}, {}\n", escape::plain(&stamped(&report.stamp)), heading(report));
    for part in Part::ALL {
        let rows = part.rows(report);
        if rows.is_empty() {
            continue;
        }
        text.push_str(&format!("\n{}\n\n", part.heading(rows.len())));
        let rows = rows.into_iter().map(|(checked, row)| drawn(checked, row)).collect();
        text.push_str(&table(&columns(), &[Group { heading: String::new(), rows }], width));
    }
    let reasons = reasons(report);
    if !reasons.is_empty() {
        text.push_str(&format!("\n{}\n\n", cannot_be_evaluated(report)));
        let rows = reasons.into_iter().map(|(reason, of)| vec![reason, of.join("\n")]).collect();
        let columns = [column("Because", Shape::Wrapping(2)), column("What", Shape::Wrapping(3))];
        text.push_str(&table(&columns, &[Group { heading: String::new(), rows }], width));
    }
    if !report.escalations.is_empty() {
        text.push_str(&format!("\n{}\n\n", escalations_heading(report)));
        let rows = report.escalations.iter().map(|owed| escalation_cells(owed).to_vec()).collect();
        let columns = [
            column("By", Shape::Fixed),
            column("Who is told", Shape::Wrapping(2)),
            column("Ladder", Shape::Wrapping(2)),
            column("Because of", Shape::Wrapping(2)),
        ];
        text.push_str(&table(&columns, &[Group { heading: String::new(), rows }], width));
    }
    text.push_str(&format!("\n{}\n", tally(report)));
    text
}

/// For documents.
#[must_use]
pub fn comply_markdown(report: &ComplyReport) -> String {
    let mut text = format!(
        "# {TITLE}\n\n**{}**\n\n{}\n\n{}\n",
        escape::markdown(&stamped(&report.stamp)),
        heading(report),
        tally(report)
    );
    for part in Part::ALL {
        let rows = part.rows(report);
        if rows.is_empty() {
            continue;
        }
        text.push_str(&format!(
            "\n## {}\n\n| What | Expected and found | Due | Clause |\n|---|---|---|---|\n",
            part.heading(rows.len())
        ));
        for (checked, row) in rows {
            let [what, found, due, clause] = cells(checked, row)
                .map(|lines| lines.iter().map(|line| escape::markdown(line)).collect::<Vec<_>>().join("<br>"));
            text.push_str(&format!("| {what} | {found} | {due} | {clause} |\n"));
        }
    }
    let reasons = reasons(report);
    if !reasons.is_empty() {
        text.push_str(&format!("\n## {}\n\n| Because | What |\n|---|---|\n", cannot_be_evaluated(report)));
        for (reason, of) in reasons {
            let of: Vec<String> = of.iter().map(|title| escape::markdown(title)).collect();
            text.push_str(&format!("| {} | {} |\n", escape::markdown(&reason), of.join("<br>")));
        }
    }
    if !report.escalations.is_empty() {
        text.push_str(&format!(
            "\n## {}\n\n| By | Who is told | Ladder | Because of |\n|---|---|---|---|\n",
            escalations_heading(report)
        ));
        for owed in &report.escalations {
            let cells = escalation_cells(owed).map(|cell| escape::markdown(&cell));
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }
    text
}

/// For spreadsheets: one line for each answer.
#[must_use]
pub fn comply_csv(report: &ComplyReport) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, so that there is no error to report.
    let _ = writer.write_record(CSV_COLUMNS);
    for (checked, row) in report.answers() {
        let _ = writer.write_record(csv_cells(checked, row).iter().map(|cell| escape::csv(cell).into_owned()));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// For programs.
#[must_use]
pub fn comply_json(report: &ComplyReport) -> String {
    shapes::to_json(&shapes::comply::comply(report))
}

const TITLE: &str = "What is kept and what is not";

/// Answers that are told one by one, the gravest first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Broken,
    BrokenShould,
}

impl Part {
    const ALL: [Self; 2] = [Self::Broken, Self::BrokenShould];

    fn rows(self, report: &ComplyReport) -> Vec<(&Checked, &AnswerRow)> {
        let broken = report.answers().filter(|(_, row)| row.answer == Answer::Breach);
        broken.filter(|(checked, _)| (checked.strength == Strength::Must) == (self == Self::Broken)).collect()
    }

    fn heading(self, count: usize) -> String {
        match self {
            Self::Broken => format!("Not kept, though it must be: {count}"),
            Self::BrokenShould => format!("Not kept, though it should be: {count}"),
        }
    }
}

/// `1 January to 31 May 2017`
fn heading(report: &ComplyReport) -> String {
    format!("{}.", days(report.from, report.as_of))
}

fn cannot_be_evaluated(report: &ComplyReport) -> String {
    format!("Cannot be evaluated: {}", report.summary().cannot_evaluate)
}

fn escalations_heading(report: &ComplyReport) -> String {
    format!("Now owed to others: {}", report.escalations.len())
}

/// `12 met, 3 not kept (1 of them should be), 2 not yet due, 1 cannot be evaluated.`
fn tally(report: &ComplyReport) -> String {
    let summary = report.summary();
    let lesser = match summary.lesser_breach {
        0 => String::new(),
        lesser => format!(" and {lesser} that should be"),
    };
    let all = summary.met + summary.breach + summary.lesser_breach + summary.not_yet_due + summary.cannot_evaluate;
    format!(
        "{}: {} met; not kept: {} that must be{lesser}; {} not yet due; {} cannot be evaluated.",
        counted(all, "answer", "answers"),
        summary.met,
        summary.breach,
        summary.not_yet_due,
        summary.cannot_evaluate,
    )
}

fn columns() -> [Column; 4] {
    [
        column("What", Shape::Wrapping(4)),
        column("Expected and found", Shape::Wrapping(4)),
        column("Due", Shape::Fixed),
        column("Clause", Shape::Wrapping(1)),
    ]
}

fn drawn(checked: &Checked, row: &AnswerRow) -> Vec<String> {
    cells(checked, row)
        .map(|lines| lines.iter().map(|line| escape::plain(line)).collect::<Vec<_>>().join("\n"))
        .to_vec()
}

/// What it is, what was expected and found, when it was due, and the clauses: lines for each.
fn cells(checked: &Checked, row: &AnswerRow) -> [Vec<String>; 4] {
    let mut what = vec![checked.title.clone()];
    let about: Vec<String> = [row.period.clone(), row.subject.clone()].into_iter().flatten().collect();
    if !about.is_empty() {
        what.push(about.join(", "));
    }
    let due = row.due.map(|due| due.format("%-d %b %Y").to_string()).unwrap_or_default();
    [what, findings(row), vec![due], vec![checked.clauses.join(", ")]]
}

/// What was expected, what was found, why, and where it stands.
fn findings(row: &AnswerRow) -> Vec<String> {
    let said = |word: &str, text: &str| (!text.is_empty()).then(|| format!("{word} {text}"));
    let evidence = row.evidence.as_ref().map(|evidence| format!("see {} {}", evidence.table, evidence.key));
    [said("expected", &row.expected), said("found", &row.found), row.reason.clone(), evidence]
        .into_iter()
        .flatten()
        .collect()
}

/// Each reason for which something cannot be evaluated, and what it is, each title once.
fn reasons(report: &ComplyReport) -> IndexMap<String, Vec<String>> {
    let mut reasons: IndexMap<String, Vec<String>> = IndexMap::new();
    for (checked, row) in report.answers().filter(|(_, row)| row.answer == Answer::CannotEvaluate) {
        let of = reasons.entry(escape::plain(row.reason.as_deref().unwrap_or_default())).or_default();
        let what = format!("{} ({})", checked.title, checked.query);
        if !of.contains(&what) {
            of.push(what);
        }
    }
    reasons
}

/// By when, who, which ladder and level, and because of what.
fn escalation_cells(owed: &Owed) -> [String; 4] {
    let told = owed.notify.iter().zip(&owed.notify_titles);
    let told: Vec<Named> = told.map(|(id, title)| Named { id: id.clone(), title: title.clone() }).collect();
    let ladder = owed.level.as_ref().map_or_else(|| owed.title.clone(), |level| format!("{}: {level}", owed.title));
    let cells =
        [owed.by.map(long_date).unwrap_or_default(), super::words::who(&told, Join::All), ladder, owed.trigger.clone()];
    cells.map(|cell| escape::plain(&cell))
}

const CSV_COLUMNS: [&str; 16] = [
    "query",
    "declaration",
    "obligation",
    "title",
    "clauses",
    "strength",
    "unit",
    "period",
    "subject",
    "answer",
    "expected",
    "found",
    "reason",
    "evidence_table",
    "evidence_key",
    "due",
];

fn csv_cells(checked: &Checked, row: &AnswerRow) -> [String; 16] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (table, key) = row.evidence.clone().map(|row| (row.table, row.key)).unwrap_or_default();
    [
        checked.query.clone(),
        checked.declaration.clone(),
        checked.obligation.clone(),
        checked.title.clone(),
        checked.clauses.join(", "),
        checked.strength.word().to_owned(),
        text(&checked.unit),
        text(&row.period),
        text(&row.subject),
        row.answer.word().to_owned(),
        row.expected.clone(),
        row.found.clone(),
        text(&row.reason),
        table,
        key,
        row.due.map(|due| due.to_string()).unwrap_or_default(),
    ]
}
