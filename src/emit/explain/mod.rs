//! A declaration in plain English: what it is, who must do what, when, by when, and what follows.
//!
//! Everything said here is read from the model and its plan; nothing is decided. It is text to read and to sign, not to
//! read back.

mod changes;
mod evidence;
mod flow;
mod ladder;
mod others;
mod party;
mod rule;
mod things;
mod words;

pub(in crate::emit) use evidence::condition;

use chrono::Days;

use super::escape::markdown;
use super::words::not_proclaimed_yet;
use crate::calendar::{Date, is_scheduled};
use crate::model::{ClauseNumber, Construct, Declaration, Model, Obligation, Timing};
use crate::plan::{Filter, listed, long_date, schedule};
use crate::syntax::vocabulary;

/// How many dates are told.
const DATES: usize = 3;
/// How many days ahead dates are looked for: a year first, and ten for what is rare.
const AHEAD: [u64; 2] = [366, 3660];

/// The declaration in sentences, with its next dates on or after `as_of`; lines, the last one ended.
#[must_use]
pub fn explain(model: &Model, declaration: &Declaration, as_of: Date) -> String {
    let paragraphs =
        [heading(declaration), body(model, declaration), next_dates(model, declaration, as_of), remarks(declaration)];
    let told: Vec<String> =
        paragraphs.into_iter().filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n")).collect();
    format!("{}\n", told.join("\n\n"))
}

/// The same as Markdown, with a chart where the declaration is a ladder.
#[must_use]
pub fn explain_markdown(model: &Model, declaration: &Declaration, as_of: Date) -> String {
    let mut told = vec![format!("# {}", markdown(&declaration.title))];
    let rest = heading(declaration).into_iter().skip(1).map(|line| format!("*{}*", markdown(&line)));
    told.extend(rest);
    let paragraphs = [body(model, declaration), next_dates(model, declaration, as_of), remarks(declaration)];
    let paragraphs = paragraphs.into_iter().filter(|lines| !lines.is_empty());
    told.extend(paragraphs.map(|lines| lines.iter().map(|line| markdown_line(line)).collect::<Vec<_>>().join("\n")));
    told.extend(explain_mermaid(model, declaration).map(|chart| format!("```mermaid\n{chart}```")));
    format!("{}\n", told.join("\n\n"))
}

/// A ladder as a Mermaid flow chart; nothing for what is no ladder.
#[must_use]
pub fn explain_mermaid(model: &Model, declaration: &Declaration) -> Option<String> {
    if let Construct::Escalation(escalation) = &declaration.construct {
        Some(flow::chart(model, declaration, escalation))
    } else {
        None
    }
}

/// A line with the mark of a list kept as one.
fn markdown_line(line: &str) -> String {
    line.strip_prefix("- ").map_or_else(|| markdown(line), |item| format!("- {}", markdown(item)))
}

/// The title, then what it is and which clauses it comes from.
fn heading(declaration: &Declaration) -> Vec<String> {
    let keyword = declaration.construct.kind().keyword();
    let article = vocabulary::construct(keyword).map_or(keyword, |construct| construct.article);
    let clauses = clause_words(declaration.clauses.iter().map(|clause| &clause.value));
    let from = if clauses.is_empty() { String::new() } else { format!(", from {clauses}") };
    let id = &declaration.name.value;
    vec![declaration.title.clone(), format!("({id}: {article}{from})")]
}

/// `clause 5.9`, `clauses 5.9 and 5.10 and Appendix 1`, `“Introduction”`: a section without a number goes by its title.
fn clause_words<'model>(clauses: impl Iterator<Item = &'model ClauseNumber>) -> String {
    let (numbers, others): (Vec<&str>, Vec<&str>) = clauses
        .map(|clause| clause.0.as_str())
        .partition(|clause| clause.starts_with(|first: char| first.is_ascii_digit()));
    let numbered = match numbers.as_slice() {
        [] => None,
        [only] => Some(format!("clause {only}")),
        several => Some(format!("clauses {}", listed(several, "and"))),
    };
    let titled = |other: &str| if other.starts_with("Appendix") { other.to_owned() } else { format!("“{other}”") };
    let all: Vec<String> = numbered.into_iter().chain(others.into_iter().map(titled)).collect();
    listed(&all, "and")
}

