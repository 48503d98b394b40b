//! DuckDB through the site's `duckdb` program, over a folder of CSV and Parquet files or over a database of its own.

use std::ffi::OsStr;
use std::path::Path;

use super::data::{WithParquet, files};
use super::postgres::{Stored, columns_of};
use super::session::{DONE, Session, quoted_name, quoted_text};
use super::sheet::Sheet;
use super::{Answered, Engine, Fault, Question, StoredColumn, TableFile};
use crate::query::{Dialect, Kind, WantedColumn, WantedTable};

/// A running `duckdb`.
pub(super) struct DuckDb {
    session: Session,
}

/// The columns of every table and view of the database.
const COLUMNS: &str = "
SELECT schema_name AS schema, table_name AS name, column_name AS column, data_type AS kind,
  CAST(schema_name = current_schema() AS VARCHAR) AS near
FROM duckdb_columns()
WHERE NOT internal AND database_name = current_database()
ORDER BY schema_name, table_name, column_index";

impl DuckDb {
    /// A database, opened for reading only.
    pub(super) fn of_file(path: &Path) -> Result<Self, Fault> {
        Ok(Self { session: start(&[OsStr::new("-readonly"), path.as_os_str()])? })
    }

    /// The wanted tables of a folder. CSV files are read once, into memory or the program's own temporary files; Parquet
    /// files are read where they are.
    pub(super) fn of_folder(
        folder: &Path,
        wanted: &[WantedTable],
        progress: &mut dyn FnMut(&str),
    ) -> Result<Self, Fault> {
        let files = files(folder, wanted, WithParquet::Yes)?;
        let mut session = start(&[OsStr::new(":memory:")])?;
        for (table, file) in wanted.iter().zip(files) {
            let Some(file) = file else { continue };
            progress(&format!("reading {}", file.path().display()));
            session.tell(&made(table, &file)?).map_err(|fault| Fault {
                message: format!("cannot read `{}`: {}", file.path().display(), fault.message),
                help: "mend the file and run qac again".to_owned(),
            })?;
        }
        Ok(Self { session })
    }
}

fn start(arguments: &[&OsStr]) -> Result<Session, Fault> {
    let install = "install DuckDB's command line (`pip install duckdb-cli`, or from duckdb.org)";
    let mark = format!(".print {DONE}");
    let mut session = Session::start("duckdb", install, mark, |command| {
        // What a user has set up for themselves is left out.
        let nothing = if cfg!(windows) { "NUL" } else { "/dev/null" };
        command.args(["-batch", "-init", nothing, "-list", "-noheader"]).args(arguments);
    })?;
    session.tell("SET enable_progress_bar = false;")?;
    Ok(session)
}

impl Engine for DuckDb {
    fn dialect(&self) -> Dialect {
        Dialect::DuckDb
    }

    fn catalogue(&mut self, wanted: &[WantedTable]) -> Result<Vec<Option<Vec<StoredColumn>>>, Fault> {
        let columns = ["schema", "name", "column", "kind", "near"].map(str::to_owned).to_vec();
        let question = Question { sql: COLUMNS.to_owned(), columns };
        let rows = self.session.ask(&question, rows)?.map_err(|why| Fault::new(why, ""))?;
        let stored: Vec<Stored> = rows.into_iter().filter_map(Stored::of).collect();
        Ok(wanted.iter().map(|table| columns_of(&stored, table, str::eq_ignore_ascii_case)).collect())
    }

    fn ask(&mut self, questions: &[Question], begin: &mut dyn FnMut(usize)) -> Result<Vec<Answered>, Fault> {
        let answers = questions.iter().enumerate().map(|(number, question)| {
            begin(number);
            self.session.ask(question, rows)
        });
        answers.collect()
    }
}

fn rows(sql: &str) -> String {
    format!("SELECT to_json(qac_row) FROM (\n{sql}\n) AS qac_row;")
}

