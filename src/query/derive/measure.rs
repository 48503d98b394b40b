//! Measures: the figure that the records come to, by period and group.
//!
//! A row belongs to the period of the day in its `planned-in` column, else of the day it was done; a length of time to
//! that of the day it ends on. Where the record has no such column, nothing tells what it held in the past: then there
//! is one figure, that of the last day that is looked at.
//!
//! The figure of a period is taken on its last day: what was done later counts as not done yet, and `as-at` is that day.

use super::Window;
use super::draft::{Draft, Kind, Scene, column, day, names_in};
use super::reading::{self, NUMBER, Reading};
use super::statistic::{self, Summary};
use super::worked;
use crate::calendar::{Cadence, DurationUnit, PeriodUnit, is_scheduled};
use crate::model::evidence::Measure;
use crate::model::value::{Condition, Formula, FormulaKind, Path, Subject};
use crate::model::{Construct, Declaration, Model};
use crate::query::Comparison::{AtLeast, AtMost};
use crate::query::binding::Binding;
use crate::query::condition::hangs_on_the_day;
use crate::query::{Heading, Kind as Holds, Order, Predicate, Query, Select, Source, Step, Unsayable, Value, sql_name};

/// A measure, and the record that it is taken from.
pub(super) struct Measured<'a> {
    measure: &'a Measure,
    formula: &'a Formula,
    pub(super) kind: Kind<'a>,
    /// The columns it is told apart by.
    pub(super) groups: Vec<&'a str>,
    /// The periods that it names.
    pub(super) unit: Option<PeriodUnit>,
}

