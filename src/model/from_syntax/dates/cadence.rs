//! When: rhythms, events and single days, and how they are joined.

use super::super::conditions;
use super::super::reader::Reader;
use super::amount::{duration, period, quantity};
use super::day::{DateEdge, date, day_and_month, months, weekday};
use super::place::place;
use super::rhythm::{self, anchored};
use super::vague::vague;
use crate::calendar::{
    Anchor, Cadence, Count, DayKind, Duration, DurationUnit, Every, Lasts, Move, Ordinal, PeriodUnit, Phase, Place,
    ShortMonth, Union,
};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Kind;
use crate::model::value::Condition;
use crate::syntax::{Node, NodeKind};
use crate::text::{Span, Spanned};

/// What comes before a leg in its sequence, so that the leg need not say where it starts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    AnotherLeg,
}

/// The rhythm of a `when:`. `None` where it settles no dates, which has its finding.
pub(in super::super) fn cadence(reader: &mut Reader<'_>, node: &Node) -> Option<Spanned<Cadence>> {
    if let Some(reason) = node.child(NodeKind::AsRequired) {
        let because = reader.quoted(reason.child(NodeKind::Text)?).value;
        return Some(Spanned::new(Cadence::AsRequired { because }, node.span));
    }
    if let Some(adverb) = node.child(NodeKind::Adverb) {
        reader.find(vague(reader.slice(adverb), adverb.span));
        return None;
    }
    let first = node.child(NodeKind::Leg)?;
    let cadence = if let Some(sequence) = node.child(NodeKind::Sequence) {
        phases(reader, first, sequence)
    } else if let Some(union) = node.child(NodeKind::Union) {
        let once_in = match union.child(NodeKind::OnceIn).and_then(|once| once.child(NodeKind::Period)) {
            Some(written) => Some(period(reader, written)?),
            None => None,
        };
        joined(reader, first, union).map(|parts| Cadence::All(Union { parts, once_in }))
    } else if let Some(race) = node.child(NodeKind::FirstOf) {
        joined(reader, first, race).map(Cadence::First)
    } else {
        alone(reader, first)
    }?;
    Some(Spanned::new(cadence, node.span))
}

/// A rhythm by itself, with nothing before or behind it.
pub(in super::super) fn rhythm_of(reader: &mut Reader<'_>, leg: &Node) -> Option<Cadence> {
    alone(reader, leg)
}

/// What must hold of the events of `at each … where …`: it narrows the declaration's cases, and is no part of the
/// rhythm.
pub(in super::super) fn event_condition(reader: &mut Reader<'_>, node: &Node) -> Option<Condition> {
    let condition = node.child(NodeKind::Leg)?.child(NodeKind::AtEach)?.child(NodeKind::Condition)?;
    Some(conditions::condition(reader, condition))
}

fn joined(reader: &mut Reader<'_>, first: &Node, others: &Node) -> Option<Vec<Cadence>> {
    let legs = std::iter::once(first).chain(others.children_of(NodeKind::Leg));
    let read: Vec<_> = legs.map(|leg| alone(reader, leg)).collect();
    read.into_iter().collect()
}

/// A leg that no other follows; it may still end.
fn alone(reader: &mut Reader<'_>, node: &Node) -> Option<Cadence> {
    let cadence = leg(reader, node, Before::Nothing)?;
    match node.child(NodeKind::LegLasts) {
        None => Some(cadence),
        Some(lasts) => {
            let lasts = Some(self::lasts(reader, lasts)?);
            Some(Cadence::Phases(vec![Phase { cadence, lasts }]))
        }
    }
}

fn phases(reader: &mut Reader<'_>, first: &Node, sequence: &Node) -> Option<Cadence> {
    let legs: Vec<&Node> = std::iter::once(first).chain(sequence.children_of(NodeKind::Leg)).collect();
    let last = legs.len().saturating_sub(1);
    let mut read = Vec::new();
    for (place, node) in legs.into_iter().enumerate() {
        let before = if place == 0 { Before::Nothing } else { Before::AnotherLeg };
        let phase = phase(reader, node, before);
        if let Some(phase) = phase.as_ref().filter(|phase| place < last && endless(phase)) {
            reader.find(never_ends(node.span, &phase.cadence));
            read.push(None);
        } else {
            read.push(phase);
        }
    }
    read.into_iter().collect::<Option<Vec<_>>>().map(Cadence::Phases)
}

fn phase(reader: &mut Reader<'_>, node: &Node, before: Before) -> Option<Phase> {
    let cadence = leg(reader, node, before);
    let lasts = match node.child(NodeKind::LegLasts) {
        Some(lasts) => Some(self::lasts(reader, lasts)?),
        None => None,
    };
    Some(Phase { cadence: cadence?, lasts })
}

/// `for 4 weeks`, `until 1 year after the start`
fn lasts(reader: &mut Reader<'_>, node: &Node) -> Option<Lasts> {
    match node.child(NodeKind::LastsUntil) {
        Some(until) => duration(reader, until.child(NodeKind::Duration)?).map(Lasts::Until),
        None => duration(reader, node.child(NodeKind::Duration)?).map(Lasts::For),
    }
}

