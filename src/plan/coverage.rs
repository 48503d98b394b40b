//! Coverage: what becomes of every clause of the document.

use super::naming::{Named, Stamp, named_all};
use crate::calendar::Date;
use crate::diagnostic::{Code, Severity};
use crate::model::document::acceptance;
use crate::model::{ClauseNumber, Construct, Declaration, Model};
use crate::text::{ClauseKind, FileId, Outline};

/// What becomes of every clause, and what was left open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Whose it is.
    pub stamp: Stamp,
    /// Numbered paragraphs and appendices, in the order of the document.
    pub clauses: Vec<Covered>,
    /// Numbers that the document leaves out: `6.6`.
    pub missing: Vec<String>,
    /// Decisions recorded, in the order of the document.
    pub assumptions: Vec<Assumption>,
    /// Open questions, in the order of the document.
    pub gaps: Vec<OpenGap>,
    /// Findings that are let stand, in the order of the document.
    pub accepted: Vec<Accepted>,
}

/// One clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// `6.10`, `Appendix 1`
    pub number: String,
    /// The heading it stands under, else its own title.
    pub heading: String,
    /// What becomes of it.
    pub status: Status,
    /// The ids of the declarations that come from it, in source order.
    pub declarations: Vec<String>,
}

/// What becomes of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Rules come from it.
    Executed,
    /// It is said to hold none, or only a decision is recorded on it.
    Narrative,
    /// Only an open question comes from it.
    Gap,
    /// Nothing comes from it.
    Unaccounted,
}

/// A recorded decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// The declaration it is recorded in.
    pub declaration: String,
    /// The clause of that declaration.
    pub clause: Option<ClauseNumber>,
    /// The decision.
    pub text: String,
    /// Its reason, where one is given apart.
    pub because: Option<String>,
}

/// An open question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenGap {
    /// The clause it is about.
    pub clause: Option<ClauseNumber>,
    /// The question.
    pub text: String,
    /// Who closes it.
    pub owner: Vec<Named>,
    /// By when.
    pub due: Option<Date>,
}

/// A finding that is let stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Which finding: `QAC0403`.
    pub code: Code,
    /// The declaration that says so.
    pub declaration: String,
    /// The clause of that declaration.
    pub clause: Option<ClauseNumber>,
    /// Why.
    pub reason: String,
}

impl Status {
    /// The word for it in every output.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Executed => "executed",
            Self::Narrative => "narrative",
            Self::Gap => "gap",
            Self::Unaccounted => "unaccounted",
        }
    }
}

impl Coverage {
    /// How many clauses have that status.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.clauses.iter().filter(|clause| clause.status == status).count()
    }
}

/// The coverage of the documents among those files; `outlines` are in the order of [`FileId`].
#[must_use]
pub fn coverage(model: &Model, outlines: &[Outline]) -> Coverage {
    let mut clauses = Vec::new();
    let mut missing = Vec::new();
    for (place, outline) in outlines.iter().enumerate() {
        let file = FileId(u32::try_from(place).unwrap_or(u32::MAX));
        let of_file: Vec<&Declaration> = model.declarations.iter().filter(|one| one.file == file).collect();
        let numbered = || outline.clauses.iter().filter(|clause| clause.kind != ClauseKind::Section);
        clauses.extend(numbered().map(|clause| {
            let from: Vec<&Declaration> =
                of_file.iter().copied().filter(|one| comes_from(one, &clause.number)).collect();
            Covered {
                number: clause.number.clone(),
                heading: clause.heading.clone().unwrap_or_else(|| clause.title.clone()),
                status: status(&from),
                declarations: from.iter().map(|one| one.name.value.clone()).collect(),
            }
        }));
        missing.extend(left_out(numbered().map(|clause| clause.number.as_str())));
    }
    Coverage {
        stamp: Stamp::of(model),
        clauses,
        missing,
        assumptions: model.declarations.iter().flat_map(assumptions).collect(),
        gaps: model.declarations.iter().filter_map(|one| gap(model, one)).collect(),
        accepted: model.declarations.iter().flat_map(accepted).collect(),
    }
}

/// Whether a declaration comes from that clause or a lettered part of it.
fn comes_from(declaration: &Declaration, number: &str) -> bool {
    declaration.clauses.iter().any(|clause| {
        let whole = clause.value.0.split('(').next().unwrap_or_default();
        whole.eq_ignore_ascii_case(number)
    })
}

