//! What is drawn of a source: the lines that labels point at, long ones cut to the stretches around the labels.
//!
//! Every line of the source is one line of the excerpt, so that line numbers stay true; those that no label points at are
//! empty. A line of 300 KB would otherwise be printed whole for each label on it, and every text be read once more for its
//! first finding.

use std::ops::Range;

use super::place::{visible, whole_characters};
use crate::text::{Source, Span};

/// A line with more characters than this is cut.
const LONGEST_LINE: usize = 160;
/// How many characters of a long line are kept on either side of each end of a label.
const AROUND: usize = 40;

/// A source as it is drawn. One character of it stands for one of the source, or for a stretch that was cut out.
pub(super) struct Excerpt<'s> {
    source: &'s Source,
    /// The text to draw; it ends with a line feed, so that the end of the source is a character that can be pointed at.
    pub(super) text: String,
    lines: Vec<Line>,
}

/// A line of the excerpt.
struct Line {
    /// Its first character in the excerpt.
    start: usize,
    /// The stretches of the source that it shows.
    kept: Vec<Kept>,
    cut: bool,
}

/// A stretch of the source that is shown.
struct Kept {
    /// Bytes of the source.
    bytes: Range<usize>,
    /// The first character in the excerpt.
    start: usize,
}

impl<'s> Excerpt<'s> {
    /// The excerpt of `source` for labels at `spans`.
    pub(super) fn new(source: &'s Source, spans: &[Span]) -> Self {
        let mut ends: Vec<usize> = spans
            .iter()
            .map(|span| whole_characters(&source.text, *span))
            .flat_map(|range| [range.start, range.end])
            .collect();
        ends.sort_unstable();
        let mut shown = vec![false; source.lines.count() as usize];
        for span in spans {
            let [first, last] = [span.start, span.end].map(|end| source.lines.line(end) as usize);
            if let Some(lines) = shown.get_mut(first.saturating_sub(1)..last) {
                lines.fill(true);
            }
        }
        let mut excerpt = Self { source, text: String::new(), lines: Vec::with_capacity(shown.len()) };
        let mut characters = 0;
        for (number, shown) in (1..).zip(shown) {
            characters += if shown {
                excerpt.add_line(source.lines.range(number), &ends, characters)
            } else {
                excerpt.add_empty_line(characters)
            };
        }
        excerpt
    }

    /// Adds a line that nobody points at; how many characters that made.
    fn add_empty_line(&mut self, start: usize) -> usize {
        self.text.push('\n');
        self.lines.push(Line { start, kept: Vec::new(), cut: false });
        1
    }

    /// Adds the line at `bytes`, whose first character in the excerpt is `start`; how many characters that made.
    fn add_line(&mut self, bytes: Range<usize>, ends: &[usize], start: usize) -> usize {
        let whole = self.source.text.get(bytes.clone()).unwrap_or_default();
        let words = whole.trim_end_matches(['\r', '\n']);
        let line = bytes.start..bytes.start + words.len();
        let cut = words.len() > LONGEST_LINE && words.chars().nth(LONGEST_LINE).is_some();
        let windows = if cut { windows(&self.source.text, &line, ends) } else { vec![line.clone()] };
        let mut length = 0;
        let mut shown = line.start;
        let mut kept = Vec::new();
        for window in windows {
            if window.start > shown {
                self.text.push('…');
                length += 1;
            }
            shown = window.end;
            kept.push(Kept { bytes: window.clone(), start: start + length });
            let words = self.source.text.get(window).unwrap_or_default();
            length += self.add(words);
        }
        if shown < line.end {
            self.text.push('…');
            length += 1;
        }
        self.text.push('\n');
        self.lines.push(Line { start, kept, cut });
        length + 1
    }

    /// Adds words of a line; how many characters they are.
    fn add(&mut self, words: &str) -> usize {
        // Most lines are plain, and taken as a whole.
        if words.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            self.text.push_str(words);
            return words.len();
        }
        self.text.extend(words.chars().map(visible));
        words.chars().count()
    }

    /// The characters of the excerpt that stand for `span`; at least one, and never past the excerpt's end.
    pub(super) fn characters(&self, span: Span) -> Range<usize> {
        let bytes = whole_characters(&self.source.text, span);
        let start = self.character(bytes.start);
        start..self.character(bytes.end).max(start + 1)
    }

    /// The column (from 1) at which the excerpt shows the start of `span`, where its line was cut: the drawing counts
    /// columns in the excerpt, and the reader wants those of the file.
    pub(super) fn column_when_cut(&self, span: Span) -> Option<usize> {
        let start = whole_characters(&self.source.text, span).start;
        let line = self.line(start).filter(|line| line.cut)?;
        Some(self.character(start) - line.start + 1)
    }

    fn line(&self, byte: usize) -> Option<&Line> {
        let number = self.source.lines.line(u32::try_from(byte).unwrap_or(u32::MAX));
        self.lines.get((number as usize).checked_sub(1)?)
    }

    /// The character of the excerpt that stands for the byte at `byte`, the first of a character.
    fn character(&self, byte: usize) -> usize {
        let Some(line) = self.line(byte) else {
            return 0;
        };
        let index = line.kept.partition_point(|kept| kept.bytes.start <= byte);
        let Some(kept) = index.checked_sub(1).and_then(|index| line.kept.get(index)) else {
            return line.start;
        };
        // Past the end of a stretch stands the ellipsis, or the line's end.
        let shown = kept.bytes.start..byte.min(kept.bytes.end);
        kept.start + self.source.text.get(shown).unwrap_or_default().chars().count()
    }
}

/// The stretches of a long line that are kept: those around the ends of labels, or its beginning where there are none.
fn windows(text: &str, line: &Range<usize>, ends: &[usize]) -> Vec<Range<usize>> {
    let first = ends.partition_point(|end| *end < line.start);
    let here = ends.iter().skip(first).take_while(|end| **end <= line.end);
    let mut windows: Vec<Range<usize>> = Vec::new();
    for end in here {
        let window = around(text, line, *end);
        match windows.last_mut() {
            Some(last) if window.start <= last.end => last.end = last.end.max(window.end),
            Some(_) | None => windows.push(window),
        }
    }
    if windows.is_empty() {
        windows.push(around(text, line, line.start));
    }
    windows
}

/// The stretch of `line` around the character that starts at `byte`.
fn around(text: &str, line: &Range<usize>, byte: usize) -> Range<usize> {
    let before = text.get(line.start..byte).unwrap_or_default();
    let after = text.get(byte..line.end).unwrap_or_default();
    let start = before.char_indices().rev().nth(AROUND - 1).map_or(line.start, |(offset, _)| line.start + offset);
    let end = after.char_indices().nth(AROUND).map_or(line.end, |(offset, _)| byte + offset);
    start..end
}
