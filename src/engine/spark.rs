//! Spark through the site's `spark-sql`, over a folder of CSV and Parquet files that every node sees under one path.
//!
//! It is slow to start and reads its statements from a file, so all questions of one round go to one run of it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::data::{WithParquet, files, reason};
use super::session::{DONE, bare, first_words, missing, row};
use super::sheet::Sheet;
use super::{Answered, Engine, Fault, Question, Row, StoredColumn, TableFile};
use crate::query::{Dialect, Kind, WantedColumn, WantedTable};

/// The folder as Spark is to see it.
pub(super) struct Spark {
    master: Option<String>,
    /// The statements that make its views.
    views: String,
    /// The columns of each wanted table; of a Parquet file they have to be asked for.
    columns: Vec<Option<Vec<StoredColumn>>>,
    /// Which wanted tables are Parquet files.
    parquet: Vec<usize>,
    /// Where it may leave what it leaves.
    folder: TempDir,
}

impl Spark {
    /// The wanted tables of a folder.
    pub(super) fn of_folder(folder: &Path, wanted: &[WantedTable], master: Option<String>) -> Result<Self, Fault> {
        let unreadable =
            |error: std::io::Error| Fault::new(format!("cannot read `{}`: {}", folder.display(), reason(&error)), "");
        let whole = fs::canonicalize(folder).map_err(unreadable)?;
        let temporary = TempDir::new().map_err(unreadable)?;
        let mut spark =
            Self { master, views: String::new(), columns: Vec::new(), parquet: Vec::new(), folder: temporary };
        for (place, (table, file)) in wanted.iter().zip(files(&whole, wanted, WithParquet::Yes)?).enumerate() {
            let columns = match &file {
                None => None,
                Some(TableFile::Parquet(path)) => {
                    spark.parquet.push(place);
                    spark.views.push_str(&format!(
                        "CREATE TEMPORARY VIEW {} USING parquet OPTIONS (path {});\n",
                        view(table)?,
                        text(&path.to_string_lossy())
                    ));
                    Some(Vec::new())
                }
                Some(TableFile::Csv(path)) => {
                    let sheet = Sheet::open(path)?;
                    let columns = sheet.columns(table)?;
                    spark.views.push_str(&csv_view(place, table, path, &sheet, &columns)?);
                    Some(super::sheet::stored(&columns))
                }
            };
            spark.columns.push(columns);
        }
        Ok(spark)
    }

    /// Runs statements, each question between two marks.
    fn run(&self, questions: &[Question], begin: &mut dyn FnMut(usize)) -> Result<Vec<Answered>, Fault> {
        let script = self.folder.path().join("questions.sql");
        let mut statements = self.views.clone();
        statements.push_str(&mark());
        for question in questions {
            statements.push_str(&format!(
                "SELECT TO_JSON(STRUCT(*), MAP('ignoreNullFields', 'false')) FROM (\n{}\n) AS qac_row;\n{}",
                bare(&question.sql),
                mark()
            ));
        }
        fs::write(&script, statements).map_err(|error| {
            Fault::new(format!("cannot write a temporary file: {}", reason(&error)), "is the disk full?")
        })?;
        let lines = self.lines(&script, begin)?;
        let mut parts = lines.split(|line| line.trim_end() == DONE);
        parts.next();
        let errors = fs::read_to_string(self.folder.path().join("errors")).unwrap_or_default();
        let complaint = complaint(&errors);
        let parts: Vec<&[String]> = parts.collect();
        if parts.len() <= questions.len() {
            let why = complaint.first().cloned().unwrap_or_else(|| last_words(&errors));
            return Err(Fault::new(
                format!("`spark-sql` stopped: {why}"),
                "does it run by itself? try `spark-sql -e 'SELECT 1'`",
            ));
        }
        Ok(answers(questions, &parts, complaint))
    }

    fn lines(&self, script: &Path, begin: &mut dyn FnMut(usize)) -> Result<Vec<String>, Fault> {
        let install = "install Spark 3.3 or later with Java (`pip install pyspark`) and put `spark-sql` on the path";
        let folder = self.folder.path();
        let errors = fs::File::create(folder.join("errors")).map_err(|error| missing("spark-sql", install, &error))?;
        let mut command = Command::new("spark-sql");
        if let Some(master) = &self.master {
            command.args(["--master", master]);
        }
        for setting in [
            "spark.ui.enabled=false",
            "spark.sql.session.timeZone=UTC",
            "spark.sql.catalogImplementation=in-memory",
            "spark.sql.ansi.enabled=true",
            "spark.sql.parser.escapedStringLiterals=false",
        ] {
            command.args(["--conf", setting]);
        }
        command.args(["--hiveconf", "hive.cli.errors.ignore=true", "-S", "-f"]).arg(script).current_dir(folder);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors);
        let mut child = command.spawn().map_err(|error| missing("spark-sql", install, &error))?;
        let mut lines = Vec::new();
        let mut done = 0_usize;
        if let Some(output) = child.stdout.take() {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if line.trim_end() == DONE {
                    begin(done);
                    done += 1;
                }
                lines.push(line);
            }
        }
        let _ = child.wait();
        Ok(lines)
    }
}

