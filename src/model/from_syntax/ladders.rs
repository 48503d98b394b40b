//! Escalations: the ladder, and the next level of each level by name.

use super::body::Opened;
use super::dates;
use super::declarations::{action, cadence, cases, deadline, inner_name, inner_title, parties, strength, words};
use super::reader::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::ladder::{End, Escalation, Level, Next};
use crate::syntax::{Node, NodeKind};
use crate::text::{Spanned, nearest};

/// A ladder, its levels joined by name.
pub(super) fn escalation(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Escalation {
    let inner = opened.inner("level", reader.text).collect::<Vec<_>>();
    let names: Vec<Spanned<String>> = inner.iter().map(|level| inner_name(reader, level)).collect();
    for (place, name) in names.iter().enumerate() {
        if let Some(first) = names.iter().take(place).find(|first| first.value == name.value) {
            reader.find(
                Diagnostic::new(codes::DUPLICATE_ID, format!("`{}` is declared twice", name.value))
                    .at(name.span, "declared again here")
                    .and(first.span, "first declared here")
                    .help("give each level its own id"),
            );
        }
    }
    let bypass = words(reader, opened, "bypass").into_iter().next();
    if let Some(name) = &bypass {
        find_level(reader, name, &names);
    }
    Escalation {
        when: cadence(reader, opened, "when"),
        filter: cases(reader, opened),
        in_all: opened
            .value("in-all")
            .and_then(|node| dates::duration(reader, node).map(|duration| Spanned::new(duration, node.span))),
        outside: parties(reader, opened, "outside"),
        excused_by: parties(reader, opened, "excused-by"),
        bypass,
        strength: strength(reader, opened),
        levels: inner.iter().map(|level| self::level(reader, level, &names)).collect(),
    }
}

fn level(reader: &mut Reader<'_>, opened: &Opened<'_>, names: &[Spanned<String>]) -> Level {
    Level {
        name: inner_name(reader, opened),
        title: inner_title(reader, opened),
        tell: parties(reader, opened, "tell"),
        within: deadline(reader, opened, "within"),
        by: parties(reader, opened, "by"),
        action: action(reader, opened),
        next: opened.value("if-unanswered").and_then(|node| next(reader, node, names)),
        span: opened.span,
    }
}

fn next(reader: &mut Reader<'_>, node: &Node, names: &[Spanned<String>]) -> Option<Next> {
    let after = node.child(NodeKind::Duration).and_then(|duration| dates::duration(reader, duration));
    if let Some(end) = node.child(NodeKind::EndsHere) {
        return Some(Next::Ends(End { span: end.span, after }));
    }
    let name = reader.word(node.child(NodeKind::Id)?);
    Some(Next::Level { target: find_level(reader, &name, names), name, after })
}

fn find_level(reader: &mut Reader<'_>, name: &Spanned<String>, names: &[Spanned<String>]) -> Option<usize> {
    let found = names.iter().position(|level| level.value == name.value);
    if found.is_none() {
        let finding = Diagnostic::new(codes::UNKNOWN_NAME, format!("no level here is called `{}`", name.value))
            .at(name.span, "a level of this escalation is meant");
        let meant = nearest(&name.value, names.iter().map(|name| name.value.as_str()));
        let help = meant.map_or_else(
            || "write the id of one of its levels, or `ends here`".to_owned(),
            |meant| format!("did you mean `{meant}`?"),
        );
        reader.find(finding.help(help));
    }
    found
}
