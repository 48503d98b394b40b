//! Small CSV files that go with a draw: what was chosen by judgement, who is there to audit.

use std::collections::BTreeMap;
use std::path::Path;

use super::failure::Failure;
use crate::engine;

/// A row, by the names of its columns.
pub(super) struct SheetRow {
    cells: BTreeMap<String, String>,
    /// The line of the file it stands on.
    pub(super) line: u64,
}

impl SheetRow {
    /// What stands in a column, without the blanks around it; nothing where the file has no such column.
    pub(super) fn cell(&self, column: &str) -> String {
        self.cells.get(column).cloned().unwrap_or_default()
    }
}

/// The rows of a CSV file. Columns may stand in any order, and `-`, `_` and blanks in their names are alike; others than
/// those asked for are passed over.
pub(super) fn read(path: &Path, needed: &[&str], wished: &[&str]) -> Result<Vec<SheetRow>, Failure> {
    let sheet = engine::read_sheet(path).map_err(Failure::of_data)?;
    let names: Vec<String> =
        sheet.header.iter().map(|name| name.trim().to_lowercase().replace(['_', ' '], "-")).collect();
    if let Some(missing) = needed.iter().find(|name| !names.iter().any(|own| own == *name)) {
        return Err(Failure::new(format!("`{}` has no column `{missing}`", path.display()))
            .help(format!("it needs {}", needed.join(", "))));
    }
    let places: Vec<(usize, &str)> = needed
        .iter()
        .chain(wished)
        .filter_map(|name| Some((names.iter().position(|own| own == name)?, *name)))
        .collect();
    let row = |(line, cells): (u64, Vec<String>)| SheetRow {
        line,
        cells: places
            .iter()
            .map(|(place, name)| {
                ((*name).to_owned(), cells.get(*place).map(|cell| cell.trim().to_owned()).unwrap_or_default())
            })
            .collect(),
    };
    Ok(sheet.rows.into_iter().map(row).collect())
}
