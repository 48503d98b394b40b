//! Which bounds are crossed, and when, by the figures that a scenario gives for measures.

use std::cmp::Ordering;

use crate::calendar::{Calendar, Date};
use crate::model::evidence::Threshold;
use crate::model::scenario::{Happening, Happens};
use crate::model::value::{Bound, BoundFigure, BoundSide, Figure, Literal};
use crate::model::{Construct, DeclId, Model};

/// One figure that a measure came to.
struct Reading<'a> {
    date: Date,
    figure: &'a Figure,
    of: Option<&'a Literal>,
}

/// Each threshold that is crossed, by its id, and the day, in source order.
pub(super) fn crossed<'model>(model: &'model Model, happenings: &[Happening]) -> Vec<(&'model str, Date)> {
    let mut found = Vec::new();
    for declaration in &model.declarations {
        let Construct::Threshold(threshold) = &declaration.construct else { continue };
        let days = days(model, threshold, happenings);
        found.extend(days.into_iter().map(|day| (declaration.name.value.as_str(), day)));
    }
    found
}

/// The days on which the bound has been crossed in as many periods running as it asks for, group by group.
fn days(model: &Model, threshold: &Threshold, happenings: &[Happening]) -> Vec<Date> {
    let (Some(bound), Some(measure)) = (&threshold.bound, threshold.measure.as_ref().and_then(|name| name.target))
    else {
        return Vec::new();
    };
    let mut readings = readings(measure, happenings);
    readings.sort_by_key(|reading| reading.date);
    let sets_off = readings.iter().filter(|reading| running(bound, &model.calendar, &readings, reading));
    sets_off.map(|reading| reading.date).collect()
}

fn readings(of: DeclId, happenings: &[Happening]) -> Vec<Reading<'_>> {
    let readings = happenings.iter().filter_map(|happening| match &happening.what {
        Happens::Measured { measure, figure, of: group } if measure.target == Some(of) => {
            Some(Reading { date: happening.date.value, figure, of: group.as_ref() })
        }
        Happens::Measured { .. } | Happens::Event { .. } | Happens::Answered(_) | Happens::Done(_) => None,
    });
    readings.collect()
}

/// Whether this reading is the last of enough that cross the bound, one in each period without a gap.
fn running(bound: &Bound, calendar: &Calendar, readings: &[Reading<'_>], last: &Reading<'_>) -> bool {
    let Some((periods, unit)) = bound.running else { return crosses(bound, last.figure) };
    let Some(ends) = calendar.period_containing(unit, last.date) else { return false };
    let mut period = Some(ends);
    (0..periods).all(|_| {
        let Some(of) = period.take() else { return false };
        let inside =
            |one: &&Reading<'_>| one.of == last.of && (of.from..=of.to).contains(&one.date) && one.date <= last.date;
        // The last figure of a period is the period's.
        let crossed = readings.iter().rfind(inside).is_some_and(|one| crosses(bound, one.figure));
        period = calendar.period_before(&of);
        crossed
    })
}

fn crosses(bound: &Bound, figure: &Figure) -> bool {
    let limit = match &bound.figure {
        BoundFigure::Percent(limit) | BoundFigure::Number(limit) => limit.0.parse::<f64>().ok(),
        BoundFigure::Duration(duration) => Some(f64::from(duration.count)),
    };
    let order = limit.zip(figure.0.parse::<f64>().ok()).and_then(|(limit, figure)| figure.partial_cmp(&limit));
    match (bound.side, order) {
        (BoundSide::Below, Some(Ordering::Less))
        | (BoundSide::Above, Some(Ordering::Greater))
        | (BoundSide::AtLeast, Some(Ordering::Greater | Ordering::Equal))
        | (BoundSide::AtMost, Some(Ordering::Less | Ordering::Equal))
        | (BoundSide::Exactly, Some(Ordering::Equal)) => true,
        (BoundSide::Below | BoundSide::Above | BoundSide::AtLeast | BoundSide::AtMost | BoundSide::Exactly, _) => false,
    }
}
