//! A map from records to the tables of one place.
//!
//! It names the records of whatever framework it is given with, so nothing here is resolved: whether a record or column
//! is there can be said only of the two together.

use super::value::Condition;
use crate::text::{Span, Spanned};

/// Where one place keeps its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// What is kept, and where. A record stands once, here or among the absent.
    pub bindings: Vec<Binding>,
    /// What no table holds.
    pub absent: Vec<Absence>,
}

/// `bind audit-record { table: "qa.Audit" columns: audit-id in "AuditID" }`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The record, by its id in the framework.
    pub record: Spanned<String>,
    /// The table or view here; a dot parts its schema from its name. Without it the record says.
    pub table: Option<Spanned<String>>,
    /// The columns that are called otherwise here.
    pub columns: Vec<BoundColumn>,
    /// The rows that are meant, in the record's own columns.
    pub filter: Option<Condition>,
    /// The whole binding.
    pub span: Span,
}

/// `completed-on in "DateDone"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundColumn {
    /// The record's column.
    pub column: Spanned<String>,
    /// Its name here.
    pub called: Spanned<String>,
}

/// `absent feedback-record "feedback is on paper"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The record, by its id in the framework.
    pub record: Spanned<String>,
    /// Why.
    pub because: String,
}

impl Site {
    /// Where that record is kept, where the map says so.
    #[must_use]
    pub fn binding(&self, record: &str) -> Option<&Binding> {
        self.bindings.iter().find(|binding| binding.record.value == record)
    }

    /// Why no table holds that record, where the map says so.
    #[must_use]
    pub fn absence(&self, record: &str) -> Option<&Absence> {
        self.absent.iter().find(|absence| absence.record.value == record)
    }
}

impl Binding {
    /// What that column is called here, where the map says so.
    #[must_use]
    pub fn called(&self, column: &str) -> Option<&str> {
        let bound = self.columns.iter().find(|bound| bound.column.value == column)?;
        Some(bound.called.value.as_str())
    }
}
