//! Documents as PDF, to be printed and filled in by hand.
//!
//! In the order of the work: `faces` says how wide words are, `lines` breaks paragraphs, `strips` lays blocks out as strips
//! across the page, `pages` puts the strips on sheets, `draw` writes the sheets. Each screen reader is told what is a
//! heading, a list, a table. The same document gives the same bytes: the only day in it is the document's own.

mod draw;
mod faces;
mod lines;
mod pages;
mod seal;
mod strips;

use std::io;

use super::document::{Block, Document, Run};
use faces::Faces;
pub use seal::is_untouched_pdf;

/// The document as the bytes of a PDF file; `cases` are the bookmarks of its headings of the first level, in their order.
///
/// It fails where a font or the library that writes PDF fails.
pub(super) fn document(document: &Document, cases: &[String]) -> io::Result<Vec<u8>> {
    let faces = Faces::embedded().ok_or_else(|| io::Error::other("a font of the program cannot be read"))?;
    let mut layout = strips::layout(&faces, document.page, &document.blocks);
    if layout.strips.iter().any(strips::Strip::lacks_letters) {
        let noted = [document.blocks.as_slice(), &[Block::Paragraph(vec![Run::muted(LACKING)])]].concat();
        layout = strips::layout(&faces, document.page, &noted);
    }
    let sheets = pages::sheets(&faces, document.page, &document.footer_left, &layout);
    draw::draw(document, cases, &layout, &sheets).map(seal::sealed)
}

/// A letter that is in no font is drawn as an empty box: nobody is to take it for a part of the form.
const LACKING: &str =
    "Some letters of this document are in none of its fonts and are drawn as empty boxes. The Word document has them.";

/// A length on paper, in points.
fn points(millimetres: u32) -> f32 {
    millimetres as f32 * 72.0 / 25.4
}

#[cfg(test)]
mod tests;
