//! Every framework and example, through every command that prints: a change of any output is seen in a review.

use std::process::Command;

use crate::support::{frameworks_and_examples, root};

/// Where the day of a file's checks and the year of its plans are not the usual ones.
const DATED: &[(&str, &str, &str)] = &[
    ("frameworks/rbwm-childrens-services-2016.qac.md", "2016-10-31", "2017"),
    ("examples/ward.qac.md", "2016-12-01", "2017"),
];
const USUAL: (&str, &str) = ("2026-11-23", "2027");

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_qac")).current_dir(root()).args(arguments).output().unwrap();
    assert_ne!(output.status.code(), Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    format!("$ qac {}\n{}\n", arguments.join(" "), String::from_utf8(output.stdout).unwrap().trim_end())
}

#[test]
fn what_each_file_prints() {
    for file in frameworks_and_examples() {
        let dated = DATED.iter().find(|(name, ..)| *name == file);
        let (day, year) = dated.map_or(USUAL, |(_, day, year)| (*day, *year));
        let (from, to, month) = (format!("{year}-01-01"), format!("{year}-12-31"), format!("{year}-05"));
        let printed = [
            run(&["check", &file, "--as-of", day, "--format", "short"]),
            run(&["coverage", &file]),
            run(&["schedule", &file, "--from", &from, "--to", &to, "--format", "csv"]),
            run(&["year", &file, year, "--format", "md"]),
            run(&["checklist", &file, "--month", &month, "--format", "md"]),
        ];
        let name = file.replace(['/', '.'], "-");
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, printed.join("\n"));
        });
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_in_every_format() {
    let file = "frameworks/rbwm-childrens-services-2016.qac.md";
    let commands: &[&[&str]] = &[
        &["check", file, "--as-of", "2016-10-31", "--format", "json"],
        &["compile", file],
        &["coverage", file, "--format", "json"],
        &["schedule", file, "--from", "2017-01-01", "--to", "2017-12-31", "--format", "json"],
        &["schedule", file, "--from", "2017-01-01", "--to", "2017-12-31", "--format", "html"],
        &["year", file, "2017", "--format", "json"],
        &["checklist", file, "--month", "2017-05", "--format", "html"],
        &["checklist", file, "--month", "2017-05", "--format", "json"],
    ];
    for command in commands {
        assert_eq!(run(command), run(command));
    }
}

/// The last of May 2026 is a Sunday, which its date says; a bank holiday would be named.
#[test]
fn a_checklist_names_the_weekday_of_a_moved_day_once() {
    let folder = tempfile::tempdir().unwrap();
    let rules = r#"framework f "F" { owner: lead  calendar: days  review-due: December 2030 }
calendar days "Days" { holidays: England and Wales }
unit service "Service"
role lead "Lead" { headcount: 1 }
record case "Cases" { columns: case-id text  key: case-id }
population cases "Cases" { records: case }
scale yes-no "Yes or no" { grade yes "Yes"  grade no "No" }
standard sound "Sound" {
  scale: yes-no
  criterion well "Is it sound?"
}
audit files "Files" {
  unit: service
  when: every month on the last day, moved to the working day before
  draw: 3 at random from cases
  auditors: lead
  tests: sound
}
"#;
    let path = folder.path().join("f.qac");
    std::fs::write(&path, rules).unwrap();
    let printed = run(&["checklist", path.to_str().unwrap(), "--month", "2026-05", "--format", "md"]);
    assert!(printed.contains("| **Due** | Friday 29 May 2026, moved from Sunday 31 May 2026 |"), "{printed}");
}
