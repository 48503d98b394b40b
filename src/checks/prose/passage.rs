//! A passage: the prose of one clause, as words that can be traced back to the file.

use std::ops::Range;

use super::words::{Word, words};
use crate::text::{Clause, ClauseKind, FileId, Outline, Span};

/// The prose of one clause.
#[derive(Debug)]
pub(super) struct Passage<'text> {
    /// The document.
    pub(super) file: FileId,
    /// The clause.
    pub(super) clause: &'text Clause,
    /// Its words, in order.
    pub(super) words: Vec<Word>,
}

/// The passages of every document that numbers its clauses, in the order of the text.
pub(super) fn passages(outlines: &[Outline]) -> Vec<Passage<'_>> {
    let mut all = Vec::new();
    for (place, outline) in outlines.iter().enumerate() {
        if !outline.clauses.iter().any(|clause| clause.kind != ClauseKind::Section) {
            continue;
        }
        let file = FileId(u32::try_from(place).unwrap_or(u32::MAX));
        all.extend(outline.clauses.iter().map(|clause| Passage { file, clause, words: words(&clause.text) }));
    }
    all
}

impl<'text> Passage<'text> {
    /// Whether it is a numbered paragraph or an appendix, rather than what stands under a bare heading.
    pub(super) fn is_numbered(&self) -> bool {
        self.clause.kind != ClauseKind::Section
    }

    /// ``clause 6.10``, ``Appendix 1``, ``the section `Virtual School` ``
    pub(super) fn said(&self) -> String {
        match self.clause.kind {
            ClauseKind::Paragraph => format!("clause {}", self.clause.number),
            ClauseKind::Appendix => self.clause.number.clone(),
            ClauseKind::Section => format!("the section `{}`", self.clause.title),
        }
    }

    /// The letters of a word, as written.
    pub(super) fn text(&self, word: Word) -> &'text str {
        self.clause.text.get(word.range()).unwrap_or_default()
    }

    /// The word at that place, as written.
    pub(super) fn word(&self, place: usize) -> Option<&'text str> {
        self.words.get(place).map(|word| self.text(*word))
    }

    /// What stands between a word and the one before it; everything before the first.
    pub(super) fn before(&self, place: usize) -> &'text str {
        let from = place.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |word| word.end as usize);
        let to = self.words.get(place).map_or(self.clause.text.len(), |word| word.start as usize);
        self.clause.text.get(from..to).unwrap_or_default()
    }

    /// Some words running, as written.
    pub(super) fn written(&self, run: Range<usize>) -> &'text str {
        self.bytes(run).and_then(|bytes| self.clause.text.get(bytes)).unwrap_or_default()
    }

    /// Where some words running were written; the clause's number where that is not known.
    pub(super) fn span(&self, run: Range<usize>) -> Span {
        self.bytes(run).and_then(|bytes| self.clause.place(bytes)).unwrap_or(self.clause.span)
    }

    /// The sentences, as runs of words. Items of a list and halves of a sentence parted by a semicolon or colon are
    /// sentences of their own: each can be a promise.
    pub(super) fn sentences(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = 0;
        for place in 1..self.words.len() {
            if ends_sentence(self.before(place)) {
                found.push(start..place);
                start = place;
            }
        }
        if start < self.words.len() {
            found.push(start..self.words.len());
        }
        found
    }

    /// Whether a word begins with a capital letter.
    pub(super) fn is_capital(&self, place: usize) -> bool {
        self.word(place).is_some_and(|word| word.starts_with(char::is_uppercase))
    }

    fn bytes(&self, run: Range<usize>) -> Option<Range<usize>> {
        let first = self.words.get(run.start)?;
        let last = self.words.get(run.end.checked_sub(1)?)?;
        Some(first.start as usize..last.end as usize)
    }
}

fn ends_sentence(between: &str) -> bool {
    between.contains(['\n', ';', ':', '!', '?']) || between.contains(". ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_stops_semicolons_and_line_ends() {
        let text = "6.1 The **team** meets. It:\n\n- reads 2.5 files; and\n- reports\n";
        let outlines = [crate::text::outline(text, FileId(0))];
        let all = passages(&outlines);
        let passage = &all[0];
        let written: Vec<&str> = passage.sentences().into_iter().map(|run| passage.written(run)).collect();
        assert_eq!(written, ["The team meets", "It", "reads 2.5 files", "and", "reports"]);
        assert_eq!(text.get(passage.span(1..2).range()), Some("team"));
    }

    #[test]
    fn a_text_without_numbers_is_no_document() {
        assert!(passages(&[crate::text::outline("# Notes\n\nWe meet regularly.\n", FileId(0))]).is_empty());
    }
}
