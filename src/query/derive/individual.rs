//! Rhythms that are each person's own: who is asked about, which rounds each of them has, and what was done in each.
//!
//! Somebody is asked about a round who held the post from its first day, or from their own start, to its last day in time.
//! What was done between two rounds counts for the second, unless its row says which day it was planned for.

use chrono::Datelike;

use super::answer::{self, Answered};
use super::done::Shown;
use super::draft::{Draft, Kind, Scene, column, day, key, linked};
use super::each::{Seen, seen};
use super::held;
use super::holder::roles;
use super::period::{Due, Work, count_words, dues, inside, list, tallied};
use super::turns::{StartBy, Turns, days_of_the_year, own_rhythm, start_of, turn_of, turns};
use crate::calendar::{Date, Individual};

use crate::model::evidence::Population;
use crate::model::value::Condition;
use crate::model::{Construct, DeclId, Declaration, Obligation, Roster, roster};
use crate::plan::{listed, long_date};
use crate::query::{Comparison, Field, Kind as Holds, Literal, Predicate, Select, Source, Step, Unsayable, Value};

/// Whom a rhythm is for.
struct Members<'a> {
    /// The record whose rows stand for them; `None` where only the record of posts names them.
    record: Option<Kind<'a>>,
    /// What the row of one must meet.
    picked: Option<&'a Population>,
    /// The record of posts, and the posts that make somebody one of them.
    posts: Option<(Kind<'a>, Roster, Vec<String>)>,
}

/// Asks of each person, and each round of theirs, whether as much was done as must be, and in time.
pub(super) fn rounds(scene: &Scene<'_>, draft: &mut Draft, obligation: &Obligation) -> Result<Answered, Unsayable> {
    let (every, _) = own_rhythm(obligation)?;
    let individual = every.individual.as_ref().ok_or_else(|| Unsayable::because("it names nobody"))?;
    let start = individual.from.as_ref().map(|event| seen(scene, event)).transpose()?;
    let members = Members::of(scene, individual, start.as_ref())?;
    let shown = Shown::of(scene, obligation)?;
    let about = about(&members, &shown)?;
    let counted = shown.evidence.counted.as_ref();
    shown.needed(draft, &[Some(&about), shown.evidence.planned.as_ref(), counted]);
    members.needed(draft, start.as_ref(), obligation);
    draft.open(scene)?;

    let mut person = draft.add(members.people(scene, draft, start.as_ref(), obligation)?);
    if members.posts.is_some() {
        person = held::stretches(draft, &person, &["started_on"])?;
    }
    let round = match &start {
        Some(_) => each_own(scene, draft, obligation, &person)?,
        None => all_alike(scene, draft, obligation, &person)?,
    };
    let done = draft.add(done(scene, draft, &shown, &about)?);
    let (round, done) = (round.source("round"), done.source("done"));
    let for_day = done.column("for_day")?;
    let of_round = match &start {
        Some(_) => since_opening(&round, for_day)?,
        None => inside(&round, for_day)?,
    };
    let own = Predicate::equal(done.column("about")?, round.column("who")?)?;
    let select = Select::from(round.clone()).left_join(done.clone(), own.and(of_round)).group_by(round.column("who")?);
    let what = match (counted, shown.kind.record.key.is_empty()) {
        (Some(_), _) => Some(done.column("counted")?),
        (None, false) => Some(done.column("evidence_key")?),
        (None, true) => None,
    };
    let (done_on, key) = (done.column("done_on")?, done.column("evidence_key")?);
    let number =
        Value::case(vec![(Predicate::is_filled(done_on.clone()), Value::whole(1))], Value::empty(Holds::Whole))?;
    let work = Work { done_on, number, what, key };
    let select = tallied(select, &round, work, (round.column("who")?, &scene.table(shown.kind.name)))?;
    let step = draft.add(Step::select("counted", "For each person and round, how much was done.", select));
    answer::in_numbers(scene, &step)
}

/// The column of the evidence with whom a row is about.
fn about(members: &Members<'_>, shown: &Shown<'_>) -> Result<String, Unsayable> {
    let about = shown.evidence.about.clone().ok_or_else(|| {
        Unsayable::because(format!(
            "`{}` has no `about-in`, so that its rows do not tell whom they are about",
            shown.kind.name
        ))
    })?;
    match (linked(shown.kind, &about), members.record) {
        (Some(other), Some(own)) if other != own.name => Err(Unsayable::because(format!(
            "`{}` is about rows of `{other}`, and each person's rhythm starts in `{}`",
            shown.kind.name, own.name
        ))),
        _ => Ok(about),
    }
}

