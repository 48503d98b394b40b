//! Rules that fall by the calendar: for each period, what must be done in it by when, and how much was.

use super::Window;
use super::answer::{self, Answered};
use super::done::Shown;
use super::draft::{Draft, Scene, column, day, key};
use crate::calendar::{Cadence, Date, Quantity};
use crate::model::value::Area;
use crate::model::{Obligation, Timing};
use crate::plan::long_date;
use crate::query::{Comparison, Field, Kind, Literal, Predicate, Select, Source, Step, Unsayable, Value};

/// One time that something falls due.
pub(super) struct Due {
    /// `2017-05`
    pub(super) label: String,
    /// The first day whose work counts for it.
    pub(super) opens: Date,
    /// The day after the last such day.
    pub(super) closes: Date,
    /// The last day in time.
    pub(super) due: Date,
    /// Fewest.
    pub(super) least: u32,
    /// Most, where there is a most.
    pub(super) most: Option<u32>,
    /// Own or peer area, where that is asked.
    pub(super) basis: Option<Area>,
}

/// What of a rule falls into the window and has begun by its last day. Of several times in one period, the second asks
/// for two in all, and so on: which of the rows is which nobody writes down.
pub(super) fn dues(scene: &Scene<'_>, obligation: &Obligation) -> Vec<Due> {
    let once = matches!(&obligation.timing, Timing::Own(cadence) if matches!(cadence.value, Cadence::Once(_)));
    let own = format!("{}/", obligation.id);
    let mut found: Vec<Due> = Vec::new();
    for one in scene.plan.iter().filter(|one| one.obligation == obligation.id) {
        let label = one.id.strip_prefix(&own).unwrap_or(&one.id).to_owned();
        let due = one.open_until.unwrap_or(one.due).max(one.due);
        // What is done once may be done long before its day.
        let opens = if once { Date::from_ymd_opt(1900, 1, 1).unwrap_or(one.period.from) } else { one.period.from };
        let last = if once { due.max(scene.window.as_of) } else { one.period.to };
        let Quantity { min, max } = one.quantity.unwrap_or(Quantity::at_least(1));
        let before = found.iter().rev().find(|other| !once && other.opens == opens && other.closes > one.period.to);
        found.push(Due {
            label,
            opens,
            closes: last.succ_opt().unwrap_or(last),
            due,
            least: min.unwrap_or(0) + before.map_or(0, |before| before.least),
            most: max.map(|most| most + before.and_then(|before| before.most).unwrap_or(0)),
            basis: one.basis,
        });
    }
    settle_shared(&mut found);
    found.retain(|one| one.opens <= scene.window.as_of && one.due >= scene.window.from);
    found
}

/// The days that are looked at, as one time of what has no periods of its own.
pub(super) fn whole_window(scene: &Scene<'_>) -> Due {
    let Window { from, as_of } = scene.window;
    let closes = as_of.succ_opt().unwrap_or(as_of);
    Due { label: String::new(), opens: from, closes, due: as_of, least: 0, most: None, basis: None }
}

/// The most that a period allows is that of its last time.
fn settle_shared(found: &mut [Due]) {
    let most: Vec<Option<u32>> = found
        .iter()
        .map(|one| {
            let same = found.iter().filter(|other| other.opens == one.opens && other.closes == one.closes);
            same.filter_map(|other| other.most).max()
        })
        .collect();
    for (one, most) in found.iter_mut().zip(most) {
        one.most = one.most.and(most);
    }
}

impl Due {
    /// `14 by 31 May 2017`, `at least 2 by 30 June 2017`
    pub(super) fn words(&self, least: u32, most: Option<u32>) -> String {
        format!("{} by {}", count_words(least, most), long_date(self.due))
    }
}

/// `14`, `at least 2`, `at most 3`, `2 to 4`
pub(super) fn count_words(least: u32, most: Option<u32>) -> String {
    match most {
        Some(most) if most == least => least.to_string(),
        Some(most) if least == 0 => format!("at most {most}"),
        Some(most) => format!("{least} to {most}"),
        None => format!("at least {least}"),
    }
}

