//! Who did it: so many for each holder of a post, own or peer area, and nobody who has to do with the case.

use super::answer::{self, Answered};
use super::done::Shown;
use super::draft::{Draft, Kind, Scene, column, day, key, linked};
use super::held;
use super::period::{Due, dues, first_late_or_only, in_sum, list, near, sum_where, whole_window};
use super::placed::Placed;
use crate::model::value::{DrawSource, Parties};
use crate::model::{Construct, DeclId, Obligation, Ref, Roster, column_of_role, roster};
use crate::plan::{listed, long_date};
use crate::query::{Comparison, Predicate, Select, Source, Step, Unsayable, Value};

/// Asks of each holder of the posts that bear a rule whether they did their number in each period. A holder counts who
/// held the post from the period's first day to the last day in time.
pub(super) fn quota(
    scene: &Scene<'_>,
    draft: &mut Draft,
    obligation: &Obligation,
    each: u32,
) -> Result<Answered, Unsayable> {
    let shown = Shown::of(scene, obligation)?;
    let who = shown.evidence.who.clone().ok_or_else(|| no_who(&shown))?;
    let roster = roster(scene.model).ok_or_else(|| Unsayable::because("no record shows who holds which post"))?;
    let posts = scene.record(roster.record)?;
    let roles = roles(scene, &obligation.bearers);
    shown.needed(draft, &[shown.evidence.planned.as_ref(), Some(&who)]);
    for name in [&roster.role, &roster.who, &roster.began].into_iter().chain(&roster.ended) {
        draft.need(posts.name, name);
    }
    draft.open(scene)?;
    let mut dues = dues(scene, obligation);
    for one in &mut dues {
        (one.least, one.most) = (each, None);
    }

    let due = draft.add(list(&dues, &|one| format!("{each} by {}", long_date(one.due)))?);
    let rows = draft.rows(shown.kind.name, "shown")?;
    let done = draft.add(Step::select("done", DONE, of_period(scene, &shown, &rows, &dues, &who)?));
    let placed = Placed::of(draft, &done, &due, &dues)?;

    let rows = placed.step.source("placed");
    let (done_on, for_due) = (rows.column("done_on")?, rows.column("for_due")?);
    let in_time = Predicate::compare(done_on.clone(), Comparison::AtMost, for_due.clone())?;
    let late = Predicate::compare(done_on, Comparison::More, for_due)?;
    let only = Predicate::equal(Value::count_rows(), Value::whole(1))?;
    let person = rows.column("who")?;
    let select = placed
        .group(Select::from(rows.clone()), &rows)?
        .group_by(person.clone())
        .column("who", person)
        .column("in_time", Value::count_where(in_time))
        .column("in_all", Value::count_rows())
        .column("evidence_key", first_late_or_only(rows.column("evidence_key")?, late, only)?);
    let tally = draft.add(Step::select("tally", "How much each person did for each period.", select));

    let asked = holders(draft, &roster, posts, &roles, (&due, &placed))?;
    let (due, asked, tally) = (due.source("due"), asked.source("asked"), tally.source("tally"));
    let own = Predicate::equal(tally.column("who")?, asked.column("who")?)?;
    let select = Select::from(due.clone())
        .join(asked.clone(), placed.same_period(&asked, &due)?)
        .left_join(tally.clone(), own.and(placed.same_period(&tally, &due)?))
        .column("period", due.column("period")?)
        .column("subject", asked.column("who")?)
        .column("expected", due.column("expected")?)
        .column("due", due.column("due")?)
        .column("least", due.column("least")?)
        .column("most", due.column("most")?)
        .column("in_time", or_nought(tally.column("in_time")?)?)
        .column("in_all", or_nought(tally.column("in_all")?)?)
        .column("evidence_table", Value::text(scene.table(shown.kind.name))?)
        .column("evidence_key", tally.column("evidence_key")?);
    let counted = draft.add(Step::select("counted", "For each period and holder, how much was done.", select));
    answer::in_numbers(scene, &counted)
}

