//! What can be compared with what.

use super::table::{Table, missing};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::standards::Scale;
use crate::model::value::{Column, ColumnType, Condition, Literal, Relation, Test};
use crate::model::{Construct, Kind, Model};
use crate::text::{Span, Spanned, nearest};

/// The word for the day that a population is looked at.
const AS_AT: &str = "as-at";

/// Findings on a condition, part by part. Without a table only columns with their record's name are looked at.
pub(super) fn condition(model: &Model, table: Option<&Table<'_>>, written: &Condition) -> Vec<Diagnostic> {
    match written {
        Condition::And(parts) | Condition::Or(parts) => {
            parts.iter().flat_map(|part| condition(model, table, part)).collect()
        }
        Condition::Not(inner) => condition(model, table, inner),
        Condition::Test(test) => self::test(model, table, test).into_iter().collect(),
        Condition::Unresolved => Vec::new(),
    }
}

/// Findings on what a scenario says of an event.
pub(super) fn facts(model: &Model, table: &Table<'_>, facts: &[(Spanned<String>, Literal)]) -> Vec<Diagnostic> {
    let findings = facts.iter().filter_map(|(name, value)| match table.column(&name.value) {
        None => missing(table, name),
        Some(column) => mismatch(model, Some(table), column, value, name.span),
    });
    findings.collect()
}

fn test(model: &Model, table: Option<&Table<'_>>, test: &Test) -> Option<Diagnostic> {
    let column = match Table::find(model, table, &test.subject)? {
        Ok(column) => column,
        Err(finding) => return Some(*finding),
    };
    let (asks, fits) = asked(&test.relation);
    if !fits.contains(&column.holds) {
        return Some(no_such_order(column, asks, fits, test.span));
    }
    let literals = test.relation.literals();
    literals.iter().find_map(|literal| {
        mismatch(model, table, column, literal, test.span)
            .or_else(|| unknown_grade(model, table, column, literal, test.span))
    })
}

/// The finding on a grade that no scale has. A framework without scales may have its grades from elsewhere.
fn unknown_grade(
    model: &Model,
    table: Option<&Table<'_>>,
    column: &Column,
    literal: &Literal,
    span: Span,
) -> Option<Diagnostic> {
    let (ColumnType::Grade, Literal::Word(word)) = (column.holds, literal) else { return None };
    let grades: Vec<&str> = grades(model).collect();
    if grades.is_empty() || grades.contains(&word.as_str()) || other_column(model, table, word).is_some() {
        return None;
    }
    let help = match nearest(word, grades.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "write a grade of the scale that the records are graded on".to_owned(),
    };
    Some(
        Diagnostic::new(codes::UNKNOWN_NAME, format!("no scale here has a grade `{word}`"))
            .at(span, "a grade is meant")
            .and(column.name.span, "it holds a grade")
            .help(help),
    )
}

fn grades(model: &Model) -> impl Iterator<Item = &str> {
    let scales = model.declarations.iter().filter_map(|declaration| as_scale(&declaration.construct));
    scales.flat_map(|scale| &scale.grades).map(|grade| grade.name.value.as_str())
}

fn as_scale(construct: &Construct) -> Option<&Scale> {
    if let Construct::Scale(scale) = construct { Some(scale) } else { None }
}

/// How a relation is written, and the columns that it can be asked of.
const fn asked(relation: &Relation) -> (&'static str, &'static [ColumnType]) {
    use ColumnType::{Date, Grade, Number, Text, Time, YesNo};
    const ANY: &[ColumnType] = &[Text, Number, Date, Time, YesNo, Grade];
    const DAYS: &[ColumnType] = &[Date, Time];
    const ORDERED: &[ColumnType] = &[Number, Date, Time, Grade];
    match relation {
        Relation::Empty | Relation::NotEmpty => ("is empty", ANY),
        Relation::Is(_) | Relation::IsNot(_) | Relation::OneOf(_) | Relation::NotOneOf(_) => ("is", ANY),
        Relation::AtLeast(_) => ("is at least", ORDERED),
        Relation::AtMost(_) => ("is at most", ORDERED),
        Relation::MoreThan(_) => ("is more than", ORDERED),
        Relation::LessThan(_) => ("is less than", ORDERED),
        Relation::Before(_) => ("is before", DAYS),
        Relation::After(_) => ("is after", DAYS),
        Relation::WithinLast(_) | Relation::NotWithinLast(_) => ("is within the last", DAYS),
    }
}