/// Which days the figure of a row counts for.
enum Dated<'a> {
    /// What was to be done on that day, or else was done.
    Work(Vec<&'a str>),
    /// What ended on that day.
    End(&'a str),
    /// Nothing tells.
    Never,
}

impl<'a> Measured<'a> {
    /// The measure of that declaration.
    pub(super) fn of(scene: &Scene<'a>, declaration: &'a Declaration) -> Result<Self, Unsayable> {
        let Construct::Measure(measure) = &declaration.construct else {
            return Err(Unsayable::because(format!("`{}` is no measure", declaration.name.value)));
        };
        let formula = measure.value.as_ref().ok_or_else(|| Unsayable::because("its value could not be understood"))?;
        let over = match &formula.kind {
            FormulaKind::Count(record) | FormulaKind::Share(record, _) => record,
            FormulaKind::Statistic { over, .. } => over,
        };
        let record = over.target.ok_or_else(|| Unsayable::because("the record it is taken from is not known"))?;
        let kind = scene.record(record)?;
        let is_column = |name: &str| kind.record.columns.iter().any(|column| column.name.value == name);
        let (groups, periods): (Vec<&str>, Vec<&str>) =
            formula.by.iter().map(|word| word.value.as_str()).partition(|word| is_column(word));
        let mut units = periods.into_iter().map(|word| reading::unit_of(word).ok_or(word));
        let unit = units.next().transpose().map_err(|word| {
            Unsayable::because(format!("`{word}` is neither a period nor a column of `{}`", kind.name))
        })?;
        if units.next().is_some() {
            return Err(Unsayable::because("it is taken by two kinds of periods at once"));
        }
        Ok(Self { measure, formula, kind, groups, unit })
    }

    /// Says to a draft what will be read.
    pub(super) fn needed(&self, draft: &mut Draft) {
        for name in &self.groups {
            draft.need(self.kind.name, name);
        }
        match self.dated() {
            Dated::Work(columns) => columns.into_iter().for_each(|name| draft.need(self.kind.name, name)),
            Dated::End(name) => draft.need(self.kind.name, name),
            Dated::Never => {}
        }
        for condition in self.conditions() {
            draft.need_condition(self.kind, Some(condition));
        }
        for path in self.paths() {
            draft.need(self.kind.name, &path.column.value);
        }
        // Of a record that is only counted, nothing else may be read.
        draft.need_key(self.kind);
    }

    /// The readings whose last day is in the window or after it, with so many before the first; `unit` is that of the
    /// bound, where the measure itself names no period.
    pub(super) fn readings(
        &self,
        scene: &Scene<'_>,
        unit: Option<PeriodUnit>,
        before: u32,
    ) -> Result<Vec<Reading>, Unsayable> {
        if self.is_of_the_present() {
            if self.unit.is_some() {
                return Err(Unsayable::because(format!(
                    "nothing tells which period a row of `{}` belongs to: it has neither `planned-in` nor `done-in`",
                    self.kind.name
                )));
            }
            return Ok(vec![self.present(scene, unit)]);
        }
        let when = self.measure.when.as_ref().map(|when| &when.value).filter(|when| is_scheduled(when));
        Ok(match (self.unit.or(unit), when) {
            (Some(unit), _) => reading::of_periods(scene, unit, before),
            (None, Some(when)) => reading::of_rhythm(scene, when, before),
            (None, None) => vec![reading::of_all(scene.window)],
        })
    }

    /// The one reading of what has no past.
    fn present(&self, scene: &Scene<'_>, unit: Option<PeriodUnit>) -> Reading {
        let when = self.measure.when.as_ref().map(|when| &when.value);
        let of_rhythm = when.and_then(|when| if let Cadence::Every(every) = when { Some(every) } else { None });
        let of_rhythm = of_rhythm.filter(|every| every.step == 1).map(|every| every.unit);
        reading::of_the_present(scene, unit.or(of_rhythm))
    }

    /// Whether its figures are those of the last day that is looked at alone.
    pub(super) fn is_of_the_present(&self) -> bool {
        matches!(self.dated(), Dated::Never)
    }

    fn dated(&self) -> Dated<'a> {
        if let FormulaKind::Statistic { of: Subject::Between { to, .. }, .. } = &self.formula.kind {
            return Dated::End(&to.column.value);
        }
        let uses = &self.kind.record.uses;
        let columns: Vec<&str> =
            [&uses.planned, &uses.done].into_iter().flatten().map(|column| column.value.as_str()).collect();
        if columns.is_empty() { Dated::Never } else { Dated::Work(columns) }
    }

    /// The figure of each reading and group, as a step: `at_reading`, `period`, `taken_on`, the columns of the groups,
    /// `value`, `of_rows`, and for what also counts as met `excused`. Each reading has its row for each group that is known.
    pub(super) fn figures(
        &self,
        scene: &Scene<'_>,
        draft: &mut Draft,
        readings: &[Reading],
        listed: &Step,
    ) -> Result<Step, Unsayable> {
        let rows = draft.add(self.rows_of_readings(draft, listed)?);
        let figures = self.taken(scene, draft, &rows, readings)?;
        self.each_reading(draft, listed, &figures)
    }

    /// The rows that count, each with the number of its reading.
    fn rows_of_readings(&self, draft: &Draft, listed: &Step) -> Result<Step, Unsayable> {
        let (rows, reading) = (draft.rows(self.kind.name, "one")?, listed.source("reading"));
        let of = match self.for_day(&rows)? {
            Some(for_day) => {
                let since = Predicate::compare(for_day.clone(), AtLeast, reading.column("opens")?)?;
                since.and(Predicate::compare(for_day, AtMost, reading.column("last_day")?)?)
            }
            None => Predicate::always(),
        };
        let mut select = Select::from(rows.clone()).join(reading.clone(), of).column(NUMBER, reading.column(NUMBER)?);
        for name in self.read() {
            let mut value = column(&rows, &name)?;
            if self.tells_of_doing(&name) {
                let by_then = Predicate::compare(value.clone().to_day()?, AtMost, reading.column("taken_on")?)?;
                value = Value::case(vec![(by_then, value)], Value::empty(field_kind(&rows, &name)?))?;
            }
            select = select.column(sql_name(&name), value);
        }
        let meaning = match self.dated() {
            Dated::Never => "The rows that are looked at, as they stand.",
            Dated::Work(_) | Dated::End(_) => {
                "The rows of each reading, as they stood on its day: what was done later is not done yet."
            }
        };
        Ok(Step::select("of_reading", meaning, select))
    }

    /// The day that decides which reading a row is for.
    fn for_day(&self, rows: &Source) -> Result<Option<Value>, Unsayable> {
        match self.dated() {
            Dated::Work(columns) => {
                let days = columns.into_iter().map(|name| day(rows, name)).collect::<Result<Vec<_>, _>>()?;
                Value::first_filled(days).map(Some)
            }
            Dated::End(name) => day(rows, name).map(Some),
            Dated::Never => Ok(None),
        }
    }

    /// The columns that a figure is made of, each once.
    fn read(&self) -> Vec<String> {
        let mut all: Vec<String> = self.groups.iter().map(|name| (*name).to_owned()).collect();
        all.extend(self.paths().map(|path| path.column.value.clone()));
        for condition in self.conditions() {
            names_in(condition, &mut all);
        }
        let known = |name: &String| self.kind.record.columns.iter().any(|column| column.name.value == *name);
        let mut once: Vec<String> = Vec::new();
        for name in all.into_iter().filter(known) {
            if !once.contains(&name) {
                once.push(name);
            }
        }
        once
    }

    /// Whether a column holds the day on which something was done.
    fn tells_of_doing(&self, name: &str) -> bool {
        let uses = &self.kind.record.uses;
        uses.done.iter().any(|done| done.value == name) || uses.parts.iter().any(|part| part.column.value == name)
    }

    fn conditions(&self) -> impl Iterator<Item = &'a Condition> {
        let part = if let FormulaKind::Share(_, with) = &self.formula.kind { Some(with) } else { None };
        self.formula.filter.iter().chain(part).chain(&self.measure.counts_as_met)
    }

    fn paths(&self) -> impl Iterator<Item = &'a Path> {
        let (one, other) = match &self.formula.kind {
            FormulaKind::Statistic { of: Subject::Column(path), .. } => (Some(path), None),
            FormulaKind::Statistic { of: Subject::Between { from, to, .. }, .. } => (Some(from), Some(to)),
            FormulaKind::Count(_) | FormulaKind::Share(..) => (None, None),
        };
        one.into_iter().chain(other)
    }

    /// Whether a condition holds of the rows of the readings. `as-at` is the day of the reading.
    fn holds(
        &self,
        scene: &Scene<'_>,
        condition: Option<&Condition>,
        rows: &Source,
        readings: &[Reading],
    ) -> Result<Predicate, Unsayable> {
        let Some(condition) = condition else { return Ok(Predicate::always()) };
        if !hangs_on_the_day(condition) {
            return scene.predicate(Some(condition), self.kind, rows);
        }
        let parts = (1..).zip(readings).map(|(number, reading)| {
            let then = Scene {
                model: scene.model,
                window: Window { from: scene.window.from, as_of: reading.taken },
                binding: scene.binding,
                plan: Vec::new(),
            };
            let holds = then.predicate(Some(condition), self.kind, rows)?;
            Ok(Predicate::equal(rows.column(NUMBER)?, Value::whole(number))?.and(holds))
        });
        Ok(Predicate::any(parts.collect::<Result<Vec<_>, Unsayable>>()?))
    }

    /// The figures of the readings and groups that have rows: `at_reading`, the groups, `value`, `of_rows`, `excused`.
    fn taken(
        &self,
        scene: &Scene<'_>,
        draft: &mut Draft,
        step: &Step,
        readings: &[Reading],
    ) -> Result<Step, Unsayable> {
        let rows = step.source("one");
        let counts = self.holds(scene, self.formula.filter.as_ref(), &rows, readings)?;
        let mut within = vec![rows.column(NUMBER)?];
        for name in &self.groups {
            within.push(column(&rows, name)?);
        }
        let select = match &self.formula.kind {
            // A group whose count is nought has it all the same, so that the rows are not picked first.
            FormulaKind::Count(_) => {
                let count = Value::count_where(counts);
                self.grouped(&rows)?.column("value", count.clone()).column("of_rows", count)
            }
            FormulaKind::Share(_, with) => {
                let met = self.holds(scene, Some(with), &rows, readings)?;
                let excused = self.measure.counts_as_met.as_ref();
                let excused = excused.map(|also| self.holds(scene, Some(also), &rows, readings)).transpose()?;
                let counted = excused.clone().map_or_else(|| met.clone(), |also| met.clone().or(also));
                let hundredfold = Value::count_where(counted).times(Value::whole(100))?;
                let select = self
                    .grouped(&rows)?
                    .filter(counts)
                    .column("value", hundredfold.ratio(Value::count_rows())?)
                    .column("of_rows", Value::count_rows());
                match excused {
                    Some(also) => select.column("excused", Value::count_where(also.and(met.negated()))),
                    None => select,
                }
            }
            FormulaKind::Statistic { statistic, of, .. } => {
                let select = Select::from(rows.clone());
                let (select, value) = match of {
                    Subject::Between { unit: DurationUnit::WorkingDay, from, to } => {
                        let (from, to) = (sql_name(self.own(from)?), sql_name(self.own(to)?));
                        worked::between(scene, draft, step, (&from, &to), select, &rows)?
                    }
                    Subject::Between { .. } | Subject::Column(_) => (select, self.subject(of, &rows)?),
                };
                let filter = counts.and(Predicate::is_filled(value.clone()));
                let mut select = select.filter(filter).column(NUMBER, rows.column(NUMBER)?);
                for name in &self.groups {
                    select = select.column(sql_name(name), column(&rows, name)?);
                }
                let select = select.column("single", value.to_number()?);
                let singles = draft.add(Step::select("single", "The figure of each row that has one.", select));
                let names: Vec<String> = self.groups.iter().map(|name| sql_name(name)).collect();
                let summary = Summary { statistic: *statistic, number: NUMBER, groups: &names };
                let step = statistic::summed_up(draft, &singles, &summary)?;
                return Ok(draft.add(step));
            }
        };
        Ok(draft.add(Step::select("figure_taken", "The figures of the groups that have rows.", select)))
    }

    /// A select with one row for each reading and group.
    fn grouped(&self, rows: &Source) -> Result<Select, Unsayable> {
        let number = rows.column(NUMBER)?;
        let mut select = Select::from(rows.clone()).group_by(number.clone()).column(NUMBER, number);
        for name in &self.groups {
            let group = column(rows, name)?;
            select = select.group_by(group.clone()).column(sql_name(name), group);
        }
        Ok(select)
    }

    /// The name of a column, which is one of the record.
    fn own<'path>(&self, path: &'path Path) -> Result<&'path str, Unsayable> {
        match &path.record {
            Some(record) if record.name != self.kind.name => Err(Unsayable::because(format!(
                "`{}.{}` is not a column of `{}`",
                record.name, path.column.value, self.kind.name
            ))),
            Some(_) | None => Ok(&path.column.value),
        }
    }

    fn subject(&self, of: &Subject, rows: &Source) -> Result<Value, Unsayable> {
        match of {
            Subject::Column(path) => column(rows, self.own(path)?),
            Subject::Between { unit: DurationUnit::Day, from, to } => {
                day(rows, self.own(from)?)?.days_until(day(rows, self.own(to)?)?)
            }
            Subject::Between { unit, .. } => {
                let length = crate::calendar::Duration { count: 2, unit: *unit }.to_string();
                let unit = length.strip_prefix("2 ").unwrap_or(&length);
                Err(Unsayable::because(format!(
                    "how many {unit} lie between two columns is not asked of the records; `days` and `working days` are"
                )))
            }
        }
    }

    /// Each reading with each group, and the figure where there is one.
    fn each_reading(&self, draft: &mut Draft, listed: &Step, taken: &Step) -> Result<Step, Unsayable> {
        let (reading, figure) = (listed.source("reading"), taken.source("taken"));
        let mut select = Select::from(reading.clone());
        let mut same = Predicate::equal(figure.column(NUMBER)?, reading.column(NUMBER)?)?;
        let mut groups = Vec::new();
        if !self.groups.is_empty() {
            let known = draft.add(self.known_groups(taken)?).source("known");
            for name in &self.groups {
                let own = column(&known, name)?;
                same = same.and(Predicate::same(own.clone(), column(&figure, name)?)?);
                groups.push((sql_name(name), own));
            }
            select = select.join(known, Predicate::always());
        }
        select = select.left_join(figure.clone(), same);
        for name in [NUMBER, "period", "taken_on"] {
            select = select.column(name, reading.column(name)?);
        }
        for (name, group) in groups {
            select = select.column(name, group);
        }
        let none = || Value::whole(0);
        let value = match &self.formula.kind {
            FormulaKind::Count(_) => Value::first_filled(vec![figure.column("value")?, none()])?.to_number()?,
            FormulaKind::Share(..) | FormulaKind::Statistic { .. } => figure.column("value")?,
        };
        select = select.column("value", value);
        for name in figure.fields().iter().map(|field| field.name.as_str()).filter(|name| COUNTS.contains(name)) {
            select = select.column(name, Value::first_filled(vec![figure.column(name)?, none()])?);
        }
        let meaning = "Each reading of each group: the figure, empty where no row gives one, and from how many rows.";
        Ok(draft.add(Step::select("reading_figure", meaning, select)))
    }

    fn known_groups(&self, taken: &Step) -> Result<Step, Unsayable> {
        let rows = taken.source("taken");
        let mut select = Select::from(rows.clone());
        for name in &self.groups {
            let group = column(&rows, name)?;
            select = select.group_by(group.clone()).column(sql_name(name), group);
        }
        Ok(Step::select("known_group", "The groups that are known in one reading or another.", select))
    }
}

