//! `qac comply`: the records of a small service, as CSV files and as a database, asked whether its rules are kept.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::qac::{Ran, command, qac};

const SERVICE: &str = r#"
framework small "Small service" { owner: head  calendar: days  review-due: 31 December 2030 }
calendar days "Days" { week: Monday to Friday }
role head "Head"
role worker "Worker"
record work-record "Work" {
  columns: work-id text, rule text, done-on date or empty, score number or empty
  key:     work-id
  table:   "qa_work"
  shows:   duties, reviews
  rule-in: rule
  done-in: done-on
}
record letter-record "Letters" {
  columns: letter-id text, rule text, sent-on date or empty
  key:     letter-id
  table:   "qa_letter"
  shows:   reports
  rule-in: rule
  done-in: sent-on
}
duty visit "Visit" {
  who: worker  must: "visit each ward"  when: every month  due: by the last working day of the month
  if-missed: late-visit
}
duty tidy "Tidy the files" {
  who: worker  should: "tidy the files"  when: every month  due: by the last working day of the month
}
report letter "Letter to the board" {
  by: head  to: worker  when: every month  due: by the last working day of the month
}
event missed-visit "A visit was missed" { happens-to: work-record }
escalation late-visit "A visit is late" {
  when: at each missed-visit
  level first "The head is told" { tell: head  by: worker  within: within 2 working days  if-unanswered: ends here }
}
"#;

const WORK: &str = "work_id,rule,done_on,score,colour\n\
    w1,visit,2026-01-30,1.5,red\n\
    w2,visit,05/03/2026,,\n\
    \"w;3\",tidy,2026-02-14 10:30,2,\"gr\"\"een\"\n\
    w4,other,,,\n\
    w5,visit,2026-02-28,,\n";
const LETTERS: &str = "letter_id,rule,sent_on\nl1,letter,2026-01-05\nl2,letter,2026-02-05\nl3,letter,2026-03-05\n";

/// A folder with the framework, and its records as CSV files.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("small.qac"), SERVICE).unwrap();
    fs::create_dir(folder.path().join("records")).unwrap();
    work(folder.path(), WORK);
    fs::write(folder.path().join("records/qa_letter.csv"), LETTERS).unwrap();
    folder
}

fn work(folder: &Path, text: impl AsRef<[u8]>) {
    fs::write(folder.join("records/qa_work.csv"), text).unwrap();
}

fn comply(folder: &Path, data: &str, more: &[&str]) -> Ran {
    let arguments = ["comply", "small.qac", "--data", data, "--as-of", "2026-04-10"];
    qac(folder, &[&arguments, more].concat())
}

/// The rows of the CSV output: query, period, answer, found, reason.
fn answers(ran: &Ran) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(ran.output.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| [0, 7, 9, 11, 12].map(|place| row[place].to_owned()).join("|").trim_end_matches('|').to_owned())
        .collect()
}

const ANSWERS: [&str; 12] = [
    "visit|2026-01|met|1 in time",
    "visit|2026-02|breach|0 in time, 1 late",
    "visit|2026-03|met|1 in time",
    "visit|2026-04|not-yet-due|0 in time",
    "tidy|2026-01|breach|0 in time",
    "tidy|2026-02|met|1 in time",
    "tidy|2026-03|breach|0 in time",
    "tidy|2026-04|not-yet-due|0 in time",
    "letter|2026-01|met|1 in time",
    "letter|2026-02|met|1 in time",
    "letter|2026-03|met|1 in time",
    "letter|2026-04|not-yet-due|0 in time",
];

/// The answers of the rules that are asked about here: a framework has others, such as its own review.
fn of_rules(ran: &Ran) -> Vec<String> {
    let of = |row: &String| ["visit|", "tidy|", "letter|"].iter().any(|rule| row.starts_with(rule));
    answers(ran).into_iter().filter(of).collect()
}

/// Each of the three rules cannot be evaluated, or is, for that reason.
#[track_caller]
fn cannot(ran: &Ran, query: &str, reason: &str) {
    assert!(ran.code < 2, "{}", ran.errors);
    assert_eq!(
        of_rules(ran).iter().filter(|row| row.starts_with(query)).collect::<Vec<_>>(),
        [&format!("{query}||cannot-evaluate||{reason}")]
    );
}

