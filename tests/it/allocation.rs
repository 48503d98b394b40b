//! Who audits what, through the command line: every rule of the framework about it, and words when it cannot be.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::{TempDir, tempdir};

use crate::qac::qac;

const RULES: &str = r#"framework f "F" { owner: lead  calendar: days  review-due: December 2030 }
calendar days "Days" { holidays: England and Wales }
unit service "Service"
area north "North" {
  part-of: service
  peers:   east
}
area east "East" {
  part-of: service
  also:    "Eastern district"
}
area west "West" { part-of: service }
role lead "Lead" { headcount: 1 }
role manager "Manager" { reports-to: lead }
role second-reader "Second reader" {
  headcount:  2
  reports-to: lead
}
record case "Cases" {
  columns: case-id text, area text, holder-id text, manager-id text or empty
  key:     case-id
}
role holder "Who holds the case" {
  for-each: case
  seen-in:  case.holder-id
}
role holders-manager "Their manager" {
  for-each: case
  seen-in:  case.manager-id
}
role chair "Chair of the conference" { for-each: case }
scale yes-no "Yes or no" {
  grade yes "Yes"
  grade no "No"
}
standard sound "Sound" {
  scale: yes-no
  criterion well "Is it sound?"
}
instrument tool "Tool" {
  kind:  audit-tool
  tests: sound
}
population cases "Cases" { records: case }
"#;

pub(super) const ROSTER: &str = "person,role,area,line manager,from,to,acting,competence until,leave from,leave to\n\
A,manager,North,L,2020-01-01,,no,2026-12-31,,\n\
B,manager,Eastern district,L,2020-01-01,,no,2026-12-31,,\n\
C,manager,west,L,01/01/2020,,no,2026-12-31,,\n\
D,manager,west,L,2026-04-20,,yes,2026-12-31,,\n\
L,lead,,,2020-01-01,,no,2026-12-31,,\n\
R,second-reader,,L,2020-01-01,,no,,,\n\
S,second-reader,,L,2020-01-01,,no,,,\n";

/// Twelve cases, four of each area, each held by somebody of its area.
fn cases() -> String {
    let row = |place: usize| {
        let area = ["north", "East", "west"][place % 3];
        let holder = ["A", "B", "C", "w1"][place / 3];
        format!("C{place:02},{area},{holder},L\n")
    };
    "case_id,area,holder_id,manager_id\n".to_owned() + &(0..12).map(row).collect::<String>()
}

/// An audit with those lines about who does it.
pub(super) fn folder(draw: &str, lines: &str) -> TempDir {
    let folder = tempdir().unwrap();
    let when = if lines.contains("when:") { "" } else { "when: every month" };
    let audit = format!(
        "audit files \"Files\" {{\n  unit: service\n  {when}\n  draw: {draw}\n  instrument: tool\n  {lines}\n}}\n"
    );
    fs::write(folder.path().join("rules.qac"), format!("{RULES}{audit}")).unwrap();
    fs::write(folder.path().join("roster.csv"), ROSTER).unwrap();
    fs::write(folder.path().join("cases.csv"), cases()).unwrap();
    folder
}

pub(super) fn draw(folder: &Path, month: &str, code: i32) -> Value {
    let arguments = ["sample", "rules.qac", "--audit", "files", "--month", month, "--cases", "cases.csv"];
    let more = ["--roster", "roster.csv", "--seed", "dice", "--format", "json", "--receipts", ".", "-o", "."];
    let ran = qac(folder, &[&arguments[..], &more].concat());
    assert_eq!(ran.code, code, "{}{}", ran.errors, ran.output);
    serde_json::from_str(&ran.output).unwrap()
}

/// Each case with its auditor, and with what its row says.
pub(super) fn pairs(receipt: &Value) -> Vec<(String, String, BTreeMap<String, String>)> {
    let of = |key: &str| {
        let chosen = receipt["chosen"].as_array().unwrap();
        let case = chosen.iter().find(|case| case["key"] == key).unwrap();
        serde_json::from_value(case["columns"].clone()).unwrap()
    };
    let cases = receipt["allocation"]["cases"].as_array().unwrap().iter();
    cases
        .map(|case| {
            let key = case["key"].as_str().unwrap();
            (key.to_owned(), case["auditor"].as_str().unwrap().to_owned(), of(key))
        })
        .collect()
}

pub(super) fn loads(receipt: &Value) -> Vec<(String, u64)> {
    let auditors = receipt["allocation"]["auditors"].as_array().unwrap().iter();
    auditors.map(|one| (one["person"].as_str().unwrap().to_owned(), one["cases"].as_u64().unwrap())).collect()
}

