//! The formatter's oath: the same tree, every comment once, and nothing left to change the next time.
//!
//! It is sworn before a file is written: the printed text is read again and held against the first.

use std::fmt;

use super::layout::{LaidOut, lay_out};
use crate::syntax::{Node, NodeKind, Tree, parse, unquoted};
use crate::text::{FileId, outline};

/// Why a text is better left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// Laid out, it would no longer say the same.
    TreeChanged,
    /// A comment would be lost, doubled or changed.
    CommentsChanged,
    /// The blocks of the document would no longer be where they were.
    BlocksMoved,
    /// Laying it out again would change it again.
    NotSettled,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TreeChanged => "laid out, it would no longer say the same",
            Self::CommentsChanged => "a remark would be lost or changed",
            Self::BlocksMoved => "its blocks of rules would no longer be told from its prose",
            Self::NotSettled => "laying it out a second time would change it again",
        })
    }
}

impl std::error::Error for Refusal {}

/// Like [`super::format`], but only where the printed text keeps the oath.
///
/// # Errors
/// Says which part of the oath would be broken. Mend the mistakes of the text first: without them the oath is kept.
pub fn format_checked(source_text: &str, tree: &Tree) -> Result<String, Refusal> {
    let LaidOut { text, blocks } = lay_out(source_text, tree);
    let (again, _) = parse(tree.file, &text, &blocks);
    let (before, after) = (essence(source_text, tree), essence(&text, &again));
    if before.kinds != after.kinds || before.words != after.words {
        return Err(Refusal::TreeChanged);
    }
    if before.comments != after.comments {
        return Err(Refusal::CommentsChanged);
    }
    if is_literate(source_text, tree) && !blocks_stay(&text, tree.file, &again) {
        return Err(Refusal::BlocksMoved);
    }
    if lay_out(&text, &again).text != text {
        return Err(Refusal::NotSettled);
    }
    Ok(text)
}

/// Whether blocks stand in a document, rather than being the whole file.
fn is_literate(source: &str, tree: &Tree) -> bool {
    let covers = |block: &Node| block.span.end as usize == source.len() && block.span.start <= 3;
    !matches!(tree.blocks.as_slice(), [only] if covers(only))
}

fn blocks_stay(text: &str, file: FileId, tree: &Tree) -> bool {
    let outline = outline(text, file);
    outline.blocks.iter().map(|block| block.span).eq(tree.blocks.iter().map(|block| block.span))
}

/// What a text says, whatever its layout.
#[derive(Debug, Default, PartialEq, Eq)]
struct Essence {
    kinds: Vec<NodeKind>,
    /// Words and marks in order, each text in quotes as one.
    words: Vec<String>,
    comments: Vec<String>,
}

fn essence(source: &str, tree: &Tree) -> Essence {
    let mut essence = Essence::default();
    for block in &tree.blocks {
        let mut at = block.span.start;
        gather(block, source, &mut at, &mut essence);
        words(source.get(at as usize..block.span.end as usize).unwrap_or_default(), &mut essence.words);
    }
    essence
}

/// Adds what stands from `at` to the end of the last text or comment of `node`.
fn gather(node: &Node, source: &str, at: &mut u32, essence: &mut Essence) {
    if node.kind == NodeKind::Comment {
        essence.comments.push(node.text(source).trim_end().to_owned());
    } else {
        // Curly quotes become straight ones; the words in them stay.
        essence.kinds.push(if node.kind == NodeKind::CurlyQuoted { NodeKind::Quoted } else { node.kind });
    }
    if !matches!(node.kind, NodeKind::Comment | NodeKind::Text) {
        node.children.iter().for_each(|child| gather(child, source, at, essence));
        return;
    }
    words(source.get(*at as usize..node.span.start as usize).unwrap_or_default(), &mut essence.words);
    if node.kind == NodeKind::Text {
        essence.words.push(format!("\"{}\"", unquoted(node, source)));
    }
    *at = node.span.end;
}

/// Adds the words of `text`; braces and colons stand alone, as blanks about them are the layout's.
fn words(text: &str, into: &mut Vec<String>) {
    let spaced = text.replace('{', " { ").replace('}', " } ").replace(':', " : ");
    into.extend(spaced.split_whitespace().map(str::to_owned));
}
