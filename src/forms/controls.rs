//! The content controls in the text of a document.

use quick_xml::events::BytesStart;

use super::docx::Answer;
use super::markup::{Happening, Markup, NotMarkup, attribute};
use crate::emit::{WRITE_HERE, tag_of_mark};

/// How many controls may be open within each other: Word's own nest a few deep.
const DEEPEST: usize = 64;

/// Every control that has a tag, in the order in which they begin, and what is in it.
pub(super) fn controls(text: &str) -> Result<Vec<(String, Answer)>, NotMarkup> {
    let mut markup = Markup::of(text);
    let mut reading = Reading::default();
    loop {
        match markup.next()? {
            Happening::Opens(element) if is_passed_over(&element) => markup.skip(&element)?,
            Happening::Opens(element) => reading.opens(&element)?,
            Happening::Text(text) => reading.text(&text),
            Happening::Closes(name) => reading.closes(&name),
            Happening::End => break,
        }
    }
    Ok(reading.found.into_iter().filter_map(Control::answered).collect())
}

/// What holds no text that stands in the document: looks, text that was moved away or struck out, and the second of two
/// ways to show the same.
fn is_passed_over(element: &BytesStart<'_>) -> bool {
    matches!(element.local_name().as_ref(), "pPr" | "rPr" | "tblPr" | "trPr" | "tcPr" | "del" | "moveFrom" | "Fallback")
}

/// A control as far as it has been read.
#[derive(Default)]
struct Control {
    tag: Option<String>,
    /// The tag that a bookmark around it says.
    marked: Option<String>,
    checked: Option<bool>,
    /// Whether it still shows what to do there.
    untouched: bool,
    text: String,
    /// Paragraphs that have ended since the last text.
    ends: usize,
}

impl Control {
    fn push(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.extend(std::iter::repeat_n('\n', self.ends));
        }
        self.ends = 0;
        self.text.push_str(text);
    }

    fn answered(self) -> Option<(String, Answer)> {
        let answer = match self.checked {
            Some(checked) => Answer::Checked(checked),
            None if self.untouched || self.text == WRITE_HERE => Answer::Text(String::new()),
            None => Answer::Text(self.text),
        };
        self.tag.or(self.marked).map(|tag| (tag, answer))
    }
}

#[derive(Default)]
struct Reading {
    found: Vec<Control>,
    /// Which of those found are open, the innermost last.
    open: Vec<usize>,
    /// What the bookmark that opened last says, until it closes or a control has taken it.
    mark: Option<String>,
    /// Whether the properties of the innermost are being read, and not its content.
    in_properties: bool,
    /// Whether text counts here: between elements there is only layout.
    in_text: bool,
}

impl Reading {
    fn opens(&mut self, element: &BytesStart<'_>) -> Result<(), NotMarkup> {
        match element.local_name().as_ref() {
            "sdt" if self.open.len() >= DEEPEST => return Err(NotMarkup),
            "sdt" => {
                self.open.push(self.found.len());
                self.found.push(Control { marked: self.mark.take(), ..Control::default() });
            }
            "sdtPr" => self.in_properties = true,
            _ if self.in_properties => self.property(element)?,
            "bookmarkStart" => {
                self.mark =
                    attribute(element, "name")?.and_then(|name| tag_of_mark(&name)).or_else(|| self.mark.take());
            }
            "bookmarkEnd" => self.mark_innermost(),
            "t" => self.in_text = true,
            "tab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            _ => {}
        }
        Ok(())
    }

    fn property(&mut self, element: &BytesStart<'_>) -> Result<(), NotMarkup> {
        let value = attribute(element, "val")?;
        let Some(control) = self.innermost() else { return Ok(()) };
        match element.local_name().as_ref() {
            "tag" => control.tag = value.filter(|tag| !tag.is_empty()),
            "showingPlcHdr" => control.untouched = is_on(value.as_deref()),
            // A box that does not say whether it is ticked is not.
            "checkbox" => control.checked = control.checked.or(Some(false)),
            "checked" => control.checked = Some(is_on(value.as_deref())),
            _ => {}
        }
        Ok(())
    }

    fn closes(&mut self, name: &str) {
        match name {
            "sdt" => {
                self.mark_innermost();
                self.open.pop();
            }
            "sdtPr" => self.in_properties = false,
            "t" => self.in_text = false,
            "p" => {
                if let Some(control) = self.innermost() {
                    control.ends += 1;
                }
            }
            _ => {}
        }
    }

    /// A bookmark that no control has opened in is that of the control around it: LibreOffice moves it in.
    fn mark_innermost(&mut self) {
        let mark = self.mark.take();
        if let Some(control) = self.innermost() {
            control.marked = control.marked.take().or(mark);
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(control) = self.innermost() {
            control.push(text);
        }
    }

    fn innermost(&mut self) -> Option<&mut Control> {
        let index = *self.open.last()?;
        self.found.get_mut(index)
    }
}

/// The value of something that is on or off; on where nothing is said.
fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off"))
}
