//! The fonts in the program, and the words that are set in them.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, UnicodeBuffer};

/// How letters look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub(super) face: Face,
    /// In points.
    pub(super) size: f32,
    pub(super) colour: Colour,
}

/// Which of the fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
    Italic,
}

/// The colours of the Word documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colour {
    Black,
    Blue,
    Grey,
    /// Of lines.
    Pale,
    /// Of cells that are tinted.
    Tint,
}

/// One font, for measuring and for drawing.
pub(super) struct Cut {
    measured: rustybuzz::Face<'static>,
    pub(super) drawn: Font,
}

/// The fonts.
pub(super) struct Faces {
    regular: Cut,
    bold: Cut,
    italic: Cut,
}

/// A word with the blanks after it, as glyphs.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) look: Look,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) font: Font,
    /// In points, with the blanks after it.
    pub(super) width: f32,
    /// Whether the font lacks one of its letters.
    pub(super) lacks: bool,
}

impl Faces {
    /// The fonts in the program; `None` where one of them is none.
    pub(super) fn embedded() -> Option<Self> {
        Some(Self {
            regular: Cut::of(include_bytes!("../../../assets/fonts/LiberationSans-Regular.ttf"))?,
            bold: Cut::of(include_bytes!("../../../assets/fonts/LiberationSans-Bold.ttf"))?,
            italic: Cut::of(include_bytes!("../../../assets/fonts/LiberationSans-Italic.ttf"))?,
        })
    }

    /// A word, measured.
    pub(super) fn word(&self, text: &str, look: Look) -> Word {
        let cut = self.cut(look.face);
        let glyphs = cut.glyphs(text);
        let advance: f32 = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        let lacks = glyphs.iter().any(|glyph| glyph.glyph_id == GlyphId::new(0));
        Word { text: text.to_owned(), look, width: advance * look.size, lacks, glyphs, font: cut.drawn.clone() }
    }

    /// How wide a text is without the blanks after it.
    pub(super) fn ink_width(&self, text: &str, look: Look) -> f32 {
        self.word(text.trim_end_matches(' '), look).width
    }

    const fn cut(&self, face: Face) -> &Cut {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
            Face::Italic => &self.italic,
        }
    }
}

impl Cut {
    fn of(bytes: &'static [u8]) -> Option<Self> {
        Some(Self { measured: rustybuzz::Face::from_slice(bytes, 0)?, drawn: Font::new(bytes.into(), 0)? })
    }

    /// The glyphs of a text, measured in the size of the letters.
    fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        if !matches!(buffer.direction(), Direction::RightToLeft) {
            buffer.set_direction(Direction::LeftToRight);
        }
        let shaped = rustybuzz::shape(&self.measured, &[], buffer);
        let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        let ends = |start: usize| starts.iter().copied().find(|other| *other > start).unwrap_or(text.len());
        let of_size = |units: i32| units as f32 / self.measured.units_per_em() as f32;
        let each = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        each.map(|(info, at)| {
            let start = info.cluster as usize;
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                of_size(at.x_advance),
                of_size(at.x_offset),
                of_size(at.y_offset),
                of_size(at.y_advance),
                start..ends(start),
                None,
            )
        })
        .collect()
    }
}
