//! Cuts a text with mistakes into declarations and lines, so that each can be read alone.

use super::scan::{self, Mark, Scan};
use super::vocabulary;
use crate::text::Span;

/// A part of a text that can be read by itself.
pub(super) struct Piece {
    /// Where it stands.
    pub(super) span: Span,
    /// What it looks like.
    pub(super) shape: Shape,
}

/// What a piece looks like from outside.
pub(super) enum Shape {
    /// From `#` to the end of its line, between other pieces.
    Comment,
    /// `name: value`, over one or more lines.
    Line,
    /// A brace that closes nothing.
    Extra,
    /// The opening of a declaration that has no braces.
    Opening,
    /// A declaration with braces.
    Block {
        /// Its opening, up to the brace.
        header: Span,
        /// From brace to brace.
        body: Span,
        /// What stands inside.
        inside: Vec<Piece>,
    },
}

/// The pieces of a block, from its marks.
pub(super) fn cut(text: &str, block: Span, scan: &Scan) -> Vec<Piece> {
    let mut cutter = Cutter { text, block, marks: &scan.marks, next: 0 };
    cutter.pieces(block.start).0
}

struct Cutter<'text> {
    text: &'text str,
    block: Span,
    marks: &'text [Mark],
    next: usize,
}

impl Cutter<'_> {
    /// The pieces from `from` up to the closing brace of this level, and where that brace ends.
    fn pieces(&mut self, from: u32) -> (Vec<Piece>, u32) {
        let mut pieces = Vec::new();
        let mut start = from;
        while let Some(&mark) = self.marks.get(self.next) {
            self.next += 1;
            match mark {
                Mark::Line(at) => {
                    if at > start && self.begins_piece(at) {
                        self.plain(start, at, &mut pieces);
                        start = at;
                    }
                }
                Mark::Comment(at, end) => {
                    // A comment inside a long value stays with the value; one on the line after an opening does not.
                    let before = self.slice(start, at);
                    if ends_opening(before) {
                        self.plain(start, at, &mut pieces);
                        start = at;
                    }
                    if self.slice(start, at).trim().is_empty() {
                        pieces.push(Piece { span: self.span(at, end), shape: Shape::Comment });
                        start = end;
                    }
                }
                Mark::Open(at) => {
                    let header = self.trimmed(self.last_opening(start, at, &mut pieces), at);
                    let (inside, end) = self.pieces(at.saturating_add(1));
                    let body = self.span(at, end);
                    pieces.push(Piece { span: header.to(body), shape: Shape::Block { header, body, inside } });
                    start = end;
                }
                Mark::Extra(at) => {
                    self.plain(start, at, &mut pieces);
                    start = at.saturating_add(1);
                    pieces.push(Piece { span: self.span(at, start), shape: Shape::Extra });
                }
                Mark::Close(at, length) => {
                    self.plain(start, at, &mut pieces);
                    return (pieces, at.saturating_add(length));
                }
            }
        }
        self.plain(start, self.block.end, &mut pieces);
        (pieces, self.block.end)
    }

    /// Where the opening line before a brace begins; what stands before it on earlier lines is a piece of its own.
    fn last_opening(&self, start: u32, brace: u32, pieces: &mut Vec<Piece>) -> u32 {
        let before = self.slice(start, brace);
        let line = before.trim_end().rfind('\n').map_or(0, |at| at + 1);
        let at = start.saturating_add(u32::try_from(line).unwrap_or(0));
        if line > 0 && scan::starts_declaration(self.slice(at, brace).trim()) {
            self.plain(start, at, pieces);
            return at;
        }
        start
    }

    /// The pieces of a stretch without braces: one, or several where lines share a line.
    fn plain(&self, start: u32, end: u32, pieces: &mut Vec<Piece>) {
        let mut from = start;
        for at in self.line_starts(start, end) {
            self.one(from, at, pieces);
            from = at;
        }
        self.one(from, end, pieces);
    }

    fn one(&self, start: u32, end: u32, pieces: &mut Vec<Piece>) {
        let span = self.trimmed(start, end);
        if span.start == span.end {
            return;
        }
        let text = self.slice(span.start, span.end);
        if has_name(text) {
            pieces.push(Piece { span, shape: Shape::Line });
            return;
        }
        // An opening ends with its line; what follows it is another matter.
        let first = first_line(text);
        let rest = span.start.saturating_add(u32::try_from(first.len()).unwrap_or(u32::MAX));
        if first.len() < text.len() && scan::starts_declaration(first) {
            pieces.push(Piece { span: self.trimmed(span.start, rest), shape: Shape::Opening });
            pieces.push(Piece { span: self.trimmed(rest, span.end), shape: Shape::Opening });
        } else {
            pieces.push(Piece { span, shape: Shape::Opening });
        }
    }

    /// Where, after the first word, the name of another known line stands, outside texts.
    fn line_starts(&self, start: u32, end: u32) -> Vec<u32> {
        let text = self.slice(start, end);
        let mut starts = Vec::new();
        let mut in_text = false;
        let mut word = 0;
        let mut previous = ' ';
        for (at, character) in text.char_indices() {
            if character == '"' {
                in_text = !in_text;
            }
            if !in_text && previous.is_whitespace() && !character.is_whitespace() {
                word = at;
            }
            if !in_text && character == ':' && word > text.len() - text.trim_start().len() {
                let name = text.get(word..at).unwrap_or_default();
                if vocabulary::is_field(name) {
                    starts.push(start.saturating_add(u32::try_from(word).unwrap_or(0)));
                }
            }
            previous = character;
        }
        starts
    }

    fn begins_piece(&self, at: u32) -> bool {
        let line = scan::line_at(self.text, self.block, at);
        has_name(line) || scan::starts_declaration(line)
    }

    fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    fn span(&self, start: u32, end: u32) -> Span {
        Span::new(self.block.file, start, end)
    }

    fn trimmed(&self, start: u32, end: u32) -> Span {
        let text = self.slice(start, end);
        let lead = u32::try_from(text.len() - text.trim_start().len()).unwrap_or(0);
        let length = u32::try_from(text.trim().len()).unwrap_or(0);
        self.span(start.saturating_add(lead), start.saturating_add(lead).saturating_add(length))
    }
}

