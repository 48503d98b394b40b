//! The year for spreadsheets: a line for each audit of each month, and a workbook with a sheet for each table.

use chrono::Datelike;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{Rows, SHARED, heading, is_shared, sections};
use crate::emit::escape;
use crate::emit::table::Shape;
use crate::emit::words::{clauses, stamped};
use crate::plan::Year;

/// One line for each audit of each month.
#[must_use]
pub fn year_csv(year: &Year) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, so that there is no error to report.
    let _ = writer.write_record(["month", "unit", "audit", "title", "quantity", "how_many", "basis", "due", "clauses"]);
    for month in &year.months {
        for cell in &month.cells {
            let line = [
                format!("{}-{:02}", month.year, month.month.number()),
                cell.unit.as_ref().map(|unit| unit.id.clone()).unwrap_or_default(),
                cell.audit.id.clone(),
                cell.audit.title.clone(),
                cell.quantity.map(|quantity| quantity.to_string()).unwrap_or_default(),
                cell.how_many.clone(),
                cell.basis.map(|basis| basis.word().to_owned()).unwrap_or_default(),
                cell.due.map(|due| due.to_string()).unwrap_or_default(),
                clauses(&cell.clauses),
            ];
            let _ = writer.write_record(line.iter().map(|cell| escape::csv(cell).into_owned()));
        }
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The names of the sheets, in the order of the tables.
const SHEETS: [&str; 4] = ["Programme", "Totals", "Due by role", "Cases by role"];

/// A workbook with the programme, its totals and the workload; the same year gives the same bytes.
///
/// # Errors
/// None in practice: a text longer than a cell holds.
pub fn year_xlsx(year: &Year) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(u16::try_from(year.from.year()).unwrap_or(1900), 1, 1)?;
    let properties = DocProperties::new().set_title(heading(year)).set_subject(stamped(&year.stamp));
    book.set_properties(&properties.set_creation_datetime(&made).set_custom_property("qac", "1"));
    for (name, (title, rows)) in SHEETS.into_iter().zip(sections(year)) {
        if !rows.rows.is_empty() {
            book.push_worksheet(sheet(year, name, title, &rows)?);
        }
    }
    book.save_to_buffer()
}

fn sheet(year: &Year, name: &str, title: &str, rows: &Rows) -> Result<Worksheet, XlsxError> {
    let rule = Color::RGB(0x00D0_D7DE);
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let text = text.set_border(FormatBorder::Thin).set_border_color(rule);
    let head = text.clone().set_bold().set_background_color(Color::RGB(0x00E7_EDF3));
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    let large = Format::new().set_bold().set_font_size(14.0);
    sheet.write_string_with_format(0, 0, format!("{}: {title}", heading(year)), &large)?;
    for (place, column) in (0..).zip(&rows.columns) {
        let width = match (place, column.shape) {
            (_, Shape::Fixed) => 12.0,
            (0, Shape::Wrapping(_)) => 44.0,
            (_, Shape::Wrapping(_)) => 48.0,
            (_, Shape::Number) => 9.0,
        };
        sheet.set_column_width(place, width)?;
        sheet.write_string_with_format(2, place, &column.heading, &head)?;
    }
    for (line, cells) in (3..).zip(&rows.rows) {
        for (place, (cell, column)) in (0..).zip(cells.iter().zip(&rows.columns)) {
            match (column.shape, cell.parse::<u32>()) {
                (Shape::Number, Ok(figure)) => sheet.write_number_with_format(line, place, figure, &text)?,
                (Shape::Number | Shape::Fixed | Shape::Wrapping(_), _) => {
                    sheet.write_string_with_format(line, place, cell, &text)?
                }
            };
        }
        let lines = cells.iter().map(|cell| cell.split('\n').count()).max().unwrap_or(1);
        sheet.set_row_height(line, 15 * u32::try_from(lines).unwrap_or(1))?;
    }
    if name == "Cases by role" && is_shared(year) {
        let behind = u32::try_from(rows.rows.len()).unwrap_or(0) + 4;
        sheet.write_string(behind, 0, SHARED)?;
    }
    sheet.set_freeze_panes(3, 1)?;
    sheet.set_repeat_rows(2, 2)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer(format!("&L{}&Rpage &P of &N", stamped(&year.stamp).replace('&', "&&")));
    Ok(sheet)
}
