//! The nearest name: what a misspelt word was probably meant to be.

use strsim::damerau_levenshtein;

/// The candidate that `word` most likely stands for, if any is near enough.
///
/// A name is near within a third of the longer name's length, letters changed, added, dropped or swapped; names of two
/// letters must agree but for case. Of equally near names the first in alphabetical order is taken, so that the answer
/// does not hang on the order of declaration.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lowered = word.to_lowercase();
    let length = lowered.chars().count();
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word)
        .filter_map(|candidate| Some((distance(&lowered, length, candidate)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// How far the candidate is, case apart, or nothing where it is too far. Lengths are compared first: most names of a
/// large framework are never measured.
fn distance(lowered: &str, length: usize, candidate: &str) -> Option<usize> {
    let candidate_length = candidate.chars().count();
    let longer = length.max(candidate_length);
    let allowed = longer / 3;
    if length.abs_diff(candidate_length) > allowed {
        return None;
    }
    let distance = damerau_levenshtein(lowered, &candidate.to_lowercase());
    (distance <= allowed).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
        fn length_buckets_lose_nothing(word in "[a-c]{0,8}", names in proptest::collection::vec("[a-c]{1,8}", 0..6)) {
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
