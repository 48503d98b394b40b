//! Which period each row is for: told case by case where the periods are few, looked up in their list where they are many.
//! Both ways answer alike.

use std::fs;

use tempfile::TempDir;

use crate::qac::qac;

const SERVICE: &str = r#"
framework small "Small service" { owner: head  calendar: days  review-due: 31 December 2030 }
calendar days "Days" { week: Monday to Friday }
role head "Head"
role manager "Manager"
record case-record "Cases" {
  columns: case-id text, holder-id text
  key:     case-id
  table:   "qa_case"
}
role case-holder "Case holder" { for-each: case-record  seen-in: case-record.holder-id }
population cases "Cases" { records: case-record }
record audit-record "Audits" {
  columns:    audit-id text, audit text, case-id text, auditor-id text, basis text or empty, due-on date or empty, done-on date or empty
  key:        audit-id
  table:      "qa_audit"
  shows:      audits
  rule-in:    audit
  done-in:    done-on
  planned-in: due-on
  about-in:   case-id
  who-in:     auditor-id
  basis-in:   basis
}
record post-record "Posts" {
  columns:  post-id text, role text, who text, began-on date, ended-on date or empty
  key:      post-id
  table:    "qa_post"
  shows:    posts
  rule-in:  role
  who-in:   who
  began-in: began-on
  ended-in: ended-on
}
audit files "File audits" {
  when:           every week
  draw:           2 at random from cases
  auditors:       manager, 1 each
  basis:          own area in January, February, March, April, May and June, peer area in July, August, September, October, November and December
  independent-of: case-holder
  due:            by the last working day of the week
}
"#;

/// Ann's post is written down twice; the fourth audit does not say when it was due, the fifth not of which area it was.
const RECORDS: [(&str, &str); 3] = [
    (
        "qa_case",
        "case_id,holder_id\n\
         c1,ann\n\
         c2,zoe\n",
    ),
    (
        "qa_post",
        "post_id,role,who,began_on,ended_on\n\
         p1,manager,ann,2020-01-01,\n\
         p2,manager,ann,2021-01-01,\n\
         p3,manager,bob,2020-01-01,2026-01-20\n",
    ),
    (
        "qa_audit",
        "audit_id,audit,case_id,auditor_id,basis,due_on,done_on\n\
         a1,files,c2,ann,own,2026-01-09,2026-01-08\n\
         a2,files,c1,ann,own,2026-01-09,2026-01-07\n\
         a3,files,c2,bob,peer,2026-01-09,2026-01-12\n\
         a4,files,c2,bob,own,,2026-01-14\n\
         a5,files,c2,ann,,2026-01-23,2026-01-27\n",
    ),
];

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("small.qac"), SERVICE).unwrap();
    fs::create_dir(folder.path().join("records")).unwrap();
    for (name, text) in RECORDS {
        fs::write(folder.path().join(format!("records/{name}.csv")), text).unwrap();
    }
    folder
}

/// The answers about January 2026, asked from that day on: query, period, subject, answer, found, evidence.
fn answers(folder: &TempDir, from: &str) -> Vec<String> {
    let words =
        ["comply", "small.qac", "--data", "records", "--as-of", "2026-01-30", "--format", "csv", "--from", from];
    let ran = qac(folder.path(), &words).ended(1);
    let mut reader = csv::Reader::from_reader(ran.output.as_bytes());
    let rows =
        reader.records().map(Result::unwrap).filter(|row| row[0].starts_with("files") && row[7].starts_with("2026"));
    rows.map(|row| [0, 7, 8, 9, 11, 14].map(|place| row[place].to_owned()).join("|")).collect()
}

#[test]
fn a_short_list_of_periods_and_a_long_one_answer_alike() {
    let folder = folder();
    let few = answers(&folder, "2026-01-01");
    assert_eq!(few, answers(&folder, "2024-06-01"));
    let told: Vec<&str> = few.iter().map(String::as_str).collect();
    assert_eq!(told, TOLD);
}

#[test]
fn only_a_long_list_is_joined_to_each_row() {
    let folder = folder();
    for (from, joined) in [("2026-01-01", false), ("2024-06-01", true)] {
        let words = ["query", "small.qac", "files", "--dialect", "postgres", "--as-of", "2026-01-30", "--from", from];
        let script = qac(folder.path(), &words).ended(0).output;
        assert_eq!(script.contains(r#""done"."for_day" >= "due"."opens""#), joined, "{from}");
    }
}

const TOLD: [&str; 25] = [
    "files|2026-W01||breach|0 in time|",
    "files|2026-W02||breach|2 in time, 1 late|a3",
    "files|2026-W03||breach|1 in time|a4",
    "files|2026-W04||breach|0 in time, 1 late|a5",
    "files|2026-W05||not-yet-due|0 in time|",
    "files/quota|2026-W01|ann|breach|0 in time|",
    "files/quota|2026-W01|bob|breach|0 in time|",
    "files/quota|2026-W02|ann|met|2 in time|",
    "files/quota|2026-W02|bob|breach|0 in time, 1 late|a3",
    "files/quota|2026-W03|ann|breach|0 in time|",
    "files/quota|2026-W03|bob|met|1 in time|a4",
    "files/quota|2026-W04|ann|breach|0 in time, 1 late|a5",
    "files/quota|2026-W05|ann|not-yet-due|0 in time|",
    "files/basis|2026-W01||cannot-evaluate|0 of 0|",
    "files/basis|2026-W02|ann|met|2 of 2|",
    "files/basis|2026-W02|bob|breach|0 of 1|a3",
    "files/basis|2026-W03|bob|met|1 of 1|",
    "files/basis|2026-W04|ann|breach|0 of 1|a5",
    "files/basis|2026-W05||not-yet-due|0 of 0|",
    "files/independence|2026-W01||cannot-evaluate|0 of 0|",
    "files/independence|2026-W02|ann|breach|1 of 2|a2",
    "files/independence|2026-W02|bob|met|1 of 1|",
    "files/independence|2026-W03|bob|met|1 of 1|",
    "files/independence|2026-W04|ann|met|1 of 1|",
    "files/independence|2026-W05||not-yet-due|0 of 0|",
];
