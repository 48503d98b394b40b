//! SQLite, which is part of qac: a database file, or a folder of CSV files that is read into a database of its own.

use std::path::Path;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql, params_from_iter};

use super::cell::{Cell, cell};
use super::data::{WithParquet, files};
use super::sheet::{Sheet, stored};
use super::{Answered, Engine, Fault, Question, Row, StoredColumn, TableFile};
use crate::query::{ColumnRole, Dialect, Kind, WantedColumn, WantedTable};

/// A connection, and what is known of its tables already.
pub(super) struct Sqlite {
    connection: Connection,
    /// The columns of each wanted table of a folder; `None` for a database file, which is asked.
    loaded: Option<Vec<Option<Vec<StoredColumn>>>>,
}

/// How many rows are read between two tellings of progress.
const STRIDE: usize = 100_000;

impl Sqlite {
    /// A database file, opened for reading only.
    pub(super) fn of_file(path: &Path) -> Result<Self, Fault> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || {
            let connection = Connection::open_with_flags(path, flags)?;
            // A file that is no database is found out when it is first read.
            connection.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |_| Ok(()))?;
            // What is sorted on the way may be larger than the memory.
            connection.execute_batch("PRAGMA cache_size = -200000;")?;
            Ok(connection)
        };
        let connection = open().map_err(|error: rusqlite::Error| {
            Fault::new(
                format!("cannot read `{}`: {}", path.display(), said(&error)),
                "is it a SQLite database, and complete?",
            )
        })?;
        Ok(Self { connection, loaded: None })
    }

    /// The wanted tables of a folder, in a private database that is kept in memory while it is small, on the disk when
    /// it is not, and is gone afterwards.
    pub(super) fn of_folder(
        folder: &Path,
        wanted: &[WantedTable],
        progress: &mut dyn FnMut(&str),
    ) -> Result<Self, Fault> {
        let files = files(folder, wanted, WithParquet::No)?;
        let connection = private().map_err(|error| ours(&error))?;
        let mut loaded = Vec::new();
        for (table, file) in wanted.iter().zip(files) {
            loaded.push(match file {
                Some(TableFile::Csv(path)) => Some(load(&connection, table, &path, progress)?),
                Some(TableFile::Parquet(_)) | None => None,
            });
        }
        connection.execute_batch("ANALYZE; PRAGMA query_only = 1;").map_err(|error| ours(&error))?;
        Ok(Self { connection, loaded: Some(loaded) })
    }

    /// The names of the columns of a table; `None` where there is no such table.
    pub(super) fn column_names(&self, table: &WantedTable) -> Result<Option<Vec<String>>, Fault> {
        let columns = columns_of(&self.connection, table).map_err(|error| ours(&error))?;
        Ok(columns.map(|columns| columns.into_iter().map(|column| column.name).collect()))
    }

    /// Hands over each row of a table, the columns of those names in order.
    pub(super) fn each_row(
        &self,
        table: &WantedTable,
        names: &[String],
        each: &mut dyn FnMut(Row) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let list: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        let sql = format!("SELECT {} FROM {}", list.join(", "), qualified(&table.name));
        let mut statement = self.connection.prepare(&sql).map_err(|error| ours(&error))?;
        let mut rows = statement.query([]).map_err(|error| ours(&error))?;
        while let Some(row) = rows.next().map_err(|error| ours(&error))? {
            let values = (0..names.len()).map(|place| Ok(text(row.get_ref(place)?)));
            each(values.collect::<Result<Row, rusqlite::Error>>().map_err(|error| ours(&error))?)?;
        }
        Ok(())
    }

    fn rows(&self, question: &Question) -> Result<Vec<Row>, rusqlite::Error> {
        let mut statement = self.connection.prepare(&question.sql)?;
        let names = statement.column_names();
        let place = |name: &String| names.iter().position(|own| own == name).unwrap_or(usize::MAX);
        let places: Vec<usize> = question.columns.iter().map(place).collect();
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(
                places.iter().map(|place| Ok(text(row.get_ref(*place)?))).collect::<Result<Row, rusqlite::Error>>()?,
            );
        }
        Ok(all)
    }
}

