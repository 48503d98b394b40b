//! Days in a table: `name,from,to`, a row for each. Saved by Excel, LibreOffice or any other program.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::day::{HOW, day};
use super::{Read, Told, span, unreadable, without_mark};
use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Span, Spanned, kebab_case};

/// What a first row looks like.
const HEADINGS: &str = "let the first row name the columns: `name,from,to`, or `name,date` for single days";

/// The rows of a table, below a first one that names the columns.
pub(super) fn read(file: FileId, text: &str) -> Read {
    let mut rows = rows(file, text).into_iter();
    let Some(first) = rows.next() else {
        return (Vec::new(), vec![unreadable("this table is empty", span(file, 0, 0), "no row stands here", HEADINGS)]);
    };
    let columns = match columns(&first) {
        Ok(columns) => columns,
        Err(finding) => return (Vec::new(), vec![*finding]),
    };
    let (mut told, mut findings) = (Vec::new(), Vec::new());
    for row in rows {
        match one(&row, &columns) {
            Ok(one) => told.push(one),
            Err(finding) => findings.push(*finding),
        }
    }
    if told.is_empty() && findings.is_empty() {
        let help = "write a row below for each, such as `Autumn term 2026,2026-09-01,2026-12-18`";
        findings.push(unreadable("this table has no row", first.span, "nothing stands below this row", help));
    }
    (told, findings)
}

/// A row that is not empty.
struct Row<'text> {
    cells: StringRecord,
    /// Its first line as it is written.
    text: &'text str,
    span: Span,
    separator: u8,
}

impl Row<'_> {
    /// What stands in a column; nothing in a row that is too short for it.
    fn cell(&self, column: Option<usize>) -> Option<Spanned<String>> {
        let column = column?;
        let value = self.cells.get(column).filter(|value| !value.is_empty())?;
        Some(Spanned::new(value.to_owned(), self.place(column)))
    }

    /// Where a cell stands; the row's line where the cell is not on it.
    fn place(&self, column: usize) -> Span {
        let mut quoted = false;
        let mut bounds = vec![0];
        for (at, byte) in self.text.bytes().enumerate() {
            quoted ^= byte == b'"';
            if byte == self.separator && !quoted {
                bounds.push(at + 1);
            }
        }
        bounds.push(self.text.len() + 1);
        let (Some(from), Some(to)) = (bounds.get(column), bounds.get(column + 1)) else { return self.span };
        let cell = self.text.get(*from..to.saturating_sub(1)).unwrap_or_default();
        let from = self.span.start as usize + from + (cell.len() - cell.trim_start().len());
        span(self.span.file, from, from + cell.trim().len())
    }
}

fn rows(file: FileId, text: &str) -> Vec<Row<'_>> {
    let (text, mark) = without_mark(text);
    let separator = separator(text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut cells = StringRecord::new();
    // A text in memory that is whole characters has no rows that cannot be read.
    while reader.read_record(&mut cells).is_ok_and(|more| more) {
        let from = cells.position().and_then(|place| usize::try_from(place.byte()).ok()).unwrap_or_default();
        let from = from + text.get(from..).map_or(0, |rest| rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        let line = text.get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let span = span(file, mark + from, mark + from + line.len());
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { cells: std::mem::take(&mut cells), text: line, span, separator });
        }
    }
    rows
}

/// What parts the cells: in some countries Excel writes semicolons; a copied table has tabs.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    // Of several that are as many, the last is taken.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// Which column is which, from 0.
struct Columns {
    name: usize,
    from: usize,
    to: Option<usize>,
    id: Option<usize>,
    half_term_from: Option<usize>,
    half_term_to: Option<usize>,
}

fn columns(first: &Row<'_>) -> Result<Columns, Box<Diagnostic>> {
    let headings: Vec<String> = first.cells.iter().map(kebab_case).collect();
    let any = |names: &[&str]| headings.iter().position(|heading| names.contains(&heading.as_str()));
    let missing = |column: &str| {
        let message = format!("this table has no column `{column}`");
        Box::new(unreadable(message, first.span, "the first row names the columns", HEADINGS))
    };
    Ok(Columns {
        name: any(&["name", "title", "term"]).ok_or_else(|| missing("name"))?,
        from: any(&["from", "start", "start-date", "first-day", "date", "day"]).ok_or_else(|| missing("from"))?,
        to: any(&["to", "end", "end-date", "last-day"]),
        id: any(&["id"]),
        half_term_from: any(&["half-term-from", "half-term-start"]),
        half_term_to: any(&["half-term-to", "half-term-end"]),
    })
}

