//! Blocks laid out as strips across the page: a line of a paragraph, a row of a table. A strip never breaks.

use super::faces::{Colour, Face, Faces, Look};
use super::lines::{Line, Mark, Set, WRITING, set};
use super::points;
use crate::emit::document::{Block, Cell, Level, MARGIN, Page, Row, Run, Table};

/// What is on paper, from the left edge of the text and from the top of its strip.
#[derive(Clone, Debug)]
pub(super) struct Ink {
    pub(super) x: f32,
    /// Of words the baseline, of all else the top.
    pub(super) y: f32,
    /// The node it belongs to; none is there for the eye only.
    pub(super) owner: Option<usize>,
    pub(super) drawn: Drawn,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(super) enum Drawn {
    /// What stands in a line.
    Mark(Mark),
    /// A stretch of one colour.
    Fill { width: f32, height: f32, colour: Colour },
    /// The edge of a cell.
    Frame { width: f32, height: f32 },
}

/// What stays in one piece.
#[derive(Clone, Debug, Default)]
pub(super) struct Strip {
    pub(super) height: f32,
    /// Left out at the top of a page.
    pub(super) before: f32,
    pub(super) inks: Vec<Ink>,
    /// Whether the next strip must be on the same page.
    pub(super) keeps: bool,
    /// Whether it begins a page.
    pub(super) turns: bool,
    /// The header that comes again where a page begins with this strip: its place among the headers.
    pub(super) header: Option<usize>,
    /// Whether it is a heading of the first level.
    pub(super) begins_case: bool,
}

impl Strip {
    /// Whether a letter in it is in no font.
    pub(super) fn lacks_letters(&self) -> bool {
        self.inks.iter().any(|ink| matches!(&ink.drawn, Drawn::Mark(Mark::Word(word)) if word.lacks))
    }
}

/// What programs that read aloud take a stretch for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Heading(Level),
    Paragraph,
    List,
    Item,
    Bullet,
    ItemText,
    Table,
    Row,
    HeaderCell,
    Cell(u32),
}

/// A stretch of the document, within another.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) role: Role,
    /// Of a heading, what it says.
    pub(super) title: Option<String>,
    pub(super) within: Option<usize>,
}

/// A document as strips.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) strips: Vec<Strip>,
    pub(super) headers: Vec<Strip>,
    pub(super) nodes: Vec<Node>,
}

/// The paper in points: how wide and how high.
pub(super) const fn paper(page: Page) -> (f32, f32) {
    match page {
        Page::Portrait => (595.276, 841.89),
        Page::Landscape => (841.89, 595.276),
    }
}

/// Between the margins, in points.
pub(super) fn text_width(page: Page) -> f32 {
    paper(page).0 - 2.0 * points(MARGIN)
}

/// The blocks of a document as strips.
pub(super) fn layout(faces: &Faces, page: Page, blocks: &[Block]) -> Layout {
    let most = paper(page).1 - 2.0 * points(MARGIN) - 40.0;
    let mut setter = Setter { faces, width: text_width(page), most, turns: false, layout: Layout::default() };
    for block in blocks {
        setter.block(block);
    }
    setter.layout
}

const BODY: Look = Look { face: Face::Regular, size: 10.5, colour: Colour::Black };
const IN_TABLE: Look = Look { face: Face::Regular, size: 9.5, colour: Colour::Black };
const TABLE_HEADING: Look = Look { face: Face::Bold, size: 9.5, colour: Colour::Blue };

const fn heading(size: f32) -> Look {
    Look { face: Face::Bold, size, colour: Colour::Blue }
}

/// From the edge of a cell to its text, in points.
const PADDING: (f32, f32) = (5.5, 3.5);

/// Between paragraphs of one cell.
const APART: f32 = 2.5;

struct Setter<'a> {
    faces: &'a Faces,
    width: f32,
    /// How high a strip may be.
    most: f32,
    /// Whether the next strip begins a page.
    turns: bool,
    layout: Layout,
}

