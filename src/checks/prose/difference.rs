//! Where two runs of words differ.

use std::ops::Range;

/// A place where two runs of words part: some words of the one stand against some of the other. Either may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Words of the first.
    pub(super) first: Range<usize>,
    /// Words of the second.
    pub(super) second: Range<usize>,
}

/// The most words of each text that are compared, so that a pair of very long clauses costs no more than a long one.
const MOST: usize = 300;

/// The differences of two texts, given as hashes of their words, by their longest common run of words in order.
pub(super) fn differences(first: &[u64], second: &[u64]) -> Vec<Difference> {
    let first = first.get(..MOST).unwrap_or(first);
    let second = second.get(..MOST).unwrap_or(second);
    let lengths = common_lengths(first, second);
    let length = |row: usize, column: usize| lengths.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0);
    let (mut one, mut two) = (0, 0);
    let mut found = Vec::new();
    let mut open = Difference { first: 0..0, second: 0..0 };
    while one < first.len() || two < second.len() {
        if one < first.len() && first.get(one) == second.get(two) {
            close(&mut found, &open, one, two);
            (one, two) = (one + 1, two + 1);
            open = Difference { first: one..one, second: two..two };
        } else if two >= second.len() || (one < first.len() && length(one + 1, two) >= length(one, two + 1)) {
            one += 1;
        } else {
            two += 1;
        }
    }
    close(&mut found, &open, one, two);
    found
}

fn close(found: &mut Vec<Difference>, open: &Difference, one: usize, two: usize) {
    let difference = Difference { first: open.first.start..one, second: open.second.start..two };
    if !difference.first.is_empty() || !difference.second.is_empty() {
        found.push(difference);
    }
}

/// For each pair of places how many words the rest of both have in common, in order.
fn common_lengths(first: &[u64], second: &[u64]) -> Vec<Vec<u16>> {
    let mut rows: Vec<Vec<u16>> = vec![vec![0; second.len() + 1]];
    for word in first.iter().rev() {
        let below = rows.last().map(Vec::as_slice).unwrap_or_default();
        let mut row = vec![0_u16; second.len() + 1];
        let mut right = 0_u16;
        for (column, other) in second.iter().enumerate().rev() {
            let at = |column: usize| below.get(column).copied().unwrap_or(0);
            right = if word == other { at(column + 1) + 1 } else { at(column).max(right) };
            if let Some(cell) = row.get_mut(column) {
                *cell = right;
            }
        }
        rows.push(row);
    }
    rows.reverse();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_against_words() {
        let found = differences(&[1, 2, 3, 4, 5], &[1, 9, 3, 5, 6]);
        let ranges: Vec<_> = found.into_iter().map(|one| (one.first, one.second)).collect();
        assert_eq!(ranges, [(1..2, 1..2), (3..4, 3..3), (5..5, 4..5)]);
        assert!(differences(&[1, 2], &[1, 2]).is_empty());
    }

    proptest! {
        #[test]
        fn what_is_not_a_difference_is_common(first in prop::collection::vec(0_u64..4, 0..12), second in prop::collection::vec(0_u64..4, 0..12)) {
            let found = differences(&first, &second);
            let without = |all: &[u64], ranges: Vec<Range<usize>>| -> Vec<u64> {
                let kept = all.iter().enumerate().filter(|(at, _)| !ranges.iter().any(|range| range.contains(at)));
                kept.map(|(_, word)| *word).collect()
            };
            let one = without(&first, found.iter().map(|one| one.first.clone()).collect());
            let two = without(&second, found.iter().map(|one| one.second.clone()).collect());
            prop_assert_eq!(one, two);
        }
    }
}