/// Whether a leg goes on for ever, so that nothing behind it is reached.
const fn endless(phase: &Phase) -> bool {
    match phase.cadence {
        Cadence::Every(_) | Cadence::Count(_) | Cadence::Gap(_) => phase.lasts.is_none(),
        Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_)
        | Cadence::All(_)
        | Cadence::First(_)
        | Cadence::AsRequired { .. } => false,
    }
}

fn never_ends(span: Span, cadence: &Cadence) -> Diagnostic {
    let example = match cadence {
        Cadence::Every(every) => format!("every {} for 6 months, then …", every.unit),
        Cadence::Count(_)
        | Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_)
        | Cadence::All(_)
        | Cadence::First(_)
        | Cadence::AsRequired { .. } => "… for 6 months, then …".to_owned(),
    };
    Diagnostic::new(codes::VAGUE_CADENCE, "this does not say how long it goes on before the next rhythm begins")
        .at(span, "for how long?")
        .help(format!("write how long it lasts: `{example}`"))
}

/// One rhythm with what stands behind its commas.
fn leg(reader: &mut Reader<'_>, node: &Node, before: Before) -> Option<Cadence> {
    let mut cadence = unmodified(reader, node.only()?, before)?;
    for modifier in node.children_of(NodeKind::Modifier) {
        let Some(written) = modifier.only() else { continue };
        if modify(reader, &mut cadence, written).is_none() {
            reader.find(out_of_place(reader.slice(written), written));
        }
    }
    Some(on_each_day(reader, cadence, node))
}

