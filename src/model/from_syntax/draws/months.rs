//! Values that go month by month: the basis of an audit, the lines of a year plan, and its totals.

use super::super::dates::{month, months, positive};
use super::super::reader::Reader;
use crate::calendar::Month;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Kind;
use crate::model::value::{Area, Basis, BasisPart};
use crate::model::work::{PlanEntry, PlanLine, Total};
use crate::syntax::{Node, NodeKind};
use crate::text::Span;

/// `own area in January and May, peer area in February`
pub(in super::super) fn basis(reader: &mut Reader<'_>, node: &Node) -> Basis {
    let parts = node.children_of(NodeKind::BasisPart).filter_map(|part| basis_part(reader, part)).collect();
    find_repeated_months(reader, node);
    Basis { parts, span: node.span }
}

fn basis_part(reader: &Reader<'_>, node: &Node) -> Option<BasisPart> {
    let months = months(reader, node.child(NodeKind::Months)?);
    Some(BasisPart { area: area(node)?, months, span: node.span })
}

/// Each month has one basis: naming it again is a finding that shows both places.
fn find_repeated_months(reader: &mut Reader<'_>, node: &Node) {
    let mut seen: Vec<(Month, Area, Span)> = Vec::new();
    for part in node.children_of(NodeKind::BasisPart) {
        let Some(area) = area(part) else { continue };
        let written = part.child(NodeKind::Months).into_iter().flat_map(|months| months.children_of(NodeKind::Month));
        for word in written {
            let Some(month) = month(reader, word) else { continue };
            match seen.iter().find(|(earlier, ..)| *earlier == month) {
                Some((_, first, place)) => reader.find(repeated(month, (*first, *place), (area, word.span))),
                None => seen.push((month, area, word.span)),
            }
        }
    }
}

fn repeated(month: Month, first: (Area, Span), second: (Area, Span)) -> Diagnostic {
    let message = if first.0 == second.0 {
        format!("{month} is named twice in the basis")
    } else {
        format!("{month} is both own area and peer area")
    };
    Diagnostic::new(codes::BASIS_COUNTS_DISAGREE, message)
        .at(second.1, format!("{} here", in_words(second.0)))
        .and(first.1, format!("{} here", in_words(first.0)))
        .help(format!("keep {month} in one place only"))
}

const fn in_words(area: Area) -> &'static str {
    match area {
        Area::Own => "own area",
        Area::Peer => "peer area",
    }
}

fn area(node: &Node) -> Option<Area> {
    let word = node.child(NodeKind::BasisWord)?;
    Some(if word.child(NodeKind::PeerArea).is_some() { Area::Peer } else { Area::Own })
}

/// `January and May: 14 early-help-case-files from own area`; the node is the whole line.
pub(in super::super) fn plan_line(reader: &mut Reader<'_>, node: &Node) -> Option<PlanLine> {
    let written = node.child(NodeKind::Months)?;
    let plan = node.child(NodeKind::Plan)?;
    let entries = plan.children_of(NodeKind::PlanEntry).filter_map(|entry| plan_entry(reader, entry)).collect();
    Some(PlanLine { months: months(reader, written), months_span: written.span, entries })
}

fn plan_entry(reader: &mut Reader<'_>, node: &Node) -> Option<PlanEntry> {
    let count = positive(reader, node.child(NodeKind::Number)?);
    let audit = reader.refer(node.child(NodeKind::Id)?, &[Kind::Audit]);
    Some(PlanEntry { count: count?, audit, area: area(node), span: node.span })
}

/// `140 for early-help-case-files, 70 for early-help-case-files from own area, 430 in all`
pub(in super::super) fn totals(reader: &mut Reader<'_>, node: &Node) -> Vec<Total> {
    node.children_of(NodeKind::Total).filter_map(|part| total(reader, part)).collect()
}

fn total(reader: &mut Reader<'_>, node: &Node) -> Option<Total> {
    let count = positive(reader, node.child(NodeKind::Number)?);
    let of = node.child(NodeKind::Id).map(|name| reader.refer(name, &[Kind::Unit, Kind::Audit]));
    Some(Total { count: count?, of, area: area(node), span: node.span })
}
