//! Phrases: fixed wordings looked for among the words of a passage.

use std::ops::Range;

use super::passage::Passage;
use super::words::{hash_of, words};

/// A wording to look for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    /// Its words, parted by blanks.
    pub(super) words: &'static str,
    /// The letters that a remark which takes the wording up must have.
    pub(super) stem: &'static str,
    /// Where not empty: it counts only before one of these words.
    pub(super) only_before: &'static [&'static str],
    /// It does not count before one of these words.
    pub(super) never_before: &'static [&'static str],
}

/// A phrase that counts wherever it stands.
pub(super) const fn phrase(words: &'static str, stem: &'static str) -> Phrase {
    Phrase { words, stem, only_before: &[], never_before: &[] }
}

/// Wordings in the order of their first words' hashes, so that a word of the text is looked up once.
#[derive(Debug)]
pub(super) struct Finder<T> {
    entries: Vec<(u64, Vec<u64>, T)>,
}

impl<T> Finder<T> {
    /// A finder of wordings, each with what it stands for. A wording without a word is left out.
    pub(super) fn new<'words>(wordings: impl IntoIterator<Item = (&'words str, T)>) -> Self {
        let entry = |(wording, meaning): (&str, T)| {
            let mut hashes = words(wording).into_iter().map(|word| word.hash);
            Some((hashes.next()?, hashes.collect(), meaning))
        };
        let mut entries: Vec<(u64, Vec<u64>, T)> = wordings.into_iter().filter_map(entry).collect();
        // Of two wordings with one beginning the longer is tried first.
        entries.sort_by(|one, other| (one.0, other.1.len()).cmp(&(other.0, one.1.len())));
        Self { entries }
    }

    /// Every place where a wording stands, with what it stands for; the longest of those that begin at one word.
    pub(super) fn find<'finder>(
        &'finder self,
        passage: &'finder Passage<'_>,
    ) -> impl Iterator<Item = (Range<usize>, &'finder T)> {
        (0..passage.words.len()).filter_map(|place| self.at(passage, place))
    }

    fn at(&self, passage: &Passage<'_>, place: usize) -> Option<(Range<usize>, &T)> {
        let first = passage.words.get(place)?.hash;
        let from = self.entries.partition_point(|entry| entry.0 < first);
        let beginning = self.entries.get(from..)?.iter().take_while(|entry| entry.0 == first);
        beginning
            .filter(|(_, rest, _)| {
                let following = passage.words.get(place + 1..).unwrap_or_default();
                following.len() >= rest.len() && following.iter().zip(rest).all(|(word, hash)| word.hash == *hash)
            })
            .map(|(_, rest, meaning)| (place..place + 1 + rest.len(), meaning))
            .next()
    }
}

/// A finder of phrases.
pub(super) fn finder(phrases: &'static [Phrase]) -> Finder<&'static Phrase> {
    Finder::new(phrases.iter().map(|phrase| (phrase.words, phrase)))
}

/// Whether a phrase found in a passage means what it is looked for: it is no part of a name, and the next word fits.
pub(super) fn counts(passage: &Passage<'_>, run: &Range<usize>, phrase: &Phrase) -> bool {
    let in_a_name = passage.is_capital(run.start) && passage.is_capital(run.end) && passage.before(run.end) == " ";
    let next = passage.words.get(run.end).filter(|_| passage.before(run.end) == " ").map(|word| word.hash);
    let is_next = |wanted: &&str| next == Some(hash_of(wanted));
    !in_a_name
        && (phrase.only_before.is_empty() || phrase.only_before.iter().any(is_next))
        && !phrase.never_before.iter().any(is_next)
}
