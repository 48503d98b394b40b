//! Who may audit which case.

use std::ops::Range;

/// Who may audit which case. Cases that the same auditors may audit can be added together, as one kind: then a list of
/// auditors is held once for all of them.
///
/// Cases are numbered from 0 in the order in which they are added, auditors as the caller likes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// The number of the first case of each kind, and behind them the number of all cases.
    first_cases: Vec<usize>,
    /// Where the auditors of each kind begin, and behind them where the last ones end.
    starts: Vec<usize>,
    /// The auditors of all kinds, one kind after another, each in ascending order.
    auditors: Vec<u32>,
    /// One more than the highest number of an auditor.
    auditor_count: usize,
}

impl Default for Graph {
    fn default() -> Graph {
        Graph { first_cases: vec![0], starts: vec![0], auditors: Vec::new(), auditor_count: 0 }
    }
}

impl Graph {
    /// A graph without cases.
    pub fn new() -> Graph {
        Graph::default()
    }

    /// Adds that many cases, which those auditors may audit, and gives back their numbers. The auditors may come in any
    /// order and more than once.
    pub fn add(&mut self, count: u32, auditors: impl IntoIterator<Item = u32>) -> Range<usize> {
        let first = self.cases();
        if count > 0 {
            self.add_auditors(auditors);
            self.first_cases.push(first + count as usize);
        }
        first..self.cases()
    }

    fn add_auditors(&mut self, auditors: impl IntoIterator<Item = u32>) {
        let mut row = self.auditors.split_off(self.auditors.len());
        row.extend(auditors);
        row.sort_unstable();
        row.dedup();
        self.auditor_count = self.auditor_count.max(row.last().map_or(0, |last| *last as usize + 1));
        self.auditors.append(&mut row);
        self.starts.push(self.auditors.len());
    }

    /// How many cases there are.
    pub fn cases(&self) -> usize {
        self.first_cases.last().copied().unwrap_or(0)
    }

    /// How many kinds of cases there are.
    pub fn kinds(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// One more than the highest number of an auditor who may audit anything.
    pub fn auditor_count(&self) -> usize {
        self.auditor_count
    }

    /// The numbers of the cases of a kind.
    pub fn cases_of(&self, kind: usize) -> Range<usize> {
        match (self.first_cases.get(kind), self.first_cases.get(kind + 1)) {
            (Some(first), Some(end)) => *first..*end,
            (None, _) | (_, None) => 0..0,
        }
    }

    /// The auditors who may audit the cases of a kind, in ascending order.
    #[inline(always)]
    pub fn auditors_of(&self, kind: usize) -> &[u32] {
        match (self.starts.get(kind), self.starts.get(kind + 1)) {
            (Some(start), Some(end)) => self.auditors.get(*start..*end).unwrap_or_default(),
            (None, _) | (_, None) => &[],
        }
    }
}
