//! The contract of the command line: exit codes, streams, help, and files that are written.
use std::fs;
use std::path::Path;

use tempfile::{TempDir, tempdir};

use crate::qac::{qac, qac_into_closed_pipe};

/// A framework with one error and one warning.
const FAULTY: &str = "```qac\nrole team-manager \"Team manager\" { reports-to: nobody }\n```\n\n1.1 Nothing follows.\n";

/// A folder with the framework of `qac new`.
fn begun() -> TempDir {
    let folder = tempdir().unwrap();
    qac(folder.path(), &["new"]).ended(0);
    // What the examples of `query` and `comply` name beside the framework.
    fs::create_dir(folder.path().join("records")).unwrap();
    fs::write(folder.path().join("records/qa_audit.csv"), "audit_id\n").unwrap();
    let case = |place: u32| format!("C{place:02},M{},2026-01-05,\n", place % 3);
    let cases = "case_id,holder,opened_on,closed_on\n".to_owned() + &(0..12).map(case).collect::<String>();
    fs::write(folder.path().join("cases.csv"), cases).unwrap();
    let post = |place: u32| format!("M{place},team-manager\n");
    let roster = "person,role\n".to_owned() + &(0..4).map(post).collect::<String>();
    fs::write(folder.path().join("roster.csv"), roster).unwrap();
    for map in ["site.qac", "town-hall.qac"] {
        fs::write(folder.path().join(map), "site here \"Here\" {}\n").unwrap();
    }
    folder
}

fn with(name: &str, text: &str) -> TempDir {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    folder
}

/// Draws for May in a folder that was begun: all cases but two, so that every key of the examples is drawn or in reserve.
fn drawn(folder: &Path) {
    let arguments = ["sample", "framework.qac.md", "--audit", "case-file-audits", "--month", "2026-05"];
    let more = ["--cases", "cases.csv", "--roster", "roster.csv", "--seed", "1", "-o", "draws"];
    qac(folder, &[&arguments[..], &more].concat()).ended(0);
}

/// The commands that the help lists.
fn commands() -> Vec<String> {
    let help = qac(Path::new("."), &["--help"]).ended(0).output;
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    lines.map(|line| line.split_whitespace().next().unwrap().to_owned()).filter(|name| name != "help").collect()
}

#[test]
fn the_help_lists_the_commands() {
    insta::assert_snapshot!("help", qac(Path::new("."), &["--help"]).ended(0).output);
}

#[test]
fn every_command_has_help() {
    for command in commands() {
        let help = qac(Path::new("."), &[&command, "--help"]).ended(0).output;
        insta::assert_snapshot!(format!("help_{command}"), help);
        assert_eq!(qac(Path::new("."), &["help", &command]).ended(0).output, help);
    }
}

#[test]
fn the_examples_of_the_help_run() {
    for command in commands() {
        let help = qac(Path::new("."), &[&command, "--help"]).ended(0).output;
        let examples: Vec<&str> = help.lines().filter_map(|line| line.strip_prefix("  qac ")).collect();
        assert!(!examples.is_empty(), "the help of `{command}` shows no example");
        for example in examples {
            let folder = if command == "new" { tempdir().unwrap() } else { begun() };
            if matches!(command.as_str(), "sample" | "return" | "checklist") {
                drawn(folder.path());
            }
            if command == "return" {
                let pack = ["checklist", "framework.qac.md", "--month", "2026-05", "--draws", "draws", "-o", "pack"];
                qac(folder.path(), &pack).ended(0);
            }
            let example = example.split(" > ").next().unwrap();
            let words: Vec<&str> = example.split_whitespace().collect();
            qac(folder.path(), &words).ended(0);
        }
    }
}

