//! How grave a finding is in one document: `levels: QAC0403 advice, QAC0901 error`.
//!
//! Warnings and advice take any level. An error keeps its own: the rules cannot be relied on until it is mended.

use crate::diagnostic::{Code, Diagnostic, Severity, codes};
use crate::model::document::Level;
use crate::model::{Construct, Model};

/// The findings at the levels that the framework sets, and one for each level that cannot be set.
#[must_use]
pub fn at_set_levels(model: &Model, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut set: Vec<(Code, &Level)> = Vec::new();
    let mut refused = Vec::new();
    for level in levels(model) {
        match understood(level, &set) {
            Ok(code) => set.push((code, level)),
            Err(finding) => refused.push(*finding),
        }
    }
    for finding in findings.iter_mut().filter(|finding| finding.severity != Severity::Error) {
        if let Some((_, level)) = set.iter().find(|(code, _)| *code == finding.code) {
            finding.severity = level.severity.value;
        }
    }
    findings.extend(refused);
    findings
}

fn levels(model: &Model) -> impl Iterator<Item = &Level> {
    let frameworks = model.declarations.iter().filter_map(|declaration| {
        if let Construct::Framework(framework) = &declaration.construct { Some(framework) } else { None }
    });
    frameworks.flat_map(|framework| &framework.levels)
}

/// The code of a level that can be set, where none before it is of the same code.
fn understood(level: &Level, before: &[(Code, &Level)]) -> Result<Code, Box<Diagnostic>> {
    let written = &level.code.value;
    let refused = |message: String| Diagnostic::new(codes::LEVEL_NOT_SET, message);
    let Some(code) = Code::parse(written) else {
        let finding = refused(format!("`{written}` is not the code of a finding"));
        let help = "write the code that the finding shows, such as `QAC0403 advice`";
        return Err(Box::new(finding.at(level.code.span, "a code is meant here").help(help)));
    };
    if let Some((_, first)) = before.iter().find(|(other, _)| *other == code) {
        let finding = refused(format!("{code} is given a level twice")).at(level.code.span, "here again");
        return Err(Box::new(finding.and(first.code.span, "first here").help("keep one of the two")));
    }
    if code.severity() == Severity::Error && level.severity.value != Severity::Error {
        let finding = refused(format!("{code} is an error, and errors have to be mended"));
        let finding = finding.at(level.severity.span, "less than an error");
        return Err(Box::new(finding.help("only warnings and advice can be given another level")));
    }
    Ok(code)
}
