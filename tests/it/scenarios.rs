//! Scenarios: those of every framework hold, and what fails says what came.

use qac::diagnostic::Severity;
use qac::plan::{Verdict, trial};
use serde_json::Value;

use crate::qac::qac;
use crate::support::{analysis_at, analysis_of, root};

const FRAMEWORK: &str = "frameworks/rbwm-childrens-services-2016.qac.md";

/// A small service with an event, a duty with a ladder for those who miss it, and a measure.
const SERVICE: &str = r#"
framework small "Small" { owner: head  calendar: days  review-due: 31 December 2030 }
calendar days "Days" { week: Monday to Friday }
role head "Head"
role worker "Worker"
role manager "Manager"
record case "Cases" { columns: case-id text, team text, urgent yes-no, grade grade or empty, opened date, done date or empty }
scale grades "Grades" {
  grade good "Good"
  grade fair "Fair"
  grade poor "Poor"
}
event opened "A case is opened" { happens-to: case  seen-in: case.opened }
duty visit "Visit" {
  who: worker  must: "visit"  when: at each opened where urgent is yes and grade is at most fair
  due: within 2 working days of opened
  if-missed: late-visit
  share: to manager, within 1 working day of completion
}
escalation late-visit "A visit is late" {
  when: at each missed-visit
  bypass: second
  level first { tell: manager  by: worker  within: on the same day  if-unanswered: second, after 1 working day }
  level second { tell: head  by: manager  within: on the same day  if-unanswered: ends here }
}
event missed-visit "A visit was missed" { happens-to: case }
measure done "Cases that are done" { value: share of case with (done is not empty), by month and team }
threshold few "Few are done" { measure: done  bound: below 50% in 3 months running  tell: head  within: within 5 working days }
"#;

/// What comes of one scenario: a line for each expectation, and below one that fails what came.
#[track_caller]
fn check(scenario: &str, expected: &str) {
    let text = format!("{SERVICE}\nscenario s \"S\" {{\n{scenario}\n}}\n");
    let analysis = analysis_of("small.qac", &text, None);
    let errors: Vec<_> =
        analysis.diagnostics.iter().filter(|one| one.severity == Severity::Error).map(|one| &one.message).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let tried = trial(&analysis.model).scenarios;
    let lines: Vec<String> = tried[0].verdicts.iter().flat_map(lines).collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, expected);
}

fn lines(verdict: &Verdict) -> Vec<String> {
    if verdict.holds {
        return vec![format!("holds: {}", verdict.expected)];
    }
    let came = verdict.came.iter().map(|came| format!("came: {came}"));
    std::iter::once(format!("fails: {}", verdict.expected)).chain(came).collect()
}

#[test]
fn a_duty_waits_for_its_event_and_for_its_condition() {
    check(
        "on 3 March 2026: opened with urgent yes, grade poor
         on 4 March 2026: opened with urgent yes, grade good
         on 5 March 2026: opened with urgent no, grade poor
         on 6 March 2026: opened with grade poor
         expect: visit from worker by 5 March 2026
         expect: visit from worker by 6 March 2026
         expect: 1 visit in March 2026
         expect: no visit",
        "holds: visit from worker by 5 March 2026
         fails: visit from worker by 6 March 2026
         came: visit from worker by 5 March 2026
         came: visit tells manager from worker
         holds: 1 visit in March 2026
         fails: no visit
         came: visit from worker by 5 March 2026
         came: visit tells manager from worker",
    );
}

#[test]
fn what_is_done_late_was_missed_and_starts_the_ladder() {
    check(
        "on 3 March 2026: opened with urgent yes, grade poor
         on 6 March 2026: visit is done
         expect: visit missed on 6 March 2026
         expect: late-visit level first tells manager by 5 March 2026
         expect: late-visit level second tells head by 6 March 2026
         expect: visit tells manager by 9 March 2026",
        "fails: visit missed on 6 March 2026
         came: visit from worker by 5 March 2026, done on 6 March 2026
         holds: late-visit level first tells manager by 5 March 2026
         holds: late-visit level second tells head by 6 March 2026
         holds: visit tells manager by 9 March 2026",
    );
    check(
        "on 3 March 2026: opened with urgent yes, grade poor
         on 5 March 2026: visit is done
         expect: no late-visit
         expect: visit missed on 9 March 2026",
        "holds: no late-visit
         fails: visit missed on 9 March 2026
         came: visit from worker by 5 March 2026, done on 5 March 2026",
    );
}

