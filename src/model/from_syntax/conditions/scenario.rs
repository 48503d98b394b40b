//! What happens in a scenario, and what must follow.

use super::super::dates::{DateEdge, date, positive, year};
use super::super::reader::Reader;
use super::figure::literal;
use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Kind;
use crate::model::scenario::{EXPECTABLE, Expectation, Expected, Gravity, Happening, Happens};
use crate::model::value::{Literal, Parties};
use crate::syntax::{Node, NodeKind};
use crate::text::Spanned;

/// What can be done on a day.
const DONE: &[Kind] = &[Kind::Audit, Kind::Duty, Kind::Report, Kind::Meeting, Kind::Feedback];

/// `on 9 May 2017: concern-raised with child "A1"`; the node is the whole line.
pub(in super::super) fn happening(reader: &mut Reader<'_>, node: &Node) -> Option<Happening> {
    let date = date(reader, node.child(NodeKind::Date)?, DateEdge::First);
    let written = node.child(NodeKind::Happening)?;
    let what = happens(reader, written.only()?);
    Some(Happening { date: date?, what: what?, words: reader.phrase(written), span: node.span })
}

fn happens(reader: &mut Reader<'_>, node: &Node) -> Option<Happens> {
    let name = node.child(NodeKind::Id)?;
    if node.kind == NodeKind::HappensEvent {
        let event = reader.refer(name, &[Kind::Event, Kind::Threshold]);
        let facts = node.children_of(NodeKind::Pair).filter_map(|pair| fact(reader, pair)).collect();
        let serious = node.child(NodeKind::Serious).is_some();
        let gravity = if serious { Gravity::Serious } else { Gravity::Ordinary };
        return Some(Happens::Event { event, gravity, facts });
    }
    match node.child(NodeKind::IsSettled).map(|word| reader.slice(word)) {
        Some("answered") => Some(Happens::Answered(reader.refer(name, &[Kind::Escalation]))),
        Some(_) => Some(Happens::Done(reader.refer(name, DONE))),
        None => measured(reader, node, name),
    }
}

/// `files-per-manager is 1 for "M3"`
fn measured(reader: &mut Reader<'_>, node: &Node, name: &Node) -> Option<Happens> {
    let mut values = node.children_of(NodeKind::Literal);
    let written = values.next()?;
    let figure = match literal(reader, written)? {
        Literal::Number(figure) | Literal::Percent(figure) => figure,
        Literal::Text(_) | Literal::Date(_) | Literal::Word(_) => {
            let what = reader.slice(written);
            reader.find(
                Diagnostic::new(codes::VALUE_NOT_UNDERSTOOD, format!("nothing here can be `{what}`"))
                    .at(written.span, "`answered`, `done` or a figure is meant")
                    .help("a ladder `is answered`, work `is done`, a measure `is 12` or `is 85%`"),
            );
            return None;
        }
    };
    let measure = reader.refer(name, &[Kind::Measure]);
    let of = values.next().and_then(|group| literal(reader, group));
    Some(Happens::Measured { measure, figure, of })
}

fn fact(reader: &mut Reader<'_>, node: &Node) -> Option<(Spanned<String>, Literal)> {
    let value = literal(reader, node.child(NodeKind::Literal)?)?;
    Some((reader.word(node.child(NodeKind::Id)?), value))
}

/// `worry level one tells ward-manager by 9 May 2017`, `140 files in 2017`, `no worry`
pub(in super::super) fn expectation(reader: &mut Reader<'_>, node: &Node) -> Option<Expected> {
    let what = expects(reader, node.only()?)?;
    Some(Expected { what, words: Spanned::new(reader.phrase(node), node.span) })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what is left is a single thing expected")]
fn expects(reader: &mut Reader<'_>, written: &Node) -> Option<Expectation> {
    let of = reader.refer(written.child(NodeKind::Id)?, EXPECTABLE);
    let level = written.children_of(NodeKind::Id).nth(1).map(|level| reader.word(level));
    match written.kind {
        NodeKind::ExpectNone => Some(Expectation::Nothing { of, level }),
        NodeKind::ExpectTotal => {
            let count = positive(reader, written.child(NodeKind::Number)?);
            let within = stretch(reader, written);
            Some(Expectation::Total { count: count?, of, within: within? })
        }
        NodeKind::ExpectMissed => {
            let on = date(reader, written.child(NodeKind::Date)?, DateEdge::Last)?;
            Some(Expectation::Missed { of, on })
        }
        _ => Some(Expectation::One {
            of,
            level,
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
