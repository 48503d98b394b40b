//! Findings that the author accepts: `ignore: "QAC0402 because …"`.
//!
//! A line in a declaration accepts that finding there and in the prose of its paragraph; a line in the framework accepts it
//! in the whole document. Only
//! warnings and advice can be accepted, and each needs its reason: an acceptance is a decision that `coverage` lists.

use crate::diagnostic::{Code, Diagnostic, Severity, codes};
use crate::model::document::acceptance;
use crate::model::{Construct, Declaration, Model};
use crate::text::Spanned;

/// A finding that is accepted, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance<'model> {
    /// Which finding.
    pub code: Code,
    /// Why.
    pub reason: &'model str,
    /// Where it is written.
    pub declaration: &'model Declaration,
}

/// Every acceptance that is understood, in source order.
#[must_use]
pub fn acceptances(model: &Model) -> Vec<Acceptance<'_>> {
    let lines = model
        .declarations
        .iter()
        .flat_map(|declaration| declaration.ignores.iter().map(move |line| (declaration, line)));
    lines.filter_map(|(declaration, line)| read(declaration, line).ok()).collect()
}

/// The findings that are not accepted, and one for each `ignore` line that cannot be understood.
#[must_use]
pub fn without_accepted(model: &Model, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let accepted = acceptances(model);
    let stands = |finding: &Diagnostic| !accepted.iter().any(|acceptance| acceptance.covers(finding));
    let mut kept: Vec<Diagnostic> = findings.into_iter().filter(stands).collect();
    for declaration in &model.declarations {
        kept.extend(
            declaration.ignores.iter().filter_map(|line| read(declaration, line).err()).map(|finding| *finding),
        );
    }
    kept
}

impl Acceptance<'_> {
    fn covers(&self, finding: &Diagnostic) -> bool {
        let Some(place) = finding.span() else { return false };
        let within = place.file == self.declaration.file
            && place.start >= self.declaration.span.start
            && place.end <= self.declaration.span.end;
        let everywhere =
            matches!(self.declaration.construct, Construct::Framework(_)) && place.file == self.declaration.file;
        let above = self.declaration.clauses.first().filter(|_| place.file == self.declaration.file);
        let in_clause = above.is_some_and(|clause| finding.clause.as_ref() == Some(&clause.value.0));
        finding.code == self.code && (within || in_clause || everywhere)
    }
}

fn read<'model>(
    declaration: &'model Declaration,
    line: &'model Spanned<String>,
) -> Result<Acceptance<'model>, Box<Diagnostic>> {
    let (first, reason) = acceptance(&line.value);
    let problem = |message: String, label: &str| {
        let finding = Diagnostic::new(codes::IGNORE_NOT_UNDERSTOOD, message);
        let help = "write the code of the finding, then why it is let stand: `\"QAC0402 because …\"`";
        Box::new(finding.at(line.span, label).help(help))
    };
    let Some(code) = Code::parse(first) else {
        return Err(problem(
            format!("`{first}` is not the code of a finding"),
            "a code such as QAC0402 is meant first",
        ));
    };
    if reason.is_empty() {
        return Err(problem(format!("{code} is accepted here without a reason"), "no reason follows"));
    }
    if code.severity() == Severity::Error {
        return Err(problem(
            format!("{code} is an error, and errors have to be mended"),
            "only a warning can be let stand",
        ));
    }
    Ok(Acceptance { code, reason, declaration })
}
