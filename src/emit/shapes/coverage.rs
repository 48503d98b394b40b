//! The coverage as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Day, Header, day, header};
use crate::plan::{Coverage, Status};

/// What becomes of every clause, and what was left open.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "qac coverage")]
pub(in crate::emit) struct CoverageShape {
    #[serde(flatten)]
    header: Header,
    /// Numbered paragraphs and appendices, in the order of the document.
    clauses: Vec<ClauseShape>,
    /// Numbers that the document leaves out.
    missing: Vec<String>,
    /// Decisions recorded.
    assumptions: Vec<AssumptionShape>,
    /// Open questions.
    gaps: Vec<GapShape>,
    /// Findings that are let stand.
    accepted: Vec<AcceptedShape>,
    /// How many clauses of each status.
    summary: SummaryShape,
}

/// One clause.
#[derive(Debug, Serialize, JsonSchema)]
struct ClauseShape {
    /// `6.10`, `Appendix 1`
    number: String,
    /// The heading it stands under.
    heading: String,
    /// `executed`, `narrative`, `gap` or `unaccounted`.
    status: &'static str,
    /// The ids of what comes from it.
    declarations: Vec<String>,
}

/// A recorded decision.
#[derive(Debug, Serialize, JsonSchema)]
struct AssumptionShape {
    /// The id of the declaration it is recorded in.
    declaration: String,
    /// Its clause.
    clause: Option<String>,
    /// The decision.
    text: String,
    /// Its reason, where one is given apart.
    because: Option<String>,
}

/// An open question.
#[derive(Debug, Serialize, JsonSchema)]
struct GapShape {
    /// The clause it is about.
    clause: Option<String>,
    /// The question.
    text: String,
    /// The id of the one who closes it; several are joined with commas.
    owner: Option<String>,
    /// By when.
    due: Option<Day>,
}

/// A finding that is let stand.
#[derive(Debug, Serialize, JsonSchema)]
struct AcceptedShape {
    /// `QAC` and four digits.
    code: &'static str,
    /// The code's name.
    slug: &'static str,
    /// The id of the declaration that says so.
    declaration: String,
    /// Its clause.
    clause: Option<String>,
    /// Why.
    reason: String,
}

/// How many clauses of each status.
#[derive(Debug, Serialize, JsonSchema)]
struct SummaryShape {
    /// With rules.
    executed: usize,
    /// Without rules, and said to be.
    narrative: usize,
    /// With an open question only.
    gap: usize,
    /// With nothing.
    unaccounted: usize,
}

pub(in crate::emit) fn coverage(coverage: &Coverage) -> CoverageShape {
    CoverageShape {
        header: header(&coverage.stamp),
        clauses: coverage
            .clauses
            .iter()
            .map(|clause| ClauseShape {
                number: clause.number.clone(),
                heading: clause.heading.clone(),
                status: clause.status.word(),
                declarations: clause.declarations.clone(),
            })
            .collect(),
        missing: coverage.missing.clone(),
        assumptions: coverage
            .assumptions
            .iter()
            .map(|one| AssumptionShape {
                declaration: one.declaration.clone(),
                clause: one.clause.as_ref().map(ToString::to_string),
                text: one.text.clone(),
                because: one.because.clone(),
            })
            .collect(),
        gaps: coverage
            .gaps
            .iter()
            .map(|gap| GapShape {
                clause: gap.clause.as_ref().map(ToString::to_string),
                text: gap.text.clone(),
                owner: (!gap.owner.is_empty()).then(|| super::ids(&gap.owner).join(", ")),
                due: gap.due.map(day),
            })
            .collect(),
        accepted: coverage
            .accepted
            .iter()
            .map(|one| AcceptedShape {
                code: one.code.id(),
                slug: one.code.slug(),
                declaration: one.declaration.clone(),
                clause: one.clause.as_ref().map(ToString::to_string),
                reason: one.reason.clone(),
            })
            .collect(),
        summary: SummaryShape {
            executed: coverage.count(Status::Executed),
            narrative: coverage.count(Status::Narrative),
            gap: coverage.count(Status::Gap),
            unaccounted: coverage.count(Status::Unaccounted),
        },
    }
}
