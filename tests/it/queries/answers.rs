//! Each kind of derived query on a few rows, with the answers that it has to give beside them.

use super::service::Service;

/// From New Year to Tuesday, 31 March 2026.
pub(super) const QUARTER: (&str, &str) = ("2026-01-01", "2026-03-31");

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
pub(super) fn answered(rules: &str, query: &str, tables: &[(&str, &str)], expected: &[&str]) {
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

/// The first changed areas in January, and so did the second, with a day between; the third goes on from an acting time, whose
/// row has no end, and a day is written down twice.
#[test]
fn times_of_one_person_one_behind_the_other_are_one() {
    let posts = "
    holding_id, role,    staff_id, began_on,   ended_on
    h1,         auditor, p1,       2020-01-01, 2026-01-14
    h2,         auditor, p1,       2026-01-15,
    h3,         auditor, p2,       2020-01-01, 2026-01-14
    h4,         auditor, p2,       2026-01-16, 2026-02-27
    h5,         auditor, p3,       2025-12-15,
    h6,         auditor, p3,       2026-01-10, 2026-01-20
    h7,         auditor, p3,       2026-01-10, 2026-01-20
    ";
    let tables = [("audit_record", AUDITS), ("case_record", CASES), ("qa_role_holding", posts)];
    answered(
        AUDIT,
        "files/quota",
        &tables,
        &[
            "2026-01 | p1 | met | 1 in time | 2026-01-30",
            "2026-01 | p3 | breach | 0 in time | 2026-01-30",
            "2026-02 | p1 | met | 1 in time | 2026-02-27",
            "2026-02 | p2 | breach | 0 in time, 1 late | 2026-02-27",
            "2026-02 | p3 | breach | 0 in time | 2026-02-27",
            "2026-03 | p1 | met | 1 in time | 2026-03-31",
            "2026-03 | p3 | not-yet-due | 0 in time | 2026-03-31",
        ],
    );
    // A team whose member goes from one of its posts to another.
    let posts = "
    holding_id, role,    staff_id, began_on,   ended_on
    h1,         worker,  p1,       2025-01-31, 2026-02-10
    h2,         auditor, p1,       2026-02-11,
    ";
    let tables = [("qa_role_holding", posts), ("person_record", PEOPLE), ("talk_record", HELD)];
    let asked = Service::of(TALKS, QUARTER).answers("fortnightly", &tables);
    assert_eq!(asked.iter().filter(|line| line.contains(" | p1 | ")).count(), 8, "{asked:?}");
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

pub(super) const TALKS: &str = r#"
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
