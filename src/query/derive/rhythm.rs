//! Rhythms that are each person's own: appraisals, supervision, reviews, counted from that person's start.

use crate::calendar::{Cadence, Count, Union};
use crate::model::{Obligation, Timing};

/// Whether a rule's rhythm is each person's own.
pub(super) fn is_individual(obligation: &Obligation) -> bool {
    matches!(&obligation.timing, Timing::Own(cadence) if of_each(&cadence.value))
}

fn of_each(cadence: &Cadence) -> bool {
    match cadence {
        Cadence::Every(every) | Cadence::Count(Count { every, .. }) => every.individual.is_some(),
        Cadence::All(Union { parts, .. }) | Cadence::First(parts) => parts.iter().any(of_each),
        Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_)
        | Cadence::AsRequired { .. } => false,
    }
}