/// A database with the records as SQL would keep them.
fn database(folder: &Path, statements: &str) {
    let connection = rusqlite::Connection::open(folder.join("qa.db")).unwrap();
    connection.execute_batch(statements).unwrap();
}

const TABLES: &str = "
    CREATE TABLE qa_work (work_id TEXT, rule TEXT, done_on DATE, score NUMERIC);
    INSERT INTO qa_work VALUES ('w1', 'visit', '2026-01-30', 1.5), ('w2', 'visit', '2026-03-05', NULL),
      ('w;3', 'tidy', '2026-02-14', 2), ('w4', 'other', NULL, NULL), ('w5', 'visit', '2026-02-28', NULL);
    CREATE VIEW qa_letter AS SELECT 'l' || column1 AS letter_id, 'letter' AS rule, column2 AS sent_on
      FROM (VALUES (1, '2026-01-05'), (2, '2026-02-05'), (3, '2026-03-05'));";

#[test]
fn a_folder_and_a_database_give_the_same_answers() {
    let folder = folder();
    let of_folder = comply(folder.path(), "records", &["--format", "csv"]).ended(1);
    assert_eq!(of_rules(&of_folder), ANSWERS);
    database(folder.path(), TABLES);
    for format in ["csv", "json", "md", "html", "human"] {
        let of_folder = comply(folder.path(), "records", &["--format", format]).ended(1);
        let of_database = comply(folder.path(), "qa.db", &["--format", format]).ended(1);
        assert_eq!(of_folder.output, of_database.output, "{format}");
    }
}

#[test]
fn what_is_not_kept_comes_first_and_who_has_to_be_told_is_said() {
    let folder = folder();
    let output = comply(folder.path(), "records", &[]).ended(1).output;
    let place = |words: &str| output.find(words).unwrap_or_else(|| panic!("no `{words}` in\n{output}"));
    assert!(place("Not kept, though it must be: 1") < place("Not kept, though it should be: 2"));
    assert!(place("0 in time, 1 late") < place("Tidy the files"));
    assert!(place("Now owed to others: 1") < place("3 March 2026  Head"), "two working days after 27 February");
    assert!(place("A visit is late: The head is told") > 0);
    place("6 met; not kept: 1 that must be and 2 that should be; 3 not yet due;");
}

#[test]
fn only_what_must_be_kept_fails_the_run() {
    let folder = folder();
    work(folder.path(), WORK.replace("2026-02-28", "2026-02-27"));
    let ran = comply(folder.path(), "records", &["--format", "csv"]).ended(0);
    assert_eq!(of_rules(&ran).iter().filter(|row| row.contains("|breach|")).count(), 2);
}

#[test]
fn the_json_is_as_its_schema_says() {
    let folder = folder();
    let read = |ran: Ran| serde_json::from_str::<Value>(&ran.output).unwrap();
    let document = read(comply(folder.path(), "records", &["--format", "json"]).ended(1));
    let schema = read(qac(folder.path(), &["schema", "comply"]).ended(0));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(&document).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(document["summary"]["breach"], 3);
    assert_eq!(document["summary"]["breach_of_must"], 1);
    assert_eq!(document["escalations"][0]["notify"][0], "head");
    let late = document["results"].as_array().unwrap().iter().find(|one| one["found"] == "0 in time, 1 late").unwrap();
    assert_eq!((&late["due"], &late["evidence"][0]["key"]), (&Value::from("2026-02-27"), &Value::from("w5")));
}

