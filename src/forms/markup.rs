//! XML as a row of happenings, with what all parts of a document need: whole text, whole elements, a closed root.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// That a text is not XML, or not the XML that Word writes.
#[derive(Debug)]
pub(super) struct NotMarkup;

/// What comes next in a text. Names are without their prefix: programs may choose those.
#[derive(Debug)]
pub(super) enum Happening<'a> {
    Opens(BytesStart<'a>),
    Closes(String),
    Text(String),
    End,
}

/// A text that is read.
pub(super) struct Markup<'a> {
    reader: Reader<&'a [u8]>,
    /// How many elements are open.
    depth: usize,
    /// Whether there was an element at all.
    begun: bool,
}

impl<'a> Markup<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        // An element without content comes as one that opens and closes.
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, begun: false }
    }

    pub(super) fn next(&mut self) -> Result<Happening<'a>, NotMarkup> {
        loop {
            match self.reader.read_event().map_err(|_| NotMarkup)? {
                Event::Start(start) => {
                    self.depth += 1;
                    self.begun = true;
                    return Ok(Happening::Opens(start));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Happening::Closes(end.local_name().as_ref().to_owned()));
                }
                Event::Text(text) => return Ok(Happening::Text(text.xml10_content().into_owned())),
                Event::CData(text) => return Ok(Happening::Text(text.xml10_content().into_owned())),
                Event::GeneralRef(name) => return referred(&name).map(Happening::Text),
                Event::Eof if self.begun && self.depth == 0 => return Ok(Happening::End),
                Event::Eof => return Err(NotMarkup),
                // Word writes none, and it could name texts that grow without end.
                Event::DocType(_) => return Err(NotMarkup),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// Passes over the rest of an element that has just opened.
    pub(super) fn skip(&mut self, opened: &BytesStart<'_>) -> Result<(), NotMarkup> {
        self.reader.read_to_end(opened.name()).map_err(|_| NotMarkup)?;
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }
}

/// What `&amp;`, `&#233;` and the like stand for.
fn referred(name: &quick_xml::events::BytesRef<'_>) -> Result<String, NotMarkup> {
    match name.resolve_char_ref().map_err(|_| NotMarkup)? {
        Some(character) => Ok(character.to_string()),
        None => quick_xml::escape::resolve_xml_entity(name).map(str::to_owned).ok_or(NotMarkup),
    }
}

/// An attribute by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, NotMarkup> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| NotMarkup)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| NotMarkup)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}