/// The columns that say from how many rows a figure is.
const COUNTS: [&str; 2] = ["of_rows", "excused"];

/// The query that lists what a measure comes to in each period and group, with what it is made of; `None` for what is no
/// measure.
///
/// # Errors
/// Why it cannot be asked.
pub fn measure_query(
    model: &Model,
    window: Window,
    binding: &Binding,
    declaration: &Declaration,
) -> Option<Result<Query, Unsayable>> {
    matches!(declaration.construct, Construct::Measure(_)).then(|| {
        let scene = Scene { model, window, binding, plan: Vec::new() };
        let measured = Measured::of(&scene, declaration)?;
        let readings = measured.readings(&scene, None, 0)?;
        let mut draft = Draft::default();
        measured.needed(&mut draft);
        draft.open(&scene)?;
        let listed = draft.add(reading::list(&readings, Vec::new(), |_| Ok(Vec::new()))?);
        let figures = measured.figures(&scene, &mut draft, &readings, &listed)?.source("figure");
        let mut select = Select::from(figures.clone());
        let mut order = vec![Order::ascending(figures.column(NUMBER)?)];
        for field in figures.fields().to_vec() {
            if field.name != NUMBER {
                select = select.column(field.name.clone(), figures.column(&field.name)?);
            }
        }
        for name in &measured.groups {
            order.push(Order::ascending(column(&figures, name)?));
        }
        let heading = Heading {
            name: declaration.name.value.clone(),
            title: declaration.title.clone(),
            clauses: declaration.clauses.iter().map(|clause| clause.value.0.clone()).collect(),
            strength: String::new(),
            meaning: meaning(&measured, window),
        };
        Query::new(heading, draft.into_steps(), select, order)
    })
}

fn meaning(measured: &Measured<'_>, window: Window) -> String {
    if measured.is_of_the_present() {
        let name = measured.kind.name;
        return format!("What it comes to, as `{name}` stands on {}: nothing tells what it held before.", window.as_of);
    }
    "What it comes to in each period that has begun; the last one may not be over.".to_owned()
}

/// What a column of rows holds.
fn field_kind(rows: &Source, name: &str) -> Result<Holds, Unsayable> {
    Ok(column(rows, name)?.kind())
}
