//! Hopcroft and Karp's search, with room for several cases at each person: shortest ways on which a case that nobody has
//! finds a place by moving others, as many as there are at one length together.
//!
//! J. E. Hopcroft, R. M. Karp, "An n^5/2 algorithm for maximum matchings in bipartite graphs", SIAM J. Comput. 2 (1973).

use super::NOBODY;
use super::assign::State;

/// Nothing has reached it yet.
const FAR: u32 = u32::MAX;

/// How far each kind and person is, and which of their ways have been tried.
#[derive(Debug, Default)]
pub(super) struct Search {
    kind_level: Vec<u32>,
    person_level: Vec<u32>,
    kind_next: Vec<u32>,
    person_next: Vec<u32>,
    queue: Vec<u32>,
}

impl Search {
    /// Finds places for as many of the free cases as can have one.
    pub(super) fn complete(&mut self, state: &mut State<'_>, most: &[u32]) {
        while !state.free.is_empty() && self.layer(state, most) {
            let free = std::mem::take(&mut state.free);
            let mut left = Vec::new();
            for case in free {
                if !self.place(state, most, case) {
                    left.push(case);
                }
            }
            state.free = left;
        }
    }

    /// Finds how far everything is from the free cases; false where nobody with room can be reached.
    fn layer(&mut self, state: &State<'_>, most: &[u32]) -> bool {
        reset(&mut self.kind_level, state.graph.all_kinds(), FAR);
        reset(&mut self.person_level, most.len(), FAR);
        reset(&mut self.kind_next, state.graph.all_kinds(), 0);
        reset(&mut self.person_next, most.len(), 0);
        self.queue.clear();
        for case in &state.free {
            self.reach_kind(state.graph.kind_of(*case), 0);
        }
        let mut place = 0;
        let mut last = FAR;
        while let Some(kind) = self.queue.get(place).copied() {
            place += 1;
            let level = self.kind_level.get(kind as usize).copied().unwrap_or(FAR);
            if level >= last {
                break;
            }
            for person in state.graph.list(kind) {
                let Some(own) = self.person_level.get_mut(*person as usize).filter(|own| **own == FAR) else {
                    continue;
                };
                *own = level;
                let cases = state.cases_of.get(*person as usize).map_or(&[][..], Vec::as_slice);
                if (cases.len() as u32) < most.get(*person as usize).copied().unwrap_or(0) {
                    last = level + 1;
                    continue;
                }
                if last == FAR {
                    for case in cases {
                        self.reach_kind(state.graph.kind_of(*case), level + 1);
                    }
                }
            }
        }
        last != FAR
    }

    fn reach_kind(&mut self, kind: u32, level: u32) {
        if let Some(own) = self.kind_level.get_mut(kind as usize).filter(|own| **own == FAR) {
            *own = level;
            self.queue.push(kind);
        }
    }

    /// Finds a place for one case along the layers. The way is held as the persons it goes through, each with the place
    /// in the list of the case that moves on.
    fn place(&mut self, state: &mut State<'_>, most: &[u32], case: u32) -> bool {
        let mut way: Vec<(u32, u32)> = Vec::new();
        let mut kind = state.graph.kind_of(case);
        loop {
            let Some(person) = self.next_person(state, kind) else {
                // A dead end: whoever led here tries the next of their cases.
                let Some((person, _)) = way.pop() else { return false };
                kind = match way.last() {
                    Some((before, place)) => self.kind_at(state, *before, *place),
                    None => state.graph.kind_of(case),
                };
                self.step_person(person);
                continue;
            };
            if state.load(person) < most.get(person as usize).copied().unwrap_or(0) {
                shift(state, case, &way, person);
                return true;
            }
            match self.next_case(state, person) {
                Some(place) => {
                    way.push((person, place));
                    kind = self.kind_at(state, person, place);
                }
                None => self.step_kind(kind),
            }
        }
    }

    fn kind_at(&self, state: &State<'_>, person: u32, place: u32) -> u32 {
        let case = state.cases_of.get(person as usize).and_then(|own| own.get(place as usize));
        case.map_or(0, |case| state.graph.kind_of(*case))
    }

    /// The person whom a kind tries next, on the next layer.
    fn next_person(&mut self, state: &State<'_>, kind: u32) -> Option<u32> {
        let level = self.kind_level.get(kind as usize).copied()?;
        let next = self.kind_next.get_mut(kind as usize)?;
        let list = state.graph.list(kind).get(*next as usize..)?;
        let ahead = list.iter().position(|person| self.person_level.get(*person as usize) == Some(&level))?;
        *next += ahead as u32;
        list.get(ahead).copied()
    }

    /// The place of the case that a person would move on next.
    fn next_case(&mut self, state: &State<'_>, person: u32) -> Option<u32> {
        let level = self.person_level.get(person as usize).copied()? + 1;
        let next = self.person_next.get_mut(person as usize)?;
        let own = state.cases_of.get(person as usize)?.get(*next as usize..)?;
        let ahead =
            own.iter().position(|case| self.kind_level.get(state.graph.kind_of(*case) as usize) == Some(&level))?;
        *next += ahead as u32;
        Some(*next)
    }

    fn step_person(&mut self, person: u32) {
        if let Some(next) = self.person_next.get_mut(person as usize) {
            *next += 1;
        }
    }

    fn step_kind(&mut self, kind: u32) {
        if let Some(next) = self.kind_next.get_mut(kind as usize) {
            *next += 1;
        }
    }
}

/// Moves everyone on the way one on, so that `case` has a place and the last one comes to `end`.
fn shift(state: &mut State<'_>, case: u32, way: &[(u32, u32)], end: u32) {
    let mut carried = case;
    for (person, place) in way {
        if let Some(taken) = state.swap(*person, *place as usize, Some(carried)) {
            carried = taken;
        }
    }
    if end != NOBODY {
        state.give(carried, end);
    }
}

fn reset(levels: &mut Vec<u32>, len: usize, to: u32) {
    levels.clear();
    levels.resize(len, to);
}
