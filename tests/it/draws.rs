//! Draws through the command line: the rules of other texts really draw, hostile files are refused in words, and a
//! receipt that was touched is found out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::{TempDir, tempdir};

use crate::qac::{Ran, qac};
use crate::support::root;

/// Sixty cases of six teams, and what the rules ask of them.
fn cases() -> String {
    let mut text =
        "case_id,family,birth_date,team,caseload,worker,newly_qualified,status,restricted,closed,last_audited\n"
            .to_owned();
    for place in 0..60 {
        let (family, team, worker) = (place / 2, place % 6, place % 10);
        let (new, restricted) = (if worker < 2 { "yes" } else { "no" }, if place == 7 { "yes" } else { "no" });
        let closed = if place % 5 == 4 { "2026-03-20" } else { "" };
        let audited = if place % 11 == 3 { "2026-01-10" } else { "" };
        let load = 10 * (team + 1);
        let born = 2000 + place % 17;
        writeln!(
            text,
            "C{place:02},F{family:02},{born}-05-01,team {team},{load},w{worker},{new},open,{restricted},{closed},{audited}"
        )
        .unwrap();
    }
    text
}

fn payments() -> String {
    let branch = |place: usize| {
        if place < 900 {
            "large"
        } else if place < 1000 {
            "middle"
        } else {
            "small"
        }
    };
    let rows =
        (0..1004).map(|place| format!("P{place},{},{},2026-03-{:02}\n", branch(place), place * 3, place % 28 + 1));
    "payment_id,branch,amount,paid\n".to_owned() + &rows.collect::<String>()
}

fn controls() -> String {
    let runs = ["daily", "weekly", "Monthly", "quarterly", "yearly"];
    let rows = (0..150).map(|place| format!("K{place},{},2026-01-02\n", runs[place % 5]));
    "control_id,runs,ran\n".to_owned() + &rows.collect::<String>() + "K150,now and then,2026-01-02\n"
}

fn folder() -> TempDir {
    let folder = tempdir().unwrap();
    fs::copy(root().join("examples/rules/numbers.qac"), folder.path().join("rules.qac")).unwrap();
    fs::write(folder.path().join("cases.csv"), cases()).unwrap();
    fs::write(folder.path().join("payments.csv"), payments()).unwrap();
    fs::write(folder.path().join("controls.csv"), controls()).unwrap();
    folder
}

fn sample(folder: &Path, audit: &str, cases: &str, more: &[&str]) -> Ran {
    let mut arguments =
        vec!["sample", "rules.qac", "--audit", audit, "--month", "2026-04", "--cases", cases, "--seed", "dice"];
    arguments.extend(more);
    qac(folder, &arguments)
}

/// The receipt of a draw.
fn receipt(folder: &Path, audit: &str, cases: &str, more: &[&str]) -> Value {
    let more: Vec<&str> = more.iter().copied().chain(["--format", "json"]).collect();
    let ran = sample(folder, audit, cases, &more);
    assert_eq!(ran.code, 0, "{}", ran.errors);
    serde_json::from_str(&ran.output).unwrap()
}

fn chosen(receipt: &Value) -> Vec<&Value> {
    receipt["chosen"].as_array().unwrap().iter().collect()
}

fn keys(receipt: &Value) -> Vec<String> {
    chosen(receipt).iter().map(|case| case["key"].as_str().unwrap().to_owned()).collect()
}

/// The rows of a CSV text, by their first cell.
fn rows(text: &str) -> BTreeMap<String, Vec<String>> {
    let rows = text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| (row[0].clone(), row)).collect()
}

fn counted<'a>(values: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts
}

/// How many were drawn from each group, by the first part of its name.
fn sizes(receipt: &Value) -> BTreeMap<String, u64> {
    let strata = receipt["strata"].as_array().unwrap().iter();
    strata.map(|one| (one["group"][0].as_str().unwrap_or("").to_owned(), one["size"].as_u64().unwrap())).collect()
}

fn sizes_are(receipt: &Value, expected: &[(&str, u64)]) {
    let expected: BTreeMap<String, u64> = expected.iter().map(|(name, size)| ((*name).to_owned(), *size)).collect();
    assert_eq!(sizes(receipt), expected);
}

