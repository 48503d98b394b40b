//! Which meeting takes a report.
//!
//! A report goes `through` a meeting, and the two often keep different time: a quarterly report in a body that meets
//! every other month. The rule, in this order:
//!
//! 1. A report with a deadline that does not speak of the meeting goes to the first meeting on or after that day.
//! 2. One that falls on a day (`every 2 months on the second Wednesday`) goes to the first meeting on or after it.
//! 3. One that falls in a month (`every year in June`, `every month`) goes to the first meeting of that month; in a
//!    month without one, to the first after it.
//! 4. Any other (`every quarter`, `every term`) is about the whole of its period, so it goes to the first meeting on or
//!    after the period's last day.
//!
//! A report that goes through the meeting `before the due date` goes to the last meeting on or before that day.
//!
//! So four quarterly reports fall on four meetings wherever a body meets at least once a quarter. A body that has not
//! begun to meet takes only what falls within one interval before its first meeting: the rest was never its business.

use chrono::Datelike;

use crate::calendar::{Cadence, Count, Date, Every, Occurrence, PeriodUnit, Place, Union};
use crate::model::value::MeetingSide;

/// A day on which a body meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sitting {
    /// The day the rule gives.
    pub(super) nominal: Date,
    /// The day after any move.
    pub(super) date: Date,
}

/// The meeting that takes a report, of those held, which are in the order of their dates; `fixed` is its due date where that does not depend on the meeting.
pub(super) fn taken_by(
    sittings: &[Sitting],
    cadence: &Cadence,
    round: &Occurrence,
    fixed: Option<Date>,
    side: MeetingSide,
) -> Option<Sitting> {
    if side == MeetingSide::Before {
        let last = fixed.unwrap_or(round.effective);
        let later = sittings.partition_point(|sitting| sitting.date <= last);
        return sittings.get(later.checked_sub(1)?).copied();
    }
    let first_since = |day: Date| sittings.get(sittings.partition_point(|sitting| sitting.date < day)).copied();
    if let Some(due) = fixed {
        return first_since(due);
    }
    match aim(cadence, round.period.unit) {
        Aim::Day => first_since(round.nominal.min(round.effective)),
        Aim::Month => {
            let start = round.nominal.with_day(1)?;
            let within = first_since(start).filter(|sitting| sitting.date <= round.nominal);
            within.or_else(|| first_since(round.nominal))
        }
        Aim::Period => first_since(round.period.to),
    }
}

/// Whether the body meets by then: what falls longer before its first meeting than its first two are apart is no
/// matter for it. A body without dates, which is `None`, may meet at any time.
pub(super) fn has_begun(sittings: Option<&[Sitting]>, day: Date) -> bool {
    match sittings {
        None => true,
        Some([]) => false,
        Some([only]) => only.date <= day,
        Some([first, second, ..]) => first.date - day <= second.date - first.date,
    }
}

/// How closely a rhythm says when it falls.
enum Aim {
    /// On a day.
    Day,
    /// Some time in a month.
    Month,
    /// Some time in a longer period.
    Period,
}

/// The aim of the part of a cadence that steps by those periods.
fn aim(cadence: &Cadence, unit: PeriodUnit) -> Aim {
    match cadence {
        Cadence::Every(every) | Cadence::Count(Count { every, .. }) => aim_of(every),
        Cadence::Phases(phases) => of_parts(&mut phases.iter().map(|phase| &phase.cadence), unit),
        Cadence::All(Union { parts, .. }) | Cadence::First(parts) => of_parts(&mut parts.iter(), unit),
        Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::AsRequired { .. } => Aim::Day,
    }
}

fn of_parts(parts: &mut dyn Iterator<Item = &Cadence>, unit: PeriodUnit) -> Aim {
    let steps_by = |every: &Every| every.unit == unit;
    let mut own = parts
        .filter(|part| matches!(part, Cadence::Every(every) | Cadence::Count(Count { every, .. }) if steps_by(every)));
    own.next().map_or(Aim::Day, |part| aim(part, unit))
}

fn aim_of(every: &Every) -> Aim {
    match (every.place, every.unit) {
        (Some(Place::In(_)), _) | (None | Some(Place::End), PeriodUnit::Month) => Aim::Month,
        (Some(Place::Nth(..) | Place::NthIn(..) | Place::DayOf { .. } | Place::Start), _)
        | (_, PeriodUnit::Day | PeriodUnit::WorkingDay | PeriodUnit::Week) => Aim::Day,
        (
            None | Some(Place::End),
            PeriodUnit::Quarter
            | PeriodUnit::HalfYear
            | PeriodUnit::Term
            | PeriodUnit::Year
            | PeriodUnit::FinancialYear
            | PeriodUnit::AcademicYear,
        ) => Aim::Period,
    }
}
