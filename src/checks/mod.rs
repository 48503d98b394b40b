//! What can be proved about a framework before its year starts.
//!
//! One file for each family of findings; this one is the list. A check reads the model and the documents, is silent on
//! whatever is already broken, and decides nothing.

mod capacity;
mod columns;
mod conditions;
mod dates;
mod document;
mod escalation;
mod ignored;
mod levels;
mod measures;
mod names;
mod parts;
mod pick;
mod prose;
mod responsibility;
mod standards;
mod thresholds;
mod year;

pub use ignored::{Acceptance, acceptances, without_accepted};
pub use levels::at_set_levels;

use std::collections::BTreeSet;

use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::model::Model;
use crate::text::{FileId, Outline};

/// What the checks look at.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'model> {
    /// What is declared.
    pub model: &'model Model,
    /// The clauses and blocks of each file, by [`crate::text::FileId`].
    pub outlines: &'model [Outline],
    /// The blocks in which nothing stands but remarks, each by its place in its file.
    pub empty_blocks: &'model BTreeSet<(FileId, usize)>,
    /// The day that overdue dates are counted from; nothing is overdue without one.
    pub as_of: Option<Date>,
    /// True where nothing before the checks is an error. What is missing can be said only of what was read whole.
    pub sound: bool,
}

/// Every finding, in no order.
#[must_use]
pub fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let families = [
        names::check,
        parts::check,
        document::check,
        dates::check,
        columns::check,
        measures::check,
        year::check,
        capacity::check,
        responsibility::check,
        escalation::check,
        standards::check,
        thresholds::check,
        conditions::check,
        prose::check,
    ];
    families.iter().flat_map(|check| check(checked)).collect()
}
