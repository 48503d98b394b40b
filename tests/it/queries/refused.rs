//! What is refused where it is built or printed, with the reason, and never said more weakly.

use qac::query::{
    Comparison, Dialect, Field, Heading, Kind, Literal, Order, Predicate, Query, Select, Source, Step, Unsayable, Value,
};

use super::printed::day;

fn source() -> Source {
    let fields = vec![Field::new("id", Kind::Text), Field::new("size", Kind::Whole), Field::new("opened", Kind::Date)];
    Source::stored(vec!["case".into()], fields, "c")
}

fn column(name: &str) -> Value {
    source().column(name).unwrap()
}

fn whole(select: Select) -> Result<Query, Unsayable> {
    Query::new(Heading::default(), Vec::new(), select, Vec::new())
}

#[track_caller]
fn refused<T: std::fmt::Debug>(found: Result<T, Unsayable>, reason: &str) {
    assert_eq!(found.unwrap_err().reason, reason);
}

#[test]
fn kinds_that_do_not_fit() {
    refused(Predicate::equal(column("id"), Value::whole(1)), "a text cannot be compared with a whole number");
    refused(
        Predicate::compare(column("id"), Comparison::Less, column("id")),
        "a text cannot be put before or after another in every database",
    );
    refused(column("id").sum(), "a text cannot be summed");
    refused(column("opened").plus(Value::whole(1)), "a date cannot be reckoned with");
    refused(column("size").days_until(column("opened")), "a whole number cannot be counted from in days");
    refused(
        Value::first_filled(vec![column("id"), column("size")]),
        "a text cannot stand in the place of a whole number",
    );
    refused(Value::number("1e5"), "`1e5` is not a number");
    refused(
        Value::number("0.12345678901234567"),
        "`0.12345678901234567` has more digits than a database keeps exactly",
    );
    refused(Value::number("1.5").unwrap().to_text(), "a number cannot be written as a text without rounding it first");
    refused(Value::text("a\0b"), "the text `a b` holds a character that cannot be printed (U+0000)");
    refused(
        Value::date(qac::calendar::Date::MIN),
        "`-262143-01-01` is outside the years 1 to 9999 that every database knows",
    );
}

#[test]
fn names_that_are_not_there_or_twice() {
    refused(source().column("idd"), "`c` has no column `idd`");
    refused(whole(Select::one_row().column("id", column("id"))), "`c.id` cannot be named here");
    let twice = Select::from(source()).column("id", column("id")).column("ID", column("id"));
    refused(whole(twice), "two columns are called `ID` in one list");
    let joined = Select::from(source()).join(source(), Predicate::always()).column("id", column("id"));
    refused(whole(joined), "two lists are called `c` in one place");
    let step = Step::select("a", "", Select::from(source()).column("id", column("id")));
    let of_step = step.source("a");
    let select = Select::from(of_step.clone()).column("id", of_step.column("id").unwrap());
    refused(whole(select), "no earlier step is called `a`");
    refused(whole(Select::from(source())), "a list has no columns");
    let step = Step::select("Case", "", Select::from(source()).column("id", column("id")));
    let of_step = step.source("c");
    let select = Select::from(of_step.clone()).column("id", of_step.column("id").unwrap());
    let query = Query::new(Heading::default(), vec![step], select, Vec::new());
    refused(query, "`case` is the name of a step and of a table that is read");
}

#[test]
fn counts_in_the_wrong_place() {
    let count = || Value::count_rows();
    let many = || Predicate::compare(count(), Comparison::More, Value::whole(1)).unwrap();
    let plain = || Select::from(source()).column("id", column("id"));
    refused(whole(plain().filter(many())), "a count stands where rows are looked at one by one");
    refused(whole(plain().column("n", count())), "a column of a grouped list is neither grouped by nor counted");
    refused(whole(plain().group_by(Value::whole(1))), "rows are grouped by something that is the same in all of them");
    let place = Value::row_number(vec![], vec![Order::ascending(column("id"))]).unwrap();
    let first = Predicate::equal(place, Value::whole(1)).unwrap();
    refused(whole(plain().filter(first)), "a value over the rows around a row stands where only the row is looked at");
    let there = Predicate::exists(Select::from(Source::stored(vec!["x".into()], vec![], "x")));
    let counted = Select::from(source()).column("n", Value::count_where(there.clone()));
    refused(whole(counted), "whether a row exists is asked outside a filter");
    assert!(whole(plain().filter(there.negated())).is_ok());
}

#[test]
fn what_one_dialect_cannot_say() {
    let is = |text: &str| Predicate::one_of(column("id"), vec![Literal::text(text).unwrap()]).unwrap();
    let printed = |dialect: Dialect, text: &str| {
        dialect.query(&whole(Select::from(source()).filter(is(text)).column("id", column("id"))).unwrap())
    };
    refused(
        printed(Dialect::Mssql, "open "),
        "`open ` ends with a blank, and SQL Server does not tell it from the same text without",
    );
    refused(printed(Dialect::Mssql, "$(x)"), "`$(x)` holds `$(`, which SQL Server's tools take for a variable");
    refused(printed(Dialect::Spark, "${x}"), "`${x}` holds `${`, which Spark SQL takes for a setting");
    assert!(printed(Dialect::Postgres, "${x} $(x) ").is_ok());
    assert!(Value::date(day("2017-05-01")).is_ok());
}
