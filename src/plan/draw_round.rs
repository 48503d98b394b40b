//! The round of a rule that a month's draw is for.

use super::occurrences::{Occurrence, of_obligations, works};
use super::rounds::Planner;
use crate::calendar::Date;
use crate::model::value::{Draw, DrawSource};
use crate::model::{Construct, Model, Obligation};

/// The draw of an obligation, with its population: of a shared sample, the sample's.
#[derive(Clone, Copy, Debug)]
pub struct DrawOf<'model> {
    /// The id of the obligation, or of the sample it shares.
    pub id: &'model str,
    /// How many, how, from what.
    pub draw: &'model Draw,
}

/// What an obligation draws; `None` where it draws nothing.
#[must_use]
pub fn draw_of<'model>(model: &'model Model, obligation: &'model Obligation) -> Option<DrawOf<'model>> {
    let draw = obligation.draw.as_ref()?;
    Some(DrawOf { id: shared(model, obligation).unwrap_or(&obligation.id), draw })
}

/// The id of the sample that a declaration shares with others.
fn shared<'model>(model: &'model Model, obligation: &Obligation) -> Option<&'model str> {
    let construct = &model.get(obligation.declaration)?.construct;
    let written = if let Construct::Audit(audit) = construct {
        audit.draw.as_ref()
    } else if let Construct::Duty(duty) = construct {
        duty.draw.as_ref()
    } else if let Construct::Feedback(feedback) = construct {
        feedback.draw.as_ref()
    } else {
        None
    };
    let DrawSource::Shared(sample) = &written?.source else { return None };
    Some(&model.target(sample)?.name.value)
}

/// The round whose period holds that month's first day, else the first that is due in the month or whose period begins in
/// it; `None` where the rule does not fall then.
#[must_use]
pub fn round_of_month(model: &Model, obligation: &Obligation, from: Date, to: Date) -> Option<Occurrence> {
    let reach = |date: Date, days: i64| date.checked_add_signed(chrono::TimeDelta::try_days(days)?);
    let near = of_obligations(model, &works(model, [obligation]), reach(from, -400)?, reach(to, 800)?);
    let holds = near.iter().find(|one| (one.period.from..=one.period.to).contains(&from));
    let begins = || near.iter().find(|one| (from..=to).contains(&one.period.from));
    let due = || near.iter().find(|one| (from..=to).contains(&one.due));
    holds.or_else(begins).or_else(due).cloned()
}

/// The day on which the conditions of the population are looked at: what it says itself, else the first day of the round's
/// period.
#[must_use]
pub fn as_at_of(model: &Model, draw: &Draw, round: &Occurrence) -> Date {
    let said = || {
        let DrawSource::Population(population) = &draw.source else { return None };
        let Construct::Population(population) = &model.target(population)?.construct else { return None };
        Planner::new(model).day_for(&population.as_at.as_ref()?.value, round.nominal, &round.period)
    };
    said().unwrap_or(round.period.from)
}
