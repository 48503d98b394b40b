//! A query as one statement.

use super::layout::{Doc, WIDTH, call, laid_out, separated};
use super::spelling::{Spelling, lines};
use super::value::{literal, orders, plain, predicate_in_lines, value};
use crate::query::literal::printable;
use crate::query::relation::{Body, Field, Heading, Join, Kept, Origin, Query, Select, Source, Step};
use crate::query::value::Form;
use crate::query::{Kind, Literal, Predicate, Unsayable, Value};

/// The statement, with its comments; ends with `;` and a line break.
pub(super) fn printed(spelling: &dyn Spelling, query: &Query) -> Result<String, Unsayable> {
    let mut docs = heading(spelling, &query.heading);
    if !query.steps.is_empty() {
        docs.extend([Doc::text("WITH"), Doc::Line]);
        let steps = query.steps.iter().map(|written| step(spelling, written)).collect::<Result<Vec<_>, _>>()?;
        docs.extend(separated(steps, &[Doc::text(","), Doc::Line, Doc::Line]));
        docs.extend([Doc::Line, Doc::Line]);
    }
    docs.push(select(spelling, &query.answer, Columns::OfAnswer)?);
    if !query.order.is_empty() {
        let orders = separated(orders(spelling, &query.order)?, &[Doc::text(","), Doc::Blank]);
        docs.extend([Doc::Line, Doc::Group(vec![Doc::text("ORDER BY "), Doc::Inside(orders)])]);
    }
    docs.push(Doc::text(";"));
    Ok(laid_out(&Doc::Row(docs)) + "\n")
}

/// What the columns of a select are for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Columns {
    /// They go out of the database.
    OfAnswer,
    /// Later steps compare them.
    OfStep,
    /// Nobody looks at them.
    Unread,
}

fn heading(spelling: &dyn Spelling, heading: &Heading) -> Vec<Doc> {
    let named = match (heading.name.is_empty(), heading.title.is_empty()) {
        (true, _) => heading.title.clone(),
        (false, true) => heading.name.clone(),
        (false, false) => format!("{}: {}", heading.name, heading.title),
    };
    let clauses = match heading.clauses.as_slice() {
        [] => String::new(),
        [only] => format!("Clause {only}"),
        several => format!("Clauses {}", several.join(", ")),
    };
    let origin: Vec<String> = [clauses, heading.strength.clone()].into_iter().filter(|part| !part.is_empty()).collect();
    [named, origin.join("; "), heading.meaning.clone()].iter().flat_map(|text| comment(spelling, text)).collect()
}

/// Comment lines, each with its line break; none for an empty text. No text can end its comment.
pub(super) fn comment(spelling: &dyn Spelling, text: &str) -> Vec<Doc> {
    let mut wrapped: Vec<String> = Vec::new();
    for word in printable(&spelling.comment(text)).split_whitespace() {
        match wrapped.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() + 4 <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => wrapped.push(word.to_owned()),
        }
    }
    wrapped.into_iter().flat_map(|line| [Doc::text(format!("-- {line}")), Doc::Line]).collect()
}

fn step(spelling: &dyn Spelling, step: &Step) -> Result<Doc, Unsayable> {
    let mut docs = comment(spelling, &step.meaning);
    docs.push(Doc::text(spelling.name(&step.name)?));
    let body = match &step.body {
        Body::Selects(selects) => {
            docs.push(Doc::text(" AS ("));
            let selects = selects.iter().map(|one| select(spelling, one, Columns::OfStep));
            let between = [Doc::Line, Doc::text("UNION ALL"), Doc::Line];
            Doc::Row(separated(selects.collect::<Result<Vec<_>, _>>()?, &between))
        }
        Body::Rows(fields, rows) if rows.is_empty() => {
            docs.push(Doc::text(" AS ("));
            select(spelling, &no_rows(fields), Columns::OfStep)?
        }
        Body::Rows(fields, rows) => {
            let columns = names(spelling, fields)?;
            docs.push(Doc::Row(vec![Doc::text(format!(" ({}) AS (", columns.join(", ")))]));
            let rows = rows.iter().enumerate().map(|(at, one)| match at {
                0 => first_row(spelling, one),
                _ => row(spelling, one),
            });
            spelling.rows(&columns, rows.collect::<Result<Vec<_>, _>>()?)
        }
    };
    docs.extend([Doc::Inside(vec![Doc::Line, body]), Doc::Line, Doc::text(")")]);
    Ok(Doc::Row(docs))
}

pub(super) fn names(spelling: &dyn Spelling, fields: &[Field]) -> Result<Vec<String>, Unsayable> {
    fields.iter().map(|field| spelling.name(&field.name)).collect()
}