/// A step of the periods, each with everybody who held a post of those roles from its first day to the last day
/// in time. A person whose holding is written down twice is asked once.
fn holders(
    draft: &mut Draft,
    roster: &Roster,
    posts: Kind<'_>,
    roles: &[String],
    (due, placed): (&Step, &Placed),
) -> Result<Step, Unsayable> {
    let held = draft.rows(posts.name, "post")?;
    let began = day(&held, &roster.began)?;
    let ended = match &roster.ended {
        Some(ended) => day(&held, ended)?,
        None => Value::empty(crate::query::Kind::Date),
    };
    let of_role = roles.iter().map(crate::query::Literal::text).collect::<Result<Vec<_>, _>>()?;
    let select = Select::from(held.clone())
        .filter(Predicate::one_of(column(&held, &roster.role)?, of_role)?.and(Predicate::is_filled(began.clone())))
        .column("who", column(&held, &roster.who)?.to_text()?)
        .column("from_day", began)
        .column("until_day", ended);
    let words = format!("Who holds a post that does it: {}.", listed(roles, "or"));
    let post = draft.add(Step::select("post_held", words, select));
    let holder = held::stretches(draft, &post, &[])?;

    let (due, holder) = (due.source("due"), holder.source("holder"));
    let began = Predicate::compare(holder.column("from_day")?, Comparison::AtMost, due.column("opens")?)?;
    let ended = holder.column("until_day")?;
    let stays =
        Predicate::is_empty(ended.clone()).or(Predicate::compare(ended, Comparison::AtLeast, due.column("due")?)?);
    let person = holder.column("who")?;
    let select = Select::from(due.clone()).join(holder, began.and(stays));
    let select = placed.group_periods(select, &due)?.group_by(person.clone()).column("who", person);
    Ok(draft.add(Step::select(
        "asked",
        "Who is asked for which period: those who held the post for all of it.",
        select,
    )))
}

fn or_nought(number: Value) -> Result<Value, Unsayable> {
    Value::first_filled(vec![number, Value::whole(0)])
}

/// Asks for each period and person whether what was done kept to the area that the month asks for.
pub(super) fn basis(scene: &Scene<'_>, draft: &mut Draft, obligation: &Obligation) -> Result<Answered, Unsayable> {
    let shown = Shown::of(scene, obligation)?;
    let basis = shown.evidence.basis.clone().ok_or_else(|| {
        Unsayable::because(format!(
            "`{}` has no `basis-in`, so that its rows do not tell own from peer",
            shown.kind.name
        ))
    })?;
    let who = shown.evidence.who.clone().ok_or_else(|| no_who(&shown))?;
    shown.needed(draft, &[shown.evidence.planned.as_ref(), Some(&who), Some(&basis)]);
    draft.open(scene)?;
    let mut dues = dues(scene, obligation);
    dues.retain(|one| one.basis.is_some());
    let rows = draft.rows(shown.kind.name, "shown")?;
    let done = of_period(scene, &shown, &rows, &dues, &who)?.column("basis", column(&rows, &basis)?);
    let done = draft.add(Step::select("done", DONE, done));
    let due = draft.add(list(&dues, &|one| {
        let area = if one.basis == Some(crate::model::value::Area::Own) { "own" } else { "peer" };
        format!("all of the {area} area")
    })?);
    let placed = Placed::of(draft, &done, &due, &dues)?;
    let rows = placed.step.source("placed");
    let mut select = placed.group(Select::from(rows.clone()), &rows)?;
    for name in ["who", "basis"] {
        select = select.group_by(rows.column(name)?).column(name, rows.column(name)?);
    }
    let select =
        select.column("number", Value::count_rows()).column("first_key", rows.column("evidence_key")?.least()?);
    let tally = draft.add(Step::select("tally", "How much each person did for each period, by area.", select));

    let (due, tally) = (due.source("due"), tally.source("tally"));
    let as_asked = Predicate::equal(tally.column("basis")?, due.column("basis")?)?;
    let wrong = Predicate::is_filled(tally.column("number")?).and(as_asked.negated());
    let first = Value::case(vec![(wrong.clone(), tally.column("first_key")?)], Value::empty(crate::query::Kind::Text))?;
    let mut select = Select::from(due.clone()).left_join(tally.clone(), placed.same_period(&tally, &due)?);
    for name in ["period", "expected", "due"] {
        select = select.group_by(due.column(name)?);
    }
    let found = Found {
        who: tally.column("who")?,
        wrong: sum_where(wrong, tally.column("number")?)?,
        in_all: in_sum(tally.column("number")?)?,
        evidence_key: first.least()?,
    };
    judged(scene, draft, &shown, select.group_by(tally.column("who")?), &due, found)
}

