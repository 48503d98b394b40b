//! A quick look at a text before it is read: where braces, texts, comments and lines stand, and whether they close.
//!
//! It runs over every text, so it only steps over characters. What it hands on is balanced: a brace that is missing is
//! put where the next declaration begins, and one that is too many is left out, each with a finding.

use super::balance::balance;
use super::vocabulary;
use crate::diagnostic::{Diagnostic, Fix, codes};
use crate::text::Span;

/// How deep braces and brackets may nest. Deeper text is no rule that anybody could follow.
const DEEPEST: usize = 64;

/// A place that the outline of a text is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `{` at this offset.
    Open(u32),
    /// `}` at this offset; its length is 0 where it was missing.
    Close(u32, u32),
    /// The first character of a line that is no blank.
    Line(u32),
    /// A comment, from `#` to the end of its line.
    Comment(u32, u32),
    /// `}` at this offset, which closes nothing.
    Extra(u32),
}

/// The marks of a block, balanced, and what was wrong with them.
pub(super) struct Scan {
    /// In order.
    pub(super) marks: Vec<Mark>,
    /// Findings on braces, texts, depth.
    pub(super) faults: Vec<Diagnostic>,
    /// Nested beyond [`DEEPEST`]: nothing inside may be read.
    pub(super) too_deep: bool,
}

/// Looks over one block of `text`.
pub(super) fn scan(text: &str, block: Span) -> Scan {
    let mut scanner = Scanner {
        text,
        block,
        bytes: text.get(block.range()).unwrap_or_default().as_bytes(),
        at: 0,
        marks: Vec::new(),
        faults: Vec::new(),
        braces: 0,
        brackets: 0,
        hopeless: [0; 2],
        too_deep: None,
    };
    scanner.run();
    let Scanner { marks, mut faults, too_deep, .. } = scanner;
    if let Some(place) = too_deep {
        return Scan { marks: Vec::new(), faults: vec![nested_too_deep(place)], too_deep: true };
    }
    let marks = balance(text, block, marks, &mut faults);
    Scan { marks, faults, too_deep: false }
}

fn nested_too_deep(place: Span) -> Diagnostic {
    let message = format!("brackets stand more than {DEEPEST} deep inside one another");
    Diagnostic::new(codes::NESTED_TOO_DEEP, message)
        .at(place, "this is the one too many")
        .help("write the inner rules as declarations of their own")
}

struct Scanner<'text> {
    text: &'text str,
    block: Span,
    bytes: &'text [u8],
    at: usize,
    marks: Vec<Mark>,
    faults: Vec<Diagnostic>,
    /// How many braces are open.
    braces: usize,
    /// How many round brackets are open since the last brace: none reaches over one.
    brackets: usize,
    /// Up to where no closing quote stands, straight and curly, so that it is searched for once.
    hopeless: [usize; 2],
    too_deep: Option<Span>,
}

impl<'text> Scanner<'text> {
    fn run(&mut self) {
        let mut fresh_line = true;
        while let Some(&byte) = self.bytes.get(self.at).filter(|_| self.too_deep.is_none()) {
            if fresh_line && !byte.is_ascii_whitespace() && byte != b'#' {
                self.marks.push(Mark::Line(self.offset(self.at)));
                fresh_line = false;
            }
            match byte {
                b'\n' | b'\r' => fresh_line = true,
                b'#' => {
                    self.comment();
                    continue;
                }
                b'"' => {
                    self.quoted(Quotes::Straight);
                    continue;
                }
                // The first byte of a curly quote; other characters share it.
                0xE2 if self.rest().starts_with('“') => {
                    self.quoted(Quotes::Curly);
                    continue;
                }
                b'{' => {
                    self.marks.push(Mark::Open(self.offset(self.at)));
                    (self.braces, self.brackets) = (self.braces + 1, 0);
                    self.check_depth();
                }
                b'}' => {
                    self.marks.push(Mark::Close(self.offset(self.at), 1));
                    (self.braces, self.brackets) = (self.braces.saturating_sub(1), 0);
                }
                b'(' => {
                    self.brackets += 1;
                    self.check_depth();
                }
                b')' => self.brackets = self.brackets.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
        }
    }

    fn rest(&self) -> &'text str {
        self.text.get(self.block.start as usize + self.at..self.block.end as usize).unwrap_or_default()
    }

