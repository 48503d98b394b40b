//! The smallest largest load, and among all assignments with it the one that is fairest with what people had before.

use super::assign::State;
use super::clash::{Clash, around};
use super::search::Search;
use super::{Assigned, Graph};

/// Gives each case to one person who may take it, nobody more than `most` says, so that
///
/// 1. the largest number that anybody takes is as small as it can be, and
/// 2. among all such assignments, the largest total (what they had `before` and what they take now) is as small as it can
///    be and as few as can be have it, then the next largest, and so on down.
///
/// The second is what moving single cases along from whoever has most comes to, until nobody can be given a case of
/// somebody who has two more: then every convex cost of the totals is as low as it can be. Of several such assignments the
/// same one comes out every time.
///
/// N. J. A. Harvey, R. E. Ladner, L. Lovász, T. Tamir, "Semi-matchings for bipartite graphs and load balancing", J.
/// Algorithms 59 (2006).
///
/// # Errors
/// [`Clash`] where not every case can have somebody.
pub fn balanced(graph: &Graph, most: &[u32], before: &[u32]) -> Result<Assigned, Clash> {
    let highest = most.iter().copied().max().unwrap_or(0);
    // No largest load can be below the average.
    let able = most.iter().filter(|most| **most > 0).count().max(1);
    let mut bound = (graph.cases().div_ceil(able) as u32).clamp(1, highest.max(1));
    let mut room: Vec<u32> = most.iter().map(|most| (*most).min(bound)).collect();
    let mut state = State::greedy(graph, &room);
    let mut search = Search::default();
    loop {
        search.complete(&mut state, &room);
        let Some(case) = state.free.first().copied() else { break };
        // Whoever cannot have a place with any bound need not wait for the highest.
        let clash = around(&state, case);
        let stuck = |person: &u32| {
            let of = |all: &[u32]| all.get(*person as usize).copied().unwrap_or(0);
            of(&room) == of(most)
        };
        if clash.people.iter().all(stuck) {
            return Err(last_word(&mut state, &mut search, most));
        }
        bound += 1;
        room = most.iter().map(|most| (*most).min(bound)).collect();
    }
    even_out(&mut state, &room, before);
    Ok(state.done())
}

/// The clash with all the room there is: of those around the first cases of each kind that have no place, the smallest.
fn last_word(state: &mut State<'_>, search: &mut Search, most: &[u32]) -> Clash {
    search.complete(state, most);
    let mut kinds = Vec::new();
    let mut smallest: Option<Clash> = None;
    for case in &state.free {
        let kind = state.graph.kind_of(*case);
        if kinds.contains(&kind) {
            continue;
        }
        kinds.push(kind);
        let clash = around(state, *case);
        if smallest.as_ref().is_none_or(|known| clash.cases.len() < known.cases.len()) {
            smallest = Some(clash);
        }
        // Enough to find a small one; each costs a walk over all that it reaches.
        if kinds.len() == LOOKED_AT {
            break;
        }
    }
    smallest.unwrap_or_else(|| around(state, 0))
}

/// How many kinds of cases without a place are looked at for a small clash.
const LOOKED_AT: usize = 4;

/// Moves single cases along from whoever has the highest total to whoever has at least two fewer, from the highest total
/// down. Whom a round cannot help, and whoever can be reached from them, no later round can help or use.
fn even_out(state: &mut State<'_>, room: &[u32], before: &[u32]) {
    let total = |state: &State<'_>, person: u32| before.get(person as usize).copied().unwrap_or(0) + state.load(person);
    let people = room.len() as u32;
    let mut settled = vec![false; room.len()];
    loop {
        let open =
            (0..people).filter(|person| settled.get(*person as usize) == Some(&false) && state.load(*person) > 0);
        let Some(highest) = open.map(|person| total(state, person)).max() else { return };
        let can_take = |state: &State<'_>, person: u32, settled: &[bool]| {
            settled.get(person as usize) == Some(&false)
                && state.load(person) < room.get(person as usize).copied().unwrap_or(0)
                && total(state, person) + 2 <= highest
        };
        if !(0..people).any(|person| can_take(state, person, &settled)) {
            return;
        }
        for person in 0..people {
            let is_source = |state: &State<'_>, settled: &[bool]| {
                settled.get(person as usize) == Some(&false)
                    && state.load(person) > 0
                    && total(state, person) == highest
            };
            while is_source(state, &settled) {
                match way(state, person, &settled, |other| can_take(state, other, &settled)) {
                    Ok(way) => follow(state, &way),
                    Err(reached) => reached.into_iter().for_each(|one| {
                        if let Some(done) = settled.get_mut(one as usize) {
                            *done = true;
                        }
                    }),
                }
            }
        }
    }
}

/// One step of a way: a case, from whom, to whom.
type Step = (u32, u32, u32);

/// The shortest way to move one case of a person on until it ends with somebody who can take it; everyone who was reached
/// where there is none.
fn way(state: &State<'_>, from: u32, settled: &[bool], can_take: impl Fn(u32) -> bool) -> Result<Vec<Step>, Vec<u32>> {
    let mut came: Vec<Option<Step>> = vec![None; settled.len()];
    let mut kinds = vec![false; state.graph.all_kinds()];
    let mut reached = vec![from];
    let mut place = 0;
    while let Some(person) = reached.get(place).copied() {
        place += 1;
        for case in state.cases_of.get(person as usize).into_iter().flatten() {
            let kind = state.graph.kind_of(*case);
            let Some(seen) = kinds.get_mut(kind as usize).filter(|seen| !**seen) else { continue };
            *seen = true;
            for other in state.graph.list(kind) {
                let fresh = *other != from && settled.get(*other as usize) == Some(&false);
                let Some(step) = came.get_mut(*other as usize).filter(|step| fresh && step.is_none()) else { continue };
                *step = Some((*case, person, *other));
                if can_take(*other) {
                    return Ok(back(&came, from, *other));
                }
                reached.push(*other);
            }
        }
    }
    Err(reached)
}

fn back(came: &[Option<Step>], from: u32, end: u32) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut person = end;
    while person != from {
        let Some(step) = came.get(person as usize).copied().flatten() else { break };
        steps.push(step);
        person = step.1;
    }
    steps
}

/// The last step first, so that nobody ever has more than they have room for.
fn follow(state: &mut State<'_>, steps: &[Step]) {
    for (case, from, to) in steps {
        let place = state.cases_of.get(*from as usize).and_then(|own| own.iter().position(|one| one == case));
        if let Some(place) = place {
            state.swap(*from, place, None);
            state.give(*case, *to);
        }
    }
}
