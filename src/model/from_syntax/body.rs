//! A declaration's node, opened: its keyword, id, title, lines and inner declarations.

use crate::syntax::{Node, NodeKind};
use crate::text::Span;

/// A declaration's node, opened. `node` may be one with errors: whatever could be read is here.
pub(super) struct Opened<'tree> {
    pub(super) keyword: &'tree Node,
    pub(super) id: Option<&'tree Node>,
    pub(super) title: Option<&'tree Node>,
    pub(super) header: Span,
    pub(super) span: Span,
    lines: Vec<Line<'tree>>,
    pub(super) inside: Vec<&'tree Node>,
    pub(super) broken: bool,
}

/// A line of a body: its name as written, and the parts behind the colon.
struct Line<'tree> {
    name: &'tree str,
    node: &'tree Node,
}

/// Opens a declaration; `None` where not even its keyword could be read.
pub(super) fn open<'tree>(node: &'tree Node, text: &'tree str) -> Option<Opened<'tree>> {
    let header = node.child(NodeKind::Header)?;
    let keyword = header.child(NodeKind::Keyword)?;
    let body = node.child(NodeKind::Body);
    let mut lines = Vec::new();
    let mut inside = Vec::new();
    let mut broken = node.child(NodeKind::Error).is_some();
    for part in body.into_iter().flat_map(Node::parts) {
        if part.kind == NodeKind::Field {
            lines.extend(part.only().and_then(|line| named(line, text)));
        } else if part.kind == NodeKind::Item {
            inside.push(part);
        } else {
            broken = true;
        }
    }
    Some(Opened {
        keyword,
        id: header.child(NodeKind::Id),
        title: header.child(NodeKind::Text),
        header: header.span,
        span: node.span,
        lines,
        inside,
        broken,
    })
}

fn named<'tree>(node: &'tree Node, text: &'tree str) -> Option<Line<'tree>> {
    let name = node.only()?;
    Some(Line { name: name.text(text), node })
}

impl<'tree> Opened<'tree> {
    /// The value of the first line of that name.
    pub(super) fn value(&self, name: &str) -> Option<&'tree Node> {
        self.line(name).and_then(|line| line.parts().nth(1))
    }

    /// The values of all lines of that name.
    pub(super) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'tree Node> + 'a {
        self.lines.iter().filter(move |line| line.name == name).filter_map(|line| line.node.parts().nth(1))
    }

    /// The first line of that name, name and all.
    pub(super) fn line(&self, name: &str) -> Option<&'tree Node> {
        self.lines.iter().find(|line| line.name == name).map(|line| line.node)
    }

    /// The lines of one sort, such as a programme's months.
    pub(super) fn lines_of(&self, kind: NodeKind) -> impl Iterator<Item = &'tree Node> + '_ {
        self.lines.iter().filter(move |line| line.node.kind == kind).map(|line| line.node)
    }

    /// The names of all lines, in order.
    pub(super) fn line_names(&self) -> impl Iterator<Item = &'tree str> + '_ {
        self.lines.iter().map(|line| line.name)
    }

    /// The inner declarations with that keyword.
    pub(super) fn inner<'a>(&'a self, keyword: &'a str, text: &'tree str) -> impl Iterator<Item = Opened<'tree>> + 'a {
        self.inside
            .iter()
            .filter_map(move |node| open(node, text))
            .filter(move |inner| inner.keyword.text(text) == keyword)
    }
}
