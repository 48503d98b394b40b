//! What is printed, in five dialects side by side.

use qac::calendar::Date;
use qac::query::{
    Comparison, Dialect, Field, Frame, Heading, Kind, Literal, Order, Predicate, Query, Select, Source, Step, Table,
    TableColumn, Value,
};

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn text(word: &str) -> Value {
    Value::text(word).unwrap()
}

fn in_all(query: &Query) -> String {
    let printed = Dialect::ALL.map(|dialect| format!("── {}\n{}", dialect.title(), dialect.query(query).unwrap()));
    printed.join("\n")
}

fn audits() -> Source {
    let fields = vec![
        Field::new("AuditRef", Kind::Text),
        Field::new("Completed", Kind::Time),
        Field::new("Auditor", Kind::Text),
        Field::new("Score", Kind::Number),
        Field::new("Restricted", Kind::YesNo),
    ];
    Source::stored(vec!["quality".into(), "Audits".into()], fields, "stored")
}

/// A query of the shape that most have: a stored table read and renamed, rows of dates, a join, a count, an answer.
pub(super) fn monthly_audits() -> Query {
    let stored = audits();
    let column = |name: &str| stored.column(name).unwrap();
    let audit = Select::from(stored.clone())
        .column("audit_id", column("AuditRef"))
        .column("completed_on", column("Completed").to_day().unwrap())
        .column("auditor_id", column("Auditor"))
        .column("score", column("Score").to_number().unwrap())
        .filter(Predicate::is_yes(column("Restricted")).unwrap().negated());
    let audit = Step::select("audit", "Audits, as the site keeps them.", audit);
    let period = Step::rows(
        "period",
        "The months, each with its first day, the day after its last, the day it is due and how many are owed.",
        ["period:t", "opens:d", "closes:d", "due:d", "least:w", "weight:n"].map(field).to_vec(),
        vec![
            month("May 2017", ["2017-05-01", "2017-06-01", "2017-05-31"], 14),
            month("June 2017", ["2017-06-01", "2017-07-01", "2017-06-30"], 14),
        ],
    );
    let counted = counted(&period, &audit);
    let (answer, order) = answer(&counted);
    let heading = Heading {
        name: "monthly-audits".into(),
        title: "Monthly case file audits\n; DROP TABLE x".into(),
        clauses: vec!["5.9".into(), "Appendix 1".into()],
        strength: "must".into(),
        meaning:
            "For each month: whether fourteen case files were audited by its last day. A month without audits has \
                  its row too."
                .into(),
    };
    Query::new(heading, vec![audit, period, counted], answer, order).unwrap()
}

fn field(text: &str) -> Field {
    let (name, kind) = text.split_once(':').unwrap();
    let kinds = [("t", Kind::Text), ("d", Kind::Date), ("w", Kind::Whole), ("n", Kind::Number), ("y", Kind::YesNo)];
    Field::new(name, kinds.into_iter().find(|(word, _)| *word == kind).unwrap().1)
}

fn month(name: &str, days: [&str; 3], least: i64) -> Vec<Literal> {
    let mut row = vec![Literal::text(name).unwrap()];
    row.extend(days.map(|text| Literal::date(day(text)).unwrap()));
    row.extend([Literal::whole(least), Literal::number("2.5").unwrap()]);
    row
}

fn counted(period: &Step, audit: &Step) -> Step {
    let (p, a) = (period.source("p"), audit.source("a"));
    let of = |source: &Source, name: &str| source.column(name).unwrap();
    let in_period = Predicate::compare(of(&a, "completed_on"), Comparison::AtLeast, of(&p, "opens"))
        .unwrap()
        .and(Predicate::compare(of(&a, "completed_on"), Comparison::Less, of(&p, "closes")).unwrap());
    let in_time = Predicate::compare(of(&a, "completed_on"), Comparison::AtMost, of(&p, "due")).unwrap();
    let mut select = Select::from(p.clone()).left_join(a.clone(), in_period);
    for name in ["period", "due", "least"] {
        select = select.group_by(of(&p, name)).column(name, of(&p, name));
    }
    let done = of(&a, "audit_id").count_different();
    let late = Value::count_where(in_time.negated().and(Predicate::is_filled(of(&a, "audit_id"))));
    Step::select("counted", "How many audits each month has.", select.column("done", done).column("late", late))
}

fn answer(counted: &Step) -> (Select, Vec<Order>) {
    let c = counted.source("c");
    let of = |name: &str| c.column(name).unwrap();
    let as_of = Value::date(day("2017-06-30")).unwrap();
    let met = Predicate::compare(of("done"), Comparison::AtLeast, of("least")).unwrap();
    let early = Predicate::compare(as_of, Comparison::AtMost, of("due")).unwrap();
    let arms = vec![(met, text("met")), (early, text("not-yet-due"))];
    let found = vec![
        of("done").to_text().unwrap(),
        text(" of "),
        of("least").to_text().unwrap(),
        text(" by "),
        of("due").to_text().unwrap(),
    ];
    let select = Select::from(c.clone())
        .column("period", of("period"))
        .column("answer", Value::case(arms, text("breach")).unwrap())
        .column("found", Value::joined(found).unwrap())
        .column("due", of("due"));
    (select, vec![Order::ascending(of("due")), Order::ascending(of("period"))])
}

