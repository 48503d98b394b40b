//! Tables to be made in a database: the logical records, and the small tables of dates that queries join.

use super::{Field, Kind, Literal, Unsayable};

/// A table to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// What a row stands for, in English.
    pub meaning: String,
    /// Its columns, in order.
    pub columns: Vec<TableColumn>,
    /// The columns that tell rows apart; may be empty.
    pub key: Vec<String>,
    /// Rows to be put in, each with one literal for each column; may be empty.
    pub rows: Vec<Vec<Literal>>,
}

/// A column of a table to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Its name and what it holds.
    pub field: Field,
    /// Whether a row can do without it.
    pub emptiness: Emptiness,
    /// What it says, in English; may be empty.
    pub meaning: String,
}

/// Whether a row can do without a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Emptiness {
    /// It can.
    MayBeEmpty,
    /// Every row has one.
    Filled,
}

impl TableColumn {
    /// A column that every row fills.
    #[must_use]
    pub fn filled(name: impl Into<String>, kind: Kind, meaning: impl Into<String>) -> Self {
        Self { field: Field::new(name, kind), emptiness: Emptiness::Filled, meaning: meaning.into() }
    }

    /// A column that a row can leave empty.
    #[must_use]
    pub fn or_empty(name: impl Into<String>, kind: Kind, meaning: impl Into<String>) -> Self {
        Self { field: Field::new(name, kind), emptiness: Emptiness::MayBeEmpty, meaning: meaning.into() }
    }
}

impl Table {
    /// What is wrong with it, where something is.
    pub(super) fn check(&self) -> Result<(), Unsayable> {
        let is_column = |name: &String| self.columns.iter().any(|column| column.field.name == *name);
        if let Some(name) = self.key.iter().find(|name| !is_column(name)) {
            return Err(Unsayable::because(format!("`{}` has no column `{name}` to be its key", self.name)));
        }
        if self.columns.is_empty() || !self.rows.iter().all(|row| self.takes(row)) {
            return Err(Unsayable::because(format!("a row of `{}` does not fit its columns", self.name)));
        }
        Ok(())
    }

    fn takes(&self, row: &[Literal]) -> bool {
        let fits = |(literal, column): (&Literal, &TableColumn)| {
            let filled = !literal.is_empty() || column.emptiness == Emptiness::MayBeEmpty;
            literal.kind() == column.field.kind && filled
        };
        row.len() == self.columns.len() && row.iter().zip(&self.columns).all(fits)
    }
}
