//! The year in its formats.

mod html;
mod sheets;

pub use html::year_html;
pub use sheets::{year_csv, year_xlsx};

use super::escape;
use super::shapes;
use super::table::{Column, Group, Shape, column, table};
use super::words::{area, clauses, month_year, sentence, stamped};
use crate::calendar::Month;
use crate::model::work::YearKind;
use crate::plan::{AuditTotal, Cell, Load, MonthPlan, Named, Year};

/// For reading on a terminal.
#[must_use]
pub fn year_table(year: &Year, width: usize) -> String {
    let plain = |rows: Rows| rows.map(escape::plain);
    let mut text = format!("{}\n{}\n", escape::plain(&heading(year)), escape::plain(&stamped(&year.stamp)));
    for (heading, rows) in sections(year) {
        let Rows { columns, rows } = plain(rows);
        if !rows.is_empty() {
            text.push_str(&format!("\n{heading}\n\n"));
            text.push_str(&table(&columns, &[Group { heading: String::new(), rows }], width));
        }
    }
    if is_shared(year) {
        text.push_str(&format!("\n{SHARED}\n"));
    }
    text
}

/// For programs.
#[must_use]
pub fn year_json(year: &Year) -> String {
    shapes::to_json(&shapes::year::year(year))
}

/// For documents.
#[must_use]
pub fn year_markdown(year: &Year) -> String {
    let mut text =
        format!("# {}\n\n**{}**\n", escape::markdown(&heading(year)), escape::markdown(&stamped(&year.stamp)));
    for (heading, rows) in sections(year) {
        let Rows { columns, rows } = rows.map(escape::markdown);
        if rows.is_empty() {
            continue;
        }
        let headings: Vec<&str> = columns.iter().map(|column| column.heading.as_str()).collect();
        let rules: Vec<&str> =
            columns.iter().map(|column| if column.shape == Shape::Number { "---:" } else { "---" }).collect();
        text.push_str(&format!("\n## {heading}\n\n| {} |\n|{}|\n", headings.join(" | "), rules.join("|")));
        for row in rows {
            text.push_str(&format!("| {} |\n", row.join(" | ").replace('\n', "<br>")));
        }
    }
    if is_shared(year) {
        text.push_str(&format!("\n{SHARED}\n"));
    }
    text
}

/// Said where cases are shared, so that nobody takes the last table for all of them.
const SHARED: &str = "Cases that several share, with no rule for who does how many, are not in the last table.";

fn is_shared(year: &Year) -> bool {
    year.workload.iter().any(|load| load.shared > 0)
}

/// A table before any format has escaped it.
struct Rows {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    /// Every line of every cell through the escaping of a format.
    fn map(self, escape: fn(&str) -> String) -> Self {
        let cell = |cell: &String| cell.split('\n').map(escape).collect::<Vec<_>>().join("\n");
        let columns = self.columns.into_iter().map(|one| Column { heading: escape(&one.heading), shape: one.shape });
        Self { columns: columns.collect(), rows: self.rows.iter().map(|row| row.iter().map(cell).collect()).collect() }
    }
}

fn heading(year: &Year) -> String {
    let title = year.title.as_deref().unwrap_or("Audits of the year");
    let from = clauses(&year.clauses);
    let months = match year.kind {
        YearKind::Calendar => year.year.to_string(),
        YearKind::Financial | YearKind::Academic => format!("{} to {}", month_year(year.from), month_year(year.to)),
    };
    if from.is_empty() { format!("{title}, {months}") } else { format!("{title}, {months} ({from})") }
}

