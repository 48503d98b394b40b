//! The tables of evidence, as text: rows are put in or changed, and everything else stays as it is.

use indexmap::IndexMap;

use super::evidence::{Collected, EvidenceRow};
use super::filled::day_written;
use crate::model::evidence::Record;
use crate::model::value::ColumnType;

/// A table: what it is called, its columns and its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceTable {
    /// The names of its columns, as they stand in the file.
    pub header: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// What became of the tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// How many rows are new, by record.
    pub added: IndexMap<String, usize>,
    /// What was changed in rows that were there, a sentence each.
    pub changed: Vec<String>,
    /// What cannot be put in, a sentence each; then nothing may be written.
    pub refused: Vec<String>,
}

/// Puts what was collected into the tables. `records` gives each record by its id; a table that is missing is begun with
/// the columns of its record.
pub fn enter<'model>(
    collected: &Collected,
    records: &dyn Fn(&str) -> Option<&'model Record>,
    tables: &mut IndexMap<String, EvidenceTable>,
) -> Told {
    let mut told = Told::default();
    for (audit, items) in &collected.rows {
        let Some(key) = enter_row(audit, None, records, tables, &mut told) else { continue };
        for item in items {
            enter_row(item, Some(&key), records, tables, &mut told);
        }
    }
    told
}

/// Puts one row in; its key.
fn enter_row<'model>(
    row: &EvidenceRow,
    owner: Option<&str>,
    records: &dyn Fn(&str) -> Option<&'model Record>,
    tables: &mut IndexMap<String, EvidenceTable>,
    told: &mut Told,
) -> Option<String> {
    let record = records(&row.record)?;
    let table = tables.entry(row.record.clone()).or_insert_with(|| EvidenceTable {
        header: record.columns.iter().map(crate::model::value::Column::stored_name).collect(),
        rows: Vec::new(),
    });
    let mut found_by = row.found_by.clone();
    if let (Some(column), Some(owner)) = (&row.belongs_to, owner) {
        found_by.insert(column.clone(), owner.to_owned());
    }
    let place = Places { record, header: &table.header };
    let mut needed = found_by.keys().chain(row.first.keys()).chain(row.said.keys());
    if let Some(missing) = needed.find(|column| place.of(column).is_none()) {
        told.refused.push(format!("the table of `{}` has no column for `{missing}`", row.record));
        return None;
    }
    let known: Vec<usize> = (0..table.rows.len())
        .filter(|at| table.rows.get(*at).is_some_and(|cells| place.fits(cells, &found_by)))
        .collect();
    let name = row.key.as_ref().map_or_else(|| row.record.clone(), |(_, key)| key.clone());
    match known.as_slice() {
        [] => {
            let mut cells = vec![String::new(); table.header.len()];
            let key = row.key.clone().map(|(column, made)| (column, place.fresh(&table.rows, &row.key, made)));
            for (column, value) in
                found_by.iter().chain(&row.first).chain(&row.said).chain(key.iter().map(|(a, b)| (a, b)))
            {
                place.put(&mut cells, column, value);
            }
            *told.added.entry(row.record.clone()).or_default() += 1;
            table.rows.push(cells);
            key.map(|(_, key)| key)
        }
        [only] => {
            let cells = table.rows.get_mut(*only)?;
            for (column, value) in &row.said {
                let before = place.cell(cells, column).unwrap_or_default().to_owned();
                if !place.same(column, &before, value) {
                    place.put(cells, column, value);
                    if !before.trim().is_empty() {
                        told.changed.push(format!("`{name}`: `{column}` was `{before}` and is now `{value}`"));
                    } else {
                        told.changed.push(format!("`{name}`: `{column}` is now `{value}`"));
                    }
                }
            }
            let key = row.key.as_ref().and_then(|(column, _)| place.cell(cells, column));
            key.map(str::to_owned)
        }
        several => {
            told.refused.push(format!("`{name}` fits {} rows of `{}`", several.len(), row.record));
            None
        }
    }
}

/// Where the columns of a record stand in a table.
struct Places<'a> {
    record: &'a Record,
    header: &'a [String],
}

impl Places<'_> {
    fn of(&self, id: &str) -> Option<usize> {
        let stored =
            self.record.columns.iter().find(|column| column.name.value == id).map(|column| column.stored_name());
        let called = |name: &String| {
            let name = name.trim();
            stored.as_ref().is_some_and(|stored| name.eq_ignore_ascii_case(stored))
                || name.replace(['_', ' '], "-").eq_ignore_ascii_case(id)
        };
        self.header.iter().position(called)
    }

    fn cell<'row>(&self, cells: &'row [String], id: &str) -> Option<&'row str> {
        cells.get(self.of(id)?).map(String::as_str)
    }

    fn put(&self, cells: &mut [String], id: &str, value: &str) {
        if let Some(cell) = self.of(id).and_then(|place| cells.get_mut(place)) {
            value.clone_into(cell);
        }
    }

    fn fits(&self, cells: &[String], found_by: &IndexMap<String, String>) -> bool {
        found_by
            .iter()
            .all(|(column, value)| self.cell(cells, column).is_some_and(|cell| self.same(column, cell, value)))
    }

    /// Whether two cells say the same: days may be written in two ways.
    fn same(&self, id: &str, one: &str, other: &str) -> bool {
        let is_day =
            self.record.columns.iter().any(|column| column.name.value == id && column.holds == ColumnType::Date);
        one.trim() == other.trim() || (is_day && day_written(one).is_some() && day_written(one) == day_written(other))
    }

    /// A key that no row has yet.
    fn fresh(&self, rows: &[Vec<String>], key: &Option<(String, String)>, made: String) -> String {
        let Some((column, _)) = key else { return made };
        let taken = |wanted: &str| rows.iter().any(|cells| self.cell(cells, column) == Some(wanted));
        if !taken(&made) {
            return made;
        }
        (2..).map(|number: u32| format!("{made}-{number}")).find(|wanted| !taken(wanted)).unwrap_or(made)
    }
}
