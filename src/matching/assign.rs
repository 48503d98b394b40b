//! An auditor for every case, within what each has room for.

use super::search::Search;
use super::{Clash, Graph};

/// Who audits which case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The auditor of each case, by the number of the case.
    pub auditors: Vec<u32>,
    /// How many cases each auditor got, by the number of the auditor.
    pub loads: Vec<u32>,
}

/// Gives every case one auditor who may audit it, and no auditor more cases than they have room for; or says why that
/// cannot be. An auditor for whom no capacity is given has none.
///
/// By the phases of Hopcroft and Karp, "An n^5/2 algorithm for maximum matchings in bipartite graphs", SIAM Journal on
/// Computing 2 (1973), on cases gathered by kind and auditors with room for several.
///
/// # Errors
///
/// The clash, when some cases have too few auditors among them.
pub fn assign(graph: &Graph, capacities: &[u32]) -> Result<Assignment, Clash> {
    let limits = per_auditor(graph, capacities);
    let mut search = Search::new(graph, limits, Vec::new());
    search.assign_all();
    finished(search)
}

/// A value for each auditor of the graph; 0 where none is given.
pub(super) fn per_auditor<T: Copy + Into<N>, N: Default + Clone>(graph: &Graph, values: &[T]) -> Vec<N> {
    let mut all: Vec<N> = values.iter().take(graph.auditor_count()).map(|value| (*value).into()).collect();
    all.resize(graph.auditor_count(), N::default());
    all
}

/// What the search came to: cases of a kind go to their auditors in the order of both numbers.
pub(super) fn finished(mut search: Search<'_>) -> Result<Assignment, Clash> {
    let waiting = (0..search.graph.kinds() as u32).find(|kind| search.is_waiting(*kind));
    if let Some(kind) = waiting {
        return Err(Clash::around(&mut search, kind));
    }
    let graph = search.graph;
    let mut next_cases: Vec<usize> = (0..graph.kinds()).map(|kind| graph.cases_of(kind).start).collect();
    let mut auditors = vec![0; graph.cases()];
    for (auditor, held) in (0_u32..).zip(&search.held) {
        for kind in held {
            let Some(next) = next_cases.get_mut(*kind as usize) else { continue };
            if let Some(place) = auditors.get_mut(*next) {
                *place = auditor;
            }
            *next += 1;
        }
    }
    Ok(Assignment { auditors, loads: search.held.iter().map(|held| held.len() as u32).collect() })
}