fn clash(receipt: &Value) -> Vec<String> {
    assert_eq!(receipt["allocation"], Value::Null);
    serde_json::from_value(receipt["clash"].clone()).unwrap()
}

/// Nine cases of the reserve take the place of others, one after the other.
#[test]
fn nobody_audits_what_takes_the_place_of_another_and_is_theirs() {
    let lines = "auditors: manager, shared evenly\n  independent-of: holder\n  moderation: 50% by second-reader";
    let folder = folder("3 at random from cases, 9 in reserve", lines);
    let path = "receipt-files-2026-05.json";
    let replace = |key: &str, more: &[&str]| {
        let all = ["sample", "rules.qac", "--replace", path, "--case", key, "--because", "it is with the court"];
        qac(folder.path(), &[&all[..], &["--by", "lead", "--on", "2026-05-02", "--format", "json"], more].concat())
    };
    let mut receipt = draw(folder.path(), "2026-05", 0);
    let first = pairs(&receipt)[0].0.clone();
    replace(&first, &[]).could_not_run(&format!(
        "the cases of {path} have been shared out; name the roster with `--roster`: whoever was to audit this case may have to do with the next one",
    ));
    let (mut stayed, mut changed) = (0, 0);
    for turn in 0..9 {
        let before = pairs(&receipt);
        let (key, auditor, _) = &before[turn % 3];
        let ran = replace(key, &["--roster", "roster.csv"]).ended(0);
        receipt = serde_json::from_str(&ran.output).unwrap();
        let after = pairs(&receipt);
        let (_, now, columns) = &after[turn % 3];
        assert_ne!(columns.get("holder-id"), Some(now));
        // Whoever was to audit the first audits the second, unless it is theirs.
        assert_eq!(now == auditor, columns.get("holder-id") != Some(auditor), "{receipt}");
        *(if now == auditor { &mut stayed } else { &mut changed }) += 1;
        assert_eq!(loads(&receipt).iter().map(|(_, cases)| cases).sum::<u64>(), 3);
        for (person, cases) in loads(&receipt) {
            assert_eq!(after.iter().filter(|(_, auditor, _)| *auditor == person).count() as u64, cases);
        }
        let moderated = receipt["allocation"]["cases"].as_array().unwrap().iter();
        assert_eq!(moderated.filter(|case| !case["moderator"].is_null()).count(), 2);
    }
    assert!(stayed > 0 && changed > 0, "{stayed} and {changed}");
    let more = ["--verify", path, "--cases", "cases.csv", "--roster", "roster.csv"];
    let verified = qac(folder.path(), &[&["sample", "rules.qac"], &more[..]].concat()).ended(0).output;
    assert_eq!(
        verified,
        format!("{path} is true: drawn again, it comes out the same, and 9 cases were replaced since, as it says\n")
    );
    let key = &pairs(&receipt)[0].0;
    replace(key, &["--roster", "roster.csv"])
        .could_not_run(&format!("the reserve is used up: nothing can take the place of `{key}`"));

    // Nobody is left for the first of the reserve: the next of another holder takes the place.
    fs::remove_file(folder.path().join(path)).unwrap();
    let receipt = draw(folder.path(), "2026-05", 0);
    let next = receipt["reserve"][0]["key"].as_str().unwrap();
    let holder = receipt["reserve"][0]["columns"]["holder-id"].as_str().unwrap();
    fs::write(folder.path().join("roster.csv"), format!("person,role\n{holder},manager\nR,second-reader\n")).unwrap();
    let key = &pairs(&receipt)[0].0;
    let after: Value = serde_json::from_str(&replace(key, &["--roster", "roster.csv"]).ended(0).output).unwrap();
    let made = &after["replacements"][0];
    let why = format!("nobody may audit it: {holder} is the `holder` of the case");
    assert_eq!(made["passed_over"][0], serde_json::json!({ "key": next, "why": why }));
    let mut reserve = receipt["reserve"].as_array().unwrap().iter();
    let free = reserve.find(|case| case["columns"]["holder-id"] != holder).unwrap();
    assert_eq!(made["key"], free["key"]);
}