impl<'a> Members<'a> {
    fn of(scene: &Scene<'a>, individual: &Individual, start: Option<&Seen<'a>>) -> Result<Self, Unsayable> {
        let each = scene.model.named(&individual.each);
        let each = each.ok_or_else(|| Unsayable::because(format!("nothing is called `{}`", individual.each)))?;
        let of_start = start.map(|start| start.kind);
        let own = |id: Option<DeclId>| -> Result<Kind<'a>, Unsayable> {
            let kind = scene.record(id.ok_or_else(|| Unsayable::because("the record of its members is not known"))?)?;
            match of_start.filter(|start| start.name != kind.name) {
                Some(start) => Err(Unsayable::because(format!(
                    "its rhythm is for each row of `{}`, and starts with what happens to rows of `{}`",
                    kind.name, start.name
                ))),
                None => Ok(kind),
            }
        };
        if let Construct::Record(_) = &each.construct {
            return Ok(Self { record: Some(own(Some(each.id))?), picked: None, posts: None });
        }
        if let Construct::Population(population) = &each.construct {
            let record = own(population.records.as_ref().and_then(|record| record.target))?;
            return Ok(Self { record: Some(record), picked: Some(population), posts: None });
        }
        let roles = posts_of(scene, each)
            .ok_or_else(|| Unsayable::because(format!("no record shows what `{}` is made of", individual.each)))?;
        let roster = roster(scene.model).ok_or_else(|| Unsayable::because("no record shows who holds which post"))?;
        let posts = scene.record(roster.record)?;
        Ok(Self { record: of_start, picked: None, posts: Some((posts, roster, roles)) })
    }

    fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let population = self.picked.iter();
        population.flat_map(|population| population.filter.iter().chain(&population.excluding))
    }

    fn needed(&self, draft: &mut Draft, start: Option<&Seen<'_>>, obligation: &Obligation) {
        if let Some(record) = self.record {
            draft.need_key(record);
            self.conditions().for_each(|condition| draft.need_condition(record, Some(condition)));
            if let Some(ended) = &record.record.uses.ended {
                draft.need(record.name, &ended.value);
            }
        }
        if let Some(start) = start {
            draft.need(start.kind.name, start.column);
            draft.need_condition(start.kind, start.event.filter.as_ref());
            draft.need_condition(start.kind, obligation.filter.as_ref());
        }
        if let Some((posts, roster, _)) = &self.posts {
            for name in [&roster.role, &roster.who, &roster.began].into_iter().chain(&roster.ended) {
                draft.need(posts.name, name);
            }
        }
    }

    /// Those whom it is for: `who`, `started_on`, and from when to when each is one of them (`from_day`, `until_day`, empty
    /// where it is open).
    fn people(
        &self,
        scene: &Scene<'_>,
        draft: &Draft,
        start: Option<&Seen<'_>>,
        obligation: &Obligation,
    ) -> Result<Step, Unsayable> {
        let none = || Value::empty(Holds::Date);
        let mut filter = Vec::new();
        let (mut started, mut from, mut until) = (none(), none(), none());
        let (mut select, mut who) = (Select::one_row(), Value::empty(Holds::Text));
        if let Some(record) = self.record {
            let rows = draft.rows(record.name, "one")?;
            who = key(record, &rows)?;
            if let Some(ended) = &record.record.uses.ended {
                until = day(&rows, &ended.value)?;
            }
            if let Some(population) = self.picked {
                filter.push(scene.predicate(population.filter.as_ref(), record, &rows)?);
                if let Some(excluding) = &population.excluding {
                    filter.push(scene.predicate(Some(excluding), record, &rows)?.negated());
                }
            }
            if let Some(start) = start {
                started = day(&rows, start.column)?;
                filter.push(scene.by_now(started.clone())?);
                filter.push(scene.predicate(start.event.filter.as_ref(), record, &rows)?);
                filter.push(scene.predicate(obligation.filter.as_ref(), record, &rows)?);
            }
            select = Select::from(rows);
        }
        let mut words = "Those whom it is for.".to_owned();
        if let Some((posts, roster, roles)) = &self.posts {
            let held = draft.rows(posts.name, "post")?;
            let holder = column(&held, &roster.who)?.to_text()?;
            select = match self.record {
                Some(_) => select.join(held.clone(), Predicate::equal(holder, who.clone())?),
                None => {
                    who = holder;
                    Select::from(held.clone())
                }
            };
            let of_role = roles.iter().map(Literal::text).collect::<Result<Vec<_>, _>>()?;
            filter.push(Predicate::one_of(column(&held, &roster.role)?, of_role)?);
            from = day(&held, &roster.began)?;
            if let Some(ended) = &roster.ended {
                let ended = day(&held, ended)?;
                until = if until == none() { ended } else { until.lesser_of(ended)? };
            }
            words = format!("Who holds a post that it is for: {}.", listed(roles, "or"));
        }
        let select = select
            .filter(Predicate::all(filter))
            .column("who", who)
            .column("started_on", started)
            .column("from_day", from)
            .column("until_day", until);
        Ok(Step::select("asked_person", words, select))
    }
}

