//! What stands in a document that is handed out, whatever it is written as: headings, paragraphs, bullets, tables and
//! places to fill in. Each writer goes by the same value, so that all of them say the same.

use crate::calendar::Date;

/// On every side of the page, in millimetres.
pub(super) const MARGIN: u32 = 18;

/// A document: what it is called, what machines read of it, what people read of it.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// Told by Word as the document's title; to be seen it must stand among the blocks too.
    pub(super) title: String,
    pub(super) subject: String,
    /// Of the whole text, as in `en-GB`: programs that check spelling and read aloud go by it.
    pub(super) language: String,
    /// At the foot of each page, to the left of "page 1 of 3".
    pub(super) footer_left: String,
    /// Custom properties, by name. No name may come twice; Word shows at most 255 characters of each.
    pub(super) custom: Vec<(String, String)>,
    /// The day that the document's properties give.
    pub(super) created: Date,
    pub(super) page: Page,
    pub(super) blocks: Vec<Block>,
}

/// Which way up a sheet of A4 is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Portrait,
    #[cfg_attr(not(test), expect(dead_code, reason = "forms stand upright"))]
    Landscape,
}

/// What stands under the block before it.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// The document's own name, above its headings.
    Title(String),
    Heading(Level, String),
    Paragraph(Vec<Run>),
    /// Each with a bullet before it.
    Bullets(Vec<Vec<Run>>),
    Table(Table),
    PageBreak,
}

/// How deep a heading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    One,
    Two,
    Three,
}

/// What stands within a line.
#[derive(Clone, Debug)]
pub(super) enum Run {
    Words(Words),
    Control(Control),
}

/// Text of one look. A line feed in it starts a new line, a tab goes to the next tab stop.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Grey and a little smaller, for what is there to be looked up.
    pub(super) muted: bool,
}

impl Run {
    /// Text that looks like the text around it.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::Words(Words { text: text.into(), ..Words::default() })
    }

    /// Text in bold.
    pub(super) fn bold(text: impl Into<String>) -> Self {
        Self::Words(Words { text: text.into(), bold: true, ..Words::default() })
    }

    /// Text in italics.
    pub(super) fn italic(text: impl Into<String>) -> Self {
        Self::Words(Words { text: text.into(), italic: true, ..Words::default() })
    }

    /// Text in small grey letters.
    pub(super) fn muted(text: impl Into<String>) -> Self {
        Self::Words(Words { text: text.into(), muted: true, ..Words::default() })
    }
}

/// Cells in rows.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Of each column, in millimetres. A table too wide for its page is narrowed to fit it, each column alike.
    pub(super) widths: Vec<u32>,
    /// Stands again on every page that the table goes on over; none where empty.
    pub(super) header: Vec<Cell>,
    pub(super) rows: Vec<Row>,
}

/// One row, which never breaks across two pages.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// The least height, in millimetres: room to write by hand. 0 is as high as the text.
    pub(super) height: u32,
}

/// One cell, of one or more paragraphs.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) paragraphs: Vec<Vec<Run>>,
    /// How many columns it takes; 0 is one, too.
    pub(super) columns: usize,
    /// Whether it is tinted like the header.
    pub(super) shaded: bool,
}

impl Cell {
    /// A cell of one paragraph in one column.
    pub(super) fn of(runs: Vec<Run>) -> Self {
        Self { paragraphs: vec![runs], ..Self::default() }
    }
}

/// A place to fill in, which Word calls a content control.
#[derive(Clone, Debug)]
pub(super) struct Control {
    /// By which a filled-in document is read back: at most 64 characters, and no two alike in a document. Up to
    /// 18 characters it is read back also from what an old LibreOffice has saved.
    pub(super) tag: String,
    /// What Word shows above it, and reads aloud; cut after 64 characters.
    pub(super) title: String,
    pub(super) holds: Holds,
}

/// What can be put into a control, and what is in it already.
#[derive(Clone, Debug)]
pub(super) enum Holds {
    /// A box, ticked or not.
    Checkbox(bool),
    /// One of several; options without text, and the second of two alike, are left out.
    Choice { options: Vec<String>, chosen: Option<usize> },
    /// A day, picked from a calendar.
    Date(Option<Date>),
    /// Anything; more than one line where `lines` says so.
    Text { value: String, lines: bool },
}
