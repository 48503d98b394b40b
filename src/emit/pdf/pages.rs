//! Strips put on sheets of paper.

use super::faces::{Colour, Face, Faces, Look};
use super::lines::{Mark, set};
use super::points;
use super::strips::{Drawn, Ink, Layout, Strip, paper, text_width};
use crate::emit::document::{MARGIN, Page, Run};

/// A page with all that is on it, from the corner of the paper.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) inks: Vec<Ink>,
    /// What stands at the foot, for the eye only.
    pub(super) footer: Vec<Ink>,
    /// How far down each case begins.
    pub(super) cases: Vec<f32>,
}

const FOOTER: Look = Look { face: Face::Regular, size: 8.5, colour: Colour::Grey };

/// The height of a line of the footer.
const FOOTER_LINE: f32 = 11.0;

/// The sheets of a document, each with its footer.
pub(super) fn sheets(faces: &Faces, page: Page, footer_left: &str, layout: &Layout) -> Vec<Sheet> {
    let foot = set(faces, &[Run::plain(footer_left)], FOOTER, text_width(page) - 80.0);
    // More than three lines would leave no room for the form.
    let foot: Vec<_> = foot.lines.into_iter().take(3).collect();
    let over = FOOTER_LINE * (foot.len().saturating_sub(1) as f32);
    let bottom = paper(page).1 - points(MARGIN) - over;
    let mut press = Press { top: points(MARGIN), bottom, left: points(MARGIN), y: 0.0, sheets: Vec::new() };
    press.turn();
    for group in groups(&layout.strips) {
        press.group(group, &layout.headers);
    }
    let mut sheets = press.sheets;
    let count = sheets.len();
    for (number, sheet) in (1..).zip(&mut sheets) {
        let mut y = bottom + 20.0;
        let word = faces.word(&format!("page {number} of {count}"), FOOTER);
        let x = paper(page).0 - points(MARGIN) - word.width;
        sheet.footer.push(rule(page, bottom + 8.0));
        sheet.footer.push(Ink { x, y, owner: None, drawn: Drawn::Mark(Mark::Word(word)) });
        for line in &foot {
            for (x, mark) in &line.marks {
                let x = points(MARGIN) + x;
                sheet.footer.push(Ink { x, y, owner: None, drawn: Drawn::Mark(mark.clone()) });
            }
            y += FOOTER_LINE;
        }
    }
    sheets
}

fn rule(page: Page, y: f32) -> Ink {
    let drawn = Drawn::Fill { width: text_width(page), height: 0.5, colour: Colour::Pale };
    Ink { x: points(MARGIN), y, owner: None, drawn }
}

/// Strips that belong together: those that keep the next one, and that one.
fn groups(strips: &[Strip]) -> impl Iterator<Item = &[Strip]> {
    strips.chunk_by(|one, _| one.keeps)
}

struct Press {
    top: f32,
    bottom: f32,
    left: f32,
    /// Where the next strip goes.
    y: f32,
    sheets: Vec<Sheet>,
}

impl Press {
    fn turn(&mut self) {
        self.sheets.push(Sheet::default());
        self.y = self.top;
    }

    /// Puts strips on one page where they fit on one.
    fn group(&mut self, group: &[Strip], headers: &[Strip]) {
        let height: f32 = group.iter().map(|strip| strip.before + strip.height).sum();
        let begun = self.y > self.top;
        if begun && (group.iter().any(|strip| strip.turns) || self.y + height > self.bottom) {
            self.turn();
        }
        for strip in group {
            if self.y > self.top && self.y + strip.before + strip.height > self.bottom {
                self.turn();
            }
            self.strip(strip, headers);
        }
    }

    fn strip(&mut self, strip: &Strip, headers: &[Strip]) {
        if self.y > self.top {
            self.y += strip.before;
        } else if let Some(header) = strip.header.and_then(|header| headers.get(header)) {
            // What is said again is not read aloud again.
            self.put(header.inks.iter().map(|ink| Ink { owner: None, ..ink.clone() }));
            self.y += header.height;
        }
        if strip.inks.is_empty() && self.y <= self.top {
            return;
        }
        if strip.begins_case
            && let Some(sheet) = self.sheets.last_mut()
        {
            sheet.cases.push(self.y);
        }
        self.put(strip.inks.iter().cloned());
        self.y += strip.height;
    }

    fn put(&mut self, inks: impl Iterator<Item = Ink>) {
        let (x, y) = (self.left, self.y);
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.inks.extend(inks.map(|ink| Ink { x: ink.x + x, y: ink.y + y, ..ink }));
        }
    }
}
