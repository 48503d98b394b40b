//! What shows it: populations, samples, events, measures and thresholds, in words.

use super::things::told;
use super::words::{parties, when};
use crate::calendar::DurationUnit;
use crate::model::evidence::{Adjusted, Adjustment, Event, Measure, Population, Sample, Threshold};
use crate::model::value::{
    Bound, BoundFigure, BoundSide, Condition, Formula, FormulaKind, Literal, Path, Relation, Statistic, Subject, Test,
};
use crate::model::{Model, Obligation, Ref, evidence_of};
use crate::plan::{deadline_words, draw_words, listed, long_date};
use crate::text::Spanned;

/// Where cases are found, and which of them count.
pub(super) fn population(model: &Model, population: &Population) -> Vec<String> {
    told([
        population.records.as_ref().map(|record| format!("it is taken from the records “{}”", model.title(record))),
        population.filter.as_ref().map(|filter| format!("a case belongs to it when {}", condition(model, filter))),
        population.excluding.as_ref().map(|out| format!("a case is left out when {}", condition(model, out))),
        population.as_at.as_ref().map(|day| format!("it is looked at {}", deadline_words(model, &day.value))),
        population.unit_of_selection.as_ref().map(|unit| format!("what is picked is the {}", spoken(&unit.value))),
        (!population.strata.is_empty()).then(|| format!("a draw may be spread over {}", columns(&population.strata))),
    ])
}

/// How many are drawn, and how.
pub(super) fn sample(model: &Model, sample: &Sample) -> Vec<String> {
    told([sample.draw.as_ref().map(|draw| format!("it draws {}", draw_words(model, draw).join(", ")))])
}

/// To what it happens, and where it is seen.
pub(super) fn event(model: &Model, event: &Event) -> Vec<String> {
    let known: Vec<Spanned<String>> = event.holds.iter().map(|column| column.name.clone()).collect();
    told([
        event.happens_to.as_ref().map(|record| format!("it happens to “{}”", model.title(record))),
        event.seen_in.as_ref().map(|column| format!("the records show it in {}", path(model, column))),
        event.filter.as_ref().map(|filter| format!("it counts when {}", condition(model, filter))),
        (!known.is_empty()).then(|| format!("what is known of it: {}", columns(&known))),
    ])
}

/// What is counted, how often, and about whose work.
pub(super) fn measure(model: &Model, measure: &Measure) -> Vec<String> {
    told([
        measure.value.as_ref().map(|value| format!("it is {}", formula(model, value))),
        measure.counts_as_met.as_ref().map(|met| format!("it also counts as met when {}", condition(model, met))),
        measure.when.as_ref().map(|often| format!("it is taken {}", when(model, &often.value))),
        measure.unit.as_ref().map(|unit| format!("it is about the work of “{}”", model.title(unit))),
    ])
}

/// What sets it off, and what follows.
pub(super) fn threshold(model: &Model, threshold: &Threshold) -> Vec<String> {
    let measure = threshold.measure.as_ref().map_or("the measure", |measure| model.title(measure));
    let then: Vec<String> = threshold.then.iter().map(|then| format!("“{}”", model.title(then))).collect();
    let within =
        || threshold.within.as_ref().map_or(String::new(), |day| format!(" {}", deadline_words(model, &day.value)));
    let changes: Vec<String> = threshold.changes.iter().map(|change| adjustment(model, change)).collect();
    let mut lines = told([
        threshold.bound.as_ref().map(|bound| format!("it is crossed when “{measure}” is {}", bound_words(bound))),
        (!then.is_empty()).then(|| format!("what follows then: {}", listed(&then, "and"))),
        threshold.tell.as_ref().map(|who| format!("{} must be told{}", parties(model, &who.names, who.join), within())),
    ]);
    lines.extend(told([(!changes.is_empty()).then(|| format!("from then on {}", listed(&changes, "and")))]));
    lines
}

fn adjustment(model: &Model, change: &Adjustment) -> String {
    let title = model.title(&change.of);
    match change.to {
        Adjusted::Rhythm(_) => format!("“{title}” falls {}", change.words.value),
        Adjusted::Moderation(_) => format!("of “{title}” {} is looked at twice", change.words.value),
    }
}

fn bound_words(bound: &Bound) -> String {
    let side = match bound.side {
        BoundSide::Below => "below",
        BoundSide::Above => "above",
        BoundSide::AtLeast => "at least",
        BoundSide::AtMost => "at most",
        BoundSide::Exactly => "exactly",
    };
    let figure = match &bound.figure {
        BoundFigure::Percent(figure) => format!("{}%", figure.0),
        BoundFigure::Duration(duration) => duration.to_string(),
        BoundFigure::Number(figure) => figure.0.clone(),
    };
    let running = bound.running.map_or(String::new(), |(count, period)| match count {
        1 => format!(" in any {period}"),
        _ => format!(" in {count} {period}s running"),
    });
    format!("{side} {figure}{running}")
}

