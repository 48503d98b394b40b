//! Each kind of derived query on a few rows, with the answers that it has to give beside them.

use qac::query::Dialect;

use super::parsers::can_be_read;
use super::service::{Service, cells};

/// From New Year to Tuesday, 31 March 2026.
const QUARTER: (&str, &str) = ("2026-01-01", "2026-03-31");

const AUDIT: &str = r#"
audit files "Files" {
  unit:           service
  when:           every month
  draw:           2 at random from cases
  auditors:       auditor, 1 each
  basis:          own area in January, March, April, May, June, July, August, September, October,
                  November and December, peer area in February
  independent-of: case-holder
  instrument:     tool
  due:            by the last working day of the month
  file:           tool on "the record", within 5 working days of completion
}
"#;

/// Two each month; of February one is late and of the wrong area; of March one is not filed, and done by its case's holder.
const AUDITS: &str = "
audit_id, rule,  case_id, auditor, basis, due,        done,       filed
a1,       files, c1,      p1,      own,   2026-01-30, 2026-01-15, 2026-01-22
a2,       files, c2,      p2,      own,   2026-01-30, 2026-01-30, 2026-02-09
a3,       files, c3,      p1,      peer,  2026-02-27, 2026-02-27, 2026-03-02
a4,       files, c4,      p2,      own,   2026-02-27, 2026-03-02, 2026-03-02
a5,       files, c5,      p1,      own,   2026-03-31, 2026-03-20,
a6,       files, c6,      p2,      ,      2026-03-31, ,
a7,       other, c1,      p1,      own,   2026-03-31, 2026-03-20,
";
const CASES: &str = "case_id, holder\nc1, p2\nc2, p9\nc3,\nc4, p9\nc5, p1\nc6, p2\n";
const POSTS: &str = "
holding_id, role,    staff_id, began_on,   ended_on
h1,         auditor, p1,       2020-01-01,
h2,         auditor, p2,       2020-01-01,
h3,         auditor, p3,       2026-02-16,
h4,         head,    p4,       2020-01-01,
";

#[track_caller]
fn answered(rules: &str, query: &str, tables: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(Service::of(rules, QUARTER).answers(query, tables), expected);
}

fn audited(query: &str, expected: &[&str]) {
    answered(AUDIT, query, &[("audit_record", AUDITS), ("case_record", CASES), ("qa_role_holding", POSTS)], expected);
}

#[test]
fn as_many_as_a_period_asks_for() {
    audited(
        "files",
        &[
            "2026-01 |  | met | 2 in time | 2026-01-30",
            "2026-02 |  | breach | 1 in time, 1 late | 2026-02-27",
            "2026-03 |  | not-yet-due | 1 in time | 2026-03-31",
        ],
    );
}

#[test]
fn so_many_for_each_who_held_the_post_all_the_time() {
    audited(
        "files/quota",
        &[
            "2026-01 | p1 | met | 1 in time | 2026-01-30",
            "2026-01 | p2 | met | 1 in time | 2026-01-30",
            "2026-02 | p1 | met | 1 in time | 2026-02-27",
            "2026-02 | p2 | breach | 0 in time, 1 late | 2026-02-27",
            "2026-03 | p1 | met | 1 in time | 2026-03-31",
            "2026-03 | p2 | not-yet-due | 0 in time | 2026-03-31",
            "2026-03 | p3 | not-yet-due | 0 in time | 2026-03-31",
        ],
    );
}

#[test]
fn own_or_peer_area() {
    audited(
        "files/basis",
        &[
            "2026-01 | p1 | met | 1 of 1 | 2026-01-30",
            "2026-01 | p2 | met | 1 of 1 | 2026-01-30",
            "2026-02 | p1 | met | 1 of 1 | 2026-02-27",
            "2026-02 | p2 | breach | 0 of 1 | 2026-02-27",
            "2026-03 | p1 | met | 1 of 1 | 2026-03-31",
        ],
    );
}

#[test]
fn nobody_who_has_the_case() {
    audited(
        "files/independence",
        &[
            "2026-01 | p1 | met | 1 of 1 | 2026-01-30",
            "2026-01 | p2 | met | 1 of 1 | 2026-01-30",
            "2026-02 | p1 | met | 1 of 1 | 2026-02-27",
            "2026-02 | p2 | met | 1 of 1 | 2026-02-27",
            "2026-03 | p1 | breach | 0 of 1 | 2026-03-31",
        ],
    );
}

#[test]
fn what_follows_each_thing_that_was_done() {
    audited(
        "files/file",
        &[
            " | a1 | met | done on 2026-01-22 | 2026-01-22",
            " | a2 | breach | done late, on 2026-02-09 | 2026-02-06",
            " | a3 | met | done on 2026-03-02 | 2026-03-06",
            " | a4 | met | done on 2026-03-02 | 2026-03-09",
            " | a5 | breach | not done | 2026-03-27",
        ],
    );
}

