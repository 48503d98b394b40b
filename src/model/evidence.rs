//! What shows it: records, events, populations, samples, measures, thresholds.

use super::ids::Ref;
use super::value::{Bound, Column, Condition, Draw, Formula, Parties, Path};
use crate::calendar::{Cadence, Deadline};
use crate::text::Spanned;

/// A table of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its columns.
    pub columns: Vec<Column>,
    /// The columns that tell rows apart.
    pub key: Vec<Spanned<String>>,
    /// Its name in the database.
    pub table: Option<Spanned<String>>,
}

/// Something that happens to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The record.
    pub happens_to: Option<Ref>,
    /// The column that shows it.
    pub seen_in: Option<Path>,
    /// The condition under which the record shows it.
    pub filter: Option<Condition>,
    /// What is known of it.
    pub holds: Vec<Column>,
}

/// What cases are drawn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Population {
    /// The record.
    pub records: Option<Ref>,
    /// What a row must meet.
    pub filter: Option<Condition>,
    /// What keeps a row out.
    pub excluding: Option<Condition>,
    /// The day it is looked at.
    pub as_at: Option<Spanned<Deadline>>,
    /// What is picked.
    pub unit_of_selection: Option<Spanned<String>>,
    /// The columns a draw may be spread over.
    pub strata: Vec<Spanned<String>>,
}

/// A draw that several audits share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// How many, how, from what.
    pub draw: Option<Draw>,
}

/// A figure taken from records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// How it is counted.
    pub value: Option<Formula>,
    /// How often it is taken.
    pub when: Option<Spanned<Cadence>>,
    /// Whose work it is about.
    pub unit: Option<Ref>,
    /// What also counts as met.
    pub counts_as_met: Option<Condition>,
}

/// A bound on a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// The measure.
    pub measure: Option<Ref>,
    /// What sets it off.
    pub bound: Option<Bound>,
    /// What follows.
    pub then: Vec<Ref>,
    /// Who is told.
    pub tell: Option<Parties>,
    /// By when.
    pub within: Option<Spanned<Deadline>>,
}
