//! A CSV file: which sign parts its cells, what its header says, and where a bad cell stands.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::data::reason;
use super::rows::{Broken, Rows};
use super::{Fault, StoredColumn};
use crate::query::{WantedColumn, WantedTable};

/// An open CSV file.
pub(super) struct Sheet {
    path: PathBuf,
    rows: Rows,
    /// The names of its columns.
    pub(super) header: Vec<String>,
    /// What parts its cells.
    pub(super) delimiter: u8,
}

/// The signs that part cells, the usual first: a list separator is a semicolon where a comma parts decimals.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// How much of a file is looked at to find out what parts its cells.
const LOOKED_AT: u64 = 64 * 1024;
const BYTE_ORDER_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];
const MEND: &str = "mend the file and run qac again";
const SAVE: &str = "save it as CSV in UTF-8, with a line of column names at its top";

impl Sheet {
    /// Opens a file and reads its header.
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        let shown = path.display();
        let unreadable = |error: std::io::Error| Fault::new(format!("cannot read `{shown}`: {}", reason(&error)), "");
        let mut file = File::open(path).map_err(unreadable)?;
        let mut start = Vec::new();
        file.by_ref().take(LOOKED_AT).read_to_end(&mut start).map_err(unreadable)?;
        if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) {
            return Err(Fault::new(format!("`{shown}` is in UTF-16"), SAVE));
        }
        let skipped = if start.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        file.seek(SeekFrom::Start(skipped as u64)).map_err(unreadable)?;
        let delimiter = delimiter(start.get(skipped..).unwrap_or_default());
        let mut rows = Rows::new(file, delimiter);
        rows.next().map_err(|why| broken(path, &why))?;
        let names = (0..rows.len()).map(|place| rows.text(place).map(|name| name.trim().to_owned()));
        let header: Vec<String> = names
            .collect::<Option<_>>()
            .ok_or_else(|| Fault::new(format!("the column names of `{shown}` are not in UTF-8"), SAVE))?;
        if header.iter().any(|name| name.contains('\0')) {
            return Err(Fault::new(format!("`{shown}` is not text"), SAVE));
        }
        if header.iter().all(String::is_empty) {
            return Err(Fault::new(format!("`{shown}` has no column names"), SAVE));
        }
        Ok(Self { path: path.to_owned(), rows, header, delimiter })
    }

    /// The wanted columns that it has, each with its place in a row. A column is called as in the database or by its id.
    pub(super) fn columns<'a>(&self, table: &'a WantedTable) -> Result<Vec<(usize, &'a WantedColumn)>, Fault> {
        let mut found = Vec::new();
        for column in &table.columns {
            let called = |name: &String| {
                name.eq_ignore_ascii_case(&column.field.name) || name.replace('_', "-").eq_ignore_ascii_case(&column.id)
            };
            let places: Vec<usize> =
                self.header.iter().enumerate().filter(|(_, name)| called(name)).map(|(place, _)| place).collect();
            match places.as_slice() {
                [] => {}
                [only] => found.push((*only, column)),
                [..] => {
                    let message = format!("`{}` has two columns for `{}`", self.path.display(), column.field.name);
                    return Err(Fault::new(message, "take one of them out"));
                }
            }
        }
        Ok(found)
    }

    /// Goes to the next row; false at the end.
    pub(super) fn next(&mut self) -> Result<bool, Fault> {
        let more = self.rows.next().map_err(|why| broken(&self.path, &why))?;
        if more && self.rows.len() != self.header.len() {
            let (shown, line, cells, names) = (self.path.display(), self.line(), self.rows.len(), self.header.len());
            let message = format!("`{shown}`, line {line}: it has {cells} cells, where the column names are {names}");
            return Err(Fault::new(message, MEND));
        }
        Ok(more)
    }

    /// The line that the present row begins on.
    pub(super) const fn line(&self) -> u64 {
        self.rows.line()
    }

    /// Whether nothing stands in the present row.
    pub(super) fn is_blank(&self) -> bool {
        self.rows.is_blank()
    }

    /// The text of a cell of the present row.
    pub(super) fn text(&self, place: usize) -> Result<&str, Fault> {
        self.rows.text(place).ok_or_else(|| {
            let mut fault = self.bad(place, "is not in UTF-8");
            SAVE.clone_into(&mut fault.help);
            fault
        })
    }

    /// A cell of the present row cannot be taken: where it stands, and why.
    pub(super) fn bad(&self, place: usize, why: &str) -> Fault {
        let (file, line) = (self.path.display(), self.line());
        let column = self.header.get(place).map_or("", String::as_str);
        Fault::new(format!("`{file}`, line {line}, column `{column}`: {why}"), MEND)
    }
}

/// A whole CSV file, for those that are small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeSheet {
    /// The names of its columns.
    pub header: Vec<String>,
    /// What parts its cells.
    pub delimiter: u8,
    /// Its rows, each with its line; those in which nothing stands are left out.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Reads a small CSV file.
///
/// # Errors
/// Where it cannot be read.
pub fn read_sheet(path: &Path) -> Result<WholeSheet, Fault> {
    let mut sheet = Sheet::open(path)?;
    let mut rows = Vec::new();
    while sheet.next()? {
        if sheet.is_blank() {
            continue;
        }
        let cells = (0..sheet.header.len()).map(|place| sheet.text(place).map(str::to_owned));
        rows.push((sheet.line(), cells.collect::<Result<_, _>>()?));
    }
    Ok(WholeSheet { header: sheet.header, delimiter: sheet.delimiter, rows })
}

/// The columns of a table as a sheet has them, with types that always fit: its cells are read as what they should be.
pub(super) fn stored(columns: &[(usize, &WantedColumn)]) -> Vec<StoredColumn> {
    let stored =
        columns.iter().map(|(_, column)| StoredColumn { name: column.field.name.clone(), kind: String::new() });
    stored.collect()
}

/// The sign that parts most cells of the first line, where it is not between quotes.
fn delimiter(start: &[u8]) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                let place = DELIMITERS.iter().position(|sign| sign == byte);
                if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                    *count += 1;
                }
            }
        }
    }
    let most = DELIMITERS.into_iter().zip(counts).rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(sign, _)| sign)
}

fn broken(path: &Path, why: &Broken) -> Fault {
    let shown = path.display();
    let message = match why {
        Broken::Unreadable(error) => format!("cannot read `{shown}`: {}", reason(error)),
        Broken::NotCsv => format!("`{shown}` cannot be read as CSV"),
        Broken::OpenQuote(line) => {
            format!("`{shown}` has a quotation mark that is not closed, on line {line} or before")
        }
    };
    Fault::new(message, MEND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_that_of_the_first_line() {
        assert_eq!(delimiter(b"a,b,c\n1;2;3;4"), b',');
        assert_eq!(delimiter(b"a;b;c\r\n1,2,3"), b';');
        assert_eq!(delimiter(b"\"a;b;c;d\",e\n"), b',');
        assert_eq!(delimiter(b"a\tb"), b'\t');
        assert_eq!(delimiter(b"alone"), b',');
    }
}
