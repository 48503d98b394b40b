//! Made-up queries on a real SQLite give the rows that the plain evaluator gives.

use proptest::prelude::*;
use qac::query::{Dialect, Kind};
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::random::{Choices, Question};
use super::reference::{Cell, Row};

/// The rows of a query on a database that holds `tables`.
pub(super) fn rows(tables: &str, query: &str, kinds: &[Kind]) -> rusqlite::Result<Vec<Row>> {
    let database = Connection::open_in_memory()?;
    database.execute_batch(tables)?;
    let mut statement = database.prepare(query)?;
    let rows = statement
        .query_map([], |row| kinds.iter().enumerate().map(|(at, kind)| Ok(cell(row.get_ref(at)?, *kind))).collect())?;
    rows.collect()
}

fn cell(value: ValueRef<'_>, kind: Kind) -> Cell {
    match (value, kind) {
        (ValueRef::Null, _) => Cell::Empty,
        (ValueRef::Integer(number), Kind::YesNo) => Cell::YesNo(number == 1),
        (ValueRef::Integer(number), Kind::Whole) => Cell::Whole(number),
        (ValueRef::Real(number), Kind::Number) => Cell::Number(number),
        (ValueRef::Text(text), Kind::Date) => Cell::Day(std::str::from_utf8(text).unwrap().parse().unwrap()),
        (ValueRef::Text(text), Kind::Text) => Cell::Text(String::from_utf8(text.to_vec()).unwrap()),
        (value, kind) => panic!("{value:?} is not {}", kind.in_words()),
    }
}

/// Rows in an order of their own, so that they can be compared. `-0` is nought. The last digits of a sum hang on the order
/// in which a database adds, and are left out.
pub(super) fn sorted(rows: &[Row]) -> Vec<String> {
    let plain = |cell: &Cell| match cell {
        Cell::Number(number) => format!("{:.11e}", number + 0.0),
        other => format!("{other:?}"),
    };
    let mut lines: Vec<String> = rows.iter().map(|row| row.iter().map(plain).collect::<Vec<_>>().join(" | ")).collect();
    lines.sort();
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]
    #[test]
    fn made_up_queries_give_the_rows_of_the_plain_evaluator(choices in prop::collection::vec(any::<u8>(), 0..400)) {
        let question = Question::of(&mut Choices::new(&choices));
        let tables = Dialect::Sqlite.tables(std::slice::from_ref(&question.table)).unwrap();
        let query = Dialect::Sqlite.query(&question.query).unwrap();
        let found = rows(&tables, &query, &question.kinds);
        prop_assert!(found.is_ok(), "{found:?}\n{tables}\n{query}");
        prop_assert_eq!(sorted(&found.unwrap()), sorted(&question.rows), "\n{}\n{}", tables, query);
    }
}
