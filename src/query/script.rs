//! A script of queries or tables: what `qac query` prints.

use super::binding::{Binding, Kept, records};
use super::condition::{column_kind, sql_name};
use super::derive::ComplianceQuery;
use super::literal::printable;
use super::table::{Table, TableColumn};
use super::{Dialect, Unsayable};
use crate::model::Model;

/// A text, and what could not be said in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The statements, with their comments.
    pub text: String,
    /// The names of queries that this dialect cannot say, each with the reason. What no query can say stands as a comment
    /// in the text and is not among them.
    pub unsayable: Vec<(String, Unsayable)>,
}

/// All queries as one script. A query that cannot be asked is a comment with the reason.
#[must_use]
pub fn script(queries: &[&ComplianceQuery], dialect: Dialect) -> Script {
    let mut unsayable = Vec::new();
    let mut parts = Vec::new();
    for asked in queries {
        match &asked.query {
            Ok(query) => match dialect.query(query) {
                Ok(text) => parts.push(text),
                Err(reason) => {
                    parts.push(not_asked(asked, &reason));
                    unsayable.push((asked.name.clone(), reason));
                }
            },
            Err(reason) => parts.push(not_asked(asked, reason)),
        }
    }
    Script { text: parts.join("\n"), unsayable }
}

/// The comment in the place of a query.
fn not_asked(asked: &ComplianceQuery, reason: &Unsayable) -> String {
    let lines = [format!("{}: {}", asked.name, asked.title), format!("Cannot be evaluated: {reason}.")];
    lines.iter().map(|line| format!("-- {}\n", printable(line))).collect()
}

/// The tables that the records of a framework are kept in, under the names that a site gives them, one for each name.
#[must_use]
pub fn record_tables(model: &Model, binding: &Binding) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for (declaration, record) in records(model) {
        let Some(Kept::In(bound)) = binding.records.get(&declaration.name.value) else { continue };
        let name = bound.dotted();
        if tables.iter().any(|table| table.name == name) {
            continue;
        }
        let called = |column: &str| bound.columns.get(column).cloned().unwrap_or_else(|| sql_name(column));
        let columns = record.columns.iter().map(|column| {
            let (name, kind) = (called(&column.name.value), column_kind(column.holds));
            if column.may_be_empty {
                TableColumn::or_empty(name, kind, "")
            } else {
                TableColumn::filled(name, kind, "")
            }
        });
        tables.push(Table {
            name,
            meaning: declaration.title.clone(),
            columns: columns.collect(),
            key: record.key.iter().map(|column| called(&column.value)).collect(),
            rows: Vec::new(),
        });
    }
    tables
}
