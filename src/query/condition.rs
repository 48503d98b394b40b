//! An author's condition as a predicate, with exactly its meaning: a comparison with an empty value does not hold, and
//! `not`, `is not` and `is not one of` are exact opposites.
//!
//! `90%` asks for the figure 90: a column that holds a share holds it in per cent, as a measure does.

use super::grades::{grades_that_compare, ordered_grades};
use super::{Comparison, Kind, Literal, Predicate, Source, Unsayable, Value};
use crate::calendar::{Date, Duration};
use crate::model::Model;
use crate::model::value::{self, Column, ColumnType, Condition, Path, Relation, Test};

/// The word for the day that a condition is looked at.
const AS_AT: &str = "as-at";

/// What the words of a condition stand for.
#[derive(Clone, Copy, Debug)]
pub struct ConditionScope<'a> {
    /// Where scales and the calendar are.
    pub model: &'a Model,
    /// The day the condition is looked at.
    pub as_of: Date,
    /// The records it can name; a column without its record's name is of the first.
    pub records: &'a [RecordRows<'a>],
}

/// The rows of a record in a query.
#[derive(Clone, Copy, Debug)]
pub struct RecordRows<'a> {
    /// The id of the record.
    pub name: &'a str,
    /// Its columns.
    pub columns: &'a [Column],
    /// Its rows, with a column for each of them: its [`sql_name`], and of its [`column_kind`].
    pub source: &'a Source,
}

/// The name of a record or column in a query: that of its id, with `_` for `-`.
#[must_use]
pub fn sql_name(id: &str) -> String {
    id.replace('-', "_")
}

/// What a column holds in a query. A grade is the text of its id.
#[must_use]
pub const fn column_kind(holds: ColumnType) -> Kind {
    match holds {
        ColumnType::Text | ColumnType::Grade => Kind::Text,
        ColumnType::Number => Kind::Number,
        ColumnType::Date => Kind::Date,
        ColumnType::Time => Kind::Time,
        ColumnType::YesNo => Kind::YesNo,
    }
}

/// The predicate that a condition asks for.
pub fn predicate_of(scope: &ConditionScope<'_>, condition: &Condition) -> Result<Predicate, Unsayable> {
    match condition {
        Condition::And(parts) => {
            let [one, other] = parts.as_ref();
            Ok(predicate_of(scope, one)?.and(predicate_of(scope, other)?))
        }
        Condition::Or(parts) => {
            let [one, other] = parts.as_ref();
            Ok(predicate_of(scope, one)?.or(predicate_of(scope, other)?))
        }
        Condition::Not(inner) => match inner.as_ref() {
            Condition::Not(twice) => predicate_of(scope, twice),
            Condition::And(_) | Condition::Or(_) | Condition::Test(_) | Condition::Unresolved => {
                Ok(predicate_of(scope, inner)?.negated())
            }
        },
        Condition::Test(test) => of_test(scope, test),
        Condition::Unresolved => Err(Unsayable::because("part of the condition could not be understood")),
    }
}

/// Whether a condition holds on one day and not on another, whatever the rows say.
pub(super) fn hangs_on_the_day(condition: &Condition) -> bool {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().any(hangs_on_the_day),
        Condition::Not(inner) => hangs_on_the_day(inner),
        Condition::Test(Test { relation: Relation::WithinLast(_) | Relation::NotWithinLast(_), .. }) => true,
        Condition::Test(Test { relation, .. }) => {
            let mut literals = relation.literals().iter();
            literals.any(|one| matches!(one, value::Literal::Word(word) if word == AS_AT))
        }
        Condition::Unresolved => false,
    }
}

/// A column of a record, and its value in the query.
struct Asked<'a> {
    column: &'a Column,
    value: Value,
}