/// What stands before the first blank line of a piece and what stands after it, where it has one.
pub(super) fn at_blank_line(text: &str, span: Span) -> Option<(Span, Span)> {
    let slice = text.get(span.range())?;
    let mut at = 0;
    for line in slice.split_inclusive('\n') {
        if line.trim().is_empty() {
            let (before, after) = slice.split_at_checked(at)?;
            let length = u32::try_from(before.trim_end().len()).ok()?;
            let rest = u32::try_from(after.trim_start().len()).ok()?;
            return Some((
                Span::new(span.file, span.start, span.start + length),
                Span::new(span.file, span.end - rest, span.end),
            ));
        }
        at += line.len();
    }
    None
}

/// Whether `before` is an opening line of its own and nothing after it.
fn ends_opening(before: &str) -> bool {
    let opening = before.trim();
    before.trim_end_matches([' ', '\t']).ends_with('\n')
        && scan::starts_declaration(opening)
        && first_line(opening).len() == opening.len()
}

/// The first line; a text in straight quotes may reach over its end.
fn first_line(text: &str) -> &str {
    let mut in_text = false;
    let end = text.char_indices().find(|(_, character)| {
        in_text ^= *character == '"';
        *character == '\n' && !in_text
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Whether a line begins with a name and a colon (or the equals sign some write): a word, months, a date, or a text.
pub(super) fn has_name(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with(['"', '“']) {
        let close = line.char_indices().skip(1).find(|(_, c)| matches!(c, '"' | '”'));
        return close.is_some_and(|(at, c)| {
            line.get(at + c.len_utf8()..).is_some_and(|rest| rest.trim_start().starts_with(':'))
        });
    }
    let Some(colon) = line.find([':', '=']) else { return false };
    let name = line.get(..colon).unwrap_or_default().trim_end();
    let one_word = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    one_word || name.starts_with("on ") && name.ends_with(|c: char| c.is_ascii_digit()) || is_months(name)
}

/// Whether a line's name is one month or several.
pub(super) fn is_months(name: &str) -> bool {
    let mut words = name.split([',', ' ']).filter(|word| !word.is_empty() && *word != "and").peekable();
    words.peek().is_some() && words.all(is_month)
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    MONTHS.iter().any(|month| month.eq_ignore_ascii_case(word))
}

/// Whether the first word of a piece opens a declaration.
pub(super) fn opens_with_keyword(text: &str, span: Span) -> bool {
    let first = leading_words(text, span).first().map(|word| text.get(word.range()).unwrap_or_default());
    first.is_some_and(|word| vocabulary::construct(word).is_some())
}

/// The first words of an opening line that cannot be read: its keyword and its id, where it has them.
pub(super) fn leading_words(text: &str, span: Span) -> Vec<Span> {
    let slice = text.get(span.range()).unwrap_or_default();
    let mut words = Vec::new();
    let mut at = 0;
    for word in slice.split_whitespace().take(2) {
        let start = at + slice.get(at..).and_then(|rest| rest.find(word)).unwrap_or(0);
        at = start + word.len();
        if !word.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') {
            break;
        }
        let offset = |at: usize| span.start.saturating_add(u32::try_from(at).unwrap_or(0));
        words.push(Span::new(span.file, offset(start), offset(at)));
    }
    words
}
