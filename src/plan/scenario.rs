//! Scenarios tried: what the author expects held against what the rules make of what happens.
//!
//! What falls by the calendar comes from the schedule; what an event, a missed deadline or a crossed bound sets off is
//! followed in `follows.rs`. Records have no part in it: a scenario says itself what happened and what was done.

mod crossed;
mod facts;
mod follows;

use super::filter::Filter;
use super::naming::{Named, Stamp, belongs};
use super::occurrences::{Occurrence, schedule};
use super::words::{listed, long_date};
use crate::calendar::Date;
use crate::model::scenario::{EXPECTABLE, Expectation, Expected, Scenario};
use crate::model::value::Parties;
use crate::model::{ClauseNumber, Construct, DeclId, Model, Obligation, Ref};
use crate::text::Span;
use follows::{Consequence, follows};

/// The scenarios of a framework, tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Whose they are.
    pub stamp: Stamp,
    /// In source order.
    pub scenarios: Vec<Tried>,
    /// How many rules there are that a scenario could expect.
    pub rules: usize,
    /// Those that none expects, in source order.
    pub untouched: Vec<Named>,
}

/// One scenario, tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Which.
    pub scenario: Named,
    /// The clauses it stands under.
    pub clauses: Vec<ClauseNumber>,
    /// What happens, a line each: `12 May 2017: concern-raised with child "A1"`.
    pub happens: Vec<String>,
    /// Its expectations, in order.
    pub verdicts: Vec<Verdict>,
}

/// One expectation and what came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What was expected, as the author wrote it.
    pub expected: String,
    /// Where.
    pub span: Span,
    /// Whether it came so.
    pub holds: bool,
    /// What came of the same rule, in the words of an expectation.
    pub came: Vec<String>,
}

impl Trial {
    /// Whether every expectation of every scenario holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.scenarios.iter().all(Tried::holds)
    }
}

impl Tried {
    /// Whether every expectation holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.verdicts.iter().all(|verdict| verdict.holds)
    }
}

/// Tries every scenario.
#[must_use]
pub fn trial(model: &Model) -> Trial {
    let scenarios = model.declarations.iter().filter_map(|declaration| {
        let Construct::Scenario(scenario) = &declaration.construct else { return None };
        Some((declaration, scenario))
    });
    let tried = scenarios.clone().map(|(declaration, scenario)| Tried {
        scenario: Named { id: declaration.name.value.clone(), title: declaration.title.clone() },
        clauses: declaration.clauses.iter().map(|clause| clause.value.clone()).collect(),
        happens: scenario.happenings.iter().map(happens).collect(),
        verdicts: verdicts(model, scenario),
    });
    let touched: Vec<DeclId> = scenarios
        .clone()
        .flat_map(|(_, scenario)| &scenario.expectations)
        .filter_map(|expected| expected.what.of().target)
        .collect();
    let rules: Vec<DeclId> = rules(model).collect();
    let untouched = rules.iter().filter(|rule| !touched.contains(rule)).filter_map(|rule| Named::at(model, *rule));
    Trial { stamp: Stamp::of(model), scenarios: tried.collect(), untouched: untouched.collect(), rules: rules.len() }
}

/// The declarations that a scenario can expect and that come to something.
fn rules(model: &Model) -> impl Iterator<Item = DeclId> {
    let mut last = None;
    model.obligations.iter().map(|obligation| obligation.declaration).filter(move |id| {
        let new = last != Some(*id);
        last = Some(*id);
        new && model.get(*id).is_some_and(|declaration| EXPECTABLE.contains(&declaration.construct.kind()))
    })
}

fn happens(happening: &crate::model::scenario::Happening) -> String {
    format!("{}: {}", long_date(happening.date.value), happening.words)
}

fn verdicts(model: &Model, scenario: &Scenario) -> Vec<Verdict> {
    let follows = follows(model, &scenario.happenings);
    scenario.expectations.iter().map(|expected| verdict(model, &follows, expected)).collect()
}