#[test]
fn a_share_for_each_branch_keeps_its_bounds() {
    // As at 1 April, all of March is within the last month. 2% of 900 is 18; of 100, 2, which is raised to 5; four are
    // all that the smallest has.
    let receipt = receipt(folder().path(), "rule-13-payments", "payments.csv", &[]);
    sizes_are(&receipt, &[("large", 18), ("middle", 5), ("small", 4)]);
    assert_eq!(receipt["shortfall"]["asked"], 28);
    assert_eq!(receipt["shortfall"]["drawn"], 27);
    assert_eq!(receipt["shortfall"]["reason"], "`small` has only 4");
}

#[test]
fn a_quarter_is_shared_out_by_caseload_and_the_worker_is_spared() {
    let folder = folder();
    let drawn = receipt(folder.path(), "rule-14-quarterly-cases", "cases.csv", &[]);
    assert!(sizes(&drawn).values().all(|size| *size >= 2), "{:?}", sizes(&drawn));
    let by_row = rows(&cases());
    let keys = keys(&drawn);
    let workers = counted(keys.iter().map(|key| by_row[key][5].as_str()));
    assert!(workers.values().all(|count| *count <= 3), "{workers:?}");
    // Ten workers of whom two have only closed cases are at most 24 cases: six fewer than asked, and it says so.
    assert_eq!(drawn["shortfall"]["asked"], 30);
    assert_eq!(drawn["shortfall"]["drawn"].as_u64().unwrap(), keys.len() as u64);
    let reason = drawn["shortfall"]["reason"].as_str().unwrap();
    assert_eq!(reason, "no more can be drawn without breaking at most 3 for each worker in every quarter");
    for key in &keys {
        let row = &by_row[key];
        assert_eq!((row[8].as_str(), row[9].as_str(), row[10].as_str()), ("no", "", ""), "{key}");
    }
    // What another audit has drawn in the quarter counts too.
    fs::create_dir(folder.path().join("draws")).unwrap();
    fs::write(folder.path().join("draws/receipt-a.json"), drawn.to_string()).unwrap();
    let later = receipt(folder.path(), "rule-22-reserve", "cases.csv", &["--receipts", "draws"]);
    assert_eq!(keys.len() + chosen(&later).len(), 24, "the cap is for both together");
}

#[test]
fn half_is_chosen_with_the_reason_written_down() {
    let folder = folder();
    let open = receipt(folder.path(), "rule-15-monthly-files", "cases.csv", &[]);
    assert_eq!((chosen(&open).len(), &open["open_places"][0]["count"]), (5, &Value::from(5)));
    assert_eq!(open["open_places"][0]["how"], "chosen by Service lead");
    let picks = "key,by,reason\nC00,service-lead,a complaint\nC06,service-lead,\"new worker, first case\"\n";
    fs::write(folder.path().join("picks.csv"), picks).unwrap();
    let drawn = receipt(folder.path(), "rule-15-monthly-files", "cases.csv", &["--chosen", "picks.csv"]);
    assert_eq!((chosen(&drawn).len(), &drawn["open_places"][0]["count"]), (7, &Value::from(3)));
    let how = &chosen(&drawn)[6]["how"]["by-judgement"];
    assert_eq!(how["reason"], "new worker, first case");
    for (picks, complaint) in [
        (
            "C04,service-lead,x",
            "`C04` was chosen, but cannot be drawn for `rule-15-monthly-files`: it is not among those that `rule-17-cases` asks for",
        ),
        (
            "C07,service-lead,x",
            "`C07` was chosen, but cannot be drawn for `rule-15-monthly-files`: it is kept out by what `rule-17-cases` excludes",
        ),
        ("C99,service-lead,x", "`C99` was chosen, but is not among the cases"),
        ("C00,service-lead,", "`C00` was chosen, but it is not written down by whom and why"),
        ("C00,a,x\nC00,a,x", "`C00` was chosen twice"),
    ] {
        fs::write(folder.path().join("picks.csv"), format!("key,by,reason\n{picks}\n")).unwrap();
        sample(folder.path(), "rule-15-monthly-files", "cases.csv", &["--chosen", "picks.csv"])
            .could_not_run(complaint);
    }
    fs::write(folder.path().join("picks.csv"), "key,by,reason\nC00,a,x\n").unwrap();
    sample(folder.path(), "rule-16-families", "cases.csv", &["--chosen", "picks.csv"])
        .could_not_run("`rule-16-families` is drawn by lot alone: it has no place for a case that somebody chose");
}

