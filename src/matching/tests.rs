//! Laws of who audits what, held against trying out every way.

use proptest::prelude::*;

use super::{Assignment, Clash, Graph, assign, balanced};

/// A small problem: kinds with the number of their cases and their auditors, capacities, and earlier loads.
#[derive(Clone, Debug)]
struct Small {
    kinds: Vec<(u32, Vec<u32>)>,
    capacities: Vec<u32>,
    before: Vec<u32>,
}

/// How many auditors there are at most. One is never given a capacity or an earlier load.
const AUDITORS: u32 = 5;

fn small() -> impl Strategy<Value = Small> {
    let kind = (0_u32..=3, proptest::collection::vec(0..AUDITORS, 0..=4));
    let capacity = prop_oneof![4 => 0_u32..=4, 1 => Just(u32::MAX)];
    let before = prop_oneof![4 => 0_u32..=4, 1 => Just(u32::MAX)];
    let per_auditor = 0..AUDITORS as usize;
    (
        proptest::collection::vec(kind, 0..=5),
        proptest::collection::vec(capacity, per_auditor.clone()),
        proptest::collection::vec(before, per_auditor),
    )
        .prop_map(|(kinds, capacities, before)| Small { kinds, capacities, before })
        .prop_filter("can be tried out", |small| small.ways() <= 30_000)
}

impl Small {
    fn ways(&self) -> usize {
        self.kinds.iter().map(|(count, auditors)| auditors.len().max(1).pow(*count)).product()
    }

    fn graph(&self) -> Graph {
        let mut graph = Graph::new();
        for (count, auditors) in &self.kinds {
            graph.add(*count, auditors.iter().copied());
        }
        graph
    }

    /// The auditors of each case.
    fn cases(&self) -> Vec<Vec<u32>> {
        let rows = self.kinds.iter().flat_map(|(count, auditors)| vec![auditors.clone(); *count as usize]);
        rows.collect()
    }

    fn capacity(&self, auditor: u32) -> u32 {
        self.capacities.get(auditor as usize).copied().unwrap_or(0)
    }

    fn totals(&self, loads: &[u32]) -> Vec<u64> {
        let before = |auditor: usize| u64::from(self.before.get(auditor).copied().unwrap_or(0));
        let mut totals: Vec<u64> = (0..AUDITORS as usize)
            .map(|auditor| before(auditor) + u64::from(*loads.get(auditor).unwrap_or(&0)))
            .collect();
        totals.sort_unstable_by(|one, other| other.cmp(one));
        totals
    }

    /// How good loads are: the largest, then the totals from the largest down. Smaller is better.
    fn worth(&self, loads: &[u32]) -> (u32, Vec<u64>) {
        (loads.iter().copied().max().unwrap_or(0), self.totals(loads))
    }

    /// The best that any way of assigning these cases comes to, within those capacities.
    fn best(&self, cases: &[Vec<u32>], capacities: &[u32]) -> Option<(u32, Vec<u64>)> {
        self.best_from(cases, capacities, &mut vec![0; AUDITORS as usize])
    }

    fn best_from(&self, cases: &[Vec<u32>], room: &[u32], loads: &mut Vec<u32>) -> Option<(u32, Vec<u64>)> {
        let Some((first, others)) = cases.split_first() else { return Some(self.worth(loads)) };
        let mut best = None;
        for auditor in first {
            let index = *auditor as usize;
            if loads[index] < room[index] {
                loads[index] += 1;
                let found = self.best_from(others, room, loads);
                loads[index] -= 1;
                best = [best, found].into_iter().flatten().min();
            }
        }
        best
    }

    fn room(&self) -> Vec<u32> {
        (0..AUDITORS).map(|auditor| self.capacity(auditor)).collect()
    }

    fn is_kept_by(&self, assignment: &Assignment) {
        let cases = self.cases();
        assert_eq!(assignment.auditors.len(), cases.len());
        let mut loads = vec![0; assignment.loads.len()];
        for (auditor, may) in assignment.auditors.iter().zip(&cases) {
            assert!(may.contains(auditor));
            loads[*auditor as usize] += 1;
        }
        assert_eq!(loads, assignment.loads);
        for (auditor, load) in (0..).zip(&loads) {
            assert!(*load <= self.capacity(auditor));
        }
    }

    /// The clash is real, and neither a case nor a place could be missing.
    fn is_broken_by(&self, clash: &Clash) {
        let all = self.cases();
        let cases: Vec<Vec<u32>> = clash.cases.iter().map(|case| all[*case].clone()).collect();
        let mut auditors: Vec<u32> = cases.iter().flatten().copied().collect();
        auditors.sort_unstable();
        auditors.dedup();
        assert_eq!(clash.auditors, auditors);
        assert!(clash.cases.is_sorted_by(|one, next| one < next));
        assert_eq!(clash.capacity, auditors.iter().map(|auditor| u64::from(self.capacity(*auditor))).sum::<u64>());
        assert!(clash.capacity < cases.len() as u64);
        for dropped in 0..cases.len() {
            let mut others = cases.clone();
            others.remove(dropped);
            assert!(self.best(&others, &self.room()).is_some(), "{clash:?} without its case at {dropped}");
        }
        for auditor in auditors {
            let mut room = self.room();
            room[auditor as usize] += 1;
            assert!(self.best(&cases, &room).is_some(), "{clash:?} with one place more at {auditor}");
        }
    }
}

