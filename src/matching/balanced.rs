//! The work shared out evenly.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::assign::{finished, per_auditor};
use super::search::Search;
use super::{Assignment, Clash, Graph};

/// Gives every case one auditor who may audit it, and no auditor more cases than they have room for, so that
///
/// 1. the most cases that anyone gets now are as few as can be, and
/// 2. among all such assignments, the totals of the auditors, each what they had before and what they get now, are as
///    even as can be: the largest total is as small as possible, then the second largest, and so on. The same
///    assignments are those with the smallest sum of squares of the totals, and with the smallest sum of any other
///    convex function of them.
///
/// Of what is equally good by both, one is taken, always the same: auditors are tried by number, cases by kind. Where no
/// earlier load is given, it is 0.
///
/// Which loads can be had are the bases of a polymatroid, within bounds; for those an even one is found by moving one
/// unit at a time from a total to another that is less by 2 or more, as long as an alternating path leads there. For
/// cases and auditors without bounds: Harvey, Ladner, Lovász and Tamir, "Semi-matchings for bipartite graphs and load
/// balancing", Journal of Algorithms 59 (2006). With bounds and earlier loads: Frank and Murota, "Decreasing minimization
/// on M-convex sets: background and structures", Mathematical Programming 195 (2022).
///
/// # Errors
///
/// The clash, when some cases have too few auditors among them.
pub fn balanced(graph: &Graph, capacities: &[u32], loads_before: &[u32]) -> Result<Assignment, Clash> {
    let capacities: Vec<u32> = per_auditor(graph, capacities);
    let mut search = Search::new(graph, Vec::new(), per_auditor(graph, loads_before));
    let mut largest = largest_load(&capacities, &search.everyone(), graph.cases() as u64);
    search.limits = limited(&capacities, largest);
    give_to_the_least_loaded(&mut search);
    search.assign_all();
    // Whoever was reached in vain must take more, all of them together: no assignment does with less.
    while let Some(at_most) = largest.filter(|_| search.unassigned.iter().any(|count| *count > 0)) {
        let cases: u64 = search.unassigned.iter().map(|count| u64::from(*count)).sum();
        let held: u64 = search.seen().iter().map(|auditor| u64::from(search.load(*auditor))).sum();
        largest = largest_load(&capacities, search.seen(), cases + held).filter(|larger| *larger > at_most);
        search.limits = limited(&capacities, largest);
        search.assign_all();
    }
    if largest.is_some() {
        even_out(&mut search);
    }
    finished(search)
}

/// The least that the busiest of these auditors must have, if together they have so many cases; none if they have no
/// room for so many.
fn largest_load(capacities: &[u32], auditors: &[u32], cases: u64) -> Option<u32> {
    let room = |at_most: u32| -> u64 {
        let of = |auditor: &u32| capacities.get(*auditor as usize).copied().unwrap_or(0).min(at_most);
        auditors.iter().map(|auditor| u64::from(of(auditor))).sum()
    };
    if room(u32::MAX) < cases {
        return None;
    }
    let (mut too_few, mut enough) = (0, u32::MAX);
    if room(too_few) >= cases {
        return Some(too_few);
    }
    while enough - too_few > 1 {
        let middle = too_few + (enough - too_few) / 2;
        if room(middle) >= cases { enough = middle } else { too_few = middle }
    }
    Some(enough)
}

/// The capacities, none above the largest load; as they are, if there is none.
fn limited(capacities: &[u32], largest: Option<u32>) -> Vec<u32> {
    let largest = largest.unwrap_or(u32::MAX);
    capacities.iter().map(|capacity| (*capacity).min(largest)).collect()
}

/// Gives each case in turn to whoever has least in total and still has room, which is nearly even most often.
fn give_to_the_least_loaded(search: &mut Search<'_>) {
    let graph = search.graph;
    let totals = (0..graph.auditor_count() as u32)
        .map(|auditor| Some(search.total(auditor)).filter(|_| search.is_open(auditor)));
    let mut totals: Vec<u64> = totals.map(|total| total.unwrap_or(u64::MAX)).collect();
    for kind in 0..graph.kinds() as u32 {
        let auditors = graph.auditors_of(kind as usize);
        let total_of = |totals: &[u64], auditor: u32| totals.get(auditor as usize).copied().unwrap_or(u64::MAX);
        match search.unassigned.get(kind as usize) {
            Some(1) => {
                let least = auditors.iter().min_by_key(|auditor| total_of(&totals, **auditor));
                if let Some(auditor) = least.filter(|auditor| total_of(&totals, **auditor) < u64::MAX) {
                    give(search, &mut totals, kind, *auditor);
                }
            }
            Some(_) | None => {
                let open = auditors.iter().map(|auditor| Reverse((total_of(&totals, *auditor), *auditor)));
                let mut open: BinaryHeap<_> = open.filter(|Reverse((total, _))| *total < u64::MAX).collect();
                while search.is_waiting(kind) {
                    let Some(Reverse((_, auditor))) = open.pop() else { break };
                    give(search, &mut totals, kind, auditor);
                    if search.is_open(auditor) {
                        open.push(Reverse((search.total(auditor), auditor)));
                    }
                }
            }
        }
    }
}

fn give(search: &mut Search<'_>, totals: &mut [u64], kind: u32, auditor: u32) {
    search.give(kind, auditor);
    if let Some(total) = totals.get_mut(auditor as usize) {
        *total = if search.is_open(auditor) { search.total(auditor) } else { u64::MAX };
    }
}

/// Moves cases from larger totals to smaller ones, until no path leads from a total to one that is less by 2 or more, at
/// an auditor who has room.
///
/// In a group of auditors, cases go from totals above the middle to totals below it, as many as can. Whom those still
/// above it reach, have no case that could go elsewhere, nor room and less than the middle; nobody of the others has
/// more than the middle to give away. So no such path leads from one part to the other, nor ever will, and each is a
/// group of its own, of half the width. This is the way of Fakcharoenphol, Laekhanukit and Nanongkai, "Faster algorithms
/// for semi-matching problems", ACM Transactions on Algorithms 10 (2014).
fn even_out(search: &mut Search<'_>) {
    let everyone = search.everyone();
    search.freeze(&everyone);
    let mut groups = vec![everyone];
    while let Some(group) = groups.pop() {
        let Some(middle) = middle(search, &group) else { continue };
        search.ceiling = middle;
        search.thaw(&group);
        let mut above = search.relieve(&group);
        search.freeze(&group);
        above.sort_unstable();
        let below = group.into_iter().filter(|auditor| above.binary_search(auditor).is_err()).collect();
        groups.extend([below, above]);
    }
}

/// A total between the largest of those who have cases and the smallest of those who have room; none where these are
/// not apart by 2 or more.
fn middle(search: &mut Search<'_>, group: &[u32]) -> Option<u64> {
    search.ceiling = u64::MAX;
    let largest =
        group.iter().filter(|auditor| search.load(**auditor) > 0).map(|auditor| search.total(*auditor)).max()?;
    let open = group.iter().filter(|auditor| search.is_open(**auditor));
    let smallest = open.map(|auditor| search.total(*auditor)).min()?;
    (largest >= smallest.saturating_add(2)).then(|| smallest + (largest - smallest) / 2)
}
