//! From obligations to compliance queries: for each rule, what the records must show and how to ask them.
//!
//! Everything comes from the kernel (obligations, records, events, thresholds); no framework and no declaration is
//! special. Dates are computed here and put into queries as small lists, so that no database reckons with them. What
//! cannot be said exactly is told with its reason and never weakened.

mod answer;
mod deadline;
mod done;
mod draft;
mod each;
mod follow;
mod held;
mod holder;
mod individual;
mod ladder;
mod measure;
mod period;
mod placed;
mod questions;
mod reading;
mod rhythm;
mod statistic;
mod threshold;
mod turns;
mod worked;

pub(super) use draft::renamed;
pub use measure::measure_query;

use super::binding::Binding;
use super::{Query, Unsayable};
use crate::calendar::Date;
use crate::model::Model;
use crate::model::value::Strength;
use crate::plan::{Filter, schedule};
use draft::Scene;

/// The days that are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day: what was due before is not asked about.
    pub from: Date,
    /// The day as of which the records are judged; what they hold of later days does not count.
    pub as_of: Date,
}

/// All that can be asked about a framework.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compliance {
    /// In the order of the obligations.
    pub queries: Vec<ComplianceQuery>,
}

/// One question to the records, or why it cannot be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplianceQuery {
    /// The obligation's id, with what is asked behind it where several things are: `early-help-case-files/quota`.
    pub name: String,
    /// The id of the declaration.
    pub declaration: String,
    /// The id of the obligation.
    pub obligation: String,
    /// Its title.
    pub title: String,
    /// The clauses it comes from.
    pub clauses: Vec<String>,
    /// How strongly it binds.
    pub strength: Strength,
    /// What it asks, in English.
    pub meaning: String,
    /// The columns it reads, each once. Where one of them is missing, of another kind or always empty, nothing can be
    /// evaluated.
    pub needs: Vec<Need>,
    /// For a level of a ladder or a bound: who is told where a row of the answer is not met.
    pub escalates: Option<Escalates>,
    /// The query, or the reason why the records cannot be asked.
    pub query: Result<Query, Unsayable>,
}

/// A column that a query reads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Need {
    /// The id of the record.
    pub record: String,
    /// The name of its column, as rules use it.
    pub column: String,
}

/// What a row that is not met means for a ladder or a bound: these have to be told by its due date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalates {
    /// The id of the ladder or the threshold.
    pub escalation: String,
    /// The id of its level; `None` for a threshold.
    pub level: Option<String>,
    /// The parties, by their ids.
    pub notify: Vec<String>,
}

/// Every question that a framework asks of the records of a place, for the days of a window.
#[must_use]
pub fn compliance(model: &Model, window: Window, binding: &Binding) -> Compliance {
    let begun = window.as_of.checked_add_days(chrono::Days::new(BEGUN_DAYS)).unwrap_or(window.as_of);
    let plan = schedule(model, window.from, begun, &Filter::default());
    let scene = Scene { model, window, binding, plan };
    Compliance { queries: model.obligations.iter().flat_map(|obligation| questions::of(&scene, obligation)).collect() }
}

/// How far beyond the window something may be due that has begun in it: two years, for what falls every other year.
const BEGUN_DAYS: u64 = 800;
