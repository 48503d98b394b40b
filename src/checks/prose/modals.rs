//! Must in one place and should in another, about the same thing.

use std::ops::Range;

use indexmap::IndexSet;

use super::Reading;
use super::passage::Passage;
use super::words::hash_of;
use crate::diagnostic::{Diagnostic, codes};

/// Words that say nothing about what is to be done.
const SMALL: &[&str] = &[
    "a", "an", "the", "of", "on", "in", "to", "for", "by", "at", "and", "or", "be", "is", "are", "it", "its", "their",
    "this", "that", "with", "as", "also", "all", "any", "each", "every", "always",
];

/// The fewest words that must agree.
const FEWEST: usize = 4;
/// From so many words on one of them may differ.
const FEWEST_BUT_ONE: usize = 6;

/// How strongly a sentence binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Modal {
    Must,
    Should,
}

/// A sentence with one word of obligation.
struct Promise<'reading> {
    passage: &'reading Passage<'reading>,
    /// The place of the word of obligation.
    place: usize,
    modal: Modal,
    /// Its other words that count, each once.
    about: Vec<u64>,
}

/// Findings on words of obligation.
pub(super) fn check(reading: &Reading<'_>) -> Vec<Diagnostic> {
    let promises = promises(reading);
    let mut keys: Vec<(u64, usize)> = Vec::new();
    for (index, promise) in promises.iter().enumerate() {
        keys.extend(promise.keys().into_iter().map(|key| (key, index)));
    }
    keys.sort_unstable();
    let mut told: IndexSet<usize> = IndexSet::new();
    let mut findings = Vec::new();
    for group in keys.chunk_by(|one, other| one.0 == other.0) {
        let of = |modal| {
            let all = group.iter().filter_map(|(_, index)| Some((*index, promises.get(*index)?)));
            all.filter(move |(_, promise)| promise.modal == modal)
        };
        let Some((_, must)) = of(Modal::Must).next() else { continue };
        for (index, should) in of(Modal::Should) {
            if told.insert(index) && !decided(reading, must, should) {
                findings.push(finding(must, should));
            }
        }
    }
    findings
}

fn promises<'reading>(reading: &'reading Reading<'_>) -> Vec<Promise<'reading>> {
    let must = [hash_of("must"), hash_of("shall")];
    let should = hash_of("should");
    let mut small: Vec<u64> = SMALL.iter().map(|word| hash_of(word)).collect();
    small.sort_unstable();
    let modal = |hash: u64| {
        if must.contains(&hash) { Some(Modal::Must) } else { (hash == should).then_some(Modal::Should) }
    };
    let mut found = Vec::new();
    for passage in reading.numbered() {
        if !passage.words.iter().any(|word| modal(word.hash).is_some()) {
            continue;
        }
        found.extend(passage.sentences().into_iter().filter_map(|run| promise(passage, run, modal, &small)));
    }
    found
}

fn promise<'reading>(
    passage: &'reading Passage<'reading>,
    run: Range<usize>,
    modal: impl Fn(u64) -> Option<Modal>,
    small: &[u64],
) -> Option<Promise<'reading>> {
    let words = || run.clone().filter_map(|place| Some((place, passage.words.get(place)?.hash)));
    let mut binding = words().filter_map(|(place, hash)| Some((place, modal(hash)?)));
    let (place, strength) = binding.next()?;
    // Two words of obligation in one sentence are about two things.
    if binding.next().is_some() {
        return None;
    }
    let counts = |hash: &u64| modal(*hash).is_none() && small.binary_search(hash).is_err();
    let mut about: Vec<u64> = words().map(|(_, hash)| hash).filter(counts).collect();
    about.sort_unstable();
    about.dedup();
    (about.len() >= FEWEST).then_some(Promise { passage, place, modal: strength, about })
}

impl Promise<'_> {
    /// Numbers of which two sentences share one when they have the same words, or all the same but one.
    fn keys(&self) -> Vec<u64> {
        let whole = self.about.iter().fold(0_u64, |sum, hash| sum.wrapping_add(*hash));
        let mut keys = vec![whole];
        if self.about.len() >= FEWEST_BUT_ONE {
            keys.extend(self.about.iter().map(|hash| whole.wrapping_sub(*hash)));
        }
        keys
    }
}

/// Whether a decision or remark of either clause speaks of the word.
fn decided(reading: &Reading<'_>, must: &Promise<'_>, should: &Promise<'_>) -> bool {
    [must, should]
        .into_iter()
        .any(|promise| ["must", "should"].into_iter().any(|word| reading.settled.decides(promise.passage, word)))
}

fn finding(must: &Promise<'_>, should: &Promise<'_>) -> Diagnostic {
    let word = |promise: &Promise<'_>| promise.passage.word(promise.place).unwrap_or_default().to_lowercase();
    let at = |promise: &Promise<'_>| promise.passage.span(promise.place..promise.place + 1);
    let message = format!(
        "{} says `{}` and {} says `{}` about the same thing",
        should.passage.said(),
        word(should),
        must.passage.said(),
        word(must)
    );
    Diagnostic::new(codes::MUST_AND_SHOULD, message)
        .at(at(should), format!("`{}` here", word(should)))
        .and(at(must), format!("`{}` here", word(must)))
        .help("write the same word in both, or say with an `assume` of one clause why they differ")
}

#[cfg(test)]
mod tests {
    use super::super::findings_on;
    use super::*;

    #[test]
    fn the_same_thing_with_two_words() {
        let text = "5.1 The finished form must go on the child's file. It must be read.\n\n\
                    6.1 The finished form should go on the child's file; it should be read.\n\n\
                    6.2 Every carer should be asked once a year.\n";
        assert_eq!(
            findings_on(text, check),
            ["should: clause 6.1 says `should` and clause 5.1 says `must` about the same thing"]
        );
    }

    #[test]
    fn one_word_of_a_long_sentence_may_differ_and_a_not_is_one() {
        let text = "5.1 The completed audit form must be kept on the electronic record of the child.\n\n\
                    6.1 The completed audit tool should be kept on the electronic record of the child.\n\n\
                    6.2 The form should stay in the desk.\n\n6.3 The form must stay in the drawer.\n";
        assert_eq!(
            findings_on(text, check),
            ["should: clause 6.1 says `should` and clause 5.1 says `must` about the same thing"]
        );
    }
}