impl Setter<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(words) => self.title(words),
            Block::Heading(level, words) => self.heading(*level, words),
            Block::Paragraph(runs) => {
                let owner = self.node(Role::Paragraph, None);
                self.paragraph(runs, BODY, owner, 5.0);
            }
            Block::Bullets(items) => self.bullets(items),
            Block::Table(table) => self.table(table),
            Block::PageBreak => self.turns = true,
        }
    }

    fn node(&mut self, role: Role, within: Option<usize>) -> usize {
        self.layout.nodes.push(Node { role, title: None, within });
        self.layout.nodes.len() - 1
    }

    fn titled(&mut self, role: Role, title: &str) -> usize {
        self.layout.nodes.push(Node { role, title: Some(title.to_owned()), within: None });
        self.layout.nodes.len() - 1
    }

    fn push(&mut self, mut strip: Strip) {
        strip.turns = std::mem::take(&mut self.turns);
        self.layout.strips.push(strip);
    }

    /// The title, with a line under it.
    fn title(&mut self, words: &str) {
        let owner = self.titled(Role::Title, words);
        self.paragraph(&[Run::plain(words)], heading(21.0), owner, 0.0);
        let line = Drawn::Fill { width: self.width, height: 1.5, colour: Colour::Blue };
        let inks = vec![Ink { x: 0.0, y: 4.0, owner: None, drawn: line }];
        self.push(Strip { height: 10.0, inks, keeps: true, ..Strip::default() });
    }

    fn heading(&mut self, level: Level, words: &str) {
        let (look, before) = match level {
            Level::One => (heading(15.0), 14.0),
            Level::Two => (heading(12.5), 14.0),
            Level::Three => (heading(10.5), 11.0),
        };
        let owner = self.titled(Role::Heading(level), words);
        let first = self.layout.strips.len();
        self.paragraph(&[Run::plain(words)], look, owner, before);
        for strip in self.layout.strips.iter_mut().skip(first) {
            strip.keeps = true;
        }
        if let Some(strip) = self.layout.strips.get_mut(first) {
            strip.begins_case = level == Level::One;
        }
        self.push(Strip { height: 2.0, keeps: true, ..Strip::default() });
    }

    fn paragraph(&mut self, runs: &[Run], look: Look, owner: usize, before: f32) {
        let set = set(self.faces, runs, look, self.width);
        self.lines(set, 0.0, owner, before);
    }

    /// A strip for each line, and for each line to write on.
    fn lines(&mut self, set: Set, x: f32, owner: usize, before: f32) {
        let mut before = before;
        for line in set.lines {
            let height = line.height;
            self.push(Strip { height, before, inks: of_line(line, x, 0.0, owner), ..Strip::default() });
            before = 0.0;
        }
        if let Some(says) = set.room {
            let height = 2.5 * WRITING;
            let inks = room((x, 0.0), (self.width - x, height), owner, &says);
            self.push(Strip { height, before, inks, ..Strip::default() });
        }
    }

    fn bullets(&mut self, items: &[Vec<Run>]) {
        const INDENT: f32 = 15.0;
        let list = self.node(Role::List, None);
        for item in items {
            let item_node = self.node(Role::Item, Some(list));
            let bullet = self.node(Role::Bullet, Some(item_node));
            let owner = self.node(Role::ItemText, Some(item_node));
            let first = self.layout.strips.len();
            let set = set(self.faces, item, BODY, self.width - INDENT);
            let baseline = set.lines.first().map_or(0.0, |line| line.baseline);
            self.lines(set, INDENT, owner, 3.0);
            let word = Drawn::Mark(Mark::Word(self.faces.word("•", Look { colour: Colour::Blue, ..BODY })));
            if let Some(strip) = self.layout.strips.get_mut(first) {
                strip.inks.insert(0, Ink { x: 4.0, y: baseline, owner: Some(bullet), drawn: word });
            }
        }
    }

    fn table(&mut self, table: &Table) {
        let widths = widths(&table.widths, self.width);
        let node = self.node(Role::Table, None);
        self.push(Strip { height: 7.5, keeps: true, ..Strip::default() });
        let mut header = None;
        let mut header_height = 0.0;
        if !table.header.is_empty() {
            let row = Row { cells: table.header.clone(), height: 0 };
            if let Some(mut strip) = self.row(&row, &widths, node, true).into_iter().next() {
                strip.keeps = true;
                header_height = strip.height;
                header = Some(self.layout.headers.len());
                self.layout.headers.push(strip.clone());
                self.push(strip);
            }
        }
        self.most -= header_height;
        for row in &table.rows {
            for strip in self.row(row, &widths, node, false) {
                self.push(Strip { header, ..strip });
            }
        }
        self.most += header_height;
        self.push(Strip { height: 4.0, ..Strip::default() });
    }

    /// A row; in several strips where a page is not high enough for it.
    fn row(&mut self, row: &Row, widths: &[f32], table: usize, header: bool) -> Vec<Strip> {
        let node = self.node(Role::Row, Some(table));
        let mut left = widths;
        let mut x = 0.0;
        let mut cells = Vec::new();
        let nothing = Cell::default();
        let mut given = row.cells.iter();
        while !left.is_empty() {
            let cell = given.next().unwrap_or(&nothing);
            let (own, rest) = left.split_at(cell.columns.max(1).min(left.len()));
            let width: f32 = own.iter().sum();
            cells.push(self.cell(cell, (x, width, own.len()), node, header));
            x += width;
            left = rest;
        }
        let mut strips = vec![strip_of(&mut cells, self.most, points(row.height))];
        while cells.iter().any(|cell| !cell.lines.is_empty()) {
            strips.push(strip_of(&mut cells, self.most, 0.0));
        }
        strips
    }

    fn cell(&mut self, cell: &Cell, (x, width, columns): (f32, f32, usize), row: usize, header: bool) -> CellSet {
        let columns = u32::try_from(columns).unwrap_or(1);
        let node = self.node(if header { Role::HeaderCell } else { Role::Cell(columns) }, Some(row));
        let mut done = CellSet { x, width, shaded: cell.shaded || header, lines: Vec::new(), room: None };
        let look = if header { TABLE_HEADING } else { IN_TABLE };
        let empty = [Vec::new()];
        let paragraphs = if cell.paragraphs.is_empty() { empty.as_slice() } else { &cell.paragraphs };
        for runs in paragraphs {
            let owner = self.node(Role::Paragraph, Some(node));
            let set = set(self.faces, runs, look, width - 2.0 * PADDING.0);
            if let Some((_, above)) = done.lines.last_mut() {
                above.height += APART;
            }
            done.lines.extend(set.lines.into_iter().map(|line| (owner, line)));
            done.room = set.room.map(|says| (owner, says)).or(done.room);
        }
        done
    }
}

