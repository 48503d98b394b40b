//! By when: deadlines.

use super::super::reader::Reader;
use super::amount::{duration, period};
use super::day::{DateEdge, date, day_and_month};
use super::place::{day_kind, ordinal};
use crate::calendar::{DayKind, Deadline, Duration, DurationUnit, Moment, Ordinal};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Kind;
use crate::syntax::{Node, NodeKind};
use crate::text::Spanned;

/// What a deadline can be counted from, by name.
const MOMENTS: &[Kind] = &[Kind::Event, Kind::Audit, Kind::Meeting, Kind::Report, Kind::Duty, Kind::Feedback];

/// `within 10 working days of completion`, `the sooner of … and …`
#[expect(clippy::wildcard_enum_match_arm, reason = "what is left is a single deadline")]
pub(in super::super) fn deadline(reader: &mut Reader<'_>, node: &Node) -> Option<Spanned<Deadline>> {
    let written = node.only()?;
    let deadline = match written.kind {
        NodeKind::SoonerOf => Deadline::SoonerOf(several(reader, written)?),
        NodeKind::LaterOf => Deadline::LaterOf(several(reader, written)?),
        _ => one(reader, written)?,
    };
    let still = node.child(NodeKind::NotMoved).is_some();
    let deadline = if still { Deadline::NotMoved(Box::new(deadline)) } else { deadline };
    Some(Spanned::new(deadline, node.span))
}

fn several(reader: &mut Reader<'_>, node: &Node) -> Option<Vec<Deadline>> {
    let parts: Vec<_> = node.children_of(NodeKind::OneDeadline).map(|part| one(reader, part)).collect();
    parts.into_iter().collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
fn one(reader: &mut Reader<'_>, node: &Node) -> Option<Deadline> {
    let written = node.only()?;
    match written.kind {
        NodeKind::Within => within(reader, written),
        NodeKind::Before => before(reader, written),
        NodeKind::By => by(reader, written.only()?),
        NodeKind::TimeAfter => time_after(reader, written),
        NodeKind::TheDayOf => {
            let moment = moment(reader, written.child(NodeKind::Moment)?)?;
            Some(Deadline::At { after: None, moment })
        }
        NodeKind::NextWithout => period(reader, written.child(NodeKind::Period)?).map(Deadline::NextWithout),
        NodeKind::SameDay => Some(Deadline::SameDay),
        NodeKind::SameWorkingDay => Some(Deadline::SameWorkingDay),
        NodeKind::ClockWord => clock(reader, written),
        _ => None,
    }
}

fn within(reader: &mut Reader<'_>, node: &Node) -> Option<Deadline> {
    let duration = duration(reader, node.child(NodeKind::Duration)?);
    let after = node.child(NodeKind::Moment).map(|written| moment(reader, written));
    counted(reader, node, duration?, Deadline::Within { duration: duration?, after: given(after)? })
}

fn before(reader: &mut Reader<'_>, node: &Node) -> Option<Deadline> {
    let duration: Option<Option<Duration>> = node.child(NodeKind::Duration).map(|written| duration(reader, written));
    let moment = moment(reader, node.child(NodeKind::Moment)?);
    let (duration, moment) = (given(duration)?, moment?);
    let deadline = Deadline::Before { duration, moment };
    match duration {
        Some(duration) => counted(reader, node, duration, deadline),
        None => Some(deadline),
    }
}

/// `15 working days after decision-issued`
fn time_after(reader: &mut Reader<'_>, node: &Node) -> Option<Deadline> {
    let duration = duration(reader, node.child(NodeKind::Duration)?);
    let moment = moment(reader, node.child(NodeKind::Moment)?);
    counted(reader, node, duration?, Deadline::At { after: Some(duration?), moment: moment? })
}

/// `…, counting that day`. What ends on the same day of another month, or at an hour, has no first day to count.
fn counted(reader: &mut Reader<'_>, node: &Node, duration: Duration, deadline: Deadline) -> Option<Deadline> {
    let Some(said) = node.child(NodeKind::ThatDay) else { return Some(deadline) };
    match duration.unit {
        DurationUnit::Day | DurationUnit::WorkingDay | DurationUnit::Week => {
            Some(Deadline::CountingThatDay(Box::new(deadline)))
        }
        DurationUnit::Hour | DurationUnit::Month | DurationUnit::Quarter | DurationUnit::Term | DurationUnit::Year => {
            reader.find(
                Diagnostic::new(codes::WRONG_UNIT, format!("`{duration}` is not counted day by day"))
                    .at(said.span, "no first day can be counted or left out")
                    .help("write the time in days, working days or weeks; or leave `counting that day` out"),
            );
            None
        }
    }
}

/// A part that may be left out, but not be wrong: `None` where it was wrong.
fn given<T>(part: Option<Option<T>>) -> Option<Option<T>> {
    part.map_or(Some(None), |read| read.map(Some))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
fn by(reader: &mut Reader<'_>, node: &Node) -> Option<Deadline> {
    let next = node.child(NodeKind::Next).is_some();
    match node.kind {
        NodeKind::ByNextDay => {
            Some(Deadline::Within { duration: Duration { count: 1, unit: DurationUnit::WorkingDay }, after: None })
        }
        NodeKind::ByEndOf => {
            let of = period(reader, node.child(NodeKind::Period)?)?;
            Some(Deadline::By { ordinal: Ordinal::Last(1), kind: DayKind::Any, of, next })
        }
        NodeKind::ByNthOf => {
            let of = period(reader, node.child(NodeKind::Period)?)?;
            let kind = day_kind(reader, node.child(NodeKind::DayKind)?)?;
            let ordinal = ordinal(reader, node.child(NodeKind::Ordinal)?, kind, of)?;
            Some(Deadline::By { ordinal, kind, of, next })
        }
        NodeKind::Date => date(reader, node, DateEdge::Last).map(|date| Deadline::On(date.value)),
        NodeKind::DayAndMonth => {
            let (month, day) = day_and_month(reader, node)?;
            Some(Deadline::OnDay { month, day })
        }
        _ => None,
    }
}

/// A word for haste: a declared clock. One that is nobody's slip of the pen needs declaring, not mending.
fn clock(reader: &mut Reader<'_>, node: &Node) -> Option<Deadline> {
    let word = reader.slice(node);
    match reader.names.resolve(word, node.span, &[Kind::Clock]) {
        Ok(_) => Some(Deadline::Clock(word.to_owned())),
        Err(finding) if finding.code == codes::UNKNOWN_NAME && finding.fixes.is_empty() => {
            reader.find(
                Diagnostic::new(codes::WORD_WITHOUT_CLOCK, format!("nobody has said how long `{word}` is"))
                    .at(node.span, "by when is that?")
                    .help(format!(
                        "write the time out, such as `within 1 working day`; or declare the word once: \
                         `clock {word} {{ within: on the same working day }}`"
                    )),
            );
            None
        }
        Err(finding) => {
            reader.find(*finding);
            None
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
fn moment(reader: &mut Reader<'_>, node: &Node) -> Option<Moment> {
    let written = node.only()?;
    match written.kind {
        NodeKind::Completion => Some(Moment::Completion),
        NodeKind::TheMeeting => Some(Moment::Meeting),
        NodeKind::StartOf => period(reader, written.child(NodeKind::Period)?).map(Moment::Start),
        NodeKind::EndOf => period(reader, written.child(NodeKind::Period)?).map(Moment::End),
        NodeKind::Id => Some(Moment::Named(reader.refer(written, MOMENTS).name)),
        _ => None,
    }
}