impl Engine for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn catalogue(&mut self, wanted: &[WantedTable]) -> Result<Vec<Option<Vec<StoredColumn>>>, Fault> {
        if let Some(loaded) = &self.loaded {
            return Ok(loaded.clone());
        }
        let columns = |table: &WantedTable| columns_of(&self.connection, table);
        wanted.iter().map(|table| columns(table).map_err(|error| ours(&error))).collect()
    }

    fn ask(&mut self, questions: &[Question], begin: &mut dyn FnMut(usize)) -> Result<Vec<Answered>, Fault> {
        let answers = questions.iter().enumerate().map(|(number, question)| {
            begin(number);
            self.rows(question).map_err(|error| said(&error))
        });
        Ok(answers.collect())
    }

    fn odd_values(&mut self, table: &WantedTable) -> Result<Vec<Option<String>>, Fault> {
        if self.loaded.is_some() || table.columns.is_empty() {
            return Ok(vec![None; table.columns.len()]);
        }
        let tests: Vec<String> = table.columns.iter().map(odd_value).collect();
        let columns = (0..tests.len()).map(|number| format!("c{number}")).collect();
        let sql = format!("SELECT {} FROM {}", tests.join(", "), qualified(&table.name));
        let numbered = sql_with_names(sql, &tests);
        let rows = self.rows(&Question { sql: numbered, columns }).map_err(|error| ours(&error))?;
        Ok(rows.into_iter().next().unwrap_or_default())
    }
}

/// Names the columns `c0`, `c1` and so on.
fn sql_with_names(sql: String, tests: &[String]) -> String {
    let named = tests.iter().enumerate().map(|(number, test)| format!("{test} AS c{number}")).collect::<Vec<_>>();
    sql.replacen(&tests.join(", "), &named.join(", "), 1)
}

/// SQLite keeps any value in any column: one that cannot be of the kind, where there is one.
fn odd_value(column: &WantedColumn) -> String {
    let name = quoted(&column.field.name);
    let day = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]";
    let sound = match column.field.kind {
        Kind::Text => format!("TYPEOF({name}) <> 'blob'"),
        Kind::Whole => format!("TYPEOF({name}) = 'integer'"),
        Kind::Number => format!("TYPEOF({name}) IN ('integer', 'real')"),
        Kind::YesNo => format!("{name} IN (0, 1)"),
        Kind::Date | Kind::Time => {
            format!("(TYPEOF({name}) = 'text' AND {name} GLOB '{day}*' AND DATE({name}) = SUBSTR({name}, 1, 10))")
        }
    };
    format!("MIN(CASE WHEN {name} IS NOT NULL AND NOT COALESCE({sound}, 0) THEN CAST({name} AS TEXT) END)")
}

/// A database of our own.
fn private() -> Result<Connection, rusqlite::Error> {
    let connection = Connection::open("")?;
    connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;")?;
    Ok(connection)
}

/// Reads a CSV file into a table, and gives back the columns it has of those that are wanted.
fn load(
    connection: &Connection,
    table: &WantedTable,
    path: &Path,
    progress: &mut dyn FnMut(&str),
) -> Result<Vec<StoredColumn>, Fault> {
    let mut sheet = Sheet::open(path)?;
    let columns = sheet.columns(table)?;
    let ours = |error| ours(&error);
    connection.execute_batch(&made(connection, table, &columns).map_err(ours)?).map_err(ours)?;
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    connection.execute_batch("BEGIN").map_err(ours)?;
    fill(connection, table, &mut sheet, &columns, &mut |rows| {
        progress(&format!("reading {}: {rows} rows", path.display()))
    })?;
    connection.execute_batch(&format!("COMMIT; {}", indexed(table, &columns))).map_err(ours)?;
    Ok(stored(&columns))
}

