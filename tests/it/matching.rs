//! Made-up problems of who audits what and what qac makes of them, for `tests/oracles/matching.py`.

use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use qac::matching::{Assignment, Clash, Graph, assign, balanced};
use serde_json::{Value, json};

/// The file to write; without it nothing is written.
const FILE: &str = "QAC_MATCHING_CORPUS";

/// How many.
const COUNT: usize = 4_000;

/// How many cases of each kind with whom, capacities, and earlier loads.
type Problem = (Vec<(u32, Vec<u32>)>, Vec<u32>, Vec<u32>);

#[test]
fn the_problems_are_written_where_asked() {
    let Ok(path) = std::env::var(FILE) else { return };
    let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), seed);
    let mut text = String::new();
    for _ in 0..COUNT {
        writeln!(text, "{}", entry(&problems().new_tree(&mut runner).unwrap().current())).unwrap();
    }
    std::fs::write(path, text).unwrap();
}

/// From a handful of cases to some hundred, with room from far too little to plenty.
fn problems() -> impl Strategy<Value = Problem> {
    (1_u32..=25, 1_u32..=6, 1_u32..=40).prop_flat_map(|(auditors, count, room)| {
        let kinds = vec((1..=count, vec(0..auditors, 1..=5)), 0..=25);
        let each = auditors as usize;
        (kinds, vec(0..=room, each), vec(0_u32..=12, each))
    })
}

fn entry((kinds, capacities, before): &Problem) -> Value {
    let mut graph = Graph::new();
    for (count, auditors) in kinds {
        graph.add(*count, auditors.iter().copied());
    }
    json!({
        "kinds": kinds,
        "capacities": capacities,
        "before": before,
        "assigned": answer(assign(&graph, capacities)),
        "balanced": answer(balanced(&graph, capacities, before)),
    })
}

fn answer(found: Result<Assignment, Clash>) -> Value {
    match found {
        Ok(assignment) => json!({"auditors": assignment.auditors}),
        Err(clash) => json!({"clash": clash.cases}),
    }
}
