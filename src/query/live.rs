//! What a database really has of the tables that queries want, and which queries it leaves without an answer.
//!
//! Pure: the census that is taken is a query like any other, and what came of it is a value. A table or column that is
//! missing, of another type, or empty throughout never makes a rule kept or broken; it makes it impossible to tell.

use super::{Dialect, Field, Heading, Kind, Query, Select, Source, Unsayable};
use crate::calendar::Date;

/// A table that queries read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedTable {
    /// The id of its record.
    pub record: String,
    /// Its name in the database, behind those of its schema and catalogue where it has them.
    pub name: Vec<String>,
    /// The columns that may be read.
    pub columns: Vec<WantedColumn>,
}

/// A column that queries read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedColumn {
    /// Its id in the record.
    pub id: String,
    /// Its name in the table, and what the record says it holds.
    pub field: Field,
    /// What it is good for, beside being read.
    pub role: ColumnRole,
}

/// What a column is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnRole {
    /// Rows are looked up by it.
    LookedUp,
    /// It says on which day the work was done or was to be done.
    DatesWork,
    /// It is only read.
    Read,
    /// It says something even where no row has a value in it.
    MayBeEmpty,
}

/// What the database has of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFound {
    /// There is no such table.
    Missing,
    /// It is there, with so much of each wanted column, in the same order.
    There(Vec<ColumnFound>),
}

/// What the database has of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnFound {
    /// There is no such column.
    Missing,
    /// It holds something else, by the words of the database.
    Otherwise(String),
    /// No row has a value in it.
    Empty,
    /// It has values; of a date or time, from the first day to the last.
    Filled(Option<(Date, Date)>),
}

/// Why a query that needs those columns, each by the ids of its record and its own, cannot be evaluated in `window`, both
/// ends included: the first reason there is. `found` says of each table what the database has of it.
#[must_use]
pub fn unmet(found: &[(WantedTable, TableFound)], needs: &[(&str, &str)], window: (Date, Date)) -> Option<String> {
    needs
        .iter()
        .find_map(|(record, column)| lack(found, record, column))
        .or_else(|| needs.iter().find_map(|(record, _)| outside(found, record, window)))
}

/// What is wrong with one column.
fn lack(found: &[(WantedTable, TableFound)], record: &str, column: &str) -> Option<String> {
    let (table, there) = found.iter().find(|(table, _)| table.record == record)?;
    let place = table.columns.iter().position(|own| own.id == column)?;
    let name = shown(&table.name);
    let columns = match there {
        TableFound::Missing => return Some(format!("there is no table `{name}`")),
        TableFound::There(columns) => columns,
    };
    let column = table.columns.get(place)?;
    let called = &column.field.name;
    match columns.get(place)? {
        ColumnFound::Missing => Some(format!("the table `{name}` has no column `{called}`")),
        ColumnFound::Otherwise(other) => {
            let kind = column.field.kind.in_words();
            Some(format!("the column `{called}` of `{name}` holds {other}, where {kind} is needed"))
        }
        ColumnFound::Empty if column.role == ColumnRole::MayBeEmpty => None,
        ColumnFound::Empty => Some(format!("the column `{called}` of `{name}` is empty in every row")),
        ColumnFound::Filled(_) => None,
    }
}

/// Says so where all the days on which a record's work was done, or was to be done, lie outside the window.
fn outside(found: &[(WantedTable, TableFound)], record: &str, (from, as_of): (Date, Date)) -> Option<String> {
    let (table, there) = found.iter().find(|(table, _)| table.record == record)?;
    let TableFound::There(columns) = there else { return None };
    let dating = table.columns.iter().zip(columns).filter(|(column, _)| column.role == ColumnRole::DatesWork);
    let days = dating.filter_map(|(_, found)| match found {
        ColumnFound::Filled(days) => *days,
        ColumnFound::Missing | ColumnFound::Otherwise(_) | ColumnFound::Empty => None,
    });
    let (first, last) = days.reduce(|(first, last), (one, other)| (first.min(one), last.max(other)))?;
    let name = shown(&table.name);
    (last < from || as_of < first)
        .then(|| format!("`{name}` has days from {first} to {last} only, none of them from {from} to {as_of}"))
}

/// The name of a table as people say it.
#[must_use]
pub fn shown(name: &[String]) -> String {
    name.join(".")
}

/// The query that counts the rows of a table and the values of each of `columns`, and finds the first and last day of
/// those that are dates. Its columns are named by [`census_columns`].
///
/// # Errors
/// Where a name cannot be said.
pub fn census(table: &WantedTable, columns: &[&WantedColumn], dialect: Dialect) -> Result<String, Unsayable> {
    let fields = columns.iter().map(|column| column.field.clone()).collect();
    let source = Source::stored(table.name.clone(), fields, "t");
    let mut select = Select::from(source.clone());
    for (place, column) in columns.iter().enumerate() {
        let value = source.column(&column.field.name)?;
        select = select.column(format!("filled_{place}"), value.clone().count_filled());
        if is_dated(column.field.kind) {
            let (first, last) = (value.clone().least()?, value.greatest()?);
            select = select.column(format!("first_{place}"), first).column(format!("last_{place}"), last);
        }
    }
    let heading = Heading { name: shown(&table.name), ..Heading::default() };
    let query = Query::new(heading, Vec::new(), select, Vec::new())?;
    dialect.query(&query)
}