fn of_test(scope: &ConditionScope<'_>, test: &Test) -> Result<Predicate, Unsayable> {
    let record = test.subject.record.as_ref().map(|record| record.name.as_str());
    let subject = column(scope, record, &test.subject)?;
    match &test.relation {
        Relation::Empty => Ok(Predicate::is_empty(subject.value)),
        Relation::NotEmpty => Ok(Predicate::is_filled(subject.value)),
        Relation::Is(literal) => compare(scope, subject, Comparison::Equal, literal),
        Relation::IsNot(literal) => Ok(compare(scope, subject, Comparison::Equal, literal)?.negated()),
        Relation::OneOf(list) => one_of(scope, &subject, list),
        Relation::NotOneOf(list) => Ok(one_of(scope, &subject, list)?.negated()),
        Relation::AtLeast(literal) => compare(scope, subject, Comparison::AtLeast, literal),
        Relation::AtMost(literal) => compare(scope, subject, Comparison::AtMost, literal),
        Relation::MoreThan(literal) | Relation::After(literal) => compare(scope, subject, Comparison::More, literal),
        Relation::LessThan(literal) | Relation::Before(literal) => compare(scope, subject, Comparison::Less, literal),
        Relation::WithinLast(length) => within_last(scope, subject, *length),
        Relation::NotWithinLast(length) => Ok(within_last(scope, subject, *length)?.negated()),
    }
}

fn column<'a>(scope: &ConditionScope<'a>, record: Option<&str>, path: &Path) -> Result<Asked<'a>, Unsayable> {
    let name = &path.column.value;
    find(scope, record, name).ok_or_else(|| {
        let whole = record.map_or_else(|| name.clone(), |record| format!("{record}.{name}"));
        Unsayable::because(format!("`{whole}` is not a column of the records that are looked at here"))
    })?
}

/// The column of that name; `None` where there is none.
fn find<'a>(scope: &ConditionScope<'a>, record: Option<&str>, name: &str) -> Option<Result<Asked<'a>, Unsayable>> {
    let rows = match record {
        Some(record) => scope.records.iter().find(|rows| rows.name == record),
        None => scope.records.first(),
    }?;
    let column = rows.columns.iter().find(|column| column.name.value == name)?;
    Some(rows.source.column(&sql_name(name)).map(|value| Asked { column, value }))
}

/// What a literal comes to next to a column.
enum Meant<'a> {
    /// A value of its own.
    Value(Literal),
    /// Another column.
    Column(Asked<'a>),
}

fn meant<'a>(scope: &ConditionScope<'a>, holds: ColumnType, literal: &value::Literal) -> Result<Meant<'a>, Unsayable> {
    let value = match literal {
        value::Literal::Number(figure) | value::Literal::Percent(figure) => Literal::number(&figure.0)?,
        value::Literal::Text(text) => Literal::text(text.clone())?,
        value::Literal::Date(date) => Literal::date(*date)?,
        value::Literal::Word(word) => return word_meant(scope, holds, word),
    };
    Ok(Meant::Value(value))
}

fn word_meant<'a>(scope: &ConditionScope<'a>, holds: ColumnType, word: &str) -> Result<Meant<'a>, Unsayable> {
    let path = word.split_once('.');
    let (record, name) = path.map_or((None, word), |(record, name)| (Some(record), name));
    if let Some(found) = find(scope, record, name) {
        return Ok(Meant::Column(found?));
    }
    if record.is_some_and(|record| scope.model.named(record).is_some()) {
        return Err(Unsayable::because(format!("`{word}` is not a column of the records that are looked at here")));
    }
    let literal = match (holds, word) {
        (ColumnType::Date | ColumnType::Time, AS_AT) => Literal::date(scope.as_of)?,
        (ColumnType::YesNo, "yes") => Literal::yes(),
        (ColumnType::YesNo, "no") => Literal::no(),
        (ColumnType::Text | ColumnType::Grade, _) => Literal::text(word)?,
        (ColumnType::Number | ColumnType::Date | ColumnType::Time | ColumnType::YesNo, _) => {
            return Err(Unsayable::because(format!("`{word}` is not a value that can be compared here")));
        }
    };
    Ok(Meant::Value(literal))
}

