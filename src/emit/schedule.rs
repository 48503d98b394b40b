//! The schedule in its formats.

use super::escape;
use super::shapes;
use super::table::{Column, Group, Shape, column, table};
use super::words::{
    MARK, clauses, counted, days, details, month_year, not_proclaimed_yet, sentence, short_date, stamped, who,
};
use crate::plan::{Occurrence, Schedule};

/// For reading on a terminal, at most `width` columns wide where that can be.
#[must_use]
pub fn schedule_table(schedule: &Schedule, width: usize) -> String {
    let mut text = format!("{}\n{}\n", escape::plain(&stamped(&schedule.stamp)), heading(schedule));
    if schedule.occurrences.is_empty() {
        return text;
    }
    text.push('\n');
    let groups: Vec<Group> = by_month(schedule)
        .into_iter()
        .map(|(heading, all)| Group { heading, rows: all.into_iter().map(row).collect() })
        .collect();
    text.push_str(&table(&columns(), &groups, width));
    if schedule.has_projected_dates() {
        text.push_str(&format!("\n{MARK} {}\n", not_proclaimed_yet()));
    }
    text
}

/// For spreadsheets: one line for each occurrence, ready to be filtered and sorted.
#[must_use]
pub fn schedule_csv(schedule: &Schedule) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, so that there is no error to report.
    let _ = writer.write_record(CSV_COLUMNS);
    for one in &schedule.occurrences {
        let _ = writer.write_record(csv_cells(schedule, one).iter().map(|cell| escape::csv(cell)));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// For programs.
#[must_use]
pub fn schedule_json(schedule: &Schedule) -> String {
    shapes::to_json(&shapes::schedule::schedule(schedule))
}

/// For documents: a table for each month.
#[must_use]
pub fn schedule_markdown(schedule: &Schedule) -> String {
    let mut text =
        format!("# What falls due\n\n**{}**\n\n{}\n", escape::markdown(&stamped(&schedule.stamp)), heading(schedule));
    for (heading, all) in by_month(schedule) {
        text.push_str(&format!("\n## {heading}\n\n| Due | What | Who | Clause |\n|---|---|---|---|\n"));
        for one in all {
            let title = format!("**{}**", escape::markdown(&one.title));
            let details = details(one).into_iter().map(|detail| escape::markdown(&detail));
            let what: Vec<String> = std::iter::once(title).chain(details).collect();
            let cells = [
                marked(one).replace("  ", " "),
                what.join("<br>"),
                escape::markdown(&sentence(&who(&one.bearers, one.join))),
                escape::markdown(&clauses(&one.clauses)),
            ];
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
    }
    if schedule.has_projected_dates() {
        text.push_str(&format!("\n{MARK} {}\n", not_proclaimed_yet()));
    }
    text
}

/// `Wed 31 May`, `Tue  4 Jan†`
fn marked(one: &Occurrence) -> String {
    let mark = if one.projected { MARK.to_string() } else { String::new() };
    format!("{}{mark}", short_date(one.due))
}

fn heading(schedule: &Schedule) -> String {
    let count = counted(schedule.occurrences.len(), "thing falls due", "things fall due");
    format!("{count} from {}.", days(schedule.from, schedule.to))
}

fn columns() -> [Column; 4] {
    [
        column("Due", Shape::Fixed),
        column("What", Shape::Wrapping(5)),
        column("Who", Shape::Wrapping(3)),
        column("Clause", Shape::Wrapping(1)),
    ]
}

fn row(one: &Occurrence) -> Vec<String> {
    let details = details(one).into_iter().map(|detail| escape::plain(&detail));
    let what: Vec<String> = std::iter::once(escape::plain(&one.title)).chain(details).collect();
    vec![
        marked(one),
        what.join("\n"),
        escape::plain(&sentence(&who(&one.bearers, one.join))),
        escape::plain(&clauses(&one.clauses)),
    ]
}

/// Occurrences month by month, each month with its name.
fn by_month(schedule: &Schedule) -> Vec<(String, Vec<&Occurrence>)> {
    let mut months: Vec<(String, Vec<&Occurrence>)> = Vec::new();
    for one in &schedule.occurrences {
        let month = month_year(one.due);
        match months.last_mut() {
            Some((last, all)) if *last == month => all.push(one),
            _ => months.push((month, vec![one])),
        }
    }
    months
}

const CSV_COLUMNS: [&str; 28] = [
    "id",
    "declaration",
    "kind",
    "title",
    "clauses",
    "strength",
    "bearers",
    "bearer_titles",
    "recipients",
    "unit",
    "period",
    "period_from",
    "period_to",
    "nominal",
    "due",
    "moved_because",
    "projected",
    "open_until",
    "quantity_min",
    "quantity_max",
    "each",
    "basis",
    "only_for",
    "through",
    "meeting_date",
    "framework",
    "edition",
    "schedule",
];

fn csv_cells(schedule: &Schedule, one: &Occurrence) -> [String; 28] {
    let ids = |all: &[crate::plan::Named]| all.iter().map(|one| one.id.as_str()).collect::<Vec<_>>().join("; ");
    let titles = one.bearers.iter().map(|one| one.title.as_str()).collect::<Vec<_>>().join("; ");
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let through = one.through.as_ref();
    [
        one.id.clone(),
        one.declaration.clone(),
        one.kind.word().to_owned(),
        one.title.clone(),
        clauses(&one.clauses),
        one.strength.word().to_owned(),
        ids(&one.bearers),
        titles,
        ids(&one.recipients),
        one.unit.as_ref().map(|unit| unit.id.clone()).unwrap_or_default(),
        one.period.label.clone(),
        one.period.from.to_string(),
        one.period.to.to_string(),
        one.nominal.to_string(),
        one.due.to_string(),
        one.moved_because.clone().unwrap_or_default(),
        if one.projected { "yes" } else { "no" }.to_owned(),
        one.open_until.map(|until| until.to_string()).unwrap_or_default(),
        number(one.quantity.and_then(|quantity| quantity.min)),
        number(one.quantity.and_then(|quantity| quantity.max)),
        number(one.each),
        one.basis.map(|basis| shapes::basis(basis).to_owned()).unwrap_or_default(),
        one.only_for.join("; "),
        through.map(|taken| taken.meeting.id.clone()).unwrap_or_default(),
        through.and_then(|taken| taken.date).map(|date| date.to_string()).unwrap_or_default(),
        schedule.stamp.title.clone(),
        schedule.stamp.edition.clone().unwrap_or_default(),
        format!("{} to {}", schedule.from, schedule.to),
    ]
}
