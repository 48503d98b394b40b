//! PostgreSQL through the site's `psql`, which knows the site's certificates, password files and service names.

use super::data::Address;
use super::session::{DONE, Session};
use super::{Answered, Engine, Fault, Question, StoredColumn};
use crate::query::{Dialect, WantedTable};

/// A connection that only reads.
pub(super) struct Postgres {
    session: Session,
}

/// The columns of every table and view, and whether its name is enough to find it.
const COLUMNS: &str = "
SELECT n.nspname AS schema, c.relname AS name, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS kind,
  pg_table_is_visible(c.oid)::text AS near
FROM pg_class AS c
INNER JOIN pg_namespace AS n ON n.oid = c.relnamespace
INNER JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
ORDER BY c.oid, a.attnum";

impl Postgres {
    /// Connects. `psql` asks for no password: it takes the address's, or that of the site's password file.
    pub(super) fn at(address: &Address) -> Result<Self, Fault> {
        let install = "install the PostgreSQL client (Debian: `postgresql-client`)";
        let mut session = Session::start("psql", install, format!("\\echo {DONE}"), |command| {
            command.args([
                "-X",
                "-q",
                "-A",
                "-t",
                "-w",
                "-v",
                "VERBOSITY=terse",
                "-P",
                "pager=off",
                "-d",
                &address.url,
            ]);
            command.env("PGCLIENTENCODING", "UTF8").env("PGAPPNAME", "qac");
            if let Some(password) = &address.password {
                command.env("PGPASSWORD", password);
            }
        })?;
        session.tell("SET default_transaction_read_only = on;\nSET standard_conforming_strings = on;")?;
        Ok(Self { session })
    }
}

impl Engine for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn catalogue(&mut self, wanted: &[WantedTable]) -> Result<Vec<Option<Vec<StoredColumn>>>, Fault> {
        let columns = ["schema", "name", "column", "kind", "near"].map(str::to_owned).to_vec();
        let question = Question { sql: COLUMNS.to_owned(), columns };
        let rows = self.session.ask(&question, rows)?.map_err(|why| Fault::new(why, ""))?;
        let stored: Vec<Stored> = rows.into_iter().filter_map(Stored::of).collect();
        Ok(wanted.iter().map(|table| columns_of(&stored, table, |one, other| one == other)).collect())
    }

    fn ask(&mut self, questions: &[Question], begin: &mut dyn FnMut(usize)) -> Result<Vec<Answered>, Fault> {
        let answers = questions.iter().enumerate().map(|(number, question)| {
            begin(number);
            self.session.ask(question, rows)
        });
        answers.collect()
    }
}

/// A column of a catalogue.
pub(super) struct Stored {
    schema: String,
    name: String,
    column: StoredColumn,
    /// Whether the name of the table is enough to find it.
    near: bool,
}

impl Stored {
    /// From the schema, the table, the column, its type, and `true` where the name is enough.
    pub(super) fn of(row: super::Row) -> Option<Self> {
        let mut cells = row.into_iter().map(Option::unwrap_or_default);
        let (schema, name) = (cells.next()?, cells.next()?);
        let column = StoredColumn { name: cells.next()?, kind: cells.next()? };
        Some(Self { schema, name, column, near: cells.next()? == "true" })
    }
}

/// The columns of a wanted table in a catalogue. `same` tells whether two names are the same there.
pub(super) fn columns_of(
    stored: &[Stored],
    table: &WantedTable,
    same: fn(&str, &str) -> bool,
) -> Option<Vec<StoredColumn>> {
    let mut parts = table.name.iter().rev().map(String::as_str);
    let (name, schema) = (parts.next()?, parts.next());
    let own = stored.iter().filter(|one| {
        let in_place = schema.map_or(one.near, |schema| same(&one.schema, schema));
        in_place && same(&one.name, name)
    });
    let columns: Vec<StoredColumn> = own.map(|one| one.column.clone()).collect();
    (!columns.is_empty()).then_some(columns)
}

fn rows(sql: &str) -> String {
    format!("SELECT row_to_json(qac_row) FROM (\n{sql}\n) AS qac_row;")
}
