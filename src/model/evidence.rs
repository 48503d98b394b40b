//! What shows it: records, events, populations, samples, measures, thresholds.

use super::ids::Ref;
use super::value::{Bound, Cap, Column, Condition, Draw, Figure, Formula, Parties, Path};
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
    /// The most that all draws from it may take together.
    pub cap: Option<Cap>,
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
    /// What is done otherwise from then on.
    pub changes: Vec<Adjustment>,
    /// Who is told.
    pub tell: Option<Parties>,
    /// By when.
    pub within: Option<Spanned<Deadline>>,
}

/// `hand-observations to every week until at least 95% in 3 weeks running`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// What is done otherwise.
    pub of: Ref,
    /// How.
    pub to: Adjusted,
    /// Until when; for good where nothing is written.
    pub until: Option<Until>,
    /// What follows the name, in the author's words: `every week until at least 95% in 3 weeks running`.
    pub words: Spanned<String>,
}

/// How something is done from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adjusted {
    /// In that rhythm.
    Rhythm(Cadence),
    /// With so many of a hundred looked at twice.
    Moderation(Figure),
}

/// Until when something is done otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Until {
    /// `until at least 95% in 3 weeks running`: the threshold's own measure.
    Bound(Bound),
    /// `until 2 of clean-audit`: so many events.
    Events(u32, Ref),
    /// `for the next 10`
    Next(u32),
}