#[test]
fn nobody_audits_what_they_have_to_do_with() {
    let folder = folder(
        "all from cases",
        "auditors: manager, lead, shared evenly\n  independent-of: holder, holders-manager and chair",
    );
    let receipt = draw(folder.path(), "2026-05", 0);
    for (key, auditor, columns) in pairs(&receipt) {
        assert!(columns["holder-id"] != auditor && columns["manager-id"] != auditor, "{key}");
    }
    // L is the manager of all, so that four are left for twelve cases.
    assert_eq!(
        loads(&receipt),
        [("A", 3), ("B", 3), ("C", 3), ("D", 3), ("L", 0)].map(|(who, count)| (who.to_owned(), count))
    );
    let unchecked = &receipt["allocation"]["unchecked"][0];
    assert_eq!(unchecked, "nothing in the cases tells who the `chair` of each is");
}

#[test]
fn holders_of_a_post_that_is_ruled_out_have_no_part() {
    let folder = folder(
        "4 at random from cases",
        "auditors: manager and second-reader, shared evenly\n  independent-of: manager",
    );
    assert_eq!(
        loads(&draw(folder.path(), "2026-05", 0))[4..],
        [("R", 2), ("S", 2)].map(|(who, count)| (who.to_owned(), count))
    );
}

#[test]
fn own_months_and_peer_months() {
    let own = folder(
        "8 at random from cases, spread over area",
        "auditors: manager, 2 each\n  when: in May, June and July\n  basis: own area in May and July, peer area in June",
    );
    let receipt = draw(own.path(), "2026-05", 0);
    let area = |who: &str| match who {
        "A" => "north",
        "B" => "East",
        _ => "west",
    };
    for (key, auditor, columns) in pairs(&receipt) {
        assert_eq!(columns["area"], area(&auditor), "{key}");
    }
    let sizes: Vec<u64> =
        receipt["strata"].as_array().unwrap().iter().map(|one| one["size"].as_u64().unwrap()).collect();
    assert_eq!(sizes, [2, 2, 4], "two work in the west");
    // North and East are peers by name. Nobody is a peer of the West, which names none and is named by none.
    let clash = clash(&draw(own.path(), "2026-06", 1));
    assert_eq!(clash.len(), 3, "{clash:?}");
    assert!(clash[0].contains("may be audited by nobody"), "{clash:?}");
    assert_eq!(
        clash[1],
        "A, B, C and D may not, each of whom works in the same area, or in none that is its peer, and this month audits peers'."
    );
}

#[test]
fn who_is_away_who_is_not_able_and_who_is_not_there_yet() {
    let folder =
        folder("4 at random from cases", "auditors: manager, shared evenly\n  competence: \"trained to audit\"");
    let roster = ROSTER
        .replace(
            "A,manager,North,L,2020-01-01,,no,2026-12-31,,",
            "A,manager,North,L,2020-01-01,,no,2026-12-31,2026-05-01,2026-05-31",
        )
        .replace(
            "B,manager,Eastern district,L,2020-01-01,,no,2026-12-31",
            "B,manager,Eastern district,L,2020-01-01,,no,2026-05-28",
        )
        .replace("C,manager,west,L,01/01/2020,,", "C,manager,west,L,01/01/2020,2026-05-15,");
    fs::write(folder.path().join("roster.csv"), roster).unwrap();
    let receipt = draw(folder.path(), "2026-05", 0);
    let away: Vec<Option<&str>> =
        receipt["allocation"]["auditors"].as_array().unwrap().iter().map(|one| one["away"].as_str()).collect();
    assert_eq!(
        away,
        [
            Some("is away until 2026-05-31"),
            Some("“trained to audit” is shown only until 2026-05-28"),
            Some("leaves the post on 2026-05-15, before the audits are due"),
            None
        ]
    );
    assert_eq!(loads(&receipt)[3], ("D".to_owned(), 4));
}

#[test]
fn pairs_do_not_meet_again_too_soon() {
    let folder = folder(
        "6 at random from cases",
        "auditors: manager, shared evenly\n  independent-of: holder\n  rotation: no pair twice within 6 months",
    );
    let mut met: Vec<(String, String)> = Vec::new();
    for month in ["2026-05", "2026-06"] {
        for (_, auditor, columns) in pairs(&draw(folder.path(), month, 0)) {
            let pair = (auditor, columns["holder-id"].clone());
            assert!(month == "2026-05" || !met.contains(&pair), "{pair:?} meet again");
            if month == "2026-05" {
                met.push(pair);
            }
        }
    }
}

#[test]
fn whoever_is_new_has_somebody_beside_them() {
    let folder = folder(
        "8 at random from cases",
        "auditors: manager, 2 each\n  independent-of: holder\n  partner-for: 3 months",
    );
    let receipt = draw(folder.path(), "2026-05", 0);
    for case in receipt["allocation"]["cases"].as_array().unwrap() {
        assert_eq!(case["auditor"] == "D", case["partner"].is_string(), "{case}");
        assert_ne!(case["partner"], "D");
    }
}

