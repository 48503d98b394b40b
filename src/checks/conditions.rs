//! Conditions that no record can meet.

use indexmap::IndexMap;

use super::Checked;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::value::{Condition, FormulaKind, Literal, Relation, Test};
use crate::model::{Construct, Declaration};

/// Findings on conditions.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let sound = checked.model.declarations.iter().filter(|declaration| !declaration.broken);
    sound
        .flat_map(|declaration| conditions(declaration).into_iter().filter_map(move |one| never(declaration, &one)))
        .collect()
}

/// Every condition of a declaration, each as the list of what must hold together.
fn conditions(declaration: &Declaration) -> Vec<Vec<&Test>> {
    let mut all: Vec<Option<&Condition>> = Vec::new();
    if let Construct::Population(population) = &declaration.construct {
        all.extend([population.filter.as_ref(), population.excluding.as_ref()]);
    } else if let Construct::Event(event) = &declaration.construct {
        all.push(event.filter.as_ref());
    } else if let Construct::Audit(audit) = &declaration.construct {
        all.push(audit.filter.as_ref());
    } else if let Construct::Duty(duty) = &declaration.construct {
        all.push(duty.filter.as_ref());
    } else if let Construct::Feedback(feedback) = &declaration.construct {
        all.push(feedback.filter.as_ref());
    } else if let Construct::Meeting(meeting) = &declaration.construct {
        all.push(meeting.filter.as_ref());
    } else if let Construct::Report(report) = &declaration.construct {
        all.push(report.filter.as_ref());
    } else if let Construct::Escalation(ladder) = &declaration.construct {
        all.push(ladder.filter.as_ref());
    } else if let Construct::Measure(measure) = &declaration.construct {
        let formula = measure.value.as_ref();
        all.push(formula.and_then(|formula| formula.filter.as_ref()));
        all.push(formula.and_then(|formula| match &formula.kind {
            FormulaKind::Share(_, condition) => Some(condition),
            FormulaKind::Count(_) | FormulaKind::Statistic { .. } => None,
        }));
    }
    all.into_iter().flatten().flat_map(alternatives).collect()
}

/// A condition as one list of what must hold together; nothing is said of one with `or` or `not` at its top.
fn alternatives(condition: &Condition) -> Option<Vec<&Test>> {
    let mut tests = Vec::new();
    let mut open = vec![condition];
    while let Some(next) = open.pop() {
        match next {
            Condition::And(both) => {
                let [one, other] = both.as_ref();
                open.extend([other, one]);
            }
            Condition::Test(test) => tests.push(test),
            Condition::Or(_) | Condition::Not(_) => {}
            Condition::Unresolved => return None,
        }
    }
    Some(tests)
}

/// How many comparisons of one column are held against one another: more than anybody writes, and few enough to be quick.
const MOST: usize = 50;

/// Two comparisons of one column that cannot both hold.
fn never(declaration: &Declaration, tests: &[&Test]) -> Option<Diagnostic> {
    let mut by_column: IndexMap<(Option<&str>, &str), Vec<&Test>> = IndexMap::new();
    for test in tests {
        let record = test.subject.record.as_ref().map(|record| record.name.as_str());
        by_column.entry((record, test.subject.column.value.as_str())).or_default().push(test);
    }
    for ((_, column), tests) in &by_column {
        let tests: Vec<&&Test> = tests.iter().take(MOST).collect();
        for (place, one) in tests.iter().enumerate() {
            let Some(other) = tests.iter().skip(place + 1).find(|other| exclude(&one.relation, &other.relation)) else {
                continue;
            };
            let message =
                format!("no record can meet the condition of `{}`: `{column}` cannot be both", declaration.name.value);
            return Some(
                Diagnostic::new(codes::CONDITION_NEVER_HOLDS, message)
                    .at(other.span, "and this at once")
                    .and(one.span, "this")
                    .help("take one of the two out, or join them with `or`"),
            );
        }
    }
    None
}

/// Whether two relations of one column exclude each other.
fn exclude(one: &Relation, other: &Relation) -> bool {
    one_way(one, other) || one_way(other, one)
}

fn one_way(one: &Relation, other: &Relation) -> bool {
    match (one, other) {
        (Relation::Empty, other) => needs_value(other),
        (Relation::Is(value), Relation::Is(theirs)) => is_plain(value) && is_plain(theirs) && value != theirs,
        (Relation::Is(value), Relation::IsNot(theirs)) => value == theirs,
        (Relation::Is(value), Relation::OneOf(list)) => {
            is_plain(value) && list.iter().all(|one| is_plain(one) && one != value)
        }
        (Relation::Is(value), Relation::NotOneOf(list)) => list.contains(value),
        (Relation::AtLeast(low), Relation::AtMost(high)) => compare(low, high).is_some_and(|(low, high)| low > high),
        (Relation::AtLeast(low) | Relation::MoreThan(low), Relation::LessThan(high))
        | (Relation::MoreThan(low), Relation::AtMost(high)) => {
            compare(low, high).is_some_and(|(low, high)| low >= high)
        }
        (Relation::After(Literal::Date(from)), Relation::Before(Literal::Date(to))) => from >= to,
        (Relation::WithinLast(one), Relation::NotWithinLast(other)) => one == other,
        (
            Relation::NotEmpty
            | Relation::Is(_)
            | Relation::IsNot(_)
            | Relation::OneOf(_)
            | Relation::NotOneOf(_)
            | Relation::AtLeast(_)
            | Relation::AtMost(_)
            | Relation::MoreThan(_)
            | Relation::LessThan(_)
            | Relation::Before(_)
            | Relation::After(_)
            | Relation::WithinLast(_)
            | Relation::NotWithinLast(_),
            _,
        ) => false,
    }
}

/// Whether only something that is not empty can stand in that relation.
const fn needs_value(relation: &Relation) -> bool {
    match relation {
        Relation::NotEmpty
        | Relation::Is(_)
        | Relation::OneOf(_)
        | Relation::AtLeast(_)
        | Relation::AtMost(_)
        | Relation::MoreThan(_)
        | Relation::LessThan(_)
        | Relation::Before(_)
        | Relation::After(_)
        | Relation::WithinLast(_) => true,
        Relation::Empty | Relation::IsNot(_) | Relation::NotOneOf(_) | Relation::NotWithinLast(_) => false,
    }
}

/// Whether a value stands for itself; a word with a stop is another column, and `as-at` is a day not known yet.
fn is_plain(value: &Literal) -> bool {
    match value {
        Literal::Word(word) => word != "as-at" && !word.contains('.'),
        Literal::Number(_) | Literal::Percent(_) | Literal::Text(_) | Literal::Date(_) => true,
    }
}

fn compare(one: &Literal, other: &Literal) -> Option<(f64, f64)> {
    match (one, other) {
        (Literal::Number(one), Literal::Number(other)) | (Literal::Percent(one), Literal::Percent(other)) => {
            Some((one.0.parse().ok()?, other.0.parse().ok()?))
        }
        (Literal::Number(_) | Literal::Percent(_) | Literal::Text(_) | Literal::Date(_) | Literal::Word(_), _) => None,
    }
}
