//! Layout: a text with places where a line may break, laid out in at most [`WIDTH`] columns where that is possible.
//!
//! A group is put on one line if what follows it up to the next break fits there too; otherwise all its own breaks are
//! taken.

use unicode_width::UnicodeWidthStr;

/// The columns of a line.
pub(super) const WIDTH: usize = 100;

/// The blanks that a line inside something begins with.
const STEP: usize = 2;

/// A text with places where a line may break.
#[derive(Clone, Debug)]
pub(super) enum Doc {
    /// Letters without a line break.
    Text(String),
    /// A blank, or a line break.
    Blank,
    /// Nothing, or a line break.
    Seam,
    /// A line break.
    Line,
    /// One after the other.
    Row(Vec<Doc>),
    /// On lines that begin further in.
    Inside(Vec<Doc>),
    /// All its breaks are taken, or none.
    Group(Vec<Doc>),
}

impl Doc {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// `parts` with `between` before each but the first.
pub(super) fn separated(parts: Vec<Doc>, between: &[Doc]) -> Vec<Doc> {
    let mut docs = Vec::new();
    for part in parts {
        if !docs.is_empty() {
            docs.extend_from_slice(between);
        }
        docs.push(part);
    }
    docs
}

/// `NAME(a, b)`
pub(super) fn call(name: &str, arguments: Vec<Doc>) -> Doc {
    let mut inside = vec![Doc::Seam];
    inside.extend(separated(arguments, &[Doc::text(","), Doc::Blank]));
    Doc::Group(vec![Doc::text(format!("{name}(")), Doc::Inside(inside), Doc::Seam, Doc::text(")")])
}

/// `(a)`
pub(super) fn bracketed(inner: Doc) -> Doc {
    call("", vec![inner])
}

/// `a + b`
pub(super) fn infix(one: Doc, sign: &str, other: Doc) -> Doc {
    let rest = Doc::Inside(vec![Doc::Blank, Doc::text(format!("{sign} ")), other]);
    Doc::Group(vec![one, rest])
}

/// Whether a group's breaks are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Flat,
    Broken,
}

/// The laid out text, without blanks at the ends of lines.
pub(super) fn laid_out(doc: &Doc) -> String {
    let mut written = String::new();
    let mut column = 0;
    // What is still to be written, the next last.
    let mut rest: Vec<(usize, Mode, &Doc)> = vec![(0, Mode::Broken, doc)];
    while let Some((indent, mode, next)) = rest.pop() {
        match next {
            Doc::Text(text) => {
                written.push_str(text);
                column += text.width();
            }
            Doc::Blank if mode == Mode::Flat => {
                written.push(' ');
                column += 1;
            }
            Doc::Seam if mode == Mode::Flat => {}
            Doc::Blank | Doc::Seam | Doc::Line => {
                written.truncate(written.trim_end_matches(' ').len());
                written.push('\n');
                written.push_str(&" ".repeat(indent));
                column = indent;
            }
            Doc::Row(parts) => rest.extend(parts.iter().rev().map(|part| (indent, mode, part))),
            Doc::Inside(parts) => rest.extend(parts.iter().rev().map(|part| (indent + STEP, mode, part))),
            Doc::Group(parts) => {
                let flat = mode == Mode::Flat || fits(WIDTH.saturating_sub(column), parts, &rest);
                let mode = if flat { Mode::Flat } else { Mode::Broken };
                rest.extend(parts.iter().rev().map(|part| (indent, mode, part)));
            }
        }
    }
    written
}

/// Whether `parts` on one line, and what follows up to the next break, fit into `room`.
fn fits(room: usize, parts: &[Doc], rest: &[(usize, Mode, &Doc)]) -> bool {
    let mut used = 0;
    let mut next: Vec<(Mode, &Doc)> = parts.iter().rev().map(|part| (Mode::Flat, part)).collect();
    let mut after = rest.iter().rev();
    loop {
        let Some((mode, doc)) = next.pop().or_else(|| after.next().map(|(_, mode, doc)| (*mode, *doc))) else {
            return true;
        };
        match doc {
            Doc::Text(text) => used += text.width(),
            Doc::Blank if mode == Mode::Flat => used += 1,
            Doc::Seam if mode == Mode::Flat => {}
            Doc::Line if mode == Mode::Flat => return false,
            Doc::Blank | Doc::Seam | Doc::Line => return true,
            Doc::Row(inner) | Doc::Inside(inner) | Doc::Group(inner) => {
                next.extend(inner.iter().rev().map(|part| (mode, part)));
            }
        }
        if used > room {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Doc, call, laid_out};

    #[test]
    fn a_call_is_on_one_line_or_has_a_line_for_each_argument() {
        let words = |count: usize| (0..count).map(|at| Doc::text(format!("argument_{at:02}"))).collect::<Vec<_>>();
        assert_eq!(laid_out(&call("LEAST", words(2))), "LEAST(argument_00, argument_01)");
        let long = laid_out(&call("LEAST", words(9)));
        assert!(long.starts_with("LEAST(\n  argument_00,\n  argument_01,\n"), "{long}");
        assert!(long.ends_with("  argument_08\n)"), "{long}");
    }

    #[test]
    fn what_follows_a_group_counts_too() {
        let tail = "x".repeat(90);
        let doc = Doc::Row(vec![call("F", vec![Doc::text("argument")]), Doc::text(tail.clone())]);
        assert_eq!(laid_out(&doc), format!("F(\n  argument\n){tail}"));
    }
}