/// A cell in lines, each with the node it belongs to.
struct CellSet {
    x: f32,
    width: f32,
    shaded: bool,
    lines: Vec<(usize, Line)>,
    /// Whether the rest of the cell is there to be written in, and what is read aloud of it.
    room: Option<(usize, String)>,
}

impl CellSet {
    /// The lines that fit into a height, taken away; at least one, so that there is an end.
    fn take(&mut self, most: f32) -> (Vec<(usize, Line)>, f32) {
        let mut high = 0.0;
        let mut count = 0;
        for (_, line) in &self.lines {
            if count > 0 && high + line.height > most {
                break;
            }
            high += line.height;
            count += 1;
        }
        (self.lines.drain(..count).collect(), high)
    }
}

/// A strip of what fits of the cells into a page.
fn strip_of(cells: &mut [CellSet], most: f32, least: f32) -> Strip {
    let padding = 2.0 * PADDING.1;
    let taken: Vec<(Vec<(usize, Line)>, f32)> = cells.iter_mut().map(|cell| cell.take(most - padding)).collect();
    let needs = |cell: &CellSet, high: f32| high + if cell.room.is_some() { 2.4 * WRITING } else { padding };
    let each = cells.iter().zip(&taken).map(|(cell, (_, high))| needs(cell, *high));
    let height = each.fold(least, f32::max).min(most);
    let mut strip = Strip { height, ..Strip::default() };
    for (cell, (lines, high)) in cells.iter_mut().zip(taken) {
        if cell.shaded {
            let drawn = Drawn::Fill { width: cell.width, height, colour: Colour::Tint };
            strip.inks.push(Ink { x: cell.x, y: 0.0, owner: None, drawn });
        }
        let frame = Drawn::Frame { width: cell.width, height };
        strip.inks.push(Ink { x: cell.x, y: 0.0, owner: None, drawn: frame });
        let mut y = PADDING.1;
        for (owner, line) in lines {
            let line_height = line.height;
            strip.inks.extend(of_line(line, cell.x + PADDING.0, y, owner));
            y += line_height;
        }
        if let Some((owner, says)) = cell.room.take() {
            let (x, width) = (cell.x + PADDING.0, cell.width - 2.0 * PADDING.0);
            strip.inks.extend(room((x, high), (width, height - high), owner, &says));
        }
    }
    strip
}

/// Lines to write on, as many as there is room for.
fn room((x, top): (f32, f32), (width, height): (f32, f32), owner: usize, says: &str) -> Vec<Ink> {
    let mut inks = Vec::new();
    let mut y = WRITING;
    while y < height - 3.0 {
        let drawn = Drawn::Mark(Mark::Rule { width, says: says.to_owned() });
        // It is said once.
        inks.push(Ink { x, y: top + y, owner: Some(owner).filter(|_| inks.is_empty()), drawn });
        y += WRITING;
    }
    inks
}

fn of_line(line: Line, x: f32, y: f32, owner: usize) -> Vec<Ink> {
    let baseline = y + line.baseline;
    let inks = line.marks.into_iter().map(|(at, mark)| {
        let below = match mark {
            Mark::Word(_) => 0.0,
            Mark::Box { .. } => -8.0,
            Mark::Rule { .. } => 1.5,
        };
        Ink { x: x + at, y: baseline + below, owner: Some(owner), drawn: Drawn::Mark(mark) }
    });
    inks.collect()
}

/// The columns in points, across the whole page: what is wider is narrowed, each column alike.
fn widths(millimetres: &[u32], most: f32) -> Vec<f32> {
    let widths: Vec<f32> = millimetres.iter().map(|width| points((*width).max(1))).collect();
    let total: f32 = widths.iter().sum();
    widths.iter().map(|width| width * most / total.max(1.0)).collect()
}
