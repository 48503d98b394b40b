//! Lines about records, and what each is read as.

use super::super::reader::testing::{line, value};
use super::*;
use crate::calendar::DurationUnit;
use crate::model::scenario::{Expectation, Gravity, Happens};
use crate::model::value::{
    BoundFigure, BoundSide, ColumnType, Figure, FormulaKind, Literal, Relation, Statistic, Subject, Test,
};

/// The shape of a condition, its columns alone: `(a and not b)`.
fn shape(condition: &Condition) -> String {
    let both = |parts: &[Condition; 2], word: &str| {
        let [one, other] = parts;
        format!("({} {word} {})", shape(one), shape(other))
    };
    match condition {
        Condition::And(parts) => both(parts, "and"),
        Condition::Or(parts) => both(parts, "or"),
        Condition::Not(inner) => format!("not {}", shape(inner)),
        Condition::Test(test) => test.subject.column.value.clone(),
        Condition::Unresolved => "?".to_owned(),
    }
}

fn relation(phrase: &str) -> (Option<Relation>, Vec<String>) {
    let (read, findings) = value(&format!("where: a {phrase}"), condition);
    let Condition::Test(Test { relation, .. }) = read else { return (None, findings) };
    (Some(relation), findings)
}

#[test]
fn and_binds_tighter_than_or() {
    let cases = [
        ("a is empty", "a"),
        ("a is empty and b is empty or c is empty", "((a and b) or c)"),
        ("a is empty or b is empty and c is empty", "(a or (b and c))"),
        ("a is empty and b is empty and c is empty", "((a and b) and c)"),
        ("a is empty or b is empty or c is empty", "((a or b) or c)"),
        ("not a is empty and (b is empty or not c is empty)", "(not a and (b or not c))"),
        ("not (a is empty or b is empty)", "not (a or b)"),
        ("a is 120% or b is empty", "(? or b)"),
    ];
    for (phrase, expected) in cases {
        assert_eq!(shape(&value(&format!("where: {phrase}"), condition).0), expected, "{phrase}");
    }
}

#[test]
fn comparisons_are_read_as_written() {
    let word = |text: &str| Literal::Word(text.to_owned());
    let number = |text: &str| Literal::Number(Figure(text.to_owned()));
    let date = |year, month, day| Literal::Date(crate::calendar::Date::from_ymd_opt(year, month, day).unwrap());
    let year = crate::calendar::Duration { count: 1, unit: DurationUnit::Year };
    let cases = [
        ("is empty", Relation::Empty),
        ("is not empty", Relation::NotEmpty),
        ("is open", Relation::Is(word("open"))),
        ("is not \"Ward A\"", Relation::IsNot(Literal::Text("Ward A".to_owned()))),
        ("is one of (open, 90%)", Relation::OneOf(vec![word("open"), Literal::Percent(Figure("90".to_owned()))])),
        ("is not one of (open)", Relation::NotOneOf(vec![word("open")])),
        ("is at least 1,000", Relation::AtLeast(number("1000"))),
        ("is more than three", Relation::MoreThan(number("3"))),
        ("is less than 2.5", Relation::LessThan(number("2.5"))),
        ("is before May 2017", Relation::Before(date(2017, 5, 1))),
        ("is after May 2017", Relation::After(date(2017, 5, 31))),
        ("is at most as-at", Relation::AtMost(word("as-at"))),
        ("is within the last 1 year", Relation::WithinLast(year)),
        ("is not within the last 1 year", Relation::NotWithinLast(year)),
    ];
    for (phrase, expected) in cases {
        assert_eq!(relation(phrase), (Some(expected), vec![]), "{phrase}");
    }
    assert_eq!(
        relation("is May 2017"),
        (None, vec!["wrong-unit `May 2017` is a whole month, and no single day is equal to it".to_owned()])
    );
}

#[test]
fn columns_are_read_as_written() {
    let (read, findings) =
        value("columns: id text, closed date or empty, family text linking to case.id, id text", columns);
    let read: Vec<_> = read
        .iter()
        .map(|column| (column.name.value.as_str(), column.holds, column.link.is_some(), column.may_be_empty))
        .collect();
    let expected = [
        ("id", ColumnType::Text, false, false),
        ("closed", ColumnType::Date, false, true),
        ("family", ColumnType::Text, true, false),
    ];
    assert_eq!(read, expected);
    assert_eq!(findings, ["duplicate-id the column `id` is named twice"]);
}