#[test]
fn what_the_data_lack_is_never_kept_and_never_broken() {
    let folder = folder();
    let at = folder.path();
    let told = || comply(at, "records", &["--format", "csv"]);
    fs::remove_file(at.join("records/qa_letter.csv")).unwrap();
    cannot(&told(), "letter", "there is no table `qa_letter`");
    assert_eq!(of_rules(&told())[..8], ANSWERS[..8]);
    fs::write(at.join("records/qa_letter.csv"), LETTERS.replace("sent_on", "posted")).unwrap();
    cannot(&told(), "letter", "the table `qa_letter` has no column `sent_on`");
    fs::write(at.join("records/qa_letter.csv"), "letter_id,rule,sent_on\nl1,letter,\nl2,letter, \n").unwrap();
    cannot(&told(), "letter", "the column `sent_on` of `qa_letter` is empty in every row");
    fs::write(at.join("records/qa_letter.csv"), LETTERS.replace("2026", "2024")).unwrap();
    let outside = "`qa_letter` has days from 2024-01-05 to 2024-03-05 only, none of them from 2026-01-01 to 2026-04-10";
    cannot(&told(), "letter", outside);
    database(at, &TABLES.replace("'2026-02-05'", "'05/02/2026'"));
    let ran = comply(at, "qa.db", &["--format", "csv"]);
    cannot(&ran, "letter", "the column `sent_on` of `qa_letter` holds `05/02/2026`, where a date is needed");
}

#[test]
fn a_map_says_where_the_records_are() {
    let folder = folder();
    let at = folder.path();
    let map = "site here \"Here\" {\n  bind work-record { table: \"qa.Work Done\"  columns: done-on in \"Date Done\" }\n  absent letter-record \"letters are on paper\"\n}\n";
    fs::write(at.join("map.qac"), map).unwrap();
    fs::remove_file(at.join("records/qa_work.csv")).unwrap();
    fs::write(at.join("records/Work Done.csv"), WORK.replace("done_on", "date done")).unwrap();
    let ran = comply(at, "records", &["--format", "csv", "--map", "map.qac"]);
    assert_eq!(of_rules(&ran)[..8], ANSWERS[..8].iter().map(|row| row.to_string()).collect::<Vec<_>>());
    cannot(&ran, "letter", "no table holds `letter-record` here: letters are on paper");
    fs::write(at.join("map.qac"), map.replace("bind work-record", "bind wrok-record")).unwrap();
    let ran = comply(at, "records", &["--map", "map.qac"]);
    assert_eq!((ran.code, ran.output.as_str()), (1, ""));
    assert!(
        ran.errors.contains("`wrok-record`") && ran.errors.contains("did you mean `work-record`?"),
        "{}",
        ran.errors
    );
    fs::write(at.join("map.qac"), "role head \"Head\"\n").unwrap();
    comply(at, "records", &["--map", "map.qac"])
        .could_not_run("`map.qac` has no `site`; write `site here \"Here\" { bind … }` in it, or leave `--map` out");
}

#[test]
fn a_spreadsheets_ways_of_writing_csv_are_read() {
    let folder = folder();
    let excel = format!("\u{feff}{}", WORK.replace("w;3", "w3").replace(',', ";").replace('\n', "\r\n"));
    for text in [
        excel.clone() + ";;;;\r\n",
        excel.replace(';', "\t"),
        WORK.to_uppercase().replace("VISIT", "visit").replace("TIDY", "tidy"),
    ] {
        work(folder.path(), &text);
        let ran = comply(folder.path(), "records", &["--format", "csv"]).ended(1);
        assert_eq!(of_rules(&ran), ANSWERS, "{text}");
    }
}

#[test]
fn bad_files_say_where_they_are_bad() {
    let folder = folder();
    let file = "`records/qa_work.csv`";
    let mend = "mend the file and run qac again";
    let save = "save it as CSV in UTF-8, with a line of column names at its top";
    let date = "which is no date; write it as `2017-05-31` or `31/05/2017`";
    let cases: Vec<(Vec<u8>, String)> = vec![
        (
            WORK.replace("05/03/2026", "30/02/2026").into(),
            format!("{file}, line 3, column `done_on`: holds `30/02/2026`, {date}; {mend}"),
        ),
        (
            WORK.replace("w4,other,,,", "w4,other").into(),
            format!("{file}, line 5: it has 2 cells, where the column names are 5; {mend}"),
        ),
        (
            WORK.replace("other", "ot\0her").into(),
            format!("{file}, line 5, column `rule`: holds the character U+0000, which no database keeps; {mend}"),
        ),
        (
            WORK.replace("w4", "\"w4").into(),
            format!("{file}, line 5: it has 1 cells, where the column names are 5; {mend}"),
        ),
        (
            format!("{WORK}w6,visit,,,\"red\nw7").into(),
            format!("{file} has a quotation mark that is not closed, on line 8 or before; {mend}"),
        ),
        (
            WORK.replace("colour", "Done-On").into(),
            format!("{file} has two columns for `done_on`; take one of them out"),
        ),
        (
            WORK.bytes().map(|byte| if byte == b'5' { 0xE9 } else { byte }).collect(),
            format!("{file}, line 3, column `done_on`: is not in UTF-8; {save}"),
        ),
        (Vec::new(), format!("{file} has no column names; {save}")),
        (vec![0xFF, 0xFE, b'a', 0], format!("{file} is in UTF-16; {save}")),
    ];
    for (text, line) in cases {
        work(folder.path(), text);
        comply(folder.path(), "records", &[]).could_not_run(&line);
    }
}