#[test]
fn a_ladder_stops_where_it_is_answered_and_a_serious_matter_starts_higher() {
    check(
        "on 3 March 2026: missed-visit
         on 4 March 2026: late-visit is answered
         expect: late-visit level first tells manager from worker by 3 March 2026
         expect: late-visit level second tells head by 4 March 2026",
        "holds: late-visit level first tells manager from worker by 3 March 2026
         holds: late-visit level second tells head by 4 March 2026",
    );
    check(
        "on 3 March 2026: missed-visit
         on 3 March 2026: late-visit is answered
         expect: no late-visit level second",
        "holds: no late-visit level second",
    );
    check(
        "on 3 March 2026: missed-visit as a serious matter
         expect: no late-visit level first
         expect: late-visit level second tells head by 3 March 2026",
        "holds: no late-visit level first
         holds: late-visit level second tells head by 3 March 2026",
    );
}

#[test]
fn a_bound_is_crossed_in_periods_running_group_by_group() {
    let three = "on 31 January 2026: done is 40% for \"a\"
                 on 28 February 2026: done is 49% for \"a\"
                 on 28 February 2026: done is 10% for \"b\"
                 on 31 March 2026: done is 10% for \"b\"";
    check(
        &format!("{three}\n on 31 March 2026: done is 0% for \"a\"\n expect: few tells head by 7 April 2026"),
        "holds: few tells head by 7 April 2026",
    );
    check(&format!("{three}\n on 31 March 2026: done is 50% for \"a\"\n expect: no few"), "holds: no few");
    check(&format!("{three}\n on 30 April 2026: done is 0% for \"a\"\n expect: no few"), "holds: no few");
}

#[test]
fn every_scenario_of_every_framework_holds() {
    let frameworks = std::fs::read_dir(root().join("frameworks")).unwrap().map(|entry| entry.unwrap().path());
    let mut tried = 0;
    for path in frameworks.filter(|path| path.extension().is_some_and(|extension| extension == "md")) {
        let name = format!("frameworks/{}", path.file_name().unwrap().to_str().unwrap());
        let trial = trial(&analysis_at(&name, None).model);
        for scenario in &trial.scenarios {
            let failed: Vec<String> =
                scenario.verdicts.iter().filter(|verdict| !verdict.holds).flat_map(lines).collect();
            assert!(failed.is_empty(), "{name}: {}: {failed:?}", scenario.scenario.id);
            assert!(!scenario.verdicts.is_empty(), "{name}: {} expects nothing", scenario.scenario.id);
        }
        tried += trial.scenarios.len();
    }
    assert!(tried >= 25, "{tried}");
}

#[test]
fn the_command_tells_of_each_and_fails_with_one() {
    let told = qac(&root(), &["test", FRAMEWORK]).ended(0).output;
    assert!(told.contains("nobody-answers-a-worry: An auditor finds a child unsafe and nobody answers"), "{told}");
    assert!(told.contains("36 scenarios: 36 hold, 0 fail."), "{told}");
    let json: Value =
        serde_json::from_str(&qac(&root(), &["test", FRAMEWORK, "--format", "json"]).ended(0).output).unwrap();
    assert_eq!(json["summary"]["hold"], 36);
    assert_eq!(json["scenarios"][0]["holds"], true);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("small.qac");
    let failing = "scenario s \"S\" {\n  on 3 March 2026: missed-visit\n  expect: late-visit level first tells head by 3 March 2026\n}\n";
    std::fs::write(&file, format!("{SERVICE}{failing}")).unwrap();
    let told = qac(folder.path(), &["test", "small.qac"]).ended(1).output;
    insta::assert_snapshot!(told);
}
