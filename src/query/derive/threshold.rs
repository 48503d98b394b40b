//! Bounds that were crossed: the figure of each period that is over, by group, and whether those who have to be told of a
//! crossing were told in time.
//!
//! A bound is crossed on the last day of the last of the periods that it asks for, which lie one behind the other. A
//! period without a figure breaks the run.

use super::answer::{self, Answered};
use super::done::Shown;
use super::draft::{Draft, Scene, column, day, key};
use super::measure::Measured;
use super::period::party_list;
use super::reading::{NUMBER, Reading, list};
use crate::calendar::{Date, PeriodUnit, Situation, due};
use crate::model::evidence::Threshold;
use crate::model::value::{Bound, BoundFigure, BoundSide};
use crate::model::{Declaration, Obligation};
use crate::plan::{deadline_words, listed};
use crate::query::{Comparison, Field, Kind, Literal, Order, Predicate, Select, Source, Step, Unsayable, Value};

/// The threshold that is asked about.
struct Watched<'a> {
    scene: &'a Scene<'a>,
    measured: Measured<'a>,
    bound: &'a Bound,
    /// How many periods running.
    periods: u32,
    readings: Vec<Reading>,
    /// By when it is told, in words.
    within: String,
}

/// What is asked, and what a crossing starts besides.
pub(super) fn meaning(scene: &Scene<'_>, threshold: &Threshold) -> String {
    let asked = "Each time that the bound was crossed: whether those who have to be told were told in time.";
    let started: Vec<String> = threshold.then.iter().map(|then| format!("“{}”", scene.model.title(then))).collect();
    match started.as_slice() {
        [] => asked.to_owned(),
        started => format!("{asked} It starts {} too.", listed(started, "and")),
    }
}

/// Asks of each time that a bound was crossed whether those who have to be told were told in time.
pub(super) fn told(
    scene: &Scene<'_>,
    draft: &mut Draft,
    obligation: &Obligation,
    (declaration, threshold): (&Declaration, &Threshold),
) -> Result<Answered, Unsayable> {
    let watched = Watched::of(scene, threshold)?;
    if obligation.recipients.is_empty() {
        return Err(Unsayable::because("it names nobody who is told of it"));
    }
    let shown = Shown::of(scene, obligation)?;
    let parties = shown.parties(obligation);
    let groups = &watched.measured.groups;
    let about = match (groups.is_empty(), &shown.evidence.about) {
        (true, _) => None,
        (false, Some(about)) => Some(about),
        (false, None) => {
            return Err(Unsayable::because(format!(
                "`{}` has no `about-in`, so that its rows do not tell which group they are about",
                shown.kind.name
            )));
        }
    };
    watched.measured.needed(draft);
    let to = shown.evidence.to.as_ref().filter(|_| !parties.is_empty());
    shown.needed(draft, &[about, shown.evidence.planned.as_ref(), to]);
    draft.open(scene)?;

    let listed = draft.add(watched.list(declaration, obligation)?);
    let figures = watched.measured.figures(scene, draft, &watched.readings, &listed)?;
    let crossed = watched.crossed(draft, &figures)?;
    let notices = draft.add(notices(scene, draft, &shown, about, to)?);
    let party = if parties.is_empty() { None } else { Some(draft.add(party_list(&parties)?)) };
    let step = watched.asked(draft, (&crossed, &listed, &notices), party, scene.table(shown.kind.name))?;
    let first = step.source("told");
    let mut select = Select::from(first.clone()).filter(Predicate::equal(first.column("place")?, Value::whole(1))?);
    for name in ["period", "subject", "expected", "due", "done_on", "evidence_table", "evidence_key"] {
        select = select.column(name, first.column(name)?);
    }
    let step =
        draft.add(Step::select("asked", "Each of them, with its last day in time and the day it was done.", select));
    answer::one_by_one(scene, &step)
}

impl<'a> Watched<'a> {
    fn of(scene: &'a Scene<'a>, threshold: &'a Threshold) -> Result<Self, Unsayable> {
        let measure = threshold.measure.as_ref().and_then(|measure| scene.model.target(measure));
        let measure = measure.ok_or_else(|| Unsayable::because("the measure that it watches is not known"))?;
        let measured = Measured::of(scene, measure)?;
        let bound = threshold.bound.as_ref().ok_or_else(|| Unsayable::because("its bound could not be understood"))?;
        let (periods, unit) = bound.running.map_or((1, None), |(periods, unit)| (periods.max(1), Some(unit)));
        if let (Some(own), Some(unit)) = (measured.unit, unit)
            && own != unit
        {
            return Err(Unsayable::because(format!(
                "its bound is on each {unit}, and `{}` is taken for each {own}",
                measure.name.value
            )));
        }
        if periods > 1 && measured.is_of_the_present() {
            return Err(Unsayable::because(format!(
                "`{}` has no past figures, so that nothing tells whether its bound was crossed {periods} times running",
                measure.name.value
            )));
        }
        let as_of = scene.window.as_of;
        let mut readings = measured.readings(scene, unit, periods - 1)?;
        // A period that is not over has no figure yet.
        readings.retain(|reading| reading.last <= as_of);
        let within = threshold.within.as_ref().map(|within| deadline_words(scene.model, &within.value));
        let within = within.unwrap_or_else(|| "at any time".to_owned());
        Ok(Self { scene, measured, bound, periods, readings, within })
    }

