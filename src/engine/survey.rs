//! What the database really has of each wanted table: asked once, before any query runs.

use super::typed::fits;
use super::{Engine, Fault, Question, StoredColumn};
use crate::query::{
    ColumnFound, Dialect, TableFound, WantedColumn, WantedTable, census, census_columns, counted, shown,
};

/// What the database has of each wanted table, in the same order. Each table is read once.
pub fn survey(
    engine: &mut dyn Engine,
    wanted: &[WantedTable],
    progress: &mut dyn FnMut(&str),
) -> Result<Vec<TableFound>, Fault> {
    let dialect = engine.dialect();
    let catalogue = engine.catalogue(wanted)?;
    let mut found: Vec<TableFound> =
        wanted.iter().zip(catalogue).map(|(table, stored)| listed(dialect, table, stored)).collect();
    for (table, found) in wanted.iter().zip(&mut found) {
        mark_odd_values(engine, table, found)?;
    }
    let counts: Vec<(&WantedTable, Vec<&WantedColumn>)> =
        wanted.iter().zip(&found).map(|(table, found)| (table, sound(table, found))).collect();
    let asked: Vec<&(&WantedTable, Vec<&WantedColumn>)> =
        counts.iter().filter(|(_, columns)| !columns.is_empty()).collect();
    let questions = asked.iter().map(|(table, columns)| question(dialect, table, columns));
    let questions = questions.collect::<Result<Vec<_>, _>>()?;
    let mut begin = |number: usize| {
        if let Some((table, _)) = asked.get(number) {
            progress(&format!("looking at `{}`", shown(&table.name)));
        }
    };
    let answers = engine.ask(&questions, &mut begin)?;
    for ((table, columns), answer) in asked.into_iter().zip(answers) {
        let rows = answer.map_err(|why| Fault::new(format!("cannot read `{}`: {why}", shown(&table.name)), ""))?;
        let row = rows.into_iter().next().unwrap_or_default();
        let place = wanted.iter().position(|other| std::ptr::eq(other, *table));
        if let Some(TableFound::There(all)) = place.and_then(|place| found.get_mut(place)) {
            let mut counted = counted(columns, &row).into_iter();
            for column in all.iter_mut().filter(|column| **column == UNCOUNTED) {
                *column = counted.next().unwrap_or(ColumnFound::Empty);
            }
        }
    }
    Ok(found)
}

/// What a column is taken for until it has been counted.
const UNCOUNTED: ColumnFound = ColumnFound::Filled(None);

fn question(dialect: Dialect, table: &WantedTable, columns: &[&WantedColumn]) -> Result<Question, Fault> {
    let sql =
        census(table, columns, dialect).map_err(|why| Fault::new(why.reason, "give it another name in the map"))?;
    Ok(Question { sql, columns: census_columns(columns) })
}

/// The columns that can be counted.
fn sound<'a>(table: &'a WantedTable, found: &TableFound) -> Vec<&'a WantedColumn> {
    match found {
        TableFound::Missing => Vec::new(),
        TableFound::There(columns) => {
            let both = table.columns.iter().zip(columns);
            both.filter(|(_, found)| **found == UNCOUNTED).map(|(column, _)| column).collect()
        }
    }
}

/// What the catalogue alone says.
fn listed(dialect: Dialect, table: &WantedTable, stored: Option<Vec<StoredColumn>>) -> TableFound {
    let Some(stored) = stored else { return TableFound::Missing };
    let found = table.columns.iter().map(|column| {
        let name = &column.field.name;
        // Quoted names are told apart by their case in PostgreSQL alone.
        let same = |other: &&StoredColumn| match dialect {
            Dialect::Postgres => other.name == *name,
            Dialect::Sqlite | Dialect::DuckDb | Dialect::Spark | Dialect::Mssql => {
                other.name.eq_ignore_ascii_case(name)
            }
        };
        match stored.iter().find(same) {
            None => ColumnFound::Missing,
            Some(stored) if fits(dialect, &stored.kind, column.field.kind) => UNCOUNTED,
            Some(stored) => ColumnFound::Otherwise(format!("`{}`", stored.kind.to_lowercase())),
        }
    });
    TableFound::There(found.collect())
}

fn mark_odd_values(engine: &mut dyn Engine, table: &WantedTable, found: &mut TableFound) -> Result<(), Fault> {
    let columns: Vec<WantedColumn> = sound(table, found).into_iter().cloned().collect();
    let TableFound::There(all) = found else { return Ok(()) };
    let mut odd = engine.odd_values(&WantedTable { columns, ..table.clone() })?.into_iter();
    for column in all.iter_mut().filter(|column| **column == UNCOUNTED) {
        if let Some(value) = odd.next().flatten() {
            *column = ColumnFound::Otherwise(if value.is_empty() {
                "an empty text".to_owned()
            } else {
                format!("`{value}`")
            });
        }
    }
    Ok(())
}
