//! Why not every case can have somebody: cases of which there are more than those who may take them can take.
//!
//! P. Hall, "On representatives of subsets", J. London Math. Soc. 10 (1935): there is such a set wherever there is no
//! assignment.

use super::assign::State;

/// Cases that cannot all have somebody, and no case too many: whichever one is left out, the others can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The cases, by number.
    pub cases: Vec<u32>,
    /// Everyone who may take any of them, by number. Together they can take one fewer.
    pub people: Vec<u32>,
    /// How many cases have nobody in the best assignment: so many more places, or fewer cases, and it can be done.
    pub missing: u32,
}

/// The clash around a case that cannot have a place: everyone to be reached from it by moving cases, and their cases. Each
/// of these could give way to it, so that without any one of them the others can be placed.
pub(super) fn around(state: &State<'_>, case: u32) -> Clash {
    let graph = state.graph;
    let mut seen_kind = vec![false; graph.all_kinds()];
    let mut seen_person = vec![false; state.cases_of.len()];
    let mut open = vec![graph.kind_of(case)];
    let (mut cases, mut people) = (vec![case], Vec::new());
    while let Some(kind) = open.pop() {
        let Some(seen) = seen_kind.get_mut(kind as usize).filter(|seen| !**seen) else { continue };
        *seen = true;
        for person in graph.list(kind) {
            let Some(seen) = seen_person.get_mut(*person as usize).filter(|seen| !**seen) else { continue };
            *seen = true;
            people.push(*person);
            for own in state.cases_of.get(*person as usize).into_iter().flatten() {
                cases.push(*own);
                open.push(graph.kind_of(*own));
            }
        }
    }
    cases.sort_unstable();
    people.sort_unstable();
    Clash { cases, people, missing: state.free.len() as u32 }
}
