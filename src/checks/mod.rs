//! What can be proved about a framework before its year starts.
//!
//! One file for each family of findings; this one is the list. A check reads the model and the documents, is silent on
//! whatever is already broken, and decides nothing.

mod columns;
mod dates;
mod document;
mod ignored;
mod measures;
mod names;
mod prose;
mod year;

pub use ignored::{Acceptance, acceptances, without_accepted};

use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::model::Model;
use crate::text::Outline;

/// What the checks look at.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'model> {
    /// What is declared.
    pub model: &'model Model,
    /// The clauses and blocks of each file, by [`crate::text::FileId`].
    pub outlines: &'model [Outline],
    /// The day that overdue dates are counted from; nothing is overdue without one.
    pub as_of: Option<Date>,
}

/// Every finding, in no order.
#[must_use]
pub fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let families =
        [names::check, document::check, dates::check, columns::check, measures::check, year::check, prose::check];
    families.iter().flat_map(|check| check(checked)).collect()
}