/// The roles that a party comes to; `None` for what is neither a role nor made of some.
fn posts_of(scene: &Scene<'_>, each: &Declaration) -> Option<Vec<String>> {
    let members = if let Construct::Team(team) = &each.construct {
        team.members.as_ref()
    } else if let Construct::Body(body) = &each.construct {
        body.members.as_ref()
    } else if let Construct::Role(_) = &each.construct {
        return Some(vec![each.name.value.clone()]);
    } else {
        None
    };
    members.map(|members| roles(scene, &members.names))
}

/// The rounds of each person, counted from their own start: what [`tallied`] groups by, and `who`, `opens` and `closes`.
fn each_own(scene: &Scene<'_>, draft: &mut Draft, obligation: &Obligation, person: &Step) -> Result<Step, Unsayable> {
    let turns = turns(scene, obligation)?;
    let person = person.source("person");
    let started = person.column("started_on")?;
    let mut select = Select::from(person.clone());
    let kind_of_start = match turns.by {
        StartBy::Months(12) => started.clone().month_day()?,
        StartBy::Months(months) => {
            let known = draft.add(start_list(scene, months)?).source("start_day");
            let same = Predicate::equal(known.column("month_day")?, started.clone().month_day()?)?;
            select = select.join(known.clone(), same);
            known.column("start")?
        }
        StartBy::Years(years) => {
            let known = draft.add(year_list(scene, years)?).source("start_year");
            let since = Predicate::compare(started.clone(), Comparison::AtLeast, known.column("first_day")?)?;
            let until = Predicate::compare(started.clone(), Comparison::AtMost, known.column("last_day")?)?;
            select = select.join(known.clone(), since.and(until));
            Value::joined(vec![known.column("turn")?, Value::text("-")?, started.clone().month_day()?])?
        }
        StartBy::Days(days) => {
            // Twice, because what a division leaves of a day before 1900 is less than nought.
            let days = Value::whole(days.into());
            let left = started.clone().day_number()?.remainder(days.clone())?;
            left.plus(days.clone())?.remainder(days)?.to_text()?
        }
    };
    let turn = draft.add(turn_list(&turns)?).source("turn");
    let of_start = Predicate::equal(turn.column("start")?, kind_of_start)?;
    // The start itself is no round.
    let later = Predicate::compare(turn.column("falls_on")?, Comparison::More, started.clone())?;
    let (least, most) = (turns.quantity.min.unwrap_or(0), turns.quantity.max);
    let due = turn.column("due")?;
    let words = format!("{} by ", count_words(least, most));
    let select = select
        .join(turn.clone(), of_start.and(later))
        .filter(one_of_them(&person, &turn, Some(started))?)
        .column("who", person.column("who")?)
        .column("period", turn.column("falls_on")?.to_text()?)
        .column("opens", turn.column("opens")?)
        .column("due", due.clone())
        .column("least", Value::whole(least.into()))
        .column("most", most.map_or(Value::empty(Holds::Whole), |most| Value::whole(most.into())))
        .column("expected", Value::joined(vec![Value::text(words)?, due.to_text()?])?);
    Ok(draft.add(Step::select("own_round", "The rounds of each person.", select)))
}

/// The rounds that all have in common.
fn all_alike(scene: &Scene<'_>, draft: &mut Draft, obligation: &Obligation, person: &Step) -> Result<Step, Unsayable> {
    let all = dues(scene, obligation);
    let person = person.source("person");
    let turn = draft.add(list(&all, &|one: &Due| one.words(one.least, one.most))?).source("turn");
    let mut select = Select::from(person.clone()).join(turn.clone(), one_of_them(&person, &turn, None)?);
    select = select.column("who", person.column("who")?);
    for name in ["period", "opens", "closes", "due", "least", "most", "expected"] {
        select = select.column(name, turn.column(name)?);
    }
    Ok(draft.add(Step::select("own_round", "The rounds of each person.", select)))
}