/// A row whose values say their kinds, for the rows behind it too.
fn first_row(spelling: &dyn Spelling, literals: &[Literal]) -> Result<Doc, Unsayable> {
    let typed = |one: &Literal| {
        let doc = literal(spelling, one)?;
        Ok(match one.kind() {
            Kind::Text => spelling.text_of_step(doc),
            Kind::Whole if !one.is_empty() => spelling.cast(doc, Kind::Whole),
            Kind::Whole | Kind::Number | Kind::Date | Kind::Time | Kind::YesNo => doc,
        })
    };
    Ok(call("", literals.iter().map(typed).collect::<Result<Vec<_>, _>>()?))
}

/// A row of values.
pub(super) fn row(spelling: &dyn Spelling, literals: &[Literal]) -> Result<Doc, Unsayable> {
    Ok(call("", literals.iter().map(|one| plain(spelling, one)).collect::<Result<Vec<_>, _>>()?))
}

/// A select of no row with these columns.
fn no_rows(fields: &[Field]) -> Select {
    let columns = fields.iter().map(|field| (field.name.clone(), Value::empty(field.kind)));
    columns.fold(Select::one_row().filter(Predicate::never()), |select, (name, value)| select.column(name, value))
}

/// `EXISTS (SELECT 1 …)`
pub(super) fn exists(spelling: &dyn Spelling, words: &str, asked: &Select) -> Result<Doc, Unsayable> {
    let inner = select(spelling, asked, Columns::Unread)?;
    let open = Doc::text(format!("{words} ("));
    Ok(Doc::Row(vec![open, Doc::Inside(vec![Doc::Line, inner]), Doc::Line, Doc::text(")")]))
}

fn select(spelling: &dyn Spelling, select: &Select, columns: Columns) -> Result<Doc, Unsayable> {
    let mut docs = vec![Doc::text("SELECT")];
    if columns == Columns::Unread {
        docs.push(Doc::text(" 1"));
    } else {
        let written = select.columns.iter().map(|(name, written)| column(spelling, name, written, columns));
        docs.push(Doc::Inside(lines(written.collect::<Result<Vec<_>, _>>()?)));
    }
    if let Some(from) = &select.from {
        docs.extend([Doc::Line, Doc::text(format!("FROM {}", source(spelling, from)?))]);
    }
    for Join { kept, source: joined, on } in &select.joins {
        let words = match kept {
            Kept::Matched => "JOIN",
            Kept::All => "LEFT JOIN",
        };
        let on = Doc::Row(vec![Doc::text("ON "), predicate_in_lines(spelling, on)?]);
        docs.extend([Doc::Line, Doc::text(format!("{words} {}", source(spelling, joined)?))]);
        docs.push(Doc::Inside(vec![Doc::Line, on]));
    }
    docs.extend(picked(spelling, "WHERE ", &select.filter)?);
    if !select.group_by.is_empty() {
        let values = select.group_by.iter().map(|written| value(spelling, written)).collect::<Result<Vec<_>, _>>()?;
        let values = separated(values, &[Doc::text(","), Doc::Blank]);
        docs.extend([Doc::Line, Doc::Group(vec![Doc::text("GROUP BY "), Doc::Inside(values)])]);
    }
    docs.extend(picked(spelling, "HAVING ", &select.having)?);
    Ok(Doc::Row(docs))
}

fn column(spelling: &dyn Spelling, name: &str, written: &Value, columns: Columns) -> Result<Doc, Unsayable> {
    let mut doc = value(spelling, written)?;
    let made_here = written.kind() == Kind::Text && !matches!(written.form(), Form::Column(_));
    if made_here && columns == Columns::OfStep {
        doc = spelling.text_of_step(doc);
    }
    Ok(Doc::Row(vec![doc, Doc::text(format!(" AS {}", spelling.name(name)?))]))
}

fn source(spelling: &dyn Spelling, source: &Source) -> Result<String, Unsayable> {
    let name = match &source.of {
        Origin::Stored(parts) => parts.iter().map(|part| spelling.name(part)).collect::<Result<Vec<_>, _>>()?.join("."),
        Origin::Step(name) => spelling.name(name)?,
    };
    Ok(format!("{name} AS {}", spelling.name(&source.alias)?))
}

fn picked(spelling: &dyn Spelling, words: &str, predicate: &Predicate) -> Result<Vec<Doc>, Unsayable> {
    if *predicate == Predicate::always() {
        return Ok(Vec::new());
    }
    Ok(vec![Doc::Line, Doc::text(words), predicate_in_lines(spelling, predicate)?])
}
