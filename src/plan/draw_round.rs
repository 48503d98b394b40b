//! The round of a rule that a month's draw is for.

use std::collections::BTreeMap;

use chrono::Datelike;

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
    let near = of_obligations(model, &works(model, [obligation]), reach(from, -400)?, reach(to, 800)?);
    let holds = near.iter().find(|one| (one.period.from..=one.period.to).contains(&from));
    let begins = || near.iter().find(|one| (from..=to).contains(&one.period.from));
    let due = || near.iter().find(|one| (from..=to).contains(&one.due));
    holds.or_else(begins).or_else(due).cloned()
}

/// Every round for which cases are drawn in those months, in the order of the months and then as the rules are written. A
/// round whose period lies in one month is drawn for in that month, one of a longer period in the month in which it is due.
#[must_use]
pub fn rounds_of_months(model: &Model, from: Date, to: Date) -> Vec<(&Obligation, Occurrence)> {
    let drawing: Vec<&Obligation> = model.obligations.iter().filter(|one| one.draw.is_some()).collect();
    let places: BTreeMap<&str, usize> =
        drawing.iter().enumerate().map(|(place, one)| (one.id.as_str(), place)).collect();
    let (Some(first), Some(last)) = (reach(from, -MARGIN), reach(to, MARGIN)) else { return Vec::new() };
    let mut rounds: Vec<(Date, usize, Occurrence)> =
        of_obligations(model, &works(model, drawing.iter().copied()), first, last)
            .into_iter()
            .filter_map(|one| {
                let day = drawn_on(&one);
                let place = *places.get(one.obligation.as_str())?;
                (from..=to).contains(&day).then_some((day.with_day(1).unwrap_or(day), place, one))
            })
            .collect();
    rounds.sort_by_key(|one| (one.0, one.1, one.2.due));
    let rounds = rounds.into_iter().filter_map(|(_, place, one)| Some((drawing.get(place).copied()?, one)));
    rounds.collect()
}

fn reach(date: Date, days: i64) -> Option<Date> {
    date.checked_add_signed(chrono::TimeDelta::try_days(days)?)
}

/// How far the due date of a round can be from the month that it is drawn for, in days.
const MARGIN: i64 = 400;

/// A day of the month in which a round is drawn for.
fn drawn_on(one: &Occurrence) -> Date {
    let month = |date: Date| (date.year(), date.month());
    if month(one.period.from) == month(one.period.to) { one.period.from } else { one.due }
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
