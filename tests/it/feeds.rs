//! `qac schedule --format ics`: what calendars are given, and how they follow from one edition to the next.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::qac::{Ran, qac};
use crate::support::root;

const YEARS: [&str; 2] = ["2017", "2026"];

/// An event of a calendar file: its lines, unfolded, by name. What reminds of it is left out.
type Event = BTreeMap<String, String>;

/// The events of a calendar file, read without help from what wrote it.
fn events(file: &str) -> Vec<Event> {
    assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//qac//"), "{file}");
    assert!(file.ends_with("\r\nEND:VCALENDAR\r\n") && !file.replace("\r\n", "").contains(['\r', '\n']));
    assert!(file.split("\r\n").all(|line| line.len() <= 75));
    let file = file.replace("\r\n ", "");
    let bodies = file.split("BEGIN:VEVENT\r\n").skip(1).map(|rest| rest.split("END:VEVENT").next().unwrap());
    let bodies = bodies.map(|body| body.split("BEGIN:VALARM").next().unwrap());
    let lines = |body: &str| body.lines().map(|line| line.split_once(':').unwrap()).map(owned).collect();
    bodies.map(lines).collect()
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// Every framework and example of the repository.
fn frameworks() -> Vec<String> {
    let folders = ["frameworks", "examples"].into_iter().flat_map(|folder| fs::read_dir(root().join(folder)).unwrap());
    let paths = folders.map(|entry| entry.unwrap().path());
    let paths = paths.map(|path| path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned());
    let mut all: Vec<String> = paths.filter(|path| path.ends_with(".qac.md") || path.ends_with(".qac")).collect();
    all.sort();
    assert!(all.len() > 4);
    all
}

fn schedule(folder: &Path, file: &str, year: &str, more: &[&str]) -> Ran {
    let (from, to) = (format!("{year}-01-01"), format!("{year}-12-31"));
    qac(folder, &[&["schedule", file, "--from", &from, "--to", &to], more].concat())
}

fn feed(folder: &Path, file: &str, more: &[&str]) -> Vec<Event> {
    events(&schedule(folder, file, "2017", &[&["--format", "ics"], more].concat()).ended(0).output)
}

fn basic(day: &Value) -> String {
    day.as_str().unwrap().replace('-', "")
}

#[test]
fn every_calendar_holds_the_days_of_the_schedule() {
    for file in frameworks() {
        for year in YEARS {
            let json = schedule(&root(), &file, year, &["--format", "json"]).ended(0).output;
            let json: Value = serde_json::from_str(&json).unwrap();
            let calendar = schedule(&root(), &file, year, &["--format", "ics", "--remind", "7"]).ended(0).output;
            let events = events(&calendar);
            let planned: Vec<String> =
                json["occurrences"].as_array().unwrap().iter().map(|one| basic(&one["due"])).collect();
            let shown: Vec<&str> = events.iter().map(|event| event["DTSTART;VALUE=DATE"].as_str()).collect();
            assert_eq!(shown, planned, "{file}");
            assert!(events.iter().all(|event| event["DTEND;VALUE=DATE"] > event["DTSTART;VALUE=DATE"]));
            assert_eq!(calendar.matches("BEGIN:VALARM").count(), events.len());
            let again = schedule(&root(), &file, year, &["--format", "ics", "--remind", "7"]).output;
            assert_eq!(calendar, again, "{file}: two runs differ");
        }
    }
}

#[test]
fn no_two_events_of_a_decade_have_one_id_and_none_depends_on_the_days_asked_for() {
    for file in frameworks() {
        let ids = |from: &str, to: &str| -> Vec<String> {
            let ran = qac(&root(), &["schedule", &file, "--from", from, "--to", to, "--format", "ics"]).ended(0);
            events(&ran.output).into_iter().map(|event| event["UID"].clone()).collect()
        };
        let all = ids("2020-01-01", "2029-12-31");
        let different: BTreeSet<&String> = all.iter().collect();
        assert_eq!(different.len(), all.len(), "{file}");
        assert!(ids("2026-03-01", "2026-03-31").iter().all(|id| different.contains(id)), "{file}");
    }
}

#[test]
fn a_day_that_may_still_move_says_so() {
    let ran = schedule(&root(), "examples/ward.qac.md", "2039", &["--format", "ics"]).ended(0);
    let may_move = "It may move: bank holidays are not proclaimed so far ahead";
    assert!(events(&ran.output).iter().all(|event| event["DESCRIPTION"].contains(may_move)));
    let soon = feed(&root(), "examples/ward.qac.md", &[]);
    assert!(soon.iter().all(|event| !event["DESCRIPTION"].contains(may_move)));
}

const OLDER: &str = r#"
framework ward "Ward framework" {
  owner: matron
  calendar: days
  review-due: 31 December 2030
  edition first "First edition" { date: 1 March 2016 }
}
calendar days "Days" {
  week: Monday to Friday
  holidays: England and Wales
  non-working-days: moved to the working day before
}
role matron "Matron"
role nurse "Nurse" { reports-to: matron }
duty rounds "Rounds" { who: nurse  must: "go round"  when: in May and June }
duty count-beds "Count the beds" { who: nurse  must: "count the beds"  when: every year on 29 December }
duty ask "Ask" { who: matron  must: "ask"  when: every year on 3 July }
"#;

/// The edition after [`OLDER`], with `edits` made.
fn newer(edits: &[(&str, &str)]) -> String {
    let issue = ("  edition first", "  edition second \"Second edition\" { date: 1 March 2017 }\n  edition first");
    [issue].iter().chain(edits).fold(OLDER.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    })
}

