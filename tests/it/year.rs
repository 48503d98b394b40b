//! The example year: every breach that was planted in its records is found, and nothing else is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::qac::qac;
use crate::support::{day, root};

#[path = "../../examples/rbwm-2017/generator/mod.rs"]
mod generator;

const FRAMEWORK: &str = "frameworks/rbwm-childrens-services-2016.qac.md";
const YEAR: &str = "examples/rbwm-2017";
const AS_OF: &str = "2017-12-31";

/// What the records of the year cannot tell, and why. The list should only become shorter.
const CANNOT: &str = "
conference-observations/independence: no record shows who the `reviewing-officer` of a case is: the role has no `seen-in`
deep-dive-repeat: it is done as required, so that no day can be missed: only the action plan shows whether a second look is needed
multi-agency-audits: it is done as required, so that no day can be missed: the Board sets its own programme
own-effectiveness: it is done as required, so that no day can be missed: it is part of each day's work; supervision looks at it
refer-to-scrutiny: it is done as required, so that no day can be missed: only the Forum can judge which matters these are
";

/// One row of a CSV file, by its columns.
type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    let named = |row: csv::StringRecord| names.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|row| named(row.unwrap())).collect()
}

/// The answers about the records of `data`.
fn answers(framework: &Path, data: &Path) -> Vec<Row> {
    let words = [framework, data].map(|path| path.to_string_lossy().into_owned());
    let [framework, data] = words.each_ref().map(String::as_str);
    let ran = qac(&root(), &["comply", framework, "--data", data, "--as-of", AS_OF, "--format", "csv"]).ended(1);
    rows(&ran.output)
}

/// Each breach: its query, period and subject, and what was found.
fn breaches(rows: &[Row]) -> Vec<String> {
    let told = |row: &Row| ["query", "period", "subject", "found"].map(|name| row[name].as_str()).join(" | ");
    let mut all: Vec<String> = rows.iter().filter(|row| row["answer"] == "breach").map(told).collect();
    all.sort();
    all
}

fn planted(folder: &Path) -> Vec<Row> {
    rows(&fs::read_to_string(folder.join("planted.csv")).unwrap())
}

/// A SQLite database with the tables of the framework, filled from CSV files.
fn database(path: &Path, records: &Path) {
    let connection = rusqlite::Connection::open(path).unwrap();
    let ddl = qac(&root(), &["query", FRAMEWORK, "--dialect", "sqlite", "--ddl"]).ended(0).output;
    connection.execute_batch(&ddl).unwrap();
    connection.execute_batch("BEGIN").unwrap();
    for entry in fs::read_dir(records).unwrap() {
        let file = entry.unwrap().path();
        let mut reader = csv::Reader::from_path(&file).unwrap();
        let names: Vec<String> = reader.headers().unwrap().iter().map(|name| format!("\"{name}\"")).collect();
        let table = file.file_stem().unwrap().to_str().unwrap();
        let marks = vec!["?"; names.len()].join(", ");
        let insert = format!("INSERT INTO \"{table}\" ({}) VALUES ({marks})", names.join(", "));
        let mut insert = connection.prepare(&insert).unwrap();
        for row in reader.records() {
            insert.execute(rusqlite::params_from_iter(row.unwrap().iter().map(value))).unwrap();
        }
    }
    connection.execute_batch("COMMIT").unwrap();
}

fn value(cell: &str) -> Option<&str> {
    match cell {
        "" => None,
        "yes" => Some("1"),
        "no" => Some("0"),
        other => Some(other),
    }
}

#[test]
fn the_records_are_what_the_generator_writes() {
    let folder = tempfile::tempdir().unwrap();
    generator::write(folder.path(), 1, &root().join(FRAMEWORK)).unwrap();
    let mut files = vec!["planted.csv".to_owned(), "roster.csv".to_owned()];
    for entry in fs::read_dir(folder.path().join("records")).unwrap() {
        files.push(format!("records/{}", entry.unwrap().file_name().to_str().unwrap()));
    }
    for file in &files {
        let committed = fs::read(root().join(YEAR).join(file)).unwrap_or_default();
        let same = fs::read(folder.path().join(file)).unwrap() == committed;
        assert!(same, "{file}: `cargo run --example rbwm-2017 -- {YEAR}` writes it anew");
    }
    let committed = fs::read_dir(root().join(YEAR).join("records")).unwrap().count();
    assert_eq!(files.len(), committed + 2, "no file of records is left over");
}

#[test]
fn every_planted_breach_is_found_and_nothing_else() {
    let year = root().join(YEAR);
    let planted = planted(&year);
    assert!(planted.iter().filter(|row| row["number"].parse::<u32>().unwrap() >= 80).count() > 0, "at least eighty");
    let found = answers(&root().join(FRAMEWORK), &year.join("records"));
    assert_eq!(breaches(&found), breaches(&planted));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.db");
    database(&path, &year.join("records"));
    assert_eq!(answers(&root().join(FRAMEWORK), &path), found, "a database gives the same answers");
}

#[test]
fn what_the_year_cannot_tell_has_its_reason() {
    let found = answers(&root().join(FRAMEWORK), &root().join(YEAR).join("records"));
    let of = |answer: &'static str| found.iter().filter(move |row| row["answer"] == answer);
    let mut cannot: Vec<String> =
        of("cannot-evaluate").map(|row| format!("{}: {}", row["query"], row["reason"])).collect();
    cannot.sort();
    assert_eq!(format!("\n{}\n", cannot.join("\n")), CANNOT);
    for row in of("not-yet-due") {
        assert!(row["due"].is_empty() || day(&row["due"]) >= day(AS_OF), "{row:?}");
    }
    let now = of("not-yet-due").find(|row| row["query"] == "psychologist-unregistered/tell").unwrap();
    assert_eq!((now["period"].as_str(), now["due"].as_str()), ("2017-12", "2018-01-02"), "a figure of the present");
    let told = of("met").find(|row| row["query"] == "early-help-theme/tell").unwrap();
    assert_eq!(told["subject"], "intensive-family-support: directorate-management-team");
    assert!(of("met").count() > 2000);
}

#[test]
fn a_region_has_the_same_breaches() {
    let folder = tempfile::tempdir().unwrap();
    generator::write(folder.path(), 3, &root().join(FRAMEWORK)).unwrap();
    let found = answers(&folder.path().join("framework.qac.md"), &folder.path().join("records"));
    assert_eq!(breaches(&found), breaches(&planted(folder.path())));
    let own = answers(&root().join(FRAMEWORK), &root().join(YEAR).join("records"));
    assert!(found.len() > 2 * own.len(), "what happens in three authorities is asked of all three");
}
