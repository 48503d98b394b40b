//! The columns that a draw reads of each row.

use crate::model::value::{Column, ColumnType};

/// A column that a draw reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedCell {
    /// Its id, as rules call it.
    pub id: String,
    /// Its name in the table.
    pub stored: String,
    /// What it holds.
    pub holds: ColumnType,
    /// Whether it may be empty.
    pub may_be_empty: bool,
}

/// The columns of a record that are read, each in its place.
#[derive(Clone, Debug)]
pub(super) struct Wanted<'model> {
    /// The id of the record.
    pub(super) record: String,
    columns: &'model [Column],
    pub(super) cells: Vec<WantedCell>,
}

impl<'model> Wanted<'model> {
    pub(super) const fn new(record: String, columns: &'model [Column]) -> Self {
        Self { record, columns, cells: Vec::new() }
    }

    /// The place in which a column is read, which is asked for from now on; `None` where the record has no such column.
    pub(super) fn place_of(&mut self, name: &str) -> Option<(usize, ColumnType)> {
        if let Some(place) = self.cells.iter().position(|cell| cell.id == name) {
            return Some((place, self.cells.get(place)?.holds));
        }
        let column = self.columns.iter().find(|column| column.name.value == name)?;
        self.cells.push(WantedCell {
            id: name.to_owned(),
            stored: column.stored_name(),
            holds: column.holds,
            may_be_empty: column.may_be_empty,
        });
        Some((self.cells.len() - 1, column.holds))
    }

    /// The column that holds something: `worker` itself, or `worker-id`.
    pub(super) fn holding(&mut self, what: &str) -> Option<usize> {
        self.place_of(what).or_else(|| self.place_of(&format!("{what}-id"))).map(|(place, _)| place)
    }

    /// The place of the column that holds something.
    ///
    /// # Errors
    /// That the record has none.
    pub(super) fn needed(&mut self, what: &str) -> Result<usize, String> {
        self.holding(what).ok_or_else(|| self.lacks(what))
    }

    pub(super) fn lacks(&self, what: &str) -> String {
        format!("`{}` has no column `{what}`, which the draw needs", self.record)
    }
}
