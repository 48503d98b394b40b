//! How many cases, and how they are picked.

use super::super::conditions::share;
use super::super::dates::positive;
use super::super::reader::Reader;
use crate::model::value::{Portion, Selection, Size};
use crate::syntax::{Node, NodeKind};
use crate::text::Spanned;

/// `14 at random`
pub(super) fn portion(reader: &mut Reader<'_>, node: &Node) -> Option<Portion> {
    let written = node.child(NodeKind::Size)?;
    let size = size(reader, written.only()?);
    let selection = node.child(NodeKind::Selection).and_then(Node::only);
    let selection = selection.map_or(Selection::Unsaid, |how| self::selection(reader, how));
    Some(Portion { size: Spanned::new(size?, written.span), selection })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
fn size(reader: &mut Reader<'_>, node: &Node) -> Option<Size> {
    Some(match node.kind {
        NodeKind::EveryOne => Size::All,
        NodeKind::ByHowOften => Size::ByFrequency,
        NodeKind::GreaterOf => Size::GreaterOf(Box::new(both(reader, node)?)),
        NodeKind::SmallerOf => Size::SmallerOf(Box::new(both(reader, node)?)),
        NodeKind::OneIn => Size::OneIn(positive(reader, node.child(NodeKind::Number)?)?.value),
        NodeKind::PerAuditor => Size::PerAuditor(positive(reader, node.child(NodeKind::Number)?)?.value),
        NodeKind::Number => Size::Fixed(positive(reader, node)?.value),
        NodeKind::Percent => Size::Percent(share(reader, node)?),
        _ => return None,
    })
}

fn both(reader: &mut Reader<'_>, node: &Node) -> Option<[Size; 2]> {
    let mut sizes = node.children_of(NodeKind::SimpleSize).filter_map(Node::only);
    let (one, other) = (sizes.next()?, sizes.next()?);
    let (one, other) = (size(reader, one), size(reader, other));
    Some([one?, other?])
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
fn selection(reader: &mut Reader<'_>, node: &Node) -> Selection {
    match node.kind {
        NodeKind::AtRandom => Selection::Random,
        NodeKind::ByTheme => Selection::Theme,
        NodeKind::ByFinding => Selection::Finding,
        NodeKind::ChosenBy => node
            .child(NodeKind::ShortList)
            .map_or(Selection::Unsaid, |parties| Selection::ChosenBy(reader.parties(parties))),
        _ => Selection::Unsaid,
    }
}
