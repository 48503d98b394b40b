//! What a threshold changes: a rule that is done otherwise from then on, and until when.

use super::reader::Reader;
use super::{conditions, dates};
use crate::calendar::Cadence;
use crate::model::Kind;
use crate::model::evidence::{Adjusted, Adjustment, Until};
use crate::syntax::{Node, NodeKind};
use crate::text::{Span, Spanned};

/// What can be done otherwise.
const CHANGED: &[Kind] = &[Kind::Audit, Kind::Duty, Kind::Feedback, Kind::Meeting, Kind::Report];

/// `hand-observations to every week until at least 95% in 3 weeks running`
pub(super) fn adjustment(reader: &mut Reader<'_>, node: &Node) -> Option<Adjustment> {
    let of = reader.refer(node.child(NodeKind::Id)?, CHANGED);
    let how = node.parts().nth(1)?;
    let to = adjusted(reader, how);
    let until = node.child(NodeKind::ChangeEnds).and_then(Node::only).and_then(|end| until(reader, end));
    let span = Span::new(node.span.file, how.span.start, node.span.end);
    let written = reader.text.get(span.range()).unwrap_or_default();
    let words = Spanned::new(written.split_whitespace().collect::<Vec<_>>().join(" "), span);
    Some(Adjustment { of, to: to?, until, words })
}

fn adjusted(reader: &mut Reader<'_>, node: &Node) -> Option<Adjusted> {
    match node.child(NodeKind::Percent) {
        Some(percent) if node.kind == NodeKind::MoreModeration => {
            conditions::share(reader, percent).map(Adjusted::Moderation)
        }
        _ => dates::rhythm_of(reader, node).map(|rhythm: Cadence| Adjusted::Rhythm(rhythm)),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
fn until(reader: &mut Reader<'_>, node: &Node) -> Option<Until> {
    match node.kind {
        NodeKind::Bound => conditions::bound(reader, node).map(Until::Bound),
        NodeKind::SoManyOf => {
            let number = dates::positive(reader, node.child(NodeKind::Number)?);
            let event = reader.refer(node.child(NodeKind::Id)?, &[Kind::Event]);
            Some(Until::Events(number?.value, event))
        }
        NodeKind::ForTheNext => {
            dates::positive(reader, node.child(NodeKind::Number)?).map(|number| Until::Next(number.value))
        }
        _ => None,
    }
}
