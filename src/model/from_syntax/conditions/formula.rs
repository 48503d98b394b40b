//! How figures are taken from records, and the bounds that set something off.

use super::super::dates::{duration, period, positive};
use super::super::reader::Reader;
use super::columns::path;
use super::figure::{figure, percent};
use super::{bracketed, condition};
use crate::calendar::{DurationUnit, PeriodUnit};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Kind;
use crate::model::value::{Bound, BoundFigure, BoundSide, Formula, FormulaKind, Statistic, Subject};
use crate::syntax::{Node, NodeKind};

/// What a figure can be taken over.
const COUNTED: &[Kind] = &[Kind::Record, Kind::Population, Kind::Event];

/// `share of reviews with (in-time is yes) where team is north, by quarter`
pub(in super::super) fn formula(reader: &mut Reader<'_>, node: &Node) -> Option<Formula> {
    let kind = formula_kind(reader, node.only()?);
    let filter = node.child(NodeKind::Condition).map(|filter| condition(reader, filter));
    let by = node.children_of(NodeKind::Id).map(|group| reader.word(group)).collect();
    Some(Formula { kind: kind?, filter, by, span: node.span })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
fn formula_kind(reader: &mut Reader<'_>, node: &Node) -> Option<FormulaKind> {
    let over = reader.refer(node.child(NodeKind::Id)?, COUNTED);
    match node.kind {
        NodeKind::CountOf => Some(FormulaKind::Count(over)),
        NodeKind::ShareOf => {
            let met = bracketed(reader, node.child(NodeKind::Bracketed)?);
            Some(FormulaKind::Share(over, met))
        }
        NodeKind::Statistic => {
            let statistic = statistic(reader, node.child(NodeKind::StatisticName)?)?;
            Some(FormulaKind::Statistic { statistic, of: subject(reader, node)?, over })
        }
        _ => None,
    }
}

fn statistic(reader: &mut Reader<'_>, node: &Node) -> Option<Statistic> {
    if let Some(nth) = node.child(NodeKind::Nth) {
        return percentile(reader, nth).map(Statistic::Percentile);
    }
    Some(match reader.slice(node).split_whitespace().next()? {
        "median" => Statistic::Median,
        "average" => Statistic::Average,
        "lowest" => Statistic::Lowest,
        "highest" => Statistic::Highest,
        "sum" => Statistic::Sum,
        _ => return None,
    })
}

fn percentile(reader: &mut Reader<'_>, node: &Node) -> Option<u8> {
    let digits = reader.slice(node).trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let number = digits.parse().ok()?;
    if number == 0 {
        reader.find(
            Diagnostic::new(codes::IMPOSSIBLE_FIGURE, "there is no 0th percentile")
                .at(node.span, "1st to 99th are meant")
                .help("write `lowest of` for the least figure, or a percentile from the 1st to the 99th"),
        );
        return None;
    }
    Some(number)
}

fn subject(reader: &mut Reader<'_>, node: &Node) -> Option<Subject> {
    let Some(between) = node.child(NodeKind::DaysBetween) else {
        return Some(Subject::Column(path(reader, node.child(NodeKind::Name)?)));
    };
    let unit = match reader.slice(between).split_whitespace().next()? {
        "working" => DurationUnit::WorkingDay,
        "days" => DurationUnit::Day,
        "hours" => DurationUnit::Hour,
        _ => return None,
    };
    let mut ends = between.children_of(NodeKind::Name);
    let (from, to) = (ends.next()?, ends.next()?);
    Some(Subject::Between { unit, from: path(reader, from), to: path(reader, to) })
}

/// `below 90% in 2 months running`
pub(in super::super) fn bound(reader: &mut Reader<'_>, node: &Node) -> Option<Bound> {
    let side = match reader.phrase(node.child(NodeKind::BoundWord)?).as_str() {
        "below" => BoundSide::Below,
        "above" => BoundSide::Above,
        "at least" => BoundSide::AtLeast,
        "at most" => BoundSide::AtMost,
        "exactly" => BoundSide::Exactly,
        _ => return None,
    };
    let figure = bound_figure(reader, node.parts().nth(1)?);
    let running = running(reader, node);
    Some(Bound { side, figure: figure?, running, span: node.span })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
fn bound_figure(reader: &mut Reader<'_>, node: &Node) -> Option<BoundFigure> {
    match node.kind {
        NodeKind::Percent => percent(reader, node).map(BoundFigure::Percent),
        NodeKind::Duration => duration(reader, node).map(BoundFigure::Duration),
        NodeKind::Number => Some(BoundFigure::Number(figure(reader, node))),
        _ => None,
    }
}

/// `in 2 months running`; `in any quarter` is one of them.
fn running(reader: &mut Reader<'_>, node: &Node) -> Option<(u32, PeriodUnit)> {
    let period = period(reader, node.child(NodeKind::Period)?)?;
    match node.parts().skip(2).find(|part| part.kind == NodeKind::Number) {
        Some(number) => positive(reader, number).map(|number| (number.value, period)),
        None => Some((1, period)),
    }
}