impl Engine for Spark {
    fn dialect(&self) -> Dialect {
        Dialect::Spark
    }

    fn catalogue(&mut self, wanted: &[WantedTable]) -> Result<Vec<Option<Vec<StoredColumn>>>, Fault> {
        let mut columns = self.columns.clone();
        if self.parquet.is_empty() {
            return Ok(columns);
        }
        // A row of each, whose fields are told with their types.
        let tables = self.parquet.iter().filter_map(|place| wanted.get(*place));
        let sql = tables.map(|table| {
            Ok(format!(
                "SELECT SCHEMA_OF_JSON('{{}}') AS unused, TYPEOF(STRUCT(t.*)) AS fields FROM {} AS t LIMIT 1",
                view(table)?
            ))
        });
        let questions: Result<Vec<Question>, Fault> =
            sql.map(|sql| Ok(Question { sql: sql?, columns: vec!["fields".to_owned()] })).collect();
        let answers = self.run(&questions?, &mut |_| {})?;
        for (place, answer) in self.parquet.iter().zip(answers) {
            let rows = answer.map_err(|why| Fault::new(why, ""))?;
            let fields = rows.into_iter().next().and_then(|row| row.into_iter().next().flatten()).unwrap_or_default();
            if let Some(own) = columns.get_mut(*place) {
                *own = Some(of_struct(&fields));
            }
        }
        Ok(columns)
    }

    fn ask(&mut self, questions: &[Question], begin: &mut dyn FnMut(usize)) -> Result<Vec<Answered>, Fault> {
        if questions.is_empty() { Ok(Vec::new()) } else { self.run(questions, begin) }
    }
}

fn mark() -> String {
    format!("SELECT '{DONE}';\n")
}

/// The answer of each question from the lines between the marks. One without lines that was complained of was refused.
fn answers(questions: &[Question], parts: &[&[String]], complaints: Vec<String>) -> Vec<Answered> {
    let mut complaints = complaints.into_iter();
    let answer = |(question, lines): (&Question, &&[String])| {
        let rows: Vec<&String> = lines.iter().filter(|line| line.starts_with('{')).collect();
        if rows.is_empty()
            && let Some(complaint) = complaints.next()
        {
            return Err(complaint);
        }
        rows.into_iter().map(|line| row(line, &question.columns)).collect::<Result<Vec<Row>, String>>()
    };
    questions.iter().zip(parts).map(answer).collect()
}

/// What it complains of: a line each, of those that begin with the class of an error.
fn complaint(errors: &str) -> Vec<String> {
    let lines = errors.lines().map(str::trim_start).filter(|line| line.starts_with('[') || line.starts_with("Error"));
    lines.map(first_words).filter(|line| !line.is_empty()).collect()
}

/// What it said last, where it complained of nothing in its own way: a script that does not find Java or Spark.
fn last_words(errors: &str) -> String {
    let mut lines = errors.lines().rev().filter(|line| !line.trim().is_empty());
    lines.next().map_or_else(|| "it said nothing".to_owned(), first_words)
}

/// `struct<a:string,b:decimal(10,2)>` as columns.
fn of_struct(fields: &str) -> Vec<StoredColumn> {
    let inner = fields.strip_prefix("struct<").and_then(|rest| rest.strip_suffix('>')).unwrap_or_default();
    let mut depth = 0_i32;
    let split = inner.split(|letter: char| {
        match letter {
            '(' | '<' => depth += 1,
            ')' | '>' => depth -= 1,
            _ => {}
        }
        letter == ',' && depth == 0
    });
    let columns = split.filter_map(|field| field.split_once(':'));
    columns
        .map(|(name, kind)| StoredColumn { name: name.trim().trim_matches('`').to_owned(), kind: kind.to_owned() })
        .collect()
}

fn view(table: &WantedTable) -> Result<String, Fault> {
    match table.name.as_slice() {
        [name] => Ok(quoted(name)),
        [] | [..] => Err(Fault::new(
            format!(
                "Spark reads a folder's tables by one name, and `{}` has several",
                crate::query::shown(&table.name)
            ),
            "write a map without schemas for it",
        )),
    }
}

