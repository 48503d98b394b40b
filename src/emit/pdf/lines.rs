//! Paragraphs broken into lines, by the measured width of words.

use super::faces::{Colour, Face, Faces, Look, Word};
use crate::emit::document::{Control, Holds, Run, Words};
use crate::emit::escape::spaced;

/// The side of a box to tick, in points.
pub(super) const BOX: f32 = 9.0;

/// Between two lines to write on, in points.
pub(super) const WRITING: f32 = 18.0;

/// From a box to the text beside it.
const AFTER_BOX: f32 = BOX + 5.0;

/// How high a line is for letters of one point.
const LEADING: f32 = 1.3;

/// What stands in a line.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    Word(Word),
    /// To be ticked. `says` is read aloud.
    Box {
        ticked: bool,
        says: String,
    },
    /// To be written on, as wide as it says. `says` is read aloud.
    Rule {
        width: f32,
        says: String,
    },
}

/// A line, with where each mark of it begins.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) marks: Vec<(f32, Mark)>,
    pub(super) height: f32,
    /// From the top.
    pub(super) baseline: f32,
}

/// A paragraph in lines.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) lines: Vec<Line>,
    /// What is read aloud of the room to write under the lines, if there is to be some.
    pub(super) room: Option<String>,
}

/// The runs in lines of at most `width`, in a look that runs may vary.
pub(super) fn set(faces: &Faces, runs: &[Run], look: Look, width: f32) -> Set {
    let mut setter =
        Setter { faces, look, width, indent: 0.0, at: 0.0, marks: Vec::new(), lines: Vec::new(), room: None };
    for run in runs {
        match run {
            Run::Words(words) => setter.words(words),
            Run::Control(control) => setter.control(control),
        }
    }
    setter.done()
}

struct Setter<'a> {
    faces: &'a Faces,
    look: Look,
    width: f32,
    /// Where lines begin.
    indent: f32,
    at: f32,
    marks: Vec<(f32, Mark)>,
    lines: Vec<Line>,
    room: Option<String>,
}

impl Setter<'_> {
    fn words(&mut self, words: &Words) {
        let look = varied(self.look, words);
        self.text(&words.text, look);
    }

    fn text(&mut self, text: &str, look: Look) {
        let unix = text.replace("\r\n", "\n").replace('\r', "\n");
        for (number, line) in unix.split('\n').enumerate() {
            if number > 0 {
                self.turn();
            }
            for word in spaced(line).split_inclusive(' ') {
                self.word(word, look);
            }
        }
    }

    /// A word, on the next line where it does not fit on this one; broken where it fits on none.
    fn word(&mut self, text: &str, look: Look) {
        let ink = self.faces.ink_width(text, look);
        if self.at > self.indent && self.at + ink > self.width {
            self.turn();
        }
        if self.at + ink <= self.width {
            self.put_word(text, look);
        } else {
            self.broken(text, look);
        }
    }

    fn broken(&mut self, text: &str, look: Look) {
        let mut part = String::new();
        for letter in text.chars() {
            let longer = format!("{part}{letter}");
            if !part.is_empty() && self.at + self.faces.ink_width(&longer, look) > self.width {
                self.put_word(&part, look);
                self.turn();
                part = letter.to_string();
            } else {
                part = longer;
            }
        }
        self.put_word(&part, look);
    }

    fn put_word(&mut self, text: &str, look: Look) {
        let word = self.faces.word(text, look);
        let width = word.width;
        self.put(Mark::Word(word), width);
    }

    fn put(&mut self, mark: Mark, width: f32) {
        self.marks.push((self.at, mark));
        self.at += width;
    }

    fn control(&mut self, control: &Control) {
        let says = |what: &str| format!("{}: {what}", control.title);
        match &control.holds {
            Holds::Checkbox(ticked) => self.checkbox(*ticked, &control.title),
            Holds::Choice { options, chosen } => self.choice(options, *chosen, &control.title),
            Holds::Date(Some(date)) => self.text(&date.format("%d/%m/%Y").to_string(), self.look),
            Holds::Date(None) => self.empty_date(&says("day, month, year")),
            Holds::Text { value, lines } => {
                if !value.is_empty() {
                    self.text(value, self.look);
                } else if *lines {
                    self.room = Some(says("room to write"));
                } else {
                    let width = self.width - self.at;
                    self.put(Mark::Rule { width, says: says("to be written down") }, width);
                }
            }
        }
    }

    fn checkbox(&mut self, ticked: bool, title: &str) {
        let state = if ticked { "ticked" } else { "to tick" };
        self.put(Mark::Box { ticked, says: format!("{title}, {state}") }, AFTER_BOX);
    }

    /// Each option on a line of its own, with a box before it.
    fn choice(&mut self, options: &[String], chosen: Option<usize>, title: &str) {
        for (number, option) in options.iter().enumerate().filter(|(_, option)| !option.is_empty()) {
            self.indent = 0.0;
            if !self.marks.is_empty() {
                self.turn();
            }
            self.checkbox(chosen == Some(number), title);
            self.indent = AFTER_BOX;
            self.text(option, self.look);
        }
        self.indent = 0.0;
    }

    fn empty_date(&mut self, says: &str) {
        for (width, after) in [(22.0, " / "), (22.0, " / "), (36.0, "")] {
            if self.at > self.indent && self.at + width > self.width {
                self.turn();
            }
            self.put(Mark::Rule { width, says: says.to_owned() }, width);
            self.text(after, Look { colour: Colour::Grey, ..self.look });
        }
    }

    /// Ends the line.
    fn turn(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        let written_on = marks.iter().any(|(_, mark)| matches!(mark, Mark::Rule { .. }));
        let boxes = marks.iter().any(|(_, mark)| matches!(mark, Mark::Box { .. }));
        let letters = self.look.size * LEADING;
        let least = if boxes { BOX + 6.0 } else { 0.0 };
        // Handwriting is higher than print.
        let above = if written_on { (WRITING - letters).max(0.0) } else { 0.0 };
        // Letters hang about a third of their size over the bottom of the line.
        let baseline = above + letters - self.look.size * 0.32;
        self.lines.push(Line { marks, height: (above + letters).max(least), baseline });
        self.at = self.indent;
    }

    fn done(mut self) -> Set {
        if !self.marks.is_empty() || (self.lines.is_empty() && self.room.is_none()) {
            // Programs that read aloud leave an empty cell out, and take the next one for it.
            if self.marks.is_empty() {
                self.put_word(" ", self.look);
            }
            self.turn();
        }
        Set { lines: self.lines, room: self.room }
    }
}

fn varied(look: Look, words: &Words) -> Look {
    let face = if words.bold {
        Face::Bold
    } else if words.italic {
        Face::Italic
    } else {
        look.face
    };
    let (size, colour) = if words.muted { (look.size * 0.9, Colour::Grey) } else { (look.size, look.colour) };
    Look { face, size, colour }
}