#[test]
fn a_family_counts_once_and_the_eldest_stands_for_it() {
    let drawn = receipt(folder().path(), "rule-16-families", "cases.csv", &[]);
    let by_row = rows(&cases());
    let families = chosen(&drawn);
    assert_eq!(families.len(), 8);
    for case in families {
        let (key, unit) = (case["key"].as_str().unwrap(), case["unit"].as_str().unwrap());
        let open = by_row.values().filter(|row| row[1] == unit && row[9].is_empty());
        assert_eq!(open.min_by_key(|row| &row[2]).unwrap()[0], key);
    }
}

#[test]
fn all_of_some_and_a_fifth_of_the_others() {
    let folder = folder();
    // Closed cases are those of the workers 4 and 9, who are not new.
    let new = receipt(folder.path(), "rule-18-newly-qualified", "cases.csv", &[]);
    assert_eq!((chosen(&new).len(), &new["shortfall"]), (0, &Value::Null));
    let others = receipt(folder.path(), "rule-18-all-others", "cases.csv", &[]);
    assert_eq!((&others["population"]["eligible"], chosen(&others).len()), (&Value::from(12), 3));
}

#[test]
fn the_size_goes_by_how_often_the_control_runs() {
    let drawn = receipt(folder().path(), "rule-19-controls", "controls.csv", &[]);
    sizes_are(&drawn, &[("daily", 20), ("weekly", 8), ("monthly", 4), ("quarterly", 2), ("yearly", 1)]);
    assert_eq!(drawn["population"]["left_out"][0]["reason"], "no figure for how often it runs");
}

#[test]
fn a_failure_draws_again_and_then_all() {
    let folder = folder();
    let draw = |round: &str| {
        sample(
            folder.path(),
            "rule-20-second-draw",
            "controls.csv",
            &["--round", round, "--receipts", "draws", "-o", "draws"],
        )
    };
    fs::create_dir(folder.path().join("draws")).unwrap();
    draw("2").could_not_run(
        "the receipt of round 1 of `rule-20-second-draw` in 2026-H1 is needed, and is not among the receipts",
    );
    for round in ["1", "2", "3"] {
        assert_eq!(draw(round).code, 0);
    }
    let read = |name: &str| -> Value {
        serde_json::from_str(&fs::read_to_string(folder.path().join("draws").join(name)).unwrap()).unwrap()
    };
    let first = read("receipt-rule-20-second-draw-2026-H1.json");
    let second = read("receipt-rule-20-second-draw-2026-H1-round-2.json");
    let third = read("receipt-rule-20-second-draw-2026-H1-round-3.json");
    let mut all: Vec<String> = [&first, &second, &third].into_iter().flat_map(keys).collect();
    assert_eq!((keys(&first).len(), keys(&second).len(), all.len()), (4, 4, 151));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 151, "nothing is drawn twice");
    sample(folder.path(), "rule-22-reserve", "cases.csv", &["--round", "2"])
        .could_not_run("`rule-22-reserve` has no second draw: it does not say `if any fails the same number again`");
}

#[test]
fn the_reserve_steps_in_and_the_receipt_says_why() {
    let folder = folder();
    assert_eq!(sample(folder.path(), "rule-22-reserve", "cases.csv", &["-o", "."]).code, 0);
    let path = "receipt-rule-22-reserve-2026-Q2.json";
    let read = || -> Value { serde_json::from_str(&fs::read_to_string(folder.path().join(path)).unwrap()).unwrap() };
    let before = read();
    let (out, next) = (keys(&before)[3].clone(), before["reserve"][0]["key"].as_str().unwrap().to_owned());
    let replace = |case: &str, because: &str| {
        let arguments = ["sample", "rules.qac", "--replace", path, "--case", case, "--because", because];
        qac(folder.path(), &[&arguments[..], &["--by", "service-lead", "--on", "2026-04-09"]].concat())
    };
    let told = replace(&out, "the file is with the court").ended(0).output;
    assert!(
        told.contains(&format!(
            "{next} took the place of {out} on 9 April 2026: the file is with the court, decided by service-lead."
        )),
        "{told}"
    );
    let after = read();
    assert_eq!((keys(&after)[3].as_str(), after["reserve"].as_array().unwrap().len()), (next.as_str(), 4));
    replace(&out, "again")
        .could_not_run(&format!("`{out}` is no case of this draw any more: `{next}` took its place on 2026-04-09"));
    replace("nobody", "again").could_not_run("`nobody` is not among the cases of this draw");
    replace(&next, " ")
        .could_not_run("a replacement needs a reason, and who decided it; write them behind `--because` and `--by`");
    let verified = qac(folder.path(), &["sample", "rules.qac", "--verify", path, "--cases", "cases.csv"]).ended(0);
    assert_eq!(
        verified.output,
        format!("{path} is true: drawn again, it comes out the same, and 1 case was replaced since, as it says\n")
    );
}

