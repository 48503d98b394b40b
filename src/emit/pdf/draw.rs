//! Sheets written as PDF.

use std::io;
use std::num::{NonZeroU16, NonZeroU32};

use chrono::Datelike;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node as Leaf, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};
use krilla::{Document as Pdf, SerializeSettings};

use super::faces::Colour;
use super::lines::{BOX, Mark};
use super::pages::Sheet;
use super::strips::{Drawn, Ink, Layout, Node, Role, paper};
use crate::calendar::Date;
use crate::emit::document::{Document, Level};

/// The sheets as the bytes of a PDF file: as PDF/UA, which can be read aloud, unless a letter is lacking, which that forbids.
pub(super) fn draw(document: &Document, cases: &[String], layout: &Layout, sheets: &[Sheet]) -> io::Result<Vec<u8>> {
    let read_aloud = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let strict =
        read_aloud.ok().map(|configuration| SerializeSettings { configuration, ..SerializeSettings::default() });
    let written = strict.and_then(|settings| write(settings, document, cases, layout, sheets).ok());
    written.map_or_else(|| write(SerializeSettings::default(), document, cases, layout, sheets), Ok)
}

fn write(
    settings: SerializeSettings,
    document: &Document,
    cases: &[String],
    layout: &Layout,
    sheets: &[Sheet],
) -> io::Result<Vec<u8>> {
    let mut pdf = Pdf::new_with(settings);
    let mut read: Vec<Vec<Identifier>> = layout.nodes.iter().map(|_| Vec::new()).collect();
    let (width, height) = paper(document.page);
    for sheet in sheets {
        let size = PageSettings::from_wh(width, height).ok_or_else(|| io::Error::other("no such paper"))?;
        let mut page = pdf.start_page_with(size);
        let mut surface = page.surface();
        on_sheet(&mut surface, sheet, &mut read);
        surface.finish();
        page.finish();
    }
    pdf.set_outline(outline(cases, sheets));
    pdf.set_metadata(metadata(document));
    pdf.set_tag_tree(tree(&layout.nodes, read).with_lang(Some(document.language.clone())));
    pdf.finish().map_err(|fault| io::Error::other(format!("{fault:?}")))
}

fn metadata(document: &Document) -> Metadata {
    Metadata::new()
        .title(document.title.clone())
        .description(document.subject.clone())
        .language(document.language.clone())
        .creator("qac".to_owned())
        .creation_date(midnight(document.created))
}

fn midnight(date: Date) -> DateTime {
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    DateTime::new(u16::try_from(date.year()).unwrap_or_default())
        .month(small(date.month()))
        .day(small(date.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// The bookmarks: one for each case.
fn outline(cases: &[String], sheets: &[Sheet]) -> Outline {
    let places = sheets.iter().enumerate().flat_map(|(page, sheet)| sheet.cases.iter().map(move |y| (page, *y)));
    let mut outline = Outline::new();
    for (case, (page, y)) in cases.iter().zip(places) {
        outline.push_child(OutlineNode::new(case.clone(), XyzDestination::new(page, Point::from_xy(0.0, y))));
    }
    outline
}

fn on_sheet(surface: &mut Surface, sheet: &Sheet, read: &mut [Vec<Identifier>]) {
    for stretch in sheet.inks.chunk_by(said_together) {
        let owner = stretch.first().and_then(|ink| ink.owner);
        let says = stretch.first().and_then(|ink| said(&ink.drawn));
        let tag = match owner {
            Some(_) => ContentTag::Span(SpanTag::empty().with_alt_text(says)),
            None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        };
        let identifier = surface.start_tagged(tag);
        stretch.iter().for_each(|ink| one(surface, ink));
        surface.end_tagged();
        if let Some(leaves) = owner.and_then(|owner| read.get_mut(owner)) {
            leaves.push(identifier);
        }
    }
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    sheet.footer.iter().for_each(|ink| one(surface, ink));
    surface.end_tagged();
}

/// Words of one line of one paragraph, or what nobody reads aloud.
fn said_together(one: &Ink, next: &Ink) -> bool {
    let words = said(&one.drawn).is_none() && said(&next.drawn).is_none();
    one.owner == next.owner && (one.owner.is_none() || (words && (one.y - next.y).abs() < 0.01))
}

fn said(drawn: &Drawn) -> Option<&str> {
    match drawn {
        Drawn::Mark(Mark::Box { says, .. } | Mark::Rule { says, .. }) => Some(says),
        Drawn::Mark(Mark::Word(_)) | Drawn::Fill { .. } | Drawn::Frame { .. } => None,
    }
}

fn one(surface: &mut Surface, ink: &Ink) {
    match &ink.drawn {
        Drawn::Mark(Mark::Word(word)) => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(word.look.colour)));
            let start = Point::from_xy(ink.x, ink.y);
            surface.draw_glyphs(start, &word.glyphs, word.font.clone(), &word.text, word.look.size, false);
        }
        Drawn::Mark(Mark::Box { ticked, .. }) => tick_box(surface, ink, *ticked),
        Drawn::Mark(Mark::Rule { width, .. }) => {
            stroke(surface, line((ink.x, ink.y), (ink.x + width, ink.y)), 0.6, Colour::Grey)
        }
        Drawn::Fill { width, height, colour } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*colour)));
            if let Some(path) = rectangle(ink, *width, *height) {
                surface.draw_path(&path);
            }
        }
        Drawn::Frame { width, height } => stroke(surface, rectangle(ink, *width, *height), 0.5, Colour::Pale),
    }
}

