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

const SCHOOL: &str = r#"framework ours "Ours" {
  owner:      head
  calendar:   school
  review-due: 31 December 2030
}
role head "Head"
calendar school "School days" {
  term summer-2026 "Summer term 2026" { dates: 13 April 2026 to 21 July 2026 }
  terms-from-file:    "days/terms.csv"
  closures-from-file: "days/closures.ics"
  holidays-from-file: "days/single.csv"
}
duty look "Look at files" { who: head  must: "look at the files"  when: every term }
"#;
const TERMS: &str = "Name,Start date,End date\r\nAutumn term 2026,01/09/2026,18/12/2026\r\n";
const CLOSURES: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Winter closure\r\nDTSTART;VALUE=DATE:20261224\r\n\
    DTEND;VALUE=DATE:20270102\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
const SINGLE: &str = "date,name\nFriday 12 June 2026,Founders' day\n";

/// A framework whose calendar takes days from three files.
fn school(terms: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("days")).unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("school.qac", SCHOOL);
    write("days/terms.csv", terms);
    write("days/closures.ics", CLOSURES);
    write("days/single.csv", SINGLE);
    folder
}

#[test]
fn days_of_files_are_days_of_the_calendar() {
    let folder = school(TERMS);
    let csv = qac(folder.path(), &["calendar", "school.qac", "2026", "--format", "csv"]).ended(0).output;
    let days: Vec<&str> = csv.lines().filter(|line| !line.contains(",quarter,")).skip(1).collect();
    insta::assert_snapshot!(days.join("\n"), @"
    2026-04-13,term,Summer term 2026,2026-07-21,,,,school,Ours,
    2026-06-12,holiday,Founders' day,,,,,school,Ours,
    2026-09-01,term,Autumn term 2026,2026-12-18,,,,school,Ours,
    2026-12-24,closure,Winter closure,2027-01-01,,,,school,Ours,
    ");
    let schedule = ["schedule", "school.qac", "--from", "2026-09-01", "--to", "2026-12-31", "--format", "csv"];
    assert!(qac(folder.path(), &schedule).ended(0).output.contains("\nlook/autumn-term-2026,"));
}

#[test]
fn a_mistake_in_a_file_of_days_is_shown_in_that_file() {
    let check = |terms: &str| {
        let folder = school(terms);
        qac(folder.path(), &["check", "school.qac", "--format", "short", "--as-of", "2026-01-01"]).ended(1).output
    };
    insta::assert_snapshot!(
        [
            check("name,from,to\nAutumn term,31/09/2026,18/12/2026\n"),
            check("name,from,to\nAutumn term,18/12/2026,01/09/2026\n"),
            check("name,from,to,id\nAutumn term,01/09/2026,18/12/2026,Autumn Term\n"),
            check("id,name,from,to\nsummer-2026,Again,01/09/2026,18/12/2026\n"),
            check("name,from,to\nOverlapping,01/07/2026,18/12/2026\n"),
            check(&format!("name,from\n{}", "No day\n".repeat(22))).lines().take(2).collect::<Vec<_>>().join("\n"),
        ]
        .join("\n"),
        @"
        days/terms.csv:2:13: error[QAC0006] `31/09/2026` is not a day

        days/terms.csv:2:24: error[QAC0307] this range ends before it starts

        days/terms.csv:2:35: error[QAC0112] the id `Autumn Term` is not in lower-case words joined by hyphens

        days/terms.csv:2:1: error[QAC0202] `summer-2026` stands twice in `school`

        days/terms.csv:2:1: error[QAC0307] the terms `summer-2026` and `overlapping` overlap

        school.qac:9:23: error[QAC0006] this file has 2 more mistakes
        days/terms.csv:2:1: error[QAC0006] this row has no day
        "
    );
}

#[test]
fn a_file_of_days_that_is_not_there_or_cannot_be_one_is_a_finding() {
    let folder = school(TERMS);
    let text = SCHOOL.replace("terms.csv", "term.csv").replace("closures.ics", "closures.xlsx");
    std::fs::write(folder.path().join("school.qac"), text.replace("who: head", "who: nobody")).unwrap();
    let ran = qac(folder.path(), &["check", "school.qac", "--format", "plain", "--as-of", "2026-01-01"]).ended(1);
    insta::assert_snapshot!(ran.output, @r#"
    Error QAC0003, school.qac, line 9, column 23.
    `days/term.csv` cannot be used: there is no such file.
    Line 9 reads: terms-from-file:    "days/term.csv"
    There: Used here.
    Help: Write the path from this file to the other one, such as `terms-2026.csv`; from Excel, save it as `CSV UTF-8`.

    Error QAC0006, school.qac, line 10, column 23.
    `days/closures.xlsx` is neither a table nor a calendar file.
    Line 10 reads: closures-from-file: "days/closures.xlsx"
    There: Its name ends in neither `.csv` nor `.ics`.
    Help: In Excel save the sheet as `CSV UTF-8`; from Outlook or Google export the calendar as `.ics`.

    Error QAC0201, school.qac, line 13, column 34.
    Nothing here is called `nobody`.
    Line 13 reads: duty look "Look at files" { who: nobody  must: "look at the files"  when: every term }
    There: The name of a role, a team, a body or an organisation is meant.
    Help: Declare it, or write the name of a role, a team, a body or an organisation that is declared.

    3 errors
    "#);
}
