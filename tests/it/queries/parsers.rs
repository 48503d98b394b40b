//! What is printed can be read by `sqlparser`, a parser that other people wrote, in each dialect.

use proptest::prelude::*;
use qac::query::{Dialect, Query};
use sqlparser::dialect as theirs;
use sqlparser::parser::Parser;

use super::printed::{everything_else, monthly_audits};
use super::random::{Choices, Question};

fn read(dialect: Dialect, text: &str) -> Result<usize, String> {
    let other: &dyn theirs::Dialect = match dialect {
        Dialect::Sqlite => &theirs::SQLiteDialect {},
        Dialect::DuckDb => &theirs::DuckDbDialect {},
        Dialect::Postgres => &theirs::PostgreSqlDialect {},
        Dialect::Spark => &theirs::SparkSqlDialect {},
        Dialect::Mssql => &theirs::MsSqlDialect {},
    };
    // The parser does not know the backslash escapes that Spark's texts have unless it is told otherwise.
    let text = &match dialect {
        Dialect::Spark => text.replace("\\\\", "/").replace("\\'", "''"),
        Dialect::Sqlite | Dialect::DuckDb | Dialect::Postgres | Dialect::Mssql => text.to_owned(),
    };
    let statements = Parser::parse_sql(other, text).map_err(|error| format!("{error}\n{text}"))?;
    Ok(statements.len())
}

pub(super) fn can_be_read(query: &Query) -> Result<(), String> {
    for dialect in Dialect::ALL {
        let statements = read(dialect, &dialect.query(query).map_err(|error| error.reason)?)?;
        if statements != 1 {
            return Err(format!("{statements} statements in {dialect:?}"));
        }
    }
    Ok(())
}

#[test]
fn the_shown_queries_can_be_read() {
    for query in [monthly_audits(), everything_else()] {
        assert_eq!(can_be_read(&query), Ok(()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]
    #[test]
    fn made_up_queries_can_be_read(choices in prop::collection::vec(any::<u8>(), 0..300)) {
        let question = Question::of(&mut Choices::new(&choices));
        prop_assert_eq!(can_be_read(&question.query), Ok(()));
        for dialect in Dialect::ALL {
            let tables = dialect.tables(std::slice::from_ref(&question.table)).unwrap();
            let found = read(dialect, &tables);
            prop_assert!(found.is_ok(), "{:?}", found);
        }
    }
}
