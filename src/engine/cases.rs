//! A list of cases, read row by row for a draw: a CSV file, a folder of them, or a SQLite database.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Fault;
use super::cell::typed;
use super::data::Data;
use super::sheet::Sheet;
use super::sqlite::Sqlite;
use crate::query::{ColumnRole, Field, WantedColumn, WantedTable, column_kind};
use crate::sample::{Cell, WantedCell};

/// Takes a row and the number of its line, or says what is wrong with it.
pub type EachCase<'a> = dyn FnMut(&[Cell<'_>], u64) -> Result<(), String> + 'a;

/// Where cases are read from, and what of them.
#[derive(Clone, Debug)]
pub struct CasesWanted<'a> {
    /// The file, folder or database.
    pub path: &'a Path,
    /// The name of the table that holds them, in a folder or database.
    pub table: &'a str,
    /// Their columns.
    pub columns: &'a [WantedCell],
}

/// Hands over every row, with where it stands in words: `line 12`. What `each` finds wrong with a row is told with the
/// place.
///
/// # Errors
/// The first thing that cannot be read or taken.
pub fn read_cases(wanted: &CasesWanted<'_>, each: &mut EachCase<'_>) -> Result<(), Fault> {
    match place(wanted)? {
        Place::Csv(path) => read_csv(&path, wanted, each),
        Place::Sqlite(path) => read_sqlite(&path, wanted, each),
    }
}

/// Whether a path is of one list of cases, and not of a folder or a database that holds several.
#[must_use]
pub fn is_one_list(path: &Path) -> bool {
    path.is_file() && !matches!(Data::of(&path.to_string_lossy()), Ok(Data::SqliteFile(_) | Data::DuckDbFile(_)))
}

enum Place {
    Csv(PathBuf),
    Sqlite(PathBuf),
}

fn place(wanted: &CasesWanted<'_>) -> Result<Place, Fault> {
    let path = wanted.path;
    let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    if is_csv && path.is_file() {
        return Ok(Place::Csv(path.to_owned()));
    }
    // A file of text by another name is read as CSV.
    let data = match Data::of(&path.to_string_lossy()) {
        Err(_) if path.is_file() => return Ok(Place::Csv(path.to_owned())),
        data => data?,
    };
    match data {
        Data::SqliteFile(path) => Ok(Place::Sqlite(path)),
        Data::Folder(folder) => {
            let file = folder.join(format!("{}.csv", wanted.table));
            if file.is_file() {
                return Ok(Place::Csv(file));
            }
            Err(Fault::new(
                format!("`{}` has no file `{}.csv`", folder.display(), wanted.table),
                "name the file that lists the cases",
            ))
        }
        Data::DuckDbFile(_) | Data::Server(_) => Err(Fault::new(
            "cases are drawn from a CSV file or a SQLite database",
            "save the answer of `qac query FILE POPULATION` as a CSV file and name that",
        )),
    }
}

/// The columns as a table that a sheet can be searched for.
fn table(wanted: &CasesWanted<'_>) -> WantedTable {
    let columns = wanted.columns.iter().map(|column| WantedColumn {
        id: column.id.clone(),
        field: Field::new(column.stored.clone(), column_kind(column.holds)),
        role: ColumnRole::Read,
    });
    WantedTable { record: String::new(), name: vec![wanted.table.to_owned()], columns: columns.collect() }
}

/// For each wanted column, its place among those there are.
fn places(
    wanted: &CasesWanted<'_>,
    found: &BTreeMap<&str, usize>,
    names: &[String],
    shown: &str,
) -> Result<Vec<Option<usize>>, Fault> {
    let mut places = Vec::new();
    for column in wanted.columns {
        let place = found.get(column.id.as_str()).copied();
        if place.is_none() && !column.may_be_empty {
            let called = if column.stored.replace('_', "-") == column.id {
                format!("`{}`", column.stored)
            } else {
                format!("`{}` or `{}`", column.stored, column.id)
            };
            return Err(Fault::new(
                format!("`{shown}` has no column {called}, which the draw needs"),
                format!("it has {}", names.join(", ")),
            ));
        }
        places.push(place);
    }
    Ok(places)
}

fn read_csv(path: &Path, wanted: &CasesWanted<'_>, each: &mut EachCase<'_>) -> Result<(), Fault> {
    let mut sheet = Sheet::open(path)?;
    let table = table(wanted);
    let found: BTreeMap<&str, usize> =
        sheet.columns(&table)?.into_iter().map(|(place, column)| (column.id.as_str(), place)).collect();
    let places = places(wanted, &found, &sheet.header, &path.display().to_string())?;
    let kinds: Vec<_> =
        places.iter().copied().zip(wanted.columns.iter().map(|column| column_kind(column.holds))).collect();
    let mut unused = Vec::with_capacity(kinds.len());
    while sheet.next()? {
        if sheet.is_blank() {
            continue;
        }
        let mut cells = emptied(unused);
        for (place, kind) in &kinds {
            let Some(place) = place else {
                cells.push(Cell::Empty);
                continue;
            };
            let text = sheet.text(*place)?;
            cells.push(typed(text, *kind).map_err(|why| sheet.bad(*place, &why))?);
        }
        let line = sheet.line();
        each(&cells, line).map_err(|why| {
            Fault::new(format!("`{}`, line {line}: {why}", path.display()), "mend the file and run qac again")
        })?;
        unused = emptied(cells);
    }
    Ok(())
}

/// The same room for the cells of another row: asking for new room takes as long as reading a cell.
fn emptied<'row>(mut cells: Vec<Cell<'_>>) -> Vec<Cell<'row>> {
    cells.clear();
    cells.into_iter().map(|_| Cell::Empty).collect()
}

fn read_sqlite(path: &Path, wanted: &CasesWanted<'_>, each: &mut EachCase<'_>) -> Result<(), Fault> {
    let database = Sqlite::of_file(path)?;
    let table = table(wanted);
    let shown = format!("{}` in `{}", wanted.table, path.display());
    let names = database.column_names(&table)?.ok_or_else(|| {
        Fault::new(format!("`{}` has no table `{}`", path.display(), wanted.table), "name the database that has it")
    })?;
    let called = |column: &WantedColumn, name: &str| {
        name.eq_ignore_ascii_case(&column.field.name) || name.replace('_', "-").eq_ignore_ascii_case(&column.id)
    };
    let found: BTreeMap<&str, usize> = table
        .columns
        .iter()
        .filter_map(|column| Some((column.id.as_str(), names.iter().position(|name| called(column, name))?)))
        .collect();
    let places = places(wanted, &found, &names, &shown)?;
    let kinds: Vec<_> =
        places.iter().copied().zip(wanted.columns.iter().map(|column| column_kind(column.holds))).collect();
    let mut number = 0;
    database.each_row(&table, &names, &mut |row| {
        number += 1;
        let text = |place: &Option<usize>| place.and_then(|place| row.get(place)?.as_deref()).unwrap_or_default();
        let cells = kinds.iter().zip(wanted.columns).map(|((place, kind), column)| {
            typed(text(place), *kind).map_err(|why| format!("column `{}`: {why}", column.stored))
        });
        cells
            .collect::<Result<Vec<_>, _>>()
            .and_then(|cells| each(&cells, number))
            .map_err(|why| Fault::new(format!("`{shown}`, row {number}: {why}"), "mend the table and run qac again"))
    })
}
