//! The vectors of `tests/vectors`: each phrase is read as the language reads it, and gives the dates that stand beside
//! it. They name no function of this crate, so that another implementation can run them too.

use std::collections::BTreeMap;

use csv::StringRecord;
use qac::calendar::{Date, Occurrence, PeriodUnit, Situation, counted_from, due, easter_sunday, occurrences};
use qac::diagnostic::Severity;
use qac::model::{Model, Obligation, Timing};

use crate::support::{analysis_of, day, root};

/// What every phrase may name.
const NAMES: &str = r#"
role head "Head" { headcount: 1 }
role practitioner "Practitioner" { headcount: 9 }
body board "Board" { chair: head }
meeting board-meeting "Board meeting" { body: board  when: every quarter }
record case "Cases" { columns: case-id text, opened date, closed date, raised date }
record staff "Staff" { columns: staff-id text, appointed date }
event case-opened "A case is opened" { happens-to: case  seen-in: case.opened }
event case-closed "A case is closed" { happens-to: case  seen-in: case.closed }
event concern-raised "A concern is raised" { happens-to: case  seen-in: case.raised }
event appointment "Someone is appointed" { happens-to: staff  seen-in: staff.appointed }
clock immediately { within: on the same working day }
"#;

/// The files whose rows are a rhythm with the dates it plans.
const RHYTHMS: [&str; 12] = [
    "points",
    "periods",
    "steps",
    "short-months",
    "counts",
    "unions",
    "phases",
    "gaps",
    "windows",
    "moves",
    "terms",
    "edges",
];

fn rows(name: &str) -> Vec<StringRecord> {
    let file = root().join(format!("tests/vectors/{name}.csv"));
    csv::Reader::from_path(file).unwrap().records().map(Result::unwrap).collect()
}

/// Rows by the calendar they name, which is their second column.
fn by_calendar(rows: Vec<StringRecord>) -> BTreeMap<String, Vec<StringRecord>> {
    let mut found: BTreeMap<String, Vec<StringRecord>> = BTreeMap::new();
    for row in rows {
        found.entry(row[1].to_owned()).or_default().push(row);
    }
    found
}

/// A framework of one duty for each row, each with those lines, in one of the calendars.
#[track_caller]
fn framework(calendar: &str, rows: &[StringRecord], lines: impl Fn(&StringRecord) -> String) -> Model {
    let mut text = std::fs::read_to_string(root().join("tests/vectors/calendars.qac")).unwrap();
    text.push_str(NAMES);
    text.push_str(&format!("framework f \"F\" {{ owner: head  calendar: {calendar}  review-due: May 9999 }}\n"));
    for (number, row) in rows.iter().enumerate() {
        text.push_str(&format!("duty v{number} \"V\" {{ who: head  must: \"act\"  {} }}\n", lines(row)));
    }
    let analysis = analysis_of("vectors.qac", &text, None);
    let errors: Vec<_> = analysis.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    analysis.model
}

/// The obligations of such a framework, in the order of its rows.
fn of_rows<'a>(model: &'a Model, rows: &'a [StringRecord]) -> impl Iterator<Item = (&'a Obligation, &'a StringRecord)> {
    let of = |number| model.obligations.iter().find(move |one| one.id == format!("v{number}")).unwrap();
    rows.iter().enumerate().map(move |(number, row)| (of(number), row))
}

/// Planned dates; behind a `>` the one it was moved to.
fn shown(found: &[Occurrence]) -> String {
    let one = |one: &Occurrence| {
        if one.nominal == one.effective {
            one.nominal.to_string()
        } else {
            format!("{}>{}", one.nominal, one.effective)
        }
    };
    found.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn none_differ(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} rows differ\n{}", wrong.len(), wrong.join("\n"));
}

fn compare(wrong: &mut Vec<String>, row: &StringRecord, found: &str) {
    let columns: Vec<&str> = row.iter().collect();
    let (expected, given) = columns.split_last().unwrap();
    if *expected != found {
        wrong.push(format!("{}\n  expected {expected}\n  found    {found}", given.join(" | ")));
    }
}

#[test]
fn rhythms_give_the_dates_beside_them() {
    let (mut many, mut wrong) = (0, Vec::new());
    for (calendar, rows) in RHYTHMS.iter().flat_map(|name| by_calendar(rows(name))) {
        let model = framework(&calendar, &rows, |row| format!("when: {}", &row[0]));
        for (obligation, row) in of_rows(&model, &rows) {
            let Timing::Own(cadence) = &obligation.timing else { panic!("{row:?} has no rhythm") };
            compare(&mut wrong, row, &shown(&occurrences(&cadence.value, &model.calendar, day(&row[2]), day(&row[3]))));
            many += 1;
        }
    }
    none_differ(&wrong);
    assert!(many >= 250, "only {many} rows were read");
}

#[test]
fn rhythms_of_people_and_records_are_counted_from_their_day() {
    let mut wrong = Vec::new();
    for (calendar, rows) in by_calendar(rows("counted-from-a-day")) {
        let model = framework(&calendar, &rows, |row| format!("when: {}", &row[0]));
        for (obligation, row) in of_rows(&model, &rows) {
            let Timing::Own(cadence) = &obligation.timing else { panic!("{row:?} has no rhythm") };
            let own = counted_from(&cadence.value, day(&row[2]), &model.calendar);
            compare(&mut wrong, row, &shown(&occurrences(&own, &model.calendar, day(&row[3]), day(&row[4]))));
        }
    }
    none_differ(&wrong);
}

#[test]
fn deadlines_end_on_the_day_beside_them() {
    let mut wrong = Vec::new();
    for (calendar, rows) in by_calendar(rows("deadlines")) {
        let model = framework(&calendar, &rows, |row| {
            let through = if row[0].contains("the meeting") { "  through: board-meeting" } else { "" };
            format!("when: every month  due: {}{through}", &row[0])
        });
        for (obligation, row) in of_rows(&model, &rows) {
            let found = deadline(&model, obligation, row).map(|date| date.to_string());
            compare(&mut wrong, row, &found.unwrap_or_default());
        }
    }
    none_differ(&wrong);
}

/// When the deadline of an obligation ends for a thing of the row's day and period, with what the row knows.
fn deadline(model: &Model, obligation: &Obligation, row: &StringRecord) -> Option<Date> {
    let (moment, known) = row[4].split_once(' ').map_or(("", None), |(moment, date)| (moment, Some(day(date))));
    let when = |name: &str| known.filter(|_| moment == name);
    let (unit, nominal) = (unit(&row[3]), day(&row[2]));
    let situation = Situation {
        nominal,
        period: &model.calendar.period_containing(unit, nominal).unwrap(),
        completion: when("completion"),
        meeting: when("meeting"),
        events: &when,
    };
    let deadline = &obligation.due.as_ref().unwrap().value;
    due(deadline, &situation, &model.calendar, &|word| model.clocks.get(word).cloned()).map(|due| due.date)
}

fn unit(name: &str) -> PeriodUnit {
    match name {
        "day" => PeriodUnit::Day,
        "month" => PeriodUnit::Month,
        "quarter" => PeriodUnit::Quarter,
        "term" => PeriodUnit::Term,
        "year" => PeriodUnit::Year,
        "financial year" => PeriodUnit::FinancialYear,
        _ => panic!("a period that no row has yet: {name}"),
    }
}

#[test]
fn easter_is_on_the_sunday_beside_the_year() {
    let rows = rows("easter");
    assert_eq!(rows.len(), 4099 - 1583 + 1);
    for row in rows {
        assert_eq!(easter_sunday(row[0].parse().unwrap()), Some(day(&row[1])));
    }
}
