//! Values written down: figures, shares, texts, days and words.

use super::super::dates::{DateEdge, date};
use super::super::reader::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::value::{Figure, Literal};
use crate::syntax::{Node, NodeKind};

/// A value where a month would stand for its first day.
pub(super) fn literal(reader: &mut Reader<'_>, node: &Node) -> Option<Literal> {
    literal_at(reader, node, DateEdge::First)
}

/// `5`, `90%`, `"Ward A"`, `1 May 2017`, `open`
#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
pub(super) fn literal_at(reader: &mut Reader<'_>, node: &Node, edge: DateEdge) -> Option<Literal> {
    let written = node.only()?;
    match written.kind {
        NodeKind::Percent => percent(reader, written).map(Literal::Percent),
        NodeKind::Date => date(reader, written, edge).map(|date| Literal::Date(date.value)),
        NodeKind::Number => Some(Literal::Number(figure(reader, written))),
        NodeKind::Text => Some(Literal::Text(reader.quoted(written).value)),
        NodeKind::Name => Some(Literal::Word(reader.word(written).value)),
        _ => None,
    }
}

/// A figure in digits, without the commas of its thousands.
pub(super) fn figure(reader: &Reader<'_>, node: &Node) -> Figure {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let written = reader.slice(node);
    match WORDS.iter().position(|word| *word == written) {
        Some(before) => Figure((before + 1).to_string()),
        None => Figure(written.replace(',', "")),
    }
}

/// `90%`: 0 to 100.
pub(super) fn percent(reader: &mut Reader<'_>, node: &Node) -> Option<Figure> {
    let figure = figure(reader, node.child(NodeKind::Number)?);
    let value: f64 = figure.0.parse().ok()?;
    if value > 100.0 {
        reader.find(
            Diagnostic::new(codes::IMPOSSIBLE_FIGURE, format!("`{}` is more than the whole", reader.slice(node)))
                .at(node.span, "a share is at most 100%")
                .help("write a share of 0% to 100%"),
        );
        return None;
    }
    Some(figure)
}

/// A share of work to be done: above 0%, at most 100%.
pub(in super::super) fn share(reader: &mut Reader<'_>, node: &Node) -> Option<Figure> {
    let figure = percent(reader, node)?;
    let value: f64 = figure.0.parse().ok()?;
    if value > 0.0 {
        return Some(figure);
    }
    reader.find(
        Diagnostic::new(codes::IMPOSSIBLE_FIGURE, format!("`{}` asks for nothing at all", reader.slice(node)))
            .at(node.span, "more than 0% is meant")
            .help("write a share above 0%, or leave the line out"),
    );
    None
}
