//! Braces that do not pair: one that is missing is put where it most likely belongs, one too many is set apart.
//!
//! Where a brace is missing, indentation tells which: a declaration that stands no deeper than the one it would be
//! inside, or a closing brace that stands further out than the opening it would close.

use super::scan::{self, Mark};
use super::vocabulary;
use crate::diagnostic::{Diagnostic, codes};
use crate::text::Span;

/// The marks with every brace paired, and a finding for each that had to be put in or set apart.
pub(super) fn balance(text: &str, block: Span, marks: Vec<Mark>, faults: &mut Vec<Diagnostic>) -> Vec<Mark> {
    let opens = marks.iter().filter(|mark| matches!(mark, Mark::Open(_))).count();
    let closes = marks.iter().filter(|mark| matches!(mark, Mark::Close(..))).count();
    let mut balance = Balance {
        text,
        block,
        missing: opens.saturating_sub(closes),
        line: Line { at: block.start, indentation: 0, keyword: "" },
        open: Vec::new(),
        balanced: Vec::with_capacity(marks.len()),
        faults,
    };
    marks.into_iter().for_each(|mark| balance.take(mark));
    while balance.cut_off(block.end, None) {}
    balance.balanced
}

/// The line that is being looked at.
#[derive(Clone, Copy)]
struct Line<'text> {
    /// Its first character that is no blank.
    at: u32,
    indentation: usize,
    /// Its first word.
    keyword: &'text str,
}

/// A brace that waits for the one that closes it.
struct Opened<'text> {
    at: u32,
    line: Line<'text>,
}

struct Balance<'text, 'faults> {
    text: &'text str,
    block: Span,
    /// How many more braces are opened than closed.
    missing: usize,
    line: Line<'text>,
    open: Vec<Opened<'text>>,
    balanced: Vec<Mark>,
    faults: &'faults mut Vec<Diagnostic>,
}

impl<'text> Balance<'text, '_> {
    fn take(&mut self, mark: Mark) {
        match mark {
            Mark::Line(at) => {
                self.line = self.line_from(at);
                self.before_declaration(at);
            }
            Mark::Open(at) => self.open.push(Opened { at, line: self.line }),
            Mark::Close(at, _) => {
                self.before_brace(at);
                if self.open.pop().is_none() {
                    self.faults.push(extra(Span::new(self.block.file, at, at.saturating_add(1))));
                    self.balanced.push(Mark::Extra(at));
                    return;
                }
            }
            Mark::Comment(..) | Mark::Extra(_) => {}
        }
        self.balanced.push(mark);
    }

    fn line_from(&self, at: u32) -> Line<'text> {
        let before = self.text.get(self.block.start as usize..at as usize).unwrap_or_default();
        let indentation = before.len() - before.trim_end_matches([' ', '\t']).len();
        let rest = self.text.get(at as usize..self.block.end as usize).unwrap_or_default();
        let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(rest.len());
        Line { at, indentation, keyword: rest.get(..word).unwrap_or_default() }
    }

    /// A declaration that stands no deeper than the one around it, and that the one around it cannot hold, begins after
    /// the brace that is missing.
    fn before_declaration(&mut self, at: u32) {
        let line = self.line;
        let ends = |opened: &Opened<'_>| {
            opened.line.indentation >= line.indentation && !may_hold(opened.line.keyword, line.keyword)
        };
        if self.missing == 0 || !self.open.last().is_some_and(ends) {
            return;
        }
        if !scan::starts_declaration(scan::line_at(self.text, self.block, at)) {
            return;
        }
        while self.missing > 0 && self.open.last().is_some_and(ends) {
            self.cut_off(at, Some("the next declaration begins here"));
        }
    }

    /// A closing brace that stands further out than the innermost opening belongs to one further out.
    fn before_brace(&mut self, at: u32) {
        let line = self.line;
        let deeper = |opened: &Opened<'_>| opened.line.indentation > line.indentation;
        let own = self.open.iter().any(|opened| opened.line.indentation == line.indentation);
        while line.at == at && own && self.missing > 0 && self.open.last().is_some_and(deeper) {
            self.cut_off(at, Some("this brace closes what stands around it"));
        }
    }

    /// Puts in the brace that closes the innermost opening; false where none is open.
    fn cut_off(&mut self, at: u32, seen_there: Option<&str>) -> bool {
        let Some(opened) = self.open.pop() else { return false };
        self.missing = self.missing.saturating_sub(1);
        let brace = |at: u32| Span::new(self.block.file, at, at.saturating_add(1));
        let mut fault = Diagnostic::new(codes::UNCLOSED_BRACE, "this brace is opened and never closed")
            .at(brace(opened.at), "opened here")
            .help("write `}` after the last line that belongs inside");
        if let Some(seen) = seen_there {
            fault = fault.and(brace(at), seen);
        }
        self.faults.push(fault);
        self.balanced.push(Mark::Close(at, 0));
        true
    }
}

fn may_hold(outer: &str, inner: &str) -> bool {
    vocabulary::construct(outer).is_some_and(|construct| construct.holds.contains(&inner))
}

fn extra(span: Span) -> Diagnostic {
    Diagnostic::new(codes::EXTRA_BRACE, "this brace closes nothing")
        .at(span, "no `{` is open here")
        .help("take it out, or write the `{` that it should close")
}
