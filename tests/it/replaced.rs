//! Cases that take the place of others, by a roster that is not that of the draw any more.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::allocation::{ROSTER, draw, folder, loads, pairs};
use crate::qac::{Ran, qac};

const PATH: &str = "receipt-files-2026-05.json";

fn replace(folder: &Path, key: &str, on: &str, roster: Option<&str>) -> Ran {
    let all = ["sample", "rules.qac", "--replace", PATH, "--case", key, "--because", "it is with the court"];
    let mut all = [&all[..], &["--by", "lead", "--on", on, "--format", "json"]].concat();
    if let Some(text) = roster {
        fs::write(folder.join("now.csv"), text).unwrap();
        all.extend(["--roster", "now.csv"]);
    }
    qac(folder, &all)
}

fn read(ran: &Ran) -> Value {
    serde_json::from_str(&ran.output).unwrap()
}

/// The keys of the reserve, in order.
fn in_reserve(receipt: &Value) -> Vec<String> {
    receipt["reserve"].as_array().unwrap().iter().map(|case| case["key"].as_str().unwrap().to_owned()).collect()
}

fn is_true(folder: &Path) {
    let more = ["--verify", PATH, "--cases", "cases.csv", "--roster", "roster.csv"];
    qac(folder, &[&["sample", "rules.qac"], &more[..]].concat()).ended(0);
}

#[test]
fn who_is_there_on_the_day_of_the_decision_audits_what_takes_the_place_of_another() {
    let folder = folder("3 at random from cases, 9 in reserve", "auditors: manager, 1 each");
    let folder = folder.path();
    let receipt = draw(folder, "2026-05", 0);
    let (key, auditor, _) = pairs(&receipt)[0].clone();
    let idle: Vec<String> = loads(&receipt).into_iter().filter(|(_, cases)| *cases == 0).map(|(who, _)| who).collect();
    // The auditor is away from the fifth on, whoever had nothing has left, and E acts since the sixth.
    let row = |line: &str| match line.split(',').next().unwrap() {
        who if who == auditor => format!("{who},manager,west,L,2020-01-01,,no,2026-12-31,2026-05-05,2026-06-30\n"),
        who if idle.iter().any(|one| one == who) => format!("{who},manager,west,L,2020-01-01,2026-05-04,no,,,\n"),
        _ => format!("{line}\n"),
    };
    let now: String = ROSTER.lines().map(row).collect();
    let now = now + "E,manager,west,L,2026-05-06,,yes,,,\n";
    let busy = loads(&receipt).into_iter().filter(|(who, cases)| *cases > 0 && *who != auditor);
    let mut why: Vec<String> = busy.map(|(who, _)| format!("{who} has 1 already")).collect();
    why.push(format!("{auditor} is away until 2026-06-30"));
    why.push("E takes up the post only on 2026-05-06".to_owned());
    why.sort();
    let all = in_reserve(&receipt);
    replace(folder, &key, "2026-05-05", Some(&now)).could_not_run(&format!(
        "nothing of the reserve can take the place of `{key}`: nobody may audit it: {} (`{}`, `{}`, `{}` and 6 more); \
         name a roster with somebody who may",
        why.join("; "),
        all[0],
        all[1],
        all[2]
    ));
    let after = read(&replace(folder, &key, "2026-05-06", Some(&now)).ended(0));
    assert_eq!(pairs(&after)[0].1, "E");
    let other = ["--verify", PATH, "--cases", "cases.csv", "--roster", "now.csv"];
    let told = qac(folder, &[&["sample", "rules.qac"], &other[..]].concat()).ended(1).output;
    assert!(
        told.ends_with("\nThe roster is not the one it was shared out by: verify with the file of that day.\n"),
        "{told}"
    );
    // Who came later is among those who audit, and goes again when the draw is made anew.
    assert_eq!(loads(&after).last(), Some(&("E".to_owned(), 1)));
    assert_eq!(loads(&after).iter().map(|(_, cases)| cases).sum::<u64>(), 3);
    is_true(folder);
    replace(folder, &key, "2026-05-07", Some(&now)).could_not_run(&format!(
        "`{key}` is no case of this draw any more: `{}` took its place on 2026-05-06",
        pairs(&after)[0].0
    ));
}

#[test]
fn somebody_new_is_passed_over_where_nobody_can_work_beside_them() {
    let folder = folder("1 at random from cases, 9 in reserve", "auditors: manager\n  partner-for: 3 months");
    let folder = folder.path();
    let receipt = draw(folder, "2026-05", 0);
    let (key, auditor, _) = pairs(&receipt)[0].clone();
    // Who had the case counts as new now, and nobody else is there who is not.
    let now = format!("person,role,from\n{auditor},manager,2026-04-20\nE,manager,2026-04-25\n");
    let all = in_reserve(&receipt);
    replace(folder, &key, "2026-05-06", Some(&now)).could_not_run(&format!(
        "nothing of the reserve can take the place of `{key}`: nobody can work beside {auditor}, who is new, on it \
         (`{}`, `{}`, `{}` and 6 more); name a roster with somebody who may",
        all[0], all[1], all[2]
    ));
    let now = format!("{now}M,manager,2020-01-01\n");
    let after = read(&replace(folder, &key, "2026-05-06", Some(&now)).ended(0));
    let made = &after["allocation"]["cases"][0];
    assert_eq!((made["auditor"].as_str(), made["partner"].as_str()), (Some(auditor.as_str()), Some("M")));
    is_true(folder);
}