fn tick_box(surface: &mut Surface, ink: &Ink, ticked: bool) {
    stroke(surface, rectangle(ink, BOX, BOX), 0.8, Colour::Black);
    if ticked {
        let (left, right) = (ink.x + 2.0, ink.x + BOX - 2.0);
        let (top, bottom) = (ink.y + 2.0, ink.y + BOX - 2.0);
        stroke(surface, line((left, top), (right, bottom)), 1.2, Colour::Black);
        stroke(surface, line((left, bottom), (right, top)), 1.2, Colour::Black);
    }
}

fn stroke(surface: &mut Surface, path: Option<Path>, width: f32, colour: Colour) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: paint(colour).into(), width, ..Stroke::default() }));
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

fn line(from: (f32, f32), to: (f32, f32)) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    path.finish()
}

fn rectangle(ink: &Ink, width: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(ink.x, ink.y, width, height)?);
    path.finish()
}

fn fill(colour: Colour) -> Fill {
    Fill { paint: paint(colour).into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

fn paint(colour: Colour) -> rgb::Color {
    match colour {
        Colour::Black => rgb::Color::new(0x11, 0x11, 0x11),
        Colour::Blue => rgb::Color::new(0x1b, 0x36, 0x5d),
        Colour::Grey => rgb::Color::new(0x4d, 0x57, 0x61),
        Colour::Pale => rgb::Color::new(0xb4, 0xbe, 0xc9),
        Colour::Tint => rgb::Color::new(0xe6, 0xec, 0xf3),
    }
}

/// What programs that read aloud go by. A node is told before those within it, so each is put into its own from the last on.
fn tree(nodes: &[Node], read: Vec<Vec<Identifier>>) -> TagTree {
    let mut within: Vec<Vec<TagGroup>> = nodes.iter().map(|_| Vec::new()).collect();
    let mut outermost = Vec::new();
    for (number, (node, leaves)) in nodes.iter().zip(read).enumerate().rev() {
        let mut group = TagGroup::new(kind(node));
        leaves.into_iter().for_each(|leaf| group.push(leaf));
        let inner = within.get_mut(number).map(std::mem::take).unwrap_or_default();
        inner.into_iter().rev().for_each(|inner| group.push(inner));
        match node.within.and_then(|outer| within.get_mut(outer)) {
            Some(outer) => outer.push(group),
            None => outermost.push(group),
        }
    }
    TagTree::from(outermost.into_iter().rev().map(Leaf::from).collect::<Vec<_>>())
}

fn kind(node: &Node) -> TagKind {
    match node.role {
        Role::Title => heading(1, node),
        Role::Heading(Level::One) => heading(2, node),
        Role::Heading(Level::Two) => heading(3, node),
        Role::Heading(Level::Three) => heading(4, node),
        Role::Paragraph => Tag::P.into(),
        Role::List => Tag::L(ListNumbering::Disc).into(),
        Role::Item => Tag::LI.into(),
        Role::Bullet => Tag::Lbl.into(),
        Role::ItemText => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::HeaderCell => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell(columns) => {
            Tag::TD.with_col_span(NonZeroU32::new(columns).filter(|columns| columns.get() > 1)).into()
        }
    }
}

fn heading(level: u16, node: &Node) -> TagKind {
    Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), node.title.clone()).into()
}
