//! The rules that a draw keeps.

use super::super::dates::{duration, every, positive};
use super::super::reader::Reader;
use crate::calendar::PeriodUnit;
use crate::model::value::{Cap, CapOver, DrawRule, Pick, Rounding, Share};
use crate::syntax::{Node, NodeKind};

/// `spread over worker`, `5 in reserve`, `at most 30` …
#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
pub(super) fn draw_rule(reader: &mut Reader<'_>, node: &Node) -> Option<DrawRule> {
    Some(match node.kind {
        NodeKind::Spread => spread(reader, node)?,
        NodeKind::Separately => DrawRule::Separately(name(reader, node)?),
        NodeKind::OnePer => one_per(reader, node)?,
        NodeKind::Cap => DrawRule::Cap(cap(reader, node, CapOver::OwnDraws)?),
        NodeKind::Reserve => DrawRule::Reserve(number(reader, node)?),
        NodeKind::AtLeastBound => DrawRule::AtLeast(number(reader, node)?),
        NodeKind::AtMostBound => DrawRule::AtMost(number(reader, node)?),
        NodeKind::Rounded => DrawRule::Rounded(rounding(node)),
        NodeKind::NotWithin => DrawRule::NotWithin(duration(reader, node.child(NodeKind::Duration)?)?),
        NodeKind::IfFails => DrawRule::IfFails { then_all: node.child(NodeKind::ThenAll).is_some() },
        NodeKind::ByFrequency => DrawRule::ByFrequency(frequencies(reader, node)?),
        _ => return None,
    })
}

fn number(reader: &mut Reader<'_>, node: &Node) -> Option<u32> {
    positive(reader, node.child(NodeKind::Number)?).map(|number| number.value)
}

fn name(reader: &Reader<'_>, node: &Node) -> Option<String> {
    node.child(NodeKind::Id).map(|id| reader.word(id).value)
}

fn spread(reader: &mut Reader<'_>, node: &Node) -> Option<DrawRule> {
    let over = node.children_of(NodeKind::Id).map(|id| reader.word(id).value).collect();
    let share = node
        .child(NodeKind::InProportion)
        .and_then(|column| name(reader, column))
        .map_or(Share::Equally, Share::InProportionTo);
    let at_least = match node.child(NodeKind::Number) {
        Some(number) => Some(positive(reader, number)?.value),
        None => None,
    };
    Some(DrawRule::Spread { over, share, at_least })
}

/// `one for each family by earliest birth-date`
fn one_per(reader: &Reader<'_>, node: &Node) -> Option<DrawRule> {
    let mut names = node.children_of(NodeKind::Id).map(|id| reader.word(id).value);
    let per = names.next()?;
    let pick = node.child(NodeKind::PickWord).map(|word| match reader.slice(word) {
        "latest" => Pick::Latest,
        _ => Pick::Earliest,
    });
    Some(DrawRule::OnePer { per, by: pick.zip(names.next()) })
}

/// `at most 3 for each worker in every quarter`
pub(in super::super) fn cap(reader: &mut Reader<'_>, node: &Node, over: CapOver) -> Option<Cap> {
    let most = number(reader, node);
    let within = match node.child(NodeKind::Every) {
        Some(period) => Some(every(reader, period)?),
        None => None,
    };
    Some(Cap { most: most?, per: name(reader, node)?, within, over })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
const fn rounding_of(kind: NodeKind) -> Option<Rounding> {
    match kind {
        NodeKind::RoundUp => Some(Rounding::Up),
        NodeKind::RoundDown => Some(Rounding::Down),
        NodeKind::RoundNearest => Some(Rounding::Nearest),
        _ => None,
    }
}

fn rounding(node: &Node) -> Rounding {
    node.only().and_then(|way| rounding_of(way.kind)).unwrap_or(Rounding::Nearest)
}

fn frequencies(reader: &mut Reader<'_>, node: &Node) -> Option<Vec<(PeriodUnit, u32)>> {
    let parts: Vec<_> = node.children_of(NodeKind::Frequency).map(|part| frequency(reader, part)).collect();
    parts.into_iter().collect()
}

/// `quarterly 2`
fn frequency(reader: &mut Reader<'_>, node: &Node) -> Option<(PeriodUnit, u32)> {
    let unit = match reader.slice(node).split_whitespace().next()? {
        "yearly" => PeriodUnit::Year,
        "quarterly" => PeriodUnit::Quarter,
        "monthly" => PeriodUnit::Month,
        "weekly" => PeriodUnit::Week,
        "daily" => PeriodUnit::Day,
        _ => return None,
    };
    Some((unit, number(reader, node)?))
}
