//! What any draw keeps to: fairness, and that neither the order of rows nor what is not drawn has a part in it.

use proptest::prelude::*;

use super::*;
use crate::analysis::{Files, analyze};
use crate::calendar::Date;
use crate::model::Model;
use crate::plan::{Occurrence, round_of_month};

struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &str) -> Result<String, String> {
        Err("there is none".to_owned())
    }
}

fn model(draw: &str) -> Model {
    let text = format!(
        r#"
        unit service "Service"
        role auditor "Auditor" {{ headcount: 3 }}
        scale yes-no "Yes or no" {{ grade yes "Yes"  grade no "No" }}
        standard sound "Sound" {{ scale: yes-no  criterion well "Is it sound?" }}
        record case "Cases" {{ columns: case-id text, team text, worker text, open yes-no  key: case-id }}
        population cases "Cases" {{ records: case  where: open is yes }}
        audit files "Files" {{ unit: service  when: every month  draw: {draw}  auditors: auditor  tests: sound }}
        "#
    );
    analyze("draws.qac", text, &NoFiles, None).model
}

fn may(model: &Model) -> Occurrence {
    let day = |text: &str| -> Date { text.parse().unwrap() };
    let audit = model.obligation("files").unwrap();
    round_of_month(model, audit, day("2026-05-01"), day("2026-05-31")).unwrap()
}

/// A case: its key, team, worker, and whether it is open.
type Case = (String, String, String, bool);

fn drawn(model: &Model, occurrence: &Occurrence, seed: &str, cases: &[Case]) -> Receipt {
    let asked = Asked {
        model,
        digest: "",
        obligation: model.obligation("files").unwrap(),
        occurrence,
        seed,
        round: 1,
        earlier: &[],
        picks: &[],
        auditors: Some(3),
        room: None,
    };
    let plan = DrawPlan::new(asked).unwrap();
    let mut frame = Frame::new(&plan);
    for (key, team, worker, open) in cases {
        let cell = |column: &WantedCell| match column.id.as_str() {
            "case-id" => Cell::Text(key),
            "team" => Cell::Text(team),
            "worker" => Cell::Text(worker),
            _ => Cell::YesNo(*open),
        };
        let row: Vec<Cell<'_>> = plan.columns().iter().map(cell).collect();
        frame.row(&row).unwrap();
    }
    assert!(frame.doubled().is_empty());
    draw(frame).unwrap()
}

fn keys(receipt: &Receipt) -> Vec<&str> {
    receipt.chosen.iter().map(|case| case.key.as_str()).collect()
}

/// The sum of squares by which counts are off from being equal, each by what is expected.
fn chi_square(counts: &[u32]) -> f64 {
    let expected = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
    counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum()
}

#[test]
fn every_case_and_every_pair_is_as_likely_as_any_other() {
    // Two of six from each of two teams: each draw picks one of the 15 pairs of a team, so that pairs are independent
    // counts; and the lowest rank of a team is one of six.
    let model = model("4 at random from cases, spread over team");
    let occurrence = may(&model);
    let case = |place: usize| {
        let team = if place < 6 { "a" } else { "b" };
        (format!("K{place}"), team.to_owned(), String::new(), true)
    };
    let cases: Vec<Case> = (0..12).map(case).collect();
    let (mut first, mut pairs, mut both) = (vec![0; 6], vec![0; 36], vec![0; 36 * 36]);
    for seed in 0..100_000 {
        let receipt = drawn(&model, &occurrence, &format!("seed {seed}"), &cases);
        let places: Vec<usize> =
            keys(&receipt).iter().map(|key| key.trim_start_matches('K').parse().unwrap()).collect();
        let [a, b, c, d] = places[..] else { panic!("four are drawn") };
        let pair = |one: usize, other: usize| one.min(other) * 6 + one.max(other);
        assert!(a < 6 && b < 6 && c >= 6 && d >= 6, "two of each team");
        first[a] += 1;
        pairs[pair(a, b)] += 1;
        both[pair(a, b) * 36 + pair(c - 6, d - 6)] += 1;
    }
    let there = |counts: &[u32]| -> Vec<u32> { counts.iter().copied().filter(|count| *count > 0).collect() };
    let (pairs, both) = (there(&pairs), there(&both));
    assert_eq!((pairs.len(), both.len()), (15, 225));
    // What is exceeded by chance once in a thousand, for 5, 14 and 224 degrees of freedom.
    assert!(chi_square(&first) < 20.515, "cases: {}", chi_square(&first));
    assert!(chi_square(&pairs) < 36.123, "pairs: {}", chi_square(&pairs));
    assert!(chi_square(&both) < 295.2, "pairs of both teams: {}", chi_square(&both));
}

