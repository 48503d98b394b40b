//! Blocks, declarations and lines: what stands on which line, how deep, and in which column values begin.

use super::flow;
use crate::syntax::{Node, NodeKind, Tree};
use crate::text::Span;

/// The indentation of one depth.
const STEP: usize = 2;
/// The longest name, with its colon, that sets the column of a body's values; `unit-of-selection:` just fits.
const WIDEST_NAME: usize = 18;
/// The longest line that a declaration with a single line of its own may fill.
const WIDEST_LINE: usize = 100;

/// A text laid out, and where its blocks now stand.
pub(super) struct LaidOut {
    pub(super) text: String,
    pub(super) blocks: Vec<Span>,
}

/// Lays out every block of `source` and copies what stands between them.
pub(super) fn lay_out(source: &str, tree: &Tree) -> LaidOut {
    let newline = flow::newline(source, tree);
    let mut text = String::with_capacity(source.len());
    let mut blocks = Vec::with_capacity(tree.blocks.len());
    let mut done = 0;
    for block in &tree.blocks {
        let range = block.span.range();
        text.push_str(source.get(done..range.start).unwrap_or_default());
        let start = text.len();
        text.push_str(&block_text(source, block, newline));
        blocks.push(Span::new(block.span.file, offset(start), offset(text.len())));
        done = range.end;
    }
    text.push_str(source.get(done..).unwrap_or_default());
    LaidOut { text, blocks }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// One block, ending in a line end. A block that is left open, and one that could not be read at all, stays as it is.
fn block_text(source: &str, block: &Node, newline: &str) -> String {
    let unread = block.children.iter().any(|child| child.kind == NodeKind::Error && child.span == block.span);
    let Some(margin) = margin(source, block.span).filter(|_| !unread) else {
        return block.text(source).to_owned();
    };
    let mut page = Page { source, margin, lines: Vec::new(), ends_in_comment: false };
    page.things(block, block.span.start, 0);
    page.lines.iter().flat_map(|line| [line.as_str(), newline]).collect()
}

/// The blanks that the fences of a block are indented by; nothing for a block that no fence closes. A block that is the
/// whole file has no fences.
fn margin(source: &str, block: Span) -> Option<&str> {
    let before = source.get(..block.start as usize)?;
    let after = source.get(block.end as usize..)?;
    if before.trim_start_matches('\u{feff}').is_empty() && after.is_empty() {
        return Some("");
    }
    let fence = after.trim_start_matches([' ', '\t']);
    let blanks = after.get(..after.len() - fence.len())?;
    (fence.starts_with("```") || fence.starts_with("~~~")).then_some(blanks)
}

/// Lines being written; none holds a line end, but for texts that run over several.
pub(super) struct Page<'text> {
    pub(super) source: &'text str,
    margin: &'text str,
    lines: Vec<String>,
    /// The last line ends in a comment: nothing may follow on it.
    ends_in_comment: bool,
}

impl<'text> Page<'text> {
    /// Goes on writing on the last line.
    pub(super) fn push(&mut self, text: &str) {
        match self.lines.last_mut() {
            Some(line) => line.push_str(text),
            None => self.lines.push(text.to_owned()),
        }
    }

    /// Begins a line at that column within the block.
    pub(super) fn open_line(&mut self, column: usize) {
        self.begin(format!("{}{}", self.margin, " ".repeat(column)));
    }

    /// Writes a comment where the last line ends, and nothing behind it.
    pub(super) fn comment(&mut self, comment: &str) {
        self.push(comment.trim_end());
        self.ends_in_comment = true;
    }

    fn begin(&mut self, line: String) {
        self.lines.push(line);
        self.ends_in_comment = false;
    }

