//! A small service with a few rules, and its records in an SQLite of its own: what compliance queries answer about them.

use std::fmt::Write as _;

use qac::analysis::Analysis;
use qac::calendar::Date;
use qac::query::{Binding, Dialect, Query, Window, bind, compliance, measure_query, record_tables};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params_from_iter};

use crate::support::analysis_of;

/// What all rules of the tests stand on.
const GROUND: &str = r#"
use "std/evidence.qac"
framework small "Small service" { owner: head  calendar: days  review-due: 31 December 2030 }
calendar days "Days" {
  week: Monday to Friday  non-working-days: moved to the working day before
  closure summer "Summer" { dates: 4 August 2025 to 8 August 2025 }
}
unit service "Service"
role head "Head"
role worker "Worker"
role auditor "Auditor" { headcount: 2 }
role case-holder "Case holder" { for-each: case-record  seen-in: case-record.holder }
record case-record "Case" {
  columns: case-id text, holder text or empty, opened date or empty, closed date or empty
  key:     case-id
}
record audit-record "Audit" {
  columns:    audit-id text, rule text, case-id text linking to case-record or empty, auditor text or empty,
              basis text or empty, team text or empty, due date or empty, done date or empty, filed date or empty,
              result text or empty, score number or empty
  key:        audit-id
  shows:      audits
  rule-in:    rule
  done-in:    done
  planned-in: due
  about-in:   case-id
  who-in:     auditor
  basis-in:   basis
  parts-in:   file filed
}
record person-record "Person" {
  columns:  person-id text, started date or empty, left date or empty
  key:      person-id
  ended-in: left
}
record talk-record "Talk" {
  columns:    talk-id text, person-id text linking to person-record or empty, planned date or empty, held date or empty
  key:        talk-id
  about-in:   person-id
  planned-in: planned
}
event started "A person starts" { happens-to: person-record  seen-in: person-record.started }
event case-closed "A case closes" { happens-to: case-record  seen-in: case-record.closed }
population cases "Cases" { records: case-record  where: closed is empty }
scale answers "Answers" { grade yes "Yes"  grade no "No" }
standard recording "Recording" {
  applies-to: service
  scale:      answers
  criterion clear "Is it clear?" { evidence: "the file" }
}
instrument tool "Tool" { kind: audit-tool  tests: recording }
"#;

/// A framework, and the days it is asked about.
pub(super) struct Service {
    analysis: Analysis,
    binding: Binding,
    window: Window,
}

impl Service {
    /// The service with these rules, asked about the days from the one to the other.
    pub(super) fn of(rules: &str, (from, as_of): (&str, &str)) -> Self {
        let analysis = analysis_of("small.qac", &format!("{GROUND}{rules}"), None);
        let errors: Vec<&str> = analysis
            .diagnostics
            .iter()
            .filter(|found| found.severity == qac::diagnostic::Severity::Error)
            .map(|found| found.message.as_str())
            .collect();
        assert_eq!(errors, [""; 0]);
        let binding = bind(&analysis.model, None).0;
        let day = |text: &str| -> Date { text.parse().unwrap() };
        Self { analysis, binding, window: Window { from: day(from), as_of: day(as_of) } }
    }

    /// A question, or why it cannot be asked.
    pub(super) fn query(&self, name: &str) -> Result<Query, String> {
        let all = compliance(&self.analysis.model, self.window, &self.binding);
        let query = all.queries.into_iter().find(|query| query.name == name).unwrap_or_else(|| panic!("no `{name}`"));
        query.query.map_err(|why| why.reason)
    }

    /// The SQL of a question, or why it cannot be asked.
    pub(super) fn question(&self, name: &str) -> Result<String, String> {
        Dialect::Sqlite.query(&self.query(name)?).map_err(|why| why.reason)
    }

    /// The query of a measure's figures, or why they cannot be asked for.
    pub(super) fn figures(&self, name: &str) -> Result<Query, String> {
        let model = &self.analysis.model;
        let query = measure_query(model, self.window, &self.binding, model.named(name).unwrap()).unwrap();
        query.map_err(|why| why.reason)
    }

    /// A database with these tables filled: each its name, and lines of CSV with the names of its columns first. An empty
    /// cell is no value.
    pub(super) fn database(&self, tables: &[(&str, &str)]) -> Connection {
        let database = Connection::open_in_memory().unwrap();
        let made = Dialect::Sqlite.tables(&record_tables(&self.analysis.model, &self.binding)).unwrap();
        database.execute_batch(&made).unwrap();
        for (table, text) in tables {
            let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.trim().as_bytes());
            let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            let marks = vec!["?"; names.len()].join(", ");
            let insert = format!("INSERT INTO {table} ({}) VALUES ({marks})", names.join(", "));
            for row in reader.records() {
                let row = row.unwrap();
                let cells = row.iter().map(|cell| (!cell.is_empty()).then_some(cell));
                database.execute(&insert, params_from_iter(cells)).unwrap();
            }
        }
        database
    }

    /// The answers to a question about these tables.
    pub(super) fn answers(&self, name: &str, tables: &[(&str, &str)]) -> Vec<String> {
        answers(&self.database(tables), &self.question(name).unwrap())
    }
}

/// The rows of a query, each cell as a text; no value is an empty one.
pub(super) fn cells(database: &Connection, query: &str) -> Vec<Vec<String>> {
    let mut statement = database.prepare(query).unwrap_or_else(|error| panic!("{error}\n{query}"));
    let columns = statement.column_count();
    let text = |value: ValueRef<'_>| match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8(text.to_vec()).unwrap(),
    };
    let rows = statement.query_map([], |row| (0..columns).map(|at| Ok(text(row.get_ref(at)?))).collect());
    rows.unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

/// Answers in short: `period | subject | answer | found | due`, in order.
pub(super) fn answers(database: &Connection, query: &str) -> Vec<String> {
    let short = |row: Vec<String>| {
        let mut line = String::new();
        for place in [0, 1, 2, 4, 8] {
            write!(line, "{}{}", if place == 0 { "" } else { " | " }, row[place]).unwrap();
        }
        line
    };
    let mut all: Vec<String> = cells(database, query).into_iter().map(short).collect();
    all.sort();
    all
}
