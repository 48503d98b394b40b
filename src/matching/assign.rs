//! An assignment under construction.

use super::{Assigned, Graph, NOBODY};

/// Who has which cases so far.
#[derive(Clone, Debug)]
pub(super) struct State<'graph> {
    pub(super) graph: &'graph Graph,
    /// The person of each case, or [`NOBODY`].
    pub(super) person_of: Vec<u32>,
    /// The cases of each person.
    pub(super) cases_of: Vec<Vec<u32>>,
    /// Cases that nobody has.
    pub(super) free: Vec<u32>,
}

impl<'graph> State<'graph> {
    /// Each case in turn to whoever has least of those who may and can take it.
    pub(super) fn greedy(graph: &'graph Graph, most: &[u32]) -> Self {
        let mut state = Self {
            graph,
            person_of: vec![NOBODY; graph.cases()],
            cases_of: most.iter().map(|most| Vec::with_capacity((*most).min(64) as usize)).collect(),
            free: Vec::new(),
        };
        let mut loads = vec![0_u32; most.len()];
        for case in 0..graph.cases() as u32 {
            let mut best = (u32::MAX, NOBODY);
            for person in graph.list(graph.kind_of(case)) {
                let load = loads.get(*person as usize).copied().unwrap_or(u32::MAX);
                if load < best.0 && load < most.get(*person as usize).copied().unwrap_or(0) {
                    best = (load, *person);
                    if load == 0 {
                        break;
                    }
                }
            }
            if best.1 == NOBODY {
                state.free.push(case);
            } else if let Some(load) = loads.get_mut(best.1 as usize) {
                *load += 1;
                state.give(case, best.1);
            }
        }
        state
    }

    pub(super) fn load(&self, person: u32) -> u32 {
        self.cases_of.get(person as usize).map_or(0, |own| own.len() as u32)
    }

    /// Gives a case that nobody has.
    pub(super) fn give(&mut self, case: u32, person: u32) {
        if let (Some(place), Some(own)) =
            (self.person_of.get_mut(case as usize), self.cases_of.get_mut(person as usize))
        {
            *place = person;
            own.push(case);
        }
    }

    /// Takes the case at a place of a person's list away, and puts another there where one is given.
    pub(super) fn swap(&mut self, person: u32, place: usize, other: Option<u32>) -> Option<u32> {
        let own = self.cases_of.get_mut(person as usize)?;
        let taken = match other {
            Some(other) => std::mem::replace(own.get_mut(place)?, other),
            None if place < own.len() => own.swap_remove(place),
            None => return None,
        };
        if let Some(of) = self.person_of.get_mut(taken as usize) {
            *of = NOBODY;
        }
        if let Some(of) = other.and_then(|other| self.person_of.get_mut(other as usize)) {
            *of = person;
        }
        Some(taken)
    }

    pub(super) fn done(self) -> Assigned {
        let loads = self.cases_of.iter().map(|own| own.len() as u32).collect();
        Assigned { person_of: self.person_of, loads }
    }
}