fn compare(
    scope: &ConditionScope<'_>,
    subject: Asked<'_>,
    comparison: Comparison,
    literal: &value::Literal,
) -> Result<Predicate, Unsayable> {
    let holds = subject.column.holds;
    let other = meant(scope, holds, literal)?;
    if holds == ColumnType::Grade && comparison != Comparison::Equal {
        return by_grade(scope.model, subject.value, comparison, other, literal);
    }
    let other = match other {
        Meant::Value(literal) => Value::literal(literal),
        Meant::Column(asked) => asked.value,
    };
    let (one, other) = side_by_side(subject.value, other)?;
    Predicate::compare(one, comparison, other)
}

/// A time next to a date counts as its day.
fn side_by_side(one: Value, other: Value) -> Result<(Value, Value), Unsayable> {
    match (one.kind(), other.kind()) {
        (Kind::Time, Kind::Date) | (Kind::Date, Kind::Time) => Ok((one.to_day()?, other.to_day()?)),
        _ => Ok((one, other)),
    }
}

fn by_grade(
    model: &Model,
    subject: Value,
    comparison: Comparison,
    other: Meant<'_>,
    literal: &value::Literal,
) -> Result<Predicate, Unsayable> {
    match (other, literal) {
        (Meant::Column(other), _) => {
            let pairs = ordered_grades(model).into_iter().map(|grade| {
                let there = Predicate::one_of(other.value.clone(), texts(&[grade.to_owned()])?)?;
                Ok(graded(model, subject.clone(), comparison, grade)?.and(there))
            });
            Ok(Predicate::any(pairs.collect::<Result<Vec<_>, _>>()?))
        }
        (Meant::Value(_), value::Literal::Word(grade) | value::Literal::Text(grade)) => {
            graded(model, subject, comparison, grade)
        }
        (Meant::Value(_), value::Literal::Number(_) | value::Literal::Percent(_) | value::Literal::Date(_)) => {
            Err(Unsayable::because("a grade cannot be compared with a figure or a date"))
        }
    }
}

fn graded(model: &Model, subject: Value, comparison: Comparison, grade: &str) -> Result<Predicate, Unsayable> {
    Predicate::one_of(subject, texts(&grades_that_compare(model, comparison, grade)?)?)
}

fn texts(words: &[String]) -> Result<Vec<Literal>, Unsayable> {
    words.iter().map(Literal::text).collect()
}

fn one_of(scope: &ConditionScope<'_>, subject: &Asked<'_>, list: &[value::Literal]) -> Result<Predicate, Unsayable> {
    let mut literals = Vec::new();
    let mut others = Vec::new();
    for literal in list {
        match meant(scope, subject.column.holds, literal)? {
            Meant::Value(value) if value.kind().fits(subject.value.kind()) => literals.push(value),
            Meant::Value(value) => others.push(Value::literal(value)),
            Meant::Column(column) => others.push(column.value),
        }
    }
    let mut parts = vec![Predicate::one_of(subject.value.clone(), literals)?];
    for other in others {
        let (one, other) = side_by_side(subject.value.clone(), other)?;
        parts.push(Predicate::equal(one, other)?);
    }
    Ok(Predicate::any(parts))
}

/// From so long before the day that is looked at, up to that day.
fn within_last(scope: &ConditionScope<'_>, subject: Asked<'_>, length: Duration) -> Result<Predicate, Unsayable> {
    let Some(from) = scope.model.calendar.subtract(scope.as_of, length) else {
        return Err(Unsayable::because(format!("nobody can say which day is {length} before {}", scope.as_of)));
    };
    let day = subject.value.to_day()?;
    let since = Predicate::compare(day.clone(), Comparison::AtLeast, Value::date(from)?)?;
    Ok(since.and(Predicate::compare(day, Comparison::AtMost, Value::date(scope.as_of)?)?))
}
