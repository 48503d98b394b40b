//! Distances: `never more than 4 weeks apart from 5 January 2026`, planned as late as they can be kept.
//!
//! Dates are counted from the start while they stay where they are, so that month ends never drift. A date that is moved
//! off a day that is not worked is a new start: what counts is the day it is really done on.

use super::rhythm::{self, Round, start_day};
use super::{Anchor, Calendar, Date, Every, Move, PeriodUnit, ShortMonth};

/// The rounds whose nominal day is in `from..=to`, each with the day it is moved to, looked at from the start on: every
/// move counts for all that come after it. They are numbered from the start, which is 0.
pub(super) fn rounds(every: &Every, calendar: &Calendar, from: Date, to: Date) -> Vec<(Round, Date)> {
    let mut part = Every { short: ShortMonth::LastDay, ..every.clone() };
    let mut found = Vec::new();
    let (mut ordinal, mut before) = (0, None);
    while let Some(start) = start_day(&part).filter(|_| rhythm::has_dates(&part)) {
        let mut restart = None;
        // What a part starts with is the last day of the one before it.
        let known = usize::from(before.is_some());
        for round in rhythm::rounds(&part, calendar, start, to).skip(known) {
            let effective = near_enough(&round, &part, before, calendar);
            if round.nominal >= from {
                found.push((Round { ordinal, ..round }, effective));
            }
            ordinal += 1;
            before = Some(effective);
            // Terms differ in length: their distance is kept by terms, wherever in them the days are.
            if effective != round.nominal && part.unit != PeriodUnit::Term {
                restart = Some(effective);
                break;
            }
        }
        let Some(day) = restart else { break };
        part.anchor = Anchor::From(day);
    }
    found
}

/// The day after any move. A move forwards would break the distance; where no day that is worked is left in it, the day
/// stays. The first has nothing before it to be too far from.
fn near_enough(round: &Round, every: &Every, before: Option<Date>, calendar: &Calendar) -> Date {
    let wished = round.effective(every, calendar);
    let Some(before) = before else { return wished };
    let day = if wished > round.nominal { calendar.adjust(round.nominal, Move::Before) } else { wished };
    if day > before { day } else { round.nominal }
}