/// The strongest of what comes from a clause: a rule, an open question, a remark.
fn status(from: &[&Declaration]) -> Status {
    let of_one = |one: &&Declaration| match &one.construct {
        Construct::Narrative | Construct::Assume(_) => Status::Narrative,
        Construct::Gap(_) => Status::Gap,
        Construct::Framework(_)
        | Construct::Calendar(_)
        | Construct::Clock(_)
        | Construct::Unit(_)
        | Construct::Area(_)
        | Construct::Role(_)
        | Construct::Team(_)
        | Construct::Body(_)
        | Construct::Organisation(_)
        | Construct::Glossary(_)
        | Construct::Reference(_)
        | Construct::Scale(_)
        | Construct::Standard(_)
        | Construct::Instrument(_)
        | Construct::Population(_)
        | Construct::Sample(_)
        | Construct::Audit(_)
        | Construct::Programme(_)
        | Construct::Meeting(_)
        | Construct::Report(_)
        | Construct::Duty(_)
        | Construct::Feedback(_)
        | Construct::Event(_)
        | Construct::Escalation(_)
        | Construct::Measure(_)
        | Construct::Threshold(_)
        | Construct::Record(_)
        | Construct::Scenario(_)
        | Construct::Site(_)
        | Construct::Amendment(_) => Status::Executed,
    };
    let all: Vec<Status> = from.iter().map(of_one).collect();
    let strongest = [Status::Executed, Status::Gap, Status::Narrative].into_iter();
    strongest.into_iter().find(|status| all.contains(status)).unwrap_or(Status::Unaccounted)
}

/// The numbers left out between one paragraph and the next of the same section.
fn left_out<'text>(numbers: impl Iterator<Item = &'text str>) -> Vec<String> {
    /// A slip of the pen (`6.10`, then `6.1000`) is no list worth printing.
    const MOST: u32 = 100;
    let numbers: Vec<(&str, u32)> = numbers
        .filter_map(|number| number.rsplit_once('.'))
        .filter_map(|(above, last)| Some((above, last.parse().ok()?)))
        .collect();
    let pairs = numbers.iter().zip(numbers.iter().skip(1));
    let same = pairs.filter(|((above, _), (next, _))| above == next);
    same.flat_map(|((above, last), (_, next))| {
        let between = last.saturating_add(1)..(*next).min(last.saturating_add(MOST));
        between.map(move |number| format!("{above}.{number}"))
    })
    .collect()
}

/// The decisions of a declaration: itself, where it is one, and those recorded inside it.
fn assumptions(declaration: &Declaration) -> Vec<Assumption> {
    let made = |text: &str, because: Option<&String>| Assumption {
        declaration: declaration.name.value.clone(),
        clause: declaration.clauses.first().map(|clause| clause.value.clone()),
        text: text.to_owned(),
        because: because.cloned(),
    };
    let mut all = Vec::new();
    if let Construct::Assume(assume) = &declaration.construct {
        all.push(made(&declaration.title, assume.because.as_ref()));
    }
    all.extend(declaration.assumes.iter().map(|text| made(&text.value, None)));
    all
}

fn gap(model: &Model, declaration: &Declaration) -> Option<OpenGap> {
    let Construct::Gap(gap) = &declaration.construct else { return None };
    Some(OpenGap {
        clause: declaration.clauses.first().map(|clause| clause.value.clone()),
        text: declaration.title.clone(),
        owner: gap.owner.as_ref().map(|owner| named_all(model, &owner.names)).unwrap_or_default(),
        due: gap.due.as_ref().map(|due| due.value),
    })
}

/// The findings that a declaration lets stand; a line that cannot be understood lets none stand.
fn accepted(declaration: &Declaration) -> impl Iterator<Item = Accepted> {
    declaration.ignores.iter().filter_map(|line| {
        let (code, reason) = acceptance(&line.value);
        Some(Accepted {
            code: Code::parse(code).filter(|code| code.severity() != Severity::Error)?,
            declaration: declaration.name.value.clone(),
            clause: declaration.clauses.first().map(|clause| clause.value.clone()),
            reason: (!reason.is_empty()).then(|| reason.to_owned())?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_left_out_are_found_within_a_section_only() {
        let found = left_out(["6.5", "6.7", "7.2", "7.5", "Appendix 1"].into_iter());
        assert_eq!(found, ["6.6", "7.3", "7.4"]);
    }
}