/// One too large to try every way: some dozen cases that a few auditors each may audit, with room for most.
fn larger() -> impl Strategy<Value = Small> {
    let kind = (1_u32..=4, proptest::collection::vec(0..AUDITORS * 2, 1..=3));
    let each = 2 * AUDITORS as usize;
    (
        proptest::collection::vec(kind, 1..=20),
        proptest::collection::vec(3_u32..=20, each),
        proptest::collection::vec(0_u32..=8, each),
    )
        .prop_map(|(kinds, capacities, before)| Small { kinds, capacities, before })
}

impl Small {
    /// Whether a case of each auditor may go to each other one, by way of others too.
    fn leads(&self, assignment: &Assignment) -> Vec<Vec<bool>> {
        let auditors = self.capacities.len();
        let mut leads = vec![vec![false; auditors]; auditors];
        for (from, may) in assignment.auditors.iter().zip(self.cases()) {
            for to in may {
                leads[*from as usize][to as usize] = true;
            }
        }
        for (by, from, to) in
            (0..auditors.pow(3)).map(|way| (way / auditors / auditors, way / auditors % auditors, way % auditors))
        {
            leads[from][to] |= leads[from][by] && leads[by][to];
        }
        leads
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn every_case_has_an_auditor_whenever_that_can_be(small in small()) {
        let possible = small.best(&small.cases(), &small.room()).is_some();
        match assign(&small.graph(), &small.capacities) {
            Ok(assignment) => small.is_kept_by(&assignment),
            Err(clash) => {
                prop_assert!(!possible);
                small.is_broken_by(&clash);
            }
        }
    }

    #[test]
    fn the_balanced_assignment_is_as_even_as_any(small in small()) {
        let best = small.best(&small.cases(), &small.room());
        match balanced(&small.graph(), &small.capacities, &small.before) {
            Ok(assignment) => {
                small.is_kept_by(&assignment);
                prop_assert_eq!(Some(small.worth(&assignment.loads)), best);
            }
            Err(clash) => {
                prop_assert!(best.is_none());
                small.is_broken_by(&clash);
            }
        }
    }

    #[test]
    fn no_path_leads_from_a_total_to_one_that_is_less_by_two(small in larger()) {
        let Ok(assignment) = balanced(&small.graph(), &small.capacities, &small.before) else { return Ok(()) };
        small.is_kept_by(&assignment);
        let largest = assignment.loads.iter().copied().max().unwrap_or(0);
        let limits: Vec<u32> = small.capacities.iter().map(|capacity| (*capacity).min(largest)).collect();
        let fewer: Vec<u32> = limits.iter().map(|limit| (*limit).min(largest - 1)).collect();
        prop_assert!(assign(&small.graph(), &fewer).is_err());
        let mut loads = assignment.loads.clone();
        loads.resize(small.capacities.len(), 0);
        let totals: Vec<u32> = small.before.iter().zip(&loads).map(|(before, load)| before + load).collect();
        let leads = small.leads(&assignment);
        for (from, to) in (0..totals.len()).flat_map(|from| (0..totals.len()).map(move |to| (from, to))) {
            let is_better = totals[from] >= totals[to] + 2 && loads[to] < limits[to];
            prop_assert!(!(is_better && leads[from][to]), "{from} to {to} of {totals:?}");
        }
    }

    #[test]
    fn cases_by_kind_and_one_by_one_come_to_the_same(small in small()) {
        let mut single = Graph::new();
        for auditors in small.cases() {
            single.add(1, auditors);
        }
        let worth = |graph: &Graph| {
            let assignment = balanced(graph, &small.capacities, &small.before).ok()?;
            Some(small.worth(&assignment.loads))
        };
        prop_assert_eq!(worth(&small.graph()), worth(&single));
        prop_assert_eq!(assign(&small.graph(), &small.capacities).is_ok(), assign(&single, &small.capacities).is_ok());
    }
}

#[test]
fn nothing_to_audit_is_no_clash() {
    let nothing = Assignment { auditors: Vec::new(), loads: Vec::new() };
    assert_eq!(assign(&Graph::new(), &[]), Ok(nothing.clone()));
    assert_eq!(balanced(&Graph::new(), &[1, 2], &[3]), Ok(nothing));
}

#[test]
fn a_case_that_nobody_may_audit_clashes_alone() {
    let mut graph = Graph::new();
    assert_eq!(graph.add(2, [0]), 0..2);
    assert_eq!(graph.add(3, []), 2..5);
    let clash = Clash { cases: vec![2], auditors: Vec::new(), capacity: 0 };
    assert_eq!(assign(&graph, &[9]), Err(clash.clone()));
    assert_eq!(balanced(&graph, &[9], &[]), Err(clash));
}

#[test]
fn nobody_audits_their_own_service() {
    let mut graph = Graph::new();
    for service in 0..3_u32 {
        graph.add(2, (0..6).filter(|auditor| auditor / 2 != service));
    }
    let assignment = balanced(&graph, &[3; 6], &[]).unwrap();
    assert_eq!(assignment.loads, [1; 6]);
    assert_eq!(assignment.auditors, [2, 3, 4, 5, 0, 1]);
}

#[test]
fn whoever_did_more_before_does_less_now() {
    let mut graph = Graph::new();
    graph.add(5, 0..4);
    assert_eq!(balanced(&graph, &[9; 4], &[0, 1, 2, 9]).unwrap().loads, [2, 2, 1, 0]);
}

#[test]
fn the_largest_load_of_now_comes_before_what_was() {
    let mut graph = Graph::new();
    graph.add(4, 0..2);
    assert_eq!(balanced(&graph, &[9; 2], &[0, 100]).unwrap().loads, [2, 2]);
}
