//! The leaves of a Markdown text: headings, paragraphs, list items and cells as plain lines, and blocks of rules.
//!
//! The only file that names pulldown-cmark's events for reading. It must not know what a clause is.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::number;
use crate::text::BlockPlace;

/// A piece of the document, in the order of the text.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// Prose.
    Leaf(Leaf),
    /// A block of rules.
    Rules(Rules),
}

/// A piece of prose that holds no other.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) place: LeafPlace,
    /// Its lines as written; never empty.
    pub(super) lines: Vec<Vec<Inline>>,
}

/// What a piece of prose is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeafPlace {
    /// A heading of that depth, 1 to 6.
    Heading(u8),
    /// A paragraph of the document itself.
    Paragraph,
    /// Text within a list.
    Item,
    /// Text within a quotation or a table: never the start of a clause.
    Aside,
}

/// A stretch of text and where it is written.
#[derive(Clone, Debug)]
pub(super) struct Inline {
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// A block of rules.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    /// What stands between the fences.
    pub(super) contents: Range<usize>,
    /// The opening fence, where nothing closes it.
    pub(super) unclosed: Option<Range<usize>>,
    pub(super) place: BlockPlace,
}

/// How often reading starts anew. Each start looks at the rest of the text, so that a document of nothing but open
/// fences would take minutes; its author has enough to mend before that.
const MOST_STARTS: usize = 32;

/// The pieces of `text` from `start` on. After a block that is never closed, reading starts anew where the block is taken
/// to end, because to Markdown the rest of the document would be part of the block.
pub(super) fn leaves(text: &str, start: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = start;
    for _ in 0..MOST_STARTS {
        match read(text, start, &mut pieces) {
            Some(resume) if resume > start => start = resume,
            Some(_) | None => break,
        }
    }
    pieces
}

/// Reads from `start`; the offset to start again from, if a block was cut short.
fn read(text: &str, start: usize, pieces: &mut Vec<Piece>) -> Option<usize> {
    let mut reader = Reader { pieces, containers: Vec::new(), leaf: None };
    let rest = text.get(start..)?;
    for (event, range) in Parser::new_ext(rest, Options::ENABLE_TABLES).into_offset_iter() {
        let range = range.start + start..range.end + start;
        if let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = &event
            && info.split_whitespace().next() == Some("qac")
        {
            reader.close_leaf();
            let rules = rules(text, range.clone(), reader.block_place());
            let resume = rules.unclosed.is_some().then_some(rules.contents.end);
            reader.pieces.push(Piece::Rules(rules));
            if resume.is_some() {
                return resume;
            }
        }
        reader.take(event, range);
    }
    reader.close_leaf();
    None
}

/// What the events so far have opened.
struct Reader<'p> {
    pieces: &'p mut Vec<Piece>,
    containers: Vec<Container>,
    leaf: Option<Leaf>,
}

/// What a leaf may stand in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Heading(u8),
    Item,
    Aside,
    Code,
}

impl Reader<'_> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the enum is pulldown-cmark's, and most of it does not matter here"
    )]
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Code(text) => self.add(&text, range),
            Event::SoftBreak | Event::HardBreak => self.break_line(),
            // Raw HTML is no prose: it cannot be printed safely in every output.
            _ => {}
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the enum is pulldown-cmark's, and most of it does not matter here"
    )]
    fn open(&mut self, tag: &Tag<'_>) {
        let container = match tag {
            Tag::Heading { level, .. } => Some(Container::Heading(depth(*level))),
            Tag::Item => Some(Container::Item),
            Tag::BlockQuote(_) | Tag::TableCell => Some(Container::Aside),
            Tag::CodeBlock(_) => Some(Container::Code),
            Tag::Paragraph | Tag::List(_) => None,
            // Emphasis and links go on within a leaf.
            _ => return,
        };
        self.close_leaf();
        self.containers.extend(container);
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the enum is pulldown-cmark's, and most of it does not matter here"
    )]
    fn close(&mut self, tag: TagEnd) {
        let contains = match tag {
            TagEnd::Heading(_) | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::TableCell | TagEnd::CodeBlock => true,
            TagEnd::Paragraph | TagEnd::List(_) => false,
            _ => return,
        };
        self.close_leaf();
        if contains {
            self.containers.pop();
        }
    }

    fn add(&mut self, text: &str, range: Range<usize>) {
        if self.containers.contains(&Container::Code) {
            return;
        }
        let place = self.leaf_place();
        let leaf = self.leaf.get_or_insert_with(|| Leaf { place, lines: vec![Vec::new()] });
        if let Some(line) = leaf.lines.last_mut() {
            line.push(Inline { text: text.to_owned(), range });
        }
    }

    fn break_line(&mut self) {
        if let Some(leaf) = &mut self.leaf {
            leaf.lines.push(Vec::new());
        }
    }

    fn close_leaf(&mut self) {
        self.pieces.extend(self.leaf.take().map(Piece::Leaf));
    }

    fn leaf_place(&self) -> LeafPlace {
        if self.containers.contains(&Container::Aside) {
            return LeafPlace::Aside;
        }
        match self.containers.last() {
            Some(Container::Heading(depth)) => LeafPlace::Heading(*depth),
            Some(Container::Item | Container::Code | Container::Aside) => LeafPlace::Item,
            None => LeafPlace::Paragraph,
        }
    }

    fn block_place(&self) -> BlockPlace {
        if self.containers.contains(&Container::Aside) {
            BlockPlace::Quotation
        } else if self.containers.is_empty() {
            BlockPlace::Top
        } else {
            BlockPlace::List
        }
    }
}

const fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The block of rules whose fences and contents are at `range`.
fn rules(text: &str, range: Range<usize>, place: BlockPlace) -> Rules {
    let whole = text.get(range.clone()).unwrap_or_default();
    let mut lines = lines(whole);
    let opening = lines.next().unwrap_or_default();
    let fence_range = range.start..range.start + opening.trim_end().len();
    let fence = fence_length(opening);
    let mut offset = range.start + opening.len();
    let contents_start = offset;
    let mut prose = None;
    for line in lines {
        if closes(line, opening, fence) {
            return Rules { contents: contents_start..offset, unclosed: None, place };
        }
        match tell(line) {
            // A second opening fence is certain: the first was meant to be closed before it.
            Some(Tell::Fence) => return cut_short(contents_start..prose.unwrap_or(offset), fence_range, place),
            Some(Tell::Prose) => prose = prose.or(Some(offset)),
            None => {}
        }
        offset += line.len();
    }
    cut_short(contents_start..prose.unwrap_or(offset), fence_range, place)
}

/// A block that is taken to end where its contents do.
const fn cut_short(contents: Range<usize>, fence: Range<usize>, place: BlockPlace) -> Rules {
    Rules { contents, unclosed: Some(fence), place }
}

/// What tells that prose has begun inside a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tell {
    /// A heading or a numbered paragraph; in a block that is closed it may be a remark of the author's.
    Prose,
    /// Another opening fence.
    Fence,
}

fn tell(line: &str) -> Option<Tell> {
    let words = line.trim_end();
    if fence_length(words) >= 3 {
        return words.trim_start_matches(['`', '~', ' ', '>']).starts_with("qac").then_some(Tell::Fence);
    }
    let numbered = number::dotted_sentence(words.trim_start_matches('*')).is_some();
    (words.starts_with("## ") || words.starts_with("### ") || numbered).then_some(Tell::Prose)
}

/// True when `line` is a closing fence for `opening`: the same sign, at least as often, and nothing else.
fn closes(line: &str, opening: &str, length: usize) -> bool {
    let bare = bare(line);
    let same_sign = bare.chars().next() == self::bare(opening).chars().next();
    same_sign && fence_length(line) >= length && bare.trim_start_matches(['`', '~']).is_empty()
}

/// How many signs of a fence a line starts with.
fn fence_length(line: &str) -> usize {
    let line = bare(line);
    let sign = line.chars().next().filter(|sign| ['`', '~'].contains(sign));
    sign.map_or(0, |sign| line.chars().take_while(|c| *c == sign).count())
}

/// A line without what a list or a quotation puts before it.
fn bare(line: &str) -> &str {
    line.trim_end().trim_start_matches([' ', '\t', '>'])
}

/// The lines of `text`, each with its line end: a line feed, a carriage return, or both.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.find(['\n', '\r']).map_or(rest.len(), |end| {
            let pair = rest.get(end..).is_some_and(|from| from.starts_with("\r\n"));
            end + if pair { 2 } else { 1 }
        });
        let (line, after) = rest.split_at_checked(end)?;
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}
