//! Why not every case can have an auditor.

use super::search::Search;

/// Cases that have too few auditors among them: all that may audit any of them have room for one case less than these
/// are. No smaller part of these cases is such: whichever one is dropped, and whichever auditor takes one more, the
/// others can be assigned.
///
/// That there is such a set whenever not all can be assigned is Hall's theorem ("On representatives of subsets",
/// Journal of the London Mathematical Society, 1935).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The numbers of the cases, in ascending order.
    pub cases: Vec<usize>,
    /// All auditors who may audit any of them, in ascending order. None, if nobody may audit the one case.
    pub auditors: Vec<u32>,
    /// How many cases these auditors have room for together: one less than there are.
    pub capacity: u64,
}

impl Clash {
    /// The clash around a case of a kind that has no auditor, when no path leads from it to anybody who has room.
    ///
    /// Its cases are that one and all that the auditors have whom alternating paths from it reach. Those auditors are
    /// full, and nobody else may audit these cases, so that they are one too many. Each of the others is reached by
    /// such a path: were it dropped, the cases along the path could move up, and all were assigned. So no smaller set
    /// is a clash; and with one place more at any auditor reached, the path to that auditor ends there.
    pub(super) fn around(search: &mut Search<'_>, kind: u32) -> Clash {
        search.layers_from_kinds(&[kind]);
        let mut auditors = search.seen().to_vec();
        auditors.sort_unstable();
        let graph = search.graph;
        let mut counts = vec![0_usize; graph.kinds()];
        let held = auditors.iter().filter_map(|auditor| search.held.get(*auditor as usize)).flatten();
        for kind in held.chain([&kind]) {
            if let Some(count) = counts.get_mut(*kind as usize) {
                *count += 1;
            }
        }
        let cases: Vec<usize> =
            counts.iter().enumerate().flat_map(|(kind, count)| graph.cases_of(kind).take(*count)).collect();
        Clash { capacity: cases.len() as u64 - 1, cases, auditors }
    }
}