#[test]
fn findings_set_the_exit_code() {
    let folder = with("a.qac.md", FAULTY);
    let found = qac(folder.path(), &["check", "a.qac.md", "--format", "short"]).ended(1);
    insta::assert_snapshot!(found.output, @r"
    a.qac.md:2:48: error[QAC0201] nothing here is called `nobody`
    a.qac.md:5:1: warning[QAC0402] nothing accounts for clause 1.1
    ");
    let warned = with("b.qac.md", "1.1 Nothing follows.\n\n```qac\nrole a \"A\"\n```\n\n1.2 Nothing either.\n");
    qac(warned.path(), &["check", "b.qac.md"]).ended(0);
    qac(warned.path(), &["check", "b.qac.md", "--deny", "warnings"]).ended(1);
}

#[test]
fn usage_is_told_in_one_line() {
    let here = Path::new(".");
    qac(here, &[]).could_not_run("no command was given; `qac --help` lists the commands");
    qac(here, &["chek"]).could_not_run("there is no command `chek`; did you mean `check`?");
    qac(here, &["check"]).could_not_run("`FILE` is missing; `qac check --help` shows an example");
    qac(here, &["check", "--frmat", "json", "a"]).could_not_run("there is no `--frmat` here; did you mean `--format`?");
    qac(here, &["check", "--format", "jsn", "a"])
        .could_not_run("`jsn` does not do for `--format`; did you mean `json`?");
    qac(here, &["check", "--as-of", "tomorrow", "a"])
        .could_not_run("`tomorrow` does not do for `--as-of`; write a day as `2017-05-31` or `31 May 2017`");
    qac(here, &["check", "--deny", "errors", "a"])
        .could_not_run("`errors` does not do for `--deny`; use one of warnings");
    qac(here, &["check", "--format"])
        .could_not_run("`--format` needs a value; use one of human, short, plain, json, sarif, github");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = begun();
    let ran = qac_into_closed_pipe(folder.path(), &["completions", "bash"]).ended(0);
    assert_eq!(ran.errors, "");
    let folder = with("a.qac.md", FAULTY);
    qac_into_closed_pipe(folder.path(), &["check", "a.qac.md"]).ended(1);
}

#[test]
fn colour_is_only_on_a_terminal_or_on_demand() {
    let folder = with("a.qac.md", FAULTY);
    let coloured = |arguments: &[&str], no_color: &str| {
        let mut command = crate::qac::command(folder.path(), &["check", "a.qac.md"]);
        let output = command.args(arguments).env("NO_COLOR", no_color).output().unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(!coloured(&[], ""), "a pipe is no terminal");
    assert!(coloured(&["--color", "always"], ""));
    assert!(coloured(&["--colour", "always"], "1"), "what the user asks for comes before `NO_COLOR`");
    assert!(!coloured(&["--color", "never"], ""));
}

#[test]
fn several_files_are_one_report() {
    let folder = with("a.qac", "use \"shared.qac\"\nrole a \"A\"\n");
    fs::write(folder.path().join("b.qac"), "use \"shared.qac\"\nrole b \"B\"\n").unwrap();
    fs::write(folder.path().join("shared.qac"), "role shared \"Shared\" { reports-to: nobody }\n").unwrap();
    let found = qac(folder.path(), &["check", "a.qac", "b.qac", "--format", "short"]).ended(1);
    assert_eq!(found.output.matches("nobody").count(), 1, "what two use is told once: {}", found.output);
    let ran = qac(folder.path(), &["check", "a.qac", "gone.qac", "--format", "short"]);
    assert_eq!(ran.code, 2);
    assert!(ran.output.contains("nobody"), "what can be read is checked");
    assert_eq!(ran.errors, "qac: cannot read `gone.qac`: there is no such file; check its name and its folder\n");
}

#[test]
fn json_is_one_document() {
    let folder = with("a.qac.md", FAULTY);
    let found = qac(folder.path(), &["check", "a.qac.md", "--format", "json"]).ended(1);
    let document: serde_json::Value = serde_json::from_str(&found.output).unwrap();
    assert_eq!(document["qac"], 1);
    assert_eq!(document["summary"]["errors"], 1);
}

#[test]
fn a_new_framework_checks_clean_and_is_not_overwritten() {
    let folder = begun();
    qac(folder.path(), &["check", "framework.qac.md", "--deny", "warnings"]).ended(0);
    qac(folder.path(), &["new"])
        .could_not_run("`framework.qac.md` is there already; name another folder, or move it away first");
    qac(folder.path(), &["new", "deep/down"]).ended(0);
    assert!(folder.path().join("deep/down/framework.qac.md").exists());
}

#[test]
fn certain_repairs_are_shown_and_made() {
    let folder = with("a.qac", "role TeamManager \"Team manager\" { headcount = 3 }\n");
    let shown = qac(folder.path(), &["check", "--fix", "--diff", "a.qac"]).ended(1).output;
    insta::assert_snapshot!(shown, @r#"
    --- a.qac
    +++ a.qac
    @@ -1 +1 @@
    -role TeamManager "Team manager" { headcount = 3 }
    +role team-manager "Team manager" { headcount: 3 }
    "#);
    assert!(fs::read_to_string(folder.path().join("a.qac")).unwrap().contains("TeamManager"));
    let ran = qac(folder.path(), &["check", "--fix", "a.qac"]);
    assert_eq!((ran.code, ran.errors.as_str()), (0, "a.qac is mended\n"), "{}", ran.output);
    qac(folder.path(), &["check", "--fix", "--diff", "a.qac"]).ended(0);
    qac(folder.path(), &["check", "--diff", "a.qac"])
        .could_not_run("`--fix` is missing; `qac check --help` shows an example");
}

#[test]
fn codes_are_explained() {
    let page = qac(Path::new("."), &["explain", "vague-cadence"]).ended(0).output;
    assert!(page.starts_with("# QAC0301 vague-cadence\n"));
    assert_eq!(qac(Path::new("."), &["explain", "qac0301"]).ended(0).output, page);
    qac(Path::new("."), &["explain", "vague-cadense"])
        .could_not_run("there is no code `vague-cadense`; did you mean `vague-cadence`?");
    qac(Path::new("."), &["explain", "Cargo.toml"]).could_not_run(
        "`Cargo.toml` is a file, and nothing says what to explain of it; add the id of a declaration: `qac explain Cargo.toml ID`",
    );
}

#[test]
fn declarations_are_explained() {
    let folder = begun();
    let explained =
        |id: &str| qac(folder.path(), &["explain", "framework.qac.md", id, "--as-of", "2026-01-01"]).ended(0).output;
    for id in ["case-file-audits", "team-manager", "child-at-risk", "quality-board-meeting", "practice-observation"] {
        insta::assert_snapshot!(format!("explain_{id}"), explained(id));
    }
    qac(folder.path(), &["explain", "framework.qac.md", "team-manger"])
        .could_not_run("`team-manger` is not the id of a declaration here; did you mean `team-manager`?");
}

#[test]
fn a_schedule_has_both_ends_and_its_filters() {
    let folder = begun();
    let scheduled = |more: &[&str]| {
        let whole = ["schedule", "framework.qac.md", "--from", "2026-01-30", "--to", "2026-02-27"];
        qac(folder.path(), &[&whole, more].concat()).ended(0).output
    };
    insta::assert_snapshot!("schedule", scheduled(&[]));
    let document: serde_json::Value = serde_json::from_str(&scheduled(&["--format", "json"])).unwrap();
    let dues: Vec<&str> =
        document["occurrences"].as_array().unwrap().iter().filter_map(|one| one["due"].as_str()).collect();
    assert_eq!((dues.first(), dues.last()), (Some(&"2026-01-30"), Some(&"2026-02-27")));
    assert!(!scheduled(&["--for", "quality-manager", "--format", "csv"]).contains("case-file-audits/2026-01,"));
    assert!(scheduled(&["--unit", "family-support", "--format", "md"]).contains("Case file audits"));
}

#[test]
fn what_cannot_be_scheduled_is_told_in_one_line() {
    let folder = begun();
    let refused = |more: &[&str]| qac(folder.path(), &[&["schedule", "framework.qac.md"], more].concat());
    refused(&["--from", "2026-02-01", "--to", "2026-01-01"])
        .could_not_run("the last day, 2026-01-01, is before the first, 2026-02-01; swap `--from` and `--to`");
    refused(&["--from", "1900-01-01", "--to", "2100-01-01"])
        .could_not_run("the period is longer than a hundred years; name a shorter one");
    refused(&["--from", "0001-01-01", "--to", "2100-01-01"])
        .could_not_run("`0001-01-01` does not do for `--from`; name a year from 1900 to 2199");
    let year = ["--from", "2026-01-01", "--to", "2026-12-31"];
    refused(&[&year[..], &["--for", "family-support"]].concat()).could_not_run(
        "`family-support` is not a role, team, body or organisation: it is declared with the word `unit`",
    );
    refused(&[&year[..], &["--unit", "family-suport"]].concat())
        .could_not_run("`family-suport` is not the id of a unit here; did you mean `family-support`?");
}

#[test]
fn nothing_is_made_from_a_framework_with_errors() {
    let folder = with("a.qac.md", FAULTY);
    for arguments in [
        &["schedule", "a.qac.md", "--from", "2026-01-01", "--to", "2026-12-31"][..],
        &["schedule", "a.qac.md", "--from", "2026-01-01", "--to", "2026-12-31", "--format", "ics"],
        &["year", "a.qac.md", "2026"],
        &["checklist", "a.qac.md", "--month", "2026-05", "-o", "out"],
        &["compile", "a.qac.md"],
    ] {
        let ran = qac(folder.path(), arguments);
        assert_eq!((ran.code, ran.output.as_str()), (1, ""), "{arguments:?}");
        assert!(ran.errors.contains("QAC0201"), "{}", ran.errors);
        assert!(
            ran.errors.ends_with("nothing was made from `a.qac.md`: mend the errors above first\n"),
            "{}",
            ran.errors
        );
    }
    assert!(!folder.path().join("out").exists());
    for arguments in [&["coverage", "a.qac.md"][..], &["explain", "a.qac.md", "team-manager"]] {
        let ran = qac(folder.path(), arguments);
        assert_eq!(ran.code, 1);
        assert!(ran.output.contains("1.1") || ran.output.contains("Team manager"), "what helps to mend is told");
        assert_eq!(ran.errors, "`a.qac.md` has errors; `qac check a.qac.md` shows them\n");
    }
}

#[test]
fn documents_keep_to_their_schemas() {
    let folder = begun();
    let names = qac(folder.path(), &["schema"]).ended(0).output;
    for name in names.lines() {
        let more: &[&str] = match name {
            "schedule" => &["--from", "2026-01-01", "--to", "2026-12-31", "--format", "json"],
            "calendar" | "year" => &["2026", "--format", "json"],
            "checklist" => &["--month", "2026-05", "--format", "json"],
            "forms" => &["--month", "2026-05", "-o", "pack"],
            "receipt" => &[
                "--audit",
                "case-file-audits",
                "--month",
                "2026-05",
                "--cases",
                "cases.csv",
                "--seed",
                "1",
                "--format",
                "json",
            ],
            "receipts" => &["--month", "2026-05", "--cases", "cases.csv", "--seed", "1", "--format", "json"],
            "compile" => &[],
            "comply" => &["--data", "records", "--as-of", "2026-05-31", "--format", "json"],
            _ => &["--format", "json"],
        };
        let command = match name {
            "receipt" | "receipts" => "sample",
            "forms" => "checklist",
            other => other,
        };
        let document = qac(folder.path(), &[&[command, "framework.qac.md"], more].concat()).ended(0).output;
        let document = match name {
            "forms" => fs::read_to_string(folder.path().join("pack/team-manager.json")).unwrap(),
            _ => document,
        };
        let schema = qac(folder.path(), &["schema", name]).ended(0).output;
        let (document, schema): (serde_json::Value, serde_json::Value) =
            (serde_json::from_str(&document).unwrap(), serde_json::from_str(&schema).unwrap());
        let wrong = jsonschema::validator_for(&schema).unwrap().validate(&document).err();
        assert!(wrong.is_none(), "{name}: {}", wrong.map(|wrong| wrong.to_string()).unwrap_or_default());
        assert_eq!(document["qac"], 1, "{name}");
        assert_eq!(document["framework"]["id"], "our-framework", "{name}");
        assert_eq!(document["framework"]["edition"], "First edition", "{name}");
    }
}

#[test]
fn a_file_is_replaced_only_where_qac_wrote_it() {
    let folder = begun();
    for format in ["md", "html", "json"] {
        let write = ["checklist", "framework.qac.md", "--month", "2026-05", "--format", format, "-o", "out"];
        let path = format!("out/checklist-2026-05.{format}");
        assert_eq!(qac(folder.path(), &write).ended(0).output, format!("wrote {path}\n"));
        qac(folder.path(), &write).ended(0);
        fs::write(folder.path().join(&path), "theirs\n").unwrap();
        qac(folder.path(), &write).could_not_run(&format!(
            "`{path}` is there already, and qac did not write it; name another folder, or replace it with `--force`"
        ));
        assert_eq!(fs::read_to_string(folder.path().join(&path)).unwrap(), "theirs\n");
        qac(folder.path(), &[&write[..], &["--force"]].concat()).ended(0);
    }
    assert_eq!(fs::read_dir(folder.path().join("out")).unwrap().count(), 3, "no temporary file stays");
    let whole = ["checklist", "framework.qac.md", "--month", "2026-05", "-o", "framework.qac.md"];
    let ran = qac(folder.path(), &whole);
    assert_eq!((ran.code, ran.errors.lines().count()), (2, 1), "{}", ran.errors);
}

#[test]
fn a_year_and_its_coverage_are_told() {
    let folder = begun();
    insta::assert_snapshot!("year", qac(folder.path(), &["year", "framework.qac.md", "2026"]).ended(0).output);
    let covered = qac(folder.path(), &["coverage", "framework.qac.md"]).ended(0).output;
    assert!(covered.contains("9 clauses: 7 executed, 1 narrative, 1 gap, 0 unaccounted."), "{covered}");
}

#[test]
fn files_are_laid_out_in_place_and_whole() {
    let folder = with("a.qac", "role   a \"A\"   # first\n");
    let checked = qac(folder.path(), &["fmt", "--check", "a.qac"]).ended(1);
    assert_eq!(checked.output, "a.qac is not laid out; `qac fmt a.qac` does it\n");
    assert_eq!(qac(folder.path(), &["fmt", "a.qac"]).ended(0).output, "a.qac is laid out\n");
    assert_eq!(qac(folder.path(), &["fmt", "a.qac"]).ended(0).output, "");
    qac(folder.path(), &["fmt", "--check", "a.qac"]).ended(0);
    assert_eq!(fs::read_to_string(folder.path().join("a.qac")).unwrap(), "role a \"A\"  # first\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file stays");
}

#[cfg(unix)]
#[test]
fn laying_out_keeps_links_and_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = with("a.qac", "role   a \"A\"\n");
    let path = folder.path().join("a.qac");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("a.qac", folder.path().join("link.qac")).unwrap();
    qac(folder.path(), &["fmt", "link.qac"]).ended(0);
    assert!(fs::symlink_metadata(folder.path().join("link.qac")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), "role a \"A\"\n");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn every_shell_has_its_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = qac(Path::new("."), &["completions", shell]).ended(0).output;
        assert!(script.contains("checklist") && script.contains("as-of"), "{shell}");
    }
}

#[test]
fn a_mended_id_is_mended_wherever_it_is_named() {
    let folder = tempdir().unwrap();
    let text = "role Team_Lead \"Lead\" { headcount = 3 }\nduty walk \"Walk\" {\n  who:  Team_Lead\n  must: \"walk\"\n  when: monthly\n}\n";
    fs::write(folder.path().join("a.qac"), text).unwrap();
    let mended = qac(folder.path(), &["check", "a.qac", "--fix"]);
    assert_eq!(mended.code, 0, "{}", mended.output);
    let written = fs::read_to_string(folder.path().join("a.qac")).unwrap();
    assert!(written.contains("who:  team-lead") && written.contains("headcount: 3"), "{written}");
}

#[test]
fn the_year_is_the_same_in_a_spreadsheet() {
    use std::io::{Cursor, Read};
    let folder = begun();
    let csv = qac(folder.path(), &["year", "framework.qac.md", "2026", "--format", "csv"]).ended(0).output;
    let json = qac(folder.path(), &["year", "framework.qac.md", "2026", "--format", "json"]).ended(0).output;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let cells: usize =
        json["months"].as_array().unwrap().iter().map(|month| month["cells"].as_array().unwrap().len()).sum();
    assert_eq!(csv.lines().count(), cells + 1);
    assert!(
        csv.lines().nth(1).unwrap().starts_with("2026-01,family-support,case-file-audits,Case file audits,8,8,"),
        "{csv}"
    );
    let book = || {
        crate::qac::command(folder.path(), &["year", "framework.qac.md", "2026", "--format", "xlsx"])
            .output()
            .unwrap()
            .stdout
    };
    assert_eq!(book(), book(), "the same year, the same bytes");
    let mut book = zip::ZipArchive::new(Cursor::new(book())).unwrap();
    let mut text = String::new();
    book.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text.matches("8 × Case file audits").count(), 1, "the text is there, once for all months");
    let mut names = String::new();
    book.by_name("xl/workbook.xml").unwrap().read_to_string(&mut names).unwrap();
    for sheet in ["Programme", "Totals", "Due by role", "Cases by role"] {
        assert!(names.contains(sheet), "{sheet}");
    }
}
