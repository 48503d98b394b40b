//! Where in a period a date lies, and where it goes when that is no working day.

use super::super::reader::Reader;
use super::day::{day_and_month, month, weekday};
use crate::calendar::{DayKind, Move, Ordinal, PeriodUnit, Place};
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::{Node, NodeKind};

/// `on the last Friday`, `at the start`, `on 31 May`, in a period of that sort.
#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
pub(super) fn place(reader: &mut Reader<'_>, node: &Node, period: PeriodUnit) -> Option<Place> {
    let written = node.only()?;
    let place = match written.kind {
        NodeKind::AtTheStart => Place::Start,
        NodeKind::AtTheEnd => Place::End,
        NodeKind::TheNth => the_nth(reader, written, period)?,
        NodeKind::Weekday => on_weekday(reader, written, period)?,
        NodeKind::Month => Place::In(month(reader, written)?),
        NodeKind::DayAndMonth => {
            let (month, day) = day_and_month(reader, written)?;
            Place::DayOf { month, day }
        }
        _ => return None,
    };
    if names_a_month(place) && !is_year(period) {
        reader.find(
            Diagnostic::new(codes::WRONG_UNIT, format!("a day of one month cannot lie in every {period}"))
                .at(node.span, "this comes once in a year")
                .help("write `every year` for it, or a day that every period has, such as `on the last working day`"),
        );
        return None;
    }
    Some(place)
}

const fn names_a_month(place: Place) -> bool {
    match place {
        Place::NthIn(..) | Place::DayOf { .. } | Place::In(_) => true,
        Place::Nth(..) | Place::Start | Place::End => false,
    }
}

const fn is_year(period: PeriodUnit) -> bool {
    matches!(period, PeriodUnit::Year | PeriodUnit::FinancialYear | PeriodUnit::AcademicYear)
}

fn the_nth(reader: &mut Reader<'_>, node: &Node, period: PeriodUnit) -> Option<Place> {
    let kind = match node.child(NodeKind::DayKind) {
        Some(kind) => day_kind(reader, kind)?,
        None => DayKind::Any,
    };
    let written = node.child(NodeKind::Ordinal)?;
    match node.child(NodeKind::Month) {
        Some(month) => {
            let ordinal = ordinal(reader, written, kind, PeriodUnit::Month)?;
            Some(Place::NthIn(ordinal, kind, self::month(reader, month)?))
        }
        None => Some(Place::Nth(ordinal(reader, written, kind, period)?, kind)),
    }
}

/// A bare `on Friday` is one day of a week, and no certain day of anything longer.
fn on_weekday(reader: &mut Reader<'_>, node: &Node, period: PeriodUnit) -> Option<Place> {
    let day = weekday(reader, node)?;
    if period == PeriodUnit::Week {
        return Some(Place::Nth(Ordinal::Nth(1), DayKind::Weekday(day)));
    }
    let written = reader.slice(node);
    reader.find(
        Diagnostic::new(codes::VAGUE_CADENCE, format!("`on {written}` does not say which {written} of the {period}"))
            .at(node.span, "which one?")
            .help(format!("write `on the first {written}` or `on the last {written}`; or `every week on {written}`")),
    );
    None
}

/// `working day`, `Friday`, `day`
pub(super) fn day_kind(reader: &Reader<'_>, node: &Node) -> Option<DayKind> {
    if node.child(NodeKind::WorkingDay).is_some() {
        return Some(DayKind::Working);
    }
    match node.child(NodeKind::Weekday) {
        Some(day) => weekday(reader, day).map(DayKind::Weekday),
        None => Some(DayKind::Any),
    }
}

/// `first`, `second last`, `15th`, of the days of that kind in that period; one that no such period has is a finding.
pub(super) fn ordinal(reader: &mut Reader<'_>, node: &Node, kind: DayKind, period: PeriodUnit) -> Option<Ordinal> {
    const WORDS: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];
    if node.child(NodeKind::SecondLast).is_some() {
        return Some(Ordinal::Last(2));
    }
    if node.child(NodeKind::Last).is_some() {
        return Some(Ordinal::Last(1));
    }
    let written = reader.slice(node);
    let by_word = WORDS.iter().zip(1..).find(|(word, _)| **word == written).map(|(_, number)| number);
    let number: u8 = match by_word {
        Some(number) => number,
        None => written.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()).parse().ok()?,
    };
    let most = most(kind, period);
    if number == 0 || most.is_some_and(|most| number > most) {
        reader.find(no_such_ordinal(written, number, most, kind, period).at(node.span, "no such day"));
        return None;
    }
    Some(Ordinal::Nth(number))
}

fn no_such_ordinal(written: &str, number: u8, most: Option<u8>, kind: DayKind, period: PeriodUnit) -> Diagnostic {
    let what = match kind {
        DayKind::Any => "day".to_owned(),
        DayKind::Working => "working day".to_owned(),
        DayKind::Weekday(_) => "such day of the week".to_owned(),
    };
    let message = match most {
        Some(most) if number > 0 => format!("no {period} has a {written} {what}: it has {most} at most"),
        _ => format!("there is no {written} {what}: counting starts with the first"),
    };
    Diagnostic::new(codes::IMPOSSIBLE_FIGURE, message)
        .help("write a day that the period has, or count from its end: `on the last working day`")
}

/// The most days of a kind that a period can have, where it is short enough for a limit to be of use.
const fn most(kind: DayKind, period: PeriodUnit) -> Option<u8> {
    match (period, kind) {
        (PeriodUnit::Month, DayKind::Any) => Some(31),
        (PeriodUnit::Month, DayKind::Working) => Some(31),
        (PeriodUnit::Month, DayKind::Weekday(_)) => Some(5),
        (PeriodUnit::Week, DayKind::Any | DayKind::Working) => Some(7),
        (PeriodUnit::Week | PeriodUnit::Day | PeriodUnit::WorkingDay, DayKind::Weekday(_)) => Some(1),
        (PeriodUnit::Day | PeriodUnit::WorkingDay, DayKind::Any | DayKind::Working) => Some(1),
        (
            PeriodUnit::Quarter
            | PeriodUnit::HalfYear
            | PeriodUnit::Term
            | PeriodUnit::Year
            | PeriodUnit::FinancialYear
            | PeriodUnit::AcademicYear,
            DayKind::Any | DayKind::Working | DayKind::Weekday(_),
        ) => None,
    }
}

/// `moved to the next working day`, `not moved`
pub(in super::super) fn moved(node: &Node) -> Move {
    match node.only().map(|how| how.kind) {
        Some(NodeKind::ToNext) => Move::Next,
        Some(NodeKind::ToBefore) => Move::Before,
        Some(NodeKind::NextInMonth) => Move::NextInMonth,
        Some(NodeKind::BeforeInMonth) => Move::BeforeInMonth,
        Some(NodeKind::ToNearest) => Move::Nearest,
        _ => Move::Stay,
    }
}
