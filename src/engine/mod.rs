//! Engines: where queries run. SQLite is part of qac; DuckDB, PostgreSQL and Spark are the site's own programs.
//!
//! The only folder that names a database library or starts a program. It knows SQL texts, the tables that queries want and
//! rows of text cells, and nothing of rules: what an answer means is said elsewhere. Data are only ever read.

mod cases;
mod cell;
mod data;
mod duckdb;
mod postgres;
mod rows;
mod session;
mod sheet;
mod spark;
mod sqlite;
mod survey;
mod typed;

use std::fmt;
use std::path::PathBuf;

use crate::query::{Dialect, WantedTable};
pub use cases::{CasesWanted, EachCase, is_one_list, read_cases};
pub use cell::read_day;
use data::Data;
pub use sheet::{WholeSheet, read_sheet};
pub use survey::survey;

/// A database that answers.
pub trait Engine {
    /// What it speaks.
    fn dialect(&self) -> Dialect;

    /// What it has of each wanted table, in the same order; `None` where it has no such table.
    fn catalogue(&mut self, wanted: &[WantedTable]) -> Result<Vec<Option<Vec<StoredColumn>>>, Fault>;

    /// Answers questions, in order. `begin` is told the number of each, from 0, before it is asked.
    fn ask(&mut self, questions: &[Question], begin: &mut dyn FnMut(usize)) -> Result<Vec<Answered>, Fault>;

    /// A value of each column that is none of the kind it should be, where the types of the database do not say so
    /// already; `None` for a sound column. Columns are those of the table that it has.
    fn odd_values(&mut self, table: &WantedTable) -> Result<Vec<Option<String>>, Fault> {
        Ok(vec![None; table.columns.len()])
    }
}

/// A column as the database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredColumn {
    /// Its name.
    pub name: String,
    /// Its type, by the word of the database.
    pub kind: String,
}

/// A query to be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The statement.
    pub sql: String,
    /// The columns of its answer, in order.
    pub columns: Vec<String>,
}

/// A row, a text for each column; `None` is empty.
pub type Row = Vec<Option<String>>;

/// The rows, or why the database refused the statement.
pub type Answered = Result<Vec<Row>, String>;

/// Why data cannot be read or an engine cannot run: the fault, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// In lowercase, without a final stop.
    pub message: String,
    /// What to do; may be empty.
    pub help: String,
}

impl Fault {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

/// Which engine runs queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineKind {
    /// SQLite, which is part of qac.
    Sqlite,
    /// The site's `duckdb`.
    DuckDb,
    /// A PostgreSQL server, through the site's `psql`.
    Postgres,
    /// The site's `spark-sql`.
    Spark,
}

/// What is asked of [`open`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// A folder, a database file, or the address of a server.
    pub data: String,
    /// The engine; chosen by the data where none is named.
    pub engine: Option<EngineKind>,
    /// The Spark master, where another than the site's own is meant.
    pub master: Option<String>,
}

/// Opens the data for reading with the engine that fits them. Of a folder only the wanted tables are read; `progress` is
/// told what is being read.
pub fn open(
    request: &Request,
    wanted: &[WantedTable],
    progress: &mut dyn FnMut(&str),
) -> Result<Box<dyn Engine>, Fault> {
    let data = Data::of(&request.data)?;
    let engine = request.engine.unwrap_or_else(|| data.engine());
    match (engine, data) {
        (EngineKind::Sqlite, Data::Folder(folder)) => {
            Ok(Box::new(sqlite::Sqlite::of_folder(&folder, wanted, progress)?))
        }
        (EngineKind::Sqlite, Data::SqliteFile(file)) => Ok(Box::new(sqlite::Sqlite::of_file(&file)?)),
        (EngineKind::DuckDb, Data::Folder(folder)) => {
            Ok(Box::new(duckdb::DuckDb::of_folder(&folder, wanted, progress)?))
        }
        (EngineKind::DuckDb, Data::DuckDbFile(file)) => Ok(Box::new(duckdb::DuckDb::of_file(&file)?)),
        (EngineKind::Postgres, Data::Server(address)) => Ok(Box::new(postgres::Postgres::at(&address)?)),
        (EngineKind::Spark, Data::Folder(folder)) => {
            Ok(Box::new(spark::Spark::of_folder(&folder, wanted, request.master.clone())?))
        }
        (engine, data) => Err(mismatch(engine, &data)),
    }
}

impl EngineKind {
    /// Its name in a sentence.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::DuckDb => "DuckDB",
            Self::Postgres => "PostgreSQL",
            Self::Spark => "Spark",
        }
    }

    const fn reads(self) -> &'static str {
        match self {
            Self::Sqlite => "a folder of CSV files or a `.db` file",
            Self::DuckDb => "a folder of CSV or Parquet files, or a `.duckdb` file",
            Self::Postgres => "the address of a server, as `postgres://user@host/database`",
            Self::Spark => "a folder of CSV or Parquet files",
        }
    }
}

fn mismatch(engine: EngineKind, data: &Data) -> Fault {
    Fault::new(format!("{} does not read {}", engine.title(), data.in_words()), format!("give it {}", engine.reads()))
}

/// A file of a folder that holds a wanted table.
#[derive(Clone, Debug, PartialEq, Eq)]
enum TableFile {
    Csv(PathBuf),
    Parquet(PathBuf),
}
