//! A quick look at a text before it is read: where braces, texts, comments and lines stand, and whether they close.
//!
//! It runs over every text, so it only steps over characters. What it hands on is balanced: a brace that is missing is
//! put where the next declaration begins, and one that is too many is left out, each with a finding.

use super::vocabulary;
use crate::diagnostic::{Diagnostic, codes};
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
        depth: 0,
        too_deep: None,
    };
    scanner.run();
    let Scanner { marks, mut faults, too_deep, .. } = scanner;
    if let Some(place) = too_deep {
        faults.push(
            Diagnostic::new(
                codes::NESTED_TOO_DEEP,
                format!("brackets stand more than {DEEPEST} deep inside one another"),
            )
            .at(place, "this is the one too many")
            .help("write the inner rules as declarations of their own"),
        );
    }
    let marks = balance(text, block, marks, &mut faults);
    Scan { marks, faults, too_deep: too_deep.is_some() }
}

struct Scanner<'text> {
    text: &'text str,
    block: Span,
    bytes: &'text [u8],
    at: usize,
    marks: Vec<Mark>,
    faults: Vec<Diagnostic>,
    depth: usize,
    too_deep: Option<Span>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut fresh_line = true;
        while let Some(&byte) = self.bytes.get(self.at) {
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
                    self.quoted("\"");
                    continue;
                }
                // The first byte of a curly quote; other characters share it.
                0xE2 if self.rest().starts_with('“') => {
                    self.quoted("”");
                    continue;
                }
                b'{' => {
                    self.marks.push(Mark::Open(self.offset(self.at)));
                    self.deeper();
                }
                b'}' => {
                    self.marks.push(Mark::Close(self.offset(self.at), 1));
                    self.depth = self.depth.saturating_sub(1);
                }
                b'(' => self.deeper(),
                b')' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.block.start as usize + self.at..self.block.end as usize).unwrap_or_default()
    }

    fn offset(&self, at: usize) -> u32 {
        self.block.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX))
    }

    fn deeper(&mut self) {
        self.depth += 1;
        if self.depth > DEEPEST && self.too_deep.is_none() {
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
    fn quoted(&mut self, closing: &str) {
        let start = self.at;
        let rest = self.rest();
        let opening = rest.chars().next().map_or(1, char::len_utf8);
        let inside = rest.get(opening..).unwrap_or_default();
        let close = find_close(inside, closing);
        let taken = close.map_or(inside, |at| inside.get(..at).unwrap_or_default());
        match first_foreign_line(taken) {
            None if close.is_some() => self.at = start + opening + taken.len() + closing.len(),
            stop => {
                let stop = stop.unwrap_or_else(|| taken.find(['\n', '\r']).unwrap_or(taken.len()));
                let shown = taken.get(..stop).unwrap_or_default().trim_end();
                let first_line = shown.lines().next().unwrap_or_default();
                let end = start + opening + first_line.len();
                self.faults.push(
                    Diagnostic::new(codes::UNCLOSED_TEXT, "this text is opened with a quote and never closed")
                        .at(Span::new(self.block.file, self.offset(start), self.offset(end)), "opened here")
                        .help("close it with `\"` where the text ends"),
                );
                self.at = end;
            }
        }
    }
}

/// The offset of the closing quote, stepping over `\"`.
fn find_close(inside: &str, closing: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + inside.get(from..)?.find(closing)?;
        let escaped = closing == "\"" && inside.get(..at)?.chars().rev().take_while(|&c| c == '\\').count() % 2 == 1;
        if !escaped {
            return Some(at);
        }
        from = at + closing.len();
    }
}

/// Where, inside a text, a line begins that cannot belong to it.
fn first_foreign_line(inside: &str) -> Option<usize> {
    let mut at = 0;
    for (index, line) in inside.split('\n').enumerate() {
        let blank = line.trim().is_empty() && at + line.len() < inside.len();
        if index > 0 && (blank || starts_line_of_body(line) || starts_declaration(line)) {
            return Some(at);
        }
        at += line.len() + 1;
    }
    None
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

/// Puts in the closing braces that are missing and leaves out those that are too many.
fn balance(text: &str, block: Span, marks: Vec<Mark>, faults: &mut Vec<Diagnostic>) -> Vec<Mark> {
    let opens = marks.iter().filter(|mark| matches!(mark, Mark::Open(_))).count();
    let closes = marks.iter().filter(|mark| matches!(mark, Mark::Close(..))).count();
    let missing = opens > closes;
    let mut open: Vec<u32> = Vec::new();
    let mut balanced = Vec::with_capacity(marks.len());
    for mark in marks {
        match mark {
            Mark::Open(at) => open.push(at),
            Mark::Close(at, _) => {
                if open.pop().is_none() {
                    faults.push(extra(Span::new(block.file, at, at.saturating_add(1))));
                    continue;
                }
            }
            Mark::Line(at) if missing && !open.is_empty() && at_margin(text, block, at) => {
                if starts_declaration(line_at(text, block, at)) {
                    close_all(block, &mut open, at, Some(at), &mut balanced, faults);
                }
            }
            Mark::Line(_) | Mark::Comment(..) => {}
        }
        balanced.push(mark);
    }
    close_all(block, &mut open, block.end, None, &mut balanced, faults);
    balanced
}

fn close_all(
    block: Span,
    open: &mut Vec<u32>,
    at: u32,
    next: Option<u32>,
    balanced: &mut Vec<Mark>,
    faults: &mut Vec<Diagnostic>,
) {
    while let Some(opened) = open.pop() {
        let mut fault = Diagnostic::new(codes::UNCLOSED_BRACE, "this brace is opened and never closed")
            .at(Span::new(block.file, opened, opened.saturating_add(1)), "opened here")
            .help("write `}` after the last line that belongs inside");
        if let Some(next) = next {
            fault = fault.and(Span::new(block.file, next, next.saturating_add(1)), "the next declaration begins here");
        }
        faults.push(fault);
        balanced.push(Mark::Close(at, 0));
    }
}

fn extra(span: Span) -> Diagnostic {
    Diagnostic::new(codes::EXTRA_BRACE, "this brace closes nothing")
        .at(span, "no `{` is open here")
        .help("take it out, or write the `{` that it should close")
}

/// Whether `at` is the first character of its line.
fn at_margin(text: &str, block: Span, at: u32) -> bool {
    at == block.start || text.as_bytes().get((at as usize).saturating_sub(1)).is_some_and(|&byte| byte == b'\n')
}

/// The rest of the line from `at` on.
pub(super) fn line_at(text: &str, block: Span, at: u32) -> &str {
    let rest = text.get(at as usize..block.end as usize).unwrap_or_default();
    rest.lines().next().unwrap_or_default()
}
