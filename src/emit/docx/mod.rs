//! Word documents (.docx), whatever stands in them: headings, paragraphs, bullets, tables and controls that are filled in.
//!
//! Written part by part, because no library of Rust writes header rows that repeat and boxes that are ticked. The order
//! of elements is that of ECMA-376 (Office Open XML, transitional), part 1, section 17: Word takes a document in another
//! order for damaged. The same document gives the same bytes: the files in the package bear one fixed time.

mod block;
mod control;
mod mark;
mod package;
mod table;

use std::io;

pub use mark::tag_of_mark;

use super::document::{Block, Cell, Control, Document, Holds, Level, MARGIN, Page, Row, Run, Table, Words};

/// What a control for text shows until something is written. LibreOffice before 7.5 forgets that it is no answer.
pub const WRITE_HERE: &str = "write here";

/// The document as the bytes of a .docx file.
///
/// It fails where a tag is longer than Word takes, and where the document is larger than a zip file can be.
pub(super) fn document(document: &Document) -> io::Result<Vec<u8>> {
    package::package(document)
}

/// A length on paper, in twentieths of a point, in which Word measures.
const fn twentieths(millimetres: u32) -> u32 {
    millimetres.saturating_mul(14_400) / 254
}

impl Page {
    /// The paper, in twentieths of a point: how wide and how high.
    const fn size(self) -> (u32, u32) {
        match self {
            Self::Portrait => (11_906, 16_838),
            Self::Landscape => (16_838, 11_906),
        }
    }

    /// Between the margins, in twentieths of a point.
    const fn text_width(self) -> u32 {
        self.size().0 - 2 * twentieths(MARGIN)
    }
}

#[cfg(test)]
mod tests;
