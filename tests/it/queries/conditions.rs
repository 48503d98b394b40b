//! Conditions as authors write them: the rows that SQLite picks are those that a plain evaluator of conditions picks,
//! empty cells included, and their opposites pick all the others.

use proptest::prelude::*;
use qac::analysis::Analysis;
use qac::calendar::Date;
use qac::model::value::{Column, Condition, Literal as Written, Relation, Test};
use qac::model::{Construct, Model};
use qac::plan::round_of_month;
use qac::query::{
    ConditionScope, Dialect, Field, Heading, Kind, Predicate, Query, RecordRows, Select, Source, Table, TableColumn,
    Unsayable, column_kind, predicate_of, sql_name,
};
use qac::sample::{self, Asked, DrawPlan, Frame, draw};

use super::printed::day;
use super::reference::{Cell, Row};
use super::sqlite;
use crate::support::analysis_of;

const RULES: &str = r#"scale overall "Overall" {
  not-counted: no-grade
  follows: older
  reads-as: adequate reads as requires-improvement, poor reads as inadequate
  grade outstanding "Outstanding"
  grade good "Good"
  grade requires-improvement "Requires improvement"
  grade inadequate "Inadequate"
  grade no-grade "No grade"
}
scale older "Older" { grade good "Good"  grade adequate "Adequate"  grade poor "Poor" }
record case "Case" {
  columns: case-id text, opened date or empty, closed date or empty, age number or empty, done yes-no or empty,
           outcome grade or empty, before grade or empty, status text or empty
  key: case-id
}
audit each-case "Each case" { when: every day  draw: all from cases }
"#;

/// What an author can ask, each once.
const ASKED: [&str; 28] = [
    "closed is empty",
    "status is not empty",
    "status is open",
    "status is not open",
    "status is one of (open, \"it's late\")",
    "status is not one of (open, \"it's late\")",
    "status is case-id",
    "opened is before 1 May 2017",
    "opened is after 30 April 2017",
    "opened is at least 1 May 2017",
    "opened is at most 1 May 2017",
    "opened is closed",
    "opened is before case.closed",
    "opened is before as-at",
    "opened is 31 May 2017",
    "closed is within the last 12 months",
    "closed is not within the last 10 working days",
    "age is at least 2.5",
    "age is less than 3",
    "age is not 3",
    "age is more than 90%",
    "done is yes",
    "done is not yes",
    "outcome is at least good",
    "outcome is less than good",
    "not outcome is at most requires-improvement",
    "outcome is more than before",
    "outcome is no-grade",
];

fn as_of() -> Date {
    day("2017-05-31")
}

fn analysis(condition: &str) -> Analysis {
    let rules = format!("{RULES}population cases \"Cases\" {{ records: case where: {condition} }}\n");
    analysis_of("rules.qac", &rules, None)
}

fn columns(model: &Model) -> &[Column] {
    let Construct::Record(record) = &model.named("case").unwrap().construct else { panic!("it is a record") };
    &record.columns
}

fn condition(model: &Model) -> &Condition {
    let Construct::Population(population) = &model.named("cases").unwrap().construct else { panic!("no population") };
    population.filter.as_ref().unwrap()
}

fn source(model: &Model) -> Source {
    let fields =
        columns(model).iter().map(|column| Field::new(sql_name(&column.name.value), column_kind(column.holds)));
    Source::stored(vec!["case".into()], fields.collect(), "c")
}

fn predicate(model: &Model) -> Result<Predicate, Unsayable> {
    let source = source(model);
    let records = [RecordRows { name: "case", columns: columns(model), source: &source }];
    predicate_of(&ConditionScope { model, as_of: as_of(), records: &records }, condition(model))
}

/// The ids that SQLite picks.
fn picked(model: &Model, rows: &[Row], predicate: Predicate) -> Vec<Row> {
    let source = source(model);
    let select = Select::from(source.clone()).filter(predicate).column("id", source.column("case_id").unwrap());
    let query = Query::new(Heading::default(), Vec::new(), select, Vec::new()).unwrap();
    let columns = source.fields().iter().map(|field| TableColumn::or_empty(field.name.clone(), field.kind, ""));
    let kinds: Vec<Kind> = source.fields().iter().map(|field| field.kind).collect();
    let literals = |row: &Row| row.iter().zip(&kinds).map(|(cell, kind)| cell.literal(*kind)).collect();
    let table = Table {
        name: "case".into(),
        meaning: String::new(),
        columns: columns.collect(),
        key: Vec::new(),
        rows: rows.iter().map(literals).collect(),
    };
    let tables = Dialect::Sqlite.tables(&[table]).unwrap();
    sqlite::rows(&tables, &Dialect::Sqlite.query(&query).unwrap(), &[Kind::Text]).unwrap()
}