/// A folder with a list for each record.
fn lists(folder: &Path) {
    fs::create_dir(folder.join("lists")).unwrap();
    for (name, text) in [("case", cases()), ("payment", payments()), ("control", controls())] {
        fs::write(folder.join(format!("lists/{name}.csv")), text).unwrap();
    }
}

#[test]
fn the_draws_of_a_month_are_those_made_one_after_another() {
    let folder = folder();
    let folder = folder.path();
    lists(folder);
    fs::create_dir(folder.join("singly")).unwrap();
    let whole = ["sample", "rules.qac", "--month", "2026-04", "--cases", "lists", "--seed", "dice"];
    let told = qac(folder, &[&whole[..], &["-o", "together", "--format", "json"]].concat()).ended(0).output;
    let told: Value = serde_json::from_str(&told).unwrap();
    let receipts = told["receipts"].as_array().unwrap();
    assert!(receipts.len() > 3, "{told}");
    for (place, receipt) in receipts.iter().enumerate() {
        let audit = receipt["audit"]["id"].as_str().unwrap();
        assert_eq!(receipt["earlier"].as_array().unwrap().len(), place);
        sample(folder, audit, "lists", &["--receipts", "singly", "-o", "singly"]).ended(0);
        let name = format!("receipt-{audit}-2026-04.json");
        let read = |under: &str| fs::read_to_string(folder.join(under).join(&name)).unwrap();
        assert_eq!(read("together"), read("singly"));
    }
    // Each looks back at those before it alone, though all are there.
    for receipt in receipts {
        let path = format!("together/receipt-{}-2026-04.json", receipt["audit"]["id"].as_str().unwrap());
        let verify = ["sample", "rules.qac", "--verify", &path, "--cases", "lists"];
        qac(folder, &[&verify[..], &["--receipts", "together"]].concat()).ended(0);
    }
    // Drawn again over itself, it comes out the same.
    let again = [&whole[..], &["--receipts", "together", "-o", "together", "--format", "json"]].concat();
    assert_eq!(serde_json::from_str::<Value>(&qac(folder, &again).ended(0).output).unwrap(), told);
}

#[test]
fn a_receipt_that_a_draw_looked_at_is_asked_for() {
    let folder = folder();
    let folder = folder.path();
    lists(folder);
    let whole = ["sample", "rules.qac", "--month", "2026-04", "--to", "2026-05", "--cases", "lists", "--seed", "dice"];
    qac(folder, &[&whole[..], &["-o", "draws"]].concat()).ended(0);
    let path = "draws/receipt-rule-15-monthly-files-2026-05.json";
    let verify = ["sample", "rules.qac", "--verify", path, "--cases", "lists"];
    qac(folder, &verify).could_not_run(
        "draws/receipt-rule-15-monthly-files-2026-05.json cannot be drawn again: the draw looked at the receipt of `rule-13-payments` for 2026-04, which is not among the receipts; name the folder with all receipts with `--receipts`",
    );
    let verify = [&verify[..], &["--receipts", "draws"]].concat();
    let whole_month = qac(folder, &verify).ended(0).output;
    // A case that is replaced in an earlier receipt afterwards had its part in the draw, and is counted as it was.
    let earlier = "draws/receipt-rule-15-monthly-files-2026-04.json";
    let receipt: Value = serde_json::from_str(&fs::read_to_string(folder.join(earlier)).unwrap()).unwrap();
    let first = keys(&receipt)[0].clone();
    let mut replace = vec!["sample", "rules.qac", "--replace", earlier, "--case", &first];
    replace.extend(["--because", "it is with the court", "--by", "service-lead", "--on", "2026-05-02"]);
    if receipt["reserve"].as_array().is_some_and(|reserve| !reserve.is_empty()) {
        qac(folder, &replace).ended(0);
    }
    assert_eq!(qac(folder, &verify).ended(0).output, whole_month);
}