#[test]
fn a_share_is_looked_at_again_by_somebody_else() {
    let folder = folder(
        "7 at random from cases",
        "auditors: second-reader and manager, shared evenly\n  moderation: 30% by second-reader, independent of holder, within 10 working days of completion",
    );
    let receipt = draw(folder.path(), "2026-05", 0);
    let cases = receipt["allocation"]["cases"].as_array().unwrap();
    let again: Vec<&Value> = cases.iter().filter(|case| case["moderator"].is_string()).collect();
    assert_eq!(again.len(), 3, "30% of 7 is 2.1, and a part counts as one");
    assert!(again.iter().all(|case| case["auditor"] != case["moderator"]));
    fs::write(folder.path().join("roster.csv"), "person,role\nX,janitor\n").unwrap();
    let nobody = clash(&draw(folder.path(), "2026-06", 1));
    assert_eq!(nobody, ["Nobody on the roster holds `manager` or `second-reader` between 2026-06-01 and 2026-06-30."]);
    fs::write(
        folder.path().join("roster.csv"),
        ROSTER.replace("S,second-reader", "S,nothing").replace("manager,", "nothing,"),
    )
    .unwrap();
    let found = clash(&draw(folder.path(), "2026-05", 1));
    assert!(found[0].contains("may be looked at again by nobody"), "{found:?}");
    assert_eq!(found[1], "R may not, who is the auditor.");
}

#[test]
fn the_year_is_fair() {
    let folder = folder("5 at random from cases", "auditors: manager, shared evenly");
    let mut totals: BTreeMap<String, u64> = BTreeMap::new();
    for month in ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09"] {
        for (who, count) in loads(&draw(folder.path(), month, 0)) {
            *totals.entry(who).or_default() += count;
        }
        let (most, least) = (totals.values().max().unwrap(), totals.values().min().unwrap());
        assert!(most - least <= 1, "{month}: {totals:?}");
    }
}

#[test]
fn a_clash_names_the_cases_the_people_and_what_mends_it() {
    let folder = folder(
        "6 at random from cases",
        "auditors: manager, 2 each\n  when: in May and June\n  basis: own area in May and June",
    );
    // All six of one area, which one manager audits.
    let text = cases().replace(",East,", ",north,").replace(",west,", ",north,");
    fs::write(folder.path().join("cases.csv"), text).unwrap();
    let clash = clash(&draw(folder.path(), "2026-05", 1));
    let (first, rest) = clash.split_first().unwrap();
    assert!(
        first.starts_with("In 2026-05, 3 cases, `C") && first.ends_with(", may be audited only by A, who takes 2."),
        "{first}"
    );
    assert_eq!(
        rest,
        [
            "B, C and D may not, each of whom works in another area, and this month audits its own.",
            "The least that mends it: 4 places more with them, or 4 cases replaced by others; in all 4 cases are without an auditor."
        ]
    );
}

#[test]
fn a_bad_roster_is_refused_with_its_line() {
    let folder = folder("4 at random from cases", "auditors: manager, shared evenly");
    let refused = |roster: &str, complaint: &str| {
        fs::write(folder.path().join("roster.csv"), roster).unwrap();
        let arguments = ["sample", "rules.qac", "--audit", "files", "--month", "2026-05", "--cases", "cases.csv"];
        qac(folder.path(), &[&arguments[..], &["--roster", "roster.csv", "--seed", "s"]].concat())
            .could_not_run(complaint);
    };
    refused("who,role\nA,manager\n", "`roster.csv` has no column `person`; it needs person, role");
    refused(
        &ROSTER.replace("2026-04-20", "20.4.2026"),
        "`roster.csv`, line 5, column `from`: holds `20.4.2026`, which is no date; write it as `2017-05-31` or `31/05/2017`; mend the file and run qac again",
    );
    refused(
        &ROSTER.replace("A,manager,North,L,2020-01-01,,no,2026-12-31,,", "A,manager,North,L,,,,,2026-05-02,"),
        "`roster.csv`, line 2, column `leave-from`: a time away needs its first and its last day, in that order; mend the file and run qac again",
    );
    refused(
        &ROSTER.replace("A,manager", ",manager"),
        "`roster.csv`, line 2, column `person`: it is empty; mend the file and run qac again",
    );
}
