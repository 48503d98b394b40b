//! Amendments and scenarios in words: what changes from a day on, and what the author expects to follow from what.

use super::evidence::{literal, spoken};
use super::things::told;
use super::words::parties;
use crate::model::document::{Amendment, Change};
use crate::model::scenario::{Expectation, Gravity, Happening, Happens, Scenario};
use crate::model::value::Parties;
use crate::model::{Model, Ref};
use crate::plan::{listed, long_date};

/// From when to when it holds, who approved it, and each change.
pub(super) fn amendment(model: &Model, amendment: &Amendment) -> Vec<String> {
    let mut lines = told([
        amendment.starts.as_ref().map(|day| format!("it holds from {} on", long_date(day.value))),
        amendment.ends.as_ref().map(|day| format!("it ends on {}", long_date(day.value))),
        amendment.approved_by.as_ref().map(|who| format!("it was approved by {}", all(model, who))),
    ]);
    lines.extend(amendment.changes.iter().map(|change| self::change(model, change)));
    lines
}

fn change(model: &Model, change: &Change) -> String {
    match change {
        Change::Replace { target, names, .. } => {
            let names: Vec<String> = names.iter().map(|name| format!("“{}”", spoken(name))).collect();
            format!("- Of {}, it says anew: {}.", title(model, target), listed(&names, "and"))
        }
        Change::Withdraw { target } => format!("- {} no longer holds.", title(model, target)),
    }
}

/// What happens, day by day, and what must follow.
pub(super) fn scenario(model: &Model, scenario: &Scenario) -> Vec<String> {
    let happenings = scenario.happenings.iter().map(|happening| self::happening(model, happening));
    let expected = scenario.expectations.iter().map(|expected| expectation(model, &expected.what));
    let heading = (!scenario.expectations.is_empty()).then(|| "What must follow:".to_owned());
    happenings.chain(heading).chain(expected).collect()
}

fn happening(model: &Model, happening: &Happening) -> String {
    let what = match &happening.what {
        Happens::Event { event, gravity, facts } => {
            let facts = facts.iter().map(|(name, value)| format!("{} {}", spoken(&name.value), literal(value)));
            let facts: Vec<String> = facts.collect();
            let with = if facts.is_empty() { String::new() } else { format!(", with {}", listed(&facts, "and")) };
            let serious = match gravity {
                Gravity::Ordinary => "",
                Gravity::Serious => ", as a serious matter",
            };
            format!("{}{serious}{with}", title(model, event))
        }
        Happens::Answered(ladder) => format!("{} is answered", title(model, ladder)),
        Happens::Done(of) => format!("{} is done", title(model, of)),
        Happens::Measured { measure, figure, of } => {
            let of = of.as_ref().map_or(String::new(), |group| format!(" for {}", literal(group)));
            format!("{} comes to {}{of}", title(model, measure), figure.0)
        }
    };
    format!("On {}, this happens: {what}.", long_date(happening.date.value))
}

fn expectation(model: &Model, expectation: &Expectation) -> String {
    match expectation {
        Expectation::Nothing { of, level: None } => format!("- {} does not start.", title(model, of)),
        Expectation::Nothing { of, level: Some(level) } => {
            format!("- {} does not come to step “{}”.", title(model, of), spoken(&level.value))
        }
        Expectation::Missed { of, on } => {
            format!("- On {}, {} is overdue and not done.", long_date(on.value), title(model, of))
        }
        Expectation::Total { count, of, within: (from, to) } => {
            let days = format!("from {} to {}", long_date(*from), long_date(*to));
            format!("- {} comes to {} {days}.", title(model, of), count.value)
        }
        Expectation::One { of, level, tells, from, by } => {
            let level = level.as_ref().map_or(String::new(), |level| format!(", step “{}”,", spoken(&level.value)));
            let does = match (tells, from) {
                (Some(tells), _) => format!("tells {}", all(model, tells)),
                (None, Some(from)) => format!("is done by {}", all(model, from)),
                (None, None) => "is done".to_owned(),
            };
            let acts = match (tells, from) {
                (Some(_), Some(from)) => format!(", through {}", all(model, from)),
                (Some(_) | None, _) => String::new(),
            };
            let by = by.as_ref().map_or(String::new(), |day| format!(" by {}", long_date(day.value)));
            format!("- {}{level} {does}{acts}{by}.", title(model, of))
        }
    }
}

fn title(model: &Model, reference: &Ref) -> String {
    format!("“{}”", model.title(reference))
}

fn all(model: &Model, who: &Parties) -> String {
    parties(model, &who.names, who.join)
}
