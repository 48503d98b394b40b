//! Repairs as data: edits that the command line, an editor and the tests all apply in the same way.

use crate::text::{FileId, Span};

/// A repair of one finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What the repair does, as an order: `write \`team-manager\``.
    pub title: String,
    /// Whether it may be applied unasked.
    pub applicability: Applicability,
    /// What changes; applied together or not at all.
    pub edits: Vec<Edit>,
}

/// Whether a repair may be applied unasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Applicability {
    /// It says what the author certainly meant; `--fix` applies it.
    Safe,
    /// It is a guess, or it changes what the framework asks of people; the author chooses.
    Unsafe,
}

/// A range of bytes and what to put in its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// The bytes that go; empty for an insertion.
    pub span: Span,
    /// What comes instead.
    pub replacement: String,
}

impl Fix {
    /// A certain repair with one edit.
    #[must_use]
    pub fn safe(title: impl Into<String>, span: Span, replacement: impl Into<String>) -> Self {
        Self::single(title, Applicability::Safe, span, replacement)
    }

    /// A guessed repair with one edit.
    #[must_use]
    pub fn guess(title: impl Into<String>, span: Span, replacement: impl Into<String>) -> Self {
        Self::single(title, Applicability::Unsafe, span, replacement)
    }

    fn single(
        title: impl Into<String>,
        applicability: Applicability,
        span: Span,
        replacement: impl Into<String>,
    ) -> Self {
        let edit = Edit { span, replacement: replacement.into() };
        Self { title: title.into(), applicability, edits: vec![edit] }
    }
}

/// `text` of `file` with the repairs applied, first come, first served: a repair that touches what an earlier one
/// changed, that is not a range of whole characters of the text, or that also edits another file is left out whole.
#[must_use]
pub fn apply(text: &str, file: FileId, fixes: &[Fix]) -> String {
    let mut accepted: Vec<&Edit> = Vec::new();
    for fix in fixes {
        if fits(text, file, &accepted, fix) {
            accepted.extend(&fix.edits);
        }
    }
    accepted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    write(text, &accepted)
}

/// True when every edit of `fix` can be made beside the accepted ones and beside each other.
fn fits(text: &str, file: FileId, accepted: &[&Edit], fix: &Fix) -> bool {
    let possible = |edit: &Edit| edit.span.file == file && text.get(edit.span.range()).is_some();
    let free = fix.edits.iter().enumerate().all(|(index, edit)| {
        let siblings = fix.edits.iter().take(index);
        accepted.iter().copied().chain(siblings).all(|other| !touch(edit.span, other.span))
    });
    free && fix.edits.iter().all(possible)
}

/// True when two edits cannot both be made: they share a byte, or they insert at one place.
const fn touch(one: Span, other: Span) -> bool {
    let overlap = one.start < other.end && other.start < one.end;
    overlap || one.start == other.start
}

/// `text` with the edits made; they are in order and apart.
fn write(text: &str, edits: &[&Edit]) -> String {
    let mut written = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let range = edit.span.range();
        written.push_str(text.get(done..range.start).unwrap_or_default());
        written.push_str(&edit.replacement);
        done = range.end;
    }
    written.push_str(text.get(done..).unwrap_or_default());
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILE: FileId = FileId(0);

    fn replace(start: u32, end: u32, replacement: &str) -> Fix {
        Fix::safe("", Span::new(FILE, start, end), replacement)
    }

    #[test]
    fn edits_apply_in_place() {
        let fixes = [replace(4, 7, "two"), replace(0, 3, "one"), replace(7, 7, "!")];
        assert_eq!(apply("abc def", FILE, &fixes), "one two!");
    }

    #[test]
    fn a_repair_that_overlaps_an_earlier_one_is_left_out_whole() {
        let mut second = replace(2, 5, "x");
        second.edits.push(Edit { span: Span::new(FILE, 6, 7), replacement: "y".into() });
        assert_eq!(apply("abc def", FILE, &[replace(0, 3, "one"), second]), "one def");
        assert_eq!(apply("ab", FILE, &[replace(1, 1, "x"), replace(1, 1, "y")]), "axb");
    }

    #[test]
    fn what_cannot_be_done_is_left_out() {
        let elsewhere = Fix::safe("", Span::new(FileId(1), 0, 1), "x");
        let fixes = [elsewhere, replace(1, 2, "x"), replace(3, 2, "x"), replace(0, 99, "x")];
        assert_eq!(apply("£5", FILE, &fixes), "£5");
    }

    proptest! {
        #[test]
        fn no_repair_breaks_the_text(
            text in "[a£\\n]{0,12}",
            edits in proptest::collection::vec((0u32..14, 0u32..14, "[xé]{0,2}"), 0..6),
        ) {
            let fixes: Vec<Fix> = edits.iter().map(|(start, end, with)| replace(*start, *end, with)).collect();
            let first = apply(&text, FILE, &fixes);
            prop_assert_eq!(first, apply(&text, FILE, &fixes));
        }
    }
}
