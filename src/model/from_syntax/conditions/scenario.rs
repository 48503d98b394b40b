//! What happens in a scenario, and what must follow.

use super::super::dates::{DateEdge, date, positive, year};
use super::super::reader::Reader;
use super::figure::literal;
use crate::calendar::Date;
use crate::model::Kind;
use crate::model::document::{Expectation, Happening};
use crate::model::value::{Literal, Parties};
use crate::syntax::{Node, NodeKind};
use crate::text::Spanned;

/// What a scenario can expect.
const EXPECTED: &[Kind] =
    &[Kind::Escalation, Kind::Audit, Kind::Duty, Kind::Report, Kind::Meeting, Kind::Feedback, Kind::Threshold];

/// `on 9 May 2017: concern-raised with child "A1"`; the node is the whole line.
pub(in super::super) fn happening(reader: &mut Reader<'_>, node: &Node) -> Option<Happening> {
    let date = date(reader, node.child(NodeKind::Date)?, DateEdge::First);
    let what = node.child(NodeKind::Happening)?;
    let event = reader.refer(what.child(NodeKind::Id)?, &[Kind::Event]);
    let facts = what.children_of(NodeKind::Pair).filter_map(|pair| fact(reader, pair)).collect();
    Some(Happening { date: date?, event, facts, span: node.span })
}

fn fact(reader: &mut Reader<'_>, node: &Node) -> Option<(Spanned<String>, Literal)> {
    let value = literal(reader, node.child(NodeKind::Literal)?)?;
    Some((reader.word(node.child(NodeKind::Id)?), value))
}

/// `worry level one tells ward-manager by 9 May 2017`, `140 files in 2017`, `no worry`
#[expect(clippy::wildcard_enum_match_arm, reason = "what is left is a single thing expected")]
pub(in super::super) fn expectation(reader: &mut Reader<'_>, node: &Node) -> Option<Expectation> {
    let written = node.only()?;
    let of = reader.refer(written.child(NodeKind::Id)?, EXPECTED);
    match written.kind {
        NodeKind::ExpectNone => Some(Expectation::Nothing(of)),
        NodeKind::ExpectTotal => {
            let count = positive(reader, written.child(NodeKind::Number)?);
            let within = stretch(reader, written);
            Some(Expectation::Total { count: count?, of, within: within? })
        }
        _ => Some(Expectation::One {
            of,
            level: written.children_of(NodeKind::Id).nth(1).map(|level| reader.word(level)),
            tells: parties(reader, written, NodeKind::TellsWhom),
            from: parties(reader, written, NodeKind::FromWhom),
            by: written.child(NodeKind::Date).and_then(|by| date(reader, by, DateEdge::Last)),
        }),
    }
}

fn parties(reader: &mut Reader<'_>, node: &Node, kind: NodeKind) -> Option<Parties> {
    let list = node.child(kind)?.child(NodeKind::ShortList)?;
    Some(reader.parties(list))
}

/// The first and last day of a year, a month or a day.
fn stretch(reader: &mut Reader<'_>, node: &Node) -> Option<(Date, Date)> {
    if let Some(written) = node.child(NodeKind::Date) {
        let first = date(reader, written, DateEdge::First)?;
        let last = date(reader, written, DateEdge::Last)?;
        return Some((first.value, last.value));
    }
    let year = year(reader, node.child(NodeKind::Year)?)?;
    Some((Date::from_ymd_opt(year, 1, 1)?, Date::from_ymd_opt(year, 12, 31)?))
}
