//! The schedule in its formats. Those that are read from beginning to end by programs can be written as the occurrences
//! come; in the others, what comes first hangs on what comes last.

mod csv;

use std::borrow::Borrow;
use std::io;

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
    in_memory(|output| write_schedule_csv(schedule.borrowed(), output))
}

/// The same, written as the occurrences come.
///
/// # Errors
///
/// Those of `output`.
pub fn write_schedule_csv<All>(schedule: Schedule<All>, output: &mut dyn io::Write) -> io::Result<()>
where
    All: IntoIterator<Item: Borrow<Occurrence>>,
{
    csv::write(schedule, output)
}

/// For programs.
#[must_use]
pub fn schedule_json(schedule: &Schedule) -> String {
    in_memory(|output| write_schedule_json(schedule.borrowed(), output))
}

/// The same, written as the occurrences come.
///
/// # Errors
///
/// Those of `output`.
pub fn write_schedule_json<All>(schedule: Schedule<All>, output: &mut dyn io::Write) -> io::Result<()>
where
    All: IntoIterator<Item: Borrow<Occurrence>>,
{
    shapes::write_json(&shapes::schedule::schedule(schedule), output)
}

/// What `write` writes, as a text.
fn in_memory(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail, so that there is no error to report.
    let _ = write(&mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
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
