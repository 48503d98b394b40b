//! Values and predicates as SQL.

use super::layout::{Doc, bracketed, call, infix, separated};
use super::spelling::{Spelling, with_window};
use super::statement;
use crate::query::literal::Written;
use crate::query::predicate::Asked;
use crate::query::value::{Aggregate, Conversion, Form, Frame, Pairing, Window};
use crate::query::{Kind, Literal, Order, Predicate, Unsayable, Value};

/// A value.
pub(super) fn value(spelling: &dyn Spelling, written: &Value) -> Result<Doc, Unsayable> {
    match written.form() {
        Form::Column(column) => spelling.column(column, written.kind()),
        Form::Literal(inner) => literal(spelling, inner),
        Form::FirstFilled(values) => Ok(call("COALESCE", all(spelling, values)?)),
        Form::Case(arms, otherwise) => case(spelling, arms, otherwise),
        Form::Converted(conversion, inner) => converted(spelling, *conversion, inner),
        Form::Paired(pairing, values) => {
            let [one, other] = values.as_ref();
            Ok(spelling.paired(*pairing, operand(spelling, one)?, operand(spelling, other)?))
        }
        Form::Joined(parts) => Ok(spelling.joined(all(spelling, parts)?)),
        Form::Aggregate(inner) => aggregate(spelling, inner, None),
        Form::Window(inner) => window(spelling, inner),
    }
}

/// A literal that says its own kind.
pub(super) fn literal(spelling: &dyn Spelling, literal: &Literal) -> Result<Doc, Unsayable> {
    match literal.written() {
        Written::Empty(kind) => Ok(spelling.empty(*kind)),
        Written::Number(figure) => Ok(spelling.number(figure)),
        Written::Text(_) | Written::Whole(_) | Written::Date(_) | Written::Time(_) | Written::Yes | Written::No => {
            plain(spelling, literal)
        }
    }
}

/// A literal whose kind is known from what stands beside or above it.
pub(super) fn plain(spelling: &dyn Spelling, literal: &Literal) -> Result<Doc, Unsayable> {
    let text = match literal.written() {
        Written::Empty(_) => "NULL".to_owned(),
        Written::Text(text) => spelling.text(text)?,
        // The least number there is has no opposite to put a sign before.
        Written::Whole(i64::MIN) => "(-9223372036854775807 - 1)".to_owned(),
        Written::Whole(number) => number.to_string(),
        Written::Number(figure) => spelling.compared_number(figure),
        Written::Date(date) => spelling.date(*date),
        Written::Time(time) => spelling.time(*time),
        Written::Yes => spelling.yes_no("yes"),
        Written::No => spelling.yes_no("no"),
    };
    Ok(Doc::Text(text))
}

/// A value next to a sign: one with a sign of its own has brackets.
fn operand(spelling: &dyn Spelling, written: &Value) -> Result<Doc, Unsayable> {
    let doc = value(spelling, written)?;
    Ok(if has_sign(written) { bracketed(doc) } else { doc })
}

fn has_sign(written: &Value) -> bool {
    let Form::Paired(pairing, _) = written.form() else { return false };
    match pairing {
        Pairing::Plus | Pairing::Minus | Pairing::Times | Pairing::Quotient | Pairing::Remainder | Pairing::Ratio => {
            true
        }
        Pairing::Days | Pairing::Lesser | Pairing::Greater => false,
    }
}

/// A value in a comparison, where a figure need not say that it is a double.
fn compared(spelling: &dyn Spelling, written: &Value) -> Result<Doc, Unsayable> {
    match written.form() {
        Form::Literal(literal) if !literal.is_empty() => plain_compared(spelling, literal),
        Form::Literal(_)
        | Form::Column(_)
        | Form::FirstFilled(_)
        | Form::Case(..)
        | Form::Converted(..)
        | Form::Paired(..)
        | Form::Joined(_)
        | Form::Aggregate(_)
        | Form::Window(_) => operand(spelling, written),
    }
}

/// A literal that decides whether something holds: every dialect must tell it from all others.
fn plain_compared(spelling: &dyn Spelling, literal: &Literal) -> Result<Doc, Unsayable> {
    if let Written::Text(text) = literal.written() {
        spelling.told_apart(text)?;
    }
    plain(spelling, literal)
}

pub(super) fn all(spelling: &dyn Spelling, values: &[Value]) -> Result<Vec<Doc>, Unsayable> {
    values.iter().map(|written| value(spelling, written)).collect()
}

fn case(spelling: &dyn Spelling, arms: &[(Predicate, Value)], otherwise: &Value) -> Result<Doc, Unsayable> {
    let nothing = matches!(otherwise.form(), Form::Literal(literal) if literal.is_empty());
    let must_say = !nothing || arms.iter().all(|(_, then)| is_untyped(then));
    let otherwise = if must_say { Some(value(spelling, otherwise)?) } else { None };
    let arm = |(asked, then): &(Predicate, Value)| Ok((predicate(spelling, asked)?, value(spelling, then)?));
    Ok(cases(arms.iter().map(arm).collect::<Result<Vec<_>, _>>()?, otherwise))
}

