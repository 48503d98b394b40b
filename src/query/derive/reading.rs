//! Readings: the times that a measure is taken, each with the days whose rows count.

use super::Window;
use super::draft::Scene;
use crate::calendar::{Cadence, Date, Period, PeriodUnit, occurrences};
use crate::query::{Field, Kind, Literal, Step, Unsayable};

/// The column with the number of a reading; no column of a record has a name like it.
pub(super) const NUMBER: &str = "at_reading";

/// How far back the readings of a rhythm are looked for: long enough for the one before the first.
const BEFORE: u64 = 800;

/// One time that the figure is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// `2017-05`; `None` where it has no period.
    pub(super) label: Option<String>,
    /// The first day whose rows count.
    pub(super) opens: Date,
    /// The last such day.
    pub(super) last: Date,
    /// The day it is taken: the last one, or the one that is looked at where that comes first.
    pub(super) taken: Date,
}

/// The readings of the periods that have a day in the window, with so many before the first.
pub(super) fn of_periods(scene: &Scene<'_>, unit: PeriodUnit, before: u32) -> Vec<Reading> {
    let (calendar, Window { from, as_of }) = (&scene.model.calendar, scene.window);
    let mut first = calendar.periods(unit, from, as_of).next();
    for _ in 0..before {
        first = first.and_then(|period| calendar.period_before(&period).or(Some(period)));
    }
    let since = first.map_or(from, |period| period.from);
    calendar.periods(unit, since, as_of).map(|period| reading(&period, (period.from, period.to), as_of)).collect()
}

/// The one reading of what has no past.
pub(super) fn of_the_present(scene: &Scene<'_>, unit: Option<PeriodUnit>) -> Reading {
    let Window { from, as_of } = scene.window;
    match unit.and_then(|unit| scene.model.calendar.period_containing(unit, as_of)) {
        Some(period) => Reading { label: Some(period.label), opens: period.from, last: as_of, taken: as_of },
        None => Reading { label: None, opens: from, last: as_of, taken: as_of },
    }
}

/// The one reading of what is taken of all rows there are.
pub(super) fn of_all(window: Window) -> Reading {
    let opens = Date::from_ymd_opt(1900, 1, 1).unwrap_or(window.from);
    Reading { label: None, opens, last: window.as_of, taken: window.as_of }
}

/// The list of the readings: `at_reading`, `period`, `opens`, `last_day`, `taken_on`, and what `more` gives.
pub(super) fn list(
    readings: &[Reading],
    further: Vec<Field>,
    more: impl Fn(&Reading) -> Result<Vec<Literal>, Unsayable>,
) -> Result<Step, Unsayable> {
    let mut fields = vec![Field::new(NUMBER, Kind::Whole), Field::new("period", Kind::Text)];
    fields.extend(["opens", "last_day", "taken_on"].map(|name| Field::new(name, Kind::Date)));
    fields.extend(further);
    let rows = (1..).zip(readings).map(|(number, reading)| {
        let label = reading.label.clone().map_or(Ok(Literal::empty(Kind::Text)), Literal::text)?;
        let mut row = vec![Literal::whole(number), label];
        for day in [reading.opens, reading.last, reading.taken] {
            row.push(Literal::date(day)?);
        }
        row.extend(more(reading)?);
        Ok(row)
    });
    let rows = rows.collect::<Result<Vec<_>, Unsayable>>()?;
    Ok(Step::rows("reading_list", "The readings: the days whose rows count, and the day each is taken.", fields, rows))
}

fn reading(period: &Period, (opens, last): (Date, Date), as_of: Date) -> Reading {
    Reading { label: Some(period.label.clone()), opens, last, taken: last.min(as_of) }
}

/// The readings of a rhythm, each from the day after the one before.
pub(super) fn of_rhythm(scene: &Scene<'_>, when: &Cadence, before: u32) -> Vec<Reading> {
    let Window { from, as_of } = scene.window;
    let far = chrono::Days::new(BEFORE);
    let (start, end) = (from.checked_sub_days(far).unwrap_or(from), as_of.checked_add_days(far).unwrap_or(as_of));
    let mut all = Vec::new();
    let mut opens = None;
    for one in occurrences(when, &scene.model.calendar, start, end) {
        let first = opens.unwrap_or(one.period.from).min(one.nominal);
        all.push(reading(&one.period, (first, one.nominal), as_of));
        opens = one.nominal.succ_opt();
    }
    let first = all.iter().position(|reading| reading.last >= from).unwrap_or(all.len());
    let skipped = first.saturating_sub(usize::try_from(before).unwrap_or(usize::MAX));
    all.into_iter().skip(skipped).filter(|reading| reading.opens <= as_of).collect()
}

/// The period that a word of a `by` list names. Working days are no periods that a figure is taken for.
pub(super) fn unit_of(word: &str) -> Option<PeriodUnit> {
    PeriodUnit::named(word).filter(|unit| *unit != PeriodUnit::WorkingDay)
}
