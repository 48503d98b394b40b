//! Markdown: a literate document cut into its numbered clauses and its blocks of rules.
//!
//! It owns what a clause is. It must not know what a block says, and it never changes an offset: every span is a range of
//! bytes of the file as it stands on disk, byte order mark and line ends included.

mod clauses;
mod leaves;
mod number;

use super::{FileId, Source, SourceKind, Span};

/// What a document consists of, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Headings and numbered paragraphs.
    pub clauses: Vec<Clause>,
    /// Blocks of rules.
    pub blocks: Vec<Block>,
    /// The opening fences (` ```qac `) of blocks that are never closed. Such a block is still among the blocks; it is
    /// taken to end where the prose plainly goes on.
    pub unclosed: Vec<Span>,
}

/// A heading or a numbered paragraph with the prose that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// `6.10`, `6`, `Appendix 1`; for an unnumbered heading its words.
    pub number: String,
    /// What it is.
    pub kind: ClauseKind,
    /// The words of the nearest heading above that it stands under, without their number.
    pub heading: Option<String>,
    /// The words of a heading after its number, or the first words of a paragraph.
    pub title: String,
    /// Its prose as plain text, from after its number to the next clause, without blocks of rules. A line end within a
    /// paragraph is a space; paragraphs, list items and cells are parted by a line feed.
    pub text: String,
    /// Where the pieces of `text` come from, in order.
    pub runs: Vec<Run>,
    /// Where its number is written; the words where there is none.
    pub span: Span,
    /// Its lettered parts.
    pub parts: Vec<Part>,
}

/// The kinds of clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClauseKind {
    /// Any heading without a dotted number.
    Section,
    /// Text under a dotted number, be it a paragraph or a heading.
    Paragraph,
    /// `Appendix 1: …`
    Appendix,
}

/// A stretch of a clause's plain text and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// The byte of the plain text at which the stretch begins.
    pub start: u32,
    /// Where it was written; longer than the stretch where Markdown spells a character out (`&amp;`).
    pub span: Span,
}

/// A lettered part of a clause: `(a) …`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// The letter, lower case.
    pub letter: char,
    /// From the bracket to the end of the part.
    pub span: Span,
}

/// A block of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// What stands between the fences, with its last line end; the whole text of a plain file.
    pub span: Span,
    /// The nearest clause above, by its place in [`Outline::clauses`].
    pub clause: Option<usize>,
    /// Where the block stands in the document.
    pub place: BlockPlace,
}

/// Where a block of rules stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockPlace {
    /// On its own, as it should.
    Top,
    /// Within a list item: its lines may be indented.
    List,
    /// Within a quotation: its lines start with `>`, so that it cannot be read as rules.
    Quotation,
}

impl Clause {
    /// Where the bytes `range` of [`Clause::text`] were written; nothing where they are none of its text.
    #[must_use]
    pub fn place(&self, range: std::ops::Range<usize>) -> Option<Span> {
        let first = self.origin(range.start)?;
        let last = self.origin(range.end.max(range.start + 1) - 1)?;
        Some(first.to(last))
    }

    /// Where one byte of the text was written: the byte itself, or the whole run where Markdown spells it differently.
    fn origin(&self, offset: usize) -> Option<Span> {
        let index = self.runs.partition_point(|run| run.start as usize <= offset).checked_sub(1)?;
        let run = self.runs.get(index)?;
        let next = self.runs.get(index + 1).map_or(self.text.len(), |next| next.start as usize);
        let verbatim = next - run.start as usize;
        let within = u32::try_from(offset - run.start as usize).ok()?;
        let length = run.span.end - run.span.start;
        // A run is followed by at most one separator in the plain text, which stands nowhere in the file.
        let exact = length as usize == verbatim || length as usize + 1 == verbatim;
        if !exact {
            return Some(run.span);
        }
        let start = (run.span.start + within).min(run.span.end);
        Some(Span::new(run.span.file, start, (start + 1).min(run.span.end)))
    }
}

impl Outline {
    /// The clause that the byte at `offset` belongs to: the nearest one that starts at or above it.
    #[must_use]
    pub fn clause_at(&self, offset: u32) -> Option<&Clause> {
        let after = self.clauses.partition_point(|clause| clause.span.start <= offset);
        self.clauses.get(after.checked_sub(1)?)
    }

    /// The clause with that number, written as in the document but for case.
    #[must_use]
    pub fn numbered(&self, number: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.number.eq_ignore_ascii_case(number))
    }
}

/// The outline of a source of either kind: a plain one has no clauses, and one block.
#[must_use]
pub fn outline_of(source: &Source) -> Outline {
    match source.kind {
        SourceKind::Literate => outline(&source.text, source.id),
        SourceKind::Plain => plain_outline(&source.text, source.id),
    }
}

/// The outline of a Markdown text.
#[must_use]
pub fn outline(text: &str, file: FileId) -> Outline {
    clauses::from_leaves(text, file, leaves::leaves(text, after_mark(text)))
}

/// The outline of a text that is rules from end to end.
fn plain_outline(text: &str, file: FileId) -> Outline {
    let span = span(file, after_mark(text)..text.len());
    let block = Block { span, clause: None, place: BlockPlace::Top };
    Outline { blocks: vec![block], ..Outline::default() }
}

/// The offset after a byte order mark, which is no part of the text.
fn after_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// A range of the file as a span; what lies past four gigabytes is not addressed.
fn span(file: FileId, range: std::ops::Range<usize>) -> Span {
    let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Span::new(file, clamp(range.start), clamp(range.end))
}
