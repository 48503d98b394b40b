//! Lowering of everything that is about time: days, months, lengths, numbers of things, rhythms and deadlines.
//!
//! It turns nodes into calendar values and says what is wrong with them. It must not compute a date.

mod amount;
mod cadence;
mod day;
mod deadline;
mod place;
mod rhythm;
mod vague;

pub(super) use amount::{duration, period, positive, quantity};
pub(super) use cadence::{cadence, event_condition, rhythm_of};
pub(super) use day::{DateEdge, date, date_range, day_and_month, month, months, weekday, year};
pub(super) use deadline::deadline;
pub(super) use place::moved;
pub(super) use rhythm::anchored as every;

#[cfg(test)]
mod tests;