/// `CASE WHEN a THEN b ELSE c END`
pub(super) fn cases(arms: Vec<(Doc, Doc)>, otherwise: Option<Doc>) -> Doc {
    let mut inside = Vec::new();
    for (when, then) in arms {
        let then = Doc::Inside(vec![Doc::Blank, Doc::text("THEN "), then]);
        inside.extend([Doc::Blank, Doc::Group(vec![Doc::text("WHEN "), when, then])]);
    }
    if let Some(otherwise) = otherwise {
        inside.extend([Doc::Blank, Doc::text("ELSE "), otherwise]);
    }
    Doc::Group(vec![Doc::text("CASE"), Doc::Inside(inside), Doc::Blank, Doc::text("END")])
}

/// Whether a value is a text written down, which some dialects give a kind only by what stands beside it.
fn is_untyped(written: &Value) -> bool {
    matches!(written.form(), Form::Literal(literal) if literal.kind() == Kind::Text)
}

fn converted(spelling: &dyn Spelling, conversion: Conversion, inner: &Value) -> Result<Doc, Unsayable> {
    let doc = value(spelling, inner)?;
    Ok(match (conversion, inner.kind()) {
        (Conversion::ToNumber, _) => spelling.to_number(doc),
        (Conversion::ToDay, _) => spelling.to_day(doc),
        (Conversion::ToText, Kind::Date) => spelling.date_text(doc),
        (Conversion::ToText, Kind::Text | Kind::Whole | Kind::Number | Kind::Time | Kind::YesNo) => {
            spelling.whole_text(doc)
        }
        (Conversion::MonthDay, _) => spelling.month_day(doc),
        (Conversion::Hundredths, _) => spelling.hundredths(operand(spelling, inner)?),
        (Conversion::HundredthsText, _) => spelling.hundredths_text(operand(spelling, inner)?),
    })
}

fn aggregate(spelling: &dyn Spelling, written: &Aggregate, over: Option<Doc>) -> Result<Doc, Unsayable> {
    let doc = match written {
        Aggregate::Rows => Doc::text("COUNT(*)"),
        Aggregate::RowsWith(asked) => {
            let arm = (predicate(spelling, asked)?, Doc::text("1"));
            call("COUNT", vec![cases(vec![arm], None)])
        }
        Aggregate::Filled(of) => call("COUNT", vec![value(spelling, of)?]),
        Aggregate::Different(of) => call("COUNT", vec![Doc::Row(vec![Doc::text("DISTINCT "), value(spelling, of)?])]),
        Aggregate::Sum(of) => return Ok(spelling.sum(value(spelling, of)?, of.kind(), over)),
        Aggregate::Average(of) => call("AVG", vec![value(spelling, of)?]),
        Aggregate::Least(of) => call("MIN", vec![ordered(spelling, of)?]),
        Aggregate::Greatest(of) => call("MAX", vec![ordered(spelling, of)?]),
    };
    Ok(with_window(doc, over))
}

fn window(spelling: &dyn Spelling, window: &Window) -> Result<Doc, Unsayable> {
    let mut clauses = Vec::new();
    if !window.partition.is_empty() {
        clauses.push(clause("PARTITION BY ", all(spelling, &window.partition)?));
    }
    if !window.order.is_empty() {
        clauses.push(clause("ORDER BY ", orders(spelling, &window.order)?));
    }
    if window.aggregate.is_some() {
        clauses.extend(frame(window.frame));
    }
    let inside = separated(clauses, &[Doc::Blank]);
    let over = call("OVER ", vec![Doc::Row(inside)]);
    match &window.aggregate {
        Some(inner) => aggregate(spelling, inner, Some(over)),
        None => Ok(with_window(Doc::text("ROW_NUMBER()"), Some(over))),
    }
}

fn clause(words: &str, list: Vec<Doc>) -> Doc {
    let list = separated(list, &[Doc::text(","), Doc::Blank]);
    Doc::Group(vec![Doc::text(words), Doc::Inside(list)])
}

fn frame(frame: Frame) -> Option<Doc> {
    let from = match frame {
        Frame::Whole => return None,
        Frame::UpToRow => "UNBOUNDED".to_owned(),
        Frame::Last(rows) => rows.saturating_sub(1).to_string(),
    };
    Some(Doc::text(format!("ROWS BETWEEN {from} PRECEDING AND CURRENT ROW")))
}

/// What rows are put in order by.
pub(super) fn orders(spelling: &dyn Spelling, orders: &[Order]) -> Result<Vec<Doc>, Unsayable> {
    let one = |order: &Order| {
        let words = match order.direction {
            super::super::Direction::Ascending => "",
            super::super::Direction::Descending => " DESC",
        };
        let empty = spelling.empty_in_order(order.direction);
        Ok(Doc::Row(vec![ordered(spelling, &order.value)?, Doc::text(format!("{words}{empty}"))]))
    };
    orders.iter().map(one).collect()
}