/// Whether a day lies between the first day of a round and the last in time.
fn since_opening(round: &Source, day: Value) -> Result<Predicate, Unsayable> {
    let since = Predicate::compare(day.clone(), Comparison::AtLeast, round.column("opens")?)?;
    Ok(since.and(Predicate::compare(day, Comparison::AtMost, round.column("due")?)?))
}

/// Whether somebody is one of those whom it is for from the first day of a round, or from their start, to its last day.
fn one_of_them(person: &Source, turn: &Source, started: Option<Value>) -> Result<Predicate, Unsayable> {
    let (from, until, due) = (person.column("from_day")?, person.column("until_day")?, turn.column("due")?);
    let opens = match started {
        Some(started) => turn.column("opens")?.greater_of(started)?,
        None => turn.column("opens")?,
    };
    let since = Predicate::is_empty(from.clone()).or(Predicate::compare(from, Comparison::AtMost, opens)?);
    let stays = Predicate::is_empty(until.clone()).or(Predicate::compare(until, Comparison::AtLeast, due)?);
    Ok(since.and(stays))
}

/// What was done by now: `about`, `for_day`, `done_on`, `evidence_key`, and `counted` where that is asked.
fn done(scene: &Scene<'_>, draft: &Draft, shown: &Shown<'_>, about: &str) -> Result<Step, Unsayable> {
    let rows = draft.rows(shown.kind.name, "shown")?;
    let mut select = shown
        .rows(scene, &rows)?
        .column("about", column(&rows, about)?.to_text()?)
        .column("for_day", shown.day_of_period(&rows)?)
        .column("done_on", day(&rows, &shown.evidence.done)?)
        .column("evidence_key", key(shown.kind, &rows)?);
    if let Some(counted) = &shown.evidence.counted {
        select = select.column("counted", column(&rows, counted)?.to_text()?);
    }
    let meaning = format!("What was done by {}, and about whom.", long_date(scene.window.as_of));
    Ok(Step::select("done", meaning, select))
}

/// Which kind of start each day of a year is.
fn start_list(scene: &Scene<'_>, months: u32) -> Result<Step, Unsayable> {
    let fields = vec![Field::new("month_day", Holds::Text), Field::new("start", Holds::Text)];
    let days = days_of_the_year(scene.window.from).unwrap_or_default();
    let rows = days.into_iter().map(|(month_day, day)| {
        Ok(vec![Literal::text(month_day.clone())?, Literal::text(start_of(months, &month_day, day))?])
    });
    let rows = rows.collect::<Result<Vec<_>, Unsayable>>()?;
    Ok(Step::rows("start_day", "For each day of a year that somebody may have started on, its kind.", fields, rows))
}

/// Which place each year has in which somebody may have started.
fn year_list(scene: &Scene<'_>, years: u32) -> Result<Step, Unsayable> {
    let mut fields = vec![Field::new("turn", Holds::Text)];
    fields.extend(["first_day", "last_day"].map(|name| Field::new(name, Holds::Date)));
    let rows = (FIRST_YEAR..=scene.window.as_of.year()).filter_map(|year| {
        let (first, last) = Date::from_ymd_opt(year, 1, 1).zip(Date::from_ymd_opt(year, 12, 31))?;
        Some((turn_of(year, years)?, first, last))
    });
    let rows = rows.map(|(turn, first, last)| {
        Ok(vec![Literal::text(turn.to_string())?, Literal::date(first)?, Literal::date(last)?])
    });
    let rows = rows.collect::<Result<Vec<_>, Unsayable>>()?;
    let meaning = format!("For each year since {FIRST_YEAR}, its place among {years} years.");
    Ok(Step::rows("start_year", meaning, fields, rows))
}

/// Nobody who started before is asked about, where the year of the start counts.
const FIRST_YEAR: i32 = 1900;

fn turn_list(turns: &Turns) -> Result<Step, Unsayable> {
    let mut fields = vec![Field::new("start", Holds::Text)];
    fields.extend(["falls_on", "opens", "due"].map(|name| Field::new(name, Holds::Date)));
    let rows = turns.all.iter().map(|turn| {
        let mut row = vec![Literal::text(turn.start.clone())?];
        for day in [turn.falls, turn.opens, turn.due] {
            row.push(Literal::date(day)?);
        }
        Ok(row)
    });
    let rows = rows.collect::<Result<Vec<_>, Unsayable>>()?;
    let meaning = "The rounds of those who started on days of one kind: from `opens` to `due`, the last day in time.";
    Ok(Step::rows("round_list", meaning, fields, rows))
}
