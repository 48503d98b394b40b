//! Who holds a post, and from when to when: the times of one person that follow each other without a day between are one.

use super::draft::Draft;
use crate::query::{Comparison, Frame, Kind, Order, Predicate, Select, Source, Step, Unsayable, Value};

/// Days before and behind all others, counted from 1900.
const FIRST: i64 = -1_000_000;
const LAST: i64 = 10_000_000;

/// From a step with `who`, `from_day` and `until_day` (empty where it is open), a row for each stretch of days on which
/// somebody held one of the posts: of two times, one behind the other or side by side, neither may hide the other. The
/// columns `also` are the same in all rows of a person.
pub(super) fn stretches(draft: &mut Draft, held: &Step, also: &[&str]) -> Result<Step, Unsayable> {
    // As numbers, so that an open end compares like any other; each once, so that their order is settled.
    let post = held.source("post");
    let number =
        |name: &str, open: i64| Value::first_filled(vec![post.column(name)?.day_number()?, Value::whole(open)]);
    let names: Vec<&str> = ["who", "from_day", "until_day"].iter().chain(also).copied().collect();
    let mut select = copied(Select::from(post.clone()), &post, &names)?;
    for name in &names {
        select = select.group_by(post.column(name)?);
    }
    let select = select.column("first", number("from_day", FIRST)?).column("last", number("until_day", LAST)?);
    let meaning = "The first and the last day of each as numbers, far ones where it is open.";
    let numbered = draft.add(Step::select("post_days", meaning, select));

    let names: Vec<&str> = names.iter().chain(&["first", "last"]).copied().collect();
    let post = numbered.source("post");
    let reach = over(&post, post.column("last")?.greatest()?, Frame::UpToRow)?;
    let select = copied(Select::from(post.clone()), &post, &names)?.column("reach", reach);
    let meaning = "For each, the last day of all that began until then.";
    let reaching = draft.add(Step::select("post_reach", meaning, select));

    let post = reaching.source("post");
    // Never less than the one before, so that the lesser of the two is that of the one before.
    let before = over(&post, post.column("reach")?.least()?, Frame::Last(2))?;
    let select = copied(Select::from(post.clone()), &post, &names)?.column("before", before);
    let follow = draft.add(Step::select("post_before", "For each, the last day of all that began before it.", select));

    let post = follow.source("post");
    let next = post.column("before")?.plus(Value::whole(1))?;
    let apart = Predicate::compare(post.column("first")?, Comparison::More, next)?;
    let apart = Value::case(vec![(apart, Value::whole(1))], Value::whole(0))?;
    let stretch = over(&post, apart.sum()?, Frame::UpToRow)?;
    let select = copied(Select::from(post.clone()), &post, &names)?.column("stretch", stretch);
    let meaning = "The number of the stretch that each belongs to: a new one where a day lies between.";
    let numbered = draft.add(Step::select("post_stretch", meaning, select));

    let post = numbered.source("post");
    let open = |number: Value, open: i64, day: Value| {
        let is_open = Predicate::equal(number, Value::whole(open))?;
        Value::case(vec![(is_open, Value::empty(Kind::Date))], day)
    };
    let from = open(post.column("first")?.least()?, FIRST, post.column("from_day")?.least()?)?;
    let until = open(post.column("last")?.greatest()?, LAST, post.column("until_day")?.greatest()?)?;
    let mut select = Select::from(post.clone()).group_by(post.column("stretch")?);
    for name in ["who"].iter().chain(also) {
        select = select.group_by(post.column(name)?).column(*name, post.column(name)?);
    }
    let select = select.column("from_day", from).column("until_day", until);
    Ok(draft.add(Step::select("holder", "From when to when each held one of the posts without a break.", select)))
}

/// An aggregate over the times of one person, in the order in which they began.
fn over(post: &Source, aggregate: Value, frame: Frame) -> Result<Value, Unsayable> {
    let order = vec![Order::ascending(post.column("first")?), Order::ascending(post.column("last")?)];
    aggregate.over(vec![post.column("who")?], order, frame)
}

fn copied(mut select: Select, from: &Source, names: &[&str]) -> Result<Select, Unsayable> {
    for name in names {
        select = select.column(*name, from.column(name)?);
    }
    Ok(select)
}