/// The list of the periods: `period`, `opens`, `closes`, `due`, `least`, `most`, `expected`, and `basis` where it is asked.
pub(super) fn list(dues: &[Due], words: &dyn Fn(&Due) -> String) -> Result<Step, Unsayable> {
    let fields = vec![
        Field::new("period", Kind::Text),
        Field::new("opens", Kind::Date),
        Field::new("closes", Kind::Date),
        Field::new("due", Kind::Date),
        Field::new("least", Kind::Whole),
        Field::new("most", Kind::Whole),
        Field::new("basis", Kind::Text),
        Field::new("expected", Kind::Text),
    ];
    let rows = dues.iter().map(|one| {
        let basis = match one.basis {
            Some(Area::Own) => Literal::text("own")?,
            Some(Area::Peer) => Literal::text("peer")?,
            None => Literal::empty(Kind::Text),
        };
        Ok(vec![
            Literal::text(one.label.clone())?,
            Literal::date(one.opens)?,
            Literal::date(one.closes)?,
            Literal::date(one.due)?,
            Literal::whole(one.least.into()),
            one.most.map_or(Literal::empty(Kind::Whole), |most| Literal::whole(most.into())),
            basis,
            Literal::text(words(one))?,
        ])
    });
    let rows = rows.collect::<Result<Vec<_>, Unsayable>>()?;
    Ok(Step::rows(
        "due",
        "The periods: from `opens` to the day before `closes`, and the last day in time.",
        fields,
        rows,
    ))
}

/// Nothing falls due, so that nothing can be asked.
pub(super) fn some_due(dues: Vec<Due>, shown: &Shown<'_>) -> Result<Vec<Due>, Unsayable> {
    let after_its_period = |one: &&Due| one.due >= one.closes;
    if let (None, Some(one)) = (&shown.evidence.planned, dues.iter().find(after_its_period)) {
        return Err(Unsayable::because(format!(
            "it is due on {} for a period that is over by then, and `{}` has no `planned-in` to tell which period a row is for",
            long_date(one.due),
            shown.kind.name
        )));
    }
    Ok(dues)
}

/// Whether a day lies in a period of the list.
pub(super) fn inside(due: &Source, day: Value) -> Result<Predicate, Unsayable> {
    let since = Predicate::compare(day.clone(), Comparison::AtLeast, due.column("opens")?)?;
    Ok(since.and(Predicate::compare(day, Comparison::Less, due.column("closes")?)?))
}

/// Whether a day lies between the first period's opening and the last one's closing, so that no other row is looked at.
pub(super) fn near(dues: &[Due], day: Value) -> Result<Predicate, Unsayable> {
    let (first, last) = (dues.iter().map(|one| one.opens).min(), dues.iter().map(|one| one.closes).max());
    let (Some(first), Some(last)) = (first, last) else { return Ok(Predicate::never()) };
    let since = Predicate::compare(day.clone(), Comparison::AtLeast, Value::date(first)?)?;
    Ok(since.and(Predicate::compare(day, Comparison::Less, Value::date(last)?)?))
}

/// The list of parties that are each asked about.
pub(super) fn party_list(parties: &[String]) -> Result<Step, Unsayable> {
    let rows = parties.iter().map(|party| Ok(vec![Literal::text(party.clone())?]));
    let rows = rows.collect::<Result<Vec<_>, Unsayable>>()?;
    Ok(Step::rows("party", "Those whom it has to reach, each for itself.", vec![Field::new("party", Kind::Text)], rows))
}

/// Which record shows a rule that falls by the calendar: one counts what was done in each period.
pub(super) fn counted(
    scene: &Scene<'_>,
    draft: &mut Draft,
    obligation: &Obligation,
    dues: Vec<Due>,
) -> Result<Answered, Unsayable> {
    let shown = Shown::of(scene, obligation)?;
    let parties = shown.parties(obligation);
    let evidence = &shown.evidence;
    let to = evidence.to.as_ref().filter(|_| !parties.is_empty());
    shown.needed(draft, &[evidence.planned.as_ref(), evidence.whole_done.as_ref(), evidence.counted.as_ref(), to]);
    draft.open(scene)?;
    let dues = some_due(dues, &shown)?;

    let rows = draft.rows(shown.kind.name, "shown")?;
    let for_day = shown.day_of_period(&rows)?;
    let mut done = shown.rows(scene, &rows)?.filter(near(&dues, for_day.clone())?).column("for_day", for_day);
    done = done.column("done_on", day(&rows, &evidence.done)?).column("evidence_key", key(shown.kind, &rows)?);
    if let Some(counted) = &evidence.counted {
        done = done.column("counted", column(&rows, counted)?.to_text()?);
    }
    if let Some(to) = to {
        done = done.column("party", column(&rows, to)?);
    }
    let due = draft.add(list(&dues, &|one| one.words(one.least, one.most))?);
    let party = if parties.is_empty() { None } else { Some(draft.add(party_list(&parties)?)) };
    let meaning = format!("What was done by {}, with the day that decides its period.", long_date(scene.window.as_of));
    let done = draft.add(Step::select("done", meaning, done));

    let mut further = Vec::new();
    if evidence.counted.is_some() {
        further.push("counted");
    }
    if to.is_some() {
        further.push("party");
    }
    let by_day = by_day(draft, &done, &further)?;

    let (due, days) = (due.source("due"), by_day.source("days"));
    let mut select = Select::from(due.clone());
    let mut subject = Value::empty(Kind::Text);
    let mut belongs = inside(&due, days.column("for_day")?)?;
    if let Some(party) = party {
        let party = party.source("party");
        subject = party.column("party")?;
        belongs = belongs.and(Predicate::equal(days.column("party")?, subject.clone())?);
        select = select.join(party, Predicate::always()).group_by(subject.clone());
    }
    let work = Work {
        done_on: days.column("done_on")?,
        number: days.column("number")?,
        what: evidence.counted.as_ref().map(|_| days.column("counted")).transpose()?,
        key: days.column("first_key")?,
    };
    let table = scene.table(shown.kind.name);
    let select = tallied(select.left_join(days.clone(), belongs), &due, work, (subject, &table))?;
    let step = draft.add(Step::select("counted", "For each period, how much was done, in time and at all.", select));
    answer::in_numbers(scene, &step)
}

