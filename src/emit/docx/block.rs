//! Blocks, paragraphs and runs of text.

use std::io;

use super::control::control;
use super::table::table;
use super::{Block, Level, Page, Run, Words};
use crate::emit::escape::xml;

/// The numbers of the controls written so far: each has one of its own.
#[derive(Default)]
pub(super) struct Numbers(u32);

impl Numbers {
    fn next(&mut self) -> u32 {
        self.0 = self.0.saturating_add(1);
        self.0
    }
}

/// What the body of the document holds.
pub(super) fn blocks(blocks: &[Block], page: Page) -> io::Result<String> {
    let mut numbers = Numbers::default();
    blocks.iter().map(|one| block(one, page, &mut numbers)).collect()
}

fn block(block: &Block, page: Page, numbers: &mut Numbers) -> io::Result<String> {
    match block {
        Block::Title(words) => paragraph("Title", &[Run::plain(words)], numbers),
        Block::Heading(level, words) => paragraph(heading(*level), &[Run::plain(words)], numbers),
        Block::Paragraph(runs) => paragraph("Normal", runs, numbers),
        Block::Bullets(items) => items.iter().map(|item| paragraph("ListBullet", item, numbers)).collect(),
        // Without something between them, two tables in a row are one to Word.
        Block::Table(one) => {
            Ok(table(one, page, numbers)? + "<w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr></w:p>")
        }
        Block::PageBreak => {
            Ok("<w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr><w:r><w:br w:type=\"page\"/></w:r></w:p>"
                .to_owned())
        }
    }
}

const fn heading(level: Level) -> &'static str {
    match level {
        Level::One => "Heading1",
        Level::Two => "Heading2",
        Level::Three => "Heading3",
    }
}

/// A paragraph in a style that `styles.xml` knows.
pub(super) fn paragraph(style: &str, runs: &[Run], numbers: &mut Numbers) -> io::Result<String> {
    let runs: String = runs.iter().map(|one| run(one, numbers)).collect::<io::Result<_>>()?;
    Ok(format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>"))
}

fn run(run: &Run, numbers: &mut Numbers) -> io::Result<String> {
    match run {
        Run::Words(words) => Ok(format!("<w:r>{}{}</w:r>", look(words), text(&words.text))),
        Run::Control(one) => control(one, numbers.next()),
    }
}

fn look(words: &Words) -> String {
    let parts = [
        (words.muted, "<w:rStyle w:val=\"Muted\"/>"),
        (words.bold, "<w:b/><w:bCs/>"),
        (words.italic, "<w:i/><w:iCs/>"),
    ];
    let said: String = parts.into_iter().filter(|(is_so, _)| *is_so).map(|(_, part)| part).collect();
    if said.is_empty() { said } else { format!("<w:rPr>{said}</w:rPr>") }
}

/// The text of a run: line feeds and tabs are elements of their own there.
pub(super) fn text(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    unix.split('\n').map(line).collect::<Vec<_>>().join("<w:br/>")
}

fn line(line: &str) -> String {
    line.split('\t').map(stretch).collect::<Vec<_>>().join("<w:tab/>")
}

fn stretch(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<w:t xml:space=\"preserve\">{}</w:t>", xml(text)) }
}