fn cases() -> impl Strategy<Value = Vec<Case>> {
    let case = (0_u8..4, 0_u8..5, prop::bool::weighted(0.8));
    prop::collection::vec(case, 0..40).prop_map(|cases| {
        let case = |(place, (team, worker, open)): (usize, (u8, u8, bool))| {
            (format!("K{place}"), format!("team {team}"), format!("w{worker}"), open)
        };
        cases.into_iter().enumerate().map(case).collect()
    })
}

const RULES: [&str; 6] = [
    "5 at random from cases",
    "7 at random from cases, spread over team, 3 in reserve",
    "20% at random from cases, at least 2, rounded to the nearest",
    "6 at random from cases, at most 2 for each worker, 2 in reserve",
    "2 for each auditor from cases, spread over team with at least 1 from each",
    "one in 4 from cases, separately for each team",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_rows_changes_nothing(cases in cases(), rule in 0..RULES.len(), by in any::<u64>()) {
        let model = model(RULES[rule]);
        let occurrence = may(&model);
        let mut others = cases.clone();
        others.sort_by_key(|case| digest(format!("{by}{}", case.0).as_bytes()));
        prop_assert_eq!(drawn(&model, &occurrence, "s", &cases), drawn(&model, &occurrence, "s", &others));
    }

    #[test]
    fn a_larger_sample_contains_the_smaller(cases in cases(), size in 1_usize..12) {
        let of = |size: usize| {
            let model = model(&format!("{size} at random from cases"));
            let receipt = drawn(&model, &may(&model), "s", &cases);
            keys(&receipt).iter().map(|key| (*key).to_owned()).collect::<Vec<_>>()
        };
        let (small, large) = (of(size), of(size + 1));
        prop_assert_eq!(&large[..small.len()], &small[..]);
    }

    #[test]
    fn what_is_added_or_taken_away_moves_nobody_else(cases in cases(), away in any::<prop::sample::Index>()) {
        let model = model("5 at random from cases, 3 in reserve");
        let occurrence = may(&model);
        let whole = drawn(&model, &occurrence, "s", &cases);
        if cases.is_empty() {
            return Ok(());
        }
        let mut fewer = cases.clone();
        let gone = fewer.remove(away.index(cases.len())).0;
        let fewer = drawn(&model, &occurrence, "s", &fewer);
        let line = |receipt: &Receipt| -> Vec<String> {
            let all = receipt.chosen.iter().chain(&receipt.reserve);
            all.map(|case| case.key.clone()).filter(|key| *key != gone).collect()
        };
        let (before, after) = (line(&whole), line(&fewer));
        let same = before.len().min(after.len());
        prop_assert_eq!(&before[..same], &after[..same]);
    }

    #[test]
    fn rules_are_kept_and_nothing_falls_short_in_silence(cases in cases(), rule in 0..RULES.len()) {
        let model = model(RULES[rule]);
        let receipt = drawn(&model, &may(&model), "s", &cases);
        let open: Vec<&Case> = cases.iter().filter(|case| case.3).collect();
        prop_assert_eq!(receipt.population.rows, cases.len() as u64);
        prop_assert_eq!(receipt.population.eligible, open.len() as u64);
        let left: u64 = receipt.population.left_out.iter().map(|left| left.rows).sum();
        prop_assert_eq!(left + receipt.population.eligible, receipt.population.rows);
        let mut all: Vec<&str> = receipt.chosen.iter().chain(&receipt.reserve).map(|case| case.key.as_str()).collect();
        for key in &all {
            prop_assert!(open.iter().any(|case| case.0 == *key));
        }
        all.sort_unstable();
        all.dedup();
        prop_assert_eq!(all.len(), receipt.chosen.len() + receipt.reserve.len());
        prop_assert_eq!(receipt.strata.iter().map(|stratum| stratum.size).sum::<u64>(), receipt.chosen.len() as u64);
        if rule == 3 {
            for worker in 0..5 {
                let of = receipt.chosen.iter().filter(|case| case.columns["worker"] == format!("w{worker}"));
                prop_assert!(of.count() <= 2);
            }
        }
        let asked = match rule { 0 => 5, 1 => 7, 3 | 4 => 6, _ => return Ok(()) };
        let short = receipt.shortfall.as_ref().map_or(0, |short| short.asked - short.drawn);
        prop_assert_eq!(receipt.chosen.len() as u64 + short, asked);
    }
}