/// The statements that make a table or view of a file.
fn made(table: &WantedTable, file: &TableFile) -> Result<String, Fault> {
    let name = table.name.iter().map(|part| quoted_name(part)).collect::<Vec<_>>().join(".");
    let schema = match table.name.as_slice() {
        [schema, _] => format!("CREATE SCHEMA IF NOT EXISTS {};\n", quoted_name(schema)),
        [] | [_] | [..] => String::new(),
    };
    let path = quoted_text(file.path().as_os_str());
    Ok(match file {
        TableFile::Parquet(path_of) => {
            let path = if path_of.is_dir() { quoted_text(path_of.join("*.parquet").as_os_str()) } else { path };
            format!("{schema}CREATE VIEW {name} AS SELECT * FROM read_parquet({path});")
        }
        TableFile::Csv(path_of) => {
            let sheet = Sheet::open(path_of)?;
            let raw =
                (0..sheet.header.len()).map(|place| format!("'c{place}': 'VARCHAR'")).collect::<Vec<_>>().join(", ");
            let delimiter = char::from(sheet.delimiter);
            let columns = sheet.columns(table)?;
            let columns = columns.iter().map(|(place, column)| {
                format!("{} AS {}", typed(&format!("c{place}"), column), quoted_name(&column.field.name))
            });
            let columns = columns.collect::<Vec<_>>().join(",\n  ");
            let columns = if columns.is_empty() { "c0 AS \"nothing wanted\"".to_owned() } else { columns };
            let blank: Vec<String> = (0..sheet.header.len()).map(|place| format!("TRIM(c{place})")).collect();
            format!(
                "{schema}CREATE TABLE {name} AS SELECT\n  {columns}\nFROM read_csv({path}, header = true, delim = '{delimiter}', \
                 quote = '\"', escape = '\"', columns = {{{raw}}}, auto_detect = false)\nWHERE CONCAT({}) <> '';",
                blank.join(", ")
            )
        }
    })
}

/// A cell as a value of its kind, read as the rest of qac reads it; a cell that is none stops the reading.
fn typed(cell: &str, column: &WantedColumn) -> String {
    let trimmed = format!("TRIM({cell})");
    let value = match column.field.kind {
        Kind::Text => {
            let fault = "error('a text holds the character U+0000, which no database keeps')";
            return format!("CASE WHEN CONTAINS({cell}, CHR(0)) THEN {fault} WHEN {trimmed} <> '' THEN {cell} END");
        }
        Kind::Whole => format!("TRY_CAST({trimmed} AS BIGINT)"),
        Kind::Number => {
            format!(
                "CASE WHEN REGEXP_FULL_MATCH({trimmed}, '[-+]?[0-9]*\\.?[0-9]*') THEN TRY_CAST({trimmed} AS DOUBLE) END"
            )
        }
        Kind::Date => format!("CAST({} AS DATE)", time(&trimmed)),
        Kind::Time => time(&trimmed),
        Kind::YesNo => format!(
            "CASE WHEN LOWER({trimmed}) IN ('yes', 'y', 'true', '1') THEN TRUE WHEN LOWER({trimmed}) IN ('no', 'n', 'false', '0') THEN FALSE END"
        ),
    };
    let name = column.field.name.replace('\'', "''");
    let kind = type_name(column.field.kind);
    let fault = format!("'column `{name}` holds `' || {trimmed} || '`, which is not {}'", column.field.kind.in_words());
    format!("CASE WHEN {trimmed} <> '' THEN COALESCE({value}, CAST(error({fault}) AS {kind})) END")
}

fn time(text: &str) -> String {
    let time = "([T ]+[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?Z?)?";
    let iso = format!("REGEXP_FULL_MATCH({text}, '[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}{time}')");
    let ours = format!("REGEXP_FULL_MATCH({text}, '[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}{time}')");
    let clock = format!("COALESCE(NULLIF(REGEXP_EXTRACT({text}, '[0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}})?'), ''), '00:00')");
    let clock = format!("TRY_CAST(CASE WHEN LENGTH({clock}) = 5 THEN {clock} || ':00' ELSE {clock} END AS TIME)");
    let day = |form: &str, pattern: &str| {
        format!("CAST(TRY_STRPTIME(REGEXP_EXTRACT({text}, '{pattern}'), '{form}') AS DATE)")
    };
    let iso_day = day("%Y-%m-%d", "^[0-9]+-[0-9]+-[0-9]+");
    let our_day = day("%d/%m/%Y", "^[0-9]+/[0-9]+/[0-9]+");
    format!("(CASE WHEN {iso} THEN {iso_day} WHEN {ours} THEN {our_day} END + {clock})")
}

const fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "VARCHAR",
        Kind::Whole => "BIGINT",
        Kind::Number => "DOUBLE",
        Kind::Date => "DATE",
        Kind::Time => "TIMESTAMP",
        Kind::YesNo => "BOOLEAN",
    }
}
