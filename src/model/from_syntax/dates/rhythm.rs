//! One rhythm: `every 2 months except August on the last working day from January 2017`.

use super::super::reader::Reader;
use super::amount::{duration, period, positive};
use super::day::{DateEdge, date, month_of_year, months};
use super::place::{moved, place};
use crate::calendar::{Anchor, Every, Individual, ShortMonth};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Kind;
use crate::syntax::{Node, NodeKind};
use crate::text::Span;

/// Whom a rhythm can be for, one by one.
const EACH: &[Kind] = &[Kind::Role, Kind::Team, Kind::Population, Kind::Record, Kind::Unit, Kind::Area];

/// A rhythm that says from where it is counted, where that makes a difference.
pub(in super::super) fn anchored(reader: &mut Reader<'_>, node: &Node) -> Option<Every> {
    let every = every(reader, node)?;
    let started = every.individual.as_ref().is_some_and(|individual| individual.from.is_some());
    if every.step > 1 && every.anchor == Anchor::Unsaid && !started {
        reader.find(unanchored(reader, node));
        return None;
    }
    Some(every)
}

/// A rhythm whose start may be told by what stands before it.
pub(super) fn every(reader: &mut Reader<'_>, node: &Node) -> Option<Every> {
    let unit = period(reader, node.child(NodeKind::Period)?)?;
    let mut every = Every::plain(unit);
    if let Some(step) = node.child(NodeKind::Step) {
        every.step = self::step(reader, step)?;
    }
    if let Some(except) = node.child(NodeKind::Except) {
        leave_out(reader, &mut every, except);
    }
    if let Some(written) = node.child(NodeKind::Place) {
        every.place = Some(place(reader, written, unit)?);
    }
    every.individual = node.child(NodeKind::Individual).map(|written| individual(reader, written));
    if let Some(written) = node.child(NodeKind::Anchor) {
        every.anchor = anchor(reader, written)?;
    }
    Some(every)
}

fn step(reader: &mut Reader<'_>, node: &Node) -> Option<u32> {
    match node.child(NodeKind::Number) {
        Some(number) => positive(reader, number).map(|number| number.value),
        None => Some(2),
    }
}

/// Takes months out of a rhythm; taking out the last one is a finding.
fn leave_out(reader: &mut Reader<'_>, every: &mut Every, node: &Node) {
    let Some(written) = node.child(NodeKind::Months) else { return };
    let left = every.months.without(months(reader, written));
    if left.is_empty() {
        reader.find(
            Diagnostic::new(codes::IMPOSSIBLE_FIGURE, "no month is left in this rhythm")
                .at(node.span, "these are all the months there were")
                .help("leave a month in; to end a rule, withdraw it with an amendment"),
        );
        return;
    }
    every.months = left;
}

/// `for each teacher from their appointment`
pub(super) fn individual(reader: &mut Reader<'_>, node: &Node) -> Individual {
    let mut names = node.children_of(NodeKind::Id);
    let each = names.next().map(|name| reader.refer(name, EACH).name).unwrap_or_default();
    let from = names.next().map(|name| reader.refer(name, &[Kind::Event]).name);
    Individual { each, from, review_at: Vec::new() }
}

/// `from January 2017`, `from case-opened`, `after the last one`
pub(super) fn anchor(reader: &mut Reader<'_>, node: &Node) -> Option<Anchor> {
    if let Some(written) = node.child(NodeKind::Date) {
        if let Some(month) = written.child(NodeKind::MonthOfYear) {
            return month_of_year(reader, month).map(|(year, month)| Anchor::FromMonth { year, month });
        }
        return date(reader, written, DateEdge::First).map(|date| Anchor::From(date.value));
    }
    match node.child(NodeKind::Id) {
        Some(event) => Some(Anchor::Event(reader.refer(event, &[Kind::Event]).name)),
        None => Some(Anchor::Completion),
    }
}

/// Adds what stands behind a comma to a rhythm. `None` where it cannot belong to one.
#[expect(clippy::wildcard_enum_match_arm, reason = "what else may stand behind a comma does not go with a rhythm")]
pub(super) fn modify(reader: &mut Reader<'_>, every: &mut Every, node: &Node) -> Option<()> {
    let length = node.child(NodeKind::Duration);
    match node.kind {
        NodeKind::OpenFor => every.window = duration(reader, length?),
        NodeKind::Tolerance => every.tolerance = duration(reader, length?),
        NodeKind::Moved => every.moved = Some(moved(node)),
        NodeKind::Excepting => leave_out(reader, every, node),
        NodeKind::ReviewAt => every.individual.as_mut()?.review_at.extend(duration(reader, length?)),
        NodeKind::ShortMonth => {
            every.short =
                if node.child(NodeKind::ShortSkip).is_some() { ShortMonth::Skip } else { ShortMonth::LastDay };
        }
        _ => return None,
    }
    Some(())
}

fn unanchored(reader: &Reader<'_>, node: &Node) -> Diagnostic {
    let end = node.child(NodeKind::Period).map_or(node.span.end, |period| period.span.end);
    let span = Span::new(node.span.file, node.span.start, end);
    let written = reader.text.get(span.range()).unwrap_or_default();
    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
    Diagnostic::new(codes::UNANCHORED_INTERVAL, format!("`{written}` does not say from when it is counted"))
        .at(span, "starting when?")
        .help(format!(
            "write `{written} from January 2017`, with the first month or day, to count from a fixed start; \
             or `{written} after the last one`, to count from the day the one before was done"
        ))
}