    fn slice(&self, start: u32, end: u32) -> &'text str {
        self.source.get(start as usize..end as usize).unwrap_or_default()
    }

    /// What stands in a block or a body, from the byte `inside` on.
    fn things(&mut self, parent: &Node, inside: u32, depth: usize) {
        let width = name_width(self.source, parent);
        let mut previous = inside;
        let mut first = true;
        for thing in &parent.children {
            let gap = self.slice(previous, thing.span.start);
            let breaks = flow::line_breaks(gap);
            let may_follow = !self.lines.is_empty() && !self.ends_in_comment;
            if thing.kind == NodeKind::Comment && breaks == 0 && may_follow {
                self.end_of_line(thing);
            } else {
                if breaks > 1 && !first {
                    self.begin(String::new());
                }
                self.thing(thing, depth, width);
            }
            previous = thing.span.end;
            first = false;
        }
    }

    /// A declaration, line or comment on a line of its own.
    fn thing(&mut self, thing: &Node, depth: usize, width: usize) {
        #[expect(clippy::wildcard_enum_match_arm, reason = "whatever else may stand here is printed as it stands")]
        match thing.kind {
            NodeKind::Comment => {
                self.open_line(depth * STEP);
                self.comment(thing.text(self.source));
            }
            NodeKind::Field => {
                self.open_line(depth * STEP);
                self.field(thing, depth * STEP, width);
            }
            NodeKind::Item => self.item(thing, depth),
            _ => self.as_it_stands(thing.span, depth),
        }
    }

    /// A comment behind what the last line holds.
    fn end_of_line(&mut self, comment: &Node) {
        self.push("  ");
        self.comment(comment.text(self.source));
    }

    /// Source lines with their own indentation, or with that of the depth where they begin behind something else.
    fn as_it_stands(&mut self, span: Span, depth: usize) {
        let before = self.source.get(..span.start as usize).unwrap_or_default();
        let line = before.trim_end_matches([' ', '\t']);
        if line.is_empty() || line.ends_with(['\n', '\r']) {
            self.begin(before.get(line.len()..).unwrap_or_default().to_owned());
        } else {
            self.open_line(depth * STEP);
        }
        self.push(self.slice(span.start, span.end).trim_end());
    }

    fn item(&mut self, item: &Node, depth: usize) {
        let body = item.child(NodeKind::Body);
        let broken = item.child(NodeKind::Error).is_some();
        match body {
            // Where a brace is missing, nobody knows how deep things stand.
            Some(body) if !body.is_closed(self.source) => self.as_it_stands(item.span, depth),
            Some(body) if broken => {
                let opening = Span::new(item.span.file, item.span.start, body.span.start.saturating_add(1));
                self.as_it_stands(opening, depth);
                self.body(body, &[], depth);
            }
            None if broken => self.as_it_stands(item.span, depth),
            Some(body) => self.declaration(item, body, depth),
            None => {
                self.header(item, depth);
                self.between(item, depth);
            }
        }
    }

    fn header(&mut self, item: &Node, depth: usize) {
        self.open_line(depth * STEP);
        if let Some(header) = item.child(NodeKind::Header) {
            flow::flow(self, header, header.span, depth * STEP);
        }
    }

    fn declaration(&mut self, item: &Node, body: &Node, depth: usize) {
        if let Some(line) = self.on_one_line(item, body, depth) {
            self.begin(line);
            return;
        }
        let comments: Vec<&Node> = item.children_of(NodeKind::Comment).collect();
        self.header(item, depth);
        if comments.is_empty() && body.children.is_empty() {
            self.push(" {}");
            return;
        }
        self.push(" {");
        self.body(body, &comments, depth);
    }

    /// Comments behind an opening line that has no braces.
    fn between(&mut self, item: &Node, depth: usize) {
        let mut previous = item.child(NodeKind::Header).map_or(item.span.start, |header| header.span.end);
        for comment in item.children_of(NodeKind::Comment) {
            if flow::line_breaks(self.slice(previous, comment.span.start)) == 0 {
                self.end_of_line(comment);
            } else {
                self.thing(comment, depth, 0);
            }
            previous = comment.span.end;
        }
    }

    /// What follows a brace, up to the brace that closes it. `comments` stood between the opening and its brace: the
    /// first goes behind the brace.
    fn body(&mut self, body: &Node, comments: &[&Node], depth: usize) {
        for (index, comment) in comments.iter().enumerate() {
            if index == 0 {
                self.end_of_line(comment);
            } else {
                self.thing(comment, depth + 1, 0);
            }
        }
        self.things(body, body.span.start.saturating_add(1), depth + 1);
        self.open_line(depth * STEP);
        self.push("}");
    }

    /// A declaration that its author wrote on one line with a single line inside, where it fits.
    fn on_one_line(&self, item: &Node, body: &Node, depth: usize) -> Option<String> {
        let [field] = body.children.as_slice() else { return None };
        if field.kind != NodeKind::Field || flow::line_breaks(item.text(self.source)) > 0 {
            return None;
        }
        let mut trial = Page { source: self.source, margin: self.margin, lines: Vec::new(), ends_in_comment: false };
        trial.header(item, depth);
        trial.push(" { ");
        trial.field(field, 0, 0);
        trial.push(" }");
        let line = trial.lines.pop()?;
        (line.chars().count() <= WIDEST_LINE).then_some(line)
    }

    /// `name: value`, with the value in the column that follows names of `width`.
    fn field(&mut self, field: &Node, column: usize, width: usize) {
        let Some((name, value)) = parts(self.source, field) else {
            flow::flow(self, field, field.span, column);
            return;
        };
        let length = flow::length(self.source, name);
        flow::flow(self, field, name, column);
        let padding = width.saturating_sub(length + 1) + 1;
        self.push(":");
        if value.start < value.end {
            self.push(&" ".repeat(padding));
            flow::flow(self, field, value, column + length + 1 + padding);
        }
    }
}

/// A line's name and its value, without the blanks around; nothing where no colon parts them.
fn parts(source: &str, field: &Node) -> Option<(Span, Span)> {
    let name = field.only()?.only()?;
    let file = field.span.file;
    let rest = source.get(name.span.end as usize..field.span.end as usize)?;
    let colon = rest.len() - rest.trim_start().len();
    let after = rest.get(colon..)?.strip_prefix(':')?;
    let start = field.span.end - offset(after.trim_start().len());
    let end = start + offset(after.trim().len());
    Some((Span::new(file, field.span.start, name.span.end), Span::new(file, start, end)))
}

/// The room that the names of a body take, colon included.
fn name_width(source: &str, parent: &Node) -> usize {
    let fields = parent.children_of(NodeKind::Field).filter_map(|field| parts(source, field));
    let lengths = fields.map(|(name, _)| flow::length(source, name) + 1);
    lengths.filter(|length| *length <= WIDEST_NAME).max().unwrap_or(0)
}
