//! What follows a piece of work: whom it goes to, and where it is filed.

use super::super::dates::deadline;
use super::super::reader::Reader;
use crate::calendar::Deadline;
use crate::model::Kind;
use crate::model::value::{Filing, Notice, Parties, Strength};
use crate::syntax::{Node, NodeKind};
use crate::text::Spanned;

/// `to service-leader and team-manager, within 10 working days of the end of the month`
pub(in super::super) fn notice(reader: &mut Reader<'_>, node: &Node) -> Notice {
    Notice {
        strength: binding(reader, node),
        by: parties(reader, node, NodeKind::ByWhom),
        to: parties(reader, node, NodeKind::ToWhom),
        purpose: node.child(NodeKind::Text).map(|text| reader.quoted(text).value),
        within: within(reader, node),
        span: node.span,
    }
}

fn parties(reader: &mut Reader<'_>, node: &Node, kind: NodeKind) -> Option<Parties> {
    let list = node.child(kind)?.child(NodeKind::ShortList)?;
    Some(reader.parties(list))
}

fn within(reader: &mut Reader<'_>, node: &Node) -> Option<Spanned<Deadline>> {
    node.child(NodeKind::Deadline).and_then(|within| deadline(reader, within))
}

/// The strength that stands before it.
fn binding(reader: &Reader<'_>, node: &Node) -> Option<Strength> {
    node.child(NodeKind::Binding).and_then(|word| Strength::of(reader.slice(word)))
}

/// `should case-file-audit-tool on "the child's record", within 5 working days of completion`
pub(in super::super) fn filing(reader: &mut Reader<'_>, node: &Node) -> Option<Filing> {
    Some(Filing {
        strength: binding(reader, node).unwrap_or_default(),
        instrument: reader.refer(node.child(NodeKind::Id)?, &[Kind::Instrument]),
        place: reader.quoted(node.child(NodeKind::Text)?).value,
        within: within(reader, node),
        span: node.span,
    })
}
