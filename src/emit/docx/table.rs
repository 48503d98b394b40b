//! Tables: header rows that come again on each page, rows that stay whole, columns of fixed width.

use std::io;

use super::block::{Numbers, paragraph};
use super::{Cell, Page, Row, Table, twentieths};

/// How the header and tinted cells are filled: dark letters on it are easily read, also on paper.
const TINT: &str = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E6ECF3\"/>";

/// A table across the page.
pub(super) fn table(table: &Table, page: Page, numbers: &mut Numbers) -> io::Result<String> {
    let widths = widths(&table.widths, page);
    let total: u32 = widths.iter().sum();
    let columns: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let header = if table.header.is_empty() { String::new() } else { header(&table.header, &widths, numbers)? };
    let rows: String = table.rows.iter().map(|row| body_row(row, &widths, numbers)).collect::<io::Result<_>>()?;
    // Both say the same, to older and newer versions of Word.
    let (look, first) = if table.header.is_empty() { ("0600", 0) } else { ("0620", 1) };
    Ok(format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Form\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"{look}\" w:firstRow=\"{first}\" w:lastRow=\"0\" \
         w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr>\
         <w:tblGrid>{columns}</w:tblGrid>{header}{rows}</w:tbl>"
    ))
}

/// The columns in twentieths of a point, within the page.
fn widths(millimetres: &[u32], page: Page) -> Vec<u32> {
    let widths: Vec<u32> = millimetres.iter().map(|width| twentieths(*width).max(1)).collect();
    let total: u64 = widths.iter().map(|width| u64::from(*width)).sum();
    let most = u64::from(page.text_width());
    let narrowed = |width: &u32| u32::try_from(u64::from(*width) * most / total.max(most)).unwrap_or(*width).max(1);
    widths.iter().map(narrowed).collect()
}

fn header(cells: &[Cell], widths: &[u32], numbers: &mut Numbers) -> io::Result<String> {
    let tinted: Vec<Cell> = cells.iter().map(|cell| Cell { shaded: true, ..cell.clone() }).collect();
    let cells = cells_of(&tinted, widths, "TableHeading", numbers)?;
    Ok(format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"))
}

fn body_row(row: &Row, widths: &[u32], numbers: &mut Numbers) -> io::Result<String> {
    let height = match row.height {
        0 => String::new(),
        height => format!("<w:trHeight w:val=\"{}\" w:hRule=\"atLeast\"/>", twentieths(height)),
    };
    let cells = cells_of(&row.cells, widths, "TableText", numbers)?;
    Ok(format!("<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{cells}</w:tr>"))
}

/// The cells of a row. It has as many columns as the table: what is missing is empty, what is over is left out.
fn cells_of(cells: &[Cell], widths: &[u32], style: &str, numbers: &mut Numbers) -> io::Result<String> {
    let mut left = widths;
    let mut written = String::new();
    for cell in cells {
        let Some((own, rest)) = left.split_at_checked(cell.columns.max(1).min(left.len())) else { break };
        if own.is_empty() {
            break;
        }
        written += &one_cell(cell, own, style, numbers)?;
        left = rest;
    }
    for width in left {
        written += &one_cell(&Cell::default(), &[*width], style, numbers)?;
    }
    Ok(written)
}

fn one_cell(cell: &Cell, widths: &[u32], style: &str, numbers: &mut Numbers) -> io::Result<String> {
    let width: u32 = widths.iter().sum();
    let span = if widths.len() > 1 { format!("<w:gridSpan w:val=\"{}\"/>", widths.len()) } else { String::new() };
    let tint = if cell.shaded { TINT } else { "" };
    let paragraphs: String =
        cell.paragraphs.iter().map(|runs| paragraph(style, runs, numbers)).collect::<io::Result<_>>()?;
    // A cell without a paragraph is a damaged document to Word.
    let inside = if paragraphs.is_empty() { paragraph(style, &[], numbers)? } else { paragraphs };
    Ok(format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{tint}</w:tcPr>{inside}</w:tc>"))
}