/// The feed of a newer edition after [`OLDER`]: id, day and state of each event.
fn after(edits: &[(&str, &str)], more: &[&str]) -> Vec<String> {
    let folder = editions(&newer(edits));
    let events = feed(folder.path(), "new.qac", &[&["--since", "old.qac"], more].concat());
    let told = events.iter().map(|event| {
        assert_eq!((event["SEQUENCE"].as_str(), event["DTSTAMP"].as_str()), ("1", "20170301T000000Z"));
        let id = event["UID"].strip_suffix("@ward.qac").unwrap();
        format!("{id} {} {}", event["DTSTART;VALUE=DATE"], event["STATUS"].to_lowercase())
    });
    told.collect()
}

fn editions(new: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.qac"), OLDER).unwrap();
    fs::write(folder.path().join("new.qac"), new).unwrap();
    folder
}

const UNCHANGED: [&str; 4] = [
    "rounds.2017-05 20170531 confirmed",
    "rounds.2017-06 20170630 confirmed",
    "ask.2017 20170703 confirmed",
    "count-beds.2017 20171229 confirmed",
];

#[test]
fn a_newer_edition_outranks_the_older_and_cancels_nothing_that_it_keeps() {
    assert_eq!(after(&[], &[]), UNCHANGED);
    let folder = editions(&newer(&[]));
    let first = feed(folder.path(), "old.qac", &[]);
    assert!(first.iter().all(|event| event["SEQUENCE"] == "0" && event["DTSTAMP"] == "20160301T000000Z"));
}

#[test]
fn what_a_newer_edition_drops_is_cancelled_on_its_old_day() {
    let dropped = [("in May and June", "in May")];
    assert_eq!(after(&dropped, &[])[1], "rounds.2017-06 20170630 cancelled");
    let folder = editions(&newer(&dropped));
    let events = feed(folder.path(), "new.qac", &["--since", "old.qac", "--remind", "3"]);
    let cancelled = events.iter().find(|event| event["STATUS"] == "CANCELLED").unwrap();
    assert_eq!(cancelled["SUMMARY"], "Cancelled: Rounds");
    assert!(cancelled["DESCRIPTION"].starts_with("Cancelled\\nWhat to do: go round\\n"), "{cancelled:?}");
    assert!(cancelled["DESCRIPTION"].ends_with("\\nNo longer planned in: Ward framework\\, Second edition"));
    let ran = schedule(folder.path(), "new.qac", "2017", &["--format", "ics", "--since", "old.qac", "--remind", "3"]);
    assert_eq!(ran.output.matches("BEGIN:VALARM").count(), events.len() - 1, "nobody is reminded of what is cancelled");
}