/// Every construct that [`monthly_audits`] leaves out, in one query.
pub(super) fn everything_else() -> Query {
    let fields = ["id:t", "kind:t", "score:n", "opened:d", "closed:d", "restricted:y"].map(field).to_vec();
    let row = vec![
        Literal::text("it's [a] \"b\" `c` \\ -- /* ; é").unwrap(),
        Literal::empty(Kind::Text),
        Literal::number("-0.5").unwrap(),
        Literal::date(day("2017-05-01")).unwrap(),
        Literal::empty(Kind::Date),
        Literal::no(),
    ];
    let cases = Step::rows("cases", "Cases.", fields, vec![row]);
    let nothing = Step::rows("nothing", "No rows.", ["id:t", "number:w"].map(field).to_vec(), Vec::new());
    let c = cases.source("c");
    let of = |name: &str| c.column(name).unwrap();
    let n = nothing.source("n");
    let related = Predicate::same(n.column("id").unwrap(), of("id")).unwrap();
    let exists = Predicate::exists(Select::from(n.clone()).filter(related.clone()));
    let listed = Predicate::one_of(of("kind"), ["a", "b"].map(|word| Literal::text(word).unwrap()).to_vec()).unwrap();
    let order = || vec![Order::descending(of("score")), Order::ascending(of("id"))];
    let values = Select::from(c.clone())
        .filter(exists.negated().and(listed.negated()).or(Predicate::is_empty(of("closed"))))
        .column("id", of("id"))
        .column("place", Value::row_number(vec![of("kind")], order()).unwrap())
        .column("running", of("score").sum().unwrap().over(vec![], order(), Frame::UpToRow).unwrap())
        .column("last_two", Value::count_rows().over(vec![of("kind")], order(), Frame::Last(2)).unwrap())
        .column("all", Value::count_rows().over(vec![of("kind")], vec![], Frame::Whole).unwrap())
        .column("month_day", of("opened").month_day().unwrap())
        .column("day_number", of("opened").day_number().unwrap())
        .column("later", of("opened").greater_of(of("closed")).unwrap())
        .column("earlier", of("opened").lesser_of(of("closed")).unwrap())
        .column("first_text", Value::first_filled(vec![of("kind"), text("none")]).unwrap())
        .column("yes_no", of("restricted").to_text().unwrap())
        .column("whether", Value::whether(related_to_itself(&of("kind"))).unwrap())
        .column("hundredths", of("score").hundredths().unwrap());
    let values = Step::select("values", "What can be made of values.", values);
    let grouped = Select::from(c.clone())
        .left_join(n.clone(), related)
        .group_by(of("kind"))
        .having(Predicate::compare(Value::count_rows(), Comparison::More, Value::whole(0)).unwrap())
        .column("kind", of("kind"))
        .column("total", n.column("number").unwrap().sum().unwrap())
        .column("mean", of("score").average().unwrap())
        .column("first", of("id").least().unwrap())
        .column("share", Value::count_rows().ratio(of("score").count_filled()).unwrap())
        .column("whole", Value::count_rows().plus(Value::whole(1)).unwrap().quotient(Value::whole(2)).unwrap());
    let grouped = Step::union("grouped", "Counts, twice.", vec![grouped.clone(), grouped]);
    let v = values.source("v");
    let answer = Select::from(v.clone())
        .column("id", v.column("id").unwrap())
        .column("score", v.column("hundredths").unwrap().hundredths_text().unwrap());
    Query::new(Heading::default(), vec![cases, nothing, values, grouped], answer, Vec::new()).unwrap()
}

fn related_to_itself(value: &Value) -> Predicate {
    Predicate::same(value.clone(), text("x")).unwrap().negated()
}

#[test]
fn a_count_for_each_month() {
    insta::assert_snapshot!(in_all(&monthly_audits()));
}

#[test]
fn every_other_construct() {
    insta::assert_snapshot!(in_all(&everything_else()));
}

#[test]
fn tables_and_their_rows() {
    let table = Table {
        name: "qac_period".into(),
        meaning: "The periods of each rule.".into(),
        columns: vec![
            TableColumn::filled("rule", Kind::Text, "The rule's id."),
            TableColumn::filled("opens", Kind::Date, "The first day."),
            TableColumn::or_empty("planned", Kind::Date, ""),
            TableColumn::or_empty("share", Kind::Number, ""),
            TableColumn::or_empty("held_at", Kind::Time, ""),
            TableColumn::or_empty("own", Kind::YesNo, ""),
        ],
        key: vec!["rule".into(), "opens".into()],
        rows: vec![
            vec![
                Literal::text("audit").unwrap(),
                Literal::date(day("2017-05-01")).unwrap(),
                Literal::empty(Kind::Date),
                Literal::number("0.9").unwrap(),
                Literal::time(day("2017-05-01").and_hms_opt(9, 30, 0).unwrap()).unwrap(),
                Literal::yes(),
            ];
            2
        ],
    };
    let tables = [table];
    let printed = Dialect::ALL.map(|dialect| format!("── {}\n{}", dialect.title(), dialect.tables(&tables).unwrap()));
    insta::assert_snapshot!(printed.join("\n"));
}
