//! Made-up queries with their tables and rows, for the engines that `tests/oracles/dialects.py` asks.

use std::fmt::Write as _;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use qac::query::{Dialect, Kind};
use serde_json::{Value, json};

use super::random::{Choices, Question};
use super::reference::Cell;

/// The file to write; without it nothing is written.
const FILE: &str = "QAC_QUERY_CORPUS";

/// How many.
const COUNT: usize = 600;

#[test]
fn the_corpus_is_written_where_asked() {
    let Ok(path) = std::env::var(FILE) else { return };
    let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), seed);
    let lists = proptest::collection::vec(proptest::num::u8::ANY, 0..400);
    let mut text = String::new();
    for _ in 0..COUNT {
        let choices = lists.new_tree(&mut runner).unwrap().current();
        writeln!(text, "{}", entry(&Question::of(&mut Choices::new(&choices)))).unwrap();
    }
    std::fs::write(path, text).unwrap();
}

fn entry(question: &Question) -> Value {
    let tables = std::slice::from_ref(&question.table);
    let printed = Dialect::ALL.map(|dialect| {
        let texts =
            json!({"tables": dialect.tables(tables).unwrap(), "query": dialect.query(&question.query).unwrap()});
        (dialect.word().to_owned(), texts)
    });
    let rows: Vec<Vec<Value>> = question.rows.iter().map(|row| row.iter().map(plain).collect()).collect();
    let kinds: Vec<&str> = question.kinds.iter().map(|kind| word(*kind)).collect();
    json!({"printed": printed.into_iter().collect::<serde_json::Map<_, _>>(), "kinds": kinds, "rows": rows})
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Whole => "whole",
        Kind::Number => "number",
        Kind::Date => "date",
        Kind::Time => "time",
        Kind::YesNo => "yes-no",
    }
}

fn plain(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Whole(number) => json!(number),
        Cell::Number(number) => json!(number + 0.0),
        Cell::Day(day) => json!(day.to_string()),
        Cell::YesNo(yes) => json!(yes),
    }
}
