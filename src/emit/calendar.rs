//! The calendar of a year in its formats.

use super::escape;
use super::shapes::{self, calendar::kind};
use super::table::{Column, Group, Shape, column, table};
use super::words::{counted, days, stamped};
use crate::calendar::{Entry, EntryKind, FIRST_HOLIDAY_YEAR, LAST_PROCLAIMED_YEAR, Nation};
use crate::plan::{CalendarYear, listed};

/// For reading on a terminal, at most `width` columns wide where that can be.
#[must_use]
pub fn calendar_table(year: &CalendarYear, width: usize) -> String {
    let mut text: String = head(year).iter().map(|line| escape::plain(line) + "\n").collect();
    let groups: Vec<Group> = sections(year, escape::plain)
        .into_iter()
        .map(|(heading, rows)| Group { heading: heading.to_owned(), rows })
        .collect();
    if !groups.is_empty() {
        text.push('\n');
        text.push_str(&table(&columns(), &groups, width));
    }
    text.push_str(&cautions(year));
    text
}

/// For spreadsheets: one line for each entry.
#[must_use]
pub fn calendar_csv(year: &CalendarYear) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, so that there is no error to report.
    let _ = writer.write_record(CSV_COLUMNS);
    for entry in &year.entries {
        let _ = writer.write_record(csv_cells(year, entry).iter().map(|cell| escape::csv(cell).into_owned()));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// For programs.
#[must_use]
pub fn calendar_json(year: &CalendarYear) -> String {
    shapes::to_json(&shapes::calendar::calendar(year))
}

/// For documents: a table for each sort of days.
#[must_use]
pub fn calendar_markdown(year: &CalendarYear) -> String {
    let head: Vec<String> = head(year).iter().map(|line| escape::markdown(line)).collect();
    let mut text = format!("# {}\n", head.join("\n\n"));
    let headings = columns().map(|column| column.heading).join(" | ");
    for (heading, rows) in sections(year, escape::markdown) {
        text.push_str(&format!("\n## {heading}\n\n| {headings} |\n|---|---|---|\n"));
        for row in rows {
            text.push_str(&format!("| {} |\n", row.join(" | ").replace("  ", " ").replace('\n', "<br>")));
        }
    }
    text.push_str(&cautions(year));
    text
}

/// `Working days of the wards, 2026`, `Ward quality framework, First`, `253 working days. Bank holidays of Scotland.`
fn head(year: &CalendarYear) -> Vec<String> {
    let worked = counted(usize::try_from(year.working_days).unwrap_or_default(), "working day", "working days");
    let nations: Vec<&str> = year.nations.iter().map(|nation| Nation::name(*nation)).collect();
    let kept = if nations.is_empty() { "No bank holidays".to_owned() } else { of_nations(&nations) };
    let framework = (!year.stamp.id.is_empty()).then(|| stamped(&year.stamp));
    let title = format!("{}, {}", year.calendar.title, year.year);
    std::iter::once(title).chain(framework).chain([format!("{worked}. {kept}.")]).collect()
}

fn of_nations(nations: &[&str]) -> String {
    // `England and Wales and Scotland` could be read in two ways.
    format!("Bank holidays of {}", listed(nations, "and of"))
}

fn columns() -> [Column; 3] {
    [column("First day", Shape::Fixed), column("Last day", Shape::Fixed), column("Name", Shape::Wrapping(1))]
}

/// Each sort of days that the year has, with its rows.
fn sections(year: &CalendarYear, escape: fn(&str) -> String) -> Vec<(&'static str, Vec<Vec<String>>)> {
    let sorts = [
        ("Holidays", EntryKind::Holiday),
        ("Closures", EntryKind::Closure),
        ("Terms", EntryKind::Term),
        ("Quarters", EntryKind::Quarter),
    ];
    let sections = sorts.into_iter().map(|(heading, kind)| {
        let own = year.entries.iter().filter(|entry| entry.kind == kind);
        (heading, own.map(|entry| row(entry, escape)).collect::<Vec<_>>())
    });
    sections.filter(|(_, rows)| !rows.is_empty()).collect()
}

fn row(entry: &Entry, escape: fn(&str) -> String) -> Vec<String> {
    let written = |date: crate::calendar::Date| date.format("%a %e %b %Y").to_string();
    let mark = if entry.proclaimed == Some(false) { MARK } else { "" };
    let half_term = entry.half_term.map(|(from, to)| format!("half-term {}", days(from, to)));
    let name = std::iter::once(entry.name.clone()).chain(half_term);
    vec![
        format!("{}{mark}", written(entry.date)),
        entry.until.map(written).unwrap_or_default(),
        name.map(|line| escape(&line)).collect::<Vec<_>>().join("\n"),
    ]
}

/// Stands behind a bank holiday that is projected by rule.
const MARK: &str = "†";

/// What is not known for certain, a sentence each.
fn cautions(year: &CalendarYear) -> String {
    let projected = year.entries.iter().any(|entry| entry.proclaimed == Some(false));
    let unknown = !year.nations.is_empty() && year.year < FIRST_HOLIDAY_YEAR;
    let projected = projected.then(|| {
        format!(
            "\n{MARK} Bank holidays after {LAST_PROCLAIMED_YEAR} are not proclaimed yet: these follow the rule and may \
             still move.\n"
        )
    });
    let unknown = unknown.then(|| format!("\nBank holidays before {FIRST_HOLIDAY_YEAR} are not known to qac.\n"));
    projected.into_iter().chain(unknown).collect()
}

const CSV_COLUMNS: [&str; 10] = [
    "date",
    "kind",
    "name",
    "until",
    "proclaimed",
    "half_term_from",
    "half_term_to",
    "calendar",
    "framework",
    "edition",
];

fn csv_cells(year: &CalendarYear, entry: &Entry) -> [String; 10] {
    let written = |date: Option<crate::calendar::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let proclaimed = entry.proclaimed.map(|proclaimed| if proclaimed { "yes" } else { "no" });
    [
        entry.date.to_string(),
        kind(entry.kind).to_owned(),
        entry.name.clone(),
        written(entry.until),
        proclaimed.unwrap_or_default().to_owned(),
        written(entry.half_term.map(|(from, _)| from)),
        written(entry.half_term.map(|(_, to)| to)),
        year.calendar.id.clone(),
        year.stamp.title.clone(),
        year.stamp.edition.clone().unwrap_or_default(),
    ]
}