/// The ids that a draw of all takes.
fn taken(model: &Model, rows: &[Row]) -> Vec<Row> {
    let obligation = model.obligation("each-case").unwrap();
    let occurrence = round_of_month(model, obligation, as_of(), as_of()).unwrap();
    let asked = Asked {
        model,
        digest: "",
        obligation,
        occurrence: &occurrence,
        seed: "s",
        round: 1,
        earlier: &[],
        picks: &[],
        auditors: None,
        room: None,
    };
    let plan = DrawPlan::new(asked).unwrap();
    let mut frame = Frame::new(&plan);
    for row in rows {
        let place = |id: &str| columns(model).iter().position(|column| column.name.value == id).unwrap();
        let cells = plan.columns().iter().map(|column| match &row[place(&column.id)] {
            Cell::Empty => sample::Cell::Empty,
            Cell::Text(text) => sample::Cell::Text(text),
            Cell::Whole(number) => sample::Cell::Number(*number as f64),
            Cell::Number(number) => sample::Cell::Number(*number),
            Cell::Day(day) => sample::Cell::Day(*day),
            Cell::YesNo(yes) => sample::Cell::YesNo(*yes),
        });
        frame.row(&cells.collect::<Vec<_>>()).unwrap();
    }
    let mut ids: Vec<String> = draw(frame).unwrap().chosen.into_iter().map(|case| case.key).collect();
    ids.sort_by_key(|id| id.parse::<u32>().unwrap());
    ids.into_iter().map(|id| vec![Cell::Text(id)]).collect()
}

/// Whether a row meets a condition, in plain Rust.
fn meets(model: &Model, row: &Row, condition: &Condition) -> bool {
    match condition {
        Condition::And(parts) => parts.iter().all(|part| meets(model, row, part)),
        Condition::Or(parts) => parts.iter().any(|part| meets(model, row, part)),
        Condition::Not(inner) => !meets(model, row, inner),
        Condition::Test(test) => stands(model, row, test),
        Condition::Unresolved => panic!("the condition is understood"),
    }
}

fn cell_of(model: &Model, row: &Row, name: &str) -> Option<Cell> {
    let name = name.strip_prefix("case.").unwrap_or(name);
    let place = columns(model).iter().position(|column| column.name.value == name)?;
    Some(row[place].clone())
}

fn stands(model: &Model, row: &Row, test: &Test) -> bool {
    let cell = cell_of(model, row, &test.subject.column.value).unwrap();
    let order = |literal: &Written| order(&cell, &other(model, row, literal));
    match &test.relation {
        Relation::Empty => cell == Cell::Empty,
        Relation::NotEmpty => cell != Cell::Empty,
        Relation::Is(literal) => cell != Cell::Empty && cell == other(model, row, literal),
        Relation::IsNot(literal) => cell == Cell::Empty || cell != other(model, row, literal),
        Relation::OneOf(list) => list.iter().any(|literal| cell == other(model, row, literal)),
        Relation::NotOneOf(list) => list.iter().all(|literal| cell != other(model, row, literal)),
        Relation::AtLeast(literal) => order(literal).is_some_and(std::cmp::Ordering::is_ge),
        Relation::AtMost(literal) => order(literal).is_some_and(std::cmp::Ordering::is_le),
        Relation::MoreThan(literal) | Relation::After(literal) => order(literal).is_some_and(std::cmp::Ordering::is_gt),
        Relation::LessThan(literal) | Relation::Before(literal) => {
            order(literal).is_some_and(std::cmp::Ordering::is_lt)
        }
        Relation::WithinLast(length) => within(model, &cell, *length),
        Relation::NotWithinLast(length) => !within(model, &cell, *length),
    }
}

fn within(model: &Model, cell: &Cell, length: qac::calendar::Duration) -> bool {
    let from = model.calendar.subtract(as_of(), length).unwrap();
    matches!(cell, Cell::Day(day) if (from..=as_of()).contains(day))
}

fn other(model: &Model, row: &Row, literal: &Written) -> Cell {
    match literal {
        Written::Number(figure) | Written::Percent(figure) => Cell::Number(figure.0.parse().unwrap()),
        Written::Text(text) => Cell::Text(text.clone()),
        Written::Date(date) => Cell::Day(*date),
        Written::Word(word) => cell_of(model, row, word).unwrap_or_else(|| match word.as_str() {
            "as-at" => Cell::Day(as_of()),
            "yes" => Cell::YesNo(true),
            "no" => Cell::YesNo(false),
            word => Cell::Text(word.to_owned()),
        }),
    }
}

