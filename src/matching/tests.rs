//! Against trying everything.

use proptest::prelude::*;

use super::*;

/// For each case those who may take it.
fn graph(cases: &[Vec<u32>]) -> Graph {
    let mut graph = Graph::new();
    for people in cases {
        let kind = graph.kind(people);
        graph.case(kind);
    }
    graph
}

/// Every assignment there is.
fn all(cases: &[Vec<u32>], most: &[u32]) -> Vec<Vec<u32>> {
    let mut found = vec![Vec::new()];
    for people in cases {
        found = found
            .into_iter()
            .flat_map(|start: Vec<u32>| {
                people.iter().map(move |person| start.iter().copied().chain([*person]).collect::<Vec<u32>>())
            })
            .filter(|next| {
                let last = next[next.len() - 1];
                next.iter().filter(|one| **one == last).count() as u32 <= most[last as usize]
            })
            .collect();
    }
    found
}

fn loads(assigned: &[u32], people: usize) -> Vec<u32> {
    (0..people as u32).map(|person| assigned.iter().filter(|one| **one == person).count() as u32).collect()
}

/// What is to be as small as it can be: the largest load, then the totals from the highest down.
fn worth(loads: &[u32], before: &[u32]) -> (u32, Vec<u32>) {
    let mut totals: Vec<u32> = loads.iter().zip(before).map(|(load, before)| load + before).collect();
    totals.sort_unstable_by(|one, other| other.cmp(one));
    (loads.iter().copied().max().unwrap_or(0), totals)
}

fn instance() -> impl Strategy<Value = (Vec<Vec<u32>>, Vec<u32>, Vec<u32>)> {
    (1_usize..5).prop_flat_map(|people| {
        let list = prop::collection::btree_set(0..people as u32, 0..=people);
        let list = list.prop_map(|set| set.into_iter().collect::<Vec<u32>>());
        let cases = prop::collection::vec(list, 0..7);
        (cases, prop::collection::vec(0_u32..4, people), prop::collection::vec(0_u32..5, people))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn it_is_as_good_as_the_best_of_all((cases, most, before) in instance()) {
        let all = all(&cases, &most);
        match balanced(&graph(&cases), &most, &before) {
            Ok(found) => {
                prop_assert_eq!(&loads(&found.person_of, most.len()), &found.loads);
                for (person, people) in found.person_of.iter().zip(&cases) {
                    prop_assert!(people.contains(person));
                }
                prop_assert!(found.loads.iter().zip(&most).all(|(load, most)| load <= most));
                let best = all.iter().map(|one| worth(&loads(one, most.len()), &before)).min().unwrap();
                prop_assert_eq!(worth(&found.loads, &before), best);
            }
            Err(clash) => {
                prop_assert!(all.is_empty());
                // It is a clash: fewer places than cases, and nobody else may take them.
                let room: u32 = clash.people.iter().map(|person| most[*person as usize]).sum();
                prop_assert_eq!(room + 1, clash.cases.len() as u32);
                let own = |without: Option<u32>| -> Vec<Vec<u32>> {
                    let kept = clash.cases.iter().filter(|case| Some(**case) != without);
                    kept.map(|case| cases[*case as usize].clone()).collect()
                };
                for people in own(None) {
                    prop_assert!(people.iter().all(|person| clash.people.contains(person)));
                }
                // Each fact of it is needed: without any one case, or with one place more, the others can be placed.
                for case in &clash.cases {
                    prop_assert!(balanced(&graph(&own(Some(*case))), &most, &before).is_ok());
                }
                for person in &clash.people {
                    let mut more = most.clone();
                    more[*person as usize] += 1;
                    prop_assert!(balanced(&graph(&own(None)), &more, &before).is_ok());
                }
                // And so many are missing as the best assignment leaves without anybody.
                let placed = (0..1_u32 << cases.len()).filter(|kept| {
                    let some: Vec<Vec<u32>> =
                        cases.iter().enumerate().filter(|(at, _)| kept >> at & 1 == 1).map(|(_, one)| one.clone()).collect();
                    balanced(&graph(&some), &most, &before).is_ok()
                });
                let most_placed = placed.map(u32::count_ones).max().unwrap();
                prop_assert_eq!(clash.missing, cases.len() as u32 - most_placed);
            }
        }
    }

    #[test]
    fn cases_that_share_a_list_come_out_as_well_as_those_that_do_not((cases, most, before) in instance(), times in 1_u32..4) {
        let many: Vec<Vec<u32>> = cases.iter().flat_map(|people| (0..times).map(move |_| people.clone())).collect();
        let mut grouped = Graph::new();
        for people in &cases {
            let kind = grouped.kind(people);
            (0..times).for_each(|_| grouped.case(kind));
        }
        let (one, other) = (balanced(&grouped, &most, &before), balanced(&graph(&many), &most, &before));
        prop_assert_eq!(one.is_ok(), other.is_ok());
        if let (Ok(one), Ok(other)) = (one, other) {
            prop_assert_eq!(worth(&one.loads, &before), worth(&other.loads, &before));
        }
    }
}

#[test]
fn the_smallest_clash_is_told() {
    let mut graph = Graph::new();
    let kinds = [graph.kind(&[0]), graph.kind(&[1]), graph.kind(&[])];
    for kind in [0, 0, 0, 1, 1, 1, 2, 2] {
        graph.case(kinds[kind]);
    }
    let clash = balanced(&graph, &[2, 2, 2, 2], &[0; 4]).unwrap_err();
    assert_eq!(clash, Clash { cases: vec![6], people: vec![], missing: 4 });
}