    fn offset(&self, at: usize) -> u32 {
        self.block.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX))
    }

    fn check_depth(&mut self) {
        if self.braces + self.brackets > DEEPEST {
            self.too_deep = Some(Span::new(self.block.file, self.offset(self.at), self.offset(self.at + 1)));
        }
    }

    fn comment(&mut self) {
        let start = self.at;
        let length = self.rest().find(['\n', '\r']).unwrap_or(self.bytes.len() - start);
        self.at += length;
        self.marks.push(Mark::Comment(self.offset(start), self.offset(self.at)));
    }

    /// A text in quotes. It may run over lines, but not over a blank line nor over a line that starts a new rule: there
    /// its closing quote has been forgotten.
    fn quoted(&mut self, quotes: Quotes) {
        let start = self.at;
        let opening = quotes.opening().len();
        let inside = self.rest().get(opening..).unwrap_or_default();
        let [straight, curly] = &mut self.hopeless;
        let hopeless = match quotes {
            Quotes::Straight => straight,
            Quotes::Curly => curly,
        };
        if start >= *hopeless {
            match find_end(inside, quotes) {
                Ok(end) => {
                    self.at = start + opening + end;
                    return;
                }
                Err(stop) => *hopeless = start + opening + stop,
            }
        }
        let first_line = inside.split(['\n', '\r']).next().unwrap_or_default().trim_end();
        self.at = start + opening + first_line.len();
        self.faults.push(unclosed_text(Span::new(self.block.file, self.offset(start), self.offset(self.at))));
    }
}

/// The two kinds of quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    Straight,
    Curly,
}

impl Quotes {
    const fn opening(self) -> &'static str {
        match self {
            Self::Straight => "\"",
            Self::Curly => "“",
        }
    }

    const fn closing(self) -> &'static str {
        match self {
            Self::Straight => "\"",
            Self::Curly => "”",
        }
    }
}

fn unclosed_text(span: Span) -> Diagnostic {
    let end = Span::new(span.file, span.end, span.end);
    Diagnostic::new(codes::UNCLOSED_TEXT, "this text is opened with a quote and never closed")
        .at(span, "opened here")
        .help("close it with `\"` where the text ends")
        .fix(Fix::guess("close it at the end of the line", end, "\""))
}

/// One past the closing quote; or where the first line begins that cannot belong to the text.
fn find_end(inside: &str, quotes: Quotes) -> Result<usize, usize> {
    let mut at = 0;
    for (index, line) in inside.split_inclusive('\n').enumerate() {
        let blank = line.trim().is_empty();
        if index > 0 && (blank || starts_line_of_body(line) || starts_declaration(line)) {
            return Err(at);
        }
        if let Some(close) = find_close(line, quotes) {
            return Ok(at + close + quotes.closing().len());
        }
        at += line.len();
    }
    Err(inside.len())
}

/// The offset of the closing quote in a line, stepping over `\"`.
fn find_close(line: &str, quotes: Quotes) -> Option<usize> {
    let escaped = |at: usize| {
        let before = line.get(..at).unwrap_or_default();
        quotes == Quotes::Straight && (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
    };
    line.match_indices(quotes.closing()).map(|(at, _)| at).find(|at| !escaped(*at))
}

/// Whether a line starts with `name:` of a line the language knows.
fn starts_line_of_body(line: &str) -> bool {
    let trimmed = line.trim_start();
    let end = trimmed.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(trimmed.len());
    let (name, rest) = trimmed.split_at_checked(end).unwrap_or((trimmed, ""));
    rest.trim_start().starts_with(':') && vocabulary::is_field(name)
}

/// Whether a line looks like the opening of a declaration: a keyword, then an id, a text or a brace.
pub(super) fn starts_declaration(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let keyword = words.next().unwrap_or_default();
    if vocabulary::construct(keyword).is_none() {
        return false;
    }
    let Some(second) = words.next() else { return true };
    if second.starts_with(['"', '“', '{']) {
        return true;
    }
    let is_id = second.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    is_id && words.next().is_none_or(|third| third.starts_with(['"', '“', '{']))
}

/// The rest of the line from `at` on.
pub(super) fn line_at(text: &str, block: Span, at: u32) -> &str {
    let rest = text.get(at as usize..block.end as usize).unwrap_or_default();
    rest.lines().next().unwrap_or_default()
}
