//! A text with every run of blanks made one, and the way back to the text as written.

use super::node::Node;
use crate::text::Span;

/// A text with single blanks.
pub(super) struct Respaced {
    /// The text.
    pub(super) text: String,
    /// For each byte of it, and for its end, the byte it comes from.
    origins: Vec<usize>,
}

impl Respaced {
    /// `None` where the text has single blanks already, or a remark, which ends with its line.
    pub(super) fn of(written: &str) -> Option<Self> {
        let mut respaced = Self { text: String::with_capacity(written.len()), origins: Vec::new() };
        let mut closing = None;
        let mut before = ' ';
        for (at, character) in written.char_indices() {
            match (closing, character) {
                (None, '#') => return None,
                (None, '"') => closing = Some('"'),
                (None, '“') => closing = Some('”'),
                (Some(close), _) if character == close && before != '\\' => closing = None,
                (None | Some(_), _) => {}
            }
            let blank = closing.is_none() && character.is_whitespace();
            if !(blank && before == ' ') {
                respaced.push(if blank { ' ' } else { character }, at);
            }
            before = if blank { ' ' } else { character };
        }
        respaced.origins.push(written.len());
        (respaced.text != written).then_some(respaced)
    }

    fn push(&mut self, character: char, from: usize) {
        self.text.push(character);
        self.origins.extend((0..character.len_utf8()).map(|byte| from + byte));
    }

    /// The byte of the text as written that byte `at` comes from.
    pub(super) fn origin(&self, at: usize) -> usize {
        self.origins.get(at).or(self.origins.last()).copied().unwrap_or(0)
    }

    /// A node of this text, placed in the text as written, which stands at `base`.
    pub(super) fn place(&self, node: Node, base: Span) -> Node {
        let offset = |at: usize| base.start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        // The end is behind the last byte, not at the next one, which may stand on another line.
        let last = if end > start { self.origin(end - 1) + 1 } else { self.origin(start) };
        let children = node.children.into_iter().map(|child| self.place(child, base)).collect();
        Node { kind: node.kind, span: Span::new(base.file, offset(self.origin(start)), offset(last)), children }
    }
}
