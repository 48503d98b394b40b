//! What a declaration cannot do without: its required lines, and the one strength of a duty.

use super::{Lines, lines, listed, quoted};
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::vocabulary::{Construct, Need};
use crate::syntax::{Node, NodeKind};
use crate::text::nearest;

/// The three lines of which a duty has exactly one.
const STRENGTHS: [&str; 3] = ["must", "should", "may"];

/// The findings on lines that `item` does not have, all in one, and on a second strength.
pub(super) fn check(item: &Node, construct: &Construct, extent: Lines, text: &str) -> Vec<Diagnostic> {
    let Some(header) = item.child(NodeKind::Header) else { return Vec::new() };
    let body = item.child(NodeKind::Body);
    let given: Vec<(&str, &Node)> = body.map(|body| lines::named(body, text)).unwrap_or_default();
    let mut findings = Vec::new();
    if construct.keyword == "duty" {
        findings.extend(second_strength(&given));
    }
    if extent == Lines::All && !may_hide_lines(item, body, text) {
        findings.extend(missing(header, construct, &given));
    }
    findings
}

/// Whether a part of the declaration could not be read, so that a line may stand there unseen.
fn may_hide_lines(item: &Node, body: Option<&Node>, text: &str) -> bool {
    let broken = |node: &Node| node.child(NodeKind::Error).is_some();
    let stray = |node: &Node| node.children_of(NodeKind::Item).any(|inner| inner.child(NodeKind::Body).is_none());
    broken(item) || body.is_some_and(|body| broken(body) || stray(body) || !body.is_closed(text))
}

fn missing(header: &Node, construct: &Construct, given: &[(&str, &Node)]) -> Option<Diagnostic> {
    // A misspelt line has had its finding; it is not also reported as missing.
    let meant = |name: &str| given.iter().any(|(written, _)| *written == name || nearest(written, [name]).is_some());
    let mut names: Vec<String> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    if construct.keyword == "duty" && !STRENGTHS.iter().any(|strength| meant(strength)) {
        names.push(listed(&STRENGTHS.map(quoted), "or"));
        lines.push("`must: \"what must be done\"`".to_owned());
    }
    for field in construct.fields.iter().filter(|field| field.need == Need::Required && !meant(field.name)) {
        names.push(quoted(field.name));
        lines.push(format!("`{}: …` ({})", field.name, field.about));
    }
    if names.is_empty() {
        return None;
    }
    let message = format!("this {} does not say {}", construct.keyword, listed(&names, "and"));
    let label = if names.len() == 1 { "a line is missing here" } else { "lines are missing here" };
    let help = format!("add {}", listed(&lines, "and"));
    Some(Diagnostic::new(codes::MISSING_FIELD, message).at(header.span, label).help(help))
}

fn second_strength(given: &[(&str, &Node)]) -> Option<Diagnostic> {
    let mut strengths = given.iter().filter(|(name, _)| STRENGTHS.contains(name));
    let (first_name, first) = strengths.next()?;
    let (name, second) = strengths.find(|(name, _)| name != first_name)?;
    let finding = Diagnostic::new(codes::DUPLICATE_FIELD, format!("this duty says both `{first_name}` and `{name}`"))
        .at(second.span, "a second strength")
        .and(first.span, "the first");
    Some(finding.help("keep one, or write a second duty"))
}