#[test]
fn with_another_case_it_is_tried_again_to_share_out_what_could_not_be() {
    let lines = "auditors: manager\n  basis: own area in May, peer area in June\n  when: in May and June";
    let folder = folder("3 at random from cases, 9 in reserve", lines);
    let folder = folder.path();
    // Nobody for what is of the west.
    let few: String = ROSTER.lines().filter(|line| !line.contains(",west,")).map(|line| format!("{line}\n")).collect();
    fs::write(folder.join("roster.csv"), &few).unwrap();
    let mut receipt = draw(folder, "2026-05", 1);
    let clash = receipt["clash"].clone();
    let of_west = |receipt: &Value| -> Vec<String> {
        let cases = receipt["chosen"].as_array().unwrap().iter().filter(|case| case["columns"]["area"] == "west");
        cases.map(|case| case["key"].as_str().unwrap().to_owned()).collect()
    };
    let first = of_west(&receipt)[0].clone();
    replace(folder, &first, "2026-05-06", None).could_not_run(&format!(
        "the cases of {PATH} could not be shared out; name the roster with `--roster`: with another case that is tried again"
    ));
    // As often as the reserve hands out one that nobody may audit either.
    while let Some(key) = of_west(&receipt).first() {
        let ran = replace(folder, key, "2026-05-06", Some(&few));
        receipt = read(&ran);
        assert_eq!(ran.code, i32::from(!of_west(&receipt).is_empty()), "{}", ran.output);
        assert_eq!(receipt["clash"].as_array().unwrap().is_empty(), of_west(&receipt).is_empty());
    }
    assert_eq!(pairs(&receipt).len(), 3);
    assert_eq!(receipt["replacements"][0]["clash_was"], clash);
    is_true(folder);
    // And it is one of a draw like any other: what could be shared out again is replaced once more.
    let key = pairs(&receipt)[0].0.clone();
    if receipt["reserve"][0]["columns"]["area"] != "west" {
        replace(folder, &key, "2026-05-07", Some(&few)).ended(0);
        is_true(folder);
    }
}

#[test]
fn a_receipt_of_another_framework_is_left_alone() {
    let folder = folder("3 at random from cases, 9 in reserve", "auditors: manager");
    let folder = folder.path();
    let key = pairs(&draw(folder, "2026-05", 0))[0].0.clone();
    let rules = fs::read_to_string(folder.join("rules.qac")).unwrap();
    fs::write(folder.join("rules.qac"), rules.replacen("framework f ", "framework other ", 1)).unwrap();
    replace(folder, &key, "2026-05-06", Some(ROSTER)).could_not_run(&format!(
        "{PATH} is a receipt of the framework `f`, and this one is `other`; name the file of the framework that it was drawn by"
    ));
    // Unless that is what it was called before.
    let renamed = rules.replacen("framework f \"F\" {", "framework other \"F\" {\n  was: f\n", 1);
    fs::write(folder.join("rules.qac"), renamed).unwrap();
    replace(folder, &key, "2026-05-06", Some(ROSTER)).ended(0);
}

#[test]
fn of_two_posts_or_two_times_away_each_counts_for_its_days() {
    let folder = folder("all from cases", "auditors: manager, lead, shared evenly\n  partner-for: 3 months");
    let folder = folder.path();
    let who = |rows: &str| {
        let others = "Z,manager,,2020-01-01,,,\n";
        let text = format!("person,role,area,from,to,leave-from,leave-to\n{others}{rows}");
        fs::write(folder.join("roster.csv"), text).unwrap();
        let _ = fs::remove_file(folder.join(PATH));
        let receipt = draw(folder, "2026-05", 0);
        let loads = receipt["allocation"]["auditors"].as_array().unwrap();
        let of_a = loads.iter().find(|one| one["person"] == "A").unwrap();
        let made = receipt["allocation"]["cases"].as_array().unwrap().iter();
        let partners = made.filter(|case| case["auditor"] == "A" && !case["partner"].is_null()).count();
        (of_a["away"].as_str().unwrap_or("").to_owned(), partners > 0)
    };
    let here = (String::new(), false);
    // A second post that begins or ends in between; a change of area without a day between.
    assert_eq!(who("A,manager,,2020-01-01,,,\nA,lead,,2026-05-15,2026-06-15,,\n"), here);
    assert_eq!(who("A,lead,,2026-05-15,,,\nA,manager,,2020-01-01,,,\n"), here);
    assert_eq!(who("A,manager,east,2020-01-01,2026-05-10,,\nA,manager,west,2026-05-11,,,\n"), here);
    assert_eq!(who("A,manager,east,2020-01-01,2026-04-30,,\nA,manager,west,2026-05-01,,,\n"), here);
    // A day between; new in the only post.
    let away = ("leaves the post on 2026-05-10, before the audits are due".to_owned(), false);
    assert_eq!(who("A,manager,,2020-01-01,2026-05-10,,\nA,manager,,2026-05-12,,,\n"), away);
    assert_eq!(who("A,manager,,2026-04-15,,,\n"), (String::new(), true));
    // Two times away, one behind the other or with a day between.
    let twice = |from: &str| {
        who(&format!("A,manager,,2020-01-01,,2026-04-01,2026-05-14\nA,manager,,2020-01-01,,{from},2026-06-30\n"))
    };
    assert_eq!(twice("2026-05-15"), ("is away until 2026-06-30".to_owned(), false));
    assert_eq!(twice("2026-05-16"), here);
}

