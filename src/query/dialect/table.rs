//! Tables to be made, and their rows.

use super::layout::{Doc, call, laid_out};
use super::spelling::{Spelling, lines};
use super::statement::{comment, row};
use crate::query::{Emptiness, Kind, Literal, Table, TableColumn, Unsayable};

/// The rows that one statement puts in: SQL Server takes at most a thousand.
const BATCH: usize = 500;

/// The statements, each ending with `;` and a line break, with an empty line between tables.
pub(super) fn printed(spelling: &dyn Spelling, tables: &[Table]) -> Result<String, Unsayable> {
    let mut statements = Vec::new();
    for table in tables {
        table.check()?;
        statements.push(made(spelling, table)?);
        for batch in table.rows.chunks(BATCH) {
            statements.push(filled(spelling, table, batch)?);
        }
    }
    Ok(statements.join("\n"))
}

fn made(spelling: &dyn Spelling, table: &Table) -> Result<String, Unsayable> {
    let mut parts = Vec::new();
    for column in &table.columns {
        parts.push(Doc::Row(column_line(spelling, table, column)?));
    }
    if !table.key.is_empty() {
        let key = table.key.iter().map(|name| spelling.name(name).map(Doc::Text)).collect::<Result<Vec<_>, _>>()?;
        parts.extend(spelling.primary_key(key));
    }
    let mut docs = comment(spelling, &table.meaning);
    docs.push(Doc::text(format!("CREATE TABLE {} (", spelling.name(&table.name)?)));
    docs.extend([Doc::Inside(lines(parts)), Doc::Line, Doc::text(format!("){};", spelling.after_table()))]);
    Ok(laid_out(&Doc::Row(docs)) + "\n")
}

fn column_line(spelling: &dyn Spelling, table: &Table, column: &TableColumn) -> Result<Vec<Doc>, Unsayable> {
    let in_key = table.key.contains(&column.field.name);
    let texts_of_key = if in_key { texts_of_key(table) } else { 0 };
    let words = match column.emptiness {
        Emptiness::Filled => " NOT NULL",
        Emptiness::MayBeEmpty => "",
    };
    let kind = spelling.column_type(column.field.kind, texts_of_key);
    let mut docs = comment(spelling, &column.meaning);
    docs.push(Doc::text(format!("{} {kind}{words}", spelling.name(&column.field.name)?)));
    Ok(docs)
}

fn texts_of_key(table: &Table) -> usize {
    let of_key = table.columns.iter().filter(|column| table.key.contains(&column.field.name));
    of_key.filter(|column| column.field.kind == Kind::Text).count()
}

fn filled(spelling: &dyn Spelling, table: &Table, rows: &[Vec<Literal>]) -> Result<String, Unsayable> {
    let names = table.columns.iter().map(|column| spelling.name(&column.field.name).map(Doc::Text));
    let insert = format!("INSERT INTO {} ", spelling.name(&table.name)?);
    let mut docs = vec![call(&insert, names.collect::<Result<Vec<_>, _>>()?), Doc::text(" VALUES")];
    docs.push(Doc::Inside(lines(rows.iter().map(|one| row(spelling, one)).collect::<Result<Vec<_>, _>>()?)));
    docs.push(Doc::text(";"));
    Ok(laid_out(&Doc::Row(docs)) + "\n")
}