/// What there is to say of it; of what its author gave nothing but a title, what the language says of its kind.
fn body(model: &Model, declaration: &Declaration) -> Vec<String> {
    let lines = particulars(model, declaration);
    if !lines.is_empty() {
        return lines;
    }
    let construct = vocabulary::construct(declaration.construct.kind().keyword());
    construct.map(|construct| construct.about.to_owned()).into_iter().collect()
}

/// What there is to say of it: of its own kind first, then rule by rule.
fn particulars(model: &Model, declaration: &Declaration) -> Vec<String> {
    let rules = || of(model, declaration).flat_map(|rule| rule::sentences(model, declaration, rule));
    match &declaration.construct {
        Construct::Escalation(escalation) => ladder::sentences(model, escalation),
        Construct::Role(_) | Construct::Team(_) | Construct::Body(_) | Construct::Organisation(_) => {
            party::sentences(model, declaration)
        }
        Construct::Audit(_)
        | Construct::Meeting(_)
        | Construct::Report(_)
        | Construct::Duty(_)
        | Construct::Feedback(_) => others::sentences(model, declaration).into_iter().chain(rules()).collect(),
        // What a framework or a gap comes to is said among its own sentences; the rest comes to nothing by itself.
        Construct::Framework(_)
        | Construct::Gap(_)
        | Construct::Calendar(_)
        | Construct::Clock(_)
        | Construct::Unit(_)
        | Construct::Area(_)
        | Construct::Glossary(_)
        | Construct::Reference(_)
        | Construct::Scale(_)
        | Construct::Standard(_)
        | Construct::Instrument(_)
        | Construct::Population(_)
        | Construct::Sample(_)
        | Construct::Programme(_)
        | Construct::Event(_)
        | Construct::Measure(_)
        // Whom it tells is said among its own sentences.
        | Construct::Threshold(_)
        | Construct::Record(_)
        | Construct::Scenario(_)
        | Construct::Site(_)
        | Construct::Narrative
        | Construct::Assume(_)
        | Construct::Amendment(_) => others::sentences(model, declaration),
    }
}

/// The rules that a declaration comes to.
fn of<'model>(model: &'model Model, declaration: &Declaration) -> impl Iterator<Item = &'model Obligation> {
    let id = declaration.id;
    model.obligations.iter().filter(move |rule| rule.declaration == id)
}

/// The next days on which the declaration's own work falls; nothing for what has no dates of its own.
fn next_dates(model: &Model, declaration: &Declaration, as_of: Date) -> Vec<String> {
    let own: Vec<&str> = of(model, declaration).filter(|rule| is_dated(rule)).map(|rule| rule.id.as_str()).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let found = AHEAD.iter().map(|days| dates(model, &own, as_of, *days));
    let dates = found.reduce(|near, far| if near.len() >= DATES { near } else { far }).unwrap_or_default();
    let projected = dates.iter().take(DATES).any(|date| model.calendar.is_projected(*date));
    let written: Vec<String> = dates.into_iter().take(DATES).map(long_date).collect();
    let from = long_date(as_of);
    let said = match written.as_slice() {
        [] => format!("No date falls in the ten years from {from} on."),
        [only] => format!("The next date from {from} on is {only}."),
        several => format!("The next dates from {from} on are {}.", listed(several, "and")),
    };
    vec![if projected { format!("{said} {}", not_proclaimed_yet()) } else { said }]
}

/// Whether a rule has days of its own, and does not wait for something to happen.
fn is_dated(rule: &Obligation) -> bool {
    match &rule.timing {
        Timing::Own(cadence) => is_scheduled(&cadence.value),
        Timing::With(_) | Timing::Unresolved => false,
    }
}

fn dates(model: &Model, rules: &[&str], as_of: Date, days: u64) -> Vec<Date> {
    let until = as_of.checked_add_days(Days::new(days)).unwrap_or(as_of);
    let occurrences = schedule(model, as_of, until, &Filter::default());
    let own = occurrences.iter().filter(|occurrence| rules.contains(&occurrence.obligation.as_str()));
    let mut dates: Vec<Date> = own.map(|occurrence| occurrence.due).filter(|date| *date >= as_of).collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// Decisions and remarks that the author wrote down.
fn remarks(declaration: &Declaration) -> Vec<String> {
    let assumes = declaration.assumes.iter();
    let assumes = assumes.map(|assume| format!("Decided where the text is silent: “{}”", assume.value));
    let notes = declaration.notes.iter().map(|note| format!("Note: “{}”", note.value));
    assumes.chain(notes).collect()
}
