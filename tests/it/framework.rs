//! The real framework: what must come out of it, as its readers would count.

use std::collections::BTreeMap;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::{analysis_of, day, root, short};

const FRAMEWORK: &str = "frameworks/rbwm-childrens-services-2016.qac.md";

fn qac(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_qac")).current_dir(root()).args(arguments).output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = qac(arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn schedule() -> Vec<Value> {
    let all = json(&["schedule", FRAMEWORK, "--from", "2017-01-01", "--to", "2017-12-31", "--format", "json"]);
    all["occurrences"].as_array().unwrap().clone()
}

fn of<'all>(occurrences: &'all [Value], declaration: &str) -> Vec<&'all Value> {
    // An id is the declaration's and its period's; what follows an occurrence has one part more.
    let own = |one: &&Value| {
        let period = one["id"].as_str().unwrap().strip_prefix(&format!("{declaration}/"));
        period.is_some_and(|period| !period.contains('/'))
    };
    occurrences.iter().filter(own).collect()
}

#[test]
fn it_checks_clean_on_the_day_it_was_published() {
    let output = qac(&["check", FRAMEWORK, "--as-of", "2016-10-31", "--format", "short"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(!String::from_utf8_lossy(&output.stdout).contains("error["));
}

#[test]
fn a_review_that_is_late_is_said_with_its_days() {
    let output = qac(&["check", FRAMEWORK, "--as-of", "2017-10-02", "--format", "short"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("QAC0405") && said.contains("30 September 2017, 2 days ago"), "{said}");
}

#[test]
fn every_clause_is_accounted_for() {
    let coverage = json(&["coverage", FRAMEWORK, "--format", "json"]);
    let clauses = coverage["clauses"].as_array().unwrap();
    let numbered = |clause: &&Value| clause["number"].as_str().unwrap().starts_with(|c: char| c.is_ascii_digit());
    assert_eq!(clauses.iter().filter(numbered).count(), 65);
    assert!(clauses.iter().any(|clause| clause["number"] == "Appendix 1"));
    assert_eq!(coverage["summary"]["unaccounted"], 0);
    assert!(coverage["summary"]["executed"].as_u64().unwrap() >= 45, "{}", coverage["summary"]);
    assert_eq!(coverage["missing"], serde_json::json!(["6.6"]));
    for gap in coverage["gaps"].as_array().unwrap() {
        assert!(gap["owner"].as_str().is_some_and(|owner| !owner.is_empty()), "{gap}");
        assert!(gap["due"].as_str().is_some_and(|due| due.len() == 10), "{gap}");
    }
}

#[test]
fn the_year_is_the_appendix() {
    let year = json(&["year", FRAMEWORK, "2017", "--format", "json"]);
    let totals: BTreeMap<String, u64> = year["totals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|total| (total["audit"].as_str().unwrap().to_owned(), total["quantity"].as_u64().unwrap()))
        .collect();
    let expected = [
        ("early-help-case-files", 140),
        ("early-help-deep-dives", 20),
        ("social-care-case-files", 250),
        ("social-care-deep-dives", 20),
    ];
    for (audit, quantity) in expected {
        assert_eq!(totals.get(audit), Some(&quantity), "{audit} in {totals:?}");
    }
    let mut by_basis: BTreeMap<&str, Vec<(u64, u64)>> = BTreeMap::new();
    for month in year["months"].as_array().unwrap() {
        for cell in month["cells"].as_array().unwrap().iter().filter(|cell| cell["audit"] == "early-help-case-files") {
            let basis = cell["basis"].as_str().unwrap();
            let entry = (month["month"].as_u64().unwrap(), cell["quantity"].as_u64().unwrap());
            by_basis.entry(basis).or_default().push(entry);
        }
    }
    let months = |basis: &str| by_basis[basis].iter().map(|(month, _)| *month).collect::<Vec<_>>();
    let cases = |basis: &str| by_basis[basis].iter().map(|(_, cases)| cases).sum::<u64>();
    assert_eq!((months("own"), cases("own")), (vec![1, 5, 7, 9, 12], 70));
    assert_eq!((months("peer"), cases("peer")), (vec![2, 3, 6, 10, 11], 70));
}

#[test]
fn the_schedule_of_2017_has_what_the_text_promises() {
    let all = schedule();
    assert_eq!(of(&all, "performance-meeting").len(), 6);
    assert_eq!(of(&all, "corporate-parenting-forum").len(), 6);
    let observations = of(&all, "conference-observations");
    assert_eq!(observations.len(), 4);
    assert!(observations.iter().all(|one| one["quantity"]["min"].as_u64() >= Some(2)), "{observations:?}");
    let kinds: Vec<&str> = all.iter().map(|one| one["kind"].as_str().unwrap()).collect();
    for kind in ["audit", "meeting", "report", "duty", "feedback", "observation", "review"] {
        assert!(kinds.contains(&kind), "no {kind}");
    }
    let survey = of(&all, "psychology-survey");
    assert_eq!(survey.len(), 1);
    assert_eq!(survey[0]["nominal"], "2017-10-02");
    assert_eq!(survey[0]["open_until"], "2017-10-22");
    assert_eq!(of(&all, "end-of-term-file-audit").len(), 3);
}

#[test]
fn nothing_of_2017_falls_due_on_a_day_off() {
    let bank_holidays = [
        "2017-01-02",
        "2017-04-14",
        "2017-04-17",
        "2017-05-01",
        "2017-05-29",
        "2017-08-28",
        "2017-12-25",
        "2017-12-26",
    ];
    for one in schedule() {
        let due = one["due"].as_str().unwrap();
        let weekday = day(due).format("%a").to_string();
        assert!(!matches!(weekday.as_str(), "Sat" | "Sun"), "{one}");
        assert!(!bank_holidays.contains(&due), "{one}");
        assert!(!one["clauses"].as_array().unwrap().is_empty(), "{one}");
        assert!(!one["bearers"].as_array().unwrap().is_empty(), "{one}");
    }
}

#[test]
fn a_changed_figure_month_or_headcount_names_both_clauses() {
    let text = std::fs::read_to_string(root().join(FRAMEWORK)).unwrap();
    let changes = [
        ("draw:           14 at random", "draw:           15 at random", "QAC0506", ["clause 5.9", "Appendix 1"]),
        ("headcount:  7", "headcount:  6", "QAC0505", ["clause 5.9", "clause 5.9"]),
        (
            "every month except April and August",
            "every month except April and July",
            "QAC0506",
            ["clause 5.9", "Appendix 1"],
        ),
    ];
    for (old, new, code, clauses) in changes {
        assert!(text.contains(old), "`{old}` stands in the framework no more");
        let changed = text.replacen(old, new, 1);
        let analysis = analysis_of(FRAMEWORK, &changed, Some(day("2016-10-31")));
        let found = short(&analysis);
        let line = found.lines().find(|line| line.contains(code)).unwrap_or_else(|| panic!("{new}: {found}"));
        for clause in clauses {
            assert!(line.contains(clause), "{line}");
        }
    }
}