/// A view of a CSV file whose cells are all texts, and one above it whose cells are what they should be.
fn csv_view(
    place: usize,
    table: &WantedTable,
    path: &Path,
    sheet: &Sheet,
    columns: &[(usize, &WantedColumn)],
) -> Result<String, Fault> {
    let raw = format!("`qac raw {place}`");
    let cells = (0..sheet.header.len()).map(|place| format!("c{place} STRING")).collect::<Vec<_>>().join(", ");
    let blank = (0..sheet.header.len()).map(|place| format!("TRIM(c{place})")).collect::<Vec<_>>().join(", ");
    let typed = columns
        .iter()
        .map(|(place, column)| format!("{} AS {}", typed(&format!("c{place}"), column), quoted(&column.field.name)));
    let typed = typed.collect::<Vec<_>>().join(",\n  ");
    let typed = if typed.is_empty() { "c0 AS `nothing wanted`".to_owned() } else { typed };
    let delimiter = if sheet.delimiter == b'\t' { "\\t".to_owned() } else { char::from(sheet.delimiter).to_string() };
    Ok(format!(
        "CREATE TEMPORARY VIEW {raw} ({cells}) USING csv OPTIONS (path {}, header 'true', sep '{delimiter}', quote '\"', \
         escape '\"', multiLine 'true', mode 'FAILFAST');\nCREATE TEMPORARY VIEW {} AS SELECT\n  {typed}\nFROM {raw}\n\
         WHERE CONCAT_WS('', {blank}) <> '';\n",
        text(&path.to_string_lossy()),
        view(table)?,
    ))
}

/// A cell as a value of its kind, read as the rest of qac reads it; a cell that is none stops the reading.
fn typed(cell: &str, column: &WantedColumn) -> String {
    let trimmed = format!("TRIM({cell})");
    let value = match column.field.kind {
        Kind::Text => return format!("CASE WHEN {trimmed} <> '' THEN {cell} END"),
        Kind::Whole => format!("TRY_CAST({trimmed} AS BIGINT)"),
        Kind::Number => {
            format!("CASE WHEN {trimmed} RLIKE '^[-+]?[0-9]*[.]?[0-9]*$' THEN TRY_CAST({trimmed} AS DOUBLE) END")
        }
        Kind::Date => format!("TRY_CAST({} AS DATE)", iso(&trimmed)),
        Kind::Time => format!("TRY_CAST({} AS TIMESTAMP)", iso(&trimmed)),
        Kind::YesNo => format!(
            "CASE WHEN LOWER({trimmed}) IN ('yes', 'y', 'true', '1') THEN TRUE WHEN LOWER({trimmed}) IN ('no', 'n', 'false', '0') THEN FALSE END"
        ),
    };
    let name = column.field.name.replace('\\', "\\\\").replace('\'', "\\'");
    let fault =
        format!("CONCAT('column `{name}` holds `', {trimmed}, '`, which is not {}')", column.field.kind.in_words());
    format!("CASE WHEN {trimmed} <> '' THEN COALESCE({value}, RAISE_ERROR({fault})) END")
}

/// A date of either form as an ISO one, the time behind it kept.
fn iso(text: &str) -> String {
    let ours = "^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(.*)$";
    format!(
        "CASE WHEN {text} RLIKE '^[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}([T ].*)?$' THEN {text} WHEN {text} RLIKE '{ours}' \
         THEN REGEXP_REPLACE({text}, '{ours}', '$3-$2-$1$4') END"
    )
}

/// A name between backticks.
fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// A text with Spark's backslash escapes.
fn text(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_struct_is_read_as_columns() {
        let columns = of_struct("struct<a:string,b:decimal(10,2),c:map<string,int>>");
        let kinds: Vec<(&str, &str)> = columns.iter().map(|one| (one.name.as_str(), one.kind.as_str())).collect();
        assert_eq!(kinds, [("a", "string"), ("b", "decimal(10,2)"), ("c", "map<string,int>")]);
    }

    #[test]
    fn a_script_that_does_not_start_spark_is_quoted() {
        assert_eq!(
            last_words("find-spark-home: no module\nline 68: spark-class: No such file\n\n"),
            "line 68: spark-class: No such file"
        );
        assert_eq!(last_words("\n"), "it said nothing");
    }

    #[test]
    fn a_question_without_rows_was_refused_where_something_was_said() {
        let question = |name: &str| Question { sql: String::new(), columns: vec![name.to_owned()] };
        let lines = ["{\"a\":\"1\"}".to_owned()];
        let told = answers(&[question("a"), question("b")], &[&lines, &[]], vec!["no such table".to_owned()]);
        assert_eq!(told, [Ok(vec![vec![Some("1".to_owned())]]), Err("no such table".to_owned())]);
    }
}