fn formula(model: &Model, formula: &Formula) -> String {
    let kind = match &formula.kind {
        FormulaKind::Count(record) => format!("the number of “{}”", model.title(record)),
        FormulaKind::Share(record, with) => {
            format!("the share of “{}” in which {}", model.title(record), condition(model, with))
        }
        FormulaKind::Statistic { statistic, of, over } => {
            format!("the {} {} over “{}”", statistic_words(*statistic), subject(model, of, over), model.title(over))
        }
    };
    let filter =
        formula.filter.as_ref().map_or(String::new(), |filter| format!(", where {}", condition(model, filter)));
    let by = if formula.by.is_empty() { String::new() } else { format!(", told apart by {}", columns(&formula.by)) };
    format!("{kind}{filter}{by}")
}

fn statistic_words(statistic: Statistic) -> String {
    match statistic {
        Statistic::Median => "middle value of".to_owned(),
        Statistic::Average => "average of".to_owned(),
        Statistic::Lowest => "lowest of".to_owned(),
        Statistic::Highest => "highest of".to_owned(),
        Statistic::Sum => "sum of".to_owned(),
        Statistic::Percentile(most) => format!("figure that {most} in a hundred do not exceed, of"),
    }
}

fn subject(model: &Model, subject: &Subject, over: &Ref) -> String {
    // The record that is counted over is named once, behind the figure.
    let column = |path: &Path| match &path.record {
        Some(record) if record.name == over.name => format!("“{}”", spoken(&path.column.value)),
        Some(_) | None => self::path(model, path),
    };
    match subject {
        Subject::Column(path) => column(path),
        Subject::Between { unit, from, to } => {
            format!("the {} from {} to {}", counted_in(*unit), column(from), column(to))
        }
    }
}

fn counted_in(unit: DurationUnit) -> String {
    format!("{unit}s")
}

/// A condition as a clause of a sentence; what the author wrote in brackets keeps them.
pub(in crate::emit) fn condition(model: &Model, condition: &Condition) -> String {
    let part = |part: &Condition| match part {
        Condition::And(_) | Condition::Or(_) => format!("({})", self::condition(model, part)),
        Condition::Not(_) | Condition::Test(_) | Condition::Unresolved => self::condition(model, part),
    };
    match condition {
        Condition::And(both) => both.iter().map(part).collect::<Vec<_>>().join(" and "),
        Condition::Or(either) => either.iter().map(part).collect::<Vec<_>>().join(" or "),
        Condition::Not(other) => format!("it is not so that {}", part(other)),
        Condition::Test(test) => self::test(model, test),
        Condition::Unresolved => "a condition holds that has to be mended first".to_owned(),
    }
}

fn test(model: &Model, test: &Test) -> String {
    let all = |values: &[Literal]| listed(&values.iter().map(literal).collect::<Vec<_>>(), "or");
    let relation = match &test.relation {
        Relation::Empty => "is empty".to_owned(),
        Relation::NotEmpty => "is filled in".to_owned(),
        Relation::Is(value) => format!("is {}", literal(value)),
        Relation::IsNot(value) => format!("is not {}", literal(value)),
        Relation::OneOf(values) => format!("is {}", all(values)),
        Relation::NotOneOf(values) => format!("is neither of {}", all(values)),
        Relation::AtLeast(value) => format!("is at least {}", literal(value)),
        Relation::AtMost(value) => format!("is at most {}", literal(value)),
        Relation::MoreThan(value) => format!("is more than {}", literal(value)),
        Relation::LessThan(value) => format!("is less than {}", literal(value)),
        Relation::Before(value) => format!("is before {}", literal(value)),
        Relation::After(value) => format!("is after {}", literal(value)),
        Relation::WithinLast(duration) => format!("is within the last {duration}"),
        Relation::NotWithinLast(duration) => format!("is not within the last {duration}"),
    };
    format!("{} {relation}", path(model, &test.subject))
}

pub(super) fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Number(figure) => figure.0.clone(),
        Literal::Percent(figure) => format!("{}%", figure.0),
        Literal::Text(text) => format!("“{text}”"),
        Literal::Date(date) => long_date(*date),
        Literal::Word(word) if word == "as-at" => "the day it is looked at".to_owned(),
        Literal::Word(word) => format!("“{}”", spoken(word)),
    }
}

/// Where the records show that a rule was kept; nothing where no record does.
pub(super) fn shown(model: &Model, rule: &Obligation) -> Option<String> {
    let evidence = evidence_of(model, rule).ok()?;
    let record = model.get(evidence.record)?;
    let filter =
        evidence.filter.as_ref().map_or(String::new(), |filter| format!(", where {}", condition(model, filter)));
    Some(format!("the records show it in “{}” of “{}”{filter}", spoken(&evidence.done), record.title))
}

pub(super) fn path(model: &Model, path: &Path) -> String {
    let of = path.record.as_ref().map_or(String::new(), |record: &Ref| format!(" of “{}”", model.title(record)));
    format!("“{}”{of}", spoken(&path.column.value))
}

fn columns(names: &[Spanned<String>]) -> String {
    listed(&names.iter().map(|name| format!("“{}”", spoken(&name.value))).collect::<Vec<_>>(), "and")
}

/// `last visit` for `last-visit`: an id as it is said.
pub(super) fn spoken(id: &str) -> String {
    id.replace(['-', '_'], " ")
}
