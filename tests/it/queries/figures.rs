//! What measures come to on a few rows, and whether bounds on them were crossed, with the answers beside them.

use qac::query::Dialect;

use super::answers::{QUARTER, TALKS, answered};
use super::parsers::can_be_read;
use super::service::{Service, cells};

const MEASURES: &str = r#"
measure in-time "Audits done in their month" {
  value: share of audit-record with (done is not empty) where rule is files, by month and team
}
measure how-many "Weak files" { value: count of audit-record where result is weak, by month and team }
measure all-weak "Weak files, of all teams" { value: count of audit-record where result is weak, by quarter }
measure middle "The middle score" { value: median of score over audit-record, by month }
measure ninth "The score of nine in ten" { value: 90th percentile of score over audit-record, by month }
measure half "The score of half of them" { value: 50th percentile of score over audit-record, by month }
measure mean "The mean score" { value: average of score over audit-record, by month }
measure wait "Days open" { value: median of days from opened to closed over case-record, by month }
measure open-now "Open cases" { value: count of case-record where closed is empty, by holder  when: every month }
measure late "Late audits" { value: count of audit-record where due is before as-at and done is empty, by month }
measure every-other "Weak files in two months" {
  value: count of audit-record where result is weak
  when:  every 2 months from February 2026
}
measure excused "Audits done or excused" {
  value:         share of audit-record with (done is not empty) where rule is files, by month
  counts-as-met: result is excused
}
measure worked "Working days open" { value: median of working days from opened to closed over case-record, by month }
measure hours "Hours open" { value: median of hours from opened to closed over case-record, by month }
measure of-cases "Cases by month" { value: count of case-record, by month }
"#;

/// The done day of a3 is after its month; a5 belongs to no month; a8 is before the window.
const SCORES: &str = "
audit_id, rule,  team,  due,        done,       result,  score
a1,       files, east,  2026-01-20, 2026-01-20, weak,    1
a2,       files, east,  2026-01-21, 2026-01-22, good,    2
a3,       files, east,  2026-01-30, 2026-02-02, weak,    4
a4,       files, west,  ,           2026-02-10, weak,    10
a5,       files, west,  ,           ,           weak,    99
a6,       files, ,      2026-02-27, ,           excused,
a7,       other, north, 2026-02-27, 2026-02-27, good,    3.5
a8,       files, east,  2025-12-31, 2025-12-31, weak,    7
";

/// The SQL of a measure's figures.
fn figures(service: &Service, measure: &str) -> String {
    Dialect::Sqlite.query(&service.figures(measure).unwrap()).unwrap()
}

