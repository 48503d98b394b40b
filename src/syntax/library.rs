//! The standard library: calendars, clocks, evidence, parties, records, references and scales that a framework may
//! `use`, each with its tree. Every framework of any size brings most of them in, and to read them anew took a seventh
//! of a check; so the trees are kept beside the texts, in `library/`. A test reads each text and compares;
//! `UPDATE=1 cargo test --lib library` writes them again where a text or the grammar has changed.

use super::node::{Node, NodeKind};
use super::parse::Tree;
use crate::text::{FileId, Span};

/// A file of the library.
struct Volume {
    /// Its path, as a framework names it.
    path: &'static str,
    text: &'static str,
    /// Its tree, as [`Reader`] reads it.
    tree: &'static [u8],
}

macro_rules! volumes {
    ($($name:literal),*) => {
        &[$(Volume {
            path: concat!("std/", $name, ".qac"),
            text: include_str!(concat!("../../frameworks/std/", $name, ".qac")),
            tree: include_bytes!(concat!("library/", $name, ".tree")),
        }),*]
    };
}

const VOLUMES: &[Volume] = volumes!["calendars", "clocks", "evidence", "parties", "records", "references", "scales"];

/// The text of the file that `path` ends in, if it is one of the library: `qa/std/clocks.qac` is `std/clocks.qac`.
#[must_use]
pub fn library_text(path: &str) -> Option<&'static str> {
    let ends = |name: &str| path.strip_suffix(name).is_some_and(|folder| folder.is_empty() || folder.ends_with('/'));
    VOLUMES.iter().find(|volume| ends(volume.path)).map(|volume| volume.text)
}

/// The tree of `text`, if it is a text of the library to the letter.
pub(super) fn tree_of(file: FileId, text: &str) -> Option<Tree> {
    let volume = VOLUMES.iter().find(|volume| volume.text == text)?;
    let mut reader = Reader { bytes: volume.tree, file, start: 0 };
    let block = reader.node()?;
    // Line ends that were changed on the way to the compiler would move every place.
    let is_of_text = reader.bytes.is_empty() && block.span.end as usize == text.len();
    is_of_text.then(|| Tree { file, blocks: vec![block] })
}

/// Reads a tree from numbers, the nodes in the order of the text, each before its children. A node is four numbers: its
/// kind, how far its start lies behind the start of the node before, its length, how many children it has. Each is
/// written in sevens of bits, the low ones first; a byte that another follows is 128 or more.
struct Reader {
    bytes: &'static [u8],
    file: FileId,
    /// Where the node before starts.
    start: u32,
}

impl Reader {
    fn node(&mut self) -> Option<Node> {
        let kind = *NodeKind::ALL.get(self.number()? as usize)?;
        self.start = self.start.checked_add(self.number()?)?;
        let span = Span::new(self.file, self.start, self.start.checked_add(self.number()?)?);
        let count = self.number()?;
        // A list that grows as it is filled would keep room to spare.
        let mut children = Vec::with_capacity(count as usize);
        for _ in 0..count {
            children.push(self.node()?);
        }
        Some(Node { kind, span, children })
    }

    fn number(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u32::from(byte & 127).checked_shl(shift)?;
            if *byte < 128 {
                return Some(number);
            }
            shift += 7;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::syntax::parse::read_blocks;

    fn write_node(node: &Node, before: &mut u32, bytes: &mut Vec<u8>) {
        let kind = NodeKind::ALL.iter().position(|kind| *kind == node.kind).unwrap();
        let numbers = [
            u32::try_from(kind).unwrap(),
            node.span.start - *before,
            node.span.end - node.span.start,
            node.children.len() as u32,
        ];
        *before = node.span.start;
        for mut number in numbers {
            while number >= 128 {
                bytes.push(number as u8 | 128);
                number >>= 7;
            }
            bytes.push(number as u8);
        }
        node.children.iter().for_each(|child| write_node(child, before, bytes));
    }

    #[test]
    fn the_trees_are_those_of_the_texts() {
        for volume in VOLUMES {
            let file = FileId(3);
            let block = Span::new(file, 0, u32::try_from(volume.text.len()).unwrap());
            let (tree, findings) = read_blocks(file, volume.text, &[block]);
            assert_eq!(findings, [], "{}", volume.path);
            let mut bytes = Vec::new();
            write_node(&tree.blocks[0], &mut 0, &mut bytes);
            if std::env::var_os("UPDATE").is_some() {
                let name = volume.path.trim_start_matches("std/").replace(".qac", ".tree");
                let path = format!("{}/src/syntax/library/{name}", env!("CARGO_MANIFEST_DIR"));
                fs::write(path, &bytes).unwrap();
                continue;
            }
            let again = "`UPDATE=1 cargo test --lib library` writes the trees of the standard library again";
            assert!(bytes == volume.tree, "the tree of `{}` is an older one: {again}", volume.path);
            assert_eq!(tree_of(file, volume.text).as_ref(), Some(&tree), "{}", volume.path);
        }
    }

    #[test]
    fn another_text_has_no_tree_here() {
        let text = format!("{}\n", VOLUMES[0].text);
        assert!(tree_of(FileId(0), &text).is_none());
    }

    #[test]
    fn the_whole_library_is_brought_along() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/frameworks/std");
        for file in fs::read_dir(folder).unwrap() {
            let name = format!("std/{}", file.unwrap().file_name().to_string_lossy());
            assert!(library_text(&name).is_some(), "{name} is not brought along");
        }
    }

    #[test]
    fn a_file_is_found_from_any_folder() {
        assert!(library_text("std/clocks.qac").is_some());
        assert!(library_text("qa/2016/std/clocks.qac").is_some());
        assert!(library_text("mystd/clocks.qac").is_none());
        assert!(library_text("clocks.qac").is_none());
    }
}
