//! The words of one value: blanks made one, lines broken where the author broke them, texts and comments untouched.

use super::layout::Page;
use crate::syntax::{Node, NodeKind, Tree, in_quotes, unquoted};
use crate::text::Span;

/// What stands between the last word and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Blank,
    Break,
}

/// Writes the words of `node` that stand within `span`; further lines begin at `column`.
pub(super) fn flow(page: &mut Page<'_>, node: &Node, span: Span, column: usize) {
    let mut leaves = Vec::new();
    collect(node, span, &mut leaves);
    let source = page.source;
    let slice = |start: u32, end: u32| source.get(start as usize..end as usize).unwrap_or_default();
    let mut writer = Writer { page, column, gap: Gap::None, begun: false };
    let mut at = span.start;
    for leaf in leaves {
        writer.words(slice(at, leaf.span.start));
        let written = leaf.text(source);
        if leaf.kind == NodeKind::Comment {
            writer.comment(written);
        } else {
            writer.word(&as_printed(leaf, source));
        }
        at = leaf.span.end;
    }
    writer.words(slice(at, span.end));
}

/// The characters that `span` takes when printed on one line; its texts and comments count as written.
pub(super) fn length(source: &str, span: Span) -> usize {
    let written = source.get(span.range()).unwrap_or_default();
    let words = written.split_whitespace();
    let blanks = words.clone().count().saturating_sub(1);
    words.map(|word| word.chars().count()).sum::<usize>() + blanks
}

/// How many line ends there are.
pub(super) fn line_breaks(gap: &str) -> usize {
    let feeds = gap.matches('\n').count();
    let lone_returns = gap.matches('\r').count() - gap.matches("\r\n").count();
    feeds + lone_returns
}

/// The line end of a file: that of its first line which is no part of a text or of what could not be read.
pub(super) fn newline(source: &str, tree: &Tree) -> &'static str {
    let mut kept = Vec::new();
    for block in &tree.blocks {
        collect_kept(block, source, &mut kept);
    }
    let free = |at: usize| {
        let after = kept.partition_point(|span: &Span| span.start as usize <= at);
        let last = after.checked_sub(1).and_then(|index| kept.get(index));
        last.is_none_or(|span| span.end as usize <= at)
    };
    let first = source.match_indices('\n').map(|(at, _)| at).find(|at| free(*at));
    let returned = first.and_then(|at| source.get(..at)).is_some_and(|line| line.ends_with('\r'));
    if returned { "\r\n" } else { "\n" }
}

/// What is printed with its own line ends.
fn collect_kept(node: &Node, source: &str, kept: &mut Vec<Span>) {
    let open = node.kind == NodeKind::Body && !node.is_closed(source);
    if open || matches!(node.kind, NodeKind::Text | NodeKind::Error) {
        kept.push(node.span);
        return;
    }
    for child in &node.children {
        collect_kept(child, source, kept);
    }
}

/// The parts of a value that are printed as they stand, in order.
fn collect<'tree>(node: &'tree Node, within: Span, leaves: &mut Vec<&'tree Node>) {
    if node.span.end <= within.start || node.span.start >= within.end {
        return;
    }
    if matches!(node.kind, NodeKind::Text | NodeKind::Comment | NodeKind::RestOfLine) {
        leaves.push(node);
        return;
    }
    for child in &node.children {
        collect(child, within, leaves);
    }
}

/// A text in straight quotes; anything else as it stands.
fn as_printed(leaf: &Node, source: &str) -> String {
    match leaf.child(NodeKind::CurlyQuoted) {
        Some(_) => in_quotes(&unquoted(leaf, source)),
        None => leaf.text(source).trim_end().to_owned(),
    }
}

struct Writer<'page, 'text> {
    page: &'page mut Page<'text>,
    column: usize,
    gap: Gap,
    begun: bool,
}

impl Writer<'_, '_> {
    /// Words and the blanks between them.
    fn words(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (written, after) = rest.split_at_checked(word).unwrap_or((rest, ""));
            if !written.is_empty() {
                self.word(written);
            }
            let next = after.trim_start();
            let blanks = after.get(..after.len() - next.len()).unwrap_or_default();
            self.widen(blanks);
            rest = next;
        }
    }

    fn widen(&mut self, blanks: &str) {
        let gap = match blanks {
            "" => Gap::None,
            _ if line_breaks(blanks) > 0 => Gap::Break,
            _ => Gap::Blank,
        };
        self.gap = self.gap.max(gap);
    }

    fn word(&mut self, word: &str) {
        match self.gap {
            Gap::Break if self.begun => self.page.open_line(self.column),
            Gap::Blank if self.begun => self.page.push(" "),
            Gap::None | Gap::Blank | Gap::Break => {}
        }
        self.page.push(word);
        self.gap = Gap::None;
        self.begun = true;
    }

    /// A comment, behind the word before it or on its own line; whatever follows begins a line.
    fn comment(&mut self, comment: &str) {
        match self.gap {
            Gap::Break if self.begun => self.page.open_line(self.column),
            Gap::None | Gap::Blank if self.begun => self.page.push("  "),
            Gap::None | Gap::Blank | Gap::Break => {}
        }
        self.page.comment(comment);
        self.gap = Gap::Break;
        self.begun = true;
    }
}
