//! A filled-in Word document: its custom properties and what is in its content controls.

use indexmap::IndexMap;

use super::controls::controls;
use super::fault::FormFault;
use super::package::Package;
use super::properties::{part_of, properties};

/// What a document that came back holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Its custom properties, by name.
    pub custom: IndexMap<String, String>,
    /// Its controls that have a tag, in the order in which they stand, each with what is in it. A tag may come twice, if
    /// someone copied a row.
    pub controls: Vec<(String, Answer)>,
}

/// What is in a control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A box, ticked or not.
    Checked(bool),
    /// What was written, chosen or picked; empty while the control still shows what to do there. Lines end in a line feed.
    Text(String),
}

/// Reads a .docx file as Word, LibreOffice and this program's own writer leave it.
///
/// Text that was struck out under tracked changes is not read, text that was put in is. Of controls within controls, each
/// has the text that is in no other. Where LibreOffice dropped the tag of a control, the bookmark around it says it.
///
/// # Errors
///
/// [`FormFault`] says why the file cannot be read. Nothing in it is ever unpacked beyond 64 MB.
pub fn read_docx(bytes: &[u8]) -> Result<Filled, FormFault> {
    let mut package = Package::open(bytes)?;
    let parts = package.text("_rels/.rels")?.unwrap_or_default();
    let body = part_of(&parts, "/officeDocument", "word/document.xml");
    let Some(document) = package.text(&body)? else { return Err(FormFault::NoText) };
    let custom = part_of(&parts, "/custom-properties", "docProps/custom.xml");
    let custom = match package.text(&custom)? {
        Some(text) => properties(&text).map_err(|_| FormFault::Broken { part: custom })?,
        None => IndexMap::new(),
    };
    let controls = controls(&document).map_err(|_| FormFault::Broken { part: body })?;
    Ok(Filled { custom, controls })
}

#[cfg(test)]
mod tests;
