//! Words and lines that belong to no declaration, and lines that lack their colon.
//!
//! To the grammar, prose is a row of openings without braces; here it is told from them, so that a sentence brings one
//! finding and not one for every second word.

use super::opening::keywords;
use super::{Around, quoted};
use crate::diagnostic::{Diagnostic, Fix, codes};
use crate::syntax::vocabulary;
use crate::syntax::{Node, NodeKind};
use crate::text::{Span, nearest};

/// A stretch of a body or block that is no declaration.
pub(super) struct Stray {
    span: Span,
    finding: Option<Diagnostic>,
}

impl Stray {
    /// What is to be said of it, unless it has been said.
    pub(super) fn into_finding(self) -> Option<Diagnostic> {
        self.finding
    }
}

/// Whether `item` is part of one of the stretches.
pub(super) fn cover(strays: &[Stray], item: &Node) -> bool {
    let after = strays.partition_point(|stray| stray.span.start <= item.span.start);
    let last = after.checked_sub(1).and_then(|index| strays.get(index));
    last.is_some_and(|stray| item.span.end <= stray.span.end)
}

/// The stretches of `parent` that are no declarations, in order.
pub(super) fn find(parent: &Node, around: Around, text: &str) -> Vec<Stray> {
    let children: Vec<&Node> = parent.parts().collect();
    let mut strays = words(&children, around, text);
    match around {
        Around::Top => strays.extend(lines_outside(&children, text)),
        Around::Inside(_) | Around::Unknown => {}
    }
    strays.sort_by_key(|stray| stray.span.start);
    strays
}

/// Rows of openings without braces that read like prose.
fn words(children: &[&Node], around: Around, text: &str) -> Vec<Stray> {
    let mut strays: Vec<Stray> = Vec::new();
    let rows = children.chunk_by(|one, next| is_bare(one) && is_bare(next) && !between(one, next, text).contains('\n'));
    for row in rows {
        let (Some(first), Some(last)) = (row.first(), row.last()) else { continue };
        let span = first.span.to(last.span);
        if let Some(finding) = without_colon(first, around, text) {
            strays.push(Stray { span, finding: Some(finding) });
        } else if reads_like_prose(row, around, text) {
            match strays.last_mut().filter(|stray| goes_on(stray, span, text)) {
                Some(stray) => stray.span = stray.span.to(span),
                None => strays.push(Stray { span, finding: Some(prose(span)) }),
            }
        }
    }
    strays
}

/// An opening without braces that the grammar took.
fn is_bare(node: &Node) -> bool {
    node.kind == NodeKind::Item && node.child(NodeKind::Body).is_none() && node.child(NodeKind::Error).is_none()
}

fn reads_like_prose(row: &[&Node], around: Around, text: &str) -> bool {
    let unknown = |item: &&Node| vocabulary::construct(keyword(item, text)).is_none();
    match row {
        [only] if is_bare(only) => {
            let titled = only.child(NodeKind::Header).is_some_and(|header| header.child(NodeKind::Text).is_some());
            unknown(only) && !titled && nearest(keyword(only, text), keywords(around)).is_none()
        }
        [_] | [] => false,
        several => several.iter().any(unknown),
    }
}

fn keyword<'text>(item: &Node, text: &'text str) -> &'text str {
    let header = item.child(NodeKind::Header);
    header.and_then(|header| header.child(NodeKind::Keyword)).map(|word| word.text(text)).unwrap_or_default()
}

fn between<'text>(one: &Node, next: &Node, text: &'text str) -> &'text str {
    text.get(one.span.end as usize..next.span.start as usize).unwrap_or_default()
}

/// Whether `span` stands on the line after the stray words.
fn goes_on(stray: &Stray, span: Span, text: &str) -> bool {
    let gap = text.get(stray.span.end as usize..span.start as usize).unwrap_or("-");
    gap.trim().is_empty() && gap.matches('\n').count() == 1 && is_prose(stray)
}

fn is_prose(stray: &Stray) -> bool {
    stray.finding.as_ref().is_some_and(|finding| finding.code == codes::STRAY_TEXT)
}

/// The finding for words that are neither a declaration nor a line of one.
fn prose(span: Span) -> Diagnostic {
    Diagnostic::new(codes::STRAY_TEXT, "these words belong to no declaration")
        .at(span, "neither a declaration nor a line of one")
        .help("begin a remark with `#`, a line with `name:`, and a declaration with its keyword")
}

/// `chair matron` inside a body: a line without its colon.
fn without_colon(item: &Node, around: Around, text: &str) -> Option<Diagnostic> {
    let Around::Inside(construct) = around else { return None };
    let word = item.child(NodeKind::Header)?.child(NodeKind::Keyword)?;
    let name = word.text(text);
    if !is_bare(item) || construct.holds.contains(&name) || construct.field(name).is_none() {
        return None;
    }
    let after = Span::new(word.span.file, word.span.end, word.span.end);
    let finding = Diagnostic::new(codes::MISSING_COLON, format!("{} is not followed by a colon", quoted(name)))
        .at(word.span, "a colon belongs after this")
        .help(format!("write `{name}: …`"));
    Some(finding.fix(Fix::guess("write a colon", after, ":")))
}

/// Lines that stand in no declaration. A brace too many before them, which leaves another after them, has had its finding.
fn lines_outside(children: &[&Node], text: &str) -> Vec<Stray> {
    let mut strays = Vec::new();
    let mut rest = children;
    while let Some(at) = rest.iter().position(|child| child.kind == NodeKind::Field) {
        let from = rest.get(at..).unwrap_or_default();
        let length = from.iter().take_while(|child| child.kind == NodeKind::Field).count();
        let (run, after) = from.split_at_checked(length).unwrap_or((from, &[]));
        let (Some(first), Some(last)) = (run.first(), run.last()) else { break };
        let brace = after.first().is_some_and(|next| next.text(text).starts_with('}'));
        let finding = (!brace).then(|| outside(first.span, length));
        strays.push(Stray { span: first.span.to(last.span), finding });
        rest = after;
    }
    strays
}

fn outside(span: Span, length: usize) -> Diagnostic {
    let (message, label) = if length == 1 {
        ("this line stands outside every declaration", "belongs to no declaration")
    } else {
        ("these lines stand outside every declaration", "the first of them")
    };
    Diagnostic::new(codes::STRAY_TEXT, message)
        .at(span, label)
        .help("move it between the `{` and the `}` of the declaration it is about")
}
