//! `qac calendar`: the calendar of a year, of a framework or of a file that only has calendars.

use crate::qac::qac;
use crate::support::root;

const LIBRARY: &str = "frameworks/std/calendars.qac";

#[test]
fn a_file_with_several_calendars_asks_for_one() {
    qac(&root(), &["calendar", LIBRARY, "2028"]).could_not_run(
        "no framework says which calendar is meant; write `--calendar` and one of england-and-wales, scotland, \
         northern-ireland",
    );
    qac(&root(), &["calendar", LIBRARY, "2028", "--calendar", "scottland"])
        .could_not_run("`scottland` is not the id of a calendar here; did you mean `scotland`?");
    qac(&root(), &["calendar", "frameworks/std/clocks.qac", "2028"])
        .could_not_run("no calendar is declared here; name a framework, or a file with a `calendar`");
}

#[test]
fn a_year_that_is_not_proclaimed_says_so() {
    let ran = qac(&root(), &["calendar", LIBRARY, "2028", "--calendar", "scotland"]).ended(0);
    insta::assert_snapshot!(ran.output);
    let ran = qac(&root(), &["calendar", LIBRARY, "1977", "--calendar", "scotland"]).ended(0);
    assert!(ran.output.ends_with("\nBank holidays before 1978 are not known to qac.\n"), "{}", ran.output);
}

#[test]
fn a_framework_has_its_own_calendar() {
    let file = "frameworks/rbwm-childrens-services-2016.qac.md";
    let table = qac(&root(), &["calendar", file, "2017"]).ended(0).output;
    let json: serde_json::Value =
        serde_json::from_str(&qac(&root(), &["calendar", file, "2017", "--format", "json"]).ended(0).output).unwrap();
    let days = json["days"].as_array().unwrap();
    assert!(!table.contains('†') && days.iter().all(|day| day["proclaimed"] != false));
    assert!(days.iter().all(|day| table.contains(day["name"].as_str().unwrap())));
    let csv = qac(&root(), &["calendar", file, "2017", "--format", "csv"]).ended(0).output;
    assert_eq!(csv.lines().count(), days.len() + 1);
}
