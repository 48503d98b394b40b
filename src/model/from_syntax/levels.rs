//! How grave findings are in a document: `levels: QAC0403 advice, QAC0901 error`.

use super::reader::Reader;
use crate::diagnostic::Severity;
use crate::model::document::Level;
use crate::syntax::{Node, NodeKind};
use crate::text::Spanned;

/// Every code with its level, as written.
pub(super) fn levels(reader: &Reader<'_>, node: &Node) -> Vec<Level> {
    node.children_of(NodeKind::LevelOf).filter_map(|level| self::level(reader, level)).collect()
}

fn level(reader: &Reader<'_>, node: &Node) -> Option<Level> {
    let word = reader.word(node.child(NodeKind::LevelWord)?);
    let severity = Severity::of(&word.value)?;
    Some(Level { code: reader.word(node.child(NodeKind::Id)?), severity: Spanned::new(severity, word.span) })
}
