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
    /// The work whose doing its rows show; empty for one that shows none.
    pub shows: Vec<Spanned<EvidenceKind>>,
    /// What its columns are for.
    pub uses: Uses,
}

impl Record {
    /// The name of its table, unless a site map says otherwise; `id` is the record's own.
    #[must_use]
    pub fn stored_name(&self, id: &str) -> String {
        self.table.as_ref().map_or_else(|| id.replace('-', "_"), |table| table.value.clone())
    }
}

/// What the columns of a record are for, each by the name of the column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// The id of the rule, or for posts the role, that a row is about.
    pub rule: Option<Spanned<String>>,
    /// The day it was done; empty in a row means not done yet.
    pub done: Option<Spanned<String>>,
    /// A day inside the period that the row is for. Without it, or where it is empty, the day it was done decides.
    pub planned: Option<Spanned<String>>,
    /// What the row is about: the key of a row of another record.
    pub about: Option<Spanned<String>>,
    /// Who did it; for posts, who holds it.
    pub who: Option<Spanned<String>>,
    /// The party it went to, by its id.
    pub to: Option<Spanned<String>>,
    /// `own` or `peer`.
    pub basis: Option<Spanned<String>>,
    /// Its different values are counted, where rows are not.
    pub counted: Option<Spanned<String>>,
    /// For posts, the first day of the holding.
    pub began: Option<Spanned<String>>,
    /// For posts, the last day of the holding; empty while it lasts.
    pub ended: Option<Spanned<String>>,
    /// For posts, the area that the holder works in.
    pub area: Option<Spanned<String>>,
    /// What follows the same work, and the column with the day it was done.
    pub parts: Vec<PartShown>,
}

/// `file filed-on`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartShown {
    /// The part, as the ids of obligations have it behind their stroke: `file`, `findings-2`.
    pub part: Spanned<String>,
    /// The column with the day it was done.
    pub column: Spanned<String>,
}

/// The work whose doing a record can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the work of the same name")]
pub enum EvidenceKind {
    Audits,
    Meetings,
    Attendance,
    Reports,
    Duties,
    Feedback,
    Observations,
    Reviews,
    Notices,
    /// Who holds which post, from when to when.
    Posts,
}

impl EvidenceKind {
    /// Every kind, in the order of the reference.
    pub const ALL: [Self; 10] = [
        Self::Audits,
        Self::Meetings,
        Self::Attendance,
        Self::Reports,
        Self::Duties,
        Self::Feedback,
        Self::Observations,
        Self::Reviews,
        Self::Notices,
        Self::Posts,
    ];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Audits => "audits",
            Self::Meetings => "meetings",
            Self::Attendance => "attendance",
            Self::Reports => "reports",
            Self::Duties => "duties",
            Self::Feedback => "feedback",
            Self::Observations => "observations",
            Self::Reviews => "reviews",
            Self::Notices => "notices",
            Self::Posts => "posts",
        }
    }

    /// The kind that a word names.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// `review-form.completed-on where kind is "monitoring"`: the column that shows that a rule was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownIn {
    /// The record and its column.
    pub column: Path,
    /// The rows that count; all of them without it.
    pub filter: Option<Condition>,
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