fn one(row: &Row<'_>, columns: &Columns) -> Result<Told, Box<Diagnostic>> {
    let missing = |what: &str, help: &str| {
        Box::new(unreadable(format!("this row has no {what}"), row.span, "something is missing here", help))
    };
    let name = row.cell(Some(columns.name)).ok_or_else(|| missing("name", "write what it is called"))?;
    let from = dated(row, Some(columns.from))?.ok_or_else(|| missing("day", HOW))?;
    let to = dated(row, columns.to)?.unwrap_or(from);
    let half_term = match (dated(row, columns.half_term_from)?, dated(row, columns.half_term_to)?) {
        (Some(from), Some(to)) => Some((from, to)),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            return Err(missing("second day of its half-term", "write its first and its last day, or neither"));
        }
    };
    Ok(Told { name, id: row.cell(columns.id), from, to, half_term })
}

/// The day in a column, where one is written there.
fn dated(row: &Row<'_>, column: Option<usize>) -> Result<Option<Spanned<Date>>, Box<Diagnostic>> {
    let Some(cell) = row.cell(column) else { return Ok(None) };
    match day(&cell.value) {
        Some(date) => Ok(Some(Spanned::new(date, cell.span))),
        None => {
            let message = format!("`{}` is not a day", cell.value);
            Err(Box::new(unreadable(message, cell.span, "a day is meant", HOW)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told, and what is found with the text it points at, a line each.
    fn told(text: &str) -> String {
        let (told, findings) = read(FileId(0), text);
        let told = told.iter().map(|one| {
            let half_term = one.half_term.as_ref().map(|(from, to)| format!(" ({} to {})", from.value, to.value));
            format!("{}: {} to {}{}", one.name.value, one.from.value, one.to.value, half_term.unwrap_or_default())
        });
        let findings = findings.iter().map(|found| {
            let place = found.span().and_then(|span| text.get(span.range())).unwrap();
            format!("{} at [{place}]", found.message)
        });
        told.chain(findings).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_table_of_terms() {
        let text = "\u{feff}Name,From,To,Half term from,half-term-to,Notes\r\n\
            \"Autumn term, 2026\",1 September 2026,18/12/2026,26/10/2026,30/10/2026,\"two\nlines\"\r\n\
            ,,,,,\r\n\r\n\
            Spring term 2027 , 2027-01-04 ,2027-03-25\r\n";
        insta::assert_snapshot!(told(text), @"
        Autumn term, 2026: 2026-09-01 to 2026-12-18 (2026-10-26 to 2026-10-30)
        Spring term 2027: 2027-01-04 to 2027-03-25
        ");
    }

    #[test]
    fn tables_with_semicolons_or_tabs_and_other_headings() {
        assert_eq!(told("Title;Start date;End date\nA;1/9/2026;2/9/2026\n"), "A: 2026-09-01 to 2026-09-02");
        assert_eq!(told("term\tfirst day\tlast day\nA\t1/9/2026\t2/9/2026"), "A: 2026-09-01 to 2026-09-02");
        assert_eq!(told("date,name\n2026-09-01,A"), "A: 2026-09-01 to 2026-09-01");
    }

    #[test]
    fn what_cannot_be_read_is_shown_in_its_cell() {
        let text = "name,from,to,half-term-from,half-term-to\n\
            Leap,2026-01-01,\"30/02/2026\"\n\
            ,2026-01-01,2026-01-02\n\
            Dateless,,2026-01-02\n\
            Half,2026-01-01,2026-03-31,2026-02-01,\n\
            American, 01/25/2026 ,\n";
        insta::assert_snapshot!(told(text), @r#"
        `30/02/2026` is not a day at ["30/02/2026"]
        this row has no name at [,2026-01-01,2026-01-02]
        this row has no day at [Dateless,,2026-01-02]
        this row has no second day of its half-term at [Half,2026-01-01,2026-03-31,2026-02-01,]
        `01/25/2026` is not a day at [01/25/2026]
        "#);
    }

    #[test]
    fn a_table_without_headings_or_rows() {
        insta::assert_snapshot!([
            told(""), told("\r\n,,\n"), told("Autumn,2026-09-01,2026-12-18\n"), told("name,to\n"), told("name,from\n,\n"),
        ].join("\n"), @"
        this table is empty at []
        this table is empty at []
        this table has no column `name` at [Autumn,2026-09-01,2026-12-18]
        this table has no column `from` at [name,to]
        this table has no row at [name,from]
        ");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "(name,from,to\n)?[a-zé\"',;\t\r\n/0-9-]{0,80}") {
            let (_, findings) = read(FileId(0), &text);
            for span in findings.iter().filter_map(Diagnostic::span) {
                proptest::prop_assert!(text.get(span.range()).is_some());
            }
        }
    }
}
