//! Frameworks of other kinds (a hospital's, a university's, a housing association's): the language is not only for
//! children's services.

use serde_json::Value;

use crate::qac::qac;
use crate::support::{day, root};

const WARD: &str = "frameworks/ward-hand-hygiene-and-records.qac.md";
const UNIVERSITY: &str = "frameworks/university-module-and-programme-review.qac.md";
const HOUSING: &str = "frameworks/housing-fire-safety-and-repairs.qac.md";

/// Each framework, the last day of the month it was published in, and how many numbered paragraphs it has.
const FRAMEWORKS: [(&str, &str, usize); 3] =
    [(WARD, "2026-03-31", 28), (UNIVERSITY, "2026-07-31", 28), (HOUSING, "2026-05-31", 31)];

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&qac(&root(), arguments).ended(0).output).unwrap()
}

/// All that `declaration` itself gives between two days; what follows an occurrence is left out.
fn occurrences(framework: &str, declaration: &str, from: &str, to: &str) -> Vec<Value> {
    let all = json(&["schedule", framework, "--from", from, "--to", to, "--format", "json"]);
    let own = |one: &&Value| one["obligation"] == declaration;
    all["occurrences"].as_array().unwrap().iter().filter(own).cloned().collect()
}

fn dues(occurrences: &[Value]) -> Vec<&str> {
    occurrences.iter().map(|one| one["due"].as_str().unwrap()).collect()
}

/// The cases of `audit` in a year, by the total of the year table.
fn cases(framework: &str, year: &str, audit: &str) -> u64 {
    let table = json(&["year", framework, year, "--format", "json"]);
    let of_audit = |total: &&Value| total["audit"] == audit;
    let total = table["totals"].as_array().unwrap().iter().find(of_audit);
    total.unwrap_or_else(|| panic!("no {audit} in {year}"))["quantity"].as_u64().unwrap()
}

#[test]
fn each_checks_clean_in_the_month_it_was_published() {
    for (framework, published, _) in FRAMEWORKS {
        let arguments = ["check", framework, "--as-of", published, "--format", "short", "--deny", "warnings"];
        qac(&root(), &arguments).ended(0);
    }
}

#[test]
fn every_clause_of_each_is_accounted_for() {
    for (framework, _, paragraphs) in FRAMEWORKS {
        let coverage = json(&["coverage", framework, "--format", "json"]);
        let clauses = coverage["clauses"].as_array().unwrap();
        let numbered = |clause: &&Value| clause["number"].as_str().unwrap().starts_with(|c: char| c.is_ascii_digit());
        assert_eq!(clauses.iter().filter(numbered).count(), paragraphs, "{framework}");
        assert_eq!(coverage["summary"]["unaccounted"], 0, "{framework}");
        assert_eq!(coverage["missing"], serde_json::json!([]), "{framework}");
    }
}

#[test]
fn the_hospital_watches_hands_and_reads_notes_in_every_month() {
    let observations = occurrences(WARD, "hand-hygiene-observations", "2026-04-01", "2027-03-31");
    assert_eq!(observations.len(), 12);
    assert!(observations.iter().all(|one| one["quantity"]["min"] == 60), "{observations:?}");
    assert_eq!(cases(WARD, "2026", "notes-audits"), 360);
}

#[test]
fn the_hospital_board_hears_after_each_quarter_of_the_financial_year() {
    let meetings = occurrences(WARD, "board-meeting", "2026-04-01", "2027-03-31");
    assert_eq!(dues(&meetings), ["2026-04-30", "2026-07-30", "2026-10-29", "2027-01-28"]);
    let reports = occurrences(WARD, "quarterly-board-report", "2026-04-01", "2027-03-31");
    assert_eq!(reports.len(), 4);
    for (report, meeting) in dues(&reports).iter().zip(dues(&meetings)) {
        assert!(day(report) < day(meeting), "{report} is not before {meeting}");
    }
}

#[test]
fn the_university_asks_its_students_in_the_last_fortnight_of_each_term() {
    let asked = occurrences(UNIVERSITY, "module-evaluation", "2026-09-01", "2027-08-31");
    let open: Vec<&str> = asked.iter().map(|one| one["open_until"].as_str().unwrap()).collect();
    assert_eq!(dues(&asked), ["2026-11-30", "2027-03-08", "2027-06-07"]);
    assert_eq!(open, ["2026-12-11", "2027-03-19", "2027-06-18"]);
}

#[test]
fn the_university_counts_its_academic_year() {
    let committee = occurrences(UNIVERSITY, "education-committee-meeting", "2026-09-01", "2027-08-31");
    assert_eq!(committee.len(), 5);
    // 31 October 2026 is a Saturday.
    let reports = occurrences(UNIVERSITY, "annual-programme-report", "2026-09-01", "2027-08-31");
    assert_eq!(dues(&reports), ["2026-10-30"]);
    assert_eq!(cases(UNIVERSITY, "2027", "module-review-reading"), 36);
}

#[test]
fn the_association_tests_alarms_each_week_and_each_door_each_quarter() {
    let tests = occurrences(HOUSING, "alarm-test", "2027-01-01", "2027-12-31");
    assert_eq!(tests.len(), 52);
    assert!(tests.iter().all(|one| day(one["nominal"].as_str().unwrap()).format("%a").to_string() == "Wed"));
    assert!(tests.iter().all(|one| one["for_each"] == "blocks-with-alarm"), "{:?}", tests.first());
    assert_eq!(cases(HOUSING, "2027", "door-checks"), 48 * 4);
}

#[test]
fn the_association_reports_to_its_board_at_the_meeting_after_the_quarter() {
    let reports = occurrences(HOUSING, "quarterly-report", "2026-06-01", "2027-05-31");
    assert_eq!(dues(&reports), ["2026-07-28", "2026-10-27", "2027-01-26", "2027-04-27"]);
    assert_eq!(dues(&reports), dues(&occurrences(HOUSING, "board-meeting", "2026-06-01", "2027-05-31")));
}
