//! The kernel: what every rule comes to.
//!
//! Audits, meetings, reports, observations, feedback and plain duties are all obligations: somebody must, should or may
//! do something, so many times, at some time, by some day, and something follows. Schedules, checklists, queries and
//! explanations are computed from obligations alone, so whatever becomes one gets them all.

use super::ids::{ClauseNumber, DeclId, Ref};
use super::value::{Basis, Condition, Draw, Join, MeetingSide, Strength};
use crate::calendar::{Cadence, Deadline, Quantity};
use crate::text::Spanned;

/// One rule, ready to be planned, listed and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// The declaration's id; a part of one adds its line: `early-help-case-files/findings`.
    pub id: String,
    /// Where it was declared.
    pub declaration: DeclId,
    /// What sort of work it is.
    pub kind: ObligationKind,
    /// Its title, as people know it.
    pub title: String,
    /// How strongly it binds.
    pub strength: Strength,
    /// Who does it. Empty only where the framework leaves it open.
    pub bearers: Vec<Ref>,
    /// Whether all bearers act, or any one.
    pub join: Join,
    /// Who answers for it, where that is said apart.
    pub accountable: Option<Ref>,
    /// What is done, in the author's words where there are any.
    pub action: String,
    /// To whom it goes or who is told.
    pub recipients: Vec<Ref>,
    /// The unit whose work it is about.
    pub unit: Option<DeclId>,
    /// How many each time.
    pub quantity: Option<Quantity>,
    /// How many each bearer does.
    pub each: Option<u32>,
    /// What is drawn for it.
    pub draw: Option<Draw>,
    /// Own or peer area, by month.
    pub basis: Option<Basis>,
    /// When.
    pub timing: Timing,
    /// Which cases or events it is for; all of them where nothing is written.
    pub filter: Option<Condition>,
    /// By when each is done.
    pub due: Option<Spanned<Deadline>>,
    /// The instrument it is done with.
    pub instrument: Option<DeclId>,
    /// The standards it tests, its instrument's among them.
    pub tests: Vec<DeclId>,
    /// The meeting it goes through.
    pub through: Option<DeclId>,
    /// Which of the meeting's dates takes it.
    pub side: MeetingSide,
    /// The day before which it is not done.
    pub not_before: Option<Spanned<Deadline>>,
    /// What shows that it was done.
    pub evidence: Option<String>,
    /// What follows when it is done.
    pub on_success: Vec<DeclId>,
    /// What follows when it is not.
    pub on_breach: Vec<DeclId>,
    /// Who may excuse it, in writing.
    pub excused_by: Vec<Ref>,
    /// The ladder that a worry starts.
    pub concern: Option<DeclId>,
    /// The profiles it binds, by name; empty binds all.
    pub only_for: Vec<String>,
    /// The clauses it comes from, the one above its block first.
    pub clauses: Vec<ClauseNumber>,
}

/// When an obligation falls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Timing {
    /// By a rhythm or an event of its own.
    Own(Spanned<Cadence>),
    /// With each occurrence of another obligation, given by id: its findings, its filing, its action plan.
    With(String),
    /// Nothing that could be understood; that has its finding.
    Unresolved,
}

/// What sort of work an obligation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ObligationKind {
    /// Cases looked at.
    Audit,
    /// A body meets.
    Meeting,
    /// Something is written for someone.
    Report,
    /// Anything else that is done.
    Duty,
    /// Someone is asked.
    Feedback,
    /// Practice is watched.
    Observation,
    /// Something is looked at again: a review, an appraisal, the framework itself.
    Review,
}

impl ObligationKind {
    /// The word for it in every output.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Meeting => "meeting",
            Self::Report => "report",
            Self::Duty => "duty",
            Self::Feedback => "feedback",
            Self::Observation => "observation",
            Self::Review => "review",
        }
    }
}