#[test]
fn what_was_renamed_or_moved_is_the_same_event() {
    assert_eq!(after(&[("duty ask \"Ask\" {", "duty survey \"Ask\" { was: ask ")], &[]), UNCHANGED);
    assert_eq!(after(&[("on 3 July", "on 10 July")], &[])[2], "ask.2017 20170710 confirmed");
    // Out of the days asked for, but not out of the plan.
    let next_year = [
        ("non-working-days: moved to the working day before", "non-working-days: moved to the next working day"),
        ("29 December", "30 December"),
    ];
    assert_eq!(after(&next_year, &[])[3], "count-beds.2017 20180102 confirmed");
}

#[test]
fn what_is_another_role_s_now_is_cancelled_in_the_calendar_of_the_first() {
    let handed_over = [("who: matron  must: \"ask\"", "who: nurse  must: \"ask\"")];
    assert_eq!(after(&handed_over, &["--for", "matron"]), ["ask.2017 20170703 cancelled"]);
    assert_eq!(after(&handed_over, &["--for", "nurse"])[2], "ask.2017 20170703 confirmed");
    let new_role =
        [("role nurse", "role cook \"Cook\"\nrole nurse"), ("who: matron  must: \"ask\"", "who: cook  must: \"ask\"")];
    assert_eq!(after(&new_role, &["--for", "cook"]), ["ask.2017 20170703 confirmed"]);
}

#[test]
fn the_calendar_of_a_role_that_is_no_more_is_cancelled() {
    let by_matron = [("role nurse \"Nurse\" { reports-to: matron }\n", ""), ("who: nurse", "who: matron")];
    let folder = editions(&newer(&by_matron));
    let all = ["--format", "ics", "--since", "old.qac", "--per-role", "-o", "."];
    schedule(folder.path(), "new.qac", "2017", &all).ended(0);
    let calendar = |role: &str| fs::read_to_string(folder.path().join(format!("schedule-{role}.ics"))).unwrap();
    let nurse = events(&calendar("nurse"));
    assert!(nurse.len() == 3 && nurse.iter().all(|event| event["STATUS"] == "CANCELLED"), "{nurse:?}");
    assert!(calendar("nurse").contains("\r\nNAME:Ward framework: Nurse\r\n"));
    let matron = events(&calendar("matron"));
    assert!(matron.len() == 4 && matron.iter().all(|event| event["STATUS"] == "CONFIRMED"), "{matron:?}");
}

#[test]
fn an_older_edition_has_to_be_one() {
    let folder = editions(&newer(&[("framework ward", "framework theatre")]));
    let since = |new: &str, old: &str| schedule(folder.path(), new, "2017", &["--format", "ics", "--since", old]);
    since("new.qac", "old.qac").could_not_run(
        "`old.qac` is not an older edition of `new.qac`; the two have different ids; a framework that was renamed says so with `was`",
    );
    since("old.qac", "old.qac").could_not_run(
        "`old.qac` has no edition that `old.qac` does not have; write an `edition` for it, so that calendars know which of the two is newer",
    );
    since("new.qac", "odd.qac").could_not_run("cannot read `odd.qac`: there is no such file; did you mean `old.qac`?");
    fs::write(folder.path().join("old.qac"), "role matron\nrole matron").unwrap();
    let ran = since("new.qac", "old.qac");
    assert_eq!((ran.code, ran.output.as_str()), (1, ""));
    assert!(ran.errors.ends_with("nothing was made from `old.qac`: mend the errors above first\n"), "{}", ran.errors);
}

#[test]
fn options_of_calendars_are_refused_elsewhere() {
    let refused = |more: &[&str]| schedule(&root(), "examples/ward.qac.md", "2017", more);
    refused(&["--since", "x"]).could_not_run("`--since` is for calendar files; add `--format ics`");
    refused(&["--remind", "7"]).could_not_run("`--remind` is for calendar files; add `--format ics`");
    refused(&["--format", "ics", "--remind", "400"])
        .could_not_run("`400` does not do for `--remind`; write a number of days from 0 to 365");
    refused(&["--format", "ics", "--per-role"])
        .could_not_run("`--output` is missing; `qac schedule --help` shows an example");
}