    /// The readings, each with when it has to be told and which days tell that a notice without a period is about it.
    fn list(&self, declaration: &Declaration, obligation: &Obligation) -> Result<Step, Unsayable> {
        let days = ["told_from", "told_until", "due"].map(|name| Field::new(name, Kind::Date));
        list(&self.readings, days.to_vec(), |reading| {
            let (from, until) = self.telling(reading);
            let due = self.due(declaration, obligation, reading.taken)?;
            let due = due.map_or(Ok(Literal::empty(Kind::Date)), Literal::date)?;
            Ok(vec![Literal::date(from)?, Literal::date(until)?, due])
        })
    }

    /// What is told between the day of a reading and that of the next is about the first, unless it says otherwise. A
    /// figure of the present is told in the period that it is looked at in.
    fn telling(&self, reading: &Reading) -> (Date, Date) {
        if self.measured.is_of_the_present() {
            return (reading.opens, reading.last);
        }
        let next = self.readings.iter().find(|other| other.taken > reading.taken);
        let until = next.and_then(|next| next.taken.pred_opt()).unwrap_or(self.scene.window.as_of);
        (reading.taken, until)
    }

    /// The last day on which a crossing of that day is told in time.
    fn due(&self, declaration: &Declaration, obligation: &Obligation, taken: Date) -> Result<Option<Date>, Unsayable> {
        let Some(deadline) = obligation.due.as_ref().map(|due| &due.value) else { return Ok(None) };
        let model = self.scene.model;
        let period = model.calendar.period_containing(PeriodUnit::Day, taken);
        let events = |name: &str| (name == declaration.name.value).then_some(taken);
        let clocks = |word: &str| model.clocks.get(word).cloned();
        let day = period.and_then(|period| {
            let at = Situation { nominal: taken, period: &period, completion: None, meeting: None, events: &events };
            due(deadline, &at, &model.calendar, &clocks)
        });
        day.map(|due| Some(due.date)).ok_or_else(|| {
            Unsayable::because(format!("the calendar does not tell which day `{deadline}` is, counted from {taken}"))
        })
    }

    /// The readings that end a run of crossings.
    fn crossed(&self, draft: &mut Draft, figures: &Step) -> Result<Step, Unsayable> {
        let rows = figures.source("figure");
        let mut select = Select::from(rows.clone()).filter(self.beyond(rows.column("value")?)?);
        for name in self.columns() {
            select = select.column(name.clone(), rows.column(&name)?);
        }
        let select = select.column("hundredths", rows.column("value")?.hundredths()?);
        let meaning = "The readings that are beyond the bound.";
        let beyond = draft.add(Step::select("beyond_bound", meaning, select));
        if self.periods == 1 {
            return Ok(beyond);
        }
        let (last, one) = (beyond.source("last"), beyond.source("one"));
        let mut same = Vec::new();
        for name in &self.measured.groups {
            same.push(Predicate::same(column(&one, name)?, column(&last, name)?)?);
        }
        let (number, of_last) = (one.column(NUMBER)?, last.column(NUMBER)?);
        same.push(Predicate::compare(number.clone(), Comparison::AtMost, of_last.clone())?);
        let first = of_last.minus(Value::whole(self.periods.into()))?;
        same.push(Predicate::compare(number, Comparison::More, first)?);
        let mut select = Select::from(last.clone()).join(one, Predicate::all(same));
        for name in self.columns().chain(["hundredths".to_owned()]) {
            let value = last.column(&name)?;
            select = select.group_by(value.clone()).column(name, value);
        }
        let all = Predicate::equal(Value::count_rows(), Value::whole(self.periods.into()))?;
        let meaning = format!("Those that end {} of them running.", self.periods);
        Ok(draft.add(Step::select("run_of_them", meaning, select.having(all))))
    }

    fn columns(&self) -> impl Iterator<Item = String> {
        let own = [NUMBER, "period", "taken_on"].map(str::to_owned).into_iter();
        own.chain(self.measured.groups.iter().map(|name| crate::query::sql_name(name)))
    }

    fn beyond(&self, value: Value) -> Result<Predicate, Unsayable> {
        let limit = match &self.bound.figure {
            BoundFigure::Percent(figure) | BoundFigure::Number(figure) => Value::number(&figure.0)?,
            BoundFigure::Duration(duration) => Value::number(&duration.count.to_string())?,
        };
        let comparison = match self.bound.side {
            BoundSide::Below => Comparison::Less,
            BoundSide::Above => Comparison::More,
            BoundSide::AtLeast => Comparison::AtLeast,
            BoundSide::AtMost => Comparison::AtMost,
            BoundSide::Exactly => Comparison::Equal,
        };
        Predicate::compare(value, comparison, limit)
    }