#[test]
fn a_path_knows_its_record_and_its_column() {
    let text = "where: case.status is open";
    let (read, findings) = value(text, condition);
    let Condition::Test(test) = read else { unreachable!() };
    let record = test.subject.record.unwrap();
    assert_eq!((record.name.as_str(), record.span.end - record.span.start), ("case", 4));
    assert_eq!((test.subject.column.span.start - record.span.end, findings.len()), (1, 0));
}

#[test]
fn figures_and_bounds_are_read() {
    let kind = |phrase: &str| {
        let (read, findings) = value(&format!("value: {phrase}"), formula);
        assert_eq!(findings, Vec::<String>::new(), "{phrase}");
        read.unwrap()
    };
    assert!(matches!(kind("count of case where a is empty, by team and area").kind, FormulaKind::Count(_)));
    assert_eq!(kind("count of case, by team and area").by.len(), 2);
    assert!(matches!(kind("share of case with (a is yes)").kind, FormulaKind::Share(..)));
    let FormulaKind::Statistic { statistic, of, .. } =
        kind("90th percentile of working days from a to b over case").kind
    else {
        unreachable!()
    };
    assert_eq!(statistic, Statistic::Percentile(90));
    assert!(matches!(of, Subject::Between { unit: DurationUnit::WorkingDay, .. }));

    let (read, findings) = value("bound: below 90% in 2 months running", bound);
    let read = read.unwrap();
    assert_eq!(read.side, BoundSide::Below);
    assert_eq!(read.figure, BoundFigure::Percent(Figure("90".to_owned())));
    assert_eq!((read.running.map(|(count, _)| count), findings.len()), (Some(2), 0));
    assert_eq!(value("bound: at least 5 in any quarter", bound).0.unwrap().running.map(|(count, _)| count), Some(1));
}

#[test]
fn scenarios_are_read() {
    let happens = |text: &str| {
        let (read, findings) = line(&format!("on 9 May 2017: {text}"), happening);
        (read.map(|happening| happening.what), findings.len())
    };
    let (event, 0) = happens("closed with child \"A1\" and age 4") else { unreachable!() };
    assert!(matches!(event, Some(Happens::Event { gravity: Gravity::Ordinary, facts, .. }) if facts.len() == 2));
    let (event, 0) = happens("closed as a serious matter with age 4") else { unreachable!() };
    assert!(matches!(event, Some(Happens::Event { gravity: Gravity::Serious, .. })));
    assert!(matches!(happens("worry is answered"), (Some(Happens::Answered(_)), 0)));
    assert!(matches!(happens("files is done"), (Some(Happens::Done(_)), 0)));
    let (read, 0) = happens("weak-files is 12.5% for \"north\"") else { unreachable!() };
    assert!(matches!(read, Some(Happens::Measured { figure, of: Some(_), .. }) if figure.0 == "12.5"));
    assert!(matches!(happens("weak-files is low"), (None, 1)));

    let expected = |phrase: &str| value(&format!("expect: {phrase}"), expectation).0.unwrap().what;
    assert!(matches!(expected("no worry"), Expectation::Nothing { level: None, .. }));
    assert!(matches!(expected("no worry level two"), Expectation::Nothing { level: Some(_), .. }));
    assert!(matches!(expected("files missed on 9 May 2017"), Expectation::Missed { .. }));
    let Expectation::Total { count, within: (first, last), .. } = expected("140 files in 2017") else { unreachable!() };
    assert_eq!((count.value, first.to_string(), last.to_string()), (140, "2017-01-01".into(), "2017-12-31".into()));
    let one = expected("worry level one from manager by 9 May 2017");
    let Expectation::One { level, tells, from, by, .. } = one else { unreachable!() };
    assert_eq!((level.is_some(), tells.is_some(), from.is_some(), by.is_some()), (true, false, true, true));
}
