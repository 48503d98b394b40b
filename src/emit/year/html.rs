//! The year as one page of HTML that stands alone: the tables of the other formats, for a screen and for paper.

use serde::Serialize;

use super::{Rows, SHARED, heading, is_shared, sections};
use crate::emit::escape::plain;
use crate::emit::page;
use crate::emit::table::Shape;
use crate::emit::words::stamped;
use crate::plan::Year;

const KIND: page::Kind = page::Kind { body: include_str!("year.html"), style: include_str!("year.css"), script: "" };

/// For reading and for paper.
#[must_use]
pub fn year_html(year: &Year) -> String {
    let shown = page(year);
    page::page(&KIND, &format!("{}: {}", shown.heading, shown.framework), &shown)
}

/// What the template shows: every phrase ready, nothing to decide.
#[derive(Serialize)]
struct Page {
    heading: String,
    framework: String,
    tables: Vec<Table>,
    remark: Option<&'static str>,
}

#[derive(Serialize)]
struct Table {
    id: String,
    heading: &'static str,
    columns: Vec<Column>,
    /// Each cell in lines. The first cell of a row is its heading.
    rows: Vec<Vec<Vec<String>>>,
}

#[derive(Serialize)]
struct Column {
    heading: String,
    number: bool,
}

fn page(year: &Year) -> Page {
    let tables = sections(year).into_iter().zip(1..).map(|((heading, rows), number)| table(number, heading, rows));
    Page {
        heading: plain(&heading(year)),
        framework: plain(&stamped(&year.stamp)),
        tables: tables.filter(|table| !table.rows.is_empty()).collect(),
        remark: is_shared(year).then_some(SHARED),
    }
}

fn table(number: u32, heading: &'static str, rows: Rows) -> Table {
    let Rows { columns, rows } = rows.map(plain);
    let lines = |cell: &String| cell.split('\n').map(str::to_owned).collect();
    let columns = columns.into_iter().map(|one| Column { heading: one.heading, number: one.shape == Shape::Number });
    Table {
        id: format!("table-{number}"),
        heading,
        columns: columns.collect(),
        rows: rows.iter().map(|row| row.iter().map(lines).collect()).collect(),
    }
}