    /// Each crossing of the window with each party, and the notices of it; the first at place 1.
    fn asked(
        &self,
        draft: &mut Draft,
        (crossed, listed, notices): (&Step, &Step, &Step),
        party: Option<Step>,
        table: String,
    ) -> Result<Step, Unsayable> {
        let (crossing, reading, notice) =
            (crossed.source("crossing"), listed.source("reading"), notices.source("notice"));
        let own = Predicate::equal(reading.column(NUMBER)?, crossing.column(NUMBER)?)?;
        let since = Value::date(self.scene.window.from)?;
        let since = Predicate::compare(crossing.column("taken_on")?, Comparison::AtLeast, since)?;
        let mut select = Select::from(crossing.clone()).join(reading.clone(), own).filter(since);
        let mut within = vec![crossing.column(NUMBER)?];
        let mut same = vec![self.of_reading(&reading, &notice)?];
        let group = self.group(&crossing)?;
        for name in &self.measured.groups {
            within.push(column(&crossing, name)?);
        }
        if let Some(group) = &group {
            same.push(Predicate::same(notice.column("about")?, group.clone())?);
        }
        let mut subject = group.clone();
        if let Some(party) = party {
            let list = party.source("party");
            let name = list.column("party")?;
            select = select.join(list, Predicate::always());
            same.push(Predicate::equal(notice.column("party")?, name.clone())?);
            within.push(name.clone());
            subject = Some(match group {
                Some(group) => Value::joined(vec![group, Value::text(": ")?, name])?,
                None => name,
            });
        }
        let (done_on, row) = (notice.column("done_on")?, notice.column("evidence_key")?);
        let order = vec![Order::ascending(done_on.clone()), Order::ascending(row.clone())];
        let known = Predicate::is_filled(row.clone());
        let table = Value::case(vec![(known, Value::text(table)?)], Value::empty(Kind::Text))?;
        let select = select
            .left_join(notice, Predicate::all(same))
            .column("period", crossing.column("period")?)
            .column("subject", subject.unwrap_or_else(|| Value::empty(Kind::Text)))
            .column("expected", self.expected(&crossing)?)
            .column("due", reading.column("due")?)
            .column("done_on", done_on)
            .column("evidence_table", table)
            .column("evidence_key", row)
            .column("place", Value::row_number(within, order)?);
        let meaning = "Each time that it was crossed, and who was told of it when; the first is at place 1.";
        Ok(draft.add(Step::select("crossing_told", meaning, select)))
    }

    /// Whether a notice is about a reading: by the period it is for, or where it names none by the day it was sent.
    fn of_reading(&self, reading: &Source, notice: &Source) -> Result<Predicate, Unsayable> {
        let between = |day: Value, first: &str, last: &str| -> Result<Predicate, Unsayable> {
            let since = Predicate::compare(day.clone(), Comparison::AtLeast, reading.column(first)?)?;
            Ok(since.and(Predicate::compare(day, Comparison::AtMost, reading.column(last)?)?))
        };
        let planned = notice.column("for_day")?;
        let sent = between(notice.column("done_on")?, "told_from", "told_until")?;
        let unsaid = Predicate::is_empty(planned.clone()).and(sent);
        Ok(between(planned, "opens", "last_day")?.or(unsaid))
    }

    /// The group of a crossing as one text; `None` where the measure has no groups.
    fn group(&self, rows: &Source) -> Result<Option<Value>, Unsayable> {
        let mut parts = Vec::new();
        for name in &self.measured.groups {
            if !parts.is_empty() {
                parts.push(Value::text(" / ")?);
            }
            parts.push(column(rows, name)?.to_text()?);
        }
        match parts.len() {
            0 | 1 => Ok(parts.pop()),
            _ => Value::joined(parts).map(Some),
        }
    }

    /// `told within 10 working days of the end of the quarter; it came to 33.33%`
    fn expected(&self, crossing: &Source) -> Result<Value, Unsayable> {
        let figure = crossing.column("hundredths")?.hundredths_text()?;
        let words = format!("told {}; it came to ", self.within);
        let mut parts = vec![Value::text(words)?, figure];
        if matches!(self.bound.figure, BoundFigure::Percent(_)) {
            parts.push(Value::text("%")?);
        }
        Value::joined(parts)
    }
}

/// The notices that were sent by now: `for_day`, `done_on`, `evidence_key`, and `about` and `party` where they are asked for.
fn notices(
    scene: &Scene<'_>,
    draft: &Draft,
    shown: &Shown<'_>,
    about: Option<&String>,
    to: Option<&String>,
) -> Result<Step, Unsayable> {
    let rows = draft.rows(shown.kind.name, "shown")?;
    let planned = match &shown.evidence.planned {
        Some(planned) => day(&rows, planned)?,
        None => Value::empty(Kind::Date),
    };
    let mut select = shown
        .rows(scene, &rows)?
        .column("for_day", planned)
        .column("done_on", day(&rows, &shown.evidence.done)?)
        .column("evidence_key", key(shown.kind, &rows)?);
    if let Some(about) = about {
        select = select.column("about", column(&rows, about)?.to_text()?);
    }
    if let Some(to) = to {
        select = select.column("party", column(&rows, to)?);
    }
    Ok(Step::select("notice_sent", "Who was told, and when.", select))
}