#[test]
fn what_a_whole_month_cannot_do_is_said() {
    let folder = folder();
    let folder = folder.path();
    lists(folder);
    let whole = ["sample", "rules.qac", "--month", "2026-04", "--seed", "dice", "--cases"];
    let run = |more: &[&str]| qac(folder, &[&whole[..], more].concat());
    run(&["cases.csv"]).could_not_run(
        "`cases.csv` is one list, and these audits draw from `case` and `payment`; name a folder with a file for each, or a SQLite database; or draw for one with `--audit`",
    );
    run(&["lists", "--round", "2"]).could_not_run("`--round` is of one audit; name the audit with `--audit`");
    run(&["lists", "--to", "2026-03"])
        .could_not_run("the last month is before the first; write `--month` for the first and `--to` for the last");
    fs::write(folder.join("lists/payment.csv"), "payment_id,branch,amount,paid\nP1,a,1,never\n").unwrap();
    run(&["lists"]).could_not_run(
        "`rule-13-payments` of 2026-04: `lists/payment.csv`, line 2, column `paid`: holds `never`, which is no date; write it as `2017-05-31` or `31/05/2017`; mend the file and run qac again",
    );
}

#[test]
fn the_query_of_a_population_lists_what_can_be_drawn() {
    let folder = folder();
    qac(folder.path(), &["query", "rules.qac", "rule-17-cases", "rule-17-case", "--dialect", "sqlite"])
        .could_not_run("no query is called `rule-17-case`; did you mean `rule-17-cases`?");
    let arguments = ["query", "rules.qac", "rule-17-cases", "--dialect", "sqlite", "--as-of", "2026-04-01"];
    let sql = qac(folder.path(), &arguments).ended(0).output;
    let database = rusqlite::Connection::open_in_memory().unwrap();
    let plain = cases();
    let (header, body) = plain.split_once('\n').unwrap();
    let flag = |name: &str| matches!(name, "newly_qualified" | "restricted");
    let names: Vec<&str> = header.split(',').collect();
    database.execute_batch(&format!("CREATE TABLE \"case\" ({})", names.join(", "))).unwrap();
    for line in body.lines() {
        let cells = line.split(',').zip(&names).map(|(cell, name)| match cell {
            "" => "NULL".to_owned(),
            "yes" if flag(name) => "1".to_owned(),
            "no" if flag(name) => "0".to_owned(),
            cell => format!("'{cell}'"),
        });
        database
            .execute_batch(&format!("INSERT INTO \"case\" VALUES ({})", cells.collect::<Vec<_>>().join(", ")))
            .unwrap();
    }
    let mut statement = database.prepare(&sql).unwrap();
    let listed: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let drawn = receipt(folder.path(), "rule-22-reserve", "cases.csv", &[]);
    assert_eq!(drawn["population"]["eligible"], listed.len());
    assert!(keys(&drawn).iter().all(|key| listed.contains(key)));
}

#[test]
fn audits_that_share_a_sample_read_the_same_cases() {
    let folder = folder();
    let rules = fs::read_to_string(folder.path().join("rules.qac")).unwrap();
    let more = "sample shared \"Shared\" { draw: 6 at random from rule-17-cases }\n\
        audit one \"One\" { when: every month  draw: as in shared  auditors: auditor  instrument: tool }\n\
        audit other \"Other\" { when: every month  draw: as in shared  auditors: auditor  instrument: tool }\n";
    fs::write(folder.path().join("rules.qac"), format!("{rules}\n{more}")).unwrap();
    let [one, other] = ["one", "other"].map(|audit| receipt(folder.path(), audit, "cases.csv", &[]));
    assert_eq!((one["chosen"].clone(), one["draw"]["id"].as_str()), (other["chosen"].clone(), Some("shared")));
}

/// Changes one value somewhere in a document; false where there is none at that number.
fn touch(value: &mut Value, left: &mut usize) -> bool {
    match value {
        Value::Object(fields) => fields.values_mut().any(|field| touch(field, left)),
        Value::Array(entries) => entries.iter_mut().any(|entry| touch(entry, left)),
        leaf => {
            if *left > 0 {
                *left -= 1;
                return false;
            }
            *leaf = match leaf {
                Value::String(text) if text.starts_with("20") => Value::from("2026-04-02"),
                Value::String(text) => Value::from(format!("{text}x")),
                Value::Number(number) => Value::from(number.as_u64().unwrap() + 1),
                _ => Value::from("x"),
            };
            true
        }
    }
}