fn fill(
    connection: &Connection,
    table: &WantedTable,
    sheet: &mut Sheet,
    columns: &[(usize, &WantedColumn)],
    progress: &mut dyn FnMut(usize),
) -> Result<(), Fault> {
    let marks = vec!["?"; columns.len()].join(", ");
    let insert = format!("INSERT INTO {} VALUES ({marks})", qualified(&table.name));
    let mut insert = connection.prepare(&insert).map_err(|error| ours(&error))?;
    let mut rows = 0_usize;
    while sheet.next()? {
        let mut cells = Vec::with_capacity(columns.len());
        for (place, column) in columns {
            let text = sheet.text(*place)?;
            cells.push(cell(text, column.field.kind).map_err(|why| sheet.bad(*place, &why))?);
        }
        if sheet.is_blank() {
            continue;
        }
        insert.execute(params_from_iter(cells)).map_err(|error| ours(&error))?;
        rows += 1;
        if rows.is_multiple_of(STRIDE) {
            progress(rows);
        }
    }
    Ok(())
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>, rusqlite::Error> {
        Ok(match self {
            Self::Empty => ToSqlOutput::Owned(Value::Null),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Written(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Whole(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Self::Number(number) => ToSqlOutput::Owned(Value::Real(*number)),
        })
    }
}

/// The statement that makes the table, in a schema of its own where its name has one.
fn made(
    connection: &Connection,
    table: &WantedTable,
    columns: &[(usize, &WantedColumn)],
) -> Result<String, rusqlite::Error> {
    let mut schemas = connection.prepare("SELECT name FROM pragma_database_list")?;
    let schemas: Vec<String> = schemas.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let schema = schema(&table.name).filter(|schema| !schemas.iter().any(|known| known.eq_ignore_ascii_case(schema)));
    let attached = schema.map(|schema| format!("ATTACH '' AS {}; ", quoted(schema))).unwrap_or_default();
    let lines =
        columns.iter().map(|(_, column)| format!("{} {}", quoted(&column.field.name), affinity(column.field.kind)));
    let lines: Vec<String> = lines.collect();
    // A table that has none of the wanted columns is there all the same.
    let lines = if lines.is_empty() { "\"nothing wanted\"".to_owned() } else { lines.join(", ") };
    Ok(format!("{attached}CREATE TABLE {} ({lines})", qualified(&table.name)))
}

fn indexed(table: &WantedTable, columns: &[(usize, &WantedColumn)]) -> String {
    let looked_up = columns.iter().filter(|(_, column)| column.role == ColumnRole::LookedUp);
    let last = table.name.last().map_or("", String::as_str);
    let statements = looked_up.map(|(place, column)| {
        let index = quoted(&format!("{last} by {place}"));
        let index = schema(&table.name).map_or(index.clone(), |schema| format!("{}.{index}", quoted(schema)));
        format!("CREATE INDEX {index} ON {} ({});", quoted(last), quoted(&column.field.name))
    });
    statements.collect::<Vec<_>>().join(" ")
}

const fn affinity(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Date | Kind::Time => "TEXT",
        Kind::Whole | Kind::YesNo => "INTEGER",
        Kind::Number => "REAL",
    }
}

/// The columns of a table or view of the file; `None` where it has none of that name.
fn columns_of(connection: &Connection, table: &WantedTable) -> Result<Option<Vec<StoredColumn>>, rusqlite::Error> {
    let schema = schema(&table.name).unwrap_or("main");
    let last = table.name.last().map_or("", String::as_str);
    let mut statement = connection.prepare("SELECT name, type FROM pragma_table_info(?1, ?2)")?;
    let rows = statement.query_map([last, schema], |row| Ok(StoredColumn { name: row.get(0)?, kind: row.get(1)? }))?;
    let columns: Vec<StoredColumn> = rows.collect::<Result<_, _>>()?;
    Ok((!columns.is_empty()).then_some(columns))
}

/// What stands before the last name.
fn schema(name: &[String]) -> Option<&str> {
    name.iter().rev().nth(1).map(String::as_str)
}

fn qualified(name: &[String]) -> String {
    name.iter().map(|part| quoted(part)).collect::<Vec<_>>().join(".")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A value as a text.
fn text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
    }
}

fn said(error: &rusqlite::Error) -> String {
    let words = error.to_string();
    let first = words.split(" in ").next().unwrap_or_default();
    first.lines().next().unwrap_or_default().to_owned()
}

fn ours(error: &rusqlite::Error) -> Fault {
    Fault::new(format!("the database cannot go on: {}", said(error)), "is the disk full?")
}