/// The columns of the answer to a [`census`].
#[must_use]
pub fn census_columns(columns: &[&WantedColumn]) -> Vec<String> {
    let mut names = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        names.push(format!("filled_{place}"));
        if is_dated(column.field.kind) {
            names.extend([format!("first_{place}"), format!("last_{place}")]);
        }
    }
    names
}

/// What the row of a [`census`] says of each column; a value that is none of a census counts as none.
#[must_use]
pub fn counted(columns: &[&WantedColumn], row: &[Option<String>]) -> Vec<ColumnFound> {
    let mut cells = row.iter();
    let mut next = || cells.next().cloned().flatten().unwrap_or_default();
    let mut found = Vec::new();
    for column in columns {
        let filled = next();
        let days = is_dated(column.field.kind).then(|| (day(&next()), day(&next())));
        found.push(match (filled.as_str(), days) {
            ("" | "0", _) => ColumnFound::Empty,
            (_, Some((Some(first), Some(last)))) => ColumnFound::Filled(Some((first, last))),
            (_, Some(_) | None) => ColumnFound::Filled(None),
        });
    }
    found
}

const fn is_dated(kind: Kind) -> bool {
    match kind {
        Kind::Date | Kind::Time => true,
        Kind::Text | Kind::Whole | Kind::Number | Kind::YesNo => false,
    }
}

fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audits() -> WantedTable {
        let column =
            |id: &str, name: &str, kind, role| WantedColumn { id: id.to_owned(), field: Field::new(name, kind), role };
        WantedTable {
            record: "audit-record".to_owned(),
            name: vec!["qa".to_owned(), "Audit".to_owned()],
            columns: vec![
                column("audit-id", "AuditID", Kind::Text, ColumnRole::LookedUp),
                column("completed-on", "DateDone", Kind::Date, ColumnRole::DatesWork),
            ],
        }
    }

    const NEEDS: [(&str, &str); 2] = [("audit-record", "audit-id"), ("audit-record", "completed-on")];

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn reason(found: TableFound) -> Option<String> {
        let window = (day("2017-01-01"), day("2017-12-31"));
        unmet(&[(audits(), found)], &NEEDS, window)
    }

    #[test]
    fn what_is_missing_is_said() {
        let there = |column| TableFound::There(vec![ColumnFound::Filled(None), column]);
        assert_eq!(reason(TableFound::Missing).unwrap(), "there is no table `qa.Audit`");
        assert_eq!(reason(there(ColumnFound::Missing)).unwrap(), "the table `qa.Audit` has no column `DateDone`");
        assert_eq!(
            reason(there(ColumnFound::Empty)).unwrap(),
            "the column `DateDone` of `qa.Audit` is empty in every row"
        );
        assert_eq!(
            reason(there(ColumnFound::Otherwise("`integer`".to_owned()))).unwrap(),
            "the column `DateDone` of `qa.Audit` holds `integer`, where a date is needed"
        );
        assert_eq!(reason(there(ColumnFound::Filled(Some((day("2016-01-01"), day("2017-01-01")))))), None);
    }

    #[test]
    fn days_outside_the_window_tell_nothing_of_it() {
        let there = |first, last| {
            reason(TableFound::There(vec![
                ColumnFound::Filled(None),
                ColumnFound::Filled(Some((day(first), day(last)))),
            ]))
        };
        assert_eq!(
            there("2015-01-01", "2016-12-31").unwrap(),
            "`qa.Audit` has days from 2015-01-01 to 2016-12-31 only, none of them from 2017-01-01 to 2017-12-31"
        );
        assert!(there("2018-01-01", "2018-12-31").is_some());
        assert_eq!(there("2017-12-31", "2018-12-31"), None);
    }

    #[test]
    fn a_census_reads_a_table_once() {
        let table = audits();
        let columns: Vec<&WantedColumn> = table.columns.iter().collect();
        let sql = census(&table, &columns, Dialect::Postgres).unwrap();
        assert_eq!(sql.matches("FROM").count(), 1, "{sql}");
        assert_eq!(census_columns(&columns), ["filled_0", "filled_1", "first_1", "last_1"]);
        let row: Vec<Option<String>> =
            ["3", "2", "2017-01-01", "2017-02-01 10:00:00"].iter().map(|cell| Some((*cell).to_owned())).collect();
        let days = Some((day("2017-01-01"), day("2017-02-01")));
        assert_eq!(counted(&columns, &row), [ColumnFound::Filled(None), ColumnFound::Filled(days)]);
        assert_eq!(counted(&columns, &[]), [ColumnFound::Empty, ColumnFound::Empty]);
    }
}