#[test]
fn whatever_is_changed_in_a_receipt_is_found() {
    let folder = folder();
    let whole = receipt(folder.path(), "rule-14-quarterly-cases", "cases.csv", &[]);
    let verify = |receipt: &Value| {
        fs::write(folder.path().join("r.json"), receipt.to_string()).unwrap();
        qac(folder.path(), &["sample", "rules.qac", "--verify", "r.json", "--cases", "cases.csv"])
    };
    assert_eq!(verify(&whole).ended(0).output, "r.json is true: drawn again, it comes out the same\n");
    let mut place = 0;
    loop {
        let mut changed = whole.clone();
        if !touch(&mut changed, &mut place.clone()) {
            break;
        }
        if changed != whole {
            let ran = verify(&changed);
            assert_ne!(ran.code, 0, "change {place} is not found");
        }
        place += 1;
    }
    assert!(place > 100, "{place} places are tried");
    let mut shorter = whole.clone();
    shorter["chosen"].as_array_mut().unwrap().pop();
    let count = chosen(&whole).len();
    assert_eq!(
        verify(&shorter).output,
        format!("r.json is not what the draw gives:\n- `chosen` has {} entries, and drawn again {count}\n", count - 1)
    );
}

#[test]
fn a_receipt_is_as_its_schema_says() {
    let folder = folder();
    let schema: Value = serde_json::from_str(&qac(folder.path(), &["schema", "receipt"]).ended(0).output).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (audit, cases) in [
        ("rule-14-quarterly-cases", "cases.csv"),
        ("rule-15-monthly-files", "cases.csv"),
        ("rule-19-controls", "controls.csv"),
    ] {
        let receipt = receipt(folder.path(), audit, cases, &[]);
        let faults: Vec<String> = validator.iter_errors(&receipt).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{audit}");
    }
}

#[test]
fn files_as_spreadsheets_write_them_are_read_alike() {
    let folder = folder();
    let plain = cases();
    let semicolons = plain.replace(',', ";");
    let slashes = plain.replace("2026-03-20", "20/03/2026").replace("2026-01-10", "10/01/2026");
    let (header, body) = plain.split_once('\n').unwrap();
    let mut backwards: Vec<&str> = body.lines().collect();
    backwards.reverse();
    let files = [
        ("excel.csv", format!("\u{feff}{}", semicolons.replace('\n', "\r\n") + ";;;;;;;;;;\r\n\r\n")),
        ("slashes.csv", slashes),
        ("ids.csv", plain.replacen("case_id", "Case-ID", 1).replacen("last_audited", "LAST_AUDITED", 1)),
        ("backwards.csv", format!("{header}\n{}\n", backwards.join("\n"))),
        ("more.csv", plain.replace('\n', ",\"=cmd|' /C calc'!A0\"\n").replacen("=cmd|' /C calc'!A0", "note", 1)),
        ("blanks.csv", plain.replace(",team", ", team").replace("\nC0", "\n C0")),
    ];
    let expected = receipt(folder.path(), "rule-22-reserve", "cases.csv", &[]);
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
        assert_eq!(receipt(folder.path(), "rule-22-reserve", name, &[]), expected, "{name}");
    }
    let database = rusqlite::Connection::open(folder.path().join("cases.db")).unwrap();
    let names = header.split(',').collect::<Vec<_>>();
    database.execute_batch(&format!("CREATE TABLE \"case\" ({})", names.join(" TEXT, ") + " TEXT")).unwrap();
    for line in body.lines() {
        let cells: Vec<String> =
            line.split(',').map(|cell| if cell.is_empty() { "NULL".into() } else { format!("'{cell}'") }).collect();
        database.execute_batch(&format!("INSERT INTO \"case\" VALUES ({})", cells.join(", "))).unwrap();
    }
    drop(database);
    assert_eq!(receipt(folder.path(), "rule-22-reserve", "cases.db", &[]), expected);
    fs::create_dir(folder.path().join("records")).unwrap();
    fs::write(folder.path().join("records/case.csv"), cases()).unwrap();
    assert_eq!(receipt(folder.path(), "rule-22-reserve", "records", &[]), expected);
}