#[track_caller]
fn figured(measure: &str, tables: &[(&str, &str)], expected: &[&str]) {
    let service = Service::of(MEASURES, QUARTER);
    let rows = cells(&service.database(tables), &figures(&service, measure));
    let found: Vec<String> = rows.into_iter().map(|row| row.join(" | ")).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_a_measure_comes_to() {
    let audits = [("audit_record", SCORES)];
    figured(
        "in-time",
        &audits,
        &[
            "2026-01 | 2026-01-31 |  |  | 0",
            "2026-01 | 2026-01-31 | east | 66.66666666666667 | 3",
            "2026-01 | 2026-01-31 | west |  | 0",
            "2026-02 | 2026-02-28 |  | 0 | 1",
            "2026-02 | 2026-02-28 | east |  | 0",
            "2026-02 | 2026-02-28 | west | 100 | 1",
            "2026-03 | 2026-03-31 |  |  | 0",
            "2026-03 | 2026-03-31 | east |  | 0",
            "2026-03 | 2026-03-31 | west |  | 0",
        ],
    );
    figured("all-weak", &audits, &["2026-Q1 | 2026-03-31 | 3 | 3"]);
    figured(
        "excused",
        &audits,
        &[
            "2026-01 | 2026-01-31 | 66.66666666666667 | 3 | 0",
            "2026-02 | 2026-02-28 | 100 | 2 | 1",
            "2026-03 | 2026-03-31 |  | 0 | 0",
        ],
    );
    figured(
        "middle",
        &audits,
        &["2026-01 | 2026-01-31 | 2 | 3", "2026-02 | 2026-02-28 | 6.75 | 2", "2026-03 | 2026-03-31 |  | 0"],
    );
    figured(
        "ninth",
        &audits,
        &["2026-01 | 2026-01-31 | 4 | 3", "2026-02 | 2026-02-28 | 10 | 2", "2026-03 | 2026-03-31 |  | 0"],
    );
    figured(
        "half",
        &audits,
        &["2026-01 | 2026-01-31 | 2 | 3", "2026-02 | 2026-02-28 | 3.5 | 2", "2026-03 | 2026-03-31 |  | 0"],
    );
    figured(
        "mean",
        &audits,
        &[
            "2026-01 | 2026-01-31 | 2.3333333333333335 | 3",
            "2026-02 | 2026-02-28 | 6.75 | 2",
            "2026-03 | 2026-03-31 |  | 0",
        ],
    );
    figured(
        "late",
        &audits,
        &["2026-01 | 2026-01-31 | 1 | 1", "2026-02 | 2026-02-28 | 1 | 1", "2026-03 | 2026-03-31 | 0 | 0"],
    );
    figured("every-other", &audits, &["2026-02 | 2026-02-28 | 1 | 1", "2026-04 | 2026-03-31 | 0 | 0"]);
}

#[test]
fn a_group_that_has_none_has_its_nought() {
    let found = ["2026-01", "2026-02", "2026-03"];
    let service = Service::of(MEASURES, QUARTER);
    let rows = cells(&service.database(&[("audit_record", SCORES)]), &figures(&service, "how-many"));
    for month in found {
        let teams: Vec<(&str, &str)> =
            rows.iter().filter(|row| row[0] == month).map(|row| (row[2].as_str(), row[3].as_str())).collect();
        let (east, west) = match month {
            "2026-01" => ("2", "0"),
            "2026-02" => ("0", "1"),
            _ => ("0", "0"),
        };
        assert_eq!(teams, [("", "0"), ("east", east), ("north", "0"), ("west", west)], "{month}");
    }
}

#[test]
fn lengths_of_time_and_what_is_there_now() {
    let cases = "
    case_id, holder, opened,     closed
    c1,      p1,     2025-06-01, 2026-01-10
    c2,      p1,     2026-01-01, 2026-01-11
    c3,      p2,     2026-03-01,
    c4,      p2,     ,           2026-01-12
    ";
    figured(
        "wait",
        &[("case_record", cases)],
        &["2026-01 | 2026-01-31 | 116.5 | 2", "2026-02 | 2026-02-28 |  | 0", "2026-03 | 2026-03-31 |  | 0"],
    );
    figured(
        "open-now",
        &[("case_record", cases)],
        &["2026-03 | 2026-03-31 | p1 | 0 | 0", "2026-03 | 2026-03-31 | p2 | 1 | 1"],
    );
    let service = Service::of(MEASURES, QUARTER);
    assert_eq!(
        service.figures("of-cases").unwrap_err(),
        "nothing tells which period a row of `case-record` belongs to: it has neither `planned-in` nor `done-in`"
    );
    // Five weeks and two days with a week that is closed; from Sunday to Saturday; and the other way round.
    let cases = "
    case_id, opened,     closed
    c1,      2025-07-31, 2025-09-08
    c2,      2025-08-10, 2025-08-16
    c3,      2025-08-20, 2025-08-13
    c4,      2025-08-06, 2025-08-06
    ";
    let service = Service::of(MEASURES, ("2025-08-01", "2025-09-30"));
    let rows = cells(&service.database(&[("case_record", cases)]), &figures(&service, "worked"));
    let found: Vec<String> = rows.into_iter().map(|row| row.join(" | ")).collect();
    assert_eq!(found, ["2025-08 | 2025-08-31 | 0 | 3", "2025-09 | 2025-09-30 | 22 | 1"]);
    assert!(service.figures("hours").unwrap_err().starts_with("how many hours lie between two columns"));
}

#[test]
fn a_bound_that_is_crossed_and_who_is_told() {
    let rules = format!(
        "{MEASURES}
        threshold short \"Too few in time\" {{ measure: in-time  bound: below 100% in 2 months running  tell: head
          within: within 5 working days of the end of the month }}
        threshold weak \"Weak files\" {{ measure: how-many  bound: at least 2  tell: head and worker  within: within 1 week }}
        threshold open \"Open cases\" {{ measure: open-now  bound: above 0  tell: head  within: within 2 days }}
        threshold twice \"Open cases\" {{ measure: open-now  bound: above 0 in 2 months running  tell: head  within: within 2 days }}
        threshold other \"Weak\" {{ measure: how-many  bound: above 0 in 2 quarters running  tell: head  within: within 2 days }}"
    );
    // East is short in December and January; west in January and February, told late; north has no February.
    let audits = "
    audit_id, rule,  team,  due,        done,       result
    a1,       files, east,  2025-12-01, ,
    a2,       files, east,  2026-01-20, 2026-02-01,
    a3,       files, east,  2026-02-20, 2026-02-20,
    a4,       files, west,  2026-01-20, ,           weak
    a5,       files, west,  2026-02-27, ,           weak
    a6,       files, west,  2026-02-28, 2026-02-28, weak
    a7,       files, north, 2026-01-20, ,
    a8,       files, north, 2026-03-20, ,
    ";
    let notices = "
    notice_id, rule,       period_on,  about_id, recipient, sent_on
    n1,        short/tell, ,           east,     head,      2026-02-06
    n2,        short/tell, 2026-02-01, west,     head,      2026-03-09
    n3,        short/tell, 2026-02-01, west,     head,      2026-03-10
    n4,        short/tell, ,           west,     head,      2026-02-10
    n5,        weak/tell,  2026-02-28, east,     head,      2026-03-02
    n6,        weak/tell,  2026-02-28, west,     worker,    2026-03-02
    ";
    let tables = [("audit_record", audits), ("qa_notice", notices)];
    answered(
        &rules,
        "short/tell",
        &tables,
        &[
            "2026-01 | east: head | met | done on 2026-02-06 | 2026-02-06",
            "2026-02 | west: head | breach | done late, on 2026-03-09 | 2026-03-06",
        ],
    );
    answered(
        &rules,
        "weak/tell",
        &tables,
        &[
            "2026-02 | west: head | breach | not done | 2026-03-06",
            "2026-02 | west: worker | met | done on 2026-03-02 | 2026-03-06",
        ],
    );
    let cases = "case_id, holder, closed\nc1, p1,\nc2, p2, 2026-02-02\nc3, ,\n";
    let told = "
    notice_id, rule,      period_on, about_id, recipient, sent_on
    n1,        open/tell, ,          ,         head,      2026-03-05
    n2,        open/tell, ,          p1,       head,      2026-02-05
    ";
    answered(
        &rules,
        "open/tell",
        &[("case_record", cases), ("qa_notice", told)],
        &[
            "2026-03 | : head | met | done on 2026-03-05 | 2026-04-02",
            "2026-03 | p1: head | not-yet-due | not done | 2026-04-02",
        ],
    );
    let service = Service::of(&rules, QUARTER);
    assert_eq!(
        service.question("twice/tell"),
        Err("`open-now` has no past figures, so that nothing tells whether its bound was crossed 2 times running"
            .to_owned())
    );
    assert_eq!(
        service.question("other/tell"),
        Err("its bound is on each quarter, and `how-many` is taken for each month".to_owned())
    );
}

#[test]
fn what_is_asked_of_measures_bounds_and_rounds_reads_well() {
    let bound =
        "threshold short \"Too few in time\" { measure: in-time  bound: below 100% in 2 months running  tell: head
      within: within 5 working days of the end of the month }";
    let service = Service::of(&format!("{MEASURES}{bound}{TALKS}"), QUARTER);
    let questions = ["short/tell", "monthly", "yearly", "fortnightly", "each-quarter", "biennial"];
    let queries = questions.map(|name| service.query(name).unwrap());
    let measures = ["in-time", "how-many", "excused", "middle", "ninth", "wait", "worked", "open-now", "late"];
    for query in queries.iter().chain(&measures.map(|name| service.figures(name).unwrap())) {
        assert_eq!(can_be_read(query), Ok(()));
    }
    let shown = [service.query("short/tell").unwrap(), service.figures("ninth").unwrap()];
    insta::assert_snapshot!(shown.map(|query| Dialect::Postgres.query(&query).unwrap()).join("\n"));
}