/// Asks for each period and person whether they had nothing to do with what they looked at.
pub(super) fn independence(
    scene: &Scene<'_>,
    draft: &mut Draft,
    obligation: &Obligation,
    others: &Parties,
) -> Result<Answered, Unsayable> {
    let mut shown = Shown::of(scene, obligation)?;
    let who = shown.evidence.who.clone().ok_or_else(|| no_who(&shown))?;
    let about = shown.evidence.about.clone().ok_or_else(|| {
        Unsayable::because(format!(
            "`{}` has no `about-in`, so that its rows do not tell which case they are about",
            shown.kind.name
        ))
    })?;
    let (case, columns) = case_of(scene, obligation, others)?;
    if let Some(other) = linked(shown.kind, &about).filter(|record| *record != case.name) {
        return Err(Unsayable::because(format!(
            "its cases are rows of `{other}`, and those it has to be independent of are seen in `{}`",
            case.name
        )));
    }
    shown.needed(draft, &[shown.evidence.planned.as_ref(), Some(&who), Some(&about)]);
    draft.need_key(case);
    columns.iter().for_each(|column| draft.need(case.name, column));
    draft.open(scene)?;
    let mut dues = dues(scene, obligation);
    if dues.is_empty() {
        // What waits for an event has no periods: all that was done in the window is looked at.
        shown.evidence.planned = None;
        dues = vec![whole_window(scene)];
    }
    let rows = draft.rows(shown.kind.name, "shown")?;
    let done = of_period(scene, &shown, &rows, &dues, &who)?.column("about", column(&rows, &about)?.to_text()?);
    let done = draft.add(Step::select("done", DONE, done));
    let words = format!("nobody who is {}", listed(&names(&others.names), "or"));
    let due = draft.add(list(&dues, &|_| words.clone())?);
    let placed = Placed::of(draft, &done, &due, &dues)?;
    let (rows, cases) = (placed.step.source("placed"), draft.rows(case.name, "looked_at")?);
    let same_case = Predicate::equal(key(case, &cases)?, rows.column("about")?)?;
    let person = rows.column("who")?;
    let involved = columns.iter().map(|name| Predicate::equal(column(&cases, name)?.to_text()?, person.clone()));
    let wrong = Predicate::any(involved.collect::<Result<Vec<_>, _>>()?);
    let row = Value::case(vec![(wrong.clone(), rows.column("evidence_key")?)], Value::empty(crate::query::Kind::Text))?;
    let select = placed
        .group(Select::from(rows.clone()).left_join(cases, same_case), &rows)?
        .group_by(person.clone())
        .column("who", person)
        .column("wrong", Value::count_where(wrong))
        .column("in_all", Value::count_rows())
        .column("evidence_key", row.least()?);
    let tally = draft.add(Step::select(
        "tally",
        "How much each person did for each period, and how much of it is wrong.",
        select,
    ));

    let (due, tally) = (due.source("due"), tally.source("tally"));
    let select = Select::from(due.clone()).left_join(tally.clone(), placed.same_period(&tally, &due)?);
    let found = Found {
        who: tally.column("who")?,
        wrong: or_nought(tally.column("wrong")?)?,
        in_all: or_nought(tally.column("in_all")?)?,
        evidence_key: tally.column("evidence_key")?,
    };
    judged(scene, draft, &shown, select, &due, found)
}

const DONE: &str = "What was done, by whom, with the day that decides its period.";

/// The record of the cases, and its columns that hold the people to be independent of: the record that is drawn from, else
/// the one that the first of them is seen in. In a record that is not the one they are seen in, they stand in the column of
/// the same name.
fn case_of<'a>(
    scene: &Scene<'a>,
    obligation: &Obligation,
    others: &Parties,
) -> Result<(Kind<'a>, Vec<String>), Unsayable> {
    let first = others.names.first();
    let first = first.ok_or_else(|| Unsayable::because("nobody is named that it has to be independent of"))?;
    let record = drawn_from(scene, obligation).map_or_else(|| seen_in(scene, first), Ok)?;
    let case = scene.record(record)?;
    let columns = others.names.iter().map(|party| {
        seen_in(scene, party)?;
        let column = column_of_role(scene.model, party, record).map(str::to_owned);
        column.ok_or_else(|| {
            Unsayable::because(format!("no column of `{}` shows who the `{}` of a case is", case.name, party.name))
        })
    });
    Ok((case, columns.collect::<Result<_, _>>()?))
}

