//! Rhythms that are each person's own: who is asked about, which rounds each of them has, and what was done in each.
//!
//! Somebody is asked about a round who held the post from its first day, or from their own start, to its last day in time.
//! What was done between two rounds counts for the second, unless its row says which day it was planned for.

use super::answer::{self, Answered};
use super::done::Shown;
use super::draft::{Draft, Kind, Scene, column, day, key, linked};
use super::each::{Seen, seen};
use super::holder::roles;
use super::period::{Due, dues, inside, list, tallied};
use super::turns::{StartBy, Turns, days_of_the_year, own_rhythm, start_of, turns};
use crate::calendar::Individual;
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

    let person = draft.add(members.people(scene, draft, start.as_ref(), obligation)?);
    let round = match &start {
        Some(_) => each_own(scene, draft, obligation, &person)?,
        None => all_alike(scene, draft, obligation, &person)?,
    };
    let done = draft.add(done(scene, draft, &shown, &about)?);
    let (round, done) = (round.source("round"), done.source("done"));
    let own = Predicate::equal(done.column("about")?, round.column("who")?)?;
    let select = Select::from(round.clone())
        .left_join(done.clone(), own.and(inside(&round, done.column("for_day")?)?))
        .group_by(round.column("who")?);
    let what = match (counted, shown.kind.record.key.is_empty()) {
        (Some(_), _) => Some(done.column("counted")?),
        (None, false) => Some(done.column("evidence_key")?),
        (None, true) => None,
    };
    let table = scene.table(shown.kind.name);
    let select = tallied(select, &round, &done, what, (round.column("who")?, &table))?;
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
        match &each.construct {
            Construct::Record(_) => Ok(Self { record: Some(own(Some(each.id))?), picked: None, posts: None }),
            Construct::Population(population) => {
                let record = own(population.records.as_ref().and_then(|record| record.target))?;
                Ok(Self { record: Some(record), picked: Some(population), posts: None })
            }
            Construct::Role(_) | Construct::Team(_) | Construct::Body(_) => {
                let roster =
                    roster(scene.model).ok_or_else(|| Unsayable::because("no record shows who holds which post"))?;
                let posts = scene.record(roster.record)?;
                Ok(Self { record: of_start, picked: None, posts: Some((posts, roster, posts_of(scene, each))) })
            }
            _ => Err(Unsayable::because(format!("no record shows what `{}` is made of", individual.each))),
        }
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
        Ok(Step::select("person", words, select))
    }
}

/// The roles that a party comes to.
fn posts_of(scene: &Scene<'_>, each: &Declaration) -> Vec<String> {
    match &each.construct {
        Construct::Team(team) => team.members.as_ref().map(|members| roles(scene, &members.names)).unwrap_or_default(),
        Construct::Body(body) => body.members.as_ref().map(|members| roles(scene, &members.names)).unwrap_or_default(),
        _ => vec![each.name.value.clone()],
    }
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
    let select = select.join(turn.clone(), of_start.and(later)).filter(one_of_them(&person, &turn, Some(started))?);
    add_rounds(draft, select, (&person, &turn))
}

/// The rounds that all have in common.
fn all_alike(scene: &Scene<'_>, draft: &mut Draft, obligation: &Obligation, person: &Step) -> Result<Step, Unsayable> {
    let all = dues(scene, obligation);
    let person = person.source("person");
    let turn = draft.add(list(&all, &|one: &Due| one.words(one.least, one.most))?).source("turn");
    let select = Select::from(person.clone()).join(turn.clone(), one_of_them(&person, &turn, None)?);
    add_rounds(draft, select, (&person, &turn))
}

fn add_rounds(draft: &mut Draft, select: Select, (person, turn): (&Source, &Source)) -> Result<Step, Unsayable> {
    let mut select = select.column("who", person.column("who")?);
    for name in ["period", "opens", "closes", "due", "least", "most", "expected"] {
        select = select.column(name, turn.column(name)?);
    }
    Ok(draft.add(Step::select("round", "The rounds of each person.", select)))
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

fn turn_list(turns: &Turns) -> Result<Step, Unsayable> {
    let mut fields: Vec<Field> = ["start", "period"].map(|name| Field::new(name, Holds::Text)).to_vec();
    fields.extend(["falls_on", "opens", "closes", "due"].map(|name| Field::new(name, Holds::Date)));
    fields.extend(["least", "most"].map(|name| Field::new(name, Holds::Whole)));
    fields.push(Field::new("expected", Holds::Text));
    let (least, most) = (turns.quantity.min.unwrap_or(0), turns.quantity.max);
    let rows = turns.all.iter().map(|turn| {
        let due = Due {
            label: turn.falls.to_string(),
            opens: turn.opens,
            closes: turn.due.succ_opt().unwrap_or(turn.due),
            due: turn.due,
            least,
            most,
            basis: None,
        };
        Ok(vec![
            Literal::text(turn.start.clone())?,
            Literal::text(due.label.clone())?,
            Literal::date(turn.falls)?,
            Literal::date(due.opens)?,
            Literal::date(due.closes)?,
            Literal::date(due.due)?,
            Literal::whole(least.into()),
            most.map_or(Literal::empty(Holds::Whole), |most| Literal::whole(most.into())),
            Literal::text(due.words(least, most))?,
        ])
    });
    let rows = rows.collect::<Result<Vec<_>, Unsayable>>()?;
    let meaning = "The rounds of those who started on days of one kind: from `opens` to the day before `closes`, and the last \
                   day in time.";
    Ok(Step::rows("turn", meaning, fields, rows))
}
