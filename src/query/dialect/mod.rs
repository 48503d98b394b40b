//! The five dialects that queries are printed in.
//!
//! What they have in common is said once: the layout (`layout.rs`), the shape of a query (`statement.rs`), of a value and
//! of a predicate (`value.rs`), of a table to be made (`table.rs`), and the spelling of standard SQL with DuckDB's type
//! names as the default of every method of `spelling.rs`. A dialect's own file overrides what differs there.
//!
//! A dialect may be added when a site has it, when a real engine or two independent parsers hold its printed queries in
//! the tests, and when everything in `spelling.rs` can be said exactly in it.

mod duckdb;
mod layout;
mod mssql;
mod postgres;
mod spark;
mod spelling;
mod sqlite;
mod statement;
mod table;
mod value;

use super::{Query, Table, Unsayable};
use spelling::Spelling;

/// A dialect of SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    /// SQLite 3.39 or later.
    Sqlite,
    /// DuckDB 1.0 or later.
    DuckDb,
    /// PostgreSQL 12 or later.
    Postgres,
    /// Spark SQL 3.3 or later, with backslash escapes in texts (its default).
    Spark,
    /// T-SQL, of SQL Server 2016 or later.
    Mssql,
}

impl Dialect {
    /// All of them, in the order of the documents.
    pub const ALL: [Self; 5] = [Self::Sqlite, Self::DuckDb, Self::Postgres, Self::Spark, Self::Mssql];

    /// The word for it on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::DuckDb => "duckdb",
            Self::Postgres => "postgres",
            Self::Spark => "spark",
            Self::Mssql => "mssql",
        }
    }

    /// The dialect that a word names.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.word() == word)
    }

    /// Its name in a sentence.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::DuckDb => "DuckDB",
            Self::Postgres => "PostgreSQL",
            Self::Spark => "Spark SQL",
            Self::Mssql => "SQL Server",
        }
    }

    /// A query as one statement with its comments; ends with `;` and a line break.
    pub fn query(self, query: &Query) -> Result<String, Unsayable> {
        statement::printed(self.spelling(), query)
    }

    /// Tables as statements that make and fill them; each ends with `;` and a line break.
    pub fn tables(self, tables: &[Table]) -> Result<String, Unsayable> {
        table::printed(self.spelling(), tables)
    }

    fn spelling(self) -> &'static dyn Spelling {
        match self {
            Self::Sqlite => &sqlite::Sqlite,
            Self::DuckDb => &duckdb::DuckDb,
            Self::Postgres => &postgres::Postgres,
            Self::Spark => &spark::Spark,
            Self::Mssql => &mssql::Mssql,
        }
    }
}