fn verdict(model: &Model, follows: &[Consequence<'_>], expected: &Expected) -> Verdict {
    let of = expected.what.of().target;
    let own: Vec<&Consequence<'_>> =
        follows.iter().filter(|consequence| Some(consequence.obligation.declaration) == of).collect();
    let (holds, came) = match &expected.what {
        Expectation::Nothing { level, .. } => {
            let level = level.as_ref().map(|level| level.value.as_str());
            let came: Vec<String> = at_level(&own, level).map(|one| consequence_words(model, one)).collect();
            (came.is_empty(), came)
        }
        Expectation::Total { count, of, within: (from, to) } => {
            let total = total(model, &own, of, *from, *to);
            (total == u64::from(count.value), vec![format!("{total} {}", of.name)])
        }
        Expectation::Missed { on, .. } => {
            let mains = own.iter().filter(|one| one.is_main());
            let holds = mains.clone().any(|one| one.is_missed_on(on.value));
            (holds, mains.map(|one| consequence_words(model, one)).collect())
        }
        Expectation::One { level, tells, from, by, .. } => {
            let level = level.as_ref().map(|level| level.value.as_str());
            let by = by.as_ref().map(|by| by.value);
            let planned = planned(model, of, by.filter(|_| level.is_none()));
            let wanted = |obligation: &Obligation, due: Option<Date>| {
                holds_all(model, tells.as_ref(), &obligation.recipients)
                    && holds_all(model, from.as_ref(), &obligation.bearers)
                    && by.is_none_or(|by| due == Some(by))
            };
            let mut came = at_level(&own, level);
            let follows = came.any(|one| wanted(one.obligation, one.due));
            let falls = planned.iter().any(|one| {
                model.obligation(&one.obligation).is_some_and(|obligation| wanted(obligation, Some(one.due)))
            });
            (follows || falls, at_level(&own, level).map(|one| consequence_words(model, one)).collect())
        }
    };
    Verdict { expected: expected.words.value.clone(), span: expected.words.span, holds, came }
}

/// What follows at one level of a ladder; everything where none is asked for.
fn at_level<'all, 'model>(
    own: &'all [&'all Consequence<'model>],
    level: Option<&'all str>,
) -> impl Iterator<Item = &'all Consequence<'model>> {
    own.iter().copied().filter(move |one| level.is_none_or(|level| one.level == Some(level)))
}

/// What falls due on that day by the calendar alone.
fn planned(model: &Model, of: Option<DeclId>, day: Option<Date>) -> Vec<Occurrence> {
    let Some(day) = day else { return Vec::new() };
    let mut all = schedule(model, day, day, &Filter::default());
    all.retain(|one| model.obligation(&one.obligation).map(|obligation| obligation.declaration) == of);
    all
}

/// Whether each party that is expected is among those named, itself or in a team or body.
fn holds_all(model: &Model, expected: Option<&Parties>, named: &[Ref]) -> bool {
    let expected = expected.into_iter().flat_map(|parties| &parties.names);
    expected.into_iter().all(|party| party.target.is_some_and(|party| belongs(model, party, named)))
}

/// How many of a declaration's own work fall due in `from..=to`, by the calendar and by what happens.
fn total(model: &Model, own: &[&Consequence<'_>], of: &Ref, from: Date, to: Date) -> u64 {
    let planned = schedule(model, from, to, &Filter::default());
    let planned = planned.iter().filter(|one| one.obligation == of.name && (from..=to).contains(&one.due));
    let of_plan: u64 = planned.map(|one| u64::from(one.quantity.and_then(|quantity| quantity.min).unwrap_or(1))).sum();
    let happened = own.iter().filter(|one| one.is_main());
    let due = happened.filter(|one| (from..=to).contains(&one.due.unwrap_or(one.began)));
    of_plan
        + due.map(|one| u64::from(one.obligation.quantity.and_then(|quantity| quantity.min).unwrap_or(1))).sum::<u64>()
}

/// `child-safety-concern level told-at-once tells case-holder from auditor by 15 May 2017`
fn consequence_words(model: &Model, one: &Consequence<'_>) -> String {
    let name = model.get(one.obligation.declaration).map_or("", |declaration| declaration.name.value.as_str());
    let mut words = name.to_owned();
    let names = |parties: &[Ref]| listed(&parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>(), "and");
    if let Some(level) = one.level {
        words.push_str(&format!(" level {level}"));
    }
    if !one.obligation.recipients.is_empty() {
        words.push_str(&format!(" tells {}", names(&one.obligation.recipients)));
    }
    if !one.obligation.bearers.is_empty() {
        words.push_str(&format!(" from {}", names(&one.obligation.bearers)));
    }
    if let Some(due) = one.due {
        words.push_str(&format!(" by {}", long_date(due)));
    }
    if let Some(done) = one.done {
        words.push_str(&format!(", done on {}", long_date(done)));
    }
    words
}