/// Which is more; texts are grades here.
fn order(one: &Cell, other: &Cell) -> Option<std::cmp::Ordering> {
    match (one, other) {
        (Cell::Day(one), Cell::Day(other)) => Some(one.cmp(other)),
        (Cell::Number(one), Cell::Number(other)) => one.partial_cmp(other),
        (Cell::Text(one), Cell::Text(other)) => Some(worth(one)?.cmp(&worth(other)?)),
        _ => None,
    }
}

fn worth(grade: &str) -> Option<u8> {
    match grade {
        "outstanding" => Some(4),
        "good" => Some(3),
        "requires-improvement" | "adequate" => Some(2),
        "inadequate" | "poor" => Some(1),
        _ => None,
    }
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let days = || {
        let days = ["2017-05-31", "2017-05-01", "2017-04-30", "2016-05-31", "2016-05-30", "2017-05-17", "2017-06-01"];
        prop::sample::select(days.map(|text| Cell::Day(day(text))).to_vec())
    };
    let words =
        |words: &'static [&'static str]| prop::sample::select(words).prop_map(|word: &str| Cell::Text(word.to_owned()));
    let grades: &[&str] =
        &["outstanding", "good", "requires-improvement", "inadequate", "adequate", "poor", "no-grade", "x"];
    let numbers = prop::sample::select(vec![0.0, 2.5, 3.0, 90.0, 91.0, 0.9]).prop_map(Cell::Number);
    let or_empty = |cell: BoxedStrategy<Cell>| prop_oneof![1 => Just(Cell::Empty), 3 => cell];
    let row = (
        or_empty(days().boxed()),
        or_empty(days().boxed()),
        or_empty(numbers.boxed()),
        or_empty(any::<bool>().prop_map(Cell::YesNo).boxed()),
        or_empty(words(grades).boxed()),
        or_empty(words(grades).boxed()),
        or_empty(words(&["open", "Open", "it's late", "3", ""]).boxed()),
    );
    let row = row.prop_map(|(opened, closed, age, done, outcome, before, status)| {
        vec![opened, closed, age, done, outcome, before, status]
    });
    prop::collection::vec(row, 0..8).prop_map(|rows| {
        let with_id = |(at, row): (usize, Row)| std::iter::once(Cell::Text(at.to_string())).chain(row).collect();
        rows.into_iter().enumerate().map(with_id).collect()
    })
}

fn asked() -> impl Strategy<Value = String> {
    let one = prop::sample::select(ASKED.to_vec()).prop_map(str::to_owned);
    one.prop_recursive(4, 12, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one} and {other})")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one} or {other})")),
            inner.prop_map(|one| format!("not ({one})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn conditions_pick_the_rows_that_the_plain_evaluator_picks(text in asked(), rows in rows()) {
        let analysis = analysis(&text);
        let model = &analysis.model;
        let predicate = predicate(model).unwrap();
        let ids = |wanted: bool| -> Vec<Row> {
            let meeting = rows.iter().filter(|row| meets(model, row, condition(model)) == wanted);
            meeting.map(|row| vec![row[0].clone()]).collect()
        };
        let printed = format!("{text}: {predicate:?}");
        prop_assert_eq!(picked(model, &rows, predicate.clone()), ids(true), "{}", printed);
        prop_assert_eq!(taken(model, &rows), ids(true), "drawn: {}", printed);
        prop_assert_eq!(picked(model, &rows, predicate.negated()), ids(false), "not {}", printed);
    }
}

#[test]
fn every_condition_that_can_be_asked_is_understood() {
    for text in ASKED {
        let analysis = analysis(text);
        assert!(analysis.diagnostics.iter().all(|finding| !finding.code.slug().contains("unit")), "{text}");
        assert!(predicate(&analysis.model).is_ok(), "{text}");
    }
}

#[test]
fn what_cannot_be_said_has_its_reason() {
    let cases = [
        ("statsu is open", "`statsu` is not a column of the records that are looked at here"),
        ("outcome is at least splendid", "no scale says what is better or worse than `splendid`"),
        ("age is at least opened", "a number cannot be compared with a date"),
        ("done is maybe", "`maybe` is not a value that can be compared here"),
    ];
    for (text, reason) in cases {
        assert_eq!(predicate(&analysis(text).model).unwrap_err().reason, reason, "{text}");
    }
}