#[test]
fn who_looks_at_what_an_event_brings() {
    let rules = r#"audit closing "Closing audit" {
      unit: service  when: at each case-closed  draw: all from cases  auditors: auditor  instrument: tool
      independent-of: case-holder  due: within 5 working days of case-closed
    }"#;
    let audits = "
    audit_id, rule,    case_id, auditor, due,        done
    a1,       closing, c1,      p2,      2026-01-12, 2026-01-12
    a2,       closing, c2,      p2,      2026-04-12, 2026-03-30
    a3,       closing, c3,      p2,      2025-12-12, 2025-12-12
    a4,       closing, c4,      p9,      2026-01-12,
    a5,       closing, c6,      p9,      2026-01-12, 2026-01-12
    ";
    let cases =
        "case_id, holder, closed\nc1, p2, 2026-01-05\nc2, p9, 2026-03-27\nc4, p9, 2026-02-06\nc6, p2, 2026-03-26\n";
    let tables = [("audit_record", audits), ("case_record", cases)];
    answered(
        rules,
        "closing/independence",
        &tables,
        &[" | p2 | breach | 1 of 2 | 2026-03-31", " | p9 | met | 1 of 1 | 2026-03-31"],
    );
    answered(
        rules,
        "closing",
        &tables,
        &[
            " | c1 | met | done on 2026-01-12 | 2026-01-12",
            " | c2 | met | done on 2026-03-30 | 2026-04-03",
            " | c4 | breach | not done | 2026-02-13",
            " | c6 | met | done on 2026-01-12 | 2026-04-02",
        ],
    );
}

#[test]
fn those_whom_a_rule_tells_and_those_who_attend() {
    let rules = r#"
    duty look "Look" { who: worker  must: "look"  when: every month  due: by the last working day of the month  informs: head }
    body board "Board" { members: head and worker }
    meeting sits "The board" { body: board  when: every month on the 15th, not moved  attend: head and worker }
    "#;
    let notices = "
    notice_id, rule,          period_on,  recipient, sent_on
    n1,        look/inform,   2026-01-15, head,      2026-01-30
    n2,        look/inform,   2026-02-15, head,      2026-03-02
    n3,        look/inform,   2026-03-15, worker,    2026-03-15
    ";
    answered(
        rules,
        "look/inform",
        &[("qa_notice", notices)],
        &[
            "2026-01 | head | met | 1 in time | 2026-01-30",
            "2026-02 | head | breach | 0 in time, 1 late | 2026-02-27",
            "2026-03 | head | not-yet-due | 0 in time | 2026-03-31",
        ],
    );
    let meetings = "meeting_id, rule, planned_on, held_on\nm1, sits, 2026-01-15, 2026-01-15\nm2, sits, 2026-02-15,\n";
    let came = "
    attendance_id, rule,        meeting_id, party, attended_on
    t1,            sits/attend, m1,         head,  2026-01-15
    t2,            sits/attend, m1,         worker,
    ";
    answered(
        rules,
        "sits/attend",
        &[("qa_meeting", meetings), ("qa_attendance", came)],
        &[" | m1: head | met | done on 2026-01-15 | 2026-01-15", " | m1: worker | breach | not done | 2026-01-15"],
    );
}

#[test]
fn a_level_that_is_reached_when_nobody_answers() {
    let rules = r#"escalation late "Late" {
      when: at each case-closed
      level first "First" { tell: worker  within: within 1 working day  must: "answer"  if-unanswered: second, after 2 working days }
      level second "Second" { tell: head  within: within 1 working day  if-unanswered: ends here, after 5 working days }
    }"#;
    let cases = "case_id, closed\nc1, 2026-03-02\nc2, 2026-03-02\nc3, 2026-03-30\n";
    let notices = "
    notice_id, rule,        about_id, recipient, sent_on
    n1,        late/first,  c1,       worker,    2026-03-03
    n2,        late/first,  c2,       worker,    2026-03-04
    n3,        late/second, c2,       head,      2026-03-06
    ";
    let acts = "duty_id, rule, about_id, done_on\nd1, late/first/act, c1, 2026-03-05\n";
    let tables = [("case_record", cases), ("qa_notice", notices), ("qa_duty", acts)];
    answered(
        rules,
        "late/first",
        &tables,
        &[
            " | c1: worker | met | done on 2026-03-03 | 2026-03-03",
            " | c2: worker | breach | done late, on 2026-03-04 | 2026-03-03",
            " | c3: worker | not-yet-due | not done | 2026-03-31",
        ],
    );
    answered(rules, "late/second", &tables, &[" | c2: head | met | done on 2026-03-06 | 2026-03-06"]);
}

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