#[test]
fn files_that_cannot_be_trusted_are_refused_in_words() {
    let folder = folder();
    let refused = |text: &[u8], complaint: &str| {
        fs::write(folder.path().join("bad.csv"), text).unwrap();
        sample(folder.path(), "rule-22-reserve", "bad.csv", &["-o", "."]).could_not_run(complaint);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 5, "nothing is written");
    };
    let plain = cases();
    let doubled = plain.replacen("C09", "C03", 1).replacen("C21", "C20", 1);
    refused(
        doubled.as_bytes(),
        "`bad.csv`: the key `C03` stands on lines 5 and 11, and 1 other keys too, so that it would have more chances than others; keep one row for each key",
    );
    refused(
        plain.replacen("C05", "", 1).as_bytes(),
        "`bad.csv`, line 7: it has no key; mend the file and run qac again",
    );
    refused(
        plain.replacen("C05", "\"C\n05\"", 1).as_bytes(),
        "`bad.csv`, line 7: its key has a line break in it; mend the file and run qac again",
    );
    refused(
        plain.replacen("restricted", "limited", 1).as_bytes(),
        "`bad.csv` has no column `restricted`, which the draw needs; it has case_id, family, birth_date, team, caseload, worker, newly_qualified, status, limited, closed, last_audited",
    );
    refused(
        plain.replacen("2026-03-20", "20.03.2026", 1).as_bytes(),
        "`bad.csv`, line 6, column `closed`: holds `20.03.2026`, which is no date; write it as `2017-05-31` or `31/05/2017`; mend the file and run qac again",
    );
    let mut latin = plain.clone().into_bytes();
    let at = plain.find("C05").unwrap();
    latin[at] = 0xe9;
    refused(
        &latin,
        "`bad.csv`, line 7, column `case_id`: is not in UTF-8; save it as CSV in UTF-8, with a line of column names at its top",
    );
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(plain.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    refused(&wide, "`bad.csv` is in UTF-16; save it as CSV in UTF-8, with a line of column names at its top");
    refused(b"", "`bad.csv` has no column names; save it as CSV in UTF-8, with a line of column names at its top");
    refused(
        b"PK\x03\x04\0\0\0",
        "`bad.csv` is not text; save it as CSV in UTF-8, with a line of column names at its top",
    );
}

#[test]
fn what_is_asked_wrongly_is_said_in_one_line() {
    let folder = folder();
    let could_not = |arguments: &[&str], complaint: &str| qac(folder.path(), arguments).could_not_run(complaint);
    sample(folder.path(), "rule-14-quarterly-case", "cases.csv", &[]).could_not_run(
        "`rule-14-quarterly-case` is not the id of an audit here; did you mean `rule-14-quarterly-cases`?",
    );
    sample(folder.path(), "rule-22-reserve", "nowhere.csv", &[]).could_not_run(
        "cannot read `nowhere.csv`: no such file or directory; name a folder of CSV files, a database file or `postgres://user@host/database`",
    );
    could_not(
        &[
            "sample",
            "rules.qac",
            "--audit",
            "rule-22-reserve",
            "--month",
            "2026-04",
            "--cases",
            "cases.csv",
            "--seed",
            " ",
        ],
        "the seed has to be a text of one line",
    );
    could_not(
        &["sample", "rules.qac", "--audit", "rule-22-reserve", "--month", "2026-04"],
        "`--cases` and `--seed` are missing; `qac sample --help` shows an example",
    );
    for (text, line, why) in [
        ("", 1, "it ends too soon"),
        ("key,by\n", 1, "it is not JSON there"),
        ("{\"qac\": 1}", 1, "`framework` is missing"),
        ("{\"qac\": 1,\n\"lot\": 2}", 2, "`lot` does not belong there"),
    ] {
        fs::write(folder.path().join("receipt.json"), text).unwrap();
        let why = format!(
            "`receipt.json`, line {line}: it is no receipt of a draw: {why}; `qac schema receipt` prints what one looks like"
        );
        could_not(&["sample", "rules.qac", "--verify", "receipt.json", "--cases", "cases.csv"], &why);
    }
    fs::write(folder.path().join("receipt.json"), "{\n\"qac\": 1,\n\"framework\": 3}").unwrap();
    could_not(
        &["sample", "rules.qac", "--verify", "receipt.json", "--cases", "cases.csv"],
        "`receipt.json`, line 3: it is no receipt of a draw: something of another kind belongs there; `qac schema receipt` prints what one looks like",
    );
}