/// `every week on Monday and Friday`: the same rhythm on each of the days.
fn on_each_day(reader: &Reader<'_>, cadence: Cadence, node: &Node) -> Cadence {
    let Cadence::Every(every) = &cadence else { return cadence };
    let rhythm = node.only();
    let inner = rhythm.and_then(|rhythm| rhythm.child(NodeKind::Every));
    let places = [rhythm, inner].into_iter().flatten().filter_map(|rhythm| rhythm.child(NodeKind::Place));
    let days = places.flat_map(|place| place.children_of(NodeKind::Weekday)).skip(1);
    let others = days.filter_map(|day| weekday(reader, day)).map(|day| {
        let place = Some(Place::Nth(Ordinal::Nth(1), DayKind::Weekday(day)));
        Cadence::Every(Every { place, ..every.clone() })
    });
    let others: Vec<Cadence> = others.collect();
    if others.is_empty() {
        return cadence;
    }
    Cadence::All(Union::of(std::iter::once(cadence).chain(others).collect()))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
fn unmodified(reader: &mut Reader<'_>, node: &Node, before: Before) -> Option<Cadence> {
    match node.kind {
        NodeKind::Every => started(reader, node, before).map(Cadence::Every),
        NodeKind::Count => count(reader, node, before).map(Cadence::Count),
        NodeKind::Gap => gap(reader, node),
        NodeKind::AtEach => Some(Cadence::Event(reader.refer(node.child(NodeKind::Id)?, &[Kind::Event]).name)),
        NodeKind::WithinOf => within(reader, node, before),
        NodeKind::Placed => placed(reader, node, before).map(Cadence::Every),
        NodeKind::OnDate => once(reader, node.child(NodeKind::Date)?),
        NodeKind::YearlyOn => {
            let (month, day) = day_and_month(reader, node.child(NodeKind::DayAndMonth)?)?;
            let place = Some(Place::DayOf { month, day });
            Some(Cadence::Every(Every { place, ..Every::plain(PeriodUnit::Year) }))
        }
        NodeKind::InMonths => {
            let months = months(reader, node.child(NodeKind::Months)?);
            let place = match node.child(NodeKind::Place) {
                Some(written) => Some(place(reader, written, PeriodUnit::Month)?),
                None => None,
            };
            Some(Cadence::Every(Every { months, place, ..Every::plain(PeriodUnit::Month) }))
        }
        _ => None,
    }
}

fn started(reader: &mut Reader<'_>, node: &Node, before: Before) -> Option<Every> {
    match before {
        Before::Nothing => anchored(reader, node),
        Before::AnotherLeg => rhythm::every(reader, node),
    }
}

fn count(reader: &mut Reader<'_>, node: &Node, before: Before) -> Option<Count> {
    let quantity = quantity(reader, node.child(NodeKind::Quantity)?);
    let every = started(reader, node.child(NodeKind::Every)?, before);
    Some(Count { quantity: quantity?.value, every: every?, apart: None })
}

/// `on the last Friday of every term`
fn placed(reader: &mut Reader<'_>, node: &Node, before: Before) -> Option<Every> {
    let written = node.child(NodeKind::Place)?;
    let period = node.child(NodeKind::Every)?;
    let mut every = started(reader, period, before)?;
    let place = place(reader, written, every.unit)?;
    if let Some(second) = period.child(NodeKind::Place).filter(|_| every.place.is_some()) {
        reader.find(
            Diagnostic::new(codes::FIXED_TWICE, "this rhythm names its day twice")
                .at(second.span, "named again here")
                .and(written.span, "first named here")
                .help("keep one of the two"),
        );
        return None;
    }
    every.place = Some(place);
    Some(every)
}

/// `never more than 6 months apart`: from a fixed start, or for each holder, it is a rhythm of that length. Its dates
/// are the latest that will do: they move backwards, the next ones are counted from where they went, and what a shorter
/// month lacks is its last day.
fn gap(reader: &mut Reader<'_>, node: &Node) -> Option<Cadence> {
    let written = node.child(NodeKind::Duration)?;
    let length = duration(reader, written)?;
    let individual = node.child(NodeKind::Individual).map(|each| rhythm::individual(reader, each));
    let anchor = match node.child(NodeKind::Anchor) {
        Some(anchor) => Some(rhythm::anchor(reader, anchor)?),
        None => None,
    };
    if individual.is_none() && anchor.is_none() {
        return Some(Cadence::Gap(length));
    }
    let Some(unit) = stepped(length) else {
        reader.find(
            Diagnostic::new(codes::WRONG_UNIT, "a rhythm cannot be counted in hours")
                .at(written.span, "days or longer are meant")
                .help("write the length in days, working days, weeks or months"),
        );
        return None;
    };
    let anchor = anchor.unwrap_or(Anchor::Completion);
    let (moved, short) = (Some(Move::Before), ShortMonth::LastDay);
    let distance = true;
    Some(Cadence::Every(Every { step: length.count, anchor, individual, moved, short, distance, ..Every::plain(unit) }))
}

/// The period that a length of time is a number of.
const fn stepped(length: Duration) -> Option<PeriodUnit> {
    match length.unit {
        DurationUnit::Hour => None,
        DurationUnit::Day => Some(PeriodUnit::Day),
        DurationUnit::WorkingDay => Some(PeriodUnit::WorkingDay),
        DurationUnit::Week => Some(PeriodUnit::Week),
        DurationUnit::Month => Some(PeriodUnit::Month),
        DurationUnit::Quarter => Some(PeriodUnit::Quarter),
        DurationUnit::Term => Some(PeriodUnit::Term),
        DurationUnit::Year => Some(PeriodUnit::Year),
    }
}

fn within(reader: &mut Reader<'_>, node: &Node, before: Before) -> Option<Cadence> {
    let written = node.child(NodeKind::Duration)?;
    let duration = duration(reader, written)?;
    if let Some(event) = node.child(NodeKind::Id) {
        let of = Some(reader.refer(event, &[Kind::Event]).name);
        return Some(Cadence::Within { duration, of });
    }
    if before == Before::Nothing {
        let length = reader.slice(written);
        reader.find(
            Diagnostic::new(codes::UNANCHORED_INTERVAL, "this does not say from when it is counted")
                .at(node.span, "nothing comes before it here")
                .help(format!(
                    "name the event it is counted from: `within {length} of case-opened`; \
                     or write `never more than {length} apart`, if it goes on and on"
                )),
        );
        return None;
    }
    Some(Cadence::Within { duration, of: None })
}

/// A single day; a whole month is none.
fn once(reader: &mut Reader<'_>, node: &Node) -> Option<Cadence> {
    if node.child(NodeKind::MonthOfYear).is_some() {
        let written = reader.slice(node);
        reader.find(
            Diagnostic::new(codes::VAGUE_CADENCE, format!("`on {written}` does not say on which day"))
                .at(node.span, "which day?")
                .help(format!("write the day: `on 1 {written}`")),
        );
        return None;
    }
    date(reader, node, DateEdge::First).map(|date| Cadence::Once(date.value))
}

fn modify(reader: &mut Reader<'_>, cadence: &mut Cadence, node: &Node) -> Option<()> {
    match cadence {
        // What left days or months out would not keep a distance.
        Cadence::Every(every) if every.distance && matches!(node.kind, NodeKind::Excepting | NodeKind::ShortMonth) => {
            None
        }
        Cadence::Every(every) => rhythm::modify(reader, every, node),
        Cadence::Count(count) if node.kind == NodeKind::Apart => {
            count.apart = duration(reader, node.child(NodeKind::Duration)?);
            Some(())
        }
        Cadence::Count(count) => rhythm::modify(reader, &mut count.every, node),
        Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_)
        | Cadence::All(_)
        | Cadence::First(_)
        | Cadence::AsRequired { .. } => None,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the others all go with any `every …`")]
fn out_of_place(written: &str, node: &Node) -> Diagnostic {
    let help = match node.kind {
        NodeKind::Apart => "it goes with a number of times: `2 in every term, at least 2 weeks apart`",
        NodeKind::ReviewAt => "it goes with a rhythm for each holder: `every year for each role from their start`",
        _ => "it goes with `every …` only; leave it out here, or write the rhythm as `every …`",
    };
    let message = format!("`{written}` says nothing about this kind of rhythm");
    Diagnostic::new(codes::VALUE_NOT_UNDERSTOOD, message).at(node.span, "this does not fit here").help(help)
}