fn ordered(spelling: &dyn Spelling, written: &Value) -> Result<Doc, Unsayable> {
    let doc = value(spelling, written)?;
    Ok(if written.kind() == Kind::Text { spelling.ordered_text(doc) } else { doc })
}

/// A predicate; `AND` and `OR` in it have no brackets around them all.
pub(super) fn predicate(spelling: &dyn Spelling, written: &Predicate) -> Result<Doc, Unsayable> {
    match written.asked() {
        Asked::Compare(comparison, values) => {
            let [one, other] = values.as_ref();
            Ok(infix(compared(spelling, one)?, comparison.sign(), compared(spelling, other)?))
        }
        Asked::Empty(of) => Ok(Doc::Row(vec![operand(spelling, of)?, Doc::text(" IS NULL")])),
        Asked::Filled(of) => Ok(Doc::Row(vec![operand(spelling, of)?, Doc::text(" IS NOT NULL")])),
        Asked::OneOf(of, list) => listed(spelling, of, ["=", "IN"], list),
        Asked::Other(of, list) => listed(spelling, of, ["<>", "NOT IN"], list),
        Asked::Same(values) => {
            let [one, other] = values.as_ref();
            Ok(spelling.same(compared(spelling, one)?, compared(spelling, other)?))
        }
        Asked::Different(values) => {
            let [one, other] = values.as_ref();
            Ok(spelling.different(compared(spelling, one)?, compared(spelling, other)?))
        }
        Asked::Exists(select) => statement::exists(spelling, "EXISTS", select),
        Asked::Absent(select) => statement::exists(spelling, "NOT EXISTS", select),
        Asked::All(parts) if parts.is_empty() => Ok(Doc::text("1 = 1")),
        Asked::Any(parts) if parts.is_empty() => Ok(Doc::text("1 = 0")),
        Asked::All(parts) | Asked::Any(parts) => {
            let word = if matches!(written.asked(), Asked::All(_)) { "AND" } else { "OR" };
            Ok(Doc::Group(vec![Doc::Inside(together(spelling, word, parts, &Doc::Blank)?)]))
        }
    }
}

/// A predicate behind `WHERE` or `ON`: what is joined by `AND` has a line for each part.
pub(super) fn predicate_in_lines(spelling: &dyn Spelling, written: &Predicate) -> Result<Doc, Unsayable> {
    match written.asked() {
        Asked::All(parts) if !parts.is_empty() => Ok(Doc::Inside(together(spelling, "AND", parts, &Doc::Line)?)),
        Asked::All(_)
        | Asked::Compare(..)
        | Asked::Empty(_)
        | Asked::Filled(_)
        | Asked::OneOf(..)
        | Asked::Other(..)
        | Asked::Same(_)
        | Asked::Different(_)
        | Asked::Exists(_)
        | Asked::Absent(_)
        | Asked::Any(_) => predicate(spelling, written),
    }
}

fn together(spelling: &dyn Spelling, word: &str, parts: &[Predicate], between: &Doc) -> Result<Vec<Doc>, Unsayable> {
    let mut docs = Vec::new();
    for part in parts {
        if !docs.is_empty() {
            docs.extend([between.clone(), Doc::text(format!("{word} "))]);
        }
        docs.push(match part.asked() {
            Asked::All(inner) if !inner.is_empty() => in_brackets(spelling, "AND", inner)?,
            Asked::Any(inner) if !inner.is_empty() => in_brackets(spelling, "OR", inner)?,
            Asked::All(_)
            | Asked::Any(_)
            | Asked::Compare(..)
            | Asked::Empty(_)
            | Asked::Filled(_)
            | Asked::OneOf(..)
            | Asked::Other(..)
            | Asked::Same(_)
            | Asked::Different(_)
            | Asked::Exists(_)
            | Asked::Absent(_) => predicate(spelling, part)?,
        });
    }
    Ok(docs)
}

fn in_brackets(spelling: &dyn Spelling, word: &str, parts: &[Predicate]) -> Result<Doc, Unsayable> {
    Ok(bracketed(Doc::Row(together(spelling, word, parts, &Doc::Blank)?)))
}

fn listed(spelling: &dyn Spelling, of: &Value, signs: [&str; 2], list: &[Literal]) -> Result<Doc, Unsayable> {
    let of = operand(spelling, of)?;
    let mut docs = list.iter().map(|literal| plain_compared(spelling, literal)).collect::<Result<Vec<_>, _>>()?;
    let [one, several] = signs;
    match docs.pop() {
        Some(only) if docs.is_empty() => Ok(infix(of, one, only)),
        last => {
            docs.extend(last);
            Ok(Doc::Row(vec![of, Doc::text(" "), call(&format!("{several} "), docs)]))
        }
    }
}