const TALKS: &str = r#"
team everybody "Everybody" { members: worker and auditor }
duty monthly "Monthly talk" { who: head  must: "talk"  when: every month for each worker from their started  shown-in: talk-record.held }
duty yearly "Yearly talk" {
  who: head  must: "talk"  when: every year for each person-record from their started, with a review at 6 months
  shown-in: talk-record.held
}
duty fortnightly "Talk" { who: head  must: "talk"  when: every 2 weeks for each everybody from their started  shown-in: talk-record.held }
duty each-quarter "Talk" { who: head  must: "talk"  when: every quarter for each worker  shown-in: talk-record.held }
duty biennial "Talk" { who: head  must: "talk"  when: every 2 years for each worker from their started  shown-in: talk-record.held }
duty five-monthly "Talk" { who: head  must: "talk"  when: every 5 months for each worker from their started  shown-in: talk-record.held }
duty termly "Talk" { who: head  must: "talk"  when: every 10 working days for each worker from their started  shown-in: talk-record.held }
"#;

const WORKERS: &str = "
holding_id, role,    staff_id, began_on,   ended_on
h1,         worker,  p1,       2025-01-31,
h2,         worker,  p2,       2026-02-01,
h3,         worker,  p3,       2020-01-01, 2026-02-20
h4,         auditor, p4,       2020-01-01,
h5,         worker,  p1,       2025-01-31,
";
/// The first starts on a 31st; the second comes from elsewhere in the house.
const PEOPLE: &str = "
person_id, started,    left
p1,        2025-01-31,
p2,        2024-06-10,
p3,        2020-01-14, 2026-02-20
p4,        2026-03-18,
p5,        ,
";
const HELD: &str = "
talk_id, person_id, planned,    held
t1,      p1,        ,           2026-01-30
t2,      p1,        2026-02-20, 2026-03-02
t3,      p3,        ,           2026-01-14
t4,      p3,        2026-02-10,
t5,      ,          ,           2026-03-05
t6,      p1,        ,           2026-03-31
t7,      p2,        ,           2026-02-28
";

#[test]
fn rounds_that_are_each_persons_own() {
    let tables = [("qa_role_holding", WORKERS), ("person_record", PEOPLE), ("talk_record", HELD)];
    answered(
        TALKS,
        "monthly",
        &tables,
        &[
            "2026-01-14 | p3 | met | 1 in time | 2026-01-14",
            "2026-01-31 | p1 | met | 1 in time | 2026-01-30",
            "2026-02-14 | p3 | breach | 0 in time | 2026-02-13",
            "2026-02-28 | p1 | breach | 0 in time, 1 late | 2026-02-27",
            "2026-03-10 | p2 | met | 1 in time | 2026-03-10",
            "2026-03-31 | p1 | met | 1 in time | 2026-03-31",
            "2026-04-10 | p2 | not-yet-due | 0 in time | 2026-04-10",
        ],
    );
    answered(
        TALKS,
        "yearly",
        &tables,
        &[
            "2026-01-14 | p3 | met | 1 in time | 2026-01-14",
            "2026-01-31 | p1 | met | 1 in time | 2026-01-30",
            "2026-06-10 | p2 | met | 1 in time | 2026-06-10",
            "2026-07-31 | p1 | met | 2 in time | 2026-07-31",
            "2026-09-18 | p4 | not-yet-due | 0 in time | 2026-09-18",
        ],
    );
}

#[test]
fn rounds_of_weeks_and_rounds_that_all_have_in_common() {
    let tables = [("qa_role_holding", WORKERS), ("person_record", PEOPLE), ("talk_record", HELD)];
    let fortnights = Service::of(TALKS, QUARTER).answers("fortnightly", &tables);
    let of = |person: &str| -> Vec<&str> {
        fortnights.iter().filter(|line| line.contains(person)).map(|line| line.split(" | ").next().unwrap()).collect()
    };
    assert_eq!(of("p4"), ["2026-04-01"], "it started on 18 March, which is no round");
    assert_eq!(of("p3"), ["2026-01-06", "2026-01-20", "2026-02-03", "2026-02-17"], "counted from 14 January 2020");
    answered(TALKS, "each-quarter", &tables, &["2026-Q1 | p1 | met | 3 in time | 2026-03-31"]);
    let service = Service::of(TALKS, QUARTER);
    assert!(service.question("five-monthly").unwrap_err().starts_with("each person's rhythm has a round of 5 months"));
    assert!(service.question("termly").unwrap_err().starts_with("each person's rhythm is counted in working days"));
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
