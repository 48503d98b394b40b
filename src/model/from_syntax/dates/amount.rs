//! Lengths of time, periods, and numbers of things.

use super::super::reader::Reader;
use crate::calendar::{Duration, DurationUnit, PeriodUnit, Quantity};
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::{Node, NodeKind};
use crate::text::{Span, Spanned};

/// `10 working days`
pub(in super::super) fn duration(reader: &mut Reader<'_>, node: &Node) -> Option<Duration> {
    let count = positive(reader, node.child(NodeKind::Number)?)?;
    let unit = duration_unit(&reader.phrase(node.child(NodeKind::DurationUnit)?))?;
    Some(Duration { count: count.value, unit })
}

fn duration_unit(written: &str) -> Option<DurationUnit> {
    Some(match written.trim_end_matches('s') {
        "hour" => DurationUnit::Hour,
        "day" => DurationUnit::Day,
        "working day" => DurationUnit::WorkingDay,
        "week" => DurationUnit::Week,
        "month" => DurationUnit::Month,
        "quarter" => DurationUnit::Quarter,
        "term" => DurationUnit::Term,
        "year" => DurationUnit::Year,
        _ => return None,
    })
}

/// `month`, `financial years`
pub(in super::super) fn period(reader: &Reader<'_>, node: &Node) -> Option<PeriodUnit> {
    PeriodUnit::named(&reader.phrase(node).trim_end_matches('s').replace(' ', "-"))
}

/// A number of one or more; none at all has its finding.
pub(in super::super) fn positive(reader: &mut Reader<'_>, node: &Node) -> Option<Spanned<u32>> {
    let number = reader.number(node)?;
    if number.value == 0 {
        reader.find(none_at_all(number.span));
        return None;
    }
    Some(number)
}

fn none_at_all(span: Span) -> Diagnostic {
    Diagnostic::new(codes::IMPOSSIBLE_FIGURE, "`0` here asks for nothing at all")
        .at(span, "at least 1 is meant")
        .help("write a number of 1 or more, or leave the words out")
}

/// `at least 2`, `between 3 and 5`, `twice`, `4`
#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
pub(in super::super) fn quantity(reader: &mut Reader<'_>, node: &Node) -> Option<Spanned<Quantity>> {
    let how = node.only()?;
    let (min, max) = match how.kind {
        NodeKind::Once => (Some(1), Some(1)),
        NodeKind::Twice => (Some(2), Some(2)),
        NodeKind::AtLeast => (Some(inner(reader, how)?), None),
        NodeKind::AtMost => (None, Some(inner(reader, how)?)),
        NodeKind::Between => between(reader, how)?,
        NodeKind::Exactly => exactly(inner(reader, how)?),
        NodeKind::Number => exactly(positive(reader, how)?.value),
        _ => return None,
    };
    Some(Spanned::new(Quantity { min, max }, node.span))
}

const fn exactly(number: u32) -> (Option<u32>, Option<u32>) {
    (Some(number), Some(number))
}

fn inner(reader: &mut Reader<'_>, node: &Node) -> Option<u32> {
    positive(reader, node.child(NodeKind::Number)?).map(|number| number.value)
}

fn between(reader: &mut Reader<'_>, node: &Node) -> Option<(Option<u32>, Option<u32>)> {
    let mut numbers = node.children_of(NodeKind::Number);
    let (fewest, most) = (numbers.next()?, numbers.next()?);
    let (fewest, most) = (positive(reader, fewest)?.value, positive(reader, most)?.value);
    if fewest > most {
        let message = format!("nothing is between {fewest} and {most}: the first is the greater");
        reader.find(
            Diagnostic::new(codes::IMPOSSIBLE_FIGURE, message)
                .at(node.span, "the fewest come first, the most after `and`")
                .help(format!("write `between {most} and {fewest}`, if that is what is meant")),
        );
        return None;
    }
    Some((Some(fewest), Some(most)))
}