fn sections(year: &Year) -> [(&'static str, Rows); 4] {
    [
        ("Month by month", programme(year)),
        ("What it comes to", totals(year)),
        ("How many things fall due for whom", load(year, |load| load.occurrences)),
        ("How many cases, observations and answers that is", load(year, |load| load.quantity)),
    ]
}

/// Months down, units across, in the order in which they first appear.
fn programme(year: &Year) -> Rows {
    let mut units: Vec<Option<&Named>> = Vec::new();
    for cell in year.months.iter().flat_map(|month| &month.cells) {
        if !units.contains(&cell.unit.as_ref()) {
            units.push(cell.unit.as_ref());
        }
    }
    let headings = units.iter().map(|unit| unit.map_or("No unit", |unit| unit.title.as_str()));
    let columns = std::iter::once(column("Month", Shape::Fixed))
        .chain(headings.map(|heading| column(heading, Shape::Wrapping(1))))
        .collect();
    let row = |month: &MonthPlan| {
        let cells = units.iter().map(|unit| {
            let own = month.cells.iter().filter(|cell| cell.unit.as_ref() == *unit);
            own.map(cell_text).collect::<Vec<_>>().join("\n")
        });
        std::iter::once(month.month.name().to_owned()).chain(cells).collect()
    };
    Rows { columns, rows: if units.is_empty() { Vec::new() } else { year.months.iter().map(row).collect() } }
}

/// `14 × Managers' case file audits (own area)`
fn cell_text(cell: &Cell) -> String {
    let basis = cell.basis.map(|basis| format!(" ({})", area(basis))).unwrap_or_default();
    format!("{} × {}{basis}", cell.how_many, cell.audit.title)
}

/// Audits under their unit, the unit's own line behind them, everything at the end.
fn totals(year: &Year) -> Rows {
    let mut rows = Vec::new();
    for unit in &year.units {
        let own = year.totals.iter().filter(|total| total.unit == unit.unit);
        rows.extend(own.map(total_row));
        let title = unit.unit.as_ref().map_or("no unit", |unit| unit.title.as_str());
        rows.push(line(&format!("{title} in all"), unit.quantity));
    }
    if year.units.len() > 1 {
        rows.push(line("Everything", year.in_all));
    }
    let columns = vec![
        column("Audit", Shape::Wrapping(1)),
        column("Months", Shape::Number),
        column("Own area", Shape::Number),
        column("Peer area", Shape::Number),
        column("Cases", Shape::Number),
    ];
    Rows { columns, rows }
}

fn total_row(total: &AuditTotal) -> Vec<String> {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![
        total.audit.title.clone(),
        total.months.to_string(),
        number(total.own),
        number(total.peer),
        total.quantity.to_string(),
    ]
}

fn line(title: &str, quantity: u32) -> Vec<String> {
    vec![title.to_owned(), String::new(), String::new(), String::new(), quantity.to_string()]
}

/// Parties down, months across, a figure of each load; parties without any are left out.
fn load(year: &Year, figure: fn(&Load) -> u32) -> Rows {
    let mut parties: Vec<&Named> = Vec::new();
    for load in &year.workload {
        if figure(load) > 0 && !parties.contains(&&load.party) {
            parties.push(&load.party);
        }
    }
    let order: Vec<Month> = year.months.iter().map(|month| month.month).collect();
    let months = order.iter().map(|month| column(month.name().get(..3).unwrap_or_default(), Shape::Number));
    let columns = std::iter::once(column("Who", Shape::Wrapping(1)))
        .chain(months)
        .chain(std::iter::once(column("Year", Shape::Number)))
        .collect();
    let rows = parties.into_iter().map(|party| {
        let of = |month: Option<Month>| {
            let own = year.workload.iter().filter(|load| load.party == *party);
            own.filter(|load| month.is_none_or(|month| load.month == month)).map(figure).sum::<u32>()
        };
        let shown = |count: u32| if count == 0 { String::new() } else { count.to_string() };
        let months = order.iter().map(|month| shown(of(Some(*month))));
        std::iter::once(sentence(&party.title)).chain(months).chain(std::iter::once(shown(of(None)))).collect()
    });
    Rows { columns, rows: rows.collect() }
}