fn no_such_order(column: &Column, asks: &str, fits: &[ColumnType], span: Span) -> Diagnostic {
    let holds = in_words(column.holds);
    let help = if fits.contains(&ColumnType::Number) {
        "compare it with `is` or `is one of`, or name a column that holds a number or a date"
    } else {
        "name a column that holds a date, or compare it with `is`"
    };
    Diagnostic::new(codes::WRONG_UNIT, format!("`{}` holds {holds}, which cannot be asked `{asks}`", column.name.value))
        .at(span, "this cannot be compared")
        .and(column.name.span, format!("it holds {holds}"))
        .help(help)
}

/// The finding on a value that a column cannot hold.
fn mismatch(
    model: &Model,
    table: Option<&Table<'_>>,
    column: &Column,
    literal: &Literal,
    span: Span,
) -> Option<Diagnostic> {
    let holds = column.holds;
    let (value, is) = match literal {
        Literal::Number(figure) => (figure.0.clone(), (holds != ColumnType::Number).then_some("a number")?),
        Literal::Percent(figure) => {
            (format!("{}%", figure.0), (holds != ColumnType::Number).then_some("a share in per cent")?)
        }
        Literal::Date(date) => (date.to_string(), (!is_day(holds)).then_some("a date")?),
        Literal::Text(text) => (text.clone(), (!holds_words(holds)).then_some("a text")?),
        Literal::Word(word) => (word.clone(), word_mismatch(model, table, column, word)?),
    };
    let own = in_words(holds);
    Some(
        Diagnostic::new(codes::WRONG_UNIT, format!("`{}` holds {own}, but `{value}` is {is}", column.name.value))
            .at(span, format!("{own} is meant"))
            .and(column.name.span, format!("it holds {own}"))
            .help(format!("write {}", example(holds))),
    )
}

/// What a word is that a column cannot be compared with: another column's kind, or just a word.
fn word_mismatch(model: &Model, table: Option<&Table<'_>>, column: &Column, word: &str) -> Option<&'static str> {
    if let Some(other) = other_column(model, table, word) {
        return (!alike(column.holds, other.holds)).then(|| in_words(other.holds));
    }
    if word == AS_AT {
        return (!is_day(column.holds)).then_some("the day that is looked at");
    }
    match column.holds {
        ColumnType::Text | ColumnType::Grade => None,
        ColumnType::YesNo => (!matches!(word, "yes" | "no")).then_some("neither"),
        ColumnType::Number | ColumnType::Date | ColumnType::Time => Some("just a word"),
    }
}

/// The column that a word names, where it is one: `due-on`, `case.due-on`.
fn other_column<'model>(model: &'model Model, table: Option<&Table<'model>>, word: &str) -> Option<&'model Column> {
    let Some((record, column)) = word.split_once('.') else {
        return table?.column(word);
    };
    let declaration = model.named(record).filter(|declaration| declaration.construct.kind() == Kind::Record)?;
    Table::of_declaration(model, declaration)?.column(column)
}

fn alike(one: ColumnType, other: ColumnType) -> bool {
    one == other || is_day(one) && is_day(other)
}

const fn is_day(kind: ColumnType) -> bool {
    matches!(kind, ColumnType::Date | ColumnType::Time)
}

const fn holds_words(kind: ColumnType) -> bool {
    matches!(kind, ColumnType::Text | ColumnType::Grade)
}

/// What a column holds, in words.
pub(super) const fn in_words(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Text => "a text",
        ColumnType::Number => "a number",
        ColumnType::Date => "a date",
        ColumnType::Time => "a time",
        ColumnType::YesNo => "`yes` or `no`",
        ColumnType::Grade => "a grade",
    }
}

/// What to write for a column of that kind.
const fn example(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Text => "a word, or a text in quotes",
        ColumnType::Number => "a figure, such as `5`",
        ColumnType::Date | ColumnType::Time => "a date, such as `1 May 2017`, or the name of a column that holds one",
        ColumnType::YesNo => "`yes` or `no`",
        ColumnType::Grade => "a grade of the scale",
    }
}
