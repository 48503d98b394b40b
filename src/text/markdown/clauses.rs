//! From leaves to clauses: which lines carry a number, and which prose belongs to which clause.

use super::leaves::{Inline, Leaf, LeafPlace, Piece, Rules};
use super::number::{self, Numbered};
use super::{Block, Clause, ClauseKind, Outline, Part, Run, span};
use crate::text::{FileId, Span};

/// The most characters of a paragraph that serve as its title.
const TITLE_LENGTH: usize = 60;

/// The outline that the pieces of `text` make up.
pub(super) fn from_leaves(text: &str, file: FileId, pieces: Vec<Piece>) -> Outline {
    let mut writer = Writer { text, file, outline: Outline::default(), headings: Vec::new(), in_part: false };
    for piece in pieces {
        match piece {
            Piece::Leaf(leaf) => writer.leaf(&leaf),
            Piece::Rules(rules) => writer.rules(rules),
        }
    }
    for clause in &mut writer.outline.clauses {
        if clause.title.is_empty() {
            clause.title = first_words(clause.text.lines().next().unwrap_or_default());
        }
    }
    writer.outline
}

struct Writer<'t> {
    text: &'t str,
    file: FileId,
    outline: Outline,
    /// The headings that the next leaf stands under, outermost first, with their depths.
    headings: Vec<(u8, String)>,
    /// Whether the line before belongs to a lettered part of the same leaf.
    in_part: bool,
}

impl Writer<'_> {
    fn rules(&mut self, rules: Rules) {
        let clause = self.outline.clauses.len().checked_sub(1);
        let unclosed = rules.unclosed.map(|fence| span(self.file, fence));
        self.outline.unclosed.extend(unclosed);
        let block = Block { span: span(self.file, rules.contents), clause, place: rules.place };
        self.outline.blocks.push(block);
    }

    fn leaf(&mut self, leaf: &Leaf) {
        if let LeafPlace::Heading(depth) = leaf.place {
            self.heading(leaf, depth);
            return;
        }
        self.in_part = false;
        for (index, line) in leaf.lines.iter().enumerate() {
            let plain = plain(line);
            if let Some(numbered) = self.numbered(leaf.place, index, &plain) {
                self.paragraph(line, &plain, numbered);
                self.in_part = false;
            } else {
                self.prose(line, 0, if index == 0 { '\n' } else { ' ' });
                self.part(line, &plain);
            }
        }
    }

    fn heading(&mut self, leaf: &Leaf, depth: u8) {
        let line: Vec<Inline> = leaf.lines.iter().flatten().cloned().collect();
        let words = leaf.lines.iter().map(|line| plain(line)).collect::<Vec<_>>().join(" ");
        let words = words.trim();
        let (kind, numbered) = if let Some(numbered) = number::appendix(words) {
            (ClauseKind::Appendix, numbered)
        } else if let Some(numbered) = number::dotted(words) {
            (ClauseKind::Paragraph, numbered)
        } else {
            let unnumbered = Numbered { number: words, rest: words };
            (ClauseKind::Section, number::section(words).unwrap_or(unnumbered))
        };
        self.headings.retain(|(above, _)| *above < depth);
        let title = if numbered.rest.is_empty() { numbered.number } else { numbered.rest };
        self.clause(kind, numbered.number, title, &line);
        self.headings.push((depth, title.to_owned()));
    }

    /// The number at the start of a line of prose, where it makes the line a clause.
    fn numbered<'p>(&self, place: LeafPlace, index: usize, plain: &'p str) -> Option<Numbered<'p>> {
        match (place, index) {
            (LeafPlace::Paragraph, 0) => number::dotted(plain),
            (LeafPlace::Item, 0) => number::dotted_sentence(plain),
            // Without an empty line above it, Markdown takes a numbered paragraph for more of the last one. A number in
            // the middle of a paragraph is a clause's only if it is the next one.
            (LeafPlace::Paragraph | LeafPlace::Item, _) => number::dotted_sentence(plain).filter(|numbered| {
                let last = self.outline.clauses.last();
                last.is_some_and(|last| number::follows(&last.number, numbered.number))
            }),
            (LeafPlace::Heading(_) | LeafPlace::Aside, _) => None,
        }
    }

    fn paragraph(&mut self, line: &[Inline], plain: &str, numbered: Numbered<'_>) {
        self.clause(ClauseKind::Paragraph, numbered.number, "", line);
        self.prose(line, plain.len() - numbered.rest.len(), '\n');
    }

    fn clause(&mut self, kind: ClauseKind, number: &str, title: &str, line: &[Inline]) {
        self.outline.clauses.push(Clause {
            number: number.to_owned(),
            kind,
            heading: self.headings.last().map(|(_, words)| words.clone()),
            title: title.to_owned(),
            text: String::new(),
            runs: Vec::new(),
            span: self.number_span(number, line),
            parts: Vec::new(),
        });
    }

    /// Where a number is written: the number alone where it stands there letter by letter, else the whole line.
    fn number_span(&self, number: &str, line: &[Inline]) -> Span {
        let start = line.first().map_or(0, |inline| inline.range.start);
        let end = line.last().map_or(start, |inline| inline.range.end);
        let exact = start..start + number.len();
        let verbatim = self.text.get(exact.clone()) == Some(number);
        span(self.file, if verbatim { exact } else { start..end })
    }

    /// Adds a line to the prose of the last clause, without the first `skipped` bytes of its plain text.
    fn prose(&mut self, line: &[Inline], skipped: usize, separator: char) {
        let file = self.file;
        let Some(clause) = self.outline.clauses.last_mut() else {
            return;
        };
        if !clause.text.is_empty() {
            clause.text.push(separator);
        }
        let mut skipped = skipped;
        for inline in line {
            let skip = skipped.min(inline.text.len());
            skipped -= skip;
            let rest = inline.text.get(skip..).unwrap_or_default();
            if rest.is_empty() {
                continue;
            }
            let verbatim = inline.text.len() == inline.range.len();
            let from = if verbatim { inline.range.start + skip } else { inline.range.start };
            let start = u32::try_from(clause.text.len()).unwrap_or(u32::MAX);
            clause.runs.push(Run { start, span: span(file, from..inline.range.end) });
            clause.text.push_str(rest);
        }
    }

    /// Starts a lettered part at a line, or goes on with the one that is open.
    fn part(&mut self, line: &[Inline], plain: &str) {
        let (Some(clause), Some(first), Some(last)) = (self.outline.clauses.last_mut(), line.first(), line.last())
        else {
            return;
        };
        let here = span(self.file, first.range.start..last.range.end);
        if let Some(label) = number::part_label(plain) {
            clause.parts.push(Part { label, span: here });
            self.in_part = true;
        } else if let Some(part) = clause.parts.last_mut().filter(|_| self.in_part) {
            part.span = part.span.to(here);
        }
    }
}

fn plain(line: &[Inline]) -> String {
    line.iter().map(|inline| inline.text.as_str()).collect()
}

/// The first words of a text, at most [`TITLE_LENGTH`] characters of them, with an ellipsis where it goes on.
fn first_words(text: &str) -> String {
    let mut title = String::new();
    for word in text.split_whitespace() {
        if title.chars().count() + word.chars().count() > TITLE_LENGTH {
            title.push('…');
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    title
}
