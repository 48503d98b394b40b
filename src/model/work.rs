//! What is done: audits, programmes, meetings, reports, duties, feedback.

use super::document::Alias;
use super::evidence::ShownIn;
use super::ids::Ref;
use super::value::{
    Amount, Area, Auditors, Basis, Condition, Draw, Filing, Moderation, Notice, Parties, Rotation, Strength, Through,
};
use crate::calendar::{Cadence, Deadline, Duration, MonthSet};
use crate::text::{Span, Spanned};

/// Cases looked at against standards.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the line of the same name, told in the vocabulary")]
pub struct Audit {
    pub unit: Option<Ref>,
    pub when: Option<Spanned<Cadence>>,
    pub draw: Option<Draw>,
    pub auditors: Option<Auditors>,
    pub accountable: Option<Parties>,
    pub coordinated_by: Option<Parties>,
    pub basis: Option<Basis>,
    pub independent_of: Option<Parties>,
    pub rotation: Option<Rotation>,
    pub competence: Option<String>,
    pub competence_lasts: Option<Duration>,
    pub partner_for: Option<Duration>,
    pub excused_by: Option<Parties>,
    pub tests: Vec<Ref>,
    pub instrument: Option<Ref>,
    pub topic: Option<String>,
    pub due: Option<Spanned<Deadline>>,
    pub moderation: Option<Moderation>,
    pub file: Option<Filing>,
    pub findings: Vec<Notice>,
    pub share: Vec<Notice>,
    pub action_plan: Option<Notice>,
    pub report_back: Option<Notice>,
    pub re_audit: Option<Ref>,
    pub concern: Option<Ref>,
    pub strength: Strength,
    pub filter: Option<Condition>,
    pub shown_in: Option<ShownIn>,
}

/// The year plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// The units for which every month has exactly one audit.
    pub covers: Vec<Ref>,
    /// Who decides it.
    pub determined_by: Option<Parties>,
    /// Who answers for it.
    pub accountable: Option<Parties>,
    /// Who organises it.
    pub coordinated_by: Option<Parties>,
    /// Which year it runs over.
    pub year: YearKind,
    /// Its lines, in the order written.
    pub lines: Vec<PlanLine>,
    /// What it comes to.
    pub totals: Vec<Total>,
}

/// Which year a programme runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum YearKind {
    /// January to December.
    #[default]
    Calendar,
    /// The calendar's financial year.
    Financial,
    /// The calendar's academic year.
    Academic,
}

/// `January and May: 14 early-help-case-files from own area`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// The months it is for.
    pub months: MonthSet,
    /// Where they are written.
    pub months_span: Span,
    /// What is audited in each of them.
    pub entries: Vec<PlanEntry>,
}

/// `14 early-help-case-files from own area`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanEntry {
    /// How many.
    pub count: Spanned<u32>,
    /// Of which audit.
    pub audit: Ref,
    /// Own or peer area.
    pub area: Option<Area>,
    /// The whole entry.
    pub span: Span,
}

/// `140 for early-help-case-files from own area`, `430 in all`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// How many.
    pub count: Spanned<u32>,
    /// For which unit or audit; `None` is all of them.
    pub of: Option<Ref>,
    /// Own or peer area only.
    pub area: Option<Area>,
    /// The whole total.
    pub span: Span,
}

/// A body meets.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the line of the same name, told in the vocabulary")]
pub struct Meeting {
    pub also: Vec<Alias>,
    pub body: Option<Ref>,
    pub when: Option<Spanned<Cadence>>,
    pub chair: Option<Parties>,
    pub attend: Option<Parties>,
    pub standing_items: Vec<Spanned<String>>,
    pub items: Vec<Ref>,
    pub takes: Vec<Ref>,
    pub strength: Strength,
    pub shown_in: Option<ShownIn>,
    pub filter: Option<Condition>,
}

/// Something written by someone for someone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the line of the same name, told in the vocabulary")]
pub struct Report {
    pub by: Option<Parties>,
    pub to: Option<Parties>,
    pub when: Option<Spanned<Cadence>>,
    pub accountable: Option<Parties>,
    pub due: Option<Spanned<Deadline>>,
    pub draft_due: Option<Spanned<Deadline>>,
    pub not_before: Option<Spanned<Deadline>>,
    pub through: Option<Through>,
    pub contents: Vec<Spanned<String>>,
    pub measures: Vec<Ref>,
    pub unit: Option<Ref>,
    pub feeds: Vec<Ref>,
    pub strength: Strength,
    pub shown_in: Option<ShownIn>,
    pub filter: Option<Condition>,
}

/// Anything else that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the line of the same name, told in the vocabulary")]
pub struct Duty {
    pub who: Option<Parties>,
    pub accountable: Option<Parties>,
    pub strength: Strength,
    pub action: Option<Spanned<String>>,
    pub when: Option<Spanned<Cadence>>,
    pub how_many: Option<Amount>,
    pub due: Option<Spanned<Deadline>>,
    pub not_before: Option<Spanned<Deadline>>,
    pub to: Option<Parties>,
    pub consults: Option<Parties>,
    pub informs: Option<Parties>,
    pub through: Option<Through>,
    pub instrument: Option<Ref>,
    pub tests: Vec<Ref>,
    pub population: Option<Ref>,
    pub evidence: Option<String>,
    pub file: Option<Filing>,
    pub share: Vec<Notice>,
    pub unit: Option<Ref>,
    pub kind: DutyKind,
    pub draw: Option<Draw>,
    pub then: Vec<Ref>,
    pub if_missed: Vec<Ref>,
    pub concern: Option<Ref>,
    pub feeds: Vec<Ref>,
    pub independent_of: Option<Parties>,
    pub excused_by: Option<Parties>,
    pub filter: Option<Condition>,
    pub shown_in: Option<ShownIn>,
}

/// What sort of duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum DutyKind {
    /// Plain.
    #[default]
    Duty,
    /// Practice is watched.
    Observation,
    /// Something is looked at again.
    Review,
    /// A member of staff's work is appraised.
    Appraisal,
}

/// Someone is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the line of the same name, told in the vocabulary")]
pub struct Feedback {
    pub respondents: Option<Parties>,
    pub when: Option<Spanned<Cadence>>,
    pub by: Option<Parties>,
    pub accountable: Option<Parties>,
    pub instrument: Option<Ref>,
    pub channel: Option<String>,
    pub due: Option<Spanned<Deadline>>,
    pub draw: Option<Draw>,
    pub feeds: Vec<Ref>,
    pub share: Vec<Notice>,
    pub unit: Option<Ref>,
    pub strength: Strength,
    pub shown_in: Option<ShownIn>,
    pub filter: Option<Condition>,
}
