//! What is said of an event, in words that need no framework beside them.

use crate::emit::words::{clauses, days, full_date, how_many, sentence, stamped, towards, weaker, who};
use crate::model::ObligationKind;
use crate::plan::{Entry, Feed, Occurrence, State, long_date, titles};

/// `Ward file audits: 14 cases, 2 each, own area`, `Kitchen checks (should)`
pub(super) fn summary(entry: &Entry) -> String {
    let one = &entry.occurrence;
    let prefix = match entry.state {
        State::Planned => "",
        State::Withdrawn => "Cancelled: ",
    };
    let amount = how_many(one).map(|amount| format!(": {amount}")).unwrap_or_default();
    format!("{prefix}{}{}{amount}", one.title, strength(one))
}

/// A line for each thing there is to know; the framework last.
pub(super) fn description(feed: &Feed, entry: &Entry) -> String {
    let one = &entry.occurrence;
    let stamp = stamped(&feed.stamp);
    let (first, last) = match entry.state {
        State::Planned => (None, stamp),
        State::Withdrawn => (Some("Cancelled".to_owned()), format!("No longer planned in: {stamp}")),
    };
    let facts = [
        first,
        Some(format!("What to do{}: {}", strength(one), one.action)),
        Some(format!("Who: {}", sentence(&who(&one.bearers, one.join)))),
        how_many(one).map(|amount| format!("How many: {amount}")),
        one.for_each.as_ref().map(|each| format!("For each: {}", each.title)),
        (!one.only_for.is_empty()).then(|| format!("Only for: {}", one.only_for.join(" and "))),
        (!one.recipients.is_empty())
            .then(|| format!("{}: {}", sentence(towards(one.kind)), titles(&one.recipients, "and"))),
        one.through.as_ref().map(|taken| match taken.date {
            Some(date) => format!("At: {}, {}", taken.meeting.title, full_date(date)),
            None => format!("At: {}", taken.meeting.title),
        }),
        Some(when(entry)),
        (one.due > one.period.to).then(|| format!("About: {}", days(one.period.from, one.period.to))),
        one.moved_because.as_ref().map(|why| format!("Moved from: {}, {why}", long_date(one.nominal))),
        one.projected.then(|| "It may move: bank holidays are not proclaimed so far ahead".to_owned()),
        one.accountable.as_ref().map(|party| format!("Who answers for it: {}", party.title)),
        (!one.clauses.is_empty()).then(|| {
            format!("{}: {}", if one.clauses.len() == 1 { "Clause" } else { "Clauses" }, clauses(&one.clauses))
        }),
        Some(last),
    ];
    facts.into_iter().flatten().map(|fact| fact.replace('\n', " ")).collect::<Vec<_>>().join("\n")
}

/// ` (should)`; nothing for what must be done.
fn strength(one: &Occurrence) -> String {
    weaker(one.strength).map(|strength| format!(" ({strength})")).unwrap_or_default()
}

/// `Due: Wednesday 31 May 2017, by the last working day of the month`, `On: Thursday 18 May 2017` of a meeting, `Open: 2
/// May 2017 to 22 May 2017`.
fn when(entry: &Entry) -> String {
    let one = &entry.occurrence;
    let rule = entry.deadline.as_ref().map(|rule| format!(", {rule}")).unwrap_or_default();
    match one.open_until {
        Some(last) => format!("Open: {} to {}{rule}", long_date(one.due), long_date(last)),
        None if one.kind == ObligationKind::Meeting => format!("On: {}{rule}", full_date(one.due)),
        None => format!("Due: {}{rule}", full_date(one.due)),
    }
}