/// The record that a role is seen in.
fn seen_in(scene: &Scene<'_>, party: &Ref) -> Result<DeclId, Unsayable> {
    let construct = scene.model.target(party).map(|declaration| &declaration.construct);
    let role = construct.and_then(|construct| if let Construct::Role(role) = construct { Some(role) } else { None });
    let seen = role.and_then(|role| Some((role.seen_in.as_ref()?, role)));
    let (path, role) = seen.ok_or_else(|| {
        Unsayable::because(format!("no record shows who the `{}` of a case is: the role has no `seen-in`", party.name))
    })?;
    let record = path.record.as_ref().or(role.for_each.as_ref()).and_then(|record| record.target);
    record.ok_or_else(|| Unsayable::because("the record that shows a role is not known"))
}

/// The record that the cases of an audit are drawn from.
fn drawn_from(scene: &Scene<'_>, obligation: &Obligation) -> Option<DeclId> {
    let DrawSource::Population(population) = &obligation.draw.as_ref()?.source else { return None };
    let Construct::Population(population) = &scene.model.target(population)?.construct else { return None };
    population.records.as_ref()?.target
}

/// What was done in the periods: `for_day`, `done_on`, `who` and `evidence_key`.
fn of_period(
    scene: &Scene<'_>,
    shown: &Shown<'_>,
    rows: &Source,
    dues: &[Due],
    who: &str,
) -> Result<Select, Unsayable> {
    let for_day = shown.day_of_period(rows)?;
    let select = shown.rows(scene, rows)?.filter(near(dues, for_day.clone())?);
    Ok(select
        .column("for_day", for_day)
        .column("done_on", day(rows, &shown.evidence.done)?)
        .column("who", column(rows, who)?.to_text()?)
        .column("evidence_key", key(shown.kind, rows)?))
}

/// What is told of a person and a period.
struct Found {
    who: Value,
    wrong: Value,
    in_all: Value,
    evidence_key: Value,
}

/// Tells, for each period and person, what was done and what of it is wrong.
fn judged(
    scene: &Scene<'_>,
    draft: &mut Draft,
    shown: &Shown<'_>,
    select: Select,
    due: &Source,
    found: Found,
) -> Result<Answered, Unsayable> {
    let select = select
        .column("period", due.column("period")?)
        .column("subject", found.who)
        .column("expected", due.column("expected")?)
        .column("due", due.column("due")?)
        .column("wrong", found.wrong)
        .column("in_all", found.in_all)
        .column("evidence_table", Value::text(scene.table(shown.kind.name))?)
        .column("evidence_key", found.evidence_key);
    let counted =
        Step::select("counted", "For each period and person, how much was done and how much of it is wrong.", select);
    let counted = draft.add(counted);
    answer::none_wrong(scene, &counted)
}

/// The roles that a list of parties comes to, members in place of teams and bodies.
pub(super) fn roles(scene: &Scene<'_>, parties: &[Ref]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut left: Vec<&Ref> = parties.iter().rev().collect();
    // A team that is a member of itself would never end.
    let mut steps = 0_u32;
    while let Some(party) = left.pop() {
        steps += 1;
        if steps > 1000 {
            break;
        }
        let construct = scene.model.target(party).map(|declaration| &declaration.construct);
        let members = match construct {
            Some(Construct::Team(team)) => team.members.as_ref(),
            Some(Construct::Body(body)) => body.members.as_ref(),
            _ => None,
        };
        match members {
            Some(members) => left.extend(members.names.iter().rev()),
            None if !found.contains(&party.name) => found.push(party.name.clone()),
            None => {}
        }
    }
    found
}

fn names(parties: &[Ref]) -> Vec<&str> {
    parties.iter().map(|party| party.name.as_str()).collect()
}

fn no_who(shown: &Shown<'_>) -> Unsayable {
    Unsayable::because(format!("`{}` has no `who-in`, so that its rows do not tell who did it", shown.kind.name))
}
