//! Lines, pages and whole documents.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::lines::Mark;
use super::pages::{Sheet, sheets};
use super::strips::{Drawn, Ink, Layout, Role, layout, paper, text_width};
use super::*;
use crate::emit::document::{Cell, Control, Holds, Level, MARGIN, Page, Row, Table};
use crate::emit::escape::spaced;

const PAGE: Page = Page::Portrait;

fn faces() -> &'static Faces {
    static FACES: LazyLock<Faces> = LazyLock::new(|| Faces::embedded().unwrap());
    &FACES
}

fn printed(blocks: &[Block]) -> (Layout, Vec<Sheet>) {
    let layout = layout(faces(), PAGE, blocks);
    let sheets = sheets(faces(), PAGE, "A framework, Version 3, public", &layout);
    (layout, sheets)
}

fn whole(blocks: Vec<Block>) -> Vec<u8> {
    let document = Document {
        title: "Audits for May 2017: S061".to_owned(),
        subject: "Audits".to_owned(),
        language: "en-GB".to_owned(),
        footer_left: "A framework, Version 3, public".to_owned(),
        custom: Vec::new(),
        created: "2017-05-01".parse().unwrap(),
        page: PAGE,
        blocks,
    };
    super::document(&document, &["1. Audit: E1".to_owned()]).unwrap()
}

fn place(holds: Holds) -> Run {
    Run::Control(Control { tag: "f1.q1".to_owned(), title: "Question 1".to_owned(), holds })
}

fn choice(options: &[&str]) -> Run {
    place(Holds::Choice { options: options.iter().map(|option| (*option).to_owned()).collect(), chosen: None })
}

fn row(cells: &[&str]) -> Row {
    Row { cells: cells.iter().map(|text| Cell::of(vec![Run::plain(*text)])).collect(), height: 0 }
}

fn table(rows: Vec<Row>) -> Block {
    let header = vec![Cell::of(vec![Run::plain("Question")]), Cell::of(vec![Run::plain("Answer")])];
    Block::Table(Table { widths: vec![100, 70], header, rows })
}

/// One of everything.
fn form(text: &str) -> Vec<Block> {
    let asked = Cell { paragraphs: vec![vec![Run::plain(text)], vec![Run::italic(text)]], ..Cell::default() };
    let notes = place(Holds::Text { value: String::new(), lines: true });
    let rows = vec![
        Row { cells: vec![asked, Cell::of(vec![choice(&["Yes", "", text])])], height: 12 },
        Row { cells: vec![Cell::of(vec![place(Holds::Date(None))]), Cell::of(vec![notes])], height: 12 },
        Row { cells: vec![Cell::of(vec![place(Holds::Checkbox(true))])], height: 0 },
    ];
    vec![
        Block::Title(text.to_owned()),
        Block::Heading(Level::One, text.to_owned()),
        Block::Paragraph(vec![Run::bold(text), Run::muted(text)]),
        Block::Bullets(vec![vec![Run::plain(text)], vec![Run::plain("two")]]),
        Block::Heading(Level::Two, "Questions".to_owned()),
        table(rows),
        Block::Paragraph(vec![place(Holds::Text { value: String::new(), lines: true })]),
        Block::Paragraph(vec![place(Holds::Text { value: text.to_owned(), lines: false })]),
    ]
}

/// What is read aloud, in the order of the sheets.
fn said(sheets: &[Sheet]) -> String {
    let words = sheets.iter().flat_map(|sheet| &sheet.inks).filter(|ink| ink.owner.is_some());
    words
        .filter_map(|ink| if let Drawn::Mark(Mark::Word(word)) = &ink.drawn { Some(word.text.as_str()) } else { None })
        .collect()
}

fn extent(ink: &Ink) -> (f32, f32, f32, f32) {
    match &ink.drawn {
        Drawn::Mark(Mark::Word(word)) => {
            let look = word.look;
            let width = faces().ink_width(&word.text, look);
            (ink.x, ink.y - look.size * 0.75, ink.x + width, ink.y + look.size * 0.25)
        }
        Drawn::Mark(Mark::Box { .. }) => (ink.x, ink.y, ink.x + lines::BOX, ink.y + lines::BOX),
        Drawn::Mark(Mark::Rule { width, .. }) => (ink.x, ink.y, ink.x + width, ink.y),
        Drawn::Fill { width, height, .. } | Drawn::Frame { width, height } => {
            (ink.x, ink.y, ink.x + width, ink.y + height)
        }
    }
}

fn assert_within_margins(sheets: &[Sheet]) {
    let (left, top) = (points(MARGIN), points(MARGIN));
    let (right, bottom) = (left + text_width(PAGE), paper(PAGE).1 - points(MARGIN));
    for ink in sheets.iter().flat_map(|sheet| &sheet.inks) {
        let (x1, y1, x2, y2) = extent(ink);
        let within = x1 > left - 0.1 && y1 > top - 0.1 && x2 < right + 0.1 && y2 < bottom + 0.1;
        assert!(within, "{:?} beyond the margins", (x1, y1, x2, y2, &ink.drawn));
    }
}

