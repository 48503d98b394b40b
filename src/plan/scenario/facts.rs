//! Whether what a scenario says of an event meets a condition.
//!
//! What is not said is empty, and a comparison with something empty is false; `not`, `is not` and `is not one of` are
//! its exact opposites.

use std::cmp::Ordering;

use crate::calendar::Date;
use crate::model::value::{Condition, Literal, Relation};
use crate::model::{Construct, Model};
use crate::text::Spanned;

/// What a scenario says of an event: a name and a value each.
pub(super) type Facts = [(Spanned<String>, Literal)];

/// Whether an event on that day meets the condition. What could not be understood is met: it has its finding.
pub(super) fn meets(model: &Model, condition: &Condition, facts: &Facts, on: Date) -> bool {
    match condition {
        Condition::And(both) => both.iter().all(|one| meets(model, one, facts, on)),
        Condition::Or(both) => both.iter().any(|one| meets(model, one, facts, on)),
        Condition::Not(inner) => !meets(model, inner, facts, on),
        Condition::Test(test) => {
            let known = fact(facts, &test.subject.column.value);
            holds(known, &test.relation, &Asked { model, facts, on })
        }
        Condition::Unresolved => true,
    }
}

/// What a comparison is made with.
struct Asked<'a> {
    model: &'a Model,
    facts: &'a Facts,
    on: Date,
}

fn fact<'facts>(facts: &'facts Facts, name: &str) -> Option<&'facts Literal> {
    facts.iter().find(|(known, _)| known.value == name).map(|(_, value)| value)
}

fn holds(known: Option<&Literal>, relation: &Relation, asked: &Asked<'_>) -> bool {
    let order = |literal: &Literal| known.and_then(|known| asked.compare(known, literal));
    let same = |literal: &Literal| order(literal) == Some(Ordering::Equal);
    match relation {
        Relation::Empty => known.is_none(),
        Relation::NotEmpty => known.is_some(),
        Relation::Is(literal) => same(literal),
        Relation::IsNot(literal) => !same(literal),
        Relation::OneOf(literals) => literals.iter().any(same),
        Relation::NotOneOf(literals) => !literals.iter().any(same),
        Relation::AtLeast(literal) => order(literal).is_some_and(Ordering::is_ge),
        Relation::AtMost(literal) => order(literal).is_some_and(Ordering::is_le),
        Relation::MoreThan(literal) | Relation::After(literal) => order(literal) == Some(Ordering::Greater),
        Relation::LessThan(literal) | Relation::Before(literal) => order(literal) == Some(Ordering::Less),
        Relation::WithinLast(duration) => within_last(known, *duration, asked),
        Relation::NotWithinLast(duration) => !within_last(known, *duration, asked),
    }
}

fn within_last(known: Option<&Literal>, duration: crate::calendar::Duration, asked: &Asked<'_>) -> bool {
    let Some(Literal::Date(day)) = known else { return false };
    let first = asked.model.calendar.subtract(asked.on, duration);
    first.is_some_and(|first| first < *day && *day <= asked.on)
}

impl Asked<'_> {
    /// How two values lie to each other; `None` where they cannot be compared.
    fn compare(&self, known: &Literal, asked: &Literal) -> Option<Ordering> {
        let asked = self.meant(asked)?;
        match (known, asked) {
            (Literal::Date(known), Literal::Date(asked)) => Some(known.cmp(&asked)),
            (Literal::Number(known) | Literal::Percent(known), Literal::Number(asked) | Literal::Percent(asked)) => {
                known.0.parse::<f64>().ok()?.partial_cmp(&asked.0.parse::<f64>().ok()?)
            }
            (Literal::Text(known) | Literal::Word(known), Literal::Text(asked) | Literal::Word(asked)) => {
                if *known == asked { Some(Ordering::Equal) } else { self.by_grade(known, &asked) }
            }
            (Literal::Date(_) | Literal::Number(_) | Literal::Percent(_) | Literal::Text(_) | Literal::Word(_), _) => {
                None
            }
        }
    }

    /// The value that a word stands for: the day, or another fact; a word of the data stands for itself.
    fn meant(&self, asked: &Literal) -> Option<Literal> {
        let Literal::Word(word) = asked else { return Some(asked.clone()) };
        if word == "as-at" {
            return Some(Literal::Date(self.on));
        }
        Some(fact(self.facts, word).unwrap_or(asked).clone())
    }

    /// The order of two grades: the first of a scale is its best, and so the greatest.
    fn by_grade(&self, known: &str, asked: &str) -> Option<Ordering> {
        let scales = self.model.declarations.iter().filter_map(|declaration| {
            if let Construct::Scale(scale) = &declaration.construct { Some(scale) } else { None }
        });
        scales.into_iter().find_map(|scale| {
            let place = |name: &str| scale.grades.iter().position(|grade| grade.name.value == name);
            Some(place(asked)?.cmp(&place(known)?))
        })
    }
}