#[test]
fn hostile_values_stay_values() {
    let folder = folder();
    let hostile = "w'); DROP TABLE qa_work;-- \"\" <script>alert(1)</script> {{ 7*7 }} é漢";
    work(folder.path(), WORK.replace("w5", &format!("\"{hostile}\"")));
    let csv = comply(folder.path(), "records", &["--format", "csv"]).ended(1);
    assert_eq!(of_rules(&csv), ANSWERS);
    assert!(csv.output.contains(hostile), "{}", csv.output);
    let page = comply(folder.path(), "records", &["--format", "html"]).ended(1).output;
    assert_eq!(page.matches("<script>").count(), 1, "its own");
    assert!(page.contains("&lt;script&gt;") && page.contains("{{ 7*7 }}"));
}

#[test]
fn a_hundred_thousand_rows_are_read_in_good_time() {
    let folder = folder();
    let rows = (0..100_000).map(|row| format!("x{row},other,2026-0{}-1{},,\n", row % 3 + 1, row % 10));
    work(folder.path(), format!("{WORK}{}", rows.collect::<String>()));
    let started = Instant::now();
    let ran = comply(folder.path(), "records", &["--format", "csv"]).ended(1);
    assert_eq!(of_rules(&ran), ANSWERS);
    assert!(started.elapsed() < Duration::from_secs(9), "{:?}", started.elapsed());
}

#[test]
fn what_cannot_be_asked_is_told_in_one_line() {
    let folder = folder();
    let at = folder.path();
    comply(at, "nowhere", &[]).could_not_run("cannot read `nowhere`: no such file or directory; name a folder of CSV files, a database file or `postgres://user@host/database`");
    comply(at, "small.qac", &[])
        .could_not_run("`small.qac` is neither a SQLite nor a DuckDB database; name a folder of CSV files");
    comply(at, "records", &["--engine", "postgres"]).could_not_run(
        "PostgreSQL does not read a folder; give it the address of a server, as `postgres://user@host/database`",
    );
    comply(at, "records", &["--from", "2027-01-01"]).could_not_run(
        "the day it is told for, 2026-04-10, is before the first, 2027-01-01; write an earlier `--from`",
    );
    fs::write(at.join("broken.db"), "SQLite format 3\0and then nothing").unwrap();
    comply(at, "broken.db", &[])
        .could_not_run("cannot read `broken.db`: file is not a database; is it a SQLite database, and complete?");
}

#[test]
fn a_program_that_is_missing_is_named() {
    let folder = folder();
    let run = |data: &str, engine: &str| {
        let arguments = ["comply", "small.qac", "--data", data, "--as-of", "2026-04-10", "--engine", engine];
        let output = command(folder.path(), &arguments).env("PATH", folder.path()).output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(
        run("records", "duckdb")
            .starts_with("qac: the program `duckdb` is not on this machine; install DuckDB's command line")
    );
    assert!(run("records", "spark").starts_with("qac: the program `spark-sql` is not on this machine; install Spark"));
    let told = run("postgres://reader:secret@db.invalid/qa", "postgres");
    assert!(told.starts_with("qac: the program `psql` is not on this machine; install the PostgreSQL client"));
    assert!(!told.contains("secret"));
}