#[test]
fn what_a_replacement_does_not_look_at_is_refused() {
    let folder = folder("3 at random from cases, 9 in reserve", "auditors: manager, 1 each");
    let all = ["sample", "rules.qac", "--replace", PATH, "--case", "C01", "--because", "it is with the court"];
    qac(folder.path(), &[&all[..], &["--by", "lead", "--on", "2026-05-02", "--chosen", "chosen.csv"]].concat())
        .could_not_run("`--replace` does not go with `--chosen`; `qac sample --help` shows an example");
}

#[test]
fn what_another_draw_has_or_nobody_may_audit_is_passed_over() {
    let folder = folder(
        "2 at random from cases, none drawn in the last 12 months, 9 in reserve",
        "auditors: manager\n  independent-of: holder",
    );
    let folder = folder.path();
    let may = draw(folder, "2026-05", 0);
    let june = draw(folder, "2026-06", 0);
    let (key, reserve) = (pairs(&may)[0].0.clone(), in_reserve(&may));
    let drawn_in_june: Vec<String> = pairs(&june).into_iter().map(|(key, _, _)| key).collect();
    assert!(drawn_in_june.iter().all(|key| reserve.contains(key)), "June draws from what May left");
    // One manager alone is there, who holds some of the cases that are left.
    let holder = |key: &String| ["A", "B", "C", "w1"][key[1..].parse::<usize>().unwrap() / 3];
    let free: Vec<&String> = reserve.iter().filter(|key| !drawn_in_june.contains(key)).collect();
    let alone = holder(free[0]);
    let next = *free.iter().find(|key| holder(key) != alone).unwrap();
    let now: String = ROSTER
        .lines()
        .filter(|line| line.starts_with("person") || line.starts_with(alone))
        .map(|line| format!("{line}\n"))
        .collect();
    fs::write(folder.join("now.csv"), &now).unwrap();
    let all =
        ["sample", "rules.qac", "--replace", PATH, "--case", &key, "--because", "it is with the court", "--by", "lead"];
    let more = ["--on", "2026-05-06", "--roster", "now.csv", "--receipts", ".", "--format", "json"];
    let after = read(&qac(folder, &[&all[..], &more].concat()).ended(0));
    let made = &after["replacements"][0];
    assert_eq!(made["key"], next.as_str());
    let before: Vec<&String> = reserve.iter().take_while(|key| *key != next).collect();
    let over: Vec<(String, String)> = made["passed_over"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["key"].as_str().unwrap().to_owned(), one["why"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(over.iter().map(|(key, _)| key).collect::<Vec<_>>(), before);
    for (key, why) in &over {
        if drawn_in_june.contains(key) {
            assert_eq!(why, "`files` of 2026-06 has drawn it");
        } else {
            assert!(why.starts_with("nobody may audit it: "), "{why}");
        }
    }
    assert!(over.iter().any(|(key, _)| !drawn_in_june.contains(key)));
    // What was passed over stays in the reserve, and the draw is still what it was.
    assert_eq!(in_reserve(&after).len(), reserve.len() - 1);
    let more = ["--verify", PATH, "--cases", "cases.csv", "--roster", "roster.csv", "--receipts", "."];
    qac(folder, &[&["sample", "rules.qac"], &more[..]].concat()).ended(0);
}

#[cfg(unix)]
#[test]
fn a_roster_is_a_file() {
    let folder = folder("3 at random from cases", "auditors: manager");
    let all = ["sample", "rules.qac", "--month", "2026-05", "--cases", "cases.csv", "--seed", "dice"];
    qac(folder.path(), &[&all[..], &["--roster", "/dev/null"]].concat())
        .could_not_run("`/dev/null` is no ordinary file; save the roster as a file, and name that");
}
