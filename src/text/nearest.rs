//! The nearest name: what a misspelt word was probably meant to be.

use strsim::generic_damerau_levenshtein;

/// The candidate that `word` most likely stands for, if any is near enough.
///
/// A name is near within a third of the longer name's length, letters changed, added, dropped or swapped; names of two
/// letters must agree but for case. Of equally near names the first in alphabetical order is taken, so that the answer
/// does not hang on the order of declaration.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lowered: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.into_iter().filter(|candidate| *candidate != word) {
        let most = best.map_or(usize::MAX, |(distance, _)| distance);
        let found = distance(&lowered, candidate, most).map(|distance| (distance, candidate));
        best = [best, found].into_iter().flatten().min();
    }
    best.map(|(_, candidate)| candidate)
}

/// How far the candidate is, case apart, or nothing where it is too far or further than `most`. What is cheap is looked
/// at first, so that most names of a large framework are never measured: lengths, then the letters that are only in one
/// of the two once their common beginning and end are gone.
fn distance(lowered: &[char], candidate: &str, most: usize) -> Option<usize> {
    let candidate: Vec<char> = candidate.chars().flat_map(char::to_lowercase).collect();
    let allowed = most.min(lowered.len().max(candidate.len()) / 3);
    if lowered.len().abs_diff(candidate.len()) > allowed {
        return None;
    }
    let (one, other) = without_common_ends(lowered, &candidate);
    if letters_apart(one, other).max(letters_apart(other, one)) > allowed {
        return None;
    }
    let distance = generic_damerau_levenshtein(one, other);
    (distance <= allowed).then_some(distance)
}

fn without_common_ends<'a>(mut one: &'a [char], mut other: &'a [char]) -> (&'a [char], &'a [char]) {
    while let (Some((first, rest)), Some((same, others))) = (one.split_first(), other.split_first())
        && first == same
    {
        (one, other) = (rest, others);
    }
    while let (Some((last, rest)), Some((same, others))) = (one.split_last(), other.split_last())
        && last == same
    {
        (one, other) = (rest, others);
    }
    (one, other)
}

/// How many letters of `one` are nowhere in `other`; each of them takes a change of its own.
fn letters_apart(one: &[char], other: &[char]) -> usize {
    one.iter().filter(|letter| !other.contains(letter)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use strsim::damerau_levenshtein;

    const ROLES: [&str; 4] = ["team-manager", "team-leader", "service-leader", "auditor"];

    #[test]
    fn small_slips_are_mended() {
        assert_eq!(nearest("team-manger", ROLES), Some("team-manager"));
        assert_eq!(nearest("team-maanger", ROLES), Some("team-manager"));
        assert_eq!(nearest("audtior", ROLES), Some("auditor"));
        assert_eq!(nearest("dtu", ["duty", "dut"]), Some("dut"));
    }

    #[test]
    fn case_alone_is_the_nearest_of_all() {
        assert_eq!(nearest("DMT", ["dmts", "dmt"]), Some("dmt"));
        assert_eq!(nearest("Of", ["of"]), Some("of"));
    }

    #[test]
    fn a_different_word_is_not_offered() {
        assert_eq!(nearest("panel", ROLES), None);
        assert_eq!(nearest("", ROLES), None);
        assert_eq!(nearest("ab", ["ac"]), None);
    }

    #[test]
    fn ties_do_not_hang_on_order() {
        assert_eq!(nearest("cat", ["hat", "bat"]), Some("bat"));
        assert_eq!(nearest("cat", ["bat", "hat"]), Some("bat"));
    }

    proptest! {
        #[test]
        fn what_is_looked_at_first_loses_nothing(word in "[a-c]{0,8}", names in proptest::collection::vec("[a-c]{1,8}", 0..6)) {
            let slow = names
                .iter()
                .filter(|name| **name != word)
                .map(|name| (damerau_levenshtein(&word, name), name.as_str()))
                .filter(|(distance, name)| *distance <= word.len().max(name.len()) / 3)
                .min()
                .map(|(_, name)| name);
            prop_assert_eq!(nearest(&word, names.iter().map(String::as_str)), slow);
        }
    }
}
