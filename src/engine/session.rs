//! A program of the site that answers SQL: statements go in on its standard input, and each row comes out as one line of
//! JSON. Nothing passes through a shell.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Map, Value};
use tempfile::NamedTempFile;

use super::{Answered, Fault, Question, Row};

/// What a program prints when it is done with a statement. No row looks like it: rows begin with a brace.
pub(super) const DONE: &str = "qac is done with this";

/// A running program.
pub(super) struct Session {
    program: &'static str,
    /// What makes it print [`DONE`].
    mark: String,
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    /// What it complains of; a file, so that a long complaint cannot block it.
    errors: NamedTempFile,
}

impl Session {
    /// Starts `program`. Where it is missing, `install` says how to come by it.
    pub(super) fn start(
        program: &'static str,
        install: &str,
        mark: String,
        arguments: impl FnOnce(&mut Command),
    ) -> Result<Self, Fault> {
        let errors =
            NamedTempFile::new().map_err(|error| Fault::new(format!("cannot write a temporary file: {error}"), ""))?;
        let complaints =
            errors.reopen().map_err(|error| Fault::new(format!("cannot write a temporary file: {error}"), ""))?;
        let mut command = Command::new(program);
        arguments(&mut command);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(complaints);
        let mut child = command.spawn().map_err(|error| missing(program, install, &error))?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let Some(output) = output else { return Err(Fault::new(format!("`{program}` cannot be listened to"), "")) };
        Ok(Self { program, mark, child, input, output: BufReader::new(output), errors })
    }

    /// Gives it statements that answer nothing, or says what it complained of.
    pub(super) fn tell(&mut self, statements: &str) -> Result<(), Fault> {
        let (_, complaint) = self.exchange(statements)?;
        if complaint.is_empty() { Ok(()) } else { Err(Fault::new(complaint, "")) }
    }

    /// Asks one question. `rows` makes of the text of a query one that gives each row as JSON.
    pub(super) fn ask(&mut self, question: &Question, rows: fn(&str) -> String) -> Result<Answered, Fault> {
        let (lines, complaint) = self.exchange(&rows(bare(&question.sql)))?;
        if !complaint.is_empty() {
            return Ok(Err(complaint));
        }
        Ok(lines.iter().map(|line| row(line, &question.columns)).collect())
    }

    /// The lines it prints for a statement, and the first thing it complains of.
    fn exchange(&mut self, statement: &str) -> Result<(Vec<String>, String), Fault> {
        let before = self.complained().len();
        let text = format!("{statement}\n{}\n", self.mark);
        let written = self.input.as_mut().map(|input| input.write_all(text.as_bytes()).and_then(|()| input.flush()));
        if !matches!(written, Some(Ok(()))) {
            return Err(self.stopped());
        }
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            match self.output.read_line(&mut line) {
                Ok(0) | Err(_) => return Err(self.stopped()),
                Ok(_) if line.trim_end() == DONE => break,
                Ok(_) => lines.push(line),
            }
        }
        let complained = self.complained();
        Ok((lines, first_words(complained.get(before..).unwrap_or_default())))
    }

    fn complained(&self) -> String {
        let mut bytes = Vec::new();
        let read = self.errors.reopen().and_then(|mut file| file.read_to_end(&mut bytes));
        read.map(|_| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }

    /// It ended before it was done.
    fn stopped(&mut self) -> Fault {
        let _ = self.child.wait();
        let words = first_words(&self.complained());
        let why = if words.is_empty() { String::new() } else { format!(": {words}") };
        Fault::new(format!("`{}` stopped{why}", self.program), "")
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program could not be started.
pub(super) fn missing(program: &str, install: &str, error: &std::io::Error) -> Fault {
    if error.kind() == ErrorKind::NotFound {
        return Fault::new(format!("the program `{program}` is not on this machine"), install);
    }
    Fault::new(format!("cannot start `{program}`: {}", super::data::reason(error)), install)
}

/// A query without the sign at its end, so that it can stand in another.
pub(super) fn bare(sql: &str) -> &str {
    sql.trim_end().trim_end_matches(';')
}

/// The row that a line of JSON is.
pub(super) fn row(line: &str, columns: &[String]) -> Result<Row, String> {
    let object: Map<String, Value> =
        serde_json::from_str(line).map_err(|_| format!("it answered `{}`, which is no row", line.trim_end()))?;
    let cell = |column: &String| match object.get(column) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(other) => Some(other.to_string()),
    };
    Ok(columns.iter().map(cell).collect())
}

/// The first sentence of a complaint, without the word before it that says that it is one.
pub(super) fn first_words(complaint: &str) -> String {
    let line = complaint.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let line = line.strip_prefix("psql:").map_or(line, str::trim_start);
    let line = line.split_once("ERROR:").map_or(line, |(_, words)| words);
    let line = line.trim_start().strip_prefix("Invalid Input Error:").unwrap_or(line);
    line.trim().trim_end_matches('.').to_owned()
}

/// A path or another text, quoted as standard SQL quotes texts.
pub(super) fn quoted_text(text: &OsStr) -> String {
    format!("'{}'", text.to_string_lossy().replace('\'', "''"))
}

/// A name, quoted as standard SQL quotes names.
pub(super) fn quoted_name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_missing_says_what_to_install() {
        let fault = Session::start("qac-no-such-program", "install it", String::new(), |_| {}).err().unwrap();
        assert_eq!(fault, Fault::new("the program `qac-no-such-program` is not on this machine", "install it"));
    }

    #[test]
    fn complaints_are_told_in_one_line() {
        assert_eq!(first_words("\nERROR:  relation \"x\" does not exist\nLINE 1: …"), "relation \"x\" does not exist");
        assert_eq!(first_words("psql: error: connection refused."), "error: connection refused");
        assert_eq!(first_words(""), "");
    }

    #[test]
    fn a_line_is_a_row() {
        let columns = ["b", "a", "c"].map(str::to_owned);
        assert_eq!(
            row("{\"a\":\"x\\ny\",\"b\":null,\"c\":2.5}\n", &columns),
            Ok(vec![None, Some("x\ny".to_owned()), Some("2.5".to_owned())])
        );
        assert_eq!(row("oops\n", &columns), Err("it answered `oops`, which is no row".to_owned()));
    }
}
