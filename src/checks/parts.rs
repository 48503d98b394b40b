//! The parts of one declaration: no two of a kind under one id, so that an answer or a step can be told from the others.

use indexmap::IndexMap;

use super::Checked;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Construct, Declaration};
use crate::text::{Span, Spanned};

/// Findings on the parts of declarations.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let declarations = checked.model.declarations.iter();
    declarations.flat_map(|declaration| doubled(declaration, &parts(declaration))).collect()
}

/// The ids of what a declaration is made of.
#[expect(clippy::wildcard_enum_match_arm, reason = "only these constructs have parts with ids")]
fn parts(declaration: &Declaration) -> Vec<&Spanned<String>> {
    match &declaration.construct {
        Construct::Scale(scale) => scale.grades.iter().map(|grade| &grade.name).collect(),
        Construct::Standard(standard) => standard.criteria.iter().map(|question| &question.name).collect(),
        Construct::Instrument(instrument) => instrument.questions.iter().map(|question| &question.name).collect(),
        Construct::Record(record) => record.columns.iter().map(|column| &column.name).collect(),
        Construct::Calendar(calendar) => calendar.terms.iter().map(|term| &term.name).collect(),
        _ => Vec::new(),
    }
}

fn doubled(declaration: &Declaration, parts: &[&Spanned<String>]) -> Vec<Diagnostic> {
    let mut seen: IndexMap<&str, Span> = IndexMap::new();
    let mut findings = Vec::new();
    for part in parts {
        match seen.get(part.value.as_str()) {
            Some(first) => findings.push(finding(declaration, part, *first)),
            None => {
                seen.insert(&part.value, part.span);
            }
        }
    }
    findings
}

fn finding(declaration: &Declaration, part: &Spanned<String>, first: Span) -> Diagnostic {
    let message = format!("`{}` stands twice in `{}`", part.value, declaration.name.value);
    Diagnostic::new(codes::DUPLICATE_ID, message)
        .at(part.span, "again here")
        .and(first, "first here")
        .help("give one of them another id, so that answers and steps can be told apart")
}