#[test]
fn a_form_can_be_read_aloud_and_is_the_same_twice() {
    let file = whole(form("Ŵyth o’r gloch — Łódź, naïve façade"));
    assert!(file.starts_with(b"%PDF-1.7"));
    let has = |part: &[u8]| file.windows(part.len()).any(|window| window == part);
    assert!(has(b"pdfuaid") && has(b"en-GB"), "not PDF/UA");
    assert_eq!(file, whole(form("Ŵyth o’r gloch — Łódź, naïve façade")));
}

#[test]
fn a_file_that_somebody_has_written_into_is_known() {
    let file = whole(form("plain"));
    assert!(is_untouched_pdf(&file));
    assert!(!is_untouched_pdf(&[file.as_slice(), b"\n1 0 obj null endobj\n"].concat()));
    let mut changed = file;
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    assert!(!is_untouched_pdf(&changed));
    assert!(!is_untouched_pdf(b"%PDF-1.7 startxref") && !is_untouched_pdf(b""));
}

#[test]
fn letters_that_no_font_has_are_drawn_as_boxes_and_said_so() {
    let lacking = |text: &str| printed(&form(text)).0.strips.iter().any(strips::Strip::lacks_letters);
    assert!(lacking("漢字") && !lacking("ŵ ł é ß Ω Я"));
    // Nothing of this stops it, be it written from the right or out of order.
    for text in ["漢字", "שלום world", "مرحبا", "a\u{301}\u{302}", "\u{202e}x\u{0}\u{7}\t", "=cmd|' /C calc'!A0", "👩‍👩‍👧"]
    {
        assert!(whole(form(text)).starts_with(b"%PDF-"), "{text}");
    }
}

#[test]
fn nothing_is_a_document_too() {
    for blocks in [Vec::new(), vec![table(Vec::new())], form(""), vec![Block::PageBreak, Block::Bullets(Vec::new())]] {
        assert!(whole(blocks).starts_with(b"%PDF-"));
    }
}

#[test]
fn a_table_says_its_header_on_each_page_and_breaks_no_row() {
    let rows: Vec<Row> = (0..60).map(|number| row(&[&format!("<{number}\n{number}\n{number}>"), "x"])).collect();
    let (layout, sheets) = printed(&[table(rows)]);
    assert!(sheets.len() > 2);
    for sheet in &sheets {
        let words: Vec<&str> = sheet.inks.iter().filter_map(word).collect();
        assert_eq!(words.first(), Some(&"Question"));
        let all = words.concat();
        assert_eq!(all.matches('<').count(), all.matches('>').count(), "{all}");
    }
    // Programs that read aloud are told it once.
    assert_eq!(said(&sheets).matches("Question").count(), 1);
    assert_eq!(layout.nodes.iter().filter(|node| node.role == Role::Row).count(), 61);
}

fn word(ink: &Ink) -> Option<&str> {
    if let Drawn::Mark(Mark::Word(word)) = &ink.drawn { Some(&word.text) } else { None }
}

#[test]
fn a_heading_stays_with_what_it_heads() {
    for above in 0..70 {
        let mut blocks: Vec<Block> = (0..above).map(|_| Block::Paragraph(vec![Run::plain("x")])).collect();
        blocks.push(Block::Heading(Level::Three, "Heading".to_owned()));
        blocks.push(table(vec![row(&["First", "x"]), row(&["Second", "x"])]));
        let (_, sheets) = printed(&blocks);
        let on =
            |text: &str| sheets.iter().position(|sheet| sheet.inks.iter().filter_map(word).any(|word| word == text));
        assert_eq!(on("Heading"), on("First"), "{above}");
    }
}

#[test]
fn a_row_higher_than_a_page_goes_on_over_pages() {
    let long = (0..300).map(|number| format!("{number}\n")).collect::<String>();
    let (_, sheets) = printed(&[table(vec![row(&[&long, "x"])])]);
    assert!(sheets.len() > 3);
    assert_within_margins(&sheets);
    let numbers = (0..300).map(|number| number.to_string()).collect::<String>();
    // The other column stands beside its beginning.
    assert_eq!(said(&sheets).replace("QuestionAnswer", "").replace(['x', ' '], ""), numbers);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_letter_is_lost_and_none_is_beyond_the_margins(text in "(\\PC{0,12} |[a-zŵé]{0,90}[ \n-]|漢字 ){0,60}", columns in 1u32..9) {
        let rows = vec![Row { cells: vec![Cell::of(vec![Run::plain(text.clone())])], height: 12 }];
        let blocks = [
            Block::Paragraph(vec![Run::plain(text.clone())]),
            Block::Table(Table { widths: vec![20; columns as usize], header: Vec::new(), rows }),
        ];
        let (_, sheets) = printed(&blocks);
        assert_within_margins(&sheets);
        let letters = |text: &str| spaced(text).split_whitespace().collect::<String>();
        prop_assert_eq!(letters(&said(&sheets)), letters(&text).repeat(2));
    }
}