#[test]
fn each_role_has_a_file_that_is_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let calendars = folder.path().join("calendars");
    let to = calendars.to_str().unwrap();
    let all = ["--format", "ics", "--per-role", "-o", to];
    let written = schedule(&root(), "examples/ward.qac.md", "2017", &all).ended(0).output;
    let mut names: Vec<String> =
        fs::read_dir(&calendars).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let of = ["cook", "managers", "matron", "ward-manager"];
    let of: Vec<String> = of.iter().map(|role| format!("schedule-{role}.ics")).collect();
    assert_eq!(names, of);
    assert_eq!(written.lines().count(), names.len());

    let cook = fs::read_to_string(calendars.join("schedule-cook.ics")).unwrap();
    let printed = schedule(&root(), "examples/ward.qac.md", "2017", &["--format", "ics", "--for", "cook"]).ended(0);
    assert_eq!(cook, printed.output);
    assert!(cook.contains("\r\nX-WR-CALNAME:Ward quality framework: Cook\r\n"));

    // On a day with nothing to do a calendar is emptied, not left as it was; a file of somebody else is kept.
    let idle = [&["schedule", "examples/ward.qac.md", "--from", "2017-01-02", "--to", "2017-01-02"], &all[..]].concat();
    qac(&root(), &idle).ended(0);
    let emptied = fs::read_to_string(calendars.join("schedule-cook.ics")).unwrap();
    assert!(events(&emptied).is_empty() && emptied.contains("\r\nBEGIN:VTIMEZONE\r\n"), "{emptied}");
    fs::write(calendars.join("schedule-cook.ics"), "BEGIN:VCALENDAR\r\nPRODID:theirs\r\n").unwrap();
    let refused = qac(&root(), &idle);
    assert_eq!(refused.code, 2);
    let kept = "schedule-cook.ics` is there already, and qac did not write it; ";
    assert!(refused.errors.contains(kept), "{}", refused.errors);
    qac(&root(), &[&idle[..], &["--force"]].concat()).ended(0);

    let one = ["--format", "ics", "--unit", "kitchen", "-o", to];
    schedule(&root(), "examples/ward.qac.md", "2017", &one).ended(0);
    assert!(calendars.join("schedule-kitchen.ics").is_file());
}

#[test]
fn several_formats_of_one_run_are_those_of_a_run_each() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("year");
    let formats = ["table", "csv", "json", "md", "ics", "html"];
    let all = ["--format", &formats.join(","), "-o", to.to_str().unwrap()];
    let written = schedule(&root(), "examples/ward.qac.md", "2017", &all).ended(0).output;
    assert_eq!(written.lines().count(), formats.len());
    for format in formats {
        let extension = if format == "table" { "txt" } else { format };
        let kept = fs::read_to_string(to.join(format!("schedule.{extension}"))).unwrap();
        let printed = schedule(&root(), "examples/ward.qac.md", "2017", &["--format", format]).ended(0).output;
        assert!(kept.starts_with(printed.trim_end()), "{format}");
    }
    schedule(&root(), "examples/ward.qac.md", "2017", &all).ended(0);
    // Somebody may have written into a table, so that none of the files is written again unasked.
    let table = fs::read_to_string(to.join("schedule.csv")).unwrap();
    fs::write(to.join("schedule.csv"), table + "a note\n").unwrap();
    fs::write(to.join("schedule.ics"), "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//qac//old").unwrap();
    schedule(&root(), "examples/ward.qac.md", "2017", &all).could_not_run(&format!(
        "`{}` is there already, and nothing in a table of comma-separated values tells who wrote in it; name another folder, or replace it with `--force`",
        to.join("schedule.csv").display()
    ));
    assert!(fs::read_to_string(to.join("schedule.ics")).unwrap().ends_with("old"));
    schedule(&root(), "examples/ward.qac.md", "2017", &[&all[..], &["--force"]].concat()).ended(0);
    assert!(!fs::read_to_string(to.join("schedule.ics")).unwrap().ends_with("old"));

    let refused = |more: &[&str]| schedule(&root(), "examples/ward.qac.md", "2017", more);
    refused(&["--format", "csv,ics"]).could_not_run(
        "several formats cannot all go to standard output; name the folder to write them to: add `-o DIR`",
    );
    refused(&["--format", "csv,csv", "-o", "x"]).could_not_run("a format is named twice; name each once");
    refused(&["--format", "csv,ics", "--per-role"])
        .could_not_run("`--output` is missing; `qac schedule --help` shows an example");
}