/// Adds a step that counts what was done by the day that decides its period and the day it was done: `for_day`,
/// `done_on`, those of `further`, `number` and `first_key`. A table of any size comes to few such rows, and only these are
/// looked up in the list of periods.
pub(super) fn by_day(draft: &mut Draft, done: &Step, further: &[&str]) -> Result<Step, Unsayable> {
    let rows = done.source("done");
    let mut select = Select::from(rows.clone());
    for name in ["for_day", "done_on"].iter().chain(further) {
        let column = rows.column(name)?;
        select = select.group_by(column.clone()).column(*name, column);
    }
    let select =
        select.column("number", Value::count_rows()).column("first_key", rows.column("evidence_key")?.least()?);
    Ok(draft.add(Step::select("days", "How much that was, day by day.", select)))
}

/// The sum over a group, nought where there is nothing.
pub(super) fn in_sum(number: Value) -> Result<Value, Unsayable> {
    Value::first_filled(vec![number.sum()?, Value::whole(0)])
}

/// The sum over a group of what a predicate holds of, nought where there is nothing.
pub(super) fn sum_where(predicate: Predicate, number: Value) -> Result<Value, Unsayable> {
    in_sum(Value::case(vec![(predicate, number)], Value::empty(Kind::Whole))?)
}

/// What is counted for each period.
pub(super) struct Work {
    /// The day it was done on.
    pub(super) done_on: Value,
    /// How many rows that is, nothing where nothing was done.
    pub(super) number: Value,
    /// What is counted by its different values; rows are where this is not given.
    pub(super) what: Option<Value>,
    /// The row that shows it.
    pub(super) key: Value,
}

/// The columns that [`answer::in_numbers`] judges, grouped by what the list of periods says.
pub(super) fn tallied(
    select: Select,
    due: &Source,
    work: Work,
    (subject, table): (Value, &str),
) -> Result<Select, Unsayable> {
    let Work { done_on, number, what, key } = work;
    let in_time = Predicate::compare(done_on.clone(), Comparison::AtMost, due.column("due")?)?;
    let late = Predicate::compare(done_on, Comparison::More, due.column("due")?)?;
    let (in_time, in_all) = match what {
        Some(what) => {
            let timely = Value::case(vec![(in_time, what.clone())], Value::empty(Kind::Text))?;
            (timely.count_different(), what.count_different())
        }
        None => (sum_where(in_time, number.clone())?, in_sum(number.clone())?),
    };
    let only = Predicate::equal(number.sum()?, Value::whole(1))?;
    let evidence_key = first_late_or_only(key, late, only)?;
    let mut select = select;
    for name in ["period", "expected", "due", "least", "most"] {
        select = select.group_by(due.column(name)?);
    }
    Ok(select
        .column("period", due.column("period")?)
        .column("subject", subject)
        .column("expected", due.column("expected")?)
        .column("due", due.column("due")?)
        .column("least", due.column("least")?)
        .column("most", due.column("most")?)
        .column("in_time", in_time)
        .column("in_all", in_all)
        .column("evidence_table", Value::text(table)?)
        .column("evidence_key", evidence_key))
}

/// The row of a group that shows the answer: the first that was late, else the only one.
pub(super) fn first_late_or_only(key: Value, late: Predicate, only: Predicate) -> Result<Value, Unsayable> {
    let first_late = Value::case(vec![(late, key.clone())], Value::empty(Kind::Text))?.least()?;
    Value::case(
        vec![(Predicate::is_filled(first_late.clone()), first_late), (only, key.least()?)],
        Value::empty(Kind::Text),
    )
}
